"""A file of another system, or of a ledger, to a table: a CSV file or an Excel workbook."""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from tidlig.model.contents import FETCH
from tidlig.model.findings import Location
from tidlig.model.messages import Message
from tidlig.model.money import KRONER
from tidlig.model.records import Register
from tidlig.sheets import csv_files, workbooks
from tidlig.sheets.header_row import HeaderRow, Headings
from tidlig.sheets.tables import Sheet, unusable
from tidlig.sheets.workbooks import no_workbook
from tidlig.source.files import LARGEST_TABLE, Unreadable, pointed_at, reason, whole

ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def read_sheet(
    path: Path,
    file: str,
    register: Register,
    header: int | None = None,
    currency: str = KRONER,
) -> Sheet:
    """Read the table of a file, which is called `file` in messages, for a ledger in a currency."""
    data = bytes_of(path, file)
    head = HeaderRow(register, line=header)
    return sheet_of(data, file, register, head, path.suffix, currency)


class Written(Protocol):
    """How a file is written, as far as that is said."""

    @property
    def encoding(self) -> str | None:
        """The encoding of its text."""

    @property
    def delimiter(self) -> str | None:
        """The character between its cells."""

    @property
    def sheet(self) -> str | None:
        """The sheet of a workbook."""


def sheet_of(
    data: bytes,
    file: str,
    written: Written,
    head: Headings,
    ending: str = "",
    currency: str = KRONER,
) -> Sheet:
    """Read the table of a file's bytes, for a ledger in a currency; `ending` is of its name."""
    if pointed_at(data):
        raise unusable(
            Message("git LFS has a pointer here in place of the file"), Location(file), FETCH
        )
    if data.startswith(_OLD_EXCEL):
        message = Message("this is a workbook of old Excel (.xls), or one locked with a password")
        raise unusable(
            message, Location(file), Message("save it as .xlsx without a password, or as CSV")
        )
    if data.startswith(ZIP):
        sheet = workbooks.read(data, file, written.sheet, head, currency)
        return replace(sheet, currency=currency)
    if ending.lower() in (".xlsx", ".xlsm"):
        raise no_workbook(file)
    if written.sheet is not None:
        raise unusable(
            Message("a CSV file has no sheets"), Location(file), Message("leave out --sheet")
        )
    sheet = csv_files.read(data, file, written.encoding, written.delimiter, head)
    return replace(sheet, currency=currency)


def bytes_of(path: Path, file: str) -> bytes:
    """The bytes of a file, which is called `file` in messages."""
    help = Message("name a CSV file or an Excel workbook (.xlsx)")
    try:
        data = whole(path, LARGEST_TABLE)
    except (FileNotFoundError, NotADirectoryError):
        raise unusable(Message("there is no such file"), Location(file), help) from None
    except IsADirectoryError:
        raise unusable(Message("this is a folder, not a file"), Location(file), help) from None
    except Unreadable as fault:
        raise unusable(fault.message, Location(file), help) from None
    except (OSError, RuntimeError) as error:
        message, other = reason(error)
        raise unusable(message, Location(file), other) from None
    if len(data) > LARGEST_TABLE:
        parts = Message("hold it against the ledger in parts, such as a year at a time")
        raise unusable(Message("the file is larger than 256 MiB"), Location(file), parts)
    return data
