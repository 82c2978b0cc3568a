"""Two commands at once, on one project and from two projects on one CRM, with seeded delays; a holder that is stopped in
the middle and goes on later. Whatever happens, the outcome is that of some order, one after the other."""

import shutil
import signal
import time

import oracle
import suite
from suite import Case, check, crm
from world import FIRST, LATER, LATEST, NEXT_MONDAY, SECOND, Bench

# What is done: from which state, by which words, and when.
COMMANDS = {
    "load": (["load", "--yes"], NEXT_MONDAY),
    "run": (["run", "--yes"], NEXT_MONDAY),
    "plan": (["plan"], NEXT_MONDAY),
    "rollback first": (["rollback", FIRST, "--yes"], LATER),
    "rollback second": (["rollback", SECOND, "--yes"], LATER),
    "status": (["status"], LATEST),
}
PAIRS = [
    ("planned", "load", "load"), ("planned", "run", "run"), ("planned", "load", "rollback first"),
    ("planned", "run", "plan"), ("planned", "load", "status"), ("loaded twice", "rollback second", "rollback second"),
    ("loaded twice", "rollback first", "rollback second"), ("loaded twice", "rollback second", "run"),
    ("loaded twice", "rollback first", "rollback first"),
]


def make(suite_run, folder):
    """A bench with a second project, `q`, on the same CRM."""
    made = Bench(suite_run.program, folder, suite_run.seed, count=120)
    for name in ("planned", "loaded twice"):
        made.back(name)
        shutil.copytree(made.home + "/p", made.home + "/q")
        for ending in ("", "-wal", "-shm"):
            try:
                shutil.os.remove(f"{made.home}/q/crm.sqlite{ending}")
            except FileNotFoundError:
                pass
        settings = made.read("q/customary.yaml")
        made.write("q/customary.yaml", settings.replace("sqlite:crm.sqlite", f"sqlite:{made.home}/p/crm.sqlite"))
        if name == "planned":
            made.must("-C", "q", "plan", now=NEXT_MONDAY)
        made.keep(name + " and q")
    made.orders = {}
    return made


def one_after_the_other(bench, start, first, second):
    """The states and codes of both, in this order, undisturbed; `None` for one that isn't run."""
    key = (start, first, second)
    if key not in bench.orders:
        bench.back(start + " and q")
        codes = []
        for (name, project) in (first, second):
            if name:
                words, now = COMMANDS[name]
                codes.append(bench.run("-C", project, *words, now=now).code)
        bench.orders[key] = (crm(bench), codes)
    return bench.orders[key]


def both(suite_run, number):
    pick = suite_run.random("pair", number)
    start, one, two = pick.choice(PAIRS)
    other = pick.choice("pq")
    delay = pick.random()

    def work(bench):
        a, b = (one, "p"), (two, other)
        orders = [one_after_the_other(bench, start, *order)[0] for order in ((a, b), (b, a))]
        alone = [one_after_the_other(bench, start, x, (None, ""))[0] for x in (a, b)]
        neither = one_after_the_other(bench, start, (None, ""), (None, ""))[0]
        bench.back(start + " and q")
        processes = []
        for name, project in (a, b):
            words, now = COMMANDS[name]
            files = (suite.programs.tempfile.TemporaryFile(), suite.programs.tempfile.TemporaryFile())
            processes.append((suite_run.program.start(
                bench.home, ["-C", project, *words], now, stdout=files[0], stderr=files[1]), files))
            time.sleep(0.9 * delay * delay if len(processes) == 1 else 0)
        outcomes = [suite_run.program.finish(*process) for process in processes]
        what = f"{one} in p, {two} in {other}: {outcomes[0].code}, {outcomes[1].code}"
        for outcome in outcomes:
            check(outcome.code in (0, 1, 2, 5, 9), f"{what}: {outcome}")
        # 2: there is no such batch yet, or it was planned against what is gone.
        state = crm(bench)
        done = [outcome.code in (0, 1) for outcome in outcomes]
        legal = {(True, True): orders, (True, False): [alone[0]] + orders, (False, True): [alone[1]] + orders,
                 (False, False): [neither]}[tuple(done)]
        check(any(state.rows == want.rows for want in legal), f"BETWEEN: {state}, {what}")
        check(len(state.batches) in {len(want.batches) for want in legal}, f"{what}: {len(state.batches)} batches")
        for home, project in ((bench.home, "p"), (bench.home, other)):
            after = bench.run("-C", project, "status", now=LATEST)
            check(after.code == 0, f"{what}: status of {project}: {after}")
        found = oracle.leftovers(bench.home)
        check(not found, f"{what}: left over: {found}")
        whole(bench, state, what)
        return "after" if any(done) else "before"
    return Case(f"{number}", work)


