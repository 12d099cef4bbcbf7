"""Figures 23-27: what is drawn is what the diagrams and contractions hold."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from matplotlib.patches import Arc

from spinloom.validate import figures as gallery
from spinloom.validate import valve_diagram_figures as drawn
from spinloom.validate.valve_style import RED
from spinloom.valve_diagrams import diagrams

NAMES = [f"valve:{name}" for name in drawn.figures()]


def texts(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_all_five_are_in_the_gallery() -> None:
    assert [f"valve:{number}" for number in range(23, 28)] == NAMES
    assert {*NAMES} <= {*gallery.available()}


@pytest.mark.parametrize("name", NAMES)
def test_the_same_bytes_every_time(name: str, tmp_path: Path) -> None:
    first, again = (gallery.draw(name, tmp_path / folder)[1].read_bytes() for folder in "ab")
    assert first == again
    assert first.startswith(b"<?xml")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_written_overlaps(name: str) -> None:
    """Words, signs and names keep clear of each other."""
    with gallery.drawing(name) as figure:
        figure.canvas.draw()
        for axes in figure.axes:
            boxes = [text.get_window_extent() for text in axes.texts if text.get_text()]
            for number, box in enumerate(boxes):
                assert not any(box.overlaps(other) for other in boxes[number + 1 :])


# --- Scattering ---------------------------------------------------------------------------------


def test_23_direct_and_exchange() -> None:
    assert list(drawn.processes()) == [
        (1, {"1'": "1", "2'": "2"}),
        (-1, {"1'": "2", "2'": "1"}),
    ]
    with gallery.drawing("valve:23") as figure:
        direct, exchange = (texts(axes) for axes in figure.axes)
    assert "$1' = 1$" in direct
    assert "$1' = 2$" in exchange
    assert any("-" in text and "k_1 = k_2" in text for text in exchange)
    assert not any("k_1" in text for text in direct)


# --- Diagrams -----------------------------------------------------------------------------------


def test_24_every_diagram_of_first_order_once() -> None:
    with gallery.drawing("valve:24") as figure:
        shown = [texts(axes)[-1] for axes in figure.axes]
        dots = [sum(type(p).__name__ == "Circle" for p in axes.patches) for axes in figure.axes]
    known = [*diagrams("charge", 1), *diagrams("quadrupole", 1)]
    assert sorted(shown) == sorted(
        "$" + d.expression.tex.replace(r"\frac", r"\dfrac") + "$" for d in known
    )
    assert dots == [4, 4, 6, 6, 6, 6]


def test_25_the_example_is_the_one_of_the_text() -> None:
    """X_2 = w_1 - w_2, one loop through all contractions, and its conjugate is in the list."""
    example = drawn.example()
    assert drawn.energy(example, 1) == r"\omega_{1} - \omega_{2}"
    assert [d.name for d in example.dots] == ["4", "4'", "3", "3'", "2", "2'", "1", "1'"]
    (loop,) = example.expression.loops
    assert len(loop) == 8
    assert drawn.conjugate(example) in diagrams("charge", 2)
    assert drawn.conjugate(drawn.conjugate(example)) == example
    for late, early in example.contractions:
        assert example.eta[late] == -example.eta[early]


def test_25_only_lines_that_cross_the_segment_stand_out() -> None:
    with gallery.drawing("valve:25") as figure:
        arcs = [p for p in figure.axes[2].patches if isinstance(p, Arc)]
        middle = drawn.halfway(drawn.example(), 1)
        for arc in arcs:
            across = abs(arc.center[0] - middle) < arc.width / 2
            bright = np.allclose(arc.get_edgecolor(), to_rgba(RED))
            assert bright == across
        assert len(arcs) == 4
        assert r"$X_2 = \omega_{1} - \omega_{2}$" in texts(figure.axes[2])


def test_26_kinds_and_factors() -> None:
    found = list(drawn.representatives())
    assert [(kind, factor) for _, _, kind, factor in found] == [
        ("late", r"\chi_e"),
        ("early", r"\chi_e"),
        ("intermediate", r"\eta_e"),
        ("intermediate", r"\eta_e"),
    ]
    later = [
        [any(pair[0] == vertex + k for pair in diagram.contractions) for k in (0, 1)]
        for diagram, vertex, _, _ in found
    ]
    assert later == [[True, True], [False, False], [False, True], [True, False]]


@pytest.mark.parametrize("observable", ["charge", "quadrupole"])
@pytest.mark.parametrize("order", [1, 2])
def test_26_the_factors_make_the_sign(observable: Any, order: int) -> None:
    """(E28) from the kinds of vertices."""
    for diagram in diagrams(observable, order):
        sign = (-1) ** diagram.crossings
        for vertex in range(0, len(diagram.dots), 2):
            early = vertex + 1
            intermediate = drawn.kind(diagram, vertex) == "intermediate"
            sign *= diagram.eta[early] if intermediate else diagram.chi[early]
        assert diagram.sign == sign


def test_27_the_spin_current_is_later_than_the_spin() -> None:
    diagram = diagrams("quadrupole", 1)[0]
    group = drawn.vertex_dots(diagram)[0]
    assert [diagram.dots[k].role for k in group] == ["current"] * 2 + ["spin"] * 2
    assert [diagram.dots[k].electrode for k in group] == [*"LRLL"]
    assert all(diagram.chi[k] == -diagram.eta[k] for k in group)
    with gallery.drawing("valve:27") as figure:
        (axes,) = figure.axes
        circles = [p for p in axes.patches if type(p).__name__ == "Circle"]
        filled = [np.allclose(p.get_facecolor(), to_rgba(drawn.INK)) for p in circles]
    assert filled == [True, False, True, True]


# --- Places -------------------------------------------------------------------------------------


@pytest.mark.parametrize("observable", ["charge", "quadrupole"])
def test_dots_stand_in_order_and_names_apart(observable: Any) -> None:
    for diagram in diagrams(observable, 2)[::16]:
        x = drawn.positions(diagram)
        assert all(right - left >= drawn.DOT for left, right in pairwise(x))
        names = np.array(drawn.name_places(diagram))
        apart = np.hypot(*(names[:, None] - names[None]).transpose(2, 0, 1))
        assert apart[np.triu_indices(len(names), 1)].min() > 0.15
