"""The dimer's couplings with 40 digits, from the two helicities one at a time.

Deliberately plain: nothing is put on a common denominator and nothing is hoisted, so the working
precision has to pay for every cancellation (18 digits at t = 1e-9). Gauss-Legendre panels in the
band angle are halved until they keep away from the poles of the device and of the Fermi functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import mpmath as mp
import numpy as np

DIGITS = 40
NODES = 26
ELLIPSE = 3.0
PAIRS = ((0, 0), (0, 1), (1, 0), (1, 1))
DEFAULT = {"t_e": 100.0, "t_0": 2.0, "t": 0.1, "t_L": 10.0, "t_R": 10.0, "eps_1": 0.0, "eps_2": 0.0}

Values = dict[str, Any]


@lru_cache(maxsize=1)
def _rule() -> list[tuple[Any, Any]]:
    """Gauss-Legendre nodes and weights, polished by Newton's method."""
    rule = []
    for start in np.polynomial.legendre.leggauss(NODES)[0]:
        x = mp.mpf(float(start))
        for _ in range(4):
            value, before = mp.legendre(NODES, x), mp.legendre(NODES - 1, x)
            slope = NODES * (before - x * value) / (1 - x**2)
            x -= value / slope
        slope = NODES * mp.legendre(NODES - 1, x) / (1 - x**2)
        rule.append((x, 2 / ((1 - x**2) * slope**2)))
    return rule


class Helicity:
    """Green's function, its slope and the spectral parts of one helicity at one energy."""

    def __init__(self, energy: Any, device: Mapping[str, Any], sign: int) -> None:
        t_e = device["t_e"]
        root = mp.sqrt((2 * t_e - energy) * (2 * t_e + energy))
        surface = mp.mpc(energy, -root) / (2 * t_e**2)
        slope = mp.mpc(1, energy / root) / (2 * t_e**2)
        contacts = (device["t_L"] ** 2, device["t_R"] ** 2)
        first = energy - device["eps_1"] - contacts[0] * surface
        second = energy - device["eps_2"] - contacts[1] * surface
        hopping = device["t_0"] + sign * device["t"]
        determinant = first * second - hopping**2
        G = [[second / determinant, hopping / determinant]]
        G.append([hopping / determinant, first / determinant])
        self.green = G
        weight = [1 - contact * slope for contact in contacts]
        self.slope = [
            [-sum(G[a][c] * weight[c] * G[c][b] for c in (0, 1)) for b in (0, 1)] for a in (0, 1)
        ]
        self.spectral = [
            [
                [contacts[lead] * root / t_e**2 * G[a][lead] * mp.conj(G[b][lead]) for b in (0, 1)]
                for a in (0, 1)
            ]
            for lead in (0, 1)
        ]


def _lead_integrands(up: Helicity, down: Helicity, lead: int) -> Values:
    """What stands next to the occupation of one lead."""
    found: Values = {}
    for a, b in PAIRS:
        name = f"{a + 1}{b + 1}"
        forms = {}
        for kind in ("green", "slope"):
            x, y = getattr(up, kind)[a][b], getattr(down, kind)[a][b]
            p, q = up.spectral[lead][b][a], down.spectral[lead][b][a]
            forms[kind] = ((x * q + y * p) / 2, (y * p - x * q) / 2, (x - y) * (p - q) / 4)
        iso, cross, aniso = forms["green"]
        found[f"J_{name}"] = -mp.re(iso) / (2 * mp.pi)
        found[f"D_{name}"] = mp.im(cross) / (2 * mp.pi)
        found[f"A_{name}"] = -mp.re(aniso) / mp.pi
        iso, cross, aniso = forms["slope"]
        found[f"alpha_iso_{name}"] = -mp.im(iso) / (2 * mp.pi)
        found[f"alpha_antisym_{name}"] = mp.re(cross) / (2 * mp.pi) * -1
        found[f"alpha_aniso_{name}"] = -mp.im(aniso) / mp.pi
    for a in (0, 1):
        difference = up.spectral[lead][a][a] - down.spectral[lead][a][a]
        found[f"spin_{a + 1}"] = mp.re(difference) / (4 * mp.pi)
    return found


def _noise_integrands(up: Helicity, down: Helicity, lead: int, other: int) -> Values:
    found: Values = {}
    for a, b in PAIRS:
        p, q = up.spectral[lead][a][b], down.spectral[lead][a][b]
        r, s = up.spectral[other][b][a], down.spectral[other][b][a]
        found[f"noise_iso_{a + 1}{b + 1}"] = mp.re(p * s + q * r) / (16 * mp.pi)
        found[f"noise_aniso_{a + 1}{b + 1}"] = mp.re((p - q) * (r - s)) / (16 * mp.pi)
    return found


