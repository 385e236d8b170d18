"""Asking a person for what a new entry lacks, key by key; each answer is checked at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

import typer

from tidlig.cli.add_options import Given
from tidlig.cli.exit_codes import FAILED, Leave
from tidlig.cli.looking import entry
from tidlig.cli.printing import could_not, err
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.ledger.adding import Wish
    from tidlig.ledger.comparing import Side

_MEANT = {"payee": "recipient"}
"""Keys that name an entry of a kind that is called otherwise."""


def completed(said: Given, base: "Side") -> "Wish":
    """Ask for all that is needed and not given, then for the id."""
    from tidlig.source.given import lacking

    if said.is_strand and not said.program:
        said = replace(said, program=_program(base))
    groups = lacking(said.kind, said.wish().table)
    for group in groups:
        said = _with_one_of(group, said, base)
    return _named(said.wish(), base) if groups and not said.id else said.wish()


@contextmanager
def _unless_left() -> Iterator[None]:
    """Leave the command where a person leaves a question."""
    try:
        yield
    except typer.Abort:
        raise Leave(FAILED) from None


@_unless_left()
def sure() -> bool:
    """Ask whether to write."""
    return typer.confirm("Write it?", default=False, err=True)


def _program(base: "Side") -> str:
    while True:
        err(_meaning("pool", "program"))
        try:
            return entry(base.ledger, _answer("program"), "program").id
        except CouldNot as fault:
            could_not(fault.message, fault.help)


def _with_one_of(group: tuple[str, ...], said: Given, base: "Side") -> Given:
    """Ask for one of some keys; an empty answer leads on to the next of them."""
    for key in cycle(group):
        other = group[(group.index(key) + 1) % len(group)]
        err(_meaning(said.kind.kind, key) + (f" Or nothing, for {other}." if other != key else ""))
        while text := _answer(key):
            try:
                return _checked(said, key, text, base)
            except CouldNot as fault:
                could_not(fault.message, fault.help)
    raise AssertionError


def _checked(said: Given, key: str, text: str, base: "Side") -> Given:
    """Take an answer as a file would be read, and an id by whatever it can be looked up by."""
    from tidlig.source.given import fault

    more = replace(said, pairs=(*said.pairs, (key, _meant(said, key, text, base))))
    wrong = fault(said.kind, more.wish().table, key)
    if wrong is not None:
        raise CouldNot(wrong.message, wrong.help)
    return more


def _meant(said: Given, key: str, text: str, base: "Side") -> str:
    from tidlig.model.entry import Ident, OneOrMore
    from tidlig.source.given import hint

    kind = _MEANT.get(key, key.rpartition(".")[2])
    wanted = hint(said.kind, key)
    if wanted is OneOrMore:
        names = [name.strip() for name in text.split(",") if name.strip()]
        return ",".join(entry(base.ledger, name, kind).id for name in names)
    return entry(base.ledger, text, kind).id if wanted is Ident else text


@_unless_left()
def _named(wish: "Wish", base: "Side") -> "Wish":
    """Ask for the id, with one proposed."""
    from tidlig.ledger.adding import heading

    proposal = heading(base, wish)[-1]
    while True:
        named = replace(wish, id=typer.prompt("id", default=proposal, err=True).strip())
        try:
            heading(base, named)
        except CouldNot as fault:
            could_not(fault.message, fault.help)
        else:
            return named


def _meaning(kind: str, key: str) -> str:
    from tidlig.model.keys import meaning

    table, dot, last = key.rpartition(".")
    del table
    return meaning("end" if dot else kind, last) or ""


@_unless_left()
def _answer(key: str) -> str:
    text: str = typer.prompt(f"  {key}", default="", show_default=False, err=True)
    return text.strip()
