#!/usr/bin/env python3
"""What loads and rollbacks must lead to, told by their documented rules alone (docs/rollback.md).

    rollback_model.py --seed 1 --worlds 50      one world a line, as JSON

A world is a list of steps (loads, people's edits, rollbacks of wholes, parts and rollbacks), each with the tables that it
must leave behind. The model knows nothing of hashes, images, change rows or SQL: a value is a pile of layers, what stood
there at first and whatever loads and people put on top; taking a load back takes its layers out, taking that back puts them
in again, and the topmost layer that is in is the value.
"""
import argparse
import copy
import hashlib
import json
import random

BOOK = ["created_at", "created_by", "updated_at", "updated_by"]
COLUMNS = {
    "accounts": ["name", "industry"],
    "contacts": ["given_name", "job_title", "department", "merged_into", "deleted_at"],
    "account_contacts": ["account_id", "contact_id", "role"],
    "contact_points": ["contact_id", "kind", "value", "is_primary"],
    "addresses": ["contact_id", "kind", "city", "is_primary"],
    "orders": ["number", "contact_id", "status", "currency", "total"],
    "order_lines": ["order_id", "line", "name"],
    "activities": ["kind", "subject", "contact_id"],
}
ORDER = list(COLUMNS)
REFERENCES = {
    "contacts": {"merged_into": "contacts"},
    "account_contacts": {"account_id": "accounts", "contact_id": "contacts"},
    "contact_points": {"contact_id": "contacts"},
    "addresses": {"contact_id": "contacts"},
    "orders": {"contact_id": "contacts"},
    "order_lines": {"order_id": "orders"},
    "activities": {"contact_id": "contacts"},
}
PARTIES = ("accounts", "contacts")
PARTS = ("contact_points", "addresses")


def references(table):
    return REFERENCES.get(table, {})


def parents(table):
    return {c: t for c, t in references(table).items() if c != "merged_into"}


def structure(table):
    """What is never emptied by itself: whose record it is, and what kind of one."""
    if table in PARTIES:
        return set()
    return set(parents(table)) | ({"kind"} & set(COLUMNS[table]))


def make_id(table, name):
    digest = hashlib.md5(f"{table}/{name}".encode()).hexdigest()
    return "-".join([digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:]])


class Change:
    """What one load did to one record."""

    def __init__(self, load, key, kind, after, before, reasons):
        self.load, self.key, self.kind = load, key, kind
        self.after, self.before, self.reasons = after, before, reasons
        self.owner = None  # the rollback that took all of it back
        self.bits = {}  # column -> the rollback that took it back
        self.kept = ""

    def holds(self, column):
        return self.owner is None and column not in self.bits


class Batch:
    def __init__(self, name, number):
        self.name, self.number = name, number
        self.undone_by = None
        self.changes = []  # loads
        self.merges = []
        self.undoes = None  # rollbacks
        self.scope = {}
        self.notes = {}  # key -> columns that it answers for
        self.removed = {}  # key -> values


class Blocked(Exception):
    pass


class Nothing(Exception):
    pass


