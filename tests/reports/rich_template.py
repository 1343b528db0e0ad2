"""A template with all that Excel and WPS put round the cells: logo, header picture, text box, chart, comment, names,
rules that only newer versions know, and a picture in a cell by the formula of WPS."""

import base64
import io

import xlsxwriter

from tests.reports.test_fill import parts, with_parts

DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
IMAGES = (
    '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage/></etc:cellImages>'
)
NEWER = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
CHOICES = (
    f'<ext uri="{{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}}" xmlns:x14="{NEWER}">'
    '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
    '<x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>字典!$A$1:$A$3</xm:f></x14:formula1>'
    "<xm:sqref>C4</xm:sqref></x14:dataValidation></x14:dataValidations></ext>"
)


def rich_template() -> bytes:
    """Row 4 is repeated; the total stands in row 5, what floats is anchored in row 8."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, choices = book.add_worksheet("名单"), book.add_worksheet("字典")
    for row, text in enumerate(("甲", "乙", "丙")):
        choices.write_string(row, 0, text)
    for place, text in {
        "A1": "{{标题}}", "A3": "姓名", "B3": "金额", "C3": "类别",
        "A4": "{{行.姓名}}", "B4": "{{行.金额}}", "C4": "{{行.类别}}",
    }.items():  # fmt: skip
        sheet.write_string(place, text)
    sheet.write_formula("B5", "=SUM(B4:B4)")
    sheet.write_formula("E2", '=_xlfn.DISPIMG("ID_7F",1)', None, '=DISPIMG("ID_7F",1)')
    sheet.write_formula("D4", '=_xlfn.DISPIMG("ID_7F",1)', None, '=DISPIMG("ID_7F",1)')
    sheet.insert_image("F1", "标志.png", {"image_data": io.BytesIO(DOT)})
    sheet.set_header("&C&G", {"image_center": "页眉.png", "image_data_center": io.BytesIO(DOT)})
    sheet.insert_textbox("B8", "{{标题}}（章）")
    sheet.conditional_format("B4:B4", {"type": "data_bar", "data_bar_2010": True})
    sheet.write_comment("A5", "合计由{{标题}}算出")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=名单!$B$4:$B$4", "categories": "=名单!$A$4:$A$4"})
    sheet.insert_chart("E8", chart)
    book.define_name("金额列", "=名单!$B$4:$B$5")
    book.define_name("总额", "=名单!$B$5")
    book.close()
    before, mark, after = parts(out.getvalue())["xl/worksheets/sheet1.xml"].decode().rpartition("<extLst>")
    assert "</sheetData>" in before
    return with_parts(
        out.getvalue(),
        **{
            "xl/worksheets/sheet1.xml": before + mark + CHOICES + after,
            "xl/cellimages.xml": IMAGES,
            "xl/media/cellimage1.png": "",
        },
    )
