"""A spreadsheet as drafts of entries, for an import: what each column is, and how it was read.

A line whose cells cannot be read is refused alone, where only some are. What cannot be known for
certain of the whole file, as which sign decimals have, is a fault of the file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from tidlig.exchange.entries_csv import unguarded
from tidlig.exchange.sheet_as_table import as_table
from tidlig.exchange.sheet_words import found_columns, key_of_word
from tidlig.ledger.drafts import HowRead, PlainDraft, Refusal, SheetAsTable
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.messages import Message
from tidlig.model.records import Register
from tidlig.sheets.drafts import Drafted, LineProblem, drafts
from tidlig.sheets.files import sheet_of
from tidlig.sheets.header_row import Headings
from tidlig.sheets.mapping import Mapping as ColumnMapping
from tidlig.sheets.tables import Sheet, Unusable, unusable
from tidlig.source.given import lacking

_MOST_REFUSED = 50
"""So many lines are refused one by one; where more are wrong, the file is."""


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """What the lines of a file are: entries of a kind, and of others that a line has besides.

    `columns` has headings by kind and key, as far as they are named, and `constants` the values of
    keys that are the same on every line. `register` says how cells are written.
    """

    kind: str
    register: Register
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, object] = field(default_factory=dict)
    header: int | None = None


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """The drafts of a file and the lines that are refused, with how it was read."""

    how: HowRead
    drafts: tuple[PlainDraft, ...]
    refused: tuple[Refusal, ...]
    sha256: str
    sheet: Sheet
    mappings: tuple[ColumnMapping, ...]
    data: bytes

    def as_table(self) -> SheetAsTable:
        """The file as a table of the ledger; raise `CouldNot` for columns that no table has."""
        return as_table(self.data, self.sheet, self.how, self.mappings)


@dataclass(frozen=True, slots=True)
class _ImportHeadings(Headings):
    """The row of the headings of a file that is imported: two of them say what they are."""

    request: SheetRequest

    def _is_known(self, cells: Sequence[object]) -> bool:
        texts = [str(cell).strip() for cell in cells]
        named = [heading for own in self.request.columns.values() for heading in own.values()]
        if named:
            return all(heading in texts for heading in named)
        return len({key_of_word(self.request.kind, text) for text in texts} - {None}) > 1


def read_for_import(
    data: bytes, file: str, ending: str, request: SheetRequest, currency: str
) -> ReadSheet:
    """Read a file, called `file` in messages; raise `Unusable` where it is no use as a whole."""
    head = _ImportHeadings(request, line=request.header)
    sheet = sheet_of(data, file, request.register, head, ending, currency)
    try:
        return _read(sheet, request, currency, data)
    except Unusable as fault:
        fault.text = sheet.text
        raise


def _read(sheet: Sheet, request: SheetRequest, currency: str, data: bytes) -> ReadSheet:
    mappings = tuple(_mappings(sheet, request))
    _refuse_lacking(sheet, mappings[0])
    read, refused = _read_lines(sheet, mappings, currency)
    made = tuple(_plain(draft) for each in read for draft in each.drafts)
    lines = tuple(Refusal(line, problem.problem, request.kind) for line, problem in refused.items())
    counted = len({draft.line for draft in made}) + len(refused)
    how = _how(sheet, mappings, read, counted)
    return ReadSheet(how, made, lines, sha256(data).hexdigest(), sheet, mappings, data)


def _read_lines(
    sheet: Sheet, mappings: Sequence[ColumnMapping], currency: str
) -> tuple[list[Drafted], dict[int, LineProblem]]:
    """Read the lines by each mapping, without those that have a fault of their own."""
    refused: dict[int, LineProblem] = {}
    while True:
        left = replace(sheet, rows=tuple(row for row in sheet.rows if row.line not in refused))
        read = [drafts(left, mapping, currency) for mapping in mappings]
        problems = {problem.line: problem for each in read for problem in each.problems}
        if not problems:
            return read, refused
        _refuse_whole(sheet, problems, refused)
        refused |= problems


def _refuse_whole(
    sheet: Sheet, problems: Mapping[int, LineProblem], refused: Mapping[int, LineProblem]
) -> None:
    """Raise `Unusable` for faults that are not of a few lines alone."""
    own = {row.line for row in sheet.rows}
    of_file = [problem for line, problem in problems.items() if line not in own]
    most = min(_MOST_REFUSED, max(1, len(sheet.rows) // 2))
    if of_file or len(problems) + len(refused) > most:
        first = of_file or [*refused.values(), *problems.values()][:1]
        raise Unusable([problem.problem for problem in first])


def _mappings(sheet: Sheet, request: SheetRequest) -> Iterator[ColumnMapping]:
    """The mapping of the lines' own kind, then those of what lines have besides."""
    register = request.register
    own = found_columns(
        sheet, request.kind, request.columns.get(request.kind, {}), register, request.constants
    )
    others = {kind: columns for kind, columns in request.columns.items() if kind != request.kind}
    everywhere = {heading for columns in (own, *others.values()) for heading in columns.values()}
    for kind, columns in {request.kind: own, **others}.items():
        elsewhere = everywhere - set(columns.values())
        yield ColumnMapping(
            kind=kind,
            columns=columns,
            constants=request.constants if kind == request.kind else {},
            filters=register.filters,
            sign=register.sign,
            negate=register.negate,
            ignore=register.ignore,
            currency=register.currency,
            unit=register.unit,
            decimal=register.decimal,
            dates=register.dates,
            may_be_empty=kind != request.kind,
            others=tuple(sorted(elsewhere)),
        )