class Model:
    def __init__(self):
        self.rows = {}  # (table, id) -> {column: value}
        self.foreign = []  # ids of contacts that another program's table names
        self.layers = {}  # (table, id, column) -> [kind, value, change or rollback]
        self.actual = {}  # (table, id, column) -> the value as some batch last saw it
        self.changes = {}  # (table, id) -> changes in order
        self.last = {}  # (table, id) -> the last thing a batch did: "delete" or something else
        self.graves = {}  # (table, id) -> values at the last removal
        self.loads, self.rollbacks = [], []
        self.count = 0

    def batch(self, name):
        self.count += 1
        return Batch(name, self.count)

    def value(self, key, column):
        return self.rows[key].get(column, "")

    # What batches see and write

    def observe(self, key, column, value):
        place = (*key, column)
        pile = self.layers.setdefault(place, [])
        if not pile:
            pile.append(["start", value, None])
        elif place in self.actual and self.actual[place] != value:
            pile.append(["person", value, None])

    def pile(self, key, column):
        """The layers with what people typed since a batch last looked."""
        place = (*key, column)
        pile = list(self.layers.get(place, []))
        now = self.value(key, column)
        if not pile:
            pile.append(["start", now, None])
        elif place in self.actual and self.actual[place] != now:
            pile.append(["person", now, None])
        return pile

    @staticmethod
    def is_in(layer):
        kind, _, what = layer
        if kind == "load":
            return what["change"].holds(what["column"])
        if kind == "person":
            return what is None or what.undone_by is not None
        return True

    # Loads

    def held(self, key, column):
        """What loads that hold last wrote there; None when none did."""
        value = None
        for change in self.changes.get(key, []):
            if change.kind == "create" and change.owner is None:
                value = change.after.get(column, "") if change.holds(column) else ""
            elif column in change.after and change.holds(column):
                value = change.after[column]
        return value

    def is_held(self, key):
        for change in self.changes.get(key, []):
            if change.owner is None and (change.kind == "create" or any(change.holds(c) for c in change.after)):
                return True
        return False

    def load(self, name, now, desired, merges):
        batch = self.batch(name)
        gone, archived = set(), set()
        forced = {}
        merged = set()
        for loser, survivor in merges:
            pair = [("contacts", loser), ("contacts", survivor)]
            if any(k not in self.rows or self.value(k, "merged_into") or self.value(k, "deleted_at") for k in pair):
                continue
            forced.setdefault(pair[0], {}).update({"merged_into": survivor, "deleted_at": now})
            merged.add(pair[0])
            batch.merges.append((loser, survivor))
            for key, row in self.rows.items():
                for column, to in references(key[0]).items():
                    if to == "contacts" and row.get(column, "") == loser:
                        values = forced.setdefault(key, {})
                        values[column] = "" if key[1] == survivor else survivor
                        if "is_primary" in COLUMNS[key[0]]:
                            values["is_primary"] = "false"
                        merged.add(key)
        plan = []

        def lost(key, values):
            return any(
                (to, values.get(c, "")) in gone or (to, values.get(c, "")) in archived
                for c, to in parents(key[0]).items() if values.get(c, ""))

        for table in ORDER:
            keys = sorted({k for k in desired if k[0] == table} | {k for k in forced if k[0] == table})
            for key in keys:
                values, reasons = desired.get(key, ({}, {}))
                if key not in self.rows:
                    if key not in desired:
                        continue
                    if self.is_held(key) or lost(key, values):
                        gone.add(key)
                        continue
                    after = {c: v for c, v in values.items() if v}
                    after.update(created_at=now, created_by="customary", updated_at=now, updated_by="customary")
                    plan.append(Change(batch, key, "create", after, {}, reasons))
                    continue
                wanted = key in desired
                if self.rows[key].get("merged_into") or self.rows[key].get("deleted_at"):
                    archived.add(key)
                    wanted = False
                elif wanted and lost(key, values):
                    wanted = False
                given = forced.get(key, {})
                after = {}
                why = {}
                if wanted:
                    for column, value in values.items():
                        here = self.value(key, column)
                        if not value or column in given or value == here:
                            continue
                        last = self.held(key, column)
                        if (here == "" and last in (None, "")) or (here != "" and last == here):
                            after[column] = value
                            why[column] = reasons.get(column)
                for column, value in given.items():
                    if value != self.value(key, column):
                        after[column] = value
                        why[column] = ("", "derived: merge")
                if not after:
                    continue
                if self.value(key, "updated_at") != now:
                    after["updated_at"] = now
                if self.value(key, "updated_by") != "customary":
                    after["updated_by"] = "customary"
                before = {c: self.value(key, c) for c in after}
                plan.append(Change(batch, key, "merge" if key in merged else "update", after, before, why))
        if not plan:
            self.count -= 1
            raise Nothing
        for change in plan:
            key = change.key
            if change.kind == "create":
                self.rows[key] = {}
                columns = COLUMNS[key[0]] + BOOK
            else:
                columns = list(change.after)
            for column in columns:
                value = change.after.get(column, "")
                self.observe(key, column, change.before.get(column, ""))
                self.layers[(*key, column)].append(["load", value, {"change": change, "column": column}])
                self.actual[(*key, column)] = value
                self.rows[key][column] = value
            self.changes.setdefault(key, []).append(change)
            self.last[key] = change.kind
        for changes in self.changes.values():
            for change in changes:
                if change.kept == "later" and change.key in desired:
                    change.kept = "adopted"
        batch.changes = plan
        self.loads.append(batch)

    # Scopes

    def reach(self, load, scope):
        """The records in scope, and the merges that come with them."""
        losers = set(scope.get("merges", []))
        if not scope.get("records"):
            return None, losers
        found = set()
        for table in ORDER:
            for record in scope["records"]:
                key = (table, record)
                if key in self.rows or any(c.load is load for c in self.changes.get(key, [])):
                    found.add(key)
        if not found:
            raise Nothing
        for loser, survivor in load.merges:
            if ("contacts", loser) in found or ("contacts", survivor) in found:
                losers.add(loser)
                found.add(("contacts", loser))
        grew = True
        while grew:
            grew = False
            for key, row in self.rows.items():
                if key[0] in PARTIES or key in found:
                    continue
                if any((to, row.get(c, "")) in found for c, to in parents(key[0]).items()):
                    found.add(key)
                    grew = True
        return found, losers

    @staticmethod
    def merge_columns(change, losers):
        columns = set()
        if change.kind != "merge":
            return columns
        for column in references(change.key[0]):
            if column not in change.after:
                continue
            if column == "merged_into" and change.key[1] in losers:
                columns |= {"merged_into", "deleted_at"}
            elif change.before.get(column, "") in losers and change.before.get(column, ""):
                columns |= {column, "is_primary"}
        return columns

    def columns(self, change, scope, found, losers):
        """The columns of a change that a scope takes."""
        touched = {c for c, v in change.after.items() if v or change.kind != "create"}
        if not scope:
            return touched
        table = change.key[0]
        model = {c for c in touched if c not in BOOK}
        chosen = set()
        for column in model:
            fields = scope.get("fields")
            if fields and column not in fields and f"{table}.{column}" not in fields:
                continue
            source, rule = change.reasons.get(column) or ("", "")
            if scope.get("sources") and source not in scope["sources"]:
                continue
            if scope.get("rules") and not any(rule == r or rule.startswith(r + ": ") for r in scope["rules"]):
                continue
            chosen.add(column)
        if scope.get("merges"):
            chosen &= self.merge_columns(change, losers)
        if found is not None and change.key not in found:
            chosen &= self.merge_columns(change, losers)
        if chosen and model <= chosen | set(change.bits):
            chosen |= touched & set(BOOK)
        return chosen

    # Rollbacks

    def there(self, table, column, value):
        to = references(table).get(column)
        return not to or not value or (to, value) in self.rows

    def take_out(self, batch, load, change, columns, overwrite, notes):
        """Takes a change's columns out, three-way."""
        key = change.key
        if key not in self.rows:
            return
        for column in columns:
            now = self.value(key, column)
            pile = self.pile(key, column)
            index = max(
                (i for i, l in enumerate(pile) if l[0] == "load" and l[2]["change"].load is load), default=None)
            after = now
            if index is not None and not any(l[0] == "load" and self.is_in(l) for l in pile[index + 1:]):
                target = next(l[1] for l in reversed(pile[:index]) if self.is_in(l))
                typed = any(l[0] == "person" and self.is_in(l) for l in pile[index + 1:])
                if target != now and self.there(key[0], column, target):
                    if (not typed and now == pile[index][1]) or overwrite:
                        after = target
            notes.append((key, column, now, after))

    def apply(self, batch, load, notes):
        for key, column, before, after in notes:
            self.observe(key, column, before)
            pile = self.layers[(*key, column)]
            if before != after and load is not None:
                index = max(i for i, l in enumerate(pile) if l[0] == "load" and l[2]["change"].load is load)
                for layer in pile[index + 1:]:
                    if layer[0] == "person" and layer[2] is None:
                        layer[2] = batch
            self.actual[(*key, column)] = after
            self.rows[key][column] = after
            batch.notes.setdefault(key, set()).add(column)
            self.last[key] = "restore"

    def undo(self, name, load, scope, overwrite, renewed=None):
        if load.undone_by or (renewed and renewed.undone_by):
            raise Nothing
        saved = copy.deepcopy(self.__dict__)
        batch = self.batch(name)
        batch.undoes, batch.scope = load, scope
        try:
            found, losers = self.reach(load, scope)
        except Nothing:
            self.count -= 1
            raise
        flags = []

        def restore(changes):
            notes = []
            for change in changes:
                columns = self.columns(change, scope, found, losers)
                if not columns or change.owner is not None:
                    continue
                columns -= set(change.bits)
                if change.kind == "create":
                    columns -= structure(change.key[0]) | set(BOOK)
                if not columns:
                    continue
                self.take_out(batch, load, change, sorted(columns), overwrite, notes)
                flags.append((change, columns))
            self.apply(batch, load, notes)

        for table in ORDER:
            restore([c for c in load.changes if c.key[0] == table and c.kind != "create"])
        kept, removed, lingering = self.remove(batch, load, scope, found, losers, restore)
        if scope and not batch.notes and not removed:
            self.__dict__.clear()
            self.__dict__.update(saved)
            raise Nothing
        for change, columns in flags:
            touched = set(change.after)
            if not scope:
                continue
            if change.kind != "create" and not change.bits and touched <= columns:
                change.owner = batch
            else:
                change.bits.update({c: batch for c in columns})
        if not scope:
            for change in load.changes:
                if change.owner is None:
                    change.owner = batch
            # What another rollback took back of this load stays taken back, whoever made the record anew.
            for change in [c for c in load.changes if c.kind == "create" and c.owner is batch] + lingering:
                if change.key in kept:
                    change.owner, change.kept = None, kept[change.key]
                elif change in lingering:
                    change.owner, change.kept = batch, ""
            for change in self.outdated:
                change.owner, change.kept = batch, ""
            load.undone_by = batch
        else:
            for change in load.changes:
                if change.kind == "create" and change.key in removed and change.owner is None:
                    change.owner = batch
        if renewed:
            renewed.undone_by = batch
        self.rollbacks.append(batch)

    def remove(self, batch, load, scope, found, losers, restore):
        waiting = [] if scope else [c for cs in self.changes.values() for c in cs if c.kept == "later"]
        # Of a record that was made several times its last making counts.
        newest = {change.key: change for change in waiting}
        lingering = list(newest.values())
        self.outdated = [change for change in waiting if change is not newest[change.key]]
        others = {l for l in self.loads if l.undone_by is None and l is not load}
        made = []
        for table in ORDER:
            parts = []
            for change in load.changes:
                if change.key[0] != table or change.kind != "create":
                    continue
                columns = self.columns(change, scope, found, losers)
                if not columns:
                    continue
                if not scope or {c for c, v in change.after.items() if v} <= columns:
                    if change.owner is None:
                        made.append(change)
                else:
                    parts.append(change)
            restore(parts)
        candidates, kept = set(), {}
        for change in made + lingering:
            key = change.key
            if key not in self.rows:
                continue
            reason = None
            for column in COLUMNS[key[0]] + BOOK:
                now = self.value(key, column)
                if now == (change.after.get(column, "") if change.holds(column) else ""):
                    continue
                writers = [c for c in self.changes[key]
                           if c.load in others and c.holds(column) and c.after.get(column, "") != ""
                           or c.load in others and c.holds(column) and c.kind != "create" and column in c.after]
                if writers and writers[-1].after.get(column, "") == now:
                    reason = reason or "later"
                else:
                    reason = "edited"
            candidates.add(key)
            if reason:
                kept[key] = reason
        strict = {k for k in candidates if k not in kept}
        building = others | ({load} if scope else set())
        for key, row in sorted(self.rows.items()):
            if key in strict or key in kept:
                continue
            for column, to in references(key[0]).items():
                named = (to, row.get(column, ""))
                if named not in strict and kept.get(named) != "later":
                    continue
                if any(c.load in building and c.holds(column) and c.after.get(column) == named[1]
                       for c in self.changes.get(key, [])):
                    kept.setdefault(named, "later_ref")
                elif kept.get(named) in (None, "later", "later_ref"):
                    kept[named] = "dependants_ref"
        for contact in self.foreign:
            named = ("contacts", contact)
            if named in strict or kept.get(named) in ("later", "later_ref", "dependants_ref"):
                kept[named] = "dependants_ref"
        kept = {k: v.removesuffix("_ref") for k, v in kept.items()}
        seeds = {k for k, v in kept.items() if v != "later"}
        whole = self.spread(seeds, candidates, set())
        later = {k for k, v in kept.items() if v == "later"} - whole
        waiting = (self.spread(later, candidates, whole) | later) - whole
        for key in whole:
            kept[key] = kept[key] if kept.get(key) in ("edited", "dependants") else "whole"
        for key in waiting:
            kept[key] = "later"
        removed = [k for k in candidates if k not in kept]
        for key in removed:
            for column, value in self.rows[key].items():
                if value:
                    self.observe(key, column, value)
                self.actual[(*key, column)] = ""
            batch.removed[key] = self.rows.pop(key)
            self.graves[key] = batch.removed[key]
            self.last[key] = "delete"
        return kept, removed, lingering

    def spread(self, seeds, candidates, already):
        """What has to stay with records that stay."""
        kept, whole = set(seeds), set(seeds)
        grew = True
        while grew:
            grew = False

            def add(key, is_whole):
                nonlocal grew
                if key not in candidates or key in already:
                    return
                if key not in kept:
                    kept.add(key)
                    grew = True
                if is_whole and key not in whole:
                    whole.add(key)
                    grew = True

            for key, row in self.rows.items():
                named = [(to, row.get(c, "")) for c, to in references(key[0]).items() if row.get(c, "")]
                if key in kept:
                    for other in named:
                        add(other, key[0] in PARTS or (key in seeds and key[0] == "account_contacts"))
                for parent in named:
                    if parent not in kept:
                        continue
                    if key[0] in PARTS and parent[0] in PARTIES:
                        add(key, False)
                    elif key[0] == "account_contacts" and parent in whole:
                        add(key, False)
                    elif key[0] == "order_lines" and parent[0] == "orders":
                        add(key, False)
        return kept

    def redo(self, name, taken):
        """Takes a rollback of a load back."""
        load = taken.undoes
        if taken.undone_by:
            raise Nothing
        if load.undone_by and load.undone_by is not taken:
            raise Blocked
        saved = copy.deepcopy(self.__dict__)
        try:
            self.put_back(self.batch(name), taken, load)
        except Blocked:
            self.__dict__.clear()
            self.__dict__.update(saved)
            raise

    def put_back(self, batch, taken, load):
        batch.undoes = taken
        own = {r for r in self.rollbacks if r.undoes is load}
        returning = dict(taken.removed)
        if not taken.scope:
            for change in load.changes:
                if change.kind == "create" and change.owner is not None and change.owner not in own:
                    if change.key in self.graves:
                        returning.setdefault(change.key, self.graves[change.key])
        made = {}
        for key, values in returning.items():
            if key in self.rows:
                creates = [c for c in self.changes[key] if c.kind == "create"]
                if any(c.owner is None and c.load.number < taken.number for c in creates):
                    continue
                raise Blocked
            made[key] = values
        for key, values in made.items():
            self.rows[key] = dict(values)
            for column, value in values.items():
                if value:
                    self.observe(key, column, "")
                    self.actual[(*key, column)] = value
            self.last[key] = "restore"
        for key in made:
            for column, to in references(key[0]).items():
                if self.value(key, column) and (to, self.value(key, column)) not in self.rows:
                    raise Blocked
        if not taken.scope:
            for change in load.changes:
                if change.owner is None or change.owner is taken or change.owner not in own or change.owner.undone_by:
                    change.owner, change.kept = None, ""
            for key in made:
                creates = [c for c in self.changes[key] if c.kind == "create"]
                if not any(c.owner is None for c in creates):
                    creates[-1].owner, creates[-1].kept = None, "later"
            load.undone_by = None
        else:
            for change in load.changes:
                if change.owner is taken:
                    change.owner = None
                change.bits = {c: r for c, r in change.bits.items() if r is not taken}
        notes = []
        for key in sorted(taken.notes):
            if key not in self.rows:
                if self.last.get(key) == "delete":
                    raise Blocked
                continue
            for column in taken.notes[key]:
                now = self.value(key, column)
                pile = self.pile(key, column)
                index = max(
                    (i for i, l in enumerate(pile) if l[0] == "load" and l[2]["change"].load is load), default=None)
                after = now
                if index is not None:
                    above = pile[index + 1:]
                    if not any(l[0] == "load" and self.is_in(l) for l in above):
                        back = [l for l in above if l[0] == "person" and l[2] is taken]
                        typed = any(l[0] == "person" and self.is_in(l) for l in above)
                        target = back[-1][1] if back else pile[index][1]
                        below = next(l[1] for l in reversed(pile[:index]) if self.is_in(l))
                        if target != now and not typed and now == below and self.there(key[0], column, target):
                            after = target
                notes.append((key, column, now, after))
        self.apply(batch, None, notes)
        taken.undone_by = batch
        self.rollbacks.append(batch)

    def rollback(self, name, batch, scope, overwrite):
        if batch.undoes is None:
            return self.undo(name, batch, scope, overwrite)
        if batch.undoes.undoes is None:
            return self.redo(name, batch)
        first = batch.undoes
        return self.undo(name, first.undoes, first.scope, overwrite, renewed=batch)


