"""A ledger compared with a register: sums of each group, then lists of what to look at.

CSV has a row for each pair of lines, in which every line stands once; JSON has an object for each
match, with its lines on either side.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Any, NamedTuple

from tidlig.matching.items import Item, Reading, Total
from tidlig.matching.matches import Match, Remark, SummaryRow
from tidlig.matching.matching import Matching
from tidlig.model.money import Money, plain
from tidlig.model.texts import Identifier, Number
from tidlig.render import columns, register_notes
from tidlig.render.block_page import BlockPage, BlockReport
from tidlig.render.columns import (
    CSV,
    DATA,
    JSON,
    PLUS_MINUS,
    TABLE,
    Column,
    Part,
    count,
    text,
)
from tidlig.render.csv_text import Rows
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.register_page import RegisterColumns, RegisterPage
from tidlig.render.register_words import remarks, values
from tidlig.render.report import Context, Writer
from tidlig.render.style import Style, with_all_digits
from tidlig.render.values import address

SCHEMA = "tidlig.register/1"
_IN_ORE = ("amount", "rounded")
"""Remarks whose value is an amount."""


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What a register comes to as a report; `names` are those of the ledger's recipients by id."""

    matching: Matching
    reading: Reading
    context: Context
    names: Mapping[str, str]

    def writer(self, format: str) -> Writer:
        """Return what writes the report in a format."""
        amounts = _amounts(self.matching, self.reading)
        in_kroner = _in_kroner(self.context.style, amounts)
        return BlockReport(
            SCHEMA,
            self.context,
            is_unit_fixed=True,
            figures=amounts,
            page=lambda writer, _: self._page(writer, in_kroner),
            rows=lambda: rows(self.matching, self.reading, in_kroner),
            data=lambda: as_data(self.matching, self.reading),
        ).writer(format)

    def _page(self, writer: FigureWriter, in_kroner: Style) -> BlockPage:
        in_full = FigureWriter(in_kroner.unit, in_kroner.language)
        columns = RegisterColumns(SUMMARY, MATCHES, MatchRow)
        return RegisterPage(
            self.matching, self.reading, self.context, writer, in_full, self.names, columns
        ).page()


def _amounts(matching: Matching, reading: Reading) -> list[Money]:
    """Return all amounts of both sides, and those of the register's own total."""
    items = (*matching.ledger, *matching.register)
    amounts = [item.money for item in items if item.money is not None]
    total = reading.total
    if total is not None:
        amounts += [Money(total.ore or 0), Money(total.lines or 0)]
        amounts += [Money(compared.ore) for compared in total.compared]
    return amounts


def _in_kroner(style: Style, amounts: Iterable[Money]) -> Style:
    """Return a style with all digits: an øre is a difference."""
    return with_all_digits(replace(style, unit=style.unit.whole), amounts)


def rows(matching: Matching, reading: Reading, style: Style) -> Rows:
    """The rows of CSV, the headings first.

    A total that the lines do not add up to has a row at the end, without figures to add up.
    """
    in_csv = columns.of_part(MATCHES, Part.CSV)
    headings = columns.headings(in_csv)
    yield headings
    for number, match in enumerate(matching.matches, 1):
        for row in _pairs(number, match, style):
            yield columns.fields(in_csv, row)
    total = reading.total
    if total is not None and not reading.adds_up:
        fields = {
            "group": "total-differs",
            "differs": "total",
            "register_line": str(total.line),
            "remark": register_notes.total_remark(total, style),
        }
        yield [fields.get(heading, "") for heading in headings]


def _pairs(number: int, match: Match, style: Style) -> Iterator["MatchRow"]:
    """Pair the lines of both sides; what is of the whole match stands in the first row."""
    written: str | None = remarks(match, style)
    for ours, theirs in zip_longest(match.ledger, match.register):
        yield MatchRow(match, written, number, ours, theirs)
        written = None


