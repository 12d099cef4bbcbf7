"""Where emission and torque of flat bands cross at zero temperature, without rounding.

Bands, chemical potentials and the strips on which an orbital holds one electron end at linear
functions of J, D and V. All integrals are those of 1 / (x - y) over rectangles, whose second
antiderivative is x log|x|: every logarithm is a symbol, one for an argument and its negative. The
crossing is linear in 1 / pi, and that it happens is what eliminates pi.

For V < J and while the strips stay inside both bands of the right electrode, J + V/2 < D - J/2.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

from sympy import QQ
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample

#: Logarithms that the rectangles may need.
_COUNT = 16
_FIELD, D, J, V, *_LOGARITHMS = field(
    ["D", "J", "V", *(f"log_{n}" for n in range(_COUNT))], QQ
)  # fmt: skip
Element = Any


class Logarithms:
    """log|x| as a symbol for each x up to its sign: of the two, the one that grows with D."""

    def __init__(self) -> None:
        self._known: dict[tuple[Element, bool], Element] = {}

    def __call__(self, argument: Element) -> Element:
        """The symbol of an argument, a new one where there is none yet."""
        return self._symbol(argument if argument.numer.LC > 0 else -argument, True)

    def of_positive(self, argument: Element) -> Element:
        """The same for what grows with D; where there is no logarithm, a symbol of its own."""
        return self._symbol(argument, argument.numer.LC > 0)

    def _symbol(self, argument: Element, positive: bool) -> Element:
        return self._known.setdefault((argument, positive), _LOGARITHMS[len(self._known)])


@dataclass(frozen=True)
class Interval:
    """Frequencies between two ends."""

    low: Element
    high: Element


def inverse_over(strip: Interval, band: Interval, log: Logarithms) -> Element:
    """The integral of 1 / (x - y), x in the strip and y in the band, as a principal value.

    With F(x) = x log|x| - x, F'' = 1/x: the derivative of -F(x - y) by both is 1 / (x - y), and
    what is linear drops out of the four corners.
    """
    total = _FIELD(0)
    corners = product(((strip.high, 1), (strip.low, -1)), ((band.high, -1), (band.low, 1)))
    for (x, one), (y, other) in corners:
        if x - y:
            total += one * other * (x - y) * log(x - y)
    return total


def torque(log: Logarithms) -> Element:
    """pi T_ex / Gamma, (102) as corrected: twice the integral of (beta - alpha f_L) a."""
    left, right, quarter = V / 2, -V / 2, QQ(1, 4)
    emptied, filled = Interval(left, left + J), Interval(left - J, left)
    total = _FIELD(0)
    for spin in (1, -1):  # bands of the right electrode; spin up lies lower
        bottom, top = -D - spin * J / 2, D - spin * J / 2
        # a spin down whose partner is filled: f_L = 0, beta alone
        total += 2 * -quarter * spin / 2 * inverse_over(emptied, Interval(bottom, right), log)
        # a spin up whose partner is empty: f_L = 1, beta - alpha is minus what is empty
        total += 2 * quarter * spin / 2 * -inverse_over(filled, Interval(right, top), log)
    return total


def emission() -> Element:
    """E_ex / Gamma, (100): the bias function is -1 in the window, the anisotropy 1/4."""
    return 2 * V * QQ(-1) * QQ(1, 4)


def crossing() -> Sample:
    """Generic J and D, and the bias at which emission and torque are equal."""
    log = Logarithms()
    values = {
        "crossing_bias": V, "J_value": J, "D_value": D, "pi": torque(log) / emission(),
    }  # fmt: skip
    rational = Ring(
        "rational functions and logarithms",
        lambda value: _FIELD(QQ(value.numerator, value.denominator)),
        lambda value: int(bool(value)),
        {"log": log.of_positive},
    )
    return Sample(rational, values)
