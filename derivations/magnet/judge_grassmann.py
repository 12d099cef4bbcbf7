"""Judges of the path integral (6)-(8): Berezin integrals over a discrete contour, term by term.

Fields psi_k, psibar_k live at the nodes k = 0 ... n of the contour; step k of length delta_k
(negative on the way back) goes from node k - 1 to node k with the normal-ordered operator
:exp(-i delta_k H):, and node 0 closes the contour with a Gaussian state. Nothing is expanded in
the steps: the trace of the operators' product equals the integral to the last digit.

A Grassmann element is a vector over all subsets of generators; bit 2 x stands for psi_x, the next
bit for psibar_x, and the integral over both of psi psibar is one.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import DOUBLE, Array, Ring, Sample, defined
from spinloom.derivations.engine.printed import Node

from .judge_fields import Values


@dataclass(frozen=True, eq=False)
class Element:
    """A sum of products of generators, by bit mask; products come in the order of the bits."""

    terms: Mapping[int, complex]

    def __add__(self, other: Any) -> Element:
        merged = dict(self.terms)
        for mask, value in element(other).terms.items():
            merged[mask] = merged.get(mask, 0) + value
        return Element(merged)

    __radd__ = __add__

    def __neg__(self) -> Element:
        return Element({mask: -value for mask, value in self.terms.items()})

    def __sub__(self, other: Any) -> Element:
        return self + -element(other)

    def __mul__(self, other: Any) -> Element:
        total: dict[int, complex] = {}
        for one, a in self.terms.items():
            for two, b in element(other).terms.items():
                if not one & two:
                    sign = -1 if _passed(one, two) % 2 else 1
                    total[one | two] = total.get(one | two, 0) + sign * a * b
        return Element(total)

    def __rmul__(self, other: Any) -> Element:
        return element(other) * self

    def conjugate(self) -> Element:
        """Numbers conjugated, psi and psibar exchanged, products reversed."""
        total = Element({})
        for mask, value in self.terms.items():
            places = [place for place in range(mask.bit_length()) if mask >> place & 1]
            product = element(value.conjugate())
            for place in reversed(places):
                product = product * Element({1 << (place ^ 1): 1})
            total = total + product
        return total


def element(value: Any) -> Element:
    """A number as an element; elements as they are."""
    return value if isinstance(value, Element) else Element({0: value} if value else {})


def _passed(one: int, two: int) -> int:
    """How many generators of the first product stand above each of the second."""
    return sum((one >> place).bit_count() for place in range(two.bit_length()) if two >> place & 1)


def _ahead(mask: int, generators: int) -> tuple[Array, Array, Array]:
    """Where a product goes when `mask` is multiplied from the left: sources, targets, signs."""
    everything = np.arange(2**generators)
    sources = everything[everything & mask == 0]
    passed = np.zeros(len(sources), int)
    for place in range(generators):
        if mask >> place & 1:
            for lower in range(place):
                passed ^= sources >> lower & 1
    return sources, sources | mask, 1 - 2 * passed


def exponential(action: Element, generators: int) -> Array:
    """exp of an even element: its terms commute and their squares vanish."""
    found = np.zeros(2**generators, complex)
    found[0] = 1
    for mask, value in action.terms.items():
        if not mask:
            found *= np.exp(value)
            continue
        sources, targets, signs = _ahead(mask, generators)
        change = np.zeros_like(found)
        change[targets] = value * signs * found[sources]
        found = found + change
    return found


# --- Contour -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Contour:
    """One-body kernel and interaction of a contour with three nodes, for any number of modes."""

    modes: int
    steps: tuple[float, ...]
    one_body: tuple[Array, ...]
    state: Array
    repulsion: tuple[float, ...]

    @staticmethod
    def random(rng: random.Random, modes: int, repulsion: bool) -> Contour:
        """Forth and back with different energies on the two branches."""
        normal = np.random.default_rng(rng.getrandbits(32)).normal
        shape = (modes, modes)
        return Contour(
            modes,
            (rng.uniform(0.4, 0.9), rng.uniform(0.4, 0.9), -rng.uniform(0.4, 0.9)),
            (np.zeros(shape), *(normal(size=shape) + 1j * normal(size=shape) for _ in range(2))),
            normal(size=shape) + 1j * normal(size=shape),
            (0.0, *(rng.uniform(0.5, 1.5) * repulsion for _ in range(2))),
        )

    def place(self, node: int, mode: int) -> int:
        """Number of the field of a mode at a node."""
        return node * self.modes + mode

    def derivative(self) -> Array:
        """i d/dt: differences along the steps; the state closes the contour."""
        size = 3 * self.modes
        kernel = np.zeros((size, size), complex)
        for node, step in enumerate(self.steps):
            here = slice(node * self.modes, (node + 1) * self.modes)
            before = (node - 1) % 3
            then = slice(before * self.modes, (before + 1) * self.modes)
            kernel[here, here] += 1j / step * np.eye(self.modes)
            link = -np.eye(self.modes) if node else self.state
            kernel[here, then] += 1j / step * link
        return kernel

    def energies(self) -> Array:
        """The one-body Hamiltonian, which takes the field of the node before."""
        size = 3 * self.modes
        kernel = np.zeros((size, size), complex)
        for node in (1, 2):
            here = slice(node * self.modes, (node + 1) * self.modes)
            then = slice((node - 1) * self.modes, node * self.modes)
            kernel[here, then] = self.one_body[node]
        return kernel

    def quadratic(self) -> Array:
        """The kernel of i times the action: overlaps of coherent states and energies."""
        size = 3 * self.modes
        kernel = -np.eye(size, dtype=complex)
        for node in range(3):
            before = (node - 1) % 3
            link = np.eye(self.modes) - 1j * self.steps[node] * self.one_body[node]
            here = slice(node * self.modes, (node + 1) * self.modes)
            then = slice(before * self.modes, (before + 1) * self.modes)
            kernel[here, then] += link if node else -self.state
        return kernel

    def pair(self, node: int) -> Element:
        """psibar_1 psibar_2 psi_2 psi_1 across a step."""
        bars = [self.place(node, m) for m in (0, 1)]
        fields = [self.place(node - 1, m) for m in (1, 0)]
        return bar(bars[0]) * bar(bars[1]) * field(fields[0]) * field(fields[1])

    def trace(self) -> complex:
        """Trace of the product of the steps' operators and the state, on Fock space."""
        found = second_quantised(self.state)
        for node in (1, 2):
            step = np.eye(self.modes) - 1j * self.steps[node] * self.one_body[node]
            operator = second_quantised(step)
            if self.repulsion[node]:
                # two modes: the pair occupies the last state alone
                operator[-1, -1] -= 1j * self.steps[node] * self.repulsion[node]
            found = operator @ found
        return complex(np.trace(found))


