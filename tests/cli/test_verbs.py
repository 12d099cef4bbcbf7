"""What the verbs print, and the code they leave with."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from spinloom.cli import stages
from spinloom.cli.ledger import FIELDS
from spinloom.cli.outcome import Outcome
from spinloom.cli.output import fitted
from spinloom.validate.ledger import DEVICES, load

Spinloom = Callable[..., Any]
MONKEY = pytest.MonkeyPatch

COMPARISON = {
    "kernel": "dimer.green_retarded",
    "backend": "numpy",
    "oracle": "mpmath",
    "points": 40,
    "max_rel_error": "2e-15",
    "tolerance": "1e-11",
    "passed": True,
}
LIMIT = {
    "key": "dimer:limit-t",
    "limit": "t -> 0",
    "symbolic": "proved",
    "numeric_order": "2",
    "passed": True,
}


def keys(printed: str) -> list[str]:
    """The keys of a printed JSON array."""
    return [row["key"] for row in json.loads(printed)]


def widest(text: str) -> int:
    """The longest line of a text, in cells of the terminal."""
    return max(map(cell_len, text.splitlines()))


def test_ledger_prints_every_row_as_sorted_json(spinloom: Spinloom) -> None:
    ended = spinloom("ledger", "--json")
    rows = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert [row["key"] for row in rows] == sorted(row["key"] for row in load())
    assert {tuple(row) for row in rows} == {FIELDS}
    assert all(set(row["mutants"]) == {"tried", "killed", "equivalent"} for row in rows)
    assert all(isinstance(row["residual"], str) for row in rows)


def test_ledger_selects_devices_and_verdicts(spinloom: Spinloom) -> None:
    every = keys(spinloom("ledger", "--json").out)
    dimer = keys(spinloom("ledger", "dimer", "--json").out)
    assert dimer == [key for key in every if key.startswith("dimer:")]
    both = spinloom("ledger", *DEVICES[::-1], DEVICES[0], "--json")
    assert keys(both.out) == every
    errata = json.loads(spinloom("ledger", "--verdict", "erratum", "--json").out)
    assert errata
    assert {row["verdict"] for row in errata} == {"erratum"}


def test_the_table_of_verdicts_fits_a_terminal(spinloom: Spinloom, monkeypatch: MONKEY) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    narrow = spinloom("ledger")
    assert narrow.code == 0
    assert widest(narrow.out) <= 80
    monkeypatch.setenv("COLUMNS", "200")
    wide = spinloom("ledger")
    assert all(row["key"] in wide.out for row in load())
    assert f"{len(load())} rows" in wide.out.splitlines()[-1]


def test_show_has_the_row_and_its_steps(spinloom: Spinloom) -> None:
    ended = spinloom("show", "dimer:A10", "--json")
    (row,) = json.loads(ended.out)
    (committed,) = [row for row in load() if row["key"] == "dimer:A10"]
    assert (ended.code, ended.err) == (0, "")
    assert {field: row[field] for field in FIELDS} == {f: committed[f] for f in FIELDS}
    assert row["steps"]
    assert set(row["steps"][0]) == {"key", "statement", "rule", "uses", "assumptions"}
    earlier: list[str] = []
    for step in row["steps"]:
        assert set(step["uses"]) <= set(earlier)
        earlier.append(step["key"])


def test_show_fits_a_terminal_and_names_everything(spinloom: Spinloom, monkeypatch: MONKEY) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for row in load():
        ended = spinloom("show", row["key"])
        assert ended.code == 0
        assert widest(ended.out) <= 80, row["key"]
        assert row["key"] in ended.out
        assert row["verdict"] in ended.out
        assert ("counterexample" in ended.out) == bool(row["counterexample"])


def test_show_prints_latex_to_paste(spinloom: Spinloom) -> None:
    ended = spinloom("show", "dimer:A10", "--latex")
    assert ended.code == 0
    assert ended.out.count(r"\begin{equation*}") == ended.out.count(r"\end{equation*}") >= 2
    assert r"\tag{A10}" in ended.out
    assert spinloom("show", "dimer:A10", "--latex", "--json").code == 2


def derives(report: Outcome) -> Callable[..., Outcome]:
    """A stand-in for the stage that takes minutes."""

    def stage(devices: Sequence[str], tell: object, **options: bool) -> Outcome:
        return report

    return stage


@pytest.mark.parametrize("words", [("derive",), ("derive", "--check"), ("run", "dimer")])
def test_a_failed_row_fails_the_verb(
    words: tuple[str, ...], spinloom: Spinloom, monkeypatch: MONKEY, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for stage in ("generate", "validate", "limits", "report"):
        monkeypatch.setattr(stages, stage, lambda *_, stage=stage: Outcome(stage, 3))
    for failures, code in (((), 0), (("dimer:A10: a mutant survives",), 1)):
        monkeypatch.setattr(stages, "derive", derives(Outcome("derive", 2, failures)))
        ended = spinloom(*words)
        assert ended.code == code
        assert ended.err == "".join(f"failed: {line}\n" for line in failures)


@pytest.mark.parametrize(
    ("verb", "row"), [("validate", COMPARISON), ("limits", LIMIT)], ids=["validate", "limits"]
)
def test_rows_of_checks_are_json_and_a_failed_one_fails_the_verb(
    verb: str, row: dict[str, Any], spinloom: Spinloom, monkeypatch: MONKEY
) -> None:
    last = {**row, next(iter(row)): "z"}
    for failures, code in (((), 0), (("one line",), 1)):
        outcome = Outcome(verb, 2, failures, rows=(last, row))
        monkeypatch.setattr(stages, verb, derives(outcome))
        ended = spinloom(verb, "--json")
        assert ended.code == code
        assert json.loads(ended.out) == [row, last]
        table = spinloom(verb)
        assert table.code == code
        assert widest(table.out) <= 80
        assert "yes" in table.out


def test_wide_columns_give_way_and_narrow_ones_stay() -> None:
    assert fitted([40, 8, 60, 6], 200) == [40, 8, 60, 6]
    assert fitted([40, 8, 60, 6], 80) == [38, 8, 28, 6]
    assert fitted([40, 8, 60, 6], 10) == [24, 8, 13, 6]


def test_figures_are_listed_and_drawn(spinloom: Spinloom, tmp_path: Path) -> None:
    listed = spinloom("figure", "list").out.split()
    assert "dimer:2a" in listed
    ended = spinloom("figure", "dimer:2a", "--out", tmp_path / "new" / "folder")
    assert ended.code == 0
    written = [path for path in (tmp_path / "new" / "folder").rglob("*") if path.is_file()]
    assert written
    assert all(path.stat().st_size > 0 for path in written)


def test_generate_checks_and_writes_elsewhere(spinloom: Spinloom, tmp_path: Path) -> None:
    checked = spinloom("generate", "--check")
    assert (checked.code, checked.err) == (0, "")
    ended = spinloom("generate", "--backend", "numpy", "--out", tmp_path / "kernels")
    assert ended.code == 0
    assert (tmp_path / "kernels" / "dimer.py").read_text().startswith('"""')
    again = spinloom("generate", "--backend", "numpy", "--out", tmp_path / "kernels")
    assert "wrote" not in again.out


def test_explain_goes_from_a_line_to_its_equations(spinloom: Spinloom, tmp_path: Path) -> None:
    spinloom("generate", "--backend", "numpy", "--out", tmp_path)
    lines = (tmp_path / "dimer.py").read_text().splitlines()
    found = next(n for n, line in enumerate(lines, 1) if line.endswith("[dimer:A10]"))
    ended = spinloom("explain", f"{tmp_path / 'dimer.py'}:{found}")
    assert ended.code == 0
    assert ended.out.startswith("kernel ")
    assert "dimer:A10" in ended.out


def test_no_verb_prints_the_help(spinloom: Spinloom) -> None:
    bare, asked = spinloom(), spinloom("--help")
    assert bare.code == asked.code == 0
    assert bare.out == asked.out
    for verb in ("run", "ledger", "show", "derive", "generate", "explain", "validate", "limits"):
        assert f"  {verb} " in bare.out
