"""Linear response of the finite valve agrees with QuTiP, and a fault of a thousandth is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from spinloom.derivations.valve import judge_currents
from spinloom.derivations.valve.judge_currents import Currents
from spinloom.validate import valve_finite
from spinloom.validate.oracles import valve_qutip
from spinloom.validate.valve_rows import named_rows


@pytest.fixture(scope="module")
def evolved() -> Callable[..., dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}

    def once(*arguments: Any) -> dict[str, Any]:
        if not found:
            found["currents"] = _evolve(*arguments)
        return found["currents"]

    return once


def _verdicts(evolved: Any, monkeypatch: pytest.MonkeyPatch, **faults: float) -> dict[str, bool]:
    def damaged(valve: Any) -> Currents:
        found = _exact(valve)
        return replace(found, **{
            name: {key: value * factor for key, value in getattr(found, name).items()}
            for name, factor in faults.items()
        })  # fmt: skip

    monkeypatch.setattr(valve_qutip, "currents", evolved)
    monkeypatch.setattr(judge_currents, "exact", damaged)
    return {row.kernel.rsplit(".", 1)[1]: row.passed for row in valve_finite.switched_on()}


_exact, _evolve = judge_currents.exact, valve_qutip.currents


def test_linear_response_is_what_slow_switching_gives(
    evolved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _verdicts(evolved, monkeypatch) == dict.fromkeys(("charge", "spin", "quadrupole"), True)
    for name in ("charge", "spin", "quadrupole"):
        field = "spin_current" if name == "spin" else name
        assert not _verdicts(evolved, monkeypatch, **{field: 1.001})[name]


def test_sums_over_levels_give_the_exact_currents() -> None:
    for seed in valve_finite.SEEDS:
        valve = judge_currents.random_valve(seed, False)
        exact, summed = valve_finite.exact(valve), valve_finite.summed(valve)
        for row in named_rows("x", "", "", 1e-13, [(summed, exact, 0.0)]):
            assert row.passed, row


@pytest.mark.parametrize(
    "name", ["I_N0", "I_NF", *(f"{x}_{k}" for x in "EAT" for k in ["S", "ex"])]
)
def test_a_wrong_coefficient_is_noticed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = valve_finite.coefficients
    valve = judge_currents.random_valve(3, False)
    exact = valve_finite.exact(valve)
    for factor in (2.0, -1.0, 1 + 1e-6):

        def damaged(valve: Any, by: float = factor) -> dict[str, float]:
            found = right(valve)
            return {**found, name: by * found[name]}

        monkeypatch.setattr(valve_finite, "coefficients", damaged)
        rows = named_rows("x", "", "", 1e-12, [(valve_finite.summed(valve), exact, 0.0)])
        failed = {row.kernel.rsplit(".", 1)[1] for row in rows if not row.passed}
        wanted = {
            "I": {"charge"}, "S": {"spin", "direct", "quadrupole"}, "ex": {"exchange", "quadrupole"}
        }  # fmt: skip
        assert failed == wanted["I" if name.startswith("I") else name.partition("_")[2]]
