"""What is wrong with the lines of a table besides what is written in their cells."""

from collections.abc import Collection, Iterable, Iterator
from collections.abc import Mapping as Mapping_
from dataclasses import replace

from tidlig.model.findings import Fault, Location, Note, Problem
from tidlig.model.messages import Message
from tidlig.model.personal import suspicious
from tidlig.model.personal_problems import problems
from tidlig.model.tables import Table
from tidlig.sheets.cells import cell_text
from tidlig.sheets.drafts import Draft
from tidlig.sheets.mapping import Mapping
from tidlig.sheets.tables import Sheet, SheetRow
from tidlig.source.reading import suspected
from tidlig.source.values import shown


def without_id(sheet: Sheet, draft: Draft) -> Fault:
    """The fault of a line that has no id."""
    message = Message("line {line} has nothing to make an id of", line=draft.line)
    help = Message('name the column of its numbers: columns = {{ id = "..." }}')
    return Fault("unreadable-table", Problem(message, sheet.place(draft.line, 0), help))


def twice(sheet: Sheet, mapping: Mapping, draft: Draft, first: Draft) -> Fault:
    """The fault of two lines with one id, or with ids that fall together."""
    number = _column_of_id(sheet, mapping)
    where, other = sheet.place(draft.line, number), sheet.place(first.line, number)
    message = Message("two lines are {kind} {id}", kind=draft.kind, id=shown(draft.id))
    help = Message('give each a number of its own, in a column that id = "..." names')
    notes = (Note(Message("the first"), other),)
    return Fault("unreadable-table", Problem(message, where, help, notes=notes))


def _column_of_id(sheet: Sheet, mapping: Mapping) -> int:
    keys = [key for key in ("id", "reference", "name", "recipient") if key in mapping.columns]
    return sheet.number_of(mapping.columns[keys[0]]) if keys else 0


def unknown_lines(table: Table, made: Mapping_[str, Collection[str]]) -> Iterator[Fault]:
    """The faults of findings that are accepted of lines that are not there."""
    for kind, ids in made.items():
        path = () if kind == table.type else (kind,)
        for accepted in table.accepts(kind):
            if accepted.id not in ids:
                message = Message(
                    "no line of the table is {kind} {id}", kind=kind, id=shown(accepted.id)
                )
                where = replace(table.at(*path, "accept", accepted.id), at="key")
                help = Message("write the id of an entry that the file has, or remove it")
                yield Fault("unreadable-table", Problem(message, where, help))


def at_cell(fault: Fault, columns: Mapping_[str, str]) -> Fault:
    """A key that a line lacks, at the cell that it would stand in."""
    problem = fault.problem
    key = str(dict(problem.message.values).get("key", "")) if fault.check == "missing-key" else ""
    if key not in columns:
        return fault
    help = Message('fill in the cell under "{heading}"', heading=columns[key])
    where = replace(problem.location, path=(*problem.location.path, key), at="value")
    return replace(fault, problem=replace(problem, location=where, help=help))


def unread(sheet: Sheet, table: Table, heading: str) -> Fault:
    """The fault of a column that no table reads or ignores."""
    message = Message('nobody reads the column "{heading}"', heading=heading)
    where = sheet.place(sheet.heading_line, sheet.number_of(heading))
    help = Message(
        'name it in columns, or add ignore = ["{heading}"] to [table.{id}]',
        heading=heading,
        id=table.id,
    )
    return Fault("unread-column", Problem(message, where, help))


def personal_data(sheet: Sheet, table: Table, drafts: Iterable[Draft]) -> Iterator[Fault]:
    """Look through every heading and cell; file numbers are expected among references and ids.

    What is found in a line is found in its entry, which may accept it.
    """
    if not suspected(sheet.text or ""):
        return
    numbers = _headings(table, "id", "reference")
    never = _headings(table, "cvr")
    entries = {draft.line: (draft.kind, draft.id) for draft in drafts}
    for row in (*sheet.above, SheetRow(sheet.heading_line, sheet.headings), *sheet.rows):
        for number, cell in enumerate(row.cells):
            heading, text = "".join(sheet.headings[number : number + 1]), cell_text(cell)
            if suspicious(text) and heading not in never:
                place = sheet.place(row.line, number)
                where = replace(place, path=entries.get(row.line, ()))
                yield from _in_cell(text, heading, where, of_file=heading in numbers)


def personal_data_of_keys(table: Table) -> Iterator[Fault]:
    """Look through what a table says of every line, and why findings of lines are accepted."""
    texts: list[tuple[str, str, tuple[str, ...]]] = []
    texts += [(each.key, each.written, (each.key,)) for each in table.constants]
    for also in table.also:
        texts += [(each.key, each.written, (also.kind, each.key)) for each in also.constants]
    for accepted in (table.accept_lines, *(also.accept_lines for also in table.also)):
        for line in accepted:
            texts += [("reason", why, ("accept", line.id)) for _, why in line.acceptances]
    for key, text, path in texts:
        yield from _in_key(table, key, text, path)


def _in_key(table: Table, key: str, text: str, path: tuple[str, ...]) -> Iterator[Fault]:
    what = Message('the {field} of {kind} "{id}"', field=key, kind=table.kind, id=table.id)
    for problem in problems(what, text, table.at(*path)) if suspicious(text) else ():
        yield Fault("personal-data", problem)


def _headings(table: Table, *keys: str) -> set[str]:
    return {heading for key, heading in table.columns if key in keys}


def _in_cell(text: str, heading: str, where: Location, *, of_file: bool) -> Iterator[Fault]:
    what = Message('the cell under "{heading}"', heading=heading)
    for problem in problems(what, text, where, of_file=of_file):
        yield Fault("personal-data", problem)
