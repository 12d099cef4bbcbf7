"""Exact samples of the gradient expansion's integrals, on a complete basis of plane waves.

Both sides of (B7), (B8), (B11) and (A23) are linear in each function, so that plane waves decide
them. A frequency that stands linearly in a phase leaves a delta function, which fixes a time; the
spectrum of a wave of time is a delta function itself. What is left is a phase without variables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Ring, Sample, Undefined

from .complex_functions import Complex
from .exact_chains import TIMES, keldysh_of, spin_keldysh
from .judge_device import PAIRS, RANGES, SPINS
from .rational_functions import Field, Rational


@dataclass(frozen=True, eq=False)
class Term:
    """``factor * exp(i phase)``, times 2 pi delta(form) for each form of `zeros`."""

    factor: Complex
    phase: Rational
    zeros: tuple[Rational, ...] = ()


@dataclass(frozen=True, eq=False)
class Plane:
    """A sum of such terms; phases that differ are independent of each other."""

    terms: tuple[Term, ...]

    def __mul__(self, other: Any) -> Plane:
        if not isinstance(other, Plane):
            return Plane(tuple(Term(t.factor * other, t.phase, t.zeros) for t in self.terms))
        return Plane(tuple(
            Term(a.factor * b.factor, a.phase + b.phase, (*a.zeros, *b.zeros))
            for a in self.terms for b in other.terms
        ))  # fmt: skip

    __rmul__ = __mul__

    def __neg__(self) -> Plane:
        return self * (-1)

    def __truediv__(self, other: Any) -> Plane:
        value = other.number() if isinstance(other, Plane) else other
        return self * (self.terms[0].factor ** 0 / value)

    def __rtruediv__(self, other: Any) -> Plane:
        return self._embedded(other) / self

    def __add__(self, other: Any) -> Plane:
        merged = list(self.terms)
        for term in self._embedded(other).terms:
            for k, known in enumerate(merged):
                if not known.phase - term.phase and not known.zeros and not term.zeros:
                    merged[k] = Term(known.factor + term.factor, term.phase)
                    break
            else:
                merged.append(term)
        return Plane(tuple(merged))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Plane:
        return self + -self._embedded(other)

    def _embedded(self, value: Any) -> Plane:
        """A number as a wave without phase."""
        if isinstance(value, Plane):
            return value
        like = self.terms[0]
        return Plane((Term(0 * like.factor + value, 0 * like.phase),))

    def number(self) -> Complex:
        """The value of a wave without phase.

        Raises
        ------
        Undefined
            For any other.
        """
        if any(term.phase and term.factor for term in self.terms):
            raise Undefined("a wave is no number")
        return sum((t.factor for t in self.terms), 0 * self.terms[0].factor)

    def conjugate(self) -> Plane:
        """The complex conjugate."""
        return Plane(tuple(Term(t.factor.conjugate(), -t.phase, t.zeros) for t in self.terms))

    def __bool__(self) -> bool:
        return any(bool(term.factor) for term in self.terms)


def _real(value: Complex) -> Rational:
    if value.imaginary:
        raise Undefined("not a real number")
    return value.real


# --- Integrals ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Space:
    """Variables of integration and parameters of the waves, in one field."""

    parameters: Sequence[str]
    count: int = 6

    def variables(self) -> dict[str, Complex]:
        """The parameters by name, and the imaginary unit."""
        found = self._generators()
        zero = 0 * next(iter(found.values()))
        named = {name: Complex(found[name], zero) for name in self.parameters}
        return named | {"i_unit": Complex(zero, zero + 1)}

    def _generators(self) -> dict[str, Rational]:
        return Field((*(f"bound {k}" for k in range(self.count)), *self.parameters)).generators()

    def place(self, name: str) -> int:
        """Number of a parameter among the variables of the field."""
        return self.count + list(self.parameters).index(name)

    def wave(self, phase: Complex) -> Plane:
        """exp(i phase)."""
        return Plane((Term(phase**0, _real(phase)),))

    def spike(self, form: Complex) -> Plane:
        """2 pi delta(form)."""
        return Plane((Term(form**0, 0 * form.real, (_real(form),)),))

    def ring(self) -> Ring:
        """The ring for samples, with exponentials of imaginary numbers."""
        of = self.variables()
        one, i = of["i_unit"] ** 0, of["i_unit"]
        return Ring(
            "sums of plane waves",
            lambda value: one * value,
            lambda value: int(any(bool(entry) for entry in np.ravel(np.asarray(value)))),
            {"exp": lambda x: self.wave(x / i), "conj": lambda x: x.conjugate()},
        )

    def integrate(self, names: tuple[str, ...], integrand: Callable[..., Any]) -> Plane:
        """Integral over all values; frequencies carry 1/(2 pi)."""
        generators = list(self._generators().values())
        zero = 0 * generators[0]
        whole = integrand(*(Complex(generators[k], zero) for k in range(len(names))))
        waves = [k for k, name in enumerate(names) if name.startswith("omega")]
        left = [k for k in range(len(names)) if k not in waves]
        return Plane(tuple(_integral(term, left, waves) for term in whole.terms))


def _integral(term: Term, times: list[int], frequencies: list[int]) -> Term:
    """One delta function after the other.

    Raises
    ------
    Undefined
        For a phase that leaves no delta functions, or one that no variable can meet.
    """
    factor, phase, zeros = term.factor, term.phase, list(term.zeros)
    times, frequencies = list(times), list(frequencies)
    if zeros:
        # each spectrum 2 pi delta takes the 1/(2 pi) of one frequency
        if len(zeros) != len(frequencies):
            raise Undefined("delta functions for another number of frequencies")
        free = frequencies
    else:
        for place in frequencies:
            zeros.append(phase.derivative(place))
            phase = phase.at_end(place, infinite=False)
        if any(z.derivative(k) for z in zeros for k in frequencies):
            raise Undefined("a phase that is not linear in its frequencies")
        free = times
    while zeros:
        form = zeros.pop()
        places = [k for k in free if form.derivative(k)]
        if not places and form:
            return Term(0 * factor, 0 * form)  # frequencies that never meet
        if not places:
            raise Undefined("a delta function that no variable meets")
        place = places[0]
        slope = form.derivative(place)
        root = -form.at_end(place, infinite=False) / slope
        factor = factor / _modulus(slope)
        phase, *zeros = (_replaced(value, place, root) for value in (phase, *zeros))
        free = [k for k in free if k != place]
    if any(phase.derivative(k) for k in (*times, *frequencies)) or free:
        raise Undefined("an integral that does not converge")
    return Term(factor, phase)


def _modulus(slope: Rational) -> Rational:
    (value,) = slope.above.to_dict().values()
    if slope.above.total_degree() > 0 or slope.below.total_degree() > 0:
        raise Undefined("a slope that is not a number")
    (below,) = slope.below.to_dict().values()
    return -slope if (value / below) < 0 else slope


def _replaced(value: Rational, place: int, root: Rational) -> Rational:
    """A polynomial with a variable replaced: Taylor's sum about zero."""
    result, slope, power, factorial = 0 * value, value, root**0, 1
    for order in range(1, value.above.degrees()[place] + 2):
        result = result + slope.at_end(place, infinite=False) * power / factorial
        slope, power, factorial = slope.derivative(place), power * root, factorial * order
    return result


