"""What the valve's limits come to in numbers: orders of remainders, or relative residuals.

Every function takes the module of the public functions.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

DEVICE = {"mu_L": 0.4, "mu_R": -0.4, "T_L": 0.5, "T_R": 0.5, "J_L": 3.0, "J_R": 3.0, "D": 40.0}
COLD = {"mu_L": 0.0, "mu_R": 0.0, "T_L": 0.0, "T_R": 0.0, "J_L": 2.0, "J_R": 2.0, "D": 25.0}
#: Occupied edges, everything different: no coefficient is small.
GENERIC = {"mu_L": 2.0, "mu_R": -1.0, "T_L": 3.0, "T_R": 1.0, "J_L": 5.0, "J_R": 3.0, "D": 10.0}
DIRECTIONS = (np.array([0.6, 0.0, 0.8]), np.array([0.48, -0.8, 0.36]))


def order(valve: Any, remainder: Callable[[Any, float], float], size: float = 1e-2) -> float:
    """The measured order of a remainder as its small parameter is halved."""
    first, second = (abs(remainder(valve, x)) for x in (size, size / 2))
    return math.log2(first / second) if second else math.inf


def _over_gamma(valve: Any, device: dict[str, float], **changes: float) -> dict[str, float]:
    found = valve.currents(**{**device, **changes})
    return {name: float(found[name] / found.Gamma) for name in found}


def _biased(voltage: float) -> dict[str, float]:
    return {"mu_L": voltage / 2, "mu_R": -voltage / 2}


# --- storage -------------------------------------------------------------------------------------


def parity(valve: Any) -> float:
    """a(mu + w) + a(mu - w) over the largest a."""
    w = np.linspace(0.1, 9.0, 12)
    ahead, behind = (valve.anisotropy(0.7 + x, 4.0, 0.9, mu=0.7).a for x in (w, -w))
    return float(np.max(np.abs(ahead + behind)) / np.max(np.abs(ahead)))


def wide_band(valve: Any) -> float:
    """The finite band against the closed form of the infinite one."""
    J, T = 5.0, 0.7
    closed = T / 2 * (J / (2 * T) / math.tanh(J / (2 * T)) - 1)
    return abs(float(valve.storage(J, T, D=80.0).q_exchange) / closed - 1)


def cold_storage(valve: Any, x: float) -> float:
    """q - J/4 at the temperature x."""
    return float(valve.storage(5.0, x).q_exchange) - 1.25


def warm_storage(valve: Any, x: float) -> float:
    """q - J^2/24T for J = 10 x."""
    return float(valve.storage(10 * x, 1.0).q_exchange) - (10 * x) ** 2 / 24


def asymptote(valve: Any) -> float:
    """q against (J - 2T)/4 for J = 120 T."""
    return abs(float(valve.storage(60.0, 0.5).q_exchange) / (59.0 / 4) - 1)


# --- currents ------------------------------------------------------------------------------------


def split_emission(valve: Any, x: float) -> float:
    return _over_gamma(valve, DEVICE, J_L=x, J_R=x)["E_ex"]


def split_torque(valve: Any, x: float) -> float:
    return _over_gamma(valve, DEVICE, J_L=x, J_R=x)["T_ex"]


def small_spin_torque(valve: Any, x: float) -> float:
    """T_S + J^2/(4 pi D) for J = 100 x."""
    J = 100 * x
    found = _over_gamma(valve, COLD, J_L=J, J_R=J)["T_S"]
    return found + J**2 / (4 * math.pi * COLD["D"])


def small_exchange_torque(valve: Any, x: float) -> float:
    """T_ex + J^2/(2 pi D) for J = 10 x."""
    J = 10 * x
    found = _over_gamma(valve, COLD, J_L=J, J_R=J)["T_ex"]
    return found + J**2 / (2 * math.pi * COLD["D"])


def cold_emission(valve: Any, x: float) -> float:
    """E_ex + min(V, J)/2 at the temperature x, the larger of V < J and V > J."""
    found = (
        _over_gamma(valve, DEVICE, **_biased(V), T_L=x, T_R=x)["E_ex"] + min(V, 3.0) / 2
        for V in (1.0, 5.0)
    )
    return max(found, key=abs)


def biased_emission(valve: Any, x: float) -> float:
    return _over_gamma(valve, DEVICE, **_biased(x))["E_ex"]


def saturation(valve: Any) -> float:
    """E_ex at V = 40 against -2 q."""
    found = _over_gamma(valve, DEVICE, **_biased(40.0), D=100.0)["E_ex"]
    moment = float(valve.storage(DEVICE["J_L"], DEVICE["T_L"]).q_exchange)
    return abs(found / (-2 * moment) - 1)


def conductance(valve: Any) -> float:
    """I_N0 against -2 V, and the torque with and without bias against its logarithms."""
    found = [_over_gamma(valve, DEVICE, **_biased(V)) for V in (0.0, 0.3)]
    D, J = DEVICE["D"], DEVICE["J_L"]
    closed = sum(
        weight * x * math.log(x) for weight, x in ((1, 2 * D + J), (-2, 2 * D), (1, 2 * D - J))
    ) / (-2 * math.pi)  # fmt: skip
    torque = max(abs(x["T_S"] / closed - 1) for x in found)
    return max(abs(found[1]["I_N0"] / -0.6 - 1), torque)


def wide_emission(valve: Any) -> float:
    """E_ex of two bandwidths."""
    narrow, wide = (_over_gamma(valve, DEVICE, D=D)["E_ex"] for D in (40.0, 4000.0))
    return abs(narrow / wide - 1)


def wide_spin_torque(valve: Any, x: float) -> float:
    """D T_S + J^2/4 pi for D = 1/x."""
    found = _over_gamma(valve, {**COLD, "D": 1 / x})["T_S"]
    return found / x + COLD["J_L"] ** 2 / (4 * math.pi)


def wide_exchange_torque(valve: Any, x: float) -> float:
    """D T_ex + (2/pi) J_R q for D = 1/x."""
    found = _over_gamma(valve, DEVICE, D=1 / x)["T_ex"]
    moment = float(valve.storage(DEVICE["J_L"], DEVICE["T_L"]).q_exchange)
    return found / x + 2 / math.pi * DEVICE["J_R"] * moment


def _heated(valve: Any, T_L: float, T_R: float) -> float:
    """E_ex without bias between two temperatures."""
    return _over_gamma(valve, DEVICE, mu_L=0.0, mu_R=0.0, T_L=T_L, T_R=T_R)["E_ex"]


def thermal(valve: Any, x: float) -> float:
    """I_Q - its linear response to T_R - T_L = x T_R."""
    T, J = DEVICE["T_L"], DEVICE["J_L"]
    j = J / (2 * T)
    linear = -T * x / 2 * (1 - (j / math.sinh(j)) ** 2)
    return _heated(valve, T, T / (1 - x)) - linear


def buffered(valve: Any, x: float) -> float:
    """What both electrodes gain together, and the non-local node loses, at temperatures 1 +- x."""
    return _heated(valve, 1 - x, 1 + x) + _heated(valve, 1 + x, 1 - x)


# --- tensors, conservation -----------------------------------------------------------------------


def _tensors(valve: Any) -> Any:
    found = valve.currents(**GENERIC)
    return valve.quadrupole_current(*DIRECTIONS, found, 0.4)


def symmetric_traceless(valve: Any) -> float:
    """Antisymmetric parts and traces of all three tensors over their size."""
    worst = 0.0
    for tensor in _tensors(valve).values():
        fault = max(float(np.max(np.abs(tensor - tensor.T))), abs(float(np.trace(tensor))))
        worst = max(worst, fault / float(np.max(np.abs(tensor))))
    return worst


def nearly_collinear(valve: Any, x: float) -> float:
    """The difference of the two lower principal values, at an angle x."""
    found = valve.currents(**GENERIC)
    other = [math.sin(x), 0.0, math.cos(x)]
    tensor = valve.quadrupole_current([0.0, 0.0, 1.0], other, found, 0.4).total
    values = np.sort(np.abs(valve.principal(tensor).values))
    return float(values[1] - values[0])


def conserved(valve: Any) -> float:
    """Charge and spin current into both electrodes over that into one."""
    sides = {"L": "R", "R": "L"}
    mirrored = {
        name if name == "D" else name[:-1] + sides[name[-1]]: x for name, x in GENERIC.items()
    }
    faults = []
    for device, directions in ((GENERIC, DIRECTIONS), (mirrored, DIRECTIONS[::-1])):
        found = valve.currents(**device)
        axes = (*directions, np.cross(*directions))
        spin = sum(float(found[f"{x}_S"]) * axis for x, axis in zip("EAT", axes, strict=True))
        charge = float(found.I_N0) + float(found.I_NF) * float(np.dot(*directions))
        faults.append(np.append(spin, charge))
    size = np.array([np.max(np.abs(faults[0][:3]))] * 3 + [abs(faults[0][3])])
    return float(np.max(np.abs((faults[0] + faults[1]) / size)))
