"""LaTeX of a printed tree: the order of the print, and parentheses wherever they are needed."""

from __future__ import annotations

from fractions import Fraction

import pytest

from spinloom.derivations.engine.latex import latex
from spinloom.derivations.engine.printed import (
    Call,
    Derivative,
    Index,
    Integral,
    Label,
    Matrix,
    Node,
    Number,
    Symbol,
    Total,
    about,
    equal,
    less,
    system,
)

a, b, c, x = (Symbol(n) for n in "abcx")
dot, cross = Symbol("dot", "product"), Symbol("cross", "product")
dagger, conj, sqrt = (Symbol(n, "function") for n in ("dagger", "conj", "sqrt"))
i = Index("i", "site")


@pytest.mark.parametrize(
    ("tree", "shown"),
    [
        (a - b + c, "a - b + c"),
        (c - (a - b), r"c - \left(a - b\right)"),
        (a - (-b), r"a - \left(-b\right)"),
        (-(a * b), "-a b"),
        (-(a + b), r"-\left(a + b\right)"),
        ((a + b) * c, r"\left(a + b\right) c"),
        (a * (-b), r"a \left(-b\right)"),
        (b * a, "b a"),
        (2 * (2 * a), r"2 \cdot 2 a"),
        (2 * (a**2) * 3, r"2 {a}^{2} \cdot 3"),
        ((a + b) ** 2, r"{\left(a + b\right)}^{2}"),
        (Number(Fraction(-1)) ** a, r"{\left(-1\right)}^{a}"),
        (Number(Fraction(1, 2)) ** a, r"{\left(\frac{1}{2}\right)}^{a}"),
        ((a * b) ** 2, r"{\left(a b\right)}^{2}"),
        ((a**2) ** b, r"{\left({a}^{2}\right)}^{b}"),
        ((a / b) ** -1, r"{\left(\frac{a}{b}\right)}^{-1}"),
        (a / (b + c), r"\frac{a}{b + c}"),
        (Fraction(-1, 2) * a, r"\frac{-1}{2} a"),
        (-(Fraction(1, 2) * a), r"-\frac{1}{2} a"),
        (dot(a, cross(b, c)), r"a \cdot \left(b \times c\right)"),
        (a * dot(b, c), r"a \left(b \cdot c\right)"),
        (dot(a + b, c), r"\left(a + b\right) \cdot c"),
        (dagger(Total((i,), a[i])), r"{\left(\sum_{i} a_{i}\right)}^{\dagger}"),
        (conj(a), "{a}^{*}"),
        (conj(a + b), r"{\left(a + b\right)}^{*}"),
        (sqrt(a + b), r"\sqrt{a + b}"),
        (Symbol("cosh", "function")(x), r"\cosh\left(x\right)"),
        (Symbol("f")(a, b), r"f\left(a, b\right)"),
        (Total((i,), a[i] + b), r"\sum_{i} \left(a_{i} + b\right)"),
        (Integral((x,), a), r"\int \mathrm{d}x\, a"),
        (Integral((x,), a + b, r"\frac{dx}{2\pi}"), r"\int \frac{dx}{2\pi}\, \left(a + b\right)"),
        (Derivative(a, x), r"\frac{\partial}{\partial x} a"),
        (Derivative(a, x, b), r"\left. \frac{\partial}{\partial x} a \right|_{x = b}"),
        (Matrix(((a, b), (b, c))), r"\begin{pmatrix} a & b \\ b & c \end{pmatrix}"),
        (equal(a, b), "a = b"),
        (about(a, b), r"a \approx b"),
        (system(less(a, b), equal(b, c)), r"a < b,\quad b = c"),
        (Symbol("epsilon_1"), r"\epsilon_{1}"),
        (Symbol("G", tex="G^{<0>}_{<1>}")[Label(">"), i], "G^{>}_{i}"),
        (Symbol("G", tex="G_{<1>}")[i, Label("2")], "G_{2}"),
        (Symbol("t", tex="t_{<1><0>}")[i, Index("a", "mode", r"\alpha")], r"t_{\alpha i}"),
        (Total((Index("a", "mode", r"\alpha"), i), b), r"\sum_{\alpha i} b"),
        (Symbol("N", tex="N_p")[i], "{N_p}_{i}"),
        (Symbol("G", tex="g")[Index("s", "spin", r"\sigma"), i], r"g_{\sigma i}"),
    ],
)
def test_latex(tree: Node, shown: str) -> None:
    assert latex(tree) == shown


def test_different_trees_read_differently() -> None:
    """What differs in value must differ on the page: no parenthesis is lost."""
    trees = [
        a - (b - c), a - b - c, a * (b + c), a * b + c, (a * b) ** 2, a * b**2,
        -(a**2), (-a) ** 2, a / (b * c), a / b * c, conj(a * b), a * conj(b), 22 * a, 2 * (2 * a),
        cross(cross(a, b), c), cross(a, cross(b, c)),
    ]  # fmt: skip
    shown = [latex(tree) for tree in trees]
    assert len({*shown}) == len(trees)


def test_what_has_no_latex_is_named() -> None:
    with pytest.raises(TypeError, match="no LaTeX for Node"):
        latex(Node())
    assert latex(Call(a, (b,))) == r"a\left(b\right)"
