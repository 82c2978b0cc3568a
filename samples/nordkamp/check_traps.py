#!/usr/bin/env python3
"""Decides from what a load left behind whether the sample's traps came out right.

    check_traps.py --crm crm.sqlite --staging .customary/staging.sqlite --crosswalk crosswalk.csv
                   --pairs pairs.csv --questions questions.json --master master.csv [--run run.json]

The files are those of `customary export crosswalk|pairs|master`, `customary questions --format json` before the answers
were given, and `customary run --format json`. Prints a line for each trap: trap -> outcome -> ok, not yet (with what is
still to be built) or WRONG. Exits 1 when a trap came out wrong. Standard library only; nothing is written.

An outcome is "not yet" only where the data shows that nothing wrong was done and that something is still missing: the
two records wait for a person, or a table isn't there yet. Whatever contradicts the truth is WRONG.
"""
import argparse
import csv
import json
import os
import re
import sqlite3
import sys
import unicodedata
from collections import defaultdict

OK, NOT_YET, WRONG = "ok", "not yet", "WRONG"
HERE = os.path.dirname(os.path.abspath(__file__))


class Verdict:
    """What came of one expectation: a state, the outcome in words, and what is still to be built."""

    def __init__(self, state, words, missing=""):
        self.state, self.words, self.missing = state, words, missing


def ok(words):
    return Verdict(OK, words)


def wrong(words):
    return Verdict(WRONG, words)


def not_yet(words, missing):
    return Verdict(NOT_YET, words, missing)


def shown(row):
    return "%s:%d" % (row[0], row[1])


def listed(rows):
    return ", ".join(shown(row) for row in rows)


def folded(text):
    """A street or town without case, accents, blanks, points, and with one spelling of street."""
    text = (text or "").lower().replace("ß", "ss")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "", text.replace("strasse", "str"))


