"""Texts from a stranger's ledger change nothing of what CI or a terminal shows."""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from harness.faulty import EMPTY, HOSTILE, PROGRAM, hostile_keys, hostile_reasons
from harness.runner import commands
from harness.running import Result
from harness.schemas import gitlab, junit, sarif
from tidlig.checks import CHECKS

Tidlig = Callable[..., Result]
Write = Callable[[dict[str, str]], Path]

FORMATS = ["full", "concise", "json", "github", "gitlab", "sarif", "junit"]
LEDGERS = {"keys": hostile_keys(), "reasons": hostile_reasons()}
INVISIBLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\ufffe\uffff]")

every_ledger = pytest.mark.parametrize("name", LEDGERS)


@every_ledger
@pytest.mark.parametrize("format", FORMATS)
def test_nothing_is_obeyed(tidlig: Tidlig, ledger: Write, format: str, name: str) -> None:
    ledger(LEDGERS[name])
    result = tidlig("check", "--format", format)
    assert result.code == 1
    assert INVISIBLE.search(result.out) is None
    assert "##vso[" not in result.out
    told = [(each.name, each.properties.get("title")) for each in commands(result.out)]
    if format != "github":
        assert told == []
        return
    findings = json.loads(tidlig("check", "--format", "json").out)["findings"]
    kinds = [("error", 10), ("warning", 10)]
    expected = [
        (kind, each["check"])
        for kind, most in kinds
        for each in [each for each in findings if each["severity"] == kind][:most]
    ]
    assert told == [*expected, ("notice", "tidlig check"), ("group", None), ("endgroup", None)]


@every_ledger
def test_an_annotation_says_what_the_finding_says(tidlig: Tidlig, ledger: Write, name: str) -> None:
    ledger(LEDGERS[name])
    lines = tidlig("check", "--format", "concise").out.split("\n")
    for each in commands(tidlig("check", "--format", "github").out):
        if each.name in ("error", "warning"):
            told = each.text.partition("\n")[0].replace(r"\x3a:", "::")
            place, message = re.findall(r"(.*?:\d+:\d+): (.*)", told)[0]
            expected = f"{place}: {each.name}: {message} [{each.properties['title']}]"
            assert expected in [line.replace(r"\x3a:", "::") for line in lines]
            file = each.properties["file"].replace(r"\x3a:", "::")
            assert place.startswith(f"{file}:")


@every_ledger
def test_reports_stay_what_they_are(tidlig: Tidlig, ledger: Write, name: str) -> None:
    ledger(LEDGERS[name])
    findings = json.loads(tidlig("check", "--format", "json").out)["findings"]
    assert len(gitlab(tidlig("check", "--format", "gitlab").out)) == len(findings)
    results = sarif(tidlig("check", "--format", "sarif").out)["results"]
    assert len([each for each in results if "suppressions" not in each]) == len(findings)
    suite = junit(tidlig("check", "--format", "junit").out)
    inside = {"testsuite", "properties", "property", "testcase", "failure", "system-out", "skipped"}
    assert {element.tag for element in suite.iter()} <= inside
    assert len(suite.findall("testcase")) == len(CHECKS)


@every_ledger
def test_messages_of_sarif_have_no_links_and_no_placeholders(
    tidlig: Tidlig, ledger: Write, name: str
) -> None:
    ledger(LEDGERS[name])
    for result in sarif(tidlig("check", "--format", "sarif").out)["results"]:
        places = [*result["locations"], *result.get("relatedLocations", [])]
        texts = [
            result["message"]["text"],
            *(each.get("message", {}).get("text", "") for each in places),
        ]
        for text in texts:
            assert re.search(r"(?<!\\)\]\(", text) is None
            assert re.search(r"(?<!\{)(\{\{)*\{\d+\}", text.replace("{{", "")) is None


