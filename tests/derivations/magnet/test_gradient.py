"""Corrections of the slow Green's function: the engine's operator gives the closed forms."""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp

from spinloom.derivations.engine.gradient import gradient_product, gradient_term
from spinloom.derivations.engine.interpret import DOUBLE, Sample, evaluate
from spinloom.derivations.engine.printed import Relation
from spinloom.derivations.magnet import slowness_claims

t, w = sp.symbols("t w", real=True)
ENERGY = sp.Rational(3, 5)
#: Rate, its velocity and acceleration; the distribution and its derivatives by time, frequency.
RATE = sp.Rational(7, 5), sp.Rational(1, 3), sp.Rational(-3, 7)
FILLING = {
    name: sp.Rational(k, 11)
    for k, name in zip((2, -5, 3, 7, -4, 9), ("", "t", "w", "tt", "tw", "ww"), strict=True)
}


def rate() -> Any:
    return RATE[0] + RATE[1] * t + RATE[2] * t**2 / 2


def filling() -> Any:
    terms = {"": 1, "t": t, "w": w - ENERGY, "tt": t**2 / 2, "tw": t * (w - ENERGY),
             "ww": (w - ENERGY) ** 2 / 2}  # fmt: skip
    return sum(FILLING[name] * shape for name, shape in terms.items())


def here(expression: Any) -> complex:
    return complex(expression.subs({t: 0, w: ENERGY}))


def retarded(sign: int) -> tuple[Any, Any]:
    """The Green's function of order zero, and its correction of second order."""
    inverse = w + sign * sp.I * rate()
    zeroth = 1 / inverse
    assert sp.simplify(gradient_term((inverse, zeroth), t, w, 1)) == 0
    return zeroth, -zeroth * gradient_term((inverse, zeroth), t, w, 2)


def printed(equation: Any, **more: Any) -> complex:
    tree = equation.printed
    assert isinstance(tree, Relation)
    values = {
        "i_unit": 1j, "detuning": float(ENERGY), "Gamma_plain": float(RATE[0]),
        "Gamma_dot": float(RATE[1]), "Gamma_ddot": float(RATE[2]),
        **{f"F_s{'_' * bool(n)}{n}": float(x) for n, x in FILLING.items()}, **more,
    }  # fmt: skip
    found = evaluate(tree.right, Sample(DOUBLE, values, {"spin": ("up",), "branch": ("R", "A")}),
                     {"index branch": "R", "index sigma": "up"})  # fmt: skip
    return complex(found)


@pytest.mark.parametrize("sign", [1, -1])
def test_second_order_of_the_retarded_and_advanced_function(sign: int) -> None:
    found = printed(
        slowness_claims.EQ_RETARDED,
        branch_sign={"R": sign}, Gamma_first={"up": 1.0}, Gamma_second={"up": 0.0},
        theta_dot=1.0, theta_ddot=float(RATE[2]),
    )  # fmt: skip
    assert found == pytest.approx(here(retarded(sign)[1]), rel=1e-13)


def test_both_orders_of_the_keldysh_function() -> None:
    (first, more_first), (last, more_last) = retarded(1), retarded(-1)
    inverse = 2 * sp.I * rate() * filling()
    chain = (first, inverse, last)
    one = -gradient_term(chain, t, w, 1)
    assert printed(slowness_claims.EQ_KELDYSH_FIRST) == pytest.approx(here(one), rel=1e-13)
    two = -gradient_term(chain, t, w, 2) - more_first * inverse * last - first * inverse * more_last
    assert printed(slowness_claims.EQ_KELDYSH_SECOND) == pytest.approx(here(two), rel=1e-13)
    without = -gradient_term(chain, t, w, 2)
    assert abs(here(without) - here(two)) > 1e-3


def test_three_functions_are_two_products() -> None:
    """Moyal's product is associative at every order: each bracket gives the operator of three."""
    chain = (t * w**2 + w, t**2 * w - 2 * t, w * t**3 + w**2)
    whole = gradient_product(chain, t, w, 6)
    left = gradient_product((gradient_product(chain[:2], t, w, 6), chain[2]), t, w, 6)
    right = gradient_product((chain[0], gradient_product(chain[1:], t, w, 6)), t, w, 6)
    assert sp.expand(whole - left) == 0 == sp.expand(whole - right)
    assert sp.expand(whole - gradient_product(chain, t, w, 1)) != 0
