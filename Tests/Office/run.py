#!/usr/bin/env python3
"""A client with a real office program: LibreOffice mends rejected rows and answers questions, and the files come back.

    Tests/Office/run.py [PROGRAM]

PROGRAM is the customary to run; without one, that of a debug or release build. Needs soffice; without it this says so and ends.
What is proved: of the sample's workbooks, written with marks, opened, edited and saved by LibreOffice, only the mended rows
change in the staging area and in the CRM; answers typed into the workbook of questions are read back.
"""
import os, pathlib, shutil, sqlite3, subprocess, sys, tempfile, zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Client" script:language="StarBasic">
{code}
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
{elements}</library:library>
"""


def program():
    if len(sys.argv) > 1:
        return sys.argv[1]
    for kind in ("release", "debug"):
        path = ROOT / ".build" / kind / "customary"
        if path.exists():
            return str(path)
    sys.exit("build it first: swift build, or name the program")


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def office(work, source, target, edits):
    """Opens a workbook in LibreOffice, types into cells, and saves it as XLSX."""
    profile = work / "profile"
    basic = profile / "user" / "basic" / "Standard"
    if not basic.exists():
        # The first start makes the profile.
        soffice(profile, "--terminate_after_init")
        basic.mkdir(parents=True, exist_ok=True)
    lines = ["Sub Mend()", "  Dim hidden(0) As New com.sun.star.beans.PropertyValue",
             '  hidden(0).Name = "Hidden" : hidden(0).Value = True',
             '  Dim form(0) As New com.sun.star.beans.PropertyValue',
             '  form(0).Name = "FilterName" : form(0).Value = "Calc MS Excel 2007 XML"',
             f'  document = StarDesktop.loadComponentFromURL(ConvertToURL("{source}"), "_blank", 0, hidden())']
    for sheet, cell, text in edits:
        page = f'document.Sheets.getByName("{sheet}")'
        # "=G2" takes what stands in another cell, as a client would copy it.
        value = f'{page}.getCellRangeByName("{text[1:]}").String' if text[:1] == "=" else '"' + text.replace('"', '""') + '"'
        lines.append(f'  {page}.getCellRangeByName("{cell}").String = {value}')
    lines += [f'  document.storeToURL(ConvertToURL("{target}"), form())', "  document.close(True)", "End Sub"]
    (basic / "Client.xba").write_text(MACRO.format(code=escape("\n".join(lines))))
    (basic / "script.xlb").write_text(
        LIBRARY.format(elements=' <library:element library:name="Client"/>\n'))
    if not (basic / "dialog.xlb").exists():
        (basic / "dialog.xlb").write_text(LIBRARY.format(elements=""))
    if os.path.exists(target):
        os.remove(target)
    soffice(profile, "macro:///Standard.Client.Mend")
    check(os.path.exists(target), f"LibreOffice saved {os.path.basename(target)}")


def soffice(profile, *arguments):
    subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", *arguments],
                   check=True, timeout=240, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def check(holds, words):
    print(("ok      " if holds else "WRONG   ") + words, flush=True)
    if not holds:
        sys.exit(1)


def main():
    if not shutil.which("soffice"):
        print("SKIPPED: LibreOffice (soffice) is not installed; apt-get install libreoffice-calc-nogui")
        return
    with tempfile.TemporaryDirectory(prefix="customary-office-") as folder:
        run(pathlib.Path(folder), program())


def run(work, customary):
    shutil.copytree(ROOT / "samples" / "nordkamp", work / "nordkamp")
    project = work / "nordkamp" / "project"
    environment = dict(os.environ, CUSTOMARY_NOW="2026-03-02T09:00:00Z", CUSTOMARY_KEYS=str(work / "keys"), CUSTOMARY_LEARNED=str(work / "learned.yaml"),
                       CUSTOMARY_MAPPINGS=str(ROOT / "Mappings"), CUSTOMARY_USER="office", TZ="Europe/Berlin")

    def call(*arguments, allowed=(0,)):
        done = subprocess.run([customary, "-C", str(project), *arguments], env=environment, capture_output=True, text=True)
        if done.returncode not in allowed:
            sys.exit(f"customary {' '.join(arguments)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def staged():
        base = sqlite3.connect(project / ".customary" / "staging.sqlite")
        rows = base.execute("SELECT d.source, r.place, r.state, r.cells FROM raw r JOIN deliveries d ON d.id = r.id >> 32")
        return {(source, place): (state, cells) for source, place, state, cells in rows}

    def master():
        base = sqlite3.connect(project / "crm.sqlite")
        tables = [row[0] for row in base.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'customary\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'")]
        return {table: {row[0]: row for row in base.execute(f'SELECT * FROM "{table}"')} for table in tables}

    # Questions, through the office program and back.
    call("stage")
    questions = work / "Fragen.xlsx"
    call("questions", "-o", str(questions), "--language", "de")
    names = zipfile.ZipFile(questions).namelist()
    check("xl/workbook.xml" in names, "the workbook of questions is there")
    before = call("questions", "--format", "json")
    import json
    asked = json.loads(before)["questions"]
    if asked:
        # The proposal is typed in as the answer, with a name beside it.
        office(work, questions, work / "Antworten.xlsx", [("Fragen", "H2", "=G2"), ("Fragen", "I2", "Frau Kern")])
        call("questions", "--from", str(work / "Antworten.xlsx"), allowed=(0, 1))
        left = json.loads(call("questions", "--format", "json"))["questions"]
        check(len(left) == len(asked) - 1, f"one of {len(asked)} questions is answered, {len(left)} are left")
        mappings = "".join(path.read_text() for path in (project / "mappings").glob("*.yaml"))
        check("by: Frau Kern" in mappings, "the answer says who gave it")
    else:
        check(True, "the sample as it stands asks nothing")

    # Rejected rows, through the office program and back.
    call("questions", "--accept-proposals", "--as-draft")
    call("run", "--yes", allowed=(0, 9))
    if not (project / "crm.sqlite").exists() or not master().get("accounts"):
        plan = json.loads(call("plan", "--format", "json", allowed=(0, 9)))
        stops = [limit["name"] for limit in plan.get("limits", []) if limit.get("stops")]
        release = [word for name in stops for word in ("--release", name)]
        call("load", *release, "--because", "the office round trip", "--yes")
    rows, customers = staged(), master()
    check(len(customers.get("accounts", {})) > 100, f"{len(customers['accounts'])} accounts are loaded")
    out = work / "for-the-client"
    call("export", "rejects", "-o", str(out))
    marked = out / "Kundenliste NEU (3)-rejects.xlsx"
    check(marked.exists(), "the client's own workbook is written with marks")

    # A text file's rows, opened by the office program and saved as a workbook, in which dates are dates.
    mended = work / "newsletter.xlsx"
    office(work, out / "newsletter.csv", mended, [("newsletter", "A2", "hans.meier@web.example")])
    said = call("add", str(mended))
    print("        " + said.replace("\n", "\n        ").rstrip())
    check("a correction of newsletter" in said and "1 row corrected · 8 as before" in said,
          "the mended row of a text file is known, and none but it says something else")
    call("stage")
    after = staged()
    moved = sorted(key for key in rows.keys() | after.keys() if rows.get(key) != after.get(key))
    check(moved == [("newsletter", 13)], f"of {len(after)} staged rows only {moved} changed")
    rows = after

    # An OpenDocument workbook is refused with what to do.
    subprocess.run(["soffice", f"-env:UserInstallation=file://{work / 'profile'}", "--headless", "--convert-to", "ods",
                    "--outdir", str(work), str(marked)], check=True, timeout=240, capture_output=True)
    call("add", str(work / (marked.stem + ".ods")), allowed=(3,))
    check(True, "an OpenDocument workbook is refused, with exit 3")
    original = zipfile.ZipFile(work / "nordkamp" / "inbox" / "Kundenliste NEU (3).xlsx")
    copy = zipfile.ZipFile(marked)
    same = [name for name in original.namelist() if original.read(name) == copy.read(name)]
    check("xl/sharedStrings.xml" in same and "xl/worksheets/sheet3.xml" in same,
          f"{len(same)} of {len(original.namelist())} parts are the same byte for byte")
    back = work / "back"
    back.mkdir()
    mended = back / marked.name
    office(work, marked, mended, [("Süd", "B62", "Backhaus Wiedergefunden GmbH"), ("Süd", "F62", "Lüneburg")])
    said = call("add", str(mended))
    print("        " + said.replace("\n", "\n        ").rstrip())
    check("a correction of kundenliste-sued" in said and "1 row corrected · 1 as before" in said, "add knows what it is")
    check("a correction of kundenliste-nord" in said and "0 rows corrected · 2 as before" in said,
          "the other sheet is known, too, and says what it said")
    check("not taken" not in said, "no other row of the sheets is taken for changed")
    call("stage")
    after = staged()
    moved = sorted(key for key in rows.keys() | after.keys() if rows.get(key) != after.get(key))
    check(moved == [("kundenliste-sued", 62)], f"of {len(after)} staged rows only {moved} changed")
    check(after[("kundenliste-sued", 62)][0] == 0, "and is ready now")
    plan = json.loads(call("plan", "--format", "json", allowed=(0, 9)))
    stops = [limit["name"] for limit in plan.get("limits", []) if limit.get("stops")]
    call("load", *[word for name in stops for word in ("--release", name)],
         *(["--because", "the office round trip"] if stops else []), "--yes")
    now = master()
    gone = {table: set(customers[table]) - set(now[table]) for table in customers if set(customers[table]) - set(now[table])}
    changed = {table: [key for key in customers[table] if key in now[table] and customers[table][key] != now[table][key]]
               for table in customers}
    changed = {table: keys for table, keys in changed.items() if keys}
    new = {table: len(set(now[table]) - set(customers.get(table, {}))) for table in now}
    new = {table: count for table, count in new.items() if count}
    check(not gone and not changed, f"nothing that was in the CRM is gone or changed {gone or ''}{changed or ''}")
    # The baker from the sheet and, of the newsletter, a person with an address.
    check(new.get("accounts") == 1 and new.get("contacts", 0) <= 1, f"new in the CRM: {new}")
    call("verify", allowed=(0, 1))
    print("The office round trip is as it should be.")


main()
