"""What a user may ask for: names are checked before anything heavy starts."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

Devices = Annotated[
    list[str] | None,
    typer.Argument(metavar="DEVICE", help="Devices, e.g. dimer (default: all)."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON array and nothing else.")]


class RequestError(Exception):
    """A request that cannot be met as stated: one line on standard error, exit code 2."""


def choice(kind: str, name: str, known: Iterable[str]) -> str:
    """`name`, if it is one of `known`.

    Raises
    ------
    RequestError
        If it is not; the message names the nearest known ones.
    """
    names = list(known)
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, n=3) or names
    shown = ", ".join(near[:12]) + (", ..." if len(near) > 12 else "")
    hint = "did you mean" if near is not names else "known"
    raise RequestError(f"unknown {kind} {name!r}; {hint}: {shown}")


def devices(names: Sequence[str] | None) -> tuple[str, ...]:
    """The devices asked for, in the order of the house; all of them if none is named."""
    from spinloom.validate.ledger import DEVICES

    asked = [choice("device", name, DEVICES) for name in names or DEVICES]
    return tuple(device for device in DEVICES if device in asked)


def writable(folder: Path) -> Path:
    """`folder`, if files can be written there now or once it has been made.

    Raises
    ------
    RequestError
        If it, or what it would be made in, is no folder that we may write to.
    """
    existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
    if not existing.is_dir():
        raise RequestError(f"cannot write to {folder}: {existing} is not a folder")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise RequestError(f"cannot write to {folder}: no permission in {existing}")
    return folder


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn a failure of the file system below `folder` into one clear line."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RequestError(f"cannot write to {folder}: {reason}") from error
