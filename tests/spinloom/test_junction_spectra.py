"""The junction's spectra against resolvents on the whole space, at 40 digits."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spinloom.derivations.junction.judge_generator import Device
from spinloom.junction import Parameters, ValidityWarning, evolve, lines, liouvillian, spectrum
from spinloom.junction import steady_states as stationary
from spinloom.numerics import precise, steady
from spinloom.numerics import spin_pair as pair

START = np.diag([0.1, 0.6, 0.2, 0.1]).astype(complex)
START[1, 2] = START[2, 1] = 0.1
OMEGA = (0.0, 0.1, 0.37)


def quiet(**values: Any) -> Parameters:
    """Parameters without warnings: these need not meet the theory's conditions."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ValidityWarning)
        return Parameters(**values)


@pytest.fixture(autouse=True)
def no_stray_warning() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        yield


def by_resolvent(name: str, p: Parameters) -> list[float]:
    """S(omega) + S(-omega) of a junction with one stationary state."""
    rho = stationary(p).state()
    with mpmath.workdps(40):
        trace = mpmath.matrix(np.eye(4).ravel().tolist()).T
        whole = mpmath.matrix(liouvillian(p).tolist()) - mpmath.matrix(rho.ravel().tolist()) * trace
        excited = pair.PROBES[name].T @ rho
        rest = mpmath.matrix((excited - np.trace(excited) * rho).ravel().tolist())
        left = mpmath.matrix(pair.PROBES[name].T.ravel().tolist()).T
        found = []
        for omega in OMEGA:
            solved = [mpmath.lu_solve(whole + mpmath.mpc(0, turn) * mpmath.eye(16), rest)
                      for turn in (omega, -omega)]  # fmt: skip
            found.append(float(sum(-2 * (left * x)[0].real for x in solved)))
    return found


@pytest.mark.parametrize("name", ["C1", "C2", "C3"])
@pytest.mark.parametrize(
    "changes",
    [
        # the block of equal magnetisation grows without its singlet
        {"larmor": 0.5, "temperature": 0.2, "theta": 0.3, "phi": np.pi / 2, "J_ex": -0.025,
         "J_DM": 0.1},
        {"theta": 0.9, "phi": -2.0, "J_ex": 0.0, "J_DM": -0.2, "sign": -1},
        {"theta": np.pi, "J_ex": 0.1, "J_DM": 0.3, "temperature": 5.0},
        {"bias": 0.0, "temperature": 0.1, "J_ex": 0.02, "J_DM": 0.01, "phi": 0.4},
    ],
)  # fmt: skip
def test_spectrum_of_generic_junctions(name: str, changes: dict[str, Any]) -> None:
    p = quiet(**changes)
    assert spectrum(name, OMEGA, p).density == pytest.approx(by_resolvent(name, p), rel=1e-11)


def test_batch_mixes_ways_of_solution() -> None:
    ratios, dmi = np.array([1e-13, 1e-2, 1.0]), np.array([0.0, 0.1])
    changes: dict[str, Any] = {"phi": np.pi / 2, "theta": 0.3, "J_ex": -0.025}
    many = quiet(lambda_2=0.01 * (1 - ratios[:, None]), J_DM=dmi, **changes)
    found = spectrum("C3", OMEGA, many, stationary(many).state(START)).density
    for i, j in np.ndindex(3, 2):
        one = quiet(lambda_2=0.01 * (1 - ratios[i]), J_DM=dmi[j], **changes)
        alone = spectrum("C3", OMEGA, one, stationary(one).state(START)).density
        assert found[i, j] == pytest.approx(alone, rel=1e-12)


def by_eigenvectors(name: str, values: dict[str, float], rho: Any) -> list[float]:
    """The same at T = 0 without angles, any number of stationary states: modes that decay."""
    with mpmath.workdps(60):
        mpf = mpmath.mpf
        device = Device(
            mpf(values["larmor"]), mpf(values["bias"]),
            (mpf(values["lambda_1"]), mpf(values["lambda_2"])),
            mpf(values["J_ex"]), mpf(0), mpf(0), mpf(0),
        )  # fmt: skip
        matrix = mpmath.matrix(device.generator().tolist())
        modes, vectors = mpmath.eig(matrix)
        parts = mpmath.lu_solve(
            vectors, mpmath.matrix((pair.PROBES[name].T @ rho).ravel().tolist())
        )
        left = mpmath.matrix(pair.PROBES[name].T.ravel().tolist()).T * vectors
        decaying = [k for k in range(16) if abs(modes[k].real) > mpf(10) ** -40]
        return [
            float(sum(-2 * (left[k] * parts[k] / (modes[k] + mpmath.mpc(0, turn))).real
                      for k in decaying for turn in (omega, -omega)))
            for omega in OMEGA
        ]  # fmt: skip


