"""What the CRM held before anything was loaded, and what people change in it after the first load, as SQL for both
engines."""
import os
import uuid

from world import STAFF

STAMP = "2026-10-05T08:00:00.000000Z"
LATER = "2026-11-24T14:30:00.000000Z"


class Script:
    """Statements of one engine: its schema, its money, its truth values."""

    def __init__(self, engine):
        self.engine = engine
        self.lines = ["BEGIN;"]

    def table(self, name):
        return "crm." + name if self.engine == "postgresql" else name

    def value(self, value):
        if value is None:
            return "NULL"
        if isinstance(value, bool):
            return ("true" if value else "false") if self.engine == "postgresql" else str(int(value))
        if isinstance(value, Money):
            return "%d.%02d" % divmod(value.cents, 100) if self.engine == "postgresql" else str(value.cents * 100)
        if isinstance(value, Look):
            return "CAST(%s AS uuid)" % value.sql(self) if self.engine == "postgresql" else value.sql(self)
        return "'%s'" % str(value).replace("'", "''")

    def insert(self, table, stamp, who, /, **values):
        values |= {"created_at": stamp, "created_by": who, "updated_at": stamp, "updated_by": who}
        self.lines.append("INSERT INTO %s (%s) VALUES (%s);" % (
            self.table(table), ", ".join(values), ", ".join(self.value(value) for value in values.values())))

    def update(self, table, where, who, /, **values):
        values |= {"updated_at": LATER, "updated_by": who}
        sets = ", ".join("%s = %s" % (column, self.value(value)) for column, value in values.items())
        self.lines.append("UPDATE %s SET %s WHERE %s;" % (self.table(table), sets, where(self)))

    @property
    def text(self):
        return "\n".join(self.lines + ["COMMIT;"]) + "\n"


class Money:
    def __init__(self, cents):
        self.cents = cents


class Look:
    """A value that is looked up: the ids of what a load makes are nobody's to know beforehand."""

    def __init__(self, text):
        self.text = text

    def sql(self, script):
        text = self.text
        for table in ("accounts", "contact_points", "contacts", "users"):
            text = text.replace("{%s}" % table, script.table(table))
        return "(%s)" % text


def account(vat):
    return Look("SELECT min(CAST(id AS text)) FROM {accounts} WHERE vat_id = '%s' AND merged_into IS NULL" % vat)


def contact(email):
    return Look("SELECT min(CAST(contact_id AS text)) FROM {contact_points} WHERE kind = 'email' AND value = '%s'" % email)


def user(email):
    return Look("SELECT min(CAST(id AS text)) FROM {users} WHERE email = '%s'" % email)


def is_row(look):
    return lambda script: "CAST(id AS text) = " + look.sql(script)


def existing(script, world):
    """Staff, some companies that the sources have too, and some that no source knows."""
    def make(number):
        return str(uuid.UUID(int=0x8000_0000_0000_4000_8000_0000_0000_0000 + number))

    for index, (initials, name, mailbox) in enumerate(STAFF[:3]):
        script.insert("users", STAMP, "setup", id=make(index), name=name, email="%s@halden-werkzeug.example" % mailbox,
                      initials=initials, active=True)
    known = world.companies[::11]
    for index, customer in enumerate(known):
        id = make(100 + index)
        script.insert("accounts", STAMP, "a.kroeger", id=id, name="%s %s" % (customer.core, customer.form),
                      vat_id=customer.vat, description="Von Hand angelegt", record_status="active", owner_id=make(0))
        script.insert("contact_points", STAMP, "a.kroeger", id=make(300 + index), account_id=id, kind="email",
                      value=customer.email, value_given=customer.email, is_primary=True, is_shared=False, is_alias=False)
        script.insert("addresses", STAMP, "a.kroeger", id=make(500 + index), account_id=id, kind="billing",
                      street=customer.street, postcode=customer.postcode, city=customer.city, country="DE", is_primary=True)
        script.insert("activities", STAMP, "a.kroeger", id=make(700 + index), account_id=id, kind="note",
                      subject="Erstgespräch", body="Am Telefon", occurred_at=STAMP, author="Anke Kröger")
    for index in range(3):
        script.insert("accounts", STAMP, "j.petri", id=make(900 + index), name="Handgemacht %s GmbH" % world.names[-40 - index],
                      description="Kennt keine Quelle", record_status="active")
    return {"known": [[make(100 + index), customer.who] for index, customer in enumerate(known)],
            "alone": [make(900 + index) for index in range(3)]}


