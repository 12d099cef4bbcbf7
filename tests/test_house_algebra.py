"""No text is run as code, and nothing printed or hashed depends on the hash seed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

RUNS_TEXT = ("eval", "exec", "sympify", "parse_expr")
# Their order or sign varies with the hash seed, or they explode without warning.
UNSTABLE = ("simplify", "factor", "apart", "cancel", "charpoly", "inv")
ALGEBRA = ("sympy", "flint")
SETS = ("set", "frozenset")
SET_METHODS = ("atoms", "union", "intersection", "difference", "symmetric_difference")
SET_OPERATORS = (ast.BitOr, ast.BitAnd, ast.Sub, ast.BitXor)
# What a set may be handed to: the answer does not depend on the order.
ORDERLESS = ("sorted", "set", "frozenset", "len", "any", "all", "min", "max")
ORDERLESS_METHODS = ("as_independent", "has", "has_free", "has_xfree")
ORDERED = ("list", "tuple", "iter", "enumerate", "zip", "map", "filter", "reversed", "sum")
ORDERED_METHODS = ("fromkeys", "join", "extend")


def called(node: ast.AST) -> str:
    """The last name of a call's function: `a.b.c(...)` gives c."""
    if isinstance(node, ast.Call):
        match node.func:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name
    return ""


def is_library_inverse(call: ast.Call) -> bool:
    """Whether this is `numpy.linalg.inv`, which inverts numbers."""
    match call.func:
        case ast.Attribute(value=ast.Attribute(attr="linalg") | ast.Name(id="linalg")):
            return True
    return False


