"""Sentences of Sec. V B and V C on scales, temperature, sums of parts and what else flows.

Each tree is the formula of one sentence; the note says where it stands.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Symbol, about, equal, less

from .paper_pure import (
    T_S,
    D,
    E_ex,
    Gamma,
    J,
    N_s,
    T_ex,
    V,
    axis,
    modulus,
    order_one,
    principal,
)
from .paper_pure_text import N_o, tiny

TEXT_SUPPRESSION = Equation(
    "valve:text-suppression",
    about(T_ex / E_ex, order_one * (J / D)),
    note="below (120): the factor by which the torque is smaller than the emission for V < J, up "
    "to a factor c; three devices at T = 0",
)
TEXT_EXPONENTIAL = Equation(
    "valve:text-exponential",
    about(modulus(E_ex), Gamma * (V / 2)),
    note="Sec. V B 2 c: emission is said to leave its value at T = 0 exponentially in 1/T; at "
    "T = V/20, V = J/4",
)
FN_40 = Equation(
    "valve:fn40",
    about(T_ex, order_one * T_S),
    note="c is 2 for J much smaller than D, not the 4 of (117) and (120); three devices at T = 0",
)
direct, exchange = (
    Symbol(f"principal_{name}", f"{name} principal current", rf"I_{{<0>}}^{{\mathrm{{{short}}}}}")
    for name, short in (("direct", "dir"), ("exchange", "ex"))
)
TEXT_NOT_ADDITIVE = Equation(
    "valve:text-not-additive",
    less(tiny, modulus(principal[axis] - direct[axis] - exchange[axis])),
    note="below (132): no total principal current is the sum of the direct and exchange ones",
)
energy_current = Symbol("energy_current", "energy current", r"\langle I_E^L \rangle")
TEXT_NO_OTHER_FLOW = Equation(
    "valve:text-no-other-flow",
    equal(energy_current, 0),
    note="Sec. V C 2: a thermal bias is said to transport no one-particle quantity; energies from "
    "the chemical potential, collinear flat bands",
)
TEXT_POLARISED = Equation(
    "valve:text-polarised-count",
    equal(N_s, J / D * N_o),
    note="below (111); (27) has half of it",
)
