"""Of a file that is too large to be read, no more is taken than shows that it is."""

from pathlib import Path

import pytest

from tidlig.ledger.folder import Folder
from tidlig.source.files import LARGEST_FILE, LARGEST_TABLE


@pytest.mark.parametrize(("name", "largest"), [("x.toml", LARGEST_FILE), ("x.csv", LARGEST_TABLE)])
def test_the_text_around_a_finding_is_bounded(tmp_path: Path, name: str, largest: int) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(largest + 2)
    assert len(Folder(tmp_path).data(str(path))) == largest + 1
