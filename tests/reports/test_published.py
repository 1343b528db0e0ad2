"""Every file that goes out of the office tells of no person what nobody else may know: of all commands (X8, G12)."""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from countyhire.compute.payroll import payroll
from countyhire.district import load_district
from countyhire.model.book import Book
from countyhire.model.money import half_up, yuan, yuan_grouped
from countyhire.model.village import Exemption
from countyhire.policy.load import PolicyError
from countyhire.reports.documents import Document
from countyhire.reports.fill import Rows
from countyhire.reports.letterhead import excel
from countyhire.reports.outgoing import outgoing
from countyhire.reports.privacy import HEALTH, NotForPublication, scan, secrets_of
from tests.report.test_privacy import id_number
from tests.report.test_word import docx_text
from tests.reports import whole
from tests.reports.district import letter
from tests.reports.results import told

REASON = "患病治疗中不能下派"
LISTS = ("序号", "姓名", "性别", "派出单位", "专业", "职称", "接收单位", "起止")


@lru_cache(maxsize=1)
def book() -> Book:
    """The small district with everything about a person that is never published."""
    plain = whole.book()
    people = [
        replace(
            person,
            id_number=id_number(f"50990119{60 + number:02}0101{number:03}"),
            birth_date=date(1960 + number, 1, 1),
            phone=f"13800{number:06}",
            qualification_certificate=f"2020501105001011980{number:08}",
            practice_licence=f"110509901{number:06}",
        )
        for number, person in enumerate(plain.people)
    ]
    excused = Exemption(
        fault="CH301", subject="P01", reason=REASON, approver="主任", document="批1号", valid_until=date(2027, 12, 31)
    )
    scores = [replace(row, exempt_reason="产假") if row.person == "P04" else row for row in plain.scores]
    return plain.with_rows("people", people).with_rows("exemptions", [excused]).with_rows("scores", scores)


@lru_cache(maxsize=1)
def published() -> dict[str, Document]:
    made = whole.documents(book(), whole.letter(), list(whole.MAKERS), Path())
    return {name: document for name, document in made.items() if document.published}


def test_the_files_that_go_out_are_these() -> None:
    assert sorted(published()) == sorted(
        (
            "quota/关于2026年度“县聘乡用”选派任务完成情况的通知.docx",
            "allocate/关于2027年度“县聘乡用”人员调配结果的通知.docx",
            "allocate/选派人员公示名单.xlsx",
            "allocate/调配结果公开数据.xlsx",
            "assess/考核结果公示表.xlsx",
            "report/县聘乡用专家简介.docx",
            "report/年度一页.html",
        )
    )


def test_no_number_day_certificate_or_illness_in_any_of_them() -> None:
    secrets = secrets_of(book())
    assert len(secrets) > 100
    for name, document in published().items():
        assert scan(name, document.data, secrets) == [], name


def test_nobodys_pay_in_any_of_them() -> None:
    result = payroll(book(), whole.letter().policy, whole.YEAR, whole.ON)
    amounts = {half_up(figure.value) for row in result.persons for figure in (row.basic, row.excess, row.total)}
    assert len(amounts) > 8
    for name, document in published().items():
        text = "\n".join(told(document.data)) if name.endswith("xlsx") else visible(name, document.data)
        for fen in amounts - {0}:
            for written in (yuan(fen), yuan_grouped(fen), yuan(fen).removesuffix(".00")):
                assert not re.search(rf"(?<![\d,.]){re.escape(written)}(?![\d,]|\.\d)", text), (name, written)


def visible(name: str, data: bytes) -> str:
    """What a page or a letter shows."""
    return docx_text(data) if name.endswith("docx") else re.sub(r"<[^>]*>", "\n", data.decode())


def stopped(text: str, *allowed: str) -> str:
    """What is said where a list with such a text was to go out; nothing where it may."""
    values = {"总述": text, "依据": "", "核对数": ""}
    made = excel(letter(), "选派人员公示名单", values, {"行": Rows(LISTS, [])}, published=True)
    try:
        outgoing([made], book(), allowed)
    except NotForPublication as error:
        return error.sentence
    return ""


def test_what_stops_a_file_says_where_and_which_way_out() -> None:
    said = stopped("请病假一个月以上的不计算。")
    assert said.startswith("“选派人员公示名单.xlsx”的单元格有健康情况“病假”，公开的文件里不能有；没有写出任何文件")
    assert said.endswith('[publication] allow = ["…"]')
    assert "[publication]" not in stopped("电话13800000001")


def test_a_text_that_tells_of_nobody_can_be_allowed_and_a_number_cannot() -> None:
    assert stopped("请病假一个月以上的不计算。", "病假") == ""
    assert "产假" in stopped("病假、产假不计算。", "病假")
    assert stopped(f"因{REASON}", REASON) == ""
    assert "手机号码" in stopped("电话13800000001", "13800000001")


def test_a_reason_that_is_a_name_of_a_place_is_no_secret() -> None:
    for reason in ("示例区人民医院", "望江镇中心卫生院"):
        row = replace(book().exemptions[0], reason=reason)
        assert reason not in secrets_of(book().with_rows("exemptions", [row]))
    assert secrets_of(book())[REASON] == HEALTH


def test_the_setting(tmp_path: Path) -> None:
    settings = tmp_path / "countyhire.toml"
    settings.write_text('[publication]\nallow = ["病假"]', encoding="utf-8")
    assert load_district(tmp_path).publishable == ("病假",)
    for wrong in ('allow = "病假"', 'permit = ["病假"]'):
        settings.write_text(f"[publication]\n{wrong}", encoding="utf-8")
        with pytest.raises(PolicyError, match="publication"):
            load_district(tmp_path)
