"""Tests of harness.markdown."""

from harness.markdown import sections

PAGE = """\
# A page

Prose.

## A first sentence

```toml
[ledger]
```

### A heading within it

- in a list:

  ```toml allocations/a.toml
  x = 1
  ```

## A second sentence

````console
$ tidlig explain x
```toml
````
"""


def test_a_page_is_read_as_the_sections_under_its_headings() -> None:
    headings = [(section.level, section.title, section.line) for section in sections(PAGE)]
    assert headings == [
        (0, "", 1),
        (1, "A page", 1),
        (2, "A first sentence", 5),
        (2, "A second sentence", 19),
    ]


def test_a_section_has_the_blocks_under_its_smaller_headings_too() -> None:
    first = sections(PAGE)[2]
    arguments = [(block.language, block.argument, block.text) for block in first.blocks]
    assert arguments == [("toml", "", "[ledger]\n"), ("toml", "allocations/a.toml", "x = 1\n")]


def test_a_longer_fence_holds_shorter_ones() -> None:
    (block,) = sections(PAGE)[3].blocks
    assert block.fence == "````"
    assert block.text == "$ tidlig explain x\n```toml\n"


def test_a_block_knows_its_lines_fences_included() -> None:
    (block,) = sections(PAGE)[3].blocks
    lines = PAGE.split("\n")[block.start : block.end]
    assert (lines[0], lines[-1]) == ("````console", "````")
