"""A run's folder: everything or nothing, the manifest and its chain (R13, R16, R17, R19)."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from countyhire import run
from countyhire.run import MANIFEST, RunProblem, sha256, write_run

DOCUMENTS = {"甲.xlsx": b"one", "子/乙.pdf": b"two"}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_document_and_the_manifest_appear_together(tmp_path: Path) -> None:
    written = write_run(tmp_path / "输出", "quota", "2026", DOCUMENTS, {"as_of": "2026-08-15"})
    assert written.folder.name == "quota-2026-001"
    assert names(written.folder) == {*DOCUMENTS, MANIFEST}
    manifest = json.loads((written.folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["outputs"] == [{"name": n, "sha256": sha256(d)} for n, d in sorted(DOCUMENTS.items())]
    assert manifest["as_of"] == "2026-08-15"
    assert manifest["previous"] is None


def test_manifests_chain_across_commands(tmp_path: Path) -> None:
    first = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    second = write_run(tmp_path, "duty", "2026", DOCUMENTS, {})
    third = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    assert third.folder.name == "quota-2026-002"
    for before, after in ((first, second), (second, third)):
        told = json.loads((after.folder / MANIFEST).read_bytes())["previous"]
        assert told == {"run": before.folder.name, "sha256": sha256((before.folder / MANIFEST).read_bytes())}


def test_the_latest_copy_is_of_the_last_run_of_each_command(tmp_path: Path) -> None:
    write_run(tmp_path, "quota", "2026", {"a": b"old"}, {})
    write_run(tmp_path, "duty", "2026", {"a": b"duty"}, {})
    write_run(tmp_path, "quota", "2026", {"b": b"new"}, {})
    assert names(tmp_path / "最新") == {"quota/b", f"quota/{MANIFEST}", "duty/a", f"duty/{MANIFEST}"}


@pytest.mark.parametrize("which", range(6))
def test_a_write_that_fails_leaves_nothing_and_the_next_run_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: int
) -> None:
    write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    calls = iter(range(100))
    real = os.fsync

    def full(descriptor: int) -> None:
        if next(calls) == which:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(run.os, "fsync", full)
        if which < 4:  # two documents, the manifest, their folder; a fifth flush comes after the rename
            with pytest.raises(RunProblem, match="磁盘已满"):
                write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
            assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    again = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    assert again.folder.name == "quota-2026-002"


def test_leavings_of_a_killed_run_are_cleared(tmp_path: Path) -> None:
    leaving = tmp_path / ".writing-quota-2026-001"
    leaving.mkdir()
    (leaving / "half").write_bytes(b"x")
    write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    assert not leaving.exists()


def test_a_second_writer_is_refused_at_once(tmp_path: Path) -> None:
    script = (
        "import sys,time; from pathlib import Path; from countyhire import run\n"
        "with run._only_writer(Path(sys.argv[1])):\n print('held', flush=True); time.sleep(30)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == b"held"
        with pytest.raises(RunProblem, match="另一个 countyhire"):
            write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
        other.kill()
    assert write_run(tmp_path, "quota", "2026", DOCUMENTS, {}).folder.is_dir()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "输出").write_text("a file in the way")
    with pytest.raises(RunProblem, match="写不了"):
        write_run(tmp_path / "输出", "quota", "2026", DOCUMENTS, {})


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_files_are_for_their_owner_only(tmp_path: Path) -> None:
    written = write_run(tmp_path, "payroll", "2026", DOCUMENTS, {})
    assert {path.stat().st_mode & 0o777 for path in written.files} == {0o600}
