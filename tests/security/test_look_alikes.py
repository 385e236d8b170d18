"""Payments and awards that look alike cost about as much as others, and are found as before.

The findings are those of a slow and plain search, which stands here: every two entries that share a
key are compared, as far back as the bound goes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

import pytest

from security.effort import effort
from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Check
from tidlig.checks.duplicate_award import duplicate_award
from tidlig.checks.duplicate_payment import duplicate_payment
from tidlig.checks.parties import Parties
from tidlig.index.build import PackedRows, opened, packed_rows, record_of
from tidlig.index.tables import Rows, rows_of
from tidlig.ledger.checking import run_checks
from tidlig.ledger.file_records import read_contents
from tidlig.model.entry import Settings
from tidlig.model.findings import Problem
from tidlig.model.grants import Award, Payment
from tidlig.model.messages import sentence
from tidlig.source.reading import read

BOUND = 100
START = """
[program.p]
name = "P"
years = "2014-2017"
total = "280 mio. kr."

[recipient.r]
name = "R"
kind = "other"

[recipient.s]
name = "S"
kind = "other"

[award.a]
program = "p"
date = 2014-02-01
amount = "1 mio. kr."
recipient = "r"

[award.b]
program = "p"
date = 2014-02-02
amount = "2 mio. kr."
recipient = "r"
"""

Kind = TypeVar("Kind", Award, Payment)


def asked(book: Ledger) -> Rows:
    return rows_of(book, Parties(book).party)


def ledger(text: str) -> Ledger:
    contents = read("a.toml", f"{START}{text}".encode())
    assert not contents.faults
    return Ledger(Settings(format=1), (contents,))


def payments(rows: Iterable[tuple[str, int, int, str]], *, accepting: Sequence[int] = ()) -> str:
    """Write payments of some awards, days, amounts and references; none where that is empty."""
    text = []
    for number, (award, day, amount, reference) in enumerate(rows):
        text += [f"[payment.p-{number}]", f'award = "{award}"', f"date = 2015-03-{day:02}"]
        text += [f"amount = {amount}"]
        text += [f'reference = "{reference}"'] if reference else []
        text += ['accept.duplicate-payment = "two"'] if number in accepting else []
    return "\n".join(text)


def awards(rows: Iterable[tuple[str, int, str, str, str]]) -> str:
    text = []
    for number, (recipient, day, amount, reference, purpose) in enumerate(rows):
        text += [f"[award.w-{number}]", 'program = "p"', f'recipient = "{recipient}"']
        text += [f"date = 2015-03-{day:02}", f"amount = {amount}"]
        text += [f'reference = "{reference}"'] if reference else []
        text += [f'purpose = "{purpose}"'] if purpose else []
    return "\n".join(text)


def plain(reference: str | None) -> str:
    return "".join(letter for letter in (reference or "").casefold() if letter.isalnum())


def agree(one: str, other: str) -> bool:
    return one == other or not one or not other


def same_payments(one: Payment, other: Payment) -> bool:
    return agree(plain(one.reference), plain(other.reference))


def same_awards(one: Award, other: Award) -> bool:
    purposes = [" ".join((each.purpose or "").casefold().split()) for each in (one, other)]
    return (
        one.amount == other.amount
        and one.amount.__class__.__name__ == "Money"
        and agree(plain(one.reference), plain(other.reference))
        and agree(*purposes)
    )


def payment_keys(payment: Payment) -> list[Hashable]:
    said = plain(payment.reference)
    by_reference: list[Hashable] = [("award", payment.award, payment.amount, said)]
    by_reference += [("party", "r", payment.amount, said)]
    day = ("day", payment.award, payment.amount, payment.date)
    return [*(by_reference if said else []), day]


def award_keys(award: Award) -> list[Hashable]:
    whose = (award.recipient, award.program)
    return [(*whose, award.date), *([(*whose, plain(award.reference))] if award.reference else [])]


def slow(
    entries: Iterable[Kind],
    keys: Callable[[Kind], list[Hashable]],
    same: Callable[[Kind, Kind], bool],
) -> list[list[str]]:
    """Join all that are the same, two by two; give the ids of groups as they are met."""
    buckets: dict[Hashable, list[Kind]] = {}
    for entry in entries:
        for key in keys(entry):
            buckets.setdefault(key, []).append(entry)
    groups: list[list[Kind]] = []
    for bucket in buckets.values():
        bucket.sort(key=lambda entry: plain(entry.reference))
        for number, entry in enumerate(bucket):
            for other in bucket[max(0, number - BOUND) : number]:
                if same(entry, other):
                    join(groups, entry, other)
    return [[e.id for e in sorted(group, key=lambda e: (e.date, e.id))] for group in groups]


def join(groups: list[list[Kind]], one: Kind, other: Kind) -> None:
    """Put two entries and all that are with either into the first of their groups."""
    met = [group for group in groups if one in group or other in group] or [[]]
    together = [each for group in met for each in group]
    together += [each for each in (one, other) if each not in together]
    if met == [[]]:
        groups.append(together)
        return
    groups[groups.index(met[0])] = together
    for group in met[1:]:
        groups.remove(group)


def ids(problems: Iterable[Problem]) -> list[list[str]]:
    """The ids that problems name, those of notes first, then the one that looks like them."""
    told = []
    for problem in problems:
        texts = [sentence(note.text) for note in problem.notes]
        notes = [text.split('"')[1] for text in texts if text.startswith(("pay", "awa"))]
        told.append([*notes, sentence(problem.message).split('"')[1]])
    return told


def shortened(groups: list[list[str]]) -> list[list[str]]:
    """Ten of the others have a note, and the last is what the message is about."""
    return [[*group[:-1][:10], group[-1]] for group in groups]


@pytest.mark.parametrize("seed", range(60))
def test_payments_are_found_as_by_comparing_every_two(seed: int) -> None:
    chance = random.Random(seed)
    references = ["", *chance.sample(["F 1", "f-1", "F 2", "G", "H 3", "-"], 3)]
    rows = [
        (
            chance.choice("ab"),
            chance.randint(1, 2),
            chance.choice([5, 7]),
            chance.choice(references),
        )
        for _ in range(chance.randint(2, 40))
    ]
    book = ledger(payments(rows))
    expected = slow(book.of(Payment), payment_keys, same_payments)
    assert ids(duplicate_payment.problems(asked(book))) == shortened(expected)


@pytest.mark.parametrize("seed", range(60))
def test_awards_are_found_as_by_comparing_every_two(seed: int) -> None:
    chance = random.Random(seed)
    rows = [
        (
            chance.choice("rs"),
            chance.randint(1, 2),
            chance.choice(["5", "7", '"unknown"', "5"]),
            chance.choice(["", "", "j 1", "J-1", "j 2"]),
            chance.choice(["", "x", "y", " X "]),
        )
        for _ in range(chance.randint(2, 40))
    ]
    book = ledger(awards(rows))
    new = [award for award in book.of(Award) if award.id.startswith("w-")]
    expected = slow(new, award_keys, same_awards)
    assert ids(duplicate_award.problems(asked(book))) == shortened(expected)


@pytest.mark.parametrize("without", [0, 1, 2])
@pytest.mark.parametrize("others", [BOUND - 2, BOUND - 1, BOUND, BOUND + 1, 2 * BOUND + 1])
def test_no_one_is_compared_further_back_than_the_bound(without: int, others: int) -> None:
    """One with no reference is the same as each of so many; those behind are told apart."""
    rows = [("a", 1, 5, "")] * without + [("a", 1, 5, f"F{n:04}") for n in range(others)]
    book = ledger(payments(rows))
    expected = slow(book.of(Payment), payment_keys, same_payments)
    assert [len(group) for group in expected] == ([without + min(others, BOUND)] if without else [])
    assert ids(duplicate_payment.problems(asked(book))) == shortened(expected)


@pytest.mark.parametrize("purposes", [("x", ""), ("x", "y"), ("", "x", "y", "z")])
def test_awards_at_the_bound_are_found_as_by_comparing_every_two(purposes: tuple[str, ...]) -> None:
    chance = random.Random(7)
    rows = [("r", 1, "5", "", chance.choice(purposes)) for _ in range(BOUND + 3)]
    rows += [("r", 1, str(6 + n), "", "x") for n in range(BOUND)]
    rows += [("r", 1, "5", "", purposes[0]) for _ in range(3)]
    book = ledger(awards(rows))
    new = [award for award in book.of(Award) if award.id.startswith("w-")]
    expected = slow(new, award_keys, same_awards)
    assert ids(duplicate_award.problems(asked(book))) == shortened(expected)


@pytest.mark.parametrize("last", [3, 1])
def test_the_last_of_a_group_accepts_for_all(last: int) -> None:
    rows = [("a", 1, 5, "")] * 4
    book = ledger(payments(rows, accepting=[last]))
    found = run_checks(book)
    assert [each.finding.check for each in found.accepted] == ["duplicate-payment"] * (last == 3)
    assert sorted(finding.check for finding in found.findings if "dup" in finding.check) == [
        "duplicate-payment"
    ] * (last != 3)


@pytest.mark.parametrize("shape", ["no reference", "awards", "two awards, one party"])
def test_what_is_remembered_of_a_file_is_what_was_read(shape: str) -> None:
    text = f"{START}{SHAPES[shape](30)}\n[award.odd]\nprogram = 1\n# ring 12 34 56 78\n"
    contents = read_contents(text.encode(), holds_settings=False)
    assert contents.faults
    record = opened(record_of(contents), "b/c.toml")
    numbers = range(record.columns.rows)
    rows = PackedRows(packed_rows(contents)).rows("b/c.toml", numbers)
    whole = record.with_rows(dict(zip(numbers, rows, strict=True)))
    assert whole.entries == read("b/c.toml", text.encode(), holds_settings=False).entries
    assert sorted(whole.declared) == sorted(contents.declared)
    assert {entry.stands_in for entry in whole.entries} == {"b/c.toml"}
    assert {fault.problem.location.file for fault in whole.faults} == {"b/c.toml"}


SHAPES: dict[str, Callable[[int], str]] = {
    "no reference": lambda n: payments([("a", 1, 5, "")] * n),
    "one reference": lambda n: payments([("a", 1, 5, "F 1")] * n),
    "each its own": lambda n: payments([("a", 1, 5, f"F {i}") for i in range(n)]),
    "one without": lambda n: payments([("a", 1, 5, f"F {i}" if i else "") for i in range(n)]),
    "every other without": lambda n: payments(
        [("a", 1, 5, f"F {i}" if i % 2 else "") for i in range(n)]
    ),
    "two awards, one party": lambda n: payments([("ab"[i % 2], 1, 5, "F") for i in range(n)]),
    "awards": lambda n: awards([("r", 1, "5", "", "")] * n),
    "awards by purpose": lambda n: awards([("r", 1, "5", "", f"x {i}") for i in range(n)]),
    "awards by amount": lambda n: awards([("r", 1, str(5 + i), "", "") for i in range(n)]),
    "every other with a purpose": lambda n: awards(
        [("r", 1, "5", "", f"x {i}" * (i % 2)) for i in range(n)]
    ),
    "every reference with a purpose": lambda n: awards(
        [("r", 1, "5", f"j {i % 50}", f"x {i}" * (i % 2)) for i in range(n)]
    ),
}


def found_by(check: Check, book: Ledger) -> list[Problem]:
    return list(check.problems(asked(book)))


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_as_many_look_alikes_are_about_twice_the_work(shape: str) -> None:
    check = duplicate_award if "award" in shape and "two" not in shape else duplicate_payment
    works = [effort(found_by, check, ledger(SHAPES[shape](number))) for number in (600, 1_200)]
    assert works[1] < 2.3 * works[0]
    assert works[1] < 250 * 1_200


def test_look_alikes_are_at_most_four_times_the_work_of_others_in_this_check() -> None:
    different = ledger(payments([("a", 1 + n % 28, 5 + n, f"F {n}") for n in range(1_000)]))
    alike = ledger(payments([("a", 1, 5, "")] * 1_000))
    works = [effort(found_by, duplicate_payment, book) for book in (different, alike)]
    assert works[1] < 4 * works[0]
