"""The constants of (A24) for any Green's functions with simple poles, by residues: exact samples.

A Green's function G^< or G^> of the open dimer is a sum of poles in both half planes. All of (A24)
is bilinear in two of them, one for each energy, so that two poles above the axis and two below it,
with weights of their own in every function, stand for any number. The retarded function holds the
poles below of G^> - G^<, as theta(t) has it, the advanced one those above with the other sign.
Closing a contour leaves powers of 1/(w - z + i delta), w above and z below the axis, which are
generators: what is proved is polynomial.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from math import comb
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Ring, Sample

from .judge_green import RANGES
from .vector_algebra import Algebra, Complex

UPPER, LOWER = ("p", "q"), ("x", "y")
POLES = UPPER + LOWER
PARTS, SITES, KINDS = "st", ("21", "12", "22"), {"<": "lesser", ">": "greater"}
#: Powers of 1/(w - z + i delta): at a finite delta, and at none.
POWERS = range(1, 4)


def _weight(part: str, kind: str, sites: str, pole: str) -> str:
    return f"{part}_{KINDS[kind]}_{sites}_{pole}"


_ALGEBRA = Algebra(
    (
        *(_weight(*labels) for labels in product(PARTS, KINDS, SITES, POLES)),
        *(f"{name}_{w}{z}_{n}" for name, w, z, n in product(("at", "rest"), UPPER, LOWER, POWERS)),
        *(f"t_{axis}" for axis in "xyz"), "mean_1", "mean_2", "S",
    ),
    {},
)  # fmt: skip


def number(value: complex | Fraction) -> Complex:
    """An exact number; a complex one has whole parts."""
    one = _ALGEBRA.one
    if isinstance(value, Fraction):
        return Complex(one * value.numerator / value.denominator, 0 * one, _ALGEBRA)
    return Complex(one * round(value.real), one * round(value.imag), _ALGEBRA)


def _generator(name: str) -> Complex:
    return Complex(_ALGEBRA.of[name], _ALGEBRA.zero, _ALGEBRA)


# --- integrands ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A sum of the two energies, a step of an energy, and i delta, each with a factor."""

    parts: tuple[int, int, int, int]

    def __add__(self, other: Line) -> Line:
        one, two, three, four = (a + b for a, b in zip(self.parts, other.parts, strict=True))
        return Line((one, two, three, four))

    def __neg__(self) -> Line:
        one, two, three, four = (-part for part in self.parts)
        return Line((one, two, three, four))

    def __rtruediv__(self, factor: Complex) -> Integrand:
        if not isinstance(factor, Complex):
            return NotImplemented
        return Integrand({Term((), (), self.parts): factor})


