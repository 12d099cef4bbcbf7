"""Give a printed tree its meaning: numbers, exact field elements, matrices, operators.

One evaluator serves all of them, because the meaning sits in the sample: a value
for every leaf, a ring that turns exact rationals into the same kind of number,
a range for every kind of index, and a rule for integrals.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import wraps
from itertools import product
from typing import Any, TypeAlias

import mpmath
import numpy as np
from numpy.typing import NDArray

from . import printed as p

#: Numbers in an array: doubles, complex doubles, or objects of another ring.
Array: TypeAlias = NDArray[Any]


class Undefined(LookupError):
    """A leaf of the printed tree has no value in the sample."""


@dataclass(frozen=True)
class Ring:
    """Arithmetic of one kind of value.

    `number` embeds an exact rational, `size` measures a residual (exactly zero
    for a zero residual of an exact ring), `functions` gives named functions.
    """

    name: str
    number: Callable[[Fraction], Any]
    size: Callable[[Any], Any]
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """One point of the domain at which a printed relation is evaluated.

    `ranges` gives the labels of each kind of index; `free` may narrow them for
    an index, by name, that no sum binds.
    """

    ring: Ring
    values: Mapping[str, Any]
    ranges: Mapping[str, Sequence[str]] = field(default_factory=dict)
    free: Mapping[str, Sequence[str]] = field(default_factory=dict)
    integrate: Callable[[tuple[str, ...], Callable[..., Any]], Any] | None = None
    differentiate: Callable[[Callable[[Any], Any], Any], Any] | None = None


#: Draws one point of the domain; the same generator state gives the same point in every ring.
Draw: TypeAlias = Callable[[random.Random, Ring], Sample]


def remembered(draw: Draw) -> Draw:
    """Draw each point once: many definitions and faults are put to the same points."""
    known: dict[tuple[object, str], tuple[Sample, Any]] = {}

    @wraps(draw)
    def again(rng: random.Random, ring: Ring) -> Sample:
        key = (rng.getstate(), ring.name)
        if key not in known:
            known[key] = draw(rng, ring), rng.getstate()
        sample, state = known[key]
        rng.setstate(state)
        return sample

    return again


Scope: TypeAlias = Mapping[str, Any]


def evaluate(tree: p.Node, sample: Sample, scope: Scope | None = None) -> Any:
    """Evaluate a printed expression at a sample point.

    Raises
    ------
    Undefined
        If a leaf has no value, or an integral or derivative no rule.
    """
    scope = scope or {}
    match tree:
        case p.Number(value):
            return sample.ring.number(value)
        case p.Symbol():
            return _leaf(tree, sample, scope)
        case p.Negative(term):
            return -evaluate(term, sample, scope)
        case p.Sum(terms):
            return _fold(terms, sample, scope, lambda a, b: a + b)
        case p.Product(factors):
            return _product(factors, sample, scope)
        case p.Ratio(numerator, denominator):
            return evaluate(numerator, sample, scope) / evaluate(denominator, sample, scope)
        case p.Power(base, exponent):
            return _power(evaluate(base, sample, scope), exponent, sample, scope)
        case p.Call(function, arguments):
            values = [evaluate(a, sample, scope) for a in arguments]
            return _function(function, sample, scope)(*values)
        case p.Matrix(rows):
            return np.array([[evaluate(e, sample, scope) for e in row] for row in rows])
        case p.Total(indices, body):
            return _total(indices, body, sample, scope)
        case p.Integral(variables, body):
            return _integral(variables, body, sample, scope)
        case p.Derivative(body, by, at):
            return _derivative(body, by, at, sample, scope)
    raise TypeError(f"no meaning for {type(tree).__name__}")


def _leaf(leaf: p.Symbol, sample: Sample, scope: Scope) -> Any:
    if leaf.name in scope and not leaf.indices:
        return scope[leaf.name]
    if leaf.name not in sample.values:
        raise Undefined(f"symbol {leaf.name!r} has no value in the sample")
    value = sample.values[leaf.name]
    if not leaf.indices:
        return value
    labels = [subscript_value(i, scope) for i in leaf.indices]
    if callable(value):
        return value(*labels)
    return value[labels[0] if len(labels) == 1 else tuple(labels)]


def subscript_value(subscript: p.Subscript, scope: Scope) -> str:
    """The label an index stands for inside the current sums."""
    if isinstance(subscript, p.Label):
        return subscript.name
    key = f"index {subscript.name}"
    if key not in scope:
        raise Undefined(f"index {subscript.name!r} is neither summed nor given")
    return str(scope[key])


def defined(relation: p.Node, sample: Sample) -> Callable[..., Any]:
    """The value that a printed definition gives to its left side.

    The result takes the labels of the left side's indices and, if the left
    side is a function, returns a function of its arguments.
    """
    assert isinstance(relation, p.Relation)
    call = relation.left if isinstance(relation.left, p.Call) else None
    leaf = call.function if call else relation.left
    assert isinstance(leaf, p.Symbol)

    def value(*labels: str) -> Any:
        if len(labels) != len(leaf.indices):
            raise Undefined(f"{leaf.name!r} is defined with {len(leaf.indices)} indices")
        scope: dict[str, Any] = {}
        for subscript, label in zip(leaf.indices, labels, strict=True):
            if isinstance(subscript, p.Index):
                scope[f"index {subscript.name}"] = label
        if call is None:
            return evaluate(relation.right, sample, scope)
        return lambda *values: evaluate(
            relation.right, sample, scope | _arguments(call.arguments, values, sample.ring)
        )

    return value


def _arguments(patterns: Sequence[p.Node], values: Sequence[Any], ring: Ring) -> dict[str, Any]:
    """The variables of a definition, from the arguments at which the function is asked for."""
    found: dict[str, Any] = {}
    for pattern, value in zip(patterns, values, strict=True):
        name, solved = _solved(pattern, value, ring)
        if name in found:
            raise Undefined(f"a definition repeats its argument {name!r}")
        found[name] = solved
    return found


def _solved(pattern: p.Node, value: Any, ring: Ring) -> tuple[str, Any]:
    """The variable in a printed argument: f(-x) = ... gives f at y for x = -y."""
    match pattern:
        case p.Symbol(name=name, indices=()):
            return name, value
        case p.Negative(term):
            return _solved(term, -value, ring)
        case p.Product((p.Number(factor), term)) if factor:
            return _solved(term, value / ring.number(factor), ring)
    raise Undefined("a definition's arguments must be variables, up to a factor")


def _times(a: Any, b: Any) -> Any:
    """Ordered product: matrix product of two matrices (one-dimensional arrays are grids)."""
    return a @ b if getattr(a, "ndim", 0) == 2 == getattr(b, "ndim", 0) else a * b


def _fold(
    parts: Sequence[p.Node], sample: Sample, scope: Scope, join: Callable[[Any, Any], Any]
) -> Any:
    result = evaluate(parts[0], sample, scope)
    for part in parts[1:]:
        result = join(result, evaluate(part, sample, scope))
    return result


def _product(factors: Sequence[p.Node], sample: Sample, scope: Scope) -> Any:
    """A product; a scalar factor that vanishes exactly ends it (most Pauli entries do)."""
    result = evaluate(factors[0], sample, scope)
    for factor in factors[1:]:
        if not getattr(result, "ndim", 0) and not result:
            return result
        result = _times(result, evaluate(factor, sample, scope))
    return result


def _power(base: Any, exponent: p.Node, sample: Sample, scope: Scope) -> Any:
    if isinstance(exponent, p.Number) and exponent.value.denominator == 1:
        power = int(exponent.value)
        return np.linalg.matrix_power(base, power) if getattr(base, "ndim", 0) == 2 else base**power
    return sample.ring.functions["power"](base, evaluate(exponent, sample, scope))


def _function(function: p.Node, sample: Sample, scope: Scope) -> Callable[..., Any]:
    if isinstance(function, p.Symbol) and function.name not in sample.values:
        if function.name in sample.ring.functions:
            return sample.ring.functions[function.name]
        raise Undefined(f"function {function.name!r} is unknown to ring {sample.ring.name}")
    result: Callable[..., Any] = evaluate(function, sample, scope)
    return result


def _total(indices: tuple[p.Index, ...], body: p.Node, sample: Sample, scope: Scope) -> Any:
    result = None
    for values in product(*(sample.ranges[i.kind] for i in indices)):
        inner = dict(scope)
        inner.update({f"index {i.name}": v for i, v in zip(indices, values, strict=True)})
        term = evaluate(body, sample, inner)
        result = term if result is None else result + term
    return result


def _integral(variables: tuple[p.Symbol, ...], body: p.Node, sample: Sample, scope: Scope) -> Any:
    if sample.integrate is None:
        raise Undefined("the sample gives no rule for integrals")
    names = tuple(v.name for v in variables)

    def integrand(*values: Any) -> Any:
        return evaluate(body, sample, {**scope, **dict(zip(names, values, strict=True))})

    return sample.integrate(names, integrand)


def _derivative(body: p.Node, by: p.Symbol, at: p.Node | None, sample: Sample, scope: Scope) -> Any:
    if sample.differentiate is None:
        raise Undefined("the sample gives no rule for derivatives")
    point = evaluate(by if at is None else at, sample, scope)
    return sample.differentiate(lambda x: evaluate(body, sample, {**scope, by.name: x}), point)


def _largest(value: Any, modulus: Callable[[Any], Any]) -> Any:
    if hasattr(value, "toarray"):
        value = value.toarray()
    array = np.asarray(value)
    if array.dtype != object and array.ndim:
        return np.abs(array).max(initial=0)
    return max((modulus(entry) for entry in array.ravel()), default=0)


def _mp(value: Fraction) -> Any:
    return mpmath.mpf(value.numerator) / value.denominator


def _elementwise(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def apply(value: Any) -> Any:
        if getattr(value, "ndim", 0):
            return np.frompyfunc(function, 1, 1)(value)
        return function(value)

    return apply


def _dagger(value: Any) -> Any:
    return value.conj().T


#: 30-digit scalars (the caller sets mpmath's working precision); matrices are object arrays.
PRECISE = Ring(
    "mpmath",
    _mp,
    lambda value: _largest(value, lambda e: abs(mpmath.mpmathify(e))),
    {
        name: _elementwise(getattr(mpmath, name))
        for name in ("sqrt", "exp", "log", "sin", "cos", "tan", "sinh", "cosh", "tanh", "coth")
    }
    | {
        "conj": _elementwise(mpmath.conj),
        "Re": _elementwise(mpmath.re),
        "Im": _elementwise(mpmath.im),
        "abs": _elementwise(abs),
        "power": mpmath.power,
        "dagger": _dagger,
    },
)

#: Double precision, for the first look at mutants and for exact small systems.
DOUBLE = Ring(
    "double",
    float,
    lambda value: float(_largest(value, abs)),
    {name: getattr(np, name) for name in ("sqrt", "exp", "log", "sin", "cos", "tan")}
    | {name: getattr(np, name) for name in ("sinh", "cosh", "tanh", "abs")}
    | {
        "coth": lambda x: 1 / np.tanh(x),
        "conj": np.conj,
        "Re": np.real,
        "Im": np.imag,
        "power": lambda base, exponent: base**exponent,
        "dagger": _dagger,
    },
)
