"""What is installed is what stands in the rooms, and it runs far from the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("codegen", "derivations", "generated", "validate")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SETUPTOOLS = PYPROJECT["tool"]["setuptools"]


def folders_with_code() -> dict[str, Path]:
    """Every folder that holds Python files, by the name it is imported under."""
    found = {}
    for name, place in SETUPTOOLS["package-dir"].items():
        for base, folders, files in os.walk(ROOT / place):
            folders[:] = [folder for folder in folders if folder != "__pycache__"]
            if any(file.endswith(".py") for file in files):
                inner = Path(base).relative_to(ROOT / place).parts
                found[".".join([name, *inner])] = Path(base)
    return found


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command outside any trace of this checkout's environment."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env=clean, capture_output=True, text=True
    )


def test_the_package_list_names_every_folder() -> None:
    assert sorted(SETUPTOOLS["packages"]) == sorted(folders_with_code())


def test_every_package_has_an_init() -> None:
    missing = [
        n for n, place in folders_with_code().items() if not (place / "__init__.py").exists()
    ]
    assert missing == []


def test_rooms_hang_on_relative_links() -> None:
    assert {room: os.readlink(ROOT / "spinloom" / room) for room in ROOMS} == {
        room: f"../{room}" for room in ROOMS
    }


def test_rooms_refuse_their_bare_names() -> None:
    program = (
        "import importlib\n"
        f"for room in {ROOMS!r}:\n"
        "    try: importlib.import_module(room)\n"
        "    except ImportError as error: print(error)\n"
        "    else: print(room, 'came in')\n"
    )
    done = run(sys.executable, "-c", program, cwd=ROOT)
    assert done.stdout.splitlines() == [
        f"import this room as spinloom.{room}, never under its bare name {room}" for room in ROOMS
    ], done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a source distribution built from a copy of the checkout."""
    base = tmp_path_factory.mktemp("dist")
    unwanted = shutil.ignore_patterns(
        ".git", ".venv*", ".*_cache", "__pycache__", "*.egg-info", "build", "dist", "_build"
    )
    shutil.copytree(ROOT, base / "source", symlinks=True, ignore=unwanted)
    done = run(
        sys.executable, "-m", "build", "--no-isolation", "--outdir", base / "dist", base / "source",
        cwd=base,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (base / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a fresh environment with the wheel; libraries are borrowed from ours.

    A path file borrows the folder of libraries without reading the path files in it, so that
    the editable install of this checkout stays out of sight.
    """
    base = tmp_path_factory.mktemp("elsewhere")
    venv.create(base / "env", with_pip=False)
    python = base / "env" / "bin" / "python"
    (site,) = (base / "env").glob("lib/python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    done = run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index",
        "--ignore-installed", wheel,
        cwd=base,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return python


def test_the_wheel_holds_every_file_of_every_package(wheel: Path) -> None:
    expected = {
        "/".join([*name.split("."), *path.relative_to(place).parts])
        for name, place in folders_with_code().items()
        for path in place.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert expected - held == set()
    assert "spinloom/py.typed" in held
    assert {name.split("/")[0] for name in held} == {"spinloom"}


def test_the_wheel_runs_elsewhere(elsewhere: Path, tmp_path: Path) -> None:
    where = run(elsewhere, "-c", "import spinloom; print(spinloom.__file__)", cwd=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(elsewhere.parents[1]), where.stderr
    help_text = run(elsewhere, "-m", "spinloom", "--help", cwd=tmp_path)
    assert help_text.returncode == 0, help_text.stderr
    assert "ledger" in help_text.stdout
    ledger = run(elsewhere, "-m", "spinloom", "ledger", "--json", cwd=tmp_path)
    assert ledger.returncode == 0, ledger.stderr
    keys = [row["key"] for row in json.loads(ledger.stdout)]
    assert keys == sorted(keys)
    assert "dimer:A10" in keys
