"""What the junction's figures and captions state, recomputed with the kernels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np

from spinloom import junction
from spinloom.derivations.engine.claims import RelationClaim, measured
from spinloom.derivations.engine.ledger import Entry, Equation, Kind
from spinloom.derivations.engine.printed import Node, Relation, Symbol, about, less, node, system
from spinloom.derivations.junction.paper import sqrt
from spinloom.junction import Parameters

from . import junction_maps as maps

Values = Callable[[], Mapping[str, float]]


def leaf(name: str, tex: str = "", kind: str = "") -> Symbol:
    """A measured number; leaves of one kind may be confused by a mutant."""
    return Symbol(name, kind or name, tex)


def row(
    key: str, kind: Kind, printed: Node, values: Values, tolerance: float = 0.01, note: str = ""
) -> Entry:
    """A statement on measured numbers; `approx` within `tolerance` of the sum of both sides."""
    judge = measured(f"spectra and states; approx within {tolerance:g}", values, tolerance)
    equation = Equation(f"junction:{key}", printed)
    return Entry(equation.key, kind, RelationClaim(printed, judge), equation, "spinloom.junction",
                 note=note)  # fmt: skip


def peak(name: str, p: Parameters, near: float, reach: float = 0.03) -> float:
    """Position of a maximum of a spectrum near a frequency, by golden section."""
    low, high = near - reach, near + reach
    for _ in range(6):
        grid = np.linspace(low, high, 41)
        best = int(np.argmax(junction.spectrum(name, grid, p).density))
        low, high = grid[max(best - 1, 0)], grid[min(best + 1, 40)]
    return float((low + high) / 2)


def _black_positions() -> dict[str, float]:
    p, exchange, larmor = maps.EXCHANGE, 0.2, 0.1
    split = 4 * exchange
    return {
        "C1_main": peak("C1", p, larmor), "C3_split": peak("C3", p, split),
        "C2_low": peak("C2", p, larmor), "C2_minus": peak("C2", p, split - larmor),
        "C2_plus": peak("C2", p, split + larmor), "nu": larmor, "J_ex": exchange,
    }  # fmt: skip


def _coloured_positions() -> dict[str, float]:
    p, expected = maps.twisted(), maps.levels(maps.twisted())
    names = {"T2 T3": "below", "T1 T2": "above", "S T1": "minus", "S T3": "plus"}
    found = {f"{probe}_{words}_turned": peak(probe, p, expected[line])
             for probe in ("C1", "C2") for line, words in names.items()}  # fmt: skip
    return found | {"C3_turned": peak("C3", p, expected["S T2"]), "J_DM": 0.2}


@lru_cache(maxsize=1)
def _positions() -> dict[str, float]:
    return _black_positions() | _coloured_positions()


def _widths() -> dict[str, float]:
    p = maps.EXCHANGE
    found = junction.lines(p)
    width = dict(zip(found.transitions, found.widths, strict=True))
    omega = np.array([0.0, width["dark"]])
    total = junction.spectrum("C3", omega, p).density
    background = junction.spectrum("C3", [20 * width["dark"]], p).density[0]
    return {
        "half": float((total[1] - background) / (total[0] - background)),
        "dark": float(width["dark"]), "bright": float(width["bright 1"]),
        "split": float(width["S T2"]),
        "mean": 0.0095,
    }  # fmt: skip


def _intensities() -> dict[str, float]:
    found = junction.lines(maps.twisted())
    weight = {n: dict(zip(found.transitions, np.abs(w), strict=True))
              for n, w in found.weights.items()}  # fmt: skip
    names = ("T1 T2", "T2 T3", "T1 S", "S T3")
    ESR, STM = ([float(weight[n][t]) for t in names] for n in ("C1", "C2"))
    return {"weak": max(ESR[2:]), "strong": min(ESR[:2]), "smallest": min(STM),
            "largest": max(STM), "visible": min(ESR[2:])}  # fmt: skip


def _thresholds() -> dict[str, float]:
    critical = maps.critical_weight(maps.FAMILY)
    weights = np.array([critical * 0.99, critical * 1.01, 1.0, maps.product_weight(maps.FAMILY)])
    found = junction.entanglement(maps.family(weights))
    return {"below": float(found.log_negativity[0]), "above": float(found.log_negativity[1]),
            "full": float(found.log_negativity[2]), "formed": float(found.formation[2]),
            "mutual": float(found.mutual_information[3]),
            "shared": float(found.mutual_information[2]), "tiny": 1e-12}  # fmt: skip


def _protocol() -> dict[str, float]:
    data = maps.transient()
    singlet = maps.populations(data["states"])["S"]
    success = data["success"]
    return {
        "p_c": maps.critical_weight(maps.TRANSIENT), "start": float(singlet[0]),
        "kept": float(singlet[300]), "first": float(singlet[301]), "last": float(singlet[-1]),
        "success_1": float(success[0]), "success_2": float(success[1]),
        "success_3": float(success[2]),
    }  # fmt: skip


def _off_the_point() -> dict[str, float]:
    ratios, angles = np.array([0.6, 0.99, 1 - 1e-14, 1.01, 1.3]), np.array([0.0, 0.1, 0.5])
    point = maps.stationary_entanglement(np.array([1.0]), np.array([0.0]))
    near = maps.lifetimes(np.array([0.99]), np.array([0.0]))[1]
    return {"largest": float(maps.stationary_entanglement(ratios, angles).max()),
            "tiny": 1e-12, "point": float(point[0, 0]), "near": float(near[0, 0]),
            "fraction": 0.9}  # fmt: skip


nu, J, D = (leaf(n, t) for n, t in (
    ("nu", r"\nu"), ("J_ex", r"J_{\text{ex}}"), ("J_DM", r"J_{\text{DM}}")))  # fmt: skip
root = sqrt(J**2 + D**2)


def _coloured(probe: str) -> tuple[Relation, ...]:
    """The four lines with J_DM = J_ex."""
    lines = {"below": 2 * (root - J) - nu, "above": nu + 2 * (root - J),
             "minus": 2 * (root + J) - nu, "plus": 2 * (root + J) + nu}  # fmt: skip
    return tuple(about(leaf(f"{probe}_{words}_turned"), line) for words, line in lines.items())


def entries() -> Sequence[Entry]:
    """Rows of Figs. 2 and 3 and of ours."""
    hundredth = node(1) / 100
    return [
        row("fig2left", "figure",
            system(about(leaf("C1_main"), nu), about(leaf("C3_split"), 4 * J),
                   *_coloured("C1"), about(leaf("C3_turned"), 4 * root)),
            _positions, note="black and coloured curves; the lines of (9); with J_DM the line "
                             "nu - 2 (root - J_ex) lies at a negative frequency"),
        row("fig2right", "figure",
            system(about(leaf("C2_low"), nu), about(leaf("C2_minus"), 4 * J - nu),
                   about(leaf("C2_plus"), 4 * J + nu), *_coloured("C2")),
            _positions, note="black and coloured curves"),
        row("caption2-widths", "claim",
            system(about(leaf("half"), node(1) / 2), about(leaf("split"), leaf("mean")),
                   less(leaf("dark"), hundredth * leaf("bright"))),
            _widths, note="half widths over V: dark 2.62e-5, bright 9.5e-3 and 2.8e-2; S-T2 "
                          "lambda V"),
        row("text-intensities", "claim",
            system(less(leaf("weak"), leaf("strong")), less(leaf("largest"), 8 * leaf("smallest"))),
            _intensities, note="with J_DM = J_ex: C1 shows two weak lines, C2 four of one size"),
        row("fig3left", "figure",
            system(less(leaf("below"), leaf("tiny")), less(leaf("tiny"), leaf("above")),
                   about(leaf("full"), 1), about(leaf("formed"), 1), about(leaf("shared"), 2),
                   less(leaf("mutual"), leaf("tiny"))),
            _thresholds, 1e-9,
            note="the mutual information vanishes at one weight only, that of the product state"),
        row("fig3right", "figure",
            system(about(leaf("p_c"), node(229) / 1000), about(leaf("start"), node(1) / 2),
                   about(leaf("kept"), node(1) / 2),
                   less(leaf("kept"), leaf("first")), less(leaf("first"), leaf("last")),
                   less(leaf("success_1"), leaf("success_2")),
                   less(leaf("success_2"), leaf("success_3"))),
            _protocol, 1e-3, note="measurements at nu t = 150, 300, 450: 56, 91, 99 percent"),
        row("figlifetime", "figure",
            system(less(leaf("largest"), leaf("tiny")), less(leaf("tiny"), leaf("point")),
                   less(leaf("fraction") * leaf("point"), leaf("near"))),
            _off_the_point,
            note="off the dark point the stationary state is a product, however close; the "
                 "entanglement lives as long as the inverse of the slow rate"),
    ]  # fmt: skip
