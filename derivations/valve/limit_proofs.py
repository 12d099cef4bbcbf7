"""Proofs of the valve's limits: exact algebra on Fermi functions, closed forms and spin traces.

Coefficients are per tunnelling rate. Every function returns True or False.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce

import sympy as sp

from spinloom.derivations.engine.gaussian import Gaussian
from spinloom.derivations.engine.invariants import Tensor
from spinloom.derivations.engine.spin import trace

from . import currents, exact_flows, steps_pure, storage
from .steps_pure import D, J, T, V, j

E, Y = sp.symbols("E Y", positive=True)


# --- anisotropy and storage ----------------------------------------------------------------------


def occupation(exponential: sp.Expr) -> sp.Expr:
    """The Fermi function, with exp of the energy over T."""
    return 1 / (exponential + 1)


def anisotropy() -> sp.Expr:
    """(66) of the flat band: E = exp(x), Y = exp(J/T)."""
    return (2 * occupation(E) - occupation(E * Y) - occupation(E / Y)) / 4


def odd_around_the_chemical_potential() -> bool:
    """a(x) + a(-x) = 0."""
    a = anisotropy()
    return _zero(a + a.subs(E, 1 / E)) and not _zero(a)


def primitive_is_right() -> bool:
    """The hole's primitive; it is odd, and a quarter of its whole growth is the moment over T."""
    h, s = sp.Symbol("h", positive=True), storage.s
    primitive = storage.hole_primitive()
    odd = sp.expand(primitive + primitive.subs(s, -s)) == 0
    growth = 2 * sp.limit(primitive.subs(storage.h, h).rewrite(sp.exp), s, sp.oo)
    rest = (growth / 4 - _reduced_moment().subs(storage.h, h)).rewrite(sp.exp)
    whole = _zero(rest.replace(sp.exp, lambda x: Y ** (x / h)))
    return bool(storage.primitive_fault().is_zero and odd and whole)


def hole_counts_itself() -> bool:
    """The integral of f a is a quarter of that of the squared difference of both occupations.

    Products f(x + a) f(x + b) may be shifted if neither their number nor their mean place changes.
    """
    by_energy = _shifted({(0, 0): 2, (0, 2): -1, (0, -2): -1})
    squared = _shifted({(-1, -1): 1, (1, 1): 1, (-1, 1): -2})
    return by_energy == squared and by_energy[0][0] != 0


def _shifted(terms: Mapping[tuple[int, int], int]) -> tuple[dict[int, int], int]:
    """Weights by distance, and the weighted places."""
    by_distance: dict[int, int] = {}
    for (a, b), weight in terms.items():
        by_distance[abs(a - b)] = by_distance.get(abs(a - b), 0) + weight
    return by_distance, sum(weight * (a + b) for (a, b), weight in terms.items())


def _reduced_moment() -> sp.Expr:
    """The exchange moment over T as a function of h = J/2T."""
    return storage.exchange().subs(storage.J, 2 * storage.h * storage.T) / storage.T


def cold_moment() -> bool:
    """q = J/4 - T/2 + ...: over J = 2 h T, at large h."""
    moment = _reduced_moment()
    return bool(
        sp.limit(moment / (2 * storage.h), storage.h, sp.oo) == sp.Rational(1, 4)
        and sp.limit(moment - storage.h / 2, storage.h, sp.oo) == -sp.Rational(1, 2)
    )


def asymptotic_moment() -> bool:
    """q = (J - 2T)/4 + (J/2) / (e^{J/T} - 1), with no other rest: Y = e^{J/2T}."""
    rest = storage.exchange() - (storage.J - 2 * storage.T) / 4
    rest -= storage.J / 2 / (sp.exp(storage.J / storage.T) - 1)
    half = storage.J / (2 * storage.T)
    return _zero(rest.rewrite(sp.exp).replace(sp.exp, lambda x: Y ** (x / half)))


def warm_moment() -> bool:
    """q = T h^2/6 + O(h^4), that is J^2 / 24 T."""
    moment = sp.series(_reduced_moment(), storage.h, 0, 5).removeO()
    fourth = moment.coeff(storage.h, 4)
    return bool(sp.expand(moment - storage.h**2 / 6 - fourth * storage.h**4) == 0 != fourth)


