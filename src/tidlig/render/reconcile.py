"""The ledger beside the accounts, the acts and the published figures.

A statement's figure is compared in full, and never rounded in its table.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

from tidlig.arithmetic.accounts import (
    SOURCES,
    USES,
    Account,
    Difference,
    Funds,
    Reconciliation,
    Step,
    accepts,
    net_awarded,
    of_net_awarded,
)
from tidlig.arithmetic.balance import Balance
from tidlig.arithmetic.movements import Figures
from tidlig.arithmetic.statements import Figure, StatementResult, Verdict, stated
from tidlig.arithmetic.unknown_amounts import APART, Doubts
from tidlig.model.decisions import Program
from tidlig.model.money import ZERO, Money, grouped, kroner
from tidlig.model.records import Statement
from tidlig.model.texts import Identifier
from tidlig.render import reconcile_data
from tidlig.render.balance import all_amounts, uncounted_notes
from tidlig.render.balance_columns import (
    counts_without_accounts,
    doubts_with_years,
    figures_of_line,
    figures_of_row,
    row_indent,
    row_name,
)
from tidlig.render.reconcile_data import step_name
from tidlig.render.report import Context, Page, Report, Section, source
from tidlig.render.style import Style, is_rounded
from tidlig.render.tables import Row, Table, trimmed
from tidlig.render.values import address

_OTHERWISE = {"pools": "number of pools", "frame": "pool frame", "not stated": "not said"}
"""Words of statements that mean something else where they head a table."""

_TEXTS = frozenset({0, 3})
"""The columns of words, counted from 0: source and verdict."""


def statements(shown: Iterable[StatementResult], style: Style) -> Table:
    """Give the table of statements; of several sources for one figure, the first names it."""
    rows: list[Row] = []
    program, figure = "", ""
    for each in shown:
        if (each.statement.program or "") != program:
            program = each.statement.program or ""
            rows.append(Row(Identifier(program), ("",) * 5))
        name = _measured(each.statement, style)
        rows.append(_statement_row(each, "" if name == figure else name, style))
        figure = name
    headings = ("source", "stated", "ledger", "verdict", "difference")
    words = tuple(style.word(heading) for heading in headings)
    return trimmed(Table(style.word("measured"), words, tuple(rows), _TEXTS, fixed=1))


def summary(shown: Sequence[StatementResult], style: Style) -> str:
    """Count the verdicts in one line."""
    counts = {verdict: sum(each.verdict is verdict for each in shown) for verdict in Verdict}
    parts = [f"{number} {style.word(verdict)}" for verdict, number in counts.items() if number]
    return f"{style.word('statements')}: {', '.join(parts)}"


def doubts(shown: Iterable[StatementResult], style: Style) -> Iterator[str]:
    """Say of each statement that cannot be judged why not, and of those accepted the reason."""
    for each in shown:
        if each.doubt is not None:
            place = f" ({each.doubt.entry.address})" if each.doubt.entry is not None else ""
            yield f"{each.statement.id}: {_word(each.doubt.reason, style)}{place}"
        if each.verdict is Verdict.CONTRADICTED and accepts(each):
            reasons = [reason for _, reason in each.statement.accept]
            yield f"{each.statement.id}: {style.word('accepted')}: {'; '.join(reasons)}"


def told(each: StatementResult, style: Style) -> list[tuple[str, str]]:
    """Say what the ledger has to a statement: its figure, the verdict, and why or how far off."""
    figure = [] if each.ledger is None else [(style.word("ledger"), _figure(each.ledger))]
    apart = _difference(each, style)
    why = "" if each.doubt is None else next(doubts([each], style)).partition(": ")[2]
    verdict = ", ".join(filter(None, (style.word(each.verdict), apart or why)))
    return [*figure, (style.word("verdict"), verdict)]


def _statement_row(each: StatementResult, name: str, style: Style) -> Row:
    cells = (
        ", ".join(each.statement.source),
        _stated(each.statement),
        "" if each.ledger is None else _figure(each.ledger),
        style.word(each.verdict),
        _difference(each, style),
    )
    return Row(name, cells, stands_out=each.verdict is Verdict.CONTRADICTED, indent=2)


def _measured(statement: Statement, style: Style) -> str:
    """Say in words what a statement measures."""
    scope = [statement.strand, statement.round, statement.pool]
    parts = [_word(statement.measure, style), *(id for id in scope if id is not None)]
    if statement.support is not None:
        parts.append(style.word(f"{statement.support} support"))
    if statement.kinds:
        parts.append(" + ".join(style.word(kind) for kind in statement.kinds))
    if statement.years is not None:
        parts.append(str(statement.years))
    if statement.as_of is not None:
        parts.append(f"{style.word('as of')} {statement.as_of}")
    return ", ".join(parts)


def _figure(figure: Figure) -> str:
    return kroner(figure) if isinstance(figure, Money) else grouped(figure)


def _stated(statement: Statement) -> str:
    """Write a figure as its source does, with the ledger's own writing where that is another."""
    text, written = statement.value.text, statement.as_written
    if written is None or " ".join(written.split()) == text:
        return text
    return f"{written} ({text})"


