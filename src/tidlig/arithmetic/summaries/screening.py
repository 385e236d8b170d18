"""Which awards, payments and returns the checks must see: those that could be at fault.

Checks that look at entries one by one see these alone. What is taken in vain only costs time, so
the questions here are coarser than the checks'; what no question asks about cannot be at fault.
"""

from collections.abc import Iterable, Iterator, Sequence

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.summaries.facts import Facts, may_exceed
from tidlig.arithmetic.summaries.parts import Foreign, Part
from tidlig.arithmetic.summaries.questions import Questions
from tidlig.arithmetic.summaries.stamps import (
    Kept,
    Stamps,
    numbers,
    of_payment,
    of_return,
    suspects,
)
from tidlig.arithmetic.summaries.wanted import Wanted
from tidlig.model.grants import Payment, Return
from tidlig.model.money import Money
from tidlig.model.records import Recipient, Statement


def wanted(parts: Sequence[Part], across: Sequence[Foreign], ledger: Ledger) -> Wanted:
    """Ask every question of the summaries of a ledger's files; `ledger` is all but the mass."""
    asked = Wanted(parties=frozenset(_aliased(ledger)))
    asked.with_price_level = any(s.price_level is not None for s in ledger.of(Statement))
    questions = Questions(ledger)
    told = questions.programs_told()
    for number, part in enumerate(parts):
        found = set(part.facts.suspects)
        purses = {each.purse for each in part.facts.purses if questions.about(each, told)}
        purses |= {
            purse
            for (purse, _, first, last, _, sign), *_ in part.cells.cells
            if sign in (1, -1, 3) and questions.outside(purse, first, last)
        }
        priced = asked.with_price_level and any(p.price_levels for p in part.facts.purses)
        if found or purses or priced or _is_marked(part.facts, asked):
            asked.awards |= found
            asked.purses |= purses
            asked.parts.add(number)
    _see_to_foreign(parts, across, questions, asked)
    return asked


def _is_marked(facts: Facts, asked: Wanted) -> bool:
    """Tell whether entries of a file are taken for themselves, or for who gets the money."""
    return facts.accepts or facts.unknown or not asked.parties.isdisjoint(facts.parties)


def with_groups(parts: Sequence[Part], asked: Wanted, awards: Iterable[str]) -> set[int]:
    """Want some awards with all that is on them; give the files that have something of these."""
    more = set(awards) - asked.awards
    asked.awards |= more
    found = set()
    for number, part in enumerate(parts) if more else ():
        on_other = (entry.award for entry in part.facts.on_other)
        if not more.isdisjoint(part.awards) or not more.isdisjoint(on_other):
            found.add(number)
    asked.parts |= found
    return found


def _see_to_foreign(
    parts: Sequence[Part], across: Sequence[Foreign], questions: Questions, asked: Wanted
) -> None:
    """Ask about payments and returns on awards of other files, and whether any look alike."""
    stamps = Stamps()
    by_award: dict[str, list[Foreign]] = {}
    own: list[tuple[Foreign, tuple[int, ...]]] = []
    for each in across:
        entry, award = each.entry, each.award
        by_award.setdefault(entry.award, []).append(each)
        outside = entry.ore and questions.outside(award.purse, entry.year, entry.year)
        if outside or award.purse in asked.purses:
            asked.awards.add(entry.award)
        if not entry.ore:
            continue
        money = Money(entry.ore, entry.half)
        if entry.kind == Return.kind:
            day = of_return(entry.award, money, entry.date, is_refund=entry.is_refund)
            stamps.add(day, "", ())
            own.append((each, (day,)))
        else:
            party = entry.payee or award.recipient
            day, references = of_payment(entry.award, party, money, entry.date, entry.said)
            stamps.add(day, entry.said, references)
            own.append((each, (day, *references)))
    asked.awards.update(id for id, group in by_award.items() if _is_suspect(group))
    of_files = [part.facts.payment_stamps for part in parts]
    asked.payment_stamps = suspects([*of_files, stamps.kept()])
    asked.award_stamps = suspects([part.facts.award_stamps for part in parts])
    asked.awards.update(
        each.entry.award for each, stamped in own if not asked.payment_stamps.isdisjoint(stamped)
    )
    for number, part in enumerate(parts):
        if _has(part.facts.payment_stamps, asked.payment_stamps) or _has(
            part.facts.award_stamps, asked.award_stamps
        ):
            asked.parts.add(number)
    groups, asked.awards = asked.awards, set()
    with_groups(parts, asked, groups)


def _has(kept: Kept, stamps: set[int]) -> bool:
    return bool(stamps) and any(not stamps.isdisjoint(numbers(part)) for part in kept)


def _is_suspect(group: list[Foreign]) -> bool:
    """Tell whether what is paid and returned on an award by other files may be at fault."""
    award = group[0].award
    paid, paid_half, returned, returned_half = award[4:8]
    for each in group:
        entry = each.entry
        if entry.kind == Payment.kind and (
            entry.date < award.date or entry.payee not in (None, award.recipient)
        ):
            return True
        ore, half = entry.ore or 0, entry.half
        if entry.kind == Payment.kind:
            paid, paid_half = paid + ore, paid_half + half
        else:
            returned, returned_half = returned + ore, returned_half + half
            if entry.is_refund:
                paid, paid_half = paid - ore, paid_half + half
    return may_exceed(award.ore, award.half, paid, paid_half, returned, returned_half)


def _aliased(ledger: Ledger) -> Iterator[str]:
    """Give the recipients that share a CVR number with another: they may be one party."""
    by_cvr: dict[str, list[str]] = {}
    for recipient in ledger.of(Recipient):
        if recipient.cvr is not None:
            by_cvr.setdefault(recipient.cvr, []).append(recipient.id)
    for ids in by_cvr.values():
        if len(ids) > 1:
            yield from ids
