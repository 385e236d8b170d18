"""More sentences of the status note: rounds, what is not known, stated figures and sources.

`note_words.py` has the others, and says how they are marked.
"""

NOTE_ROUND_WORDS: dict[str, tuple[str, str]] = {
    # 2: rounds and pools.
    "note Rounds": ("Ansøgningsrunder", "Rounds of applications"),
    "note Pools": ("Puljer", "Pools"),
    # T13: a round; each part where its key is there.
    "note announced": (
        "blev udmeldt {when} med {pools}.{notes}",
        "was announced {when} with {pools}.{notes}",
    ),
    "note announced, no pools": ("blev udmeldt {when}.{notes}", "was announced {when}.{notes}"),
    "note round with pools": (
        "har {pools}; hvornår runden blev udmeldt, er ikke oplyst.{notes}",
        "has {pools}; when it was announced is not known.{notes}",
    ),
    "note round": (
        "er registreret; hvornår den blev udmeldt, er ikke oplyst.{notes}",
        "is recorded; when it was announced is not known.{notes}",
    ),
    "note number of pools": ("{number} puljer", "{number} pools"),
    "note number of pools, one": ("1 pulje", "1 pool"),
    "note may apply": ("{who} kunne søge.{notes}", "{who} could apply.{notes}"),
    "note offered": (
        "Der er {number} indsatser.{notes}",
        "There are {number} interventions.{notes}",
    ),
    "note offered, one": ("Der er 1 indsats.{notes}", "There is 1 intervention.{notes}"),
    # T14: applications, as a source counts them.
    "note applied": ("Der kom {what}.{notes}", "There were {what}.{notes}"),
    "note applications": ("{number} ansøgninger", "{number} applications"),
    "note applications, one": ("1 ansøgning", "1 application"),
    "note applications from": (
        "{number} ansøgninger fra {who}",
        "{number} applications from {who}",
    ),
    "note applications from, one": ("1 ansøgning fra {who}", "1 application from {who}"),
    "note applicants": ("{who} søgte.{notes}", "{who} applied.{notes}"),
    "note applicants for pool": (
        "Til {pool} søgte {who}.{notes}",
        "{who} applied to {pool}.{notes}",
    ),
    "note applications for pool": (
        "Til {pool} kom {what}.{notes}",
        "To {pool} there were {what}.{notes}",
    ),
    # T15: awards of a round.
    "note awarded": (
        "Tilsagnene er på i alt {amount}.{notes}",
        "The awards are {amount} in all.{notes}",
    ),
    "note awarded to": (
        "Tilsagnene er på i alt {amount}, til {who}.{notes}",
        "The awards are {amount} in all, to {who}.{notes}",
    ),
    "note awarded, not known": (
        "Der er givet tilsagn; beløbet er ikke oplyst.{notes}",
        "Awards are given; the amount is not known.{notes}",
    ),
    "note pools stated": (
        "{number} af puljerne giver {support}.{notes}",
        "{number} of the pools give {support}.{notes}",
    ),
    "note pools stated, one": (
        "1 af puljerne giver {support}.{notes}",
        "1 of the pools gives {support}.{notes}",
    ),
    "note returned": (
        "{amount} er annulleret eller tilbagebetalt.{notes}",
        "{amount} is annulled or paid back.{notes}",
    ),
    # T16: who takes part.
    "note participants": ("Deltagere er {who}.{notes}", "{who} take part.{notes}"),
    "note participants, recipients not known": (
        "Deltagere er {who}; hvem af dem der har modtaget beløbet, er ikke oplyst.{notes}",
        "{who} take part; which of them received the amount is not known.{notes}",
    ),
    # T17: when projects begin.
    "note started": ("Projekterne begyndte {when}.{notes}", "Projects began {when}.{notes}"),
    "note starts": ("Projektstart er {when}.{notes}", "Projects begin {when}.{notes}"),
    "note expected start": (
        "Projektstart forventes {when}.{notes}",
        "Projects are expected to begin {when}.{notes}",
    ),
    "note of kinds": ("{when} ({who})", "{when} ({who})"),
    # T18: deadlines and decisions.
    "note deadline was": (
        "Ansøgningsfristen var {when}.{notes}",
        "The deadline was {when}.{notes}",
    ),
    "note deadline is": ("Ansøgningsfristen er {when}.{notes}", "The deadline is {when}.{notes}"),
    "note decided": ("Tilsagn blev givet {when}.{notes}", "Awards were given {when}.{notes}"),
    "note only pools": ("Der er {pools}.{notes}", "There are {pools}.{notes}"),
    "note pools without round": (
        "Uden for ansøgningsrunder er der {pools}.{notes}",
        "In no round there are {pools}.{notes}",
    ),
    # 3 and T19: what is not known.
    "note Not known": ("Hvad der ikke er oplyst", "What is not known"),
    "note accounts of": ("Regnskabet for {years}.", "The accounts for {years}."),
    "note use of": (
        "Forbruget af {amount} i {years}: hverken regnskab eller tilsagn.{notes}",
        "What was used of {amount} in {years}: neither accounts nor awards.{notes}",
    ),
    "note act of": (
        "Bevillingen for {year}: ingen lov for året er med i opgørelsen.",
        "The budget for {year}: no act of the year is in the ledger.",
    ),
    "note no appropriation": (
        "Om der er givet bevilling, og hvor stor den er.",
        "Whether any appropriation was given, and how much.",
    ),
    "note split of award": (
        "Hvordan tilsagnene på {amount} er fordelt på {what}.{notes}",
        "How the awards of {amount} are split by {what}.{notes}",
    ),
    "note split of awards": (
        "Hvordan {number} tilsagn er fordelt på {what}.{notes}",
        "How {number} awards are split by {what}.{notes}",
    ),
    "note split of awards, one": (
        "Hvordan 1 tilsagn er fordelt på {what}.{notes}",
        "How 1 award is split by {what}.{notes}",
    ),
    "note years": ("år", "year"),
    "note pools": ("puljer", "pool"),
    "note strands": ("delinitiativer", "strand"),
    "note recipients": ("modtagere", "recipient"),
    "note which pools": (
        "Hvilke {number} af de {whole} puljer der giver {support}.{notes}",
        "Which {number} of the {whole} pools give {support}.{notes}",
    ),
    "note which pools, one": (
        "Om puljen giver {support}.{notes}",
        "Whether the pool gives {support}.{notes}",
    ),
    "note which pool": (
        "Hvilken af de {whole} puljer der giver {support}.{notes}",
        "Which of the {whole} pools gives {support}.{notes}",
    ),
    "note which pool, one": (
        "Om puljen giver {support}.{notes}",
        "Whether the pool gives {support}.{notes}",
    ),
    "note frames of": (
        "Puljernes rammer i {name}.{notes}",
        "The frames of the pools in {name}.{notes}",
    ),
    "note how many applicants": (
        "Hvor mange {who} der står bag de {number} ansøgninger.{notes}",
        "How many {who} are behind the {number} applications.{notes}",
    ),
    "note how many applicants, one": (
        "Hvor mange {who} der står bag den ene ansøgning.{notes}",
        "How many {who} are behind the one application.{notes}",
    ),
    "note whether same": (
        "Om ansøgerne til {pool} også er talt med blandt rundens øvrige ansøgere.{notes}",
        "Whether the applicants to {pool} are also among the other applicants.{notes}",
    ),
    "note amount of": ("Beløbet for {what}.{notes}", "The amount of {what}.{notes}"),
    "note total of": (
        "Initiativets samlede bevilling.{notes}",
        "What the program was given in all.{notes}",
    ),
    "note years of": (
        "Hvordan {amount} er fordelt mellem årene: {what}.{notes}",
        "How {amount} is split between the years: {what}.{notes}",
    ),
    "note kind, name": ("{kind} ({name})", "{kind} ({name})"),
    "note kind and name": ("{kind} {name}", "{kind} {name}"),
    "note outcome of": ("Udfaldet af {name}.{notes}", "The outcome of {name}.{notes}"),
    "note no payments": (
        "Udbetalinger: ingen er registreret i opgørelsen.",
        "Payments: none is recorded in the ledger.",
    ),
    "note no returns": (
        "Annulleringer og tilbagebetalinger: ingen er registreret i opgørelsen.",
        "Annulments and refunds: none is recorded in the ledger.",
    ),
    "note no payments or returns": (
        "Udbetalinger, annulleringer og tilbagebetalinger: ingen er registreret i opgørelsen.",
        "Payments, annulments and refunds: none is recorded in the ledger.",
    ),
    "note reason of": (
        "Årsagen til ændringen på {amount} ved {act}.{notes}",
        "The reason for the change of {amount} by {act}.{notes}",
    ),
    # 4 and T20: stated figures.
    "note Stated": (
        "Oplyste tal sammenholdt med opgørelsen",
        "Stated figures compared with the ledger",
    ),
    "note remark": ("{measured}: {remark}", "{measured}: {remark}"),
    # 5 and T21: notes, word for word.
    "note Further": ("Øvrige oplysninger", "Further information"),
    "note further": ("{name}: {note}{notes}", "{name}: {note}{notes}"),
    # T22: sources.
    "note Sources": ("Kilder", "Sources"),
    "note no source": ("Kilde ikke oplyst", "No source is stated"),
    "note undated": ("uden dato", "undated"),
    "note entry": ("Post:", "Entry:"),
    "note entries": ("Poster:", "Entries:"),
    "note stamp": ("Opgørelsen: {stamp}.", "The ledger: {stamp}."),
    "note back": ("tilbage til teksten", "back to the text"),
}
