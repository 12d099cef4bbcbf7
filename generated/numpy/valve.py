"""Kernels of the valve for NumPy. Generated; edits are lost.

Content     115587a1a12116907afa45827b557e15
Regenerate  spinloom generate valve --backend numpy
Sources     valve:step-spin, valve:70, valve:step-exchange-series, valve:68, valve:66, valve:104,
            valve:65, valve:48, valve:62, valve:100, valve:101, valve:93, valve:116, valve:102
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .special import (
    digamma,
    expm1_ratio,
    fermi,
    fermi_difference,
    within,
)

__all__ = [
    "storage_wide_band",
    "anisotropy",
    "storage_band",
    "segment",
    "facing_intervals",
    "half_line",
    "emission",
]


def _precision(*values):
    """Types of the computation: double, or what the widest argument brings."""
    real = np.result_type(np.float64, *(np.asarray(value).real for value in values))
    return real, np.result_type(real, np.complex64)


def _array(value, dtype):
    return np.asarray(value).astype(dtype, casting="same_kind", copy=False)


def _common_shape(*values):
    return np.broadcast_shapes(*(value.shape for value in values))


def _batch_first(values, axes):
    """Move the short axes, kept in front while computing, behind the batch axes."""
    return np.moveaxis(values, tuple(range(axes)), tuple(range(-axes, 0)))[()]


def storage_wide_band(
    J: ArrayLike, T: ArrayLike, h: ArrayLike,
) -> tuple[Any, ...]:
    """Spin and exchange moment of a flat, infinitely wide band, per density of states.

        spin = J / 2
        q_exchange = (T / 2) (h coth h - 1), h = J / 2T

    Parameters
    ----------
    J : float array, shape (...)
        Stoner splitting (energy). Domain: >= 0.
    T : float array, shape (...)
        Temperature (energy). Domain: >= 0.
    h : float array, shape (...)
        J / 2T; +inf at T = 0, 0 at J = 0. Domain: >= 0.

    Returns
    -------
    spin : float array, shape (...)
        Spin along the field (energy).
    q_exchange : float array, shape (...)
        Exchange quadrupole moment (energy).

    Notes
    -----
    Kind: closed form.
    Sources: valve:step-spin, valve:70, valve:step-exchange-series.
    """
    real, complex_ = _precision(
        J, T, h,
    )
    J = _array(J, real)
    T = _array(T, real)
    h = _array(h, real)
    shape = _common_shape(
        J, T, h,
    )
    spin = np.empty(shape, dtype=real)
    q_exchange = np.empty(shape, dtype=real)

    # area between two Fermi steps [valve:step-spin]
    spin[...] = 0.5 * J

    # tanh(h/2) [valve:step-exchange-series]
    tangent = fermi_difference(-h, h)

    # its square [valve:step-exchange-series]
    square = tangent * tangent

    # 1 where the series serves [valve:step-exchange-series]
    near = within(h, 0.5)

    # upper half of the series of h coth h - 1 [valve:step-exchange-series]
    tail = square * (
        32.0 / 255.0
        + square * (
            36.0 / 323.0
            + square * (
                40.0 / 399.0
                + square * (
                    44.0 / 483.0
                    + square * (48.0 / 575.0 + square * (52.0 / 675.0 + 56.0 / 783.0 * square))
                )
            )
        )
    )

    # h coth h - 1 for small h [valve:step-exchange-series]
    series = square * (
        4.0 / 3.0
        + square * (
            8.0 / 15.0
            + square * (
                12.0 / 35.0
                + square * (
                    16.0 / 63.0
                    + square * (
                        20.0 / 99.0
                        + square * (24.0 / 143.0 + square * (28.0 / 195.0 + tail))
                    )
                )
            )
        )
    )

    # T (h coth h - 1) elsewhere [valve:70]
    far = J * (1.0 + square) / (4.0 * near + 4.0 * tangent) - T

    # exchange moment [valve:70]
    q_exchange[...] = 0.5 * far * (1.0 - near) + 0.5 * near * series * T

    return (
        _batch_first(spin, 0),
        _batch_first(q_exchange, 0),
    )


def anisotropy(
    offset: ArrayLike, J: ArrayLike, beta: ArrayLike,
) -> tuple[Any, ...]:
    """Anisotropy functions of a flat, infinitely wide band.

        a_up = [f(x) - f(x + y)]/4,  a_down = [f(x) - f(x - y)]/4
        a = -tanh(x/2) (cosh y - 1) / (4 cosh x + 4 cosh y)

    Parameters
    ----------
    offset : float array, shape (...)
        Energy from the chemical potential (energy). Domain: real.
    J : float array, shape (...)
        Stoner splitting (energy). Domain: >= 0.
    beta : float array, shape (...)
        1/T, or a huge number at T = 0 (1/energy). Domain: > 0.

    Returns
    -------
    a : float array, shape (...)
        Sum.
    a_up : float array, shape (...)
        Spin up.
    a_down : float array, shape (...)
        Spin down.
    a_even : float array, shape (...)
        Up minus down.
    q_exchange : float array, shape (...)
        Exchange moment at this energy.

    Notes
    -----
    Kind: closed form.
    Sources: valve:68, valve:66, valve:104, valve:65.
    """
    real, complex_ = _precision(
        offset, J, beta,
    )
    offset = _array(offset, real)
    J = _array(J, real)
    beta = _array(beta, real)
    shape = _common_shape(
        offset, J, beta,
    )
    a = np.empty(shape, dtype=real)
    a_up = np.empty(shape, dtype=real)
    a_down = np.empty(shape, dtype=real)
    a_even = np.empty(shape, dtype=real)
    q_exchange = np.empty(shape, dtype=real)

    # energy from the chemical potential over T [valve:68]
    x = beta * offset

    # partner of spin up [valve:68]
    above = beta * (J + offset)

    # partner of spin down [valve:68]
    below = beta * (offset - J)

    # (cosh y - 1) / (cosh x + cosh y), y = J / T [valve:66]
    weight = (
        (1.0 + np.exp(-J * beta)) ** 2 * (np.tanh(0.5 * J * beta)) ** 2
        * np.exp(-beta * np.maximum(0.0, np.abs(offset) - J)) * fermi(-np.abs(above))
        * fermi(-np.abs(below))
    )

    # sum of both spins, odd around the chemical potential [valve:66]
    total = -0.25 * weight * fermi_difference(-x, x)

    # anisotropy function [valve:66]
    a[...] = total

    # spin up [valve:68]
    a_up[...] = 0.25 * fermi(x) * fermi(-above) * np.tanh(0.5 * J * beta) * (
        1.0
        + np.exp(-J * beta)
    )

    # spin down [valve:68]
    a_down[...] = -0.25 * fermi(below) * fermi(-x) * np.tanh(0.5 * J * beta) * (
        1.0
        + np.exp(-J * beta)
    )

    # difference [valve:104]
    a_even[...] = 0.25 * fermi(below) * fermi(-above) * np.tanh(J * beta) * (
        1.0
        + np.exp(-2.0 * J * beta)
    )

    # energy-resolved exchange moment [valve:65]
    q_exchange[...] = total * fermi(x)

    return (
        _batch_first(a, 0),
        _batch_first(a_up, 0),
        _batch_first(a_down, 0),
        _batch_first(a_even, 0),
        _batch_first(q_exchange, 0),
    )


def storage_band(
    J: ArrayLike, T: ArrayLike, beta: ArrayLike, D: ArrayLike, mu: ArrayLike,
) -> tuple[Any, ...]:
    """Spin and exchange moment of a finite flat band, per density of states.

        spin = integral of [f(e - J/2) - f(e + J/2)]/2 over |e| < D
        q_exchange = integral of [f(e - J/2) - f(e + J/2)]^2 / 4

    Parameters
    ----------
    J : float array, shape (...)
        Stoner splitting (energy). Domain: >= 0.
    T : float array, shape (...)
        Temperature (energy). Domain: >= 0.
    beta : float array, shape (...)
        1/T, or a huge number at T = 0 (1/energy). Domain: > 0.
    D : float array, shape (...)
        Half the bandwidth (energy). Domain: > 0.
    mu : float array, shape (...)
        Chemical potential (energy). Domain: real.

    Returns
    -------
    spin : float array, shape (...)
        Spin along the field (energy).
    q_exchange : float array, shape (...)
        Exchange moment (energy).

    Notes
    -----
    Kind: closed form.
    Sources: valve:48, valve:62.
    """
    real, complex_ = _precision(
        J, T, beta, D, mu,
    )
    J = _array(J, real)
    T = _array(T, real)
    beta = _array(beta, real)
    D = _array(D, real)
    mu = _array(mu, real)
    shape = _common_shape(
        J, T, beta, D, mu,
    )
    spin = np.empty(shape, dtype=real)
    q_exchange = np.empty(shape, dtype=real)

    # distance of inner edges [valve:48]
    band_inner = np.abs(D - 0.5 * J)

    # distance of the middles [valve:48]
    band_off = np.abs(mu)

    # its largest value [valve:48]
    band_most = -np.maximum(-2.0 * D, -J)

    # exponent of R, times T [valve:48]
    band_gain = -np.maximum(-band_most, band_off - D - 0.5 * J)

    # R, capped [valve:48]
    band_ratio = np.exp(-np.maximum(-600.0, -band_gain * beta)) * fermi(-beta * (band_inner + band_off)) * fermi(-beta * np.abs(band_inner - band_off)) * np.tanh(D * beta) * np.tanh(0.5 * J * beta) * (1.0 + np.exp(-J * beta)) * (
        1.0
        + np.exp(-2.0 * D * beta)
    )

    # area between the two Fermi functions [valve:48]
    band_area = T * np.log1p(band_ratio) + np.maximum(0.0, band_gain - 600.0 * T)

    # spin along the field [valve:48]
    spin[...] = 0.5 * band_area

    # occupations at the ends of the band [valve:62]
    edge = (
        fermi_difference(beta * (0.5 * J - D - mu), beta * (D + 0.5 * J - mu))
        + fermi_difference(beta * (-D - mu - 0.5 * J), beta * (D - mu - 0.5 * J))
    )

    # 1 where J vanishes [valve:62]
    small = within(0.5 * J * beta, 1.0 / 100000000.0)

    # exchange moment [valve:62]
    q_exchange[...] = (
        0.25 * band_area * (1.0 - small) / (small + np.tanh(0.5 * J * beta))
        - 0.25 * T * edge
    )

    return (
        _batch_first(spin, 0),
        _batch_first(q_exchange, 0),
    )


def segment(
    middle: ArrayLike, width: ArrayLike, mu_L: ArrayLike, mu_R: ArrayLike, J: ArrayLike, T:
    ArrayLike, beta: ArrayLike,
) -> tuple[Any, ...]:
    """Bias and anisotropy over an interval of energies, both electrodes at one temperature.

        integral of f(x - a) f(x - b) = mean of both integrals - coth((b - a)/2T) area / 2

    Parameters
    ----------
    middle : float array, shape (...)
        Middle of the interval (energy). Domain: real.
    width : float array, shape (...)
        Half its length (energy). Domain: >= 0.
    mu_L : float array, shape (...)
        Left chemical potential (energy). Domain: real.
    mu_R : float array, shape (...)
        Right chemical potential (energy). Domain: real.
    J : float array, shape (...)
        Stoner splitting (energy). Domain: >= 0.
    T : float array, shape (...)
        Temperature (energy). Domain: >= 0.
    beta : float array, shape (...)
        1/T, or a huge number at T = 0 (1/energy). Domain: > 0.

    Returns
    -------
    charge : float array, shape (...)
        Integral of f_R - f_L (energy).
    hole_up : float array, shape (...)
        Integral of (f_R - f_L) [f_L(x) - f_L(x + J)] (energy).
    hole_down : float array, shape (...)
        Integral of (f_R - f_L) [f_L(x) - f_L(x - J)] (energy).
    scale : float array, shape (...)
        Size of the terms, for their rounding (energy).

    Notes
    -----
    Kind: closed form.
    Sources: valve:100, valve:101, valve:93.
    """
    real, complex_ = _precision(
        middle, width, mu_L, mu_R, J, T, beta,
    )
    middle = _array(middle, real)
    width = _array(width, real)
    mu_L = _array(mu_L, real)
    mu_R = _array(mu_R, real)
    J = _array(J, real)
    T = _array(T, real)
    beta = _array(beta, real)
    shape = _common_shape(
        middle, width, mu_L, mu_R, J, T, beta,
    )
    charge = np.empty(shape, dtype=real)
    hole_up = np.empty(shape, dtype=real)
    hole_down = np.empty(shape, dtype=real)
    scale = np.empty(shape, dtype=real)

    # half their distance [valve:100, valve:101]
    LR_half = 0.5 * np.abs(mu_L - mu_R)

    # distance of inner edges [valve:100, valve:101]
    LR_inner = np.abs(LR_half - width)

    # distance of the middles [valve:100, valve:101]
    LR_off = np.abs(0.5 * mu_L + 0.5 * mu_R - middle)

    # its largest value [valve:100, valve:101]
    LR_most = -np.maximum(-2.0 * LR_half, -2.0 * width)

    # exponent of R, times T [valve:100, valve:101]
    LR_gain = -np.maximum(-LR_most, LR_off - LR_half - width)

    # R, capped [valve:100, valve:101]
    LR_ratio = np.exp(-np.maximum(-600.0, -LR_gain * beta)) * fermi(-beta * (LR_inner + LR_off)) * fermi(-beta * np.abs(LR_inner - LR_off)) * np.tanh(LR_half * beta) * np.tanh(beta * width) * (1.0 + np.exp(-2.0 * LR_half * beta)) * (
        1.0
        + np.exp(-2.0 * beta * width)
    )

    # area between the two Fermi functions [valve:100, valve:101]
    LR_area = T * np.log1p(LR_ratio) + np.maximum(0.0, LR_gain - 600.0 * T)

    # 1 if equal [valve:100, valve:101]
    LR_small = within(LR_half * beta, 1.0 / 100000000.0)

    # coth * area / 2 [valve:100, valve:101]
    LR_pair = (
        LR_area * (1.0 - LR_small) / (2.0 * LR_small + 2.0 * np.tanh(LR_half * beta))
        + LR_small * T
        * fermi_difference(beta * (middle - mu_L - width), beta * (middle + width - mu_L))
    )

    # half their distance [valve:100, valve:101]
    Lu_half = 0.5 * np.abs(J)

    # distance of inner edges [valve:100, valve:101]
    Lu_inner = np.abs(Lu_half - width)

    # distance of the middles [valve:100, valve:101]
    Lu_off = np.abs(middle + 0.5 * J - mu_L)

    # its largest value [valve:100, valve:101]
    Lu_most = -np.maximum(-2.0 * Lu_half, -2.0 * width)

    # exponent of R, times T [valve:100, valve:101]
    Lu_gain = -np.maximum(-Lu_most, Lu_off - Lu_half - width)

    # R, capped [valve:100, valve:101]
    Lu_ratio = np.exp(-np.maximum(-600.0, -Lu_gain * beta)) * fermi(-beta * (Lu_inner + Lu_off)) * fermi(-beta * np.abs(Lu_inner - Lu_off)) * np.tanh(Lu_half * beta) * np.tanh(beta * width) * (1.0 + np.exp(-2.0 * Lu_half * beta)) * (
        1.0
        + np.exp(-2.0 * beta * width)
    )

    # area between the two Fermi functions [valve:100, valve:101]
    Lu_area = T * np.log1p(Lu_ratio) + np.maximum(0.0, Lu_gain - 600.0 * T)

    # 1 if equal [valve:100, valve:101]
    Lu_small = within(Lu_half * beta, 1.0 / 100000000.0)

    # coth * area / 2 [valve:100, valve:101]
    Lu_pair = (
        Lu_area * (1.0 - Lu_small) / (2.0 * Lu_small + 2.0 * np.tanh(Lu_half * beta))
        + Lu_small * T
        * fermi_difference(beta * (middle - mu_L - width), beta * (middle + width - mu_L))
    )

    # half their distance [valve:100, valve:101]
    Ld_half = 0.5 * np.abs(J)

    # distance of inner edges [valve:100, valve:101]
    Ld_inner = np.abs(Ld_half - width)

    # distance of the middles [valve:100, valve:101]
    Ld_off = np.abs(mu_L + 0.5 * J - middle)

    # its largest value [valve:100, valve:101]
    Ld_most = -np.maximum(-2.0 * Ld_half, -2.0 * width)

    # exponent of R, times T [valve:100, valve:101]
    Ld_gain = -np.maximum(-Ld_most, Ld_off - Ld_half - width)

    # R, capped [valve:100, valve:101]
    Ld_ratio = np.exp(-np.maximum(-600.0, -Ld_gain * beta)) * fermi(-beta * (Ld_inner + Ld_off)) * fermi(-beta * np.abs(Ld_inner - Ld_off)) * np.tanh(Ld_half * beta) * np.tanh(beta * width) * (1.0 + np.exp(-2.0 * Ld_half * beta)) * (
        1.0
        + np.exp(-2.0 * beta * width)
    )

    # area between the two Fermi functions [valve:100, valve:101]
    Ld_area = T * np.log1p(Ld_ratio) + np.maximum(0.0, Ld_gain - 600.0 * T)

    # 1 if equal [valve:100, valve:101]
    Ld_small = within(Ld_half * beta, 1.0 / 100000000.0)

    # coth * area / 2 [valve:100, valve:101]
    Ld_pair = (
        Ld_area * (1.0 - Ld_small) / (2.0 * Ld_small + 2.0 * np.tanh(Ld_half * beta))
        + Ld_small * T
        * fermi_difference(beta * (middle - mu_L - width), beta * (middle + width - mu_L))
    )

    # half their distance [valve:100, valve:101]
    Ru_half = 0.5 * np.abs(J + mu_R - mu_L)

    # distance of inner edges [valve:100, valve:101]
    Ru_inner = np.abs(Ru_half - width)

    # distance of the middles [valve:100, valve:101]
    Ru_off = np.abs(middle + 0.5 * J - 0.5 * mu_L - 0.5 * mu_R)

    # its largest value [valve:100, valve:101]
    Ru_most = -np.maximum(-2.0 * Ru_half, -2.0 * width)

    # exponent of R, times T [valve:100, valve:101]
    Ru_gain = -np.maximum(-Ru_most, Ru_off - Ru_half - width)

    # R, capped [valve:100, valve:101]
    Ru_ratio = np.exp(-np.maximum(-600.0, -Ru_gain * beta)) * fermi(-beta * (Ru_inner + Ru_off)) * fermi(-beta * np.abs(Ru_inner - Ru_off)) * np.tanh(Ru_half * beta) * np.tanh(beta * width) * (1.0 + np.exp(-2.0 * Ru_half * beta)) * (
        1.0
        + np.exp(-2.0 * beta * width)
    )

    # area between the two Fermi functions [valve:100, valve:101]
    Ru_area = T * np.log1p(Ru_ratio) + np.maximum(0.0, Ru_gain - 600.0 * T)

    # 1 if equal [valve:100, valve:101]
    Ru_small = within(Ru_half * beta, 1.0 / 100000000.0)

    # coth * area / 2 [valve:100, valve:101]
    Ru_pair = (
        Ru_area * (1.0 - Ru_small) / (2.0 * Ru_small + 2.0 * np.tanh(Ru_half * beta))
        + Ru_small * T
        * fermi_difference(beta * (middle - mu_R - width), beta * (middle + width - mu_R))
    )

    # half their distance [valve:100, valve:101]
    Rd_half = 0.5 * np.abs(J + mu_L - mu_R)

    # distance of inner edges [valve:100, valve:101]
    Rd_inner = np.abs(Rd_half - width)

    # distance of the middles [valve:100, valve:101]
    Rd_off = np.abs(0.5 * J + 0.5 * mu_L + 0.5 * mu_R - middle)

    # its largest value [valve:100, valve:101]
    Rd_most = -np.maximum(-2.0 * Rd_half, -2.0 * width)

    # exponent of R, times T [valve:100, valve:101]
    Rd_gain = -np.maximum(-Rd_most, Rd_off - Rd_half - width)

    # R, capped [valve:100, valve:101]
    Rd_ratio = np.exp(-np.maximum(-600.0, -Rd_gain * beta)) * fermi(-beta * (Rd_inner + Rd_off)) * fermi(-beta * np.abs(Rd_inner - Rd_off)) * np.tanh(Rd_half * beta) * np.tanh(beta * width) * (1.0 + np.exp(-2.0 * Rd_half * beta)) * (
        1.0
        + np.exp(-2.0 * beta * width)
    )

    # area between the two Fermi functions [valve:100, valve:101]
    Rd_area = T * np.log1p(Rd_ratio) + np.maximum(0.0, Rd_gain - 600.0 * T)

    # 1 if equal [valve:100, valve:101]
    Rd_small = within(Rd_half * beta, 1.0 / 100000000.0)

    # coth * area / 2 [valve:100, valve:101]
    Rd_pair = (
        Rd_area * (1.0 - Rd_small) / (2.0 * Rd_small + 2.0 * np.tanh(Rd_half * beta))
        + Rd_small * T
        * fermi_difference(beta * (middle - mu_R - width), beta * (middle + width - mu_R))
    )

    # the left Fermi function with itself [valve:100, valve:101]
    same = T * fermi_difference(beta * (middle - mu_L - width), beta * (middle + width - mu_L))

    # bias function [valve:93]
    charge[...] = LR_area * np.sign(mu_R - mu_L)

    # spin up [valve:100, valve:101]
    hole_up[...] = Ru_pair + same - LR_pair - Lu_pair

    # spin down [valve:100, valve:101]
    hole_down[...] = Rd_pair + same - LR_pair - Ld_pair

    # size of what was subtracted [valve:100, valve:101]
    scale[...] = LR_pair + Ld_pair + Lu_pair + Rd_pair + Ru_pair + same

    return (
        _batch_first(charge, 0),
        _batch_first(hole_up, 0),
        _batch_first(hole_down, 0),
        _batch_first(scale, 0),
    )


def facing_intervals(
    distance: ArrayLike, first: ArrayLike, other: ArrayLike,
) -> Any:
    """Integral of 1/(x - y) over x and y in two intervals that do not overlap.

        A = d [g(p) - g(q)], g(p) = (1 + p) log(1 + p) + (1 - p) log(1 - p)
        p, q = (a +- b) / 2d

    Parameters
    ----------
    distance : float array, shape (...)
        Distance of the middles of the intervals (energy). Domain: > 0.
    first : float array, shape (...)
        Length of one interval (energy). Domain: >= 0.
    other : float array, shape (...)
        Length of the other; both do not overlap (energy). Domain: >= 0.

    Returns
    -------
    area : float array, shape (...)
        Integral of 1/(x - y) (energy).

    Notes
    -----
    Kind: closed form.
    Sources: valve:116.
    """
    real, complex_ = _precision(
        distance, first, other,
    )
    distance = _array(distance, real)
    first = _array(first, real)
    other = _array(other, real)
    shape = _common_shape(
        distance, first, other,
    )
    area = np.empty(shape, dtype=real)

    # sum of the lengths, reduced [valve:116]
    p = 0.5 * (first + other) / distance

    # their difference [valve:116]
    q = 0.5 * np.abs(first - other) / distance

    # 1 where the series serves [valve:116]
    near = within(p, 0.25)

    # squares, 0 where the series is not used [valve:116]
    u = near * p * p
    v = near * q * q

    # quotients of powers [valve:116]
    ladder_2 = u + v
    ladder_3 = v * v + ladder_2 * u
    ladder_4 = v * v * v + ladder_3 * u
    ladder_5 = v ** 4 + ladder_4 * u
    ladder_6 = v ** 5 + ladder_5 * u
    ladder_7 = v ** 6 + ladder_6 * u
    ladder_8 = v ** 7 + ladder_7 * u
    ladder_9 = v ** 8 + ladder_8 * u
    ladder_10 = v ** 9 + ladder_9 * u
    ladder_11 = v ** 10 + ladder_10 * u
    ladder_12 = v ** 11 + ladder_11 * u
    ladder_13 = v ** 12 + ladder_12 * u
    ladder_14 = v ** 13 + ladder_13 * u

    # series of logarithms [valve:116]
    series = (
        first * other
        * (
            1.0
            + 1.0 / 6.0 * ladder_2
            + 1.0 / 15.0 * ladder_3
            + 1.0 / 28.0 * ladder_4
            + 1.0 / 45.0 * ladder_5
            + 1.0 / 66.0 * ladder_6
            + 1.0 / 91.0 * ladder_7
            + 1.0 / 120.0 * ladder_8
            + 1.0 / 153.0 * ladder_9
            + 1.0 / 190.0 * ladder_10
            + 1.0 / 231.0 * ladder_11
            + 1.0 / 276.0 * ladder_12
            + 1.0 / 325.0 * ladder_13
            + 1.0 / 378.0 * ladder_14
        ) / distance
    )

    # p - q [valve:116]
    e = -np.maximum(-first, -other) / distance

    # 1 - q, not 0 [valve:116]
    room = np.maximum(1.0 / 1e+300, 1.0 - q)

    # logarithms [valve:116]
    far = distance * (
        e * (np.log(1.0 + p) - np.log(room))
        + np.log1p(e / (1.0 + q)) * (1.0 + q)
        + np.log1p(np.maximum(-999999999999999.0 / 1000000000000000.0, -e / room)) * (1.0 - p)
    )

    # integral [valve:116]
    area[...] = far * (1.0 - near) + near * series

    return _batch_first(area, 0)


def half_line(
    y: ArrayLike,
) -> tuple[Any, ...]:
    """Integrals of Fermi functions with logarithms and 1/x: gamma function on Re z = 1/2.

        integral of -f'(x) log|x - e| = log(2 pi T) + psi, y = (mu - e) / 2 pi T
        phase is the integral of psi over y

    Parameters
    ----------
    y : float array, shape (...)
        Energy over 2 pi T. Domain: real.

    Returns
    -------
    phase : float array, shape (...)
        Im log Gamma(1/2 + i y).
    psi : float array, shape (...)
        Re psi(1/2 + i y).

    Notes
    -----
    Kind: closed form.
    Sources: valve:102.
    """
    real, complex_ = _precision(
        y,
    )
    y = _array(y, real)
    shape = _common_shape(
        y,
    )
    phase = np.empty(shape, dtype=real)
    psi = np.empty(shape, dtype=real)

    # |STEPS + 1/2 + i y|^2 [valve:102]
    modulus = 72.25 + y * y

    # its inverse [valve:102]
    inverse = (8.5 - y * 1j) / modulus

    # squared [valve:102]
    square = inverse * inverse

    # Stirling's series [valve:102]
    series = inverse * (
        1.0 / 12.0
        + square * (
            square * (
                1.0 / 1260.0
                + square * (
                    square * (
                        1.0 / 1188.0
                        + square * (
                            square * (
                                1.0 / 156.0
                                + square * (
                                    square * (
                                        43867.0 / 244188.0
                                        + square * (77683.0 / 5796.0 * square - 174611.0 / 125400.0)
                                    )
                                    - 3617.0 / 122400.0
                                )
                            )
                            - 691.0 / 360360.0
                        )
                    )
                    - 1.0 / 1680.0
                )
            )
            - 1.0 / 360.0
        )
    )

    # recurrence down [valve:102]
    turned = (
        -np.arctan(2.0 * y)
        - np.arctan(2.0 / 3.0 * y)
        - np.arctan(2.0 / 5.0 * y)
        - np.arctan(2.0 / 7.0 * y)
        - np.arctan(2.0 / 9.0 * y)
        - np.arctan(2.0 / 11.0 * y)
        - np.arctan(2.0 / 13.0 * y)
        - np.arctan(2.0 / 15.0 * y)
        + 8.0 * np.arctan(2.0 / 17.0 * y)
    )

    # imaginary part of log Gamma [valve:102]
    phase[...] = turned + y * (0.5 * np.log(modulus) - 1.0) + series.imag

    # real part of digamma [valve:102]
    psi[...] = (digamma(0.5 + y * 1j)).real

    return (
        _batch_first(phase, 0),
        _batch_first(psi, 0),
    )


def emission(
    bias: ArrayLike, J: ArrayLike, T: ArrayLike, beta: ArrayLike,
) -> Any:
    """Exchange emission between flat, infinitely wide bands of one temperature.

        E_ex / Gamma = [c(V + J) + c(V - J)]/2 - c(V) - c(J) + c(0)
        c(u) = (u/2) coth(u/2T)

    Parameters
    ----------
    bias : float array, shape (...)
        mu_L - mu_R (energy). Domain: real.
    J : float array, shape (...)
        Stoner splitting of the left electrode (energy). Domain: >= 0.
    T : float array, shape (...)
        Temperature of both (energy). Domain: >= 0.
    beta : float array, shape (...)
        1/T, or a huge number at T = 0 (1/energy). Domain: > 0.

    Returns
    -------
    emission : float array, shape (...)
        Exchange emission over Gamma (energy).

    Notes
    -----
    Kind: closed form.
    Sources: valve:100.
    """
    real, complex_ = _precision(
        bias, J, T, beta,
    )
    bias = _array(bias, real)
    J = _array(J, real)
    T = _array(T, real)
    beta = _array(beta, real)
    shape = _common_shape(
        bias, J, T, beta,
    )
    emission = np.empty(shape, dtype=real)

    # the larger of |V| and J [valve:100]
    larger = np.maximum(J, np.abs(bias))

    # the smaller one [valve:100]
    smaller = -np.maximum(-J, -np.abs(bias))

    # 1 where the series serves [valve:100]
    near = within(0.5 * beta * larger, 1.25)

    # 1 where the smaller one is small [valve:100]
    low = within(0.5 * beta * smaller, 1.0) * (1.0 - near)

    # P, 0 where the series is not used [valve:100]
    first = 0.5 * beta * larger * near

    # M, 0 for large M [valve:100]
    other = 0.5 * beta * smaller * (low + near)

    # its square [valve:100]
    u = first * first
    v = other * other

    # quotients of powers [valve:100]
    ladder_2 = u + v
    ladder_3 = v * v + ladder_2 * u
    ladder_4 = v * v * v + ladder_3 * u
    ladder_5 = v ** 4 + ladder_4 * u
    ladder_6 = v ** 5 + ladder_5 * u
    ladder_7 = v ** 6 + ladder_6 * u
    ladder_8 = v ** 7 + ladder_7 * u
    ladder_9 = v ** 8 + ladder_8 * u
    ladder_10 = v ** 9 + ladder_9 * u
    ladder_11 = v ** 10 + ladder_10 * u
    ladder_12 = v ** 11 + ladder_11 * u
    ladder_13 = v ** 12 + ladder_12 * u
    ladder_14 = v ** 13 + ladder_13 * u
    ladder_15 = v ** 14 + ladder_14 * u
    ladder_16 = v ** 15 + ladder_15 * u
    ladder_17 = v ** 16 + ladder_16 * u
    ladder_18 = v ** 17 + ladder_17 * u
    ladder_19 = v ** 18 + ladder_18 * u
    ladder_20 = v ** 19 + ladder_19 * u
    ladder_21 = v ** 20 + ladder_20 * u
    ladder_22 = v ** 21 + ladder_21 * u

    # [r(P) - r(M)] / (P^2 - M^2) [valve:100]
    slope = (
        -2.0 / 15.0
        - 2.024237787585529e+22 / 8.015577071252806e+40 * ladder_21
        - 2.088661747971593e+21 / 1.0297657011430585e+38 * ladder_19
        - 1.0526108621221392e+20 / 6.596183352973521e+34 * ladder_17
        - 123349136659472.0 / 1.0079067834035862e+27 * ladder_15
        - 27142241176.0 / 2.987585503545377e+21 * ladder_13
        - 1890912728.0 / 2.9263706081703844e+18 * ladder_11
        - 698444.0 / 16119257529375.0 * ladder_9
        - 28936.0 / 10854718875.0 * ladder_7
        - 2764.0 / 19348875.0 * ladder_5
        - 4.0 / 675.0 * ladder_3
        + 2.0 / 63.0 * ladder_2
        + 2.0 / 2079.0 * ladder_4
        + 4.0 / 200475.0 * ladder_6
        + 87734.0 / 254766637125.0 * ladder_8
        + 310732.0 / 58215830911875.0 * ladder_10
        + 2631724.0 / 3.4136867618555624e+16 * ladder_12
        + 303257395102.0 / 2.1622913692395272e+25 * ladder_16
        + 13785346041608.0 / 1.3013514493492144e+25 * ladder_14
        + 616840823966644.0 / 3.4188728570304063e+30 * ladder_18
        + 6.080390575672284e+21 / 2.68035910548079e+39 * ladder_20
        + 2.0746125620657815e+23 / 7.410726777244735e+42 * ladder_22
    )

    # r(M) [valve:100]
    flat = (
        1.0 / 3.0
        + v * (
            v * (
                2.0 / 63.0
                + v * (
                    v * (
                        2.0 / 2079.0
                        + v * (
                            v * (
                                4.0 / 200475.0
                                + v * (
                                    v * (
                                        87734.0 / 254766637125.0
                                        + v * (
                                            v * (
                                                310732.0 / 58215830911875.0
                                                + v * (
                                                    v * (
                                                        2631724.0 / 3.4136867618555624e+16
                                                        + v * (
                                                            v * (
                                                                13785346041608.0
                                                                / 1.3013514493492144e+25
                                                                + v * (
                                                                    v * (
                                                                        303257395102.0
                                                                        / 2.1622913692395272e+25
                                                                        + v * (
                                                                            v * (
                                                                                616840823966644.0
                                                                                / 3.4188728570304063e+30
                                                                                + v * (
                                                                                    v * (
                                                                                        6.080390575672284e+21
                                                                                        / 2.68035910548079e+39
                                                                                        + v * (
                                                                                            2.0746125620657815e+23
                                                                                            / 7.410726777244735e+42
                                                                                            * v
                                                                                            - 2.024237787585529e+22
                                                                                            / 8.015577071252806e+40
                                                                                        )
                                                                                    )
                                                                                    - 2.088661747971593e+21
                                                                                    / 1.0297657011430585e+38
                                                                                )
                                                                            )
                                                                            - 1.0526108621221392e+20
                                                                            / 6.596183352973521e+34
                                                                        )
                                                                    )
                                                                    - 123349136659472.0
                                                                    / 1.0079067834035862e+27
                                                                )
                                                            )
                                                            - 27142241176.0 / 2.987585503545377e+21
                                                        )
                                                    )
                                                    - 1890912728.0 / 2.9263706081703844e+18
                                                )
                                            )
                                            - 698444.0 / 16119257529375.0
                                        )
                                    )
                                    - 28936.0 / 10854718875.0
                                )
                            )
                            - 2764.0 / 19348875.0
                        )
                    )
                    - 4.0 / 675.0
                )
            )
            - 2.0 / 15.0
        )
    )

    # sinh(M)^2 [valve:100]
    small = v * (expm1_ratio(2.0 * other)) ** 2 * np.exp(-2.0 * other)

    # both small, over T [valve:100]
    near_part = (
        slope * small * u * (expm1_ratio(2.0 * first)) ** 2 * np.exp(-2.0 * first)
        * np.exp(first + other) * np.exp(first - other)
        / (expm1_ratio(2.0 * first - 2.0 * other) * expm1_ratio(2.0 * first + 2.0 * other))
    )

    # P beyond the series [valve:100]
    far = np.maximum(1.25, 0.5 * beta * larger)

    # exp(-2 P) [valve:100]
    decay = np.exp(-2.0 * far)

    # 1/sinh(P)^2 [valve:100]
    inverse = 4.0 * decay / (1.0 - decay) ** 2

    # r(P) [valve:100]
    steep = inverse * (far * (1.0 + decay) / (1.0 - decay) - 1.0)

    # one small, over T [valve:100]
    low_part = small * (steep - flat) / (1.0 - inverse * small)

    # none small [valve:100]
    high_part = (
        T * (
            1.0
            + 0.5 / expm1_ratio(-np.maximum(-600.0, -beta * (larger + smaller)))
            + 0.5 / expm1_ratio(-np.maximum(-600.0, -beta * (larger - smaller)))
            - 1.0 / expm1_ratio(-np.maximum(-600.0, -beta * larger))
            - 1.0 / expm1_ratio(-np.maximum(-600.0, -beta * smaller))
        )
        - 0.5 * smaller
    )

    # exchange emission over Gamma [valve:100]
    emission[...] = T * (low * low_part + near * near_part) + high_part * (1.0 - low - near)

    return _batch_first(emission, 0)
