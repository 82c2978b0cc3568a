"""python-stdnum: tax and registration numbers, and bank account numbers."""
import random
import re

from stdnum import iban as stdnum_iban
from stdnum.at import uid as at
from stdnum.au import abn, acn
from stdnum.be import vat as be
from stdnum.bg import vat as bg
from stdnum.br import cnpj, cpf
from stdnum.ca import bn
from stdnum.ch import uid as ch
from stdnum.cy import vat as cy
from stdnum.cz import dic as cz
from stdnum.de import vat as de
from stdnum.dk import cvr as dk
from stdnum.ee import kmkr as ee
from stdnum.es import nif as es
from stdnum.exceptions import ValidationError
from stdnum.fi import alv as fi
from stdnum.fr import siren, siret
from stdnum.fr import tva as fr
from stdnum.gb import utr
from stdnum.gb import vat as gb
from stdnum.gr import vat as gr
from stdnum.hr import oib as hr
from stdnum.hu import anum as hu
from stdnum.ie import vat as ie
from stdnum.in_ import gstin, pan
from stdnum.it import codicefiscale
from stdnum.it import iva as it
from stdnum.lt import pvm as lt
from stdnum.lu import tva as lu
from stdnum.lv import pvn as lv
from stdnum.mt import vat as mt
from stdnum.nl import btw as nl
from stdnum.no import orgnr as no
from stdnum.nz import ird
from stdnum.pl import nip as pl
from stdnum.pt import nif as pt
from stdnum.ro import cf as ro
from stdnum.se import vat as se
from stdnum.si import ddv as si
from stdnum.sk import dph as sk
from stdnum.us import ein

from . import files

# name: (module, country, prefix that we write, shapes of the body)
NUMBERS = {
    "AT": (at, "AT", "ATU", ["99999999"]), "BE": (be, "BE", "BE", ["0999999999", "1999999999"]),
    "BG": (bg, "BG", "BG", ["999999999", "9999999999"]), "CY": (cy, "CY", "CY", ["99999999A"]),
    "CZ": (cz, "CZ", "CZ", ["99999999", "999999999", "9999999999", "699999999"]), "DE": (de, "DE", "DE", ["999999999"]),
    "DK": (dk, "DK", "DK", ["99999999"]), "EE": (ee, "EE", "EE", ["109999999"]),
    "ES": (es, "ES", "ES", ["99999999A", "A99999999", "A9999999A", "X9999999A", "Y9999999A"]),
    "FI": (fi, "FI", "FI", ["99999999"]), "FR": (fr, "FR", "FR", ["99999999999", "X9999999999"]),
    "GR": (gr, "GR", "EL", ["999999999"]), "HR": (hr, "HR", "HR", ["99999999999"]), "HU": (hu, "HU", "HU", ["99999999"]),
    "IE": (ie, "IE", "IE", ["9999999A", "9999999AA"]), "IT": (it, "IT", "IT", ["99999999999"]),
    "LT": (lt, "LT", "LT", ["999999919", "999999999919"]), "LU": (lu, "LU", "LU", ["99999999"]),
    "LV": (lv, "LV", "LV", ["49999999999", "32999999999", "01017919999"]), "MT": (mt, "MT", "MT", ["99999999"]),
    "NL": (nl, "NL", "NL", ["999999999B99"]), "PL": (pl, "PL", "PL", ["9999999999"]), "PT": (pt, "PT", "PT", ["999999999"]),
    "RO": (ro, "RO", "RO", ["99999999", "9999999", "999999999"]), "SE": (se, "SE", "SE", ["999999999901"]),
    "SI": (si, "SI", "SI", ["99999999"]), "SK": (sk, "SK", "SK", ["9999999999", "9929999999"]),
    "GB": (gb, "GB", "GB", ["999999999", "999999999999", "GD199", "HA799"]), "CH": (ch, "CH", "CHE", ["999999999"]),
    "NO": (no, "NO", "NO", ["999999999"]),
    "US ein": (ein, "US", None, ["999999999"]), "AU abn": (abn, "AU", None, ["99999999999"]),
    "AU acn": (acn, "AU", None, ["999999999"]), "CA bn": (bn, "CA", None, ["999999999", "999999999RT0001"]),
    "NZ ird": (ird, "NZ", None, ["999999999", "99999999"]), "BR cnpj": (cnpj, "BR", None, ["99999999000199"]),
    "BR cpf": (cpf, "BR", None, ["99999999999"]), "IN gstin": (gstin, "IN", None, ["27AAAPA9999A1ZX", "99AAACA9999A9ZX"]),
    "IN pan": (pan, "IN", None, ["AAAPA9999A", "AAAAA9999A"]), "FR siren": (siren, "FR", None, ["999999999"]),
    "FR siret": (siret, "FR", None, ["99999999999999"]), "GB utr": (utr, "GB", None, ["9999999999"]),
    "IT codiceFiscale": (codicefiscale, "IT", None, ["AAAAAA99A01A999A", "AAAAAA99T41A999A"]),
}
COUNTRIES = {"US": "US", "USA": "US", "United States": "US", "GB": "GB", "United Kingdom": "GB", "DE": "DE", "Germany": "DE",
             "FR": "FR", "France": "FR", "ES": "ES", "Spain": "ES", "AU": "AU", "Australia": "AU", "NZ": "NZ"}
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def filled(rng, shape):
    if shape in ("GD199", "HA799"):
        return shape[:2] + str(rng.randint(0, 999)).zfill(3)
    return "".join(rng.choice("0123456789") if sign == "9" else rng.choice(LETTERS) if sign == "A"
                   else rng.choice(LETTERS + "0123456789") if sign == "X" and len(shape) == 11 else sign for sign in shape)


