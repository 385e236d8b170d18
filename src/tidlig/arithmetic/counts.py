"""How many there are of what a statement counts: pools, awards, recipients, applicants and so on.

If something may be counted twice, or may lie outside the scope, there is no count: `Unmeasurable`
is raised with the reason.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from tidlig.arithmetic.measures import pools
from tidlig.arithmetic.movements import money_by_years
from tidlig.arithmetic.scope import Answer, Scope
from tidlig.arithmetic.unknown_amounts import Reason, Unmeasurable
from tidlig.model.entry import RECIPIENT_KINDS
from tidlig.model.grants import Applications, Award, Pool, Round
from tidlig.model.money import UNKNOWN
from tidlig.model.years import Years, one


def count(scope: Scope) -> int:
    """How many there are in a scope; raises `Unmeasurable` where the ledger does not say.

    Of what the ledger has none at all it is not known how many there are.
    """
    number = _COUNTERS[scope.statement.measure](scope)
    if not number and scope.statement.value.figure != 0:
        raise Unmeasurable(Reason.NOTHING)
    return number


def _pools(scope: Scope) -> int:
    if scope.statement.kinds:
        raise Unmeasurable(Reason.NOT_MEASURED)
    return sum(_in_years(pool, _years_of(pool, scope), scope) for pool in pools(scope))


def _awards(scope: Scope) -> int:
    awards = list(awards_in_scope(scope, scope.takes_award))
    for award in awards:
        if award.recipients is not None:
            raise Unmeasurable(Reason.NOT_SPLIT, award)
    return len(awards)


def _recipients(scope: Scope) -> int:
    """Count recipients by kind."""
    awards = list(awards_in_scope(scope, scope.takes_award_of_some_kind))
    kinds = scope.statement.kinds or RECIPIENT_KINDS
    return sum(_recipients_of_kind(scope, awards, kind) for kind in kinds)


def _recipients_of_kind(scope: Scope, awards: Iterable[Award], kind: str) -> int:
    """Count recipients that are named, or those of one sum; sums may have some in common."""
    named = _named(scope, awards, kind)
    counted = [(award, number) for award in awards for number in _numbers(award, kind)]
    if len(counted) > 1 or (counted and named):
        last, _ = counted[-1]
        raise Unmeasurable(Reason.COUNTED_TWICE, last)
    return len(named) + sum(number for _, number in counted)


def _named(scope: Scope, awards: Iterable[Award], kind: str) -> set[str | None]:
    """The recipients of a kind that awards name; what nobody has stated ends the counting."""
    named: set[str | None] = set()
    for award in awards:
        if award.recipients is UNKNOWN:
            raise Unmeasurable(Reason.NOT_STATED, award)
        if scope.kinds.get(award.recipient or "") == kind:
            named.add(award.recipient)
    return named


def _numbers(award: Award, kind: str) -> list[int]:
    """The numbers above 0 that an award has of a kind of recipient."""
    return [number for of, number in award.recipient_counts if of == kind and number]


def _applications(scope: Scope) -> int:
    total = 0
    for round, row in _rows(scope):
        if row.applications is None:
            raise Unmeasurable(Reason.NOT_STATED, round)
        if scope.takes_kinds(row.kinds) is None:
            raise Unmeasurable(Reason.NOT_SPLIT, round)
        total += row.applications
    return total


def _applicants(scope: Scope) -> int:
    """Count applicants by kind, each kind in one row alone: rows may have some in common."""
    by_kind: dict[str, int] = {}
    for round, row in _rows(scope):
        stated = dict(row.applicants)
        kinds = [kind for kind in row.kinds or stated if scope.takes_kinds([kind])]
        if not kinds or not stated.keys() >= set(kinds):
            raise Unmeasurable(Reason.NOT_STATED, round)
        if not by_kind.keys().isdisjoint(kinds) or len(set(kinds)) < len(kinds):
            raise Unmeasurable(Reason.COUNTED_TWICE, round)
        by_kind.update((kind, stated[kind]) for kind in kinds)
    return sum(by_kind.values())


def _participants(scope: Scope) -> int:
    """Count who takes part in a round by kind; those of several rounds may be the same."""
    statement = scope.statement
    is_narrow = any((statement.strand, statement.pool, statement.support))
    by_kind: dict[str, int] = {}
    for round in _rounds_of(scope):
        if is_narrow:
            raise Unmeasurable(Reason.NOT_SPLIT, round)
        stated = dict(round.participants)
        kinds = statement.kinds or tuple(stated)
        if not kinds or not stated.keys() >= set(kinds):
            raise Unmeasurable(Reason.NOT_STATED, round)
        if not by_kind.keys().isdisjoint(kinds):
            raise Unmeasurable(Reason.COUNTED_TWICE, round)
        by_kind.update((kind, stated[kind]) for kind in kinds)
    return sum(by_kind.values())


def _strands(scope: Scope) -> int:
    """Count strands; what cuts across them is none."""
    statement = scope.statement
    if scope.is_of_awards or statement.strand or statement.program is None:
        raise Unmeasurable(Reason.NOT_MEASURED)
    program = scope.ledger.programs[statement.program]
    if not scope.has_begun(program):
        raise Unmeasurable(Reason.NOTHING, program)
    return sum(strand.type == "strand" for strand in program.strands)


def _rounds(scope: Scope) -> int:
    statement = scope.statement
    if any((statement.strand, statement.pool, statement.support, statement.kinds)):
        raise Unmeasurable(Reason.NOT_MEASURED)
    return sum(1 for _ in _rounds_of(scope))


_COUNTERS = {
    "pools": _pools,
    "awards": _awards,
    "recipients": _recipients,
    "applications": _applications,
    "applicants": _applicants,
    "participants": _participants,
    "strands": _strands,
    "rounds": _rounds,
}


def awards_in_scope(scope: Scope, takes: Callable[[Award], Answer]) -> Iterator[Award]:
    """The awards in a scope that are charged to a year of it; one that may be ends the counting."""
    for award in scope.ledger.of(Award):
        if award.id not in scope.ledger.awards:
            continue
        answers = (takes(award), _is_charged(award, scope))
        if False in answers:
            continue
        if None in answers:
            raise Unmeasurable(Reason.NOT_SPLIT, award)
        yield award


def _is_charged(award: Award, scope: Scope) -> Answer:
    """Whether any year that an award is charged to is in the scope."""
    charged = [years for years, _ in money_by_years(award.amount, award.years, award.date)]
    answers = [scope.takes_years(years) for years in charged or [one(award.date.year)]]
    if True in answers:
        return True
    return None if None in answers else False


def _rounds_of(scope: Scope) -> Iterator[Round]:
    for round in scope.ledger.of(Round):
        if scope.takes_round(round) and _in_years(round, _years_announced(round), scope):
            yield round


def _rows(scope: Scope) -> Iterator[tuple[Round, Applications]]:
    """The rows of applications in a scope: those on pools where no other row stands for them.

    A row without a pool is about the whole round, what is counted for a pool by itself aside. Of
    a round without any row it is not known how many applied.
    """
    statement = scope.statement
    is_narrow = any((statement.strand, statement.pool, statement.support))
    for round in _rounds_of(scope):
        rows = [row for row in round.applications if scope.takes_kinds(row.kinds) is not False]
        if not is_narrow:
            rows = _rows_of_round(round, rows)
        for row in _taken(scope, round, rows):
            yield round, row


def _rows_of_round(round: Round, rows: list[Applications]) -> list[Applications]:
    """The rows on the whole round, which must include what others count, else all of them."""
    if not rows:
        raise Unmeasurable(Reason.NOT_STATED, round)
    whole = [row for row in rows if row.pool is None]
    if whole and not all(_is_included(row, whole) for row in rows):
        raise Unmeasurable(Reason.COUNTED_TWICE, round)
    return whole or rows


def _is_included(row: Applications, whole: Sequence[Applications]) -> bool:
    """Whether rows on the whole round surely include what a row counts: all of its kinds."""
    if row.pool is None or any(not of_round.kinds for of_round in whole):
        return True
    kinds = set(chain.from_iterable(of_round.kinds for of_round in whole))
    return bool(row.kinds) and kinds.issuperset(row.kinds)


def _taken(scope: Scope, round: Round, rows: Sequence[Applications]) -> list[Applications]:
    """The rows chosen; one on the whole round stands for more than is chosen."""
    answers = [scope.takes_row(row) for row in rows]
    if None in answers and True not in answers:
        raise Unmeasurable(Reason.NOT_SPLIT, round)
    return [row for row, answer in zip(rows, answers, strict=True) if answer]


def _years_of(pool: Pool, scope: Scope) -> Years | None:
    """The years of a pool: those of its frame, else the year that its round is announced."""
    if isinstance(pool.frame, tuple):
        years = [year for year, _ in pool.frame]
        return Years(min(years), max(years))
    round = scope.ledger.rounds.get(pool.round or "")
    return None if round is None else _years_announced(round)


def _years_announced(round: Round) -> Years | None:
    return None if round.announced is None else one(round.announced.year)


def _in_years(entry: Pool | Round, years: Years | None, scope: Scope) -> bool:
    if scope.statement.years is None:
        return True
    taken = None if years is None else scope.takes_years(years)
    if taken is None:
        raise Unmeasurable(Reason.NOT_STATED if years is None else Reason.NOT_SPLIT, entry)
    return taken
