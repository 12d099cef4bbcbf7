"""The errata of one paper, with an entry of a bibliography for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .content import Json


@dataclass(frozen=True)
class Paper:
    """What the text at hand says of itself."""

    authors: str
    title: str
    source: str
    year: str
    doi: str = ""


PAPERS = MappingProxyType(
    {
        "dimer": Paper(
            "Leiva M., Sergio and Díaz, Sebastián A. and Nunez, Alvaro S.",
            "Origin of the magnetoelectric couplings in the spin dynamics of molecular magnets",
            "Phys. Rev. B 107, 094401", "2023", "10.1103/PhysRevB.107.094401",
        ),
        "junction": Paper(
            "Horovitz, Baruch and Henkel, Carsten",
            "Spin entanglement via scanning tunneling microscope current",
            "Phys. Rev. B 104, L081405", "2021", "10.1103/PhysRevB.104.L081405",
        ),
        "valve": Paper(
            "Hell, Michael and Das, Sourin and Wegewijs, Maarten R.",
            "Transport of spin-anisotropy without spin currents",
            "preprint", "2018",
        ),
        "magnet": Paper(
            "Ludwig, Tim and Burmistrov, Igor S. and Gefen, Yuval and Shnirman, Alexander",
            "A thermally driven spin-transfer-torque system far from equilibrium: enhancement of"
            " the thermoelectric current via pumping current",
            "preprint", "",
        ),
    }
)  # fmt: skip

#: Words by which a row says that the machine reading of the page hardly made the slip.
_UNLIKELY = ("hardly", "could not", "not a slip")


@dataclass(frozen=True)
class Erratum:
    """A row that is false as printed in the text at hand."""

    row: Json
    by_reading: bool
    bibtex: str


def errata(device: str, rows: Sequence[Json]) -> list[Erratum]:
    """The errata among a device's rows, in their order."""
    return [
        Erratum(row, could_be_reading(row["slip"]), bibtex(device, row))
        for row in rows
        if row["verdict"] == "erratum"
    ]


def could_be_reading(slip: str) -> bool:
    """Whether reading the page by machine could have made the slip (a lost bar, digit, prime)."""
    return not any(word in slip for word in _UNLIKELY)


def bibtex(device: str, row: Any) -> str:
    """A citable entry for one item."""
    paper = PAPERS[device]
    name = row["key"].partition(":")[2]
    about = f"Erratum suspected in {name} of {paper.title} ({paper.source})"
    fields = {
        "title": f"{{{about}}}",
        "author": "{{The spinloom developers}}",
        "howpublished": "{spinloom, ledger row " + row["key"] + "}",
        "note": "{Concerns " + paper.authors + (f", doi:{paper.doi}" if paper.doi else "")
        + "; found in a machine reading of the paper, to be checked against the published version}",
    }  # fmt: skip
    lines = ",\n".join(f"  {field} = {value}" for field, value in fields.items())
    return f"@misc{{spinloom-{row['key'].replace(':', '-')},\n{lines}\n}}"
