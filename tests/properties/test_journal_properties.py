"""`tidlig export` against the oracle, on ledgers that nobody would think of.

Journals are read here by a few rules of our own, so that this needs no other program.
"""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from peers.figures import lines_of_accounts
from peers.programs import PROGRAMS, Account, Balances, id_of, of_beancount, ore, plain
from properties import oracle, sums
from properties.books import Tables
from properties.examples import held_for
from properties.layouts import plain as in_one_file
from properties.ledgers import ledgers
from properties.reports import ledger_of, tidlig
from tidlig.exchange.journals.beancount import part
from tidlig.exchange.journals.escaping import kroner

peers = st.sampled_from(sorted(PROGRAMS))
ids = st.from_regex(r"[a-z0-9][a-z0-9_-]{0,5}", fullmatch=True)

TRANSACTION = re.compile(r"\n(?=[0-9]{4}-[0-9]{2}-[0-9]{2}(?! open))")
POSTING = re.compile(r"^ {2,4}([A-Za-z]\S*(?: split)?\S*)  (-?[0-9]+\.[0-9]{2}) DKK", re.MULTILINE)


def transactions(text: str, peer: str) -> Iterator[list[tuple[Account, int]]]:
    """The postings of each transaction of a journal, in øre."""
    read = of_beancount if peer == "beancount" else plain
    for part_of_text in TRANSACTION.split(text)[1:]:
        yield [(read(name), ore(amount)) for name, amount in POSTING.findall(part_of_text)]


def exported(folder: Path, peer: str, *options: str) -> str:
    result = tidlig("export", folder, "--to", peer, *options)
    assert result.code in (0, 1), result
    return result.out


@held_for(ledgers(), peers, st.none() | st.dates(date(2011, 1, 1), date(2023, 12, 31)))
def test_transactions_balance_and_add_up_to_the_slow_sum(
    ledger: Tables, peer: str, day: date | None
) -> None:
    with ledger_of(in_one_file(ledger)) as folder:
        text = exported(folder, peer, *(["--as-of", str(day)] if day else []))
    balances: Balances = defaultdict(int)
    for postings in transactions(text, peer):
        assert sum(amount for _, amount in postings) == 0
        for account, amount in postings:
            balances[account] += amount
    yearly = [] if day is None else oracle.yearly(ledger, day)
    figures = sums.figures([*oracle.movements(ledger, day), *yearly])
    assert lines_of_accounts(balances) == {
        (line, heading): figure.ore
        for (line, heading), figure in figures.items()
        if heading in (*sums.RECORDED, "uncommitted") and figure.ore
    }


@held_for(ledgers(), peers)
def test_a_journal_is_in_order_of_date_and_the_same_each_time(ledger: Tables, peer: str) -> None:
    with ledger_of(in_one_file(ledger)) as folder:
        text = exported(folder, peer)
        assert exported(folder, peer) == text
        with tempfile.TemporaryDirectory() as other:
            path = Path(other) / "books"
            tidlig("export", folder, "--to", peer, "-o", str(path))
            assert path.read_text("utf-8") == text
    dates = re.findall(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})(?! open)", text, re.MULTILINE)
    assert dates == sorted(dates)


@settings(max_examples=500)
@given(ids, ids)
def test_two_ids_are_never_one_part_of_an_account_of_beancount(one: str, other: str) -> None:
    assert id_of(part(one)) == one
    assert (part(one) == part(other)) == (one == other)
    assert re.fullmatch(r"[A-Z0-9][A-Za-z0-9-]*", part(one))
    assert part(one) != "Not-Split"


@given(st.integers(-(10**19), 10**19))
def test_kroner_are_exact_with_two_decimals(amount: int) -> None:
    text = kroner(amount)
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]{2}", text)
    assert int(text.replace(".", "")) == amount
