"""What a change does to a ledger, as a comment on a pull request: what matters first.

A hidden marker lets the next comment take the place of this one. What does not fit is left out in
whole sections, and said.
"""

from collections.abc import Sequence

from tidlig.arithmetic.line_changes import ReviewFlag
from tidlig.ledger.compare import Comparison
from tidlig.render.changes import entries, findings, headline, money, net, not_counted, told
from tidlig.render.escaping import for_markdown
from tidlig.render.report import source_as_markdown
from tidlig.render.style import Style
from tidlig.render.tables import Table, table_as_markdown

MARKER = "<!-- tidlig diff -->"
LONGEST = 60_000
"""So many characters fit into a comment on code hosts, with some to spare."""


def as_comment(
    found: Comparison, style: Style, source: Sequence[str], *, every: bool = False
) -> str:
    """Write a comparison as Markdown of at most `LONGEST` characters."""
    different = found.difference
    start = [MARKER, f"### {for_markdown(headline(found, style))}"]
    parts: list[tuple[str, str]] = []
    if different.alarms:
        shown = "\n".join(_alarm(each, style) for each in different.alarms)
        parts.append((style.word("see first"), shown))
    if different.lines:
        table = table_as_markdown(money(different, style, every=every))
        told = [net(different, style), *not_counted(found, style)]
        body = "\n\n".join([table, *map(for_markdown, told)])
        parts.append((style.word("money"), f"{style.unit.label}\n\n{body}"))
    if found.findings.new or found.findings.fixed:
        parts.append((style.word("findings changed"), _as_list(findings(found, style))))
    if different.entries:
        table = table_as_markdown(entries(found, style, every=every))
        parts.append((style.word("entries"), _folded(f"{len(different.entries)}", table, style)))
    return _fitting(start, parts, source_as_markdown(source), style)


def _alarm(each: ReviewFlag, style: Style) -> str:
    about, *changes = map(for_markdown, told(each, style))
    said = f"- **{for_markdown(style.word(each.alarm))}**: {about}"
    return f"{said} ({'; '.join(changes)})" if changes else said


def _as_list(table: Table) -> str:
    lines = []
    for row in table.rows:
        told = ": ".join(cell for cell in (row.name, *row.cells) if cell)
        lines.append(f"- {for_markdown(told)}")
    return "\n".join(lines)


def _folded(count: str, body: str, style: Style) -> str:
    summary = f"{count} {style.word('entries').lower()}"
    return f"<details><summary>{for_markdown(summary)}</summary>\n\n{body}\n\n</details>"


def _fitting(start: list[str], parts: list[tuple[str, str]], end: str, style: Style) -> str:
    """Put the parts together that fit, in order, and name those that do not."""
    left_out: list[str] = []
    blocks = list(start)
    room = LONGEST - sum(map(len, start)) - len(end) - 500
    for heading, body in parts:
        block = f"**{for_markdown(heading)}**\n\n{body}"
        if len(block) + 2 <= room:
            blocks.append(block)
            room -= len(block) + 2
        else:
            left_out.append(heading)
    if left_out:
        blocks.append(f"{style.word('left out')}: {for_markdown(', '.join(left_out))}.")
    return "\n\n".join([*blocks, end]) + "\n"
