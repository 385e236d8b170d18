"""A ledger at a commit: its core, what its awards, payments and returns come to, and single ones.

The sums of a file are made once for all commits that have it, and merged for each commit.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain

from tidlig.arithmetic.charging import StatedPlace
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import EntryName, leads_to
from tidlig.arithmetic.totals import MANY_KINDS, Totals
from tidlig.index.ledger_files import Question
from tidlig.index.sums import Sum, Whose, file_sums, merged_sums, sums_on_others
from tidlig.index.tables import award_at
from tidlig.ledger.commit_files import CommitFile, CommitFiles
from tidlig.ledger.open import merged
from tidlig.ledger.revision import Revision
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Amendment, Award, Pool
from tidlig.model.records import Recipient


class CommitLedger:
    """A ledger whose rows are opened where somebody names them."""

    def __init__(self, core: Ledger, files: Sequence[CommitFile]) -> None:
        """Keep the entries that are no rows, and the files in order of their path."""
        self.core, self.files = core, files

    def until(self, date: dt.date) -> "CommitLedger":
        """The same as of a date, if any entry is later."""
        if all(file.newest <= date for file in self.files):
            return self
        return CommitLedger(self.core.until(date), self.files)

    def entry(self, address: str) -> Entry | None:
        """The entry of an address; most others have another id, which is quick to see."""
        kind, _, id = address.rpartition(".")
        if kind in MANY_KINDS:
            found = ((file, file.numbers.get((kind, id))) for file in self.files)
            rows = (file.rows([number]) for file, number in found if number is not None)
            return next((row for (row,) in rows), None)
        for file in self.core.contents:
            for entry in file.entries:
                if entry.id == id and entry.address == address:
                    return entry
        return None

    def meant_by(self, text: str) -> Ledger:
        """The ledger with those rows that a text may mean."""
        return replace(self.core, contents=tuple(file.meant_by(text) for file in self.files))

    def whole(self) -> Ledger:
        """The ledger with all its rows."""
        every = (file.with_rows(range(file.columns.rows)) for file in self.files)
        return replace(self.core, contents=tuple(every))

    def leads_to(self, entry: Entry, name: EntryName) -> bool:
        """Whether an entry is the one of a name, or a dependent of it."""
        if leads_to(self.core, entry, name):
            return True
        on = getattr(entry, "award", None)
        return any(leads_to(self.core, award, name) for award in self._awards([on] if on else []))

    def rows_leading_to(self, name: EntryName) -> list[list[int]]:
        """The rows that are dependents of an entry that is no row, for each file."""
        leading = [list(self._awards_leading_to(name, file)) for file in self.files]
        ids = {
            file.columns.awards.id[place]
            for file, places in zip(self.files, leading, strict=True)
            for place in places
        }
        return [
            [file.columns.awards.row[place] for place in places] + list(_rows_on(ids, file))
            for file, places in zip(self.files, leading, strict=True)
        ]

    def _awards_leading_to(self, name: EntryName, file: CommitFile) -> Iterator[int]:
        """Where the awards of a file that are dependents of an entry stand in its columns."""
        columns = file.columns
        at = [leads_to(self.core, award_at(place), name) for place in columns.places]
        to = [self._is_or_leads_to(recipient, name) for recipient in columns.parties]
        pairs = zip(columns.awards.place, columns.awards.recipient, strict=True)
        for place, (where, recipient) in enumerate(pairs):
            if at[where] or (recipient is not None and to[recipient]):
                yield place

    def _is_or_leads_to(self, recipient: str, name: EntryName) -> bool:
        known = self.core.recipients.get(recipient)
        return known is not None and leads_to(self.core, known, name)

    def summed(self, subject: Entry) -> Ledger:
        """The ledger with what rows come to, as far as this makes figures of an entry."""
        as_of = self.core.as_of
        question = Question(
            None if as_of is None else as_of.toordinal(), isinstance(subject, Recipient)
        )
        parts = [(file.path, _sums_for(subject, file, question)) for file in self.files]
        parts += self._on_others(subject, question)
        unstated = tuple(entry for file in self.files for entry in file.unstated)
        amended = (entry.award for entry in self.core.of(Amendment))
        on = {*amended, *filter(None, map(_award, unstated))}
        charged = merged_sums(self._of_program(subject, parts))
        totals = Totals(charged=charged, unstated=unstated, awards=tuple(self._awards(on)))
        return replace(self.core, totals=totals)

    def _of_program(
        self, subject: Entry, parts: Sequence[tuple[str, Sequence[Sum]]]
    ) -> Iterator[tuple[str, Sequence[Sum]]]:
        """The sums that are charged to the program of an entry, if it is one or a part of one."""
        if not isinstance(subject, Program | Strand):
            yield from parts
            return
        program = subject.program if isinstance(subject, Strand) else subject.id
        own = self._places_of(program)
        for path, sums in parts:
            yield path, [each for each in sums if each[0][0] in own]

    def _places_of(self, program: str) -> set[StatedPlace]:
        """Where awards say that they are charged, of those that are charged to a program."""
        places = {place for file in self.files for place in file.columns.places}
        lines = ((place, self.core.known_budget_line(place)) for place in places)
        return {place for place, line in lines if line is not None and line[0] == program}

    def _on_others(self, subject: Entry, question: Question) -> Iterator[tuple[str, Sequence[Sum]]]:
        """What is paid and returned on awards of other files, by file."""
        on = ((f.columns.on_awards.award[place] for place in f.on_others) for f in self.files)
        wanted = set(chain.from_iterable(on))
        known = {id: whose for file in self.files for id, whose in _whose(wanted, file, question)}
        for file in self.files:
            sums = sums_on_others(file.columns, file.on_others, known, question)
            yield file.path, _of_subject(subject, sums)

    def _awards(self, ids: Iterable[str]) -> Iterator[Award]:
        """Open some awards, in their order in the ledger."""
        wanted = set(ids)
        for file in self.files if wanted else ():
            places = sorted(file.awards[id] for id in wanted if id in file.awards)
            yield from file.rows(file.columns.awards.row[place] for place in places)

    @cached_property
    def recipient_names(self) -> dict[str, str]:
        """The names of recipients, by id."""
        return {id: recipient.name for id, recipient in self.core.recipients.items()}


def commit_ledger(origin: Revision, files: CommitFiles) -> CommitLedger:
    """Merge what the files of a ledger have, and the lines of its tables."""
    every = files.of(origin)
    contents = tuple(file.record.contents for file in every)
    return CommitLedger(merged(origin, contents, files.currency), every)


def _whose(awards: set[str], file: CommitFile, question: Question) -> Iterator[tuple[str, Whose]]:
    """Where some awards are charged that stand in a file, and whose they are if that is asked."""
    columns = file.columns
    for id in file.awards.keys() & awards:
        place = file.awards[id]
        recipient = columns.awards.recipient[place] if question.by_recipient else None
        party = None if recipient is None else columns.parties[recipient]
        yield id, (columns.places[columns.awards.place[place]], party)


def _rows_on(awards: set[str], file: CommitFile) -> Iterator[int]:
    """The payments and returns of a file on some awards."""
    on = file.columns.on_awards
    return (row for row, award in zip(on.row, on.award, strict=True) if award in awards)


def _sums_for(subject: Entry, file: CommitFile, question: Question) -> Sequence[Sum]:
    """The sums of a file that make figures of an entry; made once for each entry and date."""
    date = question.as_of
    if date is not None and file.newest.toordinal() <= date:
        question = question._replace(as_of=None)
    wanted = question, (subject.address if isinstance(subject, Pool | Recipient) else None)
    if wanted not in file.sums:
        every = question == Question()
        sums = file.record.sums if every else file_sums(file.columns, question)
        file.sums[wanted] = _of_subject(subject, sums)
    return file.sums[wanted]


def _of_subject(subject: Entry, sums: Sequence[Sum]) -> Sequence[Sum]:
    """The sums that make figures of a pool or recipient; others may be made of all."""
    if isinstance(subject, Pool):
        return [each for each in sums if each[0][0][0] == subject.id]
    if isinstance(subject, Recipient):
        return [each for each in sums if each[0][1] == subject.id]
    return sums


def _award(entry: Entry) -> str | None:
    """The award that an entry is, or is on."""
    on: str | None = entry.id if isinstance(entry, Award) else getattr(entry, "award", None)
    return on
