"""The couplings as integrands: every line of the kernel, in order, with its equation.

All of them are integrals over the band, linear in the occupations of the leads,

    X_ab = sum_l int dE f_l(E) X_ab_l(E)       (X = J, D, A, alpha_..., spin),

but for the noise, which is bilinear: ``sum_ll' int dE F_ll' noise_ab_ll'`` with
``F_ll' = f_l (1 - f_l') + f_l' (1 - f_l)``; the line ``_LR`` holds (L, R) and (R, L).

`integrands` writes them in singlet and triplet parts. Near a sharp resonance both are large and
nearly equal, and their difference loses digits. `without_cancellation` holds the same integrands
as products of opposite helicities; where such products are subtracted, their common factor
``4 t_0 t = w_+^2 - w_-^2`` is divided out by hand.
"""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import Step

from .arithmetic import Assignment, tex
from .green import (
    PAIRS,
    D_minus,
    D_plus,
    dg_1,
    dg_2,
    g_1,
    g_2,
    g_12,
    helical_green,
    inverse_common,
    retarded,
    retarded_slopes,
    singlet,
    slopes,
    triplet,
)
from .hamiltonian import LEADS, SITE_OF, helical_hopping, t, t_0
from .lesser import broadening_symbol, observables, shares, spectral, spectral_symbols
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
PRODUCTS = "dimer:step-helical-products"
DIFFERENCES = "dimer:step-helical-differences"
HELICITIES = {"plus": 1, "minus": -1}

odd_weight = sp.Symbol("odd_weight", real=True)
"""``4 t_0 t / |D_+ D_-|^2``, the factor of all differences between the helicities."""
across, squares = sp.symbols("across squares", real=True)
"""``w_+ w_-`` and ``w_+^2 + w_-^2``."""
overlap, phase = sp.Symbol("overlap", real=True), sp.Symbol("phase", real=True)
"""``Re D_+ conj(D_-)`` and ``Im g_1 g_2``."""
slope_weight = sp.Symbol("slope_weight")
"""``odd_weight / (D_+ D_-)``."""


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


# --- products of opposite helicities -----------------------------------------------------------


def even_product(first: Parts, second: Parts) -> sp.Expr:
    """``X_+ Y_- + X_- Y_+ = 2 (X^s Y^s - X^t Y^t)`` from the values of both helicities."""
    return first[0] * second[1] + first[1] * second[0]


def odd_product(first: Parts, second: Parts) -> sp.Expr:
    """``X_- Y_+ - X_+ Y_- = 2 (X^s Y^t - X^t Y^s)`` from the values of both helicities."""
    return first[1] * second[0] - first[0] * second[1]


def as_parts(name: Structure, product: sp.Expr) -> tuple[Parts, Parts]:
    """Singlet and triplet parts whose coefficient of this tensor is that of the product.

    Raises
    ------
    ValueError
        For the dyadic tensor, a product of triplet parts alone.
    """
    if name == "dyadic":
        raise ValueError("the dyadic tensor has no product of opposite helicities")
    one, none = sp.Integer(1), sp.Integer(0)
    return (product / 2, none), ((one, none) if name == "isotropic" else (none, one))


def one_helicity(expression: sp.Expr, helicity: str) -> sp.Expr:
    """A formula for singlet and triplet parts, for one helicity alone: no triplet part."""
    names = {triplet(pair): sp.Integer(0) for pair in PAIRS}
    names |= {singlet(pair): sp.Symbol(f"G_{helicity}_{''.join(sorted(pair))}") for pair in PAIRS}
    return expression.xreplace(names)


def helical_functions() -> tuple[Assignment, ...]:
    """Retarded function of each helicity, from its determinant."""
    lines = []
    for name, helicity in HELICITIES.items():
        determinant, inverse = sp.Symbol(f"D_{name}"), sp.Symbol(f"inverse_{name}")
        lines.append(Assignment(inverse.name, 1 / determinant, "dimer:step-helicity"))
        function = helical_green(helicity)
        cofactors = (function * (g_1 * g_2 - helical_hopping(helicity) ** 2)).applyfunc(sp.cancel)
        for pair in ("11", "12", "22"):
            value = cofactors[int(pair[0]) - 1, int(pair[1]) - 1] * inverse
            lines.append(Assignment(f"G_{name}_{pair}", value, "dimer:step-helicity"))
    return tuple(lines)


