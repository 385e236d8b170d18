"""A ledger held against a register: sums of each group, then lists of what to look at."""

from dataclasses import replace

from tidlig.matching.items import Reading
from tidlig.matching.matching import Matching
from tidlig.model.money import UNITS, Money
from tidlig.render import register_data, register_notes
from tidlig.render.register_labels import word
from tidlig.render.register_lists import compared_with, lists, near_dates, overview, total
from tidlig.render.report import Context, Page, Report, Section, source
from tidlig.render.style import Style, with_all_digits


def report(held: Matching, reading: Reading, context: Context) -> Report:
    """Give what a register comes to as a report, in any format."""
    return Report(
        register_data.SCHEMA,
        _figures(held, reading),
        lambda style: _page(held, reading, context, style),
        lambda: register_data.rows(held, reading, _in_kroner(held, reading, context.style)),
        lambda: register_data.as_data(held, reading),
    )


def _page(held: Matching, reading: Reading, context: Context, style: Style) -> Page:
    kind, against = reading.register.type, word("held against", style.language)
    all_digits = _in_kroner(held, reading, style)
    of_total = reading.total
    compared = [] if of_total is None else compared_with(of_total, all_digits)
    return Page(
        f"{word(kind, style.language)} {against} {reading.file}, {style.unit.label}",
        overview(held, style),
        tuple(_notes(held, style)),
        source(context.provenance, style),
        sections=(
            *(Section(heading, table, compared) for heading, table in total(reading, all_digits)),
            *(Section(heading, table) for heading, table in lists(held, all_digits)),
        ),
        table_notes=tuple(register_notes.notes(held, reading, style)),
    )


def _figures(held: Matching, reading: Reading) -> list[Money]:
    of_total = reading.total
    written = []
    if of_total is not None:
        compared = (each.ore for each in of_total.compared)
        written = [Money(ore) for ore in (of_total.ore or 0, of_total.lines or 0, *compared)]
    found = [item.money for item in (*held.ledger, *held.register) if item.money is not None]
    return [*found, *written]


def _in_kroner(held: Matching, reading: Reading, style: Style) -> Style:
    """Give a style with all digits: an øre is a difference."""
    return with_all_digits(replace(style, unit=UNITS["kr"]), _figures(held, reading))


def _notes(held: Matching, style: Style) -> list[str]:
    notes = [word("difference is", style.language)]
    if near := near_dates(held):
        notes.append(word("near dates", style.language).format(near, held.days))
    if style.unit.label != UNITS["kr"].label:
        notes.append(word("rounded units", style.language))
    return notes
