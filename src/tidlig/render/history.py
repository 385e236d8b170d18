"""Every commit that changed an entry, or a figure of it, for people and for programs.

JSON and CSV have the figure within its bounds, which are equal where it is exact. In CSV the
history of a figure has a row for each commit, that of another entry one for each key that changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tidlig.arithmetic.entry_changes import EntryChange, KeyChange, Op
from tidlig.arithmetic.figures import Figure
from tidlig.ledger.history import Currencies, History, Step
from tidlig.model.money import Unit, plain
from tidlig.model.personal import joined
from tidlig.model.texts import Number, Verbatim
from tidlig.render import columns, values
from tidlig.render.balance_data import figure_data
from tidlig.render.columns import CSV, DATA, JSON, TABLE, Column, Part, text
from tidlig.render.csv_text import Rows
from tidlig.render.entry_words import ENTRY_WORDS
from tidlig.render.figures import Writer as FigureWriter
from tidlig.render.report import Context, json_document, provenance_data
from tidlig.render.sentences import sentence
from tidlig.render.style import Language, Style
from tidlig.render.units import fitting_unit, with_all_digits

SCHEMA = "tidlig.history/2"

SHORT = 10
"""So many digits of a commit's id are shown."""

_MOST_NAMED = 3
"""So many entries are named that changed a figure at one commit; more are counted."""


@dataclass(frozen=True)
class HistoryReport:
    """A history, whether the unit of its figures was asked for, and where the entry stands.

    `last` is the last commit that has an entry which is gone.
    """

    history: History
    context: Context
    is_unit_fixed: bool = False
    place: str = ""
    last: str | None = None

    def where(self) -> str:
        """Return the place of the entry, with the last commit that has it where it is gone."""
        if self.last is None:
            return self.place
        commit = Verbatim(self.last[:SHORT])
        return joined(" ", (self.place, sentence("at the commit", self.language, commit=commit)))

    def rows(self) -> Rows:
        """Return the rows of CSV, the headings first."""
        if self.history.subject.heading is None:
            yield from _rows_of_keys(self.history)
            return
        in_csv = columns.of_part(COLUMNS, Part.CSV)
        yield columns.headings(in_csv)
        for step in self.history.steps:
            yield columns.fields(in_csv, step)

    def as_json(self) -> str:
        """Write the history as JSON."""
        history, entry = self.history, self.history.subject.entry
        return json_document(
            {
                "schema": SCHEMA,
                "provenance": provenance_data(self.context.provenance),
                "currency": self.context.currency,
                "kind": entry.kind,
                "id": values.id_of(entry),
                "address": values.address(entry),
                "heading": history.subject.heading,
                "since": None if history.since is None else history.since.isoformat(),
                "before": None if history.before is None else _step_data(history.before),
                "steps": [_step_data(step) for step in history.steps],
                "shallow": history.shallow,
                "findings": self.context.counts,
            }
        )

    @property
    def language(self) -> Language:
        """The language of words and figures."""
        return self.context.style.language

    @cached_property
    def figures(self) -> FigureWriter:
        """What writes the figures: in the smallest unit that tells them apart."""
        return FigureWriter(self._unit(), self.language)

    def shown_steps(self) -> list[Step]:
        """Return the steps, and last what was before them."""
        before = self.history.before
        return [*self.history.steps, *([] if before is None else [before])]

    def _unit(self) -> Unit:
        unit, amounts = self.context.style.unit, self._amounts()
        return with_all_digits(unit, amounts) if self.is_unit_fixed else fitting_unit(unit, amounts)

    def _amounts(self) -> set[int]:
        steps = self.shown_steps()
        figures = [figure for step in steps for figure in (step.figure, step.change) if figure]
        return {ore for figure in figures for ore in figure[:2] if ore}


def because(step: Step, language: Language) -> str:
    """Name the entries that changed with a figure, and their keys; many are counted."""
    counts: list[str] = []
    if step.new_currency is not None:
        counts.append(" ".join(currency_change(step.new_currency, language)))
    if len(step.because) <= _MOST_NAMED:
        return joined("; ", (*counts, *(_named(change, language) for change in step.because)))
    for op, key in _COUNTED.items():
        number = sum(change.op in op for change in step.because)
        if number:
            counts.append(sentence(key, language, number=number))
    return Verbatim(", ".join(counts))


def currency_change(currencies: Currencies, language: Language) -> tuple[str, str]:
    """Say that a commit changed the currency of the ledger: the word, and both codes."""
    return _key_word("currency", language), f"{currencies.before} -> {currencies.after}"


_COUNTED = {
    (Op.ADDED,): "added entries",
    (Op.REMOVED,): "removed entries",
    (Op.CHANGED, Op.RENAMED, Op.MOVED): "changed entries",
}


def _named(change: EntryChange, language: Language) -> str:
    what: Sequence[str] = [sentence(change.op.value, language)]
    if change.op is Op.CHANGED:
        own = [key for key in change.keys if key.key in change.own]
        what = [_key_word(key.key, language) for key in own]
    return joined(" ", (short_name(change), ", ".join(what)))


