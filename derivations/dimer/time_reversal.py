"""Time reversal: the printed hopping is odd, and what an even one would do.

The printed spin-dependent part ``t that.tau`` is hermitian and changes sign
under time reversal, like a magnetic field along ``that``. A spin-orbit hopping
``i t that.tau`` does not; it is a rotation of the spin on the way from 2 to 1,

    t_0 + i t that.tau = w exp(i phi that.tau),  w^2 = t_0^2 + t^2,  tan phi = t/t_0,

and disappears when the spin axes of site 2 and its lead are turned with it. All
couplings then follow from those without spin-dependent hopping: local ones are
isotropic, those between the sites are turned by the angle 2 phi.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from spinloom.derivations.engine.ledger import Step
from spinloom.derivations.engine.spin import (
    I,
    delta,
    epsilon,
    equal,
    index,
    pauli,
    scalar,
    unit,
    unit_vector,
)

from .hamiltonian import DIRECTION, PAULI, hopping, spin_along, t, t_0

cosine = (t_0**2 - t**2) / (t_0**2 + t**2)
"""cos(2 phi)"""
sine = 2 * t_0 * t / (t_0**2 + t**2)
"""sin(2 phi)"""
versine = 2 * t**2 / (t_0**2 + t**2)
"""1 - cos(2 phi)"""


def time_reversed(matrix: sp.Matrix) -> sp.Matrix:
    """Time reversal conjugates numbers and turns every spin around: ``tau_y M* tau_y``."""
    flip = PAULI[1]
    return (flip * matrix.conjugate() * flip).applyfunc(sp.expand)


def even_hopping(direction: tuple[sp.Expr, ...] = DIRECTION) -> sp.Matrix:
    """Spin-orbit hopping ``t_0 + i t that.tau``: invariant under time reversal."""
    return t_0 * sp.eye(2) + sp.I * t * spin_along(direction)


def turned_axes(direction: tuple[sp.Expr, ...] = DIRECTION) -> sp.Matrix:
    """``O`` in ``s_2 = O s~_2``: the rotation about that by the angle -2 phi.

    ``R tau_i R^dag = O_ij tau_j`` with ``R = exp(i phi that.tau)``.
    """

    def element(i: int, j: int) -> sp.Expr:
        out = versine * direction[i] * direction[j]
        for k in range(3):
            out -= sine * sp.LeviCivita(i, j, k) * direction[k]
        return out + cosine if i == j else out

    return sp.Matrix(3, 3, element)


def turning_holds() -> bool:
    """``(t_0 + i t that.tau) tau_i (t_0 - i t that.tau) = (t_0^2 + t^2) O_ij tau_j``, exactly."""
    i, axis = index("i"), unit_vector("t")
    zero, one = scalar("t_0"), scalar("t")
    there = unit * zero + pauli(axis) * (one * I)
    back = unit * zero - pauli(axis) * (one * I)
    j = index("j")
    turned = (
        delta(i, j) * (zero * zero - one * one)
        + delta(i, axis) * delta(j, axis) * (one * one * 2)
        - epsilon(i, j, axis) * (zero * one * 2)
    )
    return equal((there @ pauli(i) @ back).vector(j), turned)


ISOTROPIC = {"J": "J", "alpha": "alpha_iso", "noise": "noise_iso"}
ANTISYMMETRIC = {"J": "D", "alpha": "alpha_antisym", "noise": "noise_antisym"}
DYADIC = {"J": "A", "alpha": "alpha_aniso", "noise": "noise_aniso"}


def tensor_parts(pair: str) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """Isotropic, antisymmetric and dyadic part per unit of the isotropic coupling.

    The response of spin 1 to a field on spin 2 is ``O_ji``, that of 2 on 1 is
    ``O_ij``, and a local response is turned twice, which changes nothing.
    """
    if pair[0] == pair[1]:
        return sp.Integer(1), sp.Integer(0), sp.Integer(0)
    sign = 1 if pair == "12" else -1
    return cosine, sign * sine, versine


Couplings = Callable[..., Mapping[str, Any]]


def even_couplings(
    couplings: Couplings, *args: float, t_0: float, t: float, **kw: Any
) -> dict[str, Any]:
    """Couplings for the even hopping, from those of an isotropic dimer.

    Parameters
    ----------
    couplings
        The couplings of the printed Hamiltonian, called with t = 0.
    t_0, t
        Amplitudes of the even hopping, meV.

    Returns
    -------
    dict
        The same keys, and ``noise_antisym_ab``, which no longer vanishes.
    """
    norm = t_0**2 + t**2
    isotropic = couplings(*args, t_0=norm**0.5, t=0.0, **kw)
    c, s, versine = (t_0**2 - t**2) / norm, 2 * t_0 * t / norm, 2 * t**2 / norm
    parts = {"11": (1, 0, 0), "22": (1, 0, 0), "12": (c, s, versine), "21": (c, -s, versine)}
    result: dict[str, Any] = {"spin_1": 0 * isotropic["spin_1"], "spin_2": 0 * isotropic["spin_2"]}
    for family, name in ISOTROPIC.items():
        for pair, factors in parts.items():
            whole = isotropic[f"{name}_{pair}"]
            names = (name, ANTISYMMETRIC[family], DYADIC[family])
            result |= {f"{n}_{pair}": f * whole for n, f in zip(names, factors, strict=True)}
    return result


def steps() -> tuple[Step, ...]:
    """From the two hoppings to the couplings of the even one."""
    c, s, d = tensor_parts("12")
    return (
        Step(
            key="dimer:step-time-reversal",
            statement=rf"\Theta:\; {sp.latex(hopping())} \to {sp.latex(time_reversed(hopping()))}",
            rule="tau_y M* tau_y: the printed spin-dependent hopping is odd",
            uses=("dimer:step-hamiltonian",),
        ),
        Step(
            key="dimer:step-even-hopping",
            statement=r"t_0 + i t\, \hat t \cdot \tau = \sqrt{t_0^2 + t^2}\, "
            r"e^{i \varphi \hat t \cdot \tau}, \quad \tan\varphi = t/t_0",
            rule="an even hopping is a rotation; turn the spin axes of site 2 and its lead",
            uses=("dimer:step-time-reversal",),
        ),
        Step(
            key="dimer:step-even-couplings",
            statement=rf"J_{{12}} = {sp.latex(c)} J^0_{{12}}, \quad "
            rf"D_{{12}} = {sp.latex(s)} J^0_{{12}}, \quad A_{{12}} = {sp.latex(d)} J^0_{{12}}",
            rule="the isotropic response with one spin turned; local responses stay isotropic",
            uses=("dimer:step-even-hopping", "dimer:step-J"),
        ),
    )
