"""The static site without a browser: whole, linked, the same bytes, no harm to other files."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from spinloom.validate import figures as gallery
from spinloom.validate.ledger import load
from spinloom.validate.site.build import build, pages
from spinloom.validate.site.captions import caption
from spinloom.validate.site.content import Content, gather, place
from spinloom.validate.site.errata import bibtex, could_be_reading, errata
from spinloom.validate.site.plotted import HEADER, as_csv

CHECK = {
    "kernel": "magnet.flow", "backend": "numba", "oracle": "numpy backend", "points": 3,
    "max_rel_error": 1e-14, "tolerance": 1e-13, "passed": True,
}  # fmt: skip
LIMIT = {
    "key": "dimer:limit-x", "limit": r"V \to 0", "symbolic": "proved", "numeric_order": "1.0",
    "passed": True,
}  # fmt: skip
DEVICES = ("dimer", "junction", "valve", "magnet")


@pytest.fixture(scope="module")
def content() -> Content:
    return gather(DEVICES, [CHECK], [LIMIT], ["dimer:2a"])


@pytest.fixture(scope="module")
def texts(content: Content) -> dict[str, str]:
    return dict(pages(content))


class _Page(HTMLParser):
    """Identifiers, and what a page refers to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found[k] or "" for k in ("href", "src") if k in found]


def test_every_row_step_and_kernel_has_its_page(content: Content, texts: dict[str, str]) -> None:
    names = set(texts)
    for row in load():
        assert f"equation/{row['key'].replace(':', '-')}.html" in names
    for key in content.steps:
        assert f"step/{key.replace(':', '-')}.html" in names
    for kernel in content.kernels:
        page = texts[f"kernel/{kernel.name.replace('.', '-')}.html"]
        for source in kernel.sources:
            assert len(source.lines) > 10
            assert source.lines[0].text.startswith("def ")
            assert any(line.keys for line in source.lines)
            assert f'id="{source.backend}-{source.lines[0].number}"' in page


def test_all_links_resolve_and_identifiers_are_unique(texts: dict[str, str]) -> None:
    parsed = {path: _Page(text) for path, text in texts.items() if path.endswith(".html")}
    count = 0
    for path, page in parsed.items():
        assert len(set(page.ids)) == len(page.ids), path
        for link in page.links:
            assert not re.match(r"https?:|//", link), f"{path} needs a network for {link}"
            if link.startswith("data:"):
                continue
            target, _, anchor = link.partition("#")
            full = (Path("/") / path).parent / target if target else Path("/") / path
            name = str(full.resolve().relative_to("/"))
            if name.startswith("figures/"):
                continue  # drawn, not rendered; the whole site is opened by the browser's tests
            assert name in texts, f"{path} links to {link}"
            assert not anchor or anchor in parsed[name].ids, f"{path} links to {link}"
            count += 1
    assert count > 2000


def test_the_search_finds_rows_by_key_symbol_and_word(texts: dict[str, str]) -> None:
    entries = json.loads(texts["site/search.js"].removeprefix("const SEARCH = ").rstrip(";\n"))
    by_key = {entry["key"]: entry for entry in entries}
    assert "epsilon" in by_key["dimer:A24"]["text"]
    assert "quadrature" in by_key["valve:70"]["text"]
    assert by_key["dimer:A24"]["kind"] == "erratum"
    for entry in entries:
        assert entry["url"].partition("#")[0] in texts


def test_an_error_is_shown_as_the_tolerance_it_meets(texts: dict[str, str]) -> None:
    page = texts["kernel/magnet-flow.html"]
    assert "1e-13" in page
    assert "1e-14" not in page


def test_no_text_of_a_row_is_taken_for_markup(content: Content) -> None:
    row = {**content.rows[0], "note": "<script>alert(1)</script>"}
    bad = Content(("dimer",), (row,), {}, (), (), (), ())
    for path, text in pages(bad):
        if path.endswith(".html"):
            assert "<script>alert" not in text


