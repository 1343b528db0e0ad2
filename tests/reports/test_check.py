"""问题清单 and annotated copies: colour, comment, links; everything else as it was; readable as the next input."""

import io
import zipfile
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from countyhire.model.finding import Fault, Finding, Severity
from countyhire.model.where import Cell
from countyhire.reports.annotate import annotate
from countyhire.reports.check import check_documents
from countyhire.reports.fill import Rows, fill
from countyhire.reports.package import Properties
from countyhire.sheets.read import read_files
from countyhire.sheets.transcript import transcribed
from tests.reports.district import letter

FAULTS = {
    "CH101": Fault("CH101", "id-check-digit", Severity.ERROR, "证号校验位不对", "易录错", "核对身份证原件", "B06"),
    "CH250": Fault("CH250", "odd-licence", Severity.WARNING, "证书位数不符", "旧证书", "核对证书", ""),
    "CH300": Fault("CH300", "note", Severity.NOTICE, "提示", "提示", "不必改", ""),
}


def finding(code: str, cell: Cell, message: str = "有问题", subject: str = "") -> Finding:
    return FAULTS[code].at(cell, message, subject)


def roster() -> bytes:
    """A workbook as staff keep it: a title, a merge, a formula with its value, a comment, widths, print set-up."""
    book = Workbook()
    sheet = book.active
    sheet.title = "花名册"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "示例区卫生人员花名册"
    sheet.append(["人员编号", "姓名", "身份证件号码", "年龄"])
    sheet.append(["P01", "张三", "509901199001010013", "=2026-1990"])
    sheet.append(["P02", "李四", "509901199001010021", "=2026-1990"])
    sheet["B3"].font = Font(bold=True)
    sheet["B4"].comment = Comment("去年的备注", "某人")
    sheet.column_dimensions["C"].width = 33
    sheet.print_title_rows = "2:2"
    sheet.print_area = "A1:D4"
    other = book.create_sheet("岗位变动")
    other["A1"] = "人员编号"
    other.print_title_rows = "1:1"
    for name, place in (("年龄甲", "$D$3"), ("年龄乙", "$D$4")):
        book.defined_names[name] = DefinedName(name, attr_text=f"花名册!{place}")
    out = io.BytesIO()
    book.save(out)
    given = Properties("示例区", "花名册", date(2026, 1, 1))
    return fill(out.getvalue(), "花名册.xlsx", {"年龄甲": 36, "年龄乙": 36}, {"行": Rows((), [])}, given).data


def found() -> list[Finding]:
    file = "人员花名册.xlsx"
    return [
        finding("CH250", Cell(file, "花名册", 3, 3), "证书位数不符"),
        finding("CH101", Cell(file, "花名册", 3, 3), "=校验位不对", "P01"),
        finding("CH300", Cell(file, "花名册", 4, 2)),
        finding("CH250", Cell(file, "花名册", 4, 9), "空白单元格"),
        finding("CH101", Cell(file, "花名册", 40, 1), "缺行"),
        finding("CH300", Cell(file, "岗位变动"), "整张表"),
    ]


def copy() -> bytes:
    made = annotate(roster(), found(), "示例区卫生健康委员会")
    assert made is not None
    return made


def test_cells_are_coloured_by_the_gravest_finding() -> None:
    sheet = load_workbook(io.BytesIO(copy()))["花名册"]
    colours = {place: sheet[place].fill.fgColor.rgb for place in ("C3", "B4", "I4", "A40")}
    assert colours == {"C3": "FFF8CBAD", "B4": "FFDDEBF7", "I4": "FFFFE699", "A40": "FFF8CBAD"}
    assert sheet["B3"].fill.fill_type is None and sheet["B3"].font.b


def test_comments_say_what_is_wrong_what_to_do_and_by_which_clause() -> None:
    sheet = load_workbook(io.BytesIO(copy()))["花名册"]
    text = sheet["C3"].comment.text
    assert text.startswith("【错误 CH101】=校验位不对\n怎么改：核对身份证原件\n依据：渝卫发〔2021〕55号三（一）")
    assert text.endswith("【警告 CH250】证书位数不符\n怎么改：核对证书")
    assert sheet["B4"].comment.text.startswith("去年的备注\n\n【提示 CH300】")


def test_the_boxes_of_comments_are_well_formed() -> None:
    with zipfile.ZipFile(io.BytesIO(copy())) as package:
        boxes = [package.read(name) for name in package.namelist() if name.endswith(".vml")]
    assert len(boxes) == 1
    places = {
        tuple(int(child.text or 0) for child in shape.iter() if child.tag.endswith(("}Row", "}Column")))
        for shape in ElementTree.fromstring(boxes[0]).iter("{urn:schemas-microsoft-com:vml}shape")
    }
    assert places == {(2, 2), (3, 1), (3, 8), (39, 0)}