def test_uris_of_hostile_names_are_those_of_the_files(tidlig: Tidlig, ledger: Write) -> None:
    files = ledger(hostile_reasons())
    for result in sarif(tidlig("check", "--format", "sarif").out)["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert (files / unquote(uri)).is_file()


@every_ledger
def test_a_summary_shows_texts_as_they_are_written(
    tidlig: Tidlig, ledger: Write, tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    ledger(LEDGERS[name])
    page = tmp_path_factory.mktemp("job") / "summary.md"
    tidlig("check", "--format", "github", env={"GITHUB_STEP_SUMMARY": str(page)})
    text = page.read_text("utf-8")
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(text)
    inline = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inline} <= {"text", "text_special", "softbreak"}
    assert {token.type for token in tokens if token.type.startswith("html")} == set()
    cells = {
        "".join(child.content for child in token.children or [])
        for token in tokens
        if token.type == "inline"
    }
    shown = ("::error::gone", "<script>alert(1)</script>", "[x](javascript:alert(1))", r"\x1b[2J")
    for hostile in (*shown, "`code` **bold** | cell | _a_ <!-- -->", "&lt;b&gt; &#x3c;"):
        assert any(hostile in cell for cell in cells), hostile
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


def test_a_name_that_is_no_utf_8_breaks_no_report(
    tidlig: Tidlig, ledger: Write, tmp_path: Path
) -> None:
    name = os.fsencode(ledger(EMPTY)) + b"/\xff\xe6.toml"
    try:
        Path(os.fsdecode(name)).write_text("a = 1\n")
    except OSError:
        pytest.skip("this file system takes no such names")
    reports = [f"--report={format}={tmp_path / format}" for format in FORMATS]
    result = tidlig("check", *reports)
    assert (result.code, result.err) == (1, "")
    uri = sarif((tmp_path / "sarif").read_text("utf-8"))["results"][0]["locations"][0]
    assert uri["physicalLocation"]["artifactLocation"]["uri"] == "%FF%E6.toml"
    assert junit((tmp_path / "junit").read_text("utf-8")) is not None
    (issue,) = gitlab((tmp_path / "gitlab").read_text("utf-8"))
    assert issue["location"]["path"] == r"\udcff\udce6.toml"


def test_personal_data_is_in_no_report(tidlig: Tidlig, ledger: Write, tmp_path: Path) -> None:
    certain = next(n for n in range(10_000) if _fits(f"010150{n:04}"))
    number = f"010150-{certain:04}"
    head, _, rest = PROGRAM.partition("[round.r]\n")
    ledger(
        {
            "programs.toml": f"{head}[round.r]\nnote = '{number}'\n{rest}",
            f"{number}.toml": f"[outturn.x]\nprogram = 'p'\nyear = 2030\namount = -1\n"
            f"accept = {{ outside-years = 'of {number}' }}\n",
            "keys.toml": f"[recipient.x]\nname = 1\nkind = 'other'\n'{number}' = 1\n",
        }
    )
    page = tmp_path / "page.md"
    for broken in (True, False):
        if not broken:
            (tmp_path / "keys.toml").unlink()
        for format in FORMATS:
            out = tidlig("check", "--format", format, env={"GITHUB_STEP_SUMMARY": str(page)}).out
            assert "personal-data" in out
            assert number not in unquote(out)
            assert "******-****" in unquote(out)
    assert "******-****" in page.read_text("utf-8").replace("\\", "")
    assert number not in page.read_text("utf-8")


def _fits(digits: str) -> bool:
    """Tell whether 11 divides the weighted sum, as in numbers given before 2007."""
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    return sum(int(n) * weight for n, weight in zip(digits, weights, strict=True)) % 11 == 0


def test_the_texts_are_hostile() -> None:
    log = "".join(f"{text}\n" for text in HOSTILE)
    assert {"error", "set-output", "stop-commands", "endgroup"} <= {
        each.name for each in commands(log)
    }
    assert INVISIBLE.search(log)