class Evidence:
    """Everything a load left behind, read once."""

    def __init__(self, args):
        self.crm = sqlite3.connect("file:%s?mode=ro" % args.crm, uri=True)
        self.crm.row_factory = sqlite3.Row
        self.staging = None
        if args.staging:
            self.staging = sqlite3.connect("file:%s?mode=ro" % args.staging, uri=True)
            self.staging.row_factory = sqlite3.Row
        self.records = defaultdict(lambda: defaultdict(set))   # (source, row) -> table -> ids
        self.rows_of = defaultdict(set)                        # (table, id) -> (source, row)
        self.rows_of_key = defaultdict(set)                    # (source, key) -> (source, row)
        for path in args.crosswalk:
            for line in self.table(path):
                row = (line["source"], int(line["source_row"]))
                self.records[row][line["entity"]].add(line["master_id"])
                self.rows_of[line["entity"], line["master_id"]].add(row)
                self.rows_of_key[line["source"], line["source_key"]].add(row)
        self.asked_pairs = []
        for line in self.table(args.pairs):
            if line["decision"] in ("", "ask", "asked", "waiting"):
                self.asked_pairs.append(
                    ((line["source_a"], line["source_key_a"]), (line["source_b"], line["source_key_b"]))
                )
        with open(args.questions, encoding="utf-8") as handle:
            self.questions = json.load(handle)["questions"]
        self.master = []
        for path in args.master:
            with open(path, newline="", encoding="utf-8-sig") as handle:
                self.master += list(csv.reader(handle))
        self.run = None
        if args.run:
            with open(args.run, encoding="utf-8") as handle:
                self.run = json.load(handle)
        self.merged_into = {}
        for table in ("accounts", "contacts"):
            for line in self.ask("SELECT id, merged_into FROM %s WHERE merged_into IS NOT NULL" % table):
                self.merged_into[table, line["id"]] = line["merged_into"]
        self.accounts_of = defaultdict(set)                    # contact id -> account ids
        for line in self.ask("SELECT account_id, contact_id FROM account_contacts"):
            self.accounts_of[line["contact_id"]].add(self.survivor("accounts", line["account_id"]))
        # A sole trader is a person and a firm: two records, linked, one customer.
        for line in self.ask(
            "SELECT from_account_id, from_contact_id, to_account_id, to_contact_id FROM relations"
            " WHERE kind = 'sole_trader'"
        ):
            account = line["from_account_id"] or line["to_account_id"]
            contact = line["from_contact_id"] or line["to_contact_id"]
            if account and contact:
                self.accounts_of[contact].add(self.survivor("accounts", account))

    @staticmethod
    def table(path):
        with open(path, newline="", encoding="utf-8-sig") as handle:
            return list(csv.DictReader(handle))

    def ask(self, sql, *values):
        return self.crm.execute(sql, values).fetchall()

    def has_table(self, name):
        return bool(self.ask("SELECT 1 FROM sqlite_master WHERE name = ?", name))

    def survivor(self, table, identifier):
        seen = set()
        while (table, identifier) in self.merged_into and identifier not in seen:
            seen.add(identifier)
            identifier = self.merged_into[table, identifier]
        return identifier

    def own(self, row):
        """The row's own customers: its accounts, else its contacts."""
        records = self.records.get(tuple(row), {})
        for table in ("accounts", "contacts"):
            if records.get(table):
                return {(table, self.survivor(table, one)) for one in records[table]}
        return set()

    def customers(self, row):
        """The customers a row belongs to: an account, or a contact without one; for a child its parent's."""
        found = set()
        records = self.records.get(tuple(row), {})
        for one in records.get("accounts", ()):
            found.add(("accounts", self.survivor("accounts", one)))
        if found:
            return found
        contacts = {self.survivor("contacts", one) for one in records.get("contacts", ())}
        if not contacts:
            for table in ("orders", "invoices", "activities", "consents"):
                for one in records.get(table, ()):
                    for line in self.ask("SELECT account_id, contact_id FROM %s WHERE id = ?" % table, one):
                        if line["account_id"]:
                            found.add(("accounts", self.survivor("accounts", line["account_id"])))
                        elif line["contact_id"]:
                            contacts.add(self.survivor("contacts", line["contact_id"]))
        for contact in contacts:
            accounts = self.accounts_of.get(contact)
            found |= {("accounts", one) for one in accounts} if accounts else {("contacts", contact)}
        return found

    def waiting(self, row):
        """Rows that wait with this one for a person's decision on a pair."""
        found = set()
        for left, right in self.asked_pairs:
            for one, other in ((left, right), (right, left)):
                if tuple(row) in self.rows_of_key[one]:
                    found |= self.rows_of_key[other]
                    if other[0] == "crm":
                        found |= self.rows_of["accounts", other[1]] | self.rows_of["contacts", other[1]]
        return found

    def hangs_together_when_asked(self, rows):
        """True when the rows become one customer if every pair that waits is answered with yes."""
        groups = []
        for row in rows:
            names = set(self.customers(row))
            for other in self.waiting(row):
                names |= self.customers(other)
            # Whoever became one customer with this row may be the one whose pair is asked.
            for table, identifier in list(self.customers(row)):
                for member in self.rows_of[table, identifier]:
                    for other in self.waiting(member):
                        names |= self.customers(other)
            groups.append(names)
        while len(groups) > 1:
            first = groups.pop(0)
            match = next((group for group in groups if group & first), None)
            if match is None:
                return False
            match |= first
        return True

    def staged(self, row):
        """A row's state and reason in the staging area; None without one."""
        if self.staging is None:
            return None
        return self.staging.execute(
            "SELECT state, reason FROM raw WHERE id = (SELECT id FROM deliveries WHERE source = ?) * 4294967296 + ?",
            tuple(row),
        ).fetchone()


REVIEW = "the review page, where a person says so"
FILTERED = 2


