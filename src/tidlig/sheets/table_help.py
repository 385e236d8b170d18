"""What to do about a sheet, said for a table of a ledger: in keys, where a command has options."""

from collections.abc import Callable
from dataclasses import replace

from tidlig.model.findings import Problem
from tidlig.model.messages import Message, Value
from tidlig.sheets.drafts import LineProblem

_Values = dict[str, Value]


def in_table(problem: LineProblem) -> LineProblem:
    """Return a problem whose help names keys of `[table.NAME]` in place of options."""
    return problem._replace(problem=_in_keys(problem.problem))


def _in_keys(problem: Problem) -> Problem:
    help = problem.help
    if help is None or not any(word in help.template for word in ("--", "[register", "{option}")):
        return problem
    values = dict(help.values)
    for word, say in _SAYINGS:
        if word in help.template:
            return replace(problem, help=say(values))
    return problem


def _decimal(values: _Values) -> Message:
    if "thousands" not in values:
        return Message(
            'write the column in one way, or decimal = "{mark}" if three decimals are right',
            mark=values["mark"],
        )
    return Message(
        'write decimal = "{mark}" if it is {thousands}, and decimal = "{other}" if not',
        mark=values["mark"],
        thousands=values["thousands"],
        other=values["other"],
    )


def _currency(values: _Values) -> Message:
    return Message(
        'write currency = "{currency}" if the amounts are in it, or take the lines that are with '
        "filters",
        currency=values["currency"],
    )


def _constant(message: Message) -> Callable[[_Values], Message]:
    return lambda _: message


_LINES = Message(
    'take the lines that count, filters = {{ "Heading" = ["value"] }}; or name the column in '
    "ignore, if it changes no amount"
)

_SAYINGS: tuple[tuple[str, Callable[[_Values], Message]], ...] = (
    ("--decimal", _decimal),
    ("--dates", _constant(Message('write dates = "day-first" or dates = "month-first"'))),
    (
        "--encoding",
        _constant(
            Message('save the file again as UTF-8, or write encoding = "windows-1252" if it is so')
        ),
    ),
    ("--delimiter", _constant(Message('write delimiter = ";", or what else parts the cells'))),
    ("--register-currency", _currency),
    (
        "sign and ignore",
        _constant(
            Message(
                'name the values that turn it, sign = {{ "Heading" = "value" }}; or name the '
                "column in ignore, if it changes no amount"
            )
        ),
    ),
    ("write the sign of every line", _constant(Message("write the sign of every line"))),
    ("filters and ignore", _constant(_LINES)),
    (
        "--register-unit",
        _constant(Message('write unit = "kr.", or unit = "t.kr." or "mio. kr." if it is so')),
    ),
    (
        "debit and credit",
        _constant(Message("name both columns, debit and credit, in place of amount")),
    ),
)
