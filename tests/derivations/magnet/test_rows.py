"""The magnet's rows: prints, verdicts, misprints, steps."""

from __future__ import annotations

import re

import mpmath
import pytest
import sympy as sp

from spinloom.derivations.engine.ledger import Entry, chain, index
from spinloom.derivations.engine.proof import decide
from spinloom.derivations.magnet import full_dynamics, judge_device, lines, motion, occupation
from spinloom.derivations.magnet.claims import entries
from spinloom.derivations.magnet.paper import equations
from spinloom.derivations.magnet.steps import LAST_STEPS, steps

ROWS = {entry.key: entry for entry in entries()}
NUMBERED_SLIPS = "14 51 A7 A23 B1 B5 B7 B9 B12 B18 B24"
SLIPS_BETWEEN = "Gamma-restated Q-tilde current-parts absorbed split added wigner first-order bars"
MISPRINTS = {
    *(f"magnet:{key}" for key in (*NUMBERED_SLIPS.split(), "fn34", "fn36")),
    *(f"magnet:text-{key}" for key in SLIPS_BETWEEN.split()),
}
#: Statements that the paper does not print.
OURS = ("magnet:gradient-", "magnet:precession-", "magnet:u1-", "magnet:dropped-")
NUMBERED = (
    "38 46 47 49 50 51 56 57 59 A11 A16 A17 A18 A21 A22 B3 B4 B9 B22 14 45 5 6 7 8 A6 B15 B17 B23 "
    "B24 B25 fn34 fn36"
)
BETWEEN = (
    "level density tendency global precession added wigner first-order bars lead "
    "self-energies torque-balance stoner slow-memory split off-diagonal LZ chi-ends"
)
OWN = (
    "gradient-retarded gradient-keldysh-first gradient-keldysh-second gradient-turning "
    "dropped-sums dropped-field dropped-off-diagonal dropped-landau-zener "
    "dropped-imaginary"
)
QUICK = (
    *(f"magnet:{key}" for key in (*NUMBERED.split(), *OWN.split())),
    *(f"magnet:text-{key}" for key in BETWEEN.split()),
)


def test_all_numbered_equations_are_transcribed() -> None:
    keys = {key for key in equations() if not re.search(":text|:fn|-", key)}
    wanted = [str(n) for n in range(1, 60)]
    wanted += [f"A{n}" for n in range(1, 26)] + [f"B{n}" for n in range(1, 26)]
    assert keys == {f"magnet:{n}" for n in wanted}
    for equation in equations().values():
        assert equation.tex


def test_rows_are_unique_and_know_their_print() -> None:
    assert len(ROWS) == len(entries())
    for entry in ROWS.values():
        assert entry.equation is not None
        if entry.key.startswith(OURS):
            assert entry.key not in equations()
        else:
            assert entry.equation == equations()[entry.key]
    assert equations().keys() <= ROWS.keys()


def test_misprints_are_the_known_ones() -> None:
    assert {key for key, entry in ROWS.items() if entry.corrected is not None} == MISPRINTS


@pytest.mark.parametrize("key", QUICK)
def test_row_holds_and_rejects_every_fault(key: str) -> None:
    entry: Entry = ROWS[key]
    row = decide(entry)
    assert row.failures == ()
    assert row.mutants.tried == row.mutants.killed + row.mutants.equivalent
    assert (row.verdict == "erratum") == (key in MISPRINTS)
    if key in MISPRINTS:
        assert row.corrected
        assert row.corrected != row.printed


def numbers() -> dict[sp.Symbol, sp.Expr]:
    """A generic device in exact numbers."""
    values = {
        lines.theta: "1.1", lines.phi_dot: "-1.7", lines.omega: "0.6", lines.Gamma_l_up: "0.9",
        lines.Gamma_l_down: "0.35", lines.Gamma_r: "0.5", lines.rho_up: "4.2",
        lines.rho_down: "5.9", lines.drho_up: "0.02", lines.drho_down: "-0.05", lines.B: "2.5",
        lines.d: "11.3", lines.S: "7", lines.J: "0.17", lines.C: "3.1",
    }  # fmt: skip
    return {symbol: sp.Rational(value) for symbol, value in values.items()}


