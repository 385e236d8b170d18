"""One ledger read in every way that there is, and all that the ways must agree on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tidlig.arithmetic.balance import By, Choice, balance
from tidlig.arithmetic.ledger import Ledger
from tidlig.index.ledger_files import How, Question
from tidlig.index.store import Store
from tidlig.ledger.cached_ledger import for_balance, known
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.checking import run_checks
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.ledger.origin import Origin

LATER = dt.date(2016, 2, 29)
"""A date that some entries of most ledgers are before, and some after."""


class Told(NamedTuple):
    """What is said of a ledger: findings in their order, what is accepted, and every balance."""

    findings: tuple[str, ...]
    accepted: tuple[str, ...]
    waiting: tuple[str, ...]
    size: int
    balances: tuple[Any, ...]


def directly(origin: Origin) -> Told:
    """What is said of a ledger whose entries are all at hand, and that nobody remembers."""
    ledger = open_ledger(origin)
    found = run_checks(ledger)
    return told(found, ledger, ledger, ledger.until(LATER), ledger.until(LATER))


def by_sums(origin: Origin, store: Store | None = None, *, whole_up_to: int = -1) -> Told:
    """What is said of a ledger of sums, or of a small one that is held whole."""
    how = How(store or Store(None), whole_up_to=whole_up_to)
    base, balanced = known(origin, how), for_balance(origin, how)
    later = LATER.toordinal()
    questions = (Question(None, True), Question(later, False), Question(later, True))
    others = [for_balance(origin, how, question).ledger for question in questions]
    assert how.whole_up_to >= 0 or not base.checked.readable or base.ledger.totals is not None
    named = [[(each.check, each.severity) for each in f.checked.findings] for f in (base, balanced)]
    assert named[0] == named[1]
    return told(base.checked, balanced.ledger, *others)


def told(found: CheckResult, base: Ledger, named: Ledger, then: Ledger, then_named: Ledger) -> Told:
    """What is said of the states of a ledger: all of it, by recipient, and both up to a date."""
    asked: Iterator[tuple[Ledger, By]] = iter(
        ((base, "strand"), (base, "program"), (base, "pool"), (named, "recipient"),
         (then, "strand"), (then, "pool"), (then_named, "recipient"))
    )  # fmt: skip
    balances = [balance(ledger, Choice(by=by)) for ledger, by in asked] if found.readable else []
    return Told(
        tuple(map(repr, found.findings)),
        tuple(map(repr, found.accepted)),
        tuple(sorted(found.waiting)),
        base.size,
        tuple((each, each.lines, each.totals) for each in balances),
    )


def of_folder(folder: Path) -> Origin:
    """A ledger on the disk."""
    return Folder(folder)


def folder_of(origin: Origin) -> Path:
    """The folder of a ledger on the disk."""
    assert isinstance(origin, Folder)
    return origin.path
