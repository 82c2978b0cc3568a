"""The world of a scenario: who the customers really are, and what each system of the company knows of them.

A delivery is a dict: source → (column names, rows); a row is a dict. Rows carry truth under names that begin with `_`, which
never reach a file: `_who` (the real customer: 'c12' a company, 'p7' a person), `_fate` (why a row is left out or rejected).
"""
import datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
TRADES = ("Metallbau Tischlerei Gartenbau Druckerei Spedition Elektrotechnik Autohaus Weinhandel Dachdeckerei Optik "
          "Maschinenbau Glaserei Malerbetrieb Schlosserei Messtechnik Papierhaus").split()
FORMS = ("GmbH", "GmbH & Co. KG", "AG", "KG", "e. K.", "UG (haftungsbeschränkt)")
HEAD = ("Ahorn Birken Dachs Eichen Falken Grün Hasel Immen Jung Kirsch Linden Mohn Nebel Otter Pappel Quell Rauten Sonnen "
        "Tannen Ulmen Veilchen Weiden Ziegel Amsel Buchen Distel Erlen Finken Garten Heide").split()
TAIL = "bach berg brück feld hagen heim hof horst kamp laub markt ried stein thal wald wiese moor grund tor au".split()
GIVEN = ("Anna Bruno Clara David Elif Femke Gustav Hanna Igor Jule Karim Lena Mirko Nora Otto Paula Quirin Rosa Sven Tilda "
         "Ulrike Viktor Wanda Xaver Yasmin Zeno Albrecht Beate Cornelius Dorothea").split()
TOWNS = [("20095", "Hamburg", "040"), ("28195", "Bremen", "0421"), ("30159", "Hannover", "0511"),
         ("50667", "Köln", "0221"), ("60311", "Frankfurt am Main", "069"), ("70173", "Stuttgart", "0711"),
         ("80331", "München", "089"), ("90402", "Nürnberg", "0911"), ("01067", "Dresden", "0351"),
         ("04109", "Leipzig", "0341"), ("45127", "Essen", "0201"), ("99084", "Erfurt", "0361")]
STREETS = "Hauptstraße Gartenweg Lindenallee Mühlenweg Bahnhofstraße Schulgasse Ringstraße Am Markt Kirchweg Uferpromenade".split()
STAFF = [("AK", "Anke Kröger", "a.kroeger"), ("TB", "Tobias Bartels", "t.bartels"), ("JP", "Jens Petri", "j.petri"),
         ("MS", "Monika Sandner", "m.sandner"), ("EC", "Elena Carlsen", "e.carlsen")]
FORMER = ["Gerd Wichert", "Ilse Brunner"]
STRANGERS = ["ZZ", "QX"]
OWN = "halden-werkzeug.example"
PRODUCTS = [("HW-%d" % (100 + index), name, category, price) for index, (name, category, price) in enumerate([
    ("Schraubzwinge 300 mm", "Spannen", "18.90"), ("Feilensatz, 5-teilig", "Feilen", "34.50"),
    ("Stechbeitel 20 mm", "Holz", "22.00"), ("Wasserwaage 60 cm", "Messen", "41.75"), ("Bügelsäge", "Sägen", "27.35"),
    ("Drehmomentschlüssel", "Schrauben", "119.00"), ("Werkbank \"Profi\"", "Möbel", "489.00"),
    ("Schleifpapier; Körnung 120", "Schleifen", "7.95")])]
NOTE_TEXTS = ["Hat drei Angebote vorliegen; \"unser Preis ist zu hoch\".", "Ruft nach dem Urlaub zurück.",
              "Karte dagelassen.", "Möchte Rechnung nur noch per E-Mail.", "Zahlt spät,\nsonst zufrieden.",
              "Messegespräch: Interesse an Werkbänken."]


def plain(text):
    for letter, other in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "ae"), ("Ö", "oe"), ("Ü", "ue")):
        text = text.replace(letter, other)
    return "".join(letter for letter in text.lower() if letter.isalnum())


def german_vat(number):
    """A German VAT id with its check digit (ISO 7064, MOD 11,10)."""
    product = 10
    for digit in "%08d" % number:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return "DE%08d%d" % (number, (11 - product) % 10)


