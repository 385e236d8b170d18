"""What a change does to a ledger, for people: what to see first, the money, entries, findings."""

from collections.abc import Iterable, Iterator, Sequence

from tidlig.arithmetic.differing import Difference, LineChange, TotalChange
from tidlig.arithmetic.marks import Doubts
from tidlig.arithmetic.unstated import unknown
from tidlig.ledger.attributing import MOST_NAMED
from tidlig.ledger.comparing import Comparison, Side
from tidlig.ledger.places import Places
from tidlig.model.entry import Entry
from tidlig.model.findings import Finding, Location
from tidlig.model.money import Money
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render.difference_alarms import alarms
from tidlig.render.difference_entries import entries
from tidlig.render.layout import Row, Table
from tidlig.render.pages import Page, Section
from tidlig.render.shown import Style, is_rounded

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
    entries = dict.fromkeys(entry.address for entry, _ in unknown(found.head.ledger))
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
        message = f"{finding.severity}: {finding.problem.message} [{finding.check}]"
        yield Row(style.word(word), (f"{where}: {message}",), stands_out=word == "new")


def _where(location: Location, places: Places) -> str:
    span = places.span(location)
    return location.file + (f":{span.line}" if span else "")
