"""The valve's functions, on the kernels of either backend, against its oracles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from spinloom import valve

from . import valve_bands, valve_finite, valve_orders
from .oracles import valve_arb, valve_fock, valve_mpmath, valve_mpmath_moments
from .rows import Row
from .valve_rows import Named, named_rows

BACKENDS = ("numpy", "numba")
_NAMES = ("mu_L", "mu_R", "T_L", "T_R", "J_L", "J_R", "D")
#: Unequal temperatures and splittings, T = 0, no bias, negative energies, one cold electrode,
#: occupied edges, steps at the edges, a splitting far below the temperature or above the band.
CURRENTS: tuple[Mapping[str, float], ...] = tuple(
    dict(zip(_NAMES, values, strict=True))
    for values in (
        (0.7, -1.3, 1.1, 0.4, 5.0, 3.0, 25.0),
        (0.5, -0.5, 0.0, 0.0, 5.0, 2.0, 25.0),
        (0.0, 0.0, 0.6, 0.6, 5.0, 5.0, 25.0),
        (-3.0, 2.0, 0.3, 0.3, 5.0, 2.0, 20.0),
        (0.0, 3.0, 2.0, 0.0, 5.0, 3.0, 25.0),
        (2.0, -1.0, 12.0, 6.0, 5.0, 3.0, 20.0),
        (23.5, -22.0, 0.3, 0.3, 5.0, 5.0, 25.0),
        (0.5, -0.5, 0.3, 0.3, 0.05, 4.0, 25.0),
        (1.0, -2.0, 0.4, 0.4, 30.0, 8.0, 10.0),
        (-22.0, 23.5, 0.3, 0.3, 4.0, 5.0, 25.0),
    )
)
TUNNELLING = 0.7
#: J, temperature, half width (None: infinite), chemical potential.
STORAGE: tuple[tuple[float, float, float | None, float], ...] = (
    (5.0, 0.0, None, 0.0), (5.0, 4.0, None, 0.0), (1e-3, 0.5, None, 0.0), (5.0, 4.0, 25.0, 3.0),
    (1.0, 6.0, 20.0, -19.0), (60.0, 3.0, 25.0, 9.0), (5.0, 0.0, 25.0, -24.0), (2.0, 0.3, 10.0, 9.5),
)  # fmt: skip
#: Energy, J, temperature, chemical potential.
ANISOTROPY = (
    (-1.0, 5.0, 0.0, 0.0), (1.0, 5.0, 0.0, 0.0), (-3.0, 5.0, 2.0, -0.4), (0.7, 1e-4, 0.5, 0.2),
    (40.0, 3.0, 1.5, 0.0), (-2.0, 9.0, 0.8, 1.0), (0.3, 0.6, 30.0, -2.0),
)  # fmt: skip
#: Both directions, the six coefficients, and the spin.
TENSORS = (
    ((1.0, 2.0, -0.5), (0.3, -1.0, 2.0), (0.4, -0.2, 0.7, 0.9, 0.1, -0.3), 0.8),
    ((0.0, 0.0, 3.0), (1.0, 0.0, 0.0), (0.0, 0.0, -0.5, 1.3, 0.0, 0.2), 2.5),
    ((-1.0, 0.2, 0.1), (2.0, 0.5, 0.4), (1.1, 0.3, 0.2, -0.6, 0.8, 0.5), -0.4),
)
_SMALLEST = 1e-16
"""A coefficient below this part of Gamma and the largest energy is compared with this part."""


class Check(NamedTuple):
    """A function, what it must agree with, how well, and its named results at each case."""

    function: str
    oracle: str
    tolerance: float
    cases: Sequence[Any]
    value: Callable[[Any, str], Named]
    reference: Callable[[Any], Named]
    scale: Callable[[Any], float] = lambda _: 0.0


def checks() -> Iterator[Row]:
    """Yield every row of the valve."""
    for check, references in prepared():
        for backend in BACKENDS:
            yield from rows(check, references, backend)
    yield from valve_bands.checks()
    yield from valve_finite.checks()
    yield from valve_orders.checks()


def prepared() -> Iterator[tuple[Check, list[Named]]]:
    """Yield every check with what its oracle finds, once for all backends."""
    for check in (*_stored(), *_currents()):
        yield check, [check.reference(case) for case in check.cases]


def rows(check: Check, references: Sequence[Named], backend: str) -> Iterator[Row]:
    """Compare one backend with the oracle's findings, a row for each result."""
    triples = [
        (check.value(case, backend), found, check.scale(case))
        for case, found in zip(check.cases, references, strict=True)
    ]
    yield from named_rows(check.function, backend, check.oracle, check.tolerance, triples)


