"""The ledger: decide every row, keep the result in ``ledger.json``, read it back.

Rows on equations come from the devices' derivations, rows on figures and on
what the text says of them from the device's module here. The committed files
are what ``spinloom ledger`` and ``spinloom show`` read; ``derive`` recomputes
them. A row is taken from the cache only if nothing that determines it changed:
its print, the sources of its device and of the engine, the versions of SymPy
and NumPy.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from hashlib import sha256
from importlib import import_module, metadata
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from spinloom.derivations.engine.ledger import Derivation, Entry, Equation, Step
from spinloom.derivations.engine.ledger import chain as chain_of

DEVICES = ("dimer", "junction", "valve", "magnet")

#: Where each device's rows and steps come from: the one place that lists them.
_ROWS: dict[str, tuple[str, ...]] = {
    "dimer": (
        "spinloom.derivations.dimer.claims",
        "spinloom.derivations.dimer.motion_claims",
        "spinloom.validate.dimer_figures",
        "spinloom.validate.dimer_motion_features",
    ),
    "junction": ("spinloom.derivations.junction.claims", "spinloom.validate.junction_figures"),
    "valve": ("spinloom.derivations.valve.claims",),
    "magnet": ("spinloom.derivations.magnet.claims", "spinloom.validate.magnet_figures"),
}
_STEPS: dict[str, str] = {device: f"spinloom.derivations.{device}.steps" for device in DEVICES}

_HERE = Path(__file__).parent
LEDGER, STEPS = _HERE / "ledger.json", _HERE / "steps.json"

Json = dict[str, Any]
Tell = Callable[[int, int | None, str], None]


@dataclass(frozen=True)
class Report:
    """What a derivation run found: rows, what is wrong, which rows differ from the ledger."""

    rows: tuple[Json, ...]
    failures: tuple[str, ...]
    changed: tuple[str, ...]


def load() -> list[Json]:
    """The committed rows, sorted by key."""
    rows: list[Json] = json.loads(LEDGER.read_text("utf-8"))
    return rows


def steps() -> dict[str, Step]:
    """The committed steps of all derivations, by key."""
    return {s["key"]: _step(s) for s in json.loads(STEPS.read_text("utf-8"))}


def chain(key: str) -> list[Step]:
    """The steps that lead to a row or to a step, each after what it uses; empty without any."""
    known = steps()
    row = next((row for row in load() if row["key"] == key), None)
    ordered: dict[str, Step] = {}
    for last in row["steps"] if row else [key]:
        ordered.update({step.key: step for step in chain_of(last, known)})
    return list(ordered.values())


def derivation(key: str) -> Derivation:
    """The derivation of a row or step; a notebook shows it as a list of formulas.

    Raises
    ------
    KeyError
        If no row and no step is called `key`.
    """
    if key not in steps() and all(row["key"] != key for row in load()):
        raise KeyError(f"no row or step is called {key!r}")
    return Derivation(key, tuple(chain(key)))


def equation(key: str) -> Equation:
    """The equation as printed; a notebook shows its formula.

    Raises
    ------
    KeyError
        If no row is called `key`, or the row is no printed equation.
    """
    entry = _entries(key.partition(":")[0]).get(key)
    if entry is None or entry.equation is None:
        raise KeyError(f"no printed equation is called {key!r}")
    return entry.equation


def _step(data: Json) -> Step:
    return Step(
        data["key"], data["statement"], data["rule"], tuple(data["uses"]),
        tuple(data["assumptions"]),
    )  # fmt: skip


def entries(device: str) -> list[Entry]:
    """The undecided rows of a device, sorted by key."""
    return sorted(_entries(device).values(), key=lambda entry: entry.key)


@lru_cache(maxsize=len(DEVICES))
def _entries(device: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for module in _ROWS.get(device, ()):
        for entry in import_module(module).entries():
            if entry.key in found:
                raise ValueError(f"two rows are called {entry.key!r}")
            found[entry.key] = entry
    return found


def derive(
    devices: Sequence[str] = DEVICES,
    *,
    check: bool = False,
    progress: Tell | None = None,
    cold: bool = False,
) -> Report:
    """Decide all rows of the devices; rewrite the committed files unless `check`.

    Parameters
    ----------
    devices
        Names out of `DEVICES`.
    check
        Compare only; nothing is written.
    progress
        Called with (rows done, rows in all, key).
    cold
        Take no row from the cache.
    """
    rows, failures = _decide_all(devices, progress or (lambda *_: None), cold)
    kept = [row for row in _committed() if row["key"].partition(":")[0] not in devices]
    ledger = sorted([*kept, *rows], key=lambda row: str(row["key"]))
    steps = _all_steps(devices)
    changed = _differences(_committed(), ledger) + _differences(_committed_steps(), steps)
    if not check:
        from spinloom.codegen.write import put  # brings the computer algebra, unlike `load`

        put({LEDGER: _text(ledger), STEPS: _text(steps)})
    return Report(tuple(rows), tuple(failures), tuple(changed))


def _decide_all(devices: Sequence[str], tell: Tell, cold: bool) -> tuple[list[Json], list[str]]:
    wanted = [(device, entry.key) for device in devices for entry in entries(device)]
    found: dict[str, Json] = {}
    missing = []
    for device, key in wanted:
        cached = None if cold else _from_cache(_entries(device)[key], device)
        if cached is None:
            missing.append((device, key))
        else:
            found[key] = cached
            tell(len(found), len(wanted), key)
    for key, row in _decided(missing):
        found[key] = row
        tell(len(found), len(wanted), key)
    users = _users(devices)
    rows, failures = [], []
    for key in sorted(found):
        row = dict(found[key])
        failures += [f"{key}: {failure}" for failure in row.pop("failures")]
        row["used_by"] = users.get(key, [])
        rows.append(row)
    return rows, failures + [line for device in devices for line in _strangers(device)]


def _strangers(device: str) -> Iterator[str]:
    """Definitions that claim to be used by rows which do not exist."""
    rows = _entries(device)
    for key in sorted(rows):
        for user in rows[key].defines:
            if user not in rows:
                yield f"{key}: used by {user!r}, which is no row"


def _decided(wanted: Sequence[tuple[str, str]]) -> Iterator[tuple[str, Json]]:
    """Decide rows side by side, one process a core, each with one thread."""
    if not wanted:
        return
    workers = min(os.cpu_count() or 1, len(wanted))
    with _single_threaded(), ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        futures = {pool.submit(decide_row, *job): job for job in wanted}
        for future in as_completed(futures):
            device, key = futures[future]
            row = future.result()
            _to_cache(_entries(device)[key], device, row)
            yield key, row


def decide_row(device: str, key: str) -> Json:
    """Decide one row; plain data, so that another process can send it back."""
    from spinloom.derivations.engine.proof import decide

    row = decide(_entries(device)[key])
    return {**row.to_json(), "failures": list(row.failures)}


@contextmanager
def _single_threaded() -> Iterator[None]:
    """Linear algebra of small matrices is faster without threads of its own."""
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update({name: "1" for name in names})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


# --- Who uses a row, and the steps -----------------------------------------------------------


def _users(devices: Sequence[str]) -> dict[str, list[str]]:
    """Kernels by the rows they stand on, and rows by the definitions they use."""
    from spinloom.codegen.kernels import DEVICES as KERNELS

    users: dict[str, list[str]] = {}
    for device in devices:
        for entry in entries(device):
            users.setdefault(entry.key, []).extend(entry.defines)
        for spec in KERNELS[device]() if device in KERNELS else ():
            for source in spec.sources:
                users.setdefault(source, []).append(f"{device}.{spec.name}")
    return {key: sorted(names) for key, names in users.items()}


def _all_steps(devices: Sequence[str]) -> list[Json]:
    kept = [s for s in _committed_steps() if s["key"].partition(":")[0] not in devices]
    for device in devices:
        if device in _STEPS:
            kept += [_plain(step) for step in import_module(_STEPS[device]).steps()]
    return sorted(kept, key=lambda step: str(step["key"]))


def _plain(step: Step) -> Json:
    data = asdict(step)
    return {k: list(v) if isinstance(v, tuple) else v for k, v in data.items()}


# --- Committed files -------------------------------------------------------------------------


def _committed() -> list[Json]:
    return load() if LEDGER.exists() else []


def _committed_steps() -> list[Json]:
    steps: list[Json] = json.loads(STEPS.read_text("utf-8")) if STEPS.exists() else []
    return steps


def _differences(old: Sequence[Json], new: Sequence[Json]) -> list[str]:
    before, after = ({row["key"]: row for row in rows} for rows in (old, new))
    return sorted(k for k in {**before, **after} if before.get(k) != after.get(k))


def _text(rows: Sequence[Json]) -> str:
    return json.dumps(rows, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


# --- Cache -----------------------------------------------------------------------------------


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "spinloom" / "rows"


@lru_cache(maxsize=len(DEVICES))
def _sources(device: str) -> str:
    """Hash of all that determines a device's rows, apart from the print."""
    digest = sha256()
    room = _HERE.parent
    if room.name == "spinloom":
        folders = [room / "derivations", room / "validate", room / "generated"]
    else:
        folders = [room / "derivations", room / "validate", room / "generated", room / "spinloom"]
    wanted = ("engine", device, "numerics", "numpy")
    for folder in folders:
        for path in sorted(folder.rglob("*.py")):
            if any(part.partition("_")[0].removesuffix(".py") in wanted for part in path.parts):
                digest.update(path.read_bytes())
    for name in ("sympy", "numpy", "mpmath"):
        digest.update(metadata.version(name).encode())
    return digest.hexdigest()


def _cache_file(entry: Entry, device: str) -> Path:
    printed = repr(entry.equation) + entry.claim.render()
    text = "\x1f".join((entry.key, printed, _sources(device)))
    return _cache_folder() / f"{sha256(text.encode()).hexdigest()}.json"


def _from_cache(entry: Entry, device: str) -> Json | None:
    try:
        row: Json = json.loads(_cache_file(entry, device).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return row


def _to_cache(entry: Entry, device: str, row: Json) -> None:
    """Keep a decided row; a machine without a place for it works without."""
    path = _cache_file(entry, device)
    from spinloom.codegen.errors import WriteError
    from spinloom.codegen.write import put

    with suppress(WriteError):
        put({path: json.dumps(row)})
