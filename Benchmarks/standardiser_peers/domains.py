"""Python's own `email` package and `idna`: addresses and domain names."""
import email.headerregistry
import email.utils
import random
import re

import idna

from . import files

WORDS = "acme nordwind müller bäcker café straße søren łódź ελληνικά пример example shop mail büro zoë naïve".split()
ENDINGS = "com de co.uk org net fr com.au at ch io museum shop gov.uk ac.at".split()


class DomainPeer:
    name = "idna " + idna.__version__

    def generate(self, count, seed):
        rng = random.Random(seed)
        found = []
        while len(found) < count:
            labels = [rng.choice(WORDS) + rng.choice(["", "", "-" + rng.choice(WORDS), str(rng.randint(1, 99))])
                      for _ in range(rng.randint(1, 3))]
            text = ".".join(labels) + "." + rng.choice(ENDINGS)
            roll = rng.random()
            if roll < 0.2:
                text = text.upper()
            elif roll < 0.4:
                try:
                    text = idna.encode(text, uts46=True).decode()
                except idna.IDNAError:
                    pass
            elif roll < 0.5:
                place = rng.randrange(len(text))
                text = text[:place] + rng.choice(["-", ".", "..", " ", "_", "!", "é", "-."]) + text[place:]
            elif roll < 0.53:
                text += "."
            elif roll < 0.55:
                text = labels[0] * rng.randint(1, 12) + "." + text
            found.append(("", text))
        return found

    def fixtures(self, folder):
        pattern = re.compile(r"https?://([A-Za-z0-9.-]+\.[A-Za-z]{2,})")
        return [("", value) for _, text in files.texts(folder) for value in pattern.findall(text)]

    def read(self, _, value):
        try:
            text = idna.decode(idna.encode(value.rstrip(".") if value[-2:] != ".." else value, uts46=True))
        except (idna.IDNAError, UnicodeError):
            return ["!"]
        return [text] if "." in text else ["!"]

    def difference(self, pair, mine, other):
        if mine[0][:1] == "!" and other == ["!"] or mine[0] == other[0]:
            return None
        value = pair[1]

        def same(text, mine):
            return self.read("", text)[0] == mine

        if "_" in value and other == ["!"] and same(value.replace("_", "x"), mine[0].replace("_", "x")):
            return "domain: underscores, which mail and web servers' names do have"
        if re.search(r"(^|\.)..--", value) and not re.search(r"(^|\.)xn--", value.lower()) \
                and same(re.sub(r"(^|\.)(..)--", r"\1\2-x-", value), re.sub(r"(^|\.)(..)--", r"\1\2-x-", mine[0])):
            return "domain: hyphens at the third and fourth place"
        if other != ["!"] and mine[0] in ("ß", other[0].replace("ß", "ss")):
            return "domain: ß"
        return "UNEXPLAINED"


