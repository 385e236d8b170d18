"""The page is one file that loads nothing, and has the figures of the reports in every part."""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from harness.running import ROOT, Result
from page.pages import MONEY, Element, read, table

Tidlig = Callable[..., Result]
Ledger = Callable[[Mapping[str, str]], Path]

LARGEST = 100_000


def page_of(tidlig: Tidlig, *options: str, cwd: Path = ROOT) -> Element:
    result = tidlig("report", *options, cwd=cwd)
    assert result.code == 0, result.err
    return read(result.out)


def test_the_page_of_the_real_programmes_is_small(tidlig: Tidlig) -> None:
    for language in ("da", "en"):
        size = len(tidlig("report", "--lang", language, cwd=ROOT).out.encode())
        assert 50_000 < size <= LARGEST


def test_a_page_made_twice_has_the_same_bytes(tidlig: Tidlig, tmp_path: Path) -> None:
    made = []
    for name in ("a.html", "b.html"):
        assert tidlig("report", "-o", str(tmp_path / name), cwd=ROOT).code == 0
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_allows_the_one_style_and_the_one_script_and_nothing_else(
    tidlig: Tidlig,
) -> None:
    page = page_of(tidlig)
    (policy,) = (
        each.attributes["content"]
        for each in page.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == (
        f"default-src 'none'; style-src '{digest(page.one('style').text)}'; "
        f"script-src '{digest(page.one('script').text)}'; base-uri 'none'; form-action 'none'"
    )
    for element in page.all():
        assert not [name for name in element.attributes if name == "style" or name[:2] == "on"]
        assert element.name not in {"link", "img", "iframe", "object", "form"}
        assert "src" not in element.attributes


def test_links_lead_into_the_page_or_to_a_source(tidlig: Tidlig) -> None:
    page = page_of(tidlig)
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        address = link.attributes["href"] or ""
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert address.startswith(("https://", "http://"))
            assert link.attributes["rel"] == "noreferrer"
    named = [each.attributes.get(key) for each in page.all() for key in ("aria-describedby",)]
    assert {each for each in named if each} <= set(ids)


# Figures.


def data(tidlig: Tidlig, report: str, *options: str) -> Any:
    return json.loads(tidlig(report, *options, "--format", "json", cwd=ROOT).out)


def written(figure: Mapping[str, str | None] | None) -> str:
    """Write an exact figure of JSON as a Danish page in kroner does; bounds with a word."""
    if figure is None:
        return ""
    ends = [
        f"{int(float(end or 0)):,}".replace(",", ".") for end in (figure["least"], figure["most"])
    ]
    return ends[0] if ends[0] == ends[1] else " til ".join(ends)


def without_mark(cell: str) -> str:
    return cell.replace("ca. ", "").strip()


@pytest.mark.parametrize("day", ["2026-11-27", "2015-04-01", "2019-12-31"])
def test_the_overview_has_the_figures_of_the_balance(tidlig: Tidlig, day: str) -> None:
    options = ("--as-of", day)
    page = page_of(tidlig, *options, "--unit", "kr")
    headings, *rows = page.by_id("t-overview").rows
    by_name = {row[1]: dict(zip(headings, row, strict=True)) for row in rows}
    compared = 0
    for program in data(tidlig, "balance", *options)["programs"]:
        row = by_name[program["name"]]
        for heading, key in (("bevilling i alt", "binding"), ("BO", "estimate")):
            shown = without_mark(row.get(heading, ""))
            if shown not in ("", "–"):
                assert shown == written(program["total"][key]), (program["name"], key)
                compared += 1
    assert compared >= 3


def test_years_and_strands_have_the_figures_of_the_balance(tidlig: Tidlig) -> None:
    page = page_of(tidlig, "--unit", "kr")
    programs = data(tidlig, "balance")["programs"]
    pakken, satspulje, boern, *_ = programs
    years = table(page, "År for år", pakken["name"]).rows
    for key, name in (
        ("binding", "bevilling i alt"),
        ("used", "forbrug, ca."),
        ("unused", "uforbrugt, ca."),
    ):
        (shown,) = (row[1:] for row in years if row[0] == name)
        figures = [*(each[key] for each in pakken["by_year"]), pakken["total"][key]]
        expected = list(map(written, figures))
        for number, year in enumerate(pakken["by_year"]):
            # Accounts of years that no act gives money: the budget is 0, as in `balance`.
            if year["binding"] is None and key == "binding" and year["used"] is not None:
                expected[number] = "0"
        assert shown == expected
    downwards = {row[0]: row for row in table(page, "År for år", boern["name"]).rows}
    assert downwards["2021"][2] == written(boern["by_year"][6]["binding"])
    strands = {row[1]: row for row in table(page, "Delinitiativer", satspulje["name"]).rows}
    for strand in satspulje["strands"][:3]:
        shown = strands[strand["name"]]
        assert shown[2:4] == [written(strand["binding"]), written(strand["used"])]
        assert shown[-1] == written(strand["unused"])


def test_the_bridge_and_the_pools_have_the_figures_of_their_reports(tidlig: Tidlig) -> None:
    page = page_of(tidlig, "--unit", "kr")
    steps = data(tidlig, "reconcile", "--bridge")["bridge"]
    names = {each["program"]: each["name"] for each in data(tidlig, "balance")["programs"]}
    for program in sorted({step["program"] for step in steps}):
        rows = table(page, "Bevillingens udvikling", names[program]).rows[1:-1]
        own = [step for step in steps if step["program"] == program]
        assert len(rows) == len(own) > 3
        for row, step in zip(rows, own, strict=True):
            changed = int(float(step["amount"] or 0))
            if changed:
                assert row[2].lstrip("+") == f"{changed:,}".replace(",", ".")
            if step["budget"] is not None:
                assert row[3] == f"{int(float(step['budget'])):,}".replace(",", ".")
    pools = [row for row in data(tidlig, "pools")["rows"] if row["frame"] and row["of"] == "pool"]
    shown = {row[0]: row[3] for row in table(page, "Puljer").rows}
    assert {row["pool"]: f"{int(float(row['frame'])):,}".replace(",", ".") for row in pools} == {
        name: frame for name, frame in shown.items() if name in {row["pool"] for row in pools}
    }


def kroner(value: object) -> Iterator[int]:
    """Every amount in a document of JSON, in kroner."""
    if isinstance(value, dict):
        for each in value.values():
            yield from kroner(each)
    elif isinstance(value, list):
        for each in value:
            yield from kroner(each)
    elif isinstance(value, str) and re.fullmatch(r"-?\d+(\.00)?", value):
        yield int(float(value))


def sums_over_programs(programs: list[dict[str, Any]]) -> Iterator[int]:
    """What years come to over all programs, added up here."""
    keys = ("binding", "used", "remaining", "unused", "estimate")
    for year in range(2000, 2040):
        rows = [row for each in programs for row in each["by_year"] if row["year"] == year]
        for key in keys:
            for end in ("least", "most"):
                ends = [row[key][end] for row in rows if row[key] is not None]
                yield sum(int(float(each)) for each in ends if each is not None)


@pytest.mark.long
def test_every_amount_of_tables_and_charts_is_in_the_json_of_the_reports(tidlig: Tidlig) -> None:
    for day in ("2026-11-27", "2015-04-01"):
        options = ("--as-of", day)
        page = page_of(tidlig, *options, "--unit", "kr")
        balance = data(tidlig, "balance", *options)
        known = {*kroner(balance), *sums_over_programs(balance["programs"])}
        for report in ("pools", "reconcile"):
            known.update(kroner(data(tidlig, report, *options)))
        texts = [cell.text for name in ("td", "th") for cell in page.all(name)]
        texts += [
            each.text
            for drawing in page.all("svg")
            for each in drawing.all("text")
            if "x" not in (each.attributes.get("class") or "").split()
        ]
        amounts = {int(each.replace(".", "")) for text in texts for each in MONEY.findall(text)}
        assert len(amounts) > 60
        spans = _spans_of_years(tidlig, options)
        assert {ore for ore in amounts if ore not in known and -ore not in known} <= spans


def _spans_of_years(tidlig: Tidlig, options: tuple[str, ...]) -> set[int]:
    """What the balance of each program, and by year and strand, says of years together."""
    reports: list[tuple[str, ...]] = [("balance", "--by", by) for by in ("year", "strand")]
    names = [each["program"] for each in data(tidlig, "balance", *options)["programs"]]
    reports += [("balance", name) for name in names]
    amounts = {*_in_findings(tidlig)}
    for report in reports:
        shown = tidlig(*report, *options, "--unit", "kr", "--format", "md", cwd=ROOT).out
        amounts.update(int(each.replace(".", "")) for each in MONEY.findall(shown))
    return amounts


def _in_findings(tidlig: Tidlig) -> Iterator[int]:
    for finding in data(tidlig, "check")["findings"]:
        for text in (finding["message"], finding["help"]):
            yield from (int(each.replace(".", "")) for each in MONEY.findall(text))


def test_labels_carry_what_is_inexact_within_bounds_or_not_known(tidlig: Tidlig) -> None:
    page = page_of(tidlig, "--as-of", "2015-04-01")
    texts = {each.text for drawing in page.all("svg") for each in drawing.all("text")}
    assert {"ca. 49,2", "ca. 20,8 til 70,0", "ca. 3,0 til 52,2"} <= texts
    assert any("70,0 - ?" in text for text in texts)
    cards = page.one("main").all("li")
    assert any("ca. 3,0 til 52,2" in card.text for card in cards)


def test_steps_without_a_reason_are_hatched_and_named(tidlig: Tidlig) -> None:
    page = page_of(tidlig, "forebyggelsespakken")
    (drawing,) = (
        each for each in page.all("svg") if each.attributes.get("aria-labelledby") == "p1-b-t"
    )
    kinds = [each.attributes["class"] for each in drawing.all("rect")]
    assert kinds.count("why") == 1 + 2  # one in the legend
    assert kinds.count("whyup") == 1 + 1
    names = [each.text for each in drawing.all("text")]
    assert {"FL2015, uden oplyst årsag", "-29,6", "FL2016, uden oplyst årsag", "-52,9"} <= set(
        names
    )


# Hostile texts, and what is not written.

HOSTILE = "</script><script>alert(1)</script>\"'&<img src=x onerror=alert(1)>{{7*7}}"
HOSTILE_TOML = r"</script><script>alert(1)</script>\"'&<img src=x onerror=alert(1)>{{7*7}}"

LEDGER = f"""
[ledger]
format = 1
language = "da"

[program.p]
name = "{HOSTILE_TOML}"
account = "15.26.01"
act = "FL2024"
years = "2024-2025"
date = 2024-01-01
split = {{ 2024 = 2_000_000, 2025 = 1_000_000 }}

[program.p.strand.s]
name = "strand {HOSTILE_TOML}"
split = {{ 2024 = 500_000 }}

[source.k]
title = "source {HOSTILE_TOML}"
url = "javascript:alert(1)"

[source.l]
title = "linked"
url = "https://example.org/?a=1&b=\\"><script>"

[pool.q]
name = "pool {HOSTILE_TOML}"
program = "p"
frame = 400_000

[recipient.r]
name = "recipient {HOSTILE_TOML}"
kind = "municipality"

[award.a]
pool = "q"
recipient = "r"
date = 2024-02-01
amount = 100_000
title = "title {HOSTILE_TOML}"

[statement.t]
program = "p"
measure = "appropriated"
value = 2_000_000
source = "k"
"""


def test_names_cannot_become_markup(tidlig: Tidlig, ledger: Ledger) -> None:
    folder = ledger({"programs.toml": LEDGER})
    result = tidlig("report", cwd=folder)
    assert result.out.startswith("<!doctype html>"), result.err
    page = read(result.out)
    assert len(list(page.all("script"))) == 1
    assert not list(page.all("img"))
    texts = [each.text for each in page.all()]
    for name in ("", "strand ", "source ", "pool ", "recipient "):
        assert f"{name}{HOSTILE}" in texts, name
    addresses = [each.attributes["href"] or "" for each in page.all("a")]
    assert 'https://example.org/?a=1&b="><script>' in addresses
    assert not [each for each in addresses if "javascript" in each]


def test_personal_data_is_masked(tidlig: Tidlig, ledger: Ledger) -> None:
    text = LEDGER.replace('title = "linked"', 'title = "sag om 010203-1234"')
    page = tidlig("report", cwd=ledger({"programs.toml": text})).out
    assert "sag om" in page
    assert "010203-1234" not in page


def test_an_unreadable_ledger_leaves_the_old_page_as_it_was(tidlig: Tidlig, ledger: Ledger) -> None:
    folder = ledger({"programs.toml": LEDGER.replace("[ledger]", "[ledger"), "../old.html": "old"})
    result = tidlig("report", "-o", "../old.html", cwd=folder)
    assert (result.code, (folder / "../old.html").read_text(encoding="utf-8")) == (1, "old")


def test_other_endings_and_strands_are_refused(tidlig: Tidlig) -> None:
    refused = tidlig("report", "-o", "page.pdf", cwd=ROOT)
    assert (refused.code, "name a file ending in .html" in refused.err) == (2, True)
    refused = tidlig("report", "forebyggelsespakken/foraeldre", cwd=ROOT)
    assert (refused.code, "a page is of whole programs" in refused.err) == (2, True)


def test_very_long_tables_say_how_many_rows_they_leave_out(
    tidlig: Tidlig, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tidlig.documents.page.tables.MOST_ROWS", 2)
    more = "".join(
        f'[award.b{number}]\npool = "q"\nrecipient = "r"\n'
        f"date = 2024-03-0{number}\namount = 1_000\n"
        for number in range(1, 5)
    )
    page = read(tidlig("report", cwd=ledger({"programs.toml": LEDGER + more})).out)
    rows = table(page, "Tilsagn").rows
    assert len(rows) == 1 + 2
    assert any("og 3 rækker til: tidlig export --to csv" in each.text for each in page.all("p"))


def test_an_empty_ledger_has_a_page(tidlig: Tidlig, ledger: Ledger) -> None:
    result = tidlig(
        "report", cwd=ledger({"programs.toml": "[ledger]\nformat = 1\nlanguage = 'en'\n"})
    )
    assert (result.code, read(result.out).one("h1").text) == (0, "Budget overview, 0 programs")
