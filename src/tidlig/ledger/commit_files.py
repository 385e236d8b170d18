"""The files of a ledger at one commit after another, opened from the records of what they hold.

Most files are the same at the next commit, and are opened once. Of awards, payments and returns
only those are made that somebody asks for.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

from tidlig.arithmetic.movements import effective_date, has_unknown
from tidlig.index.build import (
    NO_ROWS,
    FileRecord,
    PackedRows,
    no_record,
    opened,
    packed_rows,
    record_key,
    record_of,
    rows_apart,
    uncollected,
)
from tidlig.index.columns import PAYMENT
from tidlig.index.ledger_files import Files, How, LedgerFile
from tidlig.index.store import FileDigests, digest
from tidlig.index.sums import Sum
from tidlig.ledger.file_records import opened_rows, read_contents, records
from tidlig.ledger.open import has_tables, settings_of, unreadable_contents
from tidlig.ledger.revision import Revision, RevisionFile
from tidlig.model.contents import Contents
from tidlig.model.entry import Entry
from tidlig.model.spelling import caseless
from tidlig.source.files import Unreadable
from tidlig.source.ledger_currency import ledger_currency


class CommitFile:
    """A file as it is at some commits: its core, its columns, and its rows where these are named.

    A row is known by its number, as in `index.columns`. `sums` has what was added up of the rows,
    by what was asked for.
    """

    def __init__(self, record: FileRecord, open_rows: Callable[[], PackedRows]) -> None:
        """Keep the record of the file, and what opens its rows."""
        self.record, self._open_rows = record, open_rows
        self.columns = record.columns
        self.sums: dict[object, Sequence[Sum]] = {}

    @property
    def path(self) -> str:
        """Where the file is in the repository."""
        return self.record.contents.path

    @cached_property
    def packed(self) -> PackedRows:
        """The file's rows."""
        return self._open_rows()

    def rows(self, numbers: Iterable[int]) -> list[Any]:
        """Make some rows."""
        wanted = list(numbers)
        return self.packed.rows(self.path, wanted) if wanted else []

    def with_rows(self, numbers: Iterable[int]) -> Contents:
        """What the file holds, of its rows some alone."""
        wanted = sorted(numbers)
        if not wanted:
            return self.record.contents
        return self.record.with_rows(dict(zip(wanted, self.rows(wanted), strict=True)))

    def meant_by(self, text: str) -> Contents:
        """What the file holds, of its rows those that a text may mean by an id or its start."""
        spelling = caseless(text)
        return self.with_rows(
            number
            for (kind, id), number in self.numbers.items()
            if spelling and (id.startswith(spelling) or f"{kind}.{id}".startswith(spelling))
        )

    @cached_property
    def numbers(self) -> Mapping[tuple[str, str], int]:
        """The numbers of the rows, by their kind and id."""
        awards, on = self.columns.awards, self.columns.on_awards
        kinds = ("payment" if kind == PAYMENT else "return" for kind in on.kind)
        return {
            **dict(zip((("award", id) for id in awards.id), awards.row, strict=True)),
            **dict(zip(zip(kinds, on.id, strict=True), on.row, strict=True)),
        }

    @cached_property
    def awards(self) -> Mapping[str, int]:
        """Where each award stands in the columns of awards, by its id."""
        return {id: place for place, id in enumerate(self.columns.awards.id)}

    @cached_property
    def on_others(self) -> list[int]:
        """Where payments and returns on awards of other files stand in their columns."""
        own = self.awards
        return [place for place, id in enumerate(self.columns.on_awards.award) if id not in own]

    @cached_property
    def unstated(self) -> tuple[Entry, ...]:
        """The entries that move an amount which their source does not state."""
        return tuple(filter(has_unknown, self.with_rows(self.columns.kept).entries))

    @cached_property
    def newest(self) -> dt.date:
        """The newest date of an entry."""
        entries = self.record.contents.entries
        dates = [effective_date(getattr(entry, "date", None)) for entry in entries]
        days = (*self.columns.awards.date, *self.columns.on_awards.date)
        return max([*dates, dt.date.fromordinal(max(days, default=1))], default=dt.date.min)


class _Lines(NamedTuple):
    """A table's file, and all that decides what its lines are, as far as it is known."""

    shown: str
    digest: bytes | None
    read_as: bytes | None


_Held = tuple[RevisionFile, str | None] | _Lines
"""What a file is held by: its bytes with the ledger's currency, or all that decides its lines."""


