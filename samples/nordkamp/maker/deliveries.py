"""`delivery-2/`: Wednesday's corrected sales list with a renamed column, and a new ledger export."""

import copy


from decimal import Decimal

from . import accounting, saleslist, writing, xlsx
from .identifiers import stream
from .truth import Rec, csv_text, save

RENAMED = ("Telefon", "Tel. (Zentrale)")


def _shown(value):
    value = value.value if isinstance(value, xlsx.Cell) else value
    return "" if value is None else str(value)


def _correct(records, sheet, head, kinds, rng, world, log):
    """Corrects rows in place of a copy: a phone, an e-mail, a street or a name each."""
    free = [r for r in records if r.firm is not None and not r.tags and not r.lost and r.firm.country == "DE"]
    rng.shuffle(free)
    for kind in kinds:
        column = head.index(
            {"phone": "Telefon", "mail": "E-Mail", "street": "Straße", "name": "Firma" if "Firma" in head else "Name"}[
                kind
            ]
        )
        for at, record in enumerate(free):
            old = _shown(record.cells[column])
            if kind == "phone":
                new = writing.phone(world.phones.landline(record.firm.town), "slash")
            elif kind == "mail":
                new = world.mail("buero", record.firm.domain) if record.firm.domain else ""
            elif kind == "street":
                new = "%s %d" % (world.address(record.firm.town)[0].rsplit(" ", 1)[0], rng.randint(100, 140))
            else:
                new = record.firm.name
            if new and new != old:
                break
        free.remove(record)
        record.cells = list(record.cells)
        record.cells[column] = xlsx.Cell(new)
        number = next(i for i, r in enumerate(records, 1) if r is record)
        log.append(["corrected", sheet, number, head[column], old, new, record.customer])


def _totals(records, columns):
    last = records[-1]
    last.cells = list(last.cells)
    for column in columns:
        last.cells[column] = xlsx.Cell(
            sum(
                (
                    r.cells[column].value
                    for r in records[:-1]
                    if r.cells[column] is not None and isinstance(r.cells[column].value, Decimal)
                ),
                Decimal(0),
            ),
            bold=True,
        )


def _sheet(book, source, sheet, head, corrections, gone, fresh, world, rng, log):
    records = [copy.copy(r) for r in book.sources[source]]
    for record in [r for r in records if r.firm is not None and not r.tags][17:170:31][:gone]:
        number = next(i for i, r in enumerate(records, 1) if r is record)
        log.append(["gone", sheet, number, "", _shown(record.cells[1]), "", record.customer])
        records.remove(record)
    _correct(records, sheet, head, corrections, rng, world, log)
    for index in range(fresh):
        firm = world.firm("S" if sheet == "Süd" else "N")
        firm.key = firm.customer = "D%s%d" % (sheet[0], index + 1)
        number = 4900 + index if sheet == "Süd" else 7900 + index
        make = saleslist.south_cells if sheet == "Süd" else saleslist.north_cells
        cells = make(firm, firm.people[:1], number, rng, {})
        cells[13 if sheet == "Süd" else 12] = xlsx.Cell("AK" if sheet == "Süd" else "TB")
        record = Rec(cells, firm.key, firm.people[:1])
        record.firm, record.lost = firm, False
        records.insert(len(records) - 1, record)
        log.append(["new", sheet, len(records) - 1, "", "", _shown(cells[1]), firm.key])
    _totals(records, (17,) if sheet == "Süd" else (16, 17))
    return records


def changed_ledger(records, changes, rng, world, fresh, day):
    """A later export: some cells changed, some accounts new. Returns records and what changed."""
    records = [copy.copy(r) for r in records]
    log = []
    free = [
        r for r in records if r.customer.startswith("F") and not r.tags and r.cells.get("Telefon", "").startswith("0")
    ]
    for index, record in enumerate(rng.sample(free, changes)):
        record.cells = dict(record.cells)
        field = ("Telefon", "E-Mail", "Straße")[index % 3]
        old = record.cells.get(field, "")
        if field == "Telefon":
            area = old.replace("-", " ").split(" ")[0]
            record.cells[field] = (
                "%s 555%04d" % (area, 7000 + int(record.cells["Konto"]) % 1000)
                if area not in ("030", "040", "069", "0221", "089")
                else old[:-3] + "%03d" % (700 + index)
            )
        elif field == "E-Mail":
            record.cells[field] = "buchhaltung-%s@firma-%s.example" % (day, record.cells["Konto"])
        else:
            record.cells[field] = "Neuer Weg %d" % (int(record.cells["Konto"]) % 90 + 1)
        log.append(["changed", record.cells["Konto"], field, old, record.cells[field], record.customer])
    used = [int(r.cells["Konto"]) for r in records if int(r.cells["Konto"]) < 10800]
    for index in range(fresh):
        firm = world.firm("N" if index % 2 else "S")
        firm.konto = str(max(used) + 1 + index)
        firm.key = firm.customer = "N%s" % firm.konto
        records.append(Rec(accounting._firm_cells(firm, firm.konto, rng), firm.key, firm.people[:1]))
        log.append(["new", firm.konto, "", "", firm.name, firm.key])
    records.sort(key=lambda r: r.cells["Konto"])
    return records, log


def build(folder, world, book):
    rng, log = stream("delivery-2"), []
    north_head = [field for _, fields in saleslist.NORTH_HEAD for field in fields]
    south = _sheet(
        book,
        "kundenliste-sued",
        "Süd",
        saleslist.SOUTH_HEAD,
        ["phone"] * 7 + ["mail"] * 3 + ["street"] * 3 + ["name"] * 4,
        2,
        6,
        world,
        rng,
        log,
    )
    north = _sheet(
        book,
        "kundenliste-nord",
        "Nord",
        north_head,
        ["phone"] * 6 + ["mail"] * 3 + ["street"] * 3 + ["name"] * 2,
        3,
        6,
        world,
        rng,
        log,
    )
    head = [RENAMED[1] if text == RENAMED[0] else text for text in saleslist.SOUTH_HEAD]
    saleslist.write(
        folder / "delivery-2" / "Kundenliste_final2.xlsx",
        south,
        north,
        book.sources["kundenliste-alt"],
        head,
        "25.11.2026",
    )
    ledger, changes = changed_ledger(book.sources["debitoren"], 9, rng, world, 3, "25")
    accounting.write_ledger(folder / "delivery-2" / "debitoren.csv", ledger, created="20261125071502000")
    log.append(["renamed column", "Süd", 0, RENAMED[0], RENAMED[0], RENAMED[1], ""])
    save(
        folder / "truth" / "delivery-2.csv",
        csv_text(
            [["what", "sheet_or_file", "row_or_account", "column", "before", "after", "customer"]]
            + log
            + [[c[0], "debitoren", c[1], c[2], c[3], c[4], c[5]] for c in changes],
            end="\n",
        ),
    )
    return ledger
