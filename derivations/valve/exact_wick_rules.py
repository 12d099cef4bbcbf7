"""Wick's theorem without rounding: (E7) for six fields, any superpositions on any modes.

Every field is a sum of one that the trace kills and one that kills the state, J = U + D: matrices
of integers show it mode by mode. Anticommutators are numbers by (E10), so that {U, U'} = 0 (its
trace vanishes) and {D, D'} = 0 (it kills the state), while {D_i, U_j} = tr(J_i J_j rho_0) is the
contraction. Each D moves to the state on the right by these rules alone. Of all other modes two
fields see the parity, which one spectator has: three modes stand for any number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations_with_replacement, product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.liouville import matchings

from . import exact_liouville_rules as liouville
from .exact_names_rules import Named, name, total
from .exact_names_rules import number as named_number

Word = tuple[str, ...]
STATE = "rho"
FIELDS = range(6, 0, -1)


@dataclass(frozen=True)
class Strings:
    """A sum of products of superoperators, a polynomial in names before each of them."""

    terms: Mapping[Word, Named]

    def __bool__(self) -> bool:
        return any(map(bool, self.terms.values()))

    def __add__(self, other: Strings) -> Strings:
        words = dict.fromkeys((*self.terms, *other.terms))
        parts = (self.terms, other.terms)
        return Strings({word: total(p[word] for p in parts if word in p) for word in words})

    def __neg__(self) -> Strings:
        return Strings({word: -c for word, c in self.terms.items()})

    def __sub__(self, other: Strings) -> Strings:
        return self + -other

    def __mul__(self, other: Any) -> Any:
        if not isinstance(other, Strings):
            return NotImplemented
        found = Strings({})
        for (word, c), (more, d) in product(self.terms.items(), other.terms.items()):
            found += Strings({word + more: c * d})
        return found

    def __pow__(self, power: int) -> Strings:
        base, result = self.inverse() if power < 0 else self, number(1)
        for _ in range(abs(power)):
            result = result * base
        return result

    def inverse(self) -> Strings:
        """The inverse of a polynomial in names alone."""
        if tuple(self.terms) != ((),):
            raise ValueError("a string has no inverse")
        return Strings({(): self.terms[()].inverse()})


def number(value: Any) -> Strings:
    """A rational number."""
    return Strings({(): named_number(value)})


def letter(label: str) -> Strings:
    """A superoperator, or the state."""
    return Strings({(label,): named_number(1)})


def contraction(later: int, earlier: int) -> Strings:
    """The name of the average of two fields, the first one on the left."""
    return Strings({(): name(f"gamma{later}{earlier}")})


def _half(word: str) -> tuple[str, int]:
    return word[0], int(word[1:])


def _average(word: Word) -> Strings:
    """The trace of a product of halves on the state."""
    if not word:
        return number(1)
    (kind, first), rest = _half(word[0]), word[1:]
    found = Strings({})
    if kind == "D":
        for place, (other, field) in enumerate(map(_half, rest)):
            if other == "U":
                left = contraction(first, field) * _average(rest[:place] + rest[place + 1 :])
                found = found - left if place % 2 else found + left
    return found


def trace(strings: Any) -> Strings:
    """The trace of products of fields that act on the state."""
    if not isinstance(strings, Strings):
        raise TypeError("the trace of an operator")
    found = Strings({})
    for word, c in strings.terms.items():
        if word.count(STATE) != 1 or word[-1] != STATE:
            raise ValueError("fields act on the state")
        found += Strings({(): c}) * _average(word[:-1])
    return found


def _power(base: Strings, exponent: Strings) -> Strings:
    return base ** int(exponent.terms[()])


@cache
def six_fields() -> Sample:
    """(E7) for six fields; what it needs of fields is checked on matrices first."""
    if not (fields_split() and anticommutators_are_numbers()):
        raise ValueError("fields are no sums of two halves")
    fields = {str(k): letter(f"U{k}") + letter(f"D{k}") for k in FIELDS}
    state, strings = letter(STATE), number(1)
    for field in fields.values():
        strings = strings * field
    found = {str(label): lines for label, lines in enumerate(matchings(range(6)))}
    values = {
        "average": trace(strings * state),
        "string": fields,
        "rho_0": state,
        "trace": trace,
        "permutation": {
            label: number(sum(a < c < b < d for a, b in lines for c, d in lines))
            for label, lines in found.items()
        },
        "pair": {
            label: np.array([contraction(6 - a, 6 - b) for a, b in lines], dtype=object)
            for label, lines in found.items()
        },
        "product": np.prod,
    }
    ring = Ring("strings of fields", number, lambda value: int(bool(value)), {"power": _power})
    return Sample(ring, values, {"contraction": tuple(found)})


# --- What is used of the fields -----------------------------------------------------------------


def weights() -> list[Named]:
    """The probabilities of the states of three modes, a name for each occupation."""
    found = []
    for state in range(8):
        weight = named_number(1)
        for mode in range(3):
            f = name(f"f{mode}")
            weight = weight * (f if state >> mode & 1 else 1 - f)
        found.append(weight)
    return found


def halves(eta: str, mode: str) -> tuple[Any, Any]:
    """Both fields of a mode and a conjugation index: from the left and from the right."""
    left, right = (
        liouville.field(chi, eta, mode).toarray().real.astype(int)
        for chi in ("-" if eta == "+" else "+", eta)
    )
    return left, right


def trace_of_columns(superoperator: Any) -> Any:
    """The trace of what a superoperator makes of each operator."""
    return np.eye(8, dtype=int).reshape(-1) @ superoperator


def on_state(superoperator: Any) -> Any:
    """What a superoperator makes of the state of three modes."""
    columns = superoperator[:, [9 * state for state in range(8)]].astype(object)
    return columns @ np.array(weights(), dtype=object)


@cache
def fields_split() -> bool:
    """Whether left - right dies under the trace, and x left + (1 - x) right on the state.

    Both combinations are independent: their determinant is one.
    """
    for eta, mode in product("+-", liouville.MODES):
        left, right = halves(eta, mode)
        f = name(f"f{liouville.MODES.index(mode)}")
        x = 1 - f if eta == "+" else f
        moved = zip(on_state(left), on_state(right), strict=True)
        if trace_of_columns(left - right).any() or any(x * a + (1 - x) * b for a, b in moved):
            return False
    return True


@cache
def anticommutators_are_numbers() -> bool:
    """Whether any two fields have a number as their anticommutator."""
    fields = [liouville.field(*labels) for labels in product("+-", "+-", liouville.MODES)]
    for a, b in combinations_with_replacement(fields, 2):
        found = a @ b + b @ a
        if abs(found - found[0, 0] * liouville.UNIT).max():
            return False
    return True
