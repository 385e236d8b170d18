"""What is not known, from the gaps of the ledger itself (T19)."""

from collections.abc import Iterator
from itertools import groupby

from tidlig.arithmetic.line_states import State
from tidlig.arithmetic.pool_groups import RoundGroup
from tidlig.arithmetic.statements import Verdict, stated_figure
from tidlig.documents.note.contents import Items, Section, without_marks
from tidlig.documents.note.phrases import Phrases
from tidlig.documents.note.rounds import has_outcome, is_over, round_mark, stated_support
from tidlig.documents.note.subject import Subject, entry_name
from tidlig.model.decisions import Program
from tidlig.model.entry import Entry
from tidlig.model.grants import Applications, Award, Payment, Return, Round
from tidlig.model.money import Money
from tidlig.model.years import Years
from tidlig.render.figures import has_money
from tidlig.render.pool_lines import kind_name, pool_name
from tidlig.render.sentences import spans


class NotKnown:
    """Writes what the ledger does not know of a program."""

    def __init__(self, subject: Subject, phrases: Phrases) -> None:
        """Take what the note is of, and what writes it."""
        self.subject = subject
        self.phrases = phrases
        self.say = phrases.say
        self.of = phrases.notes.of

    def section(self) -> Section | None:
        """Return the section; None where nothing is known to be missing."""
        items = dict.fromkeys(
            (
                *self._budgets(),
                *self._accounts(),
                *self._awards(),
                *self._rounds(),
                *self._amounts(),
                *self._payments(),
                *self._reasons(),
            )
        )
        if not items:
            return None
        return Section(self.say("Not known"), (Items(tuple(items)),))

    # Budgets and accounts.

    def _budgets(self) -> Iterator[str]:
        own = self.subject.overview
        if own.lacks_act:
            yield self.say("act of", year=self.subject.day.year)
        if not own.figures.money.has_budget:
            yield self.say("no appropriation")

    def _accounts(self) -> Iterator[str]:
        """Name the closed years without accounts, and those of whose use nothing is known."""
        own = self.subject.overview
        lacking = [
            row.year
            for row in own.by_year
            if row.state is State.CLOSED
            and not row.has_accounts
            and row.year not in own.not_known
            and has_money(row.left.binding)
        ]
        if lacking:
            yield self.say("accounts of", years=spans(lacking))
        years = own.unreported_years
        if years and has_money(own.unreported):
            entries = self.subject.budget_entries(Years(years[0], years[-1]))
            amount = self.phrases.amount(own.unreported)
            notes = self.phrases.notes.each(entries or self.subject.unknown)
            yield self.say("use of", amount=amount, years=spans(years), notes=notes)

    # Awards.

    def _awards(self) -> Iterator[str]:
        """Say how awards are not split, those of the same kind together."""
        unsplit = [(self._lacking(award), award) for award in self.subject.awards]
        in_order = sorted((each for each in unsplit if each[0]), key=lambda each: each[0])
        for lacking, pairs in groupby(in_order, key=lambda each: each[0]):
            awards = [award for _, award in pairs]
            what = self.phrases.listed(self.say(key) for key in lacking)
            notes = self.of(awards)
            amount = awards[0].amount
            if len(awards) == 1 and isinstance(amount, Money):
                text = self.phrases.money(amount)
                yield self.say("split of award", amount=text, what=what, notes=notes)
            else:
                yield self.say("split of awards", number=len(awards), what=what, notes=notes)

    def _lacking(self, award: Award) -> tuple[str, ...]:
        """Return what an award is not split by: years, pools, strands, recipients."""
        lacking: list[str] = []
        is_one = not isinstance(award.amount, tuple)
        if is_one and award.years is not None and not award.years.single:
            lacking.append("years")
        if award.pool is None and self._has_pools(award.round):
            lacking.append("pools")
        _, strand = self.subject.ledger.budget_line(award)
        if not strand and self.subject.program.strands:
            lacking.append("strands")
        if award.recipient is None and not award.recipient_counts:
            lacking.append("recipients")
        return tuple(lacking)

    def _has_pools(self, round: str | None) -> bool:
        pools = self.subject.ledger.pools.values()
        return round is not None and any(pool.round == round for pool in pools)

    # Rounds.

    def _rounds(self) -> Iterator[str]:
        for group in self.subject.rounds:
            if group.round is not None:
                yield from self._round(group, group.round)

    def _round(self, group: RoundGroup, round: Round) -> Iterator[str]:
        notes = round_mark(self.subject, self.phrases, round)
        name = round.name or round.id
        for result in stated_support(self.subject, round):
            number = stated_figure(result.statement)
            if result.verdict is Verdict.CANNOT_TELL and isinstance(number, int):
                yield self.say(
                    "which pool" if number == 1 else "which pools",
                    number=number,
                    whole=len(group.ids),
                    support=self.phrases.writer.say(f"pools: {result.statement.support}"),
                    notes=self.phrases.notes.stated(result.statement),
                )
        if group.counted:
            yield self.say("frames of", name=name, notes=notes)
        yield from self._applicants(round)
        if not has_outcome(group, round) and self._is_due(round):
            yield self.say("outcome of", name=name, notes=notes)

    def _is_due(self, round: Round) -> bool:
        """Whether something should have come of a round by now."""
        return round.deadline is None or is_over(round.deadline, self.subject)

    def _applicants(self, round: Round) -> Iterator[str]:
        """Say of which applications it is not known how many applied."""
        notes = round_mark(self.subject, self.phrases, round)
        for row in round.applications:
            if row.applications is not None and row.kinds and not row.applicants:
                names = (kind_name(kind, self.phrases.language) for kind in row.kinds)
                who, number = self.phrases.listed(names), row.applications
                yield self.say("how many applicants", who=who, number=number, notes=notes)
        yield from self._same_applicants(round)

    def _same_applicants(self, round: Round) -> Iterator[str]:
        """Name the pools whose applicants may be counted elsewhere in the round too."""
        notes = round_mark(self.subject, self.phrases, round)
        for row in round.applications:
            if row.pool is not None and row.applicants and self._overlaps(row, round):
                pool = self.subject.ledger.pools.get(row.pool)
                name = row.pool if pool is None else pool_name(pool, self.subject.program)
                yield self.say("whether same", pool=name, notes=notes)

    def _overlaps(self, row: Applications, round: Round) -> bool:
        """Whether applicants of the same kind are counted elsewhere in a round."""
        kinds = {kind for kind, _ in row.applicants}
        others = (each for each in round.applications if each is not row)
        return any(kind in kinds for each in others for kind, _ in each.applicants)

    # Amounts that a source mentions and does not state, payments, and reasons.

    def _amounts(self) -> Iterator[str]:
        for entry in self.subject.unknown:
            if isinstance(entry, Program):
                yield self.say("total of", notes=self.of([entry]))
                continue
            yield self.say("amount of", what=self._named(entry), notes=self.of([entry]))
        for decision in self.subject.reprioritisations:
            is_whole = isinstance(decision.amount, Money)
            if is_whole and decision.years is not None and not decision.years.single:
                assert isinstance(decision.amount, Money)
                yield self.say(
                    "years of",
                    amount=self.phrases.money(decision.amount),
                    what=self._named(decision),
                    notes=self.of([decision]),
                )

    def _named(self, entry: Entry) -> str:
        words = entry.described.words
        kind = words.danish if self.phrases.language == "da" else words.english
        name = getattr(entry, "instrument", None) or entry_name(entry)
        return self.say("kind, name", kind=kind, name=without_marks(name))

    def _payments(self) -> Iterator[str]:
        """Say that no payment or return is recorded, where there are awards."""
        awards = {award.id for award in self.subject.awards}
        if not awards:
            return
        ledger = self.subject.ledger
        has_payments = any(entry.award in awards for entry in ledger.of(Payment))
        has_returns = any(entry.award in awards for entry in ledger.of(Return))
        if not has_payments and not has_returns:
            yield self.say("no payments or returns")
        elif not has_payments:
            yield self.say("no payments")
        elif not has_returns:
            yield self.say("no returns")

    def _reasons(self) -> Iterator[str]:
        """Name the changes by later acts that nothing explains."""
        for change in self.subject.act_changes:
            if change.unexplained.ore and change.states_before:
                amount = self.phrases.money(change.unexplained)
                act, notes = self.phrases.act(change.act), self.of([change.act])
                yield self.say("reason of", amount=amount, act=act, notes=notes)
