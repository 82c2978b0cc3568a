"""Real towns with their postcodes and area codes, invented streets."""

from collections import namedtuple

Town = namedtuple("Town", "name postcodes area country region")


def _towns(text, country, region):
    for line in text.strip().splitlines():
        name, codes, area = (part.strip() for part in line.split("|"))
        yield Town(name, tuple(code.strip() for code in codes.split(",")), area, country, region)


NORTH = list(
    _towns(
        """
Lüneburg|21335, 21337, 21339|04131
Hamburg|20095, 22303, 21073|040
Uelzen|29525|0581
Soltau|29614|05191
Munster|29633|05192
Celle|29221, 29223|05141
Winsen (Luhe)|21423|04171
Buchholz in der Nordheide|21244|04181
Stade|21682|04141
Bremen|28195, 28203|0421
Bremerhaven|27568|0471
Oldenburg|26121|0441
Hannover|30159, 30451|0511
Braunschweig|38100|0531
Hildesheim|31134|05121
Göttingen|37073|0551
Kiel|24103|0431
Lübeck|23552|0451
Flensburg|24937|0461
Rostock|18055|0381
Schwerin|19053|0385
Wismar|23966|03841
Salzwedel|29410|03901
Stendal|39576|03931
Berlin|10115, 12043, 13353|030
Potsdam|14467|0331
Rendsburg|24768|04331
Husum|25813|04841
Cuxhaven|27472|04721
Osnabrück|49074|0541
Münster|48143|0251
Walsrode|29664|05161
Verden (Aller)|27283|04231
Bad Bevensen|29549|05821
Bergen|29303|05051
Schneverdingen|29640|05193
""",
        "DE",
        "N",
    )
)

SOUTH = list(
    _towns(
        """
München|80331, 81541|089
Nürnberg|90402|0911
Augsburg|86150|0821
Regensburg|93047|0941
Passau|94032|0851
Würzburg|97070|0931
Ulm|89073|0731
Stuttgart|70173|0711
Freiburg im Breisgau|79098|0761
Karlsruhe|76131|0721
Heidelberg|69117|06221
Frankfurt am Main|60311|069
Köln|50667|0221
Fulda|36037|0661
Kassel|34117|0561
Dresden|01067, 01099|0351
Leipzig|04109, 04277|0341
Chemnitz|09111|0371
Zwickau|08056|0375
Erfurt|99084|0361
Halle (Saale)|06108|0345
Görlitz|02826|03581
Bautzen|02625|03591
Gera|07545|0365
Jena|07743|03641
Dessau-Roßlau|06844|0340
Bamberg|96047|0951
Ingolstadt|85049|0841
Konstanz|78462|07531
Koblenz|56068|0261
""",
        "DE",
        "S",
    )
)

AUSTRIA = list(
    _towns(
        """
Linz|4020|0732
Salzburg|5020|0662
Wien|1010, 1070|01
Graz|8010|0316
""",
        "AT",
        "S",
    )
)

BRITAIN = list(
    _towns(
        """
London|SE1 7PB, N1 9GU, E8 3RL|020
Leeds|LS1 4AP|0113
Sheffield|S1 2HH|0114
Reading|RG1 2AG|0118
Leicester|LE1 6TP|0116
Bristol|BS1 4DJ|0117
Birmingham|B2 4QA|0121
Edinburgh|EH1 1YZ|0131
Glasgow|G1 3SL|0141
Liverpool|L2 2PP|0151
Manchester|M2 5DB|0161
""",
        "GB",
        "UK",
    )
)

# Numbers that the regulators of both countries keep free for film and theatre.
DRAMA = {
    ("DE", "030"): "23125",
    ("DE", "040"): "66969",
    ("DE", "069"): "90009",
    ("DE", "0221"): "4710",
    ("DE", "089"): "99998",
    ("GB", "020"): "79460",
    ("GB", "0113"): "4960",
    ("GB", "0114"): "4960",
    ("GB", "0118"): "4960",
    ("GB", "0116"): "4960",
    ("GB", "0117"): "4960",
    ("GB", "0121"): "4960",
    ("GB", "0131"): "4960",
    ("GB", "0141"): "4960",
    ("GB", "0151"): "4960",
    ("GB", "0161"): "4960",
    ("GB", "0191"): "4980",
}

STREETS = """Salzstraße|Mühlenweg|Bahnhofstraße|Hauptstraße|Am Sande|Marktplatz|Kirchstraße|Gartenstraße|Lindenallee|
Schulstraße|Bergstraße|Ringstraße|Dorfstraße|Kornweg|Backhausgasse|Feldstraße|Goethestraße|Schillerstraße|
Wilhelmstraße|Friedrichstraße|Bäckerstraße|Brunnenstraße|Wallstraße|Hafenstraße|Industriestraße|Gewerbering|
Lange Straße|Neue Straße|Am Markt|Heiligengeiststraße|Rosenweg|Birkenweg|Eichendorffstraße|Mozartstraße|
Steinweg|Poststraße|Burgstraße|Klosterstraße|Am Alten Speicher|Windmühlenweg|Roggenweg|Haferkamp|Weizenkamp|
Südstraße|Nordwall|Ostring|Westerende|Jahnstraße|Lessingstraße|Kastanienallee|Buchenweg|Ahornweg|Tannenweg|
Uferstraße|Fährstraße|Deichstraße|Heideweg|Moorweg|Sandkuhle|Ziegeleiweg|Töpferstraße|Webergasse|
Gerbergasse|Schmiedestraße|Müllerstraße|Königstraße|Kaiserstraße|Parkstraße|Waldstraße|Wiesenweg""".replace(
    "\n", ""
).split("|")

BRITISH_STREETS = """High Street|Mill Lane|Station Road|Church Lane|Market Street|Baker Row|Wheat Street|Victoria Road|
King Street|Queen Street|Bridge Road|Park Lane|Oven Yard|Granary Wharf|Harbour Way|Chapel Street|York Road|
Castle Street|Hill Rise|Orchard Close""".replace("\n", "").split("|")
