"""Inversion of the 4 x 4 problem, projections and slopes, exactly and by 30-digit matrices."""

from __future__ import annotations

import mpmath as mp
import pytest
import sympy as sp
from sympy.polys.rings import ring

from spinloom.derivations.dimer import green
from spinloom.derivations.dimer.arithmetic import Arithmetic, run
from spinloom.derivations.dimer.hamiltonian import DIRECTION, SITES, hopping, t, t_0
from spinloom.derivations.dimer.integrand_ring import determinant, generic_values, leads

VALUES = {"t_0": "2.3", "t": "0.7", "g_1": "0.4+0.9j", "g_2": "-0.6+1.3j"}
ANGLES = (mp.mpf("0.7"), mp.mpf("1.9"))


def in_ring(matrix: sp.Matrix) -> sp.Matrix:
    """Expand the entries and put t_z^2 -> 1 - t_x^2 - t_y^2."""
    x, y, z = DIRECTION
    polynomials, *_ = ring((z, x, y, t_0, t, green.g_1, green.g_2), sp.QQ_I)
    sphere = polynomials.from_expr(x**2 + y**2 + z**2 - 1)
    return matrix.applyfunc(lambda e: polynomials.from_expr(sp.expand(e)).rem([sphere]).as_expr())


def test_cofactors_invert_the_problem_for_any_direction() -> None:
    product = in_ring(green.inverse_green() * green.full_cofactors())
    both = green.helical_determinant(1) * green.helical_determinant(-1)
    assert product == in_ring(both * sp.eye(4))


def test_wrong_sign_of_the_triplet_part_is_rejected() -> None:
    wrong = green.full_cofactors().xreplace({t: -t})
    both = green.helical_determinant(1) * green.helical_determinant(-1)
    assert in_ring(green.inverse_green() * wrong) != in_ring(both * sp.eye(4))


@pytest.mark.parametrize("pair", green.PAIRS)
def test_common_denominator_is_half_sum_and_difference(pair: str) -> None:
    row, column = (SITES.index(site) for site in pair)
    plus, minus = (green.helical_green(sign)[row, column] for sign in (1, -1))
    both = green.helical_determinant(1) * green.helical_determinant(-1)
    singlet, triplet = green.common_numerators()[pair]
    field = sp.polys.fields.sfield([t_0, t, green.g_1, green.g_2])[0]
    assert field.from_expr((plus + minus) / 2 - singlet / both) == 0
    assert field.from_expr((plus - minus) / 2 - triplet / both) == 0
    assert field.from_expr((plus + minus) / 2 + singlet / both) != 0


def matrices() -> tuple[mp.matrix, mp.matrix]:
    """The Green's function by inverting 4 x 4 numbers, and that.tau."""
    theta, phi = ANGLES
    x, y, z = mp.sin(theta) * mp.cos(phi), mp.sin(theta) * mp.sin(phi), mp.cos(theta)
    along = mp.matrix([[z, x - 1j * y], [x + 1j * y, -z]])
    across = mp.mpf(VALUES["t_0"]) * mp.eye(2) + mp.mpf(VALUES["t"]) * along
    whole = mp.zeros(4)
    for i in range(2):
        whole[i, i] = mp.mpmathify(VALUES["g_1"])
        whole[2 + i, 2 + i] = mp.mpmathify(VALUES["g_2"])
        for j in range(2):
            whole[i, 2 + j] = whole[2 + i, j] = -across[i, j]
    return whole**-1, along


def test_assignments_agree_with_matrix_inversion(digits: Arithmetic) -> None:
    with mp.workdps(30):
        inverse, along = matrices()
        given = {name: mp.mpmathify(value) for name, value in VALUES.items()}
        lines = [line for line in green.retarded() if line.name not in given]
        values = run(lines, given, digits)
        for a, b in map(tuple, green.PAIRS):
            ends = "".join(sorted(a + b))
            singlet, triplet = values[f"Gs_{ends}"], values[f"Gt_{ends}"]
            for i in range(2):
                for j in range(2):
                    expected = inverse[2 * int(a) - 2 + i, 2 * int(b) - 2 + j]
                    found = singlet * (i == j) + triplet * along[i, j]
                    assert abs(found - expected) < mp.mpf("1e-28")


def test_triplet_part_keeps_its_digits(digits: Arithmetic) -> None:
    """At t = 1e-9 the common denominator loses nothing; the difference of helicities loses 9."""
    given = {name: complex(value) for name, value in VALUES.items()} | {"t": 1e-9}
    doubles = Arithmetic(lambda c: complex(c), lambda v: v.conjugate())
    lines = [line for line in green.retarded() if line.name not in given]
    double = run(lines, given, doubles)
    with mp.workdps(40):
        exact = run(lines, {name: mp.mpmathify(v) for name, v in given.items()}, digits)
        for name in ("Gt_11", "Gt_12", "Gt_22"):
            assert abs(double[name] - exact[name]) < 1e-15 * abs(exact[name]) * 4
    plus, minus = (
        (given["t_0"] + s * given["t"])
        / (given["g_1"] * given["g_2"] - (given["t_0"] + s * given["t"]) ** 2)
        for s in (1, -1)
    )
    assert abs((plus - minus) / 2 - exact["Gt_12"]) > 1e-10 * abs(exact["Gt_12"])


def test_slopes_are_derivatives(digits: Arithmetic) -> None:
    with mp.workdps(40):
        given = {name: mp.mpmathify(value) for name, value in VALUES.items()}
        slopes = {"dg_1": mp.mpmathify("0.8+0.1j"), "dg_2": mp.mpmathify("1.1-0.2j")}
        lines = [
            line
            for line in (*green.retarded(), *green.retarded_slopes())
            if line.name not in (*given, *slopes)
        ]
        values = run(lines, {**given, **slopes}, digits)

        def at(name: str, step: mp.mpf) -> mp.mpc:
            moved = {**given, **{g: given[g] + step * slopes[f"d{g}"] for g in ("g_1", "g_2")}}
            return run(lines, {**moved, **slopes}, digits)[name]

        for name in green.GREEN_KEYS:
            numeric = mp.diff(lambda step, name=name: at(name, step), 0)
            assert abs(numeric - values[f"d{name}"]) < mp.mpf("1e-18")


def test_inverse_common_closes_in_the_exact_ring() -> None:
    both = determinant(1, leads()) * determinant(-1, leads())
    values = generic_values()
    one = both * values["inverse_common"]
    assert (values["Gs_12"] * one - values["Gs_12"]).vanishes()
    assert not (values["Gs_12"] * both - values["Gs_12"]).vanishes()


def test_hopping_is_hermitian() -> None:
    assert hopping() == hopping().H
