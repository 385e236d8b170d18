"""Several reports in one run, and the summary of a job on GitHub."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.faulty import EMPTY, many
from harness.playing import GIT
from harness.running import Result, environment

Tidlig = Callable[..., Result]
Write = Callable[[dict[str, str]], Path]

FORMATS = ["full", "concise", "json", "github", "gitlab", "sarif", "junit"]
SUMMARY = "GITHUB_STEP_SUMMARY"
MIB = 1024 * 1024


@pytest.fixture
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder beside the ledger."""
    return tmp_path_factory.mktemp("reports")


def test_a_report_in_a_file_is_the_one_that_is_printed(
    tidlig: Tidlig, ledger: Write, beside: Path
) -> None:
    ledger(many())
    asked = [f"--report={format}={beside / format}" for format in FORMATS]
    result = tidlig("check", "--format", "concise", *asked)
    assert result.out == tidlig("check", "--format", "concise").out
    assert result.code == 1
    assert sorted(path.name for path in beside.iterdir()) == sorted(FORMATS)
    for format in FORMATS:
        printed = tidlig("check", "--format", format).out
        assert (beside / format).read_bytes().decode() == printed


def test_reports_in_the_repository_say_alike_where_they_come_from(
    tidlig: Tidlig, ledger: Write
) -> None:
    folder = ledger(many())
    for command in ("init --quiet", "add .", "commit --quiet --message=one"):
        subprocess.run(
            ["git", *command.split()], cwd=folder, env=environment(folder, GIT), check=True
        )
    tidlig("check", "--report", "sarif=a.sarif", "--report", "json=b.json")
    (run,) = json.loads((folder / "a.sarif").read_text("utf-8"))["runs"]
    said = json.loads((folder / "b.json").read_text("utf-8"))["provenance"]
    assert said["dirty"] is False
    assert run["properties"]["provenance"] == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sarf=a", 'did you mean "sarif"?'),
        ("sarif", "write --report sarif=FILE"),
        ("sarif=", "write --report sarif=FILE"),
        ("=a", "there are full, concise, json, github, gitlab, sarif, junit"),
        ("json=programs.toml", "name a file with another ending"),
    ],
)
def test_a_report_that_is_not_understood_is_said(
    tidlig: Tidlig, ledger: Write, text: str, said: str
) -> None:
    folder = ledger(many())
    result = tidlig("check", "--report", text)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert (folder / "programs.toml").read_text("utf-8") == many()["programs.toml"]


def test_two_reports_do_not_go_to_one_file(tidlig: Tidlig, ledger: Write, beside: Path) -> None:
    ledger(EMPTY)
    file = beside / "a"
    result = tidlig("check", "--report", f"sarif={file}", "--report", f"json={beside}/./a")
    assert result.code == 2
    assert "two reports go to" in result.err
    assert not file.exists()


def test_a_report_that_cannot_be_written_stops_no_other(
    tidlig: Tidlig, ledger: Write, beside: Path
) -> None:
    ledger(EMPTY)
    (beside / "taken").mkdir()
    result = tidlig(
        "check", "--report", f"sarif={beside / 'taken'}", "--report", f"junit={beside / 'junit'}"
    )
    assert result.code == 2
    assert "taken cannot be written" in result.err
    assert sorted(path.name for path in beside.iterdir()) == ["junit", "taken"]


def test_a_summary_is_added_to_what_is_there(tidlig: Tidlig, ledger: Write, beside: Path) -> None:
    ledger(many())
    page = beside / "page.md"
    page.write_text("# Before\n")
    result = tidlig("check", "--format", "github", env={SUMMARY: str(page)})
    assert (result.code, result.err) == (1, "")
    text = page.read_text("utf-8")
    summary = json.loads(tidlig("check", "--format", "json").out)["summary"]
    errors, warnings = summary["errors"], summary["warnings"]
    assert text.startswith(
        f"# Before\n## tidlig check\n\n{errors} errors, {warnings} warnings in 5"
    )
    assert text.count("\n| ") == errors + warnings + 2 + 2 * text.count("\n### ")
    assert text.index("### awards-exceed-pool: 12 errors") < text.index("### outside-years: 14 w")
    assert "| number 1 is known |" in text


def test_only_annotations_come_with_a_summary(tidlig: Tidlig, ledger: Write, beside: Path) -> None:
    ledger(many())
    page = beside / "page.md"
    tidlig("check", "--format", "concise", env={SUMMARY: str(page)})
    tidlig("check", "--format", "github", env={SUMMARY: ""})
    assert not page.exists()


def sections(tidlig: Tidlig) -> int:
    """Count the kinds of findings, and what is accepted."""
    findings = json.loads(tidlig("check", "--format", "json").out)["findings"]
    return len({(each["check"], each["severity"]) for each in findings}) + 1


@pytest.mark.parametrize(
    ("taken", "left_out"), [(9_000, False), (MIB - 14_000, True), (MIB - 100, None)]
)
def test_a_summary_that_is_too_large_leaves_out_whole_sections_and_says_so(
    tidlig: Tidlig, ledger: Write, beside: Path, taken: int, left_out: bool | None
) -> None:
    ledger(many())
    page = beside / "page.md"
    page.write_text("x" * taken)
    tidlig("check", "--format", "github", env={SUMMARY: str(page)})
    added = page.read_text("utf-8")[taken:]
    assert page.stat().st_size <= MIB
    if left_out is None:
        assert added == ""
        return
    last = added.rstrip("\n").split("\n")[-1]
    assert last.startswith("Left out, as GitHub takes no more: ") is left_out
    named = last.partition(": ")[2].count(": ") + 1 if left_out else 0
    assert bool(named) is left_out
    assert added.count("\n### ") > 1
    assert added.count("\n### ") + named == sections(tidlig)


def test_a_small_section_is_shown_after_a_large_one_that_does_not_fit(
    tidlig: Tidlig, ledger: Write, beside: Path
) -> None:
    ledger({path: text for path, text in many().items() if "retur" not in path})
    (beside / "full.md").write_text("")
    tidlig("check", "--format", "github", env={SUMMARY: str(beside / "full.md")})
    full = (beside / "full.md").read_text("utf-8")
    parts = full.split("\n### ")[1:]
    names = [each.partition("\n")[0] for each in parts]
    large = next(each for each in parts if each.startswith("payment-before-award"))
    room = len(full.encode()) - len(large.encode())
    page = beside / "page.md"
    page.write_text("x" * (MIB - 8 * 1024 - room))
    tidlig("check", "--format", "github", env={SUMMARY: str(page)})
    shown = [name for name in names if f"\n### {name}\n" in page.read_text("utf-8")]
    assert len(shown) == len(names) - 1
    assert shown[-1] == names[-1]


def test_a_summary_that_cannot_be_written_is_said(
    tidlig: Tidlig, ledger: Write, beside: Path
) -> None:
    ledger(EMPTY)
    result = tidlig("check", "--format", "github", env={SUMMARY: str(beside / "gone" / "page.md")})
    assert result.code == 2
    assert "page.md cannot be written: no such file or directory" in result.err
