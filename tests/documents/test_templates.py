"""Templates of users: what they can say, and what is refused."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from documents.word import footnotes_of, packed, parts_of, text_of
from harness.running import ROOT, Result, environment, run

Filled = Callable[[dict[str, bytes]], Result]

PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
RELATIONSHIP = (
    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}"{}/>'
)
EXTERNAL = ' TargetMode="External"'


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The parts of our own template, as the command writes it."""
    folder = tmp_path_factory.mktemp("template")
    path = folder / "template.docx"
    result = run(
        "note", "--write-template", str(path), folder=ROOT, environment=environment(folder)
    )
    assert result == Result(0, "", "")
    return parts_of(path.read_bytes())


@pytest.fixture
def fill(tmp_path: Path) -> Filled:
    """Fill a template of some parts; the document is beside it."""

    def filled(parts: dict[str, bytes]) -> Result:
        (tmp_path / "template.docx").write_bytes(packed(parts))
        words = ("--template", str(tmp_path / "template.docx"), "-o", str(tmp_path / "note.docx"))
        surroundings = environment(tmp_path / "memory")
        return run(
            "note",
            "forebyggelsespakken",
            "--as-of",
            "2015-04-01",
            *words,
            folder=ROOT,
            environment=surroundings,
        )

    return filled


def with_body(template: dict[str, bytes], body: str) -> dict[str, bytes]:
    """A template with another body."""
    document = template["word/document.xml"].decode()
    section = document[document.index("<w:sectPr>") :]
    start = document[: document.index("<w:body>") + len("<w:body>")]
    return {**template, "word/document.xml": (start + body + section).encode()}


def with_relationship(
    template: dict[str, bytes], kind: str, target: str, mode: str = ""
) -> dict[str, bytes]:
    """A template with one more relationship."""
    name = "word/_rels/document.xml.rels"
    added = RELATIONSHIP.format(kind, target, mode).encode() + b"</Relationships>"
    return {**template, name: template[name].replace(b"</Relationships>", added)}


def test_a_template_says_what_it_wants_in_its_own_words(
    template: dict[str, bytes], fill: Filled, tmp_path: Path
) -> None:
    body = "".join(
        PARAGRAPH.format(text)
        for text in (
            "Notat om {{ program }}",
            "{%p for point in sections[0].blocks[0].points %}",
            "{{ loop.index }}: {{ point }}",
            "{%p endfor %}",
            "{% if prepared_by %}ved {{ prepared_by }}{% else %}uden navn{% endif %}",
        )
    )
    assert fill(with_body(template, body)).code == 0
    document = (tmp_path / "note.docx").read_bytes()
    lines = text_of(parts_of(document)["word/document.xml"]).split("\n")
    assert lines[0] == "Notat om Tidlig hjælp til børn og unge i udsatte familier"
    assert lines[1].startswith("1: Bevillingen for 2015 er 52,2 mio. kr.[1] Heraf er mellem")
    assert lines[3].startswith("3: For 2014 og 2015 tilsammen er ca. 73,0 af 122,2 mio. kr.")
    assert lines[4] == "uden navn"
    assert sorted(footnotes_of(document)) == [1, 2, 3]


def test_a_template_without_footnotes_gets_them(
    template: dict[str, bytes], fill: Filled, tmp_path: Path
) -> None:
    parts = with_body(template, PARAGRAPH.format("{{ sections[0].blocks[0].points[2] }}"))
    del parts["word/footnotes.xml"]
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<(Relationship|Override) [^>]*footnotes[^>]*/>", b"", parts[name])
    parts["word/settings.xml"] = re.sub(
        rb"<w:footnotePr>.*</w:footnotePr>", b"", parts["word/settings.xml"]
    )
    assert fill(parts).code == 0
    document = (tmp_path / "note.docx").read_bytes()
    assert len(footnotes_of(document)) == 3


@pytest.mark.parametrize(
    "tag",
    [
        "{{ titel }}",
        "{{ title.__class__ }}",
        "{{ title.__class__.__mro__ }}",
        "{{ title.upper() }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{{ sections|map(attribute='heading')|join }}",
        "{{ title|safe }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 'a' * 999999999 }}",
        "{{ title ~ title }}",
        "{% for each in range(10) %}a{% endfor %}",
        "{% for each in title %}a{% endfor %}",
        "{% set x = 1 %}",
        "{% macro a() %}a{% endmacro %}",
        "{% include 'word/styles.xml' %}",
        "{% import 'os' as os %}",
        "{{ cycler('a') }}",
        "{{ lipsum.__globals__ }}",
        "{% if %}",
        "{% for each in sections %}",
        "{{ title|center(999999999) }}",
        "{{ title is callable }}",
    ],
)
def test_a_tag_that_is_unknown_or_could_run_anything_is_refused(
    template: dict[str, bytes], fill: Filled, tmp_path: Path, tag: str
) -> None:
    result = fill(with_body(template, PARAGRAPH.format(tag)))
    assert result.code == 2
    assert result.err.startswith("error: the template cannot be filled: ")
    assert "Traceback" not in result.err
    assert not (tmp_path / "note.docx").exists()


def test_loops_within_loops_end(template: dict[str, bytes], fill: Filled) -> None:
    names = "abcdefghijkl"
    loops = "".join(f"{{% for {name} in sections %}}" for name in names)
    result = fill(with_body(template, PARAGRAPH.format(loops + "a" + "{% endfor %}" * len(names))))
    assert result.code == 2
    assert "rounds" in result.err


