"""One file of a ledger, from bytes to entries: it reads everything and reports every fault.

Few files hold personal data, and searching the texts of all entries and comments costs more than
validating them. So the whole file is searched once first, in one pass over all patterns (with the
engine of pydantic-core). That search may suspect too much, and then the texts are searched one by
one; it never misses what `tidlig.model.personal` would find. Nothing else reads comments.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeGuard

from pydantic_core import SchemaValidator, ValidationError, core_schema

from tidlig.model.contents import Contents
from tidlig.model.decisions import Program, Strand
from tidlig.model.entry import Entry, Settings
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.kinds import KINDS
from tidlig.model.messages import Message
from tidlig.model.money import KRONER
from tidlig.model.patterns import PHONE
from tidlig.model.personal import TEN_DIGITS, is_personal, suspicious
from tidlig.model.personal_problems import problems
from tidlig.model.spelling import suggestion
from tidlig.model.tables import Table
from tidlig.source import rules
from tidlig.source.faults import Faults, unknown_key
from tidlig.source.files import LEDGER_FILE
from tidlig.source.ledger_currency import currency_of
from tidlig.source.positions import comments
from tidlig.source.schema import INJECTED, keys_of, quick, validator
from tidlig.source.tables import prepared
from tidlig.source.toml import Unparsed, decoded, document
from tidlig.source.values import is_id, kind_of, nearest, shown

_PATTERNS = (TEN_DIGITS.pattern, PHONE)
"""What any CPR number and phone number matches; an e-mail address has an @ in it."""

_CONTEXT = re.compile(r"\(\?<?[=!](?:[^()\\]|\\.)*\)|\\b")
"""What must stand beside a match, or must not: the engine has no such thing, and finds more."""

_MAY_BE_ELSE = r"\\|\u0130|\u0131"
"""A backslash may write any character, and i without a dot, or with one, counts as i in Python."""


@cache
def _search() -> SchemaValidator:
    found = "|".join(f"(?i:{_CONTEXT.sub('', _unnamed(each))})" for each in _PATTERNS)
    pattern = f"@|{_MAY_BE_ELSE}|{found}"
    return SchemaValidator(core_schema.str_schema(pattern=pattern, regex_engine="rust-regex"))


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<[a-z]+>", "?:", pattern)


def suspected(text: str) -> bool:
    """Return whether a file's text can hold personal data, in an entry or a comment."""
    return _search().isinstance_python(text.replace("\r\n", "\n"))


_AFTER_MARK = re.compile(r"#[^\n]*")


def faults_of_comments(path: str, text: str) -> Iterator[Fault]:
    """Yield the faults of a file's comments."""
    after = "\n".join(_AFTER_MARK.findall(text)) if "#" in text else ""
    if not suspicious(after) or not is_personal(after):
        return
    for span, comment in comments(text):
        for problem in problems("a comment", comment, Location(path, span=span)):
            yield Fault("personal-data", problem)


_TABLES = ("ledger", *KINDS)


def read(
    path: str, data: bytes, *, holds_settings: bool = False, currency: str | None = KRONER
) -> Contents:
    """Read one file; `path` names it in findings, and the ledger's own file holds the settings.

    That file says which currency the ledger is in, and of the others it must be given: amounts in
    another are refused. None is for a currency that is not known; then amounts may be in any.
    """
    try:
        tables = document(data)
    except Unparsed as fault:
        problem = Problem(fault.message, Location(path, span=fault.span), fault.help)
        return Contents(path, faults=(Fault("toml-syntax", problem),), parsed=False)
    return read_tables(
        path, tables, decoded(data), holds_settings=holds_settings, currency=currency
    )


def read_tables(
    path: str,
    tables: dict[str, Any],
    text: str,
    *,
    holds_settings: bool = False,
    currency: str | None = KRONER,
) -> Contents:
    """Read the tables of a file, and look through its whole text for personal data, as `read`."""
    if holds_settings:
        currency = currency_of(tables)
    reader = _Reader(path, currency)
    settings = reader.settings(tables, holds_settings)
    for kind, entries in tables.items():
        reader.kind(kind, entries)
    suspicious = suspected(text)
    of_comments = Faults(path)
    if suspicious:
        of_comments.extend(faults_of_comments(path, text))
    return Contents(
        path,
        tuple(reader.entries),
        tuple(reader.declared),
        (*reader.faults.all(), *of_comments.all()),
        settings,
        suspected=suspicious,
    )