def valid(module, text):
    try:
        module.validate(text)
        return True
    except (ValidationError, ValueError, IndexError, KeyError):
        return False


def mended(rng, module, body):
    """The body with another sign at some place, so that the peer takes it; the body itself where that fails."""
    for place in rng.sample(range(len(body)), len(body)):
        for sign in "0123456789" if body[place].isdigit() else LETTERS:
            other = body[:place] + sign + body[place + 1:]
            if valid(module, other):
                return other
    return body


class TaxPeer:
    name = "python-stdnum"

    def generate(self, count, seed):
        rng = random.Random(seed)
        keys, found = sorted(NUMBERS), []
        self.kind = {}
        while len(found) < count:
            key = keys[len(found) % len(keys)]
            module, country, prefix, shapes = NUMBERS[key]
            body = filled(rng, rng.choice(shapes))
            if rng.random() < 0.7:
                body = mended(rng, module, "U" + body).removeprefix("U") if key == "AT" else mended(rng, module, body)
            written = (prefix or "") + body if prefix and rng.random() < 0.6 else body
            pair = (country, self.spaced(rng, written))
            self.kind[pair] = key
            found.append(pair)
        return found

    @staticmethod
    def spaced(rng, text):
        roll = rng.random()
        if roll < 0.6:
            return text
        places = sorted(rng.sample(range(2, len(text)), min(2, len(text) - 2)))
        sign = rng.choice(" -. ") if roll < 0.95 else " "
        return sign.join([text[:places[0]], text[places[0]:places[-1]], text[places[-1]:]]).replace(sign * 2, sign)

    def fixtures(self, folder):
        found = []
        pattern = re.compile(r"(?<![A-Za-z0-9])(ATU\d{8}|BE[01]\d{9}|DE\d{9}|FR\d{11}|IT\d{11}|NL\d{9}B\d{2}|ES[A-Z0-9]\d{7}[A-Z0-9]"
                             r"|GB\d{9}|PL\d{10}|CHE[-.]?\d{3}\.?\d{3}\.?\d{3}|SE\d{12}|DK\d{8}|LU\d{8})(?![A-Za-z0-9])")
        for _, text in files.texts(folder):
            for value in pattern.findall(text):
                found.append((value[:2], value))
        header = r"^(taxvat|eu.?ust.?id|vat|tax|ust|siret|siren|abn|ein|nif|cif|p\.?iva)[ _.-]?(id|no|nr|number|identifier|registration.*)?$"
        for value, row in files.columns(folder, header):
            country = next((COUNTRIES[cell.strip()] for cell in row.values()
                            if isinstance(cell, str) and cell.strip() in COUNTRIES), "US")
            found.append((country, value))
        return found

    def read(self, country, value):
        """What the peer says: the kinds of the country that take it, signs between groups left out."""
        text = re.sub(r"[^A-Za-z0-9]", "", value).upper()
        took = []
        for key, (module, home, prefix, _) in NUMBERS.items():
            if home != country:
                continue
            body = text[len(prefix):] if prefix and text.startswith(prefix) else text
            tried = ("CHE" + body if key == "CH" else "U" + body.removeprefix("U") if key == "AT" else body[:2] + "-" + body[2:] if key == "US ein" and len(body) == 9
                     else body)
            if valid(module, tried):
                took.append((prefix or "") + body)
        return took or ["!"]

    def difference(self, pair, mine, other):
        country, value = pair
        text = re.sub(r"[^A-Za-z0-9]", "", value).upper()
        if mine[1] == "valid" and other != ["!"]:
            plain = mine[0].replace("-", "")
            if plain in [one.replace("-", "") for one in other]:
                return None
            if any(one.lstrip("0").endswith(plain.lstrip("0")) or plain.endswith(one.lstrip("0")) for one in other):
                return None
            return "UNEXPLAINED"
        if mine[1] == "invalid" and other == ["!"]:
            return None
        if mine[1] == "unchecked":
            if mine[2] in ("ein", "pan") and other != ["!"]:
                return None
            if mine[2] in ("steuernummer", "companyNumber"):
                return "tax: a number of a kind that has no check digit"
            if country == "GB" and re.search(r"(GD|HA)\d{3}$", text):
                return None if other != ["!"] else "UNEXPLAINED"
            if country == "CZ" and len(text.removeprefix("CZ")) == 9 and other != ["!"]:
                return None
        return self.known(country, text, mine, other)

    @staticmethod
    def has_no_such_month(text):
        """Birth numbers have months 1 to 12, women's with 50 added, and since 2004 either with 20 more; the peer takes
        the month modulo 50 and 20, in any year."""
        digits = re.sub(r"\D", "", text)
        if len(digits) not in (9, 10):
            return False
        year, month = int(digits[:2]), int(digits[2:4])
        born = 1900 + year if len(digits) == 9 or year >= 54 else 2000 + year
        return not (1 <= month % 50 <= 12 or born >= 2004 and 21 <= month % 50 <= 32)

    def known(self, country, text, mine, other):
        if mine[1] == "valid" and other == ["!"]:
            body = text.removeprefix(country)
            number = "".join(str(int(sign, 36)) for sign in "NL" + body)
            if country == "NL" and int(number) % 97 == 1:
                return "tax: Dutch numbers of sole traders are checked as a whole since 2020"
            if country == "ES" and any(valid(es, body[:-1] + sign) for sign in "0123456789ABCDEFGHIJ"):
                return "tax: Spain's letter or digit at the end is taken either way"
        if mine[1] == "invalid" and other != ["!"] and country in ("CZ", "SK") and self.has_no_such_month(text):
            return "tax: a month that Czech and Slovak birth numbers don't have"
        if mine[1] == "invalid" and country == "BE" and text[-2:] in ("98", "99", "00"):
            return "tax: Belgian check digits are 01 to 97"
        if mine[2] == "pan" and text[3:4] == "E" and valid(pan, text[:3] + "P" + text[4:]):
            return "tax: India's E for partnerships of limited liability"
        return "UNEXPLAINED"


