"""XML to elements, one child of the root at a time, with the line that each stands on.

The parser of the standard library reads no file and no address besides what it is given, and here
it refuses every DOCTYPE: without one no entity can be declared, so that nothing expands (XML bombs)
and nothing is fetched. Depth, elements and texts have bounds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from tidlig.model.findings import Location
from tidlig.model.messages import Message
from tidlig.sheets.tables import at_line, unusable

DEEPEST = 40
"""No element is within so many others."""

MOST_ELEMENTS = 5_000_000
"""No file has more elements."""

LONGEST_TEXT = 200_000
"""No element has more characters of its own."""

MOST_ATTRIBUTES = 100

_SAVE = Message("save the file as XML without a DOCTYPE, from the system that it comes from")
_CHECK = Message("see whether this is the right file, and all of it")


@dataclass(slots=True)
class Element:
    """An element: its name, attributes, own text, children and line.

    Names in a namespace have its address before them, so that they are no names of a standard
    without one.
    """

    name: str
    attributes: Mapping[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """Its own text, without spaces around it and with one for any within."""
        return " ".join("".join(self.texts).split())

    def all(self, name: str) -> Iterator["Element"]:
        """The children of a name."""
        return (child for child in self.children if child.name == name)

    def first(self, name: str) -> "Element | None":
        """The first child of a name."""
        return next(self.all(name), None)


def read_elements(data: bytes, file: str) -> Element:
    """The root of a document with all elements; `Unusable` with the line where it is none."""
    reader = _Reader(file)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True
    parser.ordered_attributes = False
    reader.parser = parser
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.EntityDeclHandler = reader.entity
    parser.ExternalEntityRefHandler = reader.external
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        message = Message("this is not XML: {why}", why=expat.errors.messages[error.code])
        raise unusable(message, at_line(file, error.lineno), _CHECK) from None
    except (LookupError, ValueError):
        raise unusable(
            Message("this is in no encoding that can be read"), Location(file), _SAVE
        ) from None
    assert reader.root is not None
    return reader.root


class _Reader:
    """Collects elements as the parser meets them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Element | None = None
        self.parser: expat.XMLParserType | None = None
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST:
            self._refuse(Message("elements are nested more than {most} deep", most=DEEPEST))
        if self._count > MOST_ELEMENTS:
            self._refuse(Message("the file has more than {most} elements", most=MOST_ELEMENTS))
        if len(attributes) > MOST_ATTRIBUTES:
            message = Message("an element has more than {most} attributes", most=MOST_ATTRIBUTES)
            self._refuse(message)
        element = Element(name, attributes, self._line())
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, name: str) -> None:
        del name
        self._open.pop()

    def characters(self, text: str) -> None:
        element = self._open[-1]
        element.length += len(text)
        if element.length > LONGEST_TEXT:
            self._refuse(Message("a text has more than {most} characters", most=LONGEST_TEXT))
        element.texts.append(text)

    def doctype(self, *declaration: object) -> None:
        del declaration
        self._refuse(Message("the file has a DOCTYPE, which may declare entities"))

    def entity(self, *declaration: object) -> None:
        del declaration
        self._refuse(Message("the file declares an entity"))

    def external(self, *reference: object) -> int:
        del reference
        self._refuse(Message("the file refers to another file"))

    def _line(self) -> int:
        assert self.parser is not None
        return self.parser.CurrentLineNumber

    def _refuse(self, message: Message) -> NoReturn:
        raise unusable(message, at_line(self.file, self._line()), _SAVE)
