"""Wick contraction against thermal traces, determinants, and its own wrong versions."""

import os
import subprocess
import sys
import time
from functools import reduce
from math import factorial

import numpy as np
import pytest

from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    as_expression,
    constant,
    create,
    index,
    kronecker,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.indexed import Operator
from spinloom.derivations.engine.judges import fock
from spinloom.derivations.engine.pairings import pairing_sum, pairings
from spinloom.derivations.engine.representation import Representation
from spinloom.derivations.engine.wick import (
    cumulant,
    determinant,
    diagonal,
    one_body,
    vacuum,
    wick,
)

LABELS = [index("mode", name) for name in "abcdefgh"]


def product(factors: list[Expression]) -> Expression:
    return reduce(lambda left, right: left * right, factors, as_expression(1))


def correlations(modes: int, seed: int, temperature: float = 0.8) -> np.ndarray:
    """<c_b^dag c_a> of a generic complex quadratic Hamiltonian, from its thermal state."""
    generator = np.random.default_rng(seed)
    matrix = generator.normal(size=(modes, modes)) + 1j * generator.normal(size=(modes, modes))
    space = fock.FockSpace(modes)
    state = fock.thermal_state(space.bilinear(matrix + matrix.conj().T), temperature)
    return np.array(
        [
            [fock.expectation(state, space.creator(b), space.annihilator(a)) for b in range(modes)]
            for a in range(modes)
        ]
    )


