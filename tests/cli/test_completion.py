"""What shells are given to complete, in their own protocols, and that trouble stays quiet."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import ROOT, Result
from tidlig.checks import CHECKS
from tidlig.cli.completing import MOST, check_names, listed, proposals
from tidlig.source import ids

Tidlig = Callable[..., Result]
Ledger = Callable[[Mapping[str, str]], Path]


def completed(tidlig: Tidlig, line: str, shell: str = "bash", cwd: Path = ROOT) -> Result:
    """What a shell gets that asks how a line goes on; the last word of it is not finished."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    words |= {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return tidlig(cwd=cwd, env={"_TIDLIG_COMPLETE": f"complete_{shell}", **words})


def proposed(tidlig: Tidlig, line: str, cwd: Path = ROOT) -> list[str]:
    result = completed(tidlig, line, cwd=cwd)
    assert (result.code, result.err) == (0, "")
    return result.out.split()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tidlig show runde-1-f", [*(f"runde-1-foraeldre-{n}" for n in range(1, 5)),
                                   "runde-1-fritid-1", "runde-1-fritid-2"]),
        ("tidlig show award.", ["award.runde-1-tilsagn"]),
        ("tidlig rename nyhed", ["nyhed-2015-02-26"]),
        ("tidlig remove nyhed", ["nyhed-2015-02-26"]),
        ("tidlig edit nyhed", ["nyhed-2015-02-26"]),
        ("tidlig add awa", ["award"]),
        ("tidlig add award po", ["pool="]),
        ("tidlig add award pool=runde-1-fri", ["pool=runde-1-fritid-1", "pool=runde-1-fritid-2"]),
        ("tidlig add award pool = runde-1-fri", ["runde-1-fritid-1", "runde-1-fritid-2"]),
        (
            "tidlig add carry-over program =",
            ["forebyggelsespakken", "satspulje-2016-19", "behandling-boern-unge",
             "styrket-forebyggelse", "forebyggelsesprojektet"],
        ),
        ("tidlig add award pool=x re", ["recipient=", "recipients=", "reference="]),
        ("tidlig add award date=2", []),
        ("tidlig show satspulje-2016-19/e", ["satspulje-2016-19/evaluering"]),
        ("tidlig log partnerskab", ["partnerskabskommuner"]),
        ("tidlig log multi", ["multifunc"]),
        ("tidlig balance satspulje-2016-19/s", ["satspulje-2016-19/styrket-dokumentation"]),
        ("tidlig pools styrket-forebyggelse/mt", ["styrket-forebyggelse/mtfc"]),
        ("tidlig log --program satspulje-2016-19 --strand e", ["evaluering"]),
        ("tidlig log --program b", ["behandling-boern-unge"]),
        ("tidlig list re", ["recipient", "register", "reprioritisation", "return"]),
        ("tidlig list pool --columns fr", ["frame"]),
        ("tidlig list pool --columns name,pulj", ["name,puljeramme"]),
        ("tidlig awards --sort ou", ["outstanding"]),
        ("tidlig awards --pool runde-1-fri", ["runde-1-fritid-1", "runde-1-fritid-2"]),
        ("tidlig explain payments", ["payments-exceed-award"]),
        ("tidlig check --select act-cuts-span,act-b", ["act-cuts-span,act-before-program"]),
        ("tidlig check --ignore unused", ["unused-accept"]),
        ("tidlig balance --columns budget,out", ["budget,outturn", "budget,outstanding"]),
        ("tidlig log --heading re", ["restated", "reprioritised", "returned", "regnskab"]),
        (
            "tidlig balance --columns un",
            ["unused", "unsettled", "unreported", "uncommitted", "unspent-carried-on"],
        ),
        ("tidlig balance --detail --columns un", ["uncommitted"]),
        ("tidlig balance --by pool --columns un", ["uncommitted"]),
        ("tidlig balance --columns tilsagn,af", ["tilsagn,afsat"]),
        ("tidlig balance --columns rema", ["remaining"]),
        ("tidlig balance --columns til-", ["til-rådighed"]),
        ("tidlig balance --sort unu", ["unused"]),
        ("tidlig balance --sort ufor", ["uforbrugt", "uforbrugt-videreført"]),
        ("tidlig balance --sort uncom", []),
        ("tidlig balance --by p", ["program", "pool", "pulje", "puljer"]),
        ("tidlig balance --by del", ["delinitiativ", "delinitiativer"]),
        ("tidlig log --heading æ", ["ændring-ved-senere-fl"]),
        ("tidlig history x --columns left", ["left-of-frame"]),
        ("tidlig history x --columns udb", ["udbetalt"]),
        ("tidlig show nothing-like-it", []),
    ],
)  # fmt: skip
def test_bash_is_given_what_begins_as_typed(tidlig: Tidlig, line: str, expected: list[str]) -> None:
    assert proposed(tidlig, line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "balance --columns til-rådighed,bevilling-i-alt",
        "balance --columns ændring-ved-senere-FL",
        "balance --sort=-til-rådighed",
        "log --heading ændring-ved-senere-fl",
    ],
)
def test_a_word_with_hyphens_for_its_spaces_is_accepted(tidlig: Tidlig, line: str) -> None:
    words = line.split(" ")
    with_spaces = [_spaced(word) for word in words]
    assert tidlig(*words, cwd=ROOT).out == tidlig(*with_spaces, cwd=ROOT).out != ""