@pytest.mark.parametrize("name", ["C1", "C2", "C3"])
@pytest.mark.parametrize(
    ("changes", "tolerance"),
    [
        ({}, 1e-12),
        ({"lambda_1": 1e-9, "lambda_2": 1e-9}, 1e-12),
        ({"lambda_1": 1e-15, "lambda_2": 1e-15}, 1e-6),
        ({"lambda_2": 0.0, "J_ex": 0.0}, 1e-11),
        ({"lambda_1": 0.0, "J_ex": 0.0}, 1e-11),
    ],
)
def test_spectrum_where_states_are_conserved(
    name: str, changes: dict[str, float], tolerance: float
) -> None:
    values = {"bias": 1.0, "larmor": 0.1, "lambda_1": 0.01, "lambda_2": 0.01, "J_ex": 0.2}
    values |= changes
    p = quiet(**values)
    rho = stationary(p).state(START)
    wanted = by_eigenvectors(name, values, rho)
    assert spectrum(name, OMEGA, p, rho).density == pytest.approx(wanted, rel=tolerance, abs=0)


def test_no_noise_at_all_leaves_one_line_of_the_flips() -> None:
    """Neither bias nor temperature: one jump into the ground state, which nothing leaves."""
    p = quiet(bias=0.0, lambda_2=0.01, J_ex=0.2)
    rho = stationary(p).state(np.diag([0.0, 0.0, 0.0, 1.0]))
    assert spectrum("C3", OMEGA, p, rho).density == pytest.approx(0, abs=1e-15)
    # tau_+ leads from down-down to T0, half width lambda nu, weight 2
    rate = 2 * 0.01 * 0.1 / 2
    wanted = [sum(4 * rate / (rate**2 + (turn - 0.1) ** 2) for turn in (o, -o)) for o in OMEGA]
    assert spectrum("C1", OMEGA, p, rho).density == pytest.approx(wanted, rel=1e-9)


def test_evolution_of_a_batch_with_an_exceptional_point() -> None:
    """Where two modes coincide, in a batch with others: the same as alone."""
    exchange = np.array([0.0, 0.05, 0.2])
    many = quiet(bias=0.0, larmor=0.1, J_ex=exchange)
    found = evolve(START, [0.0, 30.0], many)
    for k, J in enumerate(exchange):
        alone = evolve(START, [0.0, 30.0], quiet(bias=0.0, larmor=0.1, J_ex=J))
        assert np.abs(found[k] - alone).max() < 1e-13


@pytest.mark.parametrize("name", ["theta", "phi", "J_DM", "lambda_2"])
@pytest.mark.parametrize("size", [1e-2, 1e-6, 3e-9])
def test_spectrum_of_a_singlet_that_one_departure_lets_decay(name: str, size: float) -> None:
    """Each departure from the dark point by itself: the narrow peak stands at zero frequency."""
    changes = {"lambda_2": 0.01 * (1 - size)} if name == "lambda_2" else {name: size}
    p = quiet(**{"lambda_2": 0.01, "J_ex": 0.2, **changes})
    slow = stationary(p).gap
    omega = np.array([0.0, slow, 0.1])
    halves = precise.response(p.model, "C3", np.concatenate([omega, -omega]))
    wanted = 2 * (halves[:3] + halves[3:]).real
    assert wanted[1] == pytest.approx(wanted[0] / 2, rel=0.02)
    assert spectrum("C3", omega, p).density == pytest.approx(wanted, rel=1e-9)


def by_exponential(values: dict[str, float], time: float) -> Any:
    """The state at a time from 60-digit eigenvectors, T = 0 without angles."""
    with mpmath.workdps(60):
        mpf = mpmath.mpf
        device = Device(
            mpf(values["larmor"]), mpf(values["bias"]),
            (mpf(values["lambda_1"]), mpf(values["lambda_2"])),
            mpf(values["J_ex"]), mpf(0), mpf(0), mpf(0),
        )  # fmt: skip
        modes, vectors = mpmath.eig(mpmath.matrix(device.generator().tolist()))
        parts = mpmath.lu_solve(vectors, mpmath.matrix(START.ravel().tolist()))
        moved = [parts[k] * mpmath.exp(modes[k] * time) for k in range(16)]
        return np.array(
            [complex(sum(vectors[i, k] * moved[k] for k in range(16))) for i in range(16)]
        ).reshape(4, 4)


