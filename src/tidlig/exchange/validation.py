"""Refuse a register whose amounts are uncertain: other currencies, or columns that may turn them.

No line is matched before it is certain what its amount is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tidlig.exchange.cells import cell_text
from tidlig.exchange.columns import CURRENCY, SIGN, STATUS, UNIT, Layout, other_side
from tidlig.exchange.currency import foreign_currencies, is_own
from tidlig.exchange.declarations import currency_help, declaration_problems, meaning_of
from tidlig.exchange.headings import split_unit, unit_option
from tidlig.exchange.tables import Formatted, Sheet, SheetRow, Unusable
from tidlig.model.findings import Problem
from tidlig.model.personal import masked
from tidlig.model.records import Register
from tidlig.model.spelling import caseless
from tidlig.source.values import shown

_MOST_VALUES, _LONGEST_VALUE = 4, 40


def values_of(rows: Sequence[SheetRow], number: int) -> dict[str, int]:
    """The values of a column, each with the first line that has it."""
    lines: dict[str, int] = {}
    for row in rows:
        lines.setdefault(cell_text(row.cells[number]), row.line)
    return lines


def _stated_values(rows: Sequence[SheetRow], number: int) -> dict[str, int]:
    """The values of a column that are not empty, each with the first line that has it."""
    lines = values_of(rows, number)
    lines.pop("", None)
    return lines


def quoted_list(values: Sequence[str]) -> str:
    """The first of some values, and how many more there are."""
    first = ", ".join(shown(value, _LONGEST_VALUE) for value in values[:_MOST_VALUES])
    more = len(values) - _MOST_VALUES
    return f"{first} and {more} more" if more > 0 else first


def as_option(name: str, heading: str, value: str | None = None) -> str:
    """Write an option for a shell."""
    text = heading if value is None else f"{heading}={masked(value)[:_LONGEST_VALUE]}"
    is_plain = text.replace("=", "").replace("/", "").isalnum()
    return f"--{name} {text}" if is_plain else f'--{name} "{text}"'


def refuse_uncertain_amounts(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: Register, currency: str
) -> None:
    """Refuse amounts in another currency, and columns that may change them and nobody explains."""
    problems = [
        *_stated_currency(sheet, layout, register, currency),
        *_currencies(sheet, layout, rows, register, currency),
        *declaration_problems(sheet, layout, register, currency),
        *_blanks(sheet, layout, rows),
        *_doubtful(sheet, layout, rows),
        *_unread(sheet, layout, rows, register, currency),
        *_units(sheet, layout, rows, register),
        *_misspelt(sheet, layout, rows),
    ]
    if problems:
        raise Unusable(problems)


def _stated_currency(
    sheet: Sheet, layout: Layout, register: Register, currency: str
) -> Iterator[Problem]:
    if register.currency not in (None, currency):
        message = f"the amounts are in {register.currency}, and the ledger is in {currency}"
        where = sheet.place(sheet.heading_line, layout.amounts[0])
        yield Problem(message, where, f"export the amounts in {currency}")


def _currencies(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: Register, currency: str
) -> Iterator[Problem]:
    for number in layout.amounts:
        heading, where = sheet.headings[number], sheet.place(sheet.heading_line, number)
        others = foreign_currencies(heading, currency)
        if others and register.currency is None:
            message = f'the heading "{heading}" names {others[0]}, and the ledger is in {currency}'
            yield Problem(message, where, currency_help(currency))
        else:
            yield from _formats(sheet, number, rows, register, currency)
    numbers = [layout.columns["currency"]] if "currency" in layout.columns else []
    if register.currency is None:
        numbers += layout.like(CURRENCY)
    for number in numbers:
        yield from _of_column(sheet, number, values_of(rows, number), currency)


def _blanks(sheet: Sheet, layout: Layout, rows: Sequence[SheetRow]) -> Iterator[Problem]:
    """Refuse lines without a currency under a heading that is named for it, or without a sign."""
    if "currency" in layout.columns:
        number = layout.columns["currency"]
        line = values_of(rows, number).get("")
        if line is not None:
            message = f'the currency is missing, under "{sheet.headings[number]}"'
            help = "write the currency of every line, or name no column for it"
            yield Problem(message, sheet.place(line, number), help)
    for number, turning in layout.signs.items():
        values = values_of(rows, number)
        line = values.pop("", None)
        if line is not None and not _may_be_empty(turning, values):
            yield _blank_sign(sheet, number, line, values)


def _may_be_empty(turning: Iterable[str], values: Iterable[str]) -> bool:
    """Whether a line without a sign is clear: where all others turn, it has the other sign."""
    forms = set(map(caseless, turning))
    return "" in forms or forms.issuperset(map(caseless, values))


def _blank_sign(sheet: Sheet, number: int, line: int, values: Iterable[str]) -> Problem:
    heading = sheet.headings[number]
    message = f'nothing stands under "{heading}", where other lines have {quoted_list([*values])}'
    help = f"write the sign of every line, or give {as_option('sign', heading, '')} too if the "
    help += "lines without turn; --filter takes the lines that have one"
    return Problem(message, sheet.place(line, number), help)


def _formats(
    sheet: Sheet, number: int, rows: Sequence[SheetRow], register: Register, currency: str
) -> Iterator[Problem]:
    """Find the first amount that a workbook shows in another currency, or in a unit."""
    for row in rows:
        value = row.cells[number]
        if not isinstance(value, Formatted):
            continue
        name = unit_option(value.unit)
        stated = register.currency if name is None else register.unit
        if stated is None:
            help = currency_help(currency)
            if name is not None:
                help = f"give --register-unit {name}, or --register-unit kr if they are kroner"
            message = f"the cell is formatted as {value.unit}, and the ledger is in {currency}"
            yield Problem(message, sheet.place(row.line, number), help)
            return


def _of_column(
    sheet: Sheet, number: int, values: Mapping[str, int], currency: str
) -> Iterator[Problem]:
    """Check a column of currencies: every line that counts has the ledger's, or none."""
    others = {value for value in values if not is_own(value, currency)}
    value = next((value for value in values if value in others), None)
    if value is not None:
        heading = sheet.headings[number]
        own = next((own for own in values if own and own not in others), None)
        message = f'{shown(value)} stands under "{heading}", and the ledger is in {currency}'
        help = f"export the amounts in {currency}"
        if own is not None:
            help = f"take the lines in {currency}, {as_option('filter', heading, own)}"
        help += (
            f", or say that the column is not about the amounts, {as_option('without', heading)}; "
        )
        help += "in [register.NAME] filters and ignore"
        yield Problem(message, sheet.place(values[value], number), help)


