"""Options of the Numba backend, part of every module's content hash."""

from collections.abc import Mapping
from types import MappingProxyType

OPTIONS: Mapping[str, str] = MappingProxyType(
    {"title": "Numba", "compile": 'error_model="numpy", nogil=True'}
)
