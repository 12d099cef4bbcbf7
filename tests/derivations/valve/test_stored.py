"""Storage in two electrodes at T > 0: verdicts, faults, and judges that see every term."""

from __future__ import annotations

import random
from functools import cache, partial
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp

from spinloom.derivations.engine import printed as p
from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import DOUBLE, PRECISE, Sample
from spinloom.derivations.engine.judges.fock import FockSpace, expectation, gaussian_state
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve import (
    claims_stored,
    exact_pairs_stored,
    judge_flows,
    judge_holes,
    judge_levels,
    judge_stored,
    judge_stored_samples,
)
from spinloom.derivations.valve import paper as notation
from spinloom.derivations.valve import paper_holes as holes
from spinloom.derivations.valve import paper_stored as stored
from spinloom.derivations.valve.judge_network import PAULI
from spinloom.derivations.valve.rewriting_stored import sifted_sides

VERDICTS = {
    **{f"valve:{number}": "verified" for number in (
        40, 41, 43, 44, 45, 46, 47, 62, 64, 67)},
    **{f"valve:{place}": "proved" for place in (
        55, 61, 63, 68, 69, 71, "fn31", "text-reference", "text-uncounted")},
    **{f"valve:{number}": "definition" for number in (42, 48, 58, 65, 66)},
    **{f"valve:{number}": "erratum" for number in (56, 57, 59, 60)},
    "valve:72": "approximation",
    **{f"valve:{place}": "verified" for place in (
        "text-scaled", "text-four-vector", "text-nodes", "text-uniaxial", "text-regimes",
        "text-constant-spin", "fn30", "caption7", "text-single-mode",
        "text-cancel", "text-scaling", "text-both-signs", "text-splitting",
        "text-vanishes-only")},
    **{f"valve:{place}": "erratum" for place in (
        "text-eigenvalue", "text-stored-biaxial", "text-band-spin", "caption6", "caption10")},
}  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    return {entry.key: entry for entry in claims_stored.entries()}


def test_every_row_is_expected() -> None:
    assert rows().keys() == VERDICTS.keys()


@pytest.mark.parametrize("key", VERDICTS)
def test_row(key: str) -> None:
    row = decide(rows()[key])
    assert row.failures == ()
    assert row.verdict == VERDICTS[key]
    assert row.mutants.killed >= 2


def averages() -> Sample:
    return judge_stored_samples.draw_averages(random.Random(4), DOUBLE)


# --- averages -------------------------------------------------------------------------------


def test_an_average_is_that_of_the_whole_fock_space() -> None:
    """Occupations of the product state are Fermi functions, also beside the other electrode."""
    electrodes = judge_stored_samples.both(random.Random(9))
    rho = judge_stored.state(electrodes)
    number = judge_stored.average(rho, judge_stored.moment("0", "R")).real
    expected = sum(electrodes["R"].fermi(x) for x in electrodes["R"].levels.ravel())
    assert number == pytest.approx(expected, rel=1e-13)
    assert np.trace(rho) == pytest.approx(1)


def test_contractions_add_up_by_wick_and_neither_vanishes() -> None:
    values = averages().values
    for key in (("L", "L"), ("R", "R")):
        assert np.abs(values["direct"][key]).max() > 1e-2
        assert np.abs(values["exchange"][key]).max() > 1e-3
    assert np.abs(values["exchange"]["L", "R"]).max() < 1e-15
    assert np.abs(values["direct"]["L", "R"]).max() > 1e-2


def test_local_tensors_are_uniaxial_and_the_non_local_one_is_not() -> None:
    values = averages().values["mean_quadrupole"]
    local, between = (np.linalg.eigvalsh(values[key]) for key in (("L", "L"), ("L", "R")))
    assert local[1] - local[0] < 1e-14
    assert min(np.diff(between)) > 1e-3


def test_direct_part_without_the_count_is_half_between_electrodes() -> None:
    values = averages().values
    product = judge_stored.dyadic(values["mean_spin"]["L"], values["mean_spin"]["R"])
    assert np.allclose(values["direct"]["L", "R"], 2 * product)


@pytest.mark.parametrize("wrong", ["sign", "both filled", "other spins", "doubled"])
def test_wrong_exchange_parts_are_rejected(wrong: str) -> None:
    r, r_2, k = notation.r, notation.r_2, notation.k
    a, b = notation.sigma, notation.sigma_2
    plus, minus, level = stored.fermi_plus, stored.fermi_minus, stored.level
    spins = notation.odot(stored.spin_vector[r, a, b], stored.spin_vector[r_2, b, a])
    same_order = notation.odot(stored.spin_vector[r, a, b], stored.spin_vector[r_2, a, b])
    filled, empty = plus[r](level[r, k, a]), minus[r_2](level[r_2, k, b])
    body = {
        "sign": -(spins * filled * empty),
        "both filled": spins * filled * plus[r_2](level[r_2, k, b]),
        "other spins": same_order * filled * empty,
        "doubled": 2 * spins * filled * empty,
    }[wrong]
    total = notation.same[r, r_2] * p.Total((k, a, b), body)
    claim = RelationClaim(p.equal(stored.exchange[r, r_2], total), claims_stored.AVERAGES)
    assert claim.rejects()


def test_the_definition_of_the_fermi_function_is_used() -> None:
    wrong = p.equal(stored.fermi_plus[notation.r](stored.omega), p.node(1) / 2)
    draw = judge_stored_samples.given(judge_stored_samples.draw_fields, wrong)
    sample = draw(random.Random(2), DOUBLE)
    assert sample.values["fermi_plus"]("L")(0.3) == 0.5