class Traps:
    """One method for each kind of expectation, named as in `truth/traps.json`."""

    def __init__(self, evidence):
        self.evidence = evidence
        # Rows that are one customer as soon as a person says so; what is expected of it may stand at any of them.
        self.waiting_rows = []

    def same_customer(self, rows, expect):
        missing = [row for row in rows if not self.evidence.customers(row)]
        if missing:
            return wrong("%s became no customer" % listed(missing))
        together = set.intersection(*(self.evidence.customers(row) for row in rows))
        if together:
            return ok("%d rows, one customer" % len(rows))
        count = len(set().union(*(self.evidence.customers(row) for row in rows)))
        if self.evidence.hangs_together_when_asked(rows):
            self.waiting_rows = rows
            return not_yet("%d customers, the rest is asked" % count, REVIEW)
        return wrong("%d rows are %d customers, and nobody is asked" % (len(rows), count))

    def apart(self, rows, expect):
        missing = [row for row in rows if not self.evidence.own(row)]
        if missing:
            return wrong("%s became no customer" % listed(missing))
        owner = {}
        for row in rows:
            for customer in self.evidence.own(row):
                if customer in owner:
                    return wrong("%s and %s became one" % (shown(owner[customer]), shown(row)))
                owner[customer] = row
        return ok("%d rows, %d customers" % (len(rows), len(owner)))

    def related_not_merged(self, what, expect):
        apart = self.apart(what["rows"], expect)
        if apart.state != OK:
            return apart
        head = {identifier for _, identifier in self.evidence.own(what["rows"][0])}
        unrelated = []
        for row in what["rows"][1:]:
            own = {identifier for _, identifier in self.evidence.own(row)}
            parents = {
                line["parent_id"]
                for one in own
                for line in self.evidence.ask("SELECT parent_id FROM accounts WHERE id = ?", one)
            }
            related = any(
                self.evidence.ask(
                    "SELECT 1 FROM relations WHERE kind = ? AND ((from_account_id = ? AND to_account_id = ?)"
                    " OR (from_account_id = ? AND to_account_id = ?))", what["kind"], one, other, other, one,
                )
                for one in own
                for other in head
            )
            if not related and not parents & head:
                unrelated.append(row)
        if unrelated:
            return not_yet(
                "apart; %d of %d have no relation to the head office" % (len(unrelated), len(what["rows"]) - 1),
                "finding branches by itself",
            )
        return ok("apart, each related to the head office")

    def contacts_of_one_account(self, what, expect):
        account = self.evidence.customers(what["account"])
        contacts = [
            {self.evidence.survivor("contacts", one) for one in self.evidence.records[tuple(row)].get("contacts", ())}
            for row in what["contacts"]
        ]
        if any(not found for found in contacts):
            return wrong("a buyer is no contact")
        if len(set().union(*contacts)) < len(contacts):
            return wrong("two buyers became one contact")
        elsewhere = [
            row
            for row, found in zip(what["contacts"], contacts)
            if not any(("accounts", one) in account for contact in found for one in self.evidence.accounts_of[contact])
        ]
        if not elsewhere:
            return ok("one account, %d contacts" % len(contacts))
        if all(
            not self.evidence.customers(row) & account
            and self.evidence.hangs_together_when_asked([what["account"], row])
            for row in elsewhere
        ):
            there = len(contacts) - len(elsewhere)
            return not_yet("%d of %d contacts; the rest is asked" % (there, len(contacts)), REVIEW)
        return wrong("%s is at no or another account" % listed(elsewhere))

    def account(self, row):
        """The id of the row's one account; None when it has none or several."""
        found = [identifier for table, identifier in self.evidence.customers(row) if table == "accounts"]
        return found[0] if len(found) == 1 else None

    def accounts(self, row):
        """The row's account, then those that are the same customer as soon as a person says so."""
        own = [self.account(row)]
        return own + [one for one in map(self.account, self.waiting_rows) if one not in own]

    def field(self, what, expect):
        account = self.account(what["customer_of"])
        if account is None:
            return wrong("%s has no account" % shown(what["customer_of"]))
        if "master_id" in what and account != what["master_id"]:
            if self.waits_with_crm(what["customer_of"], what["master_id"]):
                return not_yet("the CRM's own customer is asked about", REVIEW)
            return wrong("%s isn't the customer that the CRM had" % shown(what["customer_of"]))
        if what["field"] in ("phone", "mobile", "email", "fax"):
            points = {
                line["value"]: line["is_primary"]
                for line in self.evidence.ask(
                    "SELECT value, is_primary FROM contact_points"
                    " WHERE account_id = ? AND kind IN ('phone', 'mobile', ?)", account, what["field"],
                )
            }
            if what["value"] not in points:
                return wrong("%s is gone" % what["value"])
            if points.get(what.get("older")) == 1 and points[what["value"]] != 1:
                return wrong("%s stands first again" % what["older"])
            return ok("%s stands" % what["value"])
        value = self.evidence.ask("SELECT * FROM accounts WHERE id = ?", account)[0][what["field"]]
        verdict = ok if value == what["value"] else wrong
        return verdict("%s is %s" % (what["field"], value))

    def waits_with_crm(self, row, master):
        customers = self.evidence.customers(row)
        members = {tuple(row)}
        for customer in customers:
            members |= self.evidence.rows_of[customer]
        return any(
            other == ("crm", master) and any(member in self.evidence.rows_of_key[one] for member in members)
            for pair in self.evidence.asked_pairs
            for one, other in (pair, pair[::-1])
        )

    def kept_address(self, what, expect):
        wanted = (folded(what["street"]), what["postcode"], folded(what["city"]))
        for account in self.accounts(what["customer_of"]):
            for line in self.evidence.ask("SELECT street, postcode, city FROM addresses WHERE account_id = ?", account):
                if (folded(line["street"]), line["postcode"], folded(line["city"])) == wanted:
                    if account == self.account(what["customer_of"]):
                        return ok("%s kept" % what["street"])
                    return not_yet("%s stands at the one that is asked about" % what["street"], REVIEW)
        return wrong("%s, %s %s isn't there" % (what["street"], what["postcode"], what["city"]))

    def tax_numbers(self, what, expect):
        held = []
        for account in self.accounts(what["customer_of"]):
            for line in self.evidence.ask("SELECT vat_id, other_tax_numbers FROM accounts WHERE id = ?", account):
                held.append((line["vat_id"] or "") + " " + (line["other_tax_numbers"] or ""))
        lost = [value for value in what["values"] if value not in " ".join(held)]
        if lost:
            return wrong("%s is lost" % ", ".join(lost))
        if all(value in held[0] for value in what["values"]):
            return ok("%s kept" % " and ".join(what["values"]))
        return not_yet("one stands at the one that is asked about", REVIEW)

    def loaded(self, rows, expect):
        missing = [row for row in rows if tuple(row) not in self.evidence.records]
        return wrong("%s isn't loaded" % listed(missing)) if missing else ok("%s loaded" % listed(rows))

    def filtered(self, what, expect):
        there = [row for row in what["rows"] if tuple(row) in self.evidence.records]
        if there:
            return wrong("%s was loaded" % listed(there))
        for row in what["rows"]:
            staged = self.evidence.staged(row)
            if staged is not None and (staged["state"] != FILTERED or staged["reason"] != what["reason"]):
                return wrong("%s wasn't left out as %s" % (shown(row), what["reason"]))
        return ok("%s left out: %s" % (listed(what["rows"]), what["reason"]))

    def waits(self, rows, expect):
        first, second = (self.evidence.own(row) for row in rows)
        if not first or not second:
            return wrong("one of the two became no customer")
        if first & second:
            return wrong("joined without a person")
        if tuple(rows[1]) not in self.evidence.waiting(rows[0]):
            return wrong("left apart, and nobody is asked")
        return ok("both wait for a person")

    def not_mailable(self, addresses, expect):
        for address in addresses:
            events = self.evidence.ask(
                "SELECT status, occurred_at FROM consents WHERE channel = 'email' AND address = ?", address
            )
            if any(event["status"] == "do_not_contact" for event in events):
                continue
            refusals = [event["occurred_at"] or "" for event in events if event["status"] == "opt_out"]
            if not refusals:
                return wrong("no refusal of %s is on record" % address)
            if any(event["status"] == "opt_in" and (event["occurred_at"] or "") > max(refusals) for event in events):
                return wrong("%s may be mailed" % address)
        return ok("%d not to be mailed" % len(addresses))

    def never_matched(self, what, expect):
        for row in what["rows"]:
            own = self.evidence.own(row)
            if not own:
                return wrong("%s became no customer" % shown(row))
            for customer in own:
                others = self.evidence.rows_of[customer] - {tuple(row)}
                if others:
                    return wrong("%s matched %s" % (shown(row), listed(sorted(others))))
            if self.evidence.waiting(row):
                return wrong("%s is asked about" % shown(row))
        account = self.account(what["rows"][0])
        items = self.evidence.ask("SELECT count(*) AS items FROM invoices WHERE account_id = ?", account)[0]["items"]
        if items != what["items"]:
            return wrong("%d open items, not %d" % (items, what["items"]))
        return ok("nobody matched, %d open items" % items)

    def asked(self, what, expect):
        for question in self.evidence.questions:
            column = question["question"].split(":", 1)[-1]
            if question["source"] != what["source"] or question["kind"] != what["kind"] or column != what["column"]:
                continue
            text = question["words"] + " " + question["evidence"]
            numbers = set(re.findall(r"\d+", text))
            unnamed = [row for row in what["rows"] if str(row[1]) not in numbers]
            if len(what["rows"]) <= 3 and unnamed:
                return wrong("asked, without %s" % listed(unnamed))
            return ok("asked: %s" % question["evidence"])
        return wrong("nobody is asked")

    def existing_not_merged(self, what, expect):
        for identifier in what["ids"]:
            lines = self.evidence.ask(
                "SELECT 1 FROM %s WHERE id = ? AND merged_into IS NULL AND deleted_at IS NULL" % what["table"],
                identifier,
            )
            if not lines:
                return wrong("%s is gone or merged" % identifier)
        named = set(what["ids"])
        for left, right in self.evidence.asked_pairs:
            sides = [self.names(side, what["table"]) for side in (left, right)]
            if len(sides[0] & named) == 1 and len(sides[1] & named) == 1 and sides[0] & named != sides[1] & named:
                return ok("both stand, the pair waits for a person")
        return wrong("both stand, but nobody is told of the pair")

    def names(self, side, table):
        """The ids in the CRM's table that one side of a pair stands for."""
        found = {side[1]} if side[0] == "crm" else set()
        for row in self.evidence.rows_of_key[side]:
            found |= {identifier for one, identifier in self.evidence.own(row) if one == table}
        return found

    def escaped(self, what, expect):
        row = tuple(what["row"])
        account = self.account(row)
        lines = self.evidence.ask("SELECT name FROM accounts WHERE id = ?", account)
        if not lines:
            return wrong("%s has no account" % shown(row))
        for line in self.evidence.master:
            for cell in line:
                if cell[:1] in "=+-@\t\r" and cell[:1] and not re.fullmatch(r"[+-][0-9 .,]*", cell):
                    return wrong("an export has a cell that a spreadsheet would run: %s" % cell[:40])
        name = lines[0]["name"]
        if any("'" + name == cell for line in self.evidence.master for cell in line):
            return ok("kept as text, escaped in exports")
        return wrong("%s isn't in the export of the master" % name)

    def activity(self, what, expect):
        for identifier in self.evidence.records[tuple(what["row"])].get("activities", ()):
            line = self.evidence.ask("SELECT * FROM activities WHERE id = ?", identifier)[0]
            if (line["occurred_at"] or "")[:10] != what["day"]:
                return wrong("dated %s" % line["occurred_at"])
            if line["author"] != what["author"] or line["subject"] != what["subject"]:
                return wrong("%s by %s" % (line["subject"], line["author"]))
            return ok("%s by %s" % (what["day"], what["author"]))
        return wrong("the note isn't loaded")

    def never_summed(self, what, expect):
        account = self.account(what["customer_of"])
        currencies = set()
        for table in ("orders", "invoices"):
            for line in self.evidence.ask("SELECT DISTINCT currency FROM %s WHERE account_id = ?" % table, account):
                if not line["currency"]:
                    return wrong("an amount has no currency")
                currencies.add(line["currency"])
        for control in (self.evidence.run or {}).get("controls", ()):
            if not control.get("currency"):
                return wrong("%s has no currency" % control.get("name"))
        if not self.evidence.has_table("customer_metrics"):
            return not_yet("each amount has its currency; nothing adds them up", "customer_metrics, a row per currency")
        lines = self.evidence.ask("SELECT currency FROM customer_metrics WHERE account_id = ?", account)
        found = sorted(line["currency"] or "" for line in lines)
        return ok("a row for each of %s" % " and ".join(found)) if found == sorted(currencies) else wrong(str(found))


