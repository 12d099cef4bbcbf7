r"""One and two spins in motion: from the effective action to a rate in closed form.

The action of a moment of length S is ``S cos(theta) phi_dot - E`` plus its noise and friction
terms; the variation gives ``dm/dt = m x (H + eta - alpha dm/dt)`` with ``H = -dE/dm``. This
equation is implicit. With the damping ``alpha = a_i + a_an t t + a_as eps_ijk t_k`` it is solved
here for dm/dt, by polynomials whose remainder modulo m.m = t.t = 1 vanishes exactly.

Conventions: those of (3), (7); all fields are torques over m.
"""

from __future__ import annotations

from functools import lru_cache

from spinloom.derivations.engine.ledger import Step

from .vector_algebra import Algebra, Polynomial, Vector, cross, dot, plus, times

# --- The action ---------------------------------------------------------------------------------


def action_gives_precession(sign: int = 1) -> bool:
    """Whether the variation of S cos(theta) phi_dot - E is dm/dt = sign m x (-dE/dm).

    The variation gives S sin(theta) theta_dot = E_phi and S sin(theta) phi_dot = -E_theta.
    """
    ring = Algebra(
        ("c", "s", "C", "Z", "r", "S", "R", "Et", "Ep"),
        {"s": ("c",), "Z": ("C",)}, {"r": "s", "R": "S"},
    )  # fmt: skip
    c, s, C, Z, r, S, R, Et, Ep = ring.of.values()
    theta_dot, phi_dot = Ep * r * R, -Et * r * R
    e_theta, e_phi = (c * C, c * Z, -s), (-Z, C, ring.zero)
    m = (S * s * C, S * s * Z, S * c)
    rate = plus(times(S * theta_dot, e_theta), times(S * s * phi_dot, e_phi))
    gradient = plus(times(Et * R, e_theta), times(Ep * r * R, e_phi))
    return ring.vanishes(*plus(rate, times(ring.one * sign, cross(m, gradient))))


# --- Field and torques --------------------------------------------------------------------------

_SPIN = ("m_x", "m_y", "m_z", "t_x", "t_y", "t_z")
_UNIT = {"m_z": ("m_x", "m_y"), "t_z": ("t_x", "t_y")}


def energy_gives_field(half: bool = True) -> bool:
    """Whether -dE/dm of (7) is the field of (4) without its self term; `half` the factor of K."""
    names = (*_SPIN, "n_x", "n_y", "n_z", "J", "D", "A", "K", "s", "d")
    ring = Algebra(names, {})
    m, t, n = (ring.vector(name) for name in "mtn")
    J, D, A, K, s, d = (ring.of[name] for name in ("J", "D", "A", "K", "s", "d"))
    quadratic = K * dot(m, t) ** 2 / (2 if half else 1)
    energy = -d * s * dot(t, m) - d**2 * (
        J * dot(m, n) + D * dot(t, cross(m, n)) + A * dot(m, t) * dot(n, t) + quadratic
    )
    field = plus(
        times(d * s, t), times(d**2 * J, n), times(d**2 * D, cross(n, t)),
        times(d**2 * A * dot(n, t), t), times(d**2 * K * dot(m, t), t),
    )  # fmt: skip
    slope = tuple(-energy.derivative(ring.place[f"m_{axis}"]) for axis in "xyz")
    return all(a == b for a, b in zip(field, slope, strict=True))


def _algebra() -> tuple[Algebra, Vector, Vector, Vector, Polynomial, Polynomial, Polynomial]:
    ring = Algebra((*_SPIN, "h_x", "h_y", "h_z", "a_i", "a_an", "a_as"), _UNIT)
    m, t, h = (ring.vector(name) for name in "mth")
    return ring, m, t, h, ring.of["a_i"], ring.of["a_an"], ring.of["a_as"]


def damped(t: Vector, v: Vector, iso: Polynomial, aniso: Polynomial, anti: Polynomial) -> Vector:
    """The damping matrix on a vector; the antisymmetric part eps_ijk t_k v_j is v x t."""
    return plus(times(iso, v), times(aniso * dot(t, v), t), times(anti, cross(v, t)))


