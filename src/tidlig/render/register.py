"""The report on a register compared with the ledger: sums of each group, then lists of lines."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tidlig.arithmetic.registers.items import Item
from tidlig.arithmetic.registers.matches import Group, Match, SummaryRow
from tidlig.arithmetic.registers.matching import Held
from tidlig.arithmetic.registers.reading import Reading
from tidlig.model.money import Money
from tidlig.model.notation import UNITS
from tidlig.model.texts import Identifier
from tidlig.render import register_data
from tidlig.render.register_text import figure, remarks, word
from tidlig.render.report import Context, Page, Report, Section, source
from tidlig.render.style import Style, with_all_digits
from tidlig.render.tables import Row, Table


def report(held: Held, reading: Reading, context: Context) -> Report:
    """Give what a register comes to as a report, in any format."""
    return Report(
        register_data.SCHEMA,
        _figures(held, reading),
        lambda style: _page(held, reading, context, style),
        lambda: register_data.rows(held, reading, _in_kroner(held, reading, context.style)),
        lambda: register_data.as_data(held, reading),
    )


def _page(held: Held, reading: Reading, context: Context, style: Style) -> Page:
    kind, against = reading.register.type, word("held against", style.language)
    all_digits = _in_kroner(held, reading, style)
    found = [*total(reading, all_digits), *lists(held, all_digits)]
    return Page(
        f"{word(kind, style.language)} {against} {reading.file}, {style.unit.label}",
        overview(held, style),
        tuple(_notes(held, style)),
        source(context.provenance, style),
        sections=tuple(Section(heading, table) for heading, table in found),
    )


def _figures(held: Held, reading: Reading) -> list[Money]:
    written = [] if reading.total is None else [Money(reading.total.ore or 0)]
    found = [item.money for item in (*held.ledger, *held.register) if item.money is not None]
    return [*found, *written]


def _in_kroner(held: Held, reading: Reading, style: Style) -> Style:
    """Give a style with all digits: an øre is a difference."""
    return with_all_digits(replace(style, unit=UNITS["kr"]), _figures(held, reading))


def _notes(held: Held, style: Style) -> list[str]:
    notes = [word("difference is", style.language)]
    if near := near_dates(held):
        notes.append(word("near dates", style.language).format(near, held.days))
    if style.unit.label != UNITS["kr"].label:
        notes.append(word("rounded units", style.language))
    return notes


_FIGURES = ("ledger lines", "ledger", "register lines", "register", "difference")
_COLUMNS = ("recipient", "date", "ledger", "register", "difference", "line", "remark")
_OF_WORDS = frozenset({0, 1, 6})


def overview(held: Held, style: Style) -> Table:
    """Give the table of all groups that have anything in them, and both sides in all."""
    shown = [row for row in held.groups if row.ledger_lines or row.register_lines]
    rows = tuple(_summary(row, style) for row in (*shown, held.in_all))
    headings = tuple(word(each, style.language) for each in _FIGURES)
    return Table(word("group", style.language), headings, rows)


def lists(held: Held, style: Style) -> Iterator[tuple[str, Table]]:
    """Give a heading and a table for each group; last what is matched and has a remark."""
    for group in (*(each for each in Group if each is not Group.MATCHED), Group.MATCHED):
        found = [each for each in held.matches if each.group is group and not each.is_in_order]
        name = "with notes" if group is Group.MATCHED else group.value
        if found:
            yield f"{word(name, style.language)} ({len(found)})", _list(found, style)


def total(reading: Reading, style: Style) -> Iterator[tuple[str, Table]]:
    """Give a heading and a table of the register's own total, where the lines do not add up."""
    found = reading.total
    if found is not None and found.ore is not None and not reading.adds_up:
        headings = tuple(word(each, style.language) for each in ("line", "its total", "its lines"))
        cells = str(found.line), figure(found.ore, style), figure(found.lines or 0, style)
        difference = figure((found.lines or 0) - found.ore, style)
        row = Row(found.label, (*cells, difference))
        headings = (*headings, word("difference", style.language))
        yield (
            word("total-differs", style.language),
            Table(word("item", style.language), headings, (row,)),
        )


def near_dates(held: Held) -> int:
    """Count the matches that have nothing to look at but a date that is some days apart."""
    return len([match for match in held.matches if match.is_in_order and match.notes])


def _summary(row: SummaryRow, style: Style) -> Row:
    cells = (
        str(row.ledger_lines),
        style.figure(row.ledger_sum),
        str(row.register_lines),
        style.figure(row.register_sum),
        style.figure(row.difference),
    )
    name = "in all" if row.group is None else row.group.value
    return Row(word(name, style.language), cells, stands_out=row.group is None)


def _list(matches: Sequence[Match], style: Style) -> Table:
    headings = tuple(word(each, style.language) for each in _COLUMNS)
    rows = tuple(_row(match, style) for match in matches)
    return Table(word("item", style.language), headings, rows, _OF_WORDS)


def _row(match: Match, style: Style) -> Row:
    first = (match.ledger or match.register)[0]
    cells = (
        first.recipient,
        "" if first.date is None else first.date.isoformat(),
        style.figure(match.ledger_sum) if any(i.money is not None for i in match.ledger) else "",
        style.figure(match.register_sum) if match.register else "",
        style.figure(match.difference),
        ", ".join(str(item.number) for item in match.register),
        remarks(match, style),
    )
    name = ", ".join(_name(item) for item in (match.ledger or match.register))
    return Row(Identifier(name), cells)


def _name(item: Item) -> str:
    if item.entry is not None:
        return item.entry.address
    return item.id or item.reference or "-"
