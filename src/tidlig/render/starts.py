"""What `tidlig init` has to say: what it wrote, what it left, and what to do next."""

import shlex
from collections.abc import Iterator, Sequence

from tidlig.ledger.folder import shown_path
from tidlig.ledger.starting import WORKFLOW, Start
from tidlig.render.escaping import for_terminal


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
