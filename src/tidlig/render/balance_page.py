"""A page of the balance: heading, answer, tables, notes and where the figures come from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tidlig.render.balance_answers import Answer
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.grid import Grid, fits, grid_as_markdown, grid_as_text
from tidlig.render.report import source_as_markdown, wrapped
from tidlig.render.tables import Paint, cells, plain_paint

WIDTH = 120
"""The width of a page in a pipe or a file."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Tables for the same figures, the widest first: the first that fits is shown."""

    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class BalancePage:
    """What a page shows, in order; texts are escaped and masked where they are written.

    `titles` and `subtitle` are a text on the left and one on the right.
    """

    title: tuple[str, str]
    subtitle: tuple[str, str]
    answers: Sequence[Answer]
    tables: Sequence[Choice]
    lists: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()
    notes: Sequence[str] = ()
    source: Sequence[str] = field(default=())


def page_as_text(
    page: BalancePage, width: int | None, paint: Paint = plain_paint, *, rules: bool = False
) -> str:
    """Write a page for a terminal of a width."""
    room = width or WIDTH
    blocks = [_head(page, room, paint), _answers(page.answers, room, paint)]
    for choice in page.tables:
        chosen = next((each for each in choice.grids if fits(each, room)), choice.grids[-1])
        blocks.append(grid_as_text(chosen, room, paint, rules=rules))
    blocks += [_list(heading, rows, paint) for heading, rows in page.lists]
    blocks.append("\n".join(paint(wrapped(for_terminal(note), room), "dim") for note in page.notes))
    stamp = wrapped(", ".join(map(for_terminal, page.source)), room)
    body = "\n\n".join(block for block in blocks if block)
    between = "\n" if page.notes else "\n\n"
    return f"{body}{between}{paint(stamp, 'dim')}\n"


def _head(page: BalancePage, width: int, paint: Paint) -> str:
    lines = []
    for (left, right), style in ((page.title, "bold"), (page.subtitle, "")):
        if left or right:
            lines.append(_two_sided(left, right, width, paint, style))
    return "\n".join(lines)


def _two_sided(left: str, right: str, width: int, paint: Paint, style: str) -> str:
    left, right = for_terminal(left), for_terminal(right)
    space = width - cells(left) - cells(right)
    shown = paint(left, style) if style and left else left
    if space >= 2 or not right:
        return (shown + " " * space + right).rstrip(" ") if right else shown
    lines = wrapped(left, width).split("\n")
    return "\n".join([*(paint(line, style) if style else line for line in lines), right])


def _answers(answers: Sequence[Answer], width: int, paint: Paint) -> str:
    if not answers:
        return ""
    longest = max(cells(answer.label) for answer in answers)
    lines = []
    for answer in answers:
        space = " " * (longest - cells(answer.label) + 2)
        text = wrapped(for_terminal(answer.text), width - longest - 2)
        hanging = "\n" + " " * (longest + 2)
        lines.append(paint(answer.label, "bold") + space + text.replace("\n", hanging))
    return "\n".join(lines)


def _list(heading: str, rows: Sequence[tuple[str, str]], paint: Paint) -> str:
    longest = max(cells(for_terminal(name)) for name, _ in rows)
    lines = [paint(heading, "bold")]
    for name, text in rows:
        shown = for_terminal(name)
        lines.append((shown + " " * (longest - cells(shown) + 2) + for_terminal(text)).rstrip(" "))
    return "\n".join(lines)


def page_as_markdown(page: BalancePage) -> str:
    """Write a page as Markdown: whole tables, the answer as a list."""
    name, account = page.title
    title = f"{name} ({account})" if account else name
    subtitle = " ".join(filter(None, page.subtitle))
    blocks = [f"## {for_markdown(title)}", for_markdown(subtitle)]
    blocks.append(
        "\n".join(
            f"- **{for_markdown(answer.label)}:** {for_markdown(answer.text)}"
            for answer in page.answers
        )
    )
    blocks += [grid_as_markdown(choice.grids[0]) for choice in page.tables]
    for heading, rows in page.lists:
        lines = [f"- {for_markdown(name)}: {for_markdown(text)}" for name, text in rows]
        blocks.append("\n".join([f"**{for_markdown(heading)}**", "", *lines]))
    blocks.append("\n".join(f"- {for_markdown(note)}" for note in page.notes))
    blocks.append(source_as_markdown(page.source))
    return "\n\n".join(block for block in blocks if block) + "\n"
