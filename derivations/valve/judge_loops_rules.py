"""Values of diagrams by brute force, and the factors of the rules as arrays.

The value of a diagram is the sum of its terms over all spins, with amplitudes as matrix elements
and averages of fields from matrices. Frequency integrals are sums over the levels.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from spinloom.derivations.engine.diagrams import Diagram, Observable, enumerate_diagrams, vertices
from spinloom.derivations.engine.interpret import Ring, Sample

from .judge_expansion_rules import shift, term_arrays
from .judge_fields_rules import CHARGE_SPIN, Array, complexes, four_vector, frame
from .judge_traces_rules import AXES, raised


def loops_of(diagram: Diagram) -> list[list[tuple[str, int]]]:
    """What each loop meets along its arrows: contractions ("c") and vertices ("v")."""
    line = {dot: pair for pair in diagram.contractions for dot in pair}
    left = [dot for dot, eta in enumerate(diagram.eta) if eta < 0]
    found = []
    while left:
        dot, loop = max(left), []
        while dot in left:
            left.remove(dot)
            pair = line[dot]
            end = pair[0] if pair[1] == dot else pair[1]
            loop += [("c", diagram.contractions.index(pair)), ("v", end // 2)]
            dot = end ^ 1
        found.append(loop)
    return found


def figure_25() -> Diagram:
    """The diagram of Fig. 25(c): vertices 4 to 1, unprimed dots L, primed dots R."""
    dot = {f"{v}{prime}": 2 * (4 - v) + (prime == "'") for v in (1, 2, 3, 4) for prime in ("", "'")}
    lines = (("3", "1"), ("2'", "1'"), ("4", "2"), ("4'", "3'"))
    signs = {"1'": -1, "2'": 1, "2": -1, "4": 1, "4'": -1, "3'": 1, "3": -1, "1": 1}
    eta = tuple(signs[name] for name in sorted(signs, key=lambda name: dot[name]))
    pairs = tuple(sorted((dot[a], dot[b]) for a, b in lines))
    return Diagram(vertices("charge", 2), pairs, eta, (1, -1) * 4)


def draw_figure(rng: random.Random, ring: Ring) -> Sample:
    """The second propagator of the diagram of Fig. 25(c), and its loop."""
    diagram = figure_25()
    omega = {dot: number for pair, number in zip(diagram.contractions, complexes(rng, 4).real,
                                                 strict=True) for dot in pair}  # fmt: skip
    signs = list(zip(diagram.chi, diagram.eta, strict=True))
    (loop,) = loops_of(diagram)
    names = []
    for kind, number in loop:
        if kind == "v":
            names.append(f"kappa {4 - number}'")
        else:
            early = diagram.contractions[number][1]
            names.append(f"rho {4 - early // 2}" + "'" * (early % 2))
    factors = {name: complexes(rng, 2, 2) for name in names}
    trace: Array = np.eye(2, dtype=complex)
    for name in names:
        trace = factors[name] @ trace
    values = {
        "X_2": sum(shift(signs[dot]) * omega[dot] for dot in range(4, 8)),
        "omega_1": omega[6],
        "omega_2": omega[4],
        "loop": complex(np.trace(trace)),
        "factor": factors,
        "trace": np.trace,
    }
    return Sample(ring, values)


def draw_parities(rng: random.Random, ring: Ring) -> Sample:
    """Numbers of vertices, lines and propagators of every diagram of first and second order."""
    known = [*enumerate_diagrams("charge", 1), *enumerate_diagrams("charge", 2)]
    earlier = [{early for _, early in diagram.contractions} for diagram in known]
    between = [
        sum(len(dots & {v, v + 1}) == 1 for v in range(0, len(diagram.eta), 2))
        for dots, diagram in zip(earlier, known, strict=True)
    ]
    values = {
        "double_vertices": np.array([len(diagram.vertices) for diagram in known]),
        "lines": np.array([len(diagram.contractions) for diagram in known]),
        "segments": np.array([diagram.vertices[-1].place for diagram in known]),
        "intermediate": np.array(between),
        "one": 1.0,
        "electrode_of": {"i": 1.0, "i'": 2.0},  # r_1 = L and r_1' = R in (E5)
        "left": 1.0,
        "right": 2.0,
    }
    return Sample(ring, values)


# --- Diagrams ---------------------------------------------------------------------------------


def real_amplitudes(rng: random.Random) -> Array:
    """Amplitudes whose components along the charge-spin operators are real."""
    return np.asarray(sum(rng.uniform(-1, 1) * r for r in CHARGE_SPIN.values()))


def draw_diagrams(name: str, real: bool = False) -> Callable[..., Sample]:
    """All diagrams of an order, the tunnelling term (from the left) as the observable."""

    def draw(rng: random.Random, ring: Ring) -> Sample:
        operator = real_amplitudes(rng) if real else complexes(rng, 2, 2)
        return diagram_sample(name, operator, rng, ring)

    return draw


def diagram_sample(name: str, operator: Array, rng: random.Random, ring: Ring) -> Sample:
    """Values of the diagrams, by brute force, and the factors of the rules as arrays."""
    frames = {r: frame(rng) for r in "LR"}
    hop = frames["L"].conj().T @ operator @ frames["R"]
    energies, reduced = (
        np.array([rng.uniform(-1, 1) for _ in range(4)]).reshape(2, 2) for _ in range(2)
    )
    valve = {
        "energies": energies,
        "reduced": reduced,
        "hop": hop,
        "observable": np.array([hop] * 2),
    }
    i_zero = 0.3j
    known = enumerate_diagrams("charge", {"1": 1, "3": 2}[name])
    brute = contributions("charge", {"1": 1, "3": 2}[name], valve, i_zero)[None, :, None]
    grid = levels(known, frames, reduced)
    occupation = grid.pop("occupation")
    values: dict[str, Any] = {
        "contribution": brute[:, : len(known)],
        "both": brute[:, : len(known)] + brute[:, len(known) :],
        "i_zero": i_zero,
        "pi": np.pi,
        "t_check": four_vector(operator),
        "r_check": CHARGE_SPIN,
        "raised": raised,
        "occupied": lambda sign: np.where(sign > 0, occupation, 1 - occupation),
        "loops": lambda *factors: traces(known, *factors),
        **factors_of(known, energies, i_zero),
        **grid,
    }
    values["F"] = {
        a: values["density"] * values["polarization"][a] * values["occupied"](-values["charge"])
        for a in AXES
    }
    if name == "1":
        values |= first_order(known, values, frames)
    return Sample(ring, values, {"component": AXES}, integrate=_over_grid)


def _over_grid(names: tuple[str, ...], integrand: Callable[..., Any]) -> Any:
    return np.sum(integrand(None), axis=-1, keepdims=True)


def contributions(observable: Observable, order: int, valve: dict[str, Any], z: complex) -> Array:
    """The value of each diagram, then of each partner: the terms of (E19), summed."""
    table = term_arrays(observable, order, valve)
    lines = len(table["later_first"])
    terms = table["observables"] * table["vertices"] * (-1.0) ** table["crossings"]
    terms = terms * np.prod(1 / (z + table["X"]), axis=0) * np.prod(table["later_first"], axis=0)
    return np.asarray(terms.reshape(-1, 2**lines).sum(axis=1))


def factors_of(known: tuple[Diagram, ...], energies: Array, i_zero: complex) -> dict[str, Any]:
    """Signs and propagators of each diagram, on the grid of the energies of its contractions."""
    signs, propagators = [], []
    for diagram in known:
        late_early = [diagram.chi[dot] for dot, kept in kinds(diagram) if kept]
        between = [diagram.eta[dot] for dot, kept in kinds(diagram) if not kept]
        signs.append((-1) ** diagram.crossings * np.prod(late_early) * np.prod(between))
        index = np.array(list(product(range(2), repeat=len(diagram.contractions)))).T
        omega = [energies[pair[0] % 2][k] for pair, k in zip(diagram.contractions, index,
                                                            strict=True)]  # fmt: skip
        steps = np.zeros((len(diagram.eta), index.shape[1]))
        for pair, frequency in zip(diagram.contractions, omega, strict=True):
            for dot in pair:
                steps[dot] = shift((diagram.chi[dot], diagram.eta[dot])) * frequency
        segments = [steps[2 * place :].sum(axis=0) for place in range(1, len(diagram.vertices))]
        propagators.append(np.prod([1 / (i_zero + X) for X in segments], axis=0))
    return {"signs": np.array(signs)[None, :, None], "propagators": np.array(propagators)[None]}


def kinds(diagram: Diagram) -> list[tuple[int, bool]]:
    """The earlier dot of each vertex, and whether the vertex is an early or a late one."""
    earlier = [early for _, early in diagram.contractions]
    return [
        (dot + 1, (dot in earlier) == (dot + 1 in earlier)) for dot in range(0, len(diagram.eta), 2)
    ]


def levels(known: tuple[Diagram, ...], frames: dict[str, Array], reduced: Array) -> dict[str, Any]:
    """Factors of the contractions; shape (diagram, grid, contraction, 1, 1)."""
    lines = len(known[0].contractions)
    index = np.array(list(product(range(2), repeat=lines)))
    shape = (len(known), len(index), lines, 1, 1)
    side = np.array([[pair[0] % 2 for pair in diagram.contractions] for diagram in known])
    place = np.broadcast_to(side[:, None, :], shape[:3]), np.broadcast_to(index[None], shape[:3])
    vectors = np.array(
        [
            [[v for v in four_vector(2 * np.outer(u, u.conj())).values()] for u in frames[r].T]
            for r in "LR"
        ]
    )  # a level of one spin: the density of states of that spin is twice the mean
    charges = [[diagram.chi[early] for _, early in diagram.contractions] for diagram in known]
    return {
        "density": np.full(shape, 0.5),
        "polarization": {a: vectors[place][..., k].reshape(shape) for k, a in enumerate(AXES)},
        "occupation": (1 / (np.exp(reduced) + 1))[place].reshape(shape),
        "charge": np.broadcast_to(np.array(charges)[:, None, :], shape[:3]).reshape(shape),
    }


def traces(known: tuple[Diagram, ...], *factors: Any) -> Array:
    """The product over the loops of the traces, shape (1, diagram, grid).

    Factors are those of the vertices, perhaps that of the observable, and of the contractions.
    """
    tunnelling, contraction = np.asarray(factors[0]), np.asarray(factors[-1])
    if contraction.ndim != 5:
        raise ValueError("contractions differ from diagram to diagram")
    found = []
    for number, diagram in enumerate(known):
        value: Any = 1
        for loop in loops_of(diagram):
            matrix = np.eye(2)
            for kind, place in loop:
                if kind == "c":
                    inserted = contraction[number, :, place]
                elif place == 0 and len(factors) == 3:
                    inserted = np.asarray(factors[1])
                else:
                    inserted = tunnelling if tunnelling.ndim == 2 else tunnelling[number, 0, place]
                matrix = inserted @ matrix
            value = value * np.trace(matrix, axis1=-2, axis2=-1)
        found.append(value)
    return np.array(found)[None]


def first_order(
    known: tuple[Diagram, ...], values: dict[str, Any], frames: dict[str, Array]
) -> dict[str, Any]:
    """Distributions of the two contractions, and sums over the four spins, for (E24)."""
    local = {r: {a: frames[r].conj().T @ CHARGE_SPIN[a] @ frames[r] for a in AXES} for r in "LR"}
    mixed = {a: frames["L"].conj().T @ CHARGE_SPIN[a] @ frames["R"] for a in AXES}

    @cache
    def spins(*labels: str) -> Array:
        found = []
        for diagram in known:
            turn = [np.conj if eta < 0 else np.asarray for eta in diagram.eta]
            latest, earliest = turn[1](mixed[labels[0]]), turn[3](mixed[labels[1]])
            # a contraction joins the spin of its later dot with that of its earlier one
            first, second = (
                np.conj(turn[early](local[r][a]))
                for r, a, early in (("L", labels[2], 2), ("R", labels[3], 3))
            )
            found.append(np.einsum("ab,cd,ac,bd->", latest, earliest, first, second))
        return np.array(found)[None, :, None]

    return {
        "F_first": {a: values["F"][a][None, :, :, 0, 0, 0] for a in AXES},
        "F_second": {a: values["F"][a][None, :, :, 1, 0, 0] for a in AXES},
        "spins": spins,
        "eta_latest": np.array([d.eta[1] for d in known])[None, :, None],
        "eta_earliest": np.array([d.eta[3] for d in known])[None, :, None],
    }
