"""`tidlig init`: the first files of a ledger, and those of the tools around it."""

from pathlib import Path
from typing import Annotated

from tidlig.cli.exit_codes import OK
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import out

Folder = Annotated[
    Path, Argument(metavar="[DIR]", help="Where; here, unless named.", show_default=False)
]
Demo = Annotated[bool, Option("--demo", help="Write a larger, made-up ledger.")]


def init(folder: Folder = Path(), demo: Demo = False) -> int:
    """Start a ledger, with what git and editors need.

    DIR/data gets a small ledger that adds up and is there to be changed, and the format for
    editors; DIR gets what git, pre-commit and GitHub read. Files that exist are left as they are,
    and so is a ledger that does.

    \b
    Examples:
      tidlig init
      tidlig init eksempel --demo
    """
    from tidlig.ledger.starting import started
    from tidlig.render.starts import as_text

    out(as_text(started(folder, demo=demo)))
    return OK
