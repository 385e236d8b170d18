"""Documents that sources have in the ledger: what is read, what is text, and what is refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from tidlig.model.contents import Document
from tidlig.model.messages import Message, sentence
from tidlig.source.documents import document
from tidlig.source.files import LARGEST_FILE

TEXT = "31 kommuner får 49 mio. kr.\n"
OUT = Message("leads out of the ledger")
links = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A ledger's folder with a document, and a secret beside it."""
    made = tmp_path / "ledger"
    (made / "kilder").mkdir(parents=True)
    (made / "kilder" / "nyhed.txt").write_bytes(TEXT.encode())
    (tmp_path / "secret.txt").write_bytes(b"280 mio. kr.")
    return made


def written(folder: Path, data: bytes, name: str = "kilder/fil.txt") -> Document:
    """A document of some bytes, read from its file."""
    (folder / name).write_bytes(data)
    return document(folder, name)


def fault_of(folder: Path, name: str) -> str:
    """Why a document cannot be read."""
    refused = document(folder, name)
    assert (refused.sha256, refused.text) == ("", None)
    return sentence(refused.fault)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def test_a_document_of_text_has_its_text_and_its_checksum(folder: Path) -> None:
    assert document(folder, "kilder/nyhed.txt") == Document(sha256(TEXT.encode()), TEXT)


def test_a_byte_order_mark_is_in_the_checksum_and_not_in_the_text(folder: Path) -> None:
    data = b"\xef\xbb\xbf49 mio. kr."
    assert written(folder, data) == Document(sha256(data), "49 mio. kr.")


@pytest.mark.parametrize("name", ["kilder/fil.txt", "kilder/fil.HTML", "kilder/fil.csv"])
def test_text_of_older_systems_is_text_by_its_ending(folder: Path, name: str) -> None:
    assert written(folder, "få 49\xa0mio.".encode("cp1252"), name).text == "få 49\xa0mio."


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.4\n\xe2\xe3\xcf\xd3 49 mio. kr.", "kilder/notat.pdf"),
        (b"PK\x03\x04\x00\x00 49 mio. kr.", "kilder/notat.docx"),
        (b"49 mio. kr.\x00", "kilder/notat.txt"),
        ("49 mio. kr.".encode("utf-16"), "kilder/notat.txt"),
    ],
)
def test_what_is_not_text_has_a_checksum_and_no_text(folder: Path, data: bytes, name: str) -> None:
    assert written(folder, data, name) == Document(sha256(data), None)


def test_an_empty_document_is_text(folder: Path) -> None:
    assert written(folder, b"") == Document(sha256(b""), "")


def test_a_document_at_the_limit_is_looked_through_and_one_byte_more_is_not(folder: Path) -> None:
    full = b"4" * LARGEST_FILE
    assert written(folder, full).text == full.decode()
    more = full + b"4"
    assert written(folder, more) == Document(sha256(more), None)


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "kilder/../../secret.txt",
        "kilder/../kilder/nyhed.txt",
        "/etc/hostname",
        "..",
        "..\\secret.txt",
        "kilder\\nyhed.txt",
        "\\\\server\\share\\nyhed.txt",
    ],
)
def test_a_path_that_leads_out_is_not_opened(folder: Path, name: str) -> None:
    assert document(folder, name) == Document(fault=OUT)


@pytest.mark.parametrize(
    "name", ["nyhed.txt", "kilder/nyhed.txt/x", "x/nyhed.txt", "kil\0der", "x" * 5000]
)
def test_a_file_that_is_not_there_is_missed(folder: Path, name: str) -> None:
    assert document(folder, name) == Document(fault=Message("is not there"))


@pytest.mark.skipif(os.name == "nt", reason="Windows opens no folder at all")
@pytest.mark.parametrize("name", ["kilder", "kilder/", ".", ""])
def test_a_folder_is_no_document(folder: Path, name: str) -> None:
    assert fault_of(folder, name) == "cannot be read: this is a folder, not a file"


@links
def test_a_link_within_the_ledger_is_followed(folder: Path) -> None:
    (folder / "link.txt").symlink_to("kilder/nyhed.txt")
    assert document(folder, "link.txt").text == TEXT


@links
def test_a_link_that_leads_out_is_not_followed(folder: Path) -> None:
    (folder / "link.txt").symlink_to("../secret.txt")
    (folder / "up").symlink_to("..")
    refused = "cannot be read: the link leads out of the ledger"
    assert fault_of(folder, "link.txt") == refused
    assert fault_of(folder, "up/secret.txt") == refused


@links
def test_a_link_to_nothing_or_to_itself_is_told(folder: Path) -> None:
    (folder / "gone").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    assert fault_of(folder, "gone") == "cannot be read: the link leads nowhere"
    assert fault_of(folder, "loop") == "cannot be read: the link leads back to itself"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_does_not_hold_the_reader_up(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert fault_of(folder, "pipe") == "cannot be read: this is not a plain file"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_document_without_permission_is_told(folder: Path) -> None:
    (folder / "kilder" / "nyhed.txt").chmod(0)
    fault = fault_of(folder, "kilder/nyhed.txt")
    assert fault == "cannot be read: there is no permission to read it"
