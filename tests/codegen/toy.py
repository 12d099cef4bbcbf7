"""A small device for the generator's tests: a level between two leads, and thermal functions."""

from __future__ import annotations

import sympy as sp

from spinloom.codegen.functions import fermi_difference
from spinloom.codegen.ir import Function
from spinloom.codegen.lower import lower
from spinloom.codegen.spec import Argument, Assignment, Axis, Index, KernelSpec, Output

LEAD = Axis("lead", ("L", "R"))
ORDER = Axis("order", ("0", "1"))
lead, order = Index("lead", LEAD), Index("order", ORDER)
E, level = sp.symbols("energy level", real=True)
rates = sp.IndexedBase("rate", real=True)
green = sp.Symbol("green")
x, y = sp.symbols("x y", real=True)
z = sp.Symbol("z")


def real(name: str, domain: str = "real") -> Argument:
    return Argument(name, name, "meV", (), domain, f"The argument {name}")


HALF = sp.Rational(1, 2)


def resonance(width: sp.Expr = HALF) -> KernelSpec:
    """One level with two leads: its propagator, spectral shares and their sum."""
    rate_L, rate_R = sp.symbols("rate_of_L rate_of_R", positive=True)
    inverse = E - level + sp.I * width * sp.Symbol("total", real=True)
    doc = "broadening by each lead"
    items = (
        Assignment("rate", rate_L, "toy:1", doc, (LEAD.at("L"),)),
        Assignment("rate", rate_R, "toy:1", doc, (LEAD.at("R"),)),
        Assignment("total", rates[lead.symbol], "toy:2", "total broadening", (), (lead,)),
        Assignment("green", 1 / inverse, "toy:3", "propagator"),
        Assignment(
            "share", rates[lead.symbol] * green * sp.conjugate(green) / (2 * sp.pi),
            "toy:4, toy:5", "spectral share of each lead", (lead,),
        ),
        Assignment("propagator", green, "toy:3", "result"),
    )  # fmt: skip
    return KernelSpec(
        name="resonance",
        kind="integrand",
        arguments=(real("energy"), real("level"), real("rate_of_L", "> 0"), real("rate_of_R")),
        outputs=(
            Output("propagator", "G", "1/meV", (), "Propagator of the level", "complex"),
            Output("share", "A_l", "1/meV", (LEAD,), "Spectral share"),
        ),
        expressions=items,
        sources=tuple(f"toy:{n}" for n in range(1, 6)),
        summary="A level between two leads.",
        formula=("G = 1 / (E - level + i total / 2)",),
    )


def thermal() -> KernelSpec:
    """Quotients that need safe forms, and a polygamma function."""
    items = (
        Assignment("window", fermi_difference(x, y), "toy:6", "difference of occupations"),
        Assignment("occupation", 1 / (sp.exp(x) + 1), "toy:7", "occupation"),
        Assignment("variance", sp.exp(x) / (sp.exp(x) + 1) ** 2, "toy:7", "its variance"),
        Assignment("heat", x * sp.coth(x), "toy:8", "thermal noise"),
        Assignment("response", sp.polygamma(1, z) / sp.pi, "toy:9", "thermal response"),
    )
    return KernelSpec(
        name="thermal",
        kind="closed form",
        arguments=(
            real("x"), real("y"), Argument("z", "z", "", (), "Re z > 0", "Argument", "complex")
        ),
        outputs=(
            *(Output(n, n, "", (), n) for n in ("window", "occupation", "variance", "heat")),
            Output("response", "r", "", (), "response", "complex"),
        ),
        expressions=items,
        sources=tuple(f"toy:{n}" for n in range(6, 10)),
        summary="Thermal functions.",
    )  # fmt: skip


def lowered() -> tuple[Function, ...]:
    return tuple(lower(spec) for spec in kernels())


def kernels() -> tuple[KernelSpec, ...]:
    return (resonance(), thermal())
