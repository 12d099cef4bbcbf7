"""The README's table of verdicts: ``python -m spinloom.cli.counts README.md`` rewrites it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

BEGIN = "<!-- verdicts: written by `make readme` from the ledger -->"
END = "<!-- end of verdicts -->"


def verdict_table(
    rows: Iterable[Mapping[str, Any]], devices: Sequence[str], verdicts: Sequence[str]
) -> str:
    """A Markdown table: a line for each device that has rows, a column for each verdict.

    Errata come with the number of those whose corrected form is proved.
    """
    found = [(row["key"].partition(":")[0], row["verdict"], row["proved"]) for row in rows]
    lines = [
        "| device | rows | " + " | ".join(verdicts) + " |",
        "|---" * (len(verdicts) + 2) + "|",
    ]
    for device in devices:
        counts = [
            [found.count((device, verdict, proved)) for proved in (True, False)]
            for verdict in verdicts
        ]
        if total := sum(map(sum, counts)):
            cells = [_cell(verdict, *pair) for pair, verdict in zip(counts, verdicts, strict=True)]
            lines.append("| " + " | ".join([device, str(total), *cells]) + " |")
    return "\n".join(lines)


def _cell(verdict: str, proved: int, others: int) -> str:
    count = proved + others
    return f"{count} ({proved} proved)" if verdict == "erratum" and count else str(count or "")


def rewritten(text: str, table: str) -> str:
    """`text` with `table` between the two markers.

    Raises
    ------
    ValueError
        If the markers are not there, once each and in order.
    """
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end) or BEGIN in rest or END in tail:
        raise ValueError(f"the text needs {BEGIN!r} and then {END!r}, once each")
    return f"{head}{BEGIN}\n{table}\n{END}{tail}"


def current_table() -> str:
    """The table of the committed ledger."""
    from spinloom.derivations.engine.ledger import VERDICTS
    from spinloom.validate.ledger import DEVICES, load

    return verdict_table(load(), DEVICES, VERDICTS)


def main() -> None:
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(rewritten(path.read_text("utf-8"), current_table()), "utf-8")


if __name__ == "__main__":
    main()
