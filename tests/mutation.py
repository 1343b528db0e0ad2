"""Mutation score of the core: `python -m tests.mutation SIZE [MODULE…]` tries SIZE mutants of each module (0: all).

mutmut makes every mutant and runs only the tests that reach the changed function. The sample is drawn by a seed, so
that the same tree gives the same sample. Survivors are printed with their change; docs/testing.md tells of them.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
MUTANTS = ROOT / "mutants"
SEED = "渝卫发〔2021〕55号"
KILLED = {1, 3, 152, -24, 24, 36, 255, -9}  # failed, or out of time
GROUPS = {
    "money": ["model/money"],
    "period": ["model/period"],
    "quota": ["compute/quota", "compute/quota_progress", "compute/recruits", "compute/placements"],
    "duty": ["compute/duty", "compute/deadline", "compute/standing", "compute/history", "compute/service"],
    "payroll": ["compute/payroll", "compute/pay/*"],
    "settlement": ["compute/pay/settlement"],
    "checker": ["compute/allocation/check"],
}


def mutmut(*names: str) -> None:
    """One run over the mutants named; a name that none has only makes them."""
    subprocess.run([sys.executable, "-m", "mutmut", "run", "--max-children", "2", *names], cwd=ROOT, check=False)


def codes_of(group: str) -> dict[str, int | None]:
    """Every mutant of a group with its exit code, None where it was not tried."""
    found: dict[str, int | None] = {}
    for pattern in GROUPS[group]:
        for path in sorted((MUTANTS / "countyhire").glob(f"{pattern}.py.meta")):
            if group == "payroll" and path.name == "settlement.py.meta":
                continue
            found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def sample_of(group: str, size: int) -> list[str]:
    names = sorted(codes_of(group))
    return sorted(Random(SEED + group).sample(names, size)) if 0 < size < len(names) else names


def report(size: int, groups: Iterable[str]) -> None:
    rows = []
    for group in groups:
        codes = codes_of(group)
        tried = {name: codes[name] for name in sample_of(group, size) if codes[name] is not None}
        killed = sum(code in KILLED for code in tried.values())
        rows.append((group, len(codes), len(tried), killed, 100 * killed / len(tried) if tried else 0))
        for name in sorted(name for name, code in tried.items() if code not in KILLED):
            print(f"survived: {name}")
    for row in rows:
        print("| {} | {} | {} | {} | {:.1f} % |".format(*row))


def main(words: Sequence[str]) -> int:
    size = int(words[0]) if words else 150
    groups = list(words[1:]) or list(GROUPS)
    if not any(MUTANTS.glob("countyhire/model/*.meta")):
        mutmut("none")
    for group in groups:
        mutmut(*sample_of(group, size))
    report(size, groups)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
