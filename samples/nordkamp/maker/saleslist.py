"""`Kundenliste NEU (3).xlsx`: the sales list, three sheets, three authors, three habits."""

import datetime
from decimal import Decimal

from . import cast, writing, xlsx
from .identifiers import stream
from .truth import Rec

OWNERS = [("AK", 162), ("TB", 139), ("MS", 88), ("?", 12)]
SOUTH_HEAD = [
    "Kd-Nr",
    "Firma",
    "Ansprechpartner",
    "Straße",
    "PLZ",
    "Ort",
    "Land",
    "Telefon",
    "Mobil",
    "Fax",
    "E-Mail",
    "Internet",
    "USt-ID",
    "Betreuer",
    "Kunde seit",
    "Newsletter",
    "Bemerkung",
    "Umsatz VJ",
]
NORTH_HEAD = [
    ("Kunde", ["Nr.", "Name", "Inhaber / Ansprechpartner", "Funktion"]),
    ("Anschrift", ["Straße", "PLZ", "Ort"]),
    ("Kontakt", ["Telefon", "Mobil", "Fax", "E-Mail", "Web"]),
    ("Vertrieb", ["Betreuer", "seit", "Potenzial", "Bemerkung"]),
    ("Umsatz", ["2024", "2025"]),
]
OLD_HEAD = [
    "Debitor",
    "Name",
    "Name 2",
    "Strasse",
    "PLZ Ort",
    "Tel.",
    "Fax",
    "Mail",
    "USt-Id",
    "Kontakt",
    "Betreuer",
    "gel.",
]
REMARKS = [
    "Ofen 2019, Wartung jährlich",
    "ruft lieber an",
    "Rechnung per Post!",
    "will Angebot Stikkenofen",
    "zahlt pünktlich",
    "nur vormittags",
    "hat neuen Gärschrank",
    "Mehlsilo geplant 2027",
    "interessiert an Wärmerückgewinnung",
    "",
]
COMMENTS = [
    "AK 12.03.24: Inhaber gewechselt, Nummer stimmt noch",
    "Achtung: zahlt nur per Vorkasse",
    "TB: hat 2 Filialen dazu",
    "bitte nicht mehr anschreiben, nur Telefon",
    "Adresse laut Visitenkarte Messe 2025",
]


def _owners(count_by_sheet, rng):
    """The Betreuer of all 464 records; totals rows and broken rows have none."""
    pool = [initials for initials, count in OWNERS for _ in range(count)]
    pool += [""] * (sum(count_by_sheet) - len(pool))
    rng.shuffle(pool)
    return pool


def _people_text(people, rng):
    """Two people in a cell, in one of the usual ways."""
    if not people:
        return ""
    first = people[0]
    if len(people) == 1:
        return rng.choice(
            [
                writing.addressed(first),
                "%s %s" % (first.given, first.family),
                first.name,
                "%s, %s" % (first.family, first.given),
            ]
        )
    second = people[1]
    return (
        rng.choice(["%s / %s", "%s u. %s", "%s + %s", "%s, %s"]) % (writing.addressed(first), writing.addressed(second))
        if rng.random() < 0.5
        else "%s %s / %s %s" % (first.given, first.family, second.given, second.family)
    )


def _zip(code, country, rng, look):
    """A postcode as a number: some cells show the zero by their format, some have lost it."""
    if country != "DE":
        return xlsx.Cell(code if country == "GB" else int(code), **look)
    choice = rng.random()
    if choice < 0.45:
        return xlsx.Cell(int(code), form="zip", **look)
    if choice < 0.85:
        return xlsx.Cell(int(code), **look)
    return xlsx.Cell(code, **look)


def _since(firm, rng):
    choice = rng.random()
    if choice < 0.35:
        return datetime.date(firm.since, rng.randint(1, 12), rng.randint(1, 28))
    if choice < 0.7:
        return firm.since
    if choice < 0.85:
        return "%02d/%d" % (rng.randint(1, 12), firm.since)
    return ""


def _look(rng, lost):
    if not lost:
        return {}
    return {"strike": True} if rng.random() < 0.3 else {"fill": "red"}


