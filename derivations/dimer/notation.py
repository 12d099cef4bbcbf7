"""Symbols that the dimer paper's equations share, and small builders of printed trees."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.printed import Call, Index, Label, Node, Symbol

HALF = Fraction(1, 2)

# Indices: sites a, b, c; Cartesian axes i, j, k; spins; the branch +/- of retarded/advanced.
a, b, c = (Index(n, "site") for n in "abc")
i, j, k = (Index(n, "axis") for n in "ijk")
sigma, sigma_p = Index("sigma", "spin"), Index("sigma'", "spin", r"\sigma'")
mu, mu_p = Index("mu", "spin"), Index("mu'", "spin", r"\mu'")
branch = Index("branch", "branch", r"\pm")
lesser_greater = Index("lesser_greater", "correlation", r"\lessgtr")
ONE, TWO = Label("1", "site"), Label("2", "site")
GREATER, LESSER = Label(">", "correlation"), Label("<", "correlation")
PLUS, MINUS = Label("+", "branch"), Label("-", "branch")

# Scalars.
hbar, S, Delta = Symbol("hbar", "constant"), Symbol("S", "length"), Symbol("Delta", "coupling")
i_unit, pi = Symbol("i_unit", "unit", "i"), Symbol("pi", "number")
t_0, t = Symbol("t_0", "hopping"), Symbol("t", "hopping")
time, time_p = Symbol("time", "time", "t"), Symbol("time'", "time", "t'")
epsilon_0 = Symbol("epsilon_0", "site energy")
epsilon = Symbol("epsilon", "energy")
epsilon_1, epsilon_2 = (
    Symbol("epsilon'", "energy", r"\epsilon'"),
    Symbol("epsilon''", "energy", r"\epsilon''"),
)
delta = Symbol("delta", "kronecker", r"\delta^{<0><1>}")
levi_civita = Symbol("levi_civita", "tensor", r"\epsilon^{<0><1><2>}")
dirac = Symbol("dirac", "function", r"\delta")
tau = Symbol("tau", "pauli", r"\tau^{<0>}_{<1><2>}", complex=True)
t_hat_tau = Symbol("t_hat_tau", "pauli component", r"[\hat{t}\cdot\tau]_{<0><1>}", complex=True)
t_hat = Symbol("t_hat", "direction", r"\hat{t}^{<0>}")
identity = Symbol("identity", "pauli component", r"\mathbb{I}_{<0><1>}")
hopping = Symbol("hopping", "hopping matrix", r"\mathbb{I}_{<0><1>}", complex=True)


def operator(name: str, tex: str, kind: str = "operator") -> Symbol:
    """A leaf that need not commute with others of its sort."""
    return Symbol(name, kind, tex, commuting=False)


def dagger(tree: Node) -> Node:
    """The hermitian conjugate that the print abbreviates to H.c."""
    return Call(Symbol("dagger", "conjugation"), (tree,))


def dot(one: Node, other: Node) -> Node:
    """A scalar product of two vectors."""
    return Call(Symbol("dot", "product"), (one, other))


def cross(one: Node, other: Node) -> Node:
    """A vector product."""
    return Call(Symbol("cross", "product"), (one, other))


def outer(one: Node, other: Node) -> Node:
    """An outer product."""
    return Call(Symbol("outer", "product"), (one, other))


# Leaves that several sections share.
m = Symbol("m", "moment", r"\mathbf{m}_{<0>}")
spin_electron = operator("s", r"\hat{s}_{<0>}", "spin vector")
mean_spin = Symbol("mean_spin", "mean spin", r"\langle s_{<0>} \rangle")
t_vector = Symbol("t_vector", "axis vector", r"\hat{t}")
kernel_branch = Symbol("K_branch", "kernel", r"K^{<3><4>(<0>)}_{<1><2>}", complex=True)
kernel_keldysh = Symbol("K_keldysh", "kernel", r"K^{<2><3>(K)}_{<0><1>}", complex=True)
epsilon_branch = Symbol("epsilon_branch", "energy", r"\epsilon^{<0>}")
TWO_ENERGIES = r"\frac{d\epsilon'}{2\pi}\frac{d\epsilon''}{2\pi}"
ONE_ENERGY = r"\frac{d\epsilon'}{2\pi}"
