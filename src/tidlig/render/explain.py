"""The documentation of checks: one as a page, all as a list by the question they answer."""

import re
from collections.abc import Sequence

from tidlig.checks import Check, Group
from tidlig.render.tables import Paint, plain_paint

WIDEST = 100
"""Text is not read with ease in longer lines."""

_FILE = re.compile(r"^```toml (\S+)\n", re.MULTILINE)
"""A block that says which file it is; laid out, the name stands above it."""


def as_page(check: Check, width: int | None = None) -> str:
    """Write the documentation of a check: Markdown, or laid out for a terminal of some width."""
    page = f"# {check.name} ({check.severity})\n\n{check.documentation.strip()}\n"
    return page if width is None else _laid_out(page, width)


def as_list(checks: Sequence[Check], paint: Paint = plain_paint) -> str:
    """Write all checks with their severity and the fault that they find."""
    width = max(len(check.name) for check in checks)
    blocks = []
    for group in Group:
        rows = [
            f"  {check.name:<{width}}  {check.severity:<7}  {check.summary}"
            for check in checks
            if check.group is group
        ]
        blocks.append("\n".join([paint(group.value, "bold"), *rows]))
    return "\n\n".join(blocks) + "\n"


def _laid_out(page: str, width: int) -> str:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console(width=min(width, WIDEST))
    with console.capture() as captured:
        console.print(Markdown(_FILE.sub(r"`\1`:\n\n```toml\n", page)))
    return captured.get()
