"""Points for the appendix on the currents: spin traces, charge indices, two-particle matrices."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from spinloom.derivations.engine.diagrams import Observable, enumerate_diagrams
from spinloom.derivations.engine.interpret import Ring, Sample, Undefined, defined, remembered
from spinloom.derivations.engine.printed import Node, Relation, Symbol

from . import judge_currents as judge
from . import judge_currents_functions as known
from .judge_currents import SPINS, Valve
from .judge_diagrams import numerical_sign
from .judge_network import COMPONENTS, ELECTRODES, PAULI
from .paper_currents_appendix import one, one_p

Array = NDArray[Any]
ROOT = np.sqrt(2)
#: One component of the tunnelling amplitude that is there, and one that is not.
TUNNELLING = ("0", "z")
PAIR = (one, one_p)
CHARGES = {"+": 1, "-": -1}
MATRICES = {
    name: matrix / ROOT if name == "0" else matrix * ROOT for name, matrix in COMPONENTS.items()
}


def two_particle_matrix(valve: Valve, r: str) -> dict[tuple[str, str], Array]:
    """Pairs of levels of one orbital in spin space: (A12)-(A15) by summing over the spins."""
    tables = known.two_particle(valve, r)
    components = {"0": 1.0, **dict(zip("xyz", valve.electrodes[r].direction, strict=True))}

    def weight(name: str, s: int) -> float:
        return components[name] * (1 if name == "0" else s)

    return {
        (a, b): sum(
            (tables[s, u] * weight(a, s) * weight(b, u) / 4 for s, u in product(SPINS, SPINS)),
            start=np.zeros_like(tables[1, 1]),
        )
        for a, b in product(components, repeat=2)
    }


@cache
def _known_trace(a: str, b: str, c: str) -> Array:
    return _trace(MATRICES[a], MATRICES[b], MATRICES[c])


def _trace(a: Array, b: Array, c: Array) -> Array:
    """The symmetric, traceless part of tr(a s_i b s_j c)."""
    spins = [pauli / 2 for pauli in PAULI]
    dyadic = np.array([[np.trace(a @ x @ b @ y @ c) for y in spins] for x in spins])
    symmetric = (dyadic + dyadic.T) / 2
    return known.constant(symmetric - np.eye(3) * np.trace(symmetric) / 3)


def spin_trace(a: Array, b: Array, c: Array) -> Array:
    """The same, remembered for the matrices themselves."""
    names = {id(matrix): name for name, matrix in MATRICES.items()}
    keys = [names.get(id(matrix), "") for matrix in (a, b, c)]
    return _known_trace(*keys) if all(keys) else _trace(a, b, c)


def _charged(valve: Valve, base: Mapping[str, Any]) -> dict[str, Any]:
    """Occupations and densities with a charge index, or with the opposite one."""
    found: dict[str, Any] = {name: {} for name in ("f_chi", "f_chi_bar", "F", "F_bar")}
    for r, (charge, value) in product(ELECTRODES, CHARGES.items()):
        opposite = "-" if charge == "+" else "+"
        occupied = base["f_plus" if value > 0 else "f_minus"][r]
        filled = np.asarray(occupied)[:, 0, 0]
        density = np.asarray(base["nu_bar"][r])[:, 0, 0]
        polarised = density * np.asarray(base["n"][r])[:, 0, 0]
        found["f_chi"][charge, r] = found["f_chi_bar"][opposite, r] = occupied
        parts = {"0": density, **{
            name: polarised * x
            for name, x in zip("xyz", valve.electrodes[r].direction, strict=True)
        }}  # fmt: skip
        for name, values in parts.items():
            spread = known.OnGrid(ROOT * filled * values, valve.grid)
            found["F"][charge, r, name] = found["F_bar"][opposite, r, name] = spread
    return found


def matrices(valve: Valve, base: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that (D1), (D10) and (D11) name beside the functions of the frequency."""
    tables = two_particle_matrix(valve, "L")
    places = along_places(valve)
    resting = places["omega_1"], places["omega_2'"]
    pairs = {key: known.on_pairs(table, valve.grid) for key, table in tables.items()}
    unit = np.eye(3)
    return _charged(valve, base) | {
        "chi": CHARGES, "chi_bar": {name: -value for name, value in CHARGES.items()},
        "i_zero": 1j * valve.eta,
        "t_check": {"0": ROOT * valve.amplitude, "z": 0.0},
        "r_check": MATRICES, "r_vertex": COMPONENTS, "trace": np.trace, "spin_trace": spin_trace,
        "two_particle": {("L", *key): pair for key, pair in pairs.items()},
        "pair_matrix": {key: pair(*resting) for key, pair in pairs.items()},
        "unit": {name: known.constant(unit[k]) for k, name in enumerate("xyz")},
    }  # fmt: skip


def along_places(valve: Valve) -> dict[str, Array]:
    """The frequencies 1, 1' and 2'."""
    return {f"omega_{name}": known.along(valve.grid, axis) for name, axis in known.PLACES.items()}


