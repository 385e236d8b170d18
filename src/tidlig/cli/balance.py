"""`tidlig balance`: what is left, per year and strand."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal

from tidlig.cli import completing
from tidlig.cli.left_options import (
    is_of_lines,
    left_columns,
    line_columns,
    only_part,
    sort_of,
    words_beside_lines,
)
from tidlig.cli.lookups import Programs, budget_lines
from tidlig.cli.options import YearsOption, heading_names
from tidlig.cli.options import years as years_of
from tidlig.cli.parameters import Option
from tidlig.cli.report_command import REPORT_FORMATS, Format, Shared, report
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.overview import ProgramOverview
    from tidlig.cli.report_command import Opened
    from tidlig.render.bars import Bars
    from tidlig.render.report import Writer


class Grouping(StrEnum):
    """What a balance has a row for."""

    PROGRAM = "program"
    STRAND = "strand"
    YEAR = "year"
    POOL = "pool"
    RECIPIENT = "recipient"
    TAG = "tag"


Detail = Annotated[bool, Option("--detail", help="Show every line and all headings.")]
Columns = Annotated[
    str | None,
    Option(
        metavar="A,B",
        help="Show these headings: of what is left, a row for each program; of lines, for each.",
        completes=completing.balance_headings,
    ),
]
GROUP_WORDS = {
    "initiativ": "program",
    "initiativer": "program",
    "delinitiativ": "strand",
    "delinitiativer": "strand",
    "pulje": "pool",
    "puljer": "pool",
    "modtager": "recipient",
    "modtagere": "recipient",
    "tilskudsmodtager": "recipient",
    "tilskudsmodtagere": "recipient",
    "år": "year",
    "mærke": "tag",
    "mærker": "tag",
}
"""The words of Danish reports for what rows are grouped by."""


def _complete_groups(typed: Mapping[str, Any], incomplete: str) -> list[str]:
    del typed
    return completing.proposals([*Grouping, *GROUP_WORDS], incomplete)


By = Annotated[
    Grouping | None,
    Option(help="Show a row for each of these.", completes=_complete_groups, synonyms=GROUP_WORDS),
]
SortOption = Annotated[
    str | None,
    Option(
        "--sort",
        metavar="HEADING",
        help="Put rows in order by a heading, the largest first; --sort=-HEADING: the smallest.",
        completes=completing.sort_headings,
    ),
]
BarsOption = Annotated[
    bool, Option("--bars", help="Show how much of each budget is used as a bar; on terminals.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a balance shows, as entered."""

    detail: Detail = False
    columns: Columns = None
    years: YearsOption = None
    by: By = None
    sort: SortOption = None
    bars: BarsOption = False

    @property
    def is_of_lines(self) -> bool:
        """Whether it shows lines and their headings, without what is left of them."""
        has_line_headings = self.by is None and is_of_lines(self.columns)
        return self.are_rows_of_lines or has_line_headings

    @property
    def are_rows_of_lines(self) -> bool:
        """Whether it shows lines whatever the headings are."""
        return self.detail or self.by in (Grouping.POOL, Grouping.RECIPIENT)


@report(*REPORT_FORMATS, Format.VALUE, pages=True)
def balance(shared: Shared, programs: Programs = None, *, choices: Choices) -> "Writer":
    """Show what is left, per year and strand, as of a date.

    Without --as-of, the date is today's; with --at, it is that of the commit. Name a program, or
    PROGRAM/STRAND, to see its years. With --format value, only what may still be awarded of it is
    printed, in kroner: one number, or the least and the most; if it is not known, nothing is, and
    the exit code is 1.

    Exits 1 if the ledger has errors; if it cannot be read, no figure is shown.

    \b
    Examples:
      tidlig balance
      tidlig balance forebyggelsespakken --as-of 2015-04-01
      tidlig balance forebyggelsespakken/foraeldre --as-of 2015-04-01
      tidlig balance --by year --sort uforbrugt --as-of 2019-01-01
    """
    opened = shared.open_totals(by_recipient=choices.by is Grouping.RECIPIENT)
    chosen = budget_lines(opened.ledger, programs)
    if shared.format is not Format.VALUE and choices.is_of_lines:
        return _of_lines(shared, opened, chosen, choices)
    return _of_what_is_left(shared, opened, chosen, choices)


