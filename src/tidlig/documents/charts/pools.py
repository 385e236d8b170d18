"""How much of its frame each pool has awarded: a bar for each, in per cent of the frame."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.pools import PoolRow
from tidlig.documents.charts.drawing import LINE, Drawing, length, rect, text, texts, wrapped
from tidlig.documents.markup import Html
from tidlig.model.money import ZERO, Money
from tidlig.model.texts import identifier
from tidlig.render.figures import Writer
from tidlig.render.sentences import unit_name

LEGEND, ROW, MOST_NAME, MOST = 34, 26, 250, 40
"""Heights, widths, and how many pools are drawn."""

TRACK, MOST_PERCENT = 260, 130
"""How long a whole frame is, and how much of one is drawn where it is exceeded."""


def pools_chart(rows: Sequence[PoolRow], writer: Writer, title: str) -> Drawing | None:
    """Draw pools that have a frame; None where none has."""
    framed = [row for row in rows if row.of == "pool" and isinstance(row.frame, Money)]
    return _Pools(framed, writer).drawing(title) if framed else None


class _Pools:
    """Draws pools in a unit and a language."""

    def __init__(self, rows: Sequence[PoolRow], writer: Writer) -> None:
        self.rows, self.writer = rows, writer
        names = map(_name, rows[:MOST])
        self.left = min(max(60.0, *map(length, [*names, ""])) + 12, MOST_NAME)

    def drawing(self, title: str) -> Drawing:
        """Return the chart."""
        say = self.writer.say
        shapes: list[Html] = []
        y = float(LEGEND + 6)
        for row in self.rows[:MOST]:
            name = wrapped(_name(row), self.left - 10)
            tall = ROW + LINE * (len(name) - 1)
            shapes += self._row(row, name, y + tall / 2)
            y += tall
        summary = say("chart: summary of pools", number=len(self.rows))
        more = len(self.rows) - MOST
        remarks = [say("chart: left out", number=more)] if more > 0 else []
        legend = [("used", say("chart: awarded")), ("tr", say("chart: frame"))]
        shapes.append(text(0, LEGEND - 2, unit_name(self.writer.unit, self.writer.language), "d s"))
        words = max(length(self._words(row), 11) for row in self.rows[:MOST])
        width = self.left + TRACK * MOST_PERCENT / 100 + 10 + words
        return Drawing(round(width), round(y) + 4, title, summary, legend, shapes, remarks)

    def _row(self, row: PoolRow, name: list[str], middle: float) -> Iterator[Html]:
        yield from texts(0, middle, name)
        yield rect(self.left, middle - 8, TRACK, 16, "tr")
        right = self.left + TRACK + 10
        if row.share is not None and row.share.percent > 0:
            wide = TRACK * min(row.share.percent, MOST_PERCENT) / 100
            yield rect(self.left, middle - 8, wide, 16, "used")
            right = max(right, self.left + wide + 10)
        yield text(right, middle + 4, self._words(row), "s")

    def _words(self, row: PoolRow) -> str:
        assert isinstance(row.frame, Money)
        frame = self._money(row.frame)
        if row.awarded is None:
            return self.writer.say("chart: awards not known", frame=frame)
        annulled = ZERO if row.returned is None else row.returned.annulled
        awarded = self._money(row.awarded - annulled)
        if "awarded" in row.doubts:
            awarded = f"{awarded} {row.doubts['awarded']} ?".replace("  ", " ")
        if row.share is None:
            return self.writer.say("chart: awarded of frame", awarded=awarded, frame=frame)
        about = "" if row.share.exact else f"{self.writer.circa} "
        share = f"{about}{row.share.percent} %"
        return self.writer.say("chart: share of frame", awarded=awarded, frame=frame, share=share)

    def _money(self, money: Money) -> str:
        about = "" if money.exact else f"{self.writer.circa} "
        return about + self.writer.plain(money.ore)


def _name(row: PoolRow) -> str:
    assert row.pool is not None
    return row.pool.name or identifier("pool", row.pool.id)
