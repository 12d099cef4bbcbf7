"""Special functions for Numba. Generated; edits are lost.

Content     54375fe2ed10375733b749da1e88d798
Regenerate  spinloom generate --backend numba

All work on arrays and inside compiled functions. Real functions take reduced energies and accept
+-infinity. The polygamma functions take complex numbers: within 8 units in the last place of
|value| for Re z >= 1/2, by reflection elsewhere, and nan at the poles 0, -1, -2, ...
"""

import cmath
import math

import numpy as np
from numba import njit, vectorize

__all__ = [
    "abs_squared",
    "bose",
    "digamma",
    "expm1_ratio",
    "fermi",
    "fermi_difference",
    "minus_fermi_derivative",
    "principal_sqrt",
    "reciprocal",
    "tetragamma",
    "trigamma",
    "within",
    "x_coth",
]

SPECIAL_DIGEST = "54375fe2ed10375733b749da1e88d798"


def compile_cached(function):
    """Compile on first call, cached on disk where some cache folder can be written."""
    try:
        return njit(cache=True, error_model="numpy", nogil=True)(function)
    except RuntimeError:
        return njit(error_model="numpy", nogil=True)(function)


def elementwise(function):
    """A broadcasting function that compiled code can call too, compiled on first call."""
    try:
        return vectorize(cache=True)(function)
    except RuntimeError:
        return vectorize()(function)


@compile_cached
def reciprocal(z):
    """1/z without overflow on the way; nan, never an exception, at z = 0."""
    if abs(z.real) >= abs(z.imag):
        ratio = z.imag / z.real
        scale = 1.0 / (z.real + z.imag * ratio)
        return complex(scale, -ratio * scale)
    ratio = z.real / z.imag
    scale = 1.0 / (z.imag + z.real * ratio)
    return complex(ratio * scale, -scale)


@compile_cached
def _fermi(x):
    decay = math.exp(-abs(x))
    return decay / (1.0 + decay) if x > 0.0 else 1.0 / (1.0 + decay)


@elementwise
def fermi(x):
    """1 / (exp(x) + 1)."""
    return _fermi(x)


@compile_cached
def _minus_fermi_derivative(x):
    decay = math.exp(-abs(x))
    return decay / ((1.0 + decay) * (1.0 + decay))


@elementwise
def minus_fermi_derivative(x):
    """-d fermi / dx = 1 / (4 cosh(x/2)^2)."""
    return _minus_fermi_derivative(x)


@compile_cached
def _fermi_difference(x, y):
    if x == y:
        return 0.0
    size = _fermi(min(x, y)) * _fermi(-max(x, y)) * math.expm1(-abs(x - y))
    return size if x > y else -size


@elementwise
def fermi_difference(x, y):
    """fermi(x) - fermi(y), without cancellation where x and y approach each other."""
    return _fermi_difference(x, y)


@compile_cached
def _bose(x):
    size = abs(x)
    return (math.exp(-size) if x > 0.0 else -1.0) / -math.expm1(-size)


@elementwise
def bose(x):
    """1 / (exp(x) - 1), x != 0."""
    return _bose(x)


@compile_cached
def _x_coth(x):
    return 1.0 if x == 0.0 else x / math.tanh(x)


@elementwise
def x_coth(x):
    """x coth(x), 1 at x = 0."""
    return _x_coth(x)


@compile_cached
def _expm1_ratio(x):
    return 1.0 if x == 0.0 else math.expm1(x) / x


@elementwise
def expm1_ratio(x):
    """(exp(x) - 1) / x, 1 at x = 0; x < 709."""
    return _expm1_ratio(x)


@elementwise
def within(x, bound):
    """1 if |x| <= bound, else 0."""
    return 1.0 if abs(x) <= bound else 0.0


@elementwise
def abs_squared(z):
    """|z|^2."""
    return z.real * z.real + z.imag * z.imag


@elementwise
def principal_sqrt(z):
    """Complex square root with Re >= 0 and the cut on the negative axis."""
    return cmath.sqrt(complex(z))