FIRST, SECOND, STEP, I_DELTA, NOTHING = (
    Line(parts) for parts in (
        (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (0, 0, 0, 0))
)  # fmt: skip


#: Poles of one energy with their powers.
Factors = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Term:
    """Poles in the first and in the second energy, one over a line, and steps of an energy."""

    first: Factors
    second: Factors
    kernel: tuple[int, int, int, int] | None = None
    steps: int = 0


@dataclass(frozen=True, eq=False)
class Integrand:
    """A sum of terms with coefficients."""

    terms: Mapping[Term, Complex]

    def __add__(self, other: Integrand) -> Integrand:
        return _collected([*self.terms.items(), *other.terms.items()])

    def __neg__(self) -> Integrand:
        return self * number(-1)

    def __sub__(self, other: Integrand) -> Integrand:
        return self + -other

    def __mul__(self, other: Integrand | Complex) -> Integrand:
        if isinstance(other, Complex):
            return Integrand({term: value * other for term, value in self.terms.items()})
        pairs = product(self.terms.items(), other.terms.items())
        return _collected([(_joined(a, b), x * y) for (a, x), (b, y) in pairs])

    __rmul__ = __mul__

    def __truediv__(self, other: Line | Complex) -> Integrand:
        if isinstance(other, Line):
            return self * (number(1) / other)
        return self * (number(1) / other)


def _joined(a: Term, b: Term) -> Term:
    if a.kernel and b.kernel:
        raise ValueError("two kernels in one term")
    return Term(a.first + b.first, a.second + b.second, a.kernel or b.kernel, a.steps + b.steps)


def _collected(terms: Iterable[tuple[Term, Complex]]) -> Integrand:
    total: dict[Term, Complex] = {}
    for term, value in terms:
        total[term] = total[term] + value if term in total else value
    return Integrand(total)


def _function(weights: Mapping[str, Complex]) -> Callable[[Line], Integrand]:
    """Poles with weights as a function of an energy, to first order in a step."""

    def at(energy: Line) -> Integrand:
        first, second, step, lift = energy.parts
        if (first, second) not in ((1, 0), (0, 1)) or step not in (0, 1) or lift:
            raise ValueError("not an energy")
        terms = []
        for pole, weight in weights.items():
            for power in range(1, 2 + step):
                factors = ((pole, power),)
                term = Term(factors if first else (), factors if second else (), None, power - 1)
                terms.append((term, weight * number((-1) ** (power - 1))))
        return _collected(terms)

    return at


def _differentiate(body: Callable[[Line], Integrand], point: Line) -> Integrand:
    """The coefficient of one step."""
    moved = body(point + STEP)
    return Integrand({
        Term(term.first, term.second, term.kernel): value
        for term, value in moved.terms.items() if term.steps == 1
    })  # fmt: skip


# --- integrals ----------------------------------------------------------------------------------


def _power(name: str, upper: str, lower: str, power: int) -> Complex:
    return _generator(f"{name}_{upper}{lower}_{power}")


def _closed(name: str, upper: tuple[str, int], lower: tuple[str, int]) -> Complex:
    """-i times the integral over dE/2 pi of 1/((E - w)^m (E - z)^n), w above and z below."""
    (w, m), (z, n) = upper, lower
    factor = (-1) ** (m - 1) * comb(m + n - 2, m - 1)
    return number(factor) * _power(name, w, z, m + n - 1)


def _single(term: Term) -> Complex:
    """The integral over one energy."""
    if term.second or term.kernel or term.steps:
        raise ValueError("not a function of one energy")
    one, other = term.first
    if (one[0] in UPPER) == (other[0] in UPPER):
        return number(0)
    upper, lower = (one, other) if one[0] in UPPER else (other, one)
    return number(1j) * _closed("rest", upper, lower)


def _double(term: Term) -> Complex:
    """The integral over two energies with 1/(E'' - E' + i delta), or with its principal value.

    With the sign of i delta, closing both contours above leaves the poles above in E'' and below in
    E'; with the other sign the reverse. The principal value is the mean of both at delta = 0.
    """
    (one,), (two,) = term.first, term.second
    up = two[0] in UPPER
    if term.steps or (one[0] in UPPER) == up:
        return number(0)
    if term.kernel == (-1, 1, 0, 1):
        return _closed("at", two, one) if up else number(0)
    if term.kernel != (-1, 1, 0, 0):
        raise ValueError("not the kernel of a response")
    if up:
        return number(Fraction(1, 2)) * _closed("rest", two, one)
    (w, m), (z, n) = one, two
    # 1/(z - w)^(m + n - 1) and its derivatives by the two poles
    factor = Fraction((-1) ** m * comb(m + n - 2, m - 1), 2)
    return number(factor) * _power("rest", w, z, m + n - 1)


def _integrate(names: tuple[str, ...], body: Callable[..., Integrand]) -> Complex:
    """Integrals over dE/2 pi."""
    single = len(names) == 1
    found = body(FIRST) if single else body(FIRST, SECOND)
    values = ((_single if single else _double)(term) * x for term, x in found.terms.items())
    return sum(values, start=number(0)).reduced()


# --- the sample ---------------------------------------------------------------------------------


def _green(part: str, kind: str, sites: str) -> dict[str, Complex]:
    """G^< or G^>: all poles."""
    return {pole: _generator(_weight(part, kind, sites, pole)) for pole in POLES}


def _branch(part: str, sites: str, retarded: bool) -> dict[str, Complex]:
    """G^R or G^A."""
    greater, lesser = (_green(part, kind, sites) for kind in "><")
    sign, poles = (1, LOWER) if retarded else (-1, UPPER)
    return {pole: number(sign) * (greater[pole] - lesser[pole]) for pole in poles}


def _bubble(
    name: str, one: Mapping[str, Complex], other: Mapping[str, Complex], powers: tuple[int, int]
) -> Complex:
    """The integral of a product at one energy; the poles of a branch may be lifted by i delta."""
    total = number(0)
    for (z, x), (w, y) in product(one.items(), other.items()):
        pair = ((z, powers[0]), (w, powers[1]))
        if (z in UPPER) != (w in UPPER):
            upper, lower = pair if z in UPPER else pair[::-1]
            total = total + number(1j) * _closed(name, upper, lower) * x * y
    return total


def _responses(pair: str, slope: bool) -> dict[str, Complex]:
    """i/4 of the integral of F_ab B_ba, by parts of F and B: the response or its slope.

    F B is G^R G^< + G^< G^A at energies that differ by i delta, or with the slopes of both.
    """
    back = pair[::-1]
    name, power = ("rest", 2) if slope else ("at", 1)
    found = {}
    for p, q in product(PARTS, repeat=2):
        # the slope of a pole is -1/(E - z)^2; the advanced function moves the other way
        ahead = _bubble(name, _branch(p, pair, True), _green(q, "<", back), (power, 1))
        behind = _bubble(name, _green(p, "<", pair), _branch(q, back, False), (1, power))
        total = behind - ahead if slope else ahead + behind
        found[p + q] = number(1j) * number(Fraction(1, 4)) * total
    return found


def _noise(pair: str) -> dict[str, Complex]:
    """One eighth of the integral of G^> G^< + G^< G^>."""
    back = pair[::-1]
    return {
        p + q: number(Fraction(1, 8)) * (
            _bubble("rest", _green(p, ">", pair), _green(q, "<", back), (1, 1))
            + _bubble("rest", _green(p, "<", pair), _green(q, ">", back), (1, 1))
        )
        for p, q in product(PARTS, repeat=2)
    }  # fmt: skip


def parts_of(traces: Mapping[str, Complex]) -> tuple[Complex, Complex, Complex]:
    """Coefficients of delta, of epsilon t and of t t in tr tau^i F tau^j B."""
    two, four = number(2), number(4)
    isotropic = two * (traces["ss"] - traces["tt"])
    antisymmetric = number(2j) * (traces["st"] - traces["ts"])
    return isotropic, antisymmetric, four * traces["tt"]


def _pair(sign: int, *terms: tuple[int, str, str]) -> Callable[[str, str], Any]:
    """(A20)-(A22), with the pair functions of (A18)."""

    def leaf(a: str, b: str) -> Callable[[Line, Line], Integrand]:
        there, back = a + b, b + a

        def product_of(p: str, q: str, x: Line, y: Line) -> Integrand:
            first = _function(_green(p, ">", there))(x) * _function(_green(q, "<", back))(y)
            second = _function(_green(p, "<", there))(x) * _function(_green(q, ">", back))(y)
            return first + second * number(sign)

        return lambda x, y: _collected([
            item for k, p, q in terms
            for item in (product_of(p, q, x, y) * number(k)).terms.items()
        ])  # fmt: skip

    return leaf


@cache
def constants() -> Sample:
    """Every leaf of (A24): constants from single integrals, pair functions by their definitions."""
    half, minus_i = number(Fraction(1, 2)), number(-1j)
    static = {pair: parts_of(_responses(pair, slope=False)) for pair in ("21", "22")}
    damping = [minus_i * part for part in parts_of(_responses("22", slope=True))]
    noise = parts_of(_noise("22"))
    along = np.array([_generator(f"t_{axis}") for axis in "xyz"])
    triplets = {a: _generator(f"mean_{a}") for a in "12"}
    values = {
        "S": _generator("S"), "hbar": number(1), "i_unit": number(1j), "i_delta": I_DELTA,
        "epsilon": NOTHING, "principal": lambda value: value,
        "J_21": static["21"][0], "D_21": minus_i * static["21"][1],
        "Gamma_21": half * static["21"][2], "Gamma_22": half * static["22"][2],
        "alpha_22": damping[0], "gamma_22": half * damping[2], "beta_22": -damping[1],
        "j_22": noise[0], "g_22": half * noise[2], "d_22": noise[1],
        "t_vector": along, "G_equal_times": triplets,
        # half the trace of tau with the density -i G^<
        "mean_spin": {a: minus_i * x * along for a, x in triplets.items()},
        "cal_J": _pair(-1, (1, "s", "s"), (-1, "t", "t")),
        "cal_D": _pair(-1, (1, "s", "t"), (-1, "t", "s")),
        "Gamma_bar": _pair(-1, (1, "t", "t")),
        "j_bar": _pair(1, (1, "s", "s"), (-1, "t", "t")),
        "g_bar": _pair(1, (1, "t", "t")),
    }  # fmt: skip

    def size(value: Any) -> int:
        return int(any(bool(entry) for entry in np.ravel(np.asarray(value, dtype=object))))

    exact = Ring("polynomials over the Gaussian rationals", number, size)
    return Sample(exact, values, RANGES, integrate=_integrate, differentiate=_differentiate)
