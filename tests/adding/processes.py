"""tidlig add in processes of its own: to be killed, doubled, starved of room, and asked things."""

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from harness.running import environment

COMMAND = (sys.executable, "-m", "tidlig", "add")

PAUSE = 0.02
"""A step that touches the disk takes so many seconds before and after it, as who kills counts."""

SLOW = (
    sys.executable,
    "-c",
    """
import os, sys
sync, rename = os.fsync, os.replace
def pause():
    print("writing", file=sys.stderr, flush=True)
    os.read(0, 1)
def slowly(of):
    def call(*words, **named):
        pause()
        done = of(*words, **named)
        pause()
        return done
    return call
os.fsync, os.replace = slowly(sync), slowly(rename)
from tidlig.cli import main
sys.exit(main(["add", *sys.argv[1:]]))
""",
)
"""The same, which waits before and after each step that touches the disk until it may go on."""


def started(
    folder: Path, words: Sequence[str], command: Sequence[str] = COMMAND
) -> subprocess.Popen[str]:
    """Start a command in a folder, with pipes for what it says."""
    return subprocess.Popen(
        [*command, *words],
        cwd=folder,
        env=environment(folder.parent / "memory"),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def killed(process: subprocess.Popen[str], seconds: float, *, writing: bool) -> int:
    """Kill a process after some time, of its life or since it began to write; give its code.

    While it writes, time is counted in pauses: a busy machine kills it no later than a quiet one.
    """
    time.sleep(_gone_through(process, seconds) if writing else seconds)
    process.kill()
    process.communicate(timeout=60)
    return process.returncode


def _gone_through(process: subprocess.Popen[str], seconds: float) -> float:
    """Let a process that writes go through as many pauses as take the time; give what is left."""
    assert process.stderr is not None
    assert process.stdin is not None
    pauses, rest = divmod(seconds, PAUSE)
    for line in process.stderr:
        if line == "writing\n":
            process.stdin.write("\n")
            process.stdin.flush()
            pauses -= 1
            if pauses < 0:
                break
    return rest


SILENCE = 8
"""After so many seconds of silence a program on a terminal is stuck."""

Answer = str | Callable[[], str]
"""What is typed, or does something and gives what is typed then."""


def on_terminal(
    folder: Path,
    words: Sequence[str],
    answers: Sequence[tuple[str, Answer]],
    command: Sequence[str] = COMMAND,
    changes: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """Run it on a terminal, and answer as its questions come; give the code and what was seen.

    In a question `...` stands for anything on its line.
    """
    import pty

    ours, theirs = pty.openpty()
    terminal = {"TERM": "dumb", "COLUMNS": "200"}
    surroundings = environment(folder.parent / "memory", terminal, changes)
    process = subprocess.Popen(
        [*command, *words], cwd=folder, env=surroundings, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    seen, left = "", list(answers)
    for part in _parts(ours):
        seen += part
        if left and _pattern(left[0][0]).search(seen):
            answer = left.pop(0)[1]
            os.write(ours, (answer if isinstance(answer, str) else answer()).encode())
    try:
        code = process.wait(timeout=SILENCE)
    finally:
        process.kill()
        os.close(ours)
    assert not left, f"never asked: {left} in {seen}"
    return code, seen.replace("\r\n", "\n")


def _pattern(question: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, question.split("..."))) + r"\Z")


def _parts(descriptor: int) -> Iterator[str]:
    while select.select([descriptor], [], [], SILENCE)[0]:
        try:
            part = os.read(descriptor, 65536)
        except OSError:
            return
        if not part:
            return
        yield part.decode()
