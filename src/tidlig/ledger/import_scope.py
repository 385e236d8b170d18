"""The ledger that an import is planned with: of a large one only what its lines may be or name.

Reading all awards of a large ledger takes longer than the rest of a small import. A file is left
out only if none of the numbers that the lines have stands in its bytes, in any spelling that counts
as the same.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tidlig.arithmetic.ledger import Ledger
from tidlig.index.ledger_files import How
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.drafts import Draft, ImportRequest
from tidlig.ledger.file_records import contents
from tidlig.ledger.open import Snapshot, read_file
from tidlig.ledger.opened_entries import with_entries
from tidlig.matching.names import normalised_key
from tidlig.model.spelling import plain_letters

_MOST_DRAFTS = 200
"""A larger import reads the whole ledger."""

_NUMBERED = ("award", "payment")
"""The kinds that there are many of and that have references."""

_KEPT_WHOLE = ("recipient", "source", "outturn", "statement")
"""Kinds that there are few of: a large ledger has all their entries at hand."""

_ESCAPE = re.compile(rb"\\[uUx]")


def ledger_to_plan_with(
    known: Known, snapshot: Snapshot, request: ImportRequest, own_file: str, how: How
) -> Ledger:
    """A ledger with all entries that an import must know, those of its own file among them."""
    ledger = known.ledger
    numbers = None if ledger.totals is None else _numbers(request)
    if numbers is None:
        return with_entries(known, snapshot)
    by_path = {file.path: file for file in ledger.contents}
    for file in snapshot.files():
        is_own = file.shown == own_file
        if file.shown in by_path and (is_own or _may_have(file.data, numbers)):
            by_path[file.shown] = read_file(file, ledger.settings.currency)
    first = len(known.files.files)
    for number in range(first, first + len(known.files.tables)):
        of_table = contents(known.files, how, number)
        by_path[of_table.path] = of_table
    return replace(ledger, contents=tuple(by_path.values()), totals=None)


def _numbers(request: ImportRequest) -> list[bytes] | None:
    """What the entries of lines, and those that they name, are known by; None for all entries."""
    if request.key or len(request.drafts) > _MOST_DRAFTS:
        return None
    own = [number for draft in request.drafts for number in _numbers_of(draft)]
    if not all(own):
        return None
    texts = {form for number in own for form in _forms(str(number))}
    return [text.encode() for text in texts] if all(map(str.isascii, texts)) else None


def _forms(number: str) -> set[str]:
    """How a number may stand in a file, as a reference or as an id."""
    return {normalised_key(number), plain_letters(number)} - {""}


def _numbers_of(draft: Draft) -> Iterator[object]:
    """The numbers of an entry, and of the award that it names; None for one that is not known."""
    if draft.kind in _NUMBERED:
        yield draft.id or draft.table.get("reference")
    elif draft.kind not in _KEPT_WHOLE:
        yield None
    if draft.kind == "payment":
        yield draft.table.get("award")


def _may_have(data: object, numbers: list[bytes]) -> bool:
    """Whether any of some numbers may stand in a file; one with escapes may have anything."""
    if not isinstance(data, bytes):
        return False
    plain = data.lower().translate(None, b" \t")
    return any(number in plain for number in numbers) or (
        b"\\" in data and _ESCAPE.search(data) is not None
    )
