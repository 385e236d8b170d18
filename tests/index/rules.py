"""Rules about many entries, said as slowly and directly as can be; checks are held to them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import combinations
from typing import Any, TypeVar

from index.alike import CVR
from index.asking import found, group_of
from tidlig.arithmetic.ledger import Ledger
from tidlig.model.decisions import Appropriation, Program
from tidlig.model.findings import Problem
from tidlig.model.grants import Amendment, Award, Payment, Return, Round
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.records import Source
from tidlig.model.spelling import caseless, letters_and_digits
from tidlig.model.years import Month

Rule = Callable[[Ledger], Iterable[Hashable]]
RULES: dict[str, tuple[Rule, Callable[[Problem], Iterable[Hashable]]]] = {}
"""What each check must say of a ledger, and how what it says is read from its problems."""

Like = TypeVar("Like", Award, Payment, Return)


def entry_of(problem: Problem) -> Iterator[Hashable]:
    """The entry that a problem is about, and how bad it is."""
    yield problem.location.path[1], problem.severity


def said(
    check: str, read: Callable[[Problem], Iterable[Hashable]] = entry_of
) -> Callable[[Rule], Rule]:
    """Say of which check a rule is."""

    def add(rule: Rule) -> Rule:
        RULES[check] = rule, read
        return rule

    return add


def on(ledger: Ledger, kind: type[Any]) -> Iterator[tuple[Any, Award]]:
    """Every pair of an entry and its award."""
    for entry in ledger.of(kind):
        for award in ledger.of(Award):
            if entry.award == award.id:
                yield entry, award


def program_of(ledger: Ledger, award: Award) -> Program:
    """The program that an award is of."""
    id = award.program if award.pool is None else ledger.pools[award.pool].program
    return ledger.programs[str(id)]


def party(ledger: Ledger, id: str) -> str:
    """What a recipient is known by."""
    return CVR if ledger.recipients[id].cvr == CVR else id


def parts(entry: Award | Amendment) -> list[Any]:
    return [amount for _, amount in amounts(entry)]


def amounts(entry: Award | Amendment) -> list[tuple[Any, Any]]:
    """The amounts of an entry with the first and the last of their years."""
    if isinstance(entry.amount, tuple):
        return [((year, year), amount) for year, amount in entry.amount]
    return [(tuple(entry.years or (entry.date.year, entry.date.year)), entry.amount)]


@said("payment-before-award")
def _early(ledger: Ledger) -> Iterator[Hashable]:
    for payment, award in on(ledger, Payment):
        if payment.date < award.date:
            yield payment.id, None


@said("payee-differs-from-recipient")
def _other_payee(ledger: Ledger) -> Iterator[Hashable]:
    for payment, award in on(ledger, Payment):
        if payment.payee is None:
            continue
        kinds = [kind for kind, number in award.recipient_counts if number]
        if award.recipient is not None:
            if party(ledger, payment.payee) != party(ledger, award.recipient):
                yield payment.id, None
        elif kinds and ledger.recipients[payment.payee].type not in kinds:
            yield payment.id, None


@said("award-before-decision")
def _undecided(ledger: Ledger) -> Iterator[Hashable]:
    for award in ledger.of(Award):
        of_pool = None if award.pool is None else ledger.pools[award.pool].round
        for round in ledger.of(Round):
            if round.id == (award.round or of_pool) and round.decided is not None:
                day: Any = award.date
                if isinstance(round.decided, Month):
                    day = Month(day.year, day.month)
                if day < round.decided:
                    yield award.id, None


@said("award-outside-its-year")
def _beside(ledger: Ledger) -> Iterator[Hashable]:
    entries = [(award, award) for award in ledger.of(Award)]
    for entry, award in [*entries, *on(ledger, Amendment)]:
        if program_of(ledger, award).basis == "commitment":
            for (first, last), amount in amounts(entry):
                is_table = isinstance(entry.amount, tuple)
                counts = not is_table or amount is UNKNOWN or amount.ore != 0
                if counts and not first <= entry.date.year <= last:
                    yield entry.id, None


def interval(amounts: Iterable[Any]) -> tuple[int, int]:
    """From the least to the most that the known amounts come to."""
    known = [amount for amount in amounts if amount is not UNKNOWN]
    return sum(m.ore - m.half for m in known), sum(m.ore + m.half for m in known)


def settled(ledger: Ledger) -> Iterator[tuple[Award, Any, Any, Any, Any]]:
    """Each award of a known amount: what it is, what is paid, refunded and returned of it."""
    for award in ledger.of(Award):
        mine = [entry for entry in ledger.of(Amendment) if entry.award == award.id]
        every = [*parts(award), *(part for amendment in mine for part in parts(amendment))]
        returned = [entry for entry, of in on(ledger, Return) if of is award]
        paid = [entry.amount for entry, of in on(ledger, Payment) if of is award]
        refunds = [entry.amount for entry in returned if entry.type == "refund"]
        if UNKNOWN not in every:
            yield award, every, paid, refunds, [entry.amount for entry in returned]


def worse(value: tuple[int, int], limit: tuple[int, int]) -> str | None:
    if value[0] > limit[1]:
        return "error"
    return "warning" if value[1] > limit[0] else None


@said("returns-exceed-award", lambda p: [(dict(p.message.values)["award"], p.severity)])
def _returned(ledger: Ledger) -> Iterator[Hashable]:
    for award, given, _, _, returned in settled(ledger):
        severity = worse(interval(returned), interval(given))
        if returned and severity:
            yield award.id, severity


@said("payments-exceed-award", lambda p: [(dict(p.message.values)["award"], p.severity)])
def _paid(ledger: Ledger) -> Iterator[Hashable]:
    for award, given, paid, refunds, returned in settled(ledger):
        if not paid or worse(interval(returned), interval(given)):
            continue
        least, most = interval(paid)
        back_least, back_most = interval(refunds)
        gone_least, gone_most = interval(returned)
        low, high = interval(given)
        severity = worse(
            (least - back_most, most - back_least), (low - gone_most, high - gone_least)
        )
        if severity:
            yield award.id, severity


def groups(entries: Iterable[Like], are_same: Callable[[Like, Like], bool]) -> Iterator[Hashable]:
    """Every two entries compared: who is the same as another of a group is in it."""
    every = list(entries)
    together = {entry.id: {entry.id} for entry in every}
    for first, second in combinations(every, 2):
        if are_same(first, second) and together[first.id] is not together[second.id]:
            together[first.id] |= together[second.id]
            for id in together[second.id]:
                together[id] = together[first.id]
    by_id = {entry.id: entry for entry in every}
    for ids in {frozenset(group) for group in together.values() if len(group) > 1}:
        yield tuple(sorted(ids, key=lambda id: (by_id[id].date, id)))


def agree(one: str | None, other: str | None) -> bool:
    """Whether two texts are the same, or either is not written."""
    return not one or not other or one == other


@said("duplicate-award", group_of)
def _same_awards(ledger: Ledger) -> Iterator[Hashable]:
    def whom(award: Award) -> Hashable:
        if award.recipient is not None:
            return party(ledger, award.recipient)
        return award.recipients is UNKNOWN, tuple(sorted(award.recipient_counts))

    def where(award: Award) -> Hashable:
        return award.pool, award.program, award.strand, award.round, whom(award)

    def what(award: Award) -> Hashable:
        is_table = isinstance(award.amount, tuple)
        table = dict(award.amount) if is_table else {0: award.amount}  # type: ignore[arg-type]
        return award.years, tuple(sorted((year, repr(part)) for year, part in table.items()))

    def are_same(one: Award, other: Award) -> bool:
        own, its = (letters_and_digits(award.reference) for award in (one, other))
        is_alike = one.date == other.date or (
            bool(one.reference) and bool(other.reference) and own == its
        )
        is_known = UNKNOWN not in parts(one)
        is_equal = where(one) == where(other) and what(one) == what(other)
        purposes = (caseless(award.purpose or "") for award in (one, other))
        return is_alike and is_known and is_equal and agree(own, its) and agree(*purposes)

    return groups(ledger.of(Award), are_same)


@said("duplicate-payment", group_of)
def _same_payments(ledger: Ledger) -> Iterator[Hashable]:
    awards = {payment.id: award for payment, award in on(ledger, Payment)}

    def whom(payment: Payment) -> str:
        id = payment.payee or awards[payment.id].recipient
        return party(ledger, id) if id else ""

    def are_same(one: Payment, other: Payment) -> bool:
        if one.amount != other.amount or not isinstance(one.amount, Money) or not one.amount.ore:
            return False
        own, its = (letters_and_digits(payment.reference) for payment in (one, other))
        is_one_award = one.award == other.award
        is_one_payee = whom(one) == whom(other)
        if own and own == its and (is_one_award or (is_one_payee and whom(one) != "")):
            return True
        return is_one_award and is_one_payee and one.date == other.date and agree(own, its)

    return groups(ledger.of(Payment), are_same)


@said("duplicate-decision", group_of)
def _same_returns(ledger: Ledger) -> Iterator[Hashable]:
    def are_same(one: Return, other: Return) -> bool:
        is_equal = (one.award, one.type, one.date) == (other.award, other.type, other.date)
        is_known = isinstance(one.amount, Money) and one.amount.ore != 0
        return is_equal and is_known and one.amount == other.amount

    return groups(ledger.of(Return), are_same)


@said("missing-source")
def _uncited(ledger: Ledger) -> Iterator[Hashable]:
    if not list(ledger.of(Source)):
        return
    for award in ledger.of(Award):
        pool = None if award.pool is None else ledger.pools[award.pool]
        round = ledger.rounds.get((award.round if pool is None else pool.round) or "")
        above = [entry for entry in (pool, round) if entry is not None]
        is_stated = pool is not None and pool.frame is not None
        if not is_stated and not any(entry.source for entry in (award, *above)):
            yield award.id, None


@said("mixed-price-levels")
def _other_prices(ledger: Ledger) -> Iterator[Hashable]:
    for award in ledger.of(Award):
        pool = None if award.pool is None else ledger.pools[award.pool]
        program = program_of(ledger, award)
        acts = [act.price_level for act in ledger.of(Appropriation) if act.program == program.id]
        levels: set[Any] = {program.price_level, *acts} - {None}
        if pool is not None and pool.price_level is not None:
            levels = {pool.price_level}
        if award.price_level is not None and levels and award.price_level not in levels:
            yield award.id, None


def count_outside(problem: Problem) -> Iterator[Hashable]:
    """The program, and how many of its entries of a kind are outside its years."""
    values = dict(problem.message.values)
    kind = problem.location.path[0]
    yield values["program"], kind, values.get("count", 1)


@said("outside-years", count_outside)
def _outside(ledger: Ledger) -> Iterator[Hashable]:
    number: dict[Any, int] = {}
    charged = [(award, award, amounts(award)) for award in ledger.of(Award)]
    for kind in (Payment, Return):
        for entry, award in on(ledger, kind):
            year = entry.date.year
            charged.append((entry, award, [((year, year), entry.amount)]))
    for entry, award, moved in charged:
        program = program_of(ledger, award)
        if any(
            amount is not UNKNOWN
            and amount.ore
            and not program.years.first <= first <= last <= program.years.last
            for (first, last), amount in moved
        ):
            alone = entry.id if any(a.check == "outside-years" for a in entry.accept) else None
            key = program.id, entry.kind, alone
            number[key] = number.get(key, 0) + 1
    for (id, kind_name, _), times in number.items():
        yield id, kind_name, times


NOT_OF_ROWS = {("duplicate-decision", "amendment"), ("outside-years", "amendment")}
"""What no rule here speaks of: entries that are no rows, but for amendments by their award."""


def hold(check: str, ledger: Ledger) -> None:
    """Hold a check to its rule, in what it says of awards, payments and returns."""
    rule, read = RULES[check]
    heard: list[Hashable] = []
    for problem in found(check, ledger):
        kind = problem.location.path[0]
        if kind in ("award", "payment", "return", "amendment") and (check, kind) not in NOT_OF_ROWS:
            heard += read(problem)
    assert set(heard) == set(rule(ledger)), check
