"""Diagrams: lists against the derivation's, sums against exact currents, drawings."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from numpy.typing import NDArray

from spinloom import ParameterError
from spinloom.derivations.engine.diagrams import enumerate_diagrams
from spinloom.derivations.engine.judges.fock import FockSpace, thermal_state
from spinloom.valve_diagrams import Diagram, FiniteValve, count_diagrams, diagrams, valve

Matrix = NDArray[np.complex128]
PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
GENERIC = np.array([[0.7 + 0.2j, -0.3 + 0.5j], [0.4 - 0.6j, -0.2 + 0.9j]])
ENERGIES = {"L": [[0.35, -0.62], [-0.11, 0.48]], "R": [[-0.27, 0.83], [0.56, 0.15]]}
AXES = {"L": np.array([0.3, -0.8, 0.5]), "R": np.array([-0.6, 0.1, 0.7])}
BATHS = {"L": (0.21, 0.6), "R": (-0.34, 0.9)}
BROADENING = 0.17


def small_valve(orbitals: int, axes: Any = AXES, amplitude: Any = GENERIC) -> FiniteValve:
    left, right = (
        {
            "energies": ENERGIES[r][:orbitals],
            "direction": axes[r],
            "potential": BATHS[r][0],
            "temperature": BATHS[r][1],
        }
        for r in "LR"
    )
    return valve(left, right, amplitude, BROADENING)


def exact(orbitals: int, order: int) -> dict[str, Any]:
    """Currents into L of order 2 order - 1 in the tunnelling, from commutators on a Fock space."""
    space = FockSpace(4 * orbitals)
    half = 2 * orbitals

    def block(r: str, matrix: NDArray[Any]) -> Matrix:
        side = np.diag([float(r == "L"), float(r == "R")])
        return np.asarray(np.kron(side, np.kron(np.eye(orbitals), matrix)), dtype=complex)

    free, reduced = np.zeros((2, 4 * orbitals, 4 * orbitals), dtype=complex)
    for place, r in enumerate("LR"):
        axis = np.einsum("i,iab->ab", AXES[r] / np.linalg.norm(AXES[r]), PAULI)
        for k, (up, down) in enumerate(ENERGIES[r][:orbitals]):
            one = (up + down) / 2 * np.eye(2) + (up - down) / 2 * axis
            part = slice(place * half + 2 * k, place * half + 2 * k + 2)
            free[part, part] = one
            reduced[part, part] = (one - BATHS[r][0] * np.eye(2)) / BATHS[r][1]
    hop = np.zeros_like(free)
    hop[:half, half:] = np.kron(np.ones((orbitals, orbitals)), GENERIC)
    levels, basis = np.linalg.eigh(space.bilinear(free))
    state, tunnel = (
        basis.conj().T @ matrix @ basis
        for matrix in (
            thermal_state(space.bilinear(reduced), 1.0),
            space.bilinear(hop + hop.conj().T),
        )
    )
    for _ in range(2 * order - 1):
        moved = tunnel @ state - state @ tunnel
        state = moved / (1j * BROADENING - (levels[:, None] - levels[None, :]))

    def rate(operator: Matrix) -> Matrix:
        return 1j * (tunnel @ operator - operator @ tunnel)

    number = basis.conj().T @ space.bilinear(block("L", np.eye(2))) @ basis
    spins = [basis.conj().T @ space.bilinear(block("L", p / 2)) @ basis for p in PAULI]
    moment = np.array([[np.trace(rate(a @ b) @ state).real for b in spins] for a in spins])
    return {
        "charge": np.trace(rate(number) @ state).real,
        "spin": np.array([np.trace(rate(s) @ state).real for s in spins]),
        "quadrupole": (moment + moment.T) / 2 - np.trace(moment) / 3 * np.eye(3),
    }


@cache
def listed(observable: Any, order: int) -> tuple[Diagram, ...]:
    return diagrams(observable, order)


def total(chosen: Any, device: FiniteValve) -> Any:
    return sum(diagram.expression.value(device) for diagram in chosen)


# --- Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("observable", "counts"),
    [("charge", (2, 80, 10112)), ("spin", (2, 80, 10112)), ("quadrupole", (4, 256, 42496))],
)
def test_counts(observable: Any, counts: tuple[int, ...]) -> None:
    assert tuple(count_diagrams(observable, order) for order in (1, 2, 3)) == counts
    assert [len(listed(observable, order)) for order in (1, 2)] == [*counts[:2]]


@pytest.mark.parametrize("observable", ["charge", "quadrupole"])
@pytest.mark.parametrize("order", [1, 2])
def test_the_derivation_finds_the_same_diagrams_with_the_same_signs(
    observable: Any, order: int
) -> None:
    def keyed(found: Any) -> dict[Any, tuple[int, bool]]:
        return {(d.contractions, d.eta, d.chi): (d.sign, d.connected) for d in found}

    mine = keyed(listed(observable, order))
    assert len(mine) == len(listed(observable, order))
    assert mine == keyed(enumerate_diagrams(observable, order))


def test_disconnected_and_cancelling_diagrams_are_kept() -> None:
    found = {
        name: [
            (d.connected, d.cancels) for order in (1, 2) for d in listed(name, order)
        ]
        for name in ("charge", "quadrupole")
    }  # fmt: skip
    assert found["charge"].count((False, True)) == 32
    assert found["charge"].count((True, True)) == 16
    assert found["charge"].count((True, False)) == 2 + 32
    assert found["quadrupole"].count((False, True)) == 80
    assert found["quadrupole"].count((True, True)) == 16
    assert found["quadrupole"].count((False, False)) == 2 + 80
    assert found["quadrupole"].count((True, False)) == 2 + 80


def test_indices() -> None:
    for diagram in listed("quadrupole", 2):
        indices = diagram.indices
        assert [i.eta for i in indices[:4]] == [-1, 1, -1, 1]
        assert [i.electrode for i in indices] == [*"LRLL", *"LR" * 3]
        assert all(i.chi == -i.eta for i in indices[:4])
        for late, early in diagram.contractions:
            assert indices[late].electrode == indices[early].electrode
            assert indices[late].eta == -indices[early].eta
    assert [i.dot for i in listed("charge", 1)[0].indices] == ["2", "2'", "1", "1'"]


# --- Values -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("observable", "orbitals", "order"),
    [
        ("charge", 1, 1),
        ("spin", 1, 1),
        ("charge", 2, 1),
        ("spin", 2, 1),
        ("quadrupole", 2, 1),
        ("charge", 1, 2),
        ("spin", 1, 2),
    ],
)
def test_sum_is_the_exact_current(observable: Any, orbitals: int, order: int) -> None:
    expected = exact(orbitals, order)[observable]
    assert np.abs(expected).max() > 0.1
    found = total(listed(observable, order), small_valve(orbitals))
    assert np.abs(found - expected).max() < 1e-12 * np.abs(expected).max()


@pytest.mark.parametrize("observable", ["spin", "quadrupole"])
def test_second_order_with_two_orbitals(observable: Any) -> None:
    expected = exact(2, 2)[observable]
    kept = [d for d in listed(observable, 2) if not d.cancels]
    found = total(kept, small_valve(2))
    assert np.abs(found - expected).max() < 1e-12 * np.abs(expected).max()


@pytest.mark.parametrize("order", [1, 2])
def test_one_orbital_stores_no_quadrupole_moment(order: int) -> None:
    """One electron has none, and two in one orbital are a singlet: direct and exchange cancel."""
    values = [d.expression.value(small_valve(1)) for d in listed("quadrupole", order)]
    assert max(np.abs(value).max() for value in values) > 0.01
    assert np.abs(sum(values)).max() < 1e-14


@pytest.mark.parametrize("observable", ["charge", "quadrupole"])
def test_diagrams_that_cancel_add_up_to_zero_and_do_not_vanish(observable: Any) -> None:
    device = small_valve(1)
    cancelling = [d for d in listed(observable, 2) if d.cancels]
    sizes = [np.abs(d.expression.value(device)).max() for d in cancelling]
    assert min(sizes) > 1e-6
    assert np.abs(total(cancelling, device)).max() < 1e-12 * sum(sizes)


def test_a_diagram_that_cancels_has_a_partner_with_the_opposite_value() -> None:
    device = small_valve(1)
    values = [d.expression.value(device) for d in listed("charge", 2)]
    for diagram, value in zip(listed("charge", 2), values, strict=True):
        if diagram.cancels:
            assert min(abs(value + other) for other in values) < 1e-15


def test_every_other_diagram_is_needed() -> None:
    device, expected = small_valve(1), exact(1, 2)["charge"]
    for missing in listed("charge", 2):
        if not missing.cancels:
            assert abs(missing.expression.value(device)) > 1e-4 * abs(expected)


def test_amplitudes_that_conserve_the_spin_give_no_torque_on_parallel_electrodes() -> None:
    axes = {"L": [0, 0, 1], "R": [0, 0, -2]}
    device = small_valve(1, axes, 0.8j * np.eye(2))
    for order in (1, 2):
        current = total(listed("spin", order), device)
        assert np.abs(current[:2]).max() < 1e-14
        assert abs(current[2]) > 1e-3


def test_equilibrium_currents_vanish_for_equal_reservoirs() -> None:
    side = {"energies": [[0.2, -0.4]], "direction": [0, 1, 1], "potential": 0.1, "temperature": 0.5}
    device = valve(side, side, tunnelling=0.6 * np.eye(2), broadening=0.1)
    for observable in ("charge", "spin", "quadrupole"):
        assert np.abs(total(listed(observable, 1), device)).max() < 1e-15


@pytest.mark.parametrize("fault", ["sign", "charge", "energy", "adjoint"])
def test_a_wrong_rule_is_seen(fault: str) -> None:
    def wrong(diagram: Diagram) -> Any:
        e = diagram.expression
        match fault:
            case "sign":
                return replace(e, sign=abs(e.sign))
            case "charge":
                flipped = tuple(replace(o, filled=-o.filled) for o in e.occupations)
                return replace(e, occupations=flipped)
            case "energy":
                turned = tuple(tuple((-s, k) for s, k in p) for p in e.propagators)
                return replace(e, propagators=turned)
        loops = tuple(
            tuple(replace(f, kind="t") if f.kind == "t+" else f for f in loop) for loop in e.loops
        )
        return replace(e, loops=loops)

    found = sum(wrong(d).value(small_valve(1)) for d in listed("spin", 1))
    assert np.abs(found - exact(1, 1)["spin"]).max() > 1e-3


# --- Expressions and drawings -----------------------------------------------------------------


def test_expressions_of_first_order() -> None:
    shown = [str(d.expression) for d in listed("charge", 1)]
    assert shown == [
        "-2 Im f-(1) f+(1') tr[i P(1') t^+ P(1)] / (i0 + w1 - w1')",
        "2 Im f+(1) f-(1') tr[i P(1') t^+ P(1)] / (i0 + w1 - w1')",
    ]
    exchange = next(d for d in listed("quadrupole", 1) if d.connected).expression
    assert exchange.shared == (0, 2) or exchange.shared == (2, 0)
    assert "delta(1, 2')" in str(exchange)
    assert exchange.tex.startswith(r"4\,\mathrm{Im}\int\frac{f_+^L")
    assert r"\delta_{k_{1}k_{2'}}" in exchange.tex
    assert exchange.tex.count(r"\mathrm{tr}") == 1


def test_orders_of_factors_are_balanced() -> None:
    for observable, order in product(("charge", "quadrupole"), (1, 2)):
        for diagram in listed(observable, order):
            factors = [f for loop in diagram.expression.loops for f in loop]
            numbers = sorted(f.number for f in factors if f.kind == "line")
            assert numbers == [*range(len(diagram.contractions))]
            assert sorted(f.number for f in factors if f.kind != "line") == [
                *range(len(diagram.eta) // 2)
            ]


@pytest.mark.parametrize("observable", ["charge", "quadrupole"])
def test_drawing(observable: Any) -> None:
    for diagram in listed(observable, 2)[::20]:
        text = diagram.svg()
        assert (
            text
            == diagram.svg()
            == diagrams(observable, 2)[listed(observable, 2).index(diagram)].svg()
        )
        root = ElementTree.fromstring(text)
        places = [c for c in root.iter("{http://www.w3.org/2000/svg}circle")]
        assert [c.get("class") for c in places] == [i.electrode for i in diagram.indices]
        tips = [p for p in root.iter("{http://www.w3.org/2000/svg}path") if p.get("class") == "tip"]
        ends = sorted(float((p.get("d") or "").split()[1]) for p in tips)
        arrows = sorted(
            float(c.get("cx") or 0)
            for c, i in zip(places, diagram.indices, strict=True)
            if i.eta > 0
        )
        assert ends == arrows


def test_drawings_of_different_diagrams_differ() -> None:
    assert len({d.svg() for d in listed("quadrupole", 2)}) == 256


# --- Bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "observable", ["heat", "", 3, None, ["charge"], np.array(["charge", "spin"])]
)
def test_unknown_observables(observable: Any) -> None:
    for function in (diagrams, count_diagrams):
        with pytest.raises(ParameterError, match=r"observable =.*charge, spin, quadrupole"):
            function(observable, 1)


@pytest.mark.parametrize(
    "order", [0, -1, 1.5, 1.0, True, "1", None, np.nan, np.array([1, 2]), 5, 99]
)
def test_impossible_orders(order: Any) -> None:
    for function, largest in ((diagrams, 3), (count_diagrams, 4)):
        with pytest.raises(ParameterError, match=rf"order = .*an integer from 1 to {largest}"):
            function("charge", order)


def test_the_largest_orders() -> None:
    assert count_diagrams("charge", 4) == 2376704
    assert len(diagrams("charge", 3)) == 10112
    with pytest.raises(ParameterError, match="order = 4"):
        diagrams("charge", 4)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("energies", [0.1, 0.2]),
        ("energies", [[0.1, np.nan]]),
        ("energies", np.zeros((0, 2))),
        ("energies", [["low", "high"]]),
        ("energies", [[0.1, 0.2], [0.3]]),
        ("direction", "up"),
        ("temperature", [1.0, 2.0]),
        ("temperature", "cold"),
        ("potential", None),
        ("direction", [0, 0, 0]),
        ("direction", [1, 0]),
        ("temperature", 0.0),
        ("potential", np.inf),
    ],
)
def test_bad_reservoirs(key: str, value: Any) -> None:
    good = {"energies": [[0.1, 0.2]], "direction": [0, 0, 1], "potential": 0, "temperature": 1}
    valve(good, good, np.eye(2), 0.1)
    with pytest.raises(ParameterError, match=key):
        valve({**good, key: value}, good, np.eye(2), 0.1)


def test_bad_valves() -> None:
    good = {"energies": [[0.1, 0.2]], "direction": [0, 0, 1], "potential": 0, "temperature": 1}
    with pytest.raises(ParameterError, match="tunnelling"):
        valve(good, good, np.eye(3), 0.1)
    with pytest.raises(ParameterError, match="tunnelling"):
        valve(good, good, "t", 0.1)
    wrong: Any
    for wrong in (0.0, -1, np.inf, [0.1, 0.2], None):
        with pytest.raises(ParameterError, match="broadening"):
            valve(good, good, np.eye(2), wrong)
    with pytest.raises(ParameterError, match="left"):
        valve(wrong, good, np.eye(2), 0.1)
    with pytest.raises(ParameterError, match="right"):
        valve(good, {"energies": [[1, 2]]}, np.eye(2), 0.1)
