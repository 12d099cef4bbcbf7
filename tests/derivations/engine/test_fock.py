"""The judge is judged: algebra, thermal averages, response and noise on exact small systems."""

import numpy as np
import pytest
import scipy.integrate

from spinloom.derivations.engine.judges import fock


def hermitian(size: int, seed: int) -> np.ndarray:
    generator = np.random.default_rng(seed)
    matrix = generator.normal(size=(size, size)) + 1j * generator.normal(size=(size, size))
    return (matrix + matrix.conj().T) / 2


def interacting(space: fock.FockSpace, seed: int = 5) -> np.ndarray:
    """A generic quadratic part plus a density-density interaction: no one-body shortcut exists."""
    number = [space.bilinear(np.diag(row)) for row in np.eye(space.modes)]
    return space.bilinear(hermitian(space.modes, seed)) + 0.8 * number[0] @ number[1]


@pytest.mark.parametrize("modes", [1, 3, 4])
def test_canonical_anticommutation(modes: int) -> None:
    space = fock.FockSpace(modes)
    for a in range(modes):
        for b in range(modes):
            c_a, c_b, c_b_dag = space.annihilator(a), space.annihilator(b), space.creator(b)
            assert np.array_equal(c_a @ c_b_dag + c_b_dag @ c_a, (a == b) * space.identity)
            assert not np.any(c_a @ c_b + c_b @ c_a)


def test_eight_modes_are_the_limit() -> None:
    assert fock.FockSpace(8).annihilator(7).shape == (256, 256)
    with pytest.raises(ValueError, match="modes = 9"):
        fock.FockSpace(9)
    with pytest.raises(ValueError, match="mode = 3"):
        fock.FockSpace(3).annihilator(3)
    with pytest.raises(ValueError, match="shape"):
        fock.FockSpace(3).bilinear(np.eye(2))


def test_bilinear_is_the_sum_over_modes() -> None:
    space, matrix = fock.FockSpace(3), hermitian(3, 1) + 1j * hermitian(3, 2)
    by_hand = sum(
        matrix[a, b] * space.creator(a) @ space.annihilator(b) for a in range(3) for b in range(3)
    )
    assert np.allclose(space.bilinear(matrix), by_hand, atol=1e-14)
    assert not np.allclose(space.bilinear(matrix.T), by_hand, atol=1e-3)


def test_thermal_state_of_free_fermions_has_fermi_occupations() -> None:
    space, one_body, temperature = fock.FockSpace(4), hermitian(4, 3), 0.6
    state = fock.thermal_state(space.bilinear(one_body), temperature)
    energies, orbitals = np.linalg.eigh(one_body)
    fermi = (orbitals / (np.exp(energies / temperature) + 1)) @ orbitals.conj().T
    for a in range(4):
        for b in range(4):
            value = fock.expectation(state, space.creator(b), space.annihilator(a))
            assert abs(value - fermi[a, b]) < 1e-13
    assert np.allclose(fock.gaussian_state(space, fermi), state, atol=1e-13)
    assert not np.allclose(fock.gaussian_state(space, fermi.T), state, atol=1e-3)
    with pytest.raises(ValueError, match="temperature"):
        fock.thermal_state(space.bilinear(one_body), 0.0)


def test_gaussian_state_reaches_full_and_empty_modes() -> None:
    space = fock.FockSpace(3)
    orbitals = np.linalg.eigh(hermitian(3, 4))[1]
    correlations = (orbitals * [0.0, 0.3, 1.0]) @ orbitals.conj().T
    state = fock.gaussian_state(space, correlations)
    assert abs(fock.expectation(state) - 1) < 1e-13
    assert np.linalg.eigvalsh(state).min() > -1e-13
    assert np.allclose(
        [
            [fock.expectation(state, space.creator(b), space.annihilator(a)) for b in range(3)]
            for a in range(3)
        ],
        correlations,
        atol=1e-13,
    )
    with pytest.raises(ValueError, match="between 0 and 1"):
        fock.gaussian_state(space, np.diag([0.5, 0.5, 1.1]))


def test_evolution_obeys_heisenberg() -> None:
    space = fock.FockSpace(3)
    hamiltonian, operator = interacting(space), space.bilinear(hermitian(3, 6))
    step = 1e-4
    slope = (
        fock.evolve(hamiltonian, operator, 0.5 + step)
        - fock.evolve(hamiltonian, operator, 0.5 - step)
    ) / (2 * step)
    now = fock.evolve(hamiltonian, operator, 0.5)
    assert np.allclose(slope, 1j * (hamiltonian @ now - now @ hamiltonian), atol=1e-6)


