"""Figures 18-20 of the valve: principal values and axes of the direct and exchange currents.

The parameters of the captions, J = 5, T = 1, D = 25 in units of the tunnelling amplitude t. The
frame is that of the text: e_z along the left field, e_x along the torque.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import valve

from .valve_style import BLUE, GREEN, GREY, RED, coefficients, panels

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SPLITTING, TEMPERATURE = 5.0, 1.0
ANGLES = np.pi * np.arange(19) / 36
VOLTAGES = np.arange(16) / 10
NAMES = (("-", GREEN, "--"), ("0", RED, ":"), ("+", BLUE, "-"))
"""Name, colour and style of the three principal values, in ascending order."""


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {"18": _values, "19": _turned, "20": _biased}


def device(voltage: Any) -> valve.Currents:
    """Coefficients over t: the tunnelling amplitude is the unit, Gamma = 2 pi/2500."""
    return coefficients(SPLITTING, TEMPERATURE, voltage)


def flipped(found: valve.Currents) -> dict[str, Any]:
    """The same coefficients with the exchange torque's sign of (102)."""
    return {**found, "T_ex": -found.T_ex}


def tensors(found: Mapping[str, Any], angle: Any) -> valve.QuadrupoleCurrent:
    """Direct current over N_s, whose spin is 1/2, and exchange current; left field along z."""
    right = np.stack(np.broadcast_arrays(0.0, -np.sin(angle), np.cos(angle)), axis=-1)
    return valve.quadrupole_current((0.0, 0.0, 1.0), right, found, 0.5)


def principal_vectors(found: Mapping[str, Any], angle: Any) -> tuple[Any, Any]:
    """I_+ v_+ and I_- v_- of the exchange current in the plane of e_x and e_z, shape (..., 2).

    v_- is e_y x v_+, which stays what it is where two values agree and leave it undetermined.
    """
    axes = valve.principal(tensors(found, angle).exchange)
    plane = axes.projectors[..., 2, ::2, ::2]
    upper = plane[..., 1] / np.sqrt(plane[..., 1, 1])[..., None]
    lower = np.stack([upper[..., 1], -upper[..., 0]], axis=-1)
    return axes.values[..., 2, None] * upper, axes.values[..., 0, None] * lower


# --- Values -------------------------------------------------------------------------------------


def _values() -> Figure:
    """Direct and exchange values over the angle; thin: what the caption states of the direct."""
    figure, areas = panels(2, 7.0, 3.4)
    angles = np.linspace(0, np.pi / 2, 91)
    found = device(1.0)
    both = tensors(found, angles)
    for axes, tensor in zip(areas, (both.direct, both.exchange), strict=True):
        values = 1e4 * valve.principal(tensor).values
        for column, (name, colour, style) in enumerate(NAMES):
            axes.plot(angles / np.pi, values[:, column], style, color=colour, lw=2,
                      label=f"$I_{name}$")  # fmt: skip
        axes.set(xlabel=r"$\theta / \pi$", xlim=(0, 0.5))
        axes.ticklabel_format(useOffset=False)
    stated = 1e4 * abs(found.T_S) * np.sin(angles)
    for sign in (1, -1):
        areas[0].plot(angles / np.pi, sign * stated, "-.", color=GREY, lw=1,
                      label="caption, twice too large")  # fmt: skip
    areas[0].set(title="(a) direct",
                 ylabel=r"$I^\mathrm{dir}_\lambda / t N_s$ ($10^{-4}$)")  # fmt: skip
    areas[1].set(title="(b) exchange", ylabel=r"$I^\mathrm{ex}_\lambda / t$ ($10^{-4}$)")
    figure.legend(handles=areas[0].get_lines()[:4], loc="outside upper center", ncols=4,
                  fontsize=8)  # fmt: skip
    return figure


# --- Axes ---------------------------------------------------------------------------------------


def _ellipse(axes: Any, upper: Any, lower: Any, style: str, label: str) -> None:
    phase = np.linspace(0, 2 * np.pi, 181)[:, None]
    points = np.cos(phase) * upper + np.sin(phase) * lower
    axes.plot(points[:, 0], points[:, 1], style, color=GREY, lw=0.9, label=label)


def _arrow(axes: Any, vector: Any, colour: str, outwards: bool) -> None:
    """A semi axis; a negative value points towards the origin."""
    ends = ((0, 0), tuple(vector)) if outwards else (tuple(vector), (0, 0))
    arrow = {"arrowstyle": "-|>", "color": colour, "shrinkA": 0, "shrinkB": 0, "lw": 1.2}
    axes.annotate("", ends[1], ends[0], arrowprops=arrow)


def _trajectories(found: valve.Currents, angles: Any, names: tuple[str, str]) -> Figure:
    """Principal vectors, ellipses at both ends, and the vectors with the torque's other sign."""
    figure, axes = panels(width=4.8, height=5.8)
    upper, lower = (1e4 * part for part in principal_vectors(found, angles))
    others = [1e4 * part for part in principal_vectors(flipped(found), angles)]
    reach = 1.12 * float(np.max(np.abs([upper, lower])))
    for sign, dashes, name in ((-1, (6, 3), "+"), (1, (1, 3), "-")):
        axes.plot([-sign * reach, sign * reach], [-reach, reach], dashes=dashes, color="black",
                  lw=0.7, label=rf"axis $\hat{{v}}_{name}$ of the direct current")  # fmt: skip
    for place, name, style in ((0, names[0], "-"), (-1, names[1], "--")):
        _ellipse(axes, upper[place], lower[place], style, f"ellipse at {name}")
        _arrow(axes, upper[place], BLUE, outwards=True)
        _arrow(axes, lower[place], GREEN, outwards=False)
    for vectors, other, colour, mark, name in (
        (upper, others[0], BLUE, "o", "+"), (lower, others[1], GREEN, "s", "-"),
    ):  # fmt: skip
        axes.plot(vectors[:, 0], vectors[:, 1], mark, color=colour, ms=4,
                  label=rf"$I_{name} \hat{{v}}_{name}$")  # fmt: skip
        axes.plot(other[:, 0], other[:, 1], mark, color=colour, ms=3, mfc="none", mew=0.6,
                  label=rf"$I_{name} \hat{{v}}_{name}$, sign of (102)")  # fmt: skip
    axes.set(xlabel=r"along $e_x$: $I^\mathrm{ex} / t$ ($10^{-4}$)", aspect="equal",
             ylabel=r"along $e_z$: $I^\mathrm{ex} / t$ ($10^{-4}$)",
             xlim=(-reach, reach), ylim=(-reach, reach))  # fmt: skip
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=2,
                  fontsize=7)  # fmt: skip
    return figure


def _turned() -> Figure:
    """The right field turned away from the left one, V = t."""
    return _trajectories(device(1.0), ANGLES, (r"$\theta = 0$", r"$\theta = \pi/2$"))


def _biased() -> Figure:
    """The voltage raised at an angle of pi/4."""
    return _trajectories(device(VOLTAGES), np.pi / 4, ("$V = 0$", "$V = 1.5\\,t$"))
