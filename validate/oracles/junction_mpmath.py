"""Eq. (2) of the junction taken literally, at 40 digits, with complex Gamma_jk.

Every pair of the couplings (4) with nu_j + nu_k = 0 is put into
Gamma_jk(nu_k) [A_k rho A_j - A_j A_k rho] + H.c.; no Kossakowski matrix, no Lamb Hamiltonian. The
bath enters by the spin trace of the pair and one function of the frequency, whose imaginary part is
a principal value over the common band. Without a cutoff the imaginary parts are left out and the
interaction (7) is added as given.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import mpmath as mp
import numpy as np

Point = Mapping[str, float]
Matrix = Any
STEPS = {"1": 1, "-1": -1, "z": 0, "2": 1, "-2": -1, "z'": 0}


def _mp(table: Any) -> Matrix:
    return mp.matrix([[mp.mpmathify(x) for x in row] for row in table])


def _kron(a: Matrix, b: Matrix) -> Matrix:
    return mp.matrix(
        [[a[i // b.rows, j // b.cols] * b[i % b.rows, j % b.cols]
          for j in range(a.cols * b.cols)] for i in range(a.rows * b.rows)]
    )  # fmt: skip


def generator(point: Point) -> np.ndarray:
    """The right side of (2) with the Larmor terms, on stacked rows, rounded to doubles."""
    with mp.workdps(40):
        p = {name: mp.mpf(value) for name, value in point.items()}
        plus, minus, z, one = (
            _mp(m)
            for m in ([[0, 1], [0, 0]], [[0, 0], [1, 0]], [[1, 0], [0, -1]], [[1, 0], [0, 1]])
        )
        system = {"1": _kron(minus, one), "-1": _kron(plus, one), "z": _kron(z, one),
                  "2": _kron(one, minus), "-2": _kron(one, plus), "z'": _kron(one, z)}  # fmt: skip
        columns = []
        bath = _Bath(p)
        for n in range(16):
            rho = mp.matrix(4)
            rho[n // 4, n % 4] = 1
            columns.append(_rate(rho, p, system, bath))
        found = [[columns[n][m // 4, m % 4] for n in range(16)] for m in range(16)]
        return np.array([[complex(x) for x in row] for row in found])


def _rate(rho: Matrix, p: Mapping[str, Any], system: Mapping[str, Matrix], bath: _Bath) -> Matrix:
    H = bath.isolated
    total = -1j * (H * rho - rho * H)
    for j, A_j in system.items():
        for k, A_k in system.items():
            if STEPS[j] + STEPS[k]:
                continue
            gamma = bath.gamma(j, k)
            total += gamma * (A_k * rho * A_j - A_j * A_k * rho)
            # H.c. with rho^dagger: the map is extended linearly to matrices that are not hermitian
            a_j, a_k = A_j.H, A_k.H
            total += mp.conj(gamma) * (a_j * rho * a_k - rho * a_k * a_j)
    return total


class _Bath:
    """Spin matrices of the bath operators and the common function of the frequency."""

    def __init__(self, p: Mapping[str, Any]) -> None:
        self.p = p
        plus, minus, z = _mp([[0, 1], [0, 0]]), _mp([[0, 0], [1, 0]]), _mp([[1, 0], [0, -1]])
        y = mp.matrix([[0, -1j], [1j, 0]])
        u = mp.expm(1j * p["phi"] * z) * mp.expm(1j * p["theta"] / 2 * y)
        self.parts = {
            "1": (2 * plus, 2 * plus), "-1": (2 * minus, 2 * minus), "z": (z, z),
            "2": (2 * plus * u, 2 * u.H * plus), "-2": (2 * minus * u, 2 * u.H * minus),
            "z'": (z * u, u.H * z),
        }  # fmt: skip
        self.size = {n: mp.sqrt(p["lambda_1"]) if n in ("1", "-1", "z")
                     else p["sign"] * mp.sqrt(p["lambda_2"]) for n in STEPS}  # fmt: skip
        self.known: dict[int, tuple[Any, Any]] = {}
        self.isolated = self._hamiltonian()

    def _hamiltonian(self) -> Matrix:
        p = self.p
        H = mp.matrix(4)
        H[0, 0], H[3, 3] = p["larmor"], -p["larmor"]
        if "cutoff" not in p:
            J, D = p["J_ex"], p["J_DM"]
            for k, value in enumerate((-J, J, J, -J)):
                H[k, k] += value
            H[1, 2], H[2, 1] = -2 * (J - 1j * D), -2 * (J + 1j * D)
        return H

    def gamma(self, j: str, k: str) -> Any:
        """Gamma_jk(nu_k): both orders of the leads, each with its trace and its transform."""
        (m_j, n_j), (m_k, n_k) = self.parts[j], self.parts[k]
        traces = [sum((a * b)[i, i] for i in (0, 1)) for a, b in ((m_j, n_k), (n_j, m_k))]
        strength = self.size[j] * self.size[k] / (16 * mp.pi)
        halves = self.transform(STEPS[k])
        return strength * sum(t * h for t, h in zip(traces, halves, strict=True))

    def transform(self, step: int) -> tuple[Any, Any]:
        """int dtau exp(i omega tau) of <R^dag R><L L^dag> and of <L^dag L><R R^dag>."""
        if step not in self.known:
            omega, p = step * self.p["larmor"], self.p
            rates = [_pairs(omega + s * p["bias"], p["temperature"]) for s in (-1, 1)]
            shifts = [mp.mpf(0), mp.mpf(0)]
            if "cutoff" in p:
                ends = ((mp.mpf(0), p["bias"]), (p["bias"], mp.mpf(0)))
                shifts = [_principal(omega, a, b, p["temperature"], p["cutoff"]) for a, b in ends]
            first, second = (mp.pi * r + 1j * s for r, s in zip(rates, shifts, strict=True))
            self.known[step] = (first, second)
        return self.known[step]


def _pairs(energy: Any, temperature: Any) -> Any:
    if temperature == 0:
        return max(energy, mp.mpf(0))
    return energy / -mp.expm1(-energy / temperature) if energy else temperature


def _filled(before: Any, after: Any, gain: Any, temperature: Any, cutoff: Any) -> Any:
    """int de f(e - before) [1 - f(e + gain - after)] over the band, both energies inside."""
    low, high = max(-cutoff, -cutoff - gain), min(cutoff, cutoff - gain)
    if high <= low:
        return mp.mpf(0)
    if temperature == 0:
        return max(min(high, before) - max(low, after - gain), mp.mpf(0))

    def below(e: Any, potential: Any) -> Any:
        return -temperature * mp.log1p(mp.exp((potential - e) / temperature))

    gap = (gain + before - after) / temperature
    if abs(gap) < mp.mpf(10) ** -20:
        f = [1 / (1 + mp.exp((e - before) / temperature)) for e in (low, high)]
        return temperature * (f[0] - f[1])
    difference = below(high, before) - below(low, before)
    difference -= below(high, after - gain) - below(low, after - gain)
    return difference / -mp.expm1(-gap)


def _principal(omega: Any, before: Any, after: Any, temperature: Any, cutoff: Any) -> Any:
    """Principal value of int dy filled(y) / (omega - y): folded about the pole, then the rest."""

    def filled(y: Any) -> Any:
        return _filled(before, after, y, temperature, cutoff)

    ends = -2 * cutoff, 2 * cutoff
    reach = min(omega - ends[0], ends[1] - omega)
    kinks = {after - before, after - cutoff, cutoff - before, cutoff + after, -cutoff - before,
             -cutoff - before + after, cutoff, -cutoff, mp.mpf(0)}  # fmt: skip
    widths = [k * temperature for k in (-30, -10, -4, -1, 1, 4, 10, 30)] if temperature else []
    kinks |= {k + w for k in tuple(kinks) for w in widths}
    inner = sorted({abs(k - omega) for k in kinks if 0 < abs(k - omega) < reach})
    folded = mp.quad(lambda s: (filled(omega - s) - filled(omega + s)) / s, [0, *inner, reach])
    side = [omega + reach, ends[1]] if ends[1] - omega > reach else [ends[0], omega - reach]
    outer = sorted([*side, *(k for k in kinks if side[0] < k < side[1])])
    rest = mp.quad(lambda y: filled(y) / (omega - y), outer) if side[0] < side[1] else 0
    return folded + rest
