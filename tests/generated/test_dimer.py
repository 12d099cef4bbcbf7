"""Kernels of the dimer against matrices by hand, sum rules, and numbers that are known."""

from __future__ import annotations

from dataclasses import asdict, replace
from types import ModuleType
from typing import Any

import mpmath
import numpy as np
import pytest
from numpy.typing import NDArray

from spinloom.generated.numba import dimer as compiled
from spinloom.generated.numpy import dimer as arrays

from .reference import Parameters, integrands, propagators, surface

BACKENDS = [pytest.param(arrays, id="numpy"), pytest.param(compiled, id="numba")]
NAMES = (
    "J", "D", "A", "alpha_iso", "alpha_aniso", "alpha_antisym", "spin", "noise_iso", "noise_aniso"
)  # fmt: skip
PAPER = Parameters(t=1.0, t_L=10.0, t_R=10.0, eps_1=0.0, eps_2=0.0)
ODD = ("D", "alpha_antisym", "spin")
EVEN = ("A", "alpha_aniso", "noise_aniso")


def exact(energy: float, parameters: Parameters) -> dict[str, NDArray[np.float64]]:
    """All integrands at 60 digits; the slope of the Green's function by differences."""
    with mpmath.workdps(60):
        p = Parameters(**{name: mpmath.mpf(value) for name, value in asdict(parameters).items()})

        def green(at: Any) -> Any:
            end = surface(at, p.t_e, mpmath.sqrt)
            return propagators(at, p, (p.t_L**2 * end, p.t_R**2 * end))

        at, step = mpmath.mpf(energy), mpmath.mpf(10) ** -20
        root = mpmath.sqrt(4 * p.t_e**2 - at**2)
        after, before = green(at + step), green(at - step)
        slope = [
            [[(after[s][a][b] - before[s][a][b]) / (2 * step) for b in (0, 1)] for a in (0, 1)]
            for s in (0, 1)
        ]
        widths = (p.t_L**2 * root / p.t_e**2, p.t_R**2 * root / p.t_e**2)
        found = integrands(green(at), slope, widths, mpmath.pi)
        return {
            name: array({k: float(v) for k, v in table.items()}) for name, table in found.items()
        }


def array(table: dict[tuple[int, ...], Any]) -> NDArray[Any]:
    """A table by indices as an array, what a table holds last."""
    position, value = next(iter(table.items()))
    result = np.empty((*(2,) * len(position), *np.shape(value)))
    for position, value in table.items():
        result[position] = value
    return result


def kernel(module: ModuleType, energy: Any, parameters: Parameters) -> dict[str, NDArray[Any]]:
    values = module.coupling_integrands(energy, **asdict(parameters))
    return dict(zip(NAMES, values, strict=True))


@pytest.mark.parametrize("module", BACKENDS)
@pytest.mark.parametrize("t", [1.0, 1e-2, 1e-9])
def test_integrands_by_hand(module: ModuleType, t: float) -> None:
    """Each entry to 1e-12 of the largest entry of its kind, however small t makes the kind."""
    parameters = Parameters(t=t)
    for energy in (-173.0, -2.1, 0.4, 1.9, 60.0):
        expected = exact(energy, parameters)
        found = kernel(module, energy, parameters)
        for name in NAMES:
            scale = np.abs(expected[name]).max()
            assert scale > 0
            np.testing.assert_allclose(
                found[name], expected[name], rtol=0, atol=1e-12 * scale, err_msg=f"{name} {energy}"
            )


def test_the_reference_rejects_wrong_integrands() -> None:
    parameters = Parameters()
    expected, found = exact(0.4, parameters), kernel(arrays, 0.4, parameters)
    for name in ("J", "D", "alpha_iso", "alpha_antisym", "noise_iso"):
        for wrong in (-found[name], 2 * found[name], found[name][..., ::-1, ::-1]):
            assert np.abs(wrong - expected[name]).max() > 1e-3 * np.abs(expected[name]).max()


@pytest.mark.parametrize("module", BACKENDS)
def test_without_spin_dependent_hopping(module: ModuleType) -> None:
    found = kernel(module, np.linspace(-200.0, 200.0, 41), replace(PAPER, t=0.0))
    for name in (*ODD, *EVEN):
        assert not found[name].any(), name
    assert np.abs(found["J"]).max() > 0 and np.abs(found["noise_iso"]).max() > 0


