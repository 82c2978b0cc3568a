"""A private PostgreSQL for one run: a socket of its own, everything durable, gone when the run ends."""
import os
import pwd
import shutil
import subprocess
import tempfile

SETTINGS = {
    "shared_buffers": "512MB", "max_wal_size": "4GB", "checkpoint_timeout": "15min", "fsync": "on",
    "synchronous_commit": "on", "full_page_writes": "on", "listen_addresses": "", "maintenance_work_mem": "128MB",
}
BIN = "/usr/lib/postgresql/15/bin"


class Cluster:
    """Started in `folder`, which is made; root runs it as another user, since PostgreSQL refuses root."""

    def __init__(self, folder, binaries=BIN):
        self.folder, self.binaries = os.path.abspath(folder), binaries
        os.makedirs(self.folder)
        self.user = None
        if os.geteuid() == 0:
            names = {entry.pw_name for entry in pwd.getpwall()}
            self.user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(self.folder, self.user)
            # That user has to get to it: a temporary folder lets nobody else through.
            above = os.path.dirname(self.folder)
            for folder in (above, os.path.dirname(above)):
                if os.stat(folder).st_uid == os.geteuid():
                    os.chmod(folder, os.stat(folder).st_mode & 0o7777 | 0o011)
        self.data = os.path.join(self.folder, "data")
        self.server("initdb", "-D", self.data, "-U", "customary", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        with open(os.path.join(self.data, "postgresql.auto.conf"), "a", encoding="utf-8") as handle:
            for name, value in SETTINGS.items():
                handle.write("%s = '%s'\n" % (name, value))
            handle.write("unix_socket_directories = '%s'\n" % self.folder)
        self.server("pg_ctl", "-D", self.data, "-l", os.path.join(self.folder, "log"), "-w", "start")

    def server(self, program, *arguments):
        more = {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []} if self.user else {}
        subprocess.run([os.path.join(self.binaries, program), *arguments], check=True, stdout=subprocess.DEVNULL,
                       cwd=self.folder, **more)

    def address(self, database):
        return "postgresql:///%s?host=%s&user=customary" % (database, self.folder)

    def create(self, database):
        self.run("postgres", "CREATE DATABASE %s;" % database)

    def run(self, database, script):
        """What psql prints for a script that must succeed, without headings and alignment."""
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "customary", "-d",
                   database]
        with tempfile.TemporaryFile("w+", encoding="utf-8") as handle:
            handle.write(script)
            handle.seek(0)
            done = subprocess.run(command, stdin=handle, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit("psql: exit %d" % done.returncode)
        return done.stdout

    def settings(self):
        names = ["server_version", *SETTINGS]
        return dict(zip(names, self.run("postgres", "".join("SHOW %s;\n" % name for name in names)).splitlines()))

    def close(self):
        self.server("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
