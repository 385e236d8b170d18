"""The columns of the report on rounds and pools, in the order of every format."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tidlig.arithmetic.pools import ByKind, PoolRow, Share, add_ranges
from tidlig.model.entry import KindCounts, Kinds
from tidlig.model.grants import Pool, Round
from tidlig.model.money import UNKNOWN, Money, plain
from tidlig.model.texts import Identifier, Number, identifier
from tidlig.model.years import Month, Years
from tidlig.render import columns
from tidlig.render.columns import DATA, JSON, Column, Figure, Part, amount, count, half_widths, text
from tidlig.render.pool_lines import kinds_text
from tidlig.render.sentences import word
from tidlig.render.style import Style


def _entry(row: PoolRow) -> Round | Pool | None:
    """The round or pool that a row is of."""
    return row.pool if row.of == "pool" else _round(row)


def _round(row: PoolRow) -> Round | None:
    """The round, in its own row: its dates are not repeated for its pools."""
    return row.round if row.of == "round" else None


def _name(row: PoolRow) -> str | None:
    entry = _entry(row)
    return None if entry is None else entry.name


def _name_cell(row: PoolRow, style: Style) -> str:
    del style
    entry = _entry(row)
    return "" if entry is None else entry.name or identifier(entry.kind, entry.id)


def _years(row: PoolRow) -> str:
    """Write the years of a pool: as a span where none is missing."""
    if row.pool is None or not row.years:
        return ""
    whole = Years(row.years[0].first, row.years[-1].last)
    is_span = all(
        before.last + 1 == after.first
        for before, after in zip(row.years, row.years[1:], strict=False)
    )
    return str(whole) if is_span else ", ".join(map(str, row.years))


def _frame(row: PoolRow) -> Figure | None:
    return Figure(row.frame) if isinstance(row.frame, Money) else None


def _frame_data(row: PoolRow) -> str | None:
    if row.frame is UNKNOWN:
        return "unknown"
    return plain(row.frame.ore) if isinstance(row.frame, Money) else None


def _sum(
    heading: str, help: str, *, word: str = "", parts: frozenset[Part] = JSON
) -> Column[PoolRow]:
    """A sum of awards, or of what became of them."""

    def figure(row: PoolRow) -> Figure | None:
        if row.figures is None:
            return None
        return Figure(row.figures[heading], heading, row.doubts)

    return amount(heading, help, figure, word=word or None, parts=parts)


def _returned(
    key: str, help: str, *, word: str = "", parts: frozenset[Part] = DATA
) -> Column[PoolRow]:
    """A part of what was returned, by what becomes of it."""

    def figure(row: PoolRow) -> Figure | None:
        if row.returned is None:
            return None
        return Figure(getattr(row.returned, key), "returned", row.doubts)

    return amount(key, help, figure, word=word or None, parts=parts)


def _share_cell(row: PoolRow, style: Style) -> str:
    if row.share is None:
        return ""
    about = "" if row.share.exact else f"{word('circa', style.language)} "
    return f"{about}{row.share.percent} %"


def _percent(share: Share | None) -> str | None:
    return None if share is None else str(share.percent)


def _recipients_cell(row: PoolRow, style: Style) -> str:
    del style
    return str(add_ranges(row.recipients.values())) if row.recipients else ""


def _recipients_fields(row: PoolRow) -> Sequence[str]:
    if not row.recipients:
        return Number(), Number()
    return tuple(Number(number) for number in add_ranges(row.recipients.values()))


def _applications_cell(row: PoolRow, style: Style) -> str:
    applied = row.application_totals
    if applied.applications is None:
        return ""
    number = str(applied.applications)
    return number if applied.complete else style.word("at least").format(number=number)


def _complete_field(row: PoolRow) -> str:
    applied = row.application_totals
    return "" if applied.applications is None else str(applied.complete).lower()


def _applicants_cell(row: PoolRow, style: Style) -> str:
    counted = row.application_totals.applicants
    return ", ".join(f"{style.word(kind)} {number}" for kind, number in counted.items())


def _by_kind(counted: ByKind) -> dict[str, dict[str, int]]:
    return {kind: number._asdict() for kind, number in counted.items()}


def _eligible(row: PoolRow) -> Kinds:
    entry = _entry(row)
    return Kinds(()) if entry is None else entry.eligible


def _participants(row: PoolRow) -> Mapping[str, int]:
    round = _round(row)
    counted: KindCounts = () if round is None else round.participants
    return dict(counted)


def _support_cell(row: PoolRow, style: Style) -> str:
    support = _support(row)
    return word(f"pools: {support}", style.language) if support else ""


def _support(row: PoolRow) -> str | None:
    return None if row.pool is None else row.pool.support


def _date(key: str, help: str) -> Column[PoolRow]:
    """A date of a round, in its own row."""

    def value(row: PoolRow) -> str | None:
        date = getattr(_round(row), key, None)
        return None if date is None else str(date)

    return text(key, help, value, parts=DATA)


def _start_text(row: PoolRow) -> str:
    data = _start_data(row)
    return columns.by_kind_text(data) if isinstance(data, dict) else data or ""


def _start_data(row: PoolRow) -> str | dict[str, str] | None:
    round = _round(row)
    value = None if round is None else round.start
    if isinstance(value, tuple) and not isinstance(value, Month):
        return {by_kind.kind: str(by_kind.date) for by_kind in value}
    return None if value is None else str(value)


def _price_level(row: PoolRow) -> int | None:
    return None if row.pool is None else row.pool.price_level


FRAME = amount(
    "frame", "The frame, that is, the most that may be awarded.", _frame,
    word="pools: pool's frame", data=_frame_data,
)  # fmt: skip
AWARDED = _sum(
    "awarded", "All awards, with their amendments.", word="pools: awarded from pool",
    parts=columns.EVERYWHERE,
)  # fmt: skip
ANNULLED = _returned(
    "annulled", "Awards cancelled or reduced in the pool's years; in a table with a minus.",
    word="pools: annulled", parts=columns.EVERYWHERE,
)  # fmt: skip
SUMS = (
    _returned("annulled_later", "Awards cancelled in other years: the frame is not refilled."),
    _returned("refunded", "What was paid back: the frame is not refilled."),
    _sum("returned", "All returns."),
    _sum("paid", "All payments less what was paid back; null where none is recorded."),
    _sum("outstanding", "Awards less returns and payments; null where no payment is recorded."),
)
COLUMNS: tuple[Column[PoolRow], ...] = (
    text("program", "The program's id.", lambda row: Identifier(row.program), parts=DATA),
    text("of", "What the row is of: a round, a pool, or the rest of a round.", lambda row: row.of,
         parts=DATA),
    text("round", "The round's id.",
         lambda row: None if row.round is None else Identifier(row.round.id), parts=DATA),
    text("pool", "The pool's id.",
         lambda row: None if row.pool is None else Identifier(row.pool.id), parts=DATA),
    text("name", "The name of the round or pool; in a table the pool's id where it has none.",
         _name, word="pools: listed pool", cell=_name_cell),
    text("strand", "The strand that the pool is charged to.",
         lambda row: Identifier((row.pool and row.pool.strand) or "")),
    text("years", "The years of the pool: those of its frame, else those of the program.", _years),
    FRAME,
    AWARDED,
    ANNULLED,
    *SUMS,
    count(
        "used_percent", "Awards less what was annulled in the pool's years, of the frame.",
        lambda row: _percent(row.share), word="pools: frame used", cell=_share_cell,
    ),
    half_widths(FRAME, AWARDED, ANNULLED, *SUMS),
    count("awards", "How many awards there are.", lambda row: row.awards or None,
          word="pools: number of awards"),
    replace(
        count(
            "recipients", "How many recipients there are, at least and at most.",
            lambda row: _by_kind(row.recipients), cell=_recipients_cell,
            word="pools: recipients of pool",
        ),
        fields=_recipients_fields, headings=("recipients_least", "recipients_most"),
    ),
    text(
        "eligible", "The kinds of recipient that may apply.", _eligible, word="pools: eligible",
        cell=lambda row, style: kinds_text(_eligible(row), style.language),
        data=lambda row: list(_eligible(row)), field=lambda row: ", ".join(_eligible(row)),
    ),
    count("interventions", "How many interventions the round offers.",
          lambda row: getattr(_round(row), "interventions", None), parts=DATA),
    text(
        "participants", "How many take part of each kind, with or without money.", _participants,
        data=_participants, field=lambda row: columns.by_kind_text(_participants(row)), parts=DATA,
    ),
    count(
        "applications", "How many applications were received.",
        lambda row: row.application_totals.applications, cell=_applications_cell,
    ),
    text(
        "applications_complete", "Whether these are all applications.",
        lambda row: row.application_totals.complete,
        data=lambda row: row.application_totals.complete,
        field=_complete_field, parts=DATA,
    ),
    text(
        "applicants", "How many applicants there are of each kind, at least and at most.",
        lambda row: row.application_totals.applicants, cell=_applicants_cell,
        data=lambda row: _by_kind(row.application_totals.applicants),
        field=lambda row: columns.by_kind_text(row.application_totals.applicants),
    ),
    text("support", "What kind of support recipients get.", _support, word="pools: support",
         cell=_support_cell),
    count("price_level", "The year whose prices the frame is in.", _price_level, parts=DATA),
    _date("announced", "When the round was announced."),
    _date("deadline", "When applications were due."),
    _date("decided", "When the awards were decided."),
    text("start", "When projects start.", _start_text, data=_start_data, parts=DATA),
)  # fmt: skip
"""The columns, in the order of every format."""

FIGURES = ("years", "frame", "awarded", "annulled", "used_percent")
WIDE = ("strand", "awards", "recipients")
IN_TABLES = ("name", "support", *FIGURES, *WIDE)
"""What stands in the tables of pools: always, and on wide pages."""

IN_LINES = ("eligible", "applications", "applicants")
"""What stands in lines beside a round."""

COUNTED = ("used_percent", "awards", "recipients", "applications", "applicants")
"""What the page of one round or pool shows beside its amounts."""