def south_cells(firm, people, number, rng, look, again=False):
    view = lambda field: firm.seen("sued", field)
    name = " ".join(p for p in (view("base"), view("form")) if p)
    exact = bool(firm.tags) and not again
    name = name if exact else writing.firm_name(name, rng)
    if firm.trader and rng.random() < 0.6:
        name += " " + firm.trader
    say = lambda value: xlsx.Cell(value, **look) if value not in ("", None) or look else None
    newsletter = rng.choice(["j", "n", "", "", "x", "ja"])
    person = people[0] if people else None
    phone, email = _reach(view, firm, person, rng, again)
    comment = rng.choice(COMMENTS) if rng.random() < 0.05 else ""
    cells = [
        say(number),
        xlsx.Cell(name, comment=comment, **look),
        say(_people_text(people, rng)),
        say(writing.street(view("street"), rng)),
        _zip(view("postcode"), firm.country, rng, look),
        say(view("town").name),
        say(firm.country if firm.country != "DE" or rng.random() < 0.3 else ""),
        say(writing.any_phone(phone, firm.country, rng)),
        say(writing.any_phone(firm.mobile, firm.country, rng)),
        say(writing.any_phone(firm.fax, firm.country, rng) if rng.random() < 0.5 else ""),
        say(email),
        say("www." + firm.domain if firm.domain and rng.random() < 0.4 else ""),
        say(view("vat") if exact or rng.random() < 0.4 else ""),
        say(""),
        say(_since(firm, rng)),
        say(newsletter),
        say(rng.choice(REMARKS)),
        say(Decimal(rng.randint(2, 900)) * 50),
    ]
    return cells


def north_cells(firm, people, number, rng, look, again=False):
    view = lambda field: firm.seen("nord", field)
    name = " ".join(p for p in (view("base"), view("form")) if p)
    exact = bool(firm.tags) and not again
    name = name if exact else writing.firm_name(name, rng)
    say = lambda value: xlsx.Cell(value, **look) if value not in ("", None) or look else None
    person = people[0] if people else None
    phone, email = _reach(view, firm, person, rng, again)
    comment = rng.choice(COMMENTS) if rng.random() < 0.05 else ""
    return [
        say(number),
        xlsx.Cell(name, comment=comment, **look),
        say(_people_text(people, rng)),
        say(person.role if person and rng.random() < 0.6 else ""),
        say(writing.street(view("street"), rng)),
        _zip(view("postcode"), firm.country, rng, look),
        say(view("town").name),
        say(writing.phone(phone, rng.choice(["slash", "slash", "slash", "plain", "dash"]))),
        say(writing.phone(firm.mobile, rng.choice(["slash", "plain", "dash"]))),
        say(writing.phone(firm.fax, "slash") if rng.random() < 0.3 else ""),
        say(email),
        say(firm.domain if rng.random() < 0.3 else ""),
        say(""),
        say(_since(firm, rng)),
        say(rng.choice(["A", "B", "B", "C", ""])),
        say(rng.choice(REMARKS)),
        say(Decimal(rng.randint(2, 900)) * 50),
        say(Decimal(rng.randint(2, 900)) * 50),
    ]


def old_cells(firm, people, rng, look):
    view = lambda field: firm.seen("alt", field)
    name = " ".join(p for p in (view("base"), view("form")) if p)
    say = lambda value: xlsx.Cell(value, **look) if value not in ("", None) or look else None
    code = view("postcode").lstrip("0") if rng.random() < 0.3 else view("postcode")
    return [
        say(int(firm.konto) if firm.konto and (firm.tags or rng.random() < 0.7) else ""),
        say(name if firm.tags else writing.firm_name(name, rng, 0.08)),
        say(firm.trader),
        say(writing.street(view("street"), rng)),
        say("%s %s" % (code, view("town").name)),
        say(writing.any_phone(firm.phone, firm.country, rng)),
        say(writing.any_phone(firm.fax, firm.country, rng) if rng.random() < 0.4 else ""),
        say(view("email") if rng.random() < 0.55 else ""),
        say(view("vat") if firm.tags or rng.random() < 0.3 else ""),
        say(people[0].family if people else ""),
        say(""),
        say("x" if rng.random() < 0.15 else ""),
    ]


def _reach(view, firm, person, rng, again):
    """The phone and e-mail a salesperson noted: the firm's, or the mobile and mailbox of whoever they talk to."""
    phone, email = firm.phone, view("email") or (person.email if person else "")
    if not firm.tags or again:
        if firm.mobile and rng.random() < 0.15:
            phone = firm.mobile
        elif rng.random() < 0.05:
            phone = None
        if person and person.email and rng.random() < 0.15:
            email = person.email
        elif rng.random() < 0.1:
            email = ""
    return phone, email


def _tags(firm, people):
    return list(firm.tags) + [tag for person in people for tag in person.tags]


