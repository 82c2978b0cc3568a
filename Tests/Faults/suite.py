"""What the parts share: running their cases on all cores, counting before, after and between, and the printed table."""

import concurrent.futures
import os
import queue
import random
import threading
import traceback

import oracle
import program as programs
from world import FIRST, LATER, MONDAY, NEXT_MONDAY, SECOND


class Failure(Exception):
    """A case that must not have happened."""


class Case:
    """One case of a part: a name that replays it, and what it does with a bench."""

    def __init__(self, name, work):
        self.name, self.work = name, work


class Tally:
    """What the cases of a part came to."""

    def __init__(self, part):
        self.part = part
        self.cases = self.before = self.after = self.skipped = 0
        self.failures = []
        self.notes = []


class Suite:
    """One call of the suite."""

    def __init__(self, program, scratch, seed, only=None, workers=None, engine=None, small=False, quiet=False):
        self.program, self.scratch, self.seed, self.only = program, scratch, seed, only
        self.workers = workers or max(1, os.cpu_count() or 1)
        self.engine, self.small, self.quiet = engine, small, quiet
        self.tallies = []
        self._lock = threading.Lock()
        self._benches = {}

    def random(self, *words):
        """A generator of this run's seed and these words: a case's luck doesn't hang on the cases before it."""
        return random.Random(" ".join(map(str, (self.seed, *words))))

    def run(self, part, cases, make_bench):
        """Runs cases on benches that `make_bench(folder)` makes, one for each worker; parts that share it share them."""
        tally = Tally(part)
        self.tallies.append(tally)
        if self.only:
            cases = [case for case in cases if case.name == self.only or case.name.startswith(self.only + " ")]
        if not cases:
            return tally
        benches = queue.Queue()
        count = min(self.workers, len(cases))
        kept = self._benches.setdefault(make_bench, [])
        missing = [f"{self.scratch}/{len(self._benches)}-{index}" for index in range(len(kept), count)]

        def one(case):
            bench = benches.get()
            try:
                verdict = case.work(bench)
                with self._lock:
                    tally.cases += 1
                    if verdict == "before":
                        tally.before += 1
                    elif verdict == "after":
                        tally.after += 1
                    elif isinstance(verdict, str) and verdict.startswith("skipped"):
                        tally.skipped += 1
            except (Failure, oracle.Broken) as failure:
                self._fail(tally, case, str(failure))
            except Exception:
                self._fail(tally, case, traceback.format_exc(limit=4))
            finally:
                benches.put(bench)
        with concurrent.futures.ThreadPoolExecutor(count) as pool:
            for bench in pool.map(lambda folder: make_bench(self, folder), missing):
                kept.append(bench)
            for bench in kept[:count]:
                benches.put(bench)
            list(pool.map(one, cases))
        return tally

    def _fail(self, tally, case, reason):
        with self._lock:
            tally.cases += 1
            tally.failures.append((case.name, reason))
            print(f"FAILED {tally.part}: {case.name}: {reason}", flush=True)
            print(f"  again: ./test --faults --seed {self.seed} --part {tally.part} --case '{case.name}'", flush=True)

    def close(self):
        """Ends what belongs to the benches, such as servers."""
        for benches in self._benches.values():
            for bench in benches:
                bench.close()

    def table(self):
        """The table, and whether all went well."""
        lines = [f"{'part':<14}{'cases':>7}{'before':>8}{'after':>7}{'between':>9}  verdict"]
        for tally in self.tallies:
            verdict = "ok" if not tally.failures else f"{len(tally.failures)} FAILED"
            if tally.skipped:
                verdict += f", {tally.skipped} skipped"
            lines.append(
                f"{tally.part:<14}{tally.cases:>7}{tally.before:>8}{tally.after:>7}{len(tally.failures):>9}  {verdict}"
                + "".join(f"; {note}" for note in tally.notes))
        return "\n".join(lines), not any(tally.failures for tally in self.tallies)


def check(condition, words):
    if not condition:
        raise Failure(words)


class Scene:
    """Something that is done to a CRM: from which state, by which command, and what it makes of it."""

    def __init__(self, name, start, words, now, prefix):
        self.name, self.start, self.words, self.now, self.prefix = name, start, words, now, prefix
        # Filled in by `learn`: the states before and after, and the state that taking it back, or doing it again, brings.
        self.before = self.after = self.undone = None

    def __str__(self):
        return self.name


