"""Score workbooks go out to each receiver and come back: nothing is lost, nothing wrong is taken (E01, H36)."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from countyhire.compute import assess
from countyhire.model.period import Month
from countyhire.model.service import SchemeItem
from countyhire.pipeline import assessing, verifying
from countyhire.pipeline.material import Missing
from countyhire.pipeline.outcome import Outcome
from countyhire.policy.load import load
from countyhire.reports.assess_forms import form_document
from tests.compute import paybook
from tests.pay.sample import copy_of_sample, job, sheet_of, table
from tests.reports.district import letter

JULY = Month(2026, 7)
CLOSED = "FFD9D9D9"
POLICY = load("chongqing-2021-55")


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample district with the forms of July sent out, filled in and put into 考核回收."""
    folder = copy_of_sample(tmp_path_factory.mktemp("assess"))
    forget(folder)
    outcome = assessing.forms(job(folder), JULY)
    assert outcome.exit_code == 0 and outcome.written
    back = folder / assessing.RETURNED
    back.mkdir()
    for path in sorted((outcome.written.folder / "考核表").glob("*.xlsx")):
        book = load_workbook(path)
        sheet = book["月度考核"]
        for row in range(2, sheet.max_row + 1):
            fill_in(sheet, row)
        book.save(back / path.name)
    return folder


@pytest.fixture
def district(returned: Path, tmp_path: Path) -> Path:
    folder = tmp_path / returned.name
    shutil.copytree(returned, folder)
    return folder


def fill_in(sheet: Worksheet, row: int) -> None:
    """Eight points an item, 22 days there, and no grade."""
    heads = {cell.value: cell.column for cell in sheet[1]}
    for column in range(4, heads["得分"]):
        if sheet.cell(row, column).fill.fgColor.rgb != CLOSED:
            sheet.cell(row, column).value = 8
    for header, value in (("应出勤天数", 22), ("出勤天数", 22), ("门急诊人次", 90), ("原单位处方数", 0)):
        sheet.cell(row, heads[header]).value = value


def change(folder: Path, header: str, value: object, row: int = 2) -> str:
    """Set a cell of the first returned workbook; gives the person of that row."""
    path = min((folder / assessing.RETURNED).glob("*.xlsx"))
    book = load_workbook(path)
    sheet = book["月度考核"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(row, heads[header]).value = value
    book.save(path)
    return str(sheet.cell(row, 1).value)


def forget(folder: Path) -> None:
    """Take the scores of July out of 月度考核表: the sample has them already."""
    path = folder / "月度考核表.xlsx"
    book = load_workbook(path)
    sheet = book["月度考核"]
    for row in range(sheet.max_row, 1, -1):
        if sheet.cell(row, 2).value == str(JULY):
            sheet.delete_rows(row)
    book.save(path)


def collect(folder: Path, dry_run: bool = False) -> Outcome:
    return assessing.collect(replace(job(folder), dry_run=dry_run), JULY)


def codes(outcome: Outcome) -> set[str]:
    return {finding.code for finding in outcome.findings if finding.code != "CH338"}


def test_every_receiver_gets_its_people(returned: Path) -> None:  # H37
    outcome = assessing.forms(replace(job(returned), dry_run=True), JULY)
    spells = table_rows(returned)
    told = {(one["code"], person) for one in outcome.view["receivers"] for person in one["persons"]}
    assert told == {(row["接收机构编码"], row["人员编号"]) for row in spells}
    assert outcome.view["persons"] == len(told)


def table_rows(folder: Path) -> list[dict[str, object]]:
    sheet = sheet_of(folder / "服务台账.xlsx", "服务")
    heads = [cell.value for cell in sheet[2]]
    rows = [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=3, values_only=True)]
    first, last = JULY.first, JULY.last
    return [
        row
        for row in rows
        if row["经历类别"] == "县聘乡用" and row["状态"] != "拟派"
        and row["起始日期"].date() <= last and (row["结束日期"] is None or row["结束日期"].date() >= first)
    ]  # fmt: skip


def scheme(specialty: str, *items: tuple[str, int], veto: str = "") -> list[SchemeItem]:
    return [
        SchemeItem(specialty=specialty, item=name, maximum=Fraction(most), veto=name == veto, row=row)
        for row, (name, most) in enumerate(items, 2)
    ]