class EmailPeer:
    name = "email, idna"

    def generate(self, count, seed):
        rng = random.Random(seed)
        domains = DomainPeer()
        hosts = [pair[1] for pair in domains.generate(2000, seed) if not re.search(r"[\s!]", pair[1])]
        hosts += ["gmail.com", "web.de", "t-online.de", "orange.fr", "btinternet.com"] * 300
        given = "anna hans søren zoë m.müller j-p o'brien info kontakt anna+shop x 123 first.last under_score".split()
        found = []
        while len(found) < count:
            local = rng.choice(given) + rng.choice(["", "", str(rng.randint(1, 999)), "." + rng.choice(given)])
            text = local + "@" + rng.choice(hosts)
            roll = rng.random()
            if roll < 0.08:
                text = "Anna Meier <%s>" % text
            elif roll < 0.12:
                text = '"Meier, Anna" <%s>' % text
            elif roll < 0.16:
                text = " %s " % text
            elif roll < 0.19:
                text = text.replace("@", rng.choice(["@@", " at ", "", "(at)", " @ "]))
            elif roll < 0.22:
                text = text.replace(".", rng.choice(["..", ",", " ."]), 1)
            elif roll < 0.25:
                text = rng.choice([".", "mailto:", "<", "("]) + text
            elif roll < 0.28:
                text += rng.choice([".", ";", ">", ")", ","])
            elif roll < 0.31:
                text += rng.choice(["; ", ", ", " / "]) + rng.choice(given) + "@" + rng.choice(hosts)
            elif roll < 0.33:
                text = '"%s"@%s' % tuple(text.split("@", 1))
            elif roll < 0.36:
                text = text.upper()
            elif roll < 0.37:
                text = "l" * rng.randint(60, 70) + text
            found.append(("", text))
        return found

    def fixtures(self, folder):
        pattern = re.compile(r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,20}")
        return [("", value) for _, text in files.texts(folder) for value in pattern.findall(text)]

    def read(self, _, value):
        address = email.utils.parseaddr(value)[1]
        local, sign, domain = address.rpartition("@")
        if not sign or not local or len(local.encode()) > 64 or len(address.encode()) > 254:
            return ["!"]
        try:
            # The header's own parser is for ASCII: other letters are let through, as RFC 6531 has it.
            plain = re.sub(r"[^\x00-\x7f]", "x", local)
            email.headerregistry.Address(addr_spec=plain + "@example.com")
            host = idna.decode(idna.encode(domain, uts46=True))
        except (idna.IDNAError, UnicodeError, ValueError, IndexError, email.errors.HeaderParseError):
            return ["!"]
        return [local.lower() + "@" + host] if "." in host.strip(".") else ["!"]

    def without_underscores(self, text, own=False):
        """What the peer reads where letters stand for the underscores of the host; of our own result just that text."""
        local, sign, host = text.rpartition("@")
        text = local + sign + host.replace("_", "x")
        return [text] if own else self.read("", text)

    def difference(self, pair, mine, other):
        if mine[0][:1] == "!" and other == ["!"] or mine[0] == other[0]:
            return None
        value = pair[1].strip()
        refused = mine[0][:1] == "!"

        def same(text):
            """Whether the peer reads this text as we read the value: the same address, or none."""
            return self.read("", text) == (["!"] if refused else mine[:1])

        host = value.rpartition("@")[2]
        if "_" in host and other == ["!"] and not refused:
            if self.without_underscores(value) == self.without_underscores(mine[0], own=True):
                return "domain: underscores, which mail and web servers' names do have"
        if value.count("@") > 1 and not refused:
            # The first alone, without the dot that some of them end with.
            first = re.split(r"[;,/]\s*|\s+/\s+", value)[0].replace("@@", "@").strip().rstrip(".")
            if same(first) or self.without_underscores(first) == self.without_underscores(mine[0], own=True):
                return "email: several addresses in one cell: the first is read"
        if re.match(r'^"[^"]*"@', value) and refused and other[0].startswith('"') or refused and same(
                re.sub(r'^"([^"]*)"@', r"(\1)@", value)) and value.startswith('"') and '"@' in value:
            return "email: quoted local parts, which no mailbox has, are refused"
        stripped = re.sub(r"^(mailto:|e-?mail:|[<(\[.])+|[;,.>)\]]+$", "", value, flags=re.IGNORECASE)
        if stripped != value and (
                same(stripped) or not refused
                and self.without_underscores(stripped) == self.without_underscores(mine[0], own=True)):
            return "email: signs and words around the address are taken away"
        if re.search(r"\s", value) and "<" not in value:
            beside = re.sub(r"\s*@\s*", "@", value)
            # The peer takes every space away; so do we beside the sign.
            if refused and re.search(r"\s", beside) and self.read("", re.sub(r"\s", "", value)) == other or same(beside):
                return "email: spaces inside: beside the sign they are taken away, elsewhere refused"
        last = other[0].rpartition(".")[2]
        if refused and other != ["!"] and (re.search(r"[\d_-]", last) or len(last) < 2):
            return "email: no ending of letters"
        if refused and re.search(r"[,(]", value):
            # The peer cuts: letters of the value are missing from what it made of it.
            lost = set(re.findall(r"\w+", value.lower())) - set(re.findall(r"\w+", other[0].lower()))
            if lost:
                return "email: a comma or bracket inside"
        return "UNEXPLAINED"
