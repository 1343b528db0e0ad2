"""A run's folder: everything or nothing, the manifest and its chain (R13, R14, R16, R17, R19)."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from countyhire.cli.shell import captured
from countyhire.run import MANIFEST, RunProblem, open_run, sha256, write_run
from countyhire.run import lock as lock_module

DOCUMENTS = {"甲.xlsx": b"one", "子/乙.pdf": b"two"}


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_document_and_the_manifest_appear_together(tmp_path: Path) -> None:
    written = write_run(tmp_path / "输出", "quota", "2026", DOCUMENTS, {"as_of": "2026-08-15"})
    assert written.folder.name == "quota-2026-001"
    assert names(written.folder) == {*DOCUMENTS, MANIFEST}
    assert [path.relative_to(written.folder).as_posix() for path in written.files] == [*sorted(DOCUMENTS), MANIFEST]
    manifest = json.loads((written.folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["outputs"] == [{"name": n, "sha256": sha256(d)} for n, d in sorted(DOCUMENTS.items())]
    assert manifest["as_of"] == "2026-08-15"
    assert manifest["previous"] is None


def test_nothing_but_runs_and_the_latest_copies_stays(tmp_path: Path) -> None:
    for command in ("quota", "duty", "quota"):
        write_run(tmp_path, command, "2026", DOCUMENTS, {})
    assert {path.name for path in tmp_path.iterdir()} == {"quota-2026-001", "quota-2026-002", "duty-2026-001", "最新"}
    assert names(tmp_path / "最新") == {f"{c}/{name}" for c in ("quota", "duty") for name in (*DOCUMENTS, MANIFEST)}


def test_manifests_chain_across_commands(tmp_path: Path) -> None:
    first = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    second = write_run(tmp_path, "duty", "2026", DOCUMENTS, {})
    third = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    assert third.folder.name == "quota-2026-002"
    for before, after in ((first, second), (second, third)):
        told = json.loads((after.folder / MANIFEST).read_bytes())["previous"]
        assert told == {"run": before.folder.name, "sha256": sha256((before.folder / MANIFEST).read_bytes())}


def test_the_chain_goes_on_from_its_end_when_a_run_in_it_is_gone(tmp_path: Path) -> None:
    write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    middle = write_run(tmp_path, "duty", "2026", DOCUMENTS, {})
    last = write_run(tmp_path, "allocate", "2026", DOCUMENTS, {})  # by name it stands first
    shutil.rmtree(middle.folder)
    after = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    manifest = json.loads((after.folder / MANIFEST).read_bytes())
    assert (manifest["number"], manifest["previous"]["run"]) == (4, last.folder.name)


def test_the_number_of_a_run_that_is_gone_is_not_used_again(tmp_path: Path) -> None:
    first = write_run(tmp_path, "payroll", "2026-03", DOCUMENTS, {})
    write_run(tmp_path, "duty", "2026", DOCUMENTS, {})
    shutil.rmtree(first.folder)
    assert write_run(tmp_path, "payroll", "2026-03", DOCUMENTS, {}).folder.name == "payroll-2026-03-002"


@pytest.mark.parametrize("damage", [b"", b"[]", b"{", b"\xff\xfe", b'{"previous": 3}', b'{"number": "x"}'])
def test_a_damaged_manifest_stops_no_later_run(tmp_path: Path, damage: bytes) -> None:
    first = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    second = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    (second.folder / MANIFEST).write_bytes(damage)
    third = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    assert json.loads((third.folder / MANIFEST).read_bytes())["previous"]["run"] == first.folder.name


def test_a_clock_set_back_changes_nothing(tmp_path: Path) -> None:
    first = write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    for path in first.folder.rglob("*"):
        os.utime(path, (4e9, 4e9))  # the year 2096
    second = write_run(tmp_path, "quota", "2026", {"新": b"x"}, {})
    assert json.loads((second.folder / MANIFEST).read_bytes())["previous"]["run"] == first.folder.name
    assert names(tmp_path / "最新") == {"quota/新", f"quota/{MANIFEST}"}


def test_leavings_of_a_killed_run_are_cleared(tmp_path: Path) -> None:
    for leaving in (".writing-quota-2026-001", ".writing-files", ".writing-最新", "最新/.replaced-quota"):
        (tmp_path / leaving).mkdir(parents=True)
        (tmp_path / leaving / "half").write_bytes(b"x")
    write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith((".writing-", ".replaced-"))]


def test_a_copy_that_a_kill_has_lost_or_left_old_is_made_again_by_any_run(tmp_path: Path) -> None:
    write_run(tmp_path, "quota", "2026", {"a": b"old"}, {})
    write_run(tmp_path, "check", "2026", {"a": b"x"}, {})
    kept = contents(tmp_path / "最新" / "quota")
    shutil.rmtree(tmp_path / "最新" / "check")
    write_run(tmp_path, "quota", "2026", {"a": b"new"}, {})
    shutil.rmtree(tmp_path / "最新" / "quota")
    for path, data in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    write_run(tmp_path, "duty", "2026", {"a": b"x"}, {})
    (tmp_path / "最新" / "duty" / "a").write_bytes(b"")
    (tmp_path / "最新" / "check" / "说明.txt").write_text("the clerk's own")
    write_run(tmp_path, "payroll", "2026", {}, {})
    assert (tmp_path / "最新" / "check" / "说明.txt").is_file()
    assert (tmp_path / "最新" / "duty" / "a").read_bytes() == b"x"
    assert (tmp_path / "最新" / "quota" / "a").read_bytes() == b"new"
    assert (tmp_path / "最新" / "check" / "a").read_bytes() == b"x"


def test_a_second_writer_is_refused_at_once_and_told_who_writes(tmp_path: Path) -> None:  # R17
    script = (
        "import sys,time; from pathlib import Path; from countyhire.run import open_run\n"
        "with open_run(Path(sys.argv[1]), 'quota'):\n print('held', flush=True); time.sleep(30)"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdout.readline().strip() == b"held"
        with pytest.raises(RunProblem, match=rf"另一个 countyhire（.*进程 {other.pid}）正在写"):
            write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
        # a command is told before it reads: here there is nothing to read at all
        code, told = captured(["duty", str(tmp_path / "没有"), "--out", str(tmp_path), "--json"])
        assert (code, "正在写" in told.decode()) == (3, True)
        assert (
            "没有找到"
            in captured(["duty", str(tmp_path / "没有"), "--out", str(tmp_path), "--json", "--dry-run"])[1].decode()
        )
        other.kill()
    assert write_run(tmp_path, "quota", "2026", DOCUMENTS, {}).folder.is_dir()


def test_many_writers_at_once_never_write_over_one_another(tmp_path: Path) -> None:  # R17
    script = (
        "import sys; from pathlib import Path; from countyhire.run import RunProblem, write_run\n"
        "left = 5\n"
        "while left:\n"
        " try: write_run(Path(sys.argv[1]), 'quota', '2026', {'a': b'x'}, {}); left -= 1\n"
        " except RunProblem as problem: assert '另一个' in problem.sentence, problem.sentence\n"
    )
    words = [sys.executable, "-c", script, str(tmp_path)]
    writers = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(3)]
    for writer in writers:
        assert writer.communicate()[1] == b"" and writer.returncode == 0
    manifests = [json.loads(path.read_bytes()) for path in tmp_path.glob(f"quota-*/{MANIFEST}")]
    assert sorted(manifest["number"] for manifest in manifests) == list(range(1, len(manifests) + 1))
    assert len(manifests) == 15
    assert {path.name for path in tmp_path.iterdir() if path.name.startswith(".")} == set()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "输出").write_text("a file in the way")
    with pytest.raises(RunProblem, match="写不了"):
        write_run(tmp_path / "输出", "quota", "2026", DOCUMENTS, {})


def test_a_refused_run_leaves_no_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), open_run(tmp_path / "输出", "quota"):
        _ = 1 // 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_files_are_for_their_owner_only(tmp_path: Path) -> None:  # X11
    written = write_run(tmp_path, "payroll", "2026", DOCUMENTS, {})
    copies = [path for path in (tmp_path / "最新").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in (*written.files, *copies)} == {0o600}
    folders = [written.folder, written.folder / "子", tmp_path / "最新" / "payroll"]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_links_are_not_written_through(tmp_path: Path) -> None:  # X5
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    (elsewhere / "重要").write_text("x")
    out = tmp_path / "输出"
    out.symlink_to(elsewhere)
    with pytest.raises(RunProblem, match="链接"):
        write_run(out, "quota", "2026", DOCUMENTS, {})
    out.unlink()
    out.mkdir()
    (out / "最新").symlink_to(elsewhere)
    with pytest.raises(RunProblem, match="链接"):
        write_run(out, "quota", "2026", DOCUMENTS, {})
    (out / "最新").unlink()
    (out / ".countyhire.lock").symlink_to(elsewhere / "重要")
    with pytest.raises(RunProblem, match="链接"):
        write_run(out, "quota", "2026", DOCUMENTS, {})
    (out / ".countyhire.lock").unlink()
    (out / ".writing-quota-2026-001").symlink_to(elsewhere)
    write_run(out, "quota", "2026", DOCUMENTS, {})
    assert names(elsewhere) == {"重要"}


LOCKS = [
    ("~$甲.xlsx", b"\x04" + "张三".encode("gbk") + b" " * 50, "（张三）"),
    (".~甲.xlsx", b"", ""),
    (".~lock.甲.xlsx#", ",王五,电脑,15.08.2026 10:00,file:///;".encode(), "（王五）"),
]


@pytest.mark.parametrize(("lock", "data", "who"), LOCKS)
def test_a_copy_that_is_open_refuses_the_run_by_name(tmp_path: Path, lock: str, data: bytes, who: str) -> None:  # U20
    write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    before = contents(tmp_path)
    (tmp_path / "最新" / "quota" / lock).write_bytes(data)
    with pytest.raises(RunProblem, match=re.escape(f"{Path('最新/quota/甲.xlsx')}”正被打开{who}")):
        write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    assert write_run(tmp_path, "duty", "2026", {}, {}).folder.is_dir()  # another command is not in its way
    (tmp_path / "最新" / "quota" / lock).unlink()
    assert {path: data for path, data in contents(tmp_path).items() if "duty" not in str(path)} == before
    assert write_run(tmp_path, "quota", "2026", DOCUMENTS, {}).folder.name == "quota-2026-002"


@pytest.mark.parametrize(
    "leaving", [".writing-files", ".writing-最新", ".writing-quota-2026-002", "最新/.replaced-quota"]
)
def test_what_a_program_still_holds_and_cannot_be_cleared_stops_no_run(
    tmp_path: Path, leaving: str, monkeypatch: pytest.MonkeyPatch
) -> None:  # R14
    """Windows lets nobody remove a file that is open, so that what was put aside may stay for a while."""
    write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    held = tmp_path / leaving
    held.mkdir()
    (held / "甲.xlsx").write_bytes(b"x")
    removing = shutil.rmtree

    def remove(path: Path, ignore_errors: bool) -> None:
        if path != held:
            removing(path, ignore_errors=ignore_errors)

    monkeypatch.setattr(shutil, "rmtree", remove)
    written = write_run(tmp_path, "quota", "2026", {**DOCUMENTS, "丙.txt": b"3"}, {})
    assert written.folder.name == "quota-2026-002" and held.is_dir()
    assert (tmp_path / "最新" / "quota" / "丙.txt").read_bytes() == b"3"
    monkeypatch.undo()
    write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    assert not held.exists()


@pytest.mark.parametrize("what", ["最新", "quota"])
@pytest.mark.parametrize("times", [1, 7])
def test_a_sharing_violation_is_waited_for_then_named(  # R14
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, times: int
) -> None:
    """Windows refuses to rename a folder while a program holds a file in it."""
    write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
    before = contents(tmp_path)
    waited: list[float] = []
    left = iter(range(times))
    real = Path.rename

    def held(self: Path, target: Path) -> Path:
        copy = self.name == "quota" or Path(target).name == "quota"
        if copy == (what == "最新") and next(left, None) is not None:
            error = PermissionError(errno.EACCES, "held", str(self))
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", held)
        patch.setattr(lock_module.time, "sleep", waited.append)
        if times < 7:
            write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
        else:
            with pytest.raises(RunProblem, match="正被其他程序打开"):
                write_run(tmp_path, "quota", "2026", DOCUMENTS, {})
            assert contents(tmp_path) == before
    assert 0 < sum(waited) <= 2.5
    assert write_run(tmp_path, "quota", "2026", DOCUMENTS, {}).folder.is_dir()
