"""(D1) and (D10) in a field of rational functions: spin traces, charge indices, the infinitesimal.

The square root of two in the normalised matrices is one more free symbol q; the two-particle matrix
carries q^2/2, which is one in the print.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from sympy import QQ, I, sqrt

from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_currents_functions as known
from .exact_currents import (
    COSINE,
    GRID,
    IMAGINARY,
    ONE,
    ROOT,
    SINE,
    ZERO,
    Array,
    appendix,
    constant,
    on_grid,
    table,
)
from .judge_currents_traces import CHARGES, TUNNELLING, levi_civita

UNIT = np.array([[ONE, ZERO], [ZERO, ONE]], dtype=object)
PAULI = {
    "x": np.array([[ZERO, ONE], [ONE, ZERO]], dtype=object),
    "y": np.array([[ZERO, -IMAGINARY], [IMAGINARY, ZERO]], dtype=object),
    "z": np.array([[ONE, ZERO], [ZERO, -ONE]], dtype=object),
}
_MATRICES = {"0": UNIT, **PAULI}
#: Components that the sums run over: the Stoner fields span the plane of x and z.
SUMMED = ("0", "x", "z")
DIRECTIONS = {"L": {"x": ZERO, "z": ONE}, "R": {"x": SINE, "z": COSINE}}


@dataclass(frozen=True)
class Shifted:
    """i0 plus a difference of frequencies, whose inverse is the kernel P - i pi delta."""

    difference: Array | int
    kernel: Any

    __array_ufunc__ = None

    def __add__(self, other: Array) -> Shifted:
        return replace(self, difference=self.difference + other)

    def __rtruediv__(self, numerator: Array) -> Any:
        return numerator * self.kernel(self.difference)


def _trace(a: Array, b: Array, c: Array) -> Array:
    """The symmetric, traceless part of tr(a s_i b s_j c)."""
    dyadic = np.array(
        [[np.trace(a @ x @ b @ y @ c) / 4 for y in PAULI.values()] for x in PAULI.values()],
        dtype=object,
    )
    symmetric = (dyadic + dyadic.T) / 2
    return known.constant(symmetric - np.eye(3, dtype=int) * (np.trace(symmetric) / 3))


def _charged() -> dict[str, Any]:
    found: dict[str, Any] = {name: {} for name in ("f_chi", "f_chi_bar", "F", "F_bar")}
    for r, charge in product("LR", CHARGES):
        opposite = "-" if charge == "+" else "+"
        filled = [f if charge == "+" else 1 - f for f in table(f"f_{r}")]
        found["f_chi"][charge, r] = found["f_chi_bar"][opposite, r] = on_grid(filled)
        density = [ROOT * nu * f for nu, f in zip(table(f"nu_bar_{r}"), filled, strict=True)]
        polarised = [nu * x for nu, x in zip(density, table(f"n_{r}"), strict=True)]
        for name in SUMMED:
            values = density if name == "0" else [DIRECTIONS[r][name] * x for x in polarised]
            spread = on_grid(values)
            found["F"][charge, r, name] = found["F_bar"][opposite, r, name] = spread
    return found


def _two_particle() -> dict[Any, Any]:
    """Holes along the Stoner field of the left electrode, and parts that the spin traces drop."""
    scale = ROOT**2 / 2
    even, hole = (np.outer(table(name), [1, -1]) * scale for name in ("even_hole", "hole"))
    dropped = np.outer(table("n_R"), table("n_L"))
    parts = {("0", "z"): even, ("z", "z"): hole, ("0", "0"): dropped, ("z", "0"): dropped.T}
    nothing = np.full((len(GRID), len(GRID)), ZERO, dtype=object)
    return {
        ("L", a, b): known.on_pairs(parts.get((a, b), nothing), GRID)
        for a, b in product(SUMMED, repeat=2)
    }


@cache
def traces() -> Sample:
    """The derived currents beside everything that (D1) and (D10) name."""
    base = appendix()
    values = base.values

    def kernel(x: Array) -> Any:
        return values["principal"](x) - IMAGINARY * values["pi"] * values["dirac"](x)

    spins = values["average_spin_current"]["L"]
    flows = {("0", "L"): values["charge_current"]["L"]}
    flows |= {(name, "L"): spins[k] for k, name in enumerate("xyz")}
    matrices = {name: matrix / ROOT for name, matrix in _MATRICES.items()}
    own = {
        "one_particle": flows, "i_zero": Shifted(0, kernel), "chi": CHARGES,
        "chi_bar": {name: -sign for name, sign in CHARGES.items()},
        "t_check": {"0": values["t"] * constant(ROOT), "z": constant(ZERO)},
        "r_check": matrices, "trace": np.trace, "spin_trace": _trace,
        "r_vertex": {"0": UNIT, **{name: matrix / 2 for name, matrix in PAULI.items()}},
        "two_particle": _two_particle(),
    }  # fmt: skip
    ranges = {
        **base.ranges, "component": SUMMED, "charge index": tuple(CHARGES),
        "tunnelling component": TUNNELLING,
    }  # fmt: skip
    return replace(
        base,
        values={**values, **_charged(), **own},
        ranges=ranges,
        free={"mu": ("0", "x", "y")},
    )


@cache
def check_matrices() -> Sample:
    """(D2): traces of the normalised matrices over the rationals with i and the root of two."""
    numbers = QQ.algebraic_field(I, sqrt(2))
    root, imaginary = numbers.from_sympy(sqrt(2)), numbers.from_sympy(I)
    zero, one = numbers.zero, numbers.one
    unit = np.array([[one, zero], [zero, one]], dtype=object)
    pauli = {
        "x": np.array([[zero, one], [one, zero]], dtype=object),
        "y": np.array([[zero, -imaginary], [imaginary, zero]], dtype=object),
        "z": np.array([[one, zero], [zero, -one]], dtype=object),
    }
    ring = Ring(
        "rational numbers with i and a root",
        lambda value: numbers.convert(QQ(value.numerator, value.denominator)),
        lambda value: int(value != zero),
        {"sqrt": {numbers.convert(2): root}.__getitem__},
    )
    signs = {key: numbers.convert(sign) for key, sign in levi_civita().items()}
    values = {
        "r_check": {name: matrix / root for name, matrix in {"0": unit, **pauli}.items()},
        "trace": np.trace, "i_unit": imaginary, "levi_civita": signs,
        "delta": lambda a, b: one if a == b else zero,
        "delta_bar": lambda a, b: zero if a == b else one,
    }  # fmt: skip
    return Sample(ring, values, {"component": ("0", *pauli)})
