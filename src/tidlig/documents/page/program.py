"""The part of a page that is on one program: answers, years, bridge, pools, awards, statements."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tidlig.arithmetic.overview import ProgramOverview
from tidlig.documents.charts.bridge import bridge_chart
from tidlig.documents.charts.drawing import Drawing, in_page
from tidlig.documents.charts.pools import pools_chart
from tidlig.documents.charts.years import years_chart
from tidlig.documents.markup import Html, element, joined, lines
from tidlig.documents.page.lists import awards_grid, awards_of, writer_style
from tidlig.documents.page.subject import Subject
from tidlig.documents.page.tables import HtmlTable, table
from tidlig.render import pools as pools_report
from tidlig.render.balance_answers import Answer
from tidlig.render.balance_page import BalancePage
from tidlig.render.block_page import Block, Heading, Lines, Sentence, Table
from tidlig.render.figures import Writer
from tidlig.render.grid import Grid
from tidlig.render.reconcile import ReconcileReport
from tidlig.render.sentences import unit_name
from tidlig.render.units import fitting_unit, with_all_digits

WIDEST_ACROSS = 11
"""A table of more columns has the years down, so that it can be read on a page."""


def figure(drawing: Drawing | None, id: str, described_by: str = "") -> Html:
    """Write a chart in a box that scrolls where the page is narrow, and its summary below it.

    One that is `described_by` words of the page already has no summary of its own.
    """
    if drawing is None:
        return Html("")
    drawn = in_page(drawing, id, described_by or f"{id}-d")
    box = element("div", drawn, class_="box", role="group", tabindex="0", aria_label=drawing.title)
    said = " ".join([*([] if described_by else [drawing.summary]), *drawing.remarks])
    caption = [element("figcaption", said, id=f"{id}-d")] if said else []
    return element("figure", box, *caption)


def answers(shown: Iterable[Answer], id: str | None = None) -> Html:
    """Write answers, each behind its label."""
    pairs = [
        element("dt", answer.label)
        + element("dd", answer.text, class_="warn" if answer.is_warning else None)
        for answer in shown
    ]
    return element("dl", joined(map(Html, pairs)), id=id, class_="a") if pairs else Html("")


def notes(shown: Iterable[str]) -> Html:
    """Write notes below what they are on."""
    items = [element("li", note) for note in shown]
    return element("ul", *items, class_="notes") if items else Html("")


def told(shown: Iterable[Answer]) -> str:
    """Write answers as a summary of a chart."""
    return " ".join(f"{answer.label}: {answer.text}." for answer in shown)


@dataclass(frozen=True, slots=True)
class ProgramSection:
    """What the page says of a program, under an id of its own."""

    subject: Subject
    id: str
    program: ProgramOverview

    def written(self) -> Html:
        """Write the section."""
        own = self.program.program
        account = self.program.account
        head = [element("span", self._say("account of", account=account))] if account else []
        parts = [element("h2", own.name, *head, id=self.id)]
        report = self.subject.balance_of(self.program)
        page = report.page()
        parts.append(answers(page.answers, f"{self.id}-a"))
        parts += self._years(page, report.figure_writer())
        parts.append(notes(page.notes))
        parts += self._bridge()
        parts += self._pools()
        parts += self._awards()
        parts += self._statements()
        return element("section", *parts, class_="p", aria_labelledby=self.id)

    def _say(self, key: str, **values: object) -> str:
        return self.subject.say(key, **values)

    def _unit(self, writer: Writer) -> str:
        return unit_name(writer.unit, writer.language)

    def _years(self, page: BalancePage, writer: Writer) -> Iterator[Html]:
        """Write the chart of the years, and the tables of years and of strands."""
        if not page.tables:
            return
        name = self._say("page: years")
        yield element("h3", name)
        title = f"{self.program.program.name}: {name[0].lower()}{name[1:]}"
        chart = years_chart([self.program], writer, title, told(page.answers))
        yield figure(chart, f"{self.id}-y", f"{self.id}-a")
        grids = page.tables[0].grids
        shown = grids[0] if len(grids[0].columns) <= WIDEST_ACROSS else grids[-1]
        yield self._grid("t1", name, shown, writer, is_list=False)
        for choice in page.tables[1:]:
            grid = choice.grids[0]
            named_by = 1 if grid.columns[0].heading == self._say("account") else 0
            yield self._grid("t2", self._say("page: strands"), grid, writer, named_by=named_by)

    def _grid(
        self, key: str, caption: str, grid: Grid, writer: Writer, *, named_by: int = 0,
        is_list: bool = True,
    ) -> Html:  # fmt: skip
        shown = HtmlTable(f"{self.id}-{key}", caption, grid, self._unit(writer), named_by, is_list)
        return table(shown, self.subject.language)

    def _bridge(self) -> Iterator[Html]:
        report = self.subject.bridge_of(self.program.program.id)
        steps = report.reconciliation.bridge
        if not steps:
            return
        writer = Writer(report.unit(), self.subject.language)
        name = self._say("page: development")
        yield element("h3", name)
        title = f"{self.program.program.name}: {name[0].lower()}{name[1:]}"
        yield figure(bridge_chart(steps, writer, title), f"{self.id}-b")
        for part in report.page().parts:
            yield self._grid("t3", name, part.grids[0], writer, is_list=False)

    def _pools(self) -> Iterator[Html]:
        """Write the chart of pools, and the rounds and pools as their report has them."""
        own = self.subject.pools_of(self.program.program.id)
        if not own.rows:
            return
        report = pools_report.report(
            self.subject.ledger, own, self.subject.context,
            is_unit_fixed=self.subject.is_unit_fixed,
        )  # fmt: skip
        writer = report.figure_writer()
        yield element("h3", self._say("page: pools"))
        title = f"{self.program.program.name}: {self._say('page: use of pools')}"
        yield figure(pools_chart(own.rows, writer, title), f"{self.id}-u")
        page, number = report.page(writer, True), 0
        caption = self._say("page: pools")
        for group in page.groups:
            for block, next_block in zip(group, [*group[1:], None], strict=True):
                if isinstance(block, Heading) and block.level > 1:
                    caption = block.text
                if isinstance(block, Table):
                    number += 1
                    yield self._grid(f"u{number}", caption, block.wide, writer)
                elif not isinstance(next_block, Table):  # whose caption says the same
                    yield self._block(block)
        yield notes(page.notes)

    def _block(self, block: Block) -> Html:
        if isinstance(block, Heading):
            return element("h4", block.text) if block.level > 1 else Html("")
        if isinstance(block, Sentence):
            return element("p", block.text)
        assert isinstance(block, Lines)
        pairs = [
            element("dt", label) + element("dd", lines(text))
            if label
            else element("dd", lines(text))
            for label, text in block.rows
        ]
        return element("dl", joined(map(Html, pairs)), class_="a")

    def _awards(self) -> Iterator[Html]:
        rows = awards_of(self.program.program.id, self.subject)
        if not rows:
            return
        style = self.subject.context.style
        shown = [money.ore for row in rows if row.figures for money in row.figures.values()]
        unit = style.unit
        if not self.subject.is_unit_fixed:
            unit = fitting_unit(unit, shown)
        writer = Writer(with_all_digits(unit, shown), style.language)
        yield element("h3", self._say("page: awards"))
        grid = awards_grid(rows, self.subject, writer_style(writer, style))
        yield table(
            HtmlTable(
                f"{self.id}-aw",
                self._say("page: awards"),
                grid,
                self._unit(writer),
                command="tidlig export --to csv",
            ),
            self.subject.language,
        )

    def _statements(self) -> Iterator[Html]:
        yield from statements(
            self.subject.statements_of(self.program.program.id), self.id, self.subject
        )


def statements(report: ReconcileReport, id: str, subject: Subject) -> Iterator[Html]:
    """Write published figures with their verdicts, and what is remarked on them."""
    if not report.reconciliation.statements:
        return
    page = report.page()
    yield element("h3", subject.say("page: statements"))
    yield answers(page.answers)
    for number, part in enumerate(page.parts):
        key = "page: remarks" if number else "page: statements"
        shown = HtmlTable(
            f"{id}-o{number}", subject.say(key), part.grids[0], links=subject.source_links,
            is_list=not number, repeats_names=not number,
        )  # fmt: skip
        yield table(shown, subject.language)
