"""Slowly rotated self-energies as power series in the slowness: (B5), (B6).

Angle and precession move at rates of first order, their accelerations are of second. The rotated
frame of (14), with the gauge (27), is expanded about the mean time; leads are superpositions of
waves exp(i b omega), that is of sharp delays b, so that one wave for each spin decides.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from spinloom.derivations.engine.interpret import Ring, Sample, evaluate
from spinloom.derivations.engine.printed import Node, relations
from spinloom.derivations.engine.series import Series, constant, series_ring

from .complex_functions import Complex
from .exact_waves import Plane, Space
from .judge_device import OTHER, RANGES, SIGN, SPINS
from .rational_functions import polynomial_coefficients

TERMS = 4
SPACE = Space(("elapsed", "cos", "sin", "up", "down", "turn", "turn_rate", "turn_bend", "tilt",
               "tilt_bend", "omega", "time", "mean"), 0)  # fmt: skip
Moving = Series  # in the slowness, over rational functions


def _shape() -> tuple[Complex, Complex]:
    """Cosine and sine of half the angle: two variables on a circle."""
    of = SPACE.variables()
    return of["cos"], of["sin"]


def _on_circle(value: Complex) -> Complex:
    """The same with the sine at most once."""
    cosine, sine = _shape()
    place, flat = SPACE.place("sin"), 1 - cosine * cosine
    unit = SPACE.variables()["i_unit"]
    return sum(
        (
            flat ** (n // 2) * sine ** (n % 2) * (factor * part)
            for whole, factor in ((value.real, unit**0), (value.imaginary, unit))
            for n, part in enumerate(polynomial_coefficients(whole, place))
        ),
        0 * unit,
    )


@cache
def _half(name: str) -> Moving:
    """Cosine or sine of half the angle at the elapsed time."""
    of, (cosine, sine) = SPACE.variables(), _shape()
    zero, time = 0 * cosine, of["elapsed"]
    path = Series(0, (zero, of["tilt"] * time, of["tilt_bend"] * time * time / 2, zero))
    cycle = (cosine, -sine, -cosine, sine)
    start = 0 if name == "cos" else 3
    return path.composed(lambda n: cycle[(start + n) % 4] / 2**n)


@cache
def _run(name: str, half_delay: str, sign: int) -> Moving:
    """Change of phi, or of the gauge chi, from the mean time to half a delay after or before it."""
    of, (cosine, _) = SPACE.variables(), _shape()
    zero, time = 0 * cosine, of["elapsed"]
    rate = Series(0, (of["turn"], of["turn_rate"] * time, of["turn_bend"] * time * time / 2, zero))
    if name == "chi":
        rate = rate * _half("sin") ** 2 * 2
    end = of[half_delay] * sign / 2
    return Series(0, tuple(_primitive(c, end) for c in rate.coefficients))


def _primitive(value: Complex, end: Complex) -> Complex:
    """Integral of a polynomial of the elapsed time from zero to `end`."""
    place = SPACE.place("elapsed")
    parts = polynomial_coefficients(value.real, place)
    return sum((end ** (n + 1) * part / (n + 1) for n, part in enumerate(parts)), 0 * end)


def _at(value: Moving, end: Complex) -> Moving:
    """A path of the elapsed time, at one time."""
    place = SPACE.place("elapsed")
    return Series(0, tuple(
        sum((end**n * part for n, part in enumerate(polynomial_coefficients(c.real, place))),
            0 * end)
        for c in value.coefficients
    ))  # fmt: skip


def _waves(value: Moving) -> Series:
    """Coefficients as waves without phase."""
    still = SPACE.wave(0 * value.coefficients[0])
    return Series(value.lowest, tuple(still * c for c in value.coefficients))


def _exp(phase: Moving) -> Series:
    """exp(i phase): a wave for what does not move, a series for what does."""
    i = SPACE.variables()["i_unit"]
    start = _on_circle(phase.coefficient(0))
    rest = (phase - phase.coefficient(0)) * i
    return _waves(rest.composed(lambda _: i**0)) * SPACE.wave(start)


@cache
def element(row: str, column: str, lead: str) -> Series:
    """conj(R_{lead,row}) at half a delay after the mean time, times R_{lead,column} before it."""
    after, before = (_entry(lead, state, lead, side) for state, side in ((row, 1), (column, -1)))
    amplitude = after[0] * before[0]
    # angles of the mean time: the gauge follows phi except for the total phase
    of = SPACE.variables()
    common = of["mean"] * of["time"] * ((SIGN[column] - SIGN[row]) // 2)
    return _waves(amplitude) * _exp(before[1] - after[1] + common)


def _entry(spin: str, state: str, delay: str, side: int) -> tuple[Moving, Moving]:
    """Amplitude and phase of R_{spin,state} against the mean time's phase.

    R = [[c e^{-i chi/2}, -s e^{-i (phi - chi/2)}], [s e^{i (phi - chi/2)}, c e^{i chi/2}]].
    """
    end = SPACE.variables()[delay] * side / 2
    chi, phi = _run("chi", delay, side) / 2, _run("phi", delay, side)
    if spin == state:
        return _at(_half("cos"), end), chi * -SIGN[spin]
    return _at(_half("sin"), end) * -SIGN[spin], (phi - chi) * -SIGN[spin]


# --- Samples --------------------------------------------------------------------------------------


@cache
def sample() -> Sample:
    """Rotated Keldysh components from the matrix elements; everything else at the mean time."""
    of, (cosine, sine) = SPACE.variables(), _shape()

    def still(value: Complex) -> Series:
        return _waves(constant(value, TERMS))

    def wave(spin: str) -> Any:
        def value(energy: Series) -> Series:
            phase = Series(energy.lowest, tuple(c.number() for c in energy.coefficients))
            return _exp(phase * of[spin])

        return value

    def keldysh(row: str, column: str) -> Any:
        return lambda energy: sum(
            (element(row, column, s) * wave(s)(energy) for s in SPINS[1:]),
            start=element(row, column, SPINS[0]) * wave(SPINS[0])(energy),
        )

    turn = of["turn"]
    return Sample(_ring(), {
        "i_unit": still(of["i_unit"]), "omega": still(of["omega"]), "phi_dot": still(turn),
        "t_mean": still(of["time"]), "total_phase": lambda t: t * of["mean"],
        "cos_half": still(cosine), "sin_half": still(sine), "sin_theta": still(2 * sine * cosine),
        "omega_plus": still(turn * cosine * cosine), "omega_minus": still(turn * sine * sine),
        "sign": {s: still(cosine**0 * v) for s, v in SIGN.items()},
        "sign_bar": {s: still(cosine**0 * -v) for s, v in SIGN.items()},
        "Sigma_K": {s: wave(s) for s in SPINS}, "Sigma_K_bar": {s: wave(OTHER[s]) for s in SPINS},
        "rotated_keldysh": {s: keldysh(s, s) for s in SPINS},
        "rotated_keldysh_off": {s: keldysh(s, OTHER[s]) for s in SPINS},
    }, RANGES)  # fmt: skip


def _ring() -> Ring:
    plane: Plane = SPACE.wave(SPACE.variables()["i_unit"] * 0)
    waves = Ring("sums of waves", lambda value: plane * value, lambda value: int(bool(value)))
    found = series_ring(waves, TERMS)
    return Ring(found.name, found.number, found.size, {
        "exp": lambda x: _exp(_numbers(x) / SPACE.variables()["i_unit"]),
        "conj": lambda x: Series(x.lowest, tuple(c.conjugate() for c in x.coefficients)),
    })  # fmt: skip


def _numbers(value: Series) -> Moving:
    return Series(value.lowest, tuple(c.number() for c in value.coefficients))


def slow_order(tree: Node) -> int:
    """Order of the difference between a rotated self-energy and its slow form, in either spin.

    Raises
    ------
    ValueError
        If the two agree as far as they are known.
    """
    (relation,) = relations(tree)
    found = []
    for spin in SPINS:
        left, right = (
            evaluate(side, sample(), {"index sigma": spin})
            for side in (relation.left, relation.right)
        )
        gap = left - right
        powers = (gap.lowest + n for n, c in enumerate(gap.coefficients) if _differs(c))
        found.append(next(powers, gap.known))
    if min(found) >= TERMS:
        raise ValueError(f"no difference below order {TERMS}")
    return min(found)


def _differs(value: Plane) -> bool:
    return any(bool(_on_circle(term.factor)) for term in value.terms)
