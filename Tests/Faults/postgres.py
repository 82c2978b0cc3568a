"""PostgreSQL: the program, its backend and the whole server killed at random; the request and the answer of COMMIT lost; ids
of transactions used again after a crash; locks, a full disk, a connection that is cut; two at once and stale holders."""

import hashlib
import os
import signal
import subprocess
import tempfile
import time

import oracle
import steps
import suite
from disk import namespace
from server import At, AtCommit, Proxy, Server, cut, programs
from suite import Case, check
from world import FIRST, LATER, NEXT_MONDAY, SECOND, Bench

SCENES = ["load", "rollback"]
# Row versions come from a sequence, which also counts what isn't committed in the end.
_random = {"database": ["id", "writer"], "changes": ["sealed"], "keys": ["salt"], "signers": ["public_key"],
           "batches": ["manifest_root", "previous_root", "signature", "public_key", "run", "version_before", "version_after"]}


class PostgreSQLBench(Bench):
    """A bench whose CRM is a database of a server of its own, behind a proxy."""

    def __init__(self, program, folder, seed, count=240, small=None):
        os.makedirs(folder)
        self.server = Server(folder + "/server", small)
        self.proxy = Proxy(self.server, folder + "/proxy")
        self.server.sql("CREATE DATABASE crm", "postgres")
        super().__init__(program, folder, seed, count, f"postgresql://customary@/crm?host={folder}/proxy")

    def copy_of(self, name):
        return "copy_" + "".join(letter if letter.isalnum() else "_" for letter in name)

    def keep(self, name):
        super().keep(name)
        self.server.wait_until_quiet()
        self.server.sql(f"DROP DATABASE IF EXISTS {self.copy_of(name)}", "postgres")
        self.server.sql(f"CREATE DATABASE {self.copy_of(name)} TEMPLATE crm", "postgres")

    def back(self, name):
        super().back(name)
        self.proxy.arm(None)
        if self.server.process.poll() is not None:
            self.server.start()
        for _ in range(200):
            try:
                self.server.sql("DROP DATABASE IF EXISTS crm WITH (FORCE)", "postgres")
                self.server.sql(f"CREATE DATABASE crm TEMPLATE {self.copy_of(name)}", "postgres")
                return
            except RuntimeError as error:
                # A server whose backend was killed is recovering, and says so.
                if "psql" not in str(error):
                    raise
                time.sleep(0.05)
        raise RuntimeError(f"{name} couldn't be put back")

    def state(self):
        """What the CRM holds, read past the proxy and by none of the program's code."""
        if self.server.process.poll() is not None:
            self.server.start()
        for _ in range(400):
            if self.server.is_ready():
                break
            time.sleep(0.05)
        self.server.wait_until_quiet()
        # The same tables in the same order as the SQLite oracle's, each row as JSON without what is drawn by lot.
        names = [row[0] for row in self.server.sql(
            "SELECT schemaname || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname IN ('crm', 'customary') ORDER BY 1")]
        if "customary.database" not in names:
            return oracle.State("nothing", "nothing", "", "", [])
        parts = []
        for name in names:
            schema, _, table = name.partition(".")
            drop = ["row_version"] + (_random.get(table, []) if schema == "customary" else [])
            without = "".join(f" - '{column}'" for column in drop)
            parts.append(f"SELECT '{name}' AS t, (to_jsonb(x){without})::text COLLATE \"C\" AS r FROM {name} AS x")
        rows, books, total = hashlib.sha256(), hashlib.sha256(), 0
        for line in self.server.sql(f"SELECT t, r FROM ({' UNION ALL '.join(parts)}) AS every ORDER BY 1, 2"):
            target = rows if line[0].startswith("crm.") else books
            total += line[0].startswith("crm.")
            target.update("\t".join(line).encode())
        batches = [oracle.Batch(*(row + [""] * 8)[:8]) for row in self.server.sql(
            "SELECT id, kind, manifest_root, previous_root, full_before, full_after, undone_by, now"
            " FROM customary.batches ORDER BY sequence")]
        if not batches and total == 0:
            return oracle.State("nothing", "nothing", "", "", [])
        return oracle.State(rows.hexdigest(), books.hexdigest(), None, None, batches)

    def held_rows(self):
        return sum(int(self.server.sql(f"SELECT count(*) FROM crm.{table}")[0][0]) for table in oracle.TABLES)

    def close(self):
        self.proxy.close()
        self.server.stop()


def make(suite_run, folder):
    return steps.make(suite_run, folder, PostgreSQLBench)


