"""Months and a settlement run on a folder: closed months stand, nothing is paid twice, no record may be lost (E14)."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Collection
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from countyhire.model.period import Month
from countyhire.pipeline import funding, payruns, verifying, yearly
from countyhire.pipeline.material import Missing
from countyhire.pipeline.paid import RECORD, Past
from countyhire.run import RunProblem
from tests.pay.sample import change, copy_of_sample, job, result_of, sheet_of, table
from tests.reports.pdftext import text_of

YEAR = 2025
MARCH = Month(2026, 3)
SLIP = re.compile(r"姓名：(\S+)（(\S+)）")


def month(folder: Path, number: int, **more: object):  # type: ignore[no-untyped-def]
    return payruns.payroll_month(job(folder, **more), Month(2026, number))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def paid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district with January and February of 2026 paid, February with payslips."""
    folder = copy_of_sample(tmp_path_factory.mktemp("paid"))
    assert month(folder, 1).exit_code == 0
    assert month(folder, 2, pdf=True).exit_code == 0
    return folder


@pytest.fixture
def district(paid: Path, tmp_path: Path) -> Path:
    folder = tmp_path / paid.name
    shutil.copytree(paid, folder)
    return folder


def run_of(folder: Path, name: str) -> Path:
    return folder / "输出" / name


def test_a_month_has_its_own_folder_and_sheets(paid: Path) -> None:  # E14 H20
    names = {path.name for path in run_of(paid, "payroll-2026-02-001").iterdir()}
    assert names == {
        "manifest.json", "result.json", "已发记录.json", "绩效工资发放表.xlsx", "银行代发清单.xlsx", "工资条.pdf",
        "乡镇工作补贴表.xlsx", "原单位支出对账单.xlsx", "计算过程.xlsx",
    }  # fmt: skip


def test_a_month_again_pays_nothing(district: Path) -> None:  # E14 R7 R8
    first = result_of(run_of(district, "payroll-2026-02-001"))
    outcome = month(district, 2)
    assert outcome.exit_code == 0
    assert outcome.view["again"] and outcome.view["sum"] == "0.00" and outcome.view["persons"] == []
    assert Fraction(first["sum"]) > 0 and not first["again"]


def test_the_json_adds_up(paid: Path) -> None:
    view = result_of(run_of(paid, "payroll-2026-02-001"))
    assert view["month"] == "2026-02"
    assert sum(Fraction(row["total"]) for row in view["persons"]) == Fraction(view["sum"])
    assert all(Fraction(r["basic"]) + Fraction(r["excess"]) == Fraction(r["total"]) for r in view["persons"])
    scored = [row for row in view["persons"] if row["score"] is not None]
    assert all(Fraction(row["score"]) / 100 == Fraction(row["coefficient"]) for row in scored)
    assert [row["person"] for row in view["persons"] if row not in scored] == ["H07-0007"]  # 免考
    assert Fraction(view["average_excess"]["weighted"]) > 0 and view["deductions"]  # as they stand in February
    assert view["pool"]["total"] == view["sum"]


def test_late_corrections_are_paid_once_in_the_next_run(district: Path) -> None:  # E14 R8
    """One grade was too low, one too high: each closed month is made good by a twelfth of the two standards."""
    paid = {row["person"]: row for row in result_of(run_of(district, "payroll-2026-02-001"))["persons"]}
    up, down = paid_at(district, paid, "专技十级"), paid_at(district, paid, "专技九级")
    year = {
        row["岗位等级"]: Fraction(str(row["年标准"])) for row in table_of(district, "绩效标准.xlsx", "岗位基础绩效")
    }
    step = (year["专技九级"] - year["专技十级"]) / 12
    for person, grade in ((up, "专技九级"), (down, "专技十级")):
        change(district / "人员花名册.xlsx", "花名册", ("人员编号", person), "岗位等级", grade)

    third = month(district, 3).view
    rows = {row["person"]: row for row in third["persons"]}
    assert {person for person, row in rows.items() if row["differences"]} == {up, down}
    for person, each in ((up, step), (down, -step)):
        row = rows[person]
        assert [(one["month"], one["part"]) for one in row["differences"]] == [
            ("2026-01", "basic"),
            ("2026-02", "basic"),
        ]
        assert [Fraction(one["amount"]) for one in row["differences"]] == [each, each]
        assert Fraction(row["of_month"]["basic"]) == Fraction(paid[person]["basic"]) + each
        assert Fraction(row["total"]) == Fraction(paid[person]["basic"]) + 3 * each
    assert month(district, 3).view["sum"] == "0.00"

    sheet = sheet_of(run_of(district, "payroll-2026-03-001") / "绩效工资发放表.xlsx", "发放表")
    lines = [(row["所属月份"], row["类别"]) for row in table(sheet, 4) if row["人员编号"] == down]
    assert lines == [("2026-03", "本月"), ("2026-01", "差额扣回"), ("2026-02", "差额扣回")]


