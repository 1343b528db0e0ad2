"""The workbooks of charts: each chart shows its own figures, with title, units and source, told apart in grey (U29)."""

import io
import re
import zipfile
from functools import lru_cache
from html import unescape
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import load_workbook

from countyhire.reports.charts_of import allocation_charts, fund_charts, payroll_charts, quota_charts
from countyhire.reports.excel_charts import BAR, ExcelChart, chart_book
from countyhire.reports.letterhead import Document
from tests.report import pages
from tests.reports.district import book, letter
from tests.reports.results import allocation_result, payroll_result, quota_result


@lru_cache(maxsize=1)
def made() -> dict[str, Document]:
    from countyhire.compute.funds import fund

    result = fund(pages.book(), pages.letter().policy, pages.YEAR, pages.ON)
    documents = (
        *quota_charts(quota_result(), letter()),
        *allocation_charts(allocation_result(), letter(), book()),
        *payroll_charts(payroll_result(), letter()),
        *fund_charts(result, pages.letter()),
    )
    return {document.name: document for document in documents}


NAMES = ("选派任务图表.xlsx", "需求满足图表.xlsx", "绩效分布图表.xlsx", "资金池图表.xlsx")


def charts(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [
            package.read(name).decode() for name in sorted(package.namelist()) if re.match(r"xl/charts/chart\d", name)
        ]


def cells(data: bytes, reference: str) -> list[Any]:
    """The values of `'按专业'!$A$4:$A$9`."""
    sheet, _, area = unescape(reference).replace("'", "").replace("$", "").partition("!")
    found = load_workbook(io.BytesIO(data))[sheet][area]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [row[0].value if isinstance(row, tuple) else row.value for row in rows]


def test_the_books_are_these() -> None:
    assert tuple(made()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_series_shows_the_cells_beside_it(name: str) -> None:
    data = made()[name].data
    assert charts(data)
    for chart in charts(data):
        series = re.findall(r"<c:ser>.*?</c:ser>", chart, re.S)
        assert series
        for one in series:
            for part in ("cat", "val"):
                body = re.search(rf"<c:{part}>.*?</c:{part}>", one, re.S)[0]  # type: ignore[index]
                reference = re.search(r"<c:f>(.*?)</c:f>", body)[1]  # type: ignore[index]
                kept = [unescape(value) for value in re.findall(r"<c:v>(.*?)</c:v>", body)]
                told = cells(data, reference)
                if part == "val":
                    assert [float(value) for value in kept] == [float(value) for value in told]
                else:
                    assert kept == told


@pytest.mark.parametrize("name", NAMES)
def test_title_units_and_source(name: str) -> None:  # U29
    data = made()[name].data
    for chart in charts(data):
        titles = re.findall(r"<c:title>.*?</c:title>", chart, re.S)
        assert len(titles) == 3  # of the chart and both axes
    for sheet in load_workbook(io.BytesIO(data)):
        assert re.match(r"单位：.+；来源：示例区卫生健康委员会，2026年\d+月\d+日；依据：.*55号", sheet["A2"].value)
        assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
        assert sheet.print_title_rows == "$3:$3"


def _light(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("name", NAMES[:3])
def test_bars_are_told_apart_in_grey_and_carry_their_values(name: str) -> None:  # U29
    for chart in charts(made()[name].data):
        series = re.findall(r"<c:ser>.*?</c:ser>", chart, re.S)
        fills = [_light(re.search(r'srgbClr val="(\w{6})"', one)[1]) for one in series]  # type: ignore[index]
        assert all(abs(one - two) > 80 for one, two in pairwise(fills))
        assert all("<c:showVal" in one for one in series)


def test_figures_are_the_results() -> None:
    sheet = load_workbook(io.BytesIO(made()["选派任务图表.xlsx"].data))["各单位完成情况"]
    rows = [tuple(cell.value for cell in row[:3]) for row in sheet.iter_rows(min_row=4)]
    assert rows == [(row.name, row.share, row.dispatched) for row in quota_result().hospitals]
    sheet = load_workbook(io.BytesIO(made()["需求满足图表.xlsx"].data))["按专业"]
    rows = [tuple(cell.value for cell in row[:3]) for row in sheet.iter_rows(min_row=4)]
    assert sum(row[2] for row in rows) == len(allocation_result().assignments)
    assert sum(row[1] - row[2] for row in rows) == sum(gap.short for gap in allocation_result().unfilled)
    sheet = load_workbook(io.BytesIO(made()["绩效分布图表.xlsx"].data))["绩效分布"]
    assert sum(row[1].value for row in sheet.iter_rows(min_row=4)) == len(payroll_result().persons)


def test_a_name_that_looks_like_a_formula_stays_text_and_the_bytes_are_the_same() -> None:
    chart = ExcelChart("表", "=题", BAR, ("单位", "人数"), [("=1+1", 3), ("@甲", 4)], "人")
    (first,), (second,) = (chart_book(letter(), "图表", "依据", [chart]) for _ in range(2))
    assert first.data == second.data
    sheet = load_workbook(io.BytesIO(first.data))["表"]
    assert [(cell.value, cell.data_type) for cell in (sheet["A1"], sheet["A4"], sheet["A5"])] == [
        ("=题", "s"), ("=1+1", "s"), ("@甲", "s"),
    ]  # fmt: skip
    assert load_workbook(io.BytesIO(first.data)).properties.creator == "示例区卫生健康委员会"


def test_no_chart_of_nothing() -> None:
    empty = ExcelChart("表", "题", BAR, ("单位", "人数"), [], "人")
    full = ExcelChart("表二", "题", BAR, ("单位", "人数"), [("甲", 1)], "人")
    (made_book,) = chart_book(letter(), "图表", "依据", [empty, full])
    assert load_workbook(io.BytesIO(made_book.data)).sheetnames == ["表二"]
    assert chart_book(letter(), "图表", "依据", [empty]) == []
