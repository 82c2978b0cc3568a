"""The one world that every file tells a part of: firms, their people, private customers."""

from . import names, places
from .identifiers import Phones, austrian_vat, british_vat, german_vat, stream


class Person:
    """Somebody: a firm's buyer or a private customer."""

    def __init__(self, given, family, female):
        self.given, self.family, self.female = given, family, female
        self.title, self.suffix, self.born, self.role = "", "", None, ""
        self.emails, self.phone, self.mobile = [], None, None
        self.town = self.postcode = self.street = None
        self.country = "DE"
        self.firm = None
        self.key = self.customer = None
        self.sources, self.views, self.tags = set(), {}, []

    @property
    def email(self):
        return self.emails[0] if self.emails else ""

    @property
    def name(self):
        return " ".join(part for part in (self.title, self.given, self.family, self.suffix) if part)

    def seen(self, source, field):
        """A field as this source has it, where a trap says it differs."""
        return self.views.get(source, {}).get(field, getattr(self, field))


class Firm:
    """A company, a branch or a sole trader's firm."""

    def __init__(self, name, form, family):
        self.base, self.form, self.family = name, form, family
        self.trader = ""
        self.town = self.postcode = self.street = None
        self.country = "DE"
        self.phone = self.fax = self.mobile = None
        self.email = self.domain = self.vat = ""
        self.people = []
        self.key = self.customer = None
        self.konto = ""
        self.owner = ""
        self.since = 2010
        self.parent = None
        self.sources, self.views, self.tags = set(), {}, []

    @property
    def name(self):
        return " ".join(part for part in (self.base, self.form) if part)

    def seen(self, source, field):
        return self.views.get(source, {}).get(field, getattr(self, field))


