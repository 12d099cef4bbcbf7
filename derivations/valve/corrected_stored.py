"""Corrected forms of the misprints in (40)-(86) and in their sentences and captions."""

from __future__ import annotations

from spinloom.derivations.engine.printed import Relation, System, Total, equal, less, system

from . import paper_flows as flows
from . import paper_stored as stored
from .paper import HALF, i_unit, k, mu, r, sigma, sigma_2


def internal_rate() -> Relation:
    """(75) with the dot of (74)."""
    change = i_unit * flows.commutator(flows.hamiltonian_0, stored.moment[mu, r])
    return equal(flows.internal_rate[mu, r], change)


def number_rate() -> System:
    """(77) with a dot."""
    return system(equal(flows.number_rate[r], flows.no_flow), equal(flows.no_flow, 0))


def precession() -> Relation:
    """(79) with the spin first: dS/dt = J S x J^."""
    n = flows.n
    turning = flows.cross(flows.band_spin[n, r], stored.direction[r])
    return equal(flows.internal_spin_rate[r], Total((n,), flows.splitting[n, r] * turning))


def band_spin() -> Relation:
    """The spin of a band, with a prime at the second field."""
    n = flows.n
    return equal(
        flows.band_spin[n, r],
        Total(
            (k, sigma, sigma_2),
            stored.spin_vector[r, sigma, sigma_2]
            * flows.band_creator[r, n, k, sigma]
            * flows.band_field[r, n, k, sigma_2],
        ),
    )


def hermitian_terms() -> System:
    """The single terms of (84) are Hermitian in local nodes, and only there."""
    return system(less(0, flows.skewness_apart[flows.pair]), equal(flows.skewness[r, r], 0))


def dyadic() -> Relation:
    """(51) with the factors of every term in the order a, b: symmetric for operators too."""
    i, j, a, b = stored.i, stored.j, stored.vector_a, stored.vector_b
    symmetric = HALF * (a[i] * b[j] + a[j] * b[i])
    return equal(stored.traceless[i, j], symmetric - stored.trace_term)
