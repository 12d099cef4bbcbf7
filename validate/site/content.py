"""What the site shows, gathered once: rows, steps, kernels, validation, limits, figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spinloom.codegen.backends import BACKENDS
from spinloom.codegen.kernels import DEVICES as KERNELS
from spinloom.codegen.spec import KernelSpec
from spinloom.codegen.trace import Origin, origins
from spinloom.codegen.write import GENERATED
from spinloom.validate.ledger import DEVICES, load
from spinloom.validate.ledger import steps as all_steps

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """One line of generated source; `keys` only where a block of the same origin starts."""

    number: int
    text: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A kernel's function in one backend's module."""

    backend: str
    file: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Kernel:
    """A kernel with its generated sources and how well it meets its oracles.

    `direct` says whether the checks are of the kernel itself; if it has none, they are of the
    public functions that are built on the device's kernels.
    """

    device: str
    spec: KernelSpec
    sources: tuple[Source, ...]
    checks: tuple[Json, ...]
    direct: bool

    @property
    def name(self) -> str:
        return f"{self.device}.{self.spec.name}"


@dataclass(frozen=True)
class Content:
    """Everything that the pages show, for some devices."""

    devices: tuple[str, ...]
    rows: tuple[Json, ...]
    steps: Mapping[str, Json]
    kernels: tuple[Kernel, ...]
    checks: tuple[Json, ...]
    limits: tuple[Json, ...]
    figures: tuple[str, ...]

    def of(self, device: str) -> list[Json]:
        """The device's rows in the order of the paper."""
        mine = (row for row in self.rows if device_of(row["key"]) == device)
        return sorted(mine, key=lambda row: place(row["key"]))


def device_of(key: str) -> str:
    """The device of a key such as ``dimer:A19``."""
    return key.partition(":")[0]


def place(key: str) -> tuple[Any, ...]:
    """Order of the paper: numbers, appendices, then statements of the text and figures."""
    name = key.partition(":")[2]
    numbered = re.fullmatch(r"([A-E]?)(\d+)(.*)", name)
    if numbered:
        appendix, number, rest = numbered.groups()
        return (0, appendix, int(number), rest)
    pieces = (part for part in re.split(r"(\d+)", name) if part)
    return (1, *((0, int(part), "") if part.isdigit() else (1, 0, part) for part in pieces))


def gather(
    devices: Sequence[str], checks: Sequence[Json], limits: Sequence[Json], figures: Sequence[str]
) -> Content:
    """Collect the committed ledger and steps, the kernels, and what the stages found."""
    chosen = tuple(device for device in DEVICES if device in devices)
    rows = tuple(row for row in load() if device_of(row["key"]) in chosen)
    steps = {
        key: {"key": key, "statement": step.statement, "rule": step.rule,
              "uses": step.uses, "assumptions": step.assumptions}
        for key, step in sorted(all_steps().items()) if device_of(key) in chosen
    }  # fmt: skip
    kernels = tuple(
        _kernel(device, spec, checks)
        for device in chosen
        if device in KERNELS
        for spec in KERNELS[device]()
    )
    return Content(chosen, rows, steps, kernels, tuple(checks), tuple(limits), tuple(figures))


def _kernel(device: str, spec: KernelSpec, checks: Sequence[Json]) -> Kernel:
    name = f"{device}.{spec.name}"
    mine = tuple(row for row in checks if (row["kernel"] + ".").startswith(name + "."))
    kernels = {f"{device}.{other.name}" for other in KERNELS[device]()}
    public = tuple(
        row for row in checks
        if device_of(row["kernel"].replace(".", ":")) == device and row["kernel"] not in kernels
    )  # fmt: skip
    sources = tuple(_source(backend, device, spec.name) for backend in sorted(BACKENDS))
    return Kernel(device, spec, sources, mine or public, bool(mine))


def _source(backend: str, device: str, name: str) -> Source:
    path = GENERATED / backend / f"{device}.py"
    text = path.read_text("utf-8").splitlines()
    found = origins(text)
    mine = [number for number, origin in enumerate(found) if origin.kernel == name]
    return Source(backend, f"generated/{backend}/{device}.py", tuple(_lines(text, found, mine)))


def _lines(text: Sequence[str], found: Sequence[Origin], mine: Sequence[int]) -> list[Line]:
    lines: list[Line] = []
    before: tuple[str, ...] = ()
    for number in mine:
        keys = found[number].keys
        lines.append(Line(number + 1, text[number], keys if keys != before else ()))
        before = keys
    return lines
