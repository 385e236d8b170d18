"""The note as a Word document and as HTML: the same text as in Markdown, footnotes, and no names.

Markdown is read as people read it, without what escapes it.
"""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from documents.word import W, footnotes_of, parts_of, plain, text_of
from harness.running import ROOT, Result, environment, run
from tidlig.render.sentences import SENTENCES

Made = Callable[..., Result]
Word = Callable[..., bytes]

NOTES = (
    ("forebyggelsespakken", "--as-of", "2015-04-01"),
    ("forebyggelsespakken", "--as-of", "2019-01-01", "--lang", "en"),
    ("behandling-boern-unge",),
    ("forebyggelsesprojektet", "--prepared-by", "A. Hansen", "--approved-by", "B. Jensen"),
)
MARK = re.compile(r"\[\^(\d+)\]")


class Page(HTMLParser):
    """The texts of a page by their place, and all its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the attributes of a tag."""
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Keep the words of a text."""
        self.words += data.split()


def lines_of(markdown: str) -> Iterator[str]:
    """The lines of a note in Markdown as plain text: paragraphs, points, cells."""
    body = re.split(r"\n## (?:Kilder|Sources)\n", markdown)[0]
    for line in body.split("\n"):
        if re.fullmatch(r"[|: -]*", line):
            continue
        for cell in re.split(r"(?<!\\)\|", line):
            text = re.sub(r"^(#+|-) ", "", cell.strip())
            yield plain(re.sub(r"(?<!\\)\*+", "", text)).strip()


def figures(text: str) -> list[str]:
    return re.findall(r"-?\d[\d.,-]*\d|\d", text)


@pytest.mark.parametrize("words", NOTES, ids=" ".join)
def test_word_has_every_line_of_markdown_with_its_footnotes(
    made: Made, word: Word, words: tuple[str, ...]
) -> None:
    expected = [MARK.sub(r"[\1]", line) for line in lines_of(made(*words).out) if line]
    text = text_of(parts_of(word(*words))["word/document.xml"])
    shown = re.sub(r"\[=?(\d+)\],?", r"[\1]", text).split("\n")
    assert [line for line in expected if line not in shown] == []


@pytest.mark.parametrize("words", NOTES, ids=" ".join)
def test_the_footnotes_of_word_are_those_of_markdown(
    made: Made, word: Word, words: tuple[str, ...]
) -> None:
    expected = re.findall(r"^\[\^(\d+)\]: (.*)$", made(*words).out, re.MULTILINE)
    found = footnotes_of(word(*words))
    assert {str(id): text for id, text in found.items()} == {
        number: plain(text) for number, text in expected
    }


def test_each_footnote_of_word_is_referred_to_once_and_led_to_from_elsewhere(word: Word) -> None:
    document = word(*NOTES[0])
    root = ET.fromstring(parts_of(document)["word/document.xml"])
    ids = [int(each.get(f"{W}id") or 0) for each in root.iter(f"{W}footnoteReference")]
    assert ids == sorted(footnotes_of(document))
    bookmarks = {each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")}
    led_to = {(each.get(f"{W}instr") or "").split()[1] for each in root.iter(f"{W}fldSimple")}
    assert led_to <= bookmarks
    assert led_to


@pytest.mark.parametrize("words", NOTES, ids=" ".join)
@pytest.mark.parametrize("ending", [".docx", ".html", ".md"])
def test_the_same_note_has_the_same_bytes(
    made: Made, word: Word, words: tuple[str, ...], ending: str, tmp_path: object
) -> None:
    path = f"{tmp_path}/again{ending}"
    made(*words, "-o", path)
    with open(path, "rb") as file:  # noqa: PTH123 - the bytes alone
        assert file.read() == word(*words, ending=ending)


def test_no_name_is_in_a_word_document_but_those_given(word: Word) -> None:
    parts = parts_of(word(*NOTES[3]))
    core = parts["docProps/core.xml"].decode()
    assert not re.search("creator|lastModifiedBy|tidlig|python|docx", core)
    assert "2026-11-27T00:00:00Z" in core
    text = text_of(parts["word/document.xml"])
    assert "Udarbejdet af: A. Hansen. Godkendt af: B. Jensen, den ________." in text


def test_nothing_stands_in_a_note_that_should_not(made: Made) -> None:
    for program in (
        "forebyggelsespakken", "satspulje-2016-19", "behandling-boern-unge",
        "styrket-forebyggelse", "forebyggelsesprojektet",
    ):  # fmt: skip
        for day in ("2011-01-01", "2014-06-30", "2015-04-01", "2017-02-01", "2026-11-27"):
            text = made(program, "--as-of", day).out
            wrong = re.search(
                r"None|kr\.\.|[{}]| $|[\ue000-\ue002]|: \.|[^|\s]  [^|\s]", text, re.MULTILINE
            )
            assert wrong is None, (program, day, wrong)
            assert not re.search(r"^#.*\n\n(#|$)", text, re.MULTILINE), (program, day)


@pytest.mark.parametrize("words", NOTES, ids=" ".join)
def test_html_has_every_word_and_figure_of_markdown(
    made: Made, word: Word, words: tuple[str, ...]
) -> None:
    page = Page(word(*words, ending=".html").decode())
    for line in lines_of(made(*words).out):
        for figure in figures(MARK.sub(" ", line)):
            assert any(figure in shown for shown in page.words), line


def test_links_of_html_lead_back_and_forth_and_nowhere_else(word: Word) -> None:
    page = Page(word(*NOTES[0], ending=".html").decode())
    ids = [value for _, name, value in page.attributes if name == "id"]
    links = [value for _, name, value in page.attributes if name == "href"]
    assert len(set(ids)) == len(ids)
    assert set(links) == {f"#{id}" for id in ids}
    assert not [tag for tag, *_ in page.attributes if tag in ("script", "link", "img", "iframe")]
    assert not [name for _, name, _ in page.attributes if name in ("style", "src")]


@pytest.mark.parametrize("ending", [".docx", ".html", ".md"])
def test_names_that_look_like_markup_are_text(hostile: Callable[..., bytes], ending: str) -> None:
    written = hostile(ending)
    if ending == ".docx":
        text = "\n".join(
            text_of(part)
            for name, part in parts_of(written).items()
            if name.endswith(("document.xml", "footer1.xml", "footnotes.xml"))
        )
    elif ending == ".html":
        text = " ".join(Page(written.decode()).words)
    else:
        text = plain(written.decode())
    for name in (
        "Hjælp & råd <i>til</i> {{ 7 * 7 }} {% for x in y %} {# a #} \ufffd1\ufffd",
        "Finansloven <b>{{ 7 * 7 }}</b> & {_{ x }_}",
        "FL2014 <u>{{ act }}</u>",
        "En {{ strand }} | <td>",
        "{{ note }} <script>",
    ):
        assert name in text
    assert "12 34 56 78" not in text
    assert "a.b@example.org" not in text
    assert b"javascript:" not in written


def test_only_addresses_of_the_web_are_links(hostile: Callable[..., bytes]) -> None:
    page = Page(hostile(".html").decode())
    outside = [value for _, name, value in page.attributes if name == "href" and value[0] != "#"]
    assert outside == []


@pytest.mark.parametrize(("language", "at"), [("da", 0), ("en", 1)])
@pytest.mark.parametrize("ending", [".docx", ".html", ".md"])
def test_a_word_and_a_sentence_are_written_once_for_all_formats(
    language: str, at: int, ending: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The heading of a column that the balance has too, and a sentence of the note's own."""
    for key, new in (("remaining", "Qwerty {}"), ("note over", "Asdfgh {years}.")):
        both = list(SENTENCES[key])
        both[at] = new.format(language) if key == "remaining" else new
        monkeypatch.setitem(SENTENCES, key, (both[0], both[1]))
    surroundings = environment(tmp_path / "memory")
    for day, shown in (("2015-04-01", f"qwerty {language}"), ("2019-01-01", "asdfgh 2014-2017.")):
        path = tmp_path / f"note-{day}{ending}"
        words = ("--as-of", day, "--lang", language, "-o", str(path))
        result = run("note", "forebyggelsespakken", *words, folder=ROOT, environment=surroundings)
        assert result.code == 0, result.err
        written = path.read_bytes()
        if ending == ".docx":
            text = text_of(parts_of(written)["word/document.xml"])
        elif ending == ".html":
            text = " ".join(Page(written.decode()).words)
        else:
            text = written.decode()
        assert shown in text.lower()
