"""Titles, notes and units above the header, headers of two rows, any order, synonyms, footers: addresses hold."""

import pytest

from countyhire.model.where import column_letters
from countyhire.sheets.catalogue import SHEETS, sheet_of
from countyhire.sheets.header import synonyms
from countyhire.sheets.read import read_district
from tests.sheets.makebook import clean_rows, id_number, write_rows, write_sheet

DEMAND = sheet_of("demands")
HEADERS = [column.header for column in DEMAND.columns]
NEXT = f"{column_letters(len(HEADERS) + 1)}1"  # the header of a column more


def codes(reading):
    return [(finding.code, finding.cell.a1) for finding in reading.findings]


def rows_of(count=3, **changes):
    return [row | changes for row in clean_rows(DEMAND, count)]


def written(tmp_path, above, header_rows, rows, below=(), name="需求", headers=HEADERS):
    lines = [*above, *header_rows, *([row.get(header, "") for header in headers] for row in rows), *below]
    write_rows(tmp_path / "需求申报表.xlsx", {name: lines})
    return read_district(tmp_path)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.book_field)
def test_a_clean_sheet_gives_its_rows_and_no_finding(tmp_path, sheet):
    rows = clean_rows(sheet, 5)
    write_sheet(tmp_path, sheet, rows)
    reading = read_district(tmp_path)
    assert reading.findings == ()
    records = getattr(reading.book, sheet.book_field)
    assert [record.row for record in records] == [2, 3, 4, 5, 6]
    assert reading.book.read == {sheet.book_field}
    assert (reading.files[0].rows_read, reading.files[0].rows_used) == (6, 5)


ABOVE = [["示例区2026年度县聘乡用需求申报表"], ["填报单位（盖章）：示例中心卫生院", "", "单位：人、元"], []]
BELOW = [[], ["合计", "", "", 12], ["填表人：张三", "", "审核人：李四"], ["注：本表一式两份"]]


def test_titles_above_and_signatures_below(tmp_path):
    reading = written(tmp_path, ABOVE, [HEADERS], rows_of(), BELOW)
    assert reading.findings == ()
    assert [record.row for record in reading.book.demands] == [5, 6, 7]
    file = reading.files[0]
    assert (file.rows_read, file.rows_used, sum(file.unused.values())) == (11, 3, 8)
    assert file.sheets[0].unused == {"标题和说明": 2, "空行": 2, "表头": 1, "合计和落款": 3}


def test_blank_rows_between_keep_the_addresses(tmp_path):
    rows = rows_of(2)
    rows[1]["需求人数"] = "很多"
    lines = [HEADERS, [], list(rows[0].values()), [], ["  "], list(rows[1].values())]
    write_rows(tmp_path / "需求申报表.xlsx", {"需求": lines})
    reading = read_district(tmp_path)
    assert codes(reading) == [("CH059", "D6")]
    assert [record.row for record in reading.book.demands] == [3, 6]


def test_any_order_and_extra_columns(tmp_path):
    headers = ["序号", *reversed(HEADERS), "院长意见"]
    rows = [row | {"序号": 1, "院长意见": "同意"} for row in rows_of()]
    rows[2]["需求人数"] = 0
    reading = written(tmp_path, [], [headers], rows, headers=headers)
    place = headers.index("需求人数")
    assert codes(reading) == [("CH060", f"{'ABCDEFGHIJKLMN'[place]}4")]


@pytest.mark.parametrize(
    "header", ["需求人数 ", "需求\n人数", "＊需求人数", "需求人数（人）", "需求人數", "需求人数：", "3、需求人数"]
)
def test_a_header_in_other_dress(tmp_path, header):
    headers = [header if name == "需求人数" else name for name in HEADERS]
    reading = written(tmp_path, [], [headers], rows_of())
    assert reading.findings == ()
    assert [record.count for record in reading.book.demands] == [1, 2, 3]


def test_every_synonym_leads_to_its_column(tmp_path):
    for sheet in SHEETS:
        for header, others in synonyms().get(sheet.book_field, {}).items():
            assert header in {column.header for column in sheet.columns}, (sheet.name, header)
            assert len(set(others)) == len(others), (sheet.name, header)


