"""Numbers and matrices for symbolic expressions: sums become loops, symbols arrays.

This is how an operator identity meets the exact Fock spaces of `judges.fock`: give every kind of
index a range, every symbol an array, and every operator a matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .fermions import Expression
from .indexed import BRACKET, Factor, Index, Operator, Term


def _no_operators(creates: bool, name: str, places: tuple[int, ...]) -> Any:
    raise ValueError(f"the operator {name}{places} has no matrix")


@dataclass(frozen=True)
class Representation:
    """What the symbols stand for.

    Attributes
    ----------
    sizes
        Range of each kind of index: a summation index runs over 0 ... size - 1.
    values
        One array per symbol, one axis per index.
    labels
        Value of every label and constant, by name.
    overlaps
        Shape (axes, axes, 2, 2): <x|y> between spin x along axis value a and spin y along b.
    operator
        Matrix of an operator, from whether it creates, its field and its index values.
    identity
        The unit matrix that goes with those matrices.
    """

    sizes: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[str, ArrayLike] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)
    overlaps: ArrayLike | None = None
    operator: Callable[[bool, str, tuple[int, ...]], Any] = _no_operators
    identity: Any = 1.0

    def evaluate(self, expression: Expression) -> Any:
        """A number, or a matrix if the expression holds operators; 0 for the empty sum."""
        terms = expression.terms.items()
        return sum(complex(value) * self._term(term) for term, value in terms)

    def _term(self, term: Term) -> Any:
        total: Any = 0
        for chosen in product(*(range(self.sizes[index.kind]) for index in term.sums)):
            places = dict(zip(term.sums, chosen, strict=True))
            part = self.identity
            for factor in term.factors:
                part = part * self._factor(factor, places)
            for operator in term.operators:
                part = part @ self._operator(operator, places)
            total = total + part
        return total

    def _place(self, index: Index, places: Mapping[Index, int]) -> int:
        return places[index] if index in places else self.labels[index.name]

    def _operator(self, operator: Operator, places: Mapping[Index, int]) -> Any:
        numbers = tuple(self._place(index, places) for index in operator.indices)
        return self.operator(operator.creates, operator.field, numbers)

    def _factor(self, factor: Factor, places: Mapping[Index, int]) -> Any:
        numbers = tuple(self._place(index, places) for index in factor.indices)
        if factor.name != BRACKET:
            return np.asarray(self.values[factor.name])[numbers]
        axes = tuple(self._place(axis, places) for i in factor.indices for axis in i.axis)
        if not axes or axes[0] == axes[1]:
            return int(numbers[0] == numbers[1])
        return np.asarray(self.overlaps)[axes + numbers]
