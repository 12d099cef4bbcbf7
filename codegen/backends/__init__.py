"""The backends, found through one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..ir import Function
from .numba.options import OPTIONS as NUMBA_OPTIONS
from .numba.printer import render as render_numba
from .numpy.options import OPTIONS as NUMPY_OPTIONS
from .numpy.printer import render as render_numpy

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Backend:
    """How a backend turns one function into plain data for its templates."""

    name: str
    render: Callable[[Function], Mapping[str, Any]]
    options: Mapping[str, Any]

    @property
    def templates(self) -> Path:
        """Folder of ``module.py.jinja``, ``special.py.jinja`` and ``package.py.jinja``."""
        return HERE / self.name / "templates"


BACKENDS: Mapping[str, Backend] = MappingProxyType(
    {
        "numba": Backend("numba", render_numba, NUMBA_OPTIONS),
        "numpy": Backend("numpy", render_numpy, NUMPY_OPTIONS),
    }
)
