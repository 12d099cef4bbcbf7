"""The stages of the main job; `run` calls them in a row, the verbs one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from .outcome import Outcome
from .output import Tell
from .request import RequestError

Row = Mapping[str, Any]


def derive(
    devices: Sequence[str], tell: Tell, *, check: bool = False, cold: bool = False
) -> Outcome:
    """Decide every claim and mutant; rewrite the ledger, or with `check` compare with it."""
    from spinloom.validate import ledger

    report = ledger.derive(devices, check=check, progress=tell, cold=cold)
    changed = tuple(f"{key}: differs from the committed ledger" for key in report.changed)
    failures = (*report.failures, *(changed if check else ()))
    stale = ("the committed ledger is stale; spinloom derive rewrites it",)
    rewritten = tuple(f"{key}: rewritten" for key in report.changed)
    remarks = (stale if report.changed else ()) if check else rewritten
    return Outcome("derive", len(report.rows), tuple(failures), remarks)


def generate(
    devices: Sequence[str],
    tell: Tell,
    *,
    backends: Sequence[str] | None = None,
    out: Path | None = None,
    check: bool = True,
) -> Outcome:
    """Write kernels, or with `check` compare the committed ones with what would be written.

    Devices without kernels are passed over.
    """
    from spinloom.codegen import write
    from spinloom.codegen.errors import UnknownNameError, WriteError
    from spinloom.codegen.kernels import DEVICES

    tell(0, None, "")
    wanted = [device for device in devices if device in DEVICES]
    try:
        report = write.generate(wanted, backends, out=out, check=check)
    except (UnknownNameError, WriteError) as error:
        raise RequestError(str(error)) from error
    files = (*report.written, *report.unchanged, *report.stale)
    failures = tuple(f"{stale}; spinloom generate rewrites it" for stale in report.stale)
    return Outcome("generate", len(files), failures, tuple(f"wrote {p}" for p in report.written))


def validate(devices: Sequence[str], tell: Tell) -> Outcome:
    """Kernels against oracles."""
    from spinloom.validate import report

    rows: list[dict[str, Any]] = []
    for row in report.checks(devices):
        rows.append(row.to_json())
        tell(len(rows), None, row.kernel)
    failures = tuple(
        f"{row['kernel']} ({row['backend']}) against {row['oracle']}:"
        f" {row['max_rel_error']} above {row['tolerance']}"
        for row in rows
        if not row["passed"]
    )
    return Outcome("validate", len(rows), failures, rows=tuple(rows))


def limits(devices: Sequence[str], tell: Tell) -> Outcome:
    """Analytic limits: proved, and met by the kernels with the right order."""
    from spinloom.validate import limits as table

    rows: list[dict[str, Any]] = []
    for row in table.rows(devices):
        rows.append(dict(row))
        tell(len(rows), None, str(row["key"]))
    failures = tuple(
        f"{row['key']}: {row['limit']} is not met" for row in rows if not row["passed"]
    )
    return Outcome("limits", len(rows), failures, rows=tuple(rows))


def report(
    devices: Sequence[str], out: Path, tell: Tell, checks: Sequence[Row], limits: Sequence[Row]
) -> Outcome:
    """Write the static site, with what the stages before it found."""
    from spinloom.validate.figures import available
    from spinloom.validate.site.build import build
    from spinloom.validate.site.content import gather

    names = [name for name in available() if name.partition(":")[0] in devices]
    written = build(gather(devices, checks, limits, names), out, tell)
    tell(len(names), len(names), "")
    return Outcome("report", len(written), remarks=(f"open {out / 'index.html'}",))


def figures(names: Sequence[str], out: Path, tell: Tell) -> Outcome:
    """Draw figures below `out`."""
    from spinloom.validate import figures as gallery

    written: list[Path] = []
    for done, name in enumerate(names):
        tell(done, len(names), name)
        written.extend(gallery.draw(name, out))
    tell(len(names), len(names), "")
    return Outcome("figures", len(names), remarks=tuple(str(path) for path in written))
