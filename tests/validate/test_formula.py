"""LaTeX formulas as MathML and as a line of Unicode."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from spinloom.validate.formula import mathml, relations, unicode_line
from spinloom.validate.ledger import load, steps


@pytest.mark.parametrize(
    ("latex", "shown"),
    [
        (r"\frac{a}{2 b} c", "(a/(2b))c"),
        (r"x = -\frac{1}{2} + y", "x = −1/2 + y"),
        (r"G^{R}_{12} \sin\theta", "G₁₂ᴿ sin θ"),
        (r"\sqrt{x + y}", "√(x + y)"),
        (r"\hat{t} \cdot \mathbf{m}_{1}", "t̂ · 𝐦₁"),
        (r"\sum_{k} \epsilon_{k\sigma}", "∑ₖ ϵ_(kσ)"),
        (r"\mathrm{alpha}_{iso}", "alphaᵢₛₒ"),
        (r"\left(a - b\right)^{2}", "(a − b)²"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
        (r"\dot{\phi}", "ϕ̇"),
    ],
)
def test_one_line(latex: str, shown: str) -> None:
    assert unicode_line(latex) == shown


def test_a_fraction_never_loses_what_it_divides() -> None:
    assert unicode_line(r"\frac{a + b}{c} d") == "((a + b)/c)d"
    assert unicode_line(r"\frac{a}{b} + d") == "a/b + d"
    assert unicode_line(r"\frac{a}{\frac{b}{c}}") == "a/(b/c)"
    assert unicode_line(r"{\frac{a}{b}}^{2}") == "(a/b)²"


def test_relations_split_outside_brackets_only() -> None:
    text = r"a = \left(b,\quad c\right),\quad d = \frac{e,\quad f}{g}"
    assert relations(text) == [r"a = \left(b,\quad c\right)", r"d = \frac{e,\quad f}{g}"]


def test_every_formula_of_the_ledger_is_understood() -> None:
    formulas = [row[k] for row in load() for k in ("printed", "corrected") if row[k]]
    formulas += [step.statement for step in steps().values()]
    assert len(formulas) > 300
    for latex in formulas:
        tree = ElementTree.fromstring(mathml(latex))
        assert tree.get("alttext") == latex
        assert all("\\" not in (node.text or "") for node in tree.iter())
        for part in relations(latex):
            assert unicode_line(part)
            assert "\\" not in unicode_line(part)


def test_latex_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="expected LaTeX"):
        mathml(r"\left(a")
