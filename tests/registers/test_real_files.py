"""Public files of three countries are read to the totals that their publishers give."""

import gzip
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from harness.running import ROOT
from tidlig.exchange.registers import read
from tidlig.model.records import Columns, Register
from tidlig.sheets.tables import Unusable

FOLDER = Path(os.environ.get("TIDLIG_REAL_FILES", ROOT.parent / "shared" / "data"))
"""Where the files are, beside the project unless told otherwise; they are no part of it."""

UK = Register(
    id="uk", stands_in="", type="award",
    columns=Columns(
        reference="Identifier", recipient="Recipient Org:Name", amount="Amount Awarded",
        date="Award Date",
    ),
)  # fmt: skip
FINLAND = Register(
    id="fi", stands_in="", type="award",
    columns=Columns(
        reference="Koodi", recipient="Toteuttajan nimi", date="Aloituspvm",
        amount="Myönnetty EU- ja valtion rahoitus",
    ),
)  # fmt: skip
DENMARK = Register(
    id="dk", stands_in="", type="award",
    columns=Columns(reference="projekttitel", cvr="cvr", recipient="navn", amount="eu"),
)  # fmt: skip


def real(name: str) -> Path:
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"{name} is not here; TIDLIG_REAL_FILES names the folder that has it")
    return path


def total(path: Path, register: Register) -> tuple[int, Decimal]:
    items = read(path, path.name, register).items
    return len(items), Decimal(sum(item.ore for item in items)) / 100


def test_awards_in_pounds_are_read_only_where_the_column_of_currencies_is_set_aside() -> None:
    path = real("uk-grants-awards-2016-17.xlsx")
    with pytest.raises(Unusable, match='"GBP" stands under "Currency"'):
        read(path, path.name, UK)
    assert total(path, replace(UK, ignore=("Currency",))) == (3_351, Decimal(3_920_986_733))


def test_twenty_thousand_grants_without_a_currency_are_read(tmp_path: Path) -> None:
    path = tmp_path / "finland.csv"
    path.write_bytes(gzip.decompress(real("fi-erdf-2007-2013.csv.gz").read_bytes()))
    assert total(path, FINLAND) == (19_940, Decimal(2_985_951_604))
    found = read(path, path.name, FINLAND)
    assert "Toiminnan tila" in found.unread


@pytest.mark.parametrize(
    ("column", "kroner"), [("eu", "3665372950.47"), ("budget", "8434810112.15")]
)
def test_grants_of_denmark_are_read(column: str, kroner: str) -> None:
    path = real("dk-erdf-2007-2013.csv")
    register = replace(DENMARK, columns=replace(DENMARK.columns, amount=column))
    assert total(path, register) == (598, Decimal(kroner))
