"""Contour rules against matrices on a discretised contour and against discrete levels.

The time grid knows only contour matrices: a product of contour functions is a matrix product with
weight +dt on the forward and -dt on the backward branch, its components are read off the branches.
"""

import doctest
import importlib
from collections.abc import Iterator
from functools import reduce
from typing import Literal

import numpy as np
import pytest

from spinloom.derivations.engine.contour import (
    Bubble,
    Function,
    Letter,
    Node,
    Parallel,
    Series,
    Words,
    component,
    energy_integral,
    expand,
    kramers_kronig,
    letter,
    reduced,
)
from spinloom.derivations.engine.gaussian import I

A, B, C = (Function(name) for name in "ABC")
V = Function("V", local=True)
COMPONENTS = ("retarded", "advanced", "lesser", "greater", "keldysh")
TIMES, STEP = 7, 0.3
PRODUCTS = [
    Series((A, B)),
    Series((A, B, C)),
    Series((A, B, C, A)),
    Series((A, V, B)),
    Bubble(A, B),
    Parallel(A, B),
]


def test_examples_of_the_docstring() -> None:
    found = doctest.testmod(importlib.import_module("spinloom.derivations.engine.contour"))
    assert found.failed == 0 and found.attempted > 0


def contour_matrices() -> dict[str, np.ndarray]:
    """Random contour functions: theta(0) = 1/2 on the diagonal of the branches."""
    generator = np.random.default_rng(1)
    later = np.tri(TIMES, k=-1) + np.eye(TIMES) / 2
    matrices = {}
    for name in "ABC":
        parts = generator.normal(size=(4, TIMES, TIMES))
        lesser, greater = parts[0] + 1j * parts[1], parts[2] + 1j * parts[3]
        forward = later * greater + later.T * lesser
        backward = later.T * greater + later * lesser
        matrices[name] = np.block([[forward, lesser], [greater, backward]])
    local = np.diag(generator.normal(size=TIMES)) / STEP
    matrices["V"] = np.block([[local, 0 * local], [0 * local, -local]])
    return matrices


def read(matrix: np.ndarray, which: str) -> np.ndarray:
    (forward, lesser), (greater, _) = matrix.reshape(2, TIMES, 2, TIMES).transpose(0, 2, 1, 3)
    components: dict[str, np.ndarray] = {
        "retarded": forward - lesser,
        "advanced": forward - greater,
        "lesser": lesser,
        "greater": greater,
        "keldysh": greater + lesser,
        "local": forward,
    }
    return components[which]


def judged(node: Node, matrices: dict[str, np.ndarray]) -> np.ndarray:
    """The contour matrix of a product, without any rule for components."""
    match node:
        case Function(name):
            return matrices[name]
        case Series(factors):
            weight = STEP * np.repeat([1, -1], TIMES)
            parts = [judged(factor, matrices) for factor in factors]
            return np.asarray(reduce(lambda left, right: left * weight @ right, parts))
        case Bubble(first, second):
            return np.asarray(judged(first, matrices) * judged(second, matrices).T)
        case Parallel(first, second):
            return np.asarray(judged(first, matrices) * judged(second, matrices))


def predicted(node: Node, words: Words, matrices: dict[str, np.ndarray]) -> np.ndarray:
    """A rule for components, evaluated word by word."""
    total = np.zeros((TIMES, TIMES), dtype=complex)
    for word, value in words.terms.items():
        parts = [read(judged(x.node, matrices), x.component) for x in word]
        if isinstance(node, Series):
            product = reduce(lambda left, right: left @ right * STEP, parts)
        else:
            product = parts[0] * (parts[1].T if isinstance(node, Bubble) else parts[1])
        total += complex(value) * product
    return total


def error(node: Node, which: str, words: Words) -> float:
    """Largest deviation; causal parts of pointwise products have no value at equal times."""
    matrices = contour_matrices()
    exact = read(judged(node, matrices), which)
    difference = np.abs(predicted(node, words, matrices) - exact)
    if not isinstance(node, Series):
        difference = difference * (1 - np.eye(TIMES))
    return float(difference.max() / np.abs(exact).max())


def mutants(words: Words) -> Iterator[Words]:
    """Each term with the other sign, doubled, dropped; each letter with another component."""
    exchange = {
        "retarded": "advanced",
        "advanced": "retarded",
        "lesser": "greater",
        "greater": "lesser",
        "keldysh": "lesser",
        "local": "lesser",
    }
    for word, value in words.terms.items():
        for factor in (-2, 1, -1):
            yield words + Words({word: value}) * factor
        for place, x in enumerate(word):
            other = (*word[:place], x._replace(component=exchange[x.component]), *word[place + 1 :])
            yield words - Words({word: value}) + Words({other: value})


