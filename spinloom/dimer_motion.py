"""The dimer's spins in motion: Langevin trajectories, Fokker-Planck densities, mean orientation.

Stochastic Landau-Lifshitz-Gilbert equation of dimer:3 to dimer:8 with all terms of second order,
the antisymmetric damping and the self term D_22 included (`numerics.dimer_fields` has the
equation). The paper gives neither the coupling Delta nor its anisotropies: they are arguments.
Times are in 1/meV (hbar = 1).
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from .arguments import Domain, broadcast, choice
from .dimer import Couplings, couplings
from .errors import ParameterError
from .numerics.dimer_fields import Moments, boltzmann_mean, effective_temperature, motion_of
from .numerics.fokker_planck import Density, stationary
from .numerics.spin_motion import Motion
from .results import Meaning, Quantities

__all__ = ["MeanOrientation", "Trajectories", "fokker_planck", "langevin", "mean_orientation"]

Real = NDArray[np.float64]

METHODS = ("exact", "boltzmann", "langevin")
FREE = {"second": (2,), "both": (1, 2)}
SCALARS = {
    "S": Domain("finite and > 0", lambda x: x > 0, ""),
    "coupling": Domain("finite and non-zero", lambda x: x != 0),
    "easy_axis": Domain("a finite real number"),
    "in_plane": Domain("a finite real number"),
    "tolerance": Domain("between 1e-13 and 0.1", lambda x: (x >= 1e-13) & (x <= 0.1), ""),
    "dt": Domain("finite and > 0", lambda x: x > 0, "1/meV"),
}
DEVICE = ("temperature_R", "t_e", "t_0", "t", "t_L", "t_R", "eps_1", "eps_2", "backend")
#: Points per angle of the two product rules whose difference is the error of "boltzmann".
POINTS = (96, 128)
#: Fraction of the records that a Langevin mean leaves out as the way to the stationary state.
WARM_UP = 0.3
#: Arguments of `langevin` that do not concern the dimer.
SAMPLING = ("initial", "dt", "steps", "records", "ensemble", "seed", "threads", "progress")


@dataclass(frozen=True, repr=False, eq=False)
class MeanOrientation(Quantities):
    """Mean unit vector of the free spin and its error, shape (..., 3)."""

    mean: Any
    error: Any
    axes: ClassVar[tuple[str, ...]] = ("component",)

    @classmethod
    def meaning(cls, name: str) -> Meaning:
        return Meaning(f"{name} of the spin's orientation", "1", "dimer:8")


@dataclass(frozen=True, eq=False)
class Trajectories:
    """Snapshots ``m``, shape (trajectory, record, spin, 3), at ``times`` (record,) in 1/meV.

    ``complete`` is False if an interrupt (Ctrl-C) ended the run early.
    """

    times: Real
    m: Real
    complete: bool

    @property
    def _means(self) -> Real:
        return self.m[:, int(WARM_UP * self.times.size) :].mean(axis=1)

    @property
    def mean(self) -> Real:
        """Mean over the ensemble and the later records, shape (spin, 3)."""
        return self._means.mean(axis=0)

    @property
    def error(self) -> Real:
        """Standard error of `mean` from the spread between trajectories; infinite for one."""
        if len(self.m) == 1:
            return np.full(self.m.shape[2:], np.inf)
        return self._means.std(axis=0, ddof=1) / np.sqrt(len(self.m))


def langevin(
    bias: float,
    *,
    mu_F: float = 0.0,
    temperature: float = 0.0,
    pinned: Any = (0, 0, 1),
    soc: Any = (1, 0, 0),
    S: float = 2.5,
    coupling: float = 4.0,
    easy_axis: float = 0.0,
    in_plane: float = 0.0,
    field: Any = (0, 0, 0),
    initial: Any = (0, 0, -1),
    dt: float = 0.1,
    steps: int = 20_000,
    records: int = 200,
    ensemble: int = 64,
    seed: int = 0,
    threads: int = 1,
    free: str = "second",
    progress: bool = False,
    **device: Any,
) -> Trajectories:
    """Return trajectories of the stochastic LLG equation, Stratonovich (dimer:3, dimer:8).

    Parameters
    ----------
    bias, mu_F, temperature, **device
        Scalars as in `couplings`.
    pinned, soc
        Directions of spin 1 (ignored if both are free) and of the spin-orbit hopping.
    S, coupling
        Spin length and contact interaction Delta (meV); the paper does not give Delta.
    easy_axis, in_plane, field
        E_0 = -easy_axis S^2 m_z^2 + in_plane S^2 (m_x^2 - m_y^2) - S field . m (meV).
    initial
        Direction(s) at the start, shape (3,) or (spin, 3).
    dt, steps, records
        Time step (1/meV), number of steps (rounded up to a multiple of ``records``), snapshots.
    ensemble, seed, threads
        Number of trajectories, name of the random streams, number of threads; the last one
        changes no bit of the result.
    free : {"second", "both"}
        With both spins free, damping is non-local and the noise correlated.
    progress : bool
        Show a progress bar.

    Raises
    ------
    ParameterError
        For bad arguments, damping that is not positive, noise that is no covariance.
    """
    choice("free", free, tuple(FREE))
    found = couplings(mu_F, bias, temperature, **_device(device))
    if found.frame.shape:
        raise ParameterError.of("bias", "an array", "a scalar; call langevin once for each point")
    moments = _moments(pinned, soc, S, coupling, easy_axis, in_plane, field)
    return _langevin(
        [motion_of(found, moments, FREE[free])], initial, dt, steps, records, ensemble, seed,
        threads, progress,
    )[0]  # fmt: skip


def _langevin(
    motions: Sequence[Motion], initial: Any = (0, 0, -1), dt: float = 0.1, steps: int = 20_000,
    records: int = 200, ensemble: int = 64, seed: int = 0, threads: int = 1,
    progress: bool = False,
) -> list[Trajectories]:  # fmt: skip
    """Run all laws side by side; after an interrupt, with what is finished."""
    from .numerics.langevin import sweep

    counts = {"steps": steps, "records": records, "ensemble": ensemble, "threads": threads}
    for name, value in counts.items():
        _whole(name, value, 1)
    _whole("seed", seed, 0)
    for motion in motions:
        motion.require_damping()
    spins = motions[0].spins if motions else 1
    start = _start(initial, spins)
    every = -(-steps // records)
    step = _scalar("dt", dt)
    with _bar(progress) as tell:
        runs = sweep(motions, start, step, every, records, ensemble, seed, threads, tell)
    if runs and not any(len(run.snapshots) for run in runs):
        raise KeyboardInterrupt
    return [Trajectories(r.times, r.snapshots, len(r.snapshots) == ensemble) for r in runs]


def fokker_planck(
    bias: float,
    *,
    mu_F: float = 0.0,
    temperature: float = 0.0,
    pinned: Any = (0, 0, 1),
    soc: Any = (1, 0, 0),
    S: float = 2.5,
    coupling: float = 4.0,
    easy_axis: float = 0.0,
    in_plane: float = 0.0,
    field: Any = (0, 0, 0),
    tolerance: float = 1e-10,
    **device: Any,
) -> Density:
    """Return the stationary density of spin 2 with spin 1 pinned, by spherical harmonics.

    Arguments as in `langevin`. The truncation grows until the mean changes by less than
    ``tolerance``.

    Returns
    -------
    Density
        ``mean`` (3,), ``evaluate(theta, phi)``, ``truncation``, ``residual``.

    Raises
    ------
    ParameterError
        For bad arguments, damping that is not positive, no noise, or too narrow a density.
    """
    found = couplings(mu_F, bias, temperature, **_device(device))
    if found.frame.shape:
        raise ParameterError.of("bias", "an array", "a scalar; mean_orientation takes arrays")
    moments = _moments(pinned, soc, S, coupling, easy_axis, in_plane, field)
    return stationary(motion_of(found, moments, (2,)), _scalar("tolerance", tolerance))


def mean_orientation(
    bias: Any,
    *,
    method: str = "exact",
    mu_F: Any = 0.0,
    temperature: Any = 0.0,
    pinned: Any = (0, 0, 1),
    soc: Any = (1, 0, 0),
    S: float = 2.5,
    coupling: float = 4.0,
    easy_axis: float = 0.0,
    in_plane: float = 0.0,
    field: Any = (0, 0, 0),
    tolerance: float = 1e-10,
    **options: Any,
) -> MeanOrientation:
    """Return the mean orientation of spin 2 with spin 1 pinned against the bias (Figs. 4, 5).

    Parameters
    ----------
    bias, mu_F, temperature
        Broadcast against each other (and the device's parameters), as in `couplings`.
    method : {"exact", "boltzmann", "langevin"}
        Fokker-Planck equation; the paper's approximation exp(-2 S alpha/j energy), which holds
        if the field is a gradient, noise and damping are proportional and both isotropic;
        trajectories.
    pinned, soc, S, coupling, easy_axis, in_plane, field
        As in `langevin`.
    **options
        The device, as in `couplings`; for "langevin" also its ``initial, dt, steps, records,
        ensemble, seed, threads, progress``.

    Returns
    -------
    MeanOrientation
        ``mean`` and ``error``, shape (..., 3): what the mean changed by with the last truncation
        ("exact") or product rule ("boltzmann"), or one standard error. After an interrupt
        (Ctrl-C) of "langevin", points without trajectories are NaN, with a warning.

    Raises
    ------
    ParameterError
        As `langevin` and `fokker_planck`.
    """
    choice("method", method, METHODS)
    sampling = {name: options.pop(name) for name in SAMPLING if name in options}
    if sampling and method != "langevin":
        name = next(iter(sampling))
        raise ParameterError.of(name, sampling[name], "left out unless method is 'langevin'")
    found = couplings(mu_F, bias, temperature, **_device(options))
    moments = _moments(pinned, soc, S, coupling, easy_axis, in_plane, field)
    limit = _scalar("tolerance", tolerance)
    points = list(_points(found))
    motions = [motion_of(point, moments, (2,)) for point in points]
    if method == "langevin":
        results = _sampled(motions, sampling)
    elif method == "exact":
        densities = [stationary(motion, limit) for motion in motions]
        results = np.array([(density.mean, density.error) for density in densities])
    else:
        heats = [effective_temperature(point, moments.length) for point in points]
        results = np.array([_weighted(*item) for item in zip(motions, heats, strict=True)])
    shape = (*found.frame.shape, 3)
    results = results.reshape(-1, 2, 3)
    values = {"mean": results[:, 0].reshape(shape), "error": results[:, 1].reshape(shape)}
    oriented: MeanOrientation = MeanOrientation.of(found.frame, values)
    return oriented


def _sampled(motions: Sequence[Motion], sampling: Mapping[str, Any]) -> Real:
    """Means and standard errors of trajectories; NaN where an interrupt left none."""
    results = np.full((len(motions), 2, 3), np.nan)
    for place, run in enumerate(_langevin(motions, **sampling)):
        if len(run.m):
            results[place] = run.mean[0], run.error[0]
    missing = int(np.isnan(results[:, 0, 0]).sum())
    if missing:
        warnings.warn(
            f"interrupted: {missing} of {len(motions)} points have no trajectories and are NaN",
            stacklevel=3,
        )
    return results


def _weighted(motion: Motion, heat: float) -> tuple[Real, Real]:
    """The mean with the paper's weight; the error from two product rules."""
    motion.require_damping()
    if heat <= 0:
        raise ParameterError.of("temperature", 0.0, "> 0 where the bias is 0", "meV")
    coarse, fine = (boltzmann_mean(motion, heat, points) for points in POINTS)
    return fine, np.abs(fine - coarse)


def _points(found: Couplings) -> Iterator[dict[str, float]]:
    """The couplings point by point, in C order."""
    columns = {name: np.asarray(value).ravel() for name, value in found.items()}
    for index in range(columns["J_11"].size):
        yield {name: float(column[index]) for name, column in columns.items()}


def _moments(
    pinned: Any, soc: Any, S: Any, coupling: Any, easy_axis: Any, in_plane: Any, field: Any
) -> Moments:
    vector, _ = broadcast({"field": field}, {"field": Domain("three finite real numbers")})
    if vector["field"].shape != (3,):
        raise ParameterError.of("field", repr(field), "three finite real numbers", "meV")
    return Moments(
        _direction("pinned", pinned), _direction("soc", soc), _scalar("S", S),
        _scalar("coupling", coupling), _scalar("easy_axis", easy_axis),
        _scalar("in_plane", in_plane), vector["field"],
    )  # fmt: skip


def _direction(name: str, value: Any) -> Real:
    """Return a vector of three numbers, normalised."""
    vector, _ = broadcast({name: value}, {name: Domain("three finite real numbers", unit="")})
    length = np.linalg.norm(vector[name]) if vector[name].shape == (3,) else 0.0
    if not length:
        raise ParameterError.of(name, repr(value), "three finite real numbers, not all zero")
    return np.asarray(vector[name] / length)


def _start(initial: Any, spins: int) -> Real:
    """Unit vectors at the start, one for all spins or one for each."""
    given, _ = broadcast({"initial": initial}, {"initial": Domain("finite real numbers", unit="")})
    vectors = given["initial"]
    if vectors.shape not in {(3,), (spins, 3)}:
        wanted = "three finite real numbers" + (", or three for each spin" if spins > 1 else "")
        raise ParameterError.of("initial", repr(initial), wanted)
    return np.stack([_direction("initial", m) for m in np.broadcast_to(vectors, (spins, 3))])


def _scalar(name: str, value: Any) -> float:
    checked, frame = broadcast({name: value}, SCALARS)
    if frame.shape:
        raise ParameterError.of(name, "an array", "a scalar")
    return float(checked[name])


def _whole(name: str, value: Any, lowest: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < lowest:
        raise ParameterError.of(name, repr(value), f"an integer >= {lowest}")
    if value >= 2**63:
        raise ParameterError.of(name, repr(value), "an integer below 2**63")


def _device(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the device's arguments.

    Raises
    ------
    TypeError
        For a name that is none of them.
    """
    for name in given:
        if name not in DEVICE:
            raise TypeError(f"unexpected argument {name!r}; the device has {', '.join(DEVICE)}")
    return dict(given)


@contextmanager
def _bar(wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar of finished trajectories on standard error."""
    if not wanted:
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("trajectories", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
