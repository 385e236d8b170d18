"""A page is served to this machine alone, and browsers hear of changes."""

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harness.running import Result, environment
from tidlig.documents.page.serving import PageServer

Tidlig = Callable[..., Result]
Ledger = Callable[[Mapping[str, str]], Path]


@pytest.fixture
def server() -> Iterator[PageServer]:
    started = PageServer()
    started.shown.show("<p>one</p>")
    yield started
    started.close()


def answer(server: PageServer, path: str, host: str | None = None) -> tuple[int, str]:
    parts = urlsplit(server.address)
    asking = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    with closing(asking):
        asking.request("GET", path, headers={"Host": host} if host else {})
        with asking.getresponse() as response:
            return response.status, response.read().decode()


def test_only_who_knows_the_path_is_shown_the_page(server: PageServer) -> None:
    path = urlsplit(server.address).path
    assert len(path) > 20
    assert answer(server, path) == (200, "<p>one</p>")
    for other in ("/", path[:-1], path + "x", path.upper(), path + "..", "/events"):
        assert answer(server, other) == (404, "")


def test_a_name_of_a_stranger_that_leads_here_is_refused(server: PageServer) -> None:
    parts = urlsplit(server.address)
    assert parts.hostname == "127.0.0.1"
    assert answer(server, parts.path, f"localhost:{parts.port}")[0] == 200
    for host in ("evil.example", f"evil.example:{parts.port}", "127.0.0.1", "localhost:1"):
        assert answer(server, parts.path, host) == (403, "")
    assert answer(server, f"{parts.path}events?0", "evil.example") == (403, "")


def test_a_browser_hears_of_a_change(server: PageServer) -> None:
    path = urlsplit(server.address).path
    heard: list[tuple[int, str]] = []
    waiting = threading.Thread(target=lambda: heard.append(answer(server, f"{path}events?1")))
    waiting.start()
    time.sleep(0.1)
    assert not heard
    server.shown.show("<p>two</p>")
    waiting.join(5)
    assert heard == [(200, "data: changed\n\n")]
    assert answer(server, f"{path}events?1") == (200, "data: changed\n\n")
    assert answer(server, path) == (200, "<p>two</p>")


def test_a_page_of_a_revision_or_in_a_file_is_not_watched(tidlig: Tidlig, ledger: Ledger) -> None:
    folder = ledger({"programs.toml": LEDGER})
    for option in (("--at", "HEAD"), ("-o", "page.html")):
        refused = tidlig("report", "--watch", *option, cwd=folder)
        assert (refused.code, f"takes no {option[0]}" in refused.err) == (2, True)
    refused = tidlig("report", "q", "--watch", cwd=folder)
    assert (refused.code, "there is no program" in refused.err) == (2, True)


LEDGER = """
[ledger]
format = 1
language = "da"

[program.p]
name = "P"
years = "2026"
act = "FL2026"
date = 2026-01-01
split = { 2026 = 5_000_000 }
"""


def fetched(address: str) -> str:
    parts = urlsplit(address)
    asking = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
    with closing(asking):
        asking.request("GET", parts.path)
        with asking.getresponse() as response:
            return response.read().decode()


def until(address: str, words: str) -> str:
    """Ask for a page until it has some words."""
    for _ in range(60):
        page = fetched(address)
        if words in page:
            return page
        time.sleep(0.1)
    pytest.fail(f"{words} is not on the page")


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="there is no SIGINT to send")
def test_the_page_follows_the_ledger_and_never_shows_old_figures(
    tmp_path: Path, ledger: Ledger
) -> None:
    file = ledger({"ledger/programs.toml": LEDGER}) / "ledger" / "programs.toml"
    command = [sys.executable, "-m", "tidlig", "report", "--watch"]
    started = subprocess.Popen(
        command, cwd=file.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(tmp_path),
    )  # fmt: skip
    try:
        assert started.stdout is not None
        address = started.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{24}/", address)
        assert "5,0 " in until(address, "Overblik")
        file.write_text(LEDGER.replace("5_000_000", "7_000_000"), encoding="utf-8")
        assert "5,0" not in until(address, "7,0")
        file.write_text(LEDGER.replace("[ledger]", "[ledger"), encoding="utf-8")
        broken = until(address, "kan ikke læses")
        assert "toml-syntax" in broken
        assert "7,0" not in broken
        file.write_text(LEDGER, encoding="utf-8")
        until(address, "5,0")
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=10)
        assert (started.returncode, said) == (0, "Ctrl-C stops it\n")
    finally:
        started.kill()
        started.communicate()
