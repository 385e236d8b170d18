"""Statements, and what they are held against: rounds, pools and recipients made in a line each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from arithmetic.making import FILE, Table, Written, amount, span, table
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.statements import StatementResult, Verdict, statement_results
from tidlig.model.contents import Contents
from tidlig.model.decisions import Program
from tidlig.model.entry import Count, Entry, Ident, Kind, KindCount, Settings
from tidlig.model.grants import Applications, Pool, Round
from tidlig.model.money import Money, Unknown
from tidlig.model.records import Recipient, Stated, Statement
from tidlig.model.years import Month

Figure = int | str
"""Kroner or a count, or the reason why there is neither."""

NOTHING = "nothing recorded"
UNKNOWN_AMOUNT = "unknown amount"
NOT_SPLIT = "not split"
NOT_STATED = "not stated"
TWICE = "perhaps counted twice"
NOT_MEASURED = "not measured so"


def books(*entries: Entry) -> Ledger:
    """A ledger, with the strands of its programs as entries of their own."""
    strands = [each for entry in entries if isinstance(entry, Program) for each in entry.strands]
    return Ledger(Settings(format=1), (Contents(FILE, (*entries, *strands)),))


def statement(measure: str, value: int | Money | Unknown = 1, **scope: Any) -> Statement:
    """A statement; years and as_of as text, kind as a word or a list of them."""
    keys: dict[str, Any] = dict(scope)
    if "years" in keys:
        keys["years"] = span(keys["years"])
    if "as_of" in keys:
        keys["as_of"] = dt.date.fromisoformat(keys["as_of"])
    if "kind" in keys:
        kind = keys.pop("kind")
        keys["kinds"] = (kind,) if isinstance(kind, str) else tuple(kind)
    keys |= {"source": ("x",), "measure": measure, "value": Stated(value, str(value))}
    return Statement(id="s", stands_in=FILE, **keys)


def holding(
    ledger: Ledger, measure: str, value: int | Money | Unknown = 1, **scope: Any
) -> StatementResult:
    """What a ledger says of one statement."""
    file = Contents("statements.toml", (statement(measure, value, **scope),))
    *_, found = statement_results(Ledger(ledger.settings, (*ledger.contents, file), ledger.as_of))
    return found


def figure(ledger: Ledger, measure: str, **scope: Any) -> Figure:
    """The ledger's figure for what a statement measures, or the reason why it has none."""
    found = holding(ledger, measure, **scope)
    if found.verdict is Verdict.CANNOT_TELL:
        assert found.doubt is not None
        assert found.difference is None
        return str(found.doubt.reason)
    assert found.ledger is not None
    if isinstance(found.ledger, int):
        return found.ledger
    kroner, rest = divmod(found.ledger.ore, 100)
    assert rest == 0, found
    return kroner


def verdict(ledger: Ledger, measure: str, value: int | Money, **scope: Any) -> tuple[str, int]:
    """The verdict on a statement, and the difference in øre or as a count."""
    found = holding(ledger, measure, value, **scope)
    assert found.difference is not None, found
    return str(found.verdict), found.difference


def pool(
    id: str,
    *,
    strand: str | None = None,
    round: str | None = None,
    frame: Written | Table | None = None,
    support: Any = None,
    of: str = "p",
) -> Pool:
    return Pool(
        id=id,
        stands_in=FILE,
        program=Ident(of),
        strand=None if strand is None else Ident(strand),
        round=None if round is None else Ident(round),
        frame=_frame(frame),
        support=support,
    )


def _frame(written: Written | Table | None) -> Any:
    if written is None or isinstance(written, int | Unknown):
        return None if written is None else amount(written)
    return table(written)


def round_of(id: str, *rows: Applications, announced: str | None = None, of: str = "p") -> Round:
    """A round, announced in a month: "2014-06"."""
    month = None if announced is None else Month(*map(int, announced.split("-")))
    return Round(
        id=id, stands_in=FILE, program=Ident(of), announced=month, applications=tuple(rows)
    )


def row(
    *kinds: str, applications: int | None = None, pool: str | None = None, **applicants: int
) -> Applications:
    """A row of applications: by which kinds, how many, and how many applicants of each kind."""
    return Applications(
        kinds=tuple(Kind(kind) for kind in kinds),
        applications=None if applications is None else Count(applications),
        applicants=tuple(KindCount(kind, number) for kind, number in applicants.items()),
        pool=None if pool is None else Ident(pool),
    )


def recipient(id: str, kind: str) -> Recipient:
    return Recipient(id=id, stands_in=FILE, name=id, type=Kind(kind))


def many(**numbers: int) -> tuple[KindCount, ...]:
    """A sum over many recipients: municipality=31."""
    return tuple(KindCount(kind, number) for kind, number in numbers.items())
