"""Columns of figures with bounds: one description for tables, CSV and JSON.

CSV has an exact figure under `amount`, and other bounds under `least` and `most`; JSON has bounds.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tidlig.arithmetic.figures import Figure
from tidlig.model.money import plain
from tidlig.model.texts import Number
from tidlig.render import columns, grid
from tidlig.render.balance_data import figure_data
from tidlig.render.columns import PLUS_MINUS, Column, Item, Of_contra, Part
from tidlig.render.figures import NOT_APPLICABLE, Writer, are_all_inexact
from tidlig.render.sentences import sentence, word
from tidlig.render.style import Style

BOUNDS = ("least", "most")
"""The headings of CSV for bounds of a figure that are not equal."""


@dataclass(frozen=True, slots=True)
class LeftColumn(Column[Of_contra]):
    """A column of figures with bounds; `applies` says whether a row has one, known or not."""

    value: Callable[[Of_contra], Figure | None] = lambda _: None
    applies: Callable[[Of_contra], bool] = lambda _: True


def left_column(
    name: str,
    help: str,
    value: Callable[[Item], Figure | None],
    *,
    word: str | None = None,
    applies: Callable[[Item], bool] = lambda _: True,
) -> LeftColumn[Item]:
    """A column of figures with bounds, `word` being the key of its heading."""

    def cell(item: Item, style: Style) -> str:
        written = _cell(column, item, style, is_circa=False)
        return f"{written.text} {written.suffix}" if written.suffix else written.text

    def fields(item: Item) -> Sequence[str]:
        return fields_of(value(item))

    column: LeftColumn[Item] = LeftColumn(
        name,
        help,
        cell,
        lambda item: figure_data(value(item)),
        fields,
        (name, *BOUNDS, PLUS_MINUS),
        word or name,
        is_words=False,
        value=value,
        applies=applies,
    )
    return column


def fields_of(figure: Figure | None) -> tuple[Number, ...]:
    """Return the amount, its bounds where they differ, and its half-width where it has one."""
    if figure is None:
        return (Number(),) * 4
    half = plain(figure.half) if figure.half else Number()
    least, most = (Number() if ore is None else plain(ore) for ore in figure[:2])
    if figure.is_exact:
        return least, Number(), Number(), half
    return Number(), least, most, half


def melted(of_report: Iterable[Column[Item]], item: Item) -> Iterator[dict[str, str]]:
    """Write a row of CSV for each figure, named under "heading", with the other columns' fields."""
    in_csv = columns.of_part(of_report, Part.CSV)
    labels = [column for column in in_csv if not _is_amount(column)]
    for column in in_csv:
        if isinstance(column, LeftColumn):
            amount, least, most, half = column.fields(item)
            yield {
                **columns.fields_by_heading(labels, item),
                "heading": column.name,
                "amount": amount,
                "least": least,
                "most": most,
                PLUS_MINUS: half,
            }
    yield from columns.melted([*labels, *_others(in_csv)], item)


def _is_amount(column: Column[Item]) -> bool:
    return isinstance(column, LeftColumn) or column.figure is not None


def _others(in_csv: Iterable[Column[Item]]) -> list[Column[Item]]:
    return [column for column in in_csv if column.figure is not None]


# Tables.


def grid_columns(
    in_table: Sequence[Column[Item]], items: Sequence[Item], style: Style
) -> tuple[grid.Column, ...]:
    """Return the headings of a table; with "ca." where all figures below are rounded."""
    return tuple(_heading(column, items, style) for column in in_table)


def _heading(column: Column[Item], items: Sequence[Item], style: Style) -> grid.Column:
    heading = word(column.word, style.language)
    if is_circa(column, items):
        heading = f"{heading} {sentence('circa', style.language)}"
    return grid.Column(heading, is_words=column.is_words)


def is_circa(column: Column[Item], items: Iterable[Item]) -> bool:
    """Whether all figures of a column are rounded in their source."""
    if not isinstance(column, LeftColumn):
        return False
    return are_all_inexact(column.value(item) for item in items if column.applies(item))


def grid_cells(
    in_table: Sequence[Column[Item]], items: Sequence[Item], item: Item, style: Style
) -> tuple[grid.Cell, ...]:
    """Write a row of a table that has `items` as its rows."""
    return tuple(
        _cell(column, item, style, is_circa=is_circa(column, items)) for column in in_table
    )


def _cell(column: Column[Item], item: Item, style: Style, *, is_circa: bool) -> grid.Cell:
    if not isinstance(column, LeftColumn):
        return grid.Cell(column.cell(item, style))
    if not column.applies(item):
        return NOT_APPLICABLE
    writer = Writer(style.unit, style.language)
    return writer.cell(column.value(item), circa=not is_circa)


def is_shown(column: Column[Item], items: Iterable[Item]) -> bool:
    """Whether a column has anything but 0 in any row that it applies to."""
    if not isinstance(column, LeftColumn):
        return True
    figures = (column.value(item) for item in items if column.applies(item))
    return any(figure is not None and figure[:2] != (0, 0) for figure in figures)


def amounts(of_report: Iterable[Column[Item]], items: Iterable[Item]) -> Iterator[int]:
    """Yield the amounts in øre that the table of a report shows."""
    shown = [column for column in of_report if isinstance(column, LeftColumn)]
    for item in items:
        for column in shown:
            figure = column.value(item) if column.applies(item) else None
            yield from (ore for ore in (figure or ())[:2] if ore)
