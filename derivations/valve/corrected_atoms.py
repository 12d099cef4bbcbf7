"""Corrected forms of what the valve paper misprints up to (39)."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.printed import (
    Ratio,
    Relation,
    Symbol,
    System,
    Total,
    equal,
    node,
    relations,
    system,
)

from . import paper_atoms as print_
from . import paper_atoms_bands as bands
from . import paper_atoms_electrode as electrode


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


# --- one electrode ------------------------------------------------------------------------------


def total_spin() -> Relation:
    """(25) with the sum over both spin indices."""
    (printed,) = relations(electrode.EQ_25.printed)
    assert isinstance(printed.right, Total)
    return equal(printed.left, Total((*printed.right.indices, print_.sigma_2), printed.right.body))


def occupied() -> Relation:
    """The number of filled orbitals, not of energies."""
    sigma = print_.sigma
    polarized = print_.sign[sigma] * electrode.N_s
    return equal(electrode.occupied[sigma], (bands.N_o + polarized) / 2)


def longitudinal_exchange() -> System:
    """The sum is a quarter of the number of electrons."""
    first, _ = relations(electrode.TEXT_LONGITUDINAL_EXCHANGE.printed)
    return system(first, equal(electrode.longitudinal_exchange, -(bands.N_o / 4)))


def microscopic_quadrupole() -> Relation:
    """(38) with a minus sign between the exchange parts."""
    hole = electrode.SIXTH * bands.N_o - print_.THIRD * electrode.N_down
    return equal(electrode.mean_quadrupole, electrode.SIXTH * electrode.N_s**2 - hole)


per_orbital_pair = Symbol(
    "per_orbital_pair", "mean", r"\lim \langle Q_{zz} \rangle / \mathrm{pair\ of\ orbitals}"
)


def per_orbital() -> Relation:
    """The moment of each pair of orbitals; that of each orbital grows without bound."""
    (printed,) = relations(electrode.TEXT_PER_ORBITAL.printed)
    return equal(per_orbital_pair, printed.right)
