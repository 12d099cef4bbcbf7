"""The magnet's judges against what is known of them, and against wrong input."""

from __future__ import annotations

import random

import mpmath
import numpy as np
import pytest
import sympy as sp

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.gradient import gradient_product
from spinloom.derivations.engine.interpret import Undefined
from spinloom.derivations.engine.printed import Node, Sum, substitute, walk
from spinloom.derivations.magnet import (
    closed_device,
    judge_device,
    judge_grassmann,
    judge_operators,
    judge_precession,
    judge_slowness,
    judge_values,
    modes_claims,
    precession_claims,
)
from spinloom.derivations.magnet.claims import entries
from spinloom.derivations.magnet.judge_gradient import Wave, convolution, form
from spinloom.derivations.magnet.rational_functions import Field, Root

ROWS = {entry.key: entry for entry in entries()}


# --- Rational functions ---------------------------------------------------------------------------


def test_rational_functions_form_a_field() -> None:
    x, y = Field(("x", "y")).generators().values()
    assert not (x / y + y / x) * x * y - (x**2 + y**2)
    assert not (x - y) ** -1 * (x**2 - y**2) - (x + y)
    assert not 1 - x - (1 - x)
    assert (x - y) and not (x - x)
    whole = (x**2 - y**2) / (x - y)
    assert whole.below == 1
    with pytest.raises(ZeroDivisionError):
        x / (y - y)


def test_derivatives_and_ends_of_rational_functions() -> None:
    x, y = Field(("x", "y")).generators().values()
    quotient = (2 * x**2 + y) / (x**2 + 3)
    assert not quotient.derivative(0) - 2 * x * (6 - y) / (x**2 + 3) ** 2
    assert not quotient.at_end(0, infinite=False) - y / 3
    assert not quotient.at_end(0, infinite=True) - 2
    with pytest.raises(ZeroDivisionError):
        (1 / x).at_end(0, infinite=False)
    with pytest.raises(Undefined):
        Root(x) ** 3


# --- Closed sums ----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2])
def test_closed_sums_are_the_quadrature(seed: int) -> None:
    """Kernel, torques, velocities and currents of the same device on both roads."""
    with mpmath.workdps(45):
        device = judge_device.device(seed)
        closed = closed_device.closed(device)
        for values in (judge_values.motion_values, judge_values.current_values):
            one, two = values(device), values(closed)
            for name in ("theta_dot", "phi_dot", "g_tilde", "I_h_s", "I_d_s", "I_l", "I_r"):
                if name in one:
                    assert abs(one[name] - two[name]) < 1e-28 * (1 + abs(one[name])), name


def test_a_wrong_slope_is_seen_by_the_field() -> None:
    """The exact sample refuses what the numbers refuse."""
    for key in ("magnet:51", "magnet:text-current-parts", "magnet:text-Gamma-restated"):
        claim = ROWS[key].claim
        assert isinstance(claim, RelationClaim) and claim.judge.exact is not None
        assert claim.residual(claim.judge.exact()) > 0, key
        corrected = ROWS[key].corrected
        assert isinstance(corrected, RelationClaim)
        assert corrected.residual(claim.judge.exact()) == 0, key


def _damaged(tree: Node) -> Node:
    """The first sum of the tree without its last term."""
    path, place = next((p, n) for p, n in walk(tree) if isinstance(n, Sum))
    assert isinstance(place, Sum)
    rest = place.terms[:-1]
    changed: Node = substitute(tree, path, rest[0] if len(rest) == 1 else Sum(rest))
    return changed


@pytest.mark.parametrize(
    "entry",
    [e for e in (*precession_claims.entries(), *modes_claims.entries())
     if not e.key.endswith(("-pointwise", "-variation", "-sums", "-field", "-frequency"))],
    ids=lambda entry: entry.key,
)  # fmt: skip
def test_our_statements_are_proved_and_a_lost_term_is_not(entry: object) -> None:
    claim = entry.claim  # type: ignore[attr-defined]
    assert isinstance(claim, RelationClaim) and claim.judge.exact is not None
    exact = claim.judge.exact()
    assert claim.residual(exact) == 0
    broken = RelationClaim(_damaged(claim.relation), claim.judge)
    assert broken.residual(exact) > 0


def test_the_tilted_angle_is_where_the_field_says() -> None:
    """Rates of the poles and of the tilted angle, from numbers alone."""
    with mpmath.workdps(45):
        found = judge_precession.tilted_values(judge_device.device(4))
        north, south = (
            (1 + (found[f"g_{n}"] / found["S"]) ** 2) * found[f"rate_{n}"]
            for n in ("north", "south")
        )
        cosine = (south - north) / (south + north)
        assert abs(cosine - found["cos_theta_0"]) < 1e-28
        assert (found["rate_tilted"] < 0) == (north > 0 and south > 0)


# --- Grassmann fields -----------------------------------------------------------------------------


def test_berezin_integral_of_a_gaussian_is_a_determinant() -> None:
    normal = np.random.default_rng(5).normal
    kernel = normal(size=(4, 4)) + 1j * normal(size=(4, 4))
    found = judge_grassmann.exponential(judge_grassmann.bilinear(kernel), 8)[-1]
    assert found == pytest.approx(np.linalg.det(-kernel), rel=1e-12)
    assert found != pytest.approx(np.linalg.det(kernel.T + 1), rel=1e-3)


