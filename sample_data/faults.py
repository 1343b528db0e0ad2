"""What is wrong in 有问题的样例, as data: the folder, its 说明.md and the test follow from this list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from countyhire.model.period import Month

from .write import Changes, Page, address

EXTRA_SCORES = 105
NOT_AVAILABLE = "=NA()"


@dataclass(frozen=True)
class Planted:
    """One mistake: the first row for which `where` holds gets `value` under `header`.

    `value` may be worked out from the row; `code` is the error that `check` must give there, `also`
    the errors that follow from it elsewhere.
    """

    sheet: str
    header: str
    where: Callable[[Any], bool]
    value: Any
    wrong: str
    code: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Stands:
    """A mistake where it stands: file, sheet, cell."""

    file: str
    sheet: str
    cell: str
    planted: Planted


def _other_check_digit(row: Any) -> str:
    last = row.id_number[-1]
    return row.id_number[:-1] + ("1" if last != "1" else "2")


FAULTS = (
    Planted(
        "花名册", "身份证件号码", lambda p: p.institution == "T07" and p.profession == "注册护士", _other_check_digit,
        "身份证件号码末位录错，校验位不符", "CH071",
    ),
    Planted(
        "花名册", "身份证件号码", lambda p: p.institution == "T12" and p.profession == "注册护士",
        lambda p: float(p.id_number[:15] + "000"), "身份证件号码存成了数字，后三位变成 000", "CH072",
    ),
    Planted(
        "花名册", "入职日期", lambda p: p.institution == "T15" and p.profession == "注册护士", 2021.1,
        "日期写成 2021.1，分不清 1 月还是 10 月", "CH054",
    ),
    Planted(
        "花名册", "人员编号", lambda p: p.institution == "T21" and p.code.endswith("-0012"), "T21-0011",
        "两个人用了同一个人员编号", "CH067", also=("CH067",),
    ),
    Planted(
        "花名册", "医师执业证书编码", lambda p: p.filed_practice_sites != (), None,
        "正在服务的派出人员没有填医师执业证书编码", "CH200",
    ),
    Planted(
        "需求", "机构编码", lambda d: d.institution == "T18" and d.rank == 2, "T81",
        "机构编码录颠倒，机构名录里没有", "CH150",
    ),
    Planted(
        "需求", "专业", lambda d: d.specialty == "麻醉科", "麻酔科",
        "专业写了异体字，专业名称表里没有", "CH065",
    ),
    Planted(
        "志愿", "志愿1", lambda w: w.wish1 != "" and w.willing, "V001",
        "志愿填了村卫生室，村卫生室不能接收县聘乡用人员", "CH360",
    ),
    Planted(
        "服务", "结束日期", lambda s: s.category == "对口支援" and s.start == date(2019, 9, 1), date(2018, 8, 31),
        "结束日期早于起始日期", "CH332",
    ),
    Planted(
        "月度考核", "得分", lambda s: s.month == Month(2026, 5) and s.grade == "合格", None,
        "服务的月份没有得分，也没有写免考原因", "CH050",
    ),
    Planted(
        "月度考核", "得分", lambda s: s.month == Month(2025, 10) and s.assessor == "T11", EXTRA_SCORES,
        "得分 105，超过 100", "CH060",
    ),
    Planted(
        "区县级医疗机构", "超额绩效总额", lambda u: u.institution == "H04" and u.year == 2025, NOT_AVAILABLE,
        "公式出错，单元格是 #N/A", "CH051",
    ),
)  # fmt: skip


def plant(sheets: Sequence[Page]) -> tuple[Changes, list[Stands]]:
    """The changes of cells that make the faulty copy, and the list of where each stands."""
    by_name = {sheet.name: sheet for sheet in sheets}
    values: dict[tuple[str, str, int, str], Any] = {}
    found = []
    for planted in FAULTS:
        sheet = by_name[planted.sheet]
        rows = enumerate(sheet.rows, sheet.header_row + 1)
        row, record = next(((row, record) for row, record in rows if planted.where(record)), (0, None))
        if record is None:
            raise LookupError(f"no row for: {planted.wrong}")
        value = planted.value(record) if callable(planted.value) else planted.value
        values[sheet.workbook, sheet.name, row, planted.header] = value
        found.append(Stands(f"{sheet.workbook}.xlsx", sheet.name, address(sheet, row, planted.header), planted))
    return Changes(values), found


def explained(found: Sequence[Stands]) -> str:
    """说明.md."""
    lines = [
        "# 有问题的样例",
        "",
        f"与“示例区2026”是同一个虚构区县，故意改错了 {len(found)} 处。用来看 countyhire check 怎样报告问题：",
        "",
        "    countyhire check 有问题的样例 --as-of 2026-08-15",
        "",
        "| 序号 | 工作簿 | 工作表 | 单元格 | 列 | 错在哪里 | 应报的问题 |",
        "|---:|---|---|---|---|---|---|",
    ]
    for number, one in enumerate(found, 1):
        own = one.planted
        lines.append(f"| {number} | {one.file} | {one.sheet} | {one.cell} | {own.header} | {own.wrong} | {own.code} |")
    return "\n".join(lines) + "\n"
