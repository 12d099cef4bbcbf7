"""Gaussian rationals: the exact coefficients of every symbolic sum in the engine.

>>> print((1 + I) * (1 - I) / 4)
1/2
>>> print(gaussian(2) / (1 + I))
1 - i
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import fmpq


@dataclass(frozen=True, slots=True)
class Gaussian:
    """The number ``real + imag * i`` with rational parts."""

    real: fmpq
    imag: fmpq

    def __bool__(self) -> bool:
        return bool(self.real) or bool(self.imag)

    def __add__(self, other: Number) -> Gaussian:
        if not isinstance(other, int | Fraction | Gaussian):
            return NotImplemented
        right = gaussian(other)
        return Gaussian(self.real + right.real, self.imag + right.imag)

    def __neg__(self) -> Gaussian:
        return Gaussian(-self.real, -self.imag)

    def __sub__(self, other: Number) -> Gaussian:
        return self + (-other)

    def __rsub__(self, other: Number) -> Gaussian:
        return gaussian(other) - self

    def __mul__(self, other: Number) -> Gaussian:
        if not isinstance(other, int | Fraction | Gaussian):
            return NotImplemented
        right = gaussian(other)
        if not (self.imag or right.imag):
            return Gaussian(self.real * right.real, _ZERO)
        return Gaussian(
            self.real * right.real - self.imag * right.imag,
            self.real * right.imag + self.imag * right.real,
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __truediv__(self, other: Number) -> Gaussian:
        right = gaussian(other)
        product = self * right.conjugate()
        square = right.real * right.real + right.imag * right.imag
        return Gaussian(product.real / square, product.imag / square)

    def __complex__(self) -> complex:
        parts = (int(part.p) / int(part.q) for part in (self.real, self.imag))
        return complex(*parts)

    def conjugate(self) -> Gaussian:
        """Complex conjugate."""
        return Gaussian(self.real, -self.imag)

    def __str__(self) -> str:
        if not self.imag:
            return str(self.real)
        magnitude = abs(self.imag)
        imaginary = "i" if magnitude == 1 else f"{magnitude}*i"
        if not self.real:
            return imaginary if self.imag > 0 else f"-{imaginary}"
        return f"{self.real} {'+' if self.imag > 0 else '-'} {imaginary}"


Number = int | Fraction | Gaussian

_ZERO = fmpq(0)
I = Gaussian(_ZERO, fmpq(1))


def gaussian(number: Number) -> Gaussian:
    """Any exact number as a Gaussian rational; floats are refused."""
    if isinstance(number, Gaussian):
        return number
    if isinstance(number, int | Fraction):
        return Gaussian(fmpq(number.numerator, number.denominator), _ZERO)
    raise TypeError(f"{number!r} is not an exact number (int, Fraction or Gaussian)")
