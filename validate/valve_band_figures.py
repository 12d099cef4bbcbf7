"""A figure of ours: two bands that are not one flat band, and the currents that they switch on.

The models are those of Fig. 3: one curved band, and two flat bands of different widths, split so
far that spin up of one and spin down of the other overlap at the Fermi energy. Energies over t.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import valve

from .valve_style import BLUE, GREEN, GREY, RED, WIDTH

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CURVED_SPLITTING, CURVED_FERMI, SAMPLES = 10.0, 15.0, 49
HALF_WIDTHS, SPLITTINGS = (12.5, 6.0), (30.0, 34.0)
TEMPERATURE = 0.5
VOLTAGES = 2 * np.arange(6.0)


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {"bands": _bands}


def curved() -> valve.Band:
    """A parabola of density that holds one orbital, -D to D."""
    grid = np.linspace(-WIDTH, WIDTH, SAMPLES)
    return valve.Band.stoner(grid, 0.75 / WIDTH * (1 - (grid / WIDTH) ** 2), CURVED_SPLITTING)


def pair() -> valve.Band:
    """Flat bands of one orbital each: spin up of the wide, down of the narrow one around 0."""
    return valve.Band.joined(*(
        valve.Band.stoner([spin * J / 2 - D, spin * J / 2 + D], [0.5 / D] * 2, J)
        for spin, D, J in zip((1, -1), HALF_WIDTHS, SPLITTINGS, strict=True)
    ))  # fmt: skip


@lru_cache(maxsize=2)
def models() -> tuple[tuple[str, valve.Band, float, float], ...]:
    """Title, band, Fermi energy and the energy up to which the band is shown."""
    return (("(a) one curved band", curved(), CURVED_FERMI, 32.0),
            ("(b) two flat bands", pair(), 0.0, 45.0))  # fmt: skip


def driven(band: valve.Band, fermi: float, voltage: Any) -> valve.Currents:
    """Coefficients between two electrodes of this band."""
    return valve.currents(fermi + voltage / 2, fermi - voltage / 2, TEMPERATURE, TEMPERATURE,
                          band_L=band, band_R=band)  # fmt: skip


def _density(axes: Axes, band: valve.Band, fermi: float, end: float) -> None:
    """Spin up to the right, spin down to the left; the grey line is the Fermi energy."""
    energies = np.linspace(-end, end, 451)
    for densities, sign, colour, name in zip(
        band.density(energies), (1, -1), (RED, BLUE), (r"\uparrow", r"\downarrow"), strict=True
    ):
        axes.plot(sign * densities, energies, color=colour, lw=1.2, label=rf"$\nu_{name}$")
        axes.fill_betweenx(energies, sign * densities, color=colour, alpha=0.15, lw=0)
    axes.axhline(fermi, color=GREY, lw=0.8, ls="--")
    axes.set(xlabel=r"$-\nu_\downarrow$ and $\nu_\uparrow$ ($1/t$)", ylabel="energy over $t$")


def _currents(axes: Axes, band: valve.Band, fermi: float) -> None:
    """Sizes over Gamma; a flat band has one charge current and no such spin current."""
    found = driven(band, fermi, VOLTAGES)
    charge, valve_part, spin = (-x / found.Gamma for x in (found.I_N0, found.I_NF, found.E_S))
    for values, style, colour, name in (
        (charge + valve_part, "-", BLUE, r"$-I_N$, $\theta = 0$"),
        (charge - valve_part, "--", BLUE, r"$-I_N$, $\theta = \pi$"),
        (spin, "-", GREEN, r"$-E_\mathbf{S} = -A_\mathbf{S}$"),
    ):
        axes.plot(VOLTAGES, values, style, color=colour, lw=2, label=name)
    axes.plot(VOLTAGES, 2 * VOLTAGES, ":", color="black", lw=1, label="flat band, $-I_N$")
    axes.plot(VOLTAGES, 0 * VOLTAGES, ":", color=GREY, lw=1, label=r"flat band, $E_\mathbf{S}$")
    axes.set(xlabel="$V / t$", ylabel=r"current over $\Gamma t$", xlim=(0, 10))


def _bands() -> Figure:
    """Densities of states above, currents against the voltage below."""
    from matplotlib import pyplot

    figure, areas = pyplot.subplots(2, 2, figsize=(7.0, 5.8), layout="constrained")
    for column, (title, band, fermi, end) in zip(areas.T, models(), strict=True):
        _density(column[0], band, fermi, end)
        column[0].set_title(title)
        _currents(column[1], band, fermi)
    areas[0, 1].legend(fontsize=8)
    figure.legend(*areas[1, 0].get_legend_handles_labels(), loc="outside lower center", ncols=5,
                  fontsize=8)  # fmt: skip
    return figure