def _occupation(energy: Any, potential: Any, temperature: Any) -> Any:
    if temperature == 0:
        return mp.mpf(energy < potential)
    return 1 / (mp.exp((energy - potential) / temperature) + 1)


def _integrand(energy: Any, device: Mapping[str, Any], baths: Any) -> Values:
    up, down = Helicity(energy, device, 1), Helicity(energy, device, -1)
    filled = [_occupation(energy, *bath) for bath in baths]
    total: Values = {}
    for lead in (0, 1):
        for name, value in _lead_integrands(up, down, lead).items():
            total[name] = total.get(name, 0) + filled[lead] * value
        for other in (0, 1):
            weight = filled[lead] * (1 - filled[other]) + filled[other] * (1 - filled[lead])
            for name, value in _noise_integrands(up, down, lead, other).items():
                total[name] = total.get(name, 0) + weight * value
    return total


def _singularities(device: Mapping[str, Any], baths: Any) -> list[Any]:
    """Complex band angles of the poles of the device and of the Fermi functions."""
    t_e = device["t_e"]
    sites = [
        [hop**2 / t_e - t_e, -level, -t_e]
        for hop, level in ((device["t_L"], device["eps_1"]), (device["t_R"], device["eps_2"]))
    ]
    quartic = [
        sum(sites[0][i] * sites[1][k - i] for i in range(3) if 0 <= k - i < 3) for k in range(5)
    ]
    points = []
    for sign in (1, -1):
        hopping = device["t_0"] + sign * device["t"]
        shifted = [*quartic[:2], quartic[2] - hopping**2, *quartic[3:]]
        for root in mp.polyroots(shifted, maxsteps=500, extraprec=400):
            angle = -1j * mp.log(root) - mp.pi / 2
            points += [angle, angle + 2 * mp.pi, mp.conj(angle), mp.conj(angle) + 2 * mp.pi]
    for potential, temperature in baths:
        if temperature:
            angle = mp.asin(mp.mpc(potential, mp.pi * temperature) / (2 * t_e))
            points += [angle, mp.conj(angle)]
    return points


def _resolved(left: Any, right: Any, points: Any) -> bool:
    middle, half = (left + right) / 2, (right - left) / 2
    local = (points - complex(middle)) / float(half)
    if half < 1e-18:
        return True
    axis = (np.abs(local - 1) + np.abs(local + 1)) / 2
    return bool((axis + np.sqrt(np.maximum(axis**2 - 1, 0))).min() > ELLIPSE)


def _panels(breaks: list[Any], points: list[Any]) -> list[tuple[Any, Any]]:
    near = np.array([complex(point) for point in points])
    pending, done = list(zip(breaks, breaks[1:], strict=False)), []
    while pending:
        left, right = pending.pop()
        if right - left > mp.mpf(10) ** -30 and not _resolved(left, right, near):
            pending += [(left, (left + right) / 2), ((left + right) / 2, right)]
        else:
            done.append((left, right))
    return done


def reference(
    mu_L: Any, mu_R: Any, T_L: Any = 0, T_R: Any = None, **parameters: Any
) -> dict[str, Any]:
    """Return all couplings at one point; parameters not given are the defaults."""
    with mp.workdps(DIGITS):
        device = {name: mp.mpf(value) for name, value in (DEFAULT | parameters).items()}
        baths = [
            (mp.mpf(mu_L), mp.mpf(T_L)),
            (mp.mpf(mu_R), mp.mpf(T_L if T_R is None else T_R)),
        ]
        edge = 2 * device["t_e"]
        cuts = {mp.pi / 2, -mp.pi / 2}
        for potential, temperature in baths:
            for step in (-60, -12, 0, 12, 60) if temperature else (0,):
                energy = potential + step * temperature
                cuts |= {mp.asin(energy / edge)} if abs(energy) < edge else set()
        total: Values = {}
        for left, right in _panels(sorted(cuts), _singularities(device, baths)):
            if _empty(edge * mp.sin((left + right) / 2), baths):
                continue
            for x, weight in _rule():
                angle = (left + right) / 2 + (right - left) / 2 * x
                measure = weight * (right - left) / 2 * edge * mp.cos(angle)
                for name, value in _integrand(edge * mp.sin(angle), device, baths).items():
                    total[name] = total.get(name, 0) + measure * value
        return total


def _empty(energy: Any, baths: Any) -> bool:
    return all(energy > potential + 60 * temperature for potential, temperature in baths)