def test_a_loop_that_ends_in_another_part_loses_nothing(
    template: dict[str, bytes], fill: Filled
) -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell.format('{% endfor %}')}</w:tr>"
    table = f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{row}</w:tbl>"
    begin = PARAGRAPH.format("{% for each in sections %}")
    result = fill(with_body(template, begin + table + PARAGRAPH.format("a")))
    assert result.code == 2
    assert "a tag ends in another part than it begins in" in result.err


@pytest.mark.parametrize(
    ("kind", "target", "mode", "said"),
    [
        ("image", "https://example.org/a.png", EXTERNAL, "a link to https://example.org/a.png"),
        ("hyperlink", "https://example.org", EXTERNAL, "a link to https://example.org"),
        ("image", "file:///etc/passwd", "", "a link to file:///etc/passwd"),
        ("image", "\\\\server\\share\\a.png", EXTERNAL, "a link to"),
        ("attachedTemplate", "https://example.org/a.dotm", EXTERNAL, "an attached template"),
        ("attachedTemplate", "a.dotm", "", "an attached template"),
        ("oleObject", "embeddings/a.xml", "", 'a relationship "oleObject"'),
        ("aFChunk", "a.xml", "", 'a relationship "aFChunk"'),
        ("subDocument", "a.xml", "", 'a relationship "subDocument"'),
        ("vbaProject", "a.xml", "", 'a relationship "vbaProject"'),
    ],
)
def test_a_relationship_that_leads_out_is_refused(
    template: dict[str, bytes], fill: Filled, kind: str, target: str, mode: str, said: str
) -> None:
    result = fill(with_relationship(template, kind, target, mode))
    assert result.code == 2
    assert result.err.startswith(f"error: the template has {said}")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            '<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;http://x&quot; "/></w:p>',
            "a field INCLUDETEXT",
        ),
        ('<w:p><w:fldSimple w:instr="ddeauto c:\\\\cmd.exe"/></w:p>', "a field ddeauto"),
        (
            (
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                "<w:r><w:instrText>DDE</w:instrText></w:r>"
                "<w:r><w:instrText>AUTO cmd</w:instrText></w:r>"
                '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            ),
            "a field DDEAUTO",
        ),
        (
            (
                '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                "<w:r><w:instrText>{% if title %}INCLUDEPICTURE x{% endif %}</w:instrText></w:r>"
                '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            ),
            "a field {%",
        ),
        (
            '<w:p><w:r><w:instrText>HYPERLINK "http://x"</w:instrText></w:r></w:p>',
            "a field HYPERLINK",
        ),
        ("<w:p><w:r><w:object/></w:r></w:p>", "an embedded object"),
        ('<w:altChunk r:id="rId9"/>', "an embedded document"),
        (
            '<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:v" src="http://x/a.png"/></w:pict></w:r></w:p>',
            "a link to http://x/a.png",
        ),
        ('<w:subDoc r:id="rId9"/>', "a subdocument"),
    ],
)
def test_what_runs_or_asks_the_network_is_refused(
    template: dict[str, bytes], fill: Filled, body: str, said: str
) -> None:
    result = fill(with_body(template, body))
    assert result.code == 2
    assert result.err.startswith(f"error: the template has {said}")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("word/vbaProject.bin", b"x", "macros"),
        ("word/embeddings/a.docx", b"x", "an embedded object"),
        ("word/activeX/activeX1.xml", b"<a/>", "an embedded object"),
        ("word/media/a.svg", b"<svg/>", 'a part "word/media/a.svg"'),
        ("word/a.exe", b"x", 'a part "word/a.exe"'),
        (
            "word/a.xml",
            b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            "a document type in word/a.xml",
        ),
        ("word/a.xml", b"<a>", "a part that is not XML: word/a.xml"),
        ("word/a.xml", b"<a>" + b"{" * 2_001 + b"</a>", "more than 2000 braces"),
    ],
)
def test_a_part_that_is_not_known_to_be_harmless_is_refused(
    template: dict[str, bytes], fill: Filled, name: str, content: bytes, said: str
) -> None:
    result = fill({**template, name: content})
    assert result.code == 2
    assert result.err.startswith(f"error: the template has {said}")


def test_a_document_with_macros_is_refused(template: dict[str, bytes], fill: Filled) -> None:
    types = template["[Content_Types].xml"].replace(
        b"openxmlformats-officedocument.wordprocessingml.document.main",
        b"ms-word.document.macroEnabled.main",
    )
    result = fill({**template, "[Content_Types].xml": types})
    assert (result.code, result.err.split("\n")[0]) == (2, "error: the template has macros")


def test_a_template_that_unpacks_to_too_much_is_refused(
    template: dict[str, bytes], fill: Filled
) -> None:
    result = fill({**template, "word/media/a.png": b"\0" * 5_000_001})
    assert result.code == 2
    assert "too large once it is unpacked" in result.err


def test_without_the_extra_one_message_says_what_to_install(
    fill: Filled, template: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "docxtpl", None)
    result = fill(template)
    assert result == Result(
        2,
        "",
        "error: Word documents need the extra packages of tidlig[note]\n"
        "help: pip install 'tidlig[note]', or write .html or .md\n",
    )
    assert not (tmp_path / "note.docx").exists()
