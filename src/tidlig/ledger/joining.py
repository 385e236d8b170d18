"""Files that have been read, put together to one ledger."""

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.origin import Origin
from tidlig.model.contents import Contents
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.records import Source
from tidlig.model.settings import Settings


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
