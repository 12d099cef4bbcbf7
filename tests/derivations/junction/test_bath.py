"""The judges of the bath: independent numbers, and what they must see."""

from __future__ import annotations

import random
from itertools import product

import mpmath
import numpy as np
import pytest
from scipy.integrate import dblquad, quad

from spinloom.derivations.engine.interpret import DOUBLE
from spinloom.derivations.junction import judge_rates, master
from spinloom.derivations.junction.judge_bath import LABELS, draw_leads


def test_pairs_that_the_row_leaves_out_have_no_correlator() -> None:
    leads = draw_leads(random.Random(3))
    bath = leads.bath_operators(leads.tunnelling, 0.0)
    listed = {("1", "-1"), ("2", "-2"), ("z", "z"), ("z'", "z'"), ("2", "-1"), ("-2", "1"),
              ("z", "z'"), ("1", "z'"), ("2", "z"), ("-1", "z'"), ("-2", "z")}  # fmt: skip
    for j, k in product(LABELS, LABELS):
        size = abs(leads.half_sided(bath[j], bath[k], 0.4))
        assert (size > 1e-3) == ((j, k) in listed or (k, j) in listed)
        trace = master.spin_trace(j, k)[0]
        assert (trace != 0) == (size > 1e-3)


def test_shift_is_the_double_integral() -> None:
    """Bands that do not overlap with what is empty: an integral without a pole."""
    left, right = (-3.0, 0.5, 0.5), (1.0, 1.0, 4.0)  # the left band full, the right one empty
    found = judge_rates.shift(left, right, np.log)
    wanted, _ = dblquad(lambda y, x: 1 / (y - x), -3.0, 0.5, 1.0, 4.0)
    assert found == pytest.approx(wanted, rel=1e-9)
    swapped = judge_rates.shift(right, left, np.log)
    assert swapped == pytest.approx(found, rel=1e-12)


@pytest.mark.parametrize("energy", [-0.7, 0.4, 2.5])
def test_counted_pairs_are_the_integral(energy: float) -> None:
    T, filled, empty = 0.6, 0.3, -0.8 - energy

    def occupation(e: float) -> float:
        return float(1 / (np.exp(e / T) + 1))

    wanted, _ = quad(
        lambda e: occupation(e - filled) * (1 - occupation(e - empty)), -40, 40, limit=400
    )
    counted = judge_rates._counted(DOUBLE, filled, empty, T)
    assert counted == pytest.approx(wanted, rel=1e-9)
    gain = filled - empty
    with mpmath.workdps(40):
        exact = gain / (1 - mpmath.exp(-mpmath.mpf(gain) / T))
        assert abs(counted - exact) < 1e-12


def test_exchange_within_the_leads_is_as_large_as_across_at_any_bias() -> None:
    """f (1 - f') and f differ by a term odd in both energies, whatever the occupation."""
    rng = np.random.default_rng(2)
    energies = np.sort(rng.uniform(-3, 3, 40))
    f = rng.uniform(0, 1, (2, 40))
    gap = energies[None, :] - energies[:, None]
    with np.errstate(divide="ignore"):
        over = np.where(gap == 0, 0.0, 1 / gap)
    across = np.sum((f[0][:, None] - f[1][None, :]) * over)
    within = sum(np.sum(g[:, None] * (1 - g[None, :]) * over) for g in f)
    assert within == pytest.approx(across, rel=1e-12)
