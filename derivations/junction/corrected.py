"""What the junction paper should print where its text has a slip."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Index,
    Label,
    Node,
    Relation,
    Symbol,
    System,
    about,
    equal,
    less,
    node,
    system,
)

from . import paper as p
from . import paper_dark as dark


def correlator() -> Relation:
    """(6): the logarithm has the other sign, a factor 2 inside, and knows both cutoffs."""
    logarithm = p.function("log", (p.Lambda**2 - p.V**2) / (4 * p.V**2))
    bracket = p.pi * (p.V - p.nu) - p.i_unit * p.Delta + p.i_unit * p.nu * logarithm
    return about(p.Gamma[p.TWO, p.MINUS_ONE](-p.nu), p.prefactor * bracket)


lowest = Symbol("lowest_eigenvalue", "eigenvalue", r"\min\,\mathrm{spec}\,\rho_{<0>}")


def excluded_by_the_print() -> Relation:
    """What the printed condition must do at a state that is none: an eigenvalue above one."""
    return less(node(1), dark.largest)


def excluded_by_positivity() -> Node:
    """A negative eigenvalue excludes what lies outside either end of the family, and no more."""
    below, inside, above = (
        lowest[Label(name, "weight of the dark state")] for name in ("below", "inside", "above")
    )
    return system(less(below, 0), less(0, inside), less(above, 0))


flip = Symbol("flip", "rate", r"\gamma_{<0>}")


def flip_rate() -> Node:
    """The rate of the flip down at T = 0: lambda_j (V + nu) / 2."""
    site = Index("j", "site")
    return equal(flip[site], p.HALF * dark.lambda_[site] * (p.V + p.nu))


def products_and_operators() -> Node:
    """(4), and that its products are the whole coupling."""
    assert isinstance(p.EQ_4.printed, System)
    whole = equal(p.H_SE(p.t), Symbol("products", "hamiltonian")(p.t))
    return system(whole, *p.EQ_4.printed.relations)
