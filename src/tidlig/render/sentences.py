"""The words and sentences of what is left, in Danish and English: each is written once."""

from collections.abc import Iterable

from tidlig.model.money import Unit, name_of
from tidlig.model.years import Years
from tidlig.render.edit_words import EDIT_WORDS
from tidlig.render.entry_words import ENTRY_WORDS
from tidlig.render.import_words import IMPORT_WORDS
from tidlig.render.note_round_words import NOTE_ROUND_WORDS
from tidlig.render.note_words import NOTE_WORDS
from tidlig.render.page_words import PAGE_WORDS
from tidlig.render.report_words import REPORT_WORDS
from tidlig.render.style import Language, label
from tidlig.render.workbook_words import WORKBOOK_WORDS

SENTENCES: dict[str, tuple[str, str]] = {
    # Headings of figures.
    "agreed": ("afsat", "agreed"),
    "binding": ("bevilling i alt", "budget"),
    "budget": ("bevilling med BO", "budget with estimates"),
    "used": ("forbrug", "used"),
    "used, awarded": ("forbrug (tilsagn)", "used (awarded)"),
    "remaining": ("til rådighed", "remaining"),
    "unused": ("uforbrugt", "unused"),
    "lapsed": ("bortfaldet", "lapsed"),
    "unsettled": ("ikke afregnet", "unsettled"),
    "of which lapsed": ("heraf bortfaldet", "of which lapsed"),
    "of which unsettled": ("heraf ikke afregnet", "of which unsettled"),
    "unreported": ("ikke oplyst", "unreported"),
    "estimate": ("BO", "estimate (BO)"),
    "uncommitted": ("ikke udmøntet", "uncommitted"),
    "appropriated": ("bevilling", "appropriated"),
    "reprioritised": ("omprioriteret", "reprioritised"),
    "carried": ("videreført", "carried over"),
    "awarded": ("tilsagn", "awarded"),
    "returned": ("annulleret/tilbagebetalt", "returned"),
    "outturn": ("regnskab", "accounts"),
    # Headings of rows and columns.
    "account": ("konto", "account"),
    "program": ("initiativ", "program"),
    "strand": ("delinitiativ", "strand"),
    "period": ("periode", "period"),
    "year": ("år", "year"),
    "state": ("tilstand", "state"),
    "in all": ("i alt", "in all"),
    "at least": ("mindst", "at least"),
    "at most": ("højst", "at most"),
    "not split by strand": ("ikke fordelt på delinitiativ", "not split by strand"),
    "closed": ("lukket", "closed"),
    "open": ("åbent", "open"),
    "joined": ("samlet", "joined"),
    "BO": ("BO", "est."),
    # The page.
    "balance": ("Bevillingsoversigt", "Budget overview"),
    "balance of": (
        "Bevillingsoversigt, {number} initiativer",
        "Budget overview, {number} programs",
    ),
    "account of": ("konto {account}", "account {account}"),
    "as of": ("pr. {date}, {unit}", "as of {date}, {unit}"),
    "later entry": ("1 senere post er ikke med", "1 later entry is left out"),
    "later entries": (
        "{number} senere poster er ikke med",
        "{number} later entries are left out",
    ),
    "circa": ("ca.", "c."),
    "bounds": ("{least} til {most}", "{least} to {most}"),
    # The answer.
    "Remaining": ("Til rådighed", "Remaining"),
    "Unused": ("Uforbrugt", "Unused"),
    "Unreported": ("Ikke oplyst", "Unreported"),
    "Appropriated": ("Bevilling", "Budget"),
    "Why": ("Hvorfor", "Why"),
    "Overspent": ("Overskredet", "Overspent"),
    "nothing, over": ("intet, perioden {years} er slut", "nothing, the period {years} is over"),
    "nothing": ("intet i {year}", "nothing in {year}"),
    "nothing, chosen over": (
        "intet i {years}: de valgte år er slut",
        "nothing in {years}: the chosen years are over",
    ),
    "nothing, all over": ("intet, alle perioder er slut", "nothing, all periods are over"),
    "remaining in": ("{figure} i {year}", "{figure} in {year}"),
    "not stated": ("ikke oplyst", "not known"),
    "no act": (
        "ikke oplyst: loven for {year} er ikke med",
        "not known: the act of {year} is not in the ledger",
    ),
    "no act of one": (
        "ikke oplyst: 1 initiativ løber, og ingen lov for {year} er med",
        "not known: 1 program runs, and no act of {year} is in the ledger",
    ),
    "no acts": (
        "ikke oplyst: {number} initiativer løber, og ingen lov for {year} er med",
        "not known: {number} programs run, and no act of {year} is in the ledger",
    ),
    "no accounts": (
        "ikke oplyst: hverken regnskab eller tilsagn",
        "not known: neither accounts nor awards",
    ),
    "no budget": ("ikke oplyst: ingen bevilling", "not known: no budget"),
    "less awards": (
        "ikke oplyst i {year}: {figure} minus {number} tilsagn uden oplyst beløb",
        "not known in {year}: {figure} less {number} awards of unknown amounts",
    ),
    "not known for one": (
        "{figure} i {year}; ikke oplyst for 1 initiativ",
        "{figure} in {year}; not known for 1 program",
    ),
    "not known for some": (
        "{figure} i {year}; ikke oplyst for {number} initiativer",
        "{figure} in {year}; not known for {number} programs",
    ),
    "unused of": ("{figure} af {budget}, ikke afregnet", "{figure} of {budget}, not settled"),
    "unused of, lapsed": (
        "{figure} af {budget}, heraf {lapsed} bortfaldet og {unsettled} ikke afregnet",
        "{figure} of {budget}, of which {lapsed} lapsed and {unsettled} not settled",
    ),
    "unused in": ("{figure} i {years}, ikke afregnet", "{figure} in {years}, not settled"),
    "unused without accounts": (
        "{figure} i {years}, regnskab er ikke oplyst",
        "{figure} in {years}, no accounts yet",
    ),
    "unused, lapsed": (
        "{figure} i {years}, heraf {lapsed} bortfaldet og {unsettled} ikke afregnet",
        "{figure} in {years}, of which {lapsed} lapsed and {unsettled} not settled",
    ),
    "unused, all lapsed": ("{figure} i {years}, bortfaldet", "{figure} in {years}, lapsed"),
    "unreported of": ("forbruget af {figure} i {years}", "what was used of {figure} in {years}"),
    "unreported why": (
        "forbruget af {figure} i {years}: hverken regnskab eller tilsagn",
        "what was used of {figure} in {years}: neither accounts nor awards",
    ),
    "first act": ("{figure} i {act} med BO", "{figure} in {act} with estimates"),
    "moved": ("{figure} omprioriteret", "{figure} reprioritised"),
    "carried on": ("{figure} videreført", "{figure} carried over"),
    "later acts": ("{figure} senere FL", "{figure} by later acts"),
    "not split by year": (
        "tilsagn for {figure} er ikke fordelt mellem {years}",
        "awards of {figure} are not split between {years}",
    ),
    "and": ("og", "and"),
    "overspent in": ("{name}, {figure} i {year}", "{name}, {figure} in {year}"),
    # Below the tables.
    "agreed without budget": (
        "Afsat ved aftale, uden oplyst bevilling",
        "Set aside by agreement, without a known budget",
    ),
    "a year from": ("{figure} årligt fra {year}", "{figure} a year from {year}"),
    "set aside in": ("{figure} i {years}", "{figure} in {years}"),
    "note, unknown": (
        "{signs}: hertil eller herfra et beløb, der ikke er oplyst ({entries}).",
        "{signs}: an amount that is not known is added or taken away ({entries}).",
    ),
    "note, unknown awards": (
        "?: {entries}, beløb ikke oplyst.",
        "?: {entries}, amount not known.",
    ),
    "note, estimates of": (
        "BO {years}: budgetoverslag efter {act}, ikke bindende.",
        "BO {years}: estimates of {act}, not binding.",
    ),
    "note, circa": ("ca.: afrundet i kilden.", "c.: rounded in the source."),
    "note, signs": (
        "–: ikke relevant. Tomt: ikke oplyst.",
        "–: does not apply. Empty: not known.",
    ),
    # The balance: rows, options and notes.
    "Agreed": ("Afsat", "Agreed"),
    "agreed in": ("{figure} ved aftale for {years}", "{figure} by agreement for {years}"),
    "acts from": ("{first} til {last}", "{first} to {last}"),
    "carried on unspent": ("uforbrugt videreført", "unspent carried on"),
    "paid": ("udbetalt", "paid"),
    "none known": (
        "ikke oplyst for nogen af de {number} initiativer, der løber i {year}",
        "not known for any of the {number} programs that run in {year}",
    ),
    "one not known": (
        "ikke oplyst for det ene initiativ, der løber i {year}",
        "not known for the one program that runs in {year}",
    ),
    "note, unknown amounts": ("Beløb ikke oplyst: {entries}.", "Amounts not known: {entries}."),
    "not known, no less": (
        "ikke oplyst i {years}: mindst {figure}",
        "not known in {years}: at least {figure}",
    ),
    "not known, no more": (
        "ikke oplyst i {years}: højst {figure}",
        "not known in {years}: at most {figure}",
    ),
    "no amount": (
        "ikke oplyst: ingen lov har et beløb for {year}",
        "not known: no act states an amount for {year}",
    ),
    "covered": ("dækket af ufordelt", "covered by unsplit"),
    "BO of": ("BO", "est."),
    "budget of year": ("bevilling", "budget"),
    "a year": ("{figure} årl.", "{figure} a year"),
    "no less": ("mindst {figure}", "at least {figure}"),
    "no more": ("højst {figure}", "at most {figure}"),
    "tag": ("mærke", "tag"),
    "no tag": ("uden mærke", "no tag"),
    "used of budget": ("forbrug af bevilling", "used of budget"),
    "in all of budgeted": (
        "i alt ({number} initiativer med bevilling)",
        "in all ({number} programs with a budget)",
    ),
    "group open": ("Åbne", "Open"),
    "group over, unsettled": ("Slut, ikke afregnet", "Over, not settled"),
    "group without budget": ("Afsat uden bevilling", "Set aside without a budget"),
    "group others": ("Øvrige", "Others"),
    "overspent, by program": (
        "{name}, {figure} i {year} (styres på initiativet)",
        "{name}, {figure} in {year} (controlled by program)",
    ),
    "note, cut spans": (
        "Penge over {years} er ikke fordelt på de valgte år og er ikke med.",
        "Money over {years} is not split between the chosen years, and is left out.",
    ),
    "note, unexplained": (
        "Årsag til {figure} ved senere FL er ikke oplyst.",
        "The reason for {figure} by later acts is not known.",
    ),
    "note, awarded": ("Tilsagn registreret: {figure}.", "Awards recorded: {figure}."),
    "note, estimates without act": (
        "Lovene er med til {act}: BO {years} er uden lov. BO er ikke bindende.",
        "Acts are in to {act}: estimates of {years} have no act. They are not binding.",
    ),
    "note, estimates": (
        "BO: budgetoverslag, ikke bindende.",
        "BO: estimates, not binding.",
    ),
    "note, agreed": (
        "Afsat er ved aftale og giver ingen bevilling.",
        "Agreed is set aside by agreement, and gives no budget.",
    ),
    "note, tags": (
        "Et initiativ med flere mærker står under hvert af dem.",
        "A program with several tags stands under each of them.",
    ),
    "note, rounded": (
        "Tallene er afrundet hver for sig; summer er af hele beløb.",
        "Figures are rounded one by one; sums are of whole amounts.",
    ),
    "no programs": ("Ingen initiativer at vise.", "No programs to show."),
    # Unknown amounts, and money that is not split, in a balance.
    "not known in": ("ikke oplyst i {years}", "not known in {years}"),
    # The balance: years that are over, and those without a budget.
    "no budget in": ("ikke oplyst: ingen bevilling i {years}", "not known: no budget in {years}"),
    "no budget yet": ("ikke oplyst: ingen bevilling endnu", "not known: no budget yet"),
    "remaining but of": (
        "{figure} i {year}; ikke oplyst for {years}",
        "{figure} in {year}; not known for {years}",
    ),
    "unused, by awards": (
        "{figure} i {years}, heraf {awards} efter tilsagn uden regnskab",
        "{figure} in {years}, of which {awards} by awards without accounts",
    ),
    "note, by awards": (
        "{years}: efter tilsagn, regnskab ikke oplyst.",
        "{years}: by awards, no accounts yet.",
    ),
    "note, by awards of": (
        "Uforbrugt i {years} er {figure} efter tilsagn, regnskab ikke oplyst.",
        "Unused of {years} is {figure} by awards, no accounts yet.",
    ),
    # reconcile
    "beyond the period": (
        "{years}, ud over perioden {period}",
        "{years}, beyond the period {period}",
    ),
    # history
    "at the commit": ("(fjernet efter {commit})", "(removed after {commit})"),
    # What is said of one thing, where the sentence of several has another word.
    "added entries, one": ("1 post tilføjet", "1 entry added"),
    "removed entries, one": ("1 post fjernet", "1 entry removed"),
    "changed entries, one": ("1 post ændret", "1 entry changed"),
    "balance of, one": ("Bevillingsoversigt, 1 initiativ", "Budget overview, 1 program"),
    "in all of budgeted, one": (
        "i alt (1 initiativ med bevilling)",
        "in all (1 program with a budget)",
    ),
    "later entries, one": ("1 senere post er ikke med", "1 later entry is left out"),
    "none known, one": (
        "ikke oplyst for det ene initiativ, der løber i {year}",
        "not known for the one program that runs in {year}",
    ),
    "no acts, one": (
        "ikke oplyst: 1 initiativ løber, og ingen lov for {year} er med",
        "not known: 1 program runs, and no act of {year} is in the ledger",
    ),
    "less awards, one": (
        "ikke oplyst i {year}: {figure} minus 1 tilsagn uden oplyst beløb",
        "not known in {year}: {figure} less 1 award of an unknown amount",
    ),
    "not known for some, one": (
        "{figure} i {year}; ikke oplyst for 1 initiativ",
        "{figure} in {year}; not known for 1 program",
    ),
    "pools: interventions, one": ("1 indsats", "1 intervention"),
    "pools: number, direct, one": (
        "1 pulje: direkte økonomisk støtte",
        "1 pool: direct support",
    ),
    "pools: number, advisory, one": ("1 pulje: rådgivning", "1 pool: advice"),
    "pools: in awards, one": ("{amount} i 1 tilsagn", "{amount} in 1 award"),
    "log: movements of programs, one": ("Bevægelser, 1 initiativ", "Movements, 1 program"),
    "log: accounts of, entries, one": ("regnskab {years} (1 post)", "accounts {years} (1 entry)"),
    "reconciliation of, one": ("Afstemning, 1 initiativ", "Reconciliation, 1 program"),
    "accounts, differ, one": (
        "afviger i {number} af 1 initiativ med regnskab",
        "differ in {number} of 1 program with accounts",
    ),
    "count agrees, one": ("1 stemmer", "1 agrees"),
    "findings unchanged": ("{number} uændrede", "{number} unchanged"),
    "findings unchanged, one": ("1 uændret", "1 unchanged"),
    # show, log, pools, add, and notes below a program's balance.
    "note, cut budget": (
        "{figure} af bevillingen er for {years} samlet: ikke med her, se alle år.",
        "{figure} of the budget is for {years} together: not in here, see all years.",
    ),
    "note, cut awards in accounts": (
        "Tilsagn for {figure} over {years} er med i årenes regnskab.",
        "Awards of {figure} over {years} are in the accounts of the years.",
    ),
    "note, cut awards in bounds": (
        "Tilsagn for {figure} over {years} er ikke fordelt på år: se grænserne.",
        "Awards of {figure} over {years} are not split by year: see the bounds.",
    ),
    "addition does": (
        "Hvad posten ændrer, pr. {date}, {unit}",
        "What it does, as of {date}, {unit}",
    ),
    "addition moves nothing": ("Ingen beløb er ændret.", "No figure differs."),
    "addition leaves what is left": (
        "Til rådighed og uforbrugt er uændret.",
        "What remains and what is unused are unchanged.",
    ),
    "award of estimate": (
        "Advarsel: {years} er BO efter {act}; et overslag giver ingen bevilling.",
        "Warning: {years} is an estimate of {act}, which gives no authority.",
    ),
    "award of over": (
        "Advarsel: {years} er slut; der er intet til rådighed.",
        "Warning: {years} is over; nothing remains.",
    ),
    "award of accounts": (
        "Advarsel: regnskabet for {years} er aflagt; det siger, hvad der er brugt.",
        "Warning: the accounts of {years} are in; they say what was used.",
    ),
    "note, sign of none": ("–: ikke relevant.", "–: does not apply."),
    "note, blank": ("Tomt: ikke oplyst.", "Empty: not known."),
    "log: moved, budget": (
        "bevilling og ændring ved senere FL",
        "appropriated, and change by a later act",
    ),
    "log: first and change": (
        "bevilling for {years} {appropriated}; ændring ved senere FL {restated}",
        "appropriated for {years} {appropriated}; change by a later act {restated}",
    ),
    "note, no payments": (
        "Udbetalt og hensat er ikke oplyst: ingen udbetaling er registreret ({programs}).",
        "Paid and outstanding are not known: no payment is recorded ({programs}).",
    ),
    # The balance and the reconciliation: awards charged to estimates, money that is not split.
    "note, estimates awarded": (
        "Tilsagn for {figure} er trukket fra.",
        "Awards of {figure} are taken off.",
    ),
    "note, awarded of estimates": (
        "Tilsagn på budgetoverslag er med i tilsagn netto, ikke i forbrug.",
        "Awards on estimates are in net awarded, not in used.",
    ),
    "note, unsplit may pay": (
        "Ufordelte penge kan betale: rækkerne for delinitiativer går op med dem.",
        "Money that is not split by strand may pay: rows of strands add up only with it.",
    ),
    # The balance: why figures are not known, or have bounds.
    "unknown amounts": (
        "ikke oplyst: afhænger af {number} beløb, der ikke er oplyst",
        "not known: it depends on {number} amounts that are not known",
    ),
    "unknown amounts, one": (
        "ikke oplyst: afhænger af et beløb, der ikke er oplyst",
        "not known: it depends on an amount that is not known",
    ),
    "no accounts of": (
        "ikke oplyst: hverken regnskab eller tilsagn for {years}",
        "not known: neither accounts nor awards of {years}",
    ),
    "at most, less awards": (
        "ikke oplyst i {year}: højst {figure}, minus {number} tilsagn uden oplyst beløb",
        "not known in {year}: at most {figure}, less {number} awards of unknown amounts",
    ),
    "at most, less awards, one": (
        "ikke oplyst i {year}: højst {figure}, minus 1 tilsagn uden oplyst beløb",
        "not known in {year}: at most {figure}, less 1 award of an unknown amount",
    ),
    "awards not by strand": (
        "tilsagn for {figure} er ikke fordelt på delinitiativ",
        "awards of {figure} are not split by strand",
    ),
    "unused, lapsed unknown": (
        "{figure} i {years}, heraf et ikke oplyst beløb bortfaldet",
        "{figure} in {years}, of which an amount that is not known lapsed",
    ),
    "unused, lapsed at least": (
        "{figure} i {years}, heraf mindst {lapsed} bortfaldet",
        "{figure} in {years}, of which at least {lapsed} lapsed",
    ),
    # add: what an unknown amount does where what is left was not known before.
    "addition unknown, fall": (
        "Til rådighed eller uforbrugt falder med et beløb, der ikke er oplyst.",
        "What remains or is unused falls by an amount that is not known.",
    ),
    "addition unknown, change": (
        "Til rådighed eller uforbrugt ændres med et beløb, der ikke er oplyst.",
        "What remains or is unused changes by an amount that is not known.",
    ),
    # show: what is moved within a program.
    "in all, net": ("i alt, netto", "in all, net"),
    # What the balance of several programs leaves out of its sums.
    "balance: not known for programs": (
        "ikke oplyst for {number} initiativer",
        "not known for {number} programs",
    ),
    "balance: not known for programs, one": (
        "ikke oplyst for 1 initiativ",
        "not known for 1 program",
    ),
    "note, left out of sums": (
        "I alt er uden det, som ikke er oplyst for {names}.",
        "The sums leave out what is not known of {names}.",
    ),
}
"""Each sentence by its key; a test holds both languages to the same placeholders."""