def short_name(change: EntryChange) -> str:
    """Name an entry without its kind; a strand with its program."""
    entry = change.entry
    if entry.kind == "strand":
        return values.id_of(entry).__class__(f"{entry.path[1]}/{entry.id}")
    return values.id_of(entry)


def _key_word(key: str, language: Language) -> str:
    return sentence(f"key {key}", language) if f"key {key}" in ENTRY_WORDS else key


# Data.


def _step_data(step: Step) -> dict[str, Any]:
    return columns.record(COLUMNS, step)


def change_data(change: EntryChange) -> dict[str, Any]:
    """Return what happened to an entry as JSON has it."""
    own = [key for key in change.keys if key.key in change.own]
    return {
        "entry": values.address(change.entry),
        "op": change.op.value,
        "was": _was(change),
        "changes": [key_data(key) for key in own] if change.op is Op.CHANGED else [],
    }


def _was(change: EntryChange) -> str | None:
    """Return the address that an entry had, where it has another now."""
    before, after = change.before, change.after
    if before is None or after is None or before.address == after.address:
        return None
    return values.address(before)


def key_data(change: KeyChange) -> dict[str, Any]:
    """Return a key before and after as JSON has it."""
    return {
        "key": change.key,
        "before": _value_data(change.key, change.before),
        "after": _value_data(change.key, change.after),
    }


def _value_data(key: str, value: object) -> Any:
    return None if value in (None, ()) else values.data(values.of_key(key, value))


_HEADINGS = ("date", "commit", "author", "subject", "op", "key", "before", "after")


def _rows_of_keys(history: History) -> Iterator[Sequence[str]]:
    """Yield a row for each key that a commit changed, or one where it changed none."""
    yield _HEADINGS
    for step in history.steps:
        commit = step.commit
        start = (
            _date(step) or "", Verbatim(commit.id), commit.author, commit.subject,
        )  # fmt: skip
        for change in step.because:
            own = [key for key in change.keys if key.key in change.own]
            for key in own:
                sides = (_field(key.key, value) for value in (key.before, key.after))
                yield (*start, change.op.value, key.key, *sides)
            if not own:
                yield (*start, change.op.value, "", "", "")


def _field(key: str, value: object) -> str:
    return "" if value in (None, ()) else values.text(values.of_key(key, value))


def _date(step: Step) -> str | None:
    return None if step.commit.date is None else step.commit.date.isoformat()


def _bounds(figure: Figure | None) -> tuple[Number, Number, Number]:
    if figure is None:
        return Number(), Number(), Number()
    least, most = (Number() if ore is None else plain(ore) for ore in figure[:2])
    return least, most, plain(figure.half) if figure.half else Number()


def _of_figure(name: str, help: str, *, is_change: bool) -> Column[Step]:
    """Describe a figure: in JSON with its bounds, in CSV in three columns, within a table one."""

    def figure(step: Step) -> Figure | None:
        return step.change if is_change else step.figure

    return Column(
        name, help,
        cell=lambda *_: "",
        data=lambda step: figure_data(figure(step)),
        fields=lambda step: _bounds(figure(step)),
        headings=(f"{name}_least", f"{name}_most", f"{name}_plus_minus"),
        word=name,
        is_words=False,
    )  # fmt: skip


FIGURE = _of_figure(
    "figure", "What the figure was after the commit, within its bounds.", is_change=False
)
CHANGE = _of_figure("change", "How much more, or less, that is than before.", is_change=True)


def _because_cell(step: Step, style: Style) -> str:
    return because(step, style.language)


COLUMNS: tuple[Column[Step], ...] = (
    text("date", "The day of the commit.", _date),
    text(
        "commit", "The commit's id, shortened in a table.",
        lambda step: Verbatim(step.commit.id),
        cell=lambda step, _: Verbatim(step.commit.id[:SHORT]),
    ),
    text(
        "trouble", "Why the figure is not known; in a table in its place.",
        lambda step: None if step.trouble is None else step.trouble.value, parts=DATA,
    ),
    FIGURE,
    CHANGE,
    text(
        "because", "The entries that changed with it, and what of them changed.",
        lambda step: because(step, "en"), word="because of", cell=_because_cell,
        parts=TABLE | CSV,
    ),
    text(
        "entries", "The entries that changed, and their keys before and after.",
        lambda _: None, data=lambda step: [change_data(each) for each in step.because],
        parts=JSON,
    ),
    text(
        "currency", "The currency of the ledger after the commit.",
        lambda step: None if step.currencies is None else step.currencies.after, parts=JSON,
    ),
    text(
        "author", "Who made the commit; in tables that are wide enough.",
        lambda step: step.commit.author, data=lambda step: step.commit.author,
    ),
    text(
        "subject", "The first line of its message; in tables that are wide enough.",
        lambda step: step.commit.subject, data=lambda step: step.commit.subject,
    ),
)  # fmt: skip
"""The columns of the history of a figure, in the order of tables and CSV."""
