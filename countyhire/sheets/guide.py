"""What a blank workbook says about its columns: remarks on the headers, the sheet 填写说明, examples."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from math import ceil
from typing import Any

from countyhire.model.column import Column, Kind
from countyhire.sheets.catalogue import Sheet, sheet_of

GUIDE = "填写说明"
EXAMPLE = "示例："
LIST_COLUMN = 8  # of the guide, from 0: the names of specialties that the drop-downs offer
GUIDE_HEADERS = ("工作表", "列名", "必填", "类型", "可以填的值", "说明", "示例")
_GUIDE_WIDTHS = (13, 20, 7, 14, 44, 74, 24)
_LINE = 15  # points
ENTRY = {
    Kind.TEXT: "文字",
    Kind.CODE: "文字，按文本格式填写，不能存成数字",
    Kind.ID: "18 位，按文本格式填写",
    Kind.DATE: "年-月-日，如 2026-03-01，要写全年月日",
    Kind.MONTH: "年-月，如 2026-03",
    Kind.MONEY: "以元为单位，最多两位小数",
    Kind.INT: "整数",
    Kind.NUMBER: "数字",
    Kind.YESNO: "是 或 否",
    Kind.CHOICE: "从下拉列表里选",
    Kind.LIST: "多个用顿号“、”隔开",
    Kind.SPECIALTY: "规范的专业名称，如 内科、麻醉科",
}


# Invented values for columns that stand on many sheets, where the notes name none.
_COMMON = {
    "人员编号": "H01-0001", "机构编码": "H01", "聘用机构编码": "T06", "岗位等级": "专技九级", "科室": "麻醉科",
    "科室名称": "麻醉科", "卫生室编码": "V06-01", "卫生室名称": "柏林村卫生室", "行政村": "柏林村", "姓名": "张示例",
    "批准人": "王示例", "年度": "2026",
}  # fmt: skip


def explanation(sheet: Sheet, column: Column) -> str:
    """The remark on a header: what it means, how it is typed."""
    lines = [
        meaning(sheet, column),
        f"格式：{ENTRY[column.kind]}",
        range_words(column),
        "必填" if column.required else "选填",
    ]
    return "\n".join(line for line in lines if line)


def meaning(sheet: Sheet, column: Column) -> str:
    """What a column holds, in words; where it repeats a code of another sheet, which sheet that is."""
    told = column.note or notes().get(sheet.book_field, {}).get(column.field, ("", ""))[0]
    if told or column.field not in sheet.references:
        return told
    other = sheet_of(sheet.references[column.field])
    return f"《{other.workbook}》工作表“{other.name}”里有的编码"


def example(sheet: Sheet, column: Column) -> str:
    """An invented value of the column; an empty text for an optional one where none would help."""
    told = notes().get(sheet.book_field, {}).get(column.field, ("", ""))[1]
    if told or not column.required:
        return told
    return _COMMON.get(column.header) or (column.choices[0] if column.choices else "2026-03-01")


@cache
def notes() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Meaning and example by field of the book and field of the record."""
    text = (resources.files("countyhire.sheets") / "data" / "notes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def range_words(column: Column) -> str:
    if column.least is not None and column.most is not None:
        return f"范围：{column.least} 至 {column.most}"
    if column.least is not None:
        return f"范围：不小于 {column.least}"
    return f"范围：不大于 {column.most}" if column.most is not None else ""


def specialty_names() -> tuple[str, ...]:
    from countyhire.sheets.specialties import Specialties

    return Specialties().names


def write_guide(page: Any, plain: Any, head: Any, sheets: Sequence[Sheet]) -> None:
    """One line a column: what it is, whether it is required, what may stand in it, an example.

    `plain` and `head` are the formats of cells and headers.
    """
    for place, (header, width) in enumerate(zip(GUIDE_HEADERS, _GUIDE_WIDTHS, strict=True)):
        page.set_column(place, place, width)
        page.write_string(0, place, header, head)
    row = 1
    for sheet in sheets:
        for column in sheet.columns:
            may = "、".join(column.choices) or range_words(column)
            entry, told = ENTRY[column.kind], meaning(sheet, column)
            needed = "必填" if column.required else "选填"
            told = f"{told}（{entry}）" if told else entry
            line = (sheet.name, column.header, needed, column.kind.value, may, told, example(sheet, column))
            for place, text in enumerate(line):
                page.write_string(row, place, text, plain)
            page.set_row(row, _LINE * max(map(_lines, line, _GUIDE_WIDTHS)))
            row += 1
    remarks = ["黄色表头的列必填，蓝色表头的列选填。示例是编造的，以“示例：”开头的一行不会被读取，填写时可删去。"]
    if any(column.kind is Kind.SPECIALTY for sheet in sheets for column in sheet.columns):
        page.set_column(LIST_COLUMN, LIST_COLUMN, 20)
        page.write_string(0, LIST_COLUMN, "专业名称", head)
        for place, name in enumerate(specialty_names(), 1):
            page.write_string(place, LIST_COLUMN, name, plain)
        remarks.append(f"专业名称：{'、'.join(specialty_names())}。")
    for place, remark in enumerate(remarks, row):
        page.merge_range(place, 0, place, len(GUIDE_HEADERS) - 1, remark, plain)
        page.set_row(place, _LINE * _lines(remark, sum(_GUIDE_WIDTHS)))
    page.print_area(
        0, 0, row + len(remarks) - 1, len(GUIDE_HEADERS) - 1
    )  # the list beside it is what the drop-downs offer
    page.freeze_panes(1, 0)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a cell, at two units for a Chinese character."""
    return max(1, ceil(sum(1 if letter.isascii() else 2 for letter in text) / width))
