"""`tidlig add`: draft, preview, check and write one new entry.

The words of the command line state keys and values. On a terminal, prompts ask for missing keys,
and each answer is validated at once.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from tidlig.cli.choosing import prompt, show_choices, words_for, years_asked
from tidlig.cli.completing import pairs
from tidlig.cli.lookups import entry
from tidlig.cli.options import (
    LanguageOption,
    LedgerOption,
    UnitOption,
    style,
    unknown_name,
)
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import could_not, err, out, painter, width
from tidlig.cli.writing import (
    DryRun,
    Force,
    Plan,
    Yes,
    carry_out,
    effects_of,
    is_interactive,
    known_or_leave,
    leave_on_abort,
    show_errors,
)
from tidlig.model.failure import CouldNot
from tidlig.model.money import KR, KRONER

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.cli.writing import ChosenStyle
    from tidlig.ledger.adding import Addition, NewEntry
    from tidlig.ledger.compare import Side
    from tidlig.ledger.open import Snapshot
    from tidlig.model.entry import Entry
    from tidlig.model.references import Naming
    from tidlig.render.style import Style


@dataclass(frozen=True, slots=True)
class Draft:
    """A new entry as typed: its class, its id if any, and its keys with their texts."""

    kind: "type[Entry]"
    id: str | None
    program: str
    pairs: tuple[tuple[str, str], ...]
    file: str | None = None

    @property
    def is_strand(self) -> bool:
        """Whether the entry is a strand of a program."""
        return self.kind.kind == "strand"

    def wish(self) -> "NewEntry":
        """Convert the draft to a wish; raise `CouldNot` for values that make no table."""
        from tidlig.ledger.adding import NewEntry
        from tidlig.model.messages import sentence
        from tidlig.source.given import table
        from tidlig.source.values import Refused

        try:
            return NewEntry(
                self.kind, table(self.kind, self.pairs), self.id, self.program, self.file
            )
        except Refused as refused:
            raise CouldNot(sentence(refused.message), sentence(refused.help)) from None


def draft(kind: str, words: Sequence[str] | None, file: str | None) -> Draft:
    """Parse the words of a command line: an optional id, then KEY=VALUE pairs."""
    from tidlig.model.decisions import Strand
    from tidlig.model.kinds import ALL_KINDS

    if kind not in ALL_KINDS:
        help = f"the kinds are {', '.join(ALL_KINDS)}"
        raise unknown_name("kind", kind, list(ALL_KINDS), help)
    id, pairs = _id_and_pairs(list(words or ()))
    if ALL_KINDS[kind] is Strand:
        return _strand_draft(id or "", pairs, file)
    return Draft(ALL_KINDS[kind], id, "", pairs, file)


def _id_and_pairs(texts: list[str]) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    id = None
    if texts and "=" not in texts[0]:
        id = texts.pop(0)
    return id, tuple(_pair(text) for text in texts)


def _strand_draft(id: str, pairs: tuple[tuple[str, str], ...], file: str | None) -> Draft:
    """Draft a strand, whose program stands before its id, as PROGRAM/STRAND, or in program=."""
    from tidlig.model.decisions import Strand

    program, slash, own_id = id.rpartition("/")
    others = [pair for pair in pairs if slash or pair[0] != "program"]
    stated_program = dict(pairs).get("program", "").strip()
    return Draft(Strand, own_id or None, program or stated_program, tuple(others), file)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise CouldNot(f'"{text[:60]}" is not KEY=VALUE', "give the id first, then amount=...")
    return key.strip(), value


def complete_wish(draft: Draft) -> "NewEntry":
    """Convert a complete draft to a wish; raise `CouldNot` with the keys that are missing."""
    from tidlig.source.given import lacking

    wish = draft.wish()
    kind = draft.kind.kind
    if draft.is_strand and not draft.program:
        raise CouldNot("a strand is of a program", "write PROGRAM/STRAND, or PROGRAM/ and a name")
    groups = lacking(draft.kind, wish.table)
    if groups:
        alternatives = ", ".join(" or ".join(group) for group in groups)
        article = "an" if kind[0] in "aeiou" else "a"
        example = " ".join(f"{group[0]}=..." for group in groups)
        raise CouldNot(f"{article} {kind} needs {alternatives}", f"add {example}")
    return wish


def prompted_wish(draft: Draft, base: "Side", style: "Style", *, asks_years: bool) -> "NewEntry":
    """Prompt for the required keys that are missing, for years where they decide, and the id."""
    from tidlig.source.given import lacking

    if draft.is_strand and not draft.program:
        draft = replace(draft, program=_prompt_program(base, style))
    groups = lacking(draft.kind, draft.wish().table)
    for group in groups:
        draft = _prompt_one_of(group, draft, base, style)
    if asks_years and draft.kind.kind == "award":
        draft = _with_years(draft, base, style)
    if groups and not draft.id:
        return _prompt_id(draft.wish(), base)
    return draft.wish()


def _with_years(draft: Draft, base: "Side", style: "Style") -> Draft:
    """Ask for the years of an award where they decide."""
    wish = _with_ids(draft.wish(), base.ledger)
    years = years_asked(wish.table, base.ledger, style)
    return draft if years is None else replace(draft, pairs=(*draft.pairs, ("years", years)))


def _prompt_program(base: "Side", style: "Style") -> str:
    from tidlig.model.entry import SHARED

    words = words_for(base.ledger, "program")
    show_choices(base.ledger, "program", style)
    while True:
        err(SHARED["program"])
        try:
            return entry(base.ledger, prompt("  program", words=words), "program").id
        except CouldNot as fault:
            could_not(fault.message, fault.help)


def _prompt_one_of(group: tuple[str, ...], draft: Draft, base: "Side", style: "Style") -> Draft:
    """Prompt for one of several keys; an empty answer moves on to the next key."""
    for key in cycle(group):
        kind = _kind_named(draft, key)
        words = [] if kind is None else words_for(base.ledger, kind)
        if kind is not None:
            show_choices(base.ledger, kind, style)
        other = group[(group.index(key) + 1) % len(group)]
        alternative = f" Or nothing, for {other}." if other != key else ""
        err(_meaning(draft.kind, key, base.ledger.settings.currency) + alternative)
        while text := prompt(f"  {key}", words=words):
            try:
                return _with_answer(draft, key, text, base)
            except CouldNot as fault:
                could_not(fault.message, fault.help)
    raise AssertionError


def _with_answer(draft: Draft, key: str, text: str, base: "Side") -> Draft:
    """Add an answer to the draft, validated as in a file; ids may be typed as in `tidlig show`."""
    from tidlig.model.messages import in_currency, sentence
    from tidlig.source.given import fault

    value = _resolved(draft, key, text, base)
    currency = base.ledger.settings.currency
    catalogue = in_currency(currency)
    longer = replace(draft, pairs=(*draft.pairs, (key, value)))
    wrong = fault(draft.kind, longer.wish().table, key, currency)
    if wrong is not None:
        raise CouldNot(sentence(wrong.message, catalogue), sentence(wrong.help, catalogue))
    return longer


def _resolved(draft: Draft, key: str, text: str, base: "Side") -> str:
    """Replace names of entries by their ids, if the key takes ids."""
    from tidlig.model.entry import OneOrMore
    from tidlig.source.given import hint

    kind = _kind_named(draft, key)
    if kind is None:
        return text
    if hint(draft.kind, key) is OneOrMore:
        names = [name.strip() for name in text.split(",") if name.strip()]
        return ",".join(entry(base.ledger, name, kind).id for name in names)
    return entry(base.ledger, text, kind).id


def _kind_named(draft: Draft, key: str) -> str | None:
    """Return the kind of entry whose id a key takes; None for a key that takes none."""
    from tidlig.model.entry import Ident, OneOrMore
    from tidlig.model.references import namings
    from tidlig.source.given import hint

    if hint(draft.kind, key) not in (Ident, OneOrMore):
        return None
    kinds = {naming.key: naming.kind for naming in namings(draft.kind)}
    return kinds.get(key, key.rpartition(".")[2])


def _with_ids(wish: "NewEntry", ledger: "Ledger") -> "NewEntry":
    """Replace names, aliases and CVR numbers of entries that a command line has by their ids."""
    from tidlig.model.references import namings, nested

    table = _ids_in(dict(wish.table), namings(wish.kind), ledger)
    for part in nested(wish.kind):
        if isinstance(table.get(part.key), dict):
            table[part.key] = _ids_in(dict(table[part.key]), part.namings, ledger)
    program = _id_of(wish.program, "program", ledger) if wish.program else ""
    return replace(wish, table=table, program=str(program))


def _ids_in(table: dict[str, Any], namings: "Sequence[Naming]", ledger: "Ledger") -> dict[str, Any]:
    for naming in namings:
        value = table.get(naming.key)
        if naming.is_key or value is None:
            continue
        if isinstance(value, list):
            table[naming.key] = [_id_of(item, naming.kind, ledger) for item in value]
        else:
            table[naming.key] = _id_of(value, naming.kind, ledger, table.get("program"))
    return table


_INDEXES = {
    "program": "programs",
    "pool": "pools",
    "round": "rounds",
    "recipient": "recipients",
    "source": "sources",
}
"""Where a ledger has its entries by id, so that most need not be looked for by name."""


def _id_of(value: object, kind: str, ledger: "Ledger", program: object = None) -> object:
    """Return the id of the one entry that a text names in full; what may be an id stays as it is.

    Whether there is such an entry, the checks say.
    """
    from tidlig.cli.lookups import ambiguous
    from tidlig.source.values import is_id

    if not isinstance(value, str) or value in getattr(ledger, _INDEXES.get(kind, ""), ()):
        return value
    text = f"{program}/{value}" if kind == "strand" else value
    matches = _named_in_full(ledger, text, kind)
    if len(matches) > 1:
        raise ambiguous(value, [match.address for match in matches])
    if matches:
        return matches[0].id
    return value if is_id(value) else entry(ledger, text, kind).id


def _named_in_full(ledger: "Ledger", text: str, kind: str) -> "list[Entry]":
    from tidlig.arithmetic.related import find_entries, is_named_in_full

    whole = text.rpartition("/")[2] if kind == "strand" else text  # its program is found already
    matches = find_entries(ledger, text, (kind,))
    return [match for match in matches if is_named_in_full(match, whole)]


@leave_on_abort()
def _prompt_id(wish: "NewEntry", base: "Side") -> "NewEntry":
    """Prompt for the id, with a proposal."""
    import typer

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


def _meaning(kind: "type[Entry]", key: str, currency: str = KRONER) -> str:
    """Return what a key means, dotted for one in a table, in a ledger of a currency."""
    from tidlig.model.keys import meaning
    from tidlig.source.schema import class_at

    *outer, last_key = key.split(".")
    text = meaning(class_at(kind, tuple(outer)), last_key) or ""
    if currency == KRONER:
        return text
    return text.replace("kroner", currency).replace(KR, currency)


def _complete_kinds(typed: Mapping[str, Any], incomplete: str) -> list[str]:
    del typed
    from tidlig.model.registry import KINDS

    return sorted(kind for kind in (*KINDS, "strand") if kind.startswith(incomplete))


Kind = Annotated[
    str,
    Argument(metavar="KIND", help="award, payment, pool ...", completes=_complete_kinds),
]
Words = Annotated[
    list[str] | None,
    Argument(
        metavar="[ID] [KEY=VALUE]...",
        help="A new id (proposed if left out), then keys with values.",
        show_default=False,
        completes=pairs,
    ),
]
File = Annotated[
    str | None,
    Option("--file", metavar="FILE", help="Append to this file of the ledger."),
]


def add(
    kind: Kind,
    words: Words = None,
    ledger: LedgerOption = None,
    file: File = None,
    dry_run: DryRun = False,
    force: Force = False,
    yes: Yes = False,
    unit: UnitOption = None,
    lang: LanguageOption = None,
) -> int:
    """Add an entry, after showing what it does to the money.

    Values need no quotes; separate list items with commas and nested keys with dots, as in
    amount.2015="1 mio. kr.". Entries are named by id, name, alias or CVR number. Nothing is
    written if it would introduce errors. In a terminal you are prompted for missing values, and
    for years where they decide, and asked to confirm.

    \b
    Examples:
      tidlig add recipient name="Odense Kommune" kind=municipality
      tidlig add award pool=runde-1 recipient=odense date=2015-02-26 amount="2,5 mio. kr."
    """
    from tidlig.ledger.changing import finish_interrupted
    from tidlig.ledger.locate import ledger_folder

    new_draft = draft(kind, words, file)
    folder = ledger_folder(ledger)
    finish_interrupted(folder)
    wish = _wish(folder, new_draft, lambda settings: style(settings, unit, lang), yes=yes)

    def plan() -> Plan:
        return _plan(folder, wish, force, lambda settings: style(settings, unit, lang))

    return carry_out(folder, plan, dry_run=dry_run, yes=yes)


def _wish(folder: Path, draft: "Draft", style: "ChosenStyle", *, yes: bool) -> "NewEntry":
    if not is_interactive():
        return complete_wish(draft)
    from tidlig.ledger.open import take_snapshot

    base = _side(take_snapshot(folder))
    own_style = style(base.ledger.settings)
    return prompted_wish(draft, base, own_style, asks_years=not yes)


def _side(before: "Snapshot") -> "Side":
    """Return the ledger's files with all entries, which prompts look up."""
    from tidlig.cli.opening import read_here
    from tidlig.ledger.adding import files_as
    from tidlig.ledger.opened_entries import with_entries

    with read_here() as how:
        known = known_or_leave(before, how)
        return files_as(before, replace(known, ledger=with_entries(known, before)))


