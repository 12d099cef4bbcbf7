"""Closed forms: exact proofs, 25-digit quadrature, faults."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import mpmath as mp
import pytest
import sympy as sp

from spinloom.derivations.dimer import closed_form_proofs as proofs
from spinloom.derivations.dimer import closed_forms as module
from spinloom.derivations.dimer.arithmetic import Arithmetic, Assignment, run
from spinloom.derivations.engine.series import Series

SOME = (
    "J_12_L", "D_21_R", "A_12_R", "alpha_iso_12_L", "alpha_antisym_12_R", "alpha_aniso_21_L",
    "spin_2_R", "noise_iso_11_LR", "noise_aniso_12_LR",
)  # fmt: skip
WIDE = {"t_0": 2.0, "t": 0.7, "eps_1": 0.3, "eps_2": -0.5, "Gamma_L": 2.3, "Gamma_R": 1.4}
CHAIN = {
    "t_0": 2.0, "t": 0.7, "eps_1": 0.3, "eps_2": -0.5, "t_e": 20.0, "t_L": 5.0, "t_R": 4.0,
}  # fmt: skip
Primitives = tuple[Callable[..., dict[str, float]], Callable[..., dict[str, float]]]


def test_partial_fractions_with_symbolic_poles() -> None:
    assert proofs.partial_fractions_hold()


def test_basis_functions() -> None:
    assert proofs.basis_integrates()
    assert proofs.thermal_basis_follows()


def test_derivative_of_every_chain_form_is_the_integrand() -> None:
    assert proofs.chain_derivative_is_integrand(points=2)


def test_derivative_of_every_wide_form_is_the_integrand() -> None:
    assert proofs.wide_derivative_is_integrand(points=2)


def test_derivative_is_the_integrand_at_more_points_than_the_degree() -> None:
    assert proofs.wide_derivative_is_integrand(outputs=("D_12_L", "alpha_aniso_21_L"))
    assert proofs.chain_derivative_is_integrand(outputs=("alpha_aniso_21_L",))


def faulty(form: module.ClosedForm, name: str, factor: sp.Expr) -> module.ClosedForm:
    """A closed form with one line multiplied by a constant."""
    lines = tuple(
        Assignment(line.name, factor * line.expression, line.source) if line.name == name else line
        for line in form.lines
    )
    return replace(form, lines=lines)


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("factor", [sp.Integer(-1), sp.Integer(2)])
def test_wrong_coefficient_is_rejected(name: str, factor: sp.Expr) -> None:
    form = faulty(module.chain_closed_form(), f"{name}_c1", factor)
    assert not proofs.chain_derivative_is_integrand(form, points=2, outputs=(name,))


@pytest.mark.parametrize("line", ["other_determinant", "D_2", "advanced_D_1", "weight_L_1"])
def test_wrong_expansion_is_rejected(line: str) -> None:
    form = faulty(module.chain_closed_form(), line, sp.Integer(2))
    assert not proofs.chain_derivative_is_integrand(form, points=1, outputs=("A_12_L",))


def poles(
    form: module.ClosedForm, given: Mapping[str, mp.mpf], digits: Arithmetic
) -> list[tuple[int, mp.mpc]]:
    found = []
    for sign in (1, -1):
        hopping = given["t_0"] + sign * given["t"]
        values = run(form.polynomial, {**given, "hopping": hopping}, digits)
        highest_first = [values[line.name] for line in reversed(form.polynomial)]
        roots = mp.polyroots(highest_first, maxsteps=200, extraprec=200)
        found += [(sign, root) for root in roots]
    return found


def exact(device: Mapping[str, float]) -> dict[str, mp.mpf]:
    return {key: mp.mpf(value) for key, value in device.items()}


def chain_values(device: Mapping[str, float], mu: float, digits: Arithmetic) -> dict[str, mp.mpf]:
    """All closed forms of the exact chain."""
    form, given = module.chain_closed_form(), exact(device)
    where = poles(form, given, digits)
    assert all(abs(z) > 1 for _, z in where)
    phi = mp.acos(-mp.mpf(mu) / (2 * given["t_e"]))
    return module.values(form, where, {**given, "u": mp.expj(phi), "phi": phi}, digits)


def test_chain_against_quadrature(digits: Arithmetic, primitives: Primitives) -> None:
    with mp.workdps(25):
        found = chain_values(CHAIN, 0.8, digits)
    direct = primitives[0](CHAIN, 0.8)
    for name, value in found.items():
        assert abs(mp.im(value)) < 1e-20
        assert float(mp.re(value)) == pytest.approx(direct[name], abs=3e-13)


def test_chain_has_the_anchor_to_eighteen_digits(digits: Arithmetic) -> None:
    device = {"t_e": 100, "t_0": 2, "t_L": 10, "t_R": 10, "eps_1": 0, "eps_2": 0}
    with mp.workdps(40):
        found = chain_values({**device, "t": mp.mpf("0.1")}, 0, digits)
        total = mp.re(found["J_21_L"] + found["J_21_R"])
        assert abs(total + mp.mpf("0.0282215345022894564")) < mp.mpf("1e-19")


@pytest.mark.parametrize("temperature", [0.0, 0.3])
def test_wide_band_against_quadrature(
    temperature: float, digits: Arithmetic, primitives: Primitives
) -> None:
    with mp.workdps(25):
        form = module.thermal_closed_form() if temperature else module.wide_closed_form()
        given = exact(WIDE)
        point = {**given, "mu": mp.mpf(0.8), "temperature": mp.mpf(temperature), "pi": mp.pi}
        found = module.values(form, poles(form, given, digits), point, digits)
    direct = primitives[1](WIDE, 0.8, temperature)
    for name, value in found.items():
        assert float(mp.re(value)) == pytest.approx(direct[name], abs=1e-11)


def test_thermal_form_tends_to_the_cold_one(digits: Arithmetic) -> None:
    with mp.workdps(30):
        given = exact(WIDE)
        cold, warm = module.wide_closed_form(), module.thermal_closed_form()
        where = poles(cold, given, digits)
        point = {**given, "mu": mp.mpf(0.8)}
        limit = module.values(cold, where, point, digits)
        near, nearer = (
            module.values(warm, where, {**point, "temperature": mp.mpf(T)}, digits)
            for T in ("1e-3", "5e-4")
        )
        for name in near:
            order = mp.log(abs(near[name] - limit[name]) / abs(nearer[name] - limit[name]), 2)
            assert order == pytest.approx(2, abs=0.01)


def test_series_algebra() -> None:
    a, b, c = sp.symbols("a b c")
    series = Series(0, (a, b, c))
    one = series * series.reciprocal()
    assert [sp.ratsimp(value) for value in one.coefficients] == [1, 0, 0]
    assert Series(-1, (a, b, c)).derivative() == Series(-2, (-a, sp.Integer(0), c))
    with pytest.raises(ValueError, match="known up to order 2"):
        series.coefficient(3)


def test_names_of_coefficients_are_lines() -> None:
    for form in (module.chain_closed_form(), module.thermal_closed_form()):
        names = {line.name for line in form.lines}
        assert all(set(output.coefficients) <= names for output in form.outputs)
    assert not any(o.name.startswith("noise") for o in module.thermal_closed_form().outputs)
