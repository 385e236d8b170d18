"""A ledger and its findings as a whole: remembered while none of its files has changed."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.summaries.question import EVERYTHING, Question
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.memory.coding import NOWHERE, decoded, encoded
from tidlig.ledger.memory.how import How
from tidlig.ledger.memory.made_by import made_by
from tidlig.ledger.memory.plain_mass import opened_mass, plain_mass
from tidlig.ledger.memory.seeing import Files, files
from tidlig.ledger.memory.store import joined, key
from tidlig.ledger.origin import Origin
from tidlig.model.findings import Location, Problem
from tidlig.model.messages import Message

LOOKED_AT = 4_000_000
"""So many bytes of files that have changed are read to know whether the whole is remembered."""


@dataclass(frozen=True, slots=True)
class Known:
    """A ledger, with sums or with all its entries, what the checks say of all of it, its files.

    Of one for a balance, `newest` is the date of its last entry, and so many entries are `later`
    than its own date.
    """

    ledger: Ledger
    checked: CheckResult
    files: Files
    newest: dt.date | None = None
    later: int = 0


def known(origin: Origin, how: How) -> Known:
    """Give a ledger and what the checks say; a large one has sums for its many entries."""
    return _answer(origin, how, None)


def for_balance(origin: Origin, how: How, question: Question = EVERYTHING) -> Known:
    """Give a ledger with what a balance needs alone, as of a date.

    Of what the checks say it has how much there is of each check, and not what.
    """
    return _answer(origin, how, question)


def _answer(origin: Origin, how: How, question: Question | None) -> Known:
    try:
        found = files(origin, how.store)
        remembering = Remembering(origin, found, how)
        remembering.look()
        answer = remembering.known() if question is None else remembering.for_balance(question)
        found.remember()
    finally:
        origin.close()
    if how.store.folder is not None and how.store.written:
        from tidlig.ledger.memory.folder import trim

        trim(how.store.folder)
    return answer


class Remembering:
    """The files of a ledger, and what is remembered of all of them together."""

    def __init__(self, origin: Origin, found: Files, how: How) -> None:
        """Keep where the files come from, and how they are read."""
        self.origin, self.files, self.how = origin, found, how
        self.is_whole = found.size <= how.whole_up_to
        self.has_tables = False
        """A ledger with tables is not remembered as a whole: their files are none of its own."""

    def look(self) -> None:
        """Read the files that are not known, if they are few: most often no other has changed."""
        unknown = [file for file in self.files.files if file.digest is None]
        if sum(file.size for file in unknown) <= LOOKED_AT:
            for file in unknown:
                file.load()

    def known(self) -> Known:
        """Give the ledger, remembered or made anew."""
        found = self.remembered("ledger")
        if found is None:
            from tidlig.ledger.memory.making import Making

            found = Making(self).known()
        return found

    def for_balance(self, question: Question) -> Known:
        """Give what a balance needs, remembered or made anew."""
        what = f"balance {question}"
        found = self.remembered(what)
        if found is None:
            from tidlig.ledger.memory.making import Making

            found = Making(self).for_balance(question)
            if found.checked.readable:
                found = replace(found, checked=_counted(found.checked))
                self.remember(what, found)
        return found

    def remembered(self, what: str) -> Known | None:
        """Give what was remembered of the ledger, if no file and no document has changed."""
        name = self._name(what)
        plain = None if name is None else self.how.store.record(name)
        if plain is None:
            return None
        settings, held, found, documents, mass, as_of, newest, later = plain
        if not self._are_same(documents):
            return None
        ledger = Ledger(
            decoded(settings), decoded(held, NOWHERE), decoded(as_of), mass=opened_mass(mass)
        )
        return Known(ledger, decoded(found, NOWHERE), self.files, decoded(newest), later)

    def remember(self, what: str, known: Known) -> None:
        """Remember a ledger, and what the checks say."""
        name = self._name(what)
        if name is not None and not self.has_tables:
            ledger = known.ledger
            plain = (
                encoded(ledger.settings), encoded(ledger.contents, NOWHERE),
                encoded(known.checked, NOWHERE), self.files.documents, plain_mass(ledger.mass),
                encoded(ledger.as_of), encoded(known.newest), known.later,
            )  # fmt: skip
            self.how.store.remember(name, plain)

    def _name(self, what: str) -> bytes | None:
        """Give the key of something of the whole ledger; None while not all files are known."""
        told = [what.encode(), b"whole" if self.is_whole else b"summed"]
        for file in self.files.files:
            if file.digest is None:
                return None
            told += [file.shown.encode("utf-8", "surrogateescape"), file.digest]
        return key(made_by(), joined(told))

    def _are_same(self, documents: Mapping[str, Any]) -> bool:
        """Tell whether the documents that sources have in the ledger are what they were."""
        self.files.documents = {name: self.files.mark(self.origin, name) for name in documents}
        return self.files.documents == documents


def _counted(checked: CheckResult) -> CheckResult:
    """Give which checks have found something, as often as they have, and nothing of what."""
    untold = Problem(Message(""), Location(""))
    return CheckResult(tuple(replace(finding, problem=untold) for finding in checked.findings))
