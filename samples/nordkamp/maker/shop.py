"""`shop-kunden.csv` and `shop-bestellungen.csv`: the web shop's exports (Shopify)."""

import datetime
from decimal import Decimal

from . import cast, writing
from .identifiers import stream
from .truth import Rec, csv_text, save

CUSTOMER_HEAD = """Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,
Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,
Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags""".replace(
    "\n", ""
).split(
    ","
)

ORDER_HEAD = """Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,
Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,
Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,
Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,
Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,
Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,
Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,
Tax 1 Value,Phone,Receipt Number,Duties""".replace(
    "\n", ""
).split(
    ","
)

PARTS = [
    ("Brenner-Ersatzdüse BD 40", "NK-1040", "129.00"),
    ("Türdichtung Stikkenofen 4 m", "NK-2214", "86.50"),
    ("Heizstab 2,5 kW", "NK-3025", "74.90"),
    ("Thermofühler Typ K", "NK-1107", "39.80"),
    ("Steuerung Backmaster 7", "NK-7700", "1180.00"),
    ("Schwadenschieber-Motor", "NK-4410", "342.00"),
    ("Förderband 600 mm", "NK-5600", "615.00"),
    ("Gärraum-Befeuchter", "NK-6120", "489.00"),
    ("Teigteiler-Messer Satz", "NK-2050", "214.00"),
    ("Lüfterrad Umluft", "NK-3308", "158.00"),
    ("Backofenlampe 400 °C", "NK-0815", "18.60"),
    ("Stikkenwagen Edelstahl", "NK-8200", "540.00"),
]
HOME = [
    ("Backstahl 40 x 30", "NH-100", "59.90"),
    ("Gärkörbchen rund 1 kg", "NH-210", "17.50"),
    ("Brotschieber Buche", "NH-220", "24.90"),
    ("Pizzastein 38 cm", "NH-130", "44.90"),
    ("Teigkarte, 3 Stück", "NH-310", "6.90"),
    ("Sauerteig-Glas Set", "NH-320", "21.00"),
    ("Bäckerleinen 70 x 120", "NH-330", "19.80"),
    ("Lame mit 10 Klingen", "NH-340", "14.50"),
    ("Kleiner Steinbackofen HB 60", "NH-900", "1490.00"),
    ("Knethaken-Mühle Aufsatz", "NH-410", "139.00"),
]
EUR_TOTAL, TEST_TOTAL = Decimal("98871.35"), Decimal("2453.15")
SHOPS_OWN_CURRENCY = {"GB": "GBP"}


def _typed(text, rng):
    """As a customer types it on a phone."""
    choice = rng.random()
    return text.lower() if choice < 0.08 else text.upper() if choice < 0.11 else text + " " if choice < 0.14 else text


def _accepts(party, rng):
    """Set once: who said yes in the shop."""
    if not hasattr(party, "accepts"):
        party.accepts = "t10" in party.tags or "t11" in party.tags or rng.random() < 0.28
    return party.accepts


class Buyer:
    """Who orders: a private person or a firm's buyer, with what the shop knows."""

    def __init__(self, person, firm=None, rng=None):
        self.person, self.firm = person, firm
        self.customer = firm.key if firm else person.key
        self.email = person.email or (firm.email if firm else "")
        self.family, self.given = person.family, person.given
        if "t4.person" in person.tags:
            self.firm = firm = None
        if firm:
            name = " ".join(p for p in (firm.seen("shop", "base"), firm.seen("shop", "form")) if p)
            self.company = name if firm.tags else writing.firm_name(name, rng, 0.06)
            self.street, self.postcode, self.town, self.country = firm.street, firm.postcode, firm.town, firm.country
            self.phone = person.mobile if person.mobile and rng.random() < 0.4 else firm.phone
            self.konto = firm.konto
        else:
            self.company, self.konto = "", ""
            self.street, self.postcode, self.town = person.street, person.postcode, person.town
            self.country = person.town.country
            self.phone = person.phone or person.mobile
        self.street_typed = writing.street(self.street, rng)
        self.tags = list(person.tags) + list(firm.tags if firm else [])
        self.orders, self.spent = 0, Decimal(0)
        self.rows = 1

    def shop_phone(self):
        return writing.world_phone(self.phone, self.country).replace(" ", "") if self.phone else ""


def _buyers(world, rng):
    firms, private = [], []
    for firm in world.firms:
        if "shop" in firm.sources:
            for person in cast.shop_people(firm):
                buyer = Buyer(person, firm, rng)
                if "t5" in firm.tags:
                    buyer.tags = ["t5"]
                firms.append(buyer)
    for person in world.private:
        if "shop" in person.sources:
            buyer = Buyer(person, None, rng)
            if "t3.son" in person.tags:
                buyer.family = "Ohlendorf jun."
            private.append(buyer)
    return firms, private


