"""The decorator of commands that print a report, the options they share, and the formats.

A command that prints a report is a function under `@report(...)`. It takes `Shared`, then its own
parameters, and returns what writes the report. The decorator declares the shared options, prints
the report or writes it to a file, and returns the exit code.
"""

import functools
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, is_dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

from tidlig.cli.options import (
    AsOf,
    AtOption,
    LanguageName,
    LanguageOption,
    LedgerOption,
    NoCache,
    ReportDate,
    UnitOption,
    date,
    report_date,
    style,
)
from tidlig.cli.parameters import Argument, Command, Option
from tidlig.cli.printing import (
    ERRORS,
    OK,
    deliver,
    deliver_bytes,
    deliver_parts,
    err,
    page,
    painter,
    width,
    with_plain_signs,
)
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    import datetime as dt

    from tidlig.arithmetic.ledger import Ledger
    from tidlig.index.ledger_files import Subject
    from tidlig.ledger.check_result import CheckResult
    from tidlig.ledger.origin import Origin
    from tidlig.render.report import Context, Report, Writer


class Format(StrEnum):
    """Formats of a report."""

    TABLE = "table"
    CSV = "csv"
    CSV_DA = "csv-da"
    JSON = "json"
    MD = "md"
    HTML = "html"
    XLSX = "xlsx"
    VALUE = "value"
    WIDE_CSV = "wide csv"
    WIDE_CSV_DA = "wide csv-da"


_WIDE = {Format.CSV: Format.WIDE_CSV, Format.CSV_DA: Format.WIDE_CSV_DA}
"""What has the rows and columns of the screen, in place of one figure a row; never typed."""

REPORT_FORMATS = tuple(
    format for format in Format if format is not Format.VALUE and format not in _WIDE.values()
)
"""The formats of a report, unless it says otherwise: one value is of few."""


Output = Annotated[
    Path | None,
    Option("--output -o", metavar="FILE", help="Write to FILE; its ending sets the format."),
]

_BY_ENDING = {
    ".csv": Format.CSV, ".html": Format.HTML, ".json": Format.JSON, ".md": Format.MD,
    ".txt": Format.TABLE, ".xlsx": Format.XLSX,
}  # fmt: skip


def format_option(choices: Sequence[Format]) -> Any:
    """Declare --format for a report that has some of the formats."""
    help = "Format of the report. Default: table, or by the ending of -o."
    return Annotated[Format | None, Option(help=help, choices=tuple(choices))]


def resolved_format(
    format: Format | None,
    output: Path | None,
    choices: Sequence[Format] = REPORT_FORMATS,
    subject: str = "a report",
) -> Format:
    """Return the chosen format, else the format of the file's ending, else a table."""
    by_ending = None if output is None else _BY_ENDING.get(output.suffix.lower())
    if format is not None or output is None:
        if output is not None and Format.XLSX in (format, by_ending) and format is not by_ending:
            raise CouldNot(
                f'"{output}" would not be what its ending says', "leave out --format, or rename it"
            )
        return format or Format.TABLE
    if by_ending is None:
        endings = ", ".join(_BY_ENDING)
        raise CouldNot(
            f'no format has the ending of "{output}"', f"use --format, or one of {endings}"
        )
    if by_ending not in choices:
        *most, last = _endings(choices)
        message = f"{subject} is not written as {by_ending}"
        raise CouldNot(message, f"use {', '.join(most)} or {last}")
    return by_ending


def _shape(format: Format, output: Path | None, *, is_long: bool | None) -> Format:
    """Return a format as it is written: CSV wide as on the screen, or one figure a row.

    CSV for programs is long where it is printed, wide in a file; what `is_long` is so anywhere.
    Of a report that `is_long` does not concern, None, there is no long form.
    """
    if is_long and format not in _WIDE:
        raise CouldNot("--long is of CSV, with one figure a row", "use --format csv")
    if format is Format.XLSX and output is None:
        raise CouldNot("a workbook is not printed", "name its file: -o FILE.xlsx")
    is_printed = output is None and format is Format.CSV
    if format not in _WIDE or is_long or (is_printed and is_long is not None):
        return format
    return _WIDE[format]


