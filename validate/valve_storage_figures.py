"""Figures 7, 9 and 10 of the valve: what one ferromagnet with a flat band stores."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import valve

from .valve_style import BLUE, GREEN, GREY, RED, WIDTH, panels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ENERGIES = np.arange(-250, 251) / 100
TEMPERATURES = (0.1, 0.5)
REGIMES = {"(d)": -1.75, "(c)": -0.5, "(b)": 0.5, "(a)": 1.75}
"""The paper's names of the regimes of a cold ferromagnet, and where in energy over J they lie."""


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {"7": _anisotropy, "9": _heated, "10": _split}


# --- Energy by energy ---------------------------------------------------------------------------


def extreme(temperature: Any) -> Any:
    """The largest size of the anisotropy functions of both spins, at -J/2 and J/2, J = 1."""
    return np.tanh(1 / (4 * np.asarray(temperature))) / 4


def _anisotropy() -> Figure:
    """Two temperatures side by side; the extremes of both spins' functions marked."""
    figure, areas = panels(2, 7.0, 3.2, sharey=True)
    for axes, temperature, title in zip(areas, TEMPERATURES, "ab", strict=True):
        found = valve.anisotropy(ENERGIES, 1.0, temperature)
        axes.plot(ENERGIES, found.a_up, "--", color=RED, lw=1, label=r"$a_\uparrow$")
        axes.plot(ENERGIES, found.a_down, ":", color=RED, lw=1.4, label=r"$a_\downarrow$")
        axes.plot(ENERGIES, found.a, color=RED, lw=1.2, label="$a$")
        axes.plot(ENERGIES, found.q_exchange, color=BLUE, lw=2, label=r"$q_\mathrm{ex}$")
        size = extreme(temperature)
        axes.plot([-0.5, 0.5], [size, -size], "o", color="black", ms=4, mfc="none",
                  label=r"$\pm\frac{1}{4}\tanh(J/4T)$")  # fmt: skip
        axes.axhline(0, color=GREY, lw=0.6)
        axes.set(xlabel=r"$(\omega - \mu) / J$", xlim=(-2.5, 2.5), ylim=(-0.3, 0.34),
                 title=f"({title}) $T = {temperature:g}\\,J$")  # fmt: skip
    for name, place in REGIMES.items():
        areas[0].text(place, 0.305, name, ha="center", va="center", fontsize=8)
    for edge in (-1, 0, 1):
        areas[0].axvline(edge, color=GREY, lw=0.6, ls=":")
    areas[0].set_ylabel("anisotropy of one orbital")
    figure.legend(*areas[0].get_legend_handles_labels(), loc="outside upper center", ncols=5,
                  fontsize=8)  # fmt: skip
    return figure


# --- The whole ferromagnet ----------------------------------------------------------------------


def polarized(splitting: Any, width: float = WIDTH) -> Any:
    """<S_z>/N_o = N_s/2N_o = J/4D of (26), (27)."""
    return np.asarray(splitting) / (4 * width)


def moments(splitting: Any, temperature: Any) -> tuple[Any, Any]:
    """<S_z>/N_o and q_ex/N_o of the finite band, D = 25 units."""
    found = valve.storage(splitting, temperature, D=WIDTH)
    return found.spin / (2 * WIDTH), found.q_exchange / (2 * WIDTH)


def _heated() -> Figure:
    """Exchange moment over spin against temperature; the spin's own change is below 1e-3."""
    figure, axes = panels()
    temperatures = np.linspace(0, 3, 301)
    exchange = moments(1.0, temperatures)[1] / polarized(1.0)
    axes.plot(temperatures, exchange, color=BLUE, lw=2,
              label=r"$q_\mathrm{ex} / \langle S_z\rangle$, finite band")  # fmt: skip
    axes.plot(temperatures, 0.5 - temperatures, "--", color=GREY, lw=1,
              label=r"$\frac{1}{2} - T/J$: $T \ll J$")  # fmt: skip
    warm = temperatures[temperatures > 0.3]
    axes.plot(warm, 1 / (12 * warm), ":", color="black", lw=1.2, label=r"$J/12T$: $T \gg J$")
    axes.set(xlabel="$T / J$", ylabel=r"$q_\mathrm{ex} / \langle S_z\rangle$", xlim=(0, 3),
             ylim=(0, 0.55))  # fmt: skip
    axes.legend(fontsize=8)
    return figure


def _split() -> Figure:
    """Spin and exchange moment against the splitting, with what the caption says the spin is."""
    figure, axes = panels()
    splittings = np.linspace(0, 12, 241)
    spin, exchange = moments(splittings, 1.0)
    axes.plot(splittings, 2 * polarized(splittings), "--", color=GREEN, lw=1,
              label=r"$N_o J / 2D$ of the caption")  # fmt: skip
    axes.plot(splittings, spin, color=GREEN, lw=2, label=r"$\langle S_z\rangle = N_o J / 4D$")
    axes.plot(splittings, exchange, color=BLUE, lw=2, label=r"$q_\mathrm{ex}$")
    late, early = splittings[splittings > 2], splittings[splittings < 4]
    unit = 1 / (8 * WIDTH)
    axes.plot(late, (late - 2) * unit, ":", color="black", lw=1.2,
              label=r"(72), $J \gg T$")  # fmt: skip
    axes.plot(early, early**2 / 6 * unit, "-.", color="black", lw=0.9, label=r"(72), $J \ll T$")
    axes.set(xlabel="$J / T$", ylabel="moment over $N_o$", xlim=(0, 12), ylim=(0, 0.14))
    figure.legend(loc="outside upper center", ncols=3, fontsize=8)
    return figure
