"""Figures 21 and 22 of the valve: a quadrupole current without charge and spin currents.

Both fields along one line, both chemical potentials zero, unequal temperatures: the current is
-I_Q J (.) J, so that I_Q is the emission coefficient. T_L = t is the unit, D = 25.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import valve

from .valve_style import BLUE, GREEN, GREY, RED, SKY, WIDTH, panels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SPLITTING = 5.0
RATIOS = ((-0.5, BLUE, "-"), (-0.1, SKY, "--"), (0.1, GREEN, "-."), (0.5, RED, ":"))
"""Bias ratio, colour and style, in the order that the caption of Fig. 22 calls topmost first."""


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {"21": _heated, "22": _split}


def driven(splitting: Any, ratio: Any) -> valve.Currents:
    """Coefficients over t at tau = (T_R - T_L)/T_R."""
    warm = 1 / (1 - np.asarray(ratio))
    return valve.currents(0.0, 0.0, 1.0, warm, splitting, splitting, WIDTH)


def linear(splitting: Any, ratio: Any) -> Any:
    """(137) over t, with T_L T_R^-1 (T_L - T_R) = -tau T_L."""
    half = np.asarray(splitting, dtype=float) / 2
    safe = np.where(half == 0, 1.0, half)
    shape = np.where(half == 0, 1.0, (safe / np.sinh(safe)) ** 2)
    return -np.pi / 2500 * np.asarray(ratio) * (1 - shape)


def _heated() -> Figure:
    """The size over the bias ratio, on both sides of equal temperatures."""
    figure, axes = panels()
    ratios = np.linspace(-1, 0.6, 41)
    axes.plot(ratios, 1e3 * abs(driven(SPLITTING, ratios).E_ex), color=BLUE, lw=2,
              label=r"$|I^{LL}_\mathcal{Q}|$")  # fmt: skip
    axes.plot(ratios, 1e3 * abs(linear(SPLITTING, ratios)), "--", color="black", lw=1,
              label="linear response (137)")  # fmt: skip
    axes.set(xlabel=r"$\tau^R = (T^R - T^L) / T^R$", xlim=(-1, 0.6), ylim=(0, 1.4),
             ylabel=r"$|I^{LL}_\mathcal{Q}| / t$ ($10^{-3}$)")  # fmt: skip
    axes.legend(fontsize=8)
    return figure


def _split() -> Figure:
    """The signed current, whose order is that of the caption, and the size that it names."""
    figure, areas = panels(2, 7.0, 3.4)
    splittings = 14 * np.linspace(0, 1, 19) ** 1.25
    for ratio, colour, style in RATIOS:
        curve = 1e3 * driven(splittings, ratio).E_ex
        label = rf"$\tau^R = {ratio:g}$"
        areas[0].plot(splittings, curve, style, color=colour, lw=2, label=label)
        areas[1].plot(splittings, abs(curve), style, color=colour, lw=2, label=label)
    for ratio, _, _ in RATIOS:
        guess = 1e3 * linear(splittings, ratio)
        areas[0].plot(splittings, guess, color="black", lw=0.7, label="linear response (137)")
    areas[0].axhline(0, color=GREY, lw=0.6)
    areas[0].set(title="(a) with its sign", ylabel=r"$I^{LL}_\mathcal{Q} / t$ ($10^{-3}$)")
    areas[1].set(title="(b) size", ylabel=r"$|I^{LL}_\mathcal{Q}| / t$ ($10^{-3}$)")
    for axes in areas:
        axes.set(xlabel="$J / t$", xlim=(0, 14))
    figure.legend(handles=areas[0].get_lines()[:5], loc="outside upper center", ncols=5,
                  fontsize=8)  # fmt: skip
    return figure
