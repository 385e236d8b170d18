"""The table of keys on the page on the format, with what each means.

Write it with `python tests/harness/format_page.py`, tests and src on PYTHONPATH.
"""

import sys
from pathlib import Path

from tidlig.model.kinds import meanings

PAGE = "docs/format.md"
HEAD = "| key | meaning |\n| --- | --- |\n"


def rows() -> list[str]:
    """A row for each key, in the order of the classes."""
    return [_row(name, meaning) for name, meaning in meanings().items()]


def _row(name: str, meaning: str) -> str:
    kind, _, key = name.rpartition(".")
    of_kind = f" of {kind}" if kind else ""
    return f"| `{key}`{of_kind} | {meaning} |"


def with_rows(page: str) -> str:
    """The page with these rows in place of its own."""
    before, head, after = page.partition(HEAD)
    _, blank, rest = after.partition("\n\n")
    return "".join([before, head, "\n".join(rows()), blank, rest])


if __name__ == "__main__":
    page = Path(*sys.argv[1:2] or [PAGE])
    page.write_text(with_rows(page.read_text(encoding="utf-8")), encoding="utf-8")