def judge(trap, traps):
    """The verdicts of a trap's expectations, the worst first."""
    traps.waiting_rows = []
    verdicts = []
    for expectation in trap["expect"]:
        kind = next(key for key in expectation if hasattr(Traps, key))
        verdicts.append(getattr(traps, kind)(expectation[kind], expectation))
    order = {WRONG: 0, NOT_YET: 1, OK: 2}
    return sorted(verdicts, key=lambda verdict: order[verdict.state])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--crm", required=True)
    parser.add_argument("--staging")
    parser.add_argument("--crosswalk", required=True, action="append")
    parser.add_argument("--pairs", required=True)
    parser.add_argument("--questions", required=True)
    parser.add_argument("--master", required=True, action="append")
    parser.add_argument("--run")
    parser.add_argument("--truth", default=os.path.join(HERE, "truth", "traps.json"))
    args = parser.parse_args()
    traps = Traps(Evidence(args))
    with open(args.truth, encoding="utf-8") as handle:
        found = json.load(handle)
    colours = {OK: "\033[32m", NOT_YET: "\033[33m", WRONG: "\033[31m"}
    plain = "\033[0m"
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        colours, plain = dict.fromkeys(colours, ""), ""
    counts = dict.fromkeys((OK, NOT_YET, WRONG), 0)
    for trap in found:
        verdicts = judge(trap, traps)
        worst = verdicts[0]
        counts[worst.state] += 1
        told = [verdict for verdict in verdicts if verdict.state == worst.state]
        words = "; ".join(dict.fromkeys(verdict.words for verdict in told))
        state = "%s (%s)" % (worst.state, worst.missing) if worst.state == NOT_YET else worst.state
        print("%2d %s" % (trap["number"], trap["words"]))
        print("   → %s → %s%s%s" % (words[:150], colours[worst.state], state, plain))
    print("%d ok · %d not yet · %d wrong" % (counts[OK], counts[NOT_YET], counts[WRONG]))
    return 1 if counts[WRONG] else 0


if __name__ == "__main__":
    sys.exit(main())
