"""The motion's rows pass, and an oracle with a damaged law does not agree with itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from spinloom import dimer
from spinloom.validate import dimer_motion
from spinloom.validate.oracles import dimer_motion as oracle


@pytest.mark.parametrize("row", [dimer_motion.trajectories, dimer_motion.densities,
                                 dimer_motion.means])  # fmt: skip
def test_a_row_passes(row: object) -> None:
    assert callable(row)
    found = row()
    assert found.passed, found


@pytest.mark.parametrize("name", ["alpha_antisym_22", "alpha_aniso_22", "D_22", "A_21", "spin_2"])
def test_the_oracle_sees_every_coupling(name: str) -> None:
    couplings = dict(dimer.couplings(1.0, 0.5, 0.3, t=1.0))
    damaged = couplings | {name: -couplings[name]}
    runs = [oracle.trajectory(c, dimer_motion.SETTING, dimer_motion.START, 2.0)
            for c in (couplings, damaged)]  # fmt: skip
    assert np.abs(runs[0] - runs[1]).max() > 1e-4


def test_the_measure_depends_on_the_antisymmetric_damping() -> None:
    couplings = dict(dimer.couplings(1.0, 0.0, 1.0, t=1.0))
    setting = replace(dimer_motion.SETTING, coupling=6.0)
    damaged = couplings | {"alpha_antisym_22": 0.0}
    means = [oracle.equilibrium_mean(c, setting, 1.0) for c in (couplings, damaged)]
    assert np.abs(means[0] - means[1]).max() > 1e-6
