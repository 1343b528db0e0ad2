"""5,000 staff with 284 faults under a title and a two-row header: all found at their cells, none besides, in time."""

import random
from datetime import date, timedelta
from pathlib import Path

from countyhire.model.where import column_letters
from countyhire.policy.load import load
from countyhire.rules.registry import run
from countyhire.sheets.read import read_files
from tests.casefile import id_number

STAFF, FAULTS = 5000, 284
ON = date(2026, 8, 15)
HEADERS = (
    "序号", "人员编号", "姓名", "身份证件号码", "性别", "出生日期", "机构编码", "从事专业类别", "医师执业证书编码",
    "专业", "专业技术职务", "编制情况", "入职日期", "在岗状态", "离职日期",
)  # fmt: skip
GROUPS = {"姓名": ("基本情况", 4), "从事专业类别": ("专业情况", 4)}
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "一二三四五六七八九十甲乙丙丁戊己庚辛"


def person(number: int) -> dict[str, str]:
    """A physician in order, like nobody else."""
    born = date(1970, 1, 1) + timedelta(days=number * 3 % 9000)
    serial = number % 999 + 1
    return {
        "序号": str(number + 1),
        "人员编号": f"H01-{number:05d}",
        "姓名": SURNAMES[number % 16] + GIVEN[number // 16 % 18] + GIVEN[number // 288 % 18],
        "身份证件号码": id_number(f"509901{born:%Y%m%d}{serial:03d}"),
        "性别": "男" if serial % 2 else "女",
        "出生日期": born.isoformat(),
        "机构编码": f"H{number % 40:02d}",
        "从事专业类别": "执业医师",
        "医师执业证书编码": f"110509901{number:06d}",
        "专业": ("内科", "外科", "麻醉科", "儿科")[number % 4],
        "专业技术职务": ("中级", "师级")[number % 2],
        "编制情况": "编制内",
        "入职日期": (born + timedelta(days=9200 + number % 365)).isoformat(),
        "在岗状态": "在岗",
        "离职日期": "",
    }


def wrong_digit(row: dict[str, str]) -> str:
    number = row["身份证件号码"]
    return number[:16] + str((int(number[16]) + 2) % 10) + number[17]


# What may be put into a column of a row, and the code that follows at that cell.
SEEDS = (
    ("姓名", lambda row: "", "CH050"),
    ("姓名", lambda row: "张?", "CH081"),
    ("身份证件号码", lambda row: "", "CH050"),
    ("身份证件号码", wrong_digit, "CH071"),
    ("身份证件号码", lambda row: row["身份证件号码"][:17], "CH070"),
    ("身份证件号码", lambda row: float(row["身份证件号码"][:15] + "000"), "CH072"),
    ("性别", lambda row: "女" if row["性别"] == "男" else "男", "CH101"),
    ("性别", lambda row: "男女", "CH062"),
    ("出生日期", lambda row: "1960-01-01", "CH100"),
    ("出生日期", lambda row: "1985-02-30", "CH053"),
    ("出生日期", lambda row: "1985.1", "CH055"),
    ("机构编码", lambda row: "", "CH050"),
    ("从事专业类别", lambda row: "执业大夫", "CH062"),
    ("从事专业类别", lambda row: "11-执业助理医师", "CH063"),
    ("医师执业证书编码", lambda row: "", "CH209"),
    ("医师执业证书编码", lambda row: 1.1050990100001e17, "CH064"),
    ("专业", lambda row: "麻酔科", "CH065"),
    ("专业", lambda row: "", "CH050"),
    ("专业技术职务", lambda row: "高级", "CH062"),
    ("编制情况", lambda row: "", "CH050"),
    ("入职日期", lambda row: "2021.1", "CH054"),
    ("入职日期", lambda row: "21-3-5", "CH054"),
    ("入职日期", lambda row: "1969-01-01", "CH116"),
    ("入职日期", lambda row: "#N/A", "CH051"),
    ("在岗状态", lambda row: "不明", "CH062"),
    ("离职日期", lambda row: "1994-12-31", "CH107"),
)


def seeded(path: Path, staff: int, faults: int) -> set[tuple[str, str]]:
    """Writes the roster; the codes and cells that must be found."""
    import xlsxwriter

    chance = random.Random(284)
    rows = [person(number) for number in range(staff)]
    expected = set()
    for place, number in enumerate(sorted(chance.sample(range(staff), faults))):
        header, damage, code = SEEDS[place % len(SEEDS)]
        rows[number][header] = damage(rows[number])
        expected.add((code, f"{column_letters(HEADERS.index(header) + 1)}{number + 4}"))
        if code == "CH107":  # gone before hired, and still on duty
            expected.add(("CH108", f"{column_letters(HEADERS.index('在岗状态') + 1)}{number + 4}"))
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("花名册")
        page.merge_range(0, 0, 0, len(HEADERS) - 1, "示例区卫生人员花名册")
        for column, header in enumerate(HEADERS):
            page.write(2, column, header)
        for first, (title, width) in GROUPS.items():
            column = HEADERS.index(first)
            page.merge_range(1, column, 1, column + width - 1, title)
        for number, row in enumerate(rows, 3):
            for column, header in enumerate(HEADERS):
                value = row[header]
                if isinstance(value, float):
                    page.write_number(number, column, value)
                elif value == "#N/A":
                    page.write_formula(number, column, "=NA()", None, value)
                elif value:
                    page.write_string(number, column, value)
    return expected


def test_all_are_found_and_none_besides(tmp_path):
    path = tmp_path / "人员花名册.xlsx"
    expected = seeded(path, STAFF, FAULTS)
    policy = load("chongqing-2021-55")
    reading = read_files([path])
    findings = (*reading.findings, *run(reading.book, policy, ON, reading.findings))
    assert {(one.code, one.cell.a1) for one in findings} == expected
    assert len(findings) == len(expected) >= FAULTS
    assert len(reading.book.people) == STAFF


def test_a_roster_in_order_gives_nothing(tmp_path):
    path = tmp_path / "人员花名册.xlsx"
    assert seeded(path, STAFF, 0) == set()
    reading = read_files([path])
    assert [str(one.cell) + one.message for one in reading.findings] == []
    assert [str(one.cell) + one.message for one in run(reading.book, load("chongqing-2021-55"), ON)] == []
