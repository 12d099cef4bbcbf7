"""The junction's public functions: anchors, physics, degeneracy, bad input."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from spinloom.junction import (
    Parameters,
    ValidityWarning,
    evolve,
    generator_blocks,
    lines,
    liouvillian,
    spectrum,
    steady_states,
)

PLUS, Z, UNIT = np.array([[0, 1], [0, 0]], complex), np.diag([1, -1]).astype(complex), np.eye(2)
MINUS, X = PLUS.T, np.array([[0, 1], [1, 0]], complex)
Y = -1j * (PLUS - MINUS)
UP_DOWN = np.diag([0.0, 1.0, 0.0, 0.0]).astype(complex)
ANCHORS = {"C1": (0.1, 79.7194218731), "C2": (0.7, 24.9334826233), "C3": (0.0, 12537.1209597)}


def anchor_parameters(**changes: Any) -> Parameters:
    return Parameters(**{"J_ex": 0.2, "J_DM": 0.0, **changes})


def pair_spectrum(energy: float, temperature: float) -> float:
    if temperature == 0:
        return max(energy, 0.0)
    return (
        energy / -np.expm1(min(-energy / temperature, 700)) if abs(energy) > 1e-300 else temperature
    )


def reference(
    bias: float = 1.0, larmor: float = 0.1, temperature: float = 0.0, lambda_1: float = 0.01,
    lambda_2: float = 0.009, theta: float = 0.0, phi: float = 0.0, J_ex: float = 0.0,
    J_DM: float = 0.0, sign: int = 1,
) -> np.ndarray:  # fmt: skip
    """The generator from textbook Lindblad terms: Kronecker products, nothing shared."""
    H = larmor / 2 * (np.kron(Z, UNIT) + np.kron(UNIT, Z)) + J_DM * (np.kron(X, Y) - np.kron(Y, X))
    H = H - J_ex * sum(np.kron(a, a) for a in (X, Y, Z))
    L = -1j * (np.kron(H, np.eye(4)) - np.kron(np.eye(4), H.T))

    def w(x: float) -> float:
        return pair_spectrum(bias + x, temperature) + pair_spectrum(x - bias, temperature)

    common = sign * np.sqrt(lambda_1 * lambda_2) * np.cos(theta / 2)
    for single, rate, cross in (
        (MINUS, w(larmor) / 2, common * np.exp(-1j * phi)),
        (PLUS, w(-larmor) / 2, common * np.exp(1j * phi)),
        (Z, w(0.0) / 4, common * np.cos(phi)),
    ):
        ops = (np.kron(single, UNIT), np.kron(UNIT, single))
        rates = rate * np.array([[lambda_1, cross], [np.conj(cross), lambda_2]])
        for m, left in enumerate(ops):
            for k, right in enumerate(ops):
                both = left.conj().T @ right
                L = L + rates[m, k] * (
                    np.kron(right, left.conj())
                    - 0.5 * np.kron(both, np.eye(4))
                    - 0.5 * np.kron(np.eye(4), both.T)
                )
    return np.asarray(L)


ANGLE = st.floats(-7, 7)
STRENGTH = st.one_of(st.just(0.0), st.floats(0, 0.1), st.floats(1e-6, 0.1))
DRAWN = st.fixed_dictionaries(
    {
        "bias": st.one_of(st.just(0.0), st.floats(-2, 2)),
        "larmor": st.floats(0.01, 0.5),
        "temperature": st.one_of(st.just(0.0), st.floats(1e-3, 1)),
        "lambda_1": STRENGTH,
        "lambda_2": STRENGTH,
        "theta": ANGLE,
        "phi": ANGLE,
        "J_ex": st.one_of(st.just(0.0), st.floats(-0.3, 0.3)),
        "J_DM": st.one_of(st.just(0.0), st.floats(-0.3, 0.3)),
        "sign": st.sampled_from([-1, 1]),
    }
)


def quiet(**values: Any) -> Parameters:
    """Parameters without warnings: random ones need not meet the theory's conditions."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        return Parameters(**values)


@pytest.fixture(autouse=True)
def no_stray_warning() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        yield


# --- anchors -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(ANCHORS))
def test_anchor(name: str) -> None:
    omega, value = ANCHORS[name]
    assert spectrum(name, omega, anchor_parameters()).density == pytest.approx(value, rel=1e-11)


