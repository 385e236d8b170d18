"""Charts are drawn to scale, in valid SVG that needs nothing beside it, and as PNG."""

import importlib.util
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.running import ROOT, Result

Tidlig = Callable[..., Result]
Ledger = Callable[[Mapping[str, str]], Path]

SVG = "{http://www.w3.org/2000/svg}"
KINDS = ("remaining", "bridge", "flow", "pools")
PROGRAM = {"bridge": "forebyggelsespakken"}


def drawn(tidlig: Tidlig, *words: str, cwd: Path = ROOT) -> ET.Element:
    result = tidlig("chart", *words, cwd=cwd)
    assert result.code == 0, result.err
    return ET.fromstring(result.out)


def words_of(kind: str) -> list[str]:
    return [kind, *([PROGRAM[kind]] if kind in PROGRAM else [])]


def texts(svg: ET.Element) -> list[str]:
    return ["".join(each.itertext()) for each in svg.iter(f"{SVG}text")]


def bars(svg: ET.Element, kind: str) -> list[tuple[float, float]]:
    """The widths and heights of the bars of a kind, but for that of the legend."""
    sizes = [
        (float(each.attrib["width"]), float(each.attrib["height"]))
        for each in svg.iter(f"{SVG}rect")
        if each.attrib.get("class") == kind
    ]
    return [size for size in sizes if size != (14.0, 12.0)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_chart_has_a_title_a_summary_and_a_stamp_and_loads_nothing(
    tidlig: Tidlig, kind: str, language: str
) -> None:
    options = ("--lang", language, "--as-of", "2019-12-31")
    svg = drawn(tidlig, *words_of(kind), *options)
    title, summary = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert title is not None
    assert summary is not None
    assert title.text
    assert summary.text
    assert svg.attrib["role"] == "img"
    assert "2019-12-31" in texts(svg)[-1]
    assert "tidlig" in texts(svg)[-1]
    first = next(each for each in svg.iter(f"{SVG}rect") if each.attrib.get("class") == "bg")
    grounds = [each for each in svg if each.tag == f"{SVG}rect"]
    assert first is not None
    assert grounds[0].attrib["width"] == svg.attrib["width"]
    whole = tidlig("chart", *words_of(kind), *options, cwd=ROOT).out
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)|href|@import|<script", whole)
    assert whole == tidlig("chart", *words_of(kind), *options, cwd=ROOT).out


def test_columns_are_as_high_as_their_figures(tidlig: Tidlig) -> None:
    svg = drawn(tidlig, "remaining", "forebyggelsespakken")
    # 45,5 and 45,2 and 21,6 and 19,1 are used; a gap of 2 parts each from the next.
    heights = [height + 2 for _, height in bars(svg, "used")[:4]]
    per_million = heights[0] / 45.5
    assert heights == pytest.approx(
        [per_million * each for each in (45.5, 45.2, 21.6, 19.1)], abs=0.2
    )
    unused = bars(svg, "unused")
    assert unused[0][1] + 2 == pytest.approx(24.5 * per_million, abs=0.2)
    assert {"ca. 45,5", "ca. 24,5", "70,0", "52,2"} <= set(texts(svg))


def test_steps_are_as_wide_as_their_changes(tidlig: Tidlig) -> None:
    svg = drawn(tidlig, "bridge", "forebyggelsespakken")
    ((first, _),) = bars(svg, "up")
    per_million = first / 280.0
    ((down, _),) = bars(svg, "down")
    assert down == pytest.approx(30.0 * per_million, abs=0.2)
    widths = [width for width, _ in bars(svg, "why")]
    assert widths == pytest.approx([29.6 * per_million, 52.9 * per_million], abs=0.2)
    ((last, _),) = bars(svg, "sum")
    assert last == pytest.approx(167.6 * per_million, abs=0.2)


def test_bands_are_as_wide_as_their_money(tidlig: Tidlig) -> None:
    svg = drawn(tidlig, "flow")
    ((_, used),) = bars(svg, "used")
    ((_, unreported),) = bars(svg, "unreported")
    ((_, estimate),) = bars(svg, "estimate")
    per_million = estimate / 227.7
    assert unreported == pytest.approx(147.8 * per_million, abs=0.2)
    assert used == pytest.approx(597.8 * per_million, abs=0.2)
    assert any("Partnerskabskommuner: uforbrugt ca. -1,3" in text for text in texts(svg))


