"""`make fuzz`: damaged workbooks through `check`, each in a process with limits (R22, X2, X3, X4).

    python -m tests.fuzz COUNT [--start N] [--seed SEED] [--keep FOLDER] [--jobs N]

Case n of a seed is always the same file, so that ten thousand cases may be run in parts, on several machines. A case
fails that ends in anything but exit 0, 1 or 3, that shows a traceback, that prints no JSON object, or that takes over
30 seconds or 512 MB. Its file goes to FOLDER.
"""

import argparse
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.run import Told, run_share, shares


def main(words: Sequence[str]) -> int:
    """Run what the command line asks, print a summary; 1 where a case went wrong."""
    asked = argparse.ArgumentParser(prog="python -m tests.fuzz")
    asked.add_argument("count", type=int)
    asked.add_argument("--start", type=int, default=0, help="the first case")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--keep", type=Path, help="where files that go wrong are kept")
    asked.add_argument("--jobs", type=int, default=1, help="processes at a time")
    given = asked.parse_args(words)
    dealt = shares(given.start, given.count, given.jobs, given.seed, given.keep)
    told = Told()
    if given.jobs == 1:
        told.add(run_share(dealt[0]))
    else:
        with multiprocessing.get_context("spawn").Pool(given.jobs) as pool:
            for one in pool.imap(run_share, dealt):
                told.add(one)
    (seconds, slow), (megabytes, big) = told.slowest, told.biggest
    print(
        f"{given.count} cases from {given.start}, seed {given.seed}: {told.wrong} wrong; "
        f"slowest {seconds:.1f} s (case {slow}), biggest {megabytes:.0f} MB (case {big})"
    )
    for (kind, code), times in sorted(told.codes.items()):
        print(f"  {kind:8} exit {code}: {times}")
    return 1 if told.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
