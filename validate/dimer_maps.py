"""Figures 2, 6 and 7 of the dimer (maps over mu_F and V), lower panels of Figs. 4 and 5.

Parameters as in the paper: t_e = 100, t_0 = 2, t_L = t_R = 10 meV, site energies
zero, T = 0. Lines show where a chemical potential meets a level of the
isolated dimer, |mu_L| or |mu_R| = t_0 +- t.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import dimer

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

T_0 = 2.0
WEAK, STRONG = 0.1, 1.0


@dataclass(frozen=True)
class Panel:
    """One map: the kernel's name of the quantity, its symbol and unit."""

    quantity: str
    symbol: str
    unit: str


_J = Panel("J_21", r"$J_2$", "1/meV")
_D = Panel("D_21", r"$D_2$", "1/meV")
_A = Panel("A_21", r"$A_2$", "1/meV")
_K = Panel("A_22", r"$K_2$", "1/meV")
_ALPHA = Panel("alpha_iso_22", r"$\alpha_{22}^{(i)}$", r"1/meV$^2$")
_ALPHA_AN = Panel("alpha_aniso_22", r"$\alpha_{22}^{(an)}$", r"1/meV$^2$")
_NOISE = Panel("noise_iso_22", r"$j_{22}^{(i)}$", "1/meV")
_NOISE_AN = Panel("noise_aniso_22", r"$j_{22}^{(an)}$", "1/meV")

#: Panels of each map figure, with the spin-orbit hopping t in meV.
MAPS: Mapping[str, tuple[float, Mapping[str, Panel]]] = {
    "2": (WEAK, {"a": _J, "b": _D, "c": _ALPHA, "d": _NOISE}),
    "6": (WEAK, {"a": _A, "b": _K, "c": _ALPHA_AN, "d": _NOISE_AN}),
    "7": (STRONG, {"a": _J, "b": _D, "c": _ALPHA, "d": _NOISE,
                   "e": _A, "f": _K, "g": _ALPHA_AN, "h": _NOISE_AN}),
}  # fmt: skip

POTENTIAL = np.linspace(-5.0, 5.0, 201)
BIAS = np.linspace(-10.0, 10.0, 201)


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name: whole (``2``), by panel (``2a``), couplings against bias (``4-lower``)."""
    found: dict[str, Callable[[], Figure]] = {}
    for number, (t, panels) in MAPS.items():
        found[number] = partial(_maps, t, panels)
        found.update(
            {number + letter: partial(_maps, t, {letter: p}) for letter, p in panels.items()}
        )
    found["4-lower"] = partial(_against_bias, (0.05, WEAK))
    found["5-lower"] = partial(_against_bias, (STRONG,))
    return found


def _maps(t: float, panels: Mapping[str, Panel]) -> Figure:
    from matplotlib import pyplot

    columns = min(len(panels), 4 if len(panels) > 4 else 2)
    rows = -(-len(panels) // columns)
    figure, axes = pyplot.subplots(
        rows, columns, figsize=(3.6 * columns + 0.4, 3.0 * rows + 0.4), squeeze=False,
        sharex=True, sharey=True,
    )  # fmt: skip
    found = dimer.couplings(POTENTIAL[:, None], BIAS[None, :], t=t)
    for axis, (letter, panel) in zip(axes.flat, panels.items(), strict=True):
        _map(axis, found[panel.quantity], t, panel, letter)
    for axis in axes[-1]:
        axis.set_xlabel("bias $V$ (mV)")
    for axis in axes[:, 0]:
        axis.set_ylabel(r"$\mu_F$ (meV)")
    figure.suptitle(rf"$t_0 = {T_0:g}$ meV, $t = {t:g}$ meV, $T = 0$")
    return figure


def _map(axis: Axes, values: Any, t: float, panel: Panel, letter: str) -> None:
    """One quantity, white at zero, with the lines |mu_L|, |mu_R| = t_0 +- t."""
    largest = float(np.abs(values).max())
    image = axis.pcolormesh(BIAS, POTENTIAL, values, vmin=-largest, vmax=largest, rasterized=True)
    for level in (T_0 - t, T_0 + t, -T_0 + t, -T_0 - t):
        for lead, style in ((1, "--"), (-1, ":")):
            axis.plot(BIAS, level - lead * BIAS / 2, "k" + style, linewidth=0.5, alpha=0.6)
    axis.set(xlim=BIAS[[0, -1]], ylim=POTENTIAL[[0, -1]])
    axis.set_title(f"({letter}) {panel.symbol} ({panel.unit})")
    assert axis.figure is not None
    axis.figure.colorbar(image, ax=axis)


def _against_bias(hoppings: tuple[float, ...]) -> Figure:
    """Couplings of spin 2 against the bias at mu_F = 0, one panel for each t."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(
        len(hoppings), 1, figsize=(5.6, 2.9 * len(hoppings) + 0.3), squeeze=False, sharex=True
    )
    bias = np.linspace(-8.0, 8.0, 801)
    for axis, t in zip(axes[:, 0], hoppings, strict=True):
        found = dimer.couplings(0.0, bias, t=t)
        for panel, style in ((_J, "-"), (_D, "--"), (_A, "-."), (_K, ":")):
            axis.plot(bias, found[panel.quantity], style, label=panel.symbol)
        axis.axhline(0.0, color="black", linewidth=0.5)
        axis.set(title=rf"$\mu_F = 0$, $t = {t:g}$ meV, $T = 0$", ylabel="coupling (1/meV)")
        axis.legend(ncols=4, loc="upper center")
    axes[-1, 0].set_xlabel("bias $V$ (mV)")
    return figure
