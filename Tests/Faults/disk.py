"""The disk fails or is full: at each change to a file in turn, once and for good; at every size of a small disk; at a limit
on the size of files; and when nothing can be written at all."""

import os
import shutil
import subprocess

import oracle
import suite
from kills import counted
from steps import SIGUSR2, make
from suite import Case, check, crm

SCENES = ["load", "first load", "rollback"]
# Runs "$@" in a folder on a file system of its own; what it left there is copied out.
_SMALL = 'mount -t tmpfs -o size="$1k" none "$HOME" && cp -a "$2/." "$HOME/" && cd "$HOME" || exit 99; out=$3; shift 3;' \
    ' "$@"; code=$?; cp -a "$HOME/." "$out/" || exit 98; exit $code'
_READ_ONLY = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 99; cd "$HOME"; shift; exec "$@"'


def namespace():
    """How to get mounts of one's own; None where that isn't allowed."""
    for words in (["unshare", "-m"], ["unshare", "-rm"]):
        probe = subprocess.run(
            [*words, "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"], stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=False)
        if probe.returncode == 0:
            return words
    return None


def after(bench, scene, outcome, what, may_die=False):
    check(may_die or not outcome.was_killed, f"{scene} {what}: died: {outcome}")
    state = crm(bench)
    verdict = suite.judge(scene, outcome, state, what)
    oracle.manifests(bench.home, state.batches, must_be_whole=False)
    suite.recovers(bench, scene)
    return verdict


def failing(scene_name, how, sticky, share):
    def work(bench):
        scene = bench.scenes[scene_name]
        total, _ = counted(bench, scene, "staging.sqlite")
        at = 1 + int(share * total)
        bench.back(scene.start)
        faults = {"FAULT_SKIP": "staging.sqlite", "FAULT_AT": str(at), "FAULT_DO": how}
        if sticky:
            faults["FAULT_STICKY"] = "1"
        outcome = bench.run(*scene.words, now=scene.now, faults=faults)
        return after(bench, scene, outcome, f"{how} {'from' if sticky else 'at'} change {at} of {total}")
    return Case(f"{scene_name} {how} {'for-good' if sticky else 'once'} {share:.4f}", work)


def committing(scene_name, kinds, how, sticky):
    """The disk fails at the very end, while the batch is being committed."""
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        # `S2` is the second sync from there on: the first is that of a fresh log's beginning, before anything is in it.
        faults = {"FAULT_AT": f"signal:{kinds[1:] or 1}" if kinds[1:].isdigit() else "signal", "FAULT_DO": how,
                  "FAULT_OPS": kinds.rstrip("2"), **({"FAULT_STICKY": "1"} if sticky else {})}
        outcome = bench.run(
            *scene.words, now=scene.now, faults=faults, step=f"{scene.prefix}.batch.written:1:{SIGUSR2}")
        return after(bench, scene, outcome, f"{how} at {kinds} while committing{', for good' if sticky else ''}",
                     may_die=how in ("after", "tear"))
    return Case(f"{scene_name} committing {kinds} {how} {'for-good' if sticky else 'once'}", work)


def limited(scene_name, kilobytes):
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        outcome = bench.run(*scene.words, now=scene.now, before=["prlimit", f"--fsize={kilobytes * 1024}"])
        return after(bench, scene, outcome, f"files of at most {kilobytes} KiB")
    return Case(f"{scene_name} files-of {kilobytes}", work)


def small(scene_name, room, words):
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        start, out = f"{bench.aside}/{scene.start}", bench.folder + "/out"
        blocks = sum((os.lstat(f"{folder}/{name}").st_size + 4095) // 4096 + 1
                     for folder, folders, files in os.walk(start) for name in folders + files)
        shutil.rmtree(out, ignore_errors=True)
        os.mkdir(out)
        outcome = bench.run(
            *scene.words, now=scene.now,
            before=[*words, "sh", "-c", _SMALL, "sh", str(blocks * 4 + room), start, out])
        check(outcome.code not in (98, 99), f"the small disk couldn't be made: {outcome}")
        shutil.rmtree(bench.home)
        os.rename(out, bench.home)
        return after(bench, scene, outcome, f"{room} KiB free")
    return Case(f"{scene_name} free {room}", work)


def read_only(scene_name, part, words):
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        outcome = bench.run(
            *scene.words, now=scene.now,
            before=[*words, "sh", "-c", _READ_ONLY, "sh", f"{bench.home}/{part}"])
        check(outcome.code in (4, 7), f"{scene}: {part} can't be written: expected exit 4 or 7: {outcome}")
        return after(bench, scene, outcome, f"{part} can't be written")
    return Case(f"{scene_name} read-only {part}", work)


def run(suite_run):
    pick = suite_run.random("disk")
    cases = []
    steps = 1 if suite_run.small else 40
    for scene in SCENES:
        for how in ("eio", "enospc"):
            for sticky in (False, True):
                cases += [failing(scene, how, sticky, (index + pick.random()) / steps) for index in range(steps)]
        sizes = [4, 16, 64, 128, 256, 512, 768, 1024, 1536, 2048, 3072]
        cases += [limited(scene, size) for size in (pick.sample(sizes, 1) if suite_run.small else sizes)]
    ends = [committing(scene, kinds, how, sticky) for scene in ("load", "rollback") for kinds in ("W", "S", "S2", "F", "RU")
            for how in ("eio", "enospc") for sticky in (False, True)]
    # The same, killed right after or in the middle of the first page that is written.
    ends += [committing(scene, "W", how, False) for scene in ("load", "rollback") for how in ("after", "tear")]
    cases += pick.sample(ends, 3) if suite_run.small else ends
    words = namespace()
    if words:
        for scene in SCENES:
            rooms = [0, 32, 64, 128, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 6144, 8192]
            cases += [small(scene, room, words) for room in (pick.sample(rooms, 1) if suite_run.small else rooms)]
            cases += [read_only(scene, part, words) for part in (["p"] if suite_run.small else ["p", "p/.customary"])]
    tally = suite_run.run("disk", cases, make)
    if not words:
        tally.skipped += 1
        tally.notes.append("no mounts of one's own here: small and read-only disks were left out")
