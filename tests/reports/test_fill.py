"""Filling a template: one, two, none and five hundred rows; what staff put round them stays theirs."""

import io
import random
import zipfile
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table

from countyhire.reports.fill import Filled, Rows, TemplateError, fill
from countyhire.reports.package import Properties
from countyhire.reports.values import Link, Value, Yuan

PROPERTIES = Properties("示例区卫生健康委员会", "分配表", date(2026, 11, 22))
FIELDS = ("编号", "姓名", "基础", "超额", "合计", "备注")


def template(**extra: object) -> bytes:
    """A sheet with everything that has to move: rows 5 repeated, 6 totals, 7 check, 8 note, 9 signature."""
    book = Workbook()
    sheet = book.active
    sheet.title = "分配表"
    sheet["A1"] = "附件1"
    sheet.merge_cells("A2:E2")
    sheet["A2"] = "{{年度}}年度分配表"
    sheet["A3"] = "填报单位（盖章）：{{ 填报单位 }}"
    for column, text in zip("ABCDEF", ("编号", "姓名", "基础", "超额", "合计", "备注"), strict=True):
        sheet[f"{column}4"] = text
    row = ("{{行.编号}}", "{{行.姓名}}", "{{行.基础}}", "{{行.超额}}", "=C5+D5", "{{行.备注}}")
    for column, text in zip("ABCDEF", row, strict=True):
        sheet[f"{column}5"] = text
        sheet[f"{column}5"].border = Border(left=Side(style="thin"))
    sheet.merge_cells("F5:G5")
    sheet["C5"].number_format = sheet["C6"].number_format = "#,##0.00"
    sheet.row_dimensions[5].height = 24
    sheet.row_dimensions[9].height = 40
    sheet["C6"], sheet["D6"], sheet["E6"] = "=SUM(C5:C5)", "=SUM(D5)", "=SUM(E5:E5)"
    sheet["A7"], sheet["B7"] = '=IF(ROUND(E6-B7,2)=0,"一致","不一致")', "{{总额}}"
    sheet.merge_cells("A8:E8")
    sheet["A8"] = "说明：{{说明}}"
    sheet["A9"] = "负责人："
    sheet["A9"].comment = Comment("签字", "某人")
    for name, place in {"行.合计": "$E$5", "合计.合计": "$E$6", "核对": "$A$7"}.items():
        book.defined_names[name] = DefinedName(name, attr_text=f"分配表!{place}")
    sheet.print_area = "A1:G9"
    sheet.print_title_rows = "4:4"
    sheet.row_breaks.append(Break(id=6))
    sheet.auto_filter.ref = "A4:F5"
    rule = DataValidation(type="list", formula1='"a,b"', sqref="A5:A5")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("E5:E5", CellIsRule(operator="lessThan", formula=["$E$6"]))
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=5, max_row=5))
    sheet.add_chart(chart, "B11")
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页 {{填报单位}}"
    for place, value in extra.items():
        sheet[place] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(count: int, **changed: Value) -> Rows:
    """People with pay of one yuan more each."""
    return Rows(
        FIELDS,
        [
            (f"P{n:04}", changed.get("姓名", f"人员{n}"), Yuan(100 * n + 1), Yuan(5), Yuan(100 * n + 6), None)
            for n in range(count)
        ],
    )


def totals(people: Rows) -> dict[str, Value]:
    def column(index: int) -> Yuan:
        return Yuan(sum(row[index].fen for row in people.rows if isinstance(row[index], Yuan)))

    return {"合计.基础": column(2), "合计.超额": column(3), "合计.合计": column(4), "总额": column(4), "核对": "一致"}


