"""Refuse a register whose amounts are uncertain: other currencies, or columns that may turn them.

No line is matched before it is certain what its amount is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from tidlig.model.findings import Problem
from tidlig.model.messages import Message, Value, joined_by_or
from tidlig.model.money import UNITS, name_of
from tidlig.model.personal import masked
from tidlig.model.spelling import caseless
from tidlig.sheets.cells import cell_text
from tidlig.sheets.columns import CURRENCY, SIGN, STATUS, UNIT, Layout, other_side
from tidlig.sheets.currency import foreign_currencies, is_own
from tidlig.sheets.declarations import currency_help, declaration_problems, meaning_of
from tidlig.sheets.headings import split_unit, unit_label, unit_option
from tidlig.sheets.mapping import ReadAs
from tidlig.sheets.tables import Formatted, Sheet, SheetRow, Unusable
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


def quoted_list(values: Sequence[str]) -> Value:
    """The first of some values, and how many more there are."""
    first = tuple(shown(value, _LONGEST_VALUE) for value in values[:_MOST_VALUES])
    more = len(values) - _MOST_VALUES
    return Message("{values} and {more} more", values=first, more=more) if more > 0 else first


def as_option(name: str, heading: str, value: str | None = None) -> str:
    """Write an option for a shell."""
    text = heading if value is None else f"{heading}={masked(value)[:_LONGEST_VALUE]}"
    is_plain = text.replace("=", "").replace("/", "").isalnum()
    return f"--{name} {text}" if is_plain else f'--{name} "{text}"'


def refuse_uncertain_amounts(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: ReadAs, currency: str
) -> None:
    """Refuse amounts in another currency, and columns that may change them and nobody explains."""
    problems = [
        *_stated_currency(sheet, layout, register, currency),
        *_currencies(sheet, layout, rows, register, currency),
        *declaration_problems(sheet, layout, register, currency),
        *_blanks(sheet, layout, rows, register, currency),
        *_doubtful(sheet, layout, rows),
        *_unread(sheet, layout, rows, register, currency),
        *_units(sheet, layout, rows, register),
        *_misspelt(sheet, layout, rows),
    ]
    if problems:
        raise Unusable(problems)


def _stated_currency(
    sheet: Sheet, layout: Layout, register: ReadAs, currency: str
) -> Iterator[Problem]:
    if register.currency is not None and register.currency != currency:
        message = Message(
            "the amounts are in {other}, and the ledger is in {currency}",
            other=register.currency,
            currency=currency,
        )
        where = sheet.place(sheet.heading_line, layout.amounts[0])
        yield Problem(
            message, where, Message("export the amounts in {currency}", currency=currency)
        )


def _currencies(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: ReadAs, currency: str
) -> Iterator[Problem]:
    for number in layout.amounts:
        heading, where = sheet.headings[number], sheet.place(sheet.heading_line, number)
        others = foreign_currencies(heading, currency)
        if others and register.currency is None:
            message = Message(
                'the heading "{heading}" names {other}, and the ledger is in {currency}',
                heading=heading,
                other=others[0],
                currency=currency,
            )
            yield Problem(message, where, currency_help(currency))
        else:
            yield from _formats(sheet, number, rows, register, currency)
    numbers = [layout.columns["currency"]] if "currency" in layout.columns else []
    if register.currency is None:
        numbers += layout.like(CURRENCY)
    for number in numbers:
        yield from _of_column(sheet, number, values_of(rows, number), currency)


def _blanks(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: ReadAs, currency: str
) -> Iterator[Problem]:
    """Refuse lines without a currency under a heading that is named for it, or without a sign."""
    if "currency" in layout.columns:
        number = layout.columns["currency"]
        line = values_of(rows, number).get("")
        if line is not None:
            message = Message(
                'the currency is missing, under "{heading}"', heading=sheet.headings[number]
            )
            help = Message("write the currency of every line, or name no column for it")
            yield Problem(message, sheet.place(line, number), help)
    if register.currency is None:
        yield from _blank_currencies(sheet, layout, rows, currency)
    for number, turning in layout.signs.items():
        values = values_of(rows, number)
        line = values.pop("", None)
        if line is not None and not _may_be_empty(turning, values):
            yield _blank_sign(sheet, number, line, values)


def _blank_currencies(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], currency: str
) -> Iterator[Problem]:
    """Refuse lines without a currency in a column that looks like one, where others have it.

    A column of which no line has any says nothing, and is no reason to doubt.
    """
    for number in layout.like(CURRENCY):
        values = values_of(rows, number)
        line = values.pop("", None)
        if line is not None and values and number not in layout.filters:
            message = Message(
                'line {line} has no currency, under "{heading}", where others have {values}',
                line=line,
                heading=sheet.headings[number],
                values=quoted_list(list(values)),
            )
            yield Problem(message, sheet.place(line, number), currency_help(currency))


def _may_be_empty(turning: Iterable[str], values: Iterable[str]) -> bool:
    """Whether a line without a sign is clear: where all others turn, it has the other sign."""
    forms = set(map(caseless, turning))
    return "" in forms or forms.issuperset(map(caseless, values))


def _blank_sign(sheet: Sheet, number: int, line: int, values: Iterable[str]) -> Problem:
    heading = sheet.headings[number]
    message = Message(
        'nothing stands under "{heading}", where other lines have {values}',
        heading=heading,
        values=quoted_list([*values]),
    )
    help = Message(
        "write the sign of every line, or give {option} too if the lines without turn; --filter "
        "takes the lines that have one",
        option=as_option("sign", heading, ""),
    )
    return Problem(message, sheet.place(line, number), help)


def _formats(
    sheet: Sheet, number: int, rows: Sequence[SheetRow], register: ReadAs, currency: str
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
                help = Message(
                    "give --register-unit {name}, or --register-unit {kr} if they are {kroner}",
                    name=name,
                    kr=Message("kr"),
                    kroner=Message("kroner"),
                )
            message = Message(
                "the cell is formatted as {unit}, and the ledger is in {currency}",
                unit=unit_label(value.unit),
                currency=currency,
            )
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
        message = Message(
            '{value} stands under "{heading}", and the ledger is in {currency}',
            value=shown(value),
            heading=heading,
            currency=currency,
        )
        without = as_option("without", heading)
        if own is None:
            help = Message(
                "export the amounts in {currency}, or say that the column is not about the "
                "amounts, {without}; in [register.NAME] filters and ignore",
                currency=currency,
                without=without,
            )
        else:
            help = Message(
                "take the lines in {currency}, {filter}, or say that the column is not about the "
                "amounts, {without}; in [register.NAME] filters and ignore",
                currency=currency,
                filter=as_option("filter", heading, own),
                without=without,
            )
        yield Problem(message, sheet.place(values[value], number), help)


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
    help = Message(
        "use {option}; in [register.NAME] columns, debit and credit in place of amount",
        option=option,
    )
    message = Message(
        'the amounts are read under "{taken}" alone, and "{heading}" has some',
        taken=taken,
        heading=sheet.headings[number],
    )
    return Problem(message, sheet.place(sheet.heading_line, number), help)


def _unread(
    sheet: Sheet,
    layout: Layout,
    rows: Sequence[SheetRow],
    register: ReadAs,
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
    message = _not_said(kind, heading, quoted_list(values))
    return Problem(message, sheet.place(sheet.heading_line, number), _how_to_say(kind, heading))


def _not_said(kind: str, heading: str, values: Value) -> Message:
    """The fact that nobody says what a column does to amounts."""
    if kind == SIGN:
        return Message(
            '"{heading}" has {values}, and nobody says whether it turns the sign of amounts',
            heading=heading,
            values=values,
        )
    if kind == STATUS:
        return Message(
            '"{heading}" has {values}, and nobody says which lines count',
            heading=heading,
            values=values,
        )
    return Message(
        '"{heading}" has {values}, and nobody says what unit the amounts are in',
        heading=heading,
        values=values,
    )


def _how_to_say(kind: str, heading: str) -> Message:
    """The help for a column of which nobody says what it does to amounts."""
    without = as_option("without", heading)
    if kind == SIGN:
        return Message(
            "name the value that does, {sign}, or say that the column changes no amount, "
            "{without}; in [register.NAME] sign and ignore",
            sign=as_option("sign", heading, "VALUE"),
            without=without,
        )
    filter_option = as_option("filter", heading, "VALUE")
    if kind == STATUS:
        return Message(
            "take those that do, {filter}, or say that the column changes no amount, {without}; "
            "in [register.NAME] filters and ignore",
            filter=filter_option,
            without=without,
        )
    return Message(
        "take the lines of one unit, {filter}, or say that the column changes no amount, "
        "{without}; in [register.NAME] filters and ignore",
        filter=filter_option,
        without=without,
    )


def _units(
    sheet: Sheet, layout: Layout, rows: Sequence[SheetRow], register: ReadAs
) -> Iterator[Problem]:
    """Check columns of units: every line that counts has that of the amounts, or none.

    What is no unit, such as the name of an office, is asked about unless it is filtered.
    """
    for number in layout.like(UNIT):
        lines = _stated_values(rows, number)
        units = {value: split_unit(value)[1] for value in lines}
        right = (None, UNITS[name_of(register.amounts_in(sheet.currency))].label)
        other = next((value for value, unit in units.items() if unit not in right), None)
        if other is not None:
            yield _other_unit(sheet, number, other, lines[other], register)
        elif None in units.values() and number not in layout.filters:
            yield _unexplained(sheet, number, UNIT, list(lines))


def _other_unit(sheet: Sheet, number: int, value: str, line: int, register: ReadAs) -> Problem:
    heading = sheet.headings[number]
    unit = unit_option(split_unit(value)[1])
    filter_option = as_option("filter", heading, "VALUE")
    without = as_option("without", heading)
    if unit is None:
        help = Message(
            "export them in {kroner}, or take the lines of one unit, {filter}, or say that the "
            "column changes no amount, {without}; in [register.NAME] unit, filters and ignore",
            kroner=Message("kroner"),
            filter=filter_option,
            without=without,
        )
    else:
        help = Message(
            "give --register-unit {unit}, or take the lines of one unit, {filter}, or say that the "
            "column changes no amount, {without}; in [register.NAME] unit, filters and ignore",
            unit=unit,
            filter=filter_option,
            without=without,
        )
    message = Message(
        '{value} stands under "{heading}", and the amounts are read in {unit}',
        value=shown(value),
        heading=heading,
        unit=register.amounts_in(sheet.currency).label,
    )
    return Problem(message, sheet.place(line, number), help)


def _misspelt(sheet: Sheet, layout: Layout, rows: Sequence[SheetRow]) -> Iterator[Problem]:
    """Refuse a value that turns signs where no line has it, and lines have several others."""
    for number, turning in layout.signs.items():
        values = list(_stated_values(rows, number))
        if len(values) < 2 or _has_any(values, turning):
            continue
        heading = sheet.headings[number]
        named = joined_by_or(shown(value) for value in sorted(turning))
        where = sheet.place(sheet.heading_line, number)
        message = Message('no line has {values} under "{heading}"', values=named, heading=heading)
        yield Problem(
            message, where, Message("name one that is there: {values}", values=quoted_list(values))
        )


def _has_any(values: Iterable[str], wanted: Iterable[str]) -> bool:
    forms = set(map(caseless, wanted))
    return not forms.isdisjoint(map(caseless, values))
