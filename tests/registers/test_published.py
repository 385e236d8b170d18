"""Public registers of other countries, as they were published, give the totals published with them.

The files are read here by other means than tidlig's, made a ledger, and held against themselves;
they are not part of the project. Totals are those that the publishers state.
"""

import csv
import gzip
import io
import json
import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from conftest import Tidlig
from harness.running import ROOT

DATA = Path(os.environ.get("TIDLIG_REAL_FILES", ROOT.parent / "shared" / "data"))

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not DATA.is_dir(), reason="the published files are not here"),
]

HEAD = """\
[ledger]
format   = 1
language = "en"

[program.{program}]
name  = "{program}"
years = "2000-2030"
total = "10 mia. kr."
date  = 2000-01-01
"""


def test_denmarks_regional_fund_sums_to_what_was_published(tidlig: Tidlig, tmp_path: Path) -> None:
    text = (DATA / "dk-erdf-2007-2013.csv").read_text("cp1252")
    lines = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    amounts = [Decimal(line["eu"].replace(",", ".")) for line in lines]
    assert len(lines) == 598
    assert sum(amounts) == Decimal("3665372950.47")
    recipients = {line["navn"]: line["cvr"] for line in lines}
    assert len(recipients) == 271
    ids = {name: f"r{number}" for number, name in enumerate(recipients)}
    write(
        tmp_path,
        "erdf",
        (f'[recipient.{ids[name]}]\nname = "{name}"\nkind = "organisation"\ncvr = "{cvr}"\n'
         for name, cvr in recipients.items()),
        (award(number, ids[line["navn"]], amount, iso(line["start_dato"]))
         for number, (line, amount) in enumerate(zip(lines, amounts, strict=True))),
    )  # fmt: skip
    assert awarded(tidlig) == Decimal("3665372950.47")
    assert "invalid-cvr" not in {each["check"] for each in findings(tidlig)}
    columns = "amount=eu,recipient=navn,date=start_dato"
    sides = held_against(tidlig, "dk-erdf-2007-2013.csv", "--columns", columns)
    assert sides == (598, Decimal("3665372950.47"), 598, Decimal("3665372950.47"))


def test_finlands_structural_funds_sum_to_what_was_published(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    text = gzip.decompress((DATA / "fi-erdf-2007-2013.csv.gz").read_bytes()).decode("utf-8")
    lines = list(csv.reader(io.StringIO(text)))[1:]
    assert len(lines) == 19_940
    names = dict.fromkeys(line[9] for line in lines)
    ids = {name: f"r{number}" for number, name in enumerate(names)}
    assert len(ids) == 12_564
    paid = [Decimal(line[11]) for line in lines]
    write(
        tmp_path,
        "eakr",
        (f'[recipient.{id}]\nname = "{name}"\nkind = "organisation"\n' for name, id in ids.items()),
        (award(number, ids[line[9]], Decimal(line[10]), iso(line[7]))
         for number, line in enumerate(lines)),
        (f'[payment.p{number}]\naward = "a{number}"\ndate = 2015-12-31\namount = "{amount} kr."\n'
         for number, amount in enumerate(paid) if amount > 0),
    )  # fmt: skip
    assert awarded(tidlig) == Decimal(2_985_951_604)
    over = [each for each in findings(tidlig) if each["check"] == "payments-exceed-award"]
    assert len(over) == 59
    (tmp_path / "fi.csv").write_text(text, "utf-8")
    granted = "Myönnetty EU- ja valtion rahoitus"
    columns = f"amount={granted},recipient=Toteuttajan nimi,date=Aloituspvm"
    sides = held_against(tidlig, tmp_path / "fi.csv", "--columns", columns)
    assert sides == (19_940, Decimal(2_985_951_604), 19_940, Decimal(2_985_951_604))


def test_the_united_kingdoms_grants_sum_to_what_was_published(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    import python_calamine

    file = DATA / "uk-grants-awards-2016-17.xlsx"
    rows = python_calamine.load_workbook(file).get_sheet_by_index(0).to_python()[1:]
    amounts = [Decimal(str(row[3])) for row in rows]
    assert (len(rows), sum(amounts)) == (3_351, Decimal(3_920_986_733))
    ids = {name: f"r{number}" for number, name in enumerate(dict.fromkeys(row[8] for row in rows))}
    write(
        tmp_path,
        "register",
        (f'[recipient.{id}]\nname = "{name}"\nkind = "organisation"\n' for name, id in ids.items()),
        (award(number, ids[row[8]], amount, str(row[4]), f'reference = "{row[0]}"\n')
         for number, (row, amount) in enumerate(zip(rows, amounts, strict=True))),
    )  # fmt: skip
    assert awarded(tidlig) == Decimal(3_920_986_733)
    refused = tidlig("reconcile", "--kind", "award", "--against", str(file))
    assert refused.code == 2  # pounds are no kroner
    sides = held_against(
        tidlig, file, "--columns",
        "amount=Amount Awarded,recipient=Recipient Org:Name,date=Award Date,reference=Identifier",
        "--without", "Currency",
    )  # fmt: skip
    assert sides == (3_351, Decimal(3_920_986_733), 3_351, Decimal(3_920_986_733))


def award(number: int, recipient: str, amount: Decimal, date: str, more: str = "") -> str:
    written = str(amount).replace(".", ",") if amount % 1 else str(int(amount))
    return (
        f'[award.a{number}]\nprogram = "PROGRAM"\nrecipient = "{recipient}"\ndate = {date}\n'
        f'amount = "{written} kr."\n{more}'
    )


def iso(date: str) -> str:
    """Turn d.m.yyyy into yyyy-mm-dd."""
    day, month, year = date.split(".")
    return f"{year}-{int(month):02}-{int(day):02}"


def write(folder: Path, program: str, *parts: Iterator[str]) -> None:
    for name, part in zip(("recipients", "awards", "payments"), parts, strict=False):
        text = "\n".join(part).replace("PROGRAM", program)
        (folder / f"{name}.toml").write_text(text, "utf-8")
    (folder / "programs.toml").write_text(HEAD.format(program=program), "utf-8")


def document(tidlig: Tidlig, *arguments: str) -> Any:
    result = tidlig(*arguments, "--format", "json")
    assert result.out, result.err[-800:]
    assert result.code in {0, 1}, result.err[-2000:]
    return json.loads(result.out)


def awarded(tidlig: Tidlig) -> Decimal:
    return sum(
        (Decimal(line["awarded"]) for line in document(tidlig, "balance")["lines"]), Decimal()
    )


def findings(tidlig: Tidlig) -> Sequence[Any]:
    return document(tidlig, "check")["findings"]  # type: ignore[no-any-return]


def held_against(tidlig: Tidlig, file: Path | str, *more: str) -> tuple[int, Decimal, int, Decimal]:
    """Lines and sums of both sides."""
    against = ("reconcile", "--kind", "award", "--against", str(DATA / file))
    sides = document(tidlig, *against, *more)["in_all"]
    ours, theirs = sides["ledger"], sides["register"]
    return ours["lines"], Decimal(ours["amount"]), theirs["lines"], Decimal(theirs["amount"])
