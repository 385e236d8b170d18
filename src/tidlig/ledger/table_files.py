"""The files of a ledger's tables, as the index knows them: by all that decides what lines are.

That is the file's bytes, its tables, the ledger's currency, and the recipients that lines name: the
ledger's own, and those that lines of other tables are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from tidlig.index.coding import encoded
from tidlig.index.ledger_files import Data, Files, LedgerFile
from tidlig.index.store import joined
from tidlig.ledger.origin import Origin
from tidlig.ledger.tables import Tables
from tidlig.model.contents import Contents
from tidlig.model.entry import Settings
from tidlig.model.tables import Table


def table_files(
    origin: Origin, files: Files, contents: Sequence[Contents], settings: Settings
) -> dict[str, LedgerFile]:
    """The files that the tables of a ledger name, by their names there, with all that is known.

    Those that are at hand already are taken as they are.
    """
    found: dict[str, LedgerFile] = {}

    def data(table: Table) -> Data:
        file = found.get(table.file)
        return origin.table(table.file) if file is None else file.load_same()

    tables = Tables(contents, settings, origin.path_of, data)
    for path, own in tables.by_path.items():
        name = own[0].file
        file = files.tables.get(name) or origin.digested_table(name, files.digests)
        if file.digest is None:
            file.load()
        file.lines = partial(tables.contents, path)
        found[name] = file
    told = _Told(tables, found)
    for path, own in tables.by_path.items():
        found[own[0].file].read_as = told.read_as(path)
    return found


class _Told:
    """Tells what decides how lines are read."""

    def __init__(self, tables: Tables, files: Mapping[str, LedgerFile]) -> None:
        self.tables, self.files = tables, files
        named = [(each.id, each.name, each.aliases, each.cvr) for each in tables.recipients]
        self.recipients = repr(encoded(tuple(named))).encode()

    def read_as(self, path: str) -> bytes | None:
        """All that decides what the lines of a file are; None where it cannot be told."""
        paths = {path, *self.tables.sources_of_recipients}
        own = [table for each in paths for table in self.tables.by_path[each]]
        digests = {table.file: self._digest(table) for table in own}
        if None in digests.values():
            return None
        told = [str(self.tables.currency).encode(), self.recipients]
        for table in self.tables.tables:
            if table in own:
                told += [digests[table.file] or b"", self._plain(table)]
        return joined(told)

    def _digest(self, table: Table) -> bytes | None:
        """That of a table's file; None for one by another name than it has in another table."""
        file = self.files.get(table.file)
        return None if file is None else file.digest

    def _plain(self, table: Table) -> bytes:
        return repr(encoded(replace(table, stands_in=""))).encode()
