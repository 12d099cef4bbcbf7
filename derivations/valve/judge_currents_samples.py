"""Points at which the printed currents are judged: assembled, in equilibrium, mirrored, shifted."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from spinloom.derivations.engine.interpret import (
    Ring,
    Sample,
    Undefined,
    defined,
    evaluate,
    remembered,
)
from spinloom.derivations.engine.printed import Call, Label, Node, Relation, Symbol, relations

from . import corrected_currents as corrected
from . import judge_currents as judge
from . import judge_currents_functions as known
from . import paper_currents as print_
from .judge_currents import Valve
from .judge_network import (
    ELECTRODES,
    ORBITALS,
    PAULI,
    annihilators,
    blocks,
    draw_network,
    mode,
    odot,
    restricted,
    spin,
)

Array = NDArray[Any]
#: What rounding leaves of a sum that vanishes.
NOISE = 1e-14
_sharp = remembered(known.draw_sharp)


def _without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


def with_definition(
    printed: Node, name: str, labels: tuple[str, ...]
) -> Callable[[random.Random, Ring], Sample]:
    """Points at which one function of the frequency has the value that the print gives it."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        base = _sharp(rng, ring)
        frequency = base.values["omega"]
        _of_these(printed, labels)
        # no frequency of its own: the definition must bring it
        value = defined(printed, replace(base, values=_without(base.values, "omega")))
        found = {r: value(r)(frequency) for r in labels} if labels else value()(frequency)
        return replace(base, values={**base.values, name: found})

    return draw


def _of_these(printed: Node, labels: tuple[str, ...]) -> None:
    """A function that is defined for one electrode must be defined for the one that is asked for.

    Raises
    ------
    Undefined
        If it is not.
    """
    assert isinstance(printed, Relation) and isinstance(printed.left, Call)
    assert isinstance(printed.left.function, Symbol)
    for subscript in printed.left.function.indices:
        if isinstance(subscript, Label) and (subscript.name,) != labels:
            raise Undefined(f"defined for {subscript.name}")


COEFFICIENTS = {
    "I_N0": print_.EQ_93, "I_NF": print_.EQ_94, "E_S": print_.EQ_96, "A_S": print_.EQ_97,
    "T_S": print_.EQ_98, "E_ex": print_.EQ_100, "A_ex": print_.EQ_101,
}  # fmt: skip
TOTALS = {"E_Q": print_.EQ_109, "A_Q": print_.EQ_110, "T_Q": print_.EQ_111}


def _printed_coefficients(valve: Valve, ring: Ring) -> dict[str, Any]:
    """The coefficients of the left electrode from their printed integrals."""
    values = known.constants(valve) | known.functions(valve)
    point = known.sample(valve, ring, values)
    rows = {name: relations(equation.printed)[0] for name, equation in COEFFICIENTS.items()}
    rows["T_ex"] = corrected.exchange_torque()
    found = {name: evaluate(row.right, point) for name, row in rows.items()}
    spins = {"average_spin": known.averages(valve)["average_spin"]}
    spins["direction"] = {r: known.constant(e.direction) for r, e in valve.electrodes.items()}
    tables = {name: {"L": value} for name, value in found.items()}
    point = known.sample(valve, ring, values | spins | tables)
    totals = {
        name: evaluate(relations(equation.printed)[0].right, point)
        for name, equation in TOTALS.items()
    }
    return found | totals


@remembered
def draw_assembled(rng: random.Random, ring: Ring) -> Sample:
    """Exact currents, beside coefficients from the printed integrals, for both electrodes."""
    valve = judge.random_valve(rng.getrandbits(32), True)
    left = _printed_coefficients(valve, ring)
    right = _printed_coefficients(valve.mirrored(), ring)
    tables = {name: {"L": left[name], "R": right[name]} for name in left}
    return known.sample(valve, ring, known.constants(valve) | known.averages(valve) | tables)


def _quiet(ring: Ring) -> Ring:
    """Residuals at the level of rounding count as zero: sums that vanish have no scale."""

    def size(value: Any) -> float:
        largest = float(np.abs(np.asarray(value)).max())
        return largest if largest > NOISE else 0.0

    return replace(ring, size=size)


