"""The people and firms of the 22 traps, and those whom the documentation's stories are about."""

from . import places
from .world import Firm, Person

TOWN = {town.name: town for town in places.NORTH + places.SOUTH + places.AUSTRIA}


def _firm(world, key, region, town, base, form, family, sources, people=1, domain=None, vat=True):
    firm = world.firm(region, base=base, form=form, family=family, town=TOWN[town], people=people, domain=domain)
    firm.tags.append(key)
    firm.sources |= set(sources.split())
    if vat and not firm.vat:
        firm.vat = world.vat(firm.country)
    if not vat:
        firm.vat = ""
    return firm


def _private(world, key, town, given, family, female, sources, born, mail):
    person = Person(given, family, female)
    world.settle(person, TOWN[town])
    person.born, person.emails = born, [world.mail(*mail.split("@"))]
    person.tags.append(key)
    person.sources |= set(sources.split())
    return person


def _branches(world):
    """Trap 1: a head office and six branches, all invoiced at the head office."""
    head = _firm(
        world,
        "t1.head",
        "N",
        "Soltau",
        "Heidebrot Filialbäckerei",
        "GmbH & Co. KG",
        "Heidebrot",
        "nord debitoren altcrm shop",
        people=2,
        domain="heidebrot",
    )
    for town in ("Munster", "Schneverdingen", "Walsrode", "Bergen", "Celle", "Uelzen"):
        branch = _firm(
            world,
            "t1.branch",
            "N",
            town,
            "Heidebrot Filiale " + town,
            "",
            "Heidebrot",
            "nord debitoren",
            people=1,
            domain="heidebrot-%s.filiale" % town.lower(),
        )
        branch.domain, branch.email = head.domain, ""
        branch.vat, branch.parent = head.vat, head
        branch.people[0].role = "Filialleitung"
        branch.people[0].emails = [world.mail("filiale." + town.lower(), head.domain)]
        branch.views["debitoren"] = {
            "base": "Heidebrot Filialbäckerei Fil. " + town,
            "street": head.street,
            "town": head.town,
            "postcode": head.postcode,
        }


def _organisations(world):
    firm = _firm(
        world,
        "t2",
        "N",
        "Lüneburg",
        "Bäckerei Brandstätter",
        "GmbH",
        "Brandstätter",
        "nord debitoren altcrm shop newsletter",
        people=2,
        domain="baeckerei-brandstaetter",
    )
    firm.views = {
        "nord": {"base": "Bäck. Brandstätter", "form": ""},
        "debitoren": {"base": "Baeckerei Brandstaetter"},
        "altcrm": {"base": "Brandstätter Bäckerei"},
        "shop": {"base": "BÄCKEREI BRANDSTÄTTER", "form": "GMBH"},
        "newsletter": {"base": "Bäckerei Brandstädter", "form": ""},
    }

    firm = _firm(
        world,
        "t4",
        "N",
        "Husum",
        "Feinbäckerei Jutta Petersen",
        "e.K.",
        "Petersen",
        "nord debitoren altcrm shop",
        people=0,
        vat=False,
    )
    owner = Person("Jutta", "Petersen", True)
    owner.firm, owner.role = firm, "Inhaberin"
    owner.emails, owner.mobile = [world.mail("jutta.petersen.1964", "web.de")], world.phones.mobile()
    owner.street, owner.postcode, owner.town = firm.street, firm.postcode, firm.town
    owner.tags.append("t4.person")
    firm.people.append(owner)
    firm.mobile, firm.email = owner.mobile, owner.email
    firm.views["nord"] = {"base": "Feinbäckerei Petersen", "form": ""}

    firm = _firm(
        world,
        "t5",
        "N",
        "Hamburg",
        "Nordbrot Backwaren",
        "AG",
        "Nordbrot",
        "nord debitoren altcrm shop newsletter",
        people=4,
        domain="nordbrot",
    )
    for person, role in zip(firm.people, ("Vorstand", "Einkauf", "Einkauf", "Technik")):
        person.role = role

    firm = _firm(
        world,
        "t7",
        "S",
        "Passau",
        "Alpenkorn Backtechnik",
        "GmbH",
        "Alpenkorn",
        "sued debitoren altcrm",
        people=2,
        domain="alpenkorn",
    )
    firm.views["altcrm"] = {"vat": world.vat("AT")}
    firm.views["sued"] = {"vat": firm.vat + " / " + firm.views["altcrm"]["vat"]}

    firm = _firm(
        world,
        "t8",
        "N",
        "Winsen (Luhe)",
        "Mühlenbäckerei Tiedemann",
        "GmbH & Co. KG",
        "Tiedemann",
        "nord alt debitoren altcrm",
        people=2,
        domain="muehlenbaeckerei-tiedemann",
    )
    before = {"form": "GmbH", "vat": world.vat("DE")}
    firm.views = {"alt": before, "altcrm": before}
    firm.note = "bis 31.12.2023: Mühlenbäckerei Tiedemann GmbH"

    mill = _firm(
        world, "t9.mill", "N", "Stade", "Kruse Mühle", "GmbH", "Kruse", "nord debitoren altcrm", domain="kruse-gruppe"
    )
    sale = _firm(
        world,
        "t9.sale",
        "N",
        "Stade",
        "Kruse Backwaren Vertrieb",
        "GmbH",
        "Kruse",
        "nord debitoren",
        domain="kruse-vertrieb",
    )
    sale.vat, sale.street, sale.postcode = mill.vat, mill.street, mill.postcode
    mill.email, sale.email = world.mail("muehle", mill.domain), world.mail("vertrieb", mill.domain)

    _firm(
        world,
        "t16",
        "N",
        "Bad Bevensen",
        "Konditorei Immenhof",
        "GmbH",
        "Immenhof",
        "nord debitoren crm",
        people=2,
        domain="immenhof",
    )
    _firm(
        world,
        "t17",
        "N",
        "Verden (Aller)",
        "Landbäckerei Oelkers",
        "GmbH",
        "Oelkers",
        "nord debitoren altcrm crm",
        people=1,
        domain="landbaeckerei-oelkers",
    )

    firm = _firm(
        world,
        "t19",
        "N",
        "Schneverdingen",
        "Vollkornbäckerei Seebeck",
        "GmbH",
        "Seebeck",
        "nord debitoren altcrm",
        people=1,
        domain="vollkorn-seebeck",
        vat=False,
    )
    firm.phone = world.phones.landline(TOWN["Soltau"])
    firm.views["altcrm"] = {"street": "Mühlenweg 3", "postcode": "29614", "town": TOWN["Soltau"]}

    _firm(world, "t20", "S", "Zwickau", "=cmd|' /C echo Backstube Morgenrot'!A1", "", "Morgenrot", "sued", vat=False)

    firm = _firm(
        world,
        "immergruen",
        "N",
        "Lüneburg",
        "Backhaus Immergrün",
        "GmbH",
        "Immergrün",
        "nord debitoren altcrm",
        people=2,
        domain="backhaus-immergruen",
    )
    firm.street, firm.postcode, firm.phone, firm.konto = "Salzstraße 12", "21335", ("04131", "5550142"), "10432"
    _firm(
        world,
        "ost",
        "N",
        "Berlin",
        "Mühlenbäcker Ost",
        "GmbH",
        "Ost",
        "nord debitoren altcrm",
        people=2,
        domain="muehlenbaecker-ost",
    )
    _firm(
        world,
        "lindholm",
        "N",
        "Flensburg",
        "Café Lindholm",
        "GbR",
        "Lindholm",
        "nord debitoren altcrm crm",
        people=2,
        domain="cafe-lindholm",
    )


