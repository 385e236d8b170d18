"""Each line of an import becomes an entry, or is refused: none is left out in silence."""

import pytest

from tidlig.ledger.import_matching import read_drafts
from tidlig.model.messages import sentence

DIGITS = "1" * 2_500
"""More digits in a row than a file of a ledger may have."""


def test_drafts_that_are_together_longer_than_a_file_are_all_read() -> None:
    tables = [{"name": f"R{n}", "kind": "region", "note": "x" * 300_000} for n in range(30)]
    drafts, problems = read_drafts("recipient", tables, "DKK")
    assert (sorted(drafts), problems) == (list(range(30)), {})
    assert [drafts[n].entry.name for n in range(30)] == [f"R{n}" for n in range(30)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("bad", [(0,), (4,), (8,), (0, 8), (3, 4, 5), tuple(range(9))])
def test_a_draft_that_no_ledger_could_hold_is_refused_alone(bad: tuple[int, ...]) -> None:
    tables = [
        {"name": f"R{n}", "kind": "region", "note": DIGITS if n in bad else "", "x": 1}
        if n == 6
        else {"name": f"R{n}", "kind": "region", "note": DIGITS if n in bad else ""}
        for n in range(9)
    ]
    drafts, problems = read_drafts("recipient", tables, "DKK")
    assert sorted((*drafts, *problems)) == list(range(9))
    assert sorted(problems) == sorted({6, *bad})
    told = {sentence(problems[n].message) for n in bad}
    assert told == {"the number has more digits than can be read"}
