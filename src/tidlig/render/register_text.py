"""How a register was read, in a few lines; and the words of a report on it."""

from collections.abc import Iterator

from tidlig.arithmetic.registers.matches import Match, Remark
from tidlig.arithmetic.registers.matching import Held
from tidlig.arithmetic.registers.reading import Reading, Total
from tidlig.model.money import Money
from tidlig.model.notation import UNITS, in_unit, kroner
from tidlig.model.texts import Identifier
from tidlig.render.escaping import for_terminal
from tidlig.render.style import Style
from tidlig.render.words import Language

_WORDS: dict[str, tuple[str, str]] = {
    "award": ("Tilsagn", "Awards"),
    "payment": ("Udbetalinger", "Payments"),
    "held against": ("holdt op mod", "held against"),
    "group": ("gruppe", "group"),
    "lines": ("linjer", "lines"),
    "ledger": ("i bogen", "in the ledger"),
    "register": ("i registret", "in the register"),
    "ledger lines": ("linjer i bogen", "lines in the ledger"),
    "register lines": ("linjer i registret", "lines in the register"),
    "difference": ("forskel", "difference"),
    "in all": ("i alt", "in all"),
    "item": ("post", "entry"),
    "recipient": ("modtager", "recipient"),
    "date": ("dato", "date"),
    "line": ("linje", "line"),
    "remark": ("bemærkning", "remark"),
    "with notes": ("passer, med bemærkning", "matched, with a remark"),
    "matched": ("passer", "matched"),
    "amount-differs": ("beløb afviger", "amount differs"),
    "recipient-differs": ("modtager afviger", "recipient differs"),
    "award-differs": ("tilsagn afviger", "award differs"),
    "date-differs": ("dato afviger", "date differs"),
    "proposed": ("forslag: måske den samme", "proposed: perhaps the same"),
    "duplicate": ("dublet i registret", "duplicate in the register"),
    "only-in-ledger": ("kun i bogen", "only in the ledger"),
    "only-in-register": ("kun i registret", "only in the register"),
    "total-differs": ("summen i registret passer ikke", "the register's total does not add up"),
    "its total": ("registrets sum", "the register's total"),
    "its lines": ("sum af linjerne", "sum of the lines"),
    "total remark": (
        "registrets sum er {} kr.; linjerne giver {} kr.",
        "the register's total is {} kr.; the lines come to {} kr.",
    ),
    "difference is": (
        "Forskellen er registret mindre bogen; grupperne lægger sammen til begge siders sum.",
        "The difference is the register less the ledger; the groups add up to the sum of each.",
    ),
    "near dates": (
        "Af dem, der passer, har {} datoer op til {} dage fra hinanden; de er ikke i listerne.",
        "Of those that match {} have dates up to {} days apart; they are not in the lists.",
    ),
    "rounded units": (
        "Summerne er afrundet hver for sig; listerne har alle cifre, i kr.",
        "Sums are rounded one by one; the lists have all digits, in kr.",
    ),
}  # fmt: skip

_REMARKS: dict[str, tuple[str, str]] = {
    "more": ("beløb {} højere i registret", "amount {} higher in the register"),
    "less": ("beløb {} lavere i registret", "amount {} lower in the register"),
    "later": ("dato {} dage senere i registret", "date {} days later in the register"),
    "earlier": ("dato {} dage tidligere i registret", "date {} days earlier in the register"),
    "one later": ("dato 1 dag senere i registret", "date 1 day later in the register"),
    "one earlier": ("dato 1 dag tidligere i registret", "date 1 day earlier in the register"),
    "recipient": ('modtager er "{}" i registret', 'recipient is "{}" in the register'),
    "award": ('tilsagn er "{}" i registret', 'award is "{}" in the register'),
    "spelled": ('navn skrevet "{}" i registret', 'name spelled "{}" in the register'),
    "split": ("delt på linje {}", "split over lines {}"),
    "merged": ("én linje for {}", "one line for {}"),
    "no-id": ("intet id i registret", "no id in the register"),
    "no-reference": ("ingen reference i registret", "no reference in the register"),
    "other-id": ('id er "{}" i registret', 'id is "{}" in the register'),
    "other-reference": ('reference er "{}" i registret', 'reference is "{}" in the register'),
    "other-year": (
        "andet finansår: {} i bogen, {} i registret",
        "another finance year: {} in the ledger, {} in the register",
    ),
    "no-date": ("ingen dato i registret", "no date in the register"),
    "unknown-amount": ("beløb ukendt i bogen", "amount unknown in the ledger"),
    "less-returned": ("som tilsagnet mindre tilbageløb", "as the award less what was returned"),
    "rounded": ("inden for afrundingen i bogen", "within what the ledger rounds"),
    "duplicate": ("dublet af linje {}", "duplicate of line {}"),
    "other-recipient": ('modtager afviger: "{}"', 'recipient differs: "{}"'),
    "named": (
        "id eller reference er {}, som har en anden linje",
        "id or reference is {}, which has another line",
    ),
}  # fmt: skip

_OF_NAMES = frozenset({"recipient", "spelled", "other-recipient"})
"""Remarks whose value is what the register calls a recipient."""


def word(word: str, language: Language) -> str:
    """Give a word of the report in a language."""
    danish, english = _WORDS[word]
    return danish if language == "da" else english


def remark(remark: Remark, style: Style) -> str:
    """Give a remark as words."""
    name, values = _phrase(remark, style)
    danish, english = _REMARKS[name]
    return (danish if style.language == "da" else english).format(*values)