@pytest.mark.parametrize("which", COMPONENTS)
@pytest.mark.parametrize("node", PRODUCTS, ids=str)
def test_rules_hold_on_a_discretised_contour(node: Node, which: str) -> None:
    words = component(node, which)  # type: ignore[arg-type]
    assert error(node, which, words) < 1e-13
    wrong = list(mutants(words))
    assert len(wrong) >= 5
    assert min(error(node, which, each) for each in wrong) > 1e-3


def test_known_forms() -> None:
    series = Series((A, B, C))
    assert str(component(series, "retarded")) == "A^R B^R C^R"
    assert str(component(series, "advanced")) == "A^A B^A C^A"
    for which, mark in (("lesser", "<"), ("greater", ">"), ("keldysh", "K")):
        expected = f"A^R B^R C^{mark} + A^R B^{mark} C^A + A^{mark} B^A C^A"
        assert str(component(series, which)) == expected  # type: ignore[arg-type]
    assert str(component(Bubble(A, B), "lesser")) == "A^< B^>"
    assert str(component(Bubble(A, B), "advanced")) == "A^< B^R + A^A B^<"
    assert str(component(Parallel(A, B), "greater")) == "A^> B^>"
    assert str(component(Series((A, V, B)), "lesser")) == "A^R V B^< + A^< V B^A"
    nested = component(Series((A, Bubble(B, C))), "lesser")
    assert str(nested) == "A^R bubble(B, C)^< + A^< bubble(B, C)^A"


@pytest.mark.parametrize("node", PRODUCTS, ids=str)
def test_components_are_consistent(node: Node) -> None:
    """greater - lesser = retarded - advanced and keldysh = greater + lesser, symbolically."""
    rules = {which: reduced(component(node, which)) for which in COMPONENTS}  # type: ignore[arg-type]
    support = [("retarded", "retarded"), ("advanced", "advanced")]
    if isinstance(node, Parallel):
        support = [("retarded", "advanced"), ("advanced", "retarded")]

    def visible(words: Words) -> Words:
        if isinstance(node, Series):
            return words
        kept = {
            word: value
            for word, value in words.terms.items()
            if tuple(x.component for x in word) not in support
        }
        return Words(kept)

    difference = rules["greater"] - rules["lesser"] - rules["retarded"] + rules["advanced"]
    assert visible(difference) == Words({})
    assert visible(rules["keldysh"] - rules["greater"] - rules["lesser"]) == Words({})
    assert visible(rules["keldysh"] - rules["greater"]) != Words({})


def test_kinetic_equation_from_dyson() -> None:
    """G = g + g S G gives G^< = (1 + G^R S^R) g^< (1 + S^A G^A) + G^R S^< G^A, on the grid."""
    matrices = contour_matrices()
    weight = STEP * np.repeat([1, -1], TIMES)
    g, S = matrices["A"], matrices["B"]
    full = np.linalg.solve(np.eye(2 * TIMES) - (g * weight) @ (S * weight), g)
    matrices["C"] = full
    g_less, S_less = read(g, "lesser"), read(S, "lesser")
    G_ret, G_adv = read(full, "retarded"), read(full, "advanced")
    left = np.eye(TIMES) + STEP**2 * G_ret @ read(S, "retarded")
    right = np.eye(TIMES) + STEP**2 * read(S, "advanced") @ G_adv
    expected = left @ g_less @ right + STEP**2 * G_ret @ S_less @ G_adv
    assert np.allclose(read(full, "lesser"), expected, atol=1e-12)
    dyson = component(Series((A, B, C)), "lesser") + letter(A, "lesser")
    total = predicted(Series((A,)), letter(A, "lesser"), matrices)
    total = total + predicted(Series((A, B, C)), component(Series((A, B, C)), "lesser"), matrices)
    assert np.allclose(total, read(full, "lesser"), atol=1e-12)
    assert len(dyson.terms) == 4


def test_local_functions_have_no_pointwise_product() -> None:
    with pytest.raises(ValueError, match="V is local"):
        component(Bubble(A, V), "lesser")


class Levels:
    """Functions of energy on discrete levels: X^<(e) = 2 pi sum_n x_n delta(e - e_n)."""

    def __init__(self, seed: int) -> None:
        generator = np.random.default_rng(seed)
        self.energies = generator.normal(size=5)
        parts = generator.normal(size=(4, 5, 2, 2))
        self.lesser = parts[0] + 1j * parts[1]
        self.greater = parts[2] + 1j * parts[3]

    def causal(self, energy: complex, derivative: int) -> np.ndarray:
        """i sum_n (greater - lesser)_n / (z - e_n); retarded or advanced by the side of z."""
        weights = 1j * (self.greater - self.lesser)
        denominators = (energy - self.energies) ** (1 + derivative) * (-1) ** derivative
        return np.asarray(np.einsum("n,nij->ij", 1 / denominators, weights))


LEVELS = {"A": Levels(1), "B": Levels(2)}