def test_money_whose_use_is_within_bounds_has_a_place_of_its_own(tidlig: Tidlig) -> None:
    svg = drawn(tidlig, "flow", "forebyggelsespakken", "--as-of", "2015-04-01")
    assert "anvendelse inden for grænser, se tabellen" in " ".join(texts(svg))
    assert not bars(svg, "used")  # 49,2 is used, but nobody knows of which strand's money


POOLS = """
[ledger]
format = 1
language = "da"

[program.p]
name = "P"
act = "FL2024"
years = "2024-2025"
date = 2024-01-01
split = { 2024 = 40_000_000 }

[pool.half]
program = "p"
frame = 10_000_000

[pool.none]
name = "</text><script>&"
program = "p"
frame = 5_000_000

[recipient.r]
name = "R"
kind = "municipality"

[award.a]
pool = "half"
recipient = "r"
date = 2024-02-01
amount = "5 mio. kr."
"""


def test_a_pool_is_filled_by_its_share(tidlig: Tidlig, ledger: Ledger) -> None:
    svg = drawn(tidlig, "pools", cwd=ledger({"programs.toml": POOLS}))
    tracks, filled = bars(svg, "tr"), bars(svg, "used")
    assert [width for width, _ in filled] == [tracks[0][0] / 2]
    shown = texts(svg)
    assert "5,0 af 10,0, 50 %" in shown
    assert "ramme 5,0, tilsagn ikke oplyst" in shown
    assert "</text><script>&" in shown


def test_what_cannot_be_drawn_is_said(tidlig: Tidlig, ledger: Ledger) -> None:
    refused = tidlig("chart", "bridge", cwd=ROOT)
    assert (refused.code, "a bridge is of one whole program" in refused.err) == (2, True)
    refused = tidlig("chart", "remaining", "-o", "chart.gif", cwd=ROOT)
    assert (refused.code, "name a file ending in .svg or .png" in refused.err) == (2, True)
    empty = ledger({"programs.toml": "[ledger]\nformat = 1\n"})
    for kind in ("remaining", "flow", "pools"):
        refused = tidlig("chart", kind, cwd=empty)
        assert (refused.code, "there is nothing to draw" in refused.err) == (2, True)


@pytest.mark.skipif(importlib.util.find_spec("resvg_py") is None, reason="resvg-py is not here")
def test_a_png_is_drawn_twice_as_large(tidlig: Tidlig, tmp_path: Path) -> None:
    svg = drawn(tidlig, "bridge", "forebyggelsespakken")
    result = tidlig(
        "chart", "bridge", "forebyggelsespakken", "-o", str(tmp_path / "a.png"), cwd=ROOT
    )
    if "there is no font here" in result.err:
        pytest.skip("there is no font here")
    assert result.code == 0, result.err
    png = (tmp_path / "a.png").read_bytes()
    size = (int.from_bytes(png[16:20]), int.from_bytes(png[20:24]))
    assert size == (2 * int(svg.attrib["width"]), 2 * int(svg.attrib["height"]))


def test_without_the_extra_a_png_is_refused_with_help(
    tidlig: Tidlig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    refused = tidlig("chart", "flow", "-o", str(tmp_path / "a.png"), cwd=ROOT)
    assert (refused.code, 'install tidlig with the extra "chart"' in refused.err) == (2, True)
    assert not (tmp_path / "a.png").exists()


def test_the_first_act_is_no_change_of_a_bridge(tidlig: Tidlig) -> None:
    """FACTS: FL2014 gave 280,0; then -30,0, -29,6, -52,9 and +0,1 led to 167,6."""
    summary = drawn(tidlig, "bridge", "forebyggelsespakken", "--lang", "da").find(f"{SVG}desc")
    assert summary is not None
    assert "280,0 (FL2014) og er 167,6 efter 4 ændringer" in str(summary.text)


def test_what_a_pool_has_awarded_goes_with_its_share(tidlig: Tidlig, ledger: Ledger) -> None:
    """4 awarded and 1 of it cancelled are 3 of 6: 50 %, not 4 of 6."""
    text = """
[ledger]
format = 1
unit = "kr."
[program.p]
name = "P"
years = 2026
[pool.q]
program = "p"
frame = 6
[recipient.r]
name = "R"
kind = "other"
[award.a]
pool = "q"
recipient = "r"
date = 2026-01-02
amount = 4
[return.b]
award = "a"
date = 2026-02-02
amount = 1
kind = "annulment"
"""
    folder = ledger({"programs.toml": text})
    result = tidlig("chart", "pools", "--lang", "da", cwd=folder)
    assert "3 af 6, 50 %" in texts(ET.fromstring(result.out))
