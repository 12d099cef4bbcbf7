"""The couplings as integrands: every line of the kernel, in order, with its equation.

All of them are integrals over the band, linear in the occupations of the leads,

    X_ab = sum_l int dE f_l(E) X_ab_l(E)       (X = J, D, A, alpha_..., spin),

but for the noise, which is bilinear: ``sum_ll' int dE F_ll' noise_ab_ll'`` with
``F_ll' = f_l (1 - f_l') + f_l' (1 - f_l)``; the line ``_LR`` holds (L, R) and (R, L).
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

from .arithmetic import Assignment, tex
from .green import PAIRS, retarded, retarded_slopes, singlet, triplet
from .hamiltonian import LEADS
from .lesser import observables, shares, spectral_symbols
from .response import (
    Parts,
    Structure,
    damping_integrand,
    noise_integrand,
    spin_integrand,
    static_integrand,
)
from .self_energy import inside_band

STATIC: dict[str, Structure] = {"J": "isotropic", "D": "antisymmetric", "A": "dyadic"}
DAMPING: dict[str, Structure] = {
    "alpha_iso": "isotropic",
    "alpha_aniso": "dyadic",
    "alpha_antisym": "antisymmetric",
}
NOISE: dict[str, Structure] = {"noise_iso": "isotropic", "noise_aniso": "dyadic"}
KEY = "dimer:A24"


def _green(pair: str) -> Parts:
    return singlet(pair), triplet(pair)


def _slope(pair: str) -> Parts:
    return sp.Symbol(f"d{singlet(pair).name}"), sp.Symbol(f"d{triplet(pair).name}")


def linear_integrands() -> tuple[Assignment, ...]:
    """Exchange, DMI, anisotropy and damping per pair of sites and per lead; the spin per site."""
    lines = []
    for pair in PAIRS:
        for lead in LEADS:
            share = spectral_symbols(pair[::-1], lead)
            for name, structure in STATIC.items():
                value = static_integrand(structure, _green(pair), share)
                lines.append(Assignment(f"{name}_{pair}_{lead}", value, KEY))
            for name, structure in DAMPING.items():
                value = damping_integrand(structure, _slope(pair), share)
                lines.append(Assignment(f"{name}_{pair}_{lead}", value, KEY))
    for site in "12":
        for lead in LEADS:
            value = sp.re(spin_integrand(spectral_symbols(site * 2, lead)))
            lines.append(Assignment(f"spin_{site}_{lead}", value, KEY))
    return tuple(lines)


def noise_integrands() -> tuple[Assignment, ...]:
    """Correlations per pair of sites and pair of leads, to be weighted with ``F_ll'``."""
    lines = []
    for pair in PAIRS:
        for name, structure in NOISE.items():
            for leads in ("LL", "LR", "RR"):
                value = sp.Integer(0)
                for first, second in dict.fromkeys((leads, leads[::-1])):
                    value += noise_integrand(
                        structure,
                        spectral_symbols(pair, first),
                        spectral_symbols(pair[::-1], second),
                    )
                lines.append(Assignment(f"{name}_{pair}_{leads}", sp.re(value), KEY))
    return tuple(lines)


def integrands() -> tuple[Assignment, ...]:
    """All lines from the parameters and the energy to the integrands, inside the band."""
    return (
        *inside_band(),
        *retarded(),
        *retarded_slopes(),
        *shares(),
        *linear_integrands(),
        *noise_integrands(),
    )


def green_functions() -> tuple[Assignment, ...]:
    """The lines that do not depend on the self-energies: retarded parts, shares, observables."""
    return (*retarded(), *shares(), *observables())


def steps() -> tuple[Step, ...]:
    """The integrands, each from its own move."""
    lines = {line.name: line for line in (*linear_integrands(), *noise_integrands())}
    sources = {
        **dict.fromkeys(STATIC, "dimer:step-static"),
        **dict.fromkeys(DAMPING, "dimer:step-damping"),
    }
    rows = [_step(name, lines[f"{name}_12_L"], source) for name, source in sources.items()]
    rows.append(_step("spin", lines["spin_1_L"], "dimer:step-occupation"))
    rows += [_step(name, lines[f"{name}_12_LR"], "dimer:step-noise") for name in NOISE]
    return tuple(rows)


def _step(name: str, line: Assignment, source: str) -> Step:
    shown = tex(line.symbol)
    return Step(
        key=f"dimer:step-{name.replace('_', '-')}",
        statement=rf"{shown} = {tex(line.expression)}",
        rule="integrand per lead, for every pair of sites",
        uses=(source, "dimer:step-lesser", "dimer:step-green-slope"),
    )
