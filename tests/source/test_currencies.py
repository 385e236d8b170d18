"""The currency of a ledger, and amounts in it: values are worked out by hand, in hundredths."""

import pytest

from tidlig.model.currencies import CURRENCIES
from tidlig.model.messages import in_currency, sentence
from tidlig.model.money import KRONER, UNKNOWN, WITHOUT_HUNDREDTHS, Money
from tidlig.source.amounts import amounts_of
from tidlig.source.ledger_currency import ledger_currency
from tidlig.source.reading import read
from tidlig.source.values import Refused, currency

EURO = amounts_of("EUR")


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("ABC", 'write its code, such as "DKK"'),
        ("XXX", 'write its code, such as "DKK"'),
        ("XAU", 'write its code, such as "DKK"'),
        ("DEM", 'write its code, such as "DKK"'),
        ("", 'write its code, such as "DKK"'),
        ("D", 'write its code, such as "DKK"'),
        ("kr.", 'did you mean "DKK"?'),
        ("dkk", 'did you mean "DKK"?'),
        ("DKR", 'did you mean "DKK"?'),
        ("euro", 'did you mean "EUR"?'),
        ("GPB", 'did you mean "GBP"?'),
        ("NKO", 'did you mean "NOK"?'),
    ],
)
def test_only_codes_of_currencies_are_codes(written: str, help: str) -> None:
    with pytest.raises(Refused) as caught:
        currency(written)
    assert sentence(caught.value.help) == help
    for code in ("DKK", "SEK", "NOK", "EUR", "GBP", "USD", "CHF", "PLN", "ILS", "UAH", "BGN"):
        assert currency(code) == code


def test_every_code_is_three_letters_and_those_without_hundredths_are_codes() -> None:
    assert all(code.isalpha() and len(code) == 3 and code == code.upper() for code in CURRENCIES)
    assert set(CURRENCIES) >= WITHOUT_HUNDREDTHS


@pytest.mark.parametrize(
    ("written", "money"),
    [
        (1_250_000, Money(125_000_000)),
        ("1,5 mio. EUR", Money(150_000_000)),
        ("250 t.EUR", Money(25_000_000)),
        ("1.234.567,50 EUR", Money(123_456_750)),
        ("0,07 EUR", Money(7)),
        ("-3,1 mia. EUR", Money(-310_000_000_000)),
        ("ca. 49,2 mio. EUR", Money(4_920_000_000, 5_000_000)),
        ("1\u00a0EUR", Money(100)),
        ("unknown", UNKNOWN),
    ],
)
def test_an_amount_in_the_ledgers_currency_is_read_as_one_in_kroner(
    written: object, money: object
) -> None:
    assert EURO.amount(written) == money


def test_the_value_of_a_statement_is_rounded_as_written() -> None:
    assert EURO.rounded_amount("49 mio. EUR") == Money(4_900_000_000, 50_000_000)
    assert EURO.rounded_amount("25,01 EUR") == Money(2_501)


def refusal(written: object, of: str) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        amounts_of(of).amount(written)
    assert caught.value.check == "ambiguous-amount"
    words = in_currency(of)
    return sentence(caught.value.message, words), sentence(caught.value.help, words)


@pytest.mark.parametrize(
    ("written", "own", "other"),
    [
        ("1,5 mio. kr.", "EUR", "DKK"),
        ("5 kr.", "EUR", "DKK"),
        ("ca. -3,1 t.kr.", "EUR", "DKK"),
        ("5 mio. SEK", "EUR", "SEK"),
        ("5 EUR", "DKK", "EUR"),
        ("250 t.EUR", "DKK", "EUR"),
        ("5 mio. kr.", "SEK", "DKK"),
        ("5 mio. kr.", "NOK", "DKK"),
    ],
)
def test_an_amount_in_another_currency_is_refused(written: str, own: str, other: str) -> None:
    message, help = refusal(written, own)
    assert message == f'"{written}" is in {other}, and the ledger is in {own}'
    unit = "mio. kr." if own == "DKK" else f"mio. {own}"
    assert help == (
        f'write what it comes to in {own}, such as "49,2 {unit}"; if the whole ledger is in '
        f'{other}, write currency = "{other}" in [ledger]'
    )


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("1.5 mio. EUR", 'write "1,5 mio. EUR"'),
        ("5 mio eur", 'write "5 mio. EUR"'),
        ("5 mia EUR", 'write "5 mia. EUR"'),
        ("5.EUR", 'write whole EUR (1_250_000) or text such as "49,2 mio. EUR", or "unknown"'),
        ("100", 'write "100 EUR" or "100 mio. EUR"'),
        ("1.000.000", 'write "1.000.000 EUR"'),
        ("1,001 EUR", 'write "1.001 EUR" for thousands; after a comma come hundredths'),
        ("0,5001 EUR", "leave out what is less than a hundredth"),
        ("5 mio. DKK", 'write one of "EUR", "t.EUR", "mio. EUR", "mia. EUR"'),
    ],
)
def test_help_for_an_amount_is_in_the_ledgers_currency(written: object, help: str) -> None:
    assert refusal(written, "EUR")[1] == help


