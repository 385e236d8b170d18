"""`tidlig cache`: show or clear the cache of ledger files."""

import os
from enum import StrEnum
from typing import Annotated

from tidlig.cli.parameters import Argument
from tidlig.cli.printing import OK, out
from tidlig.render.escaping import for_terminal

_KILO = 1024


class Action(StrEnum):
    """What to do with the cache."""

    INFO = "info"
    CLEAR = "clear"


def cache(
    action: Annotated[Action, Argument(metavar="info|clear", help="What to do.")] = Action.INFO,
) -> int:
    """Show or clear the cache of ledger files.

    The cache only saves time: you can delete it at any moment. Set TIDLIG_CACHE_DIR to keep it in a
    folder tidlig elsewhere, or to nothing to turn it off.

    \b
    Examples:
      tidlig cache info
      tidlig cache clear
    """
    from tidlig.index.cache_folder import LARGEST, VARIABLE, cache_folder, clear, is_own, records

    folder = cache_folder()
    if folder is None:
        out(f"nothing is remembered: {VARIABLE} is empty, or there is no home folder\n")
        return OK
    if os.path.lexists(folder) and not is_own(folder):
        out(f"nothing is remembered: {for_terminal(folder)} is a link, or somebody else's\n")
        return OK
    if action is Action.CLEAR:
        number, size = clear(folder)
        out(f"forgotten: {_number_and_size(number, size)}\n")
        return OK
    files = records(folder)
    size = sum(record.size for record in files)
    out(f"folder: {for_terminal(folder)}\n")
    out(f"remembered: {_number_and_size(len(files), size)} of at most {LARGEST // _KILO**2} MiB\n")
    return OK


def _number_and_size(number: int, size: int) -> str:
    files = "file" if number == 1 else "files"
    if size >= _KILO**2:
        return f"{number} {files}, {size // _KILO**2} MiB"
    rounded_up = -(-size // _KILO)
    return f"{number} {files}, {rounded_up} KiB"
