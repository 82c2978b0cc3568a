#!/usr/bin/env python3
"""An independent, dumb reader: counts the made files by itself and compares them with what is promised.

Knows nothing of the maker's code: csv, zipfile and ElementTree only. python3 maker/selfcheck.py [FOLDER]
"""

import collections
import csv
import io
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from decimal import Decimal, InvalidOperation

FOLDER = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
failures = []


def check(what, found, wanted):
    good = found == wanted
    print("%-4s %-62s %s%s" % ("ok" if good else "BAD", what, found, "" if good else "  (wanted %s)" % (wanted,)))
    if not good:
        failures.append(what)


def workbook(path):
    """name → (state, {row number: {column letter: text}}, comments)"""
    with zipfile.ZipFile(path) as archive:
        parse = lambda name: ElementTree.fromstring(archive.read(name))
        strings = ["".join(t.text or "" for t in item.iter(MAIN + "t")) for item in parse("xl/sharedStrings.xml")]
        found = {}
        for index, sheet in enumerate(parse("xl/workbook.xml").iter(MAIN + "sheet"), 1):
            rows = {}
            for row in parse("xl/worksheets/sheet%d.xml" % index).iter(MAIN + "row"):
                cells = {}
                for cell in row:
                    value = cell.find(MAIN + "v")
                    if value is None:
                        continue
                    text = strings[int(value.text)] if cell.get("t") == "s" else value.text
                    cells[re.match("[A-Z]+", cell.get("r")).group()] = text
                rows[int(row.get("r"))] = cells
            comments = "xl/comments%d.xml" % index
            count = len(list(parse(comments).iter(MAIN + "comment"))) if comments in archive.namelist() else 0
            found[sheet.get("name")] = (sheet.get("state", "visible"), rows, count)
        return found


def records(sheet, header):
    """The rows after the header that hold anything, in order."""
    return [cells for number, cells in sorted(sheet[1].items()) if number > header and cells]


def table(name, encoding, delimiter=",", skip=0):
    text = (FOLDER / name).read_bytes().decode(encoding)
    if encoding == "twice":
        raise ValueError
    for _ in range(skip):
        text = text.split("\r\n", 1)[1]
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    return rows[0], [dict(zip(rows[0], row)) for row in rows[1:]], rows


def amount(text):
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def close(value):
    """Spreadsheets hold binary numbers; cents are what was meant."""
    return value.quantize(Decimal("0.01"))


def once(text):
    return text.encode("cp1252").decode("utf-8")


book = workbook(FOLDER / "inbox" / "Kundenliste NEU (3).xlsx")
sheets = {name: records(book[name], header) for name, header in (("Süd", 4), ("Nord", 5), ("Alt", 2))}
check("Kundenliste: records Süd, Nord, Alt", [len(sheets[n]) for n in ("Süd", "Nord", "Alt")], [214, 187, 63])
check("Kundenliste: only Alt is hidden", [book[n][0] for n in ("Süd", "Nord", "Alt")], ["visible", "visible", "hidden"])
check("Kundenliste: totals rows", [sheets["Süd"][-1].get("B"), sheets["Nord"][-1].get("B")], ["Summe", "Summe"])
owners = collections.Counter(r.get(c, "") for n, c in (("Süd", "N"), ("Nord", "M"), ("Alt", "K")) for r in sheets[n])
check(
    "Kundenliste: Betreuer",
    {k: owners[k] for k in ("AK", "TB", "MS", "?", "")},
    {"AK": 162, "TB": 139, "MS": 88, "?": 12, "": 63},
)
check("Kundenliste: comments", book["Süd"][2] > 3 and book["Nord"][2] > 3, True)
for sheet, column in (("Süd", 17), ("Nord", 17)):
    letter = "R"
    total = sum(Decimal(r[letter]) for r in sheets[sheet][:-1] if letter in r)
    check("Kundenliste: sum of %s" % sheet, total, Decimal(sheets[sheet][-1][letter]))
lost = sum(1 for r in sheets["Süd"] if r.get("E", "").isdigit() and len(r["E"]) == 4 and r.get("G") != "AT")
check("Kundenliste: postcodes without their zero", lost > 20, True)

_, news, _ = table("inbox/newsletter.csv", "cp1252", ";")
check("newsletter: records", len(news), 318)
check(
    "newsletter: Status",
    dict(collections.Counter(r["Status"] for r in news)),
    {"A": 201, "I": 98, "X": 18, "Status": 1},
)
seen = collections.Counter(r["E-Mail"].lower() for r in news)
print("     newsletter: addresses that stand in both pastes %d" % sum(c > 1 for c in seen.values()))

