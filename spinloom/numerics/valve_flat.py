"""Currents between flat bands over Gamma, each group of coefficients when it is asked for.

Between the sorted edges of both electrodes' bands all densities of states are constant, so the
dissipative coefficients are weighted sums of one kernel over these segments, without cancellation
where the spin polarization vanishes. Different temperatures and differences that lose digits go to
`valve_window`. The exchange emission has a kernel of its own while the band edges are out of reach;
the torques stand in `valve_torques`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .valve_bands import DISSIPATIVE
from .valve_kernels import evaluate, inverse
from .valve_panels import ROUNDING
from .valve_torques import TORQUES, edges_out_of_reach, torques
from .valve_window import band_edges, by_quadrature, rounding_of_edges

Real = NDArray[np.float64]

LOST = 1e-12
"""Relative rounding of a closed form beyond which quadrature takes its place."""
FLOOR = 1e-17
"""Rounding over the largest energy that no coefficient needs to undercut."""
COEFFICIENTS = (*DISSIPATIVE, *TORQUES)
PARAMETERS = ("mu_L", "mu_R", "T_L", "T_R", "J_L", "J_R", "D")


@dataclass(frozen=True)
class FlatCurrents:
    """Coefficients over Gamma with their estimated errors, arrays of one shape.

    Groups are computed on first access and kept: exchange emission alone, if every edge is out of
    reach; all that is dissipative; both torques.

    Parameters
    ----------
    backend
        Which generated kernels to use.
    values
        The `PARAMETERS`, arrays that broadcast.
    shape
        The shape to which they broadcast.
    """

    backend: str
    values: Mapping[str, Real]
    shape: tuple[int, ...]

    def __call__(self, name: str) -> tuple[Real, Real]:
        """A coefficient and its error; "Gamma" is 1."""
        if name == "Gamma":
            return np.ones(self.shape), np.zeros(self.shape)
        if name == "E_ex" and np.all(self._unreached):
            return self._emission
        found, errors = self._torques if name in TORQUES else self._dissipative
        return found[name].reshape(self.shape), errors[name].reshape(self.shape)

    @cached_property
    def _flat(self) -> dict[str, Real]:
        return {n: np.broadcast_to(self.values[n], self.shape).ravel() for n in PARAMETERS}

    @cached_property
    def _unreached(self) -> NDArray[np.bool_]:
        """Where one temperature rules and no edge counts for the exchange emission."""
        v = self.values
        return np.asarray(edges_out_of_reach(v) & (v["T_L"] == v["T_R"]))

    @cached_property
    def _emission(self) -> tuple[Real, Real]:
        value, error = _emission(self.backend, self.values)
        full: Real = np.array(np.broadcast_to(value, self.shape))
        return full, np.array(np.broadcast_to(error, self.shape))

    @cached_property
    def _torques(self) -> tuple[dict[str, Real], dict[str, Real]]:
        return torques(self.backend, self._flat)

    @cached_property
    def _dissipative(self) -> tuple[dict[str, Real], dict[str, Real]]:
        flat = self._flat
        found, errors = _dissipative(self.backend, flat)
        chosen = np.broadcast_to(self._unreached, self.shape).ravel()
        part = {name: x[chosen] for name, x in flat.items()}
        found["E_ex"][chosen], errors["E_ex"][chosen] = _emission(self.backend, part)
        lost = flat["T_L"] != flat["T_R"]
        size = _largest(flat)
        for name in ("I_N0", "E_ex", "A_ex"):
            lost |= (errors[name] > LOST * np.abs(found[name])) & (errors[name] > FLOOR * size)
        if np.any(lost):
            values_lost, errors_lost = by_quadrature({n: x[lost] for n, x in flat.items()})
            for name in DISSIPATIVE:
                found[name][lost], errors[name][lost] = values_lost[name], errors_lost[name]
        for name, extra in rounding_of_edges(flat).items():
            errors[name] += extra
        return found, errors


def _largest(v: Mapping[str, Real]) -> Real:
    return np.max(np.abs([v[n] for n in ("mu_L", "mu_R", "T_L", "T_R", "J_L", "J_R")]), axis=0)


def _dissipative(backend: str, v: Mapping[str, Real]) -> tuple[dict[str, Real], dict[str, Real]]:
    """Sums over the segments between the edges, at the left temperature."""
    edges = band_edges(v)
    ends = np.sort(np.array([end for pair in edges.values() for end in pair]), axis=0)
    middle, width = (ends[1:] + ends[:-1]) / 2, np.diff(ends, axis=0) / 2
    inside = {
        key: ((middle > low) & (middle < high)).astype(float) for key, (low, high) in edges.items()
    }
    charge, up, down, scale = evaluate(
        backend, "segment", middle, width, v["mu_L"], v["mu_R"], v["J_L"], v["T_L"],
        inverse(v["T_L"]),
    )  # fmt: skip
    mean_L, half_L = _spins(inside, "L")
    mean_R, half_R = _spins(inside, "R")
    holes_up, holes_down = inside["L", 1] * up, inside["L", -1] * down
    terms = {
        "I_N0": 2 * mean_L * mean_R * charge,
        "I_NF": 2 * half_L * half_R * charge,
        "E_S": half_L * mean_R * charge,
        "A_S": mean_L * half_R * charge,
        "E_ex": mean_R * (holes_up + holes_down) / 2,
        "A_ex": half_R * (holes_up - holes_down) / 2,
    }
    present = (inside["L", 1] + inside["L", -1]) * (mean_R > 0)
    rounding = {name: 4 * ROUNDING * np.sum(np.abs(x), axis=0) for name, x in terms.items()}
    rounding["E_ex"] += ROUNDING * np.sum(present * scale, axis=0)
    rounding["A_ex"] += ROUNDING * np.sum(present * np.abs(half_R) * scale, axis=0)
    found = {name: np.sum(x, axis=0) for name, x in terms.items()}
    nothing = (v["mu_L"] == v["mu_R"]) | (v["J_L"] == 0)
    for name in ("E_ex", "A_ex"):
        for part in (found, rounding):
            part[name] = np.where(nothing, 0.0, part[name])
    return found, rounding


def _emission(backend: str, v: Mapping[str, Real]) -> tuple[Real, Real]:
    """Exchange emission where the edges of the bands are out of reach, with all its digits."""
    bias, T = v["mu_L"] - v["mu_R"], v["T_L"]
    (value,) = evaluate(backend, "emission", bias, v["J_L"], T, inverse(T))
    return value, 64 * ROUNDING * np.abs(value)


def _spins(inside: Mapping[tuple[str, int], Real], side: str) -> tuple[Real, Real]:
    up, down = inside[side, 1], inside[side, -1]
    return (up + down) / 2, (up - down) / 2