def test_rows_stand_in_the_order_of_the_paper() -> None:
    keys = ["dimer:10", "dimer:2", "dimer:A2", "dimer:A10", "dimer:fig2a", "dimer:2-part"]
    assert sorted(keys, key=place) == [
        "dimer:2", "dimer:2-part", "dimer:10", "dimer:A2", "dimer:A10", "dimer:fig2a",
    ]  # fmt: skip


def test_every_erratum_says_whether_the_reading_could_have_made_it(content: Content) -> None:
    for device in DEVICES:
        for item in errata(device, content.of(device)):
            assert item.row["slip"], item.row["key"]
            assert item.row["corrected"] or item.row["note"], item.row["key"]
    assert could_be_reading("a lost prime")
    assert not could_be_reading("a lost sign, which the transcription could hardly make")


def test_bibtex_is_balanced_and_names_the_row() -> None:
    entry = bibtex("dimer", {"key": "dimer:A24"})
    assert entry.count("{") == entry.count("}")
    assert "10.1103/PhysRevB.107.094401" in entry
    assert entry.startswith("@misc{spinloom-dimer-A24,")


def test_pages_are_the_same_bytes_again(content: Content, texts: dict[str, str]) -> None:
    assert dict(pages(content)) == texts


# --- Figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", gallery.available())
def test_every_figure_has_a_caption(name: str) -> None:
    assert caption(name).text
    assert caption(name).parameters


@pytest.mark.parametrize("call", sorted({caption(name).call for name in gallery.available()}))
def test_the_call_beside_a_figure_runs(call: str) -> None:
    space: dict[str, Any] = {}
    exec(compile(call, "caption", "exec"), space)  # our own text, as a reader would paste it
    assert len(space) > 2


def test_csv_holds_what_is_drawn() -> None:
    with gallery.drawing("dimer:4-lower") as figure:
        rows = list(csv.reader(io.StringIO(as_csv(figure))))
        drawn = figure.axes[0].get_lines()[0].get_ydata()
    assert tuple(rows[0]) == HEADER
    first = [row for row in rows[1:] if row[:2] == rows[1][:2]]
    np.testing.assert_allclose([float(row[3]) for row in first], drawn, rtol=1e-6)


def test_csv_of_a_map_holds_value_and_place() -> None:
    from matplotlib.figure import Figure

    figure = Figure()
    axes = figure.subplots()
    axes.pcolormesh([0.0, 1.0, 2.0], [0.0, 10.0], [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    axes.axvline(1.0)  # a guide across the panel is no data
    rows = list(csv.reader(io.StringIO(as_csv(figure))))[1:]
    assert [row[2:] for row in rows] == [
        ["0", "0", "1"], ["1", "0", "2"], ["2", "0", "3"],
        ["0", "10", "4"], ["1", "10", "5"], ["2", "10", "6"],
    ]  # fmt: skip


# --- Writing ----------------------------------------------------------------------------------


def test_a_site_replaces_a_site_and_nothing_else(tmp_path: Path) -> None:
    small = Content(("valve",), (), {}, (), (), (), ())
    out = tmp_path / "out"
    build(small, out)
    (out / "stale.html").write_text("old")
    build(small, out)
    assert not (out / "stale.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    other = tmp_path / "precious"
    other.mkdir()
    (other / "data.txt").write_text("keep")
    with pytest.raises(FileExistsError, match="precious"):
        build(small, other)
    assert (other / "data.txt").read_text() == "keep"


def test_a_failure_leaves_the_old_site_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(Content(("valve",), (), {}, (), (), (), ()), out)
    before = sorted(out.rglob("*"))
    broken = Content(("valve",), (), {}, (), (), (), ("no:figure",))
    with pytest.raises(KeyError):
        build(broken, out)
    assert sorted(out.rglob("*")) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
