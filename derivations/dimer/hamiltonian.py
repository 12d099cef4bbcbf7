"""The electronic Hamiltonian: two semi-infinite chains, two contacts, two sites.

One electron on the sites 1 and 2 with spin up and down has the energy matrix

    [ eps_1           t_0 + t that.tau ]
    [ h.c.            eps_2            ],

the lead L touches site 1 with -t_L, the lead R site 2 with -t_R, and inside a
lead the hopping is -t_e. Energies in meV; hbar = k_B = e = 1.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

E = sp.Symbol("E", real=True)
t_e = sp.Symbol("t_e", positive=True)
t_0 = sp.Symbol("t_0", real=True)
t = sp.Symbol("t", real=True)
t_L = sp.Symbol("t_L", positive=True)
t_R = sp.Symbol("t_R", positive=True)
eps_1 = sp.Symbol("eps_1", real=True)
eps_2 = sp.Symbol("eps_2", real=True)

DIRECTION = sp.symbols("t_x t_y t_z", real=True)
"""Components of the unit vector along which the hopping polarises."""

SITES = ("1", "2")
LEADS = ("L", "R")
CONTACT = {"L": t_L, "R": t_R}
SITE_OF = {"L": "1", "R": "2"}

PAULI = (
    sp.ImmutableMatrix([[0, 1], [1, 0]]),
    sp.ImmutableMatrix([[0, -sp.I], [sp.I, 0]]),
    sp.ImmutableMatrix([[1, 0], [0, -1]]),
)


def spin_along(direction: tuple[sp.Expr, ...] = DIRECTION) -> sp.Matrix:
    """The spin component ``that.tau``; its square is one for a unit vector."""
    total = sp.zeros(2, 2)
    for component, matrix in zip(direction, PAULI, strict=True):
        total += component * matrix
    return total


def hopping(direction: tuple[sp.Expr, ...] = DIRECTION) -> sp.Matrix:
    """Hopping from site 2 to site 1: an amplitude t_0 for both spins and ±t along ``that``."""
    return t_0 * sp.eye(2) + t * spin_along(direction)


def device(direction: tuple[sp.Expr, ...] = DIRECTION) -> sp.Matrix:
    """Energy matrix of one electron on the two sites, ordered (1 up, 1 down, 2 up, 2 down)."""
    across = hopping(direction)
    return sp.Matrix(sp.BlockMatrix([[eps_1 * sp.eye(2), across], [across.H, eps_2 * sp.eye(2)]]))


def helical_hopping(helicity: int) -> sp.Expr:
    """An electron with spin along ``helicity * that`` hops with t_0 ± t."""
    return t_0 + helicity * t


def steps() -> tuple[Step, ...]:
    """The starting point of the derivation."""
    return (
        Step(
            key="dimer:step-hamiltonian",
            statement=rf"H_{{12}} = {sp.latex(hopping())}, \quad H_{{aa}} = \epsilon_a",
            rule="Hamiltonian of one electron on the two sites (row a, column b)",
            assumptions=("t_x^2 + t_y^2 + t_z^2 = 1", "t_0, t real"),
        ),
        Step(
            key="dimer:step-leads",
            statement=rf"H_{{l,n;l,n+1}} = {sp.latex(-t_e)}, \quad H_{{1;L}} = {sp.latex(-t_L)}, "
            rf"\quad H_{{2;R}} = {sp.latex(-t_R)}",
            rule="two semi-infinite chains and their contacts, the same for both spins",
            assumptions=("t_e, t_L, t_R > 0",),
        ),
    )
