"""What appendices B and C of the valve paper print: symmetric, traceless tensors; rotation.

Trees keep the terms, factors, signs and indices of the text at hand. Vectors and tensors are
whole leaves; ``applied(A, v)`` is the product of a tensor and a vector that the print marks with a
dot. Squares of vectors are scalar products of the vector with itself.
"""

from __future__ import annotations

from spinloom.derivations.engine.ledger import Equation
from spinloom.derivations.engine.printed import (
    Call,
    Index,
    Node,
    Power,
    Symbol,
    Total,
    equal,
    node,
    system,
)

from .paper import HALF, odot
from .paper_appendix_a import dot

a, b = (Symbol(x, "vector", rf"\mathbf{{{x}}}") for x in "ab")
c = Symbol("c", "vector", r"\mathbf{c}")
tensor = Symbol("A", "tensor", r"\mathcal{A}")
unit = Symbol("unit", "unit tensor", r"\mathcal{I}")
mu = Index("mu", "principal")
pm = Index("pm", "sign", r"\pm")
value = Symbol("lambda", "principal value", r"\lambda_{<0>}")
axis = Symbol("axis", "principal axis", r"\hat{\mathbf{v}}_{<0>}")
long_axis = Symbol("long_axis", "vector of an axis", r"\mathbf{v}_{<0>}")
v_0 = Symbol("v_0", "vector of an axis", r"\mathbf{v}_0")
hat_v_0 = Symbol("hat_v_0", "principal axis", r"\hat{\mathbf{v}}_0")
lambda_0 = Symbol("lambda_0", "principal value", r"\lambda_0")
v = Symbol("v", "vector", r"\mathbf{v}")
sign = Symbol("sign", "sign", "<0>")
is_sign = Symbol("is_sign", "restriction", r"\delta_{<0>,\pm}")
is_plus = Symbol("is_plus", "restriction", r"\delta_{<0>,+}")
alpha = Symbol("alpha")


def outer(first: Node, second: Node) -> Call:
    """A dyadic, which the print writes as two vectors side by side."""
    return Call(Symbol("outer", "function"), (first, second))


def cross(first: Node, second: Node) -> Call:
    """The vector product."""
    return Call(Symbol("cross", "function"), (first, second))


def applied(matrix: Node, vector: Node) -> Call:
    """A tensor applied to a vector."""
    return Call(Symbol("applied", "action", r"\cdot"), (matrix, vector))


def size(vector: Node) -> Call:
    """The length of a vector."""
    return Call(Symbol("abs", "modulus"), (vector,))


def _named(name: str, tex: str, *arguments: Node) -> Call:
    return Call(Symbol(name, f"function of {len(arguments)}", tex), arguments)


def det(matrix: Node) -> Call:
    """The determinant."""
    return _named("det", r"\det", matrix)


def trace(matrix: Node) -> Call:
    """The trace."""
    return _named("trace", r"\mathrm{tr}", matrix)


def spm(matrix: Node) -> Call:
    """The sum of the principal minors."""
    return _named("spm", r"\mathrm{spm}", matrix)


def double_cross(first: Node, second: Node) -> Call:
    """Both indices of two tensors joined by vector products."""
    return _named("double_cross", r"{}^\times_\times", first, second)


def double_dot(first: Node, second: Node) -> Call:
    """Both indices of two tensors summed over."""
    return _named("double_dot", r"\mathbin{:}", first, second)


# --- Appendix B -------------------------------------------------------------------------------

