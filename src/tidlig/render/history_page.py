"""The page of a history: a table of a figure, or each commit with the keys that it changed."""

from collections.abc import Iterator

from tidlig.arithmetic.entry_changes import EntryChange, KeyChange, Op
from tidlig.ledger.history import Step
from tidlig.model.entry import Entry
from tidlig.model.money import Money, Unit, units_of
from tidlig.render import grid, history
from tidlig.render.balance_page import (
    BalancePage,
    Choice,
    page_as_markdown,
    page_as_shown,
    page_as_text,
)
from tidlig.render.changes import parts
from tidlig.render.columns import Column, Part, of_part
from tidlig.render.csv_text import as_csv, as_danish_csv
from tidlig.render.entry_words import ENTRY_WORDS
from tidlig.render.entry_writer import EntryWriter
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.grid import EMPTY, Cell, Grid, Row
from tidlig.render.history import CHANGE, FIGURE, SHORT, HistoryReport
from tidlig.render.report import Writer, source, source_as_markdown, wrapped
from tidlig.render.sentences import sentence, unit_name
from tidlig.render.shown import SHOWN_FORMATS, AsShown, Shown
from tidlig.render.style import Language
from tidlig.render.tables import Paint, cells, file_width, plain_paint
from tidlig.render.values import address

_WIDE = 110
"""Tables of this width have the author and the subject of each commit."""

_IN_WIDE = ("author", "subject")


def writer(report: HistoryReport, format: str) -> Writer:
    """Return what writes a history in a format."""

    def write(width: int | None = None, paint: Paint = plain_paint) -> str:
        if format == "json":
            return report.as_json()
        if format in {"csv", "csv-da"}:
            return (as_csv if format == "csv" else as_danish_csv)(report.rows())
        return as_markdown(report) if format == "md" else as_text(report, width, paint)

    return AsShown(lambda: as_shown(report), format) if format in SHOWN_FORMATS else write


def as_shown(report: HistoryReport) -> Shown:
    """Return a history in the form of files."""
    if report.history.subject.heading is None:
        return _entry_as_shown(report)
    return page_as_shown(_figure_page(report, is_wide=True), report.language)


def as_text(report: HistoryReport, width: int | None, paint: Paint = plain_paint) -> str:
    """Write a history for a terminal of a width."""
    if report.history.subject.heading is None:
        return _entry_as_text(report, width or file_width(), paint)
    room = width or file_width()
    page = _figure_page(report, is_wide=room >= _WIDE)
    return page_as_text(page, room, paint, rules=width is not None)


def as_markdown(report: HistoryReport) -> str:
    """Write a history as Markdown."""
    if report.history.subject.heading is None:
        return _entry_as_markdown(report)
    return page_as_markdown(_figure_page(report, is_wide=True))


# The history of a figure.


def _figure_page(report: HistoryReport, *, is_wide: bool) -> BalancePage:
    language, entry = report.language, report.history.subject.entry
    unit = unit_name(report.figures.unit, language)
    name = str(getattr(entry, "name", None) or entry.id)
    dated = sentence("as of", language, date=report.history.subject.date, unit=unit)
    steps = report.shown_steps()
    tables = [Choice((_table(report, is_wide=is_wide),))] if steps else []
    return BalancePage(
        (sentence("history of", language, name=name), dated),
        ("", ""),
        (),
        tables,
        notes=list(_notes(report)),
        source=stamp(report),
    )


def _notes(report: HistoryReport) -> Iterator[str]:
    if not report.shown_steps():
        yield sentence("no figure changes", report.language)
    figures = (each for step in report.shown_steps() for each in (step.figure, step.change))
    if any(figure is not None and figure.half for figure in figures):
        yield sentence("note, circa", report.language)
    if report.history.shallow:
        yield sentence("incomplete clone", report.language)


def _table(report: HistoryReport, *, is_wide: bool) -> Grid:
    shown = [
        column
        for column in of_part(history.COLUMNS, Part.TABLE)
        if is_wide or column.name not in _IN_WIDE
    ]
    headings = [grid.Column(_heading(column, report), is_words=column.is_words) for column in shown]
    rows = [_row(step, shown, report) for step in report.history.steps]
    before = report.history.before
    if before is not None:
        day = sentence("before date", report.language, date=report.history.since)
        cells = (Cell(day), *(_before_cell(column, before, report) for column in shown[1:]))
        rows.append(Row(cells, stands_out=True))
    return Grid(tuple(headings), tuple(rows))


def _heading(column: Column[Step], report: HistoryReport) -> str:
    heading = report.history.subject.heading
    if column is FIGURE and heading is not None:
        return sentence(heading, report.language)
    return report.context.style.word(column.word)


def _row(step: Step, shown: list[Column[Step]], report: HistoryReport) -> Row:
    return Row(tuple(_cell(column, step, report) for column in shown))


