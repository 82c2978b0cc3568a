"""`truth/traps.yaml` and `truth/traps.json`: the 22 traps, the rows involved, the outcome a checker can decide."""

import json


from .cast import ADVISER_MAIL, PORTAL_MAIL
from .identifiers import e164
from .truth import save

ABOUT = """# The traps of this sample and what has to come of each. A row is [source, source_row]; source_row counts the
# records after the header from 1. What the keys under `expect` mean:
#   same_customer: [rows]              all these rows became one customer (an account, or a contact without one)
#   apart: [rows]                      pairwise different customers
#   related_not_merged: {kind, rows}   as apart, and related: the first row is the head
#   contacts_of_one_account: {account, contacts}   the account's row; each contact row is a contact of its own there
#   field: {customer_of, field, value} this value stands in this field (list fields: among the values)
#   kept_address: {customer_of, street, postcode, city}
#   tax_numbers: {customer_of, values} all of them are kept in vat_id and other_tax_numbers
#   loaded: [rows]   filtered: {rows, reason}   waits: [row, row]   not_mailable: [addresses]
#   never_matched: {rows, items}       each customer consists of its own ledger row and open items only
#   asked: {source, column, kind, rows}
#   existing_not_merged: {table, ids, names}
#   escaped: {row, value}   activity: {row, day, author}   never_summed: {currencies, customer_of}
"""


def _first(rows):
    return rows[0]