def _sheet_records(world, source, total, cells_of, rng, first_number):
    members = [f for f in world.firms if source in f.sources]
    rng.shuffle(members)
    again = [f for f in members if not f.tags]
    rng.shuffle(again)
    plan = [(firm, False) for firm in members]
    for firm in again[: total - 1 - 2 - len(members)]:
        plan.insert(rng.randint(len(plan) // 2, len(plan)), (firm, True))
    records, number = [], first_number
    for firm, repeated in plan:
        people = firm.people[:2] if rng.random() < 0.45 else firm.people[:1]
        if "t4" in firm.tags:
            people = firm.people
        if repeated:
            people = firm.people[:1] if rng.random() < 0.5 else []
        number += rng.choice([1, 1, 1, 2])
        lost = not firm.tags and rng.random() < 0.065
        shown = number if rng.random() < 0.96 or firm.tags else ""
        look = _look(rng, lost)
        record = Rec(cells_of(firm, people, shown, rng, look, repeated), firm.key, people, _tags(firm, people))
        record.lost, record.firm = lost, firm
        if repeated:
            record.tags.append("typed-twice")
        records.append(record)
    return records


def _bad(width, phone_at, remark_at, phone):
    """A row without name and customer: only a remark and half a phone number."""
    cells = [None] * width
    cells[phone_at], cells[remark_at] = xlsx.Cell(phone), xlsx.Cell("Anruf Messe, Name nachtragen")
    record = Rec(cells, "", (), (), "rejected", "no name")
    record.lost, record.firm = False, None
    return record


def build(world, book):
    """The three sheets' records, in the file's order; remembered for the deliveries that follow."""
    rng = stream("saleslist")
    south = _sheet_records(world, "sued", 214, south_cells, rng, 4000)
    north = _sheet_records(world, "nord", 187, north_cells, rng, 7000)
    for at, phone in ((57, "0911/55"), (140, "0351 / ...")):
        south.insert(at, _bad(18, 7, 16, phone))
    for at, phone in ((33, "05191/?"), (121, "0421")):
        north.insert(at, _bad(18, 7, 15, phone))
    old = []
    members = [f for f in world.firms if "alt" in f.sources]
    rng.shuffle(members)
    for firm in members:
        people = firm.people[:1]
        lost = not firm.tags and rng.random() < 0.2
        record = Rec(old_cells(firm, people, rng, _look(rng, lost)), firm.key, people, _tags(firm, people))
        record.lost, record.firm = lost, firm
        old.append(record)
    owners = _owners((214, 187, 63), rng)
    blanks = 6  # the two totals rows and the four rows without a name have no owner either
    for _ in range(blanks):
        owners.remove("")
    for records, column in ((south, 13), (north, 12), (old, 10)):
        for record in records:
            if record.firm is None:
                continue
            record.owner = owners.pop()
            look = {"fill": record.cells[1].fill, "strike": record.cells[1].strike}
            record.cells[column] = xlsx.Cell(record.owner, **look) if record.owner else None
    for records, label_at, sums in ((south, 1, (17,)), (north, 1, (16, 17))):
        cells = [None] * 18
        cells[label_at] = xlsx.Cell("Summe", bold=True)
        for column in sums:
            cells[column] = xlsx.Cell(
                sum(
                    (
                        r.cells[column].value
                        for r in records
                        if r.cells[column] is not None and isinstance(r.cells[column].value, Decimal)
                    ),
                    Decimal(0),
                ),
                bold=True,
            )
        record = Rec(cells, "", (), (), "filtered", "totals row")
        record.lost, record.firm = False, None
        records.append(record)
    book.put("kundenliste-sued", south)
    book.put("kundenliste-nord", north)
    book.put("kundenliste-alt", old)


def write(path, south, north, old, south_head=SOUTH_HEAD, as_of="20.11.2026"):
    """Writes the workbook from records."""
    head = lambda text: xlsx.Cell(text, fill="head", bold=True)
    first = xlsx.Sheet("Süd")
    first.rows = [
        [xlsx.Cell("NORDKAMP Bäckereitechnik GmbH", bold=True)],
        [xlsx.Cell("Kundenliste Süd, Stand " + as_of)],
        [],
        [head(text) for text in south_head],
    ] + [record.cells for record in south]
    first.merges, first.widths = ["A1:F1"], [8, 34, 28, 24, 8, 18, 6, 18, 16, 16, 30, 24, 16, 8, 11, 9, 30, 11]
    second = xlsx.Sheet("Nord")
    upper, lower, column = [], [], 0
    for group, fields in NORTH_HEAD:
        upper += [head(group)] + [head(None)] * (len(fields) - 1)
        lower += [head(text) for text in fields]
        second.merges.append("%s4:%s4" % (xlsx.letter(column), xlsx.letter(column + len(fields) - 1)))
        column += len(fields)
    second.rows = [
        [xlsx.Cell("NORDKAMP Bäckereitechnik GmbH", bold=True)],
        [None, xlsx.Cell("Kunden Nord (TB)")],
        [],
        upper,
        lower,
    ] + [record.cells for record in north]
    second.merges.insert(0, "A1:D1")
    second.widths = [8, 34, 28, 16, 24, 8, 18, 16, 16, 16, 30, 24, 8, 11, 9, 30, 11, 11]
    third = xlsx.Sheet("Alt", hidden=True)
    third.rows = [[xlsx.Cell("Altbestand, nicht mehr pflegen!", bold=True)], [head(text) for text in OLD_HEAD]] + [
        record.cells for record in old
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    xlsx.write(path, [first, second, third])
