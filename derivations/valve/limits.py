r"""The valve's rows of the limits table: stated, proved by exact algebra, measured.

`measure` takes the module of the public functions and returns the order of a remainder
(`expected` > 0), or a relative residual that must vanish (`expected` = 0). Coefficients are per
Gamma, moments per density of states, bands flat.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spinloom.derivations.engine.limits import Limit

from . import limit_measures as measured
from . import limit_proofs as proved


def rows() -> tuple[Limit, ...]:
    """All limits of the valve, in the order of the table."""
    return (*_storage(), *_splitting(), *_bias(), *_bandwidth(), *_thermal(), *_tensors())


def _order(
    key: str,
    statement: str,
    proof: Callable[[], bool],
    remainder: Callable[[Any, float], float],
    expected: int,
) -> Limit:
    """A row whose remainder has an order."""
    return Limit(key, statement, proof, lambda valve: measured.order(valve, remainder), expected)


def _storage() -> tuple[Limit, ...]:
    return (
        Limit("valve:limit-antisymmetry",
              r"a(\mu + \omega) = -a(\mu - \omega)",
              proved.odd_around_the_chemical_potential, measured.parity, 0),
        Limit("valve:limit-storage",
              r"D \to \infty: \quad q_{ex} = \tfrac{T}{2} [\tfrac{J}{2T} \coth \tfrac{J}{2T} - 1]",
              proved.primitive_is_right, measured.wide_band, 0),
        _order("valve:limit-storage-cold",
               r"T \to 0: \quad q_{ex} = \tfrac14 J + O(T)",
               proved.cold_moment, measured.cold_storage, 1),
        _order("valve:limit-storage-warm",
               r"J \ll T: \quad q_{ex} = J^2/24T + O(J^4)",
               proved.warm_moment, measured.warm_storage, 4),
        Limit("valve:limit-storage-asymptote",
              r"J \gg T: \quad q_{ex} = \tfrac14 (J - 2T) + O(J e^{-J/T})",
              proved.asymptotic_moment, measured.asymptote, 0),
    )  # fmt: skip


def _splitting() -> tuple[Limit, ...]:
    return (
        _order("valve:limit-splitting-emission",
               r"J \to 0,\ T > 0: \quad E_{ex} = O(J^2)",
               proved.emission_is_even_in_the_splitting, measured.split_emission, 2),
        _order("valve:limit-splitting-torque",
               r"J \to 0,\ T > 0: \quad T_{ex} = O(J^3)",
               proved.small_splittings_of_warm_bands, measured.split_torque, 3),
        _order("valve:limit-splitting-spin-torque",
               r"J \to 0: \quad T_S = -J^2/4\pi D + O(J^4)",
               proved.spin_torque_starts_at_second_order, measured.small_spin_torque, 4),
        _order("valve:limit-splitting-cold-torque",
               r"J \to 0,\ T = 0: \quad T_{ex} = -J^2/2\pi D + O(J^3)",
               proved.exchange_torque_starts_at_second_order, measured.small_exchange_torque, 3),
    )  # fmt: skip


def _bias() -> tuple[Limit, ...]:
    return (
        _order("valve:limit-cold-emission",
               r"T \to 0: \quad E_{ex} = -\tfrac12 \min(|V|, J) + O(T)",
               proved.cold_emission, measured.cold_emission, 1),
        _order("valve:limit-bias-emission",
               r"V \to 0: \quad E_{ex} = O(V^2)",
               proved.emission_is_even_in_the_bias, measured.biased_emission, 2),
        Limit("valve:limit-bias-charge",
              r"V \ll D: \quad I_{N0} = -2V,\ T_S(V) = T_S(0)",
              proved.small_bias_beside_the_band, measured.conductance, 0),
        Limit("valve:limit-large-bias",
              r"V \gg J, T: \quad E_{ex} = -2 q_{ex}",
              proved.saturated_emission, measured.saturation, 0),
    )  # fmt: skip


def _bandwidth() -> tuple[Limit, ...]:
    return (
        Limit("valve:limit-wide-emission",
              r"D \to \infty: \quad E_{ex} \text{ free of } D",
              proved.emission_lives_inside, measured.wide_emission, 0),
        _order("valve:limit-wide-spin-torque",
               r"D \to \infty: \quad D\, T_S = -J^2/4\pi + O(D^{-2})",
               proved.spin_torque_of_wide_bands, measured.wide_spin_torque, 2),
        _order("valve:limit-wide-exchange-torque",
               r"D \to \infty: \quad D\, T_{ex} = -\tfrac{2}{\pi} J_R q_{ex} + O(D^{-1})",
               proved.exchange_torque_of_wide_bands, measured.wide_exchange_torque, 1),
    )  # fmt: skip


def _thermal() -> tuple[Limit, ...]:
    return (
        _order("valve:limit-thermal-response",
               r"\tau = 1 - T_L/T_R \to 0: \quad I_{\mathcal{Q}} = -\tfrac12 T \tau"
               r" [1 - (\tfrac{j}{2} / \sinh \tfrac{j}{2})^2] + O(\tau^2),\ j = J/T",
               proved.thermal_response, measured.thermal, 2),
        _order("valve:limit-thermal-buffer",
               r"T_L - T_R \to 0: \quad I^{LR} = -(I^{LL} + I^{RR}) = O((T_L - T_R)^2)",
               proved.thermal_buffer_is_empty, measured.buffered, 2),
    )  # fmt: skip


def _tensors() -> tuple[Limit, ...]:
    return (
        Limit("valve:limit-symmetric-traceless",
              r"I_{ij} = I_{ji},\ I_{xx} + I_{yy} + I_{zz} = 0",
              proved.symmetric_and_traceless, measured.symmetric_traceless, 0),
        _order("valve:limit-collinear",
               r"\theta \to 0: \quad I_0 - I_- = O(\theta^2)",
               proved.uniaxial_when_collinear, measured.nearly_collinear, 2),
        Limit("valve:limit-conservation",
              r"I_N^L + I_N^R = 0,\ \mathbf{I}_S^L + \mathbf{I}_S^R = 0",
              proved.charge_and_spin_are_conserved, measured.conserved, 0),
    )  # fmt: skip
