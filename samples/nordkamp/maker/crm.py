"""`existing-crm.sql`: the 58 customers sales typed last month; `edits-after-load.sql`: what people do after the load."""

from . import writing
from .identifiers import e164, stream, uuid_of
from .truth import save

USERS = [
    ("Anke Kern", "a.kern", "AK"),
    ("Tobias Brandt", "t.brandt", "TB"),
    ("Jens Peters", "j.peters", "JP"),
    ("Monika Seidl", "m.seidl", "SE"),
    ("Emily Carter", "e.carter", "EC"),
    ("Henning Nordkamp", "h.nordkamp", "HN"),
]
HEAD = """-- %s
-- Plain SQLite for the CRM's own schema. The book-keeping column row_version is left to the schema's triggers.
"""


def quoted(value):
    if value is None or value == "":
        return "NULL"
    return str(value) if isinstance(value, int) else "'%s'" % value.replace("'", "''")


def user_id(mailbox):
    return uuid_of("crm", "user", mailbox)


class Script:
    """INSERTs with the book-keeping of whoever typed."""

    def __init__(self):
        self.lines = []

    def insert(self, table, ident, when, who, **columns):
        names = ["id", "created_at", "created_by", "updated_at", "updated_by"] + list(columns)
        values = [ident, when, who, when, who] + list(columns.values())
        self.lines.append(
            "INSERT INTO %s (%s)\nVALUES (%s);" % (table, ", ".join(names), ", ".join(quoted(v) for v in values))
        )
        return ident

    def update(self, table, where, when, who, **columns):
        sets = ", ".join("%s = %s" % (k, quoted(v)) for k, v in columns.items())
        self.lines.append(
            "UPDATE %s SET %s, updated_at = %s, updated_by = %s WHERE %s;"
            % (table, sets, quoted(when), quoted(who), where)
        )


def _when(rng):
    return "2026-10-%02dT%02d:%02d:%02d.000000Z" % (
        rng.randint(1, 23),
        rng.randint(6, 15),
        rng.randint(0, 59),
        rng.randint(0, 59),
    )


def _point(script, side, owner, kind, value, given, when, who):
    script.insert(
        "contact_points",
        uuid_of("crm", "point", owner, kind, value),
        when,
        who,
        **{
            side: owner,
            "kind": kind,
            "value": value,
            "value_given": given,
            "is_primary": 1,
            "is_shared": 0,
            "is_alias": 0,
        }
    )


def _account(script, firm, rng, name=None, ident=None, full=False):
    when, who = _when(rng), rng.choice(["a.kern", "t.brandt", "j.peters"])
    ident = ident or uuid_of("crm", "account", firm.key)
    script.insert(
        "accounts",
        ident,
        when,
        who,
        name=name or writing.firm_name(firm.name, rng, 0.03),
        owner_id=user_id(who),
        lifecycle_stage=rng.choice(["customer", "lead", "customer"]),
        record_status="active",
        collective=0,
        vat_id=firm.vat if full or rng.random() < 0.25 else "",
        description=rng.choice(["", "", "Messe Südback", "Empfehlung", "Rückruf nach Weihnachten"]),
    )
    if firm.phone:
        _point(
            script,
            "account_id",
            ident,
            "phone",
            e164(firm.country, firm.phone),
            writing.phone(firm.phone, "slash"),
            when,
            who,
        )
    if firm.email and (full or rng.random() < 0.7):
        _point(script, "account_id", ident, "email", firm.email.lower(), firm.email, when, who)
    if full or rng.random() < 0.75:
        script.insert(
            "addresses",
            uuid_of("crm", "address", ident),
            when,
            who,
            account_id=ident,
            kind="billing",
            street=firm.street,
            postcode=firm.postcode,
            city=firm.town.name,
            country=firm.country,
            is_primary=1,
        )
    if firm.people and (full or rng.random() < 0.55):
        person = firm.people[0]
        contact = script.insert(
            "contacts",
            uuid_of("crm", "contact", person.key),
            when,
            who,
            given_name=person.given,
            family_name=person.family,
            prefix=person.title,
            job_title=person.role,
            owner_id=user_id(who),
            record_status="active",
        )
        script.insert(
            "account_contacts",
            uuid_of("crm", "works", person.key),
            when,
            who,
            account_id=ident,
            contact_id=contact,
            role=person.role,
        )
        if person.email:
            _point(script, "contact_id", contact, "email", person.email.lower(), person.email, when, who)
        firm.crm_contact = contact
    return ident


