"""Starting costs nothing: what is heavy is imported by the verbs that need it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

HEAVY = ("flint", "matplotlib", "mpmath", "numba", "numpy", "qutip", "scipy", "sympy", "xarray")


def fresh(program: str, cwd: Path) -> str:
    """What a new interpreter prints when it runs `program`."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=cwd, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.mark.parametrize("module", ["spinloom", "spinloom.cli.main", "spinloom.__main__"])
def test_an_import_brings_nothing_heavy(module: str, tmp_path: Path) -> None:
    listing = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    assert fresh(listing, tmp_path) == ""


@pytest.mark.parametrize("words", [("-c", "import spinloom"), ("-m", "spinloom", "--help")])
def test_the_best_of_five_starts_is_quick(words: tuple[str, ...], tmp_path: Path) -> None:
    walls = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, *words], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL
        )
        walls.append(time.perf_counter() - start)
    assert min(walls) < 0.3


def test_the_module_runs_as_the_program_does(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("spinloom")
    texts = [
        subprocess.run(
            [*command, "ledger", "nosuch"], cwd=tmp_path, capture_output=True, text=True,
            env={**os.environ, "COLUMNS": "80"},
        )
        for command in ([str(program)], [sys.executable, "-m", "spinloom"])
    ]  # fmt: skip
    assert texts[0].returncode == texts[1].returncode == 2
    assert texts[0].stderr == texts[1].stderr
    assert "Traceback" not in texts[0].stderr
