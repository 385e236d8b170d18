"""Problems about personal data, told without telling it."""

from collections.abc import Iterator

from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.patterns import Kind, Personal
from tidlig.model.personal import personal, starred

_HISTORY = "and rewrite git's history, where it stands too (git filter-repo)"
_HELP = {
    Kind.CPR: f"take it out, {_HISTORY}; a case number tells persons apart as well",
    Kind.EMAIL: f"name the office instead, {_HISTORY}",
    Kind.PHONE: f"name the office instead, {_HISTORY}",
}
_PERHAPS = (
    'write "j.nr." before the number of a case, or give it as reference; '
    f"if it is a person's, take it out, {_HISTORY}"
)
_PERHAPS_OF_FILE = (
    "if it is the number of a case, accept the finding with that reason (it stays masked); "
    f"if it is a person's, take it out, {_HISTORY}"
)


def problems(what: str, text: str, where: Location, *, of_file: bool = False) -> Iterator[Problem]:
    """Give a problem for each kind of personal data in a text, which `what` names."""
    found = personal(text, of_file=of_file)
    for kind in Kind:
        of_kind = [each for each in found if each.kind is kind]
        if of_kind:
            perhaps = _PERHAPS_OF_FILE if of_file and where.path else _PERHAPS
            yield _problem(what, text, where, kind, of_kind, perhaps)


def _problem(
    what: str, text: str, where: Location, kind: Kind, found: list[Personal], perhaps: str
) -> Problem:
    sure = [each for each in found if each.sure]
    first, number = (sure or found)[0], len(sure or found)
    value = starred(text[first.start : first.end])
    one = f"{'' if sure else 'what may be '}{kind.article} {kind}"
    several = f"{number} {kind.plural}, first" if sure else f"{number} times {one}, first"
    return Problem(
        f"{what} holds {one if number == 1 else several}: {value}",
        where,
        help=_HELP[kind] if sure else perhaps,
        severity=Severity.ERROR if kind is Kind.CPR and sure else Severity.WARNING,
    )
