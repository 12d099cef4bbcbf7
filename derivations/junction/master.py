r"""From the tunnelling Hamiltonian to the master equation of two spins.

Starting point: (3). Its coupling is a sum of products A_j B_j with
B_j = c_R^dag M_j c_L + c_L^dag N_j c_R (spin matrices M_j, N_j). Wick's theorem leaves one
contraction per order of the leads,

    <B_j(tau) B_k(0)> = tr(M_j N_k) <R^dag R><L L^dag> + tr(N_j M_k) <L^dag L><R R^dag>,

and for every pair of (4) both traces agree: all correlators are one function of time times a
number. With lambda_j = 16 pi J_j^2 N^2 that function has the transform
g(omega) = pi w(omega) + i P(omega), w(omega) = G(V + omega) + G(omega - V).
"""

from __future__ import annotations

from functools import lru_cache

import sympy as sp

from spinloom.derivations.engine.lindblad import Coupling, Generator, secular, superoperator

from . import contractions

#: cos and sin of theta/2 and of phi: polynomials in them are reduced by `reduced`.
cos_half, sin_half, cos_phi, sin_phi = sp.symbols("cos_half sin_half cos_phi sin_phi", real=True)
larmor = sp.Symbol("larmor", positive=True)
root_1, root_2 = sp.symbols("root_1 root_2", nonnegative=True)
sign = sp.Symbol("sign", real=True)
down, up, dephasing = sp.symbols("w_down w_up w_zero", nonnegative=True)
shift_down, shift_up, shift_zero = sp.symbols("P_down P_up P_zero", real=True)

ONE = sp.ImmutableMatrix(sp.eye(2))
X = sp.ImmutableMatrix([[0, 1], [1, 0]])
Y = sp.ImmutableMatrix([[0, -sp.I], [sp.I, 0]])
Z = sp.ImmutableMatrix([[1, 0], [0, -1]])
PLUS = sp.ImmutableMatrix([[0, 1], [0, 0]])
MINUS = sp.ImmutableMatrix([[0, 0], [1, 0]])


def kron(first: sp.ImmutableMatrix, second: sp.ImmutableMatrix) -> sp.ImmutableMatrix:
    """Direct product, the first spin first."""
    return sp.ImmutableMatrix(sp.kronecker_product(first, second))


def spin_orbit() -> sp.ImmutableMatrix:
    """The rotation u = exp(i sigma_z phi) exp(i sigma_y theta / 2) of the text."""
    about_z = cos_phi * ONE + sp.I * sin_phi * Z
    about_y = cos_half * ONE + sp.I * sin_half * Y
    return sp.ImmutableMatrix(about_z * about_y)


def reduced(expression: sp.Expr) -> sp.Expr:
    """The polynomial with squares of sines and of the sign replaced: a normal form."""
    squares = {sin_half**2: 1 - cos_half**2, sin_phi**2: 1 - cos_phi**2, sign**2: 1}
    return sp.expand(sp.expand(expression).subs(squares))


def spin_matrices() -> dict[str, tuple[sp.ImmutableMatrix, sp.ImmutableMatrix]]:
    """(M, N) of every bath operator of (4), without the amplitudes J_j."""
    u = spin_orbit()
    found = {
        "1": (2 * PLUS, 2 * PLUS),
        "-1": (2 * MINUS, 2 * MINUS),
        "z": (Z, Z),
        "2": (2 * PLUS * u, 2 * u.H * PLUS),
        "-2": (2 * MINUS * u, 2 * u.H * MINUS),
        "z'": (Z * u, u.H * Z),
    }
    return {name: (sp.ImmutableMatrix(m), sp.ImmutableMatrix(n)) for name, (m, n) in found.items()}


def couplings() -> tuple[Coupling, ...]:
    """The system operators of (4) with their frequencies, adjoints included."""
    return (
        Coupling("1", kron(MINUS, ONE), larmor),
        Coupling("2", kron(ONE, MINUS), larmor),
        Coupling("-1", kron(PLUS, ONE), -larmor),
        Coupling("-2", kron(ONE, PLUS), -larmor),
        Coupling("z", kron(Z, ONE), sp.Integer(0)),
        Coupling("z'", kron(ONE, Z), sp.Integer(0)),
    )


