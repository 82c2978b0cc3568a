"""Deliveries as files, and the second one: corrections, new rows, rows gone, a renamed column."""
import copy
import csv
import os
from types import SimpleNamespace

from world import Customer, cents, german_vat

COMMAS = {"shop-kunden", "shop-bestellungen", "altcrm-notizen", "altcrm-firmen", "altcrm-personen"}


def delimiter(source):
    return "," if source in COMMAS else ";"


def write_delivery(folder, delivery):
    os.makedirs(folder, exist_ok=True)
    for source, (columns, rows) in delivery.items():
        with open(os.path.join(folder, source + ".csv"), "w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle, delimiter=delimiter(source), lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow([row.get(column, "") for column in columns])


def second_delivery(world, first):
    """Accounting's next export, and the documents that came with it."""
    random = world.random
    columns, rows = copy.deepcopy(first["debitoren"])
    real = [row for row in rows if row.get("_who", "").startswith("c")]
    single = [row for row in real if sum(other["_who"] == row["_who"] for other in real) == 1]
    corrected = single[:6]
    for row in corrected:
        row["ziel"] = "60"
    # Whoever has no documents may go: what hangs on nothing is easiest to lose.
    used = {row["konto"] for row in first["belege"][1]}
    gone = [row for row in single[6:] if row["konto"] not in used][:2]
    rows = [row for row in rows if row not in gone]
    new = []
    for index in range(3):
        customer = Customer("new%d" % index)
        world.place(customer)
        customer.debtors = []
        customer.core, customer.form = "Neukunde %s" % world.names[-20 - index], "GmbH"
        customer.vat = german_vat(99_100_000 + index)
        customer.email = "kontakt@neukunde-%d.example" % index
        customer.owner = ("AK", "", "")
        new.append(world.debtor(39_001 + index, customer))
        rows.append(new[-1])
    columns[columns.index("telefon")] = "rufnummer"
    for row in rows:
        row["rufnummer"] = row.pop("telefon")
    document_columns, documents = copy.deepcopy(first["belege"])
    still_open = [row for row in documents if row["art"] == "RE" and "_fate" not in row and row["offen"] != "0.00"]
    settled = still_open[:5]
    for row in settled:
        row["offen"] = "0.00"
    added = []
    for index in range(4):
        konto = random.choice(real)["konto"]
        gross = 10_000 + index * 1_111
        added.append({
            "beleg": "RE9%04d" % index, "art": "RE", "konto": konto, "datum": "02.11.2026", "faellig": "02.12.2026",
            "netto": cents(round(gross / 1.19)), "steuer": cents(gross - round(gross / 1.19)), "brutto": cents(gross),
            "offen": cents(gross), "waehrung": "EUR", "bestellung": ""})
    documents[-1:-1] = added
    return SimpleNamespace(
        delivery={"debitoren": (columns, rows), "belege": (document_columns, documents)}, corrected=corrected, gone=gone,
        new=new, settled=settled, added=added)
