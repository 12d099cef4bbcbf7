"""Generate kernels: render, compare, and put files in place all at once.

This is the only module that writes files. A file appears under its final name only when it is
complete, and unchanged files are left alone, so a run that is killed leaves a working package.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .backends import BACKENDS
from .errors import UnknownNameError, WriteError
from .kernels import DEVICES
from .lower import lower
from .render import package
from .trace import Stale, differences

GENERATED = Path(__file__).resolve().parent.parent / "generated"


@dataclass(frozen=True)
class Report:
    """What a run did, or with ``check`` would have to do; paths are sorted."""

    written: tuple[Path, ...]
    unchanged: tuple[Path, ...]
    stale: tuple[Stale, ...]


def generate(
    devices: Sequence[str] | None = None,
    backends: Sequence[str] | None = None,
    out: Path | None = None,
    check: bool = False,
) -> Report:
    """Write the generated packages, or compare them with what would be written.

    Parameters
    ----------
    devices, backends : sequence of str, optional
        Names; all of them by default.
    out : path, optional
        Write one backend's package into this folder instead of the repository's.
    check : bool
        Write nothing; report stale files with the kernels and equation keys that differ.

    Raises
    ------
    UnknownNameError
        A device or backend that does not exist, or ``out`` with several backends.
    WriteError
        A folder that cannot be written; nothing is left half-written.
    """
    chosen = _chosen("device", devices, sorted(DEVICES))
    names = _chosen("backend", backends, sorted(BACKENDS))
    if out is not None and len(names) != 1:
        raise UnknownNameError(f"out takes one backend; choose one of {', '.join(names)}")
    kernels = {name: tuple(lower(spec) for spec in DEVICES[name]()) for name in chosen}
    wanted = {
        (out or GENERATED / name) / file: text
        for name in names
        for file, text in package(BACKENDS[name], kernels).items()
    }
    present = {path: _read(path) for path in wanted}
    changed = {path: text for path, text in wanted.items() if present[path] != text}
    unchanged = tuple(path for path in wanted if path not in changed)
    if check:
        stale = [differences(path, present[path], text) for path, text in changed.items()]
        if len(kernels) == len(DEVICES) and out is None:
            stale += [
                Stale(path, "left over; no specification makes it") for path in _extra(wanted)
            ]
        return Report((), unchanged, tuple(stale))
    put(changed)
    return Report(tuple(changed), unchanged, ())


def _chosen(kind: str, names: Sequence[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    for name in names or ():
        if name not in known:
            raise UnknownNameError(f"no {kind} {name!r}; there are {', '.join(known)}")
    return tuple(name for name in known if names is None or name in names)


def _extra(wanted: Mapping[Path, str]) -> tuple[Path, ...]:
    """Modules in the packages' folders that are not among the wanted files."""
    folders = dict.fromkeys(path.parent for path in wanted)
    found = sorted(path for folder in folders for path in folder.glob("*.py"))
    return tuple(path for path in found if path not in wanted)


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise WriteError(f"{path} cannot be read: {error}") from error


def put(files: Mapping[Path, str]) -> None:
    """Stage every file next to its place, then rename them all."""
    staged: list[tuple[Path, Path]] = []
    folders: list[Path] = []
    try:
        for path, text in files.items():
            folders += _make(path.parent)
            staged.append((_stage(path, text), path))
        for temporary, path in staged:
            os.replace(temporary, path)
    except OSError as error:
        raise WriteError(f"{error.filename or path} cannot be written: {error.strerror}") from error
    finally:
        for temporary, _ in staged:
            temporary.unlink(missing_ok=True)
        for folder in reversed(folders):
            with suppress(OSError):
                folder.rmdir()


def _make(folder: Path) -> list[Path]:
    """Create a folder; returns what did not exist before, outermost first."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _stage(path: Path, text: str) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
        temporary.chmod(0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
