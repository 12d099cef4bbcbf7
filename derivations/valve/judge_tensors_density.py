"""Densities of states as sums over levels, and spin traces as traces: the judge of (A8)-(A17).

An integral over a frequency with Dirac functions at the levels is a sum over the levels. A
`Frequency` knows its slope, so that a Dirac function sees a factor before its argument.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import Any

import mpmath
import numpy as np

from spinloom.derivations.engine.interpret import Draw, Ring, Sample, defined
from spinloom.derivations.engine.printed import Label, Node

from .judge_tensors import (
    AXES,
    ORBITALS,
    PAULI,
    SIGN,
    SPINS,
    Array,
    Magnet,
    averages,
    frame,
    magnet,
    orbital_anisotropy,
    same,
    sampled,
    spin_number,
    traceless,
)


@dataclass(frozen=True)
class Frequency:
    """A number that grows with the variable of an integral, at a known rate."""

    value: float
    slope: float = 1.0

    def __add__(self, other: float) -> Frequency:
        return Frequency(self.value + other, self.slope)

    __radd__ = __add__

    def __sub__(self, other: float) -> Frequency:
        return Frequency(self.value - other, self.slope)

    def __rsub__(self, other: float) -> Frequency:
        return -self + other

    def __neg__(self) -> Frequency:
        return Frequency(-self.value, -self.slope)

    def __mul__(self, factor: float) -> Frequency:
        return Frequency(self.value * factor, self.slope * factor)

    __rmul__ = __mul__

    def __truediv__(self, divisor: float) -> Frequency:
        return self * (1 / divisor)

    def _mpmath_(self, precision: int, rounding: str) -> Any:
        return mpmath.mpf(self.value)  # for printing


def number(energy: Any) -> float:
    """The value of a frequency, or of a plain number."""
    return float(energy.value if isinstance(energy, Frequency) else energy)


def dirac(argument: Any) -> float:
    """One over the slope at the zero of the argument.

    Raises
    ------
    ValueError
        If the argument does not depend on a frequency.
    """
    if not isinstance(argument, Frequency):
        raise ValueError("a Dirac function of a constant")
    return (abs(argument.value) < 1e-9) / abs(argument.slope)


def summed(levels: tuple[float, ...]) -> Callable[..., Any]:
    """The integral over one or two frequencies as a sum over levels."""

    def integrate(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        points = product([Frequency(level) for level in levels], repeat=len(names))
        return sum(integrand(*point) for point in points)

    return integrate


def pair_density(one: Magnet) -> Callable[[str, str], Callable[[Any, Any], float]]:
    """Both energies of an orbital at once."""

    def density(a: str, b: str) -> Callable[[Any, Any], float]:
        def at(x: Any, y: Any) -> float:
            return sum(
                dirac(x - one.energies[k, a]) * dirac(y - one.energies[k, b]) for k in ORBITALS
            )

        return cache(at)

    return cache(density)


@dataclass(frozen=True, eq=False)
class MatrixVector:
    """Three matrices in spin space that are multiplied as matrices."""

    components: Array
    ndim = 3
    __array_ufunc__ = None  # let a matrix on the left multiply each component

    def __rmul__(self, left: Any) -> MatrixVector:
        matrix = np.asarray(left)
        return MatrixVector(matrix @ self.components if matrix.ndim else left * self.components)

    def __mul__(self, right: Any) -> MatrixVector:
        return MatrixVector(self.components @ right)

    def __neg__(self) -> MatrixVector:
        return MatrixVector(-self.components)


def product_of(a: Any, b: Any) -> Array:
    """The symmetric, traceless dyadic of vectors of numbers or of matrices."""
    if not isinstance(a, MatrixVector):
        return traceless(a, b)
    dyadic = np.einsum("iab,jbc->ijac", a.components, b.components)
    trace = np.einsum("kkab->ab", dyadic) / 3
    symmetric = (dyadic + dyadic.swapaxes(0, 1)) / 2
    return np.asarray(symmetric - np.einsum("ij,ab->ijab", np.eye(3), trace))


def trace_matrices(axes: Array) -> dict[str, Array]:
    """The four matrices r, orthonormal under the trace; the spin is quantized along e_z."""
    spins = np.einsum("iab,il->lab", PAULI / 2, axes)
    return {"0": np.eye(2) / np.sqrt(2), **dict(zip(AXES, np.sqrt(2) * spins, strict=True))}


def density_tensor(
    matrices: Mapping[str, Array], density: Callable[[str, str], Callable[[Any, Any], float]]
) -> Callable[[str, str], Callable[[Any, Any], float]]:
    """(A11) solved for the tensor by the orthonormality of the four matrices."""

    def component(first: str, second: str) -> Callable[[Any, Any], float]:
        weights = {
            (a, b): 0.5 * (matrices[first][spin_number(a)][spin_number(a)]
                           * matrices[second][spin_number(b)][spin_number(b)]).real
            for a, b in product(SPINS, repeat=2)
        }  # fmt: skip
        return cache(lambda x, y: sum(w * density(*ab)(x, y) for ab, w in weights.items()))

    return cache(component)


def anisotropy(one: Magnet) -> Callable[[str], Callable[[Any], float]]:
    """The orbitals' alignments at a frequency, per mean density of states there."""

    def of_spin(spin: str) -> Callable[[Any], float]:
        def at(x: Any) -> float:
            here = mean_density(one)(x)
            found = sum(
                orbital_anisotropy(one, k, spin) * dirac(x - one.energies[k, spin])
                for k in ORBITALS
            )
            return found / here if here else 0.0

        return cache(at)

    return cache(of_spin)


