"""A document of a source is read within bounds, and a figure is looked for in it in one pass."""

from pathlib import Path

import pytest

from tidlig.model.messages import sentence
from tidlig.source import documents


def test_a_document_beyond_all_bounds_is_not_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LARGEST_DOCUMENT", 10)
    (tmp_path / "a.txt").write_bytes(b"0123456789")
    (tmp_path / "b.txt").write_bytes(b"0123456789x")
    assert documents.document(tmp_path, "a.txt").text == "0123456789"
    assert sentence(documents.document(tmp_path, "b.txt").fault) == "is larger than 1 GiB"
    assert sentence(documents.from_bytes(b"0123456789x", "b.txt").fault) == "is larger than 1 GiB"
    assert documents.from_bytes(b"0123456789", "a.txt").text == "0123456789"
