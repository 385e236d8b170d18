"""Tests of harness.documentation."""

from harness.documentation import SECTIONS, documentation

TEXT = """\
Awards from a pool add up to more than its frame.

## What it does
It adds up.

## Why it matters
The money is not there.

## Example

```toml
[ledger]
```

```toml allocations/round.toml
[award.a]
```

## Use instead

```toml
[ledger]
format = 1
```
"""


def test_documentation_is_a_summary_four_sections_and_two_ledgers() -> None:
    found = documentation(TEXT)
    assert found.summary == "Awards from a pool add up to more than its frame."
    assert found.titles == SECTIONS
    assert list(found.example) == ["programs.toml", "allocations/round.toml"]
    assert found.use_instead == {"programs.toml": "[ledger]\nformat = 1\n"}


def test_what_documentation_lacks_is_empty() -> None:
    found = documentation("Only this.\n")
    assert (found.titles, found.example, found.use_instead) == ((), {}, {})
