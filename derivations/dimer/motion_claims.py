"""Rows of the dimer's spins in motion: closed forms of the implicit equation, stationary measure.

None of these is printed in the paper; they are what (3) with (5) and (6) comes to. The damping of
the free spin is alpha_i + alpha_an t t + alpha_as eps_ijk t_k; ``torque`` is m x (H + eta).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from spinloom.derivations.engine.claims import DefinitionClaim, Judge, RelationClaim, small_system
from spinloom.derivations.engine.interpret import DOUBLE
from spinloom.derivations.engine.ledger import Entry, Equation
from spinloom.derivations.engine.printed import Call, Node, Symbol, equal

from . import exact_vectors, motion_exact, motion_judge
from .methods import HARDLY
from .notation import HALF, ONE, TWO, S, cross, dot, hbar, t_vector
from .paper import alpha_an_free, alpha_iso_free, energy, m_dot, m_free, m_free_dot
from .steps import LAST_STEPS

alpha_as_free = Symbol("alpha_antisym_free", "damping constant", r"\alpha^{(as)}")
torque = Symbol("torque", "torque", r"\Gamma_{<0>}")
torque_free = Symbol("torque", "torque", r"\Gamma")
determinant = Symbol("determinant", "determinant", "d")
given = Symbol("n_given", "moment", r"\mathbf{n}")
implicit = Symbol("implicit", "implicit matrix", "M_{<0><1>}", commuting=False)
LINEAR = "linear solve of the implicit equation, generic fields"

EQ_DETERMINANT = Equation(
    "dimer:motion-determinant",
    equal(
        determinant(m_free),
        (1 + alpha_as_free * dot(m_free, t_vector)) ** 2
        + alpha_iso_free**2
        + alpha_iso_free * alpha_an_free * (1 - dot(m_free, t_vector) ** 2),
    ),
    "determinant of 1 + m x alpha for one free spin",
)
EQ_RATE = Equation(
    "dimer:motion-rate",
    equal(
        m_free_dot,
        (
            (1 + alpha_as_free * dot(m_free, t_vector)) * torque_free
            - alpha_iso_free * cross(m_free, torque_free)
            - alpha_an_free * dot(t_vector, torque_free) * cross(m_free, t_vector)
        )
        / determinant(m_free),
    ),
    "dm/dt of one free spin in closed form",
)


def _inverse(matrix: Node) -> Node:
    return Call(Symbol("inverse", "inverse"), (matrix,))


def _applied(one: Node, *others: Node) -> Node:
    """Matrix products from the right."""
    if not others:
        return one
    return Call(Symbol("applied", "matrix product"), (one, _applied(*others)))


_from_one = _applied(implicit[TWO, ONE], _inverse(implicit[ONE, ONE]))
EQ_PAIR = Equation(
    "dimer:motion-rate-pair",
    equal(
        m_dot[TWO],
        _applied(
            _inverse(implicit[TWO, TWO] - _applied(_from_one, implicit[ONE, TWO])),
            torque[TWO] - _applied(_from_one, torque[ONE]),
        ),
    ),
    "two free spins: M_ab = delta_ab + m_a x alpha_ab; the inverses have the closed form of one",
)
_density = Symbol("P_function", "density", r"\mathcal{P}")
_density_given = Symbol("density_given", "given density", r"\mathcal{P}_0")
_heat = Symbol("temperature", "temperature", "T")
EQ_MEASURE = Equation(
    "dimer:motion-measure",
    equal(
        _density(m_free),
        _density_given
        * (determinant(m_free) / determinant(given)) ** HALF
        * Call(
            Symbol("exp", "exponential", r"\exp"),
            ((energy(given) - energy(m_free)) / _heat,),
        ),
    ),
    "stationary density at equilibrium, full damping tensor, noise 2 T alpha/S",
)


_beta = Symbol("beta", "inverse temperature", r"\beta")
_noise = Symbol("j_iso_free", "noise constant", "j^{(i)}")
EQ_TEMPERATURE = Equation(
    "dimer:text-effective-temperature",
    equal(_beta, 2 * S**2 * hbar * alpha_iso_free / _noise),
    "the effective temperature as Section IV prints it, beta = 1/(k_B T_eff)",
)
_excess = Symbol("excess", "rate", r"e^{\mathcal{E}/T} \nabla\cdot\mathbf{J}")
_around, _along = (
    Symbol(f"slope_{name}", "slope", rf"\partial_{{{tex}}} \mathcal{{E}}")
    for name, tex in (("around", r"\phi"), ("along", "z"))
)
_d = Symbol("determinant_there", "determinant", "d")
EQ_BOLTZMANN = Equation(
    "dimer:motion-boltzmann",
    equal(
        _excess,
        alpha_as_free * (_around - alpha_iso_free * _along) / _d**2
        - _heat
        * alpha_iso_free
        * (alpha_iso_free * alpha_an_free * _d - alpha_as_free**2 * (_d - 4))
        / _d**3,
    ),
    "what exp(-E/T) leaves unbalanced at a direction m normal to t, leads of one temperature;"
    " z = m.t, phi the angle about t",
)
EQ_BALANCE = Equation(
    "dimer:motion-balance",
    motion_judge.BALANCE,
    "divergence of drift times density = half that of the Stratonovich noise current",
)


def entries() -> Sequence[Entry]:
    """Determinant, rates of one and of two free spins, stationary measure, its exception."""
    one = small_system(LINEAR, motion_judge.draw_one, exact=motion_exact.one_spin)
    pair = small_system(LINEAR + ", 6 x 6", motion_judge.draw_pair)

    def balance(tree: Node) -> RelationClaim:
        judge = Judge(
            "balance of drift and Stratonovich noise currents by differences of eighth order",
            motion_judge.draw_measure(tree), tolerance=1e-8, points=3, rings=(DOUBLE,),
        )  # fmt: skip
        return RelationClaim(motion_judge.BALANCE, judge)

    heat = small_system(
        "drift against spreading along the gradient", motion_judge.draw_temperature,
        exact=exact_vectors.temperature,
    )  # fmt: skip
    left = small_system(
        "divergence of drift and Stratonovich noise currents by differences of eighth order",
        motion_judge.draw_excess,
    )
    mended = equal(_beta, 2 * hbar * alpha_iso_free / _noise)
    return [
        _row(EQ_TEMPERATURE, RelationClaim(EQ_TEMPERATURE.printed, heat),
             "for (3), (6), (7) with moments of one length throughout, S or 1; S^2 is right only "
             "for unit vectors put into an energy of second order written for length S",
             corrected=RelationClaim(mended, heat), slip=HARDLY),
        _row(EQ_DETERMINANT, RelationClaim(EQ_DETERMINANT.printed, one),
             "constant on the sphere for isotropic damping only"),
        _row(EQ_RATE, RelationClaim(EQ_RATE.printed, one), "the implicit form (3), (5) solved"),
        _row(EQ_PAIR, RelationClaim(EQ_PAIR.printed, pair), "non-local damping; 1 and 2 exchange"),
        _row(EQ_MEASURE, DefinitionClaim(EQ_MEASURE.printed, balance),
             "exp(-E/T) alone is stationary only where the determinant is constant: isotropic "
             "damping without antisymmetric part; else it is corrected at order alpha_as and "
             "alpha_i alpha_an",
             defines=(EQ_BALANCE.key,)),
        _row(EQ_BOLTZMANN, RelationClaim(EQ_BOLTZMANN.printed, replace(left, tolerance=1e-8)),
             "zero for every energy only if alpha_as = 0 and alpha_i alpha_an = 0: the exact "
             "condition for exp(-E/T), beside noise = 2 T alpha and D_22 = 0"),
        _row(EQ_BALANCE, balance(EQ_MEASURE.printed), "Fokker-Planck equation of one free spin"),
    ]  # fmt: skip


def _row(
    equation: Equation, claim: RelationClaim | DefinitionClaim, note: str, **options: Any
) -> Entry:
    return Entry(equation.key, "claim", claim, equation, "motion", note=note,
                 steps=LAST_STEPS[equation.key], **options)  # fmt: skip
