"""`debitoren.csv` (DATEV EXTF, category 16) and `opos.xlsx`: what bookkeeping exports."""

import datetime
from decimal import Decimal

from . import writing, xlsx
from .datev import COLUMNS
from .names import latin1_safe
from .identifiers import stream, german_vat, valid_german_vat
from .truth import Rec, save

COLLECTIVE = [
    ("10000", "Laufkundschaft"),
    ("19990", "AMAZON EU S.à r.l."),
    ("19991", "eBay Sammelkonto"),
    ("19999", "Diverse Debitoren"),
]
UNUSED = [("10950", "*** frei ***"), ("10951", "*** frei ***"), ("10960", "NICHT VERWENDEN"), ("10999", "Testdebitor")]
SUPPLIERS = [
    "Mahlwerk Hansa",
    "Ofenbau Wittekind",
    "Thermo Elbe",
    "Edelstahl Brinkhof",
    "Gärtechnik Lohse",
    "Kältekontor Nord",
    "Büroland Ilmenau",
    "Spedition Grasbrook",
    "Elektro Hagedorn",
    "Werkzeughaus Tiedge",
    "Folien Petrick",
    "Stadtwerke Ilmenautal",
    "Reinigung Blitzblank",
    "Dichtungen Sauerland",
]
FORMS = ["GmbH", "GmbH & Co. KG", "KG", "AG", "e.K."]
PRINTED_OPEN = Decimal("184302.17")
BROKEN = {87: ("512,2O", Decimal("512.20")), 140: ("siehe 2024: 372", Decimal("372.00"))}


def _text(value):
    return '"%s"' % latin1_safe(value).replace('"', '""') if value else ""


NUMERIC = {
    "Konto",
    "Adressatentyp",
    "Kreditlimit (Debitor)",
    "Zahlungsbedingung",
    "Fälligkeit in Tagen (Debitor)",
    "Skonto in Prozent (Debitor)",
    "Sprache",
    "Status",
    "Mahnung",
    "Adresse Gültig von",
}
NUMERIC -= {"Status"}


def line(cells):
    """One line: text in quotes, numbers bare, empty as nothing."""
    return ";".join(
        (str(cells[name]) if name in NUMERIC else _text(cells[name])) if cells.get(name) not in (None, "") else ""
        for name in COLUMNS
    )


def document(records, created="20261120073011000", columns=COLUMNS):
    head = (
        '"EXTF";700;16;"Debitoren/Kreditoren";5;%s;;"RE";"S. Ehlers";"";29098;55003;20260101;4;;;"Debitoren Nordkamp";"";'
        ';;;"EUR";"";"";"";"";"";;;"";""' % created
    )
    return "\r\n".join([head, ";".join(columns)] + [line(record.cells) for record in records]) + "\r\n"