def edits(script, world, second):
    """Edits after the first load. Returns what has to be there afterwards, whatever is delivered."""
    used = {customer.vat for customer in world.companies[::11]}
    free = [customer for customer in world.companies if customer.debtors and customer.vat not in used]
    corrected = {row["ustid"] for row in second.corrected}
    moved = next(customer for customer in free if customer.vat in corrected)
    others = [customer for customer in free if customer.vat not in corrected]
    described, owned, phoned, noted = others[:4]
    shoppers = [person for person in world.persons if hasattr(person, "shop")]
    titled, buyer = shoppers[0], shoppers[1]
    expect = []

    def change(table, look, name, value, text=None):
        script.update(table, is_row(look), "j.petri", **{name: value})
        expect.append({"table": table, "where": look.text, "column": name, "value": text if text is not None else value})

    change("accounts", account(moved.vat), "payment_terms", "Vorkasse")
    change("accounts", account(described.vat), "description", "Inhaberin nur per E-Mail")
    change("contacts", contact(titled.email), "job_title", "Hobbytischler")
    owner = user("m.sandner@halden-werkzeug.example")
    change("accounts", account(owned.vat), "owner_id", owner, "m.sandner@halden-werkzeug.example")
    phone = "+4930555099"
    script.update("contact_points", lambda script: "kind = 'phone' AND CAST(account_id AS text) = "
                  + account(phoned.vat).sql(script), "j.petri", value=phone, value_given="030/555099")
    expect.append({"table": "contact_points", "where": "SELECT min(CAST(id AS text)) FROM {contact_points} WHERE kind = "
                   "'phone' AND CAST(account_id AS text) = (%s)" % account(phoned.vat).text, "column": "value",
                   "value": phone})
    note, order = "80000000-0000-4000-8000-00000000e001", "80000000-0000-4000-8000-00000000e002"
    script.insert("activities", LATER, "j.petri", id=note, account_id=account(noted.vat), kind="note", subject="Rückruf",
                  body="Will im Dezember bestellen", occurred_at=LATER, author="Jens Petri")
    expect.append({"table": "activities", "where": "SELECT '%s'" % note, "column": "subject", "value": "Rückruf"})
    script.insert("orders", LATER, "j.petri", id=order, contact_id=contact(buyer.email), number="T-1", channel="phone",
                  ordered_at=LATER, status="open", currency="EUR", total=Money(129_000))
    expect.append({"table": "orders", "where": "SELECT '%s'" % order, "column": "number", "value": "T-1"})
    return {"expect": expect, "corrected_by_hand": moved.vat,
            "touched": [moved.who, described.who, owned.who, phoned.who, noted.who, titled.who, buyer.who]}


def write_crm(folder, world, second):
    os.makedirs(folder, exist_ok=True)
    for engine, ending in (("sqlite", ""), ("postgresql", ".postgresql")):
        script = Script(engine)
        world.existing = existing(script, world)
        put(os.path.join(folder, "existing-crm%s.sql" % ending), script.text)
        script = Script(engine)
        world.edits = edits(script, world, second)
        put(os.path.join(folder, "edits%s.sql" % ending), script.text)


def put(path, text):
    with open(path, "w", encoding="utf-8") as handle:
        handle.write(text)