def _contact(script, person, rng):
    when, who = _when(rng), rng.choice(["a.kern", "j.peters"])
    ident = script.insert(
        "contacts",
        uuid_of("crm", "contact", person.key),
        when,
        who,
        given_name=person.given,
        family_name=person.family,
        owner_id=user_id(who),
        record_status="active",
        lead_source="Messe",
    )
    if person.email:
        _point(script, "contact_id", ident, "email", person.email.lower(), person.email, when, who)
    phone = person.phone or person.mobile
    if phone:
        _point(
            script,
            "contact_id",
            ident,
            "mobile" if person.mobile else "phone",
            e164(person.country, phone),
            writing.phone(phone, "plain"),
            when,
            who,
        )
    if rng.random() < 0.7:
        script.insert(
            "addresses",
            uuid_of("crm", "address", ident),
            when,
            who,
            contact_id=ident,
            kind="billing",
            street=person.street,
            postcode=person.postcode,
            city=person.town.name,
            country=person.country,
            is_primary=1,
        )
    return ident


def build(world, book):
    rng, script, book.existing = stream("crm"), Script(), []
    for name, mailbox, initials in USERS:
        script.insert(
            "users",
            user_id(mailbox),
            "2026-09-28T08:00:00.000000Z",
            "m.seidl",
            name=name,
            email=mailbox + "@nordkamp-technik.example",
            initials=initials,
            active=1,
        )
    members = [f for f in world.firms if "crm" in f.sources]
    for firm in members:
        traps = set(firm.tags) & {"t16", "t17", "lindholm"}
        ident = _account(script, firm, rng, firm.name if traps else None, full=bool(traps))
        firm.crm_id = ident
        book.existing.append(("accounts", ident, firm.key if len(firm.sources) > 1 else "", firm.name))
    for person in world.private:
        if "crm" in person.sources:
            ident = _contact(script, person, rng)
            person.crm_id = ident
            book.existing.append(("contacts", ident, person.key if len(person.sources) > 1 else "", person.name))
    by = {tag: f for f in members for tag in f.tags}
    # The duplicate pair: a second salesperson typed the same firm a fortnight later.
    firm = by["t16"]
    firm.crm_twin = script.insert(
        "accounts",
        uuid_of("crm", "account", firm.key, "twin"),
        "2026-10-19T13:12:44.000000Z",
        "j.peters",
        name="Immenhof Konditorei",
        owner_id=user_id("j.peters"),
        lifecycle_stage="lead",
        record_status="active",
        collective=0,
    )
    _point(
        script,
        "account_id",
        firm.crm_twin,
        "phone",
        e164("DE", firm.phone),
        writing.phone(firm.phone, "plain"),
        "2026-10-19T13:12:44.000000Z",
        "j.peters",
    )
    script.insert(
        "addresses",
        uuid_of("crm", "address", firm.crm_twin),
        "2026-10-19T13:12:44.000000Z",
        "j.peters",
        account_id=firm.crm_twin,
        kind="billing",
        street=firm.street.replace("straße", "str."),
        postcode=firm.postcode,
        city=firm.town.name,
        country="DE",
        is_primary=1,
    )
    book.existing.append(("accounts", firm.crm_twin, firm.key, "Immenhof Konditorei"))
    # A corrected phone.
    firm = by["t17"]
    book.corrected = world.phones.landline(firm.town)
    script.update(
        "contact_points",
        "id = " + quoted(uuid_of("crm", "point", firm.crm_id, "phone", e164("DE", firm.phone))),
        "2026-10-28T09:41:03.000000Z",
        "j.peters",
        value=e164("DE", book.corrected),
        value_given=writing.phone(book.corrected, "slash"),
    )
    # What people changed since they typed.
    plain = [f for f in members if not f.tags and len(f.sources) > 1]
    script.update(
        "accounts",
        "id = " + quoted(plain[2].crm_id),
        "2026-11-03T10:15:20.000000Z",
        "a.kern",
        description="Neuer Ofen 2027 geplant, Budget steht",
    )
    script.update(
        "accounts",
        "id = " + quoted(plain[5].crm_id),
        "2026-11-09T14:02:51.000000Z",
        "t.brandt",
        owner_id=user_id("t.brandt"),
        lifecycle_stage="customer",
    )
    with_contact = [f for f in plain if hasattr(f, "crm_contact")]
    script.update(
        "contacts",
        "id = " + quoted(with_contact[0].crm_contact),
        "2026-11-12T08:30:00.000000Z",
        "j.peters",
        job_title="Einkaufsleitung",
    )
    lindholm = by["lindholm"]
    script.insert(
        "activities",
        uuid_of("crm", "note", "lindholm"),
        "2026-11-05T09:00:00.000000Z",
        "a.kern",
        kind="note",
        subject="Besuch",
        body="Ofen läuft, Wartung im März.",
        occurred_at="2026-11-05T08:30:00.000000Z",
        author="Anke Kern",
        author_id=user_id("a.kern"),
        account_id=lindholm.crm_id,
    )
    book.crm_sql = (
        HEAD % "The 58 customers that the client's salespeople typed into the CRM last month."
        + "\n".join(["BEGIN;"] + script.lines + ["COMMIT;"])
        + "\n"
    )
    book.edited_contact = with_contact[0]
    book.members = by


