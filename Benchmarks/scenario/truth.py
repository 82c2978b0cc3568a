"""What must come of the deliveries: customers, money, consents, rows left out, people's edits, the second plan."""
import csv
import datetime
import json
import os
from collections import defaultdict

from world import FORMER, OWN, STAFF, STRANGERS, utc

SIGN = {"RE": 1, "GU": -1, "TZ": 1, "EB": 1, "AB": 1}
TYPE = {"RE": "invoice", "GU": "credit_note", "TZ": "part_payment", "EB": "opening_balance", "AB": "write_off"}


def number(text):
    """Cents of a decimal number with a point."""
    whole, _, part = text.partition(".")
    value = abs(int(whole or 0)) * 100 + int((part + "00")[:2])
    return -value if text.startswith("-") else value


def german(text):
    """A date d.m.y as the CRM keeps it."""
    day, month, year = text.split(".")
    return "%s-%s-%s" % (year, month, day)


def clusters(delivery):
    """Lines of source, row, record and real customer. A company and the person who acts for it are told apart by record."""
    for source, (_, rows) in delivery.items():
        for place, row in enumerate(rows, 1):
            who = row.get("_who")
            if not who or "_fate" in row:
                continue
            if source == "debitoren":
                yield source, place, "accounts" if who.startswith(("c", "new")) else "contacts", who
            elif source == "altcrm-firmen":
                yield source, place, "accounts", who
            elif source in ("altcrm-personen", "newsletter", "shop-kunden"):
                yield source, place, "contacts", who
                if row.get("firma") and source == "shop-kunden":
                    yield source, place, "accounts", who.split("p")[0]


def money(delivery):
    """Sums per source, table, column, currency and year, and the number of rows, of what is to be loaded."""
    sums = defaultdict(lambda: [0, 0])

    def add(source, table, column, currency, year, amount):
        entry = sums[source, table, column, currency, year]
        entry[0] += 1
        entry[1] += amount

    for row in delivery["belege"][1]:
        if "_fate" in row:
            continue
        sign, year = SIGN[row["art"]], row["datum"][-4:]
        add("belege", "invoices", "gross", row["waehrung"], year, sign * number(row["brutto"]))
        add("belege", "invoices", "net", row["waehrung"], year, sign * number(row["netto"]))
        add("belege", "invoices", "open_amount", row["waehrung"], year, sign * number(row["offen"]))
    for row in delivery["zahlungen"][1]:
        add("zahlungen", "payments", "amount", row["waehrung"], row["datum"][-4:], number(row["betrag"]))
    for row in delivery["zuordnung"][1]:
        add("zuordnung", "allocations", "amount", row["waehrung"], row["datum"][-4:], number(row["betrag"]))
    for row in delivery["shop-bestellungen"][1]:
        if "_fate" in row or not row["summe"]:
            continue
        year = row["zeit"][:4]
        add("shop-bestellungen", "orders", "total", row["waehrung"], year, number(row["summe"]))
        add("shop-bestellungen", "orders", "refunded", row["waehrung"], year, number(row["erstattet"]))
    for row in delivery["altcrm-chancen"][1]:
        add("altcrm-chancen", "opportunities", "amount", row["waehrung"], row["angelegt"][:4], number(row["betrag"]))
    return [{"source": key[0], "table": key[1], "column": key[2], "currency": key[3], "year": key[4], "rows": entry[0],
             "cents": entry[1]} for key, entry in sorted(sums.items())]


def owned_money(delivery):
    """Per real customer, table and currency: rows and cents, which no merge may change."""
    sums = defaultdict(lambda: [0, 0])

    def add(who, table, column, currency, amount):
        entry = sums[who.split("p")[0] if who.startswith("c") else who, table, column, currency]
        entry[0] += 1
        entry[1] += amount

    for row in delivery["belege"][1]:
        if "_fate" not in row:
            sign = SIGN[row["art"]]
            add(row["_who"], "invoices", "gross", row["waehrung"], sign * number(row["brutto"]))
            add(row["_who"], "invoices", "open_amount", row["waehrung"], sign * number(row["offen"]))
    for row in delivery["zahlungen"][1]:
        add(row["_who"], "payments", "amount", row["waehrung"], number(row["betrag"]))
    for row in delivery["shop-bestellungen"][1]:
        if "_fate" not in row and row["summe"]:
            add(row["_who"], "orders", "total", row["waehrung"], number(row["summe"]))
    for row in delivery["altcrm-chancen"][1]:
        add(row["_who"], "opportunities", "amount", row["waehrung"], number(row["betrag"]))
    return [{"who": key[0], "table": key[1], "column": key[2], "currency": key[3], "rows": entry[0], "cents": entry[1]}
            for key, entry in sorted(sums.items())]


