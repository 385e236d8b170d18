"""Whatever bytes a register has, it is read or refused with a place and a help: no third way."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers.files import xlsx
from tidlig.exchange.registers import read
from tidlig.model.messages import sentence
from tidlig.model.records import Register
from tidlig.sheets.tables import Unusable

REGISTER = Register(id="", stands_in="", type="payment")
PIECES = st.sampled_from(
    [
        ";", ",", "\t", "\n", "\r", "\r\n", '"', '""', "Modtager", "Beløb", "Dato", "id", "1.234",
        "1,5", "-", "(", ")", "kr.", " ", "\u00a0", "sep=;", "sep=", "i alt", "31-12-2015",
        "01/02/2015", "\x00", "\x1b[2J", "\ufeff", "\u2028", "\u00e6", "9" * 50, "Ã¸",
    ]
)  # fmt: skip


def tried(path: Path, data: bytes) -> None:
    """Read a register, and look at what is said if it is refused."""
    path.write_bytes(data)
    try:
        read(path, "register", REGISTER)
    except Unusable as fault:
        for problem in fault.problems:
            assert sentence(problem.message)
            assert sentence(problem.help)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where registers are written, one after another."""
    return tmp_path_factory.mktemp("registers") / "register"


@given(pieces=st.lists(PIECES, max_size=40), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_any_text_is_read_or_refused(pieces: list[str], encoding: str, path: Path) -> None:
    tried(path, "".join(pieces).encode(encoding))


@given(pieces=st.lists(PIECES, max_size=30))
def test_any_rows_below_a_heading_are_read_or_refused(pieces: list[str], path: Path) -> None:
    tried(path, f"Modtager;Beløb;Dato\n{''.join(pieces)}".encode())


@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes, path: Path) -> None:
    tried(path, data)


@pytest.mark.long
def test_a_workbook_with_any_byte_changed_is_read_or_refused(path: Path) -> None:
    book = xlsx({"Ark1": [("Modtager", "Beløb"), ("Køge", 12.5), ("Ribe", "1.234")]})
    chance = random.Random(7)
    for _ in range(300):
        damaged = bytearray(book)
        for _ in range(chance.randrange(1, 4)):
            damaged[chance.randrange(len(book))] = chance.randrange(256)
        tried(path, bytes(damaged))