def as_data(matching: Matching, reading: Reading) -> dict[str, Any]:
    """All that there is to say, as JSON has it; money is kroner as text."""
    over, outside = matching.over_years, matching.outside_years
    outside_data = outside and {"lines": outside.number, **_money_data(outside.sum)}
    total = reading.total and columns.record(TOTAL, reading.total)
    return {
        "register": {**register_notes.reading_data(reading, matching), "total": total},
        "summary": [columns.record(SUMMARY, row) for row in matching.groups],
        "in_all": columns.record(SUMMARY, matching.in_all),
        "over_years": {"matches": over.number, **_money_data(over.sum)},
        "outside_years": outside_data,
        "matches": [columns.record(MATCHES, MatchRow(match)) for match in matching.matches],
    }


def _money_data(money: Money | None) -> dict[str, str | None]:
    if money is None:
        return {"amount": None, PLUS_MINUS: None}
    return {"amount": plain(money.ore), PLUS_MINUS: plain(money.half)}


def _ore(ore: int | None) -> Number | None:
    return None if ore is None else plain(ore)


def _or_unknown(money: Money | None, style: Style) -> str:
    return style.word("not stated") if money is None else style.figure(money)


# The sums of each group.


def _ledger_lines_cell(row: SummaryRow, style: Style) -> str:
    del style
    return str(row.ledger_lines)


def _register_lines_cell(row: SummaryRow, style: Style) -> str:
    del style
    return str(row.register_lines)


def _ledger_sum_data(row: SummaryRow) -> dict[str, Any]:
    return {"lines": row.ledger_lines, **_money_data(row.ledger_sum)}


def _register_sum_data(row: SummaryRow) -> dict[str, Any]:
    return {"lines": row.register_lines, **_money_data(row.register_sum)}


def _difference(row: SummaryRow | Match) -> Number | None:
    return None if row.difference is None else plain(row.difference.ore)


_IN_PAGE = TABLE | JSON
"""Where the columns of sums stand; CSV has no sums."""

SUMMARY: tuple[Column[SummaryRow], ...] = (
    text("group", "The group; empty for all.", lambda row: row.group, parts=JSON),
    count(
        "ledger_lines", "How many lines of the ledger are in it.", lambda row: row.ledger_lines,
        word="ledger lines", cell=_ledger_lines_cell, parts=TABLE,
    ),
    count(
        "ledger", "The sum of its lines in the ledger; in JSON also how many they are.",
        lambda row: row.ledger_sum, word="in the ledger",
        cell=lambda row, style: _or_unknown(row.ledger_sum, style),
        data=_ledger_sum_data, parts=_IN_PAGE,
    ),
    count(
        "register_lines", "How many lines of the register are in it.",
        lambda row: row.register_lines, word="register lines", cell=_register_lines_cell,
        parts=TABLE,
    ),
    count(
        "register", "The sum of its lines in the register; in JSON also how many they are.",
        lambda row: row.register_sum, word="in the register",
        cell=lambda row, style: style.figure(row.register_sum),
        data=_register_sum_data, parts=_IN_PAGE,
    ),
    count(
        "difference", "The register's sum less the ledger's, if that is known.", _difference,
        cell=lambda row, style: _or_unknown(row.difference, style), parts=_IN_PAGE,
    ),
)  # fmt: skip
"""The columns of the sums of groups, in the order of every format."""


# The register's own total.


def _total_difference_cell(total: Total, style: Style) -> str:
    return style.figure(Money((total.lines or 0) - (total.ore or 0)))


def _compared_data(total: Total) -> list[dict[str, Any]]:
    return [
        {"lines": compared.which, "added": compared.how, "amount": plain(compared.ore)}
        for compared in total.compared
    ]


