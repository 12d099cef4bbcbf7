"""Special functions of a complex argument in ball arithmetic, rounded to double precision."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from flint import acb, ctx

Complex = npt.NDArray[np.complex128]

ORDERS = {"digamma": 0, "trigamma": 1, "tetragamma": 2}


def polygamma(name: str, points: Complex) -> Complex:
    """Return psi, psi' or psi'' at complex points."""
    previous, ctx.dps = ctx.dps, 40
    try:
        balls = [acb(z.real, z.imag).polygamma(acb(ORDERS[name])) for z in points.ravel().tolist()]
        if any(not float(part.rad()) < 1e-25 for z in balls for part in (z.real, z.imag)):
            raise ArithmeticError(f"{name}: an enclosure is too wide")
        values = [complex(float(z.real.mid()), float(z.imag.mid())) for z in balls]
    finally:
        ctx.dps = previous
    return np.array(values).reshape(points.shape)
