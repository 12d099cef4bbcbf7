"""Write a printed tree as LaTeX, in the order of the print."""

from __future__ import annotations

import re

from . import printed as p

_SIGNS = {"=": "=", "approx": r"\approx", "<": "<", ">": ">"}
_FUNCTIONS = {
    "sqrt": r"\sqrt{%s}",
    "abs": r"\left|%s\right|",
}
_MARKS = {"conj": "*", "dagger": r"\dagger"}
_NAMED = {"exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "coth"}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9 ]{2,}")  # a name in words, set upright
_APPLIED = re.compile(r"\\(sin|cos|tan)\b")  # a leaf that is itself a function's value
_DIGIT = re.compile(r"\{*\d")
_COMMAND = re.compile(r"\\[A-Za-z]+$")
_PLACE = re.compile(r"<(\d)>")


def latex(tree: p.Node) -> str:
    """LaTeX of a printed tree, without surrounding dollar signs."""
    match tree:
        case p.System(relations):
            return r",\quad ".join(latex(r) for r in relations)
        case p.Relation(left, sign, right):
            return f"{latex(left)} {_SIGNS[sign]} {latex(right)}"
        case p.Number(value):
            if value.denominator == 1:
                return str(value.numerator)
            return rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
        case p.Symbol():
            return symbol(tree)
        case p.Negative(term):
            return "-" + _guard(term, p.Sum, p.Negative)
        case p.Sum(terms):
            return _sum(terms)
        case p.Product(factors):
            return _product([_grouped(f, p.Sum, p.Negative) for f in factors])
        case p.Ratio(numerator, denominator):
            return rf"\frac{{{latex(numerator)}}}{{{latex(denominator)}}}"
        case p.Power(base, exponent):
            shown = _guard(base, *_LONG, p.Call)
            if _APPLIED.match(shown) or _no_digits(base):
                shown = rf"\left({shown}\right)"
            return f"{{{shown}}}^{{{latex(exponent)}}}"
        case p.Call(function, arguments):
            return _call(function, arguments)
        case p.Matrix(rows):
            body = r" \\ ".join(" & ".join(latex(e) for e in row) for row in rows)
            return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
        case p.Total(indices, body):
            names = _beside([i.tex or _greek(i.name) for i in indices])
            return rf"\sum_{{{names}}} {_guard(body, p.Sum)}"
        case p.Integral(variables, body, measure):
            shown = measure or " ".join(rf"\mathrm{{d}}{latex(v)}" for v in variables)
            return rf"\int {shown}\, {_guard(body, p.Sum)}"
        case p.Derivative(body, by, at):
            shown = rf"\frac{{\partial}}{{\partial {latex(by)}}} {_guard(body, p.Sum)}"
            return shown if at is None else rf"\left. {shown} \right|_{{{latex(by)} = {latex(at)}}}"
    raise TypeError(f"no LaTeX for {type(tree).__name__}")


def symbol(leaf: p.Symbol) -> str:
    """LaTeX of one leaf; ``<0>``, ``<1>``, ... in a template stand for the indices."""
    labels = [i.tex or _greek(i.name) for i in leaf.indices]
    if _PLACE.search(leaf.tex):
        text, *rest = _PLACE.split(leaf.tex)
        pairs = zip(rest[::2], rest[1::2], strict=True)
        return _beside(
            [text, *(part for place, after in pairs for part in (labels[int(place)], after))]
        )
    shown = leaf.tex or _greek(leaf.name)
    if _WORD.fullmatch(shown):
        shown = r"\mathrm{" + shown.replace(" ", r"\ ") + "}"
    if labels and "_" in shown:  # it has a subscript of its own
        shown = f"{{{shown}}}"
    return f"{shown}_{{{' '.join(labels)}}}" if labels else shown


def _beside(parts: list[str]) -> str:
    """The parts in a row; a space where a command would swallow the letter after it."""
    shown = ""
    for part in parts:
        shown += f" {part}" if _COMMAND.search(shown) and part[:1].isalpha() else part
    return shown


def _no_digits(tree: p.Node) -> bool:
    """Whether it is a number that is not written in digits alone."""
    return isinstance(tree, p.Number) and (tree.value < 0 or tree.value.denominator > 1)


def _grouped(tree: p.Node, *kinds: type[p.Node]) -> str:
    """Parentheses around an operator between two operands, and around nodes of these kinds."""
    match tree:
        case p.Call(function) if _between(function):
            return rf"\left({latex(tree)}\right)"
    return _guard(tree, *kinds)


def _product(shown: list[str]) -> str:
    """Factors side by side; a dot before a number, which would run into the one before it."""
    return "".join(
        factor if not place else rf" \cdot {factor}" if _DIGIT.match(factor) else f" {factor}"
        for place, factor in enumerate(shown)
    )


def _sum(terms: tuple[p.Node, ...]) -> str:
    shown = latex(terms[0])
    for term in terms[1:]:
        if isinstance(term, p.Negative):
            shown += " - " + _guard(term.term, p.Sum, p.Negative)
        else:
            shown += " + " + latex(term)
    return shown


#: What needs parentheses under a power or a mark.
_LONG = (p.Sum, p.Negative, p.Product, p.Ratio, p.Power, p.Total, p.Integral, p.Derivative)
_INFIX = {"dot": r"\cdot", "cross": r"\times", "outer": r"\otimes"}
_BINARY = {*_INFIX.values(), r"\odot"}


def _between(function: p.Node) -> str:
    """The sign that stands between the arguments of such a function, if it is one."""
    if not isinstance(function, p.Symbol):
        return ""
    return function.tex if function.tex in _BINARY else _INFIX.get(function.name, "")


def _call(function: p.Node, arguments: tuple[p.Node, ...]) -> str:
    name = function.name if isinstance(function, p.Symbol) else ""
    if sign := _between(function):
        operands = (_grouped(a, p.Sum, p.Negative, p.Product) for a in arguments)
        return f" {sign} ".join(operands)
    if name in _MARKS:
        return f"{{{_guard(arguments[0], *_LONG)}}}^{{{_MARKS[name]}}}"
    inside = ", ".join(latex(a) for a in arguments)
    if name in _FUNCTIONS:
        return _FUNCTIONS[name] % inside
    shown = "\\" + name if name in _NAMED else latex(function)
    return rf"{shown}\left({inside}\right)"


def _guard(tree: p.Node, *kinds: type[p.Node]) -> str:
    shown = latex(tree)
    return rf"\left({shown}\right)" if isinstance(tree, kinds) else shown


_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu",
    "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega",
    "Gamma", "Delta", "Sigma", "Omega", "Lambda", "Phi", "Psi", "hbar",
)  # fmt: skip


def _greek(name: str) -> str:
    head, _, tail = name.partition("_")
    shown = "\\" + head if head in _GREEK else head
    return f"{shown}_{{{tail}}}" if tail else shown
