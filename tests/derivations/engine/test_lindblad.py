"""Lindblad generators from system-bath couplings, against textbook results."""

from __future__ import annotations

import pytest
import sympy as sp

from spinloom.derivations.engine.lindblad import Coupling, born_markov, secular, superoperator

MINUS = sp.ImmutableMatrix([[0, 0], [1, 0]])
PLUS = MINUS.T
Z = sp.ImmutableMatrix([[1, 0], [0, -1]])
ONE = sp.ImmutableMatrix(sp.eye(2))
w = sp.Symbol("w", positive=True)
gamma, n, S_e, S_a = sp.symbols("gamma n S_e S_a", real=True)


def state() -> sp.ImmutableMatrix:
    """A generic hermitian matrix of symbols."""
    a, b, x, y = sp.symbols("a b x y", real=True)
    return sp.ImmutableMatrix([[a, x + sp.I * y], [x - sp.I * y, b]])


def thermal(first: str, second: str, frequency: sp.Expr) -> sp.Expr:
    """A bosonic bath: emission gamma (n + 1), absorption gamma n; only B_j^dag B_j averages."""
    pairs = {("up", "down"): (w, gamma * (n + 1) / 2 + sp.I * S_e),
             ("down", "up"): (-w, gamma * n / 2 + sp.I * S_a)}  # fmt: skip
    where, value = pairs.get((first, second), (frequency, sp.Integer(0)))
    assert sp.expand(frequency - where) == 0
    return value


def atom() -> tuple[Coupling, ...]:
    return (Coupling("down", MINUS, w), Coupling("up", PLUS, -w))


def test_atom_in_a_thermal_field() -> None:
    generator = secular(atom(), lambda a, b, f: thermal(a, b, f) if a != b else sp.Integer(0))
    rho = state()

    def damping(jump: sp.ImmutableMatrix) -> sp.Matrix:
        both = jump.H * jump
        return jump * rho * jump.H - (both * rho + rho * both) / 2

    wanted = gamma * (n + 1) * damping(MINUS) + gamma * n * damping(PLUS)
    induced = S_e * PLUS * MINUS + S_a * MINUS * PLUS
    wanted += -sp.I * (induced * rho - rho * induced)
    assert sp.expand(generator.rate(rho) - wanted) == sp.zeros(2, 2)
    wrong = wanted - gamma * n * damping(PLUS) + gamma * (n + 1) * damping(PLUS)
    assert sp.expand(generator.rate(rho) - wrong) != sp.zeros(2, 2)


def test_driven_atom_reaches_the_bloch_steady_state() -> None:
    """Resonant drive at n = 0: excited population Omega^2 / (gamma^2 + 2 Omega^2)."""
    Omega = sp.Symbol("Omega", positive=True)
    bath = secular(atom(), lambda a, b, f: thermal(a, b, f).subs({n: 0, S_e: 0, S_a: 0})
                   if a != b else sp.Integer(0))  # fmt: skip
    H = Omega / 2 * (PLUS + MINUS)

    def rate(rho: sp.ImmutableMatrix) -> sp.ImmutableMatrix:
        return sp.ImmutableMatrix(-sp.I * (H * rho - rho * H) + bath.dissipator(rho))

    L = superoperator(rate, 2)
    down = Omega**2 + gamma**2
    total = 2 * Omega**2 + gamma**2
    rho = sp.Matrix([Omega**2, -sp.I * Omega * gamma, sp.I * Omega * gamma, down]) / total
    assert sp.Matrix(L * rho).applyfunc(sp.ratsimp) == sp.zeros(4, 1)
    assert (sp.Matrix([[1, 0, 0, 1]]) * L).applyfunc(sp.expand) == sp.zeros(1, 4)


