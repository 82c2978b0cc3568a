#!/usr/bin/env python3
"""Takes a generated company the whole road with the real program and checks everything against the truth.

    Benchmarks/check_scenario.py --seed 7                      200 customers
    Benchmarks/check_scenario.py --seed 7 --customers 5000 --program .build/release/customary
    Benchmarks/check_scenario.py --seed 7 --postgresql         the same on PostgreSQL too: equal content roots at every step
    Benchmarks/check_scenario.py --seed 7 --keep DIR           leaves everything behind

First load, rollback of it, first load again, people's edits, second delivery, the same once more, and both rollbacks; after
each step the CRM is read by Python alone. Prints a table; exit 0 only if every line holds. Python standard library only.
"""
import argparse
import csv
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path[:0] = [HERE, os.path.join(HERE, "scenario")]
import gen_scenario  # noqa: E402
from cluster import Cluster  # noqa: E402
from looking import CRM, customer_metrics  # noqa: E402


class Table:
    """The checks, as they are made."""

    def __init__(self):
        self.failed = 0

    def section(self, name):
        print("\n" + name)

    def check(self, name, wrong, told=""):
        """`wrong` is a list of what is wrong; the first of them are shown."""
        wrong = list(wrong)
        self.failed += bool(wrong)
        print("  %-5s %s%s" % ("ok" if not wrong else "WRONG", name, " · " + told if told else ""))
        for line in wrong[:8]:
            print("          %s" % line)
        if len(wrong) > 8:
            print("          … %d more" % (len(wrong) - 8))


class Road:
    """One project folder and the program that works on it."""

    def __init__(self, program, work, project):
        self.program, self.work, self.project = program, work, project
        self.now = "2026-11-23T09:00:00Z"
        self.seconds = 0.0

    @property
    def database(self):
        return os.path.join(self.project, "crm.sqlite")

    def __call__(self, *arguments, expect=(0,), text=False):
        environment = dict(os.environ, CUSTOMARY_NOW=self.now, CUSTOMARY_USER="checker",
                           CUSTOMARY_KEYS=os.path.join(self.work, "keys"), CUSTOMARY_LEARNED=os.path.join(self.work, "learned.yaml"),
                           CUSTOMARY_MAPPINGS=os.path.join(ROOT, "Mappings"))
        started = time.perf_counter()
        done = subprocess.run(
            [self.program, *arguments] + ([] if text else ["--format", "json"]), cwd=self.project, env=environment,
            stdin=subprocess.DEVNULL, capture_output=True, text=True)
        self.seconds += time.perf_counter() - started
        if done.returncode not in expect:
            sys.stderr.write(done.stdout[-2_000:] + done.stderr[-2_000:])
            raise SystemExit("customary %s: exit %d, expected %s" % (" ".join(arguments), done.returncode, expect))
        return done.stdout if text else dict(json.loads(done.stdout), exit=done.returncode)

    def sql(self, script):
        """Runs a script of the scenario; each is there for both engines."""
        with open(script, encoding="utf-8") as handle:
            connection = sqlite3.connect(self.database)
            connection.executescript(handle.read())
            connection.close()

    def content(self):
        """The content root of the CRM as it is."""
        return self("status")["state"]["content"]

    def crm(self):
        return CRM(self.database)

    def load(self):
        """Plans, finds that owners are unknown, and loads what a person has released."""
        told = self("run", "--yes", expect=(0, 9))
        stops = [limit for limit in told["limits"] if limit["stops"]]
        loaded = None
        if told["exit"] == 9:
            loaded = self("load", "--release", "owners_unmatched", "--because", "the owners have left", "--yes")
        return told, loaded or told, stops

    def copy(self, name):
        folder = os.path.join(self.work, name)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.project, folder)
        road = Road(self.program, self.work, folder)
        road.now = self.now
        return road


