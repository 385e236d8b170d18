"""The files of a large ledger as their records, and their rows; read again where there is none.

What reads and checks files is imported only then: most commands find all that they ask for.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from tidlig.index.build import (
    NO_ROWS,
    FileRecord,
    PackedRows,
    lines_key,
    made,
    no_record,
    opened,
    packed_rows,
    record_key,
    record_of,
    record_with,
    uncollected,
)
from tidlig.index.ledger_files import Files, How, LedgerFile
from tidlig.model.contents import Contents
from tidlig.model.findings import Fault
from tidlig.model.money import KRONER
from tidlig.source.files import Unreadable


def read_contents(data: bytes, holds_settings: bool, currency: str | None = KRONER) -> Contents:
    """Read a file of a ledger in a currency, and run the checks that see one file."""
    from tidlig.ledger.checking import file_faults
    from tidlig.source.reading import read

    contents = read("", data, holds_settings=holds_settings, currency=currency)
    return replace(contents, found=file_faults(contents))


def read_record(data: bytes, holds_settings: bool, currency: str | None = KRONER) -> bytes:
    """Make the record of a file; its plain entries are read in one pass, if nothing is wrong."""
    from tidlig.index.plain_entries import plain_entries
    from tidlig.ledger.checking import file_faults
    from tidlig.source.reading import read_tables

    plain = plain_entries(data)
    if plain is not None:
        others = read_tables(
            "", plain.others, plain.text, holds_settings=holds_settings, currency=currency
        )
        if not others.faults and not others.suspected:
            return record_with(replace(others, found=file_faults(others)), plain)
    return record_of(read_contents(data, holds_settings, currency))


def records(files: Files, how: How, numbers: Iterable[int]) -> list[FileRecord]:
    """Open the records of some files, made anew where there is none; all digests are known then."""
    wanted = list(numbers)
    found = dict(_remembered(files, how, wanted))
    found |= _made(files, how, [number for number in wanted if number not in found])
    return [found[number] for number in wanted]


def _made(files: Files, how: How, numbers: Iterable[int]) -> Iterator[tuple[int, FileRecord]]:
    """Read files that have no record."""
    from tidlig.ledger.open import unreadable_contents

    own: list[int] = []
    for number in numbers:
        if files.at(number).lines is None:
            own.append(number)
        else:
            yield number, _of_lines(files, how, number)
    for each in made(files, own, how, read_record):
        file = files.files[each.number]
        if each.fault is not None:
            yield each.number, no_record(unreadable_contents(file.shown, *each.fault))
        else:
            file.digest = each.digest
            yield each.number, opened(each.record, file.shown)


def _remembered(files: Files, how: How, numbers: Iterable[int]) -> Iterator[tuple[int, FileRecord]]:
    for number in numbers:
        file = files.at(number)
        if file.is_known:
            record = how.store.payload(_key(files, file, b"file"))
            if record is not None:
                yield number, opened(record, file.shown)


def _of_lines(files: Files, how: How, number: int) -> FileRecord:
    """Make the record of a table's file; one with faults that name other files is not kept."""
    from tidlig.ledger.checking import file_faults

    file = files.at(number)
    contents = _lines(file)
    found = file_faults(replace(contents, path=""))  # what it is called is looked at each time
    record = record_of(replace(contents, found=found))
    if file.is_known and all(_is_within(fault, file.shown) for fault in (*contents.faults, *found)):
        how.store.keep(_key(files, file, b"file"), record)
    return opened(record, file.shown)


def _is_within(fault: Fault, path: str) -> bool:
    """Whether nothing of a fault is outside a file; what could not be read may name any."""
    notes = (note.location for note in fault.problem.notes)
    places = (place for place in (fault.problem.location, *notes) if place is not None)
    return fault.check != "unreadable-table" and all(place.file == path for place in places)


def _lines(file: LedgerFile) -> Contents:
    assert file.lines is not None
    with uncollected():
        return file.lines()


def rows(files: Files, how: How, number: int, numbers: Iterable[int]) -> list[Any]:
    """Open some rows of a file."""
    return opened_rows(files, how, number).rows(files.at(number).shown, numbers)


def opened_rows(files: Files, how: How, number: int) -> PackedRows:
    """Give the rows of a file as they are kept; where they are not, it is read again.

    One that cannot be read has none. Raise `CouldNot` where it has other bytes than before.
    """
    file = files.at(number)
    record = how.store.payload(_key(files, file, b"rows")) if file.is_known else None
    if record is None:
        record = _packed(files, file)
        if file.is_known:
            how.store.keep(_key(files, file, b"rows"), record)
    return PackedRows(record)


def _packed(files: Files, file: LedgerFile) -> bytes:
    """Read a file again for its rows."""
    if file.lines is not None:
        return packed_rows(_lines(file))
    from tidlig.source.reading import read

    data = file.load_same()
    file.forget()
    if isinstance(data, Unreadable):
        return NO_ROWS
    settings, currency = file.holds_settings, files.currency
    return packed_rows(read("", data, holds_settings=settings, currency=currency))


def _key(files: Files, file: LedgerFile, what: bytes) -> bytes:
    """Give the key of a record of a file that is known."""
    assert file.digest is not None
    if file.lines is not None:
        return lines_key(file.digest, what, file.read_as or b"")
    settings, currency = file.holds_settings, files.currency
    return record_key(file.digest, what, holds_settings=settings, currency=currency)


def records_of_tables(files: Files, how: How) -> list[FileRecord]:
    """Open the records of the files that a ledger's tables name, once these have been read."""
    first = len(files.files)
    return records(files, how, range(first, first + len(files.tables)))


def declared_by_tables(files: Files, how: How) -> Iterator[tuple[str, str]]:
    """Yield the kinds and ids of what lines of tables are."""
    for record in records_of_tables(files, how):
        yield from record.declared


def contents(files: Files, how: How, number: int) -> Contents:
    """Read a file of a large ledger with all its rows."""
    record = records(files, how, [number])[0]
    every = range(record.columns.rows)
    return record.with_rows(dict(zip(every, rows(files, how, number, every), strict=True)))
