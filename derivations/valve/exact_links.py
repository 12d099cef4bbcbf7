"""Links between nodes and the order of a spin and a current, for every hop at once: no rounding.

The operators are those of `exact_flows`: three electrodes, every single hop as a block of its own.
A link joins nodes that share an electrode, so that three electrodes hold every case of (85); where
all four of its indices differ both sides vanish by their Kronecker symbols.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from spinloom.derivations.engine.interpret import Sample

from . import exact_flows
from .exact_flows import adjoint, odot, size
from .judge_flows import ELECTRODES


@cache
def pairs() -> Sample:
    """(85): links by their four electrodes; no current flows from an electrode to itself."""
    known = exact_flows.exact(False)()
    spins, currents = known.values["spin"], known.values["spin_current"]
    leaves = {**spins, **{(r, s): x if r != s else 0 * x for (r, s), x in currents.items()}}
    names = {id(x): name for name, x in leaves.items()}
    products = cache(lambda first, second: odot(leaves[first], leaves[second]))

    def multiplied(a: Any, b: Any) -> Any:
        if id(a) in names and id(b) in names:
            return products(names[id(a)], names[id(b)])
        return odot(a, b)

    values = {
        "spin": spins,
        "spin_current": {pair: leaves[pair] for pair in currents},
        "pair_current": lambda *labels: known.values["link_current"](
            "".join(sorted(labels[:2])), "".join(sorted(labels[2:]))
        ),
        "pair_count": known.values["pair_count"],
        "same": lambda a, b: float(a == b),
        "odot": multiplied,
    }
    return Sample(known.ring, values, {"electrode": ELECTRODES})


@cache
def orders() -> Sample:
    """What a product of a current and a spin lacks to be Hermitian; each pair has its own hops."""
    known = exact_flows.exact(False)()

    def skewness(r: str, s: str) -> float:
        product = odot(known.values["spin_current_into"][r], known.values["spin"][s])
        return size(product - adjoint(product))

    values = {"skewness": cache(skewness), "skewness_apart": lambda pair: skewness(*pair)}
    return replace(known, values=values)
