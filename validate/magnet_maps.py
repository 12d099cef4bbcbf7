"""Figures 2(a), 2(b) and 3 of the magnet, and one of ours: regimes for any density of states.

Symmetric density of states as in the captions: equal densities, opposite slopes, Gamma_Delta < 0
and the slope of spin up below that of spin down. Drives are shown over d_0, at which the thermal
torque balances the damping at a pole.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import magnet
from spinloom.magnet import Parameters

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DEVICE: dict[str, Any] = {
    "Gamma_l_up": 0.3, "Gamma_l_down": 0.9, "Gamma_r": 0.6, "rho_up": 10.0, "rho_down": 10.0,
    "drho_up": -0.002, "drho_down": 0.002, "B": 5.0, "S": 1000.0,
}  # fmt: skip
D_0 = 7.5e5
"""-Gamma_Sigma rho_Sigma B / (lambda Gamma_Delta rho'_Delta) of this device."""

DRIVES = np.arange(-300, 301) / 100
STABLE, UNSTABLE, STILL = "tab:red", "tab:blue", "tab:green"
BRANCHES = ("north", "south", "tilted")


def device(drive: Any, **changes: Any) -> Parameters:
    """The device at a drive in units of d_0."""
    return Parameters(**{**DEVICE, "d": np.asarray(drive) * D_0, **changes})


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {"2a": _stationary, "2b": _distributions, "3": _currents, "regimes": _regimes}


def branch(name: str, drive: Any) -> tuple[Any, Any, Any]:
    """Existence, stability and cosine of one stationary angle."""
    found = magnet.stationary_angles(device(drive))[name]
    return found.exists, found.stable, found.cos_theta


#: Colours of the basins of the north pole, of a precession and of the south pole.
BASINS = (("north pole", "#f6e3cf"), ("precession", "#d9ecd3"), ("south pole", "#d8dff0"))


def _curves(axes: Any, values: Callable[[str], Any]) -> None:
    """Every branch, stable parts solid and unstable ones dotted, with one entry each."""
    for name in BRANCHES:
        exists, stable, _ = branch(name, DRIVES)
        for chosen, style, colour, word in (
            (stable, "-", STABLE, "stable"),
            (~stable, ":", UNSTABLE, "unstable"),
        ):
            shown = np.where(exists & chosen, values(name), np.nan)
            axes.plot(DRIVES, shown, style, color=colour, label=word if name == "north" else None)


def _stationary() -> Figure:
    """Stationary angles; the shading shows where a start ends, circles the states of Fig. 2(b)."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.8, 3.4), layout="constrained")
    tilted = branch("tilted", DRIVES)[2]
    left, right = DRIVES <= -1, DRIVES >= 1
    divide = np.where(DRIVES > 1, tilted, -1.0)
    for part, low, high, (name, colour) in (
        (~left | (DRIVES == -1), divide, 1.0, BASINS[0]),
        (left, -1.0, 1.0, BASINS[1]),
        (right, -1.0, divide, BASINS[2]),
    ):
        axes.fill_between(
            DRIVES, low, high, where=part, color=colour, lw=0, label=f"ends at: {name}"
        )
    _curves(axes, lambda name: branch(name, DRIVES)[2])
    for drive, colour in PRECESSIONS:
        axes.plot(drive, -1 / drive, "o", color=colour, mec="black", ms=6, zorder=3)
    axes.set(xlabel="$d / d_0$", ylabel=r"$\cos\theta_0$", xlim=(-3, 3), ylim=(-1.08, 1.08))
    figure.legend(loc="outside upper center", ncols=3, fontsize=7)
    return figure


#: Drive and temperatures of the right lead of Fig. 2(b), over B: cold and hot pairs of one drive.
PRECESSIONS = ((-1.2, "C0"), (-2.5, "C1"))
COLD, HOT = 0.05, 2.0


def temperatures(drive: float, cold: float) -> tuple[float, float]:
    """(T_l, T_r) of a negative drive with the left lead as cold as given."""
    return cold, float(np.sqrt(cold**2 - 3 / np.pi**2 * drive))


def _distributions() -> Figure:
    """Spin-up occupation in the rotating frame at two precessions, in a unit where d_0 = 1.

    The shifts are of the order of B; that they show against the temperatures asks for slopes of
    the density of states beyond its linear range. The distribution does not depend on them.
    """
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.8, 3.4), layout="constrained")
    omega = np.linspace(-8, 8, 1601)
    for drive, colour in PRECESSIONS:
        theta = np.arccos(-1 / drive)
        for cold, style in ((COLD, "-"), (HOT, "--")):
            left, right = temperatures(drive, cold)
            p = Parameters(**DEVICE, T_l=left, T_r=right)
            filled = magnet.distribution(omega, theta, -DEVICE["B"], p)
            axes.plot(omega, filled, style, color=colour,
                      label=rf"$d={drive:g}\,d_0$, $T_l={left:g}$, $T_r={right:.2f}$")  # fmt: skip
    axes.set(xlabel=rf"$\omega-\mu$ (unit of energy with $B={DEVICE['B']:g}$)",
             ylabel=r"$n_\uparrow$", xlim=(-8, 8))  # fmt: skip
    axes.legend(fontsize=7)
    return figure


def current(name: str, drive: Any, still: bool = False) -> Any:
    """Current of the left junction on a branch; `still`: the same angle without precession."""
    exists, _, cosine = branch(name, drive)
    theta = np.arccos(np.where(exists, cosine, 1.0))
    found = magnet.charge_current(theta, device(drive))
    return np.where(exists, found.left_thermal if still else found.left, np.nan)


def _currents() -> Figure:
    """Currents on all branches, and at the tilted angle without precession; a part enlarged."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.8, 3.6), layout="constrained")
    inset = axes.inset_axes((0.41, 0.72, 0.26, 0.25))
    for area in (axes, inset):
        _curves(area, lambda name: current(name, DRIVES))
        area.plot(DRIVES, current("tilted", DRIVES, still=True), "--", color=STILL,
                  label="same angle, not precessing")  # fmt: skip
    inset.set(xlim=(-3, -0.9), ylim=(-246, -220))
    inset.tick_params(labelsize=6)
    axes.indicate_inset_zoom(inset, edgecolor="grey")
    axes.set(xlabel="$d / d_0$", xlim=(-3, 3), ylim=(-800, 1150),
             ylabel=r"$I_{l\to\mathrm{dot}}$ (unit of energy)")  # fmt: skip
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=3,
                  fontsize=7)  # fmt: skip
    return figure


