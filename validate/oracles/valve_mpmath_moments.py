"""The valve in 30 digits: what an electrode stores, anisotropies, tensors and their axes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import mpmath

from .valve_mpmath import DIGITS, SPINS, fermi


def storage(J: Any, temperature: Any, D: Any = None, mu: Any = 0) -> list[float]:
    """Spin and exchange moment over the density of states; D = None is the infinite band."""
    with mpmath.workdps(DIGITS):
        half, T, center = mpmath.mpf(J) / 2, mpmath.mpf(temperature), mpmath.mpf(mu)
        reach = half + 80 * T if D is None else mpmath.mpf(D) + abs(center)
        low, high = (-reach, reach) if D is None else (-mpmath.mpf(D), mpmath.mpf(D))
        inner = {low, high}
        for step in (center - half, center + half):
            inner |= {x for x in (step - 5 * T, step, step + 5 * T) if low < x < high}

        def filled(energy: Any, spin: int) -> Any:
            return fermi(energy - spin * half, center, T)

        def integral(power: int) -> Any:
            return mpmath.quad(lambda e: (filled(e, 1) - filled(e, -1)) ** power, sorted(inner))

        return [float(integral(1) / 2), float(integral(2) / 4)]


def anisotropy(omega: Any, J: Any, temperature: Any, mu: Any = 0) -> list[float]:
    """(66), (104), (68) and f a, from the partners of both spins in 30 digits."""
    with mpmath.workdps(DIGITS):
        energy, splitting, center, T = (mpmath.mpf(x) for x in (omega, J, mu, temperature))
        filled = fermi(energy, center, T)
        spins = {}
        for spin in SPINS:
            # the spin s' of the orbital whose spin s lies at this energy
            energies = {s: energy + (spin - s) * splitting / 2 for s in SPINS}
            spins[spin] = sum(spin * s * fermi(energies[s], center, T) for s in SPINS) / 4
        total, even = spins[1] + spins[-1], spins[1] - spins[-1]
        return [float(x) for x in (total, spins[1], spins[-1], even, filled * total)]


# --- tensors -----------------------------------------------------------------------------------


def tensors(
    first: Sequence[Any], other: Sequence[Any], found: Mapping[str, Any], spin: Any
) -> list[list[list[float]]]:
    """(91) in components: direct part, exchange part, sum."""
    with mpmath.workdps(DIGITS):
        own, across = _unit(first), _unit(other)
        twisted = [
            own[1] * across[2] - own[2] * across[1],
            own[2] * across[0] - own[0] * across[2],
            own[0] * across[1] - own[1] * across[0],
        ]

        def vector(kind: str) -> list[Any]:
            e, a, t = (mpmath.mpf(float(found[f"{name}_{kind}"])) for name in "EAT")
            return [e * own[k] + a * across[k] + t * twisted[k] for k in range(3)]

        stored = [2 * mpmath.mpf(spin) * component for component in own]
        direct = _traceless(stored, vector("S"))
        exchange = _traceless([-component for component in own], vector("ex"))
        rows = (direct, exchange, direct + exchange)
        return [[[float(m[i, j]) for j in range(3)] for i in range(3)] for m in rows]


def _unit(vector: Sequence[Any]) -> list[Any]:
    parts = [mpmath.mpf(float(x)) for x in vector]
    length = mpmath.sqrt(sum(x**2 for x in parts))
    return [x / length for x in parts]


def _traceless(a: Sequence[Any], b: Sequence[Any]) -> Any:
    """Symmetric and traceless part of the dyad a b."""
    product = mpmath.fdot(a, b)
    return mpmath.matrix([
        [(a[i] * b[j] + a[j] * b[i]) / 2 - (product / 3 if i == j else 0) for j in range(3)]
        for i in range(3)
    ])  # fmt: skip


def principal(tensor: Any) -> tuple[list[float], list[Any]]:
    """Principal values, ascending, and the projectors on their axes."""
    with mpmath.workdps(DIGITS):
        values, axes = mpmath.eigsy(mpmath.matrix(tensor.tolist()))
        projectors = [
            [[float(axes[i, k] * axes[j, k]) for j in range(3)] for i in range(3)] for k in range(3)
        ]
        return [float(x) for x in values], projectors