def _sample(valve: Valve, ring: Ring) -> Sample:
    functions = known.functions(valve)
    found = judge.exact(valve)
    flows = {
        (component, r): found.charge[r] if component == "0"
        else found.spin_current[r]["xyz".index(component)]
        for component, r in product(COMPONENTS, ELECTRODES)
    }  # fmt: skip
    values = known.constants(valve) | functions | known.averages(valve)
    made = known.sample(valve, ring, values | matrices(valve, functions) | {"one_particle": flows})
    ranges = {
        "component": tuple(COMPONENTS), "charge index": tuple(CHARGES),
        "tunnelling component": TUNNELLING,
    }  # fmt: skip
    return replace(made, ranges={**made.ranges, **ranges})


def draw(sharp: bool) -> Callable[[random.Random, Ring], Sample]:
    """Exact currents with the names of the appendix."""

    @remembered
    def point(rng: random.Random, ring: Ring) -> Sample:
        return _sample(judge.random_valve(rng.getrandbits(32), sharp), ring)

    return point


@remembered
def draw_planar(rng: random.Random, ring: Ring) -> Sample:
    """Stoner fields in the plane of x and z: fewer components to sum; the torque is along y."""
    valve = judge.random_valve(rng.getrandbits(32), False)
    angles = {r: rng.uniform(0, 2 * np.pi) for r in ELECTRODES}
    directions = {r: np.array([np.sin(x), 0.0, np.cos(x)]) for r, x in angles.items()}
    electrodes = {
        r: replace(valve.electrodes[r], direction=x, spinors=judge.spinors(x))
        for r, x in directions.items()
    }
    made = _sample(replace(valve, electrodes=electrodes), ring)
    summed = {**made.ranges, "component": ("0", "x", "z")}
    return replace(made, ranges=summed, free={"mu": ("0", "y")})


draw_sharp = draw(True)
draw_broadened = draw(False)


def with_pairs(printed: Node, name: str) -> Callable[[random.Random, Ring], Sample]:
    """Broadened points at which a function of the pair (1, 1') is the printed one."""

    def point(rng: random.Random, ring: Ring) -> Sample:
        base = draw_broadened(rng, ring)
        grid = np.ravel(base.values["omega"])
        places = {f"omega_{k}": known.along(grid, axis) for k, axis in known.PLACES.items()}
        value = defined(printed, replace(base, values={**base.values, **places}))
        assert isinstance(printed, Relation) and isinstance(printed.left, Symbol)
        if printed.left.indices != PAIR:
            raise Undefined("a function of the pair (1, 1') is defined for another one")
        return replace(base, values={**base.values, name: value})

    return point


def with_principal_values(printed: Node) -> Callable[[random.Random, Ring], Sample]:
    """Sharp points at which the vectors beta are built from the printed integral."""
    return lambda rng, ring: vectors_of(printed, draw_sharp(rng, ring))


def vectors_of(printed: Node, base: Sample) -> Sample:
    """A point with the vectors beta from their printed definition."""
    frequency = base.values["omega"]
    bare = {key: value for key, value in base.values.items() if key != "omega"}
    value = defined(printed, replace(base, values=bare))
    vectors = {
        (r, place): base.values["direction"][r] * known.along(np.ravel(value(r)(frequency)), axis)
        for r, (place, axis) in product(ELECTRODES, known.PLACES.items())
    }
    return replace(base, values={**base.values, "beta_vector": vectors})


def levi_civita() -> dict[tuple[str, ...], int]:
    """Zero wherever a component is 0 or occurs twice."""
    table = {key: 0 for key in product(COMPONENTS, repeat=3)}
    unit = np.eye(3)
    for order in permutations(range(3)):
        table[tuple("xyz"[k] for k in order)] = round(float(np.linalg.det(unit[list(order)])))
    return table


def draw_traces(rng: random.Random, ring: Ring) -> Sample:
    """Traces of three matrices of spin space."""
    values = {
        "r_check": MATRICES, "trace": np.trace, "i_unit": 1j, "levi_civita": levi_civita(),
        "delta": lambda a, b: float(a == b), "delta_bar": lambda a, b: float(a != b),
    }  # fmt: skip
    own = replace(ring, size=lambda value: round(float(abs(value)), 14))
    return Sample(own, values, {"component": tuple(COMPONENTS)})


def first_order_signs(observable: Observable) -> dict[str, Any]:
    """Connected diagrams of first order: crossings, signs from matrices, the earliest dot's chi."""
    known_ones = [d for d in enumerate_diagrams(observable, 1) if d.connected]
    return {
        "crossings": np.array([d.crossings for d in known_ones], dtype=float),
        "signs": np.array([round(numerical_sign(d)) for d in known_ones], dtype=float),
        "chi_early": np.array([d.chi[-1] for d in known_ones], dtype=float),
    }


def crossed_lines() -> dict[str, int]:
    """Lines that the contraction of the spin vertex's earlier dot crosses, in any diagram."""
    found: dict[str, set[int]] = {"crossed_direct": set(), "crossed_exchange": set()}
    for diagram in enumerate_diagrams("quadrupole", 1):
        a, b = next(pair for pair in diagram.contractions if 3 in pair)
        crossed = sum(a < c < b < d or c < a < d < b for c, d in diagram.contractions)
        found["crossed_exchange" if diagram.connected else "crossed_direct"].add(crossed)
    return {name: min(counts) if "ex" in name else max(counts) for name, counts in found.items()}
