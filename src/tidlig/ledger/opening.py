"""From where its files are to one merged ledger: every file read, in order of its path."""

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.origin import File, Origin
from tidlig.model.contents import Contents
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.register import Settings, Source
from tidlig.source.files import Unreadable
from tidlig.source.reading import read


def opened(origin: Origin) -> Ledger:
    """Read all files of a ledger; what is wrong with them stands in their contents."""
    try:
        contents = [_contents(file) for file in origin.files()]
        settings = next((file.settings for file in contents if file.settings), Settings(format=1))
        sources = [each for file in contents for each in file.entries if isinstance(each, Source)]
        documents = {each.id: origin.document(each.file) for each in sources if each.file}
    finally:
        origin.let_go()
    return Ledger(settings, tuple(contents), documents=documents)


def _contents(file: File) -> Contents:
    if isinstance(file.data, Unreadable):
        return _unreadable(file.shown, file.data)
    return read(file.shown, file.data, holds_settings=file.holds_settings)


def _unreadable(shown: str, why: Unreadable) -> Contents:
    fault = Fault("unreadable-file", Problem(why.message, Location(shown), why.help))
    return Contents(shown, faults=(fault,), parsed=False)
