"""Who is in which file: fills the world up to the counts of the sample's table."""

from . import special
from .identifiers import stream
from .world import World

OWN_MAIL = "nordkamp-technik.example"
PORTAL_MAIL, ADVISER_MAIL = "info@baeckerportal.example", "mandanten@steuerberatung-voss.example"

NORTH_FIRMS, SOUTH_FIRMS, OLD_ONLY, OFF_LIST, BRITISH = 170, 196, 18, 14, 52
LEDGER_FIRMS, LEDGER_BRITISH, LEDGER_PEOPLE = 227, 8, 6
OLD_CRM_FIRMS = 139
SHOP_PRIVATE, SHOP_BUYERS, GUESTS_ONLY, NEWSLETTER_ONLY = 260, 72, 30, 122


def _members(world, source):
    return [firm for firm in world.firms if source in firm.sources]


def _people(world, source):
    return [person for person in world.private if source in person.sources]


def _fill_firms(world, rng):
    while len(_members(world, "nord")) < NORTH_FIRMS:
        world.firm("N").sources.add("nord")
    while len(_members(world, "sued")) < SOUTH_FIRMS:
        world.firm("AT" if rng.random() < 0.045 else "S").sources.add("sued")
    for index in range(OLD_ONLY):
        world.firm("NS"[index % 2]).sources.add("alt")
    for index in range(OFF_LIST):
        firm = world.firm("NS"[index % 2])
        firm.sources |= {"debitoren"} if index < 6 else {"debitoren", "shop"} if index < 10 else {"altcrm"}
    for index in range(BRITISH):
        firm = world.firm("UK")
        firm.sources.add("sage")
        if index < LEDGER_BRITISH:
            firm.sources.add("debitoren")
        if index in (0, 9, 10, 11):
            firm.sources.add("shop")
        if index == 0:
            firm.tags.append("t22")


def _spread_firms(world, rng):
    """Which of the listed firms the other programs know too."""
    listed = [f for f in world.firms if f.sources & {"nord", "sued"} and f.country != "GB" and "t20" not in f.tags]
    shared = [f for f in listed if not f.tags and len(f.sources) == 1]
    portal, adviser = shared[5:200:21][:9], shared[9:330:23][:14]
    for firm in portal:
        firm.email, firm.tags = PORTAL_MAIL, ["t6.portal"]
        firm.domain = ""
    for firm in adviser:
        firm.tags = ["t6.adviser"]
        firm.views["debitoren"] = {"email": ADVISER_MAIL}
        firm.sources.add("debitoren")
    for firm in portal[:6]:
        firm.sources.add("debitoren")

    def grow(source, pool, count):
        pool = [firm for firm in pool if source not in firm.sources]
        rng.shuffle(pool)
        have = len(_members(world, source))
        for firm in pool[: count - have]:
            firm.sources.add(source)

    grow("debitoren", listed, LEDGER_FIRMS + LEDGER_BRITISH)
    grow("altcrm", listed + [f for f in world.firms if f.sources == {"alt"}], OLD_CRM_FIRMS)
    # The old sheet repeats many of the firms that moved to the new ones.
    pool = [f for f in listed if "alt" not in f.sources and not f.tags]
    rng.shuffle(pool)
    for firm in pool[: 63 - len(_members(world, "alt"))]:
        firm.sources.add("alt")
    # Buyers: firms that order in the shop; those with an account number first, for the invoices.
    pool = [
        f
        for f in listed
        if "debitoren" in f.sources and "shop" not in f.sources and f.people and f.people[0].email and not f.tags
    ]
    rng.shuffle(pool)
    pool += [f for f in listed if "debitoren" not in f.sources and "shop" not in f.sources and not f.tags]
    buyers = 0
    for firm in _members(world, "shop"):
        buyers += len(shop_people(firm))
    for firm in pool:
        if buyers == SHOP_BUYERS:
            break
        firm.sources.add("shop")
        buyers += len(shop_people(firm))
    # Newsletter: people of firms.
    pool = [
        f
        for f in listed
        if f.people
        and f.people[0].email
        and f.domain
        and "newsletter" not in f.sources
        and f.sources & {"debitoren", "altcrm", "shop"}
    ]
    rng.shuffle(pool)
    for firm in pool[:76]:
        firm.sources.add("newsletter")
    # The CRM: what sales typed last month.
    pool = [f for f in listed if "crm" not in f.sources and not f.tags and len(f.sources) >= 2]
    rng.shuffle(pool)
    for firm in pool[: 31 - len(_members(world, "crm"))]:
        firm.sources.add("crm")
    for index in range(13):
        firm = world.firm("NS"[index % 2])
        firm.sources = {"crm"}


def shop_people(firm):
    """The people of a firm who have an account in the shop."""
    if "t5" in firm.tags:
        return firm.people[1:4]
    return firm.people[:1]


def _fill_people(world, rng):
    while len(_people(world, "shop")) < SHOP_PRIVATE:
        world.private_person(british=len(_people(world, "shop")) % 24 == 23).sources.add("shop")
    for _ in range(GUESTS_ONLY):
        world.private_person().sources.add("guest")
    for _ in range(NEWSLETTER_ONLY):
        world.private_person().sources.add("newsletter")
    for index in range(LEDGER_PEOPLE):
        if index < 3:
            person = world.private_person()
        else:
            person = [p for p in _people(world, "shop") if p.country == "DE" and not p.tags][40 * index]
        person.sources.add("debitoren")
    pool = [p for p in _people(world, "shop") if p.country == "DE" and not p.tags]
    rng.shuffle(pool)
    for person in pool[:54]:
        person.sources.add("newsletter")
    for person in pool[48:58]:
        person.sources.add("crm")
    for _ in range(3):
        world.private_person().sources = {"crm"}


def _assign(world, rng):
    konto = 10100
    ledger = _members(world, "debitoren")
    for firm in ledger:
        if not firm.konto:
            konto += rng.choice([1, 1, 1, 2]) if "branch" not in " ".join(firm.tags) else 1
            if konto == 10432:
                konto += 1
            firm.konto = str(konto)
    for person in _people(world, "debitoren"):
        konto += 1
        person.konto = str(konto)
    for number, firm in enumerate(world.firms, 1):
        firm.key = firm.customer = "F%03d" % number
        for count, person in enumerate(firm.people, 1):
            person.key, person.customer = "F%03d.%d" % (number, count), firm.key
    for number, person in enumerate(world.private, 1):
        person.key = person.customer = "P%03d" % number


def make():
    world = World()
    rng = stream("cast")
    special.populate(world)
    _fill_firms(world, rng)
    _spread_firms(world, rng)
    _fill_people(world, rng)
    _assign(world, rng)
    return world
