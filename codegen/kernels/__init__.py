"""The kernels of each device, found through one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ..spec import KernelSpec
from .dimer import kernels as dimer
from .junction import kernels as junction
from .magnet import kernels as magnet
from .valve import kernels as valve

DEVICES: Mapping[str, Callable[[], tuple[KernelSpec, ...]]] = MappingProxyType(
    {"dimer": dimer, "junction": junction, "magnet": magnet, "valve": valve}
)
