"""Every named step of load, rollback and recovery × {kill −9, EIO, ENOSPC} × {first run, during recovery}.

The names come from the program's source; a name without a case, or that no case reaches, fails the suite.
"""

import os
import re

import oracle
import suite
from program import ROOT
from suite import Case, check, crm
from world import FIRST, Bench

FAULTS = ["kill", "eio", "enospc"]
SIGUSR2 = 12


def names():
    """The names that the program lists; every one must be passed somewhere, and nothing else may be."""
    with open(ROOT + "/Sources/Ledger/CrashPoint.swift", encoding="utf-8") as file:
        block = re.search(r"names = \[(.*?)\]", file.read(), re.S).group(1)
    listed = re.findall(r'"([a-z.]+)"', block)
    passed = set()
    for folder, _, files in os.walk(ROOT + "/Sources"):
        for name in files:
            if name.endswith(".swift"):
                with open(f"{folder}/{name}", encoding="utf-8") as file:
                    passed |= set(re.findall(r'CrashPoint\.pass\("([a-z.]+)"\)', file.read()))
    check(set(listed) == passed, f"named steps that aren't passed, or aren't listed: {sorted(set(listed) ^ passed)}")
    check(len(listed) == len(set(listed)), "a step has its name twice")
    return listed


def strike(bench, scene, name, fault, count=1):
    """Does a scene's command with a fault at a named step."""
    if fault == "kill":
        return bench.run(*scene.words, now=scene.now, step=f"{name}:{count}")
    return bench.run(
        *scene.words, now=scene.now, step=f"{name}:{count}:{SIGUSR2}",
        faults={"FAULT_AT": "signal", "FAULT_DO": fault})


def make(suite_run, folder, kind=Bench):
    """A bench with all that cases start from."""
    made = kind(suite_run.program, folder, suite_run.seed, count=120 if suite_run.small else 240)
    made.scenes = suite.scenes(made)
    made.counts = {}
    # Crashes that leave recovery something to do: a committed batch without its manifest, and one that wasn't.
    for scene, last in (("load", "load.committed"), ("load", "load.batch.written"), ("rollback", "rollback.committed"),
                        ("rollback", "rollback.batch.written")):
        base = made.scenes[scene]
        made.back(base.start)
        outcome = strike(made, base, last, "kill")
        check(outcome.was_killed, f"{last} wasn't reached: {outcome}")
        made.keep(f"killed at {last}")
        state = crm(made)
        wake = suite.Scene(f"status after {last}", f"killed at {last}", ["-C", "p", "status"], base.now, "recovery")
        wake.before = wake.after = state
        made.scenes[wake.name] = wake
    return made


def scenes_of(name):
    """Where a step is passed."""
    prefix = name.split(".")[0]
    if prefix == "load":
        return ["first load", "load"]
    if prefix == "rollback":
        return ["rollback"]
    committed = name in ("recovery.begun", "recovery.checked", "recovery.published")
    ending = "committed" if committed else "batch.written"
    return [f"status after load.{ending}", f"status after rollback.{ending}"]


def first_run(scene_name, name, fault):
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        outcome = strike(bench, scene, name, fault)
        if fault == "kill":
            check(outcome.was_killed, f"{scene} never came to {name}: {outcome}")
        state = crm(bench)
        verdict = suite.judge(scene, outcome, state, f"{fault} at {name}")
        oracle.manifests(bench.home, state.batches, must_be_whole=False)
        suite.recovers(bench, scene)
        if scene.prefix != "recovery":
            suite.goes_back(bench, scene)
        return verdict
    return Case(f"{scene_name} {name} {fault} first-run", work)


def during_recovery(scene_name, name, fault):
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        strike(bench, scene, name, "kill")
        between = crm(bench)
        check(between in (scene.before, scene.after), f"{scene}: between after kill at {name}")
        # The run that recovers meets the same fault at the same place, or goes through when it gets there no more.
        outcome = strike(bench, scene, name, fault)
        state = crm(bench)
        if between == scene.after:
            check(state == scene.after, f"{scene}: what was committed is gone: {state}: {outcome}")
            verdict = "after"
        else:
            verdict = suite.judge(scene, outcome, state, f"{fault} at {name} during recovery")
        oracle.manifests(bench.home, state.batches, must_be_whole=False)
        suite.recovers(bench, scene)
        return verdict
    return Case(f"{scene_name} {name} {fault} during-recovery", work)


WAKERS = {
    "status": ["status"], "history": ["history"], "verify": ["verify"], "plan": ["plan"], "run": ["run"],
    "load": ["load", "--yes"], "rollback": ["rollback", FIRST, "--plan"],
}


def waking(scene_name, waker):
    """Whatever command comes next finishes what was left, not only the same one."""
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        woken = bench.run("-C", "p", *WAKERS[waker], now=scene.now)
        check(woken.code in (0, 1, 9), f"{waker} after {scene}: {woken}")
        state = crm(bench)
        if waker != "load":
            check(state == scene.after, f"{waker} after {scene} changed the CRM: {state}")
        found = oracle.leftovers(bench.home)
        check(not found, f"{waker} after {scene}: left over: {found}")
        suite.settled(bench, scene, state)
        return "after"
    return Case(f"{scene_name} woken by {waker}", work)


def cases(suite_run):
    listed = names()
    made = []
    for name in listed:
        for scene in scenes_of(name):
            for fault in FAULTS:
                made.append(first_run(scene, name, fault))
                made.append(during_recovery(scene, name, fault))
    for scene in ("load.committed", "load.batch.written", "rollback.committed", "rollback.batch.written"):
        made += [waking(f"status after {scene}", waker) for waker in WAKERS]
    return made


def run(suite_run):
    made = cases(suite_run)
    if suite_run.small:
        made = suite_run.random("steps").sample(made, 18)
    tally = suite_run.run("steps", made, make)
    if not suite_run.only:
        tally.notes.append(f"{len(names())} named steps")