@given(DRAWN)
@settings(max_examples=60, deadline=None)
def test_generator_is_the_textbook_one(values: dict[str, Any]) -> None:
    for backend in ("numpy", "numba"):
        difference = liouvillian(quiet(**values), backend) - reference(**values)
        assert np.abs(difference).max() < 1e-14


@pytest.mark.parametrize(
    ("name", "value"), [("sign", -1), ("phi", -0.6), ("theta", 1.1), ("J_DM", -0.1)]
)
def test_generator_sees_every_sign(name: str, value: float) -> None:
    base: dict[str, Any] = {"phi": 0.6, "theta": 1.0, "J_ex": 0.2, "J_DM": 0.1}
    changed = liouvillian(quiet(**{**base, name: value}))
    assert np.abs(changed - reference(**base)).max() > 1e-4


@given(DRAWN)
@settings(max_examples=60, deadline=None)
def test_motion_keeps_trace_hermiticity_and_positivity(values: dict[str, Any]) -> None:
    L = liouvillian(quiet(**values))
    assert np.abs(np.eye(4).ravel() @ L).max() < 1e-15
    step = expm(3.0 * L)
    choi = step.reshape(4, 4, 4, 4).transpose(0, 2, 1, 3).reshape(16, 16)
    assert np.abs(choi - choi.conj().T).max() < 1e-13
    assert np.linalg.eigvalsh(choi).min() > -1e-13


@given(DRAWN)
@settings(max_examples=60, deadline=None)
def test_bath_obeys_detailed_balance_without_bias(values: dict[str, Any]) -> None:
    temperature = max(values["temperature"], 0.05)
    model = quiet(**{**values, "bias": 0.0, "temperature": temperature}).model
    ratio = np.exp(-values["larmor"] / temperature)
    assert model.w_up == pytest.approx(ratio * model.w_down, rel=1e-13)
    assert model.w_down - model.w_up == pytest.approx(2 * values["larmor"], rel=1e-12)


def test_blocks_are_cut_out_of_the_generator() -> None:
    p = quiet(phi=0.4, theta=0.8, J_ex=0.2, J_DM=0.05)
    full, blocks = liouvillian(p), generator_blocks(p)
    places = np.array(blocks.population_places)
    assert np.array_equal(full[np.ix_(places, places)], blocks.populations)
    places = np.array(blocks.coherence_places)
    assert np.array_equal(full[np.ix_(places, places)], blocks.coherences)
    swapped = np.array([4, 8, 13, 14])
    assert np.array_equal(full[np.ix_(swapped, swapped)], blocks.coherences.conj())
    assert full[blocks.double_place, blocks.double_place] == blocks.double
    assert np.count_nonzero(full) <= 36 + 2 * 16 + 2


@given(DRAWN)
@settings(max_examples=60, deadline=None)
def test_stationary_state_does_not_move(values: dict[str, Any]) -> None:
    p = quiet(**values)
    final = steady_states(p).state(UP_DOWN)
    assert np.abs(liouvillian(p) @ final.ravel()).max() < 1e-15
    assert np.trace(final) == pytest.approx(1)


# --- spectra, lines, evolution -----------------------------------------------------------------


def spectrum_by_quadrature(name: str, omega: float, p: Parameters) -> float:
    """Trapezoidal transform of the correlation itself."""
    probe = {"C1": np.kron(MINUS, Z) + np.kron(Z, MINUS), "C2": np.kron(MINUS, Z),
             "C3": np.kron(MINUS, PLUS)}[name]  # fmt: skip
    rho, L = steady_states(p).state(), liouvillian(p)
    times = np.linspace(0, 900, 200001)
    values, vectors = np.linalg.eig(L)
    parts = np.linalg.solve(vectors, (probe.conj().T @ rho).ravel())
    curve = np.exp(np.outer(times, values)) @ ((probe.T.ravel() @ vectors) * parts)
    curve = curve - np.trace(probe @ rho) * np.trace(probe.conj().T @ rho)
    return float(sum(2 * np.trapezoid(np.exp(1j * o * times) * curve, times).real
                     for o in (omega, -omega)))  # fmt: skip


