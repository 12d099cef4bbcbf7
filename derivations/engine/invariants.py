r"""Rotation-covariant expressions without coordinates: sums of delta, epsilon, dots and triples.

A *slot* is whatever may stand in a vector index: a free index, a vector, a unit vector or a
coordinate axis. Two brackets then write everything:

=======================  ==========================================================
``delta(i, j)``          delta_ij
``delta(i, a)``          the component a_i
``delta(a, b)``          the dot product a.b
``epsilon(i, j, k)``     epsilon_ijk
``epsilon(i, j, a)``     epsilon_ijk a_k
``epsilon(i, a, b)``     (a x b)_i
``epsilon(a, b, c)``     a.(b x c)
=======================  ==========================================================

A `Tensor` is a sum of products of brackets and commuting scalars with Gaussian rational
coefficients. An index that occurs twice in a product is summed (Einstein). Each stored term obeys:

1. no index occurs twice, and at most one epsilon occurs (pairs become determinants of deltas);
2. slots inside a bracket are sorted (index < vector < unit vector < axis, then by name), the sign
   of an epsilon carried by the coefficient; brackets are sorted; zero coefficients are absent;
3. t.t = 1 for unit vectors, and axes are orthonormal and right-handed.

Four vectors in three dimensions are dependent, so two different sums can still be equal: ``==``
compares what is written, `components.equal` decides.

>>> i, j, t = index("i"), index("j"), unit_vector("t")
>>> print(epsilon(i, j, t) * epsilon(i, j, t))
2
>>> print(delta(i, t) * (delta(i, j) - delta(i, t) * delta(j, t)))
0
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, permutations
from typing import Any, NamedTuple

from .gaussian import Gaussian, Number, gaussian
from .pairings import sign_of

INDEX, VECTOR, UNIT_VECTOR, AXIS = range(4)
AXIS_NAMES = ("x", "y", "z")


class Slot(NamedTuple):
    """What stands in a vector index; make one with `index`, `vector`, `unit_vector`."""

    kind: int
    name: str


Factor = tuple[Any, ...]  # ("delta", x, y), ("epsilon", x, y, z) or ("scalar", name)
Monomial = tuple[Factor, ...]

X, Y, Z = (Slot(AXIS, name) for name in AXIS_NAMES)


def index(name: str) -> Slot:
    """A free vector index."""
    return Slot(INDEX, name)


def vector(name: str) -> Slot:
    """A vector of any length."""
    return Slot(VECTOR, name)


def unit_vector(name: str) -> Slot:
    """A vector of length one."""
    return Slot(UNIT_VECTOR, name)


@dataclass(frozen=True, eq=False)
class Tensor:
    """A sum {monomial: coefficient} in the form stated in the module's docstring."""

    terms: Mapping[Monomial, Gaussian]

    @property
    def free(self) -> tuple[Slot, ...]:
        """Free indices, sorted; every term has the same ones."""
        return _free_indices(next(iter(self.terms))) if self.terms else ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tensor) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(tuple(sorted((key, str(value)) for key, value in self.terms.items())))

    def __add__(self, other: Tensor | Number) -> Tensor:
        right = as_tensor(other)
        if self.terms and right.terms and self.free != right.free:
            raise ValueError(f"cannot add free indices {self.free} and {right.free}")
        return _collected(chain(self.terms.items(), right.terms.items()))

    def __neg__(self) -> Tensor:
        return Tensor({key: -value for key, value in self.terms.items()})

    def __sub__(self, other: Tensor | Number) -> Tensor:
        return self + (-as_tensor(other))

    def __rsub__(self, other: Number) -> Tensor:
        return as_tensor(other) - self

    def __mul__(self, other: Tensor | Number) -> Tensor:
        if not isinstance(other, Tensor):
            factor = gaussian(other)
            return _collected((key, value * factor) for key, value in self.terms.items())
        return _collected(
            (monomial, left * right * number)
            for left_key, left in self.terms.items()
            for right_key, right in other.terms.items()
            for number, monomial in _reduced((*left_key, *right_key))
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __truediv__(self, number: Number) -> Tensor:
        return self * (gaussian(1) / number)

    def relabel(self, mapping: Mapping[Slot, Slot]) -> Tensor:
        """Replace slots simultaneously; setting two free indices equal contracts them."""
        return _collected(
            (monomial, value * number)
            for key, value in self.terms.items()
            for number, monomial in _reduced(tuple(_relabelled(f, mapping) for f in key))
        )

    def collect(self) -> dict[Monomial, Tensor]:
        """Scalar coefficient of every tensor structure, structures sorted."""
        parts: dict[Monomial, list[tuple[Monomial, Gaussian]]] = {}
        for key, value in sorted(self.terms.items()):
            structure = tuple(f for f in key if f[0] != "scalar")
            parts.setdefault(structure, []).append((key[len(structure) :], value))
        return {structure: _collected(terms) for structure, terms in sorted(parts.items())}

    def coefficient(self, structure: Tensor) -> Tensor:
        """Scalar coefficient of one structure, such as ``delta(i, j)`` or ``as_tensor(1)``."""
        ((monomial, number),) = structure.terms.items()
        return self.collect().get(monomial, Tensor({})) / number

    def __str__(self) -> str:
        return _written(self, _PLAIN)

    def latex(self) -> str:
        """LaTeX source, terms sorted."""
        return _written(self, _LATEX)


def as_tensor(value: Tensor | Number) -> Tensor:
    """A tensor as it is, an exact number as a tensor without indices."""
    return value if isinstance(value, Tensor) else _collected([((), gaussian(value))])


def scalar(name: str) -> Tensor:
    """A commuting symbol such as a singlet Green's function."""
    return Tensor({(("scalar", name),): gaussian(1)})


def product_of_brackets(terms: Iterable[tuple[Gaussian, Monomial]]) -> Tensor:
    """Sum of raw products of brackets, brought to the normal form."""
    return _collected((m, value * n) for value, key in terms for n, m in _reduced(key))


def delta(x: Slot, y: Slot) -> Tensor:
    """delta_ij, the component a_i or the dot product a.b, by what stands in the slots."""
    return product_of_brackets([(gaussian(1), (("delta", x, y),))])


def epsilon(x: Slot, y: Slot, z: Slot) -> Tensor:
    """epsilon_ijk, epsilon_ijk a_k, (a x b)_i or a.(b x c), by what stands in the slots."""
    return product_of_brackets([(gaussian(1), (("epsilon", x, y, z),))])


def _collected(terms: Iterable[tuple[Monomial, Gaussian]]) -> Tensor:
    """Add like terms and drop zeros."""
    total: dict[Monomial, Gaussian] = {}
    for monomial, value in terms:
        total[monomial] = total[monomial] + value if monomial in total else value
    return Tensor({monomial: value for monomial, value in total.items() if value})


def _free_indices(key: Monomial) -> tuple[Slot, ...]:
    return tuple(sorted(s for f in key if f[0] != "scalar" for s in f[1:] if s.kind == INDEX))


def _relabelled(factor: Factor, mapping: Mapping[Slot, Slot]) -> Factor:
    if factor[0] == "scalar":
        return factor
    return (factor[0], *(mapping.get(slot, slot) for slot in factor[1:]))


def _signed_permutations(items: Sequence[Any]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The six permutations of three items with their signs."""
    for order in permutations(range(3)):
        yield sign_of(order), tuple(items[place] for place in order)


def _reduced(factors: tuple[Factor, ...]) -> Iterator[tuple[int, Monomial]]:
    """Terms of a product of brackets in the module's normal form."""
    epsilons = [place for place, factor in enumerate(factors) if factor[0] == "epsilon"]
    if len(epsilons) > 1:
        first, second = epsilons[:2]
        rest = factors[:first] + factors[first + 1 : second] + factors[second + 1 :]
        for sign, (x, y, z) in _signed_permutations(factors[second][1:]):
            a, b, c = factors[first][1:]
            deltas = (("delta", a, x), ("delta", b, y), ("delta", c, z))
            yield from ((sign * n, m) for n, m in _reduced(rest + deltas))
        return
    number, contracted = _contracted(factors)
    brackets = []
    for factor in contracted if number else ():
        value, bracket = _sorted_bracket(factor)
        number *= value
        brackets += bracket
    if number:
        yield number, tuple(sorted(brackets))


def _contracted(factors: tuple[Factor, ...]) -> tuple[int, list[Factor]]:
    """Sum over every index that occurs twice, given at most one epsilon."""
    number, remaining = 1, list(factors)
    indices = _free_indices(factors)
    for repeated in sorted({slot for slot in indices if indices.count(slot) > 1}):
        if indices.count(repeated) > 2:
            raise ValueError(f"index {repeated.name!r} occurs more than twice in a product")
        bracket = next((f for f in remaining if f[0] == "delta" and repeated in f[1:]), None)
        if bracket is None:
            return 0, []
        remaining.remove(bracket)
        other = bracket[2] if bracket[1] == repeated else bracket[1]
        if other == repeated:
            number *= 3
        else:
            remaining = [_relabelled(f, {repeated: other}) for f in remaining]
    return number, remaining


def _sorted_bracket(factor: Factor) -> tuple[int, list[Factor]]:
    """Sort the slots of one bracket and use t.t = 1 and the orthonormal axes."""
    if factor[0] == "scalar":
        return 1, [factor]
    slots = sorted(factor[1:])
    if factor[0] == "delta":
        x, y = slots
        if x.kind == AXIS or (x == y and x.kind == UNIT_VECTOR):
            return int(x == y), []
        return 1, [("delta", x, y)]
    if len(set(slots)) < 3:
        return 0, []
    sign = sign_of(factor[1:])
    if slots[1].kind != AXIS:
        return sign, [("epsilon", *slots)]
    y, z = (AXIS_NAMES.index(slot.name) for slot in slots[1:])
    value, bracket = _sorted_bracket(("delta", slots[0], (X, Y, Z)[3 - y - z]))
    return sign * (1 if z == (y + 1) % 3 else -1) * value, bracket


@dataclass(frozen=True)
class _Style:
    """How one output language writes numbers, brackets and products."""

    number: Callable[[Gaussian], str]
    factor: Callable[[Factor, Monomial], str]
    times: str
    power: str


def _written(tensor: Tensor, style: _Style) -> str:
    """Signed terms in sorted order, scalars before brackets."""
    text = ""
    for key, value in sorted(tensor.terms.items()):
        coefficient = style.number(value)
        factors = []
        for factor, group in groupby(sorted(key, key=lambda f: (f[0] != "scalar", f))):
            repeats = len(list(group))
            power = style.power.format(repeats) if repeats > 1 else ""
            factors.append(style.factor(factor, key) + power)
        magnitude = coefficient.removeprefix("-")
        if magnitude != "1" or not factors:
            factors.insert(0, magnitude)
        text += (" - " if coefficient.startswith("-") else " + ") + style.times.join(factors)
    return text.removeprefix(" + ").replace(" - ", "-", int(text.startswith(" - "))) or "0"


def _plain_number(value: Gaussian) -> str:
    return f"({value})" if value.real and value.imag else str(value)


def _plain_factor(factor: Factor, _: Monomial) -> str:
    match [factor[0], *(slot.kind for slot in factor[1:] if factor[0] != "scalar")]:
        case ["scalar"]:
            return str(factor[1])
        case ["delta", x, y]:
            first, second = factor[1].name, factor[2].name
            if x == INDEX:
                return f"delta({first},{second})" if y == INDEX else f"{second}[{first}]"
            return f"{first}[{second}]" if y == AXIS else f"dot({first},{second})"
        case [_, x, y, _]:
            first, second, third = (slot.name for slot in factor[1:])
            if x == INDEX and y != INDEX:
                return f"cross({second},{third})[{first}]"
            return f"{'epsilon' if x == INDEX else 'triple'}({first},{second},{third})"
    raise TypeError(f"unknown factor {factor!r}")


def _latex_number(value: Gaussian) -> str:
    text = re.sub(r"(\d+)/(\d+)", r"\\frac{\1}{\2}", str(value)).replace("*", " ")
    return rf"\left({text}\right)" if value.real and value.imag else text


def _latex_factor(factor: Factor, key: Monomial) -> str:
    if factor[0] == "scalar":
        return str(factor[1])
    indices = [slot.name for slot in factor[1:] if slot.kind == INDEX]
    arrows = [_latex_vector(slot) for slot in factor[1:] if slot.kind != INDEX]
    subscript = "".join(indices)
    if factor[0] == "delta":
        if len(arrows) == 2:
            return rf"({arrows[0]} \cdot {arrows[1]})"
        return rf"{arrows[0]}_{{{subscript}}}" if arrows else rf"\delta_{{{subscript}}}"
    match arrows:
        case []:
            return rf"\epsilon_{{{subscript}}}"
        case [a]:
            taken = {slot.name for slot in _free_indices(key)}
            summed = next(letter for letter in "klmnpqrsuvw" if letter not in taken)
            return rf"\epsilon_{{{subscript}{summed}}} {a}_{{{summed}}}"
        case [a, b]:
            return rf"({a} \times {b})_{{{subscript}}}"
        case _:
            return rf"{arrows[0]} \cdot ({arrows[1]} \times {arrows[2]})"


def _latex_vector(slot: Slot) -> str:
    return rf"\mathbf{{{slot.name}}}" if slot.kind == VECTOR else rf"\hat{{{slot.name}}}"


_PLAIN = _Style(_plain_number, _plain_factor, "*", "**{}")
_LATEX = _Style(_latex_number, _latex_factor, " ", "^{{{}}}")
