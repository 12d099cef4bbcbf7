"""Figures 3, 4 and 5 of the dimer: torques on the sphere, mean orientation against the bias.

The paper gives no coupling Delta and takes its anisotropies from another work: the figures use
Delta = 4 meV without anisotropy and show what other values do. Fig. 4 is drawn for t = 0.1 meV
(the text's 5% of t_0) and t = 0.05 meV (the caption), which differ.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import dimer
from spinloom.dimer_motion import mean_orientation
from spinloom.numerics.dimer_fields import Moments, motion_of
from spinloom.numerics.spin_motion import cross_matrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COUPLING, LENGTH = 4.0, 2.5
#: T = 0 has no stationary density at V = 0; this is far below every effective temperature shown.
TEMPERATURE = 0.05
TOLERANCE = 1e-6
#: Where the paper has this hopping: it contradicts itself on Fig. 4.
SOURCES = {0.1: " (text: 5% of $t_0$)", 0.05: " (caption)"}
COMPONENTS = ("x", "y", "z")
COLORS = ("tab:blue", "tab:orange", "tab:green")
BIAS = np.linspace(-6.0, 6.0, 49)
LANGEVIN_BIAS = np.linspace(-5.25, 5.25, 15)


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {
        "3": _torques,
        "4": partial(_against_bias, (0.1, 0.05)),
        "5": partial(_against_bias, (1.0,)),
        "5-parameters": _parameters,
    }


def _against_bias(hoppings: tuple[float, ...]) -> Figure:
    """Mean orientation by three methods, couplings below; one column for each t."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(
        2, len(hoppings), figsize=(4.8 * len(hoppings) + 0.6, 6.4), squeeze=False, sharex=True
    )
    for column, t in enumerate(hoppings):
        _orientations(axes[0, column], t)
        _couplings(axes[1, column], t)
    figure.suptitle(
        rf"$\Delta$ = {COUPLING:g} meV, S = 5/2, $T$ = {TEMPERATURE:g} meV, $\mu_F$ = 0;"
        "\nno Zeeman field, no anisotropy (not in the paper)"
    )
    return figure


def _orientations(axis: Axes, t: float) -> None:
    """Lines: Fokker-Planck; dots: Boltzmann with effective temperature; bars: Langevin."""
    options: dict[str, Any] = {"t": t, "coupling": COUPLING, "S": LENGTH,
                               "temperature": TEMPERATURE, "tolerance": TOLERANCE}  # fmt: skip
    exact = mean_orientation(BIAS, **options)
    closed = mean_orientation(BIAS, method="boltzmann", **options)
    run = mean_orientation(
        LANGEVIN_BIAS, method="langevin", dt=0.05, steps=8000, ensemble=32, **options
    )
    for index, (name, color) in enumerate(zip(COMPONENTS, COLORS, strict=True)):
        label = rf"$\langle m_{name}\rangle$"
        axis.plot(BIAS, exact.mean[:, index], color=color, label=label)
        axis.plot(BIAS, closed.mean[:, index], ":", color=color)
        axis.errorbar(
            LANGEVIN_BIAS, run.mean[:, index], 2 * run.error[:, index],
            fmt="o", markersize=3, color=color, capsize=2,
        )  # fmt: skip
    axis.axhline(0, color="black", linewidth=0.5)
    axis.set(ylim=(-1.05, 1.05), ylabel="mean orientation")
    where = SOURCES.get(t, "")
    axis.set_title(rf"$t$ = {t:g} meV{where}; line: Fokker-Planck, dots: Boltzmann, bars: Langevin")
    axis.title.set_fontsize(8)
    axis.legend(loc="lower right")


def _couplings(axis: Axes, t: float) -> None:
    """The couplings of spin 2, the self term D_22 that (4) omits among them."""
    bias = np.linspace(BIAS[0], BIAS[-1], 401)
    found = dimer.couplings(0.0, bias, t=t)
    styles = {"J_21": "-", "D_21": "--", "D_22": "-.", "A_21": ":", "A_22": ":"}
    symbols = ("$J_2$", "$D_2$", "$D_{22}$", "$A_2$", "$K_2$")
    for (name, style), symbol in zip(styles.items(), symbols, strict=True):
        axis.plot(bias, found[name], style, label=symbol)
    axis.axhline(0, color="black", linewidth=0.5)
    axis.set(xlabel="bias $V$ (mV)", ylabel="coupling (1/meV)")
    axis.legend(ncols=5, loc="upper center", fontsize=7)
    low, high = axis.get_ylim()
    axis.set_ylim(low, high + 0.12 * (high - low))


