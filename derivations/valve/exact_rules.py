"""Vertices and traces of App. E without rounding: proofs of what holds for all amplitudes.

Identities of two-by-two matrices are put to matrices of polynomials: coefficients are Gaussian
rationals, all generators are real, and the generator `s` stands for the square root of two. What
is linear in the amplitudes is put to every amplitude in turn, as integers, side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from scipy import sparse
from sympy.polys.fields import field
from sympy.polys.rings import ring

from spinloom.derivations.engine.interpret import DOUBLE, Ring, Sample
from spinloom.derivations.engine.judges.liouville import LiouvilleSpace

from . import exact_flows
from .exact_numbers_tensors import Array, Exact
from .judge_expansion_rules import shift
from .judge_fields_rules import LABELS, SPIN, coefficient, electrode_field
from .judge_loops_rules import figure_25, loops_of
from .judge_superoperators import SIGN
from .judge_traces_rules import AXES

_NAMES = "s " + " ".join(f"{name}{n}{part}" for name in "tbckd" for n in range(4) for part in "xy")
_RING, *_GENERATORS = ring(_NAMES, sp.QQ_I)
_ROOT = _GENERATORS[0]
VECTOR = ("x", "y", "z")


def exact(value: Any) -> Exact:
    """A rational number in the ring of polynomials."""
    return Exact(_RING(sp.QQ(value.numerator, value.denominator)))


def _reduced(value: Exact) -> Any:
    return value.value.rem([_ROOT**2 - 2])


def _size(value: Any) -> int:
    return int(any(_reduced(entry) != 0 for entry in np.ravel(np.asarray(value, dtype=object))))


def _conjugated(polynomial: Any) -> Any:
    terms = {powers: sp.QQ_I(c.x, -c.y) for powers, c in polynomial.items()}
    return polynomial.ring.from_dict(terms)


def conjugate(value: Any) -> Any:
    """Coefficients conjugated: generators are real."""
    if isinstance(value, np.ndarray):
        return np.frompyfunc(conjugate, 1, 1)(value)
    return Exact(_conjugated(value.value))


def _square_root(value: Exact) -> Exact:
    if value.value - 2:
        raise ValueError("the root of two alone is a generator")
    return Exact(_ROOT)


POLYNOMIALS = Ring(
    "polynomials over the Gaussian rationals", exact, _size,
    {"conj": conjugate, "sqrt": _square_root},
)  # fmt: skip
ZERO, ONE, I = exact(0), exact(1), Exact(_RING(sp.QQ_I(0, 1)))
HALF, ROOT = Exact(_RING(sp.QQ(1, 2))), Exact(_ROOT)


def _array(rows: Any) -> Array:
    return np.array(rows, dtype=object)


PAULI = (
    _array([[ONE, ZERO], [ZERO, ONE]]),
    _array([[ZERO, ONE], [ONE, ZERO]]),
    _array([[ZERO, -I], [I, ZERO]]),
    _array([[ONE, ZERO], [ZERO, -ONE]]),
)
CHARGE_SPIN = {name: HALF * ROOT * p for name, p in zip(AXES, PAULI, strict=True)}
MOMENTS = {name: p if name == "0" else HALF * p for name, p in zip(AXES, PAULI, strict=True)}


def generic(letter: str, count: int) -> list[Exact]:
    """Independent complex numbers."""
    known = dict(zip(_NAMES.split(), _GENERATORS, strict=True))
    return [Exact(known[f"{letter}{n}x"]) + I * Exact(known[f"{letter}{n}y"]) for n in range(count)]


def adjoint(matrix: Array) -> Array:
    return np.asarray(conjugate(matrix)).T


def four_vector(matrix: Array) -> dict[str, Exact]:
    return {name: np.trace(r @ matrix) for name, r in CHARGE_SPIN.items()}


def raised(conjugate: Callable[[Any], Any], sign: Any, value: Any) -> Any:
    if sign not in (1, -1):
        raise ValueError("a conjugation index is +1 or -1")
    return value if sign == 1 else conjugate(value)


# --- Amplitudes and vertices --------------------------------------------------------------------


@cache
def amplitude() -> Sample:
    """A generic amplitude between generic spin states."""
    operator = _array(generic("t", 4)).reshape(2, 2)
    left, right, other, last = (_array(generic(letter, 4)).reshape(2, 2) for letter in "bkcd")
    bras, kets = {"L": left, "R": other}, {"L": last, "R": right}
    table = left @ operator @ right

    values = {
        "amplitude": lambda a, b: table[SPIN[a], SPIN[b]],
        "bra": lambda r, sigma: bras[r][[SPIN[sigma]]],
        "ket": lambda r, sigma: kets[r][:, [SPIN[sigma]]],
        "raised": partial(raised, conjugate),
        "eta": SIGN,
        "t_check": four_vector(operator),
        "r_check": CHARGE_SPIN,
    }
    return Sample(POLYNOMIALS, values, {**LABELS, "component": AXES})


@cache
def conserving() -> Sample:
    """A generic amplitude that does not see the spin, and the basis."""
    (t,) = generic("t", 1)
    values = {
        "t_check": four_vector(t * PAULI[0]),
        "t_bare": t,
        "kronecker": lambda a, b: ONE if a == b else ZERO,
        "r_check": CHARGE_SPIN,
        "inner": lambda a, b: np.trace(adjoint(a) @ b),
    }
    return Sample(POLYNOMIALS, values, {"component": AXES})


@cache
def vertex() -> Sample:
    """The part of i [h, r_mu of an electrode] from R to L, for a generic amplitude."""
    operator = _array(generic("t", 4)).reshape(2, 2)
    nothing = _array([[ZERO, ZERO], [ZERO, ZERO]])
    h = np.block([[nothing, operator], [adjoint(operator), nothing]])
    found = {}
    for (name, moment), r in product(MOMENTS.items(), "LR"):
        blocks = [[moment, nothing], [nothing, nothing]]
        place = np.block(blocks if r == "L" else [row[::-1] for row in blocks[::-1]])
        found[name, r] = I * (I * (h @ place - place @ h))[:2, 2:]
    values = {
        "i_operator": found,
        "t_check": four_vector(operator),
        "r_check": CHARGE_SPIN,
        "r_mu": MOMENTS,
    }
    return Sample(POLYNOMIALS, values, {"component": AXES})


@cache
def densities() -> Sample:
    """Generic polarizations along generic directions: the density over its average."""
    values: dict[str, Any] = {"n_tilde": {}, "n": {}, "J_hat": {}}
    for r, letter in zip("LR", "tb", strict=True):
        known = dict(zip(_NAMES.split(), _GENERATORS, strict=True))
        polarization, *direction = (Exact(known[f"{letter}{n}x"]) for n in range(4))
        axis = sum((x * p for x, p in zip(direction, PAULI[1:], strict=True)), 0 * PAULI[0])
        up, down = ((PAULI[0] + sign * axis) * HALF for sign in (1, -1))
        matrix = (1 + polarization) * up + (1 - polarization) * down
        values["n"][r] = polarization
        values["n_tilde"].update({(r, c): x for c, x in four_vector(matrix).items()})
        values["J_hat"].update({(r, c): x for c, x in zip(VECTOR, direction, strict=True)})
    return Sample(POLYNOMIALS, values, {"electrode": ("L", "R"), "axis": VECTOR})


# --- Traces and figures -------------------------------------------------------------------------


@cache
def hermitian_chain() -> Sample:
    """Four generic Hermitian matrices."""
    known = dict(zip(_NAMES.split(), _GENERATORS, strict=True))
    factors = {
        name: sum((Exact(known[f"{letter}{n}x"]) * p for n, p in enumerate(PAULI)), 0 * PAULI[0])
        for name, letter in zip("4321", "tbck", strict=True)
    }
    return Sample(POLYNOMIALS, {"operator": factors, "trace": np.trace})


@cache
def propagator() -> Sample:
    """A propagator of generic energy and width."""
    elements, energy, width = field("X w", sp.QQ_I)

    def conjugate(value: Exact) -> Exact:
        top, bottom = map(_conjugated, (value.value.numer, value.value.denom))
        return Exact(elements(top) / elements(bottom))

    rational = Ring(
        "rational functions over the Gaussian rationals",
        lambda value: Exact(elements(sp.QQ(value.numerator, value.denominator))),
        lambda value: int(bool(value)), {"conj": conjugate},
    )  # fmt: skip
    i_zero = Exact(elements(elements.ring(sp.QQ_I(0, 1)))) * Exact(width)
    return Sample(rational, {"i_zero": i_zero, "X": Exact(energy)})


@cache
def figure() -> Sample:
    """The diagram of Fig. 25(c) with four generic energies and eight generic matrices."""
    diagram = figure_25()
    names = " ".join([f"w{n}" for n in range(4)] + [f"m{n}" for n in range(32)])
    _, *found = ring(names, sp.QQ)
    omega = {dot: Exact(found[n]) for n, pair in enumerate(diagram.contractions) for dot in pair}
    (loop,) = loops_of(diagram)
    labels = []
    for kind, number in loop:
        early = diagram.contractions[number][1] if kind == "c" else 2 * number + 1
        prefix = "rho" if kind == "c" else "kappa"
        labels.append(f"{prefix} {4 - early // 2}" + "'" * (early % 2))
    factors = {
        name: _array([Exact(x) for x in found[4 + 4 * n : 8 + 4 * n]]).reshape(2, 2)
        for n, name in enumerate(labels)
    }
    chain = factors[labels[0]]
    for name in labels[1:]:
        chain = factors[name] @ chain
    turns = [round(shift(sign)) for sign in zip(diagram.chi, diagram.eta, strict=True)]
    values = {
        "X_2": sum((turns[dot] * omega[dot] for dot in (5, 6, 7)), turns[4] * omega[4]),
        "omega_1": omega[6],
        "omega_2": omega[4],
        "loop": np.trace(chain),
        "factor": factors,
        "trace": np.trace,
    }
    own = replace(
        POLYNOMIALS, number=lambda value: value, size=lambda value: int(bool(value)), functions={}
    )
    return Sample(own, values)


# --- Every amplitude, side by side --------------------------------------------------------------

#: The amplitudes from one spin to another, real and imaginary.
UNITS = tuple(product(range(2), range(2), (1.0, 1j)))


def _amplitudes(a: str, b: str) -> Array:
    return np.array([unit * ((x, y) == (SPIN[a], SPIN[b])) for x, y, unit in UNITS])


@cache
def amplitudes() -> Sample:
    """(E5) for each amplitude of modulus one between two spins, as an array."""
    values = {
        "vertex": _vertex,
        "chi": SIGN,
        "eta": SIGN,
        "opposite": lambda a, b: float(a != b),
        "kronecker": lambda a, b: float(a == b),
        "amplitude": _amplitudes,
        "raised": partial(raised, np.conj),
    }
    return Sample(DOUBLE, values, LABELS)


def _vertex(*labels: str) -> Array:
    """How a product of two fields occurs in L_T; that it does so is what (E4) says."""
    (chi, eta, r, sigma), (chi_2, eta_2, r_2, sigma_2) = labels[:4], labels[4:]
    if (r, r_2) != ("L", "R"):
        return np.zeros(len(UNITS), dtype=complex)
    number = round(coefficient("tunnelling", (chi, eta), (chi_2, eta_2)))
    value = _amplitudes(sigma, sigma_2)
    return np.asarray(number * (value if eta == "-" else np.conj(value)))


def _stacked(values: Array) -> Any:
    """A number for each case, as a superoperator on all cases side by side."""
    return sparse.kron(sparse.diags_array(values), sparse.eye_array(256), "csr")


def _fields(copies: int, *labels: str) -> Any:
    return sparse.kron(sparse.eye_array(copies), electrode_field(*labels), "csr")


def shuffled(size: int) -> Any:
    """An invertible operator that commutes with few others: what holds for it holds for all."""
    places = np.arange(size)
    return sparse.csr_array((np.ones(size), (places, (7 * places + 3) % size)), (size, size))


@cache
def liouvillian() -> Sample:
    """(E4) as an identity of superoperators, for each amplitude."""
    space = LiouvilleSpace(4)
    parts = []
    for x, y, unit in UNITS:
        hop = np.zeros((4, 4), dtype=complex)
        hop[x, 2 + y] = unit
        parts.append(sparse.csr_array(space.commutator(space.fock.bilinear(hop + hop.conj().T))))
    values = {
        "L_T": sparse.block_diag(parts, format="csr"),
        "argument": shuffled(256 * len(UNITS)),
        "vertex": cache(lambda *labels: _stacked(_vertex(*labels))),
        "J": cache(partial(_fields, len(UNITS))),
    }
    return Sample(replace(DOUBLE, size=exact_flows.size), values, LABELS)


#: Products of one field of each electrode, from one side.
PRODUCTS = tuple(product("+-", SPIN, "+-", SPIN))


@cache
def left_action() -> Sample:
    """(E18) as an identity of superoperators, for each product of two fields."""
    space, parts = LiouvilleSpace(4), []
    for eta, a, eta_2, b in PRODUCTS:
        pair = space.operator(SIGN[eta], SPIN[a]) @ space.operator(SIGN[eta_2], 2 + SPIN[b])
        parts.append(sparse.csr_array(space.left(pair)))

    def observable(*labels: str) -> Any:
        (chi, eta, r, a), (chi_2, eta_2, r_2, b) = labels[:4], labels[4:]
        left = (r, r_2) == ("L", "R") and chi != eta and chi_2 != eta_2
        return _stacked(np.array([float(left and (eta, a, eta_2, b) == p) for p in PRODUCTS]))

    values = {
        "A": None,
        "left": lambda _: sparse.block_diag(parts, format="csr"),
        "argument": shuffled(256 * len(PRODUCTS)),
        "observable": cache(observable),
        "J": cache(partial(_fields, len(PRODUCTS))),
    }
    return Sample(replace(DOUBLE, size=exact_flows.size), values, LABELS)


@cache
def quadrupole() -> Sample:
    """(E38) for all hops of three electrodes, two orbitals in L; spins doubled."""
    found = exact_flows.exact(False)()
    nodes = found.values["node_current"]
    values = {
        **found.values,
        "node_current": lambda a, b: nodes["".join(sorted(a + b))],
        "spin_current": found.values["spin_current_into"],
    }
    return Sample(found.ring, values, found.ranges)
