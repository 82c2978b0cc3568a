#!/usr/bin/env python3
"""verify_manifest.py MANIFEST [PUBLIC-KEY-HEX [ROOT-HEX]]

Checks a manifest without Customary: chain and seals with Python's hashlib, the signature with the openssl program.
PUBLIC-KEY-HEX is what customary_signers in the CRM database holds, ROOT-HEX what customary_batches holds.
Exit code 0: good. 6: not as it was written; the first bad record (line) is named.
"""
import base64
import hashlib
import json
import re
import struct
import subprocess
import sys
import tempfile

LINE = re.compile(rb'(.*),"seal":"([A-Za-z0-9+/=]{12})"(?:,"signature":"([0-9a-f]{128})")?\}', re.DOTALL)
FORMATS = ("customary manifest 1", "customary rebuilt manifest 1")


def bad(record, words):
    print("%s: record %d: %s" % (sys.argv[1], record, words), file=sys.stderr)
    sys.exit(6)


def field(text):
    return struct.pack(">I", len(text)) + text


def signed(key, signature, message):
    """True when the Ed25519 signature is that of the key (32 bytes) on the message."""
    der = bytes.fromhex("302a300506032b6570032100") + key
    pem = b"-----BEGIN PUBLIC KEY-----\n" + base64.b64encode(der) + b"\n-----END PUBLIC KEY-----\n"
    with tempfile.NamedTemporaryFile() as k, tempfile.NamedTemporaryFile() as s, tempfile.NamedTemporaryFile() as m:
        for file, content in ((k, pem), (s, signature), (m, message)):
            file.write(content)
            file.flush()
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", k.name, "-rawin", "-in", m.name]
        done = subprocess.run(command + ["-sigfile", s.name], capture_output=True)
    return done.returncode == 0


def main():
    lines = open(sys.argv[1], "rb").read().split(b"\n")
    if lines.pop() != b"":
        bad(len(lines) + 1, "the line isn't whole")
    header, chain, signature = None, b"", None
    for record, line in enumerate(lines, 1):
        if signature:
            bad(record, "stands after the end")
        parts = LINE.fullmatch(line)
        if not parts:
            bad(record, "isn't what was written")
        body, seal, signature = parts.groups()
        if header is None:
            try:
                header = json.loads(body + b"}")
                start = [header["format"], header["database"], header["previous"]]
            except (ValueError, KeyError):
                bad(record, "isn't the beginning of a manifest")
            if header["format"] not in FORMATS:
                bad(record, "isn't the beginning of a manifest of this version")
            chain = hashlib.sha256(b"".join(field(text.encode()) for text in start)).digest()
        chain = hashlib.sha256(chain + body).digest()
        if seal != base64.b64encode(chain[:8]):
            bad(record, "was changed, or a line before it was changed or is missing")
    if not signature:
        bad(len(lines) + 1, "is missing; the file was cut before its end")
    value = json.loads(body + b"}")
    if value.get("records") != len(lines) - 2:
        bad(len(lines), "the number of records isn't what was written")
    if len(sys.argv) > 2 and sys.argv[2] != header["key"]:
        bad(1, "signed with another key than that of the database")
    message = header["format"].encode() + chain
    if not signed(bytes.fromhex(header["key"]), bytes.fromhex(signature.decode()), message):
        bad(len(lines), "the signature isn't that of the key")
    if len(sys.argv) > 3 and sys.argv[3] != header.get("lost_root", chain.hex()):
        bad(1, "isn't the manifest that the database speaks of")
    print("batch %s: %d records, chain and signature good" % (header["batch"], value["records"]))
    print("root %s" % chain.hex())


main()
