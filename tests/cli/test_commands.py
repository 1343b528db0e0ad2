"""The command line's contract: exit codes, JSON, streams, help; on the sample district."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from countyhire.pipeline.new_district import SAMPLE, SAMPLE_DAY, sample_data, write_double_click

COMMANDS = ("init", "demo", "check", "duty", "quota", "allocate", "payroll", "report", "explain", "policy")
MAIN_JOB = (
    ("duty", ()),
    ("quota", ("--year", "2026")),
    ("allocate", ("--year", "2026", "--start", "2026-09-01")),
    ("payroll", ("--year", "2025")),
)
KEYS = {
    "check": {"files"},
    "duty": {"persons"},
    "quota": {"new_hires", "quota", "scope", "dispatched", "shortfall", "rate", "hospitals"},
    "allocate": {"status", "objectives", "assignments", "unfilled", "not_sent"},
    "payroll": {"pool", "average_excess", "persons", "deductions", "sum"},
}


def call(*words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """One whole process of the tool."""
    return subprocess.run(
        [sys.executable, "-m", "countyhire", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )


def body(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    """The JSON object of stdout, which must hold nothing else."""
    found: dict[str, Any] = json.loads(done.stdout.decode("utf-8"))
    return found


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "输出" not in path.parts
    }


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("districts") / "样例 区"
    shutil.copytree(sample_data() / SAMPLE, folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese_and_shows_an_example(command: str) -> None:  # U1
    done = call(command, "--help")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert "用法：" in text
    assert "Usage" not in text and "Options" not in text
    if command != "policy":
        assert f"例：countyhire {command}" in text


def test_the_bare_command_shows_the_order_of_the_year() -> None:  # U1
    text = call().stdout.decode()
    assert "一年的顺序" in text


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("quotta",), "是不是 quota"),
        (("quota", "--yaer", "3"), "--year"),
        (("quota", "--year", "abc"), "--year"),
        (("quota", "a", "b"), "多了参数：b"),
        (("quota", "--as-of", "2026-02-30"), "不是日期"),
        (("quota", "--year", "20266"), "2000 到 2100"),
        (("quota", "--year", "0"), "2000 到 2100"),
        (("payroll", "--month", "0000-01"), "2000 到 2100"),
        (("duty", "--as-of", "9999-12-31"), "2000 到 2100"),
        (("init", "某区", "--year", "99999"), "2000 到 2100"),
        (("quota", "--set", "quota.rate"), "名=值"),
        (("demo",), "缺少"),
    ],
)
def test_a_wrong_command_line_is_exit_2_in_chinese(words: tuple[str, ...], says: str) -> None:  # U12, U33
    done = call(*words)
    assert done.returncode == 2
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_folder_that_is_not_there_is_exit_3(tmp_path: Path) -> None:
    done = call("quota", str(tmp_path / "没有"), "--json")
    assert done.returncode == 3
    assert body(done)["error"]["exit"] == 3
    assert "没有找到文件夹" in body(done)["error"]["message"]


def test_a_workbook_that_is_needed_is_named(tmp_path: Path, sample: Path) -> None:
    folder = tmp_path / "区"
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns("输出"))
    (folder / "服务台账.xlsx").unlink()
    done = call("quota", str(folder), "--as-of", SAMPLE_DAY)
    assert done.returncode == 3
    assert "服务台账" in done.stderr.decode()
    assert "countyhire init" in done.stderr.decode()
    assert not (folder / "输出").exists()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('polcy = "x"', "polcy"),
        ('policy = "no-such-pack"', "no-such-pack"),
        ("year = ", "countyhire.toml"),
        ("year = 20266", "2000 到 2100"),
        ('[override]\n"quota.rate" = { value = "9/10" }', "quota.rate"),
        ('[override]\n"quota.rat" = { value = "9/10", cite = "文" }', "quota.rat"),
        ('[[pin]]\nperson = "P1"', "pin"),
    ],
)
def test_wrong_settings_are_exit_4_with_file_and_key(tmp_path: Path, settings: str, says: str) -> None:  # G07
    (tmp_path / "countyhire.toml").write_text(settings, encoding="utf-8")
    done = call("check", str(tmp_path), "--json")
    assert done.returncode == 4
    assert says in body(done)["error"]["message"]


@pytest.mark.parametrize(("command", "words"), [("check", ()), *MAIN_JOB])
def test_the_json_object_has_the_contracts_keys(sample: Path, command: str, words: tuple[str, ...]) -> None:
    done = call(command, str(sample), *words, "--as-of", SAMPLE_DAY, "--json", "--dry-run")
    found = body(done)
    assert done.returncode == 0, done.stderr.decode()
    assert found["schema"] == f"countyhire/{command}/1"
    assert found["as_of"] == SAMPLE_DAY
    assert found["outputs"] == []
    assert KEYS[command] <= set(found["result"])
    assert not done.stderr


def test_a_dry_run_has_the_same_result_and_writes_nothing(sample: Path, tmp_path: Path) -> None:  # U14
    options = (str(sample), "--year", "2026", "--as-of", SAMPLE_DAY, "--json", "--out", str(tmp_path / "出"))
    dry = body(call("quota", *options, "--dry-run"))
    assert not (tmp_path / "出").exists()
    real = body(call("quota", *options))
    assert {name: value for name, value in dry.items() if name != "outputs"} == {
        name: value for name, value in real.items() if name != "outputs"
    }
    assert all(Path(path).is_file() for path in real["outputs"])
    assert {Path(path).suffix for path in real["outputs"]} == {".xlsx", ".pdf", ".docx", ".json"}


CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>
static const long LATER = 86400L * 1234;
int clock_gettime(clockid_t id, struct timespec *t) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  int r = real(id, t);
  if (id == CLOCK_REALTIME || id == CLOCK_REALTIME_COARSE) t->tv_sec += LATER;
  return r;
}
int gettimeofday(struct timeval *t, void *zone) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  t->tv_sec = now.tv_sec; t->tv_usec = now.tv_nsec / 1000;
  return 0;
}
time_t time(time_t *to) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (to) *to = now.tv_sec;
  return now.tv_sec;
}
"""


