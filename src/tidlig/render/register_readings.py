"""How a register was read, in a few lines: what was taken for what, and what was left out."""

from collections.abc import Iterator
from dataclasses import replace

from tidlig.matching.items import Reading, Sum, Total
from tidlig.matching.matching import Matching
from tidlig.model.money import Money, kroner
from tidlig.render import register_notes
from tidlig.render.escaping import for_terminal
from tidlig.render.register_lists import sum_of
from tidlig.render.style import Style

_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}
_MARKS = {",": "decimal comma", ".": "decimal point"}
_ORDERS = {"day-first": "dates with the day first", "month-first": "dates with the month first"}
_DELIMITERS = {"\t": "tabs"}


def as_text(reading: Reading, held: Matching, style: Style | None = None) -> str:
    """Say how a register was read; with a style also the notes of a report that has no room."""
    lines = [_how(reading), *_notes(reading, held)]
    if style is not None:
        english = replace(style, language="en")
        lines += [f"note: {each}" for each in register_notes.notes(held, reading, english)]
    return "\n".join(map(for_terminal, lines))


def _how(reading: Reading) -> str:
    parts = ["1 line" if len(reading.items) == 1 else f"{len(reading.items)} lines"]
    if reading.sheet is not None:
        parts.append(f'sheet "{reading.sheet}"')
    if reading.encoding is not None:
        parts.append(_ENCODINGS[reading.encoding])
    if reading.delimiter is not None:
        named = _DELIMITERS.get(reading.delimiter, f'"{reading.delimiter}"')
        parts.append(f"{named} between cells")
    if reading.mark is not None:
        parts.append(_MARKS[reading.mark])
    if reading.order is not None:
        parts.append(_ORDERS[reading.order])
    columns = ", ".join(f'{word} = "{heading}"' for word, heading in reading.columns.items())
    unit = (
        ""
        if reading.register.amounts_in == "kr."
        else f", amounts in {reading.register.amounts_in}"
    )
    return f"{reading.file}: {', '.join(parts)}{unit}; {columns}"


def _notes(reading: Reading, held: Matching) -> Iterator[str]:
    """Say what was left out, and what of the register says nothing."""
    if reading.heading_line > 1:
        yield f"note: the headings are on line {reading.heading_line}; nothing above is read"
    if reading.unread:
        yield f"note: not read: {_unread(reading)}"
    yield from _signs(reading)
    if reading.hidden:
        lines = "1 line that counts is" if reading.hidden == 1 else ""
        lines = lines or f"{reading.hidden} lines that count are"
        yield f"note: {lines} hidden in the workbook, by hand or by a filter"
    if reading.left_out:
        lines = "1 line is" if reading.left_out == 1 else f"{reading.left_out} lines are"
        yield f"note: {lines} left out by the filters"
    if held.of_other_years:
        lines = "1 line is" if held.of_other_years == 1 else f"{held.of_other_years} lines are"
        yield f"note: {lines} of other years and left out"
    if reading.total is not None:
        yield _total(reading.total)
    for word in ("id", "reference"):
        if word in reading.columns and word not in held.comparable:
            heading = reading.columns[word]
            yield f'note: nothing under "{heading}" is an id or a reference of the ledger'


_MOST_UNREAD = 60
"""So many columns that nobody reads are named."""


def _unread(reading: Reading) -> str:
    named = ", ".join(f'"{heading}"' for heading in reading.unread[:_MOST_UNREAD])
    more = len(reading.unread) - _MOST_UNREAD
    return f"{named} and {more} more columns" if more > 0 else named


def _signs(reading: Reading) -> Iterator[str]:
    """Say which amounts count with another sign than they have in the file."""
    if reading.register.sign:
        lines = "1 line counts" if reading.turned == 1 else f"{reading.turned} lines count"
        columns = ", ".join(f'"{each.column}"' for each in reading.register.sign)
        yield f"note: {lines} with the other sign, for what {columns} has"
    if reading.register.negate:
        yield "note: all amounts count with the other sign"
    if "debit" in reading.columns:
        yield "note: amounts are debit less credit"


def _total(total: Total) -> str:
    left = f'note: line {total.line} is a total ("{total.label}") and is left out'
    if total.ore is None or total.lines is None:
        return f"{left}; it cannot be compared with the lines"
    under = "" if total.under is None else f', under "{total.under}"'
    found = total.agreeing
    if found is not None:
        is_plain = (found.which, found.how) == ("all", "written")
        return f"{left}; {'the lines add up to it' if is_plain else _is_sum(found)}{under}"
    says, come = kroner(Money(total.ore)), kroner(Money(total.lines))
    if len(total.compared) < 2:
        return f"{left}: it says {says}{under}, and the lines come to {come}"
    sums = "; ".join(f"{sum_of(each, 'en')} {kroner(Money(each.ore))}" for each in total.compared)
    return f"{left}: it says {says}{under}, which is none of these sums: {sums}"


def _is_sum(found: Sum) -> str:
    return f"it is the sum of {sum_of(found, 'en')}"
