"""How many there are of what a statement counts: pools, awards, recipients, applicants and so on.

What is not known to be counted once only, or not known to be in the scope, ends the counting.
"""

from collections.abc import Callable, Iterator, Sequence

from tidlig.arithmetic.measures import pools
from tidlig.arithmetic.movements import spread
from tidlig.arithmetic.scope import Answer, Scope
from tidlig.arithmetic.unknown_amounts import Reason, Untold
from tidlig.model.entry import RECIPIENT_KINDS
from tidlig.model.grants import Applications, Award, Pool, Round
from tidlig.model.years import Years, one


def count(scope: Scope) -> int:
    """Give how many there are in a scope; raise `Untold` where the ledger cannot tell.

    Of what the ledger has none at all it is not known how many there are.
    """
    number = _COUNTERS[scope.statement.measure](scope)
    if not number and scope.statement.value.figure != 0:
        raise Untold(Reason.NOTHING)
    return number


def _pools(scope: Scope) -> int:
    if scope.statement.kinds:
        raise Untold(Reason.NOT_MEASURED)
    return sum(_in_years(pool, _years_of(pool, scope), scope) for pool in pools(scope))


def _awards(scope: Scope) -> int:
    found = list(_awards_of(scope, scope.takes_award))
    for award in found:
        if award.recipients is not None:
            raise Untold(Reason.NOT_SPLIT, award)
    return len(found)


def _recipients(scope: Scope) -> int:
    """Count recipients by kind: those named, or those of one sum; sums may have some in common."""
    found = list(_awards_of(scope, scope.takes_award_of_some_kind))
    total = 0
    for kind in scope.statement.kinds or RECIPIENT_KINDS:
        named = {a.recipient for a in found if scope.kinds.get(a.recipient or "") == kind}
        sums = [(a, n) for a in found for of, n in a.recipients or () if of == kind and n]
        if len(sums) > 1 or (sums and named):
            raise Untold(Reason.COUNTED_TWICE, sums[-1][0])
        total += len(named) + sum(number for _, number in sums)
    return total


def _applications(scope: Scope) -> int:
    total = 0
    for round, row in _rows(scope):
        if row.applications is None:
            raise Untold(Reason.NOT_STATED, round)
        if scope.takes_kinds(row.kinds) is None:
            raise Untold(Reason.NOT_SPLIT, round)
        total += row.applications
    return total


def _applicants(scope: Scope) -> int:
    """Count applicants by kind, each kind in one row alone: rows may have some in common."""
    by_kind: dict[str, int] = {}
    for round, row in _rows(scope):
        stated = dict(row.applicants)
        asked = [kind for kind in row.kinds or stated if scope.takes_kinds([kind])]
        if not asked or any(kind not in stated for kind in asked):
            raise Untold(Reason.NOT_STATED, round)
        for kind in asked:
            if kind in by_kind:
                raise Untold(Reason.COUNTED_TWICE, round)
            by_kind[kind] = stated[kind]
    return sum(by_kind.values())


def _strands(scope: Scope) -> int:
    """Count strands; what cuts across them is none."""
    asked = scope.statement
    if scope.is_of_awards or asked.strand or asked.program is None:
        raise Untold(Reason.NOT_MEASURED)
    program = scope.ledger.programs[asked.program]
    if not scope.has_begun(program):
        raise Untold(Reason.NOTHING, program)
    return sum(strand.type == "strand" for strand in program.strands)


def _rounds(scope: Scope) -> int:
    asked = scope.statement
    if any((asked.strand, asked.pool, asked.support, asked.kinds)):
        raise Untold(Reason.NOT_MEASURED)
    return sum(1 for _ in _rounds_of(scope))


_COUNTERS = {
    "pools": _pools,
    "awards": _awards,
    "recipients": _recipients,
    "applications": _applications,
    "applicants": _applicants,
    "strands": _strands,
    "rounds": _rounds,
}


def _awards_of(scope: Scope, takes: Callable[[Award], Answer]) -> Iterator[Award]:
    """Give the awards in a scope that are charged to a year asked for."""
    for award in scope.ledger.of(Award):
        if award.id in scope.ledger.awards:
            taken, in_years = takes(award), _is_charged(award, scope)
            if taken is not False and in_years is not False:
                if taken is None or in_years is None:
                    raise Untold(Reason.NOT_SPLIT, award)
                yield award


def _is_charged(award: Award, scope: Scope) -> Answer:
    """Tell whether any year that an award is charged to is asked for."""
    charged = [years for years, _ in spread(award.amount, award.years, award.date)]
    answers = [scope.takes_years(years) for years in charged or [one(award.date.year)]]
    if True in answers:
        return True
    return None if None in answers else False


def _rounds_of(scope: Scope) -> Iterator[Round]:
    for round in scope.ledger.of(Round):
        if scope.takes_round(round) and _in_years(round, _years_announced(round), scope):
            yield round


def _rows(scope: Scope) -> Iterator[tuple[Round, Applications]]:
    """Give the rows of applications in a scope: those on pools where no other row stands for them.

    A row without a pool is about the whole round, what is counted for a pool by itself aside. Of
    a round without any row it is not known how many applied.
    """
    for round in _rounds_of(scope):
        kept = [row for row in round.applications if scope.takes_kinds(row.kinds) is not False]
        whole = [row for row in kept if row.pool is None]
        narrow = any((scope.statement.strand, scope.statement.pool, scope.statement.support))
        if not kept and not narrow:
            raise Untold(Reason.NOT_STATED, round)
        if whole and not narrow and not all(_is_held(row, whole) for row in kept):
            raise Untold(Reason.COUNTED_TWICE, round)
        yield from ((round, row) for row in _taken(scope, round, kept if narrow else whole or kept))


def _is_held(row: Applications, whole: Sequence[Applications]) -> bool:
    """Tell whether rows on the whole round surely hold what a row counts: all of its kinds."""
    kinds = {kind for of_round in whole for kind in of_round.kinds}
    is_of_any = any(not of_round.kinds for of_round in whole)
    return row.pool is None or is_of_any or (bool(row.kinds) and kinds.issuperset(row.kinds))


def _taken(scope: Scope, round: Round, rows: Sequence[Applications]) -> Iterator[Applications]:
    """Give the rows asked for; one on the whole round stands for more than is asked for."""
    answers = [(row, scope.takes_row(row)) for row in rows]
    if any(answer is None for _, answer in answers) and not any(answer for _, answer in answers):
        raise Untold(Reason.NOT_SPLIT, round)
    return (row for row, answer in answers if answer)


def _years_of(pool: Pool, scope: Scope) -> Years | None:
    """Give the years of a pool: those of its frame, else the year that its round is announced."""
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
        raise Untold(Reason.NOT_STATED if years is None else Reason.NOT_SPLIT, entry)
    return taken
