#!/usr/bin/env python3
"""Makes the Nordkamp sample again, byte for byte: python3 make.py [FOLDER]"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from maker import everything  # noqa: E402

if __name__ == "__main__":
    everything.make(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent))
