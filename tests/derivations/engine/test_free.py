"""Equal by arithmetic alone: rewrites are accepted, everything else needs a named relation."""

from __future__ import annotations

from fractions import Fraction

import pytest

from spinloom.derivations.engine.free import antisymmetric, equivalent, symmetric, symmetric_after
from spinloom.derivations.engine.printed import (
    Call,
    Derivative,
    Index,
    Integral,
    Label,
    Matrix,
    Negative,
    Node,
    Symbol,
    Total,
    equal,
    less,
    system,
)

a, b, c, x, y = (Symbol(n) for n in "abcxy")
A, B = (Symbol(n, commuting=False) for n in "AB")
f, cos, sin, dot, cross, outer = (
    Symbol(n, "function") for n in ("f", "cos", "sin", "dot", "cross", "outer")
)
i, j, k = (Index(n, "axis") for n in "ijk")
T, e, G = Symbol("T"), Symbol("e"), Symbol("G")
HALF = Fraction(1, 2)

REWRITES = [
    (a * (b + c), a * b + a * c),
    (a + b, b + a),
    (a * b * c, c * a * b),
    ((a + b) ** 2, a**2 + 2 * a * b + b**2),
    ((A + B) ** 2, A**2 + A * B + B * A + B**2),
    (-(a - b), b - a),
    (Negative(-a), a),
    (a - b, -(b - a)),
    (HALF * a + a / 2, a),
    (1 / a + 1 / b, (a + b) / (a * b)),
    (a**3 / a, a**2),
    (a**-1, 1 / a),
    (a * A, A * a),
    (Total((i,), T[i] * a), a * Total((i,), T[i])),
    (Total((i, j), T[i] * G[j]), Total((j,), G[j]) * Total((i,), T[i])),
    (Total((i,), T[i]), Total((k,), T[k])),
    (Integral((x,), f(x) + a * f(x)), (1 + a) * Integral((x,), f(x))),
    (Integral((x, y), f(x, y)), Integral((y, x), f(x, y))),
    (Derivative(2 * f(x), x), 2 * Derivative(f(x), x)),
    (f(a + b), f(b + a)),
    (cos(a - b), cos(b - a)),
    (dot(a, b), dot(b, a)),
    (cross(a, b), -cross(b, a)),
    (cross(-a, b), cross(b, a)),
    (outer(-a, b), -outer(a, b)),
]
DIFFERENT = [
    (a + b, a - b),
    (a, 2 * a),
    (A * B, B * A),
    ((A + B) ** 2, A**2 + 2 * (A * B) + B**2),
    (1 / (a + b), 1 / a + 1 / b),
    (a**2, a**3),
    (a**b, a**c),
    (T[i], T[j]),
    (G[i, j], G[j, i]),
    (G[i, Label("x", "axis")], G[Label("x", "axis"), i]),
    (Total((j,), G[i, j]), Total((j,), G[j, i])),
    (Total((i,), T[i] * G[i, i]), Total((i, j), T[i] * G[j, j])),
    (Integral((x,), f(x, y)), Integral((x,), f(y, x))),
    (Integral((x,), f(x)), f(x)),
    (Derivative(f(x), x), f(x)),
    (Derivative(f(x, y), x), Derivative(f(x, y), y)),
    (Derivative(f(x), x, a), Derivative(f(x), x)),
    (f(a, b), f(b, a)),
    (f(-a), -f(a)),
    (sin(a), sin(-a)),
    (f(a), cos(a)),
    (cross(a, b), cross(b, a)),
    (dot(a, b), -dot(b, a)),
    (outer(a, b), outer(b, a)),
    (Call(Symbol("conj"), (f(a),)), f(a)),
    (Matrix(((a, b), (b, a))), Matrix(((a, b), (-b, a)))),
    (G[i, j] - G[j, i], G[i, j] + G[j, i]),
]


@pytest.mark.parametrize(("one", "other"), REWRITES)
def test_algebraic_rewrites_are_the_same_statement(one: Node, other: Node) -> None:
    assert equivalent(one, other)
    assert equivalent(equal(x, one), equal(x, other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_everything_else_is_another_statement(one: Node, other: Node) -> None:
    assert not equivalent(one, other)
    assert not equivalent(equal(x, one), equal(x, other))


def test_named_relations_connect_what_they_name() -> None:
    contracted = Total((j, k), e[i, j, k] * T[j] * G[k, k])
    turned = -Total((j, k), e[j, i, k] * T[j] * G[k, k])
    assert not equivalent(contracted, turned)
    assert equivalent(contracted, turned, {"e": antisymmetric})
    assert not equivalent(contracted, -turned, {"e": antisymmetric})
    assert equivalent(e[i, i, j], 0 * a, {"e": antisymmetric})
    assert equivalent(G[i, j], G[j, i], {"G": symmetric})
    assert not equivalent(G[i, j], G[j, i], {"e": symmetric})
    assert equivalent(e[i, j, k], e[i, k, j], {"e": symmetric_after(1)})
    assert not equivalent(e[i, j, k], e[j, i, k], {"e": symmetric_after(1)})


def test_functions_exchange_their_arguments_with_their_indices() -> None:
    even, odd = {"f": 1}, {"f": -1}
    one, other = f[i, j](x, y), f[j, i](y, x)
    assert not equivalent(one, other)
    assert equivalent(one, other, None, even)
    assert not equivalent(one, -other, None, even)
    assert equivalent(one, -other, None, odd)
    assert not equivalent(f[i, j](x, y), f[i, j](y, x), None, even)
    assert equivalent(f[i, i](x, y), f[i, i](y, x), None, even)
    assert equivalent(Derivative(f[i, i](x, y), y), Derivative(f[i, i](y, x), y), None, even)


def test_sides_and_signs_matter() -> None:
    assert not equivalent(equal(a, b), equal(b, a))
    assert not equivalent(equal(a, b), less(a, b))
    assert not equivalent(equal(a, b), equal(2 * a, 2 * b))
    assert equivalent(system(equal(a, b), equal(b, c)), system(equal(a, b), equal(b, c * 1)))
    assert not equivalent(system(equal(a, b), equal(b, c)), system(equal(b, c), equal(a, b)))


def test_what_has_no_free_meaning_is_named() -> None:
    with pytest.raises(TypeError, match="no free meaning for Node"):
        equivalent(Node(), a)
