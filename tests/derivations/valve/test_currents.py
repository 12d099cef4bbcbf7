"""Average currents of the valve: rows, the exact judge, and what it must reject."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import pytest

from spinloom.derivations.engine import fermions
from spinloom.derivations.engine import printed as p
from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.components import equal
from spinloom.derivations.engine.interpret import DOUBLE, evaluate
from spinloom.derivations.engine.invariants import scalar
from spinloom.derivations.engine.ledger import Entry, Row
from spinloom.derivations.engine.printed import Relation, substitute
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.valve import (
    claims_currents,
    claims_currents_appendix,
    claims_currents_text,
    currents,
    exact_currents,
    exact_currents_matrices,
)
from spinloom.derivations.valve import corrected_currents as corrected
from spinloom.derivations.valve import judge_currents as judge
from spinloom.derivations.valve import judge_currents_bands as bands
from spinloom.derivations.valve import judge_currents_functions as functions
from spinloom.derivations.valve import judge_currents_routes as routes
from spinloom.derivations.valve import judge_currents_samples as samples
from spinloom.derivations.valve import judge_currents_traces as traces
from spinloom.derivations.valve import paper_currents as print_
from spinloom.derivations.valve import paper_currents_appendix as appendix
from spinloom.derivations.valve.judge_network import PAULI
from spinloom.derivations.valve.paper_currents_routes import ROUTES
from spinloom.derivations.valve.paper_currents_text import FN_37_RULE
from spinloom.derivations.valve.steps import steps

ERRATA = {
    "valve:102", "valve:103", "valve:fn37",
    "valve:text-currents-emission", "valve:text-currents-direction", "valve:text-currents-stored",
    "valve:caption16-exact",
    *(f"valve:D{number}" for number in (1, 3, 4, 5, 8, 10, 11, 12)),
}  # fmt: skip
DEFINITIONS = {f"valve:{number}" for number in ("92", "95", "99", "105", "D6", "D7")}

PROVED = {
    *(f"valve:{number}" for number in (89, 90, 91, 93, 94, 96, 97, 98, 100, 101, 104)),
    *(f"valve:{number}" for number in (107, 108, 109, 110, 111, "D2", "D9", "D13", "D14")),
    "valve:text-currents-supplement", "valve:text-currents-LR",
    "valve:fn34", "valve:fn37-replacement", "valve:text-D11-unit", "valve:currents-two-roads",
}  # fmt: skip


def entries() -> list[Entry]:
    parts = (claims_currents, claims_currents_appendix, claims_currents_text)
    return [entry for part in parts for entry in part.entries()]


@cache
def rows() -> dict[str, Entry]:
    return {entry.key: entry for entry in entries()}


@cache
def decided(key: str) -> Row:
    return decide(rows()[key])


def test_every_equation_has_a_row() -> None:
    assert {f"valve:{number}" for number in range(89, 113)} <= rows().keys()
    assert {f"valve:D{number}" for number in range(1, 15)} <= rows().keys()
    assert rows().keys() >= ERRATA | DEFINITIONS
    assert len(rows()) == len(entries())


@pytest.mark.parametrize("key", [entry.key for entry in entries()])
def test_row(key: str) -> None:
    row = decided(key)
    named = {"erratum": ERRATA, "definition": DEFINITIONS, "proved": PROVED}
    expected = next((verdict for verdict, keys in named.items() if key in keys), "verified")
    assert row.failures == ()
    assert row.verdict == expected
    # orderings have few faults
    comparisons = {"valve:text-currents-emission", "valve:caption17", "valve:text-D9-crossed"}
    assert row.mutants.killed >= (1 if key in comparisons else 3)
    assert bool(row.counterexample) == (key in ERRATA)
    assert (row.residual == "0") == (key in PROVED | ERRATA)  # every correction is proved


@pytest.mark.parametrize("seed", range(3))
def test_broadened_response_is_the_sum_over_pairs_of_levels(seed: int) -> None:
    """Spin matrices and one propagator per pair of levels: agreement to rounding."""
    valve = judge.random_valve(seed, False)
    found = judge.exact(valve)
    left, right = (valve.electrodes[r] for r in "LR")
    filled = {r: valve.occupation(r) for r in "LR"}
    pauli = np.array(PAULI) / 2
    charge, spin, dyadic = 0.0, np.zeros(3), np.zeros((3, 3))
    for k, a, other, b in product(range(2), repeat=4):
        i, j = left.levels[k, a], right.levels[other, b]
        p_left, p_right = (
            np.outer(e.spinors[:, s], e.spinors[:, s].conj()) for e, s in ((left, a), (right, b))
        )
        bias = filled["R"][j] - filled["L"][i]
        weight = valve.amplitude**2 * bias * complex(valve.kernel(valve.grid[i] - valve.grid[j]))
        charge -= 2 * (weight * np.trace(p_left @ p_right)).imag
        spin -= 2 * np.array([(weight * np.trace(p_left @ s @ p_right)).imag for s in pauli])
        for c in range(2):
            partner = np.outer(left.spinors[:, c], left.spinors[:, c].conj())
            resting = 4 * filled["L"][left.levels[k, c]] * weight
            for x, y in product(range(3), repeat=2):
                chain = p_left @ pauli[x] @ partner @ pauli[y] @ p_right
                dyadic[x, y] += (resting * np.trace(chain)).imag
    exchange = (dyadic + dyadic.T) / 2 - np.eye(3) * np.trace(dyadic) / 3
    assert abs(charge - found.charge["L"]) < 1e-13
    assert np.abs(spin - found.spin_current["L"]).max() < 1e-13
    assert np.abs(exchange - found.exchange("L")).max() < 1e-13
    assert np.abs(exchange).max() > 1e-3


def test_currents_are_symmetric_traceless_and_conserved() -> None:
    found = judge.currents(3, False)
    for tensor in found.quadrupole.values():
        assert np.abs(tensor - tensor.T).max() < 1e-14
        assert abs(np.trace(tensor)) < 1e-14
    assert np.abs(sum(found.quadrupole.values())).max() < 1e-14
    assert np.abs(found.spin_current["L"] + found.spin_current["R"]).max() < 1e-14
    assert abs(found.charge["L"]) > 1e-3


def test_no_current_in_equilibrium_but_a_torque() -> None:
    valve = judge.random_valve(4, True)
    right = valve.electrodes["R"]
    left = replace(valve.electrodes["L"], temperature=right.temperature,
                   chemical_potential=right.chemical_potential)  # fmt: skip
    found = judge.exact(replace(valve, electrodes={"L": left, "R": right}))
    assert abs(found.charge["L"]) < 1e-14
    assert np.abs(found.spin_current["L"]).max() > 1e-3


def test_collinear_valve_has_no_torque() -> None:
    valve = judge.random_valve(4, True)
    right = replace(valve.electrodes["R"], direction=valve.electrodes["L"].direction,
                    spinors=valve.electrodes["L"].spinors)  # fmt: skip
    found = judge.exact(replace(valve, electrodes={**valve.electrodes, "R": right}))
    across = np.cross(found.spin_current["L"], right.direction)
    assert np.abs(across).max() < 1e-14


@pytest.mark.parametrize("sense", [1, -1])
def test_temperature_bias_drives_a_quadrupole_current_alone(sense: int) -> None:
    """Both spins at either of two energies around the chemical potential, collinear fields."""
    valve = judge.random_valve(4, True)
    levels, direction = np.array([[0, 2], [2, 0]]), valve.electrodes["L"].direction
    electrodes = {
        r: replace(e, levels=levels, chemical_potential=0.0, direction=sign * direction,
                   spinors=judge.spinors(sign * direction))
        for (r, e), sign in zip(valve.electrodes.items(), (1, sense), strict=True)
    }  # fmt: skip
    balanced = replace(valve, grid=np.array([-1.0, 0.0, 1.0]), electrodes=electrodes)
    found = judge.exact(balanced)
    assert abs(found.charge["L"]) < 1e-14
    assert np.abs(found.spin_current["L"]).max() < 1e-14
    axis = judge.odot(direction, direction)
    size = -1.5 * direction @ found.quadrupole["LL"] @ direction
    assert np.abs(found.quadrupole["LL"] + size * axis).max() < 1e-14
    hot_right = electrodes["R"].temperature > electrodes["L"].temperature
    assert abs(size) > 1e-3
    assert (size < 0) == hot_right


@pytest.mark.parametrize("wrong", ["sign", "factor", "electrode", "kernel"])
def test_wrong_exchange_torques_are_rejected(wrong: str) -> None:
    gamma, a, n_b = print_.Gamma, print_.anisotropy, print_.nu_bar
    alpha, beta, f = print_.alpha, print_.beta, print_.f_plus
    left, right = print_.L, print_.R
    bracket = beta[right] - alpha[right] * f[left]
    body = {
        "sign": 2 * print_.over(gamma * -bracket * a[left] / n_b[right]),
        "factor": print_.over(gamma * bracket * a[left] / n_b[right]),
        "electrode": 2 * print_.over(gamma * bracket * a[left] / n_b[left]),
        "kernel": 2 * print_.over(gamma * (beta[right] - alpha[right]) * a[left] / n_b[right]),
    }[wrong]
    judged = small_system("", functions.draw_sharp, points=3)
    right_one = corrected.exchange_torque()
    assert RelationClaim(right_one, judged).examine().holds
    assert RelationClaim(Relation(right_one.left, "=", body), judged).rejects()


def test_replacing_the_polarisation_needs_twice_the_anisotropy() -> None:
    point = samples.draw_replaced(random.Random(1), DOUBLE)
    torque = point.values["T_ex"]["L"]
    (rule,) = p.relations(FN_37_RULE.printed)
    assert abs(evaluate(rule.right, point).item() - torque) < 1e-13
    assert abs(torque) > 1e-3


def test_functions_of_the_grid_refuse_other_frequencies() -> None:
    valve = judge.random_valve(1, True)
    function = functions.functions(valve)["n"]["L"]
    assert function(functions.along(valve.grid, 1)).shape == (1, 3, 1)
    with pytest.raises(ValueError, match="another frequency"):
        function(-functions.along(valve.grid, 0))


def test_torques_of_flat_bands() -> None:
    assert abs(bands.spin_torque(5.0, 25.0) + 0.0797106340415) < 1e-12
    assert abs(bands.exchange_torque(0.1, 25.0) / (-(0.1**2) / (2 * np.pi * 25)) - 1) < 3e-3
    assert bands.exchange_torque(5.0, 25.0, 1.0) == bands.exchange_torque(5.0, 25.0, -1.0)


def test_warm_bands_approach_the_cold_ones() -> None:
    cold = bands.exchange_torque(5.0, 25.0, 0.5)
    assert abs(bands.warm_torque(5.0, 25.0, 1.0, 0.005) / cold - 1) < 3e-3
    assert abs(bands.warm_emission(5.0, 1.0, 0.005) + 0.5) < 0.01
    # the emission at a bias beyond the splitting is minus twice what the orbital's hole stores
    stored = 0.25 * (5.0 / np.tanh(5.0) - 1)
    assert abs(bands.warm_emission(5.0, 40.0, 0.5) + 2 * stored) < 1e-9


def test_captions_of_the_torque() -> None:
    assert "left 0.290997" in decided("valve:caption16-exact").counterexample
    assert abs(bands.warm_torque(5.0, 25.0, 1.0, 0.5) + 0.114) < 5e-4
    assert "sign flipped" in decided("valve:102").note


def test_spin_traces_are_remembered_for_the_matrices_alone() -> None:
    unit, sigma = (traces.MATRICES[name] for name in "0x")
    scaled = traces.spin_trace(2 * sigma, sigma, unit)
    assert np.abs(scaled - 2 * traces.spin_trace(sigma, sigma, unit)).max() < 1e-15
    assert np.abs(scaled).max() > 0.01


def test_two_particle_matrix_spans_the_orbital() -> None:
    """(A11): twice the sum of the matrices is the sum over the pairs of projectors."""
    valve = judge.random_valve(2, True)
    table = traces.two_particle_matrix(valve, "L")
    pairs = functions.two_particle(valve, "L")
    basis = valve.electrodes["L"].spinors
    projectors = {s: np.outer(basis[:, a], basis[:, a].conj()) for a, s in enumerate((1, -1))}
    spanned = sum(
        2
        * np.multiply.outer(np.multiply.outer(table[a, b], traces.MATRICES[a]), traces.MATRICES[b])
        for a, b in table
    )
    expected = sum(
        np.multiply.outer(np.multiply.outer(pairs[s, u], projectors[s]), projectors[u])
        for s, u in pairs
    )
    assert np.abs(spanned - expected).max() < 1e-13


def test_current_of_the_trace_needs_its_vertex_behind_the_left_electrode() -> None:
    """With the vertex behind the right electrode the torque changes sign."""
    a = appendix
    walk = a.r_check[a.rho_1] * a.r_check[a.tau_1] * a.r_check[a.rho_1p] * a.r_vertex[a.mu]
    judged = small_system("", traces.draw_planar, points=1)
    right_one = corrected.one_particle()
    wrong = next(
        substitute(right_one, path, walk * a.r_check[a.tau_1p])
        for path, place in p.walk(right_one)
        if isinstance(place, p.Product) and a.r_vertex[a.mu] in place.factors
    )
    assert RelationClaim(right_one, judged).examine().holds
    assert RelationClaim(wrong, judged).rejects()


# --- Wick's theorem, spin traces, diagrams ------------------------------------------------------


def test_one_particle_current_from_commutators() -> None:
    derived = currents.average(currents.current(currents.moment("r")))
    assert derived == currents.one_particle_pairs()
    assert derived != currents.one_particle_pairs() * 2


def test_quadrupole_current_is_the_direct_part_and_the_chains() -> None:
    """Two moments of the left electrode, generic amplitudes: nothing is left."""
    both = currents.moment("r") * currents.moment("s")
    derived = currents.average(currents.current(both))
    assert derived - currents.direct_pairs() == currents.exchange_pairs()
    assert derived != currents.exchange_pairs()


def test_exchange_trace_is_the_tensor_of_the_print() -> None:
    assert equal(currents.exchange_trace(), currents.exchange_tensors())
    assert not equal(currents.exchange_trace(), currents.exchange_tensors() * 2)
    assert str(currents.spin_trace()) == "n_L*J_L[i] + n_R*J_R[i] - i*n_L*n_R*cross(J_L,J_R)[i]"


def test_diagrams_of_first_order_sum_to_the_bias() -> None:
    """Charge and spin: f_L - f_R; quadrupole: times f_2, with opposite sign in one trace."""
    bias = scalar("f_L") - scalar("f_R")
    for observable in ("charge", "spin"):
        assert currents.summed_occupations(observable) == bias
        assert currents.summed_occupations(observable, connected=False) == bias * 0
    assert currents.summed_occupations("quadrupole") == -bias * scalar("f_2")
    assert currents.summed_occupations("quadrupole", connected=False) == bias * scalar("f_2")


def test_matrices_of_spin_space_give_the_derived_currents() -> None:
    """Explicit two by two matrices, and the engine's traces of unit vectors."""
    matrices, traced = exact_currents_matrices.assembled().values, exact_currents.appendix().values
    for name, label in (("charge_current", "L"), ("exchange_current", "LL")):
        assert (matrices[name][label] == traced[name][label]).all()
    assert (matrices["exchange_current"]["LL"] != 0).any()


