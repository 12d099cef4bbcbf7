"""Equations, steps and derivations show themselves in a notebook."""

from __future__ import annotations

import pytest

from spinloom.derivations.engine.ledger import Step
from spinloom.validate.ledger import derivation, equation


def test_an_equation_shows_its_print() -> None:
    found = equation("dimer:A10")
    assert found.tex in found._repr_latex_()
    assert found._repr_latex_().startswith("$")
    assert "<b>dimer:A10</b>" in found._repr_html_()


def test_a_step_shows_rule_and_assumptions_and_escapes_them() -> None:
    shown = Step("toy:step", r"a < b", "rule <i>", (), ("x > 0",))._repr_html_()
    assert "rule &lt;i&gt;" in shown
    assert "assumes x &gt; 0" in shown
    assert r"$$\displaystyle a &lt; b$$" in shown


def test_a_derivation_lists_its_steps_in_order() -> None:
    found = derivation("dimer:A10")
    keys = [step.key for step in found.steps]
    assert len(keys) > 3
    shown = found._repr_html_()
    places = [shown.index(f"<b>{key}</b>") for key in keys]
    assert places == sorted(places)
    for step in found.steps:
        assert set(step.uses) <= set(keys[: keys.index(step.key)])
        assert step.statement in found._repr_latex_()


@pytest.mark.parametrize("ask", [derivation, equation])
def test_unknown_keys_are_named(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(KeyError, match="dimer:Z9"):
        ask("dimer:Z9")
