"""The magnet's figures: rows hold, wrong statements fall, every figure can be drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from spinloom.derivations.engine.proof import decide
from spinloom.validate import magnet_figures, magnet_maps
from spinloom.validate.figures import _drawing

ENTRIES = {entry.key: entry for entry in magnet_figures.entries()}


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_figure_row_holds_and_rejects_faults(key: str) -> None:
    row = decide(ENTRIES[key])
    assert row.failures == ()
    assert row.verdict == "verified"
    assert row.mutants.tried == row.mutants.killed > 3


def test_regimes_of_the_symmetric_density_of_states() -> None:
    found = magnet_maps.regimes(np.array([-2.0, -0.5, 0.5, 2.0]))
    assert list(found) == [1, 0, 0, 2]


def test_regimes_of_an_asymmetric_one() -> None:
    """Equal slopes turn both poles over at one drive; a denser upper spin moves the thresholds."""
    drives = np.array([-2.0, -0.05, 0.05, 2.0])
    assert magnet_maps.regimes(drives, slopes=1.0).tolist() == [3, 0, 0, 0]
    assert magnet_maps.regimes(drives, slopes=-1.0).tolist() == [0, 0, 0, 3]
    shift = -0.3 * 0.8 / 1.2  # Gamma_Delta rho_Delta / (Gamma_Sigma rho_Sigma)
    edges = np.array([-1 + shift, 1 + shift])
    step = np.array([-1e-6, 1e-6])[:, None]
    assert magnet_maps.regimes(edges + step, 0.8).tolist() == [[1, 0], [0, 2]]


@pytest.mark.parametrize("name", ["2a", "2b", "3", "regimes"])
def test_figures_are_drawn(name: str, tmp_path: Path) -> None:
    with _drawing():
        magnet_maps.figures()[name]().savefig(tmp_path / "figure.png")
    assert (tmp_path / "figure.png").stat().st_size > 5000
