r"""Length of the magnetization and potential of the dot: (A11)-(A20), their modes and memory.

With the occupation of each spin, ``N_sigma = (C dV + sigma dM / J) / 2``, the equations are

    dN_sigma/dt = 2 Gamma_sigma rho_sigma x_sigma,
    dx_sigma/dt = -2 Gamma_sigma x_sigma + d(sigma dM/2 - dV)/dt.

Their difference is a total derivative, so ``rho_sigma x_sigma + N_sigma - rho_sigma (sigma dM/2 -
dV)`` never changes: the retarded integrals are gone, at the price of one constant per spin, which
the paper's reduction sets to zero. In the occupations the matrix is minus ``diag(g)`` times the
Hessian ``diag(1/rho) + 1/C - (J/2) sigma sigma'``: real rates, stable if the Hessian is positive.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

from .lines import SPINS, C, J, Line, density, sign
from .motion import Gamma_down, Gamma_up

KEY = "magnet:A17, magnet:A18"


def broadening(spin: str) -> sp.Symbol:
    """Gamma_sigma(theta)."""
    return Gamma_up if spin == "up" else Gamma_down


def matrix() -> sp.Matrix:
    """Rates of (delta M, delta V), from one occupation equation per spin."""
    rows = sp.zeros(2, 2)
    for spin in SPINS:
        s, g = sign(spin), 2 * density(spin) * broadening(spin)
        # delta M and delta V drive the current of this spin
        by_length = g * s / 2 * (1 - 1 / (J * density(spin)))
        by_potential = -g * (1 + C / (2 * density(spin)))
        rows += sp.Matrix([[J * s * by_length, J * s * by_potential],
                           [by_length / C, by_potential / C]])  # fmt: skip
    return rows


def memory() -> sp.Matrix:
    """Constant source per unit kick: what the reduction loses after a kick with no history."""
    up, down = Gamma_up, Gamma_down
    return sp.Matrix([[up + down, J * C * (up - down)], [(up - down) / (J * C), up + down]])


def determinant() -> sp.Expr:
    """Determinant of the rates: that of the Hessian times both 2 rho Gamma, without cancellation.

    What is left of it where J comes near its threshold is the threshold's own.
    """
    up, down = density("up"), density("down")
    against = (up + down) / 2 + 2 * up * down / C
    return 4 * Gamma_up * Gamma_down * (1 + (up + down) / C - J * against)


def lines() -> tuple[Line, ...]:
    """Entries of both matrices, and the determinant of the rates."""
    rates, source = matrix(), memory()
    names = (("MM", "MV"), ("VM", "VV"))
    return tuple(
        Line(f"rate_{names[i][j]}", rates[i, j], KEY, "rates of delta M and delta V")
        for i in range(2) for j in range(2)
    ) + tuple(
        Line(f"memory_{names[i][j]}", source[i, j], "magnet:step-memory",
             "source per unit kick without history")
        for i in range(2) for j in range(2)
    ) + (
        Line("determinant", determinant(), "magnet:step-u1-stability", "of the rates"),
    )  # fmt: skip


def hessian() -> sp.Matrix:
    """Curvature of the energy in the two occupations."""
    diagonal = sp.diag(*(1 / density(spin) for spin in SPINS))
    signs = sp.Matrix([sign(spin) for spin in SPINS])
    return diagonal + sp.ones(2, 2) / C - J / 2 * signs * signs.T


def largest_exchange() -> sp.Expr:
    """Both modes decay exactly for J below this: the Hessian is positive."""
    total = density("up") + density("down")
    return 2 * (C + total) / (C * total + 4 * density("up") * density("down"))


def steps() -> tuple[Step, ...]:
    """The moves of appendix A."""
    return (
        Step("magnet:step-u1-kernel",
             r"\alpha^R_u(t) = 2ig_{\sigma\sigma'}\Gamma_\sigma\int dt'\, "
             r"e^{-2\Gamma_\sigma(t-t')} U^*\dot U(t')",
             "correction of the Keldysh function by the gauge angles",
             ("magnet:step-slow-split", "magnet:step-slow-green")),
        Step("magnet:step-u1-reduction", r"\dot y = A y",
             "the conserved combination of each spin is set to zero", ("magnet:step-occupations",)),
        Step("magnet:step-occupations",
             r"\dot N_\sigma = 2\Gamma_\sigma\rho_\sigma x_\sigma,\ \dot x_\sigma = "
             r"-2\Gamma_\sigma x_\sigma + \tfrac{\mathrm d}{\mathrm dt}(\sigma\delta M/2-\delta V)",
             "one occupation and one retarded integral per spin", ("magnet:step-u1-kernel",)),
        Step("magnet:step-memory",
             r"\dot y = A y + s,\quad s = \mathrm{memory}\cdot\mathrm{kick}",
             "the conserved combination of each spin keeps the kick", ("magnet:step-occupations",)),
        Step("magnet:step-u1-stability",
             r"J < \frac{2(C+\rho_\Sigma)}{C\rho_\Sigma+4\rho_\uparrow\rho_\downarrow}",
             "Hessian of the occupations is positive", ("magnet:step-u1-reduction",)),
    )  # fmt: skip
