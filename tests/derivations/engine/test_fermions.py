"""Operator algebra with symbolic indices against matrices on exact Fock spaces."""

import doctest
import importlib
from functools import reduce
from itertools import product

import numpy as np
import pytest

from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    anticommutator,
    as_expression,
    commutator,
    constant,
    create,
    index,
    kronecker,
    normal_order,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.gaussian import I
from spinloom.derivations.engine.indexed import Index
from spinloom.derivations.engine.judges.fock import FockSpace
from spinloom.derivations.engine.representation import Representation

a, b, c, d, e = (index("site", name) for name in "abcde")
SPACE = FockSpace(4)
OPERATORS = {True: SPACE.creator, False: SPACE.annihilator}


def f(x: Index) -> Expression:
    return symbol("f", x)


def A(x: Index, y: Index) -> Expression:
    return symbol("A", x, y)


def V(x: Index, y: Index) -> Expression:
    return symbol("V", x, y)


def delta(x: Index, y: Index) -> Expression:
    return kronecker([x], [y])


def on_sites(labels: dict[str, int], **values: np.ndarray) -> Representation:
    """Four sites, one mode each."""
    return Representation(
        sizes={"site": 4},
        values=values,
        labels=labels,
        operator=lambda creates, _, places: OPERATORS[creates](places[0]),
        identity=SPACE.identity,
    )


def string(generator: np.random.Generator, length: int) -> Expression:
    """Random creators and annihilators with labels from a ... d, repetitions included."""
    names = [(a, b, c, d)[place] for place in generator.integers(4, size=length)]
    makers = [(create, annihilate)[place] for place in generator.integers(2, size=length)]
    operators = [make(name) for make, name in zip(makers, names, strict=True)]
    return reduce(lambda left, right: left * right, operators)


@pytest.mark.parametrize("module", ["fermions", "wick", "spin_sums", "representation", "pairings"])
def test_examples_of_the_docstrings(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"spinloom.derivations.engine.{module}"))
    assert found.failed == 0


def test_canonical_anticommutation() -> None:
    assert anticommutator(annihilate(a), create(b)) == kronecker([a], [b])
    assert anticommutator(create(b), annihilate(a)) == kronecker([a], [b])
    assert anticommutator(annihilate(a), annihilate(b)) == as_expression(0)
    assert anticommutator(create(a), create(a)) == as_expression(0)
    assert anticommutator(annihilate(a), create(a)) == as_expression(1)
    assert anticommutator(annihilate(a), create(b, field="d")) == as_expression(0)
    up, down = index("spin", "s"), index("spin", "r")
    both = anticommutator(annihilate(a, up), create(b, down))
    assert both == kronecker([a, up], [b, down])
    assert str(both) == "delta[a,b] delta[r,s]"


def test_commutator_of_bilinears() -> None:
    result = commutator(create(a) * annihilate(b), create(c) * annihilate(d))
    expected = kronecker([b], [c]) * create(a) * annihilate(d) - kronecker([a], [d]) * create(
        c
    ) * annihilate(b)
    assert result == normal_order(expected)
    assert result != normal_order(-expected)


@pytest.mark.parametrize("length", range(1, 8))
def test_normal_order_of_random_strings_is_the_same_matrix(length: int) -> None:
    generator = np.random.default_rng(length)
    for _ in range(5):
        expression = string(generator, length)
        ordered = normal_order(expression)
        for term in ordered.terms:
            creates = [operator.creates for operator in term.operators]
            assert creates == sorted(creates, reverse=True)
        for places in ([0, 1, 2, 3], [2, 0, 2, 1]):
            numbers = on_sites(dict(zip("abcd", places, strict=True)))
            difference = numbers.evaluate(expression) - numbers.evaluate(ordered)
            assert np.abs(difference).max() < 1e-13
        assert normal_order(ordered) == ordered


def test_a_wrong_sign_in_the_exchange_is_rejected() -> None:
    """c_a c_b^dag -> + c_b^dag c_a + delta_ab is what a boson does."""
    numbers = on_sites({"a": 0, "b": 1})
    boson = create(b) * annihilate(a) + kronecker([a], [b])
    difference = numbers.evaluate(annihilate(a) * create(b)) - numbers.evaluate(boson)
    assert np.abs(difference).max() > 0.5