def build(world, book):
    def rows(tag, *sources):
        return [row for source in sources or (None,) for row in book.rows(tag, source)]

    person = {tag: p for p in world.private for tag in p.tags}
    firm = {tag: f for f in world.firms for tag in f.tags}
    firms = lambda tag: [f for f in world.firms if tag in f.tags]
    names = "debitoren kundenliste-sued kundenliste-nord kundenliste-alt altcrm-firmen".split()
    traps = []

    def trap(number, words, *expect):
        traps.append({"number": number, "words": words, "expect": list(expect)})

    head = rows("t1.head", "debitoren")
    branches = rows("t1.branch", "debitoren")
    trap(
        1,
        "head office and 6 branches on one invoice address: related, not merged",
        {"related_not_merged": {"kind": "branch", "rows": head + branches}},
        *[{"same_customer": book.of_customer(f.key, "debitoren", "kundenliste-nord")} for f in firms("t1.branch")]
    )
    trap(
        2,
        "one bakery under 5 spellings in 5 sources: one customer",
        {
            "same_customer": book.of_customer(
                firm["t2"].key, "kundenliste-nord", "debitoren", "altcrm-firmen", "shop-kunden", "newsletter"
            )
        },
    )
    father, son = rows("t3.father", "shop-kunden"), rows("t3.son", "shop-kunden")
    trap(
        3,
        "father and son, same name and address: apart",
        {"apart": father + son},
        {"apart": rows("t3.father", "altcrm-kontakte") + rows("t3.son", "altcrm-kontakte")},
    )
    trap(
        4,
        "a sole trader as person and as firm: linked",
        {"same_customer": rows("t4", "debitoren") + rows("t4", "kundenliste-nord") + rows("t4.person", "shop-kunden")},
    )
    buyers = [book.of_customer(firm["t5"].key, "shop-kunden")]
    trap(
        5,
        "three buyers of one chain in the shop: one account, 3 contacts",
        {"contacts_of_one_account": {"account": _first(rows("t5", "debitoren")), "contacts": buyers[0]}},
    )
    one_each = lambda found: [_first(book.of_customer(f.key, *names)) for f in found]
    trap(
        6,
        "info@ on 9 firms, the tax adviser's e-mail on 14: no evidence",
        {"apart": one_each(firms("t6.portal")), "shared": PORTAL_MAIL},
        {"apart": [_first(book.of_customer(f.key, "debitoren")) for f in firms("t6.adviser")], "shared": ADVISER_MAIL},
    )
    seven = firm["t7"]
    trap(
        7,
        "one firm, a DE and an AT VAT id: one customer",
        {"same_customer": book.of_customer(seven.key, *names)},
        {
            "tax_numbers": {
                "customer_of": _first(rows("t7", "debitoren")),
                "values": [seven.vat, seven.views["altcrm"]["vat"]],
            }
        },
    )
    eight = firm["t8"]
    trap(
        8,
        "VAT id changed after GmbH -> GmbH & Co. KG: one customer, history kept",
        {"same_customer": book.of_customer(eight.key, *names)},
        {
            "tax_numbers": {
                "customer_of": _first(rows("t8", "debitoren")),
                "values": [eight.vat, eight.views["alt"]["vat"]],
            }
        },
        {"field": {"customer_of": _first(rows("t8", "debitoren")), "field": "vat_id", "value": eight.vat}},
    )
    trap(
        9,
        "two sister firms in a VAT group, one id: apart",
        {"apart": rows("t9.mill", "debitoren") + rows("t9.sale", "debitoren")},
        {"apart": rows("t9.mill", "kundenliste-nord") + rows("t9.sale", "kundenliste-nord")},
    )
    trap(
        10,
        "opt-in in the shop, opt-out in the newsletter: no",
        {"not_mailable": [p.email for p in world.private if "t10" in p.tags]},
        *[
            {"same_customer": book.of_customer(p.key, "shop-kunden", "newsletter")}
            for p in world.private
            if "t10" in p.tags
        ]
    )
    trap(
        11,
        "on werbesperre but bought yesterday: loaded, not mailable",
        {"loaded": [r for r in rows("t11", "shop-kunden")] + [r for r in rows("t11", "shop-bestellungen")][:1]},
        {"not_mailable": [person["t11"].email]},
    )
    collective = [
        row for konto in ("10000", "19990", "19991", "19999") for row in rows("collective-" + konto, "debitoren")
    ]
    trap(
        12,
        "Laufkundschaft with 61 open items: never a match",
        {"never_matched": {"rows": collective, "items": len(rows("t12", "opos"))}},
    )
    trap(
        13,
        "Max Mustermann as a test order and as a real customer: only the first left out",
        {"filtered": {"rows": rows("t13.test", "shop-bestellungen"), "reason": "test order"}},
        {"loaded": rows("t13", "shop-kunden") + rows("t13", "shop-bestellungen")[:1]},
    )
    limits = {r.cells["credit_limit_c"] for r in book.sources["altcrm-firmen"] if "t14" in r.tags}
    shown = [row for row in rows("t14", "altcrm-firmen")]
    trap(
        14,
        "1.234 against 1,234 in one column: asked",
        {
            "asked": {
                "source": "altcrm-firmen",
                "column": "credit_limit_c",
                "kind": "decimal",
                "rows": shown,
                "values": sorted(limits),
            }
        },
    )
    trap(
        15,
        "d/m dates that 3 rows decide: asked with the rows",
        {
            "asked": {
                "source": "sage-uk",
                "column": "opened",
                "place": 33,
                "kind": "dates",
                "rows": rows("t15", "sage-uk"),
                "values": ["23/04/2019", "17/11/2021", "30/06/2016"],
                "answer": "day-month-year",
            }
        },
    )
    sixteen = firm["t16"]
    trap(
        16,
        "an existing duplicate pair in the CRM: not merged by the load, both named",
        {
            "existing_not_merged": {
                "table": "accounts",
                "ids": [sixteen.crm_id, sixteen.crm_twin],
                "names": [sixteen.name, "Immenhof Konditorei"],
            }
        },
        {"same_customer": book.of_customer(sixteen.key, *names)},
    )
    seventeen = firm["t17"]
    trap(
        17,
        "a salesperson's corrected phone against an older one: stays",
        {
            "field": {
                "customer_of": _first(rows("t17", "debitoren")),
                "field": "phone",
                "value": e164("DE", book.corrected),
                "master_id": seventeen.crm_id,
                "older": e164("DE", seventeen.phone),
            }
        },
    )
    trap(
        18,
        "married name with new e-mail: waits in review",
        {"waits": rows("t18.old", "shop-kunden") + rows("t18.new", "shop-kunden")},
    )
    nineteen = firm["t19"]
    old = nineteen.views["altcrm"]
    trap(
        19,
        "moved company with the same phone: merged, old address kept",
        {"same_customer": book.of_customer(nineteen.key, *names)},
        {
            "kept_address": {
                "customer_of": _first(rows("t19", "debitoren")),
                "street": old["street"],
                "postcode": old["postcode"],
                "city": old["town"].name,
            }
        },
        {
            "kept_address": {
                "customer_of": _first(rows("t19", "debitoren")),
                "street": nineteen.street,
                "postcode": nineteen.postcode,
                "city": nineteen.town.name,
            }
        },
    )
    trap(
        20,
        "a formula as a company name: escaped",
        {"escaped": {"row": _first(rows("t20", "kundenliste-sued")), "value": firm["t20"].base}},
    )
    trap(
        21,
        "a note of 2013 by a former employee: date and author kept",
        {
            "activity": {
                "row": _first(rows("t21", "altcrm-notizen")),
                "day": "2013-05-17",
                "author": "Gerd Wichmann",
                "subject": "Hausbesuch",
            }
        },
    )
    trap(
        22,
        "GBP and EUR: never added",
        {"same_customer": rows("t22", "sage-uk") + rows("t22", "debitoren")},
        {"never_summed": {"currencies": ["EUR", "GBP"], "customer_of": _first(rows("t22", "sage-uk"))}},
    )
    for entry in traps:
        entry["rows"] = _rows_of(entry["expect"])
    book.traps = traps
    return traps


def _rows_of(value):
    """Every [source, row] in the expectations, in order, once."""
    found = []

    def walk(part):
        if isinstance(part, list) and len(part) == 2 and isinstance(part[0], str) and isinstance(part[1], int):
            if part not in found:
                found.append(part)
        elif isinstance(part, (list, dict)):
            for inner in part.values() if isinstance(part, dict) else part:
                walk(inner)

    walk(value)
    return found


def write(folder, book):
    flow = lambda value: json.dumps(value, ensure_ascii=False)
    lines = [ABOUT + "traps:"]
    for trap in book.traps:
        lines.append(
            "  - number: %d\n    words: %s\n    rows: %s\n    expect:"
            % (trap["number"], flow(trap["words"]), flow(trap["rows"]))
        )
        lines += ["      - " + flow(one) for one in trap["expect"]]
    save(folder / "traps.yaml", "\n".join(lines) + "\n")
    save(folder / "traps.json", json.dumps(book.traps, ensure_ascii=False, indent=1) + "\n")
