"""The effective action to second order in the coupling, for any averages: exact orders of (A5).

Two kicks by moments m stand for any number of them. Averages of one and of two spins at these times
are independent generators, and so is the third cumulant: what is left out begins there.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

from spinloom.derivations.engine.interpret import Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, Relation

from .judge_green import RANGES
from .vector_algebra import Algebra, Complex

TIMES = (1, 2)
#: A spin component at a time: site, axis, time.
Place = tuple[str, str, int]
_PLACES: tuple[Place, ...] = tuple(product("12", "xyz", TIMES))
_PAIRS = [(x, y) for x, y in product(_PLACES, repeat=2) if x[2] >= y[2]]


def _label(*places: Place) -> str:
    return "_".join(f"{a}{i}{k}" for a, i, k in places)


_ALGEBRA = Algebra(
    (
        "coupling", "third", "S", "S_m", *(f"m_{_label(x)}" for x in _PLACES),
        *(f"s_{_label(x)}" for x in _PLACES), *(f"ss_{_label(*pair)}" for pair in _PAIRS),
    ),
    {},
)  # fmt: skip


def _generator(name: str) -> Complex:
    return Complex(_ALGEBRA.of[name], _ALGEBRA.zero, _ALGEBRA)


def _number(value: Fraction | int) -> Complex:
    one = _ALGEBRA.one
    return Complex(one * value.numerator / value.denominator, _ALGEBRA.zero, _ALGEBRA)


_HALF_I = Complex(_ALGEBRA.zero, _ALGEBRA.one / 2, _ALGEBRA)


def _total(terms: list[Complex]) -> Complex:
    return sum(terms, start=_number(0))


@cache
def _ordered(x: Place, y: Place) -> Complex:
    """The time-ordered average of two spins; equal times by the mean of both orders."""
    later, earlier = (x, y) if x[2] >= y[2] else (y, x)
    forth = _generator(f"ss_{_label(later, earlier)}")
    if x[2] != y[2]:
        return forth
    return (forth + _generator(f"ss_{_label(earlier, later)}")) * _number(Fraction(1, 2))


def _logarithm() -> Complex:
    """-i ln <exp(i coupling X_2) exp(i coupling X_1)> by cumulants, up to the third.

    X_k is m.s of both sites at kick k. The second moment of the ordered product is
    2 <X_2 X_1> + <X_1 X_1> + <X_2 X_2>.
    """
    coupling, moment = _generator("coupling"), {x: _generator(f"m_{_label(x)}") for x in _PLACES}
    first = _total([moment[x] * _generator(f"s_{_label(x)}") for x in _PLACES])
    second = _total([
        _number(2 if x[2] > y[2] else 1) * moment[x] * moment[y]
        * _generator(f"ss_{_label(x, y)}")
        for x, y in _PAIRS
    ])  # fmt: skip
    cubic = _number(Fraction(-1, 6)) * coupling * coupling * coupling * _generator("third")
    return coupling * first + coupling * coupling * _HALF_I * (second - first * first) + cubic


@cache
def kicked() -> Sample:
    """Both sides of (A5); an integral over time is the sum over the kicks."""

    def kernel(a: str, b: str, i: str, j: str) -> Any:
        def value(t: int, t_p: int) -> Complex:
            x, y = (a, i, t), (b, j, t_p)
            means = _generator(f"s_{_label(x)}") * _generator(f"s_{_label(y)}")
            return _HALF_I * (_ordered(x, y) - means)

        return value

    def vector(name: str) -> Any:
        return lambda a: lambda k: tuple(_generator(f"{name}_{a}{i}{k}") for i in "xyz")

    values = {
        "action_total": _generator("S_m") + _logarithm(), "action_m": _generator("S_m"),
        "S": _generator("S"), "Delta": _generator("coupling"), "m": vector("m"),
        "m_component": lambda a, i: lambda k: _generator(f"m_{a}{i}{k}"),
        "mean_spin": vector("s"), "K_kernel": kernel,
    }  # fmt: skip
    functions = {"dot": lambda u, v: _total([x * y for x, y in zip(u, v, strict=True)])}
    exact = Ring("polynomials", _number, lambda value: int(bool(value)), functions)
    return Sample(exact, values, RANGES, integrate=lambda names, body: _total(
        [body(k) for k in TIMES]))  # fmt: skip


def cumulant_order(tree: Node) -> int:
    """The lowest power of the coupling in the difference of both sides, beyond the second.

    Raises
    ------
    ValueError
        If both sides agree, third cumulant included.
    """
    assert isinstance(tree, Relation)
    sample = kicked()
    difference = evaluate(tree.left, sample) - evaluate(tree.right, sample)
    powers = [
        int(powers[_ALGEBRA.place["coupling"]])
        for part in (difference.real, difference.imag)
        for powers, coefficient in part.to_dict().items() if coefficient
    ]  # fmt: skip
    if not powers:
        raise ValueError("the third cumulant is missing")
    return min(powers) - 2
