"""Reports, as an agency sends them and papers print them; written for these tests, about nothing that happened."""

REPORT = """Der Landtag in Norderwyk hat am Donnerstag nach siebenstündiger Debatte ein neues Deichgesetz beschlossen. \
Für den Entwurf der Regierung stimmten 61 Abgeordnete, 48 lehnten ihn ab. Künftig sollen alle Deiche an der Küste um \
mindestens achtzig Zentimeter erhöht werden.

Umweltministerin Vera Lind sprach von einem Kraftakt, den das Land seinen Enkeln schulde. „Wer jetzt spart, zahlt beim \
nächsten Hochwasser doppelt“, sagte sie vor der Abstimmung. Die Kosten bezifferte sie auf 1,4 Milliarden Euro in zehn \
Jahren, von denen der Bund knapp die Hälfte übernehmen solle.

Die Opposition warf der Regierung vor, die Gemeinden mit den Folgekosten allein zu lassen. Der Abgeordnete Olaf Brandt \
kündigte an, gegen die Verteilung der Lasten vor dem Verfassungsgericht zu klagen. Auch der Bauernverband ist \
unzufrieden: Für die breiteren Deiche gingen wertvolle Weiden verloren, ohne dass über Entschädigungen geredet werde.

Das Gesetz soll im Januar in Kraft treten. Zuvor muss ihm der Rat der Küstenländer zustimmen, der im November in \
Halmstede zusammenkommt. Dort gilt eine Mehrheit als wahrscheinlich, nachdem zwei Länder ihren Widerstand aufgegeben \
haben."""

# The same event, by somebody who was there too.
OTHER_REPORT = """Norderwyk bekommt höhere Deiche. Mit 61 gegen 48 Stimmen nahm der Landtag am Donnerstagabend das \
Deichgesetz der Regierung an, über das seit dem Frühjahr gestritten wurde. Achtzig Zentimeter sollen die Wälle \
mindestens wachsen.

Für Vera Lind ist es der größte Erfolg ihrer Amtszeit. Die Umweltministerin warb noch am Mittag um Stimmen: Das \
nächste Hochwasser komme bestimmt, und Sparen sei dann doppelt teuer. 1,4 Milliarden Euro wird das Vorhaben kosten, \
verteilt auf ein Jahrzehnt; knapp die Hälfte davon erhofft sich Lind vom Bund.

Geschlagen geben will sich die Opposition nicht. Olaf Brandt will die Verfassungsrichter anrufen, weil er die \
Gemeinden überfordert sieht. Ärger droht außerdem mit den Bauern, deren Verband um Weideland fürchtet. Im November \
entscheidet in Halmstede der Rat der Küstenländer, im Januar könnte das Gesetz gelten."""

ENGLISH_REPORT = """Dock workers in Port Alder voted on Tuesday to end a strike that had kept container ships waiting \
off the coast for nineteen days. Union officials said 1,212 of 1,950 members accepted an offer of a 6.5 percent rise \
over two years and a promise that no crane would be automated before 2031.

"Nobody got all they wanted, but everybody can go back to work with their heads high," union president Margaret Holt \
told reporters outside the hall. She thanked shopkeepers who had brought food to the pickets.

The port authority expects to clear the backlog within eleven days. Its director, James Okello, conceded that some \
shipping lines had already moved their routes to other harbours and might not return before the spring."""

ADDED = """Nach der Sitzung kam es vor dem Gebäude zu einer Kundgebung, bei der etwa dreihundert Landwirte mit \
Traktoren die Zufahrt blockierten; die Polizei sprach von einem friedlichen Verlauf."""


def weather(day, town, high, low, chance, wind, rise, set_):
    """A report made of a template, as weather services send them every day."""
    return (
        f"Am {day} ist es in {town} und Umgebung zunächst stark bewölkt, im Laufe des Tages lockert es von Westen her "
        f"auf. Die Temperaturen erreichen am Nachmittag Höchstwerte um {high} Grad, an der Küste bleibt es etwas "
        f"kühler. Die Wahrscheinlichkeit von Niederschlägen liegt bei {chance} Prozent. Der Wind weht schwach bis "
        f"mäßig mit Geschwindigkeiten um {wind} Kilometer in der Stunde. In der Nacht sinken die Werte auf {low} Grad, "
        f"örtlich bildet sich Nebel. Die Sonne geht um {rise} Uhr auf und um {set_} Uhr unter."
    )


def shares(name, price, change, capital, ratio, target):
    """A report on shares, as programs write them by the thousand."""
    return (
        f"Shares of {name} closed at ${price} on Friday, a change of {change} percent from the previous session. The "
        f"company has a market capitalization of ${capital} billion and a price-to-earnings ratio of {ratio}. Several "
        f"research analysts have recently commented on the stock. One of them raised the price target to ${target} and "
        f"gave the company a rating in a research note that was sent to clients and investors. The company last issued "
        f"its quarterly earnings results, which beat the consensus estimate of analysts who follow the stock closely."
    )
