"""Promised: nothing that is made of a text tells what its mask hides, and masks shift nothing.

Hashes, identities and cut values are of masked texts; a caret stands below what it is about.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import repository
from harness.running import write
from tidlig.model.findings import Finding, Location, Problem, Severity
from tidlig.model.messages import Message
from tidlig.render.findings import fingerprints

Write = Callable[[dict[str, str]], Path]

LEDGER = """\
[ledger]
format = 1

[program.p]
name = "P"
years = 2014
total = 1
source = "s"

[source.s]
title = "S"

[recipient.k]
name = "{name}"
kind = "other"
source = "s"
"""
ONE, OTHER, HARMLESS = "010190-1114", "070761-4285", "abcdef-ghij"
"""Two CPR numbers and a word as long."""


def with_name(name: str) -> dict[str, str]:
    return {"programs.toml": LEDGER.format(name=name)}


def with_program_name(name: str) -> dict[str, str]:
    return {"programs.toml": LEDGER.format(name="N").replace('"P"', name)}


@pytest.mark.parametrize("place", ["message", "key", "file"])
def test_a_fingerprint_is_the_same_whatever_the_mask_hides(place: str) -> None:
    def of(number: str) -> str:
        texts = {"message": "m", "key": "k", "file": "f.toml"} | {place: f"x {number} y"}
        location = Location(texts["file"], ("recipient", texts["key"]))
        problem = Problem(Message(texts["message"]), location)
        return fingerprints([Finding("c", Severity.ERROR, problem)])[0]

    assert of(ONE) == of(OTHER) == of("******-****")
    assert of(ONE) != of(HARMLESS)


@pytest.mark.parametrize("form", ["gitlab", "sarif"])
def test_a_report_for_ci_has_the_same_hash_for_another_number(
    tidlig: Tidlig, ledger: Write, form: str
) -> None:
    prints = []
    for number in (ONE, OTHER):
        ledger(with_name(number))
        text = tidlig("check", "--format", form).out
        found = json.loads(text)
        prints.append(
            [each["fingerprint"] for each in found]
            if form == "gitlab"
            else [each["partialFingerprints"] for each in found["runs"][0]["results"]]
        )
    assert prints[0] == prints[1] != []


def test_a_finding_is_known_since_a_base_without_its_number(tidlig: Tidlig, tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.commit(with_name(ONE))
    write(tmp_path, with_name(OTHER))
    found = json.loads(tidlig("check", "--base", "HEAD", "--format", "json").out)
    assert (len(found["new"]), len(found["fixed"]), found["unchanged"]) == (0, 0, 1)


@pytest.mark.parametrize("before", range(30, 62))
def test_a_value_that_is_cut_leaves_no_part_of_a_number(
    tidlig: Tidlig, ledger: Write, before: int
) -> None:
    """The years are no years, so the message quotes them, and cuts what is long."""
    value = f"{'x' * before} {ONE} {'y' * 40}"
    ledger({"programs.toml": LEDGER.format(name="N").replace("2014", f'"{value}"')})
    result = tidlig("check", "--format", "concise")
    assert "bad-years" in result.out
    assert "0" not in result.out.partition(": error: ")[2].partition(" [")[0]


@pytest.mark.parametrize("before", [*range(40, 75), *range(85, 120)])
def test_a_line_that_is_cut_leaves_no_part_of_a_number(
    tidlig: Tidlig, ledger: Write, before: int
) -> None:
    """The key is unknown, so its long line is shown around it, with a number at either end."""
    spaces = " " * before
    line = f'[recipient.k]\naliases = ["{ONE} {"x" * before}", {spaces}"{OTHER}", 1]'
    ledger({"programs.toml": LEDGER.format(name="N").replace("[recipient.k]", line)})
    shown = tidlig("check", "--format", "full").out
    assert "wrong-type" in shown
    for number in (ONE, OTHER):
        pieces = {number[start : start + 4] for start in (0, 2, 7)}
        assert not any(piece in shown for piece in pieces), shown


@pytest.mark.parametrize("text", ["{} ", "x {} ", "{0} {0} ", "\\u0030{1} "])
def test_a_caret_stands_where_it_stands_below_a_harmless_text(
    tidlig: Tidlig, ledger: Write, text: str
) -> None:
    """The last element is wrong; before it the same line holds a number, or a word as long."""
    carets = []
    for number in (ONE, HARMLESS):
        value = text.format(number, number[1:])
        line = f'[recipient.k]\naliases = ["{value}", 12]'
        ledger({"programs.toml": LEDGER.format(name="N").replace("[recipient.k]", line)})
        shown = tidlig("check", "--format", "full").out
        part = shown[shown.index("wrong-type") :]
        carets.append(next(line.index("^") for line in part.splitlines() if "^" in line))
        quoted = next(line for line in part.splitlines() if "aliases" in line)
        assert quoted[carets[-1] :].startswith("12")
    assert carets[0] == carets[1]


def test_a_case_number_that_is_typed_or_meant_is_shown(tidlig: Tidlig, ledger: Write) -> None:
    """A number that does not fit is a case's where ids stand; one that fits is masked there too."""
    pool = '[pool.{}]\nprogram = "p"\nsource = "s"\n'
    files = with_name("N")
    ledger({**files, "pools.toml": pool.format("010117-0043") + pool.format(ONE)})
    said = tidlig("show", "010117-0042").err
    assert 'there is no entry "010117-0042"' in said
    assert 'did you mean "010117-0043"?' in said
    assert 'did you mean "******-****"?' in tidlig("show", "010190-1115").err
    typed = tidlig("add", "pool", "010117-0043", "program=p", "source=s").err
    assert 'pool "010117-0043" is there already' in typed
    assert ONE not in tidlig("add", "pool", ONE, "program=p", "source=s").err


def test_a_recipient_that_is_meant_is_masked_as_strictly_as_a_name(
    tidlig: Tidlig, ledger: Write
) -> None:
    number = "311299-4321"  # of after 2007: no sum tells that it is one
    ledger({"programs.toml": LEDGER.format(name="N").replace("recipient.k", f"recipient.{number}")})
    said = tidlig("show", "311299-4322").err
    assert 'did you mean "******-****"?' in said


def test_a_journal_tags_an_award_by_the_id_that_it_has(tidlig: Tidlig, ledger: Write) -> None:
    award = '[award.010117-0043]\nprogram = "p"\nrecipient = "k"\ndate = 2014-01-01\namount = 1\n'
    ledger({**with_name("N"), "a.toml": f'{award}source = "s"\n'})
    text = tidlig("export", "--to", "hledger").out
    assert "(award.010117-0043)" in text
    assert "; award: 010117-0043\n" in text
