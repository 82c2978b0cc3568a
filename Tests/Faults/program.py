"""The real program: how it is called, watched, interrupted, and what came of it."""

import json
import os
import signal
import subprocess
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# Exit codes that promise that the CRM is as it was (docs/reference.md).
AS_IT_WAS = {2, 3, 4, 5, 6, 7, 9, 129, 130, 143}
# Done, perhaps with something for a person to look at.
DONE = {0, 1}
UNKNOWN = 8


class Outcome:
    """How a call ended: the code as a shell would see it, and what was printed."""

    def __init__(self, code, out, err):
        self.signal = -code if code < 0 else 0
        self.code = 128 - code if code < 0 else code
        self.out = out
        self.err = err

    @property
    def was_killed(self):
        return self.signal == signal.SIGKILL

    def json(self):
        return json.loads(self.out)

    def __str__(self):
        words = (self.err.strip() or self.out.strip()[-300:]).replace("\n", " | ")
        return f"exit {self.code}: {words[:400]}"


class Program:
    """The program under test, with the shim that fails its disk."""

    def __init__(self, path, scratch):
        self.path = os.path.abspath(path)
        self.shim = os.path.join(scratch, "shim.so")
        if not os.path.exists(self.shim):
            source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim.c")
            making = self.shim + ".making"
            subprocess.run(
                [os.environ.get("CC", "cc"), "-shared", "-fPIC", "-O1", "-o", making, source, "-ldl", "-pthread"],
                check=True)
            os.rename(making, self.shim)

    def environment(self, home, now, **more):
        return {
            "PATH": "/usr/bin:/bin", "HOME": home, "TZ": "Europe/Berlin", "CUSTOMARY_NOW": now,
            "CUSTOMARY_KEYS": home + "/keys", "CUSTOMARY_MAPPINGS": ROOT + "/Mappings", "CUSTOMARY_USER": "lena",
            "SWIFT_BACKTRACE": "enable=no", **carried(), **more,
        }

    def start(self, home, words, now, faults=None, step=None, before=(), stdout=None, stderr=None, **more):
        """Starts a call. `faults` are the shim's variables; `step` a named step: `name`, `name:n` or `name:n:signal`;
        `before` what the program is started by, such as prlimit."""
        variables = self.environment(home, now, **more)
        if faults:
            variables.update({"FAULT_DIR": home, "LD_PRELOAD": self.shim, **faults})
        if step:
            variables["CUSTOMARY_CRASH_AT"] = step
        return subprocess.Popen(
            [*before, self.path, *words], cwd=home, env=variables, stdin=subprocess.DEVNULL,
            stdout=stdout or tempfile.TemporaryFile(), stderr=stderr or tempfile.TemporaryFile(),
            start_new_session=True)

    def finish(self, process, files, timeout=120):
        try:
            process.wait(timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return Outcome(124, "", f"still running after {timeout} s")
        texts = []
        for file in files:
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
            file.close()
        return Outcome(process.returncode, *texts)

    def run(self, home, *words, now, faults=None, step=None, before=(), timeout=120, **more):
        """Calls the program and waits for it."""
        files = (tempfile.TemporaryFile(), tempfile.TemporaryFile())
        process = self.start(home, words, now, faults, step, before, files[0], files[1], **more)
        return self.finish(process, files, timeout)


def carried():
    """Variables that a sabotaged build, or a coverage run, needs and that pass through."""
    return {name: value for name, value in os.environ.items() if name in ("SABOTAGE", "LLVM_PROFILE_FILE")}
