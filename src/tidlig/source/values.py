"""Values as written: years, months, dates, counts, kinds of recipient, accounts, reasons.

Years are 2014, "2014-2017", "2016-19" or "2012-"; a month is "2014-06". A value that cannot be read
raises `Refused`, with the check that reports it, the fact, and what to write instead.
"""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from tidlig.model.currencies import CURRENCIES, nearest_code
from tidlig.model.entry import RECIPIENT_KINDS, When
from tidlig.model.messages import Message, Value, sentence
from tidlig.model.money import UNKNOWN, WITHOUT_HUNDREDTHS, Unknown
from tidlig.model.personal import masked
from tidlig.model.spelling import Nearness, suggestion
from tidlig.model.years import OPEN_END, Month, Years, one
from tidlig.source.toml import WrittenFloat

LONGEST_SHOWN = 60
"""A value is quoted whole in a message up to this many characters."""

MOST_BITS = 1_000
"""A larger number is not written out: Python refuses to, from 4 300 digits on."""


class Refused(ValueError):
    """A value that cannot be taken, with the name of the check that says so."""

    def __init__(self, check: str, message: Message, help: Message) -> None:
        """Keep the parts of the finding that the reader of a file will make of this."""
        super().__init__(sentence(message))
        self.check = check
        self.message = message
        self.help = help


def shown(value: object, limit: int = LONGEST_SHOWN) -> str:
    """Quote a value in a message, shortened when it is long; personal data is masked before."""
    text = masked(value) if isinstance(value, str) else str(value)
    text = text if len(text) <= limit else f"{text[: limit - 3]}..."
    return f'"{text}"' if isinstance(value, str) else text


def as_value(value: object) -> Value:
    """A value for a message: quoted, or named where it is a number too long to write out."""
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        return Message("a number with very many digits")
    return shown(value)


def kind_of(value: object) -> Message:
    """Name the type of a TOML value in the user's words."""
    return _KINDS[type(value)]


_KINDS = {
    bool: Message("a truth value"),
    int: Message("a whole number"),
    str: Message("text"),
    dict: Message("a table"),
    list: Message("a list"),
    WrittenFloat: Message("a number with decimals"),
    dt.date: Message("a date"),
    dt.datetime: Message("a date with a time"),
    dt.time: Message("a time"),
}


ID = r"[a-z0-9][a-z0-9_-]{0,199}"
"""What an id looks like; as other programs read it too."""

is_id = re.compile(ID).fullmatch
"""Whether a text is an id."""

ACCOUNT = r"[0-9]+(\.[0-9]+)*"
LARGEST_COUNT = 10**9


def count(value: object) -> int:
    """Read how many: a whole number, not negative."""
    if type(value) is not int:
        raise Refused(
            "wrong-type",
            Message("a whole number is expected, not {kind}", kind=kind_of(value)),
            Message("write 31"),
        )
    if not 0 <= value <= LARGEST_COUNT:
        raise Refused(
            "wrong-type",
            Message("{value} is not a count", value=as_value(value)),
            Message("write how many there are"),
        )
    return value


RANGE = r"[0-9]{1,9}-[0-9]{1,9}"
"""A range of counts as text: "2-4"."""


def count_range(value: object) -> tuple[int, int]:
    """Read how many: a whole number, or a range of them as text, "2-4"."""
    if isinstance(value, str):
        if not re.fullmatch(RANGE, value):
            message = Message("{value} is not a count", value=shown(value))
            raise Refused("wrong-type", message, Message('write 31, or "2-4"'))
        least, _, most = value.partition("-")
        return int(least), int(most)
    number = count(value)
    return number, number


def unknown_counts(value: object) -> Unknown:
    """Read "unknown", which stands for counts by kind that nobody knows."""
    if value == UNKNOWN.value:
        return UNKNOWN
    met = shown(value) if isinstance(value, str) else kind_of(value)
    message = Message("a table is expected, not {met}", met=met)
    help = Message('write {{ municipality = 31 }}, or "unknown"')
    raise Refused("wrong-type", message, help)


def recipient_kind(value: object) -> str:
    """Read a kind of recipient."""
    if isinstance(value, str) and value in RECIPIENT_KINDS:
        return value
    help = Message("write one of {kinds}", kinds=RECIPIENT_KINDS)
    if not isinstance(value, str):
        message = Message("a kind of recipient is expected, not {kind}", kind=kind_of(value))
        raise Refused("wrong-type", message, help)
    near = did_you_mean(value, RECIPIENT_KINDS)
    raise Refused(
        "wrong-type",
        Message("{value} is not a kind of recipient", value=shown(value)),
        near or help,
    )


def ledger_format(value: object) -> int:
    """Read the number of the ledger's format, of which there is one."""
    if type(value) is not int:
        message = Message("a whole number is expected, not {kind}", kind=kind_of(value))
        raise Refused("wrong-type", message, Message("write format = 1"))
    if value != 1:
        help = Message("write format = 1, or use a later tidlig that knows it")
        raise Refused(
            "wrong-type", Message("format {value} is not known", value=as_value(value)), help
        )
    return value


def account(value: object) -> str:
    """Read an account of the finance act, digits in groups: "15.26.01"."""
    if isinstance(value, str) and re.fullmatch(ACCOUNT, value):
        return value
    met = shown(value) if isinstance(value, str) else kind_of(value)
    raise Refused(
        "wrong-type",
        Message("an account is expected, not {met}", met=met),
        Message('write "15.26.01"'),
    )


WRITE_CODE = Message('write its code, such as "DKK"')


def other_currency(written: str) -> Message | None:
    """The help for a text that is no code of a currency (ISO 4217): the nearest; None for one."""
    if written in CURRENCIES:
        return None
    near = nearest_code(written)
    return WRITE_CODE if near is None else suggestion(written, near)


