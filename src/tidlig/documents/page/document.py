"""The page as a whole: its policy, which lets it load nothing, its style, script and sections."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from tidlig.arithmetic.figures import Figure
from tidlig.documents.charts.flow import flow_chart
from tidlig.documents.charts.palette import DARK, LIGHT, css, patterns
from tidlig.documents.markup import Html, element, listed
from tidlig.documents.page.lists import findings_grid, sources_grid
from tidlig.documents.page.program import ProgramSection, figure, notes, statements, told
from tidlig.documents.page.subject import Subject
from tidlig.documents.page.tables import HtmlTable, table
from tidlig.documents.page.tables import css as columns_css
from tidlig.ledger.places import Places
from tidlig.model.findings import Finding
from tidlig.model.messages import Catalogue
from tidlig.render.balance_answers import Answer
from tidlig.render.balance_headings import sum_of_values, values_of
from tidlig.render.balance_overview import OverviewPage, Rows
from tidlig.render.balance_page import BalancePage
from tidlig.render.sentences import sentence, unit_name
from tidlig.render.style import Language

_FOLDER = Path(__file__).parent
MOST_LARGE = 24
"""So many characters may be written large."""

SECTIONS = ("overview", "flow", "programs", "findings", "sources")


def page(subject: Subject, extra_script: str = "") -> str:
    """Write the page; the same ledger gives the same bytes."""
    shown = subject.overview.page()
    title = shown.title[0]
    parts = [
        *_top(subject, shown),
        element("main", *_main(subject, shown), id="main"),
        element("footer", element("p", listed(shown.source))),
    ]
    return document(title, subject.language, parts, extra_script)


def document(title: str, language: Language, parts: Sequence[Html], extra_script: str = "") -> str:
    """Put a page together: head and body, with the hashes of its only style and script."""
    style, script = _style(), _read("page.js") + extra_script
    connect = "connect-src 'self'; " if extra_script else ""
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
        f"{connect}base-uri 'none'; form-action 'none'"
    )
    head = element(
        "head",
        Html('<meta charset="utf-8">'),
        _meta("Content-Security-Policy", policy),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="referrer" content="no-referrer">'),
        Html('<meta name="color-scheme" content="light dark">'),
        element("title", title),
        element("style", Html(style)),
    )
    body = element(
        "body",
        *parts,
        element("script", Html(script)),
        data_search=sentence("page: search", language),
        data_download=sentence("page: download", language),
        data_print=sentence("page: print", language),
        data_shown=sentence("page: rows shown", language, shown="{shown}", whole="{whole}"),
    )
    return f"<!doctype html>\n{element('html', head, body, lang=language)}\n"


def findings_page(
    findings: Sequence[Finding],
    places: Places,
    catalogue: Catalogue,
    language: Language,
    extra_script: str,
) -> str:
    """Write the page of a ledger that cannot be read: its findings, and no figure."""
    said = sentence("page: unreadable", language)
    parts = [
        element("header", element("h1", said)),
        element("main", _findings_table(findings, places, catalogue, language), id="main"),
    ]
    return document(said, language, parts, extra_script)


def failure_page(message: str, help: str, extra_script: str) -> str:
    """Write a page that says why there is none."""
    parts = [
        element("header", element("h1", message)),
        element("main", element("p", help), id="main"),
    ]
    return document(message, "en", parts, extra_script)


def digest(text: str) -> str:
    """Return what a policy calls a style or a script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def _meta(name: str, content: str) -> Html:
    """Write a policy: its quotation marks are its own, and no text of a ledger is in it."""
    return Html(f'<meta http-equiv="{name}" content="{content}">')


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _style() -> str:
    dark = f"@media screen and (prefers-color-scheme:dark){{{css(DARK)}}}"
    return f"{_read('page.css')}{columns_css()}{css(LIGHT)}{dark}"


def _top(subject: Subject, shown: BalancePage) -> Iterator[Html]:
    yield element("a", subject.say("page: skip"), href="#main", class_="skip")
    yield element("svg", patterns(), class_="defs", aria_hidden="true")
    yield element("header", element("h1", shown.title[0]), element("p", shown.title[1]))
    errors = subject.context.checked.errors
    if errors:
        told = element("strong", sentence("has errors", subject.language, number=errors))
        yield element("p", told)
    links = [_link(subject.say(f"page: {key}"), f"#{key}") for key in _sections(subject)]
    items = [element("li", link) for link in links]
    yield element("nav", element("ul", *items), aria_label=subject.say("page: contents"))


def _sections(subject: Subject) -> list[str]:
    """Return the sections that the page has."""
    without = set() if subject.sources else {"sources"}
    return [key for key in SECTIONS if key not in without]


def _link(words: str, address: str) -> Html:
    return element("a", words, href=address)


def _main(subject: Subject, shown: BalancePage) -> Iterator[Html]:
    yield _cards(subject, shown.answers)
    yield from _overview(subject, shown)
    yield from _flow(subject, shown)
    yield element("span", id="programs")
    for id, program in subject.numbered():
        yield ProgramSection(subject, id, program).written()
    yield from _of_no_program(subject)
    yield from _findings(subject)
    yield from _sources(subject)


