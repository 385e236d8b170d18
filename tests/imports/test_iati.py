"""Activities in IATI's standard: awards, amendments, payments, and what is refused where."""

import socket
from pathlib import Path

import pytest

from tidlig.exchange.iati import read_iati
from tidlig.exchange.published_grants import PublishedGrants
from tidlig.exchange.xml_elements import DEEPEST
from tidlig.model.messages import sentence
from tidlig.sheets.tables import Unusable

COMMITMENT, DISBURSEMENT, EXPENDITURE, INCOMING = "2", "3", "4", "1"


def transaction(
    kind: str, date: str, amount: str, receiver: str = "", ref: str = "", currency: str = ""
) -> str:
    """A transaction on lines of its own."""
    org = f"<receiver-org><narrative>{receiver}</narrative></receiver-org>" if receiver else ""
    own = f' currency="{currency}"' if currency else ""
    reference = f' ref="{ref}"' if ref else ""
    return (
        f'<transaction{reference}><transaction-type code="{kind}"/>'
        f'<transaction-date iso-date="{date}"/><value{own} value-date="{date}">{amount}</value>'
        f"{org}</transaction>\n"
    )


def document(*transactions: str, before: str = "", version: str = "2.03") -> bytes:
    """A file of one activity in kroner, whose transactions begin on line 12."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
{before}<iati-activities version="{version}">
<iati-activity default-currency="DKK" xml:lang="da">
<iati-identifier>DK-1-EKSEMPEL-7</iati-identifier>
<reporting-org ref="DK-1" type="10"><narrative>Styrelsen</narrative></reporting-org>
<title><narrative>Kurser for familier</narrative></title>
<description type="1"><narrative>Tre kurser om året</narrative></description>
<participating-org role="4"><narrative>Foreningen i Eksempel</narrative></participating-org>
<activity-status code="4"/>
<activity-date type="1" iso-date="2015-01-01"/><activity-date type="2" iso-date="2015-03-01"/>
<activity-date type="3" iso-date="2016-12-31"/>
{"".join(transactions)}</iati-activity>
</iati-activities>
""".encode()


def read(*transactions: str) -> PublishedGrants:
    return read_iati(document(*transactions), "iati.xml", "DKK", {"pool": "kurser"})


def refusals(grants: PublishedGrants) -> list[tuple[int | str, str, str]]:
    return [(one.line, one.kind, sentence(one.problem.message)) for one in grants.refused]


def message(data: bytes) -> str:
    with pytest.raises(Unusable) as caught:
        read_iati(data, "iati.xml", "DKK")
    return sentence(caught.value.problems[0].message)


def test_a_commitment_is_an_award_of_the_activity_to_who_implements_it() -> None:
    (draft,) = read(transaction(COMMITMENT, "2015-02-26", "12500.50")).drafts
    assert (draft.kind, draft.line) == ("award", 12)
    assert {key: str(value) for key, value in draft.table.items()} == {
        "recipient": "Foreningen i Eksempel",
        "date": "2015-02-26",
        "amount": "12.500,50 kr.",
        "title": "Kurser for familier",
        "purpose": "Tre kurser om året",
        "start": "2015-03-01",
        "end": "2016-12-31",
        "status": "completed",
        "reference": "DK-1-EKSEMPEL-7",
        "pool": "kurser",
    }


def test_later_commitments_are_amendments_by_date_and_payments_are_of_the_award() -> None:
    grants = read(
        transaction(COMMITMENT, "2015-06-01", "-500", ref="T2"),
        transaction(COMMITMENT, "2015-02-26", "1000"),
        transaction(DISBURSEMENT, "2015-07-01", "300"),
        transaction(DISBURSEMENT, "2015-07-01", "100"),
        transaction(EXPENDITURE, "2015-08-01", "50", ref="T5"),
        transaction(DISBURSEMENT, "2016-01-01", "-25"),
        transaction(INCOMING, "2015-01-01", "9999"),
    )
    made = [
        (draft.kind, draft.table.get("award"), draft.table["amount"], draft.table.get("reference"))
        for draft in grants.drafts
    ]
    activity = "DK-1-EKSEMPEL-7"
    assert made == [
        ("award", None, 1000, activity),
        ("amendment", activity, -500, f"{activity} T2"),
        ("payment", activity, 300, f"{activity} D 2015-07-01"),
        ("payment", activity, 100, f"{activity} D 2015-07-01 2"),
        ("payment", activity, 50, f"{activity} T5"),
        ("return", activity, 25, None),
    ]
    assert grants.drafts[-1].table["kind"] == "refund"
    assert grants.drafts[-1].id == "dk-1-eksempel-7-d-2016-01-01"
    assert (grants.grants, grants.unread) == (1, ("incoming funds (1)",))


def test_commitments_to_two_receivers_are_two_awards_by_their_ref() -> None:
    grants = read(
        transaction(COMMITMENT, "2015-02-26", "1000", "Vejle Kommune", ref="A"),
        transaction(COMMITMENT, "2015-02-26", "2000", "Odense Kommune", ref="B"),
        transaction(DISBURSEMENT, "2015-07-01", "300", "Odense Kommune"),
    )
    awards = {str(draft.table.get("reference")): draft.table for draft in grants.drafts}
    assert awards["DK-1-EKSEMPEL-7 B"]["recipient"] == "Odense Kommune"
    assert grants.drafts[-1].table["award"] == "DK-1-EKSEMPEL-7 B"


