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

from . import storage
from .judge_tensors import ORBITALS, RANGES, SPINS

_NAMES = "omega J T nu_bar j root y f_0 f_plus f_minus D_up D_down"
_FIELD, *_GENERATORS = field(_NAMES, sp.QQ)
G = dict(zip(_NAMES.split(), _GENERATORS, strict=True))

RATIONAL = Ring(
    "rational functions",
    lambda value: _FIELD(sp.QQ(value.numerator, value.denominator)),
    lambda value: 0 if value == 0 else 1,
)
_SIGN = {"+": _FIELD(1), "-": _FIELD(-1)}


def _known(values: dict[Any, Any]) -> Callable[[Any], Any]:
    """A function that is known at some arguments."""
    return lambda argument: values[argument]


def _here(value: Any) -> Callable[[Any], Any]:
    """A function that is known at the frequency."""
    return _known({G["omega"]: value})


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
    aligned = {a: (occupied[G["omega"]] - occupied[G["omega"] + _SIGN[a] * G["J"]]) / 4
               for a in SPINS}  # fmt: skip
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


def _closed_form() -> Any:
    """(70), which `storage.primitive_fault` proves, in the variables of this module."""
    j, hyperbolic = sp.symbols("j hyperbolic")
    form = storage.exchange().subs(storage.J, j * storage.T)
    polynomial = sp.Poly(form.subs(sp.coth(j / 2), hyperbolic), storage.T, j, hyperbolic)
    total = _FIELD(0)
    for (power_t, power_j, power), coefficient in polynomial.terms():
        term = _FIELD(sp.QQ(coefficient.p, coefficient.q))
        total += term * G["T"] ** power_t * G["j"] ** power_j * _coth() ** power
    return total


def _coth() -> Any:
    """coth(j/2) with root = exp(j/2)."""
    return (G["root"] ** 2 + 1) / (G["root"] ** 2 - 1)


@lru_cache(maxsize=1)
def flat() -> Sample:
    """The exchange moment of a flat, wide band, and the functions of its splitting."""
    square = G["root"] ** 2
    values = {
        "q_ex": G["nu_bar"] * _closed_form(),
        "nu_bar": G["nu_bar"], "T": G["T"], "j": G["j"], "J": G["j"] * G["T"], "y": G["j"],
        "bose": _known({G["j"]: 1 / (square - 1), -G["j"]: square / (1 - square)}),
        "fermi": _known({G["j"]: 1 / (square + 1), -G["j"]: square / (1 + square)}),
        "coth": _known({G["j"] / 2: _coth()}),
    }  # fmt: skip
    return Sample(RATIONAL, values, RANGES)
