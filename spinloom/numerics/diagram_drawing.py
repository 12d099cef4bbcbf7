"""Drawings of diagrams as SVG, the same text for the same diagram."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from .diagram_lines import Lines

PLACE, DOT = 96, 28  # distance of vertices, and of the dots within one
MARGIN, BASE, RADIUS = 44, 52, 5
STEP = 11  # height of an arc for each dot that it spans


def draw(lines: Lines) -> str:
    """A diagram: time runs from right to left, contractions are arcs above the line.

    Full dots belong to electrode L, empty ones to R. An arrow points to the dot with eta = +1;
    charge indices stand below the line, names of lines at their earlier dots.
    """
    names = [dot.name for dot in lines.dots]
    x = positions(lines)
    top = MARGIN + max(_height(x[a], x[b]) for a, b in lines.contractions)
    parts = [_axis(MARGIN // 2, x[-1] + MARGIN // 2, top), *_ovals(lines, x, top)]
    for late, early in lines.contractions:
        parts.append(arc(x[late], x[early], top, lines.eta[late] > 0))
        parts.append(_text(x[early] + 8, top - 16, names[early], "start"))
    for dot, place, sign in zip(lines.dots, x, lines.chi, strict=True):
        parts.append(_dot(place, top, dot.electrode == "L"))
        parts.append(_text(place, top + 28, "+" if sign > 0 else "\N{MINUS SIGN}", "middle"))
    title = f"{lines.observable} current, order {lines.order}: sign {lines.sign:+d}"
    return page(x[-1] + MARGIN, top + BASE, title, parts)


def positions(lines: Lines) -> list[int]:
    """Horizontal places of the dots; the dots of the observable stand together."""
    found, edge = [], MARGIN
    for number, dot in enumerate(lines.dots):
        if number:
            together = number % 2 or dot.place == lines.dots[number - 1].place
            edge += DOT if together else PLACE - DOT
        found.append(edge)
    return found


def _height(start: int, end: int) -> int:
    return 14 + STEP * (end - start) // DOT


def arc(start: int, end: int, base: int, to_start: bool) -> str:
    """A contraction, with an arrow at the end to which it points."""
    height, half = _height(start, end), (end - start) / 2
    tip = start if to_start else end
    low = base - RADIUS - 1
    return (
        f'<path d="M {start} {base} A {half:g} {height} 0 0 1 {end} {base}"/>'
        f'<path class="tip" d="M {tip} {low} l -4 -9 l 8 0 z"/>'
    )


def _axis(start: int, end: int, base: int) -> str:
    return f'<path class="axis" d="M {start} {base} H {end}"/>'


def _ovals(lines: Lines, x: Sequence[int], base: int) -> list[str]:
    """A line around the dots of each vertex; around all dots of the observable."""
    heads = sum(dot.role != "tunnelling" for dot in lines.dots)
    groups = [(0, heads - 1), *((v, v + 1) for v in range(heads, len(x), 2))]
    found = []
    for first, last in groups:
        width = x[last] - x[first] + 24
        found.append(
            f'<rect x="{x[first] - 12}" y="{base - 12}" width="{width}" height="24" rx="12"/>'
        )
    for v in range(0, heads, 2):
        letter = {"current": "I", "spin": "S"}[lines.dots[v].role]
        middle = (x[v] + x[v + 1]) // 2
        found.append(_text(middle, base + 46, letter, "middle", ' class="moment"'))
    return found


def _dot(x: int, y: int, full: bool) -> str:
    return f'<circle class="{"L" if full else "R"}" cx="{x}" cy="{y}" r="{RADIUS}"/>'


def _text(x: int, y: int, text: str, anchor: str, more: str = "") -> str:
    return f'<text{more} x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'


STYLE = (
    "path{fill:none;stroke:#1d2433;stroke-width:1.4}"
    "rect{fill:#eef1f7;stroke:#1d2433;stroke-width:1.2}"
    ".axis{stroke-width:2.2}.tip{fill:#1d2433;stroke:none}"
    ".L{fill:#1d2433;stroke:#1d2433}.R{fill:#fff;stroke:#1d2433;stroke-width:1.6}"
    "text{font:13px sans-serif;fill:#1d2433}.moment{font-style:italic;font-weight:bold}"
)


def page(width: int, height: int, title: str, parts: Sequence[str]) -> str:
    """The drawing, with a title for readers that do not see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img"><title>{escape(title)}</title>'
        f'<style>{STYLE}</style><rect x="0" y="0" width="{width}" height="{height}" '
        f'style="fill:#fff;stroke:none"/>{"".join(parts)}</svg>\n'
    )