class PostgreSQLRoad(Road):
    """The same project on a PostgreSQL of this run's own."""

    def __init__(self, program, work, project, cluster):
        super().__init__(program, work, project)
        self.cluster = cluster
        cluster.create("crm")
        path = os.path.join(project, "customary.yaml")
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        with open(path, "w", encoding="utf-8") as handle:
            handle.write(text.replace("sqlite:crm.sqlite", cluster.address("crm")))

    def sql(self, script):
        with open(script.replace(".sql", ".postgresql.sql"), encoding="utf-8") as handle:
            self.cluster.run("crm", handle.read())

    def rows(self, crm):
        """Tables whose number of rows or whose sum of money isn't that of the SQLite CRM, by the engine's own word."""
        wrong = []
        sums = {"orders": "total", "invoices": "gross", "payments": "amount", "allocations": "amount"}
        for name, rows in crm.tables.items():
            column = sums.get(name)
            found = self.cluster.run("crm", "SELECT count(*), %s FROM crm.%s;" % (
                "(coalesce(sum(%s), 0) * 10000)::bigint" % column if column else "0", name)).strip()
            expected = "%d|%d" % (len(rows), sum(row[column] or 0 for row in rows.values()) if column else 0)
            if found != expected:
                wrong.append("%s: %s, expected %s" % (name, found, expected))
        return wrong


def read(folder, name):
    with open(os.path.join(folder, "truth", name), encoding="utf-8") as handle:
        return json.load(handle)


class Parts:
    """Master records and real customers that belong together, as the crosswalk has it: in a perfect result each part has one
    customer. Money is compared per part, so that a missed or wrong join can't hide a lost amount."""

    def __init__(self):
        self.parent = {}

    def find(self, item):
        while self.parent.setdefault(item, item) != item:
            self.parent[item] = self.parent[self.parent[item]]
            item = self.parent[item]
        return item

    def join(self, left, right):
        self.parent[self.find(left)] = self.find(right)


def company(who):
    """A person who acts for a company counts for it."""
    return who.split("p")[0] if who.startswith("c") else who


def check_clusters(table, data, road):
    """Who is one customer; returns the parts, and the real customers of each master record."""
    crosswalk = list(csv.DictReader(io.StringIO(road("export", "crosswalk", text=True))))
    masters = {(line["source"], int(line["source_row"]), line["entity"]): line["master_id"] for line in crosswalk}
    real, ours, parts, lost = defaultdict(set), defaultdict(set), Parts(), []
    with open(os.path.join(data, "truth", "clusters.csv"), newline="", encoding="utf-8") as handle:
        for line in csv.DictReader(handle):
            place = (line["source"], int(line["source_row"]), line["entity"])
            master = masters.get(place)
            if master is None:
                lost.append("%s row %d has no %s" % place)
                continue
            who = (line["entity"], line["customer"])
            real[who].add(master)
            ours[line["entity"], master].add(line["customer"])
            parts.join(company(line["customer"]), master)
    table.check("every row of a customer became part of one", lost, "%d rows" % sum(1 for _ in masters))
    wrong = ["%s %s is %s" % (*key, ", ".join(sorted(who))) for key, who in sorted(ours.items()) if len(who) > 1]
    table.check("nobody was joined who isn't one", wrong, "%d customer records" % len(ours))
    # A pair that waits for a person isn't missed: with few customers there is little to tell chance from evidence.
    by_key = defaultdict(set)
    for line in crosswalk:
        by_key[line["source"], line["source_key"]].add(line["master_id"])
        by_key["crm", line["master_id"]].add(line["master_id"])
    asked = Parts()
    for line in csv.DictReader(io.StringIO(road("export", "pairs", text=True))):
        if line["decision"] == "ask":
            sides = [by_key[line["source_" + side], line["source_key_" + side]] for side in "ab"]
            for left in sides[0]:
                for right in sides[1]:
                    asked.join(left, right)
    split = [who for who, found in real.items() if len(found) > 1]
    missed = [who for who in split if len({asked.find(id) for id in real[who]}) > 1]
    whole, known = (1 - len(part) / max(1, len(real)) for part in (split, missed))
    table.check("found again across sources, or asked about: at least 95 %; by itself at least 75 %",
                [] if known >= 0.95 and whole >= 0.75 else sorted(map(str, missed or split)),
                "%.1f %% by itself, %.1f %% with what is asked, of %d" % (100 * whole, 100 * known, len(real)))
    return parts


