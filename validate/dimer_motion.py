"""The dimer in motion against its oracles: SciPy, and its own two roads against each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from spinloom import dimer

from .oracles import dimer_motion as oracle
from .rows import Row, compare

SETTING = oracle.Setting((0.48, 0.6, 0.64), (0.6, 0.8, 0.0), 2.5, 4.0, (0.1, 0.0, 0.3), 0.02)
OPTIONS: dict[str, Any] = {
    "t": 1.0, "pinned": SETTING.pinned, "soc": SETTING.soc, "S": SETTING.S,
    "coupling": SETTING.coupling, "field": SETTING.field, "easy_axis": SETTING.easy_axis,
}  # fmt: skip
START = (0.6, 0.0, 0.8)
STEPS = 2**18


def rows() -> Iterator[Row]:
    """Yield the rows of trajectories, densities and means."""
    yield trajectories()
    yield densities()
    yield means()


def trajectories() -> Row:
    """Without noise, three dampings of the electrons, at T = V = 0."""
    pairs = []
    for mu_F in (0.3, 1.0, 2.0):
        run = dimer.langevin(
            0.0, mu_F=mu_F, initial=START, dt=2.0 / STEPS, steps=STEPS, records=1, ensemble=1,
            **OPTIONS,
        )  # fmt: skip
        couplings = dimer.couplings(mu_F, 0.0, t=1.0)
        pairs.append((run.m[0, -1, 0], oracle.trajectory(couplings, SETTING, START, 2.0)))
    return compare("dimer.langevin", "numba", "SciPy DOP853", len(pairs), pairs, 1e-9)


def densities() -> Row:
    """At equilibrium, antisymmetric damping included."""
    pairs = []
    for mu_F, temperature in ((0.3, 0.5), (1.0, 1.0)):
        options = {**OPTIONS, "mu_F": mu_F, "temperature": temperature}
        couplings = dimer.couplings(mu_F, 0.0, temperature, t=1.0)
        wanted = oracle.equilibrium_mean(couplings, SETTING, temperature)
        pairs.append((dimer.fokker_planck(0.0, **options).mean, wanted))
    return compare("dimer.fokker_planck", "numpy", "quadrature of the measure", 2, pairs, 1e-8)


def means() -> Row:
    """Trajectories against the Fokker-Planck equation, under bias; the error is statistical."""
    bias = np.array([1.5, 3.0])
    options = {**OPTIONS, "temperature": 0.2}
    exact = dimer.mean_orientation(bias, **options).mean
    run = dimer.mean_orientation(
        bias, method="langevin", dt=0.02, steps=40_000, ensemble=256, seed=3, **options
    )
    return compare("dimer.mean_orientation", "numba", "Fokker-Planck", 2, [(run.mean, exact)], 1e-2)