ASYMMETRY = np.linspace(-0.8, 0.8, 401)
SLOPES = np.linspace(-1.0, 1.0, 401)
REGIMES = (
    ("north pole", "#f6e3cf"),
    ("precession", "#b7dbab"),
    ("both poles", "#f2b59b"),
    ("south pole", "#d8dff0"),
)


def regimes(drive: Any, densities: Any = 0.0, slopes: Any = 0.0) -> Any:
    """0: north alone, 1: persistent precession, 2: both poles, 3: south alone, 4: none of these.

    Asymmetries rho_Delta / rho_Sigma of the densities and rho'_Sigma / rho'_Delta of the slopes.
    """
    rho, slope = DEVICE["rho_up"], DEVICE["drho_down"]
    p = device(drive, rho_up=rho * (1 + densities), rho_down=rho * (1 - densities),
               drho_up=-slope * (1 + slopes), drho_down=slope * (1 - slopes))  # fmt: skip
    found = magnet.stationary_angles(p)
    north, south, tilted = (found[name].stable for name in BRANCHES)
    return np.select([tilted, north & south, north, south], [1, 2, 0, 3], 4)


def _regimes() -> Figure:
    """Which stationary angles are stable, over the drive and both asymmetries."""
    from matplotlib import pyplot
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    drives = DRIVES
    maps = (
        (ASYMMETRY, regimes(drives, densities=ASYMMETRY[:, None]), r"$\rho_\Delta/\rho_\Sigma$"),
        (SLOPES, regimes(drives, slopes=SLOPES[:, None]), r"$\rho'_\Sigma/\rho'_\Delta$"),
    )
    figure, areas = pyplot.subplots(1, 2, figsize=(7.0, 3.3), layout="constrained")
    colours = ListedColormap([colour for _, colour in REGIMES])
    for area, (heights, found, label) in zip(areas, maps, strict=True):
        area.pcolormesh(drives, heights, found, cmap=colours, vmin=-0.5, vmax=3.5, rasterized=True)
        area.axhline(0, color="grey", lw=0.6, ls="--")
        area.set(xlabel="$d / d_0$", ylabel=label)
    patches = [Patch(color=colour, label=f"stable: {name}") for name, colour in REGIMES]
    figure.legend(handles=patches, loc="outside upper center", ncols=4, fontsize=8)
    return figure