def test_kernel_and_dropped_term_are_the_sommerfeld_sum() -> None:
    base = {**lines.inlined((*motion.half_angles(), *motion.broadenings()))}
    names = {sp.Symbol(n, real=True): e for n, e in base.items()}
    names |= {lines.north: base["north"], lines.south: base["south"]}
    for dot in lines.SPINS:
        for lead in lines.SPINS:
            parts = (occupation.dissipative, occupation.hybrid, occupation.driving,
                     occupation.dropped)  # fmt: skip
            gap = occupation.sommerfeld(dot, lead) - sum(part(dot, lead) for part in parts)
            value = gap.xreplace(names).xreplace(names).subs(numbers())
            assert abs(sp.N(value, 30)) < 1e-27
            wrong = gap + 2 * occupation.dropped(dot, lead)
            assert abs(sp.N(wrong.xreplace(names).xreplace(names).subs(numbers()), 30)) > 1e-6


def test_sommerfeld_sum_against_quadrature() -> None:
    with mpmath.workdps(40):
        device = judge_device.device(3)
        zeroth, first = device.moments("up", device.omega, device.phi_dot)["l"]
        assert mpmath.isfinite(zeroth) and mpmath.isfinite(first)
        terms = device.centres("up", device.phi_dot)
        heat = {"l": device.T_l**2, "r": device.T_r**2}
        squares = sum(
            weight * (device.omega**2 - centre**2
                      + mpmath.pi**2 / 3 * (heat["l"] - heat[lead]))
            for weight, centre, lead in terms
        )  # fmt: skip
        assert abs(first - squares) < 1e-30
        assert abs(zeroth - 2 * sum(w * (device.omega - c) for w, c, _ in terms)) < 1e-30


def test_reduced_matrix_is_minus_conductance_times_hessian() -> None:
    values = numbers()
    values |= {motion.Gamma_up: sp.Rational(7, 5), motion.Gamma_down: sp.Rational(4, 5)}
    change = sp.Matrix([[lines.J, -lines.J], [1 / lines.C, 1 / lines.C]])
    friction = sp.diag(*(2 * lines.density(s) * full_dynamics.broadening(s) for s in lines.SPINS))
    gap = full_dynamics.matrix() * change + change * friction * full_dynamics.hessian()
    assert all(entry.subs(values) == 0 for entry in gap)


def test_determinant_of_the_rates_has_no_cancellation_left() -> None:
    values = numbers()
    values |= {motion.Gamma_up: sp.Rational(7, 5), motion.Gamma_down: sp.Rational(4, 5)}
    plain = full_dynamics.matrix().det().subs(values)
    assert sp.nsimplify(plain - full_dynamics.determinant().subs(values)) == 0


def test_stability_threshold_is_where_the_hessian_is_singular() -> None:
    values = numbers()
    del values[lines.J]
    threshold = full_dynamics.largest_exchange().subs(values)
    singular = full_dynamics.hessian().det().subs(values)
    assert sp.expand(singular.subs(lines.J, threshold)) == 0
    assert singular.subs(lines.J, threshold * sp.Rational(9, 10)) > 0


def test_every_row_ends_a_chain_of_steps() -> None:
    known = index(steps())
    for entry in ROWS.values():
        assert entry.steps
        assert all(key in known for key in entry.steps), entry.key
    assert {key for entry in ROWS.values() for key in entry.steps} == known.keys()
    assert LAST_STEPS.keys() == ROWS.keys()


def test_the_regimes_rest_on_the_hamiltonian() -> None:
    keys = [step.key for step in chain("magnet:step-regimes", index(steps()))]
    assert "magnet:step-hamiltonian" in keys
    assert keys[-3:] == ["magnet:step-pull", "magnet:step-growth", "magnet:step-regimes"]


def test_pull_and_resistance_at_the_poles_are_the_polynomials_of_the_cosine() -> None:
    """The forms without cancellation against those in powers of cos(theta)."""
    of = {name: value.subs(numbers()) for name, value in lines.inlined(motion.pull()).items()}
    gap, half = sp.Rational(9, 10) - sp.Rational(7, 20), sp.Rational(1, 2)
    assert of["north_pull"] == of["pull_constant"] - of["pull_slope"]
    assert of["south_pull"] == of["pull_constant"] + of["pull_slope"]
    assert of["Gamma_Delta"] == gap / 2
    c = sp.Symbol("c")
    north, south = half + c / 2, half - c / 2
    spin, mean = numbers()[lines.S], of["Gamma_Sigma"]
    turned = of["north_dissipation"] * north + of["south_dissipation"] * south
    squares = north**2 + south**2 + (turned / spin) ** 2
    positive = of["mixing"] * squares + of["resistance_mixed"] * north * south
    plain = mean**2 - (gap * c / 2) ** 2 + of["mixing"] * (turned / spin) ** 2
    assert sp.expand(positive - plain) == 0
    assert sp.Poly(sp.expand(positive), c).coeff_monomial(c**2) == of["resistance_2"]
