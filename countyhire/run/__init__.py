"""A run's folder: every output at once or none, one writer at a time, manifests that chain."""

from countyhire.run.chain import LATEST, MANIFEST, Run, last_of, runs, sha256
from countyhire.run.lock import open_elsewhere, refuse_busy
from countyhire.run.problem import RunProblem
from countyhire.run.single import write_new
from countyhire.run.writing import (
    Writer,
    Written,
    input_facts,
    manifest_bytes,
    named,
    open_run,
    rehearse,
    write_run,
)

__all__ = [
    "LATEST",
    "MANIFEST",
    "Run",
    "RunProblem",
    "Writer",
    "Written",
    "input_facts",
    "last_of",
    "manifest_bytes",
    "named",
    "open_elsewhere",
    "open_run",
    "refuse_busy",
    "rehearse",
    "runs",
    "sha256",
    "write_new",
    "write_run",
]
