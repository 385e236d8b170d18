"""Tests of harness.cases."""

import pytest

from harness.cases import cases
from harness.promises import Malformed, Promise

PAGE = """\
# awards-exceed-pool

What the page is about.

## A pool whose awards are its frame is in order

```toml
[ledger]
format = 1
```

```toml allocations/round.toml
[award.a]
```

## One krone more is too much

```toml
[ledger]
[award.a]
amount = 2  # error: [awards-exceed-pool]
```

```text sources/note.txt
# error: [not-a-promise]
```

```findings
note.toml: warning[missing-source]
```

```console
$ tidlig check
```
"""


def test_each_heading_begins_a_case_named_by_its_sentence() -> None:
    names = [case.name for case in cases(PAGE)]
    assert names == ["A pool whose awards are its frame is in order", "One krone more is too much"]


def test_the_blocks_of_a_case_are_the_files_of_its_ledger() -> None:
    files = cases(PAGE)[0].files
    assert files == {
        "programs.toml": "[ledger]\nformat = 1\n",
        "allocations/round.toml": "[award.a]\n",
    }


def test_any_block_with_a_path_is_a_file() -> None:
    assert cases(PAGE)[1].files["sources/note.txt"].startswith("#")


def test_promises_stand_in_toml_and_in_blocks_of_findings() -> None:
    assert cases(PAGE)[1].promises == (
        Promise("programs.toml", 3, "error", "awards-exceed-pool"),
        Promise("note.toml", None, "warning", "missing-source"),
    )


def test_a_case_may_have_transcripts() -> None:
    assert [len(case.transcripts) for case in cases(PAGE)] == [0, 1]


def test_two_blocks_that_are_one_file_are_refused() -> None:
    with pytest.raises(Malformed, match=r"two blocks are programs\.toml"):
        cases("## A sentence\n```toml\n```\n```toml programs.toml\n```\n")


@pytest.mark.parametrize("page", ["## A case\n```console\n```\n", "```toml\n```\n## A case\n"])
def test_a_page_that_says_nothing_that_can_be_tested_is_refused(page: str) -> None:
    with pytest.raises(Malformed):
        cases(page)