# The answer.


def _cards(subject: Subject, shown: Sequence[Answer]) -> Html:
    """Write the four figures, each a link to where it comes from."""
    by_label = {answer.label: answer for answer in shown}
    keys = ("remaining", "unused", "used", "unreported", "binding")
    whole = sum_of_values([values_of(each, keys) for each in subject.programs], keys)
    cards = []
    for key, label, target in (
        ("remaining", "Remaining", "overview"),
        ("unused", "Unused", "flow"),
        ("used", "page: Used", "flow"),
        ("unreported", "Unreported", "overview"),
    ):
        words = subject.say(label)
        value = whole[key].figure if whole[key].applies else None
        said = by_label.get(words)
        if key == "used" and said is None:
            budget = subject.writer.text(whole["binding"].figure)
            said = Answer(words, subject.say("page: of budget", budget=budget))
        large, small = _split(subject, value, said)
        cards.append(
            element(
                "li",
                element(
                    "a",
                    element("b", words),
                    element("strong", large),
                    element("span", small),
                    href=f"#{target}",
                ),
            )
        )
    return element("ul", *cards, class_="cards", aria_label=subject.say("page: key figures"))


def _split(subject: Subject, value: Figure | None, said: Answer | None) -> tuple[str, str]:
    """Return what of an answer is large: its figure, or its first words, and what is said of it."""
    figure = "" if value is None else subject.writer.text(value)
    if said is None:
        return figure or subject.say("page: nothing unreported"), ""
    if figure and said.text.startswith(figure):
        return figure, said.text.removeprefix(figure).lstrip(" ,:;")
    if value is not None and None not in value[:2]:
        return figure, said.text
    return _first_words(said.text)


def _first_words(text: str) -> tuple[str, str]:
    """Part a sentence behind its first words: "not known: no act of 2026 is in the ledger"."""
    for between in (": ", ", ", " i ", " in "):
        head, found, rest = text.partition(between)
        if found and len(head) <= MOST_LARGE:
            return head, rest
    return text, ""


# Sections.


def _overview(subject: Subject, shown: BalancePage) -> Iterator[Html]:
    yield element("h2", subject.say("page: overview"), id="overview")
    if shown.tables:
        grid = shown.tables[0].grids[0]
        yield table(
            HtmlTable(
                "t-overview",
                shown.title[0],
                grid,
                unit_name(subject.writer.unit, subject.language),
                1,
                links=subject.program_links,
                command="tidlig balance",
            ),
            subject.language,
        )
    widest = [choice.note for choice in shown.tables if choice.note]
    yield notes([*shown.notes[:-1], *widest, *shown.notes[-1:]])


def _flow(subject: Subject, shown: BalancePage) -> Iterator[Html]:
    name = subject.say("page: flow")
    yield element("h2", name, id="flow")
    summary = subject.say("chart: summary of flow", answers=told(shown.answers))
    drawing = flow_chart(subject.programs, subject.writer, name, summary)
    if drawing is None:
        return
    yield figure(drawing, "f")
    unit = unit_name(subject.writer.unit, subject.language)
    for by in ("year", "strand"):
        report = OverviewPage(subject.programs, subject.writer, Rows(by))
        caption = subject.say(f"page: by {by}")
        grid = report.grids()[0]
        yield table(HtmlTable(f"t-{by}", caption, grid, unit, is_list=False), subject.language)


def _of_no_program(subject: Subject) -> Iterator[Html]:
    """Write the published figures that are of no program."""
    yield from statements(subject.statements_of(None), "o", subject)


def _findings(subject: Subject) -> Iterator[Html]:
    yield element("h2", subject.say("page: findings"), id="findings")
    if not subject.findings:
        yield element("p", subject.say("page: no findings"))
        return
    remark = subject.say("page: findings are English")
    if remark:
        yield element("p", remark, class_="dim")
    yield _findings_table(subject.findings, subject.places, subject.catalogue, subject.language)


def _findings_table(
    findings: Sequence[Finding], places: Places, catalogue: Catalogue, language: Language
) -> Html:
    name = sentence("page: findings", language)
    grid = findings_grid(findings, places, catalogue, language)
    foreign: Language | None = "en" if language != "en" else None
    shown = HtmlTable("t-findings", name, grid, command="tidlig check", names_language=foreign)
    return table(shown, language)


def _sources(subject: Subject) -> Iterator[Html]:
    if not subject.sources:
        return
    name = subject.say("page: sources")
    yield element("h2", name, id="sources")
    links = {
        source.url: source.url
        for source in subject.sources
        if source.url and source.url.startswith(("https://", "http://"))
    }
    shown = HtmlTable(
        "t-sources", name, sources_grid(subject.sources, subject), links=links,
        command="tidlig show", rows_named="s",
    )  # fmt: skip
    yield element("div", table(shown, subject.language), class_="links")
