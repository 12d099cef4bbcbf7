"""Figures 2 and 3 of the junction, and one of ours: how long entanglement lasts off the dark point.

Fig. 2: V = 1, nu = 0.1, lambda = 0.01, 0.009, T = 0, J_ex = 0.2; black without, coloured with
J_DM = 0.2 (phi = pi/4). Fig. 3: equal couplings; left V = 2.5 nu, right V = 1.25 nu.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from spinloom import junction
from spinloom.junction import Parameters

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EXCHANGE = Parameters(J_ex=0.2)
#: 4 |J| = 1.13 V leaves the range where rates at the bare frequencies hold: as in the paper.
TWISTED: dict[str, Any] = {"J_ex": 0.2, "J_DM": 0.2, "phi": np.pi / 4}
FAMILY = Parameters(bias=2.5, larmor=1.0, lambda_1=0.0126, lambda_2=0.0126, J_ex=0.024)
TRANSIENT = Parameters(bias=1.25, larmor=1.0, lambda_1=0.0126, lambda_2=0.0126, J_ex=0.024)
MEASURED = (150.0, 300.0, 450.0)
UP_DOWN = np.diag([0.0, 1.0, 0.0, 0.0])
SINGLET = np.zeros((4, 4))
SINGLET[1:3, 1:3] = [[0.5, -0.5], [-0.5, 0.5]]
OMEGA = np.unique(np.concatenate([np.linspace(0, 1.5, 1501), np.geomspace(1e-6, 0.1, 300)]))


def twisted() -> Parameters:
    """The coloured curves' junction, without the warning that it is outside the theory's range."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", junction.ValidityWarning)
        return Parameters(**TWISTED)


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {
        "2left": lambda: _spectra(("C1", "C3")),
        "2right": lambda: _spectra(("C2",)),
        "3left": _family,
        "3right": _transient,
        "lifetime": _lifetime,
    }


def levels(p: Parameters) -> dict[str, float]:
    """Positions of the lines of (9)."""
    J, D, nu = (float(x) for x in (p.model.J_perp, p.model.D_perp, p.model.larmor))
    root = float(np.hypot(J, D))
    return {"T1 T2": nu + 2 * (root - J), "T2 T3": abs(nu - 2 * (root - J)),
            "S T1": abs(2 * (root + J) - nu), "S T3": 2 * (root + J) + nu,
            "S T2": 4 * root}  # fmt: skip


def _figure(width: float = 4.5, height: float = 3.6) -> tuple[Figure, Axes]:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(width, height))
    return figure, axes


def _spectra(names: tuple[str, ...]) -> Figure:
    figure, axes = _figure(5.0, 4.0)
    other = twisted()
    colours = {"C1": "tab:red", "C2": "tab:blue", "C3": "tab:green"}
    for shift, name in enumerate(names):
        for p, colour, width in ((EXCHANGE, "black", 1.0), (other, colours[name], 2.0)):
            curve = junction.spectrum(name, OMEGA, p).density * 10.0 ** (-4 * shift)
            scale = rf" $\times 10^{{{-4 * shift}}}$" if shift else ""
            label = f"$C_{name[1]}${scale}" + (r", $J_{DM} = J_{ex}$" if p is other else "")
            axes.semilogy(OMEGA, curve, color=colour, lw=width, label=label)
    for p, style in ((EXCHANGE, "--"), (other, ":")):
        for position in levels(p).values():
            axes.axvline(position, color="grey", ls=style, lw=0.7)
    axes.set(xlabel=r"$\omega / V$", ylabel="spectrum (1/V)", xlim=(-0.02, 1.5))
    axes.legend(fontsize=7, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2)
    if "C3" in names:
        _peak_at_zero(axes)
    return figure


def _peak_at_zero(axes: Axes) -> None:
    """C3 close to zero frequency: the peaks of the dark and of the bright state, their widths."""
    inner = axes.inset_axes((0.17, 0.36, 0.3, 0.24))
    omega = np.geomspace(1e-6, 0.2, 300)
    inner.loglog(omega, junction.spectrum("C3", omega, EXCHANGE).density, color="black", lw=1)
    found = junction.lines(EXCHANGE)
    width = dict(zip(found.transitions, found.widths, strict=True))
    for name, words in (("dark", "dark"), ("bright 1", "bright")):
        inner.axvline(width[name], color="tab:purple", ls="-.", lw=0.8)
        inner.text(width[name], 2, words, fontsize=6, rotation=90, ha="right", va="bottom")
    inner.set_title("$C_3$, half widths", fontsize=6, pad=2)
    inner.tick_params(labelsize=5)


def family(weights: Any) -> Any:
    """Stationary states with given weights of the dark state at the left figure's bias."""
    mixed = np.diag([1.0, 0.0, 0.0, 0.0])
    start = weights[:, None, None] * SINGLET + (1 - weights)[:, None, None] * mixed
    return junction.steady_states(FAMILY).state(start)


def critical_weight(p: Parameters) -> float:
    """The weight of the dark state above which the stationary state is entangled."""
    ratio = float(p.model.larmor / p.model.bias)
    return 0.5 * (1 - ratio**2) / (1 - ratio**2 / 3)


def product_weight(p: Parameters) -> float:
    """The weight of the singlet in the product of two thermal spins."""
    up, down = float(p.model.w_up), float(p.model.w_down)
    return up * down / (up + down) ** 2


