"""Rows of the dimer: cheap ones decided anew, and every way in which they could cheat."""

from __future__ import annotations

import ast
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from spinloom.derivations import dimer
from spinloom.derivations.dimer import (
    claims,
    corrected,
    judge_green,
    judge_motion,
    judge_open,
    paper,
    paper_green,
)
from spinloom.derivations.dimer.exact import exact_green
from spinloom.derivations.dimer.steps import steps
from spinloom.derivations.engine.claims import (
    DefinitionClaim,
    Judge,
    OrderClaim,
    RelationClaim,
    small_system,
)
from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.ledger import Convention, Entry, Equation, Row
from spinloom.derivations.engine.printed import Symbol, equal, relations, system
from spinloom.derivations.engine.proof import decide

Values = Mapping[str, Any]

CHEAP = {
    "dimer:A10": ("proved", 64),
    "dimer:A11": ("convention", 94),
    "dimer:A12": ("proved", 64),
    "dimer:A13": ("proved", 64),
    "dimer:A14": ("convention", 94),
    "dimer:A15": ("proved", 64),
    "dimer:5": ("erratum", 43),
    "dimer:8": ("verified", 31),
    "dimer:text-bias": ("erratum", 30),
    "dimer:text-torques": ("erratum", 53),
    "dimer:text-g": ("definition", 13),
}


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    return {entry.key: entry for entry in claims.entries()}


# --- The rows as they are --------------------------------------------------------------------


@pytest.mark.parametrize("key", CHEAP)
def test_cheap_rows_hold(entries: dict[str, Entry], key: str) -> None:
    row = decide(entries[key])
    assert row.failures == ()
    assert (row.verdict, row.mutants.tried) == CHEAP[key]
    assert row.mutants.killed + row.mutants.equivalent == row.mutants.tried
    assert row.points >= 20
    assert bool(row.counterexample) == (row.verdict in ("erratum", "convention"))
    assert bool(row.corrected) == (row.verdict == "erratum")


def test_one_letter_mends_the_bias(entries: dict[str, Entry]) -> None:
    row = decide(entries["dimer:text-bias"])
    assert "one letter" in row.note
    assert row.printed is not None
    assert row.corrected is not None
    different = [k for k, both in enumerate(zip(row.printed, row.corrected, strict=True))
                 if both[0] != both[1]]  # fmt: skip
    assert [row.corrected[k] for k in different] == ["R"]


def test_every_numbered_equation_has_a_row(entries: dict[str, Entry]) -> None:
    numbered = [f"dimer:{n}" for n in (*range(1, 9), *(f"A{k}" for k in range(1, 25)))]
    assert set(numbered) <= set(entries)
    assert all(entries[key].kind == "equation" for key in numbered)
    assert all(entry.kind == "claim" for key, entry in entries.items() if ":text-" in key)


def test_rows_name_their_users_and_their_steps(entries: dict[str, Entry]) -> None:
    known = {step.key for step in steps()}
    for entry in entries.values():
        assert set(entry.defines) <= set(entries)
        assert set(entry.steps) <= known
        assert not isinstance(entry.claim, DefinitionClaim) or entry.defines
        ways = (entry.corrected, entry.convention, entry.limit)
        assert sum(way is not None for way in ways) <= 1


