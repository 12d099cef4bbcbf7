"""The dimer's oracles agree with each other, meet exact numbers and refuse what they must."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from flint import arb

from spinloom.derivations.engine.judges import leads
from spinloom.validate.oracles import (
    dimer_arb,
    dimer_mpmath,
    dimer_principal,
    dimer_qutip,
    dimer_spinful,
)
from spinloom.validate.oracles.device import Baths, Device
from spinloom.validate.oracles.panels import MP

AXIS = (1.0, 2.0, -0.5)
GENERIC = Device(t=0.37, t_L=8.0, t_R=11.0, eps_1=0.3, eps_2=-0.7, direction=AXIS)
COLD = Baths(1.3, -0.4)
WARM = Baths(0.2, 2.9, 0.4, 1.1)
EVEN = Baths(0.9, 0.9, 0.6, 0.6)


@cache
def thirty_digits() -> list[dimer_mpmath.Couplings]:
    """Return the couplings of the generic device, cold, warm and in equilibrium."""
    return dimer_mpmath.couplings(GENERIC, [COLD, WARM, EVEN], digits=18)


def open_system(device: Device, baths: Baths) -> leads.System:
    return leads.two_terminal(
        dimer_spinful.hamiltonian(device),
        (float(device.t_L), float(device.t_R)),
        float(device.t_e),
        (float(baths.mu_L), float(baths.mu_R)),
        (float(baths.temperature_L), float(baths.temperature_R)),
    )


def worst(values: dict[str, float], reference: dimer_mpmath.Couplings) -> float:
    """Return the largest difference over all shared couplings (meV units of order 0.01)."""
    shared = sorted(set(values) & set(reference.values))
    assert len(shared) > 30
    return max(abs(values[key] - float(reference.values[key])) for key in shared)


def difference(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    return float(np.max(np.abs(np.subtract(first, second))) / np.max(np.abs(second)))


class TestThirtyDigits:
    def test_response_has_only_the_three_forms(self) -> None:
        assert all(point.residue < 1e-45 for point in thirty_digits())

    def test_noise_has_no_antisymmetric_part(self) -> None:
        for point in thirty_digits():
            for label in ("11", "12", "21", "22"):
                assert abs(point.values[f"noise_antisym_{label}"]) < 1e-45

    def test_fluctuation_dissipation(self) -> None:
        values = thirty_digits()[2].values
        for a, b in ((1, 1), (1, 2), (2, 2)):
            for form in ("iso", "aniso"):
                damping = values[f"alpha_{form}_{a}{b}"] + values[f"alpha_{form}_{b}{a}"]
                noise = values[f"noise_{form}_{a}{b}"]
                assert abs(noise - 2 * MP.mpf(0.6) * damping / 2) < 1e-15 * abs(noise)

    def test_smallest_spin_hopping_keeps_its_digits(self) -> None:
        small = dimer_mpmath.couplings(Device(t="1e-9"), [Baths(0.7, -0.9)], digits=10)[0].values
        larger = dimer_spinful.couplings(Device(t=1e-3), np.array([0.7]), np.array([-0.9]))
        for key, order in (("J_21", 0), ("D_21", 1), ("D_22", 1), ("A_21", 2), ("A_22", 2)):
            ratio = float(small[key]) / 1e-9**order / (larger[key][0] / 1e-3**order)
            assert ratio == pytest.approx(1, abs=1e-5)

    def test_green_functions_fulfil_their_definitions(self) -> None:
        at = {
            name: np.array([[complex(entry) for entry in row] for row in matrix])
            for name, matrix in dimer_mpmath.green(GENERIC, 0.7, WARM).items()
        }
        assert difference(at["greater"] - at["lesser"], at["retarded"] - at["advanced"]) < 1e-14
        batch = dimer_spinful.resolve(GENERIC, np.array([0.7]))
        assert difference(at["retarded"], batch.retarded[0]) < 1e-14

    @pytest.mark.parametrize("energy", [201.0, -250.0])
    def test_outside_the_band_nothing_is_occupied(self, energy: float) -> None:
        at = dimer_mpmath.green(GENERIC, energy, WARM)
        assert all(entry == 0 for row in at["lesser"] for entry in row)
        retarded = np.array([[complex(entry) for entry in row] for row in at["retarded"]])
        assert difference(retarded, retarded.conj().T) < 1e-15

    @pytest.mark.parametrize(
        "device", [Device(t_L=150.0), Device(eps_2=300.0), Device(t_0=250.0, t=1.0)]
    )
    def test_bound_states_are_refused(self, device: Device) -> None:
        with pytest.raises(dimer_mpmath.BoundStateError):
            dimer_mpmath.couplings(device, [COLD])


class TestOtherRoads:
    def test_maps_in_double_precision(self) -> None:
        mu_L, mu_R = np.array([float(COLD.mu_L)]), np.array([float(COLD.mu_R)])
        table = dimer_spinful.couplings(GENERIC, mu_L, mu_R)
        values = {key: float(value[0]) for key, value in table.items()}
        assert worst(values, thirty_digits()[0]) < 1e-14

    def test_double_principal_value_integral(self) -> None:
        values = dimer_principal.response(GENERIC, WARM).couplings(GENERIC)
        assert worst(values, thirty_digits()[1]) < 1e-12

    @pytest.mark.parametrize(("index", "baths"), [(0, COLD), (1, WARM)], ids=["cold", "warm"])
    def test_finite_field(self, index: int, baths: Baths) -> None:
        tensor = leads.field_response(open_system(GENERIC, baths))
        values = thirty_digits()[index].values
        for name, part in zip("JDA", dimer_spinful.project(GENERIC, tensor), strict=True):
            for a, b in np.ndindex(2, 2):
                assert abs(part[a, b] - float(values[f"{name}_{a + 1}{b + 1}"])) < 1e-12

    def test_enclosure_holds_the_damping(self) -> None:
        ball = dimer_arb.enclose(GENERIC, COLD, "alpha_iso_22", digits=15)
        assert float(ball.rad()) < 1e-15
        assert abs(float(ball.mid()) - float(thirty_digits()[0].values["alpha_iso_22"])) < 1e-15

    def test_enclosure_holds_the_exchange_anchor(self) -> None:
        ball = dimer_arb.enclose(Device(t="0.1"), Baths(0.0, 0.0), "J_21", digits=20)
        assert arb("-0.0282215345022894564", 5e-20).contains(ball)

    @pytest.mark.parametrize(
        ("quantity", "times_pi"), [("alpha_iso_22", 40), ("alpha_aniso_22", 25)]
    )
    def test_symmetric_dimer_at_zero_has_rational_damping(
        self, quantity: str, times_pi: int
    ) -> None:
        device = Device(t="1", direction=AXIS)
        ball = dimer_arb.enclose(device, Baths(0.0, 0.0), quantity, digits=20)
        assert float(ball.rad()) < 1e-20
        assert ball.overlaps(1 / (times_pi * arb.pi()))
        assert not ball.overlaps(1 / (times_pi * arb.pi()) * (1 + arb(2) ** -40))

    def test_enclosure_at_finite_temperature(self) -> None:
        ball = dimer_arb.enclose(GENERIC, WARM, "A_22", digits=8)
        assert float(ball.rad()) < 1e-8
        assert ball.overlaps(arb(float(thirty_digits()[1].values["A_22"]), 1e-15))


class TestRefusals:
    def test_path_above_a_resonance(self) -> None:
        with pytest.raises(dimer_arb.PoleError):
            dimer_arb.enclose(GENERIC, COLD, "J_21", height=0.01)

    def test_path_above_a_fermi_pole(self) -> None:
        with pytest.raises(dimer_arb.PoleError):
            dimer_arb.enclose(GENERIC, Baths(1.3, -0.4, 0.05, 0.05), "J_21", height=1e-3)

    def test_complex_response(self) -> None:
        with pytest.raises(ArithmeticError):
            dimer_spinful.real(np.array([1.0 + 1e-3j]))

    def test_state_that_is_not_stationary(self) -> None:
        matrix = dimer_qutip.one_body(GENERIC)
        with pytest.raises(ValueError, match="stationary"):
            dimer_qutip.response(matrix, np.diag(np.arange(8.0)), 0.3j)


class TestManyBody:
    DEVICE = Device(t=0.37, t_L=1.3, t_R=1.7, eps_1=0.3, eps_2=-0.7, direction=AXIS)
    FREQUENCY = 0.6 + 0.3j

    def bubble(self, generator: npt.NDArray[np.complex128]) -> npt.NDArray[np.complex128]:
        """Return the response of the same 8 levels without many-body states."""
        matrix = dimer_qutip.one_body(self.DEVICE, (0.2, -0.4))
        energies, vectors = np.linalg.eigh(matrix)
        levels = leads.Levels(energies, vectors[2:6])
        occupied = np.linalg.eigvalsh(vectors.conj().T @ generator @ vectors)
        rotated = vectors.conj().T @ generator @ vectors
        assert np.max(np.abs(rotated - np.diag(np.diag(rotated)))) < 1e-12
        assert len(occupied) == 8
        filling = 1 / (np.exp(np.diag(rotated).real) + 1)
        return leads.susceptibility(levels, filling, self.FREQUENCY)

    @pytest.mark.parametrize("state", ["thermal", "stationary"])
    def test_commutators_give_the_bubble(self, state: str) -> None:
        matrix = dimer_qutip.one_body(self.DEVICE, (0.2, -0.4))
        generator = (
            dimer_qutip.thermal(matrix, 0.3, 0.9)
            if state == "thermal"
            else dimer_qutip.stationary(self.DEVICE, matrix, 0.9)
        )
        exact = dimer_qutip.response(matrix, generator, self.FREQUENCY)
        assert difference(self.bubble(generator), exact) < 1e-12
        assert difference(self.bubble(-generator), exact) > 1e-2