def unstable_calls(tree: ast.AST, forbidden: tuple[str, ...]) -> Iterator[str]:
    """Calls and imports of the forbidden names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in forbidden:
            if not is_library_inverse(node):
                yield f"{node.lineno}: {called(node)}("
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if alias.name in forbidden:
                    yield f"{node.lineno}: import of {alias.name}"


class SetOrder(ast.NodeVisitor):
    """Collects the places where the order of a set reaches a result."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.named: list[list[str]] = [[]]

    def is_set(self, node: ast.AST | None) -> bool:
        match node:
            case ast.Set() | ast.SetComp() | ast.Attribute(attr="free_symbols"):
                return True
            case ast.Call(func=ast.Name(id=name)):
                return name in SETS
            case ast.Call(func=ast.Attribute(attr=name, value=value)):
                if name == "atoms":
                    return True
                return name in SET_METHODS and self.is_set(value)
            case ast.BinOp(left=left, right=right, op=op):
                return isinstance(op, SET_OPERATORS) and (self.is_set(left) or self.is_set(right))
            case ast.Name(id=name):
                return any(name in scope for scope in self.named)
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_set(body) or self.is_set(orelse)
        return False

    def objects(self, node: ast.AST, place: ast.AST) -> None:
        if self.is_set(node):
            self.found.append(f"{place.lineno}: order of a set")  # type: ignore[attr-defined]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        self.named.append([a.arg for a in arguments if is_set_annotation(a.annotation)])
        self.generic_visit(node)
        self.named.pop()

    def visit_Assign(self, node: ast.Assign) -> None:
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        self.bind(names, self.is_set(node.value))
        for target in node.targets:
            if isinstance(target, ast.Tuple):
                self.objects(node.value, node)
        self.generic_visit(node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.bind([node.target.id], is_set_annotation(node.annotation))
        self.generic_visit(node)

    def bind(self, names: list[str], to_set: bool) -> None:
        scope = self.named[-1]
        scope[:] = [name for name in scope if name not in names] + (names if to_set else [])

    def visit_For(self, node: ast.For) -> None:
        self.objects(node.iter, node)
        self.generic_visit(node)

    def comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.DictComp) -> None:
        for generator in node.generators:
            self.objects(generator.iter, node)
        self.generic_visit(node)

    visit_ListComp = visit_GeneratorExp = visit_DictComp = comprehension

    def visit_Starred(self, node: ast.Starred) -> None:
        self.objects(node.value, node)
        self.generic_visit(node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> None:
        self.objects(node.value, node)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = called(node)
        is_method = isinstance(node.func, ast.Attribute)
        if name in (ORDERED_METHODS if is_method else ORDERED):
            for argument in node.args:
                self.objects(argument, node)
        if name not in (ORDERLESS_METHODS if is_method else ORDERLESS):
            self.generic_visit(node)
            return
        for child in ast.iter_child_nodes(node):  # any(f(x) for x in a_set) is safe: look inside
            if isinstance(child, ast.GeneratorExp | ast.ListComp | ast.Starred):
                self.generic_visit(child)
            else:
                self.visit(child)


def is_set_annotation(annotation: ast.AST | None) -> bool:
    """Whether an annotation reads set, set[...] or frozenset[...]."""
    match annotation:
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return name in SETS
    return False


def set_order(source: str) -> list[str]:
    """Places in `source` where a set is walked in its own order."""
    visitor = SetOrder()
    visitor.visit(ast.parse(source))
    return visitor.found


def knows_algebra(tree: ast.AST) -> bool:
    """Whether a module imports a computer algebra system, so that `x.factor()` may be its."""
    return any(
        name.partition(".")[0] in ALGEBRA
        for node in ast.walk(tree)
        for name in imported_names(node)
    )


def imported_names(node: ast.AST) -> list[str]:
    """The modules that an import statement names."""
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
    return []


def faults(source: str) -> list[str]:
    """All that may not stand in a module of `derivations` or `codegen`."""
    tree = ast.parse(source)
    forbidden = RUNS_TEXT + (UNSTABLE if knows_algebra(tree) else ())
    return [*unstable_calls(tree, forbidden), *set_order(source)]


def sources() -> list[Path]:
    return sorted(p for room in ("derivations", "codegen") for p in (ROOT / room).rglob("*.py"))


def test_derivations_and_codegen_are_deterministic_and_run_no_text() -> None:
    assert len(sources()) > 10
    found = [
        f"{path.relative_to(ROOT)}:{fault}"
        for path in sources()
        for fault in faults(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "eval('1 + 1')",
        "exec(text)",
        "import sympy\nsympy.sympify('x')",
        "from sympy.parsing.sympy_parser import parse_expr",
        "parse_expr(text)",
        "from sympy import simplify",
        "import sympy as sp\nexpression.simplify()",
        "import sympy as sp\nsp.factor(expression)",
        "import sympy as sp\nsp.apart(expression, x)",
        "import sympy as sp\nsp.cancel(expression)",
        "import sympy as sp\nmatrix.charpoly(x)",
        "import sympy as sp\nmatrix.inv()",
        "for x in {a, b}: f(x)",
        "for x in expression.free_symbols: f(x)",
        "[x for x in set(names)]",
        "[f(x) for x in expression.atoms(Symbol)]",
        "{x: 1 for x in frozenset(names)}",
        "names = set(found)\nfor x in names: f(x)",
        "names = {x for x in found}\nlist(names)",
        "def f(names: set[str]):\n    return tuple(names)",
        "def f(names: frozenset[str]):\n    yield from names",
        "', '.join(set(names))",
        "f(*{a, b})",
        "a, b = {1, 2}",
        "next(iter({a, b}))",
        "sum({a, b})",
        "f(*argument.free_symbols)",
        "sorted(names, key=lambda n: [m for m in {n}])",
        "for x in set(a) | set(b): f(x)",
        "for x in known.free_symbols - {y}: f(x)",
        "sorted(f(y) for x in z for y in [g for g in {1, 2}])",
        "def f(names):\n    found = set(names)\n    return dict.fromkeys(found)",
    ],
)
def test_an_offence_is_found(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize(
    "source",
    [
        "import sympy\nfactor = 2\nf(factor)",
        "import sympy\nnumpy.linalg.inv(matrix)",
        "style.factor(term)",
        "ratio.has(*argument.free_symbols)",
        "for x in sorted({a, b}): f(x)",
        "sorted(f(x) for x in expression.free_symbols)",
        "any(x in {a, b} for x in [1, 2])",
        "all(f(x) for x in set(names))",
        "len(set(names)) == 2",
        "{f(x) for x in set(names)} == {1}",
        "names = set(found)\nnames = sorted(names)\nfor x in names: f(x)",
        "x in known",
        "re.compile('x').findall(text)",
        "a - b",
    ],
)
def test_proper_code_passes(source: str) -> None:
    assert faults(source) == []