class World:
    """A random story, told to the model and written down."""

    def __init__(self, seed, steps):
        self.random = random.Random(seed)
        self.model = Model()
        self.names = {}  # batch name -> batch number, to find it again after a copy
        self.clock, self.typed, self.batches = 0, 0, 0
        self.seed, self.length, self.steps = seed, steps, []

    def now(self):
        self.clock += 1
        return f"2026-02-01T08:{self.clock // 60:02}:{self.clock % 60:02}.000000Z"

    def tables(self):
        tables = {}
        for (table, record), row in self.model.rows.items():
            tables.setdefault(table, {})[record] = {c: v for c, v in row.items() if v}
        return tables

    def note(self, step):
        step["tables"] = self.tables()
        self.steps.append(step)

    def find(self, name):
        return next(b for b in self.model.loads + self.model.rollbacks if b.name == name)

    def tell(self):
        start = make_id("contacts", "p0")
        if self.random.random() < 0.5:
            self.insert("contacts", start, {"given_name": "typed", "job_title": "Chef", "created_by": "eva"})
        self.load()
        for _ in range(self.length):
            draw = self.random.random()
            if draw < 0.25:
                self.load()
            elif draw < 0.6:
                self.edit()
            else:
                self.roll_back()
        for batch in list(self.model.loads):
            if not self.find(batch.name).undone_by:
                self.roll_back(batch.name, whole=True)
        return {"seed": self.seed, "steps": self.steps}

    def load(self):
        pick = self.random.randrange
        desired = {}

        def add(table, name, values, rule, source=None):
            source = source or ["s1", "s2"][pick(2)]
            reasons = {c: (source, f"m-{source}: {rule}.{c}") for c in values}
            desired[(table, make_id(table, name))] = (values, reasons)

        merges = []
        if pick(4) == 0:
            pair = [("p0", "p1"), ("p2", "p3")][pick(2)]
            loser, survivor = pair if pick(2) else pair[::-1]
            merges.append((loser, survivor))
        losers = {m[0] for m in merges}
        for firm in range(2):
            if pick(3):
                add("accounts", f"f{firm}", {"name": f"Firma {firm}", "industry": f"branch {pick(3)}"}, "company")
        for number in range(4):
            person = f"p{number}"
            if pick(4) == 0 or person in losers:
                continue
            contact = make_id("contacts", person)
            first, second = ["s1", "s2"][pick(2)], ["s1", "s2"][pick(2)]
            values = {"given_name": f"P{number}", "job_title": ["", "a", "b"][pick(3)],
                      "department": ["", "d1", "d2"][pick(3)]}
            add("contacts", person, values, "person", first)
            desired[("contacts", contact)][1]["job_title"] = (second, f"m-{second}: person.job_title")
            mail = pick(2)
            add("contact_points", f"{person}m{mail}",
                {"contact_id": contact, "kind": "email", "value": f"{person}-{mail}@example.org"}, "person")
            if pick(2):
                add("addresses", person, {"contact_id": contact, "kind": "billing", "city": f"{person} c{pick(3)}"},
                    "person")
            firm = make_id("accounts", f"f{number % 2}")
            if ("accounts", firm) in desired and pick(2):
                add("account_contacts", person,
                    {"contact_id": contact, "account_id": firm, "role": ["", "boss"][pick(2)]}, "person")
            if pick(3) == 0:
                add("orders", f"o{number}", {"contact_id": contact, "number": str(number), "status": f"s{pick(3)}",
                                             "currency": "EUR", "total": f"{pick(90)}.50"}, "order")
                add("order_lines", f"o{number}",
                    {"order_id": make_id("orders", f"o{number}"), "line": "1", "name": f"thing {pick(3)}"}, "order")
        pairs = [(make_id("contacts", a), make_id("contacts", b)) for a, b in merges]
        now = self.now()
        self.batches += 1
        step = {
            "do": "load", "name": f"L{self.batches}", "now": now, "merges": pairs,
            "rows": [[k[0], k[1], v, {c: list(r) for c, r in why.items() if v.get(c)}]
                     for k, (v, why) in desired.items()],
        }
        try:
            self.model.load(step["name"], now, desired, pairs)
            step["expect"] = "done"
        except Nothing:
            step["expect"] = "nothing"
        self.note(step)

    def sql(self, *statements):
        self.note({"do": "sql", "sql": list(statements)})

    def insert(self, table, record, values):
        values = {"created_at": self.now(), "updated_at": self.now(), **values}
        self.model.rows[(table, record)] = dict(values)
        names = ["id"] + list(values)
        quoted = ", ".join(f"'{v}'" for v in [record] + list(values.values()))
        self.sql(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({quoted})")

    def edit(self):
        model, pick = self.model, self.random.randrange
        if not model.rows:
            return
        key = self.random.choice(sorted(model.rows))
        table, record = key
        self.typed += 1
        draw = pick(10)
        if draw == 0 and table in ("contact_points", "addresses", "account_contacts", "order_lines"):
            del model.rows[key]
            return self.sql(f"DELETE FROM {table} WHERE id = '{record}'")
        if draw == 1 and table == "contacts":
            return self.insert(
                "activities", make_id("activities", f"t{self.typed}"),
                {"kind": "call", "subject": "note", "contact_id": record})
        if draw == 2 and table == "contacts":
            return self.insert(
                "contact_points", make_id("contact_points", f"t{self.typed}"),
                {"kind": "email", "contact_id": record, "value": f"typed{self.typed}@example.org"})
        if draw == 3 and table == "contacts" and self.typed % 3 == 0:
            model.foreign.append(record)
            return self.sql(
                "CREATE TABLE IF NOT EXISTS my_notes (note TEXT, contact TEXT REFERENCES contacts (id))",
                f"INSERT INTO my_notes VALUES ('x', '{record}')")
        if draw == 4 and table == "contacts" and not model.rows[key].get("merged_into"):
            value = "" if model.rows[key].get("deleted_at") else self.now()
            model.rows[key]["deleted_at"] = value
            return self.sql(
                f"UPDATE contacts SET deleted_at = {repr(value) if value else 'NULL'} WHERE id = '{record}'")
        column = {"contacts": ["job_title", "department"], "accounts": ["industry", "name"], "addresses": ["city"],
                  "orders": ["status"], "contact_points": ["value"], "activities": ["subject"],
                  "order_lines": ["name"], "account_contacts": ["role"]}[table]
        column = column[pick(len(column))]
        value = ["a", "b", f"person {self.typed}", ""][pick(4)]
        if table == "contact_points":
            value = f"person {self.typed}"
        sets = [f"{column} = {repr(value) if value else 'NULL'}"]
        model.rows[key][column] = value
        if pick(2):
            now = self.now()
            model.rows[key].update(updated_by="eva", updated_at=now)
            sets += ["updated_by = 'eva'", f"updated_at = '{now}'"]
        self.sql(f"UPDATE {table} SET {', '.join(sets)} WHERE id = '{record}'")

    def scope(self, load):
        pick = self.random.randrange
        scope = {}
        for _ in range(1 + (pick(3) == 0)):
            draw = pick(5)
            if draw == 0:
                scope["sources"] = [["s1", "s2"][pick(2)]]
            elif draw == 1:
                scope["records"] = [self.random.choice(load.changes).key[1]]
            elif draw == 2:
                scope["fields"] = [self.random.choice(
                    ["job_title", "contacts.department", "accounts.industry", "city", "status", "contact_points.value"])]
            elif draw == 3:
                scope["rules"] = [self.random.choice(
                    ["m-s1", "m-s2", "m-s1: person.job_title", "m-s2: person.city", "m-s1: order.status"])]
            elif load.merges:
                scope["merges"] = [load.merges[0][0]]
        return scope

    def roll_back(self, name=None, whole=False):
        pick = self.random.randrange
        batches = self.model.loads + self.model.rollbacks
        if not batches:
            return
        batch = self.find(name) if name else self.random.choice(batches)
        scope = {}
        if batch.undoes is None and not whole and pick(5) < 3:
            scope = self.scope(batch)
        overwrite = not whole and pick(6) == 0 and batch.undoes is None
        self.batches += 1
        step = {"do": "rollback", "name": f"R{self.batches}", "batch": batch.name, "now": self.now(), "scope": scope,
                "conflicts": "overwrite" if overwrite else "keep"}
        try:
            self.model.rollback(step["name"], batch, scope, overwrite)
            step["expect"] = "done"
        except Nothing:
            step["expect"] = "nothing"
        except Blocked:
            step["expect"] = "blocked"
        self.note(step)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worlds", type=int, default=1)
    parser.add_argument("--steps", type=int, default=14)
    args = parser.parse_args()
    for seed in range(args.seed, args.seed + args.worlds):
        print(json.dumps(World(seed, args.steps).tell(), separators=(",", ":")), flush=True)


if __name__ == "__main__":
    main()
