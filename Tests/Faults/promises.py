"""Promises that a fault could break without any crash: forged and foreign files, what
people did since a load. Each is a case that a sabotage of ours has to trip over."""

import os
import shutil
import sqlite3

import suite
from steps import make
from suite import Case, check, crm
from world import FIRST, LATER, NEXT_MONDAY, SECOND


def edit(bench, *statements, path="p/crm.sqlite"):
    """Does what a person would do in the CRM, with any tool; gives the last statement's answer."""
    connection = sqlite3.connect(f"{bench.home}/{path}")
    try:
        connection.execute("PRAGMA foreign_keys = 1")
        answer = None
        for statement in statements:
            answer = connection.execute(statement).fetchone()
        connection.commit()
        return answer
    finally:
        connection.close()


def refused(bench, code, words, now, why, before=None):
    before = before or crm(bench)
    outcome = bench.run("-C", "p", *words, now=now)
    check(outcome.code == code, f"{why}: expected exit {code}: {outcome}")
    check(crm(bench) == before, f"{why}: the CRM changed: {outcome}")
    return outcome


def newest_plan(bench):
    runs = sorted(os.listdir(bench.home + "/p/.customary/runs"))
    return f"p/.customary/runs/{runs[-1]}/plan.json"


def change(bench, path, old, new, count=1):
    with open(f"{bench.home}/{path}", "rb") as file:
        data = file.read()
    check(old in data, f"{path} doesn't hold {old!r}")
    with open(f"{bench.home}/{path}", "wb") as file:
        file.write(data.replace(old, new, count))


def tampered_plan(bench):
    bench.back("planned")
    change(bench, newest_plan(bench), b'"project":"', b'"project":"x')
    refused(bench, 6, ["load", "--yes"], NEXT_MONDAY, "a plan whose words were changed")


def tampered_limits(bench):
    bench.back("planned")
    change(bench, newest_plan(bench), b'"existing_changed":"ok: ', b'"existing_changed":"OK: ')
    refused(bench, 6, ["load", "--yes"], NEXT_MONDAY, "a plan whose limits were changed")


def tampered_changes(bench):
    bench.back("planned")
    change(bench, newest_plan(bench) + ".changes.jsonl", b'"kind":"create"', b'"kind":"update"')
    refused(bench, 6, ["load", "--yes"], NEXT_MONDAY, "a plan whose list of changes was changed")


def plan_of_another_database(bench):
    bench.back("planned")
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(f"{bench.home}/p/crm.sqlite{ending}"):
            os.remove(f"{bench.home}/p/crm.sqlite{ending}")
    # The same place, and the same rows, in a database with an id of its own.
    source = sqlite3.connect(f"{bench.aside}/planned/p/crm.sqlite")
    target = sqlite3.connect(f"{bench.home}/p/crm.sqlite")
    source.backup(target)
    target.execute("UPDATE customary_database SET id = '11111111-1111-8111-8111-111111111111'")
    target.commit()
    target.close()
    source.close()
    refused(bench, 6, ["load", "--yes"], NEXT_MONDAY, "a plan for another database")


def plan_leaves_no_trace(bench):
    bench.back("added")
    before = crm(bench)
    bench.must("-C", "p", "plan", now=NEXT_MONDAY)
    check(crm(bench) == before, "a plan changed the CRM")
    bench.back("planned first")
    bench.must("-C", "p", "plan")
    check(not os.path.exists(bench.home + "/p/crm.sqlite"), "a plan made a database")


def partial_of(bench):
    for folder, _, files in os.walk(bench.home + "/p/.customary"):
        for name in files:
            if name.endswith(".jsonl.partial"):
                return f"{folder}/{name}"[len(bench.home) + 1:]
    raise suite.Failure("there is no unfinished manifest")


def forged_signature(bench):
    bench.back("killed at load.committed")
    path = partial_of(bench)
    with open(f"{bench.home}/{path}", "rb") as file:
        data = file.read()
    digit = data[-4:-3]
    with open(f"{bench.home}/{path}", "wb") as file:
        file.write(data[:-4] + (b"0" if digit != b"0" else b"1") + data[-3:])
    refused(bench, 6, ["status"], NEXT_MONDAY, "a manifest with a forged signature")


