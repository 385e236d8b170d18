"""Rounds and pools for programs: JSON of a fixed shape and rows for CSV; null is not known."""

from collections.abc import Mapping
from typing import Any

from tidlig.arithmetic.accounting import of_net_awarded
from tidlig.arithmetic.pooling import PoolRow, Pools
from tidlig.arithmetic.tallying import ByKind, together
from tidlig.model.entry import When
from tidlig.model.grants import KindDate
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.notation import plain
from tidlig.model.texts import Identifier, Number
from tidlig.model.years import Month
from tidlig.render.balance_data import known
from tidlig.render.spreadsheets import Rows, amount

SCHEMA = "tidlig.pools/1"
NAMES = ("program", "of", "round", "pool", "name", "strand")
DATES = ("announced", "deadline", "decided")
CHARGED = ("awarded", "returned", "paid", "outstanding")


def as_data(pools: Pools) -> dict[str, Any]:
    """Give rounds and pools as JSON has them; money is kroner as text."""
    return {
        "rows": [row_data(row) for row in pools.rows],
        "unknown": [Identifier(id) for id in pools.unknown],
    }


def rows(pools: Pools) -> Rows:
    """Give a row for each round and pool, the headings of the columns first."""
    yield [
        *NAMES, "frame", "frame_plus_minus", "awarded_net", "awarded_net_plus_minus",
        "share_percent", "awards", "recipients_least", "recipients_most", "applications",
        "applications_complete", "applicants", "support", *DATES, "start",
    ]  # fmt: skip
    for row in pools.rows:
        data = row_data(row)
        recipients = together(row.recipients.values()) if row.recipients else ("", "")
        counts = (data["share_percent"], data["awards"], *recipients, data["applications"])
        complete = "" if row.applied.applications is None else str(row.applied.complete).lower()
        yield [
            *(data[key] or "" for key in NAMES),
            *amount(row.frame if isinstance(row.frame, Money) else None),
            *amount(_charged(row)["awarded_net"]),
            *(Number("" if count is None else str(count)) for count in counts),
            complete,
            _words(row.applied.applicants),
            data["support"] or "",
            *(data[key] or "" for key in DATES),
            _words(data["start"]) if isinstance(data["start"], dict) else data["start"] or "",
        ]


def _words(by_kind: Mapping[str, object]) -> str:
    """Write what is told by kind of recipient in one cell."""
    return ", ".join(f"{kind} {each}" for kind, each in by_kind.items())


def row_data(row: PoolRow) -> dict[str, Any]:
    """Give one round or pool as JSON has it."""
    named = row.pool if row.of == "pool" else row.round if row.of == "round" else None
    own = row.round if row.of == "round" else None
    return {
        "program": Identifier(row.program),
        "of": row.of,
        "round": row.round and Identifier(row.round.id),
        "pool": row.pool and Identifier(row.pool.id),
        "name": (named and named.name) or None,
        "strand": Identifier((row.pool and row.pool.strand) or "") or None,
        "frame": _amount(row.frame),
        **{name: money and plain(money.ore) for name, money in _charged(row).items()},
        "share_percent": row.share and row.share.written(),
        "plus_minus": _plus_minus(row),
        "awards": row.awards or None,
        "recipients": _by_kind(row.recipients),
        "applications": row.applied.applications,
        "applications_complete": row.applied.complete,
        "applicants": _by_kind(row.applied.applicants),
        "support": row.pool and row.pool.support,
        **{key: None if own is None else _when(getattr(own, key)) for key in DATES},
        "start": None if own is None else _start(own.start),
    }


def _charged(row: PoolRow) -> dict[str, Money | None]:
    """Give what is awarded and what has come of it; None for what is not known."""
    is_net_known = not of_net_awarded(row.doubts)
    shown: dict[str, Money | None] = {"awarded_net": row.charged if is_net_known else None}
    figures = {} if row.figures is None else known(row.figures, row.doubts)
    return {**shown, **{heading: figures.get(heading) for heading in CHARGED}}


def _plus_minus(row: PoolRow) -> dict[str, str]:
    amounts = {"frame": row.frame, **_charged(row)}
    return {
        name: plain(money.half)
        for name, money in amounts.items()
        if isinstance(money, Money) and not money.exact
    }


def _amount(frame: object) -> str | None:
    if frame is UNKNOWN:
        return "unknown"
    return plain(frame.ore) if isinstance(frame, Money) else None


def _by_kind(counted: ByKind) -> dict[str, dict[str, int]]:
    return {kind: number._asdict() for kind, number in counted.items()}


def _when(value: When | None) -> str | None:
    return None if value is None else str(value)


def _start(value: When | tuple[KindDate, ...] | None) -> str | dict[str, str] | None:
    if isinstance(value, tuple) and not isinstance(value, Month):
        return {each.kind: str(each.date) for each in value}
    return _when(value)