# --- emission ------------------------------------------------------------------------------------


def _zero(expression: sp.Expr) -> bool:
    """Whether a rational function vanishes."""
    return sp.expand(sp.fraction(sp.together(expression))[0]) == 0


def vanishes(expression: sp.Expr) -> bool:
    """Whether a rational function of J, V and their exponentials is zero, at T = 1."""
    a, b = sp.symbols("a b", positive=True)
    powers = sp.expand_power_exp(expression.subs(T, 1).rewrite(sp.exp))
    known = {sp.exp(J): a**2, sp.exp(-J): a**-2, sp.exp(V): b, sp.exp(-V): 1 / b,
             sp.exp(J / 2): a, sp.exp(-J / 2): 1 / a}  # fmt: skip
    return _zero(powers.xreplace(known))


def _at_contact() -> bool:
    """An overlap of two equal Fermi functions is T."""
    x = sp.Symbol("x", positive=True)
    return bool(sp.limit(steps_pure.overlap(x, sp.Integer(1)), x, 0) == 1)


def emission_is_even_in_the_splitting() -> bool:
    """E_ex(-J) = E_ex(J); at J = 0 the tilted overlaps cancel, and so do the level ones."""
    found = steps_pure.emission()
    tilted = found + (steps_pure.overlap(J) + steps_pure.overlap(-J)) / 2 - T
    even = vanishes(found - found.subs(J, -J)) and not vanishes(found)
    return even and _at_contact() and tilted.subs(J, 0) == 0


def emission_is_even_in_the_bias() -> bool:
    """E_ex(-V) = E_ex(V); at V = 0 the tilted overlaps are the level ones."""
    found = steps_pure.emission()
    tilted = steps_pure.overlap(V + J) + steps_pure.overlap(V - J)
    rest = found - (tilted - 2 * steps_pure.overlap(V)) / 2
    return (
        vanishes(found - found.subs(V, -V))
        and _at_contact()
        and vanishes(rest + tilted.subs(V, 0) / 2 - T)
    )


def cold_emission() -> bool:
    """-min(V, J)/2 + T at low temperatures, on either side of V = J; the rest is exponential.

    It is a rational function of exp(-min(V, J)/T) and exp(-|V - J|/T), regular where both vanish.
    """
    least, more, x, y = sp.symbols("least more x y", positive=True)
    for splitting, bias in ((least, least + more), (least + more, least)):
        found = steps_pure.emission().subs({J: splitting, V: bias}, simultaneous=True)
        powers = found.replace(sp.exp, lambda a: _small_exponential(a * T, {least: x, more: y}))
        parts = sp.fraction(sp.together(powers))
        top, bottom = (sp.expand(part).subs({x: 0, y: 0}) for part in parts)
        if powers.has(sp.exp) or bottom == 0 or sp.expand(top - (T - least / 2) * bottom) != 0:
            return False
    return True


def _small_exponential(energy: sp.Expr, small: Mapping[sp.Symbol, sp.Symbol]) -> sp.Expr:
    """exp(energy/T) in powers of exp(-e/T) for the energies e that are given."""
    expanded = sp.expand(energy)
    return sp.Mul(*(symbol ** -expanded.coeff(e) for e, symbol in small.items()))


def saturated_emission() -> bool:
    """What is left of E_ex at large V is minus twice the exchange moment."""
    found = steps_pure.emission()
    far = [steps_pure.overlap(V + shift) for shift in (J, 0, -J)]
    level = found - (far[0] + far[2] - 2 * far[1]) / 2
    moment = storage.exchange().subs({storage.J: J, storage.T: T})
    gone = sp.limit(steps_pure.overlap(j, sp.Integer(1)), j, sp.oo) == 0
    return bool(gone and not level.has(V) and vanishes(level + 2 * moment))


def thermal_response() -> bool:
    """(137) to first order."""
    return bool(
        steps_pure.linear_fault().is_zero and sp.limit(steps_pure.linear_bracket(), j, 0) == 0
    )