class CommitFiles:
    """Opens the files of one ledger after another; what the last one had is opened already."""

    def __init__(self, how: How) -> None:
        """Begin without files."""
        self._how = how
        self._held: dict[_Held, CommitFile] = {}
        self._digests: FileDigests | None = None
        self._currencies: dict[RevisionFile | None, str | None] = {}
        self.currency: str | None = None
        """That of the ledger that was opened last."""

    def of(self, origin: Revision) -> tuple[CommitFile, ...]:
        """The files of a ledger, in order of their path, and then those of its tables."""
        if self._digests is None:
            place = str(origin.blobs.repository.git_folder)
            self._digests = FileDigests(self._how.store, "objects", place)
            self._digests.add_known()
        listed = list(origin.listed_files())
        self.currency = self._currency_of(listed, origin)
        keys = [(file, self.currency) for file in listed]
        fresh = [file for file, currency in keys if (file, currency) not in self._held]
        with uncollected():
            opened_now = self._all_opened(fresh, origin, self._digests)
            found = dict(zip(fresh, opened_now, strict=True))
        held: dict[_Held, CommitFile] = {}
        held |= {key: found.get(key[0]) or self._held[key] for key in keys}
        of_tables = self._of_tables(origin, [file.record.contents for file in held.values()])
        held.update(of_tables)
        self._held = held if self._how.store.folder is not None else {**self._held, **held}
        return tuple(held.values())

    def _of_tables(self, origin: Revision, contents: Sequence[Contents]) -> dict[_Held, CommitFile]:
        """The files that tables of a ledger name."""
        if not has_tables(contents):
            return {}
        from tidlig.ledger.table_files import table_files

        settings = settings_of(contents, self.currency)
        files = Files([], self._digests)
        files.tables = table_files(origin, files, contents, settings)
        return dict(self._opened_table(files, number) for number in range(len(files.tables)))

    def _opened_table(self, files: Files, number: int) -> tuple[_Held, CommitFile]:
        """A table's file by all that decides what its lines are; held where that is known."""
        file = files.at(number)
        if file.digest is not None and file.name and self._digests is not None:
            self._digests.keep(file.name, file.digest)
        key = _Lines(file.shown, file.digest, file.read_as)
        if file.is_known and key in self._held:
            return key, self._held[key]
        record = records(files, self._how, [number])[0]
        return key, CommitFile(record, partial(opened_rows, files, self._how, number))

    def _currency_of(self, files: Sequence[RevisionFile], origin: Revision) -> str | None:
        """The currency of a ledger, which its own file says; None where that cannot be read."""
        own = next((file for file in files if file.holds_settings), None)
        if own not in self._currencies:
            data = None if own is None else origin.content(own)
            known = ledger_currency(data) if isinstance(data, bytes) else None
            self._currencies[own] = known
        return self._currencies[own]

    def remember(self) -> None:
        """Remember which objects have been read, and leave the cache as large as it may be."""
        store = self._how.store
        if self._digests is not None:
            self._digests.remember()
        if store.folder is not None and store.written:
            from tidlig.index.cache_folder import trim

            trim(store.folder)

    def _all_opened(
        self, files: list[RevisionFile], origin: Revision, digests: FileDigests
    ) -> Iterator[CommitFile]:
        remembered = [self._remembered(file, origin, digests) for file in files]
        missing = (f.blob for f, known in zip(files, remembered, strict=True) if known is None)
        origin.blobs.read_all([blob for blob in missing if blob is not None])
        for file, known in zip(files, remembered, strict=True):
            yield known or self._made(file, origin, digests)

    def _remembered(
        self, file: RevisionFile, origin: Revision, digests: FileDigests
    ) -> CommitFile | None:
        known = None if file.blob is None else digests.digest(file.blob)
        if known is None:
            return None
        store, settings = self._how.store, file.holds_settings
        currency = self.currency
        record = store.payload(
            record_key(known, b"file", holds_settings=settings, currency=currency)
        )
        if record is None:
            return None
        again = partial(origin.content, file)
        alone = Files([LedgerFile(file.shown, settings, file.size, known, again)])
        alone.known_currency = (currency,)
        return CommitFile(opened(record, file.shown), partial(opened_rows, alone, self._how, 0))

    def _made(self, file: RevisionFile, origin: Revision, digests: FileDigests) -> CommitFile:
        data = origin.content(file)
        if isinstance(data, Unreadable):
            unreadable = unreadable_contents(file.shown, data.message, data.help)
            return CommitFile(no_record(unreadable), partial(PackedRows, NO_ROWS))
        settings, currency = file.holds_settings, self.currency
        contents, known = read_contents(data, settings, currency), digest(data)
        made = {b"file": record_of(contents), b"rows": packed_rows(contents)}
        for what, record in made.items():
            name = record_key(known, what, holds_settings=settings, currency=currency)
            self._how.store.keep(name, record)
        if file.blob is not None:
            digests.keep(file.blob, known)
        return CommitFile(opened(made[b"file"], file.shown), partial(PackedRows, made[b"rows"]))


def apart(
    one: CommitFile | None, other: CommitFile | None
) -> tuple[Collection[int], Collection[int]]:
    """The rows that each of two states of a file has alone; all where there is no other."""
    if one is None or other is None:
        every = [range(0 if file is None else file.columns.rows) for file in (one, other)]
        return every[0], every[1]
    return rows_apart(one.packed, other.packed)