class World:
    """Firms and people, with the means to make more of them."""

    def __init__(self):
        self.random = stream("world")
        self.phones = Phones()
        self.firms, self.private = [], []
        self.taken_names, self.taken_mail, self.taken_domains, self.taken_streets = set(), set(), set(), set()
        self.vat_count = 0

    # Parts

    def address(self, town, british=False):
        """A street and number nobody else in the town has."""
        while True:
            pool = places.BRITISH_STREETS if british else places.STREETS
            number = self.random.randint(1, 98)
            street = (
                "%d %s" % (number, self.random.choice(pool))
                if british
                else "%s %d%s" % (self.random.choice(pool), number, self.random.choice(["", "", "", "", "a", "b"]))
            )
            if (town.name, street) not in self.taken_streets:
                self.taken_streets.add((town.name, street))
                return street, self.random.choice(town.postcodes)

    def mail(self, local, domain):
        """A mailbox nobody else has."""
        candidate, count = "%s@%s" % (local, domain), 2
        while candidate in self.taken_mail:
            candidate, count = "%s%d@%s" % (local, count, domain), count + 1
        self.taken_mail.add(candidate)
        return candidate

    def vat(self, country):
        self.vat_count += 1
        if country == "AT":
            return austrian_vat("%07d" % (4810000 + self.vat_count * 37))
        if country == "GB":
            return british_vat("%07d" % (6810000 + self.vat_count * 41))
        return german_vat("%08d" % (81200000 + self.vat_count * 1373))

    # People

    def person(self, british=False, family=None):
        while True:
            if british:
                person = Person(
                    self.random.choice(names.BRITISH_GIVEN), self.random.choice(names.BRITISH_FAMILY), False
                )
                person.female = names.BRITISH_GIVEN.index(person.given) < 14
                person.country = "GB"
            else:
                female = self.random.random() < 0.5
                person = Person(
                    self.random.choice(names.FEMALE if female else names.MALE),
                    family or self.random.choice(names.FAMILY),
                    female,
                )
                if self.random.random() < 0.03:
                    person.title = "Dr."
            if (person.given, person.family) not in self.taken_names:
                self.taken_names.add((person.given, person.family))
                return person

    def private_person(self, british=False):
        """A private customer with address, e-mail and mostly a phone."""
        person = self.person(british)
        self.settle(person, self.random.choice(places.BRITAIN if british else places.NORTH + places.SOUTH), british)
        return person

    def settle(self, person, town, british=False):
        person.town = town
        person.country = town.country
        person.street, person.postcode = self.address(town, british)
        person.born = "%04d-%02d-%02d" % (
            self.random.randint(1948, 2002),
            self.random.randint(1, 12),
            self.random.randint(1, 28),
        )
        given, family = names.slug(person.given), names.slug(person.family)
        local = self.random.choice(["%s.%s.%s", "%s-%s%s", "%s%s_%s"]) % (
            given,
            family,
            self.random.choice([person.born[:4], person.born[2:4] + "nk", "backt", "brotzeit"]),
        )
        person.emails = [self.mail(local, "gmail.com" if british else self.random.choice(names.FREEMAIL))]
        if british:
            person.phone = self.phones.landline(town)
        elif self.random.random() < 0.6:
            person.mobile = self.phones.mobile()
        else:
            person.phone = self.phones.landline(town)
        self.private.append(person)
        return person

    def employee(self, firm, role=None, british=False, family=None):
        """A person at a firm, with a mailbox there."""
        person = self.person(british, family)
        person.firm, person.country = firm, firm.country
        person.role = role or self.random.choice(names.JOBS[:-1])
        given, family = names.slug(person.given), names.slug(person.family)
        if firm.domain:
            person.emails = [self.mail("%s.%s" % (given[0], family), firm.domain)]
        else:
            person.emails = [
                self.mail(
                    "%s.%s.back" % (given, family), "gmail.com" if british else self.random.choice(names.FREEMAIL)
                )
            ]
        if self.random.random() < 0.35 and not british:
            person.mobile = self.phones.mobile()
        firm.people.append(person)
        return person

    # Firms

    def firm(self, region, base=None, form=None, family=None, town=None, people=None, domain=None):
        british, is_random = region == "UK", base is None
        towns = {"N": places.NORTH, "S": places.SOUTH, "AT": places.AUSTRIA, "UK": places.BRITAIN}[region]
        town = town or self.random.choice(towns)
        while base is None:
            if british:
                family = self.random.choice(names.BRITISH_FAMILY)
                pattern = self.random.choice([p for p, weight in names.BRITISH_TRADES for _ in range(weight)])
                candidate, form = pattern.format(family), ""
            else:
                trade, forms = self.random.choice(names.TRADES)
                family = self.random.choice(names.FAMILY)
                candidate, form = "%s %s" % (trade, family), self.random.choice(forms)
            if (candidate, form) not in self.taken_names and (family, town.name) not in self.taken_names:
                self.taken_names.add((candidate, form))
                self.taken_names.add((family, town.name))
                base = candidate
        firm = Firm(base, form or "", family or base)
        firm.town, firm.country = town, town.country
        firm.street, firm.postcode = self.address(town, british)
        firm.phone = self.phones.landline(town)
        if self.random.random() < 0.4:
            firm.fax = self.phones.landline(town)
        if self.random.random() < 0.25 and not british:
            firm.mobile = self.phones.mobile()
        firm.since = self.random.randint(1996, 2025)
        has_domain = domain is not None or self.random.random() < 0.72
        if has_domain:
            wanted = domain or names.slug(base).replace("baeckerei-und-konditorei", "baeckerei")
            while wanted in self.taken_domains:
                wanted += "-" + names.slug(town.name).split("-")[0]
            self.taken_domains.add(wanted)
            firm.domain = wanted + (".example" if "." not in wanted else "")
            firm.email = self.mail(
                "enquiries" if british else self.random.choice(["info", "info", "kontakt", "bestellung", "backstube"]),
                firm.domain,
            )
        elif self.random.random() < 0.8:
            firm.email = self.mail(
                names.slug(base).replace("-", "."), "gmail.com" if british else self.random.choice(names.FREEMAIL)
            )
        if form not in ("", None) or british or self.random.random() < 0.35:
            firm.vat = self.vat(town.country)
        for index in range(self.random.choice([1, 1, 1, 2, 2, 3]) if people is None else people):
            role = (
                ("Inhaber" if not form else "Geschäftsführung")
                if index == 0
                else "Einkauf" if index == 1 else "Technik"
            )
            owner = index == 0 and not form and not british and is_random
            person = self.employee(
                firm, "Owner" if british and not index else role, british, firm.family if owner else None
            )
            if owner and self.random.random() < 0.3:
                firm.trader = "Inh. %s %s" % (person.given, person.family)
        self.firms.append(firm)
        return firm
