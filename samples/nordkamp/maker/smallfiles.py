"""`newsletter.csv`, `mitarbeiter.xlsx`, `werbesperre.txt`."""

import datetime

from . import writing, xlsx
from .names import latin1_safe
from .identifiers import stream
from .truth import Rec, csv_text, save

NEWS_HEAD = ["E-Mail", "Anrede", "Vorname", "Nachname", "Firma", "Status", "Angemeldet am", "Abgemeldet am"]
COUNTS = {"A": 201, "I": 98, "X": 18}
BAD_MAIL = [
    "hans.meier(at)web.de",
    "kein Mail",
    "@gmx.de",
    "ulla.voss@",
    "m.thies@web",
    "keine",
    "a.brandt gmx.de",
    "?",
    "ruf an 04131",
]
STAFF = [  # name, initials, mailbox, work, from, until
    ("Henning Nordkamp", "HN", "h.nordkamp", "Geschäftsführung", "1998-04-01", ""),
    ("Anke Kern", "AK", "a.kern", "Vertrieb Süd", "2007-02-01", ""),
    ("Tobias Brandt", "TB", "t.brandt", "Vertrieb Nord", "2011-09-15", ""),
    ("Matthias Schröder", "MS", "m.schroeder", "Vertrieb Ost", "2012-01-02", "2024-03-31"),
    ("Jens Peters", "JP", "j.peters", "Vertrieb Innendienst", "2019-08-01", ""),
    ("Monika Seidl", "SE", "m.seidl", "EDV", "2016-05-01", ""),
    ("Swantje Ehlers", "EH", "s.ehlers", "Buchhaltung", "2003-10-01", ""),
    ("Emily Carter", "EC", "e.carter", "Nordkamp UK Ltd", "2020-01-06", ""),
    ("Lars Dierks", "LD", "l.dierks", "Lager", "2014-03-01", ""),
]


class Subscriber:
    def __init__(self, email, person, firm, fixed, tags=()):
        self.email, self.person, self.firm, self.fixed, self.tags = email, person, firm, fixed, list(tags)
        self.status = fixed or "I"
        self.customer = firm.key if firm else person.key


def _subscribers(world, rng):
    found = []
    for person in world.private:
        if "newsletter" in person.sources:
            fixed = "X" if "t10" in person.tags else "A" if getattr(person, "accepts", False) else ""
            found.append(Subscriber(person.email, person, None, fixed, person.tags))
    for firm in world.firms:
        if "newsletter" in firm.sources:
            person = firm.people[0]
            if "t5" in firm.tags:
                person = firm.people[1]
            fixed = "A" if getattr(person, "accepts", False) else ""
            found.append(Subscriber(person.email, person, firm, fixed, firm.tags))
            person.newsletter = True
    rng.shuffle(found)
    return found


