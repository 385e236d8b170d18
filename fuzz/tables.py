"""Mutations of a register: of the text of a CSV file, or of what is in a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from fuzz import oddities
from fuzz.archives import members, packed
from fuzz.inputs import Register
from fuzz.texts import bytes_mutated

Lines = list[list[str]]
Mutation = Callable[[Random, Lines], None]

_ADDRESS = re.compile(rb'r="[A-Z]*\d*"')
_VALUE = re.compile(rb"<(v|t)>[^<]*<")
_OPTIONS = (
    ("--delimiter", (";", ",", "\t", "|", "x")), ("--decimal", (",", ".")),
    ("--dates", ("day-first", "month-first")), ("--header", ("1", "2", "99")),
    ("--encoding", ("utf-8", "utf-16", "windows-1252")), ("--days", ("0", "7", "366")),
    ("--register-unit", ("kr", "mio")), ("--years", ("2015", "2014-2016")),
    ("--sheet", ("Udtræk", "x")), ("--filter", ("Beløb=1", "x=y")),
    ("--sign", ("Dato=1", "x=y")), ("--without", ("Dato", "x")),
    ("--register-currency", ("DKK", "EUR")), ("--negate", ()),
)  # fmt: skip


def mutated(chance: Random, register: Register) -> Register:
    """A register with its file changed, and at times with what is said of it."""
    is_book = register.data[:2] == b"PK"
    data = _workbook(chance, register.data) if is_book else _text(chance, register.data)
    options = register.options
    if chance.random() < 0.25:
        name, values = chance.choice(_OPTIONS)
        options = (*options, name, *([chance.choice(values)] if values else []))
    return replace(register, data=data, options=options)


def _text(chance: Random, data: bytes) -> bytes:
    encoding = "utf-8" if b"\xc3" in data or data.isascii() else "cp1252"
    if chance.random() < 0.3:
        return bytes_mutated(chance, data)
    text = data.decode(encoding, "replace")
    delimiter = max(";,\t", key=text.count)
    lines = [line.split(delimiter) for line in text.splitlines()]
    for _ in range(chance.choice((1, 1, 2, 4))):
        if lines:
            chance.choice(OF_LINES)(chance, lines)
    if chance.random() < 0.15:
        delimiter = chance.choice((";", ",", "\t", "|", ", ", ""))
    if chance.random() < 0.15:
        encoding = chance.choice(("utf-16", "utf-8-sig", "cp1252", "latin-1", "utf-32"))
    end = chance.choice(("\n", "\n", "\r\n", "\r", "\n\n"))
    before = chance.choice(("", "", "", "", "sep=;\n", "sep=,\n", "Udtræk\n", "\n\n"))
    return (before + end.join(map(delimiter.join, lines)) + end).encode(encoding, "replace")


def cell_replaced(chance: Random, lines: Lines) -> None:
    """One cell by something odd, or by another cell."""
    line = chance.choice(lines)
    if line:
        cells = [cell for some in lines for cell in some]
        odd = chance.choice((*oddities.CELLS, *oddities.TEXTS))
        line[chance.randrange(len(line))] = odd if chance.random() < 0.7 else chance.choice(cells)


def column_filled(chance: Random, lines: Lines) -> None:
    """A whole column of something odd."""
    at, odd = chance.randrange(max(len(lines[0]), 1)), chance.choice(oddities.CELLS)
    for line in lines[1:]:
        line[at : at + 1] = [odd]


def column_doubled(chance: Random, lines: Lines) -> None:
    """A column once more, or gone."""
    at = chance.randrange(max(len(lines[0]), 1))
    again = chance.random() < 0.5
    for line in lines:
        line[at:at] = line[at : at + 1] if again else []
        if not again:
            del line[at : at + 1]


def lines_doubled(chance: Random, lines: Lines) -> None:
    """A line again, a few times or very often."""
    line = chance.choice(lines)
    lines.extend([*line] for _ in range(chance.choice((1, 2, 50, 500))))


def lines_moved(chance: Random, lines: Lines) -> None:
    """Lines in another order, or one gone."""
    if chance.random() < 0.5:
        chance.shuffle(lines)
    else:
        del lines[chance.randrange(len(lines))]


def cell_quoted(chance: Random, lines: Lines) -> None:
    """A cell in quotation marks, whole ones or half."""
    line = chance.choice(lines)
    if line:
        at = chance.randrange(len(line))
        form = chance.choice(('"{}"', '"{}', '{}"', '""{}', '"{}"x', '"{}\n"', '"{};,"'))
        line[at] = form.replace("{}", line[at])


OF_LINES: tuple[Mutation, ...] = (
    cell_replaced,
    cell_replaced,
    cell_replaced,
    column_filled,
    column_doubled,
    lines_doubled,
    lines_moved,
    cell_quoted,
)


def _workbook(chance: Random, data: bytes) -> bytes:
    """Change one of the files in a workbook, its name, or the bytes of the whole."""
    if chance.random() < 0.15:
        return bytes(_flipped(chance, bytearray(data)))
    files = members(data)
    at = chance.randrange(len(files))
    if chance.random() < 0.6:
        at = len(files) - 1  # the sheet itself
    name, content = files[at]
    how = chance.randrange(8)
    if how == 0:
        files[at] = (name.upper() if chance.random() < 0.5 else "xl/other.xml", content)
    elif how == 1:
        files.append((name, content))
    elif how == 2:
        del files[at]
    else:
        files[at] = (name, _xml(chance, content))
    return packed(files, compressed=chance.random() < 0.5)


def _xml(chance: Random, content: bytes) -> bytes:
    """Change an address or a value in a part of a workbook, or anything."""
    pattern = chance.choice((_ADDRESS, _VALUE, None))
    found = list(pattern.finditer(content)) if pattern else []
    if not found:
        return bytes_mutated(chance, content)
    one = chance.choice(found)
    new = b'r="' + chance.choice((b"A1", b"XFD1048576", b"xfd9", b"A0", b"", b"ZZZZ1", b"1")) + b'"'
    if pattern is _VALUE:
        odd = chance.choice((*oddities.CELLS, "<", "&x;", "1e308", "-1", "2958466", "\x01"))
        new = b"<" + one[1] + b">" + odd.encode() + b"<"
    return content[: one.start()] + new + content[one.end() :]


def _flipped(chance: Random, data: bytearray) -> bytearray:
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data[: chance.randrange(len(data))] if chance.random() < 0.2 else data
