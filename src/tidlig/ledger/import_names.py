"""What the lines of an import call other entries: by id, reference, name, alias or CVR number.

Nothing is guessed: a text that two entries have is refused, and so is one that none has. Recipients
alone are made where they are new, each under an id of its name.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.related import all_entries, names_of, spellings
from tidlig.ledger.drafts import Draft
from tidlig.ledger.new_ids import LONGEST, shorten
from tidlig.matching.names import cvr_digits, normalised_key, normalised_name
from tidlig.model.decisions import Strand
from tidlig.model.entry import RECIPIENT_KINDS, Entry
from tidlig.model.kinds import ALL_KINDS
from tidlig.model.messages import Message
from tidlig.model.personal import masked
from tidlig.model.records import Recipient
from tidlig.model.references import Naming, namings
from tidlig.model.spelling import plain_letters
from tidlig.source.values import Refused, shown

_KINDS_BY_WORD = {
    "kommune": "municipality",
    "municipality": "municipality",
    "region": "region",
}
"""Words of a name that say what kind of recipient it is of."""


@dataclass(frozen=True, slots=True)
class NewRecipient:
    """A recipient that lines name and the ledger lacks, with the first line that names it."""

    id: str
    table: Mapping[str, Any]
    line: int | str


class Names:
    """The entries of a ledger by all that a line may call them, and the new ones of an import."""

    def __init__(self, ledger: Ledger, recipient_kind: str | None = None) -> None:
        """Keep what entries are called; new recipients are of a kind where their name says none."""
        self.recipient_kind = recipient_kind
        self.new: dict[str, NewRecipient] = {}
        self._ids: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._names: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._cvr: dict[str, str] = {}
        self._cvr_of: dict[str, str] = {}
        self._programs: dict[str, str] = {}
        for entry in all_entries(ledger):
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Know an entry by its id, its reference and its names."""
        own = f"{entry.program}/{entry.id}" if isinstance(entry, Strand) else entry.id
        for spelling in spellings(entry):
            self._ids[entry.kind, normalised_key(spelling)].add(own)
        texts = names_of(entry)
        reference = getattr(entry, "reference", None)
        if reference is not None:
            self._names[entry.kind, normalised_key(reference)].add(own)
        for text in texts:
            self._names[entry.kind, _form(entry.kind, text)].add(own)
        if isinstance(entry, Recipient):
            self._add_cvr(entry.id, entry.cvr or "")
        elif entry.kind == "pool":
            self._programs[entry.id] = entry.program  # type: ignore[attr-defined]

    def _add_cvr(self, id: str, cvr: str) -> None:
        digits = cvr_digits(cvr)
        self._cvr_of[id] = digits
        if digits:
            self._cvr.setdefault(digits, id)

    def resolved(self, draft: Draft, table: Mapping[str, Any]) -> dict[str, Any]:
        """A table in which other entries are named by their ids; `Refused` where they cannot be."""
        resolved = dict(table)
        cvr = str(getattr(draft, "cvr", ""))
        if cvr and "recipient" not in resolved and "recipients" not in resolved:
            resolved["recipient"] = cvr
        for naming in namings(ALL_KINDS[draft.kind]):
            value = resolved.get(naming.key)
            if value in (None, "") or naming.is_key:
                continue
            if naming.kind == "recipient":
                resolved[naming.key] = self.recipient(str(value), cvr, draft.line)
            elif naming.is_list:
                resolved[naming.key] = self._several(naming, value, resolved)
            else:
                resolved[naming.key] = self._one(naming, str(value), resolved)
        return resolved

    def _several(self, naming: Naming, value: object, table: Mapping[str, Any]) -> str | list[str]:
        """The ids of a list, which may be a text with commas; one of a list of one."""
        texts = value if isinstance(value, list) else str(value).split(",")
        ids = [self._one(naming, str(text).strip(), table) for text in texts]
        return ids[0] if len(ids) == 1 else ids

    def _one(self, naming: Naming, text: str, table: Mapping[str, Any]) -> str:
        kind = naming.kind
        if kind == "strand":
            return self._strand(text, table)
        ids = self._found(kind, text)
        if not ids:
            help = Message("add it first, or write what the ledger calls it")
            raise _refused(Message("there is no {kind} {text}", kind=kind, text=shown(text)), help)
        if len(ids) > 1:
            raise _ambiguous(kind, text, ids)
        return min(ids)

    def _found(self, kind: str, text: str) -> set[str]:
        """The ids of what a text is the id of, else of what it is the name of, or folds to."""
        ways = [(self._ids, normalised_key(text)), (self._names, _form(kind, text))]
        if kind != Recipient.kind:  # two names that fold to one may be two recipients
            ways.append((self._ids, plain_letters(text)))
        for known, form in ways:
            if form and (kind, form) in known:
                return known[kind, form]
        return set()

    def _strand(self, text: str, table: Mapping[str, Any]) -> str:
        """A strand within the program that the line has, or its pool."""
        program = table.get("program") or self._programs.get(str(table.get("pool")), "")
        found = {id for id in self._found("strand", text) if id.startswith(f"{program}/")}
        if len(found) != 1:
            help = Message("write the id or the name of one of its strands")
            message = Message(
                "{program} has no strand {text}", program=shown(str(program)), text=shown(text)
            )
            raise _refused(message, help)
        return min(found).partition("/")[2]

    def recipient(self, text: str, cvr: str, line: int | str) -> str:
        """The id of a recipient, which is made where it is new."""
        bare = text.replace(" ", "")
        digits = cvr_digits(cvr) or (bare if _is_cvr(text) else "")
        by_name = self._found("recipient", text)
        if digits in self._cvr:
            return self._of_cvr(digits, text, by_name)
        if not by_name:
            return self._make(text, digits, line)
        fitting = {id for id in by_name if not digits or not self._cvr_of.get(id)}
        if not fitting:
            raise _two_recipients(text, digits, "", min(by_name))
        if len(fitting) > 1:
            raise _ambiguous("recipient", text, fitting)
        return min(fitting)

    def _of_cvr(self, cvr: str, text: str, by_name: Collection[str]) -> str:
        """The recipient with a CVR number, unless the text is the name of another."""
        id = self._cvr[cvr]
        if by_name and id not in by_name:
            raise _two_recipients(text, cvr, id, min(by_name))
        return id

    def _make(self, name: str, cvr: str, line: int | str) -> str:
        if _is_cvr(name):
            help = Message("add the recipient first, or map a column to its name")
            raise _refused(
                Message("there is no recipient with the CVR number {cvr}", cvr=name), help
            )
        id = id_by_name(name)
        kind = kind_by_name(name) or self.recipient_kind
        if not id or kind is None:
            message = Message("it is not known what kind of recipient {name} is", name=shown(name))
            kinds = ", ".join(RECIPIENT_KINDS)
            help = Message("give --recipient-kind, one of {kinds}, or add it first", kinds=kinds)
            raise _refused(message, help)
        taken = self._ids.get(("recipient", id))
        if taken:
            message = Message(
                'the id of {name} would be "{id}", which is taken', name=shown(name), id=id
            )
            help = Message("add {name} as an alias of it, or add the recipient first", name=name)
            raise _refused(message, help)
        table = {"name": " ".join(name.split()), "kind": kind} | ({"cvr": cvr} if cvr else {})
        self.new[id] = NewRecipient(id, table, line)
        self._ids["recipient", id].add(id)
        self._names["recipient", _form("recipient", name)].add(id)
        self._add_cvr(id, cvr)
        return id

    def with_awards(self, awards: Iterable[Entry]) -> None:
        """Know the awards of the import itself, which its payments may be of."""
        for award in awards:
            self.add(award)


