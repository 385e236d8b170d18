"""How many examples a property is held against: a few by default, many in the long tests."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Property = Callable[..., None]


def held_for(
    *strategies: st.SearchStrategy[Any], few: int = 8, many: int = 150
) -> Callable[[Property], Property]:
    """Make two tests of a property: one of a few examples, and a long one, `..._of_many`."""

    def tests(of: Property) -> Property:
        long = settings(max_examples=many)(given(*strategies)(of))
        of.__globals__[f"{of.__name__}_of_many"] = pytest.mark.long(long)
        return settings(max_examples=few)(given(*strategies)(of))

    return tests
