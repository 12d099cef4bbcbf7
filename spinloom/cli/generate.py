"""``spinloom generate``: write kernels, or say which committed ones are stale."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import stages
from .outcome import finish
from .output import progress
from .request import Devices, RequestError, choice, writable
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
    if out is not None and check:
        raise RequestError("choose one of --check and --out")
    if out is not None and len(backend or ()) != 1:
        raise RequestError("--out writes one backend: name it with --backend")
    if out is not None:
        writable(out)
    wanted = chosen(devices)
    from spinloom.codegen.backends import BACKENDS

    backends = [choice("backend", name, BACKENDS) for name in backend or sorted(BACKENDS)]
    with progress("generate") as tell:
        outcome = stages.generate(wanted, tell, backends=backends, out=out, check=check)
    finish(outcome, "files")