def _phrase(remark: Remark, style: Style) -> tuple[str, tuple[str, ...]]:
    if remark.what == "amount":
        ore = int(remark.values[0])
        return "more" if ore > 0 else "less", (_kroner(abs(ore), style),)
    if remark.what in ("date", "near-date"):
        days = int(remark.values[0])
        direction = "later" if days > 0 else "earlier"
        return f"one {direction}" if abs(days) == 1 else direction, (str(abs(days)),)
    if remark.what == "other-year":
        return remark.what, tuple(str(value) for value in values(remark))
    return remark.what, (", ".join(str(value) for value in values(remark)),)


def values(remark: Remark) -> tuple[str | int, ...]:
    """Give the values of a remark: only ids and references are file numbers, names are texts."""
    kind = str if remark.what in _OF_NAMES else Identifier
    return tuple(kind(value) if isinstance(value, str) else value for value in remark.values)


def _kroner(ore: int, style: Style) -> str:
    """Write an amount with all its digits, whatever the unit of the report."""
    kroner = UNITS["kr"]
    unit = kroner._replace(decimals=2) if ore % kroner.ore else kroner
    return f"{in_unit(Money(ore), unit, style.notation)} {unit.label}"


_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "windows-1252": "Windows-1252"}
_MARKS = {",": "decimal comma", ".": "decimal point"}
_ORDERS = {"day-first": "dates with the day first", "month-first": "dates with the month first"}
_DELIMITERS = {"\t": "tabs"}


def as_text(reading: Reading, held: Held) -> str:
    """Say how a register was read."""
    return "\n".join(for_terminal(line) for line in (_how(reading), *_notes(reading, held)))


def _how(reading: Reading) -> str:
    parts = ["1 line" if len(reading.items) == 1 else f"{len(reading.items)} lines"]
    if reading.sheet is not None:
        parts.append(f'sheet "{reading.sheet}"')
    if reading.encoding is not None:
        parts.append(_ENCODINGS[reading.encoding])
    if reading.delimiter is not None:
        named = _DELIMITERS.get(reading.delimiter, f'"{reading.delimiter}"')
        parts.append(f"{named} between cells")
    if reading.mark is not None:
        parts.append(_MARKS[reading.mark])
    if reading.order is not None:
        parts.append(_ORDERS[reading.order])
    columns = ", ".join(f'{word} = "{heading}"' for word, heading in reading.columns.items())
    unit = (
        ""
        if reading.register.amounts_in == "kr."
        else f", amounts in {reading.register.amounts_in}"
    )
    return f"{reading.file}: {', '.join(parts)}{unit}; {columns}"


def _notes(reading: Reading, held: Held) -> Iterator[str]:
    """Say what was left out, and what of the register says nothing."""
    if reading.heading_line > 1:
        yield f"note: the headings are on line {reading.heading_line}; nothing above is read"
    if reading.unread:
        yield f"note: not read: {_unread(reading)}"
    yield from _signs(reading)
    if reading.left_out:
        lines = "1 line is" if reading.left_out == 1 else f"{reading.left_out} lines are"
        yield f"note: {lines} left out by the filters"
    if held.of_other_years:
        lines = "1 line is" if held.of_other_years == 1 else f"{held.of_other_years} lines are"
        yield f"note: {lines} of other years and left out"
    if reading.total is not None:
        yield _total(reading.total)
    for word in ("id", "reference"):
        if word in reading.columns and word not in held.comparable:
            heading = reading.columns[word]
            yield f'note: nothing under "{heading}" is an id or a reference of the ledger'


_MOST_UNREAD = 60
"""So many columns that nobody reads are named."""


def _unread(reading: Reading) -> str:
    named = ", ".join(f'"{heading}"' for heading in reading.unread[:_MOST_UNREAD])
    more = len(reading.unread) - _MOST_UNREAD
    return f"{named} and {more} more columns" if more > 0 else named


def _signs(reading: Reading) -> Iterator[str]:
    """Say which amounts count with another sign than they have in the file."""
    if reading.register.sign:
        lines = "1 line counts" if reading.turned == 1 else f"{reading.turned} lines count"
        columns = ", ".join(f'"{each.column}"' for each in reading.register.sign)
        yield f"note: {lines} with the other sign, for what {columns} has"
    if reading.register.negate:
        yield "note: all amounts count with the other sign"
    if "debit" in reading.columns:
        yield "note: amounts are debit less credit"


def _total(total: Total) -> str:
    left = f'note: line {total.line} is a total ("{total.label}") and is left out'
    if total.ore is None or total.lines is None:
        return f"{left}; it cannot be compared with the lines"
    if total.agrees:
        return f"{left}; the lines add up to it"
    says, come = kroner(Money(total.ore)), kroner(Money(total.lines))
    return f"{left}: it says {says}, and the lines come to {come}"


def remarks(match: Match, style: Style) -> str:
    """Give all that there is to say of a match, what differs first."""
    return "; ".join(remark(each, style) for each in (*match.differs, *match.notes))


def total_remark(total: Total, style: Style) -> str:
    """Say what the register's own total is, and what its lines come to."""
    found = figure(total.ore or 0, style), figure(total.lines or 0, style)
    return word("total remark", style.language).format(*found)


def figure(ore: int, style: Style) -> str:
    """Write a sum with øre."""
    return style.figure(Money(ore))
