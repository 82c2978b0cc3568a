#!/usr/bin/env python3
"""Makes a small company's customer data as it really comes, a project that reads it, and the truth about all of it.

    Benchmarks/gen_scenario.py --seed 7 --customers 200 -o DIR

    DIR/inbox/            the first delivery: staff, accounting (debtors, documents, payments, allocations), shop (products,
                          customers, orders), the old CRM (companies, people, notes, deals, tickets, campaigns, members),
                          newsletter, do-not-contact list
    DIR/delivery-2/       corrections, new rows, rows gone, a renamed column
    DIR/project/          customary.yaml and mappings/, ready to run; mappings-2/ follows the renamed column
    DIR/existing-crm.sql  what the CRM held before, for SQLite; existing-crm.postgresql.sql for PostgreSQL
    DIR/edits.sql         what people changed after the first load; edits.postgresql.sql
    DIR/truth/            what must come of it: see Benchmarks/README.md

Same arguments, same bytes. Every person, company and address is invented; domains end in .example, phone numbers are those
that numbering plans keep for fiction. Python standard library only.
"""
import argparse
import os
import random
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenario"))
from crm import write_crm  # noqa: E402
from deliveries import delimiter, second_delivery, write_delivery  # noqa: E402
from project import write_project  # noqa: E402
from truth import write_truth  # noqa: E402
from world import World  # noqa: E402


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--customers", type=int, default=200, help="really different customers (default 200)")
    parser.add_argument("-o", "--out", required=True, metavar="DIR")
    args = parser.parse_args(argv)
    if args.customers < 40:
        parser.error("--customers: 40 or more, so that every case occurs")
    world = World(random.Random(args.seed), args.customers)
    first = world.delivery()
    second = second_delivery(world, first)
    write_delivery(os.path.join(args.out, "inbox"), first)
    write_delivery(os.path.join(args.out, "delivery-2"), second.delivery)
    write_crm(args.out, world, second)
    controls = write_truth(os.path.join(args.out, "truth"), world, first, second)
    write_project(os.path.join(args.out, "project"), first, controls)


if __name__ == "__main__":
    main()
