"""Read every file of a ledger, in order of its path, and merge them into one ledger."""

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.origin import File, Origin
from tidlig.model.contents import Contents
from tidlig.model.entry import Settings
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.records import Source
from tidlig.source.files import Unreadable
from tidlig.source.reading import read


def joined(origin: Origin, contents: tuple[Contents, ...]) -> Ledger:
    """Give the ledger of some files, with the documents that its sources have there."""
    settings = next((file.settings for file in contents if file.settings), Settings(format=1))
    documents = {id: origin.document(name) for id, name in documents_of(contents).items()}
    return Ledger(settings, contents, documents=documents)


def documents_of(contents: tuple[Contents, ...]) -> dict[str, str]:
    """Give the names of the documents that sources have in the ledger, by the source's id."""
    sources = (each for file in contents for each in file.entries if isinstance(each, Source))
    return {source.id: source.file for source in sources if source.file}


def unreadable(shown: str, message: str, help: str) -> Contents:
    """Give the contents of a file that could not be read: why, and nothing else."""
    fault = Fault("unreadable-file", Problem(message, Location(shown), help))
    return Contents(shown, faults=(fault,), parsed=False)


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
