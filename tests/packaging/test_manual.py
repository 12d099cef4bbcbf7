"""The manual's examples run and print what stands below them."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```", re.DOTALL | re.MULTILINE)
EXAMPLES = [
    pytest.param(*found.groups(), id=f"{page.stem}-{number}")
    for page in sorted(DOCS.glob("*.md"))
    for number, found in enumerate(EXAMPLE.finditer(page.read_text("utf-8")), start=1)
]


def test_every_python_block_shows_what_it_prints() -> None:
    blocks = sum(page.read_text("utf-8").count("```python") for page in DOCS.glob("*.md"))
    assert blocks == len(EXAMPLES) >= 8


@pytest.mark.parametrize(("source", "shown"), EXAMPLES)
def test_an_example_prints_what_is_shown(source: str, shown: str) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(source, "manual", "exec"), {})
    assert printed.getvalue() == shown


def test_the_tests_that_pin_conventions_exist() -> None:
    text = (DOCS / "conventions.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)`", text)
    assert len(named) >= 6
    assert [name for name in named if not (DOCS.parent / name).is_file()] == []
