"""The committed kernels: up to date, and the same to the byte for every hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from spinloom.codegen.backends import BACKENDS
from spinloom.codegen.kernels import DEVICES
from spinloom.codegen.spec import KernelSpec, split
from spinloom.codegen.write import generate

DIGEST = """
import hashlib
from spinloom.codegen.backends import BACKENDS
from spinloom.codegen.kernels.dimer import kernels
from spinloom.codegen.lower import lower
from spinloom.codegen.render import package
functions = [lower(spec) for spec in kernels()]
for name in sorted(BACKENDS):
    for file, text in package(BACKENDS[name], {"dimer": functions}).items():
        print(name, file, hashlib.sha256(text.encode()).hexdigest())
"""


def test_committed_kernels_are_current() -> None:
    assert generate(check=True).stale == ()


def test_text_does_not_depend_on_the_hash_seed() -> None:
    texts = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "4242")
    ]
    assert texts[0] == texts[1]
    assert texts[0].count("\n") == 3 * len(BACKENDS)


@pytest.mark.parametrize("device", sorted(DEVICES))
def test_every_kernel_is_documented(device: str) -> None:
    specs = DEVICES[device]()
    assert specs
    for spec in specs:
        assert_documented(spec, device)


def assert_documented(spec: KernelSpec, device: str) -> None:
    assert spec.summary.endswith("."), spec.name
    for key in spec.equations():
        assert key.startswith(f"{device}:"), (spec.name, key)
    for assignment in spec.expressions:
        assert assignment.comment and list(split(assignment.source)), (spec.name, assignment.target)
    for argument in spec.arguments:
        assert argument.doc and argument.domain and argument.tex, (spec.name, argument.name)
    for output in spec.outputs:
        assert output.doc and output.tex, (spec.name, output.name)
