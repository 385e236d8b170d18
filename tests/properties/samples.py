"""A small ledger in order, with every kind of entry, to be broken in many ways."""

from __future__ import annotations

GOOD = {
    "programs.toml": """\
# Et lille regnskab med alt, hvad der kan stå i et.
[ledger]
format = 1
currency = "DKK"
language = "da"
unit = "mio. kr."

[program.pakken]
name = "Tidlig hjælp til børn og unge"
aliases = ["Pakken", "Tidlig indsats"]
account = "15.26.01"
years = "2014-2016"
total = "90 mio. kr."
split = { 2014 = "30 mio. kr.", 2015 = "30 mio. kr.", 2016 = 30_000_000 }
act = "FL2014"
date = 2014-01-01
price_level = 2014
control = "program"
source = ["fl2014"]

[program.pakken.strand.foraeldre]
name = "Forældrekompetencer"
kind = "strand"
account = "15.26.01.11"
split = { 2014 = "10 mio. kr.", 2015 = "10,5 mio. kr." }
tags = ["familier"]

[program.varig]
name = "Styrket forebyggelse"
years = "2012-"
yearly = "10 mio. kr."
source = "fl2014"
""",
    "sources.toml": """\
[source.fl2014]
title = "Finansloven for 2014"
publisher = "Finansministeriet"
date = 2014-01-01
url = "https://example.org/fl2014"

[recipient.gladsaxe]
name = "Gladsaxe Kommune"
kind = "municipality"
cvr = "62761113"
aliases = ["Gladsaxe"]

[statement.total]
source = "fl2014"
measure = "appropriated"
value = "90 mio. kr."
program = "pakken"
years = "2014-2016"
as_of = 2014-12-31
locator = "s. 1"
""",
    "allocations/runde-1.toml": """\
[appropriation.fl2015-pakken]
program = "pakken"
act = "FL2015"
date = 2015-01-01
split = { 2015 = "28 mio. kr.", 2016 = "30 mio. kr." }
strands.foraeldre = { 2015 = "12 mio. kr." }
source = "fl2014"

[reprioritisation.satspulje]
date = 2015-01-01
amount = "ca. 3 mio. kr."
years = "2015-2016"
from = { program = "pakken" }
to = { outside = "et andet ministerium" }
instrument = "satspuljeaftalen"
source = "fl2014"

[carry-over.pakken-2014]
program = "pakken"
from = 2014
to = 2015
amount = "1,5 mio. kr."
date = 2015-02-01
source = "fl2014"

[agreement.satspulje-2014]
program = "pakken"
name = "Satspulje 2014"
date = 2013-11-01
years = "2014-2016"
total = "96 mio. kr."
parties = ["V", "S"]
source = "fl2014"

[lapse.pakken-2014]
program = "pakken"
year = 2014
amount = "0,5 mio. kr."
date = 2015-06-01
source = "fl2014"

[round.runde-1]
program = "pakken"
name = "1. runde"
announced = "2014-06"
deadline = 2014-09-01
decided = 2015-02-26
start = { municipality = "2015-02", organisation = 2015-03-01 }
applications = [
    { kinds = ["organisation"], applications = 56 },
    { kinds = ["municipality"], applications = 100, applicants = { municipality = 57 } },
]
source = "fl2014"

[pool.foraeldre-1]
program = "pakken"
strand = "foraeldre"
name = "Forældreprogrammer"
round = "runde-1"
frame = "12 mio. kr."
support = "direct"
source = "fl2014"

[award.tilsagn-1]
pool = "foraeldre-1"
recipient = "gladsaxe"
date = 2015-03-01
amount = "4 mio. kr."
purpose = "De Utrolige År"
reference = "2015-17"

[award.tilsagn-2]
program = "pakken"
round = "runde-1"
recipients = { municipality = 31, organisation = 8 }
date = 2015-03-01
amount = { 2015 = "2 mio. kr.", 2016 = 250_000 }
source = "fl2014"

[amendment.tilsagn-1]
award = "tilsagn-1"
date = 2015-05-01
amount = "1 mio. kr."
end = "2016-06"

[payment.rate-1]
award = "tilsagn-1"
date = 2015-06-01
amount = "1.234.567,50 kr."
payee = "gladsaxe"

[return.tilbage]
award = "tilsagn-1"
date = 2016-03-01
amount = "250 t.kr."
kind = "refund"
reason = "mindreforbrug"

[outturn.r2014]
program = "pakken"
year = 2014
amount = "-3,1 mio. kr."
source = "fl2014"
""",
}
