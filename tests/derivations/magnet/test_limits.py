"""The magnet's limits: proved, met by the functions, and refused where they are damaged."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy as sp

from spinloom import magnet
from spinloom.derivations.magnet import limits, lines


@pytest.mark.parametrize("limit", limits.rows(), ids=lambda limit: limit.key)
def test_it_is_proved_and_met(limit: limits.Limit) -> None:
    assert limit.proof()
    assert limit.meets(limit.measure(magnet))


@pytest.mark.parametrize(
    ("table", "line", "damage", "proof"),
    [
        ("_flow", "thermal_torque", lambda x: x + lines.Gamma_r, limits.no_torque_nor_pumping),
        ("_flow", "renormalisation", lambda x: 2 * x, limits.no_torque_nor_pumping),
        ("_flow", "theta_dot", lambda x: x * lines.d, limits.torque_is_linear_in_the_drive),
        ("_flow", "approach", lambda x: x / lines.south, limits.regular_at_the_poles),
        ("_flow", "approach", lambda x: x / lines.north, limits.regular_at_the_poles),
        ("_flow", "approach", lambda x: x / (lines.Gamma_r - lines.S), limits.regular_at_the_poles),
        ("_flow", "approach", lambda x: x * lines.south, limits.regular_at_the_poles),
        ("_pull", "pull_slope", lambda x: x + lines.B, limits.tilt_is_inverse_in_the_drive),
        ("_pull", "pull_constant", lambda x: x * lines.d, limits.tilt_is_inverse_in_the_drive),
        ("_flow", "phi_dot", lambda x: x + 1 / lines.S, limits.precession_is_free),
        ("_flow", "phi_dot", lambda x: -x, limits.precession_is_free),
        (
            "_flow",
            "phi_dot",
            lambda x: x + (7 * lines.Gamma_r - 3 * lines.rho_up) / lines.S,
            limits.precession_is_free,
        ),
    ],
)
def test_a_damaged_derivation_is_not_proved(
    table: str,
    line: str,
    damage: Callable[[sp.Expr], sp.Expr],
    proof: Callable[[], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = getattr(limits, table)
    monkeypatch.setitem(found, line, damage(found[line]))
    assert not proof()


def test_a_damaged_matrix_is_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = limits.full_dynamics.matrix()
    monkeypatch.setattr(limits.full_dynamics, "matrix", lambda: 2 * whole)
    assert not limits.charge_relaxes_at_once()


def test_a_wrong_order_is_not_met() -> None:
    for limit in limits.rows():
        assert not limit.meets(limit.measure(magnet) + 1)
