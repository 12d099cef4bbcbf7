"""The stored moment of any electrode: normal order, Wick's theorem, spin traces.

An orbital k with a spin has the occupation f[k, spin]; energies and the number of orbitals stay
open. In spin space the occupations of an orbital are the matrix m + d J.tau, so that f = m + d for
spin up and m - d for spin down. Unit vector ``J``.
"""

from __future__ import annotations

from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    constant,
    create,
    index,
    normal_order,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.indexed import Index
from spinloom.derivations.engine.invariants import Tensor, scalar
from spinloom.derivations.engine.ledger import Step
from spinloom.derivations.engine.spin import SpinMatrix, pauli, trace, unit
from spinloom.derivations.engine.wick import cumulant, diagonal, wick

from .currents import J_L as J
from .currents import i, j, odot, traceless

k, k_2 = index("orbital", "k"), index("orbital", "k'")
a, b, c, d = (index("spin", name) for name in ("a", "b", "c", "d"))
L, R = (constant("electrode", name) for name in "LR")
mean, half, polarization = scalar("m"), scalar("d"), scalar("n")
sigma, sigma_2 = scalar("sigma"), scalar("sigma'")

# --- Fields -------------------------------------------------------------------------------------


def spin(component: str) -> Expression:
    """Sum over s[a, b] c_ka^dag c_kb."""
    return sum_over(symbol(f"s_{component}", a, b) * create(k, a) * annihilate(k, b), k, a, b)


def dyad() -> Expression:
    """S_i S_j in normal order: pairs of electrons, and single electrons."""
    return normal_order(spin("i") * spin("j"))


def pairs() -> Expression:
    """The order of fields of (A2) for S_i S_j."""
    elements = symbol("s_i", a, b) * symbol("s_j", c, d)
    fields = create(k_2, c) * create(k, a) * annihilate(k, b) * annihilate(k_2, d)
    return normal_order(sum_over(elements * fields, k, k_2, a, b, c, d))


def singles() -> Expression:
    """s_i s_j of one electron, which is symmetric and traceless in no part."""
    elements = symbol("s_i", a, b) * symbol("s_j", b, c)
    return sum_over(elements * create(k, a) * annihilate(k, c), k, a, b, c)


def average() -> Expression:
    """<S_i S_j> of one electrode, by all contractions."""
    return wick(dyad(), diagonal("f"))


def direct_sum() -> Expression:
    """<S_i><S_j>: each spin contracted with itself, orbitals and spins independent."""
    occupied = symbol("f", k, a) * symbol("f", k_2, c)
    return sum_over(symbol("s_i", a, a) * symbol("s_j", c, c) * occupied, k, k_2, a, c)


def apart() -> Expression:
    """<S_i S_j> - <S_i><S_j> of the spins of two electrodes, each along its own field."""

    def spin_of(component: str, electrode: Index) -> Expression:
        fields = create(electrode, k, a) * annihilate(electrode, k, b)
        return sum_over(symbol(f"s_{component}", electrode, a, b) * fields, k, a, b)

    return cumulant([spin_of("i", L), spin_of("j", R)], diagonal("f"))


def correlation() -> Expression:
    """<S_i S_j> - <S_i><S_j>."""
    return cumulant([spin("i"), spin("j")], diagonal("f"))


def exchange_sum() -> Expression:
    """The sum of (A8): an occupied spin, an empty spin of the same orbital."""
    elements = symbol("s_i", a, b) * symbol("s_j", b, a)
    return sum_over(elements * symbol("f", k, a) * (1 - symbol("f", k, b)), k, a, b)


# --- Spin traces --------------------------------------------------------------------------------


def projector(sign: Tensor) -> SpinMatrix:
    """On the spin up or down along J."""
    return (unit + pauli(J) * sign) / 2


def one_particle_traces() -> tuple[Tensor, Tensor]:
    """Charge and spin of a level, per mean density of states: (45) with 1 + n J.tau."""
    density = unit + pauli(J) * polarization
    return trace(density), trace(density, i) / 2


def single_trace() -> Tensor:
    """s (.) s of one electron with any occupations."""
    return traceless(trace(unit * mean + pauli(J) * half, i, j) / 4)


def orbital_trace() -> Tensor:
    """The exchange moment of one orbital."""
    filled = unit * mean + pauli(J) * half
    return traceless(trace(filled, i, unit + -filled, j) / 4)


def pair_trace() -> Tensor:
    """What a pair of spins of one orbital adds, per pair density of states."""
    return traceless(trace(projector(sigma), i, projector(sigma_2), j) / 4)


def hole() -> Tensor:
    """Minus a quarter of (f_up - f_down)^2, along J."""
    return -half * half * odot("J_L", "J_L")


def counted() -> Tensor:
    """A quarter for parallel spins, minus a quarter for antiparallel ones, along J."""
    return sigma * sigma_2 / 4 * odot("J_L", "J_L")


# --- Steps --------------------------------------------------------------------------------------


def steps() -> tuple[Step, ...]:
    """From the fields to the anisotropy function."""
    return (
        Step("valve:step-pair-order",
             r"S_i S_j = \sum s^i_{\sigma_2'\sigma_2} s^j_{\sigma_1'\sigma_1} c_{1'}^\dagger "
             r"c_{2'}^\dagger c_2 c_1 + \sum (s^i s^j)_{\sigma'\sigma} c_{\sigma'}^\dagger "
             r"c_\sigma",
             "normal order", ("valve:step-one-body",)),
        Step("valve:step-single-spin", r"\mathbf{s} \odot \mathbf{s} = 0",
             "algebra of a spin one half", ("valve:step-spins",)),
        Step("valve:step-cumulant",
             r"\langle S_i S_j \rangle - \langle S_i \rangle \langle S_j \rangle = "
             r"\sum_{k\sigma\sigma'} s^i_{\sigma\sigma'} s^j_{\sigma'\sigma} f_{k\sigma} "
             r"(1 - f_{k\sigma'})",
             "Wick's theorem, connected part", ("valve:step-pair-order", "valve:step-thermal")),
        Step("valve:step-pair-trace",
             r"\mathrm{tr}\, P_\sigma \mathbf{s} \odot P_{\sigma'} \mathbf{s} = "
             r"\tfrac{\sigma\sigma'}{4} \hat J \odot \hat J",
             "spin trace with projectors on the spins of an orbital",
             ("valve:step-single-spin",)),
        Step("valve:step-orbital-hole",
             r"\langle \mathcal{Q} \rangle_{ex} = -\tfrac14 \sum_k (f_{k\uparrow} - "
             r"f_{k\downarrow})^2 \hat J \odot \hat J",
             "spin trace, orbital by orbital",
             ("valve:step-cumulant", "valve:step-pair-trace")),
        Step("valve:step-anisotropy",
             r"a_{k\sigma} = \tfrac{\sigma}{4} (f_{k\uparrow} - f_{k\downarrow}),\quad "
             r"\bar\nu a = \tfrac14 \sum_\sigma \nu_\sigma [f(\omega) - f(\omega + \sigma J)]",
             "the square of a hole as a sum over its first spin",
             ("valve:step-orbital-hole", "valve:step-rigid"), ("rigid splitting",)),
    )  # fmt: skip
