"""The anisotropy function and the flat band without rounding: Fermi functions as variables.

A band with rigidly split spins knows six numbers at one frequency: both densities, and the Fermi
function there and one splitting away. A flat band knows exp(j/2), and j itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import sympy as sp
from sympy.polys.fields import field

from spinloom.derivations.engine.interpret import Ring, Sample

from . import exact_orbital as orbital
from . import storage
from .judge_flows import symmetric_traceless
from .judge_tensors import ORBITALS, RANGES, SPINS

_NAMES = "omega J T nu_bar j root y f_0 f_plus f_minus D_up D_down unknown"
_FIELD, *_GENERATORS = field(_NAMES, sp.QQ)
G = dict(zip(_NAMES.split(), _GENERATORS, strict=True))

RATIONAL = Ring(
    "rational functions",
    lambda value: _FIELD(sp.QQ(value.numerator, value.denominator)),
    lambda value: 0 if value == 0 else 1,
)
_SIGN = {"+": _FIELD(1), "-": _FIELD(-1)}


def _known(values: dict[Any, Any]) -> Callable[[Any], Any]:
    """A function that is known at some arguments, and an unknown elsewhere."""
    return lambda argument: values.get(argument, G["unknown"])


def _here(value: Any) -> Callable[[Any], Any]:
    """A function that is known at the frequency."""
    return _known({G["omega"]: value})


def _moment(up: Any, down: Any) -> Any:
    """The exchange moment of an orbital by its two occupations."""
    return -symmetric_traceless(orbital.correlated(up, down, up**0))[2, 2] * 3 / 2


def _counted(up: Any, down: Any) -> Any:
    """What the spin at the frequency counts of the exchange moment of its orbital.

    The moment is quadratic in the two occupations: half its slope in this one.
    """
    return _moment(up, down).diff(G["f_0"]) / 2


@lru_cache(maxsize=1)
def band() -> Sample:
    """Each orbital at the frequency counts the alignment of its two spins."""
    occupied = {
        G["omega"]: G["f_0"],
        G["omega"] + G["J"]: G["f_plus"],
        G["omega"] - G["J"]: G["f_minus"],
    }
    densities = {"+": G["D_up"], "-": G["D_down"]}
    # the second spin of the orbital has one splitting more, or less
    aligned = {
        "+": _counted(G["f_0"], occupied[G["omega"] + G["J"]]),
        "-": _counted(occupied[G["omega"] - G["J"]], G["f_0"]),
    }
    average = (G["D_up"] + G["D_down"]) / 2
    shares = {a: densities[a] * aligned[a] / average for a in SPINS}
    values = {
        "omega": G["omega"], "J": G["J"], "sign": _SIGN,
        "f_plus": _known(occupied),
        "nu_mean": _here(average),
        "nu_spin": lambda a: _here(densities[a]),
        "a_spin": lambda a: _here(shares[a]),
        "a_total": _here(shares["+"] + shares["-"]),
        "polarization": _here((G["D_up"] - G["D_down"]) / (2 * average)),
    }  # fmt: skip
    return Sample(RATIONAL, values, RANGES)


@lru_cache(maxsize=1)
def splitting() -> Sample:
    """Energies of orbitals below and above their means by half a splitting."""
    energies = {k: _FIELD(n) * G["omega"] for n, k in enumerate(ORBITALS, start=1)}

    def energy(k: str, a: str) -> Any:
        return energies[k] - _SIGN[a] * G["J"] / 2

    values = {
        "energy": energy, "energy_opposite": lambda k, a: energy(k, "-" if a == "+" else "+"),
        "sign": _SIGN, "J": G["J"],
    }  # fmt: skip
    return Sample(RATIONAL, values, RANGES)


def primitive() -> sp.Expr:
    """The moment of orbitals up to an energy s T, by h = J/2T, per density of states."""
    return storage.T / 4 * storage.hole_primitive()


def _slope_fault() -> sp.Poly:
    """Numerator of the primitive's slope by energy less the moment of an orbital there."""
    s, h = storage.s, storage.h
    f_up, f_down = sp.symbols("f_up f_down")
    moment = _moment(*field("f_up f_down", sp.QQ)[1:]).as_expr()
    fermi = {f_up: 1 / (sp.exp(s - h) + 1), f_down: 1 / (sp.exp(s + h) + 1)}
    difference = sp.diff(primitive(), s) / storage.T - moment.subs(fermi)
    root_s, root_h = sp.symbols("root_s root_h", positive=True)
    powers = {s: 2 * sp.log(root_s), h: 2 * sp.log(root_h)}
    rational = sp.powsimp(difference.rewrite(sp.exp).subs(powers))
    return sp.Poly(sp.fraction(sp.together(rational))[0], root_s, root_h)


def _whole_moment() -> Any:
    """What the primitive of the orbitals' moment grows by, in the variables of this module.

    Raises
    ------
    ArithmeticError
        If it is no primitive, or not odd.
    """
    s, h = storage.s, sp.Symbol("h", positive=True)
    grown = primitive()
    if not _slope_fault().is_zero or sp.expand(grown + grown.subs(s, -s)) != 0:
        raise ArithmeticError("no odd primitive of the moment of an orbital")
    whole = 2 * sp.limit(grown.subs(storage.h, h).rewrite(sp.exp), s, sp.oo)
    root = sp.Symbol("root", positive=True)
    rational = sp.together(whole.replace(sp.exp, lambda x: root ** (x / h)))
    upper, lower = sp.fraction(sp.powsimp(rational))
    return _polynomial(upper, h, root) / _polynomial(lower, h, root)


def _polynomial(expression: sp.Expr, h: sp.Symbol, root: sp.Symbol) -> Any:
    total = _FIELD(0)
    for powers, coefficient in sp.Poly(expression, storage.T, h, root).terms():
        term = _FIELD(sp.QQ(coefficient.p, coefficient.q))
        # h is half of j
        for variable, power in zip((G["T"], G["j"] / 2, G["root"]), powers, strict=True):
            term *= variable**power
        total += term
    return total


def _coth() -> Any:
    """coth(j/2) with root = exp(j/2)."""
    return (G["root"] ** 2 + 1) / (G["root"] ** 2 - 1)


@lru_cache(maxsize=1)
def flat() -> Sample:
    """The exchange moment of a flat, wide band, and the functions of its splitting."""
    square = G["root"] ** 2
    values = {
        "q_ex": G["nu_bar"] * _whole_moment(),
        "nu_bar": G["nu_bar"], "T": G["T"], "j": G["j"], "J": G["j"] * G["T"], "y": G["j"],
        "bose": _known({G["j"]: 1 / (square - 1), -G["j"]: square / (1 - square)}),
        "fermi": _known({G["j"]: 1 / (square + 1), -G["j"]: square / (1 + square)}),
        "coth": _known({G["j"] / 2: _coth()}),
    }  # fmt: skip
    return Sample(RATIONAL, values, RANGES)
