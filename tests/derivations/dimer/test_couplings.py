"""Integrands against explicit 4 x 4 matrices, and the anchors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pytest

from spinloom.derivations.dimer import couplings as module
from spinloom.derivations.dimer.arithmetic import Arithmetic, run
from spinloom.derivations.dimer.green import PAIRS
from spinloom.derivations.dimer.integrand_ring import EXACT, Exact, generic_values, inverse

PAULI = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
EPSILON = np.cross(np.eye(3)[:, None, :], np.eye(3)[None, :, :])
THAT = np.array([2.0, -1.0, 2.0]) / 3
DEVICE = {
    "t_e": 30.0, "t_0": 2.0, "t": 0.7, "t_L": 6.0, "t_R": 4.5, "eps_1": 0.3, "eps_2": -0.5,
}  # fmt: skip
ENERGIES = (-3.1, -0.4, 0.9, 2.2)
DOUBLES = Arithmetic(complex, np.conj, {"sqrt": np.sqrt})


def matrices(energy: float) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Retarded function, its slope and the shares of both leads, all 4 x 4."""
    d = DEVICE
    root = np.sqrt(4 * d["t_e"] ** 2 - energy**2)
    surface = (energy - 1j * root) / (2 * d["t_e"] ** 2)
    slope = (1 + 1j * energy / root) / (2 * d["t_e"] ** 2)
    across = d["t_0"] * np.eye(2) + d["t"] * np.einsum("k,kij->ij", THAT, PAULI)
    h = np.block([[d["eps_1"] * np.eye(2), across], [across, d["eps_2"] * np.eye(2)]])
    contact = np.diag(np.repeat([d["t_L"] ** 2, d["t_R"] ** 2], 2))
    green = np.linalg.inv(energy * np.eye(4) - h - surface * contact)
    derivative = -green @ (np.eye(4) - slope * contact) @ green
    widths = {lead: np.diag(np.repeat(mask, 2) * -2 * surface.imag) @ contact
              for lead, mask in (("L", [1, 0]), ("R", [0, 1]))}  # fmt: skip
    return green, derivative, {k: green @ w @ green.conj().T for k, w in widths.items()}


def block(matrix: np.ndarray, a: str, b: str) -> np.ndarray:
    i, j = 2 * int(a) - 2, 2 * int(b) - 2
    return matrix[i : i + 2, j : j + 2]


