"""`tidlig init`: an example ledger, and configuration of the tools around it."""

from pathlib import Path
from typing import Annotated

from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import OK, out

Folder = Annotated[
    Path, Argument(metavar="[DIR]", help="Where to create it. Default: here.", show_default=False)
]
Demo = Annotated[bool, Option("--demo", help="Create a larger, made-up ledger.")]


def init(folder: Folder = Path(), demo: Demo = False) -> int:
    """Create an example ledger, and configuration for git.

    Creates a small ledger in DIR/data with a JSON Schema for editors, and configuration for git,
    pre-commit and GitHub in DIR. Existing files and an existing ledger are not changed.

    \b
    Examples:
      tidlig init
      tidlig init eksempel --demo
    """
    from tidlig.ledger.starting import start_ledger
    from tidlig.render.explain import as_text

    out(as_text(start_ledger(folder, demo=demo)))
    return OK