def cents(amount):
    """Cents as the text of a decimal number with a point."""
    return "%s%d.%02d" % ("-" if amount < 0 else "", abs(amount) // 100, abs(amount) % 100)


def utc(local):
    """A time of Berlin as the CRM keeps it."""
    return local.replace(tzinfo=BERLIN).astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000000Z")


class Customer:
    """One real customer: a company with its people, or a person who buys for themselves."""

    def __init__(self, who):
        self.who = who
        self.people = []


class World:
    """All customers and what the systems hold; `delivery()` gives the first delivery."""

    def __init__(self, random, count):
        self.random = random
        self.serial = 0
        names = [head + tail for head in HEAD for tail in TAIL]
        random.shuffle(names)
        self.names = names
        self.pairs = [(given, name) for given in GIVEN for name in names]
        random.shuffle(self.pairs)
        self.companies = [self.company(index) for index in range(count * 2 // 5)]
        self.persons = [self.person("p%d" % index) for index in range(count - len(self.companies))]
        self.keys = {}

    def next(self):
        self.serial += 1
        return self.serial

    def place(self, customer):
        postcode, city, area = self.random.choice(TOWNS)
        customer.postcode, customer.city, customer.area = postcode, city, area
        customer.street = "%s %d" % (self.random.choice(STREETS), self.random.randint(1, 180))
        customer.phone = "%s 5550%03d%02d" % (area, self.next() % 1000, self.random.randint(10, 99))

    def company(self, index):
        customer = Customer("c%d" % index)
        self.place(customer)
        family = self.names[index % len(self.names)] + ("" if index < len(self.names) else str(index))
        customer.core = "%s %s" % (self.random.choice(TRADES), family)
        customer.form = self.random.choice(FORMS)
        customer.vat = german_vat(10_000_000 + index * 7919 % 89_000_000)
        customer.domain = "%s-%d.example" % (plain(family), index)
        customer.email = "info@" + customer.domain
        customer.currency = "CHF" if self.random.random() < 0.1 else "EUR"
        customer.owner = self.random.choice(STAFF)
        for place in range(1 + (self.random.random() < 0.4)):
            person = self.person("%sp%d" % (customer.who, place))
            person.email = "%s.%s@%s" % (plain(person.given)[0], plain(person.family), customer.domain)
            person.company = customer
            customer.people.append(person)
        return customer

    def person(self, who):
        customer = Customer(who)
        self.place(customer)
        customer.given, customer.family = self.pairs[self.next() % len(self.pairs)]
        customer.email = "%s.%s%d@post.example" % (plain(customer.given), plain(customer.family), self.next())
        customer.company = None
        return customer

    # What each system makes of it

    def delivery(self):
        """The first delivery, source by source."""
        self.tables = {}
        self.staff()
        self.accounting()
        self.shop()
        self.old_crm()
        self.newsletter()
        return self.tables

    def table(self, source, columns):
        rows = []
        self.tables[source] = (columns.split(), rows)
        return rows

    def day(self, first=2022, last=2026):
        start = datetime.date(first, 1, 1)
        end = min(datetime.date(last, 12, 31), datetime.date(2026, 10, 31))
        return start + datetime.timedelta(days=self.random.randrange((end - start).days))

    def moment(self, first=2019, last=2026):
        """A time of a working day, which no change of the clocks touches."""
        day = self.day(first, last)
        return datetime.datetime(day.year, day.month, day.day, self.random.randint(8, 17), self.random.randint(0, 59),
                                 self.random.randint(0, 59))

    def staff(self):
        rows = self.table("mitarbeiter", "kuerzel name email austritt")
        for initials, name, mailbox in STAFF:
            rows.append({"kuerzel": initials, "name": name, "email": "%s@%s" % (mailbox, OWN), "austritt": ""})
        rows.append({"kuerzel": "GW", "name": FORMER[0], "email": "g.wichert@" + OWN, "austritt": "31.12.2021"})

    def accounting(self):
        random = self.random
        debtors = self.table("debitoren", "konto name zusatz strasse plz ort land telefon email ustid ziel vertreter status")
        for index, customer in enumerate(self.companies):
            customer.debtors = []
            if index % 8 != 3:
                debtors.append(self.debtor(10_100 + index, customer))
        # A second number for the same company, made by somebody who didn't look.
        for index in range(4, len(self.companies), 25):
            customer = self.companies[index]
            if customer.debtors:
                row = self.debtor(40_100 + index, customer)
                row["name"] = row["name"].upper().replace("ß", "SS")
                debtors.append(row)
        for index, customer in enumerate(self.persons):
            customer.debtors = []
            if index % 7 == 2:
                debtors.append(self.debtor(20_100 + index, customer))
        for index in range(max(3, len(self.companies) // 10)):
            debtors.append({
                "konto": str(70_001 + index), "name": "Lieferant %s GmbH" % self.names[-1 - index], "strasse": "Werkstraße 1",
                "plz": "45127", "ort": "Essen", "land": "DE", "telefon": "", "email": "", "ustid": "", "ziel": "",
                "vertreter": "", "zusatz": "", "status": "1", "_fate": "supplier"})
        for index in range(2):
            debtors.append({
                "konto": str(69_001 + index), "name": "Frei %d" % index, "strasse": "", "plz": "", "ort": "", "land": "",
                "telefon": "", "email": "", "ustid": "", "ziel": "", "vertreter": "", "zusatz": "", "status": "0",
                "_fate": "unused account"})
        random.shuffle(debtors)
        self.documents()

    def debtor(self, number, customer):
        is_company = hasattr(customer, "core")
        customer.debtors.append(str(number))
        return {
            "konto": str(number),
            "name": "%s %s" % (customer.core, customer.form) if is_company else "",
            "zusatz": "" if is_company else "%s, %s" % (customer.family, customer.given),
            "strasse": customer.street.replace("straße", "str."), "plz": customer.postcode, "ort": customer.city,
            "land": "DE", "telefon": customer.phone.replace(" ", "/"), "email": customer.email,
            "ustid": customer.vat if is_company else "", "ziel": self.random.choice(["14", "30", ""]),
            "vertreter": customer.owner[0] if is_company else "", "status": "1", "_who": customer.who}

    def documents(self):
        random = self.random
        documents = self.table("belege", "beleg art konto datum faellig netto steuer brutto offen waehrung bestellung")
        payments = self.table("zahlungen", "zahlung konto datum betrag waehrung art zweck")
        allocations = self.table("zuordnung", "nr beleg zahlung gutschrift betrag waehrung datum")
        self.invoices = []

        def document(kind, customer, gross, still_open, order=""):
            day = self.day()
            net = round(gross / 1.19)
            row = {
                "beleg": "%s%05d" % (kind, self.next()), "art": kind, "konto": random.choice(customer.debtors),
                "datum": day.strftime("%d.%m.%Y"), "faellig": (day + datetime.timedelta(days=30)).strftime("%d.%m.%Y"),
                "netto": cents(net), "steuer": cents(gross - net), "brutto": cents(gross), "offen": cents(still_open),
                "waehrung": getattr(customer, "currency", "EUR"), "bestellung": order, "_who": customer.who, "_day": day}
            documents.append(row)
            return row

        def allocate(row, amount, payment="", credit=""):
            allocations.append({
                "nr": str(self.next()), "beleg": row["beleg"], "zahlung": payment, "gutschrift": credit,
                "betrag": cents(amount), "waehrung": row["waehrung"],
                "datum": (row["_day"] + datetime.timedelta(days=12)).strftime("%d.%m.%Y"), "_who": row["_who"]})

        for customer in self.companies + self.persons:
            if not customer.debtors:
                continue
            for _ in range(random.randint(0, 4)):
                gross = random.randint(2_000, 900_000)
                paid = random.choice([gross, gross, 0, gross // 3])
                row = document("RE", customer, gross, gross - paid)
                if paid:
                    number = "Z%05d" % self.next()
                    payments.append({
                        "zahlung": number, "konto": row["konto"],
                        "datum": (row["_day"] + datetime.timedelta(days=12)).strftime("%d.%m.%Y"), "betrag": cents(paid),
                        "waehrung": row["waehrung"], "art": random.choice(["Überweisung", "Lastschrift"]),
                        "zweck": "Rechnung %s" % row["beleg"], "_who": customer.who})
                    allocate(row, paid, payment=number)
                elif random.random() < 0.3:
                    part = gross // 4
                    credit = document("GU", customer, part, 0)
                    credit["konto"] = row["konto"]
                    row["offen"] = cents(gross - part)
                    allocate(row, part, credit=credit["beleg"])
            if random.random() < 0.08:
                document("TZ", customer, -random.randint(1_000, 20_000), 0)
            if random.random() < 0.06:
                opening = random.randint(1_000, 50_000)
                document("EB", customer, opening, opening)
            if random.random() < 0.05:
                document("AB", customer, -random.randint(100, 3_000), 0)
        # Two that nobody can read, which the printed report has, and the report's own totals.
        for _ in range(2):
            customer = random.choice([customer for customer in self.companies if customer.debtors])
            row = document("RE", customer, 120_000, 120_000)
            row.update(_fate="rejected", _open=120_000, brutto="siehe Akte", offen="1200.00")
        random.shuffle(documents)
        documents.append({
            "beleg": "Summe", "art": "", "konto": "", "datum": "", "faellig": "", "netto": "", "steuer": "",
            "brutto": "", "offen": "", "waehrung": "", "bestellung": "", "_fate": "totals row"})

    def shop(self):
        random = self.random
        products = self.table("artikel", "sku name kategorie preis")
        for sku, name, category, price in PRODUCTS:
            products.append({"sku": sku, "name": name, "kategorie": category, "preis": price})
        customers = self.table(
            "shop-kunden", "id email vorname nachname firma strasse plz ort land telefon newsletter bestaetigt tags")
        buyers = [customer for index, customer in enumerate(self.persons) if index % 5 != 4]
        buyers += [customer.people[0] for index, customer in enumerate(self.companies) if index % 3 == 0]
        for customer in buyers:
            customer.shop = [self.shopper(customers, customer)]
        # A second account of the same person, with the e-mail typed otherwise.
        for customer in buyers[::29]:
            customer.shop.append(self.shopper(customers, customer))
            customers[-1]["email"] = customers[-1]["email"].capitalize()
        test = {"id": "990001", "email": "test@" + OWN, "vorname": "Test", "nachname": "Test", "_fate": "test customer"}
        customers.append(dict.fromkeys(self.tables["shop-kunden"][0], "") | test)
        random.shuffle(customers)
        self.orders(buyers)

    def shopper(self, rows, person):
        home = person.company or person
        word = self.random.choice(["yes", "yes", "no", "pending"])
        when = self.moment(2021)
        row = {
            "id": str(5_000_000 + self.next()), "email": person.email, "vorname": person.given, "nachname": person.family,
            "firma": "%s %s" % (home.core, home.form) if person.company else "", "strasse": home.street,
            "plz": home.postcode, "ort": home.city, "land": "DE", "telefon": "+49 " + home.phone[1:],
            "newsletter": word, "bestaetigt": when.strftime("%Y-%m-%d %H:%M:%S"),
            "tags": self.random.choice(["", "", "Stammkunde", "Gewerbe, Stammkunde"]), "_who": person.who, "_when": when}
        rows.append(row)
        return row["id"]

    def orders(self, buyers):
        random = self.random
        rows = self.table(
            "shop-bestellungen", "nummer kunde email zeit status waehrung zwischensumme versand steuer summe rabatt erstattet "
            "notiz position sku artikel menge preis")
        number = 1_000
        self.order_facts = []
        for buyer in buyers:
            for _ in range(random.choice([0, 1, 1, 2, 3])):
                number += 1
                currency = "GBP" if random.random() < 0.08 else "EUR"
                lines = random.sample(PRODUCTS, random.randint(1, 3))
                quantities = [random.randint(1, 4) for _ in lines]
                subtotal = sum(round(float(line[3]) * 100) * count for line, count in zip(lines, quantities))
                shipping, discount = random.choice([0, 590]), random.choice([0, 0, 500])
                total = subtotal + shipping - min(discount, subtotal)
                status = random.choice(["paid", "paid", "paid", "cancelled", "refunded"])
                refunded = total if status == "refunded" else 0
                when = self.moment(2023)
                head = {
                    "nummer": "#%d" % number, "kunde": random.choice(buyer.shop), "email": buyer.email,
                    "zeit": when.strftime("%Y-%m-%d %H:%M:%S"), "status": status, "waehrung": currency,
                    "zwischensumme": cents(subtotal), "versand": cents(shipping), "steuer": cents(round(total * 19 / 119)),
                    "summe": cents(total), "rabatt": cents(min(discount, subtotal)), "erstattet": cents(refunded),
                    "notiz": random.choice(["", "", "Bitte klingeln; Hof links"])}
                for place, (line, count) in enumerate(zip(lines, quantities)):
                    row = dict(head) if place == 0 else {
                        name: (head[name] if name in ("nummer", "kunde", "email", "zeit") else "") for name in head}
                    row |= {"position": str(place + 1), "sku": line[0], "artikel": line[1], "menge": str(count),
                            "preis": line[3], "_who": buyer.who}
                    rows.append(row)
                # Some of a company's orders were invoiced by accounting as well: one sale, not two.
                home = buyer.company
                if home and home.debtors and status == "paid" and currency == home.currency:
                    day = when.date() + datetime.timedelta(days=1)
                    self.tables["belege"][1].insert(0, {
                        "beleg": "RE%05d" % self.next(), "art": "RE", "konto": home.debtors[0],
                        "datum": day.strftime("%d.%m.%Y"), "faellig": day.strftime("%d.%m.%Y"),
                        "netto": cents(round(total / 1.19)), "steuer": cents(total - round(total / 1.19)),
                        "brutto": cents(total), "offen": "0.00", "waehrung": currency, "bestellung": str(number),
                        "_who": home.who, "_day": day})
        number += 1
        test = dict.fromkeys(self.tables["shop-bestellungen"][0], "") | {
            "nummer": "#%d" % number, "kunde": "990001", "email": "test@" + OWN, "zeit": "2026-05-01 12:00:00",
            "status": "paid", "waehrung": "EUR", "summe": "1.00", "position": "1", "sku": "HW-100", "menge": "1",
            "artikel": "Test", "preis": "1.00", "_fate": "test order"}
        rows.append(test)

    def old_crm(self):
        random = self.random
        companies = self.table(
            "altcrm-firmen", "id name strasse plz ort telefon ustid betreuer kundengruppe tags bemerkung geaendert geloescht")
        people = self.table(
            "altcrm-personen", "id firma vorname nachname titel email telefon geburtstag opt_out geaendert geloescht")
        notes = self.table("altcrm-notizen", "id betreff text zu_firma zu_person wann autor geloescht")
        deals = self.table("altcrm-chancen", "nr titel firma stufe betrag waehrung abschluss angelegt betreuer")
        tickets = self.table("altcrm-tickets", "nr betreff firma person status eroeffnet geschlossen betreuer")
        campaigns = self.table("altcrm-kampagnen", "id name art beginn budget")
        members = self.table("altcrm-teilnehmer", "kampagne person stand wann")
        for index, (name, kind) in enumerate([("Hausmesse 2024", "Messe"), ("Frühjahrsmailing 2025", "Mailing")]):
            campaigns.append({"id": "K%d" % index, "name": name, "art": kind, "beginn": "%d-03-01" % (2024 + index),
                              "budget": "5000.00"})

        def note(customer, row, company=""):
            when = self.moment()
            notes.append({
                "id": "n%05d" % self.next(), "betreff": random.choice(["Anruf", "Besuch", "Messe", "E-Mail"]),
                "text": random.choice(NOTE_TEXTS), "zu_firma": company, "zu_person": "" if company else row["id"],
                "wann": when.strftime("%Y-%m-%d %H:%M:%S"),
                "autor": random.choice([name for _, name, _ in STAFF] + FORMER), "geloescht": "0", "_who": customer.who,
                "_when": when})

        for index, customer in enumerate(self.companies):
            if index % 5 == 1 and customer.debtors:
                continue
            when = self.moment(2020, 2022)
            # Two owners whom nobody knows any more: they are asked about, never dropped in silence.
            owner = random.choice(STRANGERS) if index % 17 == 5 else customer.owner[0]
            row = {
                "id": "f%04d" % self.next(), "name": "%s %s" % (customer.core, customer.form), "strasse": customer.street,
                "plz": customer.postcode, "ort": customer.city, "telefon": customer.phone, "ustid": customer.vat,
                "betreuer": owner, "kundengruppe": random.choice("ABC"),
                "tags": random.choice(["", "Messe 2024", "Großkunde, Messe 2024"]), "bemerkung": "",
                "geaendert": when.strftime("%Y-%m-%d %H:%M:%S"), "geloescht": "0", "_who": customer.who}
            companies.append(row)
            for _ in range(random.randint(0, 3)):
                note(customer, row, row["id"])
            for person in customer.people:
                self.crm_person(people, person, row["id"])
                if random.random() < 0.5:
                    note(person, people[-1])
                if random.random() < 0.4:
                    members.append({"kampagne": random.choice(["K0", "K1"]), "person": people[-1]["id"],
                                    "stand": random.choice(["sent", "responded"]), "wann": "2024-03-05 10:00:00",
                                    "_who": person.who})
            if random.random() < 0.5:
                stage = random.choice(["Angebot", "Verhandlung", "Gewonnen", "Verloren"])
                opened = self.moment(2023)
                deals.append({
                    "nr": "D%04d" % self.next(), "titel": "Ausstattung %s" % customer.core, "firma": row["id"],
                    "stufe": stage, "betrag": cents(random.randint(50_000, 5_000_000)), "waehrung": customer.currency,
                    "abschluss": opened.strftime("%Y-%m-%d") if stage in ("Gewonnen", "Verloren") else "",
                    "angelegt": opened.strftime("%Y-%m-%d %H:%M:%S"), "betreuer": customer.owner[0], "_who": customer.who})
            if random.random() < 0.3:
                opened = self.moment(2024)
                tickets.append({
                    "nr": "T%04d" % self.next(), "betreff": "Lieferung unvollständig", "firma": row["id"], "person": "",
                    "status": random.choice(["open", "closed"]), "eroeffnet": opened.strftime("%Y-%m-%d %H:%M:%S"),
                    "geschlossen": "", "betreuer": customer.owner[0], "_who": customer.who})
        for index, customer in enumerate(self.persons):
            if index % 6 == 1:
                self.crm_person(people, customer, "")
                if random.random() < 0.6:
                    note(customer, people[-1])
        if notes:
            notes.append(dict(notes[0], id="n99999", geloescht="1", _fate="deleted there"))
        random.shuffle(companies)
        random.shuffle(people)

    def crm_person(self, rows, person, company):
        when = self.moment(2020, 2023)
        home = person.company or person
        rows.append({
            "id": "q%04d" % self.next(), "firma": company, "vorname": person.given, "nachname": person.family,
            "titel": self.random.choice(["", "Einkauf", "Geschäftsführung"]) if person.company else "",
            "email": person.email, "telefon": home.phone, "geburtstag": "",
            "opt_out": "1" if self.random.random() < 0.15 else "0", "geaendert": when.strftime("%Y-%m-%d %H:%M:%S"),
            "geloescht": "0", "_who": person.who, "_when": when})

    def newsletter(self):
        random = self.random
        rows = self.table("newsletter", "email vorname nachname status angemeldet abgemeldet")
        block = self.table("werbesperre", "adresse")
        people = self.persons + [person for customer in self.companies for person in customer.people]
        for index, person in enumerate(people):
            if index % 3 == 0:
                status = random.choice(["A", "A", "I", "X"])
                joined = self.day(2018, 2022)
                left = self.day(2023, 2026) if status == "X" else None
                rows.append({
                    "email": person.email.upper() if index % 9 == 0 else person.email, "vorname": person.given,
                    "nachname": person.family, "status": status, "angemeldet": joined.strftime("%d.%m.%Y"),
                    "abgemeldet": left.strftime("%d.%m.%Y") if left else "", "_who": person.who, "_joined": joined,
                    "_left": left})
            if index % 31 == 7:
                block.append({"adresse": person.email, "_who": person.who})
        random.shuffle(rows)
