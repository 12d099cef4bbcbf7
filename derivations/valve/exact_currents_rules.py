"""Current and spin vertices of App. E without rounding: proofs of corrected (E32)-(E42).

What is linear in the tunnelling amplitude, in the matrix of the spin or in the Hamiltonian is put
to a basis, side by side as blocks of one sparse matrix of integers and halves. What holds for any
function of two energies and any axis is put to polynomials whose generators stand for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from scipy import sparse

from spinloom.derivations.engine.interpret import DOUBLE, Sample
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace

from . import exact_flows
from . import judge_network as network
from .exact_numbers_tensors import Array, Exact
from .exact_orbitals_rules import BRAS, KETS, LENGTH, VECTORS
from .exact_orbitals_rules import RANGES as ONE_ORBITAL
from .exact_rules import (
    CHARGE_SPIN,
    HALF,
    MOMENTS,
    ONE,
    POLYNOMIALS,
    VECTOR,
    ZERO,
    exact,
    generic,
    shuffled,
)
from .judge_fields_rules import LABELS, SPIN
from .judge_superoperators import SIGN
from .judge_traces_rules import AXES

#: Every matrix on the spins with one entry, real or imaginary: a basis over the real numbers.
UNITS = tuple(phase * np.eye(4)[place].reshape(2, 2) for place, phase in product(range(4), (1, 1j)))


def _spread(operator: Any, copies: int) -> Any:
    """The same operator for each element of a basis."""
    return sparse.kron(sparse.eye_array(copies), operator, "csr")


def _numbered(values: Any, size: int) -> Any:
    """A number for each element of a basis."""
    return sparse.kron(sparse.diags_array(np.asarray(values)), sparse.eye_array(size), "csr")


# --- Currents as commutators ----------------------------------------------------------------------


@cache
def _tunnelling() -> Any:
    """H_T for each amplitude, the same between all orbitals; two orbitals in each electrode."""
    parts = []
    for amplitude in UNITS:
        table = np.zeros((2, 2, 2, 2), dtype=complex)
        table[:] = amplitude[None, :, None, :]
        parts.append(network.tunnelling(table))
    return sparse.block_diag(parts, format="csr")


def _commutator(component: str, r: str) -> Any:
    """i [H_T, R_mu] of an electrode."""
    copies = len(UNITS)
    return network.rate(_tunnelling(), _spread(network._moment(component, r), copies))


def gaining(number: Array, stack: Any) -> Any:
    """The part of an operator, or of a vector of them, that adds a particle."""
    parts = []
    for block in network.blocks(stack):
        table = block.tocoo()
        rows, columns = table.coords
        gained = number[rows] > number[columns]
        entries = (table.data[gained], (rows[gained], columns[gained]))
        parts.append(sparse.csr_array(entries, shape=block.shape))
    return sparse.vstack(parts, format="csr")


def _amplitude(component: str, r: str, s: str, a: str, b: str) -> Any:
    """The matrix element of r_mu T, for each T."""
    if r == s:
        return 0.0
    bare = [t if r == "L" else t.conj().T for t in UNITS]
    values = [(network.COMPONENTS[component] @ t)[SPIN[a], SPIN[b]] for t in bare]
    return _numbered(values, network.annihilators()[0].shape[0])


def _hopping() -> dict[str, Any]:
    @cache
    def annihilator(electrode: str, orbital: str, a: str) -> Any:
        place = network.mode(electrode, int(orbital), SPIN[a])
        return _spread(network.annihilators()[place], len(UNITS))

    return {
        "amplitude": cache(_amplitude),
        "annihilator": annihilator,
        "creator": cache(lambda *labels: annihilator(*labels).T.tocsr()),
        "i_unit": 1j,
    }


_HOP_RANGES = {
    "component": AXES, "axis": VECTOR, "electrode": network.ELECTRODES, "orbital": ("0", "1"),
    "spin": tuple(SPIN),
}  # fmt: skip


@cache
def currents() -> Sample:
    """(E32): charge and spin currents of both electrodes for each amplitude."""

    @cache
    def current(component: str, r: str, s: str) -> Any:
        change = _commutator(component, r)
        return change if r != s else 0 * change

    functions = {**DOUBLE.functions, "dagger": network._dagger}
    own = replace(DOUBLE, size=exact_flows.size, functions=functions)
    return Sample(own, {"one_particle_current": current, **_hopping()}, _HOP_RANGES)


@cache
def partial_currents() -> Sample:
    """(E39): the part of each spin current that fills its electrode, for each amplitude."""

    @cache
    def component(j: str, r: str, s: str) -> Any:
        number = _spread(network._moment("0", r), len(UNITS)).diagonal().real
        part = gaining(number, _commutator(j, r))
        return part if r != s else 0 * part

    @cache
    def printed(j: str, r: str, s: str, a: str, b: str) -> Any:
        """The matrix element of (E36), for each T."""
        moment = network.COMPONENTS[j]
        matrices = [moment @ t if r == "L" else -t @ moment for t in UNITS]
        values = [float(r != s) * matrix[SPIN[a], SPIN[b]] for matrix in matrices]
        return _numbered(values, network.annihilators()[0].shape[0])

    values = {"partial_component": component, "current_element": printed, **_hopping()}
    return Sample(replace(DOUBLE, size=exact_flows.size), values, _HOP_RANGES)


# --- The spin on Liouville space ------------------------------------------------------------------


@cache
def spin_action() -> Sample:
    """(E41) as an identity of superoperators, for each matrix element of the spin."""
    space, copies = LiouvilleSpace(4), len(UNITS)
    parts = []
    for unit in UNITS:
        operator = space.fock.bilinear(np.kron(np.eye(2), unit))
        parts.append(sparse.csr_array(space.left(operator)))

    def field(chi: str, eta: str, orbital: str, a: str) -> Any:
        mode = 2 * int(orbital) + SPIN[a]
        return _spread(sparse.csr_array(space.field(SIGN[chi], SIGN[eta], mode)), copies)

    def element(j: str, a: str, b: str) -> Any:
        return _numbered([unit[SPIN[a], SPIN[b]] for unit in UNITS], 256)

    values = {
        "S": {"x": 1.0},  # left action is linear in it
        "left": lambda factor: factor * sparse.block_diag(parts, format="csr"),
        "argument": shuffled(256 * copies),
        "kronecker": lambda a, b: float(a == b),
        "opposite": lambda a, b: float(a != b),
        "minus_eta_chi_plus": lambda eta, chi: float((eta, chi) == ("-", "+")),
        "spin_element": cache(element),
        "field": cache(field),
    }
    ranges = {**LABELS, "orbital": ("0", "1"), "axis": ("x",)}
    return Sample(replace(DOUBLE, size=exact_flows.size), values, ranges)


# --- Sums over orbitals ---------------------------------------------------------------------------


@cache
def two_orbitals() -> Sample:
    """(E42): a spin operator between two functions of the levels, two orbitals, a generic axis.

    Modes are projectors; that they are orthogonal is what yields the Kronecker symbols.
    """
    orbitals = ("0", "1")
    pairs = list(product(orbitals, SPIN, SPIN))
    numbers = (*generic("b", 4), *generic("c", 4))
    level = dict(zip(product(orbitals, SPIN), generic("t", 4), strict=True))
    values_of_g = {
        (level[k, a].value, level[k, b].value): value
        for (k, a, b), value in zip(pairs, numbers, strict=True)
    }
    rest = generic("d", 3)

    def g(first: Exact, second: Exact) -> Exact:
        """Any values at pairs of levels, and others elsewhere."""
        other = first * rest[0] + second * rest[1] + rest[2]
        return values_of_g.get((first.value, second.value), other)

    def overlap(bra: Array, matrix: Array, ket: Array) -> Any:
        (number,) = np.ravel(bra @ matrix @ ket)
        return number

    def pair_sum(j: str, a: str, b: str) -> Exact:
        total = ZERO
        for k, tau, other in pairs:
            weight = g(level[k, tau], level[k, other])
            inner = overlap(BRAS[tau], MOMENTS[j], KETS[other])
            ahead = overlap(BRAS[a], MOMENTS["0"], KETS[tau])
            behind = overlap(BRAS[other], MOMENTS["0"], KETS[b])
            total = total + weight * ahead * inner * behind
        return total

    values = {
        "pair_sum": pair_sum,
        "level": level,
        "g": g,
        "kronecker": lambda a, b: ONE if a == b else ZERO,
        "spin_vector": {j: MOMENTS[j] for j in VECTOR},
        # states of squared length LENGTH: two projectors on the left
        "bra": lambda r, spin: LENGTH * BRAS[spin],
        "ket": lambda r, spin: LENGTH * KETS[spin],
    }
    return Sample(POLYNOMIALS, values, {**ONE_ORBITAL, "orbital": orbitals})


def _square_root(value: Exact) -> Any:
    """Of two, which the sentence prints, and of four, which would mend it."""
    return exact(Fraction(2)) if not value - 4 else POLYNOMIALS.functions["sqrt"](value)


@cache
def insertion() -> Sample:
    """What replaces the spin vertex and its contractions: the spin between projectors.

    The numbers of orbitals at the two energies, by spin, and the occupations are generic.
    """
    pairs = tuple(product(SPIN, repeat=2))
    density = dict(zip(pairs, generic("b", 4), strict=True))
    f_first, f_second, t_bare = generic("c", 3)
    projectors = {spin: KETS[spin] @ BRAS[spin] for spin in SPIN}
    inserted = {
        j: sum(
            density[a, b] * f_first * f_second * (projectors[a] @ MOMENTS[j] @ projectors[b])
            for a, b in pairs
        )
        for j in VECTOR
    }
    values = {
        "inserted": inserted, "f_first": f_first, "f_second": f_second, "t_bare": t_bare,
        "spin_vector": {j: MOMENTS[j] for j in VECTOR},
        "r_check": CHARGE_SPIN,
        "A_here": {
            (mu, nu): sum(
                (density[a, b] * VECTORS[a][mu] * VECTORS[b][nu] * HALF for a, b in pairs), ZERO
            )
            for mu, nu in product(AXES, repeat=2)
        },
    }  # fmt: skip
    functions = {**POLYNOMIALS.functions, "sqrt": _square_root}
    own = replace(POLYNOMIALS, functions=functions)
    return Sample(own, values, {"axis": VECTOR, "component": AXES})


# --- Quadrupole currents --------------------------------------------------------------------------


#: A number in the place of the state, for an average is linear in it.
_STATE = 2


def _stack(value: Any) -> Any:
    if not sparse.issparse(value):
        raise TypeError("a vector of operators, not the number in the place of a state")
    return value


def _coefficient(tensor: Any, state: float) -> Any:
    """What the average multiplies the state by."""
    return _stack(tensor) * (state / _STATE)


@cache
def any_state() -> Sample:
    """Quadrupole currents of each hop, whose average in every state is asked for.

    Two averages agree in every state where the operators do; the real part of an average is that
    of the Hermitian part.
    """
    base = exact_flows.exact(False)()
    numbers, nodes = base.values["number"], base.values["node_current"]

    def part(r: str) -> Any:
        return gaining(numbers[r].diagonal().real, base.values["spin_current_into"][r])

    values = {
        "quadrupole_average": lambda a, b: nodes["".join(sorted(a + b))],
        "partial": {r: part(r) for r in base.ranges["electrode"]},
        "spin": base.values["spin"],
        "pair_count": base.values["pair_count"],
        "odot": lambda a, b: exact_flows.odot(_stack(a), _stack(b)),
        "state": _STATE,
        "expectation": _coefficient,
        "norm": exact_flows.size,
    }
    dagger: Callable[[Any], Any] = base.ring.functions["dagger"]
    own = replace(
        base.ring,
        functions={**base.ring.functions, "Re": lambda x: (x + dagger(_stack(x))) / 2},
    )
    return Sample(own, values, base.ranges)