def second_quantised(matrix: Array) -> Array:
    """The operator :exp(a^dagger (M - 1) a):, minors of M between occupied sets."""
    modes = len(matrix)
    sets = [s for k in range(modes + 1) for s in combinations(range(modes), k)]
    return np.array([
        [np.linalg.det(matrix[np.ix_(rows, columns)]) if len(rows) == len(columns) else 0
         for columns in sets]
        for rows in sets
    ], dtype=complex)  # fmt: skip


def field(place: int) -> Element:
    """psi."""
    return Element({1 << (2 * place): 1})


def bar(place: int) -> Element:
    """psibar."""
    return Element({2 << (2 * place): 1})


def bilinear(kernel: Array) -> Element:
    """psibar K psi."""
    total = Element({})
    for (i, j), value in np.ndenumerate(kernel):
        if value:
            total = total + bar(i) * field(j) * value
    return total


# --- Samples -----------------------------------------------------------------------------------


def _grassmann(generators: int) -> Ring:
    def size(value: Any) -> float:
        if isinstance(value, Element):
            return max((abs(v) for v in value.terms.values()), default=0.0)
        return float(np.max(abs(value)))

    return Ring("double", float, size, {
        **DOUBLE.functions, "exp": lambda action: exponential(element(action), generators),
    })  # fmt: skip


def _over_contour(contour: Contour) -> Callable[..., Any]:
    def rule(names: tuple[str, ...], f: Callable[..., Any]) -> Any:
        total = Element({})
        for node, step in enumerate(contour.steps):
            value = f(node)
            total = total + step * (value.item() if isinstance(value, np.ndarray) else value)
        return total

    return rule


