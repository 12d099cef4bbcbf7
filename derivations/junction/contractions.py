r"""Correlators of two bath operators by Wick's theorem: which spin traces, which occupations.

B_j = sum M_j[s, r] c_R^dag[s] c_L[r] + N_j[s, r] c_L^dag[s] c_R[r], the leads free and without
magnetisation.
"""

from __future__ import annotations

from functools import lru_cache

from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    create,
    index,
    kronecker,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.gaussian import gaussian
from spinloom.derivations.engine.indexed import Index, Operator
from spinloom.derivations.engine.spin_sums import spin_loops
from spinloom.derivations.engine.wick import wick

L, R = index("lead", "L"), index("lead", "R")
LATER, EARLIER = index("time", "later"), index("time", "earlier")


def bath_operator(name: str, time: Index) -> Expression:
    """B of a coupling at a time: electrons that cross in both directions."""
    s, r = index("spin", f"s_{name}"), index("spin", f"r_{name}")
    there = symbol(f"M_{name}", s, r) * create(R, time, s) * annihilate(L, time, r)
    back = symbol(f"N_{name}", s, r) * create(L, time, s) * annihilate(R, time, r)
    return sum_over(there + back, s, r)


def free_lead(left: Operator, right: Operator) -> Expression | None:
    """<c^dag c> and <c c^dag> within one lead; neither turns the spin."""
    (lead, time, spin), (other, later, turned) = left.indices, right.indices
    if left.creates == right.creates or lead != other:
        return None
    name = "occupied" if left.creates else "empty"
    return symbol(name, lead, time, later) * kronecker((spin,), (turned,))


@lru_cache(maxsize=1)
def correlator() -> Expression:
    """<B_j(tau) B_k(0)>."""
    return wick(bath_operator("j", LATER) * bath_operator("k", EARLIER), free_lead)


@lru_cache(maxsize=1)
def traces() -> tuple[tuple[str, ...], ...]:
    """The matrices around the spin loop of each contraction, electrons from R to L first.

    Raises
    ------
    ArithmeticError
        If a contraction has another weight than one, or not one loop.
    """
    found = {}
    for term, weight in correlator().terms.items():
        loops, occupations = spin_loops(term)
        if weight != gaussian(1) or len(loops) != 1:
            raise ArithmeticError(f"unexpected contraction {weight} {term}")
        lead = next(f.indices[0] for f in occupations if f.name == "occupied")
        found[lead.name] = tuple(factor.name for factor in loops[0])
    return found[R.name], found[L.name]
