"""Personal data is recognised and masked; numbers of cases, accounts and companies are let be.

None of the numbers here is a person's: 070761-4285 is an example of old textbooks, and its
neighbours are made from it.
"""

from pathlib import Path

import pytest

from tidlig.model.patterns import Kind
from tidlig.model.personal import masked, masked_line, personal, suspicious

DATED = "# File numbers that begin with a date, and are not said to be file numbers"


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith("#")]


PAGE = (Path(__file__).parent / "innocent.txt").read_text("utf-8")
TEXTS, UNMARKED = map(lines, PAGE.split(DATED))

SURE = [
    "070761-4285",
    "070761 4285",
    "0707614285",
    "070761 - 4285",
    "070761\u20114285",
    "070761\u20134285",
    "070761\u00a04285",
    "070761_4285",
    "Leder er født 070761-4285.",
    "(070761-4285)",
    "cpr070761-4285",
    "CPR: 070761-4285",
    "Personnr. 0707614285",
    "jens-070761-4285",
    "2 personer, 070761-4285, fik besked",
    "CPR-nr. (j.nr. ukendt) 070761-4285",
    "cpr=0707614285",
]
PERHAPS = [
    "070761-4286",
    "150113-0042",
    "Se 150113-0042.",
    "CPR 070761 4286",
    "cpr-nr.: 0707614286",
    "j.nr. 070761-4285",
    "Sagsnr. 070761-4285",
    "sag 070761-4285",
    "2013-070761-4285",
    "070761-4285-1",
    "konto 1234 0707614285",
]


def found(text: str, *, of_file: bool = False) -> list[tuple[Kind, bool]]:
    return [(each.kind, each.sure) for each in personal(text, of_file=of_file)]


@pytest.mark.parametrize("text", SURE)
def test_a_cpr_number_is_found_however_it_is_written(text: str) -> None:
    assert found(text) == [(Kind.CPR, True)]


@pytest.mark.parametrize("text", PERHAPS)
def test_what_may_be_a_cpr_number_is_found_as_such(text: str) -> None:
    assert found(text) == [(Kind.CPR, False)]


def reported(texts: list[str]) -> tuple[int, list[str], list[str]]:
    """How many texts there are, and which of them hold surely and perhaps a CPR number."""
    sure = [text for text in texts if any(each.sure for each in personal(text))]
    return len(texts), sure, [text for text in texts if personal(text) and text not in sure]


def test_of_264_texts_one_is_taken_for_what_may_be_personal_data() -> None:
    assert reported(TEXTS) == (264, [], ["P-enhed 1001234567"])


def test_of_22_dated_numbers_two_are_taken_for_cpr_numbers_and_18_may_be() -> None:
    number, sure, perhaps = reported(UNMARKED)
    assert (number, len(perhaps)) == (22, 18)
    assert sure == ["031011-0450", "090616-0021"]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_not_taken_for_personal_data_is_shown_as_it_is(text: str) -> None:
    assert (masked(text) == text) == (not personal(text))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("311299-0000", True),  # 1999
        ("290200-0000", False),  # 1900 was no leap year
        ("290200-4000", True),  # 2000 was
        ("290204-0000", True),  # 1904
        ("010136-4000", True),  # 2036
        ("010137-4000", True),  # 1937
        ("010136-9000", True),  # 2036
        ("010137-9000", True),  # 1937
        ("010136-5000", True),  # 2036
        ("010137-5000", False),  # 2037: not born
        ("010157-8000", False),  # 2057
        ("010158-5000", False),  # 1858: not alive
        ("010199-8000", False),  # 1899
        ("310401-0000", False),
        ("000101-0000", False),
        ("010001-0000", False),
        ("011301-0000", False),
    ],
)
def test_the_seventh_digit_tells_the_century_of_a_birthday(text: str, *, is_one: bool) -> None:
    assert bool(personal(text)) == is_one


def test_a_reference_is_a_file_number_unless_its_digits_fit() -> None:
    assert found("150113-0042", of_file=True) == []
    assert found("070761-4285", of_file=True) == [(Kind.CPR, False)]
    assert found("cpr 070761-4285", of_file=True) == [(Kind.CPR, True)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Skriv til a.b-c@post.example.org.", "Skriv til *.*-*@****.*******.***."),
        ("mailto:jens@example.org?subject=x", "mailto:****@*******.***?subject=x"),
        ("søren@example.org", "*****@*******.***"),
        ("tlf. 12 34 56 78", "tlf. ** ** ** **"),
        ("Tlf.: 12345678, kl. 9-15", "Tlf.: ********, kl. 9-15"),
        ("telefonnr. 1234 5678", "telefonnr. **** ****"),
        ("Telefon (+45) 12 34 56 78", "Telefon (+**) ** ** ** **"),
        ("mobil: 12-34-56-78", "mobil: **-**-**-**"),
        ("Ring på 12345678", "Ring på ********"),
        ("phone +46 8 123 45 67", "phone +** * *** ** **"),
        ("+45 12 34 56 78", "+** ** ** ** **"),
        ("+4512345678", "+**********"),
        ("070761-4285 og tlf. 12345678", "******-**** og tlf. ********"),
        ("070761-4285@example.org", "******-****@*******.***"),
        ("j.nr. 150113-0042, født 070761-4285", "j.nr. 150113-0042, født ******-****"),
        ("[award.tilsagn-150113-0042]", "[award.tilsagn-150113-0042]"),
        ('reference = "F 150113-0042"', 'reference = "F 150113-0042"'),
        ("[recipient.jens-070761-4286]", "[recipient.jens-******-****]"),
        ("amount = 2502150000", "amount = 2502150000"),
        ("amount = 2502150002  # 070761-4285", "amount = 2502150002  # ******-****"),
        (
            'sha256 = "070761428507076142850707614285aa"',
            'sha256 = "070761428507076142850707614285aa"',
        ),
    ],
)
def test_what_is_found_is_masked_in_as_many_characters(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert masked(shown) == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (r'note = "070761\u002d4285"', r'note = "******\u002d****"'),
        (r'note = "\u003070761-4285"', r'note = "******' + '*****-****"'),
        (r'note = "a\U00000040example.org"', r'note = "*\U00000040*******.***"'),
        (r'note = "\"æ\" C:\\070761-4285"', r'note = "\"æ\" C:\\******-****"'),
        (r"x = '\UFFFFFFFF' # 070761-4285", r"x = '\UFFFFFFFF' # ******-****"),
    ],
)
def test_escapes_hide_nothing_in_a_line(line: str, shown: str) -> None:
    assert masked_line(line) == shown
    assert len(shown) == len(line)


def test_what_is_found_is_suspicious_at_first_sight() -> None:
    texts = [*SURE, *PERHAPS, "tlf. 12345678", "+4512345678", "a@example.org"]
    assert [text for text in texts if not suspicious(text)] == []


def test_long_texts_take_no_time_that_grows_with_their_square() -> None:
    for text in (
        "a" * 200_000,
        "a." * 100_000 + "@",
        "1" * 200_000,
        "tlf " * 50_000,
        "0101" * 50_000,
    ):
        assert personal(text) == []
