"""Problems about personal data in texts, which do not repeat the data."""

from collections.abc import Iterator

from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.messages import Message, Value
from tidlig.model.patterns import Kind, Personal
from tidlig.model.personal import personal, starred

_HISTORY = Message("and rewrite git's history, where it stands too (git filter-repo)")
_HELP = {
    Kind.CPR: Message(
        "take it out, {history}; a case number tells persons apart as well", history=_HISTORY
    ),
    Kind.EMAIL: Message("name the office instead, {history}", history=_HISTORY),
    Kind.PHONE: Message("name the office instead, {history}", history=_HISTORY),
}
_SEVERITY = {Kind.CPR: Severity.ERROR, Kind.EMAIL: Severity.WARNING, Kind.PHONE: Severity.WARNING}
_PERHAPS = Message(
    'write "j.nr." before the number of a case, or give it as reference; '
    "if it is a person's, take it out, {history}",
    history=_HISTORY,
)
_PERHAPS_OF_FILE = Message(
    "if it is the number of a case, accept the finding with that reason (it stays masked); "
    "if it is a person's, take it out, {history}",
    history=_HISTORY,
)
_ONE = {
    Kind.CPR: Message("a CPR number"),
    Kind.EMAIL: Message("an e-mail address"),
    Kind.PHONE: Message("a phone number"),
}
_SEVERAL = {
    Kind.CPR: Message("CPR numbers"),
    Kind.EMAIL: Message("e-mail addresses"),
    Kind.PHONE: Message("phone numbers"),
}


def problems(
    what: Value, text: str, where: Location, *, of_file: bool = False
) -> Iterator[Problem]:
    """Return a problem for each kind of personal data in a text, which `what` names."""
    all_data = personal(text, of_file=of_file)
    perhaps = _PERHAPS_OF_FILE if of_file and where.path else _PERHAPS
    for kind in Kind:
        data = [datum for datum in all_data if datum.kind is kind]
        certain = [datum for datum in data if datum.sure]
        if certain:
            message = _holds(what, text, kind, certain)
            yield Problem(message, where, help=_HELP[kind], severity=_SEVERITY[kind])
        elif data:
            message = _may_hold(what, text, kind, data)
            yield Problem(message, where, help=perhaps, severity=Severity.WARNING)


def _holds(what: Value, text: str, kind: Kind, data: list[Personal]) -> Message:
    value = _first_starred(text, data)
    if len(data) == 1:
        return Message("{what} holds {one}: {value}", what=what, one=_ONE[kind], value=value)
    return Message(
        "{what} holds {number} {several}, first: {value}",
        what=what,
        number=len(data),
        several=_SEVERAL[kind],
        value=value,
    )


def _may_hold(what: Value, text: str, kind: Kind, data: list[Personal]) -> Message:
    value = _first_starred(text, data)
    if len(data) == 1:
        return Message(
            "{what} holds what may be {one}: {value}", what=what, one=_ONE[kind], value=value
        )
    return Message(
        "{what} holds {number} times what may be {one}, first: {value}",
        what=what,
        number=len(data),
        one=_ONE[kind],
        value=value,
    )


def _first_starred(text: str, data: list[Personal]) -> str:
    first = data[0]
    return starred(text[first.start : first.end])
