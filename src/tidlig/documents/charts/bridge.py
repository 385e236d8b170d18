"""How the budget of a program came about, step by step: the steps of the arithmetic's own bridge.

A step is a row, so that its name has room. Steps that no decision explains are hatched and named.
"""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.accounts import Step
from tidlig.arithmetic.unknown_amounts import APART
from tidlig.documents.charts.drawing import (
    LINE,
    Drawing,
    Scale,
    length,
    path,
    rect,
    text,
    texts,
    ticks,
    wrapped,
)
from tidlig.documents.markup import Html
from tidlig.model.decisions import Appropriation
from tidlig.model.money import Money
from tidlig.render.figures import Writer
from tidlig.render.sentences import unit_name

LEGEND, ROW, WIDTH, MOST_NAME = 34, 24, 820, 250


def bridge_chart(steps: Sequence[Step], writer: Writer, title: str) -> Drawing | None:
    """Draw the steps of one program; None where fewer than two change anything."""
    moving = [step for step in steps if step.amount.ore or step.unknown]
    if len(moving) < 2:
        return None
    return _Bridge(moving, writer).drawing(title)


def step_name(step: Step, writer: Writer) -> str:
    """Name a step: its act, its decision, or the act that changes something without a reason."""
    if step.explained:
        return step.act or step.entry.id
    act = step.entry.act if isinstance(step.entry, Appropriation) else None
    return writer.say("chart: unexplained step", act=act or step.entry.id)


def change_text(step: Step, writer: Writer) -> str:
    """Write what a step changes, with its sign, and what of it is not known."""
    parts = [_signed(step.amount, writer)] if step.amount.ore else []
    if step.unknown:
        parts.append("?")
    return " + ".join(parts)


def _signed(money: Money, writer: Writer) -> str:
    about = "" if money.exact else f"{writer.circa} "
    return f"{about}{'+' if money.ore > 0 else ''}{writer.plain(money.ore)}"


def budget_text(step: Step, writer: Writer) -> str:
    """Write the budget after a step, as far as it is known."""
    about = "" if step.budget.exact else f"{writer.circa} "
    known = about + writer.plain(step.budget.ore)
    if step.in_doubt and not step.budget.ore:
        return "?"
    return f"{known} {APART} ?" if step.in_doubt else known


def bridge_summary(steps: Sequence[Step], writer: Writer) -> str:
    """Say in words where the budget begins and ends, and which steps have no reason."""
    moving = [step for step in steps if step.amount.ore or step.unknown]
    first, last = moving[0], steps[-1]
    parts = [
        writer.say(
            "chart: summary of steps",
            first=change_text(first, writer).removeprefix("+"),
            act=step_name(first, writer),
            last=budget_text(last, writer),
            number=len(moving) - 1,
        )
    ]
    unexplained = [
        f"{_signed(step.amount, writer)} ({step.entry.act or step.entry.id})"
        for step in moving
        if not step.explained and isinstance(step.entry, Appropriation)
    ]
    if unexplained:
        listed = "; ".join(unexplained)
        parts.append(writer.say("chart: summary of unexplained", steps=listed))
    return " ".join(parts)


_LEGEND = (
    ("up", "chart: step up"),
    ("down", "chart: step down"),
    ("whyup", "chart: unexplained up"),
    ("why", "chart: unexplained down"),
)


def _kind(step: Step) -> str:
    """Return how a step is drawn."""
    if step.explained:
        return "up" if step.amount.ore > 0 else "down"
    return "whyup" if step.amount.ore > 0 else "why"


class _Bridge:
    """Draws the steps in a unit and a language."""

    def __init__(self, steps: Sequence[Step], writer: Writer) -> None:
        self.steps, self.writer = steps, writer
        ends = [0, *(step.budget.ore for step in steps)]
        ends += [step.budget.ore - step.amount.ore for step in steps]
        self.marks = ticks(min(ends), max(ends))
        names = [step_name(step, writer) for step in steps]
        self.left = min(max(*map(length, names), length(self._last), 60.0) + 12, MOST_NAME)
        self.x = Scale(self.marks[0], self.marks[-1], self.left, WIDTH - 150.0)
        self.names = [wrapped(name, self.left - 10) for name in [*names, self._last]]
        self.rows = [float(LEGEND)]
        for name in self.names:
            self.rows.append(self.rows[-1] + ROW + LINE * (len(name) - 1))
        self.height = self.rows[-1]

    @property
    def _last(self) -> str:
        return self.writer.say("chart: after steps")

    def drawing(self, title: str) -> Drawing:
        """Return the chart."""
        shapes = [*self._axis()]
        for number, step in enumerate(self.steps):
            shapes += self._step(step, number)
        shapes += self._sum()
        summary = bridge_summary(self.steps, self.writer)
        return Drawing(WIDTH, round(self.height) + 22, title, summary, self._legend(), shapes)

    def _legend(self) -> list[tuple[str, str]]:
        kinds = {_kind(step) for step in self.steps if step.amount.ore}
        return [(kind, self.writer.say(key)) for kind, key in _LEGEND if kind in kinds]

    def _axis(self) -> Iterator[Html]:
        for mark in self.marks:
            x = self.x(mark)
            yield path(f"M{x:.1f} {LEGEND - 4}V{self.height:.0f}", "ax" if mark == 0 else "g")
            yield text(x, self.height + 15, self.writer.plain(mark), "d s x", "m")
        unit = unit_name(self.writer.unit, self.writer.language)
        yield text(0, self.height + 15, unit, "d s")

    def _step(self, step: Step, number: int) -> Iterator[Html]:
        y, wide_y = self.rows[number], self.rows[number + 1] - self.rows[number]
        middle = y + wide_y / 2
        before = self.x(step.budget.ore - step.amount.ore)
        after = self.x(step.budget.ore)
        yield from texts(0, middle, self.names[number])
        if step.amount.ore:
            low, wide = min(before, after), max(abs(after - before), 2.0)
            yield rect(low, middle - 8, wide, 16, _kind(step))
            yield path(f"M{after:.1f} {middle + 8:.0f}V{y + wide_y + 4:.0f}", "ax")
        right = max(before, after) + 6
        yield text(right, middle + 4, change_text(step, self.writer), "b s")
        yield text(WIDTH - 4, middle + 4, budget_text(step, self.writer), "d s", "e")

    def _sum(self) -> Iterator[Html]:
        last, middle = self.steps[-1], self.rows[-2] + ROW / 2
        zero, end = self.x(0), self.x(last.budget.ore)
        yield from texts(0, middle, self.names[-1], "b")
        yield rect(min(zero, end), middle - 8, max(abs(end - zero), 2.0), 16, "sum")
        yield text(WIDTH - 4, middle + 4, budget_text(last, self.writer), "b s", "e")
