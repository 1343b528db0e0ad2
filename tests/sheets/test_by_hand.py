"""Sheets that were laid out by hand: around one damaged cell anything may stand, and that cell alone is reported."""

import pytest

from countyhire.sheets.catalogue import sheet_of
from countyhire.sheets.containers import RawSheet
from countyhire.sheets.specialties import Specialties
from countyhire.sheets.table import read_table
from tests.sheets.makebook import clean_rows

DEMAND = sheet_of("demands")
HEADERS = [column.header for column in DEMAND.columns]
ROWS = [[row[header] for header in HEADERS] for row in clean_rows(DEMAND, 4)]
ROWS[1][3] = "很多"  # 需求人数
WIDTH = len(HEADERS)
GROUPED = [["需求编号", "机构编码", "需求情况", *[""] * 7, "需求理由", "申报日期"], ["", "", *HEADERS[2:10], "", ""]]
DEEP = [
    ["基本信息", "", "需求情况", *[""] * 7, "其他", ""],
    ["需求编号", "机构编码", "专业和人数", "", "条件", *[""] * 5, "需求理由", "申报日期"],
    ["", "", *HEADERS[2:10], "", ""],
]


def page(*lines: list[object]) -> list[list[object]]:
    width = max(WIDTH, *map(len, lines))
    return [[*line, *[""] * (width - len(line))] for line in lines]


# What stands before the rows (the header with it), between the first and the second, and after them.
CASES: dict[str, tuple[list[list[object]], list[list[object]], list[list[object]]]] = {
    "three notes above": ([["示例区需求表"], ["2026年度"], ["填报单位：甲院", "", "填报人：李四"], HEADERS], [], []),
    "blank rows above": ([[], [], [], HEADERS], [], []),
    "a group": (GROUPED, [], []),
    "a group under a title": ([["示例区需求表"], *GROUPED], [], []),
    "three rows": (DEEP, [], []),
    "numbers": ([HEADERS, [float(number) for number in range(1, WIDTH + 1)]], [], []),
    "numbers in brackets": ([HEADERS, [f"（{number}）" for number in range(1, WIDTH + 1)]], [], []),
    "stems and branches": ([HEADERS, list("甲乙丙丁戊己庚辛壬癸子丑")], [], []),
    "stems and numbers": ([HEADERS, ["甲", "乙", *(str(number) for number in range(1, WIDTH - 1))]], [], []),
    "units": ([HEADERS, ["", "", "", "（人）"]], [], []),
    "an example": ([HEADERS, ["例", "T01", "内科", 2, "不限", 1]], [], []),
    "a numbered example": ([HEADERS, ["示例1", "T01", "内科", 2, "不限", 1]], [], []),
    "the header again": ([HEADERS], [HEADERS], []),
    "the title and the header again": ([["示例区需求表"], HEADERS], [[], ["示例区需求表"], HEADERS], []),
    "a heading": ([HEADERS, ["一、中心卫生院"]], [["二、乡镇卫生院"]], []),
    "a heading in brackets": ([HEADERS, ["（一）中心卫生院"]], [["", "（二）乡镇卫生院"]], []),
    "a subtotal": ([HEADERS], [["小计", "", "", 1]], [["小计", "", "", 9]]),
    "a hundred blank rows": ([HEADERS], [[]] * 100, []),
    "a page number": ([HEADERS], [["第1页 共2页"]], [["第 2 页，共 2 页"]]),
    "a total": ([HEADERS], [], [["总  计", "", "", 10]]),
    "a total in the second column": ([HEADERS], [], [["", "合计", "", 10]]),
    "a note": ([HEADERS], [], [["注：以上数据截至12月底"], ["填表日期：2026年1月5日"]]),
    "the day of the signature": ([HEADERS], [], [[*[""] * (WIDTH - 1), "2026年1月5日"]]),
    "a seal": ([HEADERS], [], [[], ["", "", "", "", "（盖章）"]]),
    "a column of numbers that runs on": ([[*HEADERS, "序号"]], [], [[*[""] * WIDTH, 5.0], [*[""] * WIDTH, 6.0]]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_stands_around_the_rows_is_no_data(case):
    above, between, below = case
    lines = page(*above, ROWS[0], *between, *ROWS[1:], *below)
    table = read_table(RawSheet("需求", lines), DEMAND, "f.xlsx", Specialties())
    damaged = len(above) + 1 + len(between) + 1
    assert [(f.code, f.cell.a1) for f in table.findings] == [("CH059", f"D{damaged}")]
    assert [record.row for record in table.records] == [len(above) + 1, *range(damaged, damaged + 3)]


@pytest.mark.parametrize(
    "header",
    [
        "需求人数＊",
        "需求\xa0人数",
        "需求\u200b人数",
        "“需求人数”",
        "需求人数/人",
        "需求人数？",
        "（4）需求人数",
        "【必填】需求人数",
        "需求人数（单位：人）",
    ],
)
def test_a_header_written_by_hand(header):
    lines = page([header if name == "需求人数" else name for name in HEADERS], *ROWS)
    table = read_table(RawSheet("需求", lines), DEMAND, "f.xlsx", Specialties())
    assert [(f.code, f.cell.a1) for f in table.findings] == [("CH059", "D3")]


@pytest.mark.parametrize(
    ("header", "fen"), [("金额/元", 150), ("金额/万元", 1_500_000), ("金额（万元）", 1_500_000), ("金额", 150)]
)
def test_a_unit_behind_a_stroke(header, fen):
    sheet = sheet_of("fund_entries")
    (row,) = clean_rows(sheet, 1)
    row["金额"] = 1.5
    lines = [[header if name == "金额" else name for name in row], list(row.values())]
    (record,) = read_table(RawSheet("收支", lines), sheet, "f.xlsx", Specialties()).records
    assert record.amount == fen


def test_a_lone_code_or_a_lone_day_in_a_cell_of_days_is_data():
    """A row that holds too little is told, not passed over."""
    from datetime import date

    for place, value in ((0, "K9999"), (11, date(2026, 1, 5)), (3, 4.0)):
        short: list[object] = [""] * WIDTH
        short[place] = value
        table = read_table(RawSheet("需求", page(HEADERS, *ROWS, short)), DEMAND, "f.xlsx", Specialties())
        assert {f.cell.a1 for f in table.findings if f.code == "CH050"} >= {"B6", "C6"}