def test_indices_are_one_beside_a_kronecker_symbol_only() -> None:
    r, r_2 = notation.r, notation.r_2
    side = notation.same[r, r_2] * stored.direct[r, r_2]
    free = p.equal(stored.direct[r, r_2], stored.exchange[r, r_2])
    assert sifted_sides(p.equal(side, side)) == p.equal(
        notation.same[r, r_2] * stored.direct[r, r], notation.same[r, r_2] * stored.direct[r, r]
    )
    assert sifted_sides(free) == free


# --- energies -------------------------------------------------------------------------------


def test_levels_coincide_so_that_the_polarization_is_generic() -> None:
    drawn = [judge_levels.on_grid(random.Random(seed)) for seed in range(20)]
    found = {round(e.polarization(x), 6) for e in drawn for x in e.grid}
    assert {-1.0, 0.0, 1.0} < found
    assert any(0 < abs(x) < 1 for x in found)


def test_exchange_magnitude_is_a_sum_over_orbitals_and_positive() -> None:
    for seed in range(5):
        found = judge_levels.on_grid(random.Random(seed))
        occupied = np.vectorize(found.inside.fermi)(found.inside.levels)
        expected = np.sum((occupied[:, 0] - occupied[:, 1]) ** 2) / 4
        assert found.magnitude == pytest.approx(expected, rel=1e-10)


def test_the_integrand_of_the_exchange_moment_changes_its_sign() -> None:
    sample = judge_holes.draw_flat(random.Random(3), PRECISE)
    a, mu, splitting = (sample.values[name] for name in ("anisotropy", "mu_0", "J"))
    assert a(mu - splitting / 2) > 0 > a(mu + splitting / 2)
    assert a(mu) == 0


def occupied(temperature: float, energy: Any) -> Any:
    return 1 / (mpmath.exp(energy / temperature) + 1)


def test_areas_of_the_contributions_do_not_depend_on_the_temperature() -> None:
    """Each is J/4: what shrinks with temperature in Fig. 7 are the heights."""
    for temperature in (0.1, 0.5):
        fermi = partial(occupied, temperature)
        part = judge_holes.contribution(fermi, 1, mpmath.mpf(1))
        area = mpmath.quad(part, [-40, -2, -1, -0.5, 0, 1, 40])
        assert abs(area - 0.25) < 1e-8


def test_limits_have_a_remainder_of_second_order_and_wrong_ones_do_not() -> None:
    assert judge_holes.limits_remainder(holes.EQ_72.printed, mpmath.mpf("1e-3")) < 1e-5
    hot, cold = p.relations(holes.EQ_72.printed)
    wrong = p.system(hot, p.Relation(cold.left, cold.sign, notation.nu_bar * notation.T))
    assert judge_holes.limits_remainder(wrong, mpmath.mpf("1e-3")) > 0.1


def test_spin_of_a_flat_band_and_of_a_wrong_one() -> None:
    with mpmath.workdps(30):
        assert abs(judge_holes.spin_per_density(mpmath.mpf(2), mpmath.mpf(1)) - 1) < 1e-25


def test_the_macrospin_result_fails_at_any_temperature() -> None:
    values = judge_holes.draw_temperatures(random.Random(1), DOUBLE).values
    for where, exact in (("T=0", True), ("T>0", False)):
        s = values["stored_spin"][where]
        assert (abs(values["stored"][where] - (2 * s**2 - s) / 3) < 1e-12) == exact


# --- exact ----------------------------------------------------------------------------------


def test_the_polynomials_are_the_averages_of_the_fock_space() -> None:
    """At numbers for the occupations: what is exact agrees with a thermal state."""
    values = exact_pairs_stored.pairs().values
    names = ("l0", "l1", "l2", "l3", "r0", "r1", "r2", "r3", "cosine", "sine")
    numbers = [sp.Rational(3 * n % 10 + 1, 11) for n in range(8)]
    numbers += [sp.Rational(3, 5), sp.Rational(4, 5)]

    def at(element: Any) -> complex:
        return complex(element.value.as_expr().subs(dict(zip(names, numbers, strict=True))))

    space = FockSpace(4)
    filled = [float(x) for x in numbers[:4]]
    state = gaussian_state(space, np.diag(filled))
    spins = [space.bilinear(np.kron(np.eye(2), x / 2)) for x in PAULI]
    second = np.array([[expectation(state, a, b) for b in spins] for a in spins])
    expected = judge_flows.symmetric_traceless(second).real
    found = np.vectorize(at)(values["mean_quadrupole"]["L", "L"])
    assert np.allclose(found, expected, atol=1e-14)
    assert np.abs(expected).max() > 1e-2


@pytest.mark.parametrize("key", ["valve:56", "valve:57", "valve:59"])
def test_corrections_of_contractions_hold_exactly_and_the_prints_do_not(key: str) -> None:
    entry = rows()[key]
    printed, mended = entry.claim, entry.corrected
    assert isinstance(printed, RelationClaim)
    assert isinstance(mended, RelationClaim)
    sample = exact_pairs_stored.pairs()
    assert not mended.residual(sample)
    assert printed.residual(sample)


@pytest.mark.parametrize("key", ["valve:55", "valve:61", "valve:63", "valve:68", "valve:69"])
def test_exact_samples_reject_wrong_statements(key: str) -> None:
    claim = rows()[key].claim
    assert isinstance(claim, RelationClaim)
    assert claim.judge.exact is not None
    sample = claim.judge.exact()
    assert not claim.residual(sample)
    (relation,) = p.relations(claim.relation)
    wrong = RelationClaim(p.equal(relation.left, 2 * relation.right), claim.judge)
    assert wrong.residual(sample)