def _firm_cells(firm, konto, rng, again=False):
    view = lambda field: firm.seen("debitoren", field)
    name = " ".join(part for part in (view("base"), view("form")) if part)
    if firm.trader and len(name) + len(firm.trader) < 49:
        name += " " + firm.trader
    if not firm.tags and rng.random() < 0.12:
        name = writing.names.plain(name)
    country = firm.country
    vat = view("vat")
    person = firm.people[0] if firm.people else None
    street = view("street")
    cells = {
        "Konto": konto,
        "Name (Adressatentyp Unternehmen)": name[:50],
        "Adressatentyp": 2,
        "Kurzbezeichnung": writing.names.plain(firm.family)[:15].upper(),
        "EU-Land": vat[:2] if vat else "",
        "EU-USt-IdNr.": vat[2:] if vat else "",
        "Anrede": "Firma",
        "Adressart": "STR",
        "Straße": street[:36],
        "Postleitzahl": view("postcode"),
        "Ort": view("town").name,
        "Land": country,
        "Telefon": (
            writing.phone(firm.phone, "dash" if rng.random() < 0.2 else "plain")
            if country == "DE"
            else writing.world_phone(firm.phone, country)
        ),
        "E-Mail": view("email"),
        "Internet": "www." + firm.domain if firm.domain and rng.random() < 0.5 else "",
        "Fax": writing.phone(firm.fax, "plain") if firm.fax and country == "DE" else "",
        "Telefon Geschäftsleitung": writing.phone(firm.mobile, "plain") if rng.random() < 0.5 else "",
        "Kundennummer": "K%s" % konto[1:],
        "Ansprechpartner": writing.addressed(person) if person and rng.random() < 0.7 else "",
        "Briefanrede": "Sehr geehrte Damen und Herren",
        "Kreditlimit (Debitor)": rng.choice(["", "5000,00", "10000,00", "2500,00", "25000,00", ""]),
        "Zahlungsbedingung": rng.choice([10, 10, 11, 20]),
        "Fälligkeit in Tagen (Debitor)": rng.choice([14, 30, 30]),
        "Sprache": 5 if country == "GB" else 1,
        "Bemerkung (Telefon)": rng.choice(["", "", "", "Zentrale", "Backstube"]),
        "Bemerkung (Sonstige)": getattr(firm, "note", ""),
        "Adresszusatz": rng.choice(["", "", "", "", "", "Hinterhof", "Halle 2"]),
        "Status": "1",
    }
    if not firm.tags:  # bookkeeping has an address of its own, or no number at all
        if firm.domain and rng.random() < 0.25:
            cells["E-Mail"] = "%s@%s" % (rng.choice(["buchhaltung", "rechnung"]), firm.domain)
        if rng.random() < 0.1:
            cells["Telefon"] = ""
    if "t1.branch" in firm.tags:
        cells["Adresszusatz"] = "Heidebrot Zentrale"
    if again:
        cells["Name (Adressatentyp Unternehmen)"] = name.replace("Bäckerei", "Baeckerei")[:50]
        cells["Bemerkung (Telefon)"] = "2. Konto, s. " + firm.konto
    return cells


def _person_cells(person, rng):
    return {
        "Konto": person.konto,
        "Name (Adressatentyp natürl. Person)": person.family,
        "Vorname (Adressatentyp natürl. Person)": person.given,
        "Adressatentyp": 1,
        "Kurzbezeichnung": writing.names.plain(person.family)[:15].upper(),
        "Anrede": "Frau" if person.female else "Herr",
        "Titel/Akad. Grad": person.title,
        "Adressart": "STR",
        "Straße": person.street,
        "Postleitzahl": person.postcode,
        "Ort": person.town.name,
        "Land": "DE",
        "Telefon": writing.phone(person.phone or person.mobile, "plain"),
        "E-Mail": person.email,
        "Kundennummer": "K%s" % person.konto[1:],
        "Briefanrede": "Sehr geehrte%s %s" % ("" if person.female else "r", writing.addressed(person)),
        "Zahlungsbedingung": 10,
        "Fälligkeit in Tagen (Debitor)": 14,
        "Sprache": 1,
        "Status": "1",
    }


