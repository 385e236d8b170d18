"""Stated figures beside the ledger's own, and notes word for word (T20 and T21)."""

from collections.abc import Iterable, Iterator

from tidlig.arithmetic.pool_groups import RoundGroup
from tidlig.arithmetic.statements import StatementResult
from tidlig.documents.note.contents import (
    Block,
    Items,
    Marked,
    Row,
    Section,
    Table,
    without_marks,
)
from tidlig.documents.note.phrases import Phrases
from tidlig.documents.note.rounds import round_mark
from tidlig.documents.note.subject import Subject, entry_name
from tidlig.documents.note.tables import Captions, plain_table
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Round
from tidlig.render import statements
from tidlig.render.statement_words import Names
from tidlig.render.style import Style


def stated_section(
    subject: Subject, phrases: Phrases, captions: Captions, style: Style
) -> Section | None:
    """Return the section on statements; None where there are none up to the day."""
    results = subject.reconciliation.statements
    if not results:
        return None
    names = Names(subject.ledger)
    wide = statements.grids(results, names, style)[0]
    title = phrases.say("table of statements")
    table = plain_table(wide, captions.of(title, "", has_amounts=False))
    blocks: list[Block] = [_with_sources(table, results, phrases)]
    remarks = statements.remarks(results, names, style)
    if remarks is not None:
        pairs = ([cell.text for cell in row.cells] for row in remarks.rows)
        items = (phrases.say("remark", measured=one, remark=other) for one, other in pairs)
        blocks.append(Items(tuple(items)))
    return Section(phrases.say("Stated"), tuple(blocks))


def _with_sources(table: Table, results: Iterable[StatementResult], phrases: Phrases) -> Table:
    """Name what is measured in every row, and put the mark of its source at what was stated."""
    rows: list[Row] = []
    measured = ""
    for row, result in zip(table.rows, results, strict=True):
        name, *others = row.cells
        measured = name or measured
        mark = phrases.notes.stated(result.statement)
        source, *figures = others
        rows.append(Row((measured, Marked(without_marks(source) + mark), *figures)))
    return Table(table.caption, table.columns, tuple(rows))


def further_section(subject: Subject, phrases: Phrases) -> Section | None:
    """Return the notes of the program and of the entries of the note, word for word."""
    items = tuple(_notes(subject, phrases))
    return Section(phrases.say("Further"), (Items(items),)) if items else None


def _notes(subject: Subject, phrases: Phrases) -> Iterator[str]:
    for entry in _entries(subject):
        note = " ".join((entry.note or "").split())
        if note:
            notes = _mark(entry, subject, phrases)
            name = _heading(entry, subject, phrases)
            yield phrases.say("further", name=name, note=without_marks(note), notes=notes)


def _mark(entry: Entry, subject: Subject, phrases: Phrases) -> str:
    """Return the mark that stands elsewhere for an entry: of a round with its pools, of strands."""
    if isinstance(entry, Round):
        return round_mark(subject, phrases, entry)
    if isinstance(entry, Strand):
        strands = subject.program.strands
        return phrases.notes.of(each for each in strands if each.source == entry.source)
    return phrases.notes.of([entry])


def _heading(entry: Entry, subject: Subject, phrases: Phrases) -> str:
    """Name an entry before its note: by its kind, and its name if it has one."""
    words = entry.described.words
    kind = words.danish if phrases.language == "da" else words.english
    if entry is subject.program:
        return without_marks(kind[:1].upper() + kind[1:])
    capital, name = kind[:1].upper() + kind[1:], entry_name(entry)
    if kind.casefold() in name.casefold() and getattr(entry, "name", None):
        return without_marks(name)
    return phrases.say("kind and name", kind=capital, name=name)


def _entries(subject: Subject) -> Iterator[Entry]:
    """Yield the entries that a note speaks of, each once, in the order of its sections."""
    yield subject.program
    yield from subject.agreements
    yield from (change.act for change in subject.act_changes)
    yield from subject.reprioritisations
    yield from subject.carry_overs
    yield from subject.lapses
    for group in subject.rounds:
        yield from _of_round(group)
    yield from subject.awards[:MOST_AWARDS]
    yield from subject.program.strands


MOST_AWARDS = 20
"""The notes of so many awards are written; more would bury the others."""


def _of_round(group: RoundGroup) -> Iterator[Entry]:
    if group.round is not None:
        yield group.round
    yield from (row.pool for row in group.listed if row.pool is not None)
