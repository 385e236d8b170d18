"""Reports for CI: kept to their schemas, the same in the next run, and with nothing lost."""

import json
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness.faulty import EMPTY, PROGRAM, UNREADABLE, many, moved
from harness.playing import GIT
from harness.runner import commands, others
from harness.running import Result, environment
from harness.schemas import gitlab, junit, sarif

Tidlig = Callable[..., Result]
Write = Callable[[dict[str, str]], Path]
Counts = Counter[tuple[str, str]]

ORDER = {
    "programs.toml": PROGRAM.partition("[program.q]")[0]
    + "[program.q]\nname = 'Q'\nyears = 2024\ntotal = 1\n"
}
OPTIONS: list[list[str]] = [
    [],
    ["--strict"],
    ["--ignore", "awards-exceed-pool,outside-years"],
    ["--select", "outside-years"],
    ["--strict", "--select", "outside-years,payments-exceed-award", "--ignore", "outside-years"],
]
LEDGERS = {"many": many(), "unreadable": UNREADABLE, "empty": EMPTY, "in order": ORDER}


def of_json(text: str) -> Counts:
    """Count the findings of our own JSON, by check and severity."""
    return Counter((each["check"], each["severity"]) for each in json.loads(text)["findings"])


def of_sarif(text: str) -> Counts:
    """Count the results of SARIF that are not suppressed."""
    results = sarif(text)["results"]
    return Counter(
        (each["ruleId"], each["level"]) for each in results if "suppressions" not in each
    )


def of_gitlab(text: str) -> Counts:
    """Count the issues of a code quality report."""
    severities = {"blocker": "error", "critical": "error", "minor": "warning"}
    return Counter((each["check_name"], severities[each["severity"]]) for each in gitlab(text))


def of_junit(text: str) -> Counts:
    """Count the findings in the texts of JUnit's cases, and hold them against where they stand."""
    found: Counts = Counter()
    for case in junit(text).findall("testcase"):
        for severity, tag in (("error", "failure"), ("warning", "system-out")):
            told = case.findtext(tag, "").split("\n")
            head = f"{severity}[{case.attrib['name']}]: "
            number = sum(line.startswith(head) for line in told)
            found += Counter({(case.attrib["name"], severity): number})
    return found


def of_github(text: str) -> Counts:
    """Count the annotations, and the lines that follow those that GitHub takes."""
    told = commands(text)
    found = Counter(
        (each.properties["title"], each.name) for each in told if each.name in ("error", "warning")
    )
    for line in others(text):
        for severity in ("error", "warning"):
            if f": {severity}: " in line:
                found[line.rpartition("[")[2].rstrip("]"), severity] += 1
    return found


READERS: dict[str, Callable[[str], Counts]] = {
    "sarif": of_sarif,
    "gitlab": of_gitlab,
    "junit": of_junit,
    "github": of_github,
}


@pytest.mark.parametrize("options", OPTIONS, ids=" ".join)
@pytest.mark.parametrize("name", LEDGERS)
@pytest.mark.parametrize("format", READERS)
def test_nothing_is_lost(
    tidlig: Tidlig, ledger: Write, format: str, name: str, options: list[str]
) -> None:
    ledger(LEDGERS[name])
    expected = tidlig("check", "--format", "json", *options)
    result = tidlig("check", "--format", format, *options)
    assert READERS[format](result.out) == of_json(expected.out)
    assert (result.code, result.err) == (expected.code, "")


def test_the_ledger_has_enough_to_lose(tidlig: Tidlig, ledger: Write) -> None:
    ledger(many())
    counts = of_json(tidlig("check", "--format", "json").out)
    assert counts.total() >= 40
    assert len(counts) >= 7
    assert counts["awards-exceed-pool", "error"] == 12
    assert counts["outside-years", "warning"] == 14


def prints(results: list[dict[str, Any]]) -> list[str]:
    """Give the fingerprints of SARIF's results, sorted."""
    return sorted(each["partialFingerprints"]["tidlig/v1"] for each in results)


@pytest.mark.parametrize("files", [many(), UNREADABLE], ids=["many", "unreadable"])
def test_fingerprints_stay_when_lines_move(
    tidlig: Tidlig, ledger: Write, files: dict[str, str]
) -> None:
    ledger(files)
    before = tidlig("check", "--format", "sarif").out, tidlig("check", "--format", "gitlab").out
    ledger(moved(files))
    after = tidlig("check", "--format", "sarif").out, tidlig("check", "--format", "gitlab").out
    assert before[0] != after[0]
    assert len(set(prints(sarif(before[0])["results"]))) == len(sarif(before[0])["results"])
    assert prints(sarif(before[0])["results"]) == prints(sarif(after[0])["results"])
    old, new = ([each["fingerprint"] for each in gitlab(text[1])] for text in (before, after))
    assert sorted(old) == sorted(new)


