"""A random small district as rows under canonical headers, and as workbooks; knows nothing of countyhire."""

import random
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Workbooks = dict[str, dict[str, list[Row]]]

SPECIALTIES = ["内科", "外科", "妇产科", "儿科", "麻醉科", "中医科"]
GRADES = ["专技七级", "专技九级", "专技十级", "专技十一级"]
TITLES = {"专技七级": "副高", "专技九级": "中级", "专技十级": "中级", "专技十一级": "师级"}
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


EMPTY = {
    "服务": [
        "记录编号",
        "人员编号",
        "派出机构编码",
        "接收机构编码",
        "专业",
        "经历类别",
        "起始日期",
        "结束日期",
        "状态",
    ],
    "志愿": ["人员编号", "自愿", "服从调剂"],
    "科室保障表": ["机构编码", "科室"],
    "月度考核": ["人员编号", "月份", "考核机构编码", "得分"],
    "核定": ["年度", "基础绩效核定数", "超额绩效核定数"],
}


def id_number(born: date, number: int) -> str:
    """A well-formed number of the area 509901, which no place has."""
    body = f"509901{born:%Y%m%d}{number % 1000:03d}"
    return body + "10X98765432"[sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True)) % 11]


def random_day(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def make(seed: int) -> tuple[Workbooks, int, date]:
    """The workbooks of a random district, the year to compute, and the day to compute on."""
    rng = random.Random(seed)
    year = rng.choice([2023, 2024, 2025])
    on = rng.choice([date(year, 12, 31), date(year + 1, 3, 1), random_day(rng, date(year, 2, 1), date(year, 12, 30))])
    senders = [f"C{i}" for i in range(1, rng.randint(2, 5))]
    receivers = [f"T{i}" for i in range(1, rng.randint(2, 6))]
    institutions = [_sender(rng, code) for code in senders] + [_receiver(rng, code) for code in receivers]
    institutions.append(_row_institution("X1", "市属医院", "综合医院", "市属"))
    people = [_person(rng, number, [*senders, "X1"], year, on) for number in range(1, rng.randint(8, 40))]
    spells = _spells(rng, people, receivers, year, on)
    workbooks: Workbooks = {
        "机构名录": {"机构": institutions},
        "人员花名册": {"花名册": people},
        "服务台账": {"服务": spells},
        "需求申报表": {"需求": [_demand(rng, n, receivers) for n in range(1, rng.randint(2, 12))]},
        "志愿申请表": {"志愿": _preferences(rng, people, receivers)},
        "编制台账": {"科室保障表": _limits(rng, people)},
        "月度考核表": {"月度考核": _scores(rng, spells, year, on)},
        "绩效标准": _standards(rng, senders, year),
    }
    for sheets in workbooks.values():
        for rows in sheets.values():
            rng.shuffle(rows)
    return workbooks, year, on


def _row_institution(code: str, name: str, kind: str, owner: str) -> Row:
    return {"机构编码": code, "机构名称": name, "机构类别": kind, "隶属关系": owner}


def _sender(rng: random.Random, code: str) -> Row:
    kind = rng.choice(["综合医院", "中医医院", "妇幼保健院", "专科医院"])
    return {**_row_institution(code, f"县{code}医院", kind, "区县属"), "纳入区县统筹": rng.choice([None, "是"])}


def _receiver(rng: random.Random, code: str) -> Row:
    kind = rng.choice(["乡镇卫生院", "中心卫生院", "社区卫生服务中心"])
    row = _row_institution(code, f"镇{code}卫生院", kind, "区县属")
    return {
        **row,
        "边远": rng.choice(["是", "否"]),
        "距县城公里": rng.randint(1, 80),
        "医共体牵头机构": rng.choice([None, "C1"]),
    }


def _person(rng: random.Random, number: int, homes: list[str], year: int, on: date) -> Row:
    grade = rng.choice(GRADES)
    born = random_day(rng, date(1970, 1, 1), date(1995, 12, 31))
    recent = rng.random() < 0.5
    first = date(year, 1, 1) if recent else date(2015, 1, 1)
    hired = random_day(rng, first, min(on, date(year, 12, 31)) if recent else date(year, 12, 31))
    physician = rng.random() < 0.85
    return {
        "人员编号": f"P{number:03d}",
        "姓名": f"某{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}",
        "身份证件号码": id_number(born, number),
        "机构编码": rng.choice(homes),
        "所在科室": rng.choice(["一科", "二科"]),
        "从事专业类别": "执业医师" if physician else rng.choice(["注册护士", "见习医师"]),
        "医师执业证书编码": f"110500000{number:06d}" if physician else None,
        "专业": rng.choice(SPECIALTIES),
        "专业技术职务": TITLES[grade],
        "岗位等级": grade,
        "编制情况": rng.choice(["编制内", "编制内", "总量备案", "合同制", "返聘"]),
        "入职日期": hired,
        "进入方式": rng.choice(["公开招聘", "公开招聘", "考核招聘", "调入", None]),
        "招聘岗位类别": rng.choice(["执业医师类", "执业医师类", "护理类"]),
        "在岗状态": "在岗",
        "骨干": rng.choice(["是", "否", None]),
    }


def _spells(rng: random.Random, people: list[Row], receivers: list[str], year: int, on: date) -> list[Row]:
    """A stretch of service for some of the physicians, now and then with a change of receiver."""
    spells: list[Row] = []
    for person in people:
        if person["从事专业类别"] != "执业医师" or rng.random() < 0.4:
            continue
        earliest = max(person["入职日期"], date(year - 1, 6, 1))
        if earliest > on:
            continue
        start = random_day(rng, earliest, on)
        end = start + timedelta(days=rng.choice([200, 364, 365, 400]))
        parts = [(start, end)]
        if rng.random() < 0.25:
            turn = start + timedelta(days=rng.randint(20, 150))
            parts = [(start, turn), (turn + timedelta(days=1), end)]
        for first, last in parts:
            if first > on:
                continue
            over = last <= on
            spells.append(
                {
                    "记录编号": f"S{len(spells) + 1:03d}",
                    "人员编号": person["人员编号"],
                    "派出机构编码": person["机构编码"],
                    "接收机构编码": rng.choice(receivers),
                    "专业": person["专业"],
                    "经历类别": "县聘乡用",
                    "起始日期": first,
                    "结束日期": last,
                    "状态": "期满" if over else "服务中",
                    "期满考核结果": rng.choice(["合格", "优秀"]) if over else None,
                }
            )
    return spells


def _demand(rng: random.Random, number: int, receivers: list[str]) -> Row:
    return {
        "需求编号": f"D{number:02d}", "机构编码": rng.choice(receivers), "专业": rng.choice(SPECIALTIES),
        "需求人数": rng.randint(1, 3), "最低职称": rng.choice(["不限", "师级", "中级", None]),
        "志愿顺序": rng.randint(1, 3),
    }  # fmt: skip


def _preferences(rng: random.Random, people: list[Row], receivers: list[str]) -> list[Row]:
    rows = []
    for person in people:
        if rng.random() < 0.5:
            wishes = rng.sample(receivers, rng.randint(1, min(3, len(receivers))))
            row = {"人员编号": person["人员编号"], "自愿": "是", "服从调剂": rng.choice(["是", "是", "否"])}
            rows.append({**row, **{f"志愿{i}": wish for i, wish in enumerate(wishes, 1)}})
    return rows


def _limits(rng: random.Random, people: list[Row]) -> list[Row]:
    places = sorted({(p["机构编码"], p["所在科室"]) for p in people})
    return [
        {"机构编码": home, "科室": ward, "最低在岗医师": rng.randint(0, 2), "同期最多派出": rng.randint(0, 3)}
        for home, ward in places
        if rng.random() < 0.8
    ]


def _scores(rng: random.Random, spells: list[Row], year: int, on: date) -> list[Row]:
    """A score from each receiver for each month in which the person served there."""
    rows = []
    for spell in spells:
        last = min(spell["结束日期"], on)
        day = date(spell["起始日期"].year, spell["起始日期"].month, 1)
        while day <= last:
            row = {"人员编号": spell["人员编号"], "月份": f"{day:%Y-%m}", "考核机构编码": spell["接收机构编码"]}
            if rng.random() < 0.05:
                rows.append({**row, "免考原因": "病假"})
            else:
                rows.append({**row, "得分": rng.choice([100, 95.5, 88, 72.25, 60])})
            day = (day.replace(day=monthrange(day.year, day.month)[1])) + timedelta(days=1)
    seen: set[tuple[str, str, str]] = set()
    return [r for r in rows if (k := (r["人员编号"], r["月份"], r["考核机构编码"])) not in seen and not seen.add(k)]


def _standards(rng: random.Random, senders: list[str], year: int) -> dict[str, list[Row]]:
    basic = [{"岗位等级": grade, "年标准": rng.randint(20000, 50000), "执行日期": date(2020, 1, 1)} for grade in GRADES]
    units = [
        {
            "机构编码": code,
            "年度": each,
            "超额绩效总额": rng.randint(1_000_000, 9_000_000),
            "年平均人数": rng.choice([120, 245.5, 300]),
        }
        for code in senders
        for each in (year - 1, year)
    ]
    approved = []
    if rng.random() < 0.5:
        approved = [
            {"年度": year, "基础绩效核定数": rng.randint(1, 999_999), "超额绩效核定数": rng.randint(1, 999_999)}
        ]
    return {"岗位基础绩效": basic, "区县级医疗机构": units, "核定": approved}


def write(folder: Path, workbooks: Workbooks) -> None:
    """The rows as .xlsx files, as a clerk would have typed them."""
    import xlsxwriter

    folder.mkdir(parents=True, exist_ok=True)
    for name, sheets in workbooks.items():
        with xlsxwriter.Workbook(folder / f"{name}.xlsx") as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            for title, rows in sheets.items():
                sheet = book.add_worksheet(title)
                heads = list(dict.fromkeys(head for row in rows for head in row)) or EMPTY[title]
                sheet.write_row(0, 0, heads)
                for number, row in enumerate(rows, 1):
                    for column, head in enumerate(heads):
                        value = row.get(head)
                        if isinstance(value, date):
                            sheet.write_datetime(number, column, value, day)
                        elif isinstance(value, str):
                            sheet.write_string(number, column, value)
                        elif value is not None:
                            sheet.write_number(number, column, value)
