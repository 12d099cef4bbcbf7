"""Judges of rotating frame, gauges and rotated self-energies: 2 x 2 matrices, 45 digits.

Self-energies are sums of plane waves in the frequency, that is of sharp delays in time, so
that their rotation needs no integral. Paths have constant rates unless a remainder is measured.
"""

from __future__ import annotations

import random
from functools import cache
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.claims import WORKING_DIGITS
from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from .judge_device import OTHER, RANGES, SIGN, SPINS, rational, rotation, slopes

Values = dict[str, Any]
I = mpmath.mpc(0, 1)
COMPONENTS = {**RANGES, "branch": ("R", "A")}
BRANCH = {"R": 1, "A": -1}


def _matrix(entries: Any) -> Any:
    return np.array([[entries["up", "up"], entries["up", "down"]],
                     [entries["down", "up"], entries["down", "down"]]], dtype=object)  # fmt: skip


def pauli() -> Values:
    """The three Pauli matrices with exact entries."""
    one, zero = mpmath.mpf(1), mpmath.mpf(0)
    return {
        "sigma_x": np.array([[zero, one], [one, zero]], dtype=object),
        "sigma_y": np.array([[zero, -I], [I, zero]], dtype=object),
        "sigma_z": np.array([[one, zero], [zero, -one]], dtype=object),
    }


def expm(matrix: Any) -> Any:
    """Exponential of a 2 x 2 matrix, from its trace and the square of the rest."""
    mean = (matrix[0, 0] + matrix[1, 1]) / 2
    rest = matrix - mean * np.eye(2, dtype=object)
    size = mpmath.sqrt(-(rest[0, 0] * rest[1, 1] - rest[0, 1] * rest[1, 0]))
    ratio = mpmath.sinh(size) / size if size else mpmath.mpf(1)
    return mpmath.exp(mean) * (mpmath.cosh(size) * np.eye(2, dtype=object) + ratio * rest)


def frame_values(rng: random.Random) -> Values:
    """One instant: angles, velocities, gauges, and the gauge potential from Leibniz' rule."""
    theta, phi, chi, eta, psi = (rational(rng, "1/5", 2) for _ in range(5))
    rates = {n: rational(rng, -2, 2) for n in ("theta_dot", "phi_dot", "chi_dot")}
    frame = _matrix(rotation(theta, phi, chi))
    change = slopes(theta, phi, chi)
    moving = sum(_matrix(change[n]) * rates[f"{n}_dot"] for n in ("theta", "phi", "chi"))
    potential = -I * (frame.conj().T @ moving)
    across = potential.copy()
    along = potential.copy()
    across[0, 0] = across[1, 1] = along[0, 1] = along[1, 0] = mpmath.mpf(0)
    phases = [mpmath.exp(I * (s * eta / 2 - psi)) for s in (1, -1)]
    gauge = np.array([[phases[0], mpmath.mpf(0)], [mpmath.mpf(0), phases[1]]], dtype=object)
    zero = {n: rational(rng, -1, 1) for n in ("delta_M_0", "delta_V_0")}
    direction = pauli()
    tilted = (
        mpmath.sin(theta) * mpmath.cos(phi) * direction["sigma_x"]
        + mpmath.sin(theta) * mpmath.sin(phi) * direction["sigma_y"]
        + mpmath.cos(theta) * direction["sigma_z"]
    )
    values: Values = {}
    for name, rate in (("M", "eta_dot"), ("V", "psi_dot")):
        upper, lower = rational(rng, -1, 1), rational(rng, -1, 1)
        mean, gap = (upper + lower) / 2, upper - lower - zero[f"delta_{name}_0"]
        values[f"delta_{name}"] = {"+": upper, "-": lower}
        values[rate] = {"+": mean + gap / 2, "-": mean - gap / 2}
    return {
        **values, **rates, **zero, **pauli(), "i_unit": I, "expm": expm, "R": frame,
        "R_dagger": frame.conj().T, "R_dot": moving, "m_sigma": tilted,
        "Q": _turning((theta, phi, chi), [rates[f"{n}_dot"] for n in ("theta", "phi", "chi")]),
        "theta": theta, "sin_theta": mpmath.sin(theta), "cos_theta": mpmath.cos(theta),
        "phi": phi, "chi": chi, "eta": eta, "psi_phase": psi, "U": gauge,
        "D": np.array([[frame[i, j] * phases[j] for j in range(2)] for i in range(2)],
                      dtype=object),
        "Q_parallel": along, "Q_perp": across, "Q_perp_tilde": gauge.conj().T @ across @ gauge,
        "contour_sign": {"+": mpmath.mpf(1), "-": mpmath.mpf(-1)},
    }  # fmt: skip