def _point_owner(side, kind, value):
    return "(SELECT %s FROM contact_points WHERE kind = %s AND value = %s AND %s IS NOT NULL ORDER BY id LIMIT 1)" % (
        side,
        quoted(kind),
        quoted(value),
        side,
    )


def edits(world, book):
    """Human edits after the load, found by natural values because master ids are computed."""
    script, book.edits = Script(), []
    known = book.edited_contact
    buyer = next(p for p in world.private if "t13" in p.tags)
    firm = next(f for f in world.firms if "immergruen" in f.tags)
    orderer = next(f for f in world.firms if "t5" in f.tags).people[1]
    lindholm = book.members["lindholm"]
    when = "2026-12-04T01:%02d:00.000000Z"

    def note(kind, customer, what):
        book.edits.append((kind, customer, what))

    script.update(
        "contacts",
        "id = " + _point_owner("contact_id", "email", known.people[0].email.lower()),
        when % 51,
        "j.peters",
        department="Zentraleinkauf",
    )
    note("updated contact, edited", known.key, "contacts.department")
    script.update(
        "contacts",
        "id = " + _point_owner("contact_id", "email", buyer.email.lower()),
        when % 53,
        "j.peters",
        job_title="Hobbybäcker",
        description="Möchte Backkurs-Termine",
    )
    note("created contact, edited", buyer.key, "contacts.job_title, contacts.description")
    script.lines.append(
        "INSERT INTO orders (id, number, contact_id, channel, ordered_at, status, currency, subtotal, shipping, tax, "
        "total, created_at, created_by, updated_at, updated_by)\nSELECT %s, 'T-2291', %s, 'phone', %s, 'open', 'EUR', "
        "1290000, 0, 206000, 1290000, %s, 'j.peters', %s, 'j.peters';"
        % (
            quoted(uuid_of("edits", "order")),
            _point_owner("contact_id", "email", orderer.email.lower()),
            quoted(when % 55),
            quoted(when % 55),
            quoted(when % 55),
        )
    )
    note("order on a created contact", orderer.customer, "orders T-2291")
    script.lines.append(
        "INSERT INTO activities (id, kind, subject, body, occurred_at, author, author_id, account_id, created_at, "
        "created_by, updated_at, updated_by)\nSELECT %s, 'note', 'Anruf', 'Neue Telefonnummer erfragt', %s, 'Jens Peters', "
        "(SELECT id FROM users WHERE email = 'j.peters@nordkamp-technik.example' ORDER BY id LIMIT 1), %s, %s, "
        "'j.peters', %s, 'j.peters';"
        % (
            quoted(uuid_of("edits", "note")),
            quoted(when % 57),
            _point_owner("account_id", "phone", e164("DE", firm.phone)),
            quoted(when % 57),
            quoted(when % 57),
        )
    )
    note("note on a created account", firm.key, "activities Anruf")
    script.update(
        "contact_points",
        "kind = 'phone' AND account_id = " + _point_owner("account_id", "phone", e164("DE", firm.phone)),
        when % 58,
        "j.peters",
        value="+4941315550199",
        value_given="04131/5550199",
    )
    note("phone of a created account, edited", firm.key, "contact_points.value")
    script.update(
        "accounts",
        "id = " + quoted(lindholm.crm_id),
        "2026-12-04T02:01:00.000000Z",
        "a.kern",
        description="Inhaberin möchte nur noch per Mail kontaktiert werden",
    )
    note("existing account, edited", lindholm.key, "accounts.description")
    return (
        HEAD % "What people changed in the CRM after the load, before anybody thought of a rollback."
        + "\n".join(["BEGIN;"] + script.lines + ["COMMIT;"])
        + "\n"
    )


def write(folder, world, book):
    save(folder / "existing-crm.sql", book.crm_sql)
    save(folder / "edits-after-load.sql", edits(world, book))
