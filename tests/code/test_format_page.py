"""The page on the format has every kind of entry, and every key with what it means."""

import pytest

from harness.format_page import with_rows
from harness.running import ROOT
from tidlig.model.decisions import End, Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Applications
from tidlig.model.keys import meaning
from tidlig.model.kinds import KINDS, meanings, name_of
from tidlig.model.records import Columns
from tidlig.source.json_schema import CLASSES
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


def test_the_page_says_what_every_key_means() -> None:
    assert with_rows(PAGE) == PAGE, "write it: tests/harness/format_page.py"


def test_every_key_means_something_and_nothing_else_does() -> None:
    classes = [*CLASSES.values(), End, Applications, Columns]
    keys = [(cls, key) for cls in classes for key in keys_of(cls)]
    assert [f"{cls} {key}" for cls, key in keys if meaning(cls, key) is None] == []
    used = {f"{name_of(cls)}.{key}" for cls, key in keys} | {key for _, key in keys}
    assert set(meanings()) - used == set()
