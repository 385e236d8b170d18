"""Opening a ledger for a report: one that cannot be read gives its findings and no figure."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli.exit_codes import ERRORS, Leave
from tidlig.cli.printing import err, painter

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.arithmetic.summaries.question import Question
    from tidlig.ledger.checked import Checked
    from tidlig.ledger.memory.how import How
    from tidlig.ledger.memory.remembering import Known
    from tidlig.ledger.origin import Origin
    from tidlig.render.report import Context
    from tidlig.render.style import Style


def readable(
    option: Path | None, at: str | None = None, *, no_cache: bool = False
) -> "tuple[Origin, Ledger, Checked]":
    """Give where a ledger is, the ledger with all its entries, and its findings.

    Leaves when it cannot be read.
    """
    from tidlig.ledger.finding import located

    origin = located(option, at)
    return origin, *read_at(origin, no_cache=no_cache)


def read_at(origin: "Origin", *, no_cache: bool = False) -> "tuple[Ledger, Checked]":
    """Give the ledger that is somewhere, with all its entries, and its findings."""
    from tidlig.ledger.memory.entries import with_entries
    from tidlig.ledger.memory.remembering import known

    with reading(no_cache=no_cache) as how:
        found = known(origin, how)
        if found.checked.readable:
            return with_entries(found, origin), found.checked
    tell_unreadable(origin, found.ledger, found.checked)
    raise Leave(ERRORS)


def summed(
    option: Path | None, at: str | None, question: "Question", *, no_cache: bool
) -> "tuple[Origin, Known]":
    """Give where a ledger is, and what a balance needs of it; leave if it cannot be read."""
    from tidlig.ledger.finding import located
    from tidlig.ledger.memory.remembering import for_balance

    origin = located(option, at)
    with reading(no_cache=no_cache) as how:
        found = for_balance(origin, how, question)
    if not found.checked.readable:
        tell_unreadable(origin, found.ledger, found.checked)
        raise Leave(ERRORS)
    return origin, found


@contextmanager
def reading(*, no_cache: bool = False) -> "Iterator[How]":
    """Give how ledgers are read: with what is remembered, and a bar for what takes long."""
    from tidlig.cli.progress import progress
    from tidlig.ledger.memory.folder import cache_folder
    from tidlig.ledger.memory.how import How
    from tidlig.ledger.memory.store import Store

    with progress() as tell:
        yield How(Store(None if no_cache else cache_folder()), tell)


def read(origin: "Origin") -> "tuple[Ledger, Checked]":
    """Read a ledger that is about to be changed, and check it; leave when it cannot be read."""
    from tidlig.ledger.checking import checked
    from tidlig.ledger.opening import opened

    whole = opened(origin)
    found = checked(whole)
    if not found.readable:
        tell_unreadable(origin, whole, found)
        raise Leave(ERRORS)
    return whole, found


def context(origin: "Origin", ledger: "Ledger", found: "Checked", style: "Style") -> "Context":
    """Give what a report says beside what it is about."""
    from tidlig.ledger.provenance import provenance
    from tidlig.render.report import Context

    return Context(provenance(origin, ledger), style, found, ledger.settings.currency)


def tell_unreadable(origin: "Origin", ledger: "Ledger", found: "Checked") -> None:
    """Say why a ledger cannot be read."""
    from tidlig.ledger.places import in_order, places
    from tidlig.render import findings, summaries

    where = places(found.shown, origin.data)
    err(findings.as_full(in_order(found.shown, where), where, painter(sys.stderr)))
    err(summaries.last_line(found, ledger))
