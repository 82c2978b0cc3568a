#!/usr/bin/env python3
"""Makes Sources/Text/RegionTable*.swift and LanguageTable.swift from Debian's iso-codes: Benchmarks/region_table.py"""
import json
import os
import re
import unicodedata

ISO = "/usr/share/iso-codes/json/"
TEXT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Sources", "Text")
COUNTRIES = ("AR AT AU BE BG BR CA CH CN CZ DE DK EE ES FI FR GB GR HR HU IE IN IS IT JP LT LU LV MX MY NL NO NZ PL PT RO RU SE "
             "SK TR UA US ZA").split()
# What an address names comes before what contains it, where both have one name.
FIRST = {"ES": "Province", "IT": ("Province", "Metropolitan"), "FR": "Metropolitan department"}


def key(text):
    plain = unicodedata.normalize("NFD", text.lower())
    return re.sub(r"[^a-z0-9]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def names(text):
    """`Valenciana, Comunidad / Valenciana, Comunitat` → both in their usual order, and the bare names; `Cardiff
    [Caerdydd GB-CRD]` → both languages; `Newry, Mourne and Down` is one name."""
    found, second = [], []
    for other in re.findall(r"\[([^\]]*)\]", text):
        second.append(re.sub(r"\s*\b[A-Z]{2}-[A-Z0-9]+$", "", other).strip())
    text = re.sub(r"\s*\[[^\]]*\]", "", text)
    for part in re.split(r"\s*/\s*|\s*;\s*", text.replace("*", "")):
        part = re.sub(r"\s*\(.*\)", "", part).strip()
        head, comma, tail = part.partition(", ")
        if comma and " and " not in tail:
            # Whoever writes London seldom means the City.
            found += [(tail + ("" if tail.endswith("'") else " ") + head).strip()] + [head] * (head != "London")
        elif part:
            found.append(part)
    return list(dict.fromkeys(found + [name for name in second if name]))


def regions():
    entries = json.load(open(ISO + "iso_3166-2.json"))["3166-2"]
    lines = {}
    for country in COUNTRIES:
        own = [one for one in entries if one["code"].startswith(country + "-")]
        own.sort(key=lambda one: (not one["type"].startswith(FIRST.get(country, "")), one["code"]))
        taken, parts = set(), []
        for one in own:
            code = one["code"][3:]
            kept = []
            for name in names(one["name"]):
                if key(name) not in taken and key(name) != key(code):
                    taken.add(key(name))
                    kept.append(name)
            parts.append(code + ":" + "/".join(kept or names(one["name"])[:1]))
        lines[country] = country + "|" + ";".join(parts)
    return lines


def wrapped(line):
    """Pieces that end behind a semicolon or a space."""
    pieces = []
    while len(line) > 108:
        cut = max(line.rfind(sign, 0, 108) for sign in "; ") + 1
        pieces.append(line[:cut])
        line = line[cut:]
    return pieces + [line]


def write(name, doc, lines):
    with open(os.path.join(TEXT, name + ".swift"), "w") as out:
        out.write("%senum %s {\n    static let lines = \"\"\"\n" % (doc, name))
        for line in lines:
            pieces = wrapped(line)
            out.write("".join("        %s%s\n" % (piece, "\\" if index + 1 < len(pieces) else "")
                              for index, piece in enumerate(pieces)))
        out.write("        \"\"\"\n}\n")


def languages():
    source = open(os.path.join(TEXT, "Language.swift")).read()
    known = set(re.findall(r'\("(\w\w)", "', source))
    words = set(re.findall(r"[\w]+", " ".join(re.findall(r'\("\w\w", "([^"]*)"', source))))
    lines = []
    for one in json.load(open(ISO + "iso_639-2.json"))["639-2"]:
        code = one.get("alpha_2")
        if not code or code in known:
            continue
        found = [code, one["alpha_3"], one.get("bibliographic", "")]
        found += ["_".join(key(name).split()) for name in one["name"].split(";") if "(" not in name and "," not in name]
        found = [word for word in dict.fromkeys(found) if word and word not in words]
        words.update(found)
        lines.append(code + "|" + " ".join(found))
    return lines


if __name__ == "__main__":
    table = regions()
    note = "Made from Debian's iso-codes by Benchmarks/region_table.py"
    for name, first, last in (("RegionTableAtoF", "A", "F"), ("RegionTableGtoL", "G", "L"), ("RegionTableMtoZ", "M", "Z")):
        write(name, "/// ISO 3166-2: country|code:name/other names. %s\n" % note,
              [line for country, line in sorted(table.items()) if first <= country[0] <= last])
    write("LanguageTable", "/// ISO 639-1 beyond the languages that have names in several languages: code|codes and English names.\n"
          "/// %s\n" % note, languages())
