"""The valve's limits: proved, met by the functions, and refused where either is damaged."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy as sp

from spinloom import valve
from spinloom.derivations.engine.invariants import delta, epsilon
from spinloom.derivations.engine.limits import Limit
from spinloom.derivations.engine.spin import I
from spinloom.derivations.valve import currents, exact_flows, limit_proofs, steps_pure, storage
from spinloom.derivations.valve.limits import rows
from spinloom.derivations.valve.steps_pure import D, J, T, V, j

ROWS = {row.key: row for row in rows()}


def test_keys_are_unique() -> None:
    assert len(ROWS) == len(rows()) == 21


@pytest.mark.parametrize("row", rows(), ids=ROWS)
def test_it_is_proved_and_met(row: Limit) -> None:
    public: Any = valve
    found = row.measure(public)
    assert row.proof()
    assert row.meets(found)
    assert not row.meets(found + 1)


# --- derivations that are damaged ----------------------------------------------------------------

Damage = tuple[Any, str, Callable[[Any], Any], str]
DAMAGES: list[Damage] = [
    (limit_proofs, "anisotropy", lambda x: x + 1, "odd_around_the_chemical_potential"),
    (limit_proofs, "anisotropy", lambda x: 0 * x, "odd_around_the_chemical_potential"),
    (limit_proofs, "anisotropy", lambda x: x + limit_proofs.E, "small_splittings_of_warm_bands"),
    (storage, "hole", lambda x: 2 * x, "primitive_is_right"),
    (storage, "hole_primitive", lambda x: -x, "primitive_is_right"),
    (storage, "exchange", lambda x: 2 * x, "primitive_is_right"),
    (storage, "exchange", lambda x: x + storage.J / 1000, "asymptotic_moment"),
    (storage, "exchange", lambda x: -x, "asymptotic_moment"),
    (storage, "exchange", lambda x: 2 * x, "cold_moment"),
    (storage, "exchange", lambda x: x + storage.T, "cold_moment"),
    (storage, "exchange", lambda x: -x, "warm_moment"),
    (storage, "exchange", lambda x: x * storage.T, "warm_moment"),
    (storage, "exchange", lambda x: 2 * x, "saturated_emission"),
    (steps_pure, "emission", lambda x: x + J, "emission_is_even_in_the_splitting"),
    (steps_pure, "emission", lambda x: x + J**2 * V + 1, "emission_is_even_in_the_splitting"),
    (steps_pure, "emission", lambda x: x + V, "emission_is_even_in_the_bias"),
    (steps_pure, "emission", lambda x: x + T, "emission_is_even_in_the_bias"),
    (steps_pure, "emission", lambda x: 2 * x, "cold_emission"),
    (steps_pure, "emission", lambda x: -x, "cold_emission"),
    (steps_pure, "emission", lambda x: x + (J - V) * (J - 2 * V) * (2 * J - V), "cold_emission"),
    (steps_pure, "emission", lambda x: x + V / D, "emission_lives_inside"),
    (steps_pure, "emission", lambda x: -x, "saturated_emission"),
    (steps_pure, "linear_bracket", lambda x: 2 * x, "thermal_response"),
    (steps_pure, "linear_bracket", lambda x: 1 + x, "thermal_response"),
    (steps_pure, "spin_torque", lambda x: 2 * x, "spin_torque_starts_at_second_order"),
    (steps_pure, "spin_torque", lambda x: -x, "spin_torque_starts_at_second_order"),
    (steps_pure, "spin_torque", lambda x: x + J**3, "spin_torque_starts_at_second_order"),
    (steps_pure, "exchange_torque", lambda x: 2 * x, "exchange_torque_starts_at_second_order"),
    (steps_pure, "exchange_torque", lambda x: x + J, "exchange_torque_starts_at_second_order"),
    (steps_pure, "spin_torque", lambda x: -x, "spin_torque_of_wide_bands"),
    (steps_pure, "spin_torque", lambda x: x + J / D**2, "spin_torque_of_wide_bands"),
    (steps_pure, "spin_torque", lambda x: x + V / D, "small_bias_beside_the_band"),
    (steps_pure, "spin_torque", lambda x: -x, "small_bias_beside_the_band"),
    (limit_proofs, "area_between_steps", lambda _: False, "small_bias_beside_the_band"),
    (limit_proofs, "field", lambda x: 2 * x, "exchange_torque_of_wide_bands"),
    (limit_proofs, "field", lambda x: -x, "exchange_torque_of_wide_bands"),
    (limit_proofs, "field", lambda x: x + 1, "small_splittings_of_warm_bands"),
    (limit_proofs, "hole_counts_itself", lambda _: False, "exchange_torque_of_wide_bands"),
    (currents, "exchange_trace",
     lambda x: x + delta(currents.i, currents.j), "symmetric_and_traceless"),
    (currents, "exchange_trace",
     lambda x: x + epsilon(currents.i, currents.j, currents.J_L), "symmetric_and_traceless"),
    (currents, "spin_trace", lambda x: -x, "charge_and_spin_are_conserved"),
    (currents, "spin_trace", lambda x: x * I,
     "charge_and_spin_are_conserved"),
    (currents, "charge_trace", lambda x: 2 * x, "charge_and_spin_are_conserved"),
]  # fmt: skip


@pytest.mark.parametrize(("module", "name", "damage", "proof"), DAMAGES)
def test_a_damaged_derivation_is_not_proved(
    module: Any,
    name: str,
    damage: Callable[[Any], Any],
    proof: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    right = getattr(module, name)
    monkeypatch.setattr(module, name, lambda: damage(right()))
    assert not getattr(limit_proofs, proof)()


def test_a_damaged_overlap_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps_pure, "overlap", lambda x, temperature=T: x / sp.exp(x / temperature))
    assert not limit_proofs.emission_is_even_in_the_bias()
    assert not limit_proofs.emission_is_even_in_the_splitting()
    monkeypatch.setattr(steps_pure, "overlap", lambda x, temperature=T: x + 0 * j)
    assert not limit_proofs.saturated_emission()


def test_spins_that_differ_everywhere_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Occupations that fall like a power of the energy instead of exponentially."""
    monkeypatch.setattr(limit_proofs, "occupation", lambda x: 1 / (1 + sp.log(1 + x)))
    assert not limit_proofs.emission_lives_inside()