def differences() -> tuple[Assignment, ...]:
    """Differences of products of opposite helicities, over the broadening."""
    weight = 4 * t_0 * t * inverse_common * sp.conjugate(inverse_common)
    plus, minus = helical_hopping(1), helical_hopping(-1)
    lines = [
        Assignment(name.name, value, DIFFERENCES)
        for name, value in (
            (odd_weight, weight),
            (slope_weight, odd_weight * inverse_common),
            (across, plus * minus),
            (squares, plus**2 + minus**2),
            (overlap, sp.re(D_plus * sp.conjugate(D_minus), evaluate=False)),
            (phase, sp.im(g_12)),
        )
    ]
    for lead in LEADS:
        for pair in PAIRS:
            for name, value in (("static", odd_static), ("slope", odd_slope)):
                line = Assignment(f"odd_{name}_{pair}_{lead}", value(pair, lead), DIFFERENCES)
                lines.append(line)
    return tuple(lines)


def odd_static(pair: str, lead: str) -> sp.Expr:
    """``(G_- S_+ - G_+ S_-) / Gamma_l`` between a and b, S from b to a."""
    own, far = (g_2, g_1) if lead == "L" else (g_1, g_2)
    site = SITE_OF[lead]
    if pair == site * 2:
        return odd_weight * own**2 * sp.conjugate(own)
    if pair[0] == pair[1]:
        return odd_weight * far * sp.conjugate(far) * sp.conjugate(own)
    return odd_weight * across * (sp.conjugate(own) if pair[0] == site else own)


def odd_slope(pair: str, lead: str) -> sp.Expr:
    """``(dG_- S_+ - dG_+ S_-) / Gamma_l`` between a and b, S from b to a."""
    own, far = (g_2, g_1) if lead == "L" else (g_1, g_2)
    own_slope, far_slope = (dg_1, dg_2) if lead == "L" else (dg_2, dg_1)
    site = SITE_OF[lead]
    turn = sp.I * phase
    if pair == site * 2:
        inner = turn * (2 * own_slope * own**2 + far_slope * squares) - far_slope * overlap
        value = own * sp.conjugate(own) * inner
    elif pair[0] == pair[1]:
        inner = turn * (2 * own_slope * across**2 + far_slope * far**2 * squares)
        value = inner + far_slope * far**2 * overlap
    else:
        arrival = sp.conjugate(own) if pair[0] == site else own
        value = 2 * turn * across * (dg_1 * g_2 + dg_2 * g_1) * arrival
    return -slope_weight * value


def without_cancellation() -> tuple[Assignment, ...]:
    """`integrands` of delta_ij and epsilon_ijk in both helicities, under the same names."""
    lines = [*helical_functions(), *differences()]
    for name in HELICITIES:
        for pair in ("11", "12", "22"):
            value = one_helicity(slopes(pair)[0], name)
            lines.append(Assignment(f"dG_{name}_{pair}", value, "dimer:step-green-slope"))
        for lead in LEADS:
            for pair in PAIRS:
                value = one_helicity(spectral(pair, lead)[0], name)
                lines.append(Assignment(f"S_{name}_{pair}_{lead}", value, "dimer:step-lesser"))
    for pair in PAIRS:
        lines += _linear_in_helicities(pair)
        for leads in ("LL", "LR", "RR"):
            total = sp.Integer(0)
            for first, second in dict.fromkeys((leads, leads[::-1])):
                product = even_product(_both("S", pair, first), _both("S", pair[::-1], second))
                total += noise_integrand("isotropic", *as_parts("isotropic", product))
            lines.append(Assignment(f"noise_iso_{pair}_{leads}", sp.re(total), PRODUCTS))
    return tuple(lines)


