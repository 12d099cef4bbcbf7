"""From an entry to a row: examine, try every fault, pronounce the verdict.

The verdict is never declared: it follows from which claims hold. A row fails
(and with it `spinloom derive`) if a print that is called right does not hold,
if a correction or convention does not hold, or if a fault survives its judge
without being the same statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .claims import DefinitionClaim, OrderClaim, RelationClaim
from .interpret import Undefined
from .ledger import Claim, Entry, Evidence, MutantCount, Row, Verdict
from .mutate import altered, changed_relation, mutations
from .printed import relations


def decide(entry: Entry) -> Row:
    """Examine an entry and all its mutants."""
    printed = entry.claim.examine()
    verdict, judged, evidence, failures = _verdict(entry, printed)
    mutants = try_mutants(judged)
    failures += tuple(f"surviving mutant: {fault}" for fault in mutants.survivors)
    return Row(
        key=entry.key,
        kind=entry.kind,
        verdict=verdict,
        printed=entry.equation.tex if entry.equation else entry.claim.render(),
        corrected=entry.corrected.render() if entry.corrected else None,
        method=evidence.method,
        points=evidence.points,
        residual=evidence.residual,
        proved=evidence.proved,
        mutants=mutants,
        derived_in=entry.derived_in,
        steps=entry.steps,
        counterexample=printed.counterexample if verdict in ("erratum", "convention") else "",
        note=_note(entry, verdict),
        slip=entry.slip if verdict == "erratum" else "",
        failures=failures,
    )


def _verdict(entry: Entry, printed: Evidence) -> tuple[Verdict, Claim, Evidence, tuple[str, ...]]:
    """The verdict, the claim that carries it, its evidence, and what is wrong with the row."""
    if entry.corrected is not None:
        return _erratum(entry, entry.corrected, printed)
    if entry.convention is not None:
        return _convention(entry, printed)
    if entry.limit is not None:
        limit = entry.limit.examine()
        broken = () if limit.holds else (f"the limit fails: {limit.residual}",)
        return "approximation", entry.limit, limit, broken
    failures: tuple[str, ...] = ()
    if not printed.holds:
        failures += (f"does not hold: {printed.counterexample}",)
    if entry.unreadable:
        return "unreadable", entry.claim, printed, failures
    if isinstance(entry.claim, DefinitionClaim) and not entry.defines:
        failures += ("no row uses this definition",)
    if entry.defines:
        return "definition", entry.claim, printed, failures
    return ("proved" if printed.proved else "verified"), entry.claim, printed, failures


def _erratum(
    entry: Entry, corrected: Claim, printed: Evidence
) -> tuple[Verdict, Claim, Evidence, tuple[str, ...]]:
    evidence = corrected.examine()
    failures: tuple[str, ...] = ()
    if printed.holds:
        failures += ("called a misprint, but the print holds",)
    if not entry.claim.rejects():
        failures += ("called a misprint, but half of the points accept the print",)
    if not evidence.holds:
        failures += (f"the correction does not hold: {evidence.counterexample}",)
    return "erratum", corrected, evidence, failures


def _convention(
    entry: Entry, printed: Evidence
) -> tuple[Verdict, Claim, Evidence, tuple[str, ...]]:
    assert entry.convention is not None
    evidence, invariance = entry.convention.claim.examine(), entry.convention.invariance.examine()
    failures: tuple[str, ...] = ()
    if printed.holds:
        failures += ("called another convention, but the print holds in ours",)
    if not evidence.holds:
        failures += (f"fails in the changed convention: {evidence.counterexample}",)
    if not invariance.holds:
        failures += (f"an observable sees the change: {invariance.counterexample}",)
    return "convention", entry.convention.claim, evidence, failures


def try_mutants(claim: Claim) -> MutantCount:
    """Put every fault to the judge; survivors must be the same statement."""
    tried = killed = equivalent = 0
    survivors: list[str] = []
    for fault, mutant in claim.mutants():
        tried += 1
        if mutant.rejects():
            killed += 1
        elif claim.equivalent(mutant):
            equivalent += 1
        else:
            survivors.append(f"{fault}: {mutant.render()}")
    return MutantCount(tried, killed, equivalent, tuple(survivors))


def mending_mutation(printed: RelationClaim | OrderClaim) -> str:
    """Name the single fault, if any, that turns the whole print into a true statement.

    A fault changes one relation of a system, so at most one of them may be false.
    """
    for fault, claim in _repairs(printed):
        try:
            if not claim.rejects() and claim.examine().holds:
                return fault
        except (Undefined, TypeError, KeyError):
            continue  # not a statement at all
    return ""


def _repairs(printed: RelationClaim | OrderClaim) -> Iterator[tuple[str, Claim]]:
    """Every change of the only false relation, as a claim on that relation alone."""
    if isinstance(printed, OrderClaim):
        for mutation in mutations(printed.relation):
            yield mutation.fault, replace(printed, relation=mutation.tree)
        return
    claims = [replace(printed, relation=relation) for relation in relations(printed.relation)]
    wrong = [number for number, claim in enumerate(claims) if not claim.examine().holds]
    if len(wrong) == 1:
        for mutation in mutations(printed.relation):
            if changed_relation(mutation.path) == wrong[0]:
                yield mutation.fault, replace(printed, relation=altered(mutation))


def _note(entry: Entry, verdict: Verdict) -> str:
    parts = [entry.equation.note if entry.equation else "", entry.note, entry.slip]
    if verdict == "convention" and entry.convention is not None:
        parts.append(f"holds after {entry.convention.change}")
    if verdict == "unreadable":
        parts.append(entry.unreadable)
    if verdict == "erratum" and isinstance(entry.claim, RelationClaim | OrderClaim):
        mend = mending_mutation(entry.claim)
        parts.append(
            f"one change mends the print: {mend}"
            if mend
            else "no single fault of the list mends it"
        )
    return "; ".join(part for part in parts if part)