@remembered
def draw_nodes(rng: random.Random, ring: Ring) -> Sample:
    """Both electrodes and all nodes, and the same valve at another origin of the energies."""
    valve = judge.random_valve(rng.getrandbits(32), False)
    moved = known.averages(valve.shifted(rng.uniform(1, 2)))["average_quadrupole_current"]
    values = known.constants(valve) | known.averages(valve) | {"shifted_current": moved}
    return known.sample(valve, _quiet(ring), values)


_network = draw_network(True)


def draw_flow(rng: random.Random, ring: Ring) -> Sample:
    """Currents of nodes and between them as operators: averages agree in every state if they do."""
    base = _network(rng, ring)
    current, between = (
        {place: restricted(stack) for place, stack in base.values[name].items()}
        for name in ("node_current", "link_current")
    )
    flow = {(origin, into): stack for (into, origin), stack in between.items()}
    values = {"average_quadrupole_current": current, "net_flow": flow}
    return replace(base, values=values)


@remembered
def draw_zero_bias(rng: random.Random, ring: Ring) -> Sample:
    """Equal temperatures and chemical potentials."""
    valve = judge.random_valve(rng.getrandbits(32), True)
    right = valve.electrodes["R"]
    left = replace(
        valve.electrodes["L"],
        temperature=right.temperature, chemical_potential=right.chemical_potential,
    )  # fmt: skip
    still = replace(valve, electrodes={"L": left, "R": right})
    found = _printed_coefficients(still, ring)
    torques = {name: {"L": found[name]} for name in ("T_S", "T_ex")}
    return known.sample(still, ring, known.constants(still) | known.averages(still) | torques)


@remembered
def draw_stored(rng: random.Random, ring: Ring) -> Sample:
    """A random valve, and the moment of its left electrode in the 256 states."""
    valve = judge.random_valve(rng.getrandbits(32), True)
    chances, spins = judge.weights(valve), judge.spin(valve, "L")
    dyadic = np.array([[((x @ y).diagonal() * chances).sum().real for y in spins] for x in spins])
    symmetric = (dyadic + dyadic.T) / 2
    tensor = symmetric - np.eye(3) * np.trace(symmetric) / 3
    values = known.constants(valve) | known.functions(valve) | known.averages(valve)
    return known.sample(valve, ring, values | {"stored_moment": {"LL": known.constant(tensor)}})


@remembered
def draw_nonlocal(rng: random.Random, ring: Ring) -> Sample:
    """A random valve, with a second name for the even anisotropy function."""
    base = _sharp(rng, ring)
    even = base.values["anisotropy_even"]["L"]
    return replace(base, values={**base.values, "nonlocal_anisotropy": {"LR": even}})


def draw_polarisations(rng: random.Random, ring: Ring) -> Sample:
    """Two polarisations of a density of states."""
    values = {"n": {r: rng.uniform(-1, 1) for r in ELECTRODES}, "sign": known.NAMES}
    return Sample(ring, values, {"spin": tuple(known.NAMES)})


def draw_signs(rng: random.Random, ring: Ring) -> Sample:
    """Coefficients for positive rates and polarisations and a bias of one sign."""
    bias = rng.choice((-1, 1))
    rates, biases, left, right = (
        np.array([rng.uniform(0.1, 1) for _ in range(4)]) for _ in range(4)
    )
    values = {"Gamma": rates, "Delta": bias * biases, "n": {"L": left, "R": right}}
    point = Sample(ring, values, integrate=lambda names, integrand: float(integrand(0.0).sum()))
    tables = {
        name: {"L": evaluate(relations(COEFFICIENTS[name].printed)[0].right, point)}
        for name in ("I_N0", "E_S", "A_S")
    }
    return Sample(ring, tables)


@remembered
def draw_unpolarised(rng: random.Random, ring: Ring) -> Sample:
    """Two frequencies; both spins of every orbital of the right electrode at one of them."""
    valve = judge.random_valve(rng.getrandbits(32), True)
    levels = {"L": np.array([[0, 1], [0, 1]]), "R": np.array([[0, 0], [1, 1]])}
    electrodes = {r: replace(valve.electrodes[r], levels=x) for r, x in levels.items()}
    plain = replace(valve, grid=valve.grid[:2], electrodes=electrodes)
    emission = {"E_S": {"L": _printed_coefficients(plain, ring)["E_S"]}}
    return known.sample(plain, ring, known.constants(plain) | known.averages(plain) | emission)


