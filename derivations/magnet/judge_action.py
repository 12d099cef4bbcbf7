"""Judges of the action: isolated levels on the Keldysh contour, solved exactly.

Levels without tunnelling, with populations and a spin-diagonal energy Q_sigma
that differs on the two branches, have the generating function
``prod [1 - n + n exp(-i contour integral of Q)]``; its logarithm is the action.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import mpmath

from spinloom.derivations.engine.interpret import PRECISE, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

#: Populations of the levels of each spin; the spin is half the difference of their sums.
POPULATIONS = {"up": ("0.91", "0.83", "0.55"), "down": ("0.37", "0.21")}

#: Nodes and weights of the time integral: the statement holds at every time.
NODES = tuple((mpmath.mpf(k) / 5, mpmath.mpf(2 + k % 3) / 7) for k in range(1, 8))

Path = Callable[[Any], Any]


def paths() -> dict[str, Path]:
    """Classical angles, their velocities, and the quantum components, as functions of time."""
    return {
        "theta_c": lambda t: mpmath.mpf("1.1") + mpmath.mpf("0.4") * mpmath.sin(t + 2),
        "theta_c_dot": lambda t: mpmath.mpf("0.4") * mpmath.cos(t + 2),
        "phi_c_dot": lambda t: mpmath.mpf("-2.3") + mpmath.mpf("0.6") * mpmath.sin(2 * t + 1),
        "theta_q": lambda t: mpmath.cos(3 * t + 1) + mpmath.mpf("0.3"),
        "phi_q": lambda t: mpmath.sin(2 * t) + mpmath.mpf("0.7"),
        "phi_q_dot": lambda t: 2 * mpmath.cos(2 * t),
    }


def berry_energy(t: Any, side: int, x: Any) -> Any:
    """The energy of spin up on one branch, phi_dot (1 - cos theta) - chi_dot, halved.

    Quantum components carry the factor x; chi follows the gauge of (27), (28).
    """
    p = paths()
    theta = p["theta_c"](t) + side * x * p["theta_q"](t) / 2
    phi_dot = p["phi_c_dot"](t) + side * x * p["phi_q_dot"](t) / 2
    lift, slope = 1 - mpmath.cos(p["theta_c"](t)), mpmath.sin(p["theta_c"](t)) * p["theta_c_dot"](t)
    chi_q_dot = p["phi_q_dot"](t) * lift + p["phi_q"](t) * slope
    chi_dot = p["phi_c_dot"](t) * lift + side * x * chi_q_dot / 2
    return (phi_dot * (1 - mpmath.cos(theta)) - chi_dot) / 2


def exact_action(x: Any) -> Any:
    """Logarithm of the generating function with quantum components of size x."""
    contour = sum(weight * (berry_energy(t, 1, x) - berry_energy(t, -1, x)) for t, weight in NODES)
    total = mpmath.mpf(0)
    for spin, populations in POPULATIONS.items():
        phase = mpmath.exp(mpmath.mpc(0, -1 if spin == "up" else 1) * contour)
        for n in map(mpmath.mpf, populations):
            total += mpmath.log(1 - n + n * phase)
    return total


def spin_length() -> Any:
    """Half the difference of the numbers of electrons."""
    up, down = (sum(map(mpmath.mpf, POPULATIONS[s])) for s in ("up", "down"))
    return (up - down) / 2


def wznw_remainder(tree: Node, x: Any) -> Any:
    """Printed action minus the exact one, over x: vanishes linearly (the noise is next)."""
    p = paths()
    values: dict[str, Any] = {
        **{n: p[n] for n in ("theta_c", "theta_c_dot", "phi_c_dot")},
        "theta_q": lambda t: x * p["theta_q"](t),
        "phi_q": lambda t: x * p["phi_q"](t),
        "S": spin_length(),
        "i_unit": mpmath.mpc(0, 1),
        "i_action_WZNW": exact_action(x),
    }
    sample = Sample(PRECISE, values, integrate=lambda names, f: sum(w * f(t) for t, w in NODES))
    assert isinstance(tree, Relation)
    return abs(evaluate(tree.left, sample) - evaluate(tree.right, sample)) / x


def potential_remainder(tree: Node, x: Any) -> Any:
    """Quantum component of the diagonal potential against its first order, over x."""
    p = paths()
    values: dict[str, Any] = {
        **{n: p[n] for n in ("theta_c", "theta_c_dot", "phi_c_dot")},
        "theta_q": lambda t: x * p["theta_q"](t),
        "phi_q": lambda t: x * p["phi_q"](t),
        "delta_Q_up": lambda t: berry_energy(t, 1, x) - berry_energy(t, -1, x),
    }
    assert isinstance(tree, Relation)
    gaps = []
    for t, _ in NODES:
        sample = Sample(PRECISE, {**values, "t": t})
        gaps.append(abs(evaluate(tree.left, sample) - evaluate(tree.right, sample)))
    return max(gaps) / x


def ends_remainder(tree: Node, x: Any) -> Any:
    """Walk of chi_dot = phi_dot (1 - cos theta) along both branches against the print, over x.

    The quantum component of phi vanishes at both ends of the contour.
    """
    p = paths()

    def turned(t: Any) -> Any:
        return mpmath.sinpi(t) * p["phi_q"](t)

    def turned_dot(t: Any) -> Any:
        slope = mpmath.pi * mpmath.cospi(t) * p["phi_q"](t)
        return slope + mpmath.sinpi(t) * p["phi_q_dot"](t)

    def walk(t: Any) -> Any:
        total = mpmath.mpf(0)
        for side in (1, -1):
            theta = p["theta_c"](t) + side * x * p["theta_q"](t) / 2
            phi_dot = p["phi_c_dot"](t) + side * x * turned_dot(t) / 2
            total += side * phi_dot * (1 - mpmath.cos(theta))
        return total

    def over(names: tuple[str, ...], integrand: Path) -> Any:
        return sum(weight * integrand(t) for t, weight in _legendre())

    values: dict[str, Any] = {
        **{n: p[n] for n in ("theta_c", "theta_c_dot", "phi_c_dot")},
        "theta_q": lambda t: x * p["theta_q"](t),
        "phi_q": lambda t: x * turned(t),
        "chi_ends": over(("t",), walk),
    }
    assert isinstance(tree, Relation)
    sample = Sample(PRECISE, values, integrate=over)
    return abs(evaluate(tree.left, sample) - evaluate(tree.right, sample)) / x


@lru_cache(maxsize=1)
def _legendre() -> tuple[tuple[Any, Any], ...]:
    """Nodes and weights of 24 points on the unit interval, from the zeros of a polynomial."""
    count = 24
    nodes = []
    for k in range(1, count + 1):
        x = mpmath.cos(mpmath.pi * (mpmath.mpf(4 * k - 1) / (4 * count + 2)))
        for _ in range(7):
            value, before = mpmath.mpf(1), mpmath.mpf(0)
            for n in range(1, count + 1):
                value, before = ((2 * n - 1) * x * value - (n - 1) * before) / n, value
            slope = count * (x * value - before) / (x**2 - 1)
            x = x - value / slope
        nodes.append(((1 + x) / 2, 1 / ((1 - x**2) * slope**2)))
    return tuple(nodes)
