"""Our own statements about the junction, decided like the printed ones."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from spinloom.derivations.engine.claims import OrderClaim, RelationClaim, small_system
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import (
    Label,
    Matrix,
    Node,
    Number,
    Product,
    Symbol,
    about,
    equal,
    node,
    system,
)

from . import judge_dark, judge_principal, judge_static
from . import paper as p
from .exact import exact_rates, exact_thermal
from .exact_eigenvalues import exact_characteristic

half_theta = p.HALF * p.theta
cosine, sine = p.function("cos", half_theta), p.function("sin", half_theta)


def _number(name: str, kind: str, tex: str) -> Symbol:
    return Symbol(name, kind, tex)


def positivity() -> Node:
    """The determinants of the two rate matrices: never negative, so the blocks are positive."""
    flips = [_number(f"flip_{n}", "flip rate", rf"\gamma_{{{n}{n}}}") for n in (1, 2)]
    axial = [_number(f"axial_{n}", "axial rate", rf"\gamma^z_{{{n}{n}}}") for n in (1, 2)]
    return system(
        equal(_number("det_flip", "det", r"\det\gamma"), flips[0] * flips[1] * (1 - cosine**2)),
        equal(
            _number("det_axial", "det", r"\det\gamma^z"),
            axial[0] * axial[1] * (1 - cosine**2 * p.function("cos", p.phi) ** 2),
        ),
    )


def tensor_structure() -> Node:
    """Without the secular step the spin-orbit rotation gives a full DM vector."""
    cross = Symbol("cross", "pair operator", r"[\tau_1\times\tau_2]_{<0>}", commuting=False)
    x, y, z = (cross[Label(n, "component")] for n in "xyz")
    strength = _number("strength", "strength", "g")
    sin_phi, cos_phi = p.function("sin", p.phi), p.function("cos", p.phi)
    return equal(
        Symbol("H_static", "hamiltonian", r"\mathcal{H}_{\text{static}}", commuting=False),
        strength
        * (
            -(cosine * cos_phi * p.scalar_product)
            + sine * sin_phi * x
            + sine * cos_phi * y
            + cosine * sin_phi * z
        ),
    )


def current_operator() -> Node:
    """What a tunnelling electron sees of both spins at rest: the spins' part of the rate L -> R."""
    cross = Symbol("cross", "pair operator", r"[\tau_1\times\tau_2]_{<0>}", commuting=False)
    x, y, z = (cross[Label(n, "component")] for n in "xyz")
    sin_phi, cos_phi = p.function("sin", p.phi), p.function("cos", p.phi)
    own = (
        6 * (p.J_1**2 + p.J_2**2) * Symbol("unit_pair", "pair unit", r"\mathbb{1}", commuting=False)
    )
    return equal(
        Symbol("rate_operator", "rate", r"\mathrm{Tr}_\sigma K^\dagger K", commuting=False),
        own
        + 4
        * p.J_1
        * p.J_2
        * (
            cosine * cos_phi * p.scalar_product
            - sine * sin_phi * x
            - sine * cos_phi * y
            - cosine * sin_phi * z
        ),
    )


w_up, w_down = (
    _number(f"w_{n}", "bath rate", rf"w({s}\nu)") for n, s in (("up", "-"), ("down", ""))
)


def thermal() -> Node:
    """The product of two thermal spins is stationary for every junction."""
    zero = Number(Fraction(0))
    single = Matrix(((w_up / (w_up + w_down), zero), (zero, w_down / (w_up + w_down))))
    return equal(Symbol("rho_st", "state", r"\rho_{st}", commuting=False), p.tensor(single, single))


x = _number("x", "variable", "x")
up, down, axial = (_number(n, "rate", t) for n, t in (("up", "b"), ("down", "a"), ("axial", "c")))


def eigenvalues() -> dict[str, tuple[Node, ...]]:
    """All sixteen at the symmetric point: a, b = lambda w(+-nu) / 2, c = lambda w(0) / 4.

    By the change of magnetisation from ket to bra.
    """
    i, nu, J = p.i_unit, p.nu, p.J_ex
    split = p.sqrt((down - up) ** 2 + 16 * down * up) / 2
    mean = Fraction(-3, 2) * (down + up) - 2 * axial
    root = 2 * p.sqrt(down * up)
    found: dict[str, tuple[Node, ...]] = {
        "0": (
            node(0),
            node(0),
            -2 * (down + up) + root,
            -2 * (down + up) - root,
            -(down + up) + 4 * i * J,
            -(down + up) - 4 * i * J,
        )
    }
    for sign, name in ((-1, "1"), (1, "-1")):
        turn = sign * i
        found[name] = (
            mean + split + turn * nu,
            mean - split + turn * nu,
            -down - 2 * axial + turn * (nu - 4 * J),
            -up - 2 * axial + turn * (nu + 4 * J),
        )
        found[f"{2 * int(name)}"] = (-(down + up) - 8 * axial + 2 * turn * nu,)
    return found