def test_a_header_of_two_rows(tmp_path):
    top = ["人员编号", "自愿", "志愿", "", "", "", "", "服从调剂", "情况说明", ""]
    bottom = ["", "", "1", "2", "3", "4", "5", "", "不宜派出原因", "申请日期"]
    line = ["P1", "是", "T1", "T2", "", "", "", "否", "", "2026-01-05"]
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": [["志愿申请汇总"], top, bottom, line]})
    reading = read_district(tmp_path)
    assert reading.findings == ()
    assert reading.book.preferences[0].wishes == ("T1", "T2")
    assert reading.book.preferences[0].row == 4


def test_a_missing_required_column_is_cited_at_the_header(tmp_path):
    headers = ["拟需人数" if name == "需求人数" else name for name in HEADERS]
    reading = written(tmp_path, [["标题"]], [headers], rows_of())
    assert codes(reading) == [("CH011", "A2")]
    assert "拟需人数" in reading.findings[0].remedy


def test_one_header_twice(tmp_path):
    headers = [*HEADERS, "需求人数"]
    reading = written(tmp_path, [], [headers], rows_of(), headers=headers)
    assert codes(reading) == [("CH012", "D1"), ("CH012", NEXT)]
    headers = [*HEADERS, "需求理由"]
    reading = written(tmp_path, [], [headers], rows_of(), headers=headers)
    assert codes(reading) == [("CH013", "K1"), ("CH013", NEXT)]


def test_no_header_at_all(tmp_path):
    write_rows(tmp_path / "需求申报表.xlsx", {"需求": [["甲", "乙"], ["一", "二"]]})
    reading = read_district(tmp_path)
    assert [finding.code for finding in reading.findings] == ["CH010"]
    assert not reading.book.has("demands")


def test_a_repeated_header_a_numbering_row_and_an_example_are_not_data(tmp_path):
    row = list(rows_of(1)[0].values())
    lines = [HEADERS, [str(n) for n in range(1, 13)], ["例：X1", *row[1:]], row, HEADERS]
    write_rows(tmp_path / "需求申报表.xlsx", {"需求": lines})
    reading = read_district(tmp_path)
    assert reading.findings == ()
    assert reading.files[0].sheets[0].unused == {"表头": 1, "栏次": 1, "示例行": 1, "重复的表头": 1}


def test_a_person_called_like_a_footer_is_still_read(tmp_path):
    rows = rows_of(1, 需求编号="合计1")
    assert len(written(tmp_path, [], [HEADERS], rows).book.demands) == 1


def test_money_in_wan_by_its_header_or_by_a_note(tmp_path):
    headers = ["机构编码", "年度", "超额绩效总额（万元）", "年平均人数", "绩效工资总额(元)"]
    write_rows(tmp_path / "绩效标准.xlsx", {"区县级医疗机构": [headers, ["H1", 2026, 1.5, 10, 15000]]})
    found = read_district(tmp_path).book.county_units[0]
    assert (found.excess_total, found.performance_total) == (1_500_000, 1_500_000)
    headers = ["机构编码", "年度", "超额绩效总额", "年平均人数"]
    write_rows(tmp_path / "绩效标准.xlsx", {"区县级医疗机构": [["", "", "单位：万元"], headers, ["H1", 2026, 1.5, 10]]})
    assert read_district(tmp_path).book.county_units[0].excess_total == 1_500_000