def test_response_and_noise_match_time_integrals() -> None:
    space, eta, frequency = fock.FockSpace(3), 0.4, 0.9
    hamiltonian = interacting(space)
    state = fock.thermal_state(hamiltonian, 0.8)
    system = fock.stationary(hamiltonian, state)
    first, second = space.bilinear(hermitian(3, 7)), space.bilinear(hermitian(3, 8))
    unit = space.identity
    first_fluctuation = first - fock.expectation(state, first) * unit
    second_fluctuation = second - fock.expectation(state, second) * unit

    def commutator(time: float) -> complex:
        moved = fock.evolve(hamiltonian, first, time)
        value = fock.expectation(state, moved, second) - fock.expectation(state, second, moved)
        return complex(1j * np.exp((1j * frequency - eta) * time) * value)

    def anticommutator(time: float) -> complex:
        moved = fock.evolve(hamiltonian, first_fluctuation, time)
        forward = fock.expectation(state, moved, second_fluctuation)
        backward = fock.expectation(state, second_fluctuation, moved)
        phase = np.exp(1j * frequency * time - eta * abs(time))
        return complex(phase * (forward + backward) / 2)

    times = np.linspace(0, 45, 1501)
    integral = scipy.integrate.simpson([commutator(time) for time in times], x=times)
    assert abs(fock.retarded_response(system, first, second, frequency, eta) - integral) < 1e-6
    both = scipy.integrate.simpson(
        [anticommutator(time) + anticommutator(-time) for time in times], x=times
    )
    noise = fock.symmetrised_noise(system, first, second, frequency, eta)
    assert abs(noise - both) < 1e-6
    assert abs(fock.symmetrised_noise(system, second, first, frequency, eta) - both) > 1e-3


def test_expansion_is_the_value_and_the_slope() -> None:
    space, eta, step = fock.FockSpace(3), 0.3, 1e-4
    hamiltonian = interacting(space)
    system = fock.stationary(hamiltonian, fock.thermal_state(hamiltonian, 0.5))
    first, second = space.bilinear(hermitian(3, 9)), space.bilinear(hermitian(3, 10))
    value, slope = fock.response_expansion(system, first, second, eta)
    around = [fock.retarded_response(system, first, second, s * step, eta) for s in (-1, 0, 1)]
    assert value == around[1]
    assert abs(slope - (around[2] - around[0]) / (2 * step)) < 1e-6
    with pytest.raises(ValueError, match="eta"):
        fock.response_expansion(system, first, second, 0.0)


def test_fluctuation_dissipation() -> None:
    """Im chi(w) summed over the two orders equals tanh(w/2T) times the noise, line by line."""
    space, temperature, eta = fock.FockSpace(3), 0.7, 1e-5
    hamiltonian = interacting(space)
    system = fock.stationary(hamiltonian, fock.thermal_state(hamiltonian, temperature))
    operator = space.bilinear(hermitian(3, 11))
    lower, upper = np.unravel_index(
        np.argmax(np.abs(np.triu(system.element(operator), k=1))), (space.dimension,) * 2
    )
    gap = system.energies[upper] - system.energies[lower]
    response = fock.retarded_response(system, operator, operator, gap, eta)
    noise = fock.symmetrised_noise(system, operator, operator, gap, eta)
    assert abs(noise / (response.imag / np.tanh(gap / (2 * temperature))) - 1) < 1e-4
    assert abs(noise / (response.imag * np.tanh(gap / (2 * temperature))) - 1) > 1e-1


def test_degenerate_levels_and_nonequilibrium_populations() -> None:
    """Two modes of one energy, occupied unequally in a rotated basis, are diagonalised jointly."""
    space = fock.FockSpace(3)
    hamiltonian = space.bilinear(np.diag([1.0, 1.0, -0.5]))
    rotation = np.linalg.eigh(hermitian(2, 12))[1]
    correlations = np.diag([0.0, 0.0, 0.4]).astype(complex)
    correlations[:2, :2] = (rotation * [0.1, 0.8]) @ rotation.conj().T
    system = fock.stationary(hamiltonian, fock.gaussian_state(space, correlations))
    restored = (system.basis * system.populations) @ system.basis.conj().T
    assert np.allclose(restored, fock.gaussian_state(space, correlations), atol=1e-13)
    with pytest.raises(ValueError, match="does not commute"):
        moving = fock.gaussian_state(space, np.full((3, 3), 0.2) + 0.1 * np.eye(3))
        fock.stationary(hamiltonian, moving)
