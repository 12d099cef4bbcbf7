"""(103), (104), (D13), (D14) without rounding: orbitals by their two levels, counted.

Numbers of orbitals with spin up at one frequency and spin down at another, and occupations, are
free symbols. Everything is linear in these numbers once the averaged density is multiplied away:
an orbital knows two frequencies, and a third one sees that it stands nowhere else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from sympy import QQ
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Sample

from . import judge_currents_functions as known
from .exact_currents import EXACT
from .judge_currents_functions import OnGrid

POINTS = 3
GRID = np.arange(POINTS)
_PAIRS = list(product(range(POINTS), repeat=2))
_NAMES = [f"pairs_{r}{k}{m}" for r in "LR" for k, m in _PAIRS]
_FIELD, _SPACING, *_GENERATORS = field(
    ["h", *_NAMES, *(f"f_{r}{k}" for r in "LR" for k in range(POINTS))], QQ
)
_SHAPE = (len("LR"), POINTS, POINTS)
_COUNTED = np.array(_GENERATORS[: len(_NAMES)], dtype=object).reshape(_SHAPE)
_FILLED = np.array(_GENERATORS[len(_NAMES) :], dtype=object).reshape(_SHAPE[:2])
_RING = replace(
    EXACT,
    number=lambda value: np.full(
        (1, 1, 1), _FIELD(QQ(value.numerator, value.denominator)), dtype=object
    ),
)


def _on_grid(values: Any) -> OnGrid:
    return OnGrid(np.array(list(values), dtype=object), GRID)


def _electrode(pairs: Any, filled: Any) -> dict[str, Any]:
    """Densities of states and anisotropies of one electrode, the latter orbital by orbital."""
    up, down = pairs.sum(axis=1), pairs.sum(axis=0)
    averaged = (up + down) / 2
    gaps = pairs * (filled[:, None] - filled[None, :]) / 4
    holes = {"up": gaps.sum(axis=1) / averaged, "down": -gaps.sum(axis=0) / averaged}
    two = {("up", "up"): np.diag(up), ("down", "down"): np.diag(down),
           ("up", "down"): pairs, ("down", "up"): pairs.T}  # fmt: skip
    return {
        "nu_bar": _on_grid(averaged / _SPACING), "f_plus": _on_grid(filled),
        "anisotropy": _on_grid(holes["up"] + holes["down"]),
        "anisotropy_even": _on_grid(holes["up"] - holes["down"]),
        "anisotropy_spin": {spin: _on_grid(values) for spin, values in holes.items()},
        "nu_two": {
            pair: known.on_pairs(counted / _SPACING**2, GRID) for pair, counted in two.items()
        },
    }  # fmt: skip


@cache
def orbitals() -> Sample:
    """Anisotropies of orbitals beside the two-particle density of states."""
    each = {r: _electrode(_COUNTED[k], _FILLED[k]) for k, r in enumerate("LR")}
    values: dict[str, Any] = {
        name: {r: each[r][name] for r in each}
        for name in ("nu_bar", "f_plus", "anisotropy", "anisotropy_even")
    }
    values["anisotropy_spin"] = {
        (r, spin): each[r]["anisotropy_spin"][spin] for r, spin in product(each, known.NAMES)
    }
    values["nu_two"] = {
        (a, r, b): each[r]["nu_two"][a, b] for a, r, b in product(known.NAMES, each, known.NAMES)
    }
    values |= {"sign": known.NAMES, "omega": known.along(GRID, 0)}
    ranges = {"spin": tuple(known.NAMES), "axis": ("x", "y", "z"), "electrode": ("L", "R")}
    return Sample(_RING, values, ranges, integrate=known.integral(GRID, _SPACING))
