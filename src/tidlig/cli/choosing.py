"""What `tidlig add` offers at its prompts: entries with what is left, years, and words for Tab."""

import datetime as dt
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tidlig.cli.options import report_date
from tidlig.cli.printing import could_not, err, width

if TYPE_CHECKING:
    from tidlig.arithmetic.award_years import YearChoice
    from tidlig.arithmetic.figures import Figure
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.model.entry import Entry
    from tidlig.render.choices import Choice
    from tidlig.render.style import Style

MOST = 12
"""So many entries are offered; of more, their number."""


def show_choices(ledger: "Ledger", kind: str, style: "Style") -> None:
    """Print the entries of a kind, with what programs and the frames of pools have left."""
    from tidlig.arithmetic.related import all_entries
    from tidlig.render.choices import choices_as_text
    from tidlig.render.sentences import sentence

    entries = [entry for entry in all_entries(ledger) if entry.kind == kind]
    if not entries:
        return
    today = report_date(None, lambda: None).date
    dated = ledger.until(today)
    heading = _heading(kind)
    choices: list[Choice] = [
        (entry.id, _name(ledger, entry), _figure(dated, entry, heading, today))
        for entry in entries[:MOST]
    ]
    text = choices_as_text(choices, heading, style, width(sys.stderr) or 80)
    err(text.rstrip("\n"))
    if len(entries) > MOST:
        err(sentence("more places", style.language, number=len(entries) - MOST))


def _name(ledger: "Ledger", entry: "Entry") -> str | None:
    """Name an entry: an award by its recipient."""
    from tidlig.arithmetic.related import display_name

    recipient = ledger.recipients.get(getattr(entry, "recipient", None) or "")
    return display_name(entry) if recipient is None else recipient.name


def _heading(kind: str) -> str:
    """Return what a choice of a kind shows: of pools, what is left of their frames."""
    from tidlig.arithmetic.followed_figure import LEFT_OF_FRAME

    return {"pool": LEFT_OF_FRAME, "program": "remaining"}.get(kind, "")


def _figure(ledger: "Ledger", entry: "Entry", heading: str, date: dt.date) -> "Figure | None":
    from tidlig.arithmetic.followed_figure import followed_figure

    return followed_figure(ledger, entry, heading, date).figure if heading else None


def years_asked(table: Mapping[str, Any], ledger: "Ledger", style: "Style") -> str | None:
    """Ask which years an award is charged to, where they decide; None for the year of its date."""
    from tidlig.arithmetic.award_years import award_years

    pool = ledger.pools.get(str(table.get("pool")))
    program = pool.program if pool is not None else str(table.get("program"))
    date = table.get("date")
    is_settled = "years" in table or isinstance(table.get("amount"), dict)
    if is_settled or program not in ledger.programs or not isinstance(date, dt.date):
        return None
    strand = table.get("strand") or (pool.strand if pool is not None else None)
    today = report_date(None, lambda: None).date
    choices = award_years(ledger, program, strand, pool, max(today, date))
    if not choices:
        return None
    return _asked(choices, pool or ledger.programs[program], date.year, style)


def _asked(
    choices: "Sequence[YearChoice]", subject: "Entry", year: int, style: "Style"
) -> str | None:
    from tidlig.arithmetic.related import display_name
    from tidlig.render.choices import years_as_text
    from tidlig.render.sentences import sentence

    name = display_name(subject) or subject.id
    err(years_as_text(name, choices, year, style, width(sys.stderr) or 80).rstrip("\n"))
    allowed = {
        str(number): str(each.years)
        for number, each in enumerate(choices, 1)
        if each.refused is None
    }
    proposal = next((number for number, years in allowed.items() if years == str(year)), None)
    while True:
        text = prompt(sentence("ask year", style.language), proposal)
        if text in allowed:
            return None if allowed[text] == str(year) else allowed[text]
        could_not(f'"{text[:20]}" is none of these', f"write {', '.join(allowed)}")


def prompt(label: str, proposal: object = None, words: Sequence[str] = ()) -> str:
    """Ask for a text, which Tab completes with some words; leave when the user aborts."""
    import typer

    from tidlig.cli.writing import leave_on_abort

    default = "" if proposal is None else str(proposal)
    with leave_on_abort(), _completing(words):
        text: str = typer.prompt(label, default=default, show_default=bool(default), err=True)
    return text.strip()


@contextmanager
def _completing(words: Sequence[str]) -> Iterator[None]:
    """Have Tab complete words, where the system's input can."""
    if not words:
        yield
        return
    try:
        import readline
    except ImportError:
        yield
        return
    folded = [(word.casefold(), word) for word in words]

    def complete(text: str, state: int) -> str | None:
        start = text.casefold()
        matches = [word for fold, word in folded if fold.startswith(start)]
        return matches[state] if state < len(matches) else None

    readline.set_completer_delims("")
    readline.set_completer(complete)
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(None)


def words_for(ledger: "Ledger", kind: str) -> list[str]:
    """Return the ids, names and aliases that entries of a kind can be typed by."""
    from tidlig.arithmetic.related import all_entries, names_of

    entries = [entry for entry in all_entries(ledger) if entry.kind == kind]
    names = (name for entry in entries for name in (entry.id, *names_of(entry)))
    return list(dict.fromkeys(names))
