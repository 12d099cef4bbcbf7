"""Green's function of the dimer between its leads, for any direction ``that``.

With ``g_i = E - eps_i - Sigma_i`` the electron of helicity s = ±1 along ``that``
sees a 2×2 problem with determinant ``D_s = g_1 g_2 - (t_0 + s t)^2``. Singlet
and triplet parts are the even and odd combinations of the two helicities. They
are written on the common denominator ``D_+ D_-``: the triplet part then carries
its factor t explicitly and keeps all digits as t -> 0.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

from .arithmetic import Assignment, tex
from .hamiltonian import SITES, E, eps_1, eps_2, helical_hopping, hopping, spin_along, t, t_0

g_1, g_2 = sp.symbols("g_1 g_2")
dg_1, dg_2 = sp.symbols("dg_1 dg_2")
g_12 = sp.Symbol("g_12")
D_plus, D_minus = sp.symbols("D_plus D_minus")
inverse_common = sp.Symbol("inverse_common")
"""``1 / (D_plus D_minus)``."""

PAIRS = ("11", "12", "21", "22")
GREEN_KEYS = {
    "Gs_11": "dimer:A10",
    "Gs_12": "dimer:A11",
    "Gs_22": "dimer:A12",
    "Gt_11": "dimer:A13",
    "Gt_12": "dimer:A14",
    "Gt_22": "dimer:A15",
}


def helical_determinant(helicity: int) -> sp.Expr:
    """``D_s``: its zeros are the energies of the electron of helicity s."""
    return g_1 * g_2 - helical_hopping(helicity) ** 2


def helical_green(helicity: int) -> sp.Matrix:
    """Inverse of the 2×2 problem: the cofactors over the determinant."""
    across = helical_hopping(helicity)
    return sp.Matrix([[g_2, across], [across, g_1]]) / helical_determinant(helicity)


def inverse_green() -> sp.Matrix:
    """``E - H - Sigma`` on both sites and both spins, for any direction."""
    across = -hopping()
    return sp.Matrix(sp.BlockMatrix([[g_1 * sp.eye(2), across], [across.H, g_2 * sp.eye(2)]]))


def full_cofactors() -> sp.Matrix:
    """``D_+ D_-`` times the 4×4 Green's function, from singlet and triplet parts."""
    common = {(a, b): common_numerators()[f"{a}{b}"] for a in SITES for b in SITES}
    blocks = [
        [common[a, b][0] * sp.eye(2) + common[a, b][1] * spin_along() for b in SITES] for a in SITES
    ]
    return sp.Matrix(sp.BlockMatrix(blocks))


def common_numerators() -> dict[str, tuple[sp.Expr, sp.Expr]]:
    """Singlet and triplet parts times ``D_+ D_-``: no difference of nearly equal numbers."""
    local_singlet = g_1 * g_2 - t_0**2 - t**2
    local_triplet = 2 * t_0 * t
    plus_minus = (t_0 - t) * (t_0 + t)
    across = (t_0 * (g_1 * g_2 - plus_minus), t * (g_1 * g_2 + plus_minus))
    return {
        "11": (g_2 * local_singlet, g_2 * local_triplet),
        "12": across,
        "21": across,
        "22": (g_1 * local_singlet, g_1 * local_triplet),
    }


def singlet(pair: str) -> sp.Symbol:
    """Symbol of the singlet part between two sites; ``G_21 = G_12``."""
    return sp.Symbol(f"Gs_{''.join(sorted(pair))}")


def triplet(pair: str) -> sp.Symbol:
    """Symbol of the triplet part between two sites; ``G_21 = G_12``."""
    return sp.Symbol(f"Gt_{''.join(sorted(pair))}")


def slopes(pair: str) -> tuple[sp.Expr, sp.Expr]:
    """``dG/dE = -G (d/dE of its inverse) G`` in singlet and triplet parts."""
    a, b = pair[0], pair[1]
    even, odd = sp.Integer(0), sp.Integer(0)
    for site, slope in (("1", dg_1), ("2", dg_2)):
        left_s, left_t = singlet(a + site), triplet(a + site)
        right_s, right_t = singlet(site + b), triplet(site + b)
        even -= slope * (left_s * right_s + left_t * right_t)
        odd -= slope * (left_s * right_t + left_t * right_s)
    return even, odd


