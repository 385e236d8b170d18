"""The page in a browser: accessible, quiet, and its search, sort, download and print work."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from harness.running import ROOT, Result, environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Tidlig = Callable[..., Result]

CHROMIUM = Path("/usr/bin/chromium")
playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
axe_package = pytest.importorskip("axe_playwright_python", reason="axe is not installed")

pytestmark = [
    pytest.mark.outputs,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with playwright.sync_playwright() as started:
        made = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield made
        made.close()


def written(tidlig: Tidlig, folder: Path, *options: str, cwd: Path = ROOT) -> Path:
    path = folder / "page.html"
    result = tidlig("report", *options, "-o", str(path), cwd=cwd)
    assert result.code == 0, result.err
    return path


def opened(browser: "Browser", path: Path, **options: Any) -> "tuple[Page, list[str]]":
    """A page, and a list of whatever it asks for or complains about."""
    page = browser.new_context(**options).new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda request: heard.append(request.url))
    page.goto(path.as_uri())
    heard.remove(path.as_uri())
    return page, heard


def violations(page: "Page") -> list[str]:
    """What axe finds; it is injected, which the page's own policy would not let it be."""
    source = Path(axe_package.__file__).parent / "axe.min.js"
    page.evaluate(source.read_text(encoding="utf-8"))
    found = page.evaluate(f"axe.run({{runOnly: {{type: 'tag', values: {RULES}}}}})")
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("language", "day"), [("da", "2026-11-27"), ("en", "2026-11-27"), ("da", "2015-04-01")]
)
def test_axe_finds_nothing(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path, width: int, scheme: str, language: str,
    day: str,
) -> None:  # fmt: skip
    path = written(tidlig, tmp_path, "--lang", language, "--as-of", day)
    page, _ = opened(
        browser, path, viewport={"width": width, "height": 900}, color_scheme=scheme,
        bypass_csp=True,
    )  # fmt: skip
    assert violations(page) == []


def test_axe_finds_what_is_wrong(browser: "Browser", tidlig: Tidlig, tmp_path: Path) -> None:
    path = written(tidlig, tmp_path)
    text = path.read_text(encoding="utf-8").replace(' lang="da"', "", 1)
    path.write_text(text, encoding="utf-8")
    page, _ = opened(browser, path, bypass_csp=True)
    assert any(each.startswith("html-has-lang") for each in violations(page))


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_asks_for_nothing_and_does_not_scroll_sideways(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path, width: int
) -> None:
    path = written(tidlig, tmp_path)
    page, heard = opened(browser, path, viewport={"width": width, "height": 900})
    for button in page.locator("thead button").all()[:12]:
        button.click()
    page.wait_for_timeout(200)
    assert heard == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_policy_stops_a_script_that_is_put_in(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path
) -> None:
    path = written(tidlig, tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("</main>", "<script>alert(1)</script></main>"), encoding="utf-8")
    _, heard = opened(browser, path)
    assert any("Content Security Policy" in each for each in heard)


def rows_of(page: "Page", table: str) -> list[list[str]]:
    """The rows of a table that are shown."""
    return [
        [cell.inner_text() for cell in row.locator("th, td").all()]
        for row in page.locator(f"#{table} tbody tr:not([hidden])").all()
    ]


def test_tables_are_sorted_by_the_keyboard_and_say_so(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path
) -> None:
    page, _ = opened(browser, written(tidlig, tmp_path))
    heading = page.locator("#t-overview thead th", has_text="bevilling")
    button = heading.locator("button")
    assert heading.get_attribute("aria-sort") == "none"
    button.focus()
    for state, order in (
        ("descending", ["569,1", "167,6", "70,4", "", ""]),
        ("ascending", ["70,4", "167,6", "569,1", "", ""]),
    ):
        page.keyboard.press("Enter")
        assert heading.get_attribute("aria-sort") == state
        assert [row[4] for row in rows_of(page, "t-overview")] == order
    names = page.locator("#t-overview thead th", has_text="initiativ")
    names.locator("button").click()
    assert names.get_attribute("aria-sort") == "ascending"
    assert heading.get_attribute("aria-sort") == "none"
    assert rows_of(page, "t-overview")[0][1] == "Behandling af børn og unge"
    assert page.locator("#t-overview tfoot").inner_text().startswith("\ti alt")


