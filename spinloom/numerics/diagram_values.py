"""From a diagram to its expression, and from the expression to a number.

The rules: a propagator for the segment after every tunnelling vertex, a Fermi function for every
line, a spin trace for every loop, whose factors stand from right to left in the order in which
the arrows meet them, and a sign. A tunnelling vertex inserts the amplitude t (from R to L) or its
adjoint (from L to R), the observable the product of t with its moment. Two lines that meet at the
spin vertex belong to one orbital.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from ..errors import ParameterError
from .diagram_lines import Lines, Observable

Matrix = NDArray[np.complex128]

PAULI: Matrix = np.array(
    [[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]]
)
SPIN: Matrix = PAULI[1:] / 2
#: How the real part of an observable follows from the imaginary part of its diagrams.
FACTORS: Mapping[Observable, int] = {"charge": 2, "spin": 2, "quadrupole": 4}


@dataclass(frozen=True)
class Factor:
    """One factor of a spin trace.

    Attributes
    ----------
    kind : {"line", "t", "t+", "current", "spin"}
        A line, the amplitude or its adjoint, the current vertex, the spin vertex.
    name : str
        The line's name, or the vertex's number.
    number : int
        Number of the line or of the vertex.
    """

    kind: str
    name: str
    number: int


@dataclass(frozen=True)
class Occupation:
    """The Fermi function of a line: f for ``filled`` +1, 1 - f for -1."""

    name: str
    electrode: str
    filled: int


@dataclass(frozen=True)
class Expression:
    """The value of a diagram: factor Im(sign sum over levels of propagators f ... traces).

    Attributes
    ----------
    observable : str
    factor, sign : int
    propagators : tuple of tuples of (int, int)
        Per segment, latest first, the signs and numbers of the lines whose energies add up in
        1/(i0 + X).
    occupations : tuple of Occupation
        One per line.
    loops : tuple of tuples of Factor
        One spin trace each, factors from left to right.
    shared : tuple of int
        Numbers of the two lines that meet at the spin vertex, later end first; empty if none.
    """

    observable: Observable
    factor: int
    sign: int
    propagators: tuple[tuple[tuple[int, int], ...], ...]
    occupations: tuple[Occupation, ...]
    loops: tuple[tuple[Factor, ...], ...]
    shared: tuple[int, ...]

    def __str__(self) -> str:
        fermi = [f"f{'+' if o.filled > 0 else '-'}({o.name})" for o in self.occupations]
        if self.shared:
            fermi.append(f"delta({', '.join(self.occupations[line].name for line in self.shared)})")
        traces = " ".join(f"tr[{' '.join(_text(f) for f in loop)}]" for loop in self.loops)
        bottom = " ".join(f"(i0{self._energy(p, ' {} w{}')})" for p in self.propagators)
        if len(self.propagators) > 1:
            bottom = f"[{bottom}]"
        return (
            f"{'' if self.sign > 0 else '-'}{self.factor} Im {' '.join(fermi)} {traces} / {bottom}"
        )

    def _energy(self, segment: tuple[tuple[int, int], ...], form: str) -> str:
        """The sum X of a segment, positive terms first."""
        return "".join(
            form.format("+" if sign > 0 else "-", self.occupations[line].name)
            for sign, line in sorted(segment, key=lambda term: -term[0])
        )

    @property
    def tex(self) -> str:
        """LaTeX."""
        top = [
            rf"f_{'+' if o.filled > 0 else '-'}^{o.electrode}(\omega_{{{o.name}}})"
            for o in self.occupations
        ]
        if self.shared:
            modes = "".join(rf"k_{{{self.occupations[line].name}}}" for line in self.shared)
            top.append(rf"\delta_{{{modes}}}")
        energies = [self._energy(p, r" {} \omega_{{{}}}") for p in self.propagators]
        whole = "i0{}" if len(energies) == 1 else "(i0{})"
        bottom = "".join(whole.format(energy) for energy in energies)
        traces = (rf"\mathrm{{tr}}[{' '.join(_tex(f) for f in loop)}]" for loop in self.loops)
        over = r"\frac{" + r"\,".join(top) + "}{" + bottom + "}"
        sign = "" if self.sign > 0 else "-"
        return r"\,".join((rf"{sign}{self.factor}\,\mathrm{{Im}}\int{over}", *traces))

    def value(self, valve: FiniteValve) -> NDArray[np.float64]:
        """The diagram's contribution to the current into L.

        Returns
        -------
        array
            Shape () for the charge, (3,) for the spin, (3, 3) for the quadrupole moment (the
            symmetric, traceless part).
        """
        levels = self._levels(valve)
        weight = np.full(len(levels), self.sign, dtype=np.complex128)
        energy = np.empty(levels.shape)
        for line, occupation in enumerate(self.occupations):
            reservoir = valve.reservoirs[occupation.electrode]
            chosen = levels[:, line]
            energy[:, line] = reservoir.energies.ravel()[chosen]
            weight *= reservoir.filling(occupation.filled)[chosen]
        for segment in self.propagators:
            X = sum(sign * energy[:, line] for sign, line in segment)
            weight /= 1j * valve.broadening + X
        total: Any = np.ones((1, 1, 1))
        for loop in self.loops:
            total = total * self._trace(loop, valve, levels)
        return self._tensor(np.einsum("abg,g->ab", total, weight))

    def _levels(self, valve: FiniteValve) -> NDArray[np.intp]:
        """Which level every line takes, one row for each term of the sum."""
        counts = [valve.reservoirs[o.electrode].energies.size for o in self.occupations]
        table = np.indices(counts).reshape(len(counts), -1).T
        if self.shared:
            later, earlier = self.shared
            table = table[table[:, later] // 2 == table[:, earlier] // 2]
        return table

    def _trace(
        self, loop: tuple[Factor, ...], valve: FiniteValve, levels: NDArray[np.intp]
    ) -> Matrix:
        """Shape (component of the current, component of the spin, term)."""
        product: Any = np.eye(2)
        for factor in loop:
            product = product @ self._matrix(factor, valve, levels)
        return np.asarray(np.trace(product, axis1=-2, axis2=-1))

    def _matrix(self, factor: Factor, valve: FiniteValve, levels: NDArray[np.intp]) -> Matrix:
        match factor.kind:
            case "line":
                electrode = self.occupations[factor.number].electrode
                chosen = valve.reservoirs[electrode].projectors[levels[:, factor.number]]
                return np.asarray(chosen[None, None])
            case "t":
                return valve.tunnelling[None, None, None]
            case "t+":
                return np.asarray(valve.tunnelling.conj().T[None, None, None])
            case "current":
                moments = PAULI[:1] if self.observable == "charge" else SPIN
                return np.asarray((moments @ valve.tunnelling)[:, None, None])
        return SPIN[None, :, None]

    def _tensor(self, value: Matrix) -> NDArray[np.float64]:
        real = self.factor * value.imag
        if self.observable == "charge":
            return np.asarray(real[0, 0])
        if self.observable == "spin":
            return np.asarray(real[:, 0])
        return (real + real.T) / 2 - np.trace(real) / 3 * np.eye(3)


@dataclass(frozen=True, eq=False)
class Reservoir:
    """A few orbitals in equilibrium.

    Attributes
    ----------
    energies : array
        Shape (orbitals, 2): spin up and spin down along the direction.
    direction : array
        Shape (3,), a unit vector.
    potential, temperature : float
    """

    energies: NDArray[np.float64]
    direction: NDArray[np.float64]
    potential: float
    temperature: float

    def filling(self, sign: int) -> NDArray[np.float64]:
        """Fermi functions of all levels, or one minus them."""
        reduced = (self.energies.ravel() - self.potential) / self.temperature
        return np.asarray(expit(-sign * reduced))

    @property
    def projectors(self) -> Matrix:
        """Spin states of all levels, shape (levels, 2, 2)."""
        axis = np.einsum("i,iab->ab", self.direction, PAULI[1:])
        both = np.array([PAULI[0] + axis, PAULI[0] - axis]) / 2
        return np.tile(both, (len(self.energies), 1, 1))


@dataclass(frozen=True, eq=False)
class FiniteValve:
    """Two reservoirs of a few orbitals and an amplitude between any two of their orbitals.

    Attributes
    ----------
    reservoirs : mapping
        "L" and "R".
    tunnelling : array
        Shape (2, 2): the amplitude from R to L as an operator on spin space, any matrix.
    broadening : float
        What stands for i0, > 0.
    """

    reservoirs: Mapping[str, Reservoir]
    tunnelling: Matrix
    broadening: float


def reservoir(
    energies: ArrayLike, direction: ArrayLike, potential: float, temperature: float
) -> Reservoir:
    """A reservoir with a normalised direction.

    Raises
    ------
    ParameterError
        Energies that are no pairs, a direction that is no vector or zero, a temperature <= 0.
    """
    table = numbers("energies", energies, "finite, one pair (up, down) per orbital")
    if table.ndim != 2 or table.shape[1] != 2 or not len(table):
        raise ParameterError.of("energies", energies, "finite, one pair (up, down) per orbital")
    axis = numbers("direction", direction, "a vector of three components, not zero")
    length = float(np.linalg.norm(axis)) if axis.shape == (3,) else 0.0
    if not (np.isfinite(length) and length > 0):
        raise ParameterError.of("direction", direction, "a vector of three components, not zero")
    potential = number("potential", potential)
    temperature = number("temperature", temperature, above=0)
    return Reservoir(table, axis / length, potential, temperature)


def numbers(name: str, value: Any, allowed: str, kind: type = float) -> NDArray[Any]:
    """An array of finite numbers."""
    try:
        found: NDArray[Any] = np.asarray(value, dtype=kind)
    except (TypeError, ValueError):
        raise ParameterError.of(name, value, allowed) from None
    if not np.isfinite(found).all():
        raise ParameterError.of(name, value, allowed)
    return found


def number(name: str, value: Any, above: float = -np.inf) -> float:
    """A finite number above another."""
    allowed = "a finite number" if above == -np.inf else f"a finite number > {above:g}"
    found = numbers(name, value, allowed)
    if found.ndim or not found > above:
        raise ParameterError.of(name, value, allowed)
    return float(found)


# --- Translation ------------------------------------------------------------------------------


def translate(lines: Lines) -> Expression:
    """The expression of a diagram."""
    names = [lines.dots[early].name for _, early in lines.contractions]
    occupations = tuple(
        Occupation(name, lines.dots[early].electrode, -lines.chi[early])
        for name, (_, early) in zip(names, lines.contractions, strict=True)
    )
    propagators = tuple(
        tuple((lines.eta[lines.contractions[line][1]], line) for line in lines.above(place))
        for place in range(lines.dots[-1].place)
    )
    return Expression(
        lines.observable,
        FACTORS[lines.observable],
        lines.sign,
        propagators,
        occupations,
        tuple(_loop(lines, start, names) for start in _starts(lines)),
        _shared(lines),
    )


def _along(lines: Lines, start: int) -> list[int]:
    """The dots where the lines of a loop begin, in the order of the arrows."""
    other = dict(chain(lines.contractions, (pair[::-1] for pair in lines.contractions)))
    found: list[int] = []
    dot = start
    while not found or dot != start:
        found.append(dot)
        dot = other[dot] ^ 1
    return found


def _starts(lines: Lines) -> list[int]:
    """The latest dot of each loop from which a line departs."""
    seen: list[int] = []
    starts = []
    for dot, sign in enumerate(lines.eta):
        if sign < 0 and dot not in seen:
            starts.append(dot)
            seen += _along(lines, dot)
    return starts


def _loop(lines: Lines, start: int, names: list[str]) -> tuple[Factor, ...]:
    line = {dot: number for number, pair in enumerate(lines.contractions) for dot in pair}
    factors: list[Factor] = []
    for dot in _along(lines, start):
        number = line[dot]
        late, early = lines.contractions[number]
        end = early if dot == late else late
        factors += [Factor("line", names[number], number), _vertex(lines, end)]
    return tuple(reversed(factors))


def _vertex(lines: Lines, end: int) -> Factor:
    """The vertex at which a line arrives."""
    dot = lines.dots[end]
    kind: str = dot.role
    if kind == "tunnelling":
        kind = "t" if dot.electrode == "R" else "t+"
    return Factor(kind, dot.name.rstrip("'"), end // 2)


def _shared(lines: Lines) -> tuple[int, ...]:
    """The lines at the two dots of the spin vertex, unless they are one line."""
    if lines.observable != "quadrupole":
        return ()
    found = tuple(
        number for dot in (2, 3) for number, pair in enumerate(lines.contractions) if dot in pair
    )
    return found if found[0] != found[1] else ()


def _text(factor: Factor) -> str:
    shown = {"t": "t", "t+": "t^+", "current": "i", "spin": "s", "line": f"P({factor.name})"}
    return shown[factor.kind]


def _tex(factor: Factor) -> str:
    shown = {
        "t": r"\mathsf{t}",
        "t+": r"\mathsf{t}^\dagger",
        "current": r"\mathsf{i}",
        "spin": r"\mathbf{s}",
        "line": rf"\boldsymbol{{\nu}}_{{{factor.name}}}",
    }
    return shown[factor.kind]
