"""What is said of a round in lines: who may apply, applications, who takes part, awards, dates.

Only what is recorded has a line. That nothing is known of the outcome is said once, as soon as the
deadline is over.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tidlig.arithmetic.pool_groups import RoundGroup
from tidlig.arithmetic.pools import ByKind, PoolRow, Range
from tidlig.model.decisions import Program
from tidlig.model.entry import KindCounts, Kinds, When
from tidlig.model.grants import Applications, KindDate, Pool, Round
from tidlig.model.money import ZERO, Money
from tidlig.model.years import Month
from tidlig.render.amount_cells import amount_text
from tidlig.render.columns import Figure
from tidlig.render.figures import Writer
from tidlig.render.sentences import MONTHS, sentence
from tidlig.render.style import Language

Line = tuple[str, str]
"""A label, and the text beside it; a line without a label goes on with the one above it."""


def labelled(label: str, texts: Iterable[str]) -> Iterator[Line]:
    """Yield lines, the first of them with the label."""
    for number, text in enumerate(texts):
        yield ("" if number else label), text


def when_text(when: When, language: Language) -> str:
    """Write a day as in a table, and a month alone in words: "juni 2014"."""
    if isinstance(when, Month):
        return f"{MONTHS[language][when.month - 1]} {when.year}"
    return when.isoformat()


def kind_name(kind: str, language: Language, *, one: bool = False) -> str:
    """Return the name of a kind of recipient, of one or of several."""
    return sentence(f"pools: {'one' if one else 'several'} {kind}", language)


def kinds_text(kinds: Kinds, language: Language) -> str:
    """Write kinds of recipient: "kommuner, private leverandører"."""
    return ", ".join(kind_name(kind, language) for kind in kinds)


def _number_of(kind: str, number: int | Range, language: Language) -> str:
    is_one = str(number) == "1"
    return f"{number} {kind_name(kind, language, one=is_one)}"


def _numbers(counts: KindCounts, language: Language) -> list[str]:
    return [_number_of(kind, number, language) for kind, number in counts]


def recipients_text(counted: ByKind, language: Language) -> str:
    """Write how many recipients there are of each kind."""
    texts = [_number_of(kind, number, language) for kind, number in counted.items()]
    return _listed(texts, language)


def _listed(texts: Sequence[str], language: Language) -> str:
    """Join texts with "and" before the last."""
    if len(texts) < 2:
        return "".join(texts)
    *most, last = texts
    return f"{', '.join(most)} {sentence('and', language)} {last}"


def pool_name(pool: Pool, program: Program) -> str:
    """Return what people call a pool: its name, else that of the strand it is counted in."""
    if pool.name is not None or pool.frame is not None:
        return pool.name or pool.id
    strands = {strand.id: strand.name for strand in program.strands}
    return strands.get(pool.strand or "") or pool.id


@dataclass(frozen=True, slots=True)
class RoundLines:
    """Writes the lines of a round, of a program, as of a day."""

    program: Program
    group: RoundGroup
    pools: Mapping[str, Pool]
    day: dt.date
    writer: Writer

    @property
    def language(self) -> Language:
        """The language of the lines."""
        return self.writer.language

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the report on pools."""
        return self.writer.say(f"pools: {key}", **values)

    def lines(self) -> Iterator[Line]:
        """Yield the lines that there is anything for."""
        yield from self._support()
        round = self.group.round
        if round is None:
            yield from self._returns()
            return
        yield from self._eligible(round)
        rows = [row for row in round.applications if self._takes(row)]
        yield from labelled(self.say("applications"), map(self._applied, rows))
        if round.participants and self._is_whole:
            numbers = ", ".join(_numbers(round.participants, self.language))
            yield self.say("participants"), numbers
        yield from self._awards()
        yield from self._returns()
        yield from self._dates(round)

    def _eligible(self, round: Round) -> Iterator[Line]:
        kinds = kinds_text(round.eligible, self.language)
        offered = round.interventions
        if offered is not None:
            kinds = "; ".join(filter(None, (kinds, self.say("interventions", number=offered))))
        if kinds:
            yield self.say("eligible" if round.eligible else "offered"), kinds

    def _support(self) -> Iterator[Line]:
        """Say what kind of support the pools that are counted give, where it is known of any."""
        by_support: dict[str, int] = {}
        for pools in self.group.counted:
            for id in pools.ids:
                support = self.pools[id].support
                if support is not None:
                    by_support[support] = by_support.get(support, 0) + 1
        texts = [
            self.say(f"number, {support}", number=number) for support, number in by_support.items()
        ]
        if texts:
            yield self.say("support"), ", ".join(texts)

    @property
    def _is_whole(self) -> bool:
        return self.group.whole is None or self.group.whole.is_whole

    def _takes(self, row: Applications) -> bool:
        """Whether applications are of what is shown: of all of the round, or of a pool of it."""
        return row.pool in self.group.ids if row.pool else self._is_whole

    def _applied(self, row: Applications) -> str:
        """Say how many applied, as a source counts them."""
        who = _listed(_numbers(row.applicants, self.language), self.language)
        text = self._number_applied(row, who)
        pool = self.pools.get(row.pool or "")
        return text if pool is None else f"{text} ({pool_name(pool, self.program)})"

    def _number_applied(self, row: Applications, who: str) -> str:
        if row.applications is None:
            return self.say("applied", who=who) if who else self.writer.say("not stated")
        if who:
            return self.say("applications from", number=row.applications, who=who)
        kinds = [kind_name(kind, self.language) for kind in row.kinds]
        if not kinds:
            return str(row.applications)
        who = _listed(kinds, self.language)
        return self.say("applications from some", number=row.applications, who=who)

    # Awards.

    def _awards(self) -> Iterator[Line]:
        """Say what was awarded outside the pools, and to whom."""
        outside = self.group.rest if self.group.rest is not None else self.group.whole
        if outside is None or not outside.awards:
            return
        has_pools = bool(self.group.pools)
        if self.group.rest is None and has_pools:
            if outside.recipients:
                yield self.say("recipients"), recipients_text(outside.recipients, self.language)
            return
        in_pools = any(row.awards for row in self.group.pools)
        label = self.say("awarded without a pool" if in_pools else "awarded from pool")
        yield label, self._awarded(outside, lacks_pools=has_pools and not in_pools)

    def _awarded(self, row: PoolRow, *, lacks_pools: bool) -> str:
        if row.awarded is None:
            amount = self.writer.say("not stated")
        else:
            amount = amount_text(Figure(row.awarded, "awarded", row.doubts), self.writer)
        if row.awards > 1:
            amount = self.say("in awards", amount=amount, number=row.awards)
        if row.recipients:
            who = recipients_text(row.recipients, self.language)
            amount = self.say("to recipients", amount=amount, who=who)
            return amount + (self.say("pools unknown") if lacks_pools else "")
        return amount + self.say("pools, recipients unknown" if lacks_pools else "to unknown")

    def _returns(self) -> Iterator[Line]:
        """Say what was returned without refilling a pool, and what of awards without a pool."""
        outside = self.group.rest or (None if self.group.pools else self.group.whole)
        if outside is not None:
            annulled = self._returned_of(outside, "annulled", "", refills=True)
            yield from labelled(self.say("annulled"), annulled)
        for key, label in (("annulled_later", "annulled later"), ("refunded", "refunded")):
            texts: list[str] = []
            for row, name in self._named_rows():
                texts += self._returned_of(row, key, name, refills=False)
            if outside is not None:
                texts += self._returned_of(outside, key, "", refills=True)
            yield from labelled(self.say(label), texts)

    def _named_rows(self) -> Iterator[tuple[PoolRow, str]]:
        """The pools with rows of their own and those that are counted, with their names."""
        for row in self.group.listed:
            yield row, self._name(row)
        for pools in self.group.counted:
            yield pools.row, "" if pools.strand is None else pools.strand.name

    def _returned_of(self, row: PoolRow, key: str, name: str, *, refills: bool) -> list[str]:
        if row.returned is None:
            return []
        return self._returned(row, getattr(row.returned, key), name, refills=refills)

    def _returned(self, row: PoolRow, money: Money, name: str, *, refills: bool) -> list[str]:
        if money == ZERO:
            return []
        text = amount_text(Figure(money, "returned", row.doubts), self.writer)
        if name:
            text = self.say("of pool", amount=text, name=name)
        return [text if refills else self.say("refills nothing", amount=text)]

    def _name(self, row: PoolRow) -> str:
        assert row.pool is not None
        return row.pool.name or row.pool.id

    # Dates.

    def _has_outcome(self, round: Round) -> bool:
        has_awards = self.group.whole is not None and bool(self.group.whole.awards)
        return has_awards or bool(round.participants) or round.decided is not None

    def _dates(self, round: Round) -> Iterator[Line]:
        is_expected = not self._has_outcome(round)
        start = "" if round.start is None else start_text(round.start, self.language)
        if round.deadline is not None:
            deadline = when_text(round.deadline, self.language)
            if start and is_expected:
                deadline, start = self.say("deadline, start", date=deadline, start=start), ""
            yield self.say("deadline"), deadline
        if round.decided is not None:
            yield self.say("decided"), when_text(round.decided, self.language)
        if start:
            expected = self.say("expected", start=start) if is_expected else start
            yield self.say("project start"), expected
        if is_expected:
            yield from self._unknown_outcome(round)

    def _unknown_outcome(self, round: Round) -> Iterator[Line]:
        if not round.applications and self._is_over(round.deadline):
            yield self.say("outcome"), self.writer.say("not stated")

    def _is_over(self, deadline: When | None) -> bool:
        if deadline is None:
            return True
        return (deadline.year, deadline.month) <= (self.day.year, self.day.month) and (
            isinstance(deadline, Month) or deadline <= self.day
        )


def start_text(start: When | tuple[KindDate, ...], language: Language) -> str:
    """Write when projects start, by kind of recipient where that is stated."""
    if isinstance(start, tuple) and not isinstance(start, Month):
        return ", ".join(_starts(start, language))
    return when_text(start, language)


def _starts(start: tuple[KindDate, ...], language: Language) -> Iterator[str]:
    groups = [(date, [row.kind for row in rows]) for date, rows in groupby(start, key=_date)]
    for number, (date, kinds) in enumerate(groups, 1):
        is_rest = 1 < number == len(groups) and len(kinds) > 1
        names = [kind_name(kind, language) for kind in kinds]
        who = sentence("pools: others", language) if is_rest else ", ".join(names)
        yield f"{when_text(date, language)} ({who})"


def _date(row: KindDate) -> When:
    return row.date
