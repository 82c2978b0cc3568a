"""phonenumbers, the Python port of libphonenumber, with the tables of the library's own version."""
import random
import re

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberType

from . import files

try:
    from re import _parser as patterns
except ImportError:
    import sre_parse as patterns

KINDS = ("general_desc fixed_line mobile toll_free premium_rate shared_cost personal_number voip pager uan "
         "voicemail").split()
COMMON = "US GB DE FR ES AU IT NL BE AT CH CA IE SE NO DK FI PL CZ PT GR NZ IN BR".split()
KIND = {
    PhoneNumberType.FIXED_LINE: "fixed", PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixedOrMobile", PhoneNumberType.TOLL_FREE: "tollFree",
    PhoneNumberType.PREMIUM_RATE: "service", PhoneNumberType.SHARED_COST: "service", PhoneNumberType.UAN: "service",
    PhoneNumberType.PAGER: "service", PhoneNumberType.VOICEMAIL: "service", PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "voip", PhoneNumberType.UNKNOWN: "unknown",
}


def sample(rng, tree):
    """A text that a parsed regular expression of digits matches."""
    out = []
    for operation, argument in tree:
        name = str(operation)
        if name == "LITERAL":
            out.append(chr(argument))
        elif name == "IN":
            choices = []
            for inner, value in argument:
                if str(inner) == "LITERAL":
                    choices.append(chr(value))
                elif str(inner) == "RANGE":
                    choices += [chr(code) for code in range(value[0], value[1] + 1)]
                else:
                    choices += list("0123456789")
            out.append(rng.choice(choices))
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, inner = argument
            out += [sample(rng, inner) for _ in range(rng.randint(least, min(most, least + 8)))]
        elif name == "SUBPATTERN":
            out.append(sample(rng, argument[-1]))
        elif name == "BRANCH":
            out.append(sample(rng, rng.choice(argument[1])))
    return "".join(out)


