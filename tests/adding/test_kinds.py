"""Every kind of entry can be added, stands where it belongs, and says what was given."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest

from adding.ledgers import AWARD, FILES, bytes_in, made
from conftest import Tidlig
from harness.running import write
from tidlig.model.kinds import KINDS

DAY = dt.date(2015, 3, 1)
OF_ALL: dict[str, tuple[tuple[str, ...], str, dict[str, object]]] = {
    "award": (
        (*AWARD, "amount=2,5 mio. kr."),
        "puljen-odense-2015-03-01-*",
        {"pool": "puljen", "recipient": "odense", "date": DAY, "amount": "2,5 mio. kr."},
    ),
    "payment": (
        ("payment", "award=givet", "date=2015-03-01", "amount=1_000", "payee=odense"),
        "givet-2015-03-01-*",
        {"award": "givet", "date": DAY, "amount": 1000, "payee": "odense"},
    ),
    "return": (
        ("return", "award=givet", "date=2015-03-01", "amount=1 kr.", "kind=refund"),
        "givet-2015-03-01-*",
        {"award": "givet", "date": DAY, "amount": "1 kr.", "kind": "refund"},
    ),
    "pool": (
        ("pool", "program=tidlig", "round=runde-1", "name=Ønsker på én måde"),
        "oensker-paa-en-maade",
        {"program": "tidlig", "round": "runde-1", "name": "Ønsker på én måde"},
    ),
    "round": (
        ("round", "program=tidlig", "deadline=2015-06", "start.municipality=2015-09-01"),
        "tidlig-*",
        {"program": "tidlig", "deadline": "2015-06",
         "start": {"municipality": dt.date(2015, 9, 1)}},
    ),
    "reprioritisation": (
        ("reprioritisation", "from.program=tidlig", "to.program=anden", "amount.2015=1 mio. kr.",
         "date=2015-03-01"),
        "tidlig-anden-2015-03-01-*",
        {"date": DAY, "amount": {"2015": "1 mio. kr."}, "from": {"program": "tidlig"},
         "to": {"program": "anden"}},
    ),
    "carry-over": (
        ("carry-over", "program=tidlig", "from=2014", "to=2016", "amount=1", "date=2015-03-01"),
        "tidlig-2014-2016-*",
        {"program": "tidlig", "from": 2014, "to": 2016, "amount": 1, "date": DAY},
    ),
    "agreement": (
        ("agreement", "program=tidlig", "name=Satspulje 2014", "total=280 mio. kr.", "parties=V, S",
         "years=2014-17"),
        "satspulje-2014-*",
        {"program": "tidlig", "name": "Satspulje 2014", "years": "2014-17",
         "total": "280 mio. kr.", "parties": ["V", "S"]},
    ),
    "lapse": (
        ("lapse", "program=tidlig", "year=2014", "amount=1", "date=2015-03-01", "reason=Nej"),
        "tidlig-2014-2015-03-01-*",
        {"program": "tidlig", "year": 2014, "amount": 1, "date": DAY, "reason": "Nej"},
    ),
    "amendment": (
        ("amendment", "award=givet", "date=2015-03-01", "amount=-1 kr.", "end=2016-06"),
        "givet-2015-03-01-*",
        {"award": "givet", "date": DAY, "amount": "-1 kr.", "end": "2016-06"},
    ),
    "appropriation": (
        ("appropriation", "program=tidlig", "act=FL2016", "date=2016-01-01",
         "split={ 2016 = '1 mio. kr.' }", "strands.foraeldre.2016=1 kr."),
        "fl2016-tidlig",
        {"program": "tidlig", "act": "FL2016", "date": dt.date(2016, 1, 1),
         "split": {"2016": "1 mio. kr."}, "strands": {"foraeldre": {"2016": "1 kr."}}},
    ),
    "outturn": (
        ("outturn", "program=tidlig", "year=2014", "amount=ca. 9,5 mio. kr.", "tags=a, b"),
        "tidlig-2014",
        {"program": "tidlig", "year": 2014, "amount": "ca. 9,5 mio. kr.", "tags": ["a", "b"]},
    ),
    "recipient": (
        ("recipient", "name=Ærø Kommune", "kind=municipality", "aliases=Ærø"),
        "aeroe-kommune",
        {"name": "Ærø Kommune", "kind": "municipality", "aliases": ["Ærø"]},
    ),
    "source": (
        ("source", "title=Et brev", "url=https://example.dk/?a=b"),
        "et-brev",
        {"title": "Et brev", "url": "https://example.dk/?a=b"},
    ),
    "statement": (
        ("statement", "source=notat", "measure=awarded", "value=2 mio. kr.", "program=tidlig"),
        "tidlig-awarded-*",
        {"source": "notat", "measure": "awarded", "value": "2 mio. kr.", "program": "tidlig"},
    ),
    "program": (
        ("program", "name=Nyt", "years=2016-19", "yearly=unknown", "date=2015-03-01"),
        "nyt",
        {"name": "Nyt", "years": "2016-19", "yearly": "unknown", "date": DAY},
    ),
    "register": (
        (
            "register", "kind=payment", "columns.amount=Beløb", "filters.Konto=1,2", "sign.D/K=K",
            "negate=true", "ignore=Status,Note",
        ),
        "payment-*",
        {
            "kind": "payment", "columns": {"amount": "Beløb"}, "filters": {"Konto": ["1", "2"]},
            "sign": {"D/K": "K"}, "negate": True, "ignore": ["Status", "Note"],
        },
    ),
    "table": (
        (
            "table", "file=linjer.csv", "kind=payment", "columns.id=Nr", "columns.amount=Beløb",
            "columns.date=Dato", "award=givet", "ignore=Note",
        ),
        "linjer-csv",
        {
            "file": "linjer.csv", "kind": "payment",
            "columns": {"id": "Nr", "amount": "Beløb", "date": "Dato"}, "ignore": ["Note"],
            "award": "givet",
        },
    ),
}  # fmt: skip
"""The words of each kind, and the id and the keys that follow; five letters for a star."""


def test_there_is_a_case_for_every_kind() -> None:
    assert set(OF_ALL) == set(KINDS)


@pytest.mark.parametrize("kind", OF_ALL)
def test_an_entry_stands_in_a_file_of_its_own_and_nothing_else_changes(
    tidlig: Tidlig, tmp_path: Path, kind: str
) -> None:
    words, id, keys = OF_ALL[kind]
    write(tmp_path, {"linjer.csv": "Nr;Beløb;Dato;Note\n1;5;2015-03-01;x\n"})
    before = bytes_in(made(tmp_path))
    result = tidlig("add", *words)
    assert result.code == 0, result.err
    after = bytes_in(tmp_path)
    [file] = set(after) - set(before)
    assert {path: after[path] for path in before} == before
    written = id_in(file)
    assert result.err == f"written: {kind}.{written} in {kind}s/{written}.toml\n"
    assert re.fullmatch(id.replace("*", "[b-z]{5}"), written)
    assert tomllib.loads(after[file].decode()) == {kind: {written: keys}}
    assert [*tomllib.loads(after[file].decode())[kind][written]] == [*keys]


def id_in(file: str) -> str:
    """The id that the name of a file has."""
    return file.rpartition("/")[2].removesuffix(".toml")


def added(tidlig: Tidlig, *words: str) -> str:
    """The id under which an entry is written."""
    result = tidlig("add", *words)
    assert result.code == 0, result.err
    return id_in(result.err.rstrip())


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


def test_a_reference_stands_in_an_id_and_letters_tell_two_of_one_reference_apart(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    made(tmp_path)
    ids = [added(tidlig, *AWARD, f"amount={n}", "reference=15/0101 Æ") for n in (1, 2)]
    assert all(re.fullmatch("puljen-odense-15-0101-ae-[b-z]{5}", id) for id in ids)
    assert ids[0] != ids[1]
    bill = added(tidlig, "payment", f"award={ids[0]}", "date=2015-04-01", "amount=1",
                 "reference=B 7")  # fmt: skip
    assert re.fullmatch("b-7-[b-z]{5}", bill)
    rate = added(tidlig, "payment", f"award={ids[1]}", "date=2015-04-02", "amount=1")
    assert re.fullmatch("puljen-odense-15-0101-ae-2015-04-02-[b-z]{5}", rate)


def test_an_id_is_of_what_an_entry_says_in_whatever_order(tidlig: Tidlig, tmp_path: Path) -> None:
    pair = ("recipient=odense", "pool=puljen")
    ids = []
    for folder, words in (("a", pair), ("b", pair[::-1])):
        made(tmp_path / folder)
        rest = ("date=2015-03-01", "amount=7", "--ledger", str(tmp_path / folder))
        ids.append(added(tidlig, "award", *words, *rest))
    assert ids[0] == ids[1]


def test_the_same_once_more_has_another_id_and_the_check_for_repeats_says_so(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    made(tmp_path)
    ids = [added(tidlig, *AWARD, "amount=7") for _ in range(3)]
    assert len(set(ids)) == 3
    assert "duplicate-award" in tidlig("check").out


def test_a_name_that_is_taken_has_letters_after_it(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    pool = ("pool", "program=tidlig", "name=Runde 1")
    assert added(tidlig, *pool) == "runde-1"
    assert re.fullmatch("runde-1-[b-z]{5}", added(tidlig, *pool, "frame=1"))


@pytest.mark.parametrize(
    ("key", "value", "start"),
    [
        ("reference", "010190-1234", "puljen-odense-2015-03-01-"),
        ("reference", "hans@example.dk", "puljen-odense-2015-03-01-"),
        ("reference", "x" * 300, "puljen-odense-" + "x" * 60 + "-"),
        ("purpose", "Hans Hansen, 010190-1234", "puljen-odense-2015-03-01-"),
    ],
)
def test_no_id_has_personal_data_or_is_long(
    tidlig: Tidlig, tmp_path: Path, key: str, value: str, start: str
) -> None:
    made(tmp_path)
    id = added(tidlig, *AWARD, "amount=1", f"{key}={value}", "--force")
    assert re.fullmatch(re.escape(start) + "[b-z]{5}", id)


def test_a_date_after_six_digits_is_no_number_of_a_person(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    words = ("pool=p-010790", "recipients.municipality=3", "date=2015-03-01", "amount=1")
    assert added(tidlig, "pool", "p-010790", "program=tidlig") == "p-010790"
    assert re.fullmatch("p-010790-[b-z]{5}", added(tidlig, "award", *words))


def test_a_name_with_personal_data_gives_an_id_without(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    words = ("recipient", "name=Fonden 010190-1234", "kind=other", "--force")
    assert added(tidlig, *words) == "fonden"


@pytest.mark.parametrize(
    ("id", "name"),
    [
        ("con", "con-recipient.toml"),
        ("lpt1", "lpt1-recipient.toml"),
        ("console", "console.toml"),
        ("x" * 100, "x" * 100 + ".toml"),
    ],
)
def test_a_file_has_a_name_that_every_system_has_room_for(
    tidlig: Tidlig, tmp_path: Path, id: str, name: str
) -> None:
    made(tmp_path)
    assert tidlig("add", "recipient", id, "name=A", "kind=other").code == 0
    assert [path.name for path in (tmp_path / "recipients").iterdir()] == [name]


def test_long_ids_of_one_beginning_have_a_file_each(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    for end in "ab":
        assert tidlig("add", "recipient", "x" * 199 + end, "name=A", "kind=other").code == 0
    names = [path.name for path in (tmp_path / "recipients").iterdir()]
    assert [len(name) for name in names] == [105, 105]


def test_a_file_that_has_the_name_already_is_added_to(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    kept = tmp_path / "recipients/ny.toml"
    kept.parent.mkdir()
    kept.write_text('[recipient.gammel]\nname = "G"\nkind = "other"\n')
    old = kept.read_bytes()
    assert tidlig("add", "recipient", "ny", "name=Ny", "kind=other").code == 0
    assert kept.read_bytes() == old + b'\n[recipient.ny]\nname = "Ny"\nkind = "other"\n'


def test_a_file_that_the_ledger_does_not_read_is_left_alone(tidlig: Tidlig, tmp_path: Path) -> None:
    (made(tmp_path) / "recipients/ny.toml").mkdir(parents=True)
    before = bytes_in(tmp_path)
    assert tidlig("add", "recipient", "ny", "name=Ny", "kind=other").code != 0
    assert bytes_in(tmp_path) == before


def test_a_file_that_is_named_is_written(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    result = tidlig("add", *AWARD, "amount=1", "--file", "nye/marts.toml")
    assert result.code == 0, result.err
    assert (tmp_path / "nye/marts.toml").read_text("utf-8").startswith("[award.puljen-odense-")


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
    id = added(tidlig, *OF_ALL["round"][0])
    text = (tmp_path / f"rounds/{id}.toml").read_text("utf-8")
    assert text.startswith(f"#:schema ../tidlig.schema.json\n\n[round.{id}]\n")