def test_a_leak_of_the_quadrupole_moment_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = exact_flows.exact(False)
    monkeypatch.setattr(exact_flows, "exact", lambda conserving: other)
    assert not limit_proofs.quadrupole_is_conserved()
    assert not limit_proofs.thermal_buffer_is_empty()


# --- functions that are damaged ------------------------------------------------------------------


def _damaged(name: str, damage: Callable[[Any], Any]) -> Any:
    """The public functions with a fault in one result."""

    class Named(dict[str, Any]):
        def __getattr__(self, key: str) -> Any:
            return self[key]

    def spoiled(function: Callable[..., Any]) -> Callable[..., Any]:
        def faulty(*arguments: Any, **options: Any) -> Named:
            found = Named(function(*arguments, **options))
            if name in found:
                found[name] = damage(found[name])
            return found

        return faulty

    functions = ("storage", "anisotropy", "currents", "quadrupole_current")
    return SimpleNamespace(
        principal=valve.principal, **{n: spoiled(getattr(valve, n)) for n in functions}
    )


@pytest.mark.parametrize(
    ("key", "name", "damage"),
    [
        ("antisymmetry", "a", lambda x: x + 1e-6),
        ("storage", "q_exchange", lambda x: 2 * x),
        ("storage-cold", "q_exchange", lambda x: x + 1e-3),
        ("storage-warm", "q_exchange", lambda x: x * (1 + 1e-3)),
        ("storage-asymptote", "q_exchange", lambda x: -x),
        ("splitting-emission", "E_ex", lambda x: x + 1e-9),
        ("splitting-torque", "T_ex", lambda x: x + 1e-9),
        ("splitting-spin-torque", "T_S", lambda x: 1.01 * x),
        ("splitting-cold-torque", "T_ex", lambda x: 2 * x),
        ("cold-emission", "E_ex", lambda x: -x),
        ("bias-emission", "E_ex", lambda x: x + 1e-8),
        ("bias-charge", "I_N0", lambda x: -x),
        ("bias-charge", "T_S", lambda x: x + 1e-9),
        ("large-bias", "E_ex", lambda x: 2 * x),
        ("wide-emission", "E_ex", lambda x: x + 1e-9),
        ("wide-spin-torque", "T_S", lambda x: -x),
        ("wide-exchange-torque", "T_ex", lambda x: 2 * x),
        ("thermal-response", "E_ex", lambda x: -x),
        ("thermal-buffer", "E_ex", lambda x: x + 1e-6),
        ("symmetric-traceless", "exchange", lambda x: x + 1e-6),
        ("collinear", "total", lambda x: x + 1e-4 * np.diag([1, -1, 0])),
        ("conservation", "E_S", lambda x: 2 * x),
        ("conservation", "A_S", lambda x: -x),
        ("conservation", "I_N0", lambda x: x + 1e-6),
        ("conservation", "I_NF", lambda x: x**2),
    ],
)
def test_a_damaged_function_does_not_meet_the_limit(
    key: str, name: str, damage: Callable[[Any], Any]
) -> None:
    row = ROWS[f"valve:limit-{key}"]
    assert not row.meets(row.measure(_damaged(name, damage)))
    assert row.meets(row.measure(_damaged(name, lambda x: x)))
