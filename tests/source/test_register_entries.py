"""`[register.ID]` is read as it is written, and its faults stand at their keys."""

import pytest

from tidlig.model.contents import Contents
from tidlig.model.messages import sentence
from tidlig.model.records import Columns, Filter, Register
from tidlig.model.years import Years
from tidlig.source.reading import read


def entry(keys: str) -> Contents:
    return read("registre.toml", f"[register.navision]\n{keys}\n".encode())


def test_a_register_has_columns_filters_and_how_it_is_read() -> None:
    found = entry("""
kind = "payment"
columns = { reference = "Bilag", amount = "Beløb" }
filters = { Ordning = ["15.26.01", "15.26.02"], Type = "U" }
unit = "t.kr."
delimiter = "\\t"
decimal = ","
dates = "day-first"
encoding = "windows-1252"
sheet = "Ark1"
sign = { "D/K" = "K" }
negate = true
ignore = ["Status", "Note"]
currency = "DKK"
program = "p"
years = "2015-2016"
""")
    assert found.faults == ()
    (register,) = found.entries
    assert isinstance(register, Register)
    assert register.columns == Columns(reference="Bilag", amount="Beløb")
    assert register.filters == (
        Filter("Ordning", ("15.26.01", "15.26.02")),  # type: ignore[arg-type]
        Filter("Type", ("U",)),  # type: ignore[arg-type]
    )
    assert (register.type, register.unit, register.delimiter) == ("payment", "t.kr.", "\t")
    assert register.sign == (Filter("D/K", ("K",)),)  # type: ignore[arg-type]
    assert (register.negate, register.currency) == (True, "DKK")
    assert register.ignore == ("Status", "Note")
    assert (register.program, register.years) == ("p", Years(2015, 2016))


def test_amounts_may_stand_in_two_columns() -> None:
    found = entry(
        'kind = "payment"\ncolumns = { debit = "Debet", credit = "Kredit", currency = "Valuta" }'
    )
    assert found.faults == ()
    (register,) = found.entries
    assert isinstance(register, Register)
    assert register.columns == Columns(debit="Debet", credit="Kredit", currency="Valuta")
    assert not register.negate


@pytest.mark.parametrize(
    ("keys", "check", "words"),
    [
        ('columns = { amount = "Beløb" }', "missing-key", "kind"),
        ('kind = "grant"', "wrong-type", "grant"),
        ('kind = "award"\ncolumns = { amont = "Beløb" }', "unknown-key", "amont"),
        ('kind = "award"\ncolumns = "Beløb"', "wrong-type", "a table"),
        ('kind = "award"\nfilters = { Ordning = 15 }', "wrong-type", "text"),
        ('kind = "award"\ndelimiter = ";;"', "wrong-type", "one character"),
        ('kind = "award"\ndelimiter = "\\n"', "wrong-type", "one character"),
        ('kind = "award"\ndecimal = ";"', "wrong-type", ";"),
        ('kind = "award"\nstrand = "s"', "missing-key", "program"),
        ('kind = "award"\nnegate = "ja"', "wrong-type", "true or false"),
        ('kind = "award"\nignore = "Status"', "wrong-type", "a list"),
        ('kind = "award"\nsign = "K"', "wrong-type", "a table"),
        ('kind = "award"\ncurrency = "kr."', "wrong-type", "not the code of a currency"),
        ('kind = "award"\ncolumns = { debit = "Debet" }', "missing-key", "credit"),
        (
            'kind = "award"\ncolumns = { amount = "A", debit = "D", credit = "K" }',
            "unknown-key",
            '"debit" cannot stand beside "amount"',
        ),
        ('kind = "award"\nyears = "2015-"', "bad-years", "no end"),
    ],
)
def test_a_fault_is_one_and_says_what_is_wrong(keys: str, check: str, words: str) -> None:
    (fault,) = entry(keys).faults
    assert fault.check == check
    assert words in sentence(fault.problem.message)
    assert sentence(fault.problem.help)
