"""The file of a source is not the one that the ledger was written from.

## What it does

Compares the checksum of every document that a source has in the ledger, by its `file`, with the
`sha256` that stands beside it. A file that is not there, cannot be read or leads out of the ledger
has changed too, and so has one that git LFS did not fetch. Where only line ends differ, as git may
change them, the finding says so. A source without `sha256` is only seen to have its file.

## Why it matters

Notes and web pages are corrected after they are published, as the news of February 2015 was in May.
Figures taken from one version are not proved by another.

## Example

```toml programs.toml
[ledger]
format = 1

[source.nyhed]
title  = "31 kommuner får støtte"
file   = "kilder/nyhed.txt"
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"
```

```text kilder/nyhed.txt
31 kommuner får støtte fra første runde på 49 mio. kr.
```

## Use instead

```toml programs.toml
[ledger]
format = 1

[source.nyhed]
title  = "31 kommuner får støtte"
file   = "kilder/nyhed.txt"
sha256 = "b6d043b6a971e48369a4811ae5f87c3380c938b4328c07b795329e8e448342cd"
```

```text kilder/nyhed.txt
31 kommuner får støtte fra første runde på 49 mio. kr.
```
"""

from collections.abc import Iterator

from tidlig.arithmetic.ledger import Ledger
from tidlig.checks.check import Group, check
from tidlig.model.contents import FETCH, POINTER, Document
from tidlig.model.findings import Problem, Severity
from tidlig.model.messages import Message
from tidlig.model.records import Source

SHOWN = 12
"""So many digits of a checksum tell two files apart in a message."""


@check(Severity.ERROR, group=Group.AGREEMENT)
def source_changed(ledger: Ledger) -> Iterator[Problem]:
    """Compare the documents of sources with their checksums."""
    for source in ledger.of(Source):
        document = ledger.documents.get(source.id)
        if document is None:
            continue
        if document.fault is not None:
            yield _unreadable(source, document.fault)
        elif source.sha256 is not None and source.sha256.lower() != document.sha256:
            yield _changed(source, source.sha256, document)


def _unreadable(source: Source, fault: Message) -> Problem:
    missing = Message("put the document there, in the ledger's folder, or mend the path")
    return Problem(
        Message(
            'the file "{file}" of source "{source}" {fault}',
            file=source.file or "",
            source=source.id,
            fault=fault,
        ),
        source.at("file"),
        help=FETCH if fault == POINTER else missing,
    )


def _changed(source: Source, sha256: str, document: Document) -> Problem:
    file = source.file or ""
    for line_ends, own_sha256 in document.line_ends:
        if own_sha256 == sha256.lower():
            return _line_ends_changed(source, file, line_ends)
    message = Message(
        'the file "{file}" of source "{source}" has changed: its sha256 begins {now}, not {stated}',
        file=file,
        source=source.id,
        now=document.sha256[:SHOWN],
        stated=sha256[:SHOWN],
    )
    help = Message(
        "hold the ledger's figures against the file as it is now, then write "
        'sha256 = "{sha256}"; or put the old file back',
        sha256=document.sha256,
    )
    return Problem(message, source.at("sha256"), help=help)


def _line_ends_changed(source: Source, file: str, line_ends: str) -> Problem:
    message = Message(
        'the file "{file}" of source "{source}" has changed in its line ends only: '
        "they were {line_ends}",
        file=file,
        source=source.id,
        line_ends=line_ends,
    )
    help = Message(
        "write them as {line_ends} again, and give the file the attribute -text in "
        ".gitattributes, so that git leaves them as they are",
        line_ends=line_ends,
    )
    return Problem(message, source.at("sha256"), help=help)
