"""The table of verbs, and how errors leave the program.

Exit codes: 0 all is well, 1 a check failed, 2 the request makes no sense.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from spinloom.cli import (
    derive,
    explain,
    figure,
    generate,
    ledger,
    limits,
    report,
    run,
    show,
    validate,
)
from spinloom.cli.request import RequestError

app = typer.Typer(
    name="spinloom",
    help="Printed equations as verdicts, kernels, numbers and figures.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for verb in (
    run.run,
    ledger.ledger,
    show.show,
    derive.derive,
    generate.generate,
    explain.explain,
    validate.validate,
    limits.limits,
    figure.figure,
    report.report,
):
    app.command()(verb)


@app.callback(invoke_without_command=True)
def without_verb(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one verb and leave with its exit code."""
    try:
        app(arguments, prog_name="spinloom")
    except RequestError as error:
        print(f"Error: {error}", file=sys.stderr)
        sys.exit(2)