def _supplier_cells(konto, index, rng):
    name = "%s %s" % (SUPPLIERS[index % len(SUPPLIERS)], FORMS[index // len(SUPPLIERS) * 2 % 5])
    domain = "%s-%d.example" % (writing.names.slug(SUPPLIERS[index % len(SUPPLIERS)]), index // len(SUPPLIERS) + 1)
    return {
        "Konto": konto,
        "Name (Adressatentyp Unternehmen)": name,
        "Adressatentyp": 2,
        "Kurzbezeichnung": writing.names.plain(name.split()[0])[:15].upper(),
        "EU-Land": "DE",
        "EU-USt-IdNr.": german_vat("%08d" % (29500000 + index * 7919))[2:],
        "Anrede": "Firma",
        "Adressart": "STR",
        "Straße": "Gewerbering %d" % (index + 3),
        "Postleitzahl": "21337",
        "Ort": "Lüneburg",
        "Land": "DE",
        "Telefon": "04131 555%04d" % (9000 + index),
        "E-Mail": "rechnung@" + domain,
        "Internet": "www." + domain,
        "Kundennummer": "",
        "Sprache": 1,
        "Status": "1",
    }


def ledger(world, book):
    """debitoren: by account number, as DATEV sorts it."""
    rng = stream("debitoren")
    records = []
    members = [f for f in world.firms if "debitoren" in f.sources]
    for firm in members:
        records.append(Rec(_firm_cells(firm, firm.konto, rng), firm.key, firm.people[:1], firm.tags))
    for firm in [f for f in members if not f.tags][10:60:40]:
        firm.second_konto = str(10800 + int(firm.konto) % 100)
        records.append(
            Rec(_firm_cells(firm, firm.second_konto, rng, True), firm.key, firm.people[:1], ["second-account"])
        )
    for person in world.private:
        if "debitoren" in person.sources:
            records.append(Rec(_person_cells(person, rng), person.key, [person], person.tags))
    for konto, name in COLLECTIVE:
        records.append(
            Rec(
                {
                    "Konto": konto,
                    "Name (Adressatentyp keine Angabe)": name,
                    "Adressatentyp": 0,
                    "Kurzbezeichnung": "SAMMEL",
                    "Status": "1",
                    "Sprache": 1,
                },
                "L" + konto,
                (),
                ["collective-" + konto],
            )
        )
    for konto, name in UNUSED:
        records.append(
            Rec(
                {"Konto": konto, "Name (Adressatentyp keine Angabe)": name, "Adressatentyp": 0, "Status": "0"},
                "",
                (),
                ["unused"],
                "filtered",
                "unused account",
            )
        )
    for index in range(36):
        records.append(
            Rec(_supplier_cells(str(70001 + index * 3), index, rng), "", (), ["supplier"], "filtered", "supplier")
        )
    records.sort(key=lambda record: record.cells["Konto"])
    book.put("debitoren", records)
    return records


def _signed(kind, amount):
    return -amount if kind == "GU" else amount


def open_items(world, book, shop_orders):
    """opos: 203 records; a credit note is written positive, a part payment negative."""
    rng = stream("opos")
    day = datetime.date(2026, 11, 19)
    names = {
        r.cells["Konto"]: (
            r.cells.get("Name (Adressatentyp Unternehmen)")
            or r.cells.get("Name (Adressatentyp natürl. Person)")
            or r.cells.get("Name (Adressatentyp keine Angabe)"),
            r.customer,
        )
        for r in book.sources["debitoren"]
        if r.bucket == "ready"
    }
    real = [k for k in names if k not in dict(COLLECTIVE)]
    gbp = next(f.konto for f in world.firms if "t22" in f.tags)
    used, items = set(), []

    def number(prefix):
        while True:
            text = "%s26-%05d" % (prefix, rng.randint(1000, 39999))
            if text not in used:
                used.add(text)
                return text

    def add(konto, kind, amount, order="", tags=(), issued=None, no=None):
        issued = issued or day - datetime.timedelta(days=rng.randint(1, 150))
        items.append(
            {
                "konto": konto,
                "kind": kind,
                "amount": amount,
                "order": order,
                "issued": issued,
                "tags": list(tags),
                "due": issued + datetime.timedelta(days=rng.choice([14, 30])),
                "no": no or number({"RE": "RE", "GU": "GU", "TZ": "ZA", "EB": "EB"}[kind]),
            }
        )

    # 31 invoices of shop orders, 57 invoices of the cash-sale account, 80 others: 168.
    for order in shop_orders[:31]:
        add(
            order["konto"],
            "RE",
            order["total"],
            order["name"] if rng.random() < 0.7 else order["name"].lstrip("#"),
            ["shop-order"],
            issued=order["day"] + datetime.timedelta(days=1),
        )
    for _ in range(57):
        add("10000", "RE", Decimal(rng.randint(400, 9900)) / 100, tags=["t12"])
    for _ in range(4):
        add("10000", "GU", Decimal(rng.randint(400, 2900)) / 100, tags=["t12"])
    spread = rng.sample(real, 60)
    add(gbp, "RE", Decimal("2380.00"), tags=["t22"])
    for index in range(79):
        add(spread[index % 60], "RE", Decimal(rng.randint(9000, 420000)) / 100)
    for index in range(13):
        add(spread[index * 4], "GU", Decimal(rng.randint(2500, 60000)) / 100)
    for index in range(9):
        add(spread[index * 3 + 1], "TZ", -Decimal(rng.randint(100, 900)))
    for index in range(3):
        add(spread[50 + index], "EB", Decimal(rng.randint(20000, 300000)) / 100, issued=datetime.date(2026, 1, 1))
    items.sort(key=lambda item: (item["konto"], item["issued"], item["no"]))
    # The two broken rows stand at fixed places; four totals are put in below.
    valid = PRINTED_OPEN - sum(amount for _, amount in BROKEN.values())
    plain = [i for i in items if i["kind"] == "RE" and not i["tags"]]
    fixed = sum(_signed(i["kind"], i["amount"]) for i in items if i not in plain)
    scale = (valid - fixed) / sum(i["amount"] for i in plain)
    for item in plain:
        item["amount"] = (item["amount"] * scale).quantize(Decimal("0.01"))
    largest = max((i for i in items if i["kind"] == "RE" and not i["tags"]), key=lambda i: i["amount"])
    largest["amount"] += valid - sum(_signed(i["kind"], i["amount"]) for i in items)
    assert largest["amount"] > 0, largest
    records, running, breaks = [], Decimal(0), {51, 102, 153}
    queue = list(items)
    while queue or len(records) < 202:
        row = len(records) + 1
        if row in breaks:
            records.append(
                Rec(
                    [None, "Übertrag", None, None, None, None, None, running, None],
                    "",
                    (),
                    ["total"],
                    "filtered",
                    "totals row",
                )
            )
            continue
        if row in BROKEN:
            text, amount = BROKEN[row]
            konto = records[-1].cells[0] and str(records[-1].cells[0])
            running += amount
            records.append(
                Rec(
                    [
                        int(konto),
                        names[konto][0],
                        number("RE"),
                        day - datetime.timedelta(days=40),
                        day - datetime.timedelta(days=10),
                        "RE",
                        text,
                        text,
                        None,
                    ],
                    names[konto][1],
                    (),
                    ["broken"],
                    "rejected",
                    "amount %s" % text,
                )
            )
            continue
        item = queue.pop(0)
        running += _signed(item["kind"], item["amount"])
        name, customer = names[item["konto"]]
        paid = item["amount"]
        record = Rec(
            [
                int(item["konto"]),
                name,
                item["no"],
                item["issued"],
                item["due"],
                item["kind"],
                paid,
                paid,
                item["order"] or None,
            ],
            customer,
            (),
            item["tags"],
        )
        record.item = item
        records.append(record)
    records.append(
        Rec(
            [None, "Summe offene Posten", None, None, None, None, None, PRINTED_OPEN, None],
            "",
            (),
            ["total"],
            "filtered",
            "totals row",
        )
    )
    assert running == PRINTED_OPEN, running
    book.put("opos", records)
    for row, record in enumerate(records, 1):
        if "shop-order" in record.tags:
            book.links.append((record.cells[8], row, record.cells[2], record.cells[0]))
    return records


def write_open_items(path, records):
    head = ["Konto", "Kunde", "Beleg", "Belegdatum", "Fällig", "Art", "Betrag", "Offen", "Bestellung"]
    sheet = xlsx.Sheet("OPOS")
    sheet.rows = [[xlsx.Cell(text, bold=True, fill="head") for text in head]]
    for record in records:
        sheet.rows.append(
            [
                (
                    xlsx.Cell(value, form="money", bold="total" in record.tags)
                    if isinstance(value, Decimal)
                    else xlsx.Cell(value, bold=True) if value and "total" in record.tags else value
                )
                for value in record.cells
            ]
        )
    sheet.widths = [8, 40, 14, 12, 12, 6, 12, 12, 12]
    xlsx.write(path, [sheet], "S. Ehlers")


def write_ledger(path, records, **options):
    save(path, document(records, **options), "cp1252")


__all__ = ["ledger", "open_items", "write_open_items", "write_ledger", "document", "valid_german_vat"]
