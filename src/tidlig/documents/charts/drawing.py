"""What charts are drawn with: shapes, texts and a scale; drawings as part of a page or as files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tidlig.documents.charts.palette import LIGHT, css, patterns
from tidlig.documents.markup import Html, alone, element, joined, listed

LINE = 14
"""How far lines of text are apart."""

HEAD, FOOT, MARGIN = 58, 30, 16
"""Room in a file above and below a chart, for its title and where it comes from, and beside it."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: its size, what it is called, what it says in words, its legend, and its shapes.

    `remarks` are what it cannot draw, such as what is below zero.
    """

    width: int
    height: int
    title: str
    summary: str
    legend: Sequence[tuple[str, str]]
    shapes: Sequence[Html]
    remarks: Sequence[str] = ()


def rect(x: float, y: float, width: float, height: float, kind: str) -> Html:
    """Draw a bar."""
    size = {"x": float(x), "y": float(y), "width": float(width), "height": float(height)}
    return alone("rect", class_=kind, **size)


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> Html:
    """Write words; `anchor` is "m" where they are centred, "e" where they end at `x`."""
    kinds = " ".join(filter(None, (kind, anchor))) or None
    return element("text", words, x=float(x), y=float(y), class_=kinds)


def path(data: str, kind: str) -> Html:
    """Draw a path."""
    return alone("path", d=data, class_=kind)


def length(words: str, size: int = 12) -> float:
    """Return about how wide words are: fonts differ, so it is rather more than less."""
    return len(words) * size * 0.56


def wrapped(words: str, room: float, size: int = 12) -> list[str]:
    """Break words where their room ends; no word is cut."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def texts(x: float, middle: float, lines: Sequence[str], kind: str = "") -> Iterable[Html]:
    """Write lines below one another, around a height."""
    first = middle - LINE * (len(lines) - 1) / 2 + 4
    for number, line in enumerate(lines):
        yield text(x, first + LINE * number, line, kind)


def legend(entries: Sequence[tuple[str, str]], x: float, y: float) -> Iterable[Html]:
    """Draw what the roles of shapes mean."""
    for kind, words in entries:
        yield rect(x, y - 10, 14, 12, kind)
        yield text(x + 20, y, words)
        x += 36 + length(words)


def in_page(drawing: Drawing, id: str, described_by: str) -> Html:
    """Write a drawing as part of a page, which has its hatchings, its colours and its summary."""
    shapes = joined([*legend(drawing.legend, 0, 14), *drawing.shapes])
    return element(
        "svg",
        element("title", drawing.title, id=f"{id}-t"),
        shapes,
        class_="ch",
        role="img",
        aria_labelledby=f"{id}-t",
        aria_describedby=described_by,
        width=drawing.width,
        height=drawing.height,
        viewBox=f"0 0 {drawing.width} {drawing.height}",
    )


def as_file(drawing: Drawing, stamp: Sequence[str]) -> str:
    """Write a drawing as a file of its own: on light ground, with its title and its source."""
    width = drawing.width + 2 * MARGIN
    title = wrapped(drawing.title, drawing.width, 17)
    remarks = [line for remark in drawing.remarks for line in wrapped(remark, drawing.width, 11)]
    top = HEAD - 36 + 22 * len(title)
    below = top + drawing.height + LINE
    height = below + LINE * len(remarks) + FOOT
    shapes = [
        element("title", drawing.title, id="t"),
        element("desc", " ".join([drawing.summary, *drawing.remarks]), id="d"),
        element("style", Html(css(LIGHT))),
        patterns(),
        rect(0, 0, width, height, "bg"),
        *(text(MARGIN, 30 + 22 * at, line, "h") for at, line in enumerate(title)),
        element(
            "g",
            joined([*legend(drawing.legend, 0, 14), *drawing.shapes]),
            transform=f"translate({MARGIN} {top})",
        ),
        *(text(MARGIN, below + LINE * at, line, "s") for at, line in enumerate(remarks)),
        text(MARGIN, height - 12, listed(stamp), "d s"),
    ]
    whole = element(
        "svg",
        *shapes,
        class_="ch",
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby="t",
        aria_describedby="d",
        width=width,
        height=height,
        viewBox=f"0 0 {width} {height}",
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns amounts in øre into pixels: `least` is at `start`, `most` at `end`."""

    least: int
    most: int
    start: float
    end: float

    def __call__(self, ore: int) -> float:
        """Return where an amount is."""
        share = (ore - self.least) / max(self.most - self.least, 1)
        return self.start + share * (self.end - self.start)

    def long(self, ore: int) -> float:
        """Return how long an amount is."""
        return abs(self(ore) - self(0))


def ticks(least: int, most: int, about: int = 5) -> list[int]:
    """Return round amounts from at most the least to at least the most."""
    step = _round_step(max(most - least, 1), about)
    first, last = least // step, -(-most // step)
    return [number * step for number in range(first, last + 1)]


def _round_step(span: int, about: int) -> int:
    power = 1
    while True:
        for factor in (1, 2, 5):
            if span <= factor * power * about:
                return factor * power
        power *= 10