# --- Samples --------------------------------------------------------------------------------------


def convolved(names: str) -> Callable[[], Sample]:
    """(B7), (B8), (B11): waves exp(i (a t + b w)) as shifts by b and factors in time."""

    @lru_cache(maxsize=1)
    def sample() -> Sample:
        space = Space((*(f"{k}{n}" for n in names for k in "ab"), "time", "frequency"))
        of = space.variables()
        shift = bend = speed = 0 * of["i_unit"]
        for n in names:
            # psi(t) -> exp(i a (t - b/2)) psi(t - b), one kernel after the other
            bend = bend - of[f"a{n}"] * (shift + of[f"b{n}"] / 2)
            shift, speed = shift + of[f"b{n}"], speed + of[f"a{n}"]
        bend = bend + speed * shift / 2

        def wave(n: str) -> Callable[[Complex, Complex], Plane]:
            return lambda t, w: space.wave(of[f"a{n}"] * t + of[f"b{n}"] * w)

        return Sample(space.ring(), {
            "i_unit": of["i_unit"], "t_mean": of["time"], "omega": of["frequency"],
            "f_wigner": lambda t, w: space.wave(speed * t + shift * w + bend),
            **{f"{n}_wigner": wave(n) for n in names},
        }, integrate=space.integrate)  # fmt: skip

    return sample


