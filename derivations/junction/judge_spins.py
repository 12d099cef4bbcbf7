"""Two spins as numbers: the judge of the energies, states and correlations of the junction.

Kronecker products and eigenvectors of 4 x 4 matrices; no formula of the derivation is used.
Basis: up-up, up-down, down-up, down-down, the first spin first.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import PRECISE, Ring, Sample, evaluate

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


def _singlet_projector() -> Any:
    """Zero total spin: (3 - tau_1.tau_2 - 2) / 4 as exact fractions."""
    quarter = np.vectorize(lambda x: Fraction(int(x.real), 4), otypes=[object])
    return quarter(np.eye(4) - scalar_product().astype(complex))


def _dyad(ket: Any, bra: Any) -> Any:
    """A column times a row; anything else has no meaning."""
    if ket.ndim != 1 or bra.ndim != 2:
        raise ValueError("a dyad takes a ket and a bra")
    return np.outer(ket, bra)


def draw_singlet(rng: random.Random, ring: Ring) -> Sample:
    """The dark projector as the projector on total spin zero."""
    fractions = {name: np.vectorize(Fraction, otypes=[object])(m) for name, m in PAULI.items()}
    values = {"d_hat": _singlet_projector(), "tensor": np.kron, "outer_product": _dyad,
              "bra_up_down": KETS["up_down"][None, :],
              "bra_down_up": KETS["down_up"][None, :], **KETS, **fractions}  # fmt: skip
    return Sample(_RATIONAL, values)


_RATIONAL = Ring("rationals", lambda value: value,
                 lambda value: max(abs(x) for x in np.ravel(value)))  # fmt: skip


def exact_singlet() -> Sample:
    """The same: its numbers are rational."""
    return draw_singlet(random.Random(0), _RATIONAL)


# --- The dark point --------------------------------------------------------------------------


def _symmetric(rng: random.Random) -> tuple[Any, float, float]:
    """The generator at equal couplings, with nu and V."""
    bias, nu = rng.uniform(1, 2), rng.uniform(0.2, 0.7)
    strength = rng.uniform(0.2, 0.4)
    return generator(nu, bias, (strength, strength), rng.uniform(0.2, 0.5)), nu, bias


def draw_motion(rng: random.Random, ring: Ring) -> Sample:
    """The dark weight's rate, and the weight before and after, from a generic state."""
    L, _, _ = _symmetric(rng)
    generic = generator(0.4, 1.3, (0.2, 0.35), 0.3, 0.2, 0.7, 0.5)
    state = np.random.default_rng(rng.getrandbits(64))
    rho = state.normal(size=(4, 4)) + 1j * state.normal(size=(4, 4))
    rho = rho @ rho.conj().T / np.trace(rho @ rho.conj().T)
    rate = (generic @ rho.ravel()).reshape(4, 4)
    singlet = _singlet_projector().astype(float)
    later = (_exponential(3.0 * L) @ rho.ravel()).reshape(4, 4)
    weight = np.array([0, 1, -1, 0]) / np.sqrt(2)
    values = {
        "d_hat": singlet, "rho_dot": rate, "dot": lambda a, b: np.sum(a * np.transpose(b)),
        "p_d_rate": weight @ rate @ weight, "p_d_later": weight @ later @ weight,
        "p_d_initial": weight @ rho @ weight,
    }  # fmt: skip
    return Sample(ring, values)


def _exponential(matrix: Any) -> Any:
    """Scaling and squaring of the series."""
    halvings = 12
    small, term = matrix / 2**halvings, np.eye(len(matrix), dtype=complex)
    total = term.copy()
    for k in range(1, 16):
        term = term @ small / k
        total += term
    for _ in range(halvings):
        total = total @ total
    return total


def _null_states(L: Any) -> list[Any]:
    """The two hermitian null vectors: the singlet, and the one without it."""
    right = np.linalg.svd(L)[2][-2:].conj()
    singlet = np.array([0, 1, -1, 0]) / np.sqrt(2)
    matrices = [v.reshape(4, 4) for v in right]
    weights = [singlet @ m @ singlet for m in matrices]
    mixed = matrices[0] * weights[1] - matrices[1] * weights[0]
    return [np.outer(singlet, singlet), mixed / np.trace(mixed)]


def _family(rng: random.Random, weight: float) -> dict[str, Any]:
    """Averages in the stationary state with a given weight of the dark state."""
    L, nu, bias = _symmetric(rng)
    dark, bright = _null_states(L)
    rho = weight * dark + (1 - weight) * bright

    def average(operator: Any) -> float:
        return float(np.trace(operator.astype(complex) @ rho).real)

    pm = average(np.kron(PLUS, MINUS))
    eigenvalues = np.linalg.eigvalsh((rho + rho.conj().T) / 2)
    return {
        "average_z_1": average(on_first(Z)), "average_z_2": average(on_second(Z)),
        "average_zz": average(np.kron(Z, Z)), "average_pm": pm, "rho_pm": pm,
        "nu_tilde": nu / bias, "nu": nu, "V": bias,
        "largest_eigenvalue": eigenvalues[-1], "lowest_eigenvalue": eigenvalues[0],
    }  # fmt: skip


def draw_family(rng: random.Random, ring: Ring) -> Sample:
    """A stationary state at the symmetric point."""
    return Sample(ring, _family(rng, rng.uniform(0.1, 0.9)))