def source_rows(crm, source, entity):
    ids = {id for name, _, _, kind, id in crm.crosswalk if name == source and kind == entity}
    return [crm[entity][id] for id in ids]


DATES = {"invoices": "issued_on", "payments": "paid_on", "allocations": "allocated_on", "orders": "ordered_at",
         "opportunities": "opened_at"}


def check_money(table, data, crm, parts):
    wrong = []
    for line in read(data, "money.json"):
        rows = [row for row in source_rows(crm, line["source"], line["table"]) if row["currency"] == line["currency"]
                and (row[DATES[line["table"]]] or "")[:4] == line["year"]]
        found = (len(rows), sum(row[line["column"]] or 0 for row in rows))
        if found != (line["rows"], line["cents"] * 100):
            wrong.append("%s %s.%s %s %s: %s, expected %s" % (
                line["source"], line["table"], line["column"], line["currency"], line["year"], found,
                (line["rows"], line["cents"] * 100)))
    table.check("money per source, currency and year", wrong, "%d sums" % len(read(data, "money.json")))

    expected, found = defaultdict(lambda: [0, 0]), defaultdict(lambda: [0, 0])
    for line in read(data, "customer-money.json"):
        entry = expected[parts.find(line["who"]), line["table"], line["column"], line["currency"]]
        entry[0] += line["rows"]
        entry[1] += line["cents"] * 100
    ours = {id for _, _, _, _, id in crm.crosswalk}
    nobody = []
    for name, columns in (("invoices", ["gross", "open_amount"]), ("payments", ["amount"]), ("orders", ["total"]),
                          ("opportunities", ["amount"])):
        for id, row in crm[name].items():
            if id not in ours:
                continue
            owner = row["account_id"] or row["contact_id"]
            if owner is None:
                nobody.append("%s %s belongs to nobody" % (name, id))
                continue
            for column in columns:
                entry = found[parts.find(owner), name, column, row["currency"]]
                entry[0] += 1
                entry[1] += row[column] or 0
    wrong = ["%s: %s, expected %s" % (key, found.get(key), expected.get(key))
             for key in sorted(set(expected) | set(found), key=str) if found.get(key) != expected.get(key)]
    table.check("merges conserve number and sum per customer, table and currency", wrong, "%d sums" % len(expected))
    table.check("nothing that has a customer lost it", nobody)
    loose = ["allocation %s" % id for id, row in crm["allocations"].items()
             if not row["invoice_id"] or not (row["payment_id"] or row["credit_id"])]
    loose += ["order line %s" % id for id, row in crm["order_lines"].items() if not row["order_id"] or not row["product_id"]]
    table.check("allocations and order lines have both their ends", loose,
                "%d and %d" % (len(crm["allocations"]), len(crm["order_lines"])))


def check_notes(table, data, crm, parts):
    found, wrong = crm.by_source(), []
    truth = read(data, "notes.json")
    for note in truth:
        place = found.get(("altcrm-notizen", "note", note["key"]))
        row = crm["activities"].get(place[1]) if place else None
        if row is None:
            wrong.append("%s isn't there" % note["key"])
            continue
        for column in ("subject", "body", "author", "occurred_at"):
            if row[column] != note[column]:
                wrong.append("%s %s: %r, expected %r" % (note["key"], column, row[column], note[column]))
        owner = row["account_id"] or row["contact_id"]
        if owner is None or parts.find(owner) != parts.find(company(note["who"])):
            wrong.append("%s hangs on somebody else" % note["key"])
    table.check("notes keep date, author, words and customer", wrong, "%d notes" % len(truth))


