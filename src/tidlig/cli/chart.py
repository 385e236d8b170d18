"""`tidlig chart`: one chart of the page, as a file of its own."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.lookups import Programs, budget_lines
from tidlig.cli.parameters import Argument
from tidlig.cli.report_command import Shared, report
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.overview import ProgramOverview
    from tidlig.cli.report_command import Opened
    from tidlig.documents.charts.drawing import Drawing

Lines = tuple[tuple[str, str | None], ...]
"""Programs, or strands of them, as they are chosen."""


class ChartKind(StrEnum):
    """What a chart is of."""

    REMAINING = "remaining"
    BRIDGE = "bridge"
    FLOW = "flow"
    POOLS = "pools"


Kind = Annotated[
    ChartKind, Argument(metavar="remaining|bridge|flow|pools", help="What the chart is of.")
]


@report(without=("format",))
def chart(shared: Shared, kind: Kind, programs: Programs = None) -> Iterable[str | bytes]:
    """Draw what is left by year, the bridge from act to act, the flow of funds, or pools.

    -o names a file ending in .svg or .png; without it, the SVG is printed. PNG needs the extra
    "chart". Labels carry what is inexact or not known. Exits 1 if the ledger has errors; if it
    cannot be read, nothing is drawn.

    \b
    Examples:
      tidlig chart remaining -o aar.svg
      tidlig chart bridge forebyggelsespakken --as-of 2015-12-31 -o udvikling.svg
    """
    ending = ".svg" if shared.output is None else shared.output.suffix.lower()
    if ending not in (".svg", ".png"):
        raise CouldNot(
            f'a chart is not written to "{shared.output}"', "name a file ending in .svg or .png"
        )
    from tidlig.documents.charts.drawing import as_file
    from tidlig.render.report import source

    opened = shared.open_dated()
    lines = budget_lines(opened.ledger, programs)
    drawn = _DRAWN[kind](shared, opened, lines)
    if drawn is None:
        raise CouldNot("there is nothing to draw", "choose other programs, or another date")
    written = as_file(drawn, source(opened.context.provenance, opened.context.style))
    if ending == ".svg":
        return [written]
    from tidlig.documents.charts.png import as_png

    return [as_png(written)]


def _remaining(shared: Shared, opened: "Opened", lines: Lines) -> "Drawing | None":
    from tidlig.documents.charts.years import years_chart
    from tidlig.render.balance_report import BalanceReport

    shown = _programs(opened, lines)
    page = BalanceReport(
        opened.ledger, shown, opened.context, shared.unit is not None, is_of_one=len(shown) == 1
    )
    writer = page.figure_writer()
    written = page.page()
    said = " ".join(f"{answer.label}: {answer.text}." for answer in written.answers)
    title = ", ".join([written.title[0], writer.say("page: years").lower()])
    return years_chart(shown, writer, title, said)


def _flow(shared: Shared, opened: "Opened", lines: Lines) -> "Drawing | None":
    from tidlig.documents.charts.flow import flow_chart
    from tidlig.render.balance_report import BalanceReport

    shown = _programs(opened, lines)
    page = BalanceReport(opened.ledger, shown, opened.context, shared.unit is not None)
    writer, written = page.figure_writer(), page.page()
    said = " ".join(f"{answer.label}: {answer.text}." for answer in written.answers)
    summary = writer.say("chart: summary of flow", answers=said)
    return flow_chart(shown, writer, f"{writer.say('page: flow')}, {written.title[0]}", summary)


def _bridge(shared: Shared, opened: "Opened", lines: Lines) -> "Drawing | None":
    """Draw the bridge of one program: the only one chosen, or the only one of the ledger."""
    from tidlig.arithmetic.accounts import reconciliation
    from tidlig.arithmetic.balance import Choice
    from tidlig.documents.charts.bridge import bridge_chart
    from tidlig.render.figures import Writer
    from tidlig.render.reconcile import Part, ReconcileReport

    chosen = lines or tuple((id, None) for id in opened.ledger.programs)
    if len(chosen) != 1 or chosen[0][1] is not None:
        raise CouldNot("a bridge is of one whole program", "name one program, without /STRAND")
    day = opened.context.provenance.as_of
    assert day is not None
    reconciled = reconciliation(opened.ledger, Choice(chosen), day)
    page = ReconcileReport(
        opened.ledger, reconciled, opened.context, (Part.BRIDGE,),
        is_unit_fixed=shared.unit is not None,
    )  # fmt: skip
    writer = Writer(page.unit(), opened.context.style.language)
    name = opened.ledger.programs[chosen[0][0]].name
    title = f"{name}, {writer.say('page: development').lower()}"
    return bridge_chart(reconciled.bridge, writer, title)


def _pools(shared: Shared, opened: "Opened", lines: Lines) -> "Drawing | None":
    from tidlig.arithmetic.balance import Choice
    from tidlig.arithmetic.pools import pools
    from tidlig.documents.charts.pools import pools_chart
    from tidlig.render import pools as pools_report

    chosen = pools(opened.ledger, Choice(lines))
    page = pools_report.report(
        opened.ledger, chosen, opened.context, is_unit_fixed=shared.unit is not None
    )
    writer = page.figure_writer()
    return pools_chart(chosen.rows, writer, writer.say("page: use of pools"))


_DRAWN = {
    ChartKind.REMAINING: _remaining,
    ChartKind.BRIDGE: _bridge,
    ChartKind.FLOW: _flow,
    ChartKind.POOLS: _pools,
}


def _programs(opened: "Opened", lines: Lines) -> Sequence["ProgramOverview"]:
    """Return the chosen programs, or strands of them; without any, those that have begun."""
    from tidlig.arithmetic.overview import overview
    from tidlig.arithmetic.part_overview import part_of

    ledger, day = opened.ledger, opened.context.provenance.as_of
    assert day is not None
    begun = ((id, None) for id, own in ledger.programs.items() if ledger.has_begun(own))
    chosen = lines or tuple(begun)
    own = {id: ledger.programs[id] for id, _ in chosen}
    whole = {each.program.id: each for each in overview(ledger, own.values(), day)}
    return [part_of(whole[id], strand) for id, strand in chosen]
