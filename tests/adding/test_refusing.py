"""When an entry is written, and when it is not."""

from pathlib import Path

import pytest

from adding.ledgers import AWARD, FILES, awards, bytes_in, made
from conftest import Tidlig

PROGRAMS = "programs.toml"
TOO_MUCH = (*AWARD, "amount=600 mio. kr.")


def test_a_new_error_stops_it_and_force_does_not_mind(tidlig: Tidlig, tmp_path: Path) -> None:
    before = bytes_in(made(tmp_path))
    result = tidlig("add", *TOO_MUCH)
    assert (result.code, "error[budget-overspent]" in result.err) == (1, True)
    assert bytes_in(tmp_path) == before
    assert tidlig("add", *TOO_MUCH, "--dry-run").code == 1
    assert tidlig("add", *TOO_MUCH, "--dry-run", "--force").code == 0
    assert bytes_in(tmp_path) == before
    result = tidlig("add", *TOO_MUCH, "--force")
    assert (result.code, "error[budget-overspent]" in result.err) == (0, True)
    [written] = (tmp_path / "awards").iterdir()
    assert [award["amount"] for award in awards(written.read_bytes()).values()] == ["600 mio. kr."]


def test_an_error_that_the_entry_accepts_does_not_stop_it(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    result = tidlig("add", *TOO_MUCH, "accept.budget-overspent=aftalt")
    assert result.code == 0, result.err


def test_an_error_that_was_there_does_not_stop_it(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    assert tidlig("add", *TOO_MUCH, "--force").code == 0
    assert tidlig("check").code == 1
    result = tidlig("add", "outturn", "program=anden", "year=2014", "amount=1")
    assert result.code == 0, result.err


def test_a_new_warning_is_shown_and_does_not_stop_it(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    result = tidlig("add", *AWARD, "amount=-1")
    assert (result.code, "[negative-amount]" in result.out) == (0, True)


def test_what_leads_nowhere_is_not_forced(tidlig: Tidlig, tmp_path: Path) -> None:
    before = bytes_in(made(tmp_path))
    words = ("award", "pool=puljen", "recipient=odens", "date=2015-03-01", "amount=1", "--force")
    result = tidlig("add", *words)
    assert (result.code, "error[unknown-reference]" in result.err) == (1, True)
    assert 'did you mean "odense"' in result.err
    assert bytes_in(tmp_path) == before


def test_a_ledger_that_cannot_be_read_is_not_added_to(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "broken.toml").write_text("[award.x]\namount = ]\n")
    before = bytes_in(tmp_path)
    result = tidlig("add", *AWARD, "amount=1", "--force")
    assert (result.code, "error[toml-syntax]" in result.err, result.out) == (1, True, "")
    assert bytes_in(tmp_path) == before


@pytest.mark.parametrize("start", ['award = { a = "b" }\n', "pool = 1\n", "award.x.y = 1\n"])
def test_a_file_that_has_no_room_for_a_heading_is_left(
    tidlig: Tidlig, tmp_path: Path, start: str
) -> None:
    made(tmp_path)
    (tmp_path / "odd.toml").write_text(start)
    before = bytes_in(tmp_path)
    assert tidlig("add", *AWARD, "amount=1", "--file", "odd.toml").code == 1
    assert bytes_in(tmp_path) == before


def test_personal_data_is_masked_where_it_is_shown(tidlig: Tidlig, tmp_path: Path) -> None:
    made(tmp_path)
    result = tidlig("add", *AWARD, "amount=1", "note=CPR 010190-1234", "--force")
    assert "personal-data" in result.err + result.out
    assert "010190" not in result.err + result.out


def test_nothing_is_written_without_what_is_needed(tidlig: Tidlig, tmp_path: Path) -> None:
    before = bytes_in(made(tmp_path))
    result = tidlig("add", "award", "pool=puljen")
    assert (result.code, "needs recipient or recipients, date, amount" in result.err) == (2, True)
    assert bytes_in(tmp_path) == before


def test_the_old_text_is_not_so_much_as_looked_at_again(tidlig: Tidlig, tmp_path: Path) -> None:
    odd = FILES[PROGRAMS].replace('name  = "Tidlig indsats"', "name='Tidlig indsats'   # her")
    made(tmp_path)
    (tmp_path / PROGRAMS).write_text(odd)
    assert tidlig("add", "strand", "tidlig/ny", "name=Ny").code == 0
    assert (tmp_path / PROGRAMS).read_text() == odd + '\n[program.tidlig.strand.ny]\nname = "Ny"\n'
