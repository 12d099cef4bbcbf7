"""Sentences of Sec. V B and V C on scales, temperature, sums of parts and what else flows.

Each tree is the formula of one sentence; the note says where it stands.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Matrix, Symbol, about, equal, node

from .paper_pure import (
    T_L,
    T_S,
    D,
    E_ex,
    Gamma,
    J,
    N_s,
    T_ex,
    V,
    modulus,
    order_one,
)
from .paper_pure_text import N_o

TEXT_SUPPRESSION = Equation(
    "valve:text-suppression",
    about(T_ex / E_ex, order_one * (J / D)),
    note="below (120): the factor by which the torque is smaller than the emission for V < J, up "
    "to a factor c; three devices at T = 0",
)
TEXT_EXPONENTIAL = Equation(
    "valve:text-exponential",
    about(modulus(E_ex), Gamma * (V / 2 - T_L)),
    note="Sec. V B 2 c: the dependence on T through Fermi functions is called exponential; so is "
    "all that is left beside the linear -T: exp(-V/T) at T = V/20, V = J/4",
)
FN_40 = Equation(
    "valve:fn40",
    about(T_ex, order_one * T_S),
    note="c is 2 for J much smaller than D, not the 4 of (117) and (120); three devices at T = 0",
)
not_sum = Symbol(
    "not_sum", "table", r"\Theta(|I_\lambda - I_\lambda^{\mathrm{dir}} - I_\lambda^{\mathrm{ex}}|)"
)
TEXT_NOT_ADDITIVE = Equation(
    "valve:text-not-additive",
    equal(not_sum, Matrix(((node(0), node(1), node(1)),))),
    note="below (132): the total principal currents are not the sums of the direct and exchange "
    "ones; columns: axes 0, + and - (that of the axis 0 is the sum)",
)
energy_current = Symbol("energy_current", "energy current", r"\langle I_E^L \rangle")
TEXT_NO_OTHER_FLOW = Equation(
    "valve:text-no-other-flow",
    equal(energy_current, 0),
    note="Sec. V C 2: a thermal bias is said to transport no one-particle quantity, as is so of "
    "charge and spin; energies from the chemical potential, collinear flat bands",
)
TEXT_POLARISED = Equation(
    "valve:text-polarised-count",
    equal(N_s, J / D * N_o),
    note="below (111); (27) has half of it",
)
