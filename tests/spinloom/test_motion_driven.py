"""The dimer's spins under bias: Fokker-Planck = Langevin, orders, streams, mean orientation."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pytest
from scipy.stats import kstest

from spinloom import ParameterError, dimer
from spinloom.dimer_motion import fokker_planck, langevin, mean_orientation
from spinloom.numerics import langevin as kernels
from spinloom.numerics.fokker_planck import solve
from spinloom.numerics.langevin import simulate
from spinloom.numerics.langevin_kernels import LAYERS, WORDS, fill, normals
from spinloom.numerics.spin_motion import Motion

DRIVEN: dict[str, dict[str, Any]] = {
    "weak": {"bias": 2.5, "t": 0.1, "coupling": 3.0},
    "strong": {"bias": 3.0, "t": 1.0, "coupling": 3.0, "field": (0, 0.1, 0.2)},
    "anisotropic": {"bias": 1.5, "t": 1.0, "coupling": 2.0, "easy_axis": 0.1, "in_plane": -0.05,
                    "soc": (0.6, 0.8, 0), "temperature": 0.2, "mu_F": 0.3},
}  # fmt: skip


@pytest.mark.parametrize("name", DRIVEN)
def test_fokker_planck_equals_langevin(name: str) -> None:
    options = DRIVEN[name]
    exact = mean_orientation(**options, tolerance=1e-8)
    run = mean_orientation(**options, method="langevin", dt=0.05, steps=12_000, ensemble=64, seed=7)
    assert (run.error < 0.02).all()
    assert (np.abs(run.mean - exact.mean) < 4 * run.error + 2e-3).all()
    assert np.abs(exact.mean - mean_orientation(**options, method="boltzmann").mean).max() > 0.01


def test_density_is_positive_and_normalised() -> None:
    found = fokker_planck(2.9, t=1.0, coupling=4.0)
    height, weights = np.polynomial.legendre.leggauss(80)
    phi = np.arange(160) * np.pi / 80
    values = found.evaluate(np.arccos(height)[:, None], phi)
    assert values.min() > 0
    assert abs((weights[:, None] * values).sum() * np.pi / 80 - 1) < 1e-11
    assert found.residual < 1e-4 and found.truncation >= 10


def test_mean_to_eight_digits_under_refinement() -> None:
    found = fokker_planck(2.0, t=0.1, coupling=3.0)
    finer = solve(found.weight, found.truncation + 8)
    assert np.abs(found.mean - finer.mean).max() < 1e-8
    assert finer.residual < found.residual


def shift(law: Motion, dt: float, ensemble: int = 256) -> tuple[float, float]:
    """How far the scheme's stationary mean is from the exact one, and the standard error."""
    records = int(6400 / dt)
    run = simulate(law, np.array([[0.0, 0.0, 1.0]]), dt, 4, records, ensemble, seed=11)
    means = run.snapshots[:, 50:, 0].mean(axis=1)
    error = means.std(axis=0, ddof=1).max() / np.sqrt(len(means))
    return float(np.linalg.norm(means.mean(axis=0) - solve(law, 28).mean)), float(error)


def test_weak_order_is_one() -> None:
    """The bias of a strongly driven spin against the Fokker-Planck mean falls like the step."""
    axis = np.array([0.6, 0.0, 0.8])
    damping = 0.3 * np.eye(3) + 0.5 * np.outer(axis, axis)
    law = Motion(np.array([0.0, 0.5, 1.0]), np.zeros((3, 3)), damping, 1.0 * damping)
    (large, _), (small, error) = shift(law, 0.8), shift(law, 0.2)
    assert error < 0.06 * small
    assert 0.8 < np.log2(large / small) / 2 < 1.2


def test_length_is_kept() -> None:
    run = langevin(2.0, t=1.0, coupling=4.0, dt=0.05, steps=1_000_000, records=10, ensemble=1)
    assert np.abs(np.linalg.norm(run.m, axis=-1) - 1).max() < 1e-12


def test_threads_change_no_byte() -> None:
    for free in ("second", "both"):
        runs = [langevin(1.0, t=1.0, temperature=0.3, steps=400, records=20, ensemble=21, seed=4,
                         free=free, threads=threads) for threads in (1, 3)]  # fmt: skip
        digests = {hashlib.sha256(run.m.tobytes()).hexdigest() for run in runs}
        assert len(digests) == 1
    other = langevin(1.0, t=1.0, temperature=0.3, steps=400, records=20, ensemble=21, seed=5)
    assert np.abs(other.m - langevin(1.0, t=1.0, temperature=0.3, steps=400, records=20,
                                     ensemble=21, seed=4).m).max() > 0.01  # fmt: skip


