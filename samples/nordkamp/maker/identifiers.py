"""Numbers with check digits, phone numbers from ranges reserved for fiction, ids."""

import hashlib
import random

from .places import DRAMA


def stream(name):
    """A random stream of its own for each subject, so that a change in one file leaves the others alone."""
    return random.Random("nordkamp/" + name)


def german_vat(digits8):
    """DE + 8 digits + check digit, ISO 7064 MOD 11,10."""
    product = 10
    for digit in digits8:
        total = (int(digit) + product) % 10 or 10
        product = (2 * total) % 11
    return "DE" + digits8 + str((11 - product) % 10)


def austrian_vat(digits7):
    """ATU + 7 digits + check digit."""
    total = 0
    for index, digit in enumerate(digits7):
        value = int(digit) * (2 if index % 2 else 1)
        total += value // 10 + value % 10
    return "ATU" + digits7 + str((10 - (total + 4) % 10) % 10)


def british_vat(digits7):
    """GB + 7 digits + two check digits, MOD 97."""
    total = sum(int(d) * w for d, w in zip(digits7, range(8, 1, -1)))
    return "GB" + digits7 + "%02d" % (97 - total % 97)


def valid_german_vat(text):
    return len(text) == 11 and german_vat(text[2:10]) == text


class Phones:
    """Hands out numbers: the ranges reserved for film and theatre where a town has one, else its 555 block."""

    def __init__(self):
        self.next = {}

    def landline(self, town):
        key = (town.country, town.area)
        count = self.next[key] = self.next.get(key, 99) + 1
        if (town.country, town.area) in DRAMA:
            return town.area, DRAMA[key] + "%03d" % count
        return town.area, "555" + "%04d" % count

    def mobile(self):
        count = self.next["mobile"] = self.next.get("mobile", 0) + 1
        return "0176", "04069%03d" % count


DIAL = {"DE": "49", "AT": "43", "GB": "44"}


def e164(country, phone):
    """The canonical form of an (area, number) pair."""
    return "+" + DIAL[country] + phone[0].lstrip("0") + phone[1]


def uuid_of(*parts):
    """A stable UUID of version 8, lower-case."""
    digest = hashlib.sha256("\x1f".join(("nordkamp",) + parts).encode()).hexdigest()
    return "-".join((digest[:8], digest[8:12], "8" + digest[13:16], "a" + digest[17:20], digest[20:32]))
