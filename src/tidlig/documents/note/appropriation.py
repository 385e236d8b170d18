"""The appropriation and what became of it: acts, agreements and decisions (T7-T12)."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.act_changes import ActChange
from tidlig.arithmetic.acts import year_of
from tidlig.arithmetic.movements import sum_money
from tidlig.documents.note.contents import Block, Marked, Paragraph
from tidlig.documents.note.phrases import Phrases, in_years, joined
from tidlig.documents.note.subject import Subject, entry_name
from tidlig.model.decisions import (
    Agreement,
    Appropriation,
    CarryOver,
    Lapse,
    Program,
    Reprioritisation,
)
from tidlig.model.entry import YearAmounts
from tidlig.model.money import Money
from tidlig.model.years import Years

Amounts = Sequence[tuple[int, Money]]
"""Years with their amounts, in order."""


class Acts:
    """Writes what acts and decisions gave a program."""

    def __init__(self, subject: Subject, phrases: Phrases) -> None:
        """Take what the note is of, and what writes it."""
        self.subject = subject
        self.phrases = phrases
        self.say = phrases.say
        self.of = phrases.notes.of

    def before_tables(self) -> Iterator[Block]:
        """Yield acts, agreements and decisions with amounts, in order of effect."""
        first = joined(*self._first_act(), *map(self._agreement, self.subject.agreements))
        if first:
            yield Paragraph(first)
        decisions = [each for each in self.subject.reprioritisations if _is_known(each)]
        for change in self.subject.act_changes:
            while decisions and decisions[0].date <= change.act.date:
                yield Paragraph(self._moved(decisions.pop(0)))
            yield Paragraph(joined(self._act(change), *self._changed(change)))
        yield from (Paragraph(self._moved(each)) for each in decisions)

    def after_tables(self) -> Iterator[Block]:
        """Yield decisions without an amount, and what was carried over or lapsed."""
        unknown = (each for each in self.subject.reprioritisations if not _is_known(each))
        texts = [
            *map(self._moved_unknown, unknown),
            *map(self._carried, self.subject.carry_overs),
            *map(self._lapsed, self.subject.lapses),
        ]
        yield from map(Paragraph, texts)

    # The first act.

    def _first_act(self) -> Iterator[str]:
        own = self.subject.program
        notes = self.of([own])
        if not self.subject.has_first_act:
            yield from self._without_first_act()
            return
        known = _known(own.split)
        if known:
            yield self._first_years(own, known)
            yield from self._unknown_years(own.split, notes)
        elif isinstance(own.yearly, Money):
            amount = self.phrases.money(own.yearly)
            yield self._first("yearly", amount=amount, years=self._yearly(own.years), notes=notes)
        elif isinstance(own.total, Money):
            amount = self.phrases.money(own.total)
            yield self._first("whole", amount=amount, years=in_years(own.years), notes=notes)
        else:
            yield self.say("first act, not known", notes=notes)

    def _without_first_act(self) -> Iterator[str]:
        """Say that no appropriation is known, or of strands alone."""
        strands = [strand for strand in self.subject.program.strands if strand.split]
        if strands and self.subject.overview.figures.money.has_budget:
            yield self.say("only strands", notes=self.of(strands))
        elif not self.subject.act_changes:
            yield self.say("no act", notes=self.of([self.subject.program]))

    def _first(self, key: str, **values: object) -> str:
        """Write what the first act gives, or what the program has where no act is named."""
        own = self.subject.program
        if own.act is None:
            return self.say(f"own budget, {key}", **values)
        return self.say(f"first act, {key}", act=self.phrases.act(own, is_first=True), **values)

    def _yearly(self, years: Years) -> str:
        if years.open:
            return self.say("from year", year=years.first)
        return self.say("in years", years=in_years(years))

    def _unknown_years(self, amounts: YearAmounts | None, notes: str) -> Iterator[str]:
        """Name the years whose amounts a source mentions and does not state."""
        unknown = [year for year, amount in amounts or () if not isinstance(amount, Money)]
        if unknown:
            yield self.say("years not known", years=self.phrases.years(unknown), notes=notes)

    def _first_years(self, own: Program, known: Amounts) -> str:
        """Write what the first act gave to its own year, and its estimates of others."""
        (year, binding), *estimates = known
        whole = self.phrases.money(sum_money(money for _, money in known))
        notes = self.of([own])
        if own.act is None or year != year_of(own):
            key, years = ("years", self._by_year(known)) if estimates else ("one year", str(year))
            return self._first(key, amount=whole, years=years, notes=notes)
        tense = "gave" if self.subject.act_changes else "gives"
        values = {"amount": self.phrases.money(binding), "year": year}
        if not estimates:
            return self._first(tense, notes=notes, **values)
        values["estimates"] = self._estimates(estimates)
        return self._first(f"{tense}, estimates", whole=whole, notes=notes, **values)

    def _estimates(self, amounts: Amounts) -> str:
        """Write amounts of years: once where they are the same for each."""
        every = {money for _, money in amounts}
        years = self.phrases.years([year for year, _ in amounts])
        if len(every) == 1:
            key = "for each" if len(amounts) > 1 else "for one"
            return self.say(key, amount=self.phrases.money(amounts[0][1]), years=years)
        return self.say("for several", amount=self._amounts(amounts), years=years)

    def _amounts(self, amounts: Amounts) -> str:
        """Write several amounts, with their unit once."""
        texts = [self.phrases.bare(money) for _, money in amounts]
        return self.phrases.in_unit(self.phrases.listed(texts))

    def _by_year(self, amounts: Amounts) -> str:
        """Write each amount with its year."""
        texts = [
            self.say("for one", amount=self.phrases.bare(money), years=str(year))
            for year, money in amounts
        ]
        return self.phrases.listed(texts)

    # Agreements.

    def _agreement(self, agreement: Agreement) -> str:
        name, notes = entry_name(agreement), self.of([agreement])
        years = agreement.years or self.subject.program.years
        if isinstance(agreement.yearly, Money):
            amount = self.phrases.money(agreement.yearly)
            values = {"name": name, "amount": amount, "notes": notes}
            return self.say("agreed, yearly", years=self._yearly(years), **values)
        whole = _whole(agreement)
        if whole is None:
            return self.say("agreed, not known", name=name, notes=notes)
        amount = self.phrases.money(whole)
        if self._is_first_act(whole, years):
            return self.say("agreed, same", name=name, amount=amount, notes=notes)
        return self.say("agreed", name=name, amount=amount, years=years, notes=notes)

    def _is_first_act(self, agreed: Money, years: Years) -> bool:
        """Whether an agreement set aside what the first act gave, in the same years."""
        own = self.subject.program
        split = _known(own.split)
        total = sum_money(money for _, money in split) if split else own.total
        return self.subject.has_first_act and total == agreed and years == own.years

    # Later acts.

    def _act(self, change: ActChange) -> str:
        """Write what an act gives to its own year, and its estimates."""
        binding, estimates = _binding_and_estimates(change.act)
        parts: list[str] = []
        if binding:
            is_newest = change is self.subject.act_changes[-1]
            parts.append(
                self.say(
                    "act, gives" if is_newest else "act, gave",
                    act=self.phrases.act(change.act, is_first=True),
                    amount=self._amounts(binding),
                    year=self.phrases.years(_years_of(binding)),
                )
            )
        if estimates and not binding:
            act = self.phrases.act(change.act, is_first=True)
            parts.append(self.say("act, only", act=act, estimates=self._estimates(estimates)))
        elif estimates:
            parts.append(self._estimates_of_act(estimates))
        text = _ended(joined(*parts), self.of([change.act]) if parts else "")
        return joined(text, *self._unknown_years(change.act.split, self.of([change.act])))

    def _estimates_of_act(self, estimates: Amounts) -> str:
        """Write the estimates of an act: their amount once where it is the same each year."""
        key = "act, estimate" if len(estimates) == 1 else "act, estimates"
        amounts = self._amounts(estimates)
        if len(estimates) > 1 and len({money for _, money in estimates}) == 1:
            amounts = self.say("each year", amount=self.phrases.money(estimates[0][1]))
        return self.say(key, years=self.phrases.years(_years_of(estimates)), amounts=amounts)

    def _changed(self, change: ActChange) -> Iterator[str]:
        """Say what an act changed, and how much of it is explained."""
        if not change.is_change:
            return
        entries = [change.before_act, change.act, *change.decisions]
        yield self.say(
            "changed",
            act=self.phrases.act(change.before_act),
            years=change.years,
            both=self.phrases.from_to(change.before, change.after),
            change=self.phrases.money(change.change),
        )
        notes = self.phrases.notes.each(entries)
        rest, explained = change.unexplained, change.explained
        if rest.ore and explained.ore:
            key = "changed, in part" if len(change.decisions) == 1 else "changed, by several"
            values = {"explained": self.phrases.money(explained), "rest": self.phrases.money(rest)}
            yield self.say(key, notes=notes, **values)
        elif explained.ore:
            yield self.say("changed, explained", notes=notes)
        elif change.share is not None:
            per_cent = self._tenths(change.share.per_mille)
            yield self.say("changed, price", per_cent=per_cent, notes=notes)
        else:
            yield self.say("changed, unexplained", notes=notes)

    def _tenths(self, per_mille: int) -> str:
        point = "," if self.phrases.language == "da" else "."
        return f"{per_mille // 10}{point}{per_mille % 10}"

    # Decisions.

    def _moved(self, decision: Reprioritisation) -> str:
        """Say what a decision moved: to, from or within the program."""
        amount = self._whole_amount(decision)
        values = {
            "date": self.phrases.date(decision.date),
            "amount": amount,
            "years": in_years(self._years(decision)),
        }
        own = self.subject.program.id
        notes = self.of([decision])
        parts = [self._direction(decision, own, values)]
        if decision.instrument:
            parts.append(self.say("instrument", instrument=decision.instrument))
        parts += self._split(decision)
        return _ended(joined(*parts), notes)

    def _direction(self, decision: Reprioritisation, own: str, values: dict[str, str]) -> str:
        from_, to = decision.from_, decision.to
        if from_.program == to.program == own:
            ends = {"from_": self._strand(from_.strand), "to": self._strand(to.strand)}
            return self.say("moved within", **ends, **values)
        if from_.program == own:
            return self.say("moved to", other=self._other(to.program, to.outside), **values)
        return self.say("moved from", other=self._other(from_.program, from_.outside), **values)

    def _other(self, program: str | None, outside: str | None) -> str:
        return self.phrases.program(program) if program else outside or ""

    def _strand(self, strand: str | None) -> str:
        if strand is None:
            return self.say("the program itself")
        return self.phrases.strand(self.subject.program.id, strand)

    def _years(self, decision: Reprioritisation) -> Years:
        if isinstance(decision.amount, tuple):
            years = [year for year, _ in decision.amount]
            return Years(min(years), max(years))
        return decision.years or Years(decision.date.year, decision.date.year)

    def _whole_amount(self, decision: Reprioritisation) -> str:
        if isinstance(decision.amount, tuple):
            known = _known(decision.amount)
            return self.phrases.money(sum_money(money for _, money in known))
        assert isinstance(decision.amount, Money)
        return self.phrases.money(decision.amount)

    def _split(self, decision: Reprioritisation) -> Iterator[str]:
        """Say how an amount is split by year, or that it is not."""
        if isinstance(decision.amount, tuple):
            if len(decision.amount) > 1:
                yield self.say("by year", years=self._by_year(_known(decision.amount)))
        elif decision.years is not None and not decision.years.single:
            yield self.say("not by year", notes="")

    def _moved_unknown(self, decision: Reprioritisation) -> str:
        own, from_, to = self.subject.program.id, decision.from_, decision.to
        notes = self.of([decision])
        if from_.program == to.program == own:
            return self.say("unknown within", to=self._strand(to.strand), notes=notes)
        if from_.program == own:
            other = self._other(to.program, to.outside)
            return self.say("unknown to", other=other, notes=notes)
        other = self._other(from_.program, from_.outside)
        return self.say("unknown from", other=other, notes=notes)

    def _carried(self, entry: CarryOver) -> str:
        values = {"from_": entry.from_, "to": entry.to, "notes": self.of([entry])}
        if not isinstance(entry.amount, Money):
            return self.say("carried, not known", **values)
        return self.say("carried", amount=self.phrases.money(entry.amount), **values)

    def _lapsed(self, entry: Lapse) -> str:
        notes = self.of([entry])
        if not isinstance(entry.amount, Money):
            return self.say("lapsed, not known", year=entry.year, notes=notes)
        amount = self.phrases.money(entry.amount)
        return self.say("lapsed", year=entry.year, amount=amount, notes=notes)


def _ended(text: str, notes: str) -> str:
    """Put marks behind the last sentence of a text."""
    return Marked(text + notes)


def _binding_and_estimates(act: Appropriation) -> tuple[Amounts, Amounts]:
    """Return what an act gives to its own year and those before, and its estimates of others."""
    year, known = year_of(act), _known(act.split)
    binding = [(each, money) for each, money in known if each <= year]
    return binding, [(each, money) for each, money in known if each > year]


def _years_of(amounts: Amounts) -> list[int]:
    return [year for year, _ in amounts]


def _known(amounts: YearAmounts | None) -> Amounts:
    """Return the years whose amounts are known, in order."""
    known = ((year, money) for year, money in amounts or () if isinstance(money, Money))
    return sorted(known, key=lambda each: each[0])


def _is_known(decision: Reprioritisation) -> bool:
    """Whether all of what a decision moves is known."""
    if isinstance(decision.amount, tuple):
        return len(_known(decision.amount)) == len(decision.amount)
    return isinstance(decision.amount, Money)


def _whole(agreement: Agreement) -> Money | None:
    """Return what an agreement set aside over all its years, if that is known."""
    if agreement.split is not None:
        known = _known(agreement.split)
        whole = len(known) == len(agreement.split)
        return sum_money(money for _, money in known) if whole else None
    return agreement.total if isinstance(agreement.total, Money) else None