def amplitude(name: str) -> sp.Expr:
    """sqrt(lambda_j) with the sign of J_j: only the relative sign of the two enters."""
    return root_1 if name in ("1", "-1", "z") else sign * root_2


def spin_trace(first: str, second: str) -> tuple[sp.Expr, sp.Expr]:
    """tr(M_j N_k) and tr(N_j M_k): one per order of the leads, as Wick's theorem has them."""
    matrices = spin_matrices()
    (m_1, n_1), (m_2, n_2) = matrices[first], matrices[second]
    named = {"M_j": m_1, "N_j": n_1, "M_k": m_2, "N_k": n_2}
    there, back = (
        reduced((named[left] * named[right]).trace()) for left, right in contractions.traces()
    )
    return there, back


def transform(frequency: sp.Expr) -> sp.Expr:
    """g = pi w + i P at the three frequencies that occur."""
    for value, rate, shift in (
        (larmor, down, shift_down),
        (-larmor, up, shift_up),
        (sp.Integer(0), dephasing, shift_zero),
    ):
        if sp.expand(frequency - value) == 0:
            return sp.pi * rate + sp.I * shift
    raise ValueError(f"no rate at frequency {frequency}")


def correlator(first: str, second: str, frequency: sp.Expr) -> sp.Expr:
    """Half-sided transform of <B_j(tau) B_k(0)>: lambda / (16 pi) times trace times g."""
    trace = spin_trace(first, second)[0]
    strength = amplitude(first) * amplitude(second) / (16 * sp.pi)
    return reduced(strength * trace * transform(frequency))


@lru_cache(maxsize=1)
def generator() -> Generator:
    """The secular master equation with respect to H_0."""
    return secular(couplings(), correlator)


J_perp, D_perp, J_axis = sp.symbols("J_perp D_perp J_axis", real=True)
larmor_1, larmor_2 = sp.symbols("larmor_1 larmor_2", real=True)


def interaction() -> sp.ImmutableMatrix:
    """(7) with its two transverse parts and its axial part told apart."""
    transverse = kron(X, X) + kron(Y, Y)
    dmi = kron(X, Y) - kron(Y, X)
    return sp.ImmutableMatrix(-J_perp * transverse - J_axis * kron(Z, Z) + D_perp * dmi)


def hamiltonian() -> sp.ImmutableMatrix:
    """Larmor frequencies of both spins and the interaction."""
    half = sp.Rational(1, 2)
    zeeman = half * larmor_1 * kron(Z, ONE) + half * larmor_2 * kron(ONE, Z)
    return sp.ImmutableMatrix(zeeman + interaction())


def rate(rho: sp.ImmutableMatrix) -> sp.ImmutableMatrix:
    """d rho / dt: the Hamiltonian given, the rates of the bath."""
    energy = hamiltonian()
    motion = -sp.I * (energy * rho - rho * energy)
    return sp.ImmutableMatrix((motion + generator().dissipator(rho)).applyfunc(sp.expand))


@lru_cache(maxsize=1)
def liouvillian() -> sp.ImmutableMatrix:
    """The generator on rows-stacked density matrices, 16 x 16."""
    return superoperator(rate, 4)


# --- Parameters of the kernels ---------------------------------------------------------------

lambda_1, lambda_2 = sp.symbols("lambda_1 lambda_2", nonnegative=True)
shared, twisted = sp.symbols("shared twisted", real=True)


def in_rates(expression: sp.Expr) -> sp.Expr:
    """The same in lambda_1, lambda_2 and the two parts of what both spins share.

    ``shared + i twisted = sign sqrt(lambda_1 lambda_2) cos(theta/2) exp(i phi)``.
    """
    both = root_1 * root_2 * sign * cos_half
    value = sp.expand(expression.subs({cos_phi: shared / both, sin_phi: twisted / both}))
    return sp.expand(value.subs({root_1**2: lambda_1, root_2**2: lambda_2}))


#: Places of the secular blocks in the stacked density matrix (0..3: up-up ... down-down).
POPULATIONS = ((0, 0), (1, 1), (1, 2), (2, 1), (2, 2), (3, 3))
RAISING = ((0, 1), (0, 2), (1, 3), (2, 3))
DOUBLE = ((0, 3),)


