"""The valve against its oracles; values, kernels and oracles that are wrong are noticed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from spinloom import valve as valve_api
from spinloom.codegen import kernels
from spinloom.numerics import (
    valve_cold,
    valve_flat,
    valve_kernels,
    valve_storage,
    valve_torques,
)
from spinloom.validate import valve, valve_bands
from spinloom.validate.oracles import (
    valve_arb,
    valve_fock,
    valve_mpmath,
    valve_mpmath_moments,
)
from spinloom.validate.rows import Row
from spinloom.validate.valve_rows import Named, named_rows

Prepared = list[tuple[valve.Check, list[Named]]]


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return list(valve.prepared())


@pytest.fixture(scope="module")
def bands() -> list[tuple[valve_bands.Case, Named]]:
    return [(case, valve_bands.reference(case)) for case in valve_bands.cases()]


def test_every_row_passes_on_both_backends(prepared: Prepared) -> None:
    found = [
        row
        for check, references in prepared
        for backend in valve.BACKENDS
        for row in valve.rows(check, references, backend)
    ]
    for row in found:
        assert row.passed, row
    judged = {row.kernel for row in found if row.oracle.startswith("mpmath, nested")}
    names = ("I_N0", "I_NF", "E_S", "A_S", "T_S", "E_ex", "A_ex", "T_ex", "Gamma")
    assert judged == {f"valve.currents.{name}" for name in names}
    assert len(found) == 2 * (2 + 2 + 2 + 5 + 9 + 8 + 5)
    assert min(row.points for row in found) >= 2


def test_a_wrong_value_of_any_result_is_rejected(prepared: Prepared) -> None:
    for check, references in prepared:
        found = [check.value(case, "numpy") for case in check.cases[:2]]
        for name in sorted({name for reference in references for name in reference}):
            for factor in (2.0, -1.0, 1 + 1e-6):
                triples = [
                    ({**value, name: factor * np.asarray(value[name])}, reference, 0.0)
                    for value, reference in zip(found, references[:2], strict=True)
                ]
                for row in named_rows("x", "", "", check.tolerance, triples):
                    if row.kernel == f"valve.x.{name}":
                        assert not row.passed, (check.function, row, factor)


#: Outputs of every kernel that a result depends on, the check and the cases that use it.
_COLD, _WARM = valve.CURRENTS[1], (valve.CURRENTS[2], valve.CURRENTS[7])
KERNELS: dict[str, tuple[int, str, Sequence[Any] | None]] = {
    "storage_wide_band": (2, "storage", None),
    "storage_band": (2, "storage", None),
    "anisotropy": (5, "anisotropy", None),
    "segment": (3, "currents", (valve.CURRENTS[6], valve.CURRENTS[9])),
    "emission": (1, "currents", (_COLD,)),
    "facing_intervals": (1, "currents", (_COLD,)),
    "half_line": (2, "currents", _WARM),
}


def test_every_kernel_is_among_them() -> None:
    assert {*KERNELS} == {spec.name for spec in kernels.DEVICES["valve"]()}


@pytest.mark.parametrize("kernel", KERNELS)
def test_an_error_of_a_millionth_in_any_output_is_noticed(
    kernel: str, prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, function, cases = KERNELS[kernel]
    for place in range(count):

        def wrong(backend: str, name: str, *values: Any, at: int = place) -> Any:
            found = list(valve_kernels.evaluate(backend, name, *values))
            if name == kernel:
                found[at] = found[at] * (1 + 1e-6)
            return tuple(found)

        for user in (valve_api, valve_cold, valve_flat, valve_storage, valve_torques):
            monkeypatch.setattr(user, "evaluate", wrong)
        assert not all(row.passed for row in _some(prepared, function, cases)), place


def _some(prepared: Prepared, function: str, cases: Sequence[Any] | None) -> list[Row]:
    found: list[Row] = []
    for check, references in prepared:
        if check.function == function:
            kept = [
                (case, reference)
                for case, reference in zip(check.cases, references, strict=True)
                if cases is None or case in cases
            ]
            reduced = check._replace(cases=[case for case, _ in kept])
            found += valve.rows(reduced, [reference for _, reference in kept], "numpy")
    return found


def test_exchanged_electrodes_are_noticed(prepared: Prepared) -> None:
    check, references = next(x for x in prepared if x[0].oracle.startswith("mpmath, nested"))
    sides = {"L": "R", "R": "L"}

    def exchanged(case: Any, backend: str) -> Named:
        swapped = {
            name if name == "D" else name[:-1] + sides[name[-1]]: x for name, x in case.items()
        }
        return check.value(swapped, backend)

    wrong = check._replace(value=exchanged, cases=check.cases[:1])
    passed = {row.kernel for row in valve.rows(wrong, references[:1], "numpy") if row.passed}
    # the sum over both electrodes of a torque vanishes as J_L x J_R changes its sign as well
    assert passed == {"valve.currents.Gamma", "valve.currents.T_S"}


# --- other bands ---------------------------------------------------------------------------------


def test_other_bands_agree(bands: list[tuple[valve_bands.Case, Named]]) -> None:
    found = [row for case, wanted in bands for row in valve_bands.rows(case, wanted)]
    assert len(found) == 4 * 8
    for row in found:
        assert row.passed, row


def test_a_wrong_current_between_other_bands_is_rejected(
    bands: list[tuple[valve_bands.Case, Named]],
) -> None:
    for case, wanted in bands:
        values = valve_bands.found(case)
        for name in wanted:
            if abs(wanted[name]) < 1e-16 * abs(wanted["I_N0"]):
                continue
            for factor in (2.0, -1.0, 1 + 1e-8):
                triples = [({**values, name: factor * values[name]}, wanted, 0.0)]
                rows = named_rows("x", "numpy", "x", 1e-10, triples)
                failed = {row.kernel for row in rows if not row.passed}
                assert f"valve.x.{name}" in failed


# --- the oracles among themselves ----------------------------------------------------------------

EXTREME = (
    (0.5, -0.5, 1e-9, 1e-9, 5.0, 5.0, 25.0),
    (0.5, -0.5, 0.3, 0.3, 1e-6, 5.0, 25.0),
    (1e-9, 0.0, 0.3, 0.3, 5.0, 5.0, 25.0),
    (24.9, -24.0, 0.3, 0.3, 5.0, 5.0, 25.0),
    (0.5, -0.5, 0.3, 0.3, 5.0, 5.0, 1e4),
    (1.4e-5, 0.0, 1e-8, 1.1e-4, 2.26, 0.5, 16.0),
    (0.0807, -0.124, 1e-4, 1e-4, 1.108, 6.4e-4, 1.0),
)


@pytest.mark.parametrize("point", EXTREME)
def test_the_ends_of_the_parameters(point: Any) -> None:
    case = dict(zip(valve._NAMES, point, strict=True))
    nested, smallest = valve._nested(case), valve._size(case)
    for row in named_rows("x", "", "", 1e-13, [(nested, valve._certified(case), smallest)]):
        assert row.passed, row
    found = valve_api.currents(*point, tunnelling=valve.TUNNELLING)
    for name, wanted in nested.items():
        allowed = 2 * found.error[name] + 4e-15 * abs(wanted) + 1e-4 * smallest
        assert abs(found[name] - wanted) <= allowed, name


def test_balls_that_are_too_wide_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(valve_arb, "RADIUS", 1e-60)
    with pytest.raises(ArithmeticError, match="too wide"):
        valve_arb.spin_torque(5, 5, 25)


def test_principal_values_have_their_anchor() -> None:
    electrode = valve_mpmath.flat(5, 25, 0, 0)
    rate = 2 * np.pi / 50**2
    assert valve_mpmath.currents(electrode, electrode)["T_S"] / rate == pytest.approx(
        -0.0797106340415, rel=1e-12
    )
    assert valve_arb.spin_torque(5, 5, 25) == pytest.approx(-0.0797106340415, rel=1e-12)
    assert valve_arb.exchange_torque(0, 0, 5, 5, 25) == pytest.approx(-0.145494213358615, rel=1e-13)


def test_the_exchange_moment_of_two_orbitals_is_that_of_each() -> None:
    spin, moment = valve_fock.storage(3.0, 1.0, 12.0, 0.5)
    known = valve_mpmath_moments.storage(3.0, 1.0, 12.0, 0.5)
    assert [spin, moment] == pytest.approx(known, rel=1e-12)
    # without their product of averages both orbitals would have none
    assert moment > 0.2 * spin