@pytest.mark.parametrize("name", ["occupation_1", "occupation_2", "propagator", "sign"])
def test_diagrams_with_a_wrong_factor_are_not_wicks_theorem(name: str) -> None:
    """Electrons for holes, the conjugate propagator, or no signs."""
    claim = RelationClaim(ROUTES.printed, small_system("", routes.draw))
    point = routes.draw(random.Random(2), DOUBLE)
    changes: dict[str, Callable[[Any], Any]] = {"propagator": np.conj, "sign": abs}
    change = changes.get(name, lambda occupied: 1 - occupied)
    wrong = {label: change(value) for label, value in point.values[name].items()}
    assert claim.residual(point) < 1e-12
    assert claim.residual(replace(point, values={**point.values, name: wrong})) > 1e-2


def test_sums_of_expressions_are_those_of_numbers() -> None:
    """A trace and a double sum, against matrices."""
    generator = np.random.default_rng(3)
    matrix = generator.normal(size=(4, 4))
    x, y = fermions.index("left", "x"), fermions.index("left", "y")
    pair = fermions.symbol("r", x, y) * fermions.symbol("r", y, x)
    expression = fermions.sum_over(pair * 2, x, y) - fermions.sum_over(
        fermions.symbol("r", x, x), x
    )
    found = routes.expression_value(expression, {("r", "left"): matrix, ("i", ""): 1j})
    assert abs(found - 2 * np.trace(matrix @ matrix) + np.trace(matrix)) < 1e-12


def test_field_of_rational_functions_rejects_the_printed_torque() -> None:
    claim = RelationClaim(print_.EQ_102.printed, small_system("", functions.draw_sharp))
    point = exact_currents.coefficients()
    assert claim.residual(point) != 0
    assert replace(claim, relation=corrected.exchange_torque()).residual(point) == 0


def test_steps_of_the_rows_exist() -> None:
    keys = {step.key for step in steps()}
    used = {key for entry in rows().values() for key in entry.steps}
    assert used and used <= keys
