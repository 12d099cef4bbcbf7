"""The 40-digit reference, as a fixture because test modules cannot import each other."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def exact() -> ModuleType:
    """Module `dimer_reference`: ``exact.Point``, ``exact.NAMES``, ``exact.reference``."""
    spec = spec_from_file_location(
        "dimer_reference", Path(__file__).with_name("dimer_reference.py")
    )
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
