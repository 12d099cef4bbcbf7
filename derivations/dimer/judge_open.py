"""The dimer between two open leads as numbers: the judge of (3)-(6) and (A24).

The leads are wide bands (constant, unequal broadenings) and the occupations
are rational functions of energy, different in each lead. Then every integrand
is a rational function of energy, and the trapezoid rule on the line mapped to
a circle, E = scale tan(x/2), converges geometrically: no tolerance is needed
beyond rounding. Response functions come from spinful 4 x 4 matrices and a
single energy integral; the print's double integrals are done as printed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from spinloom.derivations.engine.interpret import Array, Ring, Sample

from .judge_fock import LEVI_CIVITA, PAULI, along, spin_values, unit_vector
from .judge_green import RANGES

#: Points of the single integrals, and of each energy of the double integrals.
SINGLE, DOUBLE_POINTS = 512, 200
_SCALE = 1.6
#: The second energy of a double integral runs above the axis: x + i _LIFT.
_LIFT = 0.25
#: A double integral is summed in blocks that fit a processor's cache.
_BLOCKS = 5


def line(points: int, lift: float = 0.0) -> tuple[Array, Array]:
    """Nodes and weights of the measure dE/2 pi on the whole line, or on a contour above it."""
    x = -np.pi + 2 * np.pi * (np.arange(points) + 0.5) / points + 1j * lift
    energy = _SCALE * np.tan(x / 2)
    weight = _SCALE / (2 * np.cos(x / 2) ** 2) / points
    return (energy, weight) if lift else (energy.real, weight.real)


@dataclass(frozen=True, eq=False)
class OpenDimer:
    """One random dimer between two leads; one-body index = 2 site + spin."""

    energies: tuple[float, float]
    t_0: float
    t: float
    t_hat: Array
    broadening: tuple[float, float]
    occupation: tuple[tuple[float, float, float], tuple[float, float, float]]
    #: Parts of G^< and G^> on the energy grids already asked for.
    known: dict[bytes, Array] = field(init=False, default_factory=dict, repr=False)

    def retarded(self, energy: Any) -> Array:
        """G^R at (complex) energies, (..., 4, 4)."""
        energy = np.asarray(energy, dtype=complex)[..., None, None]
        effective = np.zeros((4, 4), complex)
        hopping = self.t_0 * np.eye(2) + self.t * along(self.t_hat)
        effective[:2, 2:], effective[2:, :2] = hopping, hopping.conj().T
        for site in (0, 1):
            block = slice(2 * site, 2 * site + 2)
            effective[block, block] = (self.energies[site] - 0.5j * self.broadening[site]) * np.eye(
                2
            )
        return np.linalg.inv(energy * np.eye(4) - effective)

    def advanced(self, energy: Any) -> Array:
        """G^A, continued analytically: the hermitian conjugate at the conjugate energy."""
        return _dagger(self.retarded(np.conj(energy)))

    def filling(self, lead: int, energy: Any) -> Any:
        """Occupation of a lead: a Lorentzian, between 0 and 1."""
        height, centre, width = self.occupation[lead]
        return height / (1 + ((energy - centre) / width) ** 2)

    def correlation(self, which: str, energy: Any) -> Array:
        """G^< or G^> = G^R Sigma G^A, continued analytically, (..., 4, 4)."""
        sigma = np.zeros((*np.shape(energy), 4, 4), complex)
        for lead in (0, 1):
            fill = self.filling(lead, np.asarray(energy, complex))
            weight = 1j * self.broadening[lead] * (fill if which == "<" else fill - 1)
            for k in (2 * lead, 2 * lead + 1):
                sigma[..., k, k] = weight
        return self.retarded(energy) @ sigma @ self.advanced(energy)

    def response(self, frequency: complex) -> Array:
        """chi^R_ab^ij at a frequency of the upper half plane or the real axis, (2, 2, 3, 3)."""
        energy, weight = line(SINGLE)
        lesser = self.correlation("<", energy)
        forth = _bubble(self.retarded(energy + frequency), lesser)
        back = _bubble(lesser, self.advanced(energy - frequency))
        return 0.25j * np.einsum("e,eabij->abij", weight, forth + back)

    def response_slope(self) -> Array:
        """d chi^R / d frequency at zero, (2, 2, 3, 3), from dG/dE = -G G."""
        energy, weight = line(SINGLE)
        lesser = self.correlation("<", energy)
        retarded, advanced = self.retarded(energy), self.advanced(energy)
        forth = _bubble(-retarded @ retarded, lesser)
        back = _bubble(lesser, advanced @ advanced)
        return 0.25j * np.einsum("e,eabij->abij", weight, forth + back)

    def noise(self) -> Array:
        """Symmetrised spin noise at zero frequency, (2, 2, 3, 3)."""
        energy, weight = line(SINGLE)
        lesser, greater = (self.correlation(which, energy) for which in "<>")
        total = _bubble(greater, lesser) + _bubble(lesser, greater)
        return np.einsum("e,eabij->abij", weight, total) / 8

    def mean_spin(self) -> Array:
        """Electronic spin of each site, (2, 3)."""
        energy, weight = line(SINGLE)
        density = -1j * np.einsum("e,eab->ab", weight, self.correlation("<", energy))
        blocks = np.stack([density[:2, :2], density[2:, 2:]])
        return np.einsum("kab,sba->sk", PAULI, blocks).real / 2

    def parts(self, energy: ArrayLike) -> Array:
        """Singlet and triplet parts of G^< and G^>, (part, which, site, site, ...)."""
        energy = np.asarray(energy)
        key = repr(energy.shape).encode() + energy.tobytes()
        if key not in self.known:
            halves = np.array([np.eye(2), along(self.t_hat)]) / 2
            both = np.array([self.correlation(which, energy) for which in "<>"])
            blocks = both.reshape(2, *energy.shape, 2, 2, 2, 2)
            self.known[key] = np.einsum("prs,w...asbr->pwab...", halves, blocks)
        return self.known[key]

    def part(self, which_part: str, which: str, a: str, b: str, energy: ArrayLike) -> Array:
        """Singlet or triplet part of G^< or G^> between two sites."""
        place = "st".index(which_part), "<>".index(which), int(a) - 1, int(b) - 1
        return np.asarray(self.parts(energy)[place])


def _dagger(matrix: Array) -> Array:
    return np.conj(np.swapaxes(matrix, -1, -2))


def _bubble(first: Array, second: Array) -> Array:
    """tr tau^i F_ab tau^j S_ba, (energy, a, b, i, j)."""
    forth = first.reshape(-1, 2, 2, 2, 2)
    back = second.reshape(-1, 2, 2, 2, 2)
    return np.einsum("ipq,eaqbr,jrs,ebsap->eabij", PAULI, forth, PAULI, back, optimize=True)


def random_open_dimer(rng: random.Random) -> OpenDimer:
    """Generic and asymmetric in everything, far from equilibrium."""

    def lead() -> tuple[float, float, float]:
        return rng.uniform(0.4, 0.95), rng.uniform(-0.7, 0.7), rng.uniform(0.7, 1.4)

    return OpenDimer(
        (rng.uniform(0.1, 0.6), rng.uniform(-0.6, -0.1)),
        rng.uniform(0.7, 1.1),
        rng.uniform(0.3, 0.6),
        unit_vector(rng),
        (rng.uniform(1.2, 1.8), rng.uniform(2.0, 2.6)),
        (lead(), lead()),
    )


def isotropic(tensor: Array, t_hat: Array) -> Any:
    """The coefficient of delta_ij in x delta + y epsilon t + z t t."""
    return (np.trace(tensor) - t_hat @ tensor @ t_hat) / 2


def antisymmetric(tensor: Array, t_hat: Array) -> Any:
    """The coefficient of epsilon_ijk t_k."""
    return np.einsum("ijk,ij,k->", LEVI_CIVITA, tensor, t_hat) / 2


def dyadic(tensor: Array, t_hat: Array) -> Any:
    """The coefficient of t_i t_j."""
    return t_hat @ tensor @ t_hat - isotropic(tensor, t_hat)


def draw_both_gauges(rng: random.Random, ring: Ring) -> Sample:
    """Response and noise of all pairs of sites before and after c_2 -> -c_2."""
    dimer = random_open_dimer(rng)
    other = replace(dimer, t_0=-dimer.t_0, t=-dimer.t)
    return Sample(ring, {
        "chi": dimer.response(0.3), "chi_gauge": other.response(0.3),
        "noise": dimer.noise(), "noise_gauge": other.noise(),
    })  # fmt: skip


# --- (A24) -----------------------------------------------------------------------------------


def draw_constants(rng: random.Random, ring: Ring) -> Sample:
    """Effective constants from single integrals; the print's integrals as printed.

    A finite delta stands for the infinitesimal: the constants of the first line are then the
    response at the frequency i delta. The second energy runs above the axis; no pole is crossed
    for either sign of a delta below that height. The principal value of beta_22 is taken on the
    same contour: the pair function is symmetric in its two energies, and the half residue that
    the two prescriptions differ by is the integral of a total derivative.
    """
    dimer = random_open_dimer(rng)
    t_hat, delta = dimer.t_hat, rng.uniform(0.08, 0.15)
    static, noise = dimer.response(1j * delta), dimer.noise()
    alpha = -1j * dimer.response_slope()
    spins = dimer.mean_spin()
    energy, weight = line(SINGLE)
    triplets = [np.sum(weight * dimer.part("t", "<", site, site, energy)) for site in ("1", "2")]
    values = spin_values(t_hat) | {
        "S": 2.5,
        "i_delta": 1j * delta,
        "epsilon": 0.0,
        "J_21": isotropic(static[1, 0], t_hat),
        "D_21": antisymmetric(static[1, 0], t_hat) / 1j,
        "Gamma_21": dyadic(static[1, 0], t_hat) / 2,
        "Gamma_22": dyadic(static[1, 1], t_hat) / 2,
        "alpha_22": isotropic(alpha[1, 1], t_hat),
        "gamma_22": dyadic(alpha[1, 1], t_hat) / 2,
        "beta_22": -antisymmetric(alpha[1, 1], t_hat),
        "j_22": isotropic(noise[1, 1], t_hat),
        "g_22": dyadic(noise[1, 1], t_hat) / 2,
        "d_22": antisymmetric(noise[1, 1], t_hat).round(12),
        "t_vector": t_hat,
        "mean_spin": lambda a: spins[int(a) - 1],
        "G_equal_times": lambda a: triplets[int(a) - 1],
        "principal": lambda value: value,
    }
    return Sample(
        ring, values | _pairs(dimer), RANGES, integrate=_integrate, differentiate=_differentiate
    )


def draw_names(rng: random.Random, ring: Ring) -> Sample:
    """The constants of (4)-(6) from the tensors, and those of (A24) that they are named for.

    The t t part of a tensor is twice the constant that (A24) gives it.
    """
    dimer = random_open_dimer(rng)
    t_hat = dimer.t_hat
    tensors = {
        "static": dimer.response(0.0).real,
        "damping": (-1j * dimer.response_slope()).real,
        "noise": dimer.noise().real,
    }
    values: dict[str, Any] = {"hbar": 1.0, "i_unit": 1j}
    for name, constant, tensor, part, ratio, sites in (
        ("J", "J", "static", isotropic, 1, ("12", "21")),
        ("D", "D", "static", antisymmetric, 1j, ("12", "21")),
        ("A", "Gamma", "static", dyadic, 2, ("12", "21")),
        ("K", "Gamma", "static", dyadic, 2, ("11", "22")),
        ("alpha_i", "alpha", "damping", isotropic, 1, ("21", "22")),
        ("alpha_an", "gamma", "damping", dyadic, 2, ("21", "22")),
        ("j_i", "j", "noise", isotropic, 1, ("21", "22")),
        ("j_an", "g", "noise", dyadic, 2, ("21", "22")),
    ):
        for site, pair in zip("12", sites, strict=True):
            value = part(tensors[tensor][int(pair[0]) - 1, int(pair[1]) - 1], t_hat)
            values |= {f"{name}_{site}": value, f"{constant}_{pair}": value / ratio}
    return Sample(ring, values, RANGES)


def _pairs(dimer: OpenDimer) -> dict[str, Any]:
    def product(sign: int, p: str, q: str, a: str, b: str, x: Any, y: Any) -> Any:
        first = dimer.part(p, ">", a, b, x) * dimer.part(q, "<", b, a, y)
        return first + sign * dimer.part(p, "<", a, b, x) * dimer.part(q, ">", b, a, y)

    def combine(sign: int, *terms: tuple[int, str, str]) -> Any:
        def leaf(a: str, b: str) -> Any:
            return lambda x, y: sum(k * product(sign, p, q, a, b, x, y) for k, p, q in terms)

        return leaf

    isotropic_terms = ((1, "s", "s"), (-1, "t", "t"))
    antisymmetric_terms = ((1, "s", "t"), (-1, "t", "s"))
    return {
        "cal_J": combine(-1, *isotropic_terms),
        "cal_D": combine(-1, *antisymmetric_terms),
        "Gamma_bar": combine(-1, (1, "t", "t")),
        "j_bar": combine(+1, *isotropic_terms),
        "g_bar": combine(+1, (1, "t", "t")),
    }


def _integrate(names: tuple[str, ...], integrand: Any) -> Any:
    """Trapezoid on the circle; of two energies the second runs above the axis."""
    if len(names) == 1:
        energy, weight = line(SINGLE)
        return np.sum(weight * integrand(energy))
    first, weight_1 = line(DOUBLE_POINTS)
    second, weight_2 = line(DOUBLE_POINTS, _LIFT)
    total = 0.0
    for rows in np.split(np.arange(DOUBLE_POINTS), _BLOCKS):
        # a third axis keeps the grids apart from matrices, which have two
        values = integrand(first[rows, None, None], second[None, :, None])
        total = total + np.sum(np.outer(weight_1[rows], weight_2)[:, :, None] * values)
    return total


def _differentiate(function: Any, point: Any) -> Any:
    """Cauchy's formula on a small circle: exact to rounding for analytic functions."""
    count, radius = 16, 0.06
    turns = np.exp(2j * np.pi * np.arange(count) / count)
    return sum(function(point + radius * turn) / turn for turn in turns) / (count * radius)
