"""Write the site: pages from templates, figures with their data, one folder that works offline."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from spinloom.derivations.engine.ledger import Step
from spinloom.derivations.engine.ledger import chain as chain_of
from spinloom.validate import figures as gallery
from spinloom.validate.formula import mathml, relations, unicode_line

from .captions import caption
from .content import Content, Json, device_of
from .errata import PAPERS, errata
from .plotted import as_csv

Tell = Callable[[int, int | None, str], None]

TITLES: Mapping[str, str] = {
    "dimer": "Two spins of a molecule between two leads",
    "junction": "Two spins under a scanning tip",
    "valve": "Spin-quadrupole moment in a spin valve",
    "magnet": "A small magnet driven by heat",
}
#: The figure on each device's card.
FACES: Mapping[str, str] = {
    "dimer": "dimer:2a", "junction": "junction:3left", "valve": "valve:7", "magnet": "magnet:2a",
}  # fmt: skip
VERDICTS: Mapping[str, str] = {
    "proved": "exactly zero residual by symbolic means",
    "verified": "zero to 28 of 30 digits at random generic points, or to 1e-12 on an exact"
    " small system",
    "convention": "true in another gauge or sign that no observable sees",
    "erratum": "false as printed in the text at hand",
    "approximation": "true in a stated limit, order of the remainder measured",
    "definition": "introduces a name that other rows use",
    "unreadable": "the text at hand does not determine it",
}


def build(content: Content, out: Path, tell: Tell = lambda *_: None) -> list[Path]:
    """Write the site into `out`, in place of the one that is there.

    The new site is written beside the old one and then takes its place, so that a failure
    leaves the old one whole.

    Raises
    ------
    OSError
        If the folder cannot be written, or holds something that is not a site.
    """
    out = out.resolve()
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        staged.chmod(0o755)
        for number, name in enumerate(content.figures):
            tell(number, len(content.figures), name)
            _figure(name, staged / "figures")
        for path, text in pages(content):
            target = staged / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
        if out.exists():
            shutil.rmtree(out)
        os.replace(staged, out)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())


def refuse_foreign(out: Path) -> None:
    """Raise if `out` holds files that are no site: it would be replaced."""
    if out.exists() and any(out.iterdir()) and not (out / "site" / "search.js").is_file():
        raise FileExistsError(f"{out} is not empty and holds no earlier report")


def _figure(name: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with gallery.drawing(name) as figure:
        for kind in ("svg", "png"):
            gallery.save(figure, folder / f"{slug(name)}.{kind}")
        (folder / f"{slug(name)}.csv").write_text(as_csv(figure), "utf-8")


# --- Pages ------------------------------------------------------------------------------------


def pages(content: Content) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every page and of the files that all of them share."""
    render = _renderer(content)
    yield "index.html", render("start", "", counts=_counts(content))
    for device in content.devices:
        rows = content.of(device)
        yield f"{device}.html", render("paper", "", device=device, rows=rows)
        found = errata(device, rows)
        yield f"errata-{device}.html", render("errata", "", device=device, errata=found)
        for row in rows:
            yield f"equation/{slug(row['key'])}.html", render(
                "equation", "../", row=row, device=device, chain=_chain(row["steps"], content),
                followers=_followers(row["key"], content),
            )  # fmt: skip
    for key, step in content.steps.items():
        yield f"step/{slug(key)}.html", render(
            "step", "../", step=step, device=device_of(key), followers=_followers(key, content),
            chain=_chain([key], content)[:-1],
        )  # fmt: skip
    for kernel in content.kernels:
        mine = [row for row in content.limits if device_of(row["key"]) == kernel.device]
        path = f"kernel/{slug(kernel.name)}.html"
        yield path, render("kernel", "../", kernel=kernel, limits=mine)
    yield "kernels.html", render("kernels", "")
    yield "figures.html", render("figures", "")
    yield "limits.html", render("limits", "")
    yield "site/search.js", f"const SEARCH = {json.dumps(_index(content), ensure_ascii=False)};\n"
    for name in ("site.css", "site.js"):
        yield f"site/{name}", resources.files(__package__).joinpath("static", name).read_text()