def mean_density(one: Magnet) -> Callable[[Any], float]:
    """Half of all levels at a frequency."""
    return lambda x: sum(dirac(x - level) for level in one.energies.values()) / 2


def traces(one: Magnet) -> dict[str, Any]:
    """Leaves of (A8)-(A10), (A16) and (A17)."""
    matrices, density = trace_matrices(one.axes), pair_density(one)
    spins = np.array([matrices[axis] for axis in AXES]) / np.sqrt(2)
    return {
        **averages(one),
        "odot": product_of,
        "f_plus": lambda energy: one.occupation(number(energy)),
        "f_minus": lambda energy: 1 - one.occupation(number(energy)),
        "dirac": dirac,
        "nu": density,
        "A": density_tensor(matrices, density),
        "r_tilde": matrices,
        "s_matrix": MatrixVector(spins),
        "trace": lambda tensor: np.einsum("...aa->...", tensor),
        "J_vector": one.axes[2],
        "a_spin": anisotropy(one),
        "a_total": lambda x: sum(anisotropy(one)(a)(x) for a in SPINS),
        "nu_mean": mean_density(one),
    }


def levels(one: Magnet) -> tuple[float, ...]:
    """The energies of all orbitals with both spins, each once."""
    return tuple(dict.fromkeys(one.energies.values()))


def at_down(one: Magnet, rng: random.Random) -> Frequency:
    """A frequency at a level of spin down, whose signs are not those of spin up."""
    return Frequency(one.energies[rng.choice(ORBITALS), "-"])


def draw_traces(
    printed: Node | None = None, at_level: bool = False, degenerate: bool = False
) -> Draw:
    """Points of a generic magnet, with a frequency at a level if a relation needs one.

    A printed definition of the pair density replaces the judge's. Degenerate orbitals have the
    same two energies, which saves levels.
    """

    def draw(rng: random.Random, ring: Ring) -> Sample:
        one = magnet(rng)
        if degenerate:
            energies = {(k, a): one.energies[ORBITALS[0], a] for k, a in one.energies}
            one = replace(one, energies=energies)
        values = traces(one)
        if at_level:
            values["omega"] = at_down(one, rng)
        sample = sampled(ring, values, integrate=summed(levels(one)))
        if printed is not None:
            values["nu"] = defined(printed, sample)
        return sample

    return draw


def draw_components(printed: Node | None = None) -> Draw:
    """(A11)-(A15) at one pair of frequencies, for any pair density.

    A printed definition of some of the four matrices replaces the judge's, not in the tensor.
    """

    def draw(rng: random.Random, ring: Ring) -> Sample:
        axes = frame(rng)
        matrices = trace_matrices(axes)
        phases = {ab: rng.uniform(0, 6) for ab in product(SPINS, repeat=2)}

        def density(a: str, b: str) -> Callable[[Any, Any], float]:
            return lambda x, y: float(np.sin(x + phases[a, b]) + np.cos(2 * y - phases[a, b]))

        values: dict[str, Any] = {
            "nu": density,
            "A": density_tensor(matrices, density),
            "J_hat": dict(zip(AXES, axes[2], strict=True)),
            "delta": same,
            "sign": SIGN,
            "omega": rng.uniform(-1, 1),
            "omega'": rng.uniform(-1, 1),
            "one": np.eye(2),
            "s_component": {axis: matrices[axis] / np.sqrt(2) for axis in AXES},
        }
        shown = dict(matrices)
        if printed is not None:
            new = defined(printed, sampled(ring, values))
            shown |= {label: new(label) for label in _defined_labels(printed)}

        def element(component: str, a: str, b: str) -> complex:
            return complex(shown[component][spin_number(a), spin_number(b)])

        return sampled(ring, {**values, "r_left": cache(element)})

    return draw


def _defined_labels(printed: Any) -> tuple[str, ...]:
    return ("0",) if isinstance(printed.left.indices[0], Label) else AXES


def draw_algebra(rng: random.Random, ring: Ring) -> Sample:
    """The spin one half along the axes of the laboratory, in a generic basis."""
    spins = trace_matrices(frame(rng))
    epsilon = np.cross(np.eye(3)[:, None, :], np.eye(3)[None, :, :])
    values = {
        "s_component": {axis: spins[axis] / np.sqrt(2) for axis in AXES},
        "delta": same,
        "epsilon": lambda *labels: epsilon[tuple(AXES.index(x) for x in labels)],
        "one": np.eye(2),
        "i_unit": 1j,
    }
    return sampled(ring, values)


def axes_symmetric(labels: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The density tensor is symmetric in two axes, not in an axis and the scalar place."""
    return 1, labels if "0" in labels else tuple(sorted(labels))