def filled(count: int, source: bytes | None = None, **more: Value) -> Filled:
    people = rows(count)
    values: dict[str, Value] = {"年度": 2026, "说明": "按考核结果发放", **totals(people), **more}
    common: dict[str, Value] = {"填报单位": "示例区卫健委&财政局"}
    return fill(source or template(), "分配表.xlsx", values, {"行": people}, PROPERTIES, common)


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_what_stands_below_moves_down(count: int) -> None:
    data = filled(count).data
    sheet = load_workbook(io.BytesIO(data))["分配表"]
    shown = load_workbook(io.BytesIO(data), data_only=True)["分配表"]
    last = 4 + max(count, 1)
    for row in range(5, last + 1):
        assert sheet.row_dimensions[row].height == 24
        assert sheet[f"C{row}"].number_format == "#,##0.00"
        assert sheet[f"F{row}"].border.left.style == "thin"
        assert sheet[f"E{row}"].value == (f"=C{row}+D{row}" if count else None)
        assert f"F{row}:G{row}" in sheet.merged_cells
    people = rows(count).rows
    assert [shown[f"A{row}"].value for row in range(5, 5 + count)] == [row[0] for row in people]
    assert [sheet[f"{column}{last + 1}"].value for column in "CDE"] == [
        f"=SUM(C5:C{last})",
        f"=SUM(D5:D{last})" if last > 5 else "=SUM(D5)",
        f"=SUM(E5:E{last})",
    ]
    assert sheet[f"A{last + 2}"].value == f'=IF(ROUND(E{last + 1}-B{last + 2},2)=0,"一致","不一致")'
    assert shown[f"A{last + 2}"].value == "一致"
    assert shown[f"E{last + 1}"].value == pytest.approx(sum(100 * n + 6 for n in range(count)) / 100)
    assert f"A{last + 3}:E{last + 3}" in sheet.merged_cells
    assert sheet[f"A{last + 4}"].comment.text == "签字"
    box = next(part for name, part in parts(data).items() if name.endswith(".vml")).decode()
    assert f":Row>{last + 3}</" in box
    assert sheet.row_dimensions[last + 4].height == 40
    assert sheet.print_area == f"'分配表'!$A$1:$G${last + 4}"
    assert sheet.print_title_rows == "$4:$4"
    assert [item.id for item in sheet.row_breaks.brk] == [last + 1]
    assert sheet.auto_filter.ref == f"A4:F{last}"
    area = f"A5:A{last}" if last > 5 else "A5"
    assert str(sheet.data_validations.dataValidation[0].sqref) == area
    assert [str(item.sqref) for item in sheet.conditional_formatting] == [area.replace("A", "E")]
    names = load_workbook(io.BytesIO(data)).defined_names
    assert names["合计.合计"].attr_text == f"分配表!$E${last + 1}"
    chart = parts(data)["xl/charts/chart1.xml"].decode()
    assert f"'分配表'!$E$5{f':$E${last}' if last > 5 else ''}</" in chart
    assert sheet._charts[0].anchor._from.row == 10 + last - 5


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_texts_numbers_and_dates_keep_their_types() -> None:
    source = template(
        B11="{{整数}}", B12="{{小数}}", B13="{{日子}}", B14="{{空}}", B15="共{{钱}}元，{{日子}}", B16="{{分数}}"
    )
    book = load_workbook(io.BytesIO(source))
    book["分配表"]["B13"].number_format = 'yyyy"年"m"月"d"日"'
    out = io.BytesIO()
    book.save(out)
    more: dict[str, Value] = {
        "整数": 12, "小数": Decimal("0.10"), "日子": date(2026, 3, 5), "空": None, "钱": Yuan(123456789),
        "分数": Fraction(1, 3),
    }  # fmt: skip
    sheet = load_workbook(io.BytesIO(filled(1, out.getvalue(), **more).data))["分配表"]
    assert [sheet[f"B{row}"].value for row in (11, 12, 14)] == [12, 0.1, None]
    assert sheet["B13"].value.date() == date(2026, 3, 5)
    assert sheet["B15"].value == "共1,234,567.89元，2026年3月5日"
    assert sheet["B16"].value == pytest.approx(1 / 3, abs=1e-12)
    assert sheet["A3"].value == "填报单位（盖章）：示例区卫健委&财政局"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页 示例区卫健委&&财政局"


def test_a_date_in_a_cell_that_shows_no_dates_is_written_out() -> None:
    sheet = load_workbook(io.BytesIO(filled(1, template(B11="{{日子}}"), 日子=date(2026, 3, 5)).data))["分配表"]
    assert sheet["B11"].value == "2026-03-05"


def test_the_same_values_give_the_same_bytes() -> None:
    assert filled(3).data == filled(3).data


def test_properties_name_the_district_and_the_day_and_nobody_else() -> None:
    book = load_workbook(io.BytesIO(filled(1).data))
    assert (book.properties.creator, book.properties.lastModifiedBy) == ("示例区卫生健康委员会",) * 2
    assert book.properties.title == "分配表"
    assert book.properties.created.date() == book.properties.modified.date() == date(2026, 11, 22)
    with zipfile.ZipFile(io.BytesIO(filled(1).data)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def payloads() -> list[str]:
    """Two hundred texts that a spreadsheet could take for a formula."""
    rng = random.Random(7)
    starts = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " ="]
    bodies = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1:A9)", "A1", "{{行.姓名}}", "2026-1-1"]
    return [rng.choice(starts) + rng.choice(bodies) + str(number) for number in range(200)]


