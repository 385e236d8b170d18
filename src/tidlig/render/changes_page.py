"""The page of a change for a reviewer: what it does to what is left, what to see first, entries."""

from collections.abc import Iterable, Iterator, Sequence

from tidlig.arithmetic.entry_changes import EntryChange, KeyChange, Op
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.line_changes import Alarm, ReviewFlag
from tidlig.arithmetic.state_changes import StateChange
from tidlig.ledger.compare import Comparison, Side
from tidlig.model.entry import Entry
from tidlig.model.findings import Severity
from tidlig.model.messages import in_currency
from tidlig.model.messages import sentence as message
from tidlig.model.money import Unit, rounded, units_of
from tidlig.model.personal import joined
from tidlig.model.texts import Identifier, Verbatim
from tidlig.model.years import Years
from tidlig.render import changes
from tidlig.render.entry_writer import EntryWriter
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.grid import Cell, Column, Grid, Row
from tidlig.render.history_page import key_name, summary, written_change
from tidlig.render.sections import Pairs, Section, SectionedPage, grid_of, one_line
from tidlig.render.sentences import sentence, unit_name
from tidlig.render.style import Style

MOST_FLAGS = 10
"""So many flags are shown unless all are asked for."""

_ORDER = (
    Alarm.BELOW_ZERO,
    Alarm.REMOVED,
    Alarm.OTHER_RECIPIENT,
    Alarm.OTHER_PAYEE,
    Alarm.REWRITTEN,
    Alarm.ACCEPTED,
    Alarm.UNKNOWN,
)
"""What a reviewer sees first, after new errors."""

_LABELS = {"remaining": "Remaining", "unused": "Unused", "estimate": "Estimate"}


def page(
    comparison: Comparison, style: Style, source: Sequence[str], *, every: bool = False
) -> SectionedPage:
    """Return the page of a comparison; with `every`, all flags, and figures line by line."""
    return _ChangePage(comparison, style, every=every).page(source)


def title_and_answers(comparison: Comparison, style: Style) -> tuple[str, list[tuple[str, str]]]:
    """Return the two states with the date, and what a change does in a few sentences."""
    own = _ChangePage(comparison, style, every=False)
    names = joined(" -> ", (own.name(side) for side in (comparison.base, comparison.head)))
    return joined(", ", filter(None, (names, own.dated()))), list(own.answers())


def _kroner(comparison: Comparison) -> Unit:
    """Return kroner, with øre where any figure has them."""
    figures = [
        ore
        for change in comparison.states
        for figure in (change.before, change.after)
        if figure is not None
        for ore in figure[:2]
        if ore is not None
    ]
    unit = units_of(comparison.head.ledger.settings.currency)["kr"]
    is_whole = all(rounded(ore, unit)[1] for ore in figures)
    return unit if is_whole else unit._replace(decimals=2)


def _state(change: StateChange, writer: FigureWriter) -> str:
    years = _span(change.years)
    if change.is_kept_by_accounts:
        return writer.say("kept by accounts", years=years)
    before, after = writer.text(change.before), writer.text(change.after)
    if change.change is None:
        return writer.say("state change", years=years, before=before, after=after)
    difference = f"{_signed(change.change, writer)} {unit_name(writer.unit, writer.language)}"
    return writer.say(
        "state changed by", years=years, before=before, after=after, change=difference
    )


def _signed(change: Figure, writer: FigureWriter) -> str:
    text = writer.text(change)
    is_more = change.is_exact and change.most is not None and change.most > 0
    return f"+{text}" if is_more else text


