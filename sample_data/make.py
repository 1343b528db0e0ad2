"""Writes the sample district again: `python sample_data/make.py [OUT] [--staff N] [--export-form] [--faulty]`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from sample_data.build import main

    raise SystemExit(main(sys.argv[1:]))
