"""What a note says, as data that every format is written from.

Texts have marks for footnotes in them: a number between two characters of the private use area. No
text of a ledger can hold these: whatever comes from outside loses them where it enters a sentence.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

_OPEN, _CLOSE = "\ue000", "\ue001"
_OURS = re.compile("[\ue000-\ue002]")
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_SEVERAL = re.compile(f"(?:{_MARK.pattern})+")


class Marked(str):
    """A text whose marks for footnotes are ours: a sentence, a part of one, or marks alone."""

    __slots__ = ()


def mark(number: int) -> Marked:
    """Return the mark for a footnote."""
    return Marked(f"{_OPEN}{number}{_CLOSE}")


def without_marks(text: str) -> str:
    """Return a text of others without the characters that make marks."""
    if isinstance(text, Marked):
        return text
    return Marked(_OURS.sub("\ufffd", text))


def written(text: str, write: Callable[[str], str], refer: Callable[[int], str]) -> str:
    """Write a text: what stands between marks by one function, and each mark by another."""
    parts = _MARK.split(text)
    return "".join(
        refer(int(part)) if at % 2 else write(part) for at, part in enumerate(parts) if part
    )


def marks_in(text: str) -> list[int]:
    """Return the footnotes that a text refers to, in order."""
    return [int(number) for number in _MARK.findall(text)]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; `lead` are the words that it begins with and that stand out."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A heading of a table; figures stand to the right."""

    heading: str
    is_words: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row of a table; a total stands out."""

    cells: tuple[str, ...]
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with what it is of; the first cell of a row names it."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a note under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where figures come from: sources, each with its address on the web if it has one."""

    number: int
    sources: tuple[tuple[str, str | None], ...]
    entries: str


@dataclass(frozen=True, slots=True)
class Note:
    """A whole note: who prepared and approved it is empty where nobody said."""

    language: str
    title: str
    dated: str
    signed: str
    program: str
    account: str
    date: str
    day: dt.date
    prepared_by: str
    approved_by: str
    sections: tuple[Section, ...]
    sources_heading: str
    footnotes: tuple[Footnote, ...]
    stamp: tuple[str, ...]


def in_order(note: Note) -> Note:
    """Number the footnotes as they are referred to, and leave out those that nothing refers to."""
    numbers: dict[int, int] = {}
    for text in texts(note):
        for number in marks_in(text):
            numbers.setdefault(number, len(numbers) + 1)

    def renumbered(text: str) -> str:
        return Marked(_SEVERAL.sub(lambda found: _sorted(found[0], numbers), text))

    known = (each for each in note.footnotes if each.number in numbers)
    footnotes = [replace(each, number=numbers[each.number]) for each in known]
    sections = (_with_texts(section, renumbered) for section in note.sections)
    footnotes.sort(key=lambda footnote: footnote.number)
    return replace(
        note,
        title=renumbered(note.title),
        sections=tuple(sections),
        footnotes=tuple(footnotes),
    )


def _sorted(marks: str, numbers: Mapping[int, int]) -> str:
    """Return marks beside each other with their new numbers, each once and in order."""
    return "".join(mark(number) for number in sorted({numbers[old] for old in marks_in(marks)}))


def texts(note: Note) -> Iterator[str]:
    """Yield every text that footnotes may be referred to from, in the order that they are read."""
    yield note.title
    for section in note.sections:
        yield section.heading
        for block in section.blocks:
            yield from _texts_of(block)


def _texts_of(block: Block) -> Iterable[str]:
    match block:
        case Paragraph():
            return (block.lead, block.text)
        case Items():
            return block.items
        case Table():
            cells = (cell for row in block.rows for cell in row.cells)
            return (block.caption, *(column.heading for column in block.columns), *cells)


def _with_texts(section: Section, write: Callable[[str], str]) -> Section:
    """Write every text of a section anew."""
    blocks = tuple(_block_with_texts(block, write) for block in section.blocks)
    return Section(write(section.heading), blocks)


def _block_with_texts(block: Block, write: Callable[[str], str]) -> Block:
    match block:
        case Paragraph():
            return Paragraph(write(block.text), write(block.lead))
        case Items():
            return Items(tuple(map(write, block.items)))
        case Table():
            columns = (replace(each, heading=write(each.heading)) for each in block.columns)
            rows = (replace(row, cells=tuple(map(write, row.cells))) for row in block.rows)
            return Table(write(block.caption), tuple(columns), tuple(rows))
