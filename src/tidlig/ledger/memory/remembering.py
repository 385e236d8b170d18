"""A ledger and its findings as a whole: remembered while none of its files has changed."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.summaries.cells import EVERYTHING, Question
from tidlig.arithmetic.summaries.mass import Mass
from tidlig.arithmetic.summaries.parts import merged
from tidlig.ledger.checked import Checked
from tidlig.ledger.checking import checked
from tidlig.ledger.memory.coding import decoded, encoded
from tidlig.ledger.memory.folder import trim
from tidlig.ledger.memory.forms import SUMMED, Form, opened_sums, plain_sums
from tidlig.ledger.memory.gathering import How, contents, parts
from tidlig.ledger.memory.made_by import made_by
from tidlig.ledger.memory.seeing import Files, files
from tidlig.ledger.memory.store import joined, key
from tidlig.ledger.origin import Origin
from tidlig.model.contents import Contents
from tidlig.model.register import Settings, Source

LOOKED_AT = 4_000_000
"""So many bytes of files that have changed are read to know whether the whole is remembered."""

_NOWHERE = "\0"
"""A path that no file has: what is coded with it keeps its own."""


@dataclass(frozen=True, slots=True)
class Known:
    """A ledger, with sums or with all its entries, what the checks say of all of it, its files."""

    ledger: Ledger
    checked: Checked
    files: Files


def known(origin: Origin, how: How, question: Question = EVERYTHING) -> Known:
    """Give a ledger as a question asks for it, and what the checks say of the whole."""
    try:
        found = files(origin, how.store)
        remembering = _Remembering(origin, found, how)
        answer = remembering.known(question)
        found.remember()
    finally:
        origin.let_go()
    if how.store.folder is not None and how.store.written:
        trim(how.store.folder)
    return answer


class _Remembering:
    """The files of a ledger, and what is known of them."""

    def __init__(self, origin: Origin, found: Files, how: How) -> None:
        self.origin, self.files, self.how = origin, found, how
        self.is_whole = found.size <= how.whole_up_to

    def known(self, question: Question) -> Known:
        """Give the ledger, remembered or made anew."""
        _look_at(self.files)
        name = self._name()
        base = None if name is None else self._remembered(name)
        if self.is_whole:
            base = base or self._remember(self._whole())
            as_of = question.as_of
            date = None if as_of is None else dt.date.fromordinal(as_of)
            return replace(base, ledger=base.ledger.until(date))
        return self._with_sums(base, question)

    def _whole(self) -> Known:
        ledger = _ledger(self.origin, tuple(contents(self.files, self.how)))
        return Known(ledger, checked(ledger), self.files)

    def _with_sums(self, base: Known | None, question: Question) -> Known:
        """Give the ledger with sums as asked for; what is missing of it is made in one go."""
        from tidlig.ledger.memory.summing import summed

        sums = None
        if base is not None and question != EVERYTHING:
            sums = self._remembered_sums(question)
        forms = [] if base is not None else [SUMMED]
        is_asked = question != EVERYTHING and sums is None
        forms += [Form(is_whole=False, question=question)] if is_asked else []
        made = parts(self.files, self.how, forms) if forms else []
        if base is None:
            plain = _ledger(self.origin, tuple(part.contents for part in made[0]))
            base = self._remember(Known(*summed(plain, made[0], self.files, self.how), self.files))
        if question == EVERYTHING or not base.checked.readable:
            return base
        if sums is None:
            sums = merged(made[-1], question)
            self._remember_sums(question, sums)
        assert base.ledger.mass is not None
        mass = replace(base.ledger.mass, counted=sums[0], cells=sums[1])
        date = None if question.as_of is None else dt.date.fromordinal(question.as_of)
        return replace(base, ledger=replace(base.ledger, mass=mass, as_of=date))

    def _name(self) -> bytes | None:
        """Give the key of the ledger as a whole; None while not all of its files are known."""
        told = [b"whole" if self.is_whole else b"summed"]
        for file in self.files.files:
            if file.digest is None:
                return None
            told += [file.shown.encode("utf-8", "surrogateescape"), file.digest]
        return key(made_by(), joined(told))

    def _remembered(self, name: bytes) -> Known | None:
        plain = self.how.store.record(name)
        if plain is None:
            return None
        held, found, documents, mass = plain
        if any(self._document(file) != was for file, was in documents.items()):
            return None
        seen: tuple[Contents, ...] = decoded(held, _NOWHERE)
        ledger = Ledger(_settings(seen), seen, mass=_opened_mass(mass))
        return Known(ledger, decoded(found, _NOWHERE), self.files)

    def _document(self, file: str) -> tuple[str, str]:
        """Give what a document is known by: its checksum, or why it has none."""
        document = self.origin.document(file)
        return document.sha256, document.fault

    def _remember(self, known: Known) -> Known:
        """Remember the ledger; a large one without what only the checks have needed."""
        name = self._name()
        if name is not None:
            held = known.ledger.contents
            if not self.is_whole:
                held = tuple(replace(each, declared=(), faults=(), found=None) for each in held)
            documents = {
                source.file: self._document(source.file)
                for each in held
                for source in each.entries
                if isinstance(source, Source) and source.file
            }
            plain = (
                encoded(held, _NOWHERE), encoded(known.checked, _NOWHERE), documents,
                _plain_mass(known.ledger.mass),
            )  # fmt: skip
            self.how.store.remember(name, plain)
        return known

    def _remembered_sums(self, question: Question) -> tuple[int, Any] | None:
        name = self._name()
        if name is None:
            return None
        plain = self.how.store.record(key(name, repr(question).encode()))
        return None if plain is None else (plain[0], opened_sums(plain[1]))

    def _remember_sums(self, question: Question, sums: tuple[int, Any]) -> None:
        name = self._name()
        if name is not None:
            record = (sums[0], plain_sums(sums[1]))
            self.how.store.remember(key(name, repr(question).encode()), record)


def _look_at(found: Files) -> None:
    """Read the files that are not known, if they are few: most often nothing else has changed."""
    unknown = [file for file in found.files if file.digest is None]
    if sum(file.size for file in unknown) <= LOOKED_AT:
        for file in unknown:
            file.load()


def _ledger(origin: Origin, seen: tuple[Contents, ...]) -> Ledger:
    sources = [each for file in seen for each in file.entries if isinstance(each, Source)]
    documents = {each.id: origin.document(each.file) for each in sources if each.file}
    return Ledger(_settings(seen), seen, documents=documents)


def _settings(seen: tuple[Contents, ...]) -> Settings:
    return next((file.settings for file in seen if file.settings), Settings(format=1))


def _plain_mass(mass: Mass | None) -> Any:
    if mass is None:
        return None
    kept = encoded(mass.unstated, _NOWHERE), encoded(mass.awards, _NOWHERE)
    return mass.counted, plain_sums(mass.cells), *kept


def _opened_mass(plain: Any) -> Mass | None:
    if plain is None:
        return None
    counted, sums, unstated, awards = plain
    kept = decoded(unstated, _NOWHERE), decoded(awards, _NOWHERE)
    return Mass(counted, opened_sums(sums), *kept)
