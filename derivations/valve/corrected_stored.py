"""Corrected forms of the misprints in (40)-(86) and in their sentences and captions."""

from __future__ import annotations

from spinloom.derivations.engine.printed import (
    Call,
    Power,
    Relation,
    System,
    Total,
    equal,
    less,
    node,
    relations,
    system,
)

from . import paper_flows as flows
from . import paper_holes as holes
from . import paper_stored as stored
from .paper import HALF, i_unit, k, mu, odot, pair_count, r, r_2, same, sigma, sigma_2, spin


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
        flows.band_moment[mu, n, r],
        Total(
            (k, sigma, sigma_2),
            stored.element[mu, r, sigma, sigma_2]
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


def eigenvalue() -> Relation:
    """The quotation of (10) with the unit vector and the eigenvalues of spin one half."""
    sigma_r = stored.spin_state[sigma, r]
    turned = stored.dot(stored.direction[r], stored.spin_matrix) * sigma_r
    return equal(turned, stored.sign[sigma] / 2 * sigma_r)


def direct() -> Relation:
    """(56) with the count of pairs."""
    (printed,) = relations(stored.EQ_56.printed)
    return Relation(printed.left, printed.sign, pair_count[r, r_2] * printed.right)


def factorized() -> System:
    """(57) with the count of pairs."""
    _, second = relations(stored.EQ_57.printed)
    first = equal(stored.direct[r, r_2], pair_count[r, r_2] * stored.spins)
    return system(first, second)


def exchange() -> Relation:
    """(59) with a hole in the second level."""
    amplitudes = odot(
        stored.spin_vector[r, sigma, sigma_2], stored.spin_vector[r_2, sigma_2, sigma]
    )
    occupied = Call(stored.fermi_plus[r], (stored.level[r, k, sigma],))
    empty = Call(stored.fermi_minus[r_2], (stored.level[r_2, k, sigma_2],))
    total = Total((k, sigma, sigma_2), amplitudes * occupied * empty)
    return equal(stored.exchange[r, r_2], same[r, r_2] * total)


def covariance() -> Relation:
    """(60): the average of the product of deviations, multiplied out."""
    mean, spins = stored.mean, (spin[r], spin[r_2])
    product = odot(mean(spins[0]), mean(spins[1]))
    return equal(stored.exchange[r, r_2], mean(odot(*spins)) - product)


def biaxial() -> System:
    """The order of the principal values: of the non-local moment."""
    return holes.biaxial(holes.non_local)


def macrospin() -> Relation:
    """The caption of Fig. 6: the macrospin result at zero temperature."""
    spin_zz = holes.stored_spin[holes.COLD]
    squared = node(2) / 3 * Power(spin_zz, node(2))
    return equal(holes.stored[holes.COLD], squared - node(1) / 3 * spin_zz)


def polarized() -> Relation:
    """The caption of Fig. 10 with N_s of (27)."""
    (printed,) = relations(holes.CAPTION_10.printed)
    return Relation(printed.left, printed.sign, printed.right / 2)