def torques_of_damping(sign: int = -1) -> bool:
    """Whether -m x (alpha v) is sign (a_i m x v + a_an (t.v) m x t) and the antisymmetric torque.

    The antisymmetric torque, which (8) leaves out, is -a_as (m.t) v for v tangent to the sphere.
    """
    ring, m, t, h, iso, aniso, anti = _algebra()
    v = cross(m, h)  # any tangent vector
    whole = times(-ring.one, cross(m, damped(t, v, iso, aniso, anti)))
    printed = plus(times(sign * iso, cross(m, v)), times(sign * aniso * dot(t, v), cross(m, t)))
    rest = times(-anti * dot(m, t), v)
    return ring.vanishes(*plus(whole, times(-ring.one, plus(printed, rest))))


# --- One free spin ------------------------------------------------------------------------------


def determinant(
    along: Polynomial, iso: Polynomial, aniso: Polynomial, anti: Polynomial
) -> Polynomial:
    """det(1 + [m x] alpha); `along` is m.t."""
    return (1 + anti * along) ** 2 + iso**2 + iso * aniso * (1 - along**2)


def rate_numerator(
    m: Vector, t: Vector, torque: Vector, iso: Polynomial, aniso: Polynomial, anti: Polynomial
) -> Vector:
    """dm/dt of one free spin times the determinant; `torque` is m x (H + eta)."""
    return plus(
        times(1 + anti * dot(m, t), torque),
        times(-iso, cross(m, torque)),
        times(-aniso * dot(t, torque), cross(m, t)),
    )


def rate_solves(flip: int = 1) -> bool:
    """Whether the closed form solves (1 + [m x] alpha) dm/dt = m x h; `flip` damages it."""
    ring, m, t, h, iso, aniso, anti = _algebra()
    torque = cross(m, h)
    rate = rate_numerator(m, t, torque, iso, aniso, flip * anti)
    implicit = plus(rate, cross(m, damped(t, rate, iso, aniso, anti)))
    wanted = times(determinant(dot(m, t), iso, aniso, flip * anti), torque)
    return ring.vanishes(*plus(implicit, times(-ring.one, wanted)))


def determinant_is_that_of_the_matrix(flip: int = 1) -> bool:
    """Whether the closed determinant is that of the 3 x 3 matrix; `flip` damages it."""
    ring, m, t, _, iso, aniso, anti = _algebra()
    unit = [tuple(ring.one if i == j else ring.zero for i in range(3)) for j in range(3)]
    x, y, z = (plus(e, cross(m, damped(t, e, iso, aniso, anti))) for e in unit)  # type: ignore[arg-type]
    return ring.vanishes(dot(x, cross(y, z)) - determinant(dot(m, t), iso, flip * aniso, anti))


# --- Two free spins -----------------------------------------------------------------------------


def elimination_solves(flip: int = 1) -> bool:
    """Whether block elimination solves the 6 x 6 equation, for any blocks that do not commute.

    M_11 x + M_12 y = a and M_21 x + M_22 y = b: with x = M_11^-1 (a - M_12 y) the second line is
    (M_22 - M_21 M_11^-1 M_12) y = b - M_21 M_11^-1 a. Words of letters stand for the blocks;
    the letter "i" is the inverse of "A" = M_11, so that "Ai" and "iA" fall out.
    """
    Words = dict[str, int]

    def joined(u: Words, v: Words) -> Words:
        found: Words = {}
        for p, a in u.items():
            for q, b in v.items():
                word = p + q
                while "Ai" in word or "iA" in word:
                    word = word.replace("Ai", "").replace("iA", "")
                found[word] = found.get(word, 0) + a * b
        return found

    def added(*terms: Words) -> Words:
        found: Words = {}
        for term in terms:
            for word, a in term.items():
                found[word] = found.get(word, 0) + a
        return {word: a for word, a in found.items() if a}

    def negative(u: Words) -> Words:
        return {word: -a for word, a in u.items()}

    A, B, C, D, inverse = ({letter: 1} for letter in "ABCDi")
    y = {"y": 1}
    # the right sides that make x and y a solution
    x = joined(inverse, added({"a": 1}, negative(joined(B, y))))
    first = added(joined(A, x), joined(B, y))
    second = added(joined(C, x), joined(D, y))
    schur = added(D, negative(joined(C, joined(inverse, B))))
    carried = joined(C, joined(inverse, {"a": flip}))
    return first == {"a": 1} and second == added(joined(schur, y), carried)


# --- Steps --------------------------------------------------------------------------------------

_PROOFS = (
    action_gives_precession, energy_gives_field, torques_of_damping,
    determinant_is_that_of_the_matrix, rate_solves, elimination_solves,
)  # fmt: skip


