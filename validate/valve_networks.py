"""Figures 5, 11 and 12 of the valve: networks of storage and currents, drawn from the objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from spinloom.derivations.engine.network import Link, Network, Node, network

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ELECTRODES = "LR"
LOCAL, ACROSS = "#d8dff0", "#f6e3cf"
Places = Mapping[Node, tuple[float, float]]


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {"5": _storage, "11": _spin_currents, "12": _quadrupole_currents}


def _line(net: Network) -> Places:
    """The nodes from left to right."""
    return {node: (2.2 * place, 0.0) for place, node in enumerate(net.nodes)}


def _nodes(axes: Any, places: Places, symbol: str) -> None:
    from matplotlib.patches import Circle

    for node, (x, y) in places.items():
        axes.add_patch(Circle((x, y), 0.42, fc=LOCAL if node.local else ACROSS, ec="black"))
        axes.text(x, y, rf"${symbol}^{{{node}}}$", ha="center", va="center")


def _links(axes: Any, net: Network, places: Places, symbol: str) -> None:
    """Every link with its hop; the arrow points into the node named first."""
    for link in net.links:
        (x, y), (u, v) = (places[node] for node in link.nodes)
        arrow = {"arrowstyle": "<|-", "color": "black", "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (u - 0.45, v), (x + 0.45, y), arrowprops=arrow)
        axes.text((x + u) / 2, (y + v) / 2 + 0.12, _name(link, symbol), ha="center", fontsize=8)
        axes.text((x + u) / 2, (y + v) / 2 - 0.25, r"$\leftrightarrow$".join(link.hop),
                  ha="center", fontsize=7, color="grey")  # fmt: skip


def _name(link: Link, symbol: str) -> str:
    return rf"${symbol}^{{{link.nodes[0]},{link.nodes[1]}}}$"


def _internal(axes: Any, places: Places, symbol: str) -> None:
    """What a node gains without tunnelling: the Stoner fields turn its spins."""
    for node, (x, y) in places.items():
        axes.annotate("", (x, y - 0.44), (x, y - 1.1), arrowprops={"arrowstyle": "-|>"})
        axes.text(x, y - 1.35, rf"$\dot{{{symbol}}}^{{{node}}}|_0$", ha="center", fontsize=8)


def _frame(axes: Any, places: Places, below: float, title: str = "") -> None:
    right = max(x for x, _ in places.values())
    axes.set(xlim=(-0.8, right + 0.8), ylim=(below, 0.8), aspect="equal", title=title)
    axes.axis("off")


def _storage() -> Figure:
    """Two ferromagnets, and the nodes of what they store: spin, and spin-quadrupole moment."""
    from matplotlib import pyplot
    from matplotlib.patches import Rectangle

    figure, (setup, single, double) = pyplot.subplots(
        1, 3, figsize=(7.2, 1.9), width_ratios=(3, 3, 4.6), layout="constrained"
    )
    for x, name, turn in ((0.0, "L", (0.0, 0.55)), (2.2, "R", (0.42, 0.36))):
        setup.add_patch(Rectangle((x - 0.7, -0.5), 1.4, 1.0, fc="#eeeeee", ec="black"))
        arrow = {"arrowstyle": "-|>", "color": "tab:red"}
        setup.annotate("", (x + turn[0] - 0.2, turn[1] - 0.3), (x - 0.2, -0.3), arrowprops=arrow)
        setup.text(x + 0.25, -0.32, rf"$\hat{{J}}^{name}$", color="tab:red")
    setup.add_patch(Rectangle((0.75, -0.5), 0.7, 1.0, fc="white", ec="grey", hatch="///"))
    setup.set(xlim=(-0.9, 3.1), ylim=(-0.8, 0.8), aspect="equal", title="(a) valve")
    setup.axis("off")
    for axes, particles, symbol, title in (
        (single, 1, r"\mathbf{S}", "(b) spin"),
        (double, 2, r"\mathcal{Q}", "(c) spin-quadrupole moment"),
    ):
        places = _line(network(ELECTRODES, particles))
        _nodes(axes, places, symbol)
        _frame(axes, places, -0.8, title)
    return figure


def _flows(particles: int, symbol: str, current: str, width: float) -> Figure:
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(width, 2.2), layout="constrained")
    net = network(ELECTRODES, particles)
    places = _line(net)
    _nodes(axes, places, symbol)
    _links(axes, net, places, current)
    _internal(axes, places, symbol)
    _frame(axes, places, -1.6)
    return figure


def _spin_currents() -> Figure:
    """Spin: two nodes, one link; the Stoner fields act from outside on each node."""
    return _flows(1, r"\mathbf{S}", r"\mathbf{I}_{\mathbf{S}}", 3.6)


def _quadrupole_currents() -> Figure:
    """Spin-quadrupole moment: three nodes, two links; none joins the two local nodes."""
    return _flows(2, r"\mathcal{Q}", r"\mathcal{I}_{\mathcal{Q}}", 5.2)