def _chains(world):
    """Other chains: a head office with its own branches at their own addresses."""
    chains = [
        ("N", "Küstenbrot Backwaren", "GmbH", "Bremen", ("Bremerhaven", "Cuxhaven", "Verden (Aller)")),
        ("N", "Backring Nord", "eG", "Kiel", ("Rendsburg", "Flensburg")),
        ("S", "Isarkorn Bäckereien", "GmbH & Co. KG", "München", ("Augsburg", "Ingolstadt", "Regensburg")),
        ("S", "Elbtalbrot", "GmbH", "Dresden", ("Görlitz", "Bautzen", "Chemnitz")),
        ("S", "Neckar Backstuben", "GmbH", "Stuttgart", ("Heidelberg", "Ulm")),
    ]
    for region, base, form, town, others in chains:
        side = "nord" if region == "N" else "sued"
        head = _firm(
            world, "chain", region, town, base, form, base.split()[0], side + " debitoren altcrm shop", people=3
        )
        for place in others:
            branch = _firm(
                world,
                "chain.branch",
                region,
                place,
                "%s Filiale %s" % (base, place),
                "",
                head.family,
                side + " debitoren",
                people=1,
                vat=False,
            )
            branch.parent, branch.domain, branch.email = head, head.domain, ""
            branch.people[0].role = "Filialleitung"
            branch.people[0].emails = []


def _people(world):
    street = None
    for key, born, suffix, mail in (
        ("t3.father", "1951-03-14", "sen.", "h.ohlendorf.1951@t-online.de"),
        ("t3.son", "1979-08-02", "jun.", "heiner.ohlendorf79@gmx.de"),
    ):
        person = _private(
            world, key, "Bad Bevensen", "Heinrich", "Ohlendorf", False, "shop altcrm newsletter", born, mail
        )
        person.suffix = suffix
        if street is None:
            street = person.street, person.postcode
        person.street, person.postcode = street
    person = _private(
        world,
        "t11",
        "Celle",
        "Gudrun",
        "Stührmann",
        True,
        "shop newsletter",
        "1958-11-30",
        "gudrun.stuehrmann58@web.de",
    )
    person = _private(
        world,
        "t13",
        "Uelzen",
        "Max",
        "Mustermann",
        False,
        "shop newsletter",
        "1988-01-19",
        "max.mustermann.uelzen@gmx.de",
    )
    person = _private(
        world,
        "t18",
        "Buchholz in der Nordheide",
        "Wiebke",
        "Harms",
        True,
        "shop",
        "1991-06-05",
        "wiebke.harms.91@web.de",
    )
    person.mobile, person.phone = world.phones.mobile(), None
    person.second = {"family": "Lorenzen", "email": world.mail("wiebke.lorenzen.backt", "gmx.de")}
    for index, (town, given, family, female) in enumerate(
        (
            ("Hannover", "Merle", "Prigge", True),
            ("Kassel", "Timo", "Wiegand", False),
            ("Leipzig", "Sonja", "Böttcher", True),
        )
    ):
        _private(
            world,
            "t10",
            town,
            given,
            family,
            female,
            "shop newsletter",
            "198%d-04-1%d" % (index, index),
            "%s.%s.8%d@gmx.de" % (given.lower(), family.lower().replace("ö", "oe"), index),
        )


def populate(world):
    _branches(world)
    _organisations(world)
    _chains(world)
    _people(world)
    return Firm