def _customer_cells(buyer, number, rng):
    return [
        str(number),
        buyer.given,
        buyer.family,
        buyer.email,
        "yes" if _accepts(buyer.person, rng) else "no",
        buyer.company,
        buyer.street_typed,
        "",
        buyer.town.name,
        "",
        buyer.country,
        "'" + buyer.postcode,
        ("'" + buyer.shop_phone()) if buyer.phone else "",
        ("'" + buyer.shop_phone()) if buyer.phone and rng.random() < 0.3 else "",
        "no",
        "%.2f" % buyer.spent,
        str(buyer.orders),
        "",
        "no",
        "gewerbe" if buyer.company else "",
    ]


def _lines(pool, rng, count, keep_small=False):
    picks = rng.sample([p for p in pool if not keep_small or Decimal(p[2]) < 1000], count)
    return [
        [name, sku, Decimal(price), rng.choice([1, 1, 1, 2, 4] if Decimal(price) < 100 else [1])]
        for name, sku, price in picks
    ]


class Order:
    def __init__(self, buyer, day, lines, currency="EUR", kind="account"):
        self.buyer, self.day, self.lines, self.currency, self.kind = buyer, day, lines, currency, kind
        self.refunded = Decimal(0)
        self.clock = None
        self.note = ""

    @property
    def subtotal(self):
        return sum((price * quantity for _, _, price, quantity in self.lines), Decimal(0))

    @property
    def shipping(self):
        return Decimal("0.00") if self.subtotal > 500 else Decimal("5.90")

    @property
    def total(self):
        return self.subtotal + self.shipping


def _zone(day):
    return "+0200" if (3, 29) <= (day.month, day.day) < (10, 25) else "+0100"


def _guest_of(world, rng):
    """Sixty-three guest orders: strangers, known customers under another address, firms' people."""
    strangers = [Buyer(p, None, rng) for p in world.private if "guest" in p.sources]
    known = [p for p in world.private if "shop" in p.sources and p.country == "DE" and not p.tags][7:120:12][:10]
    again = []
    for person in known:
        buyer = Buyer(person, None, rng)
        buyer.email = world.mail(
            person.email.split("@")[0].split(".")[0] + ".bestellung", rng.choice(["web.de", "gmx.de"])
        )
        again.append(buyer)
    firms = []
    for firm in [f for f in world.firms if "shop" in f.sources and f.email and not f.tags and f.people][3:40:6][:6]:
        buyer = Buyer(firm.people[-1], firm, rng)
        buyer.email = firm.email
        firms.append(buyer)
    pool = strangers + again + firms
    return pool + rng.sample(strangers, 63 - len(pool)) if len(pool) < 63 else pool[:63]


def _tests(rng):
    """Seven orders that the shop's builders placed; the first in the name of Max Mustermann."""
    from .places import NORTH
    from .world import Person

    tests = []
    for given, family in (
        ("Max", "Mustermann"),
        ("Test", "Test"),
        ("Erika", "Testkundin"),
        ("Test", "Bestellung"),
        ("Lars", "Dierks"),
        ("Test", "Paypal"),
        ("asdf", "asdf"),
    ):
        person = Person(given, family, False)
        person.key = ""
        person.town, person.street, person.postcode = NORTH[0], "Teststraße 1", "21335"
        person.emails = ["test%s@%s" % (len(tests) + 1, cast.OWN_MAIL)]
        buyer = Buyer(person, None, rng)
        buyer.customer, buyer.tags = "", ["test"] + (["t13.test"] if family == "Mustermann" else [])
        tests.append(buyer)
    return tests