def test_text_never_becomes_a_formula() -> None:
    texts = payloads()
    people = Rows(FIELDS, [(text, text, Yuan(1), Yuan(1), Yuan(2), text) for text in texts])
    values: dict[str, Value] = {"年度": 2026, "说明": "=1+1", **totals(people)}
    data = fill(template(), "分配表.xlsx", values, {"行": people}, PROPERTIES, {"填报单位": "=A1"}).data
    sheet = load_workbook(io.BytesIO(data))["分配表"]
    for row, text in enumerate(texts, 5):
        for column in "ABF":
            cell = sheet[f"{column}{row}"]
            assert cell.data_type == "s"
            assert cell.value == text.replace("\r", "\n")
            assert cell.quotePrefix == (0 if text.startswith(" ") else 1)
    formulas = [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
    assert {place.rstrip("0123456789") for place in formulas} == {"A", "C", "D", "E"}


def test_an_unknown_blank_is_named_with_its_cell() -> None:
    with pytest.raises(TemplateError) as caught:
        filled(1, template(B3="{{填表日期}}", D9="{{行.银行}}"))
    found = {(str(problem.cell), problem.sentence) for problem in caught.value.problems}
    assert ("分配表.xlsx[分配表]!B3", "没有名为“填表日期”的填空") in found
    assert any(problem.cell.a1 == "D9" for problem in caught.value.problems)


def test_a_value_that_no_blank_takes_is_named() -> None:
    assert [problem.sentence for problem in filled(1).unused] == []
    assert [problem.sentence for problem in filled(1, 文号="x").unused] == ["模板没有用到“文号”"]


def test_a_formula_without_a_known_value_is_named() -> None:
    with pytest.raises(TemplateError, match=r"A11：公式 =B7\*2 没有名称"):
        filled(1, template(A11="=B7*2"))


def test_a_list_on_two_rows_is_named() -> None:
    with pytest.raises(TemplateError, match="不是同一行"):
        filled(1, template(A9="{{行.编号}}"))


def test_a_file_that_is_no_workbook_is_named() -> None:
    with pytest.raises(TemplateError, match=r"分配表\.xlsx：打不开"):
        filled(1, b"not a workbook")


def test_a_blank_split_over_runs_of_different_fonts_is_filled() -> None:
    runs = CellRichText("年度：", TextBlock(InlineFont(b=True), "{{年"), TextBlock(InlineFont(i=True), "度}}年"))
    sheet = load_workbook(io.BytesIO(filled(1, template(B11=runs)).data))["分配表"]
    assert sheet["B11"].value == "年度：2026年"


def test_parts_that_the_program_does_not_know_are_kept() -> None:
    source = parts(template())
    source["xl/cellimages.xml"] = b"<images/>"
    source["xl/drawings/drawing9.xml"] = "<d><a:t xmlns:a='a'>文本框</a:t></d>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in source.items():
            package.writestr(name, part)
    made = parts(filled(2, out.getvalue()).data)
    assert made["xl/cellimages.xml"] == b"<images/>"
    assert "文本框" in made["xl/drawings/drawing9.xml"].decode()


def test_two_lists_on_a_sheet_and_a_table_grow_apart() -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "表"
    sheet.append(["岗位", "人数"])
    sheet.append(["{{岗位.名称}}", "{{岗位.人数}}"])
    sheet.append(["合计", "=SUM(B2)"])
    sheet.append(["机构", "人数"])
    sheet.append(["{{机构.名称}}", "{{机构.人数}}"])
    sheet.append(["合计", "=SUM(B5:B5)"])
    sheet.add_table(Table(displayName="机构表", ref="A4:B5"))
    out = io.BytesIO()
    book.save(out)
    lists = {
        "岗位": Rows(("名称", "人数"), [("甲", 1), ("乙", 2), ("丙", 3)]),
        "机构": Rows(("名称", "人数"), [("H1", 4), ("H2", 5)]),
    }
    data = fill(out.getvalue(), "表.xlsx", {"岗位合计.人数": 6, "机构合计.人数": 9}, lists, PROPERTIES).data
    sheet = load_workbook(io.BytesIO(data))["表"]
    assert [sheet[place].value for place in ("B5", "A6", "A7", "A8", "B9")] == [
        "=SUM(B2:B4)", "机构", "H1", "H2", "=SUM(B7:B8)",
    ]  # fmt: skip
    assert sheet.tables["机构表"].ref == "A6:B8"
    assert load_workbook(io.BytesIO(data), data_only=True)["表"]["B9"].value == 9


def test_links_lead_to_cells() -> None:
    book = Workbook()
    book.active["A1"] = "{{行.格}}"
    out = io.BytesIO()
    book.save(out)
    links = [
        (Link("K37", "花名册（已批注）.xlsx", "花 名册", "K37"),),
        (Link("B2", "", "表", "B2"),),
        (Link("无", "", "", ""),),
    ]
    data = fill(out.getvalue(), "表.xlsx", {}, {"行": Rows(("格",), links)}, PROPERTIES).data
    sheet = load_workbook(io.BytesIO(data)).active
    assert sheet["A1"].hyperlink.location == "'花 名册'!K37"
    assert sheet["A1"].hyperlink.target.endswith(".xlsx")
    assert (sheet["A2"].hyperlink.location, sheet["A2"].hyperlink.target) == ("'表'!B2", None)
    assert sheet["A3"].hyperlink is None


def test_rows_are_as_high_as_their_text() -> None:
    sheet = load_workbook(io.BytesIO(filled(1, 说明="很长的说明" * 30).data))["分配表"]
    assert sheet.row_dimensions[8].height is None  # the note's cell does not wrap its text
    source = load_workbook(io.BytesIO(template()))
    source["分配表"]["A8"].alignment = source["分配表"]["A8"].alignment + Alignment(wrap_text=True)
    out = io.BytesIO()
    source.save(out)
    sheet = load_workbook(io.BytesIO(filled(1, out.getvalue(), 说明="很长的说明" * 30).data))["分配表"]
    assert sheet.row_dimensions[8].height >= 7 * 15  # 310 half-width letters in merged columns 42 wide


def with_parts(source: bytes, **more: str) -> bytes:
    """The template with parts of a package added or put in place of its own."""
    content = {**parts(source), **{name: part.encode() for name, part in more.items()}}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in content.items():
            package.writestr(name, part)
    return out.getvalue()


BOX = "<d xmlns:a='a'><a:p>{}</a:p><a:p><a:r><a:t>不变</a:t></a:r></a:p></d>"


def test_blanks_in_text_boxes_chart_titles_and_comments_are_filled() -> None:
    runs = "<a:r><a:t>{{填报</a:t></a:r><a:r><a:t>单位}}印章</a:t></a:r>"
    source = template()
    chart = parts(source)["xl/charts/chart1.xml"].decode()
    title = "<title><tx><rich><a:p xmlns:a='a'><a:r><a:t>{{年度}}年分布</a:t></a:r></a:p></rich></tx></title>"
    assert "<plotArea>" in chart
    book = load_workbook(io.BytesIO(source))
    book["分配表"]["A9"].comment = Comment("共{{总额}}元", "某人")
    out = io.BytesIO()
    book.save(out)
    made = {
        "xl/drawings/drawing9.xml": BOX.format(runs),
        "xl/charts/chart1.xml": chart.replace("<plotArea>", f"{title}<plotArea>", 1),
    }
    data = filled(2, with_parts(out.getvalue(), **made)).data
    box = parts(data)["xl/drawings/drawing9.xml"].decode()
    assert "示例区卫健委&amp;财政局印章" in box and "不变" in box and "{{" not in box
    assert "2026年分布" in parts(data)["xl/charts/chart1.xml"].decode()
    assert load_workbook(io.BytesIO(data))["分配表"]["A10"].comment.text == "共1.12元"


@pytest.mark.parametrize(
    ("name", "part", "sentence"),
    [
        ("xl/drawings/drawing9.xml", BOX.format("<a:r><a:t>{{印章}}</a:t></a:r>"), "文本框里没有名为“印章”的填空"),
    ],
)
def test_what_cannot_be_filled_is_named(name: str, part: str, sentence: str) -> None:  # U25
    with pytest.raises(TemplateError, match=sentence):
        filled(2, with_parts(template(), **{name: part}))
