"""What a change does to a ledger, for people: review flags, money, entries and findings.

`tidlig add` shows its new entry and the effect of it in the same way, and a comment on a pull
request has the most important parts first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tidlig import __version__
from tidlig.arithmetic.entry_changes import EntryChange, Op
from tidlig.arithmetic.line_changes import Difference, LineChange, ReviewFlag, TotalChange
from tidlig.arithmetic.unknown_amounts import Doubts, unknown_entries
from tidlig.ledger.adding import Addition
from tidlig.ledger.compare import Comparison, Side
from tidlig.ledger.folder import shown_path
from tidlig.ledger.merge import MOST_NAMED
from tidlig.ledger.places import Places
from tidlig.model.decisions import StrandSplit
from tidlig.model.entry import Acceptance, Entry, KindCount, YearAmount
from tidlig.model.findings import Finding, Location
from tidlig.model.keys import figure_keys
from tidlig.model.messages import sentence
from tidlig.model.money import Money
from tidlig.model.personal import masked_line
from tidlig.model.texts import Identifier, Verbatim, escaped
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.report import Page, Section, page_as_text, source_as_markdown
from tidlig.render.style import Style, is_rounded
from tidlig.render.tables import Paint, Row, Table, plain_paint, table_as_markdown, trimmed
from tidlig.render.values import address, of_key, text


def addition_as_text(
    new: Addition, style: Style, width: int | None = None, paint: Paint = plain_paint
) -> str:
    """Write an addition: its place, its text, and the effect where the ledger can be read."""
    place = for_terminal(Identifier(shown_path(new.target))) + (
        ", a new file" if new.is_new else ""
    )
    lines = "".join(f"{escaped(masked_line(line))}\n" for line in new.text.splitlines())
    shown = f"{paint(place, 'bold')}\n\n{lines}\n"
    if new.compared is None:
        return shown
    source = [Identifier(new.head.origin.shown), Verbatim(f"tidlig {__version__}")]
    return shown + page_as_text(page(new.compared, style, source), style, width, paint)


TELLING = ("budget", "awarded", "returned", "remaining", "paid", "outturn")
"""The headings that are shown; the others follow from them, or are parts of the budget."""


def page(found: Comparison, style: Style, source: Sequence[str], *, every: bool = False) -> Page:
    """Give a comparison as a page; with `every`, all headings and all keys."""
    shown = figures(found.difference)
    notes = [style.word("rounding")] if is_rounded(shown, style.unit) else []
    sections = tuple(_sections(found, style, every=every))
    notes += not_counted(found, style)
    return Page(headline(found, style), None, notes, source, "nothing differs", sections)


def not_counted(found: Comparison, style: Style) -> list[str]:
    """Name the entries with an unknown amount, which no figure has in it, where figures differ."""
    if not found.difference.lines:
        return []
    entries = dict.fromkeys(entry.address for entry, _ in unknown_entries(found.head.ledger))
    return [f"{style.word('unknown')}: {', '.join(entries)}"] if entries else []


def figures(different: Difference) -> list[Money]:
    """Give every figure that differs, before and after."""
    return [money for change in different.lines for money in (change.before, change.after)]


def headline(found: Comparison, style: Style) -> str:
    """Say in one line what becomes of what remains, and between which states."""
    names = " -> ".join(
        side.name if side.is_revision else style.word(side.name)
        for side in (found.base, found.head)
    )
    if not found.difference.lines:
        return f"{style.word('money unchanged')} {names}"
    before, after, change = _in_full(found.difference.whole, "remaining", style)
    word = style.word("remaining").capitalize()
    return f"{word}: {before} -> {after} ({change}), {names}"


def _in_full(whole: TotalChange, heading: str, style: Style) -> tuple[str, str, str]:
    """Write a figure before and after, and its change, in kroner, as far as it is known."""
    was, now = whole.before, whole.after
    before, after = was.figures[heading], now.figures[heading]
    written = (
        (style.in_full(before), was.doubts),
        (style.in_full(after), now.doubts),
        (style.in_full(after - before, plus=True), whole.doubts),
    )
    first, second, third = (
        f"{text} {doubts[heading]} ?" if heading in doubts else text for text, doubts in written
    )
    return first, second, third


def state(side: Side, style: Style) -> str:
    """Write the commit that a state is of, and whether its files differ from it."""
    revision, dirty = side.origin.state()
    if revision is None:
        return side.name if side.is_revision else Verbatim(style.word(side.name))
    changes = f" {style.word('with changes')}" if dirty else ""
    return Verbatim(f"{revision[:10]}{changes}")


def _sections(found: Comparison, style: Style, *, every: bool) -> Iterator[Section]:
    different = found.difference
    if different.alarms:
        yield Section(style.word("see first"), alarms(different, style))
    if different.lines:
        yield Section(
            f"{style.word('money')}, {style.unit.label}",
            money(different, style, every=every),
            [net(different, style)],
        )
    if different.entries:
        yield Section(style.word("entries"), entries(found, style, every=every))
    if found.findings.new or found.findings.fixed:
        yield Section(f"{style.word('findings changed')}", findings(found, style))


def net(different: Difference, style: Style) -> str:
    """Say what reprioritisations bring the ledger as a whole, or take from it."""
    change = _in_full(different.whole, "reprioritised", style)[2]
    return f"{style.word('net of reprioritisations')}: {change}"


def money(different: Difference, style: Style, *, every: bool) -> Table:
    """Give the table of figures that differ, by program and line; what remains in all is last."""
    rows: list[Row] = []
    for program, total in different.totals.items():
        changes = [change for change in different.lines if change.line.program == program]
        if changes:
            rows.append(_total(Identifier(program), total, style))
            rows += [
                _line(change, style) for change in changes if every or change.heading in TELLING
            ]
    rows.append(_total(style.word("in all"), different.whole, style))
    headings = ("heading", "before", "after", "change")
    words = tuple(style.word(heading) for heading in headings)
    return Table(style.word("program"), words, tuple(rows), frozenset({0}), fixed=1)


def _total(name: str, total: TotalChange, style: Style) -> Row:
    sides = [(side.figures["remaining"], side.doubts) for side in (total.before, total.after)]
    cells = _change("remaining", (sides[0], sides[1]), total.doubts, style)
    return Row(name, cells, stands_out=True)


def _line(change: LineChange, style: Style) -> Row:
    line = change.line
    strand = line.strand or style.word("not split by strand")
    before, after = (change.before, change.doubts_before), (change.after, change.doubts_after)
    cells = _change(change.heading, (before, after), change.doubts, style)
    return Row(Identifier(f"{strand}, {line.years}"), cells, indent=2)


def _change(
    heading: str,
    sides: tuple[tuple[Money, Doubts], tuple[Money, Doubts]],
    doubts: Doubts,
    style: Style,
) -> tuple[str, ...]:
    """Write a figure before and after and its change, as far as they are known."""
    (before, _), (after, _) = sides
    figures = (style.uncertain(money, heading, of) for money, of in sides)
    change = style.word("not stated") if heading in doubts else style.change(after - before)
    return (style.word(heading), *figures, change)


def findings(found: Comparison, style: Style) -> Table:
    """Give the table of findings that are new or fixed."""
    unknown_causes: list[Sequence[Entry]] = [()] * len(found.findings.fixed)
    rows = [
        *_findings(found.findings.new, "new", found.head_places, found.causes, style),
        *_findings(found.findings.fixed, "fixed", found.base_places, unknown_causes, style),
        Row(f"{found.findings.unchanged} {style.word('unchanged')}", ("",)),
    ]
    return Table("", ("",), tuple(rows), frozenset({0}))


def _findings(
    shown: Iterable[Finding],
    word: str,
    places: Places,
    causes: Iterable[Sequence[Entry]],
    style: Style,
) -> Iterator[Row]:
    """Give a row for each finding: at the changed entries that it comes from, else its place."""
    for finding, changed in zip(shown, causes, strict=True):
        stand = [entry.at() for entry in changed[:MOST_NAMED]] or [finding.location]
        where = ", ".join(_where(location, places) for location in stand)
        if len(changed) > MOST_NAMED:
            where += f" {style.word('changes more').format(number=len(changed) - MOST_NAMED)}"
        message = f"{finding.severity}: {sentence(finding.problem.message)} [{finding.check}]"
        yield Row(style.word(word), (f"{where}: {message}",), stands_out=word == "new")


def _where(location: Location, places: Places) -> str:
    span = places.span(location)
    return location.file + (f":{span.line}" if span else "")


_ROWS = (YearAmount, KindCount, Acceptance, StrandSplit)
"""The rows of tables that are compared row by row."""

_MARKS = {Op.ADDED: "+", Op.REMOVED: "-", Op.CHANGED: "~", Op.MOVED: ">", Op.RENAMED: "="}


def entries(found: Comparison, style: Style, *, every: bool) -> Table:
    """Give the table of entries that differ, with the keys that do."""
    rows = [
        row
        for change in found.difference.entries
        for row in _entry(change, place_of(change, found), style, every=every)
    ]
    words = tuple(style.word(heading) for heading in ("before", "after", "place"))
    return trimmed(Table(style.word("entry"), words, tuple(rows), frozenset({0, 1, 2})))


def place_of(change: EntryChange, found: Comparison) -> tuple[str, int | None]:
    """Give the file and line of an entry: as it is now, or as it was."""
    places: Places = found.base_places if change.after is None else found.head_places
    span = places.span(change.entry.at())
    return change.entry.stands_in, None if span is None else span.line


def _entry(
    change: EntryChange, place: tuple[str, int | None], style: Style, *, every: bool
) -> Iterator[Row]:
    file, line = place
    where = file if line is None else f"{file}:{line}"
    kind = type(address(change.entry))
    name = kind(f"{_MARKS[change.op]} {_named(change)}, {style.word(change.op)}")
    yield Row(name, ("", "", Identifier(where)))
    figures = figure_keys(type(change.entry))
    for key in change.keys:
        if every or change.op in (Op.CHANGED, Op.RENAMED) or key.key in figures:
            for name, before, after in parts(key.key, key.before, key.after):
                yield Row(name, (value(before, key.key), value(after, key.key), ""), indent=4)


def _named(change: EntryChange) -> str:
    """Name an entry: one that was renamed by what it was, and by its id."""
    was, entry = change.before, change.entry
    if change.op is not Op.RENAMED or was is None:
        return entry.address
    return f"{was.address} -> {entry.address if entry.kind == 'strand' else entry.id}"


def parts(key: str, before: object, after: object) -> Iterator[tuple[str, object, object]]:
    """Give what differs in a key: of a table the rows that do, by their own keys."""
    was, now = _table(before), _table(after)
    if was is None or now is None or not (was or now):
        yield key, before, after
        return
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield from parts(f"{key}.{name}", was.get(name), now.get(name))


def _table(value: object) -> Mapping[object, object] | None:
    """Give a table by its keys; None for what is no table."""
    if value is None:
        return {}
    if not isinstance(value, tuple) or not all(isinstance(row, _ROWS) for row in value):
        return None
    pairs = (
        (row.strand, row.split) if isinstance(row, StrandSplit) else tuple(row) for row in value
    )
    return dict(pairs)


def value(it: object, key: str) -> str:
    """Write the value of a key; nothing where there is none."""
    return "" if it is None else text(of_key(key, it))


MOST = 4
"""So many changes are shown of one alarm; all stand with the entries."""

_NOTHING = "\N{EN DASH}"


def alarms(different: Difference, style: Style) -> Table:
    """Give the table of alarms, each over what raises it."""
    rows: list[Row] = []
    for each in different.alarms:
        about, *changes = told(each, style)
        rows.append(Row(style.word(each.alarm), (about,), stands_out=True))
        rows += [Row("", (change,)) for change in changes]
    return Table("", ("",), tuple(rows), frozenset({0}))


def told(each: ReviewFlag, style: Style) -> Iterator[str]:
    """Give what an alarm is about, then what was before and is now."""
    if isinstance(each.about, Entry):
        yield address(each.about)
    else:
        yield Identifier("/".join(part for part in each.about if part))
    if each.was is not None and each.money is not None:
        before, after = style.in_full(each.was), style.in_full(each.money)
        yield f"{style.word('remaining')}: {before} -> {after}"
    changes = [
        f"{name}: {value(before, key.key) or _NOTHING} -> {value(after, key.key) or _NOTHING}"
        for key in each.keys
        for name, before, after in parts(key.key, key.before, key.after)
    ]
    yield from changes[:MOST]
    if len(changes) > MOST:
        yield style.word("changes more").format(number=len(changes) - MOST)


MARKER = "<!-- tidlig diff -->"
LONGEST = 60_000
"""So many characters fit into a comment on code hosts, with some to spare."""


def as_comment(
    found: Comparison, style: Style, source: Sequence[str], *, every: bool = False
) -> str:
    """Write a comparison as Markdown of at most `LONGEST` characters."""
    different = found.difference
    start = [MARKER, f"### {for_markdown(headline(found, style))}"]
    parts: list[tuple[str, str]] = []
    if different.alarms:
        shown = "\n".join(_alarm(each, style) for each in different.alarms)
        parts.append((style.word("see first"), shown))
    if different.lines:
        table = table_as_markdown(money(different, style, every=every))
        told = [net(different, style), *not_counted(found, style)]
        body = "\n\n".join([table, *map(for_markdown, told)])
        parts.append((style.word("money"), f"{style.unit.label}\n\n{body}"))
    if found.findings.new or found.findings.fixed:
        parts.append((style.word("findings changed"), _as_list(findings(found, style))))
    if different.entries:
        table = table_as_markdown(entries(found, style, every=every))
        parts.append((style.word("entries"), _folded(f"{len(different.entries)}", table, style)))
    return _fitting(start, parts, source_as_markdown(source), style)


def _alarm(each: ReviewFlag, style: Style) -> str:
    about, *changes = map(for_markdown, told(each, style))
    said = f"- **{for_markdown(style.word(each.alarm))}**: {about}"
    return f"{said} ({'; '.join(changes)})" if changes else said


def _as_list(table: Table) -> str:
    lines = []
    for row in table.rows:
        told = ": ".join(cell for cell in (row.name, *row.cells) if cell)
        lines.append(f"- {for_markdown(told)}")
    return "\n".join(lines)


def _folded(count: str, body: str, style: Style) -> str:
    summary = f"{count} {style.word('entries').lower()}"
    return f"<details><summary>{for_markdown(summary)}</summary>\n\n{body}\n\n</details>"


def _fitting(start: list[str], parts: list[tuple[str, str]], end: str, style: Style) -> str:
    """Put the parts together that fit, in order, and name those that do not."""
    left_out: list[str] = []
    blocks = list(start)
    room = LONGEST - sum(map(len, start)) - len(end) - 500
    for heading, body in parts:
        block = f"**{for_markdown(heading)}**\n\n{body}"
        if len(block) + 2 <= room:
            blocks.append(block)
            room -= len(block) + 2
        else:
            left_out.append(heading)
    if left_out:
        blocks.append(f"{style.word('left out')}: {for_markdown(', '.join(left_out))}.")
    return "\n\n".join([*blocks, end]) + "\n"
