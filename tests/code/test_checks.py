"""Every check is registered, documented, true to its own example, and tested."""

import ast
import inspect
from collections.abc import Mapping
from pathlib import Path

import pytest

from harness.cases import Case, cases
from harness.documentation import SECTIONS, documentation
from harness.findings import findings
from harness.modules import modules
from harness.running import ROOT, environment, run, write
from tidlig.checks import CHECKS
from tidlig.model.kinds import KINDS

PAGES = ROOT / "tests" / "checks"
DOCSTRINGS = {
    module.path.stem.replace("_", "-"): ast.get_docstring(module.tree) or ""
    for module in modules(ROOT / "src" / "tidlig")
    if module.room == "checks"
}
NAMES = sorted(check.name for check in CHECKS)
DOCUMENTATION = {check.name: inspect.cleandoc(check.documentation) for check in CHECKS}
FILLED_IN = (
    "Reports tables of no kind of entry.",
    next(check for check in CHECKS if check.name == "unknown-table").sections["What it does"],
)
"""What stands for the kinds in the docstring, and what the documentation has."""

each_check = pytest.mark.parametrize("name", NAMES)


def checks_reporting(files: Mapping[str, str], tmp_path: Path) -> set[str]:
    """The names of the checks that report something about a ledger."""
    ledger, memory = tmp_path / "ledger", tmp_path / "memory"
    write(ledger, files)
    command = ("check", "--format", "json")
    result = run(*command, folder=ledger, environment=environment(memory))
    return {finding.check for finding in findings(result)}


def page(name: str) -> tuple[Case, ...]:
    return cases((PAGES / f"{name}.md").read_text("utf-8"))


def test_every_documented_check_is_registered_once() -> None:
    documented = [name for name, text in DOCSTRINGS.items() if "## What it does" in text]
    assert sorted(documented) == NAMES


@each_check
def test_a_check_is_documented_by_the_module_that_is_named_for_it(name: str) -> None:
    written = DOCSTRINGS[name].replace(*FILLED_IN) if name == "unknown-table" else DOCSTRINGS[name]
    assert written == DOCUMENTATION[name]


def test_the_kinds_of_entry_are_filled_in_where_unknown_tables_are_explained() -> None:
    assert FILLED_IN[0] in DOCSTRINGS["unknown-table"]
    assert [kind for kind in KINDS if f"`{kind}`" not in FILLED_IN[1]] == []


@each_check
def test_the_documentation_is_a_fact_and_four_sections(name: str) -> None:
    found = documentation(DOCUMENTATION[name])
    assert found.summary.endswith(".")
    assert found.titles == SECTIONS


@each_check
def test_the_example_is_reported_by_its_check_and_no_other(name: str, tmp_path: Path) -> None:
    example = documentation(DOCUMENTATION[name]).example
    assert checks_reporting(example, tmp_path) == {name}


@each_check
def test_what_to_use_instead_is_reported_by_no_check(name: str, tmp_path: Path) -> None:
    instead = documentation(DOCUMENTATION[name]).use_instead
    assert instead
    assert checks_reporting(instead, tmp_path) == set()


@each_check
def test_a_check_has_cases_with_and_without_findings(name: str) -> None:
    promised = [{promise.check for promise in case.promises} for case in page(name)]
    assert any(name in checks for checks in promised), "no case promises a finding"
    assert set() in promised, "no case is in order"


def test_every_page_of_cases_is_about_a_check() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.md")) == NAMES
