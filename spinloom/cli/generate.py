"""``spinloom generate``: write kernels, or say which committed ones are stale."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import stages
from .outcome import finish
from .output import progress
from .request import Devices, RequestError, choice, writable, writing
from .request import devices as chosen


def generate(
    devices: Devices = None,
    backend: Annotated[
        list[str] | None, typer.Option(metavar="B", help="A backend; repeat for more.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with the committed kernels; write nothing.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write one backend's package there.")
    ] = None,
) -> None:
    """Write kernels; --out writes a package that stands alone."""
    from spinloom.codegen.backends import BACKENDS

    wanted = chosen(devices)
    backends = tuple(choice("backend", name, BACKENDS) for name in backend or sorted(BACKENDS))
    if out is not None and check:
        raise RequestError("choose one of --check and --out")
    if out is not None and len(backends) != 1:
        raise RequestError("--out writes one backend: name it with --backend")
    place = Path("generated") if out is None else writable(out)
    with writing(place), progress("generate") as tell:
        outcome = stages.generate(wanted, tell, backends=backends, out=out, check=check)
    finish(outcome, "files compared" if check else "files")
