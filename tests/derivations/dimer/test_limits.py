"""The limits table: every row proved, met, and rejected where it is false."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from spinloom.derivations.dimer import limit_measures as measured
from spinloom.derivations.dimer import limit_proofs as proved
from spinloom.derivations.dimer.integrand_ring import Exact, equilibrium_values, generic_values
from spinloom.derivations.dimer.limits import rows
from spinloom.derivations.engine.limits import Limit

Couplings = Callable[..., Mapping[str, float]]
ROWS = {row.key: row for row in rows()}


def test_keys_are_unique() -> None:
    assert len(ROWS) == len(rows()) == 16


@pytest.mark.parametrize("row", rows(), ids=ROWS)
def test_row_is_proved(row: Limit) -> None:
    assert row.proof()


@pytest.mark.parametrize("row", rows(), ids=ROWS)
def test_row_is_met(row: Limit, couplings: Couplings) -> None:
    assert row.meets(row.measure(couplings))


def test_antisymmetric_noise_vanishes() -> None:
    assert proved.vanishing_antisymmetric_noise()


def spoiled(couplings: Couplings, change: Callable[[dict[str, float]], None]) -> Couplings:
    """Couplings with a fault."""

    def faulty(*args: float, **kwargs: float) -> Mapping[str, float]:
        values = dict(couplings(*args, **kwargs))
        change(values)
        return values

    return faulty


def _offset_dmi(values: dict[str, float]) -> None:
    values["D_12"] += 1e-4


def _flipped_dmi(values: dict[str, float]) -> None:
    values["D_21"] = -values["D_21"]


def _doubled_noise(values: dict[str, float]) -> None:
    values |= {key: 2 * value for key, value in values.items() if key.startswith("noise")}


def _exchanged_damping(values: dict[str, float]) -> None:
    values["alpha_aniso_11"], values["alpha_iso_11"] = (
        values["alpha_iso_11"], values["alpha_aniso_11"],
    )  # fmt: skip


def _dropped_spin_sign(values: dict[str, float]) -> None:
    values["spin_1"] = abs(values["spin_1"])


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("dimer:limit-t-odd", _offset_dmi),
        ("dimer:limit-bias-dmi", _offset_dmi),
        ("dimer:limit-dmi-opposite", _flipped_dmi),
        ("dimer:limit-dmi-odd", _offset_dmi),
        ("dimer:limit-fluctuation-dissipation", _doubled_noise),
        ("dimer:limit-damping-spectral", _exchanged_damping),
        ("dimer:limit-mirror", _exchanged_damping),
        ("dimer:limit-particle-hole", _dropped_spin_sign),
        ("dimer:limit-time-reversal-odd", _offset_dmi),
    ],
)
def test_measurement_rejects_a_fault(
    key: str, fault: Callable[[dict[str, float]], None], couplings: Couplings
) -> None:
    row = ROWS[key]
    assert not row.meets(row.measure(spoiled(couplings, fault)))


def faulted(values: Mapping[str, Exact], key: str, extra: str) -> dict[str, Exact]:
    """Integrands with a wrong term in one of them."""
    return {**values, key: values[key] + values[extra]}


@pytest.mark.parametrize(
    ("proof", "key", "extra"),
    [
        (proved.no_equilibrium_dmi, "D_12_L", "J_12_L"),
        (proved.fluctuation_dissipation, "alpha_iso_12_L", "alpha_iso_12_L"),
        (proved.fluctuation_dissipation, "noise_aniso_11_LL", "noise_iso_11_LL"),
        (proved.equilibrium_noise, "noise_iso_22_LL", "noise_iso_22_LL"),
        (proved.full_band, "alpha_antisym_21_L", "alpha_iso_21_L"),
        (proved.odd_in_t, "D_22_R", "D_22_R"),
        (proved.even_in_t, "J_11_L", "D_11_L"),
        (proved.mirror, "A_11_R", "A_11_R"),
        (proved.opposite_dmi, "D_21_L", "D_21_L"),
        (proved.odd_dmi, "D_22_R", "J_22_R"),
        (proved.particle_hole, "J_11_L", "D_11_L"),
    ],
)
def test_proof_rejects_a_fault(
    proof: Callable[[], bool], key: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, original in (
        ("generic_values", generic_values),
        ("equilibrium_values", equilibrium_values),
    ):
        values = faulted(original(), key, extra)
        monkeypatch.setattr(proved, name, lambda values=values: values)
    assert not proof()


def test_antisymmetric_noise_needs_the_common_phase(monkeypatch: pytest.MonkeyPatch) -> None:
    values = dict(generic_values())
    values["St_12_L"] = values["St_12_L"] + values["Ss_11_L"]
    values["St_21_L"] = values["St_12_L"].conjugate()
    monkeypatch.setattr(proved, "generic_values", lambda: values)
    assert not proved.vanishing_antisymmetric_noise()


def test_generic_device_has_no_accidental_symmetry(couplings: Couplings) -> None:
    values = couplings(*measured.POINT, **measured.GENERIC)
    assert all(abs(value) > 1e-6 for value in values.values())
    back = couplings(measured.POINT[0], -measured.POINT[1], **measured.GENERIC)
    assert abs(values["J_21"] - back["J_21"]) > 1e-3 * abs(values["J_21"])
    assert abs(values["J_12"] - values["J_21"]) > 1e-6 * abs(values["J_12"])
