"""`sage-uk.csv`: Nordkamp UK's customers out of Sage 50: no header, position decides."""

from . import writing
from .identifiers import stream
from .truth import Rec, csv_text, save

WIDTH = 35
# Days after the 12th decide between d/m and m/d; there are three of them.
DECIDING = {7: "23/04/2019", 24: "17/11/2021", 41: "30/06/2016"}


def _cells(firm, reference, opened, rng, again=False):
    person = firm.people[0] if firm.people else None
    name = firm.name.upper() if rng.random() < 0.35 else firm.name
    if again:
        name = firm.name.replace(" Ltd", " Limited").replace(" & ", " and ")
    number = lambda low, high: "%.2f" % (rng.randint(low, high) / 100)
    spent = rng.randint(20000, 900000)
    phone = writing.phone(firm.phone, "tight" if rng.random() < 0.4 else "plain")
    return [
        reference,
        name,
        firm.street,
        "",
        firm.town.name,
        "",
        firm.postcode,
        "%s %s" % (person.given, person.family) if person else "",
        phone,
        "",
        rng.choice(["BAKERY", "CAFE", "RETAIL"]),
        "",
        "",
        "0",
        firm.vat if rng.random() < 0.8 else "",
        number(0, 90000),
        "%.2f" % (spent / 100),
        number(0, 900000),
        rng.choice(["1000.00", "2500.00", "5000.00", "0.00"]),
        "30 DAYS",
        "0",
        "0.00",
        "4000",
        "T1",
        "",
        "",
        firm.email or (person.email if person else ""),
        "www." + firm.domain if firm.domain else "",
        "0.00",
        "30",
        "1",
        "GBP",
        opened,
        "0",
        "GB",
    ]


def build(world, book):
    rng = stream("sage")
    members = [f for f in world.firms if "sage" in f.sources]
    plan = [(f, False) for f in members]
    for firm in [f for f in members if not f.tags][6:50:11][:4]:
        plan.append((firm, True))
    rng.shuffle(plan)
    records, number = [], 0
    for firm, again in plan:
        number += rng.randint(1, 9)
        records.append(Rec(_cells(firm, "%06d" % number, "", rng, again), firm.key, firm.people[:1], firm.tags))
    for at, reference in ((19, "000911"), (46, "000912")):
        # A comma in the address that nobody quoted: one cell too many in an export of fixed positions.
        firm = world.firm("UK")
        firm.key = firm.customer = ""
        cells = _cells(firm, reference, "", rng)
        cells[2:3] = ["Unit %d" % at, firm.street]
        records.insert(at, Rec(cells, "", (), ["ragged"], "rejected", "one cell too many"))
    for row, record in enumerate(records, 1):
        day = DECIDING.get(row) or "%02d/%02d/%d" % (rng.randint(1, 12), rng.randint(1, 12), rng.randint(2009, 2025))
        record.cells[-3] = day
        if row in DECIDING:
            record.tags.append("t15")
    book.put("sage-uk", records)


def write(folder, book):
    records = book.sources["sage-uk"]
    lines = []
    for record in records:
        if "ragged" in record.tags:
            lines.append(",".join(record.cells) + "\r\n")
        else:
            lines.append(csv_text([record.cells]))
    save(folder / "sage-uk.csv", "".join(lines), "cp1252")
