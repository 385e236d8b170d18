"""The lines of a ledger and a register as tables: the sums of each group, and a list for each."""

from collections.abc import Iterator, Sequence

from tidlig.matching.items import Item, Reading, Sum, Total
from tidlig.matching.matches import Group, Match, SummaryRow
from tidlig.matching.matching import Matching
from tidlig.model.money import Money
from tidlig.model.texts import Identifier
from tidlig.render.register_labels import remark, word
from tidlig.render.style import Language, Style
from tidlig.render.tables import Row, Table

_FIGURES = ("ledger lines", "ledger", "register lines", "register", "difference")
_COLUMNS = ("recipient", "date", "ledger", "register", "difference", "line", "remark")
_OF_WORDS = frozenset({0, 1, 6})


def overview(held: Matching, style: Style) -> Table:
    """Give the table of all groups that have anything in them, and both sides in all."""
    shown = [row for row in held.groups if row.ledger_lines or row.register_lines]
    rows = tuple(_summary(row, style) for row in (*shown, held.in_all))
    headings = tuple(word(each, style.language) for each in _FIGURES)
    return Table(word("group", style.language), headings, rows)


def lists(held: Matching, style: Style) -> Iterator[tuple[str, Table]]:
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
        row = Row(_called(found, style), (*cells, difference))
        headings = (*headings, word("difference", style.language))
        yield (
            word("total-differs", style.language),
            Table(word("item", style.language), headings, (row,)),
        )


def total_remark(total: Total, style: Style) -> str:
    """Say what the register's own total is, and what its lines come to."""
    found = figure(total.ore or 0, style), figure(total.lines or 0, style)
    parts = [word("total remark", style.language).format(*found), *compared_with(total, style)]
    return "; ".join([*parts, *_under(total, style)])


def compared_with(total: Total, style: Style) -> list[str]:
    """Say what sums a total was compared with, where they are several."""
    if len(total.compared) < 2:
        return []
    sums = (f"{sum_of(each, style.language)}: {figure(each.ore, style)}" for each in total.compared)
    return [word("compared with", style.language).format("; ".join(sums))]


def sum_of(compared: Sum, language: Language) -> str:
    """Say which lines a sum is of, and how they are added."""
    return f"{word(compared.which, language)}{word(compared.how, language)}"


def _called(total: Total, style: Style) -> str:
    return ", ".join([total.label, *_under(total, style)])


def _under(total: Total, style: Style) -> list[str]:
    return [] if total.under is None else [word("under", style.language).format(total.under)]


def figure(ore: int, style: Style) -> str:
    """Write a sum with øre."""
    return style.figure(Money(ore))


def near_dates(held: Matching) -> int:
    """Count the matches that have nothing to look at but a date that is some days apart."""
    return len([match for match in held.matches if match.is_in_order and match.notes])


def remarks(match: Match, style: Style) -> str:
    """Give all that there is to say of a match, what differs first."""
    return "; ".join(remark(each, style) for each in (*match.differs, *match.notes))


def _summary(row: SummaryRow, style: Style) -> Row:
    cells = (
        str(row.ledger_lines),
        _or_unknown(row.ledger_sum, style),
        str(row.register_lines),
        style.figure(row.register_sum),
        _or_unknown(row.difference, style),
    )
    name = "in all" if row.group is None else row.group.value
    return Row(word(name, style.language), cells, stands_out=row.group is None)


def _or_unknown(money: Money | None, style: Style) -> str:
    return style.word("not stated") if money is None else style.figure(money)


def _list(matches: Sequence[Match], style: Style) -> Table:
    headings = tuple(word(each, style.language) for each in _COLUMNS)
    rows = tuple(_row(match, style) for match in matches)
    return Table(word("item", style.language), headings, rows, _OF_WORDS)


def _row(match: Match, style: Style) -> Row:
    first = (match.ledger or match.register)[0]
    cells = (
        first.recipient,
        "" if first.date is None else first.date.isoformat(),
        _or_unknown(match.ledger_sum if match.is_known else None, style) if match.ledger else "",
        style.figure(match.register_sum) if match.register else "",
        _or_unknown(match.difference, style),
        ", ".join(str(item.number) for item in match.register),
        remarks(match, style),
    )
    name = ", ".join(_name(item) for item in (match.ledger or match.register))
    return Row(Identifier(name), cells)


def _name(item: Item) -> str:
    if item.entry is not None:
        return item.entry.address
    return item.id or item.reference or "-"