def check_consents(table, data, crm, told):
    truth = read(data, "consents.json")
    events = defaultdict(list)
    for row in crm["consents"].values():
        if row["channel"] == "email" and row["address"]:
            events[row["address"].lower()].append((row["occurred_at"] or "", row["status"]))
    wrong, may, opted = [], 0, 0
    for address in sorted(set(truth) | set(events)):
        expected = truth.get(address, {"events": [], "blocked": False, "may": False})
        kept = [event for event in events.get(address, []) if event[1] != "do_not_contact"]
        blocked = len(kept) < len(events.get(address, []))
        if set(kept) != {tuple(event) for event in expected["events"]} or blocked != expected["blocked"]:
            wrong.append("%s: %s, expected %s" % (address, sorted(events.get(address, [])), expected["events"]))
        explicit = [event for event in kept if event[1] in ("opt_in", "opt_out")]
        latest = max((event[0] for event in explicit), default="")
        ours = not blocked and {word for when, word in explicit if when == latest} == {"opt_in"}
        if ours != expected["may"]:
            wrong.append("%s may%s be written to" % (address, "" if expected["may"] else " not"))
        may += expected["may"]
        opted += any(event[1] == "opt_in" for event in expected["events"])
    table.check("consents: every event kept; latest explicit word counts, unclear is no", wrong, "%d addresses" % len(truth))
    count = (told["mailable"]["opted_in"], told["mailable"]["mailable"])
    table.check("who may be mailed", [] if count == (opted, may) else ["%s, expected %s" % (count, (opted, may))],
                "%d of %d" % (may, opted))


def check_rows(table, data, road, told):
    wrong, truth = [], read(data, "left-out.json")
    for source, buckets in told["ledger"].items():
        for bucket in ("rejected", "filtered"):
            expected = sum(1 for line in truth if line["source"] == source and line["bucket"] == bucket)
            if buckets.get(bucket, 0) != expected:
                wrong.append("%s %s: %d, expected %d" % (source, bucket, buckets.get(bucket, 0), expected))
        with open(os.path.join(data, "inbox", source + ".csv"), newline="", encoding="utf-8") as handle:
            rows = sum(1 for _ in csv.reader(handle, delimiter=gen_scenario.delimiter(source))) - 1
        if sum(buckets.values()) != rows:
            wrong.append("%s: %d rows in the ledger, %d in the file" % (source, sum(buckets.values()), rows))
    findings = csv.DictReader(io.StringIO(road("export", "findings", text=True)))
    rejected = {(line["source"], int(line["source_row"])) for line in findings if line["severity"] == "error"}
    expected = {(line["source"], line["row"]) for line in truth if line["bucket"] == "rejected"}
    wrong += ["%s row %d" % place for place in sorted(rejected ^ expected)]
    table.check("every row ended where it should", wrong, "%d left out" % len(truth))


def check_controls(table, data, told):
    wrong = []
    for control in read(data, "controls.json"):
        found = next((line for line in told["controls"] if line["name"] == control["name"]), None)
        if found is None:
            wrong.append("%s isn't there" % control["name"])
            continue
        if round(float(found["ours"]) * 100) != control["ours"]:
            wrong.append("%s: %s, expected %s cents" % (control["name"], found["ours"], control["ours"]))
        named = {int(word.strip(" ,…")) for line in found["missing"] for word in line.split(":")[0].split()
                 if word.strip(" ,…").isdigit()}
        # People are shown the file's line: the header is line 1.
        if control["figure"] != control["ours"] and not {row + 1 for row in control["rows"]} <= named:
            wrong.append("%s: the difference names %s, expected %s" % (control["name"], sorted(named), control["rows"]))
    table.check("controls agree, or the rows behind the difference are named", wrong)