def _span(years: Sequence[int]) -> str:
    """Write years as spans: "2016-2021", "2014, 2016-2017"."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return ", ".join(str(Years(span[0], span[-1])) for span in spans)


class _ChangePage:
    """Builds the page of a comparison."""

    def __init__(self, comparison: Comparison, style: Style, *, every: bool) -> None:
        """Take what differs, and the names of recipients on both sides."""
        self.comparison, self.style, self.every = comparison, style, every
        self.language = style.language
        ledgers = (comparison.base.ledger, comparison.head.ledger)
        names = {
            ("recipient", id): recipient.name
            for ledger in ledgers
            for id, recipient in ledger.recipients.items()
        }
        self.writer = EntryWriter(self.language, style.unit.whole, names)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence."""
        return sentence(key, self.language, **values)

    def page(self, source: Sequence[str]) -> SectionedPage:
        """Return the page."""
        sections = [Section("", Pairs(list(self.answers()), 2)), *self._sections()]
        return SectionedPage(self.title(), ("", ""), sections, source)

    def title(self) -> tuple[str, str]:
        """Name the two states, as git names them, with their commits; and the date."""
        sides = (self.comparison.base, self.comparison.head)
        return joined(" -> ", (self._side(side) for side in sides)), self.dated()

    def dated(self) -> str:
        """Return the date that both states are taken as of."""
        as_of = self.comparison.as_of
        return "" if as_of is None else self.say("as of date", date=as_of)

    def name(self, side: Side) -> str:
        """Name a state as git does, or in a word of ours."""
        return side.name if side.is_revision else Verbatim(self.style.word(side.name))

    def _side(self, side: Side) -> str:
        revision, _ = side.origin.state()
        id = "" if revision is None or not side.is_revision else revision[:_SHORT]
        name = self.name(side)
        return name if id in ("", name) else joined(" ", (name, Verbatim(id)))

    # The answer.

    def answers(self) -> Iterator[tuple[str, str]]:
        """Yield what becomes of each state of money, how many entries differ, and the checks."""
        writer = FigureWriter(_kroner(self.comparison), self.language)
        for change in self.comparison.states:
            yield self.say(_LABELS[change.state]), _state(change, writer)
        if not self.comparison.states:
            yield self.say("Left"), self.say("nothing left changed")
        yield self.say("Entries"), self._counts()
        yield self.say("Checks"), self._checks()

    def _counts(self) -> str:
        changed = self.comparison.difference.entries
        counts = [
            self.say(f"number {op.value}", number=number)
            for op in (Op.ADDED, Op.REMOVED, Op.CHANGED, Op.RENAMED, Op.MOVED)
            for number in [sum(change.op is op for change in changed)]
            if number
        ]
        return ", ".join(counts) or self.say("no entry")

    def _checks(self) -> str:
        delta = self.comparison.findings
        fixed = sum(finding.severity is Severity.ERROR for finding in delta.fixed)
        key = "one new error" if delta.new_errors == 1 else "new errors"
        return self.say(key, errors=delta.new_errors, fixed=fixed)

    # What to see first.

    def _sections(self) -> Iterator[Section]:
        yield from self._see_first()
        difference = self.comparison.difference
        if difference.entries:
            unit = unit_name(self.style.unit.whole, self.language)
            yield Section(self.say("entries in", unit=unit), self._entries())
        delta = self.comparison.findings
        if delta.new or delta.fixed:
            table = grid_of(changes.findings(self.comparison, self.style))
            yield Section(self.say("findings changed of it"), table)
        if self.every and difference.lines:
            unit = unit_name(self.style.unit, self.language)
            table = grid_of(changes.money(difference, self.style, every=True))
            notes = [
                changes.net(difference, self.style),
                *changes.not_counted(self.comparison, self.style),
            ]
            yield Section(f"{self.style.word('money')}, {unit}", table, notes)

    def _see_first(self) -> Iterator[Section]:
        rows = [*self._new_errors(), *self._flags()]
        if not rows:
            return
        shown = rows if self.every else rows[:MOST_FLAGS]
        more = len(rows) - len(shown)
        notes = [self.say("more flags", number=more)] if more else []
        columns = (Column("", is_words=True), Column("", is_words=True))
        yield Section(self.say("see first of it"), Grid(columns, tuple(shown)), notes)

    def _new_errors(self) -> Iterator[Row]:
        places = self.comparison.head_places
        catalogue = in_currency(self.style.unit.currency)
        for finding in self.comparison.findings.new:
            if finding.severity is Severity.ERROR:
                text = f"{message(finding.problem.message, catalogue)} ({finding.check})"
                span = places.span(finding.location)
                place = finding.location.file + ("" if span is None else f":{span.line}")
                yield self._row("flag new error", [text, Identifier(place)])

    def _flags(self) -> Iterator[Row]:
        flags = self.comparison.difference.alarms
        for alarm in _ORDER:
            for flag in flags:
                if flag.alarm is alarm:
                    yield self._row(f"flag {alarm.value}", list(self._flag(flag)))

    def _row(self, label: str, lines: Iterable[str]) -> Row:
        return Row((Cell(self.say(label)), Cell("\n".join(map(one_line, lines)))))

    def _flag(self, flag: ReviewFlag) -> Iterator[str]:
        """Write what a flag is about, and the values before and after."""
        yield changes.about(flag)
        if flag.was is not None and flag.money is not None:
            yield f"{self.writer.money(flag.was)} -> {self.writer.money(flag.money)}"
        if not isinstance(flag.about, Entry):
            return
        for key in flag.keys:
            for part, before, after in changes.parts(key.key, key.before, key.after):
                shown, difference = written_change(key.key, before, after, flag.about, self.writer)
                name = "" if flag.alarm in _OTHER_PARTY else f"{key_name(part, self.writer)} "
                yield f"{name}{shown}" + (f" ({difference})" if difference else "")

    # The entries.

    def _entries(self) -> Grid:
        columns = tuple(Column("", is_words=True) for _ in range(3))
        rows = [self._entry(change) for change in self.comparison.difference.entries]
        return Grid(columns, tuple(rows))

    def _entry(self, change: EntryChange) -> Row:
        name = joined(" ", (changes.MARKS[change.op], changes.named(change)))
        text = "\n".join(map(one_line, self._what(change)))
        return Row((Cell(name), Cell(text), Cell(self._place(change))))

    def _what(self, change: EntryChange) -> Iterator[str]:
        """Say what happened to an entry: its keys before and after, or what it is."""
        if change.op is Op.MOVED:
            yield self.say("moved to file")
        if change.op is Op.RENAMED:
            yield self.say("renamed only")
        if change.op in (Op.ADDED, Op.REMOVED) and not self.every:
            yield summary(change, self.writer)
            return
        for key in change.keys:
            if self.every or key.key in change.own or not change.own:
                yield from self._key(key, change)

    def _key(self, key: KeyChange, change: EntryChange) -> Iterator[str]:
        for part, before, after in changes.parts(key.key, key.before, key.after):
            text, difference = written_change(key.key, before, after, change.entry, self.writer)
            line = f"{key_name(part, self.writer)} {text}"
            yield f"{line} ({difference})" if difference else line

    def _place(self, change: EntryChange) -> str:
        file, line = changes.place_of(change, self.comparison)
        side = self.comparison.base if change.after is None else self.comparison.head
        within = file.removeprefix(f"{side.origin.shown}/")
        return Identifier(within if line is None else f"{within}:{line}")


_OTHER_PARTY = (Alarm.OTHER_RECIPIENT, Alarm.OTHER_PAYEE)

_SHORT = 10
"""So many digits of a commit's id are shown."""
