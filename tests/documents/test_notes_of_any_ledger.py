"""The note of ledgers that nobody would think of: it is written, and hides no gap."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import strategies as st

from properties.books import Tables
from properties.examples import held_for
from properties.layouts import plain
from properties.ledgers import ledgers
from properties.reports import ledger_of, tidlig

DAYS = st.dates(date(2011, 1, 1), date(2023, 12, 31))
WRONG = re.compile(r"None|kr\.\.|\bTrue\b|\bFalse\b|[\ue000-\ue002]|[^|\s]  [^|]|\bUnknown\b")


def assert_whole(text: str) -> None:
    """Nothing is said that is no sentence, no heading is empty, and every footnote is there."""
    assert WRONG.search(text) is None, text
    assert re.search(r"^#.*\n\n(#|$)", text, re.MULTILINE) is None, text
    body, _, sources = text.partition("## Kilder")
    used = list(dict.fromkeys(re.findall(r"\[\^(\d+)\]", body)))
    assert sorted(map(int, used)) == list(range(1, len(used) + 1))
    assert re.findall(r"^\[\^(\d+)\]:", sources, re.MULTILINE) == sorted(used, key=int)


def assert_footnotes(text: str) -> None:
    """Every line of the sections with an amount in it refers to a source."""
    body = text.partition("## Kilder")[0].partition("## Sammenfatning")[2]
    for line in body.split("\n"):
        is_text = line and not line.startswith(("|", "*Tabel", "+ ?", "#"))
        if is_text and re.search(r"\d,\d|mio\. kr|\d kr\.", line):
            assert "[^" in line or "I alt er" in line, line


@held_for(ledgers(), DAYS, few=4, many=150)
def test_a_note_is_whole_whatever_the_ledger(ledger: Tables, day: date) -> None:
    with ledger_of(plain(ledger)) as folder:
        for program in ledger.get("program", {}):
            result = tidlig("note", folder, program, "--as-of", day.isoformat())
            assert result.code in (0, 1), result
            assert result.out, result
            assert_whole(result.out)
            assert_footnotes(result.out)