TOTAL: tuple[Column[Total], ...] = (
    count(
        "line", "Where the total stands in the register.", lambda total: total.line,
        word="register line", parts=_IN_PAGE,
    ),
    text("label", "What the register calls it.", lambda total: total.label,
         data=lambda total: total.label, parts=JSON),
    count(
        "amount", "What it is.", lambda total: _ore(total.ore), word="register total",
        cell=lambda total, style: style.figure(Money(total.ore or 0)), parts=_IN_PAGE,
    ),
    count(
        "lines", "What the lines come to.", lambda total: _ore(total.lines), word="sum of lines",
        cell=lambda total, style: style.figure(Money(total.lines or 0)), parts=_IN_PAGE,
    ),
    text("agrees", "Whether the lines add up to it.", lambda total: total.agrees,
         data=lambda total: total.agrees, parts=JSON),
    text("under", "The heading that it stands under, where amounts have two.",
         lambda total: total.under, data=lambda total: total.under, parts=JSON),
    text("compared", "The sums that it was compared with.", _compared_data,
         data=_compared_data, parts=JSON),
    count(
        "difference", "What the lines come to, less the total.", lambda total: total.lines,
        cell=_total_difference_cell, parts=TABLE,
    ),
)  # fmt: skip
"""The columns of a total that the lines do not add up to."""


# Lines of either side.


def _entry(item: Item) -> str | None:
    return None if item.entry is None else address(item.entry)


def _item_date(item: Item) -> str | None:
    return None if item.date is None else item.date.isoformat()


def _item_amount(item: Item) -> Number | None:
    return None if item.money is None else plain(item.money.ore)


def _half_width(item: Item) -> Number | None:
    return None if item.money is None or item.money.exact else plain(item.money.half)


BOTH_SIDES: tuple[Column[Item], ...] = (
    text("id", "Its id.", lambda item: Identifier(item.id), parts=DATA),
    text("reference", "Its reference.", lambda item: Identifier(item.reference), parts=DATA),
    text("award", "The award that it is of.", lambda item: Identifier(item.award), parts=DATA),
    text(
        "recipient", "The recipient: an id in the ledger, a name in the register.",
        lambda item: item.recipient, parts=DATA,
    ),
    text("cvr", "The recipient's CVR number.", lambda item: item.cvr, parts=DATA),
    text("date", "Its date.", _item_date, parts=DATA),
    count("amount", "Its amount, if it is known.", _item_amount, parts=DATA),
)  # fmt: skip
LEDGER_ITEM: tuple[Column[Item], ...] = (
    text("entry", "The entry.", _entry, parts=DATA),
    *BOTH_SIDES,
    count(
        PLUS_MINUS, "The half-width of an amount that is rounded in its source.", _half_width,
        parts=DATA,
    ),
)  # fmt: skip
"""The columns of a line of the ledger, in the order of CSV and JSON."""
REGISTER_ITEM: tuple[Column[Item], ...] = (
    count("line", "Where it stands in the register.", lambda item: item.number, parts=DATA),
    *BOTH_SIDES,
)
"""The columns of a line of the register, in the order of CSV and JSON."""


# Matches.


class MatchRow(NamedTuple):
    """A match, or in CSV one pair of its lines.

    `remarks` are in words, and None in all rows of a match but its first; `number` is that of the
    match.
    """

    match: Match
    remarks: str | None = None
    number: int = 0
    ours: Item | None = None
    theirs: Item | None = None


def _first(row: MatchRow) -> Item:
    return (row.match.ledger or row.match.register)[0]


def _differs(row: MatchRow) -> str:
    both = (*row.match.differs, *row.match.notes)
    return " ".join(remark.what for remark in both)


def _remark_data(remark: Remark) -> dict[str, Any]:
    if remark.what in _IN_ORE:
        return {"what": remark.what, "values": [plain(int(ore)) for ore in remark.values]}
    return {"what": remark.what, "values": list(values(remark))}


def _differs_data(row: MatchRow) -> list[dict[str, Any]]:
    return [_remark_data(remark) for remark in row.match.differs]


