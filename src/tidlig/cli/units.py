"""The units of amounts as they are typed and completed: in the currency of the ledger."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tidlig.model.failure import CouldNot
from tidlig.model.money import KRONER, Unit, units_of
from tidlig.model.spelling import same_form

if TYPE_CHECKING:
    from pathlib import Path

METAVAR = "<kr|t.kr|mio|mia>"
"""What help says of a unit: it knows no ledger."""

_CODE = re.compile(r"\b[A-Z]{3}\b")
_KR = re.compile(r"\bkr\b")
_CURRENCY = re.compile(
    r"^[ \t]*\[ledger\][^\[]*?^[ \t]*currency[ \t]*=[ \t]*[\"']([A-Z]{3})[\"']", re.MULTILINE
)


def typed_unit(text: str, currency: str, option: str = "--unit") -> Unit:
    """Return the unit that a text means in a ledger of a currency; raise `CouldNot` for none.

    It may be typed as reports in either language show it, and without its full stops.
    """
    from tidlig.render.sentences import unit_name

    word = same_form(text)
    for name, unit in units_of(currency).items():
        spaced = unit.label.replace(". ", " ")
        labels = {unit.label, unit.label.removesuffix("."), spaced, spaced.removesuffix(".")}
        names = {name, f"{name}."} if name in ("mio", "mia") else set()
        if word in labels | names | {unit_name(unit, "en")}:
            return unit
    *others, last = names_of(currency)
    help = f"it can be {', '.join(others)} or {last}"
    named = _named(word)
    if named not in (None, currency):
        raise CouldNot(f'{option} is "{text}", and the ledger is in {currency}', help)
    raise CouldNot(f'{option} is "{text}"', help)


def names_of(currency: str) -> list[str]:
    """Return the shortest words for the units of a currency: "kr", "t.EUR", "mio"."""
    labels = {name: unit.label.removesuffix(".") for name, unit in units_of(currency).items()}
    return [labels["kr"], labels["t.kr"], "mio", "mia"]


def _named(text: str) -> str | None:
    """The currency that a text names."""
    code = _CODE.search(text)
    if code is not None:
        return code[0]
    return KRONER if _KR.search(text) else None


def units(typed: Mapping[str, Any], incomplete: str) -> Sequence[str]:
    """Complete a unit of the ledger's currency."""
    return [name for name in names_of(_currency(typed)) if name.startswith(incomplete)]


def _currency(typed: Mapping[str, Any]) -> str:
    """The currency that a ledger's file seems to name, without reading the ledger."""
    from tidlig.ledger.locate import ledger_folder
    from tidlig.source.files import LEDGER_FILE, content

    folder = typed.get("ledger")
    try:
        path: Path = ledger_folder(folder and _path(folder))
        text = content(path / LEDGER_FILE, path).decode("utf-8", "replace")
    except Exception:  # noqa: BLE001 - a shell is waiting
        return KRONER
    found = _CURRENCY.search(text)
    return KRONER if found is None else found[1]


def _path(folder: object) -> "Path":
    from pathlib import Path

    return Path(str(folder))
