"""One way to call the command line inside the process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from spinloom.cli.main import main


@dataclass(frozen=True)
class Ended:
    """How a call of the command line ended."""

    code: int
    out: str
    err: str


Spinloom = Callable[..., Ended]


@pytest.fixture
def spinloom(capsys: pytest.CaptureFixture[str]) -> Spinloom:
    """Call ``spinloom`` with words; an exception that leaves it fails the test."""

    def call(*words: object) -> Ended:
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        captured = capsys.readouterr()
        return Ended(int(ended.value.code or 0), captured.out, captured.err)

    return call