def _turning(angles: Any, rates: Any) -> Any:
    """-i times the derivative of the product of the frame now and the frame a little later."""
    now, step = _matrix(rotation(*angles)).conj().T, mpmath.mpf(10) ** -11

    def later(n: int) -> Any:
        moved = (a + n * step * r for a, r in zip(angles, rates, strict=True))
        return now @ _matrix(rotation(*moved))

    return -I * (8 * (later(1) - later(-1)) - (later(2) - later(-2))) / (12 * step)


def gauge_values(rng: random.Random) -> Values:
    """The gauge that removes the diagonal energy, from the energy's slopes in the velocities."""
    amplitude, speed, offset = (rational(rng, "1/3", 1) for _ in range(3))
    turn, twist = rational(rng, 1, 2), rational(rng, -1, 1)

    def theta(t: Any) -> Any:
        return offset + amplitude * mpmath.sin(speed * t + twist)

    def diagonal(t: Any, name: str) -> Any:
        angles = (theta(t), turn * t, twist)
        frame, change = _matrix(rotation(*angles)), slopes(*angles)
        return (-I * (frame.conj().T @ _matrix(change[name])))[0, 0].real

    def lift(t: Any) -> Any:
        return -diagonal(t, "phi") / diagonal(t, "chi")

    return {
        "t": rational(rng, "1/2", 1), "theta_c": theta, "phi_c_dot": lambda t: turn + twist * t,
        "phi_q": lambda t: twist + turn * t * t + t,
        "chi_c_dot": lambda t: lift(t) * (turn + twist * t),
        "chi_q": lambda t: lift(t) * (twist + turn * t * t + t),
    }  # fmt: skip


def _delays(rng: random.Random, count: int = 2) -> list[tuple[Any, Any]]:
    """Amplitudes and delays of a self-energy."""
    return [
        (rational(rng, "1/2", 1) + I * rational(rng, -1, 1), rational(rng, "-1", "1"))
        for _ in range(count)
    ]


def _waves(delays: Any) -> Any:
    return lambda w: sum(a * mpmath.exp(I * w * b) for a, b in delays)


class Path:
    """Angles as functions of time, with the gauge chi_dot = phi_dot (1 - cos theta)."""

    def __init__(self, theta: Any, tilt: Any, turn: Any) -> None:
        self.start, self.tilt, self.turn = theta, tilt, turn

    def theta(self, t: Any) -> Any:
        return self.start + self.tilt * t

    def total(self, t: Any) -> Any:
        """Integral of phi_dot cos(theta) from 0."""
        if self.tilt == 0:
            return self.turn * mpmath.cos(self.start) * t
        return self.turn * (mpmath.sin(self.theta(t)) - mpmath.sin(self.start)) / self.tilt

    def frame(self, t: Any) -> Any:
        phi = self.turn * t
        return rotation(self.theta(t), phi, phi - self.total(t))

    def rotated(self, row: str, column: str, t: Any, t_p: Any, middle: Any) -> Any:
        """Element of R(t)^dagger diag(middle) R(t')."""
        left, right = self.frame(t), self.frame(t_p)
        return sum(mpmath.conj(left[s, row]) * middle[s] * right[s, column] for s in SPINS)


