"""The gradient expansion against exact convolutions of Gaussians and plane waves."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from spinloom.derivations.engine.gradient import bidifferential, gradient_product, gradient_term
from spinloom.derivations.magnet.judge_gradient import Form, Wave, composed, convolution, integrate

t, w = sp.symbols("t w", real=True)
SHAPES = ((1.1, 0.3, 0.9), (0.8, -0.2, 1.2), (0.7, 0.4, 1.0))


def gaussian(shape: tuple[float, ...], x: float) -> tuple[sp.Expr, object]:
    """exp(-a (x t)^2 - b x t w - c w^2) as an expression and as an exact Wigner function."""
    a, b, c = (sp.Rational(str(v)) for v in shape)
    expression = sp.exp(-a * (x * t) ** 2 - b * x * t * w - c * w**2)
    numbers = [mpmath.mpf(str(v)) for v in shape]

    def wigner(time: object, frequency: object) -> Wave:
        from spinloom.derivations.magnet.judge_gradient import form

        s, f = form(time) * x, form(frequency)
        return Wave(-(s * s * numbers[0] + s * f * numbers[1] + f * f * numbers[2]))

    return expression, wigner


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("order", [0, 1, 2])
def test_remainder_is_of_the_next_order(count: int, order: int) -> None:
    gaps = []
    with mpmath.workdps(30):
        for x in (sp.Rational(1, 100), sp.Rational(1, 800)):
            step = mpmath.mpf(x.p) / x.q
            pairs = [gaussian(shape, x) for shape in SHAPES[:count]]
            pairs = [(e, gaussian(s, step)[1]) for (e, _), s in zip(pairs, SHAPES, strict=False)]
            time, frequency = sp.Rational(3, 10) / x, sp.Rational(2, 5)
            series = gradient_product([e for e, _ in pairs], t, w, order)
            value = mpmath.mpmathify(sp.N(series.subs({t: time, w: frequency}), 30))
            exact = convolution([f for _, f in pairs], mpmath.mpf("0.3") / step, mpmath.mpf("0.4"))
            gaps.append(abs(value - exact))
        measured = mpmath.log(gaps[0] / gaps[1], 8)
    assert abs(measured - (order + 1)) < 0.1


def test_plane_waves_sum_to_the_exact_phase() -> None:
    shapes = [(0.3, 0.5), (-0.4, 0.7), (0.6, -0.2)]
    waves = [sp.exp(sp.I * (a * t + b * w)) for a, b in shapes]
    series = sum(complex(sp.N(gradient_term(waves, t, w, n).subs({t: 0, w: 0}))) for n in range(9))
    assert abs(series - composed(shapes)) < 1e-9


def test_first_order_is_the_poisson_bracket() -> None:
    f, g = w**2 * t, t**3 + w
    bracket = sp.diff(f, t) * sp.diff(g, w) - sp.diff(f, w) * sp.diff(g, t)
    assert sp.expand(gradient_term((f, g), t, w, 1) + sp.I / 2 * bracket) == 0
    assert sp.expand(gradient_term((g, f), t, w, 1) + sp.I / 2 * bracket) != 0


def test_frequency_is_the_derivative_of_time() -> None:
    commutator = gradient_product((w, t), t, w, 3) - gradient_product((t, w), t, w, 3)
    assert commutator == sp.I


def test_products_of_polynomials_are_associative() -> None:
    f, g, h = t * w, w**2, t**2 + w
    left = gradient_product((gradient_product((f, g), t, w, 4), h), t, w, 4)
    both = gradient_product((f, g, h), t, w, 6)
    assert sp.expand(left - both) == 0


def test_every_pair_appears_with_both_signs() -> None:
    terms = bidifferential(3)
    assert len(terms) == 6
    assert sum(terms.values()) == 0


def test_fewer_than_two_functions_are_refused() -> None:
    with pytest.raises(ValueError, match="two functions"):
        gradient_term((t,), t, w, 1)


def test_exact_integral_against_quadrature() -> None:
    wave = Wave(Form({("x", "x"): -1.3, ("x",): 0.4 + 0.2j, (): 0.1}))
    direct = mpmath.quad(
        lambda x: mpmath.exp(-1.3 * x * x + (0.4 + 0.2j) * x + 0.1), [-mpmath.inf, 0, mpmath.inf]
    )
    assert abs(integrate(wave, "x").number() - direct) < 1e-12
    with pytest.raises(ValueError, match="does not converge"):
        integrate(Wave(Form({("x", "x"): 1.0})), "x")
