"""`altcrm-*.csv`: the old CRM's export (SugarCRM), in UTF-8 that was taken for cp1252 and encoded once more."""

import csv

from . import writing
from .identifiers import stream, uuid_of
from .truth import Rec, csv_text, save

FIRM_HEAD = (
    """id name date_entered date_modified created_by_name description deleted assigned_user_name account_type industry
phone_office phone_alternate phone_fax website email1 billing_address_street billing_address_city billing_address_state
billing_address_postalcode billing_address_country parent_id ust_id_c credit_limit_c payment_terms_c rating
campaign_id""".split()
)
CONTACT_HEAD = (
    """id salutation first_name last_name title department account_id account_name phone_work phone_mobile email1
email_opt_out birthdate primary_address_street primary_address_postalcode primary_address_city date_entered date_modified
created_by_name assigned_user_name description deleted""".split()
)
NOTE_HEAD = (
    "id name description parent_type parent_id contact_id date_entered date_modified created_by_name deleted".split()
)
STAFF = ["Anke Kern", "Tobias Brandt", "Matthias Schröder", "Gerd Wichmann", "Ilse Brandt"]
SUBJECTS = [
    "Telefonat",
    "Angebot Stikkenofen",
    "Reklamation Türdichtung",
    "Besuch in der Backstube",
    "Wartungsvertrag",
    "Messe Südback",
    "Rückruf",
    "Ersatzteil bestellt",
    "Neue Filiale geplant",
    "Zahlungsziel",
]
BODIES = [
    "Herr am Telefon sehr freundlich.\nMöchte Angebot bis Monatsende.",
    "Ofen läuft, Schwaden zu gering.\r\nTechniker schicken.",
    'Hat 3 Angebote vorliegen; "unser Preis ist zu hoch".',
    "Wartung im Frühjahr;\nbitte vorher anrufen, Backzeit bis 10 Uhr.",
    "Rückruf erbeten\n\nNr. stimmt, nur vormittags",
    "Filiale eröffnet im März, braucht 2 Gärschränke.",
    "Zahlungsziel 30 Tage zugesagt (mit GF abgesprochen).",
    "Türdichtung getauscht, Kulanz.",
    "War nicht da. Karte dagelassen.",
]
# Grouped in threes by a point or a comma, never with decimals: 1.234 may be a thousand or one and a bit.
LIMITS = ["1.234", "1,234", "2.500", "2,500", "5.000", "5,000", "7.500", "10.000", "12,500", "1.500", "1,500", "3,000"]


def twice(text):
    """Encodes twice, as a careless migration did."""
    return text.encode("utf-8").decode("cp1252")


def _stamp(rng, first, last):
    return "%04d-%02d-%02d %02d:%02d:%02d" % (
        rng.randint(first, last),
        rng.randint(1, 12),
        rng.randint(1, 28),
        rng.randint(7, 17),
        rng.randint(0, 59),
        rng.randint(0, 59),
    )


def _firm_cells(firm, ident, rng, again=False, deleted=False):
    view = lambda field: firm.seen("altcrm", field)
    name = " ".join(p for p in (view("base"), view("form")) if p)
    if not firm.tags or again:
        name = writing.firm_name(name, rng, 0.06)
    entered = _stamp(rng, 2009, 2018)
    country = {"DE": "Deutschland", "AT": "Österreich", "GB": "Großbritannien"}[firm.country]
    phone, email = firm.phone, view("email")
    if not firm.tags:  # the old CRM is older: a number or an address is missing or was the owner's own
        if rng.random() < 0.1:
            phone = firm.mobile
        if rng.random() < 0.15:
            email = rng.choice(["", firm.people[0].email if firm.people else ""])
    return dict(
        zip(
            FIRM_HEAD,
            [
                ident,
                name,
                entered,
                _stamp(rng, 2019, 2023),
                rng.choice(STAFF),
                rng.choice(
                    [
                        "",
                        "",
                        "",
                        "Stammkunde\nRabatt 5 %",
                        "seit Übernahme neuer Inhaber",
                        "Öfen: 2 x Stikken, 1 x Etage",
                    ]
                ),
                "1" if deleted else "0",
                rng.choice(STAFF[:2]),
                rng.choice(["Customer", "Customer", "Customer", "Prospect"]),
                "Food",
                (
                    writing.phone(phone, rng.choice(["plain", "plain", "slash", "zero_zero"]))
                    if firm.country == "DE"
                    else writing.world_phone(phone, firm.country)
                ),
                writing.phone(firm.mobile, "plain") if rng.random() < 0.5 else "",
                writing.phone(firm.fax, "plain") if rng.random() < 0.5 else "",
                (
                    "http://www." + firm.domain
                    if firm.domain and rng.random() < 0.6
                    else "http://" if rng.random() < 0.3 else ""
                ),
                email,
                writing.street(view("street"), rng) if not firm.tags else view("street"),
                view("town").name,
                "",
                view("postcode"),
                country if rng.random() < 0.9 else "",
                "",
                view("vat") if firm.tags or rng.random() < 0.55 else "",
                rng.choice(LIMITS) if rng.random() < 0.35 else "",
                rng.choice(["", "30 Tage netto", "14 Tage 2 %", "sofort"]),
                rng.choice(["", "A", "B"]),
                "",
            ],
        )
    )


