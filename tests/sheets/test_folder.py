"""Which files are read, which sheets, several files as one table, people known by ID number only."""

import shutil

import pytest

from countyhire.sheets.catalogue import sheet_of
from countyhire.sheets.containers import FileProblem
from countyhire.sheets.read import read_district, read_files
from tests.sheets.makebook import clean_rows, id_number, write_rows, write_sheet

DEMAND, PERSON = sheet_of("demands"), sheet_of("people")
HEADERS = [column.header for column in DEMAND.columns]


def lines(rows):
    return [HEADERS, *(list(row.values()) for row in rows)]


def test_a_split_workbook_is_one_table_and_each_finding_names_its_file(tmp_path):
    rows = clean_rows(DEMAND, 4)
    rows[3]["需求编号"] = rows[0]["需求编号"]
    rows[2]["需求人数"] = ""
    write_rows(tmp_path / "需求申报表" / "甲镇.xlsx", {"需求": lines(rows[:2])})
    write_rows(tmp_path / "需求申报表" / "乙镇.xlsx", {"Sheet1": lines(rows[2:])})
    (tmp_path / "需求申报表" / "~$甲镇.xlsx").write_bytes(b"lock")
    (tmp_path / "需求申报表" / "说明.txt").write_text("无关")
    reading = read_district(tmp_path)
    assert len(reading.book.demands) == 4
    assert [(finding.code, str(finding.cell)) for finding in reading.findings] == [
        ("CH050", "乙镇.xlsx[Sheet1]!D2"),
        ("CH067", "乙镇.xlsx[Sheet1]!A3"),
        ("CH067", "甲镇.xlsx[需求]!A2"),
    ]


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path):
    write_rows(tmp_path / "需求申报表" / "甲镇.xlsx", {"需求": lines(clean_rows(DEMAND, 1))})
    write_rows(tmp_path / "志愿申请表" / "甲镇.xlsx", {"志愿": [["人员编号", "自愿", "服从调剂"], ["P1", "是", "是"]]})
    assert sorted(file.file for file in read_district(tmp_path).files) == [
        "志愿申请表/甲镇.xlsx",
        "需求申报表/甲镇.xlsx",
    ]


def test_another_file_name_and_a_folder_by_configuration(tmp_path):
    write_sheet(tmp_path, DEMAND, clean_rows(DEMAND, 2))
    (tmp_path / "需求申报表.xlsx").rename(tmp_path / "2026年需求申报表（定稿）.xlsx")
    unread = read_district(tmp_path)
    assert unread.files == ()
    assert [(f.code, f.cell.file) for f in unread.findings] == [("CH005", "2026年需求申报表（定稿）.xlsx")]
    reading = read_district(tmp_path, files={"需求申报表": "2026年需求申报表（定稿）.xlsx"})
    assert len(reading.book.demands) == 2
    with pytest.raises(FileProblem):
        read_district(tmp_path, files={"需求申报表": "没有.xlsx"})


def test_only_the_wanted_workbooks_are_opened(tmp_path):
    write_sheet(tmp_path, DEMAND, clean_rows(DEMAND, 2))
    (tmp_path / "人员花名册.xlsx").write_bytes(b"PK broken")
    assert read_district(tmp_path, fields=["demands"]).book.read == {"demands"}
    with pytest.raises(FileProblem, match="人员花名册"):
        read_district(tmp_path)


def test_two_files_of_one_name_in_two_formats(tmp_path):
    write_sheet(tmp_path, DEMAND, clean_rows(DEMAND, 2))
    shutil.copy(tmp_path / "需求申报表.xlsx", tmp_path / "需求申报表.xlsm")
    reading = read_district(tmp_path)
    assert [(finding.code, finding.cell.file) for finding in reading.findings] == [("CH004", "需求申报表.xlsm")]
    assert len(reading.book.demands) == 2


