"""`tidlig cache`: what is remembered of ledgers between runs, where, and how to forget it."""

import os
from enum import StrEnum
from typing import Annotated

from tidlig.cli.exit_codes import OK
from tidlig.cli.parameters import Argument
from tidlig.cli.printing import out
from tidlig.render.escaping import for_terminal

_KILO = 1024


class Action(StrEnum):
    """What is done with the cache."""

    INFO = "info"
    CLEAR = "clear"


def cache(
    action: Annotated[Action, Argument(metavar="info|clear", help="What to do.")] = Action.INFO,
) -> int:
    """Show where files that have been read are remembered, or forget them.

    What is remembered only saves time: any of it may be deleted at any moment. TIDLIG_CACHE_DIR
    names another place, where it is kept in a folder tidlig; empty, nothing is remembered.

    \b
    Examples:
      tidlig cache info
      tidlig cache clear
    """
    from tidlig.ledger.memory.folder import LARGEST, VARIABLE, cache_folder, clear, records
    from tidlig.ledger.memory.ownership import is_own

    folder = cache_folder()
    if folder is None:
        out(f"nothing is remembered: {VARIABLE} is empty, or there is no home folder\n")
        return OK
    if os.path.lexists(folder) and not is_own(folder):
        out(f"nothing is remembered: {for_terminal(folder)} is a link, or somebody else's\n")
        return OK
    if action is Action.CLEAR:
        number, size = clear(folder)
        out(f"forgotten: {_told(number, size)}\n")
        return OK
    found = records(folder)
    size = sum(record.size for record in found)
    out(f"folder: {for_terminal(folder)}\n")
    out(f"remembered: {_told(len(found), size)} of at most {LARGEST // _KILO**2} MiB\n")
    return OK


def _told(number: int, size: int) -> str:
    shown = f"{size // _KILO**2} MiB" if size >= _KILO**2 else f"{-(-size // _KILO)} KiB"
    return f"{number} {'file' if number == 1 else 'files'}, {shown}"