def paid_at(folder: Path, paid: Collection[str], grade: str) -> str:
    """Somebody paid for a whole month at a grade that never changed."""
    changed = {row["人员编号"] for row in table_of(folder, "人员花名册.xlsx", "岗位变动")}
    for row in table_of(folder, "人员花名册.xlsx", "花名册"):
        if row["人员编号"] in paid and row["岗位等级"] == grade and row["人员编号"] not in changed:
            return str(row["人员编号"])
    raise AssertionError(grade)


def table_of(folder: Path, file: str, sheet: str) -> list[dict[str, object]]:
    """A sheet of the district's own, whose header may stand below a title."""
    rows = list(sheet_of(folder / file, sheet).iter_rows(values_only=True))
    head = next(index for index, row in enumerate(rows[:3]) if row[1])
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]  # type: ignore[arg-type]


def test_accounts_stand_in_the_bank_list_alone(paid: Path) -> None:
    run = run_of(paid, "payroll-2026-02-001")
    accounts = [row["账号"] for row in table(sheet_of(run / "银行代发清单.xlsx", "代发清单"), 4)]
    assert len(accounts) > 40
    for path in run.iterdir():
        assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
        if path.name != "银行代发清单.xlsx":
            text = text_of(path.read_bytes()).encode() if path.suffix == ".pdf" else path.read_bytes()
            assert not any(account.encode() in text for account in accounts), path.name
    heads = [cell.value for cell in sheet_of(run / "银行代发清单.xlsx", "代发清单")[4]]
    assert heads == ["序号", "户名", "开户行", "账号", "金额", "备注"]


def test_the_bank_list_pays_what_the_pay_sheet_says(paid: Path) -> None:
    run = run_of(paid, "payroll-2026-02-001")
    bank = sheet_of(run / "银行代发清单.xlsx", "代发清单")
    paid_out = sum(Fraction(str(row["金额"])) for row in table(bank, 4))
    assert paid_out == Fraction(result_of(run)["sum"])
    assert [row[4] for row in bank.iter_rows(values_only=True)].count("一致") == 1


def test_a_payslip_shows_its_own_person_only(paid: Path) -> None:
    run = run_of(paid, "payroll-2026-02-001")
    pages = [page for page in text_of((run / "工资条.pdf").read_bytes()).split("\f") if page.strip()]
    persons = result_of(run)["persons"]
    assert len(pages) == len(persons)
    names = [SLIP.search(re.sub(r"[ \n]", "", page).replace("派出单位", " ")) for page in pages]
    codes = [found[2] for found in names if found]
    assert codes == [row["person"] for row in persons]
    for page, own in zip(pages, codes, strict=True):
        assert not [code for code in codes if code != own and code in page]
        assert "元整" in page or "分" in page


def test_a_record_that_was_changed_stops_the_next_run(district: Path) -> None:
    record = run_of(district, "payroll-2026-01-001") / RECORD
    data = json.loads(record.read_text(encoding="utf-8"))
    data["rows"][0]["amount"] = "1.00"
    record.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(Missing, match="写出后被改动"):
        month(district, 3)


@pytest.mark.parametrize("name", ["payroll-2026-01-001", "payroll-2026-02-001"])
def test_a_record_that_is_gone_stops_the_next_run(district: Path, name: str) -> None:
    yearly.quota(job(district), 2026)
    shutil.rmtree(run_of(district, name))
    with pytest.raises(Missing, match=f"“{name}”不见了"):
        month(district, 3)


def test_a_month_is_verified_with_the_history_it_had(district: Path) -> None:  # R19
    """What was paid since, this month's own second run too, is no part of what the run saw."""
    month(district, 2)
    month(district, 3)
    for name in ("payroll-2026-01-001", "payroll-2026-02-001", "payroll-2026-02-002"):
        assert verifying.verify(job(Path()), run_of(district, name)).result == []


def test_the_pools_are_verified_with_what_had_been_paid(district: Path) -> None:  # H23 R19
    outcome = funding.fund(job(district), 2026)
    paid_out = sum(Fraction(row["paid"]) for row in outcome.view["postings"])
    told = [result_of(run_of(district, f"payroll-2026-0{number}-001"))["sum"] for number in (1, 2)]
    assert paid_out == sum(Fraction(one) for one in told)
    month(district, 3)
    assert verifying.verify(job(Path()), run_of(district, "fund-2026-001")).result == []


