"""Rounds: what was announced, applied for and awarded, who takes part, and when (T13-T18)."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from tidlig.arithmetic.pool_groups import RoundGroup
from tidlig.arithmetic.pools import PoolRow
from tidlig.arithmetic.statements import StatementResult, Verdict, stated_figure
from tidlig.arithmetic.unknown_amounts import CUT
from tidlig.documents.note.contents import Block, Marked, Paragraph, Section, without_marks
from tidlig.documents.note.contents import Table as NoteTable
from tidlig.documents.note.phrases import Phrases, joined
from tidlig.documents.note.subject import Subject
from tidlig.documents.note.tables import Captions, plain_table
from tidlig.model.entry import KindCounts, Kinds, When
from tidlig.model.grants import Applications, Award, KindDate, Pool, Return, Round
from tidlig.model.money import ZERO
from tidlig.model.years import Month
from tidlig.render.amount_cells import amount_text
from tidlig.render.block_page import Sentence, Table
from tidlig.render.columns import Figure
from tidlig.render.pool_lines import kind_name, pool_name, recipients_text
from tidlig.render.pool_tables import PoolTables
from tidlig.render.style import Style


class Rounds:
    """Writes the rounds and pools of a program."""

    def __init__(
        self, subject: Subject, phrases: Phrases, captions: Captions, style: Style
    ) -> None:
        """Take what the note is of, and what writes it."""
        self.subject = subject
        self.phrases = phrases
        self.say = phrases.say
        self.captions = captions
        self.style = style

    def section(self) -> Section | None:
        """Return the section; None of a program without rounds and pools."""
        groups = self.subject.rounds
        blocks = [block for group in groups for block in self._group(group)]
        if not blocks:
            return None
        return Section(self.say("Rounds" if self._has_rounds else "Pools"), tuple(blocks))

    @property
    def _has_rounds(self) -> bool:
        return any(group.round is not None for group in self.subject.rounds)

    def _group(self, group: RoundGroup) -> Iterator[Block]:
        if group.round is None:
            yield from self._without_round(group)
            return
        words = RoundSentences(self.subject, self.phrases, group, group.round)
        yield Paragraph(words.announced(), self._name(group.round))
        yield from self._tables(group)
        for text in (words.applied(), words.awarded(), words.dates()):
            if text:
                yield Paragraph(text)

    def _without_round(self, group: RoundGroup) -> Iterator[Block]:
        number = len(group.ids)
        if not number:
            return
        pools = self.say("number of pools", number=number)
        notes = self.phrases.notes.of(_pools_of(group, self.subject))
        key = "pools without round" if self._has_rounds else "only pools"
        yield Paragraph(self.say(key, pools=pools, notes=notes))
        yield from self._tables(group)

    def _name(self, round: Round) -> str:
        return without_marks(round.name or round.id)

    def _tables(self, group: RoundGroup) -> Iterator[Block]:
        """Yield the tables of the pools as the report on pools has them."""
        tables = PoolTables(self.subject.program, group, self.phrases.writer, self.style, False)
        notes = self.phrases.notes.of(_pools_of(group, self.subject))
        title = self.say("table of other pools" if self._has_rounds else "table of all pools")
        if group.round is not None:
            notes = round_mark(self.subject, self.phrases, group.round)
            title = self.say("table of pools", name=self._name(group.round))
        for blocks in tables.tables():
            for block in blocks:
                match block:
                    case Table():
                        has_amounts = _has_amounts(group)
                        caption = self.captions.of(title, notes, has_amounts=has_amounts)
                        table = plain_table(block.wide, caption)
                        yield table
                        if _has_blanks(table):
                            yield Paragraph(self.phrases.writer.say("note, blank"))
                    case Sentence():
                        yield Paragraph(without_marks(block.text))


def _has_amounts(group: RoundGroup) -> bool:
    return bool(group.listed) or any(pools.row.figures for pools in group.counted)


def _has_blanks(table: NoteTable) -> bool:
    """Whether a figure of a pool is not known, so that its cell is empty."""
    figures = [at for at, column in enumerate(table.columns) if not column.is_words]
    return any(not row.cells[at] for row in table.rows if not row.stands_out for at in figures)


def _pools_of(group: RoundGroup, subject: Subject) -> list[Pool]:
    return [pool for id, pool in subject.ledger.pools.items() if id in group.ids]


class RoundSentences:
    """Writes the sentences of one round; each part where its key is there."""

    def __init__(self, subject: Subject, phrases: Phrases, group: RoundGroup, round: Round) -> None:
        """Take a round with its pools."""
        self.subject = subject
        self.phrases = phrases
        self.say = phrases.say
        self.group = group
        self.round = round
        self.notes = round_mark(subject, phrases, round)

    # T13.

    def announced(self) -> str:
        """Say when it was announced, with how many pools, and who could apply."""
        number = len(self.group.ids)
        pools = self.say("number of pools", number=number)
        when = self.round.announced
        if when is not None and number:
            on = self.phrases.on(when)
            text = self.say("announced", when=on, pools=pools, notes=self.notes)
        elif when is not None:
            on = self.phrases.on(when)
            text = self.say("announced, no pools", when=on, notes=self.notes)
        elif number:
            text = self.say("round with pools", pools=pools, notes=self.notes)
        else:
            text = self.say("round", notes=self.notes)
        return joined(text, *self._offered())

    def _offered(self) -> Iterator[str]:
        if self.round.eligible:
            who = _capital(self._kinds(self.round.eligible))
            yield self.say("may apply", who=who, notes=self.notes)
        offered = self.round.interventions
        if offered is not None:
            yield self.say("offered", number=offered, notes=self.notes)

    def _kinds(self, kinds: Kinds) -> str:
        names = (kind_name(kind, self.phrases.language) for kind in kinds)
        return self.phrases.listed(names)

    # T14.

    def applied(self) -> str:
        """Say how many applied, as a source counts them."""
        rows = [row for row in self.round.applications if not self._pool(row)]
        counted = list(map(self._applications, filter(_is_counted, rows)))
        parts: list[str] = []
        if counted:
            what = self.phrases.listed(counted)
            parts.append(self.say("applied", what=what, notes=self.notes))
        uncounted = (row for row in rows if row.applications is None and row.applicants)
        for row in uncounted:
            who = _capital(self._numbers(row.applicants))
            parts.append(self.say("applicants", who=who, notes=self.notes))
        parts += [self._to_pool(row) for row in self.round.applications if self._pool(row)]
        return joined(*parts)

    def _pool(self, row: Applications) -> Pool | None:
        return self.subject.ledger.pools.get(row.pool or "")

    def _applications(self, row: Applications) -> str:
        who = self._numbers(row.applicants) or self._kinds(row.kinds)
        if not who:
            return self.say("applications", number=row.applications)
        return self.say("applications from", number=row.applications, who=who)

    def _numbers(self, counts: KindCounts) -> str:
        language = self.phrases.language
        return self.phrases.listed(
            f"{number} {kind_name(kind, language, one=number == 1)}" for kind, number in counts
        )

    def _to_pool(self, row: Applications) -> str:
        pool = self._pool(row)
        assert pool is not None
        name = pool_name(pool, self.subject.program)
        if row.applications is not None:
            what = self._applications(row)
            return self.say("applications for pool", pool=name, what=what, notes=self.notes)
        who = self._numbers(row.applicants) or self._kinds(row.kinds)
        return self.say("applicants for pool", pool=name, who=who, notes=self.notes)

    # T15 and T16.

    def awarded(self) -> str:
        """Say what was awarded, to whom, and who takes part."""
        whole = self.group.whole
        parts: list[str] = []
        if whole is not None and whole.awards:
            parts += [self._amount(whole), *self._returned(whole)]
        parts += self._supported()
        if self.round.participants and (whole is None or whole.is_whole):
            who = self._numbers(self.round.participants)
            if self.phrases.language == "en":
                who = _capital(who)
            is_open = any(map(_lacks_recipient, self.awards))
            key = "participants, recipients not known" if is_open else "participants"
            parts.append(self.say(key, who=who, notes=self.notes))
        return joined(*parts)

    @property
    def awards(self) -> list[Award]:
        """The awards of the round, in its pools or not."""
        ids = self.group.ids
        return [
            award
            for award in self.subject.awards
            if award.pool in ids or award.round == self.round.id
        ]

    def _amount(self, whole: PoolRow) -> str:
        notes = self.phrases.notes.of(self.awards)
        doubt = whole.doubts.get("awarded")
        if whole.awarded is None or doubt == CUT:
            return self.say("awarded, not known", notes=notes)
        figure = Figure(whole.awarded, "awarded", whole.doubts)
        amount = self.phrases.in_unit(amount_text(figure, self.phrases.writer))
        if not whole.recipients:
            return self.say("awarded", amount=amount, notes=notes)
        who = recipients_text(whole.recipients, self.phrases.language)
        return self.say("awarded to", amount=amount, who=who, notes=notes)

    def _returned(self, whole: PoolRow) -> Iterator[str]:
        returned = None if whole.figures is None else whole.figures["returned"]
        if returned is None or returned == ZERO:
            return
        own = {award.id for award in self.awards}
        every = self.subject.ledger.of(Return)
        notes = self.phrases.notes.of(entry for entry in every if entry.award in own)
        yield self.say("returned", amount=self.phrases.money(returned), notes=notes)

    def _supported(self) -> Iterator[str]:
        """Say how many pools give what kind of support, where someone has stated that."""
        for result in stated_support(self.subject, self.round):
            statement = result.statement
            assert statement.support is not None
            support = self.phrases.writer.say(f"pools: {statement.support}")
            number = stated_figure(statement)
            notes = self.phrases.notes.stated(statement)
            yield self.say("pools stated", number=number, support=support, notes=notes)

    # T17 and T18.

    def dates(self) -> str:
        """Say when the deadline is, when it was decided, and when projects begin."""
        parts: list[str] = []
        deadline, decided = self.round.deadline, self.round.decided
        if deadline is not None:
            key = "deadline was" if self._is_over(deadline) else "deadline is"
            parts.append(self.say(key, when=self.phrases.when(deadline), notes=self.notes))
        if decided is not None:
            on = self.phrases.on(decided)
            parts.append(self.say("decided", when=on, notes=self.notes))
        if self.round.start is not None:
            parts.append(self._start(self.round.start))
        return joined(*parts)

    def _start(self, start: When | tuple[KindDate, ...]) -> str:
        if isinstance(start, tuple) and not isinstance(start, Month):
            dates = [row.date for row in start]
            when = self._by_kind(start)
        else:
            dates, when = [start], self.phrases.on(start)
        key = "starts"
        if not has_outcome(self.group, self.round):
            key = "expected start"
        elif all(map(self._is_over, dates)):
            key = "started"
        return self.say(key, when=when, notes=self.notes)

    def _by_kind(self, start: Sequence[KindDate]) -> str:
        """Write each date with the kinds of recipient that it is of."""
        texts = []
        for date, rows in groupby(start, key=lambda row: row.date):
            who = self._kinds(tuple(row.kind for row in rows))  # type: ignore[misc]
            texts.append(self.say("of kinds", when=self.phrases.on(date), who=who))
        return self.phrases.listed(texts)

    def _is_over(self, when: When) -> bool:
        return is_over(when, self.subject)


def round_mark(subject: Subject, phrases: Phrases, round: Round) -> Marked:
    """Return the mark for a round and its pools."""
    pools = subject.ledger.pools.values()
    own = (pool for pool in pools if pool.round == round.id)
    return phrases.notes.of([round, *own])


def is_over(when: When, subject: Subject) -> bool:
    """Whether a day, or all of a month, is before the day of the note, or on it."""
    day = subject.day
    if isinstance(when, Month):
        return (when.year, when.month) < (day.year, day.month)
    return when <= day


def has_outcome(group: RoundGroup, round: Round) -> bool:
    """Whether anything is known of what came of a round."""
    has_awards = group.whole is not None and bool(group.whole.awards)
    return has_awards or bool(round.participants) or round.decided is not None


def stated_support(subject: Subject, round: Round) -> Iterator[StatementResult]:
    """Yield what was published on how many pools of a round give a kind of support."""
    for result in subject.reconciliation.statements:
        statement = result.statement
        is_of_round = (statement.round, statement.strand, statement.pool) == (round.id, None, None)
        is_count = statement.measure == "pools" and statement.support is not None
        if is_of_round and is_count and result.verdict is not Verdict.CONTRADICTED:
            yield result


def _is_counted(row: Applications) -> bool:
    return row.applications is not None


def _lacks_recipient(award: Award) -> bool:
    return award.recipient is None and not award.recipient_counts


def _capital(text: str) -> str:
    """Begin a text of ours with a capital."""
    return Marked(text[:1].upper() + text[1:])
