"""What all reports share: their options, the ledger that they are about, and where they go.

A command that gives a report is a function under `@report(...)`. It takes `Shared` and then what is
its own, and returns what writes the report; the shared options are declared once, here.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tidlig.cli.declaring import Argument, Command
from tidlig.cli.delivering import delivered
from tidlig.cli.exit_codes import OK
from tidlig.cli.formats import Format, Output, format_of, format_option
from tidlig.cli.options import (
    AsOf,
    AtOption,
    LanguageName,
    LanguageOption,
    LedgerOption,
    NoCache,
    UnitName,
    UnitOption,
    date,
    style,
)

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.checked import Checked
    from tidlig.ledger.origin import Origin
    from tidlig.render.report import Context, Report, Writer

_BEFORE = {"ledger": LedgerOption, "at": AtOption, "no_cache": NoCache}
_AFTER = {"unit": UnitOption, "as_of": AsOf, "lang": LanguageOption}


@dataclass(slots=True)
class Shared:
    """The values of the options that reports share; then the report's context.

    `code` is the exit code where nothing else is wrong.
    """

    ledger: Path | None = None
    at: str | None = None
    no_cache: bool = False
    unit: UnitName | None = None
    as_of: str | None = None
    lang: LanguageName | None = None
    format: Format = Format.TABLE
    output: Path | None = None
    code: int = field(default=OK, init=False)
    has_cuts: bool = field(default=False, init=False)
    context: "Context | None" = field(default=None, init=False)

    def opened(self, until: str | None = None) -> "Opened":
        """Open the ledger with all its entries, as of a date; leave when it cannot be read."""
        from tidlig.cli.opening import readable

        origin, whole, checked = readable(self.ledger, self.at, no_cache=self.no_cache)
        return self.about(origin, whole.until(date(until or self.as_of)), checked)

    def about(self, origin: "Origin", ledger: "Ledger", checked: "Checked") -> "Opened":
        """Take a ledger that has been opened, as of its date, for what the report is about."""
        from tidlig.cli.opening import context

        settled = style(ledger.settings, self.unit, self.lang)
        self.context = context(origin, ledger, checked, settled)
        return Opened(origin, ledger, checked, self.context)

    def written(self, report: "Report", *, has_cuts: bool = False) -> "Writer":
        """Give what writes a report in the format that is asked for.

        Where the years that are asked for cut spans, CSV has no place to say so: stderr does.
        """
        self.has_cuts = has_cuts and self.format in (Format.CSV, Format.CSV_DA)
        from tidlig.render.report import written

        assert self.context is not None, report.schema
        return written(report, self.context, self.format)


@dataclass(frozen=True, slots=True)
class Opened:
    """A ledger as of the date that is asked for, where it is, its findings, and the context."""

    origin: "Origin"
    ledger: "Ledger"
    checked: "Checked"
    context: "Context"


def report(
    *formats: Format, without: tuple[str, ...] = (), subject: str = "a report"
) -> Callable[[Callable[..., "Writer"]], Command]:
    """Make a command of a function that gives a report's writer.

    `formats` are those that it can be written in, every one unless said; `without` names shared
    options that it does not take; `subject` is what a message calls the report.
    """
    choices = formats or tuple(Format)

    def declared(body: Callable[..., "Writer"]) -> Command:
        @functools.wraps(body)
        def command(**values: Any) -> int:
            given = {name: values.pop(name) for name in list(values) if name in _SHARED}
            given["format"] = format_of(given.get("format"), given.get("output"), choices, subject)
            shared = Shared(**given)
            write = body(shared, **values)
            assert shared.context is not None, body
            failed = delivered(write, shared.context, shared.output, cuts=shared.has_cuts)
            return failed or shared.code

        vars(command)["__signature__"] = _signature(body, choices, without)
        return command

    return declared


_SHARED = (*_BEFORE, *_AFTER, "format", "output")


def _signature(
    body: Callable[..., Any], choices: tuple[Format, ...], without: tuple[str, ...]
) -> inspect.Signature:
    """Give what a command takes: its arguments, then its own options among the shared ones."""
    _, *all_own = inspect.signature(body).parameters.values()
    own = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in all_own]
    arguments = [each for each in own if isinstance(each.annotation.__metadata__[0], Argument)]
    options = [each for each in own if each not in arguments]
    last = {**_AFTER, "format": format_option(choices), "output": Output}
    return inspect.Signature(
        [*arguments, *_options(_BEFORE, without), *options, *_options(last, without)]
    )


def _options(declared: dict[str, Any], without: tuple[str, ...]) -> list[inspect.Parameter]:
    return [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=False if name == "no_cache" else None,
            annotation=annotation,
        )
        for name, annotation in declared.items()
        if name not in without
    ]
