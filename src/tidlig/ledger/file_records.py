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
    made,
    no_record,
    opened,
    packed_rows,
    record_key,
    record_of,
    record_with,
)
from tidlig.index.ledger_files import Files, How
from tidlig.model.contents import Contents
from tidlig.model.failure import CouldNot
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
    from tidlig.ledger.open import unreadable_contents

    found = dict(_remembered(files, how, numbers))
    for each in made(files, [n for n in numbers if n not in found], how, read_record):
        shown = files.files[each.number].shown
        if each.fault is not None:
            found[each.number] = no_record(unreadable_contents(shown, *each.fault))
            continue
        files.files[each.number].digest = each.digest
        found[each.number] = opened(each.record, shown)
    return [found[number] for number in numbers]


def _remembered(files: Files, how: How, numbers: Iterable[int]) -> Iterator[tuple[int, FileRecord]]:
    for number in numbers:
        file = files.files[number]
        if file.digest is not None:
            name = _key(files, number, b"file")
            record = how.store.payload(name)
            if record is not None:
                yield number, opened(record, file.shown)


def rows(files: Files, how: How, number: int, numbers: Iterable[int]) -> list[Any]:
    """Open some rows of a file."""
    return opened_rows(files, how, number).rows(files.files[number].shown, numbers)


def opened_rows(files: Files, how: How, number: int) -> PackedRows:
    """Give the rows of a file as they are kept; where they are not, it is read again.

    One that cannot be read has none. Raise `CouldNot` where it has other bytes than before.
    """
    file = files.files[number]
    known = file.digest
    record = None if known is None else how.store.payload(_key(files, number, b"rows"))
    if record is not None:
        return PackedRows(record)
    data = file.load()
    file.forget()
    if isinstance(data, Unreadable) and known is None:
        return PackedRows(NO_ROWS)
    if isinstance(data, Unreadable) or file.digest != known:
        raise CouldNot(f"{file.shown} was changed while it was read", "run the command again")
    from tidlig.source.reading import read

    settings, currency = file.holds_settings, files.currency
    record = packed_rows(read("", data, holds_settings=settings, currency=currency))
    how.store.keep(_key(files, number, b"rows"), record)
    return PackedRows(record)


def _key(files: Files, number: int, what: bytes) -> bytes:
    """Give the key of a record of a file whose digest is known."""
    file = files.files[number]
    assert file.digest is not None
    settings, currency = file.holds_settings, files.currency
    return record_key(file.digest, what, holds_settings=settings, currency=currency)


def contents(files: Files, how: How, number: int) -> Contents:
    """Read a file of a large ledger with all its rows."""
    record = records(files, how, [number])[0]
    every = range(record.columns.rows)
    return record.with_rows(dict(zip(every, rows(files, how, number, every), strict=True)))
