"""The currency of a ledger, by the bytes of its own file: amounts in all files are judged by it.

`[ledger]` most often stands first. Then no more is parsed than that, so that the other files need
not wait until a large one is read.
"""

import re
from typing import Any

from tidlig.model.money import KRONER
from tidlig.source.toml import Unparsed, document
from tidlig.source.values import Refused, currency

_FIRST_TABLE = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*"  # blank lines and comments
    rb"[ \t]*\[[ \t]*ledger[ \t]*\][^\n]*(?:\n(?![ \t]*\[)[^\n]*)*"
)


def ledger_currency(data: bytes) -> str | None:
    """Return the currency of a ledger; None where its file cannot be read, or names none."""
    first = _FIRST_TABLE.match(data)
    for part in (data if first is None else first[0], data):
        try:
            return currency_of(document(part))
        except Unparsed:  # the first table may have a line that only looks like a heading
            continue
    return None


def currency_of(tables: dict[str, Any]) -> str | None:
    """Return the currency of a ledger by the tables of its file; None where they name none."""
    settings = tables.get("ledger", {})
    try:
        return currency(settings.get("currency", KRONER))
    except (AttributeError, Refused):
        return None
