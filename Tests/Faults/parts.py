"""The parts of the suite, by engine."""

import concurrency
import disk
import kills
import postgres
import powerloss
import promises
import signals
import steps

PARTS = {
    "sqlite": {
        "steps": steps.run, "kills": kills.run, "disk": disk.run, "powerloss": powerloss.run,
        "promises": promises.run, "concurrency": concurrency.run, "signals": signals.run,
    },
    "postgresql": {
        "pg-commit": postgres.run_commit, "pg-kills": postgres.run_kills, "pg-others": postgres.run_others,
        "pg-full": postgres.run_full, "pg-network": postgres.run_network,
    },
}