def draw_replaced(rng: random.Random, ring: Ring) -> Sample:
    """A random valve, with the replaced torque."""
    return replaced(_sharp(rng, ring))


def replaced(base: Sample) -> Sample:
    """The torque of the spin with the anisotropy in the place of the polarisation."""
    anisotropy = {**base.values["n"], "L": base.values["anisotropy"]["L"]}
    point = replace(base, values={**base.values, "n": anisotropy})
    torque = evaluate(corrected.torque_of_the_note().right, point)
    return replace(base, values={**base.values, "replaced_torque": {"L": torque}})


def _one_body(valve: Valve) -> tuple[Array, Array, dict[str, list[Array]]]:
    """Hamiltonian without and with tunnelling and spins as matrices of the eight modes."""
    size = 2 * 2 * ORBITALS
    free, spins = np.zeros((size, size), dtype=complex), {}
    for r in ELECTRODES:
        electrode = valve.electrodes[r]
        spins[r] = [np.zeros((size, size), dtype=complex) for _ in PAULI]
        for k in range(ORBITALS):
            modes = [mode(r, k, 0), mode(r, k, 1)]
            for a, place in enumerate(modes):
                free[place, place] = valve.grid[electrode.levels[k, a]]
            for matrix, pauli in zip(spins[r], PAULI, strict=True):
                basis = electrode.spinors
                matrix[np.ix_(modes, modes)] = basis.conj().T @ pauli @ basis / 2
    return free, spins["L"][0] * 0, spins


def draw_rates(rng: random.Random, ring: Ring) -> Sample:
    """Direct parts of rates in a random Gaussian state: products of one-body averages."""
    valve = judge.random_valve(rng.getrandbits(32), True)
    free, hopping, spins = _one_body(valve)
    generator = np.random.default_rng(rng.getrandbits(32))
    left, right = (valve.electrodes[r].spinors for r in ELECTRODES)
    for k in range(ORBITALS):
        for other in range(ORBITALS):
            rows = [mode("L", k, a) for a in range(2)]
            columns = [mode("R", other, a) for a in range(2)]
            hopping[np.ix_(rows, columns)] = valve.amplitude * left.conj().T @ right
    hopping = hopping + hopping.conj().T
    noise = generator.normal(size=free.shape) + 1j * generator.normal(size=free.shape)
    basis = np.linalg.qr(noise)[0]
    state = basis @ np.diag(generator.uniform(0.1, 0.9, len(basis))) @ basis.conj().T

    def average(matrix: Array) -> float:
        return float(np.trace(matrix @ state).real)

    def moment(hamiltonian: Array) -> Array:
        rest = np.array([average(s) for s in spins["L"]])
        flow = np.array([average(1j * (hamiltonian @ s - s @ hamiltonian)) for s in spins["L"]])
        return known.constant(2 * judge.odot(rest, flow))

    values = {
        "direct_current": {"LL": moment(hopping)},
        "rate_direct": {"LL": moment(free + hopping)},
        "internal_direct": {"LL": moment(free)},
    }
    return Sample(ring, values)


@cache
def _stored() -> Mapping[tuple[str, str], float]:
    """Q_zz of the nodes for two parallel spins: both on the left, one on each side, both right."""
    lower = annihilators()
    empty = np.zeros(lower[0].shape[0])
    empty[0] = 1.0
    stages = {"a": "LL", "b": "LR", "c": "RR"}
    found = {}
    for stage, electrodes in stages.items():
        vector = empty
        for orbital, r in enumerate(electrodes):
            vector = lower[mode(r, orbital, 0)].T @ vector
        for node in judge.NODES:
            found[node, stage] = _moment(node, vector)
    return found


def _moment(node: str, vector: Array) -> float:
    first, second = (sparse.vstack(spin(r), format="csr") for r in node)
    tensor = blocks(odot(first, second))[8]
    count = 1 if node[0] == node[1] else 2
    return float((vector.conj() @ (tensor @ vector)).real) * count


def draw_two_electrons(rng: random.Random, ring: Ring) -> Sample:
    """Two electrons with parallel spins."""
    return Sample(ring, {"stored": _stored()})
