"""Text of the generated modules: lowered kernels in, strings out, nothing written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, meta

from .backends import Backend
from .errors import CodegenError
from .ir import Function
from .layout import WIDTH, Block, words
from .special import special_data

SUPPORT = ("__init__.py", "special.py")


def package(backend: Backend, devices: Mapping[str, Sequence[Function]]) -> dict[str, str]:
    """Name and text of each file of a generated package, sorted by name."""
    command = f"spinloom generate --backend {backend.name}"
    special, digest = _fill(backend, "special.py.jinja", {"command": command, **_special()})
    init, _ = _fill(backend, "package.py.jinja", {"command": command})
    modules = {
        f"{device}.py": _module(backend, device, kernels, digest)
        for device, kernels in devices.items()
    }
    files = {"__init__.py": init, "special.py": special, **modules}
    return dict(sorted(files.items()))


def _module(backend: Backend, device: str, kernels: Sequence[Function], helpers: str) -> str:
    functions = [backend.render(kernel) for kernel in kernels]
    keys = dict.fromkeys(key for kernel in kernels for key in kernel.sources)
    text, _ = _fill(
        backend,
        "module.py.jinja",
        {
            "device": device,
            "sources": words(", ".join(keys), WIDTH - 12),
            "functions": functions,
            "special": sorted({name for function in functions for name in function["special"]}),
            "special_digest": helpers,
            "command": f"spinloom generate {device} --backend {backend.name}",
        },
    )
    return text


@cache
def _special() -> Mapping[str, Any]:
    return special_data()


def _fill(backend: Backend, template: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """The text of a template, and the digest of all that determines it."""
    environment = Environment(
        loader=FileSystemLoader(backend.templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    source = (backend.templates / template).read_text(encoding="utf-8")
    wanted = meta.find_undeclared_variables(environment.parse(source)) - {"digest"}
    complete = {**backend.options, **data}
    missing = sorted(wanted - complete.keys())
    if missing:
        raise CodegenError(f"{backend.name}/{template} asks for {missing[0]}, which has no value")
    used = {name: complete[name] for name in sorted(wanted)}
    content = json.dumps([source, used], sort_keys=True, default=_plain)
    digest = hashlib.sha256(content.encode()).hexdigest()[:32]
    return environment.get_template(template).render(digest=digest, **used), digest


def _plain(item: Any) -> Any:
    """JSON of the one type of data that is not plain already."""
    if isinstance(item, Block):
        return asdict(item)
    raise TypeError(f"templates take plain data, not {type(item).__name__}")