def draw_unphysical(rng: random.Random, ring: Ring) -> Sample:
    """A member of the family (11) with a negative weight of the dark state."""
    return Sample(ring, _family(rng, rng.uniform(-0.15, -0.05)))


def draw_critical(rng: random.Random, ring: Ring) -> Sample:
    """The weight at which the partial transpose loses positivity, by bisection."""
    L, nu, bias = _symmetric(rng)
    dark, bright = _null_states(L)

    def lowest(weight: float) -> float:
        rho = (weight * dark + (1 - weight) * bright).reshape(2, 2, 2, 2)
        return float(np.linalg.eigvalsh(rho.swapaxes(1, 3).reshape(4, 4))[0])

    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if lowest(middle) > 0 else (low, middle)
    return Sample(ring, {"p_c": low, "nu_tilde": nu / bias})


def temperature_remainder(tree: Any, ratio: Any) -> Any:
    """The effective temperature at nu / V = ratio against its printed value."""
    bias = mpmath.mpf(3) / 2
    nu = ratio * bias
    value = nu / mpmath.log((bias + nu) / (bias - nu))
    sample = Sample(PRECISE, {"T_eff": value, "V": bias})
    left, right = (evaluate(side, sample) for side in (tree.left, tree.right))
    return (left - right) / right if right else mpmath.mpf(1)


# --- Our own statements ----------------------------------------------------------------------


def draw_thermal(rng: random.Random, ring: Ring) -> Sample:
    """Where a generic junction at finite temperature ends, by its null vector."""
    drawn = rng.uniform
    nu, bias, temperature = drawn(0.3, 0.6), drawn(0.5, 1.5), drawn(0.2, 0.6)
    L = generator(nu, bias, (drawn(0.2, 0.3), drawn(0.35, 0.5)), drawn(-0.4, 0.4),
                  drawn(0.1, 0.3), drawn(0.5, 1), drawn(0.3, 0.9), temperature)  # fmt: skip
    null = np.linalg.svd(L)[2][-1].conj().reshape(4, 4)
    values = {
        "rho_st": null / np.trace(null),
        "tensor": np.kron,
        "w_up": spectrum(-nu, bias, temperature),
        "w_down": spectrum(nu, bias, temperature),
    }
    return Sample(ring, values)


def draw_characteristic(rng: random.Random, ring: Ring) -> Sample:
    """det(x - L) at the symmetric point and a generic complex x."""
    bias, nu, strength, exchange = (rng.uniform(*b) for b in ((1, 2), (0.2, 0.6), (0.2, 0.5),
                                                              (0.1, 0.4)))  # fmt: skip
    L = generator(nu, bias, (strength, strength), exchange)
    x = complex(rng.uniform(0.5, 1), rng.uniform(0.3, 0.9))
    values = {
        "determinant": np.linalg.det(x * np.eye(16) - L), "x": np.complex128(x), "nu": nu,
        "J_ex": exchange, "i_unit": 1j, "down": strength * (bias + nu) / 2,
        "up": strength * (bias - nu) / 2, "axial": strength * bias / 4,
    }  # fmt: skip
    return Sample(ring, values)


_SLOW = tuple(Fraction(x) for x in ("13/10", "3/10", "2/5"))


@lru_cache(maxsize=4)
def _slow_rate(small: Any) -> Any:
    """Slow eigenvalue of the 6 x 6 block at lambda = small, small (1 - small)."""
    half = mpmath.mpf(1) / 2
    bias, nu, exchange = (PRECISE.number(x) for x in _SLOW)
    first, second = small, small * (1 - small)
    root = mpmath.sqrt(first * second)
    one = np.vectorize(mpmath.mpf, otypes=[object])(np.eye(4))
    swap = np.vectorize(mpmath.mpf, otypes=[object])(scalar_product().astype(complex).real)
    L = 1j * exchange * (np.kron(swap, one) - np.kron(one, swap))
    for single, rate in ((MINUS, (bias + nu) / 2), (PLUS, (bias - nu) / 2), (Z, bias / 4)):
        jumps = (on_first(single), on_second(single))
        for m, left in enumerate(jumps):
            for k, right in enumerate(jumps):
                both = left.T.dot(right)
                move = np.kron(right, left) - half * (np.kron(both, one) + np.kron(one, both.T))
                L = L + rate * ((first, root), (root, second))[m][k] * move
    places = [0, 5, 6, 9, 10, 15]
    block = mpmath.matrix(L[np.ix_(places, places)].tolist())
    values = sorted(mpmath.eig(block, left=False, right=False), key=abs)
    return -values[1].real


def dark_rate_remainder(tree: Any, small: Any) -> Any:
    """The slow rate against its closed form; couplings and detuning vanish together."""
    bias, nu, _ = (PRECISE.number(x) for x in _SLOW)
    leaves = {"dark_rate": _slow_rate(small), "lambda_1": small,
              "lambda_2": small * (1 - small), "V": bias, "nu": nu}  # fmt: skip
    sample = Sample(PRECISE, leaves)
    left_side, right_side = (evaluate(side, sample) for side in (tree.left, tree.right))
    return (left_side - right_side) / right_side if right_side else mpmath.mpf(1)
