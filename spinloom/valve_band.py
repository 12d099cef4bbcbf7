"""Bands other than flat ones: densities of states of one and of two particles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arguments import broadcast
from .errors import ParameterError
from .numerics.valve_bands import Pairing, Pieces, Reservoir, currents
from .numerics.valve_flat import COEFFICIENTS, ROUNDING, flat_pieces
from .numerics.valve_panels import ORDERS, Point, graded, nodes, occupation
from .valve_parameters import DOMAINS

Real = NDArray[np.float64]

SUM_RULE = 1e-2
"""Part of the orbitals that a sampled two-particle density of states may misplace."""


class Band:
    """Densities of states of one electrode, linear between samples and zero outside.

    Parameters
    ----------
    energies
        Increasing energies, shape (n,).
    dos_up, dos_down
        Densities of states of both spins, shape (n,), or functions of the energies (1/energy).
    two_particle
        nu_up_down(w, w') of (16), shape (n, n), rows w of spin up, or a function of two energies
        (1/energy^2). Integrated over either energy by the trapezoidal rule it must give the
        density of states of the other spin.

    Raises
    ------
    ParameterError
        For energies that do not increase, negative densities, and a broken sum rule.

    Notes
    -----
    Where both spins' energies are related rigidly, the two-particle density is a delta function:
    use `Band.stoner` for one band of any shape, `Band.joined` for several.
    """

    def __init__(self, energies: Any, dos_up: Any, dos_down: Any, two_particle: Any) -> None:
        grid = _increasing(energies)
        up, down = (_sampled(n, x, grid) for n, x in (("dos_up", dos_up), ("dos_down", dos_down)))
        matrix = _matrix(two_particle, grid)
        _refuse_broken_sum_rule(grid, up, down, matrix)
        pairing = Pairing(grid, matrix)
        self.pieces = _both_spins(grid, up, down, pairing)
        self.coarse = (
            _both_spins(grid[::2], up[::2], down[::2], pairing) if _can_thin(grid) else None
        )

    @classmethod
    def stoner(cls, energies: Any, dos: Any, J: float) -> Band:
        """A band whose spins are split rigidly: up at e - J/2, down at e + J/2, (18).

        Parameters
        ----------
        energies
            Increasing energies of the orbitals, shape (n,).
        dos
            Their density, shape (n,) or a function (1/energy).
        J
            Stoner splitting (energy, >= 0).
        """
        grid = _increasing(energies)
        density = _sampled("dos", dos, grid)
        splitting = broadcast({"J": J}, DOMAINS)[0]["J"].item()
        thin = _rigid(grid[::2], density[::2], splitting) if _can_thin(grid) else None
        return cls._of(_rigid(grid, density, splitting), thin)

    @classmethod
    def joined(cls, first: Band, *others: Band) -> Band:
        """The band made of several rigidly split ones."""
        bands = (first, *others)
        if any(band.pieces.pairing is not None for band in bands):
            raise ParameterError("joined: only rigidly split bands can be joined")
        coarse = [band.coarse or band.pieces for band in bands]
        thin = _together(coarse) if any(band.coarse for band in bands) else None
        return cls._of(_together([band.pieces for band in bands]), thin)

    @classmethod
    def _of(cls, pieces: Pieces, coarse: Pieces | None) -> Band:
        made = cls.__new__(cls)
        made.pieces, made.coarse = pieces, coarse
        return made

    def density(self, energy: Any) -> tuple[Real, Real]:
        """Densities of states of spin up and down at energies, (12)."""
        where = np.asarray(energy, dtype=float)
        flat = where.ravel()
        up, down = (self.pieces.density(flat, s).reshape(where.shape) for s in (1, -1))
        return up, down

    def spin(self, mu: float, temperature: float) -> float:
        """Spin along the field, (48)."""
        ends = graded([Point(mu, temperature)], self.pieces.ends[0], self.pieces.ends[-1])
        where, weights = nodes(np.union1d(ends, self.pieces.ends), ORDERS[0])
        half = (self.pieces.density(where, 1) - self.pieces.density(where, -1)) / 2
        return float(weights @ (half * occupation(where, mu, temperature)))

    def check(self, name: str, mu: Real) -> None:
        """Raise for chemical potentials outside the band.

        Raises
        ------
        ParameterError
            Naming the first such value.
        """
        low, high = self.pieces.ends[0], self.pieces.ends[-1]
        outside = (mu < low) | (mu > high)
        if np.any(outside):
            first = mu[outside].flat[0]
            raise ParameterError.of(name, first, f"inside the band, {low:g} to {high:g}", "energy")


def band_currents(
    band_L: Band | None, band_R: Band | None, values: Mapping[str, Real]
) -> tuple[dict[str, Real], dict[str, Real]]:
    """Coefficients over 2 pi t^2, with nu_bar_L nu_bar_R as ``Gamma``, and their errors.

    An error is the difference of two quadrature rules, plus that to a band of every second
    sample.
    """
    shape = values["mu_L"].shape
    names = ("Gamma", *COEFFICIENTS)
    found, errors = ({name: np.zeros(shape) for name in names} for _ in range(2))
    for place in np.ndindex(shape):
        v = {name: float(x[place]) for name, x in values.items()}
        fine, coarse = ([_pieces(band, v, side, thin) for side, band in (("L", band_L),
                        ("R", band_R))] for thin in (False, True))  # fmt: skip
        one, two = (currents(*_filled(fine, v), order, True) for order in ORDERS)
        thinned = any(x is not None and x.coarse is not None for x in (band_L, band_R))
        three = currents(*_filled(coarse, v), ORDERS[1], True) if thinned else two
        for name, value in one.items():
            found[name][place] = value
            errors[name][place] = (
                abs(value - two[name]) + abs(two[name] - three[name]) + 4 * ROUNDING * abs(value)
            )
        found["Gamma"][place] = _product(fine, (v["mu_L"] + v["mu_R"]) / 2)
    return found, errors


def _pieces(band: Band | None, v: Mapping[str, float], side: str, thin: bool) -> Pieces:
    if band is None:
        return flat_pieces(v[f"J_{side}"], v["D"], 1 / (2 * v["D"]))
    return band.coarse if thin and band.coarse is not None else band.pieces


def _filled(pieces: list[Pieces], v: Mapping[str, float]) -> tuple[Reservoir, Reservoir]:
    left, right = pieces
    return Reservoir(left, v["mu_L"], v["T_L"]), Reservoir(right, v["mu_R"], v["T_R"])


def _product(pieces: list[Pieces], energy: float) -> float:
    """nu_bar_L nu_bar_R at an energy."""
    at = np.array([energy])
    left, right = (float((p.density(at, 1) + p.density(at, -1))[0]) / 2 for p in pieces)
    return left * right


# --- samples -----------------------------------------------------------------------------------


def _increasing(energies: Any) -> Real:
    try:
        grid = np.asarray(energies, dtype=float)
    except (TypeError, ValueError):
        raise ParameterError.of("energies", energies, "increasing numbers", "energy") from None
    if grid.ndim != 1 or grid.size < 2 or not np.all(np.isfinite(grid)):
        raise ParameterError.of("energies", energies, "two or more finite numbers", "energy")
    if np.any(np.diff(grid) <= 0):
        raise ParameterError.of("energies", energies, "increasing", "energy")
    return grid


def _sampled(name: str, density: Any, grid: Real) -> Real:
    try:
        values = np.asarray(density(grid) if callable(density) else density, dtype=float)
    except (TypeError, ValueError):
        raise ParameterError.of(name, density, "numbers or a function", "1/energy") from None
    if values.shape != grid.shape:
        raise ParameterError.of(name, f"an array of shape {values.shape}", f"of shape {grid.shape}")
    if not np.all(np.isfinite(values) & (values >= 0)):
        raise ParameterError.of(name, density, "finite and >= 0", "1/energy")
    return values


def _matrix(two_particle: Any, grid: Real) -> Real:
    shape = (grid.size, grid.size)
    given = two_particle
    try:
        if callable(given):
            given = np.broadcast_to(given(grid[:, None], grid[None, :]), shape)
        matrix = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise ParameterError.of("two_particle", two_particle, f"numbers of shape {shape}, or a "
                                "function of two energies") from None  # fmt: skip
    if matrix.shape != shape or not np.all(np.isfinite(matrix) & (matrix >= 0)):
        raise ParameterError.of(
            "two_particle", f"an array of shape {matrix.shape}", f"of shape {shape}, finite, >= 0"
        )
    return matrix


def _refuse_broken_sum_rule(grid: Real, up: Real, down: Real, matrix: Real) -> None:
    """Raise unless the two-particle density of states integrates to that of each spin."""
    weights = np.zeros_like(grid)
    weights[:-1] += np.diff(grid) / 2
    weights[1:] += np.diff(grid) / 2
    for spin, summed, density in (("up", matrix @ weights, up), ("down", weights @ matrix, down)):
        missing, orbitals = weights @ np.abs(summed - density), weights @ density
        if missing > SUM_RULE * orbitals:
            raise ParameterError(
                f"two_particle: its integral differs from dos_{spin} by {missing:.3g} of "
                f"{orbitals:.3g} orbitals; must obey the sum rule of (16), within "
                f"{SUM_RULE:g} of them"
            )


def _can_thin(grid: Real) -> bool:
    return grid.size >= 5 and grid.size % 2 == 1


def _both_spins(grid: Real, up: Real, down: Real, pairing: Pairing) -> Pieces:
    count = grid.size - 1
    return Pieces(
        np.tile(grid[:-1], 2), np.tile(grid[1:], 2), np.concatenate([up[:-1], down[:-1]]),
        np.concatenate([np.diff(x) / np.diff(grid) for x in (up, down)]),
        np.repeat([1.0, -1.0], count), np.full(2 * count, np.nan), pairing,
    )  # fmt: skip


def _rigid(grid: Real, density: Real, J: float) -> Pieces:
    count, slope = grid.size - 1, np.diff(density) / np.diff(grid)
    return Pieces(
        np.concatenate([grid[:-1] - J / 2, grid[:-1] + J / 2]),
        np.concatenate([grid[1:] - J / 2, grid[1:] + J / 2]),
        np.tile(density[:-1], 2), np.tile(slope, 2),
        np.repeat([1.0, -1.0], count), np.repeat([J, -J], count),
    )  # fmt: skip


def _together(parts: list[Pieces]) -> Pieces:
    def all_of(name: str) -> Real:
        return np.concatenate([getattr(part, name) for part in parts])

    return Pieces(all_of("low"), all_of("high"), all_of("start"), all_of("slope"), all_of("spin"),
                  all_of("shift"))  # fmt: skip