_, ledger, _ = table("inbox/debitoren.csv", "cp1252", ";", 1)
check("debitoren: records", len(ledger), 287)
check(
    "debitoren: customers, suppliers",
    [sum(10000 <= int(r["Konto"]) <= 69999 for r in ledger), sum(int(r["Konto"]) >= 70000 for r in ledger)],
    [251, 36],
)
check("debitoren: unused", sum(r["Status"] == "0" for r in ledger), 4)
check("debitoren: collective", sum(r["Kurzbezeichnung"] == "SAMMEL" for r in ledger), 4)
check("debitoren: accounts are unique", len({r["Konto"] for r in ledger}), 287)


def mod11_10(vat):
    product = 10
    for digit in vat[:8]:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10 == int(vat[8])


vats = [r["EU-USt-IdNr."] for r in ledger if r["EU-Land"] == "DE" and r["EU-USt-IdNr."]]
check("debitoren: DE VAT ids with a right check digit", sum(map(mod11_10, vats)), len(vats))

items = records(workbook(FOLDER / "inbox" / "opos.xlsx")["OPOS"], 1)
check("opos: records", len(items), 203)
broken = [i for i, r in enumerate(items, 1) if "A" in r and amount(r["H"]) is None]
check("opos: broken records", broken, [87, 140])
good = [r for r in items if "A" in r and amount(r["H"]) is not None]
check("opos: kinds", dict(collections.Counter(r["F"] for r in good)), {"RE": 168, "GU": 17, "TZ": 9, "EB": 3})
check("opos: totals rows", sum("A" not in r for r in items), 4)
check(
    "opos: credit notes are positive, part payments negative",
    [
        all(Decimal(r["H"]) > 0 for r in good if r["F"] == "GU"),
        all(Decimal(r["H"]) < 0 for r in good if r["F"] == "TZ"),
    ],
    [True, True],
)
summed = close(sum(-Decimal(r["H"]) if r["F"] == "GU" else Decimal(r["H"]) for r in good))
check("opos: readable open items", summed, Decimal("183417.97"))
check("opos: printed total in the last row", close(Decimal(items[-1]["H"])), Decimal("184302.17"))
check("opos: items of Laufkundschaft", sum(r.get("A") == "10000" for r in items), 61)
accounts = {r["Konto"] for r in ledger}
check("opos: accounts that are in debitoren", sum(r["A"] in accounts for r in items if "A" in r), 199)

_, people, _ = table("inbox/shop-kunden.csv", "utf-8")
check("shop-kunden: records", len(people), 342)
check(
    "shop-kunden: postcodes with an apostrophe",
    all(r["Default Address Zip"].startswith("'") for r in people if r["Default Address Zip"]),
    True,
)
_, rows, _ = table("inbox/shop-bestellungen.csv", "utf-8")
orders = {r["Name"]: r for r in reversed(rows) if r["Total"]}
check("shop-bestellungen: records, orders", [len(rows), len({r["Name"] for r in rows}), len(orders)], [488, 271, 271])
sums = collections.Counter()
for r in orders.values():
    sums[r["Currency"]] += Decimal(r["Total"])
tests = [r for r in orders.values() if r["Payment Method"] == "Bogus Gateway"]
check("shop-bestellungen: EUR", sums["EUR"], Decimal("98871.35"))
check("shop-bestellungen: test orders", [len(tests), sum(Decimal(r["Total"]) for r in tests)], [7, Decimal("2453.15")])
check(
    "shop-bestellungen: tests are known by their address",
    {r["Name"] for r in rows if r["Email"].endswith("@nordkamp-technik.example")} == {r["Name"] for r in tests},
    True,
)
known = {r["Email"].strip().lower() for r in people}
guests = [r for r in orders.values() if r["Email"].lower() not in known and r not in tests]
check("shop-bestellungen: guest orders", len(guests), 63)
check(
    "shop-bestellungen: lines add up",
    all(
        close(sum(Decimal(r["Lineitem price"]) * int(r["Lineitem quantity"]) for r in rows if r["Name"] == n))
        == Decimal(o["Subtotal"])
        for n, o in orders.items()
    ),
    True,
)
print(
    "     shop-bestellungen: refunds %d, GBP %s"
    % (sum(Decimal(r["Refunded Amount"]) > 0 for r in orders.values()), sums["GBP"])
)
linked = {"#" + r["I"].lstrip("#"): r for r in items if r.get("I")}
check(
    "31 shop orders are also in opos, with the same amount",
    [len(linked), all(close(Decimal(r["H"])) == Decimal(orders[n]["Total"]) for n, r in linked.items())],
    [31, True],
)

