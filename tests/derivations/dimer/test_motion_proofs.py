"""Exact proofs of the motion: each holds, and each damaged copy of it fails."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from spinloom.derivations.dimer import motion, motion_exact, stationary_measure
from spinloom.derivations.dimer.motion_claims import EQ_RATE, entries
from spinloom.derivations.dimer.motion_judge import cross_matrix, damping_matrix
from spinloom.derivations.dimer.steps import LAST_STEPS, steps
from spinloom.derivations.dimer.vector_algebra import Algebra, Ratio
from spinloom.derivations.engine.proof import decide

PROOFS = (*motion._PROOFS, *stationary_measure._PROOFS)


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.__name__)
def test_it_holds(proof: Callable[[], bool]) -> None:
    assert proof()


@pytest.mark.parametrize(
    ("proof", "damage"),
    [
        (motion.action_gives_precession, -1),
        (motion.action_gives_precession, 2),
        (motion.energy_gives_field, False),
        (motion.torques_of_damping, 1),
        (motion.rate_solves, -1),
        (motion.determinant_is_that_of_the_matrix, -1),
        (motion.determinant_is_that_of_the_matrix, 2),
        (motion.elimination_solves, -1),
        (motion.elimination_solves, 2),
        (stationary_measure.measure_is_stationary, "boltzmann"),
        (stationary_measure.measure_is_stationary, "inverse"),
    ],
)
def test_a_damaged_copy_fails(proof: Callable[[object], bool], damage: object) -> None:
    assert not proof(damage)


def test_other_noise_than_that_of_equilibrium_is_not_at_rest() -> None:
    u, v = stationary_measure.u, stationary_measure.v
    p, q = stationary_measure.p, stationary_measure.q
    for amplitudes in ((u, u, v), (q, q, p), (p, p, p)):
        assert stationary_measure.imbalance("measure", amplitudes) != 0
    assert stationary_measure.imbalance("measure", (-p, p, -q)) == 0  # signs of a noise are free


def test_without_noise_no_density_of_this_kind_is_at_rest() -> None:
    zero = stationary_measure.ZERO
    assert stationary_measure.imbalance("measure", (zero, zero, zero)) != 0


def test_the_current_is_that_of_the_matrices_in_numbers() -> None:
    """N (-grad E) along z and phi from the 3 x 3 solve, at one point."""
    p, q, a, theta, phi, slope = 0.7, 0.9, 0.3, 1.1, 0.4, (0.8, -0.6)
    m = np.array([np.sin(theta) * np.cos(phi), np.sin(theta) * np.sin(phi), np.cos(theta)])
    around = np.array([-np.sin(phi), np.cos(phi), 0.0])
    axis = np.array([0.0, 0.0, 1.0])
    cross = cross_matrix(m)
    alpha = damping_matrix(p**2, q**2 - p**2, a, axis)
    response = np.linalg.solve(np.eye(3) + cross @ alpha, cross)
    force = -slope[0] * axis - slope[1] * around / np.sin(theta)
    rate = response @ force
    wanted = [rate[2], rate @ around / np.sin(theta)]
    numbers = {
        "z": m[2], "s": np.sin(theta), "C": np.cos(phi), "Z": np.sin(phi),
        "r": 1 / np.sin(theta), "w": 1 / np.linalg.det(np.eye(3) + cross @ alpha), "p": p, "q": q,
        "a": a, "Ez": slope[0], "Ep": slope[1],
    }  # fmt: skip
    values = [numbers.get(name, 0.0) for name in stationary_measure.NAMES]
    found = [
        sum(float(c) * np.prod(np.power(values, [int(k) for k in powers]))
            for powers, c in part.to_dict().items())
        for part in stationary_measure.currents("measure", (), noise=False)
    ]  # fmt: skip
    np.testing.assert_allclose(found, wanted, rtol=1e-13)


def test_rows_of_one_spin_are_proved_and_a_damaged_exact_sample_is_not() -> None:
    rows = {entry.key: entry for entry in entries()}
    for key in ("dimer:motion-determinant", "dimer:motion-rate"):
        assert decide(rows[key]).verdict == "proved"
    claim = rows["dimer:motion-rate"].claim
    sample = motion_exact.one_spin()
    assert claim.residual(sample) == 0
    values = {**sample.values, "alpha_an_free": -sample.values["alpha_an_free"]}
    assert claim.residual(type(sample)(sample.ring, values)) != 0
    assert EQ_RATE.key in LAST_STEPS


def test_ratios_know_the_relations() -> None:
    ring = Algebra(("x", "y"), {"y": ("x",)})
    x, y = (Ratio(ring.of[name], ring.one, ring) for name in "xy")
    one = Ratio(ring.one, ring.one, ring)
    assert not (x**2 + y**2 - one)
    assert x**2 - y**2
    assert not (x / y - (x * y) / (y * y))
    with pytest.raises(ZeroDivisionError, match="vanishes"):
        one / (x**2 + y**2 - one)


def test_each_row_of_the_motion_leads_back_to_the_hamiltonian() -> None:
    known = {step.key: step for step in steps()}
    for key in ("dimer:8", "dimer:motion-measure", "dimer:motion-boltzmann", "dimer:7"):
        seen, waiting = set(), list(LAST_STEPS[key])
        while waiting:
            step = known[waiting.pop()]
            seen.add(step.key)
            waiting += step.uses
        assert "dimer:step-hamiltonian" in seen
