"""Judges of the action: isolated levels on the Keldysh contour, solved exactly.

Levels without tunnelling, with populations and a spin-diagonal energy Q_sigma
that differs on the two branches, have the generating function
``prod [1 - n + n exp(-i contour integral of Q)]``; its logarithm is the action.
"""

from __future__ import annotations

from collections.abc import Callable
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
