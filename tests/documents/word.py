"""Word documents as tests look at them: their parts, their text, and templates made for a test."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts_of(document: bytes) -> dict[str, bytes]:
    """The parts of a document by name."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A document of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return target.getvalue()


def text_of(part: bytes) -> str:
    """The text of a part, a line for each paragraph, with `[n]` where a footnote is referred to."""
    root = ET.fromstring(part)
    return "\n".join(_paragraph(each) for each in root.iter(f"{W}p"))


def _paragraph(paragraph: ET.Element) -> str:
    texts: list[str] = []
    for element in paragraph.iter():
        if element.tag == f"{W}footnoteReference":
            texts.append(f"[{element.get(f'{W}id')}]")
        elif element.tag == f"{W}fldSimple" and "NOTEREF" in (element.get(f"{W}instr") or ""):
            texts.append("[=")
        elif element.tag == f"{W}t":
            text = element.text or ""
            texts.append(f"{text}]" if texts and texts[-1] == "[=" else text)
    return "".join(texts)


def footnotes_of(document: bytes) -> dict[int, str]:
    """The texts of the footnotes of a document, by id."""
    root = ET.fromstring(parts_of(document)["word/footnotes.xml"])
    found = {}
    for footnote in root.iter(f"{W}footnote"):
        if footnote.get(f"{W}type") is None:
            texts = (element.text or "" for element in footnote.iter(f"{W}t"))
            found[int(footnote.get(f"{W}id") or 0)] = "".join(texts).strip()
    return found


def plain(markdown: str) -> str:
    """Markdown without what escapes it."""
    text = markdown.replace("&amp;", "&").replace("&#8203;", "").replace("`", "")
    return re.sub(r"\\([\\`*_{}\[\]<>|#~$])", r"\1", text)