def forged_record(bench):
    bench.back("killed at load.committed")
    change(bench, partial_of(bench), b'"kind":"update"', b'"kind":"create"')
    outcome = refused(bench, 6, ["status"], NEXT_MONDAY, "a manifest with a changed record")
    check("record" in outcome.err and "was changed" in outcome.err, f"the first bad record isn't named: {outcome}")


def foreign_manifest(bench):
    """One that is whole and signed, but another batch's."""
    bench.back("killed at load.committed")
    path = partial_of(bench)
    for folder, _, files in os.walk(bench.home + "/p/.customary/runs"):
        if f"manifest-{FIRST}.jsonl" in files:
            shutil.copyfile(f"{folder}/manifest-{FIRST}.jsonl", f"{bench.home}/{path}")
    refused(bench, 6, ["status"], NEXT_MONDAY, "another batch's manifest in the place of the unfinished one")


def other_target(bench):
    """An unfinished manifest is left alone by commands that look into another database, there or not yet there."""
    bench.back("killed at load.committed")
    path = partial_of(bench)
    settings = bench.read("p/customary.yaml")
    bench.write("p/customary.yaml", settings.replace(
        "    url: sqlite:crm.sqlite\n", "    url: sqlite:crm.sqlite\n  second:\n    url: sqlite:second.sqlite\n"))
    bench.must("-C", "p", "status", "--target", "second", now=NEXT_MONDAY)
    check(os.path.exists(f"{bench.home}/{path}"), "looking at a target that isn't there removed another one's manifest")
    # A database of its own, whose batches have the very ids of the other one's.
    source = sqlite3.connect(f"{bench.aside}/loaded twice/p/crm.sqlite")
    target = sqlite3.connect(f"{bench.home}/p/second.sqlite")
    source.backup(target)
    target.execute("UPDATE customary_database SET id = '11111111-1111-8111-8111-111111111111'")
    target.commit()
    target.close()
    source.close()
    bench.must("-C", "p", "status", "--target", "second", now=NEXT_MONDAY)
    check(os.path.exists(f"{bench.home}/{path}"), "looking at another target took a manifest away")
    bench.must("-C", "p", "status", now=NEXT_MONDAY)
    check(not os.path.exists(f"{bench.home}/{path}"), "its own target didn't finish it")


def rollback(bench, batch, code, now=LATER):
    outcome = bench.run("-C", "p", "rollback", batch, "--yes", "--format", "json", now=now)
    check(outcome.code == code, f"rollback: expected exit {code}: {outcome}")
    return outcome.json()


def keeps_edited_fields(bench):
    bench.back("loaded twice")
    row = edit(bench, f"SELECT record_id FROM customary_changes WHERE batch = 2 AND kind = 'update' AND entity = 'contacts'"
                      " AND record_id IN (SELECT id FROM contacts)")
    check(row is not None, "the second load updates no contact")
    edit(bench, f"UPDATE contacts SET job_title = 'Inhaberin', family_name = 'Eigen', updated_by = 'ute' WHERE id = '{row[0]}'")
    report = rollback(bench, SECOND, 1)
    check(report["kept_fields"], "what a person changed isn't listed")
    kept = edit(bench, f"SELECT job_title, family_name FROM contacts WHERE id = '{row[0]}'")
    check(kept == ("Inhaberin", "Eigen"), f"what a person changed is gone: {kept}")


def keeps_edited_records(bench):
    bench.back("loaded twice")
    row = edit(bench, "SELECT record_id FROM customary_changes WHERE batch = 2 AND kind = 'create' AND entity = 'accounts'")
    edit(bench, f"UPDATE accounts SET industry = 'Handwerk', updated_by = 'ute' WHERE id = '{row[0]}'")
    report = rollback(bench, SECOND, 1)
    check([record for record in report["kept_records"] if record["id"] == row[0]], "the edited record isn't listed")
    check(edit(bench, f"SELECT industry FROM accounts WHERE id = '{row[0]}'") == ("Handwerk",), "an edited record is gone")


