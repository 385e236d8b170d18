"""Names, headings, values, references and paths that read the same are found, however stored."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from unicodedata import normalize

import pytest

from harness.findings import findings
from harness.repositories import Repository, repository
from harness.running import Result
from registers.files import xlsx

Tidlig = Callable[..., Result]
Ledger = Callable[[Mapping[str, str]], Path]
Form = Callable[[str], str]


def decomposed(text: str) -> str:
    """Store letters in two parts, as macOS and some exports do."""
    return normalize("NFD", text)


def dashed(text: str) -> str:
    """Write hyphens and spaces as programs do that want no line to break there."""
    return text.replace("-", "\u2011").replace(" ", "\u00a0")


def invisible(text: str) -> str:
    """Have a sign of no width behind the first letter, and a soft hyphen before the last."""
    return f"{text[:1]}\u200b{text[1:-1]}\u00ad{text[-1:]}"


FORMS = [decomposed, dashed, invisible]
forms = pytest.mark.parametrize("form", FORMS)

BOOKS = """[ledger]
format = 1
language = "en"

[program.vaerested]
name = "Værested på Fyn"
years = 2021
total = 900
date = 2021-01-01

[program.vaerested.strand.oeer]
name = "Små øer"

[recipient.faaborg]
name = "Fåborg-Bøjden Borgerhus"
kind = "organisation"
aliases = ["Borgerhuset på Kajen"]
"""
AWARD = """
[award.a1]
program = "vaerested"
strand = "oeer"
recipient = "faaborg"
reference = "21-07 å"
date = 2021-03-01
amount = 250
"""


@forms
@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Fåborg-Bøjden Borgerhus", "recipient.faaborg"),
        ("borgerhuset PÅ kajen", "recipient.faaborg"),
        ("Værested på Fyn", "program.vaerested"),
        ("Værested på Fyn/Små øer", "program.vaerested.strand.oeer"),
    ],
)
def test_a_name_is_found_however_it_is_typed(
    form: Form, name: str, address: str, ledger: Ledger, tidlig: Tidlig
) -> None:
    ledger({"programs.toml": BOOKS + AWARD})
    shown = json.loads(tidlig("show", form(name), "--format", "json").out)
    assert shown["entry"]["address"] == address


@forms
def test_a_name_is_found_however_it_is_stored(form: Form, ledger: Ledger, tidlig: Tidlig) -> None:
    stored = form("Fåborg-Bøjden Borgerhus")
    ledger({"programs.toml": BOOKS.replace("Fåborg-Bøjden Borgerhus", stored) + AWARD})
    shown = tidlig("show", "fåborg-bøjden borgerhus", "--format", "json")
    entry = json.loads(shown.out)["entry"]
    assert entry["address"] == "recipient.faaborg"
    if stored.isprintable():
        assert entry["name"] == stored


@forms
def test_movements_of_a_recipient_and_a_balance_take_a_name(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    ledger({"programs.toml": BOOKS + AWARD})
    log = tidlig("log", "--recipient", form("Fåborg-Bøjden Borgerhus"), "--format", "csv")
    assert (log.code, log.out.count("award.a1")) == (0, 1)
    balance = tidlig("balance", form("Værested på Fyn"), "--format", "json")
    assert [line["uncommitted"] for line in json.loads(balance.out)["lines"]]


def test_an_id_may_be_typed_with_a_hyphen_that_does_not_break(
    ledger: Ledger, tidlig: Tidlig
) -> None:
    ledger({"programs.toml": BOOKS + AWARD.replace("a1", "fyn-2021-1")})
    shown = tidlig("show", "fyn\u20112021\u20111", "--format", "json")
    assert json.loads(shown.out)["entry"]["address"] == "award.fyn-2021-1"


def test_two_recipients_of_one_name_do_not_hide_each_other(ledger: Ledger, tidlig: Tidlig) -> None:
    other = (
        f'[recipient.bb]\nname = "{decomposed("Fåborg-Bøjden Borgerhus")}"\nkind = "organisation"\n'
    )
    ledger({"programs.toml": BOOKS + other})
    for typed in ("Fåborg-Bøjden Borgerhus", decomposed("Fåborg-Bøjden Borgerhus")):
        done = tidlig("show", typed)
        assert (done.code, done.out) == (2, "")
        assert "may mean 2 entries" in done.err
        assert "recipient.faaborg" in done.err
        assert "recipient.bb" in done.err
    (found,) = findings(tidlig("check", "--format", "json"))
    assert found.check == "duplicate-recipient"
    assert found.message == 'the name of recipient "bb" reads as that of "faaborg", in other signs'


def held(tidlig: Tidlig, *options: str, against: str = "liste.csv") -> Mapping[str, int]:
    """Give how many lines a register has in each group."""
    done = tidlig(
        "reconcile", "--against", against, "--kind", "award", "--format", "json", *options
    )
    assert done.code in (0, 1), done.err
    lines = {each["group"]: each["register"]["lines"] for each in json.loads(done.out)["summary"]}
    return {group: number for group, number in lines.items() if number}


HEADINGS = ("Sagsnr.", "Støtte-modtager", "Beløb", "Område")
ROW = ("21-07 å", "Fåborg-Bøjden Borgerhus", "250", "Små øer")


def written(rows: Sequence[Sequence[str]]) -> str:
    return "".join(";".join(row) + "\n" for row in rows)


@forms
def test_columns_are_named_however_their_headings_are_stored(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    text = written([[form(each) for each in HEADINGS], ROW])
    ledger({"programs.toml": BOOKS + AWARD, "liste.csv": text})
    assert held(tidlig, "--columns", "recipient=Støtte-modtager")["matched"] == 1


@forms
def test_a_known_heading_is_known_however_it_is_stored(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    text = written([("Sagsnr.", form("Modtager"), form("Beløb")), ROW[:3]])
    ledger({"programs.toml": BOOKS + AWARD, "liste.csv": text})
    assert held(tidlig)["matched"] == 1


@forms
def test_a_filter_takes_every_line_that_reads_the_same(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    second = ("21-08", ROW[1], "70", form("Små øer"))
    text = written([HEADINGS, ROW, second, ("21-09", ROW[1], "30", "Fastland")])
    more = AWARD.replace("a1", "a2").replace("21-07 å", "21-08").replace("250", "70")
    ledger({"programs.toml": BOOKS + AWARD + more, "liste.csv": text})
    options = ("--columns", "recipient=Støtte-modtager", "--filter")
    assert held(tidlig, *options, "Område=Små øer")["matched"] == 2
    assert held(tidlig, *options, f"{form('Område')}={form('Små øer')}")["matched"] == 2


@forms
def test_references_and_recipients_match_however_they_are_stored(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    text = written([HEADINGS, (form(ROW[0]), form(ROW[1]), *ROW[2:])])
    ledger({"programs.toml": BOOKS + AWARD, "liste.csv": text})
    assert held(tidlig, "--columns", "recipient=Støtte-modtager") == {"matched": 1}


@forms
def test_a_sheet_is_found_however_its_name_is_stored(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    book = ledger({"programs.toml": BOOKS + AWARD}) / "liste.xlsx"
    row = (ROW[0], ROW[1], 250)
    sheets: dict[str, Sequence[Sequence[object]]] = {
        form("År 2021-22"): [("Sagsnr.", "Modtager", "Beløb"), row],
        "Noter": [("x",)],
    }
    book.write_bytes(xlsx(sheets))
    options = ("--sheet", "År 2021-22")
    assert held(tidlig, *options, against="liste.xlsx")["matched"] == 1


def test_values_that_differ_by_capitals_or_digits_stay_apart(
    ledger: Ledger, tidlig: Tidlig
) -> None:
    text = written([HEADINGS, ROW, ("21-08", ROW[1], "70", "små øer")])
    ledger({"programs.toml": BOOKS + AWARD, "liste.csv": text})
    options = ("--columns", "recipient=Støtte-modtager", "--filter", "Område=Små øer")
    assert held(tidlig, *options) == {"matched": 1}


@forms
def test_an_award_entered_twice_is_found_by_a_reference_that_reads_the_same(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    again = AWARD.replace("a1", "a2").replace("21-07 å", form("21-07 å"))
    ledger({"programs.toml": BOOKS + AWARD + again.replace("03-01", "04-15")})
    found = findings(tidlig("check", "--format", "json"))
    assert [each.check for each in found] == ["duplicate-award"]


@forms
def test_an_award_entered_twice_is_found_by_a_purpose_that_reads_the_same(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    one = AWARD.replace('reference = "21-07 å"', 'purpose = "Både - og færge"')
    other = one.replace("a1", "a2").replace("Både - og færge", form("både - OG færge"))
    ledger({"programs.toml": BOOKS + one + other})
    found = findings(tidlig("check", "--format", "json"))
    assert [each.check for each in found] == ["duplicate-award"]


STATED = """
[source.notat]
title = "Notat"
file = "kilder/{name}"