# Asymptotic series in 1/z^2: B_2k/(2k), B_2k and (2k+1) B_2k / 2.
DIGAMMA_SERIES = np.array(
    [
        0.08333333333333333,
        -0.008333333333333333,
        0.003968253968253968,
        -0.004166666666666667,
        0.007575757575757576,
        -0.021092796092796094,
        0.08333333333333333,
        -0.4432598039215686,
        3.0539543302701198,
        -26.456212121212122,
        281.46014492753625,
        -3607.5105463980462,
        54827.583333333336,
        -974936.8238505747,
        20052695.79668808,
        -472384867.7216299,
        12635724795.916666,
        -380879311252.4537,
    ]
)

TRIGAMMA_SERIES = np.array(
    [
        0.16666666666666666,
        -0.03333333333333333,
        0.023809523809523808,
        -0.03333333333333333,
        0.07575757575757576,
        -0.2531135531135531,
        1.1666666666666667,
        -7.092156862745098,
        54.971177944862156,
        -529.1242424242424,
        6192.123188405797,
        -86580.25311355312,
        1425517.1666666667,
        -27298231.067816094,
        601580873.9006424,
        -15116315767.092157,
        429614643061.1667,
        -13711655205088.332,
    ]
)

TETRAGAMMA_SERIES = np.array(
    [
        0.25,
        -0.08333333333333333,
        0.08333333333333333,
        -0.15,
        0.4166666666666667,
        -1.6452380952380952,
        8.75,
        -60.28333333333333,
        522.2261904761905,
        -5555.804545454545,
        71209.41666666667,
        -1082253.163919414,
        19244481.75,
        -395824350.48333335,
        9324503545.459957,
        -249419210157.0206,
        7518256253570.417,
        -253665621294134.16,
    ]
)

# The positive zero of the digamma function and its Taylor series there.
ROOT_HIGH = 1.4616321449683622
ROOT_LOW = 9.549995429965697e-17
ROOT_RADIUS = 0.85
ROOT_SERIES = np.array(
    [
        0.9676722454476212,
        -0.4427631689835921,
        0.258499760955651,
        -0.16394270544240652,
        0.10782405069126237,
        -0.07219956125645471,
        0.04880428816414311,
        -0.03316112647484736,
        0.022597648232218104,
        -0.01542476590494896,
        0.010538791616612175,
        -0.007204534386356869,
        0.004926781395729853,
        -0.003369801655439328,
        0.002305126326734928,
        -0.0015769367714301972,
        0.0010788252019162967,
        -0.0007380709389960052,
        0.000504953265834602,
        -0.0003454680251063077,
        0.00023635601564027053,
        -0.00016170622091974803,
        0.0001106337276874741,
        -7.569179582195066e-05,
        5.178575795222081e-05,
        -3.5430070947659604e-05,
        2.424006611860132e-05,
        -1.6584242271854135e-05,
        1.134638458466385e-05,
        -7.762817668462094e-06,
        5.3110609208898636e-06,
        -3.6336507898010456e-06,
        2.486022733129538e-06,
        -1.7008538854332607e-06,
        1.1636675363548843e-06,
        -7.96142543124197e-07,
        5.446941930669446e-07,
        -3.7266161283438227e-07,
        2.549626552021554e-07,
        -1.7443695117727745e-07,
        1.1934394829830244e-07,
        -8.165115189488409e-08,
        5.586299683532171e-08,
        -3.821960061917494e-08,
        2.6148576951961865e-08,
        -1.788998486491149e-08,
        1.2239731403233662e-08,
        -8.37401629767179e-09,
        5.729222859849993e-09,
        -3.9197433359423324e-09,
        2.681757752408109e-09,
        -1.8347692760029681e-09,
        1.25528798905961e-09,
        -8.588262056089889e-10,
        5.875802667349349e-10,
        -4.020028354997647e-10,
        2.750369420128249e-10,
        -1.8817110923540198e-10,
        1.2874040153206377e-10,
        -8.807989204072209e-11,
        6.026132658886485e-11,
        -4.122879124977715e-11,
        2.8207364891163824e-11,
        -1.9298538957470962e-11,
        1.3203417168886e-11,
        -9.033337980652983e-12,
        6.180308781351078e-12,
        -4.228361289553366e-12,
        2.8929038705870073e-12,
        -1.979228412939444e-12,
        1.3541221159871831e-12,
        -9.264452212882152e-13,
        6.338429436417934e-13,
        -4.336542171871248e-13,
        2.9669176247934217e-13,
        -2.029866156821313e-13,
    ]
)

