"""The junction's validation rows pass, and fail for a wrong generator."""

from __future__ import annotations

import numpy as np

from spinloom import junction
from spinloom.validate import junction as checks
from spinloom.validate.oracles import junction_mpmath, junction_qutip


def test_generator_against_eq_2_taken_literally() -> None:
    points = checks.LITERAL[:5]  # the last one, a cutoff at finite temperature, takes longest
    wanted = [junction_mpmath.generator(point) for point in points]
    for backend in checks.BACKENDS:
        assert checks.generator_row(points, wanted, "mpmath", backend).passed
    for change in ("sign", "J_DM", "phi"):
        changed = [{**point, change: -point[change]} for point in points if change in point]
        kept = [w for point, w in zip(points, wanted, strict=True) if change in point]
        row = checks.generator_row(changed, kept, "mpmath", "numpy")
        assert row.max_rel_error > 1e-4


def test_both_oracles_agree() -> None:
    for point in checks.GIVEN:
        difference = junction_mpmath.generator(point) - junction_qutip.liouvillian(point)
        assert np.abs(difference).max() < 1e-15


def test_qutip_rows() -> None:
    rows = list(checks.qutip_rows())
    assert [row for row in rows if not row.passed] == []
    assert len(rows) == 11


def test_a_wrong_frequency_sign_shows() -> None:
    point = checks.GIVEN[2]
    ours = junction.spectrum("C2", checks.OMEGA, checks.parameters(point)).density
    theirs = junction_qutip.spectrum("C2", {**point, "larmor": 0.11}, checks.OMEGA)
    assert np.abs(ours / theirs - 1).max() > 1e-2


def test_a_wrong_direction_of_time_shows() -> None:
    point = checks.GIVEN[2]
    ours = checks.correlation("C2", checks.parameters(point), checks.TIMES)
    theirs = junction_qutip.correlation("C2", point, checks.TIMES)
    assert np.abs(ours - theirs).max() < 1e-8
    assert np.abs(ours.conj() - theirs).max() > 1e-2


def test_round_trip_through_qutip() -> None:
    import qutip

    p = checks.parameters(checks.GIVEN[1])
    full = junction.from_qutip(qutip.liouvillian(*junction.to_qutip(p)))
    assert np.abs(full - junction.liouvillian(p)).max() < 1e-15
    ket = qutip.tensor(qutip.basis(2, 0), qutip.basis(2, 1))
    assert junction.from_qutip(ket)[1, 1] == 1
    assert junction.entanglement(junction.from_qutip(qutip.bell_state("11"))).concurrence > 0.999


def test_wrong_line_positions_show_in_the_eigenvalues() -> None:
    point = checks.GIVEN[1]
    ours, theirs = checks.eigenvalues(checks.parameters(point), point)
    assert np.abs(ours - theirs).max() < 1e-12
    for change in ({"larmor": 0.11}, {"J_ex": 0.19}, {"J_DM": 0.11}):
        ours, theirs = checks.eigenvalues(checks.parameters(point), {**point, **change})
        assert np.abs(ours - theirs).max() > 1e-3
