"""One call that writes every file of the sample."""

from . import accounting, britain, cast, crm, deliveries, nights, oldcrm, saleslist, shop, smallfiles, tables, traps
from .truth import Book


def make(folder):
    world, book = cast.make(), Book()
    inbox = folder / "inbox"
    saleslist.build(world, book)
    saleslist.write(
        inbox / "Kundenliste NEU (3).xlsx", *(book.sources["kundenliste-" + s] for s in ("sued", "nord", "alt"))
    )
    ledger = accounting.ledger(world, book)
    accounting.write_ledger(inbox / "debitoren.csv", ledger)
    invoiced = shop.build(world, book)
    shop.write(inbox, book)
    accounting.write_open_items(inbox / "opos.xlsx", accounting.open_items(world, book, invoiced))
    smallfiles.newsletter(world, book)
    oldcrm.build(world, book)
    oldcrm.write(inbox, book)
    britain.build(world, book)
    britain.write(inbox, book)
    smallfiles.staff(book)
    smallfiles.blocked(world, book)
    smallfiles.write(inbox, book)
    crm.build(world, book)
    crm.write(folder, world, book)
    traps.build(world, book)
    traps.write(folder / "truth", book)
    tables.write(folder, world, book)
    nights.build(folder, world, book, deliveries.build(folder, world, book))
    return world, book
