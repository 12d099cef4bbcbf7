"""Sentences around the average currents without rounding: what flows, what injects, what is stored.

The direction of flow is an identity of operators, hop by hop. The sign of the coefficients is read
from polynomials in positive symbols. The stored moment is a polynomial in the occupations of the
levels and in the direction of the Stoner field.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from scipy import sparse
from sympy import QQ, QQ_I
from sympy.polys.rings import ring

from spinloom.derivations.engine.interpret import DOUBLE, Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace

from . import exact_currents, exact_flows
from . import judge_currents_functions as known
from . import judge_network as network
from .exact_currents import Array, constant, turned
from .judge_currents import odot

# --- Direction of flow ----------------------------------------------------------------------------


def _hops() -> list[Any]:
    """Every hop between two orbitals that conserves the spin, on one and two electrons."""
    found = []
    for k, other, phase in product(range(2), range(2), (1, 1j)):
        table = np.zeros((2, 2, 2, 2), dtype=complex)
        table[k, :, other, :] = phase * np.eye(2)
        found.append(network.restricted(network.tunnelling(table)))
    return found


@cache
def nodes() -> Sample:
    """Currents of all nodes and between them, by (85), for each hop: averages in every state agree
    where operators do.
    """
    hops = _hops()
    tunnelling = sparse.block_diag(hops, format="csr")
    copies = sparse.eye_array(len(hops))
    spins = {
        r: sparse.vstack(
            [sparse.kron(copies, network.restricted(2 * s), "csr") for s in network.spin(r)],
            format="csr",
        )
        for r in network.ELECTRODES
    }

    flows = {
        r: sparse.vstack([network.rate(tunnelling, x) for x in network.blocks(spins[r])], "csr")
        for r in network.ELECTRODES
    }
    between = network.link_currents(spins, flows, exact_flows.odot)

    def current(name: str) -> Any:
        stored = sum(
            (exact_flows.odot(spins[r], spins[s]) for r, s in network.NODES[name][1:]),
            start=exact_flows.odot(*(spins[r] for r in network.NODES[name][0])),
        )
        rates = [network.rate(tunnelling, x) for x in network.blocks(stored)]
        return sparse.vstack(rates, format="csr")

    values = {
        "average_quadrupole_current": {name: current(name) for name in network.NODES},
        "net_flow": {(origin, into): stack for (into, origin), stack in between.items()},
    }
    return Sample(replace(DOUBLE, size=exact_flows.size), values)


# --- Signs of the coefficients --------------------------------------------------------------------

#: Numbers that are positive, and one sign, whose square is one.
_POSITIVE = ("nu_bar_L", "nu_bar_R", "n_L", "n_R", "gap")
_SIGNS, _SIGN, *_REST = ring(
    [
        "sign",
        *(f"{name}_{k}" for name, k in product((*_POSITIVE, "f_L"), range(2))),
        "h",
        "t",
        "pi",
    ],
    QQ,
)
#: What may stand beside a positive coefficient.
_ALLOWED = tuple(not str(x).startswith(("sign", "f_L")) for x in _SIGNS.gens)


@dataclass(frozen=True)
class Ordered:
    """A polynomial in positive numbers; a positive one has positive coefficients alone."""

    value: Any

    def __mul__(self, other: Ordered) -> Ordered:
        return Ordered((self.value * other.value).rem([_SIGN**2 - 1]))

    def __neg__(self) -> Ordered:
        return Ordered(-self.value)

    def __lt__(self, other: Ordered) -> bool:
        """Whether the difference is certainly positive."""
        terms = (other.value - self.value).terms()
        return bool(terms) and all(
            number > 0 and all(ok or not power for power, ok in zip(powers, _ALLOWED, strict=True))
            for powers, number in terms
        )


def _with_bias(value: Array) -> Ordered:
    """A current whose bias has the same sign at both frequencies: f_R = f_L + sign * gap."""
    (element,) = value.ravel()
    if element.denom - 1:
        raise ValueError("a current is a polynomial")
    known_ones = {str(x): x for x in _SIGNS.gens}
    shifted = {f"f_R_{k}": known_ones[f"f_L_{k}"] + _SIGN * known_ones[f"gap_{k}"] for k in "01"}
    total = _SIGNS.zero
    for powers, number in element.numer.terms():
        if number.y:
            raise ValueError("a current is real")
        term = _SIGNS(number.x)
        for generator, power in zip(element.numer.ring.gens, powers, strict=True):
            if power:
                name = str(generator)
                term = term * (shifted | known_ones)[name] ** power
        total += term
    return Ordered(total)


def _ordered(value: Fraction) -> Ordered:
    return Ordered(_SIGNS(QQ(value.numerator, value.denominator)))


@cache
def signs() -> Sample:
    """The derived coefficients for positive densities and polarisations, at two frequencies.

    A product of two of them is a sum over pairs of frequencies: two hold every pair.
    """
    base = exact_currents.coefficients().values
    values = {name: {"L": _with_bias(base[name]["L"])} for name in ("I_N0", "E_S", "A_S")}
    ordered = Ring("polynomials in positive numbers", _ordered, bool)
    return Sample(ordered, values)


# --- Stored moment --------------------------------------------------------------------------------

#: Two orbitals with two levels each; every level at a frequency of its own, one apart.
LEVELS = {(k, a): 2 * k + a for k, a in product(range(2), repeat=2)}
_RING, *FILLED, _X, _Y = ring("f_0 f_1 f_2 f_3 x y", QQ_I)
_I = _RING(QQ_I(0, 1))
_Z = _X + _I * _Y
#: Spin up and down along a generic axis, both of the same length.
KETS = np.array([[_RING(1), -_X + _I * _Y], [_Z, _RING(1)]], dtype=object)
PAULI = (
    np.array([[0, 1], [1, 0]], dtype=object),
    np.array([[0, -_I], [_I, 0]], dtype=object),
    np.array([[1, 0], [0, -1]], dtype=object),
)


def _bras() -> Array:
    return np.asarray(np.vectorize(turned, otypes=[object])(KETS)).T


@cache
def _pairs() -> dict[tuple[int, int, int, int], Any]:
    """The thermal average of c_a^dag c_b c_c^dag c_d, where it does not vanish."""
    space = FockSpace(len(LEVELS))
    lower = [space.annihilator(m).real.round().astype(int) for m in range(space.modes)]
    chances = np.full(space.dimension, _RING(1), dtype=object)
    for chance, operator in zip(FILLED, lower, strict=True):
        full = (operator.T @ operator).diagonal()
        chances = chances * [chance if occupied else 1 - chance for occupied in full]
    found = {}
    for a, b, c, d in product(range(space.modes), repeat=4):
        diagonal = (lower[a].T @ lower[b] @ lower[c].T @ lower[d]).diagonal()
        if diagonal.any():
            terms = (int(n) * w for n, w in zip(diagonal, chances, strict=True))
            found[a, b, c, d] = sum(terms, start=_RING(0))
    return found


def _spin_averages() -> tuple[Array, Array]:
    """<S_i> and <S_i S_j>, both times powers of the length of the states."""
    inside = [_bras() @ pauli @ KETS / 2 for pauli in PAULI]
    table = [
        {
            (2 * k + a, 2 * k + b): matrix[a, b]
            for k, a, b in product(range(2), repeat=3)
        }
        for matrix in inside
    ]  # fmt: skip
    single = [
        sum((t[m, m] * FILLED[m] for m in range(4)), start=_RING(0)) for t in table
    ]  # fmt: skip
    double = [
        [
            sum(
                (
                    first.get((a, b), 0) * second.get((c, d), 0) * value
                    for (a, b, c, d), value in _pairs().items()
                ),
                start=_RING(0),
            )
            for second in table
        ]
        for first in table
    ]
    return np.array(single, dtype=object), np.array(double, dtype=object)


@cache
def stored() -> Sample:
    """The moment of an electrode and its functions of the frequency, for generic occupations.

    Moments are sums over pairs of orbitals, integrals are sums over levels: two orbitals, whose
    levels all lie apart, hold every kind of term.
    """
    grid = np.arange(len(LEVELS))
    single, double = _spin_averages()
    symmetric = (double + double.T) / 2
    tensor = symmetric - np.eye(3, dtype=int) * (np.trace(symmetric) / 3)
    up = KETS[:, 0]
    direction = np.array([_bras()[0] @ pauli @ up for pauli in PAULI], dtype=object)
    density = [_RING(QQ(1, 2)) for _ in LEVELS]
    # a quarter of what spin up is filled beyond spin down, per density of states
    holes = [(1 - 2 * a) * (FILLED[2 * k] - FILLED[2 * k + 1]) / 2 for k, a in LEVELS]

    def on_grid(values: list[Any]) -> Any:
        return known.OnGrid(np.array(values, dtype=object), grid)

    values = {
        "stored_moment": {"LL": known.constant(tensor)},
        "average_spin": {"L": known.constant(single)},
        "direction": {"L": known.constant(direction)},
        "nu_bar": {"L": on_grid(density)},
        "f_plus": {"L": on_grid(list(FILLED))},
        "anisotropy": {"L": on_grid(holes)},
        "odot": odot,
    }
    own = replace(
        exact_currents.EXACT,
        number=lambda value: constant(_RING(QQ(value.numerator, value.denominator))),
        functions={},
    )
    return Sample(own, values, integrate=known.integral(grid, 1))