def build(world, book):
    rng = stream("shop")
    firms, private = _buyers(world, rng)
    tests, guests = _tests(rng), _guest_of(world, rng)
    orders = []
    today = datetime.date(2026, 11, 22)

    def day():
        return today - datetime.timedelta(days=rng.randint(2, 330))

    with_konto = [b for b in firms if b.konto and b.country == "DE"]
    for buyer in (with_konto + with_konto)[:31]:
        orders.append(Order(buyer, day(), _lines(PARTS, rng, rng.choice([1, 2, 3])), kind="invoiced"))
    for buyer in [b for b in firms if "t5" in b.tags and not any(o.buyer is b for o in orders)]:
        orders.append(Order(buyer, day(), _lines(PARTS, rng, 2)))
    british = [b for b in private + firms if b.country == "GB"]
    for buyer in british[:12]:
        orders.append(Order(buyer, day(), _lines(HOME, rng, rng.choice([1, 2]), True), "GBP"))
    special = [b for b in private if set(b.tags) & {"t11", "t13", "t18", "t3.father", "t3.son", "t10"}]
    for buyer in special:
        orders.append(Order(buyer, day(), _lines(HOME, rng, 2, True)))
        if "t11" in buyer.tags:
            orders[-1].day = today
    others = [b for b in private if b not in special and b.country == "DE"]
    rng.shuffle(others)
    while len(orders) < 201:
        orders.append(Order(others[len(orders) % 150], day(), _lines(HOME, rng, rng.choice([1, 1, 1, 2, 2, 3]))))
    for buyer in guests:
        orders.append(
            Order(buyer, day(), _lines(HOME if not buyer.company else PARTS, rng, rng.choice([1, 1, 2])), kind="guest")
        )
    for buyer in tests:
        orders.append(Order(buyer, day(), _lines(HOME, rng, rng.choice([1, 1, 2])), kind="test"))
    _fit_lines(orders, rng)
    _fit_money(orders)
    orders.sort(key=lambda o: (o.day, o.kind, o.buyer.email))
    for number, order in enumerate(orders, 1031):
        order.number = number
        order.clock = "%02d:%02d:%02d" % (rng.randint(7, 21), rng.randint(0, 59), rng.randint(0, 59))
        if order.kind in ("account", "invoiced"):
            order.buyer.orders += 1
            order.buyer.spent += order.total
    for order in [o for o in orders if o.kind in ("account", "guest") and o.currency == "EUR" and not o.buyer.tags][
        5::17
    ][:14]:
        order.refunded = order.total if order.number % 3 == 0 else order.lines[0][2]
    _customers(firms, private, rng, book)
    book.orders = {"#%d" % o.number: o for o in orders}
    _order_records(orders, rng, book)
    return [
        {"konto": o.buyer.konto, "name": "#%d" % o.number, "total": o.total, "day": o.day}
        for o in orders
        if o.kind == "invoiced"
    ]


def _fit_lines(orders, rng):
    """Exactly 488 lines in 271 orders."""
    while sum(len(o.lines) for o in orders) != 488:
        order = rng.choice(orders)
        have = {line[1] for line in order.lines}
        if sum(len(o.lines) for o in orders) > 488:
            if len(order.lines) > 1:
                order.lines.pop()
        elif len(order.lines) < 5:
            pool = [p for p in (PARTS if order.buyer.company else HOME) if p[1] not in have and Decimal(p[2]) < 300]
            name, sku, price = rng.choice(pool)
            order.lines.append([name, sku, Decimal(price), 1])


def _fit_money(orders):
    """The printed totals: EUR altogether and the test orders' part of it."""
    for kinds, wanted in ((("test",), TEST_TOTAL), (("account", "invoiced", "guest"), EUR_TOTAL - TEST_TOTAL)):
        chosen = [o for o in orders if o.kind in kinds and o.currency == "EUR"]
        scale = (wanted - sum(o.shipping for o in chosen)) / sum(o.subtotal for o in chosen)
        for order in chosen:
            for line in order.lines:
                line[2] = (line[2] * scale).quantize(Decimal("0.10"))
        rest = wanted - sum(o.total for o in chosen)
        target = max((o for o in chosen if o.lines[0][3] == 1 and o.subtotal > 600), key=lambda o: o.subtotal)
        target.lines[0][2] += rest
        left = wanted - sum(o.total for o in chosen)
        assert left == 0 and target.lines[0][2] > 0, (left, target.lines)


def _customers(firms, private, rng, book):
    entries = [(b, b.tags) for b in firms + private]
    again = [b for b in private if b.country == "DE" and not b.tags][11:200:29][:6]
    records = []
    pool = []
    for buyer, tags in entries:
        pool.append((buyer, None))
    for index, buyer in enumerate(again):
        pool.insert(40 + index * 37, (buyer, "again"))
    married = next(b for b in private if "t18" in b.tags)
    pool.append((married, "married"))
    rng.shuffle(pool)
    for index, (buyer, special) in enumerate(pool):
        cells = _customer_cells(buyer, 7011830000 + index * 4099, rng)
        tags = list(buyer.tags)
        if special == "again":
            cells[3] = cells[3].replace("@", ".neu@")
            cells[1:3] = [cells[1].upper(), cells[2].upper()]
            cells[15:17] = ["0.00", "0"]
            tags.append("typed-twice")
        if special == "married":
            cells[2], cells[3] = buyer.person.second["family"], buyer.person.second["email"]
            cells[15:17] = ["0.00", "0"]
            tags = ["t18.new"]
        elif "t18" in tags:
            tags = ["t18.old"]
        if not tags:
            cells[1], cells[2] = _typed(cells[1], rng), _typed(cells[2], rng)
            cells[3] = (
                cells[3].upper() if rng.random() < 0.02 else cells[3].capitalize() if rng.random() < 0.05 else cells[3]
            )
        records.append(Rec(cells, buyer.customer, [buyer.person], tags))
    for at in (55, 190, 301):
        cells = [
            str(7099000000 + at),
            "",
            "",
            "",
            "no",
            "",
            "",
            "",
            "",
            "",
            "DE",
            "",
            "",
            "",
            "no",
            "0.00",
            "0",
            "",
            "no",
            "",
        ]
        records.insert(at, Rec(cells, "", (), (), "rejected", "neither name nor e-mail"))
    book.put("shop-kunden", records)


