"""From exact expressions to Python text: what all backends share.

A printer is strict: an operation that is not in the backend's one table of functions, or among
the handful of structural forms below, raises; nothing is printed by guess. Arguments of sums and
products are printed in the order in which the expression stores them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

import sympy as sp
from sympy.printing.precedence import PRECEDENCE, precedence
from sympy.printing.printer import Printer

from .errors import UnsupportedOperationError
from .ir import number_of
from .spec import Number

POLYGAMMA = ("digamma", "trigamma", "tetragamma")


class KernelPrinter(Printer):
    """Base of the backends' printers.

    Parameters
    ----------
    numbers : mapping
        Whether each name is real or complex.
    """

    backend: ClassVar[str]
    functions: ClassVar[Mapping[type[sp.Expr], str]]
    pi: ClassVar[str]

    def __init__(self, numbers: Mapping[str, Number]) -> None:
        super().__init__()
        self.numbers = numbers
        self.used: list[str] = []

    # --- what a backend decides ---------------------------------------------------------------

    def entry(self, name: str, position: tuple[str, ...]) -> str:
        """The text of one entry of an array-valued name."""
        raise NotImplementedError

    def quotient(self, numerator: str, denominator: sp.Expr) -> str:
        """``numerator / denominator``."""
        return f"{numerator} / {self.parenthesize(denominator, PRECEDENCE['Pow'])}"

    # --- structure ----------------------------------------------------------------------------

    def parenthesize(self, expression: sp.Expr, level: int) -> str:
        text = str(self._print(expression))
        return f"({text})" if self._level(expression) < level else text

    def _level(self, expression: sp.Expr) -> int:
        if isinstance(expression, sp.Pow) and _repeats(expression):
            return int(PRECEDENCE["Mul"])
        if isinstance(expression, sp.Rational) and not _dyadic(expression):
            return int(PRECEDENCE["Mul"])
        if isinstance(expression, sp.Pow) and expression.exp == sp.Rational(1, 2):
            return int(PRECEDENCE["Atom"])
        return int(precedence(expression))

    def emptyPrinter(self, expr: Any) -> str:
        raise UnsupportedOperationError(
            f"the {self.backend} backend cannot print {type(expr).__name__} in {expr}; "
            f"it knows {', '.join(sorted(kind.__name__ for kind in self.functions))}"
        )

    def _print_Symbol(self, expr: sp.Symbol) -> str:
        return str(expr.name)

    def _print_Indexed(self, expr: sp.Indexed) -> str:
        return self.entry(str(expr.base.label), tuple(str(index) for index in expr.indices))

    def _print_Rational(self, expr: sp.Rational) -> str:
        if _dyadic(expr):
            return repr(float(expr))
        return f"{float(expr.p)!r} / {float(expr.q)!r}"

    _print_Integer = _print_Half = _print_Rational

    def _print_Pi(self, expr: sp.Expr) -> str:
        return self.pi

    def _print_ImaginaryUnit(self, expr: sp.Expr) -> str:
        return "1j"

    def _print_Add(self, expr: sp.Add) -> str:
        text = ""
        for term in _positive_first(expr.args):
            printed = self.parenthesize(term, PRECEDENCE["Add"])
            if printed.startswith("-"):
                text += f" - {printed[1:]}" if text else printed
            else:
                text += f" + {printed}" if text else printed
        return text

    def _print_Mul(self, expr: sp.Mul) -> str:
        """Constants as one number, real before complex factors, sums last, then one quotient."""
        coefficient, factors = expr.as_coeff_mul()
        sign = "-" if coefficient.is_negative else ""
        constants = [factor for factor in factors if factor.is_number and factor.is_real]
        above, below = _split_quotient(factor for factor in factors if factor not in constants)
        text = self._constant(abs(coefficient), constants)
        for factor in sorted(above, key=lambda item: (self.is_complex(item), item.is_Add)):
            printed = self.parenthesize(factor, PRECEDENCE["Mul"])
            text = f"{text} * {printed}" if text else printed
        if below:
            text = self.quotient(text or "1.0", sp.Mul(*below))
        return sign + text

    def _constant(self, coefficient: sp.Rational, constants: list[sp.Expr]) -> str:
        above, below = _split_quotient(constants)
        if coefficient != 1 or (below and not above):
            above = [coefficient, *above]
        text = " * ".join(self.parenthesize(item, PRECEDENCE["Atom"]) for item in above[1:])
        first = str(self._print(above[0])) if above else ""
        text = f"{first} * {text}" if text else first
        for item in below:
            text = f"{text} / {self.parenthesize(item, PRECEDENCE['Atom'])}"
        return text

    def _print_Pow(self, expr: sp.Pow) -> str:
        base, power = expr.as_base_exp()
        if power == sp.Rational(1, 2):
            return f"{self._call(sp.sqrt)}({self._print(base)})"
        if power == sp.Rational(-1, 2):
            return f"1.0 / {self._call(sp.sqrt)}({self._print(base)})"
        if not power.is_Integer:
            return self.emptyPrinter(expr)
        if power < 0:
            return self.quotient("1.0", base**-power)
        if _repeats(expr):
            return " * ".join([str(self._print(base))] * int(power))
        return f"{self.parenthesize(base, PRECEDENCE['Atom'])} ** {power}"

    def _print_re(self, expr: sp.re) -> str:
        return f"{self.parenthesize(expr.args[0], PRECEDENCE['Atom'])}.real"

    def _print_im(self, expr: sp.im) -> str:
        return f"{self.parenthesize(expr.args[0], PRECEDENCE['Atom'])}.imag"

    def _print_Function(self, expr: sp.Function) -> str:
        if type(expr) not in self.functions:
            return self.emptyPrinter(expr)
        return self._applied(self._call(type(expr)), expr.args)

    _print_Max = _print_Abs = _print_conjugate = _print_Function
    _print_ExpBase = _print_log = _print_Function

    def _print_polygamma(self, expr: sp.polygamma) -> str:
        order, argument = expr.args
        if order not in (0, 1, 2):
            return self.emptyPrinter(expr)
        return self._applied(self._use(POLYGAMMA[int(order)]), (argument,))

    def _applied(self, name: str, arguments: tuple[sp.Expr, ...]) -> str:
        return f"{name}({', '.join(str(self._print(item)) for item in arguments)})"

    def _call(self, function: Any) -> str:
        return self._use(self.functions[function])

    def _use(self, name: str) -> str:
        """Record a call, so that the module imports what it needs and nothing else."""
        if name not in self.used:
            self.used.append(name)
        return name

    def is_complex(self, expression: sp.Expr) -> bool:
        return number_of(expression, self.numbers) == "complex"


def _dyadic(number: sp.Rational) -> bool:
    """Whether a rational is a double without rounding."""
    return bool(sp.Rational(float(number)) == number)


def _repeats(power: sp.Pow) -> bool:
    """Small powers of a name are printed as products."""
    return isinstance(power.base, sp.Symbol | sp.Indexed) and power.exp in (2, 3)


def _positive_first(terms: tuple[sp.Expr, ...]) -> tuple[sp.Expr, ...]:
    """``b - a`` for ``-a + b``: the one change of order that rounds alike."""
    if len(terms) > 1 and _negative(terms[0]) and not _negative(terms[1]):
        return (terms[1], terms[0], *terms[2:])
    return terms


def _negative(term: sp.Expr) -> bool:
    return bool(term.as_coeff_Mul()[0].is_negative)


def _split_quotient(factors: Iterable[sp.Expr]) -> tuple[list[sp.Expr], list[sp.Expr]]:
    """Factors above and below the line, in order."""
    above, below = [], []
    for factor in factors:
        base, power = factor.as_base_exp()
        if power.is_Rational and power.is_negative:
            below.append(base**-power)
        else:
            above.append(factor)
    return above, below
