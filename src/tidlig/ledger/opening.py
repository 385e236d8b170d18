"""From where its files are to one merged ledger: every file read, in order of its path."""

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.origin import File, Origin
from tidlig.model.contents import Contents
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.register import Source
from tidlig.model.settings import Settings
from tidlig.source.files import Unreadable
from tidlig.source.reading import read

Remembered = dict[tuple[str, str, bool], Contents]
"""What files have been read as, by path, id and whether they hold the settings."""


def opened(origin: Origin, remembered: Remembered | None = None) -> Ledger:
    """Read all files of a ledger; what is wrong with them stands in their contents.

    Files of a repository that are `remembered` from another revision are not read again.
    """
    try:
        contents = [_once(file, remembered) for file in origin.files()]
        settings = next((file.settings for file in contents if file.settings), Settings(format=1))
        sources = [each for file in contents for each in file.entries if isinstance(each, Source)]
        documents = {each.id: origin.document(each.file) for each in sources if each.file}
    finally:
        origin.let_go()
    return Ledger(settings, tuple(contents), documents=documents)


def _once(file: File, remembered: Remembered | None) -> Contents:
    if remembered is None or file.blob is None:
        return _contents(file)
    key = file.shown, file.blob, file.holds_settings
    if key not in remembered:
        remembered[key] = _contents(file)
    return remembered[key]


def _contents(file: File) -> Contents:
    if isinstance(file.data, Unreadable):
        return _unreadable(file.shown, file.data)
    return read(file.shown, file.data, holds_settings=file.holds_settings)


def _unreadable(shown: str, why: Unreadable) -> Contents:
    fault = Fault("unreadable-file", Problem(why.message, Location(shown), why.help))
    return Contents(shown, faults=(fault,), parsed=False)
