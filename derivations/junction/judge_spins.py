"""Two spins as numbers: the judge of the energies, states and correlations of the junction.

Kronecker products and eigenvectors of 4 x 4 matrices; no formula of the derivation is used.
Basis: up-up, up-down, down-up, down-down, the first spin first.
"""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

PLUS = np.array([[0, 1], [0, 0]], dtype=object)
MINUS = np.array([[0, 0], [1, 0]], dtype=object)
Z = np.array([[1, 0], [0, -1]], dtype=object)
UNIT = np.array([[1, 0], [0, 1]], dtype=object)
X, Y = PLUS + MINUS, -1j * (PLUS - MINUS)
AXES = {"x": X, "y": Y, "z": Z}
KETS = {name: np.array([int(n == k) for n in range(4)], dtype=object)
        for k, name in enumerate(("up_up", "up_down", "down_up", "down_down"))}  # fmt: skip
PAULI = {"tau_plus": PLUS, "tau_minus": MINUS, "tau_z": Z, "unit": UNIT}


def rational(rng: random.Random, low: float, high: float) -> Fraction:
    """A generic exact number between two bounds."""
    return Fraction(rng.randint(int(low * 9973), int(high * 9973)), 9973)


def on_first(matrix: Any) -> Any:
    """An operator of the first spin."""
    return np.kron(matrix, UNIT)


def on_second(matrix: Any) -> Any:
    """An operator of the second spin."""
    return np.kron(UNIT, matrix)


def scalar_product() -> Any:
    """tau_1 . tau_2, component by component."""
    return sum(np.kron(a, a) for a in AXES.values())


def cross_product_z() -> Any:
    """The z component of tau_1 x tau_2."""
    return np.kron(X, Y) - np.kron(Y, X)


def hamiltonian(ring: Ring, nu: Any, exchange: Any, dmi: Any) -> Any:
    """Zeeman term and the interaction (7), in the arithmetic of the ring."""
    zeeman = nu * ring.number(Fraction(1, 2)) * (on_first(Z) + on_second(Z))
    return zeeman - exchange * scalar_product() + dmi * cross_product_z()


def eigensystem(ring: Ring, matrix: Any) -> tuple[list[Any], list[Any]]:
    """Energies in ascending order and normalised eigenvectors."""
    if ring.name == "double":
        energies, vectors = np.linalg.eigh(matrix.astype(complex))
        return list(energies), [vectors[:, k] for k in range(4)]
    low, columns = mpmath.eighe(mpmath.matrix(matrix.tolist()))
    states = np.array(columns.tolist(), dtype=object).reshape(4, 4)
    return list(low), [states[:, k] for k in range(4)]


def real_first(ring: Ring, vector: Any) -> Any:
    """The phase in which the first component that does not vanish is positive."""
    size = ring.functions["abs"]
    leading = next(x for x in vector if size(x) > 0.1)
    return vector * ring.functions["conj"](leading) / size(leading)


def levels(ring: Ring, nu: Any, exchange: Any, dmi: Any) -> dict[str, tuple[Any, Any]]:
    """Energy and state of S, T1, T2, T3, told apart by their weight and energy."""
    energies, states = eigensystem(ring, hamiltonian(ring, nu, exchange, dmi))
    size = ring.functions["abs"]
    found: dict[str, tuple[Any, Any]] = {}
    for energy, state in zip(energies, states, strict=True):
        if size(state[0]) > 0.5:
            name = "T1"
        elif size(state[3]) > 0.5:
            name = "T3"
        else:  # ascending order: T2 comes before S
            name = "S" if "T2" in found else "T2"
        found[name] = energy, real_first(ring, state)
    return found


