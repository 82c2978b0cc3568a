"""A small but real project: a few hundred invented customers in two deliveries, made from a seed."""

import os
import random
import shutil
import sqlite3

import oracle

MONDAY, NEXT_MONDAY, LATER, LATEST = (
    "2026-03-02T09:00:00Z", "2026-03-09T09:00:00Z", "2026-03-16T09:00:00Z", "2026-03-23T09:00:00Z")
FIRST, SECOND = "2026-03-02-1", "2026-03-09-2"
PROJECT_ID = "0d5a7c3e-6a51-8f2b-9c44-1f0e5b7d2a90"

_names = ["Anna", "Bernd", "Carla", "Dora", "Emil", "Frieda", "Gustav", "Hanna", "Ivo", "Jana", "Karl", "Lena"]
_families = [a + b for a in ("Lind", "Oster", "Wind", "Feld", "Hart", "Rel", "Tied", "Moor", "Brand", "Stein")
             for b in ("holm", "loh", "isch", "kirch", "wig", "mann", "berg", "hof", "au", "tal")]
_trades = ["Bäckerei", "Möbel", "Druckerei", "Gärtnerei", "Spedition", "Tischlerei", "Brauerei", "Schlosserei"]
_forms = ["GmbH", "KG", "AG", "OHG"]
_streets = ["Lindenweg", "Am Hang", "Steig", "Ring", "Feldweg", "Domplatz", "Mühlgasse", "Kirchstraße"]
_towns = [("10115", "Berlin"), ("20095", "Hamburg"), ("80331", "München"), ("50667", "Köln"), ("24103", "Kiel")]
_jobs = ["Einkauf", "Leitung", "Meister", "Buchhaltung", "Vertrieb"]
HEADER = "Kundennr;Firma;Ansprechpartner;Position;E-Mail;Telefon;Strasse;PLZ;Ort;Land"


def customers(seed, count):
    """Rows of the first delivery, by customer number."""
    pick = random.Random(f"customers {seed}")
    rows = {}
    for index in range(count):
        family, given = _families[index % 100], pick.choice(_names)
        word = f"{pick.choice(_trades)} {family}{'' if index < 100 else ' ' + chr(65 + index // 100)}"
        code, town = pick.choice(_towns)
        mail = f"k{index}@{family.lower()}{index}.example"
        rows[1001 + index] = [
            f"{word} {pick.choice(_forms)}", f"{given} {family}", pick.choice(_jobs), mail, f"+49 30 2312{5000 + index}",
            f"{pick.choice(_streets)} {pick.randint(1, 90)}", code, town, "DE"]
    return rows


def later(seed, rows):
    """The same a week later: some moved, some have another job or name, some are new."""
    pick = random.Random(f"later {seed}")
    changed = {number: list(row) for number, row in rows.items()}
    for number in pick.sample(sorted(changed), len(changed) // 4):
        row = changed[number]
        what = pick.randrange(3)
        if what == 0:
            row[2] = pick.choice([job for job in _jobs if job != row[2]])
        elif what == 1:
            row[5], (row[6], row[7]) = f"{pick.choice(_streets)} {pick.randint(91, 120)}", pick.choice(_towns)
        else:
            row[1] += "-Kern"
    top = max(changed)
    for number, row in customers(f"new {seed}", len(rows) // 6).items():
        row[0] = "Neu " + row[0]
        row[3] = "n" + row[3]
        row[4] = row[4].replace("2312", "4471")
        changed[number - 1000 + top] = row
    return changed


def text(rows):
    return "\n".join([HEADER] + [";".join([str(number), *row]) for number, row in rows.items()]) + "\n"


class Bench:
    """A place of its own for the cases of one worker: plans name the CRM's path, so cases run where the world was made.

    `states` are folders that were put aside: `planned first`, `loaded`, `planned`, `loaded twice`, and whatever a part
    adds.
    """

    def __init__(self, program, folder, seed, count=240, url="sqlite:crm.sqlite"):
        self.program, self.folder, self.seed = program, folder, seed
        self.home = folder + "/here"
        self.aside = folder + "/aside"
        os.makedirs(self.home + "/p/inbox")
        os.makedirs(self.aside)
        self.rows = customers(seed, count)
        self.write("p/inbox/kunden.csv", text(self.rows))
        self.must("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        self.must("-C", "p", "questions", "--accept-proposals", "--as-draft")
        lines = self.read("p/customary.yaml").splitlines()
        lines = [f"id: {PROJECT_ID}" if line.startswith("id: ") else line for line in lines]
        lines = [line.replace("sqlite:crm.sqlite", url) for line in lines]
        self.write("p/customary.yaml", "\n".join(lines) + "\n")
        self.keep("new")
        self.must("-C", "p", "plan")
        self.keep("planned first")
        self.must("-C", "p", "load", "--yes")
        self.keep("loaded")
        self.write("p/inbox/kunden_v2.csv", text(later(seed, self.rows)))
        self.must("-C", "p", "add", "p/inbox/kunden_v2.csv", now=NEXT_MONDAY)
        self.keep("added")
        self.must("-C", "p", "plan", now=NEXT_MONDAY)
        self.keep("planned")
        self.must("-C", "p", "load", "--yes", now=NEXT_MONDAY)
        self.keep("loaded twice")

    # Files

    def write(self, name, content):
        with open(f"{self.home}/{name}", "w", encoding="utf-8") as file:
            file.write(content)

    def read(self, name):
        with open(f"{self.home}/{name}", encoding="utf-8") as file:
            return file.read()

    def keep(self, name):
        """Puts the folder as it is now aside under a name."""
        place = f"{self.aside}/{name}"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.home, place, symlinks=True)

    def back(self, name):
        """Makes the folder what it was when it was put aside."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(f"{self.aside}/{name}", self.home, symlinks=True)

    # The CRM

    def state(self):
        """What the CRM holds, read by none of the program's code."""
        return oracle.SQLiteCRM(self.home + "/p/crm.sqlite").state()

    def held_rows(self):
        """The number of rows in the CRM's own tables."""
        connection = sqlite3.connect(self.home + "/p/crm.sqlite")
        try:
            return sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in oracle.TABLES)
        finally:
            connection.close()

    def close(self):
        """Ends what belongs to the bench."""

    # The program

    def run(self, *words, now=MONDAY, **more):
        return self.program.run(self.home, *words, now=now, **more)

    def must(self, *words, now=MONDAY, **more):
        outcome = self.run(*words, now=now, **more)
        if outcome.code != 0:
            raise RuntimeError(f"customary {' '.join(words)}: {outcome}")
        return outcome