@pytest.mark.parametrize(
    ("changes", "time"),
    [
        ({"lambda_2": 1e-14, "J_ex": 0.0}, 1e14),
        ({"lambda_1": 1e-12, "lambda_2": 1e-12}, 1e12),
        ({"J_ex": 1e12}, 100.0),
    ],
)
def test_evolution_with_rates_far_below_the_frequencies(
    changes: dict[str, float], time: float
) -> None:
    values = {"bias": 1.0, "larmor": 0.1, "lambda_1": 0.01, "lambda_2": 0.009, "J_ex": 0.2}
    values |= changes
    p = quiet(**values)
    found = evolve(START, [0.0, time, 1e300], p)
    assert np.abs(found[0] - START).max() < 1e-15
    assert np.abs(found[1] - by_exponential(values, time)).max() < 1e-14
    assert np.abs(found[2] - stationary(p).state(START)).max() < 1e-15
    batch = np.stack([START, np.eye(4) / 4])
    assert np.abs(evolve(batch, [time], p)[0, 0] - found[1]).max() < 1e-15


@pytest.mark.parametrize(("J", "D"), [(0.05, 0.0), (-0.05, 0.0), (0.0, 0.05), (-0.05, 0.02)])
def test_lines_bear_the_names_of_their_levels(J: float, D: float) -> None:
    """S has most of the singlet; without exchange it is the upper one, as in the text."""
    found = lines(quiet(lambda_1=1e-4, lambda_2=0.9e-4, J_ex=J, J_DM=D))
    position = dict(zip(found.transitions, found.positions, strict=True))
    upper, lower = J + 2 * np.hypot(J, D), J - 2 * np.hypot(J, D)
    singlet, other = (upper, lower) if J >= 0 else (lower, upper)
    energy = {"T1": 0.1 - J, "T3": -0.1 - J, "S": singlet, "T2": other}
    for name in ("T1 T2", "T2 T3", "T1 S", "S T3", "S T2", "T2 S"):
        one, two = name.split()
        assert position[name] == pytest.approx(energy[one] - energy[two], abs=1e-6)


STRENGTH = st.floats(1e-3, 0.1)
DRAWN = st.fixed_dictionaries(
    {
        "bias": st.one_of(st.just(0.0), st.floats(-2, 2)),
        "larmor": st.floats(0.01, 0.5),
        "temperature": st.floats(0.01, 1),
        "lambda_1": STRENGTH,
        "lambda_2": STRENGTH,
        "theta": st.floats(-7, 7),
        "phi": st.floats(-7, 7),
        "J_ex": st.one_of(st.just(0.0), st.floats(-0.3, 0.3)),
        "J_DM": st.one_of(st.just(0.0), st.floats(-0.3, 0.3)),
        "sign": st.sampled_from([-1, 1]),
    }
)


@given(DRAWN, st.sampled_from(["C1", "C2", "C3"]), st.floats(-1, 1))
@settings(max_examples=80, deadline=None)
def test_any_spectrum_is_a_resolvent(values: dict[str, Any], name: str, omega: float) -> None:
    p = quiet(**values)
    rho, L = stationary(p).state(np.diag([0.3, 0.3, 0.2, 0.2])), liouvillian(p)
    keep = np.array([steady.limit(p.model, unit) for unit in np.eye(16).reshape(16, 4, 4)])
    whole = L - keep.reshape(16, 16).T
    excited = pair.PROBES[name].T @ rho
    rest = (excited - steady.limit(p.model, excited)).ravel()
    parts = [
        np.linalg.solve(whole + 1j * turn * np.eye(16), rest) for turn in (omega, -omega)
    ]  # fmt: skip
    wanted = sum(-2 * (pair.PROBES[name].T.ravel() @ x).real for x in parts)
    # the direct solution loses digits where a rate is small
    tolerance = 1e-14 / stationary(p).gap ** 2
    found = spectrum(name, omega, p, rho).density
    assert found == pytest.approx(wanted, rel=1e-8, abs=tolerance)


@pytest.mark.parametrize(
    "changes",
    [
        {"lambda_2": 0.01 * (1 - 3e-9), "phi": 3.8e-11, "J_ex": 0.0, "J_DM": -9.5e-14,
         "temperature": 0.1, "bias": 0.3},
        {"lambda_2": 0.01 * (1 + 5e-12), "theta": -4.8e-6, "bias": 0.3},
        {"lambda_2": 0.01, "theta": 2.5e-11, "phi": 1e-7, "J_ex": 1e-4, "temperature": 1.0},
    ],
)  # fmt: skip
def test_evolution_while_a_nearly_dark_singlet_decays(changes: dict[str, float]) -> None:
    p = quiet(**{"J_ex": 0.2, **changes})
    times = np.array([0.0, 3.0, 1.0, 10.0])
    times[2:] /= stationary(p).gap
    wanted = (precise.propagators(p.model, times) @ START.ravel()).reshape(4, 4, 4)
    assert np.abs(evolve(START, times, p) - wanted).max() < 1e-13