def test_two_runs_at_the_same_moment_do_not_both_pay(district: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = payruns.past
    asked: list[Path] = []

    def between(out: Path, names: object = None) -> Past:
        asked.append(out)
        if len(asked) == 2:  # the other one wrote its month after this one had read
            monkeypatch.setattr(payruns, "past", real)
            month(copy, 3)
            shutil.copytree(run_of(copy, "payroll-2026-03-001"), run_of(district, "payroll-2026-03-001"))
        return real(out)

    copy = district.parent / "另一台" / district.name
    shutil.copytree(district, copy)
    monkeypatch.setattr(payruns, "past", between)
    with pytest.raises(RunProblem, match="另一次发放刚刚写出"):
        month(district, 3)


def test_the_year_settles_to_the_approved_total(tmp_path: Path) -> None:  # E13 E14
    folder = copy_of_sample(tmp_path)
    on = date(2026, 8, 15)
    sums = [payruns.payroll_month(job(folder, on), Month(YEAR, number)).view["sum"] for number in range(1, 13)]
    first = payruns.settle(job(folder, on), YEAR)
    assert first.exit_code == 0
    told = first.view["settlement"]
    assert Fraction(told["paid"]) == sum(Fraction(one) for one in sums)
    assert Fraction(told["paid"]) + Fraction(told["sum"]) == Fraction(first.view["pool"]["approved"])
    again = payruns.settle(job(folder, on), YEAR).view["settlement"]
    assert again["sum"] == "0.00" and again["paid"] == first.view["pool"]["approved"]
    late = payruns.payroll_month(job(folder, on), Month(YEAR, 12))
    assert late.exit_code == 1 and "CH673" in {finding.code for finding in late.findings}

    run = run_of(folder, f"payroll-{YEAR}-001")
    sheet = sheet_of(run / "绩效工资结算表.xlsx", "结算表")
    rows = table(sheet, 4)
    assert sum(Fraction(str(row["本次结算"])) for row in rows) == Fraction(told["sum"])
    assert [row[10] for row in sheet.iter_rows(values_only=True)].count("一致") == 2
    assert {path.name for path in run.glob("*.xlsx")} >= {
        "绩效工资总量核定表.xlsx", "绩效工资分配表.xlsx", "单位平均人数扣减表.xlsx", "银行代发清单.xlsx",
        "乡镇工作补贴表.xlsx", "原单位支出对账单.xlsx", "计算过程.xlsx",
    }  # fmt: skip


def test_a_month_that_has_not_begun_is_refused(district: Path) -> None:
    outcome = month(district, 9)
    assert outcome.exit_code == 1
    assert "CH681" in {finding.code for finding in outcome.findings}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--month", "2026-13"), "不是月份"),
        (("--month", "2026-03", "--year", "2026"), "不能与"),
        (("--month", "2026-03", "--settle"), "不能与"),
    ],
)
def test_a_wrong_month_is_exit_2(words: tuple[str, ...], says: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "countyhire", "payroll", *words], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 2
    assert says in done.stderr.decode()


KEYS = {"pool", "average_excess", "persons", "deductions", "sum"}  # of docs/commands.md


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("payroll", "--month", "2026-03"), {*KEYS, "month", "again"}),
        (("payroll", "--year", "2025", "--settle"), {*KEYS, "settlement"}),
        (("fund", "--year", "2025"), {"pools", "coverage", "budget", "contributions", "subsidy"}),
        (("simulate", "--year", "2026", "--years", "1"), {"years", "owing", "coverage", "assumptions"}),
        (("train", "--year", "2026"), {"pairs", "receivers", "mentors", "skills", "without_result", "exchange"}),
        (("village", "--month", "2026-08"), {"months", "payers", "persons", "renewals", "uninsured", "coverage"}),
        (("effect", "--year", "2025"), {"indicators", "batches", "years", "periods", "before_after", "first_cases"}),
    ],
)
def test_the_json_object_of_the_command_line(paid: Path, words: tuple[str, ...], keys: set[str]) -> None:
    command, *options = words
    call = [sys.executable, "-m", "countyhire", command, str(paid), *options, "--as-of", "2026-08-15"]
    done = subprocess.run([*call, "--json", "--dry-run"], capture_output=True, check=False, timeout=120)
    body = json.loads(done.stdout)
    assert (done.returncode, body["schema"], body["outputs"]) == (0, f"countyhire/{command}/1", [])
    assert keys <= set(body["result"])
    shown = subprocess.run([*call, "--dry-run"], capture_output=True, check=False, timeout=120)
    assert shown.returncode == 0 and "试运行" in shown.stdout.decode()
