"""Superoperators as matrices: what they do to operators, their algebra and their averages."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from spinloom.derivations.engine.judges.fock import thermal_state
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace, expansion, matchings
from spinloom.derivations.engine.pairings import pairings

SPACE = LiouvilleSpace(2)
SIGNS = tuple(product((1, -1), repeat=2))


def some_operator(dimension: int = 4) -> np.ndarray:
    rng = np.random.default_rng(7)
    shape = dimension, dimension
    return rng.normal(size=shape) + 1j * rng.normal(size=shape)


def apply(superoperator: np.ndarray, operator: np.ndarray) -> np.ndarray:
    return (superoperator @ operator.reshape(-1)).reshape(operator.shape)


def test_actions_from_both_sides() -> None:
    a, x = some_operator(), some_operator().T
    assert np.allclose(apply(SPACE.left(a), x), a @ x)
    assert np.allclose(apply(SPACE.right(a), x), x @ a)
    assert np.allclose(apply(SPACE.commutator(a), x), a @ x - x @ a)
    assert not np.allclose(apply(SPACE.left(a), x), x @ a)


def test_commutator_with_a_hermitian_operator_preserves_trace_and_hermiticity() -> None:
    hamiltonian = some_operator() + some_operator().conj().T
    state = thermal_state(hamiltonian @ hamiltonian, 3.0)
    rate = -1j * apply(SPACE.commutator(hamiltonian), state)
    assert abs(np.trace(rate)) < 1e-12
    assert np.allclose(rate, rate.conj().T)


def test_number_superoperator_counts_and_parity_is_its_sign() -> None:
    number = np.diag(SPACE.number).real
    assert np.array_equal(SPACE.number, np.diag(number))
    assert sorted({*number}) == [-2, -1, 0, 1, 2]
    assert np.array_equal(SPACE.parity, (-1.0) ** number)


@pytest.mark.parametrize("first", SIGNS)
@pytest.mark.parametrize("second", SIGNS)
def test_fields_anticommute_to_a_sign_for_conjugate_indices_alone(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    (chi, eta), (other_chi, other_eta) = first, second
    for m, n in product(range(2), repeat=2):
        a, b = SPACE.field(chi, eta, m), SPACE.field(other_chi, other_eta, n)
        conjugate = m == n and chi == -other_chi and eta == -other_eta
        expected = -chi * eta * conjugate * SPACE.identity
        assert np.array_equal(a @ b + b @ a, expected)


@pytest.mark.parametrize(("chi", "eta"), SIGNS)
def test_action_of_a_field_is_its_matrix(chi: int, eta: int) -> None:
    x = some_operator()
    for mode in range(2):
        assert np.allclose(SPACE.act((chi, eta), mode, x), apply(SPACE.field(chi, eta, mode), x))
        assert not np.allclose(SPACE.act((chi, eta), mode, x), apply(SPACE.field(-chi, eta, 0), x))


def test_fields_without_parity_do_not_anticommute() -> None:
    left = SPACE.left(SPACE.operator(1, 0))
    bare = SPACE.right(SPACE.operator(1, 1))
    assert not np.allclose(left @ bare + bare @ left, 0)


@pytest.mark.parametrize(("chi", "eta"), SIGNS)
def test_contraction_is_the_occupation_of_the_earlier_field(chi: int, eta: int) -> None:
    """-chi eta f(-chi x): particles for chi = -1, holes for chi = +1 of the field that acts first.

    The side from which the later field acts does not matter.
    """
    space, x = LiouvilleSpace(1), 0.8
    state = thermal_state(space.fock.bilinear([[x]]), 1.0)
    expected = -chi * eta / (np.exp(-chi * x) + 1)
    for side in (1, -1):
        assert space.contraction(state, (side, -eta), (chi, eta), 0) == pytest.approx(expected)
        assert space.contraction(state, (side, eta), (chi, eta), 0) == 0


def test_wick_theorem_for_four_fields() -> None:
    state = thermal_state(SPACE.fock.bilinear([[0.3, 0.0], [0.0, -0.9]]), 1.0)
    rng = np.random.default_rng(3)
    seen = 0
    for _ in range(300):
        labels = [(int(rng.choice((1, -1))), int(rng.choice((1, -1))), int(rng.integers(2)))
                  for _ in range(4)]  # fmt: skip
        fields = [SPACE.field(*label) for label in labels]
        whole = SPACE.average(state, *fields)
        parts = sum(
            sign * np.prod([SPACE.average(state, fields[a], fields[b]) for a, b in pairs])
            for sign, pairs in pairings((0, 1, 2, 3))
        )
        assert whole == pytest.approx(parts, abs=1e-14)
        seen += abs(whole) > 1e-3
    assert seen > 20


def test_expansion_of_a_commutator_and_its_refusal() -> None:
    hop = SPACE.operator(-1, 0) @ SPACE.operator(1, 1)
    found = expansion(SPACE, SPACE.commutator(hop + hop.T), (0, 1))
    assert len(found) == 4
    for ((chi, eta), (other_chi, other_eta)), value in found.items():
        assert (chi, eta) == (-other_chi, -other_eta)
        assert value == pytest.approx(-other_chi)
    with pytest.raises(ValueError, match="not a sum"):
        expansion(SPACE, SPACE.identity, (0, 1))


def test_matchings_are_all_and_each_once() -> None:
    for count, expected in ((0, 1), (2, 1), (4, 3), (6, 15), (8, 105)):
        found = matchings(range(count))
        assert len({*found}) == len(found) == expected
        assert all(sorted(sum(pairs, ())) == list(range(count)) for pairs in found)