def _linear_in_helicities(pair: str) -> list[Assignment]:
    """Exchange, DMI and both dampings between two sites."""
    lines, ordered = [], "".join(sorted(pair))
    for lead in LEADS:
        share = _both("S", pair[::-1], lead)
        width = broadening_symbol(lead)
        static = {
            "J": even_product(_both("G", ordered), share),
            "D": width * sp.Symbol(f"odd_static_{pair}_{lead}"),
        }
        damping = {
            "alpha_iso": even_product(_both("dG", ordered), share),
            "alpha_antisym": width * sp.Symbol(f"odd_slope_{pair}_{lead}"),
        }
        for name, product in static.items():
            value = static_integrand(STATIC[name], *as_parts(STATIC[name], product))
            lines.append(Assignment(f"{name}_{pair}_{lead}", value, PRODUCTS))
        for name, product in damping.items():
            value = damping_integrand(DAMPING[name], *as_parts(DAMPING[name], product))
            lines.append(Assignment(f"{name}_{pair}_{lead}", value, PRODUCTS))
    return lines


def _both(letter: str, *tail: str) -> Parts:
    """Names of the values of both helicities."""
    plus, minus = (sp.Symbol("_".join((letter, name, *tail))) for name in HELICITIES)
    return plus, minus


# --- steps -------------------------------------------------------------------------------------


def steps() -> tuple[Step, ...]:
    """The integrands, each from its own move, and their form without cancellation."""
    lines = {line.name: line for line in (*linear_integrands(), *noise_integrands())}
    sources = {
        **dict.fromkeys(STATIC, "dimer:step-static"),
        **dict.fromkeys(DAMPING, "dimer:step-damping"),
    }
    rows = [_step(name, lines[f"{name}_12_L"], source) for name, source in sources.items()]
    rows.append(_step("spin", lines["spin_1_L"], "dimer:step-occupation"))
    rows += [_step(name, lines[f"{name}_12_LR"], "dimer:step-noise") for name in NOISE]
    return (*rows, *_helical_steps())


def _helical_steps() -> tuple[Step, ...]:
    written = {
        odd_weight: r"\kappa",
        slope_weight: r"\lambda",
        across: "p",
        squares: "q",
        overlap: "r",
        phase: r"\varphi",
    }
    names = {symbol: sp.Symbol(text) for symbol, text in written.items()}
    static, slope = (tex(form("11", "L").xreplace(names)) for form in (odd_static, odd_slope))
    return (
        Step(
            key=PRODUCTS,
            statement=r"2 (X^s Y^s - X^t Y^t) = X_+ Y_- + X_- Y_+, \quad "
            r"2 (X^s Y^t - X^t Y^s) = X_- Y_+ - X_+ Y_-",
            rule="products of opposite helicities: no difference of two resonances",
            uses=("dimer:step-structures", "dimer:step-singlet-triplet", "dimer:step-helicity"),
        ),
        Step(
            key=DIFFERENCES,
            statement=rf"(G_- S^L_+ - G_+ S^L_-)_{{11}} = \Gamma_L \left[{static}\right], \quad "
            rf"(\partial_E G_- S^L_+ - \partial_E G_+ S^L_-)_{{11}} = "
            rf"\Gamma_L \left[{slope}\right], \quad "
            r"\kappa = \frac{4 t_0 t}{|D_+ D_-|^2}, \quad \lambda = \frac{\kappa}{D_+ D_-}, \quad "
            r"p = w_+ w_-, \quad q = w_+^2 + w_-^2, \quad "
            r"r = \operatorname{Re} D_+ \bar{D}_-, \quad \varphi = \operatorname{Im} g_1 g_2",
            rule="the difference of the helicities divided by w_+^2 - w_-^2 = 4 t_0 t",
            uses=(PRODUCTS, "dimer:step-lesser", "dimer:step-green-slope"),
        ),
    )


def _step(name: str, line: Assignment, source: str) -> Step:
    shown = tex(line.symbol)
    return Step(
        key=f"dimer:step-{name.replace('_', '-')}",
        statement=rf"{shown} = {tex(line.expression)}",
        rule="integrand per lead, for every pair of sites",
        uses=(source, "dimer:step-lesser", "dimer:step-green-slope"),
    )
