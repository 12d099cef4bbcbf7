"""Corrected forms of what App. E of the valve paper misprints about spin traces."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Integral,
    Label,
    Node,
    Relation,
    Symbol,
    System,
    Total,
    equal,
    system,
)

from . import paper_traces_rules as print_
from .corrected_rules import side
from .paper import eta, eta_1, signs
from .paper_rules import raised, t_check


def separated() -> Relation:
    """(E24) with the conjugation index on the four-vector t, and without 1/pi."""
    latest, earliest = (
        raised(Symbol(f"eta_{name}", "sign", rf"\eta_{{{place}'}}"), t_check[kappa])
        for name, place, kappa in (("latest", 2, print_.kappa_1), ("earliest", 1, print_.kappa_2))
    )
    body = signs * print_.propagators * (latest * earliest)
    distributions = print_.F_first[print_.rho_1] * print_.F_second[print_.rho_2]
    indices = (print_.kappa_1, print_.kappa_2, print_.rho_1, print_.rho_2)
    return side(
        print_.EQ_E24.printed,
        Total(
            indices,
            Integral((print_.frequencies,), body * distributions) * print_.spins[indices],
        ),
    )


def contraction_superscript() -> Relation:
    """The opposite of the conjugation index."""
    printed = print_.matrix_element[print_.LATE, print_.EARLY]
    return side(print_.TEXT_CONTRACTION.printed, raised(-eta[eta_1], printed))


def filled_dots() -> System:
    """i belongs to L, i' to R."""
    left, right = Symbol("left", "electrode", "L"), Symbol("right", "electrode", "R")
    dots: tuple[tuple[str, Node], ...] = (("i", left), ("i'", right))
    return system(*(equal(print_.electrode_of[Label(name, "dot")], r) for name, r in dots))
