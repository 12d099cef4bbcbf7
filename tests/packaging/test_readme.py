"""The README says what happens: its example runs, its table is the ledger's."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from spinloom.cli.counts import BEGIN, END, current_table, rewritten, verdict_table

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def block(language: str) -> str:
    """The README's first block of code in `language`."""
    found = re.search(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def test_the_example_has_ten_lines_and_prints_what_is_shown() -> None:
    source = block("python")
    assert sum(bool(line.strip()) for line in source.splitlines()) <= 10
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "README.md", "exec"), {})
    assert printed.getvalue() == block("text")


def test_the_table_is_the_ledgers() -> None:
    assert rewritten(README, current_table()) == README, "run: make readme"


def test_links_and_pictures_exist() -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", README)
    assert len(targets) >= 4
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_table_counts() -> None:
    rows = [
        {"key": "dimer:1", "verdict": "proved", "proved": True},
        {"key": "dimer:2", "verdict": "erratum", "proved": True},
        {"key": "dimer:3", "verdict": "proved", "proved": True},
        {"key": "dimer:4", "verdict": "erratum", "proved": False},
        {"key": "valve:88", "verdict": "proved", "proved": True},
    ]
    table = verdict_table(rows, ("dimer", "junction", "valve"), ("proved", "erratum"))
    assert table.splitlines() == [
        "| device | rows | proved | erratum |",
        "|---|---|---|---|",
        "| dimer | 4 | 2 | 2 (1 proved) |",
        "| valve | 1 | 1 |  |",
    ]


def test_only_what_stands_between_the_markers_changes() -> None:
    text = f"before\n{BEGIN}\nold\n{END}\nafter\n"
    assert rewritten(text, "new") == f"before\n{BEGIN}\nnew\n{END}\nafter\n"
    for broken in ("no markers", BEGIN, f"{END}{BEGIN}", f"{BEGIN}{BEGIN}{END}"):
        with pytest.raises(ValueError, match="once each"):
            rewritten(broken, "new")
