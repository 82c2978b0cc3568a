"""`truth/*.csv`, `truth/answers.yaml`, `controls.yaml`: counts, money, links, relations, consent."""

import collections
import json
from decimal import Decimal

from .accounting import BROKEN, PRINTED_OPEN
from .shop import EUR_TOTAL, TEST_TOTAL
from .truth import csv_text, save

ORDER = """kundenliste-sued kundenliste-nord kundenliste-alt newsletter debitoren opos shop-kunden shop-bestellungen altcrm-firmen
altcrm-kontakte altcrm-notizen sage-uk mitarbeiter werbesperre""".split()


def _clusters(folder, book):
    rows, people = [["source", "source_row", "customer"]], [["source", "source_row", "person", "customer"]]
    for source in ORDER:
        for number, record in enumerate(book.sources[source], 1):
            if record.bucket != "ready":
                continue
            if record.customer:
                rows.append([source, number, record.customer])
            if source not in ("opos", "altcrm-notizen", "debitoren", "altcrm-firmen", "sage-uk", "werbesperre"):
                people += [[source, number, key, key.split(".")[0]] for key in record.people if key]
    save(folder / "clusters.csv", csv_text(rows, end="\n"))
    save(folder / "contacts.csv", csv_text(people, end="\n"))
    save(
        folder / "existing.csv",
        csv_text([["table", "id", "customer", "name"]] + [list(e) for e in book.existing], end="\n"),
    )


def _relations(folder, world):
    rows = [["from", "to", "kind", "from_name", "to_name"]]
    for firm in world.firms:
        if firm.parent:
            rows.append([firm.key, firm.parent.key, "branch", firm.name, firm.parent.name])
    by = {tag: f for f in world.firms for tag in f.tags}
    rows.append([by["t9.mill"].key, by["t9.sale"].key, "group", by["t9.mill"].name, by["t9.sale"].name])
    people = {tag: p for p in world.private for tag in p.tags}
    rows.append(
        [people["t3.father"].key, people["t3.son"].key, "household", people["t3.father"].name, people["t3.son"].name]
    )
    save(folder / "relations.csv", csv_text(rows, end="\n"))


def _links(folder, book):
    first = {}
    for number, record in enumerate(book.sources["shop-bestellungen"], 1):
        first.setdefault(record.cells[0], number)
    rows = [["order", "shop_row", "opos_row", "document", "konto", "total", "currency"]]
    for order, row, document, konto in sorted(book.links, key=lambda link: "#" + str(link[0]).lstrip("#")):
        name = "#" + str(order).lstrip("#")
        rows.append([name, first[name], row, document, konto, "%.2f" % book.orders[name].total, "EUR"])
    save(folder / "order-links.csv", csv_text(rows, end="\n"))


def consent(world, book):
    """address → (may be mailed, why). An opt-out anywhere wins; unclear is no."""
    shop = {}
    for record in book.sources["shop-kunden"]:
        if record.cells[3]:
            shop[record.cells[3].strip().lower()] = record.cells[4] == "yes" or shop.get(
                record.cells[3].strip().lower(), False
            )
    out = {
        r.cells["email1"].lower()
        for r in book.sources["altcrm-kontakte"]
        if r.bucket == "ready" and r.cells["email_opt_out"] == "1" and r.cells["email1"]
    }
    found = {}
    for address in sorted(set(shop) | set(book.status) | book.blocked | out):
        status, yes = book.status.get(address), shop.get(address, False)
        if address in book.blocked:
            verdict = "no", "do-not-contact list"
        elif status == "X":
            verdict = "no", "opt-out in the newsletter" + (", opt-in in the shop" if yes else "")
        elif address in out:
            verdict = "no", "opt-out in the old CRM"
        elif status == "A":
            verdict = "yes", "newsletter A"
        elif status == "I":
            verdict = "no", "newsletter I: unclear"
        elif yes:
            verdict = "yes", "opt-in in the shop"
        else:
            verdict = "no", "never asked"
        found[address] = verdict
    return found


def _money(folder, book):
    plan = PRINTED_OPEN - sum(amount for _, amount in BROKEN.values())
    gbp = sum((o.total for o in book.orders.values() if o.currency == "GBP"), Decimal(0))
    book.gbp_total = gbp
    rows = [
        ["name", "source", "currency", "printed", "loaded", "difference", "because"],
        [
            "open items",
            "opos",
            "EUR",
            PRINTED_OPEN,
            plan,
            PRINTED_OPEN - plan,
            "2 rejected rows: "
            + ", ".join("row %d (sheet row %d) %s" % (r, r + 1, a) for r, (_, a) in sorted(BROKEN.items())),
        ],
        ["shop orders", "shop-bestellungen", "EUR", EUR_TOTAL, EUR_TOTAL - TEST_TOTAL, TEST_TOTAL, "7 test orders"],
        ["shop orders", "shop-bestellungen", "GBP", gbp, gbp, "0.00", ""],
    ]
    kinds = collections.OrderedDict()
    for record in book.sources["opos"]:
        if record.bucket == "ready":
            kind, amount = record.cells[5], record.cells[7]
            kinds[kind] = kinds.get(kind, Decimal(0)) + (-amount if kind == "GU" else amount)
    for kind in sorted(kinds):
        rows.append(
            ["open items of type " + kind, "opos", "EUR", "%.2f" % kinds[kind], "%.2f" % kinds[kind], "0.00", ""]
        )
    laufkunden = [r.cells for r in book.sources["opos"] if "t12" in r.tags]
    total = sum((-c[7] if c[5] == "GU" else c[7]) for c in laufkunden)
    rows.append(
        [
            "open items of Laufkundschaft",
            "opos",
            "EUR",
            "%.2f" % total,
            "%.2f" % total,
            "0.00",
            "%d items" % len(laufkunden),
        ]
    )
    refunded = sum((o.refunded for o in book.orders.values()), Decimal(0))
    rows.append(["refunds", "shop-bestellungen", "EUR", "%.2f" % refunded, "%.2f" % refunded, "0.00", ""])
    save(folder / "money.csv", csv_text(rows, end="\n"))


