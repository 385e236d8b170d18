"""A file that someone names, from its bytes to a table: CSV, or a workbook of Excel."""

from pathlib import Path

from tidlig.exchange import delimited, workbooks
from tidlig.exchange.header_row import HeaderRow
from tidlig.exchange.tables import Sheet
from tidlig.exchange.unusable import unusable
from tidlig.exchange.workbook_answers import no_workbook
from tidlig.model.document import FETCH
from tidlig.model.findings import Location
from tidlig.model.records import Register
from tidlig.source.files import Unreadable, reason, whole
from tidlig.source.pointers import pointed_at

LARGEST_FILE = 256 * 1024 * 1024
"""No file is larger than this many bytes."""

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def sheet(path: Path, file: str, register: Register, header: int | None = None) -> Sheet:
    """Read the table of a file, which is called `file` in messages."""
    data, head = _bytes(path, file), HeaderRow(register, header)
    if pointed_at(data):
        raise unusable("git LFS has a pointer here in place of the file", Location(file), FETCH)
    if data.startswith(_OLD_EXCEL):
        message = "this is a workbook of old Excel (.xls), or one locked with a password"
        raise unusable(message, Location(file), "save it as .xlsx without a password, or as CSV")
    if data.startswith(_ZIP):
        return workbooks.read(data, file, register.sheet, head)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise no_workbook(file)
    if register.sheet is not None:
        raise unusable("a CSV file has no sheets", Location(file), "leave out --sheet")
    return delimited.read(data, file, register.encoding, register.delimiter, head)


def _bytes(path: Path, file: str) -> bytes:
    help = "name a CSV file or an Excel workbook (.xlsx)"
    try:
        data = whole(path, LARGEST_FILE)
    except (FileNotFoundError, NotADirectoryError):
        raise unusable("there is no such file", Location(file), help) from None
    except IsADirectoryError:
        raise unusable("this is a folder, not a file", Location(file), help) from None
    except Unreadable as fault:
        raise unusable(fault.message, Location(file), help) from None
    except (OSError, RuntimeError) as error:
        message, other = reason(error)
        raise unusable(message, Location(file), other) from None
    if len(data) > LARGEST_FILE:
        parts = "hold it against the ledger in parts, such as a year at a time"
        raise unusable("the file is larger than 256 MiB", Location(file), parts)
    return data