def traffic(bench, scene):
    """How many bytes the undisturbed command sends, and how long it takes."""
    key = (scene.name, "bytes")
    if key not in bench.counts:
        bench.back(scene.start)
        start = time.monotonic()
        bench.must(*scene.words, now=scene.now)
        bench.counts[key] = bench.proxy.sent, time.monotonic() - start
    return bench.counts[key]


def finish(bench, scene, outcome, what, verdict_of=suite.judge):
    check(outcome.code != 124, f"{scene} {what}: it never ended")
    state = bench.state()
    verdict = verdict_of(scene, outcome, state, what)
    oracle.manifests(bench.home, state.batches, must_be_whole=False)
    bench.proxy.arm(None)
    suite.recovers(bench, scene)
    return verdict


# What is done to the server or the connection; each gives True when nothing is to be passed on.

def cut_connection(proxy, data, ours, theirs):
    cut(ours, theirs)
    return True


def terminate(proxy, data, ours, theirs):
    proxy.server.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'crm'"
                     " AND backend_type = 'client backend' AND pid <> pg_backend_pid()", "postgres")
    return False


def kill_backend(proxy, data, ours, theirs):
    found = proxy.server.sql("SELECT pid FROM pg_stat_activity WHERE datname = 'crm'"
                             " AND backend_type = 'client backend' AND pid <> pg_backend_pid()", "postgres")
    for row in found:
        os.kill(int(row[0]), signal.SIGKILL)
    return False


def kill_client(proxy, data, ours, theirs):
    if proxy.program:
        proxy.program.kill()
    return False


def crash(how):
    def work(proxy, data, ours, theirs):
        proxy.server.crash(how)
        cut(ours, theirs)
        proxy.server.start()
        return True
    return work


KILLS = {"client": kill_client, "backend terminated": terminate, "backend killed": kill_backend, "cut": cut_connection,
         "server immediate": crash("immediate"), "server killed": crash("kill")}


def run_armed(bench, scene, fault, timeout=150):
    """Runs a scene's command while the proxy is armed, and knows the process."""
    files = (tempfile.TemporaryFile(), tempfile.TemporaryFile())
    bench.proxy.arm(fault)
    process = bench.program.start(bench.home, scene.words, scene.now, stdout=files[0], stderr=files[1])
    bench.proxy.program = process
    outcome = bench.program.finish(process, files, timeout)
    bench.proxy.program = None
    return outcome


def random_kill(suite_run, number):
    pick = suite_run.random("pg", number)
    scene_name, how = pick.choice(SCENES), pick.choice(sorted(KILLS))
    share = pick.random()

    def work(bench):
        scene = bench.scenes[scene_name]
        total, _ = traffic(bench, scene)
        bench.back(scene.start)
        # Most of what is sent, is sent while loading; what comes before is one transaction of reading.
        at = max(1, int(share * total))
        outcome = run_armed(bench, scene, At(at, KILLS[how]))
        return finish(bench, scene, outcome, f"{how} at byte {at} of {total}")
    return Case(f"{number}", work)


def at_commit(scene_name, name, fault, expected):
    """`expected`: "before" or "after", and the exit codes that may say so."""
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        made = fault()
        outcome = run_armed(bench, scene, made)
        check(made.happened, f"{scene}: there was no COMMIT: {outcome}")
        state = bench.state()
        where, codes = expected
        if where:
            want = scene.before if where == "before" else scene.after
            check(state == want, f"{name}: {state}, expected the state {where}: {outcome}")
            check(outcome.was_killed or outcome.code in codes, f"{name}: expected exit {codes}: {outcome}")
        return finish(bench, scene, outcome, name)
    return Case(f"{scene_name} {name}", work)


def commit_cases():
    def passed_on(proxy, data, ours, theirs):
        # The server hears COMMIT, and the program is killed before it can hear the answer.
        theirs.sendall(data)
        if proxy.program:
            proxy.program.kill()
        return True

    def crash_after(how):
        def work(proxy, data, ours, theirs):
            proxy.server.crash(how)
            cut(ours, theirs)
            proxy.server.start()
            return True
        return work
    made = []
    for scene in SCENES:
        made += [
            at_commit(scene, "request lost", lambda: AtCommit(cut_connection), ("before", {4})),
            at_commit(scene, "answer lost", lambda: AtCommit(None, cut_connection), ("after", {0, 1})),
            at_commit(scene, "request lost, server killed", lambda: AtCommit(crash("kill")), ("before", {4})),
            at_commit(scene, "answer lost, server killed", lambda: AtCommit(None, crash_after("kill")), ("after", {0, 1})),
            at_commit(scene, "answer lost, server immediate", lambda: AtCommit(None, crash_after("immediate")),
                      ("after", {0, 1})),
            at_commit(scene, "program killed before", lambda: AtCommit(kill_client), (None, None)),
            at_commit(scene, "program killed, backend at it", lambda: AtCommit(passed_on), (None, None)),
        ]
    return made


