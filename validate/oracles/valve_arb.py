"""Certified balls for the integrals behind the valve's closed forms, flat bands of height one.

Each coefficient is over Gamma. Fermi functions are meromorphic and tell by a ball without bounds
where a pole may lie; the logarithms of the principal values, taken between the ends of the bands,
ask for the branch cut themselves where `acb.integral` wants an analytic integrand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import pairwise

from flint import acb, arb, ctx

Number = float | int
Integrand = Callable[[acb, bool], acb]

DIGITS = 35
SPINS = (1, -1)
#: The largest radius that a result may have.
RADIUS = 1e-20
#: Length that is left out beside a logarithm, in units in which the bands are not wider than 1e9.
CUT = 1e-25


def storage(J: Number, temperature: Number, D: Number, mu: Number = 0) -> list[float]:
    """Spin and exchange moment of a finite band over the density of states."""

    def gap(z: acb) -> acb:
        return fermi(z - half, center, T) - fermi(z + half, center, T)

    previous, ctx.dps = ctx.dps, DIGITS
    try:
        half, center, T = arb(J) / 2, arb(mu), arb(temperature)
        steps = _steps((mu - J / 2, mu + J / 2), temperature)
        ends = _with(steps, [arb(-D), arb(D)])
        return [
            _middle(_between(lambda z, _: gap(z) / 2, ends)),
            _middle(_between(lambda z, _: gap(z) ** 2 / 4, ends)),
        ]
    finally:
        ctx.dps = previous


def dissipative(
    mu_L: Number, mu_R: Number, T_L: Number, T_R: Number, J_L: Number, J_R: Number, D: Number
) -> dict[str, float]:
    """Integrals over one energy, band by band, T > 0."""
    previous, ctx.dps = ctx.dps, DIGITS
    try:
        left, right, warm, other = arb(mu_L), arb(mu_R), arb(T_L), arb(T_R)

        def bias(z: acb) -> acb:
            return fermi(z, right, other) - fermi(z, left, warm)

        def hole(z: acb, spin: int) -> acb:
            return (fermi(z, left, warm) - fermi(z + spin * arb(J_L), left, warm)) / 4

        steps = _steps((mu_L, mu_L - J_L, mu_L + J_L), T_L) + _steps((mu_R,), T_R)
        total = dict.fromkeys(("I_N0", "I_NF", "E_S", "A_S", "E_ex", "A_ex"), arb(0))
        for spin in SPINS:
            for against in SPINS:
                ends = _with(steps, _overlap(spin, against, arb(J_L), arb(J_R), arb(D)))
                weights = {"I_N0": 2, "I_NF": 2 * spin * against, "E_S": spin, "A_S": against}
                plain = _between(lambda z, _: bias(z), ends) / 4
                held = _between(_product(bias, partial(hole, spin=spin)), ends)
                for name, weight in weights.items():
                    total[name] += weight * plain
                total["E_ex"] += held
                total["A_ex"] += spin * against * held
        return {name: _middle(value) for name, value in total.items()}
    finally:
        ctx.dps = previous


def _steps(places: Iterable[Number], temperature: Number) -> list[arb]:
    """Steps of occupations and their flanks: bisection is slow to find what is narrow."""
    return [arb(x) + reach * arb(temperature) for x in places for reach in (-80, -5, 0, 5, 80)]


def _with(points: Iterable[arb], ends: list[arb]) -> list[arb]:
    """The ends, in their order, with the points between them."""
    if not ends[0] < ends[1]:
        return []
    inside = {float(x.mid()): x for x in points if _strictly(ends, x)}
    return [ends[0], *(inside[key] for key in sorted(inside)), ends[1]]


def _product(first: Callable[[acb], acb], other: Callable[[acb], acb]) -> Integrand:
    return lambda z, _: first(z) * other(z)


def _overlap(spin: int, against: int, J_L: arb, J_R: arb, D: arb) -> list[arb]:
    """Ends of the energies that a left and a right band share."""
    shifts = sorted((-spin * J_L / 2, -against * J_R / 2), key=lambda x: float(x.mid()))
    return [shifts[1] - D, shifts[0] + D]


def spin_torque(J_L: Number, J_R: Number, D: Number) -> float:
    """T = 0, chemical potentials inside both inner edges."""
    previous, ctx.dps = ctx.dps, DIGITS
    try:
        ends = [-arb(D) - arb(J_L) / 2, -arb(D) + arb(J_L) / 2]
        near, far = arb(D) - arb(J_R) / 2, arb(D) + arb(J_R) / 2

        def field(z: acb, analytic: bool) -> acb:
            return ((far - z) / (near - z)).log(analytic=analytic)

        return _middle(-_between(field, ends) / (2 * arb.pi()))
    finally:
        ctx.dps = previous


def exchange_torque(mu: Number, temperature: Number, J_L: Number, J_R: Number, D: Number) -> float:
    """Right electrode cold, its chemical potential inside the inner edges; any left temperature."""
    previous, ctx.dps = ctx.dps, DIGITS
    try:
        total = arb(0)
        for spin in SPINS:
            for first, last in pairwise(_segments(mu, temperature, spin, J_L, J_R, D)):
                total += _torque(
                    (arb(mu), arb(temperature)), spin, (arb(J_L), arb(J_R), arb(D)), first, last
                )
        return _middle(2 * total / arb.pi())
    finally:
        ctx.dps = previous


def _segments(
    mu: Number, temperature: Number, spin: int, J_L: Number, J_R: Number, D: Number
) -> Iterator[arb]:
    """From one end of a left band to the other, with the right edges; the hole alone at T = 0."""
    low, high = -arb(D) - spin * arb(J_L) / 2, arb(D) - spin * arb(J_L) / 2
    ends = [low, high]
    if temperature == 0:
        ends = [arb(mu), arb(mu) - spin * arb(J_L)]
    edges = [a * arb(D) + b * arb(J_R) / 2 for a in SPINS for b in SPINS]
    steps = [arb(mu), arb(mu) - spin * arb(J_L)]
    inside = [x for x in (*edges, *steps) if _strictly(ends, x)]
    distinct = {float(x.mid()): x for x in (*ends, *inside)}
    return (distinct[key] for key in sorted(distinct))


def _strictly(ends: list[arb], x: arb) -> bool:
    low, high = sorted(float(end.mid()) for end in ends)
    return low < float(x.mid()) < high


def _torque(
    left: tuple[arb, arb], spin: int, band: tuple[arb, arb, arb], first: arb, last: arb
) -> arb:
    """The integral of hole times field between neighbouring ends."""
    (mu, temperature), (J_L, J_R, D) = left, band
    middle = (first + last) / 2

    def filled(z: acb, place: arb) -> acb:
        if temperature == 0:
            return acb(1) if place < mu else acb(0)
        return fermi(z, mu, temperature)

    def strip(z: acb, center: arb, analytic: bool) -> acb:
        """P int dw' / (z - w') over a polarised strip."""
        found = acb(0)
        for edge, sign in ((center - J_R / 2, 1), (center + J_R / 2, -1)):
            distance = z - edge if middle > edge else edge - z
            found += sign * distance.log(analytic=analytic)
        return found

    def integrand(z: acb, analytic: bool) -> acb:
        own = filled(z, middle)
        hole = (own - filled(z + spin * J_L, middle + spin * J_L)) / 4
        field = (1 - own) * strip(z, -D, analytic) + own * strip(z, D, analytic)
        return hole * field / 2

    # |hole| <= 1/4 and |field| <= 2 |log CUT| on the two pieces that are left out
    missing = CUT * (abs(arb(CUT).log()) + 1)
    inner = _between(integrand, [first + CUT, last - CUT])
    return inner + arb(0, missing)


def fermi(z: acb, mu: arb, temperature: arb) -> acb:
    """1 / (exp((z - mu)/T) + 1), above the step from the exponential that is small there."""
    distance = (z - mu) / temperature
    if distance.real > 0:
        small = (-distance).exp()
        return small / (1 + small)
    return 1 / (distance.exp() + 1)


def _between(integrand: Integrand, ends: list[arb]) -> arb:
    """The real part of the integral along the axis."""
    parts = (
        acb.integral(integrand, acb(first), acb(last), abs_tol=arb(10) ** -26)
        for first, last in pairwise(ends)
    )
    return sum((part.real for part in parts), arb(0))


def _middle(ball: arb) -> float:
    """The double nearest to the middle.

    Raises
    ------
    ArithmeticError
        If the ball is wider than `RADIUS`.
    """
    if not float(ball.rad()) < RADIUS:
        raise ArithmeticError(f"an enclosure is too wide: {ball}")
    return float(ball.mid())
