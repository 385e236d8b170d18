"""A `[table.NAME]` as people write it, to the keys that the class of tables has.

Constants stand among the keys of the table, and what lines make besides under its kind. A key that
neither the table nor the kind has is left, so that it is reported as any other.
"""

from collections.abc import Mapping
from typing import Any

from tidlig.model.kinds import KINDS
from tidlig.model.tables import Table
from tidlig.source.schema import fields_by_key


def prepared(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with its constants, what it makes besides, and acceptances apart."""
    known, kind = fields_by_key(Table), table.get("kind")
    of_lines = fields_by_key(KINDS[kind]) if isinstance(kind, str) and kind in KINDS else {}
    made: dict[str, Any] = {}
    for key, value in table.items():
        if key == "accept" and isinstance(value, dict):
            _part_accept(made, value)
        elif key in known:
            made[key] = value
        elif key in KINDS and isinstance(value, dict):
            _put(made, table, "also", key, value)
        elif key in of_lines:
            _put(made, table, "constants", key, value)
        else:
            made[key] = value
    return made


def _put(
    made: dict[str, Any], table: Mapping[str, Any], into: str, key: str, value: object
) -> None:
    """Put a key into one of the tables, with what is written there itself."""
    inner = made.get(into, table.get(into, {}))
    if isinstance(inner, dict):
        made[into] = {**inner, key: value}


def _part_accept(made: dict[str, Any], accept: Mapping[str, Any]) -> None:
    """Part what is accepted of lines, by their ids, from what is of the table itself."""
    lines = {id: value for id, value in accept.items() if isinstance(value, dict)}
    own = {check: value for check, value in accept.items() if check not in lines}
    if lines:
        made["accept_lines"] = lines
    if own:
        made["accept"] = own
