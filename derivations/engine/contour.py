r"""Keldysh components of contour products, their expansion in frequency, Kramers-Kronig reduction.

A contour function is written by its components

    retarded = theta(t - t') (greater - lesser)      advanced = -theta(t' - t) (greater - lesser)
    keldysh  = greater + lesser                      greater - lesser = retarded - advanced

and products of contour functions are small trees:

=====================  =====================================================
``Series((A, B, C))``  convolution along the contour, (AB)(t, t') = int ds A(t, s) B(s, t')
``Bubble(A, B)``       A(t, t') B(t', t)
``Parallel(A, B)``     A(t, t') B(t, t')
=====================  =====================================================

`component` derives every rule (Langreth) from one fact: on the forward and backward branch a
contour function is the matrix [[retarded + lesser, lesser], [greater, lesser - advanced]], a series
is a matrix product with a sign for the backward branch, and a bubble multiplies elements. There is
no table of rules.

>>> A, B = Function("A"), Function("B")
>>> print(component(Series((A, B)), "lesser"))
A^R B^< + A^< B^A
>>> print(component(Bubble(A, B), "retarded"))
A^R B^< + A^< B^A
>>> print(component(Bubble(A, B), "keldysh"))
1/2 A^R B^A + 1/2 A^K B^K + 1/2 A^A B^R

In a steady state a bubble is one integral over energy, the frequency w sitting on the retarded or
advanced factor; `expand` gives its value and slope at w = 0 (d is the derivative by energy):

>>> integral = energy_integral(Bubble(A, B), "retarded")
>>> print(integral)
A^R(+w) B^< + A^< B^A(-w)
>>> print(*expand(integral), sep="; ")
A^R B^< + A^< B^A; dA^R B^< - A^< dB^A

The double integral of A^>(e') B^<(e'') - A^<(e') B^>(e'') over 1/(w + i0 - e' + e'') is the same:

>>> numerator = component(Bubble(A, B), "greater") - component(Bubble(A, B), "lesser")
>>> print(kramers_kronig(numerator, "retarded"))
-i A^R(+w) B^< - i A^< B^A(-w)

Letters of a word keep the order of the product, so A and B may be matrices. Every integral over
energy is with de/2pi, and f(t) = int de/2pi exp(-iet) f(e).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Literal, NamedTuple

from .gaussian import Gaussian, I, Number, gaussian

Component = Literal["retarded", "advanced", "lesser", "greater", "keldysh"]

SYMBOLS = {"retarded": "R", "advanced": "A", "lesser": "<", "greater": ">", "keldysh": "K"}


@dataclass(frozen=True)
class Function:
    """A contour function; a ``local`` one is a number times the contour delta function."""

    name: str
    local: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Series:
    """Convolution of its factors along the contour."""

    factors: tuple[Node, ...]

    def __str__(self) -> str:
        return f"({' * '.join(map(str, self.factors))})"


@dataclass(frozen=True)
class Bubble:
    """first(t, t') second(t', t)."""

    first: Node
    second: Node

    def __str__(self) -> str:
        return f"bubble({self.first}, {self.second})"


@dataclass(frozen=True)
class Parallel:
    """first(t, t') second(t, t')."""

    first: Node
    second: Node

    def __str__(self) -> str:
        return f"parallel({self.first}, {self.second})"


Node = Function | Series | Bubble | Parallel


class Letter(NamedTuple):
    """A component of a node; in energy, at e + shift*w and differentiated by energy."""

    node: Node
    component: str
    shift: int = 0
    derivative: int = 0

    def __str__(self) -> str:
        label = f"^{SYMBOLS[self.component]}" if self.component in SYMBOLS else ""
        sign = {0: "", 1: "(+w)", -1: "(-w)"}[self.shift]
        return "d" * self.derivative + str(self.node) + label + sign


Word = tuple[Letter, ...]


@dataclass(frozen=True, eq=False)
class Words:
    """A sum of products of letters, {word: coefficient}; the order of letters counts."""

    terms: Mapping[Word, Gaussian]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self.terms == other.terms

    def __hash__(self) -> int:
        return hash(str(self))

    def __add__(self, other: Words) -> Words:
        return _collected([*self.terms.items(), *other.terms.items()])

    def __neg__(self) -> Words:
        return self * -1

    def __sub__(self, other: Words) -> Words:
        return self + (-other)

    def __mul__(self, number: Number) -> Words:
        return _collected((word, value * number) for word, value in self.terms.items())

    def __truediv__(self, number: Number) -> Words:
        return self * (gaussian(1) / number)

    def __matmul__(self, other: Words) -> Words:
        return _collected(
            (left + right, x * y)
            for left, x in self.terms.items()
            for right, y in other.terms.items()
        )

    def __str__(self) -> str:
        text = ""
        for word, value in sorted(self.terms.items(), key=_reading_order):
            number = f"({value})" if value.real and value.imag else str(value)
            magnitude = number.removeprefix("-")
            parts = ([] if magnitude == "1" else [magnitude]) + [str(letter) for letter in word]
            text += (" - " if number.startswith("-") else " + ") + " ".join(parts)
        return text.removeprefix(" + ").replace(" - ", "-", int(text.startswith(" - "))) or "0"


def _reading_order(term: tuple[Word, Gaussian]) -> tuple[list[int], str]:
    """Retarded before others before advanced, letter by letter, as rules are usually printed."""
    ranks = {"retarded": 0, "advanced": 2}
    return [ranks.get(x.component, 1) for x in term[0]], " ".join(map(str, term[0]))


def _collected(terms: Iterable[tuple[Word, Gaussian]]) -> Words:
    total: dict[Word, Gaussian] = {}
    for word, value in terms:
        total[word] = total[word] + value if word in total else value
    return Words({word: value for word, value in total.items() if value})


def letter(node: Node, which: str) -> Words:
    """One component of one node, as a sum of one word."""
    return Words({(Letter(node, which),): gaussian(1)})


Branches = dict[tuple[int, int], Words]  # keys: forward +1, backward -1

_SAME_TIME = [("retarded", "advanced"), ("advanced", "retarded")]
_OPPOSITE_TIME = [("retarded", "retarded"), ("advanced", "advanced")]
_BUBBLE_LETTERS = {
    "lesser": ("lesser", "greater"),
    "greater": ("greater", "lesser"),
    "keldysh": ("keldysh", "keldysh"),
}


def component(node: Node, which: Component) -> Words:
    """A component of a product in terms of components of its factors.

    Words whose factors have no common support in time (retarded times advanced in a parallel
    product, retarded times retarded in a bubble) are left out.

    Raises
    ------
    ValueError
        If a factor of a bubble or parallel product is local (delta functions do not multiply).
    """
    if isinstance(node, Bubble | Parallel):
        for factor in (node.first, node.second):
            if isinstance(factor, Function) and factor.local:
                raise ValueError(f"{factor} is local; {node} has no meaning")
    match node:
        case Function():
            return letter(node, which)
        case Series(factors):
            third = "lesser" if which in ("retarded", "advanced") else which
            matrix = reduce(_convolution, (_branches(factor, third) for factor in factors))
            return _extracted(matrix, which)
        case Bubble(first, second):
            kinds = _BUBBLE_LETTERS.get(which, ("lesser", "lesser"))
            x, y = _branches(first, kinds[0]), _branches(second, kinds[1])
            products = {(a, b): x[a, b] @ y[b, a] for a, b in x}
            return _without(_extracted(products, which), _OPPOSITE_TIME)
        case Parallel(first, second):
            third = "lesser" if which in ("retarded", "advanced") else which
            x, y = _branches(first, third), _branches(second, third)
            products = {branch: x[branch] @ y[branch] for branch in x}
            return _without(_extracted(products, which), _SAME_TIME)


def _branches(node: Node, third: str) -> Branches:
    """The contour matrix of a node by retarded, advanced and a third component."""
    retarded, advanced = letter(node, "retarded"), letter(node, "advanced")
    known = letter(node, third)
    if isinstance(node, Function) and node.local:
        retarded = advanced = letter(node, "local")
        known = Words({})
    lesser = {
        "lesser": known,
        "greater": known - retarded + advanced,
        "keldysh": (known - retarded + advanced) / 2,
    }[third]
    return {
        (1, 1): retarded + lesser,
        (1, -1): lesser,
        (-1, 1): lesser + retarded - advanced,
        (-1, -1): lesser - advanced,
    }


def _convolution(x: Branches, y: Branches) -> Branches:
    return {(a, b): x[a, 1] @ y[1, b] - x[a, -1] @ y[-1, b] for a, b in x}


def _extracted(matrix: Branches, which: Component) -> Words:
    match which:
        case "retarded":
            return matrix[1, 1] - matrix[1, -1]
        case "advanced":
            return matrix[1, 1] - matrix[-1, 1]
        case "lesser":
            return matrix[1, -1]
        case "greater":
            return matrix[-1, 1]
        case "keldysh":
            return matrix[1, -1] + matrix[-1, 1]


def _without(words: Words, excluded: list[tuple[str, str]]) -> Words:
    return Words(
        {w: v for w, v in words.terms.items() if tuple(x.component for x in w) not in excluded}
    )


def reduced(words: Words) -> Words:
    """Greater and Keldysh letters by lesser, retarded and advanced ones: a form to compare by."""

    def rewritten(x: Letter) -> Words:
        retarded, advanced, lesser = (
            Words({(x._replace(component=name),): gaussian(1)})
            for name in ("retarded", "advanced", "lesser")
        )
        match x.component:
            case "greater":
                return lesser + retarded - advanced
            case "keldysh":
                return lesser * 2 + retarded - advanced
        return Words({(x,): gaussian(1)})

    return _letterwise(words, rewritten)


def _letterwise(words: Words, change: Callable[[Letter], Words]) -> Words:
    empty = Words({(): gaussian(1)})
    return sum(
        (
            reduce(Words.__matmul__, map(change, word), empty) * value
            for word, value in words.terms.items()
        ),
        start=Words({}),
    )


def energy_integral(bubble: Bubble, which: Component) -> Words:
    """Integrand of C(w) = int de/2pi of a bubble of functions of time differences.

    The first factor is taken at e + w and the second at e, or, by a shift of e, at e and e - w:
    whichever puts w on a retarded or advanced factor.
    """
    return _collected(
        (_shifted(word), value) for word, value in component(bubble, which).terms.items()
    )


def _shifted(word: Word) -> Word:
    first, second = word
    causal = ("retarded", "advanced")
    if second.component in causal and first.component not in causal:
        return first, second._replace(shift=-1)
    return first._replace(shift=1), second


def expand(integrand: Words) -> tuple[Words, Words]:
    """Value and slope at w = 0."""
    value = _letterwise(integrand, lambda x: Words({(x._replace(shift=0),): gaussian(1)}))
    slope = Words({})
    for word, coefficient in integrand.terms.items():
        for place, moved in enumerate(word):
            frozen = [x._replace(shift=0) for x in word]
            frozen[place] = frozen[place]._replace(derivative=moved.derivative + 1)
            slope = slope + Words({tuple(frozen): coefficient}) * moved.shift
    return value, slope


def kramers_kronig(numerator: Words, causality: Literal["retarded", "advanced"]) -> Words:
    """Reduce int de'/2pi de''/2pi numerator(e', e'') / (w +- i0 - e' + e'') to one integral.

    Parameters
    ----------
    numerator
        Words of two lesser or greater letters, the first at e', the second at e''.
    causality
        ``retarded`` for w + i0, ``advanced`` for w - i0.

    Returns
    -------
    Words
        The integrand over de/2pi, by X^R(z) = i int de'/2pi (X^> - X^<)(e') / (z - e').

    Raises
    ------
    ValueError
        If the numerator holds a word without a difference greater - lesser in any factor.
    """
    upper, lower = ("retarded", "advanced") if causality == "retarded" else ("advanced", "retarded")
    total = Words({})
    for word, value in _letterwise(numerator, _by_jump).terms.items():
        first, second = word
        if first.component == "jump":
            reached = first._replace(component=upper, shift=1)
            lessers = _letterwise(Words({(second,): -I * value}), _jump_written_out)
            total = total + Words({(reached,): gaussian(1)}) @ lessers
        elif second.component == "jump":
            reached = second._replace(component=lower, shift=-1)
            total = total + Words({(first, reached): I * value})
        else:
            raise ValueError(f"{first} {second} has no factor greater - lesser")
    return total


def _by_jump(x: Letter) -> Words:
    """greater = lesser + jump."""
    if x.component not in ("lesser", "greater"):
        raise ValueError(f"{x} is neither lesser nor greater")
    lesser = Words({(x._replace(component="lesser"),): gaussian(1)})
    jump = Words({(x._replace(component="jump"),): gaussian(1)})
    return lesser if x.component == "lesser" else lesser + jump


def _jump_written_out(x: Letter) -> Words:
    """jump = greater - lesser."""
    if x.component != "jump":
        return Words({(x,): gaussian(1)})
    greater = Words({(x._replace(component="greater"),): gaussian(1)})
    return greater - Words({(x._replace(component="lesser"),): gaussian(1)})
