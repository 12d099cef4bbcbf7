"""Orders of two corrections from exact functions: accelerated precession, broadened levels.

A distribution is a superposition of waves exp(i b omega), b of the order of 1/T; an accelerated
precession moves its centre at a constant velocity v, so that the wave at time t carries the factor
exp(-i b v t). With a rate Gamma the Keldysh function is then exactly

    -integral over u, w > 0 of exp(-Gamma (u + w) + i e (u - w) + i b v (u + w) / 2),

an elementary integral. A density of states on the scale S is a superposition of waves
exp(i k E / S); a Lorentzian of width Gamma takes exp(-|k| Gamma / S) off each of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from spinloom.derivations.engine.interpret import Ring, Sample, Undefined, evaluate
from spinloom.derivations.engine.printed import Node, Relation, Symbol, relations, walk
from spinloom.derivations.engine.series import constant, order, series_ring, variable

from .complex_functions import Complex, size
from .judge_device import RANGES
from .rational_functions import Field

TERMS = 4
FIELD = Field(("temperature", "rate", "theta_dot", "phi_dot", "phi_ddot", "strength", "lift",
               "length", "detuning", "u", "w", "energy", "wave", "height", "other wave",
               "other height"))  # fmt: skip


def _variables() -> dict[str, Complex]:
    found = FIELD.generators()
    zero = 0 * found["rate"]
    return {name: Complex(x, zero) for name, x in found.items()} | {"i": Complex(zero, zero + 1)}


def _coefficients() -> Ring:
    one = _variables()["i"] ** 0
    return Ring("rational functions", lambda value: one * value, size)


# --- Accelerated precession -----------------------------------------------------------------------

VELOCITIES = ("theta_dot", "phi_dot", "phi_ddot")
Powers = Mapping[str, Fraction]


def precession_order(tree: Node) -> int:
    """Order of the correction to G^K when the criterion is met by a factor x, at any scale.

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
    """The same, whole or not; zero where temperature, rate or velocities make up for any x.

    The correction depends on the acceleration over temperature and rate alone. If the criterion
    leaves another variable in this ratio, a scale of that variable makes it as large as one likes.
    """
    (relation,) = relations(tree)
    power, others = _strength(relation)
    if any(others.values()):
        return Fraction(0)
    return max(power, Fraction(0)) * strength_order()


def _strength(relation: Relation) -> tuple[Fraction, Powers]:
    """Powers of x and of all variables in phi_ddot / (T Gamma) where the criterion is met by x.

    Raises
    ------
    Undefined
        If the criterion bounds no acceleration: it contains one that drops out.
    """
    names = [leaf.name for _, leaf in walk(relation) if isinstance(leaf, Symbol)]
    if "phi_ddot" not in names:
        return Fraction(0), {"phi_ddot": Fraction(1)}
    of = _variables()
    sample = Sample(_coefficients(), {
        **{name: of[name] for name in VELOCITIES}, "T": of["temperature"],
        "Gamma": {"up": of["rate"]},
    }, RANGES)  # fmt: skip
    left, right = (
        evaluate(side, sample, {"index sigma": "up"}) for side in (relation.left, relation.right)
    )
    positive, ratio = _powers(right / left)
    if not ratio["phi_ddot"]:
        raise Undefined("the criterion bounds no acceleration")
    if not positive:
        return Fraction(0), {}  # no velocity meets the criterion: nothing gets small
    # left = x right, or x left = right, gives the acceleration by the others
    power = -1 / ratio["phi_ddot"]
    of_x = power if relation.sign == "<" else -power
    solved = {name: power * n for name, n in ratio.items() if name != "phi_ddot"}
    return of_x, {**solved, "temperature": solved["temperature"] - 1, "rate": solved["rate"] - 1}


def _powers(value: Complex) -> tuple[bool, dict[str, Fraction]]:
    """Whether a product of positive variables and a number is positive, and its powers."""
    ((above, one),), ((below, other),) = value.real.above.terms(), value.real.below.terms()
    gaps = (Fraction(int(a) - int(b)) for a, b in zip(above, below, strict=True))
    return one / other > 0, dict(zip(FIELD.names, gaps, strict=True))


def strength_order() -> int:
    """Order of the relative correction in the acceleration over temperature and rate.

    Raises
    ------
    ValueError
        If temperature or rate remain beside that ratio.
    """
    of = _variables()
    velocity = of["strength"] * of["temperature"] * of["rate"]
    correction = green_keldysh(velocity) / green_keldysh(0 * velocity) - 1
    found = []
    for part in (correction.real, correction.imaginary):
        if any(part.derivative(FIELD.names.index(n)) for n in ("temperature", "rate")):
            raise ValueError("the correction depends on more than the ratio")
        place = FIELD.names.index("strength")
        above, below = (
            min((int(powers[place]) for powers in polynomial.to_dict()), default=None)
            for polynomial in (part.above, part.below)
        )
        if above is not None and below is not None:
            found.append(above - below)
    return min(found)


def green_keldysh(acceleration: Complex) -> Complex:
    """The Keldysh function over its wave, with a detuning in units of the rate."""
    of = _variables()
    rate, i = of["rate"], of["i"]
    elapsed, relative = of["u"] + of["w"], of["u"] - of["w"]
    centre = of["lift"] * acceleration * of["length"] / of["temperature"]
    exponent = -rate * elapsed + i * rate * of["detuning"] * relative + i * centre * elapsed / 2
    return -quadrant(exponent)


def quadrant(exponent: Complex) -> Complex:
    """Integral of exp(exponent) over both elapsed times, each from zero to infinity.

    The antiderivative is exp(slope u) / slope: its derivative is the integrand, and it vanishes at
    infinity, as the slope has the real part -Gamma.

    Raises
    ------
    Undefined
        If the exponent is not linear, or if the integral does not converge.
    """
    of, left, result = _variables(), exponent, exponent**0
    for name in ("u", "w"):
        slope = _derivative(exponent, FIELD.names.index(name))
        if slope.real + of["rate"].real:
            raise Undefined("the integral does not converge")
        left = left - slope * of[name]
        result = result * (-1 / slope)  # at infinity less at zero
    if left:
        raise Undefined("not a product of exponentials")
    return result


def _derivative(value: Complex, place: int) -> Complex:
    return Complex(value.real.derivative(place), value.imaginary.derivative(place))


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
    return Sample(series_ring(_coefficients(), TERMS), {
        "rho_narrow": narrow, "rho_broad": broad, "order_of": constant(slope, TERMS),
        "S": 1 / x,
    }, RANGES)  # fmt: skip