def test_a_sweep_is_the_same_for_any_number_of_threads() -> None:
    bias, options = np.linspace(1.0, 2.0, 5), {"t": 1.0, "steps": 300, "records": 20, "ensemble": 9}
    runs = [mean_orientation(bias, method="langevin", threads=n, **options) for n in (1, 2, 5)]
    assert len({run.mean.tobytes() + run.error.tobytes() for run in runs}) == 1
    assert len(np.unique(runs[0].mean[:, 0])) == 5  # each point has streams of its own
    single = langevin(1.0, **options)
    assert (single.mean[0] == runs[0].mean[0]).all()


def test_an_interrupted_sweep_keeps_the_finished_points(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(jobs: Any) -> Any:
        for job in jobs[:2]:
            job.result()
            yield job
        raise KeyboardInterrupt

    monkeypatch.setattr(kernels, "as_completed", interrupted)
    bias = np.linspace(1.0, 2.0, 40)
    with pytest.warns(UserWarning, match="of 40 points have no trajectories"):
        run = mean_orientation(bias, method="langevin", t=1.0, steps=40_000, ensemble=16)
    assert np.isfinite(run.mean[:2]).all()
    assert np.isnan(run.mean[-1]).all()


def test_the_error_of_the_exact_mean_bounds_it() -> None:
    for tolerance in (1e-3, 1e-6, 1e-9):
        found = mean_orientation(2.9, t=1.0, coupling=3.0, tolerance=tolerance)
        exact = fokker_planck(2.9, t=1.0, coupling=3.0, tolerance=1e-12).mean
        assert (np.abs(found.mean - exact) <= found.error).all()
        assert (found.error < tolerance).all()


def test_interrupt_returns_what_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(jobs: Any) -> Any:
        jobs[0].result()
        yield jobs[0]
        raise KeyboardInterrupt

    monkeypatch.setattr(kernels, "as_completed", interrupted)
    run = langevin(1.0, t=1.0, steps=2000, records=1000, ensemble=400)
    assert not run.complete
    assert 8 <= len(run.m) < 400
    assert np.abs(np.linalg.norm(run.m, axis=-1) - 1).max() < 1e-12


def test_words_are_philox() -> None:
    """Known answer of Philox 4x32-10 for counter and key zero (Random123)."""
    words = np.empty(WORDS, np.uint32)
    fill(words, np.uint64(0), np.uint64(0), np.uint64(0))
    count = WORDS // 4
    first = [hex(words[row * count]) for row in range(4)]
    assert first == ["0x6627e8d5", "0xe169c58d", "0xbc57ac4c", "0x9b00dbd8"]


def test_deviates_are_normal_and_independent_between_streams() -> None:
    words, out = np.empty(WORDS, np.uint32), np.empty((2000, WORDS))
    for row in range(len(out)):
        normals(out[row], words, np.uint64(1), np.uint64(row), np.uint64(0), LAYERS)
    flat = out.ravel()
    assert kstest(flat, "norm").pvalue > 1e-3
    assert abs((flat**4).mean() - 3) < 6 * np.sqrt(96 / flat.size)
    tail = np.abs(flat) > 3.6541528853610088
    assert abs(tail.mean() - 2.5794e-4) < 5 * np.sqrt(2.58e-4 / flat.size)
    neighbours = (out[1:] * out[:-1]).mean()
    assert abs(neighbours) < 5 / np.sqrt(flat.size)


def test_mean_orientation_against_the_bias() -> None:
    """Switching near 3 mV from anti- to parallel; m_y turns with the bias."""
    bias = np.array([-1.0, 1.0, 5.0])
    found = mean_orientation(bias, t=0.1, coupling=4.0, tolerance=1e-6)
    assert found.mean.shape == found.error.shape == (3, 3)
    assert found.mean[1, 2] < -0.9 and found.mean[2, 2] > 0.3
    assert found.mean[1, 1] > 0.01
    assert np.isclose(found.mean[0, 1], -found.mean[1, 1], rtol=0.5)
    with pytest.raises(ParameterError, match="seed"):
        mean_orientation(1.0, seed=3)


def test_starts_of_another_number_of_spins_are_refused() -> None:
    short: dict[str, Any] = {"steps": 10, "records": 2, "ensemble": 2}
    for wrong in ([[0, 0, 1], [1, 0, 0]], (0, 1), ((0, 0, np.nan),)):
        with pytest.raises(ParameterError, match="initial"):
            langevin(1.0, initial=wrong, **short)
    both = langevin(1.0, initial=[[0, 0, 1], [1, 0, 0]], free="both", **short)
    assert both.m.shape == (2, 2, 2, 3)


def test_one_trajectory_has_no_error_to_speak_of() -> None:
    run = mean_orientation(1.0, method="langevin", steps=40, records=4, ensemble=1)
    assert np.isfinite(run.mean).all()
    assert np.isinf(run.error).all()


def test_dimer_offers_the_functions() -> None:
    assert dimer.langevin is langevin
    assert dimer.fokker_planck is fokker_planck
    assert dimer.mean_orientation is mean_orientation
    with pytest.raises(AttributeError, match="no_such"):
        _ = dimer.no_such
