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
    return {row.kernel.rsplit(".", 1)[1]: row.passed for row in valve_finite.checks()}


_exact, _evolve = judge_currents.exact, valve_qutip.currents


def test_linear_response_is_what_slow_switching_gives(
    evolved: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _verdicts(evolved, monkeypatch) == dict.fromkeys(("charge", "spin", "quadrupole"), True)
    for name in ("charge", "spin", "quadrupole"):
        field = "spin_current" if name == "spin" else name
        assert not _verdicts(evolved, monkeypatch, **{field: 1.001})[name]
