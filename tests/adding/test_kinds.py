"""Every kind of entry can be added, stands where it belongs, and says what was given."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from adding.ledgers import AWARD, FILES, ROUND, bytes_in, made
from conftest import Tidlig
from tidlig.model.kinds import KINDS

DAY = dt.date(2015, 3, 1)
OF_ALL: dict[str, tuple[tuple[str, ...], str, str, dict[str, object]]] = {
    "award": (
        (*AWARD, "amount=2,5 mio. kr."),
        ROUND,
        "puljen-1",
        {"pool": "puljen", "recipient": "odense", "date": DAY, "amount": "2,5 mio. kr."},
    ),
    "payment": (
        ("payment", "award=givet", "date=2015-03-01", "amount=1_000", "payee=odense"),
        ROUND,
        "givet-1",
        {"award": "givet", "date": DAY, "amount": 1000, "payee": "odense"},
    ),
    "return": (
        ("return", "award=givet", "date=2015-03-01", "amount=1 kr.", "kind=refund"),
        ROUND,
        "givet-1",
        {"award": "givet", "date": DAY, "amount": "1 kr.", "kind": "refund"},
    ),
    "pool": (
        ("pool", "program=tidlig", "round=runde-1", "name=Ønsker på én måde"),
        ROUND,
        "oensker-paa-en-maade",
        {"program": "tidlig", "round": "runde-1", "name": "Ønsker på én måde"},
    ),
    "round": (
        ("round", "program=tidlig", "deadline=2015-06", "start.municipality=2015-09-01"),
        "allocations/tidlig.toml",
        "tidlig",
        {"program": "tidlig", "deadline": "2015-06",
         "start": {"municipality": dt.date(2015, 9, 1)}},
    ),
    "reprioritisation": (
        ("reprioritisation", "from.program=tidlig", "to.program=anden", "amount.2015=1 mio. kr.",
         "date=2015-03-01"),
        "allocations/tidlig-anden-2015-03-01.toml",
        "tidlig-anden-2015-03-01",
        {"date": DAY, "amount": {"2015": "1 mio. kr."}, "from": {"program": "tidlig"},
         "to": {"program": "anden"}},
    ),
    "carry-over": (
        ("carry-over", "program=tidlig", "from=2014", "to=2016", "amount=1", "date=2015-03-01"),
        "allocations/tidlig-2014-2016.toml",
        "tidlig-2014-2016",
        {"program": "tidlig", "from": 2014, "to": 2016, "amount": 1, "date": DAY},
    ),
    "appropriation": (
        ("appropriation", "program=tidlig", "act=FL2016", "date=2016-01-01",
         "split={ 2016 = '1 mio. kr.' }", "strands.foraeldre.2016=1 kr."),
        "allocations/fl2016-tidlig.toml",
        "fl2016-tidlig",
        {"program": "tidlig", "act": "FL2016", "date": dt.date(2016, 1, 1),
         "split": {"2016": "1 mio. kr."}, "strands": {"foraeldre": {"2016": "1 kr."}}},
    ),
    "outturn": (
        ("outturn", "program=tidlig", "year=2014", "amount=ca. 9,5 mio. kr.", "tags=a, b"),
        "allocations/tidlig-2014.toml",
        "tidlig-2014",
        {"program": "tidlig", "year": 2014, "amount": "ca. 9,5 mio. kr.", "tags": ["a", "b"]},
    ),
    "recipient": (
        ("recipient", "name=Ærø Kommune", "kind=municipality", "aliases=Ærø"),
        "recipients.toml",
        "aeroe-kommune",
        {"name": "Ærø Kommune", "kind": "municipality", "aliases": ["Ærø"]},
    ),
    "source": (
        ("source", "title=Et brev", "url=https://example.dk/?a=b"),
        "sources.toml",
        "et-brev",
        {"title": "Et brev", "url": "https://example.dk/?a=b"},
    ),
    "statement": (
        ("statement", "source=notat", "measure=awarded", "value=2 mio. kr.", "program=tidlig"),
        "statements.toml",
        "tidlig-awarded-1",
        {"source": "notat", "measure": "awarded", "value": "2 mio. kr.", "program": "tidlig"},
    ),
    "program": (
        ("program", "name=Nyt", "years=2016-19", "yearly=unknown", "date=2015-03-01"),
        "programs.toml",
        "nyt",
        {"name": "Nyt", "years": "2016-19", "yearly": "unknown", "date": DAY},
    ),
    "register": (
        (
            "register", "kind=payment", "columns.amount=Beløb", "filters.Konto=1,2", "sign.D/K=K",
            "negate=true", "ignore=Status,Note",
        ),
        "registers.toml",
        "register",
        {
            "kind": "payment", "columns": {"amount": "Beløb"}, "filters": {"Konto": ["1", "2"]},
            "sign": {"D/K": "K"}, "negate": True, "ignore": ["Status", "Note"],
        },
    ),
}  # fmt: skip
"""The words of each kind, and the file, the id and the keys that follow."""


def test_there_is_a_case_for_every_kind() -> None:
    assert set(OF_ALL) == set(KINDS)


@pytest.mark.parametrize("kind", OF_ALL)
def test_an_entry_stands_where_it_belongs_and_nothing_else_changes(
    tidlig: Tidlig, tmp_path: Path, kind: str
) -> None:
    words, file, id, keys = OF_ALL[kind]
    before = bytes_in(made(tmp_path))
    result = tidlig("add", *words)
    assert (result.code, result.err) == (0, f"written: {kind}.{id} in {file}\n"), result.out
    after = bytes_in(tmp_path)
    assert {path: after[path] for path in before if path != file} == {
        path: before[path] for path in before if path != file
    }
    assert set(after) - set(before) == ({file} - set(before))
    assert after[file].startswith(before.get(file, b""))
    entry = tomllib.loads(after[file].decode())[kind][id]
    assert entry == keys
    assert [*entry] == [*keys]


def test_a_strand_stands_with_its_program(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    result = tidlig("add", "strand", "tidlig/", "name=Små børn", "split.2015=1 mio. kr.")
    assert result.code == 0, result.err
    text = (tmp_path / "programs.toml").read_text("utf-8")
    assert text == FILES["programs.toml"] + (
        '\n[program.tidlig.strand.smaa-boern]\nname  = "Små børn"\n'
        'split = { 2015 = "1 mio. kr." }\n'
    )
    again = tidlig("add", "strand", "smaa-boern", "program=tidlig", "name=Små børn")
    assert (again.code, "already" in again.err) == (2, True)


def test_ids_are_numbered_on_from_the_highest(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    for id in ("puljen-2", "puljen-9", "puljen-x", None):
        words = (id,) if id else ()
        result = tidlig("add", AWARD[0], *words, *AWARD[1:], f"amount={len(id or '')}")
        assert result.code == 0, result.err
    assert "[award.puljen-10]" in (tmp_path / ROUND).read_text("utf-8")


def test_a_file_that_is_named_is_written(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    result = tidlig("add", *AWARD, "amount=1", "--file", "nye/marts.toml")
    assert result.code == 0, result.err
    assert (tmp_path / "nye/marts.toml").read_text("utf-8").startswith("[award.puljen-1]\n")


def test_a_file_may_be_named_by_its_path_from_here(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path / "data")
    for number in (1, 2):
        words = ("--file", "data/nye/marts.toml", "--ledger", "data")
        result = tidlig("add", *AWARD, f"amount={number}", *words, cwd=tmp_path)
        assert result.code == 0, result.err
    assert not (tmp_path / "data/data").exists()
    assert (tmp_path / "data/nye/marts.toml").read_text("utf-8").count("[award.") == 2


def test_a_new_file_names_the_schema_that_the_ledger_has(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "tidlig.schema.json").write_text("{}")
    assert tidlig("add", *OF_ALL["round"][0]).code == 0
    text = (tmp_path / "allocations/tidlig.toml").read_text("utf-8")
    assert text.startswith("#:schema ../tidlig.schema.json\n\n[round.tidlig]\n")
