"""Printers: one table of operations, exact constants, stable order, no guesses."""

from __future__ import annotations

import cmath
import math
import re

import numpy as np
import pytest
import sympy as sp

from spinloom.codegen.backends import BACKENDS
from spinloom.codegen.backends.numba.printer import FUNCTIONS as NUMBA_FUNCTIONS
from spinloom.codegen.backends.numba.printer import NumbaPrinter
from spinloom.codegen.backends.numpy.printer import FUNCTIONS as NUMPY_FUNCTIONS
from spinloom.codegen.backends.numpy.printer import NumpyPrinter
from spinloom.codegen.errors import SpecError, UnsupportedOperationError
from spinloom.codegen.lower import lower
from spinloom.codegen.spec import Assignment, Axis, KernelSpec, Output

from .toy import kernels, real

x, y = sp.symbols("x y", real=True)
z, w = sp.symbols("z w")
PRINTER = NumpyPrinter({"x": "real", "y": "real", "z": "complex", "w": "complex"})


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (x / 3, "1.0 / 3.0 * x"),
        (sp.Rational(3, 4) * x, "0.75 * x"),
        (-x / (2 * sp.pi), "-0.5 / np.pi * x"),
        (sp.pi**2 * x, "np.pi ** 2 * x"),
        (z * x * y, "x * y * z"),
        (x**2 * y, "y * x * x"),
        (x**4, "x ** 4"),
        ((x + y) ** 2, "(x + y) ** 2"),
        (x / (y * z), "x / (y * z)"),
        (1 / z**2, "1.0 / (z * z)"),
        (sp.re(z * w), "(w * z).real"),
        (sp.conjugate(z) * x, "x * np.conj(z)"),
        (sp.I * x, "x * 1j"),
        (y - x, "y - x"),
        (x - 1, "x - 1.0"),
        (sp.sqrt(sp.Max(0, x)), "np.sqrt(np.maximum(0.0, x))"),
        (sp.digamma(z), "digamma(z)"),
    ],
)
def test_text(expression: sp.Expr, text: str) -> None:
    assert PRINTER.doprint(expression) == text


def test_sums_keep_the_order_in_which_they_were_written() -> None:
    written = sp.Add(y, z, x, evaluate=False)
    assert PRINTER.doprint(written) == "y + z + x"


@pytest.mark.parametrize("value", [sp.Rational(1, 3), sp.Rational(-7, 11), sp.pi / 3, 2 / sp.pi])
def test_constants_are_within_one_rounding(value: sp.Expr) -> None:
    text = PRINTER.doprint(value * x).removesuffix(" * x").replace("np.pi", repr(math.pi))
    first, *rest = re.split(r" ([*/]) ", text)
    number = float(first)
    for operator, factor in zip(rest[::2], rest[1::2], strict=True):
        number = number * float(factor) if operator == "*" else number / float(factor)
    assert number == pytest.approx(float(value), rel=3e-16)


@pytest.mark.parametrize(
    "unknown", [sp.besselj(0, x), sp.gamma(x), sp.Heaviside(x), x**y, sp.polygamma(5, z)]
)
@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_unknown_operation_is_one_clear_error(unknown: sp.Expr, backend: str) -> None:
    spec = KernelSpec(
        name="unknown",
        kind="matrix",
        arguments=(real("x"), real("y"), real("z")),
        outputs=(Output("result", "r", "", (), "The result"),),
        expressions=(Assignment("result", unknown, "toy:1", "comment"),),
        sources=("toy:1",),
        summary="An operation that no backend has.",
    )
    with pytest.raises(UnsupportedOperationError, match=f"the {backend} backend cannot print"):
        BACKENDS[backend].render(lower(spec))


def test_backends_support_the_same_operations() -> None:
    assert NUMPY_FUNCTIONS.keys() == NUMBA_FUNCTIONS.keys()


def test_numba_divides_complex_numbers_without_exceptions() -> None:
    printer = NumbaPrinter(lower(kernels()[0]), unrolled=True)
    printer.numbers = {"x": "real", "z": "complex"}
    assert printer.doprint(x / z) == "x * reciprocal(z)"
    assert printer.doprint(z / x) == "z / x"


def test_written_out_names_must_not_collide() -> None:
    axis = Axis("lead", ("L", "R"))
    table = tuple(
        Assignment("t", x, "toy:1", "comment", (axis.at(label),)) for label in axis.labels
    )
    spec = KernelSpec(
        name="collision",
        kind="matrix",
        arguments=(real("x"), real("t_L")),
        outputs=(Output("result", "r", "", (), "The result"),),
        expressions=(*table, Assignment("result", x, "toy:1", "comment")),
        sources=("toy:1",),
        summary="t[L] and t_L would be one name.",
    )
    with pytest.raises(SpecError, match="t_L stands for two quantities"):
        BACKENDS["numba"].render(lower(spec))


def test_principal_square_root_is_the_stated_branch() -> None:
    from spinloom.generated.numba import special as compiled
    from spinloom.generated.numpy import special as arrays

    for value in (-4.0, -4.0 + 1e-300j, 2.0j, -3.0 - 1e-3j):
        assert arrays.principal_sqrt(value) == pytest.approx(cmath.sqrt(value), rel=1e-15)
        assert compiled.principal_sqrt(value) == pytest.approx(cmath.sqrt(value), rel=1e-15)
        assert np.real(arrays.principal_sqrt(value)) >= 0.0