SENTENCES |= EDIT_WORDS | ENTRY_WORDS | IMPORT_WORDS | PAGE_WORDS | REPORT_WORDS
SENTENCES |= WORKBOOK_WORDS | NOTE_WORDS | NOTE_ROUND_WORDS

MONTHS: dict[Language, tuple[str, ...]] = {
    "da": (
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september",
        "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
}  # fmt: skip
"""The names of months."""

_ENGLISH_SCALES = {"kr": "", "t.kr": " thousands", "mio": " millions", "mia": " billions"}


def sentence(key: str, language: Language, **values: object) -> str:
    """Return a sentence in a language, with its values in place.

    Of a `number` of 1, or where it is one of a `whole` of 1, it is the sentence `KEY, one` if any.
    """
    if values.get("whole", values.get("number")) == 1 and f"{key}, one" in SENTENCES:
        key = f"{key}, one"
    danish, english = SENTENCES[key]
    return (danish if language == "da" else english).format(**values)


def spans(years: Iterable[int]) -> str:
    """Write years as spans: "2016-2021", "2014, 2016-2017"."""
    found: list[list[int]] = []
    for year in sorted(set(years)):
        if found and found[-1][-1] == year - 1:
            found[-1].append(year)
        else:
            found.append([year])
    return ", ".join(str(Years(span[0], span[-1])) for span in found)


def word(key: str, language: Language) -> str:
    """Return the word of a column: one of these sentences, else of the words of other reports."""
    return sentence(key, language) if key in SENTENCES else label(key, language)


def unit_name(unit: Unit, language: Language) -> str:
    """Return the name of a unit of amounts in a language: "mio. kr.", "DKK millions"."""
    return unit.label if language == "da" else f"{unit.currency}{_ENGLISH_SCALES[name_of(unit)]}"


def amount_in(unit: Unit, language: Language, figure: str) -> str:
    """Write a figure with its unit: "49,2 mio. kr.", "DKK 49.2 million"."""
    if language == "da":
        return f"{figure} {unit.label}"
    return f"{unit.currency} {figure}{_ENGLISH_SCALES[name_of(unit)].removesuffix('s')}"
