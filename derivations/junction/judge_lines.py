"""Half widths of the lines as real parts of eigenvalues; all couplings to the leads are small."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath

from spinloom.derivations.engine.interpret import PRECISE, Sample, evaluate
from spinloom.derivations.engine.printed import Node, relations

from .judge_generator import COHERENCES, POPULATIONS, Device

#: nu, V, couplings over the small parameter, J_ex, J_DM, theta, phi.
_GENERIC = ("3/10", "13/10", "1", "7/3", "1/5", "1/7", "9/10", "4/5")


def _device(small: Any, dmi: bool) -> Device:
    nu, bias, first, second, exchange, moriya, theta, phi = (
        PRECISE.number(Fraction(x)) for x in _GENERIC
    )
    strengths = (first * small, second * small)
    return Device(nu, bias, strengths, exchange, moriya if dmi else 0 * moriya, theta, phi)


def _levels(device: Device) -> dict[str, Any]:
    """Energies of S, T1, T2, T3: outer states by their place, inner ones by their energy."""
    matrix = device.hamiltonian()
    inner, _ = mpmath.eighe(mpmath.matrix(matrix[1:3, 1:3].tolist()))
    low, high = sorted(inner)
    return {"T1": matrix[0, 0].real, "T3": matrix[3, 3].real, "T2": low, "S": high}


@lru_cache(maxsize=8)
def _widths(small: Any, dmi: bool) -> dict[str, Any]:
    """Half width of every line: the eigenvalue nearest to each difference of levels.

    The two that coincide without dmi come by their size, the narrower one first.
    """
    device = _device(small, dmi)
    level = _levels(device)
    found = {}
    for places, names in ((COHERENCES, ("T1 T2", "T2 T3", "T1 S", "S T3")),
                          (POPULATIONS, ("S T2",))):  # fmt: skip
        values = device.eigenvalues(places)
        for name in names:
            upper, lower = name.split()
            line = mpmath.mpc(0, -1) * (level[upper] - level[lower])
            found[name] = -min(values, key=lambda v: abs(v - line)).real
    if not dmi:
        line = mpmath.mpc(0, -1) * device.nu
        pair = sorted(device.eigenvalues(COHERENCES), key=lambda v: abs(v - line))[:2]
        found["narrow"], found["wide"] = sorted((-value.real for value in pair), key=abs)
    return found


def remainder(tree: Node, small: Any, dmi: bool) -> Any:
    """The worst relative remainder of the printed widths."""
    device = _device(small, dmi)
    down, up, axial = device.rates
    widths = _widths(small, dmi)
    leaves = {
        "w_down": down, "w_up": up, "w_zero": axial,
        "lambda_1": device.strengths[0], "lambda_2": device.strengths[1],
        "shared": device.root * mpmath.cos(device.phi),
        "aligned": device.root * mpmath.cos(device.phi - mpmath.atan2(device.dmi, device.exchange)),
        "width": lambda name: widths[name],
    }  # fmt: skip
    sample = Sample(PRECISE, leaves)
    worst = mpmath.mpf(0)
    for relation in relations(tree):
        left, right = (evaluate(side, sample) for side in (relation.left, relation.right))
        worst = max(worst, abs((left - right) / right) if right else mpmath.mpf(1))
    return worst
