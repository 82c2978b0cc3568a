"""How people write things down: phones, names and streets in each file's own habit, with slips."""

from . import names


def phone(pair, habit, rng=None):
    """A German number in one of the habits: slash, brackets, dash, plain, world, tight."""
    if not pair:
        return ""
    area, number = pair
    if habit == "slash":
        return "%s/%s" % (area, number)
    if habit == "slash_spaced":
        half = len(number) // 2
        return "%s / %s %s" % (area, number[:half], number[half:])
    if habit == "brackets":
        return "(%s) %s" % (area, number)
    if habit == "dash":
        return "%s-%s" % (area, number)
    if habit == "world":
        return "+49 %s %s" % (area[1:], number)
    if habit == "zero_zero":
        return "0049 %s %s" % (area[1:], number)
    if habit == "odd_zero":
        return "+49 (0)%s %s" % (area[1:], number)
    if habit == "tight":
        return area + number
    return "%s %s" % (area, number)


def world_phone(pair, country):
    dial = {"DE": "49", "AT": "43", "GB": "44"}[country]
    return "+%s %s %s" % (dial, pair[0][1:], pair[1]) if pair else ""


def any_phone(pair, country, rng):
    if country != "DE":
        return world_phone(pair, country)
    return phone(
        pair, rng.choice(["slash", "slash", "slash_spaced", "brackets", "dash", "plain", "world", "tight", "odd_zero"])
    )


def street(text, rng):
    """Straße, Strasse, Str., str."""
    choice = rng.random()
    if choice < 0.30:
        text = text.replace("straße", "str.").replace(" Straße", " Str.")
    elif choice < 0.42:
        text = text.replace("straße", "strasse").replace("Straße", "Strasse")
    elif choice < 0.47:
        text = text.replace("straße ", "str.")
    return text


def slip(text, rng):
    """One typing slip somewhere after the second letter."""
    if len(text) < 6:
        return text
    index = rng.randint(2, len(text) - 3)
    kind = rng.random()
    if not text[index].isalpha() or not text[index + 1].isalpha():
        return text
    if kind < 0.4:
        return text[:index] + text[index + 1] + text[index] + text[index + 2 :]
    if kind < 0.7:
        return text[:index] + text[index + 1 :]
    return text[:index] + text[index] + text[index:]


def firm_name(name, rng, slips=0.05):
    """A firm's name as a salesperson types it."""
    text = name
    choice = rng.random()
    if choice < 0.18:
        for form in (" GmbH & Co. KG", " GmbH", " e.K.", " OHG", " GbR", " UG (haftungsbeschränkt)", " KG"):
            if text.endswith(form):
                text = text[: -len(form)]
                break
    elif choice < 0.26:
        text = text.replace("GmbH & Co. KG", "GmbH&Co.KG").replace("UG (haftungsbeschränkt)", "UG")
    elif choice < 0.32:
        text = text.replace("Bäckerei", "Bäck.")
    elif choice < 0.37:
        text = names.plain(text)
    elif choice < 0.42:
        text = text.replace("Bäckerei und Konditorei", "Bäckerei & Konditorei").replace("e.K.", "e. K.")
    elif choice < 0.45:
        text = text.upper().replace("GMBH", "GmbH")
    if rng.random() < slips:
        text = slip(text, rng)
    if rng.random() < 0.04:
        text = text.replace(" ", "  ", 1)
    return text


def german_date(iso, short=False):
    year, month, day = iso.split("-")
    return "%d.%d.%s" % (int(day), int(month), year[2:]) if short else "%s.%s.%s" % (day, month, year)


def addressed(person):
    return ("Frau " if person.female else "Herr ") + (person.title + " " if person.title else "") + person.family


def decimal_comma(amount, grouped=True):
    """12345.6 (a Decimal) → 12.345,60"""
    text = "%.2f" % amount
    sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, part = text.split(".")
    if grouped:
        while len(whole.split(".")[0]) > 3:
            first, _, rest = whole.partition(".")
            whole = first[:-3] + "." + first[-3:] + ("." + rest if rest else "")
    return sign + whole + "," + part


def fold_lines(text):
    return " ".join(text.split())