[statement.s]
source = "notat"
program = "vaerested"
measure = "appropriated"
value = 900
as_written = "{words}"
"""
NAME, WORDS = "året-på Fyn.txt", "på 900-tallet af kroner"


@forms
def test_words_are_found_in_a_source_however_it_is_stored(
    form: Form, ledger: Ledger, tidlig: Tidlig
) -> None:
    for stored, asked in ((form(WORDS), WORDS), (WORDS, form(WORDS))):
        stated = STATED.format(name="n.txt", words=asked)
        ledger({"programs.toml": BOOKS + stated, "kilder/n.txt": f"Der er {stored}.\n"})
        assert tidlig("check", "--select", "figure-not-in-source").code == 0


@pytest.fixture
def books(tmp_path: Path) -> Repository:
    return repository(tmp_path / "books")


@forms
def test_a_document_is_found_however_its_path_is_stored(
    form: Form, books: Repository, tidlig: Tidlig
) -> None:
    for stored, asked in ((form(NAME), NAME), (NAME, form(NAME))):
        text = f"Der er {WORDS}.\n"
        stated = STATED.format(name=asked, words=WORDS)
        books.git("rm", "-rqf", "--ignore-unmatch", ".")
        books.commit({"programs.toml": BOOKS + stated, f"kilder/{stored}": text})
        for at in ((), ("--at", "HEAD")):
            done = tidlig("check", *at, cwd=books.folder)
            assert done.code == 0, done.out
        (books.folder / "kilder" / stored).write_text(f"{text}Mere.\n", encoding="utf-8")
        state = tidlig("balance", "--format", "json", cwd=books.folder)
        assert json.loads(state.out)["provenance"]["dirty"] is True


def test_of_two_documents_that_read_the_same_the_one_as_written_is_taken(
    ledger: Ledger, tidlig: Tidlig
) -> None:
    right, wrong = "900 kr. på Fyn", "800 kr. på Fyn"
    sha256 = hashlib.sha256(right.encode()).hexdigest()
    source = f'[source.n]\ntitle = "N"\nfile = "på.txt"\nsha256 = "{sha256}"\n'
    folder = ledger({"programs.toml": BOOKS + source, "på.txt": right})
    (folder / decomposed("på.txt")).write_text(wrong, encoding="utf-8")
    assert tidlig("check").code == 0
    (folder / "på.txt").rename(folder / "p\u200bå.txt")
    done = findings(tidlig("check", "--select", "source-changed", "--format", "json"))
    assert [each.message for each in done] == ['the file "på.txt" of source "n" is not there']


def test_two_filters_of_one_column_take_the_values_of_both(ledger: Ledger, tidlig: Tidlig) -> None:
    text = written([HEADINGS, ROW, ("21-08", ROW[1], "70", "Fastland")])
    more = AWARD.replace("a1", "a2").replace("21-07 å", "21-08").replace("250", "70")
    ledger({"programs.toml": BOOKS + AWARD + more, "liste.csv": text})
    filters = ("--filter", "Område=Små øer", "--filter", f"{decomposed('Område')}=Fastland")
    assert held(tidlig, "--columns", "recipient=Støtte-modtager", *filters) == {"matched": 2}


@pytest.mark.parametrize("hyphen", ["\u2011", "\u00ad-"])
def test_an_id_in_a_file_that_only_reads_the_same_is_told_so(
    hyphen: str, ledger: Ledger, tidlig: Tidlig
) -> None:
    award = AWARD.replace("a1", "fyn-1")
    payment = f'[payment.x]\naward = "fyn{hyphen}1"\ndate = 2021-04-01\namount = 5\n'
    ledger({"programs.toml": BOOKS + award + payment})
    done = tidlig("check")
    assert done.code == 1
    assert 'help: write "fyn-1": other signs stand here, which read the same' in done.out


def test_names_of_headings_checks_and_registers_may_be_copied_from_a_page(
    ledger: Ledger, tidlig: Tidlig
) -> None:
    register = '[register.oes-2]\nkind = "award"\n'
    text = written([("Sagsnr.", "Beløb"), (ROW[0], "250")])
    ledger({"programs.toml": BOOKS + AWARD + register, "liste.csv": text})
    assert tidlig("check", "--select", "awards\u2011exceed\u2011pool").code == 0
    assert tidlig("balance", "--columns", "awarded,\u00a0paid").code == 0
    assert tidlig("reconcile", "--against", "liste.csv", "--register", "oes\u20112").code == 0