def double_integral(numerator: Words, frequency: complex) -> np.ndarray:
    total = np.zeros((2, 2), dtype=complex)
    for (x, y), value in numerator.terms.items():
        first, second = LEVELS[str(x.node)], LEVELS[str(y.node)]
        gaps = frequency - first.energies[:, None] + second.energies[None, :]
        left, right = getattr(first, x.component), getattr(second, y.component)
        total += complex(value) * np.einsum("nm,nij,mjk->ik", 1 / gaps, left, right)
    return total


def single_integral(integrand: Words, frequency: complex) -> np.ndarray:
    """One factor is a sum of delta functions, the other is evaluated there."""
    total = np.zeros((2, 2), dtype=complex)
    for word, value in integrand.terms.items():
        (sharp,) = (x for x in word if x.component in ("lesser", "greater"))
        levels = LEVELS[str(sharp.node)]
        for energy, weight in zip(levels.energies, getattr(levels, sharp.component), strict=True):
            total += complex(value) * reduce(
                np.matmul,
                [weight if x == sharp else causal(x, energy, frequency) for x in word],
            )
    return total


def causal(x: Letter, energy: float, frequency: complex) -> np.ndarray:
    """A retarded letter is taken above the real axis, an advanced one below it."""
    upper = frequency if frequency.imag > 0 else -frequency
    at = energy + (x.shift * frequency if x.shift else upper.imag * 1j * side(x))
    assert at.imag * side(x) > 0
    return LEVELS[str(x.node)].causal(at, x.derivative)


def side(x: Letter) -> int:
    return {"retarded": 1, "advanced": -1}[x.component]


NUMERATOR = component(Bubble(A, B), "greater") - component(Bubble(A, B), "lesser")


@pytest.mark.parametrize(
    ("causality", "frequency"), [("retarded", 0.3 + 0.2j), ("advanced", 0.3 - 0.2j)]
)
def test_kramers_kronig_on_discrete_levels(causality: str, frequency: complex) -> None:
    words = kramers_kronig(NUMERATOR, causality)  # type: ignore[arg-type]
    exact = double_integral(NUMERATOR, frequency)
    assert np.allclose(single_integral(words, frequency), exact, atol=1e-12)
    for word, value in words.terms.items():
        for factor in (-2, 1, -1):
            wrong = words + Words({word: value}) * factor
            assert np.abs(single_integral(wrong, frequency) - exact).max() > 1e-3
        for place, x in enumerate(word):
            wrong_letter = {
                "lesser": x._replace(component="greater"),
                "greater": x._replace(component="lesser"),
                "retarded": x._replace(component="advanced", shift=-x.shift),
                "advanced": x._replace(component="retarded", shift=-x.shift),
            }[x.component]
            swap = (*word[:place], wrong_letter, *word[place + 1 :])
            wrong = words - Words({word: value}) + Words({swap: value})
            assert np.abs(single_integral(wrong, frequency) - exact).max() > 1e-3


def test_two_roads_to_one_integral() -> None:
    """Langreth's rule in energy times -i is the Kramers-Kronig reduction, on both sides."""
    sides: tuple[Literal["retarded", "advanced"], ...] = ("retarded", "advanced")
    for causality in sides:
        by_rule = energy_integral(Bubble(A, B), causality) * -I
        assert kramers_kronig(NUMERATOR, causality) == by_rule
        assert kramers_kronig(NUMERATOR, causality) != -by_rule


def test_reduction_of_other_numerators() -> None:
    """Any numerator works that is linear in the jump greater - lesser of one factor."""
    jump_A = letter(A, "greater") - letter(A, "lesser")
    jump_B = letter(B, "greater") - letter(B, "lesser")
    for numerator in (
        jump_A @ jump_B,
        jump_A @ letter(B, "greater"),
        letter(A, "greater") @ jump_B,
    ):
        words = kramers_kronig(numerator, "retarded")
        exact = double_integral(numerator, 0.1 + 0.3j)
        assert np.allclose(single_integral(words, 0.1 + 0.3j), exact, atol=1e-12)
    with pytest.raises(ValueError, match="no factor greater - lesser"):
        kramers_kronig(component(Bubble(A, B), "greater"), "retarded")
    with pytest.raises(ValueError, match="neither lesser nor greater"):
        kramers_kronig(component(Bubble(A, B), "retarded"), "retarded")


def test_expansion_in_frequency_is_value_and_slope() -> None:
    step, base = 1e-5, 0.4j
    words = kramers_kronig(NUMERATOR, "retarded")
    value, slope = expand(words)
    exact = double_integral(NUMERATOR, base)
    exact_slope = (
        double_integral(NUMERATOR, base + step) - double_integral(NUMERATOR, base - step)
    ) / (2 * step)
    assert np.allclose(single_integral(value, base), exact, atol=1e-12)
    assert np.allclose(single_integral(slope, base), exact_slope, atol=1e-6)
    for word, coefficient in slope.terms.items():
        wrong = slope - Words({word: coefficient}) * 2
        assert np.abs(single_integral(wrong, base) - exact_slope).max() > 1e-2
    assert str(slope) == "-i dA^R B^< + i A^< dB^A"
    assert expand(value) == (value, Words({}))
