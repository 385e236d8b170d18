"""`tidlig git-setup`: have git show changes to a ledger by entry and by amount."""

from pathlib import Path
from typing import Annotated

from tidlig.cli.exit_codes import OK
from tidlig.cli.parameters import Option
from tidlig.cli.printing import err, out

Undo = Annotated[bool, Option("--undo", help="Take the settings back.")]


def git_setup(undo: Undo = False) -> int:
    """Have git show changes by entry and amount.

    git diff then names the entry above each change, and git diff --word-diff takes an amount for
    one word. Sets diff.tidlig.xfuncname and diff.tidlig.wordRegex, in this clone alone; the line
    *.toml diff=tidlig in .gitattributes, which tidlig init writes, says for which files.

    \b
    Examples:
      tidlig git-setup
      tidlig git-setup --undo
    """
    from tidlig.ledger import git_settings

    if undo:
        git_settings.undo(Path())
        out("git shows changes to TOML files as it shows any text, in this clone\n")
        return OK
    git_settings.set_up(Path())
    out("git names the entry above each change and takes an amount for one word, in this clone\n")
    if not git_settings.is_attributed(Path()):
        err(f'no file is shown so yet: add the line "{git_settings.ATTRIBUTE}" to .gitattributes')
    return OK
