"""Power loss, played back: what a command wrote is recorded, and the disk is made as it may be found after the power went
at any moment. What wasn't synced may be lost, in part, in any order, torn between sectors of 512 bytes; names of files that
weren't synced in their folder may be lost too, in the order in which they were made.

Control runs play the same record back as if syncs did nothing: they have to fail, or the proof proves nothing.
"""

import os
import shutil
import struct

import oracle
import suite
from steps import make
from suite import Case, check, crm

SECTOR = 512


class Inode:
    """A file: what is on the disk for certain, and what was written since the last sync."""

    def __init__(self, data=b""):
        self.data = bytearray(data)
        self.pending = []

    def write(self, offset, data):
        self.pending.append(("W", offset, data))

    def sync(self):
        for change in self.pending:
            self.apply(self.data, change)
        self.pending = []

    @staticmethod
    def apply(data, change):
        kind, offset, new = change
        if kind == "F":
            del data[offset:]
            data.extend(bytes(offset - len(data)))
            return
        if len(data) < offset:
            data.extend(bytes(offset - len(data)))
        data[offset:offset + len(new)] = new

    def after_power_loss(self, pick, share):
        """What may be found: of everything unsynced a part, by sectors."""
        data = bytearray(self.data)
        for kind, offset, new in self.pending:
            if kind == "F":
                if pick.random() < share:
                    self.apply(data, (kind, offset, new))
                continue
            place = 0
            while place < len(new):
                end = min(len(new), (offset + place) // SECTOR * SECTOR + SECTOR - offset)
                if pick.random() < share:
                    self.apply(data, ("W", offset + place, new[place:end]))
                place = end
        return bytes(data)


class Disk:
    """Folders and files as they are on the disk for certain, and what happened to them since."""

    def __init__(self, root):
        self.root = root
        self.files, self.folders = {}, set()
        # Per folder: what happened to its names since it was synced, in order.
        self.pending = {}
        for folder, folders, files in os.walk(root):
            self.folders.add(folder)
            for name in files:
                with open(f"{folder}/{name}", "rb") as file:
                    self.files[f"{folder}/{name}"] = Inode(file.read())
        # Names as the program sees them, synced or not.
        self.names = dict(self.files)

    def change(self, kind, path, offset, data):
        folder = os.path.dirname(path)
        if kind == "C":
            self.names[path] = Inode()
            self.pending.setdefault(folder, []).append(("C", path, self.names[path]))
        elif kind == "D":
            self.pending.setdefault(folder, []).append(("D", path, None))
        elif kind == "U":
            self.names.pop(path, None)
            self.pending.setdefault(folder, []).append(("U", path, None))
        elif kind == "R":
            new = data.decode()
            inode = self.names.pop(path, None)
            if inode is not None:
                self.names[new] = inode
            self.pending.setdefault(folder, []).append(("R", path, (new, inode)))
        elif kind == "W":
            if path in self.names:
                self.names[path].write(offset, data)
        elif kind == "F":
            if path in self.names:
                self.names[path].pending.append(("F", offset, b""))
        elif kind == "S":
            if path in self.names:
                self.names[path].sync()
            else:
                for change in self.pending.pop(path, []):
                    self.enter(self.files, self.folders, change)

    @staticmethod
    def enter(files, folders, change):
        kind, path, what = change
        if kind == "C":
            files[path] = what
        elif kind == "D":
            folders.add(path)
        elif kind == "U":
            files.pop(path, None)
        elif what[1] is not None:
            files.pop(path, None)
            files[what[0]] = what[1]

    def lose_power(self, pick, share, target):
        """Writes to `target` what may be found."""
        files, folders = dict(self.files), set(self.folders)
        for folder in sorted(self.pending):
            changes = self.pending[folder]
            kept = len(changes) if share == 1 else pick.randint(0, len(changes)) if share else 0
            for change in changes[:kept]:
                self.enter(files, folders, change)
        shutil.rmtree(target, ignore_errors=True)
        for folder in sorted(folders):
            # A folder whose own name is lost is gone with all that is in it.
            if folder == self.root or os.path.isdir(target + os.path.dirname(folder)[len(self.root):]):
                os.mkdir(target + folder[len(self.root):], 0o700)
        for path, inode in files.items():
            place = target + path[len(self.root):]
            if os.path.isdir(os.path.dirname(place)):
                with open(place, "wb") as file:
                    os.fchmod(file.fileno(), 0o600)
                    file.write(inode.after_power_loss(pick, share))


def read_log(path):
    with open(path, "rb") as file:
        data = file.read()
    place, changes = 0, []
    while place < len(data):
        kind = chr(data[place])
        size, offset, length = struct.unpack_from("<HqI", data, place + 1)
        start = place + 15
        changes.append((kind, data[start:start + size].decode(), offset, data[start + size:start + size + length]))
        place = start + size + length
    return changes


def recorded(bench, scene):
    """The changes that a scene's command makes, recorded once for each bench."""
    if scene.name not in bench.records:
        bench.back(scene.start)
        path = bench.folder + "/log"
        if os.path.exists(path):
            os.remove(path)
        bench.must(*scene.words, now=scene.now, faults={"FAULT_LOG": path})
        bench.records[scene.name] = read_log(path)
    return bench.records[scene.name]


def crash(bench, scene, pick, share, cut, without=lambda kind, path: False):
    """Makes the bench's folder what the power left of it at `cut` (0 … 1 of the changes; 1 = after the command's end)."""
    changes = recorded(bench, scene)
    end = len(changes) if cut >= 1 else int(cut * len(changes))
    source = f"{bench.aside}/{scene.start}"
    disk = Disk(source)
    for kind, path, offset, data in changes[:end]:
        inside = path.replace(bench.home, source, 1)
        if kind == "R":
            data = data.decode().replace(bench.home, source, 1).encode()
        if not without(kind, path):
            disk.change(kind, inside, offset, data)
    disk.lose_power(pick, share, bench.home)
    # Shared memory of SQLite doesn't outlive the power.
    for ending in ("p/crm.sqlite-shm", "p/.customary/staging.sqlite-shm"):
        if os.path.exists(f"{bench.home}/{ending}"):
            os.remove(f"{bench.home}/{ending}")
    return end == len(changes)


SCENES = ["load", "load", "first load", "rollback", "rollback", "status after load.committed",
          "status after load.batch.written", "status after rollback.committed"]


def acknowledged(suite_run, scene_name):
    """The power goes a moment after the command's end: nothing that wasn't synced is kept, and all that was said holds."""
    def work(bench):
        scene = bench.scenes[scene_name]
        crash(bench, scene, suite_run.random("acknowledged"), 0, 1)
        state = crm(bench)
        check(state == scene.after, f"acknowledged, and gone with the power: {state}; {scene}")
        oracle.manifests(bench.home, state.batches, must_be_whole=False)
        suite.recovers(bench, scene)
        return "after"
    return Case(f"{scene_name} acknowledged", work)


def at_the_commit(suite_run, scene_name):
    """The power goes right after the commit is on the disk: so is the manifest, if only under its unfinished name."""
    def work(bench):
        scene = bench.scenes[scene_name]
        changes = recorded(bench, scene)
        named = max(place for place, (kind, path, _, _) in enumerate(changes) if kind == "R" and path.endswith(".jsonl.partial"))
        commit = max(place for place, (kind, path, _, _) in enumerate(changes[:named])
                     if kind == "S" and path.endswith("crm.sqlite-wal"))
        crash(bench, scene, suite_run.random("commit"), 0, (commit + 1.5) / len(changes))
        state = crm(bench)
        check(state == scene.after, f"committed, and gone with the power: {state}; {scene}")
        oracle.manifests(bench.home, state.batches, must_be_whole=False)
        suite.recovers(bench, scene)
        return "after"
    return Case(f"{scene_name} at-the-commit", work)


def lost(suite_run, number):
    pick = suite_run.random("powerloss", number)
    scene_name = pick.choice(SCENES)
    share = pick.choice([0, 0, 0.5, 0.9, 1, pick.random()])
    cut = 1 if pick.random() < 0.15 else 0.3 + 0.7 * pick.random() if pick.random() < 0.8 else pick.random()

    def work(bench):
        scene = bench.scenes[scene_name]
        is_whole = crash(bench, scene, pick, share, cut)
        what = f"power lost at {cut:.4f}, {share:.2f} of the unsynced writes kept"
        state = crm(bench)
        check(state in (scene.before, scene.after), f"BETWEEN: {state}; {scene} {what}")
        if is_whole:
            check(state == scene.after, f"acknowledged, and gone with the power: {state}; {scene} {what}")
        oracle.manifests(bench.home, state.batches, must_be_whole=False)
        suite.recovers(bench, scene)
        return "after" if state == scene.after != scene.before else "before"
    return Case(f"{number}", work)


def control(suite_run, name, scene_name, without, tries=40):
    """A disk on which these syncs do nothing has to be found out."""
    def work(bench):
        scene = bench.scenes[scene_name]
        found = 0
        for attempt in range(tries):
            pick = suite_run.random("control", name, attempt)
            share = [0, 0.5, 0.9][attempt % 3]
            is_whole = crash(bench, scene, pick, share, 1 if attempt % 2 else 0.5 + pick.random() / 2, without)
            try:
                state = crm(bench)
                check(state in (scene.before, scene.after), "between")
                check(not is_whole or state == scene.after, "acknowledged, and gone")
                oracle.manifests(bench.home, state.batches, must_be_whole=False)
            except (suite.Failure, oracle.Broken, FileNotFoundError):
                found += 1
        check(found > 0, f"{name}: {tries} power losses on a disk that doesn't sync, and nothing was noticed: no proof")
        return "control"
    return Case(f"control {name}", work)


def run(suite_run):
    cases = [lost(suite_run, number) for number in range(10 if suite_run.small else 400)]
    for scene in ("first load", "load", "run", "rollback"):
        cases += [acknowledged(suite_run, scene), at_the_commit(suite_run, scene)]

    def syncs_of(text):
        return lambda kind, path: kind == "S" and text in path
    controls = [
        control(suite_run, "no sync of the CRM", "load", syncs_of("crm.sqlite")),
        control(suite_run, "no sync of the CRM in a rollback", "rollback", syncs_of("crm.sqlite")),
        control(suite_run, "no sync of manifests", "load", syncs_of("manifest-")),
        control(suite_run, "no sync of folders", "rollback", lambda kind, path: kind == "S" and "rollbacks" in path and "manifest-" not in path),
    ]
    if suite_run.small:
        controls = suite_run.random("controls").sample(controls, 2)
    tally = suite_run.run("powerloss", cases + controls, make)
    tally.notes.append(f"{len(controls)} controls without syncs")
