"""The project that reads a scenario: what a consultant has after an hour with the files."""
import os

from deliveries import delimiter

#: Source → kind, trust. The order is that of customary.yaml.
SOURCES = {
    "mitarbeiter": ("list", 80), "debitoren": ("accounting", 80), "belege": ("accounting", 80),
    "zahlungen": ("accounting", 80), "zuordnung": ("accounting", 80), "artikel": ("shop", 60),
    "shop-kunden": ("shop", 60), "shop-bestellungen": ("shop", 60), "altcrm-firmen": ("crm", 40),
    "altcrm-personen": ("crm", 40), "altcrm-notizen": ("crm", 40), "altcrm-chancen": ("crm", 40),
    "altcrm-tickets": ("crm", 40), "altcrm-kampagnen": ("crm", 40), "altcrm-teilnehmer": ("crm", 40),
    "newsletter": ("list", 30), "werbesperre": ("list", 90),
}
HEAD = """version: 1
project: halden
id: 0f4c1b52-7a6e-8d19-b0c3-51f2a9d7e604
country: DE
timezone: Europe/Berlin
currency: EUR

sources:
"""
READ = """version: 1
read: {country: DE, dates: %s, decimal: ".", timezone: Europe/Berlin, currency: EUR}
"""
MAPPINGS = {
    "mitarbeiter": ("day-month-year", """
records:
  user:
    entity: users
    key: kuerzel
    fields:
      name: name
      email: email
      initials: kuerzel
      active: {column: austritt, transforms: [{otherwise: "true"}], values: active}
values:
  active: {"true": "true", otherwise: {text: "false"}}
"""),
    "debitoren": ("day-month-year", """
records:
  company:
    entity: accounts
    key: konto
    when: {column: name, present: true}
    fields:
      name: name
      vat_id: ustid
      street: strasse
      postcode: plz
      city: ort
      country: land
      phone: telefon
      email: email
      owner: {source: mitarbeiter, by: initials, column: vertreter}
      payment_terms: {column: ziel, transforms: [{suffix: " Tage netto"}], when: {column: ziel, present: true}}
  person:
    entity: contacts
    key: konto
    when: {column: name, present: false}
    fields:
      full_name: zusatz
      street: strasse
      postcode: plz
      city: ort
      country: land
      phone: telefon
      email: email
filters:
  - when: {column: konto, from: 70000, to: 99999}
    reason: supplier
  - when: {column: status, is: "0"}
    reason: unused account
"""),
    "belege": ("day-month-year", """
records:
  invoice:
    entity: invoices
    key: beleg
    when: {column: art, is_not: GU}
    fields:
      number: beleg
      type: {column: art, values: type}
      account: {source: debitoren, record: company, key: konto}
      contact: {source: debitoren, record: person, key: konto}
      order_number: bestellung
      issued_on: datum
      due_on: faellig
      net: netto
      tax: steuer
      gross: brutto
      open_amount: offen
      currency: waehrung
  credit_note:
    entity: invoices
    key: beleg
    when: {column: art, is: GU}
    fields:
      number: beleg
      type: {text: credit_note}
      account: {source: debitoren, record: company, key: konto}
      contact: {source: debitoren, record: person, key: konto}
      issued_on: datum
      due_on: faellig
      net: {column: netto, transforms: [negate]}
      tax: {column: steuer, transforms: [negate]}
      gross: {column: brutto, transforms: [negate]}
      open_amount: {column: offen, transforms: [negate]}
      currency: waehrung
filters:
  - when: {column: konto, present: false}
    reason: totals row
values:
  type: {RE: invoice, TZ: part_payment, EB: opening_balance, AB: write_off, otherwise: ask}
checks:
  - {field: invoice.gross, required: true, message: no amount that can be read, fix: ask accounting}
"""),
    "zahlungen": ("day-month-year", """
records:
  payment:
    entity: payments
    key: zahlung
    fields:
      number: zahlung
      account: {source: debitoren, record: company, key: konto}
      contact: {source: debitoren, record: person, key: konto}
      paid_on: datum
      amount: betrag
      currency: waehrung
      method: art
      reference: zweck
"""),
    "zuordnung": ("day-month-year", """
records:
  allocation:
    entity: allocations
    key: nr
    fields:
      invoice: {source: belege, record: invoice, key: beleg}
      credit: {source: belege, record: credit_note, key: gutschrift}
      payment: {source: zahlungen, record: payment, key: zahlung}
      amount: betrag
      currency: waehrung
      allocated_on: datum
"""),
    "artikel": ("year-month-day", """
records:
  product:
    entity: products
    key: sku
    fields: {sku: sku, name: name, category: kategorie, unit_price: preis, currency: {text: EUR}}
"""),
    "shop-kunden": ("year-month-day", """
records:
  company:
    entity: accounts
    key: id
    when: {column: firma, present: true}
    fields: {name: firma, street: strasse, postcode: plz, city: ort, country: land, phone: telefon}
  person:
    entity: contacts
    key: id
    fields:
      given_name: vorname
      family_name: nachname
      email: email
      phone: telefon
      street: strasse
      postcode: plz
      city: ort
      country: land
      tags: tags
      account: {record: company}
  consent:
    entity: consents
    when: {column: email, present: true}
    fields:
      contact: {record: person}
      channel: {text: email}
      address: email
      status: {column: newsletter, values: consent}
      occurred_at: bestaetigt
      source: {text: shop}
filters:
  - when: {column: email, matches: ".*@halden-werkzeug[.]example"}
    reason: test customer
values:
  consent: {"yes": opt_in, "no": opt_out, pending: unknown}
"""),
    "shop-bestellungen": ("year-month-day", """
records:
  order:
    entity: orders
    key: nummer
    when: {column: summe, present: true}
    fields:
      number: nummer
      account: {source: shop-kunden, record: company, key: kunde}
      contact: {source: shop-kunden, record: person, key: kunde}
      channel: {text: shop}
      ordered_at: zeit
      status: status
      currency: waehrung
      subtotal: zwischensumme
      shipping: versand
      tax: steuer
      total: summe
      discount: rabatt
      refunded: erstattet
      note: notiz
  line:
    entity: order_lines
    key: [nummer, position]
    fields:
      order: {record: order, key: nummer}
      line: position
      sku: sku
      name: artikel
      quantity: menge
      unit_price: preis
      product: {source: artikel, record: product, key: sku}
filters:
  - when: {column: email, matches: ".*@halden-werkzeug[.]example"}
    reason: test order
"""),
    "altcrm-firmen": ("year-month-day", """
records:
  company:
    entity: accounts
    key: id
    fields:
      name: name
      vat_id: ustid
      street: strasse
      postcode: plz
      city: ort
      phone: telefon
      owner: {source: mitarbeiter, by: initials, column: betreuer}
      tags: tags
      description: bemerkung
      recorded_at: geaendert
      custom.Kundengruppe: kundengruppe
filters:
  - when: {column: geloescht, is: "1"}
    reason: deleted there
"""),
    "altcrm-personen": ("year-month-day", """
records:
  person:
    entity: contacts
    key: id
    fields:
      given_name: vorname
      family_name: nachname
      job_title: titel
      email: email
      phone: telefon
      account: {source: altcrm-firmen, record: company, key: firma}
      recorded_at: geaendert
  consent:
    entity: consents
    when: {column: opt_out, is: "1"}
    fields:
      contact: {record: person}
      channel: {text: email}
      address: email
      status: {text: opt_out}
      occurred_at: geaendert
      source: {text: old CRM}
ignore: [geburtstag, geloescht]
"""),
    "altcrm-notizen": ("year-month-day", """
records:
  note:
    entity: activities
    key: id
    fields:
      kind: {text: note}
      subject: betreff
      body: text
      occurred_at: wann
      author: autor
      account: {source: altcrm-firmen, record: company, key: zu_firma}
      contact: {source: altcrm-personen, record: person, key: zu_person}
filters:
  - when: {column: geloescht, is: "1"}
    reason: deleted there
"""),
    "altcrm-chancen": ("year-month-day", """
records:
  deal:
    entity: opportunities
    key: nr
    fields:
      number: nr
      name: titel
      account: {source: altcrm-firmen, record: company, key: firma}
      owner: {source: mitarbeiter, by: initials, column: betreuer}
      stage: stufe
      status: {column: stufe, values: status}
      amount: betrag
      currency: waehrung
      opened_at: angelegt
      closed_on: abschluss
values:
  status: {Gewonnen: won, Verloren: lost, otherwise: {text: open}}
"""),
    "altcrm-tickets": ("year-month-day", """
records:
  ticket:
    entity: tickets
    key: nr
    fields:
      number: nr
      subject: betreff
      account: {source: altcrm-firmen, record: company, key: firma}
      contact: {source: altcrm-personen, record: person, key: person}
      owner: {source: mitarbeiter, by: initials, column: betreuer}
      status: status
      opened_at: eroeffnet
      closed_at: geschlossen
"""),
    "altcrm-kampagnen": ("year-month-day", """
records:
  campaign:
    entity: campaigns
    key: id
    fields: {name: name, kind: art, starts_on: beginn, budget: budget, currency: {text: EUR}}
"""),
    "altcrm-teilnehmer": ("year-month-day", """
records:
  member:
    entity: campaign_members
    key: [kampagne, person]
    fields:
      campaign: {source: altcrm-kampagnen, record: campaign, key: kampagne}
      contact: {source: altcrm-personen, record: person, key: person}
      status: stand
      responded_at: wann
"""),
    "newsletter": ("day-month-year", """
records:
  person:
    entity: contacts
    fields: {given_name: vorname, family_name: nachname, email: email}
  consent:
    entity: consents
    fields:
      contact: {record: person}
      channel: {text: email}
      address: email
      status: {column: status, values: status}
      occurred_at: [abgemeldet, angemeldet]
      source: {text: newsletter}
values:
  status: {A: opt_in, X: opt_out, I: unknown}
"""),
    "werbesperre": ("day-month-year", """
records:
  consent:
    entity: consents
    fields:
      channel: {text: email}
      address: adresse
      status: {text: do_not_contact}
      source: {text: do-not-contact list}
"""),
}