THRESHOLD = 7


@compile_cached
def _steps(z):
    """Upward steps that bring z to |z| >= THRESHOLD."""
    height = min(abs(z.imag), float(THRESHOLD))
    width = math.sqrt(THRESHOLD**2 - height * height)
    return int(max(0.0, np.ceil(width - z.real)))


@compile_cached
def _series(coefficients, w):
    """Sum of coefficients[k] w^(k+1), smallest terms first."""
    value = 0.0 * w
    for k in range(coefficients.size - 1, -1, -1):
        value = (value + coefficients[k]) * w
    return value


@compile_cached
def _cotangent(z):
    """cot(pi z) and the sign-free 1/sin(pi z), from the distance to the nearest integer."""
    x = math.pi * (z.real - np.rint(z.real))
    y = math.pi * min(max(z.imag, -90.0), 90.0)
    sine, cosine = math.sin(x), math.cos(x)
    sinh, cosh = math.sinh(y), math.cosh(y)
    modulus = sine * sine + sinh * sinh
    cot = complex(sine * cosine / modulus, -sinh * cosh / modulus)
    csc = complex(sine * cosh / modulus, -cosine * sinh / modulus)
    return cot, csc


@compile_cached
def _pole(z):
    return z.imag == 0.0 and z.real <= 0.0 and z.real == np.floor(z.real)


@compile_cached
def _digamma_right(z):
    offset = (z - ROOT_HIGH) - ROOT_LOW
    if abs(offset) < ROOT_RADIUS:
        return _series(ROOT_SERIES, offset)
    steps = _steps(z)
    inverse = reciprocal(z + steps)
    value = _series(DIGAMMA_SERIES, inverse * inverse) + 0.5 * inverse
    for k in range(steps - 1, -1, -1):
        value += reciprocal(z + k)
    return cmath.log(z + steps) - value


@compile_cached
def _trigamma_right(z):
    steps = _steps(z)
    inverse = reciprocal(z + steps)
    w = inverse * inverse
    value = _series(TRIGAMMA_SERIES, w) * inverse + 0.5 * w + inverse
    for k in range(steps - 1, -1, -1):
        term = reciprocal(z + k)
        value += term * term
    return value


@compile_cached
def _tetragamma_right(z):
    steps = _steps(z)
    inverse = reciprocal(z + steps)
    w = inverse * inverse
    value = _series(TETRAGAMMA_SERIES, w) * w + 0.5 * w * inverse + 0.5 * w
    for k in range(steps - 1, -1, -1):
        term = reciprocal(z + k)
        value += term * term * term
    return -2.0 * value


@compile_cached
def _digamma(z):
    if _pole(z):
        return complex(math.nan, 0.0)
    if z.real >= 0.5:
        return _digamma_right(z)
    cot, _ = _cotangent(z)
    return _digamma_right(1.0 - z) - math.pi * cot


@elementwise
def digamma(z):
    """Logarithmic derivative of the gamma function."""
    return _digamma(complex(z))


@compile_cached
def _trigamma(z):
    if _pole(z):
        return complex(math.nan, 0.0)
    if z.real >= 0.5:
        return _trigamma_right(z)
    _, csc = _cotangent(z)
    return math.pi * csc * math.pi * csc - _trigamma_right(1.0 - z)


@elementwise
def trigamma(z):
    """First derivative of the digamma function."""
    return _trigamma(complex(z))


@compile_cached
def _tetragamma(z):
    if _pole(z):
        return complex(math.nan, 0.0)
    if z.real >= 0.5:
        return _tetragamma_right(z)
    cot, csc = _cotangent(z)
    return _tetragamma_right(1.0 - z) - 2.0 * math.pi * cot * math.pi * csc * math.pi * csc


@elementwise
def tetragamma(z):
    """Second derivative of the digamma function."""
    return _tetragamma(complex(z))
