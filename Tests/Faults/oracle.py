"""What must hold after whatever happened: read by Python alone, from the tables and files themselves.

Nothing here calls the program: a state hash by the rules of docs, a hash over every table of the CRM and of the books,
the manifest's chain, and what lies about in the project's folder.
"""

import base64
import hashlib
import json
import os
import shutil
import sqlite3
import struct
import tempfile

TABLES = [
    "users", "accounts", "contacts", "account_contacts", "relations", "contact_points", "addresses", "consents",
    "suppressions", "products", "opportunities", "orders", "order_lines", "invoices", "payments", "allocations", "tickets",
    "activities", "campaigns", "campaign_members", "attachments", "tags", "taggings",
]
BOOKKEEPING = ["created_at", "created_by", "updated_at", "updated_by"]
# What is drawn by lot in each load, or follows from it: only its length counts.
_random = {
    "customary_database": ["id"], "customary_changes": ["sealed"], "customary_keys": ["salt"],
    "customary_batches": ["manifest_root", "previous_root", "signature", "public_key", "run"], "customary_signers": ["public_key"],
}
# Columns of whole numbers that are neither money nor quantity, by table.
_numbers = {"order_lines": {"line"}, "attachments": {"bytes"}}


class Broken(Exception):
    """Something that must never be was found."""


def _field(value):
    data = value.encode() if isinstance(value, str) else value
    return struct.pack(">I", len(data)) + data