def _spaced(word: str) -> str:
    """Write a word with spaces for its hyphens; options keep those before them."""
    start = "--sort=-" if word.startswith("--sort=-") else "--" if word.startswith("--") else ""
    return start + word.removeprefix(start).replace("-", " ")


def test_zsh_and_fish_are_given_the_same(tidlig: Tidlig) -> None:
    zsh = completed(tidlig, "tidlig show runde-1-fritid", "zsh")
    assert zsh.out.split("\n")[0] == """_arguments '*: :(("runde-1-fritid-1\""""
    assert '"runde-1-fritid-2"' in zsh.out
    fish = completed(tidlig, "tidlig show runde-1-fritid", "fish")
    assert fish.out.split() == ["runde-1-fritid-1", "runde-1-fritid-2"]
    assert (zsh.code, fish.code) == (0, 0)


def test_every_id_of_the_programmes_is_found_as_the_reader_finds_it() -> None:
    from tidlig.arithmetic.related import entry_name
    from tidlig.ledger.folder import Folder
    from tidlig.ledger.open import open_ledger

    found = sorted((each.kind, each.id) for each in ids.declared(ROOT / "data"))
    assert found == sorted(
        entry_name(entry) for entry in open_ledger(Folder(ROOT / "data")).entries
    )


def test_an_id_of_two_kinds_is_proposed_with_its_kind(tidlig: Tidlig, ledger: Ledger) -> None:
    root = ledger({"programs.toml": "[award.x]\n[payment.x]\n[award.xy]\n"})
    assert proposed(tidlig, "tidlig show x", cwd=root) == ["xy"]
    assert proposed(tidlig, "tidlig show ", cwd=root) == ["award.x", "payment.x", "xy"]
    assert proposed(tidlig, "tidlig show payment.", cwd=root) == ["payment.x"]


def test_headings_are_found_in_any_form(ledger: Ledger) -> None:
    text = (
        '\ufeff[award.a]\r\n  [ award . "b" ]  # note\n[pool.\'c\']\n[program.p.strand."s"]\n'
        "[[award.d]]\n[award.Ugly]\n[award.e.amount]\n[other.f]\n[ledger]\nx = [\n[1.2]\n]\n"
    )
    root = ledger({"programs.toml": text, "more/x.toml": "[award.g"})
    assert [tuple(each) for each in ids.declared(root)] == [
        ("award", "a"),
        ("award", "b"),
        ("pool", "c"),
        ("strand", "p/s"),
    ]


@pytest.mark.parametrize("text", ["", "[", "[program.\ud800", "\x00\x01", "[program.p]\nx = ["])
def test_a_broken_ledger_is_no_trouble(tidlig: Tidlig, tmp_path: Path, text: str) -> None:
    (tmp_path / "programs.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    (tmp_path / "gone.toml").symlink_to(tmp_path / "nowhere")
    commands = ("balance", "show", "log", "pools", "log --strand", "log --recipient")
    for command in (*commands, "awards --pool"):
        result = completed(tidlig, f"tidlig {command} q", cwd=tmp_path)
        assert (result.code, result.out.strip(), result.err) == (0, "", "")


def test_without_a_ledger_there_is_nothing_to_propose(tidlig: Tidlig, tmp_path: Path) -> None:
    for line in ("tidlig show a", "tidlig show --ledger /nowhere/at/all a"):
        result = completed(tidlig, line, cwd=tmp_path)
        assert (result.code, result.out.strip(), result.err) == (0, "", "")


def test_the_ledger_that_is_named_is_looked_into(tidlig: Tidlig, tmp_path: Path) -> None:
    (tmp_path / "programs.toml").write_text("[program.elsewhere]\n")
    line = f"tidlig balance --ledger {tmp_path} else"
    assert completed(tidlig, line).out.split() == ["elsewhere"]


def test_too_many_become_beginnings_that_lead_to_all_of_them() -> None:
    ids = [f"tilsagn-{number:05d}" for number in range(10_000)]
    shown = proposals(ids, "til")
    assert 1 < len(shown) <= MOST
    assert all(any(id.startswith(start) for start in shown) for id in ids)
    assert proposals(ids, "tilsagn-0012") == ids[120:130]


def test_one_id_that_others_begin_with_is_proposed_itself() -> None:
    ids = ["x", *(f"x{number}" for number in range(MOST + 50))]
    shown = proposals(ids, "")
    assert "x" in shown
    assert len(shown) <= MOST


def test_a_name_is_not_proposed_twice_in_a_list() -> None:
    assert listed(["one", "other"], "one,o") == ["one,other"]


def test_checks_are_those_there_are() -> None:
    assert sorted(check_names()) == sorted(check.name for check in CHECKS)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ("format = 1", ["kr", "t.kr", "mio", "mia"]),
        ('format = 1\ncurrency = "EUR"', ["EUR", "t.EUR", "mio", "mia"]),
        ("format = 1\ncurrency = 5", ["kr", "t.kr", "mio", "mia"]),
    ],
)
def test_units_are_completed_in_the_currency_of_the_ledger(
    settings: str, expected: list[str], tidlig: Tidlig, ledger: Ledger
) -> None:
    register = '[register.r]\nkind = "award"\ncurrency = "SEK"\n'
    folder = ledger({"programs.toml": f"{register}[ledger]\n{settings}\n"})
    for option in ("balance --unit", "reconcile --register-unit"):
        assert proposed(tidlig, f"tidlig {option} ", folder) == expected
    assert proposed(tidlig, "tidlig log --unit t", folder) == [expected[1]]
