"""Numbers of stationary states: singular values, and exact ranks at rational points."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

import flint
import numpy as np
import sympy as sp

from spinloom.derivations.engine.interpret import Ring, Sample

from . import master
from .exact import EXACT
from .judge_spins import (
    MINUS,
    PLUS,
    UNIT,
    Z,
    cross_product_z,
    generator,
    on_first,
    on_second,
    scalar_product,
)

#: Stationary states of each family: what differs from the dark point.
EXPECTED = {
    "generic": 1, "unequal couplings": 1, "theta": 1, "phi": 1, "J DM": 1, "opposite sign": 1,
    "dark": 2, "opposite sign and phi": 2, "free spin": 2, "held spin": 1,
}  # fmt: skip

#: sqrt(lambda_2) over sqrt(lambda_1), (cos, sin) of theta / 2 and of phi, sign, J_ex, J_DM.
_ONE, _TILTED, _TURNED, _BACK = (1, 0), (Fraction(3, 5), Fraction(4, 5)), (
    Fraction(12, 13), Fraction(5, 13)), (-1, 0)  # fmt: skip
_FAMILIES: Mapping[str, tuple[Any, ...]] = {
    "generic": (Fraction(2, 3), _TILTED, _TURNED, 1, Fraction(1, 7), Fraction(1, 5)),
    "unequal couplings": (Fraction(2, 3), _ONE, _ONE, 1, Fraction(1, 7), 0),
    "theta": (1, _TILTED, _ONE, 1, Fraction(1, 7), 0),
    "phi": (1, _ONE, _TURNED, 1, Fraction(1, 7), 0),
    "J DM": (1, _ONE, _ONE, 1, Fraction(1, 7), Fraction(1, 5)),
    "opposite sign": (1, _ONE, _ONE, -1, Fraction(1, 7), 0),
    "dark": (1, _ONE, _ONE, 1, Fraction(1, 7), 0),
    "opposite sign and phi": (1, _ONE, _BACK, -1, Fraction(1, 7), 0),
    "free spin": (0, _ONE, _ONE, 1, 0, 0),
    "held spin": (0, _ONE, _ONE, 1, Fraction(1, 7), 0),
}


def draw_counts(rng: random.Random, ring: Ring) -> Sample:
    """Null vectors of each family at random rates."""
    bias, nu, strength = rng.uniform(1, 2), rng.uniform(0.2, 0.6), rng.uniform(0.3, 0.6)
    found = {}
    for name, (ratio, (cosine, _), (c, s), sign, exchange, dmi) in _FAMILIES.items():
        # a sign of J_1 J_2 is half a turn of phi
        phi = float(np.arctan2(float(s), float(c))) + (np.pi if sign < 0 else 0.0)
        L = generator(nu, bias, (strength, strength * float(ratio) ** 2), float(exchange),
                      float(dmi), 2 * float(np.arccos(float(cosine))), phi)  # fmt: skip
        sizes = np.linalg.svd(L, compute_uv=False)
        found[f"nullity_{name}"] = int(np.sum(sizes < 1e-9 * sizes[0]))
    return Sample(ring, found)


@lru_cache(maxsize=1)
def exact_counts() -> Sample:
    """The same from the derived generator, over the rationals."""
    found = {f"nullity_{name}": EXACT.number(Fraction(_nullity(point)))
             for name, point in _FAMILIES.items()}  # fmt: skip
    return Sample(EXACT, found)


def _nullity(point: tuple[Any, ...]) -> int:
    """Sixteen less the rank, of real and imaginary parts side by side."""
    ratio, (cosine, sine), (c, s), sign, exchange, dmi = point
    values = {
        master.root_1: 1, master.root_2: ratio, master.cos_half: cosine, master.sin_half: sine,
        master.cos_phi: c, master.sin_phi: s, master.sign: sign, master.down: 3, master.up: 2,
        master.dephasing: Fraction(5, 2), master.larmor_1: Fraction(3, 11),
        master.larmor_2: Fraction(3, 11), master.J_perp: exchange, master.J_axis: exchange,
        master.D_perp: dmi,
    }  # fmt: skip
    exact = {symbol: sp.Rational(Fraction(value)) for symbol, value in values.items()}
    parts = [entry.xreplace(exact).as_real_imag() for entry in master.liouvillian()]
    real, imaginary = (np.array([_rational(x[k]) for x in parts], dtype=object).reshape(16, 16)
                       for k in (0, 1))  # fmt: skip
    whole = np.block([[real, -imaginary], [imaginary, real]])
    return 16 - int(flint.fmpq_mat(whole.tolist()).rank()) // 2


def _rational(value: sp.Expr) -> flint.fmpq:
    number = sp.Rational(value)
    return flint.fmpq(int(number.p), int(number.q))


def draw_algebra(rng: random.Random, ring: Ring) -> Sample:
    """Commutators and matrix elements, entry by entry."""
    roots, phi, exchange, dmi = (rng.uniform(0.5, 0.8), rng.uniform(1, 1.4)), *(
        rng.uniform(0.3, 0.9) for _ in range(3))  # fmt: skip
    lower, other = on_first(MINUS).astype(complex), on_second(MINUS).astype(complex)
    jump = roots[0] * lower + roots[1] * np.exp(-1j * phi) * other
    back = jump.conj().T
    first = jump @ back - back @ jump
    turned = np.array([0, 1, -np.exp(1j * phi), 0]) / np.sqrt(2)
    energy = (dmi * cross_product_z() - exchange * scalar_product()).astype(complex)
    values = {
        "nested": first @ jump - jump @ first, "root_1": roots[0], "root_2": roots[1],
        "lambda_1": roots[0] ** 2, "lambda_2": roots[1] ** 2, "phi": phi, "i_unit": 1j,
        "jump_on_singlet": np.linalg.norm(jump @ turned),
        "raise_on_singlet": np.linalg.norm(back @ turned), "J_DM": dmi,
        "mixing": np.array([0, 1, 1, 0]) @ energy @ np.array([0, 1, -1, 0]) / 2,
        "tensor": np.kron, "tau_minus": MINUS, "unit": UNIT, "tau_plus": PLUS, "tau_z": Z,
    }  # fmt: skip
    return Sample(ring, values)