def test_parity_in_t_and_in_the_leads() -> None:
    energy = np.linspace(-150.0, 150.0, 31)
    plus, minus = (kernel(arrays, energy, Parameters(t=sign * 0.7)) for sign in (1, -1))
    for name in NAMES:
        sign = -1 if name in ODD else 1
        scale = np.abs(plus[name]).max()
        np.testing.assert_allclose(minus[name], sign * plus[name], rtol=0, atol=1e-14 * scale)
    symmetric = kernel(arrays, energy, PAPER)
    mirrored = symmetric["J"][..., ::-1, ::-1, ::-1]
    np.testing.assert_allclose(symmetric["J"], mirrored, rtol=0, atol=1e-15)


@pytest.mark.parametrize("module", BACKENDS)
def test_band_edges_are_finite_limits(module: ModuleType) -> None:
    edges = kernel(module, np.array([-200.0, 200.0]), Parameters())
    for place, energy in enumerate((-200.0, 200.0)):
        near = exact(energy * (1 - 1e-15), Parameters())
        scale = np.abs(near["alpha_aniso"]).max()
        for name in NAMES:
            if name in ("alpha_iso", "alpha_aniso"):
                np.testing.assert_allclose(
                    edges[name][place], near[name], rtol=0, atol=1e-6 * scale
                )
                assert np.abs(edges[name][place]).max() > 0
            else:
                assert not edges[name][place].any(), name


@pytest.mark.parametrize("module", BACKENDS)
def test_nothing_is_integrated_outside_the_band(module: ModuleType) -> None:
    outside = np.array([-1e6, -200.1, 200.1, 1e6])
    for name, values in kernel(module, outside, Parameters()).items():
        assert not values.any(), name
    singlet, triplet = module.green_retarded(outside, **asdict(Parameters()))
    assert not singlet.imag.any() and not triplet.imag.any()
    sigma = module.self_energy(outside, 100.0, 10.0)
    np.testing.assert_allclose(sigma * (outside - 100.0 * sigma), 100.0, rtol=1e-13)
    assert (np.abs(sigma) < 1.0).all()


@pytest.mark.parametrize("module", BACKENDS)
def test_self_energy_inside_the_band(module: ModuleType) -> None:
    energy = np.linspace(-199.0, 199.0, 9)
    expected = 144.0 * surface(energy, 100.0, np.sqrt)
    np.testing.assert_allclose(module.self_energy(energy, 100.0, 12.0), expected, rtol=1e-14)


# --- Green's functions ---------------------------------------------------------------------------


@pytest.mark.parametrize("module", BACKENDS)
def test_green_functions_by_hand(module: ModuleType) -> None:
    energy, p = np.linspace(-190.0, 190.0, 25), Parameters()
    end = surface(energy, p.t_e, np.sqrt)
    helical = propagators(energy, p, (p.t_L**2 * end, p.t_R**2 * end))
    singlet, triplet = module.green_retarded(energy, **asdict(p))
    assert singlet.shape == (25, 2, 2)
    for sign, green in zip((1, -1), helical, strict=True):
        for a, b in np.ndindex(2, 2):
            np.testing.assert_allclose(
                singlet[:, a, b] + sign * triplet[:, a, b], green[a][b], rtol=1e-12
            )


@pytest.mark.parametrize("module", BACKENDS)
def test_lesser_and_greater(module: ModuleType) -> None:
    """Anti-Hermitian; with full leads minus (retarded - advanced); greater - lesser is that too."""
    energy, p = np.linspace(-5.0, 5.0, 21), asdict(Parameters())
    retarded = module.green_retarded(energy, **p)
    filled = module.green_lesser(energy, 1.0, 1.0, **p)
    lesser = module.green_lesser(energy, 0.3, 0.8, **p)
    greater = module.green_lesser(energy, 0.3 - 1.0, 0.8 - 1.0, **p)
    for part in (0, 1):
        jump = retarded[part] - retarded[part].conj().swapaxes(-1, -2)
        np.testing.assert_allclose(filled[part], -jump, atol=1e-13)
        np.testing.assert_allclose(greater[part] - lesser[part], jump, atol=1e-13)
        np.testing.assert_allclose(lesser[part], -lesser[part].conj().swapaxes(-1, -2), atol=1e-16)
        assert np.abs(lesser[part] - 0.3 * filled[part]).max() > 1e-3


def trapezoid(values: NDArray[Any], angle: NDArray[Any], t_e: float) -> Any:
    """Integral over the band on a grid of E = -2 t_e cos(angle), exponentially accurate."""
    return np.tensordot(2 * t_e * np.sin(angle) * np.pi / angle.size, values, axes=(0, 0))


