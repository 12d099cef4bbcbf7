"""Judges of fields on the contour: Gaussian integrals at one time, sums over nodes of time.

Statements under a time or frequency integral hold pointwise, so that any nodes and weights serve.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.claims import WORKING_DIGITS
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from .judge_device import PAIRS, RANGES, SIGN, SPINS, rational, rotation, slopes, to_ring
from .judge_rotation import I

Values = dict[str, Any]
Rule = Callable[[tuple[str, ...], Callable[..., Any]], Any]
LEVELS = ("1", "2", "3")


def polynomial(rng: random.Random) -> Callable[[Any], Any]:
    """A generic smooth function."""
    a, b, c = (rational(rng, "1/2", 2) for _ in range(3))
    return lambda t: a + b * t + c * t * t / 3


def nodes_of(rng: random.Random, count: int = 3) -> list[tuple[Any, Any]]:
    return [(rational(rng, "1/5", 1), rational(rng, "1/3", 1)) for _ in range(count)]


def weighted_sum(nodes: Any) -> Rule:
    def rule(names: tuple[str, ...], f: Callable[..., Any]) -> Any:
        total: Any = 0
        points: list[tuple[tuple[Any, ...], Any]] = [((), 1)]
        for _ in names:
            points = [((*p, t), w * v) for p, w in points for t, v in nodes]
        for point, weight in points:
            total = total + weight * f(*point)
        return total

    return rule


# --- Hubbard-Stratonovich ----------------------------------------------------------------------


def _turned_gaussian(values: Values, ring: Ring) -> Rule:
    """Normalised oscillating integrals, on the line through 0 along which they fall off.

    The second entry has the field over its mean-field value as a weight: the sign of the coupling
    is lost in the first.
    """

    def rule(names: tuple[str, ...], f: Callable[..., Any]) -> Any:
        exchange, one = names[0] == "B_exc", ring.number(Fraction(1))
        pi = mpmath.pi * one if ring.name == "mpmath" else math.pi
        width = ring.functions["sqrt"](4 * (values["J"] if exchange else values["E_c"]))
        i = values["i_unit"]
        direction = ring.functions["exp"]((-i if exchange else i) * pi / 4) * width
        step, total, moment = one / 4, 0 * one, 0 * one
        for k in range(-44, 45):
            weighed = f(direction * step * k)
            total += weighed
            moment += weighed * direction * step * k
        average = 2 * (
            values["J"] * values["S_vector"]
            if exchange
            else values["E_c"] * (values["number"] - values["N_0"])
        )
        return np.array([total, moment / average]) * step / ring.functions["sqrt"](pi)

    return rule


def draw_decoupling(rng: random.Random, ring: Ring) -> Sample:
    """(9), (10): spin and charge of one time, couplings of order one."""
    found: Values = {
        "i_unit": I, "J": rational(rng, "1/5", "3/5"), "E_c": rational(rng, "1/5", "3/5"),
        "S_vector": rational(rng, "1/2", 1), "number": rational(rng, 1, 2),
        "N_0": rational(rng, "1/5", "4/5"),
    }  # fmt: skip
    values = {name: to_ring(value, ring) for name, value in found.items()}
    return Sample(ring, values, RANGES, integrate=_turned_gaussian(values, ring))


def contour_values(rng: random.Random) -> tuple[Values, Rule]:
    """(12): the two branches as nodes whose weights have opposite signs."""
    nodes = [(t, s * w) for t, w in nodes_of(rng) for s in (1, -1)]
    nodes = [(t + rational(rng, "0", "1/9"), w) for t, w in nodes]
    capacity, background, exchange = (rational(rng, "1/2", 2) for _ in range(3))
    field, potential = polynomial(rng), polynomial(rng)
    energy = sum(
        w * (capacity * potential(t) ** 2 / 2 + potential(t) * background
             - field(t) ** 2 / (4 * exchange))
        for t, w in nodes
    )  # fmt: skip
    return {
        "i_unit": I, "J": exchange, "E_c": 1 / (2 * capacity), "N_0": background,
        "M_minus_B": field, "V_d": potential, "i_action_HS": I * energy,
    }, weighted_sum(nodes)  # fmt: skip


def winding_values(rng: random.Random) -> tuple[Values, Rule]:
    """Gauges walked forth and back along the contour; the zero modes close those of (16), (17)."""
    nodes, found = nodes_of(rng), dict[str, Any]()
    contour = [(t, w, 1) for t, w in nodes] + [(t, -w, -1) for t, w in reversed(nodes)]
    for name, angle in (("M", "eta"), ("V", "psi")):
        branches = {1: polynomial(rng), -1: polynomial(rng)}

        def walk(zero: Any, branches: Any = branches) -> Any:
            return sum(w * (branches[s](t) - s * zero / 2) for t, w, s in contour)

        open_, shifted = walk(mpmath.mpf(0)), walk(mpmath.mpf(1))
        found |= {
            f"{angle}_ends": open_, f"delta_{name}_0": open_ / (open_ - shifted),
            f"delta_{name}_q": lambda t, b=branches: b[1](t) - b[-1](t),
        }  # fmt: skip
    return {**found, "T_K": sum(w for _, w in nodes) / 2}, weighted_sum(nodes)


def _branches(rng: random.Random, x: Any = 1) -> tuple[Values, Any]:
    """Classical and quantum paths, and the decoupling action from the two branches."""
    nodes = nodes_of(rng)
    m_0, b, exchange, capacity, v_0, background = (rational(rng, "1/2", 2) for _ in range(6))
    dm, dv, theta = (polynomial(rng) for _ in range(3))
    dm_q, dv_q, theta_q = (polynomial(rng) for _ in range(3))

    def energy(t: Any, side: int) -> Any:
        length = m_0 + dm(t) + side * x * dm_q(t) / 2
        angle = theta(t) + side * x * theta_q(t) / 2
        voltage = v_0 + dv(t) + side * x * dv_q(t) / 2
        square = length**2 - 2 * b * length * mpmath.cos(angle)
        return -square / (4 * exchange) + capacity * voltage**2 / 2 + background * voltage

    total = I * sum(w * (energy(t, 1) - energy(t, -1)) for t, w in nodes)
    return {
        "i_unit": I, "M_0": m_0, "B": b, "J": exchange, "C": capacity, "V_d0": v_0,
        "N_0": background, "dM_c": dm, "dV_c": dv, "theta_c": theta,
        "M_c": lambda t: m_0 + dm(t), "dM_q": lambda t: x * dm_q(t),
        "dV_q": lambda t: x * dv_q(t), "theta_q": lambda t: x * theta_q(t), "i_action_HS": total,
    }, nodes  # fmt: skip


def hubbard_values(rng: random.Random) -> tuple[Values, Rule]:
    """(A3): the whole decoupling action."""
    values, nodes = _branches(rng)
    return values, weighted_sum(nodes)


def angle_remainder(tree: Node, x: Any) -> Any:
    """(37): length and potential fixed, quantum angle of size x."""
    rng = random.Random(17)
    nodes = nodes_of(rng)
    m_0, b, exchange = (rational(rng, "1/2", 2) for _ in range(3))
    theta, theta_q = polynomial(rng), polynomial(rng)
    total = sum(
        w * (mpmath.cos(theta(t) + x * theta_q(t) / 2) - mpmath.cos(theta(t) - x * theta_q(t) / 2))
        for t, w in nodes
    )
    values = {
        "i_unit": I, "M_0": m_0, "B": b, "J": exchange, "theta_c": theta,
        "theta_q": lambda t: x * theta_q(t), "i_action_HS": I * b * m_0 / (2 * exchange) * total,
    }  # fmt: skip
    return _gap(tree, values, weighted_sum(nodes)) / x


def _gap(tree: Node, values: Values, rule: Rule | None = None, scope: Any = None) -> Any:
    sample = Sample(PRECISE, values, RANGES, integrate=rule)
    assert isinstance(tree, Relation)
    return abs(evaluate(tree.left, sample, scope) - evaluate(tree.right, sample, scope))


# --- Spin, kernel, action ------------------------------------------------------------------------


def spin_values(rng: random.Random) -> tuple[Values, Rule]:
    """(39), (40): as many levels for either spin, occupied by n = (1 - F)/2."""
    nodes = nodes_of(rng)
    density = {s: [rational(rng, 1, 2) for _ in nodes] for s in SPINS}
    levels = {s: sum(r * w for r, (_, w) in zip(density[s], nodes, strict=True)) for s in SPINS}
    density["down"] = [r * levels["up"] / levels["down"] for r in density["down"]]
    filling = {s: [rational(rng, 0, 1) for _ in nodes] for s in SPINS}
    number = {
        s: sum(r * w * n for r, (_, w), n in zip(density[s], nodes, filling[s], strict=True))
        for s in SPINS
    }

    def at(table: Any, transform: Any = lambda v: v) -> Any:
        places = {w: k for k, (w, _) in enumerate(nodes)}
        return {s: (lambda w, s=s: transform(table[s][places[w]])) for s in SPINS}

    one, zero = mpmath.mpf(1), mpmath.mpf(0)
    return {
        "i_unit": I, "S": (number["up"] - number["down"]) / 2, "tr": np.trace,
        "G_s_lesser": np.array([[I * number["up"], I], [-I, I * number["down"]]], dtype=object),
        "sigma_z": np.array([[one, zero], [zero, -one]], dtype=object),
        "rho_of": at(density), "F_s": at(filling, lambda n: 1 - 2 * n),
    }, weighted_sum(nodes)  # fmt: skip


def component_values(rng: random.Random) -> tuple[Values, Rule]:
    """(42), (43), (A5): products of triangular Keldysh matrices, frequency by frequency."""
    nodes = nodes_of(rng)
    rates, right = {s: rational(rng, 1, 2) for s in SPINS}, rational(rng, 1, 2)
    density, filling, lead = (by_spin(rng) for _ in range(3))
    frequency = rational(rng, "1/5", 1)
    f_l, f_r = lead["up"], lead["down"]

    def kernel(dot: str, spin: str) -> Any:
        def value(w: Any) -> Any:
            total = mpmath.mpf(0)
            for x, weight in nodes:
                spectral = mpmath.pi * density[dot](x)
                dot_matrix = [[-I * spectral, -2 * I * spectral * filling[dot](x)],
                              [0, I * spectral]]  # fmt: skip
                keldysh = -2 * I * (rates[spin] * f_l(x - w) + right * f_r(x - w))
                width = rates[spin] + right
                lead_matrix = [[-I * width, keldysh], [0, I * width]]
                product = mpmath.matrix(dot_matrix) * mpmath.matrix(lead_matrix)
                total += weight * product[0, 1] / (2 * mpmath.pi)
            return total.real

        return value

    return {
        "omega": frequency, "Gamma_l": rates, "Gamma_r": right, "rho_of": density,
        "F_s": filling, "F_l": f_l, "F_r": f_r, "alpha_real": lambda a, b: kernel(a, b),
    }, weighted_sum(nodes)  # fmt: skip


def by_spin(rng: random.Random) -> dict[str, Any]:
    return {s: polynomial(rng) for s in SPINS}


def complex_function(rng: random.Random) -> Callable[..., Any]:
    """A generic complex function of several times."""
    numbers = [rational(rng, -2, 2) for _ in range(6)]

    def value(*times: Any) -> Any:
        sum_ = numbers[4] + times[0] * numbers[0] + times[-1] * numbers[1]
        return mpmath.mpc(sum_, numbers[5] + sum_ * numbers[2] + times[0] * numbers[3])

    return value


def times_values(rng: random.Random) -> tuple[Values, Rule]:
    """(42), (A5): kernels at two times."""
    green = {(n, s): complex_function(rng) for n in ("R", "K", "sR", "sK", "uR", "uK")
             for s in SPINS}  # fmt: skip
    lead = {(n, s): complex_function(rng) for n in "KA" for s in SPINS}
    t, t_p = rational(rng, "1/5", 1), rational(rng, "-1", "-1/5")

    def product(kind: str) -> Any:
        def kernel(a: str, b: str) -> Any:
            def value(x: Any, y: Any) -> Any:
                dot = [[green[f"{kind}R", a](x, y), green[f"{kind}K", a](x, y)], [0, 1]]
                leads = [[1, lead["K", b](y - x)], [0, lead["A", b](y - x)]]
                return (mpmath.matrix(dot) * mpmath.matrix(leads))[0, 1]

            return value

        return kernel

    full = {
        (n, s): (lambda x, y, n=n, s=s: green[f"s{n}", s](x, y) + green[f"u{n}", s](x, y))
        for n in "RK" for s in SPINS
    }  # fmt: skip

    def total(a: str, b: str) -> Any:
        return lambda x, y: product("s")(a, b)(x, y) + product("u")(a, b)(x, y)

    return {
        "t": t, "t'": t_p, "alpha_s": product("s"), "alpha_u": product("u"), "alpha_full": total,
        **{f"G_s_{n}": {s: green[f"s{n}", s] for s in SPINS} for n in "RK"},
        **{f"G_{n}": {s: full[n, s] for s in SPINS} for n in "RK"},
        **{f"Sigma_{n}": {s: lead[n, s] for s in SPINS} for n in "KA"},
    }, weighted_sum([(t, t)])  # fmt: skip


def bilinear_values(rng: random.Random) -> tuple[Values, Rule]:
    """(41), (52), (A4): from the four components on the contour's branches, at two times."""
    nodes = nodes_of(rng, 2)
    times = [t for t, _ in nodes]

    def table() -> Any:
        return {p: rational(rng, -1, 1) + I * rational(rng, -1, 1)
                for p in ((t, u) for t in times for u in times)}  # fmt: skip

    def triangular() -> Any:
        """Retarded, advanced and Keldysh components; G^A = (G^R)^dagger, G^K antihermitian."""
        retarded, raw = table(), table()
        return {
            "R": retarded,
            "A": {(t, u): mpmath.conj(retarded[u, t]) for t, u in retarded},
            "K": {(t, u): raw[t, u] - mpmath.conj(raw[u, t]) for t, u in raw},
        }

    green, lead = {s: triangular() for s in SPINS}, {s: triangular() for s in SPINS}
    classical = {(a, b, t): rational(rng, -1, 1) + I * rational(rng, -1, 1)
                 for a in SPINS for b in SPINS for t in times}  # fmt: skip
    quantum = {k: rational(rng, -1, 1) + I * rational(rng, -1, 1) for k in classical}

    def on_branches(c: Any, a: int, b: int, place: Any) -> Any:
        """G^{ab}: time ordered on the diagonal, lesser and greater across."""
        return (c["K"][place] + b * c["R"][place] + a * c["A"][place]) / 2

    def action(x: Any) -> Any:
        total = mpmath.mpf(0)
        for a in (1, -1):
            for b in (1, -1):
                for (t, w), (u, v) in ((p, q) for p in nodes for q in nodes):
                    for s in SPINS:
                        for p in SPINS:
                            out = classical[p, s, t] + a * x * quantum[p, s, t] / 2
                            back = mpmath.conj(classical[p, s, u] + b * x * quantum[p, s, u] / 2)
                            total -= (a * b * w * v * on_branches(green[s], a, b, (t, u)) * back
                                      * on_branches(lead[p], b, a, (u, t)) * out)  # fmt: skip
        return total

    linear = (action(mpmath.mpf(1)) - action(mpmath.mpf(-1))) / 2

    def kernel(dot: str, spin: str) -> Any:
        def value(t: Any, u: Any) -> Any:
            return (green[dot]["R"][t, u] * lead[spin]["K"][u, t]
                    + green[dot]["K"][t, u] * lead[spin]["A"][u, t])  # fmt: skip

        return value

    def of(field: Any) -> Any:
        return lambda a, b: lambda t: field[a, b, t]

    return {
        "i_unit": I, "i_action_AES": linear, "alpha_s": kernel, "alpha_full": kernel,
        "R_q": of(quantum), "R_c": of(classical), "D_q": of(quantum), "D_c": of(classical),
    }, weighted_sum(nodes)  # fmt: skip