def xid_reuse(scene_name):
    """The program's transaction id is handed to a stranger after a crash, whose commit says nothing about ours."""
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        seen = {}

        def strike(proxy, data, ours, theirs):
            server = proxy.server
            found = server.sql("SELECT backend_xid FROM pg_stat_activity WHERE datname = 'crm' AND backend_xid IS NOT NULL")
            seen["xid"] = int(found[0][0])
            server.crash("kill")
            cut(ours, theirs)
            server.start()
            for _ in range(200):
                taken = int(server.sql("SELECT pg_current_xact_id()", "postgres")[0][0])
                if taken >= seen["xid"]:
                    break
            seen["status"] = server.sql(f"SELECT pg_xact_status('{seen['xid']}'::xid8)", "postgres")[0][0]
            return True
        bench.server.sql("CHECKPOINT", "postgres")
        outcome = run_armed(bench, scene, AtCommit(strike))
        check(seen.get("status") == "committed", f"the id wasn't used again: {seen}")
        state = bench.state()
        check(state == scene.before, f"a stranger's commit was taken for ours, or ours held: {state}: {outcome}")
        check(outcome.code == 4, f"expected exit 4: {outcome}")
        return finish(bench, scene, outcome, "xid used again")
    return Case(f"{scene_name} xid reuse", work)


def locked(scene_name):
    """Somebody holds a table: a bounded wait, exit 5, nothing changed."""
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        holder = bench.server.session()
        try:
            holder.stdin.write("BEGIN; UPDATE crm.accounts SET industry = industry; SELECT 'held';\n")
            holder.stdin.flush()
            check(holder.stdout.readline().strip() == "held", "the table couldn't be held")
            outcome = bench.run(*scene.words, now=scene.now, timeout=90)
            check(outcome.code == 5, f"somebody holds a table: expected exit 5: {outcome}")
        finally:
            holder.kill()
            holder.wait()
        return finish(bench, scene, outcome, "locked")
    return Case(f"{scene_name} locked", work)


def stop_at(bench, scene, step):
    """Starts a scene's command and waits until it has stopped itself at a step."""
    files = (tempfile.TemporaryFile(), tempfile.TemporaryFile())
    process = bench.program.start(
        bench.home, scene.words, scene.now, stdout=files[0], stderr=files[1], step=f"{step}:1:{int(signal.SIGSTOP)}")
    for _ in range(3_000):
        with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
            if file.read().rpartition(")")[2].split()[0] == "T":
                return process, files
        time.sleep(0.01)
    process.kill()
    raise suite.Failure(f"{scene} never came to {step}: {bench.program.finish(process, files)}")


def stale_holder(scene_name, step):
    """Stopped in the middle, its connection taken away, somebody else writes; then it wakes."""
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        process, files = stop_at(bench, scene, step)
        terminate(bench.proxy, None, None, None)
        bench.server.wait_until_quiet()
        bench.server.sql("UPDATE customary.database SET fence = fence + 1, writer = 'another'")
        between = bench.state()
        process.send_signal(signal.SIGCONT)
        outcome = bench.program.finish(process, files)
        check(bench.state() == between, f"a stale holder wrote: {outcome}")
        check(outcome.code in (4, 5), f"a stale holder: expected exit 4 or 5: {outcome}")
        return "before"
    return Case(f"{scene_name} stale holder at {step}", work)


def overtaken(scene_name, step):
    """The fence was raised by another while this one believed that it held the CRM: its transaction fails."""
    def work(bench):
        scene = bench.scenes[scene_name]
        bench.back(scene.start)
        process, files = stop_at(bench, scene, step)
        bench.server.sql("UPDATE customary.database SET fence = fence + 1, writer = 'another'")
        process.send_signal(signal.SIGCONT)
        outcome = bench.program.finish(process, files)
        state = bench.state()
        check(state.rows == scene.before.rows, f"one that was overtaken wrote: {outcome}")
        check(outcome.code == 5, f"overtaken: expected exit 5: {outcome}")
        return "before"
    return Case(f"{scene_name} overtaken at {step}", work)


