"""Notes, each made once, and a made-up ledger whose names try to be markup."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from harness.running import ROOT, Result, environment, run, workshop

HOSTILE_LEDGER = """\
[ledger]
format = 1

[source.fl2014]
title = "Finansloven <b>{{ 7 * 7 }}</b> & {_{ x }_}"
url   = "https://example.org/fl?a=1&b=<i>"

[source.brev]
title = "Brev"
url   = "javascript:alert(1)"

[program.et]
name   = "Hjælp & råd <i>til</i> {{ 7 * 7 }} {% for x in y %} {# a #} \\ue0001\\ue001"
years  = "2014-2015"
split  = { 2014 = "70 mio. kr.", 2015 = "70 mio. kr." }
act    = "FL2014 <u>{{ act }}</u>"
date   = 2014-01-01
source = ["fl2014", "brev"]
note   = "Ring til Anne, tlf. 12 34 56 78, a.b@example.org {{ note }} <script>"

[program.et.strand.en]
name  = "En {{ strand }} | <td>"
split = { 2014 = "1 mio. kr.", 2015 = "1 mio. kr." }
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Result]:
    """Run `tidlig note` on data/, once for the same words."""
    memory = tmp_path_factory.mktemp("memory")
    results: dict[tuple[str, ...], Result] = {}

    def once(*words: str) -> Result:
        if words not in results:
            results[words] = run("note", *words, folder=ROOT, environment=environment(memory))
            assert results[words].code == 0, results[words].err
        return results[words]

    return once


@pytest.fixture(scope="session")
def word(
    made: Callable[..., Result], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., bytes]:
    """The note in Word, or another file by its ending, made once for the same words."""
    folder = tmp_path_factory.mktemp("notes")

    def once(*words: str, ending: str = ".docx") -> bytes:
        path = folder / f"{abs(hash(words))}{ending}"
        if not path.exists():
            made(*words, "-o", str(path))
        return path.read_bytes()

    return once


@pytest.fixture(scope="session")
def hostile() -> Iterator[Callable[..., bytes]]:
    """Write the note of a ledger whose names try to be markup, to a file of an ending."""
    with workshop() as (folder, memory):
        (folder / "programs.toml").write_text(HOSTILE_LEDGER, "utf-8")

        def written(ending: str, *words: str) -> bytes:
            path = Path(folder) / f"note{ending}"
            words = ("--as-of", "2014-06-01", "-o", str(path), *words)
            result = run("note", "et", *words, folder=folder, environment=environment(memory))
            assert result.code == 0, result.err
            return path.read_bytes()

        yield written
