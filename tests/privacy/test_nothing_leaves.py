"""No network, nothing left in temporary folders, and no person in logs and manifests (X10, X11, X12)."""

import json
import os
import platform
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from countyhire.model.book import Book
from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data
from countyhire.sheets.read import read_district

# Each command once, in one process in which a socket is a fault.
EVERYTHING = """
import sys
from countyhire.cli.shell import run

NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")

def watch(event, arguments):
    if event.startswith(NETWORK) and event != "socket.gethostname":
        print("NETWORK", event, arguments, file=sys.stderr)
        raise OSError("network")

sys.addaudithook(watch)
for line in sys.argv[1].splitlines():
    try:
        run(line.split("|"))
    except SystemExit as ended:
        print(line, ended.code, sep="\\t", file=sys.stderr)
"""
DAY = f"--as-of|{SAMPLE_DAY}|--quiet"
LINES = f"""\
init|{{}}/新区
demo|{{}}/样例
check|{{}}/区|{DAY}
duty|{{}}/区|{DAY}
quota|{{}}/区|--year|2026|{DAY}
allocate|{{}}/区|--year|2026|--start|2026-09-01|{DAY}
payroll|{{}}/区|--year|2025|{DAY}
fund|{{}}/区|--year|2025|{DAY}
posts|{{}}/区|--year|2026|{DAY}
primary|{{}}/区|--year|2025|{DAY}
train|{{}}/区|--year|2026|{DAY}
village|{{}}/区|--month|2026-08|{DAY}
certify|{{}}/区|{DAY}
simulate|{{}}/区|--year|2026|--start|2026-09-01|--years|1|{DAY}
effect|{{}}/区|--year|2025|{DAY}
report|{{}}/区|--year|2026|{DAY}
explain|quota|{{}}/区|--year|2026|{DAY}
verify|{{}}/区/输出/quota-2026-001|{DAY}
policy|list"""


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str], Path]:
    """The place with the district in which every command has run, how that went, and where the temporary files were."""
    place, temporary = tmp_path_factory.mktemp("nothing"), tmp_path_factory.mktemp("temporary")
    shutil.copytree(sample_data() / SAMPLE, place / "区")
    words = [sys.executable, "-c", EVERYTHING, LINES.format(*[place] * LINES.count("{}"))]
    traced = shutil.which("strace") is not None
    trace = place / "trace"
    if traced:
        words = ["strace", "-f", "-qq", "-e", "trace=socket,connect", "--seccomp-bpf", "-o", str(trace), *words]
    environment = {**os.environ, "TMPDIR": str(temporary), "HOME": str(place / "home")}
    ended = subprocess.run(words, capture_output=True, text=True, env=environment, check=False, timeout=300)
    return place, ended, temporary


Done = tuple[Path, subprocess.CompletedProcess[str], Path]


def test_every_command_runs_with_every_socket_blocked(done: Done) -> None:
    _, ended, _ = done
    codes = dict(line.rsplit("\t", 1) for line in ended.stderr.splitlines() if "\t" in line)
    assert len(codes) == LINES.count("\n") + 1, ended.stderr[-500:]
    assert set(codes.values()) == {"0"}, codes
    assert "NETWORK" not in ended.stderr


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace")
def test_no_library_asks_the_system_for_a_network_socket(done: Done) -> None:
    trace = (done[0] / "trace").read_text()
    assert not [line for line in trace.splitlines() if "AF_INET" in line or "AF_NETLINK" in line]


def test_nothing_is_left_in_temporary_folders(done: Done) -> None:
    place, _, temporary = done
    assert list(temporary.iterdir()) == []
    assert not (place / "home").exists()
    assert list((place / "区" / "输出").rglob(".*")) == []


def persons(book: Book) -> re.Pattern[str]:
    """Everything that tells who somebody is."""
    told = {
        text for person in book.people for text in (person.name, person.id_number, person.phone, person.bank_account)
    }
    return re.compile("|".join(re.escape(text) for text in sorted(told - {""})))


def test_manifests_name_nobody(done: Done) -> None:  # X10
    folder = done[0] / "区"
    somebody = persons(read_district(folder).book)
    manifests = sorted(folder.glob("输出/*/manifest.json"))
    assert len(manifests) >= 6
    for path in manifests:
        text = path.read_text(encoding="utf-8")
        assert not somebody.search(text), path.parent.name
        assert str(done[0]) not in text  # nor where it was made
        assert json.loads(text)["run"] == path.parent.name


