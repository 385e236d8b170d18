"""`tidlig git-setup`: make git show changes to a ledger by entry and by amount."""

from pathlib import Path
from typing import Annotated

from tidlig.cli.parameters import Option
from tidlig.cli.printing import OK, err, out

Undo = Annotated[bool, Option("--undo", help="Remove the settings.")]


def git_setup(undo: Undo = False) -> int:
    """Make git show changes by entry and amount.

    git diff then names the entry above each change, and git diff --word-diff treats an amount as
    one word. Sets diff.tidlig.xfuncname and diff.tidlig.wordRegex, only in this clone; the line
    *.toml diff=tidlig in .gitattributes, which tidlig init writes, applies them to TOML files.

    \b
    Examples:
      tidlig git-setup
      tidlig git-setup --undo
    """
    from tidlig.ledger import starting

    if undo:
        starting.undo(Path())
        out("git shows changes to TOML files as it shows any text, in this clone\n")
        return OK
    starting.set_up(Path())
    out("git names the entry above each change and takes an amount for one word, in this clone\n")
    if not starting.is_attributed(Path()):
        err(f'no file is shown so yet: add the line "{starting.ATTRIBUTE}" to .gitattributes')
    return OK