def small() -> object:
    people = [paybook.person("P1"), paybook.person("P2")]
    spells = [
        paybook.spell("P1", "2026-01-01", "2026-12-31", specialty="儿科"),
        paybook.spell("P2", "2026-01-01", "2026-07-15"),
        paybook.spell("P2", "2026-07-16", "2026-12-31", receiver="T2"),
    ]
    items = [
        *scheme("通用", ("诊疗患者", 60), ("带教培训", 40)),
        *scheme("儿科", ("诊疗患者", 90), ("儿童保健", 10), veto="儿童保健"),
    ]
    return paybook.book(people, spells).with_rows("scheme_items", items)


def test_schemes_of_two_specialties_stand_side_by_side() -> None:  # H36
    first, second = assess.forms(small(), POLICY, JULY)  # type: ignore[arg-type]
    assert [item.name for item in first.items] == ["诊疗患者", "儿童保健", "带教培训"]
    own = {row.person: {item.name: item.maximum for item in row.items} for row in first.rows}
    assert own == {"P1": {"诊疗患者": 90, "儿童保健": 10}, "P2": {"诊疗患者": 60, "带教培训": 40}}
    assert [(row.person, row.days) for row in second.rows] == [("P2", 16)]


def test_without_a_scheme_the_four_groups_are_asked() -> None:  # H38
    book = small().with_rows("scheme_items", [])  # type: ignore[attr-defined]
    assert [item.name for item in assess.forms(book, POLICY, JULY)[0].items] == list(assess.EXAMPLE)


def test_both_assess_where_the_pack_has_weights() -> None:  # J19
    weights = {"value": {"派出机构": "2/5", "接收机构": "3/5"}, "cite": "示例卫发〔2026〕3号"}
    both = load("dianjiang-2015", {"assess.dual_weights": weights})
    assert [form.institution for form in assess.forms(small(), both, JULY)] == ["H1", "T1", "T2"]  # type: ignore[arg-type]
    marks = [
        *paybook.scores("P1", "2026-07", "2026-07", 90),
        *paybook.scores("P1", "2026-07", "2026-07", 60, receiver="H1"),
    ]
    book = small().with_rows("scores", marks)  # type: ignore[attr-defined]
    found = assess.results(book, both, JULY, date(2026, 7, 31)).persons[0]
    assert found.month.score.value == 78  # 90 × 3/5 + 60 × 2/5
    assert assess.results(book, POLICY, JULY, date(2026, 7, 31)).persons[0].month.score.value == 90


def test_a_form_has_its_sum_its_maximum_and_its_veto() -> None:  # H39
    form = assess.forms(small(), POLICY, JULY)[0]  # type: ignore[arg-type]
    data = form_document(form, letter())
    sheet = load_workbook(_saved(data.data))["月度考核"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:7] == ["人员编号", "月份", "考核机构编码", "诊疗患者", "儿童保健", "带教培训", "得分"]
    assert sheet["G2"].value == '=IF(COUNT(D2,E2)=0,"",IF(OR(AND(ISNUMBER(E2),E2=0)),0,SUM(D2,E2)))'
    assert sheet["G3"].value == '=IF(COUNT(D3,F3)=0,"",SUM(D3,F3))'  # P2, by the general scheme
    assert "一票否决" in sheet["E1"].comment.text and "满分10" in sheet["E1"].comment.text
    checks = [check for check in sheet.data_validations.dataValidation if check.type == "decimal"]
    assert {str(check.sqref): float(check.formula2) for check in checks} == {
        "D2": 90, "E2": 10, "D3": 60, "F3": 40,
    }  # fmt: skip
    assert sheet["E3"].fill.fgColor.rgb == CLOSED


def _saved(data: bytes):  # type: ignore[no-untyped-def]
    import io

    return io.BytesIO(data)


def test_what_comes_back_becomes_the_month(district: Path) -> None:
    before = hashes(district)
    outcome = collect(district)
    assert outcome.exit_code == 0, codes(outcome)
    view = outcome.view
    assert view["collected"] == view["asked"] > 40 and view["missing"] == []
    run = outcome.written.folder  # type: ignore[union-attr]
    merged = sheet_of(run / "月度考核表.xlsx", "月度考核")
    heads = [cell.value for cell in merged[1]]
    rows = [row for row in merged.iter_rows(min_row=2, values_only=True) if row[heads.index("月份")] == str(JULY)]
    assert len(rows) == view["collected"]
    assert {row[heads.index("得分")] for row in rows} == {32}  # four items of eight points
    assert hashes(district) == before


def hashes(folder: Path) -> dict[str, int]:
    return {path.name: hash(path.read_bytes()) for path in folder.rglob("*.xlsx") if "输出" not in path.parts}


