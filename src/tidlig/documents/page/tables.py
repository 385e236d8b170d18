"""Tables of reports as HTML: the rows and columns that the reports have, with links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tidlig.documents.markup import Html, element, joined, lines
from tidlig.render.grid import Cell, Column, Grid, Row
from tidlig.render.sentences import sentence
from tidlig.render.style import Language

MOST_ROWS = 2_000
"""So many rows of a table are written; more would take a browser seconds to lay out."""

MOST_STYLED = 10
"""So many columns from the left may be of words."""

SHORT = 14
"""Words of a column that has none longer stay on a line: dates, accounts, states."""

_TONES = {"red": "neg", "yellow": "q", "dim": "z"}


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table to be written: its grid, what it is called, and the unit of its figures.

    `named_by` is the column that names rows. One that `is_list` may be sorted; where a name stands
    for the rows below it too, it `repeats_names`. `links` are the addresses of texts in cells.
    `command` lists what is left out. Rows are `rows_named` with a number behind, where others link
    to them. Names may be in a `names_language` that is not the page's.
    """

    id: str
    caption: str
    grid: Grid
    unit: str = ""
    named_by: int = 0
    is_list: bool = True
    links: Mapping[str, str] = field(default_factory=dict)
    command: str = ""
    rows_named: str = ""
    repeats_names: bool = False
    names_language: Language | None = None


def table(shown: HtmlTable, language: Language) -> Html:
    """Write a table in a box of its own, which scrolls where the page is narrow."""
    shown = _without_empty_words(shown)
    rows, totals = _parted(shown.grid.rows)
    kept = _with_names(rows[:MOST_ROWS]) if shown.repeats_names else rows[:MOST_ROWS]
    is_sorted = shown.is_list and not any(row.stands_out for row in kept)
    parts = [
        _caption(shown),
        element("thead", element("tr", *_headings(shown))),
        element("tbody", *(_row(row, shown, number) for number, row in enumerate(kept, 1))),
        element("tfoot", *(_row(row, shown) for row in totals)) if totals else Html(""),
    ]
    kinds = " ".join([*(["s"] if is_sorted else []), *_kinds(shown.grid)])
    whole = element("table", *parts, id=shown.id, class_=kinds or None)
    box = element(
        "div", whole, class_="box", role="group", tabindex="0", aria_labelledby=f"{shown.id}-c"
    )
    return joined([element("div", box), *_more(shown, len(rows) - len(kept), language)])


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Part the rows from the totals below them."""
    body = list(rows)
    totals: list[Row] = []
    while body and body[-1].stands_out:
        totals.insert(0, body.pop())
    return body, totals


def _without_empty_words(shown: HtmlTable) -> HtmlTable:
    """Leave out columns of words that nothing stands in, but for the one that names rows."""
    grid = shown.grid
    kept = [
        at
        for at, column in enumerate(grid.columns)
        if at == shown.named_by
        or not column.is_words
        or any(row.cells[at].text for row in grid.rows)
    ]
    rows = (replace(row, cells=tuple(row.cells[at] for at in kept)) for row in grid.rows)
    columns = tuple(grid.columns[at] for at in kept)
    return replace(shown, grid=Grid(columns, tuple(rows)), named_by=kept.index(shown.named_by))


def _more(shown: HtmlTable, number: int, language: Language) -> list[Html]:
    """Say how many rows are left out, and which command lists them."""
    if number <= 0:
        return []
    text = sentence("page: more rows", language, number=number, command=shown.command)
    return [element("p", text)]


def _with_names(rows: Sequence[Row]) -> list[Row]:
    """Name each row where a name stands for those below it too: rows may be sorted."""
    named: list[Row] = []
    name = Cell()
    for row in rows:
        name = row.cells[0] if row.cells[0].text or row.stands_out else name
        named.append(Row((name, *row.cells[1:]), row.stands_out))
    return named


def _caption(shown: HtmlTable) -> Html:
    unit = [" ", element("small", shown.unit)] if shown.unit else []
    return element("caption", shown.caption, *unit, id=f"{shown.id}-c")


def _headings(shown: HtmlTable) -> list[Html]:
    headings = []
    for number, column in enumerate(shown.grid.columns):
        kind = _kind(column, number, shown) or None
        if column.whole:
            headings.append(element("th", column.whole, class_=kind))
        else:  # a heading without words is none to a screen reader
            headings.append(element("td", class_=kind))
    return headings


def _kind(column: Column, number: int, shown: HtmlTable) -> str:
    """Return the classes of a heading: of words, of names, and of the first that stays."""
    kinds = ["w"] if column.is_words else []
    if number == shown.named_by:
        kinds.append("k1")
    return " ".join(kinds)


def _row(row: Row, shown: HtmlTable, number_of_row: int = 0) -> Html:
    cells = []
    for number, cell in enumerate(row.cells):
        if number == shown.named_by:
            cells.append(element("th", _text(cell, shown), scope="row", lang=shown.names_language))
        else:
            cells.append(element("td", _text(cell, shown), class_=_TONES.get(cell.tone)))
    kind = " ".join(filter(None, ("t" if row.stands_out else "", "i" if row.indent else "")))
    is_named = bool(shown.rows_named and number_of_row)
    id = f"{shown.rows_named}{number_of_row}" if is_named else None
    return element("tr", *cells, id=id, class_=kind or None)


def _kinds(grid: Grid) -> Iterator[str]:
    """Yield a class for each column of words: of short ones, which stay on a line, or of long."""
    for at, column in enumerate(grid.columns[:MOST_STYLED]):
        if column.is_words:
            longest = max((len(row.cells[at].text) for row in grid.rows), default=0)
            yield f"{'k' if longest <= SHORT else 'w'}{at + 1}"


def css() -> str:
    """Return the rules of the columns of words, which are numbered from the left."""
    numbers = range(1, MOST_STYLED + 1)
    short = [f".k{number} tr>:nth-child({number})" for number in numbers]
    long = [f".w{number} tr>:nth-child({number})" for number in numbers]
    left = f"{','.join(short + long)}{{text-align:left}}"
    return f"{left}{','.join(long)}{{white-space:normal;min-width:5.5rem}}"


def _text(cell: Cell, shown: HtmlTable) -> Html:
    """Write a cell, and the sign of an unknown part behind it; each part that has one is a link."""
    text = f"{cell.text} {cell.suffix}" if cell.suffix else cell.text
    if text in shown.links:
        return _link(text, shown.links[text])
    parts = text.split(", ")
    if shown.links and any(part in shown.links for part in parts):
        linked = [
            _link(part, shown.links[part]) if part in shown.links else lines(part) for part in parts
        ]
        return joined(linked, ", ")
    return lines(text)


def _link(text: str, address: str) -> Html:
    is_inside = address.startswith("#")
    return element("a", lines(text), href=address, rel=None if is_inside else "noreferrer")
