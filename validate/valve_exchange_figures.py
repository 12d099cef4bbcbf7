"""Figures 14-17 of the valve: the direct torque, and exchange emission and torque.

Energies over the tunnelling amplitude t, coefficients over Gamma t; D = 25. Estimates are those of
the print, with half of (120), which is twice the torque that (102) gives.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import valve

from .valve_style import BLUE, GREEN, GREY, LIME, SKY, WIDTH, coefficients, panels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WARM = 0.5
SHADES = ((0.0, BLUE, GREEN, 1.8), (WARM, SKY, LIME, 1.8))
"""Temperature, colour of the emission, colour of the torque, width."""
SPLIT = np.linspace(0, 14, 57)
BIASED = np.linspace(0, 8, 65)
HEATED = np.linspace(0, 2, 41)


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {"14": _direct, "15": _split, "16": _biased, "17": _heated}


def sizes(splitting: Any, temperature: Any, voltage: Any) -> tuple[Any, Any]:
    """|E_ex| and |T_ex| over Gamma t."""
    found = coefficients(splitting, temperature, voltage)
    return abs(found.E_ex) / found.Gamma, abs(found.T_ex) / found.Gamma


def printed_torque(splitting: Any) -> Any:
    """(120) as printed; half of it is the torque to leading order in J/D."""
    return np.asarray(splitting) ** 2 / (np.pi * WIDTH)


def onset(splitting: Any, temperature: float, voltage: float) -> Any:
    """|E_ex| for J << T: quadratic, from two overlaps of derivatives of the Fermi functions."""
    half = voltage / temperature / 2
    overlap = (half / np.tanh(half) - 1) / (2 * np.sinh(half) ** 2)
    return np.asarray(splitting) ** 2 / (2 * temperature) * (1 / 6 - overlap)


def crossing(difference: Callable[[float], float], low: float, high: float) -> float:
    """Where emission and torque are of one size."""
    from scipy.optimize import brentq

    return float(brentq(difference, low, high))


def crossing_splitting(temperature: float) -> float:
    """J* at V = 1."""
    return crossing(lambda J: float(np.subtract(*sizes(J, temperature, 1.0))), 3.0, 15.0)


def crossing_voltage(temperature: float) -> float:
    """V* at J = 5."""
    return crossing(lambda V: float(np.subtract(*sizes(5.0, temperature, V))), 0.05, 3.0)


# --- Direct -------------------------------------------------------------------------------------


def direct(splitting: Any, temperature: Any, voltage: Any) -> Any:
    """|2 <S> . J T_S| over Gamma t N_o."""
    found = coefficients(splitting, temperature, voltage)
    spin = valve.storage(splitting, temperature, D=WIDTH, mu=voltage / 2).spin / (2 * WIDTH)
    return 2 * spin * abs(found.T_S) / found.Gamma


def _direct() -> Figure:
    """Both axes logarithmic: a straight line of slope three."""
    figure, axes = panels()
    splittings = np.geomspace(0.1, 20, 81)
    axes.loglog(splittings, direct(splittings, WARM, 1.0), color=BLUE, lw=2,
                label=r"$T = t/2$, $V = t$")  # fmt: skip
    few = splittings[5::14]
    axes.loglog(few, direct(few, 0.0, 0.0), "o", color=GREEN, mfc="none", ms=7, label="$T = V = 0$")
    axes.loglog(splittings, splittings**3 / (8 * np.pi * WIDTH**2), "--", color="black", lw=1,
                label=r"(26), (117): $J^3 / 8\pi D^2$")  # fmt: skip
    axes.loglog([5.0], [direct(5.0, WARM, 1.0)], "D", color="#d55e00", ms=6,
                label="$J = 5t$ of the caption")  # fmt: skip
    axes.set(xlabel="$J / t$", xlim=(0.1, 20),
             ylabel=r"$|I^{LL}_{\mathcal{Q},\mathrm{dir}}| / \Gamma t N_o$")  # fmt: skip
    axes.legend(fontsize=8)
    return figure


# --- Exchange -----------------------------------------------------------------------------------


def _pair(axes: Any, place: Any, found: Callable[[float], tuple[Any, Any]]) -> None:
    """Emission and torque, cold in dark colours, warm in light ones with dashes."""
    for temperature, blue, green, width in SHADES:
        style = "-" if temperature == 0 else "--"
        word = "$T = 0$" if temperature == 0 else "$T = t/2$"
        emission, torque = found(temperature)
        axes.plot(place, emission, style, color=blue, lw=width,
                  label=rf"$|E_\mathrm{{ex}}|$, {word}")  # fmt: skip
        axes.plot(place, torque, style, color=green, lw=width,
                  label=rf"$|T_\mathrm{{ex}}|$, {word}")  # fmt: skip


def _named(figure: Figure, axes: Any, word: str, high: float) -> None:
    axes.set(xlabel=f"${word} / t$", ylabel=r"coefficients over $\Gamma t$", ylim=(0, high))
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=3,
                  fontsize=7)  # fmt: skip


def _split() -> Figure:
    """Both coefficients against J; circles: where they cross."""
    figure, axes = panels(height=3.8)
    _pair(axes, SPLIT, lambda temperature: sizes(SPLIT, temperature, 1.0))
    axes.plot(SPLIT, np.minimum(SPLIT, 1.0) / 2, "-.", color=GREY, lw=0.9, label="(119)")
    axes.plot(SPLIT, printed_torque(SPLIT) / 2, ":", color="black", lw=1.2, label="half of (120)")
    axes.plot(SPLIT, printed_torque(SPLIT), ":", color=GREY, lw=1.2, label="(120) as printed")
    early = SPLIT[SPLIT < 2]
    axes.plot(early, onset(early, WARM, 1.0), "--", color="black", lw=1,
              label=r"quadratic onset, $T = t/2$")  # fmt: skip
    crossings = [crossing_splitting(temperature) for temperature in (0.0, WARM)]
    heights = [sizes(J, T, 1.0)[0] for J, T in zip(crossings, (0.0, WARM), strict=True)]
    axes.plot(crossings, heights, "o", color="black", mfc="none", ms=6,
              label=f"$J^*/t = {crossings[0]:.4f}$, ${crossings[1]:.4f}$")  # fmt: skip
    axes.plot(np.sqrt(np.pi * WIDTH), 0.5, "x", color="#d55e00", ms=6,
              label=r"$\sqrt{\pi D V} = 8.86\,t$")  # fmt: skip
    axes.set(xlim=(0, 14))
    _named(figure, axes, "J", 1.1)
    return figure


def _biased() -> Figure:
    """Both coefficients against V; circles: where they cross."""
    figure, axes = panels(height=3.8)
    _pair(axes, BIASED, lambda temperature: sizes(5.0, temperature, BIASED))
    axes.plot(BIASED, np.minimum(BIASED, 5.0) / 2, "-.", color=GREY, lw=0.9, label="(119)")
    for height, style, name in (
        (0.15, "--", "0.15 of the caption"), (printed_torque(5.0), ":", "(120) as printed"),
    ):  # fmt: skip
        axes.plot(BIASED, np.full_like(BIASED, height), style, color=GREY, lw=1.1, label=name)
    crossings = [crossing_voltage(temperature) for temperature in (0.0, WARM)]
    heights = [sizes(5.0, T, V)[0] for V, T in zip(crossings, (0.0, WARM), strict=True)]
    axes.plot(crossings, heights, "o", color="black", mfc="none", ms=6,
              label=f"$V^*/t = {crossings[0]:.4f}$, ${crossings[1]:.4f}$")  # fmt: skip
    axes.plot(1 / np.pi, 0.5 / np.pi, "x", color="#d55e00", ms=6,
              label=r"$J^2/\pi D = t/\pi$")  # fmt: skip
    _zoom(axes)
    axes.set(xlim=(0, 8))
    _named(figure, axes, "V", 2.8)
    return figure


def _zoom(axes: Any) -> None:
    """The crossings enlarged, where they would hide in a corner."""
    inset = axes.inset_axes((0.6, 0.19, 0.38, 0.33))
    for line in axes.get_lines():
        inset.plot(*line.get_data(), ls=line.get_ls(), lw=line.get_lw(), color=line.get_color(),
                   marker=line.get_marker(), ms=line.get_ms(), mfc=line.get_mfc())  # fmt: skip
    inset.set(xlim=(0, 1.2), ylim=(0.08, 0.36))
    inset.tick_params(labelsize=6)
    axes.indicate_inset_zoom(inset, edgecolor="grey")


def _heated() -> Figure:
    """Both coefficients against T, with the straight line on which the emission begins."""
    figure, axes = panels()
    emission, torque = sizes(5.0, HEATED, 1.0)
    axes.plot(HEATED, emission, color=BLUE, lw=2, label=r"$|E_\mathrm{ex}|$")
    axes.plot(HEATED, torque, color=GREEN, lw=2, label=r"$|T_\mathrm{ex}|$")
    axes.plot(HEATED, 0.5 - HEATED, "--", color="black", lw=1, label="$V/2 - T$")
    axes.axvline(1.0, color=GREY, lw=0.7, ls=":")
    axes.text(1.02, 0.42, "$T = V$", color=GREY, fontsize=8)
    axes.set(xlabel="$T / t$", ylabel=r"coefficients over $\Gamma t$", xlim=(0, 2), ylim=(0, 0.55))
    axes.legend(fontsize=8)
    return figure
