"""The page on the format names every kind of entry with every key that it has."""

import pytest

from harness.running import ROOT
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.kinds import KINDS
from tidlig.source.schema import keys_of

COMMON = {"source", "note", "tags", "accept"}
PAGE = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("cls", [*KINDS.values(), Strand])
def test_every_key_of_a_kind_stands_in_its_row(cls: type[Entry]) -> None:
    heading = "program.ID.strand" if cls is Strand else cls.kind
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{heading}.ID`"))
    nested = {"strand"} if cls is Program else set()
    missing = [key for key in keys_of(cls) if key not in COMMON | nested and f"`{key}`" not in row]
    assert missing == []
