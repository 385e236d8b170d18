"""A ledger held against a register, as text: sums first, then what needs to be looked at."""

from dataclasses import dataclass, replace

from tidlig.arithmetic.registers.matching import Held
from tidlig.arithmetic.registers.reading import Reading
from tidlig.ledger.provenance import Provenance
from tidlig.model.notation import UNITS
from tidlig.render import layout, markdown, register_data
from tidlig.render.balances import source_line
from tidlig.render.escaping import for_markdown, for_terminal
from tidlig.render.layout import Paint, plain_paint
from tidlig.render.register_labels import word
from tidlig.render.register_lists import lists, near_dates, overview
from tidlig.render.shown import Style


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a report on a register is made of."""

    held: Held
    reading: Reading
    provenance: Provenance
    style: Style


def written(
    report: Report, format: str, width: int | None = None, paint: Paint = plain_paint
) -> str:
    """Write a report as a table, csv, csv-da, json or md; width and paint are for tables."""
    if format == "json":
        return register_data.as_json(report.held, report.reading, report.provenance)
    if format in ("csv", "csv-da"):
        return register_data.as_csv(report.held, report.style, danish=format == "csv-da")
    return _as_markdown(report) if format == "md" else _as_table(report, width, paint)


def _as_table(report: Report, width: int | None, paint: Paint) -> str:
    """Write tables for a terminal of some width, or as wide as they need."""
    parts = [
        paint(for_terminal(_title(report)), "bold"),
        layout.as_text(overview(report.held, report.style), width, paint),
        "\n".join(_notes(report)),
    ]
    for heading, table in lists(report.held, _exact(report)):
        parts.append(f"{paint(heading, 'bold')}\n{layout.as_text(table, width, paint)}")
    return "\n\n".join([*parts, paint(source_line(report.provenance, report.style), "dim")]) + "\n"


def _as_markdown(report: Report) -> str:
    parts = [
        f"**{for_markdown(_title(report))}**",
        markdown.as_table(overview(report.held, report.style)),
        "\n".join(f"- {for_markdown(note)}" for note in _notes(report)),
    ]
    for heading, table in lists(report.held, _exact(report)):
        parts.append(f"**{for_markdown(heading)}**\n\n{markdown.as_table(table)}")
    source = f"<sub>{for_markdown(source_line(report.provenance, report.style))}</sub>"
    return "\n\n".join([*parts, source]) + "\n"


def in_kroner(style: Style, held: Held) -> Style:
    """Give a style in kroner, with øre where any amount has them: an øre is a difference."""
    whole = UNITS["kr"]
    items = (*held.ledger, *held.register)
    has_ore = any(item.ore % whole.ore for item in items)
    return replace(style, unit=whole._replace(decimals=2) if has_ore else whole)


def _exact(report: Report) -> Style:
    return in_kroner(report.style, report.held)


def _title(report: Report) -> str:
    kind, language = report.reading.register.type, report.style.language
    held_against = word("held against", language)
    return f"{word(kind, language)} {held_against} {report.reading.file}, {report.style.unit.label}"


def _notes(report: Report) -> list[str]:
    language, held = report.style.language, report.held
    notes = [word("difference is", language)]
    if near := near_dates(held):
        notes.append(word("near dates", language).format(near, held.days))
    if report.style.unit.label != UNITS["kr"].label:
        notes.append(word("rounded units", language))
    return notes
