"""Looks into a CRM database from outside, sharing no code with the program: on SQLite by Python's own module."""
import sqlite3
from collections import defaultdict

BOOKKEEPING = {"row_version"}
MONEY = 10_000


class CRM:
    """All rows of the CRM's own tables, as a program of somebody else's would read them."""

    def __init__(self, path):
        database = sqlite3.connect("file:%s?mode=ro" % path, uri=True)
        database.row_factory = sqlite3.Row
        names = [row[0] for row in database.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'customary\\_%' ESCAPE '\\' "
            "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")]
        self.tables = {
            name: {row["id"]: {key: row[key] for key in row.keys() if key not in BOOKKEEPING}
                   for row in database.execute("SELECT * FROM %s" % name)} for name in names}
        self.crosswalk = []
        self.metrics = []
        if database.execute("SELECT 1 FROM sqlite_schema WHERE name = 'customary_crosswalk'").fetchone():
            self.crosswalk = [tuple(row) for row in database.execute(
                "SELECT source, source_key, record, entity, master_id FROM customary_crosswalk WHERE ended_by = 0")]
            self.metrics = [dict(row) for row in database.execute("SELECT * FROM customer_metrics")]
        database.close()

    def __getitem__(self, table):
        return self.tables[table]

    def differences(self, other):
        """What differs in `other`: lines of table, id and columns; none when both are equal in every value."""
        lines = []
        for table in sorted(set(self.tables) | set(other.tables)):
            mine, theirs = self.tables.get(table, {}), other.tables.get(table, {})
            lines += ["%s %s is gone" % (table, id) for id in sorted(set(mine) - set(theirs))]
            lines += ["%s %s is new" % (table, id) for id in sorted(set(theirs) - set(mine))]
            for id in sorted(set(mine) & set(theirs)):
                columns = sorted(name for name in set(mine[id]) | set(theirs[id])
                                 if mine[id].get(name) != theirs[id].get(name))
                if columns:
                    lines.append("%s %s differs in %s" % (table, id, ", ".join(columns)))
        return lines

    def by_source(self):
        """(source, record, key) → (table, id), for what has one record of its own."""
        return {(source, record, key): (entity, id) for source, key, record, entity, id in self.crosswalk}


def customer_metrics(crm):
    """The view customer_metrics by its description, row for row; sums in ten-thousandths."""
    employer = {}
    for link in crm["account_contacts"].values():
        account = crm["accounts"].get(link["account_id"])
        if account and account["merged_into"] is None:
            known = employer.get(link["contact_id"])
            employer[link["contact_id"]] = min(known, link["account_id"]) if known else link["account_id"]
    found = defaultdict(lambda: {"days": [], "sales": 0, "total": 0, "open": 0})

    def owner(row):
        account = row["account_id"] or employer.get(row["contact_id"])
        return (account, None if account else row["contact_id"], row["currency"])

    def sale(row, day, amount):
        key = owner(row)
        if key[0] or key[1]:
            found[key]["days"].append(day)
            found[key]["sales"] += 1
            found[key]["total"] += amount

    for row in crm["orders"].values():
        if row["turnover"] == 1:
            sale(row, (row["ordered_at"] or "")[:10] or None, (row["total"] or 0) - (row["refunded"] or 0))
    for row in crm["invoices"].values():
        if row["turnover"] == 1:
            sale(row, row["issued_on"], row["gross"] or 0)
        if row["open_amount"] is not None and (owner(row)[0] or owner(row)[1]):
            found[owner(row)]["open"] += row["open_amount"]
    for row in crm["opportunities"].values():
        if row["turnover"] == 1:
            sale(row, row["closed_on"], row["amount"] or 0)
    import datetime
    newest = max((day for entry in found.values() for day in entry["days"] if day), default=None)
    result = []
    groups = defaultdict(list)
    for key, entry in found.items():
        days = [day for day in entry["days"] if day]
        row = {"account_id": key[0], "contact_id": key[1], "currency": key[2], "first_sale_on": min(days, default=None),
               "last_sale_on": max(days, default=None), "sales": entry["sales"], "total": entry["total"],
               "open_balance": entry["open"], "lifetime_value": entry["total"]}
        row["average"] = whole(entry["total"], entry["sales"]) if entry["sales"] else None
        row["days_since_last"] = None
        if row["last_sale_on"]:
            parse = datetime.date.fromisoformat
            row["days_since_last"] = (parse(newest) - parse(row["last_sale_on"])).days
        result.append(row)
        groups[key[2], entry["sales"] > 0].append(row)
    for (_, has_sales), rows in groups.items():
        for name, column in (("recency", "last_sale_on"), ("frequency", "sales"), ("monetary", "total")):
            values = sorted("" if row[column] is None else row[column] for row in rows) if column == "last_sale_on" else \
                sorted(row[column] for row in rows)
            for row in rows:
                value = row[column] if row[column] is not None else ""
                rank = values.index(value) / (len(values) - 1) if len(values) > 1 else 0.0
                row[name] = 1 + int(4.999 * rank) if has_sales else None
    for row in result:
        row["segment"] = segment(row)
    return result


def whole(total, count):
    """Division that drops the rest towards zero, as databases do with whole numbers."""
    return abs(total) // count * (1 if total >= 0 else -1)


def segment(row):
    recency, frequency = row["recency"], row["frequency"]
    if row["sales"] == 0:
        return "none"
    if recency >= 4 and frequency >= 4:
        return "champion"
    if frequency >= 4 and recency >= 3:
        return "loyal"
    if recency <= 2 and frequency >= 3:
        return "at risk"
    if recency >= 4 and row["sales"] == 1:
        return "new"
    return "lost" if recency <= 2 else "regular"
