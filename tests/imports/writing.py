"""Drafts written to a ledger in a folder, so that tests read what an import would leave there."""

from collections.abc import Iterable
from pathlib import Path

from tidlig.arithmetic.ledger import Ledger
from tidlig.ledger.drafts import Draft
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.source.writing import entry_text

SETTINGS = '[ledger]\nformat = 1\ncurrency = "{currency}"\n'


def written(folder: Path, drafts: Iterable[Draft], currency: str = "DKK") -> Ledger:
    """Write drafts to a new ledger and read it; strands stand below the programs."""
    texts = [SETTINGS.format(currency=currency)]
    programs_first = sorted(drafts, key=lambda draft: draft.kind != "program")
    texts += [text_of(draft) for draft in programs_first]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "programs.toml").write_text("\n".join(texts), encoding="utf-8")
    ledger = open_ledger(Folder(folder))
    faults = [fault for contents in ledger.contents for fault in contents.faults]
    assert faults == []
    return ledger


def text_of(draft: Draft) -> str:
    """The text of a draft's entry."""
    table = dict(draft.table)
    heading: tuple[str, ...] = (draft.kind, draft.id)
    if draft.kind == "strand":
        heading = ("program", table.pop("program"), "strand", draft.id)
    return entry_text(heading, table)
