"""What is said of a register: how it was read, on stderr, and what its sums leave out.

How a register was read is in English, as all messages are; notes of the report are in its language.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from tidlig.matching.items import Reading, Sum, Total
from tidlig.matching.leftovers import MissingWord
from tidlig.matching.matching import Matching
from tidlig.model.money import Money, kroner
from tidlig.model.records import Filter
from tidlig.model.texts import Identifier
from tidlig.render.escaping import for_terminal
from tidlig.render.register_words import phrase, sentence
from tidlig.render.style import Language, Style

_MOST_NAMED = 5
"""So many columns are named that may be one which is missed."""


def on_figures(matching: Matching, style: Style) -> list[str]:
    """Notes on what the figures of the report are."""
    notes = [phrase("difference is", style.language)]
    near = [match for match in matching.matches if match.is_in_order and match.notes]
    if near:
        notes.append(phrase("near dates", style.language, len(near), matching.days))
    whole = style.unit.whole.label
    if style.unit.label != whole:
        last = whole if whole.endswith(".") else f"{whole}."
        notes.append(phrase("rounded units", style.language, last))
    return notes


def on_sums(matching: Matching, reading: Reading, style: Style) -> Iterator[str]:
    """Notes on what the sums of the report do not show."""
    yield from _not_compared(matching, style)
    if matching.is_opposite:
        option = _option_that_turns(reading, style.language)
        yield sentence("other sign", style.language, option)
    over = matching.over_years
    if over.number:
        yield sentence("over years", style.language, over.number, style.in_full(over.sum))
    yield from _on_years(matching, style)


def _on_years(matching: Matching, style: Style) -> Iterator[str]:
    """Notes on what years leave of the register, and what they cannot choose."""
    years, outside, undated = matching.years, matching.outside_years, matching.undated
    if outside is not None:
        yield sentence("of years", style.language, years, style.in_full(outside.sum))
    if not undated:
        return
    if undated == len(matching.register):
        yield sentence("no dates", style.language, years)
    else:
        yield sentence("undated", style.language, undated, years)


def _not_compared(matching: Matching, style: Style) -> Iterator[str]:
    """Notes on what no line of the register says."""
    language = style.language
    unread = [lacking for lacking in matching.lacking if lacking.empty is None]
    if unread:
        name = "not compared" if len(unread) == 1 else "both not compared"
        words = phrase("and", language).join(_word(lacking, style) for lacking in unread)
        yield sentence(name, language, words)
    for lacking in matching.lacking:
        if lacking not in unread:
            yield sentence("nothing under", language, _word(lacking, style), lacking.empty)
    for lacking in matching.lacking:
        if lacking.may_be:
            yield _may_be(lacking, style)


def _may_be(lacking: MissingWord, style: Style) -> str:
    headings = [f'"{heading}"' for heading in lacking.may_be[:_MOST_NAMED]]
    one_of = phrase("or", style.language).join(headings)
    option = f'--columns {lacking.word}="{lacking.may_be[0]}"'
    return sentence("may be", style.language, _word(lacking, style), one_of, option)


def _word(lacking: MissingWord, style: Style) -> str:
    words = {"recipient": "recipient on either side"}
    return style.word(words.get(lacking.word, lacking.word))


def _option_that_turns(reading: Reading, language: Language) -> str:
    """Return the option that gives all amounts their other sign."""
    if reading.register.negate:
        return phrase("without", language, "--negate")
    if not reading.register.sign:
        return "--negate"
    unturned = [(heading, values) for heading, values in reading.unturned.items() if values]
    match unturned:
        case [(heading, (value,))]:
            return _sign_option(heading, value)
    return phrase("other values", language)


def _sign_option(heading: str, value: str) -> str:
    """Write --sign, in quotes if a shell could read it as something else."""
    option = f"{heading}={value}"
    others = [character for character in heading + value if character not in "=/"]
    return f"--sign {option}" if "".join(others).isalnum() else f'--sign "{option}"'


# The register's own total.


def total_remark(total: Total, style: Style) -> str:
    """Say what the register's own total is, and what its lines come to."""
    own, lines = _figure(total.ore or 0, style), _figure(total.lines or 0, style)
    remark = phrase("total remark", style.language, own, lines, style.unit.whole.label)
    return "; ".join([remark, *compared_with(total, style), *under(total, style)])


def compared_with(total: Total, style: Style) -> list[str]:
    """Say what sums a total was compared with, where they are several."""
    if len(total.compared) < 2:
        return []
    sums = [
        f"{_sum_of(compared, style.language)}: {_figure(compared.ore, style)}"
        for compared in total.compared
    ]
    return [phrase("compared with", style.language, "; ".join(sums))]


def under(total: Total, style: Style) -> list[str]:
    """Say which heading a total stands under, where amounts have two."""
    return [] if total.under is None else [phrase("under", style.language, total.under)]


def _sum_of(compared: Sum, language: Language) -> str:
    """Say which lines a sum is of, and how they are added."""
    return f"{phrase(compared.which, language)}{phrase(compared.how, language)}"


def _figure(ore: int, style: Style) -> str:
    return style.figure(Money(ore))


# How a register was read.

_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}
_MARKS = {",": "decimal comma", ".": "decimal point"}
_ORDERS = {"day-first": "dates with the day first", "month-first": "dates with the month first"}
_DELIMITERS = {"\t": "tabs"}

_MOST_UNREAD = 60
"""So many columns that nobody reads are named."""


