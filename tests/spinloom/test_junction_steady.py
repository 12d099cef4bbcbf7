"""Stationary states of the junction: how many, how fast, right where they are nearly two."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import mpmath
import numpy as np
import pytest
from scipy.linalg import expm

from spinloom import ParameterError
from spinloom.derivations.junction.judge_generator import Device
from spinloom.junction import (
    Parameters,
    ValidityWarning,
    lines,
    liouvillian,
    spectrum,
    steady_states,
)
from spinloom.numerics import spin_pair as pair

PLUS, Z, UNIT = np.array([[0, 1], [0, 0]], complex), np.diag([1, -1]).astype(complex), np.eye(2)
MINUS, X = PLUS.T, np.array([[0, 1], [1, 0]], complex)
Y = -1j * (PLUS - MINUS)
UP_DOWN = np.diag([0.0, 1.0, 0.0, 0.0]).astype(complex)


def anchor_parameters(**changes: Any) -> Parameters:
    return Parameters(**{"J_ex": 0.2, "J_DM": 0.0, **changes})


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


# --- stationary states -------------------------------------------------------------------------


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
    for ask in (lambda: spectrum("C3", 0.0, p), lambda: lines(p)):
        with pytest.raises(ParameterError, match=r"state: .* not unique .*state\(initial\)"):
            ask()
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


@pytest.mark.parametrize(
    "changes",
    [{"lambda_2": 0.999e-6}, {"theta": 0.01}, {"phi": 0.01},
     {"lambda_2": 1.001e-6, "theta": 0.004, "phi": -0.003}],
)  # fmt: skip
def test_slow_rate_in_closed_form(changes: dict[str, float]) -> None:
    # leading order in the distance from the dark point and in lambda V / J_ex
    p = anchor_parameters(**{"lambda_1": 1e-6, "lambda_2": 1e-6, **changes})
    m, V, nu = p.model, 1.0, 0.1
    mean = np.sqrt(m.lambda_1 * m.lambda_2) * np.cos(m.theta / 2) * np.cos(m.phi)
    strength = m.lambda_1 + m.lambda_2 - 2 * mean
    wanted = strength * 3 * V**3 / (3 * V**2 + nu**2)
    assert steady_states(p).gap == pytest.approx(wanted, rel=2e-3)


def spectrum_60_digits(name: str, omega: float, ratio: float) -> float:
    """S(omega) + S(-omega) of two spins without interaction, by a resolvent on the whole space."""
    with mpmath.workdps(60):
        exact = mpmath.mpf
        zero = exact(0)
        couplings = exact(0.01), exact(0.01 * ratio)
        device = Device(exact(0.1), exact(1), couplings, zero, zero, zero, zero)
        row = mpmath.matrix([int(n in (0, 5, 10, 15)) for n in range(16)]).T
        regular = mpmath.matrix(device.generator().tolist()) + row.T * row
        still = mpmath.lu_solve(regular, row.T)
        still = still / (row * still)[0]
        rho = np.array(still.tolist(), dtype=object).reshape(4, 4)
        probe = pair.PROBES[name].astype(int)
        excited = probe.T.dot(rho)
        rest = mpmath.matrix((excited - np.trace(excited) * rho).ravel().tolist())
        left = mpmath.matrix(probe.T.ravel().tolist()).T
        total = zero
        for turn in (omega, -omega):
            shifted = regular + mpmath.mpc(0, turn) * mpmath.eye(16)
            total -= 2 * (left * mpmath.lu_solve(shifted, rest))[0].real
        return float(total)


@pytest.mark.parametrize("name", ["C1", "C2", "C3"])
@pytest.mark.parametrize("ratio", [1e-9, 1e-14, 1e-40])
def test_spectrum_of_a_weakly_coupled_spin(name: str, ratio: float) -> None:
    p = quiet(lambda_2=0.01 * ratio, J_ex=0.0)
    omega = np.array([0.0, 1e-16, 1e-3, 0.1])
    found = spectrum(name, omega, p).density
    wanted = [spectrum_60_digits(name, float(w), ratio) for w in omega]
    assert found == pytest.approx(wanted, rel=1e-12)
    modes = lines(p)
    together = np.zeros(4)
    for turn in (omega, -omega):
        poles = modes.widths + 1j * (modes.positions - turn[:, None])
        together += 2 * (modes.weights[name] / poles).sum(axis=-1).real
    assert together == pytest.approx(wanted, rel=1e-11)


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        # spin 1 is free: spin 2 alone, rate lambda_2 w / 2 of its population, (w + w_0) / 4 of
        # its coherence
        ({"J_ex": 0.0, "lambda_1": 0.0}, 0.009 * 1.0),
        # neither bias nor temperature: one jump into the ground state, at half of its rate
        ({"J_ex": 0.0, "bias": 0.0}, (0.01 + 0.009) * 0.1 / 2),
    ],
)
def test_gap_where_a_coherence_never_decays(changes: dict[str, float], wanted: float) -> None:
    found = steady_states(quiet(**changes))
    assert found.nullity == 2
    assert found.gap == pytest.approx(wanted, rel=1e-12)


def test_free_spin_has_lines_without_width() -> None:
    p = quiet(J_ex=0.0, lambda_1=0.0)
    state = steady_states(p).state(UP_DOWN)
    assert (lines(p, state).widths >= 0).all()
    for name in ("C1", "C2", "C3"):
        found = spectrum(name, [-0.1, 0.0, 0.1, 0.3], p, state).density
        assert np.isfinite(found).all()


def test_no_junctions_at_all() -> None:
    p = quiet(J_ex=0.2, lambda_1=np.empty(0))
    state = steady_states(p).state(UP_DOWN)
    assert spectrum("C3", [0.0, 1.0], p, state).density.shape == (0, 2)
    assert lines(p, state).widths.shape == (0, 9)
    assert steady_states(p).gap.shape == (0,)


@pytest.mark.parametrize(
    "changes",
    [
        {"lambda_2": 0.01}, {"lambda_2": 0.0, "J_ex": 0.0}, {"lambda_1": 0.0, "J_ex": 0.0},
        {"lambda_1": 0.0, "lambda_2": 0.0}, {"lambda_1": 0.0, "lambda_2": 0.0, "J_ex": 0.0},
        {"bias": 0.0, "J_ex": 0.0}, {"bias": 0.0, "lambda_2": 0.01, "sign": -1},
        {"bias": 0.0, "larmor": 0.5, "lambda_2": 0.01, "J_ex": -0.125}, {},
    ],
)  # fmt: skip
def test_conserved_quantities_are_complete(changes: dict[str, Any]) -> None:
    p = quiet(**{"J_ex": 0.2, **changes})
    found = steady_states(p)
    operators = [np.eye(4), *found.conserved.values()]
    rows = np.array([operator.T.ravel() for operator in operators])
    assert np.abs(rows @ liouvillian(p)).max() < 1e-12
    assert all(np.abs(o - o.conj().T).max() < 1e-12 for o in operators)
    assert np.linalg.matrix_rank(rows, tol=1e-9) == len(operators) == found.nullity