def consents(delivery):
    """Per address every explicit word with its time, and whether it may be written to in the end."""
    events = defaultdict(list)
    blocked = set()
    for row in delivery["shop-kunden"][1]:
        if "_fate" in row:
            continue
        word = {"yes": "opt_in", "no": "opt_out", "pending": "unknown"}[row["newsletter"]]
        events[row["email"].lower()].append((utc(row["_when"]), word))
    for row in delivery["newsletter"][1]:
        word = {"A": "opt_in", "X": "opt_out", "I": "unknown"}[row["status"]]
        day = row["_left"] or row["_joined"]
        midnight = datetime.datetime(day.year, day.month, day.day)
        events[row["email"].lower()].append((utc(midnight), word))
    for row in delivery["altcrm-personen"][1]:
        if row["opt_out"] == "1":
            events[row["email"].lower()].append((utc(row["_when"]), "opt_out"))
    for row in delivery["werbesperre"][1]:
        blocked.add(row["adresse"].lower())
    result = {}
    for address in sorted(set(events) | blocked):
        explicit = [event for event in events[address] if event[1] != "unknown"]
        latest = max((event[0] for event in explicit), default="")
        words = {word for when, word in explicit if when == latest}
        # Two words of one moment contradict each other: then it is no.
        result[address] = {"events": sorted(events[address]), "blocked": address in blocked,
                           "may": address not in blocked and words == {"opt_in"}}
    return result


def notes(delivery):
    return [{"key": row["id"], "subject": row["betreff"], "body": row["text"], "author": row["autor"],
             "occurred_at": utc(row["_when"]), "who": row["_who"]}
            for row in delivery["altcrm-notizen"][1] if "_fate" not in row]


def left_out(delivery):
    return [{"source": source, "row": place, "bucket": "rejected" if row["_fate"] == "rejected" else "filtered",
             "reason": row["_fate"]}
            for source, (_, rows) in delivery.items() for place, row in enumerate(rows, 1) if "_fate" in row]


def owners(delivery):
    """The owner of each company by the systems that name one, and the codes that nobody knows."""
    unknown = defaultdict(int)
    for row in delivery["altcrm-firmen"][1]:
        if row["betreuer"] in STRANGERS:
            unknown[row["betreuer"]] += 1
    return {"staff": {initials: "%s@%s" % (mailbox, OWN) for initials, _, mailbox in STAFF}, "unknown": dict(unknown),
            "former": FORMER}


def controls(delivery):
    """The totals that the systems print: accounting's has the rows that nobody can read, the shop's agrees."""
    figures = []
    for currency in ("EUR", "CHF"):
        rows = [row for row in delivery["belege"][1] if row["waehrung"] == currency]
        ours = sum(SIGN[row["art"]] * number(row["offen"]) for row in rows if "_fate" not in row)
        unread = [row["_open"] for row in rows if row.get("_fate") == "rejected"]
        if rows:
            figures.append({"name": "open items %s" % currency, "table": "invoices", "column": "open_amount",
                            "currency": currency, "figure": ours + sum(unread), "ours": ours, "sources": ["belege"],
                            "rows": [place for place, row in enumerate(delivery["belege"][1], 1)
                                     if row.get("_fate") == "rejected" and row["waehrung"] == currency]})
    for currency in ("EUR", "GBP"):
        ours = sum(number(row["summe"]) for row in delivery["shop-bestellungen"][1]
                   if row["summe"] and row["waehrung"] == currency and "_fate" not in row)
        if ours:
            figures.append({"name": "shop orders %s" % currency, "table": "orders", "column": "total", "currency": currency,
                            "figure": ours, "ours": ours, "sources": ["shop-bestellungen"], "rows": []})
    return figures


def write_truth(folder, world, first, second):
    os.makedirs(folder, exist_ok=True)

    def put(name, value):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as handle:
            json.dump(value, handle, indent=1, ensure_ascii=False, sort_keys=True)
            handle.write("\n")

    with open(os.path.join(folder, "clusters.csv"), "w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("source", "source_row", "entity", "customer"))
        writer.writerows(clusters(first))
    figures = controls(first)
    put("money.json", money(first))
    put("customer-money.json", owned_money(first))
    put("consents.json", consents(first))
    put("notes.json", notes(first))
    put("left-out.json", left_out(first))
    put("owners.json", owners(first))
    put("controls.json", figures)
    put("existing.json", world.existing)
    put("edits.json", world.edits)
    by_hand = world.edits["corrected_by_hand"]
    put("second.json", {
        "create": {"accounts": len(second.new), "invoices": len(second.added)},
        "corrected": [row["ustid"] for row in second.corrected if row["ustid"] != by_hand],
        "corrected_by_hand": by_hand, "payment_terms": "60 Tage netto",
        "settled": [row["beleg"] for row in second.settled], "added": [row["beleg"] for row in second.added],
        "new": [row["ustid"] for row in second.new], "gone": [row["ustid"] for row in second.gone],
        "renamed": ["telefon", "rufnummer"]})
    return figures
