"""What a statement is about: the lines, awards, pools and rounds that its keys take.

An answer is yes, no, or None where the ledger does not say: an award on a program may be of any
of its strands, and one to many kinds of recipient is partly of each.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import UNSPLIT, Line
from tidlig.model.decisions import Program
from tidlig.model.grants import Applications, Award, Pool, Round
from tidlig.model.money import UNKNOWN
from tidlig.model.records import Recipient, Statement
from tidlig.model.years import Years, surely_before

Answer = bool | None


@dataclass(frozen=True)
class Scope:
    """The scope of a statement in a ledger."""

    ledger: Ledger
    statement: Statement
    kinds: Mapping[str, str]

    @property
    def is_of_awards(self) -> bool:
        """Whether it is narrower than budgets are: by round, pool, support or kind."""
        chosen = self.statement
        return any((chosen.round, chosen.pool, chosen.support, chosen.kinds))

    def takes_line(self, line: Line) -> bool:
        """Whether the money of a line is in the scope, whatever its years."""
        chosen = self.statement
        is_in_program = chosen.program in (None, line.program)
        return is_in_program and chosen.strand in (None, line.strand)

    def takes_years(self, years: Years) -> Answer:
        """Whether some years are in the scope; None for a span of which only some are."""
        chosen = self.statement.years
        if chosen is None or years.within(chosen):
            return True
        return None if years.meets(chosen) else False

    def takes_award(self, award: Award) -> Answer:
        """Whether an award is in the scope, whatever its years."""
        return _all(self.takes_award_of_any_kind(award), self._kinds_of(award))

    def takes_award_of_any_kind(self, award: Award) -> Answer:
        """Whether an award is in the scope, whatever its years and the kind of its recipients."""
        chosen, pool = self.statement, self.ledger.pools.get(award.pool or "")
        program, strand = self.ledger.budget_line(award)
        if pool is not None:
            return self.takes_pool(pool)
        return _all(
            chosen.program in (None, program),
            self._strand(program, strand),
            self._round(program, award.round),
            self._pool_of(award, program, strand),
            None if chosen.support else True,
        )

    def takes_award_of_some_kind(self, award: Award) -> Answer:
        """Whether an award is in the scope, whatever its years, and if partly to other kinds."""
        return self._kinds_of(award) is not False and self.takes_award_of_any_kind(award)

    def takes_pool(self, pool: Pool) -> Answer:
        """Whether a pool is in the scope, whatever the years of its frame."""
        chosen = self.statement
        return _all(
            chosen.program in (None, pool.program),
            self._strand(pool.program, pool.strand or UNSPLIT),
            self._round(pool.program, pool.round),
            chosen.pool in (None, pool.id),
            _same(chosen.support, pool.support),
        )

    def takes_round(self, round: Round) -> bool:
        """Whether a round is in the scope, whatever its years."""
        chosen = self.statement
        is_chosen = chosen.program in (None, round.program) and chosen.round in (None, round.id)
        return is_chosen and self.has_begun(round)

    def has_begun(self, begun: Program | Round) -> bool:
        """Whether a program or a round is not surely later than what the ledger is as of."""
        as_of = self.ledger.as_of
        date = begun.date if isinstance(begun, Program) else begun.announced
        return as_of is None or date is None or not surely_before(as_of, date)

    def takes_row(self, row: Applications) -> Answer:
        """Whether a row of applications of a round is in the scope, whatever its kinds."""
        chosen = self.statement
        if row.pool is not None and row.pool in self.ledger.pools:
            return self.takes_pool(self.ledger.pools[row.pool])
        return None if any((chosen.strand, chosen.pool, chosen.support)) else True

    def takes_kinds(self, kinds: Iterable[str]) -> Answer:
        """Whether some kinds of recipient are in the scope; None when only some of them are."""
        written = set(kinds)
        chosen = set(self.statement.kinds)
        if not chosen or (written and written <= chosen):
            return True
        may_be = not written or written & chosen
        return None if may_be else False

    def _strand(self, program: str, strand: str) -> Answer:
        if self.statement.strand in (None, strand):
            return True
        may_be = strand == UNSPLIT and self.ledger.programs[program].strands
        return None if may_be else False

    def _round(self, program: str, round: str | None) -> Answer:
        """Whether a round is in the scope; what names none may be of any of its program's."""
        chosen = self.ledger.rounds.get(self.statement.round or "")
        if chosen is None or chosen.id == round:
            return True
        return None if round is None and chosen.program == program else False

    def _pool_of(self, award: Award, program: str, strand: str) -> Answer:
        """Whether an award without a pool is of the scope's pool: it may be."""
        pool = self.ledger.pools.get(self.statement.pool or "")
        if pool is None:
            return True
        is_in_strand = strand == UNSPLIT or pool.strand in (None, strand)
        is_in_round = award.round is None or pool.round in (None, award.round)
        may_be = pool.program == program and is_in_strand and is_in_round
        return None if may_be else False

    def _kinds_of(self, award: Award) -> Answer:
        if not self.statement.kinds:
            return True
        if award.recipients is UNKNOWN:
            return None
        if award.recipients is not None:
            return self.takes_kinds(kind for kind, number in award.recipient_counts if number)
        return self.takes_kinds([self.kinds.get(award.recipient or "", "")])


def scope(ledger: Ledger, statement: Statement) -> Scope:
    """The scope of a statement in a ledger."""
    kinds = {recipient.id: recipient.type for recipient in ledger.of(Recipient)}
    return Scope(ledger, statement, kinds)


def _same(chosen: str | None, written: str | None) -> Answer:
    if chosen is None or chosen == written:
        return True
    return None if written is None else False


def _all(*answers: Answer) -> Answer:
    """Yes when all are, no when any is no, else None."""
    if False in answers:
        return False
    return None if None in answers else True
