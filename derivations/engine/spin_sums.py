r"""From sums over spin labels to traces of Pauli matrices.

A factor with two spin indices is a matrix, its first spin index the row. Where every summed spin
index joins the column of one factor to the row of another, the factors form closed loops, and each
loop is a trace:

>>> from spinloom.derivations.engine.fermions import index as label, sum_over, symbol
>>> from spinloom.derivations.engine.spin import index, pauli, scalar, unit, unit_vector
>>> s, r = label("spin", "s"), label("spin", "r")
>>> closed = sum_over(symbol("G", s, r) * symbol("tau", r, s), s, r)
>>> matrices = {
...     "G": unit * scalar("G_s") + pauli(unit_vector("t")) * scalar("G_t"),
...     "tau": pauli(index("i")),
... }
>>> print(spin_sum(closed, lambda factor: matrices[factor.name]))
2*G_t*t[i]
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .fermions import Expression
from .indexed import Factor, Index, Term
from .spin import SpinMatrix, Tensor, as_tensor, scalar, trace

Loop = tuple[Factor, ...]


def spin_sum(
    expression: Expression, matrix_of: Callable[[Factor], SpinMatrix], kind: str = "spin"
) -> Tensor:
    """Carry out all sums over spin.

    Parameters
    ----------
    expression
        Without operators; factors that hold no spin index become scalars named by their text.
    matrix_of
        The 2x2 matrix that a factor with two spin indices stands for.
    kind
        The kind of the spin indices.

    Raises
    ------
    ValueError
        If a term has operators, other sums, or spin indices that close no loop.
    """
    total = as_tensor(0)
    for term, value in expression.terms.items():
        loops, others = spin_loops(term, kind)
        if term.operators or any(index.kind != kind for index in term.sums):
            raise ValueError(f"operators or sums other than over {kind} are left in {term}")
        product = as_tensor(value)
        for factor in others:
            product = product * scalar(str(factor))
        for loop in loops:
            product = product * trace(*map(matrix_of, loop))
        total = total + product
    return total


def spin_loops(term: Term, kind: str = "spin") -> tuple[list[Loop], list[Factor]]:
    """The closed loops of a term, each in the order of a matrix product, and all other factors.

    A sum over spin that no factor holds is the empty loop, whose trace is 2.
    """
    matrices = [f for f in term.factors if any(i.kind == kind for i in f.indices)]
    others = [f for f in term.factors if f not in matrices]
    summed = [index for index in term.sums if index.kind == kind]
    rows: dict[Index, Factor] = {}
    columns: list[Index] = []
    for factor in matrices:
        row, column = _row_and_column(factor, kind)
        rows[row] = factor
        columns.append(column)
    if len(rows) < len(matrices) or sorted(rows) != sorted(columns):
        raise ValueError(f"the {kind} indices of {term} do not join columns to rows")
    loops: list[Loop] = [() for index in summed if index not in rows]
    while rows:
        loop = [rows.pop(min(rows))]
        while (following := _row_and_column(loop[-1], kind)[1]) in rows:
            loop.append(rows.pop(following))
        loops.append(tuple(loop))
    return loops, others


def _row_and_column(factor: Factor, kind: str) -> Sequence[Index]:
    found = [index for index in factor.indices if index.kind == kind]
    if len(found) != 2:
        raise ValueError(f"{factor} holds {len(found)} {kind} indices; a matrix holds 2")
    return found
