"""A finding is known again by what it says and what it is about, not by where that stands."""

from tidlig.model.findings import Finding, Location, Problem, Severity, Span
from tidlig.model.messages import Message
from tidlig.render.findings import fingerprints


def finding(
    message: str = "m", *, check: str = "c", file: str = "f.toml", key: str = "k", line: int = 1
) -> Finding:
    place = Location(file, ("award", key), span=Span(line, 1, line, 2))
    return Finding(check, Severity.ERROR, Problem(Message(message), place))


def test_lines_and_severity_change_no_fingerprint() -> None:
    milder = Finding("c", Severity.WARNING, finding(line=9).problem)
    assert fingerprints([finding()]) == fingerprints([milder])


def test_everything_else_does() -> None:
    others = [
        finding("n"),
        finding(check="d"),
        finding(file="g.toml"),
        finding(key="l"),
    ]
    assert len({fingerprints([each])[0] for each in [finding(), *others]}) == 5


def test_findings_that_say_the_same_are_told_apart_by_their_order() -> None:
    first, second, other = fingerprints([finding(), finding(line=5), finding("n")])
    assert first != second
    assert fingerprints([finding("n"), finding(line=3), finding(line=7)]) == [other, first, second]


def test_half_a_character_in_a_name_has_a_fingerprint() -> None:
    assert len(set(fingerprints([finding(file="\udcff"), finding(file="\udcfe")]))) == 2
