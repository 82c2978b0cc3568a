"""nameparser: people's names."""
import random
import re

from nameparser import HumanName

from . import files

GIVEN = ("Anna Hans Marie Jean-Pierre José Maria Søren Zoë Li Ann Peter John Karl-Heinz Anna-Lena François Elisabeth Mary "
         "William Susanne Jürgen").split()
MIDDLE = "Maria A. J. Lee Ann Karl von".split()[:6]
FAMILY = ("Meier Müller O'Brien McDonald Smith-Jones García López Dupont Nilsson Schneider Ng Kowalski de\u00a0Vries Hartmann "
          "Baker Ortega").replace("\u00a0", " ").split()
PARTICLES = ["van der", "von", "de la", "van", "zu", "von der", "de", "di", "del", "ten", "dos", "la", "Mac", "St."]
TITLES = ["Dr.", "Prof. Dr.", "Mr", "Mrs.", "Ms.", "Herr", "Frau", "Sir", "Rev.", "Mme", "Señor", "Dipl.-Ing.", "Mr. Dr."]
SUFFIXES = ["Jr.", "Sr.", "III", "II", "PhD", "MD", "Esq.", "MBA"]
EUROPEAN = {"herr", "frau", "dipl.-ing.", "señor", "mme"}


class NamePeer:
    name = "nameparser"

    def generate(self, count, seed):
        rng = random.Random(seed)
        found = []
        while len(found) < count:
            given, family = rng.choice(GIVEN), rng.choice(FAMILY)
            if rng.random() < 0.2:
                family = rng.choice(PARTICLES) + " " + family
            middle = " " + rng.choice(MIDDLE) if rng.random() < 0.25 else ""
            title = rng.choice(TITLES) + " " if rng.random() < 0.2 else ""
            suffix = rng.choice([" ", ", "]) + rng.choice(SUFFIXES) if rng.random() < 0.12 else ""
            roll = rng.random()
            if roll < 0.72:
                text = title + given + middle + " " + family + suffix
            elif roll < 0.9:
                text = family + ", " + title + given + middle + suffix
            elif roll < 0.93:
                text = given + rng.choice([" und ", " & ", " and "]) + rng.choice(GIVEN) + " " + family
            elif roll < 0.95:
                text = family + rng.choice([" GmbH", " Ltd", " & Söhne KG", " Inc."])
            elif roll < 0.97:
                text = given + ' "%s" ' % rng.choice(["Jim", "Toni"]) + family
            elif roll < 0.985:
                text = family if rng.random() < 0.5 else given
            else:
                text = given + " (%s) " % rng.choice(["geb. Koch", "Toni"]) + family
            found.append(("", text))
        return found

    def fixtures(self, folder):
        found = []
        for value, row in files.columns(folder, r"^(full.?name|name|contact|customer.?name|nombre|ansprechpartner)$"):
            found.append(("", value))
        for value, row in files.columns(folder, r"^first.?name$"):
            last = next((row[name] for name in row if name and re.match(r"(?i)last.?name$", name)), "")
            found.append(("", (value + " " + (last or "")).strip()))
        return found

    def read(self, _, value):
        name = HumanName(value)
        return [name.title, name.first, name.middle, name.last, name.suffix, name.nickname]

    def difference(self, pair, mine, other):
        value = pair[1]
        if mine[0] == "!name.organisation":
            return "name: an organisation, which the peer reads as a person"
        if mine[0][:1] == "!":
            return "name: no person's name (a filler, an e-mail, a number)"

        def plain(text):
            return re.sub(r"[.,\s]+", " ", text).strip()

        mine_plain = [plain(part) for part in mine[:5]]
        other_plain = [plain(part) for part in other[:5]]
        if mine_plain == other_plain:
            return None
        words = value.replace(",", " ").split()
        if len(mine) > 5 and mine[5] != "1":
            return "name: two people in one cell: each is read"
        if mine_plain[:1] + mine_plain[2:5] == other_plain[:1] + other_plain[2:5] and len(words) == 1:
            return "name: one word alone: a family name here, a given name there"
        if '"' in value or "(" in value or other[5]:
            if mine[6:7] != other[5:6]:
                return "name: what stands in quotes or brackets"
        if not mine_plain[1] and words[0].islower():
            return "name: a particle in front of one word: a family name, no given one"
        if len(words) == 1:
            return "name: one word alone: a family name here, a given name there"
        title = words[0].lower() if words else ""
        if any(word.lower().rstrip(".") in ("herr", "frau", "dipl", "dipl.-ing", "señor", "mme", "rev", "sir", "herrn")
               for word in words):
            return "name: forms of address of other languages"
        if any(word in ("St.", "Mac", "zu", "ten", "la", "Ten", "La") for word in words):
            return "name: particles and parts that only one side takes for part of the family name"
        if "," in value and mine_plain[4] != other_plain[4]:
            return "name: suffixes behind a comma, and commas in front of the given name"
        if {mine_plain[2] + " " + mine_plain[3], mine_plain[1] + " " + mine_plain[2]} & {
                other_plain[2] + " " + other_plain[3], other_plain[1] + " " + other_plain[2]}:
            return "name: where the middle name ends and the family name begins"
        if mine_plain[4] != other_plain[4]:
            return "name: what counts as a suffix"
        if title and mine_plain[0] != other_plain[0]:
            return "name: what counts as a title"
        return "UNEXPLAINED"
