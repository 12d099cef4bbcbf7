"""Spin traces against 2x2 matrices, equality by components, projection, and their mutants."""

import doctest
import importlib
import time
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
import sympy

from spinloom.derivations.engine import invariants
from spinloom.derivations.engine.spin import (
    I,
    SpinMatrix,
    Tensor,
    X,
    Y,
    Z,
    as_tensor,
    delta,
    epsilon,
    equal,
    evaluate,
    index,
    pauli,
    rotation,
    scalar,
    singlet_triplet,
    spin_blocks,
    trace,
    unit,
    unit_vector,
    vector,
)

TAU = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
i, j, k, l = (index(name) for name in "ijkl")
a, b, c, d = (vector(name) for name in "abcd")
t, m, n = (unit_vector(name) for name in "tmn")


def numbers(seed: int = 1) -> dict[str, np.ndarray]:
    generator = np.random.default_rng(seed)
    values = {name: generator.normal(size=3) for name in "abcdefghtmn"}
    for name in "tmn":
        values[name] = values[name] / np.linalg.norm(values[name])
    scalars = {name: generator.normal() + 1j * generator.normal() for name in ("G", "F")}
    return values | {name: np.array(value) for name, value in scalars.items()}


def matrix_of(matrix: SpinMatrix, values: dict[str, np.ndarray]) -> np.ndarray:
    """The 2x2 matrix of a SpinMatrix without free indices."""
    vector_part = evaluate(matrix.vector(k), values)
    return evaluate(matrix.scalar, values) * np.eye(2) + np.tensordot(vector_part, TAU, axes=1)


@pytest.mark.parametrize("module", ["gaussian", "invariants", "spin"])
def test_examples_of_the_docstrings(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"spinloom.derivations.engine.{module}"))
    assert found.failed == 0 and found.attempted > 0


@pytest.mark.parametrize("length", range(1, 9))
def test_string_traces_match_matrices(length: int) -> None:
    values = numbers()
    string = [vector(name) for name in "abcdefgh"[:length]]
    expected = np.trace(
        np.linalg.multi_dot(
            [np.eye(2)] * 2 + [np.tensordot(values[s.name], TAU, 1) for s in string]
        )
    )
    result = trace(*string)
    assert abs(evaluate(result, values) - expected) < 1e-12 * max(1, abs(expected))
    if length > 1:
        broken = Tensor({key: -value for key, value in list(result.terms.items())[:1]})
        mutant = result + broken * 2
        assert abs(evaluate(mutant, values) - expected) > 1e-6


def test_free_indices_give_every_component() -> None:
    values = numbers()
    result = evaluate(trace(i, a, j, k), values)
    matrix = np.tensordot(values["a"], TAU, 1)
    for x, y, z in product(range(3), repeat=3):
        assert abs(result[x, y, z] - np.trace(TAU[x] @ matrix @ TAU[y] @ TAU[z])) < 1e-13


def test_known_traces() -> None:
    assert trace() == as_tensor(2)
    assert trace(i) == as_tensor(0)
    assert trace(i, j) == 2 * delta(i, j)
    assert trace(i, j, k) == 2 * I * epsilon(i, j, k)
    assert trace(i, i) == as_tensor(6)
    assert trace(t, t, t, t) == as_tensor(2)
    assert trace(i, t, i, t) == as_tensor(-2)
    assert trace(X, Y, Z) == as_tensor(2 * I)
    fierz = trace(i, a) * trace(i, b) - 2 * trace(a, b)
    assert equal(fierz, as_tensor(0))


def test_number_of_terms_of_a_trace_of_eight_is_that_of_pairings() -> None:
    names = [vector(name) for name in "abcdefgh"]
    assert [len(trace(*names[:length]).terms) for length in (2, 4, 6, 8)] == [1, 3, 15, 105]


def test_two_expansions_of_one_trace_agree_only_by_components() -> None:
    """A Pfaffian and the product normal form differ by the dependence of four vectors."""
    names = [vector(name) for name in "abcdefgh"]
    pfaffian = trace(*names)
    by_products = trace(*names[:4], unit, *names[4:])
    assert pfaffian != by_products
    assert equal(pfaffian, by_products)
    key, value = sorted(by_products.terms.items())[7]
    assert not equal(pfaffian, by_products + Tensor({key: value}))