_ASKED = {
    SIGN: ("whether it turns the sign of amounts", "sign", "name the value that does"),
    STATUS: ("which lines count", "filter", "take those that do"),
    UNIT: ("what unit the amounts are in", "filter", "take the lines of one unit"),
}
"""What is not stated of a column, the option that states it, and what to do with it."""


def _doubtful(sheet: Sheet, layout: Layout, rows: Sequence[SheetRow]) -> Iterator[Problem]:
    """Find columns that look as if they changed amounts, where they have anything."""
    for number in layout.like(SIGN, STATUS):
        if number in layout.filters or number in layout.signs:
            continue
        values = list(_stated_values(rows, number))
        if not values:
            continue
        sides = other_side(sheet, layout.amounts, number)
        if sides is None:
            yield _unexplained(sheet, number, layout.suspects[number], values)
        else:
            yield _half(sheet, number, sides)


def _half(sheet: Sheet, number: int, sides: tuple[int, int]) -> Problem:
    """The fault of a column of credit next to one of debit that is taken for all amounts."""
    debit, credit = (sheet.headings[side] for side in sides)
    taken = credit if number == sides[0] else debit
    columns = f"debit={debit},credit={credit}"
    option = f"--columns {columns}" if " " not in columns else f'--columns "{columns}"'
    help = f"use {option}; in [register.NAME] columns, debit and credit in place of amount"
    message = f'the amounts are read under "{taken}" alone, and "{sheet.headings[number]}" has some'
    return Problem(message, sheet.place(sheet.heading_line, number), help)


def _unread(
    sheet: Sheet,
    layout: Layout,
    rows: Sequence[SheetRow],
    register: Register,
    currency: str,
) -> Iterator[Problem]:
    """Find unread columns whose values say that they matter."""
    for number in layout.unexplained:
        cells = dict.fromkeys(row.cells[number] for row in rows)
        meaning = meaning_of(dict.fromkeys(map(cell_text, cells)), currency)
        if meaning is None:
            continue
        kind, values = meaning
        if kind != CURRENCY:
            yield _unexplained(sheet, number, kind, values)
        elif register.currency is None:
            lines = _lines_in_currencies(rows, number, frozenset(values), currency)
            yield from _of_column(sheet, number, lines, currency)


def _lines_in_currencies(
    rows: Sequence[SheetRow], number: int, codes: Collection[str], currency: str
) -> dict[str, int]:
    """The currencies of a column, each with its first line: some codes, and the ledger's own."""
    lines = _stated_values(rows, number)
    return {
        value: line for value, line in lines.items() if value in codes or is_own(value, currency)
    }


def _unexplained(sheet: Sheet, number: int, kind: str, values: Sequence[str]) -> Problem:
    """The fault of a column that may change amounts, where nobody says whether it does."""
    heading = sheet.headings[number]
    what, option, first = _ASKED[kind]
    key = {"filter": "filters"}.get(option, option)
    help = f"{first}, {as_option(option, heading, 'VALUE')}, or say that the column changes no "
    help += f"amount, {as_option('without', heading)}; in [register.NAME] {key} and ignore"
    message = f'"{heading}" has {quoted_list(values)}, and nobody says {what}'
    return Problem(message, sheet.place(sheet.heading_line, number), help)


def _units(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: Register
) -> Iterator[Problem]:
    """Check columns of units: every line that counts has that of the amounts, or none.

    What is no unit, such as the name of an office, is asked about unless it is filtered.
    """
    for number in layout.like(UNIT):
        lines = _stated_values(rows, number)
        units = {value: split_unit(value)[1] for value in lines}
        right = (None, register.amounts_in)
        other = next((value for value, unit in units.items() if unit not in right), None)
        if other is not None:
            yield _other_unit(sheet, number, other, lines[other], register)
        elif None in units.values() and number not in layout.filters:
            yield _unexplained(sheet, number, UNIT, list(lines))


def _other_unit(sheet: Sheet, number: int, value: str, line: int, register: Register) -> Problem:
    heading = sheet.headings[number]
    unit = unit_option(split_unit(value)[1])
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
        values = list(_stated_values(rows, number))
        if len(values) < 2 or _has_any(values, turning):
            continue
        heading = sheet.headings[number]
        named = " or ".join(shown(value) for value in sorted(turning))
        where = sheet.place(sheet.heading_line, number)
        message = f'no line has {named} under "{heading}"'
        yield Problem(message, where, f"name one that is there: {quoted_list(values)}")


def _has_any(values: Iterable[str], wanted: Iterable[str]) -> bool:
    forms = set(map(caseless, wanted))
    return not forms.isdisjoint(map(caseless, values))
