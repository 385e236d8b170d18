"""A `[table.NAME]` and the bytes of its file, to the drafts of what its lines are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tidlig.model.findings import Fault, Problem
from tidlig.model.kinds import KINDS
from tidlig.model.messages import Message
from tidlig.model.tables import AlsoMade, Constants, KeyColumns, Table
from tidlig.sheets.drafts import Draft, Drafted, LineProblem, drafts, is_column
from tidlig.sheets.files import ZIP, sheet_of
from tidlig.sheets.header_row import NamedHeadings
from tidlig.sheets.mapping import Mapping
from tidlig.sheets.table_help import in_table
from tidlig.sheets.tables import Sheet, Unusable, at_line, unusable
from tidlig.source.given import fault, hint, lacking
from tidlig.source.table_values import values_of
from tidlig.source.toml import CONFLICT, CONFLICT_MARK
from tidlig.source.values import did_you_mean, shown

_PARTY = ("recipient", "cvr")
"""The columns of a line that say who a recipient is that is added."""


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as it was read: its sheet, and for each kind that lines make, how and what.

    `problems` are those of all of it, each once.
    """

    table: Table
    file: str
    sheet: Sheet | None
    made: tuple[tuple[Mapping, Drafted], ...]
    problems: tuple[LineProblem, ...] = ()
    text: str | None = None
    """The text of the file, if it could be told."""

    @property
    def unread(self) -> tuple[str, ...]:
        """The headings of the columns that nobody reads."""
        return self.made[0][1].unread if self.made else ()


def read_table(
    table: Table, data: bytes, file: str, currency: str, beside: Iterable[Table] = ()
) -> ReadTable:
    """Read the lines of a table; other tables of the same file read other columns of it."""
    maps = mappings(table, beside)
    try:
        sheet = _sheet(data, file, maps[0], currency)
    except Unusable as error:
        problems = tuple(in_table(LineProblem(1, "", problem)) for problem in error.problems)
        return ReadTable(table, file, None, (), problems, error.text)
    main = drafts(sheet, maps[0], currency)
    others = [(each, _belonging(drafts(sheet, each, currency), each, main)) for each in maps[1:]]
    made = ((maps[0], main), *others)
    found = dict.fromkeys(each for _, drafted in made for each in drafted.problems)
    problems = tuple(map(in_table, found))
    return ReadTable(table, file, sheet, made, problems, sheet.text)


def _sheet(data: bytes, file: str, mapping: Mapping, currency: str) -> Sheet:
    """Read a CSV file; a workbook is refused, as no one sees what changed in it."""
    head = NamedHeadings(tuple(mapping.columns.values()))
    mark = CONFLICT_MARK.search(data)
    if mark is not None:
        line = data.count(b"\n", 0, mark.start()) + 1
        raise unusable(CONFLICT[0], at_line(file, line), CONFLICT[1])
    if data.startswith(ZIP):
        raise unusable(
            Message("a table's file is CSV, and this is a workbook"),
            mapping.at("file"),
            Message('save it as "CSV UTF-8", or soffice --convert-to csv "{file}"', file=file),
        )
    return sheet_of(data, file, mapping, head, currency=currency)


def _belonging(drafted: Drafted, mapping: Mapping, main: Drafted) -> Drafted:
    """Put the entry of the line into what the line makes besides, and give that the line's id."""
    key = main.drafts[0].kind if main.drafts else ""
    ids = {draft.line: draft.id for draft in main.drafts}
    if not key or mapping.kind == "recipient" or hint(KINDS[mapping.kind], key) is None:
        return drafted
    made = tuple(_of_line(draft, key, ids, mapping) for draft in drafted.drafts)
    return drafted._replace(drafts=made)


def _of_line(draft: Draft, key: str, ids: dict[int, str], mapping: Mapping) -> Draft:
    id = draft.id if "id" in mapping.columns else ids[draft.line]
    table = {key: ids[draft.line], **draft.table}
    return Draft(draft.kind, id, table, draft.line, draft.columns, draft.cvr)


