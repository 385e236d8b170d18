"""Tests of harness.plugin: pytest run on small pages, with a stub in tidlig's place."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.long

STUB = '''
import json, os, pathlib

def main(argv):
    """Report `# fault` in a file; echo any other command; fail on "fail"."""
    if argv[0] != "check":
        print("ran", *argv, sorted(path.name for path in pathlib.Path().glob("*.toml")))
        return int(argv[0] == "fail")
    found = [
        {"check": "a-fault", "severity": "error", "message": "a fault of 1 kr.",
         "location": {"file": path.name, "line": number}}
        for path in pathlib.Path().glob("*.toml")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if "fault = true" in line
    ]
    summary = {"errors": len(found), "warnings": 0}
    print(json.dumps({"schema": "tidlig.check/1", "findings": found, "summary": summary}))
    return int(bool(found))
'''

CASES = """\
# a-fault

## A ledger without a fault is in order

```toml
[ledger]
```

## A fault is found

```toml
fault = true  # error: [a-fault] "1 kr."
```

```console
$ tidlig show x
ran show x ['programs.toml']
```

## A promise is not kept

```toml
fault = false  # error: [a-fault]
```
"""

TRANSCRIPTS = """\
## A ledger grows

```toml
[ledger]
```

```console
$ TIDLIG_LANG=da tidlig balance
ran [...]
$ git init --quiet
$ git status --short
?? programs.toml
```

```toml more.toml
```

```console
$ tidlig fail
old

$ tidlig balance
ran balance [...]
```
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project of its own, with the stub and the plugin."""
    pytester.makeconftest('pytest_plugins = ["harness.plugin"]')
    stub = pytester.mkdir("stub") / "tidlig"
    stub.mkdir()
    (stub / "__init__.py").touch()
    (stub / "cli.py").write_text(STUB)
    tests = Path(__file__).parents[1]
    monkeypatch.setenv("PYTHONPATH", f"{stub.parent}:{tests}")
    return pytester


def page(project: pytest.Pytester, path: str, text: str) -> Path:
    target = project.path / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return target


def test_each_case_is_a_test_named_by_file_and_sentence(project: pytest.Pytester) -> None:
    page(project, "tests/checks/a-fault.md", CASES)
    result = project.runpytest_subprocess("-v", "tests")
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["*a-fault.md::A fault is found PASSED*"])
    where = "*a-fault.md:20: A promise is not kept"
    result.stdout.fnmatch_lines(
        [where, "promised:", "*1: error[[]a-fault[]]*NOT REPORTED", "reported:", "*nothing"]
    )


def test_a_malformed_page_is_said_to_be_in_one_line(project: pytest.Pytester) -> None:
    page(project, "tests/checks/a-fault.md", "## No ledger\n```console\n```\n")
    result = project.runpytest_subprocess("tests")
    result.stdout.fnmatch_lines(['*a-fault.md: "No ledger" has no ledger'])
    assert "Traceback" not in result.stdout.str()


def test_a_transcript_that_differs_is_shown_as_a_difference(project: pytest.Pytester) -> None:
    page(project, "tests/cli/x.md", TRANSCRIPTS)
    result = project.runpytest_subprocess("tests")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["$ tidlig fail", "-old", "+ran fail *", "+[[]exit 1[]]"])


def test_accept_rewrites_only_what_differs_and_then_all_agrees(project: pytest.Pytester) -> None:
    target = page(project, "tests/cli/x.md", TRANSCRIPTS)
    result = project.runpytest_subprocess("--accept", "tests")
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["rewritten: tests/cli/x.md (1 of its transcripts)"])
    now = "ran fail ['more.toml', 'programs.toml']\n[exit 1]"
    assert target.read_text() == TRANSCRIPTS.replace("old", now)
    project.runpytest_subprocess("tests").assert_outcomes(passed=1)


def test_the_readme_runs_tidlig_in_the_repository_and_nothing_else(
    project: pytest.Pytester,
) -> None:
    commands = "$ make balance | less\n$ cd x\n$ tidlig a\nran a ['pyproject.toml']\n"
    page(project, "README.md", f"# x\n```console\n{commands}```\n")
    project.runpytest_subprocess("README.md").assert_outcomes(passed=1)


def test_a_program_that_is_not_ours_is_not_run(project: pytest.Pytester) -> None:
    page(project, "tests/cli/x.md", "## A\n```toml\n```\n```console\n$ touch x\n```\n")
    result = project.runpytest_subprocess("tests")
    result.stdout.fnmatch_lines(["only tidlig, git and cd can be run: touch x"])