def test_a_lone_sheet_may_have_any_name_and_any_extension(tmp_path):
    write_rows(
        tmp_path / "x.xlsx", {"Sheet1": lines(clean_rows(DEMAND, 2)), "Sheet2": [], "填写说明": [["说明", "文字"]]}
    )
    (tmp_path / "x.xlsx").rename(tmp_path / "需求申报表.xls")
    reading = read_district(tmp_path)
    assert reading.findings == ()
    assert len(reading.book.demands) == 2


def test_a_sheet_is_known_by_its_header_or_said_to_be_unread(tmp_path):
    sheets = {"花名册": [["人员编号"]], "请假": [["人员编号", "类别", "起始日期"], ["P1", "病假", "2026-01-01"]]}
    sheets["变动记录"] = [["人员编号", "岗位等级", "执行日期"], ["P1", "专技十级", "2026-01-01"]]
    sheets["岗位变动2"] = [["一些", "别的"], ["内容", "在此"]]
    write_rows(tmp_path / "人员花名册.xlsx", sheets)
    reading = read_district(tmp_path)
    assert [row.post_grade for row in reading.book.post_changes] == ["专技十级"]
    assert [row.kind for row in reading.book.leaves] == ["病假"]
    assert [(f.code, f.cell.sheet) for f in reading.findings] == [
        ("CH010", "花名册"),
        ("CH002", "变动记录"),
        ("CH003", "岗位变动2"),
    ]


def test_no_sheet_is_known(tmp_path):
    write_rows(tmp_path / "人员花名册.xlsx", {"甲": [["一", "二"]], "乙": [["三", "四"]]})
    reading = read_district(tmp_path)
    assert [f.code for f in reading.findings] == ["CH001", "CH003", "CH003"]


def test_files_dropped_on_check(tmp_path):
    one = write_rows(tmp_path / "2026年需求申报表（已批注）.xlsx", {"Sheet1": lines(clean_rows(DEMAND, 2))})
    two = write_rows(tmp_path / "下载.xlsx", {"Sheet1": [["人员编号", "自愿", "服从调剂"], ["P1", "是", "是"]]})
    reading = read_files([one, two])
    assert reading.book.read == {"demands", "preferences"}
    assert [f.code for f in reading.findings] == ["CH002"]


def test_a_file_that_is_nothing_of_ours(tmp_path):
    other = write_rows(tmp_path / "食堂菜单.xlsx", {"周一": [["菜名", "价格"], ["豆腐", 3]]})
    assert [f.code for f in read_files([other]).findings] == ["CH001", "CH003"]


def test_people_known_by_id_number_only(tmp_path):
    people = clean_rows(PERSON, 3)
    people[2]["身份证件号码"] = people[1]["身份证件号码"]
    write_sheet(tmp_path, PERSON, people)
    headers = ["身份证号码", "姓名", "自愿", "服从调剂"]
    wishes = [
        [id_number(0).lower(), "姓名0", "是", "是"],
        [id_number(1), "姓名1", "是", "是"],
        [id_number(9), "丙", "是", "是"],
    ]
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": [headers, *wishes]})
    reading = read_district(tmp_path)
    assert [row.person for row in reading.book.preferences] == [people[0]["人员编号"], "", ""]
    assert [(f.code, f.cell.a1) for f in reading.findings] == [("CH077", "A4"), ("CH079", "A3")]


def test_a_code_and_an_id_number_of_two_people(tmp_path):
    people = clean_rows(PERSON, 2)
    write_sheet(tmp_path, PERSON, people)
    headers = ["人员编号", "身份证号码", "自愿", "服从调剂"]
    rows = [[people[0]["人员编号"], id_number(1), "是", "是"], [people[1]["人员编号"], id_number(1), "是", "是"]]
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": [headers, *rows]})
    found = [(f.code, f.cell.file, f.cell.a1) for f in read_district(tmp_path).findings]
    assert found == [("CH078", "人员花名册.xlsx", "C3"), ("CH078", "志愿申请表.xlsx", "B2")]


