"""`tidlig edit` on a terminal, with editors of our own making."""

import sys
from pathlib import Path

import pytest

from adding.ledgers import FILES, ROUND, bytes_in, made
from adding.processes import COMMAND, on_terminal

pytest.importorskip("pty", reason="there are no terminals here to open")
EDIT = [*COMMAND[:-1], "edit"]
ASKED = "[e/u/k]: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The ledger, in a folder beside which things may be remembered."""
    return made(tmp_path / "ledger")


def editor(folder: Path, name: str, *changes: tuple[str, str], code: int = 0) -> str:
    """A program that says how it was started, and makes the next of some changes."""
    path = folder.parent / name
    path.write_text(
        f"#!{sys.executable}\n"
        "import sys\n"
        "from pathlib import Path\n"
        "print('started with', sys.argv[1:-1])\n"
        f"changes, done = {list(changes)!r}, Path(__file__ + '.done')\n"
        "number = len(done.read_text()) if done.exists() else 0\n"
        "done.write_text('x' * (number + 1))\n"
        "file = Path(sys.argv[-1])\n"
        "if number < len(changes):\n"
        "    file.write_bytes(file.read_bytes().replace(*(t.encode() for t in changes[number])))\n"
        f"sys.exit({code})\n",
        "utf-8",
    )
    path.chmod(0o755)
    return str(path)


def edited(
    folder: Path, command: str, *answers: tuple[str, str], id: str = "givet"
) -> tuple[int, str]:
    """Edit an entry with an editor on a terminal."""
    surroundings = {"VISUAL": "", "EDITOR": command}
    return on_terminal(folder, [id], answers, EDIT, surroundings)


@pytest.mark.parametrize("name", ["vi", "vim", "nano", "emacs"])
def test_editors_that_know_lines_begin_at_the_entry(folder: Path, name: str) -> None:
    code, seen = edited(folder, f"{editor(folder, name)} -w")
    assert (code, "started with ['-w', '+11']" in seen) == (0, True), seen
    assert "nothing was changed" in seen


def test_other_editors_get_the_file_alone_and_their_arguments(folder: Path) -> None:
    code, seen = edited(folder, f"{editor(folder, 'code')} --wait 'a b;ls $HOME'")
    assert (code, "started with ['--wait', 'a b;ls $HOME']" in seen) == (0, True), seen


def test_what_an_edit_does_is_shown(folder: Path) -> None:
    code, seen = edited(folder, editor(folder, "ed", ('"2 mio. kr."', '"3 mio. kr."')))
    assert code == 0, seen
    assert "~ award.givet" in seen
    assert "unused, Tidlig indsats 2015 498.0 497.0 -1.0" in " ".join(seen.split()), seen
    assert b'"3 mio. kr."' in (folder / ROUND).read_bytes()


def test_what_cannot_be_read_is_edited_again_or_undone(folder: Path) -> None:
    before = bytes_in(folder)
    broken = editor(folder, "ed", ('"2 mio. kr."', '"2 mio. kr.'), ("2 mio", "4 mio"))
    code, seen = edited(folder, broken, (ASKED, "e\r"), (ASKED, "?\r"), (ASKED, "u\r"))
    assert (code, seen.count("toml-syntax")) == (1, 2), seen
    assert "undone" in seen
    assert bytes_in(folder) == before


def test_what_is_kept_stays_and_can_be_mended(folder: Path) -> None:
    broken = editor(folder, "ed", ('"2 mio. kr."', '"2 mio. kr.'))
    code, seen = edited(folder, broken, (ASKED, "k\r"))
    assert code == 1, seen
    assert FILES[ROUND].encode() != (folder / ROUND).read_bytes()
    mended = editor(folder, "ed2", ('"2 mio. kr.', '"2 mio. kr."'))
    code, seen = edited(folder, mended)
    assert (code, "can be read again" in seen) == (0, True), seen
    assert FILES[ROUND].encode() == (folder / ROUND).read_bytes()


def test_an_edit_that_brings_errors_can_be_undone(folder: Path) -> None:
    before = bytes_in(folder)
    dear = editor(folder, "ed", ('"2 mio. kr."', '"900 mio. kr."'))
    code, seen = edited(folder, dear, (ASKED, "u\r"))
    assert (code, "budget-overspent" in seen, "undone" in seen) == (1, True, True), seen
    assert bytes_in(folder) == before


def test_who_leaves_the_question_keeps_the_text(folder: Path) -> None:
    broken = editor(folder, "ed", ('"2 mio. kr."', '"2 mio. kr.'))
    code, _ = edited(folder, broken, (ASKED, "\x04"))
    assert code == 2
    assert b'"2 mio. kr.  #' in (folder / ROUND).read_bytes()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "no editor is set"),
        ("no-such-editor -w", "no-such-editor cannot be started"),
        ("vi 'open", "EDITOR is no command"),
    ],
)
def test_without_an_editor_the_place_is_said_and_what_to_do(
    folder: Path, command: str, said: str
) -> None:
    code, seen = edited(folder, command)
    assert (code, said in seen, "set EDITOR" in seen or "quotation" in seen) == (2, True, True)


def test_an_editor_that_fails_is_named(folder: Path) -> None:
    code, seen = edited(folder, editor(folder, "ed", code=3))
    assert (code, "ended with exit code 3" in seen) == (0, True), seen
