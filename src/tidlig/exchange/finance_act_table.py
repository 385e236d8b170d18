"""A table of the Danish finance act (Finanslovsdatabasen): its rows, and sums by sub-account.

The act of year y has the outturn (R) of y-2, the appropriation of the year before (B), its own
appropriation (F), and estimates (BO) for the three years after. A row is one standard account of a
sub-account, so that several rows add up; names are cut at 45 characters, and an id of which a
program took the leading zero has nine digits. Figures are in mio. kr.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tidlig.model.findings import Location, Note, Problem
from tidlig.model.messages import Message
from tidlig.model.money import UNITS
from tidlig.sheets import cells, csv_files
from tidlig.sheets.columns import suspected_kind
from tidlig.sheets.header_row import Headings
from tidlig.sheets.lines import cells_of
from tidlig.sheets.notation import Cell, figure
from tidlig.sheets.tables import Sheet, SheetRow, Unusable, unusable

OUTTURN, BEFORE, OWN = "R", "B", "F"
ESTIMATES = ("BO 1", "BO 2", "BO 3")
MEASURES = (OUTTURN, BEFORE, OWN, *ESTIMATES)
"""What the columns of figures are of, from two years before the act to three after."""

LONGEST_NAME = 45
"""Names that have so many characters may be cut."""

_ID, _MAIN, _SUB = "ID", "Hovedkonto", "Underkonto"
_FIGURES = re.compile(r"(R|B|F|BO ?[123]) ?([0-9]{4})")
_ID_WRITTEN = re.compile(r"[0-9]{9,10}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_HELP = Message(
    "name a table of account figures, tab separated, with ID, Hovedkonto, Underkonto and R, B, F, "
    "BO 1, BO 2, BO 3, each with its year"
)


@dataclass(frozen=True, slots=True)
class SubAccount:
    """The sum of the rows of a sub-account: øre by measure, and the lines that they stand on."""

    account: str
    name: str
    main_name: str
    lines: tuple[int, ...]
    ore: Mapping[str, int]
    first_with: Mapping[str, int]
    """The first line with more or less than 0 of each measure that has any."""

    @property
    def main_account(self) -> str:
        """The account's first six digits, which appropriation control is on."""
        return self.account.rpartition(".")[0]

    @property
    def is_not_split(self) -> bool:
        """Whether it has the name of its main account: what it has is not of a strand."""
        return self.name == self.main_name


@dataclass(frozen=True, slots=True)
class FinanceAct:
    """One finance act's figures, by sub-account in the order of accounts."""

    year: int
    sheet: Sheet
    sub_accounts: tuple[SubAccount, ...]
    headings: Mapping[str, str]
    """The heading of each measure."""
    decimals: int
    """The most decimals that a figure of the file has; at least one."""

    @property
    def file(self) -> str:
        """What the file is called in messages."""
        return self.sheet.file

    @property
    def name(self) -> str:
        """The act as ledgers name it: FL2016."""
        return f"FL{self.year}"

    def at(self, line: int) -> str:
        """A line of the act's table, with the act's name: an import may be of several."""
        return f"{self.name}:{line}"

    def place(self, line: int, measure: str) -> Location:
        """Where a figure stands."""
        return self.sheet.place(line, self.sheet.headings.index(self.headings[measure]))


def is_finance_act(data: bytes) -> bool:
    """Whether a file begins as such a table does, whatever else may be wrong with it."""
    first = data.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0][:1000]
    headings = [heading.strip().strip('"') for heading in first.decode("latin-1").split("\t")]
    measures = [_FIGURES.fullmatch(heading) for heading in headings]
    return _ID in headings and sum(match is not None for match in measures) > 1


def read_finance_act(data: bytes, file: str, decimal: str | None = None) -> FinanceAct:
    """Read a table, `decimal` being what is stated to stand before decimals.

    Raises `Unusable` with the lines where it is not such a table, or a figure cannot be read for
    certain.
    """
    sheet = csv_files.read(data, file, None, "\t", Headings(line=1))
    try:
        return _finance_act(sheet, decimal)
    except Unusable as fault:
        fault.text = sheet.text
        raise


def _finance_act(sheet: Sheet, decimal: str | None) -> FinanceAct:
    columns = {heading: _column(sheet, heading) for heading in (_ID, _MAIN, _SUB)}
    year, measures = _measures(sheet)
    _refuse_suspects(sheet, (*columns.values(), *measures.values()))
    _refuse_rows(sheet, columns[_ID])
    written = [
        Cell(row.line, cells.strip_text(row.cells[number]), number)
        for row in sheet.rows
        for number in measures.values()
    ]
    read = cells.amounts(cells.Column(sheet, measures[OWN], written), decimal, UNITS["mio"])
    if isinstance(read, Problem):
        raise Unusable([read])
    ore, mark = read
    rows = zip(*[iter(ore)] * len(measures), strict=True)
    sums: dict[str, SubAccount] = {}
    for row, figures in zip(sheet.rows, rows, strict=True):
        name, main = (cells.cell_text(row.cells[columns[heading]]) for heading in (_SUB, _MAIN))
        account = _account(cells.cell_text(row.cells[columns[_ID]]))
        by_measure = dict(zip(measures, figures, strict=True))
        nothing = SubAccount(account, name, main, (), dict.fromkeys(measures, 0), {})
        before = sums.get(account, nothing)
        sums[account] = _added(before, row.line, by_measure)
    headings = {measure: sheet.headings[number] for measure, number in measures.items()}
    return FinanceAct(
        year,
        sheet,
        tuple(sums[account] for account in sorted(sums)),
        headings,
        _decimals(written, mark),
    )


