"""The house keeps its arrows: who may import whom, read from the sources."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = {
    "spinloom": ROOT / "spinloom",
    "spinloom.derivations": ROOT / "derivations",
    "spinloom.codegen": ROOT / "codegen",
    "spinloom.generated": ROOT / "generated",
    "spinloom.validate": ROOT / "validate",
}

# Longest prefix wins: which part of the house a module belongs to.
PARTS = {
    "spinloom": "public",
    "spinloom.__main__": "cli",
    "spinloom.cli": "cli",
    "spinloom.errors": "errors",
    "spinloom.numerics": "numerics",
    "spinloom.derivations": "devices",
    "spinloom.derivations.engine": "engine",
    "spinloom.derivations.engine.judges": "judges",
    "spinloom.codegen": "codegen",
    "spinloom.generated": "generated",
    "spinloom.validate": "validate",
    "spinloom.validate.oracles": "oracles",
}

# What each part may import of ours, and which libraries (None: any).
ALLOWED: Mapping[str, tuple[set[str], set[str] | None]] = {
    "judges": ({"judges"}, {"mpmath", "numpy", "scipy"}),
    "engine": ({"engine", "judges"}, {"flint", "mpmath", "numpy", "scipy", "sympy"}),
    "devices": (
        {"engine", "judges", "devices"},
        {"flint", "mpmath", "numpy", "scipy", "sympy"},
    ),
    "codegen": ({"engine", "devices", "codegen"}, {"flint", "jinja2", "mpmath", "numpy", "sympy"}),
    "generated": ({"generated"}, {"numba", "numpy", "scipy"}),
    "errors": (set(), set()),
    "numerics": (
        {"errors", "numerics", "generated"},
        {"flint", "mpmath", "numba", "numpy", "scipy"},
    ),
    "public": (
        {"errors", "public", "numerics", "generated"},
        {"numpy", "qutip", "rich", "scipy", "xarray"},
    ),
    "cli": ({"cli", "errors", "public"}, {"rich", "typer"}),
    "oracles": ({"oracles", "judges"}, {"flint", "mpmath", "numpy", "qutip", "scipy"}),
    "validate": (
        {
            "engine",
            "judges",
            "devices",
            "codegen",
            "errors",
            "generated",
            "numerics",
            "public",
            "oracles",
            "validate",
        },
        None,
    ),
}

STANDARD = sys.stdlib_module_names


@dataclass(frozen=True)
class Import:
    """One import: the module that holds it, what it names, and whether it runs at start-up."""

    module: str
    target: str
    line: int
    inside_function: bool
    for_types: bool


def modules() -> dict[str, Path]:
    """Every module of ours by its full name."""
    found = {}
    for room, folder in ROOMS.items():
        for base, folders, files in os.walk(folder):  # does not descend into links
            folders[:] = sorted(f for f in folders if f != "__pycache__")
            parents = Path(base).relative_to(folder).parts
            for file in sorted(f for f in files if f.endswith(".py")):
                stem = [] if file == "__init__.py" else [file.removesuffix(".py")]
                found[".".join([room, *parents, *stem])] = Path(base) / file
    return found


MODULES = modules()


def part(module: str) -> str:
    """The part of the house that `module` belongs to."""
    prefix = module
    while prefix not in PARTS:
        prefix = prefix.rpartition(".")[0]
    return PARTS[prefix]


def imports(
    module: str, source: str, is_package: bool, known: Mapping[str, object]
) -> list[Import]:
    """Every import of `source`, with relative and `from package import module` resolved."""
    package = module if is_package else module.rpartition(".")[0]
    found: list[Import] = []

    def visit(node: ast.AST, inside: bool, for_types: bool) -> None:
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            levels = package.split(".")
            base = ".".join(levels[: len(levels) - node.level + 1]) if node.level else ""
            origin = ".".join(filter(None, [base, node.module]))
            names = [f"{origin}.{alias.name}" for alias in node.names]
            targets = sorted({name if name in known else origin for name in names})
        found.extend(Import(module, name, node.lineno, inside, for_types) for name in targets)
        inside = inside or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for_types = for_types or (isinstance(node, ast.If) and is_type_checking(node.test))
        for child in ast.iter_child_nodes(node):
            visit(child, inside, for_types)

    visit(ast.parse(source), False, False)
    return found


def is_type_checking(test: ast.expr) -> bool:
    """Whether a condition is `TYPE_CHECKING`: what it guards never runs."""
    return isinstance(test, ast.Name) and test.id == "TYPE_CHECKING"


def objection(item: Import) -> str | None:
    """Why an import is not allowed, or None."""
    home = part(item.module)
    ours, libraries = ALLOWED[home]
    where = f"{item.module}:{item.line}"
    top = item.target.partition(".")[0]
    if home == "cli" and item.inside_function:
        return None
    if top == "spinloom":
        if part(item.target) not in ours:
            return f"{where}: {home} may not import {part(item.target)} ({item.target})"
        if home == "devices" == part(item.target) and not same_folder(item):
            return f"{where}: a device may not import another one ({item.target})"
        if home == "generated" and not same_folder(item):
            return f"{where}: a backend may not import another one ({item.target})"
        return None
    if top in {"derivations", "codegen", "generated", "validate"}:
        return f"{where}: bare name {item.target}"
    if libraries is None or top in libraries or top in STANDARD:
        return None
    return f"{where}: {home} may not import {top}"


def same_folder(item: Import) -> bool:
    """Whether both ends of an import lie in one folder of their room (device or backend)."""
    return item.module.split(".")[:3] == item.target.split(".")[:3]


def circle(edges: Mapping[str, list[str]]) -> list[str] | None:
    """Some closed walk of the import graph, or None."""
    finished: list[str] = []

    def visit(name: str, trail: list[str]) -> list[str] | None:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        if name in finished:
            return None
        for target in edges.get(name, []):
            if found := visit(target, [*trail, name]):
                return found
        finished.append(name)
        return None

    for start in sorted(edges):
        if found := visit(start, []):
            return found
    return None


def house_imports() -> Iterator[Import]:
    for name, path in MODULES.items():
        yield from imports(name, path.read_text("utf-8"), path.name == "__init__.py", MODULES)


def test_every_import_follows_the_arrows() -> None:
    assert len(MODULES) > 20
    assert [text for item in house_imports() if (text := objection(item))] == []


def test_no_circles() -> None:
    edges: dict[str, list[str]] = {}
    for item in house_imports():
        lazy = part(item.module) == "cli" and item.inside_function
        if item.target in MODULES and not (lazy or item.for_types):
            edges.setdefault(item.module, []).append(item.target)
    assert circle(edges) is None


def test_what_only_the_type_checker_reads_still_follows_the_arrows() -> None:
    source = "if TYPE_CHECKING:\n    from spinloom.codegen import ir\nimport os"
    hidden, plain = imports("spinloom.x", source, False, MODULES)
    assert (hidden.for_types, plain.for_types) == (True, False)
    assert objection(hidden)


def test_a_circle_is_found() -> None:
    assert circle({"a": ["b"], "b": ["c"], "c": ["d", "b"]}) == ["b", "c", "b"]
    assert circle({"a": ["b", "c"], "b": ["d"], "c": ["d"]}) is None


@pytest.mark.parametrize(
    ("module", "source", "message"),
    [
        ("spinloom.derivations.engine.x", "from spinloom.codegen import ir", "engine may not"),
        (
            "spinloom.derivations.engine.x",
            "from spinloom.derivations.dimer import paper",
            "devices",
        ),
        ("spinloom.derivations.engine.x", "from ..dimer import paper", "may not import devices"),
        ("spinloom.derivations.engine.x", "import qutip", "engine may not import qutip"),
        ("spinloom.derivations.engine.judges.x", "from ..proof import decide", "judges may not"),
        ("spinloom.derivations.dimer.x", "from spinloom.validate import report", "devices may not"),
        ("spinloom.derivations.dimer.x", "from ..valve import paper", "another one"),
        ("spinloom.codegen.x", "from spinloom.generated.numpy import dimer", "codegen may not"),
        ("spinloom.codegen.x", "import spinloom.validate.report", "codegen may not"),
        ("spinloom.generated.numpy.x", "from spinloom.numerics import panels", "generated may not"),
        ("spinloom.generated.numpy.x", "from ..numba import special", "another one"),
        ("spinloom.generated.numpy.x", "import sympy", "generated may not import sympy"),
        ("spinloom.x", "from spinloom.codegen import write", "public may not import codegen"),
        ("spinloom.x", "def f():\n    import matplotlib", "public may not import matplotlib"),
        ("spinloom.numerics.x", "from spinloom import dimer", "numerics may not import public"),
        ("spinloom.cli.x", "from spinloom.validate import ledger", "cli may not import validate"),
        ("spinloom.cli.x", "import sympy", "cli may not import sympy"),
        ("spinloom.validate.oracles.x", "import spinloom.codegen", "oracles may not"),
        ("spinloom.validate.oracles.x", "from spinloom.generated import numpy", "oracles may not"),
        ("spinloom.validate.oracles.x", "from spinloom import dimer", "oracles may not"),
        ("spinloom.validate.oracles.x", "def f():\n    import spinloom.generated", "oracles"),
        ("spinloom.validate.x", "from codegen import write", "bare name codegen"),
    ],
)
def test_an_offending_import_is_found(module: str, source: str, message: str) -> None:
    known = {**MODULES, "spinloom.dimer": None, "spinloom.derivations.valve.paper": None}
    found = [objection(item) for item in imports(module, source, False, known)]
    assert any(text and message in text for text in found)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("spinloom.derivations.dimer.x", "from spinloom.derivations.engine import ledger"),
        ("spinloom.derivations.dimer.x", "import sympy as sp\nfrom . import paper"),
        ("spinloom.codegen.kernels.x", "from spinloom.derivations.dimer import paper"),
        ("spinloom.generated.numpy.x", "from . import special\nfrom scipy import special as s"),
        ("spinloom.x", "from spinloom.generated.numpy import dimer"),
        ("spinloom.cli.x", "def f():\n    from spinloom.validate import ledger"),
        ("spinloom.validate.x", "from spinloom.codegen import write"),
    ],
)
def test_a_proper_import_passes(module: str, source: str) -> None:
    assert [objection(item) for item in imports(module, source, False, MODULES)].count(None) >= 1
    assert not any(objection(item) for item in imports(module, source, False, MODULES))


def test_every_module_has_a_part_and_every_part_a_rule() -> None:
    assert {part(name) for name in MODULES} <= ALLOWED.keys()
    assert set(PARTS.values()) == ALLOWED.keys()
