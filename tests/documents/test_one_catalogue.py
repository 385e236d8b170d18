"""A word or a sentence is written once: changed in the catalogue, it is changed everywhere."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest

from conftest import Tidlig
from documents.workbooks import workbook
from harness.running import ROOT
from tidlig.render.sentences import SENTENCES

MARKED = ("Æblegrød", "Applesauce")
OPTIONS = ("balance", "--as-of", "2026-11-27")


def said(tidlig: Tidlig, tmp_path: Path, language: str) -> dict[str, str]:
    """What each format says, by its name."""
    texts = {}
    for ending in ("txt", "md", "csv", "html", "xlsx"):
        file = tmp_path / f"{language}.{ending}"
        assert tidlig(*OPTIONS, "--lang", language, "-o", str(file), cwd=ROOT / "data").code == 0
        texts[ending] = _text(file.read_bytes())
    for command in (("report",), ("note", "forebyggelsespakken")):
        ending = "html" if command[0] == "report" else "docx"
        file = tmp_path / f"{language}-{command[0]}.{ending}"
        options = ("--as-of", "2019-01-01", "--lang", language, "-o", str(file))
        assert tidlig(*command, *options, cwd=ROOT / "data").code == 0
        texts[command[0]] = _text(file.read_bytes())
    book = workbook(ROOT / "data", dt.date(2026, 11, 27), lang=language)
    (tmp_path / "book.xlsx").write_bytes(book)
    texts["workbook"] = _text(book)
    return texts


def _text(data: bytes) -> str:
    if not data.startswith(b"PK"):
        return data.decode()
    import io

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return "".join(book.read(name).decode() for name in book.namelist())


@pytest.mark.long
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("key", ["unused", "note, circa"])
def test_a_word_and_a_sentence_are_changed_everywhere(
    key: str, language: str, tidlig: Tidlig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = 0 if language == "da" else 1
    assert not any(MARKED[number] in text for text in said(tidlig, tmp_path, language).values())
    monkeypatch.setitem(SENTENCES, key, MARKED)
    missing = [
        name
        for name, text in said(tidlig, tmp_path, language).items()
        if MARKED[number] not in text
    ]
    assert missing == []