def _difference(each: StatementResult, style: Style) -> str:
    """Write how far the two are apart: at the least, where either is rounded."""
    if not each.difference:
        return ""
    if not isinstance(each.ledger, Money):
        return f"{each.difference:+d}"
    figure = kroner(Money(each.difference), plus=True)
    said = stated(each.statement)
    if each.ledger.exact and isinstance(said, Money) and said.exact:
        return figure
    return style.word("apart at least").format(figure=figure)


def _word(word: str, style: Style) -> str:
    return style.word(_OTHERWISE.get(word, word))


_DIFFERENCES = 4
"""The column of the names of differences, counted from 0."""


def accounts(balance: Balance, shown: Iterable[Account], style: Style) -> Table:
    """Give the table of budgets, awards and outturn, with how they differ in words.

    Years stand before the figures, as names of rows, so that a narrow terminal keeps them.
    """
    headings = ("budget", "net awarded", "outturn", "difference", "differences")
    rows = [row for each in shown if _is_shown(each) for row in _rows(balance, each, style)]
    words = tuple(style.word(heading) for heading in headings)
    return trimmed(Table(style.word("program"), words, tuple(rows), frozenset({_DIFFERENCES})))


def sources_and_uses(shown: Iterable[Funds], style: Style) -> Table:
    """Give the table of where each program's money came from and where it stands."""
    funds = [each for each in shown if any(m != ZERO for m in _moneys(each))]
    sources = [name for name in SOURCES if any(_has(each, each.sources, name) for each in funds)]
    uses = [name for name in USES if any(_has(each, each.uses, name) for each in funds)]
    names = {"awarded": "net awarded"}
    headings = [*sources, "all sources", *(names.get(name, name) for name in uses)]
    rows = tuple(
        Row(
            Identifier(each.program.id),
            (
                *(style.uncertain(each.sources[name], name, each.doubts) for name in sources),
                style.uncertain(each.whole, "whole", each.whole_doubts),
                *(style.uncertain(each.uses[name], name, each.doubts) for name in uses),
            ),
        )
        for each in funds
    )
    return Table(style.word("program"), tuple(map(style.word, headings)), rows)


def _has(each: Funds, figures: Figures, name: str) -> bool:
    """Tell whether a figure is not 0, or not known to be."""
    return figures[name] != ZERO or name in each.doubts


def _moneys(each: Funds) -> Iterable[Money]:
    return (*each.sources.values(), *each.uses.values())


def _is_shown(each: Account) -> bool:
    """Leave out the only line of a row, which the row shows."""
    return each.line is None or len(each.row.lines) > 1


def _rows(balance: Balance, each: Account, style: Style) -> Iterator[Row]:
    """Write a row of a program, a part of it or a line, and below it what else differs."""
    figures = figures_of_line(each.line) if each.line else figures_of_row(balance, each.row)
    named = [_named(difference, style) for difference in each.differences] or [""]
    doubts = each.line.doubts if each.line else doubts_with_years(balance, each.row)
    net = {"awarded": net_awarded(figures)} if figures else {}
    cells = (
        _cell(figures, "budget", style, doubts),
        _cell(net, "awarded", style, of_net_awarded(doubts)),
        _cell(figures, "outturn", style, doubts),
        _cell(figures, "underspend", style, doubts),
    )
    stands_out = each.line is None and each.row.part is None
    indent = row_indent(each.row) if each.line is None else 4
    yield Row(_name(balance, each, style), (*cells, named[0]), stands_out, indent)
    yield from (Row("", ("", "", "", "", name)) for name in named[1:])


def _name(balance: Balance, each: Account, style: Style) -> str:
    if each.line is not None:
        return str(each.line.line.years)
    only = f", {each.row.lines[0].line.years}" if len(each.row.lines) == 1 else ""
    return row_name(balance, each.row, style) + only


def _named(difference: Difference, style: Style) -> str:
    return f"{style.figure(difference.money)} {style.word(difference.name)}"


def _cell(figures: Figures, heading: str, style: Style, doubts: Doubts) -> str:
    """Write a figure as far as it is known, or nothing where there is none to show."""
    return style.uncertain(figures[heading], heading, doubts) if heading in figures else ""


