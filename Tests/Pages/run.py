#!/usr/bin/env python3
"""Looks at the product's pages in a real browser: nothing overflows at desktop and phone width, everything is in the
print, and no request leaves the page.

    ./test --pages FILE.html…      pages of your own
    ./test --pages                 the pages that the sample's plan and profile write

Needs chromium and pdftotext (poppler-utils); without them it says so and checks nothing (with CI=true that is a failure).
"""

import argparse
import html
import html.parser
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WIDTHS = (1280, 390)

# A browser without a window is never narrower than some 500 px, so the page is shown in a frame of the width wanted.
FRAME = ('<!DOCTYPE html><title></title><body style="margin:0">'
         '<iframe style="border:0;width:{}px;height:900px" srcdoc="{}"></iframe>')

# What sticks out of the window and of every box that scrolls by itself.
PROBE = """<script>
addEventListener("load", function () {
  var wide = [], width = document.documentElement.clientWidth;
  document.querySelectorAll("body *").forEach(function (element) {
    var box = element.getBoundingClientRect(), parent = element.parentElement, scrolls = false;
    while (parent) {
      if (/auto|scroll|hidden/.test(getComputedStyle(parent).overflowX)) scrolls = true;
      parent = parent.parentElement;
    }
    if (box.width > 0 && box.right > width + 1 && !scrolls) {
      wide.push(element.tagName + " " + element.textContent.trim().slice(0, 40));
    }
  });
  var scroll = document.documentElement.scrollWidth;
  parent.document.title = JSON.stringify({width: width, scroll: scroll, wide: wide.slice(0, 5)});
});
</script>"""


class Text(html.parser.HTMLParser):
    """The words that a reader sees, and what the page would load."""

    def __init__(self):
        super().__init__()
        self.words, self.loads, self.silent = [], [], 0

    def handle_starttag(self, tag, attributes):
        if tag in ("style", "script", "title"):
            self.silent += 1
        for name, value in attributes:
            if name in ("src", "srcset", "data", "poster", "action") or (tag == "link" and name == "href"):
                if value and not value.startswith(("data:", "#")):
                    self.loads.append(f"{tag} {name}={value[:80]}")

    def handle_endtag(self, tag):
        if tag in ("style", "script", "title"):
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent:
            self.words += data.split()


def chromium(*arguments):
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run", "--disable-sync"]
    return subprocess.run(
        [program, "--headless", "--no-sandbox", "--disable-gpu", *quiet, *arguments],
        capture_output=True, text=True, timeout=120, check=False).stdout


def requests(folder, page, pdf):
    """The hosts that are asked for anything while a page is printed."""
    log = f"{folder}/net.json"
    chromium(f"--log-net-log={log}", f"--print-to-pdf={folder}/{pdf}", "--no-pdf-header-footer", f"file://{page}")
    with open(log, encoding="utf-8") as file:
        return set(re.findall(r'"url":"(https?://[^/"]+)', file.read()))


def look(path):
    """What is wrong with a page."""
    wrong = []
    with open(path, encoding="utf-8") as file:
        page = file.read()
    text = Text()
    text.feed(page)
    wrong += [f"loads {what}" for what in text.loads]
    if re.search(r"@import|url\(\s*['\"]?(?!data:|#)", page):
        wrong.append("its style loads something")
    with tempfile.TemporaryDirectory() as folder:
        probed = f"{folder}/page.html"
        bare = re.sub(r"<meta[^>]*Content-Security-Policy[^>]*>", "", page, flags=re.I)
        bare = bare.replace("</body>", PROBE + "</body>")
        for width in WIDTHS:
            with open(probed, "w", encoding="utf-8") as file:
                file.write(FRAME.format(width, html.escape(bare)))
            shown = chromium("--window-size=1400,1000", "--virtual-time-budget=2000", "--dump-dom", f"file://{probed}")
            title = re.search(r"<title>(\{.*?\})</title>", shown)
            if not title:
                wrong.append(f"at {width}: the browser told nothing")
                continue
            found = json.loads(title.group(1).replace("&quot;", '"').replace("&amp;", "&"))
            if found["wide"] or found["scroll"] > found["width"] + 1:
                wrong.append(f"at {width}: {found['scroll']} px wide in {found['width']}: {', '.join(found['wide'])}")
        asked = requests(folder, os.path.abspath(path), "page.pdf")
        # What the browser asks for by itself it asks for an empty page, too.
        wrong += [f"asks {host}" for host in sorted(asked - requests(folder, os.devnull, "empty.pdf"))]
        printed = subprocess.run(
            ["pdftotext", "-layout", f"{folder}/page.pdf", "-"], capture_output=True, text=True, check=False).stdout
        there = "".join(printed.split())
        # Words may be broken at a line's end; a page whose print lacks many of them has lost something.
        lost = [word for word in text.words if len(word) < 12 and word.isalpha() and word not in there]
        if len(lost) * 50 > max(1, len(text.words)):
            wrong.append(f"the print lacks {len(lost)} of {len(text.words)} words: {' '.join(lost[:8])}")
    return wrong


def sample_pages(program, folder):
    """The pages of the sample: the plan's, redacted and not, and the profile's, in both languages."""
    shutil.copytree(f"{ROOT}/samples/nordkamp/inbox", f"{folder}/inbox")
    shutil.copytree(f"{ROOT}/samples/nordkamp/project", f"{folder}/nordkamp")
    environment = dict(os.environ, CUSTOMARY_KEYS=f"{folder}/keys", CUSTOMARY_NOW="2026-11-23T09:00:00Z")

    def run(*arguments):
        done = subprocess.run(
            [program, "-C", f"{folder}/nordkamp", *arguments], env=environment, capture_output=True, text=True,
            check=False)
        if done.returncode not in (0, 9):
            sys.exit(f"customary {' '.join(arguments)}: {done.stderr}")

    run("questions", "--accept-proposals", "--as-draft")
    pages = []
    for language in ("de", "en"):
        for redacted in ([], ["--redact"]):
            pages.append(f"{folder}/plan-{language}{'-redacted' if redacted else ''}.html")
            run("plan", "-o", pages[-1], "--language", language, *redacted)
        pages.append(f"{folder}/profile-{language}.html")
        run("profile", "-o", pages[-1], "--language", language)
    return pages


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", metavar="FILE.html")
    parser.add_argument("--program", help="the built program, for the sample's pages")
    given = parser.parse_args()
    missing = [what for what in ("chromium", "pdftotext") if not shutil.which(what)]
    if missing:
        print(f"skipped: {' and '.join(missing)} not installed")
        sys.exit(1 if os.environ.get("CI") == "true" else 0)
    with tempfile.TemporaryDirectory() as folder:
        failed = 0
        for path in given.pages or sample_pages(given.program, folder):
            wrong = look(path)
            failed += bool(wrong)
            print(f"{os.path.basename(path):24} {'ok' if not wrong else ''}")
            for line in wrong:
                print(f"    {line}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