def test_the_list_stands_first_and_leads_to_the_cells() -> None:
    book = load_workbook(io.BytesIO(copy()))
    assert book.sheetnames == ["问题清单", "花名册", "岗位变动"]
    assert book.active.title == "问题清单"
    rows = [[cell.value for cell in row] for row in book["问题清单"].iter_rows(min_row=2)]
    assert [row[1:5] for row in rows] == [
        ["错误", "CH101", "花名册", "C3"],
        ["错误", "CH101", "花名册", "A40"],
        ["警告", "CH250", "花名册", "C3"],
        ["警告", "CH250", "花名册", "I4"],
        ["提示", "CH300", "岗位变动", None],
        ["提示", "CH300", "花名册", "B4"],
    ]
    links = {cell.hyperlink.location for cell in book["问题清单"]["E"] if cell.hyperlink}
    assert links == {"'花名册'!C3", "'花名册'!A40", "'花名册'!I4", "'花名册'!B4"}
    assert all(cell.data_type == "s" for row in book["问题清单"].iter_rows() for cell in row if cell.value)


def test_everything_else_is_as_it_was() -> None:
    before, after = load_workbook(io.BytesIO(roster())), load_workbook(io.BytesIO(copy()))
    for sheet in before:
        other = after[sheet.title]
        assert other.merged_cells.ranges == sheet.merged_cells.ranges
        assert other.column_dimensions["C"].width == sheet.column_dimensions["C"].width
        assert (other.print_area, other.print_title_rows) == (sheet.print_area, sheet.print_title_rows)
        for row in sheet.iter_rows():
            for cell in row:
                assert other[cell.coordinate].value == cell.value
    assert load_workbook(io.BytesIO(copy()), data_only=True)["花名册"]["D3"].value == 36


def test_the_same_findings_give_the_same_bytes() -> None:
    assert copy() == copy()
    assert annotate(roster(), found()[::-1], "示例区卫生健康委员会") == copy()


def test_an_annotated_copy_is_annotated_again_without_a_second_list() -> None:
    again = annotate(copy(), found()[:1], "示例区卫生健康委员会")
    assert again is not None
    book = load_workbook(io.BytesIO(again))
    assert book.sheetnames == ["问题清单", "花名册", "岗位变动"]
    assert book["问题清单"].max_row == 2
    assert book["岗位变动"].print_title_rows == "$1:$1"


def test_the_copy_reads_as_the_next_input(tmp_path: Path) -> None:
    plain, marked = tmp_path / "人员花名册.xlsx", tmp_path / "人员花名册（已批注）.xlsx"
    plain.write_bytes(roster())
    marked.write_bytes(copy())
    one, other = (read_files([path]) for path in (plain, marked))
    assert [person.name for person in other.book.people] == ["张三", "李四"]
    assert [(finding.code, finding.message) for finding in one.findings] == [
        (finding.code, finding.message) for finding in other.findings
    ]


def test_a_file_that_is_no_xlsx_has_no_copy() -> None:
    assert annotate(b"\xd0\xcf\x11\xe0 an .xls", found(), "示例区") is None


def test_documents_of_a_check(tmp_path: Path) -> None:
    path = tmp_path / "人员花名册.xlsx"
    path.write_bytes(roster())
    listed = [*found(), finding("CH101", Cell("机构名录.csv", "", 2, 1), "编码重复", "H1")]
    documents = check_documents(listed, [path, tmp_path / "机构名录.csv"][:1], letter(), transcribed)
    assert [document.name for document in documents] == ["问题清单.xlsx", "人员花名册（已批注）.xlsx"]
    assert path.read_bytes() == roster()
    sheet = load_workbook(io.BytesIO(documents[0].data)).active
    assert sheet["A2"].value == "错误3项，警告2项，提示2项。错误必须改正；点单元格一栏可到已批注的副本。"
    first = next(row for row in sheet.iter_rows(min_row=4) if row[3].value == "人员花名册.xlsx")
    assert [cell.value for cell in first[1:8]] == [
        "错误", "CH101", "人员花名册.xlsx", "花名册", "C3", "P01", "=校验位不对",
    ]  # fmt: skip
    assert first[5].hyperlink.location == "'花名册'!C3"
    assert all(row[5].hyperlink is None for row in sheet.iter_rows(min_row=4) if row[3].value == "机构名录.csv")
    assert not documents[0].unused


@pytest.mark.parametrize("rows", ['<row><c t="str"><v>x</v></c></row>', "", '<row r="3"/>'])
def test_sheets_without_addresses_or_rows_take_the_colour_in_place(rows: str) -> None:
    source = roster()
    from countyhire.zipped import packed, parts

    content = parts(source)
    part = "xl/worksheets/sheet2.xml"
    text = content[part].decode()
    start = text.index("<sheetData")
    end = text.index("</sheetData>") + len("</sheetData>")
    content[part] = f"{text[:start]}<sheetData>{rows}</sheetData>{text[end:]}".encode()
    made = annotate(packed(content), [finding("CH101", Cell("x.xlsx", "岗位变动", 3, 2))], "示例区")
    assert made is not None
    assert load_workbook(io.BytesIO(made))["岗位变动"]["B3"].fill.fgColor.rgb == "FFF8CBAD"
