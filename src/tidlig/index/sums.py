"""Sums of a file's awards, payments and returns: what is charged, by place, years and heading.

A place is what an award says of where it is charged, for its pool may stand in another file. What
is paid and returned across files is in no file's sums, and is added when these are merged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from tidlig.arithmetic.charging import StatedPlace
from tidlig.arithmetic.totals import OF_REFUNDS, Charge, Latest, Total
from tidlig.index.columns import PAYMENT, REFUND, Columns
from tidlig.index.ledger_files import EVERYTHING, Question

_ADDRESSES = ("payment", "return", "return")
"""The kind of entry that each kind of row on an award is."""


Sum = tuple[tuple[Any, ...], int, int, tuple[int, str, bool]]
"""A plain charge, its øre and half-width, and its last entry: date, address, if it is by year."""

Whose = tuple[StatedPlace, str | None]
"""Where an award is charged, and whose it is where that is asked for."""


def counted(columns: Columns, question: Question = EVERYTHING) -> int:
    """How many rows of a file have taken effect."""
    if question.as_of is None:
        return columns.rows
    dates = (*columns.awards.date, *columns.on_awards.date)
    return sum(date <= question.as_of for date in dates)


def file_sums(columns: Columns, question: Question = EVERYTHING) -> list[Sum]:
    """Add up the rows of a file; payments and returns on awards of other files are left out."""
    own = dict(zip(columns.awards.id, _whose(columns, question), strict=True))
    numbers = [n for n, award in enumerate(columns.on_awards.award) if award in own]
    return [
        *_sums_of_awards(columns, question),
        *sums_on_others(columns, numbers, own, question),
    ]


def merged(
    parts: Sequence[tuple[str, Columns]], sums: Sequence[Sequence[Sum]], question: Question
) -> tuple[Total, ...]:
    """Add up the sums of all files, each with its path; and what is paid and returned across."""
    of_files = ((path, of_file) for (path, _), of_file in zip(parts, sums, strict=True))
    return merged_sums((*of_files, *_across(parts, question)))


def merged_sums(parts: Iterable[tuple[str, Sequence[Sum]]]) -> tuple[Total, ...]:
    """Add up sums, each with the path of its file."""
    totals: dict[tuple[Any, ...], list[Any]] = {}
    for path, sums in parts:
        _merge(totals, path, sums)
    found = [
        Total(Charge(*key), ore, half, Latest(*latest))
        for key, (ore, half, latest) in totals.items()
    ]
    return tuple(sorted(found, key=_order))


def _merge(totals: dict[tuple[Any, ...], list[Any]], path: str, sums: Sequence[Sum]) -> None:
    for key, ore, half, (date, address, by_year) in sums:
        latest = date, address, path, by_year
        so_far = totals.get(key)
        if so_far is None:
            totals[key] = [ore, half, latest]
        else:
            so_far[0] += ore
            so_far[1] += half
            so_far[2] = max(so_far[2], latest)


def _across(
    parts: Sequence[tuple[str, Columns]], question: Question
) -> Iterator[tuple[str, list[Sum]]]:
    """Add up, by file, the payments and returns on awards of other files."""
    elsewhere = [(path, each, each.on_others) for path, each in parts]
    wanted = {each.on_awards.award[n] for _, each, numbers in elsewhere for n in numbers}
    known: dict[str, Whose] = {}
    for _, each in parts if wanted else ():
        found = zip(each.awards.id, _whose(each, question), strict=True)
        known.update((id, whose) for id, whose in found if id in wanted)
    for path, each, numbers in elsewhere:
        yield path, sums_on_others(each, numbers, known, question)


def _whose(columns: Columns, question: Question) -> list[Whose]:
    """Give where each award of a file is charged, and whose it is."""
    whose = {each: _named(columns, each) for each in set(_numbers(columns, question))}
    return [whose[each] for each in _numbers(columns, question)]


_Numbers = tuple[int, int | None]
"""The numbers of a place and a recipient in a file: they tell apart what `Whose` does, sooner."""


def _numbers(columns: Columns, question: Question) -> Iterator[_Numbers]:
    awards = columns.awards
    recipients = awards.recipient if question.by_recipient else repeat(None)
    return zip(awards.place, recipients, strict=False)


def _named(columns: Columns, numbers: _Numbers) -> Whose:
    place, recipient = numbers
    return columns.places[place], None if recipient is None else columns.parties[recipient]


def _sums_of_awards(columns: Columns, question: Question) -> Iterator[Sum]:
    """Add up what awards charge: in few steps, for there are many."""
    sums: dict[tuple[Any, ...], list[Any]] = {}
    ids, dates, as_of = columns.awards.id, columns.awards.date, question.as_of
    whose = list(_numbers(columns, question))
    for award, first, last, ore, half, by_year in zip(*columns.charges, strict=True):
        date = dates[award]
        if as_of is not None and date > as_of:
            continue
        key = whose[award], first, last, 1 if ore > 0 else sign(ore, half)
        so_far = sums.get(key)
        if so_far is None:
            sums[key] = [ore, half, (date, f"award.{ids[award]}", by_year)]
            continue
        so_far[0] += ore
        so_far[1] += half
        if so_far[2][0] <= date:
            so_far[2] = max(so_far[2], (date, f"award.{ids[award]}", by_year))
    for (numbers, first, last, of_sign), (ore, half, latest) in sums.items():
        charge = *_named(columns, numbers), first, last, "awarded", of_sign
        yield charge, ore, half, latest


def sums_on_others(
    columns: Columns, numbers: Sequence[int], whose: Mapping[str, Whose], question: Question
) -> list[Sum]:
    """Add up some payments and returns of a file, on awards of which it is known whose they are."""
    sums: dict[tuple[Any, ...], list[Any]] = {}
    on, as_of = columns.on_awards, question.as_of
    for number in numbers:
        ore, half, date = on.ore[number], on.half[number], on.date[number]
        of_award = whose.get(on.award[number])
        if ore is None or of_award is None or (as_of is not None and date > as_of):
            continue
        kind, year = on.kind[number], on.year[number]
        is_refund = kind == REFUND
        for heading, moved in _moved(kind, ore):
            key = *of_award, year, year, heading, sign(moved, half, is_refund=is_refund)
            so_far = sums.setdefault(key, [0, 0, _NONE])
            so_far[0] += moved
            so_far[1] += half
            if so_far[2][0] <= date:
                latest = date, f"{_ADDRESSES[kind]}.{on.id[number]}", False
                so_far[2] = max(so_far[2], latest)
    return [(key, ore, half, latest) for key, (ore, half, latest) in sums.items()]


_NONE = (0, "", False)
"""What comes before every entry."""


def _moved(kind: int, ore: int) -> tuple[tuple[str, int], ...]:
    """The headings that a row on an award is charged under, with the øre."""
    if kind == PAYMENT:
        return (("paid", ore),)
    return (("returned", ore), ("paid", -ore)) if kind == REFUND else (("returned", ore),)


def sign(ore: int, half: int, *, is_refund: bool = False) -> int:
    """Give the sign of an amount: see `Charge`."""
    if is_refund:
        return OF_REFUNDS
    return 1 if ore > 0 else -1 if ore else 2 if half else 0


def _order(total: Total) -> tuple[object, ...]:
    """Order sums, whatever files they come from."""
    charge = total.charge
    place = tuple(name or "" for name in charge.place)
    return place, charge.recipient or "", charge.first, charge.last, charge.heading, charge.sign