@pytest.mark.parametrize("name", ["C1", "C2", "C3"])
def test_spectrum_is_the_transform_of_the_correlation(name: str) -> None:
    p = quiet(lambda_1=0.2, lambda_2=0.15, theta=0.5, phi=0.4, J_ex=0.2, J_DM=0.1, temperature=0.2)
    found = spectrum(name, [0.05, 0.3], p).density
    wanted = [spectrum_by_quadrature(name, o, p) for o in (0.05, 0.3)]
    assert found == pytest.approx(wanted, rel=1e-5)


@pytest.mark.parametrize("name", ["C1", "C2", "C3"])
@pytest.mark.parametrize("lambda_2", [0.009, 0.00999999])
def test_lines_add_up_to_the_spectrum(name: str, lambda_2: float) -> None:
    p = anchor_parameters(lambda_2=lambda_2, J_DM=0.05)
    omega, found = np.linspace(0, 1, 7), lines(p)
    both = [
        (
            2 * found.weights[name] / (found.widths + 1j * (found.positions - s * omega[:, None]))
        ).real
        for s in (1, -1)
    ]
    assert spectrum(name, omega, p).density == pytest.approx(sum(both).sum(axis=-1), rel=1e-7)


def test_lines_stand_where_the_levels_say() -> None:
    nu, J, D = 0.1, 0.2, 0.2
    root = np.hypot(J, D)
    found = lines(quiet(J_ex=J, J_DM=D, phi=np.pi / 4))
    wanted = {"T1 T2": nu + 2 * (root - J), "T2 T3": nu - 2 * (root - J),
              "T1 S": nu - 2 * (root + J), "S T3": nu + 2 * (root + J), "S T2": 4 * root,
              "T2 S": -4 * root}  # fmt: skip
    for name, position in wanted.items():
        assert found.positions[found.transitions.index(name)] == pytest.approx(position, abs=1e-3)


def test_sixteen_eigenvalues_at_the_symmetric_point() -> None:
    lam, V, nu, J = 0.02, 1.3, 0.2, 0.15
    p = Parameters(bias=V, larmor=nu, lambda_1=lam, lambda_2=lam, J_ex=J)
    a, b, c = lam * (V + nu) / 2, lam * (V - nu) / 2, lam * V / 4
    root = np.sqrt((a - b) ** 2 + 16 * a * b) / 2
    up = [-1.5 * (a + b) - 2 * c + root - 1j * nu, -1.5 * (a + b) - 2 * c - root - 1j * nu,
          -a - 2 * c - 1j * (nu - 4 * J), -b - 2 * c - 1j * (nu + 4 * J),
          -(a + b) - 8 * c - 2j * nu]  # fmt: skip
    middle = [0, 0, -2 * (a + b) + 2 * np.sqrt(a * b), -2 * (a + b) - 2 * np.sqrt(a * b),
              -(a + b) + 4j * J, -(a + b) - 4j * J]  # fmt: skip
    wanted = np.array([*up, *np.conj(up), *middle])
    found = np.linalg.eigvals(liouvillian(p))
    distance = np.abs(wanted[:, None] - found)
    assert distance.min(axis=0).max() < 1e-13
    assert distance.min(axis=1).max() < 1e-13


@given(DRAWN)
@settings(max_examples=25, deadline=None)
def test_evolution_is_the_exponential(values: dict[str, Any]) -> None:
    p = quiet(**values)
    start = np.array(
        [[0.4, 0.1j, 0, 0.1], [-0.1j, 0.3, 0.1, 0], [0, 0.1, 0.2, 0], [0.1, 0, 0, 0.1]]
    )
    times = np.array([0.0, 2.0, 17.0])
    wanted = [expm(t * liouvillian(p)) @ start.astype(complex).ravel() for t in times]
    assert np.abs(evolve(start, times, p).reshape(3, 16) - wanted).max() < 1e-12


