"""Exact samples of rotations, of rotated kernels and of products of plane waves."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Sample

from .complex_functions import ONE, Angles, Complex, Exponential, formal
from .exact_action import absorbed, branches, inverse
from .rational_functions import Field

RATES = ("theta_dot", "phi_dot", "chi_dot")
FRAME = Angles(("theta", "phi", "chi", "eta", "psi", ONE), RATES)


@lru_cache(maxsize=1)
def frames() -> Sample:
    """(14)-(19): the rotation from its entries, the gauge potential from its derivatives."""
    of, ring = FRAME.variables(), FRAME.ring()
    i, zero = of["i_unit"], 0 * of["i_unit"]
    cosine, sine = FRAME.cos(of["theta"] / 2), FRAME.sin(of["theta"] / 2)
    down, up = FRAME.unit(of["phi"] - of["chi"] / 2), FRAME.unit(of["chi"] / 2)
    frame = np.array([[cosine / up, -sine / down], [sine * down, cosine * up]])
    back = np.array([[frame[1, 1], -frame[0, 1]], [-frame[1, 0], frame[0, 0]]])
    moving = sum(_derivative(frame, name) * of[f"{name}_dot"] for name in ("theta", "phi", "chi"))
    # the inverse frame moves the other way: R' derivative of R against derivative of R' times R
    turning = sum(_derivative(back, name) * of[f"{name}_dot"] for name in ("theta", "phi", "chi"))
    potential = i * (turning @ frame)
    along = np.array([[potential[0, 0], zero], [zero, potential[1, 1]]])
    phases = [FRAME.unit(s * of["eta"] / 2 - of["psi"]) for s in (1, -1)]
    gauge = np.array([[phases[0], zero], [zero, phases[1]]])
    across = potential - along
    one = i**0
    directions = {
        "sigma_x": np.array([[zero, one], [one, zero]]),
        "sigma_y": np.array([[zero, -i], [i, zero]]),
        "sigma_z": np.array([[one, zero], [zero, -one]]),
    }
    tilted = (
        FRAME.sin(of["theta"]) * FRAME.cos(of["phi"]) * directions["sigma_x"]
        + FRAME.sin(of["theta"]) * FRAME.sin(of["phi"]) * directions["sigma_y"]
        + FRAME.cos(of["theta"]) * directions["sigma_z"]
    )
    return Sample(ring, {
        **directions, **{name: of[name] for name in RATES}, "i_unit": i, "expm": FRAME.expm,
        "theta": of["theta"], "phi": of["phi"], "chi": of["chi"], "eta": of["eta"],
        "psi_phase": of["psi"], "R": frame, "R_dagger": back, "R_dot": moving, "Q": potential,
        "Q_parallel": along, "Q_perp": across, "U": gauge, "D": frame @ gauge,
        "Q_perp_tilde": np.array([[1 / phases[0], zero], [zero, 1 / phases[1]]]) @ across @ gauge,
        "m_sigma": tilted,
    })  # fmt: skip


def _derivative(matrix: Array, angle: str) -> Array:
    rows = [[FRAME.derivative(entry, angle) for entry in row] for row in matrix]
    return np.array(rows, dtype=object)


@lru_cache(maxsize=1)
def slow() -> Sample:
    """(29)-(33): the same with the classical and with the slow rotation, which are any matrices."""
    field = Field(tuple(f"x{k}" for k in range(40)))
    of = iter(field.generators().values())
    names = ("G_z_inverse", "Sigma", "D_k", "D_k_dagger", "D_s", "D_s_dagger")
    found = {n: np.array([[next(of), next(of)], [next(of), next(of)]]) for n in names}
    energy = {n: found[f"{n}_dagger"] @ found["Sigma"] @ found[n] for n in ("D_k", "D_s")}
    inverses = {n: _dressed(found["G_z_inverse"], e) for n, e in energy.items()}
    return Sample(field.ring(), {
        **found, "G_c_inverse": inverses["D_k"], "G_s_inverse": inverses["D_s"],
        "R_k": found["D_s"], "R_k_dagger": found["D_s_dagger"],
    })  # fmt: skip


def _dressed(mean: Array, energy: Array) -> Array:
    """The inverse of the Green's function that Dyson's equation gives."""
    one = mean[0, 0] ** 0
    unit, bare = np.array([[one, 0 * one], [0 * one, one]]), inverse(mean)
    return inverse(inverse(unit - bare @ energy) @ bare)


def waves(names: str) -> Callable[[], Sample]:
    """(B9), (B12), (B18): plane waves exp(i (a t + b w)) as shifts by b and factors in time."""

    @lru_cache(maxsize=1)
    def sample() -> Sample:
        numbers = tuple(f"{k}{n}" for n in names for k in "ab")
        plain = Angles(("none",), (*numbers, "time", "frequency"))
        of, ring = plain.variables(), formal(plain)
        i, time, frequency = of["i_unit"], of["time"], of["frequency"]
        one = i**0
        shift = phase = 0 * i
        for n in names:
            # psi(t) -> exp(i a (t - b/2)) psi(t - b), one kernel after the other
            phase = phase - of[f"a{n}"] * (shift + of[f"b{n}"] / 2)
            shift = shift + of[f"b{n}"]
        speed = sum((of[f"a{n}"] for n in names), 0 * i)
        phase = phase + speed * shift / 2

        def product(t: Complex, w: Complex) -> Complex:
            return i * (speed * t + shift * w)

        def whole(t: Complex, w: Complex) -> Exponential:
            return Exponential(one, i * phase + product(t, w))

        def wave(n: str) -> Callable[[Complex, Complex], Exponential]:
            return lambda t, w: Exponential(one, i * (of[f"a{n}"] * t + of[f"b{n}"] * w))

        values: dict[str, Any] = {"i_unit": i, "t_mean": time, "omega": frequency}
        values |= {f"{n}_wigner": wave(n) for n in names} | {"f_wigner": whole}
        values["f_first"] = lambda t, w: Exponential(i * phase, product(t, w))
        if names == "RKA":
            values |= {"G_s_R": wave("R"), "G_s_inverse_K": wave("K"), "G_s_A": wave("A"),
                       "G_s_K": lambda t, w: -whole(t, w)}  # fmt: skip
        return Sample(ring, values | _derivatives(names, of))

    return sample


def _derivatives(names: str, of: dict[str, Complex]) -> dict[str, Any]:
    """Values of every superscripted derivative: bars multiply by -1."""
    found: dict[str, Any] = {}
    for kind, which in (("time", "a"), ("frequency", "b")):
        single = {s + n: (-1 if s else 1) * of["i_unit"] * of[f"{which}{n}"]
                  for n in names for s in ("", "-")}  # fmt: skip
        found |= {f"d_{kind} {n}": v for n, v in single.items()}
        for one, two in product(single, repeat=2):
            if one[-1] != two[-1]:
                found[f"d_{kind} {one} {two}"] = single[one] + single[two]
    return found


_FRAMES = ("14", "15", "19", "text-R", "text-Q", "text-Q-of-R", "text-Q-tilde")

#: Rows that these samples prove.
SAMPLES: dict[str, Callable[[], Sample]] = {
    **{f"magnet:{name}": frames for name in _FRAMES},
    "magnet:21": absorbed, "magnet:text-absorbed": absorbed, "magnet:text-split": branches,
    **{f"magnet:{number}": slow for number in (29, 30, 32, 33)},
    "magnet:B9": waves("gh"), "magnet:B12": waves("ghk"), "magnet:B18": waves("RKA"),
}  # fmt: skip
