"""From a generated line back to its equations, and from two texts to the equations that differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from .errors import UnknownNameError

DEFINITION = re.compile(r"def (\w+)\(")
KEY = re.compile(r"\w+:[\w-]+")
COMMENT = re.compile(r"\s+# ")
BRACKETS = re.compile(r"\[([^\[\]]*)\]$")


@dataclass(frozen=True)
class Origin:
    """Where a generated line comes from: its kernel, and its equation keys."""

    kernel: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Stale:
    """A generated file that differs from what its specifications give now."""

    path: Path
    what: str
    kernels: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.kernels:
            return f"{self.path}: {self.what}"
        return f"{self.path}: {self.what} of {', '.join(self.kernels)} ({', '.join(self.keys)})"


def explain(file: Path | str, line: int) -> Origin:
    """The kernel and the equation keys behind one line of a generated file.

    Raises
    ------
    UnknownNameError
        The file cannot be read, is not a generated one, or has no such line.
    """
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnknownNameError(f"{file} cannot be read: {error}") from error
    if not lines or "Generated; edits are lost." not in lines[0]:
        raise UnknownNameError(f"{file} is not a generated module")
    if not 1 <= line <= len(lines):
        raise UnknownNameError(f"{file} has lines 1 to {len(lines)}, not {line}")
    return origins(lines)[line - 1]


def differences(path: Path, present: str | None, wanted: str) -> Stale:
    """The kernels and equation keys whose lines differ between two texts of one file."""
    if present is None:
        return Stale(path, "missing")
    before, after = present.splitlines(), wanted.splitlines()
    changed: list[Origin] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    sources = origins(before), origins(after)
    for tag, start, stop, other_start, other_stop in matcher.get_opcodes():
        if tag != "equal":
            changed += sources[0][start:stop] + sources[1][other_start:other_stop]
    named = [origin for origin in changed if origin.kernel]
    if not named:
        return Stale(path, "header, options or templates changed")
    keys = sorted({key for origin in named for key in origin.keys})
    return Stale(path, "equations", tuple(sorted({item.kernel for item in named})), tuple(keys))


def origins(lines: list[str]) -> list[Origin]:
    """The origin of every line: the keys of its paragraph's comment, else all of its kernel's."""
    kernels = _kernels(lines)
    keys = _paragraph_keys(lines)
    every: dict[str, dict[str, None]] = {}
    for kernel, found in zip(kernels, keys, strict=True):
        every.setdefault(kernel, {}).update(dict.fromkeys(found))
    return [
        Origin(kernel, found or tuple(every[kernel]))
        for kernel, found in zip(kernels, keys, strict=True)
    ]


def _kernels(lines: list[str]) -> list[str]:
    """The function that each line belongs to; a compiled core carries its kernel's name."""
    kernel, found = "", []
    for line in lines:
        if line and not line[0].isspace() and not line.startswith(")"):
            definition = DEFINITION.match(line)
            kernel = definition.group(1).removeprefix("_") if definition else ""
        found.append(kernel)
    return found


def _paragraph_keys(lines: list[str]) -> list[tuple[str, ...]]:
    """The keys in brackets that end the comment which opens a line's paragraph."""
    found: list[tuple[str, ...]] = [()] * len(lines)
    start = 0
    while start < len(lines):
        stop = start
        while stop < len(lines) and lines[stop].strip():
            stop += 1
        comment = ""
        for line in lines[start:stop]:
            if not COMMENT.match(line):
                break
            comment += line.strip().removeprefix("#")
        brackets = BRACKETS.search(comment)
        if brackets:
            found[start:stop] = [tuple(KEY.findall(brackets.group(1)))] * (stop - start)
        start = stop + 1
    return found
