"""Corrected forms of what the valve paper misprints up to (39)."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.printed import (
    Call,
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


# --- the valve ----------------------------------------------------------------------------------

occupation = Symbol("occupation", "occupation", r"\langle n_{<1><2><3>}^{<0>} \rangle")


def half_spin_states() -> Relation:
    """(10) with the eigenvalue sigma / 2."""
    (printed,) = relations(print_.EQ_10.printed)
    state = print_.ket[print_.r, print_.sigma]
    return equal(printed.left, print_.sign[print_.sigma] / 2 * state)


def fermi_occupation() -> Relation:
    """The mean occupation of a level in equilibrium: what (41) says of equal indices."""
    mode = (print_.r, print_.n, print_.k, print_.sigma)
    distance = print_.level[mode] - print_.chemical_potential[print_.r]
    exponential = print_.exponential(distance / print_.temperature[print_.r])
    return equal(occupation[mode], 1 / (exponential + 1))


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


# --- bands --------------------------------------------------------------------------------------

density_of_band = Symbol("nu_of_band", "one-particle density", r"\nu_{<1><2>}^{<0>}")


def two_particle_density() -> Relation:
    """(17) for any number of bands, each with its own map and density."""
    r, n, sigma, sigma_2 = print_.r, print_.n, print_.sigma, print_.sigma_2
    (printed,) = relations(bands.EQ_17.printed)
    image = bands.dispersion_map[r, n, sigma, sigma_2](bands.omega)
    return equal(
        printed.left,
        Total(
            (n,),
            density_of_band[r, n, sigma](bands.omega) * bands.dirac(image - bands.omega_2),
        ),
    )


def edge_distance() -> Relation:
    """(19) with the modulus: a distance."""
    modulus = Call(Symbol("abs", "function"), (bands.edge_distance,))
    return equal(bands.W, bands.minimum(modulus))