def _of_what_is_left(
    shared: Shared,
    opened: "Opened",
    chosen: tuple[tuple[str, str | None], ...],
    choices: Choices,
) -> "Writer":
    from tidlig.render.balance_overview import Rows
    from tidlig.render.balance_report import BalanceReport

    shown = _programs(opened, chosen, choices.years)
    if shared.format is Format.VALUE:
        return only_part(shown).writer(shared)
    language = opened.context.style.language
    columns = left_columns(choices.columns, language)
    by = choices.by or Grouping.PROGRAM
    page = BalanceReport(
        opened.ledger,
        shown,
        opened.context,
        is_unit_fixed=shared.unit is not None,
        is_of_one=len(shown) == 1 and choices.by is None and not columns,
        rows=Rows(by.value, sort_of(choices.sort, language), columns),
        bars=_bars() if choices.bars else None,
    )
    return page.writer(shared.format)


def _programs(
    opened: "Opened", chosen: tuple[tuple[str, str | None], ...], years: str | None
) -> list["ProgramOverview"]:
    """Return the programs, or the parts of them, that are shown."""
    from tidlig.arithmetic.overview import overview
    from tidlig.arithmetic.part_overview import part_of

    ledger, context = opened.ledger, opened.context
    assert context.provenance.as_of is not None
    parts = chosen or [(id, None) for id, own in ledger.programs.items() if ledger.has_begun(own)]
    span = years_of(years)
    own = {id: ledger.programs[id] for id, _ in parts}
    whole = {
        each.program.id: each for each in overview(ledger, own.values(), context.provenance.as_of)
    }
    return [part_of(whole[id], strand, span) for id, strand in parts]


def _bars() -> "Bars":
    from tidlig.render.bars import Bars, can_be_written

    return Bars(is_ascii=not can_be_written(sys.stdout.encoding))


def _of_lines(
    shared: Shared,
    opened: "Opened",
    chosen: tuple[tuple[str, str | None], ...],
    choices: Choices,
) -> "Writer":
    from tidlig.arithmetic.balance import Choice
    from tidlig.arithmetic.balance import balance as balance_of
    from tidlig.render import balance as balance_report
    from tidlig.render import balance_columns

    if choices.sort or choices.bars:
        option = "--sort" if choices.sort else "--bars"
        message = f"{option} is of what is left, and these rows are of lines"
        raise CouldNot(message, "leave out --detail, or choose other rows or headings")
    names = [column.name for column in balance_columns.FIGURES]
    language = opened.context.style.language
    others = {} if choices.are_rows_of_lines else words_beside_lines(language)
    typed = line_columns(choices.columns, names)
    columns = heading_names(typed, names, language, others)
    layout = balance_report.Layout(choices.detail, columns)
    by = _rows_of_lines(choices.by)
    choice = Choice(chosen, years_of(choices.years), by)
    balanced = balance_of(opened.ledger, choice)
    page = balance_report.report(balanced, opened.context, layout)
    return shared.writer(page, has_cuts=bool(balanced.cut_spans))


def _rows_of_lines(by: Grouping | None) -> Literal["program", "strand", "pool", "recipient"]:
    """Return what lines are grouped by: years and tags are of what is left alone."""
    if by is Grouping.PROGRAM:
        return "program"
    if by is Grouping.POOL:
        return "pool"
    if by is Grouping.RECIPIENT:
        return "recipient"
    if by in (Grouping.YEAR, Grouping.TAG):
        raise CouldNot(f"--detail has no rows by {by}", "leave out --detail, or choose other rows")
    return "strand"
