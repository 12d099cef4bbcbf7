"""Bands other than flat ones: densities of states of one and of two particles."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import ParameterError
from .numerics.valve_bands import (
    COHERENT,
    DISSIPATIVE,
    Pairing,
    Pieces,
    Reservoir,
    coherent,
    dissipative,
    flat_pieces,
)
from .numerics.valve_panels import ORDERS, ROUNDING, graded, nodes, occupation
from .valve_parameters import number, real_array

Real = NDArray[np.float64]

Integrals = Callable[[Reservoir, Reservoir, int], dict[str, float]]

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
    use `Band.stoner` for one band of any shape, `Band.joined` for several. `Band.curved` and
    `Band.two_band` are the two models that polarize the spins at the Fermi energy.
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
        splitting = number("J", J)
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
    def curved(cls, J: float, D: float, samples: int = 201) -> Band:
        """One curved band: half an ellipse over -D to D that holds one orbital, split by J.

        Its slope at the chemical potential polarizes the spins there: both spins' densities of
        states at mu are the orbitals' at mu + J/2 and mu - J/2. Switches on the charge current
        I_NF, the spin currents E_S and A_S, and A_ex. Source: valve:15, valve:18.

        Parameters
        ----------
        J
            Stoner splitting (energy, >= 0).
        D
            Half the bandwidth (energy, > 0).
        samples
            Number of samples (odd, >= 5); the error falls as its square.

        Examples
        --------
        >>> up, down = Band.curved(5.0, 25.0).density(10.0)
        >>> print(up < down)
        True
        """
        half = number("D", D)
        if not isinstance(samples, int) or samples < 5 or samples % 2 == 0:
            raise ParameterError.of("samples", samples, "an odd number of at least 5")
        place = -np.cos(np.linspace(0.0, np.pi, samples))
        height = 2 / (np.pi * half)
        return cls.stoner(half * place, height * np.sqrt((1 - place) * (1 + place)), J)

    @classmethod
    def two_band(cls, D_1: float, J_1: float, D_2: float, J_2: float) -> Band:
        """Two flat bands of one orbital each; at energy 0 one holds spin up, the other spin down.

        Band 1 lies around J_1/2, so that its spin up is centred at 0; band 2 around -J_2/2, so
        that its spin down is. Splittings above the half widths, J_n > D_n, keep the other spins
        away from 0, and there the polarization is (D_2 - D_1)/(D_2 + D_1), constant for a bias
        within both bands. Source: valve:13, valve:15, valve:18.

        Parameters
        ----------
        D_1, D_2
            Half the bandwidths (energy, > 0).
        J_1, J_2
            Stoner splittings (energy, J_n > D_n).

        Raises
        ------
        ParameterError
            For a splitting that leaves both spins of one band at energy 0.

        Examples
        --------
        >>> up, down = Band.two_band(5.0, 12.0, 20.0, 45.0).density(0.0)
        >>> print(((up - down) / (up + down)).round(12))
        0.6
        """
        parts = []
        for n, sign, half, splitting in ((1, 1, D_1, J_1), (2, -1, D_2, J_2)):
            D, J = number(f"D_{n}", half, "D"), number(f"J_{n}", splitting, "J")
            if J <= D:
                raise ParameterError.of(f"J_{n}", J, f"larger than D_{n} = {D:g}", "energy")
            parts.append(cls.stoner(sign * J / 2 + np.array([-D, D]), [0.5 / D, 0.5 / D], J))
        return cls.joined(*parts)

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
        """Spin along the field: of the orbitals this band holds. Source: valve:48."""
        where, weights = self._nodes(mu, temperature)
        half = (self.pieces.density(where, 1) - self.pieces.density(where, -1)) / 2
        return float(weights @ (half * occupation(where, mu, temperature)))

    def q_exchange(self, mu: float, temperature: float) -> float:
        """Magnitude q of the exchange moment -q J (.) J. Source: valve:62, valve:64."""
        where, weights = self._nodes(mu, temperature)
        hole = sum(self.pieces.hole(where, s, mu, temperature) for s in (1, -1))
        return float(weights @ (hole * occupation(where, mu, temperature))) / 4

    def _nodes(self, mu: float, temperature: float) -> tuple[Real, Real]:
        pieces = self.pieces
        self.check("mu", np.array(number("mu", mu)))
        number("temperature", temperature)
        steps = Reservoir(pieces, mu, temperature).steps(partners=True)
        ends = graded(steps, pieces.ends[0], pieces.ends[-1])
        return nodes(np.union1d(ends, pieces.ends), ORDERS[0])

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


@dataclass(frozen=True, eq=False)
class BandCurrents:
    """Coefficients over 2 pi t^2 with their errors, the dissipative ones apart from the torques.

    An error is the difference of two quadrature rules, plus twice that to the band of every
    second sample, whose own error is about four times as large.

    Parameters
    ----------
    band_L, band_R
        Bands, None for a flat one.
    values
        Parameters that broadcast to the shape.
    shape
        Shape of every coefficient.
    """

    band_L: Band | None
    band_R: Band | None
    values: Mapping[str, Real]
    shape: tuple[int, ...]

    def __call__(self, name: str) -> tuple[Real, Real]:
        """A coefficient and its error; nu_bar_L nu_bar_R, halfway in energy, for "Gamma"."""
        if name == "Gamma":
            return self._rate, np.zeros(self.shape)
        found, errors = self._coherent if name in COHERENT else self._dissipative
        return found[name], errors[name]

    @cached_property
    def _points(self) -> list[dict[str, float]]:
        flat = {n: np.broadcast_to(x, self.shape).ravel() for n, x in self.values.items()}
        return [
            {name: float(x[k]) for name, x in flat.items()} for k in range(math.prod(self.shape))
        ]

    @cached_property
    def _rate(self) -> Real:
        found = [
            _product(self._pieces(v, thin=False), (v["mu_L"] + v["mu_R"]) / 2) for v in self._points
        ]
        return np.reshape(found, self.shape)

    @cached_property
    def _dissipative(self) -> tuple[dict[str, Real], dict[str, Real]]:
        return self._integrated(dissipative, DISSIPATIVE)

    @cached_property
    def _coherent(self) -> tuple[dict[str, Real], dict[str, Real]]:
        return self._integrated(coherent, COHERENT)

    def _integrated(
        self, method: Integrals, names: tuple[str, ...]
    ) -> tuple[dict[str, Real], dict[str, Real]]:
        """Values and errors of the coefficients with these names."""
        found, errors = ({name: np.zeros(self.shape) for name in names} for _ in range(2))
        thinned = any(x is not None and x.coarse is not None for x in (self.band_L, self.band_R))
        for k, v in enumerate(self._points):
            filled = _filled(self._pieces(v, thin=False), v)
            one, two = (method(*filled, order) for order in ORDERS)
            three = method(*_filled(self._pieces(v, True), v), ORDERS[1]) if thinned else two
            for name in names:
                found[name].flat[k] = one[name]
                errors[name].flat[k] = (
                    abs(one[name] - two[name])
                    + 2 * abs(two[name] - three[name])
                    + 4 * ROUNDING * abs(one[name])
                )
        return found, errors

    def _pieces(self, v: Mapping[str, float], thin: bool) -> list[Pieces]:
        return [
            _pieces(band, v, side, thin) for side, band in (("L", self.band_L), ("R", self.band_R))
        ]


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
    grid = real_array("energies", energies, "increasing numbers", "energy")
    if grid.ndim != 1 or grid.size < 2 or not np.all(np.isfinite(grid)):
        raise ParameterError.of("energies", energies, "two or more finite numbers", "energy")
    if np.any(np.diff(grid) <= 0):
        raise ParameterError.of("energies", energies, "increasing", "energy")
    return grid


def _sampled(name: str, density: Any, grid: Real) -> Real:
    given = density(grid) if callable(density) else density
    values = real_array(name, given, "numbers or a function", "1/energy")
    if values.shape != grid.shape:
        raise ParameterError.of(name, f"an array of shape {values.shape}", f"of shape {grid.shape}")
    if not np.all(np.isfinite(values) & (values >= 0)):
        raise ParameterError.of(name, density, "finite and >= 0", "1/energy")
    return values


def _matrix(two_particle: Any, grid: Real) -> Real:
    shape = (grid.size, grid.size)
    given = two_particle
    allowed = f"numbers of shape {shape}, or a function of two energies"
    if callable(given):
        found = np.asarray(given(grid[:, None], grid[None, :]))
        try:
            given = np.broadcast_to(found, shape)
        except ValueError:
            raise ParameterError.of(
                "two_particle", f"a function with values of shape {found.shape}", allowed
            ) from None
    matrix = real_array("two_particle", given, allowed, "1/energy^2")
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
