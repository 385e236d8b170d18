"""What `tidlig rename`, `remove` and `edit` show: the lines concerned, and what hangs on them."""

from collections.abc import Iterator, Sequence

from tidlig import __version__
from tidlig.ledger.changing import Change
from tidlig.ledger.imported import Imported
from tidlig.ledger.places import Places, places_of
from tidlig.ledger.removing import Removal
from tidlig.ledger.renaming import Renaming
from tidlig.model.entry import Entry
from tidlig.model.findings import Location
from tidlig.model.personal import joined, masked_line
from tidlig.model.texts import Identifier, Verbatim, escaped
from tidlig.render import changes
from tidlig.render.addition import Effects, effect_sections
from tidlig.render.escaping import for_terminal
from tidlig.render.grid import Cell, Column, Grid, Row
from tidlig.render.sections import Lines, Section, SectionedPage, as_text, grid_of
from tidlig.render.sentences import sentence
from tidlig.render.style import Language, Style
from tidlig.render.tables import Paint, plain_paint
from tidlig.render.values import address, counted

MOST_PLACES = 20
"""So many places of an id are shown; of more, their number."""

MOST_COMMENTS = 5
MOST_ENTRIES = 50
"""So many entries that hang on another are named; of more, their number."""


def renaming_as_text(
    renaming: Renaming, style: Style, width: int | None = None, paint: Paint = plain_paint
) -> str:
    """Write a renaming: both ids, every line with the new one, and that no figure differs."""
    language = style.language
    names = joined(" -> ", (address(renaming.entry), address(renaming.new)))
    head = renaming.change.head.origin
    where = places_of(renaming.places, renaming.change.base.origin)
    lines = Places(where.spans, places_of(renaming.places, head).lines)
    rows = [_place(location, lines) for location in renaming.places[:MOST_PLACES]]
    more = len(renaming.places) - len(rows)
    table = Section("", Grid((Column("", True), Column("", True)), tuple(rows)))
    notes = [sentence("more places", language, number=more)] if more else []
    files = sentence("in files", language, number=len(renaming.change.replacements))
    number = len(renaming.places)
    said = [sentence("places of id", language, number=number, files=files)]
    if renaming.change.compared is not None and renaming.unproven is None:
        said.append(sentence("renaming moves nothing", language))
    said += _comments(renaming, language)
    sections = [
        Section("", table.body, notes),
        Section("", Lines([" ".join(said[:2]), *said[2:]])),
    ]
    return _page(names, sections, renaming.change, width, paint)


def _place(location: Location, places: Places) -> Row:
    """The place of an id, and the line that it is in."""
    line = escaped(masked_line((places.line(location) or "").strip()))
    return Row((Cell(_where(location, places)), Cell(Verbatim(line))))


def _where(location: Location, places: Places) -> str:
    span = places.span(location)
    return Identifier(location.file + (f":{span.line}" if span else ""))


def _comments(renaming: Renaming, language: Language) -> Iterator[str]:
    if not renaming.comments:
        return
    shown = [_where(each, Places()) for each in renaming.comments[:MOST_COMMENTS]]
    more = len(renaming.comments) - len(shown)
    if more:
        shown.append(sentence("more places", language, number=more))
    named = joined(", ", shown)
    yield sentence("comments stay", language, id=renaming.entry.id, places=named)


def removal_as_text(
    removal: Removal,
    effects: Effects | None,
    style: Style,
    width: int | None = None,
    paint: Paint = plain_paint,
) -> str:
    """Write a removal: the text that goes, what goes with it, and what that does to the money."""
    text = "".join(_removed_text(removal, style.language, paint))
    compared = removal.change.compared
    sections = []
    if removal.dependents:
        number = len(removal.dependents)
        sections.append(Section("", Lines([sentence("going too", style.language, number=number)])))
    if compared is not None and effects is not None:
        sections += effect_sections(compared, effects, style)
    return text + _page("", sections, removal.change, width, paint)


def _removed_text(removal: Removal, language: Language, paint: Paint) -> Iterator[str]:
    for part in removal.parts:
        key = "removed file" if part.is_whole_file else "removed from"
        place = sentence(key, language, file=for_terminal(Identifier(part.file)))
        yield f"{paint(place, 'bold')}\n\n"
        for stretch in part.stretches:
            lines = [escaped(masked_line(line)) for line in stretch.splitlines()]
            yield "\n".join([*lines, "", ""])


def undo_as_text(
    removal: Removal,
    made: Imported,
    effects: Effects | None,
    style: Style,
    width: int | None = None,
    paint: Paint = plain_paint,
) -> str:
    """Write an import taken back: what goes of it, from which files, and what stays."""
    language, compared = style.language, removal.change.compared
    lines = [sentence("undone", language, what=counted(removal.subjects, language))]
    for part in removal.parts:
        key = "removed file" if part.is_whole_file else "removed from"
        lines.append(sentence(key, language, file=Identifier(part.file)))
    for key, entries in (("undo keeps", made.kept), ("undo elsewhere", made.elsewhere)):
        if entries:
            named = joined(", ", map(address, entries[:MOST_COMMENTS]))
            number = len(entries)
            lines.append(sentence(key, language, number=number, entries=named))
    sections = [Section("", Lines(lines))]
    if removal.dependents:
        where = places_of([each.at() for each in removal.dependents], removal.change.base.origin)
        heading = sentence("going too", language, number=len(removal.dependents))
        sections.append(_entries(heading, removal.dependents, where, language))
    if compared is not None and effects is not None:
        sections += effect_sections(compared, effects, style)
    return _page("", sections, removal.change, width, paint)


def refusal_as_text(
    removal: Removal, name: str, style: Style, width: int | None = None, paint: Paint = plain_paint
) -> str:
    """Write what hangs on what is named, and what only names what would be taken out."""
    sections = list(_hanging(removal, name, style.language))
    return _page("", sections, removal.change, width, paint)


def _hanging(removal: Removal, name: str, language: Language) -> Iterator[Section]:
    where = places_of(
        [entry.at() for entry in (*removal.dependents, *removal.naming)],
        removal.change.base.origin,
    )
    if removal.dependents:
        heading = sentence("hanging on", language, address=name)
        yield _entries(heading, removal.dependents, where, language)
    if removal.naming:
        heading = sentence("only naming", language)
        yield _entries(heading, removal.naming, where, language)


def _entries(heading: str, entries: Sequence[Entry], where: Places, language: Language) -> Section:
    columns = (Column("", is_words=True), Column("", is_words=True))
    rows = [
        Row((Cell(address(each)), Cell(_where(each.at(), where))))
        for each in entries[:MOST_ENTRIES]
    ]
    more = len(entries) - len(rows)
    notes = [sentence("more places", language, number=more)] if more else []
    return Section(heading, Grid(columns, tuple(rows)), notes)


def edit_as_text(
    change: Change,
    effects: Effects,
    style: Style,
    width: int | None = None,
    paint: Paint = plain_paint,
) -> str:
    """Write what an edit did: to entries, to the money, and to what the checks find."""
    assert change.compared is not None
    table = changes.entries(change.compared, style, every=True)
    entries = Section("", grid_of(table))
    sections = [entries, *effect_sections(change.compared, effects, style)]
    return _page("", sections, change, width, paint)


def _page(
    title: str, sections: Sequence[Section], change: Change, width: int | None, paint: Paint
) -> str:
    source = [Identifier(change.head.origin.shown), Verbatim(f"tidlig {__version__}")]
    return as_text(SectionedPage((title, ""), ("", ""), sections, source), width, paint)
