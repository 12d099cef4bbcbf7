"""Axes and arguments that the dimer's kernels share."""

from __future__ import annotations

import sympy as sp

from ..spec import Argument, Axis

SITE = Axis("site", ("1", "2"))
LEAD = Axis("lead", ("L", "R"))
SPIN = Axis("spin", ("up", "down"))

energy = sp.Symbol("energy", real=True)
"""The derivation's E under the name that users pass it by."""


def real(name: str, tex: str, domain: str, doc: str, unit: str = "meV") -> Argument:
    """A real argument without axes of its own."""
    return Argument(name, tex, unit, (), domain, doc)


ENERGY = real("energy", "E", "real", "Energy of the electron")
LEAD_HOPPING = real("t_e", "t_e", "> 0", "Hopping inside the leads; their band is |E| <= 2 t_e")
LEVELS = (
    real("eps_1", r"\epsilon_1", "real", "Energy of site 1"),
    real("eps_2", r"\epsilon_2", "real", "Energy of site 2"),
)
HOPPINGS = (
    real("t_0", "t_0", "real", "Spin-independent hopping between the sites"),
    real("t", "t", "real", "Spin-dependent hopping between the sites"),
)
CONTACTS = (
    real("t_L", "t_L", "> 0", "Hopping between the left lead and site 1"),
    real("t_R", "t_R", "> 0", "Hopping between the right lead and site 2"),
)
DEVICE = (LEAD_HOPPING, *HOPPINGS, *CONTACTS, *LEVELS)
