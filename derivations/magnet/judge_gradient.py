"""Judges of the gradient expansion: exact convolutions of Gaussians and of plane waves.

A function of two times is a kernel; its Wigner transform depends on the mean
time and on the frequency of the relative time. Gaussians are integrated
exactly, one variable after the other. Plane waves exp(i(a t + b w)) are the
kernels of "shift by b, multiply by exp(i a t)": their products need no integral.
"""

from __future__ import annotations

import cmath
import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise, product
from typing import Any

import mpmath

from spinloom.derivations.engine.interpret import Ring, Sample

Monomial = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A polynomial in named variables; coefficients are complex numbers."""

    terms: Mapping[Monomial, Any]

    def __add__(self, other: Any) -> Form:
        merged = dict(self.terms)
        for monomial, value in form(other).terms.items():
            merged[monomial] = merged.get(monomial, 0) + value
        return Form(merged)

    __radd__ = __add__

    def __neg__(self) -> Form:
        return Form({m: -v for m, v in self.terms.items()})

    def __sub__(self, other: Any) -> Form:
        return self + (-form(other))

    def __rsub__(self, other: Any) -> Form:
        return form(other) - self

    def __mul__(self, other: Any) -> Form:
        found: dict[Monomial, Any] = {}
        for (one, a), (two, b) in product(self.terms.items(), form(other).terms.items()):
            monomial = tuple(sorted(one + two))
            found[monomial] = found.get(monomial, 0) + a * b
        return Form(found)

    __rmul__ = __mul__

    def __pow__(self, power: int) -> Form:
        result = form(1)
        for _ in range(power):
            result = result * self
        return result

    def __truediv__(self, other: Any) -> Form:
        return Form({m: v * (1 / other) for m, v in self.terms.items()})


def form(value: Any) -> Form:
    """A number as a constant polynomial; polynomials as they are."""
    return value if isinstance(value, Form) else Form({(): value})


@dataclass(frozen=True)
class Wave:
    """``factor * exp(exponent)``; products of waves add their exponents."""

    exponent: Form
    factor: Any = 1

    def __mul__(self, other: Any) -> Wave:
        if isinstance(other, Wave):
            return Wave(self.exponent + other.exponent, self.factor * other.factor)
        return Wave(self.exponent, self.factor * other)

    __rmul__ = __mul__

    def __neg__(self) -> Wave:
        return self * (-1)

    def number(self) -> Any:
        """The value of a wave without variables left."""
        left = [m for m, v in self.exponent.terms.items() if m and v]
        if left:
            raise ValueError(f"variables are left: {left}")
        return self.factor * _exp(self.exponent.terms.get((), 0))


def integrate(wave: Wave, variable: str) -> Wave:
    """Integral over all values of one variable (Gaussian, convergent).

    Raises
    ------
    ValueError
        If the exponent does not fall off quadratically.
    """
    square, slope, rest = 0, Form({}), Form({})
    for monomial, value in wave.exponent.terms.items():
        others = tuple(n for n in monomial if n != variable)
        match len(monomial) - len(others):
            case 0:
                rest = rest + Form({monomial: value})
            case 1:
                slope = slope + Form({others: value})
            case _:
                square = square - value
    if not complex(square).real > 0:
        raise ValueError(f"the integral over {variable} does not converge")
    exponent = rest + slope * slope * (1 / (4 * square))
    return Wave(exponent, wave.factor * _root_of_pi_over(square))


def integrate_all(names: Sequence[str], wave: Wave) -> Wave:
    """Integrals over several variables, last one first; frequencies carry 1/(2 pi)."""
    for name in reversed(names):
        wave = integrate(wave, name)
        if name.startswith("omega"):
            wave = wave * _over_two_pi(wave.factor)
    return wave


def _precise(value: Any) -> bool:
    return isinstance(value, mpmath.mpf | mpmath.mpc)


def _exp(value: Any) -> Any:
    return mpmath.exp(value) if _precise(value) else cmath.exp(value)


def _root_of_pi_over(value: Any) -> Any:
    return mpmath.sqrt(mpmath.pi / value) if _precise(value) else cmath.sqrt(math.pi / value)


def _over_two_pi(like: Any) -> Any:
    return 1 / (2 * mpmath.pi) if _precise(like) else 1 / (2 * math.pi)


def _exponential(value: Any) -> Any:
    return Wave(value) if isinstance(value, Form) else _exp(value)


def with_waves(ring: Ring) -> Ring:
    """A ring of numbers, extended by polynomials and waves."""
    return Ring(ring.name, ring.number, ring.size, {**ring.functions, "exp": _exponential})


def _imaginary(ring: Ring) -> Any:
    return 1j if ring.name == "double" else mpmath.mpc(0, 1)


Coefficients = tuple[Any, ...]


def _gaussian(rng: random.Random, ring: Ring) -> Coefficients:
    """Coefficients of -(A t^2 + B t w + C w^2) + D t + E w, convergent in every direction."""
    a, c = (ring.number(_rational(rng, 5, 15)) for _ in range(2))
    b, *linear = (_complex(rng, ring, 5) for _ in range(3))
    return (a, b, c, *linear)


def _complex(rng: random.Random, ring: Ring, size: int) -> Any:
    real, imaginary = (ring.number(_rational(rng, -size, size)) for _ in range(2))
    return real + _imaginary(ring) * imaginary


def _rational(rng: random.Random, low: int, high: int) -> Fraction:
    return Fraction(rng.randint(97 * low, 97 * high), 970)


def _wigner(c: Coefficients) -> Callable[[Any, Any], Wave]:
    def value(time: Any, frequency: Any) -> Wave:
        x, w = form(time), form(frequency)
        return Wave(-(x * x * c[0] + x * w * c[1] + w * w * c[2]) + x * c[3] + w * c[4])

    return value


def kernel(wigner: Callable[[Any, Any], Wave], start: Any, end: Any) -> Wave:
    """The kernel at two times from its Wigner transform."""
    x, y, w = form(start), form(end), Form({("frequency",): 1})
    phase = Wave((x - y) * w * -1j)
    wave = integrate(phase * wigner((x + y) * 0.5, w), "frequency")
    return wave * _over_two_pi(wave.factor)


def convolution(wigners: Sequence[Callable[[Any, Any], Wave]], time: Any, frequency: Any) -> Any:
    """Wigner transform of a product of kernels, by integrals over the times themselves."""
    half = Form({("relative",): 0.5})
    names = [f"time {n}" for n in range(1, len(wigners))]
    times = [time + half, *(Form({(n,): 1}) for n in names), time - half]
    wave = Wave(half * (2j * frequency))
    for wigner, start, end in zip(wigners, times, times[1:], strict=False):
        wave = wave * kernel(wigner, start, end)
    for name in ("relative", *names):
        wave = integrate(wave, name)
    return wave.number()


def draw_gaussians(count: int) -> Callable[[random.Random, Ring], Sample]:
    """Two or three Gaussian functions at a random time and frequency."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        wigners = [_wigner(_gaussian(rng, ring)) for _ in range(count)]
        time, frequency = (ring.number(_rational(rng, -5, 5)) for _ in range(2))
        exact = convolution(wigners, time, frequency)
        values: dict[str, Any] = {
            "i_unit": _imaginary(ring),
            "t_mean": time,
            "omega": frequency,
            "f_wigner": lambda t, w: (
                exact if (t, w) == (time, frequency) else convolution(wigners, t, w)
            ),
        }
        for name, wigner in zip("ghk", wigners, strict=False):
            values[f"{name}_wigner"] = wigner

        def by_integrals(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
            variables = (Form({(n,): 1}) for n in names)
            return integrate_all(names, integrand(*variables)).number()

        return Sample(with_waves(ring), values, integrate=by_integrals)

    return draw


# --- Plane waves -----------------------------------------------------------------------------


def composed(waves: Sequence[tuple[Any, Any]]) -> Any:
    """Constant of a product of plane-wave kernels, over the plane wave of their sums."""
    return _exp(1j * phase_of(waves))


def phase_of(waves: Sequence[tuple[Any, Any]]) -> Any:
    """Phase of that constant: it is of first order in the velocities.

    Each kernel maps psi(t) to exp(i a (t - b/2)) psi(t - b).
    """
    shift = phase = 0 * waves[0][0]
    for a, b in waves:
        phase -= a * (shift + b / 2)
        shift += b
    return phase + sum(a for a, _ in waves) * shift / 2


def _derivatives(names: str, waves: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    """Values of every superscripted derivative: bars multiply by -1."""
    found: dict[str, Any] = {}
    for kind, which in (("time", 0), ("frequency", 1)):
        single = {s + n: (-1j if s else 1j) * w[which] for n, w in zip(names, waves, strict=True)
                  for s in ("", "-")}  # fmt: skip
        found |= {f"d_{kind} {n}": v for n, v in single.items()}
        for one, two in product(single, repeat=2):
            if one[-1] != two[-1]:
                found[f"d_{kind} {one} {two}"] = single[one] + single[two]
    return found


def draw_plane_waves(names: str) -> Callable[[random.Random, Ring], Sample]:
    """Two or three plane waves with complex coefficients, called g, h, k or R, K, A."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        waves = [(_complex(rng, ring, 15), _complex(rng, ring, 15)) for _ in names]
        time, frequency = (ring.number(_rational(rng, -15, 15)) for _ in range(2))

        def plane(a: Any, b: Any) -> Callable[[Any, Any], Any]:
            return lambda t, w: _exp(1j * (a * t + b * w))

        total = plane(sum(a for a, _ in waves), sum(b for _, b in waves))
        singles = {n: plane(*wave) for n, wave in zip(names, waves, strict=True)}
        values: dict[str, Any] = {"i_unit": _imaginary(ring), "t_mean": time, "omega": frequency}
        values |= {f"{n}_wigner": f for n, f in singles.items()}
        values |= {"f_wigner": lambda t, w: composed(waves) * total(t, w),
                   "f_first": lambda t, w: 1j * phase_of(waves) * total(t, w)}  # fmt: skip
        if names == "RKA":
            values |= {"G_s_R": singles["R"], "G_s_inverse_K": singles["K"], "G_s_A": singles["A"]}
            values["G_s_K"] = lambda t, w: -composed(waves) * total(t, w)
        return Sample(with_waves(ring), values | _derivatives(names, waves))

    return draw


# --- A chain of four kernels (A23) ---------------------------------------------------------------


def draw_chain(rng: random.Random, ring: Ring) -> Sample:
    """Kernels with Gaussian spectra, moving with the mean time; their product at four times."""
    spins = ("up", "down")

    def spectrum() -> Callable[[Any, Any], Wave]:
        a, b, c = ring.number(_rational(rng, 5, 15)), *(_complex(rng, ring, 5) for _ in range(2))
        factor = _complex(rng, ring, 5)
        return lambda t, w: Wave(
            form(w) * form(w) * -a + form(w) * b + (form(w) + 1) * form(t) * c
        ) * factor  # fmt: skip

    greens = {(n, s): spectrum() for n in "RA" for s in spins}
    rotated = {(a, b): spectrum() for a in spins for b in spins}
    lead = {s: spectrum() for s in spins}
    points = [ring.number(_rational(rng, *limits)) for limits in ((6, 9), (3, 5), (0, 2), (-4, -1))]
    steps = list(pairwise(points))

    @cache
    def chain(dot: str, spin: str) -> Any:
        """The diagonal element of three matrices of spin, of which two are diagonal."""
        first, last = ({s: _kernel_at(greens[n, s], *step) for s in spins} for n, step in
                       (("R", steps[0]), ("A", steps[2])))  # fmt: skip
        whole = sum(
            (first[a] if a == dot else 0) * _kernel_at(f, *steps[1]) * (last[b] if b == dot else 0)
            for (a, b), f in rotated.items()
        )  # fmt: skip
        return whole * _kernel_at(lambda t, w: lead[spin](0, w), points[3], points[0])

    def by_integrals(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        variables = (Form({(n,): 1}) for n in names)
        return integrate_all(names, integrand(*variables)).number()

    values: dict[str, Any] = {
        "i_unit": _imaginary(ring),
        **{f"t_{k}": start - end for k, (start, end) in enumerate(steps, 1)},
        **{f"t_mean_{k}": (start + end) / 2 for k, (start, end) in enumerate(steps, 1)},
        "beta_value": chain,
        "rotated_K_wigner": rotated,
        "Sigma_A_of": {s: (lambda w, s=s: lead[s](0, w)) for s in spins},
        **{f"level_G_{n}": {s: greens[n, s] for s in spins} for n in "RA"},
    }
    return Sample(with_waves(ring), values, {"spin": spins}, integrate=by_integrals)


def _kernel_at(wigner: Callable[[Any, Any], Wave], start: Any, end: Any) -> Any:
    """A kernel at two numbers, which keep the ring's digits."""
    w = Form({("frequency",): 1})
    phase = w * (-_unit_of(start) * (start - end))
    wave = integrate(Wave(phase) * wigner((start + end) / 2, w), "frequency")
    return wave.number() * _over_two_pi(wave.factor)


def _unit_of(like: Any) -> Any:
    return mpmath.mpc(0, 1) if _precise(like) else 1j
