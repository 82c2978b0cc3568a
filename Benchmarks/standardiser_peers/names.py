"""nameparser: people's names."""
import random
import re

from nameparser import HumanName
from nameparser.config import Constants

from . import files

GIVEN = ("Anna Hans Marie Jean-Pierre José Maria Søren Zoë Li Ann Peter John Karl-Heinz Anna-Lena François Elisabeth Mary "
         "William Susanne Jürgen").split()
MIDDLE = "Maria A. J. Lee Ann Karl von".split()[:6]
FAMILY = ("Meier Müller O'Brien McDonald Smith-Jones García López Dupont Nilsson Schneider Ng Kowalski de\u00a0Vries Hartmann "
          "Baker Ortega").replace("\u00a0", " ").split()
PARTICLES = ["van der", "von", "de la", "van", "zu", "von der", "de", "di", "del", "ten", "dos", "la", "Mac", "St."]
TITLES = ["Dr.", "Prof. Dr.", "Mr", "Mrs.", "Ms.", "Herr", "Frau", "Sir", "Rev.", "Mme", "Señor", "Dipl.-Ing.", "Mr. Dr."]
SUFFIXES = ["Jr.", "Sr.", "III", "II", "PhD", "MD", "Esq.", "MBA"]


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

    def read(self, _, value, constants=None):
        name = HumanName(value, constants=constants) if constants else HumanName(value)
        return [name.title, name.first, name.middle, name.last, name.suffix, name.nickname]

    def difference(self, pair, mine, other):
        """A class only where the value itself shows it: by what it holds, or because the peer agrees once it reads the
        value without the cause, or with our list of words in the place of its own."""
        value = pair[1]
        if mine[0] == "!name.organisation":
            named = {word.strip(".,()").lower() for word in re.split(r"[\s/]+", value)} & ORGANISATION
            return "name: an organisation, which the peer reads as a person" if named or "&" in value else "UNEXPLAINED"
        if mine[0][:1] == "!":
            is_none = "@" in value or "=" in value or len(re.findall(r"\d", value)) >= 3 or not re.search(r"[^\W\d_]", value) \
                or value.strip().lower() in FILLERS
            return "name: no person's name (a filler, an e-mail, a number)" if is_none else "UNEXPLAINED"
        if plain(mine) == plain(other):
            return None
        words = value.replace(",", " ").split()
        if mine[5] != "1":
            # The first of the two alone: the peer reads those words as we do.
            first = " ".join(part for part in mine[:5] if part)
            connected = re.search(r"\S\s*(&|\+|/|;|\bund\b|\bu\.|\band\b|\bet\b|\by\b|\be\b|\bog\b|\boch\b)\s*\S", value)
            if connected and self.agrees(first, mine):
                return "name: two people in one cell: each is read"
            return "UNEXPLAINED"
        if len(words) == 1 and mine[3] == other[1] == value.strip(" ,"):
            return "name: one word alone: a family name here, a given name there"
        if len(words) == 2 and not mine[1] and mine[4] and mine[3] == other[1] and mine[4] == other[4]:
            return "name: one word alone: a family name here, a given name there"
        if not mine[1] and all(word in PARTICLES_ALONE or word == "St." for word in words[:-1]) and mine[3] == " ".join(words):
            return "name: a particle in front of one word: a family name, no given one"
        aside = re.search(r'"[^"]*"|\([^)]*\)', value)
        if aside and self.agrees(re.sub(r"\s+", " ", value.replace(aside.group(), " ")).strip(), mine):
            return "name: what stands in quotes or brackets"
        for name, words in LISTS:
            if plain(mine) == plain(self.read("", value, changed(words))):
                return name
        return "UNEXPLAINED"

    def agrees(self, value, mine):
        """Whether the peer reads the value as we do, if need be with our lists of words."""
        lists = [None] + [changed(words) for _, words in LISTS]
        return any(plain(mine) == plain(self.read("", value, constants)) for constants in lists)


def plain(parts):
    return [re.sub(r"[.,\s]+", " ", part).strip() for part in parts[:5]]


ORGANISATION = set("gmbh ltd kg inc llc co ag ug ohg limited company corp sa sarl sl s.l ev e.v gbr bv nv pty plc söhne sons "
                   "bakery bäckerei shop store group labs studio solutions services consulting foundation university "
                   "school hotel restaurant café cafe verein club bank media systems technologies".split())
FILLERS = set("n/a na none null unknown unbekannt test tester - . x xx xxx name kunde customer guest gast".split())
PARTICLES_ALONE = set("van der von de la zu di del ten dos den das el".split())

# Words that one side knows and the other doesn't: the title of the class, and what makes the peer's lists ours.
OUR_PARTICLES = {"prefixes": ["ten", "zu"], "no_prefixes": ["mac"]}
OUR_TITLES = {"titles": ["dipl", "dipl-ing", "mme", "señor", "senor"]}
OUR_SUFFIXES = {"suffix_acronyms": ["phd", "md", "mba"], "suffix_not_acronyms": ["esq"]}
LISTS = [
    ("name: particles and parts that only one side takes for part of the family name", [OUR_PARTICLES]),
    ("name: what counts as a title", [OUR_TITLES]),
    ("name: what counts as a suffix", [OUR_SUFFIXES]),
    ("name: several words that only one side knows", [OUR_PARTICLES, OUR_TITLES, OUR_SUFFIXES]),
]
made = {}


def changed(lists):
    """The peer's words with ours in addition, and without those that we don't know."""
    key = str(lists)
    if key not in made:
        constants = Constants()
        for one in lists:
            for name, words in one.items():
                if name.startswith("no_"):
                    getattr(constants, name[3:]).remove(*words)
                else:
                    getattr(constants, name).add(*words)
        made[key] = constants
    return made[key]