def test_trace_of_eight_takes_a_fraction_of_a_millisecond() -> None:
    names = [vector(name) for name in "hgfedcba"]
    trace(*names)
    best = min(_timed(lambda: trace(*names)) for _ in range(20))
    assert best < 2e-3  # measured 0.15 ms on an idle core


def _timed(call: object) -> float:
    start = time.perf_counter()
    call()  # type: ignore[operator]
    return time.perf_counter() - start


def test_products_stay_in_normal_form() -> None:
    values = numbers()
    first = unit * scalar("G") + pauli(a) * scalar("F") * (1 + 2 * I)
    second = pauli(b) + unit * Fraction(1, 3)
    third = first @ second @ pauli(c)
    expected = matrix_of(first, values) @ matrix_of(second, values) @ matrix_of(pauli(c), values)
    assert np.allclose(matrix_of(third, values), expected, atol=1e-13)
    assert not np.allclose(matrix_of(second @ first @ pauli(c), values), expected, atol=1e-3)
    assert (first @ second - second @ first).equals(
        pauli(a) @ pauli(b) * scalar("F") * (1 + 2 * I)
        - pauli(b) @ pauli(a) * scalar("F") * (1 + 2 * I)
    )
    assert not (first @ second).equals(second @ first)


def test_anticommutator_and_spin_algebra() -> None:
    assert pauli(i) @ pauli(j) + pauli(j) @ pauli(i) == unit * (2 * delta(i, j))
    commutator = pauli(i) @ pauli(j) - pauli(j) @ pauli(i)
    assert commutator == SpinMatrix(as_tensor(0), epsilon(i, j, k) * pauli(k).legged) * (2 * I)
    assert pauli(i) @ pauli(i) == unit * 3


def test_contractions_of_two_epsilons() -> None:
    assert epsilon(i, j, k) * epsilon(i, j, k) == as_tensor(6)
    assert epsilon(i, j, k) * epsilon(i, j, l) == 2 * delta(k, l)
    assert epsilon(i, a, b) * epsilon(i, c, d) == delta(a, c) * delta(b, d) - delta(a, d) * delta(
        b, c
    )
    assert epsilon(i, j, k) == -epsilon(j, i, k) == epsilon(j, k, i)
    assert epsilon(i, i, a) == epsilon(a, a, i) == as_tensor(0)


def test_an_index_may_occur_twice_and_sums_must_match() -> None:
    with pytest.raises(ValueError, match="more than twice"):
        (delta(i, a) * delta(j, b) * delta(k, c)).relabel({j: i, k: i})
    with pytest.raises(ValueError, match="free indices"):
        delta(i, a) + delta(j, a)
    with pytest.raises(TypeError, match="exact"):
        delta(i, j) * 0.5  # type: ignore[operator]


def test_equality_knows_four_vectors_are_dependent() -> None:
    names = [a, b, c, d]
    antisymmetrised = sum(
        (
            epsilon(*(names[p] for p in range(4) if p != out)) * delta(names[out], i) * (-1) ** out
            for out in range(4)
        ),
        start=as_tensor(0),
    )
    assert antisymmetrised != as_tensor(0)
    assert equal(antisymmetrised, as_tensor(0))
    assert not equal(antisymmetrised + 2 * epsilon(a, b, c) * delta(d, i), as_tensor(0))


def test_unit_vectors_reduce() -> None:
    square = epsilon(i, t, a) * epsilon(i, t, a)
    assert equal(square, delta(a, a) - delta(a, t) * delta(a, t))
    generic = epsilon(i, b, a) * epsilon(i, b, a)
    assert not equal(generic, delta(a, a) - delta(a, b) * delta(a, b))
    gram = epsilon(t, m, n) * epsilon(t, m, n)
    cosines = delta(t, m) * delta(m, n) * delta(n, t)
    squares = [delta(x, y) * delta(x, y) for x, y in ((t, m), (m, n), (n, t))]
    assert equal(gram, 1 + 2 * cosines - squares[0] - squares[1] - squares[2])
    assert not equal(gram, 1 + cosines - squares[0] - squares[1] - squares[2])


