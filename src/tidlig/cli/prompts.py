"""Prompts for the missing keys of a new entry; each answer is validated at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

import typer

from tidlig.cli.exit_codes import FAILED, Leave
from tidlig.cli.lookups import entry
from tidlig.cli.new_entry import Draft
from tidlig.cli.printing import could_not, err
from tidlig.model.errors import CouldNot

if TYPE_CHECKING:
    from tidlig.ledger.adding import Wish
    from tidlig.ledger.compare import Side

_KINDS_OF_KEYS = {"payee": "recipient"}
"""The kind of entry that a key refers to, where its name differs."""


def prompted_wish(draft: Draft, base: "Side") -> "Wish":
    """Prompt for the required keys that are missing, then for the id."""
    from tidlig.source.given import lacking

    if draft.is_strand and not draft.program:
        draft = replace(draft, program=_prompt_program(base))
    groups = lacking(draft.kind, draft.wish().table)
    for group in groups:
        draft = _prompt_one_of(group, draft, base)
    if groups and not draft.id:
        return _prompt_id(draft.wish(), base)
    return draft.wish()


@contextmanager
def _leave_on_abort() -> Iterator[None]:
    """Leave the command when the user aborts a prompt."""
    try:
        yield
    except typer.Abort:
        raise Leave(FAILED) from None


@_leave_on_abort()
def confirm() -> bool:
    """Ask whether to write."""
    return typer.confirm("Write it?", default=False, err=True)


def _prompt_program(base: "Side") -> str:
    while True:
        err(_meaning("pool", "program"))
        try:
            return entry(base.ledger, _prompt("program"), "program").id
        except CouldNot as fault:
            could_not(fault.message, fault.help)


def _prompt_one_of(group: tuple[str, ...], draft: Draft, base: "Side") -> Draft:
    """Prompt for one of several keys; an empty answer moves on to the next key."""
    for key in cycle(group):
        other = group[(group.index(key) + 1) % len(group)]
        alternative = f" Or nothing, for {other}." if other != key else ""
        err(_meaning(draft.kind.kind, key) + alternative)
        while text := _prompt(key):
            try:
                return _with_answer(draft, key, text, base)
            except CouldNot as fault:
                could_not(fault.message, fault.help)
    raise AssertionError


def _with_answer(draft: Draft, key: str, text: str, base: "Side") -> Draft:
    """Add an answer to the draft, validated as in a file; ids may be typed as in `tidlig show`."""
    from tidlig.source.given import fault

    value = _resolved(draft, key, text, base)
    longer = replace(draft, pairs=(*draft.pairs, (key, value)))
    wrong = fault(draft.kind, longer.wish().table, key)
    if wrong is not None:
        raise CouldNot(wrong.message, wrong.help)
    return longer


def _resolved(draft: Draft, key: str, text: str, base: "Side") -> str:
    """Replace names of entries by their ids, if the key takes ids."""
    from tidlig.model.entry import Ident, OneOrMore
    from tidlig.source.given import hint

    last_key = key.rpartition(".")[2]
    kind = _KINDS_OF_KEYS.get(key, last_key)
    type_of_key = hint(draft.kind, key)
    if type_of_key is OneOrMore:
        names = [name.strip() for name in text.split(",") if name.strip()]
        return ",".join(entry(base.ledger, name, kind).id for name in names)
    if type_of_key is Ident:
        return entry(base.ledger, text, kind).id
    return text


@_leave_on_abort()
def _prompt_id(wish: "Wish", base: "Side") -> "Wish":
    """Prompt for the id, with a proposal."""
    from tidlig.ledger.adding import heading

    proposal = heading(base, wish)[-1]
    while True:
        with_id = replace(wish, id=typer.prompt("id", default=proposal, err=True).strip())
        try:
            heading(base, with_id)
        except CouldNot as fault:
            could_not(fault.message, fault.help)
        else:
            return with_id


def _meaning(kind: str, key: str) -> str:
    """Return what a key means; keys of nested tables have their meanings under "end"."""
    from tidlig.model.keys import meaning

    _, dot, last_key = key.rpartition(".")
    return meaning("end" if dot else kind, last_key) or ""


@_leave_on_abort()
def _prompt(key: str) -> str:
    text: str = typer.prompt(f"  {key}", default="", show_default=False, err=True)
    return text.strip()
