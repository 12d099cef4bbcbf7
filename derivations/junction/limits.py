r"""The junction's rows of the limits table: stated, proved by exact algebra, measured.

`measure` takes the class of parameters of the public functions and returns the order of a
remainder (`expected` > 0), or a relative residual that must vanish (`expected` = 0).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import sympy as sp

from spinloom.derivations.engine.limits import Limit

from . import master

Parameters = Callable[..., Any]


def rows() -> tuple[Limit, ...]:
    """All limits of the junction, in the order of the table."""
    return (
        Limit("junction:limit-detailed-balance",
              r"V \to 0: \quad w(-\nu) = e^{-\nu/T} w(\nu)",
              detailed_balance, measured_balance, 0),
        Limit("junction:limit-difference",
              r"w(\nu) - w(-\nu) = 2\nu \text{ for all } V, T",
              difference_of_rates, measured_difference, 0),
        Limit("junction:limit-large-bias",
              r"e^{-(V-\nu)/T} \to 0: \quad w(\pm\nu) = V \pm \nu,\ w(0) = V",
              large_bias, measured_large_bias, 0),
        Limit("junction:limit-dark-detuning",
              r"\lambda_2 \to \lambda_1: \quad \gamma_d = O((\lambda_1 - \lambda_2)^2)",
              dark_row_is_second_order, lambda p: order(p, "detuning"), 2),
        Limit("junction:limit-dark-angle",
              r"\theta, \phi \to 0: \quad \gamma_d = O(\theta^2), O(\phi^2)",
              dark_row_is_second_order, lambda p: min(order(p, "theta"), order(p, "phi")), 2),
        Limit("junction:limit-dark-DM",
              r"J_{\text{DM}} \to 0: \quad \gamma_d = O(J_{\text{DM}}^2)",
              dark_row_is_second_order, lambda p: order(p, "J_DM"), 2),
        Limit("junction:limit-isotropic",
              r"\nu \to 0: \quad J_\perp - J_z = O(\nu^2), \text{ Lamb shifts } O(\nu)",
              interaction_is_even, measured_anisotropy, 2),
    )  # fmt: skip


# --- rates -------------------------------------------------------------------------------------

_x, _V, _nu, _T = sp.symbols("x V nu T", positive=True)


def pair_density(x: sp.Expr) -> sp.Expr:
    """G(x) = x / (1 - exp(-x / T))."""
    return x / (1 - sp.exp(-x / _T))


def spectrum(x: sp.Expr) -> sp.Expr:
    """w(x) at bias V."""
    return pair_density(x + _V) + pair_density(x - _V)


def _vanishes(expression: sp.Expr) -> bool:
    """Whether a rational function of x and exponentials is zero, exponentials as generators."""
    a, b = sp.symbols("a b", positive=True)
    powers = sp.expand(expression, power_exp=True).subs(
        {sp.exp(-_nu / _T): a, sp.exp(_nu / _T): 1 / a, sp.exp(-_V / _T): b, sp.exp(_V / _T): 1 / b}
    )
    numerator, _ = sp.fraction(sp.together(powers))
    return sp.expand(numerator) == 0


def detailed_balance() -> bool:
    """G(-x) = exp(-x/T) G(x), so both terms of w agree at V = 0."""
    return _vanishes(pair_density(-_nu) - sp.exp(-_nu / _T) * pair_density(_nu))


def difference_of_rates() -> bool:
    """w(nu) - w(-nu) = 2 nu."""
    return _vanishes(spectrum(_nu) - spectrum(-_nu) - 2 * _nu)


def large_bias() -> bool:
    """G(x) = x + x / (exp(x/T) - 1) and G(-x) = x / (exp(x/T) - 1): the rest is exponential."""
    rest = _nu / (sp.exp(_nu / _T) - 1)
    both = (pair_density(_nu) - _nu - rest, pair_density(-_nu) - rest)
    return all(_vanishes(e) for e in both)


def measured_balance(parameters: Parameters) -> float:
    model = parameters(bias=0.0, temperature=0.3, larmor=0.2, J_ex=0.01).model
    return abs(float(model.w_up / model.w_down) / math.exp(-0.2 / 0.3) - 1)


def measured_difference(parameters: Parameters) -> float:
    model = parameters(bias=0.7, temperature=0.3, larmor=0.2, J_ex=0.01).model
    return abs(float(model.w_down - model.w_up) / 0.4 - 1)


def measured_large_bias(parameters: Parameters) -> float:
    model = parameters(bias=1.0, temperature=0.02, larmor=0.2, J_ex=0.01).model
    found = (model.w_down / 1.2, model.w_up / 0.8, model.w_zero / 1.0)
    return max(abs(float(x) - 1) for x in found)


# --- the dark state ----------------------------------------------------------------------------


def dark_row_is_second_order() -> bool:
    """Into and out of the singlet leads `dark`, of second order, or one small coupling each way."""
    block, small = master.collective_block(), sp.Symbol("small")
    scaled = {
        master.dark: small**2 * master.dark, master.uneven: small * master.uneven,
        master.twisted: small * master.twisted, master.D_perp: small * master.D_perp,
        master.larmor_2: master.larmor_1,
    }  # fmt: skip
    row = [sp.expand(entry.subs(scaled)) for entry in block[5, :]]
    column = [sp.expand(entry.subs(scaled)) for entry in block[:, 5]]
    by_coherence = (*row[3:5], *column[3:5])
    by_population = (*row[:3], row[5])
    return all(entry.coeff(small, 0) == 0 for entry in by_coherence) and all(
        entry.coeff(small, 0) == 0 == entry.coeff(small, 1) for entry in by_population
    )


def order(parameters: Parameters, name: str) -> float:
    """Measured order of the slow rate in one departure from the dark point."""
    from_model = []
    for size in (1e-3, 1e-3 / 8):
        change = {"lambda_2": 0.01 * (1 - size)} if name == "detuning" else {name: size}
        model = parameters(**{"J_ex": 0.2, "lambda_1": 0.01, "lambda_2": 0.01, **change}).model
        from_model.append(_slow_rate(model))
    return math.log(from_model[0] / from_model[1], 8)


def _slow_rate(model: Any) -> float:
    """The determinant over the sum of principal minors: eigenvalue nearest to zero."""
    import numpy as np

    keep = [0, 2, 3, 4, 5]
    block = np.asarray(model.collective_blocks[0])
    reduced = block[np.ix_(keep, keep)] - np.outer(block[keep, 1], [1, 1, 0, 0, 1])
    fast, column, row = reduced[:4, :4], reduced[:4, 4], reduced[4, :4]
    return float(-(reduced[4, 4] - row @ np.linalg.solve(fast, column)))


# --- the interaction ---------------------------------------------------------------------------


def interaction_is_even() -> bool:
    """The transverse part has [P(nu) + P(-nu)] / 2, the axial part P(0), the shift the odd part."""
    energy = master.generator().hamiltonian()
    swapped = energy.subs(
        {master.shift_down: master.shift_up, master.shift_up: master.shift_down}, simultaneous=True
    )
    level = energy.subs({master.shift_down: master.shift_zero, master.shift_up: master.shift_zero})
    hop, back = energy[1, 2], swapped[1, 2]
    axial = sp.expand(level[0, 0] - level[1, 1])
    transverse = sp.expand(level[1, 2].subs(master.sin_phi, 0))
    return sp.expand(hop - back) == 0 and sp.expand(transverse - axial) == 0


def measured_anisotropy(parameters: Parameters) -> float:
    sizes = []
    for larmor in (0.2, 0.1):
        found = parameters(cutoff=5.0, larmor=larmor).induced
        sizes.append(abs(float(found.J_perp - found.J_axis)))
    return math.log(sizes[0] / sizes[1], 2)
