"""Finite and open leads judge each other: three roads to the same spin response."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from spinloom.derivations.engine.judges import leads
from spinloom.derivations.engine.judges.leads import System

T_E = 5.0
CONTACTS = (2.0, 2.6)


def device(
    direction: npt.ArrayLike = (1.0, 2.0, -0.5), spin_hopping: float = 0.37
) -> leads.Complex:
    """Return an asymmetric dimer with a spin-dependent hopping about a generic axis."""
    unit = np.asarray(direction, dtype=float)
    unit = unit / np.linalg.norm(unit)
    hopping = 2.0 * np.eye(2) + 0.37 * np.einsum("k,kij->ij", unit, leads.PAULI)
    return np.block([[0.3 * np.eye(2), hopping], [hopping.conj().T, -0.7 * np.eye(2)]])


def equilibrium(temperature: float, hamiltonian: leads.Complex | None = None) -> System:
    chosen = device() if hamiltonian is None else hamiltonian
    return leads.two_terminal(chosen, CONTACTS, T_E, (0.4, 0.4), (temperature, temperature))


def biased(temperatures: tuple[float, float]) -> System:
    return leads.two_terminal(device(), CONTACTS, T_E, (1.3, -0.4), temperatures)


def difference(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Return the largest difference relative to the largest entry."""
    return float(np.max(np.abs(np.subtract(first, second))) / np.max(np.abs(second)))


@pytest.mark.parametrize("energy", [0.3 + 0.5j, -3.0 + 0.4j, 12.0 + 0.1j, -15.0 + 0.1j])
def test_self_energy_is_the_decaying_fixed_point(energy: complex) -> None:
    lead = leads.Lead(0, 2.0, T_E)
    surface = complex(leads.self_energy(lead, np.array(energy))) / 4.0
    assert abs(surface - 1 / (energy - T_E**2 * surface)) < 1e-14
    assert abs(T_E * surface) < 1
    assert surface.imag < 0


def test_chain_green_function_tends_to_the_open_one() -> None:
    system, energy = equilibrium(0.5), 0.3 + 0.5j
    open_one = leads.open_green(system, energy)[0]
    errors = [
        difference(leads.chain_green(leads.diagonalise(system, length), energy), open_one)
        for length in (40, 60)
    ]
    rate = np.log(errors[0] / errors[1]) / 20
    assert errors[1] < 1e-2
    assert rate == pytest.approx(0.5 / T_E, rel=0.05)


def test_static_response_of_long_chains_is_the_field_response_of_open_ones() -> None:
    temperature = 0.5
    system = equilibrium(temperature)
    open_one = leads.field_response(system)
    errors = []
    for length in (40, 60):
        levels = leads.diagonalise(system, length)
        closed = leads.static_susceptibility(levels, 0.4, temperature)
        errors.append(difference(closed, open_one))
    assert errors[1] < 5e-9
    assert np.log(errors[0] / errors[1]) / 20 == pytest.approx(np.pi * temperature / T_E, rel=0.1)


def test_dynamic_response_of_long_chains_is_the_bubble_of_open_ones() -> None:
    system, frequency = equilibrium(0.5), 0.7 + 1.5j
    levels = leads.diagonalise(system, 60)
    closed = leads.susceptibility(levels, leads.fermi(levels.energies, system.leads[0]), frequency)
    assert difference(closed, leads.open_susceptibility(system, frequency)) < 1e-7


@pytest.mark.parametrize("temperatures", [(0.0, 0.0), (0.3, 0.9), (0.01, 0.0)])
def test_field_response_under_bias_is_the_limit_of_the_bubble(
    temperatures: tuple[float, float],
) -> None:
    system = biased(temperatures)
    small = [leads.open_susceptibility(system, 1j * eta) for eta in (1e-2, 2e-2, 4e-2)]
    limit = (8 * small[0] - 6 * small[1] + small[2]) / 3
    assert np.max(np.abs(limit.imag)) < 1e-12
    assert difference(limit.real, leads.field_response(system)) < 1e-4


def test_response_turns_with_the_spin_axis() -> None:
    angle = 0.8
    rotation = np.array(
        [[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]]
    )
    axis = np.array([1.0, 2.0, -0.5])
    before = leads.field_response(biased((0.2, 0.6)))
    turned = leads.two_terminal(device(rotation @ axis), CONTACTS, T_E, (1.3, -0.4), (0.2, 0.6))
    expected = np.einsum("ik,abkl,jl->abij", rotation, before, rotation)
    assert difference(leads.field_response(turned), expected) < 1e-11


@pytest.mark.parametrize(
    "wrong",
    [
        lambda right: -right,
        lambda right: 2 * right,
        lambda right: right.swapaxes(2, 3),
        lambda right: right.swapaxes(0, 1),
    ],
    ids=["sign", "factor", "components", "sites"],
)
def test_a_wrong_response_is_noticed(wrong: object) -> None:
    assert callable(wrong)
    right = leads.field_response(biased((0.3, 0.9)))
    assert difference(wrong(right), right) > 1e-2


def test_real_frequencies_are_refused() -> None:
    with pytest.raises(ValueError, match="imaginary part"):
        leads.open_susceptibility(equilibrium(0.5), 0.3 + 0j)
