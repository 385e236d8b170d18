"""The sheet of movements: a row for each, in constant memory, as a table that all sums are over."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.line_rests import RestOfLine
from tidlig.arithmetic.movements import Line, Movement
from tidlig.documents.sheets import Book
from tidlig.documents.workbook.content import Content, kroner
from tidlig.documents.workbook.tables import Heading, TableSheet, Value
from tidlig.ledger.places import Places, places_of
from tidlig.model.failure import CouldNot
from tidlig.model.findings import Location
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import Identifier, Number
from tidlig.render.sentences import word

_WIDTHS = {
    "entry": 46, "date": 12, "heading": 14, "movement": 24, "program": 24, "strand": 22,
    "years": 12, "amount": 14, "plus_minus": 12, "counts": 9, "line": 8, "source": 26,
    "place": 30, "note": 40,
}  # fmt: skip
_FIGURES = ("amount", "plus_minus")
_MOST_WITH_LINES = 20_000
"""Of more movements the places are files alone: to find lines takes longer than all the rest."""


class MovementsSheet:
    """Writes the movements; formulas name its table and columns as `column` does."""

    def __init__(self, book: Book, content: Content) -> None:
        """Add nothing yet: formulas name the sheet before it is written."""
        self.book, self.content = book, content

    def column(self, key: str) -> str:
        """Return how a formula names a column."""
        return f"{self.content.say('movements table')}[{self.content.say(key)}]"

    def write(self) -> None:
        """Write all rows: what counts, what is not known, and what is later."""
        content = self.content
        number = sum(1 for _ in self._rows())
        headings = [
            Heading(content.say(key), width, is_figure=key in _FIGURES, is_centred=key == "counts")
            for key, width in _WIDTHS.items()
        ]
        title = content.say("movements"), dated(content)
        sheet = self.book.sheet(content.say("movements"), is_long=True)
        table = TableSheet(self.book, sheet, headings, title)
        table.begin_table(content.say("movements table"), number, is_long=True)
        places = self._places() if number <= _MOST_WITH_LINES else Places()
        for movement, counts in self._rows():
            table.add(list(self._row(movement, counts, places)))
        if not number:
            table.add([content.say("none")])

    def _rows(self) -> Iterator[tuple[Movement, str]]:
        yield from ((movement, "yes") for movement in self.content.movements())
        yield from ((movement, "unknown") for movement in self.content.unknown())
        yield from ((movement, "no") for movement in self.content.later())

    def _places(self) -> Places:
        places = {movement.entry.at() for movement, _ in self._rows()}
        return places_of(places, self.content.origin)

    def _row(self, movement: Movement, counts: str, places: Places) -> Iterator[Value]:
        say, line = self.content.say, movement.line
        money = ZERO if counts == "unknown" else movement.money
        yield self.content.name(movement.entry)
        yield Number(movement.date.isoformat()) if movement.date else say("undated")
        yield Number(movement.heading)
        yield word(movement.heading, self.content.context.style.language)
        yield Identifier(line.program)
        yield Identifier(line.strand) if line.strand else say("not split")
        yield Number(str(line.years))
        yield Money(money.ore)
        yield Money(money.half)
        yield say(counts)
        yield self.content.line_keys.get(line, say("none"))
        yield ", ".join(movement.entry.source)
        yield _place(movement.entry.at(), places)
        yield movement.entry.note or ""


def _place(location: Location, places: Places) -> str:
    span = places.span(location)
    return Identifier(location.file if span is None else f"{location.file}:{span.line}")


def dated(content: Content) -> str:
    """Return the date and the unit of the workbook, for the top of a sheet."""
    return content.say("dated", date=content.context.provenance.as_of, unit=content.unit_name)


def require_exact(content: Content, lines: Sequence[RestOfLine]) -> None:
    """Refuse a ledger whose sums a spreadsheet would get wrong by an øre.

    It adds numbers in binary; so are they added here, in its order, and compared.
    """
    added: dict[tuple[Line, str], float] = {}
    for movement in content.movements():
        key = (movement.line, movement.heading)
        added[key] = added.get(key, 0.0) + kroner(movement.money.ore)
    own = {each.line.line: each.line.figures for each in lines}
    for (line, heading), total in added.items():
        if line in own and round(total * 100) != own[line][heading].ore:
            raise CouldNot(
                "a sum of the ledger has more digits than a workbook keeps",
                "choose .json or .csv, which have every digit",
            )
