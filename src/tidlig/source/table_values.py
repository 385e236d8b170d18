"""The values of a `[table.NAME]`: headings by key, constants, what lines make besides."""

from collections.abc import Mapping
from typing import Any

from tidlig.model.entry import Acceptance
from tidlig.model.messages import Message
from tidlig.model.registry import KINDS
from tidlig.model.tables import (
    AllMade,
    AlsoMade,
    Constant,
    Constants,
    KeyColumn,
    KeyColumns,
    LineAcceptance,
    LineAcceptances,
)
from tidlig.source.toml import document
from tidlig.source.values import Refused, kind_of, reason
from tidlig.source.writing import value_text

_OWN = ("columns", "create", "accept")
"""The keys of what lines make besides that are no constants."""


def key_columns(value: object) -> KeyColumns:
    """Read the headings of a table by key, with those of years within."""
    return tuple(_columns(_table(value), ""))


def _columns(table: Mapping[str, Any], before: str) -> list[KeyColumn]:
    found: list[KeyColumn] = []
    for key, value in table.items():
        if isinstance(value, str) and value.strip():
            found.append(KeyColumn(f"{before}{key}", value))
        elif isinstance(value, dict) and not before:
            found += _columns(value, f"{key}.")
        else:
            raise Refused(
                "wrong-type",
                Message('"{key}" is no heading: {kind}', key=key, kind=kind_of(value)),
                Message(
                    'write the heading of its column in quotation marks: {key} = "..."', key=key
                ),
            )
    return found


def constants(value: object) -> Constants:
    """Read what every line has."""
    return tuple(Constant(key, value_text(each)) for key, each in _table(value).items())


def values_of(constants: Constants) -> dict[str, Any]:
    """Return the values of constants again, by key."""
    return {
        constant.key: document(f"value = {constant.written}".encode())["value"]
        for constant in constants
    }


def also(value: object) -> AllMade:
    """Read what lines make besides."""
    return tuple(_also(kind, _table(each)) for kind, each in _table(value).items())


def _also(kind: str, table: Mapping[str, Any]) -> AlsoMade:
    if kind not in KINDS:
        message = Message("there is no kind of entry {kind}", kind=f'"{kind}"')
        raise Refused("unknown-key", message, Message("write payment, return or recipient"))
    create = table.get("create", False)
    if type(create) is not bool:
        message = Message("true or false is expected, not {kind}", kind=kind_of(create))
        raise Refused("wrong-type", message, Message("write create = true"))
    rest = {key: each for key, each in table.items() if key not in _OWN}
    columns, accepted = key_columns(table.get("columns", {})), table.get("accept", {})
    return AlsoMade(kind, columns, constants(rest), create, line_acceptances(accepted))


def line_acceptances(value: object) -> LineAcceptances:
    """Read what is accepted of lines."""
    return tuple(
        LineAcceptance(
            id, tuple(Acceptance(check, reason(why)) for check, why in _table(each).items())
        )
        for id, each in _table(value).items()
    )


def _table(value: object) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    message = Message("a table is expected, not {kind}", kind=kind_of(value))
    raise Refused("wrong-type", message, Message("write {{ key = value }}"))