def _order_cells(order, rng):
    """The order's rows: everything on the first, the line alone on the others."""
    buyer, when = order.buyer, "%s %s %s" % (order.day, order.clock, _zone(order.day))
    later = "%s %s %s" % (order.day + datetime.timedelta(days=2), order.clock, _zone(order.day))
    shipped = order.day < datetime.date(2026, 11, 20)
    status = (
        "refunded"
        if order.refunded and order.refunded == order.total
        else ("partially_refunded" if order.refunded else "pending" if order.kind == "invoiced" else "paid")
    )
    party = [
        buyer.given + " " + buyer.family,
        buyer.street_typed,
        buyer.street_typed,
        "",
        buyer.company,
        buyer.town.name,
        "'" + buyer.postcode,
        "",
        buyer.country,
        "'" + buyer.shop_phone() if buyer.phone else "",
    ]
    rate = Decimal(19) / Decimal(119) if order.currency == "EUR" else Decimal(20) / Decimal(120)
    taxes = "%.2f" % (order.total * rate).quantize(Decimal("0.01"))
    rows = []
    for index, (name, sku, price, quantity) in enumerate(order.lines):
        row = dict.fromkeys(ORDER_HEAD, "")
        row.update(
            {
                "Name": "#%d" % order.number,
                "Email": buyer.email,
                "Created at": when,
                "Lineitem quantity": str(quantity),
                "Lineitem name": name,
                "Lineitem price": "%.2f" % price,
                "Lineitem sku": sku,
                "Lineitem requires shipping": "true",
                "Lineitem taxable": "true",
                "Lineitem fulfillment status": "fulfilled" if status != "pending" else "pending",
            }
        )
        if index == 0:
            row.update(zip([h for h in ORDER_HEAD if h.startswith("Billing ")], party))
            row.update(zip([h for h in ORDER_HEAD if h.startswith("Shipping ") and h != "Shipping Method"], party))
            row.update(
                {
                    "Financial Status": status,
                    "Paid at": when if status != "pending" else "",
                    "Fulfillment Status": "fulfilled" if shipped else "unfulfilled",
                    "Fulfilled at": later if shipped else "",
                    "Accepts Marketing": "yes" if getattr(buyer.person, "accepts", False) else "no",
                    "Currency": order.currency,
                    "Subtotal": "%.2f" % order.subtotal,
                    "Shipping": "%.2f" % order.shipping,
                    "Taxes": taxes,
                    "Total": "%.2f" % order.total,
                    "Shipping Method": "DHL Paket" if order.currency == "EUR" else "DHL Europaket",
                    "Notes": order.note,
                    "Payment Method": (
                        "Bogus Gateway"
                        if order.kind == "test"
                        else (
                            "Rechnung"
                            if order.kind == "invoiced"
                            else rng.choice(["PayPal Express", "Shopify Payments", "Klarna"])
                        )
                    ),
                    "Payment Reference": "c%d.1" % (31400000000 + order.number * 977),
                    "Refunded Amount": "%.2f" % order.refunded,
                    "Id": str(5580000000000 + order.number * 32768),
                    "Tags": "test" if order.kind == "test" else "gast" if order.kind == "guest" else "",
                    "Risk Level": "Low",
                    "Source": "web",
                }
            )
        rows.append([row[h] for h in ORDER_HEAD])
    return rows


def _order_records(orders, rng, book):
    records = []
    for order in reversed(orders):
        for index, cells in enumerate(_order_cells(order, rng)):
            test = order.kind == "test"
            tags = list(order.buyer.tags) + [order.kind] + (["first"] if index == 0 else [])
            records.append(
                Rec(
                    cells,
                    order.buyer.customer if index == 0 else "",
                    [order.buyer.person] if index == 0 and not test else (),
                    tags,
                    "filtered" if test else "ready",
                    "test order" if test else "",
                )
            )
    book.put("shop-bestellungen", records)


def write(folder, book):
    for source, head in (("shop-kunden", CUSTOMER_HEAD), ("shop-bestellungen", ORDER_HEAD)):
        save(folder / (source + ".csv"), csv_text([head] + [r.cells for r in book.sources[source]], end="\n"))
