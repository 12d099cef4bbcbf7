"""Options of the NumPy backend, part of every module's content hash."""

from collections.abc import Mapping
from types import MappingProxyType

OPTIONS: Mapping[str, str] = MappingProxyType({"title": "NumPy"})
