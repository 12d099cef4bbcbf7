"""Special functions for NumPy. Generated; edits are lost.

Content     5e8edc65f34aa0440abbd78f24d21753
Regenerate  spinloom generate --backend numpy

Real functions take reduced energies and accept +-infinity. The polygamma functions take complex
arrays: within 8 units in the last place of |value| for Re z >= 1/2, by reflection elsewhere, and
nan at the poles 0, -1, -2, ...
"""

from typing import Any

import numpy as np

__all__ = [
    "abs_squared",
    "bose",
    "digamma",
    "expm1_ratio",
    "fermi",
    "fermi_difference",
    "minus_fermi_derivative",
    "principal_sqrt",
    "tetragamma",
    "trigamma",
    "within",
    "x_coth",
]


def fermi(x: Any) -> Any:
    """1 / (exp(x) + 1)."""
    decay = np.exp(-np.abs(x))
    return np.where(np.greater(x, 0.0), decay, 1.0)[()] / (1.0 + decay)


def minus_fermi_derivative(x: Any) -> Any:
    """-d fermi / dx = 1 / (4 cosh(x/2)^2)."""
    decay = np.exp(-np.abs(x))
    return decay / ((1.0 + decay) * (1.0 + decay))


def fermi_difference(x: Any, y: Any) -> Any:
    """fermi(x) - fermi(y), without cancellation where x and y approach each other."""
    x, y = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
    gap = np.subtract(x, y, out=np.zeros(x.shape), where=x != y)
    size = fermi(np.minimum(x, y)) * fermi(-np.maximum(x, y)) * np.expm1(-np.abs(gap))
    return (np.sign(gap) * size)[()]


def bose(x: Any) -> Any:
    """1 / (exp(x) - 1), x != 0."""
    size = np.abs(x)
    return np.where(np.greater(x, 0.0), np.exp(-size), -1.0)[()] / -np.expm1(-size)


def x_coth(x: Any) -> Any:
    """x coth(x), 1 at x = 0."""
    finite = np.where(np.equal(x, 0.0), 1.0, x)
    return np.where(np.equal(x, 0.0), 1.0, finite / np.tanh(finite))[()]


def expm1_ratio(x: Any) -> Any:
    """(exp(x) - 1) / x, 1 at x = 0; x < 709."""
    finite = np.where(np.equal(x, 0.0), 1.0, x)
    return np.where(np.equal(x, 0.0), 1.0, np.expm1(finite) / finite)[()]


def within(x: Any, bound: Any) -> Any:
    """1 if |x| <= bound, else 0."""
    return np.where(np.abs(x) <= bound, 1.0, 0.0)[()]


def abs_squared(z: Any) -> Any:
    """|z|^2."""
    return np.real(z) * np.real(z) + np.imag(z) * np.imag(z)


def principal_sqrt(z: Any) -> Any:
    """Complex square root with Re >= 0 and the cut on the negative axis."""
    return np.sqrt(np.asarray(z, dtype=complex))[()]


# Asymptotic series in 1/z^2: B_2k/(2k), B_2k and (2k+1) B_2k / 2.
DIGAMMA_SERIES = (
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
)

TRIGAMMA_SERIES = (
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
)

TETRAGAMMA_SERIES = (
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
)

# The positive zero of the digamma function and its Taylor series there.
ROOT_HIGH = 1.4616321449683622
ROOT_LOW = 9.549995429965697e-17
ROOT_RADIUS = 0.85
ROOT_SERIES = (
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
)

THRESHOLD = 7


def digamma(z: Any) -> Any:
    """Logarithmic derivative of the gamma function."""
    return _anywhere(z, _digamma_right, lambda value, cot, csc: value - np.pi * cot)


def trigamma(z: Any) -> Any:
    """First derivative of the digamma function."""
    return _anywhere(z, _trigamma_right, lambda value, cot, csc: (np.pi * csc) ** 2 - value)


def tetragamma(z: Any) -> Any:
    """Second derivative of the digamma function."""
    return _anywhere(
        z, _tetragamma_right, lambda value, cot, csc: value - 2.0 * np.pi * cot * (np.pi * csc) ** 2
    )


def _anywhere(z, right, reflect):
    """Reflect arguments with Re z < 1/2 into the right half-plane; nan at the poles."""
    z = np.asarray(z, dtype=complex)
    pole = (z.imag == 0.0) & (z.real <= 0.0) & (z.real == np.floor(z.real))
    left = (z.real < 0.5) & ~pole
    with np.errstate(invalid="ignore"):
        value = right(np.where(left, 1.0 - z, np.where(pole, 1.0, z)))
    if left.any():
        value = np.where(left, reflect(value, *_cotangent(np.where(left, z, 0.25))), value)
    return np.where(pole, np.nan, value)[()]


def _cotangent(z):
    """cot(pi z) and the sign-free 1/sin(pi z), from the distance to the nearest integer."""
    x = np.pi * (z.real - np.rint(z.real))
    y = np.pi * np.clip(z.imag, -90.0, 90.0)
    modulus = np.sin(x) ** 2 + np.sinh(y) ** 2
    cot = (np.sin(x) * np.cos(x) - 1j * np.sinh(y) * np.cosh(y)) / modulus
    csc = (np.sin(x) * np.cosh(y) - 1j * np.cos(x) * np.sinh(y)) / modulus
    return cot, csc


def _steps(z):
    """Upward steps that bring z to |z| >= THRESHOLD."""
    height = np.minimum(np.abs(z.imag), THRESHOLD)
    return np.maximum(0.0, np.ceil(np.sqrt(THRESHOLD**2 - height**2) - z.real))


def _series(coefficients, w):
    """Sum of coefficients[k] w^(k+1), smallest terms first."""
    value = np.zeros_like(w)
    for coefficient in reversed(coefficients):
        value = (value + coefficient) * w
    return value


def _recurrence(value, z, steps, power):
    """Add (z + k)^-power for k < steps, smallest terms first."""
    for k in reversed(range(THRESHOLD)):
        value = value + np.where(k < steps, (1.0 / (z + k)) ** power, 0.0)
    return value


def _digamma_right(z):
    steps = _steps(z)
    inverse = 1.0 / (z + steps)
    value = _series(DIGAMMA_SERIES, inverse * inverse) + 0.5 * inverse
    value = np.log(z + steps) - _recurrence(value, z, steps, 1)
    offset = (z - ROOT_HIGH) - ROOT_LOW
    near = np.abs(offset) < ROOT_RADIUS
    if near.any():
        value = np.where(near, _series(ROOT_SERIES, np.where(near, offset, 0.0)), value)
    return value


def _trigamma_right(z):
    steps = _steps(z)
    inverse = 1.0 / (z + steps)
    w = inverse * inverse
    return _recurrence(_series(TRIGAMMA_SERIES, w) * inverse + 0.5 * w + inverse, z, steps, 2)


def _tetragamma_right(z):
    steps = _steps(z)
    inverse = 1.0 / (z + steps)
    w = inverse * inverse
    value = _series(TETRAGAMMA_SERIES, w) * w + 0.5 * w * inverse + 0.5 * w
    return -2.0 * _recurrence(value, z, steps, 3)
