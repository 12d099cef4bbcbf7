"""Numbers for a reader: counterexamples and residuals, the same on every machine.

Six digits are printed: enough to repeat a counterexample, few enough that the
last bits of a machine's linear algebra do not show.
"""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np

from . import printed as p
from .interpret import Ring, Sample

_DIGITS = 6


def number(value: Any) -> str:
    """A real or complex number; a part that is rounding noise beside the other is left out."""
    value = mpmath.mpmathify(value)
    real, imaginary = mpmath.re(value), mpmath.im(value)
    size = abs(value)
    parts = [mpmath.nstr(part, _DIGITS) if abs(part) > 1e-9 * size else ""
             for part in (real, imaginary)]  # fmt: skip
    if not parts[1]:
        return parts[0] or "0"
    sign = "+" if parts[0] and imaginary > 0 else ""
    return f"{parts[0]}{sign}{parts[1]}i"


def sides(left: Any, right: Any, ring: Ring) -> str:
    """Both sides of a relation; of arrays, the entry in which they differ most."""
    left, right = np.broadcast_arrays(_dense(left), _dense(right))
    if not left.ndim:
        return f"left {number(left.item())}, right {number(right.item())}"
    differences = [ring.size(x - y) for x, y in zip(left.ravel(), right.ravel(), strict=True)]
    largest = max(differences)
    # the first of the entries that tie, whatever the rounding
    place = next(k for k, d in enumerate(differences) if d > largest * 0.999999)
    label = ",".join(str(int(n) + 1) for n in np.unravel_index(place, left.shape))
    shown = f"left {number(left.ravel()[place])}, right {number(right.ravel()[place])}"
    return f"{shown} in entry {label}"


def _dense(value: Any) -> Any:
    array = np.asarray(value.toarray() if hasattr(value, "toarray") else value)
    return array if array.dtype != object or array.ndim else np.asarray(value, dtype=object)


def scalars(relation: p.Node, sample: Sample) -> str:
    """The plain numbers of a sample point, so that a reader can repeat it."""
    shown: dict[str, str] = {}
    for _, leaf in p.walk(relation):
        if isinstance(leaf, p.Symbol) and not leaf.indices and leaf.name in sample.values:
            value = sample.values[leaf.name]
            if not callable(value) and not np.ndim(value) and leaf.kind not in ("unit", "number"):
                shown[leaf.name] = f"{leaf.name} = {number(value)}"
    return ", ".join(shown.values())


def small(value: Any) -> str:
    """A residual, to one digit."""
    return f"{float(value):.0e}"