def test_what_cannot_be_told_apart_or_has_no_award_is_refused_with_its_line() -> None:
    grants = read(
        transaction(COMMITMENT, "2015-02-26", "1000", "Vejle Kommune", ref="A"),
        transaction(COMMITMENT, "2015-02-26", "2000", "Odense Kommune"),
        transaction(DISBURSEMENT, "2015-07-01", "300", "Odense Kommune"),
    )
    assert refusals(grants) == [
        (13, "award", "DK-1-EKSEMPEL-7 has commitments to several receivers"),
        (14, "payment", "nothing that DK-1-EKSEMPEL-7 commits is to Odense Kommune"),
    ]


def test_amounts_in_another_currency_are_refused_each_with_its_line() -> None:
    grants = read(
        transaction(COMMITMENT, "2015-02-26", "1000"),
        transaction(DISBURSEMENT, "2015-07-01", "300", currency="EUR"),
        transaction(DISBURSEMENT, "2015-07-02", "200", currency="USD"),
        transaction(DISBURSEMENT, "2015-07-03", "100", currency="DKK"),
    )
    assert refusals(grants) == [
        (13, "payment", "the amount is in EUR, and the ledger is in DKK"),
        (14, "payment", "the amount is in USD, and the ledger is in DKK"),
    ]
    assert [draft.table["amount"] for draft in grants.drafts] == [1000, 100]


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (transaction(COMMITMENT, "26-02-2015", "1000"), "is not a date"),
        (transaction(COMMITMENT, "2015-02-30", "1000"), "there is no day"),
        (transaction(COMMITMENT, "2015-02-26", "1,000"), "is not an amount"),
        (transaction(COMMITMENT, "2015-02-26", ""), "is not an amount"),
        (transaction(COMMITMENT, "2015-02-26", "0.005"), "more than two decimals"),
        (transaction(COMMITMENT, "2015-02-26", "-10"), "is not above 0"),
        ('<transaction><transaction-type code="2"/></transaction>\n', "has no value, or no date"),
    ],
)
def test_a_transaction_that_cannot_be_read_is_refused_with_its_line(entry: str, text: str) -> None:
    grants = read(entry)
    assert grants.drafts == ()
    assert [(line, text in why) for line, _, why in refusals(grants)] == [(12, True)]


def test_an_element_of_another_namespace_is_not_taken_for_the_standards_own() -> None:
    foreign = '<x:value xmlns:x="https://example.org/x">999999</x:value>'
    entry = transaction(COMMITMENT, "2015-02-26", "1000").replace("<value ", f"{foreign}<value ")
    assert read(entry).drafts[0].table["amount"] == 1000


BOMB = """<!DOCTYPE bomb [
<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
]>
"""


def test_a_bomb_of_entities_is_refused_before_it_expands() -> None:
    data = document(transaction(COMMITMENT, "2015-02-26", "1000"), before=BOMB)
    data = data.replace(b"Kurser for", b"&d;")
    assert message(data) == "the file has a DOCTYPE, which may declare entities"


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x PUBLIC "x" "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY f SYSTEM "{file}">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "{file}"> %p;]>',
        "<!DOCTYPE x>",
    ],
)
def test_no_file_and_no_address_is_read(
    declaration: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hemmeligt", encoding="utf-8")

    def no_network(*args: object) -> None:
        raise AssertionError(args)

    monkeypatch.setattr(socket.socket, "connect", no_network)
    data = document(before=declaration.format(file=secret.as_uri()) + "\n")
    text = message(data.replace(b"Kurser for", b"&f;"))
    assert text == "the file has a DOCTYPE, which may declare entities"


def test_an_entity_that_nobody_declares_is_no_xml() -> None:
    assert "not XML" in message(document().replace(b"Kurser for", b"&f;"))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "not XML: no element found"),
        (b"<a>", "not XML"),
        (b"<a/><b/>", "not XML"),
        (b"PK\x03\x04", "not XML"),
        (b"<a/>", "the file has a, not iati-activities"),
        (b"<iati-activities/>", "version ? of IATI"),
        (document(version="1.05"), "version 1.05 of IATI"),
        (b"<a>" * (DEEPEST + 1), "nested more than 40 deep"),
        (b"<a>" + b"x" * 300_000 + b"</a>", "more than 200000 characters"),
        (b"<a " + b" ".join(b"a%d='1'" % n for n in range(200)) + b"/>", "100 attributes"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "no encoding that can be read"),
        (document().replace("å".encode(), b"\xe5"), "not XML"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_of_the_standard_is_refused_whole(data: bytes, text: str) -> None:
    assert text in message(data)


def test_an_activity_without_an_identifier_is_refused_alone() -> None:
    data = document(transaction(COMMITMENT, "2015-02-26", "1000"))
    data = data.replace(b"<iati-identifier>DK-1-EKSEMPEL-7</iati-identifier>", b"")
    grants = read_iati(data, "iati.xml", "DKK")
    assert refusals(grants) == [(3, "award", "the activity has no iati-identifier")]