def mappings(table: Table, beside: Iterable[Table] = ()) -> list[Mapping]:
    """How each kind is read that lines of a table make, its own first."""
    columns, constants = dict(table.columns), values_of(table.constants)
    if table.source:
        constants = {"source": list(table.source), **constants}
    main = Mapping(
        kind=table.type,
        columns=columns,
        constants=constants,
        filters=table.filters,
        sign=table.sign,
        negate=table.negate,
        ignore=table.ignore,
        currency=table.currency,
        unit=table.unit,
        delimiter=table.delimiter,
        decimal=table.decimal,
        dates=table.dates,
        encoding=table.encoding,
        must_state=True,
        others=tuple(_headings((table, *beside))),
        stands_in=table.stands_in,
        path=table.path,
    )
    return [main, *(_of_kind(main, also) for also in table.also)]


def _headings(tables: Iterable[Table]) -> Iterator[str]:
    """Every heading that tables read."""
    for table in tables:
        for columns in (table.columns, *(also.columns for also in table.also)):
            yield from (heading for _, heading in columns)


def _of_kind(main: Mapping, also: AlsoMade) -> Mapping:
    columns = dict(also.columns)
    if also.kind == "recipient":
        named = {"name": "recipient", "cvr": "cvr"}
        found = {key: main.columns[word] for key, word in named.items() if word in main.columns}
        columns = {**found, **columns}
    return replace(
        main,
        kind=also.kind,
        columns=columns,
        constants=values_of(also.constants),
        may_be_empty=True,
        path=(*main.path, also.kind),
    )


def faults_of_keys(table: Table) -> Iterator[Fault]:
    """The faults of a table's own keys: such as its kinds do not have, or lack, or have twice."""
    yield from _faults(table, (), table.type, table.columns, table.constants)
    for also in table.also:
        yield from _faults(table, (also.kind,), also.kind, also.columns, also.constants)
    for kind in (table.type, *(also.kind for also in table.also)):
        yield from _lacking(table, kind)


def _lacking(table: Table, kind: str) -> Iterator[Fault]:
    """The fault of keys that entries of a kind need, and neither a column nor a constant has."""
    mapping = next(each for each in mappings(table) if each.kind == kind)
    has = {key.partition(".")[0] for key in (*mapping.columns, *mapping.constants)}
    has |= {table.type} if mapping.may_be_empty else set()
    has |= {"recipient"} if "cvr" in has else set()
    has |= {"amount"} if "debit" in has else set()
    for keys in lacking(KINDS[kind], dict.fromkeys(has)):
        message = Message(
            "each {kind} needs {key}, and no column or constant has it", kind=kind, key=keys[0]
        )
        help = Message('name its column, columns = {{ {key} = "..." }}', key=keys[0])
        where = replace(mapping.at(), at="key")
        yield Fault("missing-key", Problem(message, where, help))


def _faults(
    table: Table, path: tuple[str, ...], kind: str, columns: KeyColumns, constants: Constants
) -> Iterator[Fault]:
    named = [key for key, _ in columns]
    for key in named:
        if not is_column(kind, key):
            yield _unknown(table, (*path, "columns", *key.split(".")), kind, key)
    for key, value in values_of(constants).items():
        if hint(KINDS[kind], key) is None:
            yield _unknown(table, (*path, key), kind, key)
        elif key in named:
            message = Message('"{key}" has a column, and one value for all lines too', key=key)
            where = table.at(*path, key)
            yield Fault("unknown-key", Problem(message, where, Message("leave one of them out")))
        elif (problem := fault(KINDS[kind], {key: value}, key)) is not None:
            yield Fault("unreadable-table", replace(problem, location=table.at(*path, key)))


def _unknown(table: Table, path: Sequence[str], kind: str, key: str) -> Fault:
    from tidlig.source.schema import fields_by_key

    known = tuple(fields_by_key(KINDS[kind]))
    help = did_you_mean(key, known) or Message("the keys are {keys}", keys=known)
    message = Message("{kind} has no key {key}", kind=kind, key=shown(key))
    return Fault("unknown-key", Problem(message, replace(table.at(*path), at="key"), help))
