"""The evaluator: exact numbers, digits, doubles, matrices, sums, integrals, definitions."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest

from spinloom.derivations.engine.interpret import (
    DOUBLE,
    PRECISE,
    Ring,
    Sample,
    Undefined,
    defined,
    evaluate,
    remembered,
)
from spinloom.derivations.engine.printed import (
    Derivative,
    Index,
    Integral,
    Label,
    Matrix,
    Node,
    Symbol,
    Total,
    equal,
)

a, b, x, y = (Symbol(n) for n in "abxy")
f, sqrt = Symbol("f", "function"), Symbol("sqrt", "function")
i, j = Index("i", "site"), Index("j", "site")
RATIONALS = Ring("rationals", lambda value: value, abs)
SITES = {"site": ("1", "2")}


def exact(**values: Any) -> Sample:
    return Sample(RATIONALS, values, SITES)


def test_rationals_stay_exact() -> None:
    tree = (a + b) ** 2 / 3 - 2 * a * b + Fraction(1, 7)
    value = evaluate(tree, exact(a=Fraction(1, 2), b=Fraction(1, 3)))
    assert value == Fraction(25, 108) - Fraction(1, 3) + Fraction(1, 7)


@pytest.mark.parametrize(("ring", "digits"), [(DOUBLE, 15), (PRECISE, 40)])
def test_rings_agree_to_their_digits(ring: Ring, digits: int) -> None:
    with mpmath.workdps(45):
        sample = Sample(ring, {"a": ring.number(Fraction(2)), "pi": mpmath.pi if ring is PRECISE
                               else np.pi})  # fmt: skip
        tree = sqrt(a) ** 2 + Symbol("exp", "function")(-a) ** 2 - Symbol("sin", "f")(a / 3)
        wanted = 2 + mpmath.exp(-4) - mpmath.sin(mpmath.mpf(2) / 3)
        assert abs(evaluate(tree, sample) - wanted) < mpmath.mpf(10) ** -digits


def test_every_named_function_exists_in_both_rings() -> None:
    assert sorted(DOUBLE.functions) == sorted(PRECISE.functions)
    with mpmath.workdps(30):
        for name in sorted(DOUBLE.functions):
            if name not in ("power", "dagger"):
                near, far = (ring.functions[name](ring.number(Fraction(3, 4)))
                             for ring in (DOUBLE, PRECISE))  # fmt: skip
                assert abs(near - far) < 1e-14, name


def test_sums_run_over_the_range_of_their_kind() -> None:
    values = {("1", "1"): 2, ("1", "2"): 3, ("2", "1"): 5, ("2", "2"): 7}
    sample = exact(G=values, v={"1": 11, "2": 13}, h=lambda k: 100 if k == "1" else 200)
    G, v, h = Symbol("G"), Symbol("v"), Symbol("h")
    assert evaluate(Total((i, j), G[i, j]), sample) == 17
    assert evaluate(Total((i,), G[i, i] * v[i]), sample) == 2 * 11 + 7 * 13
    assert evaluate(G[Label("1"), Label("2")], sample) == 3
    assert evaluate(Total((i,), Total((j,), G[j, i]) * h[i]), sample) == 700 + 2000


def test_products_of_matrices_keep_their_order() -> None:
    one, other = np.array([[1, 2], [3, 4]]), np.array([[0, 1], [1, 0]])
    sample = Sample(DOUBLE, {"a": one, "b": other})
    assert (evaluate(a * b, sample) == one @ other).all()
    assert (evaluate(b * a, sample) != one @ other).any()
    assert (evaluate(a**2, sample) == one @ one).all()
    assert (evaluate(a**-1, sample) @ one).round(12).tolist() == [[1, 0], [0, 1]]
    entries = Sample(DOUBLE, {"x": 1.0, "y": 2.0})
    assert evaluate(Matrix(((x, -x), (x + y, y))), entries).tolist() == [[1, -1], [3, 2]]


def test_grids_multiply_point_by_point() -> None:
    sample = Sample(DOUBLE, {"x": np.array([1.0, 2.0]), "y": np.array([3.0, 4.0])})
    assert evaluate(x * y, sample).tolist() == [3.0, 8.0]


def test_a_factor_that_vanishes_exactly_ends_a_product() -> None:
    sample = exact(a=Fraction(0), b=lambda: None)
    assert evaluate(a * Symbol("nowhere"), sample) == 0
    with pytest.raises(Undefined):
        evaluate(Symbol("nowhere") * a, sample)


def test_integrals_and_derivatives_bind_their_variable() -> None:
    sample = Sample(
        RATIONALS,
        {"x": Fraction(10), "a": Fraction(2)},
        integrate=lambda names, g: sum(g(Fraction(k)) for k in (1, 2, 3)),
        differentiate=lambda g, at: (g(at + 1) - g(at - 1)) / 2,
    )
    assert evaluate(Integral((x,), a * x), sample) == 12
    assert evaluate(x + Integral((x,), x), sample) == 16
    assert evaluate(Derivative(a * x**2, x), sample) == 40
    assert evaluate(Derivative(a * x**2, x, a), sample) == 8
    assert evaluate(Integral((x,), Derivative(x**2, x)), sample) == 12


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (a, "'a' has no value"),
        (Symbol("v")[i], "index 'i' is neither summed nor given"),
        (Integral((x,), x), "no rule for integrals"),
        (Derivative(b, b), "no rule for derivatives"),
        (Symbol("erfc", "function")(b), "unknown to ring rationals"),
    ],
)
def test_what_has_no_meaning_is_named(tree: Node, told: str) -> None:
    with pytest.raises(Undefined, match=told):
        evaluate(tree, exact(b=Fraction(1), v={"1": 1}))


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(TypeError, match="no meaning for Relation"):
        evaluate(equal(a, b), exact(a=1, b=1))


def test_a_definition_takes_labels_and_arguments() -> None:
    G = Symbol("G")
    sample = exact(v={"1": Fraction(3), "2": Fraction(5)}, a=Fraction(2))
    scalar = defined(equal(b, a + 1), sample)
    indexed = defined(equal(G[i, j], Symbol("v")[i] - a * Symbol("v")[j]), sample)
    function = defined(equal(f[i](x, y), x - 2 * y + Symbol("v")[i]), sample)
    assert scalar() == 3
    assert indexed("2", "1") == -1
    assert function("2")(Fraction(1), Fraction(4)) == -2
    with pytest.raises(Undefined, match="defined with 2 indices"):
        indexed("1")


def test_a_definition_is_solved_for_its_arguments() -> None:
    sample = exact()
    assert defined(equal(f(-x), x), sample)()(Fraction(3)) == -3
    assert defined(equal(f(2 * x), x), sample)()(Fraction(3)) == Fraction(3, 2)
    assert defined(equal(f(-(2 * x), y), x - y), sample)()(Fraction(4), 1) == -3


@pytest.mark.parametrize("pattern", [f(x, x), f(x + 1, y), f(a * x, y), f(x**2, y), f(x[i], y)])
def test_other_arguments_define_nothing(pattern: Node) -> None:
    with pytest.raises(Undefined, match="argument"):
        defined(equal(pattern, y), exact(a=Fraction(2)))()(Fraction(1), Fraction(2))


def test_a_definition_never_borrows_a_missing_argument() -> None:
    with pytest.raises(Undefined, match="'y' has no value"):
        defined(equal(f(x), y), exact())()(Fraction(1))


def test_points_are_drawn_once_and_the_generator_moves_on() -> None:
    drawn: list[float] = []

    def draw(rng: random.Random, ring: Ring) -> Sample:
        drawn.append(rng.random())
        return Sample(ring, {"x": drawn[-1]})

    often = remembered(draw)
    rngs = [random.Random(5) for _ in range(3)]
    first, second = (often(rng, DOUBLE) for rng in rngs[:2])
    assert first is second
    assert drawn == [rngs[2].random()]
    assert {rng.random() for rng in rngs[:2]} == {rngs[2].random()}
    assert often(random.Random(6), DOUBLE).values["x"] != drawn[0]
    assert often(random.Random(5), PRECISE) is not first


def test_sizes_are_largest_entries() -> None:
    assert DOUBLE.size(np.array([[1, -3j], [2, 0]])) == 3
    assert DOUBLE.size(0) == 0
    with mpmath.workdps(40):
        tiny = mpmath.mpf(10) ** -35
        assert PRECISE.size(np.array([tiny, -2 * tiny], dtype=object)) == 2 * tiny
