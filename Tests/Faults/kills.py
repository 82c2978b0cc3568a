"""Killed at a random instant: before, in the middle of, or after any change to a file, or at any moment at all."""

import os
import time

import oracle
import suite
from suite import Case, check, crm
from steps import make


def counted(bench, scene, skip):
    """The number of changes to files that the undisturbed command makes, and how long it takes."""
    if (scene.name, skip) not in bench.counts:
        bench.back(scene.start)
        path = bench.folder + "/count"
        start = time.monotonic()
        bench.must(*scene.words, now=scene.now, faults={"FAULT_SKIP": skip, "FAULT_COUNT": path})
        took = time.monotonic() - start
        with open(path, encoding="utf-8") as file:
            bench.counts[scene.name, skip] = int(file.read()), took
    return bench.counts[scene.name, skip]


SCENES = ["load", "load", "first load", "first plan", "run", "rollback", "rollback", "status after load.committed",
          "status after load.batch.written", "status after rollback.committed", "status after rollback.batch.written"]


def kill(suite_run, number):
    pick = suite_run.random("kill", number)
    scene_name = pick.choice(SCENES)
    # What the CRM and the manifests are made of is of more interest than what can be staged again.
    skip = "" if pick.random() < 0.15 else "staging.sqlite"
    how = pick.choice(["kill", "tear", "after", "time"])
    share = pick.random()

    def work(bench):
        scene = bench.scenes[scene_name]
        total, took = counted(bench, scene, skip)
        bench.back(scene.start)
        if how == "time":
            process = suite_run.program.start(bench.home, scene.words, scene.now)
            time.sleep(share * took * 1.1)
            process.kill()
            outcome = suite_run.program.finish(process, (open(os.devnull, "rb"), open(os.devnull, "rb")))
            what = f"killed after {share * took * 1.1:.3f} s"
        else:
            at = 1 + int(share * total)
            outcome = bench.run(
                *scene.words, now=scene.now, faults={"FAULT_SKIP": skip, "FAULT_AT": str(at), "FAULT_DO": how})
            what = f"{how} at change {at} of {total}"
            check(outcome.was_killed or at > total - 3, f"{scene} {what}: not killed: {outcome}")
        state = crm(bench)
        verdict = suite.judge(scene, outcome, state, what)
        oracle.manifests(bench.home, state.batches, must_be_whole=False)
        if scene.prefix != "recovery" and pick.random() < 0.25:
            # A second kill, while the next command recovers.
            at = 1 + int(pick.random() * total)
            bench.run(*scene.words, now=scene.now, faults={"FAULT_SKIP": skip, "FAULT_AT": str(at), "FAULT_DO": "kill"})
            again = crm(bench)
            check(again in (scene.before, scene.after), f"{scene} {what}, then at {at}: BETWEEN: {again}")
            check(not (state == scene.after != scene.before) or again == scene.after, f"{scene}: what was committed is gone")
        suite.recovers(bench, scene)
        if scene.prefix != "recovery" and pick.random() < 0.25:
            suite.goes_back(bench, scene)
        return verdict
    return Case(f"{number}", work)


def run(suite_run):
    count = 24 if suite_run.small else 1_000
    suite_run.run("kills", [kill(suite_run, number) for number in range(count)], make)
