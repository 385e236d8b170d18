"""The files of a ledger as they are remembered, or made anew, in the order of their paths."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from tidlig.arithmetic.summaries.cells import Cells
from tidlig.arithmetic.summaries.facts import Facts
from tidlig.arithmetic.summaries.parts import Part
from tidlig.ledger.memory.forms import (
    WHOLE,
    Form,
    contents_apart,
    contents_at,
    contents_of,
    part_of,
)
from tidlig.ledger.memory.how import How
from tidlig.ledger.memory.seeing import Files
from tidlig.ledger.memory.store import Store
from tidlig.ledger.memory.working import Fault, Made, look_alikes, made, uncollected
from tidlig.model.contents import Contents

Opened = TypeVar("Opened")

_NOTHING = Facts((), (), (), (), False, False, (), (b"", b"", b""), (b"", b"", b""), (), b"")


def contents(files: Files, how: How, numbers: Iterable[int] | None = None) -> list[Contents]:
    """Give the contents of files, by default of all."""
    chosen = range(len(files.files)) if numbers is None else numbers
    shown = {number: files.files[number].shown for number in chosen}
    known = ((number, look_alikes(files.files[number], files.currency)) for number in chosen)
    at_hand = {number: each for number, each in known if each is not None}
    missing = [number for number in chosen if number not in at_hand]
    with uncollected():
        opened = {number: contents_at(each, shown[number]) for number, each in at_hand.items()}
        for each in _gathered(files, how, missing, (WHOLE,)):
            path = shown[each.number]
            found = _unreadable(path, each.fault) if each.fault else None
            opened[each.number] = found or contents_of(each.records[0], path)
    return [opened[number] for number in chosen]


def contents_in_two(sides: Sequence[tuple[Files, int]], how: How) -> list[Contents]:
    """Give the contents of a file in two states, without the many entries that are in both."""
    found = [_gathered(files, how, [number], (WHOLE,))[0] for files, number in sides]
    if any(each.fault for each in found):
        return [contents(files, how, [number])[0] for files, number in sides]
    shown = [files.files[number].shown for files, number in sides]
    return contents_apart([each.records[0] for each in found], shown)


def parts(files: Files, how: How, forms: Sequence[Form]) -> list[list[Part]]:
    """Give the parts of all files, once for each form."""
    found = _gathered(files, how, list(range(len(files.files))), forms)
    return [
        [_part(each, number, files.files[each.number].shown) for each in found]
        for number in range(len(forms))
    ]


def _unreadable(shown: str, fault: Fault) -> Contents:
    """Give the contents of a file that cannot be read; what reads others is not imported else."""
    from tidlig.ledger.open import unreadable_contents

    return unreadable_contents(shown, *fault)


def _part(made: Made, form: int, shown: str) -> Part:
    if made.fault is not None:
        return Part(_unreadable(shown, made.fault), _NOTHING, Cells(0, ()))
    return part_of(made.records[form], shown)


def _gathered(files: Files, how: How, numbers: list[int], forms: Sequence[Form]) -> list[Made]:
    """Give the records of some files in their order, and know all digests afterwards."""
    found = {each.number: each for each in _remembered(files, how.store, numbers, forms)}
    missing = [number for number in numbers if number not in found]
    for each in made(files, missing, forms, how):
        found[each.number] = each
        if each.fault is None:
            files.files[each.number].digest = each.digest
    return [found[number] for number in numbers]


def _remembered(
    files: Files, store: Store, numbers: Iterable[int], forms: Sequence[Form]
) -> Iterator[Made]:
    """Give the files whose digest is known and whose records are all there."""
    for number in numbers:
        file = files.files[number]
        if file.digest is not None:
            settings, currency = file.holds_settings, files.currency
            keys = [
                form.key(file.digest, holds_settings=settings, currency=currency) for form in forms
            ]
            records = [store.payload(key) for key in keys]
            whole = tuple(record for record in records if record is not None)
            if len(whole) == len(records):
                yield Made(number, file.digest, whole)
