"""A page of the balance: heading, answer, tables, notes and where the figures come from."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tidlig.render.balance_answers import Answer
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.grid import (
    Grid,
    blocks_as_text,
    fits,
    fits_whole,
    grid_as_markdown,
    grid_as_text,
)
from tidlig.render.report import source_as_markdown, two_sided, wrapped
from tidlig.render.shown import Labelled, Shown, titles_of
from tidlig.render.style import Language
from tidlig.render.tables import Paint, cells, file_width, plain_paint

NARROW = 80
"""In less than this, tables are blocks rather than without some of their columns."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Tables for the same figures, the widest first: the first that fits is shown.

    Where none does, each row of `blocks`, or of the last table, is a block of lines. A list of a
    `heading` and rows says what only the widest table has, which has a `note` of its own. Lines of
    `bars` stand below it on a terminal.
    """

    grids: tuple[Grid, ...]
    blocks: Grid | None = None
    heading: str = ""
    listed: Sequence[tuple[str, str]] = ()
    note: str = ""
    bars: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class BalancePage:
    """What a page shows, in order; texts are escaped and masked where they are written.

    `titles` and `subtitle` are a text on the left and one on the right.
    """

    title: tuple[str, str]
    subtitle: tuple[str, str]
    answers: Sequence[Answer]
    tables: Sequence[Choice]
    notes: Sequence[str] = ()
    source: Sequence[str] = field(default=())


def page_as_text(
    page: BalancePage, width: int | None, paint: Paint = plain_paint, *, rules: bool = False
) -> str:
    """Write a page for a terminal of a width."""
    room = width or file_width()
    blocks = [_head(page, room, paint), answers_as_text(page.answers, room, paint)]
    for choice in page.tables:
        blocks += _table(choice, room, paint, rules=rules)
    notes = _notes(page, room)
    blocks.append("\n".join(paint(wrapped(for_terminal(note), room), "dim") for note in notes))
    stamp = wrapped(", ".join(map(for_terminal, page.source)), room)
    body = "\n\n".join(block for block in blocks if block)
    between = "\n" if notes else "\n\n"
    return f"{body}{between}{paint(stamp, 'dim')}\n"


def _notes(page: BalancePage, width: int) -> list[str]:
    """Return the notes, before the last that of a widest table which is shown."""
    notes = list(page.notes)
    for choice in page.tables:
        if choice.note and fits_whole(choice.grids[0], width):
            notes.insert(len(notes) - 1, choice.note)
    return notes


def _chosen(choice: Choice, width: int) -> Grid | None:
    """Return the first table that fits whole, else without some columns; None for blocks."""
    whole = [each for each in choice.grids if fits_whole(each, width)]
    if not whole and width >= NARROW:
        whole = [each for each in choice.grids if fits(each, width)]
    return whole[0] if whole else None


def _table(choice: Choice, width: int, paint: Paint, *, rules: bool) -> list[str]:
    """Return a table that fits, and below it what it has not."""
    chosen = _chosen(choice, width)
    if chosen is None:
        text = blocks_as_text(choice.blocks or choice.grids[-1], width, paint)
    else:
        text = grid_as_text(chosen, width, paint, rules=rules)
    bars = "\n".join(line.rstrip() for line in choice.bars)
    if not choice.listed or chosen is choice.grids[0]:
        return [text, bars]
    return [text, bars, _list(choice.heading, choice.listed, width, paint)]


def _head(page: BalancePage, width: int, paint: Paint) -> str:
    lines = []
    for (left, right), style in ((page.title, "bold"), (page.subtitle, "")):
        if left or right:
            lines.append(two_sided(left, right, width, paint, style))
    return "\n".join(lines)


def answers_as_text(answers: Sequence[Answer], width: int, paint: Paint) -> str:
    """Write answers, each behind its label, wrapped to the width."""
    if not answers:
        return ""
    longest = max(cells(answer.label) for answer in answers)
    lines = []
    for answer in answers:
        space = " " * (longest - cells(answer.label) + 2)
        text = wrapped(for_terminal(answer.text), max(width - longest - 2, 20))
        hanging = "\n" + " " * (longest + 2)
        text = text.replace("\n", hanging)
        shown = paint(text, "yellow") if answer.is_warning else text
        lines.append(paint(answer.label, "bold") + space + shown)
    return "\n".join(lines)


def _list(heading: str, rows: Sequence[tuple[str, str]], width: int, paint: Paint) -> str:
    """Write a name and a text a line; the text below its name where both do not fit."""
    shown = [(for_terminal(name), for_terminal(text)) for name, text in rows]
    longest = max(cells(name) for name, _ in shown)
    widest = max(cells(text) for _, text in shown)
    lines = [paint(wrapped(heading, width), "bold")]
    for name, text in shown:
        if longest + 2 + widest <= width:
            space = " " * (longest - cells(name) + 2)
            lines.append(f"{name}{space}{text}".rstrip(" "))
        else:
            lines += [wrapped(name, width), wrapped(f"  {text}", width)]
    return "\n".join(lines)


def _markdown_note(note: str) -> str:
    """Write a note in a list; a sign at its start begins no list within it."""
    text = for_markdown(note)
    return f"- \\{text}" if text.startswith(("+ ", "- ")) else f"- {text}"


def page_as_markdown(page: BalancePage) -> str:
    """Write a page as Markdown: whole tables, the answer as a list."""
    name, account = page.title
    title = f"{name} ({account.rpartition(' ')[2]})" if page.subtitle[0] and account else name
    subtitle = " ".join(filter(None, page.subtitle)) or account
    blocks = [f"## {for_markdown(title)}", for_markdown(subtitle)]
    blocks.append(
        "\n".join(
            f"- **{for_markdown(answer.label)}:** {for_markdown(answer.text)}"
            for answer in page.answers
        )
    )
    blocks += [grid_as_markdown(choice.grids[0]) for choice in page.tables]
    blocks.append("\n".join(map(_markdown_note, page.notes)))
    blocks.append(source_as_markdown(page.source))
    return "\n\n".join(block for block in blocks if block) + "\n"


def page_as_shown(page: BalancePage, language: Language) -> Shown:
    """Return a page in the form of files: its widest tables, and their notes."""
    answers = Labelled(tuple((answer.label, answer.text) for answer in page.answers))
    notes = list(page.notes)
    for choice in page.tables:
        if choice.note:
            notes.insert(len(notes) - 1, choice.note)
    titles = titles_of(page.title, page.subtitle)
    grids = [choice.grids[0] for choice in page.tables]
    return Shown(language, titles, [answers, *grids], notes, page.source)
