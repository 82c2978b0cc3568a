"""A PostgreSQL server of the suite's own, and a proxy before it that loses what it is told to lose.

The server is a child of this process, so that it can be killed and reaped; it listens on a socket in a folder of its own
and nowhere else. Programs connect to the proxy's socket: to them the place never changes, whatever happens behind it.
"""

import glob
import os
import pwd
import shutil
import signal
import socket
import subprocess
import threading
import time

COMMIT = b"Q\x00\x00\x00\x0bCOMMIT\x00"


def programs():
    """The folder of the newest server's programs; None where there is none."""
    found = glob.glob("/usr/lib/postgresql/*/bin/postgres") + glob.glob("/usr/local/pgsql/bin/postgres")
    found.sort(key=lambda path: [int(part) if part.isdigit() else 0 for part in path.split("/")])
    return os.path.dirname(found[-1]) if found else None


class Server:
    """A cluster in a folder; `small` puts it on a disk of so many MiB of its own, `network` into a network of its own, in
    which it listens on the loopback address."""

    def __init__(self, folder, small=None, network=False):
        self.keeper = None
        self.bin, self.folder, self.data, self.sockets = programs(), folder, folder + "/data", folder + "/real"
        self.process, self.small, self.network, self.before = None, small, network, []
        self.ending, self.is_ended = threading.Lock(), False
        os.makedirs(self.sockets)
        if os.geteuid() == 0:
            name = next(name for name in ("postgres", "nobody") if name in {entry.pw_name for entry in pwd.getpwall()})
            user = pwd.getpwnam(name)
            for path in (folder, self.sockets):
                os.chown(path, user.pw_uid, user.pw_gid)
            self.before = ["setpriv", f"--reuid={name}", f"--regid={user.pw_gid}", "--clear-groups"]
            # The folders above are their owner's alone: let the server's user through.
            above = folder
            while above not in ("/", "/dev", "/tmp", "/dev/shm"):
                os.chmod(above, os.stat(above).st_mode | 0o011)
                above = os.path.dirname(above)
        subprocess.run(
            [*self.before, f"{self.bin}/initdb", "-D", self.data, "-U", "customary", "-A", "trust", "-E", "UTF8",
             "--no-sync", "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        with open(self.data + "/postgresql.conf", "a", encoding="ascii") as file:
            # What was written but not yet given to the disk is to be lost in a crash, so its log is kept back.
            file.write(
                f"\nlisten_addresses = '{'127.0.0.1' if network else ''}'\nunix_socket_directories = '{self.sockets}'\nfsync = off\nautovacuum = off\n"
                "wal_writer_delay = 10000\nwal_buffers = 32MB\nmax_connections = 30\nmax_wal_size = 2GB\n"
                "restart_after_crash = on\n")
        if small:
            os.rename(self.data, self.data + ".made")
            os.mkdir(self.data, 0o700)
            os.chown(self.data, os.stat(self.data + ".made").st_uid, os.stat(self.data + ".made").st_gid)
        self.start()

    def start(self):
        command = [*self.before, f"{self.bin}/postgres", "-D", self.data]
        if self.network:
            command = ["unshare", "-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", *command]
        if self.small:
            if self.keeper is None:
                # The disk has to outlive the server: somebody else keeps it.
                script = (f'mount -t tmpfs -o size={self.small}m,mode=0700 none "{self.data}" && '
                          f'cp -a "{self.data}.made/." "{self.data}/" && chown --reference="{self.data}.made" "{self.data}"'
                          ' && echo made && exec cat')
                self.keeper = subprocess.Popen(
                    ["unshare", "-m", "sh", "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd="/")
                self.keeper.stdout.readline()
            command = ["nsenter", "-m", f"--target={self.keeper.pid}", *command]
        for _ in range(10):
            with open(self.folder + "/log", "ab") as log, self.ending:
                # A case may still be at work while the suite is ended from outside: it gets no new server then.
                if self.is_ended:
                    raise RuntimeError("the suite was ended")
                self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd="/")
            for _ in range(600):
                if self.process.poll() is not None:
                    break
                if self.is_ready():
                    return
                time.sleep(0.02)
            time.sleep(0.2)
        raise RuntimeError("PostgreSQL doesn't start: " + open(self.folder + "/log", encoding="utf-8").read()[-500:])

    def is_ready(self):
        return subprocess.run(
            [f"{self.bin}/pg_isready", "-q", "-h", self.sockets], check=False, stdout=subprocess.DEVNULL).returncode == 0

    def sql(self, text, database="crm"):
        """Runs statements as the owner, past the proxy; gives lines of columns."""
        done = subprocess.run(
            [f"{self.bin}/psql", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", self.sockets, "-U", "customary",
             "-d", database, "-c", text], capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin"})
        if done.returncode:
            raise RuntimeError(f"psql: {done.stderr.strip()}: {text[:200]}")
        return [line.split("\t") for line in done.stdout.splitlines()]

    def session(self, database="crm"):
        """A psql that statements can be written to and that keeps its transaction."""
        return subprocess.Popen(
            [f"{self.bin}/psql", "-XqAt", "-h", self.sockets, "-U", "customary", "-d", database], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={"PATH": "/usr/bin:/bin"})

    def children(self):
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [int(word) for word in listed.stdout.split()]

    def crash(self, how):
        """Ends the server without letting it finish anything: `immediate`, or `kill` for kill -9 of all its processes."""
        children = self.children()
        self.process.send_signal(signal.SIGQUIT if how == "immediate" else signal.SIGKILL)
        if how == "kill":
            for child in children:
                try:
                    os.kill(child, signal.SIGKILL)
                except ProcessLookupError:
                    pass
        self.process.wait()
        # Their ends are theirs to reap now; the memory they share has to be let go of first.
        for child in children:
            for _ in range(500):
                if not os.path.exists(f"/proc/{child}") or " Z " in open(f"/proc/{child}/stat", encoding="ascii").read():
                    break
                time.sleep(0.01)

    def wait_until_quiet(self):
        """Until no backend of a program that is gone is at work any more."""
        for _ in range(2_000):
            try:
                if self.sql("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                            " AND datname = 'crm' AND pid <> pg_backend_pid()", "postgres") == [["0"]]:
                    return
            except RuntimeError:
                pass
            time.sleep(0.02)
        raise RuntimeError("a backend is still at work")

    def stop(self):
        with self.ending:
            self.is_ended = True
        if self.process and self.process.poll() is None:
            self.crash("immediate")
        if self.keeper:
            self.keeper.stdin.close()
            self.keeper.wait()


class Proxy:
    """Passes everything on, until its `fault` says otherwise; a fault happens once."""

    def __init__(self, server, folder):
        self.server, self.path = server, folder + "/.s.PGSQL.5432"
        os.makedirs(folder, mode=0o700, exist_ok=True)
        self.fault, self.sent, self.program = None, 0, None
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(20)
        threading.Thread(target=self._accept, daemon=True).start()

    def arm(self, fault):
        """`fault(proxy, data, ours, theirs)` is asked before anything is passed on to the server, and says whether it did
        it itself; `fault.answers(...)`, where there is one, the same for what the server answers."""
        self.fault, self.sent = fault, 0

    def _accept(self):
        while True:
            try:
                ours, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(ours,), daemon=True).start()

    def _serve(self, ours):
        theirs = socket.socket(socket.AF_UNIX)
        try:
            theirs.connect(self.server.sockets + "/.s.PGSQL.5432")
        except OSError:
            ours.close()
            return
        threading.Thread(target=self._pass, args=(ours, theirs, True), daemon=True).start()
        self._pass(theirs, ours, False)

    def _pass(self, source, target, is_up):
        try:
            while True:
                data = source.recv(65_536)
                if not data:
                    break
                fault = self.fault
                if is_up:
                    self.sent += len(data)
                    if fault and fault.asks(self, data, source, target):
                        continue
                elif fault and fault.answers(self, data, target, source):
                    continue
                target.sendall(data)
        except OSError:
            pass
        cut(source, target)

    def close(self):
        self.listener.close()


def cut(*sockets):
    for each in sockets:
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        each.close()


class Fault:
    """Something that happens once on the way to the server, or back."""

    def __init__(self):
        self.happened = False

    def once(self, proxy):
        if self.happened:
            return False
        self.happened = True
        return True

    def asks(self, proxy, data, ours, theirs):
        return False

    def answers(self, proxy, data, ours, theirs):
        return False


class At(Fault):
    """Does something when so many bytes were sent to the server."""

    def __init__(self, count, action):
        super().__init__()
        self.count, self.action = count, action

    def asks(self, proxy, data, ours, theirs):
        if proxy.sent >= self.count and self.once(proxy):
            return self.action(proxy, data, ours, theirs)
        return False


class AtCommit(Fault):
    """Does something when COMMIT is asked for; with `then`, when it is answered."""

    def __init__(self, action=None, then=None):
        super().__init__()
        self.action, self.then, self.asked = action, then, False

    def asks(self, proxy, data, ours, theirs):
        if COMMIT in data and self.once(proxy):
            self.asked = True
            return bool(self.action and self.action(proxy, data, ours, theirs))
        return False

    def answers(self, proxy, data, ours, theirs):
        if self.asked and self.then and b"COMMIT\x00" in data:
            then, self.then = self.then, None
            return bool(then(proxy, data, ours, theirs))
        return False