def draw_levels(rng: random.Random, ring: Ring) -> Sample:
    """A generic point of (9): levels, states and lines of the diagonalised Hamiltonian."""
    nu, exchange, dmi = (ring.number(rational(rng, low, low + 0.9)) for low in (2, 0.1, 0.2))
    found = levels(ring, nu, exchange, dmi)
    singlet = found["S"][1]
    angle = mpmath.arg if ring.name == "mpmath" else np.angle
    values: dict[str, Any] = {
        **{f"E_{n}": energy for n, (energy, _) in found.items()},
        **{f"psi_{n}": state for n, (_, state) in found.items()},
        **KETS,
        "nu": nu,
        "J_ex": exchange,
        "J_DM": dmi,
        "i_unit": 1j,
        "psi": angle(-singlet[2] / singlet[1]),
        "line": _lines(found),
    }
    return Sample(ring, values)


def draw_exchange_levels(rng: random.Random, ring: Ring) -> Sample:
    """Lines and the hopping element without J_DM; S is below or above T1."""
    nu, exchange = ring.number(rational(rng, 2, 3)), ring.number(rational(rng, 0.1, 1.2))
    found = levels(ring, nu, exchange, ring.number(Fraction(0)))
    matrix = hamiltonian(ring, nu, exchange, ring.number(Fraction(0)))
    values = {"nu": nu, "J_ex": exchange, "line": _lines(found, ring.functions["abs"]),
              "Rabi": ring.functions["abs"](matrix[1, 2])}  # fmt: skip
    return Sample(ring, values)


def _lines(found: dict[str, tuple[Any, Any]], size: Any = None) -> dict[str, Any]:
    """Differences of levels by transition; the S-T1 line as a modulus if `size` is given."""
    energy = {name: value for name, (value, _) in found.items()}
    lines = {f"{a} {b}": energy[a] - energy[b] for a, b in (("T1", "T2"), ("T2", "T3"),
                                                            ("S", "T1"), ("S", "T3"))}  # fmt: skip
    if size is not None:
        lines["S T1"] = size(lines["S T1"])
    return lines


def draw_phase(rng: random.Random, ring: Ring) -> Sample:
    """psi of the eigenvectors of (7) with phi as given."""
    phi = ring.number(rational(rng, 0.2, 1.2))
    strength = ring.number(rational(rng, 0.3, 0.9))
    dmi, exchange = (strength * ring.functions[f](phi) for f in ("sin", "cos"))
    singlet = levels(ring, ring.number(rational(rng, 3, 4)), exchange, dmi)["S"][1]
    angle = mpmath.arg if ring.name == "mpmath" else np.angle
    return Sample(ring, {"psi": angle(-singlet[2] / singlet[1]), "phi": phi})


# --- Master equation -------------------------------------------------------------------------


def spectrum(energy: float, bias: float, temperature: float) -> float:
    """Pairs that can take up an energy, by adding the two directions of tunnelling."""

    def pairs(x: float) -> float:
        if temperature == 0:
            return max(x, 0.0)
        return float(x / -np.expm1(-x / temperature)) if x else temperature

    return pairs(energy + bias) + pairs(energy - bias)


def generator(
    nu: float, bias: float, strengths: tuple[float, float], exchange: float, dmi: float = 0.0,
    theta: float = 0.0, phi: float = 0.0, temperature: float = 0.0,
) -> Any:  # fmt: skip
    """The 16 x 16 generator from textbook terms, on rows-stacked density matrices."""
    matrix = hamiltonian(_FLOAT, nu, exchange, dmi).astype(complex)
    one = np.eye(4)
    total = -1j * (np.kron(matrix, one) - np.kron(one, matrix.T))
    root = np.sqrt(strengths[0] * strengths[1]) * np.cos(theta / 2)

    def w(energy: float) -> float:
        return spectrum(energy, bias, temperature)

    for single, rate, cross in (
        (MINUS, w(nu) / 2, np.exp(-1j * phi)),
        (PLUS, w(-nu) / 2, np.exp(1j * phi)),
        (Z, w(0.0) / 4, np.cos(phi)),
    ):
        rates = [[strengths[0], root * cross], [root * np.conj(cross), strengths[1]]]
        jumps = (on_first(single).astype(complex), on_second(single).astype(complex))
        for m, left in enumerate(jumps):
            for k, right in enumerate(jumps):
                both = left.conj().T @ right
                move = np.kron(right, left.conj())
                total += rate * rates[m][k] * (
                    move - 0.5 * np.kron(both, one) - 0.5 * np.kron(one, both.T)
                )  # fmt: skip
    return total


