"""Parameters that the dimer's oracles take: the device and its two baths."""

from __future__ import annotations

from dataclasses import dataclass

Number = float | str
"""A float stands for its exact binary value, a string for the exact decimal."""


@dataclass(frozen=True)
class Device:
    """The dimer between two semi-infinite chains (energies in meV); ``direction`` is along t."""

    t_e: Number = 100.0
    t_0: Number = 2.0
    t: Number = 0.1
    t_L: Number = 10.0
    t_R: Number = 10.0
    eps_1: Number = 0.0
    eps_2: Number = 0.0
    direction: tuple[float, float, float] = (0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Baths:
    """Chemical potentials and temperatures of the left and the right lead (meV)."""

    mu_L: Number
    mu_R: Number
    temperature_L: Number = 0.0
    temperature_R: Number = 0.0