def _parameters() -> Figure:
    """How the mean orientation of Fig. 5 depends on coupling, spin length and anisotropies."""
    from matplotlib import pyplot

    bias = np.linspace(-6.0, 6.0, 13)
    base: dict[str, Any] = {"t": 1.0, "coupling": 3.0, "temperature": TEMPERATURE, "S": LENGTH}
    changes = {
        r"$\Delta$ (meV)": ("coupling", (2.0, 3.0, 4.0)),
        "S": ("S", (1.0, 2.5, 4.0)),
        "easy axis (meV)": ("easy_axis", (0.0, 0.05, 0.1)),
        "in-plane anisotropy (meV)": ("in_plane", (-0.05, 0.0, 0.05)),
    }
    figure, axes = pyplot.subplots(2, 4, figsize=(13, 5.4), sharex=True, sharey=True)
    for column, (label, (name, values)) in enumerate(changes.items()):
        for value in values:
            found = mean_orientation(bias, tolerance=1e-5, **(base | {name: value}))
            for row, component in enumerate((2, 1)):
                axes[row, column].plot(bias, found.mean[:, component], label=f"{value:g}")
        axes[0, column].set_title(label)
        axes[1, column].set_xlabel("bias $V$ (mV)")
        axes[0, column].legend(fontsize=7)
    axes[0, 0].set_ylabel(r"$\langle m_z\rangle$")
    axes[1, 0].set_ylabel(r"$\langle m_y\rangle$")
    figure.suptitle(rf"$t$ = 1 meV; otherwise $\Delta$ = 3 meV, S = 5/2, $T$ = {TEMPERATURE:g} meV")
    return figure


def torques(bias: float, t: float, m: Any) -> dict[str, Any]:
    """The torques on the free spin at a direction m, by origin; dm/dt is their sum (dimer:8)."""
    soc, pinned = np.array([1.0, 0, 0]), np.array([0.0, 0, 1])
    found = dimer.couplings(0.0, bias, t=t)
    moments = Moments(pinned, soc, LENGTH, COUPLING, 0.0, 0.0, np.zeros(3))
    law = motion_of(found, moments, (2,))
    strength, cross = COUPLING**2 * LENGTH, cross_matrix(m)
    rate = np.linalg.solve(np.eye(3) + cross @ law.damping, cross @ (law.field + law.stiffness @ m))
    turned = cross @ soc
    fields = {
        "ex": strength * found["J_21"] * pinned,
        "DMI": strength
        * (found["D_21"] * np.cross(pinned, soc) + found["D_22"] * np.cross(m, soc)),
        "an": strength * (found["A_21"] * pinned @ soc + found["A_22"] * m @ soc) * soc
        + COUPLING * found["spin_2"] * soc,
    }
    return {name: cross @ field for name, field in fields.items()} | {
        "d(i)": -strength * found["alpha_iso_22"] * cross @ rate,
        "d(an)": -strength * found["alpha_aniso_22"] * (soc @ rate) * turned,
        "d(as)": -strength * found["alpha_antisym_22"] * cross @ np.cross(rate, soc),
        "rate": rate,
    }


def _torques() -> Figure:
    """The torques at one direction on the sphere, all tangent to it."""
    from matplotlib import pyplot

    m = np.array([0.48, 0.6, 0.64])
    found = torques(2.0, 1.0, m)
    figure = pyplot.figure(figsize=(10, 5))
    panels = (("(a) damping", ("rate", "d(i)", "d(an)", "d(as)")),
              ("(b) effective field", ("ex", "DMI", "an")))  # fmt: skip
    u, v = np.meshgrid(np.linspace(0, 2 * np.pi, 37), np.linspace(0, np.pi, 19))
    sphere = np.array([np.cos(u) * np.sin(v), np.sin(u) * np.sin(v), np.cos(v)])
    for place, (title, names) in enumerate(panels, start=1):
        axis: Any = figure.add_subplot(1, 2, place, projection="3d")
        axis.plot_wireframe(*sphere, color="0.85", linewidth=0.4)
        axis.quiver(0, 0, 0, *m, color="black", label=r"$\mathbf{m}$")
        longest = max(float(np.linalg.norm(found[name])) for name in names)
        for number, name in enumerate(names):
            label = r"$\dot{\mathbf{m}}$" if name == "rate" else rf"$\Gamma_{{{name}}}$"
            axis.quiver(*m, *(0.8 * found[name] / longest), color=f"C{number}", label=label)
        axis.set(title=title, xlabel="x (SOC)", ylabel="y", zlabel="z (pinned)")
        axis.set(xticks=(-1, 0, 1), yticks=(-1, 0, 1), zticks=(-1, 0, 1))
        axis.set_box_aspect(None, zoom=0.85)
        axis.legend(fontsize=7)
    figure.suptitle(rf"$V$ = 2 mV, $t$ = 1 meV, $\Delta$ = {COUPLING:g} meV, S = 5/2")
    return figure
