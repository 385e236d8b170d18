"""A ledger that is not remembered, made of its files: with all its entries, or with sums."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from tidlig.arithmetic.charging import StatedPlace
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.totals import MANY_KINDS, Totals
from tidlig.checks.parties import Parties
from tidlig.index.awards_at import Counted, count_awards
from tidlig.index.build import FileRecord, uncollected
from tidlig.index.columns import Columns
from tidlig.index.directory import directory_of
from tidlig.index.ledger_files import EVERYTHING, Files, How, LedgerFile, Question
from tidlig.index.sums import counted, file_sums
from tidlig.index.sums import merged as merged_sums
from tidlig.index.tables import Rows, at
from tidlig.ledger.check_result import CheckResult
from tidlig.ledger.checking import LedgerViews, run_checks, run_checks_on_views
from tidlig.ledger.file_records import contents, records, records_of_tables, rows
from tidlig.ledger.open import (
    documents_of,
    has_tables,
    merged,
    settings_of,
    unreadable_contents,
)
from tidlig.ledger.origin import Origin, document_mark
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.grants import Amendment, Award, Payment, Return
from tidlig.source.files import Unreadable
from tidlig.source.reading import read


class LedgerReading:
    """What a ledger is made of, and what was found out on the way."""

    def __init__(self, origin: Origin, files: Files, how: How) -> None:
        """Keep the files; those of a large ledger are read once, for all that is asked."""
        self.origin, self.files, self.how = origin, files, how

    def checked(self) -> tuple[Ledger, CheckResult]:
        """Read the ledger, and run the checks."""
        with uncollected():
            return self._checked()

    def _checked(self) -> tuple[Ledger, CheckResult]:
        whole = self._whole()
        if whole is not None:
            return whole, run_checks(whole)
        views = LedgerViews(self._for_reading(), lambda: (self._summed, self._rows))
        checked = run_checks_on_views(views)
        if checked.readable:
            return self._summed, checked
        number = sum(record.columns.rows for record in self._records)
        return replace(self._core, totals=Totals(number)), checked

    def asked(self, ledger: Ledger, question: Question) -> Ledger:
        """Give a readable ledger as of a date, a large one with the sums that are asked for."""
        as_of = None if question.as_of is None else dt.date.fromordinal(question.as_of)
        if ledger.totals is None:
            return ledger.until(as_of)
        if question == EVERYTHING:
            return ledger
        totals = replace(ledger.totals, **self._sums(question))
        return replace(ledger, totals=totals, as_of=as_of)

    def rows(self, number: int, numbers: Iterable[int]) -> list[Any]:
        """Open some rows of a file, by its number and theirs."""
        return rows(self.files, self.how, number, numbers)

    def directory(self) -> tuple[Any, ...]:
        """Make the directory of all rows."""
        records = self._records
        positions = (record.positions for record in records)
        return directory_of((record.columns for record in records), positions)

    def awards_at(self, question: Question) -> Counted:
        """Count the awards at each place."""
        return count_awards((record.columns for record in self._records), question)

    def lines(self, name: str) -> Contents:
        """Read what a table's file has, by its name in the ledger."""
        self.find_tables()
        read = self.files.tables[name].lines
        assert read is not None
        return read()

    def _whole(self) -> Ledger | None:
        """Read a small ledger with all its entries; None for one that is large with its tables."""
        limit = self.how.whole_up_to
        if self.files.size > limit:
            return None
        with uncollected():
            contents = tuple(map(self._read, self.files.files))
            self.files.tables = self._tables(contents)
            if self.files.size > limit:
                return None
            of_tables = [file.lines() for file in self.files.tables.values() if file.lines]
        return self._merged((*contents, *of_tables))

    def _tables(self, contents: Iterable[Contents]) -> dict[str, LedgerFile]:
        """The files that tables name, where the ledger has any."""
        seen = tuple(contents)
        if not has_tables(seen):
            return {}
        from tidlig.ledger.table_files import table_files

        settings = settings_of(seen, self.files.currency)
        return table_files(self.origin, self.files, seen, settings)

    @cached_property
    def _own(self) -> list[FileRecord]:
        """The records of the files that may have tables."""
        return records(self.files, self.how, range(len(self.files.files)))

    @cached_property
    def _records(self) -> list[FileRecord]:
        self.find_tables()
        return [*self._own, *records_of_tables(self.files, self.how)]

    def find_tables(self) -> None:
        """Find the files that tables name."""
        self.files.tables = self._tables(record.contents for record in self._own)

    @cached_property
    def _core(self) -> Ledger:
        return self._merged(tuple(record.contents for record in self._records))

    @cached_property
    def _rows(self) -> Rows:
        columns = [record.columns for record in self._records]
        return Rows(self._core, columns, self.rows, Parties(self._core).party)

    @cached_property
    def _summed(self) -> Ledger:
        """The core of the ledger, and what its rows come to."""
        kept = self._with_kept
        unstated = kept.with_unknown_amounts
        on = {_award(entry) for entry in (*unstated, *self._core.of(Amendment))}
        awards = self._rows.at(*sorted(self._rows.awards[id] for id in on if id is not None))
        totals = Totals(unstated=unstated, awards=tuple(awards), **self._sums(EVERYTHING))
        return replace(self._core, totals=totals)

    @cached_property
    def _with_kept(self) -> Ledger:
        """The core of the ledger with the rows that every ledger holds whole."""
        opened = [
            record.with_rows(dict(zip(record.columns.kept, self._kept(number), strict=True)))
            for number, record in enumerate(self._records)
        ]
        return replace(self._core, contents=tuple(opened))

    def _kept(self, number: int) -> list[Any]:
        return list(self._rows.at(*(at(number, row) for row in self._records[number].columns.kept)))

    def _sums(self, question: Question) -> dict[str, Any]:
        """How many rows have taken effect, and what they come to."""
        parts = [(record.contents.path, record.columns) for record in self._records]
        sums = [
            record.sums if question == EVERYTHING else file_sums(record.columns, question)
            for record in self._records
        ]
        number = sum(counted(columns, question) for _, columns in parts)
        return {"counted": number, "charged": merged_sums(parts, sums, question)}

    def _for_reading(self) -> Ledger:
        """The ledger as the checks on reading see it.

        Only where ids of rows are declared twice, or lead nowhere, do they see these.
        """
        lost = set(self._lost())
        is_amended = next(self._core.of(Amendment), None) is not None
        if not lost and not is_amended and not self._is_any_twice():
            return self._core
        seen = [
            contents(self.files, self.how, number)
            if number in lost
            else replace(record.contents, declared=record.declared)
            for number, record in enumerate(self._records)
        ]
        return replace(self._core, contents=tuple(seen))

    def _is_any_twice(self) -> bool:
        """Whether two files declare an id of one kind of row."""
        of_files = [record.columns.ids for record in self._records]
        for kind in MANY_KINDS:
            ids = [each[kind] for each in of_files]
            others = (c.declared for c in self._core.contents)
            ids.append([id for declared in others for named, id in declared if named == kind])
            if len(set().union(*ids)) < sum(map(len, ids)):
                return True
        return False

    def _lost(self) -> Iterator[int]:
        """The files whose rows name something that is not there, or is of another program."""
        declared = {each for record in self._records for each in record.contents.declared}
        awards = self._rows.awards
        for number, record in enumerate(self._records):
            is_any_of_another = any(map(self._is_of_another_program, record.columns.places))
            missing = set(named_by_rows(record.columns)).difference(declared)
            if is_any_of_another or any(
                kind != "award" or id not in awards for kind, id in missing
            ):
                yield number

    def _is_of_another_program(self, place: StatedPlace) -> bool:
        """Whether a place names a round of another program than its own."""
        _, program, _, round_id = place
        round = self._core.rounds.get(round_id or "")
        return round is not None and program is not None and round.program != program

    def _read(self, file: LedgerFile) -> Contents:
        data = file.load()
        if isinstance(data, Unreadable):
            return unreadable_contents(file.shown, data.message, data.help)
        settings, currency = file.holds_settings, self.files.currency
        return read(file.shown, data, holds_settings=settings, currency=currency)

    def _merged(self, seen: tuple[Contents, ...]) -> Ledger:
        names = documents_of(seen).values()
        marks = {name: document_mark(self.origin, self.files, name) for name in names}
        self.files.documents = marks
        return merged(self.origin, seen, self.files.currency)


def named_by_rows(columns: Columns) -> Iterator[tuple[str, str]]:
    """What the rows of a file name elsewhere, by kind and id."""
    yield from (("recipient", id) for id in columns.parties)
    yield from (("source", id) for id in columns.sources)
    yield from (("award", columns.on_awards.award[number]) for number in columns.on_others)
    for pool, program, strand, round in columns.places:
        named = ("pool", pool), ("program", program), ("round", round)
        yield from ((kind, id) for kind, id in named if id is not None)
        if program is not None and strand is not None:
            yield "strand", f"{program}/{strand}"


def _award(entry: Entry) -> str | None:
    """The award that an entry is, or is on."""
    if isinstance(entry, Amendment | Payment | Return):
        return entry.award
    return entry.id if isinstance(entry, Award) else None