def newsletter(world, book):
    rng = stream("newsletter")
    found = _subscribers(world, rng)
    for sub in found:
        if not sub.fixed:
            sub.status = "A" if rng.random() < 0.55 else "I"
    free = [s for s in found if not s.fixed]
    left_x = COUNTS["X"] - sum(s.fixed == "X" for s in found)
    repeats_total = sum(COUNTS.values()) - len(BAD_MAIL) - len(found)
    assert repeats_total > 0, len(found)
    half = len(found) * 6 // 10
    repeated = rng.sample(found[:half], repeats_total)
    gone = [s for s in repeated if not s.fixed][:6]  # A in the first paste, X in the second
    for sub in gone:
        sub.status = "A"
    for sub in [s for s in free if s not in repeated][: left_x - len(gone)]:
        sub.status = sub.fixed = "X"
    first = [(s, s.status) for s in found[:half]]
    second = [(s, "X" if s in gone else s.status) for s in repeated] + [(s, s.status) for s in found[half:]]
    rng.shuffle(second)
    rows = first + second
    have = lambda code: sum(1 for _, status in rows if status == code) + (len(BAD_MAIL) if code == "I" else 0)
    loose = [s for s in free if s not in repeated and s.fixed != "X"]
    while have("A") != COUNTS["A"]:
        wanted = "A" if have("A") < COUNTS["A"] else "I"
        sub = next(s for s in loose if s.status != wanted)
        sub.status = wanted
        rows = [(s, s.status if s is sub else status) for s, status in rows]
    assert {code: have(code) for code in COUNTS} == COUNTS
    book.status = {}
    records = []
    for index, (sub, status) in enumerate(rows):
        joined = datetime.date(2014, 1, 1) + datetime.timedelta(days=rng.randint(0, 4300))
        joined = getattr(sub, "joined", joined)
        sub.joined = joined
        left = (
            min(joined + datetime.timedelta(days=rng.randint(30, 900)), datetime.date(2026, 11, 10))
            if status == "X"
            else None
        )
        person = sub.person
        given, family = (person.given, person.family) if rng.random() < 0.8 or sub.tags else ("", person.family)
        company = ""
        if sub.firm:
            name = " ".join(p for p in (sub.firm.seen("newsletter", "base"), sub.firm.seen("newsletter", "form")) if p)
            company = name if sub.firm.tags else writing.firm_name(name, rng, 0.06)
        email = sub.email if rng.random() < 0.93 else sub.email.capitalize()
        if "t2" in sub.tags:
            email = sub.firm.email
            sub.email = email
        cells = [
            email,
            ("Frau" if person.female else "Herr") if rng.random() < 0.7 else "",
            given,
            family,
            company,
            status,
            writing.german_date(joined.isoformat()),
            writing.german_date(left.isoformat()) if left else "",
        ]
        tags = [t for t in sub.tags if not t.startswith("chain")]
        records.append(Rec([latin1_safe(c) for c in cells], sub.customer, [person], tags))
        if status == "X" or sub.email.lower() not in book.status or book.status[sub.email.lower()] != "X":
            book.status[sub.email.lower()] = status
    header_at = half
    for index, bad in enumerate(BAD_MAIL):
        record = Rec(
            [bad, "", "", "", "", "I", "01.03.20%02d" % (15 + index), ""],
            "",
            (),
            ["bad-mail"],
            "rejected",
            "no e-mail address",
        )
        records.insert(11 + index * 34, record)
        header_at += 1 if 11 + index * 34 <= header_at else 0
    records.insert(header_at, Rec(list(NEWS_HEAD), "", (), ["repeated-header"], "filtered", "repeated header"))
    book.put("newsletter", records)
    book.subscribers = found


def staff(book):
    records = []
    for name, initials, mailbox, work, since, until in STAFF:
        records.append(
            Rec(
                [
                    name,
                    initials,
                    mailbox + "@nordkamp-technik.example",
                    work,
                    datetime.date.fromisoformat(since),
                    datetime.date.fromisoformat(until) if until else None,
                ]
            )
        )
    book.put("mitarbeiter", records)


def blocked(world, book):
    """The do-not-contact list: whatever somebody wrote on the pad beside the phone."""
    free = [s for s in book.subscribers if book.status[s.email.lower()] == "A" and not s.tags]
    first = [p for p in world.private if "t11" in p.tags]
    lines = [(first[0].email, first[0], ["t11"])]
    lines += [(s.email, s.person, []) for s in free[3:90:12][:7]]
    shoppers = [
        p
        for p in world.private
        if "shop" in p.sources and getattr(p, "accepts", False) and not p.tags and "newsletter" not in p.sources
    ]
    lines += [(p.email.upper() if i == 1 else p.email, p, []) for i, p in enumerate(shoppers[2:30:9][:3])]
    firm = next(f for f in world.firms if "nord" in f.sources and not f.tags and f.email and f.domain)
    lines.append((firm.email, None, []))
    caller = next(
        f for f in world.firms if "nord" in f.sources and not f.tags and f is not firm and "debitoren" in f.sources
    )
    lines.append((writing.phone(caller.phone, "slash"), None, []))
    lines.append(("jens.koester.1949@t-online.de", None, []))
    records = [
        Rec([text], person.customer if person else "", [person] if person else (), tags) for text, person, tags in lines
    ]
    book.put("werbesperre", records)
    book.blocked = {text.lower() for text, _, _ in lines if "@" in text}


def write(folder, book):
    save(
        folder / "newsletter.csv", csv_text([NEWS_HEAD] + [r.cells for r in book.sources["newsletter"]], ";"), "cp1252"
    )
    save(folder / "werbesperre.txt", "".join(r.cells[0] + "\r\n" for r in book.sources["werbesperre"]), "cp1252")
    sheet = xlsx.Sheet("Mitarbeiter")
    sheet.rows = [
        [xlsx.Cell(t, bold=True, fill="head") for t in ("Name", "Kürzel", "E-Mail", "Bereich", "Eintritt", "Austritt")]
    ]
    sheet.rows += [r.cells for r in book.sources["mitarbeiter"]]
    sheet.widths = [22, 8, 34, 24, 12, 12]
    xlsx.write(folder / "mitarbeiter.xlsx", [sheet], "M. Seidl")