def _endings(choices: Sequence[Format]) -> list[str]:
    """Return the endings of some formats, in the order of the formats."""
    by_format = {format: ending for ending, format in _BY_ENDING.items()}
    return [by_format[format] for format in choices if format in by_format]


Text: TypeAlias = "Writer | Iterable[str] | Iterable[bytes] | Iterable[str | bytes]"
"""What writes a report; or its parts, where they are written while they are made."""

_OPTIONS_BEFORE = {"ledger": LedgerOption, "at": AtOption, "no_cache": NoCache}
_LONG = Annotated[
    bool, Option("--long", help="Write CSV with one figure a row, for programs, also to a file.")
]
_OPTIONS_AFTER = {"unit": UnitOption, "as_of": AsOf, "lang": LanguageOption}
_NO_PAGER = Annotated[bool, Option("--no-pager", help="Print a long report without a pager.")]
_SHARED = ("no_pager", *_OPTIONS_BEFORE, *_OPTIONS_AFTER, "format", "output")


@dataclass(slots=True)
class Shared:
    """The values of the shared options, and what the command decides about its report.

    `code` is the exit code if nothing else is wrong. One that `is_whole` is in kroner. Without a
    `context`, the ledger's findings are not counted below the report.
    """

    ledger: Path | None = None
    at: str | None = None
    no_cache: bool = False
    unit: str | None = None
    as_of: str | None = None
    lang: LanguageName | None = None
    format: Format = Format.TABLE
    output: Path | None = None
    no_pager: bool = False
    code: int = field(default=OK, init=False)
    is_whole: bool = field(default=False, init=False)
    has_cuts: bool = field(default=False, init=False)
    may_be_paged: bool = field(default=False, init=False)
    context: "Context | None" = field(default=None, init=False)

    def open(self, until: str | None = None) -> "Opened":
        """Open the ledger with all its entries, as of a date; leave if it cannot be read."""
        from tidlig.cli.opening import open_ledger

        origin, whole, checked = open_ledger(self.ledger, self.at, no_cache=self.no_cache)
        return self.report_on(origin, whole.until(date(until or self.as_of)), checked)

    def date_of(self, origin: "Origin") -> ReportDate:
        """Return the date that the report is of, and where that comes from."""
        return report_date(self.as_of, partial(_day_of, origin, self.at))

    def open_dated(self, until: str | None = None, *asked: "Subject") -> "Opened":
        """Open the ledger as of the date of a report, or an earlier one.

        It has all its entries, or of a large one those that are asked for, and sums of the others.
        Entries that are later than the date are counted. Leaves if the ledger cannot be read.
        """
        from tidlig.cli.opening import open_about
        from tidlig.ledger.locate import locate

        origin = locate(self.ledger, self.at)
        last = date(until)
        day = report_date(self.as_of or until, partial(_day_of, origin, self.at))
        as_of = day.date if last is None else min(day.date, last)
        counted, checked, size = open_about(origin, asked, as_of, no_cache=self.no_cache)
        opened = self.report_on(origin, counted, checked)
        return self._dated(opened, ReportDate(as_of, day.source), size - counted.size)

    def _dated(self, opened: "Opened", day: ReportDate, later: int) -> "Opened":
        """Say where the date of a report comes from, and how many entries are later."""
        dated = replace(opened.context.provenance, as_of_from=day.source, later=later)
        self.context = replace(opened.context, provenance=dated)
        return replace(opened, context=self.context)

    def open_whole(self) -> "Opened":
        """Open the ledger with all its entries as of the date of a report, which is always said."""
        from tidlig.cli.opening import open_ledger

        origin, whole, checked = open_ledger(self.ledger, self.at, no_cache=self.no_cache)
        day = self.date_of(origin)
        opened = self.report_on(origin, whole.until(day.date), checked)
        return self._dated(opened, day, whole.size - opened.ledger.size)

    def open_totals(self, *, by_recipient: bool) -> "Opened":
        """Open the ledger with the totals that a balance needs; leave if it cannot be read."""
        from tidlig.ledger.locate import locate

        return self.open_totals_at(locate(self.ledger, self.at), by_recipient=by_recipient)

    def open_totals_at(self, origin: "Origin", *, by_recipient: bool = False) -> "Opened":
        """Open the ledger at an origin with the totals that a balance needs."""
        from tidlig.cli.opening import open_totals

        day = self.date_of(origin)
        known = open_totals(origin, day.date, by_recipient=by_recipient, no_cache=self.no_cache)
        opened = self.report_on(origin, known.ledger, known.checked)
        return self._dated(opened, day, known.later)

    def report_on(self, origin: "Origin", ledger: "Ledger", checked: "CheckResult") -> "Opened":
        """Make an open ledger, as of its date, the subject of the report."""
        from tidlig.cli.opening import report_context

        settled = style(ledger.settings, self.unit, self.lang, is_whole=self.is_whole)
        self.context = report_context(origin, ledger, checked, settled)
        return Opened(origin, ledger, checked, self.context)

    def writer(self, report: "Report", *, has_cuts: bool = False) -> "Writer":
        """Return what writes a report in the chosen format.

        `has_cuts` says that the chosen years cut spans. CSV has no place for that, so it goes to
        stderr.
        """
        self.has_cuts = has_cuts and self.format in (Format.CSV, Format.CSV_DA)
        from tidlig.render.report import written

        assert self.context is not None, report.schema
        return written(report, self.context, self.format)


