"""The column names of DATEV's category 16, in the format's own order."""

COLUMNS = """
Konto|Name (Adressatentyp Unternehmen)|Unternehmensgegenstand|Name (Adressatentyp natürl. Person)|
Vorname (Adressatentyp natürl. Person)|Name (Adressatentyp keine Angabe)|Adressatentyp|Kurzbezeichnung|EU-Land|
EU-USt-IdNr.|Anrede|Titel/Akad. Grad|Adelstitel|Namensvorsatz|Adressart|Straße|Postfach|Postleitzahl|Ort|Land|
Versandzusatz|Adresszusatz|Abweichende Anrede|Abw. Zustellbezeichnung 1|Abw. Zustellbezeichnung 2|
Kennz. Korrespondenzadresse|Adresse Gültig von|Adresse Gültig bis|Telefon|Bemerkung (Telefon)|
Telefon Geschäftsleitung|Bemerkung (Telefon GL)|E-Mail|Bemerkung (E-Mail)|Internet|Bemerkung (Internet)|Fax|
Bemerkung (Fax)|Sonstige|Bemerkung (Sonstige)|Bankleitzahl 1|Bankbezeichnung 1|Bankkonto-Nummer 1|Länderkennzeichen 1|
IBAN 1|Leerfeld 1|SWIFT-Code 1|Abw. Kontoinhaber 1|Kennz. Haupt-Bankverb. 1|Bankverb. 1 Gültig von|
Bankverb. 1 Gültig bis|Bankleitzahl 2|Bankbezeichnung 2|Bankkonto-Nummer 2|Länderkennzeichen 2|IBAN 2|Leerfeld 2|
SWIFT-Code 2|Abw. Kontoinhaber 2|Kennz. Haupt-Bankverb. 2|Bankverb. 2 Gültig von|Bankverb. 2 Gültig bis|
Bankleitzahl 3|Bankbezeichnung 3|Bankkonto-Nummer 3|Länderkennzeichen 3|IBAN 3|Leerfeld 3|SWIFT-Code 3|
Abw. Kontoinhaber 3|Kennz. Haupt-Bankverb. 3|Bankverb. 3 Gültig von|Bankverb. 3 Gültig bis|Bankleitzahl 4|
Bankbezeichnung 4|Bankkonto-Nummer 4|Länderkennzeichen 4|IBAN 4|Leerfeld 4|SWIFT-Code 4|Abw. Kontoinhaber 4|
Kennz. Haupt-Bankverb. 4|Bankverb. 4 Gültig von|Bankverb. 4 Gültig bis|Bankleitzahl 5|Bankbezeichnung 5|
Bankkonto-Nummer 5|Länderkennzeichen 5|IBAN 5|Leerfeld 5|SWIFT-Code 5|Abw. Kontoinhaber 5|Kennz. Haupt-Bankverb. 5|
Bankverb. 5 Gültig von|Bankverb. 5 Gültig bis|Leerfeld 11|Briefanrede|Grußformel|Kundennummer|Steuernummer|Sprache|
Ansprechpartner|Vertreter|Sachbearbeiter|Diverse-Konto|Ausgabeziel|Währungssteuerung|Kreditlimit (Debitor)|
Zahlungsbedingung|Fälligkeit in Tagen (Debitor)|Skonto in Prozent (Debitor)|Kreditoren-Ziel 1 (Tage)|
Kreditoren-Skonto 1 (%)|Kreditoren-Ziel 2 (Tage)|Kreditoren-Skonto 2 (%)|Kreditoren-Ziel 3 Brutto (Tage)|
Kreditoren-Ziel 4 (Tage)|Kreditoren-Skonto 4 (%)|Kreditoren-Ziel 5 (Tage)|Kreditoren-Skonto 5 (%)|Mahnung|Kontoauszug|
Mahntext|Mahntext 2|Mahntext 3|Kontoauszugstext|Mahnlimit Betrag|Mahnlimit %|Zinsberechnung|Mahnzinssatz 1|
Mahnzinssatz 2|Mahnzinssatz 3|Lastschrift|Verfahren|Mandantenbank|Zahlungsträger|Indiv. Feld 1|Indiv. Feld 2|
Indiv. Feld 3|Indiv. Feld 4|Indiv. Feld 5|Indiv. Feld 6|Indiv. Feld 7|Indiv. Feld 8|Indiv. Feld 9|Indiv. Feld 10|
Indiv. Feld 11|Indiv. Feld 12|Indiv. Feld 13|Indiv. Feld 14|Indiv. Feld 15|Abweichende Anrede (Rechnungsadresse)|
Adressart (Rechnungsadresse)|Straße (Rechnungsadresse)|Postfach (Rechnungsadresse)|Postleitzahl (Rechnungsadresse)|
Ort (Rechnungsadresse)|Land (Rechnungsadresse)|Versandzusatz (Rechnungsadresse)|Adresszusatz (Rechnungsadresse)|
Abw. Zustellbezeichnung 1 (Rechnungsadresse)|Abw. Zustellbezeichnung 2 (Rechnungsadresse)|
Adresse Gültig von (Rechnungsadresse)|Adresse Gültig bis (Rechnungsadresse)|Bankleitzahl 6|Bankbezeichnung 6|
Bankkonto-Nummer 6|Länderkennzeichen 6|IBAN 6|Leerfeld 6|SWIFT-Code 6|Abw. Kontoinhaber 6|Kennz. Haupt-Bankverb. 6|
Bankverb. 6 Gültig von|Bankverb. 6 Gültig bis|Bankleitzahl 7|Bankbezeichnung 7|Bankkonto-Nummer 7|Länderkennzeichen 7|
IBAN 7|Leerfeld 7|SWIFT-Code 7|Abw. Kontoinhaber 7|Kennz. Haupt-Bankverb. 7|Bankverb. 7 Gültig von|
Bankverb. 7 Gültig bis|Bankleitzahl 8|Bankbezeichnung 8|Bankkonto-Nummer 8|Länderkennzeichen 8|IBAN 8|Leerfeld 8|
SWIFT-Code 8|Abw. Kontoinhaber 8|Kennz. Haupt-Bankverb. 8|Bankverb. 8 Gültig von|Bankverb. 8 Gültig bis|
Bankleitzahl 9|Bankbezeichnung 9|Bankkonto-Nummer 9|Länderkennzeichen 9|IBAN 9|Leerfeld 9|SWIFT-Code 9|
Abw. Kontoinhaber 9|Kennz. Haupt-Bankverb. 9|Bankverb. 9 Gültig von|Bankverb. 9 Gültig bis|Bankleitzahl 10|
Bankbezeichnung 10|Bankkonto-Nummer 10|Länderkennzeichen 10|IBAN 10|Leerfeld 10|SWIFT-Code 10|Abw. Kontoinhaber 10|
Kennz. Haupt-Bankverb. 10|Bankverb. 10 Gültig von|Bankverb. 10 Gültig bis|Nummer Fremdsystem|Insolvent|
SEPA-Mandatsreferenz 1|SEPA-Mandatsreferenz 2|SEPA-Mandatsreferenz 3|SEPA-Mandatsreferenz 4|SEPA-Mandatsreferenz 5|
SEPA-Mandatsreferenz 6|SEPA-Mandatsreferenz 7|SEPA-Mandatsreferenz 8|SEPA-Mandatsreferenz 9|SEPA-Mandatsreferenz 10|
Verknüpftes OPOS-Konto|Mahnsperre bis|Lastschriftsperre bis|Zahlungssperre bis|Gebührenberechnung|Mahngebühr 1|
Mahngebühr 2|Mahngebühr 3|Pauschalberechnung|Verzugspauschale 1|Verzugspauschale 2|Verzugspauschale 3|
Alternativer Suchname|Status|Anschrift manuell geändert (Korrespondenzadresse)|
Anschrift individuell (Korrespondenzadresse)|Anschrift manuell geändert (Rechnungsadresse)|
Anschrift individuell (Rechnungsadresse)|Fristberechnung bei Debitor|Mahnfrist 1|Mahnfrist 2|Mahnfrist 3|Letzte Frist
""".replace("\n", "").split("|")
