"""The words and sentences of what is left, in Danish and English: each is written once."""

from tidlig.render.style import Language, label

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
    "less an award": (
        "ikke oplyst i {year}: {figure} minus 1 tilsagn uden oplyst beløb",
        "not known in {year}: {figure} less 1 award of an unknown amount",
    ),
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
    "note, estimates of": (
        "BO {years}: budgetoverslag efter {act}, ikke bindende.",
        "BO {years}: estimates of {act}, not binding.",
    ),
    "note, circa": ("ca.: afrundet i kilden.", "c.: rounded in the source."),
    "note, signs": (
        "–: ikke relevant. Tomt: ikke oplyst.",
        "–: does not apply. Empty: not known.",
    ),
    # Rounds and pools.
    "pools: rounds and pools": ("Runder og puljer", "Rounds and pools"),
    "pools: nothing in pools": (
        "Ingen runder eller puljer at vise.",
        "No rounds or pools to show.",
    ),
    "pools: round announced": ("{name}, udmeldt {date}", "{name}, announced {date}"),
    "pools: listed pool": ("pulje", "pool"),
    "pools: number of pools": ("puljer", "pools"),
    "pools: pool's frame": ("puljeramme", "frame"),
    "pools: awarded from pool": ("tilsagn", "awarded"),
    "pools: annulled": ("annulleret", "annulled"),
    "pools: annulled later": ("annulleret senere", "annulled later"),
    "pools: refunded": ("tilbagebetalt", "refunded"),
    "pools: frame used": ("brugt", "used"),
    "pools: number of awards": ("antal tilsagn", "awards"),
    "pools: recipients of pool": ("modtagere", "recipients"),
    "pools: eligible": ("ansøgerkreds", "may apply"),
    "pools: offered": ("udbud", "offered"),
    "pools: interventions": ("{number} indsatser", "{number} interventions"),
    "pools: one intervention": ("{number} indsats", "{number} intervention"),
    "pools: support": ("støtte", "support"),
    "pools: direct": ("direkte økonomisk støtte", "direct support"),
    "pools: advisory": ("rådgivning", "advice"),
    "pools: number, direct": (
        "{number} puljer: direkte økonomisk støtte",
        "{number} pools: direct support",
    ),
    "pools: one, direct": ("1 pulje: direkte økonomisk støtte", "1 pool: direct support"),
    "pools: number, advisory": ("{number} puljer: rådgivning", "{number} pools: advice"),
    "pools: one, advisory": ("1 pulje: rådgivning", "1 pool: advice"),
    "pools: applications": ("ansøgninger", "applications"),
    "pools: applied": ("{who} søgte", "{who} applied"),
    "pools: applications from": ("{number} fra {who}", "{number} from {who}"),
    "pools: applications from some": (
        "{number} fra {who} (antal ikke oplyst)",
        "{number} from {who} (number not known)",
    ),
    "pools: participants": ("deltagere", "taking part"),
    "pools: recipients": ("modtagere", "recipients"),
    "pools: awarded without a pool": ("tilsagn uden pulje", "awarded, no pool"),
    "pools: in awards": ("{amount} i {number} tilsagn", "{amount} in {number} awards"),
    "pools: to recipients": ("{amount} til {who}", "{amount} to {who}"),
    "pools: pools unknown": ("; hvilke puljer er ikke oplyst", "; which pools is not known"),
    "pools: to unknown": ("; modtagere er ikke oplyst", "; recipients are not known"),
    "pools: pools, recipients unknown": (
        "; hvilke puljer og modtagere er ikke oplyst",
        "; which pools and recipients is not known",
    ),
    "pools: of pool": ("{amount} på {name}", "{amount} of {name}"),
    "pools: refills nothing": (
        "{amount}; fylder ikke puljerammen op igen",
        "{amount}; does not refill the frame",
    ),
    "pools: deadline": ("frist", "deadline"),
    "pools: deadline, start": (
        "{date}, forventet projektstart {start}",
        "{date}, projects expected to start {start}",
    ),
    "pools: decided": ("tilsagn givet", "decided"),
    "pools: project start": ("projektstart", "project start"),
    "pools: expected": ("{start}, forventet", "{start}, expected"),
    "pools: outcome": ("udfald", "outcome"),
    "pools: others": ("øvrige", "others"),
    "pools: prices of": ("Puljeramme i {year}-priser.", "Frames in {year} prices."),
    "pools: prices of some": (
        "Puljerammer i priser for flere år: {years}.",
        "Frames in the prices of several years: {years}.",
    ),
    "pools: one municipality": ("kommune", "municipality"),
    "pools: several municipality": ("kommuner", "municipalities"),
    "pools: one region": ("region", "region"),
    "pools: several region": ("regioner", "regions"),
    "pools: one state": ("statslig institution", "state institution"),
    "pools: several state": ("statslige institutioner", "state institutions"),
    "pools: one organisation": ("frivillig organisation", "voluntary organisation"),
    "pools: several organisation": ("frivillige organisationer", "voluntary organisations"),
    "pools: one provider": ("privat leverandør", "private provider"),
    "pools: several provider": ("private leverandører", "private providers"),
    "pools: one other": ("anden", "other"),
    "pools: several other": ("andre", "others"),
    # Movements.
    "log: movements": ("Bevægelser", "Movements"),
    "log: movements of": ("Bevægelser, {what}", "Movements, {what}"),
    "log: movements of programs": (
        "Bevægelser, {number} initiativer",
        "Movements, {number} programs",
    ),
    "log: no movements": ("Ingen bevægelser at vise.", "No movements to show."),
    "log: only years": ("kun {years}", "only {years}"),
    "log: date": ("dato", "date"),
    "log: movement": ("bevægelse", "movement"),
    "log: years": ("år", "years"),
    "log: amount": ("beløb", "amount"),
    "log: give or take": ("+/-", "+/-"),
    "log: budget after": ("bevilling med BO", "budget with estimates"),
    "log: outstanding": ("hensat, ikke udbetalt", "outstanding"),
    "log: before date": ("før {date}", "before {date}"),
    "log: undated": ("uden dato", "undated"),
    "log: moved, appropriated": ("bevilling", "appropriated"),
    "log: moved, restated": ("ændring ved senere FL", "change by a later act"),
    "log: moved, reprioritised": ("omprioriteret", "reprioritised"),
    "log: moved, carried": ("videreført", "carried over"),
    "log: moved, awarded": ("tilsagn", "awarded"),
    "log: moved, returned": ("annulleret/tilbagebetalt", "returned"),
    "log: moved, paid": ("udbetalt", "paid"),
    "log: moved, outturn": ("regnskab", "accounts"),
    "log: moved, agreed": ("afsat", "agreed"),
    "log: moved, lapsed": ("bortfaldet", "lapsed"),
    "log: reprioritised to": ("omprioriteret til {to}", "reprioritised to {to}"),
    "log: reprioritised from": ("omprioriteret fra {from_}", "reprioritised from {from_}"),
    "log: reprioritised between": (
        "omprioriteret fra {from_} til {to}",
        "reprioritised from {from_} to {to}",
    ),
    "log: reprioritised within": (
        "omprioriteret inden for initiativet",
        "reprioritised within the program",
    ),
    "log: the program itself": ("initiativet", "the program"),
    "log: carried from to": (
        "videreført fra {from_} til {to}",
        "carried over from {from_} to {to}",
    ),
    "log: awarded to": ("tilsagn til {who}", "awarded to {who}"),
    "log: paid to": ("udbetalt til {who}", "paid to {who}"),
    "log: amended": ("ændring af tilsagn", "award changed"),
    "log: replaced by the act": ("erstattet af loven", "replaced by the act"),
    "log: accounts of": ("regnskab {years}", "accounts {years}"),
    "log: accounts of, entries": (
        "regnskab {years} ({number} poster)",
        "accounts {years} ({number} entries)",
    ),
    "log: note, budget after": (
        "Bevilling med BO: alle år i lovene, også dem, der ikke er bindende.",
        "Budget with estimates: all years of the acts, also those that are not binding.",
    ),
    "log: note, outstanding": (
        "Hensat, ikke udbetalt: tilsagn minus annulleret, tilbagebetalt og udbetalt.",
        "Outstanding: awarded less returned and paid.",
    ),
    "log: note, hidden": (
        "Andre bevægelser er talt med i sidste kolonne og ikke vist.",
        "Other movements are counted in the last column and not shown.",
    ),
    "log: note, zeros": (
        "Bevægelser på 0, som ikke er vist: {number}.",
        "Movements of 0 that are not shown: {number}.",
    ),
    "log: note, cut": (
        "Beløb over flere år end de valgte vises samlet; summer, de ville indgå i, er tomme.",
        "Money over more years than are chosen is whole; sums that it would be in are empty.",
    ),
    "log: note, rounded": (
        "Afrunding kan betyde, at tallene ikke summer til totalen.",
        "Figures may not add up to totals, because they are rounded.",
    ),
}
"""Each sentence by its key; a test holds both languages to the same placeholders."""

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

ENGLISH_UNITS = {
    "kr.": "DKK",
    "t.kr.": "DKK thousands",
    "mio. kr.": "DKK millions",
    "mia. kr.": "DKK billions",
}


def sentence(key: str, language: Language, **values: object) -> str:
    """Return a sentence in a language, with its values in place."""
    danish, english = SENTENCES[key]
    return (danish if language == "da" else english).format(**values)


def word(key: str, language: Language) -> str:
    """Return the word of a column: one of these sentences, else of the words of other reports."""
    return sentence(key, language) if key in SENTENCES else label(key, language)


def unit_name(label: str, language: Language) -> str:
    """Return the name of a unit of amounts in a language."""
    return label if language == "da" else ENGLISH_UNITS[label]