def retarded() -> tuple[Assignment, ...]:
    """Singlet and triplet parts of the retarded function, from the self-energies."""
    key = "dimer:A15"
    sigma_L, sigma_R = sp.symbols("Sigma_L Sigma_R")
    lines = [
        Assignment("g_1", E - eps_1 - sigma_L, key),
        Assignment("g_2", E - eps_2 - sigma_R, key),
        Assignment("g_12", g_1 * g_2, key),
        Assignment("D_plus", g_12 - (t_0 + t) ** 2, "dimer:A10"),
        Assignment("D_minus", g_12 - (t_0 - t) ** 2, "dimer:A10"),
        Assignment("inverse_common", 1 / (D_plus * D_minus), "dimer:step-common-denominator"),
    ]
    for pair in ("11", "12", "22"):
        for letter, numerator in zip("st", common_numerators()[pair], strict=True):
            name = f"G{letter}_{pair}"
            value = numerator.xreplace({g_1 * g_2: g_12}) * inverse_common
            lines.append(Assignment(name, value, GREEN_KEYS[name]))
    return tuple(lines)


def retarded_slopes() -> tuple[Assignment, ...]:
    """Energy derivatives of the retarded function, without numerical differences."""
    slope_L, slope_R = sp.symbols("dSigma_L dSigma_R")
    lines = [
        Assignment("dg_1", 1 - slope_L, "dimer:step-green-slope"),
        Assignment("dg_2", 1 - slope_R, "dimer:step-green-slope"),
    ]
    for pair in ("11", "12", "22"):
        for letter, value in zip("st", slopes(pair), strict=True):
            lines.append(Assignment(f"dG{letter}_{pair}", value, "dimer:step-green-slope"))
    return tuple(lines)


def steps() -> tuple[Step, ...]:
    """From the Hamiltonian and the self-energies to singlet and triplet functions."""
    s, w_s = sp.Symbol("s"), sp.Symbol("w_s")
    helical = sp.Matrix([[g_2, w_s], [w_s, g_1]])
    parts = [
        Step(
            key="dimer:step-dyson",
            statement=r"(E - H - \Sigma)\, G = 1, \quad g_i = E - \epsilon_i - \Sigma_i",
            rule="eliminate the leads: each site sees its lead by a self-energy",
            uses=("dimer:step-hamiltonian", "dimer:step-self-energy",
                  "dimer:step-self-energy-outside"),
        ),
        Step(
            key="dimer:step-helicity",
            statement=rf"G_s = \frac{{1}}{{g_1 g_2 - w_s^2}} {tex(helical)}, \quad "
            rf"w_s = {tex(t_0 + s * t)}",
            rule="project on spin along ±that; invert the 2×2 problem",
            uses=("dimer:step-dyson",),
            assumptions=("t_x^2 + t_y^2 + t_z^2 = 1",),
        ),
        Step(
            key="dimer:step-singlet-triplet",
            statement=r"G = G^s + G^t\, \hat t \cdot \tau, \quad "
            r"G^{s} = \tfrac12 (G_+ + G_-), \quad G^{t} = \tfrac12 (G_+ - G_-)",
            rule="even and odd combinations of the helicities",
            uses=("dimer:step-helicity",),
        ),
    ]  # fmt: skip
    lines = [
        rf"G^{{{letter}}}_{{{pair}}} D_+ D_- = {tex(numerator)}"
        for pair in ("11", "12", "22")
        for letter, numerator in zip("st", common_numerators()[pair], strict=True)
    ]
    parts.append(
        Step(
            key="dimer:step-common-denominator",
            statement=r", \quad ".join(lines),
            rule="common denominator; the factor t of the triplet part is explicit",
            uses=("dimer:step-singlet-triplet",),
        )
    )
    shown = slopes("12")
    parts.append(
        Step(
            key="dimer:step-green-slope",
            statement=rf"\partial_E G^s_{{12}} = {tex(shown[0])}, \quad "
            rf"\partial_E G^t_{{12}} = {tex(shown[1])}",
            rule="derivative of an inverse",
            uses=("dimer:step-singlet-triplet", "dimer:step-surface-slope"),
        )
    )
    return tuple(parts)