def test_secular_is_the_part_of_born_markov_without_phases() -> None:
    t = sp.Symbol("t", real=True)
    rho = state()

    def bath(a: str, b: str, f: sp.Expr) -> sp.Expr:
        return thermal(a, b, f) if a != b else sp.Symbol(f"c_{a}", complex=True)

    full = born_markov(atom(), bath, rho, t)
    resting = full.subs({sp.Symbol("c_down", complex=True): 0, sp.Symbol("c_up", complex=True): 0})
    slow = secular(atom(), bath).rate(rho)
    assert sp.expand(sp.ImmutableMatrix(resting) - slow, complex=True) == sp.zeros(2, 2)
    assert sp.expand(full - slow, complex=True) != sp.zeros(2, 2)


def test_two_spins_in_one_bosonic_bath_have_a_dark_state() -> None:
    """Collective decay: superradiance 2 gamma of T0, the singlet keeps its population."""
    first, second = (
        sp.ImmutableMatrix(sp.kronecker_product(*pair)) for pair in ((MINUS, ONE), (ONE, MINUS))
    )
    couplings = (
        Coupling("a-", first, w), Coupling("b-", second, w),
        Coupling("a+", sp.ImmutableMatrix(first.H), -w),
        Coupling("b+", sp.ImmutableMatrix(second.H), -w),
    )  # fmt: skip

    def zero_temperature(left: str, right: str, frequency: sp.Expr) -> sp.Expr:
        return gamma / 2 if frequency == w else sp.Integer(0)

    generator = secular(couplings, zero_temperature)
    assert generator.groups[0].kossakowski() == sp.ImmutableMatrix([[gamma, gamma], [gamma, gamma]])
    for sign, rate in ((1, 2 * gamma), (-1, 0)):
        vector = sp.Matrix([0, 1, sign, 0]) / sp.sqrt(2)
        moved = generator.dissipator(sp.ImmutableMatrix(vector * vector.T))
        assert sp.expand((vector.T * moved * vector)[0]) == -rate


def test_pure_dephasing_of_a_spin_boson_pair() -> None:
    """Longitudinal coupling z_1 + z_2: coherence of up-up and down-down decays at 8 gamma_0."""
    zs = [sp.ImmutableMatrix(sp.kronecker_product(*pair)) for pair in ((Z, ONE), (ONE, Z))]
    couplings = [Coupling(f"z{k}", z, sp.Integer(0)) for k, z in enumerate(zs)]
    rate, shift = sp.symbols("gamma_0 S_0", real=True)
    generator = secular(couplings, lambda a, b, f: rate / 2 + sp.I * shift)
    L = superoperator(generator.rate, 4)
    assert L[3, 3] == -8 * rate
    assert L[6, 6] == 0
    interaction = generator.hamiltonian()
    assert interaction == sp.ImmutableMatrix(sp.diag(4 * shift, 0, 0, 4 * shift))


def test_a_coupling_without_its_adjoint_is_refused() -> None:
    with pytest.raises(ValueError, match="'down' has no adjoint partner"):
        secular((Coupling("down", MINUS, w),), thermal)
    with pytest.raises(ValueError, match="adjoint"):
        secular((Coupling("down", MINUS, w), Coupling("up", PLUS, w)), thermal)


# --- A two-level atom in a strong field, and a dimer of two sites ---------------------------------

splitting = sp.Symbol("E", positive=True)
cosine, sine = sp.symbols("c s", real=True)
#: Rates of a bath at +E, -E and 0.
J_down, J_up, J_0 = sp.symbols("J_down J_up J_0", nonnegative=True)


def at_levels(first: str, second: str, frequency: sp.Expr) -> sp.Expr:
    """One bath that couples with sigma_z of the sites: half of its spectrum at the frequency."""
    spectra = {splitting: J_down, -splitting: J_up, sp.Integer(0): J_0}
    return spectra[frequency] / 2


def dressed(first: sp.Expr, second: sp.Expr) -> tuple[Coupling, ...]:
    """Axial coupling `first`, transverse coupling `second` in the basis of the levels."""
    return (
        Coupling("down", sp.ImmutableMatrix(second * MINUS), splitting),
        Coupling("up", sp.ImmutableMatrix(second * PLUS), -splitting),
        Coupling("axis", sp.ImmutableMatrix(first * Z), sp.Integer(0)),
    )


