r"""The Fokker-Planck equation of one free spin, and where it comes to rest, by exact polynomials.

In the coordinates z = m.t and phi the area of the sphere is dz dphi, so that the Stratonovich
current of ``dm/dt = N (H + eta)`` is, for a density P,

    J^a = b^a P - (1/2) sigma^a_k d_b (sigma^b_k P),   b = N H,   sigma sigma^T = N j N^T,

with N = (1 + [m x] alpha)^-1 [m x]. The noise j = 2 T (u^2 + (v^2 - u^2) t t) has the amplitudes
u, v; the damping is alpha = p^2 + (q^2 - p^2) t t + a_as eps_ijk t_k. Derivatives of the energy
over T stand for themselves: what vanishes, vanishes for every energy. Everything is a polynomial
in w = 1/d, d = det(1 + [m x] alpha), and r = 1/sin(theta); the remainder modulo their definitions
decides.

Conventions: moments of one length, hbar = k_B = 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from spinloom.derivations.engine.ledger import Step

from .motion import determinant, rate_numerator
from .vector_algebra import Algebra, Polynomial, Vector, cross

Weight = Literal["boltzmann", "measure", "inverse"]

NAMES = (
    "z",
    "s",
    "C",
    "Z",
    "r",
    "w",
    "p",
    "q",
    "a",
    "u",
    "v",
    "Ez",
    "Ep",
    "Ezz",
    "Ezp",
    "Epp",
    "k",
)
_RING = Algebra(NAMES, {"s": ("z",), "Z": ("C",)}, {"r": "s"})
z, s, C, Z, r, w, p, q, a, u, v, Ez, Ep, Ezz, Ezp, Epp, k = _RING.of.values()
ZERO, ONE = _RING.zero, _RING.one

ISO, ANISO = p**2, q**2 - p**2
DETERMINANT = determinant(z, ISO, ANISO, a)
SLOPE = DETERMINANT.derivative(_RING.place["z"])
M: Vector = (s * C, s * Z, z)
AXIS: Vector = (ZERO, ZERO, ONE)

#: How the variables change with z and with phi.
_RULES = (
    {"z": ONE, "s": -z * r, "r": z * r**3, "w": -SLOPE * w**2, "Ez": Ezz, "Ep": Ezp},
    {"C": -Z, "Z": C, "Ez": Ezp, "Ep": Epp},
)

Pair = tuple[Polynomial, Polynomial]


def _components(force: Vector) -> Pair:
    """N force along z and phi."""
    numerator = rate_numerator(M, AXIS, cross(M, force), ISO, ANISO, a)
    along_phi = (-Z * numerator[0] + C * numerator[1]) * r
    return _RING.reduced(numerator[2] * w), _RING.reduced(along_phi * w)


def _logarithmic_slope(weight: Weight) -> Pair:
    """Derivatives of ln P for P = d^n exp(-E/T), n = 0, 1/2, -1/2."""
    power = {"boltzmann": ZERO, "measure": ONE / 2, "inverse": -ONE / 2}[weight]
    return power * SLOPE * w - Ez, -Ep


def currents(
    weight: Weight, amplitudes: Sequence[Polynomial], noise: bool = True, self_term: Polynomial = 0
) -> Pair:
    """The current J over P, along z and phi; without `noise` the drift alone.

    The field is minus the gradient of the energy, and `self_term` times m x t: the term D_22 of
    the corrected (4), which is no gradient.
    """
    slope = _logarithmic_slope(weight)
    swirl = cross(M, AXIS)
    drift = _components(
        (Ep * Z * r + self_term * swirl[0], -Ep * C * r + self_term * swirl[1], -Ez)
    )
    if not noise:
        return drift
    units: tuple[Vector, ...] = ((ONE, ZERO, ZERO), (ZERO, ONE, ZERO), AXIS)
    columns = [
        tuple(amplitude * part for part in _components(unit))
        for unit, amplitude in zip(units, amplitudes, strict=True)
    ]
    spread = [ZERO, ZERO]
    for column in columns:
        inner = sum(
            (_RING.derivative(column[b], _RULES[b]) + column[b] * slope[b] for b in (0, 1)), ZERO
        )
        for place in (0, 1):
            spread[place] = spread[place] + column[place] * inner
    return _RING.reduced(drift[0] - spread[0]), _RING.reduced(drift[1] - spread[1])


def imbalance(
    weight: Weight, amplitudes: Sequence[Polynomial], self_term: Polynomial = 0
) -> Polynomial:
    """The divergence of the current over P, times powers of d and sin(theta): zero at rest."""
    current = currents(weight, amplitudes, self_term=self_term)
    slope = _logarithmic_slope(weight)
    total = sum(
        (_RING.derivative(current[b], _RULES[b]) + current[b] * slope[b] for b in (0, 1)), ZERO
    )
    return _without_denominators(_RING.reduced(total))


def _without_denominators(polynomial: Polynomial) -> Polynomial:
    terms = polynomial.to_dict()
    at_w, at_r = _RING.place["w"], _RING.place["r"]
    most_w = max((int(powers[at_w]) for powers in terms), default=0)
    most_r = max((int(powers[at_r]) for powers in terms), default=0)
    total = ZERO
    for powers, coefficient in terms.items():
        left = [int(power) for power in powers]
        missing = DETERMINANT ** (most_w - left[at_w]) * s ** (most_r - left[at_r])
        left[at_w] = left[at_r] = 0
        total += _RING.context.from_dict({tuple(left): coefficient}) * missing
    return _RING.reduced(total)


def coefficient(polynomial: Polynomial, powers: dict[str, int]) -> Polynomial:
    """The coefficient of a monomial in z, s and the derivatives of the energy."""
    fixed = {_RING.place[name]: powers.get(name, 0)
             for name in ("z", "s", "C", "Z", "Ez", "Ep", "Ezz", "Ezp", "Epp")}  # fmt: skip
    total = ZERO
    for found, number in polynomial.to_dict().items():
        if all(int(found[place]) == power for place, power in fixed.items()):
            rest = tuple(0 if k in fixed else int(power) for k, power in enumerate(found))
            total += _RING.context.from_dict({rest: number})
    return total


# --- What is proved -----------------------------------------------------------------------------

THERMAL = (p, p, q)
"""Noise of leads in equilibrium: j = 2 T times the symmetric damping."""


def measure_is_stationary(weight: Weight = "measure") -> bool:
    """Whether sqrt(d) exp(-E/T) is at rest for every energy, with the full damping tensor."""
    return bool(imbalance(weight, THERMAL) == 0)


def boltzmann_needs_a_constant_determinant() -> bool:
    """Whether exp(-E/T) is at rest for every energy only where d is constant on the sphere.

    Near z = 0 the derivative of E along phi enters with a_as (1 + p^2 q^2)^2, which needs
    a_as = 0; what is left at first order in z is then -a_i a_an (1 + p^2 q^2)^2.
    """
    found = imbalance("boltzmann", THERMAL)
    common = (1 + p**2 * q**2) ** 2
    at_once = coefficient(found, {"Ep": 1})
    next_order = coefficient(found, {"Ep": 1, "z": 1}).subs({"a": 0})
    return bool(at_once == a * common and next_order == -ISO * ANISO * common)


def boltzmann_rests_where_it_is_constant() -> bool:
    """Whether exp(-E/T) is at rest for every energy where a_as = 0 and a_i a_an = 0."""
    found = imbalance("boltzmann", THERMAL).subs({"a": 0})
    isotropic, easy = _with(found, "q", p), found.subs({"p": 0})
    return _RING.vanishes(isotropic, easy)


def noise_must_be_thermal() -> bool:
    """Whether exp(-E/T) at rest for every energy needs j = 2 T times the symmetric damping.

    With x = p^2 - u^2 and y = q^2 - v^2 the second derivatives of E enter at z = 0 with
    -(x + p^4 y), -(q^4 x + y) and 2 (p^2 y - q^2 x), times (1 + p^2 q^2)^2: for a_i = p^2 > 0 they
    vanish together only for x = y = 0. This holds for any antisymmetric damping.
    """
    found = imbalance("boltzmann", (u, u, v))
    x, y, common = p**2 - u**2, q**2 - v**2, (1 + p**2 * q**2) ** 2
    wanted = {"Ezz": -(x + p**4 * y), "Epp": -(q**4 * x + y), "Ezp": 2 * (p**2 * y - q**2 * x)}
    return all(coefficient(found, {name: 1}) == part * common for name, part in wanted.items())


def self_term_must_vanish() -> bool:
    """Whether exp(-E/T), isotropic damping and thermal noise, is at rest only for D_22 = 0.

    What the field k m x t leaves is k times a polynomial that does not vanish with the energy.
    """
    found = _with(imbalance("boltzmann", THERMAL, k).subs({"a": 0}), "q", p)
    still = found.subs({"Ez": 0, "Ep": 0, "Ezz": 0, "Ezp": 0, "Epp": 0})
    return _RING.vanishes(found.subs({"k": 0})) and not _RING.vanishes(still)


def _with(polynomial: Polynomial, name: str, value: Polynomial) -> Polynomial:
    """The polynomial with another one in the place of a variable."""
    total = ZERO
    for powers, number in polynomial.to_dict().items():
        left = [int(power) for power in powers]
        power, left[_RING.place[name]] = left[_RING.place[name]], 0
        total += _RING.context.from_dict({tuple(left): number}) * value**power
    return total


_PROOFS = (
    measure_is_stationary,
    boltzmann_needs_a_constant_determinant,
    boltzmann_rests_where_it_is_constant,
    noise_must_be_thermal,
    self_term_must_vanish,
)


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    """The steps of the stationary state.

    Raises
    ------
    ArithmeticError
        If one of the identities behind them does not hold.
    """
    broken = [proof.__name__ for proof in _PROOFS if not proof()]
    if broken:
        raise ArithmeticError(f"the stationary state: {broken[0]} fails")
    return (
        Step("dimer:step-motion-drift",
             r"J^{a} = b^{a} P - \frac{1}{2} \sigma^{a}_{k} \partial_{b} \left(\sigma^{b}_{k} P"
             r"\right),\quad b = N \mathbf{H},\quad \sigma \sigma^{T} = N j N^{T},\quad"
             r" N = \left(1 + \left[\mathbf{m} \times\right] \alpha\right)^{-1}"
             r" \left[\mathbf{m} \times\right]",
             "probability current of the Stratonovich equation, coordinates m.t and phi",
             ("dimer:step-motion-rate",), ("the field's noise is white",)),
        Step("dimer:step-motion-measure",
             r"\partial_{a} J^{a} = 0: \quad P \propto \sqrt{d}\, e^{-\mathcal{E}/T}",
             "the divergence is the zero polynomial, for every energy",
             ("dimer:step-motion-drift", "dimer:step-motion-determinant",
              "dimer:step-noise-iso", "dimer:step-noise-aniso"),
             ("leads in equilibrium: j = 2 T times the symmetric damping",)),
        Step("dimer:step-motion-boltzmann",
             r"P \propto e^{-\mathcal{E}/T} \text{ for every } \mathcal{E}"
             r" \Leftrightarrow j = 2 T \alpha^{(i)} \mathbb{1},\ \alpha^{(as)} ="
             r" \alpha^{(an)} = 0,\ D_{22} = 0",
             "coefficients of the derivatives of the energy, one by one",
             ("dimer:step-motion-measure",), ("isotropic damping positive",)),
    )  # fmt: skip
