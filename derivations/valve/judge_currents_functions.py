"""Functions of the frequency on the levels of a finite valve, and samples for its printed currents.

A frequency is an array along one axis: the first for 1 and for a frequency without a name, the
second for 1', the third for 2'. Vectors and tensors have their components in front. Densities are
level counts over the spacing of the grid.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.interpret import Ring, Sample

from . import judge_currents as judge
from .judge_currents import SPINS, Valve
from .judge_network import ELECTRODES, ORBITALS

Array = NDArray[Any]
#: The axis along which each variable of a printed integral runs.
AXES = {
    "omega": 0, "omega_1": 0, "omega_prime": 1, "omega_1'": 1, "omega_2'": 2,
}  # fmt: skip
PLACES = {"1": 0, "1'": 1, "2'": 2}
NAMES = {"up": 1, "down": -1}


def along(values: Array, axis: int) -> Array:
    """A function on the grid as an array along one axis of frequencies."""
    shape = [1, 1, 1]
    shape[axis] = values.shape[-1]
    return values.reshape(*values.shape[:-1], *shape)


class OnGrid(np.ndarray[Any, Any]):
    """Values along the first axis of frequencies, which a variable along another axis moves."""

    grid: Array

    def __new__(cls, values: Array, grid: Array) -> OnGrid:
        """Values on the grid."""
        made = along(np.asarray(values), 0).view(cls)
        made.grid = grid
        return made

    def __call__(self, frequency: Array) -> Array:
        """The function at the frequencies of the grid, along their axis."""
        return along(np.asarray(self)[..., 0, 0], axis_of(frequency, self.grid))


def axis_of(frequency: Array, grid: Array) -> int:
    """The axis of a frequency.

    Raises
    ------
    ValueError
        If the frequencies are not those of the grid.
    """
    values = np.asarray(frequency)
    if not np.array_equal(values.ravel(), grid):
        raise ValueError("a function of the grid is asked for at another frequency")
    return int(np.argmax(values.shape))


def on_pairs(table: Array, grid: Array) -> Callable[[Array, Array], Array]:
    """A function of two frequencies of the grid."""

    def value(first: Array, second: Array) -> Array:
        axes = axis_of(first, grid), axis_of(second, grid)
        if axes[0] == axes[1]:
            return along(np.diagonal(table), axes[0])
        absent = 3 - sum(axes)
        ordered = table if axes[0] < axes[1] else table.T
        return np.asarray(np.expand_dims(ordered, absent))

    return value


def two_particle(valve: Valve, r: str) -> dict[tuple[int, int], Array]:
    """(16): pairs of levels of one orbital, over the spacing squared."""
    levels, points = valve.electrodes[r].levels, len(valve.grid)
    found = {pair: np.zeros((points, points)) for pair in product(SPINS, SPINS)}
    for (a, s), (b, u) in product(enumerate(SPINS), repeat=2):
        for k in range(ORBITALS):
            found[s, u][levels[k, a], levels[k, b]] += 1 / valve.spacing**2
    return found


def densities(valve: Valve, r: str) -> tuple[Array, Array]:
    """The densities of spin up and down."""
    levels, points = valve.electrodes[r].levels, len(valve.grid)
    up, down = (np.bincount(levels[:, a], minlength=points) / valve.spacing for a in range(2))
    return up, down


def holes(valve: Valve, r: str) -> dict[int, Array]:
    """The anisotropy of an electron of one spin with its own orbital, per averaged density."""
    levels, occupied = valve.electrodes[r].levels, valve.occupation(r)
    up, down = densities(valve, r)
    found = {s: np.zeros(len(valve.grid)) for s in SPINS}
    for k, (a, s) in product(range(ORBITALS), enumerate(SPINS)):
        resting = occupied[levels[k, 0]] - occupied[levels[k, 1]]
        found[s][levels[k, a]] += s * resting / 4 / valve.spacing
    return {s: 2 * values / (up + down) for s, values in found.items()}


def principal_sums(valve: Valve, r: str) -> tuple[Array, Array]:
    """Sums over the levels of an electrode: alpha and beta on the grid."""
    levels, occupied = valve.electrodes[r].levels, valve.occupation(r)
    alpha, beta = np.zeros(len(valve.grid)), np.zeros(len(valve.grid))
    for k, (a, s) in product(range(ORBITALS), enumerate(SPINS)):
        level = levels[k, a]
        share = s / 2 / np.pi * valve.principal(valve.grid - valve.grid[level])
        alpha, beta = alpha + share, beta + share * occupied[level]
    return alpha, beta


def functions(valve: Valve) -> dict[str, Any]:
    """Every function of the frequency that the print names."""
    found: dict[str, Any] = {}
    for r in ELECTRODES:
        up, down = densities(valve, r)
        hole = holes(valve, r)
        alpha, beta = principal_sums(valve, r)
        occupied = valve.occupation(r)
        own = {
            "nu_bar": (up + down) / 2, "n": (up - down) / (up + down),
            "f_plus": occupied, "f_minus": 1 - occupied, "alpha": alpha, "beta": beta,
            "anisotropy": hole[1] + hole[-1], "anisotropy_even": hole[1] - hole[-1],
        }  # fmt: skip
        for name, values in own.items():
            found.setdefault(name, {})[r] = OnGrid(values, valve.grid)
        tables, spin_holes = (found.setdefault(x, {}) for x in ("nu_two", "anisotropy_spin"))
        for name, s in NAMES.items():
            spin_holes[r, name] = OnGrid(hole[s], valve.grid)
        for (a, s), (b, u) in product(NAMES.items(), repeat=2):
            tables[a, r, b] = on_pairs(two_particle(valve, r)[s, u], valve.grid)
    bare = {r: np.asarray(found["nu_bar"][r])[:, 0, 0] for r in ELECTRODES}
    filled = {r: valve.occupation(r) for r in ELECTRODES}
    rates = 2 * np.pi * valve.amplitude**2 * np.outer(bare["L"], bare["R"])
    bias = filled["R"][None, :] - filled["L"][:, None]
    found["Gamma"] = OnGrid(np.diagonal(rates), valve.grid)
    found["Delta"] = OnGrid(np.diagonal(bias), valve.grid)
    directions = {r: valve.electrodes[r].direction for r in ELECTRODES}
    return found | at_places(valve.grid, directions, found, rates, bias)


def at_places(
    grid: Array,
    directions: Mapping[str, Array],
    known: Mapping[str, Any],
    rates: Array,
    bias: Array,
) -> dict[str, Any]:
    """The names of the appendix, where a place stands for a frequency."""

    def at(name: str) -> Callable[..., Array]:
        return lambda *labels: along(
            np.asarray(known[name][labels[0]])[:, 0, 0], PLACES[labels[-1]]
        )

    def vector(name: str) -> Callable[[str, str], Array]:
        def value(r: str, place: str) -> Array:
            values = np.asarray(known[name][r])[:, 0, 0]
            return along(np.multiply.outer(directions[r], values), PLACES[place])

        return value

    def pair(table: Array) -> Callable[[str, str], Array]:
        places = {name: along(grid, axis) for name, axis in PLACES.items()}
        return lambda a, b: on_pairs(table, grid)(places[a], places[b])

    return {
        "nu_at": at("nu_bar"), "n_at": at("n"), "anisotropy_at": at("anisotropy"),
        "even_at": at("anisotropy_even"), "n_vector": vector("n"), "beta_vector": vector("beta"),
        "Gamma_pair": pair(rates), "Delta_pair": pair(bias),
        "Gamma_at": lambda place: along(np.diagonal(rates), PLACES[place]),
        "Delta_at": lambda place: along(np.diagonal(bias), PLACES[place]),
    }  # fmt: skip


def constant(values: Array) -> Array:
    """A vector or tensor that does not depend on frequencies."""
    return np.reshape(values, (*np.shape(values), 1, 1, 1))


def integral(grid: Array, spacing: Any) -> Callable[[tuple[str, ...], Callable[..., Any]], Any]:
    """Sums over the grid, times its spacing."""

    def value(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
        axes = [AXES[name] for name in names]
        body = np.asarray(integrand(*(along(grid, axis) for axis in axes)))
        for axis in axes:
            place = body.ndim - 3 + axis
            repeated = 1 if body.shape[place] > 1 else len(grid)
            body = body.sum(axis=place, keepdims=True) * (spacing * repeated)
        return body

    return value


def coefficients(valve: Valve) -> dict[str, dict[str, Any]]:
    """The exact currents of the left electrode, resolved along the tensors of the print."""
    found, turned = judge.exact(valve), judge.exact(valve.reversed_right())
    left, right = (valve.electrodes[r].direction for r in ELECTRODES)
    vectors = (left, right, np.cross(left, right))
    tensors = np.array([judge.odot(left, v).ravel() for v in vectors]).T
    resolved = {
        "S": np.linalg.solve(np.array(vectors).T, found.spin_current["L"]),
        "ex": -np.linalg.lstsq(tensors, found.exchange("L").ravel(), rcond=None)[0],
        "Q": np.linalg.lstsq(tensors, found.quadrupole["LL"].ravel(), rcond=None)[0],
    }
    values = {
        f"{letter}_{kind}": {"L": x}
        for kind, three in resolved.items()
        for letter, x in zip("EAT", three, strict=True)
    }
    plain, opposite = found.charge["L"], turned.charge["L"]
    values["I_N0"] = {"L": (plain + opposite) / 2}
    values["I_NF"] = {"L": (plain - opposite) / 2 / float(left @ right)}
    return values


def averages(valve: Valve) -> dict[str, Any]:
    """The exact averages and currents of both electrodes and all nodes."""
    found = judge.exact(valve)
    return {
        "charge_current": found.charge,
        "average_spin": {r: constant(x) for r, x in found.spin.items()},
        "average_spin_current": {r: constant(x) for r, x in found.spin_current.items()},
        "average_quadrupole_current": {r: constant(x) for r, x in found.quadrupole.items()},
        "direct_current": {r + r: constant(found.direct(r)) for r in ELECTRODES},
        "exchange_current": {r + r: constant(found.exchange(r)) for r in ELECTRODES},
        "direction": {r: constant(valve.electrodes[r].direction) for r in ELECTRODES},
    }


def cross(a: Array, b: Array) -> Array:
    """The vector product of two vectors, which may depend on frequencies."""
    first, second = np.broadcast_arrays(a, b)
    return np.cross(first, second, axis=0)


def constants(valve: Valve) -> dict[str, Any]:
    """Numbers, products of vectors and the kernel."""
    return {
        "omega": along(valve.grid, 0), "sign": NAMES,
        "t": valve.amplitude, "pi": np.pi, "i_unit": 1j,
        "dot": lambda a, b: (a * b).sum(axis=0),
        "cross": cross,
        "odot": judge.odot,
        "principal": valve.principal, "dirac": valve.dirac, "above": valve.kernel,
    }  # fmt: skip


def sample(valve: Valve, ring: Ring, values: Mapping[str, Any]) -> Sample:
    """A point with these values."""
    ranges = {"electrode": ELECTRODES, "spin": tuple(NAMES), "axis": ("x", "y", "z")}
    own = replace(ring, functions={**ring.functions, "abs": np.abs})
    return Sample(own, values, ranges, integrate=integral(valve.grid, valve.spacing))


def draw(sharp: bool) -> Callable[[random.Random, Ring], Sample]:
    """A random valve with everything that (89)-(112) and (D3)-(D14) name."""

    def point(rng: random.Random, ring: Ring) -> Sample:
        valve = judge.random_valve(rng.getrandbits(32), sharp)
        values = constants(valve) | functions(valve) | averages(valve) | coefficients(valve)
        return sample(valve, ring, values)

    return point


draw_sharp = draw(True)
draw_broadened = draw(False)
