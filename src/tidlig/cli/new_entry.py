"""The draft of a new entry: what the words of `tidlig add` state about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tidlig.cli.options import unknown_name
from tidlig.model.errors import CouldNot

if TYPE_CHECKING:
    from tidlig.ledger.adding import Wish
    from tidlig.model.entry import Entry


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

    def wish(self) -> "Wish":
        """Convert the draft to a wish; raise `CouldNot` for values that make no table."""
        from tidlig.ledger.adding import Wish
        from tidlig.source.given import table
        from tidlig.source.refusal import Refused

        try:
            return Wish(self.kind, table(self.kind, self.pairs), self.id, self.program, self.file)
        except Refused as refused:
            raise CouldNot(refused.message, refused.help) from None


def draft(kind: str, words: Sequence[str] | None, file: str | None) -> Draft:
    """Parse the words of a command line: an optional id, then KEY=VALUE pairs."""
    from tidlig.model.decisions import Strand
    from tidlig.model.kinds import KINDS

    kinds = {**KINDS, Strand.kind: Strand}
    if kind not in kinds:
        raise unknown_name("kind", kind, list(kinds), f"the kinds are {', '.join(kinds)}")
    id, pairs = _id_and_pairs(list(words or ()))
    if kinds[kind] is Strand:
        return _strand_draft(id or "", pairs, file)
    return Draft(kinds[kind], id, "", pairs, file)


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


def complete_wish(draft: Draft) -> "Wish":
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