def check_owners(table, data, crm, stops):
    truth = read(data, "owners.json")
    words = " ".join(stop["words"] for stop in stops if stop["name"] == "owners_unmatched")
    wrong = ["%s (%d) isn't asked about: %s" % (code, count, words) for code, count in truth["unknown"].items()
             if "%s (%d)" % (code, count) not in words]
    users = {id: row["email"] for id, row in crm["users"].items()}
    with open(os.path.join(data, "inbox", "debitoren.csv"), newline="", encoding="utf-8") as handle:
        codes = {row["konto"]: row["vertreter"] for row in csv.DictReader(handle, delimiter=";") if row["vertreter"]}
    typed = {id for id, _ in read(data, "existing.json")["known"]}
    for (source, record, key), (entity, id) in crm.by_source().items():
        # The old CRM is trusted first for owners; where it is silent or names a stranger, accounting's word counts. What a
        # person had typed beats both.
        if source == "debitoren" and record == "company" and key in codes and id not in typed:
            owner = users.get(crm["accounts"][id]["owner_id"])
            if owner != truth["staff"][codes[key]]:
                wrong.append("debtor %s: %s, expected %s" % (key, owner, truth["staff"][codes[key]]))
    table.check("owners are found, and the unknown are asked about", wrong, words)


def check_metrics(table, crm):
    def key(row):
        return (row["account_id"] or "", row["contact_id"] or "", row["currency"] or "")

    ours = {key(row): row for row in customer_metrics(crm)}
    theirs = {key(row): row for row in crm.metrics}
    wrong = ["%s is only in one" % (place,) for place in sorted(set(ours) ^ set(theirs))]
    for place in sorted(set(ours) & set(theirs)):
        columns = [name for name in ours[place] if ours[place][name] != theirs[place][name]]
        wrong += ["%s %s: %s, expected %s" % (place, name, theirs[place][name], ours[place][name]) for name in columns]
    table.check("customer_metrics as Python computes it", wrong, "%d rows" % len(ours))


def look(crm_path, where):
    connection = sqlite3.connect("file:%s?mode=ro" % crm_path, uri=True)
    for name in ("accounts", "contact_points", "contacts", "users"):
        where = where.replace("{%s}" % name, name)
    found = connection.execute(where).fetchone()[0]
    connection.close()
    return found


def places(data, road):
    """Where people edited: table, id, column and what has to stand there, looked up right after the edits."""
    found = []
    for edit in read(data, "edits.json")["expect"]:
        id = look(road.database, edit["where"])
        value = edit["value"]
        if edit["column"] == "owner_id":
            value = look(road.database, "SELECT id FROM users WHERE email = '%s'" % value)
        found.append((edit["table"], id, edit["column"], value))
    return found


def check_edits(table, crm, edited, when):
    wrong = []
    for name, id, column, value in edited:
        row = crm[name].get(id)
        if row is None or row[column] != value:
            wrong.append("%s %s %s: %r, expected %r" % (name, id, column, row and row[column], value))
    table.check("people's edits stand %s" % when, wrong, "%d edits" % len(edited))


def check_existing(table, before, crm):
    """Every value that somebody had typed is as it was; blanks may be filled."""
    wrong = []
    for name, rows in before.tables.items():
        for id, row in rows.items():
            now = crm[name].get(id)
            wrong += ["%s %s %s" % (name, id, column) for column, value in row.items()
                      if value is not None and column not in ("updated_at", "updated_by")
                      and (now is None or now[column] != value)]
    table.check("what people had typed before is untouched", wrong,
                "%d records" % sum(len(rows) for rows in before.tables.values()))


def check_second(table, data, road, told, crm):
    truth, wrong = read(data, "second.json"), []
    plan = told["plan"]
    for entity, count in truth["create"].items():
        if plan["create"].get(entity, 0) != count:
            wrong.append("create %s: %s, expected %d" % (entity, plan["create"].get(entity, 0), count))
    for entity, count in (("accounts", len(truth["corrected"])), ("invoices", len(truth["settled"]))):
        if plan["update"].get(entity, 0) != count:
            wrong.append("update %s: %s, expected %d" % (entity, plan["update"].get(entity, 0), count))
    by_vat = defaultdict(list)
    for row in crm["accounts"].values():
        by_vat[row["vat_id"]].append(row)
    for vat in truth["corrected"] + truth["new"] + truth["gone"]:
        if not by_vat[vat]:
            wrong.append("%s isn't there" % vat)
    wrong += ["%s: %s" % (vat, [row["payment_terms"] for row in by_vat[vat]]) for vat in truth["corrected"]
              if truth["payment_terms"] not in [row["payment_terms"] for row in by_vat[vat]]]
    numbers = {row["number"]: row for row in crm["invoices"].values()}
    wrong += ["%s isn't settled" % number for number in truth["settled"] if numbers[number]["open_amount"] != 0]
    wrong += ["%s isn't there" % number for number in truth["added"] if number not in numbers]
    if plan["kept_by_hand"].get("accounts", 0) < 1:
        wrong.append("the correction that a person overruled isn't listed as kept")
    table.check("the second delivery: exactly what was expected, nothing gone", wrong, json.dumps(
        {kind: plan[kind] for kind in ("create", "update", "kept_by_hand")}))


