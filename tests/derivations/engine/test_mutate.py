"""The faults: a fixed list, complete for every kind of node, in a fixed order."""

from __future__ import annotations

from fractions import Fraction

from spinloom.derivations.engine.latex import latex
from spinloom.derivations.engine.mutate import altered, changed_relation, mutations
from spinloom.derivations.engine.printed import (
    Call,
    Derivative,
    Index,
    Integral,
    Label,
    Matrix,
    Node,
    Symbol,
    Total,
    equal,
    less,
    relations,
    system,
    walk,
)

a, b, x = (Symbol(n) for n in "abx")
f = Symbol("f", "function")
A, B = (Symbol(n, "operator", commuting=False) for n in "AB")
i, j = Index("i", "site"), Index("j", "site")


def listed(tree: Node) -> list[tuple[str, str]]:
    """Faults by name and by what the page would then show."""
    return [(m.fault, latex(m.tree)) for m in mutations(tree)]


def faults(tree: Node) -> list[str]:
    return [m.fault for m in mutations(tree)]


def test_the_list_of_a_small_example_is_complete() -> None:
    alone, other = Symbol("y", "unknown"), Symbol("z", "angle")
    assert listed(equal(alone, a - other**2)) == [
        ("sign flipped", r"y = -\left(a - {z}^{2}\right)"),
        ("doubled", r"y = 2 \left(a - {z}^{2}\right)"),
        ("halved", r"y = \frac{1}{2} \left(a - {z}^{2}\right)"),
        ("term 1 sign flipped", "y = -a - {z}^{2}"),
        ("term 1 doubled", "y = 2 a - {z}^{2}"),
        ("term 1 halved", r"y = \frac{1}{2} a - {z}^{2}"),
        ("term 1 dropped", "y = -{z}^{2}"),
        ("term 2 sign flipped", "y = a + {z}^{2}"),
        ("term 2 doubled", r"y = a + 2 \left(-{z}^{2}\right)"),
        ("term 2 halved", r"y = a + \frac{1}{2} \left(-{z}^{2}\right)"),
        ("term 2 dropped", "y = a"),
        ("exponent + 1", "y = a - {z}^{3}"),
        ("exponent - 1", "y = a - {z}^{1}"),
    ]


def test_symbols_of_one_kind_are_confused_at_one_place() -> None:
    t_0, t = Symbol("t_0", "hopping"), Symbol("t", "hopping")
    shown = [s for name, s in listed(equal(t_0, t * b + t)) if "confused" in name]
    assert shown == [
        "t = t b + t",
        "t_{0} = t_{0} b + t",
        "t_{0} = t b + t_{0}",
    ]


def test_indices_are_confused_and_exchanged_at_one_place() -> None:
    G, S = Symbol("G", "green"), Symbol("S", "self-energy")
    one = Label("1", "site")
    shown = dict(listed(equal(G[i, j], S[i, one])))
    assert shown["indices 1 and 2 of G exchanged"] == "G_{j i} = S_{i 1}"
    assert shown["index 1 confused with j"] == "G_{i j} = S_{i j}"
    assert sum("confused" in name for name, _ in listed(equal(G[i, j], S[i, one]))) == 8
    spin = Index("s", "spin")
    assert not [name for name in faults(equal(a[i], b[spin])) if "index" in name]


def test_conjugation_is_lost_and_added() -> None:
    G = Symbol("G", "green", complex=True)
    conj = Symbol("conj", "function")
    assert ("conjugation dropped", "a = G") in listed(equal(a, conj(G)))
    assert ("G conjugated", "a = {G}^{*}") in listed(equal(a, G))
    assert ("G conjugated", r"a = {G\left(x\right)}^{*}") in listed(equal(a, G(x)))
    assert faults(equal(a, G(x))).count("G conjugated") == 1
    assert not [name for name in faults(equal(a, b)) if "conjugated" in name]


def test_arguments_change_sign_size_and_places() -> None:
    names = faults(equal(a, f(x, b + x)))
    for k in (1, 2):
        assert [f"argument {k} {n}" in names for n in ("sign flipped", "doubled", "halved")]
    assert "arguments 1 and 2 exchanged" in names
    assert ("argument 1 sign flipped", r"a = f\left(-x, b\right)") in listed(equal(a, f(x, b)))


def test_only_what_need_not_commute_is_exchanged() -> None:
    assert "factors 1 and 2 exchanged" in faults(equal(a, A * B))
    assert "factors 2 and 3 exchanged" in faults(equal(a, b * A * B))
    assert "factors 1 and 2 exchanged" not in faults(equal(a, b * A * B))
    assert "factors 1 and 2 exchanged" not in faults(equal(x, a * b))


def test_matrices_are_transposed_and_their_entries_changed() -> None:
    names = faults(equal(A, Matrix(((a, b), (x, a)))))
    assert "matrix transposed" in names
    entries = [name for name in names if name.startswith("entry")]
    assert len(entries) == 12


def test_inequalities_are_reversed() -> None:
    assert "reversed inequality" in faults(less(a, b))
    assert "reversed inequality" not in faults(equal(a, b))


def test_a_zero_is_not_scaled() -> None:
    assert faults(equal(a, 0)) == []


def test_names_of_bound_variables_are_no_statement() -> None:
    u, v = Symbol("u", "energy"), Symbol("v", "energy")
    tree = equal(a, Integral((u,), Derivative(f(u, v), v)))
    assert not any({"variables", "by"} & {*m.path} for m in mutations(tree))
    assert [s for n, s in listed(tree) if n == "u confused with v"] == [
        r"a = \int \mathrm{d}u\, \frac{\partial}{\partial v} f\left(v, v\right)"
    ]


EVERYTHING = system(
    equal(
        Symbol("G", "green", complex=True)[i, j],
        Total((i,), A * B * a - b**2) + Integral((x,), f(x, -x) / (a + b)),
    ),
    less(Derivative(f(a, b), a), Call(Symbol("conj"), (Fraction(1, 2) * a,))),
)


def test_faults_are_single_new_and_always_the_same() -> None:
    found = list(mutations(EVERYTHING))
    assert found == list(mutations(EVERYTHING))
    trees = [m.tree for m in found]
    assert len({*trees}) == len(trees)
    assert EVERYTHING not in trees
    places = dict(walk(EVERYTHING))
    assert all(m.path in places for m in found)


def test_a_fault_changes_one_relation_of_a_system() -> None:
    first, second = relations(EVERYTHING)
    for mutation in mutations(EVERYTHING):
        number = changed_relation(mutation.path)
        changed = relations(mutation.tree)
        assert changed[1 - number] == (first, second)[1 - number]
        assert altered(mutation) == changed[number] != (first, second)[number]