def slow_action_values(rng: random.Random) -> tuple[Values, Rule]:
    """(45): the bilinear action at one time with a local kernel I + g i d/dt."""
    time = rational(rng, "1/2", 1)
    theta, theta_rate, phi_rate = polynomial(rng), polynomial(rng), polynomial(rng)
    theta_q, phi_q = polynomial(rng), polynomial(rng)
    flat = {p: rational(rng, -1, 1) for p in PAIRS}
    g = {p: rational(rng, 1, 2) for p in PAIRS}
    angles = (theta(time), rational(rng, -1, 1), rational(rng, -1, 1))
    frame, change = rotation(*angles), slopes(*angles)
    lift = 1 - mpmath.cos(angles[0])
    total = mpmath.mpf(0)
    bend = torque = mpmath.mpf(0)
    for a, b in PAIRS:
        turn = change["phi"][b, a] + lift * change["chi"][b, a]
        quantum = change["theta"][b, a] * theta_q(time) + turn * phi_q(time)
        moving = change["theta"][b, a] * theta_rate(time) + turn * phi_rate(time)
        local = flat[a, b] * mpmath.conj(frame[b, a]) + g[a, b] * I * mpmath.conj(moving)
        total += (quantum * local).imag
        bend += g[a, b] * abs(change["theta"][b, a]) ** 2
        torque += SIGN[b] * flat[a, b] / 4
    return {
        "i_unit": I, "i_action_AES": -I * total, "theta_q": theta_q, "phi_q": phi_q,
        "sin_theta": mpmath.sin(theta(time)), "theta_dot": theta_rate, "phi_dot": phi_rate,
        "g_tilde": bend, "I_s": torque,
    }, weighted_sum([(time, mpmath.mpf(1))])  # fmt: skip


def draw(
    values: Callable[[random.Random], tuple[Values, Rule]], levels: tuple[str, ...] = LEVELS
) -> Callable[[random.Random, Ring], Sample]:
    """Samples of one of the functions above (45 digits)."""

    def sample(rng: random.Random, ring: Ring) -> Sample:
        with mpmath.workdps(WORKING_DIGITS):
            found, rule = values(rng)
        return Sample(ring, found, {**RANGES, "level": levels}, integrate=rule)

    return sample
