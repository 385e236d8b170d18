"""Of a file that is too large to be read, no more is taken than shows that it is."""

from pathlib import Path

from tidlig.ledger.folder import Folder
from tidlig.source.files import LARGEST_FILE


def test_the_text_around_a_finding_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 2)
    assert len(Folder(tmp_path).data(str(path))) == LARGEST_FILE + 1
