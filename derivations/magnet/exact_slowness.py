"""Orders of two corrections from power series: accelerated precession, broadened levels.

A distribution is a superposition of waves exp(i b omega), b of the order of 1/T; an accelerated
precession moves its centre at a constant velocity v, so that the wave at time t carries the factor
exp(-i b v t). With a rate Gamma the Keldysh function is then exactly

    -integral over u, v' > 0 of exp(-Gamma (u + v') + i e (u - v') + i b v (u + v') / 2),

an elementary integral. A density of states on the scale S is a superposition of waves
exp(i k E / S); a Lorentzian of width Gamma takes exp(-|k| Gamma / S) off each of them.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

from spinloom.derivations.engine.interpret import Ring, Sample, Undefined, evaluate
from spinloom.derivations.engine.printed import Node, Relation, Symbol, relations, walk
from spinloom.derivations.engine.series import Series, constant, order, series_ring, variable

from .complex_functions import Complex, size
from .judge_device import RANGES
from .rational_functions import Field

TERMS = 4
FIELD = Field(("temperature", "rate", "pace", "velocity", "lift", "length", "detuning", "energy",
               "wave", "height", "other wave", "other height"))  # fmt: skip


def _variables() -> dict[str, Complex]:
    found = FIELD.generators()
    zero = 0 * found["rate"]
    return {name: Complex(x, zero) for name, x in found.items()} | {"i": Complex(zero, zero + 1)}


def _ring() -> Ring:
    one = _variables()["i"] ** 0
    return series_ring(Ring("rational functions", lambda value: one * value, size), TERMS)


def _power(coefficient: Complex, exponent: int) -> Series:
    """A coefficient times a power of the small number."""
    return Series(exponent, (coefficient, *(0 * coefficient for _ in range(1, TERMS))))


# --- Accelerated precession -----------------------------------------------------------------------

#: Powers of the small number in the temperature, the rate, and the velocities not bounded.
SCALES = tuple(product((0, 1), (0, 1), (-1, 0)))


def precession_order(tree: Node) -> int:
    """Order of the correction to G^K when the criterion is met by a factor x, at every scale.

    Raises
    ------
    ValueError
        If the order is no integer.
    """
    found = smallest_order(tree)
    if found.denominator != 1:
        raise ValueError(f"the correction is of order {found}")
    return int(found)


def smallest_order(tree: Node) -> Fraction:
    """The same, whole or not: the lowest of all scales."""
    (relation,) = relations(tree)
    return min(_order_at(relation, *powers) for powers in SCALES)


def _order_at(relation: Relation, heat: int, width: int, pace: int) -> Fraction:
    names = [leaf.name for _, leaf in walk(relation) if isinstance(leaf, Symbol)]
    powers = {"theta_dot": pace, "phi_dot": pace, "phi_ddot": heat + pace}
    bounded = next(name for name in powers if name in names)

    def sides(exponent: int, roots: int) -> tuple[Series, Series]:
        speeds = {name: power * roots for name, power in powers.items()} | {bounded: exponent}
        sample = _criterion(heat * roots, width * roots, speeds)
        left, right = (
            evaluate(side, sample, {"index sigma": "up"})
            for side in (relation.left, relation.right)
        )
        return left, right

    (still, bound), (moved, _) = sides(0, 1), sides(1, 1)
    slope = _valuation(moved) - _valuation(still)
    if not slope:
        raise Undefined("the criterion bounds no velocity")
    if _sign(still) != _sign(bound):
        return Fraction(0)  # no velocity meets the criterion: nothing gets small
    # the small number is a power of another one, so that every exponent is whole
    roots = abs(slope)
    aim = roots * (_valuation(bound) + (1 if relation.sign == "<" else -1))
    exponent = (aim - roots * (_valuation(still))) // slope
    speeds = {name: power * roots for name, power in powers.items()} | {bounded: exponent}
    return Fraction(_moved_centre(heat * roots, width * roots, speeds["phi_ddot"]), roots)


def _valuation(side: Series) -> int:
    found = side.valuation
    if found is None:
        raise Undefined("a criterion that vanishes")
    return found


def _sign(side: Series) -> int:
    """The sign of a product of positive variables and a number."""
    leading = side.coefficient(_valuation(side)).real
    ((_, above),), ((_, below),) = leading.above.terms(), leading.below.terms()
    return 1 if above / below > 0 else -1


def _criterion(heat: int, width: int, speeds: dict[str, int]) -> Sample:
    of = _variables()
    values: dict[str, Any] = {name: _power(of["velocity"], p) for name, p in speeds.items()}
    values |= {"T": _power(of["temperature"], heat), "Gamma": {"up": _power(of["rate"], width)}}
    return Sample(_ring(), values, RANGES)


def _moved_centre(heat: int, width: int, acceleration: int) -> int:
    """Power of the relative correction; zero where it does not vanish."""
    of = _variables()
    temperature, rate = _power(of["temperature"], heat), _power(of["rate"], width)
    energy, pace = rate * of["detuning"], _power(of["velocity"], acceleration) * of["lift"]
    moved = rate - pace * (of["length"] * of["i"] / 2) / temperature
    # the integrals over either elapsed time give 1 / (s - i e) and 1 / (s + i e)
    still, found = rate**2 + energy**2, moved**2 + energy**2
    correction = still / found - 1
    power = correction.valuation
    if power is None:
        raise ValueError(f"no correction below order {correction.known}")
    return max(power, 0)


# --- Broadened levels -----------------------------------------------------------------------------


def broadening_order(tree: Node) -> int:
    """Order of what (A25)'s footnote leaves out, in one over the spin."""
    (relation,) = relations(tree)
    return order(relation, broadened())


def broadened() -> Sample:
    """A density of states of two waves, of either sign, and the same with a width."""
    of = _variables()
    one, i = of["i"] ** 0, of["i"]
    x = variable(one, TERMS)
    narrow = broad = constant(0 * one, TERMS)
    slope = 0 * one
    for sign, name in ((1, "wave"), (-1, "other wave")):
        height = of[name.replace("wave", "height")]
        # every derivative of the exponential is itself, one at zero; |k| = k or -k
        phase, damping = of[name] * sign * of["energy"] * i, of[name] * of["rate"]
        narrow = narrow + (x * phase).composed(lambda _: one) * height
        broad = broad + (x * (phase - damping)).composed(lambda _: one) * height
        slope = slope - damping * height
    return Sample(_ring(), {
        "rho_narrow": narrow, "rho_broad": broad, "order_of": constant(slope, TERMS),
        "S": 1 / x,
    }, RANGES)  # fmt: skip