@lru_cache(maxsize=1)
def steps() -> tuple[Step, ...]:
    """The steps of the motion.

    Raises
    ------
    ArithmeticError
        If one of the identities behind them does not hold.
    """
    broken = [proof.__name__ for proof in _PROOFS if not proof()]
    if broken:
        raise ArithmeticError(f"the motion of a spin: {broken[0]} fails")
    return (
        Step("dimer:step-motion-action",
             r"\mathcal{L} = S \cos\theta\, \dot\phi - \mathcal{E}: \quad"
             r"\dot{\mathbf{m}} = \mathbf{m} \times \mathbf{H},\quad"
             r"\mathbf{H} = -\frac{\partial \mathcal{E}}{\partial \mathbf{m}}",
             "vary the polar angles of a moment of length S"),
        Step("dimer:step-motion-response",
             r"\dot{\mathbf{m}}_a = \mathbf{m}_a \times \left(\mathbf{H}_a + \eta_a"
             r" - \sum_{b} \alpha_{ab} \dot{\mathbf{m}}_b\right)",
             "electrons answer with their response at low frequency; its noise is a random field",
             ("dimer:step-motion-action", "dimer:step-static", "dimer:step-damping",
              "dimer:step-noise"),
             ("moments slow on the scale of the electrons", "second order in Delta")),
        Step("dimer:step-motion-field",
             r"\mathbf{H} = \Delta \langle s \rangle \hat{t} + {\Delta}^{2} \left(J \mathbf{n}"
             r" + D\, \mathbf{n} \times \hat{t} + A \left(\mathbf{n} \cdot \hat{t}\right) \hat{t}"
             r" + K \left(\mathbf{m} \cdot \hat{t}\right) \hat{t}\right)",
             "gradient of the effective energy", ("dimer:step-motion-action", "dimer:step-J",
             "dimer:step-D", "dimer:step-A", "dimer:step-spin"), ("one spin n pinned",)),
        Step("dimer:step-motion-torques",
             r"-\mathbf{m} \times \left(\alpha \dot{\mathbf{m}}\right) ="
             r" -\alpha^{(i)} \mathbf{m} \times \dot{\mathbf{m}} - \alpha^{(an)}"
             r" \left(\hat{t} \cdot \dot{\mathbf{m}}\right) \mathbf{m} \times \hat{t}"
             r" - \alpha^{(as)} \left(\mathbf{m} \cdot \hat{t}\right) \dot{\mathbf{m}}",
             "damping torques of the three tensors",
             ("dimer:step-motion-response", "dimer:step-alpha-iso", "dimer:step-alpha-aniso",
              "dimer:step-alpha-antisym"), ("the rate is tangent to the sphere",)),
        Step("dimer:step-motion-determinant",
             r"d = \det\left(1 + \left[\mathbf{m} \times\right] \alpha\right) ="
             r" \left(1 + \alpha^{(as)} \mathbf{m} \cdot \hat{t}\right)^{2} +"
             r" {\alpha^{(i)}}^{2} + \alpha^{(i)} \alpha^{(an)}"
             r" \left(1 - \left(\mathbf{m} \cdot \hat{t}\right)^{2}\right)",
             "determinant of the implicit equation", ("dimer:step-motion-torques",)),
        Step("dimer:step-motion-rate",
             r"d\, \dot{\mathbf{m}} = \left(1 + \alpha^{(as)} \mathbf{m} \cdot \hat{t}\right)"
             r" \Gamma - \alpha^{(i)} \mathbf{m} \times \Gamma - \alpha^{(an)}"
             r" \left(\hat{t} \cdot \Gamma\right) \mathbf{m} \times \hat{t},\quad"
             r" \Gamma = \mathbf{m} \times \left(\mathbf{H} + \eta\right)",
             "solve for the rate of one free spin", ("dimer:step-motion-determinant",),
             ("m.m = t.t = 1",)),
        Step("dimer:step-motion-pair",
             r"\left(M_{22} - M_{21} M_{11}^{-1} M_{12}\right) \dot{\mathbf{m}}_2 ="
             r" \Gamma_2 - M_{21} M_{11}^{-1} \Gamma_1,\quad"
             r" M_{ab} = \delta_{ab} + \left[\mathbf{m}_a \times\right] \alpha_{ab}",
             "eliminate one of two free spins", ("dimer:step-motion-rate",)),
    )  # fmt: skip