def test_every_judge_looks_at_twenty_points(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        claim = entry.claim
        if isinstance(claim, DefinitionClaim):
            used = claim.use(claim.relation)
            assert isinstance(used, RelationClaim)
            claim = used
        if not isinstance(claim, OrderClaim):
            assert isinstance(claim, RelationClaim)
            assert claim.judge.points >= 20


# --- Prints and corrections that are wrong ---------------------------------------------------


@pytest.mark.parametrize("key", ["dimer:5", "dimer:text-bias", "dimer:text-torques"])
def test_a_misprint_without_its_correction_fails(entries: dict[str, Entry], key: str) -> None:
    row = decide(replace(entries[key], corrected=None))
    assert any(line.startswith("does not hold: left ") for line in row.failures)


@pytest.mark.parametrize("key", ["dimer:5", "dimer:text-bias", "dimer:text-torques"])
def test_the_print_is_no_correction_of_itself(entries: dict[str, Entry], key: str) -> None:
    row = decide(replace(entries[key], corrected=entries[key].claim))
    assert any(line.startswith("the correction does not hold") for line in row.failures)


def test_a_false_correction_fails(entries: dict[str, Entry]) -> None:
    entry = entries["dimer:text-torques"]
    noise, isotropic, anisotropic = relations(corrected.torques())
    half = system(noise, isotropic, equal(anisotropic.left, -anisotropic.right))
    assert isinstance(entry.claim, RelationClaim)
    row = decide(replace(entry, corrected=replace(entry.claim, relation=half)))
    assert any(line.startswith("the correction does not hold") for line in row.failures)


def test_what_holds_cannot_be_called_a_misprint(entries: dict[str, Entry]) -> None:
    entry = entries["dimer:A10"]
    assert (
        "called a misprint, but the print holds"
        in decide(replace(entry, corrected=entry.claim)).failures
    )


@pytest.mark.parametrize("key", ["dimer:A11", "dimer:A14"])
def test_the_other_gauge_needs_its_convention(entries: dict[str, Entry], key: str) -> None:
    row = decide(replace(entries[key], convention=None))
    assert any(line.startswith("does not hold") for line in row.failures)


def test_a_reversed_spin_orbit_hopping_is_no_convention(entries: dict[str, Entry]) -> None:
    """Only t, not t_0, changes sign: the DMI sees it."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        device = judge_open.random_open_dimer(rng)
        other = replace(device, t=-device.t)
        return Sample(ring, {"chi": device.response(0.3), "chi_gauge": other.response(0.3)})

    entry = entries["dimer:A11"]
    assert entry.convention is not None
    seen = RelationClaim(equal(Symbol("chi"), Symbol("chi_gauge")), small_system("response", draw))
    convention = Convention("t -> -t", entry.convention.claim, seen)
    row = decide(replace(entry, convention=convention))
    assert any(line.startswith("an observable sees the change") for line in row.failures)


# --- Judges that are wrong -------------------------------------------------------------------

Draw = Callable[[random.Random, Ring], Sample]


def with_fault(draw: Draw, fault: Callable[[Values], Values]) -> Judge:
    """A judge one of whose values is computed wrongly."""

    def wrong(rng: random.Random, ring: Ring) -> Sample:
        sample = draw(rng, ring)
        return replace(sample, values={**sample.values, **fault(sample.values)})

    return Judge("a faulty judge", wrong)


GREEN_FAULTS: dict[str, Callable[[Values], Values]] = {
    "sign flipped": lambda v: {n: lambda *k, n=n: -v[n](*k) for n in ("G_singlet", "G_triplet")},
    "doubled": lambda v: {n: lambda *k, n=n: 2 * v[n](*k) for n in ("G_singlet", "G_triplet")},
    "sites exchanged": lambda v: {"g": lambda branch, a: v["g"](branch, "21"[int(a) - 1])},
    "branches exchanged": lambda v: {"g": lambda branch, a: v["g"]("-+"["+-".index(branch)], a)},
    "singlet for triplet": lambda v: {"G_singlet": v["G_triplet"], "G_triplet": v["G_singlet"]},
    "hopping without t": lambda v: {"t": 0 * v["t"]},
}
LOCAL = (paper_green.EQ_A10, paper_green.EQ_A12, paper_green.EQ_A13, paper_green.EQ_A15)


@pytest.mark.parametrize("fault", GREEN_FAULTS)
@pytest.mark.parametrize("equation", LOCAL, ids=lambda equation: equation.key)
def test_a_faulty_judge_rejects_a_right_equation(equation: Equation, fault: str) -> None:
    judge = with_fault(judge_green.draw_green, GREEN_FAULTS[fault])
    claim = RelationClaim(equation.printed, judge)
    assert not claim.examine().holds
    assert claim.rejects()


@pytest.mark.parametrize("torque", ["torque_eff", "torque_noise", "torque_iso", "torque_an"])
def test_a_judge_with_one_torque_reversed_rejects_the_sum(torque: str) -> None:
    judge = with_fault(judge_motion.draw_torques, lambda values: {torque: -values[torque]})
    assert RelationClaim(paper.EQ_8.printed, replace(judge, rings=(judge.rings[0],))).rejects()


def test_a_judge_without_spin_orbit_hopping_is_too_weak(entries: dict[str, Entry]) -> None:
    """At t = 0 the two helicities coincide, and (A10) may confuse them."""

    def plain(rng: random.Random, ring: Ring) -> Sample:
        device = replace(judge_green.random_device(rng, ring), t=ring.number(0))  # type: ignore[arg-type]
        return Sample(ring, judge_green.green_values(device), judge_green.RANGES)

    weak = RelationClaim(paper_green.EQ_A10.printed, Judge("no spin-orbit hopping", plain))
    row: Row = decide(replace(entries["dimer:A10"], claim=weak))
    assert row.verdict == "verified"
    assert any("term 2 sign flipped" in line for line in row.failures)


def test_a_wrong_derivation_proves_nothing(entries: dict[str, Entry]) -> None:
    """The exact sample with one sign changed: the digits still hold, the proof is gone."""
    sample = exact_green()

    def negated() -> Sample:
        singlet = sample.values["G_singlet"]
        return replace(sample, values={**sample.values, "G_singlet": lambda *k: -singlet(*k)})

    claim = entries["dimer:A10"].claim
    assert isinstance(claim, RelationClaim)
    wrong = replace(claim, judge=replace(claim.judge, exact=negated))
    assert claim.examine().proved
    assert not wrong.examine().proved


# --- Independence ----------------------------------------------------------------------------

HOME = Path(dimer.__file__).parent
DERIVED = {
    "hamiltonian", "self_energy", "green", "lesser", "response", "couplings", "closed_forms",
    "pole_expansion", "integrand_ring", "arithmetic", "exact", "corrected",
}  # fmt: skip


def imported(path: Path) -> set[str]:
    """Last names of the modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.add((node.module or "").rpartition(".")[2])
            if node.level and not node.module:
                found.update(alias.name for alias in node.names)
    return found - {"", "annotations"}


@pytest.mark.parametrize("path", sorted(HOME.glob("paper*.py")), ids=lambda path: path.stem)
def test_the_print_knows_nothing_of_the_derivation(path: Path) -> None:
    assert imported(path) <= {
        "__future__",
        "dataclasses",
        "fractions",
        "ledger",
        "printed",
        "notation",
    }


@pytest.mark.parametrize("path", sorted(HOME.glob("judge_*.py")), ids=lambda path: path.stem)
def test_judges_share_nothing_with_the_derivation(path: Path) -> None:
    assert not imported(path) & DERIVED
