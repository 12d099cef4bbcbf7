"""The magnet against its oracles; oracles that are wrong are noticed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from spinloom import magnet as magnet_api
from spinloom import magnet_modes
from spinloom.numerics import magnet_kernels
from spinloom.validate import magnet
from spinloom.validate.oracles import magnet_mpmath, magnet_scipy

Prepared = list[tuple[magnet.Check, list[Any]]]


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return list(magnet.prepared())


def test_every_row_passes_on_both_backends(prepared: Prepared) -> None:
    rows = [
        magnet.row(check, found, name) for check, found in prepared for name in ("numpy", "numba")
    ]
    assert len({(row.kernel, row.oracle) for row in rows}) == 12
    assert len(rows) == 24
    for row in rows:
        assert row.passed, row


#: Number of outputs of every kernel and the shape of the last axes of those that have any.
OUTPUTS: dict[str, list[tuple[int, ...]]] = {
    "flow": [()] * 2,
    "stationary": [(), (), (), (), (10,)],
    "charge_currents": [()] * 7,
    "distribution": [(2,)],
    "retarded_kernel": [(2, 2)] * 2,
    "u1_matrices": [(2, 2), (2, 2), ()],
}
PLACES = [
    (kernel, place, index)
    for kernel, shapes in OUTPUTS.items()
    for place, shape in enumerate(shapes)
    for index in np.ndindex(shape)
    if (kernel, index) not in (("stationary", (7,)), ("stationary", (8,)))
]
"""Two coefficients set the lengths of steps, or the criteria's accelerations, which have their own
test, alone: what the product of both weights multiplies in the resistance, and the slope of the
dissipation."""


def test_an_error_of_a_millionth_in_any_output_is_noticed(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kernel, place, index in PLACES:

        def wrong(
            backend: str, name: str, values: Any, chosen: Any = (kernel, place, index)
        ) -> Any:
            found = [np.array(x) for x in magnet_kernels.evaluate(backend, name, values)]
            if name == chosen[0]:
                found[chosen[1]][(..., *chosen[2])] *= 1 + 1e-6
            return tuple(found)

        for user in (magnet_api, magnet_modes):
            monkeypatch.setattr(user, "evaluate", wrong)
        passed = [magnet.row(check, found, "numpy").passed for check, found in prepared]
        assert not all(passed), (kernel, place, index)


def test_quadrature_conserves_particles() -> None:
    left, right = magnet_mpmath.golden_rule(magnet.POINTS[1], 0.9)
    assert abs(left + right) < 1e-12 * abs(left)
    assert abs(left) > 1


def test_wrong_kernel_is_noticed() -> None:
    from spinloom.magnet import retarded_kernel

    p = magnet.POINTS[2]
    wanted = np.array(magnet_mpmath.kernel(p, 0.7, 1.2, -2.3))
    for omega, theta, turn in ((-0.7, 1.2, -2.3), (0.7, 1.2, 2.3), (0.7, 1.3, -2.3)):
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
