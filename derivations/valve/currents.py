r"""The average currents from H_T: commutators, Wick's theorem, spin traces; and from the diagrams.

Modes x of the left and y of the right electrode carry fields c and d. Tunnelling acts a second
time with its kernel K[x, y] = 1/(eps_x - eps_y + i0): the average of a current I to second order is
<[I, slow]>, in which each hop of H_T is weighted with the kernel of the energy that it loses. Up to
here amplitudes, spins and energies are generic. Spin-conserving tunnelling then turns the sums over
spin into traces with the projectors of both electrodes.

Scalars: ``n_L``, ``n_R`` polarisations, ``a`` and ``a_even`` the anisotropies (66) and (104),
``f_L``, ``f_R``, ``f_2`` occupations at 1, 1' and 2'. Unit vectors ``J_L``, ``J_R``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from spinloom.derivations.engine.diagrams import Diagram, Observable, enumerate_diagrams
from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    commutator,
    create,
    index,
    normal_order,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.invariants import Tensor, delta, epsilon, scalar, unit_vector
from spinloom.derivations.engine.invariants import index as slot
from spinloom.derivations.engine.ledger import Step
from spinloom.derivations.engine.spin import I, SpinMatrix, as_tensor, pauli, trace, unit
from spinloom.derivations.engine.wick import diagonal, wick

from .rows_of_steps import last_steps

x, x_2, x_3 = (index("left", name) for name in ("x", "x'", "x''"))
y = index("right", "y")
J_L, J_R, i, j = unit_vector("J_L"), unit_vector("J_R"), slot("i"), slot("j")
n_L, n_R, a, a_even = (scalar(name) for name in ("n_L", "n_R", "a", "a_even"))

# --- Commutators and Wick's theorem -------------------------------------------------------------


def tunnelling() -> Expression:
    """H_T: sum over T[x, y] c_x^dag d_y and its Hermitian conjugate."""
    into = symbol("T", x, y) * create(x, field="c") * annihilate(y, field="d")
    back = symbol("T*", y, x) * create(y, field="d") * annihilate(x, field="c")
    return sum_over(into, x, y) + sum_over(back, x, y)


def slow_tunnelling() -> Expression:
    """H_T with the kernel of the lost energy; that of -x is minus the conjugate of that of x."""
    into = symbol("T", x, y) * create(x, field="c") * annihilate(y, field="d")
    back = symbol("T*", y, x) * create(y, field="d") * annihilate(x, field="c")
    return sum_over(symbol("K", x, y) * back, x, y) - sum_over(symbol("K*", x, y) * into, x, y)


def moment(name: str) -> Expression:
    """A one-particle quantity of the left electrode."""
    return sum_over(
        symbol(name, x, x_2) * create(x, field="c") * annihilate(x_2, field="c"), x, x_2
    )


def current(quantity: Expression) -> Expression:
    """i [H_T, quantity], in normal order."""
    return normal_order(commutator(tunnelling(), quantity) * I)


def average(operator: Expression) -> Expression:
    """To second order in the tunnelling, with thermal occupations f."""
    return wick(normal_order(commutator(operator, slow_tunnelling())), diagonal("f"))


def one_particle_pairs() -> Expression:
    """-i sum over (f_x - f_y) K[x, y] r[x, x'] T[x', y] T*[y, x], plus the conjugate."""
    bias = symbol("f", x) - symbol("f", y)
    ahead = symbol("K", x, y) * symbol("r", x, x_2) * symbol("T", x_2, y) * symbol("T*", y, x)
    behind = symbol("K*", x, y) * symbol("r", x_2, x) * symbol("T", x, y) * symbol("T*", y, x_2)
    return sum_over((behind - ahead) * bias * I, x, x_2, y)


def exchange_pairs() -> Expression:
    """The chains in which both moments share an orbital: the hole with the second electron x''.

    -i (f_x - f_y) [(1 - f_x'') r s - f_x'' s r] and the conjugate, where r and s surround x''.
    """
    bias = symbol("f", x) - symbol("f", y)
    filled = symbol("f", x_3)
    ahead = symbol("K", x, y) * symbol("T", x_2, y) * symbol("T*", y, x)
    behind = symbol("K*", x, y) * symbol("T", x, y) * symbol("T*", y, x_2)

    def chain(first: str, second: str, forward: bool) -> Expression:
        ends = (x, x_2) if forward else (x_2, x)
        return symbol(first, ends[0], x_3) * symbol(second, x_3, ends[1])

    total = reduce(
        lambda sum_, term: sum_ + term,
        (
            sign * kernel * (
                (1 - filled) * chain("r", "s", forward) - filled * chain("s", "r", forward)
            )
            for sign, kernel, forward in ((-I, ahead, True), (I, behind, False))
        ),
        Expression({}),
    )  # fmt: skip
    return sum_over(total * bias, x, x_2, x_3, y)


def direct_pairs() -> Expression:
    """The current of each moment times the average of the other."""
    found = Expression({})
    for moving, resting in (("r", "s"), ("s", "r")):
        rest = sum_over(symbol(resting, x_3, x_3) * symbol("f", x_3), x_3)
        found = found + average(current(moment(moving))) * rest
    return found


# --- Spin traces --------------------------------------------------------------------------------


def polarised(direction: str, polarisation: Tensor) -> SpinMatrix:
    """The density of states of an electrode over its spin average: 1 + n J.tau."""
    return unit + pauli(unit_vector(direction)) * polarisation


def charge_trace() -> Tensor:
    """Both densities multiplied."""
    return trace(polarised("J_L", n_L), polarised("J_R", n_R))


def spin_trace() -> Tensor:
    """The spin s_i = tau_i / 2 between the densities of the left and of the right electrode."""
    return trace(polarised("J_L", n_L), i, polarised("J_R", n_R)) / 2


def traceless(tensor: Tensor) -> Tensor:
    """The part that is symmetric and traceless in i and j."""
    symmetric = (tensor + tensor.relabel({i: j, j: i})) / 2
    return symmetric - delta(i, j) * symmetric.relabel({j: i}) / 3


def exchange_trace() -> Tensor:
    """tr(P s_i f P s_j R), summed over the spins of an orbital, without i <-> j and trace.

    Of the second electron only the part along the Stoner field remains, as s (.) s = 0; per
    averaged density and with its occupation it is a_even without and a with the spin of the first.
    """
    first = unit * a_even + pauli(J_L) * a
    return traceless(trace(first, i, pauli(J_L), j, polarised("J_R", n_R)) / 4)


def odot(first: str, second: str) -> Tensor:
    """(51) of two unit vectors."""
    return traceless(delta(i, unit_vector(first)) * delta(j, unit_vector(second)))


def exchange_tensors() -> Tensor:
    """J_L (.) [a J_L + a_even n_R J_R - i a n_R J_L x J_R], what the trace comes to."""
    twisted = delta(i, J_L) * epsilon(j, J_L, J_R)
    return (
        odot("J_L", "J_L") * a
        + odot("J_L", "J_R") * (a_even * n_R)
        - traceless(twisted) * (a * n_R) * I
    )


# --- Diagrams of first order --------------------------------------------------------------------


def occupations(diagram: Diagram) -> Tensor:
    """Sign of a diagram, times f or 1 - f for each contraction: 1 - f where the earlier chi = +1.

    A contraction that ends at the tunnelling vertex has the frequency 1 or 1'; any other is 2'.
    """
    last = len(diagram.vertices) - 1
    filled = as_tensor(diagram.sign)
    for _, early in diagram.contractions:
        electrode = diagram.vertices[early // 2].electrodes[early % 2]
        name = f"f_{electrode}" if early // 2 == last else "f_2"
        filled = filled * (1 - scalar(name) if diagram.chi[early] > 0 else scalar(name))
    return filled


def summed_occupations(observable: Observable, connected: bool = True) -> Tensor:
    """All diagrams of first order with one spin trace, or with two."""
    return reduce(
        lambda total, diagram: total + occupations(diagram),
        (d for d in enumerate_diagrams(observable, 1) if d.connected == connected),
        as_tensor(0),
    )


# --- Steps --------------------------------------------------------------------------------------

CURRENT, RESPONSE, ONE, CHAINS, PRODUCTS, CHARGE, SPIN, EXCHANGE, DIAGRAMS, KERNEL = (
    f"valve:step-{name}"
    for name in (
        "current", "response", "one-particle", "exchange-pairs", "direct-pairs", "charge-trace",
        "spin-trace", "exchange-trace", "first-order-diagrams", "kernel",
    )
)  # fmt: skip


def steps() -> tuple[Step, ...]:
    """From the tunnelling Hamiltonian to the coefficients."""
    conserving = ("tunnelling conserves the spin", "one amplitude for all orbitals")
    return (
        Step(CURRENT,
             r"I = -i \sum_{xx'y} r_{xx'} T_{x'y} c_x^\dagger d_y + \mathrm{h.c.}",
             "commutator with the tunnelling term", ("valve:step-one-particle-currents",)),
        Step(RESPONSE,
             r"\langle I \rangle = \langle [I, \tilde{H}_T] \rangle,\quad "
             r"\tilde{H}_T = \sum_{xy} \frac{T^*_{yx} d_y^\dagger c_x}"
             r"{\varepsilon_x - \varepsilon_y + i0} - \mathrm{h.c.}",
             "slowly switched tunnelling, each hop divided by the energy that it loses",
             ("valve:step-thermal",)),
        Step(ONE,
             r"\langle I \rangle = 2\,\mathrm{Im} \sum_{xx'y} \frac{(f_x - f_y) r_{xx'} T_{x'y} "
             r"T^*_{yx}}{\varepsilon_x - \varepsilon_y + i0}",
             "Wick's theorem", (CURRENT, RESPONSE)),
        Step(PRODUCTS,
             r"\langle \mathcal{I} \rangle_{dir} = 2 \langle \mathbf{S} \rangle \odot "
             r"\langle \mathbf{I}_S \rangle",
             "Wick's theorem, each factor contracted with itself",
             ("valve:step-product-rule", ONE)),
        Step(CHAINS,
             r"\langle \mathcal{I} \rangle_{ex} = 4\,\mathrm{Im} \sum_{xx'x''y} "
             r"\frac{(f_y - f_x) f_{x''} s_{xx''} \odot s_{x''x'} T_{x'y} T^*_{yx}}"
             r"{\varepsilon_x - \varepsilon_y + i0}",
             "Wick's theorem, connected part; s (.) s = 0 for one spin",
             ("valve:step-product-rule", "valve:step-single-spin", CURRENT, RESPONSE)),
        Step(CHARGE,
             r"\mathrm{tr}\, \nu_L \nu_R = 2 \bar\nu_L \bar\nu_R (1 + n_L n_R \hat J_L \cdot "
             r"\hat J_R)", "spin trace", ("valve:step-spin-matrix", ONE), conserving),
        Step(SPIN,
             r"\mathrm{tr}\, \nu_L s \nu_R = \bar\nu_L \bar\nu_R (n_L \hat J_L + n_R \hat J_R "
             r"- i n_L n_R \hat J_L \times \hat J_R)",
             "spin trace", ("valve:step-spin-matrix", ONE), conserving),
        Step(EXCHANGE,
             r"\mathrm{tr}\, \mathcal{A} s \odot s \nu_R = \tfrac12 \bar\nu_L \bar\nu_R \hat J_L "
             r"\odot (a \hat J_L + \tilde a n_R \hat J_R - i a n_R \hat J_L \times \hat J_R)",
             "spin trace with the two-particle density of states",
             ("valve:step-pair-density", "valve:step-anisotropy", CHAINS), conserving),
        Step(KERNEL,
             r"\mathrm{Im} \frac{u + i v}{x + i0} = v P \tfrac1x - \pi u \delta(x)",
             "terms without i keep the energy, those with i are virtual",
             (CHARGE, SPIN, EXCHANGE)),
        Step(DIAGRAMS,
             r"\sum_\chi \chi f_\chi^L f_{\bar\chi}^R = f^L - f^R",
             "diagrams of first order: their signs and occupations sum to the same bias",
             ("valve:step-thermal",)),
    )  # fmt: skip


#: The last steps of each row of (89)-(112), of appendix D and of the text around them.
LAST_STEPS: Mapping[str, tuple[str, ...]] = last_steps({
    ONE: "D1 currents-two-roads text-currents-gauge",
    PRODUCTS: "91 106 107 D9 text-currents-RR",
    CHAINS: "currents-two-roads",
    CHARGE: "89 fn34 currents-over-levels",
    SPIN: "90 D2 currents-over-levels",
    EXCHANGE: "91 D10 text-currents-RR currents-over-levels",
    KERNEL: "92 93 94 95 96 97 98 99 100 101 102 105 D3 D4 D5 D6 D7 D8 D11 D12 fn37 "
    "fn37-replacement text-currents-supplement text-currents-unpolarised "
    "text-currents-emission text-currents-absorption text-currents-zero-bias "
    "text-currents-zero-bias-exchange",
    DIAGRAMS: "D1 text-D9-crossed text-D1-sign text-D10-sign currents-two-roads",
    "valve:step-anisotropy": "103 104 D13 D14 text-D11-unit text-currents-even "
    "text-currents-stored",
    "valve:step-conserved-moment": "text-currents-LR text-currents-direction caption13",
    "valve:step-conserved-spin": "text-currents-exchanged",
    "valve:step-one-product": "108 109 110 111",
    "valve:step-flat-window": "112",
    "valve:step-emission": "caption17",
    "valve:step-spin-torque": "caption14",
    "valve:step-exchange-torque": "caption16-torque caption17",
    "valve:step-crossing": "caption15-value caption16-crossing caption16-exact",
})  # fmt: skip
