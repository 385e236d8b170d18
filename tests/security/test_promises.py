"""SECURITY.md is a list of promises, and each is held by tests that it names."""

import re

import pytest

from harness.running import ROOT

PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
PROMISED = PAGE.partition("## What is promised\n")[2].partition("\n## ")[0]
PROMISES = re.findall(r"^- (.*?)(?=\n- |\n\n|\Z)", PROMISED, re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/*]+\.py)`")


def test_there_are_promises() -> None:
    assert len(PROMISES) >= 10


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: " ".join(promise.split()[:6]))
def test_a_promise_names_tests_that_are_there(promise: str) -> None:
    files = NAMED.findall(promise)
    assert files
    assert [name for name in files if not (ROOT / name).is_file()] == []


def test_every_test_of_security_holds_a_promise() -> None:
    named = {name for promise in PROMISES for name in NAMED.findall(promise)}
    files = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "tests/security").glob("test_*.py")
    }
    assert files - named == {"tests/security/test_promises.py"}


def test_other_pages_lead_to_it() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        assert "(SECURITY.md)" in (ROOT / page).read_text("utf-8")
    assert '"/SECURITY.md"' in (ROOT / "pyproject.toml").read_text("utf-8")
