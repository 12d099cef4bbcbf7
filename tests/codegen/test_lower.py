"""Safe rewrites, and the specifications that are refused."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from spinloom.codegen.errors import SpecError, UnsafeExpressionError
from spinloom.codegen.functions import abs_squared, bose, expm1_ratio, fermi, x_coth
from spinloom.codegen.lower import lower
from spinloom.codegen.rewrites import safe
from spinloom.codegen.spec import Argument, Assignment, Axis, Index, KernelSpec, Output

x, y = sp.symbols("x y", real=True)
z = sp.Symbol("z")
MEANING = {
    fermi: lambda v: 1 / (sp.exp(v) + 1),
    bose: lambda v: 1 / (sp.exp(v) - 1),
    x_coth: lambda v: v * sp.coth(v),
    expm1_ratio: lambda v: (sp.exp(v) - 1) / v,
    abs_squared: lambda v: v * sp.conjugate(v),
}


@pytest.mark.parametrize(
    ("unsafe", "expected"),
    [
        (1 / (sp.exp(x) + 1), fermi(x)),
        (y / (sp.exp(x / y) + 1) ** 2, y * fermi(x / y) ** 2),
        (sp.exp(x) / (sp.exp(x) + 1) ** 2, fermi(x) * fermi(-x)),
        (1 - 1 / (sp.exp(x) + 1), fermi(-x)),
        (1 / (sp.exp(x) - 1), bose(x)),
        (sp.exp(x) / (sp.exp(x) - 1), -bose(-x)),
        (x * sp.coth(x), x_coth(x)),
        (2 * x * sp.coth(x / y), 2 * y * x_coth(x / y)),
        (3 * (sp.exp(x) - 1) / x, 3 * expm1_ratio(x)),
        (2 * z * sp.conjugate(z), 2 * abs_squared(z)),
    ],
)
def test_rewrites_are_safe_and_exact(unsafe: sp.Expr, expected: sp.Expr) -> None:
    rewritten = safe(unsafe, "target")
    assert rewritten == expected
    values = {x: sp.Rational(7, 5), y: sp.Rational(-3, 4), z: sp.Rational(1, 3) + 2 * sp.I}
    back = rewritten
    for function, meaning in MEANING.items():
        back = back.replace(function, meaning)
    difference = (back - unsafe).subs(values).evalf(40)
    assert mpmath.fabs(complex(difference)) < 1e-35


def test_common_constant_is_taken_out() -> None:
    rewritten = safe(x / (2 * sp.pi) - y / (2 * sp.pi), "target")
    assert rewritten == (x - y) / (2 * sp.pi)
    assert isinstance(rewritten, sp.Mul)
    different = x / (2 * sp.pi) - y / sp.pi
    assert safe(different, "target") == different


def test_piecewise_is_refused() -> None:
    singular = sp.Piecewise((1, sp.Eq(x, 0)), (sp.sin(x) / x, True))
    with pytest.raises(UnsafeExpressionError, match="sinc_of_x: a Piecewise evaluates"):
        safe(singular, "sinc_of_x")


@pytest.mark.parametrize("root", [sp.sqrt(x), sp.sqrt(z), 1 / sp.sqrt(x), x ** sp.Rational(1, 3)])
def test_unstated_branch_is_refused(root: sp.Expr) -> None:
    with pytest.raises(UnsafeExpressionError, match=r"the branch of .* is not stated"):
        safe(root, "target")


def test_stated_branch_passes() -> None:
    stated = sp.sqrt(sp.Max(0, x))
    assert safe(stated, "target") == stated


# --- specifications that contradict themselves ---------------------------------------------------

PAIR = Axis("pair", ("1", "2"))
k = Index("k", PAIR)
table = sp.IndexedBase("table")


def spec(*items: Assignment, output: Output | None = None) -> KernelSpec:
    return KernelSpec(
        name="broken",
        kind="matrix",
        arguments=(Argument("x", "x", "", (), "real", "An argument"),),
        outputs=(output or Output("result", "r", "", (), "The result"),),
        expressions=items,
        sources=("toy:1",),
        summary="A kernel that must not exist.",
    )


def item(target: str, value: sp.Expr, *indices: Index, over: tuple[Index, ...] = ()) -> Assignment:
    return Assignment(target, sp.sympify(value), "toy:1", "comment", indices, over)


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lambda: spec(item("result", y)), "uses y before it is assigned"),
        (lambda: spec(item("result", x), item("result", 2 * x)), "is assigned twice"),
        (lambda: spec(item("x", y)), "uses y|cannot be assigned"),
        (lambda: spec(item("x", 2 * x), item("result", x)), "is an argument"),
        (lambda: spec(item("result", sp.I * x)), "declared real but its expression is complex"),
        (lambda: spec(item("half", x)), "result has 1 entries but 0 are assigned"),
        (lambda: spec(item("result", table[0])), "uses table before"),
        (
            lambda: spec(item("table", x, k), item("result", table[k.symbol])),
            "uses the index k, which does not run",
        ),
        (
            lambda: spec(
                Assignment("table", x, "toy:1", "c", (PAIR.at("1"),)), item("result", table[0])
            ),
            "table has 2 entries but 1 are assigned",
        ),
        (lambda: spec(item("table", x, k), item("table", x)), "has other axes elsewhere"),
        (
            lambda: spec(item("result", x), item("late", sp.Symbol("result"))),
            "uses result before it is assigned",
        ),
    ],
)
def test_contradictions_are_refused(broken: object, message: str) -> None:
    assert callable(broken)
    with pytest.raises(SpecError, match=message):
        lower(broken())


def test_floats_have_no_exact_value() -> None:
    with pytest.raises(SpecError, match="write a Rational"):
        item("result", x * sp.Float(0.1))


def test_unlisted_source_is_refused() -> None:
    with pytest.raises(SpecError, match="toy:2 is used but not listed"):
        spec(Assignment("result", x, "toy:1, toy:2", "comment"))


def test_repeated_and_unknown_declarations_are_refused() -> None:
    with pytest.raises(SpecError, match="x is declared twice"):
        spec(item("x", x), output=Output("x", "x", "", (), "The argument again"))
    with pytest.raises(SpecError, match="kind is 'guess'"):
        KernelSpec("k", "guess", (), (), (), (), "s")  # type: ignore[arg-type]


def test_reduction_and_indices_cover_every_entry() -> None:
    function = lower(spec(item("table", x, k), item("result", table[k.symbol], over=(k,))))
    assert [quantity.name for quantity in function.quantities] == ["table"]
    assert function.quantities[0].shape == (PAIR,)
