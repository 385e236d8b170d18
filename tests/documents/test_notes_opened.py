"""Notes opened in LibreOffice and in Chromium: the same text as in Markdown, and no barrier."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from documents.test_note_in_files import MARK, NOTES, lines_of
from documents.word import footnotes_of, parts_of, text_of
from harness.running import Result

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.outputs, pytest.mark.filterwarnings("default")]

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

Made = Callable[..., Result]
Word = Callable[..., bytes]


def converted(document: bytes, to: str, folder: Path) -> Path:
    """A document as LibreOffice writes it in another format."""
    assert OFFICE is not None
    (folder / "note.docx").write_bytes(document)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    words = [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", str(folder)]
    subprocess.run(
        [*words, str(folder / "note.docx")], check=True, capture_output=True, timeout=240
    )
    return folder / f"note.{to.partition(':')[0]}"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("words", NOTES, ids=" ".join)
def test_libreoffice_shows_every_line_of_markdown(
    made: Made, word: Word, words: tuple[str, ...], tmp_path: Path
) -> None:
    """Footnotes are numbers behind the text, and several of them have commas between."""
    text = converted(word(*words), "txt:Text", tmp_path).read_text("utf-8-sig")
    shown = [re.sub(r"^\s*•\s*", "", line).strip() for line in text.split("\n")]
    for line in filter(None, lines_of(made(*words).out)):
        together = line.replace("][^", "],[^")
        assert MARK.sub(r"\1", together) in shown


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_printed_note_has_its_sources_at_the_foot_of_the_page(
    word: Word, tmp_path: Path
) -> None:
    pdf = converted(word(*NOTES[0]), "pdf", tmp_path)
    text = subprocess.run(["pdftotext", pdf, "-"], check=True, capture_output=True).stdout.decode()
    first = " ".join(text.split("\f")[0].split())
    assert "Bevillingen for 2015 er 52,2 mio. kr." in first
    assert "Finansloven for 2015, kontotal, Finansministeriet, 2015-01-01" in first


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_template_that_was_saved_by_another_program_fills_as_ours(
    made: Made, word: Word, tmp_path: Path
) -> None:
    own, note = tmp_path / "own.docx", tmp_path / "filled.docx"
    made("--write-template", str(own))
    saved = converted(own.read_bytes(), "docx:MS Word 2007 XML", tmp_path)
    made(*NOTES[0], "--template", str(saved), "-o", str(note))
    text = text_of(parts_of(note.read_bytes())["word/document.xml"])
    assert text.split() == text_of(parts_of(word(*NOTES[0]))["word/document.xml"]).split()
    assert footnotes_of(note.read_bytes()) == footnotes_of(word(*NOTES[0]))


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as started:
        launched = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.mark.parametrize("words", NOTES[:2], ids=" ".join)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_html_has_no_barrier_and_asks_for_nothing(
    browser: "Browser", word: Word, words: tuple[str, ...], scheme: str, width: int, tmp_path: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")
    path = tmp_path / "note.html"
    path.write_bytes(word(*words, ending=".html"))
    viewport = {"width": width, "height": 800}
    page = browser.new_page(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: said.append(request.url))
    page.goto(path.as_uri())
    assert said == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = axe.Axe().run(page)
    assert [each["id"] for each in found.response["violations"]] == [], found.generate_report()
    page.close()
