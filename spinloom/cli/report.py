"""``spinloom report``: the static site."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import stages
from .outcome import finish
from .output import progress
from .request import Devices, RequestError, writable, writing
from .request import devices as chosen

SITE = Path("site")


def report(
    devices: Devices = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where to write.")] = SITE,
) -> None:
    """The static site: equations, errata, kernels, figures, limits; opens without a server."""
    wanted = chosen(devices)
    replaceable(out)
    with progress("validate") as tell:
        checks = stages.validate(wanted, tell)
    with progress("limits") as tell:
        limits = stages.limits(wanted, tell)
    with writing(out), progress("report") as tell:
        outcome = stages.report(wanted, out, tell, checks.rows, limits.rows)
    finish(outcome, "files")


def replaceable(out: Path) -> Path:
    """`out`, if a site can be written there: it is empty, new, or holds an earlier site.

    Raises
    ------
    RequestError
        If it holds anything else, which would be lost.
    """
    from spinloom.validate.site.build import refuse_foreign

    writable(out)
    try:
        refuse_foreign(out)
    except FileExistsError as error:
        raise RequestError(str(error)) from error
    return out