def two_at_once(step):
    """While one holds the CRM, stopped, another project's command says exit 5 in bounded time."""
    def work(bench):
        scene = bench.scenes["load"]
        bench.back(scene.start)
        subprocess.run(["cp", "-a", bench.home + "/p", bench.home + "/q"], check=True)
        process, files = stop_at(bench, scene, step)
        try:
            other = bench.run("-C", "q", "rollback", FIRST, "--yes", now=LATER, timeout=120)
            check(other.code == 5, f"another run while one holds the CRM: expected exit 5: {other}")
        finally:
            process.send_signal(signal.SIGCONT)
            outcome = bench.program.finish(process, files)
        check(outcome.code == 0, f"the one that held it: {outcome}")
        return finish(bench, scene, outcome, "two at once")
    return Case(f"two at once at {step}", work)


def full_disk(room, words):
    """The server's own disk is full while it takes the load."""
    def work(bench):
        scene = bench.scenes["load"]
        bench.back(scene.start)
        folder = f"/proc/{bench.server.process.pid}/root{bench.server.data}"
        disk = os.statvfs(folder)
        free = disk.f_bavail * disk.f_frsize
        filler = f"{folder}/filler"
        with open(filler, "wb") as file:
            left = max(0, free - room * 1024)
            while left > 0:
                left -= file.write(bytes(min(left, 1 << 20)))
        try:
            outcome = bench.run(*scene.words, now=scene.now, timeout=150)
        finally:
            os.remove(filler)
        check(outcome.code in (0, 4, 7, 8), f"{room} KiB left for the server: {outcome}")
        return finish(bench, scene, outcome, f"{room} KiB left for the server")
    return Case(f"server's disk {room}", work)


def same_as_sqlite(suite_run):
    """The same deliveries make the same content on both engines, by the program's hash and by ours."""
    def work(bench):
        other = Bench(suite_run.program, bench.folder + "/sqlite", suite_run.seed, count=len(bench.rows))
        want = other.state()
        bench.back("loaded twice")
        told = bench.must("-C", "p", "status", "--format", "json", now=NEXT_MONDAY).json()["state"]
        check(told["content"] == want.content, f"content on PostgreSQL {told['content']}, on SQLite {want.content}")
        check(told["full"] == want.full, f"state on PostgreSQL {told['full']}, on SQLite {want.full}")
        return "after"
    return Case("same as sqlite", work)


def run_kills(suite_run):
    if programs() is None:
        return absent(suite_run, "pg-kills")
    count = 8 if suite_run.small else 300
    suite_run.run("pg-kills", [random_kill(suite_run, number) for number in range(count)], make)


def run_commit(suite_run):
    if programs() is None:
        return absent(suite_run, "pg-commit")
    cases = commit_cases() + [xid_reuse(scene) for scene in SCENES]
    if suite_run.small:
        cases = suite_run.random("commit").sample(cases, 5)
    suite_run.run("pg-commit", cases, make)


def run_others(suite_run):
    if programs() is None:
        return absent(suite_run, "pg-others")
    cases = [locked(scene) for scene in SCENES] + [same_as_sqlite(suite_run)]
    cases += [stale_holder("load", "load.rows.written"), stale_holder("load", "load.batch.written"),
              stale_holder("rollback", "rollback.settled"), overtaken("load", "load.rows.written"),
              overtaken("rollback", "rollback.batch.written"), two_at_once("load.planned"), two_at_once("load.batch.written")]
    listed = [name for name in steps.names() if name != "load.prepared"]
    cases += [steps.first_run(scene, name, "kill") for name in listed for scene in steps.scenes_of(name)]
    if suite_run.small:
        cases = suite_run.random("others").sample(cases, 4)
    suite_run.run("pg-others", cases, make)


def run_full(suite_run):
    words = namespace()
    if programs() is None or words != ["unshare", "-m"]:
        return absent(suite_run, "pg-full")
    cases = [full_disk(room, words) for room in ([256] if suite_run.small else [0, 64, 256, 512, 1024, 2048, 4096, 8192])]

    def small_server(suite_run, folder):
        return steps.make(suite_run, folder, lambda *given, **more: PostgreSQLBench(*given, **more, small=320))
    suite_run.run("pg-full", cases, small_server)


def absent(suite_run, part):
    tally = suite_run.run(part, [], make)
    tally.skipped += 1
    tally.notes.append("no PostgreSQL server, or no mounts of one's own, here")
    if os.environ.get("CI") == "true" and programs() is None:
        tally.failures.append((part, "with CI=true PostgreSQL's programs have to be there"))
