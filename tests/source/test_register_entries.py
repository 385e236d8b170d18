"""`[register.ID]` is read as it is written, and its faults stand at their keys."""

import pytest

from tidlig.model.contents import Contents
from tidlig.model.register import Columns, Filter, Register
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
    assert (register.program, register.years) == ("p", Years(2015, 2016))


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
        ('kind = "award"\nyears = "2015-"', "bad-years", "no end"),
    ],
)
def test_a_fault_is_one_and_says_what_is_wrong(keys: str, check: str, words: str) -> None:
    (fault,) = entry(keys).faults
    assert fault.check == check
    assert words in fault.problem.message
    assert fault.problem.help
