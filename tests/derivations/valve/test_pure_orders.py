"""Asymptotic laws from exact power series: what is proved, and that faults are seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from sympy import QQ
from sympy.polys.fields import field

from spinloom.derivations.engine.claims import OrderClaim, RelationClaim
from spinloom.derivations.engine.interpret import Sample
from spinloom.derivations.engine.ledger import Claim, Entry
from spinloom.derivations.engine.series import Series
from spinloom.derivations.valve import exact_pure_orders as orders
from spinloom.derivations.valve import judge_pure_bands as bands
from spinloom.derivations.valve import steps_pure as closed
from spinloom.derivations.valve.claims_pure import entries

PLACES = ("120", "fn38", "text-nearly-collinear", "text-suppression")


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
    assert not any(accepted_exactly(mutant) for mutant in rejected)


# --- Orbitals at zero temperature -------------------------------------------------------------


def test_one_orbital() -> None:
    """Half the product of what both spins differ by; only a half-filled orbital has a torque."""
    found = orders.coefficients()
    _, up, down, rate_up, rate_down, virtual_up, virtual_down, *_ = field("a b r q v w s c", QQ)
    assert found.emission == (up - down) * (rate_up - rate_down) / 2
    assert found.torque == -(up - down) * (virtual_up - virtual_down)


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
