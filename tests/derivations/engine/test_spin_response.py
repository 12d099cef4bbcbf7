"""Wick, spin trace, contour rule and Kramers-Kronig in one line, against an exact Fock space.

The retarded spin-spin response chi^R = i <[s_a^i(t), s_b^j]> of two sites with spin-dependent
hopping, occupied out of equilibrium, is derived symbolically and evaluated on the discrete levels;
the judge sums over many-body eigenstates.
"""

from itertools import product

import numpy as np
import pytest

from spinloom.derivations.engine.contour import (
    Bubble,
    Function,
    component,
    energy_integral,
    kramers_kronig,
)
from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    create,
    index,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.gaussian import I
from spinloom.derivations.engine.indexed import Factor, Operator
from spinloom.derivations.engine.judges import fock
from spinloom.derivations.engine.spin import (
    SpinMatrix,
    Tensor,
    evaluate,
    pauli,
    scalar,
    singlet_triplet,
    spin_blocks,
    unit,
    unit_vector,
)
from spinloom.derivations.engine.spin import index as vector_index
from spinloom.derivations.engine.spin_sums import spin_sum
from spinloom.derivations.engine.wick import cumulant

TAU = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
I_, J_ = vector_index("i"), vector_index("j")
THAT = unit_vector("t")


def green(left: Operator, right: Operator) -> Expression | None:
    """<T c c^dag> = iG(x, y), <T c^dag c> = -iG(y, x)."""
    if left.creates == right.creates:
        return None
    if left.creates:
        return symbol("G", *right.indices, *left.indices) * -I
    return symbol("G", *left.indices, *right.indices) * I


def spin(name: str, site: str) -> Expression:
    place, s, r = index("site", site), index("spin", "s"), index("spin", "r")
    density = create(place, s) * annihilate(place, r)
    return sum_over(symbol(name, s, r) * density, s, r) / 2


def contour_bubble() -> Tensor:
    """i <T s_a^i s_b^j>_c with G_ab = ab_s + ab_t that.tau, written G_ab(t, t') G_ba(t', t)."""

    def matrix_of(factor: Factor) -> SpinMatrix:
        if factor.name != "G":
            return pauli({"tau_i": I_, "tau_j": J_}[factor.name])
        sites = "".join(label.name for label in factor.indices if label.kind == "site")
        return unit * scalar(f"{sites}_s") + pauli(THAT) * scalar(f"{sites}_t")

    return spin_sum(cumulant([spin("tau_i", "a"), spin("tau_j", "b")], green), matrix_of) * I


class Dimer:
    """Two sites, complex hopping and fields along that, occupations per eigenmode."""

    def __init__(self) -> None:
        generator = np.random.default_rng(7)
        self.direction = generator.normal(size=3)
        self.direction /= np.linalg.norm(self.direction)
        even = np.array([[0.3, 0.9 + 0.4j], [0.9 - 0.4j, -0.5]])
        odd = np.array([[0.1, 0.35 - 0.2j], [0.35 + 0.2j, 0.25]])
        self.one_body = spin_blocks(even, odd, self.direction)
        self.energies, self.modes = np.linalg.eigh(self.one_body)
        self.occupations = np.array([0.15, 0.7, 0.4, 0.9])

    def lesser(self, mode: int) -> np.ndarray:
        """Weight of 2 pi delta(e - e_n) in G^<."""
        orbital = self.modes[:, mode]
        return np.asarray(1j * self.occupations[mode] * np.outer(orbital, orbital.conj()))

    def resolvent(self, energy: complex) -> np.ndarray:
        """Retarded above, advanced below the real axis."""
        return np.asarray(np.linalg.inv(energy * np.eye(4) - self.one_body))

    def parts(self, matrix: np.ndarray, row: int, column: int) -> dict[str, complex]:
        projection = singlet_triplet(matrix, self.direction)
        assert np.abs(projection.remainder).max() < 1e-12
        return {"s": projection.singlet[row, column], "t": projection.triplet[row, column]}


def engine_response(dimer: Dimer, sites: tuple[int, int], frequency: complex) -> np.ndarray:
    """chi^R_ab^ij: every product x_ab y_ba of the bubble by its retarded component."""
    a, b = sites
    first, second = Function("G_ab"), Function("G_ba")
    words = energy_integral(Bubble(first, second), "retarded")
    numerator = component(Bubble(first, second), "greater") - component(
        Bubble(first, second), "lesser"
    )
    assert kramers_kronig(numerator, "retarded") == words * -I
    total = np.zeros((3, 3), dtype=complex)
    for mode, energy in enumerate(dimer.energies):
        for word, value in words.terms.items():
            scalars: dict[str, complex] = {}
            for x, name, place in zip(word, ("ab", "ba"), ((a, b), (b, a)), strict=True):
                matrix = (
                    dimer.lesser(mode)
                    if x.component == "lesser"
                    else dimer.resolvent(energy + x.shift * frequency)
                )
                parts = dimer.parts(matrix, *place)
                scalars |= {f"{name}_{kind}": part for kind, part in parts.items()}
            kernel = evaluate(contour_bubble(), {"t": dimer.direction, **scalars})
            total += complex(value) * kernel
    return total


def spin_on_fock(space: fock.FockSpace, site: int, direction: int) -> np.ndarray:
    matrix = np.zeros((4, 4), dtype=complex)
    matrix[2 * site : 2 * site + 2, 2 * site : 2 * site + 2] = TAU[direction] / 2
    return space.bilinear(matrix)


@pytest.mark.parametrize("sites", [(0, 0), (0, 1), (1, 0)])
def test_derived_response_equals_the_sum_over_many_body_states(sites: tuple[int, int]) -> None:
    dimer, frequency, eta = Dimer(), 0.37, 0.21
    space = fock.FockSpace(4)
    hamiltonian = space.bilinear(dimer.one_body)
    occupied = (dimer.modes * dimer.occupations) @ dimer.modes.conj().T
    system = fock.stationary(hamiltonian, fock.gaussian_state(space, occupied))
    exact = np.zeros((3, 3), dtype=complex)
    for x, y in product(range(3), repeat=2):
        pair = spin_on_fock(space, sites[0], x), spin_on_fock(space, sites[1], y)
        exact[x, y] = fock.retarded_response(system, *pair, frequency, eta)
    derived = engine_response(dimer, sites, frequency + 1j * eta)
    assert np.abs(exact).max() > 1e-2
    assert np.abs(derived - exact).max() < 1e-12
    assert np.abs(derived.T - exact).max() > 1e-3
    if sites[0] != sites[1]:
        swapped = engine_response(dimer, sites[::-1], frequency + 1j * eta)
        assert np.abs(swapped - exact).max() > 1e-3
