"""The page of a ledger compared with a register: the answer, sums of each group, then lists.

Lists have a row for each match that someone must look at. People and places stand in the name of a
row; where a page is narrow, its date and remarks too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tidlig.arithmetic.figures import Figure
from tidlig.matching.items import Item, Reading, Total
from tidlig.matching.matches import Group, Match, SummaryRow
from tidlig.matching.matching import Matching
from tidlig.model.money import Money
from tidlig.model.personal import joined
from tidlig.model.texts import Identifier
from tidlig.render import register_notes
from tidlig.render.block_page import Block, BlockPage, Heading, Lines, Sentence, Table, stamp
from tidlig.render.columns import Column as ColumnOfReport
from tidlig.render.columns import Part, of_part
from tidlig.render.figures import NOT_APPLICABLE
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.grid import Cell, Column, Grid, Row
from tidlig.render.register_words import phrase, remarks
from tidlig.render.report import Context
from tidlig.render.sections import one_line
from tidlig.render.sentences import unit_name
from tidlig.render.values import address


@dataclass(frozen=True, slots=True)
class RegisterColumns:
    """The columns of sums and of lists, and what makes a row of a list of a match and its words."""

    sums: Sequence[ColumnOfReport[SummaryRow]]
    matches: Sequence[ColumnOfReport[Any]]
    row: Callable[[Match, str], Any]


class RegisterPage:
    """Builds the page of a comparison; `names` are those of the ledger's recipients by id."""

    def __init__(
        self,
        matching: Matching,
        reading: Reading,
        context: Context,
        writer: FigureWriter,
        in_full: FigureWriter,
        names: Mapping[str, str],
        columns: RegisterColumns,
    ) -> None:
        """Take both sides, a writer of sums, and one of kroner with all digits."""
        self.matching, self.reading, self.context = matching, reading, context
        self.writer, self.in_full, self.names = writer, in_full, names
        self.columns = columns
        self.style = replace(context.style, unit=writer.unit)
        self.kroner = replace(context.style, unit=in_full.unit)

    def page(self) -> BlockPage:
        """Return the page."""
        kind = self.style.word(f"every {self.reading.register.type}")
        against = phrase("held against", self.style.language)
        title = joined(" ", (kind, against, Identifier(self.reading.file)))
        groups: list[list[Block]] = [[Lines(tuple(self._answers()))], [self._overview()]]
        on_sums = register_notes.on_sums(self.matching, self.reading, self.style)
        groups += [[Sentence(note) for note in on_sums], *self._total(), *self._lists()]
        return BlockPage(
            (title, ""), (self._say("reconciliation"), self._dated()), list(filter(None, groups)),
            list(self._notes()), stamp(self.context),
        )  # fmt: skip

    def _say(self, key: str, **values: object) -> str:
        return self.writer.say(key, **values)

    def _dated(self) -> str:
        unit = unit_name(self.writer.unit, self.style.language)
        as_of = self.context.provenance.as_of
        return unit if as_of is None else self._say("as of", date=as_of, unit=unit)

    # The answer.

    def _answers(self) -> Iterator[tuple[str, str]]:
        """Yield whether all agrees, what the sums come to, and how much there is to look at."""
        yield self._say("register Result"), self._result()
        whole = self.matching.in_all
        sums = {
            "register": self._sum(whole.register_sum),
            "ledger": self._sum(whole.ledger_sum),
            "difference": self._sum(whole.difference),
        }
        yield self._say("register Difference"), self._say("register sums", **sums)
        to_look_at = [f"{len(matches)} {name}" for name, matches in self._groups()]
        if to_look_at:
            yield self._say("register Look"), "; ".join(to_look_at)

    def _result(self) -> str:
        register = self.matching.in_all.register_lines
        [matched] = [row for row in self.matching.groups if row.group is Group.MATCHED]
        if not self.matching.agrees:
            return self._say("register differs", matched=matched.register_lines, number=register)
        key = "register agrees" if self.reading.adds_up else "register total differs"
        return self._say(key, number=register)

    def _sum(self, money: Money | None) -> str:
        return self._money(self.writer, money).text

    # The sums of each group.

    def _overview(self) -> Table:
        rows = [row for row in self.matching.groups if row.ledger_lines or row.register_lines]
        shown = of_part(self.columns.sums, Part.TABLE)
        body = [self._group_row(row, shown) for row in (*rows, self.matching.in_all)]
        name = Column(self.style.word("group"), is_words=True)
        whole = Grid((name, *map(self._sum_column, shown)), tuple(body))
        return Table(whole, (whole,))

    def _sum_column(self, column: ColumnOfReport[SummaryRow]) -> Column:
        """Put the lines and the amount of each side under one heading."""
        word = self.style.word(column.word)
        for side in ("ledger", "register"):
            over = self.style.word(f"in the {side}")
            if column.name == side:
                return Column(self._say("register amount"), group=over, label=word)
            if column.name == f"{side}_lines":
                return Column(self._say("register lines"), group=over, label=word)
        return Column(word)

    def _group_row(self, row: SummaryRow, shown: Sequence[ColumnOfReport[SummaryRow]]) -> Row:
        name = self.style.word("in all" if row.group is None else row.group.value)
        figures = {
            "ledger": row.ledger_sum,
            "register": row.register_sum,
            "difference": row.difference,
        }
        cells = [
            self._money(self.writer, figures[column.name])
            if column.name in figures
            else Cell(column.cell(row, self.style))
            for column in shown
        ]
        return Row((Cell(name), *cells), stands_out=row.group is None)

    def _money(self, writer: FigureWriter, money: Money | None) -> Cell:
        """Write an amount; one that is not known in words, since an empty cell may be no amount."""
        if money is None:
            return Cell(self.style.word("not stated"), tone="yellow")
        return writer.cell(_figure(money))

    # The register's own total.

    def _total(self) -> Iterator[list[Block]]:
        """Yield the register's own total, where the lines do not add up to it."""
        total = self.reading.total
        if total is None or total.ore is None or self.reading.adds_up:
            return
        lines = total.lines or 0
        figures = (Money(total.ore), Money(lines), Money(lines - total.ore))
        cells = [self.in_full.cell(_figure(money)) for money in figures]
        words = ("register total", "sum of lines", "difference", "register line")
        columns = [Column(self.style.word(word)) for word in words]
        grid = Grid(
            (Column("", is_words=True), *columns),
            (Row((Cell(self._total_name(total)), *cells, Cell(str(total.line)))),),
        )
        notes = [Sentence(note) for note in register_notes.compared_with(total, self.kroner)]
        yield [Heading(self._heading("total-differs")), Table(grid, (grid,)), *notes]

    def _total_name(self, total: Total) -> str:
        return joined(", ", map(one_line, (total.label, *register_notes.under(total, self.kroner))))

    # The lists.

    def _groups(self) -> Iterator[tuple[str, Sequence[Match]]]:
        """Yield the groups that someone must look at by name; last what matches with a remark."""
        by_group: dict[Group, list[Match]] = {group: [] for group in Group}
        by_group[Group.MATCHED] = by_group.pop(Group.MATCHED)  # last
        for match in self.matching.matches:
            if not match.is_in_order:
                by_group[match.group].append(match)
        for group, matches in by_group.items():
            word = "matched with remarks" if group is Group.MATCHED else group.value
            if matches:
                yield self.style.word(word), matches

    def _lists(self) -> Iterator[list[Block]]:
        for name, matches in self._groups():
            text = f"{name} ({len(matches)})"
            yield [Heading(self._in_kroner(text)), self._list(matches)]

    def _heading(self, word: str) -> str:
        return self._in_kroner(self.style.word(word))

    def _in_kroner(self, text: str) -> str:
        """Name the unit of a list where that of the page is another."""
        whole = self.writer.unit.whole
        if self.writer.unit.label == whole.label:
            return text
        return f"{text}, {unit_name(whole, self.style.language)}"

    def _list(self, matches: Iterable[Match]) -> Table:
        rows = [self._list_row(match) for match in matches]
        return Table(
            self._list_grid(rows, self._names, ()),
            (
                self._list_grid(rows, self._said_of, ("remark",)),
                self._list_grid(rows, self._all_said_of, ("remark", "date", "line")),
            ),
        )

    def _list_row(self, match: Match) -> tuple[Match, dict[str, Cell]]:
        """Return a match with what its cells are, by the name of the column."""
        row = self.columns.row(match, remarks(match, self.kroner))
        cells = {
            column.name: Cell(one_line(column.cell(row, self.kroner)))
            for column in of_part(self.columns.matches, Part.TABLE)
        }
        ours = match.ledger_sum if match.is_known else None
        cells["difference"] = self._money(self.in_full, match.difference)
        cells["ledger"] = self._money(self.in_full, ours) if match.ledger else NOT_APPLICABLE
        if match.register:
            cells["register"] = self.in_full.cell(_figure(match.register_sum))
        else:
            cells["register"] = NOT_APPLICABLE
        return match, cells

    def _list_grid(
        self,
        rows: Sequence[tuple[Match, dict[str, Cell]]],
        name: Callable[[Match], str],
        without: Sequence[str],
    ) -> Grid:
        """Return a list with some text as the name of each row, without some columns."""
        _, *others = of_part(self.columns.matches, Part.TABLE)
        shown = [column for column in others if column.name not in without]
        headings = [Column(self.style.word(each.word), is_words=each.is_words) for each in shown]
        return Grid(
            (Column(self.style.word("recipient on either side"), is_words=True), *headings),
            tuple(
                Row((Cell(name(match)), *(cells[column.name] for column in shown)))
                for match, cells in rows
            ),
        )

    def _names(self, match: Match) -> str:
        """Name the recipients of a match, and below them what its lines are called."""
        recipients = dict.fromkeys(map(self._recipient, match.ledger or match.register))
        ids = [_typed(item) for item in match.ledger or match.register]
        lines = (joined(", ", filter(None, recipients)), joined(", ", filter(None, ids)))
        return joined("\n", filter(None, lines)) or "-"

    def _recipient(self, item: Item) -> str:
        known = item.recipient if item.entry is None else self.names.get(item.recipient)
        return one_line(known or item.recipient)

    def _said_of(self, match: Match) -> str:
        said = one_line(remarks(match, self.kroner))
        return joined("\n", filter(None, (self._names(match), said)))

    def _all_said_of(self, match: Match) -> str:
        date, lines = _date(_first(match)), _lines(match)
        line = f"{self.style.word('register line')} {lines}" if lines else ""
        where = joined(", ", filter(None, (date, line)))
        return joined("\n", filter(None, (self._said_of(match), where)))

    # Notes.

    def _notes(self) -> Iterator[str]:
        yield from register_notes.on_figures(self.matching, self.style)
        if any(item.money is not None and item.money.half for item in self.matching.ledger):
            yield self._say("note, circa")
        shown = [match for _, matches in self._groups() for match in matches]
        if any(not (match.ledger and match.register and _date(_first(match))) for match in shown):
            yield self._say("note, signs")


def _figure(money: Money | None) -> Figure | None:
    return None if money is None else Figure(money.ore, money.ore, money.half)


def _first(match: Match) -> Item:
    return (match.ledger or match.register)[0]


def _date(item: Item) -> str:
    return "" if item.date is None else item.date.isoformat()


def _lines(match: Match) -> str:
    return ", ".join(str(item.number) for item in match.register)


def _typed(item: Item) -> str:
    """Return what a line is called: an entry by its address, a line of a register by its id."""
    if item.entry is not None:
        return address(item.entry)
    return Identifier(one_line(item.id or item.reference))