def _notes_data(row: MatchRow) -> list[dict[str, Any]]:
    return [_remark_data(remark) for remark in row.match.notes]


def _ledger_cell(row: MatchRow, style: Style) -> str:
    match = row.match
    if not match.ledger:
        return ""
    return _or_unknown(match.ledger_sum if match.is_known else None, style)


def _register_cell(row: MatchRow, style: Style) -> str:
    return style.figure(row.match.register_sum) if row.match.register else ""


def _ledger_data(row: MatchRow) -> list[dict[str, Any]]:
    return [columns.record(LEDGER_ITEM, item) for item in row.match.ledger]


def _register_data(row: MatchRow) -> list[dict[str, Any]]:
    return [columns.record(REGISTER_ITEM, item) for item in row.match.register]


def _ledger_fields(row: MatchRow) -> Sequence[str]:
    return _item_fields(LEDGER_ITEM, row.ours)


def _register_fields(row: MatchRow) -> Sequence[str]:
    return _item_fields(REGISTER_ITEM, row.theirs)


def _item_fields(of_side: Sequence[Column[Item]], item: Item | None) -> Sequence[str]:
    """Write a line of one side; empty where a match has no further line there."""
    if item is None:
        return [""] * len(columns.headings(of_side))
    return columns.fields(of_side, item)


def _difference_fields(row: MatchRow) -> Sequence[str]:
    is_first = row.remarks is not None
    return (_difference(row.match) or Number() if is_first else Number(),)


def _difference_cell(row: MatchRow, style: Style) -> str:
    return _or_unknown(row.match.difference, style)


def _lines(row: MatchRow) -> str:
    return ", ".join(str(item.number) for item in row.match.register)


LEDGER: Column[MatchRow] = count(
    "ledger", "The lines of the ledger; in a table their sum.",
    lambda row: row.match.ledger_sum, word="in the ledger", cell=_ledger_cell, data=_ledger_data,
)  # fmt: skip
REGISTER: Column[MatchRow] = count(
    "register", "The lines of the register; in a table their sum.",
    lambda row: row.match.register_sum, word="in the register", cell=_register_cell,
    data=_register_data,
)  # fmt: skip
DIFFERENCE: Column[MatchRow] = count(
    "difference", "The register's side less the ledger's, if that is known.",
    lambda row: _difference(row.match), cell=_difference_cell,
)  # fmt: skip
MATCHES: tuple[Column[MatchRow], ...] = (
    text(
        "match", "The number of the match, for its lines are in one row or more.",
        lambda row: str(row.number), parts=CSV,
    ),
    text("group", "The group that it is in.", lambda row: row.match.group.value, parts=DATA),
    text("by", "How its lines were found to belong together.", lambda row: row.match.by,
         parts=DATA),
    text("differs", "What differs, and in CSV what is noted.", _differs, data=_differs_data,
         parts=DATA),
    text("notes", "What is noted.", _notes_data, data=_notes_data, parts=JSON),
    text(
        "recipient", "The recipient of its first line.", lambda row: _first(row).recipient,
        word="recipient on either side", parts=TABLE,
    ),
    text("date", "The date of its first line.", lambda row: _item_date(_first(row)), parts=TABLE),
    replace(
        LEDGER,
        fields=_ledger_fields,
        headings=tuple(f"ledger_{heading}" for heading in columns.headings(LEDGER_ITEM)),
    ),
    replace(
        REGISTER,
        fields=_register_fields,
        headings=tuple(f"register_{heading}" for heading in columns.headings(REGISTER_ITEM)),
    ),
    replace(DIFFERENCE, fields=_difference_fields),
    count("line", "Where its lines stand in the register.", _lines, word="register line",
          parts=TABLE),
    text("remark", "What there is to say of it, in words.", lambda row: row.remarks,
         parts=TABLE | CSV),
)  # fmt: skip
"""The columns of matches, in the order of every format."""
