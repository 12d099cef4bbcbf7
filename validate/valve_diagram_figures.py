"""Figures 23-27 of the valve: scattering processes and real-time diagrams, drawn from objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from spinloom.derivations.engine.pairings import pairings
from spinloom.valve_diagrams import Diagram, diagrams

from .valve_style import RED

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, FAINT, VERTEX = "#1d2433", "#b4b9c4", "#eef1f7"
DOT, GAP, MARGIN = 0.5, 1.25, 0.55  # distances in a vertex, between vertices, to the ends
RADIUS = 0.085
MINUS = "\N{MINUS SIGN}"
#: Fields of the two-particle operator, in order, and which of them may be contracted.
FIELDS = ("1'", "2'", "2", "1")
AVERAGES = tuple((late, early) for late in (0, 1) for early in (2, 3))


def figures() -> dict[str, Callable[[], Figure]]:
    """Figures by name."""
    return {
        "23": _scattering,
        "24": _first_order,
        "25": _reading,
        "26": _vertices,
        "27": _quadrupole_vertex,
    }


# --- Parts of a diagram -------------------------------------------------------------------------


def positions(diagram: Diagram) -> list[float]:
    """Horizontal places of the dots, latest first; those of the observable stand together."""
    found: list[float] = []
    for number, dot in enumerate(diagram.dots):
        if number == 0:
            found.append(0.0)
            continue
        together = number % 2 or dot.place == diagram.dots[number - 1].place
        found.append(found[-1] + (DOT if together else GAP))
    return found


def vertex_dots(diagram: Diagram) -> list[list[int]]:
    """The dots of each place on the line: two of a tunnelling, two or four of the observable."""
    places = [dot.place for dot in diagram.dots]
    return [[k for k, p in enumerate(places) if p == place] for place in range(places[-1] + 1)]


def halfway(diagram: Diagram, segment: int) -> float:
    """The middle of a segment."""
    groups, x = vertex_dots(diagram), positions(diagram)
    return (x[groups[segment][-1]] + x[groups[segment + 1][0]]) / 2


def kind(diagram: Diagram, vertex: int) -> str:
    """Late, early or intermediate: where the lines at the two dots of a vertex lead."""
    late = [any(pair[0] == dot for pair in diagram.contractions) for dot in (vertex, vertex + 1)]
    if all(late):
        return "late"
    return "intermediate" if any(late) else "early"


def height(start: float, end: float) -> float:
    """Of the arc between two dots."""
    return 0.3 + 0.3 * (end - start)


def _arc(axes: Any, start: float, end: float, color: str, to_start: bool | None) -> None:
    """Half an ellipse above the line, with an arrow at its top."""
    from matplotlib.patches import Arc

    middle, top = (start + end) / 2, height(start, end)
    axes.add_patch(Arc((middle, 0), end - start, 2 * top, theta1=0, theta2=180, color=color, lw=1.3,
                       zorder=2))  # fmt: skip
    if to_start is not None:
        _head(axes, middle, top, -1 if to_start else 1, color)


def _head(axes: Any, x: float, y: float, way: int, color: str) -> None:
    """An arrow head on a horizontal piece of line, way = -1 to the left."""
    tip, half = 0.1 * way, 0.07
    axes.fill([x - tip, x + tip, x - tip], [y + half, y, y - half], color=color, lw=0, zorder=4)


def _oval(axes: Any, x: Sequence[float]) -> None:
    from matplotlib.patches import FancyBboxPatch

    style = f"round,pad=0,rounding_size={2 * RADIUS + 0.03}"
    axes.add_patch(
        FancyBboxPatch(
            (x[0] - 0.2, -0.2), x[-1] - x[0] + 0.4, 0.4, boxstyle=style, fc=VERTEX, ec=INK, lw=1,
            zorder=1,
        )
    )  # fmt: skip


def _dot(axes: Any, x: float, electrode: str) -> None:
    from matplotlib.patches import Circle

    filled = INK if electrode == "L" else "white"
    axes.add_patch(Circle((x, 0), RADIUS, fc=filled, ec=INK, lw=1.2, zorder=5))


def _line(axes: Any, x: Sequence[float]) -> None:
    axes.plot([x[0] - MARGIN, x[-1] + MARGIN], [0, 0], color=INK, lw=1.8, zorder=0)


def _frame(axes: Any, x: Sequence[float], below: float, above: float, title: str) -> None:
    axes.set(xlim=(x[0] - 0.7, x[-1] + 0.7), ylim=(below, above), aspect="equal")
    axes.set_title(title, loc="left")
    axes.axis("off")


def draw(
    axes: Any,
    diagram: Diagram,
    title: str = "",
    *,
    arrows: bool = True,
    charges: bool = True,
    segment: int | None = None,
) -> None:
    """A diagram; lines that cross a segment stand out, the others fade.

    Arrows point to dots with eta = +; below the line stand charge indices, at each line the name
    of its earlier dot. Full dots belong to electrode L, empty ones to R.
    """
    x = positions(diagram)
    crossing = None if segment is None else diagram.above(segment)
    names = name_places(diagram, None if segment is None else halfway(diagram, segment))
    for number, (late, early) in enumerate(diagram.contractions):
        color = INK if crossing is None else RED if number in crossing else FAINT
        _arc(axes, x[late], x[early], color, diagram.eta[late] > 0 if arrows else None)
        axes.text(*names[number], f"${diagram.dots[early].name}$", ha="center", va="center",
                  color=color, fontsize=8)  # fmt: skip
    _line(axes, x)
    for group in vertex_dots(diagram):
        _oval(axes, [x[k] for k in group])
    for dot, place, sign in zip(diagram.dots, x, diagram.chi, strict=True):
        _dot(axes, place, dot.electrode)
        if charges:
            axes.text(place, -0.42, "+" if sign > 0 else MINUS, ha="center", va="center")
    top = max(height(x[a], x[b]) for a, b in diagram.contractions) + 0.45
    _frame(axes, x, -0.75, top, title)


def name_places(diagram: Diagram, wall: float | None = None) -> list[tuple[float, float]]:
    """Where the names of the lines stand: beside their line, clear of all others and of a wall."""
    import numpy as np

    x = positions(diagram)
    angles = np.linspace(0, np.pi, 91)
    arcs = [ellipse(x[late], x[early], angles) for late, early in diagram.contractions]
    barred = [] if wall is None else [(wall, level) for level in np.linspace(0, 3, 91)]
    found: list[tuple[float, float]] = []
    for number, (late, early) in enumerate(diagram.contractions):
        others = [arc for k, arc in enumerate(arcs) if k != number]
        obstacles = np.concatenate([*others, np.reshape([*found, *barred], (-1, 2))])
        middle = ellipse(x[late], x[early], np.array([np.pi / 2]))[0]
        turns = np.pi * np.array([0.62, 0.38, 0.72, 0.28, 0.5, 0.8, 0.2])
        candidates = [
            place + shift * (place - (middle[0], 0)) / np.hypot(*(place - (middle[0], 0)))
            for shift in (0.2, -0.2)
            for place in ellipse(x[late], x[early], turns)
        ]
        room = [min([1.0, *np.hypot(*(obstacles - c).T)]) for c in candidates]
        enough = next((k for k, free in enumerate(room) if free > 0.19), int(np.argmax(room)))
        found.append((float(candidates[enough][0]), float(candidates[enough][1])))
    return found


def ellipse(start: float, end: float, angles: Any) -> Any:
    """Points of the arc between two dots, angles from its right end on."""
    import numpy as np

    across = (start + end) / 2 + (end - start) / 2 * np.cos(angles)
    return np.stack([across, height(start, end) * np.sin(angles)], axis=-1)


def _observable(axes: Any, diagram: Diagram, below: float = -0.85) -> None:
    """What the dots of the latest vertex stand for."""
    x = positions(diagram)
    names = {"current": r"\mathbf{I}_\mathbf{S}^L", "spin": r"\mathbf{S}^L"}
    for pair in range(0, len(vertex_dots(diagram)[0]), 2):
        name = names[diagram.dots[pair].role]
        if diagram.observable != "quadrupole":
            name = r"I_{R_\mu}^L"
        axes.text((x[pair] + x[pair + 1]) / 2, below, f"${name}$", ha="center", va="center")


# --- Scattering ---------------------------------------------------------------------------------


def processes() -> Iterator[tuple[int, dict[str, str]]]:
    """The contractions of the two-particle operator: sign, and the initial of each final state."""
    for sign, pairs in reversed(pairings((0, 1, 2, 3), AVERAGES)):
        yield sign, {FIELDS[late]: FIELDS[early] for late, early in pairs}


def _scattering() -> Figure:
    """Electrons 1 and 2 scatter; a final state is drawn above the initial state that it equals."""
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, 2, figsize=(5.2, 2.6), layout="constrained")
    titles = ("(a) direct", "(b) exchange")
    for axes, title, (sign, same) in zip(panels, titles, processes(), strict=True):
        _process(axes, sign, same)
        axes.set(xlim=(-0.9, 2.9), ylim=(-1.9, 1.45), aspect="equal")
        axes.set_title(title, loc="left")
        axes.axis("off")
    return figure


def _process(axes: Any, sign: int, same: dict[str, str]) -> None:
    import numpy as np

    place = {"1": 0.0, "2": 2.0}
    along = np.linspace(0, 2, 241)
    axes.plot(along, 0.07 * np.sin(2 * np.pi * 5.5 * along), color=RED, lw=1.3, zorder=1)
    for final, initial in same.items():
        start = place[final[0]]
        _electron(axes, (place[final[0]], -1.0), (start, 0.0))
        _electron(axes, (start, 0.0), (place[initial], 1.0))
        axes.plot(start, 0, "o", color=INK, ms=4.5, zorder=3)
        axes.text(start, -1.2, f"${final[0]}$", ha="center", va="center")
        axes.text(place[initial], 1.2, f"${final} = {initial}$", ha="center", va="center")
    spins = [rf"\mathbf{{s}}_{{\sigma_{same[final]} \sigma_{final[0]}}}" for final in ("1'", "2'")]
    equal = "" if sign > 0 else r",\ \ k_1 = k_2"
    axes.text(1.0, -1.65, rf"${'+' if sign > 0 else '-'}{spins[0]} \odot {spins[1]}{equal}$",
              ha="center", va="center")  # fmt: skip


def _electron(axes: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    """A line with an arrow behind its middle, off the point where lines cross."""
    (x, y), (u, v) = start, end
    axes.plot([x, u], [y, v], color=INK, lw=1.3, zorder=2)
    arrow = {"arrowstyle": "-|>", "color": INK, "lw": 0, "mutation_scale": 11, "shrinkB": 0}
    far = (x + 0.72 * (u - x), y + 0.72 * (v - y))
    near = (x + 0.6 * (u - x), y + 0.6 * (v - y))
    axes.annotate("", far, near, arrowprops=arrow)


# --- Currents of first order --------------------------------------------------------------------


def _first_order() -> Figure:
    """Charge and spin; direct and exchange part of the quadrupole current."""
    from matplotlib import pyplot

    pairs = diagrams("quadrupole", 1)
    rows = {
        "(a) charge, spin": diagrams("charge", 1),
        "(b) quadrupole, direct": tuple(d for d in pairs if not d.connected),
        "(c) quadrupole, exchange": tuple(d for d in pairs if d.connected),
    }
    figure, panels = pyplot.subplots(3, 2, figsize=(7.4, 6.3), layout="constrained")
    for row, (title, chosen) in zip(panels, rows.items(), strict=True):
        for axes, diagram, shown in zip(row, chosen, (title, ""), strict=True):
            draw(axes, diagram, shown)
            _observable(axes, diagram)
            middle = positions(diagram)[-1] / 2
            axes.set(xlim=(middle - 2.6, middle + 2.6), ylim=(-1.75, 1.62))
            formula = diagram.expression.tex.replace(r"\frac", r"\dfrac")
            axes.text(middle, -1.45, f"${formula}$", ha="center", va="center", fontsize=8)
    return figure


# --- How to read a diagram ----------------------------------------------------------------------

#: Fig. 25(c) by its contractions, which the sentences after (E25) name.
READ = ((0, 4), (1, 3), (2, 6), (5, 7))


def conjugate(diagram: Diagram) -> Diagram:
    """All arrows reversed; what belongs to the observable still acts from the left."""
    eta = tuple(-sign for sign in diagram.eta)
    chi = tuple(
        -c if dot.place == 0 else c for dot, c in zip(diagram.dots, diagram.chi, strict=True)
    )
    return replace(diagram, eta=eta, chi=chi)


def example() -> Diagram:
    """The diagram of Fig. 25(c): one of those for the charge, arrows reversed."""
    found = next(d for d in diagrams("charge", 2) if d.contractions == READ)
    return conjugate(found)


def energy(diagram: Diagram, segment: int) -> str:
    """X of a segment in LaTeX, lines in the order of their names."""
    lines = diagram.expression.occupations
    terms = sorted(
        (lines[line].name, sign) for sign, line in diagram.expression.propagators[segment]
    )
    shown = "".join(rf" {'+' if sign > 0 else '-'} \omega_{{{name}}}" for name, sign in terms)
    return shown.removeprefix(" + ").strip()


def _reading() -> Figure:
    """Contractions, arrows, and the energy of a segment."""
    from matplotlib import pyplot

    figure = pyplot.figure(figsize=(6.4, 4.6), layout="constrained")
    grid = figure.add_gridspec(2, 2, height_ratios=(1, 1.9))
    first = conjugate(diagrams("charge", 1)[0])
    draw(figure.add_subplot(grid[0, 0]), first, "(a)", arrows=False, charges=False)
    draw(figure.add_subplot(grid[0, 1]), first, "(b)", charges=False)
    axes, diagram, segment = figure.add_subplot(grid[1, :]), example(), 1
    draw(axes, diagram, "(c)", segment=segment)
    x = positions(diagram)
    names = {dot: diagram.dots[pair[1]].name for pair in diagram.contractions for dot in pair}
    for dot, place in enumerate(x):
        sign = "+" if diagram.eta[dot] > 0 else "-"
        axes.text(place, -0.72, rf"${sign}\omega_{{{names[dot]}}}$", ha="center", va="center",
                  fontsize=7, color="grey")  # fmt: skip
    middle = halfway(diagram, segment)
    axes.plot([middle, middle], [-0.95, 2.1], color=RED, lw=1, ls=(0, (4, 3)), zorder=0)
    axes.text(middle, -1.15, f"$X_2 = {energy(diagram, segment)}$", ha="center", va="center",
              color=RED)  # fmt: skip
    axes.set_ylim(-1.35, 2.2)
    return figure


# --- Vertices -----------------------------------------------------------------------------------


def _stub(axes: Any, start: float, end: float, rise: float, to_dot: bool | None = None) -> None:
    """A quarter of an ellipse from a dot outwards, perhaps with an arrow near its end."""
    import numpy as np

    angle = np.linspace(0, np.pi / 2, 60)
    axes.plot(
        end + (start - end) * np.cos(angle), rise * np.sin(angle), color=INK, lw=1.3, zorder=2
    )
    if to_dot is not None:
        outwards = 1 if end > start else -1
        _head(axes, end - 0.12 * outwards, rise, -outwards if to_dot else outwards, INK)


def representatives() -> Iterator[tuple[Diagram, int, str, str]]:
    """A tunnelling vertex of each kind: its diagram, its later dot, kind and sign factor."""
    found: dict[tuple[str, bool], tuple[Diagram, int]] = {}
    for diagram in diagrams("charge", 2):
        early = [pair[1] for pair in diagram.contractions]
        for vertex in range(2, len(diagram.dots), 2):
            found.setdefault((kind(diagram, vertex), vertex in early), (diagram, vertex))
    wanted = (("late", False), ("early", True), ("intermediate", True), ("intermediate", False))
    for key in wanted:
        factor = r"\eta_e" if key[0] == "intermediate" else r"\chi_e"
        yield *found[key], key[0], factor


def _vertices() -> Figure:
    """Kinds of double vertices, and what each contributes to the sign."""
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(1, 4, figsize=(7.2, 1.6), layout="constrained")
    for axes, letter, found in zip(panels, "abcd", representatives(), strict=True):
        diagram, vertex, name, factor = found
        late = [pair[0] for pair in diagram.contractions]
        x = (0.0, DOT)
        for place, dot in zip(x, (vertex, vertex + 1), strict=True):
            end = 1.35 if dot in late else -0.85
            _stub(axes, place, end, 0.55 * abs(end - place))
            _dot(axes, place, diagram.dots[dot].electrode)
        _line(axes, x)
        _oval(axes, x)
        axes.text(DOT / 2, -0.55, f"${factor}$", ha="center", va="center", fontsize=12)
        _frame(axes, (-0.35, DOT + 0.35), -0.75, 1.0, f"({letter}) {name}")
    return figure


def _quadrupole_vertex() -> Figure:
    """Four dots: the spin current, which joins both electrodes, and the spin, which stays in L."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(4.0, 2.2), layout="constrained")
    diagram = diagrams("quadrupole", 1)[0]
    dots = vertex_dots(diagram)[0]
    x = positions(diagram)[: len(dots)]
    for dot, place in zip(dots, x, strict=True):
        _stub(axes, place, x[-1] + 1.3, 0.5 * (x[-1] + 1.0 - place), diagram.eta[dot] > 0)
        _dot(axes, place, diagram.dots[dot].electrode)
        axes.text(place, -0.42, "+" if diagram.chi[dot] > 0 else MINUS, ha="center", va="center")
    axes.plot([x[0] - 0.3, x[-1] + 1.3], [0, 0], color=INK, lw=1.8, zorder=0)
    _oval(axes, x)
    _observable(axes, diagram)
    axes.set(xlim=(-0.5, x[-1] + 1.6), ylim=(-1.1, 1.5), aspect="equal")
    axes.axis("off")
    return figure
