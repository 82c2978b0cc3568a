"""`nights/1..7`: what accounting and shop bring each night, and what has to come of it."""

import copy
import datetime
import json
from decimal import Decimal

from . import accounting, deliveries, shop
from .identifiers import e164, stream
from .truth import csv_text, save
from .crm import HEAD, Script, quoted

DAYS = [datetime.date(2026, 11, 27) + datetime.timedelta(days=i) for i in range(7)]


class Feed:
    """The shop's nightly delta: customers touched and orders placed since the night before."""

    def __init__(self, world, rng):
        self.world, self.rng, self.number, self.ident = world, rng, 1302, 7019000000000
        self.customers, self.orders = [], []

    def customer(self, buyer, email=None, ident=None):
        self.ident += 4099
        cells = shop._customer_cells(buyer, ident or self.ident, self.rng)
        if email:
            cells[3] = email
        self.customers.append(cells)
        return cells

    def order(self, buyer, day, clock, pool=shop.HOME):
        order = shop.Order(buyer, day, shop._lines(pool, self.rng, self.rng.choice([1, 1, 2]), True))
        order.number, order.clock = self.number, clock
        self.number += 1
        buyer.orders, buyer.spent = buyer.orders + 1, buyer.spent + order.total
        self.orders.append(order)
        return order

    def write(self, folder):
        save(folder / "shop-kunden.csv", csv_text([shop.CUSTOMER_HEAD] + self.customers, end="\n"))
        rows = [row for order in reversed(self.orders) for row in shop._order_cells(order, self.rng)]
        save(folder / "shop-bestellungen.csv", csv_text([shop.ORDER_HEAD] + rows, end="\n"))
        self.customers, self.orders = [], []


def _stranger(world, rng, key):
    person = world.private_person()
    person.key = person.customer = key
    return shop.Buyer(person, None, rng)


def _regular(feed, world, rng, day, night, count=3):
    """Some orders by known customers, two by new ones."""
    known = [p for p in world.private if "shop" in p.sources and p.country == "DE" and not p.tags]
    total = Decimal(0)
    for index in range(count):
        person = known[(night * 31 + index * 7) % len(known)]
        buyer = shop.Buyer(person, None, rng)
        total += feed.order(buyer, day, "%02d:15:00" % (9 + index)).total
        feed.customer(buyer, ident=book_id(person))
    for index in range(2):
        buyer = _stranger(world, rng, "W%d%d" % (night, index + 1))
        total += feed.order(buyer, day, "%02d:40:00" % (18 + index)).total
        feed.customer(buyer)
    return total


_IDS = {}


def book_id(person):
    """The shop's own id of a customer, as the first export had it."""
    return _IDS[person.key]


def _renumbered(records):
    """219 of the 231 firms sit on somebody else's account: the address block moves on by one."""
    records = [copy.copy(r) for r in records]
    firms = [r for r in records if r.customer.startswith("F") and r.cells.get("Adressatentyp") == 2]
    target = next(r for r in firms if r.cells["Konto"] == "10432")
    moved = [r for r in firms if r is not target][:218] + [target]
    contents = [dict(r.cells) for r in moved]
    for index, record in enumerate(moved):
        konto, number = record.cells["Konto"], record.cells["Kundennummer"]
        record.cells = dict(contents[index - 1])
        record.cells.update({"Konto": konto, "Kundennummer": number})
    target.cells.update(
        {
            "Name (Adressatentyp Unternehmen)": "Konditorei Sommer OHG",
            "Kurzbezeichnung": "SOMMER",
            "Straße": "Am Sande 4",
            "Postleitzahl": "21335",
            "Ort": "Lüneburg",
            "Land": "DE",
            "Telefon": "04131 5550188",
            "E-Mail": "info@konditorei-sommer.example",
            "Internet": "",
            "Fax": "",
            "EU-Land": "DE",
            "EU-USt-IdNr.": "812999937",
        }
    )
    return records, len(moved), len(firms)


