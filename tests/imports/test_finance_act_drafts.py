"""What an import of finance acts would write: into a new ledger, and one that has some of it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from imports.acts import FL2030, FL2031, FL2032, MAIN, row, table
from imports.writing import text_of, written
from tidlig.arithmetic.ledger import Ledger
from tidlig.exchange.finance_act_table import FinanceAct, read_finance_act
from tidlig.exchange.finance_acts import finance_act_drafts
from tidlig.exchange.stated_sums import compared_act
from tidlig.ledger.drafts import Draft
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.messages import sentence
from tidlig.sheets.tables import Unusable

COURSES = """
[ledger]
format = 1
currency = "DKK"

[program.indsats]
name = "Indsatsen"
account = "15.99.01"
years = "2030-2031"
total = "unknown"
control = "program"

[program.indsats.strand.kursus]
name = "Et andet navn"
account = "15.99.01.10"
"""
"""A ledger that has the account and one sub-account, under other names than the acts."""

TEN = "10,0 mio. kr."

OTHER_IDS = """
[appropriation.loven]
program = "indsats"
act = "FL 2030"
date = 2029-12-20
split = { 2030 = "12,0 mio. kr.", 2031 = "7,0 mio. kr." }
source = "x"

[outturn.forbrug]
program = "indsats"
strand = "kursus"
year = 2030
amount = "9 mio. kr."
"""
"""The first act and an outturn, which someone entered by hand."""

NEW_PROGRAM = """\
[program.tidlige-indsatser-i-eksempler]
name    = "Tidlige indsatser i eksempler"
account = "15.99.01"
years   = "2030-2031"
split   = { 2030 = "12,0 mio. kr.", 2031 = "7,0 mio. kr." }
act     = "FL2030"
date    = 2030-01-01
control = "program"
source  = "fl2030"

[program.tidlige-indsatser-i-eksempler.strand.kurser]
name    = "Kurser"
account = "15.99.01.10"
split   = { 2030 = "10,0 mio. kr.", 2031 = "5,0 mio. kr." }
source  = "fl2030"