@pytest.mark.parametrize(
    ("lam", "ratio"), [(0.0625, 1.0), (0.0625, 0.4), (6e-10, 1.0), (6e-10, 0.4)]
)
def test_emission_alone_leaves_the_dark_state_and_both_spins_down(lam: float, ratio: float) -> None:
    """Without bias and heat the blocks have no full set of eigenvectors, however slow they are."""
    p = quiet(bias=0.0, larmor=0.5, lambda_1=lam, lambda_2=lam * ratio, phi=0.3, J_ex=0.0, sign=-1)
    start = np.array(
        [[0.4, 0.1j, 0, 0.1], [-0.1j, 0.3, 0.1, 0], [0, 0.1, 0.2, 0], [0.1, 0, 0, 0.1]]
    )
    times = np.array([0.0, 0.3, 2.0]) / lam
    wanted = [expm(t * liouvillian(p)) @ start.astype(complex).ravel() for t in times]
    slow = 1e-12 if lam > 1e-3 else 1e-6  # expm turns through 1e9 radians
    assert np.abs(evolve(start, times, p).reshape(3, 16) - wanted).max() < slow
    final = steady_states(p).state(start)
    assert np.trace(final) == pytest.approx(1, abs=1e-15)
    assert np.abs(liouvillian(p) @ final.ravel()).max() < 1e-16
    dark = np.array([0, -np.exp(-0.3j) * np.sqrt(ratio), -1, 0]) / np.sqrt(1 + ratio)
    share = (dark.conj() @ start @ dark).real + 0.4 * ((1 - ratio) / (1 + ratio)) ** 2
    assert final[3, 3] == pytest.approx(1 - share, abs=1e-15)


@pytest.mark.parametrize("delta", [1e-3, 1e-7, 1e-13])
def test_dark_state_decays_with_the_slow_rate(delta: float) -> None:
    p = anchor_parameters(lambda_2=0.01 * (1 - delta))
    singlet = np.zeros((4, 4))
    singlet[1:3, 1:3] = [[0.5, -0.5], [-0.5, 0.5]]
    rate = steady_states(p).gap
    states = evolve(singlet, np.array([1.0, 2.0]) / rate, p)
    weights = np.einsum("ij,tji->t", singlet, states).real
    last = 0.45 * 0.55
    assert weights == pytest.approx(last + (1 - last) * np.exp([-1.0, -2.0]), rel=2e-3)


def test_batches_broadcast() -> None:
    p = quiet(lambda_2=np.array([[0.008], [0.009]]), theta=np.array([0.0, 0.2, 0.3]), J_ex=0.2)
    assert liouvillian(p).shape == (2, 3, 16, 16)
    assert steady_states(p).state().shape == (2, 3, 4, 4)
    assert steady_states(p).gap.shape == (2, 3)
    found = spectrum("C2", np.linspace(0, 1, 5), p)
    assert found.density.shape == (2, 3, 5)
    assert evolve(UP_DOWN, [1.0, 2.0], p).shape == (2, 3, 2, 4, 4)
    assert lines(p).widths.shape == (2, 3, 9)
    one = quiet(lambda_2=0.009, theta=0.3, J_ex=0.2)
    assert found.density[1, 2] == pytest.approx(spectrum("C2", np.linspace(0, 1, 5), one).density)
    mixed = Parameters(lambda_2=np.array([0.009, 0.01]), J_ex=0.2)
    assert [len(c) for c in steady_states(mixed).conserved] == [0, 1]
    assert steady_states(mixed).nullity.tolist() == [1, 2]


def test_labelled_parameters_give_labelled_results() -> None:
    import xarray

    ratio = xarray.DataArray([0.8, 0.9], dims="ratio", coords={"ratio": [1, 2]})
    p = Parameters(lambda_2=0.01 * ratio, J_ex=0.2)
    assert steady_states(p).gap.dims == ("ratio",)
    assert steady_states(p).state().dims == ("ratio", "row", "column")
    found = spectrum("C2", [0.1, 0.2, 0.3], p)
    data = found.to_xarray()
    assert data["density"].dims == ("ratio", "omega")
    assert data["delta_weight"].dims == ("ratio",)
    assert data["density"].attrs["source"] == "junction:8"
    plain = spectrum("C2", [0.1, 0.2, 0.3], Parameters(lambda_2=0.008, J_ex=0.2))
    assert np.array_equal(plain.density, found.density.sel(ratio=1))
    assert plain.to_xarray()["density"].shape == (3,)
    assert spectrum("C2", 0.1, anchor_parameters()).to_xarray()["density"].shape == ()
