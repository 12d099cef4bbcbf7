"""What appendix A of the valve paper prints, sections 1 to 3: Wick, spin traces, triplets.

Trees keep the terms, factors, signs and indices of the text at hand. One electrode and one band,
so that electrode and band indices are dropped where the print drops them. A bar over a spin index
belongs to the leaf: ``c_opposite[k, sigma]`` is c with the spin opposite to sigma.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Integral,
    Label,
    Node,
    Relation,
    Symbol,
    Total,
    equal,
    node,
    system,
)

from .paper import HALF, i_unit, odot

# --- Indices and leaves -----------------------------------------------------------------------

k, k_1, k_2 = Index("k", "orbital"), Index("k_1", "orbital"), Index("k_2", "orbital")
k_1p = Index("k_1'", "orbital", "k'_1")
k_2p = Index("k_2'", "orbital", "k'_2")
sigma, sigma_p = Index("sigma", "spin"), Index("sigma'", "spin", r"\sigma'")
sigma_1, sigma_2 = Index("sigma_1", "spin"), Index("sigma_2", "spin")
sigma_1p = Index("sigma_1'", "spin", r"\sigma'_1")
sigma_2p = Index("sigma_2'", "spin", r"\sigma'_2")
tau, tau_p = Index("tau", "spin"), Index("tau'", "spin", r"\tau'")
n = Index("n", "band")
i, j = Index("i", "axis"), Index("j", "axis")
axis_k = Index("k", "axis")

moment = Symbol("Q", "tensor", r"\mathcal{Q}", commuting=False)
mean_moment = Symbol("mean_moment", "mean tensor", r"\langle \mathcal{Q} \rangle")
direct_moment = Symbol(
    "direct_moment", "mean tensor", r"\langle \mathcal{Q} \rangle_{\mathrm{dir}}"
)
exchange_moment = Symbol(
    "exchange_moment", "mean tensor", r"\langle \mathcal{Q} \rangle_{\mathrm{ex}}"
)
mean_spin = Symbol("mean_spin", "mean vector", r"\langle \mathbf{S} \rangle")
s = Symbol("s", "spin element", r"\mathbf{s}_{<0><1>}")
s_flip = Symbol("s_flip", "spin element", r"\mathbf{s}_{<0>\bar{<0>}}")
s_back = Symbol("s_back", "spin element", r"\mathbf{s}_{\bar{<0>}<0>}")
s_squared = Symbol("s_squared", "square", r"\langle <0>|\mathbf{s}\odot\mathbf{s}|<1>\rangle")
c = Symbol("c", "field", "c_{<0><1>}", commuting=False)
c_dagger = Symbol("c_dagger", "field", r"c^\dagger_{<0><1>}", commuting=False)
c_opposite = Symbol("c_opposite", "field", r"c_{<0>\bar{<1>}}", commuting=False)
delta = Symbol("delta", "delta", r"\delta_{<0><1>}")
sign = Symbol("sign", "sign", "<0>")
energy = Symbol("energy", "energy", r"\varepsilon_{<0><1>}")
energy_opposite = Symbol("energy_opposite", "energy", r"\varepsilon_{<0>\bar{<1>}}")
e_x, e_y, e_z = (Symbol(f"e_{x}", "unit vector", rf"\mathbf{{e}}_{x}") for x in "xyz")
e = Symbol("e", "unit vector", r"\mathbf{e}_{<0>}")
omega, omega_p = Symbol("omega", "frequency"), Symbol("omega'", "frequency", r"\omega'")
nu = Symbol("nu", "pair density", r"\nu_{<0><1>}")
BOTH = (omega, omega_p)


def mean(operator: Node) -> Call:
    """The thermal average of an operator."""
    return Call(Symbol("mean", "function", r"\mathrm{mean}"), (operator,))


def sqrt(argument: Node) -> Call:
    """The square root."""
    return Call(Symbol("sqrt", "root"), (argument,))


def dirac(argument: Node) -> Call:
    """The Dirac function."""
    return Call(Symbol("dirac", "function", r"\delta"), (argument,))


def f_plus(argument: Node) -> Call:
    """The Fermi function of the electrode."""
    return Call(Symbol("f_plus", "fermi", "f_+"), (argument,))


def f_minus(argument: Node) -> Call:
    """Its complement to one."""
    return Call(Symbol("f_minus", "fermi", "f_-"), (argument,))


# --- 1. Exchange SQM and the Pauli principle --------------------------------------------------

_PAIR = (k_1, k_2, sigma_1p, sigma_2p, sigma_1, sigma_2)
_amplitude = odot(s[sigma_2p, sigma_2], s[sigma_1p, sigma_1])
#: Fields in the order of (A1) and of (A2).
PAIR_A1 = c_dagger[k_2, sigma_2p] * c[k_2, sigma_2] * c_dagger[k_1, sigma_1p] * c[k_1, sigma_1]
PAIR_A2 = c_dagger[k_1, sigma_1p] * c_dagger[k_2, sigma_2p] * c[k_2, sigma_2] * c[k_1, sigma_1]
EQ_A1 = Equation("valve:A1", equal(moment, Total(_PAIR, _amplitude * PAIR_A1)))
EQ_A2 = Equation("valve:A2", equal(moment, Total(_PAIR, _amplitude * PAIR_A2)))
TEXT_MOVED = Equation(
    "valve:text-A1-moved",
    equal(Symbol("places moved", "count"), node(2)),
    note="the creator of k_1 is anticommuted twice to the right; places count from left to right",
)
TEXT_REORDERED = Equation(
    "valve:text-A2-term",
    equal(
        PAIR_A1,
        PAIR_A2
        + delta[k_2, k_1] * delta[sigma_2, sigma_1p] * (c_dagger[k_2, sigma_2p] * c[k_1, sigma_1]),
    ),
    note="the term that anticommuting generates",
)
_bra, _ket = Index("sigma_2'", "bra", r"\sigma'_2"), Index("sigma_1", "ket")
EQ_A3 = Equation(
    "valve:A3",
    system(
        equal(
            Total(
                (sigma_2, sigma_1p),
                odot(s[_bra, sigma_2], s[sigma_1p, _ket]) * delta[sigma_2, sigma_1p],
            ),
            s_squared[_bra, _ket],
        ),
        equal(s_squared[_bra, _ket], 0),
    ),
    note="one chain a = b = 0",
)
k_p = Index("k'", "orbital")
TEXT_OCCUPATION = Equation(
    "valve:text-A4-occupation",
    equal(
        mean(c_dagger[k_1p, sigma_1p] * c[k, sigma]),
        delta[k, k_p] * delta[sigma, sigma_p] * f_plus(energy[k, sigma]),
    ),
    note="the sentence before (A4)",
)
EQ_A4 = Equation(
    "valve:A4",
    equal(
        mean(PAIR_A2),
        mean(c_dagger[k_1, sigma_1p] * c[k_1, sigma_1])
        * mean(c_dagger[k_2, sigma_2p] * c[k_2, sigma_2])
        - mean(c_dagger[k_1, sigma_1p] * c[k_2, sigma_2])
        * mean(c_dagger[k_2, sigma_2p] * c[k_1, sigma_1]),
    ),
)
_FOUR = (k_2, k_1, sigma_2, sigma_1)
_occupied = f_plus(energy[k_2, sigma_2]) * f_plus(energy[k_1, sigma_1])
EQ_A5 = Equation(
    "valve:A5",
    equal(
        mean_moment,
        Total(
            _FOUR,
            _occupied
            * (
                odot(s[sigma_1, sigma_2], s[sigma_2, sigma_1])
                - delta[k_2, k_1] * odot(s[sigma_2, sigma_2], s[sigma_1, sigma_1])
            ),
        ),
    ),
)
_hole = 1 - delta[k_2, k_1]
EQ_A6 = Equation(
    "valve:A6",
    equal(
        mean_moment,
        node(1) / 4 * Total(
            (k_2, k_1),
            _hole * Total(
                (sigma_1, sigma_2),
                sign[sigma_1] * sign[sigma_2] * f_plus(energy[k_2, sigma_2])
                * f_plus(energy[k_1, sigma_1]) * odot(e_z, e_z),
            ),
        ),
    ),
)  # fmt: skip
_parallel = sign[sigma_1] * sign[sigma_2] / 4 * odot(e_z, e_z)
EQ_A7 = Equation(
    "valve:A7",
    system(
        equal(
            odot(s[sigma_1, sigma_1], s[sigma_2, sigma_2]),
            odot(s[sigma_1, sigma_2], s[sigma_2, sigma_1]),
        ),
        equal(odot(s[sigma_1, sigma_2], s[sigma_2, sigma_1]), _parallel),
    ),
)
_up = node(HALF) * (e_x + i_unit * sign[sigma] * e_y)
_down = node(HALF) * (e_x - i_unit * sign[sigma] * e_y)
TEXT_FLIPS = Equation(
    "valve:text-A7-flips",
    system(
        equal(odot(s_flip[sigma], s_back[sigma]), odot(_up, _down)),
        equal(odot(_up, _down), node(1) / 4 * (odot(e_x, e_x) + odot(e_y, e_y))),
        equal(node(1) / 4 * (odot(e_x, e_x) + odot(e_y, e_y)), -(node(1) / 4 * odot(e_z, e_z))),
        equal(odot(e_x, e_x) + odot(e_y, e_y) + odot(e_z, e_z), 0),
    ),
    note="the chain in the sentence after (A7) and the sum over axes that it stands on",
)

# --- 2. Spin-trace technique ------------------------------------------------------------------

_FIVE = (k, sigma, sigma_p, tau, tau_p)
_swapped = odot(s[sigma, sigma_p], s[tau, tau_p]) * delta[sigma, tau_p] * delta[sigma_p, tau]
EQ_A8 = Equation(
    "valve:A8",
    equal(
        exchange_moment,
        Total(_FIVE, _swapped * f_plus(energy[k, sigma]) * f_minus(energy[k, sigma_p])),
    ),
)
EQ_A9 = Equation(
    "valve:A9",
    equal(
        nu[sigma, sigma_p](*BOTH),
        Total((n, k), dirac(omega - energy[k, sigma]) * dirac(omega_p - energy[k, sigma_p])),
    ),
    note="equal to (16); the energies do not show the band",
)


def with_densities(indices: tuple[Index, ...]) -> Relation:
    """(A10) with a sum over the given indices."""
    body = _swapped * nu[sigma, sigma_p](*BOTH) * f_plus(omega) * f_minus(omega_p)
    return equal(exchange_moment, Total(indices, Integral(BOTH, body)))


EQ_A10 = Equation("valve:A10", with_densities(_FIVE))
mu_1, mu_2 = Index("mu_1", "component"), Index("mu_2", "component")
A = Symbol("A", "density tensor", r"\mathcal{A}_{<0><1>}")
r_left = Symbol("r_left", "element", r"\langle <1>|\tilde{r}_{<0>}|<2>\rangle")
EQ_A11 = Equation(
    "valve:A11",
    equal(
        nu[sigma, sigma_p](*BOTH) * delta[sigma, tau_p] * delta[sigma_p, tau],
        2 * Total(
            (mu_1, mu_2),
            r_left[mu_1, tau_p, sigma] * A[mu_1, mu_2](*BOTH) * r_left[mu_2, sigma_p, tau],
        ),
    ),
)  # fmt: skip
r_tilde = Symbol("r_tilde", "four matrices", r"\tilde{r}_{<0>}", commuting=False)
one = Symbol("one", "unit matrix", r"\mathbb{1}")
s_component = Symbol("s_component", "spin matrix", "s_{<0>}", commuting=False)
_zero = Label("0", "axis")
TEXT_SCALAR = Equation("valve:text-A11-scalar", equal(r_tilde[_zero], one / sqrt(node(2))))
TEXT_VECTOR = Equation("valve:text-A11-vector", equal(r_tilde[i], sqrt(node(2)) * s_component[i]))
J_hat = Symbol("J_hat", "direction", r"\hat{J}_{<0>}")


def _summed(*signs: Index, components: tuple[Index, ...]) -> Node:
    """A quarter of a sum of the pair density over its spins, with signs and directions."""
    body: Node = nu[sigma, sigma_p](*BOTH)
    for index in reversed(signs):
        body = sign[index] * body
    for index in components:
        body = body * J_hat[index]
    return node(1) / 4 * Total((sigma, sigma_p), body)


_LEFT_OUT = "the print leaves out the arguments on the left"
EQ_A12 = Equation(
    "valve:A12", equal(A[_zero, _zero](*BOTH), _summed(components=())), note=_LEFT_OUT
)
EQ_A13 = Equation(
    "valve:A13", equal(A[i, _zero](*BOTH), _summed(sigma, components=(i,))), note=_LEFT_OUT
)
EQ_A14 = Equation(
    "valve:A14", equal(A[_zero, j](*BOTH), _summed(sigma_p, components=(j,))), note=_LEFT_OUT
)
EQ_A15 = Equation(
    "valve:A15", equal(A[i, j](*BOTH), _summed(sigma, sigma_p, components=(i, j))), note=_LEFT_OUT
)
s_matrix = Symbol("s_matrix", "spin vector", r"\mathbf{s}", commuting=False)


def trace(tree: Node) -> Call:
    """The trace in spin space."""
    return Call(Symbol("trace", "function", r"\mathrm{Tr}"), (tree,))


EQ_A16 = Equation(
    "valve:A16",
    equal(
        exchange_moment,
        Integral(
            BOTH,
            f_plus(omega) * f_minus(omega_p) * (
                2 * Total(
                    (mu_1, mu_2),
                    A[mu_1, mu_2](*BOTH)
                    * trace(odot(r_tilde[mu_1] * s_matrix, r_tilde[mu_2] * s_matrix)),
                )
            ),
        ),
    ),
)  # fmt: skip
J_vector = Symbol("J_vector", "unit vector", r"\hat{\mathbf{J}}")
EQ_A17 = Equation(
    "valve:A17",
    equal(
        exchange_moment,
        Integral(
            BOTH,
            node(1) / 4
            * Total((sigma, sigma_p), sign[sigma] * sign[sigma_p] * nu[sigma, sigma_p](*BOTH))
            * f_plus(omega) * f_minus(omega_p) * odot(J_vector, J_vector),
        ),
    ),
)  # fmt: skip
epsilon = Symbol("epsilon", "epsilon", r"\varepsilon_{<0><1><2>}")
TEXT_ALGEBRA = Equation(
    "valve:text-A17-algebra",
    equal(
        s_component[i] * s_component[j],
        node(1) / 4 * delta[i, j] * one
        + HALF * Total((axis_k,), i_unit * epsilon[i, j, axis_k] * s_component[axis_k]),
    ),
    note="printed again after (A20)",
)

# --- 3. SQM and triplet spin correlations -----------------------------------------------------

a, b = Index("a", "particle"), Index("b", "particle")
before = Symbol("before", "restriction", r"\left[<0>\lt <1>\right]")
pair_moment = Symbol("pair_moment", "pair tensor", r"\mathcal{Q}^{<0><1>}", commuting=False)
EQ_A18 = Equation(
    "valve:A18",
    equal(moment, Total((a, b), before[a, b] * pair_moment[a, b])),
    note="the bracket stands for the condition under the sum",
)
pair_element = Symbol("pair_element", "pair operator", "Q_{<0><1>}^{<2><3>}", commuting=False)
particle_spin = Symbol("particle_spin", "spin of a particle", "s_{<0>}^{<1>}")
pair_spin = Symbol("pair_spin", "spin of a pair", "S_{<0>}^{<1><2>}", commuting=False)
pair_vector = Symbol("pair_vector", "vector of a pair", r"\mathbf{S}^{<0><1>}", commuting=False)


def dot(first: Node, second: Node) -> Call:
    """The scalar product."""
    return Call(Symbol("dot", "scalar product"), (first, second))


EQ_A19 = Equation(
    "valve:A19",
    equal(
        pair_element[i, j, a, b],
        2 * (
            HALF * (particle_spin[i, a] * particle_spin[j, b]
                    + particle_spin[j, a] * particle_spin[i, b])
            - node(1) / 3 * delta[i, j]
            * Total((axis_k,), particle_spin[axis_k, a] * particle_spin[axis_k, b])
        ),
    ),
    note="two different particles, whose spins commute",
)  # fmt: skip
EQ_A20 = Equation(
    "valve:A20",
    equal(
        pair_element[i, j, a, b],
        HALF * (pair_spin[i, a, b] * pair_spin[j, a, b] + pair_spin[j, a, b] * pair_spin[i, a, b])
        - node(1) / 3 * delta[i, j] * dot(pair_vector[a, b], pair_vector[a, b]),
    ),
    note="the square of the pair's spin is its scalar product with itself",
)  # fmt: skip
two_body = Symbol(
    "two_body", "element", r"\langle <0><1><2><3>|\mathcal{Q}^{12}|<4><5><6><7>\rangle"
)
_BRA, _KET = (k_2p, sigma_2p, k_1p, sigma_1p), (k_2, sigma_2, k_1, sigma_1)
EQ_A21 = Equation(
    "valve:A21",
    equal(
        moment,
        Total(
            (*_BRA, *_KET),
            HALF * two_body[(*_BRA, *_KET)]
            * (c_dagger[k_1p, sigma_1p] * c_dagger[k_2p, sigma_2p]
               * c[k_2, sigma_2] * c[k_1, sigma_1]),
        ),
    ),
)  # fmt: skip
spin_element = Symbol("spin_element", "element", r"\langle <0><1>|\mathcal{Q}^{12}|<2><3>\rangle")
EQ_A22 = Equation(
    "valve:A22",
    equal(
        two_body[(*_BRA, *_KET)],
        delta[k_2p, k_2] * delta[k_1p, k_1] * spin_element[sigma_2p, sigma_1p, sigma_2, sigma_1],
    ),
)