def test_the_merged_workbook_is_an_input(district: Path) -> None:
    outcome = collect(district)
    assert outcome.written
    shutil.copyfile(outcome.written.folder / "月度考核表.xlsx", district / "月度考核表.xlsx")
    again = collect(district, dry_run=True)
    assert again.view["persons"] == outcome.view["persons"]
    assert "CH543" not in codes(again)


def test_a_form_that_did_not_come_is_late(district: Path) -> None:
    gone = min((district / assessing.RETURNED).glob("*.xlsx"))
    gone.unlink()
    outcome = collect(district)
    assert outcome.exit_code == 0
    (found,) = [finding for finding in outcome.findings if finding.code == "CH540"]
    assert "已过月末15天" in found.message
    assert [one["code"] for one in outcome.view["missing"]] == [gone.stem.split("-")[3][:3]]


def _points(folder: Path) -> str:
    return change(folder, "疑难病例讨论", 99)


def _assessor(folder: Path) -> str:
    return change(folder, "考核机构编码", "H01")


def _month(folder: Path) -> str:
    return change(folder, "月份", "2026-06")


def _stranger(folder: Path) -> str:
    return change(folder, "人员编号", "H01-0002")


def _absent(folder: Path) -> str:
    return change(folder, "出勤天数", 0)


def _prescribes(folder: Path) -> str:
    return change(folder, "原单位处方数", 12)


@pytest.mark.parametrize(
    ("spoil", "code", "exit_code"),
    [
        (_points, "CH504", 1),  # H39
        (_assessor, "CH502", 1),  # E02
        (_month, "CH542", 1),
        (_stranger, "CH501", 1),
        (_absent, "CH509", 0),  # H42
        (_prescribes, "CH510", 0),
    ],
)
def test_what_is_wrong_is_named(district: Path, spoil: Callable[[Path], str], code: str, exit_code: int) -> None:
    person = spoil(district)
    outcome = collect(district, dry_run=True)
    assert outcome.exit_code == exit_code
    assert (code, person) in {(finding.code, finding.subject) for finding in outcome.findings}


def test_another_score_than_the_known_one_is_named() -> None:
    known = paybook.scores("P1", "2026-06", "2026-07", 90)
    back = paybook.scores("P1", "2026-07", "2026-07", 80)
    book = small().with_rows("scores", known)  # type: ignore[attr-defined]
    found = assess.collect(book, POLICY, JULY, date(2026, 8, 15), back)
    assert [finding.code for finding in found.findings] == ["CH540", "CH541", "CH543"]
    assert [(str(row.month), row.score) for row in found.scores] == [("2026-06", 90), ("2026-07", 80)]
    assert "原为90分，收回的是80分" in found.findings[-1].message


def test_nothing_came_back(tmp_path: Path) -> None:
    folder = copy_of_sample(tmp_path)
    with pytest.raises(Missing, match="考核回收"):
        collect(folder)


def test_the_public_list_has_no_codes(district: Path) -> None:
    outcome = collect(district)
    run = outcome.written.folder  # type: ignore[union-attr]
    sheet = sheet_of(run / "考核结果公示表.xlsx", "公示表")
    rows = table(sheet, 4)
    assert list(rows[0]) == ["序号", "姓名", "派出单位", "接收单位", "得分", "等次"]
    text = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert not [one["person"] for one in outcome.view["persons"] if one["person"] in text]
    summary = table(sheet_of(run / "考核汇总表.xlsx", "月度汇总"), 5)
    assert [row["人员编号"] for row in summary] == [one["person"] for one in outcome.view["persons"]]


def test_the_share_of_excellent() -> None:  # E01
    policy = load("chongqing-2021-55", {"assess.excellent_share": {"value": "1/5", "cite": "示例卫发〔2026〕3号"}})
    people = [paybook.person(f"P{number}") for number in range(11)]
    spells = [paybook.spell(one.code, "2026-01-01", "2026-12-31") for one in people]
    marks = [
        score
        for number, one in enumerate(people)
        for score in paybook.scores(one.code, "2026-07", "2026-07", 95 if number < 3 else 80)
    ]
    found = assess.results(paybook.book(people, spells, marks), policy, JULY, date(2026, 7, 31))
    assert (found.excellent, found.graded, found.limit) == (3, 11, 2)


def test_both_actions_are_verified(district: Path) -> None:  # R19
    collect(district)
    for run in sorted((district / "输出").glob("assess-2026-07-*")):
        assert verifying.verify(job(Path()), run).result == []
