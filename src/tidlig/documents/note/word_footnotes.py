"""Footnotes of Word in place of the marks in a filled document.

The first mark for a footnote becomes the footnote itself, and each later one a field that shows its
number and leads to it: so the same source is one footnote, and Word keeps the numbers.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from tidlig.documents.note.contents import Footnote, marks_in, written
from tidlig.documents.note.template_data import PARTING
from tidlig.render.escaping import for_document

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for kind, id in (("separator", -1), ("continuationSeparator", 0))
)
"""The lines between a page and its footnotes, which Word wants to find among them."""

_EMPTY = f'<w:footnotes xmlns:w="{_NAMESPACE}">{_LINES}</w:footnotes>'
_ID = re.compile(r'<w:footnote\b[^>]*?\bw:id="(-?\d+)"')
_END = re.compile(r"</(?:\w+:)?footnotes>\s*$")
_FIRST_BOOKMARK = 90_000
"""The ids of our bookmarks begin here: those of templates are far below."""


def with_footnotes(document: Any, footnotes: Iterable[Footnote]) -> None:
    """Put footnotes in place of the marks of a document, and take marks out of all other parts."""
    from docx.oxml.ns import qn

    part = _footnotes_part(document)
    text = part.blob.decode("utf-8")
    offset = max([0, *(int(id) for id in _ID.findall(text))])
    placed = _Placed(offset)
    for element in list(document.element.body.iter(qn("w:t"))):
        if marks_in(element.text or ""):
            placed.replace(element)
    own = (each for each in footnotes if each.number in placed.bookmarks)
    added = "".join(_footnote(each, offset + each.number) for each in own)
    part._blob = _END.sub(lambda end: added + end[0], text).encode("utf-8")  # noqa: SLF001
    placed.number(document)


def _footnotes_part(document: Any) -> Any:
    """Return the part that has the footnotes of a document; a new one where it has none."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    for relationship in document.part.rels.values():
        if relationship.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            return relationship.target_part
    name, package = PackURI("/word/footnotes.xml"), document.part.package
    part = Part(name, _TYPE, _EMPTY.encode("utf-8"), package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return part


class _Placed:
    """Places footnotes, and remembers which were placed: the first mark of each is the footnote."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.bookmarks: dict[int, str] = {}
        self.fields: list[tuple[int, Any]] = []

    def replace(self, element: Any) -> None:
        """Part the run of a text at its marks."""
        run = element.getparent()
        parts = list(_parts(element.text))
        before = None
        for text, number in parts:
            if number is None:
                run.addprevious(_text_run(run, text))
            else:
                if before is not None:
                    run.addprevious(_raised(_text_run(run, ",")))
                for added in self._mark(run, number):
                    run.addprevious(added)
            before = number
        run.remove(element)
        if not any(each.tag.endswith(("}t", "}tab", "}br", "}drawing")) for each in run):
            run.getparent().remove(run)

    def _mark(self, run: Any, number: int) -> Iterator[Any]:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if number in self.bookmarks:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), f" NOTEREF {self.bookmarks[number]} \\h ")
            shown = _raised(_text_run(run, str(number)))
            field.append(shown)
            self.fields.append((number, shown))
            yield field
            return
        name = self.bookmarks[number] = f"_Note{number}"
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(_FIRST_BOOKMARK + number))
        start.set(qn("w:name"), name)
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(self.offset + number))
        referring = _raised(_text_run(run, ""))
        referring.append(reference)
        yield from (start, referring, end)

    def number(self, document: Any) -> None:
        """Write the number that Word gives each footnote where its later marks show it."""
        from docx.oxml.ns import qn

        references = document.element.body.iter(qn("w:footnoteReference"))
        ids = [int(reference.get(qn("w:id"))) for reference in references]
        numbers = {id - self.offset: at for at, id in enumerate(ids, start=1)}
        for number, run in self.fields:
            run.find(qn("w:t")).text = str(numbers[number])


def _parts(text: str) -> Iterator[tuple[str, int | None]]:
    """Yield the parts of a text: words, or the number of a footnote."""
    found: list[tuple[str, int | None]] = []

    def words(part: str) -> str:
        found.append((part, None))
        return ""

    def refer(number: int) -> str:
        found.append(("", number))
        return ""

    written(text, words, refer)
    yield from found


def _text_run(run: Any, text: str) -> Any:
    """Return a run with the properties of another, and a text of its own."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    new = OxmlElement("w:r")
    properties = run.find(qn("w:rPr"))
    if properties is not None:
        new.append(deepcopy(properties))
    if text:
        words = OxmlElement("w:t")
        words.text = text
        words.set(qn("xml:space"), "preserve")
        new.append(words)
    return new


def _raised(run: Any) -> Any:
    """Raise the text of a run."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = run.find(qn("w:rPr"))
    if properties is None:
        properties = OxmlElement("w:rPr")
        run.insert(0, properties)
    for old in properties.findall(qn("w:vertAlign")):
        properties.remove(old)
    raised = OxmlElement("w:vertAlign")
    raised.set(qn("w:val"), "superscript")
    properties.append(raised)
    return run


def _footnote(footnote: Footnote, id: int) -> str:
    """Write a footnote; addresses stand as text, since a link would lead out of the document."""
    import html

    sources = [f"{text}, {url}" if url else text for text, url in footnote.sources]
    text = f" {'; '.join(map(for_document, sources))}. {for_document(footnote.entries)}."
    words = html.escape(text.replace(PARTING, "")).replace("&#x27;", "'")
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return (
        f'<w:footnote xmlns:w="{_NAMESPACE}" w:id="{id}"><w:p>'
        f'<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r>{raised}<w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p></w:footnote>'
    )