def _day_of(origin: "Origin", at: str | None) -> "dt.date | None":
    """Return the day of the commit that a revision names; None without one."""
    if at is None:
        return None
    from tidlig.ledger.revision import Revision

    return origin.day() if isinstance(origin, Revision) else None


@dataclass(frozen=True, slots=True)
class Opened:
    """A ledger as of the chosen date, its origin and findings, and the context of a report."""

    origin: "Origin"
    ledger: "Ledger"
    checked: "CheckResult"
    context: "Context"


def report(
    *formats: Format,
    without: tuple[str, ...] = (),
    subject: str = "a report",
    pages: bool = False,
) -> Callable[[Callable[..., Text]], Command]:
    """Turn a function that returns a report's writer into a command.

    `formats` are those of the report, by default all; `without` names shared options that it does
    not take; `subject` is what an error message calls the report; one that `pages` is shown in a
    pager where it is longer than the terminal.
    """
    choices = formats or REPORT_FORMATS

    def decorate(body: Callable[..., Text]) -> Command:
        @functools.wraps(body)
        def command(**values: Any) -> int:
            shared_values = {name: values.pop(name) for name in _SHARED if name in values}
            if "format" not in without:
                output = shared_values.get("output")
                format = resolved_format(shared_values.get("format"), output, choices, subject)
                is_long = None if "long" in without else values.pop("long", False)
                shared_values["format"] = _shape(format, output, is_long=is_long)
            shared = Shared(**shared_values)
            shared.may_be_paged = pages and not shared.no_pager
            text = body(shared, **_grouped(_parameters_after_shared(body), values))
            return _deliver(text, shared) or shared.code

        vars(command)["__signature__"] = _signature(body, choices, without, pages=pages)
        return command

    return decorate


def with_option_groups(body: Callable[..., int]) -> Command:
    """Turn a function that takes dataclasses of options, but no report's, into a command."""

    @functools.wraps(body)
    def command(**values: Any) -> int:
        return body(**_grouped(inspect.signature(body).parameters.values(), values))

    own = [*_expanded(inspect.signature(body).parameters.values())]
    by_keyword = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in own]
    vars(command)["__signature__"] = inspect.Signature(by_keyword)
    return command