def test_density_of_states_is_normalised() -> None:
    angle = (np.arange(20000) + 0.5) * np.pi / 20000
    energy = -200.0 * np.cos(angle)
    density = arrays.local_density_of_states(energy, **asdict(Parameters()))
    assert density.shape == (20000, 2, 2) and density.min() > 0
    np.testing.assert_allclose(trapezoid(density, angle, 100.0), 1.0, rtol=1e-12)


@pytest.mark.parametrize("module", BACKENDS)
def test_transmission_is_a_probability(module: ModuleType) -> None:
    energy = np.linspace(-200.0, 200.0, 2001)
    both = module.transmission(energy, **asdict(Parameters()))
    assert both.min() >= 0.0 and both.max() <= 2.0
    resonant = module.transmission(0.0, 100.0, 1.0, 0.0, 10.0, 10.0, 0.0, 0.0)
    assert resonant == pytest.approx(2.0, rel=1e-12)  # hopping = broadening / 2
    helical = [module.transmission(energy, 100.0, 2.0 + s * 0.5, 0.0, 10.0, 12.0, 0.3, -0.2) / 2
               for s in (1, -1)]  # fmt: skip
    np.testing.assert_allclose(both, sum(helical), rtol=1e-12, atol=1e-300)


# --- integrals -----------------------------------------------------------------------------------


def band(top: float, t_e: float = 100.0) -> tuple[NDArray[Any], NDArray[Any]]:
    """Nodes and weights from the bottom of the band to an energy."""
    nodes, weights = np.polynomial.legendre.leggauss(20)
    edges = np.linspace(0.0, np.arccos(-top / (2 * t_e)), 401)
    half = np.diff(edges)[:, None] / 2
    angle = (edges[:-1, None] + half * (nodes + 1)).ravel()
    return -2 * t_e * np.cos(angle), (half * weights).ravel() * 2 * t_e * np.sin(angle)


def test_anchors() -> None:
    """Damping 1/(40 pi) and 1/(25 pi) at t = 1, exchange at t = 0.1; both in equilibrium."""
    energy, weights = band(0.0)
    strong = kernel(arrays, energy, PAPER)
    total = {name: np.tensordot(weights, values, axes=(0, 0)) for name, values in strong.items()}
    assert total["alpha_iso"][:, 1, 1].sum() == pytest.approx(1 / (40 * np.pi), rel=1e-11)
    assert total["alpha_aniso"][:, 1, 1].sum() == pytest.approx(1 / (25 * np.pi), rel=1e-11)
    weak = kernel(arrays, energy, replace(PAPER, t=0.1))["J"][..., 1, 0]
    assert (weights @ weak).sum() == pytest.approx(-0.0282215345022894564, rel=1e-11)


@pytest.mark.parametrize("module", BACKENDS)
def test_fluctuation_dissipation(module: ModuleType) -> None:
    """At V = 0: noise = 2 T (symmetric part of the damping), here from integrals at T = 1."""
    energy, weights = band(199.999999)
    found = kernel(module, energy, replace(PAPER, t=0.8, eps_1=0.5))
    occupation = 1 / (np.exp(np.minimum(energy - 1.5, 700.0)) + 1)
    for kind in ("iso", "aniso"):
        damping = np.tensordot(weights * occupation, found[f"alpha_{kind}"], axes=(0, 0)).sum(
            axis=0
        )
        pairs = 2 * occupation * (1 - occupation)
        noise = np.tensordot(weights * pairs, found[f"noise_{kind}"], axes=(0, 0)).sum(axis=(0, 1))
        np.testing.assert_allclose(
            noise, damping + damping.T, rtol=0, atol=1e-9 * np.abs(noise).max()
        )


# --- closed forms --------------------------------------------------------------------------------


def poles(polynomials: NDArray[Any], keep: Any) -> tuple[NDArray[Any], NDArray[Any]]:
    """Wanted roots of both helicities' polynomials, and the helicity of each."""
    roots = [np.roots(row[::-1]) for row in polynomials]
    kept = [row[keep(row)] for row in roots]
    return np.concatenate(kept), np.repeat([1.0, -1.0], [row.size for row in kept])


def assembled(
    coefficients: tuple[NDArray[Any], ...], basis: NDArray[Any], winding: float
) -> list[NDArray[Any]]:
    """2 Re sum of coefficients times basis, and the winding of the first ones."""
    found = []
    for values in coefficients:
        sums = np.einsum("p...n,pn->...", values, basis[:, : values.shape[-1]])
        found.append(2 * sums.real + winding * values[..., 0].sum(axis=0).imag)
    return found