def keeps_what_is_built_on(bench):
    bench.back("loaded twice")
    row = edit(bench, "SELECT record_id FROM customary_changes WHERE batch = 2 AND kind = 'create' AND entity = 'accounts'")
    note = "22222222-2222-4222-8222-222222222222"
    edit(bench, f"INSERT INTO activities (id, account_id) VALUES ('{note}', '{row[0]}')")
    rollback(bench, SECOND, 1)
    check(edit(bench, f"SELECT count(*) FROM activities WHERE id = '{note}'") == (1,), "a person's note is gone")
    check(edit(bench, f"SELECT count(*) FROM accounts WHERE id = '{row[0]}'") == (1,), "what a note hangs on is gone")


def resurrects_nothing(bench):
    bench.back("loaded twice")
    row = edit(bench, "SELECT id FROM contact_points WHERE id IN (SELECT record_id FROM customary_changes WHERE batch = 1)")
    edit(bench, f"DELETE FROM contact_points WHERE id = '{row[0]}'")
    rollback(bench, SECOND, 0)
    rollback(bench, FIRST, 0)
    check(bench.held_rows() == 0, "something stays, or came back, after everything was taken back")


def forgets_the_crosswalk(bench):
    bench.back("loaded twice")
    rollback(bench, SECOND, 0)
    rollback(bench, FIRST, 0)
    left = edit(bench, "SELECT count(*) FROM customary_crosswalk WHERE ended_by = 0")
    check(left == (0,), f"{left[0]} entries of the crosswalk point to records that are gone")


def twice_changes_nothing(bench):
    bench.back("loaded twice")
    rollback(bench, SECOND, 0)
    before = crm(bench)
    report = rollback(bench, SECOND, 0)
    check(report["already_taken_back"], "the second rollback did something")
    check(crm(bench) == before, "the second rollback changed the CRM")
    bench.back("loaded")
    before = crm(bench)
    again = bench.run("-C", "p", "load", "--yes", "--format", "json")
    check(again.code == 0 and again.json().get("reason") == "already loaded", f"a plan that is loaded: {again}")
    check(crm(bench) == before, "a plan was loaded twice")


def counts_other_tools(bench):
    """After a load and after a rollback, what other tools write still gets its row version."""
    for state in ("loaded", "loaded twice"):
        bench.back(state)
        if state == "loaded twice":
            rollback(bench, SECOND, 0)
        before = edit(bench, "SELECT row_version FROM customary_database")[0]
        edit(bench, "UPDATE accounts SET industry = 'Handel'")
        after = edit(bench, "SELECT row_version FROM customary_database")[0]
        check(after > before, f"{state}: what another tool wrote wasn't counted")


def fence_rises(bench):
    bench.back("planned")
    before = edit(bench, "SELECT fence FROM customary_database")[0]
    bench.must("-C", "p", "load", "--yes", now=NEXT_MONDAY)
    check(edit(bench, "SELECT fence FROM customary_database")[0] == before + 1, "a load doesn't raise the fence")


def proof_is_honest(bench):
    """The state hashes that a load, its rollback and `status` tell are those that anybody can compute."""
    bench.back("loaded twice")
    state = crm(bench)
    check(state.batches[-1].after == state.full, "the load tells another state than the CRM's")
    check(state.batches[0].after == state.batches[1].before, "the second load began elsewhere than the first ended")
    report = rollback(bench, SECOND, 0)
    check(report["proof"]["now"] == crm(bench).full, "the rollback's proof isn't the CRM's state")
    check(report["proof"]["equal"] and report["proof"]["now"] == state.batches[0].after, "the rollback ended elsewhere")


PROMISES = [
    tampered_plan, tampered_limits, tampered_changes, plan_of_another_database, plan_leaves_no_trace,
    forged_signature, forged_record, foreign_manifest, other_target, keeps_edited_fields, keeps_edited_records,
    keeps_what_is_built_on, resurrects_nothing, forgets_the_crosswalk, twice_changes_nothing, counts_other_tools,
    fence_rises, proof_is_honest,
]


def run(suite_run):
    suite_run.run("promises", [Case(work.__name__.replace("_", "-"), work) for work in PROMISES], make)