def _plan(folder: Path, wish: "NewEntry", force: bool, style: "ChosenStyle") -> Plan:
    """Plan to add an entry: read the ledger, and check it with the entry in memory."""
    from tidlig.cli.opening import read_here
    from tidlig.ledger.adding import addition, write
    from tidlig.ledger.folder import shown_path
    from tidlig.ledger.open import take_snapshot

    before = take_snapshot(folder)
    with read_here() as how:
        known = known_or_leave(before, how)
        new = addition(known, before, _with_ids(wish, known.ledger), how)
    return Plan(
        before,
        lambda: _preview(new, force, style),
        lambda: write(new, before),
        f"written: {new.address} in {shown_path(new.target)}",
    )


def _preview(addition: "Addition", force: bool, style: "ChosenStyle") -> int:
    """Show an addition and the errors that it introduces; return 1 if it may not be written."""
    from tidlig.arithmetic.addition_effects import unknown_move, year_warnings
    from tidlig.render.addition import addition_as_text

    own_style = style(addition.base.ledger.settings)
    effects = None
    if addition.compared is not None:
        difference = addition.compared.difference
        added = [change.entry for change in difference.entries if change.after is not None]
        effects = effects_of(addition.compared, addition.added)
        head = addition.added.as_of(effects.date).head
        warnings = [
            warning
            for new in added
            for warning in year_warnings(head, difference, new, effects.date)
        ]
        unknown = unknown_move(head, added, effects.date)
        effects = replace(effects, warnings=warnings, unknown=unknown)
    out(addition_as_text(addition, effects, own_style, width(sys.stdout), painter(sys.stdout)))
    is_readable = addition.compared is not None
    return show_errors(addition.errors, addition.head, is_forced=force and is_readable)
