"""From a folder to one merged ledger: every file is found, read and kept in order of its path."""

from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.finding import shown_path
from tidlig.model.contents import Contents
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.register import Settings, Source
from tidlig.source.documents import document
from tidlig.source.files import LEDGER_FILE, Unreadable, content, listing
from tidlig.source.reading import read


def opened(folder: Path) -> Ledger:
    """Read all files of a ledger; what is wrong with them stands in their contents."""
    files = listing(folder)
    contents = [_contents(path, folder) for path in files.files]
    contents += [_closed(path) for path in files.closed]
    settings = next((file.settings for file in contents if file.settings), Settings(format=1))
    sources = [each for file in contents for each in file.entries if isinstance(each, Source)]
    documents = {each.id: document(folder, each.file) for each in sources if each.file is not None}
    return Ledger(settings, tuple(contents), documents=documents)


def _contents(path: Path, folder: Path) -> Contents:
    shown = shown_path(path)
    try:
        data = content(path, folder)
    except Unreadable as fault:
        return _unreadable(shown, fault.message, fault.help)
    return read(shown, data, holds_settings=path == folder / LEDGER_FILE)


def _closed(path: Path) -> Contents:
    help = "give yourself permission to look into it"
    return _unreadable(shown_path(path), "the folder cannot be looked into", help)


def _unreadable(shown: str, message: str, help: str) -> Contents:
    fault = Fault("unreadable-file", Problem(message, Location(shown), help))
    return Contents(shown, faults=(fault,), parsed=False)
