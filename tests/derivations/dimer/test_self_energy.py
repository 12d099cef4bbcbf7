"""The self-energy of a semi-infinite chain against its definition and against long chains."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp

from spinloom.derivations.dimer import self_energy as module
from spinloom.derivations.dimer.arithmetic import Arithmetic, run
from spinloom.derivations.dimer.hamiltonian import E, t_e
from spinloom.derivations.dimer.self_energy import band_root, u


def test_both_branches_solve_the_removal_equation() -> None:
    residual = module.removal_residual(module.surface_of(u), module.energy_of(u))
    assert sp.expand(residual) == 0
    wrong = module.removal_residual(2 * module.surface_of(u), module.energy_of(u))
    assert sp.expand(wrong) != 0


@pytest.mark.parametrize("sign", [1, -1])
def test_closed_forms_solve_it_inside_and_outside(sign: int) -> None:
    root = sp.Symbol("root")
    inside = (E - sign * sp.I * root) / (2 * t_e**2)
    square = sp.expand(module.removal_residual(inside, E))
    assert sp.expand(square.subs(root**2, 4 * t_e**2 - E**2)) == 0
    outside = (E - sign * root) / (2 * t_e**2)
    square = sp.expand(module.removal_residual(outside, E))
    assert sp.expand(square.subs(root**2, E**2 - 4 * t_e**2)) == 0


def test_polar_form_is_the_energy() -> None:
    r, phi = sp.Symbol("r", positive=True), sp.Symbol("phi", real=True)
    real, imag = module.energy_off_axis(r, phi)
    spiral = r * (sp.cos(phi) + sp.I * sp.sin(phi))
    inverse = (sp.cos(phi) - sp.I * sp.sin(phi)) / r
    assert sp.expand(real + sp.I * imag + t_e * (spiral + inverse)) == 0


def recursion(energy: complex, band: float) -> complex:
    """The chain built site by site, slightly above the real axis."""
    surface = 0j
    for _ in range(30000):
        surface = 1 / (energy - band**2 * surface)
    return surface


@pytest.mark.parametrize("energy", ["-2.7", "-1.3", "0.4", "1.7", "3.1"])
def test_retarded_branch_is_that_of_a_long_chain(energy: str, digits: Arithmetic) -> None:
    band, point = mp.mpf(1), mp.mpf(energy)
    long_chain = recursion(complex(float(point), 1e-3), 1.0)
    lines = module.inside_band() if abs(point) < 2 else module.outside_band()
    given = {"E": point, "t_e": band, "t_L": mp.mpf(1), "t_R": mp.mpf(2)}
    functions = {**digits.functions, "sign": mp.sign}
    values = run(lines, given, Arithmetic(digits.number, digits.conjugate, functions))
    assert abs(values["Sigma_L"] - long_chain) < 5e-3
    assert abs(values["Sigma_R"] - 4 * long_chain) < 2e-2
    assert abs(values["Gamma_L"] + 2 * mp.im(values["Sigma_L"])) < 1e-14


def test_stable_form_outside_is_the_same_function() -> None:
    stable = {line.name: line.expression for line in module.outside_band()}["surface"]
    numerator = stable * (E + sp.sign(E) * sp.sqrt(E**2 - 4 * t_e**2))
    assert numerator == 2
    product = module.surface_outside() * (E + sp.sign(E) * sp.sqrt(E**2 - 4 * t_e**2))
    both = sp.expand(product * t_e**2).subs(sp.sign(E) ** 2, 1)
    assert sp.expand(both - 2 * t_e**2) == 0


def test_slope_is_the_derivative() -> None:
    slope = module.surface_slope(module.surface_of(u), module.energy_of(u))
    chain_rule = sp.diff(module.surface_of(u), u) / sp.diff(module.energy_of(u), u)
    assert sp.ratsimp(slope - chain_rule) == 0
    inside = {line.name: line.expression for line in module.inside_band()}
    shown = inside["surface_slope"].xreplace({sp.Symbol("surface"): inside["surface"]})
    square = band_root**2 - (4 * t_e**2 - E**2)
    derivative = (1 - sp.I * (-E / band_root)) / (2 * t_e**2)
    assert sp.rem(sp.expand((shown - derivative) * 2 * t_e**2 * band_root), square, band_root) == 0
