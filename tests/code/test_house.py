"""The house rules over src/tidlig: layers, sizes and names. See harness.house."""

from collections.abc import Callable, Iterator

import pytest

from harness.house import RULES, circles
from harness.modules import Module, modules
from harness.running import ROOT

HOUSE = modules(ROOT / "src" / "tidlig")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_module_breaks_the_rule(rule: Callable[[Module], Iterator[str]]) -> None:
    assert [message for module in HOUSE for message in rule(module)] == []


def test_no_modules_import_each_other() -> None:
    assert list(circles(HOUSE)) == []
