"""Sums of diagrams against exact currents: every diagram, index and sign is needed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from spinloom.numerics.diagram_lines import OBSERVABLES
from spinloom.validate import valve, valve_orders
from spinloom.validate.oracles.valve_orders import Electrode, currents
from spinloom.valve_diagrams import diagrams

SMALL = tuple(
    replace(side, energies=side.energies[:1]) for side in (valve_orders.LEFT, valve_orders.RIGHT)
)
A, ETA = valve_orders.AMPLITUDE, valve_orders.BROADENING


def test_every_row_passes() -> None:
    rows = list(valve_orders.checks())
    assert [row.kernel for row in rows] == [
        f"valve.diagrams.{name}.{order}" for order in (1, 2) for name in OBSERVABLES
    ]
    assert all(row.passed for row in rows)


def test_the_rows_are_among_those_of_the_valve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(valve, "prepared", lambda: ())
    for other in ("valve_bands", "valve_finite"):
        monkeypatch.setattr(f"spinloom.validate.{other}.checks", lambda: iter(()))
    assert list(valve.checks()) == list(valve_orders.checks())


@pytest.mark.parametrize("observable", ["charge", "spin"])
def test_third_order(observable: Any) -> None:
    """Without the diagrams that cancel each other, nineteen in twenty."""
    left, right = SMALL
    device = valve_orders.device(left, right)
    kept = [diagram for diagram in diagrams(observable, 3) if not diagram.cancels]
    assert len(kept) == 512
    total = sum(diagram.expression.value(device) for diagram in kept)
    expected = currents(left, right, A, ETA, 3)[observable]
    assert np.abs(expected).max() > 1
    assert np.abs(total - expected).max() < 1e-12 * np.abs(expected).max()


@pytest.mark.parametrize("observable", ["charge", "spin", "quadrupole"])
def test_a_missing_diagram_is_noticed(observable: Any) -> None:
    reference = currents(valve_orders.LEFT, valve_orders.RIGHT, A, ETA, 2)
    known = diagrams(observable, 2)
    for number in range(0, len(known), len(known) // 8):
        if not known[number].cancels:
            rest = known[:number] + known[number + 1 :]
            assert not valve_orders.row(observable, 2, rest, reference).passed


@pytest.mark.parametrize("order", [1, 2])
def test_a_turned_arrow_or_a_wrong_charge_is_noticed(order: int) -> None:
    reference = currents(valve_orders.LEFT, valve_orders.RIGHT, A, ETA, order)
    first, *rest = diagrams("spin", order)
    eta, chi = (tuple(-sign for sign in signs) for signs in (first.eta, first.chi))
    for turned in (replace(first, eta=eta), replace(first, chi=chi)):
        assert not valve_orders.row("spin", order, [turned, *rest], reference).passed


# --- The oracle ---------------------------------------------------------------------------------


def test_orders_add_up_to_the_full_evolution() -> None:
    """What remains after two orders falls with the sixth power of the amplitude."""
    rest = [_rest(scale) for scale in (0.04, 0.02)]
    assert rest[0] > 1e-9
    assert rest[0] / rest[1] == pytest.approx(64, rel=0.1)


def _rest(scale: float) -> float:
    """Full charge current at the complex frequency i eta, minus two orders of it."""
    left, right = SMALL
    orders = [float(currents(left, right, scale * A, ETA, n)["charge"]) for n in (1, 2)]
    return abs(_full(scale) - sum(orders))


def _full(scale: float) -> float:
    """From the resolvent of the full Liouvillian of four modes."""
    from spinloom.derivations.engine.judges.fock import FockSpace, thermal_state

    space, parts = (
        FockSpace(4),
        {"free": np.zeros((4, 4), complex), "filled": np.zeros((4, 4), complex)},
    )
    pauli = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
    for place, side in enumerate(SMALL):
        axis = np.einsum(
            "i,iab->ab", np.array(side.direction) / np.linalg.norm(side.direction), pauli
        )
        ((up, down),) = side.energies
        own = (up + down) / 2 * np.eye(2) + (up - down) / 2 * axis
        block = slice(2 * place, 2 * place + 2)
        parts["free"][block, block] = own
        parts["filled"][block, block] = (own - side.potential * np.eye(2)) / side.temperature
    hop = np.zeros((4, 4), complex)
    hop[:2, 2:] = scale * A
    tunnelling = space.bilinear(hop + hop.conj().T)
    start = thermal_state(space.bilinear(parts["filled"]), 1.0)
    h, one = space.bilinear(parts["free"]) + tunnelling, np.eye(16)
    liouvillian = np.kron(h, one) - np.kron(one, h.T)
    state = np.linalg.solve(1j * ETA * np.eye(256) - liouvillian, 1j * ETA * start.reshape(-1))
    number = space.bilinear(np.diag([1.0, 1, 0, 0]))
    rate = 1j * (tunnelling @ number - number @ tunnelling)
    return float(np.trace(rate @ state.reshape(16, 16)).real)


def test_charge_is_conserved_and_equal_electrodes_exchange_nothing() -> None:
    left, right = SMALL
    for order in (1, 2):
        into = currents(left, right, A, ETA, order)["charge"]
        back = currents(right, left, A.conj().T, ETA, order)["charge"]
        assert abs(into) > 0.05
        assert into == pytest.approx(-back, rel=1e-12)
    cold = Electrode([(0.2, -0.4)], (0, 1, 1), 0.1, 0.5)
    assert abs(currents(cold, cold, 0.6 * np.eye(2), ETA, 1)["charge"]) < 1e-14