def read_lines(
    path: str, kind: str, tables: dict[str, dict[str, Any]], currency: str | None
) -> Contents:
    """Read entries of a kind by their ids, from raw tables that another file than TOML has."""
    reader = _Reader(path, currency)
    reader.kind(kind, tables)
    return Contents(
        path, tuple(reader.entries), tuple(reader.declared), reader.faults.all(), suspected=False
    )


class _Reader:
    """The entries, declared ids and faults of one file while it is read."""

    def __init__(self, path: str, currency: str | None) -> None:
        self.path = path
        self.currency = currency
        self.entries: list[Entry] = []
        self.declared: list[tuple[str, str]] = []
        self.faults = Faults(path)

    def settings(self, tables: dict[str, Any], expected: bool) -> Settings | None:
        """Take `[ledger]`, which stands in the ledger's own file and there alone, and read it."""
        table = tables.pop("ledger", None)
        where = Location(self.path, ("ledger",), "key")
        if table is None:
            if expected and not _has_misspelt_settings(tables):
                help = Message('add [ledger] with format = 1, currency = "DKK", language = "da"')
                self._fault(
                    "missing-key", Message("[ledger] is missing"), Location(self.path), help
                )
            return None
        if not expected:
            help = Message("move it to the ledger's {file}", file=LEDGER_FILE)
            self._fault(
                "unknown-table",
                Message("[ledger] stands only in {file}", file=LEDGER_FILE),
                where,
                help,
            )
            return None
        if not self._is_table(table, where):
            return None
        settings: Settings | None = self._validated(Settings, table, where)
        return settings

    def kind(self, kind: str, tables: object) -> None:
        """Read all entries of a kind."""
        where = Location(self.path, (kind,), "key")
        cls = KINDS.get(kind)
        if cls is None:
            self._unknown_table(kind, tables, where)
        elif isinstance(tables, list):
            help = Message("write [{kind}.some-id] for each entry", kind=kind)
            self._fault(
                "wrong-type", Message("[[{kind}]] gives its entries no ids", kind=kind), where, help
            )
        elif self._is_table(tables, where):
            if cls is Program:  # has strands in it, which are entries of their own
                for id, table in tables.items():
                    self._entry(cls, id, table, Location(self.path, (kind, id)))
            elif cls is Table:
                for id, table in tables.items():
                    whole = prepared(table) if isinstance(table, dict) else table
                    self._entry(cls, id, whole, Location(self.path, (kind, id)))
            else:
                self._entries(cls, kind, tables)

    def _unknown_table(self, kind: str, tables: object, where: Location) -> None:
        """Report a table; where its name is near a kind, what refers to its ids is in order."""
        near = None if self.faults.is_full else nearest(kind, _TABLES)
        help = (
            suggestion(kind, near) if near else Message("the tables are {tables}", tables=_TABLES)
        )
        self._fault(
            "unknown-table", Message("there is no table {table}", table=shown(kind)), where, help
        )
        if near is not None and isinstance(tables, dict):
            for id, table in tables.items():
                self._declare(near, id, table)

    def _declare(self, kind: str, id: str, table: object) -> None:
        """Declare an entry that is not read, and its strands."""
        self.declared.append((kind, id))
        strands = table.get("strand") if isinstance(table, dict) else None
        if isinstance(strands, dict):
            self.declared += [(Strand.kind, f"{id}/{strand}") for strand in strands]

    def _entries(self, cls: type, kind: str, tables: dict[str, Any]) -> None:
        """Read entries: what is in order in few steps, and all else in those that see each fault.

        What `_entry` looks at in turn is asked for here all at once, so an entry that this takes is
        the one that `_entry` would give; of any other nothing is kept until that has seen it.
        """
        validated, path = quick(cls, self.currency), self.path
        for id, table in tables.items():
            if (
                is_id(id)
                and isinstance(table, dict)
                and "id" not in table
                and "stands_in" not in table
            ):
                try:
                    entry = validated({**table, "id": id, "stands_in": path})
                except (ValidationError, TypeError):
                    entry = None
                if entry is not None and rules.kept(entry):
                    self.declared.append((kind, id))
                    self.entries.append(entry)
                    continue
            self._entry(cls, id, table, Location(path, (kind, id)))

    def _entry(self, cls: type[Entry], id: str, table: object, where: Location) -> None:
        self._see_to_id(id, where)
        if isinstance(table, dict) and cls is Program and set(table) == {"strand"}:
            self._strands_alone(id, table, where)
            return
        self.declared.append((cls.kind, id))
        if not self._is_table(table, where):
            return
        extra = {"strands": self._strands(id, table)} if cls is Program else {}
        entry = self._validated(cls, table, where, id=id, stands_in=self.path, **extra)
        if entry is not None:
            self.entries.append(entry)

    def _strands_alone(self, program: str, table: dict[str, Any], where: Location) -> None:
        help = Message("move them to the file of [program.{program}]", program=program)
        message = Message(
            "strands stand here without their program {program}", program=shown(program)
        )
        self._fault("missing-key", message, where, help)
        self._strands(program, table)

    def _strands(self, program: str, table: dict[str, Any]) -> tuple[Strand, ...]:
        """Take the strands out of a program's table and read them."""
        where = Location(self.path, ("program", program, "strand"), "key")
        nested = table.pop("strand", {})
        if not self._is_table(nested, where):
            return ()
        strands = (
            self._strand(program, id, strand, Location(self.path, (*where.path, id)))
            for id, strand in nested.items()
        )
        return tuple(strand for strand in strands if strand is not None)

    def _strand(self, program: str, id: str, table: object, where: Location) -> Strand | None:
        self._see_to_id(id, where)
        self.declared.append((Strand.kind, f"{program}/{id}"))
        if not self._is_table(table, where):
            return None
        strand: Strand | None = self._validated(
            Strand, table, where, id=id, stands_in=self.path, program=program
        )
        if strand is not None:
            self.entries.append(strand)
        return strand

    def _validated(self, cls: type, table: Any, where: Location, **given: object) -> Any:
        """Turn a table into an instance, or into faults; `given` is what no key may say."""
        for key in [key for key in table if key in given or key in INJECTED]:
            if key not in keys_of(cls) or key in given:
                self.faults.append(unknown_key((key,), cls, where))
                del table[key]
        try:
            entry = validator(cls, self.currency).validate_python({**table, **given})
        except ValidationError as error:
            self.faults.refuse(error, cls, where)
            return None
        broken = list(rules.broken(entry))
        self.faults.extend(broken)
        return None if broken else entry

    def _see_to_id(self, id: str, where: Location) -> None:
        """Report an id that is none; the entry counts, so that what refers to it is in order."""
        if is_id(id) is None:
            key = Location(where.file, where.path, "key")
            help = Message(
                "write small letters a-z, digits, - and _, beginning with a letter or digit"
            )
            self._fault("bad-id", Message("{id} is not an id", id=shown(id)), key, help)

    def _is_table(self, value: object, where: Location) -> TypeGuard[dict[str, Any]]:
        if isinstance(value, dict):
            return True
        message = Message("a table is expected, not {kind}", kind=kind_of(value))
        names_a_kind = len(where.path) % 2 == 1 and where.path != ("ledger",)
        heading = ".".join(map(str, (*where.path, *(["some-id"] if names_a_kind else []))))
        self._fault(
            "wrong-type",
            message,
            where,
            Message("write a heading such as [{heading}]", heading=heading),
        )
        return False

    def _fault(self, check: str, message: Message, where: Location, help: Message) -> None:
        self.faults.append(Fault(check, Problem(message, where, help)))


def _has_misspelt_settings(tables: dict[str, Any]) -> bool:
    """Return whether an unknown table may be meant as `[ledger]`, which is then not missing too."""
    return any(kind not in KINDS and nearest(kind, _TABLES) == "ledger" for kind in tables)
