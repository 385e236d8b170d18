"""From where its files are to one merged ledger: every file read, in order of its path."""

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.joining import joined, unreadable
from tidlig.ledger.origin import File, Origin
from tidlig.model.contents import Contents
from tidlig.source.files import Unreadable
from tidlig.source.reading import read

Remembered = dict[tuple[str, str, bool], Contents]
"""What files have been read as, by path, id and whether they hold the settings."""


def opened(origin: Origin, remembered: Remembered | None = None) -> Ledger:
    """Read all files of a ledger; what is wrong with them stands in their contents.

    Files of a repository that are `remembered` from another revision are not read again.
    """
    try:
        return joined(origin, tuple([_once(file, remembered) for file in origin.files()]))
    finally:
        origin.let_go()


def _once(file: File, remembered: Remembered | None) -> Contents:
    if remembered is None or file.blob is None:
        return _contents(file)
    key = file.shown, file.blob, file.holds_settings
    if key not in remembered:
        remembered[key] = _contents(file)
    return remembered[key]


def _contents(file: File) -> Contents:
    if isinstance(file.data, Unreadable):
        return unreadable(file.shown, file.data.message, file.data.help)
    return read(file.shown, file.data, holds_settings=file.holds_settings)
