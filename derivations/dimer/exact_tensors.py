"""Tensors of the electrons' answer from their traces over spin: exact samples of (4) and (5).

Every Green's function is G^s + G^t t.tau, so that response, damping and noise are sums over
energies of tr[tau^i (F^s + F^t t.tau) tau^j (B^s + B^t t.tau)]. The four products of parts enter
linearly, each with a weight of its own; those of unlike parts stand beside an imaginary trace, and
the tensors are real.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Sample

from .exact_vectors import cross, dot, outer, variable, vectors
from .vector_algebra import Algebra, Ratio, fractions

SITES = tuple(product("12", repeat=2))
PAIRS = tuple(a + b for a, b in SITES)
_PARTS = tuple(product("st", repeat=2))
_LABELS = tuple(p + q for p, q in _PARTS)
_KINDS = ("static", "damping")
#: Constants of (A24), where the coefficients of the tensors are integrals.
_LETTERS = ("J", "D", "Gamma", "alpha", "gamma", "j", "g")
_ALGEBRA = Algebra(
    (
        *(f"{name}_{axis}" for name in ("t", "m1", "m2", "n1", "n2", "g1", "g2") for axis in "xyz"),
        *(f"{kind}_{pair}_{part}" for kind in _KINDS for pair in PAIRS for part in _LABELS),
        *(f"{letter}_{pair}" for letter in _LETTERS for pair in PAIRS),
        "D",
        "i",
    ),
    {"t_z": ("t_x", "t_y")},
)
EXACT = fractions(_ALGEBRA)
_PAULI = np.array([
    [[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]],
])  # fmt: skip
_HALF = EXACT.number(Fraction(1, 2))
(T_HAT,) = vectors(_ALGEBRA, "t")
UNIT = np.array([[EXACT.number(Fraction(int(i == j))) for i in range(3)] for j in range(3)])


def levi_civita(i: int, j: int, k: int) -> int:
    """The unit antisymmetric tensor."""
    return (i - j) * (j - k) * (k - i) // 2


def _trace(p: str, q: str, i: int, j: int) -> Ratio:
    """tr tau^i X_p tau^j X_q for X_s = 1 and X_t = t.tau; without its i where p and q differ."""
    total = EXACT.number(Fraction(0))
    for k, l in product(range(4), repeat=2):
        if (p == "s") != (k == 0) or (q == "s") != (l == 0):
            continue
        number = np.trace(_PAULI[i + 1] @ _PAULI[k] @ _PAULI[j + 1] @ _PAULI[l])
        part, rest = (number.real, number.imag) if p == q else (number.imag, number.real)
        if rest:
            raise ArithmeticError("a trace that is neither real nor imaginary")
        factor = EXACT.number(Fraction(round(part)))
        for place in (k, l):
            factor = factor * T_HAT[place - 1] if place else factor
        total = total + factor
    return total


def tensor(kind: str, pair: str) -> Array:
    """A tensor of two sites, (axis, axis)."""
    return np.array([
        [sum((variable(_ALGEBRA, f"{kind}_{pair}_{p}{q}") * _trace(p, q, i, j)
              for p, q in _PARTS[1:]),
             start=variable(_ALGEBRA, f"{kind}_{pair}_ss") * _trace("s", "s", i, j))
         for j in range(3)] for i in range(3)
    ])  # fmt: skip


def along(matrix: Array) -> Any:
    """t.M.t."""
    return dot(T_HAT, np.array([dot(row, T_HAT) for row in matrix]))


def isotropic(matrix: Array) -> Any:
    """The coefficient of delta_ij, by contraction."""
    return (matrix[0, 0] + matrix[1, 1] + matrix[2, 2] - along(matrix)) * _HALF


def dyadic(matrix: Array) -> Any:
    """The coefficient of t_i t_j, by contraction."""
    return along(matrix) - isotropic(matrix)


def antisymmetric(matrix: Array) -> Any:
    """The coefficient of epsilon_ijk t_k, by contraction."""
    axial = np.array([matrix[(k + 1) % 3, (k + 2) % 3] - matrix[(k + 2) % 3, (k + 1) % 3]
                      for k in range(3)])  # fmt: skip
    return dot(axial, T_HAT) * _HALF


#: epsilon_ijk t_k.
TURNING = np.array([
    [sum((EXACT.number(Fraction(levi_civita(i, j, k))) * T_HAT[k] for k in (1, 2)),
         start=EXACT.number(Fraction(levi_civita(i, j, 0))) * T_HAT[0]) for j in range(3)]
    for i in range(3)
])  # fmt: skip


@lru_cache(maxsize=1)
def electrons() -> Sample:
    """The field of the electrons on a spin, without what is parallel to it, and the damping."""
    chi, alpha = ({pair: tensor(kind, pair) for pair in PAIRS} for kind in _KINDS)
    moment, spin, gradient = (
        dict(zip("12", vectors(_ALGEBRA, f"{name}1", f"{name}2"), strict=True)) for name in "mng"
    )
    strength, other = variable(_ALGEBRA, "D"), {"1": "2", "2": "1"}

    def answer(a: str, b: str) -> Array:
        return np.array([dot(row, moment[b]) for row in chi[a + b]])

    def field(a: str) -> Array:
        parallel = isotropic(chi[a + a]) * moment[a]
        whole = answer(a, a) + answer(a, other[a]) - parallel
        return np.asarray(-gradient[a] + strength * spin[a] + strength**2 * whole)

    def constants(part: Callable[[Array], Any]) -> dict[tuple[str, str], Any]:
        return {(a, b): part(alpha[a + b]) for a, b in SITES}

    values = {
        "Delta": strength, "m": moment, "mean_spin": spin, "gradient_E_0": gradient,
        "t_vector": T_HAT, "unit_tensor": UNIT, "antisymmetric_tensor": TURNING, "dot": dot,
        "cross": cross, "outer": outer, "H": {a: field(a) for a in "12"},
        "J": {a: isotropic(chi[a + other[a]]) for a in "12"},
        "D": {a: antisymmetric(chi[a + other[a]]) for a in "12"},
        "A": {a: dyadic(chi[a + other[a]]) for a in "12"},
        "K": {a: dyadic(chi[a + a]) for a in "12"},
        "D_self": {a: antisymmetric(chi[a + a]) for a in "12"},
        "alpha_tensor": {(a, b): strength**2 * alpha[a + b] for a, b in SITES},
        "alpha_iso": constants(isotropic), "alpha_an": constants(dyadic),
        "alpha_antisym": constants(antisymmetric),
    }  # fmt: skip
    return Sample(EXACT, values, {"site": ("1", "2")})


@lru_cache(maxsize=1)
def names() -> Sample:
    """The constants of (4)-(6), contracted from the tensors that (A19) and (A23) write.

    Those tensors are x delta + i y epsilon t + 2 z t t, and (A24) calls x, y and z the constants
    J, D, Gamma of the response, alpha and gamma of the damping, j and g of the noise. What is
    linear in i holds for any number in its place.
    """
    constant = {
        f"{letter}_{pair}": variable(_ALGEBRA, f"{letter}_{pair}")
        for letter in _LETTERS for pair in PAIRS
    }  # fmt: skip
    i_unit, two = variable(_ALGEBRA, "i"), EXACT.number(Fraction(2))

    def printed(pair: str, x: str, z: str, y: str = "") -> Array:
        matrix = constant[f"{x}_{pair}"] * UNIT
        matrix = matrix + two * constant[f"{z}_{pair}"] * outer(T_HAT, T_HAT)
        return matrix + i_unit * constant[f"{y}_{pair}"] * TURNING if y else matrix

    response = {pair: printed(pair, "J", "Gamma", "D") for pair in PAIRS}
    damping = {pair: printed(pair, "alpha", "gamma") for pair in PAIRS}
    noise = {pair: printed(pair, "j", "g") for pair in PAIRS}
    found = {
        f"{name}_{site}": part(tensors[pair])
        for name, part, tensors, pairs in (
            ("J", isotropic, response, ("12", "21")),
            ("D", antisymmetric, response, ("12", "21")),
            ("A", dyadic, response, ("12", "21")),
            ("K", dyadic, response, ("11", "22")),
            ("alpha_i", isotropic, damping, ("21", "22")),
            ("alpha_an", dyadic, damping, ("21", "22")),
            ("j_i", isotropic, noise, ("21", "22")),
            ("j_an", dyadic, noise, ("21", "22")),
        )
        for site, pair in zip("12", pairs, strict=True)
    }
    return Sample(EXACT, {**constant, **found, "i_unit": i_unit, "hbar": EXACT.number(Fraction(1))})