def rotated_values(rng: random.Random, tilt: Any = None) -> Values:
    """Rotated self-energies on a path; a tilt makes theta move."""
    moving = rational(rng, "1/5", "3/5") if tilt is None else tilt
    path = Path(rational(rng, "1/2", "3/2"), moving, rational(rng, 1, 2))
    time, other = rational(rng, "1/2", 1), rational(rng, "-1", "-1/2")
    rates = {s: rational(rng, 1, 2) for s in SPINS}
    right = rational(rng, 1, 2)
    local = {s: rates[s] + right for s in SPINS}
    kernel = {s: _waves(_delays(rng)) for s in SPINS}
    delays = {s: _delays(rng) for s in SPINS}

    def keldysh(row: str, column: str) -> Any:
        def value(w: Any) -> Any:
            total = mpmath.mpf(0)
            for s in SPINS:
                for amount, delay in delays[s]:
                    only = {s: amount, OTHER[s]: mpmath.mpf(0)}
                    element = path.rotated(row, column, time + delay / 2, time - delay / 2, only)
                    total += element * mpmath.exp(I * w * delay)
            return total

        return value

    def middle(t: Any, t_p: Any) -> Any:
        return {s: kernel[s](t - t_p) for s in SPINS}

    angle = path.theta(time)
    broad = {s: path.rotated(s, s, time, time, local).real for s in SPINS}
    wave = {s: _waves(delays[s]) for s in SPINS}
    return {
        "i_unit": I, "sign": {s: mpmath.mpf(v) for s, v in SIGN.items()},
        "sign_bar": {s: mpmath.mpf(-v) for s, v in SIGN.items()},
        "branch_sign": {b: mpmath.mpf(v) for b, v in BRANCH.items()},
        "t": time, "t'": other, "t_mean": time, "omega": rational(rng, 1, 2),
        "theta_path": path.theta, "phi_dot": path.turn, "Gamma": broad,
        "sin_theta": mpmath.sin(angle), "cos_half": mpmath.cos(angle / 2),
        "sin_half": mpmath.sin(angle / 2),
        "Gamma_Delta": (rates["up"] - rates["down"]) / 2,
        "total_phase": path.total,
        "path_phase_minus": lambda a, b: (path.turn * (b - a) - path.total(b) + path.total(a)) / 2,
        "path_phase_plus": lambda a, b: (path.turn * (b - a) + path.total(b) - path.total(a)) / 2,
        "omega_plus": path.turn * (1 + mpmath.cos(angle)) / 2,
        "omega_minus": path.turn * (1 - mpmath.cos(angle)) / 2,
        "R_dagger": lambda a, b: lambda t: mpmath.conj(path.frame(t)[b, a]),
        "R_k": lambda a, b: lambda t: path.frame(t)[a, b],
        "Sigma": kernel, "Sigma_bar": {s: kernel[OTHER[s]] for s in SPINS},
        "Sigma_K": wave, "Sigma_K_bar": {s: wave[OTHER[s]] for s in SPINS},
        "rotated": lambda a, b: lambda t, u: path.rotated(a, b, t, u, middle(t, u)),
        "rotated_diagonal": lambda s: lambda t, u: path.rotated(s, s, t, u, middle(t, u)),
        "rotated_local": {(b, s): -v * I * path.rotated(s, s, time, time, local)
                          for b, v in BRANCH.items() for s in SPINS},
        "rotated_local_off": {(b, s): -v * I * path.rotated(s, OTHER[s], time, time, local)
                              for b, v in BRANCH.items() for s in SPINS},
        "rotated_keldysh": {s: keldysh(s, s) for s in SPINS},
        "rotated_keldysh_off": {s: keldysh(s, OTHER[s]) for s in SPINS},
        "F_s": {s: (lambda w, s=s: keldysh(s, s)(w) / (-2 * I * broad[s])) for s in SPINS},
    }  # fmt: skip


def distribution_values(rng: random.Random) -> Values:
    """Constant rates; the leads' functions are sums of plane waves, the rest follows."""
    path = Path(rational(rng, "1/2", "5/2"), mpmath.mpf(0), rational(rng, 1, 2))
    rates, right = {s: rational(rng, 1, 2) for s in SPINS}, rational(rng, 1, 2)
    leads = {"l": _delays(rng), "r": _delays(rng)}
    local = {s: rates[s] + right for s in SPINS}
    broad = {s: path.rotated(s, s, mpmath.mpf(0), mpmath.mpf(0), local).real for s in SPINS}

    @cache
    def keldysh(row: str) -> Any:
        @cache
        def value(w: Any) -> Any:
            total = mpmath.mpf(0)
            for lead, delays in leads.items():
                widths = rates if lead == "l" else dict.fromkeys(SPINS, right)
                for amount, delay in delays:
                    element = path.rotated(row, row, delay / 2, -delay / 2, widths)
                    total += -2 * I * amount * element * mpmath.exp(I * w * delay)
            return total

        return value

    short = mpmath.mpf(1) / 8
    angle_rate = {
        (lead, "up"): mpmath.arg(path.frame(short)[lead, "up"]
                                 / path.frame(-short)[lead, "up"]) / (2 * short)
        for lead in SPINS
    }  # fmt: skip
    levels = {s: rational(rng, -1, 1) for s in SPINS}
    filling = {s: (lambda w, s=s: keldysh(s)(w) / (-2 * I * broad[s])) for s in SPINS}

    def green(branch: str, spin: str) -> Any:
        rotated = -BRANCH[branch] * I * path.rotated(spin, spin, short, short, local)
        return lambda w: 1 / (w - levels[spin] - rotated)

    return {
        "i_unit": I, "sign": {s: mpmath.mpf(v) for s, v in SIGN.items()},
        "sign_bar": {s: mpmath.mpf(-v) for s, v in SIGN.items()},
        "branch_sign": {b: mpmath.mpf(v) for b, v in BRANCH.items()},
        "Gamma_l": rates, "Gamma_l_bar": {s: rates[OTHER[s]] for s in SPINS}, "Gamma_r": right,
        "Gamma": broad, "omega": rational(rng, 1, 2), "phi_dot": path.turn,
        "cos_theta": mpmath.cos(path.start), "sin_theta": mpmath.sin(path.start),
        "cos_half": mpmath.cos(path.start / 2), "sin_half": mpmath.sin(path.start / 2),
        "F_l": _waves(leads["l"]), "F_r": _waves(leads["r"]), "F_s": filling,
        "omega_plus": angle_rate["down", "up"], "omega_minus": -angle_rate["up", "up"],
        "xi": levels, "G_s_RA": lambda b, s: green(b, s),
        "G_s_K": {s: (lambda w, s=s: green("R", s)(w) * keldysh(s)(w) * green("A", s)(w))
                  for s in SPINS},
    }  # fmt: skip