def test_generators_anticommute_and_conjugate() -> None:
    psi, bar = judge_grassmann.field(0), judge_grassmann.bar(1)
    assert (psi * bar + bar * psi).terms in ({}, {0b1001: 0})
    assert (psi * psi).terms == {}
    product = (1 + 2j) * psi * bar
    assert product.conjugate().terms == ((1 - 2j) * judge_grassmann.field(1)
                                         * judge_grassmann.bar(0)).terms  # fmt: skip


@pytest.mark.parametrize("modes", [1, 2, 3])
def test_contour_trace_is_the_determinant_without_interaction(modes: int) -> None:
    contour = judge_grassmann.Contour.random(random.Random(modes), modes, repulsion=False)
    assert contour.trace() == pytest.approx(np.linalg.det(-contour.quadratic()), rel=1e-12)


def test_equal_branches_leave_the_norm_of_the_state() -> None:
    """Forth and back in small equal steps is no motion."""
    contour = judge_grassmann.Contour.random(random.Random(3), 2, repulsion=False)
    still = tuple(0 * h for h in contour.one_body)
    at_rest = judge_grassmann.Contour(2, contour.steps, still, contour.state, (0.0, 0.0, 0.0))
    assert at_rest.trace() == pytest.approx(np.linalg.det(np.eye(2) + contour.state))


# --- Fock space -----------------------------------------------------------------------------------


def test_total_spin_has_its_eigenvalues() -> None:
    values = np.linalg.eigvalsh(judge_operators.spin_square(3))
    assert {round(v, 9) for v in values} == {0.0, 0.75, 2.0, 3.75}


def test_hops_anticommute_past_electrons() -> None:
    one = judge_operators.one_body(3, {(0, 2): 1.0})
    assert one[0b011, 0b110] == -1
    assert one[0b001, 0b100] == 1


# --- Slowness -------------------------------------------------------------------------------------


def test_exact_functions_reduce_to_the_slow_ones() -> None:
    still = judge_slowness.Rates(1.3, 0.5, 1.1, 0.0)
    width = still(0.0)
    assert judge_slowness.retarded(still, 1, 0.4) == pytest.approx(1 / (0.4 + 1j * width))
    assert judge_slowness.retarded(still, -1, 0.4) == pytest.approx(1 / (0.4 - 1j * width))
    found = judge_slowness.keldysh(still, lambda t: 2j * width + 0 * t, 0.7, 0.4)
    assert found == pytest.approx(-2j * width / (0.4**2 + width**2))


def test_uniform_precession_is_no_correction() -> None:
    """What (B24) prints is not needed: only an acceleration changes the Keldysh function."""
    still = judge_slowness.Rates(1.3, 0.5, 1.1, 0.0)
    assert judge_slowness._precession_change(still, 0.1, {"phi_ddot": 0.0}) < 1e-13
    assert judge_slowness._precession_change(still, 0.1, {"phi_ddot": 0.01}) > 1e-3


def test_uniform_precession_about_a_moving_angle_is_a_correction() -> None:
    """The distribution's centres move with the angle; the printed criteria do not say so."""
    speeds = {"phi_dot": 1.0}
    moving = judge_slowness.Rates(1.3, 0.5, 1.1, 0.01)
    found = judge_slowness._turning_change(moving, 0.1, speeds)
    expected = 0.01 * np.sin(1.1) / (2 * 0.1 * moving(0.0))
    assert found == pytest.approx(expected, rel=1e-2)
    assert judge_slowness._turning_change(moving, 0.1, {"phi_dot": 0.0}) < 1e-13


t, w = sp.symbols("t w", real=True)
SHAPES = ((1.1, 0.3, 0.9), (0.8, -0.2, 1.2), (0.7, 0.4, 1.0))


def _gaussian(shape: tuple[float, ...], x: float) -> object:
    a, b, c = (mpmath.mpf(str(v)) for v in shape)

    def wigner(time: object, frequency: object) -> Wave:
        s, f = form(time) * mpmath.mpf(x), form(frequency)
        return Wave(-(s * s * a + s * f * b + f * f * c))

    return wigner


@pytest.mark.parametrize(("count", "order"), [(2, 4), (3, 3)])
def test_high_orders_of_the_expansion_meet_the_convolution(count: int, order: int) -> None:
    gaps: list[mpmath.mpf] = []
    with mpmath.workdps(40):
        for x in (mpmath.mpf(1) / 32, mpmath.mpf(1) / 64):
            rational = sp.Rational(1, 32) if not gaps else sp.Rational(1, 64)
            expressions = []
            for a, b, c in SHAPES[:count]:
                p, q, r = (sp.Rational(str(v)) for v in (a, b, c))
                scaled = rational * t
                expressions.append(sp.exp(-p * scaled**2 - q * scaled * w - r * w**2))
            series = gradient_product(expressions, t, w, order)
            value = sp.lambdify((t, w), series, "mpmath")(mpmath.mpf("0.3") / x, mpmath.mpf("0.4"))
            wigners = [_gaussian(shape, x) for shape in SHAPES[:count]]
            exact = convolution(wigners, mpmath.mpf("0.3") / x, mpmath.mpf("0.4"))  # type: ignore[arg-type]
            gaps.append(abs(value - exact))
        measured = mpmath.log(gaps[0] / gaps[1], 2)
    assert abs(measured - (order + 1)) < 0.1
