r"""From a system-bath coupling to a master equation of Lindblad form.

The coupling is ``H_SE(t) = sum_j A_j exp(-i nu_j t) B_j(t)``, a list of `Coupling`. The bath enters
through one function, the half-sided transform

    correlator(j, k, omega) = int_0^oo dtau exp(i omega tau) <B_j(tau) B_k(0)>

of the names of two couplings. To second order in the coupling and for a memory that is short
against the system's motion (Born, Markov), `born_markov` gives d rho / dt with its phases
exp(-i (nu_j + nu_k) t). `secular` keeps the pairs with nu_j + nu_k = 0: each frequency then has a
Kossakowski matrix gamma = Gamma + Gamma^dag, a shift S = (Gamma - Gamma^dag) / 2i, and

    d rho / dt = -i [sum S_mk A_m^dag A_k, rho]
                 + sum gamma_mk (A_k rho A_m^dag - {A_m^dag A_k, rho} / 2).

Everything is exact SymPy; density matrices are stacked row by row into vectors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy as sp

__all__ = ["Coupling", "Generator", "Group", "born_markov", "secular", "superoperator"]

Correlator = Callable[[str, str, sp.Expr], sp.Expr]


@dataclass(frozen=True)
class Coupling:
    """One term A exp(-i nu t) B(t): a name for its bath operator, A, and nu.

    `adjoint` names the term with the adjoint bath operator; it is needed where several terms have
    the adjoint A at the opposite frequency.
    """

    name: str
    operator: sp.ImmutableMatrix
    frequency: sp.Expr
    adjoint: str = ""


@dataclass(frozen=True)
class Group:
    """The couplings of one frequency, with Gamma_mk between their bath operators.

    `matrix[m, k]` is the transform of <B_m^dag(tau) B_k(0)> at this frequency.
    """

    frequency: sp.Expr
    names: tuple[str, ...]
    operators: tuple[sp.ImmutableMatrix, ...]
    matrix: sp.ImmutableMatrix

    def kossakowski(self) -> sp.ImmutableMatrix:
        """Gamma + Gamma^dag: the rates, a positive matrix for every stationary bath."""
        return sp.ImmutableMatrix((self.matrix + self.matrix.H).applyfunc(sp.expand_complex))

    def shift(self) -> sp.ImmutableMatrix:
        """(Gamma - Gamma^dag) / 2i: what the bath adds to the Hamiltonian."""
        difference = (self.matrix - self.matrix.H) / (2 * sp.I)
        return sp.ImmutableMatrix(difference.applyfunc(sp.expand_complex))


@dataclass(frozen=True)
class Generator:
    """A master equation of Lindblad form, group by group."""

    groups: tuple[Group, ...]

    def hamiltonian(self) -> sp.ImmutableMatrix:
        """The Hamiltonian that the bath induces."""
        size = self.groups[0].operators[0].rows
        total = sp.zeros(size, size)
        for group in self.groups:
            shift = group.shift()
            for m, left in enumerate(group.operators):
                for k, right in enumerate(group.operators):
                    total += shift[m, k] * left.H * right
        return sp.ImmutableMatrix(total.applyfunc(sp.expand))

    def dissipator(self, rho: sp.ImmutableMatrix) -> sp.ImmutableMatrix:
        """The rate of change of a density matrix without the Hamiltonian part."""
        half = sp.Rational(1, 2)
        total = sp.zeros(*rho.shape)
        for group in self.groups:
            rates = group.kossakowski()
            for m, left in enumerate(group.operators):
                for k, right in enumerate(group.operators):
                    pair = left.H * right
                    jump = right * rho * left.H - half * (pair * rho + rho * pair)
                    total += rates[m, k] * jump
        return sp.ImmutableMatrix(total.applyfunc(sp.expand))

    def rate(self, rho: sp.ImmutableMatrix) -> sp.ImmutableMatrix:
        """The rate of change of a density matrix in the interaction picture."""
        induced = self.hamiltonian()
        total = -sp.I * (induced * rho - rho * induced) + self.dissipator(rho)
        return sp.ImmutableMatrix(total.applyfunc(sp.expand))


def born_markov(
    couplings: Sequence[Coupling], correlator: Correlator, rho: sp.ImmutableMatrix, time: sp.Expr
) -> sp.ImmutableMatrix:
    """The rate of change to second order in the coupling, with all its phases.

    Source: `junction:2`.
    """
    total = sp.zeros(*rho.shape)
    for left in couplings:
        for right in couplings:
            phase = sp.exp(-sp.I * (left.frequency + right.frequency) * time)
            gamma = correlator(left.name, right.name, right.frequency)
            moved = right.operator * rho * left.operator - left.operator * right.operator * rho
            term = gamma * phase * moved
            total += term + term.H
    return sp.ImmutableMatrix(total)


def secular(couplings: Sequence[Coupling], correlator: Correlator) -> Generator:
    """Keep the pairs of couplings whose phases cancel.

    Raises
    ------
    ValueError
        If an operator's adjoint is missing at the opposite frequency, when the coupling would not
        be hermitian, or if several terms could be it and none is named.
    """
    groups = []
    for frequency in _frequencies(couplings):
        members = [c for c in couplings if _same(c.frequency, frequency)]
        adjoints = [_adjoint(member, couplings) for member in members]
        rows = [[correlator(a.name, m.name, frequency) for m in members] for a in adjoints]
        groups.append(
            Group(
                frequency,
                tuple(m.name for m in members),
                tuple(m.operator for m in members),
                sp.ImmutableMatrix(rows),
            )
        )
    return Generator(tuple(groups))


def superoperator(
    rate: Callable[[sp.ImmutableMatrix], sp.ImmutableMatrix], size: int
) -> sp.ImmutableMatrix:
    """The matrix of a linear map of density matrices, rows stacked."""
    columns = []
    for row in range(size):
        for column in range(size):
            unit = sp.zeros(size, size)
            unit[row, column] = 1
            columns.append(list(rate(sp.ImmutableMatrix(unit))))
    return sp.ImmutableMatrix(columns).T


def _same(one: sp.Expr, other: sp.Expr) -> bool:
    return bool(sp.expand(one - other) == 0)


def _frequencies(couplings: Sequence[Coupling]) -> list[sp.Expr]:
    """Distinct frequencies in the order in which they first occur."""
    found: list[sp.Expr] = []
    for coupling in couplings:
        if not any(_same(coupling.frequency, known) for known in found):
            found.append(coupling.frequency)
    return found


def _adjoint(member: Coupling, couplings: Sequence[Coupling]) -> Coupling:
    """The coupling with the adjoint operator and the opposite frequency."""
    found = [
        other
        for other in couplings
        if _same(other.frequency, -member.frequency)
        and other.operator == member.operator.H
        and member.adjoint in ("", other.name)
    ]
    if not found:
        raise ValueError(
            f"coupling {member.name!r} has no adjoint partner at frequency {-member.frequency}; "
            "a hermitian coupling lists both"
        )
    if len(found) > 1:
        names = ", ".join(repr(other.name) for other in found)
        raise ValueError(f"coupling {member.name!r}: its adjoint may be {names}; name it")
    return found[0]