_ENTRY = 3
"""The column of entries, counted from 0."""


def bridges(steps: Iterable[Step], style: Style) -> Table:
    """Give the table of steps, the budget of each program below its last."""
    by_program: dict[str, list[Step]] = {}
    for step in steps:
        by_program.setdefault(step.program, []).append(step)
    rows: list[Row] = []
    for program, found in by_program.items():
        rows.append(Row(Identifier(program), ("", "", "", "")))
        rows += [_row(step, style) for step in found]
        budget = _budget(found[-1], style)
        rows.append(Row(style.word("budget"), ("", "", budget, ""), stands_out=True, indent=2))
    headings = tuple(style.word(heading) for heading in ("date", "change", "budget", "entry"))
    return trimmed(Table(style.word("step"), headings, tuple(rows), frozenset({_ENTRY})))


def _row(step: Step, style: Style) -> Row:
    word = step_name(step) if step.explained else style.word("unexplained")
    date = "" if step.date is None else step.date.isoformat()
    cells = (
        date,
        _change(step, style),
        _budget(step, style),
        address(step.entry),
    )
    return Row(word, cells, indent=2)


def _budget(step: Step, style: Style) -> str:
    """Write the budget after a step as far as it is known; nothing where nothing of it is."""
    if not step.in_doubt:
        return style.figure(step.budget)
    return "" if step.budget == ZERO else f"{style.figure(step.budget)} {APART} ?"


def _change(step: Step, style: Style) -> str:
    """Write what a step changes; nothing for an act that only restates, and unknown as such."""
    parts = [] if step.amount == ZERO else [style.change(step.amount)]
    if step.unknown:
        yearly = isinstance(step.entry, Program) and isinstance(step.entry.yearly, Money)
        parts.append(style.word("amount a year" if yearly else "unknown amount"))
    return " + ".join(parts)


class Part(StrEnum):
    """A part of a reconciliation."""

    ACCOUNTS = "accounts"
    BRIDGE = "bridge"
    STATEMENTS = "statements"


def report(found: Reconciliation, context: Context, parts: Sequence[Part] = ()) -> Report:
    """Give a reconciliation as a report in any format; no parts are all, and JSON has all."""
    shown = tuple(parts) or tuple(Part)
    return Report(
        reconcile_data.SCHEMA,
        all_amounts(found.balance),
        lambda style: _page(found, context, shown, style),
        lambda: reconcile_data.rows(found, frozenset(part.value for part in shown)),
        lambda: reconcile_data.as_data(found),
    )


def _page(found: Reconciliation, context: Context, parts: Sequence[Part], style: Style) -> Page:
    sections = tuple(_sections(found, parts, style))
    inexact = any("ca. " in c for each in sections for row in each.table.rows for c in row.cells)
    return Page(
        _title(parts, context, style, inexact=inexact),
        None,
        tuple(_footnotes(found, parts, style)),
        source(context.provenance, style),
        sections=sections,
    )


def _title(parts: Sequence[Part], context: Context, style: Style, *, inexact: bool) -> str:
    """Head the report; the figures of statements are in full, and have no unit in common."""
    words = [style.word("reconciliation")]
    if tuple(parts) != (Part.STATEMENTS,):
        words.append(style.unit.label)
    if context.provenance.as_of:
        words.append(f"{style.word('as of')} {context.provenance.as_of}")
    return ", ".join([*words, *([style.word("inexact")] if inexact else [])])


def _sections(found: Reconciliation, parts: Sequence[Part], style: Style) -> Iterator[Section]:
    """Give the parts asked for that have anything to show."""
    if Part.ACCOUNTS in parts and found.accounts:
        yield Section(style.word("accounts"), accounts(found.balance, found.accounts, style))
    if Part.ACCOUNTS in parts and found.accounts:
        yield Section(style.word("sources and uses"), sources_and_uses(found.funds, style))
    if Part.BRIDGE in parts and found.bridge:
        yield Section(style.word("bridge"), bridges(found.bridge, style))
    if Part.STATEMENTS in parts and found.statements:
        notes = (summary(found.statements, style), *doubts(found.statements, style))
        yield Section(style.word("statements"), statements(found.statements, style), notes)


def _footnotes(found: Reconciliation, parts: Sequence[Part], style: Style) -> Iterator[str]:
    balance = found.balance
    if Part.ACCOUNTS not in parts and Part.BRIDGE not in parts:
        return
    if is_rounded(all_amounts(balance), style.unit):
        yield style.word("rounding")
    if Part.ACCOUNTS in parts and counts_without_accounts(balance):
        yield style.word("without accounts, difference")
    if balance.cut_spans:
        yield style.word("outside")
    yield from uncounted_notes(balance, style)
