"""What staff put round the cells of a template is there after filling, moved where rows grew: 1, 2, 500 rows (U25)."""

import io
from functools import lru_cache

import pytest
from openpyxl import load_workbook

from countyhire.reports.fill import Filled, Rows, fill
from countyhire.reports.values import Yuan
from tests.reports.rich_template import DOT, IMAGES, rich_template
from tests.reports.test_fill import PROPERTIES, parts

SHEET, STRINGS, CORE = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "docProps/core.xml"
MOVED = {
    SHEET, "xl/worksheets/sheet2.xml", STRINGS, CORE, "xl/workbook.xml", "xl/styles.xml", "xl/charts/chart1.xml",
    "xl/comments1.xml", "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml",
}  # fmt: skip


@lru_cache(maxsize=1)
def source() -> bytes:
    return rich_template()


def made(count: int) -> Filled:
    people = [(f"人{number}", Yuan(100), "甲") for number in range(count)]
    values = {"标题": "名册", "总额": Yuan(100 * count)}
    return fill(source(), "名单.xlsx", values, {"行": Rows(("姓名", "金额", "类别"), people)}, PROPERTIES)


@pytest.mark.filterwarnings("ignore:.* extension is not supported")  # of the library that only reads here
@pytest.mark.parametrize("count", [1, 2, 500])
def test_all_of_it_is_there_and_points_where_the_cells_went(count: int) -> None:
    data = made(count).data
    before, after, last = parts(source()), parts(data), 3 + count
    assert set(before) <= set(after)
    assert {name for name in before if before[name] != after[name]} <= MOVED  # every other part byte for byte
    assert [part for name, part in after.items() if name.startswith("xl/media/image")] == [DOT] * len(
        [name for name in before if name.startswith("xl/media/image")]
    )
    assert after["xl/cellimages.xml"].decode() == IMAGES
    sheet = after[SHEET].decode()
    ranges = f"C4:C{last}" if count > 1 else "C4"
    assert f"<xm:sqref>{ranges}</xm:sqref>" in sheet and "<xm:f>字典!$A$1:$A$3</xm:f>" in sheet  # a list of choices
    assert f"<xm:sqref>B4{f':B{last}' if count > 1 else ''}</xm:sqref>" in sheet  # bars of newer versions
    assert "<legacyDrawingHF" in sheet and "&amp;G" in sheet  # the picture of the header
    assert sheet.count("DISPIMG") == 2 * (1 + count)  # formula and value of one cell above and one in every row
    boxes = after["xl/drawings/drawing1.xml"].decode()
    assert "名册（章）" in boxes and "{{" not in boxes
    assert f"<xdr:row>{7 + count - 1}</xdr:row>" in boxes and "<xdr:row>0</xdr:row>" in boxes  # the logo stays above
    chart = after["xl/charts/chart1.xml"].decode()
    assert f"名单!$B$4:$B${last}</" in chart and f"名单!$A$4:$A${last}</" in chart
    book = load_workbook(io.BytesIO(data))
    assert book["名单"][f"A{last + 1}"].comment.text == "合计由名册算出"
    assert book.defined_names["金额列"].attr_text == f"名单!$B$4:$B${last + 1}"
    assert book["名单"][f"B{last + 1}"].value == f"=SUM(B4:B{last})"