_symmetric = HALF * (outer(a, b) + outer(b, a))
_dyadic = _symmetric - node(1) / 3 * dot(a, b) * unit
EQ_B1 = Equation(
    "valve:B1", system(equal(tensor, odot(a, b)), equal(odot(a, b), _dyadic)), note="one chain"
)
EQ_B2 = Equation(
    "valve:B2",
    equal(tensor, Total((mu,), value[mu] * outer(axis[mu], axis[mu]))),
    note="a column times a row is a dyadic",
)
EQ_B3 = Equation(
    "valve:B3",
    equal(
        value[mu],
        -(node(1) / 3 * dot(a, b))
        + HALF * is_sign[mu] * (dot(a, b) + sign[mu] * size(a) * size(b)),
    ),
)
EQ_B4 = Equation("valve:B4", equal(hat_v_0, 1 / size(cross(a, b)) * cross(a, b)))
SQUARED_LENGTH = 2 * size(a) * size(b) * (size(a) * size(b) + sign[pm] * dot(a, b))
ALONG = size(b) * a + sign[pm] * size(a) * b
EQ_B5 = Equation(
    "valve:B5",
    equal(axis[pm], 1 / SQUARED_LENGTH * ALONG),
    note="in each term of the bracket one of the two letters is the length of its vector; "
    "the transcription sets both in bold type",
)
EQ_B6 = Equation(
    "valve:B6",
    equal(value[mu], (is_plus[mu] - node(1) / 3) * alpha * Power(size(a), node(2))),
)
EQ_B7 = Equation(
    "valve:B7",
    equal(applied(tensor, v_0), applied(_dyadic, cross(a, b))),
)
EQ_B8 = Equation(
    "valve:B8",
    system(
        equal(applied(tensor, v_0), -(node(1) / 3 * dot(a, v) * v_0)),
        equal(applied(tensor, v_0), lambda_0 * v_0),
    ),
    note="one chain, continued from (B7); v has no index and is read as v_0",
)
EQ_B9 = Equation("valve:B9", equal(det(tensor - value[mu] * unit), 0), note="sides exchanged")
number = Symbol("number", "number", r"\lambda")
EQ_B10 = Equation(
    "valve:B10",
    equal(
        det(tensor - number * unit),
        det(tensor)
        - number * spm(tensor)
        + Power(number, node(2)) * trace(tensor)
        - Power(number, node(3)),
    ),
    note="continued from (B9)",
)
row, column = Index("i", "axis"), Index("j", "axis")
element = Symbol("element", "element", r"\mathcal{A}_{<0><1>}")
EQ_B11 = Equation("valve:B11", equal(trace(tensor), Total((row,), element[row, row])))
EQ_B12 = Equation("valve:B12", equal(spm(tensor), HALF * trace(double_cross(tensor, tensor))))
EQ_B13 = Equation(
    "valve:B13",
    equal(det(tensor), node(1) / 6 * double_dot(double_cross(tensor, tensor), tensor)),
)
i_1, i_2 = Index("i_1", "axis"), Index("i_2", "axis")
j_1, j_2 = Index("j_1", "axis"), Index("j_2", "axis")
k_1, k_2 = Index("k_1", "axis"), Index("k_2", "axis")
epsilon = Symbol("epsilon", "epsilon", r"\varepsilon_{<0><1><2>}")
crossed = Symbol(
    "crossed", "element of a product", r"(\mathcal{A}^\times_\times\mathcal{A})_{<0><1>}"
)
TEXT_DOUBLE_CROSS = Equation(
    "valve:text-B13-cross",
    equal(
        crossed[i_1, i_2],
        Total(
            (j_1, k_1, j_2, k_2),
            epsilon[i_1, j_1, k_1] * element[j_1, j_2] * element[k_1, k_2]
            * epsilon[j_2, k_2, i_2],
        ),
    ),
    note="sums over repeated indices",
)  # fmt: skip
other = Symbol("B", "tensor", r"\mathcal{B}")
other_element = Symbol("other_element", "element", r"\mathcal{B}_{<0><1>}")
TEXT_DOUBLE_DOT = Equation(
    "valve:text-B13-dot",
    equal(
        double_dot(other, tensor),
        Total((row, column), other_element[row, column] * element[row, column]),
    ),
)
EQ_B14 = Equation("valve:B14", equal(trace(tensor), dot(a, b)))
_area = dot(cross(a, b), cross(a, b))
EQ_B15 = Equation(
    "valve:B15",
    equal(
        spm(tensor),
        -(node(1) / 3 * Power(dot(a, b), node(2))) - node(1) / 4 * _area,
    ),
)
EQ_B16 = Equation(
    "valve:B16",
    equal(
        det(tensor),
        node(2) / 27 * Power(dot(a, b), node(3)) + node(1) / 12 * dot(a, b) * _area,
    ),
)
_shifted = tensor - value[pm] * unit
EQ_B17 = Equation(
    "valve:B17",
    equal(long_axis[pm], applied(c, double_cross(_shifted, _shifted))),
    note="the transcription lost the upper of the two crosses",
)
q = Symbol("q", "number", "q_{<0>}")
TEXT_Q = Equation(
    "valve:text-B18-q", equal(q[pm], dot(a, b) + sign[pm] * size(a) * size(b))
)  # fmt: skip
EQ_B18 = Equation(
    "valve:B18",
    equal(
        long_axis[pm],
        -(
            HALF
            * applied(
                c,
                outer(cross(a, b), cross(a, b))
                + (2 * q[pm] * dot(a, b) - Power(q[pm], node(2))) * unit
                - q[pm] * (outer(a, b) + outer(b, a)),
            )
        ),
    ),
)
a_perpendicular = Symbol("a_perpendicular", "vector", r"\mathbf{a}_\perp")
TEXT_PARALLEL = Equation(
    "valve:text-B18-parallel",
    system(
        equal(tensor, odot(a, alpha * a)),
        equal(tensor, alpha * (outer(a, a) - Power(size(a), node(2)) * unit / 3)),
        equal(applied(tensor, a), node(2) / 3 * alpha * Power(size(a), node(2)) * a),
    ),
    note="case (ii): the tensor and its action on a",
)
TEXT_PERPENDICULAR = Equation(
    "valve:text-B18-perpendicular",
    equal(
        applied(tensor, a_perpendicular), -(node(1) / 3 * alpha * Power(size(a), node(2)))
    ),
    note="case (ii): the action on a vector perpendicular to a",
)  # fmt: skip