def _ledger(folder, book):
    rows = [["source", "rows", "ready", "left_out", "needs_correction", "reasons"]]
    totals = collections.Counter()
    for source in ORDER:
        records = book.sources[source]
        count = collections.Counter(r.bucket for r in records)
        why = collections.Counter(
            (r.reason if r.bucket == "filtered" else "correct: " + r.reason) for r in records if r.bucket != "ready"
        )
        rows.append(
            [
                source,
                len(records),
                count["ready"],
                count["filtered"],
                count["rejected"],
                "; ".join("%d %s" % (n, w) for w, n in sorted(why.items())),
            ]
        )
        totals.update(count)
    rows.append(["total", sum(totals.values()), totals["ready"], totals["filtered"], totals["rejected"], ""])
    save(folder / "ledger.csv", csv_text(rows, end="\n"))
    book.totals = totals


ANSWERS = """# What the client answers to the questions. `rows` are source_row numbers.
answers:
  - {source: newsletter, column: Status, kind: values, ask: "A 201, I 98, X 18: which may be written to?",
     answer: {A: opt_in, I: unknown, X: opt_out}}
  - {source: shop-bestellungen, kind: turnover, ask: "Turnover is in shop-bestellungen and in opos. Which counts?",
     answer: orders, link: 31}
  - {source: debitoren, column: Konto, kind: collective, ask: "Which accounts are collective?",
     answer: ["10000", "19990", "19991", "19999"]}
  - {source: debitoren, column: Konto, kind: scope, ask: "36 accounts from 70000 on are suppliers", answer: leave out}
  - {source: debitoren, column: Konto, kind: scope, ask: "4 accounts are unused", answer: leave out}
  - {source: kundenliste, column: Betreuer, kind: owners, ask: "AK 162, TB 139, MS 88, ? 12, blank 63",
     answer: {AK: a.kern, TB: t.brandt, MS: t.brandt, "?": ""}}
  - {source: opos, column: Art, kind: values, ask: "RE, GU, TZ, EB", answer: {RE: invoice, GU: credit_note, TZ: part_payment, EB: opening_balance},
     sign: {GU: negate, TZ: as it stands}}
  - {source: altcrm-firmen, column: credit_limit_c, kind: decimal, ask: "1.234 or 1,234", answer: "point and comma both group thousands"}
  - {source: sage-uk, column: opened, kind: dates, ask: "d/m or m/d", answer: day-month-year, rows: [7, 24, 41]}
  - {source: kundenliste, column: cell.style, kind: scope, ask: "red or struck rows", answer: bring as inactive}
  - {source: altcrm-firmen, column: deleted, kind: scope, ask: "15 deleted firms", answer: leave out}
  - {source: shop-bestellungen, column: Email, kind: scope, ask: "7 orders of the shop's builders (@nordkamp-technik.example, Bogus Gateway)", answer: leave out}
"""


def write(folder, world, book):
    truth = folder / "truth"
    _clusters(truth, book)
    _relations(truth, world)
    _links(truth, book)
    _ledger(truth, book)
    _money(truth, book)
    book.consent = consent(world, book)
    save(
        truth / "consent.csv",
        csv_text([["address", "may_be_mailed", "why"]] + [[a, *v] for a, v in book.consent.items()], end="\n"),
    )
    save(truth / "answers.yaml", ANSWERS)
    save(
        truth / "edits-after-load.csv",
        csv_text([["what", "customer", "touches"]] + [list(e) for e in book.edits], end="\n"),
    )
    matched = len({c for _, _, c, _ in book.existing if c})
    customers = book.customers()
    counts = {
        "rows": sum(len(r) for r in book.sources.values()),
        "left_out": book.totals["filtered"],
        "needs_correction": book.totals["rejected"],
        "customers_in_sources": len(customers),
        "companies_in_sources": sum(c[0] in "FL" for c in customers),
        "people_in_sources": sum(c[0] == "P" for c in customers),
        "existing": len(book.existing),
        "existing_in_sources": matched,
        "existing_twins": 1,
        "new_customers": len(customers) - matched,
        "may_be_mailed": sum(v[0] == "yes" for v in book.consent.values()),
        "newsletter_A_addresses": sum(s == "A" for s in book.status.values()),
        "newsletter_A_mailable": sum(s == "A" and book.consent[a][0] == "yes" for a, s in book.status.items()),
    }
    save(truth / "counts.json", json.dumps(counts, indent=1) + "\n")
    save(
        folder / "controls.yaml",
        """# Figures from the client's own printed reports. Never a sum across currencies.
controls:
  - name: open items
    sources: [opos]
    table: invoices
    column: open_amount
    currency: EUR
    figure: "%s"      # OPOS-Liste of 20.11.2026, its last row
  - name: shop orders
    sources: [shop-bestellungen]
    table: orders
    column: total
    currency: EUR
    figure: "%s"      # the shop's report "Total sales", all time
  - name: shop orders in pounds
    sources: [shop-bestellungen]
    table: orders
    column: total
    currency: GBP
    figure: "%s"      # the shop's report "Total sales", all time
""" % (PRINTED_OPEN, EUR_TOTAL, book.gbp_total),
    )