def variation_values(rng: random.Random) -> Values:
    """The action (52) with a quantum component of the gauge psi alone, D_q = -i psi_q D_c.

    Kernels of either junction are sums of sharp delays; currents are real parts of the kernels at
    the velocities of the phases, weighed with the overlaps.
    """
    path = Path(rational(rng, "1/2", "5/2"), mpmath.mpf(0), rational(rng, 1, 2))
    delays = {(j, a, b): _delays(rng) for j in "lr" for a in SPINS for b in SPINS}
    nodes = [(rational(rng, "1/5", 1), rational(rng, "1/3", 1)) for _ in range(3)]
    bend = rational(rng, 1, 2)
    action = mpmath.mpf(0)
    for t, weight in nodes:
        for (_, dot, lead), kernel in delays.items():
            now = path.frame(t)[lead, dot]
            for amount, delay in kernel:
                then = mpmath.conj(path.frame(t - delay)[lead, dot])
                action += weight * (-I * (bend + t) * now * amount * then).imag
    short = mpmath.mpf(1) / 8

    def speed(lead: str, dot: str) -> Any:
        ratio = path.frame(short)[lead, dot] / path.frame(-short)[lead, dot]
        return mpmath.arg(ratio) / (2 * short)

    def current(junction: str) -> Any:
        return sum(
            abs(path.frame(short)[b, a]) ** 2 * _waves(delays[junction, a, b])(speed(b, a)).real
            for a in SPINS for b in SPINS
        )  # fmt: skip

    def over(names: tuple[str, ...], f: Any) -> Any:
        return sum(weight * f(t) for t, weight in nodes)

    return {
        "i_unit": I, "i_action_AES": -I * action, "psi_q": lambda t: bend + t,
        "I_l": current("l"), "I_r": current("r"), "over": over,
    }  # fmt: skip


def draw_variation(rng: random.Random, ring: Ring) -> Sample:
    """A sample with its integral over time."""
    with mpmath.workdps(WORKING_DIGITS):
        values = variation_values(rng)
    return Sample(ring, values, integrate=values["over"])


def draw(values: Any) -> Any:
    """Samples of one of the functions above, for every ring."""
    from .judge_device import to_ring

    def sample(rng: random.Random, ring: Ring) -> Sample:
        with mpmath.workdps(WORKING_DIGITS):
            found = {k: to_ring(v, ring) for k, v in values(rng).items()}
        return Sample(ring, found, {**COMPONENTS, "contour": ("+", "-")})

    return sample


def slow_remainder(tree: Node, x: Any) -> Any:
    """Printed slowly rotated self-energy against the exact one, theta_dot = x."""
    worst = mpmath.mpf(0)
    values = rotated_values(random.Random(7), tilt=x)
    sample = Sample(PRECISE, values, COMPONENTS)
    assert isinstance(tree, Relation)
    for s in SPINS:
        scope = {"index sigma": s}
        gap = evaluate(tree.left, sample, scope) - evaluate(tree.right, sample, scope)
        worst = max(worst, abs(gap))
    return worst
