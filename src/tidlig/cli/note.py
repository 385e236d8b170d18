"""`tidlig note`: the status note of a program, as Markdown, HTML or a Word document."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.completing import ids
from tidlig.cli.lookups import budget_line
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import require_report_ending, write_failure
from tidlig.cli.report_command import Shared, report
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.documents.note.contents import Note
    from tidlig.model.decisions import Program

ProgramName = Annotated[
    str | None,
    Argument(
        metavar="[PROGRAM]",
        help="The program that the note is of; not needed where there is only one.",
        show_default=False,
        completes=ids("program"),
    ),
]
Prepared = Annotated[
    str | None, Option("--prepared-by", metavar="NAME", help="Who prepared the note.")
]
Approved = Annotated[
    str | None, Option("--approved-by", metavar="NAME", help="Who approved the note.")
]
Template = Annotated[
    Path | None,
    Option("--template", metavar="FILE", help="Fill this Word template, with -o FILE.docx."),
]
WriteTemplate = Annotated[
    Path | None,
    Option("--write-template", metavar="FILE", help="Write our own template to FILE, to edit it."),
]
NoteOutput = Annotated[
    Path | None,
    Option("--output -o", metavar="FILE", help="Write to FILE, which ends in .docx, .html or .md."),
]


@report(without=("format", "output"))
def note(
    shared: Shared,
    program: ProgramName = None,
    *,
    prepared_by: Prepared = None,
    approved_by: Approved = None,
    template: Template = None,
    write_template: WriteTemplate = None,
    file: NoteOutput = None,
) -> Iterable[str]:
    """Write the status note of a program as of a date, with every source as a footnote.

    Without --as-of, the date is today's; with --at, it is that of the commit. Without -o, the note
    is printed as Markdown. Names come from --prepared-by and --approved-by alone; without them, a
    line is left for each. --template fills a Word template of your own: begin with the one that
    --write-template writes. Word needs pip install 'tidlig[note]'. Exits 1 if the ledger has
    errors.

    \b
    Examples:
      tidlig note forebyggelsesprojektet --as-of 2015-04-01
      tidlig note forebyggelsespakken --as-of 2015-04-01 -o note.docx
    """
    from tidlig.documents.note.build import Signed, note_on
    from tidlig.documents.note.subject import Subject

    if write_template is not None:
        return _own_template(write_template)
    write = _written_as(file, template)
    opened = shared.open_whole()
    own = _program(opened.ledger, program)
    day = opened.context.provenance.as_of
    assert day is not None
    written = note_on(
        Subject(opened.ledger, own, day),
        opened.context,
        Signed(prepared_by or "", approved_by or ""),
        is_unit_fixed=shared.unit is not None,
    )
    text = write(written)
    if file is None:
        return [text.decode("utf-8")]
    _write(file, text)
    return ()


def _written_as(output: Path | None, template: Path | None) -> "Callable[[Note], bytes]":
    """Return what writes a note in the format of a file's ending."""
    from tidlig.documents.note.html_note import note_as_html
    from tidlig.documents.note.markdown_note import note_as_markdown

    if template is not None and (output is None or output.suffix.lower() != ".docx"):
        raise CouldNot("a template makes a Word document", "name it with -o FILE.docx")
    ending = ".md" if output is None else output.suffix.lower()
    if ending == ".md":
        return lambda note: note_as_markdown(note).encode("utf-8")
    if ending == ".html":
        return lambda note: note_as_html(note).encode("utf-8")
    if ending == ".docx":
        from tidlig.documents.note.word_note import note_as_word, require_extra

        require_extra()
        own = None if template is None else _template(template)
        return lambda note: note_as_word(note, own)
    message = f'a note is not written to "{output}"'
    raise CouldNot(message, "name a file that ends in .docx, .html or .md")


def _template(path: Path) -> bytes:
    """Read a template, but no more of it than one may have; refuse what it may not hold."""
    from tidlig.documents.note.template_rules import LARGEST, checked_parts

    try:
        with path.open("rb") as file:
            template = file.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise CouldNot(
            f"{path} cannot be read: {reason}", "name a file that ends in .docx"
        ) from None
    checked_parts(template)
    return template


def _own_template(path: Path) -> Iterable[str]:
    """Write our own template, to be edited in Word."""
    from tidlig.documents.note.word_note import own_template

    if path.suffix.lower() != ".docx":
        raise CouldNot(f'a template is not written to "{path}"', "name a file that ends in .docx")
    _write(path, own_template())
    return ()


def _write(path: Path, data: bytes) -> None:
    """Write a file whole, or not at all."""
    from tidlig.source.replacing import write_parts

    require_report_ending(path)
    try:
        write_parts(path, (data,))
    except OSError as error:
        raise CouldNot(*write_failure(str(path), error)) from None


def _program(ledger: "Ledger", name: str | None) -> "Program":
    """Return the program that a note is of: the one that is named, or the only one."""
    if name is None:
        if len(ledger.programs) == 1:
            return next(iter(ledger.programs.values()))
        raise CouldNot("a note is of one program", "name it: tidlig note PROGRAM")
    id, strand = budget_line(ledger, name)
    if strand is not None:
        raise CouldNot("a note is of a whole program", f"name it alone: tidlig note {id}")
    return ledger.programs[id]
