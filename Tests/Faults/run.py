#!/usr/bin/env python3
"""The fault suite: the real program, a real project, and everything that can go wrong while it writes.

    ./test --faults                              everything
    ./test --faults --engine sqlite|postgresql   one engine
    ./test --faults --part steps                 one part; --case NAME replays one case of it
    ./test --faults --seed N                     the same luck again
    ./test --faults --small                      some of each, with a new seed: what continuous integration runs

Prints a table and exits 1 when anything failed. A failure prints the line that replays it.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import concurrency
import disk
import kills
import postgres
import powerloss
import promises
import signals
import steps
from program import ROOT, Program
from suite import Suite

PARTS = {
    "sqlite": {
        "steps": steps.run, "kills": kills.run, "disk": disk.run, "powerloss": powerloss.run,
        "promises": promises.run, "concurrency": concurrency.run, "signals": signals.run,
    },
    "postgresql": {
        "pg-commit": postgres.run_commit, "pg-kills": postgres.run_kills, "pg-others": postgres.run_others,
        "pg-full": postgres.run_full,
    },
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=ROOT + "/.build/debug/customary")
    parser.add_argument("--engine", choices=sorted(PARTS))
    parser.add_argument("--part", action="append")
    parser.add_argument("--case")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--workers", type=int)
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(1_000_000)
    if not os.access(given.program, os.X_OK):
        sys.exit(f"{given.program}: there is no such program; build it first: swift build")
    known = {name: part for engine, parts in PARTS.items() if given.engine in (None, engine) for name, part in parts.items()}
    for name in given.part or []:
        if name not in known:
            sys.exit(f"there is no part {name}; there are {', '.join(known)}")
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    scratch = tempfile.mkdtemp(prefix="customary-faults-", dir=base)
    started = time.monotonic()
    print(f"Faults with seed {seed}", flush=True)
    suite = None
    try:
        suite = Suite(Program(given.program, scratch), scratch, seed, given.case, given.workers, given.engine, given.small)
        for name, part in known.items():
            if not given.part or name in given.part:
                begun = time.monotonic()
                part(suite)
                print(f"  {name}: {time.monotonic() - begun:.0f} s", flush=True)
    finally:
        if suite:
            suite.close()
        shutil.rmtree(scratch, ignore_errors=True)
    table, ok = suite.table()
    print(f"\n{table}\n\nSeed {seed}, {time.monotonic() - started:.0f} s. The same again: ./test --faults --seed {seed}"
          f"{' --small' if given.small else ''}")
    sys.exit(0 if ok else 1)


if __name__ == "__main__":
    main()
