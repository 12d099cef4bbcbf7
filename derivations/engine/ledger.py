"""What flows through spinloom: equations, steps, claims, verdicts, rows.

A device declares entries: an equation as printed, the claim that gives it a
meaning, and, where the print is wrong, the corrected form. `proof.decide`
turns an entry into a row by computation; nothing here knows any physics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal, Protocol

from .latex import latex
from .printed import Node

Verdict = Literal[
    "proved",
    "verified",
    "convention",
    "erratum",
    "approximation",
    "definition",
    "unreadable",
]
VERDICTS: tuple[Verdict, ...] = (
    "proved", "verified", "convention", "erratum", "approximation", "definition", "unreadable",
)  # fmt: skip
Kind = Literal["equation", "claim", "figure"]


def _as_html(key: str, tex: str, words: str) -> str:
    """For a notebook, which sets the formula between the dollar signs."""
    return f"<b>{escape(key)}</b> {escape(words)} $$\\displaystyle {escape(tex)}$$"


@dataclass(frozen=True)
class Equation:
    """What the paper prints at one place.

    `key` is ``device:number``; `printed` the tree as it stands on the page;
    `note` what a reader of the transcription must know (lossy text, context).
    """

    key: str
    printed: Node
    note: str = ""

    @property
    def tex(self) -> str:
        """LaTeX of the printed tree."""
        return latex(self.printed)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.tex}$"

    def _repr_html_(self) -> str:
        return _as_html(self.key, self.tex, self.note)


@dataclass(frozen=True)
class Step:
    """One move of a derivation; steps form a graph from the Hamiltonian down.

    `statement` is LaTeX, `rule` names the move, `uses` the keys of the steps
    it stands on, `assumptions` what must hold for it.
    """

    key: str
    statement: str
    rule: str
    uses: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.statement}$"

    def _repr_html_(self) -> str:
        assumed = f"; assumes {'; '.join(self.assumptions)}" if self.assumptions else ""
        return _as_html(self.key, self.statement, self.rule + assumed)


@dataclass(frozen=True)
class Evidence:
    """How a claim was decided: method, number of points, largest residual."""

    holds: bool
    proved: bool
    method: str
    points: int
    residual: str
    counterexample: str = ""


class Claim(Protocol):
    """A statement that a computation can reject.

    `examine` decides it; `mutants` yields claims that must fail, with the name
    of the fault; `equivalent` says whether a mutant is the same statement by
    arithmetic alone; `render` gives LaTeX.
    """

    def examine(self) -> Evidence: ...

    def rejects(self) -> bool: ...

    def mutants(self) -> Iterator[tuple[str, Claim]]: ...

    def equivalent(self, mutant: Claim) -> bool: ...

    def render(self) -> str: ...


@dataclass(frozen=True)
class Convention:
    """A change of gauge, sign or phase after which the print holds.

    `change` says what is exchanged for what; `claim` is the print in the
    changed convention; `invariance` states that no observable sees the change.
    """

    change: str
    claim: Claim
    invariance: Claim


@dataclass(frozen=True)
class Entry:
    """One row of the ledger before it is decided.

    Exactly one of the following describes a row whose print does not simply
    hold: `corrected` (misprint), `convention` (other gauge or sign),
    `limit` (true in a limit; measures the order of the remainder).
    `defines` lists the rows that use a definition; its claim is then one of
    those rows, fed with the printed definition. `slip` says whether the lossy
    text could have made a misprint.
    """

    key: str
    kind: Kind
    claim: Claim
    equation: Equation | None = None
    derived_in: str = ""
    corrected: Claim | None = None
    convention: Convention | None = None
    limit: Claim | None = None
    defines: tuple[str, ...] = ()
    unreadable: str = ""
    slip: str = ""
    steps: tuple[str, ...] = ()
    note: str = ""

    @classmethod
    def of(cls, equation: Equation, claim: Claim, derived_in: str, **options: Any) -> Entry:
        """A row for a printed equation; statements of text, footnotes and captions are claims."""
        place = equation.key.partition(":")[2]
        kind: Kind = "claim" if place.startswith(("text", "fn", "caption")) else "equation"
        return cls(equation.key, kind, claim, equation, derived_in, **options)


@dataclass(frozen=True)
class MutantCount:
    """How many faults were tried, rejected, or found to change nothing."""

    tried: int
    killed: int
    equivalent: int
    survivors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """One decided row of the ledger.

    `proved` says whether the statement that carries the verdict (for an erratum the corrected
    form) holds by exact means, not only to so many digits.
    """

    key: str
    kind: Kind
    verdict: Verdict
    printed: str | None
    corrected: str | None
    method: str
    points: int
    residual: str
    proved: bool
    mutants: MutantCount
    derived_in: str
    steps: tuple[str, ...] = ()
    counterexample: str = ""
    note: str = ""
    slip: str = ""
    used_by: tuple[str, ...] = ()
    failures: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """Plain data for the committed ledger."""
        return {
            "key": self.key,
            "kind": self.kind,
            "verdict": self.verdict,
            "printed": self.printed,
            "corrected": self.corrected,
            "method": self.method,
            "points": self.points,
            "residual": self.residual,
            "proved": self.proved,
            "mutants": {
                "tried": self.mutants.tried,
                "killed": self.mutants.killed,
                "equivalent": self.mutants.equivalent,
            },
            "derived_in": self.derived_in,
            "used_by": list(self.used_by),
            "steps": list(self.steps),
            "counterexample": self.counterexample,
            "note": self.note,
            "slip": self.slip,
        }


@dataclass(frozen=True)
class Derivation:
    """The steps that lead to one row or step, each after what it uses."""

    key: str
    steps: tuple[Step, ...]

    def _repr_latex_(self) -> str:
        lines = r" \\ ".join(step.statement for step in self.steps)
        return f"$\\displaystyle \\begin{{gathered}} {lines} \\end{{gathered}}$"

    def _repr_html_(self) -> str:
        steps = "".join(f"<li>{step._repr_html_()}</li>" for step in self.steps)
        return f"<p>Derivation of <b>{escape(self.key)}</b></p><ol>{steps}</ol>"


def chain(key: str, steps: Mapping[str, Step]) -> list[Step]:
    """The steps that lead to `key`, each after what it uses."""
    ordered: dict[str, Step] = {}

    def visit(name: str) -> None:
        if name not in ordered and name in steps:
            for used in steps[name].uses:
                visit(used)
            ordered[name] = steps[name]

    visit(key)
    return list(ordered.values())


def index(steps: Iterable[Step]) -> dict[str, Step]:
    """Steps by key; a key used twice is an error.

    Raises
    ------
    ValueError
        If two steps share a key, or a step uses one that does not exist.
    """
    found: dict[str, Step] = {}
    for step in steps:
        if step.key in found:
            raise ValueError(f"two steps are called {step.key!r}")
        found[step.key] = step
    missing = [(s.key, u) for s in found.values() for u in s.uses if u not in found]
    if missing:
        raise ValueError(f"step {missing[0][0]!r} uses {missing[0][1]!r}, which does not exist")
    return found
