"""Samples of length and potential: reduced rates, the integro-differential equations, their gap.

Currents of either spin come from the golden rule on a deviation of the kernel; the memory of a
spin solves dx/dt = -2 Gamma x + d(sigma dM/2 - dV)/dt from its history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .closed_device import ClosedDevice, closed
from .judge_device import SIGN, SPINS, Device, Table
from .judge_values import Values, common, driven

Pair = tuple[Any, Any]


def _ready(dev: Device) -> ClosedDevice:
    return dev if isinstance(dev, ClosedDevice) else closed(dev)


def _push(deviation: Pair) -> dict[str, Any]:
    """sigma dM/2 - dV."""
    length, potential = deviation
    return {s: SIGN[s] * length / 2 - potential for s in SPINS}


def _rates(dev: ClosedDevice, memory: dict[str, Any]) -> Pair:
    """Velocities of length and potential."""
    found = driven(dev, memory, -dev.B)
    return found["delta_M_dot"], found["delta_V_dot"]


def _forgetful(dev: ClosedDevice, deviation: Pair) -> dict[str, Any]:
    """The memory without an initial imbalance: it follows from length and potential."""
    length, potential = deviation
    return {
        s: x - (dev.C * potential + SIGN[s] * length / dev.J) / (2 * dev.density[s])
        for s, x in _push(deviation).items()
    }


def _matrix(dev: ClosedDevice, rates: Callable[[Pair], Pair]) -> tuple[Pair, Pair]:
    """Columns of a linear map of length and potential."""
    one, zero = dev.one, 0 * dev.one
    return rates((one, zero)), rates((zero, one))


def _reduced(dev: ClosedDevice) -> tuple[Pair, Pair]:
    return _matrix(dev, lambda y: _rates(dev, _forgetful(dev, y)))


def _determinant(columns: tuple[Pair, Pair]) -> Any:
    (a, c), (b, d) = columns
    return a * d - b * c


def rate_values(dev: Device) -> Values:
    """Trace and determinant of the reduced rates; the exchange at which a mode stands still."""
    dev = _ready(dev)
    columns = _reduced(dev)
    # linear in J: two values give the zero
    at = [_determinant(_reduced(replace(dev, J=k * dev.one))) for k in (1, 2)]
    decay = dev.omega
    symbol = _matrix(dev, lambda y: _driven_at(dev, decay, y))
    return {
        **common(dev), "rate_trace": columns[0][0] + columns[1][1],
        "rate_determinant": _determinant(columns), "J_largest": 1 + at[0] / (at[0] - at[1]),
        "mode_rate": decay, "full_determinant": _determinant(symbol),
        "g_of": driven(dev, _push((dev.one, dev.one)), -dev.B)["g_of"],
    }  # fmt: skip


def stoner_values(dev: Device) -> Values:
    """The exchange at which the length of a plain device neither grows nor decays."""
    dev = _ready(dev)
    plain = replace(dev, rate=Table(up=dev.rate["up"], down=dev.rate["up"]),
                    density=Table(up=dev.density["up"], down=dev.density["up"]))  # fmt: skip
    at = [_reduced(replace(plain, J=k * dev.one))[0][0] for k in (1, 2)]
    return {
        **common(plain), "rho_plain": plain.density["up"], "J_largest": 1 + at[0] / (at[0] - at[1]),
    }  # fmt: skip


def _driven_at(dev: ClosedDevice, growth: Any, deviation: Pair) -> Pair:
    """What is left of a history exp(growth t) in the integro-differential equations."""
    memory = {s: growth * x / (2 * dev.broadening(s) + growth) for s, x in _push(deviation).items()}
    rates = _rates(dev, memory)
    return growth * deviation[0] - rates[0], growth * deviation[1] - rates[1]


def kick_values(dev: Device) -> Values:
    """A kick without history: velocities with the whole memory and with the reduced one."""
    dev = _ready(dev)
    kick = dev.past[0]
    whole, reduced = (_rates(dev, x) for x in (_push(kick), _forgetful(dev, kick)))
    return {
        **common(dev), "delta_M": kick[0], "delta_V": kick[1],
        "delta_M_dot": whole[0], "delta_V_dot": whole[1],
        "reduced_M": reduced[0], "reduced_V": reduced[1],
    }  # fmt: skip


def constant_values(dev: Device) -> Values:
    """A past of two exponentials: electrons, memory and their velocities."""
    dev = _ready(dev)
    memory_dot, push_dot, memory = ({s: 0 * dev.one for s in SPINS} for _ in range(3))
    lengths, potentials = dev.past
    for growth, length, potential in zip(
        (dev.omega, dev.phi_dot), lengths, potentials, strict=True
    ):
        for s, x in _push((length, potential)).items():
            kept = growth * x / (2 * dev.broadening(s) + growth)
            memory[s] += kept
            memory_dot[s] += growth * kept
            push_dot[s] += growth * x
    rates = _rates(dev, memory)
    return {
        **common(dev), "memory": memory, "memory_dot": memory_dot,
        "N_dot": {s: (dev.C * rates[1] + SIGN[s] * rates[0] / dev.J) / 2 for s in SPINS},
        "push_dot": push_dot,
    }  # fmt: skip
