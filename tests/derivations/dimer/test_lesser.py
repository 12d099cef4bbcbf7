"""Shares of the leads: Langreth, conservation, and 4 x 4 matrices."""

from __future__ import annotations

import mpmath as mp

from spinloom.derivations.dimer import lesser
from spinloom.derivations.dimer.arithmetic import Arithmetic, run
from spinloom.derivations.dimer.green import PAIRS, retarded
from spinloom.derivations.dimer.hamiltonian import SITE_OF
from spinloom.derivations.dimer.integrand_ring import (
    EXACT,
    generic_values,
    integrand_values,
    inverse,
    leads,
    shares_add_up,
)
from spinloom.derivations.engine.contour import reduced

GIVEN = {
    "t_0": "2.3", "t": "0.7", "E": "0.2", "eps_1": "-0.1", "eps_2": "0.4",
    "Sigma_L": "0.3-0.9j", "Sigma_R": "-0.2-0.6j", "Gamma_L": "1.8", "Gamma_R": "1.2",
    "f_L": "0.8", "f_R": "0.3",
}  # fmt: skip


def test_langreth_gives_the_kinetic_equation() -> None:
    text = str(reduced(lesser.dyson_lesser()))
    assert text == "G_0^R Sigma^R G^< + G_0^R Sigma^< G^A + G_0^< + G_0^< Sigma^A G^A"


def numbers(digits: Arithmetic) -> dict[str, mp.mpc]:
    given = {name: mp.mpmathify(value) for name, value in GIVEN.items()}
    lines = (*retarded(), *lesser.shares(), *lesser.lesser_and_greater(), *lesser.observables())
    return run(lines, given, digits)


def block(values: dict[str, mp.mpc], sigma: int, kind: str = "R") -> mp.matrix:
    """2 x 2 function of one helicity."""
    result = mp.zeros(2)
    for a, b in map(tuple, PAIRS):
        ends = a + b if kind != "R" else "".join(sorted(a + b))
        names = {"R": ("Gs_", "Gt_"), "<": ("Gs_lesser_", "Gt_lesser_"),
                 ">": ("Gs_greater_", "Gt_greater_")}[kind]  # fmt: skip
        result[int(a) - 1, int(b) - 1] = values[names[0] + ends] + sigma * values[names[1] + ends]
    return result


def test_kinetic_equation_by_matrices(digits: Arithmetic) -> None:
    with mp.workdps(30):
        values = numbers(digits)
        width = mp.diag([mp.mpf(GIVEN["Gamma_L"]), mp.mpf(GIVEN["Gamma_R"])])
        filling = mp.diag([mp.mpf(GIVEN["f_L"]), mp.mpf(GIVEN["f_R"])])
        for sigma in (1, -1):
            green = block(values, sigma)
            expected = 1j * green * width * filling * green.H
            assert mp.norm(block(values, sigma, "<") - expected) < 1e-27
            empty = -1j * green * width * (mp.eye(2) - filling) * green.H
            assert mp.norm(block(values, sigma, ">") - empty) < 1e-27


def test_greater_less_lesser_is_retarded_less_advanced(digits: Arithmetic) -> None:
    with mp.workdps(30):
        values = numbers(digits)
        for sigma in (1, -1):
            green = block(values, sigma)
            jump = block(values, sigma, ">") - block(values, sigma, "<")
            assert mp.norm(jump - (green - green.H)) < 1e-27


def test_shares_add_up_exactly() -> None:
    assert shares_add_up()


def test_one_share_alone_is_not_the_spectral_function() -> None:
    values = generic_values()
    imaginary = EXACT.imaginary(values["Gs_11"])
    assert not (values["Ss_11_L"] + imaginary + imaginary).vanishes()


def test_shares_are_hermitian() -> None:
    inputs = leads()
    values = integrand_values(inputs, inverse(1) * inverse(-1))
    for lead, site in SITE_OF.items():
        pair = ("2", "1") if site == "1" else ("1", "2")
        width = values[f"Gamma_{lead}"]
        across, here = values["Gs_12"], values[f"Gs_{site * 2}"]
        tri, tri_here = values["Gt_12"], values[f"Gt_{site * 2}"]
        expected = width * (across * here.conjugate() + tri * tri_here.conjugate())
        assert (values[f"Ss_{''.join(pair)}_{lead}"] - expected).vanishes()
        assert (values[f"Ss_11_{lead}"] - values[f"Ss_11_{lead}"].conjugate()).vanishes()


def test_transmission_is_the_trace(digits: Arithmetic) -> None:
    with mp.workdps(30):
        values = numbers(digits)
        total = mp.mpf(0)
        for sigma in (1, -1):
            green = block(values, sigma)
            left, right = mp.diag([mp.mpf(GIVEN["Gamma_L"]), 0]), mp.diag([0, mp.mpf("1.2")])
            product = left * green * right * green.H
            total += product[0, 0] + product[1, 1]
        assert abs(values["transmission"] - total) < 1e-27
        density = values["local_density_of_states_1_up"]
        assert abs(density + mp.im(block(values, 1)[0, 0]) / mp.pi) < 1e-27
