"""The currents from matrices of spin space, beside the coefficients of the derived traces.

Stoner fields of any length in the plane of x and z: the totals (89)-(91) and (108)-(111) are then
identities between rational functions. Coefficients of the whole tensor are read off its entries.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Sample

from . import judge_currents_functions as known
from .exact_currents import (
    COSINE,
    IMAGINARY,
    POINTS,
    ROOT,
    SINE,
    SPACING,
    ZERO,
    Array,
    appendix,
    constant,
    imaginary_part,
    table,
)
from .exact_currents_traces import PAULI, UNIT
from .judge_currents import odot

_FIELDS = {"L": PAULI["z"], "R": PAULI["x"] * SINE + PAULI["z"] * COSINE}


def _sum_over_pairs(factor: int, walk: Any) -> Any:
    """factor times the imaginary part of the sum of t^2 (f_R - f_L) tr(...) (P - i pi delta)."""
    values = appendix().values
    amplitude = values["t"].item()
    total = ZERO
    for k, m in product(range(POINTS), repeat=2):
        bias = table("f_R")[m] - table("f_L")[k]
        distance = np.array(k - m)
        kernel = values["principal"](distance).item()
        kernel = kernel - IMAGINARY * values["pi"].item() * values["dirac"](distance).item()
        trace = np.trace(walk(k, m)) * kernel
        total += factor * amplitude**2 * bias * imaginary_part(trace) * SPACING**2
    return total


def _density(r: str, k: int) -> Array:
    return (UNIT + _FIELDS[r] * table(f"n_{r}")[k]) * table(f"nu_bar_{r}")[k]


def _charge() -> Any:
    return _sum_over_pairs(-2, lambda k, m: _density("L", k) @ _density("R", m))


def _spin(component: Array) -> Any:
    return _sum_over_pairs(-2, lambda k, m: _density("L", k) @ component @ _density("R", m) / 2)


def _chain(first: Array, second: Array) -> Any:
    """The second electron of the orbital stands between both spins."""
    partners = (table("f_L")[0] - table("f_L")[1]) * SPACING

    def walk(k: int, m: int) -> Array:
        # the anisotropies times the density of the electrode
        orbital = UNIT * table("even_hole")[k] + _FIELDS["L"] * table("hole")[k]
        between = orbital @ first @ _FIELDS["L"] @ second
        return np.asarray(between @ _density("R", m) * (partners / 4))

    return _sum_over_pairs(4, walk)


def _exchange() -> Array:
    axes = list(PAULI.values())
    dyadic = np.array([[_chain(a, b) for b in axes] for a in axes], dtype=object)
    symmetric = (dyadic + dyadic.T) / 2
    return known.constant(symmetric - np.eye(3, dtype=int) * (np.trace(symmetric) / 3))


def _resolved(tensor: Array) -> dict[str, Any]:
    """E, A, T of J_L (.) [E J_L + A J_R + T J_L x J_R] for fields along z and in the plane."""
    absorbed = 2 * tensor[0, 2] / constant(SINE)
    return {
        "E_Q": {"L": tensor[2, 2] * 3 / 2 - absorbed * constant(COSINE)},
        "A_Q": {"L": absorbed},
        "T_Q": {"L": 2 * tensor[1, 2] / constant(SINE)},
    }


@cache
def assembled() -> Sample:
    """Currents of the left electrode; its spin has any length along its field."""
    base = appendix()
    resting = base.values["direction"]["L"] * constant(ROOT)
    moving = known.constant(np.array([_spin(x) for x in PAULI.values()], dtype=object))
    exchange = _exchange()
    direct = odot(resting, moving) + odot(moving, resting)
    values = {
        "charge_current": {"L": constant(_charge())},
        "average_spin_current": {"L": moving}, "average_spin": {"L": resting},
        "direct_current": {"LL": direct}, "exchange_current": {"LL": exchange},
        "average_quadrupole_current": {"LL": direct + exchange},
        **_resolved(direct + exchange),
    }  # fmt: skip
    return replace(base, values={**base.values, **values})
