"""The torques that Fig. 3 draws add up to the rate, stay tangent, and point as they should."""

from __future__ import annotations

import numpy as np

from spinloom.derivations.engine.proof import decide
from spinloom.validate.dimer_motion_features import entries
from spinloom.validate.dimer_motion_figures import figures, torques


def test_torques_add_up_to_the_rate() -> None:
    m = np.array([0.48, 0.6, 0.64])
    found = torques(2.0, 1.0, m)
    rate = found.pop("rate")
    assert np.linalg.norm(rate) > 0.1
    assert np.abs(sum(found.values()) - rate).max() < 1e-12
    assert all(abs(torque @ m) < 1e-12 for torque in found.values())
    assert abs(found["d(i)"] @ rate) < 1e-12
    assert np.linalg.norm(found["DMI"]) > np.linalg.norm(found["an"])


def test_figures_are_named_as_in_the_paper() -> None:
    assert {"3", "4", "5"} <= set(figures())


def test_rows_of_the_figures_hold_and_kill_their_mutants() -> None:
    rows = {entry.key: decide(entry) for entry in entries()}
    assert {"dimer:fig3", "dimer:fig4", "dimer:fig5"} <= set(rows)
    for key, row in rows.items():
        assert not row.failures, row
        assert row.verdict == ("erratum" if key == "dimer:caption4" else "verified")
        assert row.mutants.killed == row.mutants.tried
