"""What hangs on an entry, as tables: each kind with its sums, the first rows of what is long."""

from collections.abc import Iterable, Mapping, Sequence

from tidlig.arithmetic.dossier import Dossier, Part, PartRow
from tidlig.arithmetic.headings import HEADINGS, Figures
from tidlig.arithmetic.marks import Doubts
from tidlig.arithmetic.movements import Movement
from tidlig.model.entry import Entry
from tidlig.model.money import ZERO, Money
from tidlig.render.describing import described
from tidlig.render.entries import id_of
from tidlig.render.layout import Row, Table
from tidlig.render.log import line_name
from tidlig.render.shown import Style

FEW = 20
"""So many rows of a kind are shown unless all are asked for."""

_CHARGED = ("awarded", "returned", "paid", "outstanding")
_OF_STRANDS = ("budget", "awarded", "remaining", "outturn")
_SHOWN: Mapping[str, Sequence[str]] = {
    "program": _OF_STRANDS,
    "strand": _OF_STRANDS,
    "appropriation": ("appropriated", "restated"),
    "reprioritisation": ("reprioritised",),
    "carry-over": ("carried",),
    "round": _CHARGED,
    "pool": _CHARGED,
    "award": _CHARGED,
    "payment": ("paid",),
    "payee": ("paid",),
    "return": ("returned",),
    "outturn": ("outturn",),
}
"""The headings that entries of a kind are shown under, where they are not all zeros."""


def part_table(dossier: Dossier, part: Part, style: Style, few: int | None) -> Table:
    """Give the entries of one kind, the first few of them unless all, and the sum of all."""
    headings = _headings(part)
    dated = any(_date(row.entry) for row in part.rows)
    body = [_row(row, dossier, headings, style, dated=dated) for row in part.rows[:few]]
    if len(part.rows) > 1 and headings:
        sums = [style.uncertain(part.whole[name], name, part.doubts) for name in headings]
        body.append(Row(style.word("in all"), (*[""] * dated, *sums, ""), stands_out=True))
    columns = (*["date"] * dated, *headings)
    words = frozenset({*range(dated), len(columns)})
    return Table(style.word("entry"), (*map(style.word, columns), ""), tuple(body), words)


def figures_table(dossier: Dossier, style: Style) -> Table | None:
    """Give the figures of an entry that are not zeros; of a recipient also by program."""
    figures = dossier.figures
    if figures is None:
        return None
    of_awards = dossier.entry.kind in ("round", "pool", "award", "recipient")
    booked = any(part.what == "outturn" for part in dossier.parts)
    told = HEADINGS if booked else [h for h in HEADINGS if h not in ("outturn", "underspend")]
    headings = _CHARGED if of_awards else _to_show(told, [(figures, dossier.doubts)])
    if dossier.by_program:
        rows = [
            Row(program, _cells(each, headings, style, doubts))
            for program, each, doubts in dossier.by_program
        ]
        whole = _cells(figures, headings, style, dossier.doubts)
        rows.append(Row(style.word("in all"), whole, stands_out=True))
        columns = tuple(style.word(heading) for heading in headings)
        return Table(style.word("program"), columns, tuple(rows))
    cells = _cells(figures, headings, style, dossier.doubts)
    lines = [Row(style.word(name), (cell,)) for name, cell in zip(headings, cells, strict=True)]
    return Table("", ("",), tuple(lines)) if lines else None


def movements_table(movements: Sequence[Movement], style: Style) -> Table | None:
    """Give what an entry moves, but for zeros."""
    rows = tuple(
        Row(
            line_name(movement.line),
            (
                str(movement.line.years),
                style.word(movement.heading),
                style.figure(movement.money),
            ),
        )
        for movement in movements
        if movement.money != ZERO
    )
    columns = tuple(map(style.word, ("years", "heading", "amount")))
    return Table(style.word("line"), columns, rows, frozenset({0, 1})) if rows else None


def amounts(dossier: Dossier) -> list[Money]:
    """Give every amount that tables of an entry may show."""
    figures = [*([dossier.figures] if dossier.figures else [])]
    figures += [each for _, each, _ in dossier.by_program]
    figures += [part.whole for part in dossier.parts]
    figures += [row.figures for part in dossier.parts for row in part.rows if row.figures]
    moved = [movement.money for movement in dossier.movements]
    return [*moved, *(money for each in figures for money in each.values())]


def _headings(part: Part) -> list[str]:
    """Give the headings of a part: those with figures, or the first where amounts are unknown."""
    shown = _SHOWN.get(part.what, ())
    found = _to_show(shown, ((row.figures, row.doubts) for row in part.rows if row.figures))
    moves = any(row.figures or row.is_unknown for row in part.rows)
    return found or list(shown[:1] if moves else ())


def _to_show(headings: Iterable[str], told: Iterable[tuple[Figures, Doubts]]) -> list[str]:
    """Give the headings with a figure that is not 0, or that is not known to be."""
    found = list(told)
    return [
        heading
        for heading in headings
        if any(figures[heading] != ZERO or heading in doubts for figures, doubts in found)
    ]


def _row(
    row: PartRow, dossier: Dossier, headings: Sequence[str], style: Style, *, dated: bool
) -> Row:
    date = [_date(row.entry)] * dated
    words = described(row.entry, dossier.entry, dossier.names, style)
    unknown = style.word("not stated") if row.is_unknown else ""
    if row.figures is not None:
        cells = list(_cells(row.figures, headings, style, row.doubts))
    else:
        cells = [unknown if number == 0 else "" for number in range(len(headings))]
    return Row(id_of(row.entry), (*date, *cells, words))


def _cells(
    figures: Figures, headings: Sequence[str], style: Style, doubts: Doubts
) -> tuple[str, ...]:
    return tuple(style.uncertain(figures[heading], heading, doubts) for heading in headings)


def _date(entry: Entry) -> str:
    return str(getattr(entry, "date", None) or "")