def write_project(folder, delivery, controls):
    lines = [HEAD]
    for source, (kind, trust) in SOURCES.items():
        lines.append(
            "  %s:\n    connector: delimited\n    mapping: %s\n    trust: %d\n    kind: %s\n    deliveries:\n"
            "      - file: ../inbox/%s.csv\n        options: {encoding: utf-8, delimiter: \"%s\", quote: double, "
            "header_row: \"1\", totals: \"false\"}\n" % (source, source, trust, kind, source, delimiter(source)))
    lines.append("\ntargets:\n  test: {url: \"sqlite:crm.sqlite\"}\n\nmatching: {setting: careful}\n\nlimits:\n"
                 "  existing_changed: 100 %\n  emails_blanked: 0\n  owners_unmatched: 0\n  rejected: 20 %\n\ncontrols:\n")
    for figure in controls:
        cents = figure["figure"]
        lines.append("  - {name: %s, table: %s, column: %s, currency: %s, figure: \"%s%d.%02d\", sources: [%s]}\n" % (
            figure["name"], figure["table"], figure["column"], figure["currency"], "-" if cents < 0 else "",
            abs(cents) // 100, abs(cents) % 100, ", ".join(figure["sources"])))
    put(os.path.join(folder, "customary.yaml"), "".join(lines))
    for source, (dates, text) in MAPPINGS.items():
        text = READ % dates + text
        put(os.path.join(folder, "mappings", source + ".yaml"), text)
        if source == "debitoren":
            put(os.path.join(folder, "mappings-2", source + ".yaml"), text.replace("phone: telefon", "phone: rufnummer"))


def put(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as handle:
        handle.write(text)
