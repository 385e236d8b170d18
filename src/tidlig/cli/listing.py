"""What the commands that list entries have in common: their options, and the list itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from tidlig.cli import completing
from tidlig.cli.completing import ids, listed, proposals
from tidlig.cli.lookups import entry
from tidlig.cli.options import YearsOption, date, names, unknown_name
from tidlig.cli.options import years as years_of
from tidlig.cli.parameters import APART, Option
from tidlig.cli.report_command import Format, Opened, Shared
from tidlig.model.failure import CouldNot
from tidlig.model.spelling import caseless

if TYPE_CHECKING:
    import datetime as dt

    from tidlig.arithmetic.ledger import Ledger
    from tidlig.arithmetic.listing import ListChoice
    from tidlig.arithmetic.log import LogChoice
    from tidlig.index.ledger_files import Asked, Subject
    from tidlig.model.entry import Entry
    from tidlig.render.listing import Sort
    from tidlig.render.listing_columns import ListColumn
    from tidlig.render.report import Writer

_OPENED_WHOLE = ("award", "amendment", "payment", "return", "recipient", "round")
"""Kinds whose figures need every award, unless the list is limited to some entry's."""


def complete_kinds(typed: Mapping[str, Any], incomplete: str) -> list[str]:
    """Complete a kind of entry."""
    from tidlig.model.registry import KINDS

    del typed
    return proposals(sorted((*KINDS, "strand")), incomplete)


def _complete_columns(typed: Mapping[str, Any], incomplete: str) -> list[str]:
    return listed(_column_names(typed, incomplete.rpartition(",")[2]), incomplete)


def _complete_sort(typed: Mapping[str, Any], incomplete: str) -> list[str]:
    return proposals(_column_names(typed, incomplete), incomplete)


def _typed_kind(typed: Mapping[str, Any]) -> str:
    """Return the kind that was typed; it stands apart where the last option has no value yet."""
    apart = [*typed[APART]] if "kind" in typed else []
    return str(typed.get("kind") or (apart or ["award"])[0])


def _column_names(typed: Mapping[str, Any], letters: str) -> list[str]:
    """Return the names of columns, and once a letter is typed their words too."""
    try:
        from tidlig.render.listing_columns import columns_of, words_of

        kind = _kind(_typed_kind(typed))
    except CouldNot:
        return []
    own = [each.column.name for each in columns_of(kind.kind)]
    words = [word for word in words_of(kind.kind) if word.replace("-", "").isalnum()]
    return list(dict.fromkeys([*own, *sorted(words)])) if letters else own


Program = Annotated[
    str | None,
    Option(metavar="PROGRAM", help="Only this program.", completes=ids("program")),
]
Strand = Annotated[
    str | None,
    Option(metavar="STRAND", help="Only this strand.", completes=completing.strands),
]
Pool = Annotated[str | None, Option(metavar="POOL", help="Only this pool.", completes=ids("pool"))]
Recipient = Annotated[
    str | None,
    Option(metavar="RECIPIENT", help="Only this recipient.", completes=ids("recipient")),
]
Since = Annotated[str | None, Option(metavar="DATE", help="Only entries dated from this day on.")]
Until = Annotated[str | None, Option(metavar="DATE", help="Only entries dated up to this day.")]
Text = Annotated[str | None, Option(metavar="TEXT", help="Only entries with this in a text.")]
Tag = Annotated[list[str] | None, Option(metavar="TAG", help="Only entries with this tag.")]
Columns = Annotated[
    str | None, Option(metavar="A,B", help="Show these columns.", completes=_complete_columns)
]
SortBy = Annotated[
    str | None,
    Option(
        metavar="COLUMN",
        help="Put rows in order by this; -COLUMN the other way.",
        completes=_complete_sort,
    ),
]


@dataclass(frozen=True, slots=True)
class ListOptions:
    """The options of a list: which entries, which columns, and in what order."""

    program: Program = None
    strand: Strand = None
    pool: Pool = None
    recipient: Recipient = None
    years: YearsOption = None
    since: Since = None
    until: Until = None
    text: Text = None
    tag: Tag = None
    columns: Columns = None
    sort: SortBy = None

    def asked(self) -> "Iterator[Asked]":
        """Yield the entries that the list is limited to."""
        from tidlig.index.ledger_files import Asked

        if self.program:
            yield Asked(self.program, ("program",))
        if self.strand:
            is_short = self.program is not None and "/" not in self.strand
            yield Asked(f"{self.program}/{self.strand}" if is_short else self.strand, ("strand",))
        if self.pool:
            yield Asked(self.pool, ("pool",))
        if self.recipient:
            yield Asked(self.recipient, ("recipient",))