def test_another_id_number_than_the_rosters_is_cited_at_both_cells(tmp_path):
    people = clean_rows(PERSON, 3)
    write_sheet(tmp_path, PERSON, people)
    headers = ["人员编号", "证件号码", "自愿", "服从调剂"]
    numbers = (id_number(0), id_number(77), id_number(2)[:-1])
    rows = [[row["人员编号"], number, "是", "是"] for row, number in zip(people, numbers, strict=True)]
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": [headers, *rows]})
    found = [(f.code, f.cell.file, f.cell.a1, f.subject) for f in read_district(tmp_path).findings]
    assert found == [
        ("CH070", "志愿申请表.xlsx", "B4", "K0002"),
        ("CH078", "人员花名册.xlsx", "C3", "K0001"),
        ("CH078", "志愿申请表.xlsx", "B3", "K0001"),
    ]


def test_two_workbooks_without_a_roster_are_held_against_each_other(tmp_path):
    wishes = [["人员编号", "姓名", "身份证号", "自愿", "服从调剂"]]
    wishes += [["P1", "张三", id_number(1), "是", "是"], ["P2", "李四", id_number(2), "是", "是"]]
    leaves = [["人员编号", "姓名", "身份证号", "类别", "起始日期"]]
    leaves += [["P1", "张　三", id_number(1), "病假", "2026-01-05"], ["P2", "李五", id_number(2), "病假", "2026-01-05"]]
    leaves += [["P2", "李五", id_number(9), "病假", "2026-02-05"], ["P8", "王八", id_number(1), "病假", "2026-03-05"]]
    leaves += [["", "张三", id_number(1), "病假", "2026-04-05"]]
    one = write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": wishes})
    two = write_rows(tmp_path / "人员花名册.xlsx", {"请假与培训": leaves})
    reading = read_files([one, two])
    assert [(f.code, f.cell.file, f.cell.a1) for f in reading.findings] == [
        ("CH050", "人员花名册.xlsx", "A6"),
        ("CH078", "人员花名册.xlsx", "C2"),  # P8 has the number of P1
        ("CH078", "人员花名册.xlsx", "C3"),  # P2 has two numbers
        ("CH078", "人员花名册.xlsx", "C4"),
        ("CH078", "人员花名册.xlsx", "C5"),
        ("CH080", "人员花名册.xlsx", "B3"),
        ("CH080", "志愿申请表.xlsx", "B3"),
    ]


def test_a_name_that_is_not_the_rosters_is_cited_at_both_cells(tmp_path):
    people = clean_rows(PERSON, 3)
    people[0]["姓名"] = "阿 依·古丽"
    write_sheet(tmp_path, PERSON, people)
    headers = ["人员编号", "医师姓名", "自愿", "服从调剂"]
    names = ["阿依•古丽", people[2]["姓名"], people[2]["姓名"]]
    rows = [[row["人员编号"], name, "是", "是"] for row, name in zip(people, names, strict=True)]
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": [headers, *rows]})
    found = [(f.code, f.cell.file, f.cell.a1) for f in read_district(tmp_path).findings]
    assert found == [("CH080", "人员花名册.xlsx", "B3"), ("CH080", "志愿申请表.xlsx", "B3")]


def test_a_specialty_is_an_error_for_physicians_only(tmp_path):
    people = clean_rows(PERSON, 2)
    for row, profession in zip(people, ("执业医师", "注册护士"), strict=True):
        row |= {"专业": "麻酔科", "从事专业类别": profession}
    write_sheet(tmp_path, PERSON, people)
    reading = read_district(tmp_path)
    assert [(f.code, f.cell.row) for f in reading.findings] == [("CH065", 2)]
    assert "麻醉科" in reading.findings[0].remedy
    assert reading.book.people[1].specialty == "麻酔科"
    own = read_district(tmp_path, specialties={"麻醉科": ["麻酔科"]})
    assert own.findings == ()
    assert own.book.people[0].specialty == "麻醉科"


def test_nothing_there(tmp_path):
    assert read_district(tmp_path).book.read == frozenset()
    with pytest.raises(FileProblem):
        read_district(tmp_path / "没有")
