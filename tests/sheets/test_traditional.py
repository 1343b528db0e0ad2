"""Headers, choices and specialties in Traditional characters, and in the variants of several places."""

import pytest

from countyhire.sheets.catalogue import SHEETS, sheet_of
from countyhire.sheets.read import read_district
from countyhire.sheets.words import key, shown
from tests.sheets.makebook import id_number, write_rows

PERSON = sheet_of("people")
LEFT_OUT = {"birth_date", "post_grade_since", "qualification"}
TRADITIONAL = {
    "人員編號": "P1",
    "編制來源": "調劑編制",
    "人事關係管理單位": "衛生健康部門",
    "職業年金": "是",
    "姓名": "陳一",
    "身份證件號碼": id_number(3),
    "性別": "男",
    "機構編碼": "H1",
    "所在科室": "麻醉科",
    "從事專業類別": "執業醫師",
    "醫師資格證書編碼": "C1",
    "醫師執業證書編碼": "C2",
    "執業類別": "臨床",
    "執業範圍": "麻醉學專業",
    "執業註冊日期": "2015-01-01",
    "專業": "醫學影像",
    "專業技術職務": "中級",
    "中級聘任日期": "2018-01-01",
    "崗位等級": "專技九級",
    "學歷": "大學本科",
    "編制情況": "編制內",
    "入職日期": "2014-01-01",
    "進入方式": "公開招聘",
    "招聘崗位類別": "執業醫師類",
    "主要執業機構": "H1",
    "備案機構": "T1",
    "在崗狀態": "在崗",
    "骨幹": "是",
    "骨幹層級": "省級",
    "全科培訓合格日期": "2016-06-30",
    "筆試成績年度": "2015",
    "開戶行": "某行",
    "縣級醫院臨床年限": 5,
    "離職日期": "",
    "擬申報副高年度": 2027,
    "手機號碼": "13800000000",
    "銀行賬號": "62220001",
}


def test_a_roster_in_traditional_characters(tmp_path):
    write_rows(tmp_path / "人員花名冊.xlsx", {"花名冊": [list(TRADITIONAL), list(TRADITIONAL.values())]})
    reading = read_district(tmp_path)
    assert reading.findings == ()
    person = reading.book.people[0]
    assert person.table.columns.keys() >= {column.field for column in PERSON.columns} - LEFT_OUT
    assert (person.name, person.profession, person.appointment, person.practice_category, person.entry_route) == (
        "陳一", "执业医师", "中级", "临床", "公开招聘",
    )  # fmt: skip
    assert (person.specialty, person.establishment, person.status, person.recruited_as) == (
        "医学影像科", "编制内", "在岗", "执业医师类",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "simplified"),
    [
        ("衛生室", "卫生室"), ("衞生室", "卫生室"), ("鄉鎮", "乡镇"), ("臺賬", "台账"), ("台帳", "台账"),
        ("檢驗", "检验"),
        ("戶", "户"), ("產假", "产假"), ("産假", "产假"), ("職稱", "职称"), ("總量備案", "总量备案"), ("內科", "内科"),
        ("兒科", "儿科"), ("腫瘤科", "肿瘤科"), ("說明", "说明"), ("説明", "说明"),
    ],
)  # fmt: skip
def test_variants_of_a_character_are_one(written, simplified):
    assert key(written) == key(simplified)
    assert shown(written) == written


def test_no_header_of_ours_is_changed():
    for sheet in SHEETS:
        for column in sheet.columns:
            assert key(column.header) == column.header.casefold()