def build(folder, world, book, ledger):
    rng = stream("nights")
    feed, notes = Feed(world, rng), []
    for record in book.sources["shop-kunden"]:
        for key in record.people:
            _IDS.setdefault(key, record.cells[0])
    base = folder / "nights"
    state = ledger

    def say(night, words, **expect):
        notes.append({"night": night, "day": DAYS[night - 1].isoformat(), "words": words, "expect": expect})

    def stamp(night):
        return "%s021000000" % DAYS[night - 1].strftime("%Y%m%d")

    # 1: nothing special.
    state, log = deliveries.changed_ledger(state, 5, rng, world, 1, "n1")
    accounting.write_ledger(base / "1" / "debitoren.csv", state, created=stamp(1))
    _regular(feed, world, rng, DAYS[0], 1)
    feed.write(base / "1")
    say(1, "normal", loaded=True, changed=log, shop_new_customers=2, shop_orders=5)

    # 2: accounting and a salesperson change the same customer; the CRM's phone was typed by hand and stays.
    state = [copy.copy(r) for r in state]
    firm = next(f for f in world.firms if "ost" in f.tags)
    record = next(r for r in state if r.cells["Konto"] == firm.konto)
    record.cells = dict(record.cells)
    record.cells.update({"Telefon": "030 23125901", "Straße": "Neuer Speicher 9"})
    accounting.write_ledger(base / "2" / "debitoren.csv", state, created=stamp(2))
    _regular(feed, world, rng, DAYS[1], 2)
    feed.write(base / "2")
    script = Script()
    script.update(
        "contact_points",
        "kind = 'phone' AND account_id = (SELECT account_id FROM contact_points WHERE kind = 'phone' AND value = "
        "%s AND account_id IS NOT NULL ORDER BY id LIMIT 1)" % quoted(e164("DE", firm.phone)),
        "2026-11-27T15:20:00.000000Z",
        "j.peters",
        value="+493023125905",
        value_given="030/23125905",
    )
    save(
        base / "2" / "crm-edits.sql",
        HEAD % "What j.peters typed on the afternoon before night 2." + "\n".join(script.lines) + "\n",
    )
    say(
        2,
        "both sides edit one customer: the hand-typed phone stays, accounting's new street comes in",
        loaded=True,
        konto=firm.konto,
        customer=firm.key,
        field="phone",
        crm="+493023125905",
        source="+493023125901",
        kept="+493023125905",
        street="Neuer Speicher 9",
    )

    # 3: the feed breaks off after 40 % of its bytes.
    whole = accounting.document(state, created=stamp(3)).encode("cp1252")
    cut = whole[: len(whole) * 40 // 100]
    save(base / "3" / "debitoren.csv", cut.decode("cp1252"), "cp1252")
    _regular(feed, world, rng, DAYS[2], 3, 2)
    feed.write(base / "3")
    say(
        3,
        "feed cut at 40 %: refused or held, nothing counts as deleted; the shop's part goes through",
        loaded={"debitoren": False, "shop": True},
        records_in_file=cut.count(b"\r\n") - 2,
        records_before=len(state),
        deleted=0,
    )

    # 4: a column has another name.
    columns = ["E-Mail-Adresse" if c == "E-Mail" else c for c in accounting.COLUMNS]
    accounting.write_ledger(base / "4" / "debitoren.csv", state, created=stamp(4), columns=columns)
    _regular(feed, world, rng, DAYS[3], 4)
    feed.write(base / "4")
    say(
        4,
        "column renamed (E-Mail -> E-Mail-Adresse): drift is named, no e-mail is blanked",
        loaded={"debitoren": False, "shop": True},
        column="E-Mail",
        now="E-Mail-Adresse",
        emails_blanked=0,
    )

    # 5: customer numbers re-used.
    wrong, moved, of = _renumbered(state)
    accounting.write_ledger(base / "5" / "debitoren.csv", wrong, created=stamp(5))
    _regular(feed, world, rng, DAYS[4], 5)
    feed.write(base / "5")
    say(
        5,
        "customer numbers re-used: re-used?, held, never updated",
        loaded={"debitoren": False, "shop": True},
        names_changed=moved,
        of=of,
        example={"konto": "10432", "was": "Backhaus Immergrün GmbH", "now": "Konditorei Sommer OHG"},
    )

    # 6: somebody erased orders again, somebody else changes the e-mail address.
    known = [
        p for p in world.private if "shop" in p.sources and p.country == "DE" and not p.tags and "crm" not in p.sources
    ]
    erased, changed = known[61], known[77]
    buyer = shop.Buyer(erased, None, rng)
    order = feed.order(buyer, DAYS[5], "20:05:00")
    feed.customer(buyer, ident=book_id(erased))
    mover = shop.Buyer(changed, None, rng)
    fresh = world.mail(changed.email.split("@")[0] + ".privat", "gmx.de")
    feed.customer(mover, email=fresh, ident=book_id(changed))
    again = feed.order(mover, DAYS[5], "21:10:00")
    again.buyer.email = fresh
    feed.write(base / "6")
    save(
        base / "6" / "erased.txt",
        "# Erased in the afternoon before this night: customary person erase\n%s\n" % erased.email,
    )
    say(
        6,
        "an erased customer orders again: not brought back; another changes e-mail: same customer",
        loaded=True,
        erased=erased.email,
        erased_order="#%d" % order.number,
        changed_customer=changed.key,
        old_email=changed.email,
        new_email=fresh,
        changed_order="#%d" % again.number,
    )

    # 7: normal; the result must equal a full rebuild from everything.
    state, log = deliveries.changed_ledger(state, 6, rng, world, 1, "n7")
    accounting.write_ledger(base / "7" / "debitoren.csv", state, created=stamp(7))
    _regular(feed, world, rng, DAYS[6], 7)
    feed.write(base / "7")
    say(7, "normal; must equal a full rebuild", loaded=True, changed=log, equals_full_rebuild=True)
    save(folder / "truth" / "nights.json", json.dumps(notes, ensure_ascii=False, indent=1) + "\n")