def area_between_steps() -> bool:
    """The integral of f_R - f_L is the difference of the chemical potentials."""
    x = sp.Symbol("x", positive=True)  # exp(-w/T)
    left, right = sp.symbols("l r", positive=True)  # exp(mu/T)
    ratio = (1 + right * x) / (1 + left * x)
    # d/dw = -x d/dx, and T log(1 + mu x) falls with the slope f
    slope = x * sp.diff(sp.log(ratio), x)
    bias = right * x / (1 + right * x) - left * x / (1 + left * x)
    return bool(
        _zero(slope - bias) and sp.limit(ratio, x, sp.oo) == right / left and ratio.subs(x, 0) == 1
    )


def emission_lives_inside() -> bool:
    """Spins of an orbital at energy x T are occupied alike but for terms like exp(-|x|).

    So what orbitals beyond the edges would add, and what edges take from those beside them, is
    exponentially small in D/T; the integral over all energies does not contain D.
    """
    difference = occupation(E / Y) - occupation(E * Y)  # E = exp(x), Y = exp(J/2T)
    above = sp.limit(sp.together(difference * E), E, sp.oo)
    below = sp.limit(sp.together(difference / E), E, 0)
    return bool(above.is_finite and below.is_finite and not steps_pure.emission().has(D))


# --- torques -------------------------------------------------------------------------------------


def small_bias_beside_the_band() -> bool:
    """Charge follows the bias; the spin torque does not see it."""
    return area_between_steps() and spin_torque_of_strips()


def spin_torque_of_strips() -> bool:
    """T_S from pairs of polarised strips, lower ones full and upper ones empty at any such V.

    Its weight is 1/4 pi: both strips hold one spin, with half the mean density of the band's
    middle each. The double integral of 1/(w - w') is a second difference of x log x.
    """
    rest = sp.Symbol("rest", positive=True)
    width = (J + V) / 2 + rest  # half the bandwidth: potentials lie between the strips
    filled = {}
    for name, potential in (("L", V / 2), ("R", -V / 2)):
        for side in (-1, 1):
            ends = [sp.expand(side * width + s * J / 2 - potential) for s in (1, -1)]
            if not (all(e.is_negative for e in ends) or all(e.is_positive for e in ends)):
                return False
            filled[name, side] = int(bool(ends[0].is_negative))
    total = sp.Integer(0)
    for left, right in ((-1, -1), (-1, 1), (1, -1), (1, 1)):
        change = filled["R", right] - filled["L", left]
        if change:  # opposite strips, at a mean distance of 2D
            g = steps_pure.primitive
            total += left * right * change * left * (g(2 * D + J) - 2 * g(2 * D) + g(2 * D - J))
    return bool(sp.expand(total / (4 * sp.pi) - steps_pure.spin_torque()) == 0)


def spin_torque_starts_at_second_order() -> bool:
    """-J^2/(4 pi D), and even in J."""
    found = steps_pure.spin_torque()
    even = sp.expand(found - found.subs(J, -J)) == 0
    return bool(even and _zero(steps_pure.leading(found) + 1 / (4 * sp.pi * D)))


def exchange_torque_starts_at_second_order() -> bool:
    """-J^2/(2 pi D), twice smaller than printed; nothing below the second order."""
    found = steps_pure.exchange_torque().subs(V, 0)
    low = [sp.expand(sp.diff(found, J, k).subs(J, 0)) for k in (0, 1)]
    leading = steps_pure.leading(steps_pure.exchange_torque())
    return bool(low == [0, 0] and _zero(leading + 1 / (2 * sp.pi * D)))


def field() -> sp.Expr:
    """pi (beta_R - f_L alpha_R) over the density of states, at an energy w between the edges.

    The lower polarised strip is full and points along the field, the upper one is empty.
    """
    w, f = sp.symbols("w f", real=True)
    low, high = (2 * sp.atanh(J / 2 / (D + sign * w)) for sign in (1, -1))
    return (low * (1 - f) - f * high) / 2