firms, contacts, notes = (table("inbox/altcrm-%s.csv" % n, "utf-8")[1] for n in ("firmen", "kontakte", "notizen"))
check("altcrm: records", [len(firms), len(contacts), len(notes)], [156, 233, 301])
check("altcrm: deleted firms", sum(r["deleted"] == "1" for r in firms), 15)
check("altcrm: every account_id is there", {r["account_id"] for r in contacts} - {""} <= {r["id"] for r in firms}, True)
check(
    "altcrm: every parent_id is there",
    {r["parent_id"] for r in notes} <= {r["id"] for r in firms} | {r["id"] for r in contacts},
    True,
)
check(
    "altcrm: UTF-8 twice",
    any("BÃ¤ckerei" in r["name"] for r in firms) and any("Bäckerei" in once(r["name"]) for r in firms),
    True,
)
check("altcrm: line breaks in notes", any("\n" in r["description"] for r in notes), True)
check(
    "altcrm: limits are ambiguous throughout",
    all(re.fullmatch(r"\d{1,2}[.,]\d{3}", r["credit_limit_c"]) for r in firms if r["credit_limit_c"]),
    True,
)

sage = list(csv.reader(io.StringIO((FOLDER / "inbox" / "sage-uk.csv").read_bytes().decode("cp1252"), newline="")))
check("sage-uk: records", len(sage), 58)
check("sage-uk: records with a cell too many", [i for i, r in enumerate(sage, 1) if len(r) != 35], [20, 47])
decide = [i for i, r in enumerate(sage, 1) if int(r[-3].split("/")[0]) > 12]
check("sage-uk: records that decide d/m", decide, [7, 24, 41])
check("sage-uk: none decides m/d", [i for i, r in enumerate(sage, 1) if int(r[-3].split("/")[1]) > 12], [])
check("sage-uk: leading zeros", all(r[0].startswith("0") for r in sage), True)
check(
    "mitarbeiter, werbesperre: records",
    [
        len(records(workbook(FOLDER / "inbox" / "mitarbeiter.xlsx")["Mitarbeiter"], 1)),
        len((FOLDER / "inbox" / "werbesperre.txt").read_bytes().split(b"\r\n")) - 1,
    ],
    [9, 14],
)

files = {
    "newsletter": news,
    "debitoren": ledger,
    "opos": items,
    "shop-kunden": people,
    "shop-bestellungen": rows,
    "altcrm-firmen": firms,
    "altcrm-kontakte": contacts,
    "altcrm-notizen": notes,
    "sage-uk": sage,
    "kundenliste-sued": sheets["Süd"],
    "kundenliste-nord": sheets["Nord"],
    "kundenliste-alt": sheets["Alt"],
}
truth = {r["source"]: r for r in csv.DictReader(open(FOLDER / "truth" / "ledger.csv", encoding="utf-8"))}
check(
    "truth/ledger.csv has every file's own count",
    {s: int(truth[s]["rows"]) for s in files},
    {s: len(r) for s, r in files.items()},
)
check("all rows", int(truth["total"]["rows"]), 2873)
check(
    "each ledger line adds up",
    all(int(r["rows"]) == int(r["ready"]) + int(r["left_out"]) + int(r["needs_correction"]) for r in truth.values()),
    True,
)