def between_leads(name: str, values: NDArray[Any]) -> NDArray[Any]:
    """The closed forms hold the noise between unlike leads, both orders together."""
    return values[0, 1] + values[1, 0] if name.startswith("noise") else values


@pytest.mark.parametrize("mu", [-1.7, 0.0, 2.2, 90.0])
def test_exact_chain_at_zero_temperature(mu: float) -> None:
    p = asdict(Parameters())
    signs = np.array([1.0, -1.0])
    z, helicity = poles(arrays.chain_polynomial(signs, **p), lambda u: np.abs(u) > 1)
    assert z.size == 8
    phi = np.arccos(-mu / 200.0)
    coefficients = arrays.chain_coefficients(z, helicity, **p)
    closed = assembled(coefficients, arrays.chain_basis(phi, z), phi)
    energy, weights = band(mu)
    panels = kernel(arrays, energy, Parameters())
    for name, value in zip(NAMES, closed, strict=True):
        expected = between_leads(name, np.tensordot(weights, panels[name], axes=(0, 0)))
        np.testing.assert_allclose(
            value, expected, rtol=0, atol=1e-9 * np.abs(expected).max(), err_msg=name
        )


WIDE = {"t_0": 2.0, "t": 0.5, "Gamma_L": 2.0, "Gamma_R": 2.88, "eps_1": 0.3, "eps_2": -0.2}


def wide_integrands(energy: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """By hand, with constant broadenings; the slope of the inverse is one."""
    p = Parameters()
    sigma = (-0.5j * WIDE["Gamma_L"], -0.5j * WIDE["Gamma_R"])
    green = propagators(energy + 0j, p, sigma)
    slope = [
        [[-sum(g[a][c] * g[c][b] for c in (0, 1)) for b in (0, 1)] for a in (0, 1)] for g in green
    ]
    found = integrands(green, slope, (WIDE["Gamma_L"], WIDE["Gamma_R"]), np.pi)
    return {name: array(table) for name, table in found.items()}


def wide_poles() -> tuple[NDArray[Any], NDArray[Any], tuple[NDArray[Any], ...]]:
    polynomials = arrays.wide_polynomial(np.array([1.0, -1.0]), **WIDE)
    z, helicity = poles(polynomials, lambda e: e.imag < 0)
    assert z.size == 4
    return z, helicity, arrays.wide_coefficients(z, helicity, **WIDE)


def test_wide_band_at_zero_temperature() -> None:
    z, _, coefficients = wide_poles()
    low, high = -1.3, 2.9
    nodes, weights = np.polynomial.legendre.leggauss(80)
    values = wide_integrands(low + (high - low) * (nodes + 1) / 2)
    closed = [assembled(coefficients, arrays.wide_basis(mu, z), np.pi) for mu in (low, high)]
    for name, first, second in zip(NAMES, *closed, strict=True):
        expected = between_leads(name, values[name] @ weights * (high - low) / 2)
        np.testing.assert_allclose(
            second - first, expected, rtol=0, atol=1e-11 * np.abs(expected).max()
        )


def test_wide_band_at_finite_temperature() -> None:
    z, _, coefficients = wide_poles()
    temperature, low, high = 0.4, -1.3, 2.9
    nodes, weights = np.polynomial.legendre.leggauss(60)
    edges = np.linspace(-30.0, 30.0, 31)
    energy = (edges[:-1, None] + (nodes + 1)).ravel()
    filling = [1 / (np.exp((energy - mu) / temperature) + 1) for mu in (low, high)]
    weight = np.tile(weights, 30) * (filling[1] - filling[0])
    values = wide_integrands(energy)
    closed = [
        assembled(coefficients, arrays.thermal_basis(mu, temperature, z), np.pi)
        for mu in (low, high)
    ]
    for name, first, second in zip(NAMES, *closed, strict=True):
        if not name.startswith("noise"):
            expected = values[name] @ weight
            np.testing.assert_allclose(
                second - first, expected, rtol=0, atol=1e-11 * np.abs(expected).max()
            )


def test_thermal_basis_becomes_the_logarithm() -> None:
    """The difference of two potentials: the remainder falls as the temperature squared."""
    z = np.array([0.4 - 1.1j])
    cold = arrays.wide_basis(1.0, z) - arrays.wide_basis(-1.0, z)
    errors = []
    for temperature in (0.02, 0.01):
        warm = [arrays.thermal_basis(mu, temperature, z) for mu in (1.0, -1.0)]
        errors.append(np.abs(warm[0] - warm[1] - cold).max())
    assert errors[0] / errors[1] == pytest.approx(4.0, rel=0.05)
