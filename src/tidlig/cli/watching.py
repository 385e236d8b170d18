"""Shows the page of a ledger in a browser, and makes it anew whenever a file of it changes."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from tidlig.cli.opening import reading
from tidlig.cli.options import style
from tidlig.cli.printing import Leave, err, out
from tidlig.cli.report_command import Shared
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.ledger.cached_ledger import Known
    from tidlig.ledger.folder import Folder

PAUSE = 0.3
"""Seconds between two looks at the files."""

State = frozenset[tuple[str, int, int]]
"""The files of a folder: the path, the time of change and the size of each."""


def watch(shared: Shared, programs: list[str] | None) -> None:
    """Serve the page until Ctrl-C; a ledger that cannot be read shows its findings alone."""
    from tidlig.documents.page.serving import PageServer
    from tidlig.ledger.locate import ledger_folder

    if shared.at is not None or shared.output is not None:
        option = "--at" if shared.at is not None else "-o"
        raise CouldNot(
            f"--watch shows the ledger as it is now, and takes no {option}", "leave it out"
        )
    folder = ledger_folder(shared.ledger)
    server = PageServer()
    before = state(folder)
    try:
        server.shown.show(_page(shared, programs, 1))  # what was typed wrong is an error
        out(f"{server.address}\n")
        err("Ctrl-C stops it")
        while True:
            now = state(folder)
            if now != before:
                before = now
                server.shown.show(page_now(shared, programs, server.shown.number + 1))
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        return
    finally:
        server.close()
        shared.context = None


def state(folder: Path) -> State:
    """Return what can be seen of the files of a ledger without reading them."""
    found = set()
    for path in sorted(folder.rglob("*")):
        try:
            seen = path.lstat()
        except OSError:
            continue  # it is gone again
        if not any(part.startswith(".") for part in path.relative_to(folder).parts):
            found.add((str(path), seen.st_mtime_ns, seen.st_size))
    return frozenset(found)


def page_now(shared: Shared, programs: list[str] | None, number: int) -> str:
    """Return the page of the ledger as it is now; its findings, or why there is none."""
    from tidlig.documents.page.serving import reload_script

    try:
        return _page(shared, programs, number)
    except Leave:
        return _failed("the ledger changes", "it is read again", reload_script(number))
    except CouldNot as problem:
        return _failed(problem.message, problem.help, reload_script(number))


def _page(shared: Shared, programs: list[str] | None, number: int) -> str:
    """Return the page, or the findings of a ledger that cannot be read."""
    from tidlig.cli.page_subject import subject
    from tidlig.documents.page.document import page
    from tidlig.documents.page.serving import reload_script
    from tidlig.ledger.cached_ledger import known
    from tidlig.ledger.folder import Folder
    from tidlig.ledger.locate import ledger_folder

    script = reload_script(number)
    origin = Folder(ledger_folder(shared.ledger))
    with reading(no_cache=shared.no_cache) as how:
        read = known(origin, how)
    if not read.checked.readable:
        return _unreadable(shared, origin, read, script)
    return page(subject(shared, shared.open_dated(), programs), script)


def _unreadable(shared: Shared, origin: "Folder", read: "Known", script: str) -> str:
    from tidlig.documents.page.document import findings_page
    from tidlig.ledger.places import in_order, places
    from tidlig.model.messages import in_currency

    where = places(read.checked.shown, origin)
    language = style(read.ledger.settings, shared.unit, shared.lang).language
    catalogue = in_currency(read.ledger.settings.currency)
    return findings_page(in_order(read.checked.shown, where), where, catalogue, language, script)


def _failed(message: str, help: str, script: str) -> str:
    from tidlig.documents.page.document import failure_page

    return failure_page(message, help, script)