# --- Appendix C -------------------------------------------------------------------------------

motion = Index("motion", "motion", "")
fixed = Symbol("fixed", "statement", r"[\mathcal{Q}^{<0>}\ \mathrm{has\ fixed\ principal\ axes}]")
Q = Symbol("Q", "moment", r"\mathcal{Q}^{<0>}", commuting=False)
I_Q = Symbol("I_Q", "moment", r"\mathcal{I}_{\mathcal{Q}}^{<0>}", commuting=False)


def vanishes(tree: Node) -> Call:
    """One if the argument is zero, zero otherwise."""
    return _named("vanishes", r"\mathrm{vanishes}", tree)


EQ_C1 = Equation(
    "valve:C1",
    equal(fixed[motion], vanishes(Q[motion] * I_Q[motion] - I_Q[motion] * Q[motion])),
    note="the equivalence as equality of two truth values, for tensors that turn and that do not",
)
spin_size = Symbol("spin_size", "size", "S")
spin_size_rate = Symbol("spin_size_rate", "size", r"\dot{S}")
spin_rate = Symbol("spin_rate", "vector", r"\dot{\mathbf{S}}")
e_3, e_3_rate = (
    Symbol("e_3", "vector", r"\mathbf{e}_3"),
    Symbol("e_3_rate", "vector", r"\dot{\mathbf{e}}_3"),
)
TEXT_SPIN_RATE = Equation(
    "valve:text-C1-spin",
    equal(spin_rate, spin_size * e_3 + spin_size * e_3_rate),
    note="the derivative of a spin that turns, in the sentences before (C1)",
)
n_i, n_k = Index("i", "principal"), Index("k", "principal")
e = Symbol("e", "vector", r"\mathbf{e}_{<0>}")
e_rate = Symbol("e_rate", "vector", r"\dot{\mathbf{e}}_{<0>}")
TEXT_PERPENDICULAR_RATE = Equation(
    "valve:text-C1-perpendicular",
    equal(dot(e_rate[n_i], e[n_k]), 0),
    note="for all i and k, in the proof of (C1)",
)
Q_value, Q_value_rate = (
    Symbol("Q_value", "value", "Q_{<0>}"),
    Symbol("Q_value_rate", "value", r"\dot{Q}_{<0>}"),
)
Q_rate = Symbol("Q_rate", "tensor", r"\dot{\mathcal{Q}}")
TEXT_TENSOR_RATE = Equation(
    "valve:text-C1-tensor",
    equal(
        Q_rate,
        Total(
            (n_i,),
            Q_value_rate[n_i] * outer(e[n_i], e[n_i])
            + Q_value[n_i] * (outer(e_rate[n_i], e[n_i]) + outer(e[n_i], e_rate[n_i])),
        ),
    ),
    note="the derivative of a tensor that turns, in the proof of (C1)",
)
