"""The junction's derivation: traces, rates, blocks, what is conserved."""

from __future__ import annotations

import sympy as sp

from spinloom.derivations.engine.ledger import index
from spinloom.derivations.junction import contractions, master
from spinloom.derivations.junction.steps import steps


def test_both_orders_of_the_leads_have_the_same_spin_trace() -> None:
    names = tuple(master.spin_matrices())
    for first in names:
        for second in names:
            one, other = master.spin_trace(first, second)
            assert sp.expand(one - other) == 0
    assert master.spin_trace("2", "-1")[0] != master.spin_trace("-2", "1")[0]


def test_wick_leaves_one_loop_for_each_order_of_the_leads() -> None:
    found = contractions.correlator()
    across = "sum[spin1,spin2] M_j[spin1,spin2] N_k[spin2,spin1]"
    back = "sum[spin1,spin2] M_k[spin1,spin2] N_j[spin2,spin1]"
    assert " ".join(str(found).split()) == (
        f"{across} empty[L,later,earlier] occupied[R,later,earlier] + "
        f"{back} empty[R,later,earlier] occupied[L,later,earlier]"
    )
    assert [set(loop) for loop in contractions.traces()] == [{"M_j", "N_k"}, {"M_k", "N_j"}]


def test_rate_matrices_are_positive() -> None:
    """Determinants as squares of sines times rates; diagonals are rates."""
    down, up, axial = (group.kossakowski() for group in master.generator().groups)
    for matrix, rate in ((down, master.down), (up, master.up)):
        determinant = master.reduced(matrix.det())
        wanted = rate**2 * (master.root_1 * master.root_2) ** 2 * (1 - master.cos_half**2) / 4
        assert sp.expand(determinant - wanted) == 0
        assert matrix[0, 0] == rate * master.root_1**2 / 2
    determinant = master.reduced(axial.det())
    wanted = (1 - (master.cos_half * master.cos_phi) ** 2) / 16
    wanted *= (master.dephasing * master.root_1 * master.root_2) ** 2
    assert sp.expand(determinant - wanted) == 0


def test_induced_interaction_without_larmor_frequency_is_isotropic() -> None:
    energy = (
        master.generator()
        .hamiltonian()
        .subs({master.shift_down: master.shift_zero, master.shift_up: master.shift_zero})
    )
    strength = sp.Symbol("sign", real=True) * master.root_1 * master.root_2 * master.cos_half
    exchange = -strength * master.cos_phi * master.shift_zero / (4 * sp.pi)
    dmi = -strength * master.sin_phi * master.shift_zero / (4 * sp.pi)
    wanted = master.interaction().subs(
        {master.J_perp: exchange, master.J_axis: exchange, master.D_perp: dmi}
    )
    rest = (energy - wanted).applyfunc(sp.expand)
    constant = rest[0, 0]
    assert rest - constant * sp.eye(4) == sp.zeros(4, 4)
    wrong = (energy + wanted).applyfunc(sp.expand)
    assert wrong - wrong[0, 0] * sp.eye(4) != sp.zeros(4, 4)


def test_blocks_do_not_mix() -> None:
    assert not master.leaks()


def test_trace_is_conserved_block_by_block() -> None:
    block = master.collective_block()
    row = [1 if name in ("T1", "T0", "T3", "S") else 0 for name in master.COORDINATES]
    assert (sp.Matrix([row]) * block).applyfunc(sp.expand) == sp.zeros(1, 6)


def test_singlet_is_dark_exactly_at_the_symmetric_point() -> None:
    block = master.collective_block()
    symmetric = {
        master.dark: 0, master.uneven: 0, master.twisted: 0, master.D_perp: 0,
        master.larmor_2: master.larmor_1,
    }  # fmt: skip
    last = block.subs(symmetric)[5, :]
    assert last == sp.ImmutableMatrix([[0] * 6])
    for name in (master.dark, master.uneven, master.twisted, master.D_perp, master.larmor_2):
        others = {key: value for key, value in symmetric.items() if key != name}
        assert block.subs(others)[5, :] != sp.ImmutableMatrix([[0] * 6])


def test_thermal_product_is_stationary_for_all_parameters() -> None:
    up, down = master.up, master.down
    weights = sp.diag(up**2, up * down, up * down, down**2)
    assert master.rate(sp.ImmutableMatrix(weights)).applyfunc(master.reduced) == sp.zeros(4, 4)
    wrong = sp.diag(up**2, up * down, up * down, 2 * down**2)
    assert master.rate(sp.ImmutableMatrix(wrong)).applyfunc(master.reduced) != sp.zeros(4, 4)


def test_eigenvalues_at_the_symmetric_point_in_closed_form() -> None:
    """(x - mu) products against characteristic polynomials of both blocks, exactly."""
    a, b, c, J, nu, x = sp.symbols("a b c J nu x", positive=True)
    point = {
        master.dark: 0, master.uneven: 0, master.twisted: 0, master.D_perp: 0,
        master.J_perp: J, master.J_axis: J, master.larmor_1: nu, master.larmor_2: nu,
        master.bright: 1, master.down: 2 * a, master.up: 2 * b, master.dephasing: 4 * c,
    }  # fmt: skip
    populations = (x * sp.eye(6) - master.collective_block().subs(point)).det(method="berkowitz")
    bright = (x + 2 * (a + b)) ** 2 - 4 * a * b
    coherent = (x + a + b) ** 2 + 16 * J**2
    assert sp.expand(populations - x**2 * bright * coherent) == 0
    coherences = (x * sp.eye(4) - master.coherence_block().subs(point)).det(method="berkowitz")
    turn = x + sp.I * nu
    pair = (turn + sp.Rational(3, 2) * (a + b) + 2 * c) ** 2 - ((a - b) ** 2 + 16 * a * b) / 4
    singlet = (turn + a + 2 * c - 4 * sp.I * J) * (turn + b + 2 * c + 4 * sp.I * J)
    assert sp.expand(coherences - pair * singlet) == 0


def test_steps_form_a_graph() -> None:
    assert "junction:step-generator" in index(steps())
