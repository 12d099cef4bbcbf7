"""The magnet against its oracles; oracles that are wrong are noticed."""

from __future__ import annotations

import numpy as np
import pytest

from spinloom.validate import magnet
from spinloom.validate.oracles import magnet_mpmath, magnet_scipy


@pytest.fixture(scope="module")
def rows() -> list[magnet.Row]:
    return list(magnet.checks())


def test_every_row_passes(rows: list[magnet.Row]) -> None:
    assert len({(row.kernel, row.oracle) for row in rows}) == 11
    assert len(rows) == 22  # each on both backends
    for row in rows:
        assert row.passed, row


def test_quadrature_conserves_particles() -> None:
    left, right = magnet_mpmath.golden_rule(magnet.POINTS[1], 0.9)
    assert abs(left + right) < 1e-12 * abs(left)
    assert abs(left) > 1


def test_wrong_kernel_is_noticed() -> None:
    from spinloom.magnet import retarded_kernel

    p = magnet.POINTS[2]
    wanted = np.array(magnet_mpmath.kernel(p, 0.7, 1.2, -1.3))
    for omega, theta, turn in ((-0.7, 1.2, -1.3), (0.7, 1.2, 1.3), (0.7, 1.3, -1.3)):
        found = retarded_kernel(omega, theta, turn, magnet.device(p))
        assert np.max(np.abs(found - wanted)) > 1e-3 * np.max(np.abs(wanted))


def test_both_forms_of_the_motion_agree() -> None:
    p = magnet.drive(magnet.POINTS[0])
    times = np.linspace(1.0, 10.0, 4)
    theta, phi = magnet_scipy.polar(p, 1.1, times)
    direction = magnet_scipy.cartesian(p, 1.1, times)
    assert np.max(np.abs(direction[2] - np.cos(theta))) < 1e-11
    assert (
        np.max(np.abs(np.arctan2(direction[1], direction[0]) - np.angle(np.exp(1j * phi)))) < 1e-9
    )
