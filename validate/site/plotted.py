"""What a figure shows, read back from its axes as one table: panel, series, coordinates."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Record = tuple[str, str, str, str, str]
HEADER = ("panel", "series", "x", "y", "value")
#: A map has one value a pixel; more of them than this are thinned evenly, and the series says so.
MOST = 5_000


def as_csv(figure: Figure) -> str:
    """Return the plotted data: curves as (x, y), maps as (x, y, value); seven digits.

    Only what is drawn in data coordinates counts; guides across a whole panel do not.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for number, axes in enumerate(figure.axes, start=1):
        if axes.get_label() != "<colorbar>":
            writer.writerows(_panel(axes, axes.get_title() or f"panel {number}"))
    return text.getvalue()


def _panel(axes: Axes, panel: str) -> Iterator[Record]:
    for number, line in enumerate(axes.get_lines(), start=1):
        if line.get_transform() == axes.transData:
            x, y = (np.ravel(np.asarray(v)) for v in line.get_data(orig=False))
            yield from _curve(panel, _name(line, f"curve {number}"), x, y)
    for number, artist in enumerate(axes.collections, start=1):
        name = _name(artist, f"collection {number}")
        if hasattr(artist, "get_coordinates"):
            yield from _mesh(panel, name, artist)
        elif hasattr(artist, "get_segments"):
            yield from _segments(panel, name, artist)
        elif (places := np.asarray(artist.get_offsets())).shape[0] > 1:
            yield from _curve(panel, name, places[:, 0], places[:, 1])
    for number, image in enumerate(axes.get_images(), start=1):
        yield from _image(panel, _name(image, f"map {number}"), image)


def _name(artist: Any, otherwise: str) -> str:
    label = str(artist.get_label() or "")
    return otherwise if not label or label.startswith("_") else label


def _curve(panel: str, name: str, x: Any, y: Any) -> Iterator[Record]:
    for a, b in zip(x, y, strict=True):
        yield panel, name, _digits(a), _digits(b), ""


def _segments(panel: str, name: str, artist: Any) -> Iterator[Record]:
    """Error bars, and arrows in space, whose third coordinate stands under value."""
    in_space = vars(artist).get("_segments3d")  # the public segments are projected on the page
    for segment in artist.get_segments() if in_space is None else in_space:
        for x, y, *z in np.asarray(segment):
            yield panel, name, _digits(x), _digits(y), _digits(z[0]) if z else ""


def _mesh(panel: str, name: str, artist: Any) -> Iterator[Record]:
    corners = np.asarray(artist.get_coordinates())
    values: Any = np.ma.filled(np.ma.asarray(artist.get_array(), dtype=float), np.nan)
    if values.size == corners.shape[0] * corners.shape[1]:  # values on the corners
        x, y = corners[..., 0], corners[..., 1]
    else:
        x, y = ((corners[1:, 1:, k] + corners[:-1, :-1, k]) / 2 for k in (0, 1))
    yield from _map(panel, name, x, y, values.reshape(x.shape))


def _image(panel: str, name: str, image: Any) -> Iterator[Record]:
    values: Any = np.ma.filled(np.ma.asarray(image.get_array(), dtype=float), np.nan)
    left, right, bottom, top = image.get_extent()
    rows, columns = values.shape[:2]
    x = left + (np.arange(columns) + 0.5) * (right - left) / columns
    y = bottom + (np.arange(rows) + 0.5) * (top - bottom) / rows
    if image.origin == "upper":
        y = y[::-1]
    if values.ndim == 2:
        across, along = np.meshgrid(x, y)
        yield from _map(panel, name, across, along, values)


def _map(panel: str, name: str, x: Any, y: Any, values: Any) -> Iterator[Record]:
    step = int(np.ceil(np.sqrt(values.size / MOST)))
    if step > 1:
        name = f"{name}, every {step}th pixel"
    for a, b, c in zip(*(np.ravel(v[::step, ::step]) for v in (x, y, values)), strict=True):
        yield panel, name, _digits(a), _digits(b), _digits(c)


def _digits(value: Any) -> str:
    return f"{float(value):.7g}"