def test_spin_response_of_a_bond() -> None:
    """The three structures of a bubble with Green's functions singlet + triplet that.tau."""
    first = unit * scalar("G_s") + pauli(t) * scalar("G_t")
    second = unit * scalar("F_s") + pauli(t) * scalar("F_t")
    bubble = trace(i, first, j, second) / 2
    G_s, G_t, F_s, F_t = (scalar(name) for name in ("G_s", "G_t", "F_s", "F_t"))
    assert bubble == (
        delta(i, j) * (G_s * F_s - G_t * F_t)
        + I * epsilon(i, j, t) * (G_s * F_t - G_t * F_s)
        + 2 * delta(i, t) * delta(j, t) * G_t * F_t
    )
    assert list(bubble.collect().values()) == [
        G_s * F_s - G_t * F_t,
        2 * G_t * F_t,
        I * (G_s * F_t - G_t * F_s),
    ]
    assert bubble.coefficient(-epsilon(i, j, t)) == I * (G_t * F_s - G_s * F_t)
    assert bubble.coefficient(delta(i, a) * delta(j, a)) == as_tensor(0)


def test_two_electrodes_with_their_own_axes() -> None:
    """The spin current between polarised electrodes has m, n and m x n parts and no others."""
    left, right = unit + pauli(m) * scalar("p"), unit + pauli(n) * scalar("q")
    p, q = scalar("p"), scalar("q")
    assert trace(left, right) / 2 == 1 + p * q * delta(m, n)
    assert trace(left, right, i) / 2 == p * delta(m, i) + q * delta(n, i) + I * p * q * epsilon(
        m, n, i
    )
    values = numbers() | {"p": np.array(0.3), "q": np.array(0.8)}
    expected = np.trace(matrix_of(left, values) @ TAU @ matrix_of(right, values), axis1=1, axis2=2)
    assert np.allclose(evaluate(trace(left, i, right), values), expected)


def test_symmetric_traceless_part_of_a_dyad() -> None:
    dyad = delta(i, m) * delta(j, n)
    quadrupole = (dyad + dyad.relabel({i: j, j: i})) / 2 - dyad.relabel({j: i}) * delta(i, j) / 3
    assert quadrupole.relabel({j: i}) == as_tensor(0)
    assert quadrupole == quadrupole.relabel({i: j, j: i})
    squared = quadrupole * quadrupole
    assert squared == Fraction(1, 2) + delta(m, n) * delta(m, n) / 6


def test_euler_rotation_turns_the_spin() -> None:
    cosine, sine, phase_cosine, phase_sine = (scalar(name) for name in "csCS")
    relations = [
        cosine * cosine + sine * sine - 1,
        phase_cosine * phase_cosine + phase_sine * phase_sine - 1,
    ]
    forward = rotation(Z, phase_cosine, phase_sine) @ rotation(Y, cosine, sine)
    backward = rotation(Y, cosine, -sine) @ rotation(Z, phase_cosine, -phase_sine)
    assert (forward @ backward).equals(unit, relations)
    assert not (forward @ forward).equals(unit, relations)
    turned = forward @ pauli(Z) @ backward
    sin_theta = 2 * cosine * sine
    expected = (
        delta(i, X) * sin_theta * (phase_cosine * phase_cosine - phase_sine * phase_sine)
        + delta(i, Y) * sin_theta * 2 * phase_cosine * phase_sine
        + delta(i, Z) * (cosine * cosine - sine * sine)
    )
    assert equal(turned.vector(i), expected, relations)
    mirrored = expected - 2 * delta(i, Y) * sin_theta * 2 * phase_cosine * phase_sine
    assert not equal(turned.vector(i), mirrored, relations)
    assert equal(turned.scalar, as_tensor(0), relations)


def test_projection_of_normal_form() -> None:
    matrix = unit * scalar("g") + pauli(t) * scalar("G") + pauli(a)
    assert matrix.scalar == scalar("g")
    assert matrix.triplet(t) == scalar("G") + delta(a, t)
    rest = matrix.transverse(t)
    assert rest.triplet(t) == as_tensor(0)
    assert matrix == unit * matrix.scalar + pauli(t) * matrix.triplet(t) + rest


