"""Exact samples of (42), (A5), (A7) and (B1): matrices of spin, time and Keldysh index, multiplied.

Every component at every argument is a variable of its own, with another one for its conjugate.
What a Green's function that is diagonal in spin leaves of a full matrix, and at which time a
rotation stands, come out of the products.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from spinloom.derivations.engine.interpret import Array, Ring, Sample

from .judge_device import PAIRS, RANGES, SPINS
from .judge_gradient import Form, form
from .judge_rotation import COMPONENTS

TIMES = tuple("t" + "'" * k for k in range(4))
BAR = " conjugate"


def _named(name: str) -> Form:
    return Form({(name,): Fraction(1)})


def free(*labels: str) -> Callable[..., Form]:
    """A function of which nothing is known: a variable for each of its arguments."""

    def value(*arguments: Form) -> Form:
        keys = (sorted((m, str(v)) for m, v in x.terms.items() if v) for x in arguments)
        return _named(f"{labels} at {[str(key) for key in keys]}")

    return value


def _conjugate(value: Form) -> Form:
    """Times are real, other variables are not."""

    def other(name: str) -> str:
        if name in TIMES:
            return name
        return name.removesuffix(BAR) if name.endswith(BAR) else name + BAR

    return Form({tuple(sorted(other(n) for n in m)): v for m, v in value.terms.items()})


RING = Ring(
    "polynomials",
    lambda value: form(value),
    lambda value: int(any(bool(v) for v in value.terms.values())),
    {"conj": _conjugate},
)


# --- Products -------------------------------------------------------------------------------------


def spin_keldysh(parts: Mapping[tuple[str, str], Sequence[Any]]) -> Array:
    """Spins times (R, K; 0, A), from the triangles of all elements of spin; others vanish."""
    (retarded, *_) = next(iter(parts.values()))
    zero = 0 * retarded
    rows = []
    for a in SPINS:
        upper, lower = [], []
        for b in SPINS:
            r, k, adv = parts.get((a, b), (zero, zero, zero))
            upper += [r, k]
            lower += [zero, adv]
        rows += [upper, lower]
    return np.array(rows, dtype=object)


def keldysh_of(whole: Array, lead: Sequence[Any], spin: str) -> Any:
    """Keldysh component of a spin's diagonal block times the triangle of a lead."""
    place = 2 * SPINS.index(spin)
    return whole[place, place] * lead[1] + whole[place, place + 1] * lead[2]


# --- Samples --------------------------------------------------------------------------------------


@cache
def kernels() -> Sample:
    """(42), (A5): the Keldysh component of a dot's triangle times that of a lead."""
    slow, fast, leads = (
        {(n, s): free(name, n, s) for n in "RKA" for s in SPINS}
        for name in ("slow", "fast", "lead")
    )

    def whole(n: str, spin: str) -> Callable[..., Form]:
        return lambda *times: slow[n, spin](*times) + fast[n, spin](*times)

    def kernel(green: Callable[[str, str], Any]) -> Callable[[str, str], Any]:
        def value(a: str, b: str) -> Callable[[Form, Form], Any]:
            return lambda t, u: keldysh_of(
                spin_keldysh({(a, a): [green(n, a)(t, u) for n in "RKA"]}),
                [leads[n, b](u - t) for n in "RKA"], a,
            )  # fmt: skip

        return value

    return Sample(RING, {
        **{name: _named(name) for name in TIMES}, "alpha_full": kernel(whole),
        "alpha_s": kernel(lambda *of: slow[of]), "alpha_u": kernel(lambda *of: fast[of]),
        **{f"G_s_{n}": {s: slow[n, s] for s in SPINS} for n in "RK"},
        **{f"G_{n}": {s: whole(n, s) for s in SPINS} for n in "RK"},
        **{f"Sigma_{n}": {s: leads[n, s] for s in SPINS} for n in "KA"},
    }, RANGES)  # fmt: skip


@cache
def chains() -> Sample:
    """(A7): a Green's function diagonal in spin, a full self-energy, the function, a lead."""
    green = {(n, s): free("green", n, s) for n in "RKA" for s in SPINS}
    middle = {(n, *p): free("rotated", n, *p) for n in "RKA" for p in PAIRS}
    leads = {(n, s): free("lead", n, s) for n in "RKA" for s in SPINS}

    def diagonal(*times: Form) -> Array:
        return spin_keldysh({(s, s): [green[n, s](*times) for n in "RKA"] for s in SPINS})

    def full(*times: Form) -> Array:
        return spin_keldysh({p: [middle[n, *p](*times) for n in "RKA"] for p in PAIRS})

    def beta(dot: str, spin: str) -> Any:
        def value(t: Form, t1: Form, t2: Form, t3: Form) -> Any:
            whole = diagonal(t, t1) @ full(t1, t2) @ diagonal(t2, t3)
            return keldysh_of(whole, [leads[n, spin](t3 - t) for n in "RKA"], dot)

        return value

    return Sample(RING, {
        **{name: _named(name) for name in TIMES}, "beta": beta,
        **{f"G_s_{n}": {s: green[n, s] for s in SPINS} for n in "RKA"},
        **{f"rotated_{n}": {p: middle[n, *p] for p in PAIRS} for n in "RKA"},
        **{f"Sigma_{n}": {s: leads[n, s] for s in SPINS} for n in "RKA"},
    }, RANGES)  # fmt: skip


@cache
def rotated() -> Sample:
    """(B1): rotations diagonal in time, a self-energy of leads diagonal in spin."""
    back, frame = ({p: free(name, *p) for p in PAIRS} for name in ("back", "frame"))
    leads = {s: free("lead", s) for s in SPINS}

    def local(table: Mapping[tuple[str, str], Any], times: Sequence[Form]) -> Array:
        """Blocks of spin for each time."""
        return np.array([
            [table[a, b](t) if j == k else form(0) for k in range(len(times)) for b in SPINS]
            for j, t in enumerate(times) for a in SPINS
        ], dtype=object)  # fmt: skip

    def element(a: str, b: str) -> Any:
        def value(t: Form, u: Form) -> Any:
            times = (t, u)
            energy = np.array([
                [leads[s](x - y) if s == r else form(0) for y in times for r in SPINS]
                for x in times for s in SPINS
            ], dtype=object)  # fmt: skip
            whole = local(back, times) @ energy @ local(frame, times)
            return whole[SPINS.index(a), len(SPINS) + SPINS.index(b)]

        return value

    return Sample(RING, {
        **{name: _named(name) for name in TIMES}, "rotated": element,
        "R_dagger": lambda a, b: back[a, b], "R_k": lambda a, b: frame[a, b], "Sigma": leads,
    }, COMPONENTS)  # fmt: skip


#: Rows that these samples prove.
SAMPLES: dict[str, Callable[[], Sample]] = {
    "magnet:42": kernels, "magnet:A5": kernels, "magnet:A7": chains, "magnet:B1": rotated,
}  # fmt: skip
