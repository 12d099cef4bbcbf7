"""Both roads to the currents of first order, in numbers and in free symbols.

Wick's theorem gives sums over indexed symbols, which tables turn into numbers; the diagrams are
those of the list, translated by the rules. Two orbitals in the left electrode and one mode in the
right one hold every pattern of indices. Neither occupations nor amplitudes nor kernels are related
to each other.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sympy import QQ

from spinloom.derivations.engine.diagrams import Diagram, Observable, enumerate_diagrams
from spinloom.derivations.engine.fermions import Expression
from spinloom.derivations.engine.interpret import Ring, Sample

from . import currents
from .judge_network import PAULI

Array = NDArray[Any]
LEFT, RIGHT = 4, 1
SIZES = {"left": LEFT, "right": RIGHT}
COMPONENTS = ("0", "x", "y", "z")
#: Matrices of the number and of the spin over the modes of the left electrode.
MOMENTS = np.array([np.kron(np.eye(2), m) for m in (np.eye(2), *(p / 2 for p in PAULI))])


def expression_value(expression: Expression, tables: Mapping[tuple[str, str], Any]) -> Any:
    """An expression without operators; a table belongs to a name and to the kind of its index."""
    total: Any = 0
    for term, coefficient in expression.terms.items():
        ranges = [range(SIZES[label.kind]) for label in term.sums]
        for chosen in product(*ranges):
            place = dict(zip(term.sums, chosen, strict=True))
            value: Any = 1
            for factor in reversed(term.factors):  # the sparse moments r and s first
                entry = tables[factor.name, factor.indices[0].kind]
                value = value * entry[tuple(place[label] for label in factor.indices)]
                if not value:
                    break
            else:
                total = total + value * _number(coefficient, tables["i", ""])
    return total


def _number(coefficient: Any, imaginary: Any) -> Any:
    real, other = (QQ(int(x.p), int(x.q)) for x in (coefficient.real, coefficient.imag))
    if isinstance(imaginary, complex):
        return float(real) + float(other) * imaginary
    return imaginary * other + real


def _at(values: Array, contraction: int) -> Array:
    """A table of one mode along the axis of its contraction."""
    shape = [1, 1, 1]
    shape[contraction] = len(values)
    return np.reshape(values, shape)


def _electrode(diagram: Diagram, contraction: int) -> str:
    dot = diagram.contractions[contraction][0]
    return {"L": "left", "R": "right"}[diagram.vertices[dot // 2].electrodes[dot % 2]]


def _occupation(diagram: Diagram, contraction: int, filled: Mapping[str, Array]) -> Array:
    """1 - f where the earlier dot has chi = +1, f elsewhere."""
    early = diagram.contractions[contraction][1]
    values = filled[_electrode(diagram, contraction)]
    return _at(1 - values if diagram.chi[early] > 0 else values, contraction)


def _kernel(diagram: Diagram, device: Device) -> Array:
    """1 / (i0 + X): energies of the lines to the tunnelling vertex, with eta of their early dot."""
    last = 2 * len(diagram.vertices) - 2
    ends = {early: n for n, (_, early) in enumerate(diagram.contractions)}
    left, right = ends[last], ends[last + 1]
    table = device.kernel if diagram.eta[last] > 0 else -device.conjugate(device.kernel)
    shape = [1, 1, 1]
    shape[left], shape[right] = LEFT, RIGHT
    return np.reshape(table if left < right else table.T, shape)


def _chain(diagram: Diagram) -> Callable[..., Array]:
    """The matrix elements of all vertices at the modes of the contractions."""
    letter = {dot: "xyz"[n] for n, ends in enumerate(diagram.contractions) for dot in ends}
    count = len(diagram.vertices)
    inputs = [f"i{letter[0]}{letter[1]}"]
    if count == 3:
        inputs.append(f"j{letter[2]}{letter[3]}")
    # the observable annihilates in the right electrode, so that tunnelling returns the electron
    inputs.append(f"{letter[2 * count - 1]}{letter[2 * count - 2]}")
    components = "ij" if count == 3 else "i"
    kept = "xyz"[: len(diagram.contractions)]

    def value(*vertices: Array) -> Array:
        table = np.einsum(f"{','.join(inputs)}->{components}{kept}", *vertices)
        return table if count == 3 else table[:, None, ..., None]

    return value


@dataclass(frozen=True)
class Device:
    """Occupations, amplitudes (left, right), kernels (left, right) and moments of the modes."""

    filled: Mapping[str, Array]
    amplitude: Array
    kernel: Array
    moments: Array
    imaginary: Any
    conjugate: Callable[[Array], Array]

    def tables(self) -> dict[tuple[str, str], Any]:
        """Numbers for the symbols of an average."""
        return {
            ("f", "left"): self.filled["left"], ("f", "right"): self.filled["right"],
            ("T", "left"): self.amplitude, ("T*", "right"): self.conjugate(self.amplitude).T,
            ("K", "left"): self.kernel, ("K*", "left"): self.conjugate(self.kernel),
            ("i", ""): self.imaginary,
        }  # fmt: skip


def _translated(observable: Observable, device: Device) -> dict[str, dict[str, Any]]:
    occupations = [f"occupation_{n}" for n in (1, 2, 3)]
    found: dict[str, dict[str, Any]] = {
        name: {} for name in ("sign", "propagator", "chain", *occupations)
    }
    for number, diagram in enumerate(enumerate_diagrams(observable, 1)):
        label = f"{observable} {number}"
        found["sign"][label] = diagram.sign
        found["propagator"][label] = _kernel(diagram, device)
        found["chain"][label] = _chain(diagram)
        for n in range(len(diagram.contractions)):
            found[occupations[n]][label] = _occupation(diagram, n, device.filled)
    return found


def sample(ring: Ring, device: Device) -> Sample:
    """Averages by Wick's theorem beside the factors of the diagrams."""
    tables, amplitude, moments = device.tables(), device.amplitude, device.moments
    one, both = _averages()
    singles = {
        name: np.array([[expression_value(one, {**tables, ("r", "left"): matrix})]])
        for name, matrix in zip(COMPONENTS, moments, strict=True)
    }
    pairs = np.array([
        [expression_value(both, {**tables, ("r", "left"): a, ("s", "left"): b})
         for b in moments[1:]] for a in moments[1:]
    ])  # fmt: skip
    charge, quadrupole = (_translated(x, device) for x in ("charge", "quadrupole"))
    values: dict[str, Any] = {name: {**charge[name], **quadrupole[name]} for name in charge}
    vertices = {n: (m @ amplitude)[None] for n, m in zip(COMPONENTS, moments, strict=True)}
    values |= {
        "wick_one": singles, "wick_pair": traceless(pairs), "current_vertex": vertices,
        "spin_current_vertex": np.array([m @ amplitude for m in moments[1:]]),
        "spin_vertex": moments[1:], "amplitude": device.conjugate(amplitude).T,
        "modes": lambda table: np.sum(table, axis=(-3, -2, -1)), "traceless": traceless,
    }  # fmt: skip
    ranges = {"component": COMPONENTS, "diagram": tuple(charge["sign"]),
              "pair diagram": tuple(quadrupole["sign"])}  # fmt: skip
    return Sample(ring, values, ranges)


def traceless(tensor: Array) -> Array:
    """The symmetric part without its trace."""
    if tensor.shape != (3, 3):
        raise ValueError("a tensor has three by three components")
    symmetric = (tensor + tensor.T) / 2
    return np.asarray(symmetric - np.eye(3, dtype=int) * (np.trace(symmetric) / 3))


@cache
def _averages() -> tuple[Expression, Expression]:
    one, other = currents.moment("r"), currents.moment("s")
    return (
        currents.average(currents.current(one)),
        currents.average(currents.current(one * other)),
    )


def draw(rng: random.Random, ring: Ring) -> Sample:
    """Random occupations, amplitudes and kernels."""

    def numbers(*shape: int) -> Array:
        count = int(np.prod(shape))
        return np.array([complex(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(count)]).reshape(
            shape
        )

    filled = {kind: np.array([rng.random() for _ in range(n)]) for kind, n in SIZES.items()}
    amplitude, kernel = numbers(LEFT, RIGHT), numbers(LEFT, RIGHT)
    return sample(ring, Device(filled, amplitude, kernel, MOMENTS, 1j, np.conj))