def whole(bench, state, what):
    """Each batch's manifest is in one of the projects, and holds."""
    for batch in state.batches:
        roots = []
        for folder, _, files in shutil.os.walk(bench.home):
            if f"manifest-{batch.id}.jsonl" in files:
                roots.append(oracle.manifest_root(f"{folder}/manifest-{batch.id}.jsonl"))
        check(batch.root in roots, f"{what}: batch {batch.id} has no manifest")


def stopped(start, name, step, other, project):
    """One is stopped at a step while it holds the CRM; the other meanwhile says exit 5; then the first goes on."""
    def work(bench):
        want = one_after_the_other(bench, start, (name, "p"), (None, ""))[0]
        bench.back(start + " and q")
        before = crm(bench)
        words, now = COMMANDS[name]
        files = (suite.programs.tempfile.TemporaryFile(), suite.programs.tempfile.TemporaryFile())
        holder = bench.program.start(
            bench.home, ["-C", "p", *words], now, stdout=files[0], stderr=files[1], step=f"{step}:1:{int(signal.SIGSTOP)}")
        for _ in range(3_000):
            with open(f"/proc/{holder.pid}/stat", encoding="ascii") as file:
                if file.read().rpartition(")")[2].split()[0] == "T":
                    break
            time.sleep(0.01)
        else:
            holder.kill()
            bench.program.finish(holder, files)
            check(False, f"{name} never came to {step}")
        try:
            their_words, their_now = COMMANDS[other]
            theirs = bench.run("-C", project, *their_words, now=their_now)
            check(theirs.code == 5, f"{other} in {project} while {name} is stopped at {step}: expected exit 5: {theirs}")
            check(crm(bench) == before, f"{other} wrote while {name} held the CRM")
        finally:
            holder.send_signal(signal.SIGCONT)
            outcome = bench.program.finish(holder, files)
        check(outcome.code == 0, f"{name}, stopped at {step} and let go on: {outcome}")
        state = crm(bench)
        check(state == want, f"{name}, stopped at {step} and let go on, ended in {state}, not in {want}")
        return "after"
    return Case(f"{name} stopped at {step} {other} in {project}", work)


def run(suite_run):
    pick = suite_run.random("concurrency")
    cases = [both(suite_run, number) for number in range(6 if suite_run.small else 200)]
    holds = [
        stopped(start, name, step, other, project)
        for start, name, other, steps in (
            ("planned", "load", "rollback first", ("load.planned", "load.rows.written", "load.batch.written")),
            ("planned", "load", "load", ("load.manifest.begun", "load.manifest.synced")),
            ("planned", "load", "status", ("load.prepared",)),
            ("loaded twice", "rollback second", "rollback second", ("rollback.begun", "rollback.settled")),
            ("loaded twice", "rollback second", "rollback first", ("rollback.restored", "rollback.batch.written")))
        for step in steps for project in ("p" if step == "load.prepared" else "pq")]
    cases += pick.sample(holds, 2) if suite_run.small else holds
    suite_run.run("concurrency", cases, make)
