"""Corrected forms of what the valve paper misprints up to (39)."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.printed import (
    Ratio,
    Relation,
    System,
    equal,
    node,
    relations,
    system,
)

from . import paper_atoms as print_


def principal_values() -> System:
    """The interval from -2/3."""
    _, highest = relations(print_.TEXT_PRINCIPAL_VALUES.printed)
    return system(equal(print_.lowest_principal, -Ratio(node(2), node(3))), highest)


def pair_quadrupole() -> Relation:
    """(6) with the exchanged product, which makes it symmetric and traceless."""
    i, j, a, b = print_.i, print_.j, print_.a, print_.b
    s = print_.single_spin
    scalar = print_.dot(print_.spin_of[a], print_.spin_of[b])
    return equal(
        print_.pair_quadrupole[i, j, a, b],
        s[i, a] * s[j, b] + s[j, a] * s[i, b] - Fraction(2, 3) * scalar * print_.delta_axes[i, j],
    )
