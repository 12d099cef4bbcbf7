"""Figure rows of the junction hold with all faults rejected, and every figure draws."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from spinloom.derivations.engine.proof import decide
from spinloom.validate import junction_figures, junction_maps

ENTRIES = {entry.key: entry for entry in junction_figures.entries()}


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_row(key: str) -> None:
    row = decide(ENTRIES[key])
    assert row.failures == ()
    assert row.verdict == "verified"


@pytest.mark.parametrize("name", sorted(junction_maps.figures()))
def test_figure_draws(name: str) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        figure = junction_maps.figures()[name]()
    drawn = figure.axes[0]
    assert drawn.lines or drawn.collections
    pyplot.close(figure)


def test_entanglement_off_the_dark_point_is_late_but_not_stationary() -> None:
    gap, left = junction_maps.lifetimes(np.array([0.99]), np.array([0.0]))
    assert left[0, 0] > 0.2
    assert 0 < gap[0, 0] < 1e-5
