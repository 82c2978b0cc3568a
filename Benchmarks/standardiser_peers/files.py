"""Values of files of other people: cells of CSV and text files by their column's name, and patterns in any text."""
import csv
import io
import os
import re
import zipfile


def texts(folder):
    """(path, text) of every file that is text, or a workbook's shared strings."""
    for base, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            path = os.path.join(base, name)
            ending = name.rsplit(".", 1)[-1].lower()
            if ending in ("csv", "tsv", "txt", "json", "jsonl", "vcf", "xml", "ldif", "iif", "ofx"):
                with open(path, "rb") as handle:
                    data = handle.read(4_000_000)
                try:
                    yield path, data.decode("utf-8-sig")
                except UnicodeDecodeError:
                    yield path, data.decode("cp1252", "replace")
            elif ending == "xlsx":
                try:
                    with zipfile.ZipFile(path) as book:
                        for member in book.namelist():
                            if member.endswith("sharedStrings.xml") and book.getinfo(member).file_size < 4_000_000:
                                yield path, re.sub(r"<[^>]+>", "\n", book.read(member).decode("utf-8", "replace"))
                except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
                    continue


def columns(folder, header):
    """The cells of columns whose name fits, with the row as a dict."""
    wanted = re.compile(header, re.IGNORECASE)
    for path, text in texts(folder):
        if not path.endswith((".csv", ".tsv")) or "\0" in text:
            continue
        first = text.split("\n", 1)[0]
        delimiter = max(",;\t|", key=first.count)
        try:
            rows = csv.DictReader(io.StringIO(text), delimiter=delimiter)
            fitting = [name for name in rows.fieldnames or [] if name and wanted.search(name)]
            for row in rows if fitting else []:
                for name in fitting:
                    if isinstance(row[name], str) and row[name].strip():
                        yield row[name].strip(), row
        except csv.Error:
            continue