def _cell(column: Column[Step], step: Step, report: HistoryReport) -> Cell:
    if column is FIGURE:
        if step.trouble is not None:
            return Cell(sentence(step.trouble.value, report.language), tone="yellow")
        return report.figures.cell(step.figure)
    if column is CHANGE:
        return _change_cell(step, report)
    return Cell(column.cell(step, report.context.style))


def _change_cell(step: Step, report: HistoryReport) -> Cell:
    """Write a change; of one that is not known but for its sign, the sign alone."""
    cell = report.figures.cell(step.change)
    is_sign_alone = cell.suffix and step.change is not None and 0 in step.change[:2]
    return Cell("", cell.suffix) if is_sign_alone else cell


def _before_cell(column: Column[Step], before: Step, report: HistoryReport) -> Cell:
    return _cell(column, before, report) if column is FIGURE else EMPTY


def stamp(report: HistoryReport) -> list[str]:
    """Return where a report comes from, without the date, which its heading has."""
    style = report.context.style
    as_of = f"{style.word('as of')} "
    return [part for part in source(report.context.provenance, style) if not part.startswith(as_of)]


# The history of an entry.


def _entry_as_text(report: HistoryReport, width: int, paint: Paint) -> str:
    title = sentence("history of", report.language, name=address(report.history.subject.entry))
    head = [paint(for_terminal(title), "bold"), for_terminal(report.where())]
    blocks = ["\n".join(head)]
    lines = [
        line for step in report.shown_steps() for line in _step_lines(step, report, width, paint)
    ]
    blocks += ["\n".join(lines)] if lines else []
    notes = [] if lines else [sentence("no changes", report.language)]
    if report.history.shallow:
        notes.append(sentence("incomplete clone", report.language))
    blocks += ["\n".join(wrapped(note, width) for note in notes)] if notes else []
    provenance = ", ".join(map(for_terminal, stamp(report)))
    return "\n\n".join([*blocks, paint(wrapped(provenance, width), "dim")]) + "\n"


_INDENT = 12
"""Below a date, the subject and the keys of a commit begin here."""

_WIDEST = 80
"""Changes of amounts stand at the right of so many columns, also where there are more."""


def _step_lines(step: Step, report: HistoryReport, width: int, paint: Paint) -> Iterator[str]:
    commit = step.commit
    date, id = str(commit.date or ""), commit.id[:SHORT]
    author = for_terminal(commit.author)
    yield f"{date:10}  {paint(id, 'cyan')}  {author}".rstrip()
    if commit.subject:
        yield _hanging(for_terminal(commit.subject), _INDENT, width)
    rows = list(_step_rows(step, report))
    longest = max((cells(for_terminal(name)) for name, _, _ in rows), default=0)
    for name, text, difference in rows:
        yield _key_line(for_terminal(name), longest, for_terminal(text), difference, width)


def _key_line(name: str, longest: int, text: str, difference: str, width: int) -> str:
    """Write a key, before and after; the change of an amount stands at the right."""
    space = " " * (longest - cells(name) + 3)
    line = f"{' ' * _INDENT}{name}{space}{text}"
    room = min(width, _WIDEST)
    if difference and cells(line) + cells(difference) + 2 <= room:
        return line + " " * (room - cells(line) - cells(difference)) + difference
    whole = f"{line}  {difference}" if difference else line
    return _hanging(whole.lstrip(), _INDENT, width, longest + 3)


def _hanging(text: str, indent: int, width: int, further: int = 0) -> str:
    """Wrap a text that begins some columns in, its next lines further in."""
    lines = wrapped(text, max(width - indent - further, 20)).split("\n")
    if further:
        lines = _rewrapped(text, width - indent, further)
    return "\n".join(" " * indent + line for line in lines)


def _rewrapped(text: str, width: int, further: int) -> list[str]:
    import textwrap

    return textwrap.wrap(
        text, max(width, 20), subsequent_indent=" " * further, break_long_words=False,
        break_on_hyphens=False, drop_whitespace=True,
    )  # fmt: skip


KeyRow = tuple[str, str, str]
"""A key, its value before and after, and the change of an amount, if it is one."""


def _step_rows(step: Step, report: HistoryReport) -> Iterator[KeyRow]:
    if step.new_currency is not None:
        yield *history.currency_change(step.new_currency, report.language), ""
    for change in step.because:
        yield from _key_rows(change, step, report)


def _key_rows(change: EntryChange, step: Step, report: HistoryReport) -> Iterator[KeyRow]:
    writer = entry_writer(step, report.language, _kroner(change, step, report))
    if change.op is Op.RENAMED and change.before is not None:
        text = f"{address(change.before)} -> {address(change.entry)}"
        yield sentence("renamed", report.language), text, ""
        return
    if change.op is not Op.CHANGED:
        text = summary(change, writer)
        yield sentence(change.op.value, report.language), text, ""
        return
    for key in change.keys:
        if key.key in change.own:
            for name, text, difference in _changed_key(key, change, writer):
                yield name, text, difference if step.new_currency is None else ""