def _firms(world, rng, book):
    members = [f for f in world.firms if "altcrm" in f.sources]
    plan = [(f, False, False) for f in members]
    plain = [f for f in members if not f.tags]
    plan += [(f, True, False) for f in plain[9:60:40]]
    plan += [(f, True, True) for f in plain[5:100:11][:9]]
    gone = []
    for index in range(6):
        firm = world.firm("NS"[index % 2])
        firm.key = firm.customer = "X%d" % index
        gone.append(firm)
    plan += [(f, False, True) for f in gone]
    rng.shuffle(plan)
    records = []
    for firm, again, deleted in plan:
        ident = uuid_of("altcrm", firm.key, str(again), str(deleted))
        record = Rec(
            _firm_cells(firm, ident, rng, again, deleted),
            "" if deleted else firm.key,
            (),
            firm.tags,
            "filtered" if deleted else "ready",
            "deleted there" if deleted else "",
        )
        if again and not deleted:
            record.tags.append("typed-twice")
        if not again and not deleted:
            firm.old_id = ident
        if record.cells["credit_limit_c"] and not deleted:
            record.tags.append("t14")
        record.ident, record.firm = ident, firm
        records.append(record)
    book.put("altcrm-firmen", records)
    return records


def _contact_cells(person, ident, firm_record, rng, deleted=False):
    firm = firm_record.firm if firm_record else None
    mobile = writing.phone(person.mobile, "slash" if rng.random() < 0.5 else "plain")
    opt_out = not hasattr(person, "newsletter") and rng.random() < 0.04
    person.opted_out = getattr(person, "opted_out", False) or (opt_out and not deleted)
    return dict(
        zip(
            CONTACT_HEAD,
            [
                ident,
                ("Frau" if person.female else "Herr") if rng.random() < 0.85 else "",
                (person.title + " " if person.title else "") + person.given,
                person.family,
                person.role,
                "",
                firm_record.ident if firm_record else "",
                firm_record.cells["name"] if firm_record else "",
                writing.phone(firm.phone, "plain") if firm and firm.country == "DE" and rng.random() < 0.5 else "",
                mobile,
                person.email if rng.random() < 0.8 or person.tags else "",
                "1" if opt_out else "0",
                person.born or "",
                "" if firm else person.street,
                "" if firm else person.postcode,
                "" if firm else person.town.name,
                _stamp(rng, 2009, 2018),
                _stamp(rng, 2019, 2023),
                rng.choice(STAFF),
                rng.choice(STAFF[:2]),
                "",
                "1" if deleted else "0",
            ],
        )
    )


