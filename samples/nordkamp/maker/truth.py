"""The known truth: what every record is, collected while the files are written."""

import csv
import io


class Rec:
    """A record of a file before it is written: cells, and what it really is."""

    def __init__(self, cells, customer="", people=(), tags=(), bucket="ready", reason=""):
        self.cells, self.customer = cells, customer or ""
        self.people, self.tags = [p.key for p in people], list(tags)
        self.bucket, self.reason = bucket, reason


class Book:
    """source → its records in the file's order; a record's number is its place there, from 1."""

    def __init__(self):
        self.sources = {}
        self.orders, self.links, self.money, self.relations, self.answers = {}, [], [], [], []

    def put(self, source, records):
        self.sources[source] = records

    def rows(self, tag, source=None):
        """[[source, row], …] of the records with a tag."""
        return [
            [name, row]
            for name, records in self.sources.items()
            if source in (None, name)
            for row, record in enumerate(records, 1)
            if tag in record.tags
        ]

    def of_customer(self, customer, *sources):
        return [
            [name, row]
            for name, records in self.sources.items()
            if not sources or name in sources
            for row, record in enumerate(records, 1)
            if record.customer == customer and record.bucket == "ready"
        ]

    def customers(self):
        kept = {}
        for records in self.sources.values():
            for record in records:
                if record.bucket == "ready" and record.customer:
                    kept[record.customer] = True
        return list(kept)


def csv_text(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL, end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue()


def save(path, text, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
