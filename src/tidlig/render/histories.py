"""What remained after each commit, for people and for programs."""

from collections.abc import Iterator
from typing import Any

from tidlig.ledger.history import History, Step
from tidlig.ledger.provenance import Provenance
from tidlig.model.money import Money
from tidlig.model.notation import plain
from tidlig.model.texts import Identifier, Verbatim
from tidlig.render.layout import Row, Table
from tidlig.render.pages import Page, source
from tidlig.render.reports import Context, Report
from tidlig.render.shown import Style, is_rounded, title
from tidlig.render.spreadsheets import Rows, amount

SCHEMA = "tidlig.history/1"

_SHORT = 10
"""So many digits of a commit's id are shown."""


def report(history: History, context: Context) -> Report:
    """Give a history as a report, in any format."""
    return Report(
        SCHEMA,
        _figures(history),
        lambda style: page(history, context.provenance, style),
        lambda: rows(history),
        lambda: as_data(history),
    )


def page(history: History, provenance: Provenance, style: Style) -> Page:
    """Give a history as a page, for a terminal or as Markdown."""
    what = f"{style.word('history')}, {_name(history)}"
    return Page(
        title(what, style, provenance.as_of, _figures(history)),
        _table(history, style) if history.steps or history.before else None,
        tuple(_notes(history, style)),
        source(provenance, style),
    )


def rows(history: History) -> Rows:
    """Give a row for each commit, the headings of the columns first."""
    amounts = (f"{name}{end}" for name in ("remaining", "change") for end in ("", "_plus_minus"))
    yield ["date", "commit", "author", "subject", "trouble", *amounts]
    for step in history.steps:
        data = _step(step)
        names = [data[name] or "" for name in ("date", "commit", "author", "subject", "trouble")]
        yield [*names, *amount(step.remaining), *amount(step.change)]


def as_data(history: History) -> dict[str, Any]:
    """Give a history as JSON has it; money is kroner as text."""
    return {
        "program": Identifier(history.purse.program),
        "strand": Identifier(history.purse.strand or "") or None,
        "since": None if history.since is None else history.since.isoformat(),
        "before": None if history.before is None else _step(history.before),
        "steps": [_step(step) for step in history.steps],
        "shallow": history.shallow,
    }


def _step(step: Step) -> dict[str, Any]:
    figures = {"remaining": step.remaining, "change": step.change}
    return {
        "commit": Verbatim(step.commit.id),
        "date": None if step.commit.date is None else step.commit.date.isoformat(),
        "author": step.commit.author,
        "subject": step.commit.subject,
        "trouble": None if step.trouble is None else step.trouble.value,
        **{name: None if money is None else plain(money.ore) for name, money in figures.items()},
        "plus_minus": {
            name: plain(money.half)
            for name, money in figures.items()
            if money is not None and not money.exact
        },
    }


def _name(history: History) -> str:
    purse = history.purse
    return "/".join(filter(None, (purse.program, purse.strand)))


def _figures(history: History) -> list[Money]:
    steps = [*([history.before] if history.before else []), *history.steps]
    figures = [money for step in steps for money in (step.known, step.change)]
    return [money for money in figures if money is not None]


def _table(history: History, style: Style) -> Table:
    body = [_row(step, style) for step in history.steps]
    if history.before is not None:
        before = _row(history.before, style)
        name = f"{style.word('before')} {history.since}"
        body.insert(0, Row(name, ("", before.cells[1], "", "", ""), stands_out=True))
    words = ("commit", "remaining", "change", "author", "subject")
    return Table(
        style.word("date"),
        tuple(style.word(word) for word in words),
        tuple(body),
        frozenset({0, 3, 4}),
        fixed=1,
    )


def _row(step: Step, style: Style) -> Row:
    left = style.word(step.trouble or "not there")
    if step.known is not None:
        left = style.uncertain(step.known, "remaining", step.doubts)
    change = "" if step.change is None else style.change(step.change)
    commit = step.commit
    cells = (Verbatim(commit.id[:_SHORT]), left, change, commit.author, commit.subject)
    return Row(str(step.commit.date or ""), cells, stands_out=step.trouble is not None)


def _notes(history: History, style: Style) -> Iterator[str]:
    yield style.word("left of budget")
    if is_rounded(_figures(history), style.unit):
        yield style.word("rounding")
    if history.shallow:
        yield style.word("shallow")