def crm(bench):
    return bench.state()


def judge(scene, outcome, state, what=""):
    """Before or after, never between; and the exit code says which."""
    where = f"{scene}{' ' + what if what else ''}: {outcome}"
    is_before, is_after = state == scene.before, state == scene.after
    check(is_before or is_after, f"BETWEEN: {state}; before is {scene.before}, after is {scene.after}; {where}")
    if not outcome.was_killed:
        check(outcome.code in programs.AS_IT_WAS | programs.DONE | {programs.UNKNOWN}, f"a crash, or a code of no meaning: {where}")
        if outcome.code in programs.DONE:
            check(is_after, f"it said that it was done, and it isn't: {where}")
        if outcome.code in programs.AS_IT_WAS:
            check(is_before, f"it said that the CRM is as it was, and it isn't: {where}")
    return "after" if is_after and not is_before else "before"


def recovers(bench, scene):
    """The same command once more finishes or undoes the rest by itself; another one finds nothing left to do."""
    again = bench.run(*scene.words, now=scene.now)
    check(again.code == 0, f"{scene}: the next command didn't get there: {again}")
    state = crm(bench)
    check(state == scene.after, f"{scene}: the next command ended in {state}, not in {scene.after}")
    settled(bench, scene, state)


def settled(bench, scene, state):
    """Nothing is left over, every manifest is whole, and looking again changes nothing."""
    oracle.manifests(bench.home, state.batches, must_be_whole=True)
    found = oracle.leftovers(bench.home)
    check(not found, f"{scene}: left over: {found}")
    status = bench.run("-C", "p", "status", "--format", "json", now=scene.now)
    check(status.code == 0, f"{scene}: status: {status}")
    told = status.json()["state"]
    if state.batches:
        last = state.batches[-1]
        check(last.after == told["full"], f"{scene}: the last batch says {last.after}, the CRM is {told['full']}")
        if state.full is not None:
            check(told["full"] == state.full, f"{scene}: the program's state hash is {told['full']}, ours {state.full}")
            check(told["content"] == state.content, f"{scene}: the program's content hash isn't ours")


def goes_back(bench, scene):
    """What was done after the recovery can be taken back, to the very state before; what was taken back, loaded."""
    if scene.prefix == "load":
        batch = crm(bench).batches[-1].id
        back = bench.run("-C", "p", "rollback", batch, "--yes", now="2026-04-06T09:00:00Z")
        check(back.code == 0, f"{scene}: the rollback afterwards: {back}")
        state = crm(bench)
        want = scene.before
        check(state.rows == want.rows or (want.rows == "nothing" and not bench.held_rows()),
              f"{scene}: the rollback afterwards ended in {state}, not in {want}")
    else:
        # The day of the load stands in what it wrote, such as until when an address was right.
        again = bench.run("-C", "p", "run", "--yes", now=NEXT_MONDAY)
        check(again.code == 0, f"{scene}: the load afterwards: {again}")
        state = crm(bench)
        check(state.content == scene.before.content, f"{scene}: the load afterwards ended in {state}")


def scenes(bench):
    """The things that are done, with their states before and after learnt from undisturbed runs."""
    made = [
        Scene("first load", "planned first", ["-C", "p", "load", "--yes"], MONDAY, "load"),
        Scene("load", "planned", ["-C", "p", "load", "--yes"], NEXT_MONDAY, "load"),
        Scene("run", "added", ["-C", "p", "run", "--yes"], NEXT_MONDAY, "load"),
        Scene("rollback", "loaded twice", ["-C", "p", "rollback", SECOND, "--yes"], LATER, "rollback"),
    ]
    made.append(Scene("first plan", "new", ["-C", "p", "plan"], MONDAY, "recovery"))
    for scene in made:
        learn(bench, scene)
    return {scene.name: scene for scene in made}


def learn(bench, scene):
    bench.back(scene.start)
    scene.before = crm(bench)
    bench.must(*scene.words, now=scene.now)
    scene.after = crm(bench)
    settled(bench, scene, scene.after)
    return scene