def _renderer(content: Content) -> Callable[..., str]:
    environment = Environment(
        loader=PackageLoader(__package__, "templates"), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined, keep_trailing_newline=True,
    )  # fmt: skip
    known = {row["key"]: f"equation/{slug(row['key'])}.html" for row in content.rows}
    known |= {key: f"step/{slug(key)}.html" for key in content.steps}
    known |= {kernel.name: f"kernel/{slug(kernel.name)}.html" for kernel in content.kernels}
    environment.globals |= {
        "content": content, "papers": PAPERS, "titles": TITLES, "faces": FACES, "known": known,
        "verdicts": VERDICTS, "caption": caption, "tidy": tidy,
    }  # fmt: skip
    environment.filters |= {"formula": formula, "slug": slug}

    def render(template: str, up: str, **values: Any) -> str:
        return environment.get_template(f"{template}.html.jinja").render(up=up, **values)

    return render


def slug(key: str) -> str:
    """A file name for a key: ``dimer:A19`` is ``dimer-A19``."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", key)


def formula(latex: str) -> Markup:
    """A formula, a line for each relation, in a box that scrolls; its source one click away."""
    lines = Markup("").join(Markup(f"<div>{mathml(part)}</div>") for part in relations(latex))
    box = Markup('<div class="formula">{}</div>').format(lines)
    source = Markup("<details class=source><summary>LaTeX</summary><pre>{}</pre></details>")
    return box + source.format(latex)


def tidy(error: float) -> str:
    """A tolerance as a power of ten where it is one."""
    return f"{error:.0e}".replace("e-0", "e-")


def _counts(content: Content) -> dict[str, Counter[str]]:
    return {
        device: Counter(str(row["verdict"]) for row in content.of(device))
        for device in content.devices
    }


def _chain(keys: Sequence[str], content: Content) -> list[Json]:
    """The steps that lead to these, each after what it uses."""
    graph = {
        key: Step(key, step["statement"], step["rule"], step["uses"], step["assumptions"])
        for key, step in content.steps.items()
    }
    ordered: dict[str, Json] = {}
    for last in keys:
        if last in graph:
            ordered.update({s.key: content.steps[s.key] for s in chain_of(last, graph)})
    return list(ordered.values())


def _followers(key: str, content: Content) -> list[str]:
    """Steps, rows and kernels that stand on this one."""
    found = {name for name, step in content.steps.items() if key in step["uses"]}
    for row in content.rows:
        found |= {row["key"]} if key in row["steps"] else set()
        found |= set(row["used_by"]) if key == row["key"] else set()
    found |= {kernel.name for kernel in content.kernels if key in kernel.spec.sources}
    return sorted(found - {key})


def _index(content: Content) -> list[dict[str, str]]:
    """What the search box looks through: keys, symbols, words."""
    entries = [
        _entry(row["key"], str(row["verdict"]), f"equation/{slug(row['key'])}.html",
               [row["printed"], row["corrected"]], [row["note"], row["method"]])
        for row in content.rows
    ]  # fmt: skip
    entries += [
        _entry(key, "step", f"step/{slug(key)}.html", [step["statement"]], [step["rule"]])
        for key, step in content.steps.items()
    ]
    entries += [
        _entry(kernel.name, "kernel", f"kernel/{slug(kernel.name)}.html", [], [kernel.spec.summary])
        for kernel in content.kernels
    ]
    entries += [
        _entry(name, "figure", f"figures.html#{slug(name)}", [], [caption(name).text])
        for name in content.figures
    ]
    return entries


def _entry(
    key: str, kind: str, url: str, formulas: Sequence[str | None], words: Sequence[str]
) -> dict[str, str]:
    latex = [text for text in formulas if text]
    symbols = {name for text in latex for name in re.findall(r"\\?[A-Za-z]{3,}", text)}
    shown = unicode_line(latex[0]) if latex else ""
    names = " ".join(sorted(symbols - {"\\left", "\\right", "\\frac", "\\quad", "\\mathrm"}))
    text = f"{shown} {names.replace(chr(92), '')} {' '.join(words)}"
    return {"key": key, "kind": kind, "url": url, "shown": shown[:120], "text": text.casefold()}
