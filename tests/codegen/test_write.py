"""Files: atomic, compared in memory, and traced back to their equations."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sympy as sp

from spinloom.codegen import write
from spinloom.codegen.errors import UnknownNameError, WriteError
from spinloom.codegen.trace import explain
from spinloom.codegen.write import generate

from . import toy

Kernels = Callable[[], tuple[toy.KernelSpec, ...]]


def other_kernels() -> tuple[toy.KernelSpec, ...]:
    """The toy with another broadening in its third equation."""
    return (toy.resonance(sp.Rational(1, 3)), toy.thermal())


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one device, the toy."""
    monkeypatch.setattr(write, "DEVICES", {"toy": toy.kernels})
    monkeypatch.setattr(write, "GENERATED", tmp_path / "generated")
    return tmp_path / "generated"


def contents(folder: Path) -> dict[str, str]:
    return {
        str(p.relative_to(folder)): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_generate_writes_then_leaves_alone(house: Path) -> None:
    report = generate()
    names = [str(path.relative_to(house)) for path in report.written]
    assert names == [
        f"{b}/{n}.py" for b in ("numba", "numpy") for n in ("__init__", "special", "toy")
    ]
    again = generate()
    assert again.written == () and again.unchanged == report.written
    assert generate(check=True).stale == ()


def test_changed_equation_is_named(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generate()
    before = contents(house)
    monkeypatch.setattr(write, "DEVICES", {"toy": other_kernels})
    stale = generate(check=True).stale
    assert [item.path.name for item in stale] == ["toy.py", "toy.py"]
    for item in stale:
        assert item.kernels == ("resonance",)
        assert item.keys == ("toy:3",)
        assert str(item).endswith("toy.py: equations of resonance (toy:3)")
    assert contents(house) == before


def test_edited_missing_and_left_over_files_are_stale(house: Path) -> None:
    generate(backends=["numpy"])
    path = house / "numpy" / "toy.py"
    path.write_text(path.read_text().replace("x_coth(x)", "2.0 * x_coth(x)"))
    (house / "numpy" / "special.py").unlink()
    (house / "numpy" / "gone.py").write_text("")
    stale = {item.path.name: item for item in generate(backends=["numpy"], check=True).stale}
    assert sorted(stale) == ["gone.py", "special.py", "toy.py"]
    assert stale["toy.py"].kernels == ("thermal",) and stale["toy.py"].keys == ("toy:8",)
    assert stale["special.py"].what == "missing"
    assert stale["gone.py"].what.startswith("left over")


def test_edited_header_is_stale(house: Path) -> None:
    generate(backends=["numpy"])
    path = house / "numpy" / "toy.py"
    path.write_text(path.read_text().replace("Regenerate", "Remember"))
    (item,) = generate(backends=["numpy"], check=True).stale
    assert item.what == "header, options or templates changed"


def test_out_is_a_package_of_its_own(house: Path, tmp_path: Path) -> None:
    generate(backends=["numpy"], out=tmp_path / "mine" / "kernels")
    assert sorted(contents(tmp_path / "mine" / "kernels")) == [
        "__init__.py",
        "special.py",
        "toy.py",
    ]
    assert not house.exists()
    assert generate(backends=["numpy"], out=tmp_path / "mine" / "kernels", check=True).stale == ()


@pytest.mark.parametrize(
    ("devices", "backends", "out", "message"),
    [
        (["dimmer"], None, False, "no device 'dimmer'; there are toy"),
        (None, ["cuda"], False, "no backend 'cuda'; there are numba, numpy"),
        (None, None, True, "out takes one backend"),
    ],
)
def test_unknown_names(
    house: Path,
    tmp_path: Path,
    devices: list[str] | None,
    backends: list[str] | None,
    out: bool,
    message: str,
) -> None:
    with pytest.raises(UnknownNameError, match=message):
        generate(devices, backends, out=tmp_path / "out" if out else None)
    assert not house.exists() and not (tmp_path / "out").exists()


def test_unwritable_out_leaves_nothing(house: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(WriteError, match=r"file cannot be (written|read)"):
        generate(backends=["numpy"], out=tmp_path / "file")
    with pytest.raises(WriteError):
        generate(backends=["numpy"], out=tmp_path / "file" / "below")
    assert contents(tmp_path) == {"file": "in the way"}


def test_failed_write_changes_nothing(
    house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, text: str) -> Path:
        if path.name == "toy.py":
            raise OSError(28, "No space left on device", str(path))
        return stage(path, text)

    stage = write._stage
    monkeypatch.setattr(write, "_stage", full)
    with pytest.raises(WriteError, match=r"toy\.py cannot be written: No space left on device"):
        generate(backends=["numpy"], out=tmp_path / "new" / "kernels")
    assert not (tmp_path / "new").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from spinloom.codegen import write
from tests.codegen.test_write import other_kernels
write.DEVICES = {"toy": other_kernels}
write.GENERATED = Path(sys.argv[1])
place, count = getattr(os, sys.argv[2]), 0
def dying(*arguments, **options):
    global count
    count += 1
    if count == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return place(*arguments, **options)
setattr(os, sys.argv[2], dying)
write.generate()
"""


@pytest.mark.parametrize("moment", ["fdopen", "replace"])
def test_killed_run_leaves_whole_files(
    house: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Every file is the old one or the new one, and the next run mends the rest."""
    generate()
    before = contents(house)
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(house), moment],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    monkeypatch.setattr(write, "DEVICES", {"toy": other_kernels})
    after = {name: text for name, text in contents(house).items() if name.endswith(".py")}
    assert after.keys() == before.keys()
    generate()
    new = contents(house)
    changed = [name for name, text in after.items() if text != before[name]]
    assert all(after[name] in (before[name], new[name]) for name in after)
    assert len(changed) == (1 if moment == "replace" else 0)
    assert generate(check=True).stale == ()


# --- from a line to its equations ----------------------------------------------------------------


@pytest.mark.parametrize("backend", ["numba", "numpy"])
def test_explain_names_the_equations_of_a_line(house: Path, backend: str) -> None:
    generate()
    path = house / backend / "toy.py"
    lines = path.read_text().splitlines()
    found = {line.strip(): explain(path, number) for number, line in enumerate(lines, start=1)}
    share = next(
        origin for line, origin in found.items() if line.startswith("share[") and "=" in line
    )
    assert (share.kernel, share.keys) == ("resonance", ("toy:4", "toy:5"))
    heat = next(
        origin for line, origin in found.items() if line.startswith("heat[") and "=" in line
    )
    assert (heat.kernel, heat.keys) == ("thermal", ("toy:8",))
    signature = next(origin for line, origin in found.items() if line.startswith("def thermal("))
    assert (signature.kernel, set(signature.keys)) == (
        "thermal",
        {f"toy:{n}" for n in range(6, 10)},
    )
    assert explain(path, 1).kernel == "" and explain(path, 1).keys == ()


def test_explain_refuses_what_is_not_generated(house: Path, tmp_path: Path) -> None:
    generate()
    path = house / "numpy" / "toy.py"
    last = len(path.read_text().splitlines())
    with pytest.raises(UnknownNameError, match=f"has lines 1 to {last}"):
        explain(path, last + 1)
    with pytest.raises(UnknownNameError, match="is not a generated module"):
        explain(__file__, 1)
    with pytest.raises(UnknownNameError, match="cannot be read"):
        explain(tmp_path / "nowhere.py", 1)
