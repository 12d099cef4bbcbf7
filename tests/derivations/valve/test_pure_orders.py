"""Asymptotic laws from exact power series: what is proved, and that faults are seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from types import SimpleNamespace

import numpy as np
import pytest
from flint import acb, arb
from sympy import QQ
from sympy.polys.fields import field

from spinloom.derivations.engine.claims import OrderClaim, RelationClaim
from spinloom.derivations.engine.interpret import Sample, evaluate
from spinloom.derivations.engine.ledger import Claim, Entry
from spinloom.derivations.engine.printed import Node, Relation
from spinloom.derivations.engine.series import Series
from spinloom.derivations.valve import exact_pure_edges as edges
from spinloom.derivations.valve import exact_pure_orders as orders
from spinloom.derivations.valve import exact_pure_thermal as thermal
from spinloom.derivations.valve import judge_pure_bands as bands
from spinloom.derivations.valve import steps_pure as closed
from spinloom.derivations.valve.claims_pure import entries

PLACES = ("120", "caption22", "caption22-order", "fn38", "fn41", "text-edges",
          "text-nearly-collinear", "text-saturation", "text-suppression")  # fmt: skip
#: One fault in three of a row with some sixty of them.
SPARED = {"text-edges": 3}


@cache
def rows() -> dict[str, Entry]:
    return {entry.key.partition(":")[2]: entry for entry in entries()}


def corrected(place: str) -> OrderClaim | RelationClaim:
    claim = rows()[place].corrected
    assert isinstance(claim, OrderClaim | RelationClaim)
    return claim


def accepted_exactly(claim: Claim) -> bool:
    """Whether the exact sample takes a statement for a true one."""
    if isinstance(claim, OrderClaim):
        assert claim.exact is not None
        return claim.exact(claim.relation) >= claim.order
    assert isinstance(claim, RelationClaim)
    assert claim.judge.exact is not None
    return not claim.residual(claim.judge.exact())


@pytest.mark.parametrize("place", PLACES)
def test_correction_is_proved(place: str) -> None:
    assert corrected(place).examine().proved


@pytest.mark.parametrize("place", PLACES)
def test_every_fault_is_seen_exactly(place: str) -> None:
    rejected = [mutant for _, mutant in corrected(place).mutants() if mutant.rejects()]
    assert rejected
    for mutant in rejected[:: SPARED.get(place, 1)]:
        try:
            assert not accepted_exactly(mutant)
        except ArithmeticError:
            # steps at twice an energy are no functions of exp(x) alone, and a modulus of either
            # sign is none of the generators: what decides is one device
            assert isinstance(mutant, OrderClaim | RelationClaim)
            assert rejected_at_a_point(place, mutant.relation)


def rejected_at_a_point(place: str, relation: Node) -> bool:
    if place == "fn41":
        left, right = balls_of_the_integral(relation)
        return not left.overlaps(right)
    assert place == "text-edges"
    return any(at_energies(relation, weights) for weights in ((1, 2), (3, 4), (7, 1)))


def at_energies(relation: Node, weights: tuple[int, int]) -> bool:
    """Whether a relation fails at J = 2, D = 8, energies in every interval: also D/2 and 2D."""
    claim = corrected("text-edges")
    assert isinstance(claim, RelationClaim)
    numbers = [edges.RING.number(Fraction(n)) for n in (1, 7, *weights, *weights)]
    return bool(replace(claim, relation=relation).residual(edges.sample(*numbers)))


@cache
def balls_of_the_integral(relation: Node) -> tuple[arb, arb]:
    """Both sides of footnote 41 at j = 1, Gamma = T = 1, per bias ratio."""
    assert isinstance(relation, Relation)
    first, _ = thermal._currents()
    numbers = [arb(1), arb(1), arb("0.5").exp(), *(arb(1) for _ in range(6))]

    def fermi(x: acb) -> acb:
        return 1 / (x.exp() + 1)

    def integrate(names: tuple[str, ...], integrand: Callable[..., acb]) -> arb:
        return acb.integral(lambda x, _: integrand(x), -60, 60).real + arb(0, 1e-15)

    values = {
        "Gamma": arb(1), "temperature_L": arb(1), "tau": arb(1), "ratio": arb(1), "fermi": fermi,
        "slope": lambda x: -fermi(x) * fermi(-x), "spin_sign": {"up": 1, "down": -1},
    }  # fmt: skip
    sample = Sample(thermal.BALLS, values, {"spin": ("up", "down")}, integrate=integrate)
    return orders.substituted(first, numbers), evaluate(relation.right, sample)


def test_balls_hold_the_integral() -> None:
    left, right = balls_of_the_integral(corrected("fn41").relation)
    assert left.overlaps(right)
    assert float(right.rad()) < 1e-12
    assert not rejected_at_a_point("text-edges", corrected("text-edges").relation)


# --- Orbitals at zero temperature -------------------------------------------------------------


def test_one_orbital() -> None:
    """Half the product of what both spins differ by; only a half-filled orbital has a torque."""
    found = orders.coefficients()
    _, up, down, rate_up, rate_down, virtual_up, virtual_down, *_ = field("a b r q v w s c", QQ)
    assert found.emission == (up - down) * (rate_up - rate_down) / 2
    assert found.torque == -(up - down) * (virtual_up - virtual_down)


def test_a_fraction_is_no_integer() -> None:
    _, half = field("a", QQ)
    assert orders.substituted(half / 2 + 1, [Fraction(3)]) == Fraction(5, 2)
    fraction = half.numer.ring.from_dict({(1,): QQ(1, 2)})
    with pytest.raises(ArithmeticError, match="no integer"):
        orders.substituted(SimpleNamespace(numer=fraction, denom=half.denom), [Fraction(3)])


def test_a_current_of_another_form_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third = orders.PAULI
    monkeypatch.setattr(orders, "PAULI", (first, -second, third + first))
    with pytest.raises(ArithmeticError, match="other parts"):
        orders.coefficients.__wrapped__()


def at(series: Series, small: float, **values: float) -> float:
    """A truncated series at numbers for its generators."""
    numbers = [values.get(name, 1.0) for name in ("j", "v", "k", "D", "l", "pi", "G")]

    def number(element: object) -> float:
        return float(orders.substituted(element, numbers))

    return sum(
        number(c) * small ** (series.lowest + n) for n, c in enumerate(series.coefficients)
    )  # fmt: skip


@pytest.mark.parametrize(("voltage", "sample"), [
    (0.6, orders.below_the_splitting), (1.7, orders.above_the_splitting),
    (-0.6, orders.reversed_voltage),
])  # fmt: skip
def test_series_are_those_of_the_closed_forms_and_of_quadrature(
    voltage: float, sample: Callable[[], Sample]
) -> None:
    small, splitting, width = 0.01, 1.0, 2.0
    numbers = {"j": splitting, "v": abs(voltage), "k": abs(splitting - abs(voltage)), "D": width,
               "l": np.log(width), "pi": np.pi}  # fmt: skip
    found = {name: at(sample().values[name], small, **numbers) for name in ("E_ex", "T_ex")}
    valve = bands.flat_valve(small * splitting, 0.0, small * voltage, width)
    assert found["E_ex"] == pytest.approx(bands.emission(valve), rel=1e-9)
    assert found["T_ex"] == pytest.approx(bands.exchange_torque(valve), rel=1e-6)
    exact = closed.exchange_torque().subs(
        {closed.J: small * splitting, closed.V: small * voltage, closed.D: width}
    )
    assert found["T_ex"] == pytest.approx(float(exact), rel=1e-6)


def test_energies_are_ordered_for_small_devices() -> None:
    values = orders.below_the_splitting().values
    splitting, voltage, width = (values[k] for k in ("splitting", "voltage", "half_bandwidth"))
    assert orders._sorted([width, splitting, -splitting, voltage]) == [
        -splitting, voltage, splitting, width,
    ]  # fmt: skip
    with pytest.raises(ArithmeticError, match="sign"):
        orders._below(2 * voltage, splitting)  # V may be more than half of J, or less
    with pytest.raises(ValueError, match="about D"):
        orders._primitive(splitting)


def test_orders_must_agree_at_all_voltages(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = corrected("120")
    monkeypatch.setattr(orders, "reversed_voltage", _twice_the_torque)
    with pytest.raises(ValueError, match="depends on the voltage"):
        orders.wide_band(claim.relation)


def _twice_the_torque() -> Sample:
    sample = orders.above_the_splitting()
    return replace(sample, values={**sample.values, "T_ex": sample.values["T_ex"] * 2})


def test_axes_are_unit_vectors_with_a_finite_slope() -> None:
    axes = orders.small_angle().values["exchange_axes"]
    for axis in axes.values():
        length = sum(component * component for component in axis)
        assert (length - 1).valuation is None
    assert axes["+"][0].valuation == 1 == axes["-"][2].valuation
