"""Which carry-overs an overspent program is blamed on, against every way to leave some out."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Literal

import pytest

from arithmetic.making import award, carry_over, ledger, outturn, program
from tidlig.arithmetic import commitments
from tidlig.arithmetic.commitments import by_accounts, to_blame
from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import CarryOver, Program
from tidlig.model.entry import Entry, Ident
from tidlig.model.grants import Award
from tidlig.model.money import Money

STRANDS = (None, "a", "b")
YEARS = (2014, 2015, 2016)


def random_ledger(random: Random) -> tuple[Ledger, Program]:
    """A program of a few kroner in two strands, with carry-overs, awards and accounts."""
    control: Literal["strand", "program"] = random.choice(("strand", "program"))
    split = {year: random.randrange(5, 20) for year in YEARS}
    strands = {name: {year: random.randrange(5) for year in YEARS} for name in ("a", "b")}
    unspent: Literal["carries-over"] | None = random.choice((None, "carries-over"))
    made = program("2014-2016", split=split, strands=strands)
    made = replace(made, control=control, unspent=unspent)
    entries: list[Entry] = [made]
    for number in range(random.randrange(1, 5)):
        year = random.choice(YEARS[:-1])
        entry = carry_over(year, year + 1, 1, strand=random.choice(STRANDS))
        money = Money(random.randrange(100, 900, 100), random.choice((0, 0, 50)))
        entries.append(replace(entry, id=f"c{number}", amount=money))
    entries += [random_award(random, f"a{number}") for number in range(random.randrange(1, 5))]
    if random.random() < 0.3:
        entries.append(outturn(2014, random.randrange(12)))
    return ledger(*entries), made


def random_award(random: Random, id: str) -> Award:
    strand = random.choice(STRANDS)
    date = f"{random.choice(YEARS)}-03-01"
    named = None if strand is None else Ident(strand)
    return award(date, random.randrange(1, 9), id=id, strand=named)


def is_paid_without(books: Ledger, of: Program, ids: set[str]) -> bool:
    """Whether all is paid for without some carry-overs, or no worse than a strand is overspent."""
    now = by_accounts(books, of)
    then = by_accounts(ledger(*(each for each in books.entries if each.id not in ids)), of)
    return not then.shortfalls or (then.strands_only and not now.strands_only)


def test_those_that_are_blamed_suffice_and_each_of_them_is_needed() -> None:
    random, kinds = Random(7), set()
    for _ in range(250):
        books, of = random_ledger(random)
        if not by_accounts(books, of).shortfalls:
            assert to_blame(books, of) == []
            continue
        ids = [entry.id for entry, _ in to_blame(books, of)]
        kinds.add(min(len(ids), 2))
        carried = [entry.id for entry in books.of(CarryOver)]
        alone = [id for id in carried if is_paid_without(books, of, {id})]
        if len(ids) == 1:
            assert ids[0] in alone
        elif ids:
            assert alone == []
            assert is_paid_without(books, of, set(ids))
        else:
            assert alone == []
    assert kinds == {0, 1, 2}


@pytest.mark.parametrize("number", [40, 150])
def test_no_more_than_some_are_tried_one_by_one(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each strand has 10, has carried 4 on and has awarded 8: all carry-overs are to blame."""
    names = [f"s{each}" for each in range(number)]
    split = {name: {2014: 10, 2015: 10} for name in names}
    of = program("2014-2015", split={2014: number * 10, 2015: number * 10}, strands=split)
    entries: list[Entry] = [of]
    for name in names:
        entries.append(replace(carry_over(2014, 2015, 4, strand=name), id=name))
        entries.append(award("2014-03-01", 8, id=name, strand=Ident(name)))
    sums = 0
    lines = commitments.lines_without

    def counted(*words: object) -> object:
        nonlocal sums
        sums += 1
        return lines(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(commitments, "lines_without", counted)
    books = ledger(*entries)
    assert len(to_blame(books, of)) == number
    assert to_blame(books, of) is to_blame(books, of)
    assert sums <= 2 * commitments.MOST_TRIED + 1
