"""Options of the Numba backend, part of every module's content hash."""

from collections.abc import Mapping
from types import MappingProxyType

OPTIONS: Mapping[str, str] = MappingProxyType(
    {"title": "Numba", "compile": 'error_model="numpy", nogil=True'}
)

UNROLL_LIMIT = 150
"""Assignments up to which short axes are written out as scalars.

That is twice as fast as loops over small arrays, but the time to compile grows faster than the
number of lines: seconds here, many minutes for a thousand.
"""
