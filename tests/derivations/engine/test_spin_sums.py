"""Sums over spin labels become traces: the bubble of two spin operators, open chains refused."""

import pytest

from spinloom.derivations.engine.fermions import (
    Expression,
    annihilate,
    as_expression,
    create,
    index,
    sum_over,
    symbol,
)
from spinloom.derivations.engine.gaussian import I
from spinloom.derivations.engine.indexed import Factor, Index, Operator
from spinloom.derivations.engine.spin import (
    SpinMatrix,
    delta,
    epsilon,
    pauli,
    scalar,
    trace,
    unit,
    unit_vector,
)
from spinloom.derivations.engine.spin import index as component
from spinloom.derivations.engine.spin_sums import spin_loops, spin_sum
from spinloom.derivations.engine.wick import cumulant, wick


def contour_green(left: Operator, right: Operator) -> Expression | None:
    """<T c c^dag> = iG(x, y), <T c^dag c> = -iG(y, x)."""
    if left.creates == right.creates:
        return None
    if left.creates:
        return symbol("G", *right.indices, *left.indices) * -I
    return symbol("G", *left.indices, *right.indices) * I


def spin_operator(name: str, site: Index) -> Expression:
    s, r = index("spin", "s"), index("spin", "r")
    return sum_over(symbol(name, s, r) * create(site, s) * annihilate(site, r), s, r) / 2


def test_spin_spin_bubble_becomes_a_spin_trace() -> None:
    """<T s_a^i s_b^j>_c = tr(tau_i G_ab tau_j G_ba)/4, and its three structures."""
    a, b = index("site", "a"), index("site", "b")
    connected = cumulant([spin_operator("tau_i", a), spin_operator("tau_j", b)], contour_green)
    ((term, value),) = connected.terms.items()
    loops, others = spin_loops(term)
    assert len(loops) == 1 and not others and str(value) == "1/4"
    assert [factor.name for factor in loops[0]] == ["tau_i", "G", "tau_j", "G"]
    i, j, that = component("i"), component("j"), unit_vector("t")

    def matrix_of(factor: Factor) -> SpinMatrix:
        if factor.name != "G":
            return pauli({"tau_i": i, "tau_j": j}[factor.name])
        sites = "".join(label.name for label in factor.indices if label.kind == "site")
        return unit * scalar(f"s_{sites}") + pauli(that) * scalar(f"t_{sites}")

    bubble = spin_sum(connected, matrix_of)
    s_ab, s_ba, t_ab, t_ba = (scalar(name) for name in ("s_ab", "s_ba", "t_ab", "t_ba"))
    expected = (
        delta(i, j) * (s_ab * s_ba - t_ab * t_ba)
        + epsilon(i, j, that) * (s_ab * t_ba - t_ab * s_ba) * I
        + delta(i, that) * delta(j, that) * t_ab * t_ba * 2
    ) / 2
    assert bubble == expected
    assert bubble != expected.relabel({i: j, j: i})
    everything = wick(spin_operator("tau_i", a) * spin_operator("tau_j", b), contour_green)
    tadpoles = spin_sum(everything - connected, matrix_of)
    t_aa, t_bb = scalar("t_aa"), scalar("t_bb")
    assert tadpoles == -delta(i, that) * delta(j, that) * t_aa * t_bb


def test_spin_loops_refuse_open_chains() -> None:
    s, r, free = (index("spin", name) for name in "srf")
    open_chain = sum_over(symbol("A", free, s) * symbol("B", s, r), s, r)
    with pytest.raises(ValueError, match="do not join"):
        spin_sum(open_chain, lambda _: unit)
    transposed_pair = sum_over(symbol("A", s, r) * symbol("B", s, r), s, r)
    with pytest.raises(ValueError, match="do not join"):
        spin_sum(transposed_pair, lambda _: unit)
    with pytest.raises(ValueError, match="holds 1 spin"):
        spin_sum(sum_over(symbol("v", s), s), lambda _: unit)
    with pytest.raises(ValueError, match="operators or sums"):
        spin_sum(sum_over(symbol("f", index("site", "a")), index("site", "a")), lambda _: unit)
    assert spin_sum(sum_over(as_expression(1), s, r), lambda _: unit) == trace() * trace()