@pytest.fixture(scope="module")
def years_later(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What makes a process believe that it is another day; nothing where there is no compiler."""
    place = tmp_path_factory.mktemp("clock")
    (place / "clock.c").write_text(CLOCK)
    words = ["cc", "-shared", "-fPIC", "-o", str(place / "clock.so"), str(place / "clock.c"), "-ldl"]
    if sys.platform != "linux" or not shutil.which("cc") or subprocess.run(words, check=False).returncode:
        return {}
    asked = [sys.executable, "-c", "import datetime; print(datetime.date.today())"]
    days = {
        subprocess.run(asked, env={**os.environ, **more}, capture_output=True, check=True).stdout
        for more in ({}, {"LD_PRELOAD": str(place / "clock.so")})
    }
    assert len(days) == 2
    return {"LD_PRELOAD": str(place / "clock.so")}


def test_the_main_job_never_touches_an_input_and_repeats_to_the_byte(
    sample: Path, tmp_path: Path, years_later: dict[str, str]
) -> None:  # R18
    """Another day, time zone, locale, code page, hash seed, mask for new files, folder and place to stand in."""
    elsewhere = tmp_path / "别的 文件夹" / "区"
    shutil.copytree(sample, elsewhere, ignore=shutil.ignore_patterns("输出"))
    before = hashes(sample)
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "gbk", "PYTHONHASHSEED": "2"}
    grounds = (
        (sample, {"TZ": "America/New_York", "PYTHONHASHSEED": "1"}, Path.cwd(), 0o022),
        (elsewhere, {**other, **years_later}, elsewhere.parent, 0o077),
    )
    runs: list[dict[str, bytes]] = []
    for folder, environment, stands, mask in grounds:
        out = tmp_path / f"出{len(runs)}"
        for command, words in (("check", ()), *MAIN_JOB):
            done = subprocess.run(
                [sys.executable, "-m", "countyhire", command, str(folder), *words, "--as-of", SAMPLE_DAY,
                 "--out", str(out), "--quiet"],
                cwd=stands, umask=mask, env={**os.environ, **environment}, capture_output=True, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr.decode()
        runs.append({path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert runs[0].keys() == runs[1].keys()
    assert [name for name in runs[0] if runs[0][name] != runs[1][name]] == []
    assert hashes(sample) == before == hashes(elsewhere)


def test_bad_input_is_exit_1_with_cells_and_nothing_written(tmp_path: Path) -> None:
    folder = tmp_path / "区"
    shutil.copytree(sample_data() / "有问题的样例", folder)
    before = hashes(folder)
    for command, words in MAIN_JOB:
        done = call(command, str(folder), *words, "--as-of", SAMPLE_DAY, "--json")
        found = body(done)
        assert done.returncode == 1, command
        assert found["result"] == {} and found["outputs"] == []
        errors = [finding for finding in found["findings"] if finding["severity"] == "error"]
        assert errors and all(error["remedy"] and error["clause"] and error["file"] for error in errors)
    assert not (folder / "输出").exists()
    assert hashes(folder) == before


def test_check_of_a_single_workbook(sample: Path, tmp_path: Path) -> None:
    done = call(
        "check", str(sample / "需求申报表.xlsx"), "--json", "--out", str(tmp_path / "出"), "--as-of", SAMPLE_DAY
    )
    assert [row["file"] for row in body(done)["result"]["files"]] == ["需求申报表.xlsx"]


def test_a_console_that_cannot_show_a_name_stops_nothing(sample: Path) -> None:  # U17
    done = call("duty", str(sample), "--as-of", SAMPLE_DAY, "--dry-run", PYTHONIOENCODING="gbk")
    assert done.returncode == 0
    assert "基层服务义务" in done.stdout.decode("gbk")


def test_what_if_changes_the_figure_and_says_so(sample: Path) -> None:
    words = ("quota", str(sample), "--year", "2026", "--as-of", SAMPLE_DAY, "--json", "--dry-run")
    plain, changed = body(call(*words)), body(call(*words, "--set", "quota.rate=1"))
    assert changed["result"]["quota"] == changed["result"]["new_hires"] > plain["result"]["quota"]


@pytest.mark.parametrize("what", ["CH650", "quota", "H01-0001"])
def test_explain_goes_down_to_clause_and_cell(sample: Path, what: str) -> None:  # G11
    done = call("explain", what, str(sample), "--year", "2025", "--as-of", SAMPLE_DAY, "--json")
    lines = body(done)["result"]["lines"]
    assert done.returncode == 0 and len(lines) >= 3
    if what != "CH650":
        assert any(line["cell"] for line in lines) and any(line["clause"] for line in lines)


def test_explain_of_nobody_names_who_is_near(sample: Path) -> None:  # U33
    done = call("explain", "H01-000", str(sample), "--as-of", SAMPLE_DAY)
    assert done.returncode == 3
    assert "H01-000" in done.stderr.decode()


def test_init_makes_a_folder_that_checks_clean(tmp_path: Path) -> None:  # U3, U4
    folder = tmp_path / "某区2026"
    assert call("init", str(folder), "--year", "2026").returncode == 0
    assert (folder / "countyhire.toml").is_file() and len(list(folder.glob("*.bat"))) == 6
    done = call("check", str(folder), "--json", "--dry-run")
    assert done.returncode == 0, body(done)["findings"][:3]
    assert call("init", str(folder)).returncode == 3  # never over what is there


def test_next_year_carries_people_and_open_services_over(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "示例区2027"
    assert call("init", str(folder), "--from", str(sample)).returncode == 0
    done = call("quota", str(folder), "--as-of", "2027-01-05", "--json", "--dry-run")
    assert done.returncode == 0, body(done)["findings"][:3]
    assert body(done)["year"] == 2027


def test_bat_files_are_plain_and_relative(tmp_path: Path) -> None:  # U18
    write_double_click(tmp_path, " --as-of 2026-08-15")
    for path in tmp_path.glob("*.bat"):
        text = path.read_bytes().decode("ascii")
        assert text.startswith('@echo off\r\npushd "%~dp0"\r\n') and "\r\npause\r\n" in text
        assert text.count("\n") == text.count("\r\n")
        assert "--as-of 2026-08-15" in text and "%*" not in text


def test_next_year_keeps_the_districts_own_pack(sample: Path, tmp_path: Path) -> None:
    old = tmp_path / "旧"
    shutil.copytree(sample, old, ignore=shutil.ignore_patterns("输出"))
    pack = '[pack]\nname = "示例区办法"\ntitle = "示例区办法"\ndocument = "示例卫发〔2026〕1号"\n'
    pack += 'issued_on = 2026-01-01\nin_force_from = 2026-01-01\ninherits = "chongqing-2021-55"\n'
    (old / "own.toml").write_text(pack, encoding="utf-8")
    (old / "人员花名册.xlsx").rename(old / "名册定稿.xlsx")
    settings = 'district = "示例区"\nyear = 2026\npolicy = "own.toml"\n\n[files]\n"人员花名册" = "名册定稿.xlsx"\n'
    (old / "countyhire.toml").write_text(settings, encoding="utf-8")
    assert call("init", str(tmp_path / "新"), "--from", str(old)).returncode == 0
    done = call("quota", str(tmp_path / "新"), "--as-of", "2027-01-05", "--json", "--dry-run")
    assert done.returncode == 0, body(done)
    assert body(done)["policy"] == "示例区办法" and body(done)["year"] == 2027


def test_the_next_step_can_be_typed_as_it_is_shown(sample: Path) -> None:  # U2
    shown = call("quota", str(sample), "--as-of", SAMPLE_DAY, "--dry-run", "--quiet").stdout.decode()
    line = next(line for line in shown.splitlines() if line.startswith("下一步："))
    words = shlex.split(line.removeprefix("下一步：countyhire "))
    assert call(*words, "--dry-run", "--quiet").returncode == 0


def test_strict_stops_at_a_warning_that_only_the_computation_raises(sample: Path) -> None:
    words = ("payroll", str(sample), "--year", "2026", "--as-of", SAMPLE_DAY, "--json", "--dry-run")
    plain = body(call(*words))
    codes = {finding["code"] for finding in plain["findings"] if finding["severity"] == "warning"}
    assert codes, "the sample's pay of 2026 says a warning"
    assert call(*words, "--strict").returncode == 1


def test_the_manifest_counts_every_finding_that_was_shown(sample: Path, tmp_path: Path) -> None:
    words = ("payroll", str(sample), "--year", "2026", "--as-of", SAMPLE_DAY, "--json", "--no-pdf")
    shown = body(call(*words, "--out", str(tmp_path)))
    manifest = json.loads(next(tmp_path.glob("payroll-*/manifest.json")).read_bytes())
    told = {name: sum(f["severity"] == name for f in shown["findings"]) for name in ("error", "warning", "notice")}
    assert manifest["findings"] == told


def test_a_missing_workbook_names_what_is_near(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "区"
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns("输出"))
    (folder / "人员花名册.xlsx").rename(folder / "甲区人员花名册.xlsx")
    done = call("quota", str(folder), "--as-of", SAMPLE_DAY)
    assert done.returncode == 3
    assert "甲区人员花名册" in done.stderr.decode()


@pytest.mark.parametrize("command", ["init", "demo"])
def test_what_makes_a_folder_tells_its_files_as_json(tmp_path: Path, command: str) -> None:
    found = body(call(command, str(tmp_path / "区"), "--json"))
    assert found["schema"] == f"countyhire/{command}/1"
    assert str((tmp_path / "区" / "人员花名册.xlsx").resolve()) in found["outputs"]


def test_every_file_of_a_command_is_a_command() -> None:
    """A file beside the others that app.py does not list would be a command that nobody can give."""
    import typer.main

    from countyhire.cli import commands
    from countyhire.cli.app import app

    files = {path.stem for path in Path(commands.__path__[0]).glob("[a-z]*.py")}
    assert files == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


def test_a_year_before_the_document_is_told_in_plain_words(sample: Path) -> None:  # A03
    done = call("report", str(sample), "--year", "2021", "--as-of", "2026-08-15", "--dry-run", "--quiet")
    assert done.returncode == 4
    said = done.stderr.decode()
    assert "渝卫发〔2021〕55号自2022-01-01起执行，2021-12-31还没有执行；请核对年度" in "".join(said.split("\n"))
    assert "quota." not in said and ".toml：" not in said