def test_hamiltonian_equation_of_motion() -> None:
    """[H, c_a] of a quadratic plus density-density Hamiltonian, symbolically and as matrices."""
    quadratic = sum_over(symbol("h", b, c) * create(b) * annihilate(c), b, c)
    density = create(b) * annihilate(b) * create(c) * annihilate(c)
    hamiltonian = quadratic + sum_over(symbol("U", b, c) * density, b, c) / 2
    motion = commutator(hamiltonian, annihilate(a))
    generator = np.random.default_rng(3)
    h = generator.normal(size=(4, 4)) + 1j * generator.normal(size=(4, 4))
    numbers = on_sites({"a": 2}, h=h, U=generator.normal(size=(4, 4)))
    H, c_a = numbers.evaluate(hamiltonian), SPACE.annihilator(2)
    assert np.abs(numbers.evaluate(motion) - (H @ c_a - c_a @ H)).max() < 1e-12
    only_quadratic = commutator(quadratic, annihilate(a))
    assert only_quadratic == -sum_over(symbol("h", a, b) * annihilate(b), b)


def test_summation_indices_of_a_product_stay_distinct() -> None:
    number = sum_over(create(a) * annihilate(a), a)
    squared = number * number
    ((term, _),) = squared.terms.items()
    assert len(term.sums) == 2
    numbers = on_sites({})
    matrix = numbers.evaluate(number)
    assert np.array_equal(numbers.evaluate(squared), matrix @ matrix)
    one_sum = sum_over(create(a) * annihilate(a) * create(a) * annihilate(a), a)
    assert one_sum != squared
    assert not np.array_equal(numbers.evaluate(one_sum), matrix @ matrix)
    outer = sum_over(symbol("f", a) * number, a)
    assert len(next(iter(outer.terms)).sums) == 2


def test_summation_indices_are_named_canonically() -> None:
    first = sum_over(A(a, b) * A(b, c) * A(c, d) * symbol("v", d), a, b, c, d)
    second = sum_over(A(e, a) * A(d, e) * symbol("v", a) * A(b, d), a, b, d, e)
    assert first == second and str(first) == str(second)
    assert first - second == as_expression(0)
    third = sum_over(A(e, a) * A(e, d) * symbol("v", a) * A(b, d), a, b, d, e)
    assert first != third


def test_cycles_of_equal_symbols_are_told_apart() -> None:
    """Colours alone cannot tell one ring of six from two rings of three."""

    def ring(labels: str) -> Expression:
        sites = [index("site", name) for name in labels]
        pairs = zip(sites, sites[1:] + sites[:1], strict=True)
        return reduce(lambda left, right: left * right, (symbol("A", x, y) for x, y in pairs))

    everything = [index("site", name) for name in "uvwxyz"]
    six, three = ring("uvwxyz"), ring("uvw") * ring("xyz")
    assert sum_over(six, *everything) != sum_over(three, *everything)
    assert sum_over(six, *everything) == sum_over(ring("uwvzxy"), *everything)
    assert sum_over(three, *everything) == sum_over(ring("uxz") * ring("ywv"), *everything)


def test_deltas_act_on_sums_and_labels() -> None:
    assert sum_over(delta(a, b) * f(b), b) == f(a)
    assert sum_over(delta(a, b) * f(b), a, b) == sum_over(f(c), c)
    assert delta(a, b) * f(b) == delta(b, a) * f(a)
    assert delta(a, b) * delta(b, c) == delta(a, c) * delta(c, b)
    assert delta(a, a) == as_expression(1)
    assert str(sum_over(delta(a, b), a, b)) == "sum[site1]"
    left, right = constant("site", "1"), constant("site", "2")
    assert delta(left, right) == as_expression(0)
    assert delta(a, left) * delta(a, right) == as_expression(0)
    assert delta(a, left) * f(a) == delta(a, left) * f(left)
    assert delta(a, b) * f(c) != f(c)
    with pytest.raises(ValueError, match="no bracket"):
        kronecker([a], [index("spin", "s")])


def test_sums_without_a_symbol_count_their_range() -> None:
    number = Representation(sizes={"site": 4, "spin": 2})
    s = index("spin", "s")
    counted = sum_over(as_expression(1), s, a)
    assert number.evaluate(counted) == 8
    assert counted == sum_over(as_expression(1), a, s)
    assert counted != sum_over(as_expression(1), a, b)


