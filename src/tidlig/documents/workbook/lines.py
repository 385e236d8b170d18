"""The sheet of lines: what each has under every heading, as sums of movements, and its check."""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.line_rests import SUMMED, Rest, RestOfLine, plain_sum
from tidlig.arithmetic.movements import BUDGET
from tidlig.arithmetic.part_overview import single_periods
from tidlig.documents.sheets import Book
from tidlig.documents.workbook.content import Content, kroner
from tidlig.documents.workbook.movements import MovementsSheet, dated
from tidlig.documents.workbook.tables import Formula, Heading, TableSheet, Value, column_name
from tidlig.model.money import Money
from tidlig.model.texts import Identifier, Number
from tidlig.model.years import Years
from tidlig.render.amount_cells import amount_text
from tidlig.render.columns import Figure
from tidlig.render.sentences import word
from tidlig.render.style import Language

CHARGED = ("awarded", "returned", "paid", "outturn", "agreed", "lapsed")
COMPARED = (*BUDGET, "budget", *CHARGED, "used")
"""The columns of amounts."""

_NAMES = ("line", "program", "strand", "years", "state", "binding", "basis", "rest")
_KEYS = ("number", "period", "part")


class LinesSheet:
    """Writes the lines; formulas name its table and columns as `column` does."""

    def __init__(self, book: Book, content: Content, movements: MovementsSheet) -> None:
        """Add the sheet."""
        self.book, self.content, self.movements = book, content, movements
        self.sheet = book.sheet(content.say("lines"))
        self._periods = {each.program.id: single_periods(each) for each in content.programs}
        known = [content.say("known", name=content.say(key)) for key in COMPARED]
        self._headings = [
            *(Heading(content.say(key), 24 if key in _NAMES[1:3] else 12) for key in _NAMES),
            *(Heading(content.say(key), 14, is_figure=True) for key in COMPARED),
            Heading(content.say("check"), 14, is_centred=True),
            *(Heading(content.say(key), is_hidden=True) for key in _KEYS),
            *(Heading(text, is_hidden=True, is_figure=True) for text in known),
        ]

    def column(self, key: str) -> str:
        """Return how a formula names a column."""
        return f"{self.content.say('lines')}[{self.content.say(key)}]"

    def period_key(self, program: str, years: Years) -> str:
        """Return what formulas know a year of a program by, or years that a span joins."""
        return f"{self.content.program_keys[program]} {years}"

    def part_key(self, program: str, strand: str) -> str:
        """Return what formulas know a strand of a program by."""
        strands = [each.id for each in self.content.ledger.programs[program].strands]
        number = strands.index(strand) + 1 if strand in strands else 0
        return f"{self.content.program_keys[program]} D{number}"

    def write(self) -> None:
        """Write all rows."""
        content = self.content
        title = content.say("lines"), dated(content)
        table = TableSheet(self.book, self.sheet, self._headings, title)
        table.begin_table(content.say("lines"), len(content.lines))
        for line in content.lines:
            table.add(list(self._row(line, table.row + 1)))
        if not content.lines:
            table.add([content.say("none")])

    def _row(self, line: RestOfLine, row: int) -> Iterator[Value]:
        place, say = line.line.line, self.content.say
        yield self.content.line_keys[place]
        yield Identifier(place.program)
        yield Identifier(place.strand) if place.strand else say("not split")
        yield Number(str(place.years))
        yield word("BO" if line.rest is Rest.ESTIMATE else line.state.value, self._language)
        yield say("is estimate" if line.rest is Rest.ESTIMATE else "is binding")
        yield say(f"basis {line.basis.value}")
        yield say(f"rest {line.rest.value}")
        for key in COMPARED:
            yield self._amount(key, line, row)
        same = ",".join(
            f"ROUND(N({self._cell(key, row)})-{self._known(key, row)},2)=0" for key in COMPARED
        )
        yield Formula(f'=IF(AND({same}),"{say("agrees")}","{say("disagrees")}")', say("agrees"))
        yield self.content.program_keys[place.program]
        yield self._period(place.program, place.years)
        yield self.part_key(place.program, place.strand)
        for key in COMPARED:
            yield Money(self._ore(key, line))

    @property
    def _language(self) -> Language:
        return self.content.context.style.language

    def _period(self, program: str, years: Years) -> str:
        within = [each for each in self._periods[program] if years.within(each)]
        return self.period_key(program, within[0] if within else years)

    def _amount(self, key: str, line: RestOfLine, row: int) -> Value:
        """Return a sum of movements; a text where any of these is not known."""
        if key in line.line.doubts:
            figure = Figure(line.line.figures[key], key, line.line.doubts)
            return amount_text(figure, self.content.writer)
        text = self._formula(key, row)
        half = 0 if key == "used" else line.line.figures[key].half
        return Formula(text, kroner(self._ore(key, line)), half)

    def _formula(self, key: str, row: int) -> str:
        if key == "budget":
            first, last = self._cell(BUDGET[0], row), self._cell(BUDGET[-1], row)
            return f"=ROUND(SUM({first}:{last}),2)"
        if key == "used":
            return self._used(row)
        say, column = self.content.say, self.movements.column
        return (
            f"=ROUND(SUMIFS({column('amount')},{column('line')},$A{row},"
            f'{column("heading")},"{key}",{column("counts")},"{say("yes")}"),2)'
        )

    def _used(self, row: int) -> str:
        say, basis = self.content.say, f"$G{row}"
        awarded, returned = self._cell("awarded", row), self._cell("returned", row)
        by_awards = f"ROUND(N({awarded})-N({returned}),2)"
        return (
            f'=IF({basis}="{say("basis accounts")}",N({self._cell("outturn", row)}),'
            f'IF({basis}="{say("basis awards")}",{by_awards},0))'
        )

    def _ore(self, key: str, line: RestOfLine) -> int:
        return line.used if key == "used" else line.moved(key)

    def _cell(self, key: str, row: int) -> str:
        return _address(len(_NAMES) + COMPARED.index(key), row)

    def _known(self, key: str, row: int) -> str:
        first = len(_NAMES) + len(COMPARED) + 1 + len(_KEYS)
        return _address(first + COMPARED.index(key), row)

    # What other sheets add up.

    def sum_of(self, heading: str, key: str, value: str) -> str:
        """Return the formula of a figure of what is left, over lines whose `key` has a value.

        It adds what `line_rests.plain_sum` does.
        """
        terms = "".join(
            f"{sign}{self._sum(column, key, value, rest)}" for sign, column, rest in _TERMS[heading]
        )
        return f"ROUND({terms.removeprefix('+')},2)"

    def _sum(self, column: str, key: str, value: str, rest: str) -> str:
        parts = [self.column(column), self.column(key), f'"{value}"']
        if rest:
            sign, name = ("<>", rest[1:]) if rest.startswith("-") else ("", rest)
            parts += [self.column("rest"), f'"{sign}{self.content.say(f"rest {name}")}"']
        return f"SUMIFS({','.join(parts)})"


_TERMS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "agreed": (("+", "agreed", ""),),
    "binding": (("+", "budget", "-estimate"),),
    "used": (("+", "used", ""),),
    "remaining": (
        ("+", "budget", "remaining"), ("-", "used", "remaining"), ("-", "lapsed", "remaining"),
    ),
    "unused": (
        ("+", "budget", "unused"), ("-", "used", "unused"), ("+", "lapsed", "-unused"),
    ),
    "lapsed": (("+", "lapsed", ""),),
    "unreported": (("+", "budget", "unreported"), ("-", "lapsed", "unreported")),
    "estimate": (
        ("+", "budget", "estimate"), ("-", "awarded", "estimate"), ("+", "returned", "estimate"),
        ("-", "lapsed", "estimate"),
    ),
}  # fmt: skip
"""What each figure adds up: with a sign, a column of lines, and of which rests ("-" is: but)."""

assert set(_TERMS) == set(SUMMED)


def _address(column: int, row: int) -> str:
    return f"${column_name(column)}{row}"


def plain(heading: str, lines: Iterable[RestOfLine]) -> int | None:
    """Return what the formula of a figure comes to; None for a figure that has no formula."""
    return plain_sum(heading, lines) if heading in SUMMED else None
