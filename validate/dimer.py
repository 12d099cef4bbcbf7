"""The dimer's kernels against its oracles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np

from spinloom import dimer

from . import dimer_closed_forms, dimer_many_body, dimer_matrices, dimer_motion, special_functions
from .dimer_references import ORACLES, Reference, numbers
from .rows import Row, compare

BACKENDS = ("numpy", "numba")


def checks() -> Iterator[Row]:
    """Yield every row of the dimer; less than a minute on one core, most of it in the oracles."""
    yield from dimer_matrices.green_rows(dimer.green)
    for backend in BACKENDS:
        kernels = import_module(f"spinloom.generated.{backend}.dimer")
        yield from dimer_matrices.rows(kernels, backend)
        yield from dimer_closed_forms.rows(kernels, backend)
        special = import_module(f"spinloom.generated.{backend}.special")
        yield from special_functions.rows(special, backend)
    for oracle in ORACLES:
        references = oracle.ask()
        for backend in BACKENDS:
            yield from coupling_rows(oracle.name, oracle.tolerance, references, backend)
    yield from dimer_many_body.rows()
    yield from dimer_motion.rows()


def coupling_rows(
    oracle: str,
    tolerance: float,
    references: Sequence[Reference],
    backend: str,
    couplings: Callable[..., Mapping[str, Any]] = dimer.couplings,
) -> Iterator[Row]:
    """Yield one row per family (J, D, ...); each coupling of each device has its own scale."""
    found = [evaluated(reference, backend, couplings) for reference in references]
    families = sorted({family(name) for reference in references for name in reference.values})
    for chosen in families:
        pairs, points = [], 0
        for reference, values in zip(references, found, strict=True):
            names = sorted(name for name in reference.values if family(name) == chosen)
            pairs += [(values[name], reference.values[name]) for name in names]
            points += len(reference.points) if names else 0
        yield compare(f"dimer.couplings.{chosen}", backend, oracle, points, pairs, tolerance)


def family(name: str) -> str:
    """Return the coupling without its sites: ``alpha_iso`` for ``alpha_iso_21``."""
    return name.rpartition("_")[0]


def evaluated(
    reference: Reference, backend: str, couplings: Callable[..., Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Return the public function's answer at the points of a reference."""
    mu_F, bias, temperature, temperature_R = np.array(
        [(p.mu_F, p.bias, p.temperature, p.temperature_R) for p in reference.points]
    ).T
    return couplings(
        mu_F,
        bias,
        temperature,
        temperature_R=temperature_R,
        backend=backend,
        **numbers(reference.device),
    )
