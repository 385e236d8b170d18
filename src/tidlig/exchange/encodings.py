"""Bytes to text: UTF-8 or Windows-1252, told apart for certain or not at all.

A file that has some of both was glued together from two, and is refused: whichever way it is read,
some of its names would be wrong, and recipients would not be found.
"""

import codecs
import re

from tidlig.exchange.unusable import Unusable, at_line, unusable
from tidlig.model.findings import Note

REPLACED = "\ufffd"
"""What a program writes in place of a character that it could not read."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CODECS = {"utf-8": "utf-8-sig", "utf-16": "utf-16", "windows-1252": "cp1252"}
_READ_TWICE = re.compile("\u00c3[\u00a6\u00b8\u00a5\u2020\u02dc\u2026]")
"""A Danish letter in UTF-8 that was taken for Windows-1252, and written as UTF-8 again."""

_DOS_OR_MAC = re.compile("(?<=[A-Za-z])[\u203a\u2020\u2018\u00bf\u00be\u0152](?=[a-z])")
"""What a Danish letter of DOS, or of an old Mac, is to Windows-1252, within a word."""

_SAVE = "save the file again as UTF-8, from the system that it comes from"


def decoded(data: bytes, file: str, asked: str | None) -> tuple[str, str]:
    """Give the text of a file and its encoding: the one asked for, else the one it surely has."""
    if asked is not None:
        return _as_asked(data, file, asked), asked
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _seen_to(_as_asked(data, file, encoding), file), encoding
    if 0 in data[:1000]:
        help = "give --encoding utf-16, or save the file as UTF-8"
        raise unusable("the file has characters of no text", at_line(file, 1), help)
    try:
        return _seen_to(data.decode("utf-8"), file), "utf-8"
    except UnicodeDecodeError:
        return _seen_to(_as_western(data, file), file), "windows-1252"


def _as_asked(data: bytes, file: str, encoding: str) -> str:
    try:
        return data.decode(_CODECS[encoding])
    except UnicodeDecodeError as error:
        byte = f"byte 0x{data[error.start]:02X}"
        message = f"the file is not {_name(encoding)}: {byte} on line {_line(data, error.start)}"
        where = at_line(file, _line(data, error.start))
        raise unusable(message, where, f"give another --encoding, or {_SAVE}") from None


def _as_western(data: bytes, file: str) -> str:
    """Read a text that is not UTF-8 as Windows-1252, if nothing in it says otherwise."""
    lenient = data.decode("utf-8", "surrogateescape")
    stray = re.search("[\udc80-\udcff]", lenient)
    foreign = re.search("[\u0080-\ud7ff\ue000-\U0010ffff]", lenient)
    assert stray is not None
    if foreign is not None:
        raise _mixed(lenient, file, stray.start(), foreign.start())
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = _line(data, error.start)
        message = f"the file is neither UTF-8 nor Windows-1252: byte 0x{data[error.start]:02X}"
        raise unusable(message, at_line(file, line), _SAVE) from None
    older = _DOS_OR_MAC.search(text)
    if older is not None:
        line = text.count("\n", 0, older.start()) + 1
        message = f'the file may be in an encoding of DOS or Mac: "{older[0]}" within a word'
        help = f"{_SAVE}; or give --encoding windows-1252 to take it as it is"
        raise unusable(f"{message} on line {line}", at_line(file, line), help)
    return text


def _mixed(text: str, file: str, stray: int, foreign: int) -> Unusable:
    first, second = text.count("\n", 0, stray) + 1, text.count("\n", 0, foreign) + 1
    note = Note("this line is in UTF-8", at_line(file, second))
    return unusable(
        f"the file is in two encodings: line {first} is not UTF-8, and line {second} is",
        at_line(file, first),
        f"{_SAVE}; or give --encoding windows-1252 to read every byte as that",
        "this line is not UTF-8",
        [note],
    )


def _seen_to(text: str, file: str) -> str:
    """Give the text, unless it shows that it was read wrongly before it came to us."""
    lost, twice = text.find(REPLACED), _READ_TWICE.search(text)
    if lost >= 0:
        line = text.count("\n", 0, lost) + 1
        message = f"a character was lost before the file came here: U+FFFD on line {line}"
        raise unusable(message, at_line(file, line), _SAVE)
    if twice is not None:
        line = text.count("\n", 0, twice.start()) + 1
        message = f"line {line} was UTF-8 and read as something else before it came here"
        help = f"{_SAVE}; or give --encoding utf-8 to take it as it is"
        raise unusable(f'{message}: "{twice[0]}"', at_line(file, line), help)
    return text


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _name(encoding: str) -> str:
    return {"utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}[encoding]
