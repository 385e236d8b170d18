"""The entries behind sums: all of them, or those of the files in which two ledgers differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_changes import Sides
from tidlig.index.build import FileRecord, PackedRows, rows_apart
from tidlig.index.columns import is_of_many
from tidlig.index.ledger_files import Files, How, LedgerFile
from tidlig.ledger.cached_ledger import Known
from tidlig.ledger.file_records import contents, opened_rows, records
from tidlig.ledger.origin import Origin
from tidlig.model.contents import Contents
from tidlig.model.grants import Amendment, Payment


def with_entries(known: Known, origin: Origin) -> Ledger:
    """Give a ledger with all its entries."""
    if known.ledger.totals is None:
        return known.ledger
    from tidlig.ledger.open import open_ledger

    return open_ledger(origin)


def differing(base: tuple[Known, Origin], head: tuple[Known, Origin], how: How) -> Sides:
    """Give two ledgers with the awards, payments and returns of those files that differ, alone.

    Entries of files that are the same in both make no difference. Where a payment is to someone
    else, the awards must be known, and may stand in any file.
    """
    try:
        sides = Sides(*_apart(base, head, how))
    finally:
        for _, origin in (base, head):
            origin.close()
    if _needs_awards(sides) or _is_any_amended(sides):
        return with_all_entries(base, head)
    return sides


def with_all_entries(base: tuple[Known, Origin], head: tuple[Known, Origin]) -> Sides:
    """Give two ledgers with all their entries."""
    return Sides(*(with_entries(known, origin) for known, origin in (base, head)))


def _needs_awards(sides: Sides) -> bool:
    """Tell whether a payment is to another payee, or on another award, that stands elsewhere."""
    before = {payment.id: payment for payment in sides.base.of(Payment)}
    now = ((payment, before.get(payment.id)) for payment in sides.head.of(Payment))
    return any(
        was.award not in sides.base.awards or payment.award not in sides.head.awards
        for payment, was in now
        if was is not None and (was.payee, was.award) != (payment.payee, payment.award)
    )


def _is_any_amended(sides: Sides) -> bool:
    """Tell whether there are amendments: the awards that they change may stand in any file."""
    amendments = (*sides.base.of(Amendment), *sides.head.of(Amendment))
    return bool(amendments)


def _apart(base: tuple[Known, Origin], head: tuple[Known, Origin], how: How) -> Iterator[Ledger]:
    """Give both ledgers, with what they have not both of awards, payments and returns."""
    sides = base, head
    places = [_places(known.files, origin.shown) for known, origin in sides]
    same = {name for name, file in places[0].items() if _is_same(file, places[1].get(name))}
    in_two = (places[0].keys() & places[1].keys()) - same
    held: tuple[dict[str, Contents], dict[str, Contents]] = {}, {}
    are_summed = all(known.ledger.totals is not None for known, _ in sides)
    for name in in_two if are_summed else ():
        files = [(known.files, places[n][name][0]) for n, (known, _) in enumerate(sides)]
        held[0][name], held[1][name] = _in_two(files, how)
    for number, (known, _) in enumerate(sides):
        yield _with(known, places[number], same, held[number], how)


def _in_two(sides: Sequence[tuple[Files, int]], how: How) -> list[Contents]:
    """Give a file in two states, without what both have of awards, payments and returns.

    An award that both have is kept where a payment or return on it is not the same.
    """
    of_file = [records(files, how, [number])[0] for files, number in sides]
    packed = [opened_rows(files, how, number) for files, number in sides]
    alone = rows_apart(*packed)
    needed = set(chain.from_iterable(map(_awards_of, of_file, alone)))
    return list(map(partial(_opened, needed), of_file, alone, packed))


def _awards_of(record: FileRecord, rows: set[int]) -> Iterator[str]:
    """Give the awards that some payments and returns of a file are on."""
    on = record.columns.on_awards
    return (award for row, award in zip(on.row, on.award, strict=True) if row in rows)


def _opened(needed: set[str], record: FileRecord, rows: set[int], packed: PackedRows) -> Contents:
    """Give a file with some rows, and with the awards that are needed."""
    awards = zip(record.columns.awards.row, record.columns.awards.id, strict=True)
    numbers = sorted(rows | {row for row, id in awards if id in needed})
    opened = packed.rows(record.contents.path, numbers)
    return record.with_rows(dict(zip(numbers, opened, strict=True)))


def _with(
    known: Known,
    places: Mapping[str, tuple[int, LedgerFile]],
    same: set[str],
    held: dict[str, Contents],
    how: How,
) -> Ledger:
    """Give a ledger without the many entries of files that are the same."""
    ledger = known.ledger
    if ledger.totals is not None:
        others = [name for name in places if name not in same and name not in held]
        numbers = [places[name][0] for name in others]
        read = (contents(known.files, how, number) for number in numbers)
        held |= dict(zip(others, read, strict=True))
    seen = list(ledger.contents)
    for name, (number, _) in places.items():
        seen[number] = _alone(seen[number]) if name in same else held.get(name, seen[number])
    return replace(ledger, contents=tuple(seen), totals=None)


def _is_same(one: tuple[int, LedgerFile], other: tuple[int, LedgerFile] | None) -> bool:
    """Tell whether a file has the same content in two ledgers; of one unreadable nobody knows."""
    if other is None or not one[1].is_known:
        return False
    return (one[1].digest, one[1].read_as) == (other[1].digest, other[1].read_as)


def _places(files: Files, folder: str) -> dict[str, tuple[int, LedgerFile]]:
    """Give the files of a ledger with their numbers, by their paths in its folder."""
    below = "" if folder == "." else f"{folder}/"
    return {file.shown.removeprefix(below): (n, file) for n, file in enumerate(files.every())}


def _alone(contents: Contents) -> Contents:
    """Leave awards, payments and returns out."""
    kept = tuple(entry for entry in contents.entries if not is_of_many(entry))
    return contents if len(kept) == len(contents.entries) else replace(contents, entries=kept)