[program.tidlige-indsatser-i-eksempler.strand.netvaerk]
name    = "Netværk"
account = "15.99.01.20"
split   = { 2030 = "2,0 mio. kr.", 2031 = "2,0 mio. kr." }
source  = "fl2030"
"""


def act(data: bytes, file: str = "act.tsv") -> FinanceAct:
    return read_finance_act(data, file)


def acts() -> list[FinanceAct]:
    return [act(FL2030, "fl2030.tsv"), act(FL2031, "fl2031.tsv"), act(FL2032, "fl2032.tsv")]


def ledger(folder: Path, text: str = '[ledger]\nformat = 1\ncurrency = "DKK"\n') -> Ledger:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programs.toml").write_text(text, encoding="utf-8")
    return open_ledger(Folder(folder))


def by_id(drafts: tuple[Draft, ...]) -> dict[str, Draft]:
    return {draft.id: draft for draft in drafts}


def refusal(
    own: Ledger, files: list[FinanceAct], *chosen: str, binding: dict[int, int] | None = None
) -> Unusable:
    with pytest.raises(Unusable) as caught:
        finance_act_drafts(own, files, chosen, binding)
    return caught.value


def test_a_new_program_has_its_first_act_and_the_strands_their_part(tmp_path: Path) -> None:
    drafts = finance_act_drafts(ledger(tmp_path), acts(), ["15.99.01"]).drafts
    texts = [text_of(draft) for draft in drafts if draft.kind in ("program", "strand")]
    assert "\n".join(texts) == NEW_PROGRAM


def test_a_later_act_names_a_strand_that_becomes_0_and_no_year_that_nothing_is_said_of(
    tmp_path: Path,
) -> None:
    drafts = by_id(finance_act_drafts(ledger(tmp_path), acts(), ["15.99.01"]).drafts)
    later = drafts["fl2031-tidlige-indsatser-i-eksempler"]
    assert later.table["split"] == {"2031": "4,5 mio. kr."}
    assert later.table["strands"] == {
        "kurser": {"2031": "4,5 mio. kr."},
        "netvaerk": {"2031": "0 kr."},
    }
    assert later.line == "FL2031:2"


def test_an_act_of_nothing_but_zeros_after_the_years_gives_accounts_only(tmp_path: Path) -> None:
    drafts = by_id(finance_act_drafts(ledger(tmp_path), acts(), ["15.99.01"]).drafts)
    assert "fl2032-tidlige-indsatser-i-eksempler" not in drafts
    outturns = {
        id: (draft.table["amount"], draft.table["year"], str(draft.table["date"]))
        for id, draft in drafts.items()
        if draft.kind == "outturn"
    }
    assert outturns == {
        "r2030-tidlige-indsatser-i-eksempler-kurser": ("ca. 9,8 mio. kr.", 2030, "2032-01-01"),
        "r2030-tidlige-indsatser-i-eksempler-netvaerk": ("ca. -0,1 mio. kr.", 2030, "2032-01-01"),
    }


def test_zeros_of_the_accounts_are_said_once_something_was_booked(tmp_path: Path) -> None:
    quiet = table(2033, row("1599011046", "Kurser", *["0.0"] * 6))
    drafts = by_id(finance_act_drafts(ledger(tmp_path), [*acts(), act(quiet)], ["15.99.01"]).drafts)
    outturn = drafts["r2031-tidlige-indsatser-i-eksempler"]
    assert (outturn.table["amount"], outturn.table.get("strand")) == ("ca. 0,0 mio. kr.", None)
    assert not [id for id in drafts if id.startswith(("r2028", "r2029"))]


def test_what_is_written_is_there_when_it_is_imported_again(tmp_path: Path) -> None:
    first = finance_act_drafts(ledger(tmp_path / "old"), acts(), ["15.99"]).drafts
    new = written(tmp_path / "new", first)
    again = finance_act_drafts(new, acts(), ["15.99"]).drafts
    stated = {draft.id: draft.table for draft in first}
    assert {draft.kind for draft in again} == {"program", "strand", "appropriation", "outturn"}
    for draft in again:
        assert {key: stated[draft.id][key] for key in draft.table} == draft.table


def test_strands_are_found_by_their_account_and_a_new_one_is_proposed(tmp_path: Path) -> None:
    drafts = by_id(finance_act_drafts(ledger(tmp_path, COURSES), acts()).drafts)
    first = drafts["fl2030-indsats"]
    assert first.kind == "appropriation"
    assert first.table["split"] == {"2030": "12,0 mio. kr.", "2031": "7,0 mio. kr."}
    assert list(first.table["strands"]) == ["kursus", "netvaerk"]
    assert drafts["netvaerk"].table["program"] == "indsats"
    assert "split" not in drafts["netvaerk"].table
    programs = [draft for draft in drafts.values() if draft.kind == "program"]
    assert [(draft.id, draft.table) for draft in programs] == [
        ("indsats", {"name": "Indsatsen", "years": "2030-2031"})
    ]


def test_without_a_choice_accounts_that_the_ledger_lacks_are_left_out_and_counted(
    tmp_path: Path,
) -> None:
    own = ledger(tmp_path, COURSES)
    result = finance_act_drafts(own, acts())
    assert not [draft for draft in result.drafts if "Andre" in str(draft.table)]
    assert [sentence(remark) for remark in result.remarks] == [
        "1 account of the files is not in the ledger and left out; --account 15.99.02 takes it too"
    ]
    chosen = finance_act_drafts(own, acts(), ["15.99.02"]).drafts
    assert by_id(chosen)["andre-formaal"].table["years"] == "2030-"


def test_what_has_the_name_of_its_account_is_of_the_program(tmp_path: Path) -> None:
    data = table(2030, row("1599011046", MAIN, "0.0", "0.0", "3.0", "0.0", "0.0", "0.0"))
    drafts = finance_act_drafts(ledger(tmp_path), [act(data)], ["15.99.01"]).drafts
    assert [draft.kind for draft in drafts] == ["source", "program"]
    assert drafts[1].table["split"] == {"2030": "3,0 mio. kr."}


def test_an_act_under_another_id_is_found_and_keeps_its_id_date_and_source(tmp_path: Path) -> None:
    own = ledger(tmp_path, COURSES + OTHER_IDS)
    drafts = by_id(finance_act_drafts(own, acts()).drafts)
    assert drafts["loven"].table["act"] == "FL 2030"
    assert str(drafts["loven"].table["date"]) == "2029-12-20"
    assert "source" not in drafts["loven"].table
    assert drafts["forbrug"].table["amount"] == "ca. 9,8 mio. kr."
    assert "date" not in drafts["forbrug"].table


def test_an_outturn_that_the_accounts_have_as_0_now_is_given_as_0(tmp_path: Path) -> None:
    entry = (
        '[outturn.x]\nprogram = "indsats"\nstrand = "kursus"\nyear = 2028\namount = "1 mio. kr."\n'
    )
    drafts = by_id(finance_act_drafts(ledger(tmp_path, COURSES + entry), acts()).drafts)
    assert drafts["x"].table["amount"] == "ca. 0,0 mio. kr."


def test_two_acts_that_differ_on_a_year_are_refused_until_it_is_said_which_holds(
    tmp_path: Path,
) -> None:
    faulty = FL2030.replace(b"9.6\t4.6", b"8.6\t4.6")
    files = [act(faulty, "fl2030.tsv"), act(FL2031, "fl2031.tsv")]
    fault = refusal(ledger(tmp_path), files, "15.99")
    assert [sentence(problem.message) for problem in fault.problems] == [
        f"FL2030 has 9,0 mio. kr. on 15.99.01.10 in 2030, and FL2031 has {TEN} for the year before"
    ]
    assert fault.problems[0].location.span is not None
    assert fault.problems[0].location.span.line == 2
    assert "--binding 2030=FL2030 or --binding 2030=FL2031" in sentence(fault.problems[0].help)

    own = finance_act_drafts(ledger(tmp_path), files, ["15.99.01"], {2030: 2030})
    assert by_id(own.drafts)["kurser"].table["split"]["2030"] == "9,0 mio. kr."
    other = finance_act_drafts(ledger(tmp_path), files, ["15.99.01"], {2030: 2031})
    kurser = by_id(other.drafts)["kurser"].table
    assert kurser["split"] == {"2030": "10,0 mio. kr.", "2031": "5,0 mio. kr."}
    assert kurser["source"] == ["fl2030", "fl2031"]
    assert [sentence(remark) for remark in other.remarks] == [
        "the figures of 2030 are from the column for the year before of FL2031"
    ]


@pytest.mark.parametrize(
    ("binding", "text"),
    [
        ({2030: 2029}, "stand in FL2030 and FL2031, not in FL2029"),
        ({2032: 2033}, "no file is of FL2033"),
        ({2035: 2035}, "no file is of FL2035"),
    ],
)
def test_a_choice_of_an_act_that_has_no_such_figures_is_refused(
    tmp_path: Path, binding: dict[int, int], text: str
) -> None:
    fault = refusal(ledger(tmp_path), acts(), "15.99", binding=binding)
    assert text in sentence(fault.problems[0].message)


def test_two_files_of_one_act_are_refused(tmp_path: Path) -> None:
    fault = refusal(ledger(tmp_path), [act(FL2030, "a.tsv"), act(FL2030, "b.tsv")], "15.99")
    assert sentence(fault.problems[0].message) == "a.tsv and b.tsv are both of FL2030"


def test_an_account_of_two_programs_is_refused(tmp_path: Path) -> None:
    twin = '[program.tvilling]\nname = "T"\nyears = "2030"\naccount = "15.99.01"\ntotal = 1\n'
    fault = refusal(ledger(tmp_path, COURSES + twin), acts())
    text = sentence(fault.problems[0].message)
    assert text == 'both "indsats" and "tvilling" have the account 15.99.01'


def test_accounts_that_no_file_has_are_refused(tmp_path: Path) -> None:
    fault = refusal(ledger(tmp_path), acts(), "15.26.01")
    assert sentence(fault.problems[0].message) == "no file has figures on 15.26.01"
    fault = refusal(ledger(tmp_path), acts())
    assert (
        sentence(fault.problems[0].message)
        == "the ledger has no program with an account of the files"
    )


def test_a_ledger_in_another_currency_is_refused(tmp_path: Path) -> None:
    own = ledger(tmp_path, COURSES)
    currency: Any = "EUR"
    settings = replace(own.settings, currency=currency)
    fault = refusal(replace(own, settings=settings), acts())
    text = sentence(fault.problems[0].message)
    assert text == "finance act tables are in kroner, and the ledger is in EUR"


def test_an_act_of_which_the_file_has_no_row_does_not_agree(tmp_path: Path) -> None:
    other = table(2030, row("1599021046", "Andet", *["0.0"] * 6, main="Andre formål"))
    twin = (
        '[program.andre]\nname = "Andre"\nyears = "2030"\naccount = "15.99.02"\ntotal = 1\n'
        '[appropriation.x]\nprogram = "indsats"\nact = "FL2030"\ndate = 2030-01-01\n'
        'split = { 2030 = "12,0 mio. kr." }\n'
    )
    compared = compared_act(ledger(tmp_path, COURSES + twin), act(other))
    assert [sentence(remark) for remark in compared.remarks] == [
        'FL2030 of "indsats" is in the ledger, and the file has no row for its account'
    ]
    assert not compared.agrees


def test_what_differs_is_shown_on_the_line_of_the_figure(tmp_path: Path) -> None:
    """Of two standard accounts only the second has an amount in the year."""
    rows = [("1599011043", "0.0"), ("1599011046", "9.0")]
    own = table(2030, *(row(id, "Kurser", "0.0", "0.0", f, "0.0", "0.0", "0.0") for id, f in rows))
    files = [act(own, "fl2030.tsv"), act(FL2031, "fl2031.tsv")]
    span = refusal(ledger(tmp_path, COURSES), files).problems[0].location.span
    assert span is not None
    assert span.line == 3


def test_an_act_is_not_compared_with_a_ledger_that_has_none_of_its_accounts(tmp_path: Path) -> None:
    with pytest.raises(Unusable) as caught:
        compared_act(ledger(tmp_path), act(FL2030))
    text = sentence(caught.value.problems[0].message)
    assert text == "the ledger has no program with an account of the file"
