"""The dimer's couplings with 40 digits, from the two helicities one at a time.

Deliberately plain: nothing is put on a common denominator and nothing is hoisted, so the working
precision has to pay for every cancellation (18 digits at t = 1e-9). Gauss-Legendre panels in the
band angle are halved until they keep away from the poles of the device and of the Fermi functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import mpmath as mp
import numpy as np

DIGITS = 40
NODES = 26
ELLIPSE = 3.0
PAIRS = ((0, 0), (0, 1), (1, 0), (1, 1))
NAMES = (
    *(
        f"{kind}_{a + 1}{b + 1}"
        for kind in (
            "J",
            "D",
            "A",
            "alpha_iso",
            "alpha_aniso",
            "alpha_antisym",
            "noise_iso",
            "noise_aniso",
        )
        for a, b in PAIRS
    ),
    "spin_1",
    "spin_2",
)
DEFAULT = {"t_e": 100.0, "t_0": 2.0, "t": 0.1, "t_L": 10.0, "t_R": 10.0, "eps_1": 0.0, "eps_2": 0.0}

Values = dict[str, Any]


class Point(NamedTuple):
    """A bias point; numbers stand for their exact binary values."""

    mu_F: float
    bias: float
    temperature: float = 0.0
    temperature_R: float | None = None

    def baths(self) -> list[tuple[Any, Any]]:
        """Chemical potential and temperature of both leads."""
        middle, half = mp.mpf(self.mu_F), mp.mpf(self.bias) / 2
        hot = self.temperature if self.temperature_R is None else self.temperature_R
        return [(middle + half, mp.mpf(self.temperature)), (middle - half, mp.mpf(hot))]


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
        found[f"alpha_antisym_{name}"] = -mp.re(cross) / (2 * mp.pi)
        found[f"alpha_aniso_{name}"] = -mp.im(aniso) / mp.pi
    for a in (0, 1):
        difference = up.spectral[lead][a][a] - down.spectral[lead][a][a]
        found[f"spin_{a + 1}"] = mp.re(difference) / (4 * mp.pi)
    return found


def _noise_integrands(up: Helicity, down: Helicity, lead: int, other: int) -> Values:
    """What stands next to f_l (1 - f_m) + f_m (1 - f_l)."""
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


def _weights(energy: Any, point: Point) -> Iterator[tuple[int, int | None, Any]]:
    """Weights of the lead integrands (no second lead) and of the noise integrands."""
    filled = [_occupation(energy, *bath) for bath in point.baths()]
    for lead in (0, 1):
        yield lead, None, filled[lead]
        for other in (0, 1):
            both = filled[lead] * (1 - filled[other]) + filled[other] * (1 - filled[lead])
            yield lead, other, both


def _singularities(device: Mapping[str, Any], points: Sequence[Point]) -> list[Any]:
    """Complex band angles of the poles of the device and of the Fermi functions."""
    t_e = device["t_e"]
    sites = [
        [hop**2 / t_e - t_e, -level, -t_e]
        for hop, level in ((device["t_L"], device["eps_1"]), (device["t_R"], device["eps_2"]))
    ]
    quartic = [
        sum(sites[0][i] * sites[1][k - i] for i in range(3) if 0 <= k - i < 3) for k in range(5)
    ]
    found = []
    for sign in (1, -1):
        hopping = device["t_0"] + sign * device["t"]
        shifted = [*quartic[:2], quartic[2] - hopping**2, *quartic[3:]]
        for root in mp.polyroots(shifted, maxsteps=500, extraprec=400):
            angle = -1j * mp.log(root) - mp.pi / 2
            found += [angle, angle + 2 * mp.pi, mp.conj(angle), mp.conj(angle) + 2 * mp.pi]
    for point in points:
        for potential, temperature in point.baths():
            if temperature:
                angle = mp.asin(mp.mpc(potential, mp.pi * temperature) / (2 * t_e))
                found += [angle, mp.conj(angle)]
    return found


def _resolved(left: Any, right: Any, near: Any) -> bool:
    local = (near - complex((left + right) / 2)) / float((right - left) / 2)
    axis = (np.abs(local - 1) + np.abs(local + 1)) / 2
    return bool((axis + np.sqrt(np.maximum(axis**2 - 1, 0))).min() > ELLIPSE)


def _panels(breaks: Sequence[Any], singular: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    near = np.array([complex(angle) for angle in singular])
    pending = list(pairwise(breaks))
    while pending:
        left, right = pending.pop()
        if _resolved(left, right, near):
            yield left, right
        else:
            pending += [(left, (left + right) / 2), ((left + right) / 2, right)]


def _add(totals: list[Values], energy: Any, measure: Any, device: Any, points: Any) -> None:
    """Add one node to the integrals of all points."""
    up, down = Helicity(energy, device, 1), Helicity(energy, device, -1)
    parts: dict[tuple[int, int | None], Values] = {}
    for total, point in zip(totals, points, strict=True):
        for lead, other, weight in _weights(energy, point):
            if weight == 0:
                continue
            if (lead, other) not in parts:
                parts[lead, other] = (
                    _lead_integrands(up, down, lead)
                    if other is None
                    else _noise_integrands(up, down, lead, other)
                )
            for name, value in parts[lead, other].items():
                total[name] += measure * weight * value


def reference(points: Sequence[Point], **parameters: float) -> list[dict[str, float]]:
    """Return all couplings at the points; parameters not given are the defaults."""
    with mp.workdps(DIGITS):
        device = {name: mp.mpf(value) for name, value in (DEFAULT | parameters).items()}
        edge = 2 * device["t_e"]
        cuts = {mp.pi / 2, -mp.pi / 2}
        for point in points:
            for potential, temperature in point.baths():
                steps = (-60, -12, 0, 12, 60) if temperature else (0,)
                energies = [potential + step * temperature for step in steps]
                cuts |= {mp.asin(energy / edge) for energy in energies if abs(energy) < edge}
        top = max(mu + 60 * heat for point in points for mu, heat in point.baths())
        totals: list[Values] = [dict.fromkeys(NAMES, mp.mpf(0)) for _ in points]
        for left, right in _panels(sorted(cuts), _singularities(device, points)):
            if edge * mp.sin((left + right) / 2) > top:
                continue
            for x, weight in _rule():
                angle = (left + right) / 2 + (right - left) / 2 * x
                measure = weight * (right - left) / 2 * edge * mp.cos(angle)
                _add(totals, edge * mp.sin(angle), measure, device, points)
        return [{name: float(value) for name, value in total.items()} for total in totals]
