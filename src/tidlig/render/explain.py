"""The documentation of checks, and what `tidlig init` wrote and what to do next."""

import re
import shlex
from collections.abc import Iterator, Sequence

from tidlig.checks import Check, Group
from tidlig.ledger.folder import shown_path
from tidlig.ledger.starting import WORKFLOW, Start
from tidlig.render.escaping import for_terminal
from tidlig.render.tables import Paint, plain_paint


def as_text(start: Start) -> str:
    """Write a start as text."""
    folder = for_terminal(shown_path(start.folder))
    parts = [
        _list(f"Written in {folder}:", start.written),
        _list("Left as they were:", start.left),
        _list("Next:", list(_next(folder, start))),
    ]
    return "\n".join(filter(None, parts))


def _list(heading: str, lines: Sequence[str]) -> str:
    whole = (heading, *(f"  {line}" for line in lines)) if lines else ()
    return "".join(f"{line}\n" for line in whole)


def _next(folder: str, start: Start) -> Iterator[str]:
    if folder != ".":
        yield f"cd {shlex.quote(folder)}"
    yield "tidlig balance     what is left"
    yield "tidlig check       whether it adds up"
    if not start.in_repository:
        yield "git init           where git is to keep it"
    yield "tidlig git-setup   diffs that name the entry, in this clone"
    if start.lacking:
        yield f"tidlig schema -o {start.lacking}   the format, for editors"
    if WORKFLOW in start.written:
        yield f"and say in {WORKFLOW}, at TIDLIG, what CI installs"


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
