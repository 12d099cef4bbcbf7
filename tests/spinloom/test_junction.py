"""The junction's public functions: anchors, physics, degeneracy, bad input."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from spinloom import ParameterError
from spinloom.junction import (
    Parameters,
    ValidityWarning,
    entanglement,
    evolve,
    generator_blocks,
    lines,
    liouvillian,
    purify,
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


# --- stationary states -------------------------------------------------------------------------


@given(DRAWN)
@settings(max_examples=60, deadline=None)
def test_stationary_state_does_not_move(values: dict[str, Any]) -> None:
    p = quiet(**values)
    final = steady_states(p).state(UP_DOWN)
    assert np.abs(liouvillian(p) @ final.ravel()).max() < 1e-15
    assert np.trace(final) == pytest.approx(1)


def slow_rate_40_digits(p: Parameters) -> Any:
    """Slowest non-zero rate at 40 digits, from the parameters as doubles; angles and T zero."""
    m = p.model
    with mpmath.workdps(90):
        mpf = mpmath.mpf
        l1, l2 = mpf(float(m.lambda_1)), mpf(float(m.lambda_2))
        root, V, nu, J = (
            mpmath.sqrt(l1 * l2),
            mpf(float(m.bias)),
            mpf(float(m.larmor)),
            mpf(float(m.J_perp)),
        )
        down, up, zero = (V + nu) / 2, (V - nu) / 2, V / 4
        matrix = mpmath.matrix(16)
        for single, rate in ((MINUS, down), (PLUS, up), (Z, zero)):
            ops = (np.kron(single, UNIT).real, np.kron(UNIT, single).real)
            for a, left in enumerate(ops):
                for b, right in enumerate(ops):
                    both = left.T @ right
                    term = (
                        np.kron(right, left)
                        - 0.5 * np.kron(both, np.eye(4))
                        - 0.5 * np.kron(np.eye(4), both.T)
                    )
                    matrix += rate * [[l1, root], [root, l2]][a][b] * mpmath.matrix(term.tolist())
        exchange = sum(np.kron(a, a) for a in (X, Y, Z)).real
        turn = np.kron(exchange, np.eye(4)) - np.kron(np.eye(4), exchange)
        matrix += mpmath.mpc(0, 1) * J * mpmath.matrix(turn.tolist())
        spins = np.diag(np.kron(Z, UNIT) + np.kron(UNIT, Z)).real.tolist()
        for i in range(16):
            matrix[i, i] -= mpmath.mpc(0, 1) * nu / 2 * (spins[i // 4] - spins[i % 4])
        values = []
        for places in ([0, 5, 6, 9, 10, 15], [1, 2, 7, 11]):
            block = mpmath.matrix([[matrix[i, j] for j in places] for i in places])
            values += [-v.real for v in mpmath.eig(block, left=False, right=False)]
        return sorted(values, key=abs)[1]


@pytest.mark.parametrize("delta", [1e-1, 1e-2, 1e-4, 1e-7, 1e-10, 1e-14])
def test_gap_near_the_dark_point(delta: float) -> None:
    p = anchor_parameters(lambda_2=0.01 * (1 - delta))
    found = steady_states(p)
    assert found.nullity == 1
    assert found.gap == pytest.approx(float(slow_rate_40_digits(p)), rel=1e-11)
    thermal = np.diag(np.kron([0.45, 0.55], [0.45, 0.55]))
    assert np.abs(found.state() - thermal).max() < 1e-15
    assert np.abs(found.state(UP_DOWN) - thermal).max() < 1e-15


@pytest.mark.parametrize("J_ex", [0.0, 1e-9, 0.2])
@pytest.mark.parametrize("ratio", [1e-11, 1e-14, 1e-40])
def test_gap_of_a_weakly_coupled_spin(ratio: float, J_ex: float) -> None:
    for strengths in ((0.01, 0.01 * ratio), (0.01 * ratio, 0.01)):
        p = quiet(lambda_1=strengths[0], lambda_2=strengths[1], J_ex=J_ex)
        wanted = float(slow_rate_40_digits(p))
        assert steady_states(p).gap == pytest.approx(wanted, rel=1e-11, abs=0)


def test_gap_without_bias_and_temperature() -> None:
    # next to a silent dark state, which is stationary where J vanishes
    p = quiet(bias=0.0, lambda_2=1e-13, J_ex=1e-12)
    assert steady_states(p).nullity == 1
    with mpmath.workdps(60):
        wanted = min(abs(r) for r in mpmath_rates(p) if abs(r) > 1e-40)
    assert steady_states(p).gap == pytest.approx(float(wanted), rel=1e-11, abs=0)


def mpmath_rates(p: Parameters) -> list[Any]:
    """Minus all decay rates without bias and temperature: one jump, two equal aligned leads."""
    m, mpf = p.model, mpmath.mpf
    l1, l2, nu, J = (mpf(float(x)) for x in (m.lambda_1, m.lambda_2, m.larmor, m.J_perp))
    amplitudes = mpmath.sqrt(l1 * nu), mpmath.sqrt(l2 * nu)
    jump = sum(
        (a * mpmath.matrix(op.real.tolist()) for a, op in zip(
            amplitudes, (np.kron(MINUS, UNIT), np.kron(UNIT, MINUS)), strict=True)),
        mpmath.matrix(4),
    )  # fmt: skip
    H = mpmath.matrix((np.kron(Z, UNIT) + np.kron(UNIT, Z)).real.tolist()) * nu / 2
    exchange = np.kron(X, X) + np.kron(Y, Y) + np.kron(Z, Z)
    H -= J * mpmath.matrix(exchange.real.tolist())
    effective = -mpmath.mpc(0, 1) * H - jump.T * jump / 2
    full = mpmath.matrix(16)
    for i, j, k, n in np.ndindex(4, 4, 4, 4):
        full[4 * i + j, 4 * k + n] = (
            effective[i, k] * (j == n) + mpmath.conj(effective[j, n]) * (i == k)
            + jump[i, k] * jump[j, n]
        )  # fmt: skip
    return [v.real for v in mpmath.eig(full, left=False, right=False)]


def test_peak_of_C3_near_the_dark_point_grows_like_its_width_shrinks() -> None:
    p = [anchor_parameters(lambda_2=0.01 * (1 - d)) for d in (1e-4, 1e-7, 1e-13)]
    products = [spectrum("C3", 0.0, q).density * steady_states(q).gap for q in p]
    assert products == pytest.approx([products[0]] * 3, rel=1e-3)


def test_two_stationary_states_at_the_dark_point() -> None:
    p = anchor_parameters(lambda_2=0.01)
    found = steady_states(p)
    assert found.nullity == 2
    assert list(found.conserved) == ["population of the dark singlet"]
    with pytest.raises(ParameterError, match="initial"):
        found.state()
    with pytest.raises(ParameterError, match="initial"):
        spectrum("C3", 0.0, p)
    final = found.state(UP_DOWN)
    late = expm(1e5 * liouvillian(p)) @ UP_DOWN.ravel()
    assert np.abs(final.ravel() - late).max() < 1e-9
    operator = found.conserved["population of the dark singlet"]
    assert np.abs(operator.ravel() @ liouvillian(p)).max() < 1e-16
    rates = np.sort(-np.linalg.eigvals(liouvillian(p)).real)
    assert found.gap == pytest.approx(rates[2], rel=1e-12)
    weight = spectrum("C3", 0.3, p, final).delta_weight
    singlet = np.array([0, 1, -1, 0]) / np.sqrt(2)
    excited = np.kron(MINUS, PLUS).T @ final
    share = singlet @ excited @ singlet
    triplet = steady_states(p).state(np.diag([1.0, 0, 0, 0]))
    limit = share * np.outer(singlet, singlet) + (np.trace(excited) - share) * triplet
    assert weight == pytest.approx(np.trace(np.kron(MINUS, PLUS) @ limit).real, rel=1e-12)


@pytest.mark.parametrize(
    ("changes", "nullity"),
    [
        ({"lambda_2": 0.01}, 2),
        ({"lambda_2": 0.01, "phi": 1e-14}, 1),
        ({"lambda_2": 0.01, "theta": 1e-9}, 1),
        ({"lambda_2": 0.01, "J_DM": 1e-15}, 1),
        ({"lambda_2": 0.01, "sign": -1}, 1),
        ({"lambda_2": 0.01, "sign": -1, "phi": np.pi}, 2),
        ({"lambda_2": 0.01, "theta": 2 * np.pi, "phi": np.pi}, 2),
        ({"lambda_2": 0.0}, 1),
        ({"lambda_2": 0.0, "J_ex": 0.0}, 2),
        ({"lambda_1": 0.0, "J_ex": 0.0}, 2),
        ({"lambda_1": 0.0, "lambda_2": 0.0}, 4),
        ({"lambda_1": 0.0, "lambda_2": 0.0, "J_ex": 0.0}, 6),
        ({"bias": 0.0, "J_ex": 0.0}, 2),
        ({"bias": 0.0, "J_ex": 0.1}, 1),
        ({"bias": 0.0, "lambda_2": 0.01, "sign": -1}, 2),
        ({"bias": 0.25, "larmor": 0.5, "lambda_2": 0.01, "J_ex": -0.125}, 2),
        ({"bias": 0.0, "larmor": 0.5, "lambda_2": 0.01, "J_ex": -0.125}, 4),
    ],
)
def test_nullity_is_the_number_of_null_vectors(changes: dict[str, Any], nullity: int) -> None:
    p = quiet(**{"J_ex": 0.2, **changes})
    assert steady_states(p).nullity == nullity
    if all(
        changes.get(name, 0) == 0 or abs(changes[name]) > 1e-6 for name in ("phi", "theta", "J_DM")
    ):
        singular = np.linalg.svd(liouvillian(p), compute_uv=False)
        assert np.sum(singular < 1e-13) == nullity
        final = steady_states(p).state(np.diag([0.4, 0.3, 0.2, 0.1]))
        assert np.abs(liouvillian(p) @ final.ravel()).max() < 1e-12
        left = np.linalg.svd(liouvillian(p).conj().T)[2][-nullity:]
        before = left @ np.diag([0.4, 0.3, 0.2, 0.1]).astype(complex).ravel()
        assert np.abs(left @ final.ravel() - before).max() < 1e-12


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


# --- entanglement and measurement --------------------------------------------------------------


def test_entanglement_of_known_states() -> None:
    bell = np.zeros((4, 4))
    bell[np.ix_([1, 2], [1, 2])] = [[0.5, -0.5], [-0.5, 0.5]]
    found = entanglement(
        np.array([bell, 0.5 * bell + 0.5 * np.eye(4) / 4, np.eye(4) / 4, UP_DOWN.real])
    )
    assert found.concurrence == pytest.approx([1, 0.25, 0, 0], abs=1e-12)
    assert found.negativity == pytest.approx([0.5, 0.125, 0, 0], abs=1e-12)
    assert found.log_negativity == pytest.approx([1, np.log2(1.25), 0, 0], abs=1e-12)
    assert found.mutual_information[[0, 2, 3]] == pytest.approx([2, 0, 0], abs=1e-12)
    x = (1 + np.sqrt(1 - 0.25**2)) / 2
    assert found.formation[1] == pytest.approx(-x * np.log2(x) - (1 - x) * np.log2(1 - x))


def test_entanglement_of_local_rotations() -> None:
    rng = np.random.default_rng(4)
    factor = rng.normal(size=(4, 4)) + 1j * rng.normal(size=(4, 4))
    rho = factor[:, :2] @ factor[:, :2].conj().T
    rho /= np.trace(rho)
    local = np.kron(expm(1j * (0.3 * X + 0.2 * Z)), expm(1j * (0.7 * Y - 0.4 * X)))
    first, second = entanglement(rho), entanglement(local @ rho @ local.conj().T)
    for name in first:
        assert first[name] == pytest.approx(second[name], abs=1e-12)
    global_turn = expm(0.4j * np.kron(X, X))
    assert abs(entanglement(global_turn @ rho @ global_turn.conj().T).concurrence
               - first.concurrence) > 1e-3  # fmt: skip


def test_critical_weight_of_the_dark_state() -> None:
    p = Parameters(bias=1.25, larmor=1.0, lambda_1=0.0126, lambda_2=0.0126, J_ex=0.024)
    critical = 0.5 * (1 - 0.64) / (1 - 0.64 / 3)
    assert critical == pytest.approx(0.229, abs=5e-4)
    singlet = np.zeros((4, 4))
    singlet[np.ix_([1, 2], [1, 2])] = [[0.5, -0.5], [-0.5, 0.5]]
    for shift, positive in ((-1e-6, False), (1e-6, True)):
        weight = critical + shift
        start = weight * singlet + (1 - weight) * np.diag([1.0, 0, 0, 0])
        found = entanglement(steady_states(p).state(start))
        assert (found.concurrence > 1e-9) == positive
        assert (found.log_negativity > 1e-9) == positive


def test_purification_raises_the_dark_weight() -> None:
    p = Parameters(bias=1.25, larmor=1.0, lambda_1=0.0126, lambda_2=0.0126, J_ex=0.024)
    result = purify(p, UP_DOWN, [1000.0, 2000.0, 3000.0])
    weights = np.einsum("tii->ti", result.states).real
    assert np.abs(weights[:, [0, 3]]).max() < 1e-15
    singlet = (weights[:, 1] + weights[:, 2]) / 2 - result.states[:, 1, 2].real
    pi_2 = (1 - 0.64) / (3 + 0.64)
    first = 0.5 + 0.5 * pi_2
    assert result.success[0] == pytest.approx(first, rel=1e-6)
    assert singlet[0] == pytest.approx(0.5 / first, rel=1e-6)
    assert (np.diff(singlet) > 0).all()
    assert (np.diff(result.success) > 0).all()


# --- cutoff ------------------------------------------------------------------------------------


def test_interaction_from_the_cutoff() -> None:
    cutoff, V, lam = 7.0, 1.0, (0.01, 0.009)
    p = Parameters(cutoff=cutoff, theta=0.3, phi=0.5)
    delta = cutoff * np.log(16 * cutoff**2 / (cutoff**2 - V**2)) - V * np.log(
        (cutoff + V) / (cutoff - V)
    )
    strength = np.sqrt(lam[0] * lam[1]) / (4 * np.pi) * delta * np.cos(0.15)
    assert p.induced.J_axis == pytest.approx(strength * np.cos(0.5), rel=1e-12)
    assert p.induced.D_perp / p.induced.J_perp == pytest.approx(np.tan(0.5), rel=1e-12)
    assert p.induced.J_perp == pytest.approx(p.induced.J_axis, rel=2e-3)
    assert p.induced.J_perp != p.induced.J_axis
    assert p.induced.larmor_1 < 0.1
    opposite = Parameters(cutoff=cutoff, theta=0.3, phi=0.5, sign=-1)
    assert opposite.induced.J_axis == -p.induced.J_axis


# --- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"lambda_1": -0.1}, "lambda_1 = -0.1; must be finite and >= 0"),
        ({"temperature": -1e-9}, "temperature"),
        ({"temperature": np.nan}, "temperature"),
        ({"larmor": 0.0}, "larmor"),
        ({"sign": 0}, "sign"),
        ({"bias": 1j}, "bias"),
        ({"bias": "high"}, "bias"),
        ({"J_ex": None}, "neither was given"),
        ({"cutoff": 3.0}, "both were given"),
        ({"J_ex": None, "cutoff": 1.0}, "cutoff = 1; must be above"),
        ({"J_ex": None, "cutoff": 0.5, "bias": -0.7}, "cutoff = 0.5; must be above"),
        ({"theta": np.zeros(2), "phi": np.zeros(3)}, "broadcast"),
    ],
)
def test_bad_parameters(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        Parameters(**{"J_ex": 0.2, **changes})


@pytest.mark.parametrize(
    ("rho", "message"),
    [
        (np.eye(4), "trace is 4"),
        (np.eye(4) / 4 + 0.1j * np.eye(4), "hermitian, violated by 0.2"),
        (np.diag([1.2, -0.2, 0, 0]), "positive, lowest eigenvalue -0.2"),
        (np.eye(2) / 2, "shape"),
        ([[1, 2], [3]], "rows of different lengths"),
        (np.full((4, 4), np.nan), "finite"),
        ("state", "numbers"),
    ],
)
def test_bad_states(rho: Any, message: str) -> None:
    p = anchor_parameters()
    for call in (entanglement, lambda r: evolve(r, [1.0], p), lambda r: purify(p, r, [1.0]),
                 lambda r: steady_states(p).state(r)):  # fmt: skip
        with pytest.raises(ParameterError, match=message):
            call(rho)


def test_other_bad_arguments() -> None:
    p = anchor_parameters()
    with pytest.raises(ParameterError, match="C4"):
        spectrum("C4", 0.0, p)
    with pytest.raises(ParameterError, match="omega"):
        spectrum("C1", [np.inf], p)
    with pytest.raises(ParameterError, match="times"):
        evolve(UP_DOWN, [-1.0], p)
    with pytest.raises(ParameterError, match="ascend"):
        purify(p, UP_DOWN, [2.0, 1.0])
    with pytest.raises(ParameterError, match="cannot occur"):
        purify(p, np.diag([1.0, 0, 0, 0]), [0.0])
    with pytest.raises(ParameterError, match="not stationary"):
        spectrum("C1", [0.0], p, UP_DOWN)
    with pytest.raises(ParameterError, match="backend"):
        liouvillian(p, "fortran")


@pytest.mark.parametrize(
    ("changes", "condition"),
    [
        ({"lambda_1": 0.5}, "short memory"),
        ({"larmor": 0.01}, "secular step: rate / larmor = 0.505"),
        ({"J_ex": 0.3}, "4 J_ex"),
        ({"theta": 1.0}, "transverse"),
    ],
)
def test_warnings_name_the_condition(changes: dict[str, Any], condition: str) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        Parameters(**{"J_ex": 0.2, **changes})
    assert any(condition in str(w.message) for w in caught)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        Parameters(J_ex=0.2)
