"""What a Word template may hold: text, styles and pictures; nothing that runs, or asks the network.

A template is what somebody else may have sent. Everything is refused but what is known to be
harmless: parts by their ending, relationships by their type, fields by their name. The document
that is made of a template is held to the same rules.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from xml.parsers import expat

from tidlig.model.failure import CouldNot

LARGEST = 10_000_000
"""A template of more bytes is refused."""

LARGEST_PART, LARGEST_WHOLE = 5_000_000, 30_000_000
"""So many bytes may a part be, and all parts, once they are unpacked."""

MOST_PARTS = 300
MOST_TAGS = 2_000
"""So many braces may a part have; the search for tags takes longer for each."""

_ENDINGS = (".xml", ".rels", ".png", ".jpg", ".jpeg", ".gif", ".odttf")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONSHIPS = frozenset((
    "officeDocument", "core-properties", "extended-properties", "custom-properties", "styles",
    "stylesWithEffects", "settings", "webSettings", "fontTable", "font", "theme", "numbering",
    "footnotes", "endnotes", "header", "footer", "image", "thumbnail", "customXml",
    "customXmlProps", "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people",
))  # fmt: skip
"""The types of relationship that name parts without anything that runs."""

_ELEMENTS = {
    "object": "an embedded object",
    "OLEObject": "an embedded object",
    "control": "a control",
    "ocx": "a control",
    "altChunk": "an embedded document",
    "subDoc": "a subdocument",
    "attachedTemplate": "an attached template",
    "mailMerge": "a mail merge",
    "frameset": "a frameset",
    "saveThroughXslt": "a transformation",
    "movie": "a film",
}
_LINKS = frozenset(("href", "src", "link"))
_FIELDS = frozenset((
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "NOTEREF", "REF", "PAGEREF", "STYLEREF", "SEQ",
    "TOC", "DATE", "TITLE",
))  # fmt: skip
"""The fields that a document may have: they count pages, and refer to places in it."""

HELP = "take a template without it; docs/note.md says what one may hold"


def checked_parts(data: bytes) -> Mapping[str, bytes]:
    """Return the parts of a Word document; raise `CouldNot` for what a template may not hold."""
    parts = _unpacked(data)
    if "[Content_Types].xml" not in parts or "word/document.xml" not in parts:
        raise CouldNot("the template is not a Word document", "save it as .docx")
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _Part(name, part).check()
    return parts


def _refused(what: str) -> CouldNot:
    return CouldNot(f"the template has {what}", HELP)


def _unpacked(data: bytes) -> dict[str, bytes]:
    if len(data) > LARGEST:
        raise CouldNot("the template is larger than 10 MB", "take a smaller one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return dict(_parts(package))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        message = "the template cannot be read: it is not a Word document, or is damaged"
        raise CouldNot(message, "save it as .docx") from None


def _parts(package: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a package; sizes are counted as they are unpacked, not as they say."""
    infos = [info for info in package.infolist() if not info.is_dir()]
    names = [info.filename for info in infos]
    if len(names) > MOST_PARTS:
        raise _refused(f"more than {MOST_PARTS} parts")
    if len({name.lower() for name in names}) < len(names):
        raise _refused("two parts of one name")
    whole = 0
    for info in infos:
        _check_name(info.filename)
        with package.open(info) as part:
            content = part.read(LARGEST_PART + 1)
        whole += len(content)
        if len(content) > LARGEST_PART or whole > LARGEST_WHOLE:
            raise CouldNot("the template is too large once it is unpacked", "take a smaller one")
        yield info.filename, content


def _check_name(name: str) -> None:
    if "vba" in name.lower():
        raise _refused("macros")
    if "embeddings" in name.lower() or "activex" in name.lower():
        raise _refused("an embedded object")
    if not name.lower().endswith(_ENDINGS):
        raise _refused(f'a part "{name[-60:]}", whose kind is not known to be harmless')


class _Part:
    """Reads an XML part once, and raises `CouldNot` at what it may not hold."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.content = content
        self.fields: list[str] = []
        self.is_code = False

    def check(self) -> None:
        if self.content.count(b"{") > MOST_TAGS:
            raise _refused(f"more than {MOST_TAGS} braces in {self.name}")
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(self.content, True)
        except expat.ExpatError:
            raise _refused(f"a part that is not XML: {self.name}") from None
        for instruction in self.fields:
            _check_field(instruction)

    def _doctype(self, *_: object) -> None:
        raise _refused(f"a document type in {self.name}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        own = _local(name)
        if own in _ELEMENTS:
            raise _refused(_ELEMENTS[own])
        local = {_local(key): value for key, value in attributes.items()}
        if own == "Relationship":
            _check_relationship(local)
        if own in ("Override", "Default"):
            _check_content_type(local)
        if own == "fldSimple":
            _check_field(local.get("instr", ""))
        if own == "fldChar":
            self._field(local.get("fldCharType", ""))
        self.is_code = own in ("instrText", "delInstrText")
        for key in _LINKS & set(local):
            if _is_outside(local[key]):
                raise _refused(f"a link to {local[key][:60]}")

    def _end(self, name: str) -> None:
        del name
        self.is_code = False

    def _text(self, text: str) -> None:
        if not self.is_code:
            return
        if self.fields:
            self.fields[-1] += text
        else:
            _check_field(text)

    def _field(self, end: str) -> None:
        """Follow where a field begins and where its instruction ends."""
        if end == "begin":
            self.fields.append("")
        elif self.fields and end == "separate":
            _check_field(self.fields[-1])
        elif self.fields and end == "end":
            _check_field(self.fields.pop())


def _check_relationship(attributes: Mapping[str, str]) -> None:
    kind = attributes.get("Type", "").rsplit("/", 1)[-1]
    target = attributes.get("Target", "")
    if kind == "attachedTemplate":
        raise _refused("an attached template")
    if attributes.get("TargetMode", "Internal") != "Internal" or _is_outside(target):
        raise _refused(f"a link to {target[:60]}")
    if kind not in _RELATIONSHIPS:
        raise _refused(f'a relationship "{kind[:60]}", which is not known to be harmless')


def _check_content_type(attributes: Mapping[str, str]) -> None:
    content = attributes.get("ContentType", "")
    if "macro" in content.lower() or "vba" in content.lower():
        raise _refused("macros")
    if attributes.get("PartName", "").lower() == "/word/document.xml" and content != _MAIN:
        raise CouldNot("the template is not a Word document", "save it as .docx")


def _check_field(instruction: str) -> None:
    words = instruction.split()
    if words and (words[0].upper() not in _FIELDS or set(instruction) & set("{}")):
        raise _refused(f"a field {words[0][:60]}")


def _is_outside(target: str) -> bool:
    """Whether a target is on the network, or a file outside the document."""
    return (
        "://" in target or "\\" in target or target.lower().startswith(("file:", "mailto:", "//"))
    )


def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
