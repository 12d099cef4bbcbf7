"""Rewrites of exact expressions that change no value where the original has one.

- Fermi, Bose and hyperbolic quotients become overflow-safe functions;
- z conj(z) becomes a real square, and a constant common to all terms of a sum stands before it;
- a square root must be of something provably non-negative, or say `principal_sqrt`;
- a Piecewise is refused, since a backend would evaluate its singular branch.
"""

from __future__ import annotations

import sympy as sp

from .errors import UnsafeExpressionError
from .functions import abs_squared, bose, expm1_ratio, fermi, x_coth


def safe(expression: sp.Expr, target: str) -> sp.Expr:
    """The expression with every quotient and root in a form that no input can break."""
    if expression.atoms(sp.Piecewise):
        raise UnsafeExpressionError(
            f"{target}: a Piecewise evaluates all its branches; use a function that is safe "
            "on its whole domain"
        )
    for rewrite, kinds in REWRITES:
        expression = expression.replace(lambda node, kinds=kinds: isinstance(node, kinds), rewrite)
    for root in sp.preorder_traversal(expression):
        if isinstance(root, sp.Pow) and root.exp.is_integer is False and not _stated(root):
            raise UnsafeExpressionError(
                f"{target}: the branch of {root} is not stated; write principal_sqrt, or "
                "sqrt(Max(0, x))"
            )
    return expression


def _stated(root: sp.Pow) -> bool:
    return bool(abs(root.exp) == sp.Rational(1, 2) and root.base.is_nonnegative)


def _factors(node: sp.Expr) -> list[sp.Expr]:
    return list(sp.Mul.make_args(node))


def _thermal(node: sp.Expr) -> sp.Expr:
    """1/(e^x + 1) -> fermi(x), 1/(e^x - 1) -> bose(x), e^x fermi(x) -> fermi(-x)."""
    base, power = node.as_base_exp()
    argument, offset, scale = _exponential_plus(base)
    if argument is not None and power.is_Integer and power < 0:
        return (fermi if offset == 1 else bose)(argument) ** (-power) * scale**power
    factors = _factors(node)
    for growing in (factor for factor in factors if isinstance(factor, sp.exp)):
        argument = growing.args[0]
        for decaying, sign in ((fermi(argument), 1), (bose(argument), -1)):
            if any(factor.as_base_exp()[0] == decaying for factor in factors):
                return sign * node / (growing * decaying) * decaying.func(-argument)
    return node


def _empty_states(node: sp.Expr) -> sp.Expr:
    """1 - fermi(x) -> fermi(-x)."""
    constant, rest = node.as_coeff_Add()
    if constant == 1 and isinstance(-rest, fermi):
        return fermi(-(-rest).args[0])
    return node


def _exponential_plus(base: sp.Expr) -> tuple[sp.Expr | None, int, sp.Expr]:
    """The x, the sign and the scale of c (e^x + 1) or c (e^x - 1)."""
    if isinstance(base, sp.Add) and len(base.args) == 2:
        constant, rest = base.as_coeff_Add()
        scale, core = rest.as_coeff_Mul()
        if abs(constant) == abs(scale) and isinstance(core, sp.exp):
            return core.args[0], int(constant / scale), scale
    return None, 0, sp.Integer(1)


def _cancels(ratio: sp.Expr, argument: sp.Expr) -> bool:
    """Whether a quotient by the argument leaves no part of it below the line."""
    above, below = argument.as_numer_denom()[0], ratio.as_numer_denom()[1]
    return not below.has(*above.free_symbols)


def _hyperbolic(node: sp.Expr) -> sp.Expr:
    """x coth(x) -> x_coth(x)."""
    factors = _factors(node)
    for factor in factors:
        if isinstance(factor, sp.coth):
            argument = factor.args[0]
            ratio = node / (factor * argument)
            if _cancels(ratio, argument):
                return ratio * x_coth(argument)
    return node


def _modulus(node: sp.Expr) -> sp.Expr:
    """z conj(z) -> abs_squared(z), which is real."""
    factors = _factors(node)
    for factor in factors:
        if isinstance(factor, sp.conjugate) and factor.args[0] in factors:
            inner = factor.args[0]
            return node / (factor * inner) * abs_squared(inner)
    return node


def _common_constant(node: sp.Expr) -> sp.Expr:
    """c x - c y -> c (x - y) for a constant c with pi in it."""
    parts = [term.as_independent(*term.free_symbols, as_Add=False) for term in node.args]
    constants = [abs(constant) for constant, _ in parts]
    if not constants[0].has(sp.pi) or len(dict.fromkeys(constants)) > 1:
        return node
    return constants[0] * sp.Add(*(sp.sign(constant) * rest for constant, rest in parts))


def _exponential_quotient(node: sp.Expr) -> sp.Expr:
    """(e^x - 1)/x -> expm1_ratio(x)."""
    for factor in _factors(node):
        argument, offset, scale = _exponential_plus(factor)
        if argument is not None and offset == -1:
            ratio = scale * (node * argument / factor)
            if _cancels(ratio, argument):
                return ratio * expm1_ratio(argument)
    return node


REWRITES = (
    (_modulus, (sp.Mul,)),
    (_common_constant, (sp.Add,)),
    (_exponential_quotient, (sp.Mul,)),
    (_thermal, (sp.Mul, sp.Pow)),
    (_empty_states, (sp.Add,)),
    (_hyperbolic, (sp.Mul,)),
)
