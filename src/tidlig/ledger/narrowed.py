"""A large ledger opened as far as is asked for: its core, and the rows that names lead to.

What the other awards, payments and returns come to stands as totals, so that every sum is that of
the whole ledger. Where names lead nowhere, or rows cannot tell, nothing is narrowed.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain

from tidlig.arithmetic.charging import StatedPlace, stated_place
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import has_unknown
from tidlig.arithmetic.related import dependents, find_entries, is_named_in_full
from tidlig.arithmetic.scope import scope
from tidlig.arithmetic.statements import tells_of
from tidlig.arithmetic.totals import MANY_KINDS, AwardsAt, Charge, Total
from tidlig.index.columns import columns_of, in_order
from tidlig.index.directory import Directory
from tidlig.index.ledger_files import Asked, Every, Question, Subject
from tidlig.index.sums import file_sums
from tidlig.index.tables import FILE, Opener, Row, at, award_at
from tidlig.model.contents import Contents
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Amendment, Award, Pool, Round
from tidlig.model.records import Recipient, Source, Statement
from tidlig.model.spelling import caseless

MOST_STARTS = 20
"""Where more ids of rows begin with what was typed, the whole ledger is read to say so."""


class _NotNarrowed(Exception):
    """The whole ledger is needed."""


def narrowed(
    summed: Ledger, directory: Directory, rows: Opener, asked: Iterable[Subject], date: dt.date
) -> Ledger | None:
    """Give a ledger with the rows that it is asked about; None where it has to be read whole.

    The ledger has its core, and totals as of the date.
    """
    try:
        finding = _Finding(summed, directory, rows)
        for each in asked:
            finding.add(each)
        return _with_rows(finding, date)
    except _NotNarrowed:
        return None


class _Finding:
    """The rows that names lead to, and the places whose rows are all among them."""

    def __init__(self, core: Ledger, directory: Directory, rows: Opener) -> None:
        self.core, self.directory, self._rows = core, directory, rows
        self.places: set[StatedPlace] = set()
        self._ats: set[int] = set()
        self._alone: set[int] = set()

    def add(self, asked: Subject) -> None:
        """Add what is asked about."""
        if asked is Every.STATEMENT:
            self._ats.update(self._told_of(self.core.of(Statement)))
        elif asked is Every.POOL:
            self._ats.update(self._uncounted())
        elif asked is not Every.CORE:
            assert isinstance(asked, Asked)
            self._add_named(asked)

    def _told_of(self, statements: Iterable[Statement]) -> Iterator[int]:
        """The awards that some statements are of, or may be."""
        own = list(statements)
        for place, rows in self.directory.places() if own else ():
            if tells_of(own, award_at(place), self.core):
                self.places.add(place)
                yield from rows

    def _uncounted(self) -> Iterator[int]:
        """The awards that no number in the totals stands for, and those of unknown amounts."""
        totals = self.core.totals
        assert totals is not None
        yield from self.directory.awards({award.id for award in totals.awards})
        yield from totals.awards_apart

    def _add_named(self, asked: Asked) -> None:
        """Add the rows that a text may mean, and those that hang on what it may mean."""
        others = find_entries(self.core, asked.text, asked.kinds)
        for entry in others:
            self._ats.update(self._on_entry(entry))
        named: set[int] = set()
        if not asked.kinds or not set(asked.kinds).isdisjoint(MANY_KINDS):
            is_sure = any(is_named_in_full(entry, asked.text) for entry in others)
            named = self._named(caseless(asked.text), is_sure=is_sure)
        if not others and not named:
            raise _NotNarrowed  # what is like it may be anywhere
        self._ats |= named
        self._alone |= named

    @cached_property
    def opened(self) -> Mapping[int, Row]:
        """Open the rows with their awards, and with all that is on these."""
        opened = self._open(self._ats)
        awards = {_award(row) for row in opened.values()}
        others = awards - {row.id for row in opened.values() if isinstance(row, Award)}
        more = {*self.directory.awards(others), *self.directory.on(awards)}
        opened |= self._open(more - opened.keys())
        for row in [opened[each] for each in self._alone]:
            if isinstance(row, Award):
                opened |= self._open(self._beside(row) - opened.keys())
        return opened

    def is_whole_place_of(self, row: Row) -> bool:
        """Whether a row is charged at a place of which all rows are opened."""
        return self._places_of_awards[_award(row)] in self.places

    @cached_property
    def _places_of_awards(self) -> Mapping[str, StatedPlace]:
        awards = (row for row in self.opened.values() if isinstance(row, Award))
        return {award.id: stated_place(award) for award in awards}

    def _open(self, ats: Collection[int]) -> dict[int, Row]:
        by_file: dict[int, list[int]] = {}
        for each in sorted(ats):
            by_file.setdefault(each // FILE, []).append(each % FILE)
        return {
            at(file, number): row
            for file, numbers in by_file.items()
            for number, row in zip(numbers, self._rows(file, numbers), strict=True)
        }

    def _named(self, text: str, *, is_sure: bool) -> set[int]:
        """The rows with an id or address, or else those whose ids begin so."""
        kind, _, id = text.partition(".")
        found = {row for _, row in self.directory.find(text)}
        if kind in MANY_KINDS:
            found |= {row for named, row in self.directory.find(id) if named == kind}
        if found or is_sure or not text:
            return found
        return self._starting(text) | (self._starting(id) if kind in MANY_KINDS else set())

    def _starting(self, text: str) -> set[int]:
        if not text:
            raise _NotNarrowed  # every id begins so
        found = self.directory.starting(text, MOST_STARTS)
        if found is None:
            raise _NotNarrowed
        return {row for _, _, row in found}

    def _on_entry(self, entry: Entry) -> Iterable[int]:
        """The rows that hang on an entry of the core."""
        if isinstance(entry, Source):
            raise _NotNarrowed
        if isinstance(entry, Statement):
            return self._told_of([entry])
        if isinstance(entry, Recipient):
            return self.directory.of_party(entry.id)
        if isinstance(entry, Amendment):
            return self.directory.awards([entry.award])
        if isinstance(entry, Program | Strand | Pool | Round):
            own = {p: rows for p, rows in self.directory.places() if self._is_at(p, entry)}
            self.places.update(own)
            told = dependents(self.core, entry).get(Statement.kind, ())
            statements = (each for each in told if isinstance(each, Statement))
            return chain(*own.values(), self._told_of(statements))
        return ()

    def _is_at(self, place: StatedPlace, entry: Entry) -> bool:
        pool, _, _, round = place
        line = self.core.known_budget_line(place)
        if isinstance(entry, Pool):
            return pool == entry.id
        if isinstance(entry, Round):
            own = self.core.pools.get(pool or "")
            return entry.id in (round, own and own.round)
        if isinstance(entry, Strand):
            return line == (entry.program, entry.id)
        return line is not None and line[0] == entry.id

    def _beside(self, award: Award) -> set[int]:
        """Other awards that statements which take one may be of too: two of a place are enough."""
        found: set[int] = set()
        for statement in self.core.of(Statement):
            own = scope(self.core, statement)
            if statement.measure != "awarded" or own.takes_award(award) is False:
                continue
            for place, rows in self.directory.places():
                if own.takes_award_of_any_kind(award_at(place)) is False:
                    continue
                if own.takes_award(award_at(place)) is False:
                    raise _NotNarrowed
                found.update(rows[:2])
        return found


def _award(row: Row) -> str:
    return row.id if isinstance(row, Award) else row.award


def _with_rows(finding: _Finding, date: dt.date) -> Ledger:
    """Give a ledger with the rows that were found, which are taken from its totals."""
    ledger, opened = finding.core, finding.opened
    totals = ledger.totals
    assert totals is not None
    contents = tuple(_contents(finding))
    here = {entry.address: entry for each in contents for entry in each.entries}
    kept = replace(
        totals,
        charged=tuple(_left(finding, totals.charged, Question(date.toordinal()))),
        counted=totals.counted - sum(row.date <= date for row in opened.values()),
        awards_at=tuple(_others(totals.awards_at, opened.values(), date)),
        unstated=tuple(here.get(entry.address, entry) for entry in totals.unstated),
    )
    return replace(ledger, contents=contents, totals=kept)


def _left(finding: _Finding, charged: Iterable[Total], question: Question) -> Iterator[Total]:
    """Give what the rows come to that are not opened."""
    elsewhere = (row for row in finding.opened.values() if not finding.is_whole_place_of(row))
    sums = file_sums(columns_of(list(elsewhere)), question)
    taken = {Charge(*key): (ore, half) for key, ore, half, _ in sums}
    for total in charged:
        if total.charge.place not in finding.places:
            of_opened = taken.get(total.charge)
            yield from (total,) if of_opened is None else _without(total, *of_opened)


def _others(
    counted: Iterable[AwardsAt], opened: Iterable[Row], date: dt.date
) -> Iterator[AwardsAt]:
    """Count the awards at each place that are not opened."""
    found = (row for row in opened if isinstance(row, Award) and row.date <= date)
    one = (award for award in found if award.recipient is not None and not has_unknown(award))
    taken = Counter(map(stated_place, one))
    for each in counted:
        if each.number > taken[each.place]:
            yield each._replace(number=each.number - taken[each.place])


def _contents(finding: _Finding) -> Iterator[Contents]:
    """Give each file with those of its rows that were found."""
    by_file: dict[int, dict[int, Row]] = {}
    for each, row in finding.opened.items():
        by_file.setdefault(each // FILE, {})[each % FILE] = row
    positions = finding.directory.positions
    for number, own in enumerate(finding.core.contents):
        entries = in_order(own.entries, positions[number], by_file.get(number, {}))
        yield replace(own, entries=entries)


def _without(total: Total, ore: int, half: int) -> list[Total]:
    """Take an amount from a total; entries of one sign come to nothing only if there is none left.

    The last entry of what is left is not known.
    """
    if total[1:3] == (ore, half):
        return []
    kind = total.latest.address.partition(".")[0]
    latest = total.latest._replace(address=f"{kind}.")
    return [Total(total.charge, total.ore - ore, total.half - half, latest)]
