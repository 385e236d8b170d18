"""Refuse a register whose amounts are uncertain: other currencies, or columns that may turn them.

No line is matched before it is certain what its amount is.
"""

from collections.abc import Iterator, Mapping, Sequence

from tidlig.exchange.cells import text
from tidlig.exchange.columns import CURRENCY, SIGN, STATUS, UNIT, Layout, other_side
from tidlig.exchange.currency import foreign, is_own
from tidlig.exchange.declarations import declared, in_currency, telling
from tidlig.exchange.headings import parted
from tidlig.exchange.tables import Formatted, Sheet, SheetRow, Unusable
from tidlig.model.findings import Problem
from tidlig.model.money import UNITS
from tidlig.model.personal import masked
from tidlig.model.records import Register
from tidlig.model.spelling import caseless
from tidlig.source.values import shown

_MOST_VALUES, _LONGEST_VALUE = 4, 40


def values_of(rows: Sequence[SheetRow], number: int) -> dict[str, int]:
    """Give the values of a column, each with the first line that has it."""
    found: dict[str, int] = {}
    for row in rows:
        value = row.cells[number]
        found.setdefault(text(value), row.line)
    return found


def listed(values: Sequence[str]) -> str:
    """Give the first of some values, and how many more there are."""
    shown_ = ", ".join(shown(value, _LONGEST_VALUE) for value in values[:_MOST_VALUES])
    more = len(values) - _MOST_VALUES
    return f"{shown_} and {more} more" if more > 0 else shown_


def as_option(name: str, heading: str, value: str | None = None) -> str:
    """Write an option for a shell."""
    said = heading if value is None else f"{heading}={masked(value)[:_LONGEST_VALUE]}"
    is_plain = said.replace("=", "").replace("/", "").isalnum()
    return f"--{name} {said}" if is_plain else f'--{name} "{said}"'


def see_to_meanings(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: Register, currency: str
) -> None:
    """Refuse amounts in another currency, and columns that may change them and nobody explains."""
    problems = [
        *_said(sheet, layout, register, currency),
        *_currencies(sheet, layout, rows, register, currency),
        *declared(sheet, layout, register, currency),
        *_blanks(sheet, layout, rows),
        *_doubtful(sheet, layout, rows),
        *_telling(sheet, layout, rows, register, currency),
        *_units(sheet, layout, rows, register),
        *_misspelt(sheet, layout, rows),
    ]
    if problems:
        raise Unusable(problems)


def _said(sheet: Sheet, layout: Layout, register: Register, currency: str) -> Iterator[Problem]:
    if register.currency not in (None, currency):
        message = f"the amounts are in {register.currency}, and the ledger is in {currency}"
        where = sheet.place(sheet.heading_line, layout.amounts[0])
        yield Problem(message, where, f"export the amounts in {currency}")


def _currencies(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: Register, currency: str
) -> Iterator[Problem]:
    for number in layout.amounts:
        heading, where = sheet.headings[number], sheet.place(sheet.heading_line, number)
        others = foreign(heading, currency)
        if others and register.currency is None:
            message = f'the heading "{heading}" names {others[0]}, and the ledger is in {currency}'
            yield Problem(message, where, in_currency(currency))
        else:
            yield from _formats(sheet, number, rows, register, currency)
    named = [layout.columns["currency"]] if "currency" in layout.columns else []
    for number in (*named, *(layout.like(CURRENCY) if register.currency is None else [])):
        yield from _of_column(sheet, number, values_of(rows, number), currency)


def _blanks(sheet: Sheet, layout: Layout, rows: Sequence[SheetRow]) -> Iterator[Problem]:
    """Refuse lines without a currency under a heading that is named for it, or without a sign.

    Where only the lines that turn have a sign, one without has the other.
    """
    if "currency" in layout.columns:
        number = layout.columns["currency"]
        line = values_of(rows, number).get("")
        if line is not None:
            message = f'the currency is missing, under "{sheet.headings[number]}"'
            help = "write the currency of every line, or name no column for it"
            yield Problem(message, sheet.place(line, number), help)
    for number, turning in layout.signs.items():
        values = values_of(rows, number)
        line, wanted = values.pop("", None), {caseless(value) for value in turning}
        if line is None or "" in wanted or wanted.issuperset(map(caseless, values)):
            continue
        heading = sheet.headings[number]
        message = f'nothing stands under "{heading}", where other lines have {listed([*values])}'
        help = f"write the sign of every line, or give {as_option('sign', heading, '')} too if the "
        help += "lines without turn; --filter takes the lines that have one"
        yield Problem(message, sheet.place(line, number), help)


def _formats(
    sheet: Sheet, number: int, rows: Sequence[SheetRow], register: Register, currency: str
) -> Iterator[Problem]:
    """Give a fault where a workbook shows amounts in another currency, or in a unit."""
    for row in rows:
        value = row.cells[number]
        if isinstance(value, Formatted):
            name = next((name for name, unit in UNITS.items() if unit.label == value.unit), None)
            help = in_currency(currency)
            if name is not None:
                help = f"give --register-unit {name}, or --register-unit kr if they are kroner"
            if (register.currency if name is None else register.unit) is None:
                message = f"the cell is formatted as {value.unit}, and the ledger is in {currency}"
                yield Problem(message, sheet.place(row.line, number), help)
                return


