"""The Keldysh kernel of a few levels from its Fock space: exact samples of (A8) and (A23).

The state is a product over levels, each with an occupation of its own. A product of two bilinears
has a connected average only where one electron moves between two levels and back, so that two
levels stand for any number of them (two of each helicity in (A23)). Orbitals are arbitrary: their
amplitudes and the conjugates of these are independent generators, and both sides are linear in
each. Energies are numbers without relations, told apart by their values; the delta function of a
sum of them is a generator.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample
from spinloom.derivations.engine.judges.fock import FockSpace

from .exact_tensors import levi_civita
from .judge_green import RANGES
from .vector_algebra import Algebra, Complex

SITES, SPINS, AXES = "12", "01", "xyz"
#: Levels by number, and the energy at which the kernel is asked for.
ENERGIES, AT = (1, 1000, 30000, 700000), 10000019
_SUMS: dict[Fraction | int, str] = {
    abs(AT - x + y): f"d_{m}{n}" if m != n else "d"
    for (m, x), (n, y) in product(enumerate(ENERGIES), repeat=2)
}


@dataclass(frozen=True)
class Levels:
    """Amplitudes of each level on (site, spin), and their conjugates."""

    algebra: Algebra
    amplitude: Mapping[tuple[str, str, int], Complex]
    conjugate: Mapping[tuple[str, str, int], Complex]
    count: int

    def number(self, value: complex | Fraction) -> Complex:
        """An exact number; a complex one has whole parts."""
        one = self.algebra.one
        if isinstance(value, Fraction):
            return Complex(one * value.numerator / value.denominator, 0 * one, self.algebra)
        return Complex(one * round(value.real), one * round(value.imag), self.algebra)

    def generator(self, name: str) -> Complex:
        """A real generator."""
        return Complex(self.algebra.of[name], self.algebra.zero, self.algebra)

    def total(self, terms: Sequence[Complex]) -> Complex:
        """The sum of some terms."""
        return sum(terms, start=self.number(0))

    def weight(self, which: str, level: int) -> Complex:
        """The spectral weight of G^< or G^> at a level, without its amplitudes."""
        filled = self.generator(f"f_{level}")
        return (
            filled * self.number(1j)
            if which == "<"
            else (filled - self.number(1)) * self.number(1j)
        )

    def element(self, site: str, axis: str, m: int, n: int) -> Complex:
        """The spin of a site between two levels."""
        matrix = PAULI[axis]
        terms = [
            self.conjugate[site, s, m] * self.number(matrix[int(s), int(r)])
            * self.amplitude[site, r, n]
            for s, r in product(SPINS, repeat=2)
        ]  # fmt: skip
        return (self.total(terms) * self.number(Fraction(1, 2))).reduced()

    def connected(self) -> dict[tuple[int, int], Complex]:
        """Half the average of {d_m^dag d_n, d_n^dag d_m} without its disconnected part.

        Raises
        ------
        ArithmeticError
            If any other product of two bilinears has a connected average.
        """
        space = FockSpace(self.count)
        fields = [space.annihilator(n).real.round().astype(int) for n in range(self.count)]
        weights = [self._occupation(pattern) for pattern in range(space.dimension)]

        def mean(operator: Any) -> Complex:
            diagonal = enumerate(np.diag(operator))
            return self.total([self.number(int(x)) * weights[place] for place, x in diagonal if x])

        pairs = {(m, n): fields[m].T @ fields[n] for m, n in product(range(self.count), repeat=2)}
        found = {}
        for (m, n), (k, l) in product(pairs, repeat=2):
            first, second = pairs[m, n], pairs[k, l]
            value = mean(first @ second + second @ first) * self.number(Fraction(1, 2))
            value = value - mean(first) * mean(second)
            if (m, n) == (l, k):
                found[m, n] = value
            elif value:
                raise ArithmeticError("levels that are joined by more than one electron")
        return found

    def _occupation(self, pattern: int) -> Complex:
        result = self.number(1)
        for level in range(self.count):
            filled = self.generator(f"f_{level}")
            result = result * (filled if pattern >> level & 1 else self.number(1) - filled)
        return result


PAULI = {
    "x": np.array([[0, 1], [1, 0]], dtype=complex),
    "y": np.array([[0, -1j], [1j, 0]], dtype=complex),
    "z": np.array([[1, 0], [0, -1]], dtype=complex),
}
_SHARED = ("pi", "unknown", *dict.fromkeys(_SUMS.values()))


def _generic() -> Levels:
    """Two levels with any amplitudes."""
    places = list(product(SITES, SPINS, range(2)))
    names = [f"{letter}_{a}{s}{n}" for letter in "uv" for a, s, n in places]
    algebra = Algebra((*names, "f_0", "f_1", *_SHARED), {})
    u, v = (
        {(a, s, n): _real(algebra, f"{letter}_{a}{s}{n}") for a, s, n in places} for letter in "uv"
    )
    return Levels(algebra, u, v, 2)


def _real(algebra: Algebra, name: str) -> Complex:
    return Complex(algebra.of[name], algebra.zero, algebra)


def _helical() -> tuple[Levels, tuple[Complex, ...]]:
    """Two levels of each helicity along a direction by its half polar angle and its azimuth."""
    places = list(product(SITES, range(4)))
    names = [f"{letter}_{a}{n}" for letter in "uv" for a, n in places]
    angles = ("sine", "cosine", "rise", "run")
    algebra = Algebra(
        (*names, *(f"f_{n}" for n in range(4)), *angles, *_SHARED),
        {"sine": ("cosine",), "rise": ("run",)},
    )
    sine, cosine, rise, run = (_real(algebra, name) for name in angles)
    turn, back = (Complex(run.real, sign * rise.real, algebra) for sign in (1, -1))
    spinors = {1: (cosine, sine * turn), -1: (-(sine * back), cosine)}
    conjugates = {1: (cosine, sine * back), -1: (-(sine * turn), cosine)}
    u, v = (
        {
            (a, s, n): _real(algebra, f"{letter}_{a}{n}") * states[(1, -1)[n % 2]][int(s)]
            for (a, n), s in product(places, SPINS)
        }
        for letter, states in (("u", spinors), ("v", conjugates))
    )
    levels = Levels(algebra, u, v, 4)
    across = levels.number(2) * sine * cosine
    return levels, (across * run, across * rise, cosine * cosine - sine * sine)


def _sample(levels: Levels, more: Mapping[str, Any], kernel: Callable[..., Any]) -> Sample:
    """What (A8) and (A23) share; by exchange of the sites the first one is enough for a."""

    def size(value: Complex) -> int:
        return int(bool(value))

    def delta(energy: Complex) -> Complex:
        name = _SUMS.get(abs(_code(energy)), "unknown")
        return levels.generator(name)

    def integrate(names: tuple[str, ...], body: Callable[..., Complex]) -> Complex:
        places = [levels.number(x) for x in ENERGIES[: levels.count]]
        return levels.total([body(*point) for point in product(places, repeat=len(names))])

    def asked(a: str, b: str, i: str, j: str) -> Callable[[Complex], Complex]:
        return lambda energy: kernel(a, b, i, j) if _code(energy) == AT else _unknown(levels)

    values = {
        "i_unit": levels.number(1j), "hbar": levels.number(1), "pi": levels.generator("pi"),
        "epsilon": levels.number(AT), "dirac": delta, "K_keldysh": asked, **more,
    }  # fmt: skip
    exact = Ring("polynomials over the Gaussian rationals", levels.number, size)
    return Sample(exact, values, RANGES, {"a": ("1",)}, integrate)


def _unknown(levels: Levels) -> Complex:
    return levels.generator("unknown")


def _code(energy: Complex) -> Fraction:
    """The number that stands for an energy."""
    if not energy.real.is_constant() or energy.imag != 0:
        raise ValueError("not an energy")
    if energy.real == 0:
        return Fraction(0)
    value = energy.real.coefficient(0)
    return Fraction(int(value.p), int(value.q))


def _fock_kernel(levels: Levels) -> Callable[[str, str, str, str], Complex]:
    """i times the symmetrised noise: each pair of levels at the energy between them."""
    connected = levels.connected()
    element = cache(levels.element)

    def kernel(a: str, b: str, i: str, j: str) -> Complex:
        terms = []
        for (m, n), mean in connected.items():
            at = levels.generator(_SUMS[abs(AT + ENERGIES[m] - ENERGIES[n])])
            terms.append(element(a, i, m, n) * element(b, j, n, m) * mean * at)
        both = levels.number(2j) * levels.generator("pi")
        return both * levels.total(terms)

    return cache(kernel)


def _at_levels(levels: Levels, weights: Sequence[Complex]) -> Callable[[Complex], Complex]:
    """A function of energy that is known at the levels alone."""
    known = dict(zip(ENERGIES, weights, strict=False))
    return lambda energy: known.get(int(_code(energy)), _unknown(levels))


def _remembered(function: Callable[..., Complex]) -> Callable[..., Complex]:
    """A function of energies, each point once."""
    known: dict[tuple[Fraction, ...], Complex] = {}

    def again(*energies: Complex) -> Complex:
        key = tuple(map(_code, energies))
        if key not in known:
            known[key] = function(*energies)
        return known[key]

    return again


@cache
def spinful() -> Sample:
    """(A8): two levels with any amplitudes."""
    levels = _generic()

    def green(which: str, a: str, s: str, b: str, r: str) -> Callable[[Complex], Complex]:
        return _at_levels(levels, [
            levels.weight(which, n) * levels.amplitude[a, s, n] * levels.conjugate[b, r, n]
            for n in range(levels.count)
        ])  # fmt: skip

    values = {
        "G": cache(green),
        "tau": lambda i, s, r: levels.number(complex(PAULI[i][int(s), int(r)])),
    }
    return _sample(levels, values, _fock_kernel(levels))


@cache
def helical() -> Sample:
    """(A23): singlet and triplet parts by half traces over spin."""
    levels, along = _helical()
    half = levels.number(Fraction(1, 2))
    unit = {(s, r): levels.number(int(s == r)) for s, r in product(SPINS, repeat=2)}
    axis = {
        (s, r): levels.total([
            x * levels.number(complex(PAULI[name][int(s), int(r)]))
            for x, name in zip(along, AXES, strict=True)
        ])
        for s, r in product(SPINS, repeat=2)
    }  # fmt: skip

    @cache
    def part(which: str, kind: str, a: str, b: str) -> Callable[[Complex], Complex]:
        matrix = unit if which == "s" else axis
        return _at_levels(levels, [
            (half * levels.weight(kind, n) * levels.total([
                matrix[r, s] * levels.amplitude[a, s, n] * levels.conjugate[b, r, n]
                for s, r in matrix
            ])).reduced()
            for n in range(levels.count)
        ])  # fmt: skip

    def pair(p: str, q: str, a: str, b: str) -> Callable[[Complex, Complex], Complex]:
        return lambda x, y: (
            part(p, ">", a, b)(x) * part(q, "<", b, a)(y)
            + part(p, "<", a, b)(x) * part(q, ">", b, a)(y)
        )

    def combined(*terms: tuple[int, str, str]) -> Callable[[str, str], Any]:
        @cache
        def leaf(a: str, b: str) -> Callable[[Complex, Complex], Complex]:
            return _remembered(lambda x, y: levels.total([
                levels.number(sign) * pair(p, q, a, b)(x, y) for sign, p, q in terms
            ]).reduced())  # fmt: skip

        return leaf

    values = {
        "j_bar": combined((1, "s", "s"), (-1, "t", "t")),
        "d_bar": combined((1, "s", "t"), (-1, "t", "s")),
        "g_bar": combined((1, "t", "t")),
        "t_hat": dict(zip(AXES, along, strict=True)),
        "delta": lambda i, j: levels.number(int(i == j)),
        "levi_civita": lambda i, j, k: levels.number(levi_civita(*map(AXES.index, (i, j, k)))),
    }
    return _sample(levels, values, _fock_kernel(levels))
