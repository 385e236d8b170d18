"""The programs that journals are written for, and what each of them cannot read."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tidlig.exchange.journals import plaintext
from tidlig.exchange.journals.beancount import beancount
from tidlig.exchange.journals.escaping import one_line
from tidlig.exchange.journals.transactions import Journal
from tidlig.ledger.origin import Provenance
from tidlig.model.failure import CouldNot

FORMAT = 2
"""Which accounts journals have; in format 1 `uncommitted` was called `remaining`."""

AT_ONCE = 1_000
"""So many transactions are given as one text."""

_LEFT = (
    'bean-query FILE "SELECT root(account, {}), sum(position) '
    "WHERE account ~ 'Uncommitted'{} GROUP BY 1 ORDER BY 1\""
)


@dataclass(frozen=True, slots=True)
class Peer:
    """A program that reads journals.

    `endings` are those of its files; it reads no date before `first`. `tables` are command lines
    that show what is left.
    """

    name: str
    endings: tuple[str, ...]
    write: Callable[[Journal, Sequence[str]], Iterator[str]]
    tables: tuple[str, ...]
    first: dt.date = dt.date.min


PEERS = {
    peer.name: peer
    for peer in (
        Peer(
            "hledger",
            (".journal", ".hledger", ".j"),
            plaintext.hledger,
            (
                "hledger -f FILE balance -Y --tree --depth 3 uncommitted",
                "hledger -f FILE balance --date2 -e 2016-01-01 --depth 3 uncommitted",
                "hledger -f FILE balance --pivot recipient outstanding",
            ),
        ),
        Peer(
            "ledger",
            (".ledger", ".dat"),
            plaintext.ledger,
            (
                "ledger -f FILE balance --depth 4 uncommitted",
                "ledger -f FILE balance --effective -e 2016-01-01 --depth 3 uncommitted",
                "ledger -f FILE balance --pivot recipient outstanding",
            ),
            dt.date(1400, 1, 1),
        ),
        Peer(
            "beancount",
            (".beancount", ".bean"),
            beancount,
            (
                _LEFT.format(5, ""),
                _LEFT.format(3, " AND date < 2016-01-01"),
            ),
        ),
    )
}


def parts(journal: Journal, peer: Peer, provenance: Provenance) -> Iterator[str]:
    """The text of a journal in parts; raise `CouldNot` before the first if it cannot be."""
    _refuse(journal, peer)
    texts = peer.write(journal, [*_about(peer, provenance)])
    while some := "".join(islice(texts, AT_ONCE)):
        yield some


def _about(peer: Peer, provenance: Provenance) -> Iterator[str]:
    """The lines on top of a journal: where it comes from, and how to read it."""
    changed = {True: ", changed since", False: "", None: ""}[provenance.dirty]
    at = f" at {provenance.revision}{changed}" if provenance.revision else ""
    as_of = f", as of {provenance.as_of}" if provenance.as_of else ""
    yield one_line(f"{provenance.ledger}{at}{as_of}, by tidlig {provenance.tool}")
    yield ""
    yield f"Format {FORMAT}: the accounts uncommitted were called remaining in format 1."
    yield "uncommitted is budget - awarded + returned, outstanding is awarded - returned - paid."
    yield "What may still be awarded as of a date is another matter: see tidlig balance."
    yield "Money of a span of years that is not split stands in an account of its own."
    if peer.name != "beancount":
        yield "Postings are dated by finance year (a span by its first), transactions by decision."
    yield ""
    yield from peer.tables


def _refuse(journal: Journal, peer: Peer) -> None:
    """Refuse to write what the program could not read."""
    for date, _, _, entry in journal.entries[:1]:
        if date < peer.first:
            raise CouldNot(
                f"{peer.name} reads no date before {peer.first}, and {entry.address} is of {date}",
                "put the date right, or export to another program",
            )
