"""One person's page: every spell with both tests, what is owed and why, and where each stands."""

from datetime import date
from itertools import takewhile
from random import Random

from countyhire.compute.duty import duty
from countyhire.compute.explain_person import explain_service
from countyhire.compute.trace import Line
from countyhire.policy import clauses
from countyhire.policy.load import load
from tests.compute.dutybook import book_of, doctor, exemption, hospital, leave, random_district, served, township

POLICY = load("chongqing-2021-55")
ON = date(2026, 6, 1)
PLACES = (hospital(), township(), township("R1", remote=True), township("V1", kind="村卫生室"))


def page(person, *rows, on=ON, **texts):
    return explain_service(book_of(*PLACES, person, *rows), POLICY.with_values(texts), person, on)


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [f"{'  ' * line.depth}{line.text}" for line in lines]


def test_a_recruit_half_way():  # B03, B04, B11, F01, H14
    lines = page(
        doctor("A", "2022-03-15", name="安一"),
        served("A", "2023-01-01", "2023-06-30", code="S1"),
        served("A", "2024-01-01", "2024-06-30", code="S2", term_result="不合格"),
        served("A", "2026-01-01", "2026-12-31", code="S3", status="服务中", term_result=""),
    )
    assert texts(lines) == [
        "医院H1 执业医师 师级 编制内 在岗",
        "服务经历：3段",
        "  S1 县聘乡用 卫生院T1 2023-01-01至2023-06-30 期满 考核合格，服务 6个月",
        "    55号文：计入",
        "    国家法律：计入",
        "    证明登记号 2023-S1",
        "  S2 县聘乡用 卫生院T1 2024-01-01至2024-06-30 期满 考核不合格，服务 6个月",
        "    55号文：不计，期满考核不合格",
        "    国家法律：计入",
        "  S3 县聘乡用 卫生院T1 2026-01-01至2026-12-31 服务中，到2026-06-01已服务 5个月1天",
        "    55号文：不计，尚未结束",
        "    国家法律：计入",
        "  国家法律口径累计 17个月1天",
        "义务：新招聘人员五年内到基层工作满一年——服务中",
        "  2022-03-15入职，最迟完成 2027-03-14",
        "  计入的服务月数 = 6个月",
        "    2023-01-01至2023-06-30 = 6个月",
        "    S2 未认定：期满考核不合格",
        "    S3 未认定：尚未结束",
        "  尚需 6个月",
        "  最迟 2026-09-15 起始",
        "  正在服务，计划至2026-12-31；考核合格的，2026-06-30满",
        "没有中级人员的义务：专业技术职务为师级",
    ]
    cells = {line.text: str(line.cell) for line in lines if line.cell}
    assert "55号文：不计，期满考核不合格" in cells and cells["2022-03-15入职，最迟完成 2027-03-14"]


def test_before_the_senior_title_both_tests_side_by_side():  # B08, H16
    lines = page(
        doctor(
            "B", appointment="中级", education="本科", intermediate_since=date(2022, 9, 1), senior_application_year=2028
        ),
        served("B", "2020-01-01", "2020-12-31", code="S1", category="对口支援", receiver="外省医院", evidence="证明"),
    )
    said = texts(lines)
    assert "    55号文：不计，经历类别“对口支援”不计入" in said and "    国家法律：计入" in said
    assert "申报副高的基层服务要求——尚未满足" in said
    assert "  55号文：认定 0个月，尚差 12个月" in said
    assert "  国家法律：累计 12个月，尚差 无" in said
    assert "  本科须任中级5年，2022-09-01起算，最早 2028-07-01 申报" in said
    assert "  拟在2028年申报，截止 2028-07-01，须在 2027-07-01 前派出" in said
    assert "  没有可以计入的服务" in said
    assert "没有新招聘人员的义务：2015-07-01入职，早于2022-01-01" in said


def test_each_standing_says_why():  # B03, B14
    def last(hired, *rows, **more):
        lines = texts(page(doctor("A", hired, **more), *rows))
        at = next(n for n, text in enumerate(lines) if text.startswith("义务"))
        under = list(takewhile(lambda text: text.startswith("  "), lines[at + 1 :]))
        return under[-1].strip()

    assert last("2022-01-01", exemption("CH921", "A", "2026-12-31")) == (
        "例外清单：援外，局批准，示例卫发〔2026〕9号，有效期至2026-12-31"
    )
    assert last("2022-03-15") == "最迟起始早于2027-06-01开始的下一批，须随本批派出"
    assert last("2025-03-15") == "最迟起始不早于2027-06-01开始的下一批"
    assert last("2022-03-15", served("A", "2023-01-01", "2023-12-31")) == "认定的服务已满12个月"
    senior = {"appointment": "中级", "recruited_as": ""}
    assert last("2015-07-01", **senior) == "没有期限，暂不能安排"
    assert last("2015-07-01", **senior, senior_application_year=2025) == "到2026-06-01已过期336天"
    short = served("A", "2026-03-01", "2026-08-31", status="服务中", term_result="")
    assert last("2022-03-15", short) == "正在服务，计划至2026-08-31；本段不足以完成"


def test_why_nothing_is_owed():  # B02, B07
    def nothing(**more):
        return [text for text in texts(page(doctor("A", "2023-03-15", **more))) if text.startswith("没有")]

    assert nothing(recruited_as="护理类", profession="注册护士") == [
        "没有新招聘人员的义务：招聘岗位类别为护理类",
        "没有中级人员的义务：从事专业类别为注册护士",
    ]
    assert nothing(establishment="合同制")[0] == "没有新招聘人员的义务：编制情况为合同制"
    assert nothing(institution="T1")[0] == "没有新招聘人员的义务：所在单位不在区县统筹范围"
    assert nothing(status="离职")[1] == "没有中级人员的义务：已离职"


def test_remote_service_and_training():  # F02, B03
    lines = page(
        doctor("A", "2023-07-01"),
        served("A", "2023-08-01", None, receiver="R1", status="服务中", term_result=""),
        leave("A", "规培", "2023-07-01", "2023-07-31"),
        **{"certify.remote_months": "24"},
    )
    said = texts(lines)
    assert "  规培 2023-07-01至2023-07-31，期限照常计算" in said
    assert "  规培期间如停止计时，最迟完成为 2028-07-31" in said
    assert any(text.startswith("边远地区连续服务 34个月1天") and "可在职称晋升、岗位聘任优先" in text for text in said)


def test_every_line_has_a_clause_that_exists_and_figures_agree_with_the_ledger():
    for seed in range(20):
        book = random_district(Random(seed), 6)
        ledger = duty(book, POLICY, ON)
        for person in book.people:
            lines = explain_service(book, POLICY, person, ON)
            assert all(not line.clause or clauses.clause(line.clause) for line in lines)
            owed = [row for row in ledger.persons if row.person == person.code]
            assert sum(line.text.startswith("义务：") for line in lines) == len(owed)
            said = [line.text for line in lines]
            for row in owed:
                if row.latest_start:
                    assert f"最迟 {row.latest_start} 起始" in said