def test_a_search_shows_the_rows_that_have_the_words(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path
) -> None:
    page, _ = opened(browser, written(tidlig, tmp_path))
    box = page.locator("#p1-o0").locator("xpath=ancestor::div[2]")
    box.locator("input").fill("partnerskab")
    shown = rows_of(page, "p1-o0")
    assert len(shown) == 3
    assert all("partnerskab" in " ".join(row).lower() for row in shown)
    assert box.locator("[role=status]").inner_text() == "3 af 25"
    box.locator("input").fill("")
    assert len(rows_of(page, "p1-o0")) == 25


@pytest.mark.parametrize(("language", "figure"), [("da", "569,1"), ("en", "569.1")])
def test_what_is_downloaded_are_the_rows_shown(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path, language: str, figure: str
) -> None:
    page, _ = opened(browser, written(tidlig, tmp_path, "--lang", language))
    box = page.locator("#t-overview").locator("xpath=ancestor::div[2]")
    with page.expect_download() as download:
        box.locator(".tools button").click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 1 + 5 + 1
    assert figure in rows[3]
    assert rows[3][1] == "Behandling af børn og unge"


HOSTILE = """
[ledger]
format = 1
language = "da"

[program.p]
name = "=1+1"
years = "2026"
act = "FL2026"
date = 2026-01-01
split = { 2026 = 5_000_000 }

[program.q]
name = "-2+3+cmd|' /C calc'!A0"
years = "2026"
act = "FL2026"
date = 2026-01-01
split = { 2026 = -1_000_000 }
"""


def test_no_text_that_is_downloaded_is_a_formula(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path
) -> None:
    folder = tmp_path / "ledger"
    folder.mkdir()
    (folder / "programs.toml").write_text(HOSTILE, encoding="utf-8")
    tidlig("report", "-o", str(tmp_path / "page.html"), cwd=folder)
    page, heard = opened(browser, tmp_path / "page.html")
    assert heard == []
    box = page.locator("#t-overview").locator("xpath=ancestor::div[2]")
    with page.expect_download() as download:
        box.locator(".tools button").click()
    data = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(data), delimiter=";"))
    assert [row[0] for row in rows[1:3]] == ["'=1+1", "'-2+3+cmd|' /C calc'!A0"]
    assert "-1,0" in rows[2]


def test_the_page_is_used_by_the_keyboard_alone(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path
) -> None:
    page, _ = opened(browser, written(tidlig, tmp_path))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#main"
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName"))
    assert {"A", "BUTTON", "DIV"} <= reached


def test_a_page_that_is_watched_follows_the_ledger(browser: "Browser", tmp_path: Path) -> None:
    ledger = shutil.copytree(ROOT / "data", tmp_path / "data")
    command = [sys.executable, "-m", "tidlig", "report", "15.26.02", "--watch"]
    started = subprocess.Popen(
        command, cwd=ledger, stdout=subprocess.PIPE, text=True, env=environment(tmp_path)
    )
    try:
        assert started.stdout is not None
        page = browser.new_page()
        heard: list[str] = []
        page.on("console", lambda message: heard.append(message.text))
        page.goto(started.stdout.readline().strip())
        page.get_by_text("Overblik").first.wait_for()
        file = ledger / "programs.toml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Satspuljeaftalen 2016-19", "Et andet navn"), encoding="utf-8")
        page.get_by_text("Et andet navn").first.wait_for(timeout=10_000)
        file.write_text(text + "[oops", encoding="utf-8")
        page.get_by_text("kan ikke læses").first.wait_for(timeout=10_000)
        assert page.locator("svg").count() == 0
        assert heard == []
    finally:
        started.kill()
        started.communicate()


def test_in_print_there_are_no_controls_and_each_program_has_a_page(
    browser: "Browser", tidlig: Tidlig, tmp_path: Path
) -> None:
    page, _ = opened(browser, written(tidlig, tmp_path), color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    for control in (".tools", "nav", "header button", ".skip"):
        assert not page.locator(control).first.is_visible()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"
    breaks = page.evaluate(
        "[...document.querySelectorAll('section')].map(s => getComputedStyle(s).breakBefore)"
    )
    assert breaks == ["page"] * 5
    assert page.pdf().startswith(b"%PDF")
