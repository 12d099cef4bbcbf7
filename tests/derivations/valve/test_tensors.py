"""Rows of appendices A, B and C: verdicts, judges that see faults, normal forms that keep them."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from spinloom.derivations.engine import components
from spinloom.derivations.engine import printed as p
from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import DOUBLE, Sample, evaluate
from spinloom.derivations.engine.invariants import as_tensor
from spinloom.derivations.engine.ledger import Entry, Row
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve import claims_tensors, corrected_tensors
from spinloom.derivations.valve import exact_tensors as exact
from spinloom.derivations.valve import judge_tensors as fock
from spinloom.derivations.valve import judge_tensors_anisotropy as anisotropy
from spinloom.derivations.valve import judge_tensors_density as density
from spinloom.derivations.valve import judge_tensors_dyadics as dyadics
from spinloom.derivations.valve import judge_tensors_triplets as triplets
from spinloom.derivations.valve import paper_appendix_a as a
from spinloom.derivations.valve import paper_appendix_a_triplets as a_triplets
from spinloom.derivations.valve import paper_appendix_b as b
from spinloom.derivations.valve import traces_tensors as traces
from spinloom.derivations.valve.judge_storage import exchange_per_density
from spinloom.derivations.valve.paper import HALF, dagger
from spinloom.derivations.valve.rewriting_tensors import (
    contracted,
    dyadic,
    normal,
    pairs_ordered,
    stripped,
)

ERRATA = {
    "A10", "A35", "A44", "A45", "A48", "A49", "B5", "B8", "B14", "text-A1-moved",
    "text-A4-occupation", "text-A43-splitting", "text-A45-window",
    "text-A45-polarized-window", "text-B18-perpendicular", "text-C1-spin", "text-C1-perpendicular",
}  # fmt: skip
DEFINITIONS = {
    "A9",
    "A28",
    "A37",
    "A38",
    "text-A46-fermi",
    "text-A47-bose",
    "text-B18-q",
    "text-A11-scalar",
    "text-A11-vector",
}
#: Statements that something vanishes: a factor before it changes nothing.
ZEROS = {"B14", "text-C1-perpendicular"}
NUMBERS = {
    *(f"A{n}" for n in range(1, 50)), *(f"B{n}" for n in range(1, 19)), "C1",
}  # fmt: skip


@cache
def rows() -> dict[str, Entry]:
    return {entry.key.partition(":")[2]: entry for entry in claims_tensors.entries()}


@cache
def decided(key: str) -> Row:
    return decide(rows()[key])


def test_every_numbered_equation_has_a_row() -> None:
    assert rows().keys() >= NUMBERS
    assert rows().keys() - NUMBERS == {key for key in rows() if key.startswith("text-")}


@pytest.mark.parametrize("key", rows())
def test_row(key: str) -> None:
    row = decided(key)
    assert row.failures == ()
    expected = "erratum" if key in ERRATA else "definition" if key in DEFINITIONS else ""
    assert row.verdict == expected or (not expected and row.verdict in ("verified", "proved"))
    assert row.mutants.tried == row.mutants.killed + row.mutants.equivalent
    assert row.mutants.killed >= (0 if key in ZEROS else 3)


@pytest.mark.parametrize("key", sorted(ERRATA))
def test_errata_show_a_counterexample_and_a_slip(key: str) -> None:
    row = decided(key)
    assert "left" in row.counterexample
    assert row.corrected
    assert row.slip


def rejected(key: str, relation: p.Node) -> bool:
    """Whether the judge of a row rejects another relation in its place."""
    entry = rows()[key]
    claim = entry.corrected or entry.claim
    assert isinstance(claim, RelationClaim)
    return RelationClaim(relation, claim.judge).rejects()


def relation_of(tree: p.Node) -> p.Relation:
    (relation,) = p.relations(tree)
    return relation


# --- the electrode ----------------------------------------------------------------------------


def one() -> fock.Magnet:
    return fock.magnet(random.Random(4))


def test_exchange_is_no_small_correction_and_has_the_axis_of_the_spin() -> None:
    magnet = one()
    assert magnet.hole > 1e-3
    assert fock.size(magnet.exchange) > 1e-3
    axis = fock.traceless(magnet.axes[2], magnet.axes[2])
    assert np.allclose(magnet.exchange, -magnet.hole * axis, atol=1e-14)
    assert np.linalg.norm(magnet.mean_spin) > 1e-2


def test_spin_is_a_spin() -> None:
    spin = one().spin
    commutator = spin[0] @ spin[1] - spin[1] @ spin[0]
    assert np.allclose(commutator, 1j * spin[2])
    assert fock.size(np.einsum("iiab->ab", one().moment)) == 0


def test_the_mean_without_exchange_is_rejected() -> None:
    direct = relation_of(a_triplets.EQ_A32.printed.relations[0])  # type: ignore[attr-defined]
    assert rejected("A5", p.equal(a.mean_moment, direct.right))


def test_a_holes_size_is_that_of_the_flat_band() -> None:
    sample = anisotropy.draw_flat()(random.Random(2), DOUBLE).values
    known = float(exchange_per_density(sample["J"], sample["T"]))
    assert abs(sample["q_ex"] / sample["nu_bar"] - known) < 1e-13


def test_dirac_sees_the_factor_of_its_argument() -> None:
    level = density.Frequency(0.3)
    assert density.dirac(level - 0.3) == 1
    assert density.dirac(2 * (level - 0.3)) == 0.5
    assert density.dirac(-(level - 0.3)) == 1
    assert density.dirac(level - 0.31) == 0
    with pytest.raises(ValueError, match="constant"):
        density.dirac(0.0)


def test_four_matrices_are_orthonormal_under_the_trace() -> None:
    matrices = density.trace_matrices(fock.frame(random.Random(1)))
    gram = [[np.trace(x @ y) for x in matrices.values()] for y in matrices.values()]
    assert np.allclose(gram, np.eye(4))


def test_anisotropy_of_a_fully_polarized_band_cancels_only_with_the_corrected_sign() -> None:
    """n = +-1 above and below mu: the two terms of (A45) are opposite, as the text says."""
    splitting, sharp = 1.0, 0.01
    for omega in (-0.5, 0.5):
        values = {
            "f_plus": lambda e: 1 / (np.exp(e / sharp) + 1),
            "polarization": lambda e: float(np.sign(e)),
            "J": splitting,
            "omega": omega,
        }
        sample = Sample(DOUBLE, values)
        printed = evaluate(relation_of(a_triplets.EQ_A45.printed).right, sample)
        mended = evaluate(corrected_tensors.total_anisotropy().right, sample)
        assert abs(mended) < 1e-12
        assert abs(printed) == pytest.approx(0.5)


# --- the derivation -----------------------------------------------------------------------------


def test_normal_order_leaves_pairs_and_single_electrons() -> None:
    assert traces.dyad() == traces.pairs() + traces.singles()
    assert traces.dyad() != traces.pairs()
    assert traces.single_trace() == as_tensor(0)


def test_wick_gives_an_occupied_and_an_empty_spin_of_one_orbital() -> None:
    assert traces.correlation() == traces.exchange_sum()
    assert traces.correlation() != traces.exchange_sum() * 2


def test_wick_splits_the_moment_in_a_direct_and_an_exchange_part() -> None:
    assert traces.average() == traces.direct_sum() + traces.exchange_sum()
    assert traces.average() != traces.direct_sum() - traces.exchange_sum()
    # between electrodes there is the direct part alone, whatever their fields
    assert traces.apart() == traces.direct_sum() - traces.direct_sum()


def test_traces_of_one_particle_give_charge_and_spin() -> None:
    charge, spin = traces.one_particle_traces()
    assert charge == as_tensor(2)
    field = [0.6, 0.0, 0.8]
    found = components.evaluate(spin, {"J_L": np.array(field), "n": 0.7})
    assert np.allclose(found, 0.7 * np.array(field), atol=1e-15)


def test_spin_traces_give_the_hole_and_count_the_spins() -> None:
    assert traces.orbital_trace() == traces.hole()
    assert traces.orbital_trace() != -traces.hole()
    assert traces.pair_trace() == traces.counted()
    assert traces.pair_trace() != traces.counted() * 2


def test_the_hole_of_the_derivation_is_that_of_the_judge() -> None:
    magnet = one()
    axes = {"J_L": magnet.axes[2]}
    total = np.zeros((3, 3), dtype=complex)
    for orbital in fock.ORBITALS:
        up, down = (magnet.occupation(magnet.energies[orbital, a]) for a in fock.SPINS)
        total += components.evaluate(traces.orbital_trace(), {**axes, "d": (up - down) / 2})
    assert np.allclose(total, magnet.exchange, atol=1e-14)


# --- pairs ------------------------------------------------------------------------------------


def test_triplets_are_eigenvectors_with_the_moments_of_the_text() -> None:
    states = triplets.coupled()
    assert set(states) == {"S", "+", "0", "-"}
    gram = [[float((x.T @ y).item().real) for x in states.values()] for y in states.values()]
    assert np.allclose(gram, np.eye(4))
    pairs = triplets.Pairs(np.eye(3))
    assert np.allclose(pairs.triplet_element("0", "0"), np.diag([1 / 3, 1 / 3, -2 / 3]))
    assert np.allclose(pairs.triplet_element("+", "+"), np.diag([-1 / 6, -1 / 6, 1 / 3]))


def test_the_singlet_has_no_moment_and_mixes_with_no_triplet() -> None:
    moment = triplets.pair_moment(fock.frame(random.Random(3)))
    singlet = triplets.coupled()["S"][:, 0]
    assert fock.size(moment @ singlet) == 0
    assert fock.size(moment) > 0.1


def test_many_body_operators_are_those_of_the_fock_space() -> None:
    """A product of numbers of two modes, symmetrized, by its action on Slater states."""
    pair = np.zeros((4, 4, 4, 4))
    pair[0, 1, 0, 1] = pair[1, 0, 1, 0] = 1
    counts = [lower.conj().T @ lower for lower in fock.annihilators()]
    assert np.allclose(triplets.many_body(pair.reshape(16, 16)), counts[0] @ counts[1])


@pytest.mark.parametrize("wrong", ["order", "twice"])
def test_wrong_operators_of_two_bodies_are_rejected(wrong: str) -> None:
    printed = relation_of(a.EQ_A21.printed)
    assert isinstance(printed.right, p.Total)
    half, element, fields = printed.right.body.factors  # type: ignore[attr-defined]
    first, second, third, fourth = fields.factors
    bodies = {
        "order": p.Product((half, element, p.Product((first, second, fourth, third)))),
        "twice": p.Product((element, fields)),
    }
    assert rejected("A21", p.equal(printed.left, p.Total(printed.right.indices, bodies[wrong])))


# --- dyadics ----------------------------------------------------------------------------------


def test_principal_axes_diagonalize() -> None:
    values = dyadics.dyad(random.Random(9))
    axes = np.array([values["axis"][name] for name in ("0", "+", "-")])
    diagonal = axes @ values["A"] @ axes.T
    assert np.allclose(diagonal, np.diag(np.diag(diagonal)), atol=1e-14)
    assert diagonal[1, 1] > diagonal[2, 2]
    assert abs(axes[0] @ values["a"]) < 1e-14


def test_cofactors_and_minors() -> None:
    tensor = dyadics.matrix(random.Random(5))
    known = 2 * np.linalg.det(tensor) * np.linalg.inv(tensor).T
    assert np.allclose(dyadics.cofactors_twice(tensor, tensor), known)
    trace = np.trace(tensor)
    assert dyadics.minors(tensor) == pytest.approx((trace**2 - np.trace(tensor @ tensor)) / 2)


def test_the_printed_trace_breaks_the_characteristic_equation() -> None:
    """With (B14) as printed, the values of (B3) do not solve (B10)."""
    values = dyadics.dyad(random.Random(6))
    tensor, product = values["A"], float(values["a"] @ values["b"])
    for value in values["lambda"].values():
        rest = np.linalg.det(tensor) - value * dyadics.minors(tensor) - value**3
        assert abs(rest) < 1e-13
        assert abs(rest + value**2 * product) > 1e-4


def test_commutator_vanishes_only_for_axes_that_stay() -> None:
    values = dyadics.draw_turning(random.Random(7), DOUBLE).values
    for motion, stays in (("fixed", True), ("turning", False)):
        moment, current = values["Q"][motion], values["I_Q"][motion]
        assert (np.abs(moment @ current - current @ moment).max() < 1e-12) == stays


def test_commutator_has_the_squares_of_the_differences() -> None:
    values = dyadics.draw_turning(random.Random(8), DOUBLE).values
    axes = np.array(list(values["e"].values()))
    moment, current = (axes @ values[name]["turning"] @ axes.T for name in ("Q", "I_Q"))
    rates = np.array(list(values["e_rate"].values())) @ axes.T  # e_rate_i . e_k
    sizes = np.diag(moment)
    differences = sizes[:, None] - sizes[None, :]
    commutator = moment @ current - current @ moment
    assert np.allclose(np.abs(commutator), differences**2 * np.abs(rates), atol=1e-12)


@pytest.mark.parametrize("key", ["B3", "B4", "B10", "B13", "B16", "B18", "C1", "text-C1-tensor"])
def test_exact_samples_prove_and_reject(key: str) -> None:
    """A residual in the field vanishes for the print and for no fault that the numbers reject."""
    assert decided(key).verdict == "proved"
    claim = rows()[key].claim
    assert isinstance(claim, RelationClaim)
    assert claim.judge.exact is not None
    sample = claim.judge.exact()
    relation = relation_of(claim.relation)
    wrong = RelationClaim(p.equal(relation.left, 2 * relation.right), claim.judge)
    assert not claim.residual(sample)
    assert wrong.residual(sample)


def test_exact_axes_are_eigenvectors() -> None:
    values = exact.dyad().values
    for name, axis in values["axis"].items():
        moved = values["A"] @ axis - values["lambda"][name] * axis
        assert all(entry == exact.ZERO for entry in moved)
        assert axis @ axis == exact.ONE


# --- normal forms -----------------------------------------------------------------------------


def test_kronecker_symbols_rename_only_their_own_indices() -> None:
    s, delta = a.s, a.delta
    bound = delta[a.sigma, a.tau] * s[a.tau, a.sigma_p]
    assert normal(bound) == normal(delta[a.tau, a.sigma] * s[a.sigma, a.sigma_p])
    assert normal(bound) != normal(delta[a.sigma, a.tau] * s[a.sigma_p, a.tau])
    summed = p.Total((a.sigma, a.tau), bound)
    assert contracted(summed) == p.Total((a.sigma,), 1 * s[a.sigma, a.sigma_p])
    beside = p.Total((a.sigma, a.tau), s[a.tau, a.sigma] + bound)
    assert contracted(beside) == beside  # the symbol does not multiply the whole summand


def test_a_zero_has_no_factor_and_anything_else_has() -> None:
    zero = p.equal(b.trace(b.tensor), 0)
    assert stripped(p.equal(b.trace(-b.tensor), 0)) == zero
    assert stripped(p.equal(b.trace(p.Product((p.node(2), b.tensor))), 0)) == zero
    doubled = p.equal(b.trace(p.Product((p.node(2), b.tensor))), a.dot(b.a, b.b))
    assert stripped(doubled) == doubled


def test_dyads_vanish_on_their_vector_product_only() -> None:
    dyads = b.outer(b.a, b.b) + b.unit
    across, along = b.cross(b.a, b.b), b.c
    assert dyadic(b.applied(dyads, across)) == b.applied(b.unit, across)
    assert dyadic(b.applied(dyads, along)) == b.applied(dyads, along)
    assert dyadic(b.spm(-b.tensor)) == b.spm(b.tensor)
    assert dyadic(b.det(-b.tensor)) != dyadic(b.det(b.tensor))


def test_the_order_of_pair_fields_does_not_matter_under_the_sum_of_a27() -> None:
    """Exchanged fields give the same moment, as the normal form says."""
    pair, k_2, k_1 = a_triplets.pair, a.k_2, a.k_1
    printed = relation_of(a_triplets.EQ_A27.printed)
    m, m_p = a_triplets.m, a_triplets.m_p
    fields = pair[m, k_2, k_1] * dagger(pair[m_p, k_2, k_1])
    body = HALF * a_triplets.triplet_element[m_p, m] * p.Total((k_2, k_1), fields)
    exchanged = p.equal(printed.left, p.Total((m, m_p), body))
    assert not rejected("A27", exchanged)
    assert pairs_ordered(exchanged) == pairs_ordered(printed)
    wrong = p.equal(printed.left, p.Total((m, m_p), 2 * body))
    assert rejected("A27", wrong)
    assert pairs_ordered(wrong) != pairs_ordered(printed)