def _contacts(world, rng, book, firm_records):
    live = {r.firm.key: r for r in firm_records if r.bucket == "ready" and "typed-twice" not in r.tags}
    pool = [(p, live[f.key]) for f in world.firms if f.key in live for p in f.people]
    while len(pool) < 210:
        record = live[sorted(live)[len(pool) * 7 % len(live)]]
        if not record.firm.tags:
            person = world.employee(record.firm, "Einkauf")
            person.key, person.customer = "%s.%d" % (record.firm.key, len(record.firm.people)), record.firm.key
            pool.append((person, record))
        else:
            live.pop(record.firm.key)
    pool = pool[:216]
    entries = [(p, r, False) for p, r in pool]
    entries += [(p, r, False) for p, r in pool[3::19]][: 216 - len(pool)]
    dead = [r for r in firm_records if r.bucket == "filtered"]
    for index in range(12):
        record = dead[index] if index < 6 else pool[index * 11][1]
        person = world.person()
        person.role, person.key, person.customer = "Einkauf", "", ""
        entries.append((person, record, True))
    entries += [(p, None, False) for p in world.private if "altcrm" in p.sources]
    rng.shuffle(entries)
    records = []
    for index, (person, firm_record, deleted) in enumerate(entries):
        ident = uuid_of("altcrm-kontakt", str(index))
        customer = "" if deleted else person.key if firm_record is None else firm_record.customer
        record = Rec(
            _contact_cells(person, ident, firm_record, rng, deleted),
            customer,
            () if deleted else [person],
            person.tags,
            "filtered" if deleted else "ready",
            "deleted there" if deleted else "",
        )
        record.ident, record.firm_record = ident, firm_record
        records.append(record)
    for at in (31, 118, 204):
        cells = dict.fromkeys(CONTACT_HEAD, "")
        owner = pool[at % len(pool)][1]
        cells.update(
            {
                "id": uuid_of("altcrm-kontakt", "bad", str(at)),
                "salutation": "Frau",
                "account_id": owner.ident,
                "account_name": owner.cells["name"],
                "deleted": "0",
                "email_opt_out": "0",
                "date_entered": _stamp(rng, 2009, 2018),
                "date_modified": _stamp(rng, 2019, 2023),
            }
        )
        record = Rec(cells, "", (), (), "rejected", "no name")
        record.ident, record.firm_record = cells["id"], None
        records.insert(at, record)
    book.put("altcrm-kontakte", records)
    return records


def _notes(rng, book, firm_records, contact_records):
    firms = [r for r in firm_records if r.bucket == "ready"]
    contacts = [r for r in contact_records if r.bucket == "ready"]
    renamed = next(r for r in firms if "t8" in r.tags)
    records = []
    for index in range(301):
        if rng.random() < 0.72:
            kind, parent = "Accounts", rng.choice(firms)
        else:
            kind, parent = "Contacts", rng.choice(contacts)
        author = rng.choice(STAFF)
        years = (2009, 2015) if author == "Gerd Wichmann" else (2010, 2017) if author == "Ilse Brandt" else (2012, 2023)
        entered, deleted = _stamp(rng, *years), index % 17 == 4
        subject, body, tags = rng.choice(SUBJECTS), rng.choice(BODIES), []
        if index == 40:
            kind, parent, author, entered, deleted = "Accounts", renamed, "Gerd Wichmann", "2013-05-17 09:42:10", False
            subject, body, tags = (
                "Hausbesuch",
                "Herr Tiedemann senior übergibt 2014 an den Sohn.\nNeuen Etagenofen besprochen, Öl → Gas.",
                ["t21"],
            )
            body = body.replace("→", "auf")
        if index == 41:
            kind, parent, author, entered, deleted = "Accounts", renamed, "Anke Kern", "2023-12-19 15:20:00", False
            subject, body, tags = "Umfirmierung", "Ab 1.1.2024 GmbH & Co. KG, neue USt-ID kommt.", ["t8.note"]
        cells = dict(
            zip(
                NOTE_HEAD,
                [
                    uuid_of("altcrm-notiz", str(index)),
                    subject,
                    body,
                    kind,
                    parent.ident,
                    "",
                    entered,
                    entered,
                    author,
                    "1" if deleted else "0",
                ],
            )
        )
        records.append(
            Rec(
                cells,
                "" if deleted else parent.customer,
                (),
                tags,
                "filtered" if deleted else "ready",
                "deleted there" if deleted else "",
            )
        )
    book.put("altcrm-notizen", records)


def build(world, book):
    rng = stream("oldcrm")
    firms = _firms(world, rng, book)
    contacts = _contacts(world, rng, book, firms)
    _notes(rng, book, firms, contacts)


def write(folder, book):
    for source, head in (
        ("altcrm-firmen", FIRM_HEAD),
        ("altcrm-kontakte", CONTACT_HEAD),
        ("altcrm-notizen", NOTE_HEAD),
    ):
        text = csv_text([head] + [[r.cells[h] for h in head] for r in book.sources[source]], ",", csv.QUOTE_ALL, "\n")
        save(folder / (source + ".csv"), twice(text))
