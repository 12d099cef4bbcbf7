"""From a specification to the array-level form: safe rewrites, then checked invariants.

Rewrites act on exact expressions and change no value where the original has one:

- Fermi, Bose and hyperbolic quotients become overflow-safe functions;
- z conj(z) becomes a real square, and a constant common to all terms of a sum stands before it;
- a square root must be of something provably non-negative, or say `principal_sqrt`;
- a Piecewise is refused, since a backend would evaluate its singular branch.
"""

from __future__ import annotations

from itertools import groupby

import sympy as sp

from .errors import SpecError, UnsafeExpressionError
from .functions import abs_squared, bose, expm1_ratio, fermi, x_coth
from .ir import Function, Group, Quantity, Statement, entries, leaves, name_of, number_of
from .spec import Assignment, Axis, KernelSpec, Number


def lower(spec: KernelSpec) -> Function:
    """The array-level form of a specification.

    Raises
    ------
    SpecError
        A name is used before it is assigned, assigned twice or in part, or an output is read.
    UnsafeExpressionError
        An expression has a branch, or a removable singularity, that no rewrite covers.
    """
    statements = tuple(
        Statement(item.target, item.indices, item.over, safe(item.expression, item.target))
        for item in spec.expressions
    )
    quantities = _quantities(spec, statements)
    groups = tuple(
        Group(source, comment, tuple(statement for _, statement in members))
        for (source, comment), members in groupby(
            zip(spec.expressions, statements, strict=True), key=lambda pair: _heading(pair[0])
        )
    )
    return Function(
        name=spec.name,
        kind=spec.kind,
        summary=spec.summary,
        formula=spec.formula,
        sources=spec.sources,
        arguments=spec.arguments,
        outputs=spec.outputs,
        quantities=quantities,
        groups=groups,
    )


def _heading(item: Assignment) -> tuple[str, str]:
    return item.source, item.comment


# --- safe forms --------------------------------------------------------------------------------


def safe(expression: sp.Expr, target: str) -> sp.Expr:
    """The expression with every quotient and root in a form that no input can break."""
    if expression.atoms(sp.Piecewise):
        raise UnsafeExpressionError(
            f"{target}: a Piecewise evaluates all its branches; use a function that is safe "
            "on its whole domain"
        )
    for rewrite, kinds in REWRITES:
        expression = expression.replace(lambda node, kinds=kinds: isinstance(node, kinds), rewrite)
    for root in expression.atoms(sp.Pow):
        if root.exp.is_integer is False and not _stated(root):
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
    argument, offset = _exponential_plus(base)
    if argument is not None and power.is_Integer and power < 0:
        return (fermi if offset == 1 else bose)(argument) ** (-power)
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


def _exponential_plus(base: sp.Expr) -> tuple[sp.Expr | None, int]:
    """The x and the sign of e^x + 1 or e^x - 1."""
    if isinstance(base, sp.Add) and len(base.args) == 2:
        constant, rest = base.as_coeff_Add()
        if constant in (1, -1) and isinstance(rest, sp.exp):
            return rest.args[0], int(constant)
    return None, 0


def _hyperbolic(node: sp.Expr) -> sp.Expr:
    """x coth(x) -> x_coth(x)."""
    factors = _factors(node)
    for factor in factors:
        if isinstance(factor, sp.coth):
            argument = factor.args[0]
            ratio = node / (factor * argument)
            if not ratio.has(*argument.free_symbols):
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
        argument, offset = _exponential_plus(factor)
        if argument is not None and offset == -1:
            ratio = node * argument / factor
            if not ratio.has(*argument.free_symbols):
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


# --- invariants --------------------------------------------------------------------------------


def _quantities(spec: KernelSpec, statements: tuple[Statement, ...]) -> tuple[Quantity, ...]:
    """Axes and number of every intermediate, after checking names, order and coverage."""
    numbers: dict[str, Number] = {item.name: item.number for item in spec.arguments}
    outputs = {item.name: item for item in spec.outputs}
    assigned: dict[str, list[tuple[int, ...]]] = {}
    shapes: dict[str, tuple[Axis, ...]] = {}
    for statement in statements:
        where = f"{spec.name}: {statement.target}"
        _check_names(statement, numbers, where)
        if statement.target in {item.name for item in spec.arguments}:
            raise SpecError(f"{where} is an argument and cannot be assigned")
        taken = assigned.setdefault(statement.target, [])
        for position, _ in entries(statement):
            if position in taken:
                raise SpecError(f"{where}{list(position)} is assigned twice")
            taken.append(position)
        number = number_of(statement.expression, numbers | _indices(statement))
        if statement.target in outputs:
            _check_output(outputs[statement.target].number, number, where)
        else:
            _merge(numbers, statement.target, number)
            shape = tuple(index.axis for index in statement.indices)
            if shapes.setdefault(statement.target, shape) != shape:
                raise SpecError(f"{where} has other axes elsewhere")
    _check_coverage(spec, assigned, shapes)
    return tuple(Quantity(name, shapes[name], numbers[name]) for name in shapes)


def _indices(statement: Statement) -> dict[str, Number]:
    return {index.name: "real" for index in (*statement.free, *statement.over)}


def _check_names(statement: Statement, numbers: dict[str, Number], where: str) -> None:
    known = numbers.keys() | _indices(statement).keys()
    for leaf in leaves(statement.expression):
        if name_of(leaf) not in known:
            raise SpecError(f"{where} uses {name_of(leaf)} before it is assigned")
        for index in leaf.indices if isinstance(leaf, sp.Indexed) else ():
            if not index.is_Integer and str(index) not in _indices(statement):
                raise SpecError(f"{where} uses the index {index}, which does not run")


def _check_output(declared: Number, found: Number, where: str) -> None:
    if (declared, found) == ("real", "complex"):
        raise SpecError(f"{where} is declared real but its expression is complex")


def _merge(numbers: dict[str, Number], name: str, number: Number) -> None:
    numbers[name] = "complex" if "complex" in (numbers.get(name), number) else "real"


def _check_coverage(
    spec: KernelSpec,
    assigned: dict[str, list[tuple[int, ...]]],
    shapes: dict[str, tuple[Axis, ...]],
) -> None:
    wanted = {item.name: item.shape for item in spec.outputs} | shapes
    for name, shape in wanted.items():
        size = 1
        for axis in shape:
            size *= len(axis.labels)
        if len(assigned.get(name, ())) != size:
            raise SpecError(
                f"{spec.name}: {name} has {size} entries but "
                f"{len(assigned.get(name, ()))} are assigned"
            )