def _of_column(
    sheet: Sheet, number: int, values: Mapping[str, int], currency: str
) -> Iterator[Problem]:
    """See to a column of currencies: every line that counts has the ledger's, or none."""
    heading = sheet.headings[number]
    others = {value: line for value, line in values.items() if not is_own(value, currency)}
    if others:
        value, line = next(iter(others.items()))
        own = next((each for each in values if each and each not in others), None)
        message = f'{shown(value)} stands under "{heading}", and the ledger is in {currency}'
        help = f"export the amounts in {currency}"
        if own is not None:
            help = f"take the lines in {currency}, {as_option('filter', heading, own)}"
        help += (
            f", or say that the column is not about the amounts, {as_option('without', heading)}; "
        )
        help += "in [register.NAME] filters and ignore"
        yield Problem(message, sheet.place(line, number), help)


_ASKED = {
    SIGN: ("whether it turns the sign of amounts", "sign", "name the value that does"),
    STATUS: ("which lines count", "filter", "take those that do"),
    UNIT: ("what unit the amounts are in", "filter", "take the lines of one unit"),
}
"""What nobody says of a column, the option that says it, and what to do with it."""


def _doubtful(sheet: Sheet, layout: Layout, rows: Sequence[SheetRow]) -> Iterator[Problem]:
    """Give a fault for each column that looks as if it changed amounts, where it has anything."""
    for number in layout.like(SIGN, STATUS):
        values = [value for value in values_of(rows, number) if value]
        if values and number not in layout.filters and number not in layout.signs:
            sides = other_side(sheet, layout.amounts, number)
            if sides is None:
                yield _asked(sheet, number, layout.looks[number], values)
            else:
                yield _half(sheet, number, sides)


def _half(sheet: Sheet, number: int, sides: tuple[int, int]) -> Problem:
    """Give the fault of a column of credit beside one of debit that is taken for all amounts."""
    debit, credit = (sheet.headings[each] for each in sides)
    taken = credit if number == sides[0] else debit
    said = f"debit={debit},credit={credit}"
    option = f"--columns {said}" if " " not in said else f'--columns "{said}"'
    help = f"use {option}; in [register.NAME] columns, debit and credit in place of amount"
    message = f'the amounts are read under "{taken}" alone, and "{sheet.headings[number]}" has some'
    return Problem(message, sheet.place(sheet.heading_line, number), help)


def _telling(
    sheet: Sheet,
    layout: Layout,
    rows: Sequence[SheetRow],
    register: Register,
    currency: str,
) -> Iterator[Problem]:
    """Give a fault for each column that nobody reads and whose values say that it matters."""
    for number in layout.judged:
        cells = dict.fromkeys(row.cells[number] for row in rows)
        found = telling(dict.fromkeys(map(text, cells)), currency)
        if found is None:
            continue
        kind, telling_values = found
        values = {value: line for value, line in values_of(rows, number).items() if value}
        if kind != CURRENCY:
            yield _asked(sheet, number, kind, telling_values)
        elif register.currency is None:
            is_about = {*telling_values, *(each for each in values if is_own(each, currency))}
            values = {value: line for value, line in values.items() if value in is_about}
            yield from _of_column(sheet, number, values, currency)


def _asked(sheet: Sheet, number: int, kind: str, values: Sequence[str]) -> Problem:
    heading = sheet.headings[number]
    what, option, first = _ASKED[kind]
    key = {"filter": "filters"}.get(option, option)
    help = f"{first}, {as_option(option, heading, 'VALUE')}, or say that the column changes no "
    help += f"amount, {as_option('without', heading)}; in [register.NAME] {key} and ignore"
    message = f'"{heading}" has {listed(values)}, and nobody says {what}'
    return Problem(message, sheet.place(sheet.heading_line, number), help)


def _units(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: Register
) -> Iterator[Problem]:
    """See to columns of units: every line that counts has that of the amounts, or none.

    What is no unit, such as the name of an office, is asked about unless it is filtered.
    """
    for number in layout.like(UNIT):
        values = {value: line for value, line in values_of(rows, number).items() if value}
        units = {value: parted(value)[1] for value in values}
        others = [value for value, unit in units.items() if unit not in (None, register.amounts_in)]
        if others:
            yield _other_unit(sheet, number, others[0], values[others[0]], register)
        elif None in units.values() and number not in layout.filters:
            yield _asked(sheet, number, UNIT, list(values))


def _other_unit(sheet: Sheet, number: int, value: str, line: int, register: Register) -> Problem:
    heading, label = sheet.headings[number], parted(value)[1]
    unit = next((name for name, unit in UNITS.items() if unit.label == label), None)
    first = "export them in kroner" if unit is None else f"give --register-unit {unit}"
    help = (
        f"{first}, or take the lines of one unit, {as_option('filter', heading, 'VALUE')}, or say "
    )
    help += f"that the column changes no amount, {as_option('without', heading)}; "
    help += "in [register.NAME] unit, filters and ignore"
    message = f'{shown(value)} stands under "{heading}", and the amounts are read in '
    return Problem(f"{message}{register.amounts_in}", sheet.place(line, number), help)


def _misspelt(sheet: Sheet, layout: Layout, rows: Sequence[SheetRow]) -> Iterator[Problem]:
    """Refuse a value that turns signs where no line has it, and lines have several others."""
    for number, turning in layout.signs.items():
        values = [value for value in values_of(rows, number) if value]
        wanted = {caseless(value) for value in turning}
        if len(values) > 1 and wanted.isdisjoint(map(caseless, values)):
            heading = sheet.headings[number]
            named = " or ".join(shown(value) for value in sorted(turning))
            where = sheet.place(sheet.heading_line, number)
            message = f'no line has {named} under "{heading}"'
            yield Problem(message, where, f"name one that is there: {listed(values)}")
