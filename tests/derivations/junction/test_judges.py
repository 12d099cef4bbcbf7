"""The junction's judges see what they must: unequal families, other temperatures, lost terms."""

from __future__ import annotations

import random
from dataclasses import replace

import mpmath
import numpy as np
import pytest

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.interpret import DOUBLE
from spinloom.derivations.engine.printed import substitute, walk
from spinloom.derivations.junction import judge_dark, judge_sizes, judge_unique, paper
from spinloom.derivations.junction.exact_eigenvalues import exact_characteristic
from spinloom.derivations.junction.judge_bath import (
    Leads,
    draw_leads,
    of_all_electrons,
    of_few_electrons,
)
from spinloom.derivations.junction.statements import statements


@pytest.fixture
def leads() -> Leads:
    return draw_leads(random.Random(11))


def test_a_form_is_known_from_one_electron(leads: Leads) -> None:
    whole = leads.tunnelling
    assert np.abs(of_all_electrons(of_few_electrons(whole)) - whole).max() < 1e-14
    changed = replace(leads, J=(leads.J[0], -leads.J[1])).tunnelling
    assert np.abs(of_all_electrons(of_few_electrons(changed)) - whole).max() > 0.1


def test_exact_and_numerical_counts_agree_and_differ_between_families() -> None:
    sampled = judge_unique.draw_counts(random.Random(3), DOUBLE).values
    exact = judge_unique.exact_counts().values
    for name, count in judge_unique.EXPECTED.items():
        assert sampled[f"nullity_{name}"] == count
        assert exact[f"nullity_{name}"] == count
    assert {*judge_unique.EXPECTED.values()} == {1, 2}


def test_exact_determinants_reject_other_eigenvalues() -> None:
    claim = next(e.claim for e in statements() if e.key == "junction:claim-eigenvalues")
    assert isinstance(claim, RelationClaim)
    sample = exact_characteristic()
    assert not claim.residual(sample)
    for wrong in (-2 * paper.J_ex, paper.J_ex + paper.nu):
        tree = claim.relation
        for path, place in list(walk(tree)):
            if place == paper.J_ex:
                tree = substitute(tree, path, wrong)
                break
        assert replace(claim, relation=tree).residual(sample)


def test_effective_temperature_from_the_null_space() -> None:
    with mpmath.workdps(40):
        nu, bias = mpmath.mpf(3) / 10, mpmath.mpf(13) / 10
        found = judge_dark._triplet_temperature(nu, bias)
        assert abs(found - nu / (2 * mpmath.atanh(nu / bias))) < mpmath.mpf(10) ** -35


def test_global_rates_differ_from_local_ones_by_the_levels_alone() -> None:
    """Without interaction both kinds of rates are the same."""
    point = (1.0, 0.1, (0.01, 0.009), 1e-9, 0.0, 0.0)
    local, at_levels = (judge_sizes._upper_weight(*point, way) for way in (False, True))
    assert local == pytest.approx(at_levels, abs=1e-7)
    assert local == pytest.approx(0.2475, abs=1e-7)
