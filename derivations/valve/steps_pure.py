"""Flat bands and principal axes: closed forms of the coefficients, and how they lead to (137).

Gamma = 1 throughout: coefficients are per tunnelling rate. J, T, V, D >= 0; chemical potentials are
V/2 and -V/2.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from spinloom.derivations.engine.ledger import Step

from .rows_of_steps import last_steps

J, V, D = sp.symbols("J V D", nonnegative=True)
T = sp.Symbol("T", positive=True)
j = sp.Symbol("j", positive=True)


def overlap(distance: sp.Expr, temperature: sp.Expr = T) -> sp.Expr:
    """Integral of f(w) (1 - f(w - y)): y times the Bose function, T at y = 0 (A47)."""
    return distance / (sp.exp(distance / temperature) - 1)


def emission() -> sp.Expr:
    """E_ex at equal temperatures: (100) as six overlaps of Fermi functions."""
    tilted = overlap(V + J) + overlap(V - J) - 2 * overlap(V)
    level = overlap(J) + overlap(-J) - 2 * T
    return (tilted - level) / 2


def primitive(x: sp.Expr) -> sp.Expr:
    """The second primitive of 1/x."""
    return x * sp.log(x)


def spin_torque() -> sp.Expr:
    """T_S at T = 0: 1/(w - w') over the polarized edges; chemical potentials inside both bands."""
    edges = primitive(2 * D + J) - 2 * primitive(2 * D) + primitive(2 * D - J)
    return -edges / (2 * sp.pi)


def exchange_torque() -> sp.Expr:
    """T_ex at T = 0: the left window of width J on either side of V/2 and the right edges."""
    total = sp.Integer(0)
    for side in (1, -1):
        near = D + side * V / 2
        total += primitive(near + 3 * J / 2) - 2 * primitive(near + J / 2) + primitive(near - J / 2)
    return -total / (4 * sp.pi)


def leading(coefficient: sp.Expr) -> sp.Expr:
    """The coefficient of J^2 for J and V much smaller than D."""
    return sp.diff(coefficient.subs(V, 0), J, 2).subs(J, 0) / 2


def linear_bracket() -> sp.Expr:
    """The bracket of (137) as a function of j = J/T."""
    return 1 - (j / 2 / sp.sinh(j / 2)) ** 2


def linear_fault() -> sp.Poly:
    """Numerator of (137)'s derivative by j less j times the second derivative of the overlap.

    To first order the bias function is -f'(x) x tau. The derivative by j of the integral of
    -f'(x) x [2 f(x) - f(x + j) - f(x - j)] is that of f'(x) x f'(x - j) and its mirror image; only
    the mean place j/2 of both slopes survives beside x, and the integral of f'(x) f'(x - j) is the
    second derivative of the overlap. At j = 0 both sides of (137) vanish.
    """
    root = sp.Symbol("root", positive=True)
    slope = sp.diff(linear_bracket(), j)
    difference = (slope - j * sp.diff(overlap(j, sp.Integer(1)), j, 2)).rewrite(sp.exp)
    rational = sp.expand(difference).subs(sp.exp(j), root**2).subs(sp.exp(j / 2), root)
    rational = rational.subs(sp.exp(-j / 2), 1 / root)
    return sp.Poly(sp.fraction(sp.together(rational))[0], root, j)


PRODUCT, AXES, VALUES, OVERLAP, EMISSION, SPIN, EXCHANGE, LINEAR, WINDOW, CROSSING, HOT = (
    f"valve:step-{name}"
    for name in (
        "one-product", "axes", "values", "overlap", "emission", "spin-torque", "exchange-torque",
        "linear-response", "flat-window", "crossing", "thermal-bias",
    )
)  # fmt: skip


def steps() -> tuple[Step, ...]:
    """From the coefficients of (91) to axes, crossings and the linear response."""
    return (
        Step(PRODUCT,
             r"\langle\mathcal{I}_{\mathcal{Q}}^{LL}\rangle = \hat{\mathbf{J}}^L \odot \mathbf{b}",
             "spin current and exchange vector collected",
             ("valve:step-direct-pairs", "valve:step-kernel")),
        Step(AXES,
             r"\hat{\mathbf{J}}^L \times \mathbf{b},\ \mathbf{b} \pm b\,\hat{\mathbf{J}}^L",
             "eigenvectors tested in a field of rational functions", (PRODUCT, "valve:step-dyad"),
             ("directions that are not collinear",)),
        Step(VALUES, r"-\tfrac13 D_\theta,\ \tfrac16 D_\theta \pm \tfrac12 b",
             "eigenvalues of these axes", (AXES,)),
        Step(WINDOW,
             r"n^r(\omega) = 0\ (|\omega| < D - \tfrac{J}{2}) \Rightarrow I_{NF} = E_S = A_S = "
             r"A_{ex} = 0", "spins have equal densities away from the edges",
             ("valve:step-rigid", "valve:step-kernel"), ("flat bands", "D much larger than T, V")),
        Step(OVERLAP,
             r"\int d\omega f(\omega)[1 - f(\omega - y)] = y / (e^{y/T} - 1)",
             "difference of two Fermi functions over their product", ()),
        Step(EMISSION,
             r"E_{ex}/\Gamma = \tfrac12 [h(V+J) + h(V-J) - 2 h(V) - h(J) - h(-J) + 2T]",
             "overlaps h of Fermi functions", (WINDOW, OVERLAP), ("equal temperatures",)),
        Step(SPIN,
             r"T_S/\Gamma = -\tfrac{1}{2\pi} [g(2D+J) - 2 g(2D) + g(2D-J)],\ g(x) = x \ln x",
             "double integral over the polarized edges", ("valve:step-rigid", "valve:step-kernel"),
             ("flat bands", "T = 0")),
        Step(EXCHANGE,
             r"T_{ex}/\Gamma = -\tfrac{1}{4\pi} \sum_\pm [g(D_\pm + \tfrac32 J)"
             r" - 2 g(D_\pm + \tfrac12 J) + g(D_\pm - \tfrac12 J)],\ D_\pm = D \pm \tfrac12 V",
             "window times polarized edges", ("valve:step-rigid", "valve:step-kernel"),
             ("flat bands", "T = 0")),
        Step(CROSSING,
             r"|E_{ex}| = |T_{ex}|:\ V^* \approx \tfrac{J^2}{\pi D},\quad "
             r"|E_{ex}| = 2 |S| |T_S|:\ V \approx \tfrac{J^2}{2 \pi D} N_s",
             "roots of both closed forms for small J/D", (EMISSION, SPIN, EXCHANGE), ("T = 0",)),
        Step(HOT,
             r"\Delta(\mu + \omega) = -\Delta(\mu - \omega),\quad a(\mu + \omega) = "
             r"-a(\mu - \omega)",
             "Fermi functions of one chemical potential, mirrored", (WINDOW,),
             ("temperature bias alone", "collinear directions")),
        Step(LINEAR,
             r"I_{\mathcal{Q}} = -\tfrac{\Gamma}{2} T \tau"
             r" [1 - (\tfrac{j}{2} / \sinh \tfrac{j}{2})^2],\ j = J/T",
             "second derivative of the overlap, integrated", (HOT, OVERLAP), ("tau small",)),
    )  # fmt: skip


#: The last steps of each row of (113)-(137), of the figures and of the text around them.
LAST_STEPS: Mapping[str, tuple[str, ...]] = last_steps({
    PRODUCT: "114 115 118 text-direct-part text-commutator",
    AXES: "122 125 126 134 text-frame text-middle-axis text-direct-axes text-nearly-collinear "
    "text-collinear-axis fig19 fig20",
    VALUES: "123 124 127 128 129 130 131 132 133 text-S-theta text-hard-axis caption18 fn39 "
    "text-repulsion text-not-additive text-collinear-tensor fig18",
    WINDOW: "112 113 text-edges text-rate text-loss text-voltage-even text-voltage-flow "
    "text-partner text-bias-sign text-anisotropy-sign",
    "valve:step-kernel": "116 text-collinear-spin-current text-antiparallel",
    EMISSION: "119 text-emission text-emission-sign text-exponential caption15-start fig17",
    SPIN: "117 text-exchange-field fn40 fig14",
    EXCHANGE: "120 fn40 fig17",
    CROSSING: "121 135 fn38 caption15 text-suppression text-tuneable-orbitals fig15 fig16",
    HOT: "136 text-thermal-odd text-thermal-flow text-pure-current text-no-other-flow "
    "text-hole-flow text-easy-plane caption22-order",
    LINEAR: "137 fn41 fn41-bias text-saturation text-no-net-creation caption22 fig21 fig22",
    "valve:step-anisotropy": "fig7",
    "valve:step-exchange": "fig9 fig10",
    "valve:step-spin": "fig10 text-polarised-count",
})  # fmt: skip
