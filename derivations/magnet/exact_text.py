"""Exact samples of sentences on functions of which nothing is known but their arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spinloom.derivations.engine.interpret import Sample, Undefined

from .judge_device import RANGES, SIGN, SPINS
from .rational_functions import Field, Rational

FIELD = Field(tuple(f"x{k}" for k in range(160)))
LEVELS = ("1", "2", "3")
Function = Callable[..., Rational]


def any_function(of: Iterator[Rational]) -> Function:
    """A function whose value at each argument, as an exact expression, is a new variable."""
    known: list[tuple[tuple[Rational, ...], Rational]] = []

    def value(*arguments: Rational) -> Rational:
        for before, found in known:
            if not any(a - b for a, b in zip(before, arguments, strict=True)):
                return found
        fresh = next(of, None)
        if fresh is None:
            raise Undefined("more arguments than variables")
        known.append((arguments, fresh))
        return fresh

    return value


def levels() -> Sample:
    """Levels in their mean fields, of any shape and filling; sums over levels are term by term.

    The shape of a spin is a function of the diagonal element of G_z^{-1} alone, with the level's
    own energy in the place of its mean fields for the density without them.
    """
    of = iter(FIELD.generators().values())
    field, potential, frequency, chemical = (next(of) for _ in range(4))
    bare = {k: next(of) for k in LEVELS}
    shape, filling = ({s: any_function(of) for s in SPINS} for _ in range(2))

    def inverse(w: Rational, level: str, spin: str) -> Rational:
        """The diagonal of G_z^{-1}."""
        return w - bare[level] + SIGN[spin] * field / 2 - potential

    def density(spin: str, split: bool) -> Function:
        def value(w: Rational) -> Rational:
            places = (inverse(w, k, spin) if split else w - bare[k] for k in LEVELS)
            return sum((shape[spin](place) for place in places), 0 * w)

        return value

    return Sample(FIELD.ring(), {
        "M_0": field, "V_d0": potential, "omega'": frequency, "mu": chemical, "epsilon": bare,
        "sign": {s: v * field**0 for s, v in SIGN.items()},
        "xi": {(k, s): frequency - inverse(frequency, k, s) for k in LEVELS for s in SPINS},
        "rho_of": {s: density(s, split=True) for s in SPINS},
        "rho_bare": {s: density(s, split=False) for s in SPINS}, "F_s": filling,
    }, {**RANGES, "level": LEVELS})  # fmt: skip


def wigner() -> Sample:
    """Any three kernels, and the same over mean and relative time."""
    of = iter(FIELD.generators().values())
    values: dict[str, Rational | Function] = {name: next(of) for name in ("t", "t'", "t''")}
    for name in "fgh":
        kernel = any_function(of)

        def moved(mean: Rational, relative: Rational, kernel: Function = kernel) -> Rational:
            return kernel(mean + relative / 2, mean - relative / 2)

        values |= {f"{name}_of_times": kernel, f"{name}_tilde": moved}
    return Sample(FIELD.ring(), values)
