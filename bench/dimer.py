"""The dimer's couplings side by side with what one would write by hand: ``python bench/dimer.py``.

Opponents compute **one** coupling, J_22, per point; spinloom computes all 34. Both opponents
evaluate the double principal-value integral

    J_22 = 1/(8 pi^2) sum_s int dE' S^<_s(E') P int dE S_-s(E) / (E - E')

with the spectral function S of site 2 for helicity s and its filled part S^<:
(a) nested ``scipy.integrate.quad``, inside with ``weight="cauchy"``; (b) ``mpmath.quad`` in two
dimensions, with the singularity subtracted. Errors are measured against spinloom, which the tests
compare with 40-digit quadrature; the exit status is 1 if a floor is missed.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import mpmath as mp
import numpy as np
from scipy.integrate import quad

from spinloom import dimer
from spinloom.numerics.dimer_device import QUANTITIES, couplings_of
from spinloom.validate.oracles import dimer_mpmath
from spinloom.validate.oracles.device import Baths, Device

T_E, T_0, T, CONTACT = 100.0, 2.0, 0.1, 10.0
EDGE = 2 * T_E
FLOORS = {"map": 3e5, "map with a new device": 3e5, "scattered": 1e5}
POINTS = ((1.0, 0.6), (-2.5, 7.0))


def spectral(energy: float, sign: int) -> tuple[float, float]:
    """Spectral function of site 2 by origin: electrons of the left and of the right lead."""
    root = math.sqrt((EDGE - energy) * (EDGE + energy))
    g = energy - CONTACT**2 * complex(energy, -root) / (2 * T_E**2)
    hopping = T_0 + sign * T
    determinant = g * g - hopping**2
    broadening = CONTACT**2 * root / T_E**2 / abs(determinant) ** 2
    return broadening * hopping**2, broadening * abs(g) ** 2


def nested_quad(mu_F: float, bias: float) -> float:
    """J_22 at T = 0 by nested quadrature with a Cauchy weight."""
    mu_L, mu_R = mu_F + bias / 2, mu_F - bias / 2
    total = 0.0
    for sign in (1, -1):

        def whole(energy: float, sign: int = -sign) -> float:
            return sum(spectral(energy, sign))

        def outer(
            energy: float, sign: int = sign, whole: Callable[[float], float] = whole
        ) -> float:
            left, right = spectral(energy, sign)
            filled = left * (energy < mu_L) + right * (energy < mu_R)
            inner, _ = quad(
                whole, -EDGE, EDGE, weight="cauchy", wvar=energy, epsrel=1e-8, limit=200
            )
            return filled * inner

        breaks = sorted({-EDGE, -T_0, min(mu_L, mu_R), max(mu_L, mu_R)})
        for low, high in pairwise(breaks):
            if low < max(mu_L, mu_R):
                total += quad(outer, low, min(high, max(mu_L, mu_R)), epsrel=1e-7, limit=200)[0]
    return total / (8 * math.pi**2)


def mpmath_double(mu_F: float, bias: float) -> float:
    """J_22 at T = 0 by two-dimensional tanh-sinh quadrature in the band angle."""
    mu_L, mu_R = mu_F + bias / 2, mu_F - bias / 2
    total = mp.mpf(0)
    centers = [math.asin(level / EDGE) for level in (-T_0, T_0)]
    tops = sorted(math.asin(mu / EDGE) for mu in (mu_L, mu_R))
    inner = [-math.pi / 2, -0.05, *centers, 0.05, math.pi / 2]
    outer = sorted({*(edge for edge in inner if edge < tops[1]), *tops})
    for sign in (1, -1):

        def integrand(x: Any, y: Any, sign: int = sign) -> Any:
            # equal nodes: a small step stands for the derivative
            at, other = EDGE * math.sin(x), EDGE * math.sin(y + (x == y) * 1e-8)
            if abs(at) >= EDGE:
                return 0.0
            left, right = spectral(at, sign)
            filled = left * (at < mu_L) + right * (at < mu_R)
            value, here = sum(spectral(other, -sign)), sum(spectral(at, -sign))
            slope = (value - here) / (other - at) if other != at else 0.0
            subtracted = here * math.log((EDGE - at) / (EDGE + at)) / (EDGE * math.pi)
            # the subtracted part does not depend on y: spread it evenly
            density = slope * EDGE * math.cos(y) + subtracted * EDGE
            return filled * density * EDGE * math.cos(x)

        total += mp.quad(integrand, outer, inner, maxdegree=4)
    return float(total / (8 * mp.pi**2))


def best(action: Callable[[], Any], repeat: int = 7) -> float:
    """Shortest time of some runs, after one to warm up."""
    action()
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def oracle(points: Any) -> list[float]:
    """J_22 at T = 0 by 30-digit quadrature."""
    baths = [Baths(mu_F + bias / 2, mu_F - bias / 2) for mu_F, bias in points]
    device = Device(t_e=T_E, t_0=T_0, t=T, t_L=CONTACT, t_R=CONTACT)
    return [float(found.values["J_22"]) for found in dimer_mpmath.couplings(device, baths)]


def opponent(
    name: str, action: Callable[[float, float], float], points: Any, exact: list[float]
) -> float:
    """Time a method per point and print the error it reaches."""
    start = time.perf_counter()
    found = [action(*point) for point in points]
    seconds = (time.perf_counter() - start) / len(points)
    error = max(abs(x - y) for x, y in zip(found, exact, strict=True)) / max(map(abs, exact))
    print(f"{name:44s} {seconds:10.3g} s per point, relative error of J_22 {error:.0e}")
    return seconds


def main() -> int:
    """Print all measurements and return the exit status."""
    exact = oracle(POINTS)
    slow = opponent("(a) nested quad, weight='cauchy'", nested_quad, POINTS, exact)
    opponent("(b) mpmath, two dimensions", mpmath_double, POINTS[:1], exact[:1])
    opponent(
        "spinloom, all couplings, one by one", lambda *at: dimer.couplings(*at).J_22, POINTS, exact
    )
    center, bias = np.linspace(-10, 10, 101)[:, None], np.linspace(-20, 20, 101)
    rng = np.random.default_rng(1)
    scattered = rng.uniform(-10, 10, 10_000), rng.uniform(-20, 20, 10_000)
    size = center.size * bias.size
    memory = best(lambda: np.ones((size, len(QUANTITIES)))) / size
    missed = False
    for backend in dimer.BACKENDS:
        print(f"\nspinloom, backend {backend}: all 34 couplings, per point, ratio to (a)")

        def run(*arguments: Any, backend: str = backend) -> Any:
            return dimer.couplings(*arguments, backend=backend)

        def cold(run: Callable[..., Any] = run) -> Any:
            couplings_of.cache_clear()
            return run(center, bias)

        rows = {
            "map": (best(lambda: run(center, bias)), size),
            "map with a new device": (best(cold), size),
            "scattered": (best(lambda: run(*scattered)), 10_000),
            "map at T = 0.1 meV": (best(lambda: run(center, bias, 0.1), 3), size),
            "map at T = 50 meV": (best(lambda: run(center, bias, 50.0), 3), size),
            "scattered at T = 1 meV": (best(lambda: run(*scattered, 1.0), 3), 10_000),
            "a single point": (best(lambda: run(0.3, 1.0), 50), 1),
            "a single point at T = 0.1 meV": (best(lambda: run(0.3, 1.0, 0.1), 20), 1),
        }
        for name, (seconds, points) in rows.items():
            each = seconds / points
            floor = FLOORS.get(name)
            verdict = ""
            if floor is not None:
                missed |= slow / each < floor
                verdict = f"  floor {floor:.0e}: {'missed' if slow / each < floor else 'met'}"
            print(f"  {name:30s} {each * 1e6:9.3f} us  {slow / each:8.1e}{verdict}")
        distance = rows["map"][0] / size / memory
        print(f"  the map takes {distance:.0f} times as long as writing its result to memory")
    print(f"\nwriting 34 numbers to memory: {memory * 1e6:.4f} us per point")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