def _family() -> Figure:
    figure, axes = _figure()
    weights = np.linspace(0, 1, 401)
    found = junction.entanglement(family(weights))
    axes.plot(weights, found.log_negativity, color="tab:red", lw=2, label=r"$\mathcal{E}_N$")
    axes.plot(weights, found.formation, color="tab:blue", lw=2, marker="o", markevery=25,
              ms=3, label=r"$\mathcal{E}_F$")  # fmt: skip
    axes.plot(weights, found.mutual_information, color="tab:blue", lw=0.8, label="$S_{12}$")
    axes.axvline(critical_weight(FAMILY), color="grey", ls="--", lw=0.8)
    for place, name in ((0, r"$\rho_{tr}$"), (product_weight(FAMILY), r"$\rho_{st}$"), (1, "dark")):
        axes.annotate(name, (place, 0), (place, -0.25), arrowprops={"arrowstyle": "->"},
                      ha="center")  # fmt: skip
    axes.set_ylim(-0.35, 2.1)
    axes.set(xlabel="weight $p$ of the dark state", ylabel="(e)bits")
    axes.legend(fontsize=7)
    return figure


def transient() -> dict[str, Any]:
    """Times, states and success probabilities of the protocol of Fig. 3 right."""
    result = junction.purify(TRANSIENT, UP_DOWN, MEASURED)
    starts = (UP_DOWN, *result.states)
    edges = (0.0, *MEASURED, MEASURED[-1] + 150.0)
    times, states = [], []
    for start, left, right in zip(starts, edges[:-1], edges[1:], strict=True):
        inner = np.linspace(0, right - left, 301)
        times.append(left + inner)
        states.append(junction.evolve(start, inner, TRANSIENT))
    return {"times": np.concatenate(times), "states": np.concatenate(states),
            "success": result.success}  # fmt: skip


def populations(states: Any) -> dict[str, Any]:
    """Weights of S and T2 (here T0)."""
    mean = (states[:, 1, 1] + states[:, 2, 2]).real / 2
    return {"S": mean - states[:, 1, 2].real, "T2": mean + states[:, 1, 2].real}


def _transient() -> Figure:
    figure, axes = _figure()
    data = transient()
    found = junction.entanglement(data["states"])
    for name, colour in (("S", "black"), ("T2", "tab:orange")):
        axes.plot(data["times"], populations(data["states"])[name], color=colour, lw=1, label=name)
    axes.plot(
        data["times"], found.log_negativity, color="tab:red", lw=1.5, label=r"$\mathcal{E}_N$"
    )
    axes.plot(data["times"], found.formation, color="tab:blue", lw=1.5, label=r"$\mathcal{E}_F$")
    for time, chance in zip(MEASURED, data["success"], strict=True):
        axes.axvline(time, color="grey", lw=0.8)
        axes.text(time, 1.02, f"{100 * chance:.0f} %", ha="center", fontsize=7)
    axes.set(xlabel=r"time $\nu t$", ylabel="population, (e)bits", ylim=(0, 1.1))
    axes.legend(fontsize=7, loc="center right")
    return figure


def _grid(ratios: Any, angles: Any) -> Parameters:
    return Parameters(
        bias=1.25, larmor=1.0, lambda_1=0.0126, lambda_2=0.0126 * ratios[:, None],
        theta=angles, J_ex=0.024,
    )  # fmt: skip


def lifetimes(ratios: Any, angles: Any) -> tuple[Any, Any]:
    """Slowest rate, and log-negativity left of |up down> after a fixed time, on a grid."""
    p = _grid(ratios, angles)
    late = junction.evolve(UP_DOWN, [1000.0], p)[..., 0, :, :]
    return junction.steady_states(p).gap, junction.entanglement(late).log_negativity


def stationary_entanglement(ratios: Any, angles: Any) -> Any:
    """Log-negativity of the state that up-down ends in, on the same grid."""
    p = _grid(ratios, angles)
    found = junction.entanglement(junction.steady_states(p).state(UP_DOWN))
    return found.log_negativity


def _lifetime() -> Figure:
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(8.6, 3.6), sharey=True)
    ratios, angles = np.linspace(0.5, 1.5, 81), np.linspace(0, 0.8, 61)
    gap, kept = lifetimes(ratios, angles)
    final, top = stationary_entanglement(ratios, angles), float(kept.max())
    for axes, values, words in ((left, final, "in the end"), (right, kept, r"at $\nu t = 1000$")):
        image = axes.pcolormesh(ratios, angles, values.T, cmap="magma", shading="nearest",
                                vmin=0, vmax=top)  # fmt: skip
        axes.set(xlabel=r"$\lambda_2 / \lambda_1$", title=words)
    left.annotate(
        rf"$\mathcal{{E}}_N = {final.max():.3f}$" + "\nat the dark point only", (1, 0), (0.75, 0.3),
        color="white", arrowprops={"arrowstyle": "->", "color": "white"}, fontsize=8,
    )  # fmt: skip
    figure.colorbar(
        image, ax=(left, right), label=r"$\mathcal{E}_N$ from $|\uparrow\downarrow\rangle$"
    )
    exponents = np.log10(np.maximum(gap, 1e-12)).T
    drawn = right.contour(ratios, angles, exponents, levels=[-4, -3.5, -3, -2.5], colors="white")
    right.clabel(drawn, fmt=r"$\gamma_d = 10^{%.1f} \nu$", fontsize=6)
    left.set_ylabel(r"$\theta$")
    return figure
