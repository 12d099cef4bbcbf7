"""A request that makes no sense ends with one clear error, exit code 2, and nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spinloom.cli.request import RequestError, choice, writable, writing

KERNELS = Path(__file__).resolve().parents[2] / "generated" / "numpy" / "dimer.py"

Spinloom = Callable[..., Any]

UNKNOWN = [
    (("ledger", "dimmer"), "unknown device 'dimmer'; did you mean: dimer"),
    (("ledger", "--verdict", "prooved"), "unknown verdict 'prooved'; did you mean: proved"),
    (("show", "dimer:A99"), "unknown key 'dimer:A99'; did you mean"),
    (("show", "nothing"), "unknown key 'nothing'; known:"),
    (("derive", "dimer", "nosuch"), "unknown device 'nosuch'; known:"),
    (("generate", "--backend", "nunpy"), "unknown backend 'nunpy'; did you mean"),
    (("generate", "nosuch"), "unknown device 'nosuch'"),
    (("validate", "nosuch"), "unknown device 'nosuch'"),
    (("limits", "nosuch"), "unknown device 'nosuch'"),
    (("run", "nosuch"), "unknown device 'nosuch'"),
    (("figure", "dimer:99z"), "unknown figure 'dimer:99z'"),
    (("explain", "nosuch.py:3"), "nosuch.py cannot be read"),
    (("explain", "nosuch.py"), "'nosuch.py' is not of the form FILE:LINE"),
    (("explain", f"{__file__}:1"), "is not a generated module"),
    (("explain", f"{KERNELS}:0"), "has lines 1 to"),
    (("explain", f"{KERNELS}:100000"), "not 100000"),
    (("nosuch",), "No such command 'nosuch'"),
    (("ledger", "--nosuch"), "No such option: --nosuch"),
    (("show",), "Missing argument"),
]


@pytest.mark.parametrize(("words", "message"), UNKNOWN)
def test_an_unknown_name_is_one_error(
    words: tuple[str, ...], message: str, spinloom: Spinloom
) -> None:
    ended = spinloom(*words)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.count("Error: ") == 1
    assert message in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    "words", [("generate", "--backend", "numpy"), ("figure", "dimer:2a")], ids=lambda w: w[0]
)
@pytest.mark.parametrize("place", ["a_file", "a_file/inside", "a_file/inside/deep"])
def test_an_unwritable_out_is_refused_before_any_work(
    words: tuple[str, ...], place: str, spinloom: Spinloom, tmp_path: Path
) -> None:
    (tmp_path / "a_file").write_text("mine")
    ended = spinloom(*words, "--out", tmp_path / place)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith("Error: cannot write to ")
    assert ended.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["a_file"]
    assert (tmp_path / "a_file").read_text() == "mine"


def test_out_wants_one_backend_and_no_check(spinloom: Spinloom, tmp_path: Path) -> None:
    out = tmp_path / "kernels"
    several = spinloom("generate", "--out", out)
    assert (several.code, several.out) == (2, "")
    assert several.err == "Error: --out writes one backend: name it with --backend\n"
    both = spinloom("generate", "--backend", "numpy", "--check", "--out", out)
    assert (both.code, both.err) == (2, "Error: choose one of --check and --out\n")
    assert not out.exists()


def test_a_choice_names_the_nearest() -> None:
    assert choice("fruit", "fig", ["apple", "fig"]) == "fig"
    with pytest.raises(RequestError, match=r"unknown fruit 'figg'; did you mean: fig$"):
        choice("fruit", "figg", ["apple", "fig"])
    with pytest.raises(RequestError, match=r"unknown fruit 'x'; known: 1\d, .*, \.\.\.$"):
        choice("fruit", "x", [str(n) for n in range(10, 40)])


def test_a_folder_to_be_made_counts_as_writable(tmp_path: Path) -> None:
    assert writable(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_permission_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda place, mode: False)
    with pytest.raises(RequestError, match="no permission"):
        writable(tmp_path / "a")


def test_a_failure_while_writing_is_one_line(tmp_path: Path) -> None:
    full = pytest.raises(RequestError, match=r"^cannot write to .*: No space left on device$")
    with full, writing(tmp_path):
        raise OSError(28, "No space left on device")
