"""What the leads induce between the spins, and the conditions under which the theory holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import ParameterError
from .junction_model import Model, folded
from .tunnel_bath import principal_values

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Induced:
    """Exchange, anisotropy and shifts; `transverse` is what the secular step drops.

    `reach` is the energy of the hottest electron after a flip, in units of the cutoff.
    """

    J_perp: Array
    J_axis: Array
    D_perp: Array
    larmor_1: Array
    larmor_2: Array
    transverse: Array
    reach: Array

    def couplings(self) -> dict[str, Array]:
        """What the generator needs."""
        names = ("J_perp", "J_axis", "D_perp", "larmor_1", "larmor_2")
        return {name: getattr(self, name) for name in names}


def induced(values: Mapping[str, Array]) -> Induced:
    """The interaction as given, or computed from the cutoff.

    Raises
    ------
    ParameterError
        For a cutoff at or below the bias.
    """
    larmor = values["larmor"]
    if "cutoff" not in values:
        exchange, dmi = values["J_ex"], values["J_DM"]
        tilt = folded(values["theta"], 2 * np.pi)[0]
        dropped = np.hypot(exchange, dmi) * np.abs(np.tan(tilt / 2))
        return Induced(exchange, exchange, dmi, larmor, larmor, dropped, 0 * larmor)
    return _from_cutoff(values)


def _from_cutoff(values: Mapping[str, Array]) -> Induced:
    cutoff, bias, larmor = values["cutoff"], values["bias"], values["larmor"]
    low = cutoff <= np.abs(bias)
    if low.any():
        place = tuple(np.argwhere(low)[0])
        raise ParameterError(f"cutoff = {cutoff[place]:g}; must be above |bias| = "
                             f"{abs(bias[place]):g}")  # fmt: skip
    at_zero, average, difference = _shifts(values)
    tilt, half_turned = folded(values["theta"], 2 * np.pi)
    twist, turned = folded(values["phi"], np.pi)
    parity = values["sign"] * np.where(half_turned ^ turned, -1.0, 1.0)
    root = np.sqrt(values["lambda_1"]) * np.sqrt(values["lambda_2"]) / (4 * np.pi)
    strength = parity * root * np.cos(tilt / 2)
    return Induced(
        J_perp=-strength * np.cos(twist) * average,
        J_axis=-strength * np.cos(twist) * at_zero,
        D_perp=-strength * np.sin(twist) * average,
        larmor_1=larmor + values["lambda_1"] / (4 * np.pi) * difference,
        larmor_2=larmor + values["lambda_2"] / (4 * np.pi) * difference,
        transverse=np.abs(root * np.sin(tilt / 2) * at_zero),
        reach=(np.abs(bias) + larmor + values["temperature"]) / cutoff,
    )


def _shifts(values: Mapping[str, Array]) -> tuple[Array, Array, Array]:
    """P(0), [P(nu) + P(-nu)] / 2 and P(nu) - P(-nu), once per distinct junction."""
    keys = np.stack([values[n] for n in ("bias", "temperature", "cutoff", "larmor")], axis=-1)
    flat, places = np.unique(keys.reshape(-1, 4), axis=0, return_inverse=True)
    rows = []
    for bias, temperature, cutoff, larmor in flat:
        zero, plus, minus = principal_values(
            (0.0, float(larmor), -float(larmor)), float(bias), float(temperature), float(cutoff)
        )
        rows.append([zero, (plus + minus) / 2, plus - minus])
    table = np.asarray(rows)[places.ravel()].reshape(*keys.shape[:-1], 3)
    return table[..., 0], table[..., 1], table[..., 2]


def broken(model: Model, found: Induced) -> Iterator[str]:
    """One sentence for each condition of the derivation that is not met, with its worst value."""
    drive = np.maximum(np.abs(model.bias), model.temperature)
    rate = np.maximum(model.lambda_1, model.lambda_2) * model.w_down / 2
    exchange = 4 * np.hypot(model.J_perp, model.D_perp)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        conditions = (
            ("short memory of the leads: rate / max(V, T)", rate / drive, 0.1),
            ("secular step: rate / larmor", rate / model.larmor, 0.1),
            ("rates at the bare frequencies: 4 J_ex / max(V, T)", exchange / drive, 1.0),
            ("rates of an infinite band: (|V| + larmor + T) / cutoff", found.reach, 1.0),
            ("transverse terms that the secular step drops: coupling / larmor",
             found.transverse / model.larmor, 0.1),
        )  # fmt: skip
        for name, ratio, bound in conditions:
            worst = float(np.max(np.nan_to_num(ratio, nan=0.0, posinf=np.inf), initial=0.0))
            if worst > bound:
                yield f"{name} = {worst:.3g}, should be well below 1"