def _decimal(number, least):
    sign, size = ("-" if number < 0 else ""), abs(number)
    digits = f"{size % 10_000:04d}"
    while len(digits) > least and digits.endswith("0"):
        digits = digits[:-1]
    return sign + str(size // 10_000) + ("." + digits if digits else "")


class SQLiteCRM:
    """A CRM file, looked at through a copy, so that looking changes nothing."""

    def __init__(self, path):
        self.path = path

    def state(self):
        """The state as one value that can be compared: (rows, books, full, content), or "nothing" where nothing was ever
        loaded."""
        if not os.path.exists(self.path):
            return State("nothing", "nothing", "", "", [])
        with tempfile.TemporaryDirectory() as folder:
            for ending in ("", "-wal"):
                if os.path.exists(self.path + ending):
                    shutil.copyfile(self.path + ending, f"{folder}/crm{ending}")
            connection = sqlite3.connect(f"{folder}/crm")
            try:
                return self._state(connection)
            except sqlite3.DatabaseError as error:
                raise Broken(f"the CRM can't be read: {error}") from error
            finally:
                connection.close()

    def _state(self, connection):
        connection.text_factory = bytes
        found = connection.execute("PRAGMA integrity_check").fetchall()
        if found != [(b"ok",)]:
            raise Broken(f"integrity_check: {found[:3]}")
        found = connection.execute("PRAGMA foreign_key_check").fetchall()
        if found:
            raise Broken(f"foreign_key_check: {found[:3]}")
        names = [row[0].decode() for row in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        if "customary_database" not in names:
            return State("nothing", "nothing", "", "", [])
        triggers = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'").fetchone()[0]
        if triggers != 3 * len(TABLES):
            raise Broken(f"{triggers} triggers, expected {3 * len(TABLES)}")
        rows, books = hashlib.sha256(), hashlib.sha256()
        total = 0
        for name in names:
            columns = [row[1].decode() for row in connection.execute(f"PRAGMA table_info({name})")]
            chosen = [column for column in columns if column != "row_version"]
            kept = [
                f"length({column})" if column in _random.get(name, []) else column for column in chosen]
            hash = books if name.startswith("customary_") else rows
            # A table drawn by lot has no order of its own but that of its other columns.
            values = sorted(map(repr, connection.execute(f"SELECT {', '.join(kept)} FROM {name}")))
            hash.update(repr((name, chosen, values)).encode())
            if not name.startswith("customary_"):
                total += len(values)
        batches = [
            Batch(*(value.decode() if isinstance(value, bytes) else value for value in row))
            for row in connection.execute(
                "SELECT id, kind, manifest_root, previous_root, full_before, full_after, undone_by, now"
                " FROM customary_batches ORDER BY sequence")]
        if not batches and total == 0:
            return State("nothing", "nothing", "", "", [])
        full, content = state_hash(connection)
        return State(rows.hexdigest(), books.hexdigest(), full, content, batches)


class Batch:
    def __init__(self, id, kind, root, previous, before, after, undone_by, now):
        self.id, self.kind, self.root, self.previous = id, kind, root, previous
        self.before, self.after, self.undone_by, self.now = before, after, undone_by, now


class State:
    """What a CRM holds: `rows` of the CRM's own tables, `books` of Customary's, and the two state hashes."""

    def __init__(self, rows, books, full, content, batches):
        self.rows, self.books, self.full, self.content, self.batches = rows, books, full, content, batches

    def __eq__(self, other):
        return (self.rows, self.books, self.full) == (other.rows, other.books, other.full)

    def __str__(self):
        return f"rows {self.rows[:8]} books {self.books[:8]} batches {len(self.batches)}"


def state_hash(connection):
    """Both roots of the state hash, by the words of its description: a tree of field, record and table."""
    full, content = hashlib.sha256(), hashlib.sha256()
    for table in sorted(TABLES):
        info = connection.execute(f"PRAGMA table_info({table})").fetchall()
        sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()[0].decode()
        columns = [(row[1].decode(), row[2].decode()) for row in info]
        columns = [column for column in columns if column[0] not in ("id", "row_version")]
        # Columns that a later version added stand behind the others; book-keeping always comes last.
        columns = [c for c in columns if c[0] not in BOOKKEEPING] + [c for c in columns if c[0] in BOOKKEEPING]
        # Book-keeping has the numbers 0 to 3, the customer model's columns follow from 4.
        numbers = {name: 4 + place for place, (name, _) in enumerate(columns) if name not in BOOKKEEPING}
        numbers.update({name: place for place, name in enumerate(BOOKKEEPING)})
        tables = (hashlib.sha256(), hashlib.sha256())
        count = 0
        names = ", ".join(name for name, _ in columns)
        for row in connection.execute(f"SELECT id, {names} FROM {table} ORDER BY id"):
            record = bytes.fromhex(row[0].decode().replace("-", ""))
            own = b""
            for (name, _), value in zip(columns, row[1:]):
                if name == BOOKKEEPING[0]:
                    tables[1].update(hashlib.sha256(record + own).digest())
                text = _canonical(table, name, value, sql)
                if text:
                    own += bytes([numbers[name]]) + _field(text)
            tables[0].update(hashlib.sha256(record + own).digest())
            count += 1
        for root, rows in zip((full, content), tables):
            root.update(_field(table) + _field(str(count)) + rows.digest())
    return full.hexdigest(), content.hexdigest()


def _canonical(table, name, value, sql):
    if value is None:
        return b""
    if isinstance(value, int):
        if f"{name} INTEGER CHECK ({name} IN (0, 1))" in sql:
            return b"true" if value else b"false"
        if name in _numbers.get(table, ()):
            return str(value).encode()
        return _decimal(value, 0 if name == "quantity" else 2).encode()
    return value


# Manifests

def manifest_root(path):
    """The root of a manifest file whose every seal holds; raises Broken for anything else."""
    with open(path, "rb") as file:
        data = file.read()
    try:
        return _root(path, data)
    except (ValueError, KeyError, TypeError) as error:
        raise Broken(f"{path}: isn't what was written: {error}") from error


def _root(path, data):
    if not data.endswith(b"\n"):
        raise Broken(f"{path}: the last line isn't whole")
    chain = None
    lines = data.split(b"\n")[:-1]
    for number, line in enumerate(lines):
        body, mark, rest = line.rpartition(b',"seal":"')
        if not mark:
            raise Broken(f"{path}:{number + 1}: no seal")
        value = json.loads(line)
        if number == 0:
            start = [value["format"], value["database"], value["previous"]]
            chain = hashlib.sha256(b"".join(map(_field, start))).digest()
        chain = hashlib.sha256(chain + body).digest()
        if base64.b64encode(chain[:8]) != rest[:12]:
            raise Broken(f"{path}:{number + 1}: the seal doesn't hold")
    last = json.loads(lines[-1])
    if not last.get("end") or last["records"] != len(lines) - 2:
        raise Broken(f"{path}: no end")
    return chain.hex()


def manifests(home, batches, must_be_whole):
    """Checks the manifests in a project's folder against the batches of its CRM. While something may be unfinished a
    committed batch's manifest may still have its other name; afterwards nothing may."""
    published, partial = {}, {}
    for folder, _, files in os.walk(home + "/p/.customary"):
        for name in files:
            if name.startswith("manifest-") and name.endswith(".jsonl"):
                published[name[9:-6]] = f"{folder}/{name}"
            elif name.startswith("manifest-") and name.endswith(".jsonl.partial"):
                partial[name[9:-14]] = f"{folder}/{name}"
    if must_be_whole and partial:
        raise Broken(f"left over: {sorted(partial)}")
    previous = ""
    for batch in batches:
        path = published.get(batch.id) or (None if must_be_whole else partial.get(batch.id))
        if path is None:
            raise Broken(f"batch {batch.id} has no manifest")
        if manifest_root(path) != batch.root:
            raise Broken(f"{path} isn't the manifest of its batch")
        if batch.previous != previous:
            raise Broken(f"batch {batch.id} doesn't follow the one before it")
        previous = batch.root
    known = {batch.id for batch in batches}
    if set(published) - known:
        raise Broken(f"manifests of batches that aren't there: {sorted(set(published) - known)}")


def leftovers(home):
    """Files in a project's folder that only a crash leaves."""
    found = []
    for folder, _, files in os.walk(home + "/p"):
        found += [f"{folder}/{name}" for name in files if name.endswith((".partial", ".tmp"))]
    return found
