"""Reads a page of tidlig as a browser would: elements, tables, and the texts of charts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input"}

MONEY = re.compile(r"(?<![\w.,-])-?\d{1,3}(?:\.\d{3})+(?![\w.,])")
"""An amount in kroner as Danish pages write it, of at least a thousand."""


@dataclass(slots=True)
class Element:
    """An element with its attributes, and what stands in it."""

    name: str
    attributes: dict[str, str | None]
    content: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that is written in it."""
        return "".join(each if isinstance(each, str) else each.text for each in self.content)

    def all(self, name: str = "") -> Iterator["Element"]:
        """Every element in it, of a name if one is given."""
        for each in self.content:
            if isinstance(each, Element):
                if name in ("", each.name):
                    yield each
                yield from each.all(name)

    def one(self, name: str) -> "Element":
        """The only element of a name."""
        (found,) = self.all(name)
        return found

    def by_id(self, id: str) -> "Element":
        """The only element of an id."""
        (found,) = (each for each in self.all() if each.attributes.get("id") == id)
        return found

    @property
    def rows(self) -> list[list[str]]:
        """The texts of the rows of a table, the headings first."""
        return [
            [cell.text for cell in row.content if isinstance(cell, Element)]
            for row in self.all("tr")
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, dict(attrs))
        self.open[-1].content.append(made)
        if tag not in VOID:
            self.open.append(made)
        elif tag == "br":
            self.open[-1].content.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag, tag

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def read(text: str) -> Element:
    """Read a page; each element must be closed where it should be."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.root]
    return reader.root


def _without_unit(caption: Element) -> str:
    return "".join(each for each in caption.content if isinstance(each, str)).strip()


def table(page: Element, caption: str, within: str = "") -> Element:
    """The only table of a caption, in the section of a heading if one is named."""
    sections = [each for each in page.all("section") if each.one("h2").text.startswith(within)]
    searched = sections if within else [page]
    (found,) = (
        table
        for part in searched
        for table in part.all("table")
        if _without_unit(table.one("caption")) == caption
    )
    return found
