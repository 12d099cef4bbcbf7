"""Thermal states of App. E without rounding: (E8) and (E9).

Energies, potentials and temperatures are names. An energy is written as E = mu N + T a, with a
name a for its distance to the potential in units of the temperature; exp(-a) is one more name. An
exponential that is no product of these gets a name of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from sympy.polys.fields import field as field_of

from spinloom.derivations.engine.interpret import Ring, Sample

from . import exact_liouville_rules as liouville
from .exact_numbers_tensors import Array, Exact
from .judge_fields_rules import LABELS
from .judge_superoperators import SIGN

#: Names for exponentials that only a faulty relation asks for.
OTHERS = 12


class Exponents:
    """Rational functions of named exponents `a` and of other names, with exponentials."""

    def __init__(self, exponents: int, names: Sequence[str]) -> None:
        distances = [f"a{k}" for k in range(exponents)]
        weights = [f"w{k}" for k in range(exponents)]
        spare = [f"o{k}" for k in range(OTHERS)]
        self.field, *found = field_of([*distances, *weights, *spare, *names], sp.QQ)
        self.a = [Exact(x) for x in found[:exponents]]
        self.weights = [Exact(x) for x in found[exponents : 2 * exponents]]
        self._others = iter(found[2 * exponents : 2 * exponents + OTHERS])
        self.named = dict(zip(names, map(Exact, found[2 * exponents + OTHERS :]), strict=True))
        self.exp = cache(self._exp)

    @property
    def ring(self) -> Ring:
        """The field, as a ring of values."""
        return Ring("rational functions of exponentials", self.number, _size, {})

    def number(self, value: Any) -> Exact:
        """A rational number."""
        return Exact(self.field(sp.QQ(value.numerator, value.denominator)))

    def _exp(self, exponent: Exact) -> Exact:
        """The exponential, from a sum over `a` with integer factors to a product of names."""
        result = self.number(1)
        if not exponent:
            return result
        powers = self._integers(exponent)
        if powers is None:
            other = next(self._others, None)
            if other is None:
                raise ValueError("more exponentials than names for them")
            return Exact(other)
        for weight, power in zip(self.weights, powers, strict=True):
            result = result * weight**-power
        return result

    def _integers(self, exponent: Exact) -> list[int] | None:
        """The factors of the names `a` in an exponent; None if it is no such sum."""
        rest, found = exponent.value, []
        for name in self.a:
            factor = rest.diff(name.value)
            if not factor.denom.is_ground or not factor.numer.is_ground:
                return None
            number = sp.QQ(factor.numer.LC, factor.denom.LC) if factor else sp.QQ(0)
            if number.denominator != 1:
                return None
            rest = rest - factor * name.value
            found.append(int(number))
        return None if rest else found


def _size(value: Any) -> int:
    return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))


# --- Two electrodes -----------------------------------------------------------------------------

#: Many-body states of each electrode; more of them add terms to Z and nothing else.
STATES = range(3)


def grand_canonical() -> Sample:
    """(E8) for states of any energies and numbers; a diagonal operator is a row of its values.

    The state is what the paper states of each electrode next to (11), where the potential has its
    superscript: weights w = exp(-(E - mu N)/T) of its own, and electrodes independent.
    """
    names = [f"{name}{r}" for name, r in product(("mu", "T"), "LR")]
    numbers = [f"n{r}{k}" for r in "LR" for k in STATES]
    known = Exponents(2 * len(STATES), names + numbers)
    mu, T = ({r: known.named[f"{name}{r}"] for r in "LR"} for name in ("mu", "T"))
    values: dict[str, dict[str, Any]] = {"H_0": {}, "N": {}, "Z": {}}
    for r, distances in zip("LR", (known.a[:3], known.a[3:]), strict=True):
        number = [known.named[f"n{r}{k}"] for k in STATES]
        energy = [mu[r] * n + T[r] * a for n, a in zip(number, distances, strict=True)]
        values["H_0"][r], values["N"][r] = (_on_both(r, row) for row in (energy, number))
        values["Z"][r] = sum((known.exp(-a) for a in distances), known.number(0))
    together = [known.exp(-(a + b)) for a, b in product(known.a[:3], known.a[3:])]
    return Sample(
        known.ring,
        {
            **values,
            "rho_0": np.array(together) / sum(together, known.number(0)),
            "T": T,
            "potential_of": mu,
            "potential": mu["L"],
            "exp": np.frompyfunc(known.exp, 1, 1),
            "trace_of": {"L": lambda row: _table(row)[:, 0].sum(),
                         "R": lambda row: _table(row)[0].sum()},
        },
        LABELS,
    )  # fmt: skip


def _on_both(electrode: str, row: list[Exact]) -> Array:
    """An operator of one electrode on the states of both."""
    return np.array([pair["LR".index(electrode)] for pair in product(row, repeat=2)], dtype=object)


def _table(row: Array) -> Array:
    return row.reshape(len(STATES), len(STATES))


# --- Two fields ---------------------------------------------------------------------------------


def contractions() -> Sample:
    """(E9) for all pairs of fields of three modes, each with its own temperature and potential."""
    space, modes = liouville.SPACE, liouville.MODES
    kinds = ("mu", "T")
    known = Exponents(3, [f"{kind}{m}" for kind, m in product(kinds, modes)])
    mu, T = ({m: known.named[f"{kind}{m}"] for m in modes} for kind in kinds)
    filled = [np.array([n >> m & 1 for n in range(8)]) for m in range(3)]
    weights = [known.exp(sum((-int(f[n]) * a for f, a in zip(filled, known.a, strict=True)),
                             known.number(0))) for n in range(8)]  # fmt: skip
    state = np.array(weights) / sum(weights, known.number(0))

    @cache
    def average(*labels: str) -> Any:
        pair = liouville.field(*labels[:3]) @ liouville.field(*labels[3:])
        diagonal = np.eye(8).reshape(-1)
        row = (diagonal @ pair).reshape(8, 8)
        return _weighted(np.diag(row), state)

    def occupied(chi: str, m: str) -> Any:
        lower, upper = (space.operator(sign, modes.index(m)) for sign in (1, -1))
        return _weighted(np.diag(lower @ upper if chi == "+" else upper @ lower), state)

    values = {
        "gamma": average,
        "occupation": cache(occupied),
        "energy": {m: mu[m] + T[m] * a for m, a in zip(modes, known.a, strict=True)},
        "chemical_potential": mu,
        "temperature": T,
        "fermi": lambda x: 1 / (known.exp(x) + 1),
        "delta_without_charge": lambda eta, m, other, n: int(SIGN[eta] == -SIGN[other] and m == n),
        "chi": SIGN,
        "eta": SIGN,
    }
    return Sample(known.ring, values, liouville.RANGES)


def _weighted(integers: Array, state: Array) -> Exact:
    """A sum of the weights of a state with integer factors."""
    return sum((round(n.real) * p for n, p in zip(integers, state, strict=True)), 0 * state[0])