def _added(sub: SubAccount, line: int, ore: Mapping[str, int]) -> SubAccount:
    total = {measure: figure + ore[measure] for measure, figure in sub.ore.items()}
    first = {measure: line for measure, figure in ore.items() if figure} | dict(sub.first_with)
    return SubAccount(sub.account, sub.name, sub.main_name, (*sub.lines, line), total, first)


def _account(id: str) -> str:
    """The account of an id: its first eight digits in pairs, "15.26.01.11"."""
    digits = id.zfill(10)
    return ".".join(digits[start : start + 2] for start in range(0, 8, 2))


def _decimals(written: Sequence[Cell], mark: str | None) -> int:
    if mark is None:
        return 1
    bodies = [figure(str(cell.value)).body for cell in written]
    return max(1, *(len(body.partition(mark)[2]) for body in bodies))


def _column(sheet: Sheet, heading: str) -> int:
    numbers = [number for number, own in enumerate(sheet.headings) if own == heading]
    where = sheet.place(sheet.heading_line, numbers[-1] if numbers else 0)
    if len(numbers) > 1:
        message = Message('two columns have the heading "{heading}"', heading=heading)
        raise unusable(message, where, Message("give them headings of their own"))
    if not numbers:
        raise unusable(Message('there is no column "{heading}"', heading=heading), where, _HELP)
    return numbers[0]


def _measures(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The act's year, and the column of each measure; all years must be those of one act."""
    columns: dict[str, int] = {}
    years: dict[str, int] = {}
    for number, heading in enumerate(sheet.headings):
        match = _FIGURES.fullmatch(heading)
        if match is None:
            continue
        measure = match[1].replace("BO", "BO ").replace("  ", " ")
        if measure in columns:
            message = Message('two columns are of "{measure}"', measure=measure)
            where = sheet.place(sheet.heading_line, number)
            raise unusable(message, where, Message("leave one of them out"))
        columns[measure], years[measure] = number, int(match[2])
    for measure in MEASURES:
        if measure not in columns:
            message = Message('there is no column of "{measure}" with its year', measure=measure)
            raise unusable(message, sheet.place(sheet.heading_line, 0), _HELP)
    year = years[OWN]
    for shift, measure in enumerate(MEASURES, start=-2):
        if years[measure] != year + shift:
            message = Message(
                '"{heading}" is not of {expected}, as in an act of {year}',
                heading=sheet.headings[columns[measure]],
                expected=str(year + shift),
                year=str(year),
            )
            where = sheet.place(sheet.heading_line, columns[measure])
            raise unusable(message, where, Message("see whether the headings are whole"))
    return year, {measure: columns[measure] for measure in MEASURES}


def _refuse_suspects(sheet: Sheet, known: Sequence[int]) -> None:
    """Refuse a column that seems to be a unit, a currency, a sign or a status."""
    for number, heading in enumerate(sheet.headings):
        if number not in known and suspected_kind(heading) is not None:
            message = Message(
                'the column "{heading}" may change what the figures mean', heading=heading
            )
            help = Message("leave it out of the file, if all figures are in mio. kr.")
            raise unusable(message, sheet.place(sheet.heading_line, number), help)


def _refuse_rows(sheet: Sheet, id_column: int) -> None:
    """Refuse rows of other widths, ids that are no accounts, and a row that stands twice."""
    problems = []
    first: dict[str, SheetRow] = {}
    _refuse_control_characters(sheet)
    width = len(sheet.headings)
    if not sheet.rows:
        message = Message("the table has no rows below its headings")
        problems.append(Problem(message, Location(sheet.file), _HELP))
    for row in sheet.rows:
        if len(row.cells) != width:
            message = Message(
                "line {line} has {cells}, and the heading has {width}",
                line=row.line,
                cells=cells_of(len(row.cells)),
                width=width,
            )
            help = Message("export the file again, or mend the line")
            problems.append(Problem(message, sheet.place(row.line, 0), help))
            continue
        problem = _id_problem(sheet, row, id_column, first)
        if problem is not None:
            problems.append(problem)
    if problems:
        raise Unusable(problems)


def _refuse_control_characters(sheet: Sheet) -> None:
    """Refuse what is no text: names become names of programs and strands."""
    for row in sheet.rows:
        for number, cell in enumerate(row.cells):
            if isinstance(cell, str) and _CONTROL.search(cell):
                message = Message("a cell has a control character in it")
                help = Message("save the file again without it")
                raise unusable(message, sheet.place(row.line, number), help)


def _id_problem(
    sheet: Sheet, row: SheetRow, column: int, first: dict[str, SheetRow]
) -> Problem | None:
    id = cells.cell_text(row.cells[column])
    where = sheet.place(row.line, column)
    if _ID_WRITTEN.fullmatch(id) is None:
        message = Message('"{id}" is not an id of ten digits', id=id)
        help = Message("write main account, sub-account and standard account: 1526011146")
        return Problem(message, where, help)
    before = first.setdefault(id.zfill(10), row)
    if before is row:
        return None
    message = Message("the id {id} stands on two lines", id=id)
    note = Note(Message("and here"), sheet.place(before.line, column))
    help = Message("leave one of them out, for rows of a sub-account add up")
    return Problem(message, where, help, None, (note,))