def test_normal_order_knows_antisymmetry() -> None:
    pair = create(a) * create(b)
    symmetric = sum_over((V(a, b) + V(b, a)) * pair, a, b)
    assert normal_order(symmetric) == as_expression(0)
    antisymmetric = sum_over((V(a, b) - V(b, a)) * pair, a, b)
    assert normal_order(antisymmetric) == normal_order(2 * sum_over(V(a, b) * pair, a, b))
    square = sum_over(symbol("v", a) * create(a), a)
    assert normal_order(square * square) == as_expression(0)
    assert normal_order(square) != as_expression(0)


ELECTRODES = [constant("electrode", name) for name in "LR"]


def spin_overlaps() -> np.ndarray:
    """<x along a|y along b> for two generic axes."""
    generator = np.random.default_rng(8)
    frames = [
        np.linalg.qr(generator.normal(size=(2, 2)) + 1j * generator.normal(size=(2, 2)))[0]
        for _ in range(2)
    ]
    return np.array([[left.conj().T @ right for right in frames] for left in frames])


def test_spin_axes_that_differ_per_electrode() -> None:
    L, R = ELECTRODES
    s, r = index("spin", "s", axis=L), index("spin", "r", axis=R)
    s2 = index("spin", "s2", axis=L)
    overlap = kronecker([s], [r])
    assert overlap != kronecker([r], [s])
    assert anticommutator(annihilate(s, field="d"), create(r, field="d")) == overlap
    # completeness: sum_r <s|r><r|s'> = delta
    assert sum_over(overlap * kronecker([r], [s2]), r) == kronecker([s], [s2])
    weighted = sum_over(overlap * kronecker([r], [s2]) * symbol("f", r), r)
    assert weighted != symbol("f", s) * kronecker([s], [s2])
    numbers = Representation(
        sizes={"spin": 2},
        values={"f": np.array([0.3, 0.9])},
        labels={"L": 0, "R": 1},
        overlaps=spin_overlaps(),
    )
    for x, y in product(range(2), repeat=2):
        here = Representation(
            numbers.sizes, numbers.values, {**numbers.labels, "s": x, "s2": y}, numbers.overlaps
        )
        frame = spin_overlaps()
        expected = (frame[0, 1] * [0.3, 0.9]) @ frame[1, 0]
        assert abs(here.evaluate(weighted) - expected[x, y]) < 1e-14
        assert abs(here.evaluate(sum_over(overlap * kronecker([r], [s2]), r)) - (x == y)) < 1e-14


def test_axes_follow_a_summed_electrode() -> None:
    """sum_r delta_{r,L} <s_L|s'_r> is a delta once r is L."""
    L, R = ELECTRODES
    q = index("electrode", "q")
    s, u = index("spin", "s", axis=L), index("spin", "u", axis=q)
    at_left = sum_over(kronecker([q], [L]) * kronecker([s], [u]) * symbol("f", u), q, u)
    assert at_left == symbol("f", s)
    at_right = sum_over(kronecker([q], [R]) * kronecker([s], [u]) * symbol("f", u), q, u)
    r = index("spin", "r", axis=R)
    assert at_right == sum_over(kronecker([s], [r]) * symbol("f", r), r)
    assert at_left != at_right
    at_both = kronecker([s], [index("spin", "u", axis=L)]) * symbol("f", u)
    with pytest.raises(ValueError, match="two axes"):
        sum_over(at_both * kronecker([r], [u]), index("spin", "u", axis=L))


def test_rotated_operators_obey_the_algebra_on_fock_space() -> None:
    """{d_s(L), d_r^dag(R)} = <s|r>, with d_r(R) = sum_s <r|s> d_s(L) as matrices."""
    space, overlaps = FockSpace(2), spin_overlaps()
    along_left = [space.annihilator(x) for x in range(2)]
    along_right = [sum(overlaps[1, 0][x, y] * along_left[y] for y in range(2)) for x in range(2)]
    for x, y in product(range(2), repeat=2):
        creator = along_right[y].conj().T
        found = along_left[x] @ creator + creator @ along_left[x]
        assert np.allclose(found, overlaps[0, 1][x, y] * space.identity, atol=1e-14)


def test_text_and_exactness() -> None:
    expression = I * symbol("h", a, b) * create(a) * annihilate(b) / 2 - 3
    assert str(expression) == "-3 + 1/2*i h[a,b] c^dag[a] c[b]"
    assert str(as_expression(0)) == "0"
    assert hash(expression) == hash(expression * 1)
    assert expression.relabel({a: b, b: a}) != expression
    with pytest.raises(TypeError, match="exact"):
        expression * 0.5  # type: ignore[operator]
