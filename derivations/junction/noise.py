"""How correlations of the spins enter the noise of the current."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spinloom.derivations.engine.claims import RelationClaim, small_system
from spinloom.derivations.engine.ledger import Entry
from spinloom.derivations.engine.printed import Index, Node, Symbol, Total, equal, system

from . import judge_noise
from . import paper as p
from . import paper_dark as dark

m, n = Index("m", "site"), Index("n", "site")
a, b = Index("a", "axis"), Index("b", "axis")


def factorised() -> Node:
    """<I(t) I(0)> to the second order in J: a correlator of the leads times one of the spins."""
    rotation = p.operator("rotation", r"(\hat{u}_{<0>}\hat{u}_{<1>}^\dagger)", "spin matrix")
    pauli = p.operator("pauli", r"\sigma^{<0>}", "spin matrix")
    spins = Symbol(
        "spin_correlation",
        "correlator",
        r"\langle\tau^{<1>}_{<0>}(t)\tau^{<3>}_{<2>}(0)\rangle",
        complex=True,
    )
    phase = p.i_unit * p.eps_RL * p.t
    across = p.trace(pauli[a] * rotation[m, n] * pauli[b])
    back = p.trace(rotation[n, m] * pauli[a] * pauli[b])
    leads = across * p.f_R(p.eps_R) * (1 - p.f_L(p.eps_L)) * p.exp(phase) + back * p.f_L(
        p.eps_L
    ) * (1 - p.f_R(p.eps_R)) * p.exp(-phase)
    return equal(
        Symbol("noise", "noise", r"\langle I(t) I(0)\rangle", complex=True)(p.t),
        Total(
            (m, n, a, b),
            dark.tunnelling[m] * dark.tunnelling[n] * leads * spins[m, a, n, b](p.t),
        ),
    )


def two_electrons() -> Node:
    """What two electrons in a row do to the spins, at theta = 0: the operators of C1, C2, C3."""
    names = (("flip_then_axis", r"[\sigma_+ \otimes \sigma_z]"),
             ("flip_then_back", r"[\sigma_+ \otimes \sigma_-]"))  # fmt: skip
    axis, back = (p.operator(name, tex, "amplitude") for name, tex in names)
    turn, counter = p.exp(-(p.i_unit * p.phi)), p.exp(p.i_unit * p.phi)
    cosine = p.function("cos", p.phi)
    minus, plus, z, unit = p.tau_minus, p.tau_plus, p.tau_z, p.unit
    return system(
        equal(
            axis,
            2 * p.J_1**2 * p.tensor(minus, unit)
            + 2 * p.J_2**2 * turn * cosine * p.tensor(unit, minus)
            + 2 * p.J_1 * p.J_2 * (cosine * p.tensor(minus, z) + turn * p.tensor(z, minus)),
        ),
        equal(
            back,
            4 * p.J_1**2 * p.tensor(minus * plus, unit)
            + 4 * p.J_2**2 * p.tensor(unit, minus * plus)
            + 4 * p.J_1 * p.J_2 * (counter * p.tensor(minus, plus) + turn * p.tensor(plus, minus)),
        ),
    )


def entries() -> list[Entry]:
    """Rows of the current noise."""
    return [
        _row("current-noise", factorised(), judge_noise.draw_noise,
             "leads and spins traced on 64 states, each under its own Hamiltonian",
             "u_1 = 1, u_2 = u; lowest order sees correlations of single spins only: at "
             "theta = phi = 0 it is 2 J_m J_n <tau_m(t).tau_n(0)> times the leads' shot noise"),
        _row("current-pairs", two_electrons(), judge_noise.draw_pairs,
             "matrix elements of the coupling between states of one electron",
             "at phi = 0: 2 J_1 J_2 times the operator of C1, which enters the noise with "
             "4 J_1^2 J_2^2, and 4 J_1 J_2 times that of C3 and its adjoint (16 J_1^2 J_2^2); "
             "tau_- tau_z alone (C2, spins exchanged) at phi = pi/2, or if the two electrons tell "
             "the spins apart"),
    ]  # fmt: skip


def _row(name: str, relation: Node, draw: Callable[..., Any], method: str, note: str) -> Entry:
    claim = RelationClaim(relation, small_system(method, draw, points=3))
    return Entry(f"junction:claim-{name}", "claim", claim, None, "master", note=note)