def _deliver(text: Text, shared: Shared) -> int:
    """Print a report or write it to a file, and count the ledger's findings below it.

    Returns the exit code.
    """
    failed = _print(text, shared)
    context = shared.context
    if context is None:
        return failed
    if shared.has_cuts:
        err(context.style.word("outside"))
    if context.checked.findings:
        from tidlig.render.report import problems_line

        err(problems_line(context.checked, context.style))
    has_errors = bool(context.checked.errors)
    return failed or (ERRORS if has_errors else OK)


def _print(text: Text, shared: Shared) -> int:
    if not callable(text):
        return deliver_parts(text, shared.output)
    if shared.format is Format.XLSX:
        return _deliver_workbook(text, shared)
    if shared.output is not None:
        return deliver(text(), shared.output)
    written = text(width(sys.stdout), painter(sys.stdout))
    if shared.format is Format.TABLE:
        written = with_plain_signs(written, sys.stdout.encoding)
    is_paged = shared.format is Format.TABLE and shared.may_be_paged
    return page(written) if is_paged else deliver(written, None)


def _deliver_workbook(text: "Writer", shared: Shared) -> int:
    """Write a report as it is shown as a workbook; return the exit code."""
    from tidlig.documents.shown_workbook import workbook_of
    from tidlig.render.shown import AsShown

    assert isinstance(text, AsShown)
    assert shared.output is not None
    return deliver_bytes(workbook_of(text.shown()), shared.output)


def _signature(
    body: Callable[..., Any],
    choices: tuple[Format, ...],
    without: tuple[str, ...],
    *,
    pages: bool,
) -> inspect.Signature:
    """Return the parameters of a command: arguments, then its own options among the shared."""
    own = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in _expanded(_parameters_after_shared(body))
    ]
    arguments = [parameter for parameter in own if _is_argument(parameter)]
    options = [parameter for parameter in own if not _is_argument(parameter)]
    after = {**_OPTIONS_AFTER, "format": format_option(choices), "long": _LONG, "output": Output}
    if "format" in without:
        del after["long"]
    if pages:
        after["no_pager"] = _NO_PAGER
    return inspect.Signature(
        [
            *arguments,
            *_shared_parameters(_OPTIONS_BEFORE, without),
            *options,
            *_shared_parameters(after, without),
        ]
    )


def _parameters_after_shared(body: Callable[..., Any]) -> list[inspect.Parameter]:
    _, *parameters = inspect.signature(body).parameters.values()
    return parameters


def _expanded(parameters: Iterable[inspect.Parameter]) -> Iterator[inspect.Parameter]:
    """Iterate over a command's own parameters, with the fields of a dataclass in its place."""
    for parameter in parameters:
        group = _group(parameter)
        if group is None:
            yield parameter
        else:
            yield from inspect.signature(group).parameters.values()


def _grouped(parameters: Iterable[inspect.Parameter], values: dict[str, Any]) -> dict[str, Any]:
    """Replace the values of a dataclass's fields by an instance of it."""
    grouped = dict(values)
    for parameter in parameters:
        group = _group(parameter)
        if group is not None:
            names = inspect.signature(group).parameters
            fields = {name: grouped.pop(name) for name in names if name in grouped}
            grouped[parameter.name] = group(**fields)
    return grouped


def _group(parameter: inspect.Parameter) -> Callable[..., Any] | None:
    """Return the dataclass of options that a parameter stands for, if any."""
    group: Callable[..., Any] = parameter.annotation
    return group if is_dataclass(group) else None


def _is_argument(parameter: inspect.Parameter) -> bool:
    return isinstance(parameter.annotation.__metadata__[0], Argument)


def _shared_parameters(
    annotations: dict[str, Any], without: tuple[str, ...]
) -> list[inspect.Parameter]:
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if name in ("no_cache", "no_pager", "long") else None,
            annotation=annotation,
        )
        for name, annotation in annotations.items()
        if name not in without
    ]
