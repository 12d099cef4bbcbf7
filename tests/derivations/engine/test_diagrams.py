"""Diagrams: lists against brute force, signs against averages on Liouville space."""

from __future__ import annotations

import pytest

from spinloom.derivations.engine.diagrams import (
    Diagram,
    Observable,
    components,
    count_diagrams,
    enumerate_diagrams,
    vertices,
)
from spinloom.derivations.valve.judge_diagrams import Found, brute_force, numerical_sign

FIRST = [("charge", 2), ("spin", 2), ("quadrupole", 4)]
SECOND = [("charge", 80), ("quadrupole", 256)]


def listed(diagrams: tuple[Diagram, ...]) -> list[Found]:
    return [(d.contractions, d.eta, d.chi) for d in diagrams]


@pytest.mark.parametrize(("observable", "count"), FIRST)
def test_first_order(observable: Observable, count: int) -> None:
    found = listed(enumerate_diagrams(observable, 1))
    assert len(found) == len({*found}) == count == count_diagrams(observable, 1)
    assert frozenset(found) == brute_force(observable, 1)


@pytest.mark.parametrize(("observable", "count"), SECOND)
def test_second_order(observable: Observable, count: int) -> None:
    found = listed(enumerate_diagrams(observable, 2))
    assert len(found) == len({*found}) == count == count_diagrams(observable, 2)
    assert frozenset(found) == brute_force(observable, 2)


def test_third_order_is_counted_without_a_list() -> None:
    assert count_diagrams("charge", 3) == 10112
    assert len(enumerate_diagrams("charge", 3)) == 10112


def test_a_list_that_lacks_a_diagram_or_has_a_wrong_sign_differs_from_brute_force() -> None:
    found = listed(enumerate_diagrams("quadrupole", 1))
    assert frozenset(found[:-1]) != brute_force("quadrupole", 1)
    contractions, eta, chi = found[0]
    wrong = (contractions, eta, tuple(-sign for sign in chi))
    assert wrong not in brute_force("quadrupole", 1)


@pytest.mark.parametrize(("observable", "order"), [("charge", 1), ("quadrupole", 1), ("charge", 2)])
def test_signs(observable: Observable, order: int) -> None:
    found = enumerate_diagrams(observable, order)
    assert {d.sign for d in found} == {1, -1}
    for diagram in found:
        assert numerical_sign(diagram) == pytest.approx(diagram.sign)


def test_exchange_diagram_has_the_opposite_sign_of_the_direct_one() -> None:
    found = enumerate_diagrams("quadrupole", 1)
    direct = {d.chi: d.sign for d in found if not d.connected}
    exchange = {d.chi: d.sign for d in found if d.connected}
    assert len(direct) == 2
    assert direct.keys() == exchange.keys()
    assert all(direct[chi] == -exchange[chi] for chi in direct)


def test_every_segment_is_crossed() -> None:
    for diagram in enumerate_diagrams("quadrupole", 2):
        assert all(diagram.segment(place) for place in range(3))


def test_disconnected_diagrams_are_kept_and_told() -> None:
    found = enumerate_diagrams("charge", 2)
    assert sum(not d.connected for d in found) == 32
    loose = next(d for d in found if not d.connected)
    assert components(len(loose.vertices), loose.contractions) == 2


def test_hermitian_conjugates_are_counted_once() -> None:
    for diagram in enumerate_diagrams("charge", 2):
        assert (diagram.eta[1], diagram.chi[1]) == (1, -1)


def test_bad_requests() -> None:
    with pytest.raises(ValueError, match="heat"):
        vertices("heat", 1)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="order = 0"):
        count_diagrams("charge", 0)