def characteristic() -> Node:
    """det(x - L), block by block, as the product over the eigenvalues."""
    return system(
        *(
            equal(
                _number(f"determinant_{name}", f"det {name}", rf"\det(x - L_{{{name}}})"),
                Product(tuple(x - value for value in values)),
            )
            for name, values in eigenvalues().items()
        )
    )


def dark_rate() -> Node:
    """Slow rate near the dark point: leading order in detuning, angles and lambda / J_ex."""
    lambda_1, lambda_2 = (_number(f"lambda_{n}", "coupling", rf"\lambda_{n}") for n in (1, 2))
    V, nu = p.V, p.nu
    shared = p.sqrt(lambda_1) * p.sqrt(lambda_2) * cosine * p.function("cos", p.phi)
    return about(
        _number("dark_rate", "rate", r"\gamma_d"),
        (lambda_1 + lambda_2 - 2 * shared) * (3 * V**3 / (3 * V**2 + nu**2)),
    )


share = _number("share", "ratio", "r")


def statements() -> list[Entry]:
    """Rows that the paper does not number."""
    back = OrderClaim(
        about(
            _number("all_rates", "sum of rates", r"\gamma"),
            _number("across", "rate", r"\gamma_{LR}"),
        ),
        judge_principal.back_remainder, 1, 1e-2, "counted pairs, remainder in nu / V",
    )  # fmt: skip
    slow = OrderClaim(
        dark_rate(), judge_dark.dark_rate_remainder, 2, 1e-2,
        "eigenvalues of the 6 x 6 block, remainder in detuning and coupling",
    )  # fmt: skip
    return [
        _row("positivity", positivity(), judge_static.draw_determinants, "rates of one-level leads",
             exact=exact_rates,
             note="gamma is positive for all theta, phi, J_1/J_2, T"),
        _row("tensor", tensor_structure(), judge_static.draw_static, "all pairs of components",
             note="the secular step drops the x and y parts; it needs g sin(theta/2) << nu"),
        _row("current-operator", current_operator(), judge_static.draw_current_operator,
             "trace over the electron's spin, 8 x 8",
             note="tau_- tau_+ (C3) enters the current with cos(theta/2), tau_- tau_z (C1, C2) "
                  "only with sin(theta/2)"),
        _row("thermal", thermal(), judge_dark.draw_thermal,
             "null vector of the generator",
             exact=exact_thermal,
             note="for all couplings, angles, interactions, T; unique off the dark point"),
        _row("eigenvalues", characteristic(), judge_dark.draw_characteristic,
             "determinants of the secular blocks at the symmetric point, T > 0",
             exact=exact_characteristic,
             note="any temperature: a, b = lambda w(+-nu) / 2, c = lambda w(0) / 4; bright S-T2 "
                  "line at 4 J_ex: half width a + b, at T = 0 lambda V"),
        Entry("junction:claim-dark-rate", "claim", slow, None, "steady", limit=slow,
              note="half width of the narrow peak of C3 at zero frequency"),
        Entry("junction:claim-same-lead", "claim", back, None, "master", limit=back,
              note="same amplitude within the leads: 18 % of the flips at Fig. 2 (V = 10 nu), 89 % "
                   "at Fig. 3 right (V = 1.25 nu)"),
        _row("same-lead-share", equal(share, 2 * p.nu / (p.V + p.nu)), judge_principal.draw_back,
             "counted pairs, T = 0"),
        _row("global-rates", equal(share, (p.V + p.nu - 4 * p.J_ex) / (p.V + p.nu)),
             judge_principal.draw_global, "counted pairs at the distance of the levels, T = 0",
             note="global over local rate of T1 -> S: 0.27 at Fig. 2 and 0.96 at Fig. 3 right"),
    ]  # fmt: skip


def _row(
    name: str, relation: Node, draw: Any, method: str, note: str = "", exact: Any = None
) -> Entry:
    claim = RelationClaim(relation, small_system(method, draw, points=3, exact=exact))
    home = _HOMES.get(name, "master")
    return Entry(f"junction:claim-{name}", "claim", claim, None, home, note=note)


#: The part of the derivation that a row stands on, where it is another one than (1)-(5).
_HOMES = {"eigenvalues": "blocks", "thermal": "steady", "tensor": "interaction"}
