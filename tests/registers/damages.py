"""Known ways in which a register differs from a ledger, and what must be said of each."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from registers.books import Book, Line


@dataclass(slots=True, eq=False)
class Row:
    """A line of a register; the number that it gets is known when the file is written."""

    id: str
    reference: str
    award: str
    recipient: str
    cvr: str
    date: dt.date
    ore: int
    line: int = 0


class Expected(NamedTuple):
    """What must be reported: the group, all that is said, and the lines of both sides."""

    group: str
    said: frozenset[str]
    ledger: tuple[str, ...]
    register: tuple[Row, ...]


Found = Iterator[Expected]


class Export:
    """A register that has what the ledger has, to be damaged; each line is taken once."""

    def __init__(self, book: Book, kind: str, chance: random.Random) -> None:
        self.book, self.kind, self.chance = book, kind, chance
        self.lines = {line.id: line for line in book.lines(kind)}
        self.rows = {line.id: [self.row(line)] for line in self.lines.values()}
        plain = [id for id, line in self.lines.items() if line.ore > 0 and not line.written]
        self.untouched = chance.sample(plain, len(plain))
        self.refunds = [id for id, line in self.lines.items() if line.ore < 0]
        self.inexact = [id for id, line in self.lines.items() if line.written.startswith("ca.")]
        self.unknown = [id for id, line in self.lines.items() if line.written == "unknown"]

    def row(self, line: Line) -> Row:
        """Export a line of the ledger."""
        who = line.recipient
        name, cvr = self.book.names[who], self.book.cvr[who]
        return Row(line.id, line.reference, line.award, name, cvr, line.date, line.ore)

    def take(self) -> tuple[str, Row]:
        """Take a line that nothing was done to."""
        id = self.untouched.pop()
        return id, self.rows[id][0]

    def take_like(self, id: str) -> tuple[str, Row]:
        """Take another line of the recipient of one."""
        who = self.lines[id].recipient
        other = next(each for each in self.untouched if self.lines[each].recipient == who)
        self.untouched.remove(other)
        return other, self.rows[other][0]

    def someone_else(self, row: Row) -> tuple[str, str]:
        """Give the name and the number of another recipient."""
        others = [id for id, name in self.book.names.items() if name != row.recipient]
        other = self.chance.choice(others)
        return self.book.names[other], self.book.cvr[other]


def of(group: str, said: str, id: str | tuple[str, ...] | None, *rows: Row) -> Expected:
    """Expect a report."""
    ids = () if id is None else (id,) if isinstance(id, str) else id
    return Expected(group, frozenset(said.split()), ids, rows)


def lose_keys(row: Row) -> None:
    row.id = row.reference = ""


def misspell(row: Row) -> None:
    row.recipient, row.cvr = row.recipient[:-2] + row.recipient[-1] + row.recipient[-2], ""


def amount_off(by: int) -> Callable[[Export], Found]:
    def damage(export: Export) -> Found:
        id, row = export.take()
        row.ore += by
        yield of("amount-differs", "amount", id, row)

    return damage


def amount_times_ten(export: Export) -> Found:
    id, row = export.take()
    row.ore *= 10
    yield of("amount-differs", "amount", id, row)


def amount_of_other_sign(export: Export) -> Found:
    id, row = export.take()
    row.ore = -row.ore
    yield of("amount-differs", "amount", id, row)


def amount_with_digits_swapped(export: Export) -> Found:
    id, row = export.take()
    digits = list(str(row.ore))
    at = next(n for n in range(1, len(digits) - 1) if digits[n] != digits[n + 1])
    digits[at], digits[at + 1] = digits[at + 1], digits[at]
    row.ore = int("".join(digits))
    yield of("amount-differs", "amount", id, row)


def split_in_two(export: Export) -> Found:
    id, row = export.take()
    half = replace(row, ore=row.ore // 2)
    row.ore -= half.ore
    export.rows[id].append(half)
    yield of("matched", "split", id, row, half)


def split_in_three_with_ids_lost(export: Export) -> Found:
    id, row = export.take()
    row.id = ""
    parts = [replace(row, ore=row.ore // 4), replace(row, ore=row.ore // 3)]
    row.ore -= parts[0].ore + parts[1].ore
    export.rows[id] += parts
    yield of("matched", "split no-id", id, row, *parts)


def split_with_one_key_lost(export: Export) -> Found:
    id, row = export.take()
    part = replace(row, ore=row.ore // 5, id="", reference="")
    row.ore -= part.ore
    export.rows[id].append(part)
    yield of("matched", "split no-id no-reference", id, row, part)


def split_with_keys_lost(export: Export) -> Found:
    id, row = export.take()
    lose_keys(row)
    part = replace(row, ore=row.ore // 3, date=row.date + dt.timedelta(days=2))
    row.ore -= part.ore
    export.rows[id].append(part)
    yield of("matched", "split no-id no-reference near-date", id, row, part)


def duplicate(export: Export) -> Found:
    id, row = export.take()
    again = replace(row)
    export.rows[id].append(again)
    yield of("duplicate", "duplicate", None, row, again)  # the later one in the file


def duplicate_with_keys_lost(export: Export) -> Found:
    id, row = export.take()
    again = replace(row, id="", reference="")
    export.rows[id].append(again)
    yield of("duplicate", "duplicate", None, again)


def duplicate_on_another_day(export: Export) -> Found:
    id, row = export.take()
    again = replace(row, date=row.date + dt.timedelta(days=31))
    export.rows[id].append(again)
    yield of("duplicate", "duplicate", None, again)


def duplicate_with_another_payee(export: Export) -> Found:
    id, row = export.take()
    again = replace(row)
    again.recipient, again.cvr = export.someone_else(row)
    export.rows[id].append(again)
    yield of("duplicate", "duplicate other-recipient", None, again)


def refund_missing(export: Export) -> Found:
    id = export.refunds.pop()
    export.rows[id] = []
    yield of("only-in-ledger", "", id)


def refund_of_other_sign(export: Export) -> Found:
    id = export.refunds.pop()
    row = export.rows[id][0]
    row.ore = -row.ore
    yield of("amount-differs", "amount", id, row)


def within_what_is_inexact(export: Export) -> Found:
    id = export.inexact.pop()
    row = export.rows[id][0]
    row.ore += 40
    yield of("matched", "rounded", id, row)


def beyond_what_is_inexact(export: Export) -> Found:
    id = export.inexact.pop()
    row = export.rows[id][0]
    row.ore += 1_000_000_00
    yield of("amount-differs", "amount", id, row)


def of_an_unknown_amount(export: Export) -> Found:
    id = export.unknown.pop()
    yield of("matched", "unknown-amount", id, export.rows[id][0])


def missing(export: Export) -> Found:
    id, _ = export.take()
    export.rows[id] = []
    yield of("only-in-ledger", "", id)


def of_someone_unknown(export: Export) -> Found:
    id, row = export.take()
    extra = replace(row, id="x-1", reference="X1", award="", recipient="Ukendt ApS", cvr="")
    extra.ore = 123_456_78
    export.rows[id].append(extra)
    yield of("only-in-register", "", None, extra)


def payee_swapped(export: Export) -> Found:
    id, row = export.take()
    row.recipient, row.cvr = export.someone_else(row)
    yield of("recipient-differs", "recipient", id, row)


def payees_of_two_swapped(export: Export) -> Found:
    (id, row), (other_id, other) = export.take(), export.take()
    assert row.recipient != other.recipient
    row.recipient, other.recipient = other.recipient, row.recipient
    row.cvr, other.cvr = other.cvr, row.cvr
    yield of("recipient-differs", "recipient", id, row)
    yield of("recipient-differs", "recipient", other_id, other)


def cvr_of_another(export: Export) -> Found:
    id, row = export.take()
    _, row.cvr = export.someone_else(row)
    yield of("recipient-differs", "recipient", id, row)


def date_moved(days: int, group: str, said: str) -> Callable[[Export], Found]:
    def damage(export: Export) -> Found:
        id, row = export.take()
        row.date += dt.timedelta(days=days)
        yield of(group, said, id, row)

    return damage


def name_misspelt(export: Export) -> Found:
    id, row = export.take()
    misspell(row)
    yield of("matched", "spelled", id, row)


def name_written_otherwise(export: Export) -> Found:
    _, row = export.take()
    row.recipient, row.cvr = f"  {row.recipient.upper().replace(' ', '  ')}.", ""
    yield from ()


def name_by_alias(export: Export) -> Found:
    id, row = export.take()
    row.recipient = export.book.alias(export.lines[id].recipient)
    yield from ()


def keys_written_otherwise(export: Export) -> Found:
    _, row = export.take()
    row.id, row.reference = f" {row.id.upper()}", row.reference.replace("-", " - ").lower()
    yield from ()


def keys_lost(export: Export) -> Found:
    id, row = export.take()
    lose_keys(row)
    yield of("matched", "no-id no-reference", id, row)


def id_lost(export: Export) -> Found:
    id, row = export.take()
    row.id = ""
    yield of("matched", "no-id", id, row)


def id_of_nothing(export: Export) -> Found:
    id, row = export.take()
    row.id = "zz-99"
    yield of("matched", "other-id", id, row)


def keys_of_two_swapped(export: Export) -> Found:
    (id, row), (other_id, other) = export.take(), export.take()
    row.id, other.id = other.id, row.id
    row.reference, other.reference = other.reference, row.reference
    row.award, other.award = export.lines[id].award, export.lines[other_id].award
    yield of("matched", "other-id other-reference", id, row)
    yield of("matched", "other-id other-reference", other_id, other)


def keys_lost_and_amount_off(export: Export) -> Found:
    id, row = export.take()
    lose_keys(row)
    row.ore += 1
    yield of("proposed", "amount no-id no-reference", id, row)


def keys_lost_and_payee_swapped(export: Export) -> Found:
    id, row = export.take()
    lose_keys(row)
    row.recipient, row.cvr = export.someone_else(row)
    yield of("proposed", "recipient no-id no-reference", id, row)


def keys_lost_and_date_moved(export: Export) -> Found:
    id, row = export.take()
    lose_keys(row)
    row.date += dt.timedelta(days=40)
    yield of("proposed", "date no-id no-reference", id, row)


def keys_lost_and_name_misspelt(export: Export) -> Found:
    id, row = export.take()
    lose_keys(row)
    misspell(row)
    yield of("proposed", "spelled no-id no-reference", id, row)


def amount_off_and_date_moved(export: Export) -> Found:
    id, row = export.take()
    row.ore -= 1
    row.date -= dt.timedelta(days=40)
    yield of("amount-differs", "amount date", id, row)


def two_as_one(export: Export) -> Found:
    """The second of two payments to a recipient on one day is in the line of the first."""
    id, row = export.take()
    other_id, other = export.take_like(id)
    export.lines[other_id].date = row.date
    export.rows[other_id] = []
    row.ore += other.ore
    yield of("matched", "merged", (id, other_id), row)


def on_another_award(export: Export) -> Found:
    id, row = export.take()
    row.award = next(each.id for each in export.book.awards if each.id != row.award)
    yield of("award-differs", "award", id, row)


ON_BOTH: tuple[Callable[[Export], Found], ...] = (
    amount_off(1),
    amount_off(-1),
    amount_off(100_000_00),
    amount_times_ten,
    amount_with_digits_swapped,
    split_in_two,
    split_in_three_with_ids_lost,
    split_with_one_key_lost,
    split_with_keys_lost,
    duplicate,
    duplicate_with_keys_lost,
    missing,
    of_someone_unknown,
    payee_swapped,
    payees_of_two_swapped,
    cvr_of_another,
    date_moved(3, "matched", "near-date"),
    date_moved(-3, "matched", "near-date"),
    date_moved(40, "date-differs", "date"),
    name_misspelt,
    name_written_otherwise,
    name_by_alias,
    keys_written_otherwise,
    keys_lost,
    id_lost,
    id_of_nothing,
    keys_of_two_swapped,
    keys_lost_and_amount_off,
    amount_of_other_sign,
    duplicate_with_another_payee,
)
"""What is done to a register of awards and to one of payments."""

ON_AWARDS = (*ON_BOTH, duplicate_on_another_day)
ON_PAYMENTS = (
    *ON_BOTH,
    keys_lost_and_payee_swapped,
    keys_lost_and_date_moved,
    keys_lost_and_name_misspelt,
    amount_off_and_date_moved,
    two_as_one,
    on_another_award,
)
"""Both together are more than sixty damages."""

ON_DOUBTS = (within_what_is_inexact, beyond_what_is_inexact, of_an_unknown_amount)
ON_REFUNDS = (refund_missing, refund_of_other_sign)
"""What is done where the ledger has inexact and unknown amounts, and refunds."""