def loop(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.einsum("iab,bc,jcd,da->ij", PAULI, first, PAULI, second)


def tensor(values: Mapping[str, complex], names: tuple[str, str, str], tail: str) -> np.ndarray:
    one, two, three = (values[f"{name}_{tail}"] if name else 0 for name in names)
    return one * np.eye(3) + two * EPSILON @ THAT + three * np.outer(THAT, THAT)


@pytest.fixture(scope="module", params=ENERGIES)
def point(request: pytest.FixtureRequest) -> tuple[Mapping[str, complex], float]:
    return run(module.integrands(), {**DEVICE, "E": request.param}, DOUBLES), request.param


def test_response_integrands(point: tuple[Mapping[str, complex], float]) -> None:
    values, energy = point
    green, slope, shares = matrices(energy)
    for a, b in map(tuple, PAIRS):
        for lead, share in shares.items():
            pair = f"{a}{b}_{lead}"
            forward = loop(block(green, a, b), 1j * block(share, b, a))
            backward = loop(1j * block(share, a, b), block(green.conj().T, b, a))
            expected = 0.25j * (forward + backward) / (2 * np.pi)
            assert np.allclose(tensor(values, ("J", "D", "A"), pair), expected, atol=1e-13)
            forward = loop(block(slope, a, b), 1j * block(share, b, a))
            backward = -loop(1j * block(share, a, b), block(slope.conj().T, b, a))
            expected = -1j * 0.25j * (forward + backward) / (2 * np.pi)
            names = ("alpha_iso", "alpha_antisym", "alpha_aniso")
            assert np.allclose(tensor(values, names, pair), expected, atol=1e-13)
            swapped = ("alpha_aniso", "alpha_antisym", "alpha_iso")
            assert not np.allclose(tensor(values, swapped, pair), expected, atol=1e-5)


def test_noise_and_spin_integrands(point: tuple[Mapping[str, complex], float]) -> None:
    values, energy = point
    _, _, shares = matrices(energy)
    for a, b in map(tuple, PAIRS):
        for pair in ("LL", "LR", "RR"):
            expected = np.zeros((3, 3), dtype=complex)
            for l, m in map(tuple, dict.fromkeys((pair, pair[::-1]))):
                expected += loop(block(shares[l], a, b), block(shares[m], b, a)) / (16 * np.pi)
            found = tensor(values, ("noise_iso", "", "noise_aniso"), f"{a}{b}_{pair}")
            assert np.allclose(found, expected, atol=1e-13)
    for site in "12":
        for lead, share in shares.items():
            spin = np.einsum("kij,ji->k", PAULI, block(share, site, site)) / (4 * np.pi)
            assert np.allclose(values[f"spin_{site}_{lead}"] * THAT, spin, atol=1e-13)


def test_anchors(couplings: Callable[..., Mapping[str, float]]) -> None:
    values = couplings(0.0, 0.0, t=1.0)
    assert values["alpha_iso_22"] == pytest.approx(1 / (40 * np.pi), rel=1e-11)
    assert values["alpha_aniso_22"] == pytest.approx(1 / (25 * np.pi), rel=1e-11)
    values = couplings(0.0, 0.0, t=0.1)
    assert values["J_21"] == pytest.approx(-0.0282215345022894564, rel=1e-12)


@cache
def helical_values() -> Mapping[str, Exact]:
    """The form without cancellation in the exact ring, from the lines of the Green's function."""
    lines = module.without_cancellation()
    computed = {line.name for line in lines}
    inputs = {name: value for name, value in generic_values().items() if name not in computed}
    inverses = {"inverse_plus": inverse(1), "inverse_minus": inverse(-1)}
    return run(lines, {**inputs, **inverses}, EXACT)


def helical_names() -> list[str]:
    known = {line.name for line in module.integrands()}
    return [line.name for line in module.without_cancellation() if line.name in known]


def test_form_without_cancellation_is_the_same_polynomial() -> None:
    names = [name for name in helical_names() if {"11", "12"} & set(name.split("_"))]
    assert len(names) == 2 * (2 * 4 + 3)
    for name in names:
        assert (helical_values()[name] - generic_values()[name]).vanishes(), name


@pytest.mark.parametrize("name", ["J_12_L", "D_11_L", "D_12_L", "alpha_antisym_12_L"])
def test_ring_rejects_other_products(name: str) -> None:
    expected = generic_values()[name]
    other_lead = helical_values()[f"{name.removesuffix('L')}R"]
    for wrong in (-helical_values()[name], other_lead):
        assert not (wrong - expected).vanishes()


def test_form_without_cancellation_on_all_pairs(
    point: tuple[Mapping[str, complex], float],
) -> None:
    names = helical_names()
    assert len(names) == 4 * (2 * 4 + 3)
    inputs = {name: value for name, value in point[0].items() if name not in names}
    values = run(module.without_cancellation(), inputs, DOUBLES)
    for name in names:
        assert values[name] == pytest.approx(point[0][name], rel=1e-9, abs=1e-15)
        assert -values[name] != pytest.approx(point[0][name], rel=1e-9, abs=1e-15)


def test_dyadic_part_has_no_product_of_opposite_helicities() -> None:
    with pytest.raises(ValueError, match="dyadic"):
        module.as_parts("dyadic", module.odd_weight)


def test_every_line_has_a_source() -> None:
    lines = (*module.integrands(), *module.green_functions(), *module.without_cancellation())
    assert all(line.source.startswith("dimer:") for line in lines)
    names = [line.name for line in module.integrands()]
    assert len(names) == len(dict.fromkeys(names))


def test_lines_are_in_order() -> None:
    known = {"E", *DEVICE}
    for line in module.integrands():
        assert {symbol.name for symbol in line.expression.free_symbols} <= known
        known.add(line.name)
    for line in module.without_cancellation():
        assert {symbol.name for symbol in line.expression.free_symbols} <= known
        known.add(line.name)
