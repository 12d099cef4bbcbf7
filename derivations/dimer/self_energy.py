"""Self-energy of a semi-infinite chain, inside and outside its band.

The end of a chain with its first site removed is the end of the same chain, so
the surface function obeys ``g = 1/(E - t_e^2 g)``. Its two solutions are
``g = -u/t_e`` with ``E = -t_e (u + 1/u)``: u is the factor by which the
amplitude changes from one site of the chain to the next.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

from .arithmetic import Assignment
from .hamiltonian import CONTACT, LEADS, E, t_e

u = sp.Symbol("u")
"""Ratio of the amplitudes on neighbouring lead sites: |u| < 1 outside the band,
``exp(i phi)``, 0 < phi < pi, inside (retarded), 1/u for advanced."""

band_root = sp.Symbol("band_root", positive=True)
"""``sqrt(4 t_e^2 - E^2)`` inside the band."""


def removal_residual(surface: sp.Expr, energy: sp.Expr) -> sp.Expr:
    """Removing the first site of the chain leaves the same chain: this must vanish."""
    return surface * (energy - t_e**2 * surface) - 1


def energy_of(u: sp.Expr) -> sp.Expr:
    """An amplitude that changes by the factor u per site has the energy -t_e (u + 1/u)."""
    return -t_e * (u + 1 / u)


def surface_of(u: sp.Expr) -> sp.Expr:
    """The solution of the removal equation that belongs to the factor u."""
    return -u / t_e


def energy_off_axis(modulus: sp.Expr, phase: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """Real and imaginary part of the energy for ``u = modulus exp(i phase)``.

    Above the real axis a decaying amplitude (modulus < 1) needs 0 < phase < pi:
    the retarded branch is the limit modulus -> 1 of the decaying one.
    """
    real = -t_e * (modulus + 1 / modulus) * sp.cos(phase)
    imaginary = t_e * (1 / modulus - modulus) * sp.sin(phase)
    return real, imaginary


def surface_inside(energy: sp.Expr = E) -> sp.Expr:
    """Retarded, |E| < 2 t_e: waves leave, Im g < 0; advanced is the complex conjugate."""
    return (energy - sp.I * sp.sqrt(4 * t_e**2 - energy**2)) / (2 * t_e**2)


def surface_outside(energy: sp.Expr = E) -> sp.Expr:
    """|E| > 2 t_e: the amplitude decays into the lead; retarded and advanced agree."""
    return (energy - sp.sign(energy) * sp.sqrt(energy**2 - 4 * t_e**2)) / (2 * t_e**2)


def surface_slope(surface: sp.Expr, energy: sp.Expr = E) -> sp.Expr:
    """dg/dE from the derivative of the removal equation, on every branch."""
    return -surface / (energy - 2 * t_e**2 * surface)


def self_energy(lead: str, surface: sp.Expr) -> sp.Expr:
    """An electron visits the lead by the contact and comes back: ``t_l^2 g``."""
    return CONTACT[lead] ** 2 * surface


def broadening(lead: str) -> sp.Expr:
    """``i (retarded - advanced)`` inside the band; zero outside."""
    return CONTACT[lead] ** 2 * sp.sqrt(4 * t_e**2 - E**2) / t_e**2


def inside_band() -> tuple[Assignment, ...]:
    """Self-energies, their energy derivatives and the broadenings for |E| < 2 t_e."""
    key = "dimer:step-self-energy"
    surface, slope = sp.Symbol("surface"), sp.Symbol("surface_slope")
    lines = [
        Assignment("band_root", sp.sqrt(4 * t_e**2 - E**2), key),
        Assignment("surface", (E - sp.I * band_root) / (2 * t_e**2), key),
        Assignment("surface_slope", sp.I * surface / band_root, "dimer:step-surface-slope"),
    ]
    for lead in LEADS:
        contact = CONTACT[lead]
        lines += [
            Assignment(f"Sigma_{lead}", contact**2 * surface, key),
            Assignment(f"dSigma_{lead}", contact**2 * slope, "dimer:step-surface-slope"),
            Assignment(f"Gamma_{lead}", contact**2 * band_root / t_e**2, "dimer:step-broadening"),
        ]
    return tuple(lines)


def outside_band() -> tuple[Assignment, ...]:
    """Self-energies for |E| > 2 t_e, where both components agree and nothing is broadened.

    The surface function is written as the inverse of the other root of the removal
    equation, a sum of equal signs.
    """
    surface = sp.Symbol("surface")
    stable = 2 / (E + sp.sign(E) * sp.sqrt(E**2 - 4 * t_e**2))
    lines = [Assignment("surface", stable, "dimer:step-self-energy-outside")]
    for lead in LEADS:
        lines += [
            Assignment(
                f"Sigma_{lead}", CONTACT[lead] ** 2 * surface, "dimer:step-self-energy-outside"
            ),
            Assignment(f"Gamma_{lead}", sp.Integer(0), "dimer:step-broadening"),
        ]
    return tuple(lines)


def steps() -> tuple[Step, ...]:
    """From the removal of one site to the self-energies."""
    g = sp.Symbol("g")
    r, phi = sp.Symbol("r", positive=True), sp.Symbol("phi", real=True)
    return (
        Step(
            key="dimer:step-site-removal",
            statement=rf"{sp.latex(sp.expand(removal_residual(g, E)))} = 0",
            rule="the chain without its first site is the same chain",
            uses=("dimer:step-leads",),
        ),
        Step(
            key="dimer:step-uniformise",
            statement=rf"E = {sp.latex(energy_of(u))}, \quad g = {sp.latex(surface_of(u))}",
            rule="both solutions in one rational parameter",
            uses=("dimer:step-site-removal",),
        ),
        Step(
            key="dimer:step-branch",
            statement=rf"\operatorname{{Im}} E = {sp.latex(energy_off_axis(r, phi)[1])} > 0",
            rule="retarded: continue the decaying solution from the upper half plane",
            uses=("dimer:step-uniformise",),
            assumptions=("u = r e^{i phi}, 0 < r < 1, 0 < phi < pi",),
        ),
        Step(
            key="dimer:step-self-energy",
            statement=rf"\Sigma_l = t_l^2 \, {sp.latex(surface_inside())}",
            rule="branch with Im g < 0: retarded; its conjugate: advanced",
            uses=("dimer:step-branch",),
            assumptions=("|E| < 2 t_e",),
        ),
        Step(
            key="dimer:step-self-energy-outside",
            statement=rf"\Sigma_l = t_l^2 \, {sp.latex(surface_outside())}",
            rule="branch with |u| < 1: the amplitude decays into the lead",
            uses=("dimer:step-uniformise",),
            assumptions=("|E| > 2 t_e",),
        ),
        Step(
            key="dimer:step-broadening",
            statement=rf"\Gamma_l = i(\Sigma_l^R - \Sigma_l^A) = t_l^2 \, "
            rf"{sp.latex(broadening('L') / CONTACT['L'] ** 2)}",
            rule="difference of the two branches; zero outside the band",
            uses=("dimer:step-self-energy", "dimer:step-self-energy-outside"),
        ),
        Step(
            key="dimer:step-surface-slope",
            statement=rf"\frac{{dg}}{{dE}} = {sp.latex(surface_slope(g, E))}",
            rule="derivative of the removal equation",
            uses=("dimer:step-site-removal",),
        ),
    )
