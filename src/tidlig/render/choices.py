"""What `tidlig add` offers to choose from: years, pools and programs, with what each has left."""

from collections.abc import Sequence

from tidlig.arithmetic.award_years import YearChoice
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.line_states import State
from tidlig.model.money import UNITS
from tidlig.model.texts import Identifier
from tidlig.render.figures import Writer
from tidlig.render.grid import Cell, Column, Grid, Row, grid_as_text
from tidlig.render.sentences import sentence, spans, unit_name
from tidlig.render.style import Style
from tidlig.render.units import fitting_unit

_NONE = Cell("\N{EN DASH}")

Choice = tuple[str, str | None, Figure | None]
"""An id, a name, and a figure; None where it is not known."""


def years_as_text(
    subject: str, choices: Sequence[YearChoice], date_year: int, style: Style, width: int
) -> str:
    """Ask for the years that an award to a pool or program is charged to."""
    writer = _writer([choice.remaining for choice in choices], style)
    rows = []
    for number, choice in enumerate(choices, 1):
        mark = Cell(str(number)) if choice.refused is None else _NONE
        remaining = writer.cell(choice.remaining) if choice.refused is None else _NONE
        name, reason = _name(choice, date_year, style), _reason(choice, style)
        rows.append(Row((mark, Cell(name), remaining, Cell(reason))))
    columns = (
        Column("", is_words=True),
        Column("", is_words=True),
        _column("remaining", writer),
        Column("", is_words=True),
    )
    question = sentence("years of award", style.language, subject=subject)
    return f"{question}\n{grid_as_text(Grid(columns, tuple(rows)), width)}\n"


def _name(choice: YearChoice, date_year: int, style: Style) -> str:
    if choice.years.first < choice.years.last:
        return sentence("years not split", style.language, years=choice.years)
    if choice.years.first == date_year and choice.refused is None:
        return sentence("year of the award", style.language, years=choice.years)
    return str(choice.years)


def _reason(choice: YearChoice, style: Style) -> str:
    if choice.refused is not None:
        key = "estimate is refused" if choice.refused is State.ESTIMATE else "closed is refused"
        return sentence(key, style.language)
    if choice.closed:
        return sentence("is closed", style.language, years=spans(choice.closed))
    return ""


def choices_as_text(choices: Sequence[Choice], heading: str, style: Style, width: int) -> str:
    """Write ids with their names and a figure of each, under a heading.

    What remains is said to be not known where it is: an empty cell would have no note here. A pool
    without a frame has nothing to be left of.
    """
    writer = _writer([figure for _, _, figure in choices], style)
    rows = [
        Row(
            (
                Cell(Identifier(id)),
                Cell(name or ""),
                _cell(figure, heading, writer),
            )
        )
        for id, name, figure in choices
    ]
    columns = [Column("", is_words=True), Column("", is_words=True)]
    if heading != "remaining" and all(figure is None for _, _, figure in choices):
        rows = [Row(row.cells[:2]) for row in rows]
    else:
        columns.append(_column(heading, writer))
    return grid_as_text(Grid(tuple(columns), tuple(rows)), width) + "\n"


def _cell(figure: Figure | None, heading: str, writer: Writer) -> Cell:
    cell = writer.cell(figure)
    is_told = cell.text or heading != "remaining"
    return cell if is_told else Cell(writer.say("not stated"))


def _column(heading: str, writer: Writer) -> Column:
    unit = unit_name(writer.unit, writer.language)
    return Column(unit, group=sentence(heading, writer.language))


def _writer(figures: Sequence[Figure | None], style: Style) -> Writer:
    """Write figures in a unit in which none is lost."""
    writer = Writer(UNITS["kr"], style.language)
    for figure in figures:
        writer.cell(figure)
    return Writer(fitting_unit(style.unit, writer.written), style.language)
