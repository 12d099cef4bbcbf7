"""Backends by name, for every device; a missing library is said, not raised through."""

from __future__ import annotations

import sys

import pytest

from spinloom.errors import ParameterError
from spinloom.numerics.backends import BACKENDS, load_kernels

DEVICES = ("dimer", "junction", "valve", "magnet")


@pytest.mark.parametrize("device", DEVICES)
def test_backends_of_a_device_have_the_same_kernels(device: str) -> None:
    first, *others = (
        {name for name in vars(load_kernels(device, backend)) if not name.startswith("_")}
        - {"np", "numba"}
        for backend in BACKENDS
    )
    kernels = {name for name in first if callable(vars(load_kernels(device, "numpy"))[name])}
    assert kernels
    assert all(kernels <= other for other in others)


@pytest.mark.parametrize("device", DEVICES)
def test_a_missing_library_is_named(device: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith("spinloom.generated.numba.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "numba", None)
    with pytest.raises(ParameterError, match=r"install spinloom\[numba\]"):
        load_kernels(device, "numba")


def test_an_error_within_a_kernel_file_stays_what_it_is() -> None:
    with pytest.raises(ModuleNotFoundError, match="nowhere"):
        load_kernels("nowhere", "numpy")
