"""From a specification to the array-level form: safe rewrites, then checked invariants."""

from __future__ import annotations

from itertools import groupby

import sympy as sp

from .errors import SpecError
from .ir import Function, Group, Quantity, Statement, entries, leaves, name_of, number_of
from .rewrites import safe
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
