"""The gallery: every figure by name, drawn from the kernels into one folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw = Callable[[], "Figure"]

#: Where each device's figures are drawn: modules with `figures() -> Mapping[name, Draw]`.
_MODULES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "dimer": ("spinloom.validate.dimer_maps", "spinloom.validate.dimer_motion_figures"),
        "junction": ("spinloom.validate.junction_maps",),
        "magnet": ("spinloom.validate.magnet_maps",),
        "valve": (
            "spinloom.validate.valve_networks",
            "spinloom.validate.valve_storage_figures",
            "spinloom.validate.valve_diagram_figures",
            "spinloom.validate.valve_exchange_figures",
            "spinloom.validate.valve_tensor_figures",
            "spinloom.validate.valve_thermal_figures",
            "spinloom.validate.valve_band_figures",
        ),
    }
)

#: What makes a figure the same bytes everywhere: no date, no random identifiers.
_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "spinloom",
    "svg.fonttype": "path",
    "font.size": 9,
    "figure.constrained_layout.use": True,
    "image.cmap": "RdBu_r",
    "savefig.dpi": 150,
}


@lru_cache(maxsize=1)
def _table() -> dict[str, Draw]:
    return {
        f"{device}:{name}": draw
        for device, modules in sorted(_MODULES.items())
        for module in modules
        for name, draw in import_module(module).figures().items()
    }


def available() -> list[str]:
    """Names of all figures, sorted."""
    return sorted(_table())


def draw(name: str, out: Path) -> list[Path]:
    """Draw one figure as PNG and SVG below `out`; returns the files.

    Raises
    ------
    KeyError
        If there is no such figure.
    OSError
        If the folder cannot be written; no partial file is left.
    """
    paths = [out / f"{name.replace(':', '_')}.{kind}" for kind in ("png", "svg")]
    with drawing(name) as figure:
        out.mkdir(parents=True, exist_ok=True)
        for path in paths:
            save(figure, path)
    return paths


@contextmanager
def drawing(name: str) -> Iterator[Figure]:
    """One figure, closed at the end."""
    make = _table()[name]
    with _drawing():
        yield make()


@contextmanager
def _drawing() -> Iterator[None]:
    """Matplotlib without a screen, in the house style, leaving no open figures behind."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    try:
        with matplotlib.rc_context(_STYLE):
            yield
    finally:
        pyplot.close("all")


def save(figure: Figure, path: Path) -> None:
    """Write a PNG or SVG whose bytes depend on the figure alone."""
    staged = path.with_name(f".{path.name}.part")
    try:
        metadata = {"Date": None} if path.suffix == ".svg" else {"Software": None}
        figure.savefig(staged, format=path.suffix[1:], metadata=metadata)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)
