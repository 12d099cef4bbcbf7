"""What the plotted figures of the valve share: colours, device and a drawing of several panels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spinloom import valve

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Told apart with any kind of colour vision.
BLUE, SKY, GREEN, LIME, RED, GREY = (
    "#0072b2", "#56b4e9", "#00785a", "#7fc9a0", "#d55e00", "#7f7f7f",
)  # fmt: skip
WIDTH = 25.0
"""Half the bandwidth of all captions, over the tunnelling amplitude t."""


def panels(
    count: int = 1, width: float = 4.8, height: float = 3.4, **options: Any
) -> tuple[Figure, Any]:
    """A figure and its panels in a row."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(
        1, count, figsize=(width, height), layout="constrained", **options
    )
    return figure, axes


def coefficients(splitting: Any, temperature: Any, voltage: Any) -> valve.Currents:
    """The equal electrodes of the captions, chemical potentials V/2 and -V/2; energies over t."""
    return valve.currents(
        voltage / 2, -voltage / 2, temperature, temperature, splitting, splitting, WIDTH
    )
