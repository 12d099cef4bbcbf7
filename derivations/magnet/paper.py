"""What the magnet paper prints: equations (1)-(59), (A1)-(A25), (B1)-(B25), and sentences.

Ludwig, Burmistrov, Gefen, Shnirman, "A thermally driven spin-transfer-torque
system far from equilibrium" (2019). The text at hand is a lossy transcription.
Every tree keeps terms, factors, signs and indices of that text in their order;
nothing here is derived. The sections live in the modules imported below.
"""

from __future__ import annotations

from types import ModuleType

from spinloom.derivations.engine.ledger import Equation

from . import (
    paper_action,
    paper_appendix_a,
    paper_appendix_b,
    paper_kernel,
    paper_motion,
    paper_text,
)

SECTIONS: tuple[ModuleType, ...] = (
    paper_action,
    paper_kernel,
    paper_motion,
    paper_appendix_a,
    paper_appendix_b,
    paper_text,
)


def equations() -> dict[str, Equation]:
    """Every printed equation by its key, in the order of the sections."""
    found: dict[str, Equation] = {}
    for section in SECTIONS:
        for name, value in vars(section).items():
            if name.startswith("EQ_") and isinstance(value, Equation):
                found[value.key] = value
    return found