def test_kroner_are_written_kr_and_in_no_other_way() -> None:
    message, help = refusal("5 mio. DKK", "DKK")
    assert message == '"5 mio. DKK" has no unit that is known: "mio. DKK"'
    assert help == 'write one of "kr.", "t.kr.", "mio. kr.", "mia. kr."'


@pytest.mark.parametrize("written", ["5 mio. kr.", "5 mio. EUR"])
def test_where_the_currency_is_not_known_none_is_refused(written: str) -> None:
    assert amounts_of(None).amount(written) == Money(500_000_000)


def test_a_currency_is_three_capital_letters_with_hundredths() -> None:
    assert [currency(code) for code in ("DKK", "EUR", "SEK")] == ["DKK", "EUR", "SEK"]
    for wrong in ("eur", "EURO", "", "€", 978):
        with pytest.raises(Refused):
            currency(wrong)


@pytest.mark.parametrize("code", ["JPY", "ISK", "KWD"])
def test_a_currency_without_hundredths_is_refused_with_the_reason(code: str) -> None:
    assert code in WITHOUT_HUNDREDTHS
    with pytest.raises(Refused) as caught:
        currency(code)
    assert sentence(caught.value.message) == (
        f'"{code}" has no hundredths, and a ledger counts in them'
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", KRONER),
        ("[ledger]\nformat = 1\n", KRONER),
        ('[ledger]\ncurrency = "EUR"\n', "EUR"),
        ('# a comment\n\n \t[ ledger ] # own\r\nformat = 1\ncurrency = "EUR"', "EUR"),
        ('\ufeff[ledger]\ncurrency = "EUR"\n[program.p]\nname = "x"', "EUR"),
        ('[program.p]\nname = "x"\n[ledger]\ncurrency = "EUR"', "EUR"),
        ('ledger = { currency = "EUR" }', "EUR"),
        ('ledger.currency = "EUR"', "EUR"),
        ('[ledger]\nx = """\n[program.p]\n"""\ncurrency = "EUR"', "EUR"),
        ('[ledger]\n# currency = "SEK"\n"currenc\\u0079" = "EUR"', "EUR"),
        ('[register.r]\ncurrency = "SEK"\n[ledger]\nformat = 1', KRONER),
        ('[ledger]\ncurrency = "EUR"\n[program.p]\nname = not toml', "EUR"),
        ('[ledger]\ncurrency = "euro"', None),
        ('[ledger]\ncurrency = "JPY"', None),
        ("[ledger]\ncurrency = EUR", None),
        ('ledger = "EUR"', None),
    ],
)
def test_the_currency_is_found_wherever_the_settings_stand(text: str, code: str | None) -> None:
    assert ledger_currency(text.encode()) == code


def test_a_file_is_read_in_the_currency_that_it_is_given() -> None:
    award = b'[award.a]\nprogram = "p"\nrecipient = "r"\ndate = 2024-02-01\namount = "5 t.EUR"\n'
    in_euro, in_kroner = read("a.toml", award, currency="EUR"), read("a.toml", award)
    assert [entry.id for entry in in_euro.entries] == ["a"]
    assert (in_euro.faults, in_kroner.entries) == ((), ())
    assert [fault.check for fault in in_kroner.faults] == ["ambiguous-amount"]


def test_the_unit_of_reports_is_of_the_ledgers_currency() -> None:
    def faults(unit: str) -> list[str]:
        text = f'[ledger]\nformat = 1\ncurrency = "EUR"\nunit = "{unit}"\n'
        contents = read("programs.toml", text.encode(), holds_settings=True)
        return [sentence(fault.problem.message) for fault in contents.faults]

    assert faults("t.EUR") == []
    assert faults("t.kr.") == ['"t.kr." is not known here']