def test_block_projection_of_numbers() -> None:
    generator = np.random.default_rng(4)
    direction = numbers()["t"]
    singlet, triplet = generator.normal(size=(2, 3, 3)) + 1j * generator.normal(size=(2, 3, 3))
    matrix = spin_blocks(singlet, triplet, direction)
    parts = singlet_triplet(matrix, direction)
    assert np.allclose(parts.singlet, singlet) and np.allclose(parts.triplet, triplet)
    assert np.abs(parts.remainder).max() < 1e-14
    helicity = np.linalg.eigvalsh(np.tensordot(direction, TAU, 1))
    assert np.allclose(helicity, [-1, 1])
    inverse = singlet_triplet(np.linalg.inv(matrix), direction)
    plus, minus = np.linalg.inv(singlet + triplet), np.linalg.inv(singlet - triplet)
    assert np.allclose(inverse.singlet, (plus + minus) / 2)
    assert np.allclose(inverse.triplet, (plus - minus) / 2)
    other = singlet_triplet(matrix, numbers(2)["t"])
    assert np.abs(other.remainder).max() > 1e-2
    with pytest.raises(ValueError, match="2n"):
        singlet_triplet(np.eye(3), direction)


def test_block_projection_stays_exact() -> None:
    x, y, z, g, w_s, w_t = sympy.symbols("x y z g w_s w_t")
    hop = np.array(
        [[w_s + w_t * z, w_t * (x - sympy.I * y)], [w_t * (x + sympy.I * y), w_s - w_t * z]]
    )
    matrix = np.block([[g * np.eye(2, dtype=int), hop], [hop, 2 * g * np.eye(2, dtype=int)]])
    parts = singlet_triplet(matrix, (x, y, z))
    norm = {z**2: 1 - x**2 - y**2}
    assert [sympy.expand(e) for e in parts.singlet.ravel()] == [g, w_s, w_s, 2 * g]
    assert [sympy.expand(e).subs(norm).expand() for e in parts.triplet.ravel()] == [0, w_t, w_t, 0]
    assert all(
        sympy.expand(sympy.expand(e).subs(z**3, z * norm[z**2]).subs(norm)) == 0
        for e in parts.remainder.ravel()
    )
    assert not any(entry.atoms(sympy.Float) for entry in parts.remainder.ravel())


def test_rendering() -> None:
    expression = (
        scalar("J") * delta(i, j) / 2
        + scalar("D") * scalar("D") * epsilon(i, j, t)
        - I * delta(i, t) * delta(j, t)
        + (1 - 2 * I) * epsilon(i, a, b) * delta(j, c)
        - delta(i, X) * delta(j, a) * epsilon(a, b, c) * delta(a, X)
    )
    assert str(expression) == (
        "1/2*J*delta(i,j) - i*t[i]*t[j] - x[i]*a[j]*a[x]*triple(a,b,c)"
        " + (1 - 2*i)*c[j]*cross(a,b)[i] + D**2*epsilon(i,j,t)"
    )
    assert expression.latex() == (
        r"\frac{1}{2} J \delta_{ij} - i \hat{t}_{i} \hat{t}_{j}"
        r" - \hat{x}_{i} \mathbf{a}_{j} (\mathbf{a} \cdot \hat{x})"
        r" \mathbf{a} \cdot (\mathbf{b} \times \mathbf{c})"
        r" + \left(1 - 2 i\right) \mathbf{c}_{j} (\mathbf{a} \times \mathbf{b})_{i}"
        r" + D^{2} \epsilon_{ijk} \hat{t}_{k}"
    )
    assert str(as_tensor(0)) == as_tensor(0).latex() == "0"
    assert str(-delta(i, a)) == "-a[i]"
    assert str(pauli(a) @ pauli(b)) == "(dot(a,b)) + (i*cross(a,b)[k])*tau[k]"


def test_order_of_construction_leaves_no_trace() -> None:
    left = trace(a, b, c, d) + delta(a, c)
    right = delta(c, a) + trace(b, c, d, a)
    assert left == right and hash(left) == hash(right) and str(left) == str(right)
    assert left != left * 2
    assert invariants.as_tensor(left) is left
