#!/usr/bin/env python3
"""The negative control: breaks our own code in every way on the list of `sabotages.py`, one after the other, and sees
that the fault suite notices each. One build holds all of them; an environment variable arms one.

    ./test --sabotages            all of them; without any armed, the same cases have to pass
    ./test --sabotages NAME…      some
    ./test --sabotages --check    only that every text to be replaced is still there, once

The broken tree and its build lie in `.build/sabotaged`; the repository's own sources are never touched.
"""

import argparse
import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from program import ROOT
from sabotages import SABOTAGES

SWITCH = """internal import Glibc

/// Which sabotage is armed.
enum Sabotage {
    private static let armed = getenv("SABOTAGE").map { String(cString: $0) }

    static func isArmed(_ name: String) -> Bool { armed == name }
}
"""


def apply(tree):
    """Puts every sabotage into a copy of the sources; gives what went wrong."""
    wrong, texts, folders = [], {}, set()
    for sabotage in SABOTAGES:
        for path, old, new in sabotage.replacements:
            if path not in texts:
                with open(f"{tree}/{path}", encoding="utf-8") as file:
                    texts[path] = file.read()
            count = texts[path].count(old)
            if count != 1:
                wrong.append(f"{sabotage.name}: {path}: found {count} times: {old.strip()[:90]!r}")
                continue
            new = re.sub(r"\bON\b", f'Sabotage.isArmed("{sabotage.name}")', new)
            texts[path] = texts[path].replace(old, new)
            folders.add("/".join(path.split("/")[:2]))
    names = [sabotage.name for sabotage in SABOTAGES]
    wrong += [f"{name}: is there twice" for name in names if names.count(name) > 1]
    return wrong, texts, folders


def write(path, text):
    """Writes a file where it isn't that already, so that an unchanged one needn't be built again."""
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            if file.read() == text:
                return
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def copy(tree):
    """Makes `tree` a copy of the sources, with all sabotages in it; files that are the same keep their time."""
    wrong, texts, folders = apply(ROOT)
    if wrong:
        sys.exit("The list of sabotages doesn't fit the sources any more:\n  " + "\n  ".join(wrong))
    wanted = set()
    for name in ("Package.swift", "Sources", "Connectors"):
        for folder, _, files in os.walk(f"{ROOT}/{name}") if os.path.isdir(f"{ROOT}/{name}") else [(ROOT, [], [name])]:
            for file in files:
                path = f"{folder}/{file}"[len(ROOT) + 1:]
                wanted.add(path)
                if path in texts:
                    continue
                place = f"{tree}/{path}"
                os.makedirs(os.path.dirname(place), exist_ok=True)
                if not os.path.exists(place) or os.path.getmtime(place) != os.path.getmtime(f"{ROOT}/{path}"):
                    shutil.copy2(f"{ROOT}/{path}", place)
    for path, text in texts.items():
        os.makedirs(os.path.dirname(f"{tree}/{path}"), exist_ok=True)
        write(f"{tree}/{path}", text)
    for folder in folders:
        write(f"{tree}/{folder}/Sabotage.swift", SWITCH)
        wanted.add(f"{folder}/Sabotage.swift")
    # The tests aren't built; their folders have to be there for the package to be whole.
    for folder in os.listdir(f"{ROOT}/Tests"):
        os.makedirs(f"{tree}/Tests/{folder}", exist_ok=True)
        if folder not in ("Faults",):
            write(f"{tree}/Tests/{folder}/Empty.swift", "")
    for name in ("Sources", "Connectors"):
        for folder, _, files in os.walk(f"{tree}/{name}"):
            for file in files:
                if f"{folder}/{file}"[len(tree) + 1:] not in wanted:
                    os.remove(f"{folder}/{file}")


def suite(program, part, case, armed):
    """Runs a case, or a small part, of the fault suite with a sabotage armed; gives its exit code and what it printed."""
    words = [sys.executable, os.path.dirname(os.path.abspath(__file__)) + "/run.py", "--program", program, "--part", part,
             "--workers", "1", "--seed", "1"]
    words += ["--case", case] if case else ["--small"]
    variables = {**os.environ, "SABOTAGE": armed}
    done = subprocess.run(words, env=variables, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def reason(text):
    """The first thing that the suite complained of."""
    for line in text.splitlines():
        if line.startswith("FAILED"):
            return line[7:150]
    return (text.strip().splitlines() or ["?"])[-1][:143]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--program", help="a program with the sabotages in it that is built already")
    parser.add_argument("--tree", help="only puts the broken sources into this folder")
    given = parser.parse_args()
    known = {sabotage.name: sabotage for sabotage in SABOTAGES}
    for name in given.names:
        if name not in known:
            sys.exit(f"there is no sabotage {name}; there are {', '.join(known)}")
    wrong = apply(ROOT)[0]
    if wrong:
        sys.exit("The list of sabotages doesn't fit the sources any more:\n  " + "\n  ".join(wrong))
    if given.check:
        print(f"{len(SABOTAGES)} sabotages, every text is where it is expected")
        return
    tree = given.tree or ROOT + "/.build/sabotaged/tree"
    program = given.program
    if not program:
        copy(tree)
        if given.tree:
            return
        build = ["swift", "build", "--package-path", tree, "--scratch-path", ROOT + "/.build/sabotaged/build"]
        subprocess.run([*build, "--product", "customary"], check=True)
        shown = subprocess.run([*build, "--show-bin-path"], check=True, capture_output=True, text=True)
        program = shown.stdout.strip() + "/customary"
    chosen = [known[name] for name in given.names] or SABOTAGES
    jobs = sorted({(part, case or "") for sabotage in chosen for part, case in sabotage.caught})
    failed = False
    with concurrent.futures.ThreadPoolExecutor(max(1, os.cpu_count() or 1)) as pool:
        # With nothing armed, everything that is to catch something has to pass: else catching proves nothing.
        clean = pool.map(lambda job: (job, suite(program, job[0], job[1], "")), jobs)
        for (part, case), (code, text) in clean:
            if code != 0:
                failed = True
                print(f"NOT CLEAN: {part} {case}: fails with nothing armed: {reason(text)}", flush=True)
        print(f"Nothing armed: {len(jobs)} groups of cases pass" if not failed else "", flush=True)

        def attempt(sabotage):
            for part, case in sabotage.caught:
                code, text = suite(program, part, case, sabotage.name)
                if code != 0:
                    return sabotage, f"{part} {case or '(some)'}", reason(text)
            return sabotage, None, None
        caught = 0
        for sabotage, by, why in pool.map(attempt, chosen):
            caught += by is not None
            failed |= by is None
            print(f"{sabotage.name:<38} {'NOT CAUGHT' if by is None else 'caught by ' + by}"
                  + (f"\n{'':<38}   {why}" if why else ""), flush=True)
    print(f"\n{caught} of {len(chosen)} sabotages caught")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
