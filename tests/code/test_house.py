"""The house rules over src/tidlig: layers, sizes and names. See harness.house."""

from collections.abc import Callable, Iterator
from statistics import median

import pytest

from harness.house import RULES
from harness.modules import Module, functions, modules, size
from harness.running import ROOT

HOUSE = modules(ROOT / "src" / "tidlig")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_module_breaks_the_rule(rule: Callable[[Module], Iterator[str]]) -> None:
    assert [message for module in HOUSE for message in rule(module)] == []


def test_half_of_the_modules_have_at_most_80_lines() -> None:
    assert median(size(module.tree) for module in HOUSE) <= 80


def test_half_of_the_functions_have_at_most_8_lines() -> None:
    assert median(size(function) for module in HOUSE for function in functions(module)) <= 8