def test_no_file_tells_more_than_its_pages(done: Done) -> None:  # X14
    """The author is the bureau, no sheet is hidden, and nothing says where or by whom it was made."""
    folder = done[0] / "区"
    bureau = "<dc:creator>示例区卫生健康委员会</dc:creator>".encode()
    places = [str(done[0]).encode(), os.fsencode(Path.home()), platform.node().encode() + b"<"]
    kinds = set()
    for path in sorted(file for run in folder.glob("输出/*-001") for file in run.rglob("*") if file.is_file()):
        parts = {"": path.read_bytes()}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as package:
                parts = {name: package.read(name) for name in package.namelist()}
            copy = "已批注" in path.name  # of the district's own workbook, whose author stays
            assert copy or bureau in parts["docProps/core.xml"], path.name
            assert b'state="hidden"' not in parts.get("xl/workbook.xml", b""), path.name
            assert b'state="veryHidden"' not in parts.get("xl/workbook.xml", b""), path.name
        kinds.add(path.suffix)
        found = [(name, place) for name, data in parts.items() for place in places if place in data]
        assert found == [], path.name
    assert kinds >= {".xlsx", ".docx", ".pdf", ".json", ".html"}


def test_what_is_said_while_running_names_nobody(done: Done) -> None:
    folder = done[0] / "区"
    said = subprocess.run(
        [sys.executable, "-m", "countyhire", "payroll", folder, "--year", "2025", "--as-of", SAMPLE_DAY, "--dry-run"],
        capture_output=True,
        text=True,
        check=True,
    ).stderr
    assert "正在读取" in said
    assert not persons(read_district(folder).book).search(said)


def test_the_log_of_a_fault_holds_places_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of our own, with everything about a person in what was raised."""
    import countyhire.rules.programme  # noqa: F401 - keeps the sound one, for the tests after this
    from countyhire.cli import shell
    from countyhire.compute import duty

    folder, log = tmp_path / "区", tmp_path / "log" / "fault.log"
    shutil.copytree(sample_data() / SAMPLE, folder)
    book = read_district(folder, ("people",)).book
    person = book.people[0]

    def broken(*_: object) -> None:
        raise RuntimeError(f"{person.name} {person.id_number} {person.phone} 应发 6,120.00")

    monkeypatch.setattr(duty, "duty", broken)
    monkeypatch.setenv("COUNTYHIRE_LOG", str(log))
    with pytest.raises(SystemExit) as ended:
        shell.run(["duty", str(folder), "--as-of", SAMPLE_DAY, "--set", "duty.years=5", f"--out={person.name}"])
    assert ended.value.code == 5
    shown = capsys.readouterr()
    assert str(log) in shown.err and "Traceback" not in shown.err + shown.out
    text = log.read_text(encoding="utf-8")
    assert "RuntimeError" in text and "broken" in text
    bundle = log.with_name("故障包.zip")  # U32
    assert str(bundle) in shown.err
    with zipfile.ZipFile(bundle) as package:
        told = {name: package.read(name).decode() for name in package.namelist()}
    assert told["fault.log"] == text and "chongqing-2021-55" in told["versions.txt"]
    assert "openpyxl==" in told["versions.txt"]
    for kept in (shown.err, text, *told.values()):
        assert not persons(book).search(kept) and "6,120.00" not in kept
    if os.name != "nt":
        assert {path.stat().st_mode & 0o777 for path in (log, bundle)} == {0o600}
    assert not (folder / "输出").exists()


def test_a_template_reaches_no_network_by_any_name(done: Done) -> None:  # X12
    place, _, _ = done
    folder = place / "毒"
    shutil.copytree(sample_data() / SAMPLE, folder)
    (folder / "模板").mkdir()
    (folder / "模板" / "选派任务完成情况通知.typ").write_text(
        '#import ("@pre" + "view/" + "a:0.0.1")\n', encoding="utf-8"
    )
    words = [sys.executable, "-m", "countyhire", "quota", folder, "--year", "2026", "--as-of", SAMPLE_DAY]
    trace = place / "template"
    traced = shutil.which("strace") is not None
    if traced:
        words = ["strace", "-f", "-qq", "-e", "trace=connect,sendto", "--seccomp-bpf", "-o", trace, *words]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ended.returncode == 3
    assert "不能引用网上的包" in ended.stderr
    if traced:
        reached = [line for line in trace.read_text().splitlines() if "AF_INET" in line]
        assert all('"127.0.0.1"' in line for line in reached)