def test_fingerprints_stay_when_there_is_more_to_find(tidlig: Tidlig, ledger: Write) -> None:
    ledger(many())
    before = prints(sarif(tidlig("check", "--format", "sarif").out)["results"])
    ledger({"allocations/aa.toml": "[outturn.aa]\nprogram = 'p'\nyear = 2029\namount = 5\n"})
    after = prints(sarif(tidlig("check", "--format", "sarif", "--strict").out)["results"])
    assert len(set(after) - set(before)) == 2
    assert set(before) - set(after) == set()


def test_paths_are_those_of_the_repository(tidlig: Tidlig, ledger: Write, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    ledger({f"støtte/{path}": text for path, text in many().items()})
    here = tidlig("check", "--format", "sarif", cwd=tmp_path / "støtte" / "allocations")
    there = tidlig("check", "--format", "sarif", "--ledger", "støtte")
    assert sarif(here.out)["results"] == sarif(there.out)["results"]
    uris = {
        each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for each in sarif(here.out)["results"]
    }
    assert "st%C3%B8tte/allocations/puljer%201.toml" in uris
    assert "st%C3%B8tte/allocations/%C3%A6r%C3%B8/puljer.toml" in uris
    paths = {each["location"]["path"] for each in _gitlab(tidlig, tmp_path / "støtte")}
    assert "støtte/allocations/ærø/puljer.toml" in paths
    log = tidlig("check", "--format", "github", cwd=tmp_path / "støtte").out
    assert {each.properties["file"] for each in commands(log) if "file" in each.properties} <= paths
    assert "accepted[returns-exceed-award] støtte/allocations/retur.toml:10:10: number 1" in log
    assert "accepted[returns-exceed-award] allocations/retur.toml:10:10: number 1" not in log


def _gitlab(tidlig: Tidlig, folder: Path) -> list[dict[str, Any]]:
    return gitlab(tidlig("check", "--format", "gitlab", cwd=folder).out)


def test_a_ledger_beside_the_working_directory_has_no_way_up_in_its_paths(
    tidlig: Tidlig, ledger: Write, tmp_path: Path
) -> None:
    ledger({f"books/{path}": text for path, text in many().items()})
    (tmp_path / "work").mkdir()
    report = tidlig("check", "--format", "sarif", "--ledger", "../books", cwd=tmp_path / "work").out
    for result in sarif(report)["results"]:
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri.startswith(("allocations/", "programs.toml"))
    assert str(tmp_path) not in report


def test_a_revision_has_the_paths_and_fingerprints_of_the_files(
    tidlig: Tidlig, ledger: Write, tmp_path: Path
) -> None:
    ledger({f"books/{path}": text for path, text in many().items()})
    for command in ("init --quiet", "add .", "commit --quiet --message=one"):
        done = environment(tmp_path, GIT)
        subprocess.run(["git", *command.split()], cwd=tmp_path, env=done, check=True)
    now = sarif(tidlig("check", "--format", "sarif", cwd=tmp_path / "books").out)
    ledger({"books/programs.toml": EMPTY["programs.toml"]})
    then = tidlig("check", "--format", "sarif", "--at", "HEAD", cwd=tmp_path / "books").out
    assert sarif(then)["results"] == now["results"]
    cases = tidlig("check", "--format", "junit", "--at", "HEAD", "--ledger", "books").out
    assert junit(cases).attrib["name"] == "books"


def test_sarif_has_places_beside_suppressions_and_the_documentation(
    tidlig: Tidlig, ledger: Write
) -> None:
    ledger(many())
    run = sarif(tidlig("check", "--format", "sarif").out)
    over = next(each for each in run["results"] if each["ruleId"] == "awards-exceed-pool")
    assert over["relatedLocations"][0]["message"] == {"text": "the frame is 1.000.000 kr."}
    region = {"startLine": 3, "startColumn": 11, "endLine": 3, "endColumn": 20}
    assert over["relatedLocations"][0]["physicalLocation"]["region"] == region
    reasons = [
        each["suppressions"][0]["justification"]
        for each in run["results"]
        if "suppressions" in each
    ]
    assert reasons == ["number 1 is known", "number 2 is known"]
    rule = run["tool"]["driver"]["rules"][over["ruleIndex"]]
    explained = tidlig("explain", "awards-exceed-pool").out
    assert rule["help"]["markdown"] in explained
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["originalUriBaseIds"]["%SRCROOT%"].keys() == {"description"}


def test_what_did_not_run_is_said(tidlig: Tidlig, ledger: Write) -> None:
    ledger(UNREADABLE)
    cases = _cases(tidlig("check", "--format", "junit").out)
    assert cases["budget-overspent"].find("skipped") is not None
    assert cases["toml-syntax"].find("failure") is not None
    assert len(cases["bad-id"]) == 0
    (invocation,) = sarif(tidlig("check", "--format", "sarif").out)["invocations"]
    assert invocation["executionSuccessful"] is True
    (said,) = invocation["toolExecutionNotifications"]
    assert "budget-overspent" in said["message"]["text"]
    assert "toml-syntax" not in said["message"]["text"]


def test_checks_that_pass_have_a_case_and_those_not_chosen_have_none(
    tidlig: Tidlig, ledger: Write
) -> None:
    ledger(many())
    checks = {
        line.split()[0] for line in tidlig("explain").out.split("\n") if line.startswith("  ")
    }
    cases = _cases(tidlig("check", "--format", "junit").out)
    assert set(cases) == checks
    assert len(cases["budget-overspent"]) == 0
    chosen = tidlig("check", "--format", "junit", "--select", "outside-years,bad-id").out
    assert set(_cases(chosen)) == {"outside-years", "bad-id"}


def test_what_is_hidden_is_skipped_and_counted(tidlig: Tidlig, ledger: Write) -> None:
    ledger(many())
    result = tidlig("check", "--format", "junit", "--ignore", "awards-exceed-pool")
    skipped = _cases(result.out)["awards-exceed-pool"].find("skipped")
    assert skipped is not None
    assert skipped.attrib["message"] == "12 findings hidden by --ignore"
    assert result.code == 1
    run = sarif(tidlig("check", "--format", "sarif", "--ignore", "awards-exceed-pool").out)
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"] == "12 findings hidden by --ignore"


def _cases(text: str) -> dict[str, ET.Element]:
    return {case.attrib["name"]: case for case in junit(text).findall("testcase")}


def test_github_gets_ten_of_each_kind_and_is_told_of_the_rest(
    tidlig: Tidlig, ledger: Write
) -> None:
    ledger(many())
    log = tidlig("check", "--format", "github").out
    names = [each.name for each in commands(log)]
    assert names == ["error"] * 10 + ["warning"] * 10 + ["notice", "group", "endgroup"]
    total = of_json(tidlig("check", "--format", "json").out)
    errors = sum(number for (_, severity), number in total.items() if severity == "error")
    notice = (
        f"{errors - 10} more errors and {total.total() - errors - 10} more warnings than GitHub"
    )
    assert next(each for each in commands(log) if each.name == "notice").text.startswith(notice)


def test_ten_of_a_kind_need_no_notice(tidlig: Tidlig, ledger: Write) -> None:
    ledger({path: text for path, text in many().items() if "regnskab" not in path})
    options = ("--select", "awards-exceed-pool")
    assert "::notice" in tidlig("check", "--format", "github", *options).out
    ledger(
        {
            "allocations/ærø/puljer.toml": many()["allocations/ærø/puljer.toml"].partition(
                "[pool.pool-11]"
            )[0]
        }
    )
    log = tidlig("check", "--format", "github", *options).out
    assert [each.name for each in commands(log)] == ["error"] * 10


def test_a_file_that_cannot_be_read_is_named_without_a_line(tidlig: Tidlig, ledger: Write) -> None:
    (ledger(EMPTY) / "gone.toml").symlink_to("nowhere.toml")
    (command,) = commands(tidlig("check", "--format", "github").out)
    assert command.properties == {"title": "unreadable-file", "file": "gone.toml"}
    (result,) = sarif(tidlig("check", "--format", "sarif").out)["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place == {"artifactLocation": {"uri": "gone.toml", "uriBaseId": "%SRCROOT%"}}
    (issue,) = gitlab(tidlig("check", "--format", "gitlab").out)
    assert issue["location"] == {"path": "gone.toml", "lines": {"begin": 1}}


def test_an_annotation_over_several_lines_has_no_columns(tidlig: Tidlig, ledger: Write) -> None:
    ledger({"programs.toml": EMPTY["programs.toml"] + 'currency = """\nD\n"""\nunit = 1\n'})
    several, one = (each.properties for each in commands(tidlig("check", "--format", "github").out))
    assert several | {"line": "3", "endLine": "5"} == several
    assert several.keys() == {"title", "file", "line", "endLine"}
    assert one | {"line": "6", "endLine": "6", "col": "8", "endColumn": "9"} == one