def test_merged_labels_are_filled_down_but_never_amounts(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = "需求"
    page.append(HEADERS)
    for row in rows_of(2):
        page.append(list(row.values()))
    page.merge_cells("B2:B3")
    page.merge_cells("D2:D3")
    book.save(tmp_path / "需求申报表.xlsx")
    reading = read_district(tmp_path)
    assert [record.institution for record in reading.book.demands] == ["K0000", "K0000"]
    assert codes(reading) == [("CH050", "D3")]


def test_a_banner_across_the_rows_is_not_data(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = "需求"
    page.append(HEADERS)
    page.append(["一、示例中心卫生院"])
    page.append(list(rows_of(1)[0].values()))
    page.merge_cells("A2:L2")
    book.save(tmp_path / "需求申报表.xlsx")
    reading = read_district(tmp_path)
    assert reading.findings == ()
    assert reading.files[0].sheets[0].unused == {"表头": 1, "标题和说明": 1}


def test_hidden_rows_are_read_and_said(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = "需求"
    page.append(HEADERS)
    for row in rows_of(3):
        page.append(list(row.values()))
    page.row_dimensions[3].hidden = True
    page.column_dimensions["G"].hidden = True
    book.save(tmp_path / "需求申报表.xlsx")
    reading = read_district(tmp_path)
    assert len(reading.book.demands) == 3
    assert [finding.message for finding in reading.findings] == [
        "1 行隐藏或被筛选（第 3 行）、1 列隐藏（G 列），已照常读入"
    ]


def test_a_score_may_be_blank_for_a_reason(tmp_path):
    headers = ["人员编号", "月份", "考核机构编码", "得分", "免考原因"]
    lines = [headers, ["P1", "2026-03", "T1", "", "产假"], ["P2", "2026-03", "T1", "", ""]]
    write_rows(tmp_path / "月度考核表.xlsx", {"月度考核": lines})
    assert codes(read_district(tmp_path)) == [("CH050", "D3")]


def test_columns_that_the_scheme_names_are_items(tmp_path):
    headers = ["人员编号", "月份", "考核机构编码", "得分", "家庭医生签约", "序号"]
    lines = [headers, ["P1", "2026-03", "T1", 88, 12.5, 1], ["P2", "2026-03", "T1", 70, "多", 2]]
    scheme = [["专业", "项目", "满分"], ["通用", "家庭医生签约", 20]]
    write_rows(tmp_path / "月度考核表.xlsx", {"月度考核": lines, "考核方案": scheme})
    reading = read_district(tmp_path, fields=["scores"])
    assert reading.book.scores[0].items == {"家庭医生签约": 12.5}
    assert reading.book.scores[1].items == {}
    assert codes(reading) == [("CH059", "E3")]


UNIT_HEADERS = ["机构编码", "年度", "超额绩效总额", "年平均人数", "绩效工资总额"]


@pytest.mark.parametrize(
    "units",
    [
        ["", "", "万元", "人", "万元"],
        ["", "年", "（万元）", "（人）", "（万元）"],
        ["", "", "单位：万元", "", "【万元】"],
    ],
)
def test_a_row_of_units_under_the_header_counts(tmp_path, units):
    lines = [UNIT_HEADERS, units, ["H1", 2026, 1.5, 10, 2]]
    write_rows(tmp_path / "绩效标准.xlsx", {"区县级医疗机构": lines})
    reading = read_district(tmp_path)
    found = reading.book.county_units[0]
    assert (found.excess_total, found.performance_total, found.average_headcount) == (1_500_000, 2_000_000, 10)
    assert reading.files[0].sheets[0].unused == {"表头": 1, "单位行": 1}
    assert reading.findings == ()


def test_units_below_a_row_of_numbers_and_above_a_hidden_one(tmp_path):
    lines = [UNIT_HEADERS, ["1", "2", "3", "4", "5"], ["", "", "万元", "", "元"], ["H1", 2026, 1.5, 10, 2]]
    write_rows(tmp_path / "绩效标准.xlsx", {"区县级医疗机构": lines})
    reading = read_district(tmp_path)
    assert (reading.book.county_units[0].excess_total, reading.book.county_units[0].performance_total) == (
        1_500_000,
        200,
    )
    assert reading.files[0].sheets[0].unused == {"表头": 1, "栏次": 1, "单位行": 1}


def test_ten_thousands_of_people(tmp_path):
    headers = ["机构编码", "机构名称", "机构类别", "隶属关系", "服务人口（万人）", "距县城公里（公里）"]
    write_rows(
        tmp_path / "机构名录.xlsx", {"机构": [headers, ["T1", "甲镇卫生院", "乡镇卫生院", "区县属", 3.25, "12"]]}
    )
    found = read_district(tmp_path).book.institutions[0]
    assert (found.population, found.distance_km) == (32_500, 12)


@pytest.mark.parametrize(
    "footer",
    [
        ["合计"], ["", "小计", "", 30], ["总 计", "", "", 12], ["", "", "全区合计", 12], ["（合计）：", "", "", 12],
        ["以下空白"], ["注1：人数按岗位填"], ["（盖章）"], ["院长签字：", "", "日期：2026年1月5日"], ["统计员：张三"],
        ["K0000", "小计", "", 12],
    ],
    ids=str,
)  # fmt: skip
def test_footers_and_subtotals_are_not_data(tmp_path, footer):
    rows = [list(row.values()) for row in rows_of(2)]
    write_rows(tmp_path / "需求申报表.xlsx", {"需求": [HEADERS, rows[0], footer, rows[1], [], footer]})
    reading = read_district(tmp_path)
    assert reading.findings == ()
    assert [record.row for record in reading.book.demands] == [2, 4]
    assert reading.files[0].sheets[0].unused["合计和落款"] == 2


def test_a_total_in_the_only_required_column_is_a_footer(tmp_path):
    lines = [["年度", "基础绩效核定数", "超额绩效核定数"], [2026, 100, 200], ["合计", 100, 200]]
    write_rows(tmp_path / "绩效标准.xlsx", {"核定": lines})
    reading = read_district(tmp_path)
    assert reading.findings == ()
    assert [row.year for row in reading.book.approvals] == [2026]


@pytest.mark.parametrize("twin", ["需求人数 ", "需求\n人数", "需求人數", "＊需求人数", "需求人数（人）"])
def test_headers_are_compared_after_they_are_made_alike(tmp_path, twin):
    headers = [*HEADERS, twin]
    reading = written(tmp_path, [], [headers], [row | {twin: 9} for row in rows_of()], headers=headers)
    assert codes(reading) == [("CH012", "D1"), ("CH012", NEXT)]


def test_the_same_amount_in_two_units_is_for_a_person_to_decide(tmp_path):
    lines = [["机构编码", "年度", "超额绩效总额（元）", "超额绩效总额（万元）", "年平均人数"], ["H1", 2026, 9, 9, 1]]
    write_rows(tmp_path / "绩效标准.xlsx", {"区县级医疗机构": lines})
    assert codes(read_district(tmp_path)) == [("CH012", "C1"), ("CH012", "D1")]


def test_two_other_spellings_that_disagree_are_told_at_both_cells(tmp_path):
    headers = ["工号" if name == "人员编号" else name for name in ("人员编号", "自愿", "服从调剂")]
    lines = [[*headers, "职工编号"], ["P1", "是", "是", "P1"], ["P2", "是", "是", "P9"], ["P3", "是", "是", ""]]
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": lines})
    assert codes(read_district(tmp_path)) == [("CH014", "A3"), ("CH014", "D3")]
    lines[0][0] = "人员编号"  # the canonical header leaves no doubt
    write_rows(tmp_path / "志愿申请表.xlsx", {"志愿": lines})
    assert codes(read_district(tmp_path)) == []


def test_a_code_beside_its_own_name_is_no_contradiction(tmp_path):
    headers = ["人员编号", "姓名", "身份证号", "机构编码", "从事专业类别代码", "从事专业类别名称", "专业", "职称级别"]
    headers += ["编制", "入职时间", "状态", "入职日期备注", "现聘职称"]
    row = ["P1", "张三", id_number(1), "H1", "11", "执业医师", "内科", "3", "编制内", "2020-01-01", "在岗", "", "中级"]
    write_rows(
        tmp_path / "人员花名册.xlsx",
        {"花名册": [headers, row, ["P2", "李四", id_number(2), *row[3:5], "注册护士", *row[6:]]]},
    )
    assert codes(read_district(tmp_path)) == [("CH014", "E3"), ("CH014", "F3")]


def test_a_formula_without_a_value_is_a_finding(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = "需求"
    page.append(HEADERS)
    page.append([*rows_of(1)[0].values()])
    page["D2"] = "=1+1"
    page["K2"] = '=A2&"号"'
    book.save(tmp_path / "需求申报表.xlsx")
    assert codes(read_district(tmp_path)) == [("CH052", "D2"), ("CH052", "K2")]


def test_a_hidden_sheet_is_read_and_said(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    page = book.active
    page.title = "需求"
    page.append(HEADERS)
    for row in rows_of(9):
        page.append(list(row.values()))
    page.auto_filter.ref = "A1:L10"
    for row in (3, 4, 5, 7):
        page.row_dimensions[row].hidden = True
    page.sheet_state = "hidden"
    book.create_sheet("说明")
    book.save(tmp_path / "需求申报表.xlsx")
    reading = read_district(tmp_path)
    assert len(reading.book.demands) == 9
    said = "工作表隐藏、4 行隐藏或被筛选（第 3、4、5 等 行），已照常读入"
    assert [(f.code, f.severity.value, f.message) for f in reading.findings] == [("CH020", "notice", said)]


def test_a_sheet_that_is_not_read_is_counted_too(tmp_path):
    other = [["菜名", "价格"], ["豆腐", 3]]
    lines = [HEADERS, *(list(row.values()) for row in rows_of(2))]
    write_rows(tmp_path / "需求申报表.xlsx", {"需求": lines, "菜单": other})
    file = read_district(tmp_path).files[0]
    assert (file.rows_read, file.rows_used, dict(file.unused)) == (5, 2, {"没有读入的工作表": 2, "表头": 1})
    assert file.rows_read == file.rows_used + sum(file.unused.values())
