"""All formats of `check` have the sentences of a catalogue, with the values and phrases in them."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conftest import Tidlig
from harness.documentation import documentation
from tidlig.checks.awards_exceed_pool import awards_exceed_pool
from tidlig.render import check_formats

MESSAGE = (
    '[awards from pool "foraeldre-1" [are 300.000 kr. over] [its frame]: '
    "10.300.000 kr. of 10.000.000 kr.]"
)
HELP = "[lower the award, or raise the frame by a reprioritisation]"
LABEL = "[this award brings them to 10.300.000 kr.]"
NOTE = "[the frame is 10.000.000 kr.]"


class InBrackets(dict[str, str]):
    """A made-up catalogue: its sentences are those of English, in brackets."""

    def get(self, template: str, default: Any = None) -> str:
        """The sentence of any template."""
        return f"[{template}]" if default == template else default


@pytest.fixture
def written(
    tidlig: Tidlig,
    ledger: Callable[[Mapping[str, str]], Path],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[[str], str]:
    """What `check` writes in a format, with the made-up catalogue."""
    in_brackets = partial(check_formats.written, catalogue=InBrackets())
    monkeypatch.setattr(check_formats, "written", in_brackets)
    ledger(documentation(awards_exceed_pool.documentation).example)
    return lambda format: tidlig("check", "--format", format).out


@pytest.mark.parametrize("format", ["full", "junit"])
def test_the_lines_of_a_finding_are_of_the_catalogue(
    written: Callable[[str], str], format: str
) -> None:
    text = written(format)
    if format == "junit":
        failure = next(ET.fromstring(text).iter("failure"))
        assert failure.get("message") == MESSAGE
        text = failure.text or ""
    assert f"error[awards-exceed-pool]: {MESSAGE}\n" in text
    assert f"^ {LABEL}\n" in text
    assert f"- {NOTE}\n" in text
    assert f"help: {HELP}\n" in text


def test_a_line_and_an_annotation_are_of_the_catalogue(written: Callable[[str], str]) -> None:
    assert f"error: {MESSAGE} [awards-exceed-pool]\n" in written("concise")
    annotation = written("github")
    assert all(text in annotation for text in (MESSAGE, LABEL, NOTE, f"help: {HELP}"))


def test_json_is_of_the_catalogue(written: Callable[[str], str]) -> None:
    (finding,) = json.loads(written("json"))["findings"]
    assert (finding["message"], finding["help"]) == (MESSAGE, HELP)
    assert [note["text"] for note in finding["notes"]] == [NOTE]


def test_sarif_is_of_the_catalogue(written: Callable[[str], str]) -> None:
    (result,) = json.loads(written("sarif"))["runs"][0]["results"]
    assert result["message"]["text"] == f"{MESSAGE}\nhelp: {HELP}"
    assert result["locations"][0]["message"]["text"] == LABEL
    assert result["relatedLocations"][0]["message"]["text"] == NOTE


def test_a_code_quality_report_is_of_the_catalogue(written: Callable[[str], str]) -> None:
    (issue,) = json.loads(written("gitlab"))
    assert issue["description"] == MESSAGE


def test_fingerprints_are_the_same_in_every_language(
    written: Callable[[str], str], tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_brackets = json.loads(written("gitlab"))[0]["fingerprint"]
    monkeypatch.undo()
    assert json.loads(tidlig("check", "--format", "gitlab").out)[0]["fingerprint"] == in_brackets