def listed_entries(shared: Shared, kind_typed: str, options: ListOptions) -> "Writer":
    """Return what writes the list of the entries of a kind."""
    from tidlig.arithmetic.listing import listing
    from tidlig.render import listing as list_report

    kind = _kind(kind_typed)
    limits = tuple(options.asked())
    days = date(options.since), date(options.until)
    opened = shared.open_dated(None, *_subjects(kind, limits))
    chosen = _columns(options.columns, kind)
    sort = _sort(options.sort, kind)
    entries = [entry(opened.ledger, each.text, *each.kinds) for each in limits]
    choice = _choice(opened.ledger, kind, options, entries, days)
    found = listing(opened.ledger, choice)
    shown = list_report.Shown(chosen, sort, tuple(_limits(opened, choice, entries)))
    page = list_report.report(
        opened.ledger, found, opened.context, shown, is_unit_fixed=shared.unit is not None
    )
    shared.has_cuts = bool(found.cut_spans) and shared.format in (Format.CSV, Format.CSV_DA)
    return page.writer(shared.format)


def _kind(text: str) -> "type[Entry]":
    """Return the kind that a text means, by its name or by its words in either language."""
    from tidlig.model.kinds import ALL_KINDS

    kinds: dict[str, type[Entry]] = {}
    for name, kind in ALL_KINDS.items():
        for word in (name, f"{name}s", *kind.described.words):
            kinds.setdefault(caseless(word), kind)
    found = ALL_KINDS.get(text) or kinds.get(caseless(text))
    if found is None:
        raise unknown_name("kind", text, list(ALL_KINDS), f"the kinds are {', '.join(ALL_KINDS)}")
    return found


def _subjects(kind: "type[Entry]", limits: "Sequence[Asked]") -> "Sequence[Subject]":
    """Return what has to be opened of a large ledger; nothing for all of it."""
    from tidlig.index.ledger_files import Every

    if limits or kind.kind in _OPENED_WHOLE:
        return limits
    return (Every.CORE,)


def _choice(
    ledger: "Ledger",
    kind: "type[Entry]",
    options: ListOptions,
    entries: "Sequence[Entry]",
    days: "tuple[dt.date | None, dt.date | None]",
) -> "ListChoice":
    from tidlig.arithmetic.listing import ListChoice, has_dates

    if days != (None, None) and not has_dates(kind):
        raise CouldNot(
            f"entries of the kind {kind.kind} have no date", "leave --since and --until out"
        )
    text = options.text or ""
    return ListChoice(kind, _money(ledger, options, entries), *days, text, tuple(options.tag or ()))


def _money(ledger: "Ledger", options: ListOptions, entries: "Sequence[Entry]") -> "LogChoice":
    from tidlig.arithmetic.log import LogChoice
    from tidlig.arithmetic.related import scope

    scopes = tuple(scope(ledger, each) for each in entries)
    return LogChoice(scopes, years_of(options.years))


def _columns(text: str | None, kind: "type[Entry]") -> "tuple[ListColumn, ...]":
    """Parse columns, by name or by their words in either language; () means the usual ones."""
    from tidlig.render.listing_columns import named

    found = dict.fromkeys(_column(name, kind) for name in names(text))
    return tuple(named(kind.kind, found))


def _column(name: str, kind: "type[Entry]") -> str:
    from tidlig.render.listing_columns import columns_of, words_of

    words = words_of(kind.kind)
    found = words.get(name) or words.get(caseless(name))
    if found is None:
        known = [each.column.name for each in columns_of(kind.kind)]
        help = f"the columns are {', '.join(known)}"
        raise unknown_name("column", name, list(words), help)
    return found


def _sort(text: str | None, kind: "type[Entry]") -> "Sort | None":
    """Parse the column that rows are put in order by; a hyphen before it turns the order."""
    if text is None:
        return None
    from tidlig.render.listing import Sort
    from tidlig.render.listing_columns import named

    typed = names(text.removeprefix("-"))
    if len(typed) != 1:
        raise CouldNot("--sort takes one column", "write --sort date, or --sort -date")
    (column,) = named(kind.kind, [_column(typed[0], kind)])
    return Sort(column, text.startswith("-"))


def _limits(opened: Opened, choice: "ListChoice", entries: "Sequence[Entry]") -> Iterator[str]:
    """Say in words what a list is limited to."""
    from tidlig.arithmetic.related import display_name
    from tidlig.render.sentences import sentence
    from tidlig.render.values import address

    def say(key: str, **values: object) -> str:
        return sentence(f"list: {key}", opened.context.style.language, **values)

    for each in entries:
        yield display_name(each) or address(each)
    if choice.money.years is not None:
        yield str(choice.money.years)
    if choice.since is not None:
        yield say("since", date=choice.since)
    if choice.until is not None:
        yield say("until", date=choice.until)
    for tag in choice.tags:
        yield say("tagged", tag=tag)
    if choice.text:
        yield say("of text", text=choice.text)