# The traps: what the rows hold.
traps = {t["number"]: t for t in json.load(open(FOLDER / "truth" / "traps.json", encoding="utf-8"))}
check("22 traps", sorted(traps), list(range(1, 23)))
row = lambda pair: files[pair[0]][pair[1] - 1]
check(
    "every trap's rows exist",
    all(1 <= n <= len(files[s]) for t in traps.values() for s, n in t["rows"] if s in files),
    True,
)
expect = lambda number, key: next(e[key] for e in traps[number]["expect"] if key in e)
name = lambda pair: (lambda r: r if isinstance(r, list) else r)(row(pair))
heads = [row(p) for p in expect(1, "related_not_merged")["rows"]]
check(
    "trap 1: seven accounts, one street, one VAT id",
    [len(heads), len({r["Straße"] for r in heads}), len({r["EU-USt-IdNr."] for r in heads})],
    [7, 1, 1],
)
spellings = [
    row(p).get(k) or ""
    for p, k in zip(
        expect(2, "same_customer"),
        ("B", "Name (Adressatentyp Unternehmen)", "Default Address Company", "Firma", "name"),
    )
]
check("trap 2: five spellings", len(set(spellings)), 5)
father, son = (row(p) for p in expect(3, "apart"))
check(
    "trap 3: one address",
    father["Default Address Address1"].replace("str.", "straße").replace("strasse", "straße")
    == son["Default Address Address1"].replace("str.", "straße").replace("strasse", "straße"),
    True,
)
check(
    "trap 5: three buyers",
    len({row(p)["Email"].split("@")[1] for p in expect(5, "contacts_of_one_account")["contacts"]}),
    1,
)
check("trap 6: 9 and 14", [len(e["apart"]) for e in traps[6]["expect"]], [9, 14])
check("trap 6: the adviser's address", len({row(p)["E-Mail"] for p in traps[6]["expect"][1]["apart"]}), 1)
check(
    "trap 7: two VAT ids", all(mod11_10(v[2:]) for v in expect(7, "tax_numbers")["values"] if v.startswith("DE")), True
)
check("trap 9: one VAT id", len({row(p)["EU-USt-IdNr."] for p in expect(9, "apart")}), 1)
for address in expect(10, "not_mailable"):
    check(
        "trap 10: " + address,
        [
            {r["Accepts Email Marketing"] for r in people if r["Email"].lower() == address},
            {r["Status"] for r in news if r["E-Mail"].lower() == address},
        ],
        [{"yes"}, {"X"}],
    )
lines = (FOLDER / "inbox" / "werbesperre.txt").read_text("cp1252").lower()
check(
    "trap 11: on the list, order of yesterday",
    [expect(11, "not_mailable")[0] in lines, row(expect(11, "loaded")[-1])["Created at"][:10]],
    [True, "2026-11-22"],
)
check(
    "trap 13",
    [{row(p)["Email"] for p in expect(13, "filtered")["rows"]}, row(expect(13, "loaded")[0])["Last Name"]],
    [{"test1@nordkamp-technik.example"}, "Mustermann"],
)
check("trap 18: one address, two names", [row(p)["Last Name"] for p in expect(18, "waits")], ["Harms", "Lorenzen"])
check("trap 20", row(expect(20, "escaped")["row"])["B"], expect(20, "escaped")["value"])
note = row(expect(21, "activity")["row"])
check("trap 21", [note["date_entered"][:10], note["created_by_name"]], ["2013-05-17", "Gerd Wichmann"])

new = workbook(FOLDER / "delivery-2" / "Kundenliste_final2.xlsx")
changes = list(csv.DictReader(open(FOLDER / "truth" / "delivery-2.csv", encoding="utf-8")))
kinds = collections.Counter(c["what"] for c in changes if c["sheet_or_file"] != "debitoren")
check(
    "delivery-2: corrections, new, gone, renamed",
    [kinds[k] for k in ("corrected", "new", "gone", "renamed column")],
    [31, 12, 5, 1],
)
check(
    "delivery-2: records",
    [len(records(new["Süd"], 4)), len(records(new["Nord"], 5)), len(records(new["Alt"], 2))],
    [218, 190, 63],
)
check(
    "delivery-2: the renamed column", [c for c in new["Süd"][1][4].values() if c.startswith("Tel")], ["Tel. (Zentrale)"]
)
nights = json.load(open(FOLDER / "truth" / "nights.json", encoding="utf-8"))
check("nights", [n["night"] for n in nights], [1, 2, 3, 4, 5, 6, 7])
check("night 5: names on other accounts", [nights[4]["expect"]["names_changed"]], [219])
counts = json.load(open(FOLDER / "truth" / "counts.json"))
print("     " + ", ".join("%s %s" % pair for pair in counts.items()))
figures = re.findall(r'figure: "([\d.]+)"', (FOLDER / "controls.yaml").read_text())
project = FOLDER / "project" / "customary.yaml"
if project.exists():
    check(
        "the project's controls are the printed figures",
        re.findall(r'figure: "([\d.]+)"', project.read_text()),
        figures,
    )
large = [str(p) for p in FOLDER.rglob("*") if p.is_file() and p.stat().st_size > 300_000]
check("no file over 300 kB", large, [])
print("%d checks failed" % len(failures) if failures else "all good")
sys.exit(1 if failures else 0)
