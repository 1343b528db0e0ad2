"""`countyhire batch`: one command for every district of a city, in parallel processes.

A district is a folder with a countyhire.toml. Each has its own outcome: what goes wrong in one, be it that its
process dies, is that one's exit code and stops no other.
"""

import gc
import json
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from countyhire.district import FILE
from countyhire.pipeline.material import Missing

DIED = 5
GRAVEST_FIRST = (5, 4, 3, 6, 1, 2, 130)

Ended = tuple[int, bytes]  # exit code, and the JSON object that the command printed


@dataclass(frozen=True)
class DistrictRun:
    """How a command ended in one district; counts are of its findings, `steps` the exit codes of several commands."""

    folder: str
    district: str
    exit_code: int
    errors: int = 0
    warnings: int = 0
    notices: int = 0
    message: str = ""
    outputs: tuple[str, ...] = ()
    steps: Mapping[str, int] = field(default_factory=dict)


def districts(city: Path) -> list[Path]:
    """The folders of the city that are districts, by name. Raises Missing where there is none."""
    if not city.is_dir():
        raise Missing(f"没有找到文件夹“{city}”，请检查路径")
    found = sorted(path.parent for path in city.glob(f"*/{FILE}"))
    if not found:
        raise Missing(f"“{city}”里没有区县文件夹；区县文件夹里要有 {FILE}，可用 countyhire init 建立")
    return found


def run_all(
    folders: Sequence[Path],
    work: Callable[[Path], Ended],
    jobs: int,
    backend: str = "loky",
    cluster: str = "",
    told: Callable[[DistrictRun], None] = lambda run: None,
) -> list[DistrictRun]:
    """`work` on every folder, `jobs` at a time; `told` hears of each as it ends. In the order of the folders.

    `backend` is loky (this machine) or dask (`cluster` is the address of its scheduler, none for one of its own).
    Where a process dies, those that had not ended are tried again one by one, so that only the culprit fails.
    """
    ended: dict[Path, DistrictRun] = {}

    def keep(folder: Path, found: Ended) -> None:
        ended[folder] = judged(folder, found)
        told(ended[folder])

    with _processes(jobs, backend, cluster):
        _try(folders, work, jobs, keep)
        for folder in folders:
            if folder not in ended:
                _try([folder], work, 1, keep)
            if folder not in ended:
                keep(folder, (DIED, b""))
    return [ended[folder] for folder in folders]


def _try(
    folders: Sequence[Path], work: Callable[[Path], Ended], jobs: int, keep: Callable[[Path, Ended], None]
) -> None:
    from joblib import Parallel, delayed
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    workers = Parallel(n_jobs=max(2, jobs) if len(folders) == 1 else jobs, return_as="generator_unordered")
    # A worker that has grown is replaced by joblib, which then warns: it is no concern of the clerk's.
    warnings.filterwarnings("ignore", message="A worker stopped", category=UserWarning)
    try:
        results: Iterable[tuple[Path, Ended]] = workers(delayed(_with_folder)(work, folder) for folder in folders)
        for folder, found in results:
            keep(folder, found)
    except TerminatedWorkerError:
        return


def _with_folder(work: Callable[[Path], Ended], folder: Path) -> tuple[Path, Ended]:
    """One district; what it left in the process is freed, so that the next one does not begin with it.

    The reader puts what it has read out of the collector's sight (`sheets/read.py`), where a process that ends with
    its district may leave it, but not one that goes on with the next.
    """
    try:
        return folder, work(folder)
    finally:
        gc.unfreeze()
        gc.collect()


@contextmanager
def _processes(jobs: int, backend: str, cluster: str) -> Iterator[None]:
    """Where joblib runs its work."""
    from joblib import parallel_config

    if backend == "loky":
        with parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1):
            yield
        return
    try:
        from dask.distributed import Client, LocalCluster
    except ImportError as error:
        raise Missing("没有安装 dask；请安装 countyhire[cluster]，或用 --backend loky") from error
    if cluster:
        with Client(cluster), parallel_config(backend="dask"):
            yield
        return
    own = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None, host="127.0.0.1")
    with own, Client(own), parallel_config(backend="dask"):
        yield


def judged(folder: Path, ended: Ended) -> DistrictRun:
    """What the JSON of a command says of its district; a process that died has said nothing."""
    code, data = ended
    try:
        body: Mapping[str, Any] = json.loads(data)
    except ValueError:
        return DistrictRun(folder.name, folder.name, code, message="这个区县的进程意外结束" if code == DIED else "")
    severities = [finding["severity"] for finding in body.get("findings", ())]
    return DistrictRun(
        folder.name,
        body.get("district") or folder.name,
        code,
        severities.count("error"),
        severities.count("warning"),
        severities.count("notice"),
        body.get("error", {}).get("message", ""),
        tuple(body.get("outputs", ())),
        body.get("steps", {}),
    )


def exit_code(runs: Iterable[DistrictRun]) -> int:
    """The gravest of the districts' exit codes."""
    return gravest(run.exit_code for run in runs)


def gravest(codes: Iterable[int]) -> int:
    """The exit code that stands for several."""
    there = set(codes)
    return next((code for code in GRAVEST_FIRST if code in there), 0)