def random_string(
    generator: np.random.Generator, length: int, modes: int
) -> tuple[list[bool], list[int]]:
    """Creators and annihilators in any order; neither kind repeats a mode, so few traces vanish."""
    creates = generator.permutation(np.arange(length) % 2 == 0)
    places = np.empty(length, dtype=int)
    for kind in (True, False):
        places[creates == kind] = generator.permutation(modes)[: length // 2]
    return creates.tolist(), places.tolist()


def transposed(left: Operator, right: Operator) -> Expression | None:
    """A wrong contraction: <c_x^dag c_y> = n[x, y]."""
    return one_body("n")(left._replace(indices=right.indices), right._replace(indices=left.indices))


def without_holes(left: Operator, right: Operator) -> Expression | None:
    """A wrong contraction: <c_x c_y^dag> = delta + n."""
    found = one_body("n")(left, right)
    if found is None or left.creates:
        return found
    return 2 * kronecker(left.indices, right.indices) - found


def one_sign_flipped(expression: Expression, numbers: Representation) -> Expression:
    """The largest term with the wrong sign."""
    single = [Expression({term: value}) for term, value in expression.terms.items()]
    return expression - 2 * max(single, key=lambda each: abs(numbers.evaluate(each)))


@pytest.mark.parametrize(("length", "modes"), [(2, 4), (4, 5), (6, 6), (8, 6)])
def test_random_strings_agree_with_thermal_traces(length: int, modes: int) -> None:
    generator = np.random.default_rng(length)
    n = correlations(modes, seed=length)
    space = fock.FockSpace(modes)
    state = fock.gaussian_state(space, n)
    errors: list[list[float]] = []
    for _ in range(6):
        creates, places = random_string(generator, length, modes)
        operators = [
            space.creator(place) if is_creator else space.annihilator(place)
            for is_creator, place in zip(creates, places, strict=True)
        ]
        exact = fock.expectation(state, *operators)
        assert abs(exact) > 1e-6
        string = product(
            [
                create(label) if is_creator else annihilate(label)
                for is_creator, label in zip(creates, LABELS, strict=False)
            ]
        )
        labels = dict(zip("abcdefgh", places, strict=False))
        numbers = Representation(labels=labels, values={"n": n})
        result = wick(string, one_body("n"))
        assert abs(numbers.evaluate(result) - exact) < 1e-13
        table = np.array(
            [
                [n[y, x] if first else float(x == y) - n[x, y] for y in places]
                for first, x in zip(creates, places, strict=True)
            ]
        )
        assert abs(determinant(creates, table) - exact) < 1e-13
        wrong = (
            wick(string, transposed),
            wick(string, without_holes),
            one_sign_flipped(result, numbers),
        )
        errors.append([abs(numbers.evaluate(each) / exact - 1) for each in wrong])
    rejections = np.sum(np.array(errors) > 1e-6, axis=0)
    assert np.all(rejections >= 3)


def alternating(pairs: int) -> Expression:
    labels = [index("orbital", f"k{place}") for place in range(2 * pairs)]
    return product([(create, annihilate)[p % 2](label) for p, label in enumerate(labels)])


def lesser_and_greater(left: Operator, right: Operator) -> Expression | None:
    if left.creates == right.creates:
        return None
    if left.creates:
        return symbol("lesser", *right.indices, *left.indices)
    return symbol("greater", *left.indices, *right.indices)


@pytest.mark.parametrize("pairs", range(1, 7))
def test_number_of_contractions(pairs: int) -> None:
    result = wick(alternating(pairs), lesser_and_greater)
    assert len(result.terms) == factorial(pairs)
    assert {str(value) for value in result.terms.values()} <= {"1", "-1"}
    signs = sum(int(str(value)) for value in result.terms.values())
    assert signs == pairing_sum(
        tuple(range(2 * pairs)),
        {(p, q): 1 for q in range(2 * pairs) for p in range(q) if (p + q) % 2},
    )


def test_twelve_operators_take_well_under_a_tenth_of_a_second() -> None:
    string = alternating(6)

    def with_deltas(left: Operator, right: Operator) -> Expression | None:
        if left.creates == right.creates:
            return None
        name = "filled" if left.creates else "empty"
        return kronecker(left.indices, right.indices) * symbol(name, *left.indices)

    for contraction in (lesser_and_greater, with_deltas):
        elapsed = []
        for _ in range(5):
            start = time.process_time()
            assert len(wick(string, contraction).terms) == 720
            elapsed.append(time.process_time() - start)
        assert min(elapsed) < 0.1  # measured 0.02 s and 0.04 s


def test_pairings_are_signed_like_a_pfaffian() -> None:
    generator = np.random.default_rng(1)
    matrix = generator.normal(size=(6, 6))
    antisymmetric = matrix - matrix.T
    values = {(p, q): antisymmetric[p, q] for q in range(6) for p in range(q)}
    places = tuple(range(6))
    listed = sum(
        sign * np.prod([values[pair] for pair in pairs]) for sign, pairs in pairings(places)
    )
    assert len(pairings(places)) == 15
    assert abs(listed - pairing_sum(places, values)) < 1e-13
    assert abs(listed**2 - np.linalg.det(antisymmetric)) < 1e-11
    assert (
        abs(
            sum(np.prod([values[pair] for pair in pairs]) for _, pairs in pairings(places)) - listed
        )
        > 1e-3
    )
    assert pairings((0, 1, 2)) == ()


@pytest.mark.parametrize("pairs", [6, 8, 10])
def test_sum_over_contractions_is_a_determinant(pairs: int) -> None:
    """Up to 20 operators in any order; the sum over contractions is exact in integers."""
    generator = np.random.default_rng(pairs)
    creates = generator.permutation(np.arange(2 * pairs) % 2 == 0).tolist()
    table = generator.integers(1, 6, size=(2 * pairs, 2 * pairs))
    values = {
        (p, q): int(table[p, q])
        for q in range(2 * pairs)
        for p in range(q)
        if creates[p] != creates[q]
    }
    exact = pairing_sum(tuple(range(2 * pairs)), values)
    assert exact != 0
    assert abs(determinant(creates, table) / exact - 1) < 1e-10
    dropped = pairing_sum(tuple(range(2 * pairs)), dict(list(values.items())[1:]))
    assert abs(determinant(creates, table) / exact - dropped / exact) > 1e-10
    assert determinant([True, True], np.ones((2, 2))) == 0


@pytest.mark.parametrize("pairs", [2, 3, 4])
def test_vacuum_to_vacuum_numbers_are_determinants_of_overlaps(pairs: int) -> None:
    """<0| c(u_1) c(u_2) ... c^dag(v_2) c^dag(v_1) |0> = det <u_i|v_j> with orbitals on 6 modes."""
    generator = np.random.default_rng(pairs)
    bras, kets = generator.normal(size=(2, pairs, 6)) + 1j * generator.normal(size=(2, pairs, 6))
    space = fock.FockSpace(6)
    lowering = [sum(z.conj() * space.annihilator(m) for m, z in enumerate(u)) for u in bras]
    raising = [sum(z * space.creator(m) for m, z in enumerate(v)) for v in reversed(kets)]
    empty = np.zeros_like(space.identity)
    empty[0, 0] = 1
    exact = fock.expectation(empty, *lowering, *raising)
    overlaps = bras.conj() @ kets[::-1].T
    table = np.zeros((2 * pairs, 2 * pairs), dtype=complex)
    table[:pairs, pairs:] = overlaps
    creates = [False] * pairs + [True] * pairs
    assert abs(determinant(creates, table) - exact) < 1e-11 * abs(exact)
    assert abs(exact - np.linalg.det(bras.conj() @ kets.T)) < 1e-11 * abs(exact)


def test_vacuum_contraction_gives_antisymmetric_deltas() -> None:
    a, b, c, d = LABELS[:4]
    result = wick(annihilate(a) * annihilate(b) * create(c) * create(d), vacuum)
    expected = kronecker([b, a], [c, d]) - kronecker([a, b], [c, d])
    assert result == expected and result != -expected
    assert wick(create(a) * annihilate(b), vacuum) == as_expression(0)
    left, right = constant("mode", "1"), constant("mode", "2")
    pair = annihilate(left) * annihilate(right)
    assert wick(pair * create(right) * create(left), vacuum) == as_expression(1)
    assert wick(pair * create(right) * create(right), vacuum) == as_expression(0)


def test_number_fluctuations_of_independent_levels() -> None:
    k = index("mode", "k")
    number = sum_over(create(k) * annihilate(k), k)
    f = symbol("f", k)
    assert wick(number, diagonal("f")) == sum_over(f, k)
    assert cumulant([number, number], diagonal("f")) == sum_over(f - f * f, k)
    third = cumulant([number, number, number], diagonal("f"))
    assert third == sum_over(f - 3 * f * f + 2 * f * f * f, k)
    assert third != sum_over(f - 3 * f * f + f * f * f, k)


def test_connected_part_is_the_joint_cumulant() -> None:
    """Three generic bilinears on four modes against moments of the thermal state."""
    n, modes = correlations(4, seed=9), 4
    space = fock.FockSpace(modes)
    state = fock.gaussian_state(space, n)
    generator = np.random.default_rng(2)
    matrices = generator.normal(size=(3, 4, 4)) + 1j * generator.normal(size=(3, 4, 4))
    A, B, C = (space.bilinear(matrix) for matrix in matrices)
    a, b = LABELS[:2]
    bilinears = [sum_over(symbol(name, a, b) * create(a) * annihilate(b), a, b) for name in "ABC"]
    values = {"n": n, **dict(zip("ABC", matrices, strict=True))}
    numbers = Representation(sizes={"mode": modes}, values=values)
    second = numbers.evaluate(cumulant(bilinears[:2], one_body("n")))

    def mean(*operators: np.ndarray) -> complex:
        return fock.expectation(state, *operators)

    assert abs(second - (mean(A, B) - mean(A) * mean(B))) < 1e-11
    assert (
        abs(numbers.evaluate(wick(bilinears[0] * bilinears[1], one_body("n"))) - mean(A, B)) < 1e-11
    )
    third = numbers.evaluate(cumulant(bilinears, one_body("n")))
    exact = (
        mean(A, B, C)
        - mean(A, B) * mean(C)
        - mean(A, C) * mean(B)
        - mean(B, C) * mean(A)
        + 2 * mean(A) * mean(B) * mean(C)
    )
    assert abs(third - exact) < 1e-10
    assert (
        abs(numbers.evaluate(cumulant([bilinears[1], bilinears[0]], one_body("n"))) - second) > 1e-3
    )


def test_each_electrode_has_its_own_spin_axis() -> None:
    """Operators quantised along one fixed axis, a state polarised along one axis per electrode.

    The caller's contraction carries the overlaps <s|u><u|r> of spin states; the judge is a Fock
    space of two electrodes with two orbitals each, polarised along different axes.
    """
    generator = np.random.default_rng(6)
    frames = [
        np.linalg.qr(generator.normal(size=(2, 2)) + 1j * generator.normal(size=(2, 2)))[0]
        for _ in range(3)
    ]
    overlaps = np.array([[x.conj().T @ y for y in frames] for x in frames])
    occupations = generator.uniform(0.05, 0.95, size=(2, 2, 2))  # electrode, orbital, spin
    z = constant("electrode", "z")

    def polarised(left: Operator, right: Operator) -> Expression | None:
        if left.creates == right.creates:
            return None
        (r, k, s), (p, l, v) = left.indices, right.indices
        u = index("spin", "u", axis=r)
        filled = symbol("f", r, k, u)
        if left.creates:
            spins = kronecker([v], [u]) * kronecker([u], [s]) * filled
        else:
            spins = kronecker([s], [u]) * kronecker([u], [v]) * (1 - filled)
        return kronecker([r, k], [p, l]) * sum_over(spins, u)

    r, p = index("electrode", "r"), index("electrode", "p")
    k, l = index("orbital", "k"), index("orbital", "l")
    s, v = index("spin", "s", axis=z), index("spin", "v", axis=z)

    def hop(name: str) -> Expression:
        amplitude = symbol(name, r, k, s, p, l, v)
        return sum_over(amplitude * create(r, k, s) * annihilate(p, l, v), r, p, k, l, s, v)

    result = cumulant([hop("A"), hop("B")], polarised)
    amplitudes = generator.normal(size=(2, 2, 2, 2, 2, 2, 2)) + 0j
    amplitudes = amplitudes + 1j * generator.normal(size=amplitudes.shape)
    numbers = Representation(
        sizes={"electrode": 2, "orbital": 2, "spin": 2},
        values={"A": amplitudes[0], "B": amplitudes[1], "f": occupations},
        labels={"z": 2},
        overlaps=overlaps,
    )
    space = fock.FockSpace(8)
    one_body_matrix = np.zeros((2, 2, 2, 2, 2, 2), dtype=complex)
    for electrode in range(2):
        for orbital in range(2):
            turn = overlaps[2, electrode]
            one_body_matrix[electrode, orbital, :, electrode, orbital, :] = (
                turn * occupations[electrode, orbital]
            ) @ turn.conj().T
    state = fock.gaussian_state(space, one_body_matrix.reshape(8, 8))
    A, B = (space.bilinear(amplitude.reshape(8, 8)) for amplitude in amplitudes)
    exact = fock.expectation(state, A, B) - fock.expectation(state, A) * fock.expectation(state, B)
    assert abs(numbers.evaluate(result) - exact) < 1e-10
    collinear = Representation(
        numbers.sizes, numbers.values, numbers.labels, np.tile(np.eye(2), (3, 3, 1, 1))
    )
    assert abs(collinear.evaluate(result) - exact) > 1e-2


def test_text_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "from spinloom.derivations.engine.fermions import *\n"
        "from spinloom.derivations.engine.wick import cumulant, diagonal, one_body\n"
        "a, b, c = (index('mode', name) for name in 'abc')\n"
        "n = sum_over(symbol('A', a, b) * create(a) * annihilate(b), a, b)\n"
        "print(cumulant([n, n, n * create(c) * annihilate(c)], one_body('n')))\n"
        "print(cumulant([n, n], diagonal('f')))\n"
    )
    texts = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    ]
    assert texts[0] == texts[1] and "sum[mode1" in texts[0]
