"""Grants in 360Giving's standard: what becomes an award, and what is refused where it stands."""

import json
from contextlib import suppress
from typing import Any

import pytest

from tidlig.exchange.giving import read_giving
from tidlig.exchange.published_grants import PublishedGrants
from tidlig.ledger.drafts import Refusal
from tidlig.model.messages import sentence
from tidlig.sheets.tables import Unusable

GRANT = {
    "id": "360G-eksempel-1",
    "title": "Kurser for familier",
    "description": "Tre kurser\nom året.",
    "currency": "GBP",
    "amountAwarded": 12500.5,
    "amountAppliedFor": 20000,
    "amountDisbursed": 4000,
    "awardDate": "2015-02-26T00:00:00+00:00",
    "plannedDates": [{"startDate": "2015-03-01", "endDate": "2016-02"}],
    "recipientOrganization": [{"id": "GB-CHC-0000001", "name": "Eksempel Trust"}],
    "fundingOrganization": [{"id": "GB-GOR-X", "name": "Eksempelfonden"}],
    "grantProgramme": [{"title": "Tidlig hjælp", "code": "TH"}],
}
"""A made-up grant in the standard's form."""

CSV = (
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,"
    "Recipient Org:Name,Funding Org:Name,Grant Programme:Title\n"
    '360G-eksempel-1,Kurser,"Tre kurser, om året",DKK,12500.50,2015-02-26,DK-CVR-10000009,'
    "Eksempel Kommune,Eksempelfonden,Tidlig hjælp\n"
    "360G-eksempel-2,Netværk,,EUR,1000,2015-03-01,,Foreningen,Eksempelfonden,Tidlig hjælp\n"
)
"""The same in the standard's template for spreadsheets, and a grant in euro on line 3."""


def document(*changes: dict[str, Any]) -> bytes:
    """A JSON file of the grant above with changes, one grant for each; None takes a key out."""
    grants = []
    for change in changes or ({},):
        grant = {**GRANT, **change}
        grants.append({key: value for key, value in grant.items() if value is not None})
    return json.dumps({"grants": grants}).encode()


def refusals(read: PublishedGrants) -> list[tuple[int | str, str]]:
    return [(refused.line, message(refused)) for refused in read.refused]


def message(refused: Refusal) -> str:
    return sentence(refused.problem.message)


def test_a_grant_is_an_award_by_its_identifier() -> None:
    read = read_giving(document(), "grants.json", "GBP")
    (draft,) = read.drafts
    assert (draft.kind, draft.id, draft.line, draft.cvr) == ("award", "", "grants/0", "")
    assert {key: str(value) for key, value in draft.table.items()} == {
        "program": "Tidlig hjælp",
        "recipient": "Eksempel Trust",
        "date": "2015-02-26",
        "amount": "12.500,50 GBP",
        "title": "Kurser for familier",
        "purpose": "Tre kurser om året.",
        "reference": "360G-eksempel-1",
        "start": "2015-03-01",
        "end": "2016-02",
        "applied": "20000",
    }
    assert (read.grants, read.unread) == (1, ("amountDisbursed", "fundingOrganization"))


def test_a_csv_file_is_read_by_its_headings_and_another_currency_is_refused_with_its_line() -> None:
    read = read_giving(CSV.encode(), "grants.csv", "DKK", {"pool": "kurser"})
    (draft,) = read.drafts
    assert (draft.line, draft.cvr, draft.table["amount"]) == (2, "10000009", "12.500,50 kr.")
    assert (draft.table["pool"], draft.table.get("program")) == ("kurser", None)
    assert refusals(read) == [(3, "the amount is in EUR, and the ledger is in DKK")]
    assert read.refused[0].problem.location.span is not None
    assert read.refused[0].problem.location.span.line == 3
    assert read.unread == ("Funding Org:Name",)


def test_headings_may_be_the_names_of_the_fields() -> None:
    text = (
        "id,title,description,currency,amountAwarded,awardDate,recipientOrganization/0/name\n"
        "1,Kurser,,DKK,100,2015-02-26,Foreningen\n"
    )
    (draft,) = read_giving(text.encode(), "grants.csv", "DKK").drafts
    assert (draft.table["recipient"], draft.table["amount"]) == ("Foreningen", 100)


def test_every_grant_in_another_currency_is_refused_with_its_path() -> None:
    data = document({}, {"currency": "EUR"}, {"currency": None}, {"currency": "gbp"})
    read = read_giving(data, "grants.json", "GBP")
    assert [draft.line for draft in read.drafts] == ["grants/0"]
    assert refusals(read) == [
        ("grants/1", "the amount is in EUR, and the ledger is in GBP"),
        ("grants/2", "the amount has no currency"),
        ("grants/3", "the amount is in gbp, and the ledger is in GBP"),
    ]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        (1000, 1000), (1000.0, 1000), (0.1, "0,10 GBP"), (1e6, 1_000_000),
        ("1000.50", "1.000,50 GBP"), (-12.25, "-12,25 GBP"), (0, 0),
    ],
)  # fmt: skip
def test_amounts_are_exact(written: object, amount: object) -> None:
    (draft,) = read_giving(document({"amountAwarded": written}), "grants.json", "GBP").drafts
    assert draft.table["amount"] == amount