def exchange_torque_of_wide_bands() -> bool:
    """D times the field tends to J (1 - 2f)/2: with an odd a, T_ex tends to -(2/pi) J_R q / D."""
    u, f = sp.Symbol("u", positive=True), sp.Symbol("f", real=True)
    slope = sp.diff(field().subs(D, 1 / u), u)
    limit = sp.expand(sp.limit(sp.together(slope), u, 0) - J * (1 - 2 * f) / 2) == 0
    return limit and odd_around_the_chemical_potential() and hole_counts_itself()


def spin_torque_of_wide_bands() -> bool:
    """D T_S tends to -J^2/4 pi, and the remainder is of second order in 1/D."""
    u = sp.Symbol("u", positive=True)
    # primitives at (2D + shift): logarithms of D cancel in the second difference
    scaled = steps_pure.spin_torque().subs(D, 1 / u)
    lines = sp.series(sp.expand_log(sp.expand(scaled / u), force=True), u, 0, 3).removeO()
    rest = sp.expand(lines + J**2 / (4 * sp.pi))
    return bool(rest.coeff(u, 0) == 0 == rest.coeff(u, 1) and rest.coeff(u, 2) != 0)


def small_splittings_of_warm_bands() -> bool:
    """The anisotropy starts at the second order in J_L, the field at the first in J_R."""
    y = sp.Symbol("y", real=True)
    a = anisotropy().subs(Y, sp.exp(y))
    low = [sp.diff(a, y, k).subs(y, 0) for k in (0, 1, 2)]
    fields = [sp.diff(field(), J, k).subs(J, 0) for k in (0, 1)]
    return _zero(low[0]) and _zero(low[1]) and not _zero(low[2]) and fields[0] == 0 != fields[1]


# --- tensors, conservation -----------------------------------------------------------------------


def symmetric_and_traceless() -> bool:
    """The exchange part, and the product of two vectors that the direct part is."""
    i, k = currents.i, currents.j
    for tensor in (currents.exchange_trace(), currents.odot("J_L", "J_R")):
        swapped = tensor.relabel({i: k, k: i})
        if swapped != tensor or tensor.relabel({k: i}).terms or not tensor.terms:
            return False
    return True


def uniaxial_when_collinear() -> bool:
    """Principal values -D/3 and D/6 +- S/2 with S^2 - D^2 proportional to sin^2."""
    e, a, t, sine, cosine, value = sp.symbols("e a t sine cosine lambda", real=True)
    vector = [a * sine, t * sine, e + a * cosine]
    along = vector[2]
    tensor = sp.Matrix(3, 3, lambda m, n: (
        (int(m == 2) * vector[n] + int(n == 2) * vector[m]) / 2 - int(m == n) * along / 3
    ))  # fmt: skip
    root = along**2 + (a**2 + t**2) * sine**2
    wanted = (value + along / 3) * ((value - along / 6) ** 2 - root / 4)
    return bool(sp.expand((value * sp.eye(3) - tensor).det(method="berkowitz") - wanted) == 0)


def _conjugate(tensor: Tensor) -> Tensor:
    return replace(
        tensor, terms={key: Gaussian(x.real, -x.imag) for key, x in tensor.terms.items()}
    )


def charge_and_spin_are_conserved() -> bool:
    """Seen from the right, each trace is the conjugate one; bias and energy change their signs."""
    left, right = (
        currents.polarised(f"J_{r}", x) for r, x in (("L", currents.n_L), ("R", currents.n_R))
    )
    spin = trace(right, currents.i, left) / 2 == _conjugate(currents.spin_trace())
    charge = trace(right, left) == _conjugate(currents.charge_trace())
    return bool(spin and charge and currents.spin_trace() != _conjugate(currents.spin_trace()))


def quadrupole_is_conserved() -> bool:
    """Currents into all nodes add up to zero for hops that conserve the spin, and for no others."""
    return _leak(True) == 0 < _leak(False)


def _leak(conserving: bool) -> float:
    nodes: Iterable[object] = exact_flows.exact(conserving)().values["node_current"].values()
    return float(exact_flows.size(reduce(lambda a, b: a + b, nodes)))  # type: ignore[operator]


def thermal_buffer_is_empty() -> bool:
    """The linear response is odd in the difference of temperatures, and nothing else flows."""
    return thermal_response() and quadrupole_is_conserved()
