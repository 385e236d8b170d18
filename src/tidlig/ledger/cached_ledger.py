"""A ledger and its findings by the digests of its files: remembered, or made as far as is needed.

A small ledger is read whole. Of a large one every file has a record, from which come the ledger's
core, its sums and the tables that checks ask; rows are opened where somebody names them. What was
made of all files together is remembered for this very set of digests.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from tidlig.arithmetic.ledger import Ledger
from tidlig.index.coding import NOWHERE, decoded, encoded
from tidlig.index.ledger_files import (
    EVERYTHING,
    Every,
    Files,
    How,
    LedgerFile,
    Question,
    Subject,
)
from tidlig.index.store import joined, key, made_by
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.origin import Origin, document_mark
from tidlig.model.findings import Location, Problem
from tidlig.model.messages import Message

if TYPE_CHECKING:
    from tidlig.arithmetic.totals import Totals
    from tidlig.ledger.ledger_reading import LedgerReading
    from tidlig.model.contents import Contents

LOOKED_AT = 4_000_000
"""So many bytes of files that have changed are read to know whether the whole is remembered."""

_TABLES = "tables"
"""What the names of the files of tables are remembered as."""


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
    return _answer(origin, how, CachedLedger.known)


def for_balance(origin: Origin, how: How, question: Question = EVERYTHING) -> Known:
    """Give a ledger with what a balance needs alone, as of a date.

    Of what the checks say it has how much there is of each check, and not what.
    """
    return _answer(origin, how, lambda cached: cached.for_balance(question))


def about(
    origin: Origin, how: How, asked: Sequence[Subject], date: dt.date
) -> tuple[Known, Ledger | None]:
    """Give a ledger, and the same as of a date with the rows alone that it is asked about.

    That is None where it cannot be read, or has to be read whole.
    """
    return _answer(origin, how, lambda cached: cached.about(asked, date))


def declared_by_lines(origin: Origin, how: How) -> list[tuple[str, str]]:
    """Give the kinds and ids of what the lines of tables are, whatever else is wrong."""
    return _answer(origin, how, CachedLedger.declared_by_lines)


_Answer = TypeVar("_Answer")


def _answer(origin: Origin, how: How, question: "Callable[[CachedLedger], _Answer]") -> _Answer:
    try:
        found = origin.digested_files(how.store)
        cached = CachedLedger(origin, found, how)
        cached.look()
        answer = question(cached)
        found.remember()
    finally:
        origin.close()
    if how.store.folder is not None and how.store.written:
        from tidlig.index.cache_folder import trim

        trim(how.store.folder)
    return answer


class CachedLedger:
    """The files of a ledger, and what is remembered of all of them together."""

    def __init__(self, origin: Origin, found: Files, how: How) -> None:
        """Keep where the files come from, and how they are read."""
        self.origin, self.files, self.how = origin, found, how

    def look(self) -> None:
        """Read the files that are not known, if they are few: most often no other has changed."""
        unknown = [file for file in self.files.every() if file.digest is None]
        if sum(file.size for file in unknown) <= LOOKED_AT:
            for file in unknown:
                file.load()

    def known(self) -> Known:
        """Give the ledger, remembered or made anew."""
        found = self.remembered("ledger")
        if found is None:
            ledger, checked = self._reading.checked()
            found = Known(ledger, checked, self.files, _newest(ledger))
            self.remember("ledger", _without_what_checks_need(found))
        return found

    def for_balance(self, question: Question) -> Known:
        """Give what a balance needs, remembered or made anew."""
        what = f"balance {question}"
        found = self.remembered(what)
        if found is None:
            found = self._balanced(self.known(), question)
            if found.checked.readable:
                found = replace(found, checked=_counted(found.checked))
                self.remember(what, found)
        return found

    def about(self, asked: Sequence[Subject], date: dt.date) -> tuple[Known, Ledger | None]:
        """Give the ledger, and as of a date with the rows alone that it is asked about."""
        whole = self.known()
        if not whole.checked.readable or whole.ledger.totals is None or not asked:
            return whole, None
        from tidlig.index.build import uncollected
        from tidlig.index.directory import Directory
        from tidlig.ledger.file_records import rows
        from tidlig.ledger.narrowed import narrowed

        with uncollected():
            summed = self._summed(whole, date, with_awards=Every.POOL in asked)
            directory = Directory(self._kept("directory", lambda reading: reading.directory()))
            opener = partial(rows, self.files, self.how)
            return whole, narrowed(summed, directory, opener, asked, date)

    def declared_by_lines(self) -> list[tuple[str, str]]:
        """Give what the lines of tables are, by kind and id."""
        from tidlig.ledger.file_records import declared_by_tables

        if self.remembered("ledger") is None:
            self._reading.find_tables()
        return list(declared_by_tables(self.files, self.how))

    def _summed(self, whole: Known, date: dt.date, *, with_awards: bool) -> Ledger:
        """Give a large ledger with its sums as of a date; of awards, with how many there are."""
        is_later = whole.newest is not None and whole.newest > date
        question = Question(date.toordinal()) if is_later else EVERYTHING
        totals = whole.ledger.totals
        if is_later:
            plain = self._kept(
                f"totals {question}",
                lambda reading: _plain(reading.asked(whole.ledger, question).totals),
            )
            totals = _opened(plain)
        assert totals is not None
        if with_awards:
            from tidlig.arithmetic.totals import AwardsAt

            kept = self._kept(f"awards {question}", lambda reading: reading.awards_at(question))
            awards_at = tuple(AwardsAt(*each) for each in kept[0])
            totals = replace(totals, awards_at=awards_at, awards_apart=kept[1])
        return replace(whole.ledger, as_of=date, totals=totals)

    def _kept(self, what: str, make: "Callable[[LedgerReading], Any]") -> Any:
        """Give plain values about the whole ledger, remembered or made anew."""
        kept = self._record(what)
        if kept is None:
            kept = make(self._reading)
            name = self._name(what)
            if name is not None:
                self.how.store.remember(name, kept)
        return kept

    def _balanced(self, whole: Known, question: Question) -> Known:
        """Give what a balance needs of a ledger."""
        from tidlig.arithmetic.condensing import condensed

        if not whole.checked.readable:
            return whole
        ledger = self._reading.asked(whole.ledger, question)
        return replace(
            whole,
            ledger=condensed(ledger, by_recipient=question.by_recipient),
            later=whole.ledger.size - ledger.size,
        )

    @cached_property
    def _reading(self) -> "LedgerReading":
        from tidlig.ledger.ledger_reading import LedgerReading

        return LedgerReading(self.origin, self.files, self.how)

    def remembered(self, what: str) -> Known | None:
        """Give what was remembered of the ledger, if no file and no document has changed."""
        plain = self._record(what)
        if plain is None and self._has_found_tables():
            plain = self._record(what)
        if plain is None:
            return None
        settings, held, found, documents, totals, as_of, newest, later, read_as = plain
        if not self._are_same(documents):
            return None
        for (table, file), known in zip(self.files.tables.items(), read_as, strict=True):
            file.read_as, file.lines = known, partial(self._lines, table)
        ledger = Ledger(
            decoded(settings), decoded(held, NOWHERE), decoded(as_of), totals=_opened(totals)
        )
        return Known(ledger, decoded(found, NOWHERE), self.files, decoded(newest), later)

    def remember(self, what: str, known: Known) -> None:
        """Remember a ledger, and what the checks say."""
        name = self._name(what)
        if name is not None:
            ledger, tables = known.ledger, self.files.tables
            plain = (
                encoded(ledger.settings), encoded(ledger.contents, NOWHERE),
                encoded(known.checked, NOWHERE), self.files.documents, _plain(ledger.totals),
                encoded(ledger.as_of), encoded(known.newest), known.later,
                [file.read_as for file in tables.values()],
            )  # fmt: skip
            self.how.store.remember(name, plain)
            names = _key(_TABLES, self.files.files) if tables else None
            if names is not None:
                self.how.store.remember(names, list(tables))

    def _has_found_tables(self) -> bool:
        """Find the files of tables that are remembered of a ledger's other files."""
        name = None if self.files.tables else _key(_TABLES, self.files.files)
        tables = None if name is None else self.how.store.record(name)
        if not tables:
            return False
        digests = self.files.digests
        self.files.tables = {table: self.origin.digested_table(table, digests) for table in tables}
        self.look()
        return True

    def _lines(self, table: str) -> "Contents":
        """Read what the file of a table has."""
        return self._reading.lines(table)

    def _record(self, what: str) -> Any:
        name = self._name(what)
        return None if name is None else self.how.store.record(name)

    def _name(self, what: str) -> bytes | None:
        """Give the key of something of the whole ledger; None while not all files are known."""
        is_whole = self.files.size <= self.how.whole_up_to
        return _key(f"{what} whole" if is_whole else what, self.files.every())

    def _are_same(self, documents: Mapping[str, Any]) -> bool:
        """Tell whether the documents that sources have in the ledger are what they were."""
        marks = {name: document_mark(self.origin, self.files, name) for name in documents}
        self.files.documents = marks
        return marks == documents


