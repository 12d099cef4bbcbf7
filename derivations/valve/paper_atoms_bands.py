"""What the spin-valve paper prints on densities of states: (12)-(21), transcribed.

Sections II C and II D. Every tree keeps the terms, factors, signs and indices of the text at hand
in their order; nothing here is derived.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import Call, Node, Symbol, Total, equal

from .paper import J, nu_bar
from .paper_atoms import DOWN, UP, k, level, n, r, sigma, sigma_2, sign

omega, omega_2 = Symbol("omega", "frequency"), Symbol("omega'", "frequency", r"\omega'")
density = Symbol("nu", "one-particle density", r"\nu_{<1>}^{<0>}")
mean_density = Symbol("nu_bar_of", "mean density", r"\bar{\nu}^{<0>}")
polarization = Symbol("n", "polarization", "n^{<0>}")
two_particle = Symbol("nu_2", "two-particle density", r"\nu_{<1><2>}^{<0>}")
dispersion_map = Symbol("g", "map", "g_{<1><2><3>}^{<0>}")


def dirac(argument: Node) -> Call:
    """The delta function."""
    return Call(Symbol("dirac", "function", r"\delta"), (argument,))


EQ_12 = Equation(
    "valve:12",
    equal(density[r, sigma](omega), Total((n, k), dirac(level[r, n, k, sigma] - omega))),
)
EQ_13 = Equation(
    "valve:13",
    equal(
        density[r, sigma](omega),
        mean_density[r](omega) * (1 + sign[sigma] * polarization[r](omega)),
    ),
)
_up, _down = density[r, UP](omega), density[r, DOWN](omega)
EQ_14 = Equation("valve:14", equal(mean_density[r](omega), (_up + _down) / 2))
EQ_15 = Equation("valve:15", equal(polarization[r](omega), (_up - _down) / (_up + _down)))
EQ_16 = Equation(
    "valve:16",
    equal(
        two_particle[r, sigma, sigma_2](omega, omega_2),
        Total(
            (n, k),
            dirac(level[r, n, k, sigma] - omega) * dirac(level[r, n, k, sigma_2] - omega_2),
        ),
    ),
)
TEXT_DIAGONAL_2DOS = Equation(
    "valve:text-diagonal-2dos",
    equal(
        two_particle[r, sigma, sigma](omega, omega_2),
        dirac(omega - omega_2) * density[r, sigma](omega),
    ),
    note="sentence below (16)",
)
EQ_17 = Equation(
    "valve:17",
    equal(
        two_particle[r, sigma, sigma_2](omega, omega_2),
        density[r, sigma](omega) * dirac(dispersion_map[r, n, sigma, sigma_2](omega) - omega_2),
    ),
    note="the band index n of the map is not summed",
)

orbital_level = Symbol("orbital_level", "energy", r"\varepsilon_{<1><2>}^{<0>}")
splitting = Symbol("J_of", "splitting", "J_{<1>}^{<0>}")
EQ_18 = Equation(
    "valve:18",
    equal(level[r, n, k, sigma], orbital_level[r, n, k] - sign[sigma] * splitting[r, n] / 2),
)

# The leaves of (19) run over all electrodes r, r', both spins and both edges.
W = Symbol("W", "distance")
D = Symbol("D", "energy")
edge = Symbol("p", "edge sign")
spin_sign = Symbol("sigma", "spin sign", r"\sigma")
splitting_r = Symbol("J_r", "energy", "J^r")
potential_r = Symbol("mu_r'", "energy", r"\mu^{r'}")
edge_distance = edge * D - spin_sign * (splitting_r / 2) - potential_r


def minimum(argument: Node) -> Call:
    """The least of the values for all r, r', sigma and p."""
    return Call(Symbol("minimum", "function", r"\min_{r,r',\sigma,p}"), (argument,))


EQ_19 = Equation("valve:19", equal(W, minimum(edge_distance)))

N_o = Symbol("N_o", "number")
flat_density = Symbol("flat_density", "density", r"\nu_{<0>}^{r}")
EQ_20 = Equation(
    "valve:20",
    equal(flat_density[sigma], N_o / (2 * D)),
    note="the print's chain for spin up and down; true within W of a chemical potential, not for "
    "all omega < W as the sentence above it says",
)
EQ_21 = Equation(
    "valve:21",
    equal(
        two_particle[r, sigma, sigma_2](omega, omega_2),
        density[r, sigma](omega) * dirac(omega + (sign[sigma] - sign[sigma_2]) / 2 * J - omega_2),
    ),
    note="one electrode, whose splitting is J",
)
moved = Symbol("moved", "number", r"N_{\downarrow\to\uparrow}")
CAPTION_2 = Equation(
    "valve:caption2",
    equal(moved, J / (4 * D) * N_o),
    note="orbitals that the splitting moves from spin down to spin up",
)
TEXT_ORBITALS = Equation("valve:text-orbitals", equal(N_o, 2 * D * nu_bar), note="below (24)")