def _node(time: float) -> int:
    """The node at a time; the fields live nowhere else."""
    if time not in (0, 1, 2):
        raise ValueError(f"no node of the contour at {time}")
    return int(time)


def _fields(contour: Contour) -> Values:
    size = 3 * contour.modes

    def bars(time: float) -> Array:
        node = _node(time)
        row = [bar(k) if k // contour.modes == node else 0 for k in range(size)]
        return np.array([row], dtype=object)

    def energy(time: float) -> Element:
        node = _node(time)
        rows = np.array(contour.energies())
        rows[[k for k in range(size) if k // contour.modes != node]] = 0
        total = bilinear(rows)
        if contour.repulsion[node]:
            total = total + contour.pair(node) * contour.repulsion[node]
        return total

    return {
        "i_unit": 1j, "psi_bar": bars, "i_d_t": contour.derivative(),
        "psi": np.array([[field(k)] for k in range(size)], dtype=object),
        "H_fields": energy, "H_dot_fields": energy,
    }  # fmt: skip


def _integral(value: Any) -> complex:
    """The Berezin integral over all fields: the coefficient of the product of all generators."""
    return complex(value[-1])


def draw_trace(action: Node | None) -> Callable[[random.Random, Ring], Sample]:
    """(6): two interacting modes; the action from coherent states, or as (7) prints it."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        contour = Contour.random(rng, 2, repulsion=True)
        ours = _grassmann(12)
        if action is None:
            found = bilinear(contour.quadratic())
            for node in (1, 2):
                strength = -1j * contour.steps[node] * contour.repulsion[node]
                found = found + contour.pair(node) * strength
        else:
            inner = Sample(ours, _fields(contour), integrate=_over_contour(contour))
            found = element(defined(action, inner)())
        return Sample(ours, {"Z": contour.trace(), "i_action": found},
                      integrate=lambda names, f: _integral(f(None)))  # fmt: skip

    return draw


def draw_effective(rng: random.Random, ring: Ring) -> Sample:
    """(8): one level and one state of either lead; the leads' fields are integrated out."""
    whole = Contour.random(rng, 3, repulsion=False)
    leads = np.zeros((3, 3), bool)
    leads[1, 2] = leads[2, 1] = True
    for kernel in (*whole.one_body, whole.state):
        kernel[leads] = 0
    whole.state[0, 1:] = whole.state[1:, 0] = 0
    dot = Contour(1, whole.steps, tuple(h[:1, :1] for h in whole.one_body), whole.state[:1, :1],
                  (0.0,) * 3)  # fmt: skip
    energy = np.zeros((3, 3), complex)
    for lead in (1, 2):
        state = tuple(h[lead:lead + 1, lead:lead + 1] for h in whole.one_body)  # fmt: skip
        alone = Contour(1, whole.steps, state, whole.state[lead:lead + 1, lead:lead + 1],
                        (0.0,) * 3)  # fmt: skip
        green = np.linalg.inv(alone.derivative() - alone.energies())
        out, back = (np.zeros((3, 3), complex) for _ in range(2))
        for node in (1, 2):
            out[node, node - 1] = whole.one_body[node][0, lead]
            back[node, node - 1] = whole.one_body[node][lead, 0]
        energy += out @ green @ back
    values = {**_fields(dot), "Sigma": energy, "i_action": _integrated(whole)}
    return Sample(_grassmann(6), values, integrate=_over_contour(dot))


def _integrated(whole: Contour) -> Element:
    """The action of the dot's fields, read off the integral over those of the leads."""
    order = [k for k in range(9) if k % 3 == 0] + [k for k in range(9) if k % 3]
    kernel = whole.quadratic()[np.ix_(order, order)]
    # the dot's fields have the lowest bits: those of the leads must all be there
    value = exponential(bilinear(kernel), 18)
    leads = ((1 << 18) - 1) ^ ((1 << 6) - 1)
    vacuum = value[leads]
    pairs = [mask for i in range(3) for j in range(3) for mask in (bar(i) * field(j)).terms]
    return Element({mask: value[leads | mask] / vacuum for mask in pairs})
