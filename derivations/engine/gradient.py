r"""Gradient expansion: the Wigner transform of a product of kernels, to any order.

For kernels with Wigner transforms f_1, f_2, ... (functions of the mean time t and the frequency w,
Fourier phase exp(i w (t_1 - t_2))), the transform of their convolution is

    exp[-(i/2) sum_{a<b} (d_t^a d_w^b - d_w^a d_t^b)] f_1 f_2 ...

where d^a acts on f_a alone. A derivative by time and one by frequency belong to each order.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import sympy as sp

#: For every function, how often it is differentiated by time and by frequency.
Orders = tuple[tuple[int, int], ...]


def bidifferential(count: int) -> dict[Orders, int]:
    """``sum_{a<b} (d_t^a d_w^b - d_w^a d_t^b)`` for `count` functions."""
    found: dict[Orders, int] = {}
    for early, late in combinations(range(count), 2):
        for by_time, by_frequency, sign in ((early, late, 1), (late, early, -1)):
            orders = [[0, 0] for _ in range(count)]
            orders[by_time][0] += 1
            orders[by_frequency][1] += 1
            found[tuple((n, m) for n, m in orders)] = sign
    return found


def power(operator: dict[Orders, int], exponent: int) -> dict[Orders, int]:
    """A power of a bidifferential operator; its derivatives commute."""
    count = len(next(iter(operator)))
    found: dict[Orders, int] = {((0, 0),) * count: 1}
    for _ in range(exponent):
        product: dict[Orders, int] = {}
        for one, weight in found.items():
            for two, factor in operator.items():
                orders = tuple((a + c, b + d) for (a, b), (c, d) in zip(one, two, strict=True))
                product[orders] = product.get(orders, 0) + weight * factor
        found = {orders: product[orders] for orders in sorted(product) if product[orders]}
    return found


def gradient_term(
    functions: Sequence[sp.Expr], time: sp.Symbol, frequency: sp.Symbol, order: int
) -> sp.Expr:
    """The term of one order of the expansion of two or more functions.

    Raises
    ------
    ValueError
        For fewer than two functions or a negative order.
    """
    if len(functions) < 2 or order < 0:
        raise ValueError("a gradient expansion needs two functions and an order >= 0")
    total = sp.Integer(0)
    for orders, weight in power(bidifferential(len(functions)), order).items():
        parts = [
            sp.diff(function, time, by_time, frequency, by_frequency)
            for function, (by_time, by_frequency) in zip(functions, orders, strict=True)
        ]
        total += weight * sp.Mul(*parts)
    return (-sp.I / 2) ** order / sp.factorial(order) * total


def gradient_product(
    functions: Sequence[sp.Expr], time: sp.Symbol, frequency: sp.Symbol, order: int
) -> sp.Expr:
    """All terms up to an order; exact for polynomials of that total degree.

    Examples
    --------
    >>> t, w = sp.symbols("t w", real=True)
    >>> gradient_product((w, t), t, w, 1) - gradient_product((t, w), t, w, 1)
    I
    """
    return sp.Add(*(gradient_term(functions, time, frequency, n) for n in range(order + 1)))