_FLOAT = Ring("double", float, abs)


def draw_spectra(rng: random.Random, ring: Ring) -> Sample:
    """C_n by resolvents on the whole space; single correlations by eigenvectors."""
    drawn = rng.uniform
    L = generator(drawn(0.3, 0.6), drawn(1, 2), (drawn(0.2, 0.3), drawn(0.35, 0.5)),
                  drawn(0.2, 0.4), drawn(0.1, 0.3), drawn(0.5, 1), drawn(0.3, 0.9))  # fmt: skip
    values, vectors = np.linalg.eig(L)
    still = np.argmin(abs(values))
    rho = vectors[:, still].reshape(4, 4) / np.trace(vectors[:, still].reshape(4, 4))
    moving = [k for k in range(16) if k != still]

    def spectrum(first: Any, second: Any, omega: float) -> float:
        first, second = np.asarray(first, complex), np.asarray(second, complex)
        if first.shape != (4, 4) or second.shape != (4, 4):
            raise ValueError("a correlation takes two operators and a frequency")
        parts = np.linalg.solve(vectors, (second @ rho).ravel())
        weights = (first.T.ravel() @ vectors) * parts
        return float(2 * sum(-weights[k] / (values[k] + 1j * omega) for k in moving).real)

    omega = drawn(0.1, 0.9)

    def resolved(tables: Any) -> float:
        left, right = (
            np.sum([np.kron(PAULI[a], PAULI[b]) for a, b in t], axis=0).astype(complex)
            for t in tables
        )

        total, rest = 0.0, (right @ rho - np.trace(right @ rho) * rho).ravel()
        for o in (omega, -omega):
            solved = np.linalg.solve(L + 1j * o * np.eye(16), rest)
            total += float(-2 * (left.T.ravel() @ solved).real)
        return total

    m, p, z = "tau_minus", "tau_plus", "tau_z"
    leaves = {
        "C_1": resolved((((m, z), (z, m)), ((p, z), (z, p)))),
        "C_2": resolved((((m, z),), ((p, z),))),
        "C_3": resolved((((m, p),), ((p, m),))),
        "spectrum_of": spectrum, "tensor": np.kron, "omega": omega, **PAULI,
    }  # fmt: skip
    return Sample(ring, leaves)


def singlet_projector() -> Any:
    """Zero total spin: (3 - tau_1.tau_2 - 2) / 4 as exact fractions."""
    quarter = np.vectorize(lambda x: Fraction(int(x.real), 4), otypes=[object])
    return quarter(np.eye(4) - scalar_product().astype(complex))


def dyad(ket: Any, bra: Any) -> Any:
    """A column times a row; anything else has no meaning."""
    if ket.ndim != 1 or bra.ndim != 2:
        raise ValueError("a dyad takes a ket and a bra")
    return np.outer(ket, bra)


def draw_singlet(rng: random.Random, ring: Ring) -> Sample:
    """The dark projector as the projector on total spin zero."""
    fractions = {name: np.vectorize(Fraction, otypes=[object])(m) for name, m in PAULI.items()}
    values = {"d_hat": singlet_projector(), "tensor": np.kron, "outer_product": dyad,
              "bra_up_down": KETS["up_down"][None, :],
              "bra_down_up": KETS["down_up"][None, :], **KETS, **fractions}  # fmt: skip
    return Sample(_RATIONAL, values)


_RATIONAL = Ring("rationals", lambda value: value,
                 lambda value: max(abs(x) for x in np.ravel(value)))  # fmt: skip


def exact_singlet() -> Sample:
    """The same: its numbers are rational."""
    return draw_singlet(random.Random(0), _RATIONAL)
