"""Interrupted: the exit code says which signal it was and that the CRM is as it was; once that isn't true any more, the
command ends by itself and says what it did. A terminal that is gone doesn't stop anything half-way."""

import os
import signal
import time

import oracle
import suite
from kills import counted
from steps import make, names, scenes_of
from suite import Case, check, crm

SIGNALS = {"TERM": 143, "INT": 130, "HUP": 129}


def at_step(scene_name, name, word):
    number = getattr(signal, "SIG" + word)

    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        outcome = bench.run(*scene.words, now=scene.now, step=f"{name}:1:{int(number)}")
        state = crm(bench)
        verdict = suite.judge(scene, outcome, state, f"{word} at {name}")
        expected = 0 if state == scene.after != scene.before else SIGNALS[word]
        if scene.prefix != "recovery":
            check(outcome.code == expected, f"{scene}: {word} at {name}: expected exit {expected}: {outcome}")
        oracle.manifests(bench.home, state.batches, must_be_whole=False)
        suite.recovers(bench, scene)
        return verdict
    return Case(f"{scene_name} {name} {word}", work)


def at_some_time(suite_run, scene_name, word, number):
    pick = suite_run.random("signal", number)

    def work(bench):
        scene = bench.scenes[scene_name]
        _, took = counted(bench, scene, "")
        bench.back(scene.start)
        process = suite_run.program.start(bench.home, scene.words, scene.now)
        # The runtime has to be up: before that, nobody has promised anything.
        time.sleep(0.02 + pick.random() * took)
        os.kill(process.pid, getattr(signal, "SIG" + word))
        outcome = suite_run.program.finish(process, (open(os.devnull, "rb"), open(os.devnull, "rb")))
        check(outcome.code in (0, SIGNALS[word]), f"{scene}: {word}: {outcome}")
        verdict = suite.judge(scene, outcome, crm(bench), f"{word} at some time")
        suite.recovers(bench, scene)
        return verdict
    return Case(f"{scene_name} {word} {number}", work)


def closed(scene_name, which):
    """Standard output, or error, leads into a pipe that nobody reads any more."""
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        ours, theirs = os.pipe()
        os.close(ours)
        with open(theirs, "wb") as pipe, open(os.devnull, "wb") as rest:
            process = bench.program.start(
                bench.home, scene.words, scene.now, stdout=pipe if which == "output" else rest,
                stderr=pipe if which == "errors" else rest)
        outcome = bench.program.finish(process, (open(os.devnull, "rb"), open(os.devnull, "rb")))
        check(outcome.code == 0, f"{scene}: {which} closed: {outcome}")
        verdict = suite.judge(scene, outcome, crm(bench), f"{which} closed")
        suite.recovers(bench, scene)
        return verdict
    return Case(f"{scene_name} closed {which}", work)


def closed_with_a_fault(words, code):
    """Even an error that nobody can be told of has its exit code."""
    def work(bench):
        bench.back("loaded")
        ours, theirs = os.pipe()
        os.close(ours)
        with open(theirs, "wb") as pipe:
            process = bench.program.start(bench.home, words, "2026-03-02T09:00:00Z", stdout=pipe, stderr=pipe)
        outcome = bench.program.finish(process, (open(os.devnull, "rb"), open(os.devnull, "rb")))
        check(outcome.code == code, f"{' '.join(words)} with nobody to tell: expected exit {code}: {outcome}")
        return "before"
    return Case(f"fault closed {code}", work)


def run(suite_run):
    pick = suite_run.random("signals")
    cases = []
    for name in names():
        for scene in scenes_of(name):
            cases += [at_step(scene, name, word) for word in SIGNALS]
    count = 60
    cases += [at_some_time(suite_run, pick.choice(["load", "rollback", "run"]), pick.choice(sorted(SIGNALS)), number)
              for number in range(count)]
    if suite_run.small:
        cases = pick.sample(cases, 10)
    for scene in ("load", "rollback"):
        cases += [closed(scene, which) for which in ("output", "errors")]
    cases.append(closed_with_a_fault(["-C", "p", "rollback", "2020-01-01-1", "--yes"], 2))
    cases.append(closed_with_a_fault(["-C", "nowhere", "status"], 2))
    suite_run.run("signals", cases, make)