def _key(what: str, files: Iterable[LedgerFile]) -> bytes | None:
    """Give the key of something that is of files; None while not all are known."""
    told = [what.encode()]
    for file in files:
        if file.digest is None or file.read_as is None:
            return None
        told += [file.shown.encode("utf-8", "surrogateescape"), file.digest]
    return key(made_by(), joined(told))


def _counted(checked: CheckResult) -> CheckResult:
    """Give which checks have found something, as often as they have, and nothing of what."""
    untold = Problem(Message(""), Location(""))
    return CheckResult(tuple(replace(finding, problem=untold) for finding in checked.findings))


def _without_what_checks_need(known: Known) -> Known:
    """Leave out of a large ledger what nobody asks for when the checks have been run."""
    if known.ledger.totals is None:
        return known
    seen = (replace(each, declared=(), faults=(), found=None) for each in known.ledger.contents)
    return replace(known, ledger=replace(known.ledger, contents=tuple(seen)))


def _plain(totals: "Totals | None") -> Any:
    """Give sums as plain values."""
    if totals is None:
        return None
    kept = encoded(totals.unstated, NOWHERE), encoded(totals.awards, NOWHERE)
    charged = [(tuple(charge), *amount, tuple(last)) for charge, *amount, last in totals.charged]
    on_lines = [tuple(each) for each in totals.on_lines]
    return totals.counted, charged, *kept, on_lines, totals.files


def _opened(plain: Any) -> "Totals | None":
    """Give sums back."""
    if plain is None:
        return None
    from tidlig.arithmetic.totals import Charge, Latest, OnLine, Total, Totals

    counted, charged, unstated, awards, on_lines, of_files = plain
    return Totals(
        counted,
        tuple([Total(Charge(*c), ore, half, Latest(*last)) for c, ore, half, last in charged]),
        decoded(unstated, NOWHERE),
        decoded(awards, NOWHERE),
        tuple([OnLine(*each) for each in on_lines]),
        of_files,
    )


def _newest(ledger: Ledger) -> dt.date | None:
    """The date of the last entry; of those that are summed, of the last with any amount."""
    unstated = () if ledger.totals is None else ledger.totals.unstated
    dates = {getattr(entry, "date", None) for entry in (*ledger.entries, *unstated)}
    dates |= {movement.date for movement in ledger.movements}
    return max((date for date in dates if date is not None), default=None)
