"""The same awards as TOML and as tables: as a Danish Excel saves them, and as RFC 4180 has them."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tidlig.source.writing import entry_text

RECIPIENTS = {
    "odense": ("Odense Kommune", "municipality", "35209115"),
    "aero": ("Ærø Kommune", "municipality", "28856075"),
    "bornehjaelp": ('Foreningen "Børnehjælp"; Fyn', "organisation", "12345674"),
}
BOOKS = """[ledger]
format   = 1
language = "en"

[program.tidlig]
name  = "Tidlig indsats"
years = "2014-2017"
split = { 2014 = "50 mio. kr.", 2015 = "50 mio. kr." }

[pool.familier]
program = "tidlig"
frame   = "90 mio. kr."

""" + "\n".join(
    entry_text(("recipient", id), {"name": name, "kind": kind, "cvr": cvr})
    for id, (name, kind, cvr) in RECIPIENTS.items()
)
HEADINGS = ("Sagsnr.", "Modtager", "CVR-nr.", "Beløb", "Tilsagnsdato", "Formål", "Udbetalt", "Den")
TABLE = """
[table.tilsagn]
file    = "tilsagn.csv"
kind    = "award"
columns = { id = "Sagsnr.", recipient = "Modtager", cvr = "CVR-nr.", amount = "Beløb", \
date = "Tilsagnsdato", purpose = "Formål" }
pool    = "familier"
"""
PAYMENT = """
[table.tilsagn.payment]
columns = { amount = "Udbetalt", date = "Den" }
"""
DANISH = 'decimal = ","\ndates = "day-first"\n'


class Line(NamedTuple):
    """An award in øre, and what has been paid of it, where anything was."""

    id: str
    recipient: str
    ore: int
    day: str
    purpose: str
    paid: int | None = None
    paid_on: str = ""


def toml(lines: Sequence[Line]) -> str:
    """The lines as a ledger writes them."""
    return BOOKS + "\n" + "\n".join(_entries(line) for line in lines)


def _entries(line: Line) -> str:
    award = {
        "pool": "familier",
        "recipient": line.recipient,
        "amount": _amount(line.ore),
        "purpose": line.purpose,
    }
    text = entry_text(("award", line.id), award) + f"date = {line.day}\n"
    if line.paid is not None:
        payment = {"award": line.id, "amount": _amount(line.paid)}
        text += entry_text(("payment", line.id), payment) + f"date = {line.paid_on}\n"
    return text


def _amount(ore: int) -> int | str:
    kroner = Decimal(ore) / 100
    whole = kroner == kroner.to_integral_value()
    return int(kroner) if whole else f"{kroner:.2f}".replace(".", ",") + " kr."


def danish(lines: Sequence[Line], delimiter: str = ";") -> str:
    """The lines as a Danish Excel writes them: semicolons, decimal commas, thousand points."""
    rows = [
        (
            line.id, *_party(line), _in_danish(line.ore), _day(line.day), line.purpose,
            "" if line.paid is None else _in_danish(line.paid), _day(line.paid_on),
        )
        for line in lines
    ]  # fmt: skip
    return _written([HEADINGS, *rows], delimiter, "\r\n")


def plain(lines: Sequence[Line]) -> str:
    """The lines with commas, decimal points and dates with the year first."""
    rows = [
        (
            line.id, *_party(line), f"{Decimal(line.ore) / 100:.2f}", line.day, line.purpose,
            "" if line.paid is None else f"{Decimal(line.paid) / 100:.2f}", line.paid_on,
        )
        for line in lines
    ]  # fmt: skip
    return _written([HEADINGS, *rows], ",", "\n")


def _party(line: Line) -> tuple[str, str]:
    name, _, cvr = RECIPIENTS[line.recipient]
    return name, cvr


def _in_danish(ore: int) -> str:
    return f"{Decimal(ore) / 100:,.2f}".translate(str.maketrans(",.", ".,"))


def _day(day: str) -> str:
    return "-".join(reversed(day.split("-"))) if day else ""


def _written(rows: Sequence[Sequence[str]], delimiter: str, end: str) -> str:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(rows)
    return file.getvalue()
