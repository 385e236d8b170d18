"""A new entry: the file it goes to as it would be, what that does to the ledger, and writing it.

What is shown and what is written are the same bytes: the files that were checked are compared with
those on the disk before anything is written, under the ledger's lock.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tidlig.ledger.checking import checked
from tidlig.ledger.compare import Comparison, Side, comparison
from tidlig.ledger.filing import named_file, see_to_place, usual_file
from tidlig.ledger.folder import shown_path
from tidlig.ledger.new_ids import declared, place_of_work, proposed
from tidlig.ledger.open import opened
from tidlig.ledger.snapshot import Snapshot
from tidlig.ledger.starting import SCHEMA_FILE
from tidlig.model.decisions import Strand
from tidlig.model.entry import Entry
from tidlig.model.errors import CouldNot
from tidlig.model.findings import Finding, Severity
from tidlig.model.personal import joined
from tidlig.model.texts import identifier
from tidlig.source.refusal import shown
from tidlig.source.replacing import folder_made, replace
from tidlig.source.values import ID
from tidlig.source.writing import appended, entry_text

FILES = "files"
"""What the state on the disk is called in a comparison."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An entry that someone wants: its keys, and its id and file where these are said.

    `program` is that of a strand, and empty for any other kind.
    """

    kind: type[Entry]
    table: Mapping[str, Any]
    id: str | None = None
    program: str = ""
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """An entry as it would stand, and both states of the ledger; no comparison of one unread."""

    address: str
    text: str
    target: Path
    is_new: bool
    base: Side
    head: Side
    compared: Comparison | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The errors that the entry brings."""
        found = self.head.checked.findings if self.compared is None else self.compared.findings.new
        return tuple(each for each in found if each.severity is Severity.ERROR)


def addition(base: Side, held: Snapshot, wish: Wish) -> Addition:
    """Give a wish as an addition to a ledger that can be read; raise `CouldNot` for none."""
    folder = held.folder.path
    keys = heading(base, wish)
    target = (
        named_file(folder, wish.file)
        if wish.file is not None
        else usual_file(folder, base.ledger, keys)
    )
    old = held.bytes_of(shown_path(target))
    see_to_place(folder, target, there=old is not None)
    text = entry_text(keys, wish.table)
    start = _start(folder, target) if old is None else old
    after = held.with_data(target, appended(start, text))
    whole = opened(after)
    address = ".".join(keys)
    head = Side(address, is_revision=True, origin=after, ledger=whole, checked=checked(whole))
    compared = comparison(base, head) if head.checked.readable else None
    return Addition(address, text, target, old is None, base, head, compared)


def heading(base: Side, wish: Wish) -> tuple[str, ...]:
    """Give the keys of the entry's heading, with an id that is one and is free."""
    kind = wish.kind.kind
    within = f"{wish.program}/" if wish.kind is Strand else ""
    id = wish.id
    if id is None:
        place = place_of_work(Path(base.origin.shown))
        id = proposed(base.ledger, kind, wish.table, within, place)
    for each in (id, wish.program) if within else (id,):
        if re.fullmatch(ID, each) is None:
            help = "write small letters a-z, digits, - and _, beginning with a letter or digit"
            raise CouldNot(f"{shown(each)} is not an id", help)
    if (kind, within + id) in declared(base.ledger):
        raise CouldNot(
            joined("", (f'{kind} "', identifier(kind, within + id), '" is there already')),
            "leave the id out, or give another",
        )
    return ("program", wish.program, "strand", id) if within else (kind, id)


def _start(folder: Path, target: Path) -> bytes:
    """Give the first line of a new file: where editors find the format, if the ledger has it."""
    if not (folder / SCHEMA_FILE).is_file():
        return b""
    up = "../" * (len(target.relative_to(folder).parts) - 1)
    return f"#:schema {up}{SCHEMA_FILE}\n".encode()


def is_current(held: Snapshot) -> bool:
    """Tell whether the files on the disk are those that are held."""
    return tuple(held.folder.files()) == held.held


def write(new: Addition, held: Snapshot) -> None:
    """Write an addition to a ledger that is as held; only for who has its lock."""
    try:
        folder_made(new.target.parent, held.folder.path)
        see_to_place(held.folder.path, new.target, there=not new.is_new)
        replace(new.target, new.head.origin.data(shown_path(new.target)), held.folder.path)
    except OSError as error:
        reason = (error.strerror or "the disk refuses").lower()
        message = f"{shown_path(new.target)} cannot be written: {reason}"
        raise CouldNot(
            message, "nothing was written; make room, or see who may write there"
        ) from None
