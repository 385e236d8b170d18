"""A reconciliation as a report: the parts asked for, each with what is said of it."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from tidlig.arithmetic.reconciling import Reconciliation
from tidlig.render import reconciliation_data, reconciliation_rows
from tidlig.render.accounts import accounts, sources_and_uses
from tidlig.render.balance import all_amounts, uncounted_notes
from tidlig.render.balance_columns import counts_without_accounts
from tidlig.render.bridges import bridges
from tidlig.render.pages import Page, Section, source
from tidlig.render.reports import Context, Report
from tidlig.render.shown import Style, is_rounded
from tidlig.render.statements import doubts, statements, summary


class Part(StrEnum):
    """A part of a reconciliation."""

    ACCOUNTS = "accounts"
    BRIDGE = "bridge"
    STATEMENTS = "statements"


def report(found: Reconciliation, context: Context, parts: Sequence[Part] = ()) -> Report:
    """Give a reconciliation as a report in any format; no parts are all, and JSON has all."""
    shown = tuple(parts) or tuple(Part)
    return Report(
        reconciliation_data.SCHEMA,
        all_amounts(found.balance),
        lambda style: _page(found, context, shown, style),
        lambda: reconciliation_rows.rows(found, frozenset(part.value for part in shown)),
        lambda: reconciliation_data.as_data(found),
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