# --- what an electrode stores, and tensors -------------------------------------------------------


def _stored() -> Iterator[Check]:
    finite = [case for case in STORAGE if case[2] is not None and case[1] > 0]

    def stored(case: Any, backend: str) -> Named:
        J, T, D, mu = case
        return dict(valve.storage(J, T, D=D, mu=mu, backend=backend))

    def named(function: Callable[..., Sequence[float]]) -> Callable[[Any], Named]:
        return lambda case: dict(zip(valve.Storage.names(), function(*case), strict=True))

    yield Check(
        "storage", "mpmath quadrature, 30 digits", 1e-13, STORAGE, stored,
        named(valve_mpmath_moments.storage),
    )  # fmt: skip
    yield Check("storage", "Arb, certified", 1e-13, finite, stored, named(valve_arb.storage))
    yield Check(
        "storage", "exact Fock space, two orbitals at a time", 1e-12, finite[:3], stored,
        named(valve_fock.storage),
    )  # fmt: skip
    yield Check(
        "anisotropy", "mpmath, partner by partner", 1e-12, ANISOTROPY,
        lambda c, name: dict(valve.anisotropy(*c[:3], mu=c[3], backend=name)),
        lambda c: dict(
            zip(valve.Anisotropy.names(), valve_mpmath_moments.anisotropy(*c), strict=True)
        ),
    )  # fmt: skip


# --- currents ------------------------------------------------------------------------------------


def gamma(case: Mapping[str, float]) -> float:
    """2 pi t^2 (1 / 2D)^2 at the amplitude of the checks."""
    return float(2 * np.pi * (TUNNELLING / (2 * case["D"])) ** 2)


def _size(case: Mapping[str, float]) -> float:
    largest = max(abs(value) for name, value in case.items() if name != "D")
    return _SMALLEST * gamma(case) * largest


def _flowing(case: Mapping[str, float], backend: str) -> Named:
    parameters: dict[str, Any] = {**case, "tunnelling": TUNNELLING, "backend": backend}
    return dict(valve.currents(**parameters))


def _nested(case: Mapping[str, float]) -> Named:
    left, right = (
        valve_mpmath.flat(case[f"J_{r}"], case["D"], case[f"mu_{r}"], case[f"T_{r}"]) for r in "LR"
    )
    return {**valve_mpmath.currents(left, right, TUNNELLING), "Gamma": gamma(case)}


def _certified(case: Mapping[str, float]) -> Named:
    """What Arb can certify: T > 0 for one energy, full and empty edges for two."""
    found: dict[str, float] = {}
    if min(case["T_L"], case["T_R"]) > 0:
        found |= valve_arb.dissipative(*(case[name] for name in _NAMES))
    if clear_of_edges(case):
        splittings = (case["J_L"], case["J_R"], case["D"])
        found["T_S"] = valve_arb.spin_torque(*splittings)
        found["T_ex"] = valve_arb.exchange_torque(case["mu_L"], case["T_L"], *splittings)
    return {name: gamma(case) * value for name, value in found.items()}


def clear_of_edges(case: Mapping[str, float]) -> bool:
    """Whether all edges, and the partners of their orbitals, are full or empty to 1e-17."""
    room = case["D"] - max(case["J_L"], case["J_R"]) / 2 - max(abs(case["mu_L"]), abs(case["mu_R"]))
    return bool(room > 40 * max(case["T_L"], case["T_R"]))


def _currents() -> Iterator[Check]:
    yield Check(
        "currents", "mpmath, nested principal values, 30 digits", 1e-11, CURRENTS, _flowing,
        _nested, _size,
    )  # fmt: skip
    yield Check("currents", "Arb, certified", 1e-12, CURRENTS, _flowing, _certified, _size)
    names = [f"{x}_{kind}" for kind in ("S", "ex") for x in "EAT"]

    def tensors(case: Any, backend: str) -> Named:
        first, other, numbers, spin = case
        found = valve.quadrupole_current(first, other, dict(zip(names, numbers, strict=True)), spin)
        axes = valve.principal(found.total)
        return {**found, "axes": axes.values, "projectors": axes.projectors}

    def reference(case: Any) -> Named:
        first, other, numbers, spin = case
        found = valve_mpmath_moments.tensors(
            first, other, dict(zip(names, numbers, strict=True)), spin
        )
        axes, projectors = valve_mpmath_moments.principal(np.array(found[2]))
        return {
            **dict(zip(valve.QuadrupoleCurrent.names(), found, strict=True)),
            "axes": axes, "projectors": projectors,
        }  # fmt: skip

    yield Check("quadrupole_current", "mpmath, components", 1e-13, TENSORS, tensors, reference)