def currency(value: object) -> str:
    """Read the currency of a ledger, whose amounts are counted in hundredths."""
    if not isinstance(value, str):
        message = Message("text is expected, not {kind}", kind=kind_of(value))
        raise Refused("wrong-type", message, WRITE_CODE)
    help = other_currency(value)
    if help is not None:
        message = Message("{currency} is not the code of a currency", currency=shown(value))
        raise Refused("wrong-type", message, help)
    if value in WITHOUT_HUNDREDTHS:
        message = Message(
            "{currency} has no hundredths, and a ledger counts in them", currency=shown(value)
        )
        help = Message('keep the ledger in a currency that has them, such as "EUR"')
        raise Refused("wrong-type", message, help)
    return value


def when(value: object) -> When:
    """Read a day, or a month as text."""
    if type(value) is dt.date:
        return value
    if isinstance(value, str):
        return month(value)
    raise Refused(
        "wrong-type",
        Message("a day or a month is expected, not {kind}", kind=kind_of(value)),
        Message('write 2014-06-15 without quotes, or "2014-06"'),
    )


def reason(value: object) -> str:
    """Read the reason for accepting a finding; it may not be empty."""
    if isinstance(value, str) and value.strip():
        return value
    raise Refused(
        "wrong-type",
        Message("a finding is accepted with a reason"),
        Message("say in a sentence why it is in order"),
    )


def did_you_mean(written: str, known: Sequence[str]) -> Message | None:
    """Ask for the nearest known word; None when none is near."""
    near = nearest(written, known)
    return suggestion(written, near) if near else None


def nearest(written: str, known: Sequence[str]) -> str | None:
    """The known word that is nearest to what was written, when one is near."""
    return Nearness().nearest(written, known)


FIRST, LAST = 1900, 2999
YEAR = r"(?:19|2[0-9])[0-9]{2}"
"""A year from `FIRST` to `LAST` as text."""

SPAN = f"{YEAR}(?:-(?:{YEAR}|[0-9]{{2}})?)?"
"""A year or a span of years as text; whether it ends before it begins is not in it."""

_OF_A_YEAR = "(0[1-9]|1[0-2])"
MONTH = f"{YEAR}-{_OF_A_YEAR}"
"""A month as text."""

_SPAN = re.compile(r"([0-9]{4})(?:-([0-9]{4}|[0-9]{2})?)?")
_EXAMPLE = Message('write 2014, "2014-2017" or "2016-19"')

_MOST_REMEMBERED = 2_048
"""A file writes the same few years again and again, so texts that are years are remembered."""


def year(value: object) -> int:
    """Read one finance year, written as a number or as text."""
    return _year_in(value) if type(value) is str else _year(value)


@lru_cache(_MOST_REMEMBERED)
def _year_in(text: str) -> int:
    return _year(text)


def _year(value: object) -> int:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}", value):
        value = int(value)
    if type(value) is not int:
        raise Refused(
            "bad-years",
            Message("one year is expected, not {value}", value=_met(value)),
            Message("write 2014"),
        )
    if not FIRST <= value <= LAST:
        raise Refused(
            "bad-years",
            Message("{value} is not a finance year", value=as_value(value)),
            Message("write a year from {first} to {last}", first=FIRST, last=LAST),
        )
    return value


def years(value: object) -> Years:
    """Read a year or a closed span of years."""
    span = open_years(value)
    if span.open:
        raise Refused(
            "bad-years",
            Message("{span} has no end", span=shown(value)),
            Message("give the last year too; only the years of a program may be open"),
        )
    return span


def open_years(value: object) -> Years:
    """Read a year or a span of years whose end need not be stated."""
    if type(value) is int:
        return one(year(value))
    if not isinstance(value, str):
        message = Message("a year or a span of years is expected, not {kind}", kind=kind_of(value))
        raise Refused("bad-years", message, _EXAMPLE)
    return _span_in(value)


@lru_cache(_MOST_REMEMBERED)
def _span_in(text: str) -> Years:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise Refused(
            "bad-years",
            Message("{text} is not a year or a span of years", text=shown(text)),
            _EXAMPLE,
        )
    first = year(match[1])
    if "-" not in text:
        return one(first)
    last = _last(first, match[2])
    if last < first:
        raise Refused(
            "bad-years",
            Message("{text} ends before it begins", text=shown(text)),
            Message("write the first year first"),
        )
    return Years(first, last)


def _last(first: int, written: str | None) -> int:
    if written is None:
        return OPEN_END
    return year(written) if len(written) > len("19") else first // 100 * 100 + int(written)


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def missing_day(text: object) -> tuple[Message, Message] | None:
    """The message and help for a day that is in no calendar, as 2015-02-30; None for other text."""
    if not isinstance(text, str) or not _DAY.fullmatch(text):
        return None
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return no_such_day(text)
    return None


def no_such_day(text: str) -> tuple[Message, Message]:
    """The message and help for a day that is in no calendar."""
    message = Message("there is no day {day}", day=shown(text))
    return message, Message("write a day that exists, as year-month-day: 2015-02-26")


def month(text: str) -> Month:
    """Read a month such as "2014-06"."""
    match = re.fullmatch(f"([0-9]{{4}})-{_OF_A_YEAR}", text)
    missing = missing_day(text)
    if missing is not None:
        raise Refused("wrong-type", *missing)
    if match is None:
        raise Refused(
            "wrong-type",
            Message("{text} is not a month", text=shown(text)),
            Message('write a day, 2014-06-15 without quotes, or a month, "2014-06"'),
        )
    return Month(year(match[1]), int(match[2]))


def _met(value: object) -> Value:
    return shown(value) if isinstance(value, str) else kind_of(value)
