"""The way of the money: from years to programs to strands, and to what became of it.

Bands are as wide as their money, as far as it is known. What is below zero has no width, and is
listed below the bands. A year is the budget that the acts give it, so no band is
an act's change of other years, which may be below zero.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.movements import UNSPLIT
from tidlig.arithmetic.overview import ProgramOverview
from tidlig.arithmetic.part_overview import PartOverview, part_of, single_periods
from tidlig.documents.charts.drawing import LINE, Drawing, length, path, rect, text, texts, wrapped
from tidlig.documents.charts.palette import ROLES
from tidlig.documents.markup import Html
from tidlig.render.balance_headings import sum_of_values, values_of
from tidlig.render.figures import Writer, has_money
from tidlig.render.sentences import unit_name

TOP, WIDTH, NODE, MOST, LEAST_SLOT, TALL = 44, 1130, 10, 24, 17, 340
"""Sizes: above the bands, of the whole, of a node, nodes in a stage, the least room of a node, and
how tall all money is."""

STAGES = ("chart: years", "program", "strand", "chart: use")
_X = (70, 230, 590, 960)
"""Where the nodes of each stage stand."""

_BUDGET = ("binding", "estimate")
BOUNDED = "within bounds"
"""The place of money whose use is known within bounds only."""


@dataclass(slots=True)
class Node:
    """A place that money passes: its name and figure, and what comes in and goes out of it."""

    name: str
    figure: str = ""
    kind: str = "sum"
    comes: int = 0
    goes: int = 0
    y: float = 0.0
    filled: list[float] = field(default_factory=lambda: [0.0, 0.0])
    lines: list[str] = field(default_factory=list)

    @property
    def ore(self) -> int:
        """How much money passes."""
        return max(self.comes, self.goes)


@dataclass(frozen=True, slots=True)
class Band:
    """Money from one place to another."""

    start: tuple[int, str]
    end: tuple[int, str]
    ore: int
    kind: str = ""


class Flow:
    """The places that the money of programs passes, by stage, and the bands between them."""

    def __init__(self, programs: Sequence[ProgramOverview], writer: Writer) -> None:
        """Take programs, or parts of them."""
        self.writer = writer
        self.stages: tuple[dict[str, Node], ...] = ({}, {}, {}, {})
        self.bands: list[Band] = []
        self.negative: list[str] = []
        for program in programs:
            self._add(program)
        self._name_sums(programs)

    def _add(self, program: ProgramOverview) -> None:
        id, own = program.program.id, program.program
        strand = program.cell.strand if isinstance(program, PartOverview) else None
        self.stages[1][id] = Node(own.short or own.name, self._budget_text(program))
        for years in single_periods(program):
            part = part_of(program, strand, years)
            self.stages[0].setdefault(str(years), Node(str(years)))
            name = f"{own.short or own.name} {years}"
            self._budget_band((0, str(years)), (1, id), part, name)
        for row in program.strands:
            key = UNSPLIT if row.strand is None else row.strand.id
            self._add_part(id, key, PartOverview(program, key))
        if not program.strands:
            self._add_part(id, "", program)

    def _add_part(self, id: str, key: str, part: ProgramOverview) -> None:
        """Add a strand; a program without strands goes on to what became of its money."""
        place = f"{id}/{key}"
        if isinstance(part, PartOverview) and part.cell.strand is not None:
            split = self.writer.say("not split by strand")
            name = split if part.strand is None else part.strand.name
            self.stages[2][place] = Node(name, self._budget_text(part))
        else:
            name = part.program.short or part.program.name
            self.stages[2][place] = Node("", "")
        self._budget_band((1, id), (2, place), part, name)
        sure = 0
        for role, shown in values_of(part, ROLES).items():
            if shown.applies and has_money(shown.figure):
                said = f"{name}: {self.writer.say(role)}"
                sure += self._use_band(place, role, shown.figure, said)
        self._rest_band(place, part, sure)

    def _budget_band(
        self, start: tuple[int, str], end: tuple[int, str], part: ProgramOverview, name: str
    ) -> None:
        for key, shown in values_of(part, _BUDGET).items():
            if shown.applies and has_money(shown.figure):
                kind = "estimate" if key == "estimate" else ""
                words = f"{name} {self.writer.text(shown.figure)}"
                self._band(start, end, _known(shown.figure), words, kind)

    def _use_band(self, place: str, role: str, figure: Figure | None, name: str) -> int:
        """Add a band for what is surely of a use, and return how much that is."""
        if figure is None or figure.least is None:
            return 0
        if role not in self.stages[3] and figure.least > 0:
            self.stages[3][role] = Node(self.writer.say(role), kind=role)
        self._band((2, place), (3, role), figure.least, f"{name} {self.writer.text(figure)}", role)
        return max(figure.least, 0)

    def _rest_band(self, place: str, part: ProgramOverview, sure: int) -> None:
        """Add a band for the part of a budget whose use is known within bounds only."""
        shown = values_of(part, (*_BUDGET, *ROLES))
        figures = [each.figure for each in shown.values() if each.applies]
        if all(figure is None or figure.is_exact for figure in figures):
            return
        budget = sum(_known(shown[key].figure) for key in _BUDGET if shown[key].applies)
        if budget > sure:
            self.stages[3].setdefault(BOUNDED, Node(self.writer.say("chart: bounds"), kind="tr"))
            self._band((2, place), (3, BOUNDED), budget - sure, "", "")

    def _band(
        self, start: tuple[int, str], end: tuple[int, str], ore: int, words: str, kind: str
    ) -> None:
        """Add a band, and list what has no width."""
        if ore < 0:
            self.negative.append(words)
        elif ore > 0:
            self.bands.append(Band(start, end, ore, kind))
            self.stages[start[0]][start[1]].goes += ore
            self.stages[end[0]][end[1]].comes += ore

    def _budget_text(self, program: ProgramOverview) -> str:
        shown = values_of(program, _BUDGET)
        figures = [each.figure for each in shown.values() if each.applies]
        known = [figure for figure in figures if has_money(figure)]
        return " + ".join(map(self.writer.text, known)) if known else ""

    def _name_sums(self, programs: Sequence[ProgramOverview]) -> None:
        """Write the figures of years and of uses as the overview has them."""
        whole = sum_of_values([values_of(each, ROLES) for each in programs], ROLES)
        for role, node in self.stages[3].items():
            if role in whole:
                node.figure = self.writer.text(whole[role].figure)
        for years, node in self.stages[0].items():
            parts = [
                values_of(part_of(each, _strand(each), span), _BUDGET)
                for each in programs
                for span in single_periods(each)
                if str(span) == years
            ]
            shown = sum_of_values(parts, _BUDGET)
            known = [each.figure for each in shown.values() if has_money(each.figure)]
            node.figure = " + ".join(map(self.writer.text, known))


def _known(figure: Figure | None) -> int:
    """Return the part of a budget that is known."""
    if figure is None:
        return 0
    return (figure.most if figure.least is None else figure.least) or 0


def _strand(program: ProgramOverview) -> str | None:
    return program.cell.strand if isinstance(program, PartOverview) else None


def flow_chart(
    programs: Sequence[ProgramOverview], writer: Writer, title: str, summary: str
) -> Drawing | None:
    """Draw the way of the money of programs; None where none of it is known."""
    flow = Flow(programs, writer)
    return _Bands(flow).drawing(title, summary) if flow.bands else None


class _Bands:
    """Draws bands between stages."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.say = flow.writer.say
        self.shown: list[dict[str, Node]] = []
        for number in range(4):
            self.shown.append(self._largest(number))
        self.left_out = sum(
            sum(1 for node in stage.values() if node.ore) - len(shown)
            for stage, shown in zip(flow.stages, self.shown, strict=True)
        )
        most = max(sum(node.ore for node in stage.values()) for stage in self.shown)
        self.pixels = TALL / max(most, 1)
        self.height = max(map(self._place, range(4)))

    def _largest(self, number: int) -> dict[str, Node]:
        """Return the nodes of a stage that are drawn, in their order."""
        nodes = self._in_order(number)
        if len(nodes) <= MOST:
            return nodes
        largest = sorted(nodes, key=lambda key: (-nodes[key].ore, key))[:MOST]
        return {key: node for key, node in nodes.items() if key in largest}

    def _in_order(self, number: int) -> dict[str, Node]:
        """Return the nodes of a stage with any money; strands are those of programs drawn."""
        stage = self.flow.stages[number]
        keys = list(stage)
        if number == 0:
            keys.sort()
        elif number == 2:
            keys = [key for key in keys if key.partition("/")[0] in self.shown[1]]
        elif number == 3:
            keys = [role for role in (*ROLES, BOUNDED) if role in stage]
        return {key: stage[key] for key in keys if stage[key].ore}

    def _place(self, number: int) -> float:
        """Put the nodes of a stage below one another; return where the last one ends."""
        y, room = float(TOP), _room(number)
        for node in self.shown[number].values():
            node.lines = wrapped(f"{node.name} {node.figure}".strip(), room, 11)
            tall, least = node.ore * self.pixels, LEAST_SLOT + LINE * (len(node.lines) - 1)
            node.y = y + max((least - tall) / 2, 0)
            y += max(tall, least) + 5
        return y

    def drawing(self, title: str, summary: str) -> Drawing:
        """Return the chart, with what has no band below it."""
        shapes = [*self._headings(), *self._bands(), *self._nodes()]
        legend = [(node.kind, node.name) for node in self.shown[3].values()]
        return Drawing(
            WIDTH, round(self.height) + 4, title, summary, legend, shapes, self._remarks()
        )

    def _headings(self) -> Iterator[Html]:
        unit = unit_name(self.flow.writer.unit, self.flow.writer.language)
        for number, (key, x) in enumerate(zip(STAGES, _X, strict=True)):
            words = self.say(key) if number else f"{self.say(key)}, {unit}"
            if self.shown[number]:
                yield text(0 if number == 0 else x, TOP - 8, words, "d s")

    def _bands(self) -> Iterator[Html]:
        for band in self.flow.bands:
            start = self.shown[band.start[0]].get(band.start[1])
            end = self.shown[band.end[0]].get(band.end[1])
            if start is None or end is None:
                continue
            wide = band.ore * self.pixels
            x, right = _X[band.start[0]] + NODE, _X[band.end[0]]
            top, bottom = start.y + start.filled[1], end.y + end.filled[0]
            start.filled[1] += wide
            end.filled[0] += wide
            middle = (x + right) / 2
            shape = (
                f"M{x} {top:.0f}C{middle:.0f} {top:.0f} {middle:.0f} {bottom:.0f} {right} "
                f"{bottom:.0f}v{wide:.1f}C{middle:.0f} {bottom + wide:.0f} {middle:.0f} "
                f"{top + wide:.0f} {x} {top + wide:.1f}z"
            )
            yield path(shape, f"bd {band.kind}".strip())

    def _nodes(self) -> Iterator[Html]:
        for number, stage in enumerate(self.shown):
            for node in stage.values():
                x, tall = _X[number], max(node.ore * self.pixels, 1.5)
                yield rect(x, node.y, NODE, tall, node.kind if number == 3 else "sum")
                yield from self._name(number, node, node.y + tall / 2)

    def _name(self, number: int, node: Node, middle: float) -> Iterator[Html]:
        """Write the name of a node with its figure; of a year, the name on the other side."""
        if number == 0:
            yield text(_X[0] - 6, middle + 4, node.name, "s", "e")
            yield text(_X[0] + NODE + 5, middle + 4, node.figure, "n")
        else:
            yield from texts(_X[number] + NODE + 5, middle, node.lines, "n")

    def _remarks(self) -> list[str]:
        negative = "; ".join(self.flow.negative)
        remarks = [f"{self.say('chart: negative')}: {negative}."] if negative else []
        if self.left_out:
            remarks.append(self.say("chart: left out", number=self.left_out))
        return remarks


def _room(number: int) -> float:
    """Return how long a line of the name of a node may be."""
    if number == 0:
        return length("0" * 40)
    return (WIDTH if number == 3 else _X[number + 1] - 30) - _X[number] - NODE - 5