class PhonePeer:
    name = "phonenumbers " + phonenumbers.__version__
    countries = {"US": "US", "USA": "US", "United States": "US", "GB": "GB", "UK": "GB", "United Kingdom": "GB",
                 "DE": "DE", "Germany": "DE", "Deutschland": "DE", "FR": "FR", "FRANCE": "FR", "France": "FR", "ES": "ES",
                 "Spain": "ES", "España": "ES", "AU": "AU", "AUS": "AU", "Australia": "AU"}

    def generate(self, count, seed, odd=False):
        """Numbers of all regions, the commonest more often: sampled from the ranges, then spoiled, cut, lengthened or
        made up in part, and written in many styles. `odd` adds words, extensions and second numbers."""
        rng = random.Random(seed)
        regions = sorted(phonenumbers.SUPPORTED_REGIONS)
        trees = {}
        for region in regions:
            facts = PhoneMetadata.metadata_for_region(region)
            known = [getattr(facts, kind) for kind in KINDS]
            trees[region] = [patterns.parse(one.national_number_pattern) for one in known
                             if one and one.national_number_pattern and one.national_number_pattern != "NA"]
        return [self.one(rng, regions, trees, odd) for _ in range(count)]

    def one(self, rng, regions, trees, odd):
        region = rng.choice(COMMON) if rng.random() < 0.7 else rng.choice(regions)
        facts = PhoneMetadata.metadata_for_region(region)
        number = sample(rng, rng.choice(trees[region]))
        roll = rng.random()
        if roll < 0.15:
            place = rng.randrange(len(number))
            number = number[:place] + rng.choice("0123456789") + number[place + 1:]
        elif roll < 0.22:
            number = number[:-rng.randint(1, 3)]
        elif roll < 0.28:
            number += "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 3)))
        elif roll < 0.36:
            number = "".join(rng.choice("0123456789") for _ in range(rng.randint(4, 13)))
        code, prefix = str(facts.country_code), facts.national_prefix or ""
        home, style = region, rng.random()
        if style < 0.40:
            value = self.grouped(rng, prefix + number)
        elif style < 0.50:
            value = self.grouped(rng, number)
        elif style < 0.58:
            value = self.grouped(rng, code + number)
        elif style < 0.60:
            value = self.grouped(rng, code + prefix + number)
        else:
            home = rng.choice([region, region, rng.choice(COMMON), ""])
            lead = rng.choice(["+", "+", "00", "+ ", "(+"])
            middle = rng.choice(["", "", " ", " (0) ", "(0)", " 0"] if rng.random() < 0.3 else ["", " "])
            value = lead + code + (")" if lead == "(+" else "") + middle + self.grouped(rng, number)
        if odd and rng.random() < 0.04:
            value = rng.choice(["Tel. %s", "%s ext. 12", "mobil: %s", "%s / 12", "%s (privat)", "x%s", "%s;"]) % value
        return home, value

    @staticmethod
    def grouped(rng, digits):
        if rng.random() < 0.3:
            return digits
        separator, out, at = rng.choice([" ", "-", ".", " ", "/", " "]), "", 0
        while at < len(digits):
            length = rng.randint(2, 4)
            out += (separator if at else "") + digits[at:at + length]
            at += length
        if rng.random() < 0.12 and len(digits) > 5:
            out = "(" + digits[:3] + ") " + digits[3:]
        return out

    def fixtures(self, folder):
        found = []
        for value, row in files.columns(folder, r"phone|telefon|^tel\b|mobile|fax|telefono|handy"):
            country = next((self.countries[cell.strip()] for cell in row.values()
                            if isinstance(cell, str) and cell.strip() in self.countries), "US")
            found.append((country, value))
        return found

    def read(self, country, value):
        try:
            number = phonenumbers.parse(value, country or None)
        except phonenumbers.NumberParseException:
            return ["!"]
        kind = KIND[phonenumbers.number_type(number)]
        if kind == "unknown" and phonenumbers.is_possible_number_with_reason(number) != 0:
            return ["!"]
        return [phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), number.extension or "", kind]

    def difference(self, pair, mine, other):
        """A class only where the value itself shows it: the peer agrees once it reads the value without the cause, or
        the digits are what the class says."""
        country, value = pair
        if mine[0][:1] == "!" and other[0] == "!":
            return None
        if mine[:3] == other[:3]:
            return None
        digits = re.sub(r"\D", "", value)
        refused = mine[0][:1] == "!"

        def same(text):
            """Whether the peer reads this text as we read the value: the same number, or none."""
            read = self.read(country, text)
            return read[0] == "!" if refused else read[:2] == mine[:2]

        if mine[0] == "!phone.placeholder":
            national = digits.lstrip("0")
            counted = any(national in run for run in ("01234567890123456789", "98765432109876543210"))
            if not national:
                return "phone: zeros only"
            return "phone: one digit over and over, or the digits counted up" if counted or len(
                set(national)) == 1 else "UNEXPLAINED"
        without_zero = re.sub(r"\(\s*0\s*\)", " ", value)
        dialled = re.sub(r"^(\W*)0(\W*)0", r"\1\2+", without_zero)
        if mine[0] == "!phone.no-area-code":
            # No prefix, and too few digits for an area code and a number.
            number = re.sub(r"\D", "", re.split(r"[/;,|]|\bext", value)[0])
            short = not value.strip(" (").startswith(("0", "+")) and len(number) <= 7
            if short and country in ("DE", "AT"):
                return "phone: a German or Austrian subscriber's number without its area code"
        if re.match(r"^\W*0\W*0\W*[1-9]", value):
            if same(dialled):
                return "phone: 00 in front stands for + in every country"
        if without_zero != value and same(without_zero):
            return "phone: the zero in brackets is not dialled from abroad"
        letters = re.search(r"[A-Za-z]", value)
        bare = re.sub(r"[A-Za-z.:()]+", " ", value).strip() if letters else value
        if letters and not refused and same(bare):
            return "phone: labels and words around the number are read"
        if letters and refused and len(re.sub(r"\D", "", other[0])) != len(digits) and self.read(country, bare) != other:
            return "phone: words that are not understood"
        pieces = [piece for piece in re.split(r"[/;,|]", dialled) if re.search(r"\d", piece)]
        if len(pieces) > 1:
            whole = re.sub(r"[/;,|]", " ", dialled)
            first = pieces[0]
            # The first number alone, all groups as one number, or the number with the first of two endings.
            if same(first) or same(whole) or same(" ".join(pieces[:-1])):
                return "phone: several numbers, or another ending, in one cell"
        if mine[0] == other[0] and mine[1] == other[1] and letters:
            return "phone: fax, landline or mobile by the word beside it"
        return "UNEXPLAINED"
