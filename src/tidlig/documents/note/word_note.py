"""A note as a Word document: our own template, or the user's, filled with the note.

The same note and template make the same bytes. Nobody's name is in the document's properties.
"""

import html
import io
import zipfile
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING, Any

from tidlig.documents.note.contents import Note, without_marks
from tidlig.documents.note.sandbox import TooMuch, environment, not_filled
from tidlig.documents.note.template_data import PARTING, template_data
from tidlig.documents.note.template_rules import checked_parts
from tidlig.documents.note.word_footnotes import with_footnotes
from tidlig.documents.note.word_tables import set_tables
from tidlig.model.failure import CouldNot
from tidlig.render.escaping import for_document

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day of all parts of a document: the first that a zip file can have."""

_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:language>{language}</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
    "</cp:coreProperties>"
)

_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"></Properties>'
)
"""The properties that Word keeps of a document: those of a template name its company."""


def own_template() -> bytes:
    """Return our own template as a Word document."""
    folder = resources.files("tidlig.documents.note") / "template"
    return _packed(dict(sorted(_files(folder))))


def _files(folder: "Traversable", path: str = "") -> "list[tuple[str, bytes]]":
    found = []
    for each in folder.iterdir():
        name = f"{path}{each.name}"
        found += _files(each, f"{name}/") if each.is_dir() else [(name, each.read_bytes())]
    return found


def note_as_word(note: Note, template: bytes | None = None) -> bytes:
    """Fill a template with a note; our own where none is given."""
    require_extra()
    parts = dict(checked_parts(own_template() if template is None else template))
    if template is None and note.language == "en":
        styles = parts["word/styles.xml"]
        parts["word/styles.xml"] = styles.replace(b'w:val="da-DK"', b'w:val="en-GB"')
    filled = dict(checked_parts(_filled(_packed(parts), note)))
    filled["docProps/core.xml"] = _core(note)
    if "docProps/app.xml" in filled:
        filled["docProps/app.xml"] = _APP
    parted = PARTING.encode("utf-8")
    return _packed({name: part.replace(parted, b"") for name, part in filled.items()})


def require_extra() -> None:
    """Raise `CouldNot` where the packages that write Word documents are not installed."""
    try:
        import docxtpl  # noqa: F401 - whether it is there
    except ImportError:
        message = "Word documents need the extra packages of tidlig[note]"
        raise CouldNot(message, "pip install 'tidlig[note]', or write .html or .md") from None


def _filled(template: bytes, note: Note) -> bytes:
    """Fill a template, and put footnotes in place of marks."""
    from docxtpl import DocxTemplate
    from jinja2 import TemplateError

    document = DocxTemplate(io.BytesIO(template))
    try:
        _require_whole(document)
        document.render(template_data(note), jinja_env=environment())
        set_tables(document.docx)
        with_footnotes(document.docx, note.footnotes)
        result = io.BytesIO()
        document.save(result)
    except (TemplateError, TooMuch) as error:
        raise not_filled(error) from None
    except (KeyError, ValueError, SyntaxError, AttributeError, TypeError, IndexError):
        message = "the template cannot be filled: its parts do not fit together"
        raise CouldNot(message, "save it anew with Word, or begin with --write-template") from None
    return result.getvalue()


def _require_whole(document: Any) -> None:
    """Have what comes out of the template read strictly: else half of it could be left out."""
    from docx.oxml import parse_xml

    repair = document.fix_tables

    def strict(xml: str) -> Any:
        try:
            parse_xml(xml)
        except (ValueError, SyntaxError):
            message = "the template cannot be filled: a tag ends in another part than it begins in"
            help = "begin and end loops and conditions in paragraphs or rows of their own"
            raise CouldNot(message, help) from None
        return repair(xml)

    document.fix_tables = strict


def _core(note: Note) -> bytes:
    """Return the properties of a document: its title and its day, and nobody's name."""
    title = html.escape(for_document(without_marks(note.title)))
    return _CORE.format(title=title, language=note.language, day=note.day).encode("utf-8")


def _packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts as a document: the same bytes for the same parts, the list of types first."""
    packed = io.BytesIO()
    first = "[Content_Types].xml"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            package.writestr(info, parts[name])
    return packed.getvalue()
