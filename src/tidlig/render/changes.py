"""What a change does to a ledger, for people: review flags, money, entries and findings.

`tidlig add` shows its new entry and the effect of it in the same way, and a comment on a pull
request has the most important parts first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tidlig.arithmetic.entry_changes import EntryChange, KeyChange, Op
from tidlig.arithmetic.line_changes import Difference, LineChange, ReviewFlag, TotalChange
from tidlig.arithmetic.unknown_amounts import Doubts, unknown_entries
from tidlig.ledger.compare import Comparison, Side
from tidlig.ledger.merge import MOST_NAMED
from tidlig.ledger.places import Places
from tidlig.model.decisions import StrandSplit
from tidlig.model.entry import Acceptance, Entry, KindCount, YearAmount
from tidlig.model.findings import Finding, Location
from tidlig.model.keys import figure_keys
from tidlig.model.messages import in_currency, sentence
from tidlig.model.money import Money
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render.escaping import for_markdown
from tidlig.render.report import Page, Section, source_as_markdown
from tidlig.render.sentences import sentence as said
from tidlig.render.style import Style, is_rounded
from tidlig.render.tables import Row, Table, table_as_markdown, trimmed
from tidlig.render.values import address, of_key, text

SHOWN_HEADINGS = (
    "agreed", "budget", "awarded", "returned", "uncommitted", "paid", "outturn", "lapsed",
)  # fmt: skip
"""The headings that are shown; the others follow from them, or are parts of the budget."""


def page(
    comparison: Comparison, style: Style, source: Sequence[str], *, every: bool = False
) -> Page:
    """A comparison as a page; with `every`, all headings and all keys."""
    amounts = figures(comparison.difference)
    notes = [style.word("rounding")] if is_rounded(amounts, style.unit) else []
    notes += not_counted(comparison, style)
    sections = tuple(_sections(comparison, style, every=every))
    title = headline(comparison, style)
    return Page(title, None, notes, source, "nothing differs", sections)


def not_counted(comparison: Comparison, style: Style) -> list[str]:
    """Name the entries with an unknown amount, which no figure has in it, where figures differ."""
    if not comparison.difference.lines:
        return []
    entries = dict.fromkeys(entry.address for entry, _ in unknown_entries(comparison.head.ledger))
    return [f"{style.word('unknown')}: {', '.join(entries)}"] if entries else []


def figures(difference: Difference) -> list[Money]:
    """Every figure that differs, before and after."""
    return [money for change in difference.lines for money in (change.before, change.after)]


def headline(comparison: Comparison, style: Style) -> str:
    """Say in one line what becomes of what remains, and between which states."""
    names = " -> ".join(
        side.name if side.is_revision else style.word(side.name)
        for side in (comparison.base, comparison.head)
    )
    if not comparison.difference.lines:
        return f"{style.word('money unchanged')} {names}"
    before, after, change = _in_full(comparison.difference.whole, "uncommitted", style)
    word = style.word("uncommitted").capitalize()
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


def _sections(comparison: Comparison, style: Style, *, every: bool) -> Iterator[Section]:
    difference = comparison.difference
    if difference.alarms:
        yield Section(style.word("see first"), alarms(difference, style))
    if difference.lines:
        yield Section(
            f"{style.word('money')}, {style.unit.label}",
            money(difference, style, every=every),
            [net(difference, style)],
        )
    if difference.entries:
        yield Section(style.word("entries"), entries(comparison, style, every=every))
    if comparison.findings.new or comparison.findings.fixed:
        yield Section(f"{style.word('findings changed')}", findings(comparison, style))


def net(difference: Difference, style: Style) -> str:
    """Say what reprioritisations bring the ledger as a whole, or take from it."""
    change = _in_full(difference.whole, "reprioritised", style)[2]
    return f"{style.word('net of reprioritisations')}: {change}"


def money(difference: Difference, style: Style, *, every: bool) -> Table:
    """The table of figures that differ, by program and line; what remains in all is last."""
    body: list[Row] = []
    for program, total in difference.totals.items():
        body += _program(program, total, difference.lines, style, every=every)
    body.append(_total(style.word("in all"), difference.whole, style))
    headings = ("heading", "before", "after", "change")
    words = tuple(style.word(heading) for heading in headings)
    return Table(style.word("program"), words, tuple(body), frozenset({0}), fixed=1)


def _program(
    program: str, total: TotalChange, lines: Iterable[LineChange], style: Style, *, every: bool
) -> Iterator[Row]:
    """Write what differs of a program, and what remains of it; nothing where nothing does."""
    changes = [change for change in lines if change.line.program == program]
    if changes:
        yield _total(Identifier(program), total, style)
    for change in changes:
        if every or change.heading in SHOWN_HEADINGS:
            yield _line(change, style)


def _total(name: str, total: TotalChange, style: Style) -> Row:
    sides = [(side.figures["uncommitted"], side.doubts) for side in (total.before, total.after)]
    cells = _change("uncommitted", (sides[0], sides[1]), total.doubts, style)
    return Row(name, cells, stands_out=True)


def _line(change: LineChange, style: Style) -> Row:
    line = change.line
    strand = line.strand or style.word("not split by strand")
    cells = _change(change.heading, change.sides, change.doubts, style)
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


def findings(comparison: Comparison, style: Style) -> Table:
    """The table of findings that are new or fixed."""
    delta = comparison.findings
    unknown_causes: list[Sequence[Entry]] = [()] * len(delta.fixed)
    new = zip(delta.new, comparison.causes, strict=True)
    fixed = zip(delta.fixed, unknown_causes, strict=True)
    body = [
        *_findings(new, "new", comparison.head_places, style),
        *_findings(fixed, "fixed", comparison.base_places, style),
        Row(said("findings unchanged", style.language, number=delta.unchanged), ("",)),
    ]
    return Table("", ("",), tuple(body), frozenset({0}))


def _findings(
    with_causes: Iterable[tuple[Finding, Sequence[Entry]]], word: str, places: Places, style: Style
) -> Iterator[Row]:
    """Write a row for each finding: at the changed entries that it comes from, else its place."""
    catalogue = in_currency(style.unit.currency)
    for finding, causes in with_causes:
        locations = [entry.at() for entry in causes[:MOST_NAMED]] or [finding.location]
        where = ", ".join(_where(location, places) for location in locations)
        if len(causes) > MOST_NAMED:
            where += f" {style.word('changes more').format(number=len(causes) - MOST_NAMED)}"
        message = (
            f"{finding.severity}: {sentence(finding.problem.message, catalogue)} [{finding.check}]"
        )
        yield Row(style.word(word), (f"{where}: {message}",), stands_out=word == "new")


def _where(location: Location, places: Places) -> str:
    span = places.span(location)
    return location.file + (f":{span.line}" if span else "")


_ROWS = (YearAmount, KindCount, Acceptance, StrandSplit)
"""The rows of tables that are compared row by row."""

MARKS = {Op.ADDED: "+", Op.REMOVED: "-", Op.CHANGED: "~", Op.MOVED: ">", Op.RENAMED: "="}
"""The signs of what happened to an entry."""


def entries(comparison: Comparison, style: Style, *, every: bool) -> Table:
    """The table of entries that differ, with the keys that do."""
    rows = [
        row
        for change in comparison.difference.entries
        for row in _entry(change, place_of(change, comparison), style, every=every)
    ]
    words = tuple(style.word(heading) for heading in ("before", "after", "place"))
    return trimmed(Table(style.word("entry"), words, tuple(rows), frozenset({0, 1, 2})))


def place_of(change: EntryChange, comparison: Comparison) -> tuple[str, int | None]:
    """The file and line of an entry: as it is now, or as it was."""
    places: Places = comparison.base_places if change.after is None else comparison.head_places
    span = places.span(change.entry.at())
    return change.entry.stands_in, None if span is None else span.line


def _entry(
    change: EntryChange, place: tuple[str, int | None], style: Style, *, every: bool
) -> Iterator[Row]:
    file, line = place
    where = file if line is None else f"{file}:{line}"
    kind = type(address(change.entry))
    name = kind(f"{MARKS[change.op]} {named(change)}, {style.word(change.op)}")
    yield Row(name, ("", "", Identifier(where)))
    for key in _keys_to_show(change, every=every):
        for part, before, after in parts(key.key, key.before, key.after):
            yield Row(
                part, (value(before, key.key, style), value(after, key.key, style), ""), indent=4
            )


def _keys_to_show(change: EntryChange, *, every: bool) -> Iterable[KeyChange]:
    """Return all keys of an entry that was changed, and the amounts of another."""
    if every or change.op in (Op.CHANGED, Op.RENAMED):
        return change.keys
    figures = figure_keys(type(change.entry))
    return [key for key in change.keys if key.key in figures]


def named(change: EntryChange) -> str:
    """Name an entry: one that was renamed by what it was, and by its id."""
    was, entry = change.before, change.entry
    if change.op is not Op.RENAMED or was is None:
        return entry.address
    return f"{was.address} -> {entry.address if entry.kind == 'strand' else entry.id}"


def parts(key: str, before: object, after: object) -> Iterator[tuple[str, object, object]]:
    """Yield what differs in a key: of a table the rows that do, by their own keys."""
    was, now = _table(before), _table(after)
    if was is None or now is None or not (was or now):
        yield key, before, after
        return
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield from parts(f"{key}.{name}", was.get(name), now.get(name))


def _table(value: object) -> Mapping[object, object] | None:
    """Return a table by its keys; None for what is no table."""
    if value is None:
        return {}
    if not isinstance(value, tuple) or not all(isinstance(row, _ROWS) for row in value):
        return None
    return dict(map(_pair, value))


def _pair(row: Any) -> tuple[object, object]:
    if isinstance(row, StrandSplit):
        return row.strand, row.split
    key, value = row
    return key, value


def value(value: object, key: str, style: Style) -> str:
    """Write the value of a key; nothing where there is none."""
    return "" if value is None else text(of_key(key, value), style.in_full)


MOST = 4
"""So many changes are shown of one review flag; all stand with the entries."""

_NOTHING = "\N{EN DASH}"


def alarms(difference: Difference, style: Style) -> Table:
    """The table of review flags, each over what raises it."""
    body: list[Row] = []
    for flag in difference.alarms:
        body.append(Row(style.word(flag.alarm), (about(flag),), stands_out=True))
        body += [Row("", (change,)) for change in _flagged_changes(flag, style)]
    return Table("", ("",), tuple(body), frozenset({0}))


def about(flag: ReviewFlag) -> str:
    """What a flag is about: an entry by its address, or a program or strand."""
    if isinstance(flag.about, Entry):
        return address(flag.about)
    return Identifier("/".join(filter(None, flag.about)))


def _flagged_changes(flag: ReviewFlag, style: Style) -> Iterator[str]:
    """Write what was before and is now, the first few changes of keys."""
    if flag.was is not None and flag.money is not None:
        before, after = style.in_full(flag.was), style.in_full(flag.money)
        yield f"{style.word('uncommitted')}: {before} -> {after}"
    changes = [change for key in flag.keys for change in _key_changes(key, style)]
    yield from changes[:MOST]
    if len(changes) > MOST:
        yield style.word("changes more").format(number=len(changes) - MOST)


def _key_changes(key: KeyChange, style: Style) -> Iterator[str]:
    for name, before, after in parts(key.key, key.before, key.after):
        was, now = value(before, key.key, style), value(after, key.key, style)
        yield f"{name}: {was or _NOTHING} -> {now or _NOTHING}"


MARKER = "<!-- tidlig diff -->"
LONGEST = 60_000
"""So many characters fit into a comment on code hosts, with some to spare."""


def as_comment(
    comparison: Comparison,
    style: Style,
    source: Sequence[str],
    *,
    every: bool = False,
    title: str,
    answers: Sequence[tuple[str, str]],
) -> str:
    """Write a comparison as Markdown of at most `LONGEST` characters, the answers first."""
    lines = [f"- **{for_markdown(label)}:** {for_markdown(text)}" for label, text in answers]
    start = [MARKER, f"### {for_markdown(title)}", "\n".join(lines)]
    parts = list(_comment_parts(comparison, style, every=every))
    return _fitting(start, parts, source_as_markdown(source), style)


def _comment_parts(
    comparison: Comparison, style: Style, *, every: bool
) -> Iterator[tuple[str, str]]:
    """Yield a heading and a body for each part that has anything in it."""
    difference, delta = comparison.difference, comparison.findings
    if difference.alarms:
        flags = [_flag_as_item(flag, style) for flag in difference.alarms]
        yield style.word("see first"), "\n".join(flags)
    if difference.lines:
        table = table_as_markdown(money(difference, style, every=every))
        notes = [net(difference, style), *not_counted(comparison, style)]
        body = "\n\n".join([style.unit.label, table, *map(for_markdown, notes)])
        yield style.word("money"), body
    if delta.new or delta.fixed:
        yield style.word("findings changed"), _as_list(findings(comparison, style))
    if difference.entries:
        table = table_as_markdown(entries(comparison, style, every=every))
        yield style.word("entries"), _folded(f"{len(difference.entries)}", table, style)


def _flag_as_item(flag: ReviewFlag, style: Style) -> str:
    name, subject = for_markdown(style.word(flag.alarm)), for_markdown(about(flag))
    changes = [for_markdown(change) for change in _flagged_changes(flag, style)]
    item = f"- **{name}**: {subject}"
    return f"{item} ({'; '.join(changes)})" if changes else item


def _as_list(table: Table) -> str:
    lines = []
    for row in table.rows:
        item = ": ".join(filter(None, (row.name, *row.cells)))
        lines.append(f"- {for_markdown(item)}")
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
