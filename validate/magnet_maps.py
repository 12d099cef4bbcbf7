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

DRIVES = np.linspace(-3.0, 3.0, 601)
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


def _stationary() -> Figure:
    """Stationary angles; the shading shows where a start ends, red at the north pole."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.2, 3.2))
    _, _, tilted = branch("tilted", DRIVES)
    right = DRIVES > 1
    axes.fill_between(DRIVES[right], tilted[right], 1, color=STABLE, alpha=0.12, lw=0)
    axes.fill_between(DRIVES[right], -1, tilted[right], color=STABLE, alpha=0.3, lw=0)
    for name in BRANCHES:
        exists, stable, cosine = branch(name, DRIVES)
        for choice, style, colour in ((stable, "-", STABLE), (~stable, ":", UNSTABLE)):
            axes.plot(DRIVES, np.where(exists & choice, cosine, np.nan), style, color=colour)
    axes.set(xlabel="$d / d_0$", ylabel=r"$\cos\theta_0$", xlim=(-3, 3), ylim=(-1.08, 1.08))
    axes.set_title("stable solid, unstable dotted; dark: ends at the south pole", fontsize=7)
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

    figure, axes = pyplot.subplots(figsize=(4.2, 3.2))
    omega = np.linspace(-6, 6, 801)
    for drive, colour in PRECESSIONS:
        theta = np.arccos(-1 / drive)
        for cold, style in ((COLD, "-"), (HOT, "--")):
            left, right = temperatures(drive, cold)
            p = Parameters(**{**DEVICE, "B": 5.0}, T_l=left, T_r=right)
            filled = magnet.distribution(omega, theta, -5.0, p)
            axes.plot(omega, filled, style, color=colour,
                      label=rf"$d/d_0={drive:g}$, $T_l={left:g}$, $T_r={right:.2g}$")  # fmt: skip
    axes.set(xlabel=r"$\omega - \mu$", ylabel=r"$n_\uparrow$")
    axes.legend(fontsize=6)
    return figure


def current(name: str, drive: Any, still: bool = False) -> Any:
    """Current of the left junction on a branch; `still`: the same angle without precession."""
    exists, _, cosine = branch(name, drive)
    theta = np.arccos(np.where(exists, cosine, 1.0))
    found = magnet.charge_current(theta, device(drive))
    return np.where(exists, found.left_thermal if still else found.left, np.nan)


def _currents() -> Figure:
    """Currents on all branches, and at the tilted angle without precession."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.2, 3.2))
    for name in BRANCHES:
        _, stable, _ = branch(name, DRIVES)
        values = current(name, DRIVES)
        for choice, style, colour in ((stable, "-", STABLE), (~stable, ":", UNSTABLE)):
            axes.plot(DRIVES, np.where(choice, values, np.nan), style, color=colour)
    axes.plot(
        DRIVES, current("tilted", DRIVES, still=True), "--", color=STILL, label="not precessing"
    )
    axes.set(xlabel="$d / d_0$", ylabel=r"$I_{l\to\mathrm{dot}}$", xlim=(-3, 3))
    axes.legend(fontsize=7)
    return figure


ASYMMETRY = np.linspace(-0.95, 0.95, 191)


def regimes(drive: Any, asymmetry: Any) -> Any:
    """0: north alone, 1: persistent precession, 2: both poles, 3: south alone, 4: none of these."""
    total = 2 * DEVICE["rho_up"]
    p = device(drive, rho_up=total * (1 + asymmetry) / 2, rho_down=total * (1 - asymmetry) / 2)
    found = magnet.stationary_angles(p)
    north, south, tilted = (found[name].stable for name in BRANCHES)
    return np.select([tilted, north & south, north, south], [1, 2, 0, 3], 4)


def _regimes() -> Figure:
    """Which stationary angles are stable, over the drive and the asymmetry of the densities."""
    import warnings

    from matplotlib import pyplot
    from matplotlib.colors import ListedColormap

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", magnet.ValidityWarning)
        found = regimes(DRIVES[None, :], ASYMMETRY[:, None])
    figure, axes = pyplot.subplots(figsize=(4.4, 3.2))
    colours = ListedColormap(["#f4d9d9", "#d7191c", "#fdae61", "#abd9e9", "#ffffff"])
    image = axes.pcolormesh(DRIVES, ASYMMETRY, found, cmap=colours, vmin=-0.5, vmax=4.5,
                            rasterized=True)  # fmt: skip
    bar = figure.colorbar(image, ticks=range(4), boundaries=np.arange(-0.5, 4))
    bar.set_ticklabels(["north", "precession", "both poles", "south"])
    axes.set(xlabel="$d / d_0$", ylabel=r"$\rho_\Delta / \rho_\Sigma$")
    return figure
