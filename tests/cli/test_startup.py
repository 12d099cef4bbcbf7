"""Starting costs nothing: what is heavy is imported by the verbs that need it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
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
def test_a_start_takes_less_than_a_third_of_a_second(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    """Processor time, the best of three: other work on the machine does not count."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, *words], cwd=tmp_path, check=True, stdout=subprocess.DEVNULL
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    assert min(spent) < 0.3


@pytest.mark.parametrize("words", [["ledger", "--json"], ["show", "dimer:A10"]])
def test_reading_the_ledger_needs_no_computer_algebra(words: list[str], tmp_path: Path) -> None:
    program = (
        "import sys, contextlib, io\n"
        "from spinloom.cli.main import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        f"    main({words!r})\n"
        f"print(*[m for m in {HEAVY!r} if m in sys.modules])"
    )
    assert fresh(program, tmp_path) == ""


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