def check_rest(table, data, state, edited, crm, parts):
    """After both rollbacks: what is left over is a person's, or hangs together with it."""
    wrong = ["%s %s" % (name, id) for name, rows in state.tables.items() for id in rows if id not in crm[name]]
    table.check("everything from before the loads is there", wrong)
    touched = {parts.find(company(who)) for who in read(data, "edits.json")["touched"]}
    wrong = []
    for name in ("accounts", "contacts"):
        for id in crm[name]:
            if id not in state[name] and parts.find(id) not in touched:
                wrong.append("%s %s" % (name, id))
    table.check("who nobody touched is gone again", wrong, "%d customers are left over" % sum(
        1 for name in ("accounts", "contacts") for id in crm[name] if id not in state[name]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--customers", type=int, default=200)
    parser.add_argument("--program", default=os.path.join(ROOT, ".build", "debug", "customary"))
    parser.add_argument("--postgresql", action="store_true", help="on PostgreSQL too, which this run starts")
    parser.add_argument("--keep", metavar="DIR")
    args = parser.parse_args()
    work = os.path.abspath(args.keep or tempfile.mkdtemp(prefix="customary-scenario-"))
    print("Benchmarks/check_scenario.py --seed %d --customers %d" % (args.seed, args.customers))
    try:
        failed = check(work, args)
    finally:
        if not args.keep:
            shutil.rmtree(work, ignore_errors=True)
    sys.exit(1 if failed else 0)


def check_engines(table, work, args, states):
    """Takes the same files, edits and rollbacks to PostgreSQL; `states` has the content roots and CRMs of SQLite, in
    order."""
    table.section("The same on PostgreSQL")
    cluster = Cluster(os.path.join(work, "postgresql", "cluster"))
    try:
        project = os.path.join(work, "postgresql", "project")
        gen_scenario.main(["--seed", str(args.seed), "--customers", str(args.customers), "-o", os.path.dirname(project)])
        road = PostgreSQLRoad(os.path.abspath(args.program), work, project, cluster)
        data = os.path.dirname(project)

        def compare(name):
            root, crm = states.pop(0)
            ours = road.content()
            table.check("%s: same content root" % name, [] if ours == root else ["%s, on SQLite %s" % (ours, root)])
            table.check("%s: same rows and sums, asked of PostgreSQL itself" % name, road.rows(crm))

        cluster.run("crm", road("doctor", "--schema", "--engine", "postgresql", text=True))
        road.sql(os.path.join(data, "existing-crm.sql"))
        compare("what people had typed")
        first = road.load()[1]["batch"]
        compare("the first load")
        road.sql(os.path.join(data, "edits.sql"))
        compare("people's edits")
        road.now = "2026-11-25T09:00:00Z"
        road("add", "../delivery-2/debitoren.csv", "../delivery-2/belege.csv", text=True)
        shutil.copy(os.path.join(road.project, "mappings-2", "debitoren.yaml"), os.path.join(road.project, "mappings"))
        second = road.load()[1]["batch"]
        compare("the second delivery")
        road("rollback", second, "--yes")
        compare("the second taken back")
        road("rollback", first, "--yes", expect=(1,))
        compare("the first taken back")
    finally:
        cluster.close()


def check(work, args):
    table = Table()
    states = []
    gen_scenario.main(["--seed", str(args.seed), "--customers", str(args.customers), "-o", work])
    data = work
    road = Road(os.path.abspath(args.program), work, os.path.join(work, "project"))
    connection = sqlite3.connect(road.database)
    connection.executescript(road("doctor", "--schema", text=True))
    connection.close()
    road.sql(os.path.join(data, "existing-crm.sql"))
    empty = road.crm()
    states.append((road.content(), empty))

    table.section("The first load")
    told, loaded, stops = road.load()
    table.check("unknown owners stop it until a person has spoken",
                [] if [stop["name"] for stop in stops] == ["owners_unmatched"] else [str(stops)])
    first = loaded["batch"]
    crm = road.crm()
    states.append((road.content(), crm))
    check_rows(table, data, road, told)
    parts = check_clusters(table, data, road)
    check_money(table, data, crm, parts)
    check_controls(table, data, told)
    check_notes(table, data, crm, parts)
    check_consents(table, data, crm, told)
    check_owners(table, data, crm, stops)
    check_existing(table, empty, crm)
    check_metrics(table, crm)
    verified = road("verify", expect=(0, 1))
    table.check("verify finds every record as it was loaded",
                [] if verified["mismatches"] == 0 or verified["mismatches"] == [] else [str(verified)[:200]])

    table.section("Taken back at once")
    back = road.copy("taken-back")
    report = back("rollback", first, "--yes")
    table.check("the state hash is the one from before", [] if report["proof"]["equal"] else [str(report["proof"])])
    table.check("every table is as Python read it before", empty.differences(back.crm()))

    table.section("People work, and the second delivery comes")
    road.sql(os.path.join(data, "edits.sql"))
    edited = places(data, road)
    worked = road.crm()
    states.append((road.content(), worked))
    check_edits(table, worked, edited, "before it")
    road.now = "2026-11-25T09:00:00Z"
    road("add", "../delivery-2/debitoren.csv", "../delivery-2/belege.csv", text=True)
    drift = road("diff", "debitoren", text=True)
    table.check("the renamed column is noticed", [] if all(
        name in drift for name in read(data, "second.json")["renamed"]) else [drift])
    shutil.copy(os.path.join(road.project, "mappings-2", "debitoren.yaml"), os.path.join(road.project, "mappings"))
    told, loaded, _ = road.load()
    second = loaded["batch"]
    crm = road.crm()
    states.append((road.content(), crm))
    check_second(table, data, road, told, crm)
    check_edits(table, crm, edited, "after it")
    check_existing(table, empty, crm)
    check_metrics(table, crm)
    again = road("run", "--yes", expect=(0, 9))
    changes = {kind: counts for kind, counts in again["plan"].items() if kind in ("create", "update") and counts}
    table.check("the same once more changes nothing", [] if not changes else [json.dumps(changes)])

    table.section("Both taken back")
    report = road("rollback", second, "--yes")
    table.check("the second: state hash as before", [] if report["proof"]["equal"] else [str(report["proof"])[:300]])
    table.check("the second: every table as Python read it before", worked.differences(road.crm()))
    states.append((road.content(), worked))
    report = road("rollback", first, "--yes", expect=(1,))
    table.check("the first: what people built on is listed", [] if report["kept_records"] else ["nothing is"],
                "%s records, %s fields kept" % (len(report["kept_records"]), len(report["kept_fields"])))
    rest = road.crm()
    states.append((road.content(), rest))
    check_edits(table, rest, edited, "after both rollbacks")
    check_existing(table, empty, rest)
    check_rest(table, data, empty, edited, rest, parts)
    twice = road("rollback", first, "--yes", expect=(0, 1))
    table.check("a second time changes nothing", [] if twice["already_taken_back"] else ["it did something"])
    table.check("… by Python's word", rest.differences(road.crm()))

    if args.postgresql:
        check_engines(table, work, args, states)

    print("\n%s, %.1f s in the program" % (
        "every line holds" if not table.failed else "%d lines are WRONG" % table.failed, road.seconds))
    return table.failed


if __name__ == "__main__":
    main()
