"""Rigorous enclosures of the dimer's couplings: ball arithmetic along a path off the real axis.

With E = -2 t_e cos(theta) the self-energies are entire in theta, -t_l^2 exp(+-i theta) / t_e, so
the integrand Tr[tau G^R tau G^<] + Tr[tau G^< tau G^A] has no cuts, only the poles of G^R, of G^A
and of the Fermi functions. The path leaves the axis, so its integral equals the one along the
axis only if no pole lies between them: ``check_no_pole`` covers the region with boxes on each of
which ball arithmetic excludes zeros of det(E - H - Sigma^R), det(E - H - Sigma^A) and of
1 + exp((E - mu)/T), and raises where it cannot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from flint import acb, acb_mat, arb, ctx

from .device import Baths, Device, Number

LEADS = (0, 1)
STATIC = ("J", "D", "A")
DAMPING = ("alpha_iso", "alpha_antisym", "alpha_aniso")


class PoleError(ArithmeticError):
    """A pole may lie between the path of integration and the real axis."""


def exact(number: Number) -> arb:
    """Return the ball of a parameter: a float is exact, a string is a decimal."""
    return arb(number)


def pauli() -> list[acb_mat]:
    """Return the three Pauli matrices."""
    i = acb(0, 1)
    return [acb_mat([[0, 1], [1, 0]]), acb_mat([[0, -i], [i, 0]]), acb_mat([[1, 0], [0, -1]])]


@dataclass(frozen=True)
class Problem:
    """The device in ball arithmetic: axis, Hamiltonian, half hopping scale, contacts squared."""

    axis: list[arb]
    hamiltonian: acb_mat
    t_e: arb
    contacts: tuple[arb, arb]

    def energy(self, theta: acb) -> acb:
        """Return E = -2 t_e cos(theta)."""
        return -2 * self.t_e * theta.cos()

    def denominator(self, theta: acb, side: int) -> acb_mat:
        """Return E - H - Sigma, retarded (side +1) or advanced (-1)."""
        surface = -(acb(0, side) * theta).exp() / self.t_e
        energy = self.energy(theta)
        rows = [[-self.hamiltonian[i, j] for j in range(4)] for i in range(4)]
        for i in range(4):
            rows[i][i] += energy - self.contacts[i // 2] * surface
        return acb_mat(rows)

    def slope(self, theta: acb, side: int) -> acb_mat:
        """Return d(E - H - Sigma)/d theta."""
        surface = -acb(0, side) * (acb(0, side) * theta).exp() / self.t_e
        rise = 2 * self.t_e * theta.sin()
        rows = [[acb(0)] * 4 for _ in range(4)]
        for i in range(4):
            rows[i][i] = rise - self.contacts[i // 2] * surface
        return acb_mat(rows)


def problem(device: Device) -> Problem:
    """Return the device in ball arithmetic."""
    vector = [arb(component) for component in device.direction]
    length = sum((component**2 for component in vector), arb(0)).sqrt()
    axis = [component / length for component in vector]
    t_0, t = exact(device.t_0), exact(device.t)
    tau = pauli()
    rows = [[acb(0)] * 4 for _ in range(4)]
    for row in range(2):
        rows[row][row] = acb(exact(device.eps_1))
        rows[2 + row][2 + row] = acb(exact(device.eps_2))
        for column in range(2):
            spin = sum((axis[k] * tau[k][row, column] for k in range(3)), acb(0))
            rows[row][2 + column] = t * spin + (t_0 if row == column else 0)
    for row in range(2):
        for column in range(2):
            rows[2 + column][row] = rows[row][2 + column].conjugate()
    contacts = exact(device.t_L) ** 2, exact(device.t_R) ** 2
    return Problem(axis, acb_mat(rows), exact(device.t_e), contacts)


def weights(axis: list[arb], form: int) -> list[list[arb]]:
    """Return w with sum_ij w_ij M_ij = the coefficient of delta, eps_ijk t_k or t t in M."""
    result = [[arb(0)] * 3 for _ in range(3)]
    for i in range(3):
        for j in range(3):
            along = axis[i] * axis[j]
            perpendicular = ((1 if i == j else 0) - along) / 2
            if form == 0:
                result[i][j] = perpendicular
            elif form == 2:
                result[i][j] = along - perpendicular
            elif i != j:
                sign = 1 if (j - i) % 3 == 1 else -1
                result[i][j] = sign * axis[3 - i - j] / 2
    return result


def block(matrix: acb_mat, a: int, b: int) -> acb_mat:
    """Return the 2 x 2 spin block between sites a and b."""
    return acb_mat([[matrix[2 * a + r, 2 * b + c] for c in range(2)] for r in range(2)])


def contracted(left: acb_mat, right: acb_mat, w: list[list[arb]]) -> acb:
    """Return sum_ij w_ij Tr[tau_i left tau_j right]."""
    tau = pauli()
    total = acb(0)
    for i in range(3):
        inner = sum((w[i][j] * (tau[j] * right) for j in range(3)), acb_mat(2, 2))
        total += (tau[i] * left * inner).trace()
    return total


def integrand(setup: Problem, quantity: str, lead: int) -> Callable[[acb], acb]:
    """Return the weight of f_l in a coupling such as ``J_21``, as a function of theta."""
    name, label = quantity.rsplit("_", 1)
    a, b = (int(digit) - 1 for digit in label)
    names = STATIC if name in STATIC else DAMPING
    w = weights(setup.axis, names.index(name))
    site = acb_mat(4, 4)
    site[2 * lead, 2 * lead] = site[2 * lead + 1, 2 * lead + 1] = acb(1)

    def value(theta: acb) -> acb:
        try:
            retarded = setup.denominator(theta, +1).inv()
            advanced = setup.denominator(theta, -1).inv()
        except ZeroDivisionError:
            return acb("nan")
        rise = 2 * setup.t_e * theta.sin()
        broadening = 2 * setup.contacts[lead] * theta.sin() / setup.t_e
        lesser = retarded * site * advanced * (acb(0, 1) * broadening)
        if name in STATIC:
            bubble = contracted(block(retarded, a, b), block(lesser, b, a), w)
            bubble += contracted(block(lesser, a, b), block(advanced, b, a), w)
            return acb(0, 1) * bubble * rise / (8 * arb.pi())
        moving = -(retarded * setup.slope(theta, +1) * retarded)
        moving_back = -(advanced * setup.slope(theta, -1) * advanced)
        bubble = contracted(block(moving, a, b), block(lesser, b, a), w)
        bubble -= contracted(block(lesser, a, b), block(moving_back, b, a), w)
        return bubble / (8 * arb.pi())

    return value


def occupation(setup: Problem, mu: arb, temperature: arb, theta: acb) -> acb:
    """Return the Fermi function, meromorphic in theta."""
    return 1 / (((setup.energy(theta) - mu) / temperature).exp() + 1)


def check_no_pole(
    setup: Problem, end: arb, height: float, bath: tuple[arb, arb] | None, depth: int = 24
) -> int:
    """Prove that the rectangle between the axis and the path is free of poles.

    Parameters
    ----------
    end, height
        The rectangle 0 <= Re theta <= end, 0 <= Im theta <= height.
    bath
        Chemical potential and temperature of the Fermi function, None at T = 0.

    Returns
    -------
    int
        The number of boxes used.

    Raises
    ------
    PoleError
        If a box of the smallest size may contain a zero of a denominator.
    """
    waiting = [((arb(0), end), (arb(0), arb(height)), 0)]
    boxes = 0
    while waiting:
        across, up, level = waiting.pop()
        theta = acb(across[0].union(across[1]), up[0].union(up[1]))
        zeros = [setup.denominator(theta, side).det() for side in (+1, -1)]
        if bath is not None:
            mu, temperature = bath
            reduced = (setup.energy(theta) - mu) / temperature
            if reduced.real.contains(0):  # elsewhere the exponential is not on the unit circle
                zeros.append(reduced.exp() + 1)
        boxes += 1
        if any(zero.contains(0) for zero in zeros):
            if level == depth:
                raise PoleError(f"a pole may lie below the path near theta = {theta}")
            if float(across[1] - across[0]) > float(up[1] - up[0]):
                waiting += [(half, up, level + 1) for half in halves(across)]
            else:
                waiting += [(across, half, level + 1) for half in halves(up)]
    return boxes


def halves(interval: tuple[arb, arb]) -> list[tuple[arb, arb]]:
    """Return the two halves of an interval."""
    middle = (interval[0] + interval[1]) / 2
    return [(interval[0], middle), (middle, interval[1])]


def enclose(
    device: Device, baths: Baths, quantity: str, *, height: float = 1e-3, digits: int = 30
) -> arb:
    """Return a ball that contains a coupling.

    Parameters
    ----------
    device, baths
        Parameters in meV; chemical potentials inside the band.
    quantity
        ``J_ab``, ``D_ab``, ``A_ab`` or ``alpha_{iso,antisym,aniso}_ab``.
    height
        Distance of the path from the axis in theta (about height x 2 t_e in energy).

    Raises
    ------
    PoleError
        If a pole may lie between the path and the axis.
    """
    previous, ctx.dps = ctx.dps, digits + 15
    try:
        setup = problem(device)
        total = acb(0)
        for lead, (mu, temperature) in enumerate(
            (
                (baths.mu_L, baths.temperature_L),
                (baths.mu_R, baths.temperature_R),
            )
        ):
            total += lead_integral(setup, quantity, lead, exact(mu), exact(temperature), height)
        if not total.imag.contains(0):
            raise ArithmeticError(f"{quantity} must be real, found {total}")
        return total.real
    finally:
        ctx.dps = previous


def lead_integral(
    setup: Problem, quantity: str, lead: int, mu: arb, temperature: arb, height: float
) -> acb:
    """Return the part of a coupling that one lead's occupation carries."""
    weight = integrand(setup, quantity, lead)
    cold = temperature == 0
    end = (-mu / (2 * setup.t_e)).acos() if cold else arb.pi()
    check_no_pole(setup, end, height, None if cold else (mu, temperature))

    def along(theta: acb, _analytic: bool) -> acb:
        return weight(theta) if cold else weight(theta) * occupation(setup, mu, temperature, theta)

    corners = [acb(0), acb(height, height), acb(end - height, height), acb(end)]
    return sum((acb.integral(along, *ends) for ends in pairwise(corners)), acb(0))
