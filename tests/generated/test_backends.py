"""Both backends compute the same, compile on the first call only, and stand alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from spinloom.codegen.write import generate
from spinloom.generated.numba import dimer as compiled
from spinloom.generated.numpy import dimer as arrays

DEVICE = (100.0, 2.0, 0.5, 10.0, 12.0, 0.3, -0.2)
ENERGY = np.array([-200.0, -57.0, 0.0, 1.9, 200.0, 321.0])
POLES = np.array([0.2 + 1.1j, -0.3 - 1.2j])
CALLS: dict[str, tuple[Any, ...]] = {
    "self_energy": (ENERGY, 100.0, 10.0),
    "green_retarded": (ENERGY, *DEVICE),
    "green_lesser": (ENERGY, 0.3, 0.9, *DEVICE),
    "transmission": (ENERGY, *DEVICE),
    "local_density_of_states": (ENERGY, *DEVICE),
    "coupling_integrands": (ENERGY, *DEVICE),
    "chain_polynomial": (np.array([1.0, -1.0]), *DEVICE),
    "chain_basis": (np.array([[0.3], [2.9]]), POLES),
    "wide_polynomial": (np.array([1.0, -1.0]), 2.0, 0.5, 2.0, 3.0, 0.3, -0.2),
    "wide_basis": (0.4, POLES - 2j),
    "thermal_basis": (0.4, 0.1, POLES - 2j),
}
SLOW_CALLS: dict[str, tuple[Any, ...]] = {
    "chain_coefficients": (POLES, 1.0, *DEVICE),
    "wide_coefficients": (POLES - 2j, 1.0, 2.0, 0.5, 2.0, 3.0, 0.3, -0.2),
}


def assert_backends_agree(name: str, arguments: tuple[Any, ...], digits: float) -> None:
    plain, fast = getattr(arrays, name)(*arguments), getattr(compiled, name)(*arguments)
    for one, other in zip(
        *(v if isinstance(v, tuple) else (v,) for v in (plain, fast)), strict=True
    ):
        assert one.shape == other.shape and one.dtype == other.dtype
        scale = np.abs(one).max()
        np.testing.assert_allclose(other, one, rtol=0, atol=digits * scale)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_backends_agree(name: str) -> None:
    assert_backends_agree(name, CALLS[name], 1e-14)


@pytest.mark.sweep
@pytest.mark.parametrize("name", sorted(SLOW_CALLS))
def test_backends_agree_on_long_kernels(name: str) -> None:
    """Half a minute to compile, even with loops kept; partial fractions cancel two digits."""
    assert_backends_agree(name, SLOW_CALLS[name], 1e-12)


def test_every_kernel_is_compared() -> None:
    assert set(arrays.__all__) == set(compiled.__all__) == CALLS.keys() | SLOW_CALLS.keys()


@pytest.mark.parametrize("module", [arrays, compiled], ids=["numpy", "numba"])
def test_arguments_broadcast(module: Any) -> None:
    energy, hopping = np.linspace(-3, 3, 4)[:, None, None], np.array([0.0, 0.5, 1e-9])
    level = np.array([[0.1], [0.2]])
    t_e, t_0, _, t_L, t_R, _, eps_2 = DEVICE
    whole = module.coupling_integrands(energy, t_e, t_0, hopping, t_L, t_R, level, eps_2)
    assert [values.shape for values in whole] == [
        *((4, 2, 3, 2, 2, 2),) * 6, (4, 2, 3, 2, 2), *((4, 2, 3, 2, 2, 2, 2),) * 2
    ]  # fmt: skip
    for place in np.ndindex(4, 2, 3):
        point = module.coupling_integrands(
            energy[place[0], 0, 0], t_e, t_0, hopping[place[2]], t_L, t_R, level[place[1], 0], eps_2
        )
        for values, single in zip(whole, point, strict=True):
            scale = np.abs(single).max()
            np.testing.assert_allclose(values[place], single, rtol=0, atol=1e-14 * scale)
    empty = module.transmission(np.ones((0, 2)), *DEVICE)
    assert empty.shape == (0, 2)
    assert np.ndim(module.transmission(1, *DEVICE)) == 0


@pytest.mark.parametrize("module", [arrays, compiled], ids=["numpy", "numba"])
def test_unreasonable_arguments_are_refused(module: Any) -> None:
    with pytest.raises(TypeError, match="complex128"):
        module.self_energy(1j, 100.0, 10.0)
    with pytest.raises(ValueError, match="shape"):
        module.self_energy(np.ones(2), np.ones(3), 10.0)
    with pytest.raises((TypeError, ValueError)):
        module.self_energy("1.0", 100.0, 10.0)


def test_numpy_kernels_keep_the_precision_they_are_given() -> None:
    energy = np.longdouble(1) / 3
    wide = arrays.green_retarded(energy, *(np.longdouble(value) for value in DEVICE))
    narrow = arrays.green_retarded(float(energy), *DEVICE)
    assert wide[0].dtype == np.result_type(np.longdouble, np.complex64)
    assert 0 < np.abs(wide[0] - narrow[0]).max() < 1e-14


# --- separate processes --------------------------------------------------------------------------

LAZY = """
import time
import spinloom.generated.numba.dimer as dimer
import spinloom.generated.numba.special as special
assert dimer._green_retarded.signatures == [], "compiled at import"
assert special.digamma.types == [], "compiled at import"
dimer.self_energy(0.1, 100.0, 10.0)
assert len(dimer._self_energy.signatures) == 1
dimer.self_energy([[0.1, 0.2]], 100.0, [[10.0], [9.0]])
dimer.self_energy(1, 100, 10)
assert len(dimer._self_energy.signatures) == 1, "compiled again for another shape"
"""

NO_CACHE = """
from numba.core import caching
caching.CacheImpl._locator_classes = []
import spinloom.generated.numba.special as special
assert type(special._fermi._cache).__name__ == "NullCache"
assert special.fermi(0.0) == 0.5
"""

ALONE = """
import sys
class Barrier:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {barred}:
            raise ImportError(name + " is not part of this package's world")
