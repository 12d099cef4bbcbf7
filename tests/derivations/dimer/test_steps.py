"""The steps form one graph from the Hamiltonian to every coupling."""

from __future__ import annotations

from spinloom.derivations.dimer import (
    closed_forms,
    couplings,
    green,
    hamiltonian,
    lesser,
    response,
    self_energy,
    time_reversal,
)
from spinloom.derivations.engine.ledger import chain, index

MODULES = (
    hamiltonian, self_energy, green, lesser, response, couplings, closed_forms, time_reversal,
)  # fmt: skip
STEPS = index(step for module in MODULES for step in module.steps())


def test_every_step_leads_back_to_the_hamiltonian() -> None:
    roots = {key for key, step in STEPS.items() if not step.uses}
    assert roots == {"dimer:step-hamiltonian", "dimer:step-leads"}


def test_chain_of_a_coupling() -> None:
    keys = [step.key for step in chain("dimer:step-D", STEPS)]
    assert keys[0].startswith("dimer:step-")
    for needed in ("hamiltonian", "self-energy", "kinetic-equation", "wick", "kramers-kronig"):
        assert keys.index(f"dimer:step-{needed}") < keys.index("dimer:step-D")


def test_sources_of_all_lines_are_steps_or_equations() -> None:
    lines = [*couplings.integrands(), *couplings.green_functions()]
    for form in (closed_forms.chain_closed_form(), closed_forms.wide_closed_form()):
        lines += [*form.polynomial, *form.lines, *form.basis]
    lines += closed_forms.thermal_basis()
    for line in lines:
        if line.source.startswith("dimer:step-"):
            assert line.source in STEPS
        else:
            assert line.source.removeprefix("dimer:A").isdigit()


def test_statements_are_latex_with_balanced_braces() -> None:
    for step in STEPS.values():
        assert step.statement.count("{") == step.statement.count("}")
        assert step.rule