@pytest.mark.parametrize(
    "written",
    ["1,000.50", "1.000,50", "£100", "", None, True, [1], {"x": 1}, 0.001, "1.005", 1e300, 10**30,
     "9" * 60, "1e5"],
)  # fmt: skip
def test_what_is_not_surely_an_amount_is_refused(written: object) -> None:
    read = read_giving(document({"amountAwarded": written}), "grants.json", "GBP")
    assert (len(read.drafts), len(read.refused)) == (0, 1)
    assert "mount" in message(read.refused[0]) or "decimals" in message(read.refused[0])


def test_decimals_beyond_what_a_float_holds_are_not_rounded_away() -> None:
    data = document().replace(b"12500.5", b"0.9999999999999999999999999999999999999999")
    read = read_giving(data, "grants.json", "GBP")
    assert "more than two decimals" in message(read.refused[0])


@pytest.mark.parametrize(
    "exponent", [b"1e999999999", b"1e-999999999", b"NaN", b"Infinity", b"1" * 5000]
)
def test_a_number_without_bounds_takes_neither_time_nor_memory(exponent: bytes) -> None:
    data = document().replace(b"12500.5", exponent)
    with suppress(Unusable):
        assert len(read_giving(data, "grants.json", "GBP").refused) == 1


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("26/02/2015", "is not a date"),
        ("2015-02-30", "there is no day"),
        ("2015", "is not a date"),
        ("2015-02-26T99", "is not a date"),
        (20150226, "is not a date"),
        (None, "is not a date"),
    ],
)
def test_a_date_that_is_not_written_as_the_standard_says_is_refused(
    written: object, text: str
) -> None:
    read = read_giving(document({"awardDate": written}), "grants.json", "GBP")
    assert text in message(read.refused[0])


@pytest.mark.parametrize(
    "written", ["2015-02-26", "2015-02-26T23:59:59Z", "2015-02-26T23:59:59+02:00"]
)
def test_the_day_of_a_date_counts_and_no_zone_is_converted(written: str) -> None:
    (draft,) = read_giving(document({"awardDate": written}), "grants.json", "GBP").drafts
    assert str(draft.table["date"]) == "2015-02-26"


def test_a_grant_to_a_person_is_refused_and_the_name_is_in_no_message() -> None:
    change = {"recipientOrganization": None, "recipientIndividual": {"id": "x", "name": "Ane Ek"}}
    read = read_giving(document(change), "grants.json", "GBP")
    assert refusals(read) == [("grants/0", "the grant is to a person")]
    assert "Ane" not in str(read.refused)


def test_a_grant_to_two_is_refused() -> None:
    change = {"recipientOrganization": [{"name": "A"}, {"name": "B"}]}
    read = read_giving(document(change), "grants.json", "GBP")
    assert message(read.refused[0]) == '"recipientOrganization" has to be a list of one object'


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"{", "this is not JSON"),
        (b'{"grants": {}}', 'no list of "grants"'),
        (b'{"grants": [], "grants": []}', '"grants" stands twice'),
        (b"[" * 100_000, "nested too deep"),
        (b'{"grants": "\xe6"}', "not UTF-8"),
        (b"Identifier,Title\n1,x\n", 'no column "Amount Awarded"'),
        (b"Currency,currency,Amount Awarded,Award Date\nGBP,GBP,1,2015-02-26\n", "two columns"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_of_the_standard_is_refused_whole(data: bytes, text: str) -> None:
    with pytest.raises(Unusable) as caught:
        read_giving(data, "grants", "GBP")
    assert text in sentence(caught.value.problems[0].message)


def test_a_grant_that_is_no_object_and_a_line_of_another_width_are_refused_alone() -> None:
    data = json.dumps({"grants": [3, GRANT]}).encode()
    read = read_giving(data, "grants.json", "GBP")
    assert (len(read.drafts), refusals(read)) == (1, [("grants/0", "a grant is an object")])
    short = CSV + "360G-eksempel-3,Kort\n"
    lines = [refused.line for refused in read_giving(short.encode(), "g.csv", "DKK").refused]
    assert lines == [3, 4]


@pytest.mark.parametrize("text", ["\x00", "bel\x07", "esc\x1b[31m"])
def test_a_text_with_a_control_character_is_refused(text: str) -> None:
    read = read_giving(document({"title": text}), "grants.json", "GBP")
    assert refusals(read) == [("grants/0", "a text has a control character in it")]


def test_half_a_character_is_refused() -> None:
    data = document().replace(b"Kurser", b"\\ud800")
    with pytest.raises(Unusable) as caught:
        read_giving(data, "grants.json", "GBP")
    assert "half a character" in sentence(caught.value.problems[0].message)
