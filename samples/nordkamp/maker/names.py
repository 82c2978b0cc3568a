"""Pools of names. Every combination is invented."""

FAMILY = (
    """Ahlers Albers Arendt Bartels Behnke Behrens Bergmann Blohm Bode Bohlmann Borchers Brandt Brinkmann Bruns Buck
Burmeister Carstens Christiansen Claußen Cordes Dammann Detjen Dierks Dörfler Drewes Eggers Ehlers Engelke Evers Fehrs
Feddersen Fischer Frerichs Freytag Gerdes Giese Goldbeck Gräber Grube Haase Hagemann Hansen Harms Hartig Heidenreich
Heins Hellwig Hennings Hinrichs Hoffmann Holst Huber Imhoff Jacobsen Jahnke Janssen Jürgens Kaiser Kessler Kleinschmidt
Knoop Köhler Koopmann Kröger Kruse Kühn Lampe Lauterbach Lehmann Lindholm Lohmann Lührs Lüdemann Maack Martens Matthies
Meinecke Meyer Michaelis Möller Mohr Müller Nagel Niemann Nissen Oelkers Oltmanns Paulsen Peters Petersen Pohlmann Prigge
Quast Rabe Rademacher Rathjen Reimers Renken Riechers Rickmers Röhrs Rohde Ruge Sander Schäfer Schlüter Schmidt Schröder
Schulz Schünemann Schwarz Seebeck Sievers Sommer Stahmer Steffens Stelling Struve Stührmann Tamm Thies Tiedemann Timm
Uhlmann Ullrich Vagts Vogel Völker Voß Wagner Warnecke Wegener Weiß Wendt Werner Wiebe Wiegand Willers Winkelmann
Witte Wolters Wulf Zander Ziegler Zimmermann Aigner Bachmeier Brunner Deisenhofer Eberl Fuchsberger Gruber Haslinger
Kirchmaier Lechner Moosbauer Niedermayr Obermüller Pichler Rauscher Schönleitner Stadlbauer Unterholzner Wimmer
Zirngibl Käßbohrer Häberle Pfäffle Schäuffele Münzenmaier Böttcher Czernik Nowak Kowalczyk Szczepański Nguyễn Yılmaz
Øster Søndergaard""".split()
)

FEMALE = (
    """Anke Annika Antje Astrid Birgit Britta Carola Christa Dagmar Doris Elke Frauke Gesa Gudrun Hannelore Heike Ilse
Inga Ingrid Imke Jutta Karin Katrin Kirsten Lena Marlies Maren Meike Merle Monika Nele Petra Renate Sabine Silke Sonja
Svenja Swantje Tanja Telse Ulrike Ute Wiebke Anneliese Franziska Magdalena Theresa Veronika Zofia Aylin""".split()
)

MALE = """Achim Arne Bernd Björn Carsten Claus Detlef Dieter Eckhard Enno Erwin Fabian Frank Friedhelm Georg Gerd Günter
Hajo Hartmut Heinrich Helmut Henning Hinrich Holger Horst Ingo Jan Jens Jörn Jürgen Karl-Heinz Klaus Lars Lutz Malte
Manfred Marten Niels Olaf Onno Peter Rainer Reiner Rolf Sönke Stefan Sven Thorsten Timo Torben Uwe Volker Werner
Wilfried Alois Xaver Sepp Jacek Mehmet""".split()

BRITISH_FAMILY = """Ashdown Barraclough Bexley Birkett Cartwright Clegg Copplestone Crabtree Dunmore Eastwick Fairhurst
Garside Greenhalgh Hathersage Hollis Ibbotson Kershaw Lockwood Marchbank Netherton Ogden Pemberton Pickersgill Quayle
Ravenscroft Sedgwick Tattersall Thackeray Umpleby Wainwright Whitlock Yardley MacAllister O'Hara McBride Featherstone
Broadbent Hartley Sutcliffe Penrose""".split()
BRITISH_GIVEN = """Alice Amelia Beatrice Charlotte Edith Florence Grace Harriet Isla Jessica Margaret Nancy Olive Poppy
Arthur Benjamin Callum Daniel Edward Frederick George Harold Isaac Jack Kenneth Liam Oliver Philip Samuel Thomas""".split()

TRADES = [  # words before the family name, usual legal forms
    ("Bäckerei", ("", "GmbH", "e.K.", "GmbH & Co. KG")),
    ("Bäckerei und Konditorei", ("", "OHG", "GmbH")),
    ("Backhaus", ("GmbH", "GmbH", "GmbH & Co. KG")),
    ("Konditorei", ("", "OHG", "e.K.")),
    ("Landbäckerei", ("", "GmbH", "GbR")),
    ("Stadtbäckerei", ("GmbH", "", "KG")),
    ("Mühlenbäckerei", ("e.K.", "GmbH", "")),
    ("Café", ("", "GbR", "GmbH")),
    ("Feinbäckerei", ("", "e.K.", "GmbH")),
    ("Holzofenbäckerei", ("", "GmbH")),
    ("Vollkornbäckerei", ("GmbH", "")),
    ("Brotmanufaktur", ("UG (haftungsbeschränkt)", "GmbH")),
    ("Backstube", ("", "GbR", "UG (haftungsbeschränkt)")),
]

BRITISH_TRADES = [
    ("{} Bakery Ltd", 3),
    ("{} & Sons", 2),
    ("The {} Oven Company Ltd", 1),
    ("{}'s Bread House", 1),
    ("{} Artisan Bakers LLP", 1),
    ("{} Patisserie Ltd", 1),
]

JOBS = [
    "Einkauf",
    "Geschäftsführung",
    "Inhaber",
    "Backstubenleitung",
    "Technik",
    "Buchhaltung",
    "Verkaufsleitung",
    "Produktionsleitung",
]

FREEMAIL = ["gmx.de", "web.de", "t-online.de", "gmail.com", "gmx.de", "web.de"]

_FOLD = {
    "ä": "ae",
    "ö": "oe",
    "ü": "ue",
    "ß": "ss",
    "Ä": "Ae",
    "Ö": "Oe",
    "Ü": "Ue",
    "ø": "oe",
    "Ø": "Oe",
    "é": "e",
    "ń": "n",
    "ễ": "e",
    "ı": "i",
    "ł": "l",
}


def plain(text):
    """German letters to plain ones: Brandstätter → Brandstaetter."""
    return "".join(_FOLD.get(c, c) for c in text)


def slug(text):
    """A word for a domain or a mailbox."""
    kept = "".join(c if c.isalnum() else "-" for c in plain(text).lower())
    while "--" in kept:
        kept = kept.replace("--", "-")
    return kept.strip("-")


def latin1_safe(text):
    """What cp1252 can't hold, an old program has replaced long ago."""
    return "".join(c if c.encode("cp1252", "ignore") else plain(c) for c in text)
