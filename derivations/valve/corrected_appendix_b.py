"""Corrected forms of what appendices B and C of the valve paper misprint."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Node,
    Power,
    Ratio,
    Relation,
    System,
    equal,
    node,
    relations,
    system,
)

from . import paper_appendix_b as b
from .paper_appendix_a import dot, sqrt


def _sides(tree: Node) -> tuple[Node, Node]:
    (printed,) = relations(tree)
    return printed.left, printed.right


def normalized_axes() -> Relation:
    """(B5) with the square root of the squared length."""
    left, _ = _sides(b.EQ_B5.printed)
    return equal(left, Ratio(node(1), sqrt(b.SQUARED_LENGTH)) * b.ALONG)


def first_axis() -> System:
    """(B8) with b for v."""
    left, value = relations(b.EQ_B8.printed)[0].left, relations(b.EQ_B8.printed)[1]
    return system(equal(left, -(node(1) / 3 * dot(b.a, b.b) * b.v_0)), value)


def trace() -> Relation:
    """(B14): the tensor has no trace."""
    return equal(b.trace(b.tensor), 0)


def perpendicular() -> Relation:
    """The action of the tensor in case (ii), with the vector that it acts on."""
    left, _ = _sides(b.TEXT_PERPENDICULAR.printed)
    scale = node(1) / 3 * b.alpha * Power(b.size(b.a), node(2))
    return equal(left, -(scale * b.a_perpendicular))


def spin_rate() -> Relation:
    """The product rule for S e_3."""
    left, _ = _sides(b.TEXT_SPIN_RATE.printed)
    return equal(left, b.spin_size_rate * b.e_3 + b.spin_size * b.e_3_rate)


def perpendicular_rate() -> Relation:
    """A unit vector changes perpendicularly to itself, not to the others."""
    return equal(dot(b.e_rate[b.n_i], b.e[b.n_i]), 0)
