"""The benchmark's own code is held to the sizes and names of the house."""

from collections.abc import Callable, Iterator

import pytest

from harness import house
from harness.modules import Module, modules
from harness.running import ROOT

RULES = (
    house.docstring,
    house.module_length,
    house.function_length,
    house.function_complexity,
    house.width,
    house.names,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_module_of_the_benchmark_breaks_the_rule(
    rule: Callable[[Module], Iterator[str]],
) -> None:
    assert [message for module in modules(ROOT / "bench") for message in rule(module)] == []
