"""The ledger: rows are decided, kept, compared and cached by what determines them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import VERDICTS, Entry, Equation, Step
from spinloom.derivations.engine.printed import equal, relations
from spinloom.validate import ledger

FIELDS = [
    "corrected", "counterexample", "derived_in", "key", "kind", "method", "mutants", "note",
    "points", "printed", "proved", "residual", "slip", "steps", "used_by", "verdict",
]  # fmt: skip
KEYS = ("dimer:8", "dimer:text-bias", "dimer:text-torques")


@dataclass
class Desk:
    """A ledger of three cheap rows in a folder of its own, and what was decided anew."""

    entries: dict[str, Entry]
    decided: list[str] = field(default_factory=list)

    def derive(self, **options: Any) -> ledger.Report:
        self.decided.clear()
        return ledger.derive(["dimer"], **options)

    def reprint(self, key: str) -> None:
        """Print both sides of an equation exchanged: true, and another print."""
        entry = self.entries[key]
        assert entry.equation is not None
        assert isinstance(entry.claim, RelationClaim)
        (relation,) = relations(entry.claim.relation)
        turned = equal(relation.right, relation.left)
        claim = replace(entry.claim, relation=turned)
        self.entries[key] = replace(entry, claim=claim, equation=Equation(key, turned))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    whole = ledger._entries("dimer")
    small = Desk({key: whole[key] for key in KEYS})

    def one_by_one(wanted: Sequence[tuple[str, str]]) -> Iterator[tuple[str, ledger.Json]]:
        for device, key in wanted:
            small.decided.append(key)
            row = ledger.decide_row(device, key)
            ledger._to_cache(small.entries[key], device, row)
            yield key, row

    kernels = [SimpleNamespace(name="torque", sources=("dimer:8",))]
    steps = SimpleNamespace(steps=lambda: [Step("dimer:step-start", "H", "given")])
    monkeypatch.setattr(ledger, "_entries", lambda device: small.entries)
    monkeypatch.setattr("spinloom.codegen.kernels.DEVICES", {"dimer": lambda: kernels})
    monkeypatch.setattr(ledger, "import_module", lambda name: steps)
    monkeypatch.setattr(ledger, "_decided", one_by_one)
    monkeypatch.setattr(ledger, "LEDGER", tmp_path / "ledger.json")
    monkeypatch.setattr(ledger, "STEPS", tmp_path / "steps.json")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return small


def rewrite(change: Any) -> str:
    """Change the rows of the ledger by hand; the text that stands there now."""
    rows = ledger.load()
    change(rows)
    text = json.dumps(rows)
    ledger.LEDGER.write_text(text, "utf-8")
    return text


# --- What is written -------------------------------------------------------------------------


def test_rows_have_the_documented_fields_and_stand_in_order(desk: Desk) -> None:
    report = desk.derive()
    assert report.failures == ()
    rows = ledger.load()
    assert list(report.rows) == rows
    assert [row["key"] for row in rows] == sorted(KEYS)
    assert [sorted(row) for row in rows] == [FIELDS] * len(KEYS)
    assert [sorted(row["mutants"]) for row in rows] == [["equivalent", "killed", "tried"]] * 3
    assert [row["verdict"] for row in rows] == ["verified", "erratum", "erratum"]
    text = ledger.LEDGER.read_text("utf-8")
    assert text == json.dumps(rows, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def test_a_row_names_what_stands_on_it(desk: Desk) -> None:
    desk.entries["dimer:8"] = replace(desk.entries["dimer:8"], defines=("dimer:text-torques",))
    rows = {row["key"]: row["used_by"] for row in desk.derive().rows}
    assert rows == {
        "dimer:8": ["dimer.torque", "dimer:text-torques"],
        "dimer:text-bias": [],
        "dimer:text-torques": [],
    }


def test_progress_is_told_row_by_row(desk: Desk) -> None:
    told: list[tuple[int, int | None, str]] = []
    desk.derive(progress=lambda done, of, key: told.append((done, of, key)))
    assert [(done, of) for done, of, _ in told] == [(1, 3), (2, 3), (3, 3)]
    assert sorted(key for *_, key in told) == sorted(KEYS)


def test_rows_of_other_devices_stay(desk: Desk) -> None:
    desk.derive()
    rewrite(lambda rows: rows.append({**rows[0], "key": "valve:88"}))
    assert desk.derive().changed == ()
    assert "valve:88" in [row["key"] for row in ledger.load()]


# --- Comparing -------------------------------------------------------------------------------


def test_an_unchanged_ledger_passes_the_check(desk: Desk) -> None:
    assert set(desk.derive().changed) >= set(KEYS)
    assert desk.derive(check=True).changed == ()
    assert desk.derive(check=True, cold=True).changed == ()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda rows: rows[0].update(verdict="proved"), "dimer:8"),
        (lambda rows: rows[1]["mutants"].update(killed=1), "dimer:text-bias"),
        (lambda rows: rows[2].update(printed="x"), "dimer:text-torques"),
        (lambda rows: rows.pop(1), "dimer:text-bias"),
        (lambda rows: rows.append({**rows[0], "key": "dimer:gone"}), "dimer:gone"),
    ],
)
def test_a_changed_row_is_reported_and_left(desk: Desk, change: Any, told: str) -> None:
    desk.derive()
    text = rewrite(change)
    assert desk.derive(check=True).changed == (told,)
    assert ledger.LEDGER.read_text("utf-8") == text


def test_a_changed_step_is_reported(desk: Desk) -> None:
    desk.derive()
    steps = json.loads(ledger.STEPS.read_text("utf-8"))
    steps[0]["statement"] = "changed"
    ledger.STEPS.write_text(json.dumps(steps), "utf-8")
    assert desk.derive(check=True).changed == (steps[0]["key"],)


def test_a_row_that_fails_is_reported_and_its_failures_stay_out_of_the_file(desk: Desk) -> None:
    desk.entries["dimer:text-bias"] = replace(desk.entries["dimer:text-bias"], corrected=None)
    for _ in ("decided", "from the cache"):
        report = desk.derive()
        assert any(line.startswith("dimer:text-bias: does not hold") for line in report.failures)
    assert desk.decided == []
    assert all("failures" not in row for row in ledger.load())


def test_a_definition_used_by_no_row_of_the_ledger_fails(desk: Desk) -> None:
    desk.entries["dimer:8"] = replace(desk.entries["dimer:8"], defines=("dimer:A99",))
    assert "dimer:8: used by 'dimer:A99', which is no row" in desk.derive().failures


# --- The cache -------------------------------------------------------------------------------


def test_unchanged_rows_come_from_the_cache(desk: Desk) -> None:
    first = desk.derive()
    assert desk.decided == sorted(KEYS)
    assert desk.derive().rows == first.rows
    assert desk.decided == []
    assert desk.derive(cold=True).rows == first.rows
    assert desk.decided == sorted(KEYS)


def test_a_changed_print_misses_the_cache(desk: Desk) -> None:
    desk.derive()
    desk.reprint("dimer:8")
    assert desk.derive(check=True).changed == ("dimer:8",)
    assert desk.decided == ["dimer:8"]


def test_changed_sources_miss_the_cache(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.derive()
    monkeypatch.setattr(ledger, "_sources", lambda device: "another judge")
    desk.derive()
    assert desk.decided == sorted(KEYS)


def test_a_damaged_cache_is_no_answer(desk: Desk) -> None:
    first = desk.derive()
    for path in ledger._cache_folder().iterdir():
        path.write_text("{", "utf-8")
    assert desk.derive().rows == first.rows
    assert desk.decided == sorted(KEYS)


def test_rows_are_decided_without_a_place_for_a_cache(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    assert desk.derive().failures == ()
    assert len(ledger.load()) == 3


def test_sources_cover_the_engine_the_device_and_the_kernels() -> None:
    hashed = ledger._sources.__wrapped__
    assert hashed("dimer") == hashed("dimer") != hashed("valve")


# --- The same on every run -------------------------------------------------------------------

SCRIPT = """
import json, sys
from spinloom.validate.ledger import decide_row
print(json.dumps([decide_row("dimer", key) for key in sys.argv[1:]]))
"""


def test_rows_do_not_depend_on_the_hash_seed() -> None:
    keys = ("dimer:A10", "dimer:8", "dimer:text-bias", "dimer:text-torques")
    texts = []
    for seed in ("0", "1"):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *keys],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        texts.append(done.stdout)
    assert texts[0] == texts[1]
    assert [row["key"] for row in json.loads(texts[0])] == list(keys)


def test_another_process_decides_the_same() -> None:
    ((key, row),) = ledger._decided([("dimer", "dimer:8")])
    assert (key, row) == ("dimer:8", ledger.decide_row("dimer", "dimer:8"))
    assert list(ledger._decided([])) == []


def test_threads_are_limited_and_released(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.delenv("MKL_NUM_THREADS", raising=False)
    with ledger._single_threaded():
        assert (os.environ["OMP_NUM_THREADS"], os.environ["MKL_NUM_THREADS"]) == ("1", "1")
    assert os.environ["OMP_NUM_THREADS"] == "7"
    assert "MKL_NUM_THREADS" not in os.environ


# --- Rows of a device, and the committed files -----------------------------------------------


def test_two_rows_may_not_share_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = ledger._entries("dimer")["dimer:8"]
    twice = SimpleNamespace(entries=lambda: [entry, entry])
    monkeypatch.setattr(ledger, "import_module", lambda name: twice)
    with pytest.raises(ValueError, match="two rows are called 'dimer:8'"):
        ledger._entries.__wrapped__("dimer")


def test_the_committed_ledger_is_sorted_and_complete() -> None:
    rows = ledger.load()
    keys = [row["key"] for row in rows]
    assert keys == sorted(set(keys))
    assert all(sorted(row) == FIELDS for row in rows)
    assert {row["verdict"] for row in rows} <= set(VERDICTS)
    for row in rows:
        tried = row["mutants"]
        assert tried["killed"] + tried["equivalent"] == tried["tried"]
    numbered = {f"dimer:{n}" for n in (*range(1, 9), *(f"A{k}" for k in range(1, 25)))}
    assert numbered <= set(keys)


def test_a_row_is_walked_back_to_the_hamiltonian() -> None:
    steps = ledger.chain("dimer:A10")
    assert steps[0].uses == ()
    seen: set[str] = set()
    for step in steps:
        assert set(step.uses) <= seen
        seen.add(step.key)
    assert "dimer:step-hamiltonian" in seen
    assert ledger.chain("dimer:text-bias") == ledger.chain("nowhere") == []
