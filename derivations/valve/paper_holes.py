"""What the spin-valve paper prints of the exchange moment by energy: (64)-(72), captions.

One electrode, whose index the print drops.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Integral,
    Label,
    Matrix,
    Power,
    Symbol,
    System,
    Total,
    about,
    equal,
    less,
    node,
    system,
)

from .paper import HALF, J, T, nu_bar, q_ex, r, r_2, sigma, sigma_2
from .paper_stored import (
    axis,
    down,
    i,
    j,
    omega,
    omega_2,
    same_axis,
    sign,
    up,
)

mean_dos = Symbol("mean_dos", "function", r"\bar{\nu}")
fermi_plus = Symbol("fermi_plus", "function", "f_+")
anisotropy = Symbol("anisotropy", "function", "a")
anisotropy_of = Symbol("anisotropy_of", "function", "a_{<0>}")
hole = Symbol("hole", "function", r"q_{\mathrm{ex}}")
two_dos = Symbol("two_dos", "function", r"\nu_{<0><1>}")
EQ_64 = Equation("valve:64", equal(q_ex, Integral((omega,), mean_dos(omega) * hole(omega))))
EQ_65 = Equation("valve:65", equal(hole(omega), fermi_plus(omega) * anisotropy(omega)))
EQ_66 = Equation("valve:66", equal(anisotropy(omega), Total((sigma,), anisotropy_of[sigma](omega))))
EQ_67 = Equation(
    "valve:67",
    equal(
        mean_dos(omega) * anisotropy_of[sigma](omega),
        Integral(
            (omega_2,),
            fermi_plus(omega_2)
            * Total(
                (sigma_2,),
                sign[sigma] * sign[sigma_2] / 4 * two_dos[sigma, sigma_2](omega, omega_2),
            ),
        ),
    ),
)
EQ_68 = Equation(
    "valve:68",
    equal(
        anisotropy_of[sigma](omega),
        node(1) / 4 * (fermi_plus(omega) - fermi_plus(omega + sign[sigma] * J)),
    ),
)
mu_0 = Symbol("mu_0", "frequency", r"\mu")
EQ_69 = Equation("valve:69", equal(anisotropy(mu_0 + omega), -anisotropy(mu_0 - omega)))
q_ground = Symbol("q_ground", "quadrupole", r"q_{\mathrm{ex}}|_{T=0}")
polarized = Symbol("polarized", "number", "N_s")
EQ_71 = Equation(
    "valve:71",
    system(equal(q_ground, node(1) / 4 * nu_bar * J),
           equal(node(1) / 4 * nu_bar * J, node(1) / 4 * polarized)),
)  # fmt: skip
q_limit = Symbol("q_limit", "quadrupole", r"q_{\mathrm{ex}}|_{<0>}")
ratio = J / T
EQ_72 = Equation(
    "valve:72",
    system(
        about(q_limit[Label("hot", "limit", r"J/T \ll 1")],
              nu_bar * T / 4 * (Power(ratio, node(2)) / 6)),
        about(q_limit[Label("cold", "limit", r"J/T \gg 1")], nu_bar * T / 4 * (ratio - 2)),
    ),
)  # fmt: skip

# --- Sentences, footnotes, captions -----------------------------------------------------------

main = Symbol("Q_main", "component", r"\langle Q_{<0>}^{rr} \rangle")
xx, yy, zz = (Label(name, "diagonal") for name in ("xx", "yy", "zz"))
TEXT_UNIAXIAL = Equation(
    "valve:text-uniaxial",
    system(
        equal(main[xx], main[yy]),
        equal(main[yy], -(main[zz] / 2)),
        less(0, main[zz]),
        less(main[xx], 0),
    ),
    note="below (62); the z-axis along the Stoner field, more than one orbital",
)
principal = Symbol("principal", "component", r"\langle Q_{<1>}^{<0>} \rangle")
local, non_local = Label("rr", "node"), Label("rr'", "node")
different = Symbol("different", "count", r"\#_{\mathrm{values}}(<0>)")
ordered = Symbol("ordered", "ordered", r"\mathrm{descending}(<0>)")


def biaxial(kind: Label) -> System:
    """Three different values of the non-local moment; Q_zz > Q_yy > Q_xx with a superscript."""
    row = Matrix(((principal[kind, zz], principal[kind, yy], principal[kind, xx]),))
    return system(equal(different[non_local], node(3)), equal(row, ordered[non_local]))


TEXT_BIAXIAL = Equation(
    "valve:text-stored-biaxial",
    biaxial(local),
    note="above Sec. III B 4; principal axes",
)
HOT, COLD = Label("T>0", "temperature", "T > 0"), Label("T=0", "temperature", "T = 0")
stored = Symbol("stored", "component", r"\langle Q_{zz} \rangle|_{<0>}")
stored_spin = Symbol("stored_spin", "average", r"\langle S_z \rangle|_{<0>}")
CAPTION_6 = Equation(
    "valve:caption6",
    equal(
        stored[HOT],
        node(2) / 3 * Power(stored_spin[HOT], node(2)) - node(1) / 3 * stored_spin[HOT],
    ),
    note="the macrospin result (31), which the caption recovers at finite temperature",
)
CAPTION_10 = Equation(
    "valve:caption10",
    equal(polarized / 2, Symbol("N_o", "number") * J / (2 * Symbol("D", "splitting"))),
)
constant_spin = Symbol("constant_spin", "average", r"|\langle \mathbf{S} \rangle|")
TEXT_CONSTANT = Equation(
    "valve:text-constant-spin",
    equal(constant_spin, HALF * nu_bar * J),
    note="below (71): no temperature in the spin of a flat, wide band",
)
sense = Symbol("sense", "sense", r"\mathrm{sign}\, a_{<0>}")
trend = Symbol("trend", "trend", r"\mathrm{sign}\, \Delta(\mathrm{peak}\, a_{<0>})")
q_trend = Symbol("q_trend", "moment's trend", r"\mathrm{sign}\, \Delta q_{\mathrm{ex}}")
CAPTION_7 = Equation(
    "valve:caption7",
    system(
        equal(sense[up], 1),
        equal(sense[down], -1),
        equal(trend[up], -1),
        equal(trend[down], 1),
        equal(q_trend, -1),
    ),
    note="from T = J/10 to T = J/2; weights read as extreme values: the area of each "
    "contribution is J/4 at any temperature",
)
pattern = Symbol("pattern", "signs", r"(\mathrm{sign}\, a_\sigma)")
TEXT_REGIMES = Equation(
    "valve:text-regimes",
    equal(pattern, Matrix(((node(0), node(0), node(1), node(0)),
                           (node(0), node(-1), node(0), node(0))))),
    note="rows: spin up and down; columns: regimes (a)-(d) below Fig. 7, in the middle, T << J",
)  # fmt: skip
covariance = Symbol("covariance", "correlation", r"C(S^{<0>}_{<2>}, S^{<1>}_{<3>})")
exchange_component = Symbol(
    "exchange_component", "component", r"\langle Q_{<2><3>}^{<0><1>} \rangle_{\mathrm{ex}}"
)
FOOTNOTE_30 = Equation(
    "valve:fn30",
    equal(
        exchange_component[r, r_2, i, j],
        HALF * (covariance[r, r_2, i, j] + covariance[r, r_2, j, i])
        - node(1) / 3 * same_axis[i, j] * Total((axis,), covariance[r, r_2, axis, axis]),
    ),
    note="the linear combination that the footnote announces; its C is the covariance, which is "
    "not what Spearman's rank correlation coefficient is",
)
axis_outer = Symbol("axis_outer", "tensor", r"\mathbf{e}_{<0>} \mathbf{e}_{<0>}")
exchange_tensor = Symbol("exchange_tensor", "tensor", r"\langle \mathcal{Q} \rangle_{\mathrm{ex}}")
exchange_zz = Symbol("exchange_zz", "component", r"\langle Q_{zz} \rangle_{\mathrm{ex}}")
ground_spin = Symbol("ground_spin", "average", r"\langle S_z \rangle_{T=0}")
_x, _y, _z = (Label(name, "axis") for name in "xyz")
FOOTNOTE_31 = Equation(
    "valve:fn31",
    system(
        equal(
            exchange_tensor,
            -(
                q_ground
                * (node(2) / 3 * axis_outer[_z] - node(1) / 3 * (axis_outer[_x] + axis_outer[_y]))
            ),
        ),
        equal(exchange_zz, -(node(2) / 3 * q_ground)),
        equal(exchange_zz, -(node(2) / 3 * (polarized / 4))),
        equal(exchange_zz, -(node(1) / 3 * ground_spin)),
    ),
    note="zero temperature, the z-axis along the Stoner field",
)