def test_spin_boson_dimer_relaxes_and_dephases_as_in_textbooks() -> None:
    """H = eps sigma_z + Delta sigma_x, coupling sigma_z: eps = E c, Delta = E s.

    1 / T_1 = s^2 (J(E) + J(-E)), 1 / T_2 = 1 / 2 T_1 + 2 c^2 J(0).
    """
    generator = secular(dressed(cosine, sine), at_levels)
    L = superoperator(generator.rate, 2)
    relaxation = sine**2 * (J_down + J_up)
    difference = (L[0, 0] - L[0, 3]) - (L[3, 0] - L[3, 3])
    assert sp.expand(difference / 2 + relaxation) == 0
    assert sp.expand(sp.re(L[1, 1]) + relaxation / 2 + 2 * cosine**2 * J_0) == 0
    assert sp.expand(sp.re(L[1, 1]) + relaxation / 2 + cosine**2 * J_0) != 0
    still = sp.Matrix([J_up, 0, 0, J_down])
    assert (L * still).applyfunc(sp.expand) == sp.zeros(4, 1)


def test_dimer_with_a_bath_at_each_site() -> None:
    """One excitation on two sites, each with its own dephasing bath: the rates of both add.

    Populations of the sites are (1 +- sigma_z) / 2: opposite baths act as one of twice the power.
    """
    both = [
        Coupling(name + coupling.name, coupling.operator, coupling.frequency)
        for name, sign in (("a", 1), ("b", -1))
        for coupling in dressed(sign * cosine / 2, sign * sine / 2)
    ]

    def own(first: str, second: str, frequency: sp.Expr) -> sp.Expr:
        return at_levels(first, second, frequency) if first[0] == second[0] else sp.Integer(0)

    rho = state()
    generator = secular(both, own)
    single = secular(dressed(cosine, sine), at_levels).dissipator(rho)
    assert sp.expand(2 * generator.dissipator(rho) - single) == sp.zeros(2, 2)
    shared = secular(both, at_levels).dissipator(rho)  # one bath for both sites does nothing
    assert sp.expand(shared) == sp.zeros(2, 2)


def test_strongly_driven_atom_in_the_dressed_basis() -> None:
    """Resonant drive: sigma_- = (Z + PLUS - MINUS) / 2 in the rotating frame's dressed states.

    Sidebands of Mollow's triplet have width 3 gamma / 4, the central line gamma / 2.
    """
    Rabi = splitting
    half = sp.Rational(1, 2)
    parts = {"axis": half * Z, "raise": half * PLUS, "lower": -half * MINUS}
    steps = {"axis": sp.Integer(0), "raise": -Rabi, "lower": Rabi}
    couplings = [
        term
        for n, m in parts.items()
        for term in (
            Coupling(n, sp.ImmutableMatrix(m), steps[n], n + "*"),
            Coupling(n + "*", sp.ImmutableMatrix(m.H), -steps[n], n),
        )
    ]

    def vacuum(first: str, second: str, frequency: sp.Expr) -> sp.Expr:
        """Only sigma_+ at the earlier time: <B^dag B> with B of sigma_- at the later one."""
        return gamma / 2 if first.endswith("*") and not second.endswith("*") else sp.Integer(0)

    L = superoperator(secular(couplings, vacuum).rate, 2)
    assert sp.expand(L[1, 1] + 3 * gamma / 4) == 0
    difference = (L[0, 0] - L[0, 3]) - (L[3, 0] - L[3, 3])
    assert sp.expand(difference / 2 + gamma / 2) == 0
    assert (L * sp.Matrix([1, 0, 0, 1])).applyfunc(sp.expand) == sp.zeros(4, 1)
    # the axis has two terms with one operator: which is whose adjoint must be said
    unnamed = [Coupling(c.name, c.operator, c.frequency) for c in couplings]
    with pytest.raises(ValueError, match=r"'axis': its adjoint may be 'axis', 'axis\*'"):
        secular(unnamed, vacuum)
