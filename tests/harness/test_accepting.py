"""Tests of harness.accepting."""

from pathlib import Path

from harness.accepting import Edit, rewrite, rewritten
from harness.markdown import Block, sections

PAGE = """\
## One

```console
$ tidlig a
old
```

## Two

```console
$ tidlig b
```

The end.
"""


def blocks() -> tuple[Block, ...]:
    return tuple(block for section in sections(PAGE) for block in section.blocks)


def test_blocks_are_rewritten_in_place_whatever_their_order() -> None:
    first, second = blocks()
    edits = [
        Edit(Path("page.md"), first, "$ tidlig a\nnew\nnewer\n"),
        Edit(Path("page.md"), second, "$ tidlig b\nsomething\n"),
    ]
    expected = PAGE.replace("old\n", "new\nnewer\n").replace("tidlig b\n", "tidlig b\nsomething\n")
    assert rewritten(PAGE, edits) == rewritten(PAGE, reversed(edits)) == expected


def test_a_fence_grows_past_a_fence_that_is_printed() -> None:
    page = rewritten(PAGE, [Edit(Path("page.md"), blocks()[0], "$ tidlig a\n```toml\n```\n")])
    assert "````console\n$ tidlig a\n```toml\n```\n````\n" in page
    assert sections(page)[1].blocks[0].text == "$ tidlig a\n```toml\n```\n"


def test_only_the_pages_with_edits_are_written_and_each_is_counted(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    assert rewrite([Edit(page, blocks()[0], "$ tidlig a\nnew\n")]) == {page: 1}
    assert page.read_text() == PAGE.replace("old", "new")
    assert rewrite([]) == {}