@lru_cache(maxsize=1)
def four_kernels() -> Sample:
    """(A23): kernels exp(i a (t + t') / 2 - i nu (t - t')), spectra 2 pi delta(omega - nu)."""
    pairs = {f"{n} {s}": (s, s) for n in "RA" for s in SPINS}
    pairs |= {f"rotated {a} {b}": (a, b) for a, b in PAIRS}
    energies = (*pairs, *(f"lead {s}" for s in SPINS))
    space = Space((*energies, *(f"speed of {name}" for name in pairs), *TIMES))
    of = space.variables()
    nothing = space.wave(0 * of["i_unit"]) * 0

    def spectrum(name: str) -> Callable[[Complex, Complex], Plane]:
        return lambda t, w: space.wave(of[f"speed of {name}"] * t) * space.spike(w - of[name])

    def element(name: str, step: int) -> Plane:
        start, end = (of[time] for time in TIMES[step : step + 2])
        phase = of[f"speed of {name}"] * (start + end) / 2 - of[name] * (start - end)
        return space.wave(phase)

    def diagonal(branch: str, step: int) -> Array:
        return spin_keldysh({
            (s, s): [element(f"{n} {s}", step) if n == branch else nothing for n in "RKA"]
            for s in SPINS
        })  # fmt: skip

    @cache
    def beta(dot: str, spin: str) -> Plane:
        """The third term of (A7): only the Keldysh component is not local in time."""
        inner = {(a, b): (nothing, element(f"rotated {a} {b}", 1), nothing) for a, b in PAIRS}
        whole = diagonal("R", 0) @ spin_keldysh(inner) @ diagonal("A", 2)
        back = space.wave(-of[f"lead {spin}"] * (of[TIMES[3]] - of[TIMES[0]]))
        found: Plane = keldysh_of(whole, (nothing, nothing, back), dot)
        return found

    steps = {k: (of[TIMES[k - 1]], of[TIMES[k]]) for k in (1, 2, 3)}
    return Sample(space.ring(), {
        **{f"t_{k}": start - end for k, (start, end) in steps.items()},
        **{f"t_mean_{k}": (start + end) / 2 for k, (start, end) in steps.items()},
        "i_unit": of["i_unit"], "beta_value": beta,
        "rotated_K_wigner": {(a, b): spectrum(f"rotated {a} {b}") for a, b in PAIRS},
        "Sigma_A_of": {s: (lambda w, s=s: space.spike(w - of[f"lead {s}"])) for s in SPINS},
        **{f"level_G_{n}": {s: spectrum(f"{n} {s}") for s in SPINS} for n in "RA"},
    }, RANGES, integrate=space.integrate)  # fmt: skip


#: Rows that these samples prove.
SAMPLES: dict[str, Callable[[], Sample]] = {
    "magnet:A23": four_kernels, "magnet:B7": convolved("gh"), "magnet:B8": convolved("gh"),
    "magnet:B11": convolved("ghk"),
}  # fmt: skip