def block(places: tuple[tuple[int, int], ...]) -> sp.ImmutableMatrix:
    """One secular block of the generator, over the places of the density matrix."""
    chosen = [4 * row + column for row, column in places]
    return sp.ImmutableMatrix(liouvillian().extract(chosen, chosen).applyfunc(in_rates))


def leaks() -> bool:
    """Whether any entry connects two blocks."""
    found = [POPULATIONS, RAISING, tuple((c, r) for r, c in RAISING), DOUBLE, ((3, 0),)]
    home = {4 * r + c: n for n, places in enumerate(found) for r, c in places}
    full = liouvillian()
    return any(full[i, j] != 0 and home[i] != home[j] for i in range(16) for j in range(16))


# --- Singlet and triplet ---------------------------------------------------------------------

#: (bright, dark, uneven): (lambda_1 + lambda_2 +- 2 shared) / 4 and (lambda_1 - lambda_2) / 4.
bright, dark, uneven = sp.symbols("bright dark uneven", real=True)


def collective() -> sp.ImmutableMatrix:
    """Columns T1, T0, S0, T3: the triplet and the singlet of two equal spins."""
    half = 1 / sp.sqrt(2)
    return sp.ImmutableMatrix([[1, 0, 0, 0], [0, half, half, 0], [0, half, -half, 0], [0, 0, 0, 1]])


def in_weights(expression: sp.Expr) -> sp.Expr:
    """The rates in the weights of the sum and the difference of both spins' operators."""
    total = bright + dark
    values = {
        lambda_1: total + 2 * uneven,
        lambda_2: total - 2 * uneven,
        shared: bright - dark,
    }
    return sp.expand(in_rates(expression).subs(values, simultaneous=True))


#: Real coordinates of the block of equal magnetisation: populations, then T0-S0 coherence.
COORDINATES = ("T1", "T0", "T3", "real", "imaginary", "S")


def _direction(name: str) -> sp.Matrix:
    """The density matrix (T1, T0, S0, T3) along one coordinate."""
    unit = sp.zeros(4, 4)
    places = {"T1": 0, "T0": 1, "S": 2, "T3": 3}
    if name in places:
        unit[places[name], places[name]] = 1
    else:
        factor = 1 if name == "real" else sp.I
        unit[1, 2], unit[2, 1] = factor, sp.conjugate(factor)
    return unit


def _component(matrix: sp.Matrix, name: str) -> sp.Expr:
    """One coordinate of a hermitian density matrix."""
    places = {"T1": 0, "T0": 1, "S": 2, "T3": 3}
    if name in places:
        return matrix[places[name], places[name]]
    half = sp.Rational(1, 2)
    if name == "real":
        return half * (matrix[1, 2] + matrix[2, 1])
    return half * (matrix[1, 2] - matrix[2, 1]) / sp.I


def _moved(matrix: sp.Matrix) -> sp.Matrix:
    """The rate of a density matrix given, and returned, in the singlet and triplet."""
    basis = collective()
    return basis.T * rate(sp.ImmutableMatrix(basis * matrix * basis.T)) * basis


@lru_cache(maxsize=1)
def collective_block() -> sp.ImmutableMatrix:
    """The block of equal magnetisation over `COORDINATES`, in the weights."""
    columns = []
    for name in COORDINATES:
        moved = _moved(_direction(name))
        columns.append([in_weights(_component(moved, row)) for row in COORDINATES])
    return sp.ImmutableMatrix(columns).T


#: Coherences that one unit of magnetisation separates, ket and bra in (T1, T0, S0, T3).
COHERENCES = ((0, 1), (1, 3), (0, 2), (2, 3))


@lru_cache(maxsize=1)
def coherence_block() -> sp.ImmutableMatrix:
    """The block of T1-T0, T0-T3, T1-S, S-T3 coherences, in the weights."""
    columns = []
    for ket, bra in COHERENCES:
        unit = sp.zeros(4, 4)
        unit[ket, bra] = 1
        moved = _moved(unit)
        columns.append([in_weights(moved[k, b]) for k, b in COHERENCES])
    return sp.ImmutableMatrix(columns).T
