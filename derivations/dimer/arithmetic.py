"""Named assignments, and the arithmetic that gives them values.

A kernel, an exact check and a 30-digit oracle read the same list of
assignments. `evaluate` walks a SymPy expression with the arithmetic of the
values it is given: polynomials of an exact ring, mpmath numbers, NumPy arrays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sympy as sp


@dataclass(frozen=True)
class Assignment:
    """One line of a kernel: ``name = expression``, and the equation it comes from."""

    name: str
    expression: sp.Expr
    source: str

    @property
    def symbol(self) -> sp.Symbol:
        """The symbol by which later lines refer to this one."""
        return sp.Symbol(self.name)


@dataclass(frozen=True)
class Arithmetic:
    """Operations on one kind of number; `number` embeds a SymPy constant."""

    number: Callable[[sp.Expr], Any]
    conjugate: Callable[[Any], Any]
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)

    def real(self, value: Any) -> Any:
        """Half the sum of a number and its conjugate."""
        return (value + self.conjugate(value)) * self.number(sp.Rational(1, 2))

    def imaginary(self, value: Any) -> Any:
        """The difference of a number and its conjugate over 2i."""
        return (value - self.conjugate(value)) * self.number(-sp.I / 2)


def evaluate(expression: sp.Expr, values: Mapping[str, Any], arithmetic: Arithmetic) -> Any:
    """Value of a SymPy expression.

    Raises
    ------
    KeyError
        If a symbol or a function has no value.
    """
    if expression.is_Symbol:
        return values[expression.name]
    if expression.is_number and not expression.has(sp.Function):
        return arithmetic.number(expression)
    parts = [evaluate(part, values, arithmetic) for part in expression.args]
    match expression:
        case sp.Add():
            return _fold(parts, lambda a, b: a + b)
        case sp.Mul():
            return _fold(parts, lambda a, b: a * b)
        case sp.Pow() if expression.exp.is_Integer:
            return parts[0] ** int(expression.exp)
        case sp.Pow() if expression.exp in (sp.Rational(1, 2), sp.Rational(-1, 2)):
            root = arithmetic.functions["sqrt"](parts[0])
            return root if expression.exp.is_positive else root**-1
        case sp.conjugate():
            return arithmetic.conjugate(parts[0])
        case sp.re():
            return arithmetic.real(parts[0])
        case sp.im():
            return arithmetic.imaginary(parts[0])
    return arithmetic.functions[type(expression).__name__](*parts)


def _fold(parts: Iterable[Any], join: Callable[[Any, Any], Any]) -> Any:
    first, *rest = parts
    for part in rest:
        first = join(first, part)
    return first


def run(
    assignments: Iterable[Assignment], inputs: Mapping[str, Any], arithmetic: Arithmetic
) -> dict[str, Any]:
    """Values of all names, line by line; a name given in `inputs` is not recomputed."""
    values = dict(inputs)
    for line in assignments:
        if line.name not in values:
            values[line.name] = evaluate(line.expression, values, arithmetic)
    return values


def dependencies(
    assignments: Iterable[Assignment], outputs: Iterable[str]
) -> tuple[Assignment, ...]:
    """The lines that the outputs need, in the order of the list."""
    lines = tuple(assignments)
    needed = dict.fromkeys(outputs)
    kept: list[Assignment] = []
    for line in reversed(lines):
        if line.name in needed:
            kept.append(line)
            names = sorted(symbol.name for symbol in line.expression.free_symbols)
            needed |= dict.fromkeys(names)
    return tuple(reversed(kept))


_TEX = (
    (r"eps_(\w)", r"\\epsilon_{\1}"),
    (r"(d?)G([st])_(\d\d)", r"\1G^{\2}_{\3}"),
    (r"S([st])_(\d\d)_([LR])", r"S^{\3,\1}_{\2}"),
    (r"([JDA])_(\d\d)_([LR])", r"\1^{\3}_{\2}"),
    (r"(alpha|noise)_([a-z]+)_(\d\d)_([LR]+)", r"\\mathrm{\1}^{\2,\4}_{\3}"),
    (r"spin_(\d)_([LR])", r"\\mathrm{spin}^{\2}_{\1}"),
    (r"D_plus", r"D_{+}"),
    (r"D_minus", r"D_{-}"),
    (r"other_determinant", r"D_{-h}"),
    (r"temperature", r"T"),
    (r"helicity", r"h"),
    (r"(own|other)_(\d\d)_(\d)", r"G^{\1}_{\2,\3}"),
    (r"(own|other)_advanced_(\d\d)_(\d)", r"\\bar{G}^{\1}_{\2,\3}"),
    (r"weight_([LR])_(\d)", r"W^{\1}_{\2}"),
)


def tex(expression: sp.Expr) -> str:
    """LaTeX of a line, with the names of the lines as a physicist writes them."""
    names = {}
    for symbol in sorted(expression.free_symbols, key=str):
        for pattern, written in _TEX:
            if re.fullmatch(pattern, symbol.name):
                names[symbol] = re.sub(pattern, written, symbol.name)
    return str(sp.latex(expression, symbol_names=names))