sys.meta_path.insert(0, Barrier())
sys.path.insert(0, {folder!r})
from kernels import dimer
found = dimer.transmission(0.0, 100.0, 1.0, 0.0, 10.0, 10.0, 0.0, 0.0)
assert abs(found - 2.0) < 1e-12, found
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder per backend, each with a package ``kernels`` of its own."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("numba", "numpy")}
    for name, folder in folders.items():
        generate(["dimer"], [name], out=folder / "kernels")
    return folders


def run(script: str, **environment: str) -> None:
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 0, process.stderr


def test_compiled_kernels_wait_for_the_first_call() -> None:
    run(LAZY)


def test_without_a_place_for_the_cache() -> None:
    run(NO_CACHE)


@pytest.mark.parametrize(
    ("backend", "barred"),
    [
        ("numpy", {"spinloom", "sympy", "scipy", "numba", "jinja2", "mpmath"}),
        ("numba", {"spinloom", "sympy", "jinja2", "mpmath"}),
    ],
)
def test_package_stands_alone(packages: dict[str, Path], backend: str, barred: set[str]) -> None:
    run(ALONE.format(folder=str(packages[backend]), barred=sorted(barred)), PYTHONPATH="")


def test_helpers_of_another_generation_are_refused(
    packages: dict[str, Path], tmp_path: Path
) -> None:
    shutil.copytree(packages["numba"] / "kernels", tmp_path / "kernels")
    path = tmp_path / "kernels" / "special.py"
    path.write_text(path.read_text().replace('SPECIAL_DIGEST = "', 'SPECIAL_DIGEST = "0'))
    with pytest.raises(AssertionError, match=r"special\.py does not belong to this file"):
        run(ALONE.format(folder=str(tmp_path), barred=[]))
