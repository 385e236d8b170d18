"""Finding the facts of a file: one pass over its awards, and one over what is on them."""

import marshal
from collections.abc import Iterable
from typing import Any

from tidlig.arithmetic.charging import stated_place, years_beside_date
from tidlig.arithmetic.summaries.facts import (
    MASS,
    MASS_KINDS,
    Facts,
    OfPurse,
    OnOther,
    Purse,
    may_exceed,
)
from tidlig.arithmetic.summaries.stamps import (
    Amounts,
    Stamps,
    amounts,
    of_awards,
    of_payment,
    of_return,
)
from tidlig.model.contents import Contents
from tidlig.model.grants import Award, Payment, Return
from tidlig.model.money import Money
from tidlig.model.spelling import letters_and_digits


def facts(contents: Contents) -> Facts:
    """Give the facts of a file's mass."""
    mass = [entry for entry in contents.entries if isinstance(entry, MASS)]
    awards = {entry.id: entry for entry in mass if isinstance(entry, Award)}
    given = {id: amounts(award.amount) for id, award in awards.items()}
    on_awards = _OnAwards(awards, given)
    for entry in mass:
        if not isinstance(entry, Award):
            on_awards.add(entry)
    parties = {award.recipient for award in awards.values()} | on_awards.payees
    return Facts(
        _declared(contents.declared),
        tuple(_purses(awards.values())),
        tuple(sorted(party for party in parties if party is not None)),
        tuple(sorted({source for entry in mass for source in entry.source})),
        any(entry.accept for entry in mass),
        None in given.values() or on_awards.any_unknown,
        tuple(sorted(on_awards.suspects())),
        of_awards(awards.values(), given.values()),
        on_awards.stamps.kept(),
        tuple(on_awards.others),
        marshal.dumps(on_awards.known()),
    )


class _OnAwards:
    """What was paid and returned on the awards of a file, and on those of others."""

    def __init__(self, awards: dict[str, Award], given: dict[str, Amounts | None]) -> None:
        self.awards, self.given = awards, given
        self.stamps = Stamps()
        self.others: list[OnOther] = []
        self.payees: set[str | None] = set()
        self.any_unknown = False
        self._suspects: set[str] = set()
        self._sums: dict[str, list[int]] = {}

    def add(self, entry: Payment | Return) -> None:
        """Add a payment or a return."""
        award = self.awards.get(entry.award)
        money = entry.amount
        if isinstance(entry, Payment):
            self.payees.add(entry.payee)
        if not isinstance(money, Money):
            self.any_unknown = True
        if award is None:
            self.others.append(_on_other(entry))
            return
        if isinstance(entry, Payment):
            if entry.date < award.date or entry.payee not in (None, award.recipient):
                self._suspects.add(award.id)
            if isinstance(money, Money) and money.ore:
                party, said = entry.payee or award.recipient, letters_and_digits(entry.reference)
                date = entry.date.toordinal()
                day, references = of_payment(award.id, party, money, date, said)
                self.stamps.add(day, said, references)
        elif isinstance(money, Money) and money.ore:
            date, is_refund = entry.date.toordinal(), entry.type == "refund"
            self.stamps.add(of_return(award.id, money, date, is_refund=is_refund), "", ())
        if isinstance(money, Money):
            self._count(entry, money)

    def _count(self, entry: Payment | Return, money: Money) -> None:
        sums = self._sums.setdefault(entry.award, [0, 0, 0, 0])
        if isinstance(entry, Payment):
            sums[0] += money.ore
            sums[1] += money.half
        else:
            sums[2] += money.ore
            sums[3] += money.half
            if entry.type == "refund":
                sums[0] -= money.ore
                sums[1] += money.half

    def suspects(self) -> set[str]:
        """Give the awards of the file of which something in it may be at fault."""
        over = {
            id
            for id, (paid, paid_half, returned, returned_half) in self._sums.items()
            if may_exceed(*_whole(self.given[id]), paid, paid_half, returned, returned_half)
        }
        return self._suspects | over

    def known(self) -> list[list[Any]]:
        """Give what is known of the awards, in columns: ids, then those of `Known`."""
        nothing = (0, 0, 0, 0)
        sums = [self._sums.get(id, nothing) for id in self.awards]
        whole = [_whole(amount) for amount in self.given.values()]
        awards = self.awards.values()
        return [
            list(self.awards),
            [stated_place(award) for award in awards],
            [award.date.toordinal() for award in awards],
            [ore for ore, _ in whole],
            [half for _, half in whole],
            *([each[number] for each in sums] for number in range(4)),
            [award.recipient for award in awards],
        ]


def _on_other(entry: Payment | Return) -> OnOther:
    """Give a payment or a return on an award of another file."""
    ore, half = _whole(amounts(entry.amount))
    day, year = entry.date.toordinal(), entry.date.year
    if isinstance(entry, Return):
        refund = entry.type == "refund"
        return OnOther(entry.award, "return", entry.id, ore, half, day, year, None, "", refund)
    payee, said = entry.payee, letters_and_digits(entry.reference)
    return OnOther(entry.award, "payment", entry.id, ore, half, day, year, payee, said, False)


def _whole(amount: Amounts | None) -> tuple[int | None, int]:
    """Give an amount over all its years, in øre with its half-width; None for an unknown one."""
    return (None, 0) if amount is None else (sum(amount[1::3]), sum(amount[2::3]))


def _purses(awards: Iterable[Award]) -> Iterable[OfPurse]:
    """Gather what is known of the awards of each purse."""
    by_purse: dict[Purse, list[Award]] = {}
    for award in awards:
        by_purse.setdefault(stated_place(award), []).append(award)
    for purse, of_it in by_purse.items():
        yield OfPurse(
            purse,
            min(award.date for award in of_it).toordinal(),
            not all(award.source for award in of_it),
            tuple(sorted({a.price_level for a in of_it if a.price_level is not None})),
            any(map(years_beside_date, of_it)),
        )


def _declared(declared: Iterable[tuple[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give what is declared of the mass: ids by kind."""
    kinds: dict[str, list[str]] = {kind: [] for kind in sorted(MASS_KINDS)}
    for kind, id in declared:
        if kind in kinds:
            kinds[kind].append(id)
    return tuple((kind, tuple(ids)) for kind, ids in kinds.items() if ids)