def on_reading(reading: Reading, matching: Matching, style: Style | None = None) -> str:
    """Say how a register was read; with a style also the notes of a report that has no room."""
    lines = [_how(reading)]
    lines += [f"note: {note}" for note in _reading_notes(reading, matching)]
    if style is not None:
        english = replace(style, language="en")
        lines += [f"note: {note}" for note in on_sums(matching, reading, english)]
    return "\n".join(map(for_terminal, lines))


def _how(reading: Reading) -> str:
    form = ", ".join([_lines(len(reading.items)), *_form(reading)])
    headings = ", ".join(f'{word} = "{heading}"' for word, heading in reading.columns.items())
    unit = reading.unit
    amounts = "" if unit == unit.whole else f", amounts in {unit.label}"
    return f"{reading.file}: {form}{amounts}; {headings}"


def _form(reading: Reading) -> Iterator[str]:
    """Say what form the file has, as far as that was chosen."""
    if reading.sheet is not None:
        yield f'sheet "{reading.sheet}"'
    if reading.encoding is not None:
        yield _ENCODINGS[reading.encoding]
    if reading.delimiter is not None:
        delimiter = _DELIMITERS.get(reading.delimiter, f'"{reading.delimiter}"')
        yield f"{delimiter} between cells"
    if reading.mark is not None:
        yield _MARKS[reading.mark]
    if reading.order is not None:
        yield _ORDERS[reading.order]


def _reading_notes(reading: Reading, matching: Matching) -> Iterator[str]:
    """Say what was left out, and what of the register says nothing."""
    if reading.heading_line > 1:
        yield f"the headings are on line {reading.heading_line}; nothing above is read"
    if reading.unread:
        yield f"not read: {_unread(reading)}"
    yield from _on_signs(reading)
    yield from _on_lines(reading, matching)
    if reading.total is not None:
        yield _on_total(reading.total, reading.unit.whole.label)
    for word in ("id", "reference"):
        if word in reading.columns and word not in matching.comparable:
            heading = reading.columns[word]
            yield f'nothing under "{heading}" is an id or a reference of the ledger'


def _on_lines(reading: Reading, matching: Matching) -> Iterator[str]:
    """Say how many lines are hidden, and how many left out."""
    hidden, left_out, of_others = reading.hidden, reading.left_out, matching.of_other_years
    if hidden:
        count = "counts is" if hidden == 1 else "count are"
        yield f"{_lines(hidden)} that {count} hidden in the workbook, by hand or by a filter"
    if left_out:
        yield f"{_lines(left_out)} {_are(left_out)} left out by the filters"
    if of_others:
        yield f"{_lines(of_others)} {_are(of_others)} of other years and left out"


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _unread(reading: Reading) -> str:
    named = ", ".join(f'"{heading}"' for heading in reading.unread[:_MOST_UNREAD])
    more = len(reading.unread) - _MOST_UNREAD
    if more <= 0:
        return named
    return f"{named} and {more} more {'column' if more == 1 else 'columns'}"


def _on_signs(reading: Reading) -> Iterator[str]:
    """Say which amounts count with another sign than they have in the file."""
    if reading.register.sign:
        count = "counts" if reading.turned == 1 else "count"
        headings = ", ".join(f'"{sign.column}"' for sign in reading.register.sign)
        yield f"{_lines(reading.turned)} {count} with the other sign, for what {headings} has"
    if reading.register.negate:
        yield "all amounts count with the other sign"
    if "debit" in reading.columns:
        yield "amounts are debit less credit"


def _on_total(total: Total, kr: str) -> str:
    left_out = f'line {total.line} is a total ("{total.label}") and is left out'
    if total.ore is None or total.lines is None:
        return f"{left_out}; it cannot be compared with the lines"
    heading = "" if total.under is None else f', under "{total.under}"'
    if total.agreeing is not None:
        return f"{left_out}; {_agreement(total.agreeing)}{heading}"
    own = f"it says {kroner(Money(total.ore), word=kr)}{heading}"
    if len(total.compared) < 2:
        return f"{left_out}: {own}, and the lines come to {kroner(Money(total.lines), word=kr)}"
    sums = "; ".join(
        f"{_sum_of(compared, 'en')} {kroner(Money(compared.ore), word=kr)}"
        for compared in total.compared
    )
    return f"{left_out}: {own}, which is none of these sums: {sums}"


def _agreement(agreeing: Sum) -> str:
    if (agreeing.which, agreeing.how) == ("all", "written"):
        return "the lines add up to it"
    return f"it is the sum of {_sum_of(agreeing, 'en')}"


def reading_data(reading: Reading, matching: Matching) -> dict[str, Any]:
    """How a register was read, as JSON has it, without its own total."""
    register = reading.register
    return {
        "file": Identifier(reading.file),
        "name": register.id or None,
        "kind": register.type,
        "columns": dict(reading.columns),
        "filters": _values_by_column(register.filters),
        "sign": _values_by_column(register.sign),
        "negate": register.negate,
        "not_read": list(reading.unread),
        "not_compared": [_lacking_data(lacking) for lacking in matching.lacking],
        "years": None if matching.years is None else str(matching.years),
        "undated": matching.undated,
        "left_out": reading.left_out,
        "turned": reading.turned,
        "other_sign": matching.is_opposite,
        "hidden": reading.hidden,
        "unit": reading.unit.label,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "decimal": reading.mark,
        "dates": reading.order,
        "sheet": reading.sheet,
        "days": matching.days,
    }


def _lacking_data(lacking: MissingWord) -> dict[str, Any]:
    return {"column": lacking.word, "empty": lacking.empty, "may_be": list(lacking.may_be)}


def _values_by_column(filters: Iterable[Filter]) -> dict[str, list[str]]:
    return {column.column: list(column.values) for column in filters}