class IBANPeer:
    name = "python-stdnum"

    def generate(self, count, seed):
        rng = random.Random(seed)
        from stdnum import numdb
        registry = numdb.get("iban")
        countries = ("AD AE AL AT AZ BA BE BG BH BR CH CR CY CZ DE DK DO EE EG ES FI FR GB GE GI GR HR HU IE IL IS IT JO KW KZ "
                     "LB LI LT LU LV MC MD ME MK MR MT MU NL NO PK PL PT QA RO RS SA SE SI SK SM TN TR UA VG XK").split()
        found = []
        for index in range(count):
            country = countries[index % len(countries)]
            shape = registry.info(country)[0][1]["bban"]
            body = "".join(rng.choice({"n": "0123456789", "a": LETTERS, "c": LETTERS + "0123456789"}[kind])
                           for length, kind in re.findall(r"(\d+)!([nac])", shape) for _ in range(int(length)))
            number = stdnum_iban.calc_check_digits(country + "00" + body)
            number = country + number + body
            roll = rng.random()
            if roll < 0.25:
                place = rng.randrange(2, len(number))
                number = number[:place] + rng.choice("0123456789") + number[place + 1:]
            elif roll < 0.3:
                number = number[:-1]
            if rng.random() < 0.5:
                number = " ".join(number[at:at + 4] for at in range(0, len(number), 4))
            if rng.random() < 0.05:
                number = "IBAN " + number.lower()
            found.append(("", number))
        return found

    def fixtures(self, folder):
        pattern = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])")
        return [("", value) for _, text in files.texts(folder) for value in pattern.findall(text)]

    def read(self, _, value):
        text = re.sub(r"^IBAN\s*", "", value, flags=re.IGNORECASE)
        try:
            return [stdnum_iban.validate(text, check_country=False)]
        except ValidationError:
            return ["!"]

    def difference(self, pair, mine, other):
        is_valid = mine[0][:1] != "!" and mine[1] == ""
        if is_valid == (other != ["!"]) and (not is_valid or mine[0] == other[0]):
            return None
        return "UNEXPLAINED"
