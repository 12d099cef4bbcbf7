"""Rows of the validation table: what they hold, and that a wrong kernel fails them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from spinloom import dimer as public
from spinloom.validate import (
    dimer,
    dimer_closed_forms,
    dimer_many_body,
    dimer_matrices,
    dimer_references,
    report,
    special_functions,
)
from spinloom.validate.dimer_references import Reference
from spinloom.validate.rows import UNBOUNDED, Row, compare, one_digit

Kernels = SimpleNamespace


@cache
def small_map() -> tuple[Reference, ...]:
    """Return the first of the maps: the asymmetric device."""
    return (dimer_references.maps()[0],)


def altered(change: Callable[[dict[str, Any]], Mapping[str, Any]]) -> Callable[..., Any]:
    """Return the public couplings with a change applied to what they return."""

    def couplings(*args: Any, **kwargs: Any) -> Mapping[str, Any]:
        found = public.couplings(*args, **kwargs)
        return {**found, **change(dict(found))}

    return couplings


def verdicts(couplings: Callable[..., Any]) -> dict[str, bool]:
    """Return family -> passed against the small map."""
    rows = dimer.coupling_rows("4x4 maps", 1e-11, small_map(), "numpy", couplings)
    return {row.kernel.removeprefix("dimer.couplings."): row.passed for row in rows}


def kernels_with(**changes: Callable[..., Any]) -> Kernels:
    """Return the generated NumPy kernels with some of them replaced."""
    module = import_module("spinloom.generated.numpy.dimer")
    return Kernels(**{**vars(module), **changes})


def scaled(name: str, factor: float) -> Callable[..., Any]:
    """Return a generated kernel whose results are multiplied by a factor."""
    original = getattr(import_module("spinloom.generated.numpy.dimer"), name)

    def kernel(*args: Any) -> Any:
        found = original(*args)
        return tuple(factor * x for x in found) if isinstance(found, tuple) else factor * found

    return kernel


def failed(rows: Any) -> set[str]:
    return {row.kernel for row in rows if not row.passed}


class TestRow:
    def test_json_has_the_agreed_fields(self) -> None:
        row = Row("dimer.couplings.J", "numpy", "4x4 maps", 225, 3.2e-14, 1e-11)
        assert row.to_json() == {
            "kernel": "dimer.couplings.J",
            "backend": "numpy",
            "oracle": "4x4 maps",
            "points": 225,
            "max_rel_error": 1e-13,
            "tolerance": 1e-11,
            "passed": True,
        }

    @pytest.mark.parametrize(
        ("error", "shown"),
        [(0.0, 1e-15), (1e-15, 1e-15), (1.1e-13, 1e-12), (0.5, 1.0), (np.nan, UNBOUNDED)],
    )
    def test_errors_have_one_digit(self, error: float, shown: float) -> None:
        assert one_digit(error) == shown

    def test_each_pair_has_its_own_scale(self) -> None:
        pairs = [([1e3, 2e3], [1e3, 2e3]), ([1.01e-9], [1e-9])]
        row = compare("k", "numpy", "o", 3, pairs, 1e-6)
        assert row.max_rel_error == pytest.approx(0.01)
        assert not row.passed

    @pytest.mark.parametrize("bad", [np.nan, np.inf])
    def test_what_is_not_a_number_fails(self, bad: float) -> None:
        assert not compare("k", "numpy", "o", 2, [([bad, 1.0], [1.0, 1.0])], 1e-6).passed

    @pytest.mark.parametrize("found", [0.0, 1.0])
    @pytest.mark.parametrize("first", [True, False])
    def test_a_vanishing_reference_fails(self, found: float, first: bool) -> None:
        pairs = [([found, found], [0.0, 0.0]), ([1.0, 1.0], [1.0, 1.0])]
        row = compare("k", "numpy", "o", 2, pairs if first else pairs[::-1], 1e-6)
        assert row.max_rel_error == UNBOUNDED
        assert not row.passed

    def test_a_reference_that_is_not_a_number_fails(self) -> None:
        pairs = [([1.0], [1.0]), ([1.0, 1.0], [np.nan, 1.0])]
        assert not compare("k", "numpy", "o", 2, pairs, 1e-6).passed

    def test_shapes_must_agree(self) -> None:
        with pytest.raises(ValueError, match="shapes"):
            compare("k", "numpy", "o", 2, [([1.0], [1.0, 1.0])], 1e-6)

    def test_json_has_no_infinities(self) -> None:
        row = compare("k", "numpy", "o", 1, [([np.nan], [1.0])], 1e-6)
        assert "NaN" not in json.dumps(row.to_json(), allow_nan=False)

    def test_devices_without_checks_have_no_rows(self) -> None:
        assert list(report.checks(["another"])) == []


class TestCouplings:
    @pytest.mark.parametrize("backend", dimer.BACKENDS)
    def test_kernels_pass(self, backend: str) -> None:
        rows = list(dimer.coupling_rows("4x4 maps", 1e-11, small_map(), backend))
        assert len(rows) == 9
        assert all(row.passed and row.points == 225 for row in rows)

    @pytest.mark.parametrize("name", sorted(public.Couplings.names()))
    @pytest.mark.parametrize("factor", [-1.0, 2.0], ids=["sign", "factor"])
    def test_a_wrong_coupling_fails_its_family_alone(self, name: str, factor: float) -> None:
        found = verdicts(altered(lambda values: {name: factor * values[name]}))
        assert [family for family, passed in found.items() if not passed] == [dimer.family(name)]

    @pytest.mark.parametrize("family", ["J", "A", "alpha_iso", "alpha_aniso", "alpha_antisym"])
    def test_exchanged_sites_fail(self, family: str) -> None:
        one, two = f"{family}_12", f"{family}_21"
        found = verdicts(altered(lambda values: {one: values[two], two: values[one]}))
        assert not found[family]

    def test_a_small_error_fails(self) -> None:
        found = verdicts(altered(lambda values: {"J_21": values["J_21"] * (1 + 1e-10)}))
        assert not found["J"]

    def test_not_a_number_fails(self) -> None:
        found = verdicts(altered(lambda values: {"D_12": values["D_12"] * np.nan}))
        assert not found["D"]

    @pytest.mark.parametrize("oracle", ["finite chains", "finite field"])
    def test_judges_notice_a_wrong_sign(self, oracle: str) -> None:
        chosen = next(o for o in dimer_references.ORACLES if o.name == oracle)
        references = chosen.ask()
        wrong = altered(lambda values: {"J_21": -values["J_21"]})
        arguments = (chosen.name, chosen.tolerance, references, "numpy")
        assert failed(dimer.coupling_rows(*arguments)) == set()
        assert failed(dimer.coupling_rows(*arguments, wrong)) == {"dimer.couplings.J"}


class TestFunctionsOfTheEnergy:
    def test_kernels_pass(self) -> None:
        assert failed(dimer_matrices.rows(kernels_with(), "numpy")) == set()
        assert failed(dimer_matrices.green_rows(public.green)) == set()

    @pytest.mark.parametrize(
        "name",
        [
            "coupling_integrands",
            "green_lesser",
            "green_retarded",
            "local_density_of_states",
            "self_energy",
            "transmission",
        ],
    )
    @pytest.mark.parametrize("factor", [-1.0, 2.0], ids=["sign", "factor"])
    def test_a_wrong_kernel_fails(self, name: str, factor: float) -> None:
        wrong = kernels_with(**{name: scaled(name, factor)})
        assert failed(dimer_matrices.rows(wrong, "numpy")) == {f"dimer.{name}"}

    def test_advanced_for_retarded_fails(self) -> None:
        def swapped(energy: Any, component: str, **given: Any) -> Any:
            other = {"retarded": "advanced", "lesser": "greater"}
            return public.green(energy, other.get(component, component), **given)

        found = failed(dimer_matrices.green_rows(swapped))
        assert found == {"dimer.green.retarded", "dimer.green.lesser"}


class TestClosedForms:
    def test_kernels_pass(self) -> None:
        assert failed(dimer_closed_forms.rows(kernels_with(), "numpy")) == set()

    @pytest.mark.parametrize("name", ["chain_basis", "wide_basis", "thermal_basis"])
    def test_a_wrong_basis_fails(self, name: str) -> None:
        wrong = kernels_with(**{name: scaled(name, -1.0)})
        assert failed(dimer_closed_forms.rows(wrong, "numpy")) == {f"dimer.{name}"}

    def test_wrong_coefficients_fail(self) -> None:
        wrong = kernels_with(wide_coefficients=scaled("wide_coefficients", 2.0))
        found = failed(dimer_closed_forms.rows(wrong, "numpy"))
        assert found == {"dimer.wide_basis", "dimer.thermal_basis"}


class TestManyBody:
    def test_derived_response_passes_and_a_wrong_one_fails(self) -> None:
        from spinloom.derivations.dimer import response

        def wrong(name: response.Structure, first: Any, second: Any) -> Any:
            sign = -1 if name == "antisymmetric" else 1
            return sign * response.structure(name, first, second)

        assert failed(dimer_many_body.rows()) == set()
        assert len(failed(dimer_many_body.rows(wrong))) == 2


class TestSpecialFunctions:
    @pytest.mark.parametrize("backend", dimer.BACKENDS)
    def test_kernels_pass(self, backend: str) -> None:
        kernels = import_module(f"spinloom.generated.{backend}.special")
        assert failed(special_functions.rows(kernels, backend)) == set()

    def test_a_relative_error_of_ten_ulp_fails(self) -> None:
        original = import_module("spinloom.generated.numpy.special")
        wrong = Kernels(
            digamma=lambda z: original.digamma(z) * (1 + 15 * 2.0**-52),
            trigamma=original.trigamma,
            tetragamma=lambda z: -original.tetragamma(z),
        )
        found = failed(special_functions.rows(wrong, "numpy"))
        assert "special.digamma.right" in found
        assert {"special.tetragamma.left", "special.tetragamma.right"} <= found
        assert "special.trigamma.right" not in found