def _kroner(change: EntryChange, step: Step, report: HistoryReport) -> Unit:
    """Return the kroner of the ledger at a commit; of what it removed, those before."""
    both = step.currencies
    if both is None:
        return report.figures.unit.whole
    return units_of(both.before if change.after is None else both.after)["kr"]


def entry_writer(step: Step, language: Language, kroner: Unit) -> EntryWriter:
    """Return what writes keys at a commit: amounts in kroner, recipients by their names."""
    names = {("recipient", id): name for id, name in step.names.items()}
    return EntryWriter(language, kroner, names)


def _changed_key(key: KeyChange, change: EntryChange, writer: EntryWriter) -> Iterator[KeyRow]:
    for part, before, after in parts(key.key, key.before, key.after):
        yield key_name(part, writer), *written_change(key.key, before, after, change.entry, writer)


def key_name(part: str, writer: EntryWriter) -> str:
    """Return the word of a key, and of a row of its table: "fordeling 2015"."""
    key, *rows = part.split(".")
    return " ".join([writer.key(key), *(_row_name(row, writer) for row in rows)])


def _row_name(row: str, writer: EntryWriter) -> str:
    return writer.say(f"value {row}") if f"value {row}" in ENTRY_WORDS else row


def written_change(
    key: str, before: object, after: object, entry: Entry, writer: EntryWriter
) -> tuple[str, str]:
    """Write a value before and after, and the change of an amount, which stands in kroner."""
    if isinstance(before, Money) and isinstance(after, Money):
        unit = writer.unit_of([before, after])
        was = writer.figure(before, unit)
        difference = Money(after.ore - before.ore)
        return (
            f"{was} -> {writer.money(after)}",
            kroner_of(difference, writer),
        )
    was, now = (_or_nothing(writer.value(key, value, entry), writer) for value in (before, after))
    return f"{was} -> {now}", ""


def kroner_of(money: Money, writer: EntryWriter) -> str:
    """Write a change in kroner with its sign."""
    text = writer.money(money)
    return f"+{text}" if money.ore > 0 else text


def _or_nothing(text: str, writer: EntryWriter) -> str:
    return text or writer.say("nothing there")


def summary(change: EntryChange, writer: EntryWriter) -> str:
    """Say in a few words what an entry is that was added or removed."""
    entry = change.entry
    amount = getattr(entry, "amount", None) or getattr(entry, "total", None)
    recipient = getattr(entry, "recipient", None)
    words = [writer.value("amount", amount, entry)]
    if recipient:
        words.append(writer.say("to whom", name=writer.name("recipient", recipient, recipient)))
    name = getattr(entry, "name", None) or getattr(entry, "title", None) or ""
    return ", ".join(filter(None, [name, " ".join(filter(None, words)), _years_of(entry)]))


def _years_of(entry: Entry) -> str:
    """Write the years that an entry is of; of an award that of its date, where it has no other."""
    years = getattr(entry, "years", None) or getattr(entry, "year", None)
    date = getattr(entry, "date", None)
    if years is None and entry.kind in ("award", "amendment") and date is not None:
        return str(date.year)
    return "" if years is None else str(years)


def _entry_as_markdown(report: HistoryReport) -> str:
    table = _entry_table(report)
    body = grid.grid_as_markdown(table) if table.rows else sentence("no changes", report.language)
    blocks = [f"## {for_markdown(_entry_title(report))}", for_markdown(report.where()), body]
    blocks += _incomplete(report)
    return "\n\n".join([*blocks, source_as_markdown(stamp(report))]) + "\n"


def _entry_as_shown(report: HistoryReport) -> Shown:
    table, titles = _entry_table(report), [_entry_title(report), report.where()]
    notes = [] if table.rows else [sentence("no changes", report.language)]
    notes += _incomplete(report)
    parts = [table] if table.rows else []
    return Shown(report.language, titles, parts, notes, stamp(report))


def _entry_title(report: HistoryReport) -> str:
    return sentence("history of", report.language, name=address(report.history.subject.entry))


def _incomplete(report: HistoryReport) -> list[str]:
    return [sentence("incomplete clone", report.language)] if report.history.shallow else []


def _entry_table(report: HistoryReport) -> Grid:
    """Return a row for each key that a commit changed."""
    rows = []
    for step in report.shown_steps():
        commit = step.commit
        start = [str(commit.date or ""), commit.id[:SHORT], commit.author, commit.subject]
        for name, text, difference in _step_rows(step, report):
            rows.append(Row(tuple(map(Cell, [*start, name, text, difference]))))
    words = ("date", "commit", "author", "subject", "changed", "before and after", "change")
    headings = [grid.Column(sentence(word, report.language), is_words=True) for word in words]
    return Grid(tuple(headings), tuple(rows))