def _refuse_lacking(sheet: Sheet, mapping: ColumnMapping) -> None:
    """Refuse a file in which no column has what every entry of the kind needs."""
    has = {key.partition(".")[0]: True for key in (*mapping.columns, *mapping.constants)}
    if "debit" in has and "credit" in has:
        has["amount"] = True
    if "cvr" in has:
        has["recipient"] = True
    missing = lacking(ALL_KINDS[mapping.kind], has)
    if not missing:
        return
    key = " or ".join(missing[0])
    message = Message("no column is known to have {key}", key=key)
    help = Message(
        "say which with --columns {key}=..., or --set {key}=... where it is the same on all lines; "
        "the headings are {headings}",
        key=missing[0][0],
        headings=tuple(f'"{heading}"' for heading in sheet.headings[:40]),
    )
    raise unusable(message, sheet.place(sheet.heading_line, 0), help)


def _plain(draft: object) -> PlainDraft:
    """A draft with the id that the file has, and no other."""
    from tidlig.sheets.drafts import Draft

    assert isinstance(draft, Draft)
    id = draft.id if "id" in draft.columns else ""
    table = {key: _unguarded(value) for key, value in draft.table.items()}
    return PlainDraft(draft.kind, id, table, draft.line, draft.cvr)


def _unguarded(value: object) -> object:
    """A value as it was before a spreadsheet was kept from taking it for a formula.

    Several texts of a list have commas between them.
    """
    if isinstance(value, list):
        texts = [unguarded(text).split(",") for text in value]
        return [text.strip() for parts in texts for text in parts]
    return unguarded(value) if isinstance(value, str) else value


def _how(
    sheet: Sheet, mappings: Sequence[ColumnMapping], read: Sequence[Drafted], lines: int
) -> HowRead:
    unread = [set(each.unread) for each in read]
    decimals, dates = [each.decimal for each in read], [each.dates for each in read]
    return HowRead(
        sheet.file,
        lines,
        sheet.encoding,
        sheet.delimiter,
        sheet.name,
        next(filter(None, decimals), None),
        next(filter(None, dates), None),
        tuple(_columns_read(sheet, mappings)),
        tuple(heading for heading in sheet.headings if all(heading in each for each in unread)),
        len(sheet.rows) - lines,
    )


def _columns_read(sheet: Sheet, mappings: Sequence[ColumnMapping]) -> list[tuple[str, str]]:
    """The headings with their keys, in the order of the file."""
    columns = list(mappings[0].columns.items())
    for mapping in mappings[1:]:
        columns += [(f"{mapping.kind}.{key}", own) for key, own in mapping.columns.items()]
    places = {heading: number for number, heading in enumerate(sheet.headings)}
    columns.sort(key=lambda column: places.get(column[1], 0))
    return [(heading, key) for key, heading in columns]