def _is_cvr(text: str) -> bool:
    """Whether a text is no name, but eight digits."""
    bare = text.replace(" ", "")
    return bare.isascii() and bare.isdigit() and len(bare) == 8


def id_by_name(name: str) -> str:
    """The id that a new recipient gets; empty for a name that has nothing to make one of."""
    return shorten(plain_letters(masked(name)), LONGEST)


def kind_by_name(name: str) -> str | None:
    """The kind of recipient that a name says: "Vejle Kommune" is a municipality."""
    words = normalised_name(name).split()
    ends = {word: kind for word, kind in _KINDS_BY_WORD.items() if word in words[:1] + words[-1:]}
    return next(iter(ends.values()), None)


def _form(kind: str, text: str) -> str:
    return normalised_name(text) if kind == "recipient" else normalised_key(text)


def _refused(message: Message, help: Message) -> Refused:
    return Refused("unknown-reference", message, help)


def _ambiguous(kind: str, text: str, ids: Iterable[str]) -> Refused:
    message = Message("{text} may be several of kind {kind}", text=shown(text), kind=kind)
    return _refused(message, Message("write one of {ids}", ids=tuple(sorted(ids))))


def _two_recipients(text: str, cvr: str, by_cvr: str, by_name: str) -> Refused:
    if by_cvr:
        message = Message(
            'CVR number {cvr} is that of "{by_cvr}", and {text} is "{by_name}"',
            cvr=cvr,
            by_cvr=by_cvr,
            text=shown(text),
            by_name=by_name,
        )
    else:
        message = Message(
            'the ledger has another CVR number than {cvr} for "{by_name}"', cvr=cvr, by_name=by_name
        )
    return _refused(message, Message("see which is right, in the file or in the ledger"))
