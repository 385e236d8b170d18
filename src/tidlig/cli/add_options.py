"""The options of `tidlig add`, and what is made of the words that it is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from tidlig.cli.declaring import Argument, Option
from tidlig.cli.options import unknown_name
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.ledger.adding import Wish
    from tidlig.model.entry import Entry


def _kinds(typed: Mapping[str, Any], incomplete: str) -> list[str]:
    del typed
    from tidlig.source.headings import KINDS

    return sorted(kind for kind in (*KINDS, "strand") if kind.startswith(incomplete))


Kind = Annotated[str, Argument(metavar="KIND", help="award, payment, pool ...", completes=_kinds)]
Words = Annotated[
    list[str] | None,
    Argument(
        metavar="[ID] [KEY=VALUE]...",
        help="A free id, or one is proposed; the keys, as in a file.",
        show_default=False,
    ),
]
File = Annotated[
    str | None,
    Option("--file", metavar="FILE", help="Write at the end of this file of the ledger."),
]
DryRun = Annotated[bool, Option("--dry-run", help="Show all that follows; write nothing.")]
Force = Annotated[
    bool, Option("--force", help="Write in spite of new errors, if they are not in reading.")
]
Yes = Annotated[bool, Option("--yes -y", help="Do not ask before writing.")]


@dataclass(frozen=True, slots=True)
class Given:
    """What a command line says of a new entry: its class, its id if any, keys with their texts."""

    kind: "type[Entry]"
    id: str | None
    program: str
    pairs: tuple[tuple[str, str], ...]
    file: str | None = None

    @property
    def is_strand(self) -> bool:
        """Whether it is a part of a program."""
        return self.kind.kind == "strand"

    def wish(self) -> "Wish":
        """Give what is wanted as the ledger takes it; raise `CouldNot` for what is no table."""
        from tidlig.ledger.adding import Wish
        from tidlig.source.given import table
        from tidlig.source.refusal import Refused

        try:
            return Wish(self.kind, table(self.kind, self.pairs), self.id, self.program, self.file)
        except Refused as refused:
            raise CouldNot(refused.message, refused.help) from None


def given(kind: str, words: Sequence[str] | None, file: str | None) -> Given:
    """Read the words of a command line: perhaps an id, then keys with values."""
    from tidlig.model.decisions import Strand
    from tidlig.model.kinds import KINDS

    known = {**KINDS, Strand.kind: Strand}
    if kind not in known:
        raise unknown_name("kind", kind, list(known), f"the kinds are {', '.join(known)}")
    texts = list(words or ())
    id = texts.pop(0) if texts and "=" not in texts[0] else None
    pairs = [_pair(text) for text in texts]
    if known[kind] is not Strand:
        return Given(known[kind], id, "", tuple(pairs), file)
    program, slash, own = (id or "").rpartition("/")
    named = dict(pairs).get("program", "").strip()
    rest = tuple(pair for pair in pairs if slash or pair[0] != "program")
    return Given(known[kind], own or None, program or named, rest, file)


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise CouldNot(f'"{text[:60]}" is not KEY=VALUE', "give the id first, then amount=...")
    return key.strip(), value


def complete(said: Given) -> "Wish":
    """Give a wish with all that its kind needs; raise `CouldNot` with what is lacking."""
    from tidlig.source.given import lacking

    wish = said.wish()
    kind = said.kind.kind
    if said.is_strand and not said.program:
        raise CouldNot("a strand is of a program", "write PROGRAM/STRAND, or PROGRAM/ and a name")
    groups = lacking(said.kind, wish.table)
    if groups:
        named = ", ".join(" or ".join(group) for group in groups)
        article = "an" if kind[0] in "aeiou" else "a"
        example = " ".join(f"{group[0]}=..." for group in groups)
        raise CouldNot(f"{article} {kind} needs {named}", f"add {example}")
    return wish
