"""Proofs of the magnet's corrected forms: they hold without rounding, and faults do not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest

from spinloom.derivations.engine.claims import OrderClaim, RelationClaim
from spinloom.derivations.engine.interpret import Undefined
from spinloom.derivations.engine.printed import Node, Relation, Symbol, less
from spinloom.derivations.magnet import exact_paths, exact_slowness, judge_adiabatic
from spinloom.derivations.magnet import paper_appendix_b as appendix_b
from spinloom.derivations.magnet.claims import entries
from spinloom.derivations.magnet.exact_waves import Plane, Space
from spinloom.derivations.magnet.judge_slowness import criterion_remainder
from spinloom.derivations.magnet.notation import Gamma, sigma

Order = Callable[[Node], int | Fraction]
ROWS = {entry.key: entry for entry in entries()}
#: Rows whose integrals are done on plane waves.
INTEGRALS = ("B7", "B8", "B11")
ALGEBRA = ("B9", "B12", "B18", "text-first-order", "text-bars", "text-LZ", "dropped-imaginary")


def claim_of(key: str) -> RelationClaim:
    """The claim that carries the verdict."""
    entry = ROWS[f"magnet:{key}"]
    claim = entry.corrected or entry.claim
    assert isinstance(claim, RelationClaim)
    return claim


def faults(claim: RelationClaim) -> Iterator[RelationClaim]:
    """The faults that the numbers reject."""
    for _, mutant in claim.mutants():
        assert isinstance(mutant, RelationClaim)
        if mutant.rejects():
            yield mutant


@pytest.mark.parametrize("key", (*INTEGRALS, *ALGEBRA))
def test_it_is_proved_and_no_fault_is(key: str) -> None:
    claim = claim_of(key)
    assert claim.examine().proved
    assert claim.judge.exact is not None
    exact, refused, undefined = claim.judge.exact(), 0, 0
    for mutant in faults(claim):
        try:
            assert mutant.residual(exact) > 0, mutant.render()
            refused += 1
        except Undefined as reason:
            assert key in ALGEBRA
            assert "a sum of different exponentials" in str(reason)
            undefined += 1
    assert refused > undefined


# --- Orders ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "order", "of"),
    [
        ("B5", 2, exact_paths.slow_order),
        ("B6", 1, exact_paths.slow_order),
        ("B24", 1, exact_slowness.smallest_order),
        ("fn36", 2, exact_slowness.broadening_order),
        ("text-off-diagonal", 2, judge_adiabatic.exact_order),
        ("dropped-off-diagonal", 2, judge_adiabatic.exact_order),
        ("dropped-landau-zener", 2, judge_adiabatic.exact_order),
    ],
)
def test_the_order_is_that_of_a_power_series(key: str, order: int, of: Order) -> None:
    entry = ROWS[f"magnet:{key}"]
    claim = entry.corrected or entry.claim
    assert isinstance(claim, OrderClaim) and claim.exact is not None
    assert claim.examine().proved
    assert claim.order == claim.exact(claim.relation) == of(claim.relation) == order
    if entry.corrected is not None:
        assert isinstance(entry.claim, OrderClaim)
        assert of(entry.claim.relation) < order
    for _, mutant in claim.mutants():
        assert isinstance(mutant, OrderClaim)
        assert of(mutant.relation) < order, mutant.render()


ACCELERATION = Symbol("phi_ddot", "acceleration", "")
HEAT, WIDTH = appendix_b.T_min, Gamma[sigma]


@pytest.mark.parametrize(
    "criterion",
    [
        less(ACCELERATION / (HEAT * WIDTH**2), 1),
        less(ACCELERATION / (HEAT**2 * WIDTH), 1),
        less(ACCELERATION / (HEAT**2 * WIDTH**2), 1),
        less(ACCELERATION / (HEAT * WIDTH), HEAT),
        less(ACCELERATION / (HEAT * WIDTH), HEAT / WIDTH),
        less(ACCELERATION * appendix_b.phi_rate / (HEAT * WIDTH), 1),
        less(ACCELERATION / WIDTH**2, 1),
        less(-ACCELERATION / (HEAT * WIDTH), 1),
        less(HEAT * WIDTH / ACCELERATION, 1),
        less(appendix_b.phi_rate / WIDTH, 1),
    ],
)
def test_another_criterion_makes_nothing_small(criterion: Node) -> None:
    assert exact_slowness.precession_order(criterion) == 0
    measured = OrderClaim(criterion, criterion_remainder("B24"), 1, 1e-3)
    assert measured.rejects()


def test_the_same_criterion_in_another_form_is_as_good() -> None:
    ratio = ACCELERATION / (HEAT * WIDTH)
    for criterion in (less(2 * ratio, 3), less(1, 1 / ratio), less(ACCELERATION, HEAT * WIDTH)):
        assert exact_slowness.precession_order(criterion) == 1


def test_elapsed_times_are_integrated_to_the_end() -> None:
    of = exact_slowness._variables()
    i, rate, u, w = of["i"], of["rate"], of["u"], of["w"]
    energy = of["energy"]
    found = exact_slowness.quadrant(-rate * (u + w) + i * energy * (u - w))
    assert not found * (rate**2 + energy**2) - 1
    for wrong in (rate * (u + w), -rate * u, -rate * (u + w) + i * u * w, -rate * (u + w) - i):
        with pytest.raises(Undefined):
            exact_slowness.quadrant(wrong)


def test_a_criterion_squared_gives_half_the_order() -> None:
    claim = ROWS["magnet:B24"].corrected
    assert isinstance(claim, OrderClaim)
    assert isinstance(claim.relation, Relation)
    squared = less(claim.relation.left**2, 1)
    assert exact_slowness.smallest_order(squared) == Fraction(1, 2)
    with pytest.raises(ValueError, match="1/2"):
        exact_slowness.precession_order(squared)


# --- Plane waves ----------------------------------------------------------------------------------

SPACE = Space(("a", "b", "t"))


def test_a_plane_wave_is_the_transform_of_its_spike() -> None:
    of = SPACE.variables()
    i = of["i_unit"]
    exp = SPACE.ring().functions["exp"]
    found = SPACE.integrate(("omega",), lambda w: exp(-i * w * of["t"]) * SPACE.spike(w - of["a"]))
    assert not found - exp(-i * of["a"] * of["t"])
    assert found - exp(i * of["a"] * of["t"])
    wide = SPACE.integrate(("omega",), lambda w: SPACE.spike(2 * w - of["a"]))
    assert not wide - SPACE.wave(0 * i) * (i**0 / 2)


def test_integrals_that_do_not_converge_are_refused() -> None:
    of = SPACE.variables()
    for names, integrand in (
        (("t",), lambda t: SPACE.wave(t * of["a"])),
        (("omega",), lambda w: SPACE.wave(0 * w)),
        (("omega", "t"), lambda w, t: SPACE.wave(w * w * t)),
        (("omega",), lambda w: SPACE.spike(w) * SPACE.spike(w - of["a"])),
    ):
        with pytest.raises(Undefined):
            SPACE.integrate(names, integrand)


def test_frequencies_that_never_meet_give_nothing() -> None:
    of = SPACE.variables()
    assert not SPACE.integrate(("omega",), lambda w: SPACE.wave(w * of["a"]))
    assert SPACE.integrate(("omega",), lambda w: SPACE.spike(w - of["a"]))


def test_plane_waves_are_independent() -> None:
    of = SPACE.variables()
    one, two = SPACE.wave(of["a"] * of["t"]), SPACE.wave(of["b"] * of["t"])
    assert one - two and not one + two - two - one
    assert isinstance(one.conjugate(), Plane)
    assert not one.conjugate() * one - SPACE.wave(0 * of["a"])
