"""The sections of a Markdown page and the fenced blocks in them, with the lines they stand on."""

from dataclasses import dataclass, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: the words after its fence, its text, and its lines in the page.

    The lines count from 0, the fences are lines of the block, and the end is exclusive.
    """

    language: str
    argument: str
    text: str
    fence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of the first or second level; its line counts from 1.

    What stands before all headings is a section of level 0.
    """

    level: int
    title: str
    line: int
    blocks: tuple[Block, ...]


def sections(page: str) -> tuple[Section, ...]:
    """The sections of a page, in order."""
    found = [Section(0, "", 1, ())]
    tokens = MarkdownIt().parse(page)
    for at, token in enumerate(tokens):
        if token.type == "fence":
            found[-1] = replace(found[-1], blocks=(*found[-1].blocks, _block(token)))
        elif token.type == "heading_open" and token.tag in {"h1", "h2"}:
            line = _lines(token)[0] + 1
            found.append(Section(int(token.tag[1]), tokens[at + 1].content, line, ()))
    return tuple(found)


def _block(token: Token) -> Block:
    language, _, argument = token.info.strip().partition(" ")
    start, end = _lines(token)
    return Block(language, argument.strip(), token.content, token.markup, start, end)


def _lines(token: Token) -> tuple[int, int]:
    assert token.map is not None, token
    return token.map[0], token.map[1]
