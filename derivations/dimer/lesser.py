"""Lesser and greater functions: electrons that arrive from the lead l.

Langreth's rule for ``G = G_0 + G_0 Sigma G`` gives ``G^< = G^R Sigma^< G^A``
with ``Sigma^< = i sum_l Gamma_l f_l``. The share of lead l is the spectral
function ``S^l_ab = G_al Gamma_l conj(G_bl)``: site 1 for L, site 2 for R.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.contour import Function, Series, Words, component
from spinloom.derivations.engine.ledger import Step

from .arithmetic import Assignment, tex
from .green import PAIRS, singlet, triplet
from .hamiltonian import LEADS, SITE_OF

KEY = "dimer:A17"


def dyson_lesser() -> Words:
    """Lesser part of ``G_0 + G_0 Sigma G``: solved for ``G^<`` by ``(1 - G_0^R Sigma^R)^-1``.

    What starts with ``G_0^<`` is lost in the steady state: an electron that began on the dimer
    has left for the leads.
    """
    bare, sigma, full = (Function(name) for name in ("G_0", "Sigma", "G"))
    return component(bare, "lesser") + component(Series((bare, sigma, full)), "lesser")


def broadening_symbol(lead: str) -> sp.Symbol:
    """``Gamma_l``, real."""
    return sp.Symbol(f"Gamma_{lead}")


def spectral(pair: str, lead: str) -> tuple[sp.Expr, sp.Expr]:
    """Singlet and triplet part of ``G_al Gamma_l conj(G_bl)``, for any pair of sites."""
    a, b = (site + SITE_OF[lead] for site in pair)
    width = broadening_symbol(lead)
    even = singlet(a) * sp.conjugate(singlet(b)) + triplet(a) * sp.conjugate(triplet(b))
    odd = singlet(a) * sp.conjugate(triplet(b)) + triplet(a) * sp.conjugate(singlet(b))
    return width * even, width * odd


def spectral_symbols(pair: str, lead: str) -> tuple[sp.Symbol, sp.Symbol]:
    """Names of the singlet and triplet part of the share of one lead."""
    return sp.Symbol(f"Ss_{pair}_{lead}"), sp.Symbol(f"St_{pair}_{lead}")


def shares() -> tuple[Assignment, ...]:
    """The spectral functions of both leads; ``S_21`` is the conjugate of ``S_12``."""
    lines = []
    for lead in LEADS:
        for pair in PAIRS:
            values = spectral(pair, lead)
            if pair == "21":
                values = tuple(sp.conjugate(part) for part in spectral_symbols("12", lead))
            for symbol, value in zip(spectral_symbols(pair, lead), values, strict=True):
                lines.append(Assignment(symbol.name, value, KEY))
    return tuple(lines)


def lesser_and_greater() -> tuple[Assignment, ...]:
    """``G^< = i sum_l f_l S^l`` and ``G^> = -i sum_l (1 - f_l) S^l`` for given occupations."""
    lines = []
    for pair in PAIRS:
        for part, letter in enumerate("st"):
            occupied, empty = sp.Integer(0), sp.Integer(0)
            for lead in LEADS:
                filling = sp.Symbol(f"f_{lead}")
                share = spectral_symbols(pair, lead)[part]
                occupied += filling * share
                empty += (1 - filling) * share
            lines.append(Assignment(f"G{letter}_lesser_{pair}", sp.I * occupied, KEY))
            lines.append(Assignment(f"G{letter}_greater_{pair}", -sp.I * empty, KEY))
    return tuple(lines)


def observables() -> tuple[Assignment, ...]:
    """Transmission summed over both spins; density of states per site and spin along that."""
    lines = [
        Assignment(
            "transmission",
            2
            * broadening_symbol("L")
            * broadening_symbol("R")
            * (
                singlet("12") * sp.conjugate(singlet("12"))
                + triplet("12") * sp.conjugate(triplet("12"))
            ),
            "dimer:step-transmission",
        )
    ]
    for site in "12":
        for name, sign in (("up", 1), ("down", -1)):
            helical = singlet(site * 2) + sign * triplet(site * 2)
            lines.append(
                Assignment(
                    f"local_density_of_states_{site}_{name}",
                    -sp.im(helical, evaluate=False) / sp.pi,
                    "dimer:step-density-of-states",
                )
            )
    return tuple(lines)


def steps() -> tuple[Step, ...]:
    """From the kinetic equation to the share of each lead."""
    even, odd = spectral("12", "L")
    return (
        Step(
            key="dimer:step-langreth",
            statement="G^< = " + str(dyson_lesser()).replace("Sigma", r"\Sigma"),
            rule="Langreth rule for G = G_0 + G_0 Sigma G",
            uses=("dimer:step-dyson",),
        ),
        Step(
            key="dimer:step-kinetic-equation",
            statement=r"G^{\lessgtr} = G^R \Sigma^{\lessgtr} G^A, \quad "
            r"\Sigma^< = i \sum_l \Gamma_l f_l, \quad \Sigma^> = -i \sum_l \Gamma_l (1 - f_l)",
            rule="solve for G^<; what began on the dimer has left; leads in equilibrium",
            uses=("dimer:step-langreth", "dimer:step-broadening"),
            assumptions=("no bound states: every state is filled from a lead",),
        ),
        Step(
            key="dimer:step-lesser",
            statement=rf"S^{{L,s}}_{{12}} = {tex(even)}, \quad "
            rf"S^{{L,t}}_{{12}} = {tex(odd)}, \quad G^<_{{ab}} = i \sum_l f_l S^l_{{ab}}",
            rule="singlet and triplet parts of the share of one lead",
            uses=("dimer:step-kinetic-equation", "dimer:step-singlet-triplet"),
        ),
        Step(
            key="dimer:step-transmission",
            statement=tex(observables()[0].expression),
            rule="trace of Gamma_L G^R Gamma_R G^A over both spins",
            uses=("dimer:step-singlet-triplet", "dimer:step-broadening"),
        ),
        Step(
            key="dimer:step-density-of-states",
            statement=tex(observables()[1].expression),
            rule="imaginary part of the retarded function of one helicity",
            uses=("dimer:step-singlet-triplet",),
        ),
    )
