"""A note, in a unit in which no figure is lost, with its sections and footnotes in order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tidlig.documents.note.accounts import account_blocks
from tidlig.documents.note.appropriation import Acts
from tidlig.documents.note.contents import (
    Marked,
    Note,
    Section,
    in_order,
    texts,
    without_marks,
)
from tidlig.documents.note.not_known import NotKnown
from tidlig.documents.note.phrases import Phrases, joined
from tidlig.documents.note.rounds import Rounds
from tidlig.documents.note.stated import further_section, stated_section
from tidlig.documents.note.subject import Subject
from tidlig.documents.note.summary import Summary
from tidlig.documents.note.tables import BudgetTables, Captions
from tidlig.model.money import Unit, rounded
from tidlig.model.personal import joined as joined_parts
from tidlig.render.figures import Writer
from tidlig.render.report import Context, source
from tidlig.render.sentences import sentence, unit_name
from tidlig.render.units import fitting_unit

LINE = "________"
"""Where a name or a day is written by hand."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who prepared and who approved a note, as the user says; nobody else does."""

    prepared: str = ""
    approved: str = ""


def note_on(subject: Subject, context: Context, signed: Signed, *, is_unit_fixed: bool) -> Note:
    """Write the note on a program, in the unit asked for or one in which no figure is lost."""
    language, unit = context.style.language, context.style.unit
    if not is_unit_fixed:
        in_full = Writer(unit.whole, language, marks_each=True)
        _note(subject, context, signed, in_full)
        unit = fitting_unit(unit, in_full.written)
    return in_order(_note(subject, context, signed, Writer(unit, language, marks_each=True)))


def _note(subject: Subject, context: Context, signed: Signed, writer: Writer) -> Note:
    phrases = Phrases(subject.ledger, writer)
    sections = list(_sections(subject, context, phrases, writer.unit))
    own = subject.program
    alias = next((each for each in own.aliases if each != own.name), None)
    key = "title" if alias is None else "title, alias"
    note = Note(
        writer.language,
        phrases.say(key, name=own.name, alias=alias or ""),
        _dated(subject, context, phrases),
        phrases.say(
            "signed",
            prepared=signed.prepared or LINE,
            approved=signed.approved or LINE,
            line=LINE,
        ),
        own.name,
        own.account or "",
        phrases.date(subject.day),
        subject.day,
        signed.prepared,
        signed.approved,
        (Summary(subject, phrases).section(), *_numbered(sections)),
        phrases.say("Sources"),
        phrases.notes.all(),
        (),
    )
    return replace(note, stamp=tuple(_stamp(context, writer, note)))


def _dated(subject: Subject, context: Context, phrases: Phrases) -> str:
    account, errors = subject.program.account, context.checked.errors
    unit = unit_name(phrases.writer.unit, phrases.language)
    return joined(
        phrases.say("dated", date=phrases.date(subject.day)),
        phrases.say("account", account=account) if account else "",
        phrases.say("unit", unit=unit),
        sentence("has errors", phrases.language, number=errors) if errors else "",
    )


def _sections(
    subject: Subject, context: Context, phrases: Phrases, unit: Unit
) -> Iterator[Section]:
    style = replace(context.style, unit=unit)
    captions = Captions(phrases)
    acts, budgets = Acts(subject, phrases), BudgetTables(subject, phrases, captions)
    before, tables = tuple(acts.before_tables()), tuple(budgets.tables())
    blocks = (
        *before,
        *tables,
        *budgets.notes(tables),
        *acts.after_tables(),
        *account_blocks(subject, phrases),
    )
    yield Section(phrases.say("Appropriation"), blocks)
    for section in (
        Rounds(subject, phrases, captions, style).section(),
        NotKnown(subject, phrases).section(),
        stated_section(subject, phrases, captions, style),
        further_section(subject, phrases),
    ):
        if section is not None:
            yield section


def _numbered(sections: list[Section]) -> Iterator[Section]:
    """Number the headings of sections."""
    for number, section in enumerate(sections, start=1):
        heading = Marked(f"{number}. {without_marks(section.heading)}")
        yield Section(heading, section.blocks)


def _stamp(context: Context, writer: Writer, note: Note) -> Iterator[str]:
    """Yield where the note comes from, what it leaves out, and what its signs mean."""
    as_of = f"{context.style.word('as of')} "
    parts = [part for part in source(context.provenance, context.style) if as_of not in part]
    yield sentence("note stamp", writer.language, stamp=joined_parts(", ", parts))
    later = context.provenance.later
    if later:
        yield sentence("later entries", writer.language, number=later) + "."
    if any(f"{writer.circa} " in text for text in texts(note)):
        yield sentence("note, circa", writer.language)
    if any(not rounded(ore, writer.unit)[1] for ore in writer.written):
        yield sentence("note, rounded", writer.language)
