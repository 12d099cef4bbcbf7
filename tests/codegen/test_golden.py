"""The text of generated modules, byte for byte, and what that very text computes."""

from __future__ import annotations

import difflib
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import mpmath
import numpy as np
import pytest

from spinloom.codegen.backends import BACKENDS
from spinloom.codegen.render import package

from .toy import lowered

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "SPINLOOM_UPDATE_GOLDEN"
HINT = f"If the change is intended: {UPDATE}=1 pytest tests/codegen/test_golden.py"


@pytest.mark.parametrize("backend", sorted(BACKENDS))
def test_text_is_the_golden_text(backend: str) -> None:
    text = package(BACKENDS[backend], {"toy": lowered()})["toy.py"]
    path = GOLDEN / f"toy.{backend}.txt"
    if os.environ.get(UPDATE):
        path.write_text(text, encoding="utf-8")
    golden = path.read_text(encoding="utf-8")
    changes = difflib.unified_diff(golden.splitlines(), text.splitlines(), "golden", "now", n=1)
    assert text == golden, "\n".join([HINT, *changes])


@pytest.fixture(scope="module", params=sorted(BACKENDS))
def toy(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ModuleType]:
    """The golden module with its special functions, imported as a package of its own."""
    backend = request.param
    folder = tmp_path_factory.mktemp("golden") / f"golden_{backend}"
    folder.mkdir()
    for name, text in package(BACKENDS[backend], {}).items():
        (folder / name).write_text(text, encoding="utf-8")
    golden = (GOLDEN / f"toy.{backend}.txt").read_text(encoding="utf-8")
    (folder / "toy.py").write_text(golden, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(folder.name, folder / "__init__.py")
    assert spec is not None and spec.loader is not None
    parent = importlib.util.module_from_spec(spec)
    sys.modules[folder.name] = parent
    spec.loader.exec_module(parent)
    yield importlib.import_module(f"{folder.name}.toy")
    for name in [name for name in sys.modules if name.split(".")[0] == folder.name]:
        del sys.modules[name]


def test_golden_computes_the_formula(toy: ModuleType) -> None:
    energy = np.linspace(-3.0, 3.0, 7)[:, None]
    left = np.array([0.3, 1.1])
    propagator, share = toy.resonance(energy, 0.25, left, 0.7)
    expected = 1.0 / (energy - 0.25 + 0.5j * (left + 0.7))
    np.testing.assert_allclose(propagator, expected, rtol=4e-16)
    rates = np.stack(np.broadcast_arrays(left, 0.7), axis=-1)
    weight = np.abs(expected)[..., None] ** 2 * rates / (2 * np.pi)
    assert share.shape == (7, 2, 2)
    np.testing.assert_allclose(share, weight, rtol=2e-15)


def test_golden_thermal_functions(toy: ModuleType) -> None:
    x, y, z = 0.3, -1.2, 0.9 + 0.4j
    window, occupation, variance, heat, response = toy.thermal(x, y, z)
    with mpmath.workdps(30):
        f = [1 / (mpmath.exp(mpmath.mpf(v)) + 1) for v in (x, y)]
        assert window == pytest.approx(float(f[0] - f[1]), rel=1e-15)
        assert occupation == pytest.approx(float(f[0]), rel=1e-15)
        assert variance == pytest.approx(float(f[0] * (1 - f[0])), rel=1e-15)
        assert heat == pytest.approx(float(x * mpmath.coth(mpmath.mpf(x))), rel=1e-15)
        assert response == pytest.approx(
            complex(mpmath.psi(1, mpmath.mpc(z)) / mpmath.pi), rel=2e-15
        )


def test_golden_survives_the_ends_of_its_domain(toy: ModuleType) -> None:
    ends = np.array([-np.inf, -1e4, 0.0, 1e4, np.inf])
    window, occupation, variance, heat, _ = toy.thermal(ends, ends, 1.0)
    np.testing.assert_array_equal(window, 0.0)
    np.testing.assert_array_equal(occupation, [1.0, 1.0, 0.5, 0.0, 0.0])
    np.testing.assert_array_equal(variance, [0.0, 0.0, 0.25, 0.0, 0.0])
    np.testing.assert_array_equal(heat, [np.inf, 1e4, 1.0, 1e4, np.inf])
