"""One printed chain whose links hold under different assumptions: each part has its own judge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spinloom.derivations.engine.claims import RelationClaim
from spinloom.derivations.engine.ledger import Claim, Evidence


@dataclass(frozen=True)
class Together:
    """Claims that share an equation number; a fault in one part is put to that part's judge."""

    parts: tuple[RelationClaim, ...]

    def examine(self) -> Evidence:
        found = [part.examine() for part in self.parts]
        failed = [evidence for evidence in found if not evidence.holds]
        if failed:
            return failed[0]
        return Evidence(
            True,
            all(evidence.proved for evidence in found),
            "; ".join(dict.fromkeys(evidence.method for evidence in found)),
            min(evidence.points for evidence in found),
            max((evidence.residual for evidence in found), key=len),
        )

    def rejects(self) -> bool:
        return any(part.rejects() for part in self.parts)

    def mutants(self) -> Iterator[tuple[str, Claim]]:
        for place, part in enumerate(self.parts):
            for fault, mutant in part.mutants():
                assert isinstance(mutant, RelationClaim)
                parts = (*self.parts[:place], mutant, *self.parts[place + 1 :])
                yield f"part {place + 1}: {fault}", replace(self, parts=parts)

    def equivalent(self, mutant: Claim) -> bool:
        assert isinstance(mutant, Together)
        pairs = zip(self.parts, mutant.parts, strict=True)
        return all(mine == theirs or mine.equivalent(theirs) for mine, theirs in pairs)

    def render(self) -> str:
        return r",\quad ".join(part.render() for part in self.parts)
